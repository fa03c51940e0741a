/* The planner's first page: the house today, the plan, requests, who waits. Every number opens the rows it counts. */
import type { Schemas } from "../../api";
import type { Figures, House } from "../../house";
import { figures, loadHouse, sum } from "../../house";
import type { Word } from "../../i18n";
import { day, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { Bars } from "../../ui/bars";
import type { BarRow } from "../../ui/bars";
import { Figure } from "../../ui/figure";
import { Load } from "../../ui/parts";
import { TodayFigures, loadToday } from "./today";

type State = Schemas["RequestState"];
export const STATES: State[] = ["draft", "submitted", "confirmed", "eligible", "refused", "allocated", "waiting", "offered", "accepted", "declined", "expired", "living", "ended", "withdrawn"];

/* All at once: nothing moves when a part comes later. */
async function load(signal: AbortSignal) {
    const [house, today] = await Promise.all([loadHouse(signal), loadToday(signal)]);
    return { ...house, data: { house: house.data, today } };
}

export function Overview() {
    const house = useLoad(load, []);
    return (
        <>
            <h1>{t("overview")}</h1>
            <Load of={house}>{({ house: h, today }) => (
                <>
                    <TodayFigures today={today} />
                    <h2>{t("ovByPlan")}</h2>
                    <p class="quiet">{h.round ? t("ovBase", { round: h.round.name, day: day(h.round.as_of) }) : t("hmNoPlan")}</p>
                    <Beds house={h} />
                    <div class="cards">
                        <section class="card"><h2>{t("ovByState")}</h2><States counts={h.counts} /></section>
                        <section class="card"><h2>{t("ovWaiting")}</h2><Bands house={h} /></section>
                        <section class="card wide"><h2>{t("ovBySite")}</h2><Sites house={h} /></section>
                    </div>
                </>
            )}</Load>
        </>
    );
}

function Beds({ house }: { house: House }) {
    const f = figures(house.places), places = f.beds - f.shut - f.lost;
    return (
        <ul class="figures">
            <Figure n={f.beds} name={t("hmBeds")} href="#/house?view=table">{t("ovBedsNote", { rooms: f.rooms })}</Figure>
            <Figure n={places} name={t("ovPlaces")} href="#/house?view=table&only=usable">{t("ovPlacesNote", { lost: f.lost })}</Figure>
            <Figure n={f.people} name={t("ovPeople")} href="#/house?view=table&only=people">{places > 0 && t("ovPeopleNote", { share: percent(f.people, places), places })}</Figure>
            <Figure n={sum(house.waiting, (w) => w.n_people ?? 1)} name={t("ovWaitingPeople")} href="#/waiting">{t("ovWaitingNote", { n: house.waiting.length })}</Figure>
        </ul>
    );
}

function percent(part: number, whole: number): string {
    return number(Math.round((1000 * part) / whole) / 10);
}

function States({ counts }: { counts: House["counts"] }) {
    const rows: BarRow[] = STATES.filter((state) => counts[state] > 0).map((state) => ({
        name: t(`state_${state}` as Word), parts: [{ n: counts[state], tone: "p-people", href: `#/requests?state=${state}` }],
    }));
    return <Bars caption={t("ovByState")} head={t("hmState")} series={[t("ovRequests")]} rows={rows} total="#/requests" />;
}

function Bands({ house }: { house: House }) {
    const bands = [...new Set(house.waiting.map((w) => w.band))].sort((a, b) => (a ?? 99) - (b ?? 99));
    if (bands.length === 0) return <p class="quiet">{t("ovNobodyWaits")}</p>;
    const rows: BarRow[] = bands.map((band) => {
        const own = house.waiting.filter((w) => w.band === band), href = `#/waiting?band=${band ?? ""}`;
        return {
            name: `${t("priorityBand")} ${band ?? "–"}`,
            parts: [{ n: sum(own, (w) => w.n_people ?? 1), tone: "p-wait", href }], more: [{ n: own.length, href }],
        };
    });
    return <Bars caption={t("ovWaiting")} head={t("priorityBand")} series={[t("hmPeopleHead")]} more={[t("ovRequests")]} rows={rows} total="#/waiting" />;
}

function Sites({ house }: { house: House }) {
    const rows: BarRow[] = house.sites.map((site) => {
        const f: Figures = figures(house.places.filter((p) => p.room.site === site.code));
        const to = (only: string) => `#/house?view=table&site=${site.code}${only && `&only=${only}`}`;
        return {
            name: `${site.code} · ${site.name}`,
            parts: [
                { n: f.people, tone: "p-people", href: to("people") }, { n: f.vacant, tone: "p-vacant", href: to("vacant") },
                { n: f.lost, tone: "p-lost", href: to("private") }, { n: f.shut, tone: "p-shut", href: to("shut") },
            ],
            more: [{ n: f.beds, href: to("") }, { n: f.rooms, href: to("") }],
        };
    });
    return <Bars caption={t("ovBySite")} head={t("site")} series={[t("ovPeople"), t("hmVacant"), t("ovLost"), t("hmShut")]} more={[t("hmBeds"), t("ovRooms")]} rows={rows} total="#/house?view=table" />;
}
