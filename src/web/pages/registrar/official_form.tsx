/* An official is registered, or corrected: as the paper form asks, each answer judged while it is
 * typed. Saving goes on to the request. */
import { useEffect, useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Schemas } from "../../api";
import { Problem, get, send } from "../../api";
import type { Form } from "../../form";
import { faultsOf, useForm } from "../../form";
import { day, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { useAgencies, useCommunes, useOfficial } from "../../reads";
import { tidy } from "../../person";
import { go } from "../../router";
import { useSession } from "../../session";
import { Area, Check } from "../../ui/fields";
import { Failure, Load } from "../../ui/parts";
import { Faults, Told, ToldSelect, idOf, wrong } from "../../ui/told";
import type { Answer, OfficialValues } from "./official_values";
import { bodyOf, differences, judge, valuesOf } from "./official_values";

type Official = Schemas["Official"];
type Commune = Schemas["Commune"];
type Group = Schemas["Group"];

export const GROUPS: Group[] = ["person_of_merit", "martyr_family", "disabled", "pregnant", "child_under_36_months", "single_parent", "both_spouses_assigned"];

export function NewOfficialPage() {
    return (
        <article class="form">
            <p><a href="#/officials">{t("rgOfficials")}</a></p>
            <h1>{t("rgNewOfficial")}</h1>
            <p class="quiet">{t("rgNewOfficialLead")}</p>
            <WithLists official={null} etag={null} />
        </article>
    );
}

export function EditOfficialPage({ code }: { code: string }) {
    const official = useOfficial(code);
    return (
        <article class="form">
            <p><a href={`#/officials/${code}`}>{t("rgBackToOfficial")}</a></p>
            <h1>{t("rgEditOfficial")}</h1>
            <Load of={official}>{(o) => <WithLists key={o.code} official={o} etag={official.answer!.etag} />}</Load>
        </article>
    );
}

function WithLists({ official, etag }: { official: Official | null; etag: string | null }) {
    const communes = useCommunes();
    const agencies = useAgencies();
    const { account } = useSession();
    return (
        <Load of={communes}>{(c) => <Load of={agencies}>{(a) => {
            const own = a.items.filter((x) => account?.all_agencies || account?.agencies.includes(x.code) || x.code === official?.agency);
            return <OfficialForm official={official} etag={etag} communes={c.items} agencies={own} />;
        }}</Load>}</Load>
    );
}

function OfficialForm({ official, etag, communes, agencies }: { official: Official | null; etag: string | null; communes: Commune[]; agencies: Schemas["Agency"][] }) {
    const form = useForm(valuesOf(official, agencies.length === 1 ? agencies[0]!.code : "")), act = useAct();
    const [version, setVersion] = useState(etag), [next, setNext] = useState<string | null>(null);
    const v = form.values, place = communes.find((c) => c.code === v.commune) ?? null;
    const said = judge(v, official === null, place), faults = faultsOf(Object.values(said));
    useEffect(() => { if (next !== null && !form.isDirty) go(next); }, [next, form.isDirty]);
    const save = (toRequest: boolean) => {
        form.tried();
        if (faults.length > 0) return;
        const body = bodyOf(v), changes = official ? differences(body, bodyOf(valuesOf(official, ""))) : body;
        const work = async () => {
            if (!official) return (await send("post", "/api/v1/officials", { body })).data;
            if (Object.keys(changes).length === 0) return official;
            return (await send("patch", "/api/v1/officials/{official}", { path: { official: official.code }, etag: version, body: changes })).data;
        };
        act.run(() => work().catch(async (e: Error) => {
            form.refuse(e);
            if (!official || !(e instanceof Problem) || e.status !== 412) throw e;
            setVersion((await get("/api/v1/officials/{official}", { path: { official: official.code } })).etag);
            throw new Error(t("rgChangedKept"));
        }), (o) => { form.saved(); setNext(toRequest ? `/requests/new/${o.code}` : `/officials/${o.code}`); });
    };
    const own = { form, said, official };
    return (
        <form noValidate onSubmit={(e) => { e.preventDefault(); save(official === null); }}>
            <Faults faults={faults} others={form.all} tries={form.tries} />
            <Person {...own} />
            <Work {...own} agencies={agencies} />
            <Home {...own} communes={communes} place={place} />
            <fieldset><legend>{t("dkGroups")}</legend>
                <p class="quiet">{t("rgGroupsLead")}</p>
                {GROUPS.map((g) => <Check key={g} label={<>{t(`group_${g}`)}<Confirmed official={official} fact={g} /></>} value={v.groups.includes(g)} set={(on) => form.set("groups", on ? [...v.groups, g] : v.groups.filter((x) => x !== g))} />)}
            </fieldset>
            <fieldset><legend>{t("dkNote")}</legend><Area id={idOf("/note")} label={t("dkNote")} rows={2} value={v.note} set={(x) => form.set("note", x)} error={form.refused("/note") ?? wrong(said.note.said)} /></fieldset>
            {act.problem && form.all.length === 0 && <Failure problem={act.problem} />}
            <p class="ask">
                <button class="main" disabled={act.isBusy}>{t(official ? "save" : "rgSaveAndFile")}</button>
                {!official && <button type="button" disabled={act.isBusy} onClick={() => save(false)}>{t("rgSaveOfficial")}</button>}
            </p>
        </form>
    );
}

interface Part { form: Form<OfficialValues>; said: ReturnType<typeof judge>; official: Official | null }

/* What all fields of the form have in common. */
function common({ form, said }: Part, name: keyof ReturnType<typeof judge>) {
    const about = said[name];
    return { at: about.at, label: about.label, said: about.said, refused: form.refused(about.at), isLoud: form.tries > 0 };
}

function text(part: Part, name: Exclude<keyof ReturnType<typeof judge>, "sex">) {
    return { ...common(part, name), value: part.form.values[name], set: (x: string) => part.form.set(name, x) };
}

function Person(p: Part) {
    return (
        <fieldset><legend>{t("rgPerson")}</legend>
            <Told {...text(p, "name")} hint={t("rgNameHint")} />
            <Twin values={p.form.values} self={p.official?.code ?? null} />
            <div class="pair">
                <Told {...text(p, "citizen_id")} inputMode="numeric" maxLength={20} hint={p.official ? t("rgIdStays", { id: p.official.citizen_id_masked ?? "–" }) : t("rgIdHint")} />
                <ToldSelect {...common(p, "sex")} value={p.form.values.sex} set={(x) => p.form.set("sex", x as OfficialValues["sex"])} options={[["", t("rgChoose")], ["M", t("sexword_M")], ["F", t("sexword_F")]]} />
                <Told {...text(p, "born")} inputMode="numeric" placeholder="9/5/1980" hint={t("rgBornHint")} />
                <Told {...text(p, "phone")} type="tel" hint={t("rgPhoneHint")} />
            </div>
        </fieldset>
    );
}

function Work({ agencies, ...p }: Part & { agencies: Schemas["Agency"][] }) {
    return (
        <fieldset><legend>{t("rgWork")}</legend>
            <ToldSelect {...common(p, "agency")} value={p.form.values.agency} set={(x) => p.form.set("agency", x)}
                options={[...(agencies.length === 1 ? [] : [["", t("rgChoose")] as [string, string]]), ...agencies.map((a): [string, string] => [a.code, a.name])]} />
            <div class="pair">
                <Told {...text(p, "position")} />
                <Told {...text(p, "coefficient")} inputMode="decimal" hint={t("rgCoefficientHint")} />
            </div>
        </fieldset>
    );
}

function Home({ communes, place, ...p }: Part & { communes: Commune[]; place: Commune | null }) {
    const sorted = [...communes].sort((a, b) => a.name.localeCompare(b.name, "vi"));
    const answers: [string, string][] = [["", t("unknown")], ["yes", t("yes")], ["no", t("no")]];
    const answer = (name: "owns_house" | "has_moved" | "needs_housing", label: string) => (
        <ToldSelect at={`/${name}`} label={label} refused={p.form.refused(`/${name}`)} value={p.form.values[name]} set={(x) => p.form.set(name, x as Answer)} options={answers}
            hint={p.form.values[name] === "" && name !== "needs_housing" ? t("rgUnknownHint") : <ConfirmedText official={p.official} fact={name} />} />
    );
    return (
        <fieldset><legend>{t("rgHome")}</legend>
            <div class="pair">
                <ToldSelect at="/commune" label={t("myCommune")} refused={p.form.refused("/commune")} value={p.form.values.commune} set={(x) => p.form.set("commune", x)}
                    options={[["", t("rgOtherCommune")], ...sorted.map((c): [string, string] => [c.code, `${c.name} (${c.kind}, ${c.former_province})`])]} />
                <Told {...text(p, "residence")} />
                <Told {...text(p, "road_km")} inputMode="decimal" hint={<>{place ? t("rgKmHint", { place: place.name, km: number(place.straight_km) }) : t("rgKmHintNone")} <ConfirmedText official={p.official} fact="road_km" /></>} />
                {answer("owns_house", t("rgOwnsHouse"))}
                {answer("has_moved", t("dkHasMoved"))}
                {answer("needs_housing", t("rgNeedsHousing"))}
            </div>
        </fieldset>
    );
}

/* Another value of a confirmed fact has to be confirmed anew. */
function ConfirmedText({ official, fact }: { official: Official | null; fact: string }) {
    const paper = official?.facts.find((f) => f.fact === fact);
    return paper ? <>{t("rgConfirmedBy", { document: paper.document, day: day(paper.document_day) })}</> : null;
}

function Confirmed(about: { official: Official | null; fact: Group }) {
    return <small class="hint"> <ConfirmedText {...about} /></small>;
}

/* Somebody of the same name and birth is perhaps the same person. */
function Twin({ values, self }: { values: OfficialValues; self: string | null }) {
    const name = tidy(values.name), [asked, setAsked] = useState("");
    useEffect(() => {
        const later = setTimeout(() => setAsked(name.includes(" ") ? name : ""), 500);
        return () => clearTimeout(later);
    }, [name]);
    const found = useLoad(async (signal) => asked === "" ? { data: { items: [], n: 0 }, etag: null, next: null, location: null } : get("/api/v1/officials", { query: { q: asked, limit: 5 }, signal }), [asked]);
    const twins = (found.answer?.data.items ?? []).filter((o) => o.code !== self && o.name.toLowerCase() === asked.toLowerCase());
    if (twins.length === 0) return null;
    return <p class="warning" role="status"><strong>{t("rgLookAgain")}</strong> {t("rgTwin")} {twins.map((o) => <a key={o.code} href={`#/officials/${o.code}`}>{o.name} ({o.agency}{o.born ? `, ${o.born.length > 4 ? day(o.born) : o.born}` : ""})</a>)}</p>;
}
