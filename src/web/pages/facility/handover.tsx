/* A hand-over record as the house writes it: readings, keys, items and their condition; printed, signed,
 * confirmed. */
import { useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Answer, Schemas } from "../../api";
import { get, saveFile, send } from "../../api";
import { today } from "../../day";
import { useForm } from "../../form";
import { language, moment, t } from "../../i18n";
import { useLoad } from "../../load";
import { Dialog } from "../../ui/dialog";
import { Area } from "../../ui/fields";
import { Facts, Failure, Field, Load } from "../../ui/parts";
import { Table } from "../../ui/table";
import { useRunsTheHouse } from "./parts";
import { RoomOf } from "./stays";

type Record = Schemas["Handover"];
type Piece = Record["items"][number];
type Kind = "in" | "out";
const CONDITIONS: Schemas["Condition"][] = ["good", "worn", "broken", "missing"];
const KINDS: Schemas["ItemKind"][] = ["air_con", "bed", "chair", "curtain", "desk", "fan", "fire_extinguisher", "kitchen_cabinet", "light", "mattress", "mirror", "refrigerator", "shelf", "shower", "television", "toilet", "wardrobe", "washbasin", "washing_machine", "water_heater"];

interface Both { stay: Schemas["Stay"]; record: Answer<Record> }

async function load(stay: string, handover: Kind, signal: AbortSignal): Promise<Answer<Both>> {
    const [of, record] = await Promise.all([get("/api/v1/stays/{stay}", { path: { stay }, signal }), get("/api/v1/stays/{stay}/handovers/{handover}", { path: { stay, handover }, signal })]);
    return { ...record, data: { stay: of.data, record } };
}

export function HouseHandover({ stay, kind }: { stay: string; kind: Kind }) {
    const both = useLoad((signal) => load(stay, kind, signal), [stay, kind, language()]);
    return (
        <article class="desk file handover">
            <p><a href="#/stays">{t("lvStays")}</a></p>
            <h1>{t(`handover_${kind}`)}</h1>
            <Load of={both}>{({ stay: s, record }) => (
                <>
                    <p><b>{s.name}</b>, {s.agency}, <RoomOf code={s.room} />, {s.site_name}</p>
                    <Form key={record.etag ?? "new"} record={record} again={both.again} />
                </>
            )}</Load>
        </article>
    );
}

interface Said { day: string; electricity: string; water: string; keys: string; note: string; items: Piece[] }

const text = (n: number | null) => (n === null ? "" : String(n));
const count = (s: string) => (s.trim() === "" ? null : Number(s));

function Form({ record, again }: { record: Answer<Record>; again: () => void }) {
    const r = record.data, isOver = r.house !== null && r.resident !== null, mayWrite = useRunsTheHouse() && !isOver, isNew = r.code === null;
    const form = useForm<Said>({ day: r.day ?? today(), electricity: text(r.electricity_kwh), water: text(r.water_m3), keys: text(r.n_keys), note: r.note, items: r.items });
    const act = useAct(), [asks, setAsks] = useState<"house" | "paper" | null>(null), v = form.values;
    const path = { stay: r.stay, handover: r.kind };
    const save = (e: Event) => {
        e.preventDefault();
        const body = { day: v.day, electricity_kwh: count(v.electricity), water_m3: count(v.water), n_keys: count(v.keys), note: v.note, items: v.items };
        act.run(() => (isNew ? send("post", "/api/v1/stays/{stay}/handovers/{handover}", { path, body })
            : send("put", "/api/v1/stays/{stay}/handovers/{handover}", { path, etag: record.etag, body })).catch((e: Error) => { form.refuse(e); throw e; }), () => { form.saved(); again(); });
    };
    const input = (name: "day" | "electricity" | "water" | "keys") => ({ value: v[name], disabled: !mayWrite, onInput: (e: Event & { currentTarget: HTMLInputElement }) => form.set(name, e.currentTarget.value) });
    return (
        <form onSubmit={save}>
            {isNew && <p class="notice">{t("hoProposal")}</p>}
            {isOver && <p class="notice good">{t("hoBothDone")}</p>}
            {act.problem && <Failure problem={act.problem} />}
            <div class="row">
                <Field label={t("hoDay")} type="date" required max={today()} error={form.refused("/day")} {...input("day")} />
                <Field label={`${t("hoElectricity")} (kWh)`} type="number" min={0} step={1} error={form.refused("/electricity_kwh")} {...input("electricity")} />
                <Field label={`${t("hoWater")} (m³)`} type="number" min={0} step={1} error={form.refused("/water_m3")} {...input("water")} />
                <Field label={t("hoKeys")} type="number" min={0} step={1} error={form.refused("/n_keys")} {...input("keys")} />
            </div>
            <Pieces items={v.items} differences={r.differences} mayWrite={mayWrite} set={(items) => form.set("items", items)} refused={(i) => form.all.find((f) => f.pointer.startsWith(`/items/${i}/`))?.detail} />
            {mayWrite ? <Area label={t("dkNote")} rows={2} value={v.note} set={(note) => form.set("note", note)} error={form.refused("/note")} /> : v.note && <p>{v.note}</p>}
            <Facts rows={[
                [t("hoHouse"), r.house ? `${r.house}, ${moment(r.house_at)}` : t("hoWaits")],
                [t("hoResident"), r.resident ? `${r.resident}, ${moment(r.resident_at)}${r.is_on_paper ? ` (${t("hoPaper")})` : ""}` : t("hoWaits")],
            ]} />
            <p class="ask">
                {mayWrite && <button class={r.house ? undefined : "main"} disabled={act.isBusy || (!isNew && !form.isDirty)}>{t("save")}</button>}
                {!isNew && <button type="button" disabled={act.isBusy || form.isDirty} onClick={() => act.run(() => saveFile("get", `/api/v1/stays/${r.stay}/handovers/${r.kind}?format=pdf`, `${r.kind === "in" ? "nhan-phong" : "tra-phong"}-${r.stay.slice(0, 8)}.pdf`))}>{t("hoPrint")}</button>}
                {mayWrite && !isNew && !r.house && <button type="button" disabled={form.isDirty} onClick={() => setAsks("house")}>{t("hoConfirmHouse")}</button>}
                {mayWrite && !isNew && <button type="button" disabled={form.isDirty} onClick={() => setAsks("paper")}>{t("hoConfirmPaper")}</button>}
            </p>
            {asks && <Confirm record={record} isPaper={asks === "paper"} close={() => setAsks(null)} done={() => { setAsks(null); again(); }} />}
        </form>
    );
}

function Confirm({ record, isPaper, close, done }: { record: Answer<Record>; isPaper: boolean; close: () => void; done: () => void }) {
    const act = useAct(), r = record.data;
    const submit = () => act.run(() => send("post", "/api/v1/stays/{stay}/handovers/{handover}/confirmation", {
        path: { stay: r.stay, handover: r.kind }, etag: record.etag, body: isPaper ? { on_paper: true } : {},
    }), done);
    return <Dialog title={t("hoConfirmTitle")} verb={t(isPaper ? "hoConfirmPaper" : "hoConfirmHouse")} isGrave={isPaper} act={act} submit={submit} close={close}><p>{t(isPaper ? "hoPaperMeans" : "hoHouseMeans")}</p></Dialog>;
}

interface PiecesProps { items: Piece[]; differences: Record["differences"]; mayWrite: boolean; set: (items: Piece[]) => void; refused: (i: number) => string | undefined }

/* One line each; what was better at moving in says so. */
function Pieces({ items, differences, mayWrite, set, refused }: PiecesProps) {
    const change = (i: number, c: Partial<Piece>) => set(items.map((p, k) => (k === i ? { ...p, ...c } : p)));
    const name = (p: Pick<Piece, "kind" | "number">) => `${t(`item_${p.kind}`)} ${p.number}`;
    const add = (kind: string) => {
        if (kind) set([...items, { kind: kind as Piece["kind"], number: 1 + Math.max(0, ...items.filter((p) => p.kind === kind).map((p) => p.number)), condition: "good", note: "" }]);
    };
    const was = (p: Piece) => differences.find((d) => d.kind === p.kind && d.number === p.number)?.was;
    const gone = differences.filter((d) => d.now === null);
    return (
        <>
            <Table caption={t("hoItems")} rows={items} id={(p) => p.kind + p.number} columns={[
                ["hoThing", (p) => name(p), "row"],
                ["hoCondition", (p, i) => <>{mayWrite ? (
                    <select aria-label={`${t("hoCondition")}: ${name(p)}`} value={p.condition} onChange={(e) => change(i, { condition: e.currentTarget.value as Piece["condition"] })}>
                        {CONDITIONS.map((c) => <option key={c} value={c}>{t(`condition_${c}`)}</option>)}
                    </select>
                ) : t(`condition_${p.condition}`)}{was(p) && <small class="late"> {t("hoWorse")}: {t(`condition_${was(p)!}`)}</small>}{refused(i) && <small class="late"> {refused(i)}</small>}</>],
                ["dkNote", (p, i) => (mayWrite ? <input aria-label={`${t("dkNote")}: ${name(p)}`} maxLength={200} value={p.note} onInput={(e) => change(i, { note: e.currentTarget.value })} /> : p.note)],
                mayWrite && [<span class="unseen">{t("myRemove")}</span>, (p) => <button type="button" class="small" aria-label={`${t("rpDrop")}: ${name(p)}`} onClick={() => set(items.filter((o) => o !== p))}>{t("rpDrop")}</button>],
            ]} />
            {gone.length > 0 && <p class="late">{gone.map((d) => `${name(d)}: ${t(`condition_${d.was}`)} → ${t("hoGone")}`).join("; ")}</p>}
            {mayWrite && <label class="pick add">{t("hoAdd")}
                <select value="" onChange={(e) => { add(e.currentTarget.value); e.currentTarget.value = ""; }}>
                    <option value="" />
                    {KINDS.map((k) => <option key={k} value={k}>{t(`item_${k}`)}</option>)}
                </select>
            </label>}
        </>
    );
}
