/* The pages of who sees the whole house: overview, requests, rounds, rules, needs. Read with the first of them (desk.tsx). */
export { Policies, PolicyNew } from "./pages/planner/policies";
export { PolicyPage } from "./pages/planner/policy";
export { DeskRequest } from "./pages/planner/request";
export { DeskRequests } from "./pages/planner/requests";
export { Needs, NeedsOfAgency } from "./pages/registrar/needs";
export { Office } from "./pages/registrar/office";
export { Overview } from "./pages/planner/overview";
export { RoundPage } from "./pages/planner/round";
export { RoundChange, RoundNew } from "./pages/planner/round_form";
export { RoundPreview } from "./pages/planner/round_preview";
export { Rounds } from "./pages/planner/rounds";
