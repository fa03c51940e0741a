/* Rooms that are closed, and those that will be. */
import { useState } from "preact/hooks";
import type { Answer, Schemas } from "../../api";
import { get } from "../../api";
import { today } from "../../day";
import type { Word } from "../../i18n";
import { day, t } from "../../i18n";
import { all } from "../../house";
import { useLoad } from "../../load";
import { useQuery } from "../../query";
import { Choice } from "../../ui/choice";
import { Load, Tag } from "../../ui/parts";
import { Table } from "../../ui/table";
import { ChangeClosure } from "./closure_form";
import type { Closure } from "./closure_form";
import { useRunsTheHouse, Ways } from "./parts";
import { RoomOf } from "./stays";

const REASONS: Schemas["ClosureReason"][] = ["repair", "safety", "reserved", "handed_back", "other"];

async function loadClosures(signal: AbortSignal): Promise<Answer<Closure[]>> {
    const first = get("/api/v1/closures", { query: { since_day: today(), limit: 500 }, signal });
    return { ...await first, data: await all(first, signal) };
}

export function ClosuresPage() {
    const closures = useLoad(loadClosures, []);
    return (
        <div class="desk">
            <h1>{t("lvClosed")}</h1>
            <Ways here="/closures" />
            <Load of={closures}>{(list) => <List list={list} again={closures.again} />}</Load>
        </div>
    );
}

function List({ list, again }: { list: Closure[]; again: () => void }) {
    const [query, setQuery] = useQuery(), of = (name: string) => query.get(name) ?? "", when = of("when"), reason = of("reason");
    const runs = useRunsTheHouse(), [open, setOpen] = useState("");
    const isNow = (c: Closure) => c.from_day <= today();
    const rows = list.filter((c) => (when === "" || isNow(c) === (when === "now")) && (reason === "" || c.reason === reason))
        .sort((a, b) => a.from_day.localeCompare(b.from_day) || a.room.localeCompare(b.room));
    return (
        <>
            <div class="bar" role="search">
                <Choice label={t("lvWhen")} value={when} set={(v) => setQuery("when", v)} options={[["", t("hmAllRooms")], ["now", t("lvNow")], ["ahead", t("lvAhead")]]} />
                <Choice label={t("prReason")} value={reason} set={(v) => setQuery("reason", v)} options={[["", t("hmAllRooms")], ...REASONS.map((r): [string, string] => [r, t(`closure_${r}` as Word)])]} />
            </div>
            <p class="found" role="status">{t("lvClosureFound", { n: rows.length })}</p>
            {rows.length === 0 ? <p>{t("none")}</p> : <Table caption={t("lvClosed")} isCaptionSeen={false} rows={rows} id={(c) => c.code} columns={[
                ["room", (c) => <RoomOf code={c.room} />],
                ["lvWhen", (c) => <Tag kind={isNow(c) ? "bad" : "wait"}>{t(isNow(c) ? "lvNow" : "lvAhead")}</Tag>],
                ["myFrom", (c) => day(c.from_day)],
                ["lvOpensHead", (c) => (c.to_day ? day(c.to_day) : t("lvNever"))],
                ["prReason", (c) => t(`closure_${c.reason}` as Word)],
                ["lvRepairs", (c) => c.repair && <a href={`#/repairs/${c.repair}`}>{c.repair}</a>],
                ["lvMayStayHead", (c) => t(c.may_stay ? "lvStaysThere" : "lvMustLeave")],
                ["lvCase", (c) => c.rehousing && <a href={`#/rehousings/${c.rehousing}`}>{t("lvCase")}</a>],
                ["dkNote", (c) => c.note, "long"],
                runs && [<span class="unseen">{t("lvChange")}</span>, (c) => <button type="button" class="small" aria-label={`${t("lvChange")}: ${c.room}`} onClick={() => setOpen(c.code)}>{t("lvChange")}</button>],
            ]} />}
            {open && <ChangeClosure closure={open} close={() => setOpen("")} done={() => { setOpen(""); again(); }} />}
        </>
    );
}
