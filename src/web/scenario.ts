/* The plan that a planner is putting together while walking through the house: rooms to close, who must
 * get which room, who must not. Kept for this tab (sessionStorage), codes only: no name of a person. */
import { useEffect, useState } from "preact/hooks";
import type { Schemas } from "./api";

export type Spot = Schemas["RequestAndRoom"];
export type SpotKind = "pins" | "bans";

export interface Draft {
    closed: string[];
    pins: Spot[];
    bans: Spot[];
}

export const NO_DRAFT: Draft = { closed: [], pins: [], bans: [] };
const KEY = "scenario";

function isSpot(x: unknown): x is Spot {
    return typeof x === "object" && x !== null && "request" in x && typeof x.request === "string" && "room" in x && typeof x.room === "string";
}

function read(): Draft {
    try {
        const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
        const list = (name: string): unknown[] => {
            const found = (kept as Record<string, unknown>)[name];
            return Array.isArray(found) ? found : [];
        };
        return {
            closed: list("closed").filter((x): x is string => typeof x === "string"),
            pins: list("pins").filter(isSpot), bans: list("bans").filter(isSpot),
        };
    } catch {
        return NO_DRAFT; /* no storage, or not ours */
    }
}

let draft = read();
const listening = new Set<(d: Draft) => void>();

export function setDraft(next: Draft): void {
    draft = next;
    try {
        if (size(next) === 0) sessionStorage.removeItem(KEY);
        else sessionStorage.setItem(KEY, JSON.stringify(next));
    } catch { /* it holds for this page then */ }
    for (const tell of listening) tell(next);
}

export function currentDraft(): Draft {
    return draft;
}

export function useDraft(): Draft {
    const [now, setNow] = useState(draft);
    useEffect(() => {
        listening.add(setNow);
        setNow(draft); /* what changed before this listened */
        return () => { listening.delete(setNow); };
    }, []);
    return now;
}

export function size(d: Draft): number {
    return d.closed.length + d.pins.length + d.bans.length;
}

const isSame = (a: Spot, b: Spot) => a.request === b.request && a.room === b.room;

export function has(d: Draft, kind: SpotKind, spot: Spot): boolean {
    return d[kind].some((s) => isSame(s, spot));
}

/* Closed rooms and pins, bans and pins cannot both be: the newer word holds. A request has one pin. */
export function closeRoom(room: string): void {
    if (!draft.closed.includes(room)) setDraft({ ...draft, closed: [...draft.closed, room], pins: draft.pins.filter((p) => p.room !== room) });
}

export function openRoom(room: string): void {
    setDraft({ ...draft, closed: draft.closed.filter((c) => c !== room) });
}

export function addSpot(kind: SpotKind, spot: Spot): void {
    const without = (list: Spot[]) => list.filter((s) => !isSame(s, spot));
    if (kind === "bans") setDraft({ ...draft, bans: [...without(draft.bans), spot], pins: without(draft.pins) });
    else setDraft({
        closed: draft.closed.filter((c) => c !== spot.room), bans: without(draft.bans),
        pins: [...draft.pins.filter((p) => p.request !== spot.request), spot],
    });
}

export function removeSpot(kind: SpotKind, spot: Spot): void {
    setDraft({ ...draft, [kind]: draft[kind].filter((s) => !isSame(s, spot)) });
}
