/* Who is to leave, the most overdue first; a notice set, changed, taken back. */
import { useState } from "preact/hooks";
import type { Answer, Schemas } from "../../api";
import { address, get } from "../../api";
import { day, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { useQuery } from "../../query";
import { useAgencies } from "../../reads";
import { Choice } from "../../ui/choice";
import { useMore } from "../../ui/more";
import { Load } from "../../ui/parts";
import { SheetButtons } from "../../ui/sheet_buttons";
import { Table } from "../../ui/table";
import { LeaveDialog } from "./leave_form";
import { useRunsTheHouse, Ways } from "./parts";
import { RoomOf, useSites } from "./stays";

type Notice = Schemas["LeaveNotice"];
type Notices = Schemas["LeaveNotices"];

export function LeavePage() {
    const [query, setQuery] = useQuery(), agencies = useAgencies(), sites = useSites(), of = (name: string) => query.get(name) ?? "";
    const filter = { site: of("site"), agency: of("agency"), ...(of("overdue") ? { overdue: true } : {}) };
    const list = useLoad((signal) => get("/api/v1/leave-notices", { query: { ...filter, limit: 100 }, signal }), [of("site"), of("agency"), of("overdue")]);
    return (
        <div class="desk">
            <h1>{t("lvLeave")}</h1>
            <Ways here="/leave-notices" />
            <div class="bar" role="search">
                <Choice label={t("lvLeaveBy")} value={of("overdue")} set={(v) => setQuery("overdue", v)} options={[["", t("hmAllRooms")], ["true", t("lvLate")]]} />
                <Choice label={t("site")} value={of("site")} set={(v) => setQuery("site", v)} options={[["", t("hmAllRooms")], ...(sites.answer?.data.items ?? []).map((s): [string, string] => [s.code, `${s.code} · ${s.name}`])]} />
                <Choice label={t("agency")} value={of("agency")} set={(v) => setQuery("agency", v)} options={[["", t("hmAllAgencies")], ...(agencies.answer?.data.items ?? []).map((a): [string, string] => [a.code, a.name])]} />
                <SheetButtons url={address("/api/v1/leave-notices", {}, filter)} name="phai-tra-phong" />
            </div>
            <Load of={list}>{() => <Rows first={list.answer!} again={list.again} />}</Load>
        </div>
    );
}

function Rows({ first, again }: { first: Answer<Notices>; again: () => void }) {
    const { items, button } = useMore<Notice, Notices>(first), runs = useRunsTheHouse(), [open, setOpen] = useState<Notice | null>(null);
    return (
        <>
            <p class="found" role="status">{t("lvLeaveFound", { n: first.data.n })}</p>
            {items.length === 0 ? <p>{t("none")}</p> : <Table caption={t("lvLeave")} isCaptionSeen={false} rows={items} id={(n) => n.request} columns={[
                ["fullName", (n) => <a href={`#/requests/${n.request}`}>{n.name}</a>, "long"],
                ["agency", (n) => n.agency],
                ["room", (n) => <RoomOf code={n.room} />],
                ["prReason", (n) => t(`leave_${n.reason}`)],
                ["lvDocument", (n) => n.document],
                ["lvEndedOn", (n) => day(n.ended_on)],
                ["lvLeaveBy", (n) => day(n.leave_by)],
                ["lvLeft", (n) => (n.days_left < 0 ? <strong class="late">{t("lvLateBy", { n: -n.days_left })}</strong> : number(n.days_left)), "n"],
                runs && [<span class="unseen">{t("lvChange")}</span>, (n) => <button type="button" class="small" aria-label={`${t("lvNotice")}: ${n.name}`} onClick={() => setOpen(n)}>{t("lvChange")}</button>],
            ]} />}
            {button}
            {open && <LeaveDialog request={open.request} name={open.name} close={() => setOpen(null)} done={() => { setOpen(null); again(); }} />}
        </>
    );
}
