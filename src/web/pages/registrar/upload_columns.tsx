/* How a file was read: which column was taken for what, which were not understood, and the words that
 * are. A column is told what it holds by putting its heading right, which is a cell like others. */
import { useState } from "preact/hooks";
import { get } from "../../api";
import { t } from "../../i18n";
import { useLoad } from "../../load";
import { Load, Tag } from "../../ui/parts";
import type { Kind, UploadRows } from "../../upload";
import { wordsOf } from "../../upload";
import type { Fixing } from "./upload_fix";
import { Table } from "../../ui/table";

type Column = UploadRows["columns"][number];

function useFields(kind: Kind) {
    return useLoad((signal) => get("/api/v1/upload-fields", { query: { kind }, signal }), [kind]);
}

export function UploadColumns({ upload: u, fixing }: { upload: UploadRows; fixing: Fixing }) {
    const fields = useFields(u.kind), faults = u.findings.filter((f) => f.level === "error");
    const [hadFaults] = useState(faults.length > 0); /* what was open stays open: nothing jumps once it is right */
    if (u.columns.length === 0) return null;
    const used = u.columns.filter((c) => c.field).length, unknown = u.columns.filter((c) => !c.field && c.heading !== "");
    return (
        <section class="mapping">
            {hadFaults && (
                <div class={faults.length > 0 ? "notice bad room" : "notice room"} role="status">
                    {faults.map((f, i) => <p key={i}><b>{f.column}</b>: {wordsOf(f)}</p>)}
                    <p>{t(faults.length > 0 ? "upTellColumn" : "upColumnsThere")}</p>
                </div>
            )}
            <details open={hadFaults}>
                <summary>{t("upColumns", { used, n: u.columns.length })}{unknown.length > 0 && ` · ${t("upNotUsed", { columns: unknown.map((c) => `${c.column} “${c.heading}”`).join(", ") })}`}</summary>
                <p>{t("upColumnsLead", { row: String(u.heading_row) })}</p>
                <Table caption={t("upColumnsCaption")} rows={u.columns} id={(c) => c.column} columns={[
                    ["upColumn", (c) => c.column, "row"],
                    ["upHeading", (c) => c.heading || <span class="quiet">{t("upNoHeading")}</span>],
                    ["upTakenAs", (c) => <><TakenAs column={c} fixing={fixing} names={fields.answer?.data.items.map((f) => f.field) ?? []} />{!c.field && c.heading !== "" && <> <Tag kind="wait">{t("upUnknownColumn")}</Tag></>}</>],
                ]} />
                <details>
                    <summary>{t("upKnownWords")}</summary>
                    <Load of={fields}>{(f) => <Words items={f.items} />}</Load>
                </details>
            </details>
        </section>
    );
}

/* What a column is taken for, to be chosen. The field leaves the column that had it. */
function TakenAs({ column: c, fixing, names }: { column: Column; fixing: Fixing; names: string[] }) {
    const { upload: u } = fixing;
    const choose = (field: string) => {
        const had = u.columns.find((other) => other.field === field && other.column !== c.column);
        const cell = (column: string, text: string) => ({ row: u.heading_row, column, text });
        fixing.save({ cells: [cell(c.column, field || "(–)"), ...(had ? [cell(had.column, "(–)")] : [])] }, t("upColumnSaid", { column: c.column, field: field || t("upUnused") }));
    };
    return (
        <select aria-label={t("upColumnIs", { column: c.column })} disabled={fixing.act.isBusy} value={c.field ?? ""} onChange={(e) => choose(e.currentTarget.value)}>
            <option value="">{t("upUnused")}</option>
            {(names.length > 0 ? names : c.field ? [c.field] : []).map((name) => <option key={name} value={name}>{name}</option>)}
        </select>
    );
}

function Words({ items }: { items: { field: string; is_needed: boolean; words: string[] }[] }) {
    return (
        <>
            <p>{t("upKnownLead")}</p>
            <dl class="words">
                {items.map((f) => <div key={f.field}><dt>{f.field}{f.is_needed && <> <Tag kind="plain">{t("upNeeded")}</Tag></>}</dt><dd>{f.words.map((w) => w.replace("*", "…")).join(", ")}</dd></div>)}
            </dl>
        </>
    );
}

/* The columns a file should have, for one that was not understood at all. */
export function KnownColumns({ kind }: { kind: Kind }) {
    const fields = useFields(kind);
    return <details><summary>{t("upKnownWords")}</summary><Load of={fields}>{(f) => <Words items={f.items} />}</Load></details>;
}
