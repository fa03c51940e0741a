/* A room offered: until when, accept or decline, and what declining means before one declines. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Schemas } from "../../api";
import { send } from "../../api";
import { useAct } from "../../act";
import { lastDay, t } from "../../i18n";
import { Dialog } from "../../ui/dialog";
import { timeLeft } from "./life";

type Offer = NonNullable<Schemas["Result"]["offer"]>;
type Reply = "accepted" | "declined";

interface Props { offer: Offer; isMine: boolean; again: () => void; children: ComponentChildren }

/* `children`: what there is to say about the room. */
export function OpenOffer({ offer, isMine, again, children }: Props) {
    const [asked, setAsked] = useState<Reply | null>(null);
    const act = useAct();
    const left = timeLeft(offer.deadline);
    const answer = (reply: Reply) => act.run(
        () => send("post", "/api/v1/offers/{offer}/answer", {
            path: { offer: offer.code }, etag: `"v${offer.version}"`, key: `${offer.code}-${reply}`, body: { answer: reply },
        }),
        () => { setAsked(null); again(); },
    );
    return (
        <section class="offer">
            <h2>{t("myRoomOffered")}</h2>
            <p class="room">{offer.room}</p>
            {children}
            <p class="due">{t("offerUntil", { moment: lastDay(offer.deadline) })} {left ? t("myLeft", { left }) : t("myOfferOver")}</p>
            {isMine && left && <p class="ask">
                <button type="button" class="main" onClick={() => setAsked("accepted")}>{t("accept")}</button>
                <button type="button" onClick={() => setAsked("declined")}>{t("decline")}</button>
            </p>}
            {isMine && <p class="quiet no-print">{t("myOfferSilence")}</p>}
            {asked && <Dialog title={t(asked === "accepted" ? "myAcceptTitle" : "myDeclineTitle", { room: offer.room })} verb={t(asked === "accepted" ? "myAcceptVerb" : "myDeclineVerb")}
                isGrave={asked === "declined"} act={act} submit={() => answer(asked)} close={() => { setAsked(null); act.clear(); }}>
                {asked === "accepted" ? <p>{t("myAcceptMeans")}</p>
                    : <ul>{(["myDecline1", "myDecline2", "myDecline3"] as const).map((w) => <li key={w}>{t(w)}</li>)}</ul>}
            </Dialog>}
        </section>
    );
}
