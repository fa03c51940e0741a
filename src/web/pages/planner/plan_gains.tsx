/* Who gains a place, loses one or moves between two plans; each opens why, in either plan. */
import { useState } from "preact/hooks";
import { number, t } from "../../i18n";
import type { PlanHead } from "../../plan_facts";
import { fold } from "../../text";
import { useQuery } from "../../query";
import { Choice } from "../../ui/choice";
import { Search } from "../../ui/search";
import { useShown } from "../../ui/shown";
import type { Comparison } from "./plan_comparison";
import { Table } from "../../ui/table";

type Change = Comparison["changes"][number];
const KINDS = ["gains", "loses", "moves"] as const;

/* Most moves are to a like room of the same site: those to another site are what people mind. */
function isFar(c: Change): boolean {
    return c.kind === "moves" && c.site !== c.other_site;
}

export function Changes({ c, plan, other }: { c: Comparison; plan: PlanHead; other: PlanHead }) {
    const [query, setQuery] = useQuery(), [text, setText] = useState("");
    const chosen = query.get("kind") ?? "", want = fold(text.trim());
    const fits = (x: Change) => (chosen === "" ? x.kind !== "moves" || isFar(x) : chosen === "all" ? true : chosen === "far" ? isFar(x) : x.kind === chosen)
        && (want === "" || fold(`${x.name} ${x.request} ${x.agency} ${x.room ?? ""} ${x.other_room ?? ""}`).includes(want));
    const count = (f: (x: Change) => boolean) => number(c.changes.filter(f).length);
    const rows = c.changes.filter(fits).sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
    return (
        <>
            <h2>{t("prWho")}</h2>
            <div class="bar" role="search">
                <Choice label={t("prKind")} value={chosen} set={(v) => setQuery("kind", v)} options={[
                    ["", t("prKindMain")], ...KINDS.map((k): [string, string] => [k, `${t(`kindof_${k}`)} (${count((x) => x.kind === k)})`]),
                    ["far", `${t("prKindFar")} (${count(isFar)})`], ["all", `${t("hmAllRooms")} (${number(c.changes.length)})`]]} />
                <Search label={t("prFind")} value={text} set={setText} />
            </div>
            <p class="found" role="status">{t("prChangesFound", { n: rows.length, all: c.changes.length })}</p>
            <People rows={rows} plan={plan} other={other} />
        </>
    );
}

function People({ rows, plan, other }: { rows: Change[]; plan: PlanHead; other: PlanHead }) {
    const [n, more] = useShown();
    if (rows.length === 0) return <p>{t("none")}</p>;
    const why = (p: PlanHead, x: Change, room: string | null) => <a href={`#/plans/${p.code}/people/${x.request}`} aria-label={`${room ?? t("prWaits")}: ${t("prWhyIn", { name: x.name, n: String(p.number) })}`}>{room ?? t("prWaits")}</a>;
    return (
        <>
            <Table caption={t("prWho")} rows={rows.slice(0, n)} id={(x) => x.request} columns={[
                ["prKind", (x) => t(isFar(x) ? "prKindFar" : `kindof_${x.kind}`), "code"],
                ["fullName", (x) => x.name, "code"],
                ["request", (x) => x.request, "code"],
                ["agency", (x) => x.agency],
                ["hmPeopleHead", (x) => x.n_people ?? 1, "n"],
                [<span>{t("prName", { n: String(plan.number) })}</span>, (x) => why(plan, x, x.room), "code"],
                [<span>{t("prName", { n: String(other.number) })}</span>, (x) => why(other, x, x.other_room), "code"],
            ]} />
            {rows.length > n && <button type="button" onClick={more}>{t("more")}</button>}
        </>
    );
}
