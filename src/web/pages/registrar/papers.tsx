/* Facts and the papers that confirm them, by number and date (no copy is kept): one paper of the agency
 * for all, or one of its own for a fact. Part of confirming a request, and of an official's page. */
import type { Schemas } from "../../api";
import { readDay, today } from "../../day";
import type { FactName } from "../../facts";
import { factWords, factsOf, unknownOf } from "../../facts";
import type { Form, Judged } from "../../form";
import { day, t } from "../../i18n";
import { readText } from "../../person";
import { error } from "../../said";
import { Told, ToldSelect } from "../../ui/told";

type Official = Schemas["Official"];

export interface PaperValues { document: string; day: string }
export interface PapersValues {
    common: PaperValues; /* the agency's, for all that have none of their own */
    own: Record<string, PaperValues>; /* by "official/fact" */
}

export const NO_PAPER: PaperValues = { document: "", day: "" };

/* A fact of these people that waits for a paper. */
export interface Open { official: Official; fact: FactName }

export function openFacts(officials: Official[]): Open[] {
    return officials.flatMap((o) => factsOf(o).filter((f) => !o.facts.some((x) => x.fact === f)).map((fact) => ({ official: o, fact })));
}

export const keyOf = ({ official, fact }: Open): string => `${official.code}/${fact}`;

/* As service/facts.c judges a paper; `at` is the pointer of the object that it stands in. */
export function judgePaper(p: PaperValues, at: string): Judged[] {
    const text = readText(p.document, 100), when = readDay(p.day, { latest: today() });
    return [
        { at: `${at}/document`, label: t("rgDocument"), said: text.value === "" ? [error("rgDocumentMissing")] : text.said },
        { at: `${at}/document_day`, label: t("rgDocumentDay"), said: p.day.trim() === "" ? [error("rgDayMissing")] : when.said },
    ];
}

export function PaperFields({ paper, set, form, said }: { paper: PaperValues; set: (p: PaperValues) => void; form: Form<PapersValues>; said: Judged[] }) {
    const about = (k: number) => ({ at: said[k]!.at, label: said[k]!.label, said: said[k]!.said, refused: form.all.find((e) => e.pointer === said[k]!.at)?.detail, isLoud: form.tries > 0 });
    return (
        <div class="pair">
            <Told {...about(0)} value={paper.document} set={(x) => set({ ...paper, document: x })} placeholder="12/GXN-SXD" />
            <Told {...about(1)} value={paper.day} set={(x) => set({ ...paper, day: x })} inputMode="numeric" placeholder="8/7/2025" />
        </div>
    );
}

/* One person: what is confirmed already, and what waits. `indexOf` counts the facts with papers of
 * their own, as they are sent. */
export function PersonFacts({ official: o, relation, form, indexOf, hasCommon }: { official: Official; relation: string; form: Form<PapersValues>; indexOf: (key: string) => number; hasCommon: boolean }) {
    const own = form.values.own;
    const set = (key: string, paper: PaperValues | null) => {
        const { [key]: _, ...rest } = own;
        form.set("own", paper ? { ...own, [key]: paper } : rest);
    };
    return (
        <section class="facts-of"><h2>{o.name} · {relation}</h2>
            <Unknown official={o} />
            {factsOf(o).length === 0 && <p>{t("rgNoFacts")}</p>}
            <ul class="rows">{factsOf(o).map((fact) => {
                const paper = o.facts.find((f) => f.fact === fact), key = keyOf({ official: o, fact }), mine = own[key], at = `/facts/${indexOf(key)}`;
                return (
                    <li key={fact} class={paper ? undefined : "waits"}>
                        <b>{factWords(o, fact)}</b>
                        {paper ? <span>{t("rgConfirmedPaper", { document: paper.document, day: day(paper.document_day) })}</span>
                            : <>
                                <ToldSelect at={`/choice/${key}`} label={t("rgWhichPaper")} value={mine ? "own" : "common"} set={(x) => set(key, x === "own" ? NO_PAPER : null)}
                                    options={[["common", t(hasCommon ? "rgCommonPaper" : "rgNotNow")], ["own", t("rgOwnPaper")]]} />
                                {mine && <PaperFields paper={mine} set={(p) => set(key, p)} form={form} said={judgePaper(mine, at)} />}
                            </>}
                    </li>
                );
            })}</ul>
        </section>
    );
}

/* What nobody has said yet, and without which the request is not judged. */
export function Unknown({ official: o }: { official: Official }) {
    const words = unknownOf(o);
    if (words.length === 0) return null;
    return <p class="warning">{t("rgUnknown", { what: words.map((w) => t(w)).join("; ") })} <a href={`#/officials/${o.code}/edit`}>{t("rgEditOfficial")}</a></p>;
}

/* The papers of their own, in the order in which they are sent. */
export function ownPapers(open: Open[], v: PapersValues) {
    return open.filter((o) => v.own[keyOf(o)]).map((o, i) => {
        const paper = v.own[keyOf(o)]!;
        return {
            key: keyOf(o), said: judgePaper(paper, `/facts/${i}`).map((j) => ({ ...j, label: `${factWords(o.official, o.fact)}: ${j.label}` })),
            sent: { official: o.official.code, fact: o.fact, document: readText(paper.document, 100).value, document_day: readDay(paper.day).value ?? "" },
        };
    });
}
