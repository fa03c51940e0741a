/* The reports beside each other: whoever reads one finds the others. */
import type { Word } from "../i18n";
import { t } from "../i18n";
import { useSession } from "../session";

const REPORTS: [string, Word][] = [
    ["occupancy", "rtOccupancy"], ["waiting", "rtWaiting"], ["repairs", "rpTitle"], ["costs", "cwCosts"], ["housed", "rtHoused"], ["needs", "ofNeeds"],
];

export function ReportTabs({ now }: { now: string }) {
    const isCrew = useSession().account?.role === "maintenance";
    return (
        <nav class="tabs" aria-label={t("rtTitle")}>
            {REPORTS.filter(([key]) => !isCrew || key === "repairs" || key === "costs").map(([key, word]) => (
                <a key={key} href={key === "needs" ? "#/needs" : `#/reports/${key}`} aria-current={key === now ? "page" : undefined}>{t(word)}</a>
            ))}
        </nav>
    );
}
