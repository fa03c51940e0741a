/* All repairs, for a desk: figures that open their rows, filters, the table, and the same as a sheet. */
import type { Answer, Schemas } from "../../api";
import { address, get } from "../../api";
import { day, lastDay, moment, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { useQuery } from "../../query";
import type { Category, Repair } from "../../repair";
import { isOpen, nameOf, useCategories } from "../../repair";
import { isOffice, useSession } from "../../session";
import { Choice } from "../../ui/choice";
import { Figure } from "../../ui/figure";
import { useMore } from "../../ui/more";
import { Load, Tag } from "../../ui/parts";
import { RepairTag } from "../../ui/repair_line";
import { SheetButtons } from "../../ui/sheet_buttons";
import { Table } from "../../ui/table";
import { RoomValues } from "./room_values";

type Repairs = Schemas["Repairs"];
const STATES = ["reported", "triaged", "in_progress", "on_hold", "completed", "closed", "duplicate", "cancelled"] as const;
const SEVERITIES = ["emergency", "urgent", "routine"] as const;
const SORTS = ["queue", "value", "reported"] as const;

const one = <C extends string>(codes: readonly C[], code: string | null): C | undefined => codes.find((c) => c === code);

/* "open" where it says nothing; "?state=" is all of them. */
const stateOf = (query: URLSearchParams) => (query.get("state") ?? "open") || "all";

/* What the address asks for, as the API takes it. */
function asked(query: URLSearchParams) {
    const text = (name: string) => query.get(name) || undefined, state = stateOf(query);
    return {
        open: state === "open" ? true : undefined, state: one(STATES, state),
        severity: one(SEVERITIES, query.get("severity")), sort: one(SORTS, query.get("sort")) ?? (state === "open" ? "queue" as const : "reported" as const),
        site: text("site"), room: text("room"), category: text("category"), overdue: query.get("overdue") === "true" ? true : undefined,
        from: text("from"), to: text("to"),
    };
}

/* Leaves out what is not asked. */
function compact<T extends object>(q: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
    return Object.fromEntries(Object.entries(q).filter(([, v]) => v !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

export function DeskRepairs() {
    const [query, setQuery] = useQuery(), q = compact(asked(query)), categories = useCategories();
    const { account } = useSession(), isKeeper = account?.role === "planner" || isOffice(account);
    const list = useLoad((signal) => get("/api/v1/repairs", { query: { ...q, limit: 100 }, signal }), [JSON.stringify(q)]);
    return (
        <div class="desk">
            <h1>{t("rpTitle")}</h1>
            <Counts />
            <Filters query={query} set={setQuery} categories={categories.answer?.data.items ?? []} />
            <div class="bar"><SheetButtons url={address("/api/v1/repairs", {}, q)} name="sua-chua" />{isKeeper && <a class="button" href="#/door-cards">{t("dcTitle")}</a>}</div>
            {q.sort === "value" && <RoomValues mayAsk={isKeeper} changed={list.again} />}
            <Load of={categories}>{({ items }) => <Load of={list}>{() => <Rows key={list.answer!.etag ?? ""} first={list.answer!} categories={items} />}</Load>}</Load>
        </div>
    );
}

/* Four numbers that a morning begins with. */
function Counts() {
    const counts = useLoad(async (signal) => {
        const n = (query: object) => get("/api/v1/repairs", { query: { ...query, limit: 1 }, signal });
        const found = await Promise.all([n({ open: true }), n({ open: true, overdue: true }), n({ open: true, severity: "emergency" }), n({ state: "reported" })]);
        return { ...found[0], data: found.map((a) => a.data.n) };
    }, []);
    const n = counts.answer?.data;
    return (
        <ul class="figures">
            <Figure n={n?.[0] ?? 0} name={t("cwStillOpen")} href="#/repairs" />
            <Figure n={n?.[1] ?? 0} name={t("cwOverdue")} href="#/repairs?overdue=true" />
            <Figure n={n?.[2] ?? 0} name={t("severity_emergency")} href="#/repairs?severity=emergency" />
            <Figure n={n?.[3] ?? 0} name={t("cwUnseen")} href="#/repairs?state=reported" />
        </ul>
    );
}

function Filters({ query, set, categories }: { query: URLSearchParams; set: (name: string, value: string) => void; categories: Category[] }) {
    const sites = useLoad((signal) => get("/api/v1/sites", { signal }), []), of = (name: string) => query.get(name) ?? "", state = stateOf(query);
    const date = (name: string, label: string) => <label class="pick">{label}<input type="date" value={of(name)} onChange={(e) => set(name, e.currentTarget.value)} /></label>;
    const pairs = <C extends string>(codes: readonly C[], word: (c: C) => string): [string, string][] => [["", t("cwEvery")], ...codes.map((c): [string, string] => [c, word(c)])];
    return (
        <div class="bar" role="search">
            <Choice label={t("hmState")} value={state} set={(v) => set("state", v)} options={[["open", t("cwStillOpen")], ["all", t("cwEvery")], ...STATES.map((s): [string, string] => [s, t(`repair_${s}`)])]} />
            <Choice label={t("site")} value={of("site")} set={(v) => set("site", v)} options={[["", t("hmAllRooms")], ...(sites.answer?.data.items ?? []).map((s): [string, string] => [s.code, s.name])]} />
            <Choice label={t("cwSeverity")} value={of("severity")} set={(v) => set("severity", v)} options={pairs(SEVERITIES, (c) => t(`severity_${c}`))} />
            <Choice label={t("cwCategory")} value={of("category")} set={(v) => set("category", v)} options={[["", t("cwEvery")], ...categories.map((c): [string, string] => [c.code, c.name])]} />
            <Choice label={t("cwOverdue")} value={of("overdue")} set={(v) => set("overdue", v)} options={[["", t("cwEvery")], ["true", t("cwOverdueOnly")]]} />
            {date("from", t("cwFrom"))}{date("to", t("cwTo"))}
            <Choice label={t("cwSort")} value={asked(query).sort} set={(v) => set("sort", v)} options={[["queue", t("cwByQueue")], ["value", t("cwByValue")], ["reported", t("cwByReported")]]} />
            {of("room") && <label class="pick">{t("room")}<input type="search" value={of("room")} onChange={(e) => set("room", e.currentTarget.value.trim().toUpperCase())} /></label>}
        </div>
    );
}

function Rows({ first, categories }: { first: Answer<Repairs>; categories: Category[] }) {
    const { items, button } = useMore<Repair, Repairs>(first);
    const due = (r: Repair) => (r.completed_at ? moment(r.completed_at) : !isOpen(r) ? "–" : r.severity === "emergency" ? moment(r.due_at) : lastDay(r.due_at));
    return (
        <>
            <p class="found" role="status">{t("cwFound", { n: first.data.n })}</p>
            {items.length === 0 ? <p>{t("none")}</p> : <Table caption={t("rpTitle")} isCaptionSeen={false} rows={items} id={(r) => r.number} columns={[
                ["cwNumber", (r) => <a href={`#/repairs/${r.number}`}>{r.number}</a>, "row"],
                ["room", (r) => r.room, "code"],
                ["cwCategory", (r) => nameOf(categories, r.category)],
                ["cwSeverity", (r) => <Tag kind={r.severity === "emergency" ? "bad" : r.severity === "urgent" ? "wait" : "plain"}>{t(`severity_${r.severity}`)}</Tag>],
                ["hmState", (r) => <RepairTag repair={r} />],
                ["cwReported", (r) => day(r.reported_at)],
                ["cwDue", (r) => <>{due(r)} {r.is_overdue && <Tag kind={r.completed_at ? "wait" : "bad"}>{t(r.completed_at ? "cwLateDone" : "cwOverdue")}</Tag>}</>],
                ["cwPlannedOn", (r) => day(r.planned_on)],
                ["cwMayStay", (r) => (r.may_stay === null ? "–" : t(r.may_stay ? "yes" : "no"))],
                ["cwCost", (r) => (r.cost_dong ? number(r.cost_dong) : "–"), "n"],
            ]} />}
            {button}
        </>
    );
}
