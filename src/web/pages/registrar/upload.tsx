/* One upload: what would be written, or was; how its columns were read; row by row the verdict; what
 * was put right in it. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Act } from "../../act";
import { useAct } from "../../act";
import type { Answer } from "../../api";
import { get, send } from "../../api";
import { moment, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { useQuery } from "../../query";
import { Facts, Failure, Load } from "../../ui/parts";
import { SheetButtons } from "../../ui/sheet_buttons";
import type { UploadRows } from "../../upload";
import { fileTitle, filterOf } from "../../upload";
import { UploadActs } from "./upload_acts";
import { UploadColumns } from "./upload_columns";
import { UploadFixed } from "./upload_fixed";
import type { Fixing } from "./upload_fix";
import { Rows, Views } from "./upload_rows";
import { UploadState } from "./uploads";

const PAGE = 100;

export function UploadPage({ code }: { code: string }) {
    const [query] = useQuery(), show = query.get("show") ?? "", path = { upload: code };
    const [starts, setStarts] = useState<{ of: string; after: string[] }>({ of: show, after: [] }); /* of the pages before this one */
    const after = starts.of === show ? starts.after : [], from = after[after.length - 1];
    const upload = useLoad((signal) => get("/api/v1/uploads/{upload}", { path, query: { limit: PAGE, ...(from ? { after: from } : {}), ...filterOf(show) }, signal }), [code, show, from]);
    const [said, setSaid] = useState(""), act = useAct(), other = useAct(), [turn, setTurn] = useState(0), focus = useRef<number | null>(null), status = useRef<HTMLParagraphElement>(null);
    const done = (text: string) => { setSaid(text); upload.again(); };
    useEffect(() => { /* what was put right has left the list: on to the next fault */
        if (focus.current === null) return;
        const buttons = focus.current < 0 ? [] : [...document.querySelectorAll<HTMLElement>("[data-fix]")], row = focus.current;
        (buttons.find((b) => Number(b.dataset["fix"]) >= row) ?? buttons[0] ?? status.current)?.focus();
        focus.current = null;
    }, [upload.answer]);
    const fixing = (u: UploadRows, by: Act): Fixing => ({ /* `by` shows what went wrong beside what was done */
        upload: u, act: by,
        save: (body, text, row) => by.run(
            () => send("patch", "/api/v1/uploads/{upload}", { path, etag: upload.answer!.etag, body }).catch((e: Error) => { upload.again(); throw e; }),
            (a) => { focus.current = row ?? -1; setTurn((n) => n + 1); done(`${text} ${a.data.n_bad > 0 ? t("upBadLeft", { n: a.data.n_bad }) : t("upNoneBad")}`); },
        ),
    });
    return (
        <article class="desk file upload">
            <p><a href="#/uploads">{t("upUploads")}</a></p>
            <Load of={upload}>{(u) => (
                <>
                    <header><h1>{fileTitle(u)}</h1><UploadState state={u.state} /></header>
                    <p class="quiet">{t("upSentBy", { kind: t(`kind_${u.kind}`), account: u.account, moment: moment(u.made_at) })}</p>
                    <UploadActs upload={u} etag={upload.answer!.etag} fixing={fixing(u, other)} done={done} again={upload.again} />
                    <UploadColumns upload={u} fixing={fixing(u, other)} />
                    {other.problem && <Failure problem={other.problem} />}
                    <Views upload={u} show={show} />
                    <p class="found said" role="status" tabIndex={-1} ref={status}>{said}</p>
                    {show === "bad" && u.n_bad === 0 ? <p>{t("upNoneBad")}</p> : <Rows key={`${turn} ${show} ${from}`} upload={u} fixing={fixing(u, act)} />}
                    <Pager answer={upload.answer!} first={after.length === 0} back={() => setStarts({ of: show, after: after.slice(0, -1) })} on={(next) => setStarts({ of: show, after: [...after, next] })} />
                    <UploadFixed upload={u} fixing={fixing(u, other)} />
                    <section class="narrow-facts"><h2>{t("upAbout")}</h2><Facts rows={[[t("upHash"), <code class="hash" key="h">{u.file_sha256}</code>]]} />
                        <p class="ask"><SheetButtons url={`/api/v1/uploads/${encodeURIComponent(code)}`} name={`kiem-tra-${code.slice(0, 8)}`} /></p></section>
                </>
            )}</Load>
        </article>
    );
}

/* From hundred to hundred; the page stays where it is when a cell is put right. */
function Pager({ answer, first, back, on }: { answer: Answer<UploadRows>; first: boolean; back: () => void; on: (after: string) => void }) {
    const { items, n } = answer.data, next = answer.next && new URLSearchParams(answer.next.split("?")[1]).get("after");
    if (first && !next) return null;
    return (
        <p class="ask pager">
            <button type="button" disabled={first} onClick={back}>{t("upBack")}</button>
            <span>{t("upPage", { from: String(items[0]?.row ?? 0), to: String(items[items.length - 1]?.row ?? 0), n: number(n) })}</span>
            <button type="button" disabled={!next} onClick={() => { if (next) on(next); }}>{t("upOn")}</button>
        </p>
    );
}
