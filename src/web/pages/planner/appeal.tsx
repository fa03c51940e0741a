/* One appeal on the desk: what was said, what the register says and on which paper, the result it is
 * about; having the round solved again with the fact as the official says; and the answer. */
import { useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Schemas } from "../../api";
import { get, send } from "../../api";
import type { Appeal } from "../../appeal";
import { daysSince, factWords, registerSays, valueWords } from "../../appeal";
import { day, language, moment, number, t } from "../../i18n";
import { useLocalCopy } from "../../kept";
import { useLoad } from "../../load";
import { useOfficial } from "../../reads";
import { go } from "../../router";
import { isOffice, useSession } from "../../session";
import { AppealTag } from "../../ui/appeal_tag";
import { Dialog } from "../../ui/dialog";
import { Area } from "../../ui/fields";
import { Failure, Facts, Load } from "../../ui/parts";
import { StateTag } from "../../ui/state_tag";

interface Open { appeal: Appeal; etag: string | null; again: () => void }

export function DeskAppeal({ code }: { code: string }) {
    const { account } = useSession();
    const appeal = useLoad((signal) => get("/api/v1/appeals/{appeal}", { path: { appeal: code }, signal }), [code]);
    return (
        <article class="desk file">
            <p class="no-print"><a href="#/appeals">{t("appeals")}</a></p>
            <Load of={appeal}>{(a) => {
                const open = { appeal: a, etag: appeal.answer!.etag, again: appeal.again };
                return (
                    <>
                        <header><h1>{t("apOf", { name: a.name })}</h1><AppealTag appeal={a} /></header>
                        <p class="quiet">{a.agency} · <a href={`#/requests/${a.request}`}>{a.request}</a> · {t("apSent", { moment: moment(a.filed_at) })}{a.outcome === null && ` · ${t("apDaysAgo", { n: daysSince(a.filed_at) })}`}</p>
                        <div class="columns">
                            <div>
                                <section><h2>{t("appealStatement")}</h2><blockquote>{a.statement}</blockquote></section>
                                <Disputed appeal={a} />
                                <Said {...open} mayAnswer={account?.role === "planner" || isOffice(account)} />
                            </div>
                            <div>
                                {a.fact && <Resolve {...open} may={account?.role === "planner"} />}
                                <About request={a.request} />
                            </div>
                        </div>
                    </>
                );
            }}</Load>
        </article>
    );
}

/* What should be, beside what is, and what that stands on. */
function Disputed({ appeal: a }: { appeal: Appeal }) {
    const who = a.official ?? "";
    const official = useOfficial(who);
    if (!a.fact || !a.value) return <section><h2>{t("apDisputed")}</h2><p>{t("apNoFact")}</p></section>;
    const fact = a.fact, value = a.value, names = fact === "groups" ? value.split(" ") : [fact];
    return (
        <section>
            <h2>{t("apDisputed")}: {factWords(fact)}</h2>
            <Load of={official}>{(o) => {
                const papers = o.facts.filter((f) => names.includes(f.fact) || (fact === "groups" && o.groups.some((g) => g === f.fact)));
                return <Facts rows={[
                    [t("apShould"), valueWords(fact, value)],
                    [t("apRegister"), registerSays(o, fact) ?? t("unknown")],
                    [t("apPapers"), papers.length === 0 ? t("apNoPaper") : papers.map((p) => <span class="line" key={p.fact}>{t(`group_${p.fact}`)}: {t("myPaper", { document: p.document, day: day(p.document_day) })}</span>)],
                ]} />;
            }}</Load>
            <p class="quiet">{t("apPapersDecide")}</p>
        </section>
    );
}

/* Solved again, in the background: the page of the plan shows its run, and compares it. */
function Resolve({ appeal: a, etag, may }: Open & { may: boolean }) {
    const [isAsked, setAsked] = useState(false), [isRefill, setRefill] = useState(true);
    const act = useAct();
    const ask = () => act.run(
        () => send("post", "/api/v1/appeals/{appeal}/plans", { path: { appeal: a.code }, etag, key: `appeal-plan-${a.version}-${isRefill}`, body: { refill: isRefill } }),
        (answer) => { const plan = answer.location?.split("/").pop() ?? answer.data.plan; if (plan) go(`/plans/${plan}`); },
    );
    const choice = (refill: boolean) => (
        <label class="check"><input type="radio" name="refill" checked={isRefill === refill} onChange={() => setRefill(refill)} /> <span>{t(refill ? "apRefill" : "apAfresh")}</span></label>
    );
    if (!may && !a.plan) return null;
    return (
        <section>
            <h2>{t("apResolve")}</h2>
            {a.plan && <p><a href={`#/plans/${a.plan}`}>{t("apSeePlan")}</a> · <a href={`#/plans/${a.plan}/comparison`}>{t("apCompare")}</a></p>}
            {may && <><p>{t("apResolveLead")}</p><p class="ask"><button type="button" onClick={() => setAsked(true)}>{t("apResolveAsk")}</button></p></>}
            {isAsked && <Dialog title={t("apResolve")} verb={t("apResolveAsk")} act={act} submit={ask} close={() => { setAsked(false); act.clear(); }}>
                <fieldset><legend>{t("apResolveHow")}</legend>{choice(true)}{choice(false)}</fieldset>
            </Dialog>}
        </section>
    );
}

function Said({ appeal: a, etag, again, mayAnswer }: Open & { mayAnswer: boolean }) {
    const [typed, setTyped, forget] = useLocalCopy(`answer:${a.code}`, { outcome: "" as "" | "upheld" | "rejected", answer: "" });
    const act = useAct();
    if (a.outcome !== null)
        return <section><h2>{t("apAnswer")}: {t(`ap_${a.outcome}`)}</h2><blockquote>{a.answer}</blockquote><p class="quiet">{moment(a.answered_at)}</p></section>;
    if (!mayAnswer) return <section><p>{t("apWaits", { n: daysSince(a.filed_at) })}</p></section>;
    const { outcome, answer } = typed;
    const submit = (event: Event) => {
        event.preventDefault();
        if (outcome !== "")
            act.run(() => send("post", "/api/v1/appeals/{appeal}/answer", { path: { appeal: a.code }, etag, key: `appeal-answer-${a.version}`, body: { outcome, answer } }), () => { forget(); again(); });
    };
    return (
        <section class="no-print">
            <h2>{t("apAnswer")}</h2>
            <form onSubmit={submit}>
                {act.problem && <Failure problem={act.problem} again={again} />}
                <fieldset><legend>{t("apOutcome")}</legend>
                    {(["upheld", "rejected"] as const).map((o) => <label class="check" key={o}><input type="radio" name="outcome" required checked={outcome === o} onChange={() => setTyped({ ...typed, outcome: o })} /> <span>{t(`ap_${o}`)}</span></label>)}
                </fieldset>
                {outcome === "upheld" && <p class="notice">{t("apUpheldDuty")}</p>}
                <Area label={t("apReason")} hint={t("apReasonHint")} rows={6} required value={answer} error={act.of("/answer")} set={(text) => setTyped({ ...typed, answer: text })} />
                <p class="ask"><button class="main" disabled={act.isBusy}>{t("apSendAnswer")}</button></p>
            </form>
        </section>
    );
}

/* The result that the appeal is about, as the official reads it. */
function About({ request }: { request: string }) {
    const result = useLoad((signal) => get("/api/v1/requests/{request}/result", { path: { request }, signal }), [request, language()]);
    return (
        <section>
            <h2>{t("apAbout")}</h2>
            <Load of={result}>{(r: Schemas["Result"]) => (
                <>
                    <p><StateTag state={r.state} /></p>
                    <Facts rows={[
                        [t("points"), r.points === null ? null : number(r.points)],
                        [t("priorityBand"), r.band === null ? null : number(r.band)],
                        [t("placeInOrder"), r.list_order === null ? null : number(r.list_order)],
                        [t("waitingPlace"), r.waiting_place === null ? null : t("waitingOf", { place: r.waiting_place, n: r.n_waiting ?? 0 })],
                        [t("room"), r.living_in?.room ?? r.offer?.room ?? null],
                    ]} />
                    {r.explanation.map((s, i) => <p key={i}>{s}</p>)}
                </>
            )}</Load>
        </section>
    );
}
