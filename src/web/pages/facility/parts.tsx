/* What the pages of living there share: the way from one to the next, who may change things, what the
 * rules said against it. */
import type { Act } from "../../act";
import { Problem } from "../../api";
import type { Word } from "../../i18n";
import { t } from "../../i18n";
import { isOffice, useSession } from "../../session";
import { sentence } from "../../ui/parts";

const PAGES: [string, Word][] = [["/stays", "lvStays"], ["/leave-notices", "lvLeave"], ["/closures", "lvClosed"], ["/rehousings", "lvCases"]];

export function Ways({ here }: { here: string }) {
    return <nav class="ways" aria-label={t("lvStays")}>{PAGES.map(([path, name]) => <a key={path} href={`#${path}`} aria-current={path === here ? "page" : undefined}>{t(name)}</a>)}</nav>;
}

/* Planners and the Office run the house; auditors look on. */
export function useRunsTheHouse(): boolean {
    const { account } = useSession();
    return account?.role === "planner" || isOffice(account);
}

/* All that the API found against it, but what stands at fields of its own. */
export function Findings({ act, fields = [] }: { act: Act; fields?: string[] }) {
    const found = act.problem instanceof Problem ? (act.problem.body?.errors ?? []).filter((e) => !fields.includes(e.pointer)) : [];
    if (found.length === 0) return null;
    return <div class="notice bad"><p>{t("lvReasons")}</p><ul>{found.map((e) => <li key={e.pointer + e.detail}>{sentence(e.detail)}</li>)}</ul></div>;
}
