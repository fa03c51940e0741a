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

/* `changed`: reads the page anew where somebody was faster. */
export function useAct(changed?: () => void): Act {
    const [problem, setProblem] = useState<Error | null>(null);
    const [isBusy, setBusy] = useState(false);
    return {
        isBusy, problem,
        run: (work, then) => {
            setBusy(true);
            setProblem(null);
            work().then(
                (answer) => { setBusy(false); then?.(answer); },
                (e: Error) => {
                    const isChanged = e instanceof Problem && e.status === 412;
                    setBusy(false);
                    setProblem(isChanged ? new Error(t("changedMeanwhile")) : e);
                    if (isChanged) changed?.();
                },
            );
        },
        of: (pointer) => (problem instanceof Problem ? problem.of(pointer) : undefined),
        clear: () => setProblem(null),
    };
}
