/* The planner's list of all requests: search, state, agency, order; the same as a sheet. */
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
import { StateTag } from "../../ui/state_tag";
import { STATES } from "./overview";

type Requests = Schemas["Requests"];
type Request = Schemas["Request"];

export function DeskRequests() {
    const [query, setQuery] = useQuery();
    const [text, setText] = useState(""), [q, setQ] = useState("");
    useEffect(() => {
        const later = setTimeout(() => setQ(text.trim()), 250);
        return () => clearTimeout(later);
    }, [text]);
    const agencies = useLoad((signal) => get("/api/v1/agencies", { signal }), []);
    const state = query.get("state") ?? "", agency = query.get("agency") ?? "", sort = query.get("sort") ?? "", overdue = query.get("overdue") ?? "";
    const filter = {
        q, state: state as Request["state"], agency, limit: 100, ...(sort === "name" ? { sort: "name" as const } : {}), ...(overdue ? { overdue: true } : {}),
    };
    const list = useLoad((signal) => get("/api/v1/requests", { query: filter, signal }), [q, state, agency, sort, overdue]);
    return (
        <div class="desk">
            <h1>{t("dkRequests")}</h1>
            <div class="bar" role="search">
                <label class="pick">{t("dkFind")}<input type="search" value={text} onInput={(e) => setText(e.currentTarget.value)} /></label>
                <Choice label={t("hmState")} value={state} set={(v) => setQuery("state", v)} options={[["", t("dkAll")], ...STATES.map((s): [string, string] => [s, t(`state_${s}` as Word)])]} />
                <Choice label={t("agency")} value={agency} set={(v) => setQuery("agency", v)} options={[["", t("hmAllAgencies")], ...(agencies.answer?.data.items ?? []).map((a): [string, string] => [a.code, a.name])]} />
                <Choice label={t("dkDeadline")} value={overdue} set={(v) => setQuery("overdue", v)} options={[["", t("dkAll")], ["1", t("dkOverdue")]]} />
                <Choice label={t("dkSort")} value={sort} set={(v) => setQuery("sort", v)} options={[["", t("dkByCode")], ["name", t("dkByName")]]} />
                <a class="button" href={address("/api/v1/requests", {}, { ...filter, limit: undefined, format: "xlsx" })} download>{t("dkSheet")}</a>
            </div>
            <Load of={list}>{() => <Rows first={list.answer!} />}</Load>
        </div>
    );
}

function Rows({ first }: { first: Answer<Requests> }) {
    const { items, button } = useMore<Request, Requests>(first);
    return (
        <>
            <p class="found" role="status">{t("dkFound", { n: first.data.n, shown: items.length })}</p>
            {items.length === 0 ? <p>{t("none")}</p> : (
                <div class="scroll">
                    <table class="dense">
                        <caption>{t("dkRequests")}</caption>
                        <thead><tr>
                            <th scope="col">{t("request")}</th><th scope="col">{t("fullName")}</th><th scope="col">{t("agency")}</th><th scope="col">{t("hmState")}</th>
                            <th scope="col" class="n">{t("priorityBand")}</th><th scope="col" class="n">{t("points")}</th><th scope="col" class="n">{t("ovPeopleShort")}</th><th scope="col">{t("dkSubmitted")}</th><th scope="col">{t("dkDeadline")}</th>
                        </tr></thead>
                        <tbody>{items.map((r) => (
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
