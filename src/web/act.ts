/* What a page changes over the API: busy while it runs, and the problem where it failed. */
import { useState } from "preact/hooks";
import { Problem } from "./api";
import { t } from "./i18n";

export interface Act {
    isBusy: boolean;
    problem: Error | null;
    /* Runs it and, if it succeeded, `then`. A 412 (somebody was faster) says so in words. */
    run: <T>(work: () => Promise<T>, then?: (answer: T) => void) => void;
    of: (pointer: string) => string | undefined; /* what is wrong with one field: "/members/0/name" */
    clear: () => void;
}

export function useAct(): Act {
    const [problem, setProblem] = useState<Error | null>(null);
    const [isBusy, setBusy] = useState(false);
    return {
        isBusy, problem,
        run: (work, then) => {
            setBusy(true);
            setProblem(null);
            work().then(
                (answer) => { setBusy(false); then?.(answer); },
                (e: Error) => { setBusy(false); setProblem(e instanceof Problem && e.status === 412 ? new Error(t("changedMeanwhile")) : e); },
            );
        },
        of: (pointer) => (problem instanceof Problem ? problem.of(pointer) : undefined),
        clear: () => setProblem(null),
    };
}
