/* One repair as those read it who work on it or look on: what, where, by when; what may be done now;
 * photos, costs, and what happened. For a thumb, and for a desk. */
import type { ComponentChild } from "preact";
import type { Answer, Schemas } from "../../api";
import { get } from "../../api";
import type { Word } from "../../i18n";
import { day, isWord, language, moment, number, t } from "../../i18n";
import { useLoad } from "../../load";
import type { Category, RepairView } from "../../repair";
import { answerWords, nameOf } from "../../repair";
import type { RepairEvent } from "../../repair_words";
import { placeWords } from "../../repair_words";
import { useSession } from "../../session";
import { Clocks } from "../../ui/clocks";
import { Facts, Load, Tag } from "../../ui/parts";
import { RepairTag } from "../../ui/repair_line";
import { Costs } from "./costs";
import { RepairActs } from "./repair_acts";

interface Whole { repair: RepairView; categories: Category[]; photos: Schemas["Photo"][] }

async function readWhole(code: string, signal: AbortSignal): Promise<Answer<Whole>> {
    const [repair, categories] = await Promise.all([get("/api/v1/repairs/{repair}", { path: { repair: code }, signal }), get("/api/v1/repair-categories", { signal })]);
    const photos = repair.data.n_photos > 0 ? (await get("/api/v1/repairs/{repair}/photos", { path: { repair: code }, signal })).data.items : [];
    return { ...repair, data: { repair: repair.data, categories: categories.data.items, photos } };
}

export function RepairWork({ repair: code }: { repair: string }) {
    const whole = useLoad((signal) => readWhole(code, signal), [code, language()]), isCrew = useSession().account?.role === "maintenance";
    return (
        <div class="crew">
            <p class="no-print"><a class="entry" href={isCrew ? "#/" : "#/repairs"}>{t(isCrew ? "cwToday" : "cwAll")}</a></p>
            <h1>{code}</h1>
            <Load of={whole}>{(w) => <Work {...w} again={whole.again} />}</Load>
        </div>
    );
}

function Work({ repair: r, categories, photos, again }: Whole & { again: () => void }) {
    return (
        <>
            <header class={`job ${r.severity}`}>
                <p class="where"><b>{r.room}</b> {nameOf(categories, r.category)}</p>
                <p class="quiet">{[r.site, placeWords(r)].filter(Boolean).join(", ")}</p>
                <p class="tags"><Tag kind={r.severity === "routine" ? "plain" : r.severity === "urgent" ? "wait" : "bad"}>{t(`severity_${r.severity}`)}</Tag> <RepairTag repair={r} /> {r.hold_reason && <Tag kind="plain">{t(`crewwhy_${r.hold_reason}` as Word)}</Tag>}</p>
                <Clocks repair={r} />
            </header>
            <RepairActs repair={r} again={again} />
            <Said repair={r} category={categories.find((c) => c.code === r.category)} />
            <Shots repair={r.number} photos={photos} />
            <Costs repair={r} />
            <section><h2>{t("history")}</h2><ol class="history">{r.events.map((e, i) => <Happened key={i} event={e} />)}</ol></section>
        </>
    );
}

/* A fact, where there is one. */
const known = (word: Word, value: ComponentChild): [string, ComponentChild][] => (value ? [[t(word), value]] : []);

/* What the reporter said, and what was found out since. */
function Said({ repair: r, category }: { repair: RepairView; category: Category | undefined }) {
    const answers = (category?.questions ?? []).filter((q) => r.answers?.[q.variable] !== undefined).map((q): [string, string] => [q.question, answerWords(q, r.answers![q.variable]!)]);
    return (
        <section>
            <h2>{t("cwAnswers")}</h2>
            {r.description ? <blockquote>{r.description}</blockquote> : answers.length === 0 && <p class="quiet">{t("cwNoWords")}</p>}
            {r.contact && <p class="ask">{/\d{6}/.test(r.contact.replace(/[\s.()-]/g, "")) ? <a class="button" href={`tel:${r.contact.replace(/[^\d+]/g, "")}`}>{t("cwCall", { phone: r.contact })}</a> : r.contact}</p>}
            <Facts rows={[
                ...answers,
                [t("cwReported"), `${moment(r.reported_at)}${r.source ? `, ${t(`source_${r.source}`)}` : ""}`],
                ...known("cwMayStay", r.may_stay === null ? null : t(r.may_stay ? "yes" : "no")),
                ...known("cwPlannedOn", r.planned_on && day(r.planned_on)),
                ...known("cwEstimate", r.estimate_dong === null ? null : number(r.estimate_dong)),
                ...known("cwCause", r.cause && t(`cause_${r.cause}`)),
                ...known("cwDuplicateOf", r.duplicate_of && <a href={`#/repairs/${r.duplicate_of}`}>{r.duplicate_of}</a>),
            ]} />
        </section>
    );
}

/* A photo opens large. */
function Shots({ repair, photos }: { repair: string; photos: Schemas["Photo"][] }) {
    return (
        <section>
            <h2>{t("rpPhotos")}</h2>
            {photos.length === 0 ? <p class="quiet">{t("cwNoPhoto")}</p> : <ul class="shots">{photos.map((p, i) => {
                const url = `/api/v1/repairs/${repair}/photos/${p.code}`;
                return <li key={p.code}><a href={url} target="_blank" rel="noreferrer"><img src={url} alt={t("rpPhotoN", { n: i + 1 })} width="150" height="150" /></a><small>{t(`photo_${p.kind}`)}<br />{moment(p.at)}</small></li>;
            })}</ul>}
        </section>
    );
}

/* Where the words of an act's reason begin. */
const WHY: Record<string, string> = { report: "source", triage: "severity", cost: "cost" };

function Happened({ event: e }: { event: RepairEvent }) {
    const word = `repairact_${e.action}`, why = `${WHY[e.action] ?? "crewwhy"}_${e.reason}`;
    return (
        <li>
            {isWord(word) ? t(word) : e.action}{e.reason && <>: {isWord(why) ? t(why) : e.reason}</>} · <span class="quiet">{moment(e.at)}{e.role && ` · ${t(`acRole_${e.role}` as Word)}`}</span>
            {e.note && <blockquote>{e.note}</blockquote>}
        </li>
    );
}

