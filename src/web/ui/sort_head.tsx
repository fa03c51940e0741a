/* The head of a column that a list can be ordered by. */
import type { ComponentChildren } from "preact";

interface Props<O extends string> {
    by: O;
    order: O; /* in force */
    set: (order: O) => void;
    falls?: boolean; /* the greatest first */
    class?: string;
    children: ComponentChildren;
}

export function SortHead<O extends string>({ by, order, set, falls, class: name, children }: Props<O>) {
    const is = by === order;
    return (
        <th scope="col" class={name} aria-sort={is ? (falls ? "descending" : "ascending") : undefined}>
            <button type="button" class="plain sort" onClick={() => set(by)}>{children}<span aria-hidden="true">{is ? (falls ? "▼" : "▲") : "↕"}</span></button>
        </th>
    );
}
