/* The audit, the last row first, by action, login, object and day. */
import type { Answer, Schemas } from "../../api";
import { get } from "../../api";
import { isWord, moment, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { useQuery } from "../../query";
import { useMore } from "../../ui/more";
import { Load } from "../../ui/parts";

type Row = Schemas["AuditRow"];

/* "official.unmask" in words, where there are some. */
function inWords(action: string): string {
    const word = `did_${action.replace(".", "_")}`;
    return isWord(word) ? t(word) : "";
}

/* Names of fields alone: the keyed hashes behind them say nothing to a reader. */
const names = (fields: string) => fields.replace(/=[0-9a-f]{32}\b/g, "").trim().replace(/ /g, ", ");

function Rows({ first }: { first: Answer<Schemas["AuditRows"]> }) {
    const { items, button } = useMore<Row, Schemas["AuditRows"]>(first);
    return (
        <>
            <p class="found" role="status">{t("auFound", { n: items.length, all: first.data.n })}</p>
            <div class="scroll" role="region" aria-label={t("auLog")} tabIndex={0}>
                <table class="dense">
                    <thead><tr><th scope="col" class="n">{t("number")}</th><th scope="col">{t("auWhen")}</th><th scope="col">{t("auWho")}</th><th scope="col">{t("auWhat")}</th><th scope="col">{t("auObject")}</th><th scope="col">{t("auFields")}</th></tr></thead>
                    <tbody>
                        {items.map((r) => (
                            <tr key={r.seq}>
                                <td class="n">{number(r.seq)}</td><td>{moment(r.at)}</td><td>{r.actor_login ?? t("auNobody")}</td>
                                <td>{inWords(r.action)} <code>{r.action}</code></td>
                                <td><a href={`#/audit?object=${encodeURIComponent(r.object)}`}>{r.object}</a></td><td>{names(r.fields)}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            {button}
        </>
    );
}

export function AuditLog() {
    const [query, set] = useQuery(), of = (name: string) => query.get(name) ?? "";
    const asked = { action: of("action"), actor: of("actor"), object: of("object"), from: of("from"), until: of("until") };
    const page = useLoad((signal) => get("/api/v1/audit", { query: asked, signal }), Object.values(asked));
    const about = (name: keyof typeof asked) => ({ value: asked[name], onChange: (e: { currentTarget: HTMLInputElement }) => set(name, e.currentTarget.value.trim()) });
    const text = (name: keyof typeof asked, label: string) => <label class="pick">{label}<input type="search" autocomplete="off" {...about(name)} /></label>;
    const date = (name: keyof typeof asked, label: string) => <label class="pick">{label}<input type="date" {...about(name)} /></label>;
    return (
        <section class="desk">
            <h1>{t("auLog")}</h1>
            <div class="bar" role="search">
                {text("action", t("auWhat"))}{text("actor", t("auWho"))}{text("object", t("auObject"))}
                {date("from", t("myFrom"))}{date("until", t("rgTo"))}
            </div>
            <Load of={page}>{() => page.answer && <Rows first={page.answer} />}</Load>
        </section>
    );
}
