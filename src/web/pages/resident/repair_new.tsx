/* An official reports a fault of the room where he or she lives. */
import { useState } from "preact/hooks";
import type { Answer } from "../../api";
import { get, send } from "../../api";
import { language, t } from "../../i18n";
import { useLoad } from "../../load";
import type { Category, Repair, RepairView } from "../../repair";
import { readOwnRooms } from "../../repair";
import { useSession } from "../../session";
import { Choice } from "../../ui/choice";
import { Load } from "../../ui/parts";
import { RepairForm } from "../../ui/repair_form";
import { Reported } from "../../ui/reported";

interface Ready { rooms: string[]; categories: Category[]; known: Repair[]; phone: string }

/* All that the form needs, at once: nothing comes late and pushes the rest down. */
async function readReady(own: string, signal: AbortSignal): Promise<Answer<Ready>> {
    const [rooms, categories, known, official] = await Promise.all([
        readOwnRooms(signal),
        get("/api/v1/repair-categories", { signal }),
        get("/api/v1/repairs", { query: { recent: true, limit: 200 }, signal }),
        get("/api/v1/officials/{official}", { path: { official: own }, signal }),
    ]);
    return { ...known, data: { rooms: rooms.data, categories: categories.data.items, known: known.data.items, phone: official.data.phone ?? "" } };
}

export function NewRepair() {
    const own = useSession().account?.official ?? "", [sent, setSent] = useState<{ repair: RepairView; photos: Blob[] } | null>(null);
    const ready = useLoad((signal) => readReady(own, signal), [own, language()]);
    const photo = (r: RepairView, file: Blob) => send("post", "/api/v1/repairs/{repair}/photos", { path: { repair: r.number }, query: { kind: "fault" }, file });
    return (
        <div class="own">
            <p><a href="#/my/repairs">{t("rpTitle")}</a></p>
            <h1>{t("rpReport")}</h1>
            {sent
                ? <Reported repair={sent.repair} photos={sent.photos} photo={photo}><p class="ask"><a class="button main" href={`#/my/repairs/${sent.repair.number}`}>{t("rpFollow")}</a></p></Reported>
                : <Load of={ready}>{(r) => <InRoom ready={r} photo={photo} sent={(repair, photos) => setSent({ repair, photos })} />}</Load>}
        </div>
    );
}

function InRoom({ ready, photo, sent }: { ready: Ready; photo: (r: RepairView, file: Blob) => Promise<unknown>; sent: (r: RepairView, photos: Blob[]) => void }) {
    const [room, setRoom] = useState(ready.rooms[0]);
    if (room === undefined) return <p>{t("rpNowhere")}</p>;
    return (
        <>
            {ready.rooms.length > 1 ? <Choice label={t("room")} value={room} options={ready.rooms.map((r): [string, string] => [r, r])} set={setRoom} /> : <p class="quiet">{t("room")} {room}</p>}
            <RepairForm keep={`repair:${room}`} key={room} categories={ready.categories} known={ready.known.filter((k) => k.room === room)} phone={ready.phone} photo={photo} sent={sent}
                report={(body, key) => send("post", "/api/v1/repairs", { key, body: { ...body, room } }).then((a) => a.data)} />
        </>
    );
}
