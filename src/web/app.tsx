/* The web UI: who is here, where, and the page for it. */
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { get, Problem, send } from "./api";
import { addWords, setLanguage, t } from "./i18n";
import { forgetAll, keepFor } from "./kept";
import { office } from "./page";
import { OTHERWISE, PAGES } from "./pages";
import { go, match, usePath } from "./router";
import { NO_DRAFT, setDraft } from "./scenario";
import type { Account } from "./session";
import { SessionContext } from "./session";
import { Fresh } from "./ui/fresh";
import { readFile } from "./ui/later";
import { Failure } from "./ui/parts";
import { Shell } from "./ui/shell";

function App() {
    const path = usePath();
    const [account, setAccount] = useState<Account | null | undefined>(undefined);
    const [, turn] = useState(0);
    const enter = (a: Account) => {
        if (keepFor(a.code)) setDraft(NO_DRAFT);
        setAccount(a);
    };
    useEffect(() => {
        get("/api/v1/sessions/current").then((a) => enter(a.data.account), () => setAccount(null));
    }, []);
    const isDesk = account !== null && account !== undefined && account.role !== "official";
    const [desk, setDesk] = useState<"there" | "failed" | null>(null); /* the pages of offices, once asked for */
    useEffect(() => {
        if (isDesk) readFile("desk", () => import("./desk")).then(() => setDesk("there"), () => setDesk("failed"));
    }, [isDesk]);
    const session = {
        account: account ?? null,
        isDemo: document.documentElement.dataset["demo"] === "1",
        enter: (a: Account) => { enter(a); if (/^\/(login|activation)/.test(path)) go("/"); },
        leave: async () => {
            await send("delete", "/api/v1/sessions/current").catch((e) => { if (!(e instanceof Problem && e.status === 401)) throw e; });
            forgetAll();
            setDraft(NO_DRAFT);
            setAccount(null);
            go("/");
        },
    };
    if (account === undefined || (isDesk && desk === null)) return <p class="quiet" role="status">{t("loading")}</p>;
    const hasDesk = isDesk && desk === "there";
    const pages = hasDesk ? [...office.pages, ...PAGES] : PAGES;
    const role = account?.role ?? null;
    let page = null;
    for (const p of pages) {
        const parts = match(p.path, path);
        if (parts && p.isFor(role, account)) { page = p.show(parts); break; }
    }
    return (
        <SessionContext.Provider value={session}>
            <Shell path={path} pages={pages} above={hasDesk && office.above(role, path)} onLanguage={(l) => void setLanguage(l).then(() => turn((n) => n + 1), () => {})}>{isDesk && !hasDesk ? <Failure problem={new TypeError()} again={() => location.reload()} /> : page ?? OTHERWISE.show({})}</Shell>
            <Fresh />
        </SessionContext.Provider>
    );
}

void addWords("app").then(() => render(<App />, document.getElementById("app")!));
