/* Small parts that all pages are made of. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Problem } from "../api";
import { t } from "../i18n";
import type { Loaded } from "../load";

/* What to show while something is read, where it failed, and once it is there. */
export function Load<T>({ of, children }: { of: Loaded<T>; children: (data: T) => ComponentChildren }) {
    if (of.answer) return <>{children(of.answer.data)}</>;
    if (of.problem) return <Failure problem={of.problem} again={of.again} />;
    return <p class="quiet" role="status">{t("loading")}</p>;
}

export function Failure({ problem, again }: { problem: Error; again?: () => void }) {
    return (
        <div class="notice bad" role="alert">
            <p>{message(problem)}</p>
            {again && <button type="button" onClick={again}>{t("tryAgain")}</button>}
        </div>
    );
}

/* What the API says begins with a small letter; here it stands by itself. */
export function sentence(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

export function message(problem: Error): string {
    if (problem instanceof Problem) return sentence(problem.message);
    return problem instanceof TypeError ? t("offline") : problem.message;
}

type InputProps = Record<string, unknown> & { onInput?: (e: Event & { currentTarget: HTMLInputElement }) => void };

/* A labelled input with what is wrong about it below. */
export function Field({ label, error, hint, ...input }: InputProps & { label: string; error?: string | undefined; hint?: string | undefined }) {
    const id = useId();
    const about = [error && `${id}-e`, hint && `${id}-h`].filter(Boolean).join(" ");
    return (
        <div class="field">
            <label for={id}>{label}</label>
            <input id={id} aria-invalid={error ? true : undefined} aria-describedby={about || undefined} {...input} />
            {hint && <p class="hint" id={`${id}-h`}>{hint}</p>}
            {error && <p class="error" id={`${id}-e`}>{sentence(error)}</p>}
        </div>
    );
}

/* Facts as term and value, the way a form prints them. */
export function Facts({ rows }: { rows: [string, ComponentChildren][] }) {
    return (
        <dl class="facts">
            {rows.map(([term, value]) => (
                <div key={term}><dt>{term}</dt><dd>{value ?? "–"}</dd></div>
            ))}
        </dl>
    );
}

/* A word on a coloured ground: colour never speaks alone. */
export function Tag({ kind, children }: { kind: "good" | "wait" | "bad" | "plain"; children: ComponentChildren }) {
    return <span class={`tag ${kind}`}>{children}</span>;
}
