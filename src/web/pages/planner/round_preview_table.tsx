/* The rows of a preview: each part of the points in its column, reasons where there is no right. */
import type { Word } from "../../i18n";
import { number, t } from "../../i18n";
import type { PreviewRow } from "../../preview";
import { Tag } from "../../ui/parts";
import { useShown } from "../../ui/shown";

const PARTS = ["housing", "road_km", "family", "unit_urgency", "waiting"] as const;

export function PreviewTable({ rows }: { rows: PreviewRow[] }) {
    const [n, more] = useShown();
    return (
        <>
            <div class="scroll" tabIndex={0} role="group" aria-label={t("rdPreview")}>
                <table class="dense preview">
                    <caption class="unseen">{t("rdPreview")}</caption>
                    <thead><tr>
                        <th scope="col" class="n">{t("placeInOrder")}</th><th scope="col">{t("request")}</th><th scope="col">{t("fullName")}</th><th scope="col">{t("agency")}</th>
                        <th scope="col" class="n">{t("priorityBand")}</th><th scope="col" class="n">{t("points")}</th>
                        {PARTS.map((p) => <th scope="col" class="n part" key={p}>{t(`pv_${p}`)}</th>)}
                        <th scope="col">{t("pvGroup")}</th><th scope="col">{t("pvPool")}</th><th scope="col" class="n">{t("hmPeopleHead")}</th><th scope="col">{t("dkSharing")}</th><th scope="col">{t("pvEligible")}</th>
                    </tr></thead>
                    <tbody>{rows.slice(0, n).map((r) => <Row key={r.request} row={r} />)}</tbody>
                </table>
            </div>
            {rows.length > n && <button type="button" onClick={more}>{t("more")}</button>}
        </>
    );
}

function Row({ row: r }: { row: PreviewRow }) {
    return (
        <tr>
            <td class="n">{r.order === null ? "–" : number(r.order)}</td><td class="code"><a href={`#/requests/${r.request}`}>{r.request}</a></td><td>{r.name}</td><td>{r.agency}</td>
            <td class="n">{r.is_eligible ? r.band : "–"}</td><td class="n"><b>{number(r.points)}</b></td>
            {PARTS.map((p) => <td class="n part" key={p}>{number(r.parts[p])}</td>)}
            <td>{r.family_group ? t(`group_${r.family_group}` as Word) : ""}</td><td>{r.pool}</td><td class="n">{r.n_people}</td><td class="code">{t(`sharing_${r.sharing}`)}</td>
            <td>{r.is_eligible ? t("pvYes") : <><Tag kind="bad">{t("pvNo")}</Tag> {r.faults.map((f) => f.text).join("; ")}</>}</td>
        </tr>
    );
}
