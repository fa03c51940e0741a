/* The pages that anybody may open, and those of officials: what a phone loads. The first that fits the
 * address and the reader is shown. */
import { AccountPage } from "./pages/official/account";
import { AppealForm } from "./pages/official/appeal_form";
import { Consent } from "./pages/official/consent";
import { EarlierRequest, Home } from "./pages/official/home";
import { NewRequest, RequestForm } from "./pages/official/form";
import { MyData } from "./pages/official/my_data";
import { Activation, Login } from "./pages/public/login";
import { PublishedList } from "./pages/public/published_list";
import { PublishedRounds } from "./pages/public/published";
import { anybody, only } from "./page";
import type { Page } from "./page";
import { pageFile } from "./ui/later";

const draws = pageFile("draws", () => import("./draws"));
const repairs = pageFile("repairs", () => import("./repairs"));

/* What is shown where no page fits. */
export const OTHERWISE: Page = { path: "/published", isFor: anybody, menu: "menuPublished", show: () => <PublishedRounds /> };

export const PAGES: Page[] = [
    { path: "/", isFor: only("official"), menu: "myHousing", show: () => <Home /> },
    { path: "/my/requests/new", isFor: only("official"), show: () => <NewRequest /> },
    { path: "/my/requests/{request}", isFor: only("official"), show: (p) => <EarlierRequest code={p["request"]!} /> },
    { path: "/my/requests/{request}/form", isFor: only("official"), show: (p) => <RequestForm code={p["request"]!} /> },
    { path: "/my/requests/{request}/appeal", isFor: only("official"), show: (p) => <AppealForm request={p["request"]!} /> },
    { path: "/my/consent", isFor: only("official"), show: () => <Consent given="" /> },
    { path: "/my/consent/{request}", isFor: only("official"), show: (p) => <Consent given={p["request"]!} /> },
    { path: "/my/repairs", isFor: only("official"), show: repairs((file) => <file.OwnRepairs />) },
    { path: "/my/repairs/new", isFor: only("official"), show: repairs((file) => <file.NewRepair />) },
    { path: "/my/repairs/{repair}", isFor: only("official"), show: repairs((file, p) => <file.RepairPage key={p["repair"]} repair={p["repair"]!} />) },
    { path: "/my/stays/{stay}/in", isFor: only("official"), show: repairs((file, p) => <file.HandoverPage stay={p["stay"]!} kind="in" />) },
    { path: "/my/stays/{stay}/out", isFor: only("official"), show: repairs((file, p) => <file.HandoverPage stay={p["stay"]!} kind="out" />) },
    { path: "/my/data", isFor: only("official"), menu: "myData", show: () => <MyData /> },
    OTHERWISE,
    { path: "/published/{round}", isFor: anybody, show: (p) => <PublishedList round={p["round"]!} /> },
    { path: "/account", isFor: (role) => role !== null, show: () => <AccountPage /> },
    { path: "/door/{door}", isFor: anybody, show: repairs((file, p) => <file.DoorPage key={p["door"]} door={p["door"]!} />) },
    { path: "/draws/{round}", isFor: anybody, show: draws((file, p) => <file.DrawPage round={p["round"]!} />) },
    { path: "/login", isFor: only(null), show: () => <Login /> },
    { path: "/activation", isFor: anybody, show: () => <Activation given="" /> },
    { path: "/activation/{code}", isFor: anybody, show: (p) => <Activation given={p["code"]!} /> },
];
