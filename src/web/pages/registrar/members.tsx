/* Who is to live along: a spouse, children, and companions, who are officials themselves. Part of the
 * form of a request. */
import type { Form } from "../../form";
import { t } from "../../i18n";
import { sentence } from "../../ui/parts";
import { Told, ToldSelect, wrong } from "../../ui/told";
import { PickOfficial } from "./pick_official";
import type { MemberValues, Relation, RequestValues } from "./request_values";
import { judgeMember } from "./request_values";

const MOST = 15;

const SEXES = (): [string, string][] => [["", t("rgChoose")], ["M", t("sexword_M")], ["F", t("sexword_F")]];

export function Members({ form, applicant }: { form: Form<RequestValues>; applicant: string }) {
    const members = form.values.members;
    const change = (i: number, part: Partial<MemberValues>) => form.set("members", members.map((m, k) => (k === i ? { ...m, ...part } : m)));
    const add = (relation: Relation) => form.set("members", [...members, { relation, official: "", who: "", name: "", sex: "", born: "" }]);
    const hasSpouse = members.some((m) => m.relation === "spouse");
    return (
        <fieldset><legend>{t("myStepPeople")}</legend>
            <p class="quiet">{t("rgMembersLead")}</p>
            {members.map((m, i) => (
                <Member key={i} form={form} member={m} i={i} taken={[applicant, ...members.map((x) => x.official)]} change={(part) => change(i, part)} remove={() => form.set("members", members.filter((_, k) => k !== i))} />
            ))}
            {members.length < MOST && <p class="ask">
                {!hasSpouse && <button type="button" onClick={() => add("spouse")}>{t("rgAddSpouse")}</button>}
                <button type="button" onClick={() => add("child")}>{t("myAddChild")}</button>
                <button type="button" onClick={() => add("companion")}>{t("rgAddCompanion")}</button>
            </p>}
        </fieldset>
    );
}

interface One { form: Form<RequestValues>; member: MemberValues; i: number; taken: string[]; change: (part: Partial<MemberValues>) => void; remove: () => void }

function Member({ form, member: m, i, taken, change, remove }: One) {
    const at = `/members/${i}`, isLoud = form.tries > 0, said = judgeMember(m, i);
    const about = (name: string, label: string) => ({ at: `${at}/${name}`, label, said: said.find((j) => j.at === `${at}/${name}`)?.said ?? [], refused: form.refused(`${at}/${name}`), isLoud });
    const relation = t(`relation_${m.relation}`), own = about("official", relation);
    return (
        <div class="member" role="group" aria-label={`${relation} ${i + 1}`}>
            <h2>{sentence(relation)}</h2>
            {m.official !== ""
                ? <p>{t("rgMemberIs", { name: m.who || m.official })} <button type="button" class="plain" onClick={() => change({ official: "", who: "" })}>{t("rgChangePerson")}</button></p>
                : <>
                    {m.relation !== "companion" && <div class="pair">
                        <Told {...about("name", t("fullName"))} value={m.name} set={(x) => change({ name: x })} />
                        <Told {...about("born", t("dkBorn"))} inputMode="numeric" placeholder="9/5/2020" value={m.born} set={(x) => change({ born: x })} />
                        <ToldSelect {...about("sex", t("dkSex"))} value={m.sex} set={(x) => change({ sex: x as MemberValues["sex"] })} options={SEXES()} />
                    </div>}
                    {m.relation !== "child" && <PickOfficial id={own.at} label={t(m.relation === "spouse" ? "rgSpouseOfficial" : "rgCompanionOfficial")} mayTypeCode taken={taken}
                        error={own.refused ?? (isLoud ? wrong(own.said) : undefined)} pick={(code, who) => change({ official: code, who })} />}
                </>}
            {form.refused(at) && <p class="error">{form.refused(at)}</p>}
            {m.official !== "" && own.refused && <p class="error">{own.refused}</p>}
            <p><button type="button" class="danger" onClick={remove}>{t("myRemove")}</button></p>
        </div>
    );
}
