/* A table of rows in which a column's head and cell stand together. It scrolls sideways by itself,
 * with the keyboard, too.
 *
 *     <Table caption={t("plPolicies")} rows={items} id={(p) => p.code} columns={[
 *         ["plName", (p) => <a href={…}>{p.name}</a>],
 *         ["plVersion", (p) => number(p.version), "n"],
 *         isMany && ["agency", (p) => p.agency],
 *     ]} />
 */
import type { ComponentChildren, VNode } from "preact";
import type { Word } from "../i18n";
import { t } from "../i18n";

/* Head (a word, a text in an element, or a <th> of its own), cell, and what the cell is: "n" a
 * number, "row" the head of its row, else a class. A word is a number once web.sh has numbered it. */
export type Column<R> = [head: Word | VNode, cell: (row: R, i: number) => ComponentChildren, is?: string];

interface Props<R> {
    caption: string;
    isCaptionSeen?: boolean; /* false: a heading above says the same */
    rows: R[];
    id: (row: R, i: number) => string | number;
    columns: (Column<R> | false | null | undefined)[];
    class?: string;
}

export function Table<R>({ caption, isCaptionSeen = true, rows, id, columns, class: name }: Props<R>) {
    const own = columns.filter((c): c is Column<R> => Boolean(c));
    const kindOf = (is: string | undefined) => (is === "row" ? undefined : is);
    return (
        <div class="scroll" tabIndex={0} role="group" aria-label={caption}>
            <table class={`dense ${name ?? ""}`}>
                <caption class={isCaptionSeen ? undefined : "unseen"}>{caption}</caption>
                <thead><tr>{own.map(([head, , is], i) => typeof head === "object" && head.type !== "span" ? head : <th scope="col" class={kindOf(is)} key={i}>{typeof head === "object" ? head : t(head)}</th>)}</tr></thead>
                <tbody>{rows.map((r, k) => (
                    <tr key={id(r, k)}>{own.map(([, cell, is], i) => is === "row" ? <th scope="row" key={i}>{cell(r, k)}</th> : <td class={is} key={i}>{cell(r, k)}</td>)}</tr>
                ))}</tbody>
            </table>
        </div>
    );
}
