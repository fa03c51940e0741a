/* The part of the address behind "?": what a page filters by, so that a number can link to its rows
 * and the browser's "back" returns to them. Names of people never stand there. */
import { useEffect, useState } from "preact/hooks";
import { here } from "./router";

function read(): URLSearchParams {
    return new URLSearchParams(here().split("?")[1] ?? "");
}

/* The parameters, and a way to change one (empty = none) without a new entry of the browser's history. */
export function useQuery(): [URLSearchParams, (name: string, value: string) => void] {
    const [query, setQuery] = useState(read);
    useEffect(() => {
        const follow = () => setQuery(read());
        addEventListener("hashchange", follow);
        if (read().toString() !== query.toString()) follow(); /* what changed before this listened */
        return () => removeEventListener("hashchange", follow);
    }, []);
    const set = (name: string, value: string) => {
        const next = read();
        if (value === "") next.delete(name);
        else next.set(name, value);
        const text = next.toString();
        history.replaceState(null, "", `#${here().split("?")[0]}${text && `?${text}`}`);
        setQuery(next);
    };
    return [query, set];
}
