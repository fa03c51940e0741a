/* Whether an appeal has its answer, and which. */
import type { Appeal } from "../appeal";
import { t } from "../i18n";
import { Tag } from "./parts";

export function AppealTag({ appeal }: { appeal: Appeal }) {
    return <Tag kind={appeal.outcome === null ? "wait" : appeal.outcome === "upheld" ? "good" : "bad"}>{t(`ap_${appeal.outcome ?? "open"}`)}</Tag>;
}
