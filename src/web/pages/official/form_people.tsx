/* Second step: alone, with family, or with friends who are officials; sharing a room or not. */
import type { Schemas } from "../../api";
import { t } from "../../i18n";
import { Check, Select } from "../../ui/fields";
import { Field } from "../../ui/parts";
import type { StepProps } from "./form";
import type { Member } from "./form_draft";
import { isWhole } from "./form_draft";

const MOST = 15;

export function PeopleStep({ request, draft }: StepProps) {
    const { sharing, members } = draft.value;
    const put = (i: number, m: Member | null) => draft.set({ members: members.flatMap((old, k) => (k !== i ? [old] : m ? [m] : [])) });
    const add = (m: Member) => draft.set({ members: [...members, m] });
    const hasSpouse = members.some((m) => m.relation === "spouse");
    return (
        <>
            <fieldset>
                <legend>{t("mySharing")}</legend>
                {(["shared", "private"] as const).map((s) => (
                    <label class="check" key={s}><input type="radio" name="sharing" checked={sharing === s} onChange={() => draft.set({ sharing: s })} />
                        <span>{t(`sharing_${s}`)}<br /><small class="quiet">{t(s === "shared" ? "mySharedMeans" : "myPrivateMeans")}</small></span></label>
                ))}
            </fieldset>
            <h2>{t("myPeople")}</h2>
            {members.length === 0 && <p>{t("myAlone")}</p>}
            {members.map((m, i) => <Person key={i} member={m} known={request.members.find((k) => k.official && k.official === m.official)} set={(next) => put(i, next)} of={(name) => draft.of(`/members/${i}${name}`)} />)}
            {members.length < MOST && <p class="ask">
                {!hasSpouse && <button type="button" onClick={() => add({ relation: "spouse", name: "" })}>{t("myAddSpouse")}</button>}
                <button type="button" onClick={() => add({ relation: "child", name: "" })}>{t("myAddChild")}</button>
                <button type="button" onClick={() => add({ relation: "companion", official: "" })}>{t("myAddFriend")}</button>
            </p>}
            {members.some((m) => !isWhole(m)) && <p class="quiet" role="status">{t("myNotWhole")}</p>}
        </>
    );
}

interface PersonProps { member: Member; known: Schemas["Member"] | undefined; set: (m: Member | null) => void; of: (name: string) => string | undefined }

function Person({ member: m, known, set, of }: PersonProps) {
    const isOfficial = m.official !== undefined;
    return (
        <fieldset class="person">
            <legend>{t(`my_${m.relation}`)}</legend>
            {m.relation === "spouse" && <Check label={t("mySpouseOfficial")} value={isOfficial} set={(on) => set(on ? { relation: "spouse", official: "" } : { relation: "spouse", name: "" })} />}
            {isOfficial ? (
                <>
                    <Field label={t("myCodeOf")} hint={known ? t(known.consent ? "myAgreed" : "myNotAgreed", { name: known.name ?? "" }) : t("myCodeHint")} autocomplete="off" autocapitalize="none" spellcheck={false}
                        value={m.official} error={of("/official") ?? of("")} onInput={(e) => set({ relation: m.relation, official: e.currentTarget.value.trim().toLowerCase() })} />
                </>
            ) : (
                <>
                    <Field label={t("fullName")} autocomplete="off" value={m.name ?? ""} error={of("/name")} onInput={(e) => set({ ...m, name: e.currentTarget.value })} />
                    <Select label={t("dkSex")} value={m.sex ?? ""} error={of("/sex")} options={[["", ""], ["M", t("sexword_M")], ["F", t("sexword_F")]]}
                        set={(v) => { const { sex: _, ...rest } = m; set(v === "M" || v === "F" ? { ...rest, sex: v } : rest); }} />
                    <Field label={t("dkBorn")} type="date" value={m.born ?? ""} error={of("/born")}
                        onInput={(e) => { const { born: _, ...rest } = m; set(e.currentTarget.value ? { ...rest, born: e.currentTarget.value } : rest); }} />
                </>
            )}
            <button type="button" onClick={() => set(null)}>{t("myRemove")}</button>
        </fieldset>
    );
}
