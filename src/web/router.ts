/* Where the reader is: the part of the address behind "#". Addresses hold no personal data beyond
 * the codes that the pages show; an activation code stays behind "#", which no server sees. */
import { useEffect, useState } from "preact/hooks";

export function here(): string {
    const hash = decodeURI(location.hash.replace(/^#\/?/, ""));
    return `/${hash}`;
}

export function go(path: string): void {
    location.hash = path;
}

let mayLeave: (() => boolean) | null = null;

/* A page with something unsaved is asked before it is left; null = it may be. */
export function guardLeaving(ask: (() => boolean) | null): void {
    mayLeave = ask;
}

export function usePath(): string {
    const [path, setPath] = useState(here);
    useEffect(() => {
        let shown = here();
        const follow = () => {
            if (here() !== shown && mayLeave && !mayLeave()) {
                history.pushState(null, "", `#${encodeURI(shown)}`);
                return;
            }
            shown = here();
            setPath(shown);
            window.scrollTo(0, 0);
            document.getElementById("main")?.focus(); /* who reads by ear, or by Tab, begins there */
        };
        addEventListener("hashchange", follow);
        setPath(here()); /* what changed before this listened */
        return () => removeEventListener("hashchange", follow);
    }, []);
    return path;
}

/* "/rounds/{round}" of "/rounds/2025-07": {round: "2025-07"}; null where it does not fit. */
export function match(pattern: string, path: string): Record<string, string> | null {
    const want = pattern.split("/"), have = path.split("?")[0]!.split("/");
    const found: Record<string, string> = {};
    if (want.length !== have.length) return null;
    for (let i = 0; i < want.length; i++) {
        const name = /^\{(\w+)\}$/.exec(want[i]!)?.[1];
        if (name) found[name] = have[i]!;
        else if (want[i] !== have[i]) return null;
    }
    return found;
}
