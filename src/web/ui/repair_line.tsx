/* Repairs in a list: number and kind, how each stands, by when. */
import { t } from "../i18n";
import type { Category, Repair } from "../repair";
import { isOpen, nameOf, nextWords } from "../repair";
import { Tag } from "./parts";

export function RepairTag({ repair: r }: { repair: Repair }) {
    return <Tag kind={r.state === "completed" || r.state === "closed" ? "good" : !isOpen(r) ? "plain" : r.is_overdue ? "bad" : "wait"}>{t(`repair_${r.state}`)}</Tag>;
}

/* `to`: the address of one's page; null = there is none for the reader. */
export function RepairLines({ repairs, categories, to }: { repairs: Repair[]; categories: Category[]; to?: (r: Repair) => string }) {
    return (
        <ul class="rows repairs">{repairs.map((r) => {
            const name = `${nameOf(categories, r.category)} · ${r.number}`;
            return <li key={r.number}><span>{to ? <a class="entry" href={to(r)}>{name}</a> : <b>{name}</b>} <RepairTag repair={r} /></span><span class="quiet">{nextWords(r)}</span></li>;
        })}</ul>
    );
}
