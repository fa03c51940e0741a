/* What stands in the rooms: counted by site and kind, each number opening its pieces; and the pieces. */
import type { Answer, Schemas } from "../../api";
import { address, get } from "../../api";
import type { Word } from "../../i18n";
import { day, number, t } from "../../i18n";
import { useState } from "preact/hooks";
import { useLoad } from "../../load";
import { useQuery } from "../../query";
import { go } from "../../router";
import type { Condition } from "../../survey_words";
import { CONDITIONS, CONDITION_KIND } from "../../survey_words";
import { Choice } from "../../ui/choice";
import { useMore } from "../../ui/more";
import { Load, sentence, Tag } from "../../ui/parts";
import { PickRoom } from "../../ui/pick_room";
import { SheetButtons } from "../../ui/sheet_buttons";
import { Table } from "../../ui/table";

type Count = Schemas["ItemCount"];
type Piece = Schemas["InventoryItem"];
type Pieces = Schemas["InventoryItems"];

const named = (codes: string[]): [string, string][] => [["", t("cwEvery")], ...codes.map((c): [string, string] => [c, c])];

export function InventoryPage() {
    const counts = useLoad((signal) => get("/api/v1/inventory", { signal }), []), [query, setQuery] = useQuery(), site = query.get("site") ?? "", [room, setRoom] = useState("");
    const open = () => { if (room) go(`/inventory/${room}`); };
    return (
        <div class="desk">
            <h1>{t("ivAll")}</h1>
            <form class="open-room no-print" onSubmit={(e) => { e.preventDefault(); open(); }}>
                <PickRoom label={t("ivRoomAsk")} value={room} set={setRoom} onEnter={open} />
                <button disabled={!room}>{t("cwLook")}</button>
            </form>
            <Load of={counts}>{({ items }) => <>
                <div class="bar">
                    <Choice label={t("site")} value={site} set={(v) => setQuery("site", v)} options={named([...new Set(items.map((c) => c.site))])} />
                    <SheetButtons url="/api/v1/inventory" name="trang-thiet-bi" />
                </div>
                <Counts rows={items.filter((c) => site === "" || c.site === site)} />
            </>}</Load>
        </div>
    );
}

function Counts({ rows }: { rows: Count[] }) {
    if (rows.length === 0) return <p>{t("ivEmpty")}</p>;
    const to = (c: Count, n: number, condition?: Condition) => (n === 0 ? "–" : <a href={`#${address("/inventory/pieces", {}, { site: c.site, kind: c.kind, condition })}`}>{number(n)}</a>);
    return <Table caption={t("ivAll")} isCaptionSeen={false} rows={rows} id={(c) => `${c.site} ${c.kind}`} columns={[
        ["site", (c) => c.site],
        ["ivKind", (c) => t(`item_${c.kind}`), "row"],
        ["ivRooms", (c) => number(c.rooms), "n"],
        ["ivPieces", (c) => to(c, c.pieces), "n"],
        ...CONDITIONS.map((k): [preact.VNode, (c: Count) => preact.ComponentChildren, string] => [<span>{sentence(t(`condition_${k}`))}</span>, (c) => to(c, c[k], k), "n"]),
    ]} />;
}

const KINDS: Schemas["ItemKind"][] = ["air_con", "bed", "chair", "curtain", "desk", "fan", "fire_extinguisher", "kitchen_cabinet", "light", "mattress", "mirror", "refrigerator", "shelf", "shower", "television", "toilet", "wardrobe", "washbasin", "washing_machine", "water_heater"];
export const kindOptions = (): [Schemas["ItemKind"], string][] => KINDS.map((k) => [k, t(`item_${k}` as Word)]);

export function PiecesPage() {
    const [query, setQuery] = useQuery(), of = (name: string) => query.get(name) ?? "";
    const kind = KINDS.find((k) => k === of("kind")), condition = CONDITIONS.find((c) => c === of("condition"));
    const asked = { ...(of("site") ? { site: of("site") } : {}), ...(kind ? { kind } : {}), ...(condition ? { condition } : {}) };
    const list = useLoad((signal) => get("/api/v1/inventory/items", { query: { ...asked, limit: 200 }, signal }), [JSON.stringify(asked)]);
    const sites = useLoad((signal) => get("/api/v1/sites", { signal }), []);
    return (
        <div class="desk">
            <p class="no-print"><a href="#/inventory">{t("ivAll")}</a></p>
            <h1>{t("ivRows")}</h1>
            <div class="bar">
                <Choice label={t("site")} value={of("site")} set={(v) => setQuery("site", v)} options={named((sites.answer?.data.items ?? []).map((s) => s.code))} />
                <Choice label={t("ivKind")} value={kind ?? ""} set={(v) => setQuery("kind", v)} options={[["", t("cwEvery")], ...kindOptions()]} />
                <Choice label={t("ivCondition")} value={condition ?? ""} set={(v) => setQuery("condition", v)} options={[["", t("cwEvery")], ...CONDITIONS.map((c): [string, string] => [c, sentence(t(`condition_${c}`))])]} />
                <SheetButtons url={address("/api/v1/inventory/items", {}, asked)} name="do-dac" />
            </div>
            <Load of={list}>{() => <Rows key={list.answer!.etag ?? ""} first={list.answer!} />}</Load>
        </div>
    );
}

function Rows({ first }: { first: Answer<Pieces> }) {
    const { items, button } = useMore<Piece, Pieces>(first);
    return (
        <>
            <p class="found" role="status">{t("ivFound", { n: first.data.n })}</p>
            {items.length === 0 ? <p>{t("none")}</p> : <Table caption={t("ivRows")} isCaptionSeen={false} rows={items} id={(p) => `${p.room} ${p.kind} ${p.number}`} columns={[
                ["room", (p) => <a href={`#/inventory/${p.room}`}>{p.room}</a>, "row"],
                ["ivKind", (p) => t(`item_${p.kind}`)],
                ["ivNumber", (p) => number(p.number), "n"],
                ["ivCondition", (p) => <Tag kind={CONDITION_KIND[p.condition]}>{t(`condition_${p.condition}`)}</Tag>],
                ["dkNote", (p) => p.note],
                ["ivSeen", (p) => day(p.seen_on)],
            ]} />}
            {button}
        </>
    );
}
