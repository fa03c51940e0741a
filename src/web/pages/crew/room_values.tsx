/* Which closed rooms are worth their repair most, to those who wait for a bed: as the engine answered
 * last, and asked anew. */
import { useEffect } from "preact/hooks";
import type { Schemas } from "../../api";
import { get, send } from "../../api";
import { useAct } from "../../act";
import type { Word } from "../../i18n";
import { moment, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { Failure, Load } from "../../ui/parts";
import { Table } from "../../ui/table";

type Values = Schemas["RoomValues"];
const ASK_MS = 3000;

/* The change that counts: of the most important level that would change. */
function gainWords(gains: Values["items"][number]["gains"]): string {
    const first = gains[0];
    return first ? `${t(`objective_${first.objective}` as Word, { band: first.band ?? "" })}: ${first.gain > 0 ? "+" : ""}${number(first.gain)}` : "–";
}

export function RoomValues({ mayAsk, changed }: { mayAsk: boolean; changed: () => void }) {
    const values = useLoad((signal) => get("/api/v1/room-values", { signal }), []), act = useAct(), isAsked = values.answer?.data.state === "asked";
    useEffect(() => {
        const later = isAsked ? setTimeout(values.again, ASK_MS) : undefined;
        return () => clearTimeout(later);
    }, [values.answer]);
    useEffect(() => { if (values.answer?.data.state === "done") changed(); }, [values.answer?.data.answered_at]);
    return (
        <section>
            <Load of={values}>{(v) => <>
                <p role="status">{isAsked ? t("rvAsked") : v.state === "failed" ? t("rvFailed") : v.answered_at ? t("rvAnswered", { at: moment(v.answered_at) }) : t("rvNever")} {mayAsk && !isAsked && <button type="button" class="row" disabled={act.isBusy} onClick={() => act.run(() => send("post", "/api/v1/room-values"), values.again)}>{t("rvAsk")}</button>}</p>
                {act.problem && <Failure problem={act.problem} />}
                {v.items.length > 0 && <details><summary>{t("rvRooms", { n: v.n })}</summary><Table caption={t("rvTitle")} rows={v.items} id={(r) => r.room} columns={[
                    ["rvRank", (r) => number(r.rank), "n"],
                    ["room", (r) => <a href={`#/repairs?sort=value&room=${r.room}`}>{r.room}</a>, "row"],
                    ["site", (r) => r.site],
                    ["rvRepairs", (r) => number(r.n_repairs), "n"],
                    ["rvGain", (r) => gainWords(r.gains)],
                    ["rvProven", (r) => t(r.is_proven ? "yes" : "no")],
                ]} /></details>}
            </>}</Load>
        </section>
    );
}
