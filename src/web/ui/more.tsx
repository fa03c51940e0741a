/* A list that comes in parts: the first page, and each further one when asked for. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Answer } from "../api";
import { fetchJson } from "../api";
import { t } from "../i18n";
import { Failure } from "./parts";

interface Part<T> { items: T[] }

/* The items read so far, and the button that reads on. Where `first` is another list, what was read
 * before is not its own. */
export function useMore<T, P extends Part<T>>(first: Answer<P>): { items: T[]; button: VNode } {
    const [more, setMore] = useState<{ of: Answer<P>; items: T[]; next: string | null } | null>(null);
    const [problem, setProblem] = useState<Error | null>(null);
    const own = more?.of === first ? more : null, follow = own ? own.next : first.next;
    const read = () => {
        void fetchJson<P>("get", follow!).then((a) => {
            setProblem(null);
            setMore({ of: first, items: [...(own?.items ?? []), ...a.data.items], next: a.next });
        }, setProblem);
    };
    return {
        items: own ? [...first.data.items, ...own.items] : first.data.items,
        button: <>
            {problem && <Failure problem={problem} again={read} />}
            {follow && <button type="button" onClick={read}>{t("more")}</button>}
        </>,
    };
}
