/* The grave acts on a plan, each asked for in a dialog: a paper recorded, the publication, the end. */
import { useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Answer } from "../../api";
import { get, send } from "../../api";
import { t } from "../../i18n";
import { useLoad } from "../../load";
import { today } from "../../day";
import type { Around, Plan } from "../../plan_facts";
import { Dialog } from "../../ui/dialog";
import { Area } from "../../ui/fields";
import { Field } from "../../ui/parts";
import { MovedList } from "../../ui/moved_list";

interface Ends { plan: Plan; etag: string | null; around: Around; done: () => void; close: () => void }

/* Tờ trình or quyết định: its number, its day, who signed it. */
export function Signing({ kind, plan, etag, done, close }: Ends & { kind: "submission" | "decision" }) {
    const act = useAct();
    const [number, setNumber] = useState(""), [date, setDate] = useState(today), [signer, setSigner] = useState("");
    const submit = () => act.run(() => send("post", `/api/v1/plans/{plan}/${kind}`, { path: { plan: plan.code }, etag, body: { number: number.trim(), date, signer: signer.trim() } }), done);
    return (
        <Dialog title={t(`prAsk_${kind}`)} verb={t(`prDo_${kind}`)} act={act} submit={submit} close={close}>
            <p>{t(`prWhat_${kind}`)}</p>
            <Field label={t("paperNumber")} required maxLength={200} hint={t(`prNumber_${kind}`)} error={act.of("/number")} value={number} onInput={(e) => setNumber(e.currentTarget.value)} />
            <Field label={t("paperDate")} type="date" required max={today()} error={act.of("/date")} value={date} onInput={(e) => setDate(e.currentTarget.value)} />
            <Field label={t("paperSigner")} required maxLength={200} error={act.of("/signer")} value={signer} onInput={(e) => setSigner(e.currentTarget.value)} />
        </Dialog>
    );
}

/* How many are offered a room: all who are placed; after a first publication those it did not place. */
async function countOffers(plan: Plan, around: Around, signal: AbortSignal): Promise<Answer<number>> {
    const plans = plan.options.refill && plan.round ? await get("/api/v1/rounds/{round}/plans", { path: { round: plan.round }, signal }) : null;
    const before = plans?.data.items.find((p) => p.state === "published"); /* the newest */
    if (!before) return { data: around.placed, etag: null, next: null, location: null };
    const both = await get("/api/v1/plans/{plan}/comparison", { path: { plan: before.code }, query: { with: plan.code }, signal });
    return { ...both, data: both.data.changes.filter((c) => c.kind === "gains").length };
}

/* Offers go out, the list becomes public: said before it is done. */
export function Publishing({ plan, etag, around, done, close }: Ends) {
    const act = useAct(), [reason, setReason] = useState("");
    const offers = useLoad((signal) => countOffers(plan, around, signal), [plan.code]);
    const isStale = (plan.moved?.length ?? 0) > 0, { round } = around;
    const body = isStale ? { stale_reason: reason.trim() } : {};
    const submit = () => act.run(() => send("post", "/api/v1/plans/{plan}/publication", { path: { plan: plan.code }, etag, body }), done);
    return (
        <Dialog title={t("prAsk_publication")} verb={t("prDo_publication")} isGrave act={act} submit={submit} close={close}>
            <ul class="plainlist">
                <li>{t(plan.options.refill ? "prPubOffersRefill" : "prPubOffers", { n: offers.answer?.data ?? "…", days: round?.offer_days ?? 0 })}</li>
                <li>{t(round?.names_public === false ? "prPubCodes" : "prPubNames")}</li>
                <li>{t("prPubWaiting", { n: around.waiting })}</li>
                <li><strong>{t("prPubFinal")}</strong></li>
            </ul>
            {isStale && <>
                <p class="notice wait">{t("prStale", { n: plan.moved?.length ?? 0 })}</p>
                <MovedList items={plan.moved ?? []} />
                <Area label={t("prStaleWhy")} hint={t("prStaleHint")} required rows={3} error={act.of("/stale_reason")} value={reason} set={setReason} />
            </>}
        </Dialog>
    );
}

export function Discarding({ plan, etag, done, close }: Omit<Ends, "around">) {
    const act = useAct();
    return (
        <Dialog title={t("prAsk_discard")} verb={t("prDo_discard")} isGrave act={act} close={close}
            submit={() => act.run(() => send("delete", "/api/v1/plans/{plan}", { path: { plan: plan.code }, etag }), done)}>
            <p>{t("prWhat_discard")}</p>
        </Dialog>
    );
}
