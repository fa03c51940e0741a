/* The card on a door, opened by whoever stands there: the room, what is being repaired in it, and a
 * fault reported without an account. */
import { useState } from "preact/hooks";
import { get, Problem, send } from "../../api";
import { t } from "../../i18n";
import type { Loaded } from "../../load";
import { useLoad } from "../../load";
import type { Schemas } from "../../api";
import type { RepairView } from "../../repair";
import { useCategories } from "../../repair";
import { Load } from "../../ui/parts";
import { RepairForm } from "../../ui/repair_form";
import { RepairLines } from "../../ui/repair_line";
import { Reported } from "../../ui/reported";

export function DoorPage({ door }: { door: string }) {
    const room = useLoad((signal) => get("/api/v1/doors/{door}", { path: { door }, signal }), [door]);
    const isBad = room.problem instanceof Problem && [404, 422].includes(room.problem.status);
    return (
        <div class="own">
            {isBad
                ? <><h1>{t("drBad")}</h1><p>{t("drBadMeans")}</p><p>{t("drLives")} <a href="#/login">{t("login")}</a></p></>
                : <><h1>{room.answer ? `${t("room")} ${room.answer.data.room}` : t("rpReport")}</h1><Load of={room}>{(d) => <AtDoor door={door} room={d} again={room} />}</Load></>}
        </div>
    );
}

function AtDoor({ door, room, again }: { door: string; room: Schemas["Door"]; again: Loaded<Schemas["Door"]> }) {
    const categories = useCategories(), [sent, setSent] = useState<{ repair: RepairView; photos: Blob[] } | null>(null);
    const photo = (r: RepairView, file: Blob) => send("post", "/api/v1/doors/{door}/repairs/{code}/photos", { path: { door, code: r.code }, query: { kind: "fault" }, file });
    return <Load of={categories}>{({ items }) => sent
        ? <Reported repair={sent.repair} photos={sent.photos} photo={photo}><p>{t("drFollow")}</p><p class="ask"><button type="button" onClick={() => { again.again(); setSent(null); }}>{t("drBack")}</button></p></Reported>
        : <>
            <p class="quiet">{[room.site_name, room.block && t("hmBlock", { block: room.block }), room.floor !== null && t("hmFloor", { n: room.floor })].filter(Boolean).join(", ")}</p>
            {room.repairs.length > 0 && <section><h2>{t("drOpen")}</h2><RepairLines repairs={room.repairs} categories={items} /></section>}
            <RepairForm keep={`door:${room.room}`} categories={items} known={room.repairs} photo={photo}
                report={(body, key) => send("post", "/api/v1/doors/{door}/repairs", { path: { door }, body, key }).then((a) => a.data)} sent={(repair, photos) => setSent({ repair, photos })} />
        </>}</Load>;
}
