/* A text that rows are found by, as small as a row of filters needs it. */
import { useEffect, useState } from "preact/hooks";

export function Search({ label, value, set }: { label: string; value: string; set: (value: string) => void }) {
    return <label class="pick">{label}<input type="search" autocomplete="off" value={value} onInput={(e) => set(e.currentTarget.value)} /></label>;
}

/* What is typed; a way to change it; and what to ask the API for, once typing stops. */
export function useSearch(): [string, (text: string) => void, string] {
    const [text, setText] = useState(""), [q, setQ] = useState("");
    useEffect(() => {
        const later = setTimeout(() => setQ(text.trim()), 250);
        return () => clearTimeout(later);
    }, [text]);
    return [text, setText, q];
}
