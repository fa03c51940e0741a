/* The planner's house map: colour by state, repairs, sex or agency, filters, and the same rooms as a table. */
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import type { House, Place } from "../../house";
import { KINDS, isOnly, loadHouse, sum } from "../../house";
import { language, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { useQuery } from "../../query";
import { HouseGrid, blocks } from "../../ui/house_grid";
import type { Look } from "../../ui/house_paint";
import { Load } from "../../ui/parts";
import { fold } from "../../text";
import { RoomPanel } from "../facility/room_panel";
import { RoomTable } from "../../ui/room_table";
import { Choice } from "../../ui/choice";
import { Search } from "../../ui/search";

export function HouseMap() {
    const house = useLoad(loadHouse, []);
    return (
        <>
            <h1>{t("houseMap")}</h1>
            <Load of={house}>{(h) => <Desk house={h} again={house.again} />}</Load>
        </>
    );
}

const N_HUES = 8; /* agencies with a colour of their own; all have their code on the tile */

const REPAIR_TONES = { late: ["k-repair", "hmLateRepairs"], open: ["k-part", "hmWithRepairs"], shut: ["k-closed", "hmClosedNow"], none: ["k-empty", "hmNoRepairs"] } as const;

function occupancy(p: Place): string {
    return `${p.nPeople}/${p.room.beds}`;
}

function stateLook(p: Place): Look {
    const says = [t(`kind_${p.kind}`), t("hmPeople", { n: p.nPeople, beds: p.room.beds }), p.nRepairs > 0 && t("hmNRepairs", { n: p.nRepairs })].filter(Boolean).join(", ");
    return { tone: `k-${p.kind}${p.nRepairs > 0 ? " mend" : ""}`, text: p.room.state === "usable" ? occupancy(p) : t(`mark_${p.room.state}`), says };
}

function repairLook(p: Place): Look {
    const kind = p.nLate > 0 ? "late" : p.nRepairs > 0 ? "open" : p.room.state === "usable" ? "none" : "shut";
    return { tone: REPAIR_TONES[kind][0], text: p.nRepairs > 0 ? number(p.nRepairs) : kind === "shut" ? t(`mark_${p.room.state as "repair"}`) : "", says: p.nRepairs > 0 ? t("hmNRepairs", { n: p.nRepairs }) : t(REPAIR_TONES[kind][1]) };
}

function sexLook(p: Place): Look {
    const found = new Set(p.people.flatMap((who) => who.sexes));
    const who = found.size === 2 ? "mixed" : found.has("F") ? "F" : found.has("M") ? "M" : "none";
    return { tone: `s-${who}`, text: t(`sexmark_${who}`), says: `${t(`sexes_${who}`)}. ${t("hmSexRule")}: ${t(`sexrule_${p.room.sex}`)}` };
}

function agencyLook(p: Place, hues: Map<string, number>): Look {
    const codes = [...new Set(p.people.map((who) => who.agency))];
    if (codes.length === 0) return { tone: "s-none", text: "", says: t("myNobodySaw") };
    const hue = codes.length === 1 ? hues.get(codes[0]!) : undefined;
    return {
        tone: codes.length > 1 ? "a-mixed" : hue === undefined ? "a-other" : `a-${hue}`,
        text: codes.length > 1 ? t("hmAgencies", { n: codes.length }) : codes[0]!, says: codes.join(", "),
    };
}

/* A room of women or men: by who is in it; where nobody is, by its rule. */
function isOfSex(p: Place, sex: string): boolean {
    return sex === "" || (p.people.length > 0 ? p.people.some((who) => who.sexes.some((s) => s === sex)) : p.room.sex === sex);
}

function tileOf(room: string): HTMLElement | null {
    return room === "" ? null : document.querySelector<HTMLElement>(`[data-room="${CSS.escape(room)}"]`);
}

function Desk({ house, again }: { house: House; again: () => void }) {
    const [query, setQuery] = useQuery();
    const [text, setText] = useState("");
    const get = (name: string) => query.get(name) ?? "";
    const colour = get("colour") || "state", only = get("only"), site = get("site"), agency = get("agency"), sex = get("sex"), band = get("band"), chosen = get("room");
    const agencies = useMemo(() => {
        const found = new Map<string, { name: string; n: number }>();
        for (const who of house.places.flatMap((p) => p.people)) {
            const a = found.get(who.agency) ?? { name: who.agencyName, n: 0 };
            a.n += who.nPeople;
            found.set(who.agency, a);
        }
        return [...found].sort((a, b) => b[1].n - a[1].n);
    }, [house]);
    const bands = useMemo(() => [...new Set(house.places.flatMap((p) => p.people.map((who) => who.band ?? 0)))].filter((n) => n > 0).sort((a, b) => a - b), [house]);
    const hues = useMemo(() => new Map(agencies.slice(0, N_HUES).map(([code], i) => [code, i])), [agencies]);
    const words = language();
    const look = useCallback((p: Place) => (colour === "repairs" ? repairLook(p) : colour === "sex" ? sexLook(p) : colour === "agency" ? agencyLook(p, hues) : stateLook(p)), [colour, hues]);
    const list = useMemo(() => blocks(site ? house.places.filter((p) => p.room.site === site) : house.places), [house, site]);
    const texts = useMemo(() => new Map(house.places.map((p) => [p, `${fold(p.room.code)}\n${p.people.map((who) => fold(who.name)).join("\n")}`])), [house]);
    const shown = useMemo(() => {
        const want = fold(text.trim());
        const has = (p: Place) => want === "" || texts.get(p)!.includes(want) || p.people.some((who) => who.request.toLowerCase() === want);
        return list.flatMap((b) => b.places).filter((p) => isOnly(p, only) && has(p) && (agency === "" || p.people.some((who) => who.agency === agency))
            && isOfSex(p, sex) && (band === "" || p.people.some((who) => String(who.band) === band)));
    }, [list, texts, text, only, agency, sex, band]);
    const codes = useMemo(() => new Set(shown.map((p) => p.room.code)), [shown]);
    const siteName = useCallback((code: string) => house.sites.find((s) => s.code === code)?.name ?? "", [house]);
    const place = chosen ? house.places.find((p) => p.room.code === chosen) : undefined;
    const close = () => {
        setQuery("room", "");
        tileOf(chosen)?.focus({ preventScroll: true });
    };
    useEffect(() => tileOf(chosen)?.scrollIntoView({ block: "nearest" }), [chosen]);
    const isTable = get("view") === "table";
    return (
        <div class={place ? "desk beside" : "desk"}>
            <div class="bar" role="search">
                <Choice label={t("hmColour")} value={colour} set={(v) => setQuery("colour", v === "state" ? "" : v)}
                    options={[["state", t("hmByState")], ["repairs", t("hmByRepairs")], ["sex", t("hmBySex")], ["agency", t("hmByAgency")]]} />
                <Choice label={t("hmShow")} value={only} set={(v) => setQuery("only", v)} options={[["", t("hmAllRooms")],
                    ["vacant", t("hmWithVacant")], ["usable", t("hmUsable")], ["shut", t("hmShut")], ["people", t("hmWithPeople")], ["repairs", t("hmWithRepairs")],
                    ...KINDS.map((k): [string, string] => [k, t(`kind_${k}`)])]} />
                <Choice label={t("site")} value={site} set={(v) => setQuery("site", v)} options={[["", t("hmAllSites")], ...house.sites.map((s): [string, string] => [s.code, `${s.code} · ${s.name}`])]} />
                <Choice label={t("agency")} value={agency} set={(v) => setQuery("agency", v)} options={[["", t("hmAllAgencies")], ...agencies.map(([code, a]): [string, string] => [code, `${a.name} (${number(a.n)})`])]} />
                <Choice label={t("dkSex")} value={sex} set={(v) => setQuery("sex", v)} options={[["", t("hmAllRooms")], ["F", t("hmWomens")], ["M", t("hmMens")]]} />
                <Choice label={t("priorityBand")} value={band} set={(v) => setQuery("band", v)} options={[["", t("hmAllRooms")], ...bands.map((n): [string, string] => [String(n), number(n)])]} />
                <Search label={t("hmFind")} value={text} set={setText} />
                <Choice label={t("hmView")} value={isTable ? "table" : ""} set={(v) => setQuery("view", v)} options={[["", t("hmMap")], ["table", t("hmTable")]]} />
            </div>
            <p class="found" role="status">{t("hmFound", { n: shown.length, all: house.places.length, vacant: sum(shown, (p) => p.vacant) })}
                {house.round === null && ` ${t("hmNoPlan")}`}</p>
            {isTable ? <RoomTable places={shown} open={(code) => setQuery("room", code)} /> : (
                <>
                    <Legend colour={colour} agencies={agencies.slice(0, N_HUES).map(([code]) => code)} />
                    <HouseGrid list={list} siteName={siteName} shown={codes} look={look} chosen={chosen} words={words} open={(code) => setQuery("room", code)} />
                </>
            )}
            {place && <RoomPanel place={place} siteName={siteName(place.room.site)} close={close} changed={again} />}
        </div>
    );
}

function Legend({ colour, agencies }: { colour: string; agencies: string[] }) {
    const rows: [string, string][] = colour === "sex"
        ? (["F", "M", "mixed", "none"] as const).map((s) => [`s-${s}`, t(`sexes_${s}`)])
        : colour === "agency"
            ? [...agencies.map((code, i): [string, string] => [`a-${i}`, code]), ["a-other", t("hmOtherAgency")], ["a-mixed", t("hmMixed")]]
            : colour === "repairs" ? Object.values(REPAIR_TONES).map(([tone, name]) => [tone, t(name)])
                : [...KINDS.map((k): [string, string] => [`k-${k}`, t(`kind_${k}`)]), ["mend", t("hmWithRepairs")]];
    return (
        <p class="legend of-map">
            {rows.map(([tone, name]) => <span key={tone}><span class={`swatch ${tone}`} aria-hidden="true" />{name}</span>)}
            <span class="quiet keys">{t("hmKeys")}</span>
        </p>
    );
}
