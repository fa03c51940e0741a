/* Facts of an official that give points, each of which the agency confirms from a paper: which those
 * are (service/facts.c), and in words. */
import type { Schemas } from "./api";
import type { Word } from "./i18n";
import { number, t } from "./i18n";

type Official = Schemas["Official"];
export type FactName = Schemas["FactName"];

export function factsOf(o: Official): FactName[] {
    return [
        ...(o.has_moved === true ? ["has_moved" as const] : []),
        ...(o.owns_house !== null ? ["owns_house" as const] : []),
        ...(o.road_km !== null ? ["road_km" as const] : []),
        ...o.groups,
    ];
}

/* What has to be known of an official before a request is judged at all (service/score.c). */
export function unknownOf(o: Pick<Official, "has_moved" | "owns_house" | "road_km">): Word[] {
    return [
        ...(o.has_moved === null ? ["dkHasMoved" as const] : []),
        ...(o.owns_house === null ? ["rgOwnsHouse" as const] : []),
        ...(o.road_km === null && o.owns_house !== false ? ["dkRoadKm" as const] : []),
    ];
}

export function factWords(o: Official, fact: FactName): string {
    if (fact === "road_km") return `${t("group_road_km")}: ${number(o.road_km ?? 0)} km`;
    if (fact === "owns_house") return t(o.owns_house ? "rgHasHouse" : "rgNoHouse");
    return t(`group_${fact}` as Word);
}
