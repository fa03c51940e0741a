/* What was put right in a list after it came in, by whom: seen by whoever sees the list, taken back by
 * whoever may change it. Numbers are masked. */
import { moment, t } from "../../i18n";
import type { UploadRows } from "../../upload";
import type { Fixing } from "./upload_fix";
import { columnName } from "./upload_fix";
import { Table } from "../../ui/table";

export function UploadFixed({ upload: u, fixing }: { upload: UploadRows; fixing: Fixing }) {
    if (u.corrections.length === 0) return null;
    const mayFix = u.may_change && u.state === "judged";
    const back = (row: number, column: string | null) => fixing.save(column === null ? { rows: [{ row, is_left_out: false }] } : { cells: [{ row, column, text: null }] }, t("upPutBack", { cell: (column ?? "") + row }));
    return (
        <section>
            <h2>{t("upFixedHere", { n: u.corrections.length })}</h2>
            <p>{t("upFixedLead")}</p>
            <Table caption={t("upFixedCaption")} class="roomy" rows={u.corrections} id={(c) => `${c.row} ${c.column}`} columns={[
                ["upCell", (c) => <>{c.column === null ? t("upWholeRow", { row: String(c.row) }) : `${c.column}${c.row}`}{c.column !== null && u.columns.length > 0 && <small class="line quiet">{columnName(u, c.column)}</small>}</>, "row"],
                ["upBefore", (c) => (c.column === null ? "" : c.before || <span class="quiet">{t("upEmptyCell")}</span>)],
                ["upAfter", (c) => (c.column === null ? t("upLeftOutShort") : c.after || <span class="quiet">{t("upEmptyCell")}</span>)],
                ["upBy", (c) => <>{c.account}<small class="line quiet">{moment(c.made_at)}</small></>],
                mayFix && ["upTakeBack", (c) => <button type="button" disabled={fixing.act.isBusy} aria-label={t("upTakeBackCell", { cell: (c.column ?? "") + c.row })} onClick={() => back(c.row, c.column)}>{t("upTakeBack")}</button>],
            ]} />
        </section>
    );
}
