/* Colours, words and marks of the tiles, written straight to the page. 3,000 of them through a virtual
 * tree would stop the page for half a second; here they come a few milliseconds a frame, those on the
 * screen first, and a newer wish ends the one before. */
import type { RefObject } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Place } from "../house";

export interface Look { tone: string; text: string; says: string } /* colour class, words on the tile, words for its label */

const SLICE = 8; /* ms of a frame */

/* Writes where it differs: what is written is laid out again. */
function paint(tile: HTMLElement, code: string, look: Look, isDim: boolean, isChosen: boolean): void {
    const name = `tile ${look.tone}${look.text.length > 4 ? " long" : ""}${isDim ? " dim" : ""}`;
    const [head, , mark] = tile.childNodes, label = `${head!.textContent} ${look.text}: ${code}, ${look.says}`;
    if (tile.className !== name) tile.className = name;
    if (mark!.textContent !== look.text) mark!.textContent = look.text;
    for (const [key, value] of [["aria-label", label], ["aria-pressed", String(isChosen)]] as const)
        if (tile.getAttribute(key) !== value) tile.setAttribute(key, value);
}

/* Blocks of the map, those on the screen first. */
function inOrder(map: HTMLElement): Element[] {
    const blocks = [...map.querySelectorAll(".block")];
    const isSeen = blocks.map((b) => {
        const box = b.getBoundingClientRect();
        return box.bottom > 0 && box.top < innerHeight;
    });
    return [...blocks.filter((_, i) => isSeen[i]), ...blocks.filter((_, i) => !isSeen[i])];
}

/* Keeps the tiles as they should look. `drawn` changes when tiles were added, `words` with the language. */
export function usePaint(map: RefObject<HTMLElement | null>, places: Map<string, Place>, look: (p: Place) => Look,
    shown: Set<string>, chosen: string, drawn: number, words: string): void {
    const looks = useMemo(() => new Map<string, Look>(), [places, look, words]);
    const frame = useRef(0);
    useLayoutEffect(() => {
        const blocks = inOrder(map.current!);
        const one = (tile: HTMLElement) => {
            const code = tile.dataset["room"]!, place = places.get(code);
            if (!place) return;
            let l = looks.get(code);
            if (!l) looks.set(code, l = look(place));
            paint(tile, code, l, !shown.has(code), code === chosen);
        };
        let at = 0;
        const go = () => {
            const until = performance.now() + SLICE;
            while (at < blocks.length && performance.now() < until) blocks[at++]!.querySelectorAll<HTMLElement>(".tile").forEach(one);
            frame.current = at < blocks.length ? requestAnimationFrame(go) : 0;
        };
        go();
        return () => cancelAnimationFrame(frame.current);
    }, [places, looks, shown, chosen, drawn]);
}
