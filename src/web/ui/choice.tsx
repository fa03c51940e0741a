/* A labelled list to choose from, as small as a row of filters needs it. */
export function Choice({ label, value, options, set }: { label: string; value: string; options: [string, string][]; set: (value: string) => void }) {
    return (
        <label class="pick">{label}
            <select value={value} onChange={(e) => set(e.currentTarget.value)}>
                {options.map(([code, name]) => <option key={code} value={code}>{name}</option>)}
            </select>
        </label>
    );
}
