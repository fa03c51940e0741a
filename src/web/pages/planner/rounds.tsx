/* All rounds, the newest first: where each stands. */
import type { Schemas } from "../../api";
import { get } from "../../api";
import { day, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { stageOf } from "../../round";
import { useSession } from "../../session";
import { Load, Tag } from "../../ui/parts";

export function StageTag({ round }: { round: Schemas["Round"] }) {
    const stage = stageOf(round);
    return <Tag kind={stage === "published" ? "good" : stage === "done" ? "plain" : "wait"}>{t(`stage_${stage}`)}</Tag>;
}

export function Rounds() {
    const rounds = useLoad((signal) => get("/api/v1/rounds", { signal }), []), { account } = useSession();
    return (
        <div class="desk">
            <h1>{t("rdRounds")}</h1>
            <p class="ask">{account?.role === "planner" && <a class="button main" href="#/rounds/new">{t("rdOpenNew")}</a>}<a class="button" href="#/policies">{t("plPolicies")}</a><a class="button" href="#/needs">{t("ofNeeds")}</a></p>
            <Load of={rounds}>{({ items }) => items.length === 0 ? <p class="quiet">{t("rdNone")}</p> : (
                <div class="scroll">
                    <table>
                        <caption>{t("rdRounds")}</caption>
                        <thead><tr>
                            <th scope="col">{t("rdName")}</th><th scope="col">{t("rdState")}</th><th scope="col">{t("rdOpened")}</th><th scope="col">{t("rdClosed")}</th>
                            <th scope="col">{t("rdDrawDay")}</th><th scope="col" class="n">{t("rdRequestsHead")}</th><th scope="col" class="n">{t("rdEligibleHead")}</th>
                        </tr></thead>
                        <tbody>{items.map((r) => (
                            <tr key={r.code}>
                                <td><a href={`#/rounds/${r.code}`}>{r.name}</a></td><td><StageTag round={r} /></td><td>{day(r.opened_at)}</td><td>{day(r.closed_at)}</td>
                                <td>{day(r.draw_day)}</td><td class="n">{r.n_requests === null ? "–" : number(r.n_requests)}</td><td class="n">{r.n_eligible === null ? "–" : number(r.n_eligible)}</td>
                            </tr>
                        ))}</tbody>
                    </table>
                </div>
            )}</Load>
        </div>
    );
}
