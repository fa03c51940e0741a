/* The plans of a round, the newest first. */
import { get } from "../../api";
import type { Word } from "../../i18n";
import { moment, number, t } from "../../i18n";
import { useLoad } from "../../load";
import type { Round } from "../../round";
import { Load } from "../../ui/parts";

export function PlansOfRound({ round }: { round: Round }) {
    const plans = useLoad((signal) => get("/api/v1/rounds/{round}/plans", { path: { round: round.code }, signal }), [round.code]);
    return (
        <section>
            <h2>{t("rdPlans")}</h2>
            <Load of={plans}>{({ items }) => items.length === 0 ? <p class="quiet">{t("rdPlanNone")}</p> : (
                <div class="scroll">
                    <table class="dense">
                        <caption>{t("rdPlans")}</caption>
                        <thead><tr>
                            <th scope="col">{t("rdPlan")}</th><th scope="col">{t("hmState")}</th><th scope="col">{t("rdPlanMaker")}</th><th scope="col">{t("rdPlanMade")}</th>
                        </tr></thead>
                        <tbody>{items.map((p) => (
                            <tr key={p.code}>
                                <td><a href={`#/plans/${p.code}`}>{number(p.number)} {p.note}</a></td><td>{t(`plan_${p.state}` as Word)}</td><td>{p.maker ?? "–"}</td><td>{moment(p.created_at)}</td>
                            </tr>
                        ))}</tbody>
                    </table>
                </div>
            )}</Load>
        </section>
    );
}
