/* What is looked at in a room, in words: a part of it ("door_lock"), or a piece ("air_con 1"). */
import type { Schemas } from "./api";
import type { Word } from "./i18n";
import { isWord, t } from "./i18n";

export type Condition = Schemas["Condition"];
export const CONDITIONS: Condition[] = ["good", "worn", "broken", "missing"];
export const CONDITION_KIND = { good: "good", worn: "plain", broken: "bad", missing: "wait" } as const;

export function subjectWords(subject: string): string {
    const [kind, ix] = subject.split(" "), word = ix ? `item_${kind}` : `roompart_${kind}`;
    return `${isWord(word) ? t(word as Word) : kind}${ix ? ` ${ix}` : ""}`;
}

export const isFault = (condition: Condition | null) => condition === "broken" || condition === "missing";
