/* One repair as its reporter follows it: how it stands and what comes next, photos, what happened; and
 * what there is to say: it is mended, it is not, it is not needed any more, a word to the crew. */
import { useState } from "preact/hooks";
import type { Answer, Schemas } from "../../api";
import { get, send } from "../../api";
import { useAct } from "../../act";
import type { Word } from "../../i18n";
import { isWord, language, moment, t } from "../../i18n";
import { useLoad } from "../../load";
import type { Category, RepairView } from "../../repair";
import { answerWords, isOpen, nameOf, nextWords } from "../../repair";
import { Dialog } from "../../ui/dialog";
import { Area } from "../../ui/fields";
import { Facts, Failure, Load } from "../../ui/parts";
import { PickPhotos } from "../../ui/photos";
import { RepairTag } from "../../ui/repair_line";

interface Whole { repair: RepairView; categories: Category[]; photos: Schemas["Photo"][] }

async function readWhole(code: string, signal: AbortSignal): Promise<Answer<Whole>> {
    const [repair, categories] = await Promise.all([get("/api/v1/repairs/{repair}", { path: { repair: code }, signal }), get("/api/v1/repair-categories", { signal })]);
    const photos = repair.data.n_photos > 0 ? (await get("/api/v1/repairs/{repair}/photos", { path: { repair: code }, signal })).data.items : [];
    return { ...repair, data: { repair: repair.data, categories: categories.data.items, photos } };
}

export function RepairPage({ repair: code }: { repair: string }) {
    const whole = useLoad((signal) => readWhole(code, signal), [code, language()]);
    return (
        <div class="own">
            <p><a href="#/my/repairs">{t("rpTitle")}</a></p>
            <h1>{t("rpOne", { number: code })}</h1>
            <Load of={whole}>{(w) => <Following {...w} etag={whole.answer!.etag} again={whole.again} />}</Load>
        </div>
    );
}

function Following({ repair: r, categories, photos, etag, again }: Whole & { etag: string | null; again: () => void }) {
    const category = categories.find((c) => c.code === r.category);
    return (
        <>
            <header class="now">
                <p class="code">{nameOf(categories, r.category)} · {t("room")} {r.room}</p>
                <p><RepairTag repair={r} /></p>
                <p class="say">{nextWords(r)}</p>
                {r.severity !== "routine" && <p>{t(`severity_${r.severity}`)}</p>}
            </header>
            {r.is_own && <Acts repair={r} etag={etag} again={again} />}
            {r.is_own && (photos.length > 0 || isOpen(r)) && <Photos repair={r} photos={photos} again={again} />}
            {r.is_own && <section>
                <h2>{t("rpSaid")}</h2>
                {r.description && <blockquote>{r.description}</blockquote>}
                <Facts rows={[
                    ...(category?.questions ?? []).filter((q) => r.answers?.[q.variable] !== undefined).map((q): [string, string] => [q.question, answerWords(q, r.answers![q.variable]!)]),
                    [t("rpCalled"), r.contact ?? t("no")],
                ]} />
            </section>}
            {r.events.length > 0 && <section><h2>{t("history")}</h2><ol class="history">{r.events.map((e, i) => <Event key={i} event={e} />)}</ol></section>}
        </>
    );
}

/* Those that are there, and more of them while it is not mended. */
function Photos({ repair: r, photos, again }: { repair: RepairView; photos: Schemas["Photo"][]; again: () => void }) {
    const act = useAct();
    const add = (chosen: Blob[]) => act.run(async () => {
        for (const file of chosen) await send("post", "/api/v1/repairs/{repair}/photos", { path: { repair: r.number }, query: { kind: "fault" }, file });
    }, again);
    return (
        <section>
            <h2>{t("rpPhotos")}</h2>
            <ul class="shots large">{photos.map((p, i) => (
                <li key={p.code}><a href={`/api/v1/repairs/${r.number}/photos/${p.code}`} target="_blank" rel="noreferrer"><img src={`/api/v1/repairs/${r.number}/photos/${p.code}`} alt={t("rpPhotoN", { n: i + 1 })} width={p.width} height={p.height} /></a><p class="quiet">{t(`photo_${p.kind}`)}, {moment(p.at)}</p></li>
            ))}</ul>
            {act.problem && <Failure problem={act.problem} />}
            {isOpen(r) && <PickPhotos add={add} />}
        </section>
    );
}

function Event({ event: e }: { event: Schemas["RepairEvent"] }) {
    const word = `repairact_${e.action}`, why = `rphold_${e.reason}`;
    return (
        <li>
            {isWord(word) ? t(word) : e.action}{e.role && e.role !== "official" && e.action === "note" ? ` (${t(`acRole_${e.role}` as Word)})` : ""} · <span class="quiet">{moment(e.at)}</span>
            {e.action === "hold" && isWord(why) && <p>{t(why)}</p>}
            {e.note && <blockquote>{e.note}</blockquote>}
        </li>
    );
}

type Wanted = "confirm" | "reopen" | "cancel" | "note";
const WANTED: Wanted[] = ["confirm", "reopen", "note", "cancel"];

function Acts({ repair: r, etag, again }: { repair: RepairView; etag: string | null; again: () => void }) {
    const [wanted, setWanted] = useState<Wanted | null>(null), [note, setNote] = useState("");
    const act = useAct();
    const close = () => { setWanted(null); act.clear(); };
    const done = (action: Wanted) => act.run(() => send("post", "/api/v1/repairs/{repair}/events", {
        path: { repair: r.number }, etag,
        body: { action, ...(action === "cancel" ? { reason: "not_needed" as const } : {}), ...(note.trim() ? { note: note.trim() } : {}) },
    }), () => { setNote(""); close(); again(); });
    const may = WANTED.filter((a) => r.actions.includes(a));
    return (
        <section>
            <p class="ask">{may.map((a) => <button key={a} type="button" class={a === "confirm" ? "main" : a === "cancel" ? "danger" : undefined} onClick={() => setWanted(a)}>{t(`repairdo_${a}`)}</button>)}</p>
            {r.actions.includes("reopen") && <p class="quiet">{t("rpReopenHint")}</p>}
            {wanted && <Dialog title={t(`repairdo_${wanted}`)} verb={t(wanted === "note" ? "rpSend" : `repairdo_${wanted}`)} isGrave={wanted === "cancel"} act={act} close={close} submit={() => done(wanted)}>
                {wanted === "confirm" ? <p>{t("rpConfirmMeans")}</p> : wanted === "cancel" ? <p>{t("rpCancelMeans")}</p>
                    : <Area label={t(wanted === "reopen" ? "rpStill" : "rpComment")} required value={note} error={act.of("/note")} set={setNote} />}
            </Dialog>}
        </section>
    );
}
