/* The draw of a round, recomputed in the page step by step; what the reader knows from elsewhere (the
 * notice of the closing, the lottery) is compared, too. */
import { useEffect, useState } from "preact/hooks";
import { get } from "../../api";
import type { DrawDocument, Fault, Report, Step } from "../../draw";
import { isDraw, verifyDraw } from "../../draw";
import { day, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { Facts, Failure, Field, Load, Tag } from "../../ui/parts";
import { DrawLinePart } from "./draw_line";

type Verdict = "good" | "bad" | "none"; /* none: nothing to check yet */

function StepRow({ title, verdict, children }: { title: string; verdict: Verdict; children: preact.ComponentChildren }) {
    const word = { good: "dwHolds", bad: "dwFails", none: "dwNotYet" } as const;
    return (
        <li>
            <h3>{title} <Tag kind={verdict === "none" ? "plain" : verdict}>{t(word[verdict])}</Tag></h3>
            {children}
        </li>
    );
}

function FaultTable({ faults }: { faults: Fault[] }) {
    const shown = faults.slice(0, 100);
    const words: Record<Step, "dwFaultHash" | "dwFaultCodes" | "dwFaultLots" | "dwFaultOrder"> = { hash: "dwFaultHash", codes: "dwFaultCodes", lots: "dwFaultLots", order: "dwFaultOrder" };
    return (
        <div class="scroll" role="region" aria-label={t("dwFaults")} tabIndex={0}>
            <table class="list">
                <caption>{t("dwFaults")} ({number(faults.length)})</caption>
                <thead><tr><th scope="col">{t("receipt")}</th><th scope="col">{t("dwFault")}</th><th scope="col">{t("dwTold")}</th><th scope="col">{t("dwFound")}</th></tr></thead>
                <tbody>
                    {shown.map((f, i) => (
                        <tr key={i}><th scope="row">{f.request || t("dwWholeList")}</th><td>{t(words[f.step])}</td><td class="bytes">{f.told}</td><td class="bytes">{f.found}</td></tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}

function Steps({ d, report }: { d: DrawDocument; report: Report }) {
    const n = report.n, isDrawn = report.isDrawn;
    const bad = (...steps: Step[]) => report.faults.filter((f) => steps.includes(f.step)).length;
    const of = (...steps: Step[]): Verdict => (bad(...steps) > 0 ? "bad" : "good");
    return (
        <>
            <h2>{t("dwSteps")}</h2>
            <ol class="proof">
                <StepRow title={t("dwStepHash")} verdict={of("hash", "codes")}>
                    <p>{t("dwStepHashText", { n })}</p>
                    <p>{t("dwPublished")}<br /><code class="bytes">{d.list_sha256}</code></p>
                    <p>{t("dwRecomputed")}<br /><code class="bytes">{report.hash}</code></p>
                </StepRow>
                <StepRow title={t("dwStepLots")} verdict={isDrawn ? of("lots") : "none"}>
                    <p>{t("dwStepLotsText")}</p>
                    <p>{isDrawn ? t("dwLotsHold", { n: n - bad("lots"), all: n }) : t("dwNotDrawn")}</p>
                </StepRow>
                <StepRow title={t("dwStepOrder")} verdict={isDrawn ? of("order") : "none"}>
                    <p>{t("dwStepOrderText", { ties: d.tie_order.map((tie) => t(`dwtie_${tie as "lot"}`)).join(", ") })}</p>
                    <p>{isDrawn ? t("dwOrderHolds", { n: n - bad("order"), all: n }) : t("dwNotDrawn")}</p>
                </StepRow>
            </ol>
        </>
    );
}

/* What was written down elsewhere: only then is it beyond doubt that nobody wrote the document anew. */
function Elsewhere({ d }: { d: DrawDocument }) {
    const [hash, setHash] = useState(""), [seed, setSeed] = useState("");
    const own = hash.replace(/\s/g, "").toLowerCase(), drawn = seed.replace(/\s/g, "");
    const said = (is: boolean) => <p><Tag kind={is ? "good" : "bad"}>{t(is ? "dwSame" : "dwOther")}</Tag></p>;
    return (
        <section class="after noprint">
            <h2>{t("dwElsewhere")}</h2>
            <p>{t("dwElsewhereText", { source: d.draw_source, day: day(d.draw_day) })}</p>
            <div class="columns">
                <div><Field label={t("dwHashKnown")} hint={t("dwHashHint")} autocomplete="off" spellcheck={false} value={hash} onInput={(e) => setHash(e.currentTarget.value)} /><div role="status">{own !== "" && said(own.length >= 8 && d.list_sha256.startsWith(own))}</div></div>
                <div><Field label={t("dwSeedKnown")} autocomplete="off" inputMode="numeric" value={seed} onInput={(e) => setSeed(e.currentTarget.value)} /><div role="status">{drawn !== "" && said(drawn === d.seed)}</div></div>
            </div>
            <h3>{t("dwOwnProgram")}</h3>
            <p>{t("dwOwnProgramText")}</p>
            <p class="ask"><a class="button" href={`/api/v1/rounds/${d.round}/frozen-list`} download={`${d.round}.json`}>{t("dwSave")}</a></p>
            <p><code class="bytes">quarters draw verify {d.round}.json --hash {d.list_sha256}{d.seed ? ` --seed ${d.seed}` : ""}</code></p>
        </section>
    );
}

function Checked({ d }: { d: DrawDocument }) {
    const [report, setReport] = useState<Report | null>(null), [nLots, setLots] = useState(0);
    useEffect(() => {
        let isHere = true;
        setReport(null);
        void verifyDraw(d, (n) => { if (isHere) setLots(n); }).then((r) => { if (isHere) setReport(r); });
        return () => { isHere = false; };
    }, [d]);
    const holds = report?.faults.length === 0;
    const verdict = !report ? "dwLotsWork" : !holds ? "dwAllFail" : report.isDrawn ? "dwAllHold" : "dwListHolds";
    return (
        <section class="public">
            <h1>{t("dwCheck")}</h1>
            <p>{d.name}</p>
            <div class={`notice held${!report ? "" : holds ? " good" : " bad"}`} role="status">
                <strong>{t(verdict, { n: report?.faults.length ?? nLots, all: d.list.length })}</strong> {t("dwHere")}
            </div>
            {report && (
                <>
                    {!holds && <FaultTable faults={report.faults} />}
                    <div class="narrow-facts"><Facts rows={[
                        [t("dwClosedOn"), day(d.closed_on)],
                        [t("dwN"), number(d.list.length)],
                        [t("dwSource"), `${d.draw_source}, ${day(d.draw_day)}`],
                        [t("dwSeed"), d.seed ?? t("dwNotDrawn")],
                    ]} /></div>
                    <Steps d={d} report={report} />
                    <DrawLinePart d={d} />
                    <Elsewhere d={d} />
                </>
            )}
        </section>
    );
}

export function DrawPage({ round }: { round: string }) {
    const document = useLoad((signal) => get("/api/v1/rounds/{round}/frozen-list", { path: { round }, signal }), [round]);
    return <Load of={document}>{(d) => (isDraw(d) ? <Checked d={d} /> : <Failure problem={new Error(t("dwFormat"))} />)}</Load>;
}
