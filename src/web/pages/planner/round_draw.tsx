/* The number drawn: entered by one, entered again by another who looks it up without seeing it here. */
import { useState } from "preact/hooks";
import { useAct } from "../../act";
import { send } from "../../api";
import { day, t } from "../../i18n";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/parts";
import type { OfRound } from "./round_close";

export function DrawDialog({ answer, again, close, isSecond }: OfRound & { isSecond: boolean }) {
    const r = answer.data, act = useAct(), [seed, setSeed] = useState("");
    const options = { path: { round: r.code }, etag: answer.etag, body: { seed: seed.trim() } };
    const ask = () => isSecond ? send("post", "/api/v1/rounds/{round}/draw/confirmation", options) : send("post", "/api/v1/rounds/{round}/draw", options);
    const submit = () => act.run(() => ask().catch((e: Error) => { again(); throw e; }), () => { close(); again(); });
    return (
        <Dialog title={t(isSecond ? "rdConfirmDraw" : "rdEnterDraw")} verb={t(isSecond ? "rdConfirmDraw" : "save")} isGrave={isSecond} act={act} submit={submit} close={close}>
            <p>{t(isSecond ? "rdSeedConfirm" : "rdSeedWhy")}</p>
            <Field label={t("rdSeed", { source: r.draw_source, day: day(r.draw_day) })} hint={t("rdSeedHint")} error={act.of("/seed")}
                required inputMode="numeric" autocomplete="off" maxLength={32} pattern="\s*[0-9]+\s*" value={seed} onInput={(e) => setSeed(e.currentTarget.value)} />
        </Dialog>
    );
}
