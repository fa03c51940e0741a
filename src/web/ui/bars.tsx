/* A bar chart of SVG, with the table of its numbers behind it; every number opens its rows. */
import { number, t } from "../i18n";
import { sum } from "../house";

interface Part { n: number; href: string }
export interface BarRow {
    name: string;
    parts: (Part & { tone: string })[]; /* drawn one after the other */
    more?: Part[]; /* in the table only */
}

interface Props {
    caption: string;
    head: string; /* what a row is */
    series: string[]; /* what the parts are */
    more?: string[];
    rows: BarRow[];
    total: string; /* the address of all rows */
    isBare?: boolean; /* the table stands beside it */
}

export function Bars({ caption, head, series, more = [], rows, total, isBare }: Props) {
    const most = Math.max(1, ...rows.map((r) => sum(r.parts, (p) => p.n)));
    const columns = [...series, ...more];
    const cells = (r: BarRow): Part[] => [...r.parts, ...(r.more ?? [])];
    return (
        <>
            {series.length > 1 && <p class="legend">{series.map((name, i) => <span key={name}><svg class="swatch" aria-hidden="true" viewBox="0 0 10 10"><rect class={rows[0]?.parts[i]?.tone} width="10" height="10" /></svg>{name}</span>)}</p>}
            <ul class="bars">
                {rows.map((r) => {
                    let x = 0;
                    const n = sum(r.parts, (p) => p.n);
                    return (
                        <li key={r.name}>
                            <span class="name">{r.name}</span>
                            <svg viewBox={`0 0 ${most} 10`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
                                {r.parts.map((p) => { const at = x; x += p.n; return <rect key={p.tone} class={p.tone} x={at} y="0" width={p.n} height="10" />; })}
                            </svg>
                            <a class="n" href={(r.parts.length === 1 ? r.parts[0] : r.more?.[0])?.href ?? total} aria-label={`${r.name}: ${number(n)}`}>{number(n)}</a>
                        </li>
                    );
                })}
            </ul>
            {!isBare && <details>
                <summary>{t("ovTable")}</summary>
                <div class="scroll" tabIndex={0} role="group" aria-label={caption}>
                    <table class="dense">
                        <caption>{caption}</caption>
                        <thead><tr><th scope="col">{head}</th>{columns.map((c) => <th scope="col" class="n" key={c}>{c}</th>)}</tr></thead>
                        <tbody>{rows.map((r) => (
                            <tr key={r.name}><th scope="row">{r.name}</th>{cells(r).map((p, i) => <td class="n" key={i}><a href={p.href}>{number(p.n)}</a></td>)}</tr>
                        ))}</tbody>
                        <tfoot><tr><th scope="row">{t("dkTotal")}</th>{columns.map((c, i) => <td class="n" key={c}><a href={total}>{number(sum(rows, (r) => cells(r)[i]!.n))}</a></td>)}</tr></tfoot>
                    </table>
                </div>
            </details>}
        </>
    );
}
