/* Putting a cell right without going back to the spreadsheet: beside what is wrong with it, or all
 * cells of a row in a dialog. Whatever is saved, the whole list is judged again. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Act } from "../../act";
import type { Schemas } from "../../api";
import { t } from "../../i18n";
import { Dialog } from "../../ui/dialog";
import { Failure, Field } from "../../ui/parts";
import type { UploadRow, UploadRows } from "../../upload";
import { indexOf, isMasked, wordsOf } from "../../upload";

type Correction = Schemas["UploadCorrection"];

/* How a page corrects: `save` sends, says `said` and reads the list again. */
export interface Fixing {
    upload: UploadRows;
    act: Act;
    save: (correction: Correction, said: string, row?: number) => void;
}

export function columnName(u: UploadRows, column: string): string {
    const c = u.columns.find((x) => x.column === column);
    return c?.field ?? (c?.heading || column);
}

/* What is typed in place of a cell: masked digits are typed anew. */
function startOf(text: string): string {
    return isMasked(text) ? "" : text.replace(/\s*\n\s*/g, "; ");
}

/* One cell, below its row. */
export function FixCell({ row, column, fixing, close }: { row: UploadRow; column: string; fixing: Fixing; close: () => void }) {
    const was = row.cells?.[indexOf(column)] ?? "", [text, setText] = useState(startOf(was));
    const form = useRef<HTMLFormElement>(null), name = columnName(fixing.upload, column);
    useEffect(() => form.current?.querySelector("input")?.select(), []);
    const problem = fixing.act.problem, masked = isMasked(was);
    const save = (value: string) => fixing.save({ cells: [{ row: row.row, column, text: value }] }, t("upFixedCell", { cell: column + row.row }), row.row);
    return (
        <form ref={form} class="fix" onSubmit={(e) => { e.preventDefault(); save(text); }}
            onKeyDown={(e) => { if (e.key === "Escape") close(); }}>
            <Field label={`${column}${row.row} · ${name}`} value={text} autocomplete="off" maxLength={500} hint={masked ? t("upMasked", { text: was }) : undefined}
                onInput={(e) => setText(e.currentTarget.value)} />
            <p class="ask">
                <button class="main" disabled={fixing.act.isBusy || (masked && text === "")}>{t("upSaveCell")}</button>
                {masked && <button type="button" disabled={fixing.act.isBusy} onClick={() => save("")}>{t("upEmptyIt")}</button>}
                <button type="button" onClick={close}>{t("cancel")}</button>
            </p>
            {problem && <Failure problem={problem} />}
        </form>
    );
}

/* All cells of a row; leaving the row out. */
export function FixRow({ row, focus, fixing, close }: { row: UploadRow; focus: number; fixing: Fixing; close: () => void }) {
    const u = fixing.upload, cells = u.columns.map((_, i) => row.cells?.[i] ?? "");
    const [texts, setTexts] = useState(() => cells.map(startOf)), box = useRef<HTMLDivElement>(null);
    useEffect(() => box.current?.querySelectorAll("input")[focus]?.focus(), []);
    const isLeftOut = u.corrections.some((c) => c.row === row.row && c.column === null);
    const changed = u.columns.flatMap((c, i) => (texts[i] !== startOf(cells[i]!) ? [{ row: row.row, column: c.column, text: texts[i]! }] : []));
    const leave = (is: boolean) => fixing.save({ rows: [{ row: row.row, is_left_out: is }] }, t(is ? "upLeftOut" : "upTakenIn", { row: String(row.row) }), row.row);
    return (
        <Dialog title={t("upRowN", { row: String(row.row) })} verb={t("upSaveRow")} isWide act={fixing.act} close={close}
            submit={() => (changed.length > 0 ? fixing.save({ cells: changed }, t("upFixedRow", { row: String(row.row) }), row.row) : close())}>
            <div class="cells" ref={box}>
                {u.columns.map((c, i) => (
                    <Field key={c.column} label={`${c.column} · ${columnName(u, c.column)}`} value={texts[i]} autocomplete="off" maxLength={500}
                        hint={isMasked(cells[i]!) ? t("upMasked", { text: cells[i]! }) : undefined}
                        error={row.findings.filter((f) => f.cell === c.column && f.level === "error").map(wordsOf).join("; ") || undefined}
                        onInput={(e) => { const text = e.currentTarget.value; setTexts((all) => all.map((x, k) => (k === i ? text : x))); }} />
                ))}
            </div>
            <p><button type="button" class="danger" disabled={fixing.act.isBusy} onClick={() => leave(!isLeftOut)}>{t(isLeftOut ? "upTakeIn" : "upLeaveOut")}</button></p>
        </Dialog>
    );
}
