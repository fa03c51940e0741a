/* What forms are made of, beside Field: a list to choose from, a text of lines, a box to tick. Each has
 * its label, a hint, and what is wrong about it. */
import type { ComponentChildren, VNode } from "preact";
import { useId } from "preact/hooks";

interface About { id?: string; label: string; error?: string | undefined; hint?: string | undefined }

function Labelled({ id: given, label, error, hint, control }: About & { control: (id: string, about: string | undefined) => VNode }) {
    const own = useId(), id = given ?? own;
    const about = [error && `${id}-e`, hint && `${id}-h`].filter(Boolean).join(" ") || undefined;
    return (
        <div class="field">
            <label for={id}>{label}</label>
            {control(id, about)}
            {hint && <p class="hint" id={`${id}-h`}>{hint}</p>}
            {error && <p class="error" id={`${id}-e`}>{error}</p>}
        </div>
    );
}

export function Select({ options, value, set, required, ...about }: About & { options: [string, string][]; value: string; set: (v: string) => void; required?: boolean }) {
    return <Labelled {...about} control={(id, by) => (
        <select id={id} aria-describedby={by} aria-invalid={about.error ? true : undefined} required={required} value={value} onChange={(e) => set(e.currentTarget.value)}>
            {options.map(([code, name]) => <option key={code} value={code}>{name}</option>)}
        </select>
    )} />;
}

export function Area({ value, set, rows = 4, required, ...about }: About & { value: string; set: (v: string) => void; rows?: number; required?: boolean }) {
    return <Labelled {...about} control={(id, by) => (
        <textarea id={id} rows={rows} aria-describedby={by} aria-invalid={about.error ? true : undefined} required={required} value={value} onInput={(e) => set(e.currentTarget.value)} />
    )} />;
}

export function Check({ label, value, set }: { label: ComponentChildren; value: boolean; set: (v: boolean) => void }) {
    return <label class="check"><input type="checkbox" checked={value} onChange={(e) => set(e.currentTarget.checked)} /> <span>{label}</span></label>;
}
