/* The house map: site → block → floor (the top one above, as a front is seen) → rooms as tiles.
 * One stop of Tab; arrow keys go from tile to tile, Home/End along the floor, Page keys by block. */
import { Component } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Place } from "../house";
import { figures } from "../house";
import { number, t } from "../i18n";
import { usePaint } from "./house_paint";
import type { Look } from "./house_paint";

export interface Block { site: string; name: string; floors: { floor: number | null; places: Place[] }[]; places: Place[] }

export function blocks(places: Place[]): Block[] {
    const found = new Map<string, Place[]>();
    for (const p of places) {
        const key = `${p.room.site}\n${p.room.block}`, list = found.get(key);
        if (list) list.push(p);
        else found.set(key, [p]);
    }
    return [...found.values()].map((list) => {
        const floors = new Map<number | null, Place[]>();
        for (const p of list) floors.set(p.room.floor, [...(floors.get(p.room.floor) ?? []), p]);
        return {
            site: list[0]!.room.site, name: list[0]!.room.block, places: list,
            floors: [...floors].sort((a, b) => (b[0] ?? 0) - (a[0] ?? 0)).map(([floor, ps]) => ({ floor, places: ps })),
        };
    });
}

/* "SV-A-101" in block A of site SV is "101": the site and the block stand above. */
function short(p: Place): string {
    const head = `${p.room.site}-${p.room.block}-`;
    return p.room.code.startsWith(head) ? p.room.code.slice(head.length) : p.room.code;
}

interface BlockProps { block: Block; words: string }

/* The bare tiles of a block; usePaint writes the rest on them, so that nothing here changes with it. */
class BlockView extends Component<BlockProps> {
    override shouldComponentUpdate(next: BlockProps) {
        return next.block !== this.props.block || next.words !== this.props.words;
    }
    override render({ block }: BlockProps) {
        const f = figures(block.places);
        return (
            <section class="block">
                <h3>{block.name} <span class="quiet">{t("hmBlockFigures", { people: f.people, beds: f.beds })}</span></h3>
                {block.floors.map(({ floor, places }) => (
                    <div class="floor" role="group" aria-label={t("hmFloor", { n: floor ?? "–" })} key={String(floor)}>
                        <span class="floor-name" aria-hidden="true">{floor ?? "–"}</span>
                        {places.map((p) => <button type="button" key={p.room.code} data-room={p.room.code} tabIndex={-1} class="tile"><b>{short(p)}</b>{" "}<i /></button>)}
                    </div>
                ))}
            </section>
        );
    }
}

const FIRST = 16, STEP = 8; /* blocks drawn at once, and in each frame after */
const MANY = 20; /* blocks: beyond it those off the screen are not laid out */

function step(tile: HTMLElement, key: string): HTMLElement | null {
    const tilesOf = (floor: Element | undefined) => (floor ? [...floor.querySelectorAll<HTMLElement>(".tile")] : []);
    const row = tilesOf(tile.parentElement!), at = row.indexOf(tile);
    const map = tile.closest(".map")!;
    if (key === "Home") return row[0]!;
    if (key === "End") return row[row.length - 1]!;
    if (key === "ArrowLeft" || key === "ArrowRight") {
        const next = row[at + (key === "ArrowLeft" ? -1 : 1)];
        if (next) return next;
        const every = [...map.querySelectorAll<HTMLElement>(".tile")];
        return every[every.indexOf(tile) + (key === "ArrowLeft" ? -1 : 1)] ?? null;
    }
    const by = key === "ArrowUp" || key === "ArrowDown" ? ".floor" : key === "PageUp" || key === "PageDown" ? ".block" : null;
    if (!by) return null;
    const groups = [...map.querySelectorAll(by)];
    const next = groups[groups.indexOf(tile.closest(by)!) + (key === "ArrowUp" || key === "PageUp" ? -1 : 1)];
    const target = by === ".floor" ? tilesOf(next) : tilesOf(next?.querySelector(".floor") ?? undefined);
    return target[Math.min(at, target.length - 1)] ?? null;
}

interface GridProps {
    list: Block[];
    siteName: (code: string) => string;
    shown: Set<string>;
    look: (p: Place) => Look;
    chosen: string;
    words: string; /* changes with the language */
    open: (code: string) => void;
}

export function HouseGrid({ list, siteName, shown, look, chosen, words, open }: GridProps) {
    const map = useRef<HTMLDivElement>(null);
    const places = useMemo(() => new Map(list.flatMap((b) => b.places).map((p) => [p.room.code, p])), [list]);
    const [n, setN] = useState(FIRST);
    const least = chosen ? list.findIndex((b) => b.places.some((p) => p.room.code === chosen)) + 1 : 0;
    const drawn = Math.min(list.length, Math.max(n, least));
    useEffect(() => {
        const frame = drawn < list.length ? requestAnimationFrame(() => setN(drawn + STEP)) : 0;
        return () => cancelAnimationFrame(frame);
    }, [drawn, list]);
    usePaint(map, places, look, shown, chosen, drawn, words);
    useLayoutEffect(() => { /* one stop of Tab, wherever the keys left it */
        const find = (what: string) => map.current!.querySelector<HTMLElement>(what);
        const stop = find('.tile[tabindex="0"]') ?? (chosen ? find(`[data-room="${CSS.escape(chosen)}"]`) : null) ?? find(".tile");
        if (stop) stop.tabIndex = 0;
    }, [list]);
    const tileOf = (e: Event) => (e.target as HTMLElement).closest<HTMLElement>(".tile");
    const onKey = (e: KeyboardEvent) => {
        const tile = tileOf(e), next = tile && !e.ctrlKey && !e.altKey && !e.metaKey ? step(tile, e.key) : null;
        if (!next) return;
        e.preventDefault();
        next.focus();
    };
    const onFocus = (e: FocusEvent) => { /* the one stop of Tab follows */
        const tile = tileOf(e);
        if (!tile) return;
        tile.closest(".map")!.querySelectorAll<HTMLElement>('.tile[tabindex="0"]').forEach((o) => { o.tabIndex = -1; });
        tile.tabIndex = 0;
    };
    const onClick = (e: Event) => {
        const code = tileOf(e)?.dataset["room"];
        if (code) open(code);
    };
    const some = list.slice(0, drawn), sites = useMemo(() => [...new Set(list.map((b) => b.site))], [list]);
    return (
        <div class={list.length > MANY ? "map many" : "map"} ref={map} onKeyDown={onKey} onFocusIn={onFocus} onClick={onClick}>
            {sites.map((site) => {
                const own = some.filter((b) => b.site === site);
                if (own.length === 0) return null;
                const f = figures(list.filter((b) => b.site === site).flatMap((b) => b.places));
                return (
                    <section class="site" key={site}>
                        <h2>{site} <span>{siteName(site)}</span> <span class="quiet">{t("hmSiteFigures", { rooms: number(f.rooms), people: f.people, beds: f.beds })}</span></h2>
                        <div class="blocks">{own.map((b) => <BlockView key={b.name} block={b} words={words} />)}</div>
                    </section>
                );
            })}
        </div>
    );
}
