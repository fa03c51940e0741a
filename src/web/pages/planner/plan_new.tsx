/* Asking for a plan: what it changes of the round's data. What was gathered in the house stands here
 * already; what is wrong with it the API says, and each fault is shown at its place. */
import { useEffect, useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Schemas } from "../../api";
import { get, send } from "../../api";
import { t } from "../../i18n";
import { useLoad } from "../../load";
import { usePolicies } from "../../reads";
import { useQuery } from "../../query";
import type { Round } from "../../round";
import { takesPlans } from "../../round";
import { go } from "../../router";
import type { SpotKind } from "../../scenario";
import { NO_DRAFT, addSpot, closeRoom, currentDraft, setDraft, useDraft } from "../../scenario";
import { Check, Select } from "../../ui/fields";
import { Failure, Field, Load } from "../../ui/parts";
import { ClosedRooms, Spots } from "./plan_new_lists";

type Policies = Schemas["Policies"]["items"];

export function PlanNew({ round: code }: { round: string }) {
    const round = useLoad((signal) => get("/api/v1/rounds/{round}", { path: { round: code }, signal }), [code]);
    const policies = usePolicies();
    return (
        <article class="desk askplan">
            <p><a href={`#/rounds/${code}`}>{t("scToRound")}</a></p>
            <h1>{t("scNew")}</h1>
            <Load of={round}>{(r) => (takesPlans(r)
                ? <Load of={policies}>{({ items }) => <Form round={r} policies={items} />}</Load>
                : <p class="notice wait">{t(r.state === "open" ? "scStillOpen" : "scOver", { round: r.name })}</p>)}</Load>
        </article>
    );
}

const NO_SPOT = { request: "", room: "" };

/* What the form says, with the plan in the making; what is empty is not said. */
function asked({ note, policy, seed, today, refill }: { note: string; policy: string; seed: string; today: boolean; refill: boolean }): Schemas["NewPlan"] {
    const { closed, pins, bans } = currentDraft();
    return {
        ...(note && { note }), ...(policy && { policy }), ...(seed && { seed }), ...(today && { today }), ...(refill && { refill }),
        ...(closed.length && { closed_rooms: closed }), ...(pins.length && { pins }), ...(bans.length && { bans }),
    };
}

function Form({ round, policies }: { round: Round; policies: Policies }) {
    const [query] = useQuery(), draft = useDraft(), act = useAct();
    const [note, setNote] = useState(""), [policy, setPolicy] = useState(query.get("policy") ?? ""), [seed, setSeed] = useState(query.get("seed") ?? "");
    const isOut = round.state === "published", [today, setToday] = useState(query.get("today") === "1"), [refill, setRefill] = useState(query.get("refill") === "1");
    const [closing, setClosing] = useState(""), [spots, setSpots] = useState({ pins: NO_SPOT, bans: NO_SPOT });
    const [half, setHalf] = useState<SpotKind | null>(null); /* the list whose last entry wants its other half */
    const seedFault = /^\d*$/.test(seed.trim()) ? undefined : t("scSeedBad");
    useEffect(() => { /* to the first fault, for hand and ear */
        if (act.problem) document.querySelector<HTMLElement>(".askplan .wrong button, .askplan [aria-invalid=true]")?.focus();
    }, [act.problem]);
    const addRoom = () => {
        if (closing.trim() !== "") { act.clear(); closeRoom(closing.trim()); }
        setClosing("");
    };
    const addTo = (kind: SpotKind): boolean => {
        const spot = { request: spots[kind].request.trim().toUpperCase(), room: spots[kind].room.trim() };
        const isHalf = (spot.request === "") !== (spot.room === "");
        setHalf(isHalf ? kind : null);
        if (isHalf || spot.request === "") return !isHalf;
        act.clear();
        addSpot(kind, spot);
        setSpots({ ...spots, [kind]: NO_SPOT });
        return true;
    };
    const submit = () => {
        addRoom(); /* typed, not yet added: meant all the same */
        if (!addTo("pins") || !addTo("bans") || seedFault) return;
        const body = asked({ note: note.trim(), policy, seed: seed.trim(), today, refill });
        act.run(() => send("post", "/api/v1/rounds/{round}/plans", { path: { round: round.code }, body }), (answer) => {
            setDraft(NO_DRAFT);
            go(`/plans/${answer.data.code}`);
        });
    };
    const spotsOf = (kind: SpotKind) => (
        <Spots kind={kind} spots={draft[kind]} last={spots[kind]} setLast={(spot) => setSpots({ ...spots, [kind]: spot })} add={() => addTo(kind)} act={act} isHalf={half === kind} />
    );
    return (
        <form noValidate onSubmit={(e) => { e.preventDefault(); submit(); }}>
            <p>{t("scNewFor", { round: round.name })}</p>
            <Field label={t("dkNote")} hint={t("scNoteHint")} maxLength={2000} error={act.of("/note")} value={note} onInput={(e) => setNote(e.currentTarget.value)} />
            <ClosedRooms rooms={draft.closed} last={closing} setLast={setClosing} add={addRoom} act={act} />
            {spotsOf("pins")}
            {spotsOf("bans")}
            <fieldset>
                <legend>{t("scData")}</legend>
                <Check label={<>{t("scToday")} <span class="quiet">{t("scTodayHint")}</span></>} value={today} set={setToday} />
                {isOut && <Check label={<>{t("scRefill")} <span class="quiet">{t("scRefillHint")}</span></>} value={refill} set={setRefill} />}
            </fieldset>
            <fieldset>
                <legend>{t("scTrial")}</legend>
                <p class="hint">{t("scTrialHint")}</p>
                <Select label={t("scPolicy")} value={policy} set={(v) => { act.clear(); setPolicy(v); }} error={act.of("/policy")} hint={t("scPolicyHint")}
                    options={[["", t("scPolicyRound", { policy: round.policy })], ...policies.filter((p) => p.code !== round.policy).map((p): [string, string] => [p.code, `${p.code} · ${p.name}`])]} />
                <Field label={t("scSeed")} hint={round.seed && round.drawn_at ? t("scSeedHint", { seed: round.seed }) : t("scSeedNone")} inputMode="numeric" maxLength={32} error={seedFault ?? act.of("/seed")} value={seed} onInput={(e) => { act.clear(); setSeed(e.currentTarget.value); }} />
            </fieldset>
            <p class="notice" role="status">{verdict(round, policy, seed.trim(), refill)}</p>
            {act.problem && <Failure problem={act.problem} />}
            <p class="ask"><button class="main" disabled={act.isBusy}>{t("scAsk")}</button></p>
        </form>
    );
}

/* Whether what is asked for can be submitted, and why not. */
function verdict(round: Round, policy: string, seed: string, refill: boolean): string {
    const why = [
        round.drawn_at === null && t("scWhyNoDraw"), policy !== "" && policy !== round.policy && t("scWhyPolicy"),
        round.drawn_at !== null && seed !== "" && seed !== round.seed && t("scWhySeed"),
    ].filter(Boolean);
    if (why.length > 0) return t("scOnlyTrial", { why: why.join(", ") });
    return t(round.state === "published" && !refill ? "scNeedsRefill" : "scSubmittable");
}
