/* A hand-over record, read and confirmed by whose room it is. */
import { get, send } from "../../api";
import type { Schemas } from "../../api";
import { useAct } from "../../act";
import { day, language, moment, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { Facts, Failure, Load, Tag } from "../../ui/parts";

type Handover = Schemas["Handover"];

export function HandoverPage({ stay, kind }: { stay: string; kind: "in" | "out" }) {
    const record = useLoad((signal) => get("/api/v1/stays/{stay}/handovers/{handover}", { path: { stay, handover: kind }, signal }), [stay, kind, language()]);
    return (
        <div class="own">
            <p class="no-print"><a href="#/">{t("myHousing")}</a></p>
            <h1>{t(`handover_${kind}`)}</h1>
            <Load of={record}>{(h) => <Record record={h} etag={record.answer!.etag} again={record.again} />}</Load>
        </div>
    );
}

function Record({ record: h, etag, again }: { record: Handover; etag: string | null; again: () => void }) {
    const act = useAct(), reading = (n: number | null, unit: string) => (n === null ? null : `${number(n)} ${unit}`);
    const confirm = () => act.run(() => send("post", "/api/v1/stays/{stay}/handovers/{handover}/confirmation", { path: { stay: h.stay, handover: h.kind }, etag, body: {} }), again);
    return (
        <>
            <Facts rows={[
                [t("hoDay"), day(h.day)],
                [t("hoElectricity"), reading(h.electricity_kwh, "kWh")],
                [t("hoWater"), reading(h.water_m3, "m³")],
                [t("hoKeys"), h.n_keys === null ? null : number(h.n_keys)],
                [t("hoHouse"), h.house_at && moment(h.house_at)],
                [t("hoResident"), h.resident_at && `${moment(h.resident_at)}${h.is_on_paper ? ` (${t("hoPaper")})` : ""}`],
            ]} />
            {h.note && <blockquote>{h.note}</blockquote>}
            <section><h2>{t("hoItems")}</h2><ul class="rows">{h.items.map((i) => (
                <li key={`${i.kind}-${i.number}`}><span>{t(`item_${i.kind}`)} {i.number} <Condition of={i.condition} /></span>{i.note && <span class="quiet">{i.note}</span>}</li>
            ))}</ul></section>
            {h.differences.length > 0 && <section><h2>{t("hoWorse")}</h2><ul>{h.differences.map((d) => (
                <li key={`${d.kind}-${d.number}`}>{t(`item_${d.kind}`)} {d.number}: {t(`condition_${d.was}`)} → {d.now ? t(`condition_${d.now}`) : t("hoGone")}</li>
            ))}</ul></section>}
            {act.problem && <Failure problem={act.problem} />}
            {h.house_at && !h.resident_at && <p>{t("hoConfirmMeans")}</p>}
            <p class="ask">
                {h.house_at && !h.resident_at && <button type="button" class="main" disabled={act.isBusy} onClick={confirm}>{t("hoConfirm")}</button>}
                <a class="button" href={`/api/v1/stays/${h.stay}/handovers/${h.kind}?format=pdf`} target="_blank" rel="noreferrer">{t("hoPrint")}</a>
            </p>
        </>
    );
}

function Condition({ of }: { of: Schemas["Condition"] }) {
    return <Tag kind={of === "good" ? "good" : of === "worn" ? "wait" : "bad"}>{t(`condition_${of}`)}</Tag>;
}
