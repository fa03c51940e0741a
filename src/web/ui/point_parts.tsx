/* What the points of a request come from. */
import { number, t } from "../i18n";
import { Facts } from "./parts";

export const POINT_PARTS = ["housing", "road_km", "family", "unit_urgency", "waiting"] as const;

export function PointParts({ parts }: { parts: Record<(typeof POINT_PARTS)[number], number> }) {
    return <Facts rows={POINT_PARTS.map((p) => [t(`part_${p}`), number(parts[p])])} />;
}
