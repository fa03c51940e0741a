/* Rooms as a table: what the map shows, to read out, to print, to look up by eye. */
import { useState } from "preact/hooks";
import type { Place } from "../house";
import { figures } from "../house";
import { number, t } from "../i18n";

const STEP = 300;

export function RoomTable({ places, open }: { places: Place[]; open: (code: string) => void }) {
    const [n, setN] = useState(STEP), f = figures(places);
    return (
        <>
            <div class="scroll">
                <table class="dense">
                    <caption>{t("hmTableCaption")}</caption>
                    <thead><tr>
                        <th scope="col">{t("room")}</th><th scope="col">{t("site")}</th><th scope="col" class="n">{t("hmFloorHead")}</th><th scope="col" class="n">{t("hmBeds")}</th>
                        <th scope="col" class="n">{t("hmPeopleHead")}</th><th scope="col" class="n">{t("hmVacant")}</th><th scope="col">{t("hmState")}</th><th scope="col">{t("hmWho")}</th>
                    </tr></thead>
                    <tbody>
                        {places.slice(0, n).map((p) => (
                            <tr key={p.room.code}>
                                <td><button type="button" class="plain row" data-room={p.room.code} onClick={() => open(p.room.code)}>{p.room.code}</button></td>
                                <td>{p.room.site}</td><td class="n">{p.room.floor ?? "–"}</td><td class="n">{number(p.room.beds)}</td>
                                <td class="n">{number(p.nPeople)}</td><td class="n">{number(p.vacant)}</td><td>{t(`kind_${p.kind}`)}</td>
                                <td>{p.people.map((who) => `${who.name} (${who.agency})`).join(", ")}</td>
                            </tr>
                        ))}
                    </tbody>
                    <tfoot><tr><th scope="row" colSpan={3}>{t("dkTotal")} ({number(f.rooms)})</th><td class="n">{number(f.beds)}</td><td class="n">{number(f.people)}</td><td class="n">{number(f.vacant)}</td><td colSpan={2} /></tr></tfoot>
                </table>
            </div>
            {places.length > n && <button type="button" onClick={() => setN(n + STEP)}>{t("more")}</button>}
        </>
    );
}
