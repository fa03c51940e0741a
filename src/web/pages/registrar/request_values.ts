/* The form of a request as values: of the API's request, as the API takes them (NewRequest), and what
 * there is to say of each, as service/registration_check.c judges. */
import type { Schemas } from "../../api";
import { readDay, today, typedDay } from "../../day";
import type { Judged } from "../../form";
import type { Word } from "../../i18n";
import { t } from "../../i18n";
import { readName, readText, tidy } from "../../person";
import { error } from "../../said";

type Request = Schemas["Request"];
type NewRequest = Schemas["NewRequest"];
export type Feature = Schemas["Feature"];
export type Relation = Schemas["NewMember"]["relation"];

export interface MemberValues {
    relation: Relation;
    official: string; /* code; "" = family without one */
    who: string; /* how the page names the official of that code */
    name: string; sex: "" | "M" | "F"; born: string;
}

export interface RequestValues {
    sharing: Schemas["Sharing"]; scheme: Schemas["Scheme"];
    needs: Feature[]; wishes: { feature: Feature; weight: number }[];
    sites: string[]; other_sites: boolean;
    from_day: string; to_day: string; filed: string; current_room: string;
    members: MemberValues[]; note: string;
}

export const FEATURES: Feature[] = ["ground_floor", "wheelchair", "private_wc", "air_con", "water_heater", "kitchen", "balcony", "quiet"];
const NOTE = 500, ROOM = 64;

export function valuesOf(r: Request | null): RequestValues {
    if (!r) return { sharing: "shared", scheme: "temporary", needs: [], wishes: [], sites: [], other_sites: true, from_day: "", to_day: "", filed: "", current_room: "", members: [], note: "" };
    return {
        sharing: r.sharing, scheme: r.scheme, needs: r.needs, wishes: r.wishes, sites: r.sites, other_sites: r.other_sites,
        from_day: typedDay(r.from_day), to_day: typedDay(r.to_day), filed: typedDay(r.filed), current_room: r.current_room ?? "", note: r.note,
        members: r.members.filter((m) => m.relation !== "self").map((m) => ({
            relation: m.relation as Relation, official: m.official ?? "", who: m.name ?? "",
            name: m.official ? "" : m.name ?? "", sex: m.sex === "M" || m.sex === "F" ? m.sex : "", born: typedDay(m.born),
        })),
    };
}

function memberOf(m: MemberValues): Schemas["NewMember"] {
    if (m.official.trim() !== "") return { relation: m.relation, official: m.official.trim() };
    const born = readDay(m.born, { mayBeYear: true }).value;
    return { relation: m.relation, name: tidy(m.name), ...(born ? { born } : {}), ...(m.sex ? { sex: m.sex } : {}) };
}

export function bodyOf(v: RequestValues): Omit<NewRequest, "official"> {
    return {
        sharing: v.sharing, scheme: v.scheme, needs: [...v.needs].sort(), wishes: [...v.wishes].sort((a, b) => (a.feature < b.feature ? -1 : 1)),
        sites: v.sites, other_sites: v.sites.length === 0 || v.other_sites,
        from_day: readDay(v.from_day).value, to_day: readDay(v.to_day).value, filed: readDay(v.filed).value, current_room: v.current_room.trim() || null,
        members: v.members.map(memberOf), note: tidy(v.note),
    };
}

export function judgeMember(m: MemberValues, i: number): Judged[] {
    const at = `/members/${i}`, person = t(`relation_${m.relation}` as Word);
    if (m.official !== "") return [];
    if (m.relation === "companion") return [{ at: `${at}/official`, label: person, said: [error("rgMemberOfficial")] }];
    const born = readDay(m.born, { mayBeYear: true, latest: today() });
    return [
        { at: `${at}/name`, label: `${person}: ${t("fullName")}`, said: readName(m.name).said },
        { at: `${at}/born`, label: `${person}: ${t("dkBorn")}`, said: m.relation === "child" && m.born.trim() === "" ? [error("rgBornMissing")] : born.said },
        { at: `${at}/sex`, label: `${person}: ${t("dkSex")}`, said: m.sex === "" ? [error("rgSexMissing")] : [] },
    ];
}

export function judge(v: RequestValues) {
    const from = readDay(v.from_day), to = readDay(v.to_day), isBackwards = from.value !== null && to.value !== null && to.value < from.value;
    return {
        from_day: { at: "/from_day", label: t("myFrom"), said: from.said } as Judged,
        to_day: { at: "/to_day", label: t("rgTo"), said: isBackwards ? [error("rgDaysBackwards")] : to.said } as Judged,
        filed: { at: "/filed", label: t("rgFiled"), said: readDay(v.filed, { latest: today() }).said } as Judged,
        current_room: { at: "/current_room", label: t("dkCurrentRoom"), said: readText(v.current_room, ROOM).said } as Judged,
        note: { at: "/note", label: t("dkNote"), said: readText(v.note, NOTE).said } as Judged,
    };
}
