/* Ends a round: after its publication, or one that comes to nothing. */
import { useAct } from "../../act";
import { get, send } from "../../api";
import { t } from "../../i18n";
import { useLoad } from "../../load";
import { Dialog } from "../../ui/dialog";
import { Load } from "../../ui/parts";
import type { OfRound } from "./round_close";

export function EndRound({ answer, again, close }: OfRound) {
    const r = answer.data, act = useAct(), isPublished = r.state === "published";
    const open = useLoad((signal) => get("/api/v1/offers", { query: { answer: "open", limit: 1 }, signal }), []);
    const submit = () => act.run(
        () => send("patch", "/api/v1/rounds/{round}", { path: { round: r.code }, etag: answer.etag, body: { state: "done" } }).catch((e: Error) => { again(); throw e; }),
        () => { close(); again(); });
    return (
        <Dialog title={t(isPublished ? "rdEnd" : "rdEndUnpublished")} verb={t(isPublished ? "rdEnd" : "rdEndUnpublished")} isGrave act={act} submit={submit} close={close}>
            <p>{t(isPublished ? "rdEndWhat" : "rdEndUnpublishedWhat")}</p>
            {isPublished && <Load of={open}>{({ n }) => n > 0 && <p class="notice">{t("rdEndOpen", { n })}</p>}</Load>}
        </Dialog>
    );
}
