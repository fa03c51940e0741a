/* What everybody may read: the published rounds, and who has a place by them. */
import { get } from "../../api";
import { day, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { Load } from "../../ui/parts";

export function PublishedRounds() {
    const rounds = useLoad((signal) => get("/api/v1/results", { signal }), []);
    return (
        <section>
            <h1>{t("publishedRounds")}</h1>
            <Load of={rounds}>{(page) => page.items.length === 0 ? <p class="quiet">{t("noRound")}</p> : (
                <ul class="rows">
                    {page.items.map((r) => (
                        <li key={r.round}>
                            <a href={`#/published/${r.round}`}>{r.name}</a>
                            <span class="quiet">{t("publishedOn", { day: day(r.published_at) })} · {t("nPeoplePlaced", { n: r.n_people })}</span>
                        </li>
                    ))}
                </ul>
            )}</Load>
        </section>
    );
}

export function PublishedList({ round }: { round: string }) {
    const list = useLoad((signal) => get("/api/v1/rounds/{round}/results", { path: { round }, signal }), [round]);
    return (
        <Load of={list}>{(l) => (
            <section>
                <h1>{l.name}</h1>
                <p class="quiet">{t("publishedOn", { day: day(l.published_at) })} · {t("nPeoplePlaced", { n: l.n })}</p>
                <div class="scroll">
                    <table>
                        <thead><tr><th class="n">{t("number")}</th><th>{t("fullName")}</th><th>{t("agency")}</th><th>{t("site")}</th></tr></thead>
                        <tbody>
                            {l.items.map((p, i) => (
                                <tr key={i}><td class="n">{number(i + 1)}</td><td>{p.name ?? p.request}</td><td>{p.agency_name}</td><td>{p.site_name}</td></tr>
                            ))}
                        </tbody>
                    </table>
                </div>
            </section>
        )}</Load>
    );
}
