/* Last step: all of it once more, who has to agree yet, and handing it in. */
import type { ComponentChildren } from "preact";
import type { Schemas } from "../../api";
import { get, send } from "../../api";
import { useAct } from "../../act";
import { day, t } from "../../i18n";
import { useLoad } from "../../load";
import { go } from "../../router";
import { Failure, Facts, Load } from "../../ui/parts";
import { featureWords } from "../../features";
import type { StepProps } from "./form";
import type { Draft } from "./form_draft";
import { isWhole } from "./form_draft";

type Request = Schemas["Request"];

export function ReviewStep({ request, draft, to }: StepProps & { to: (step: number) => void }) {
    const act = useAct();
    const d = draft.value, isDraft = request.state === "draft";
    const finish = () => act.run(async () => {
        if (!await draft.flush()) return false;
        if (isDraft) await send("post", "/api/v1/requests/{request}/submission", { path: { request: request.code }, etag: "*" });
        return true;
    }, (isDone) => { if (isDone) go("/"); });
    return (
        <>
            <Summary draft={d} known={request.members} />
            {!d.members.every(isWhole) && <p class="notice bad">{t("myNotWhole")} <button type="button" class="plain" onClick={() => to(2)}>{t("myStepPeople")}</button></p>}
            <Pending request={request} />
            <p>{t(isDraft ? "mySubmitMeans" : request.state === "submitted" ? "myChangeMeans" : "myChangeConfirmed")}</p>
            {act.problem && <Failure problem={act.problem} />}
            <p class="ask"><button type="button" class="main" disabled={act.isBusy || !d.members.every(isWhole)} onClick={finish}>{t(isDraft ? "mySubmit" : "mySaveChange")}</button></p>
        </>
    );
}

function Summary({ draft: d, known }: { draft: Draft; known: Request["members"] }) {
    const sites = useLoad((signal) => get("/api/v1/sites", { signal }), []);
    const name = (code: string) => sites.answer?.data.items.find((s) => s.code === code)?.name ?? code;
    const lines = (texts: string[]): ComponentChildren => texts.map((x) => <span class="line" key={x}>{x}</span>);
    const people = d.members.map((m) => `${m.name || known.find((k) => k.official && k.official === m.official)?.name || t("myNamed")} (${t(`relation_${m.relation}`)})`);
    return (
        <Load of={sites}>{() => <Facts rows={[
            [t("mySharing"), t(`sharing_${d.sharing}`)],
            [t("myPeople"), people.length === 0 ? t("myAlone") : lines(people)],
            [t("dkSites"), d.sites.length === 0 ? t("dkAnySite") : lines([...d.sites.map((s, i) => `${i + 1}. ${name(s)}`), ...(d.other_sites ? [t("dkOtherSites")] : [])])],
            [t("myFeatureNeed"), featureWords(d.needs) || "–"],
            [t("myFeatureWish"), featureWords(d.wishes.map((w) => w.feature)) || "–"],
            [t("myDays"), d.from_day || d.to_day ? `${day(d.from_day)} – ${day(d.to_day)}` : "–"],
            [t("dkScheme"), t(`scheme_${d.scheme}`)],
            [t("dkNote"), d.note || "–"],
        ]} />}</Load>
    );
}

/* Friends who have not said yes yet, as the server knows them: they say so with the request's code. */
function Pending({ request }: { request: Request }) {
    const fresh = useLoad((signal) => get("/api/v1/requests/{request}", { path: { request: request.code }, signal }), [request.code]);
    const n = fresh.answer?.data.members.filter((m) => m.relation !== "self" && m.official && !m.consent).length ?? 0;
    return n === 0 ? null : <p class="notice">{t("myPending", { n, code: request.code })}</p>;
}
