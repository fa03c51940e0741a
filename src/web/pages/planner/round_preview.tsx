/* Eligibility and points of a round, with their parts, in the order of need: of an open round as the
 * register stands now, of a closed one as it was frozen. Filtered here, since all rows are at hand. */
import { useState } from "preact/hooks";
import type { Schemas } from "../../api";
import { address, get } from "../../api";
import { day, moment, t } from "../../i18n";
import { useLoad } from "../../load";
import { fold } from "../../text";
import type { PreviewRow } from "../../preview";
import { loadPreview, tally } from "../../preview";
import { useQuery } from "../../query";
import { Choice } from "../../ui/choice";
import { Load } from "../../ui/parts";
import { Search } from "../../ui/search";
import { SheetButtons } from "../../ui/sheet_buttons";
import { PreviewTable } from "./round_preview_table";

type Agency = Schemas["Agency"];

export function RoundPreview({ code }: { code: string }) {
    const page = useLoad(async (signal) => {
        const [rows, round, agencies] = await Promise.all([
            loadPreview(code, signal), get("/api/v1/rounds/{round}", { path: { round: code }, signal }), get("/api/v1/agencies", { signal }),
        ]);
        return { ...rows, data: { rows: rows.data, round: round.data, agencies: agencies.data.items } };
    }, [code]);
    return (
        <div class="desk">
            <p><a href={`#/rounds/${code}`}>{page.answer?.data.round.name ?? code}</a></p>
            <h1>{t("rdPreview")}</h1>
            <Load of={page}>{({ rows, round, agencies }) => (
                <>
                    <p class="quiet">{round.closed_at ? t("pvFrozen", { moment: moment(round.closed_at) }) : t("pvNow")} {t("pvAsOf", { day: day(round.as_of) })}{round.drawn_at ? "" : ` ${t("pvNoOrder")}`}</p>
                    <Rows rows={rows} code={code} agencies={agencies} />
                </>
            )}</Load>
        </div>
    );
}

function Rows({ rows, code, agencies }: { rows: PreviewRow[]; code: string; agencies: Agency[] }) {
    const [query, setQuery] = useQuery(), [text, setText] = useState("");
    const eligible = query.get("eligible") ?? "", band = query.get("band") ?? "", agency = query.get("agency") ?? "", fault = query.get("fault") ?? "";
    const { bands, faults } = tally(rows), find = fold(text.trim());
    const shown = rows.filter((r) =>
        (eligible === "" || r.is_eligible === (eligible === "yes")) && (band === "" || (r.is_eligible && String(r.band) === band)) && (agency === "" || r.agency === agency)
        && (fault === "" || r.faults.some((f) => f.code === fault)) && (find === "" || fold(`${r.request} ${r.name}`).includes(find)));
    const present = new Set(rows.map((r) => r.agency));
    const all: [string, string] = ["", t("hmAllRooms")];
    return (
        <>
            <div class="bar" role="search">
                <Search label={t("dkFind")} value={text} set={setText} />
                <Choice label={t("pvEligible")} value={eligible} set={(v) => setQuery("eligible", v)} options={[all, ["yes", t("state_eligible")], ["no", t("state_refused")]]} />
                <Choice label={t("priorityBand")} value={band} set={(v) => setQuery("band", v)} options={[all, ...bands.map(([b]): [string, string] => [String(b), String(b)])]} />
                <Choice label={t("agency")} value={agency} set={(v) => setQuery("agency", v)} options={[["", t("hmAllAgencies")], ...agencies.filter((a) => present.has(a.code)).map((a): [string, string] => [a.code, a.name])]} />
                <Choice label={t("pvFault")} value={fault} set={(v) => setQuery("fault", v)} options={[all, ...faults.map((f): [string, string] => [f.code, f.text])]} />
                <SheetButtons url={address("/api/v1/rounds/{round}/preview", { round: code })} name={`${t("pvSheet")}-${code}`} />
            </div>
            <p class="found" role="status">{t("pvFound", { n: shown.length, all: rows.length, eligible: shown.filter((r) => r.is_eligible).length })}</p>
            {shown.length === 0 ? <p>{t("none")}</p> : <PreviewTable key={query.toString() + find} rows={shown} />}
        </>
    );
}
