/* Who waits by a plan, in order, and why: by band, reason or agency; the same as a sheet. */
import { useMemo, useState } from "preact/hooks";
import { address } from "../../api";
import { sum } from "../../house";
import type { Word } from "../../i18n";
import { t } from "../../i18n";
import { useLoad } from "../../load";
import type { Plan, Waiting } from "../../plan_facts";
import { codeNumber, loadWaiting } from "../../plan_facts";
import { fold } from "../../text";
import { useQuery } from "../../query";
import { useSession } from "../../session";
import { Choice } from "../../ui/choice";
import { SpotMenu } from "../../ui/draft_spot";
import { Load } from "../../ui/parts";
import { Search } from "../../ui/search";
import { SheetButtons } from "../../ui/sheet_buttons";
import { useShown } from "../../ui/shown";
import { Table } from "../../ui/table";
import { values } from "./plan_assigned";
import { PlanPart } from "./plan_part";

export function PlanWaiting({ code }: { code: string }) {
    return <PlanPart code={code} at="waiting">{(plan) => <WaitingList plan={plan} />}</PlanPart>;
}

export function WaitingList({ plan }: { plan: Pick<Plan, "code" | "number"> }) {
    const list = useLoad(async (signal) => ({ data: await loadWaiting(plan.code, signal), etag: null, next: null, location: null }), [plan.code]);
    return <Load of={list}>{(items) => <Desk plan={plan} items={items} />}</Load>;
}

function reasonWords(code: string): string {
    return t(`reason_${code}` as Word);
}

function Desk({ plan, items }: { plan: Pick<Plan, "code" | "number">; items: Waiting[] }) {
    const [query, setQuery] = useQuery(), [text, setText] = useState("");
    const of = (key: string) => query.get(key) ?? "";
    const band = of("band"), reason = of("reason"), agency = of("agency");
    const rows = useMemo(() => {
        const want = fold(text.trim());
        return items.filter((w) => (band === "" || String(w.band ?? "") === band) && (reason === "" || w.reasons.includes(reason)) && (agency === "" || w.agency === agency)
            && (want === "" || fold(`${w.name} ${w.request}`).includes(want)));
    }, [items, text, band, reason, agency]);
    const reasons = useMemo(() => items.flatMap((w) => w.reasons), [items]);
    return (
        <>
            <div class="bar" role="search">
                <Search label={t("dkFind")} value={text} set={setText} />
                <Choice label={t("priorityBand")} value={band} set={(v) => setQuery("band", v)} options={values(items, t("hmAllRooms"), (w) => [String(w.band ?? ""), codeNumber(w.band)])} />
                <Choice label={t("prReason")} value={reason} set={(v) => setQuery("reason", v)} options={values(reasons, t("hmAllRooms"), (r) => [r, reasonWords(r)])} />
                <Choice label={t("agency")} value={agency} set={(v) => setQuery("agency", v)} options={values(items, t("hmAllAgencies"), (w) => [w.agency, w.agency_name])} />
                <SheetButtons url={address("/api/v1/plans/{plan}/waiting", { plan: plan.code }, { agency, band })} name={`${t("prSheetWaiting")}-${plan.number}`} />
            </div>
            <p class="found" role="status">{t("ovWaitingFound", { n: rows.length, people: sum(rows, (w) => w.n_people ?? 1) })}</p>
            <Rows plan={plan.code} rows={rows} caption={band ? `${t("prWaitingList")}, ${t("priorityBand")} ${band}` : t("prWaitingList")} />
        </>
    );
}

function Rows({ plan, rows, caption }: { plan: string; rows: Waiting[]; caption: string }) {
    const [n, more] = useShown(), isPlanner = useSession().account?.role === "planner";
    if (rows.length === 0) return <p>{t("none")}</p>;
    return (
        <>
            <Table caption={caption} rows={rows.slice(0, n)} id={(w) => w.request} columns={[
                ["placeInOrder", (w) => codeNumber(w.list_order), "n"],
                ["fullName", (w) => <a href={`#/plans/${plan}/people/${w.request}`}>{w.name}</a>],
                ["prReason", (w) => w.reasons.map(reasonWords).join("; "), "long"],
                ["request", (w) => w.request, "code"],
                ["agency", (w) => w.agency_name, "long"],
                ["priorityBand", (w) => codeNumber(w.band), "n"],
                ["points", (w) => codeNumber(w.points), "n"],
                ["hmPeopleHead", (w) => w.n_people ?? 1, "n"],
                isPlanner && ["scColumn", (w) => <SpotMenu request={w.request} name={w.name} label={t("scMenuShort")} />, "acts"],
            ]} />
            {rows.length > n && <button type="button" onClick={more}>{t("more")}</button>}
        </>
    );
}
