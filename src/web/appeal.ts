/* An appeal in words, for who files it and who answers it: which fact, what it should be, how long it
 * has waited. */
import type { Schemas } from "./api";
import type { Word } from "./i18n";
import { number, t } from "./i18n";

export type Appeal = Schemas["Appeal"];
export const FACTS = ["owns_house", "road_km", "groups", "has_moved", "coefficient"] as const;
export type Fact = (typeof FACTS)[number];
export const GROUPS: Schemas["Group"][] = ["person_of_merit", "martyr_family", "disabled", "pregnant", "child_under_36_months", "single_parent", "both_spouses_assigned"];

export function factWords(fact: string): string {
    return t(fact === "groups" ? "dkGroups" : fact === "coefficient" ? "apCoefficient" : `group_${fact}` as Word);
}

/* "45.5" of road_km: "45,5 km". */
export function valueWords(fact: string, value: string): string {
    switch (fact) {
        case "road_km": return `${number(Number(value))} km`;
        case "coefficient": return number(Number(value));
        case "groups": return value.split(" ").filter(Boolean).map((g) => t(`group_${g}` as Word)).join(", ");
        case "owns_house": return t(value === "yes" ? "myHouseYes" : "myHouseNo");
        default: return t(value === "yes" ? "yes" : "no");
    }
}

/* What the register says of a fact today, in the same words; null = nothing. */
export function registerSays(official: Schemas["Official"], fact: string): string | null {
    const yesNo = (b: boolean | null) => (b === null ? null : valueWords(fact, b ? "yes" : "no"));
    switch (fact) {
        case "road_km": return official.road_km === null ? null : valueWords(fact, String(official.road_km));
        case "coefficient": return official.coefficient === null ? null : number(official.coefficient);
        case "groups": return official.groups.length === 0 ? t("myNoGroup") : valueWords(fact, official.groups.join(" "));
        case "owns_house": return yesNo(official.owns_house);
        case "has_moved": return yesNo(official.has_moved);
        default: return null;
    }
}

export function daysSince(instant: string, now = Date.now()): number {
    return Math.max(0, Math.floor((now - Date.parse(instant)) / 86400000));
}
