/* One of several to choose, each a button as large as a thumb. */
import type { ComponentChildren } from "preact";

export function Pick<C extends string>({ legend, name, codes, value, set, word, error }: { legend: string; name: string; codes: readonly C[]; value: C | null; set: (code: C) => void; word: (code: C) => ComponentChildren; error?: string | undefined }) {
    return (
        <fieldset class="tiles">
            <legend>{legend}</legend>
            {codes.map((c) => <label key={c}><input type="radio" name={name} required checked={value === c} onChange={() => set(c)} /><span>{word(c)}</span></label>)}
            {error && <p class="error">{error}</p>}
        </fieldset>
    );
}
