/* Closes a round: first what will be frozen, counted from the register of this moment. */
import { useAct } from "../../act";
import type { Answer } from "../../api";
import { send } from "../../api";
import { number, t } from "../../i18n";
import { useLoad } from "../../load";
import { loadPreview, tally } from "../../preview";
import type { PreviewRow } from "../../preview";
import type { Round } from "../../round";
import { Dialog } from "../../ui/dialog";
import { Load } from "../../ui/parts";

export interface OfRound { answer: Answer<Round>; again: () => void; close: () => void }

export function CloseRound({ answer, again, close }: OfRound) {
    const r = answer.data, path = { round: r.code }, act = useAct();
    const rows = useLoad((signal) => loadPreview(r.code, signal), [r.code]);
    const submit = () => act.run(
        () => send("post", "/api/v1/rounds/{round}/closing", { path, etag: answer.etag }).catch((e: Error) => { again(); throw e; }),
        () => { close(); again(); });
    if (!rows.answer && !rows.problem) return <p class="counting" role="status">{t("rdCounting")}</p>; /* a dialog that grew would move its buttons */
    return (
        <Dialog title={t("rdCloseTitle", { name: r.name })} verb={t("rdClose")} isGrave act={act} submit={submit} close={close}>
            <div class="counted"><Load of={rows}>{(all) => <Count rows={all} round={r.code} />}</Load></div>
        </Dialog>
    );
}

function Count({ rows, round }: { rows: PreviewRow[]; round: string }) {
    const { nEligible, bands, faults } = tally(rows), to = (filter: string) => `#/rounds/${round}/preview?${filter}`;
    const line = (name: string, n: number, href: string) => <tr key={name}><td>{name}</td><td class="n"><a href={href}>{number(n)}</a></td></tr>;
    return (
        <>
            <p>{t("rdCloseWhat", { n: rows.length })}</p>
            <table class="dense">
                <tbody>
                    <tr><th scope="row">{t("rdCloseIn")}</th><td class="n"><b>{number(nEligible)}</b></td></tr>
                    {bands.map(([band, n]) => line(t("rdBandN", { band }), n, to(`band=${band}`)))}
                    <tr><th scope="row">{t("rdCloseOut")}</th><td class="n"><b>{number(rows.length - nEligible)}</b></td></tr>
                    {faults.map((f) => line(f.text, f.n, to(`fault=${f.code}`)))}
                </tbody>
            </table>
        </>
    );
}
