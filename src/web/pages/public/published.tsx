/* What everybody may read: what this is, and the published rounds, each with its list and its draw. */
import { get } from "../../api";
import { day, t } from "../../i18n";
import { useLoad } from "../../load";
import { useSession } from "../../session";
import { Load } from "../../ui/parts";

/* For who is not logged in: whose decision this is, and where one's own result stands. */
function Welcome() {
    return (
        <>
            <h1>{t("pbTitle")}</h1>
            <p class="lead">{t("pbLead")}</p>
        </>
    );
}

function OwnResult() {
    return (
        <section class="after">
            <h2>{t("pbOwn")}</h2>
            <p>{t("pbOwnText")}</p>
            <p class="ask"><a class="button main" href="#/login">{t("login")}</a> <a class="button" href="#/activation">{t("activation")}</a></p>
        </section>
    );
}

export function PublishedRounds() {
    const { account } = useSession();
    const rounds = useLoad((signal) => get("/api/v1/results", { signal }), []);
    return (
        <section class="public">
            {account ? <h1>{t("publishedRounds")}</h1> : <><Welcome /><h2>{t("publishedRounds")}</h2></>}
            <div class="room-of-list">
                <Load of={rounds}>{(page) => page.items.length === 0 ? <p class="quiet">{t("noRound")}</p> : (
                    <ul class="rows">
                        {page.items.map((r) => (
                            <li key={r.round}>
                                <a class="entry" href={`#/published/${r.round}`}>{r.name}</a>
                                <span class="quiet">{t("publishedOn", { day: day(r.published_at) })} · {t("nPeoplePlaced", { n: r.n_people })}</span>
                                <a class="entry" href={`#/draws/${r.round}`}>{t("dwCheck")}</a>
                            </li>
                        ))}
                    </ul>
                )}</Load>
            </div>
            {!account && <OwnResult />}
        </section>
    );
}
