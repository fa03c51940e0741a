/* The survey of a room: its checklist, filled in with a thumb and saved line by line, also when the
 * network comes back only later; completed once; what it found becomes repairs. */
import { useRef } from "preact/hooks";
import type { Schemas } from "../../api";
import { get, Problem, send } from "../../api";
import { useAct } from "../../act";
import { day, t } from "../../i18n";
import { useKept } from "../../kept";
import { useLoad } from "../../load";
import { go } from "../../router";
import { useSession } from "../../session";
import type { Condition } from "../../survey_words";
import { CONDITIONS, CONDITION_KIND, isFault, subjectWords } from "../../survey_words";
import { Facts, Failure, Load, sentence, Tag } from "../../ui/parts";

type Survey = Schemas["Survey"];
interface Line { condition: Condition | null; note: string }
type Lines = Record<string, Line>;

export function SurveyPage({ survey: code }: { survey: string }) {
    const survey = useLoad((signal) => get("/api/v1/surveys/{survey}", { path: { survey: code }, signal }), [code]);
    return (
        <div class="crew">
            <p class="no-print"><a class="entry" href={`#/surveys${survey.answer ? `?site=${survey.answer.data.site}` : ""}`}>{t("svTitle")}</a></p>
            <Load of={survey}>{(s) => <>
                <h1>{t("svOfRoom", { room: s.room })}</h1>
                {s.state === "open" ? <Filling key={s.version} survey={s} again={survey.again} /> : <Done survey={s} again={survey.again} />}
            </>}</Load>
        </div>
    );
}

function Filling({ survey: s, again }: { survey: Survey; again: () => void }) {
    const etag = useRef<string | null>(`"v${s.version}"`), act = useAct(again), may = useSession().account?.role !== "auditor";
    const server: Lines = Object.fromEntries(s.lines.map((l) => [l.subject, { condition: l.condition, note: l.note }]));
    const kept = useKept<Lines>(`survey:${s.code}`, server, async (changes) => {
        const lines = Object.entries(changes).map(([subject, line]) => ({ subject, condition: line!.condition, note: line!.note }));
        try {
            etag.current = (await send("patch", "/api/v1/surveys/{survey}", { path: { survey: s.code }, etag: etag.current, body: { lines } })).etag;
        } catch (e) {
            if (e instanceof Problem && e.status === 412) again(); /* what is kept here is then sent over the new version */
            throw e;
        }
    }, { isAuto: true });
    const looked = s.lines.filter((l) => kept.value[l.subject]?.condition).length, rest = s.lines.length - looked;
    const complete = () => act.run(async () => {
        if (!await kept.flush()) throw new TypeError();
        await send("post", "/api/v1/surveys/{survey}/completion", { path: { survey: s.code }, etag: etag.current });
    }, again);
    const toFirst = () => document.querySelector<HTMLInputElement>("fieldset.line:not(:has(:checked)) input")?.focus();
    const group = (isPiece: boolean) => s.lines.filter((l) => l.subject.includes(" ") === isPiece).map((l) => (
        <LineField key={l.subject} line={l} value={kept.value[l.subject] ?? { condition: null, note: "" }} set={(change) => kept.set({ [l.subject]: { ...kept.value[l.subject]!, ...change } })} isFixed={!may} />
    ));
    return (
        <>
            <div class="kept" role="status"><progress value={looked} max={s.lines.length} aria-label={t("svTitle")} /> {t("svLooked", { n: looked, all: s.lines.length })} · {t(kept.status === "saved" ? "svSaved" : kept.status === "offline" ? "svOffline" : "svSaving")}</div>
            {kept.problem && <Failure problem={kept.problem} />}
            <section><h2>{t("svParts")}</h2>{group(false)}</section>
            <section><h2>{t("svPieces")}</h2>{group(true)}<p><a class="entry" href={`#/inventory/${s.room}`}>{t("svItems")}</a></p></section>
            {act.problem && <Failure problem={act.problem} />}
            {may && <p class="ask">{rest > 0
                ? <button type="button" onClick={toFirst}>{t("svRest", { n: rest })}</button>
                : <><button type="button" class="main" disabled={act.isBusy} onClick={complete}>{t("svComplete")}</button><span class="quiet">{t("svCompleteMeans")}</span></>}</p>}
        </>
    );
}

/* One thing that is looked at: four buttons, and words where something is wrong. */
function LineField({ line: l, value, set, isFixed }: { line: Schemas["SurveyLine"]; value: Line; set: (change: Partial<Line>) => void; isFixed: boolean }) {
    const name = subjectWords(l.subject);
    return (
        <fieldset class="line" disabled={isFixed}>
            <legend>{name} {l.was && <small>{t("svWas", { was: t(`condition_${l.was}`) })}</small>}</legend>
            <div class="tiles four">{CONDITIONS.map((c) => (
                <label key={c}><input type="radio" name={l.subject} checked={value.condition === c} onChange={() => set({ condition: c })} /><span class={c}>{sentence(t(`condition_${c}`))}</span></label>
            ))}</div>
            {(isFault(value.condition) || value.note !== "") && <input aria-label={t("svNoteOf", { subject: name })} placeholder={t("svNote")} maxLength={500} autocomplete="off" value={value.note} onInput={(e) => set({ note: e.currentTarget.value })} />}
        </fieldset>
    );
}

/* A completed survey: what is broken first, each with its repair. */
function Done({ survey: s, again }: { survey: Survey; again: () => void }) {
    const act = useAct(again), anew = useAct(), may = useSession().account?.role !== "auditor";
    const faults = s.lines.filter((l) => isFault(l.condition)), without = faults.filter((l) => l.repair === null).length;
    const report = () => act.run(() => send("post", "/api/v1/surveys/{survey}/repairs", { path: { survey: s.code }, etag: `"v${s.version}"` }), again);
    const begin = () => anew.run(() => send("post", "/api/v1/surveys", { body: { room: s.room } }), (a) => go(`/surveys/${a.data.code}`));
    const line = (l: Schemas["SurveyLine"]) => (
        <li key={l.subject}>
            <span class="between"><b>{subjectWords(l.subject)}</b> {l.condition && <Tag kind={CONDITION_KIND[l.condition]}>{t(`condition_${l.condition}`)}</Tag>} {l.repair_number && <a class="entry" href={`#/repairs/${l.repair_number}`}>{l.repair_number}</a>}</span>
            {l.note && <span class="quiet">{l.note}</span>}
        </li>
    );
    return (
        <>
            <Facts rows={[[t("cwDay"), day(s.day)], [t("svBy"), s.surveyor], [t("hmState"), <Tag kind="good">{t("svDone")}</Tag>]]} />
            {act.problem && <Failure problem={act.problem} />}
            {faults.length === 0 ? <p class="notice good">{t("svNoFaults")}</p> : without === 0 ? <p class="notice good" role="status">{t("svReported")}</p>
                : may && <p class="ask"><button type="button" class="main" disabled={act.isBusy} onClick={report}>{t("svReport", { n: without })}</button></p>}
            <ul class="rows">{faults.map(line)}{s.lines.filter((l) => !isFault(l.condition)).map(line)}</ul>
            {anew.problem && <Failure problem={anew.problem} />}
            <p class="ask no-print">{may && <button type="button" disabled={anew.isBusy} onClick={begin}>{t("svAgain")}</button>}<a class="button" href={`#/inventory/${s.room}`}>{t("svItems")}</a></p>
        </>
    );
}
