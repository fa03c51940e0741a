/* What stands in a room, written down: pieces by kind and number, each with its condition. */
import { useEffect, useState } from "preact/hooks";
import type { Schemas } from "../../api";
import { get, send } from "../../api";
import { useAct } from "../../act";
import { day, t } from "../../i18n";
import { useLoad } from "../../load";
import { guardLeaving } from "../../router";
import { useSession } from "../../session";
import { CONDITIONS } from "../../survey_words";
import { Choice } from "../../ui/choice";
import { Failure, Load, sentence } from "../../ui/parts";
import { kindOptions } from "./inventory";

type Item = Schemas["NewItem"];

export function RoomItemsPage({ room }: { room: string }) {
    const list = useLoad((signal) => get("/api/v1/rooms/{room}/items", { path: { room }, signal }), [room]);
    return (
        <div class="crew">
            <p class="no-print"><a class="entry" href="#/inventory">{t("ivAll")}</a></p>
            <h1>{t("ivOfRoom", { room })}</h1>
            <Load of={list}>{(l) => <Editor key={list.answer!.etag ?? ""} room={room} items={l.items} etag={list.answer!.etag} again={list.again} />}</Load>
        </div>
    );
}

function Editor({ room, items: server, etag, again }: { room: string; items: Schemas["Item"][]; etag: string | null; again: () => void }) {
    const [items, setItems] = useState<Item[]>(server), [kind, setKind] = useState<Item["kind"]>("bed"), act = useAct(again), [isSaved, setSaved] = useState(false);
    const may = useSession().account?.role !== "auditor", isChanged = items !== server;
    useEffect(() => { guardLeaving(isChanged ? () => confirm(t("leaveSure")) : null); return () => guardLeaving(null); }, [isChanged]);
    const set = (next: Item[]) => { setSaved(false); setItems(next); };
    const change = (i: number, to: Partial<Item>) => set(items.map((x, k) => { if (k !== i) return x; const { seen_on: _, ...rest } = x; return { ...rest, ...to }; }));
    const add = () => set([...items, { kind, number: Math.max(0, ...items.filter((x) => x.kind === kind).map((x) => x.number)) + 1, condition: "good", note: "" }]);
    const save = () => act.run(() => send("put", "/api/v1/rooms/{room}/items", { path: { room }, etag, body: { items } }), () => { setSaved(true); again(); });
    const nameOf = (x: Item) => `${t(`item_${x.kind}`)} ${x.number}`;
    return (
        <>
            {items.length === 0 && <p class="quiet">{t("ivEmpty")}</p>}
            <ul class="rows pieces">{items.map((x, i) => (
                <li key={`${x.kind} ${x.number}`}>
                    <span class="between"><b>{nameOf(x)}</b>{x.seen_on && <small class="quiet">{t("ivSeen").toLowerCase()} {day(x.seen_on)}</small>}</span>
                    <fieldset class="line" disabled={!may} aria-label={nameOf(x)}>
                        <div class="tiles four">{CONDITIONS.map((c) => <label key={c}><input type="radio" name={`${x.kind} ${x.number}`} checked={x.condition === c} onChange={() => change(i, { condition: c })} /><span class={c}>{sentence(t(`condition_${c}`))}</span></label>)}</div>
                        <span class="between"><input aria-label={t("svNoteOf", { subject: nameOf(x) })} placeholder={t("dkNote")} maxLength={200} autocomplete="off" value={x.note ?? ""} onInput={(e) => change(i, { note: e.currentTarget.value })} />
                            {may && <button type="button" aria-label={t("ivRemoveOf", { piece: nameOf(x) })} onClick={() => set(items.filter((_, k) => k !== i))}>{t("ivRemove")}</button>}</span>
                        {act.of(`/items/${i}/note`) && <p class="error">{act.of(`/items/${i}/note`)}</p>}
                    </fieldset>
                </li>
            ))}</ul>
            {may && <p class="ask no-print"><Choice label={t("ivKind")} value={kind} options={kindOptions()} set={(k) => setKind(k as Item["kind"])} /><button type="button" onClick={add}>{t("ivAdd")}</button></p>}
            {act.problem && <Failure problem={act.problem} />}
            {isSaved && <p class="notice good" role="status">{t("ivSaved")}</p>}
            {may && <p class="ask no-print"><button type="button" class="main" disabled={act.isBusy || !isChanged} onClick={save}>{t("save")}</button></p>}
        </>
    );
}
