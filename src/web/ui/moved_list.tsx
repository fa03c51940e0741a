/* What has moved in the register since data were taken: requests and rooms, each with what is other. */
import type { Schemas } from "../api";
import type { Word } from "../i18n";
import { t } from "../i18n";

type Moved = Schemas["Moved"];
const SHOWN = 12; /* the first at once, all on demand */

export function MovedList({ items }: { items: Moved[] }) {
    const list = (some: Moved[]) => <ul class="plainlist">{some.map((m) => <li key={`${m.object} ${m.id}`}>{movedWords(m)}</li>)}</ul>;
    if (items.length <= SHOWN) return list(items);
    return <details><summary>{t("movedAll", { n: items.length })}</summary>{list(items)}</details>;
}

function movedWords(m: Moved): string {
    const what = `${t(m.object === "room" ? "room" : "request")} ${m.id}`;
    if (m.change !== "changed") return `${what}: ${t(m.change === "gone" ? "movedGone" : "movedNew")}`;
    return `${what}: ${m.fields.map((f) => t(`field_${f}` as Word)).join(", ")}`;
}
