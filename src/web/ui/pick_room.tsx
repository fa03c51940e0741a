/* A room to choose: its code, with the browser's own list of all rooms. */
import { useId } from "preact/hooks";
import { get } from "../api";
import { all } from "../house";
import { useLoad } from "../load";
import { Field } from "./parts";

export function PickRoom({ label, value, set, error, hint, onEnter }: { label: string; value: string; set: (v: string) => void; error?: string | undefined; hint?: string; onEnter?: () => void }) {
    const id = useId();
    const rooms = useLoad(async (signal) => {
        const first = get("/api/v1/rooms", { query: { limit: 500 }, signal });
        return { ...await first, data: await all(first, signal) };
    }, []);
    return (
        <>
            <Field label={label} error={error} hint={hint} list={id} autocomplete="off" maxLength={64} value={value} onInput={(e) => set(e.currentTarget.value.toUpperCase())}
                onKeyDown={(e: KeyboardEvent) => { if (e.key === "Enter" && onEnter) { e.preventDefault(); onEnter(); } }} />
            <datalist id={id}>{rooms.answer?.data.map((r) => <option key={r.code} value={r.code} />)}</datalist>
        </>
    );
}
