/* A request is filed for an official, or corrected. A draft is what the API keeps: saved, left, and
 * gone on with another day. */
import { useEffect, useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Schemas } from "../../api";
import { Problem, get, send } from "../../api";
import type { Form } from "../../form";
import { faultsOf, useForm } from "../../form";
import type { Word } from "../../i18n";
import { t } from "../../i18n";
import { useLoad } from "../../load";
import { useOfficial, useRequest } from "../../reads";
import { go } from "../../router";
import { isOffice, useSession } from "../../session";
import { Area, Check } from "../../ui/fields";
import { Failure, Load, sentence } from "../../ui/parts";
import { Faults, Told, ToldSelect, idOf, wrong } from "../../ui/told";
import { Members } from "./members";
import { differences } from "./official_values";
import { PickOfficial } from "./pick_official";
import type { Feature, RequestValues } from "./request_values";
import { FEATURES, bodyOf, judge, judgeMember, valuesOf } from "./request_values";

type Request = Schemas["Request"];

/* Whose request? */
export function NewRequestPage() {
    const { account } = useSession();
    return (
        <article class="form">
            <p><a href={isOffice(account) ? "#/requests" : "#/"}>{t("rgBackToList")}</a></p>
            <h1>{t("rgNewRequest")}</h1>
            <PickOfficial id="/official" label={t("rgWhose")} pick={(code) => go(`/requests/new/${code}`)} />
            <p>{t("rgNotRegistered")} <a href="#/officials/new">{t("rgNewOfficial")}</a></p>
        </article>
    );
}

export function NewRequestOf({ official: code }: { official: string }) {
    const official = useOfficial(code);
    return (
        <article class="form">
            <p><a href={`#/officials/${code}`}>{t("rgBackToOfficial")}</a></p>
            <Load of={official}>{(o) => <><h1>{t("rgNewRequestOf", { name: o.name })}</h1><RequestForm request={null} etag={null} official={o.code} /></>}</Load>
        </article>
    );
}

export function EditRequestPage({ code }: { code: string }) {
    const request = useRequest(code);
    return (
        <article class="form">
            <p><a href={`#/requests/${code}`}>{t("rgBackToRequest", { code })}</a></p>
            <h1>{t("rgEditRequest", { code })}</h1>
            <Load of={request}>{(r) => <>
                {!["draft", "submitted"].includes(r.state) && <p class="notice">{t("rgEditReopens")}</p>}
                <RequestForm key={r.code} request={r} etag={request.answer!.etag} official={r.members.find((m) => m.relation === "self")?.official ?? ""} />
            </>}</Load>
        </article>
    );
}

function RequestForm({ request, etag, official }: { request: Request | null; etag: string | null; official: string }) {
    const form = useForm(valuesOf(request)), act = useAct();
    const [stored, setStored] = useState({ request, etag }), [next, setNext] = useState<string | null>(null);
    const v = form.values, said = judge(v), faults = faultsOf([...v.members.flatMap(judgeMember), ...Object.values(said)]);
    useEffect(() => { if (next !== null && !form.isDirty) go(next); }, [next, form.isDirty]);
    /* What is stored afterwards: filed, changed, or as it was. */
    const store = async () => {
        const body = bodyOf(v), old = stored.request;
        if (!old) return await send("post", "/api/v1/requests", { body: { ...body, official } });
        const changes = differences(body, bodyOf(valuesOf(old)));
        return Object.keys(changes).length === 0 ? { data: old, etag: stored.etag }
            : await send("patch", "/api/v1/requests/{request}", { path: { request: old.code }, etag: stored.etag, body: changes });
    };
    const save = async (isHandedIn: boolean) => {
        const { data, etag: version } = await store();
        setStored({ request: data, etag: version }); /* a draft is there, even if the next step fails */
        form.saved();
        if (isHandedIn) await send("post", "/api/v1/requests/{request}/submission", { path: { request: data.code }, etag: version });
        return data;
    };
    /* Somebody was faster: what was typed stays, and may be saved over it. */
    const follow = async (e: Error): Promise<never> => {
        form.refuse(e);
        if (!stored.request || !(e instanceof Problem) || e.status !== 412) throw e;
        const now = await get("/api/v1/requests/{request}", { path: { request: stored.request.code } });
        setStored({ request: stored.request, etag: now.etag });
        throw new Error(t("rgChangedKept"));
    };
    const submit = (isHandedIn: boolean) => {
        form.tried();
        if (faults.length === 0) act.run(() => save(isHandedIn).catch(follow), (r) => setNext(`/requests/${r.code}`));
    };
    const isDraft = !request || request.state === "draft", own = { form, said };
    return (
        <form noValidate onSubmit={(e) => { e.preventDefault(); submit(false); }}>
            <Faults faults={faults} others={form.all} tries={form.tries} />
            <Members form={form} applicant={official} />
            <How {...own} />
            <Sites form={form} />
            <Wishes form={form} />
            <When {...own} />
            {act.problem && form.all.length === 0 && <Failure problem={act.problem} />}
            <p class="ask">
                <button class="main" disabled={act.isBusy}>{t(isDraft ? "rgSaveDraft" : "save")}</button>
                {isDraft && <button type="button" disabled={act.isBusy} onClick={() => submit(true)}>{t("rgSaveAndSubmit")}</button>}
            </p>
            {isDraft && <p class="quiet">{t("rgDraftLead")}</p>}
        </form>
    );
}

interface Part { form: Form<RequestValues>; said: ReturnType<typeof judge> }

function How({ form }: Part) {
    return (
        <fieldset><legend>{t("rgHow")}</legend>
            <div class="pair">
                <ToldSelect at="/sharing" label={t("dkSharing")} refused={form.refused("/sharing")} value={form.values.sharing} set={(x) => form.set("sharing", x as RequestValues["sharing"])}
                    hint={t("rgSharingHint")} options={[["shared", t("sharing_shared")], ["private", t("sharing_private")]]} />
                <ToldSelect at="/scheme" label={t("dkScheme")} refused={form.refused("/scheme")} value={form.values.scheme} set={(x) => form.set("scheme", x as RequestValues["scheme"])}
                    options={[["temporary", t("scheme_temporary")], ["official", t("scheme_official")]]} />
            </div>
        </fieldset>
    );
}

/* Sites in the order of ticking: the first is liked best. */
function Sites({ form }: { form: Form<RequestValues> }) {
    const sites = useLoad((signal) => get("/api/v1/sites", { signal }), []), chosen = form.values.sites;
    return (
        <fieldset><legend>{t("dkSites")}</legend>
            <p class="quiet">{t("rgSitesLead")}</p>
            <Load of={sites}>{(s) => <>{s.items.map((x) => {
                const place = chosen.indexOf(x.code) + 1;
                return <Check key={x.code} label={place > 0 ? t("rgSitePlace", { name: x.name, place }) : x.name} value={place > 0} set={(on) => form.set("sites", on ? [...chosen, x.code] : chosen.filter((c) => c !== x.code))} />;
            })}</>}</Load>
            {chosen.length > 0 && <Check label={t("rgOtherSites")} value={form.values.other_sites} set={(on) => form.set("other_sites", on)} />}
        </fieldset>
    );
}

const LEVELS: [number, Word][] = [[20, "rgWishSome"], [50, "rgWishMuch"], [90, "rgWishMost"]];

function Wishes({ form }: { form: Form<RequestValues> }) {
    const { needs, wishes } = form.values;
    const set = (f: Feature, value: string) => {
        form.set("needs", value === "need" ? [...needs, f] : needs.filter((x) => x !== f));
        const others = wishes.filter((w) => w.feature !== f);
        form.set("wishes", Number(value) > 0 ? [...others, { feature: f, weight: Number(value) }] : others);
    };
    return (
        <fieldset><legend>{t("hmFeatures")}</legend>
            <p class="quiet">{t("rgWishesLead")}</p>
            <div class="pair four">{FEATURES.map((f) => {
                const weight = wishes.find((w) => w.feature === f)?.weight, value = needs.includes(f) ? "need" : weight === undefined ? "" : String(weight);
                const own: [string, string][] = weight !== undefined && !LEVELS.some(([w]) => w === weight) ? [[String(weight), t("rgWishWeight", { weight })]] : [];
                return <ToldSelect key={f} at={`/wishes/${f}`} label={sentence(t(`feature_${f}`))} value={value} set={(x) => set(f, x)}
                    options={[["", t("rgWishNone")], ...LEVELS.map(([w, word]): [string, string] => [String(w), t(word)]), ...own, ["need", t("upNeeded")]]} />;
            })}</div>
        </fieldset>
    );
}

function When({ form, said }: Part) {
    const text = (name: keyof ReturnType<typeof judge>) => ({ at: said[name].at, label: said[name].label, said: said[name].said, refused: form.refused(said[name].at), isLoud: form.tries > 0, value: form.values[name], set: (x: string) => form.set(name, x) });
    return (
        <fieldset><legend>{t("rgWhen")}</legend>
            <div class="pair">
                <Told {...text("from_day")} inputMode="numeric" hint={t("rgFromHint")} />
                <Told {...text("to_day")} inputMode="numeric" />
                <Told {...text("filed")} inputMode="numeric" hint={t("rgFiledHint")} />
                <Told {...text("current_room")} hint={t("rgCurrentRoomHint")} />
            </div>
            <Area id={idOf("/note")} label={t("dkNote")} rows={2} value={form.values.note} set={(x) => form.set("note", x)} error={form.refused("/note") ?? (form.tries > 0 ? wrong(said.note.said) : undefined)} />
        </fieldset>
    );
}
