/* The planner's list of all requests: search, state, agency, band; ordered by the head clicked; the same as a sheet. */
import { useEffect, useState } from "preact/hooks";
import type { Answer, Schemas } from "../../api";
import { address, get } from "../../api";
import type { Word } from "../../i18n";
import { day, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { useQuery } from "../../query";
import { Choice } from "../../ui/choice";
import { useMore } from "../../ui/more";
import { Load } from "../../ui/parts";
import { SortHead } from "../../ui/sort_head";
import { StateTag } from "../../ui/state_tag";
import { STATES } from "./overview";

type Requests = Schemas["Requests"];
type Request = Schemas["Request"];
type Order = "code" | "name" | "points" | "deadline";

const ORDERS: Order[] = ["code", "name", "points", "deadline"];

/* How many priority bands the rules of the newest round know. */
async function countBands(signal: AbortSignal): Promise<Answer<number>> {
    const policy = (await get("/api/v1/rounds", { signal })).data.items[0]?.policy;
    if (!policy) return { data: 0, etag: null, next: null, location: null };
    const answer = await get("/api/v1/policies/{policy}", { path: { policy }, signal });
    return { ...answer, data: answer.data.document.bands.length + 1 };
}

export function DeskRequests() {
    const [query, setQuery] = useQuery();
    const [text, setText] = useState(""), [q, setQ] = useState("");
    useEffect(() => {
        const later = setTimeout(() => setQ(text.trim()), 250);
        return () => clearTimeout(later);
    }, [text]);
    const agencies = useLoad((signal) => get("/api/v1/agencies", { signal }), []);
    const bands = useLoad(countBands, []);
    const of = (name: string) => query.get(name) ?? "";
    const state = of("state"), agency = of("agency"), overdue = of("overdue"), band = of("band");
    const order = ORDERS.find((o) => o === of("sort")) ?? "code";
    const filter = {
        q, state: state as Request["state"], agency, limit: 100, sort: order, ...(overdue ? { overdue: true } : {}), ...(band ? { band: Number(band) } : {}),
    };
    const list = useLoad((signal) => get("/api/v1/requests", { query: filter, signal }), [q, state, agency, order, overdue, band]);
    return (
        <div class="desk">
            <h1>{t("dkRequests")}</h1>
            <div class="bar" role="search">
                <label class="pick">{t("dkFind")}<input type="search" value={text} onInput={(e) => setText(e.currentTarget.value)} /></label>
                <Choice label={t("hmState")} value={state} set={(v) => setQuery("state", v)} options={[["", t("dkAll")], ...STATES.map((s): [string, string] => [s, t(`state_${s}` as Word)])]} />
                <Choice label={t("agency")} value={agency} set={(v) => setQuery("agency", v)} options={[["", t("hmAllAgencies")], ...(agencies.answer?.data.items ?? []).map((a): [string, string] => [a.code, a.name])]} />
                <Choice label={t("dkDeadline")} value={overdue} set={(v) => setQuery("overdue", v)} options={[["", t("dkAll")], ["1", t("dkOverdue")]]} />
                <Choice label={t("priorityBand")} value={band} set={(v) => setQuery("band", v)}
                    options={[["", t("dkAll")], ...Array.from({ length: Math.max(bands.answer?.data ?? 0, Number(band)) }, (_, i): [string, string] => [String(i + 1), number(i + 1)])]} />
                <a class="button" href={address("/api/v1/requests", {}, { ...filter, limit: undefined, format: "xlsx" })} download>{t("dkSheet")}</a>
            </div>
            <Load of={list}>{() => <Rows first={list.answer!} order={order} set={(o) => setQuery("sort", o === "code" ? "" : o)} />}</Load>
        </div>
    );
}

function Rows({ first, order, set }: { first: Answer<Requests>; order: Order; set: (order: Order) => void }) {
    const { items, button } = useMore<Request, Requests>(first), heads = { order, set };
    return (
        <>
            <p class="found" role="status">{t("dkFound", { n: first.data.n, shown: items.length })}</p>
            {items.length === 0 ? <p>{t("none")}</p> : (
                <div class="scroll">
                    <table class="dense">
                        <caption>{t("dkRequests")}</caption>
                        <thead><tr>
                            <SortHead by="code" {...heads}>{t("request")}</SortHead><SortHead by="name" {...heads}>{t("fullName")}</SortHead><th scope="col">{t("agency")}</th><th scope="col">{t("hmState")}</th>
                            <th scope="col" class="n">{t("priorityBand")}</th><SortHead by="points" falls class="n" {...heads}>{t("points")}</SortHead>
                            <th scope="col" class="n">{t("ovPeopleShort")}</th><th scope="col">{t("dkSubmitted")}</th><SortHead by="deadline" {...heads}>{t("dkDeadline")}</SortHead>
                        </tr></thead>
                        <tbody key={first.etag}>{items.map((r) => (
                            <tr key={r.code}>
                                <td><a href={`#/requests/${r.code}`}>{r.code}</a></td>
                                <td>{r.members.find((m) => m.relation === "self")?.name ?? "–"}</td><td>{r.agency}</td><td><StateTag state={r.state} /></td>
                                <td class="n">{r.band ?? "–"}</td><td class="n">{r.points === null ? "–" : number(r.points)}</td><td class="n">{r.members.length}</td>
                                <td>{day(r.submitted_on)}</td><td>{r.deadline ? <>{day(r.deadline.due)}{r.deadline.days_left < 0 && <> · <strong>{t("dkLate")}</strong></>}</> : "–"}</td>
                            </tr>
                        ))}</tbody>
                    </table>
                </div>
            )}
            {button}
        </>
    );
}
