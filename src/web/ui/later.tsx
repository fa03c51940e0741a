/* Pages that stand in a file of their own, which is read once one of them is wanted:
 *
 *     const planner = pageFile("planner", () => import("./planner"));
 *     { path: "/rounds", …, show: planner((file) => <file.Rounds />) },
 *
 * The names are those of files.txt; each has words of its own. */
import type { ComponentChild } from "preact";
import { useEffect, useState } from "preact/hooks";
import { addWords, t } from "../i18n";
import { Failure } from "./parts";

/* Its script and its words. */
export async function readFile<M>(name: string, script: () => Promise<M>): Promise<M> {
    return (await Promise.all([script(), addWords(name)]))[0];
}

export function pageFile<M>(name: string, script: () => Promise<M>) {
    const file: File<M> = {
        read: async () => { file.pages = await readFile(name, script); },
    };
    return (show: (pages: M, parts: Record<string, string>) => ComponentChild) =>
        (parts: Record<string, string>) => <Later key={name} file={file} show={(pages: M) => show(pages, parts)} />;
}

interface File<M> { read: () => Promise<void>; pages?: M }

function Later<M>({ file, show }: { file: File<M>; show: (pages: M) => ComponentChild }) {
    const [hasFailed, setFailed] = useState(false), [, turn] = useState(false);
    useEffect(() => {
        if (!file.pages) file.read().then(() => turn(true), () => setFailed(true));
    }, []);
    if (file.pages) return <>{show(file.pages)}</>;
    if (hasFailed) return <Failure problem={new TypeError()} again={() => location.reload()} />;
    return <p class="quiet" role="status">{t("loading")}</p>;
}
