/* What somebody types is not lost: it is kept in this tab until the server has it, also over a reload.
 *
 *     const [claim, setClaim, forget] = useLocalCopy("appeal:HS-0001", { statement: "" });
 *     const kept = useKept("request:HS-0001", asTheServerHasIt, save, { isAuto: true });
 *     kept.set({ note: "…" });     kept.status: "saved" | "saving" | "waiting" | "offline"
 *     if (await kept.flush()) go("/");
 *
 * useKept sends what differs from the server's copy a moment after the last change (where isAuto),
 * and tries again while there is no network. Closing the tab, logging out (forgetAll) or another
 * account in the same tab (keepFor) forgets it.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "./api";

const PREFIX = "typed:", WRITER = "writer", PAUSE_MS = 1200, RETRY_MS = 10000;

function readCopy<T>(key: string): Partial<T> | null {
    try {
        const text = sessionStorage.getItem(PREFIX + key);
        return text === null ? null : JSON.parse(text) as Partial<T>;
    } catch {
        return null;
    }
}

function writeCopy(key: string, value: object | null): void {
    try {
        if (value === null) sessionStorage.removeItem(PREFIX + key);
        else sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
    } catch { /* no room or no storage: the page itself still has it */ }
}

export function forgetAll(): void {
    try {
        for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
    } catch { /* nothing was kept then */ }
}

/* Whose it is from now on: a session may end by itself, and somebody else log in here. Whether it was
 * somebody else's. */
export function keepFor(account: string): boolean {
    try {
        const isOther = sessionStorage.getItem(WRITER) !== account;
        if (isOther) forgetAll();
        sessionStorage.setItem(WRITER, account);
        return isOther;
    } catch {
        return false; /* nothing is kept then */
    }
}

export function useLocalCopy<T extends object>(key: string, none: T): [T, (value: T) => void, () => void] {
    const [value, setValue] = useState<T>(() => ({ ...none, ...readCopy<T>(key) }));
    return [value, (next) => { setValue(next); writeCopy(key, next); }, () => { setValue(none); writeCopy(key, null); }];
}

export type KeptStatus = "saved" | "saving" | "waiting" | "offline";

export interface Kept<T> {
    value: T;
    set: (change: Partial<T>) => void;
    status: KeptStatus;
    problem: Error | null; /* what the server does not take; no network is none */
    of: (pointer: string) => string | undefined;
    flush: () => Promise<boolean>; /* saves now; whether the server has all */
    wasRestored: boolean; /* the browser had more than the server */
}

function differences<T extends object>(value: T, base: T): Partial<T> {
    const out: Partial<T> = {};
    for (const name of Object.keys(value) as (keyof T)[])
        if (JSON.stringify(value[name]) !== JSON.stringify(base[name])) out[name] = value[name];
    return out;
}

interface How<T> {
    isAuto: boolean;
    ready?: (changes: Partial<T>) => Partial<T>; /* leaves out what the server cannot take yet */
}

export function useKept<T extends object>(key: string, server: T, save: (changes: Partial<T>) => Promise<unknown>, { isAuto, ready = (c) => c }: How<T>): Kept<T> {
    const [value, setValue] = useState<T>(() => ({ ...server, ...readCopy<T>(key) }));
    const [status, setStatus] = useState<KeptStatus>("saved"), [problem, setProblem] = useState<Error | null>(null);
    const [wasRestored] = useState(() => Object.keys(differences(value, server)).length > 0);
    const base = useRef(server), now = useRef(value), running = useRef<Promise<boolean> | null>(null);
    now.current = value;
    const attempt = async (): Promise<boolean> => {
        const changes = ready(differences(now.current, base.current));
        if (Object.keys(changes).length === 0) return Object.keys(differences(now.current, base.current)).length === 0;
        setStatus("saving");
        try {
            await save(changes);
        } catch (e) {
            setProblem(e instanceof Problem ? e : null);
            setStatus(e instanceof Problem ? "waiting" : "offline");
            return false;
        }
        base.current = { ...base.current, ...changes };
        const rest = differences(now.current, base.current);
        writeCopy(key, Object.keys(rest).length === 0 ? null : rest);
        setProblem(null);
        setStatus(Object.keys(rest).length === 0 ? "saved" : "waiting");
        return Object.keys(rest).length === 0;
    };
    const flush = async (): Promise<boolean> => {
        if (running.current) await running.current;
        running.current = attempt().finally(() => { running.current = null; });
        return running.current;
    };
    useEffect(() => {
        const rest = differences(value, base.current);
        const isSame = Object.keys(rest).length === 0;
        writeCopy(key, isSame ? null : rest);
        if (isSame || status === "saving" || problem) return; /* what was refused is not sent again unchanged */
        if (status === "saved") setStatus("waiting");
        if (!isAuto && status !== "offline") return;
        const later = setTimeout(() => void flush(), status === "offline" ? RETRY_MS : PAUSE_MS);
        const online = () => void flush();
        addEventListener("online", online);
        return () => { clearTimeout(later); removeEventListener("online", online); };
    }, [value, status]);
    return {
        value, status, problem, flush, wasRestored,
        set: (change) => { setProblem(null); setValue((v) => ({ ...v, ...change })); },
        of: (pointer) => (problem instanceof Problem ? problem.of(pointer) : undefined),
    };
}
