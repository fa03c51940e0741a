/* One's own appeals about a result: each with what was said and its answer, and the way to a new one. */
import type { Schemas } from "../../api";
import { daysSince, factWords, valueWords } from "../../appeal";
import { moment, t } from "../../i18n";
import { AppealTag } from "../../ui/appeal_tag";

export function OwnAppeals({ result: r, isMine }: { result: Schemas["Result"]; isMine: boolean }) {
    const mayFile = isMine && r.round !== null && r.appeals.every((a) => a.outcome !== null);
    if (r.appeals.length === 0 && !mayFile) return null;
    return (
        <section>
            <h2>{t("appeals")}</h2>
            {r.appeals.map((a) => (
                <article class="appeal" key={a.code}>
                    <p><AppealTag appeal={a} /> <span class="quiet">{t("apSent", { moment: moment(a.filed_at) })}</span></p>
                    {a.fact && a.value && <p>{t("apClaim", { fact: factWords(a.fact), value: valueWords(a.fact, a.value) })}</p>}
                    <blockquote>{a.statement}</blockquote>
                    {a.outcome === null
                        ? <p class="quiet">{t("apWaits", { n: daysSince(a.filed_at) })}</p>
                        : <><p><b>{t("apAnswer")}</b> <span class="quiet">{moment(a.answered_at)}</span></p><p>{a.answer}</p>{a.outcome === "upheld" && <p>{t("apUpheldMeans")}</p>}</>}
                </article>
            ))}
            {mayFile && <><p>{t("apWhen")}</p><p class="ask"><a class="button" href={`#/my/requests/${r.request}/appeal`}>{t("appealNew")}</a></p></>}
        </section>
    );
}
