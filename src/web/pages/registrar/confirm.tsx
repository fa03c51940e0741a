/* The agency confirms a request: each fact that gives points from a paper, by number and date. */
import { useEffect, useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Schemas } from "../../api";
import { Problem, get, send } from "../../api";
import { readDay, today, typedDay } from "../../day";
import { faultsOf, useForm } from "../../form";
import { t } from "../../i18n";
import { useLoad } from "../../load";
import { useRequest } from "../../reads";
import { readText } from "../../person";
import { go } from "../../router";
import { Failure, Load } from "../../ui/parts";
import { Faults } from "../../ui/told";
import type { PapersValues } from "./papers";
import { NO_PAPER, PaperFields, PersonFacts, judgePaper, openFacts, ownPapers } from "./papers";

type Request = Schemas["Request"];
type Official = Schemas["Official"];

export function ConfirmPage({ code }: { code: string }) {
    const request = useRequest(code);
    return (
        <article class="form">
            <p><a href={`#/requests/${code}`}>{t("rgBackToRequest", { code })}</a></p>
            <h1>{t("rgConfirmTitle", { code })}</h1>
            <Load of={request}>{(r) => r.state === "submitted" ? <People key={r.code} request={r} etag={request.answer!.etag} /> : <p>{t("rgConfirmNot")}</p>}</Load>
        </article>
    );
}

/* The officials of the request, those whom one may see; others are confirmed by their own agencies. */
function People({ request, etag }: { request: Request; etag: string | null }) {
    const people = useLoad(async (signal) => {
        const codes = request.members.flatMap((m) => (m.official ? [m.official] : []));
        const found = await Promise.all(codes.map((official) => get("/api/v1/officials/{official}", { path: { official }, signal }).then((a) => a.data, (e: Error) => {
            if (e instanceof Problem && e.status === 404) return null;
            throw e;
        })));
        return { data: found.filter((o) => o !== null), etag: null, next: null, location: null };
    }, [request.code]);
    return <Load of={people}>{(officials) => <ConfirmForm request={request} etag={etag} officials={officials} />}</Load>;
}

function ConfirmForm({ request, etag, officials }: { request: Request; etag: string | null; officials: Official[] }) {
    const form = useForm<PapersValues>({ common: { ...NO_PAPER, day: typedDay(today()) }, own: {} }), act = useAct();
    const [isDone, setDone] = useState(false);
    const open = openFacts(officials), own = ownPapers(open, form.values), needsCommon = open.length > own.length;
    const common = judgePaper(form.values.common, ""), faults = faultsOf([...(needsCommon ? common : []), ...own.flatMap((o) => o.said)]);
    useEffect(() => { if (isDone && !form.isDirty) go(`/requests/${request.code}`); }, [isDone, form.isDirty]);
    const relationOf = (o: Official) => t(`relation_${request.members.find((m) => m.official === o.code)!.relation}`);
    const strangers = request.members.filter((m) => m.official && !officials.some((o) => o.code === m.official));
    const submit = () => {
        form.tried();
        if (faults.length > 0) return;
        const paper = { document: readText(form.values.common.document, 100).value, document_day: readDay(form.values.common.day).value ?? "" };
        act.run(() => send("post", "/api/v1/requests/{request}/confirmation", {
            path: { request: request.code }, etag,
            body: { ...(needsCommon ? paper : {}), ...(own.length > 0 ? { facts: own.map((o) => o.sent) } : {}) },
        }).catch((e: Error) => { form.refuse(e); throw e; }), () => { form.saved(); setDone(true); });
    };
    return (
        <form noValidate onSubmit={(e) => { e.preventDefault(); submit(); }}>
            <Faults faults={faults} others={form.all} tries={form.tries} />
            <p>{t("rgConfirmLead")}</p>
            {needsCommon && <fieldset><legend>{t("rgCommonPaper")}</legend>
                <p class="quiet">{t("rgCommonLead", { n: open.length - own.length })}</p>
                <PaperFields paper={form.values.common} set={(p) => form.set("common", p)} form={form} said={common} />
            </fieldset>}
            <fieldset><legend>{t("rgFacts")}</legend>
                {officials.map((o) => <PersonFacts key={o.code} official={o} relation={relationOf(o)} form={form} hasCommon indexOf={(key) => own.findIndex((x) => x.key === key)} />)}
                {strangers.map((m) => <p key={m.official}>{t("rgOtherAgency", { name: m.name ?? t(`relation_${m.relation}`) })}</p>)}
            </fieldset>
            {act.problem && form.all.length === 0 && <Failure problem={act.problem} />}
            <p class="ask"><button class="main" disabled={act.isBusy}>{t("rgConfirm")}</button></p>
        </form>
    );
}
