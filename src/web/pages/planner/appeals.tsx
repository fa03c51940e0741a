/* Appeals as those read them who answer: the longest waiting first, what is disputed, what was said. */
import type { Answer, Schemas } from "../../api";
import { get } from "../../api";
import type { Appeal } from "../../appeal";
import { daysSince, factWords, valueWords } from "../../appeal";
import { day, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { useQuery } from "../../query";
import { AppealTag } from "../../ui/appeal_tag";
import { Choice } from "../../ui/choice";
import { useMore } from "../../ui/more";
import { Load } from "../../ui/parts";
import { Table } from "../../ui/table";

const OUTCOMES = ["open", "upheld", "rejected"] as const;

export function DeskAppeals() {
    const [query, setQuery] = useQuery(), asked = query.get("outcome") ?? "open";
    const outcome = OUTCOMES.find((o) => o === asked);
    const list = useLoad((signal) => get("/api/v1/appeals", { query: { limit: 100, ...(outcome ? { outcome } : {}) }, signal }), [outcome]);
    return (
        <div class="desk">
            <h1>{t("appeals")}</h1>
            <p class="quiet">{t("apDeskLead")}</p>
            <div class="bar"><Choice label={t("hmState")} value={asked} set={(v) => setQuery("outcome", v)} options={[...OUTCOMES.map((o): [string, string] => [o, t(`ap_${o}`)]), ["all", t("hmAllRooms")]]} /></div>
            <Load of={list}>{() => <Rows first={list.answer!} />}</Load>
        </div>
    );
}

function Rows({ first }: { first: Answer<Schemas["Appeals"]> }) {
    const { items, button } = useMore<Appeal, Schemas["Appeals"]>(first);
    return (
        <>
            <p class="found" role="status">{t("dkAppeals", { n: first.data.n })}</p>
            {items.length === 0 ? <p>{t("none")}</p> : <Table caption={t("appeals")} isCaptionSeen={false} rows={items} id={(a) => a.code} columns={[
                ["apFiled", (a) => day(a.filed_at)],
                ["apDays", (a) => (a.outcome === null ? number(daysSince(a.filed_at)) : "–"), "n"],
                ["fullName", (a) => <><a href={`#/appeals/${a.code}`}>{a.name}</a> <span class="quiet">{a.request}</span></>],
                ["agency", (a) => a.agency],
                ["apDisputed", (a) => (a.fact && a.value ? t("apClaim", { fact: factWords(a.fact), value: valueWords(a.fact, a.value) }) : t("apNoFact"))],
                ["hmState", (a) => <AppealTag appeal={a} />],
                ["apPlan", (a) => (a.plan ? <a href={`#/plans/${a.plan}`}>{t("apSeePlan")}</a> : "–")],
            ]} />}
            {button}
        </>
    );
}
