/* The web UI: who is here, where, and the page for it. */
import "./style/tokens.css";
import "./style/base.css";
import "./style/desk.css";
import "./style/registrar.css";
import "./style/own.css";
import "./style/round.css";
import "./style/ask.css";
import "./style/plan.css";
import "./style/upload.css";
import "./style/public.css";
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { get, Problem, send } from "./api";
import { language, readWords, setLanguage, t } from "./i18n";
import { forgetAll, keepFor } from "./kept";
import { OTHERWISE, PAGES } from "./pages";
import { go, match, usePath } from "./router";
import { NO_DRAFT, setDraft } from "./scenario";
import type { Account } from "./session";
import { SessionContext } from "./session";
import { Fresh } from "./ui/fresh";
import { Failure } from "./ui/parts";
import { Shell } from "./ui/shell";

type Desk = typeof import("./desk");

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
    const [desk, setDesk] = useState<Desk | Error | null>(null); /* the pages of offices, once asked for */
    useEffect(() => {
        if (isDesk) Promise.all([import("./desk"), readWords(language(), true)]).then(([d]) => setDesk(d), setDesk);
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
    const hasDesk = isDesk && desk !== null && "DESK" in desk;
    const pages = hasDesk ? [...desk.DESK, ...PAGES] : PAGES;
    const role = account?.role ?? null;
    let page = null;
    for (const p of pages) {
        const parts = match(p.path, path);
        if (parts && p.isFor(role, account)) { page = p.show(parts); break; }
    }
    return (
        <SessionContext.Provider value={session}>
            <Shell path={path} pages={pages} above={hasDesk && role === "planner" && <desk.Above path={path} />} onLanguage={(l) => void setLanguage(l).then(() => turn((n) => n + 1), () => {})}>{isDesk && desk instanceof Error ? <Failure problem={new TypeError()} again={() => location.reload()} /> : page ?? OTHERWISE.show({})}</Shell>
            <Fresh />
        </SessionContext.Provider>
    );
}

void readWords(language()).then(() => render(<App />, document.getElementById("app")!));
