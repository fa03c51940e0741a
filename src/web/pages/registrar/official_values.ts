/* The form of an official as values: of the API's row, as the API takes them, and what there is to say
 * of each. */
import type { Schemas } from "../../api";
import { readCitizenId } from "../../citizen_id";
import { typedDay } from "../../day";
import type { Judged } from "../../form";
import { t } from "../../i18n";
import type { Place } from "../../person";
import { readBorn, readCoefficient, readName, readRoadKm, readText, tidy } from "../../person";
import { readPhone } from "../../phone";
import { error } from "../../said";

type Official = Schemas["Official"];
export type NewOfficial = Schemas["NewOfficial"];
type Group = Schemas["Group"];

export interface OfficialValues {
    name: string; citizen_id: string; sex: "" | "M" | "F"; born: string; phone: string;
    agency: string; position: string; coefficient: string;
    commune: string; residence: string; road_km: string;
    owns_house: Answer; has_moved: Answer; needs_housing: Answer;
    groups: Group[]; note: string;
}
export type Answer = "" | "yes" | "no";

const answerOf = (b: boolean | null): Answer => (b === null ? "" : b ? "yes" : "no");
const sayAnswer = (a: Answer): boolean | null => (a === "" ? null : a === "yes");
const typedNumber = (n: number | null): string => (n === null ? "" : String(n).replace(".", ","));

export function valuesOf(o: Official | null, agency: string): OfficialValues {
    if (!o) return { name: "", citizen_id: "", sex: "", born: "", phone: "", agency, position: "", coefficient: "", commune: "", residence: "", road_km: "", owns_house: "", has_moved: "", needs_housing: "yes", groups: [], note: "" };
    return {
        name: o.name, citizen_id: "", sex: o.sex, born: typedDay(o.born), phone: o.phone ?? "", agency: o.agency, position: o.position,
        coefficient: typedNumber(o.coefficient), commune: o.commune ?? "", residence: o.residence, road_km: typedNumber(o.road_km),
        owns_house: answerOf(o.owns_house), has_moved: answerOf(o.has_moved), needs_housing: answerOf(o.needs_housing), groups: o.groups, note: o.note,
    };
}

/* As the API takes them; those that the form refuses stand in `judge`. */
export function bodyOf(v: OfficialValues): NewOfficial {
    const born = readBorn(v.born).value;
    return {
        name: tidy(v.name), sex: v.sex === "F" ? "F" : "M", citizen_id: readCitizenId(v.citizen_id, { sex: v.sex, born }).value, agency: v.agency,
        born, phone: readPhone(v.phone).value, position: tidy(v.position), coefficient: readCoefficient(v.coefficient).value,
        commune: v.commune || null, residence: tidy(v.residence), road_km: readRoadKm(v.road_km, null).value,
        owns_house: sayAnswer(v.owns_house), has_moved: sayAnswer(v.has_moved), needs_housing: sayAnswer(v.needs_housing),
        groups: [...v.groups].sort(), note: tidy(v.note),
    };
}

const LINE = 200; /* characters that position, residence and note may have */

/* `isNew`: a citizen id is needed; of somebody known it stays where nothing is typed. */
export function judge(v: OfficialValues, isNew: boolean, place: Place | null) {
    const born = readBorn(v.born), id = readCitizenId(v.citizen_id, { sex: v.sex, born: born.value });
    const field = (name: keyof OfficialValues, label: string, said: Judged["said"]): Judged => ({ at: `/${name}`, label, said });
    return {
        name: field("name", t("fullName"), readName(v.name).said),
        citizen_id: field("citizen_id", t("myCitizenId"), isNew && id.value === "" ? [error("rgIdMissing")] : id.said),
        sex: field("sex", t("dkSex"), v.sex === "" ? [error("rgSexMissing")] : []),
        born: field("born", t("dkBorn"), born.said),
        phone: field("phone", t("myPhone"), readPhone(v.phone).said),
        agency: field("agency", t("agency"), v.agency === "" ? [error("rgAgencyMissing")] : []),
        position: field("position", t("myPosition"), readText(v.position, LINE).said),
        coefficient: field("coefficient", t("apCoefficient"), readCoefficient(v.coefficient).said),
        road_km: field("road_km", t("rgRoadKm"), readRoadKm(v.road_km, place).said),
        residence: field("residence", t("rgResidence"), readText(v.residence, LINE).said),
        note: field("note", t("dkNote"), readText(v.note, LINE).said),
    };
}

/* Only what differs, for a PATCH: what others have changed meanwhile is not written over. */
export function differences<T extends object>(now: T, before: Partial<T>): Partial<T> {
    return Object.fromEntries(Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof T]))) as Partial<T>;
}
