/* The day and the period of a report. Both stand in the address. */
import { useEffect, useState } from "preact/hooks";
import { readDay, today, typedDay } from "../../day";
import type { Word } from "../../i18n";
import { t } from "../../i18n";
import type { Days, Kind } from "../../report";
import { periods } from "../../report";
import { Choice } from "../../ui/choice";

/* A day as people here write it, dd/mm/yyyy; taken once it is typed. */
function DayPick({ label, value, set }: { label: string; value: string; set: (iso: string) => void }) {
    const [text, setText] = useState(typedDay(value)), [wrong, setWrong] = useState<Word | null>(null);
    useEffect(() => { setText(typedDay(value)); setWrong(null); }, [value]);
    const take = (typed: string) => {
        const read = readDay(typed, { latest: today() }), bad = read.said.find((s) => s.kind === "error");
        setText(typed);
        setWrong(bad?.word ?? null);
        if (!bad) set(read.value ?? "");
    };
    return (
        <label class="pick">{label}
            <input inputMode="numeric" autocomplete="off" placeholder={t("rtDayForm")} aria-invalid={wrong ? true : undefined} value={text} onChange={(e) => take(e.currentTarget.value)} />
            {wrong && <span role="alert">{t(wrong)}</span>}
        </label>
    );
}

export function daysOf(query: URLSearchParams): Days {
    const of = (name: string) => query.get(name) ?? "";
    return { as_of: of("as_of"), from: of("from"), to: of("to") };
}

/* `days` are those asked for; a period that is not has the report's own. */
export function DayPicks({ kind, days, set }: { kind: Kind; days: Days; set: (name: string, value: string) => void }) {
    const asOf = days.as_of || today(), known = periods(asOf), { year, ...others } = known;
    const offered = Object.entries(kind === "occupancy" ? known : others);
    const now = days.from === "" && days.to === "" ? "" : offered.find(([, [from, to]]) => from === days.from && to === (days.to || asOf))?.[0] ?? "own";
    const take = (from: string, to: string) => { set("from", from); set("to", to); };
    return (
        <>
            <DayPick label={t("rtAsOf")} value={asOf} set={(iso) => { set("as_of", iso === today() ? "" : iso); if (days.to > iso) take("", ""); }} />
            {kind !== "waiting" && <>
                <Choice label={t("rtPeriod")} value={now} set={(key) => { const p = offered.find(([k]) => k === key)?.[1]; if (key !== "own") take(p?.[0] ?? "", p?.[1] ?? ""); }} options={[
                    ["", t(kind === "occupancy" ? "rtNoPeriod" : "rtper_year")], ...offered.map(([key]): [string, string] => [key, t(`rtper_${key as keyof typeof known}`)]),
                    ...(now === "own" ? [["own", t("rtOwnPeriod")] as [string, string]] : []),
                ]} />
                <DayPick label={t("myFrom")} value={days.from || (kind === "occupancy" ? "" : year[0])} set={(iso) => set("from", iso)} />
                <DayPick label={t("rgTo")} value={days.to || (kind === "occupancy" && days.from === "" ? "" : asOf)} set={(iso) => set("to", iso)} />
            </>}
        </>
    );
}
