/* The first page of the Office of the People's Committee: what the agencies need, what waits for them,
 * which lists have come, which rounds are under way. Every number opens its rows. */
import type { ComponentChildren } from "preact";
import type { Schemas } from "../../api";
import { get } from "../../api";
import { moment, number, t } from "../../i18n";
import { useLoad } from "../../load";
import type { Needs } from "../../needs";
import { loadNeeds } from "../../needs";
import { Bars } from "../../ui/bars";
import { Figure } from "../../ui/figure";
import { Load, Tag } from "../../ui/parts";
import { nextOf } from "../planner/round_next";
import { StageTag } from "../planner/rounds";
import { TodayFigures, loadToday } from "../planner/today";
import type { Today } from "../planner/today";
import { Table } from "../../ui/table";

type State = Schemas["RequestState"];
interface Desk {
    needs: Needs;
    nWaiting: number;
    nLate: number;
    nLateWaiting: number;
    uploads: Schemas["Upload"][];
    rounds: Schemas["Round"][];
    today: Today;
}

/* All at once: nothing moves when a part comes later. */
async function load(signal: AbortSignal) {
    const count = async (query: { state?: State; overdue?: boolean }) => (await get("/api/v1/requests", { query: { ...query, limit: 1 }, signal })).data.n;
    const [needs, nWaiting, nLate, nLateWaiting, uploads, rounds, today] = await Promise.all([
        loadNeeds(signal), count({ state: "submitted" }), count({ overdue: true }), count({ overdue: true, state: "submitted" }),
        get("/api/v1/uploads", { query: { limit: 8 }, signal }), get("/api/v1/rounds", { signal }), loadToday(signal),
    ]);
    const data: Desk = { needs: needs.data, nWaiting, nLate, nLateWaiting, uploads: uploads.data.items, rounds: rounds.data.items.filter((r) => r.state !== "done"), today };
    return { ...needs, data };
}

export function Office() {
    const desk = useLoad(load, []);
    return (
        <>
            <h1>{t("overview")}</h1>
            <p class="quiet">{t("ofLead")}</p>
            <Load of={desk}>{(d) => (
                <>
                    <Figures desk={d} />
                    <TodayFigures today={d.today} />
                    <div class="cards">
                        <Card title={t("ofRounds")}><Rounds rounds={d.rounds} /></Card>
                        <Card title={t("ofNothing")}><Nothing needs={d.needs} /></Card>
                        <Card title={t("ofUploads")} isWide><Uploads uploads={d.uploads} /></Card>
                        <Card title={t("ofByAgency")} isWide><p class="quiet">{t("ofByAgencyHow")}</p><ByAgency needs={d.needs} /></Card>
                    </div>
                </>
            )}</Load>
        </>
    );
}

function Card({ title, isWide, children }: { title: string; isWide?: boolean; children: ComponentChildren }) {
    return <section class={isWide ? "card wide" : "card"}><h2>{title}</h2>{children}</section>;
}

function Figures({ desk: d }: { desk: Desk }) {
    const { total, rows } = d.needs;
    return (
        <ul class="figures">
            <Figure n={total.listed} name={t("ofListed")} href="#/needs">{t("ofListedNote", { n: rows.length })}</Figure>
            <Figure n={total.registered} name={t("ofRegistered")} href="#/needs/all?show=registered">{total.listed > 0 && t("ofRegisteredNote", { share: number(Math.round((1000 * total.registered) / total.listed) / 10) })}</Figure>
            <Figure n={total.silent} name={t("ofSilent")} href="#/needs/all?show=silent">{t("ofSilentNote")}</Figure>
            <Figure n={d.nWaiting} name={t("ofWaits")} href="#/requests?state=submitted">{t("ofWaitsNote")}</Figure>
            <Figure n={d.nLate} name={t("ofLate")} href="#/requests?overdue=1">{t("ofLateNote", { n: d.nLateWaiting, m: d.nLate - d.nLateWaiting })}</Figure>
            <Figure n={d.needs.nothing.length} name={t("ofNothing")} href="#/needs?show=nothing" />
        </ul>
    );
}

function Rounds({ rounds }: { rounds: Desk["rounds"] }) {
    if (rounds.length === 0) return <p class="quiet">{t("ofRoundsNone")}</p>;
    return (
        <ul class="rows">
            {rounds.map((r) => <li key={r.code}><span><a href={`#/rounds/${r.code}`}>{r.name}</a> <StageTag round={r} /></span><span class="quiet">{nextOf(r)}</span></li>)}
        </ul>
    );
}

function Nothing({ needs }: { needs: Needs }) {
    if (needs.nothing.length === 0) return <p class="quiet">{t("ofNothingNone")}</p>;
    return <ul class="rows">{needs.nothing.map((a) => <li key={a.code}>{a.name} ({a.code})</li>)}</ul>;
}

function Uploads({ uploads }: { uploads: Desk["uploads"] }) {
    if (uploads.length === 0) return <p class="quiet">{t("ofUploadsNone")}</p>;
    return (
        <Table caption={t("ofUploads")} isCaptionSeen={false} rows={uploads} id={(u) => u.code} columns={[
            ["upFile", (u) => <a href={`#/uploads/${u.code}`}>{u.file_name || u.code}</a>],
            ["upSender", (u) => u.account],
            ["upSentAt", (u) => moment(u.made_at)],
            ["hmState", (u) => <Tag kind={u.state === "applied" ? "good" : u.state === "judged" ? "wait" : "plain"}>{t(`upload_${u.state}`)}</Tag>],
            ["dkOutcome", (u) => t("ofVerdictOf", { n: u.n_new, m: u.n_changed, same: u.n_same, bad: u.n_bad })],
        ]} />
    );
}

function ByAgency({ needs }: { needs: Needs }) {
    const rows = needs.rows.map((a) => {
        const to = (show: string) => `#/needs/${a.code}${show && `?show=${show}`}`;
        return {
            name: a.name,
            parts: [
                { n: a.registered, tone: "p-people", href: to("registered") }, { n: a.noNeed, tone: "p-lost", href: to("none") },
                { n: a.silent, tone: "p-wait", href: to("silent") },
            ],
            more: [{ n: a.listed, href: to("") }],
        };
    });
    return <Bars caption={t("ofByAgency")} head={t("agency")} series={[t("ofRegistered"), t("ofNoNeed"), t("ofSilent")]} more={[t("ofListed")]} rows={rows} total="#/needs" />;
}
