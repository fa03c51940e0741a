/* A repair in plain words: how it stands, when it is due, what was answered; and the kinds of faults. */
import type { Answer, Schemas } from "./api";
import { get } from "./api";
import type { Word } from "./i18n";
import { day, isWord, language, lastDay, moment, t } from "./i18n";
import { useLoad } from "./load";

export type Repair = Schemas["Repair"];
export type RepairView = Schemas["RepairView"];
export type Category = Schemas["RepairCategory"];
export type RepairAnswers = NonNullable<Schemas["NewRepair"]["answers"]>;

export const isOpen = (r: Repair) => ["reported", "triaged", "in_progress", "on_hold"].includes(r.state);

/* Their texts are in the language of the page. */
export const useCategories = () => useLoad((signal) => get("/api/v1/repair-categories", { signal }), [language()]);

export function nameOf(categories: Category[], code: string): string {
    return categories.find((c) => c.code === code)?.name ?? code;
}

/* Of an emergency the hour, else the last day. */
export function dueWords(r: Repair): string {
    return r.severity === "emergency" ? moment(r.due_at) : lastDay(r.due_at);
}

/* What happens next, or happened last. */
export function nextWords(r: Repair): string {
    if (r.state === "on_hold" && isWord(`rphold_${r.hold_reason}`)) return t(`rphold_${r.hold_reason}` as Word);
    if (isOpen(r) && r.is_overdue) return t("rpLate", { day: dueWords(r) });
    if (isOpen(r) && r.planned_on) return t("rpPlanned", { day: day(r.planned_on), due: dueWords(r) });
    return t(`rpnext_${r.state}`, { react: r.severity === "emergency" ? moment(r.react_by) : lastDay(r.react_by), day: dueWords(r) });
}

/* An answer as its question names it. */
export function answerWords(question: Schemas["RepairQuestion"], answer: RepairAnswers[string]): string {
    if (Array.isArray(answer)) return answer.map((key) => question.values.find((v) => v.key === key)?.name ?? key).join(", ");
    if (question.datatype === "datetime") return day(String(answer));
    return question.values.find((v) => v.key === answer)?.name ?? String(answer);
}

/* The rooms where one lives: the own one, and that for a while. */
export async function readOwnRooms(signal: AbortSignal): Promise<Answer<string[]>> {
    const requests = await get("/api/v1/requests", { query: { limit: 20 }, signal });
    const living = requests.data.items.filter((r) => r.state === "living");
    const results = await Promise.all(living.map((r) => get("/api/v1/requests/{request}/result", { path: { request: r.code }, signal })));
    const rooms = results.flatMap(({ data }) => [data.lodging_in?.room, data.living_in?.room]).filter((room) => room !== undefined);
    return { ...requests, data: rooms };
}
