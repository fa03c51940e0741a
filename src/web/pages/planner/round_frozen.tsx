/* What closing froze: the hash that was published, the list behind it, and what has moved since. */
import { get } from "../../api";
import { t } from "../../i18n";
import { useLoad } from "../../load";
import type { Round } from "../../round";
import { MovedList } from "../../ui/moved_list";
import { Load } from "../../ui/parts";

export function FrozenList({ round: r }: { round: Round }) {
    return (
        <section>
            <h2>{t("rdFrozen")}</h2>
            <p>{t("rdFrozenWhat")}</p>
            <p><code class="hash">{r.list_sha256}</code></p>
            <p class="ask"><a class="button" href={`/api/v1/rounds/${r.code}/frozen-list`} download={`${r.code}.json`}>{t("rdFrozenFile")}</a>{r.state === "published" && <a class="button" href={`#/published/${r.code}`}>{t("rdPublicPage")}</a>}</p>
        </section>
    );
}

/* For planners and auditors: the API tells nobody else. */
export function MovedSince({ round: r }: { round: Round }) {
    const moved = useLoad((signal) => get("/api/v1/rounds/{round}/changes", { path: { round: r.code }, signal }), [r.code]);
    return (
        <section>
            <h2>{t("rdMoved")}</h2>
            <Load of={moved}>{({ items, n }) => n === 0 ? <p class="quiet">{t("rdMovedNone")}</p> : (
                <>
                    <p>{t("rdMovedSome", { n })}</p>
                    <MovedList items={items} />
                </>
            )}</Load>
        </section>
    );
}
