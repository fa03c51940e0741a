/* One's own request in four short steps: about oneself, who lives along, what is wished, look and hand
 * in. A new one is a draft on the server from the first step on; each step says whether it is saved. */
import { useState } from "preact/hooks";
import type { Schemas } from "../../api";
import { send } from "../../api";
import { useAct } from "../../act";
import type { Word } from "../../i18n";
import { t } from "../../i18n";
import type { KeptStatus } from "../../kept";
import { useRequest } from "../../reads";
import { useQuery } from "../../query";
import { go } from "../../router";
import { Failure, Load } from "../../ui/parts";
import type { Draft } from "./form_draft";
import { useDraft } from "./form_draft";
import { PeopleStep } from "./form_people";
import { ReviewStep } from "./form_review";
import { WishesStep } from "./form_wishes";
import { PersonStep } from "./person";

const STEPS = ["myStepPerson", "myStepPeople", "myStepWishes", "myStepReview"] as const;
const LAST = STEPS.length;

/* Says what it takes, then makes the draft. */
export function NewRequest() {
    const act = useAct();
    const [key] = useState(() => `request-${Date.now()}`);
    const begin = () => act.run(() => send("post", "/api/v1/requests", { key, body: {} }), (a) => go(`/my/requests/${a.data.code}/form`));
    return (
        <div class="own">
            <p><a href="#/">{t("myHousing")}</a></p>
            <h1>{t("myNew")}</h1>
            <p>{t("myNewLead")}</p>
            <ol class="steps">{STEPS.map((s) => <li key={s}>{t(s)}</li>)}</ol>
            {act.problem && <Failure problem={act.problem} />}
            <p class="ask"><button type="button" class="main" disabled={act.isBusy} onClick={begin}>{t("myStart")}</button></p>
        </div>
    );
}

export function RequestForm({ code }: { code: string }) {
    const request = useRequest(code);
    return (
        <div class="own form">
            <p><a href="#/">{t("myHousing")}</a></p>
            <Load of={request}>{(r) => <Steps key={r.code} request={r} etag={request.answer!.etag} />}</Load>
        </div>
    );
}

function Steps({ request, etag }: { request: Schemas["Request"]; etag: string | null }) {
    const draft = useDraft(request, etag);
    const [query] = useQuery();
    const step = Math.min(LAST, Math.max(1, Number(query.get("step") ?? 1) || 1));
    const to = (n: number) => go(`/my/requests/${request.code}/form?step=${n}`);
    const goOn = () => { if (request.state === "draft") void draft.flush(); to(step + 1); };
    const props = { request, draft };
    return (
        <>
            <p class="code">{t("request")} {request.code}</p>
            <h1>{t("myStepOf", { n: step, of: LAST })}: {t(STEPS[step - 1]!)}</h1>
            <progress max={LAST} value={step} aria-label={t("myStepOf", { n: step, of: LAST })} />
            {draft.wasRestored && step < LAST && <p class="notice">{t("myRestored")}</p>}
            {step === 1 && <PersonStep next={goOn} />}
            {step === 2 && <PeopleStep {...props} />}
            {step === 3 && <WishesStep {...props} />}
            {step === 4 && <ReviewStep {...props} to={to} />}
            {draft.problem && <Failure problem={draft.problem} />}
            {step > 1 && <>
                <SaveState status={draft.status} isDraft={request.state === "draft"} />
                <p class="ask">
                    {step < LAST && <button type="button" class="main" onClick={goOn}>{t("goOn")}</button>}
                    <button type="button" onClick={() => to(step - 1)}>{t("myBack")}</button>
                </p>
            </>}
        </>
    );
}

/* Whether the server has what was typed. */
export function SaveState({ status, isDraft }: { status: KeptStatus; isDraft: boolean }) {
    const word: Word = !isDraft && status === "waiting" ? "myKeptTillSent" : `kept_${status}`;
    return <p class={`saved ${status}`} role="status">{t(word)}</p>;
}

export interface StepProps { request: Schemas["Request"]; draft: ReturnType<typeof useDraft> }
export type { Draft };
