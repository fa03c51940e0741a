/* What of a plan can be taken away: the files that anybody can check it with, and its papers. */
import { useState } from "preact/hooks";
import { address } from "../../api";
import { t } from "../../i18n";
import type { Plan } from "../../plan_facts";
import { isInfeasible } from "../../plan_facts";
import { Field } from "../../ui/parts";

const FILES = ["instance", "plan", "proof"] as const;

export function Files({ plan }: { plan: Plan }) {
    const name = (file: string) => `${file}-${plan.number}.json`;
    const files = FILES.filter((f) => f !== "proof" || plan.has_proof);
    return (
        <section>
            <h2>{t("prFiles")}</h2>
            <ul class="takeaway">
                {files.map((f) => <li key={f}><a href={address("/api/v1/plans/{plan}/files/{file}", { plan: plan.code, file: f })} download={name(f)}>{t(`prFile_${f}`)}</a></li>)}
            </ul>
            <p>{t("prCheck")}</p>
            <pre tabIndex={0}><code>quarters check {name("instance")} {name("plan")}{plan.has_proof && ` --proof ${name("proof")}`}</code></pre>
            {plan.instance_sha256 && <p class="quiet">{t("prHash")} <code class="hash">{plan.instance_sha256}</code></p>}
        </section>
    );
}

const PAPERS = ["submission", "annex", "refusals", "agency-lists"] as const;

/* Number, day and signer are those of the plan's own papers, unless others are typed here. */
export function Papers({ plan }: { plan: Plan }) {
    const [number, setNumber] = useState(""), [date, setDate] = useState(""), [signer, setSigner] = useState("");
    if (isInfeasible(plan)) return null;
    const url = (document: string, format: string) => address("/api/v1/plans/{plan}/documents/{document}", { plan: plan.code, document }, { format, number: number.trim(), date, signer: signer.trim() });
    return (
        <section>
            <h2>{t("prPapers")}</h2>
            <ul class="takeaway">
                {PAPERS.map((d) => (
                    <li key={d}>
                        <a href={url(d, "pdf")}>{t(`prPaper_${d}`)} (PDF)</a>
                        {d === "annex" && <> · <a href={url(d, "xlsx")}>{t("prAnnexExcel")}</a></>}
                    </li>
                ))}
            </ul>
            <details class="given">
                <summary>{t("prGiven")}</summary>
                <p class="quiet">{t("prGivenHow")}</p>
                <Field label={t("paperNumber")} maxLength={40} value={number} onInput={(e) => setNumber(e.currentTarget.value)} />
                <Field label={t("paperDate")} type="date" value={date} onInput={(e) => setDate(e.currentTarget.value)} />
                <Field label={t("paperSigner")} maxLength={200} value={signer} onInput={(e) => setSigner(e.currentTarget.value)} />
            </details>
        </section>
    );
}
