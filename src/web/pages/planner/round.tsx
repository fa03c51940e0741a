/* The page of a round: where it stands, what is to do next, what was laid down, its plans. */
import { get } from "../../api";
import { day, t } from "../../i18n";
import { useLoad } from "../../load";
import type { Round } from "../../round";
import { Facts, Load } from "../../ui/parts";
import { PlansOfRound } from "./plans_of_round";
import { RoundLife } from "./round_life";
import { StageTag } from "./rounds";

export function RoundPage({ code }: { code: string }) {
    const round = useLoad((signal) => get("/api/v1/rounds/{round}", { path: { round: code }, signal }), [code]);
    return (
        <article class="desk file">
            <p><a href="#/rounds">{t("rdRounds")}</a></p>
            <Load of={round}>{(r) => (
                <>
                    <header><h1>{r.name}</h1><StageTag round={r} /></header>
                    <section><h2>{t("rdLife")}</h2><RoundLife round={r} /></section>
                    <section class="narrow-facts"><h2>{t("rdTerms")}</h2><Terms round={r} /></section>
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
            [t("rdPolicy"), t("rdPolicyOf", { policy: r.policy, version: r.policy_version })],
            [t("rdAsOf"), day(r.as_of)],
            [t("rdDrawSource"), r.draw_source],
            [t("rdDrawDay"), day(r.draw_day)],
            [t("rdNamesPublic"), t(r.names_public ? "rdNamesShown" : "rdNamesHidden")],
            [t("rdOfferDays"), t("rdDays", { n: r.offer_days })],
        ]} />
    );
}
