/* The pages of offices: planners, registrars, auditors, the admin. A file of its own that officials do
 * not load (main.tsx). */
import { Policies, PolicyNew } from "./pages/planner/policies";
import { PolicyPage } from "./pages/planner/policy";
import { PlanAssigned } from "./pages/planner/plan_assigned";
import { PlanComparison } from "./pages/planner/plan_comparison";
import { PlanNew } from "./pages/planner/plan_new";
import { PlanPage } from "./pages/planner/plan";
import { PlanPerson } from "./pages/planner/plan_person";
import { PlanWaiting } from "./pages/planner/plan_waiting";
import { AgenciesPage } from "./pages/registrar/agencies";
import { AgencyRequest } from "./pages/registrar/request";
import { AgencyStart } from "./pages/registrar/start";
import { ConfirmPage } from "./pages/registrar/confirm";
import { DeskAppeal } from "./pages/planner/appeal";
import { DeskAppeals } from "./pages/planner/appeals";
import { DeskRequest } from "./pages/planner/request";
import { DeskRequests } from "./pages/planner/requests";
import { HouseMap } from "./pages/planner/house_map";
import { Needs, NeedsOfAgency } from "./pages/registrar/needs";
import { Office } from "./pages/registrar/office";
import { Overview } from "./pages/planner/overview";
import { RoundPage } from "./pages/planner/round";
import { RoundChange, RoundNew } from "./pages/planner/round_form";
import { RoundPreview } from "./pages/planner/round_preview";
import { Rounds } from "./pages/planner/rounds";
import { DuplicatesPage } from "./pages/registrar/duplicates";
import { EditOfficialPage, NewOfficialPage } from "./pages/registrar/official_form";
import { EditRequestPage, NewRequestOf, NewRequestPage } from "./pages/registrar/request_form";
import { OffersPage } from "./pages/registrar/offers";
import { OfficialPage } from "./pages/registrar/official";
import { OfficialsPage } from "./pages/registrar/officials";
import { UploadNew } from "./pages/registrar/upload_new";
import { UploadPage } from "./pages/registrar/upload";
import { Uploads } from "./pages/registrar/uploads";
import { WaitingRows } from "./pages/planner/waiting_rows";
import { Accounts } from "./pages/admin/accounts";
import { AuditLog } from "./pages/auditor/log";
import { AuditorStart } from "./pages/auditor/start";
import { isOffice } from "./session";
import { only, seesTheHouse } from "./page";
import type { Page } from "./page";

/* What stands above each page of a planner. */
export { DraftBar as Above } from "./ui/draft_bar";

export const DESK: Page[] = [
    { path: "/", isFor: only("admin"), menu: "adAccounts", show: () => <Accounts /> },
    { path: "/", isFor: only("auditor"), menu: "auTitle", show: () => <AuditorStart /> },
    { path: "/audit", isFor: only("auditor", "admin"), menu: "auLog", show: () => <AuditLog /> },
    { path: "/", isFor: only("planner"), menu: "overview", show: () => <Overview /> },
    { path: "/", isFor: (_, account) => isOffice(account), menu: "overview", show: () => <Office /> },
    { path: "/house", isFor: seesTheHouse, menu: "menuMap", show: () => <HouseMap /> },
    { path: "/", isFor: (role, account) => role === "registrar" && !isOffice(account), menu: "ovRequests", show: () => <AgencyStart /> },
    { path: "/requests", isFor: seesTheHouse, menu: "ovRequests", show: () => <DeskRequests /> },
    { path: "/requests/new", isFor: only("registrar"), show: () => <NewRequestPage /> },
    { path: "/requests/new/{official}", isFor: only("registrar"), show: (p) => <NewRequestOf key={p["official"]} official={p["official"]!} /> },
    { path: "/requests/{request}", isFor: only("planner", "auditor"), show: (p) => <DeskRequest code={p["request"]!} /> },
    { path: "/requests/{request}", isFor: only("registrar"), show: (p) => <AgencyRequest key={p["request"]} code={p["request"]!} /> },
    { path: "/requests/{request}/edit", isFor: only("registrar"), show: (p) => <EditRequestPage key={p["request"]} code={p["request"]!} /> },
    { path: "/requests/{request}/confirmation", isFor: only("registrar"), show: (p) => <ConfirmPage key={p["request"]} code={p["request"]!} /> },
    { path: "/officials", isFor: only("registrar"), menu: "menuStaff", show: () => <OfficialsPage /> },
    { path: "/officials/new", isFor: only("registrar"), show: () => <NewOfficialPage /> },
    { path: "/officials/{official}", isFor: only("registrar"), show: (p) => <OfficialPage key={p["official"]} code={p["official"]!} /> },
    { path: "/officials/{official}/edit", isFor: only("registrar"), show: (p) => <EditOfficialPage key={p["official"]} code={p["official"]!} /> },
    { path: "/offers", isFor: only("registrar", "planner", "auditor"), menu: "rgOffers", show: () => <OffersPage /> },
    { path: "/duplicates", isFor: only("registrar"), show: () => <DuplicatesPage /> },
    { path: "/uploads", isFor: only("registrar", "planner", "auditor"), menu: "menuExcel", show: () => <Uploads /> },
    { path: "/uploads/new", isFor: only("registrar", "planner"), show: () => <UploadNew /> },
    { path: "/uploads/{upload}", isFor: only("registrar", "planner", "auditor"), show: (p) => <UploadPage key={p["upload"]} code={p["upload"]!} /> },
    { path: "/appeals", isFor: only("registrar", "planner", "auditor"), menu: "appeals", show: () => <DeskAppeals /> },
    { path: "/appeals/{appeal}", isFor: only("registrar", "planner", "auditor"), show: (p) => <DeskAppeal key={p["appeal"]} code={p["appeal"]!} /> },
    { path: "/agencies", isFor: (_, account) => isOffice(account), menu: "rgAgencies", show: () => <AgenciesPage /> },
    { path: "/rounds", isFor: seesTheHouse, menu: "rdRounds", show: () => <Rounds /> },
    { path: "/rounds/new", isFor: only("planner"), show: () => <RoundNew /> },
    { path: "/rounds/{round}/change", isFor: only("planner"), show: (p) => <RoundChange code={p["round"]!} /> },
    { path: "/rounds/{round}", isFor: seesTheHouse, show: (p) => <RoundPage code={p["round"]!} /> },
    { path: "/rounds/{round}/preview", isFor: seesTheHouse, show: (p) => <RoundPreview code={p["round"]!} /> },
    { path: "/policies", isFor: seesTheHouse, show: () => <Policies /> },
    { path: "/policies/new", isFor: only("planner"), show: () => <PolicyNew /> },
    { path: "/policies/{policy}/{version}", isFor: seesTheHouse, show: (p) => <PolicyPage code={p["policy"]!} version={p["version"]!} /> },
    { path: "/needs", isFor: seesTheHouse, show: () => <Needs /> },
    { path: "/needs/{agency}", isFor: seesTheHouse, show: (p) => <NeedsOfAgency code={p["agency"]!} /> },
    { path: "/rounds/{round}/plans/new", isFor: only("planner"), show: (p) => <PlanNew round={p["round"]!} /> },
    { path: "/waiting", isFor: seesTheHouse, show: () => <WaitingRows /> },
    { path: "/plans/{plan}", isFor: seesTheHouse, show: (p) => <PlanPage key={p["plan"]} code={p["plan"]!} /> },
    { path: "/plans/{plan}/assignments", isFor: seesTheHouse, show: (p) => <PlanAssigned code={p["plan"]!} /> },
    { path: "/plans/{plan}/waiting", isFor: seesTheHouse, show: (p) => <PlanWaiting code={p["plan"]!} /> },
    { path: "/plans/{plan}/people/{request}", isFor: seesTheHouse, show: (p) => <PlanPerson code={p["plan"]!} request={p["request"]!} /> },
    { path: "/plans/{plan}/comparison", isFor: seesTheHouse, show: (p) => <PlanComparison code={p["plan"]!} /> },
];
