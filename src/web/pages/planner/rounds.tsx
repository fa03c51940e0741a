/* All rounds, the newest first: where each stands. */
import type { Schemas } from "../../api";
import { get } from "../../api";
import { day, t } from "../../i18n";
import { useLoad } from "../../load";
import { codeNumber } from "../../plan_facts";
import { stageOf } from "../../round";
import { useSession } from "../../session";
import { Load, Tag } from "../../ui/parts";
import { Table } from "../../ui/table";

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
                <Table caption={t("rdRounds")} isCaptionSeen={false} rows={items} id={(r) => r.code} columns={[
                    ["rdName", (r) => <a href={`#/rounds/${r.code}`}>{r.name}</a>, "long"],
                    ["rdState", (r) => <StageTag round={r} />],
                    ["rdOpened", (r) => day(r.opened_at)],
                    ["rdClosed", (r) => day(r.closed_at)],
                    ["rdDrawDay", (r) => day(r.draw_day)],
                    ["rdRequestsHead", (r) => codeNumber(r.n_requests), "n"],
                    ["rdEligibleHead", (r) => codeNumber(r.n_eligible), "n"],
                ]} />
            )}</Load>
        </div>
    );
}
