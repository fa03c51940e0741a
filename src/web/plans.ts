/* Plans: asking for one, its run, who is housed and who waits, why. Read with the first of them (desk.tsx). */
export { PlanAssigned } from "./pages/planner/plan_assigned";
export { PlanComparison } from "./pages/planner/plan_comparison";
export { PlanNew } from "./pages/planner/plan_new";
export { PlanPage } from "./pages/planner/plan";
export { PlanPerson } from "./pages/planner/plan_person";
export { PlanWaiting } from "./pages/planner/plan_waiting";
export { WaitingRows } from "./pages/planner/waiting_rows";
