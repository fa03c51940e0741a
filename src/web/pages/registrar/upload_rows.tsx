/* The rows of an upload, a hundred at a time: the verdict on each, the cells as the sheet has them with
 * those marked that something is wrong with, and below a row what it is and the way to put it right. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { number, t } from "../../i18n";
import { Tag, sentence } from "../../ui/parts";
import type { Finding, UploadRow, UploadRows } from "../../upload";
import { TONE_OF_VERDICT, VIEWS, indexOf, wordsOf } from "../../upload";
import type { Fixing } from "./upload_fix";
import { FixCell, FixRow } from "./upload_fix";

/* Filters that are counts, each of which opens its rows. */
export function Views({ upload: u, show }: { upload: UploadRows; show: string }) {
    return (
        <nav class="views" aria-label={t("upViews")}>
            {VIEWS.map((v) => (
                <a key={v.show} href={`#/uploads/${u.code}${v.show && `?show=${v.show}`}`} aria-current={v.show === show ? "true" : undefined} class={v.show === "bad" && u.n_bad > 0 ? "bad" : undefined}>
                    <b>{number(v.n(u))}</b> {t(v.word)}
                </a>
            ))}
        </nav>
    );
}

interface Opened { row: number; column: string | null; focus: number } /* column null = the whole row */

export function Rows({ upload: u, fixing }: { upload: UploadRows; fixing: Fixing }) {
    const [opened, setOpened] = useState<Opened | null>(null);
    const open = (o: Opened) => { fixing.act.clear(); setOpened(o); };
    const close = () => setOpened(null);
    const items = u.items.filter((r) => r.row > 0), mayFix = u.may_change && u.state === "judged";
    const row = opened && opened.column === null ? items.find((r) => r.row === opened.row) : undefined;
    if (items.length === 0) return <p>{t("none")}</p>;
    return (
        <>
            <div class="scroll sheet" tabIndex={0} role="group" aria-label={t("upRows")}>
                <table class="dense">
                    <caption>{t("upRows")}</caption>
                    <thead><tr>
                        <th scope="col" class="n">{t("upRow")}</th><th scope="col">{t("upVerdict")}</th>
                        {u.columns.map((c) => <th scope="col" class="cell" key={c.column}><span class="letter">{c.column}</span> {c.field ?? c.heading}</th>)}
                        {u.columns.length === 0 && <th scope="col">{t("upRemarks")}</th>}
                    </tr></thead>
                    <tbody>{items.map((r) => <Row key={r.row} row={r} upload={u} fixing={fixing} mayFix={mayFix} opened={opened?.row === r.row ? opened.column : null} open={open} close={close} />)}</tbody>
                </table>
            </div>
            {row && <FixRow key={row.row} row={row} focus={opened!.focus} fixing={fixing} close={close} />}
        </>
    );
}

interface RowProps { row: UploadRow; upload: UploadRows; fixing: Fixing; mayFix: boolean; opened: string | null; open: (o: Opened) => void; close: () => void }

function Row({ row: r, upload: u, fixing, mayFix, opened, open, close }: RowProps): VNode {
    const told = r.findings.length > 0, fixed = new Set(u.corrections.filter((c) => c.row === r.row).map((c) => c.column));
    const level = (column: string) => (["error", "warning"] as const).find((l) => r.findings.some((f) => f.cell === column && f.level === l));
    return (
        <>
            <tr class={told && u.columns.length > 0 ? "told-below" : undefined}>
                <th scope="row" class="n">{mayFix ? <button type="button" class="row" aria-label={t("upOpenRow", { row: String(r.row) })} onClick={() => open({ row: r.row, column: null, focus: 0 })}>{r.row}</button> : r.row}</th>
                <td><Tag kind={TONE_OF_VERDICT[r.verdict]}>{t(`verdict_${r.verdict}`)}</Tag></td>
                {u.columns.map((c, i) => {
                    const mark = level(c.column), text = r.cells?.[i] ?? "";
                    return (
                        <td key={c.column} class={["cell", mark && `mark ${mark}`, mayFix && "may"].filter(Boolean).join(" ")} onClick={mayFix ? () => open({ row: r.row, column: null, focus: i }) : undefined}>
                            {mark && <span class="sign" title={t(`level_${mark}`)}>{mark === "error" ? "✗" : "!"}<span class="unseen"> {t(`level_${mark}`)}: </span></span>}{text}{fixed.has(c.column) && <span class="pen" title={t("upFixed")}>✎<span class="unseen"> {t("upFixed")}</span></span>}
                        </td>
                    );
                })}
                {u.columns.length === 0 && <td>{told ? <Findings row={r} /> : "–"}</td>}
            </tr>
            {told && u.columns.length > 0 && (
                <tr class="why"><td colSpan={u.columns.length + 2}><div>
                    <Findings row={r} button={mayFix ? (f) => (f.cell
                        ? opened !== f.cell && <button type="button" data-fix={r.row} onClick={() => open({ row: r.row, column: f.cell!, focus: indexOf(f.cell!) })}>{t("upFixThis", { cell: f.cell + r.row })}</button>
                        : f.level === "error" && <button type="button" data-fix={r.row} onClick={() => open({ row: r.row, column: null, focus: 0 })}>{t("upOpenRow", { row: String(r.row) })}</button>) : undefined} />
                    {mayFix && opened !== null && <FixCell key={opened} row={r} column={opened} fixing={fixing} close={close} />}
                </div></td></tr>
            )}
        </>
    );
}

const ORDER: Finding["level"][] = ["error", "warning", "notice"];

function Findings({ row: r, button }: { row: UploadRow; button?: ((f: Finding) => VNode | false | undefined | "" | null) | undefined }) {
    const place = (f: Finding) => ORDER.indexOf(f.level) * 100 + (f.cell ? indexOf(f.cell) : 99);
    const sorted = [...r.findings].sort((a, b) => place(a) - place(b));
    return (
        <ul class="told-list">{sorted.map((f, i) => (
            <li key={i} class={`l-${f.level}`}><strong>{t(`level_${f.level}`)}</strong> {f.cell ? `${f.cell}${r.row} · ` : ""}{f.column && <b>{f.column}: </b>}{f.column ? wordsOf(f) : sentence(wordsOf(f))} {button?.(f)}</li>
        ))}</ul>
    );
}
