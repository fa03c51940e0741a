/* A room in the plan in the making: closed, or a place in it kept for somebody. */
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { addSpot, closeRoom, openRoom, removeSpot, useDraft } from "../scenario";
import { PickRequest } from "./pick_request";

/* `people` have their own buttons beside their names. */
export function DraftRoom({ room, people }: { room: string; people: string[] }) {
    const draft = useDraft(), [who, setWho] = useState("");
    const isClosed = draft.closed.includes(room);
    const others = (["pins", "bans"] as const).flatMap((kind) => draft[kind].filter((s) => s.room === room && !people.includes(s.request)).map((spot) => ({ kind, spot })));
    const put = (kind: "pins" | "bans") => {
        addSpot(kind, { request: who.trim().toUpperCase(), room });
        setWho("");
    };
    return (
        <section class="draft">
            <h3>{t("scInDraft")}</h3>
            <p><button type="button" aria-pressed={isClosed} onClick={() => (isClosed ? openRoom : closeRoom)(room)}>{isClosed ? t("scIsClosed") : t("scClose")}</button></p>
            <ul class="rows">{others.map(({ kind, spot }) => (
                <li key={`${kind} ${spot.request}`}><span><a href={`#/requests/${spot.request}`}>{spot.request}</a> {t(`scIs_${kind}`)} <button type="button" class="small" aria-label={`${t("scTakeOut")}: ${spot.request}`} onClick={() => removeSpot(kind, spot)}>{t("scTakeOut")}</button></span></li>
            ))}</ul>
            <details>
                <summary>{t("scKeepFor")}</summary>
                <PickRequest label={t("request")} value={who} set={setWho} hint={t("scWhoHint")} />
                <p class="ask">
                    <button type="button" disabled={who.trim() === ""} onClick={() => put("pins")}>{t("scLong_pins")}</button>
                    <button type="button" disabled={who.trim() === ""} onClick={() => put("bans")}>{t("scLong_bans")}</button>
                </p>
            </details>
        </section>
    );
}
