/* A list is sent in: the file dropped or chosen, what it holds, the paper it came with. Nothing is
 * written yet; the page of the upload shows what would be. */
import { useMemo, useState } from "preact/hooks";
import { useAct } from "../../act";
import { Problem, saveFile, send } from "../../api";
import { readDay } from "../../day";
import { number, t } from "../../i18n";
import { readText } from "../../person";
import { go } from "../../router";
import { isRefused } from "../../said";
import { useSession } from "../../session";
import { Select } from "../../ui/fields";
import { Failure, sentence } from "../../ui/parts";
import { Told } from "../../ui/told";
import type { Kind } from "../../upload";
import { addressOf, holdsPeople, kindsOf } from "../../upload";
import { judgePaper } from "./papers";
import { KnownColumns } from "./upload_columns";

const MOST_BYTES = 5 << 20; /* API_UPLOAD */
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/* Why a file is not worth sending; the API looks at what is in it. */
function faultOf(file: File): string | null {
    if (/\.xls$/i.test(file.name)) return t("upOldExcel");
    if (!/\.(xlsx|csv|txt)$/i.test(file.name)) return t("upWrongType");
    if (file.size === 0) return t("upEmpty");
    return file.size > MOST_BYTES ? t("upTooLarge", { mb: 5 }) : null;
}

export function UploadNew() {
    const { account } = useSession(), kinds = kindsOf(account), act = useAct();
    const [kind, setKind] = useState<Kind>(kinds[0]!), [file, setFile] = useState<File | null>(null);
    const [paper, setPaper] = useState({ document: "", day: "" }), [isTried, setTried] = useState(false);
    const hasPaper = holdsPeople(kind) && (paper.document.trim() !== "" || paper.day.trim() !== "");
    const said = judgePaper(paper, "?"), fault = file && faultOf(file);
    const key = useMemo(() => crypto.randomUUID(), [file, kind, paper]); /* pressed twice, it is one upload */
    const take = (f: File) => { setFile(f); act.clear(); };
    const submit = () => {
        setTried(true);
        if (!file || fault || (hasPaper && said.some(isRefused))) return;
        const query = { kind, file_name: file.name, ...(hasPaper ? { document: readText(paper.document, 100).value, document_day: readDay(paper.day).value ?? "" } : {}) };
        const bytes = new Blob([file], { type: /\.xlsx$/i.test(file.name) ? XLSX : "text/csv" });
        act.run(() => send("post", "/api/v1/uploads", { query, file: bytes, key }), (a) => go(addressOf(a.data)));
    };
    const paperField = (k: 0 | 1, name: "document" | "day", more: object) => (
        <Told at={said[k]!.at} label={t(k === 0 ? "upPaper" : "upPaperDay")} said={hasPaper ? said[k]!.said : []} refused={act.of(said[k]!.at)} isLoud={isTried && hasPaper}
            value={paper[name]} set={(v) => setPaper((p) => ({ ...p, [name]: v }))} {...more} />
    );
    return (
        <form class="desk form" onSubmit={(e) => { e.preventDefault(); submit(); }}>
            <p><a href="#/uploads">{t("upUploads")}</a></p>
            <h1>{t("upSendNew")}</h1>
            <p>{t("upNewLead")}</p>
            {act.problem && <Refusal problem={act.problem} kind={kind} />}
            <Select label={t("upHolds")} value={kind} set={(v) => { setKind(kinds.find((k) => k === v) ?? kind); act.clear(); }} options={kinds.map((k): [string, string] => [k, t(`kind_${k}`)])} />
            <Drop file={file} fault={fault ?? (isTried && !file ? t("upNoFile") : null)} take={take} />
            <p><Template kind={kind} /></p>
            {holdsPeople(kind) && (
                <fieldset>
                    <legend>{t("upPaperLegend")}</legend>
                    <p>{t("upPaperLead")}</p>
                    <div class="pair">{paperField(0, "document", { placeholder: "45/SXD-VP" })}{paperField(1, "day", { inputMode: "numeric", placeholder: "8/7/2025" })}</div>
                </fieldset>
            )}
            <p class="ask"><button class="main" disabled={act.isBusy}>{t("upSend")}</button></p>
            <div class="sending" role="status">{act.isBusy && <><progress aria-label={t("upSending")} /> {t("upSending")}</>}</div>
        </form>
    );
}

/* Where a file is dropped, and the button for those who choose it. */
function Drop({ file, fault, take }: { file: File | null; fault: string | null; take: (file: File) => void }) {
    const [isOver, setOver] = useState(false);
    return (
        <div class={isOver ? "drop over" : "drop"}
            onDragOver={(e) => { e.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
            onDrop={(e) => {
                e.preventDefault();
                setOver(false);
                const dropped = e.dataTransfer?.files[0];
                if (dropped) take(dropped);
            }}>
            <label class="button pick-file">{t(file ? "upOtherFile" : "upChooseFile")}
                <input type="file" class="unseen" accept=".xlsx,.csv,.txt" aria-invalid={fault ? true : undefined} aria-describedby="drop-said"
                    onChange={(e) => { const chosen = e.currentTarget.files?.[0]; if (chosen) take(chosen); }} />
            </label>
            <span class="quiet">{t("upOrDrop")}</span>
            <p id="drop-said" role="status">{file && <><b>{file.name}</b> · {t("upSize", { kb: number(Math.max(1, Math.round(file.size / 1024))) })}</>}{fault && <strong class="fault">{fault}</strong>}</p>
        </div>
    );
}

function Template({ kind }: { kind: Kind }) {
    const act = useAct();
    return (
        <>
            <button type="button" class="plain" disabled={act.isBusy} onClick={() => act.run(() => saveFile("get", `/api/v1/upload-fields?kind=${kind}&format=xlsx`, `mau-${kind}.xlsx`))}>{t("upTemplate")}</button>
            {act.problem && <Failure problem={act.problem} />}
        </>
    );
}

/* Why the file as a whole was not taken, with the columns it should have. */
function Refusal({ problem, kind }: { problem: Error; kind: Kind }) {
    const errors = problem instanceof Problem ? problem.body?.errors?.filter((e) => !e.pointer.startsWith("?/")) ?? [] : [];
    return (
        <>
            <Failure problem={problem} />
            {errors.length > 0 && <ul>{errors.map((e, i) => <li key={i}>{sentence(e.detail)}</li>)}</ul>}
            {errors.some((e) => e.pointer === "") && <KnownColumns kind={kind} />}
        </>
    );
}
