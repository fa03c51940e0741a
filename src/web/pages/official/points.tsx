/* Points, part by part: how many, what each rests on, and whether a paper confirms it. */
import type { ComponentChildren } from "preact";
import type { Schemas } from "../../api";
import type { Word } from "../../i18n";
import { day, number, t } from "../../i18n";
import { Facts, Tag } from "../../ui/parts";

type Official = Schemas["Official"];
type Part = "housing" | "road_km" | "family" | "unit_urgency" | "waiting";
const PARTS: Part[] = ["housing", "road_km", "family", "unit_urgency", "waiting"];

interface Props { request: Schemas["Request"]; result: Schemas["Result"]; official: Official | null }

/* The paper that a fact stands on, or that there is none. */
export function Confirmation({ official, fact }: { official: Official; fact: string }) {
    const paper = official.facts.find((f) => f.fact === fact);
    return paper
        ? <><Tag kind="good">{t("myConfirmed")}</Tag> <span class="quiet">{t("myPaper", { document: paper.document, day: day(paper.document_day) })}</span></>
        : <Tag kind="wait">{t("myUnconfirmed")}</Tag>;
}

export function Points({ request, result: r, official: o }: Props) {
    const b = r.breakdown!;
    return (
        <section>
            <h2>{t("myPointsOf", { n: r.points ?? 0 })}</h2>
            <Facts rows={[
                [t("priorityBand"), r.band === null ? null : number(r.band)],
                [t("placeInOrder"), r.list_order === null ? null : number(r.list_order)],
            ]} />
            <ul class="parts">{PARTS.map((part) => (
                <li key={part}>
                    <p><span>{t(`part_${part}`)}</span> <b>{number(b[part])}</b></p>
                    {o && <div class="rests">{restsOn(part, o, request, b.family_group)}</div>}
                </li>
            ))}</ul>
            <p class="quiet no-print">{t("myWrongFact")} <a href="#/my/data">{t("myData")}</a></p>
        </section>
    );
}

function restsOn(part: Part, o: Official, request: Schemas["Request"], group: string | null): ComponentChildren {
    switch (part) {
        case "housing":
            return <>{t(o.owns_house === null ? "myHouseUnknown" : o.owns_house ? "myHouseYes" : "myHouseNo")} {o.owns_house !== null && <Confirmation official={o} fact="owns_house" />}</>;
        case "road_km":
            return o.road_km === null ? <>{t("myRoadUnknown")}</> : <>{t("myRoad", { km: number(o.road_km) })} <Confirmation official={o} fact="road_km" /></>;
        case "family":
            return group === null ? <>{t("myNoGroup")}</> : <>{t(`group_${group}` as Word)} <Confirmation official={o} fact={group} /></>;
        case "unit_urgency":
            return <>{t("myUrgency")}</>;
        case "waiting":
            return <>{t("myWaited", { n: request.n_rounds_waited })}</>;
    }
}
