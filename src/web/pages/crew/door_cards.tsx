/* Door cards: printed for a site, and a new one for a room whose card was lost or misused. */
import { useState } from "preact/hooks";
import { address, get, saveFile, send } from "../../api";
import { useAct } from "../../act";
import { t } from "../../i18n";
import { useLoad } from "../../load";
import { Dialog } from "../../ui/dialog";
import { Select } from "../../ui/fields";
import { Failure } from "../../ui/parts";
import { PickRoom } from "../../ui/pick_room";

export function DoorCards() {
    const sites = useLoad((signal) => get("/api/v1/sites", { signal }), []), [site, setSite] = useState("");
    const printing = useAct(), renewing = useAct(), [room, setRoom] = useState(""), [isAsked, setAsked] = useState(false), [renewed, setRenewed] = useState("");
    const print = () => printing.run(() => saveFile("post", address("/api/v1/door-cards", {}, { site }), `the-cua${site && `-${site}`}.pdf`));
    const renew = () => renewing.run(() => send("post", "/api/v1/rooms/{room}/door-card", { path: { room } }), () => { setRenewed(room); setRoom(""); setAsked(false); });
    return (
        <div class="narrow door-cards">
            <p><a href="#/repairs">{t("rpTitle")}</a></p>
            <h1>{t("dcTitle")}</h1>
            <p>{t("dcLead")}</p>
            <Select label={t("site")} value={site} set={setSite} options={[["", t("hmAllRooms")], ...(sites.answer?.data.items ?? []).map((s): [string, string] => [s.code, s.name])]} />
            {printing.problem && <Failure problem={printing.problem} />}
            <p class="ask"><button type="button" class="main" disabled={printing.isBusy} onClick={print}>{t("dcPrint")}</button></p>
            <h2>{t("dcRenewHead")}</h2>
            <form onSubmit={(e) => { e.preventDefault(); renewing.clear(); setAsked(true); }}>
                <PickRoom label={t("room")} value={room} set={(r) => { setRoom(r); setRenewed(""); }} />
                <p class="ask"><button disabled={!room}>{t("dcRenew")}</button></p>
            </form>
            {renewed && <p class="notice good" role="status">{t("dcRenewed", { room: renewed })}</p>}
            {isAsked && <Dialog title={t("dcRenewOf", { room })} verb={t("dcRenew")} isGrave act={renewing} submit={renew} close={() => setAsked(false)}><p>{t("dcRenewMeans")}</p></Dialog>}
        </div>
    );
}
