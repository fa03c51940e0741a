/* What a page reads from the API: loading, there, or failed; and reading it again. */
import { useCallback, useEffect, useState } from "preact/hooks";
import type { Answer } from "./api";
import { Problem } from "./api";

export interface Loaded<T> {
    answer: Answer<T> | null; /* the last one that came, also while the next is on its way */
    problem: Problem | Error | null;
    again: () => void;
}

export function useLoad<T>(read: (signal: AbortSignal) => Promise<Answer<T>>, needs: unknown[]): Loaded<T> {
    const [answer, setAnswer] = useState<Answer<T> | null>(null);
    const [problem, setProblem] = useState<Problem | Error | null>(null);
    const [round, setRound] = useState(0);
    useEffect(() => {
        const stop = new AbortController();
        read(stop.signal).then(
            (a) => {
                if (stop.signal.aborted) return;
                setAnswer(a);
                setProblem(null);
            },
            (e: unknown) => {
                if (!stop.signal.aborted) setProblem(e instanceof Error ? e : new Error(String(e)));
            },
        );
        return () => stop.abort();
    }, [...needs, round]);
    return { answer, problem, again: useCallback(() => setRound((n) => n + 1), []) };
}
