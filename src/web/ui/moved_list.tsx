/* What has moved in the register since data were taken: requests and rooms, each with what is other. */
import type { Schemas } from "../api";
import { t } from "../i18n";

type Moved = Schemas["Moved"];
const SHOWN = 12; /* the first at once, all on demand */

export function MovedList({ items }: { items: Moved[] }) {
    const list = (some: Moved[]) => <ul class="plainlist">{some.map((m) => <Item key={`${m.object} ${m.id}`} moved={m} />)}</ul>;
    if (items.length <= SHOWN) return list(items);
    return <details><summary>{t("movedAll", { n: items.length })}</summary>{list(items)}</details>;
}

function Item({ moved: m }: { moved: Moved }) {
    const href = m.object === "room" ? `#/house?room=${encodeURIComponent(m.id)}` : `#/requests/${m.id}`;
    const how = m.change !== "changed" ? t(m.change === "gone" ? "movedGone" : "movedNew") : m.fields.map((f) => t(`field_${f}`)).join(", ");
    return <li><a href={href}>{t(m.object)} {m.id}</a>: {how}</li>;
}
