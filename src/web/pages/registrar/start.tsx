/* Where a registrar of an agency begins: what waits, then the agency's requests, those that are due
 * first on top. */
import { get } from "../../api";
import type { Word } from "../../i18n";
import { number, t } from "../../i18n";
import { useLoad } from "../../load";
import { useAgencies } from "../../reads";
import { useSession } from "../../session";
import { Load } from "../../ui/parts";
import { STATES } from "../planner/overview";
import { RequestList } from "../planner/requests";

export function AgencyStart() {
    const { account } = useSession(), codes = account?.agencies ?? [];
    const agencies = useAgencies();
    const offers = useLoad((signal) => get("/api/v1/offers", { query: { answer: "open", limit: 200 }, signal }), []);
    const own = (agencies.answer?.data.items ?? []).filter((a) => codes.includes(a.code));
    return (
        <div class="desk">
            <h1>{own.length === 1 ? own[0]!.name : t("rgRequests")}</h1>
            <Waiting offers={offers.answer?.data.n} />
            <p class="ask">
                <a class="button main" href="#/requests/new">{t("rgNewRequest")}</a>
                <a class="button" href="#/officials/new">{t("rgNewOfficial")}</a>
                <a class="button" href="#/uploads">{t("rgUpload")}</a>
            </p>
            <h2>{t("rgRequests")}</h2>
            <Load of={offers}>{(o) => <Load of={agencies}>{() => <RequestList agencies={own} usual="deadline" offers={o.items} />}</Load>}</Load>
        </div>
    );
}

/* What waits for the registrar, as numbers that open their rows. */
function Waiting({ offers }: { offers: number | undefined }) {
    const counts = useLoad((signal) => get("/api/v1/requests", { query: { limit: 1 }, signal }), []);
    const late = useLoad((signal) => get("/api/v1/requests", { query: { limit: 1, state: "submitted", overdue: true }, signal }), []);
    const states = counts.answer?.data.by_state, nLate = late.answer?.data.n ?? 0;
    const figure = (n: number | undefined, word: Word, note: string, href: string) => (
        <li><a href={href}><b>{n === undefined ? "…" : number(n)}</b><span>{t(word)}</span><small>{note}</small></a></li>
    );
    return (
        <ul class="figures" aria-label={t("rgWaits")}>
            {figure(states?.submitted, "rgToConfirm", nLate > 0 ? t("rgLateN", { n: nLate }) : t("rgWithin10"), "#/?state=submitted")}
            {figure(states?.draft, "rgDrafts", t("rgDraftsNote"), "#/?state=draft")}
            {figure(offers, "rgUnanswered", t("rgUnansweredNote"), "#/offers")}
            {figure(states && STATES.reduce((sum, s) => sum + states[s], 0), "rgAll", t("rgAllNote"), "#/")}
        </ul>
    );
}
