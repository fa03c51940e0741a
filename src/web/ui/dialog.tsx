/* A dialog over the page: a question, or a short form. Escape and "cancel" close it; the focus goes
 * back to where it was. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import type { Act } from "../act";
import { t } from "../i18n";
import { Failure } from "./parts";

interface Props {
    title: string;
    verb: string; /* on the button that does it */
    isGrave?: boolean; /* it cannot be taken back */
    isWide?: boolean;
    act: Act;
    submit: () => void;
    close: () => void;
    children?: ComponentChildren;
}

export function Dialog({ title, verb, isGrave, isWide, act, submit, close, children }: Props) {
    const box = useRef<HTMLDialogElement>(null), id = useId();
    useEffect(() => {
        const before = document.activeElement;
        box.current?.showModal();
        return () => { if (before instanceof HTMLElement) before.focus(); };
    }, []);
    return (
        <dialog ref={box} class={isWide ? "wide" : undefined} aria-labelledby={id} onClose={close}>
            <form onSubmit={(e) => { e.preventDefault(); submit(); }}>
                <h2 id={id}>{title}</h2>
                {act.problem && <Failure problem={act.problem} />}
                {children}
                <p class="ask">
                    <button class={isGrave ? "danger" : "main"} disabled={act.isBusy}>{verb}</button>
                    <button type="button" onClick={() => box.current?.close()}>{t("cancel")}</button>
                </p>
            </form>
        </dialog>
    );
}
