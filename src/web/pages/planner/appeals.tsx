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

const OUTCOMES = ["open", "upheld", "rejected"] as const;

export function DeskAppeals() {
    const [query, setQuery] = useQuery(), asked = query.get("outcome") ?? "open";
    const outcome = OUTCOMES.find((o) => o === asked);
    const list = useLoad((signal) => get("/api/v1/appeals", { query: { limit: 100, ...(outcome ? { outcome } : {}) }, signal }), [outcome]);
    return (
        <div class="desk">
            <h1>{t("appeals")}</h1>
            <p class="quiet">{t("apDeskLead")}</p>
            <div class="bar"><Choice label={t("hmState")} value={asked} set={(v) => setQuery("outcome", v)} options={[...OUTCOMES.map((o): [string, string] => [o, t(`ap_${o}`)]), ["all", t("dkAll")]]} /></div>
            <Load of={list}>{() => <Rows first={list.answer!} />}</Load>
        </div>
    );
}

function Rows({ first }: { first: Answer<Schemas["Appeals"]> }) {
    const { items, button } = useMore<Appeal, Schemas["Appeals"]>(first);
    return (
        <>
            <p class="found" role="status">{t("apFound", { n: first.data.n })}</p>
            {items.length === 0 ? <p>{t("none")}</p> : <div class="scroll">
                <table class="dense">
                    <caption>{t("appeals")}</caption>
                    <thead><tr>
                        <th scope="col">{t("apFiled")}</th><th scope="col" class="n">{t("apDays")}</th><th scope="col">{t("fullName")}</th><th scope="col">{t("agency")}</th>
                        <th scope="col">{t("apDisputed")}</th><th scope="col">{t("hmState")}</th><th scope="col">{t("apPlan")}</th>
                    </tr></thead>
                    <tbody>{items.map((a) => (
                        <tr key={a.code}>
                            <td>{day(a.filed_at)}</td><td class="n">{a.outcome === null ? number(daysSince(a.filed_at)) : "–"}</td>
                            <td><a href={`#/appeals/${a.code}`}>{a.name}</a> <span class="quiet">{a.request}</span></td><td>{a.agency}</td>
                            <td>{a.fact && a.value ? t("apClaim", { fact: factWords(a.fact), value: valueWords(a.fact, a.value) }) : t("apNoFact")}</td>
                            <td><AppealTag appeal={a} /></td><td>{a.plan ? <a href={`#/plans/${a.plan}`}>{t("apSeePlan")}</a> : "–"}</td>
                        </tr>
                    ))}</tbody>
                </table>
            </div>}
            {button}
        </>
    );
}
