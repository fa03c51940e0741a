/* Third step: where, what the room must have or should, from when to when. */
import type { Schemas } from "../../api";
import { get } from "../../api";
import { t } from "../../i18n";
import { useLoad } from "../../load";
import { Area, Check, Select } from "../../ui/fields";
import { Field, Load } from "../../ui/parts";
import type { StepProps } from "./form";

type Feature = Schemas["Feature"];
export const FEATURES: Feature[] = ["private_wc", "ground_floor", "wheelchair", "kitchen", "air_con", "water_heater", "balcony", "quiet"];
const CHOICES = 3;

export function WishesStep({ draft }: StepProps) {
    const d = draft.value;
    return (
        <>
            <Sites draft={draft} />
            <h2>{t("myFeatures")}</h2>
            <p class="quiet">{t("myFeaturesLead")}</p>
            <div class="features">{FEATURES.map((f) => (
                <Select key={f} label={t(`feature_${f}`)} value={d.needs.includes(f) ? "need" : d.wishes.some((w) => w.feature === f) ? "wish" : ""}
                    options={[["", t("myFeatureNo")], ["wish", t("myFeatureWish")], ["need", t("myFeatureNeed")]]}
                    set={(v) => draft.set({
                        needs: v === "need" ? [...d.needs, f] : d.needs.filter((x) => x !== f),
                        wishes: v === "wish" ? [...d.wishes, { feature: f, weight: 1 }] : d.wishes.filter((w) => w.feature !== f),
                    })} />
            ))}</div>
            <h2>{t("myDays")}</h2>
            <div class="pair">
                <Field label={t("myFrom")} type="date" value={d.from_day ?? ""} error={draft.of("/from_day")} onInput={(e) => draft.set({ from_day: e.currentTarget.value || null })} />
                <Field label={t("myTo")} type="date" min={d.from_day ?? undefined} value={d.to_day ?? ""} error={draft.of("/to_day")} onInput={(e) => draft.set({ to_day: e.currentTarget.value || null })} />
            </div>
            <Select label={t("dkScheme")} value={d.scheme} options={[["temporary", t("scheme_temporary")], ["official", t("scheme_official")]]} set={(v) => draft.set({ scheme: v === "official" ? "official" : "temporary" })} />
            <Area label={t("myNote")} hint={t("myNoteHint")} rows={3} value={d.note} error={draft.of("/note")} set={(note) => draft.set({ note })} />
        </>
    );
}

/* Sites in the order one likes them. */
function Sites({ draft }: Pick<StepProps, "draft">) {
    const sites = useLoad((signal) => get("/api/v1/sites", { signal }), []);
    const chosen = draft.value.sites;
    const choose = (i: number, code: string) => {
        const rest = chosen.filter((c, k) => k !== i && c !== code);
        draft.set({ sites: code === "" ? rest : [...rest.slice(0, i), code, ...rest.slice(i)] });
    };
    return (
        <Load of={sites}>{({ items }) => (
            <>
                {Array.from({ length: Math.min(CHOICES, items.length, chosen.length + 1) }, (_, i) => (
                    <Select key={i} label={t("myChoice", { n: i + 1 })} value={chosen[i] ?? ""} error={draft.of(`/sites/${i}`)} set={(v) => choose(i, v)}
                        options={[["", t(i === 0 ? "dkAnySite" : "myNoChoice")], ...items.filter((s) => s.code === chosen[i] || !chosen.includes(s.code)).map((s): [string, string] => [s.code, s.name])]} />
                ))}
                {chosen.length > 0 && <Check label={t("myOtherSites")} value={draft.value.other_sites} set={(other_sites) => draft.set({ other_sites })} />}
            </>
        )}</Load>
    );
}
