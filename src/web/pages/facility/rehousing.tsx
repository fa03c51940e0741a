/* One rehousing case: who must leave and until when, the ways out side by side, the choice. */
import { useEffect, useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Answer, Schemas } from "../../api";
import { get, send } from "../../api";
import { today } from "../../day";
import type { Word } from "../../i18n";
import { day, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { Dialog } from "../../ui/dialog";
import { Facts, Field, Load, Tag } from "../../ui/parts";
import { span } from "./closure_form";
import { Findings, useRunsTheHouse } from "./parts";
import { CaseTag } from "./rehousings";
import { RoomOf } from "./stays";

type Case = Schemas["Rehousing"];
type Proposal = Schemas["RehousingProposal"];

const AGAIN_MS = 3000;

/* Proposals are being made: nobody should have to reload. */
const isWorking = (c: Case) => c.state === "open" && (c.is_stale || c.proposed_at === null);

export function RehousingPage({ code }: { code: string }) {
    const of = useLoad((signal) => get("/api/v1/rehousings/{rehousing}", { path: { rehousing: code }, signal }), [code]);
    useEffect(() => {
        if (!of.answer || !isWorking(of.answer.data)) return;
        const later = setTimeout(of.again, AGAIN_MS);
        return () => clearTimeout(later);
    }, [of.answer]);
    return (
        <article class="desk file">
            <p><a href="#/rehousings">{t("lvCases")}</a></p>
            <Load of={of}>{() => <One answer={of.answer!} again={of.again} />}</Load>
        </article>
    );
}

function One({ answer, again }: { answer: Answer<Case>; again: () => void }) {
    const c = answer.data, [chosen, setChosen] = useState<Proposal | null>(null), runs = useRunsTheHouse();
    const mayChoose = runs && c.state === "open" && !isWorking(c);
    return (
        <>
            <header><h1>{t("lvCaseOf", { room: c.room })}</h1><CaseTag of={c} /></header>
            <Facts rows={[
                [t("room"), <RoomOf code={c.room} />], [t("lvClosed"), span(c)], [t("prReason"), t(`closure_${c.reason}` as Word)],
                ...(c.chosen ? [[t("lvWay"), t(`way_${c.chosen}`)] as [string, string]] : []),
            ]} />
            <div role="status">
                {c.is_due && <p class="notice bad">{t("lvDue", { n: c.n_away })}</p>}
                {isWorking(c) && <p class="notice">{t(c.proposed_at === null ? "lvNoWay" : "lvStale")}</p>}
            </div>
            {c.people.length > 0 && <section>
                <h2>{t("lvWhoLeaves")}</h2>
                <ul class="rows">{c.people.map((p) => <li key={p.request + p.kind}><span><a href={`#/requests/${p.request}`}>{p.name}</a> <span class="quiet">{p.agency} · {t(`lvHeld_${p.kind}`)}</span></span></li>)}</ul>
            </section>}
            {c.proposals.length > 0 && <section>
                <h2>{t("lvWays")}</h2>
                <div class="proposals">{c.proposals.map((p) => (
                    <section key={p.kind} class={c.chosen === p.kind ? "card picked" : "card"}>
                        <Way p={p} isOver={c.state !== "open"} />
                        {mayChoose && (p.why === null || (p.why === "no_bed" && p.n_moves > 0)) && <p><button type="button" class="main" onClick={() => setChosen(p)} aria-label={`${t("lvChoose")}: ${t(`way_${p.kind}`)}`}>{t("lvChoose")}</button></p>}
                    </section>
                ))}</div>
            </section>}
            {chosen && <Choose answer={answer} way={chosen} close={() => setChosen(null)} done={() => { setChosen(null); again(); }} again={again} />}
        </>
    );
}

function Way({ p, isOver }: { p: Proposal; isOver: boolean }) {
    return (
        <>
            <h3>{t(`way_${p.kind}`)}</h3>
            {p.why && <p class="late">{t(`why_${p.why}`)}</p>}
            <Facts rows={[
                [t("lvMoved"), number(p.n_moves)], [t("lvWithout"), number(p.n_left)],
                ...(p.kind === "temporary" ? [[t("lvBack"), p.return_day ? day(p.return_day) : t("lvNever")] as [string, string]] : []),
            ]} />
            {p.kind !== "stay" && <p><Tag kind={p.is_proven ? "good" : "wait"}>{t(p.is_proven ? "lvProven" : "lvUnproven")}</Tag></p>}
            {p.moves.length === 0 ? <p class="quiet">{t("lvNobodyMoves")}</p> : (
                <ul class="rows" aria-label={t("lvGoes")}>{p.moves.map((m) => (
                    <li key={m.request + m.kind}>
                        <span><a href={`#/requests/${m.request}`}>{m.name}</a> <span class="quiet">{m.agency}{m.kind === "offer" && ` · ${t(`lvHeld_${m.kind}`)}`}</span></span>
                        <span><RoomOf code={m.from_room} /> → {m.to_room ? <RoomOf code={m.to_room} /> : <strong class="late">{t("lvNoBed")}</strong>}{m.return_day && ` · ${t("lvBack")} ${day(m.return_day)}`}{isOver && m.is_away && ` · ${t("lvIsAway")}`}</span>
                    </li>
                ))}</ul>
            )}
        </>
    );
}

function Choose({ answer, way, close, done, again }: { answer: Answer<Case>; way: Proposal; close: () => void; done: () => void; again: () => void }) {
    const act = useAct(), [on, setOn] = useState(today()), c = answer.data;
    const submit = () => act.run(() => send("post", "/api/v1/rehousings/{rehousing}/choice", {
        path: { rehousing: c.code }, etag: answer.etag, key: `choice-${c.code}-${answer.etag}-${way.kind}-${on}`, body: { kind: way.kind, day: on },
    }).catch((e: Error) => { again(); throw e; }), done);
    return (
        <Dialog title={t("lvChooseOne", { way: t(`way_${way.kind}`) })} verb={t("lvChoose")} isGrave act={act} submit={submit} close={close}>
            <p>{way.n_moves === 0 ? t("lvNobodyMoves") : t("lvChooseMeans", { n: way.n_moves })}</p>
            {way.n_left > 0 && <p class="notice bad">{t("lvLeftOver", { n: way.n_left })}</p>}
            <Findings act={act} fields={["/day"]} />
            <Field label={t("lvMoveDay")} type="date" required max={today()} error={act.of("/day")} value={on} onInput={(e) => setOn(e.currentTarget.value)} />
        </Dialog>
    );
}
