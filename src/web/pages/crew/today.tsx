/* A repair crew's day on a phone: emergencies first, then by site and room; what waits for another day
 * or is on hold lies folded below. Work is begun here, with a thumb. */
import type { Answer, Schemas } from "../../api";
import { get, send } from "../../api";
import { useAct } from "../../act";
import { today } from "../../day";
import { all } from "../../house";
import { day, language, t } from "../../i18n";
import { useLoad } from "../../load";
import { useQuery } from "../../query";
import type { Category, Repair } from "../../repair";
import { isOpen, nameOf } from "../../repair";
import { etagOf, placeWords } from "../../repair_words";
import { Choice } from "../../ui/choice";
import { Clocks } from "../../ui/clocks";
import { Failure, Load, Tag } from "../../ui/parts";

interface Queue { repairs: Repair[]; categories: Category[]; sites: Schemas["Site"][] }

async function readQueue(signal: AbortSignal): Promise<Answer<Queue>> {
    const [repairs, categories, sites] = await Promise.all([
        all(get("/api/v1/repairs", { query: { open: true, sort: "queue", limit: 200 }, signal }), signal),
        get("/api/v1/repair-categories", { signal }),
        get("/api/v1/sites", { signal }),
    ]);
    return { ...sites, data: { repairs, categories: categories.data.items, sites: sites.data.items } };
}

export function CrewToday() {
    const queue = useLoad(readQueue, [language()]), [query, setQuery] = useQuery(), site = query.get("site") ?? "";
    return (
        <div class="crew">
            <h1>{t("cwToday")}</h1>
            <Load of={queue}>{(q) => <Day queue={q} site={site} setSite={(s) => setQuery("site", s)} again={queue.again} />}</Load>
            <p><a class="entry" href="#/repairs">{t("cwAll")}</a></p>
        </div>
    );
}

function Day({ queue, site, setSite, again }: { queue: Queue; site: string; setSite: (site: string) => void; again: () => void }) {
    const ofSite = queue.repairs.filter((r) => site === "" || r.site === site), now = today();
    const here = ofSite.filter(isOpen), done = ofSite.filter((r) => r.state === "completed");
    const isHeld = (r: Repair) => r.state === "on_hold", isLater = (r: Repair) => !isHeld(r) && r.planned_on !== null && r.planned_on > now;
    const urgent = here.filter((r) => r.severity === "emergency" && !isHeld(r));
    const due = here.filter((r) => r.severity !== "emergency" && !isHeld(r) && !isLater(r));
    const held = here.filter(isHeld), later = here.filter((r) => r.severity !== "emergency" && isLater(r));
    const jobs = (list: Repair[]) => <ul class="jobs">{list.map((r) => <Job key={r.number} repair={r} categories={queue.categories} again={again} />)}</ul>;
    const sites = [...new Set(due.map((r) => r.site))], nameOfSite = (code: string) => queue.sites.find((s) => s.code === code)?.name ?? code;
    return (
        <>
            {queue.sites.length > 1 && <Choice label={t("site")} value={site} set={setSite} options={[["", t("hmAllRooms")], ...queue.sites.map((s): [string, string] => [s.code, `${s.code} · ${s.name}`])]} />}
            <p class="found" role="status">{urgent.length + due.length === 0 ? t("cwNothing") : t("cwFound", { n: urgent.length + due.length })}</p>
            {urgent.length > 0 && <section><h2>{t("severity_emergency")}</h2>{jobs(urgent)}</section>}
            {sites.map((s) => <section key={s}><h2>{s} · {nameOfSite(s)}</h2>{jobs(due.filter((r) => r.site === s))}</section>)}
            {later.length > 0 && <details><summary>{t("cwLater", { n: later.length })}</summary>{jobs(later)}</details>}
            {done.length > 0 && <details><summary>{t("cwUnconfirmed", { n: done.length })}</summary>{jobs(done)}</details>}
            {held.length > 0 && <details><summary>{t("cwHeld", { n: held.length })}</summary>{jobs(held)}</details>}
        </>
    );
}

/* One order: room, what, by when; and the next step, where there is one that needs no words. */
function Job({ repair: r, categories, again }: { repair: Repair; categories: Category[]; again: () => void }) {
    const act = useAct(again), page = `#/repairs/${r.number}`, name = nameOf(categories, r.category);
    const next = r.state === "on_hold" ? "resume" as const : r.state === "reported" || r.state === "triaged" ? "start" as const : null;
    const step = () => act.run(() => send("post", "/api/v1/repairs/{repair}/events", { path: { repair: r.number }, etag: etagOf(r), body: { action: next! } }), again);
    return (
        <li class={`job ${r.severity}`}>
            <a href={page}>
                <b>{r.room}</b> <span>{name}</span>
                <small>{[r.number, placeWords(r)].filter(Boolean).join(" · ")}</small>
            </a>
            <p class="tags">
                <Tag kind={r.severity === "routine" ? "plain" : r.severity === "urgent" ? "wait" : "bad"}>{t(`severity_${r.severity}`)}</Tag>
                {r.state === "in_progress" && <Tag kind="good">{t("repair_in_progress")}</Tag>}
                {r.hold_reason && <Tag kind="plain">{t(`crewwhy_${r.hold_reason as "parts"}`)}</Tag>}
                {r.planned_on && isOpen(r) && <Tag kind="plain">{t("cwPlanned", { day: day(r.planned_on) })}</Tag>}
            </p>
            <Clocks repair={r} />
            {act.problem && <Failure problem={act.problem} />}
            <p class="ask">
                {next
                    ? <button type="button" class="main" disabled={act.isBusy} onClick={step} aria-label={`${t(`crewdo_${next}`)}: ${r.room}, ${name}`}>{t(`crewdo_${next}`)}</button>
                    : r.state === "in_progress" && <a class="button main" href={`${page}?do=complete`} aria-label={`${t("crewdo_complete")}: ${r.room}, ${name}`}>{t("crewdo_complete")}</a>}
                <a class="button" href={page} aria-label={`${t("cwOpen")}: ${r.number}`}>{t("cwOpen")}</a>
            </p>
        </li>
    );
}
