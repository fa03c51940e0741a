/* A fault reported, photo first: for who lives there and for anybody at the door. What was typed stays
 * in the browser until it is sent; photos go after the report, and again where one did not arrive. */
import { useState } from "preact/hooks";
import type { Schemas } from "../api";
import { useAct } from "../act";
import { today } from "../day";
import { t } from "../i18n";
import { useLocalCopy } from "../kept";
import type { Category, Repair, RepairAnswers, RepairView } from "../repair";
import { isOpen } from "../repair";
import { Area, Check } from "./fields";
import { Failure, Field } from "./parts";
import { Photos } from "./photos";
import { RepairLines } from "./repair_line";

type Question = Schemas["RepairQuestion"];
type Answered = RepairAnswers[string] | undefined;
export type Report = Schemas["NewDoorRepair"];

interface Said { category: string; answers: RepairAnswers; description: string; mayCall: boolean; contact: string }

const NOTHING: Said = { category: "", answers: {}, description: "", mayCall: false, contact: "" };

interface Props {
    keep: string; /* under which it is kept */
    categories: Category[];
    known: Repair[]; /* of the room, open or just done: what this might repeat */
    phone?: string;
    report: (report: Report, key: string) => Promise<RepairView>;
    photo: (repair: RepairView, photo: Blob) => Promise<unknown>;
    sent: (repair: RepairView, photos: Blob[]) => void; /* with the photos that did not arrive */
}

/* Sends them one by one; what is left where one did not arrive. */
export async function sendPhotos(photos: Blob[], send: (photo: Blob) => Promise<unknown>): Promise<Blob[]> {
    for (let i = 0; i < photos.length; i++)
        try { await send(photos[i]!); } catch { return photos.slice(i); }
    return [];
}

export function RepairForm({ keep, categories, known, phone = "", report, photo, sent }: Props) {
    const [said, setSaid, forget] = useLocalCopy<Said>(keep, { ...NOTHING, contact: phone });
    const [photos, setPhotos] = useState<Blob[]>([]), [key] = useState(() => `repair-${Date.now()}`);
    const act = useAct(), set = (change: Partial<Said>) => setSaid({ ...said, ...change });
    const category = categories.find((c) => c.code === said.category);
    const same = known.filter((r) => r.category === said.category && (isOpen(r) || r.state === "completed"));
    const submit = (event: Event) => {
        event.preventDefault();
        const body: Report = {
            category: said.category, answers: said.answers,
            ...(said.description.trim() ? { description: said.description.trim() } : {}),
            ...(said.mayCall && said.contact.trim() ? { contact: said.contact.trim() } : {}),
        };
        act.run(async () => {
            const repair = await report(body, key);
            return { repair, rest: await sendPhotos(photos, (p) => photo(repair, p)) };
        }, ({ repair, rest }) => { forget(); sent(repair, rest); });
    };
    return (
        <form class="report" onSubmit={submit}>
            <section aria-labelledby="rp-photo"><h2 id="rp-photo">{t("rpPhoto")}</h2><Photos photos={photos} set={setPhotos} /></section>
            <fieldset>
                <legend>{t("rpWhat")}</legend>
                <div class="tiles">{categories.map((c) => <label key={c.code}><input type="radio" name="category" required checked={c.code === said.category} onChange={() => set({ category: c.code, answers: {} })} /><span>{c.name}</span></label>)}</div>
            </fieldset>
            {category && <>
                <p class="quiet">{category.description}</p>
                {same.length > 0 && <div class="notice" role="status"><p><b>{t("rpSame")}</b></p><RepairLines repairs={same} categories={categories} /><p>{t("rpSameMeans")}</p></div>}
                {category.questions.map((q) => <Asked key={`${category.code}-${q.variable}`} question={q} value={said.answers[q.variable]} error={act.of(`/answers/${q.variable}`)} set={(answer) => {
                    const { [q.variable]: _, ...others } = said.answers;
                    set({ answers: answer === undefined ? others : { ...others, [q.variable]: answer } });
                }} />)}
                <Area label={t("rpWords")} hint={t("rpWordsHint")} rows={3} value={said.description} error={act.of("/description")} set={(description) => set({ description })} />
                <Check label={t("rpMayCall")} value={said.mayCall} set={(mayCall) => set({ mayCall })} />
                {said.mayCall && <Field label={t("myPhone")} type="tel" inputMode="tel" autocomplete="tel" required maxLength={100} hint={t("rpCallHint")} value={said.contact} error={act.of("/contact")} onInput={(e) => set({ contact: e.currentTarget.value })} />}
                {act.problem && <Failure problem={act.problem} />}
                <p class="ask"><button class="main" disabled={act.isBusy}>{t(act.isBusy ? "rpSending" : "rpSend")}</button></p>
            </>}
        </form>
    );
}

/* One question of the kind of fault, by what it asks for. */
function Asked({ question: q, value, error, set }: { question: Question; value: Answered; error: string | undefined; set: (answer: Answered) => void }) {
    const label = q.required ? q.question : `${q.question} ${t("rpOptional")}`;
    const text = (answer: string) => set(answer === "" ? undefined : answer);
    if (q.values.length > 0) {
        const isMany = q.datatype === "multivaluelist", chosen = Array.isArray(value) ? value : [];
        return (
            <fieldset>
                <legend>{label}</legend>
                {q.values.map((v) => isMany
                    ? <Check key={v.key} label={v.name} value={chosen.includes(v.key)} set={(on) => { const next = on ? [...chosen, v.key] : chosen.filter((k) => k !== v.key); set(next.length > 0 ? next : undefined); }} />
                    : <label key={v.key} class="check"><input type="radio" name={q.variable} required={q.required} checked={value === v.key} onChange={() => set(v.key)} /> <span>{v.name}</span></label>)}
                {error && <p class="error">{error}</p>}
            </fieldset>
        );
    }
    if (q.datatype === "text") return <Area label={label} rows={3} required={q.required} value={String(value ?? "")} error={error} set={text} />;
    const more = q.datatype === "datetime" ? { type: "date", max: today() } : q.datatype === "number" ? { type: "number", min: 0, step: "any", inputMode: "decimal" } : { maxLength: 200 };
    return <Field label={label} required={q.required} autocomplete="off" value={value ?? ""} error={error} {...more}
        onInput={(e) => { const given = e.currentTarget.value; if (q.datatype === "number") set(given === "" ? undefined : Number(given)); else text(given); }} />;
}
