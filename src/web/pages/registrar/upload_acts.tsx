/* What is done with an upload as a whole: written, taken back. Each says first what it does. */
import { useState } from "preact/hooks";
import { useAct } from "../../act";
import { send } from "../../api";
import { day, moment, t } from "../../i18n";
import { Check } from "../../ui/fields";
import { Dialog } from "../../ui/dialog";
import { canBeUndone } from "../../upload";
import type { UploadRows } from "../../upload";
import type { Fixing } from "./upload_fix";

interface Props { upload: UploadRows; etag: string | null; fixing: Fixing; done: (said: string) => void; again: () => void }

export function UploadActs(props: Props) {
    const { upload: u } = props, [asked, setAsked] = useState<"apply" | "undo" | null>(null);
    const nGood = u.n_new + u.n_changed + u.n_same, close = () => setAsked(null);
    const done = (said: string) => { setAsked(null); props.done(said); };
    if (u.state === "undone") return <p class="notice">{t("upUndoneAt", { moment: moment(u.undone_at) })}</p>;
    if (u.state === "applied") return (
        <div class="notice">
            <p>{t("upAppliedAt", { moment: moment(u.applied_at) })}</p>
            {u.may_change && canBeUndone(u.kind) && <p class="ask"><button type="button" class="danger" onClick={() => setAsked("undo")}>{t("upUndo")}</button></p>}
            {asked === "undo" && <Undo {...props} done={done} close={close} />}
        </div>
    );
    return (
        <div class={u.n_bad > 0 ? "notice bad" : "notice"}>
            <p>{u.n_bad > 0 ? t(u.may_change ? "upBadLead" : "upBadOthers", { n: u.n_bad }) : t("upGoodLead", { n: nGood })} {u.document && t("upPaperSays", { document: u.document, day: day(u.document_day) })}</p>
            {u.may_change && <p class="ask"><button type="button" class={u.n_bad > 0 ? undefined : "main"} disabled={nGood === 0} onClick={() => setAsked("apply")}>{u.n_bad > 0 ? t("upApplyGood", { n: nGood }) : t("upApply")}</button>
                <button type="button" disabled={props.fixing.act.isBusy} onClick={() => props.fixing.save({}, t("upChecked"))}>{t("upCheckAgain")}</button></p>}
            {asked === "apply" && <Apply {...props} done={done} close={close} />}
        </div>
    );
}

function Apply({ upload: u, etag, done, again, close }: Props & { close: () => void }) {
    const act = useAct(), [skips, setSkips] = useState(false), hasBad = u.n_bad > 0;
    const submit = () => {
        if (hasBad && !skips) return;
        act.run(() => send("post", "/api/v1/uploads/{upload}/application", { path: { upload: u.code }, etag, key: `${u.code}-apply-${etag}`.replace(/"/g, ""), body: { skips_bad: hasBad } })
            .catch((e: Error) => { again(); throw e; }), () => done(t("upApplied")));
    };
    return (
        <Dialog title={t("upApply")} verb={t("upApply")} act={act} submit={submit} close={close}>
            <ul>
                <li>{t("upWillNew", { n: u.n_new })}</li>
                <li>{t("upWillChange", { n: u.n_changed })}</li>
                <li>{t("upWillSame", { n: u.n_same })}</li>
                {hasBad && <li><strong>{t("upWillLeave", { n: u.n_bad })}</strong></li>}
            </ul>
            {u.document && <p>{t("upPaperSays", { document: u.document, day: day(u.document_day) })}</p>}
            {hasBad && <Check label={t("upSkipsBad", { n: u.n_bad })} value={skips} set={setSkips} />}
            <p class="quiet">{t(canBeUndone(u.kind) ? "upCanUndo" : "upCannotUndo")}</p>
        </Dialog>
    );
}

function Undo({ upload: u, etag, done, again, close }: Props & { close: () => void }) {
    const act = useAct();
    const submit = () => act.run(() => send("delete", "/api/v1/uploads/{upload}/application", { path: { upload: u.code }, etag }).catch((e: Error) => { again(); throw e; }), () => done(t("upUndone")));
    return (
        <Dialog title={t("upUndo")} verb={t("upUndo")} isGrave act={act} submit={submit} close={close}>
            <p>{t("upUndoLead", { new: u.n_new, changed: u.n_changed })}</p>
            <p class="quiet">{t("upUndoLimits")}</p>
        </Dialog>
    );
}
