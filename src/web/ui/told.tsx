/* A field that says what it makes of the text while one types: hints and warnings at once, an error as
 * a hint until the field has been left (nobody has made a mistake by not having finished). Its id is
 * made of its JSON pointer, so that the list of faults above a form can lead to it. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Judged } from "../form";
import { t } from "../i18n";
import type { Said } from "../said";
import { sentence } from "./parts";

export function idOf(pointer: string): string {
    return `f${pointer.replace(/\//g, "-")}`;
}

interface About {
    at: string; /* JSON pointer of what is sent */
    label: string;
    said?: Said[];
    refused?: string | undefined; /* by the API */
    hint?: ComponentChildren;
    isLoud?: boolean; /* a save was tried */
}

/* What stands below a field; its room is kept, so that typing moves nothing. */
function Below({ id, said = [], refused, hint, isLoud }: About & { id: string }) {
    return (
        <div class="below" id={`${id}-d`} aria-live="polite">
            {refused && <p class="error">{sentence(refused)}</p>}
            {said.map((s) => <p key={s.word} class={s.kind === "error" ? (isLoud ? "error" : "hint") : s.kind === "warning" ? "warning" : "hint"}>
                {s.kind === "warning" && <strong>{t("rgLookAgain")} </strong>}{t(s.word, s.values)}
            </p>)}
            {hint && said.length === 0 && !refused && <p class="hint">{hint}</p>}
        </div>
    );
}

/* The first error, in words. */
export function wrong(said: Said[]): string | undefined {
    const first = said.find((s) => s.kind === "error");
    return first && t(first.word, first.values);
}

function isWrong(a: About, isLoud: boolean): boolean {
    return a.refused !== undefined || (isLoud && (a.said ?? []).some((s) => s.kind === "error"));
}

interface TextProps extends About {
    value: string;
    set: (value: string) => void;
    [more: string]: unknown; /* of the input */
}

export function Told({ at, label, value, set, said, refused, hint, isLoud, ...input }: TextProps) {
    const [wasLeft, setLeft] = useState(false), id = idOf(at);
    const isBegun = value !== "" || isLoud === true; /* nobody has to be told that a field is empty */
    const about: About = { at, label, said: isBegun ? said ?? [] : [], refused, hint, isLoud: isLoud === true || (wasLeft && value !== "") };
    return (
        <div class="field told">
            <label for={id}>{label}</label>
            <input id={id} value={value} autocomplete="off" aria-describedby={`${id}-d`} aria-invalid={isWrong(about, about.isLoud!) || undefined}
                onInput={(e) => set(e.currentTarget.value)} onBlur={() => setLeft(true)} {...input} />
            <Below id={id} {...about} />
        </div>
    );
}

export function ToldSelect({ options, value, set, isLoud, ...about }: About & { value: string; set: (value: string) => void; options: [string, string][] }) {
    const id = idOf(about.at), loud = isLoud === true;
    return (
        <div class="field told">
            <label for={id}>{about.label}</label>
            <select id={id} value={value} aria-describedby={`${id}-d`} aria-invalid={isWrong(about, loud) || undefined} onChange={(e) => set(e.currentTarget.value)}>
                {options.map(([code, name]) => <option key={code} value={code}>{name}</option>)}
            </select>
            <Below id={id} {...about} said={loud ? about.said ?? [] : []} isLoud={loud} />
        </div>
    );
}

/* Above a form that could not be saved: each fault, and the way to it. `tries`: the focus goes here
 * after each. */
export function Faults({ faults, others, tries }: { faults: Judged[]; others: { pointer: string; detail: string }[]; tries: number }) {
    const box = useRef<HTMLDivElement>(null), n = faults.length + others.length;
    useEffect(() => box.current?.focus(), [tries, others.length]);
    if (n === 0 || tries === 0) return null;
    const lead = (at: string, text: string) => (
        <li key={at}><a href={`#${idOf(at)}`} onClick={(e) => { e.preventDefault(); document.getElementById(idOf(at))?.focus(); }}>{sentence(text)}</a></li>
    );
    return (
        <div class="notice bad" role="alert" tabIndex={-1} ref={box}>
            <p>{t("rgFaults", { n })}</p>
            <ul>
                {faults.map((f) => lead(f.at, `${f.label}: ${wrong(f.said)}`))}
                {others.map((o) => lead(o.pointer, o.detail))}
            </ul>
        </div>
    );
}
