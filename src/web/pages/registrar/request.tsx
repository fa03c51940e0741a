/* One request as its agency works with it: what is to be done now, what was asked, what came of it. */
import { useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Schemas } from "../../api";
import { get, send } from "../../api";
import { day, t } from "../../i18n";
import { useLoad } from "../../load";
import { useAgencies } from "../../reads";
import { isOffice, useSession } from "../../session";
import { Dialog } from "../../ui/dialog";
import { Facts, Failure, Load } from "../../ui/parts";
import { StateTag } from "../../ui/state_tag";
import { Asked, Outcome } from "../planner/request";
import { AnswerOffer } from "./answer_offer";

type Request = Schemas["Request"];
type Result = Schemas["Result"];
type State = Request["state"];

/* Steps of a request, as service/life.c has them. */
const CORRECTS: State[] = ["draft", "submitted", "confirmed", "eligible", "refused", "waiting"];
const WITHDRAWS: State[] = [...CORRECTS, "allocated", "offered", "accepted"];

export function AgencyRequest({ code }: { code: string }) {
    const { account } = useSession(), [n, setN] = useState(0), path = { request: code };
    const request = useLoad((signal) => get("/api/v1/requests/{request}", { path, signal }), [code, n]);
    const result = useLoad((signal) => get("/api/v1/requests/{request}/result", { path, signal }), [code, n]);
    const agencies = useAgencies();
    const again = () => setN((x) => x + 1);
    return (
        <article class="desk file">
            <p><a href={isOffice(account) ? "#/requests" : "#/"}>{t("rgBackToList")}</a></p>
            <Load of={request}>{(r) => (
                <>
                    <header><h1>{r.code} · {nameOf(r)}</h1><StateTag state={r.state} /></header>
                    <Steps request={r} etag={request.answer!.etag} offer={result.answer?.data.offer ?? null} again={again} />
                    <div class="columns">
                        <div>
                            <section><h2>{t("dkAsked")}</h2><Asked request={r} agency={agencies.answer?.data.items.find((a) => a.code === r.agency)?.name ?? r.agency} /></section>
                            <section><h2>{t("dkPeople")}</h2><People request={r} /></section>
                        </div>
                        <div><Load of={result}>{(x: Result) => <Outcome result={x} />}</Load></div>
                    </div>
                </>
            )}</Load>
        </article>
    );
}

export function nameOf(r: Request): string {
    return r.members.find((m) => m.relation === "self")?.name ?? "";
}

function Steps({ request: r, etag, offer, again }: { request: Request; etag: string | null; offer: Result["offer"]; again: () => void }) {
    const act = useAct(), [asks, setAsks] = useState<"withdraw" | "answer" | null>(null), path = { request: r.code };
    const close = () => { setAsks(null); act.clear(); };
    const late = r.deadline && r.deadline.days_left < 0;
    return (
        <div class="acts">
            {r.deadline && <p class={late ? "warning" : "quiet"}>{t(r.deadline.step === "agency" ? "rgDueAgency" : "rgDueDecision", { day: day(r.deadline.due) })}{late && <strong> {t("rgLateBy", { n: -r.deadline.days_left })}</strong>}</p>}
            {act.problem && asks === null && <Failure problem={act.problem} />}
            <p class="ask">
                {r.state === "draft" && <button type="button" class="main" disabled={act.isBusy} onClick={() => act.run(() => send("post", "/api/v1/requests/{request}/submission", { path, etag }), again)}>{t("rgSubmit")}</button>}
                {r.state === "submitted" && <a class="button main" href={`#/requests/${r.code}/confirmation`}>{t("rgConfirmGo")}</a>}
                {offer && offer.answer === null && <button type="button" class="main" onClick={() => setAsks("answer")}>{t("rgAnswerInstead")}</button>}
                {CORRECTS.includes(r.state) && <a class="button" href={`#/requests/${r.code}/edit`}>{t("rgCorrect")}</a>}
                {WITHDRAWS.includes(r.state) && <button type="button" class="danger" onClick={() => setAsks("withdraw")}>{t("rgWithdraw")}</button>}
            </p>
            {asks === "withdraw" && <Dialog title={t("myWithdrawTitle", { code: r.code })} verb={t("rgWithdraw")} isGrave act={act} close={close}
                submit={() => act.run(() => send("post", "/api/v1/requests/{request}/withdrawal", { path, etag }), () => { setAsks(null); again(); })}>
                <p>{t("rgWithdrawWarning", { name: nameOf(r) })}</p>
                {["offered", "accepted", "allocated"].includes(r.state) && <p class="warning">{t("rgWithdrawRoom")}</p>}
            </Dialog>}
            {asks === "answer" && offer && <AnswerOffer offer={offer} name={nameOf(r)} close={close} done={() => { setAsks(null); again(); }} />}
        </div>
    );
}

function People({ request: r }: { request: Request }) {
    return (
        <>
            {r.members.map((m, i) => (
                <div key={i}>
                    <h3>{m.official && m.name ? <a href={`#/officials/${m.official}`}>{m.name}</a> : m.name ?? t("rgUnnamed")} · {t(`relation_${m.relation}`)}</h3>
                    <Facts rows={[
                        ...(m.born ? [[t("dkBorn"), m.born.length > 4 ? day(m.born) : m.born] as [string, string]] : []),
                        ...(m.sex === "M" || m.sex === "F" ? [[t("dkSex"), t(`sexword_${m.sex}`)] as [string, string]] : []),
                        ...(m.official && m.relation !== "self" ? [[t("rgConsent"), t(m.consent === "own" ? "rgConsentOwn" : m.consent === "agency" ? "rgConsentAgency" : "rgConsentNone")] as [string, string]] : []),
                    ]} />
                </div>
            ))}
        </>
    );
}
