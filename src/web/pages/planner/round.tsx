/* The page of a round: where it stands, what is to do next, what was laid down, its plans. */
import { get } from "../../api";
import { day, t } from "../../i18n";
import { useLoad } from "../../load";
import type { Round } from "../../round";
import { useSession } from "../../session";
import { Facts, Load } from "../../ui/parts";
import { PlansOfRound } from "./plans_of_round";
import { FrozenList, MovedSince } from "./round_frozen";
import { RoundLife } from "./round_life";
import { RoundNext } from "./round_next";
import { StageTag } from "./rounds";

export function RoundPage({ code }: { code: string }) {
    const round = useLoad((signal) => get("/api/v1/rounds/{round}", { path: { round: code }, signal }), [code]);
    const { account } = useSession(), seesMoved = account?.role === "planner" || account?.role === "auditor";
    return (
        <article class="desk file">
            <p><a href="#/rounds">{t("rdRounds")}</a></p>
            <Load of={round}>{(r) => (
                <>
                    <header><h1>{r.name}</h1><StageTag round={r} /></header>
                    <RoundNext answer={round.answer!} again={round.again} />
                    <section><h2>{t("rdLife")}</h2><RoundLife round={r} /></section>
                    <div class="columns">
                        <section><h2>{t("rdTerms")}</h2><Terms round={r} /></section>
                        {r.closed_at && <div><FrozenList round={r} />{seesMoved && r.state !== "done" && <MovedSince round={r} />}</div>}
                    </div>
                    <PlansOfRound round={r} />
                </>
            )}</Load>
        </article>
    );
}

function Terms({ round: r }: { round: Round }) {
    return (
        <Facts rows={[
            [t("rdCode"), r.code],
            [t("rdPolicy"), <a href={`#/policies/${r.policy}/${r.policy_version}`}>{t("rdPolicyOf", { policy: r.policy, version: r.policy_version })}</a>],
            [t("rdAsOf"), day(r.as_of)],
            [t("rdDrawSource"), r.draw_source],
            [t("rdDrawDay"), day(r.draw_day)],
            [t("rdNamesPublic"), t(r.names_public ? "rdNamesShown" : "rdNamesHidden")],
            [t("rdOfferDays"), t("rdDays", { n: r.offer_days })],
        ]} />
    );
}
