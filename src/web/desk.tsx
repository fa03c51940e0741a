/* The table of the pages of offices: planners, registrars, auditors, the admin. A file of its own that
 * officials do not load (app.tsx); it holds what its further files share (src/tools/bundle.mjs), and
 * each of those is read with its first page. */
import { DeskAppeal } from "./pages/planner/appeal";
import { DeskAppeals } from "./pages/planner/appeals";
import { OffersPage } from "./pages/registrar/offers";
import { isOffice } from "./session";
import { keepsTheHouse, office, only, seesTheHouse } from "./page";
import { DraftBar } from "./ui/draft_bar";
import { pageFile } from "./ui/later";

const planner = pageFile("planner", () => import("./planner"));
const plans = pageFile("plans", () => import("./plans"));
const registrar = pageFile("registrar", () => import("./registrar"));
const uploads = pageFile("uploads", () => import("./uploads"));
const facility = pageFile("facility", () => import("./facility"));
const crew = pageFile("crew", () => import("./crew"));
const reports = pageFile("reports", () => import("./reports"));
const audit = pageFile("audit", () => import("./audit"));

office.above = (role, path) => role === "planner" && <DraftBar path={path} />;
office.pages = [
    { path: "/", isFor: only("admin"), menu: "adAccounts", show: audit((file) => <file.Accounts />) },
    { path: "/", isFor: only("auditor"), menu: "auTitle", show: audit((file) => <file.AuditorStart />) },
    { path: "/audit", isFor: only("auditor", "admin"), menu: "auLog", show: audit((file) => <file.AuditLog />) },
    { path: "/", isFor: only("maintenance"), menu: "cwToday", show: crew((file) => <file.CrewToday />) },
    { path: "/", isFor: only("planner"), menu: "overview", show: planner((file) => <file.Overview />) },
    { path: "/", isFor: (_, account) => isOffice(account), menu: "overview", show: planner((file) => <file.Office />) },
    { path: "/house", isFor: seesTheHouse, menu: "menuMap", show: facility((file) => <file.HouseMap />) },
    { path: "/repairs", isFor: keepsTheHouse, menu: "rpTitle", show: crew((file) => <file.DeskRepairs />) },
    { path: "/repairs/{repair}", isFor: keepsTheHouse, show: crew((file, p) => <file.RepairWork key={p["repair"]} repair={p["repair"]!} />) },
    { path: "/surveys", isFor: keepsTheHouse, menu: "svTitle", show: crew((file) => <file.Surveys />) },
    { path: "/surveys/{survey}", isFor: keepsTheHouse, show: crew((file, p) => <file.SurveyPage key={p["survey"]} survey={p["survey"]!} />) },
    { path: "/inventory", isFor: keepsTheHouse, show: crew((file) => <file.InventoryPage />) },
    { path: "/inventory/pieces", isFor: keepsTheHouse, show: crew((file) => <file.PiecesPage />) },
    { path: "/inventory/{room}", isFor: keepsTheHouse, show: crew((file, p) => <file.RoomItemsPage key={p["room"]} room={p["room"]!} />) },
    { path: "/door-cards", isFor: (role, account) => role === "planner" || isOffice(account), show: crew((file) => <file.DoorCards />) },
    { path: "/stays", isFor: seesTheHouse, menu: "lvStays", show: facility((file) => <file.StaysPage />) },
    { path: "/stays/{stay}/{kind}", isFor: seesTheHouse, show: facility((file, p) => <file.HouseHandover key={p["stay"]! + p["kind"]} stay={p["stay"]!} kind={p["kind"] === "out" ? "out" : "in"} />) },
    { path: "/leave-notices", isFor: seesTheHouse, show: facility((file) => <file.LeavePage />) },
    { path: "/closures", isFor: seesTheHouse, show: facility((file) => <file.ClosuresPage />) },
    { path: "/rehousings", isFor: seesTheHouse, show: facility((file) => <file.RehousingsPage />) },
    { path: "/rehousings/{rehousing}", isFor: seesTheHouse, show: facility((file, p) => <file.RehousingPage key={p["rehousing"]} code={p["rehousing"]!} />) },
    { path: "/", isFor: (role, account) => role === "registrar" && !isOffice(account), menu: "ovRequests", show: registrar((file) => <file.AgencyStart />) },
    { path: "/requests", isFor: seesTheHouse, menu: "ovRequests", show: planner((file) => <file.DeskRequests />) },
    { path: "/requests/new", isFor: only("registrar"), show: registrar((file) => <file.NewRequestPage />) },
    { path: "/requests/new/{official}", isFor: only("registrar"), show: registrar((file, p) => <file.NewRequestOf key={p["official"]} official={p["official"]!} />) },
    { path: "/requests/{request}", isFor: only("planner", "auditor"), show: planner((file, p) => <file.DeskRequest code={p["request"]!} />) },
    { path: "/requests/{request}", isFor: only("registrar"), show: registrar((file, p) => <file.AgencyRequest key={p["request"]} code={p["request"]!} />) },
    { path: "/requests/{request}/edit", isFor: only("registrar"), show: registrar((file, p) => <file.EditRequestPage key={p["request"]} code={p["request"]!} />) },
    { path: "/requests/{request}/confirmation", isFor: only("registrar"), show: registrar((file, p) => <file.ConfirmPage key={p["request"]} code={p["request"]!} />) },
    { path: "/officials", isFor: only("registrar"), menu: "menuStaff", show: registrar((file) => <file.OfficialsPage />) },
    { path: "/officials/new", isFor: only("registrar"), show: registrar((file) => <file.NewOfficialPage />) },
    { path: "/officials/{official}", isFor: only("registrar"), show: registrar((file, p) => <file.OfficialPage key={p["official"]} code={p["official"]!} />) },
    { path: "/officials/{official}/edit", isFor: only("registrar"), show: registrar((file, p) => <file.EditOfficialPage key={p["official"]} code={p["official"]!} />) },
    { path: "/offers", isFor: only("registrar", "planner", "auditor"), menu: "rgOffers", show: () => <OffersPage /> },
    { path: "/duplicates", isFor: only("registrar"), show: registrar((file) => <file.DuplicatesPage />) },
    { path: "/uploads", isFor: only("registrar", "planner", "auditor"), menu: "menuExcel", show: uploads((file) => <file.Uploads />) },
    { path: "/uploads/new", isFor: only("registrar", "planner"), show: uploads((file) => <file.UploadNew />) },
    { path: "/uploads/{upload}", isFor: only("registrar", "planner", "auditor"), show: uploads((file, p) => <file.UploadPage key={p["upload"]} code={p["upload"]!} />) },
    { path: "/appeals", isFor: only("registrar", "planner", "auditor"), menu: "appeals", show: () => <DeskAppeals /> },
    { path: "/appeals/{appeal}", isFor: only("registrar", "planner", "auditor"), show: (p) => <DeskAppeal key={p["appeal"]} code={p["appeal"]!} /> },
    { path: "/agencies", isFor: (_, account) => isOffice(account), menu: "rgAgencies", show: registrar((file) => <file.AgenciesPage />) },
    { path: "/rounds", isFor: seesTheHouse, menu: "rdRounds", show: planner((file) => <file.Rounds />) },
    { path: "/rounds/new", isFor: only("planner"), show: planner((file) => <file.RoundNew />) },
    { path: "/rounds/{round}/change", isFor: only("planner"), show: planner((file, p) => <file.RoundChange code={p["round"]!} />) },
    { path: "/rounds/{round}", isFor: seesTheHouse, show: planner((file, p) => <file.RoundPage code={p["round"]!} />) },
    { path: "/rounds/{round}/preview", isFor: seesTheHouse, show: planner((file, p) => <file.RoundPreview code={p["round"]!} />) },
    { path: "/policies", isFor: seesTheHouse, show: planner((file) => <file.Policies />) },
    { path: "/policies/new", isFor: only("planner"), show: planner((file) => <file.PolicyNew />) },
    { path: "/policies/{policy}/{version}", isFor: seesTheHouse, show: planner((file, p) => <file.PolicyPage code={p["policy"]!} version={p["version"]!} />) },
    { path: "/reports", isFor: keepsTheHouse, menu: "rtTitle", show: reports((file) => <file.ReportPage name="" />) },
    { path: "/reports/housed", isFor: seesTheHouse, show: reports((file) => <file.HousedPage />) },
    { path: "/reports/{report}", isFor: keepsTheHouse, show: reports((file, p) => <file.ReportPage key={p["report"]} name={p["report"]!} />) },
    { path: "/reports/{report}/rows", isFor: keepsTheHouse, show: reports((file, p) => <file.ReportRows name={p["report"]!} />) },
    { path: "/needs", isFor: seesTheHouse, show: planner((file) => <file.Needs />) },
    { path: "/needs/{agency}", isFor: seesTheHouse, show: planner((file, p) => <file.NeedsOfAgency code={p["agency"]!} />) },
    { path: "/rounds/{round}/plans/new", isFor: only("planner"), show: plans((file, p) => <file.PlanNew round={p["round"]!} />) },
    { path: "/waiting", isFor: seesTheHouse, show: plans((file) => <file.WaitingRows />) },
    { path: "/plans/{plan}", isFor: seesTheHouse, show: plans((file, p) => <file.PlanPage key={p["plan"]} code={p["plan"]!} />) },
    { path: "/plans/{plan}/assignments", isFor: seesTheHouse, show: plans((file, p) => <file.PlanAssigned code={p["plan"]!} />) },
    { path: "/plans/{plan}/waiting", isFor: seesTheHouse, show: plans((file, p) => <file.PlanWaiting code={p["plan"]!} />) },
    { path: "/plans/{plan}/people/{request}", isFor: seesTheHouse, show: plans((file, p) => <file.PlanPerson code={p["plan"]!} request={p["request"]!} />) },
    { path: "/plans/{plan}/comparison", isFor: seesTheHouse, show: plans((file, p) => <file.PlanComparison code={p["plan"]!} />) },
];
