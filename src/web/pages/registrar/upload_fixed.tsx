/* What was put right in a list after it came in, by whom: seen by whoever sees the list, taken back by
 * whoever may change it. Numbers are masked. */
import { moment, t } from "../../i18n";
import type { UploadRows } from "../../upload";
import type { Fixing } from "./upload_fix";
import { columnName } from "./upload_fix";

export function UploadFixed({ upload: u, fixing }: { upload: UploadRows; fixing: Fixing }) {
    if (u.corrections.length === 0) return null;
    const mayFix = u.may_change && u.state === "judged";
    const back = (row: number, column: string | null) => fixing.save(column === null ? { rows: [{ row, is_left_out: false }] } : { cells: [{ row, column, text: null }] }, t("upPutBack", { cell: (column ?? "") + row }));
    return (
        <section>
            <h2>{t("upFixedHere", { n: u.corrections.length })}</h2>
            <p>{t("upFixedLead")}</p>
            <div class="scroll" tabIndex={0} role="group" aria-label={t("upFixedCaption")}>
                <table class="dense roomy">
                    <caption>{t("upFixedCaption")}</caption>
                    <thead><tr><th scope="col">{t("upCell")}</th><th scope="col">{t("upBefore")}</th><th scope="col">{t("upAfter")}</th><th scope="col">{t("upBy")}</th>{mayFix && <th scope="col">{t("upTakeBack")}</th>}</tr></thead>
                    <tbody>{u.corrections.map((c) => (
                        <tr key={`${c.row} ${c.column}`}>
                            <th scope="row">{c.column === null ? t("upWholeRow", { row: String(c.row) }) : `${c.column}${c.row}`}{c.column !== null && u.columns.length > 0 && <small class="line quiet">{columnName(u, c.column)}</small>}</th>
                            <td>{c.column === null ? "" : c.before || <span class="quiet">{t("upEmptyCell")}</span>}</td>
                            <td>{c.column === null ? t("upLeftOutShort") : c.after || <span class="quiet">{t("upEmptyCell")}</span>}</td>
                            <td>{c.account}<small class="line quiet">{moment(c.made_at)}</small></td>
                            {mayFix && <td><button type="button" disabled={fixing.act.isBusy} aria-label={t("upTakeBackCell", { cell: (c.column ?? "") + c.row })} onClick={() => back(c.row, c.column)}>{t("upTakeBack")}</button></td>}
                        </tr>
                    ))}</tbody>
                </table>
            </div>
        </section>
    );
}
