/* Who waits by the published plan, all or of one priority band: the rows behind the overview's numbers. */
import { loadHouse, sum } from "../../house";
import { number, t } from "../../i18n";
import { useLoad } from "../../load";
import { useQuery } from "../../query";
import { Choice } from "../../ui/choice";
import { Load } from "../../ui/parts";

export function WaitingRows() {
    const house = useLoad(loadHouse, []), [query, setQuery] = useQuery();
    const band = query.get("band") ?? "";
    return (
        <>
            <h1>{t("ovWaiting")}</h1>
            <Load of={house}>{(h) => {
                const bands = [...new Set(h.waiting.map((w) => String(w.band ?? "")))].sort();
                const rows = h.waiting.filter((w) => band === "" || String(w.band ?? "") === band);
                return (
                    <div class="desk">
                        <div class="bar"><Choice label={t("priorityBand")} value={band} set={(v) => setQuery("band", v)} options={[["", t("dkAll")], ...bands.map((b): [string, string] => [b, b])]} /></div>
                        <p class="found" role="status">{t("ovWaitingFound", { n: rows.length, people: sum(rows, (w) => w.n_people ?? 1) })}</p>
                        <div class="scroll">
                            <table class="dense">
                                <caption>{t("ovWaiting")}</caption>
                                <thead><tr>
                                    <th scope="col" class="n">{t("placeInOrder")}</th><th scope="col">{t("request")}</th><th scope="col">{t("fullName")}</th><th scope="col">{t("agency")}</th>
                                    <th scope="col" class="n">{t("priorityBand")}</th><th scope="col" class="n">{t("points")}</th><th scope="col" class="n">{t("ovPeopleShort")}</th>
                                </tr></thead>
                                <tbody>{rows.map((w) => (
                                    <tr key={w.request}>
                                        <td class="n">{w.list_order === null ? "–" : number(w.list_order)}</td><td><a href={`#/requests/${w.request}`}>{w.request}</a></td><td>{w.name}</td><td>{w.agency_name}</td>
                                        <td class="n">{w.band ?? "–"}</td><td class="n">{w.points === null ? "–" : number(w.points)}</td><td class="n">{w.n_people ?? 1}</td>
                                    </tr>
                                ))}</tbody>
                            </table>
                        </div>
                    </div>
                );
            }}</Load>
        </>
    );
}
