/* The clocks of a repair; what is late says so in words and colour. */
import type { Repair } from "../repair";
import { clocksOf } from "../repair_words";
import { Tag } from "./parts";

export function Clocks({ repair }: { repair: Repair }) {
    return <ul class="clocks">{clocksOf(repair).map((c) => <li key={c.text}>{c.text} {c.late && <Tag kind="bad">{c.late}</Tag>}</li>)}</ul>;
}
