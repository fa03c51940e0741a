/* Where an auditor begins: whether the log's chain holds, and each thing that an auditor checks. */
import { get } from "../../api";
import { t } from "../../i18n";
import { useLoad } from "../../load";
import { Load } from "../../ui/parts";

function Chain() {
    const found = useLoad((signal) => get("/api/v1/audit/verification", { signal }), []);
    return (
        <div class="chain">
            <Load of={found}>{(v) => (
                <div class={`notice ${v.fault ? "bad" : "good"}`}>
                    <strong>{t(v.fault ? "auBroken" : "auHolds", { n: v.n_rows })}</strong> {v.fault?.detail}
                    <p>{t("auEnd")}<br /><code class="bytes">{v.seq} {v.h}</code></p>
                </div>
            )}</Load>
        </div>
    );
}

export function AuditorStart() {
    const log: [string, string][] = [["official.unmask", t("auUnmask")], ["register.export", t("auExport")], ["official.export", t("auOwnExport")], ["access.denied", t("auDenied")], ["login.slowed", t("did_login_slowed")]];
    return (
        <section class="public">
            <h1>{t("auTitle")}</h1>
            <h2>{t("auChain")}</h2>
            <Chain />
            <p><code class="bytes">quarters audit verify DB --heads heads.txt</code></p>
            <h2>{t("auLog")}</h2>
            <ul class="rows">
                {log.map(([action, name]) => <li key={action}><a class="entry" href={`#/audit?action=${action}`}>{name}</a></li>)}
                <li><a class="entry" href="#/audit">{t("auAll")}</a></li>
            </ul>
            <h2>{t("auRounds")}</h2>
            <ul class="rows">
                <li><a class="entry" href="#/published">{t("dwCheck")}</a></li>
                <li><a class="entry" href="#/rounds">{t("auProofs")}</a></li>
            </ul>
        </section>
    );
}
