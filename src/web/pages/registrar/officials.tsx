/* The officials of the agency: looked up, registered, given activation codes. */
import type { Answer, Schemas } from "../../api";
import { address, get } from "../../api";
import { day, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { useAgencies } from "../../reads";
import { useQuery } from "../../query";
import { useSession } from "../../session";
import { Choice } from "../../ui/choice";
import { useMore } from "../../ui/more";
import { Load } from "../../ui/parts";
import { Search, useSearch } from "../../ui/search";
import { SheetButtons } from "../../ui/sheet_buttons";
import { Slips } from "./slips";
import { Table } from "../../ui/table";

type Officials = Schemas["Officials"];
type Row = Schemas["OfficialRow"];

export function OfficialsPage() {
    const { account } = useSession(), [query, setQuery] = useQuery(), agency = query.get("agency") ?? "";
    const [text, setText, q] = useSearch();
    const agencies = useAgencies();
    const filter = { q, agency, limit: 100 }, list = useLoad((signal) => get("/api/v1/officials", { query: filter, signal }), [q, agency]);
    return (
        <div class="desk">
            <h1>{t("rgOfficials")}</h1>
            <Load of={agencies}>{(all) => {
                const own = all.items.filter((a) => account?.all_agencies || account?.agencies.includes(a.code));
                const one = own.length === 1 ? own[0]! : own.find((a) => a.code === agency);
                return (
                    <>
                        <p class="ask">
                            <a class="button main" href="#/officials/new">{t("rgNewOfficial")}</a>
                            {one && <Slips agency={one} />}
                            <a href="#/duplicates">{t("rgTwins")}</a>
                        </p>
                        <div class="bar" role="search">
                            <Search label={t("rgFindName")} value={text} set={setText} />
                            {own.length > 1 && <Choice label={t("agency")} value={agency} set={(v) => setQuery("agency", v)} options={[["", t("hmAllAgencies")], ...own.map((a): [string, string] => [a.code, a.name])]} />}
                            <SheetButtons url={address("/api/v1/officials", {}, { ...filter, limit: undefined })} name="can-bo" />
                        </div>
                        <Load of={list}>{() => <Rows key={list.answer!.etag} first={list.answer!} isMany={own.length > 1} />}</Load>
                    </>
                );
            }}</Load>
        </div>
    );
}

function Rows({ first, isMany }: { first: Answer<Officials>; isMany: boolean }) {
    const { items, button } = useMore<Row, Officials>(first);
    const yesNo = (b: boolean | null) => t(b === null ? "unknown" : b ? "yes" : "no");
    return (
        <>
            <p class="found" role="status">{t("rgOfficialsFound", { n: first.data.n, shown: items.length })}</p>
            {items.length === 0 ? <p>{t("none")}</p> : (
                <Table caption={t("rgOfficials")} isCaptionSeen={false} class="roomy" rows={items} id={(o) => o.code} columns={[
                    ["fullName", (o) => <a href={`#/officials/${o.code}`}>{o.name}</a>],
                    ["dkBorn", (o) => (o.born && o.born.length > 4 ? day(o.born) : o.born ?? "–")],
                    ["dkSex", (o) => t(`sexword_${o.sex}`)],
                    isMany && ["agency", (o) => o.agency],
                    ["myPosition", (o) => o.position],
                    ["rgRoadKmShort", (o) => (o.road_km === null ? "–" : number(o.road_km)), "n"],
                    ["rgHouseShort", (o) => yesNo(o.owns_house)],
                    ["myPhone", (o) => o.phone ?? "–"],
                ]} />
            )}
            {button}
        </>
    );
}
