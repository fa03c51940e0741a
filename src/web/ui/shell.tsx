/* What stands around every page: name, menu, language, who is logged in. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useAct } from "../act";
import type { Language } from "../i18n";
import { language, t } from "../i18n";
import type { Page } from "../page";
import { useSession } from "../session";
import { Failure } from "./parts";

const FEW = 3; /* entries of the menu that a phone shows in a line or two */

/* The window's name is the page's heading. */
function useTitle() {
    useEffect(() => {
        const name = () => {
            const h1 = document.querySelector("main h1")?.textContent;
            document.title = h1 ? `${h1} – ${t("product")}` : t("product");
        };
        const watch = new MutationObserver(name);
        watch.observe(document.getElementById("main")!, { childList: true, subtree: true, characterData: true });
        name();
        return () => watch.disconnect();
    }, []);
}

export function Shell({ path, pages, above, onLanguage, children }: { path: string; pages: Page[]; above?: ComponentChildren; onLanguage: (l: Language) => void; children: ComponentChildren }) {
    const { account, isDemo, leave } = useSession(), leaving = useAct();
    const entries = pages.filter((p) => p.menu && p.isFor(account?.role ?? null, account));
    const [isOpen, setOpen] = useState(false); /* the menu, on a phone where it has many entries */
    useEffect(() => setOpen(false), [path]);
    useTitle();
    const isFolded = entries.length > FEW && !isOpen;
    const other: Language = language() === "vi" ? "en" : "vi";
    return (
        <>
            <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); document.getElementById("main")?.focus(); }}>{t("skip")}</a>
            <header>
                <div class="top">
                    <a class="product" href="#/">{t("product")}</a>
                    {entries.length > FEW && <button type="button" class="plain menu" aria-expanded={isOpen} aria-controls="menu" onClick={() => setOpen(!isOpen)}>{t("menu")}</button>}
                    <nav id="menu" aria-label={t("menu")} class={isFolded ? "folded" : undefined}>
                        {entries.map((p) => (
                            <a key={p.path} href={`#${p.path}`} aria-current={path === p.path ? "page" : undefined}>{t(p.menu!)}</a>
                        ))}
                    </nav>
                    <div class={`who${isFolded ? " folded" : ""}`}>
                        <button type="button" class="plain" lang={other} onClick={() => onLanguage(other)}>{other === "en" ? "English" : "Tiếng Việt"}</button>
                        {account
                            ? <><a href="#/account" aria-label={`${t("acTitle")}: ${account.name}`}><span class="name">{account.name}</span><span class="short">{t("acShort")}</span></a><button type="button" class="plain" disabled={leaving.isBusy} onClick={() => leaving.run(leave)}>{t("logout")}</button></>
                            : <a href="#/login">{t("login")}</a>}
                    </div>
                </div>
                {isDemo && <p class="demo">{t("demo")}</p>}
            </header>
            {above}
            {leaving.problem && <Failure problem={leaving.problem} />}
            <main id="main" tabIndex={-1}>{children}</main>
        </>
    );
}
