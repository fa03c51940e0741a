/* A registrar answers an offer for somebody who answered on paper: said plainly, and once. */
import { useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Schemas } from "../../api";
import { send } from "../../api";
import { lastDay, t } from "../../i18n";
import { Dialog } from "../../ui/dialog";
import { Facts } from "../../ui/parts";

export function AnswerOffer({ offer, name, close, done }: { offer: Schemas["Offer"]; name: string; close: () => void; done: () => void }) {
    const act = useAct(), [answer, setAnswer] = useState<"accepted" | "declined" | null>(null), [hasPaper, setPaper] = useState(false);
    const choice = (value: "accepted" | "declined", label: string) => (
        <label class="check"><input type="radio" name="answer" required checked={answer === value} onChange={() => setAnswer(value)} /> <span>{label}</span></label>
    );
    const submit = () => {
        if (answer && hasPaper)
            act.run(() => send("post", "/api/v1/offers/{offer}/answer", { path: { offer: offer.code }, etag: `"v${offer.version}"`, key: `${offer.code}-${answer}`, body: { answer } }), done);
    };
    return (
        <Dialog title={t("rgAnswerFor", { name })} verb={t("rgConsentSend")} isGrave={answer === "declined"} act={act} submit={submit} close={close}>
            <p class="notice bad">{t("rgAnswerWarning", { name })}</p>
            <Facts rows={[[t("request"), offer.request], [t("room"), `${offer.room}, ${offer.site_name}`], [t("rgAnswerBefore"), lastDay(offer.deadline)]]} />
            <fieldset><legend>{t("rgAnswerIs")}</legend>
                {choice("accepted", t("accept"))}
                {choice("declined", t("rgDeclines"))}
            </fieldset>
            <label class="check"><input type="checkbox" required checked={hasPaper} onChange={(e) => setPaper(e.currentTarget.checked)} /> <span>{t("rgHasPaper", { name })}</span></label>
        </Dialog>
    );
}
