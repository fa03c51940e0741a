/* Who lives, or lived, where: stays as a list, on a day or all, and as a sheet. */
import type { Answer, Schemas } from "../../api";
import { address, get } from "../../api";
import { today } from "../../day";
import { day, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { useQuery } from "../../query";
import { useAgencies } from "../../reads";
import { Choice } from "../../ui/choice";
import { useMore } from "../../ui/more";
import { Load, Tag } from "../../ui/parts";
import { SheetButtons } from "../../ui/sheet_buttons";
import { Table } from "../../ui/table";
import { Ways } from "./parts";
import { Records } from "./room_panel";

type Stay = Schemas["Stay"];
type Stays = Schemas["Stays"];

export const useSites = () => useLoad((signal) => get("/api/v1/sites", { signal }), []);

export function RoomOf({ code }: { code: string | null }) {
    return code ? <a href={`#/house?room=${encodeURIComponent(code)}`}>{code}</a> : <>–</>;
}

/* The filters of the address; "on" is today where it is not said, "all" = whenever. */
export function StaysPage() {
    const [query, setQuery] = useQuery(), agencies = useAgencies(), sites = useSites();
    const of = (name: string) => query.get(name) ?? "", room = of("room"), request = of("request");
    const on = of("on") || (room || request ? "all" : today());
    const filter = { room, request, site: of("site"), agency: of("agency"), ...(on === "all" ? {} : { on }), ...(of("kind") ? { kind: of("kind") as Stay["kind"] } : {}) };
    const list = useLoad((signal) => get("/api/v1/stays", { query: { ...filter, limit: 100 }, signal }), Object.values(filter).concat(on));
    return (
        <div class="desk">
            <h1>{t("lvStays")}</h1>
            <Ways here="/stays" />
            <div class="bar" role="search">
                <label class="pick">{t("lvDay")}<input type="date" value={on === "all" ? "" : on} onChange={(e) => setQuery("on", e.currentTarget.value || "all")} /></label>
                <Choice label={t("site")} value={of("site")} set={(v) => setQuery("site", v)} options={[["", t("hmAllRooms")], ...(sites.answer?.data.items ?? []).map((s): [string, string] => [s.code, `${s.code} · ${s.name}`])]} />
                <Choice label={t("agency")} value={of("agency")} set={(v) => setQuery("agency", v)} options={[["", t("hmAllAgencies")], ...(agencies.answer?.data.items ?? []).map((a): [string, string] => [a.code, a.name])]} />
                <Choice label={t("lvKind")} value={of("kind")} set={(v) => setQuery("kind", v)} options={[["", t("hmAllRooms")], ["own", t("lvKind_own")], ["temporary", t("lvKind_temporary")]]} />
                {(room || request) && <Choice label={t(room ? "room" : "request")} value="x" set={() => setQuery(room ? "room" : "request", "")} options={[["x", room || request], ["", t("hmAllRooms")]]} />}
                <SheetButtons url={address("/api/v1/stays", {}, filter)} name="luu-tru" />
            </div>
            <Load of={list}>{() => <Rows first={list.answer!} />}</Load>
        </div>
    );
}

function Rows({ first }: { first: Answer<Stays> }) {
    const { items, button } = useMore<Stay, Stays>(first);
    return (
        <>
            <p class="found" role="status">{t("lvFound", { n: first.data.n, shown: items.length })}</p>
            {items.length === 0 ? <p>{t("none")}</p> : <Table caption={t("lvStays")} isCaptionSeen={false} rows={items} id={(s) => s.code} columns={[
                ["room", (s) => <RoomOf code={s.room} />],
                ["fullName", (s) => <a href={`#/requests/${s.request}`}>{s.name}</a>, "long"],
                ["agency", (s) => s.agency],
                ["lvKind", (s) => <>{s.kind === "temporary" ? <Tag kind="wait">{t("lvKind_temporary")}</Tag> : t("lvKind_own")}{s.whole_room && ` · ${t("lvWhole")}`}</>],
                ["hmPeopleHead", (s) => number(s.beds.length), "n"],
                ["myFrom", (s) => day(s.from_day)],
                ["lvTo", (s) => <>{day(s.to_day)}{s.why_ended && <small class="quiet"> {t(`lvEnded_${s.why_ended}`)}</small>}</>],
                ["lvBack", (s) => (s.kind === "temporary" && !s.to_day ? s.return_day ? day(s.return_day) : t("lvNever") : "")],
                ["lvRecord", (s) => <Records stay={s} />],
            ]} />}
            {button}
        </>
    );
}
