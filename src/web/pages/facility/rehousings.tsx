/* Rehousing cases: rooms that close, and whose people must go somewhere. */
import type { Answer, Schemas } from "../../api";
import { get } from "../../api";
import type { Word } from "../../i18n";
import { day, moment, t } from "../../i18n";
import { useLoad } from "../../load";
import { useQuery } from "../../query";
import { Choice } from "../../ui/choice";
import { useMore } from "../../ui/more";
import { Load, Tag } from "../../ui/parts";
import { Table } from "../../ui/table";
import { Ways } from "./parts";
import { RoomOf } from "./stays";

type Head = Schemas["RehousingHead"];
type Cases = Schemas["Rehousings"];
const STATES: Head["state"][] = ["open", "chosen", "done", "void"];

export function CaseTag({ of }: { of: Pick<Head, "state" | "is_due"> }) {
    return <Tag kind={of.is_due || of.state === "open" ? "bad" : of.state === "chosen" ? "wait" : of.state === "done" ? "good" : "plain"}>{t(`case_${of.state}`)}</Tag>;
}

export function RehousingsPage() {
    const [query, setQuery] = useQuery(), state = query.get("state") ?? "";
    const list = useLoad((signal) => get("/api/v1/rehousings", { query: { limit: 100, ...(state ? { state: state as Head["state"] } : {}) }, signal }), [state]);
    return (
        <div class="desk">
            <h1>{t("lvCases")}</h1>
            <Ways here="/rehousings" />
            <div class="bar" role="search"><Choice label={t("hmState")} value={state} set={(v) => setQuery("state", v)} options={[["", t("hmAllRooms")], ...STATES.map((s): [string, string] => [s, t(`case_${s}`)])]} /></div>
            <Load of={list}>{() => <Rows first={list.answer!} />}</Load>
        </div>
    );
}

function Rows({ first }: { first: Answer<Cases> }) {
    const { items, button } = useMore<Head, Cases>(first);
    if (items.length === 0) return <p>{t("none")}</p>;
    return (
        <>
            <Table caption={t("lvCases")} isCaptionSeen={false} rows={items} id={(c) => c.code} columns={[
                ["lvCase", (c) => <a href={`#/rehousings/${c.code}`}>{t("room")} {c.room}</a>],
                ["site", (c) => c.site],
                ["prReason", (c) => t(`closure_${c.reason}` as Word)],
                ["myFrom", (c) => day(c.from_day)],
                ["lvOpensHead", (c) => (c.to_day ? day(c.to_day) : t("lvNever"))],
                ["hmState", (c) => <><CaseTag of={c} />{c.is_stale && c.state === "open" && <small class="quiet"> {t("lvNoWay")}</small>}</>],
                ["lvWay", (c) => (c.chosen ? t(`way_${c.chosen}`) : "–")],
                ["lvOpened", (c) => moment(c.opened_at)],
                ["room", (c) => <RoomOf code={c.room} />],
            ]} />
            {button}
        </>
    );
}
