/* What an official says of himself or herself: phone, residence, house, road, priority groups. The rest
 * is the agency's to write. First step of the form, and the correction in "my data". */
import type { Schemas } from "../../api";
import { send } from "../../api";
import { GROUPS } from "../../appeal";
import { t } from "../../i18n";
import { useKept } from "../../kept";
import { useCommunes, useOfficial } from "../../reads";
import { readRoadKm } from "../../person";
import { readPhone } from "../../phone";
import type { Said } from "../../said";
import { isRefused } from "../../said";
import { useSession } from "../../session";
import { Check, Select } from "../../ui/fields";
import { Failure, Field, Load } from "../../ui/parts";
import { wrong } from "../../ui/told";

type Official = Schemas["Official"];

interface Person { phone: string; commune: string; residence: string; house: "" | "yes" | "no"; road: string; groups: Schemas["Group"][] }

function personOf(o: Official): Person {
    return {
        phone: o.phone ?? "", commune: o.commune ?? "", residence: o.residence, house: o.owns_house === null ? "" : o.owns_house ? "yes" : "no",
        road: o.road_km === null ? "" : String(o.road_km).replace(".", ","), groups: o.groups,
    };
}

/* As the API takes it; what it cannot take it refuses in words. */
function bodyOf(c: Partial<Person>): Schemas["OfficialChange"] {
    return {
        ...(c.phone === undefined ? {} : { phone: readPhone(c.phone).value }),
        ...(c.commune === undefined ? {} : { commune: c.commune || null }),
        ...(c.residence === undefined ? {} : { residence: c.residence }),
        ...(c.house === undefined ? {} : { owns_house: c.house === "" ? null : c.house === "yes" }),
        ...(c.road === undefined ? {} : { road_km: readRoadKm(c.road, null).value }),
        ...(c.groups === undefined ? {} : { groups: c.groups }),
    };
}

export function PersonStep({ next, verb = "goOn" }: { next: () => void; verb?: "goOn" | "save" }) {
    const own = useSession().account?.official ?? "";
    const official = useOfficial(own);
    return <Load of={official}>{(o) => <Form official={o} next={next} verb={verb} />}</Load>;
}

function Form({ official: o, next, verb }: { official: Official; next: () => void; verb: "goOn" | "save" }) {
    const communes = useCommunes();
    const kept = useKept(`official:${o.code}`, personOf(o), (changes) => send("patch", "/api/v1/officials/{official}", { path: { official: o.code }, etag: "*", body: bodyOf(changes) }), { isAuto: false });
    const p = kept.value, set = kept.set;
    const submit = async (event: Event) => {
        event.preventDefault();
        if (await kept.flush()) next();
    };
    const phone = readPhone(p.phone), road = readRoadKm(p.road, communes.answer?.data.items.find((c) => c.code === p.commune) ?? null);
    const warning = (said: Said[]) => said.filter((s) => s.kind === "warning").map((s) => t(s.word, s.values))[0];
    return (
        <form onSubmit={(e) => void submit(e)}>
            <p>{t("myPersonLead")}</p>
            {kept.problem && <Failure problem={kept.problem} />}
            <Field label={t("myPhone")} type="tel" autocomplete="tel" inputMode="tel" value={p.phone} hint={warning(phone.said)} error={kept.of("/phone") ?? (p.phone.length > 8 ? wrong(phone.said) : undefined)} onInput={(e) => set({ phone: e.currentTarget.value })} />
            <Select label={t("myCommune")} value={p.commune} error={kept.of("/commune")} set={(commune) => set({ commune })}
                options={[["", ""], ...(communes.answer?.data.items ?? (p.commune ? [{ code: p.commune, kind: "", name: "…" }] : [])).map((c): [string, string] => [c.code, `${c.name}${c.kind ? ` (${c.kind})` : ""}`])]} />
            <Field label={t("dkResidence")} hint={t("myResidenceHint")} autocomplete="street-address" value={p.residence} error={kept.of("/residence")} onInput={(e) => set({ residence: e.currentTarget.value })} />
            <Select label={t("dkOwnsHouse")} value={p.house} error={kept.of("/owns_house")} set={(v) => set({ house: v === "yes" || v === "no" ? v : "" })}
                options={[["", ""], ["no", t("myHouseNo")], ["yes", t("myHouseYes")]]} />
            <Field label={t("apRoad")} hint={warning(road.said) ?? t("myRoadHint")} inputMode="decimal" autocomplete="off" value={p.road} error={kept.of("/road_km") ?? wrong(road.said)} onInput={(e) => set({ road: e.currentTarget.value })} />
            <fieldset>
                <legend>{t("dkGroups")}</legend>
                {GROUPS.map((g) => <Check key={g} label={t(`group_${g}`)} value={p.groups.includes(g)} set={(on) => set({ groups: on ? [...p.groups, g] : p.groups.filter((x) => x !== g) })} />)}
            </fieldset>
            <p class="quiet">{t("myPapers")}</p>
            {kept.status === "offline" && <p class="saved offline" role="status">{t("kept_offline")}</p>}
            <p class="ask"><button class="main" disabled={kept.status === "saving" || isRefused(road) || isRefused(phone)}>{t(verb)}</button></p>
        </form>
    );
}
