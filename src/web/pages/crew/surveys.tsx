/* Surveys on a phone: how far a site is, and its rooms: never looked at, begun, done. */
import type { Answer, Schemas } from "../../api";
import { get, send } from "../../api";
import { useAct } from "../../act";
import { all } from "../../house";
import { day, t } from "../../i18n";
import { useLoad } from "../../load";
import { useQuery } from "../../query";
import { go } from "../../router";
import { useSession } from "../../session";
import { Choice } from "../../ui/choice";
import { Failure, Load, Tag } from "../../ui/parts";
import { SheetButtons } from "../../ui/sheet_buttons";

type Head = Schemas["SurveyHead"];
type Site = Schemas["SiteSurveys"];
type Shown = "never" | "open" | "done";
const SHOWN: [Shown, "svNever" | "svOpen" | "svDone"][] = [["never", "svNever"], ["open", "svOpen"], ["done", "svDone"]];

interface Rooms { rooms: Schemas["Room"][]; last: Map<string, Head> } /* the last survey of each room */

export function Surveys() {
    const sites = useLoad((signal) => get("/api/v1/survey-progress", { signal }), []), [query, setQuery] = useQuery();
    return (
        <div class="crew">
            <h1>{t("svTitle")}</h1>
            <Load of={sites}>{({ items }) => {
                const site = items.find((s) => s.site === query.get("site")) ?? items[0];
                return site ? <>
                    <Choice label={t("site")} value={site.site} set={(s) => setQuery("site", s)} options={items.map((s): [string, string] => [s.site, `${s.site} · ${s.name} (${s.done}/${s.rooms})`])} />
                    <OfSite key={site.site} site={site} shown={query.get("show") ?? ""} show={(v) => setQuery("show", v)} />
                </> : <p>{t("none")}</p>;
            }}</Load>
            <p class="ask no-print"><a class="button" href="#/inventory">{t("ivTitle")}</a></p>
        </div>
    );
}

async function readRooms(site: string, signal: AbortSignal): Promise<Answer<Rooms>> {
    const first = get("/api/v1/rooms", { query: { site, limit: 500 }, signal });
    const [rooms, surveys] = await Promise.all([all(first, signal), all(get("/api/v1/surveys", { query: { site, limit: 500 }, signal }), signal)]);
    const last = new Map<string, Head>();
    for (const s of surveys) if (!last.has(s.room)) last.set(s.room, s); /* the last begun comes first */
    return { ...await first, data: { rooms, last } };
}

function OfSite({ site, shown, show }: { site: Site; shown: string; show: (v: string) => void }) {
    const rooms = useLoad((signal) => readRooms(site.site, signal), [site.site]), isDesk = useSession().account?.role !== "maintenance";
    return (
        <>
            <progress value={site.done} max={site.rooms} aria-label={t("svTitle")} />
            <p>{t("svProgress", { done: site.done, rooms: site.rooms, open: site.open })}.{site.faults > 0 && <> {t("svFaults", { n: site.faults, repairs: site.repairs })}.</>}</p>
            {isDesk && <p class="ask"><SheetButtons url={`/api/v1/surveys?site=${encodeURIComponent(site.site)}`} name={`khao-sat-${site.site}`} /></p>}
            <Choice label={t("svShow")} value={shown} set={show} options={[["", t("hmAllRooms")], ...SHOWN.map(([code, word]): [string, string] => [code, t(word)])]} />
            <Load of={rooms}>{({ rooms: list, last }) => {
                const stateOf = (room: string): Shown => { const s = last.get(room); return s ? s.state : "never"; };
                const some = list.filter((r) => shown === "" || stateOf(r.code) === shown);
                return some.length === 0 ? <p>{t("none")}</p> : <ul class="rows rooms">{some.map((r) => <RoomLine key={r.code} room={r.code} survey={last.get(r.code)} />)}</ul>;
            }}</Load>
        </>
    );
}

/* A room: a tap begins its survey, or opens the last one. */
function RoomLine({ room, survey: s }: { room: string; survey: Head | undefined }) {
    const act = useAct(), maySurvey = useSession().account?.role !== "auditor";
    const begin = () => act.run(() => send("post", "/api/v1/surveys", { body: { room } }), (a) => go(`/surveys/${a.data.code}`));
    return (
        <li>
            <span class="between"><b>{room}</b> {!s ? <Tag kind="plain">{t("svNever")}</Tag>
                : s.state === "open" ? <Tag kind="wait">{t("svOpenN", { n: s.n_looked, all: s.n_lines })}</Tag>
                    : <Tag kind={s.n_faults > s.n_repairs ? "bad" : "good"}>{s.n_faults > 0 ? t("svDoneFaults", { n: s.n_faults }) : t("svDoneOn", { day: day(s.day) })}</Tag>}
            {s ? <a class="button" href={`#/surveys/${s.code}`} aria-label={`${t("cwLook")}: ${room}`}>{t("cwLook")}</a>
                : maySurvey && <button type="button" disabled={act.isBusy} aria-label={`${t("svTitle")}: ${room}`} onClick={begin}>{t("svTitle")}</button>}</span>
            {act.problem && <Failure problem={act.problem} />}
        </li>
    );
}
