/* What a form holds while somebody types: the values, what the API refused of them by JSON pointer,
 * whether a save was tried, and the warning before what is not saved gets lost. Nothing typed is kept
 * in the browser's storage: it is personal data, and offices share computers. */
import { useEffect, useState } from "preact/hooks";
import { Problem } from "./api";
import { t } from "./i18n";
import { guardLeaving } from "./router";
import type { Said } from "./said";
import { isRefused } from "./said";

export interface Form<T> {
    values: T;
    set: <K extends keyof T>(name: K, value: T[K]) => void;
    isDirty: boolean;
    tries: number; /* to save: after the first, what is wrong is shown everywhere */
    tried: () => void;
    refuse: (problem: Error) => void; /* what the API said of the fields */
    refused: (pointer: string) => string | undefined;
    all: { pointer: string; detail: string }[]; /* that it refused and nobody has changed since */
    saved: (values?: T) => void; /* what stands there is what the API has */
}

export function useForm<T extends object>(start: T): Form<T> {
    const [base, setBase] = useState(start), [values, setValues] = useState(start);
    const [all, setAll] = useState<{ pointer: string; detail: string }[]>([]), [tries, setTries] = useState(0);
    const isDirty = JSON.stringify(values) !== JSON.stringify(base);
    useLeaveGuard(isDirty);
    return {
        values, isDirty, tries, all,
        set: (name, value) => {
            setValues((v) => ({ ...v, [name]: value }));
            setAll((old) => old.filter((e) => e.pointer.split("/")[1] !== name));
        },
        tried: () => setTries((n) => n + 1),
        refuse: (problem) => setAll(problem instanceof Problem ? problem.body?.errors ?? [] : []),
        refused: (pointer) => all.find((e) => e.pointer === pointer)?.detail,
        saved: (now = values) => { setBase(now); setValues(now); setAll([]); setTries(0); },
    };
}

/* Asks before a page with something unsaved is left, by a link, by "back", or by closing the tab. */
export function useLeaveGuard(isDirty: boolean): void {
    useEffect(() => {
        if (!isDirty) return;
        const hold = (e: BeforeUnloadEvent) => e.preventDefault();
        addEventListener("beforeunload", hold);
        guardLeaving(() => confirm(t("leaveSure")));
        return () => {
            removeEventListener("beforeunload", hold);
            guardLeaving(null);
        };
    }, [isDirty]);
}

/* One field under its pointer: what there is to say of it, and its name for the summary. */
export interface Judged { at: string; label: string; said: Said[] }

export function faultsOf(fields: Judged[]): Judged[] {
    return fields.filter(isRefused);
}
