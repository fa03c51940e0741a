/* A leave notice of a party: its right to the room ends; or it keeps it after all. */
import { useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Answer, Schemas } from "../../api";
import { get, send } from "../../api";
import { today } from "../../day";
import { day, t } from "../../i18n";
import { all } from "../../house";
import { useLoad } from "../../load";
import { useRequest } from "../../reads";
import { Dialog } from "../../ui/dialog";
import { Select } from "../../ui/fields";
import { Failure, Field } from "../../ui/parts";
import { Findings } from "./parts";

type Notice = Schemas["LeaveNotice"];
const REASONS: Schemas["LeaveReason"][] = ["retired", "transferred", "not_eligible", "handed_back", "other"];

/* The notice of that party, if there is one. */
async function loadNotice(request: string, signal: AbortSignal): Promise<Answer<Notice | null>> {
    const first = get("/api/v1/leave-notices", { query: { limit: 500 }, signal }), list = await all(first, signal);
    return { ...await first, data: list.find((n) => n.request === request && n.reason !== "requisition_ended") ?? null };
}

interface Props { request: string; name: string; close: () => void; done: () => void }

export function LeaveDialog(props: Props) {
    const notice = useLoad((signal) => loadNotice(props.request, signal), [props.request]);
    if (notice.problem) return <Failure problem={notice.problem} />;
    return notice.answer && <Form {...props} notice={notice.answer.data} />; /* as a whole: a dialog that grew would move its buttons */
}

function Form({ request, name, notice, close, done }: Props & { notice: Notice | null }) {
    const act = useAct(), of = useRequest(request), path = { request }, etag = of.answer?.etag ?? null;
    const [reason, setReason] = useState(notice?.reason ?? "retired"), [ended, setEnded] = useState(notice?.ended_on ?? today()), [paper, setPaper] = useState(notice?.document ?? "");
    const again = (e: Error) => { of.again(); throw e; };
    const submit = () => act.run(() => send("put", "/api/v1/requests/{request}/leave-notice", {
        path, etag, body: { reason: reason as Schemas["LeaveReason"], ended_on: ended, document: paper },
    }).catch(again), done);
    const takeBack = () => act.run(() => send("delete", "/api/v1/requests/{request}/leave-notice", { path, etag }).catch(again), done);
    return (
        <Dialog title={t("lvNoticeOf", { name })} verb={t("save")} act={act} submit={submit} close={close}>
            <p>{t("lvNoticeMeans")}</p>
            {notice && <p class="ask"><b>{t("lvLeaves", { day: day(notice.leave_by) })}</b> <button type="button" disabled={act.isBusy} onClick={takeBack}>{t("lvTakeBack")}</button></p>}
            <Findings act={act} fields={["/ended_on", "/document"]} />
            <Select label={t("prReason")} value={reason} set={(v) => setReason(v as Notice["reason"])} options={REASONS.map((r): [string, string] => [r, t(`leave_${r}`)])} />
            <Field label={t("lvEndedOn")} type="date" required error={act.of("/ended_on")} value={ended} onInput={(e) => setEnded(e.currentTarget.value)} />
            <Field label={t("lvDocument")} maxLength={100} error={act.of("/document")} value={paper} onInput={(e) => setPaper(e.currentTarget.value)} />
        </Dialog>
    );
}
