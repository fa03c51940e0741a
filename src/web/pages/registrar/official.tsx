/* One official as the agency knows him or her: facts and the papers behind them, the citizen id, the
 * requests. */
import { useEffect, useState } from "preact/hooks";
import type { Schemas } from "../../api";
import { get } from "../../api";
import { factWords, factsOf } from "../../facts";
import { day, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { useCommunes, useOfficial } from "../../reads";
import { Facts, Load } from "../../ui/parts";
import { StateTag } from "../../ui/state_tag";
import { ConfirmFacts } from "./confirm_facts";
import { ConsentFor } from "./consent";
import { Unknown } from "./papers";
import { Unmask } from "./unmask";

type Official = Schemas["Official"];

export function OfficialPage({ code }: { code: string }) {
    const official = useOfficial(code);
    return (
        <article class="desk file">
            <p><a href="#/officials">{t("rgOfficials")}</a></p>
            <Load of={official}>{(o) => (
                <>
                    <header><h1>{o.name}</h1></header>
                    <p class="ask">
                        <a class="button" href={`#/officials/${o.code}/edit`}>{t("rgEditOfficial")}</a>
                        <ConsentFor official={o} />
                    </p>
                    <div class="columns">
                        <section><h2>{t("rgPerson")}</h2><About official={o} /></section>
                        <div>
                            <section><h2>{t("rgFacts")}</h2><Papers official={o} etag={official.answer!.etag} again={official.again} /></section>
                            <section><h2>{t("ovRequests")}</h2><Requests official={o} /></section>
                        </div>
                    </div>
                </>
            )}</Load>
        </article>
    );
}

function About({ official: o }: { official: Official }) {
    const yesNo = (b: boolean | null) => t(b === null ? "unknown" : b ? "yes" : "no");
    const communes = useCommunes(), commune = communes.answer?.data.items.find((c) => c.code === o.commune);
    return (
        <Facts rows={[
            [t("myCitizenId"), <Unmask official={o} />],
            [t("dkBorn"), o.born && o.born.length > 4 ? day(o.born) : o.born],
            [t("dkSex"), t(`sexword_${o.sex}`)],
            [t("myPhone"), o.phone],
            [t("dkPosition"), [o.position, o.agency].filter(Boolean).join(", ")],
            [t("apCoefficient"), o.coefficient === null ? null : number(o.coefficient)],
            [t("myCommune"), commune ? `${commune.name} (${commune.kind}, ${commune.former_province})` : o.commune],
            [t("dkResidence"), o.residence || null],
            [t("dkRoadKm"), o.road_km === null ? null : `${number(o.road_km)} km`],
            [t("rgOwnsHouse"), yesNo(o.owns_house)],
            [t("dkHasMoved"), yesNo(o.has_moved)],
            [t("rgNeedsHousing"), yesNo(o.needs_housing)],
            [t("dkNote"), o.note || null],
        ]} />
    );
}

function Papers({ official: o, etag, again }: { official: Official; etag: string | null; again: () => void }) {
    const facts = factsOf(o);
    return (
        <>
            <p class="quiet">{t("rgFactsLead")}</p>
            <Unknown official={o} />
            {facts.length === 0 && <p>{t("rgNoFacts")}</p>}
            <ul class="rows">{facts.map((fact) => {
                const paper = o.facts.find((f) => f.fact === fact);
                return <li key={fact}><b>{factWords(o, fact)}</b><span>{paper ? t("rgConfirmedPaper", { document: paper.document, day: day(paper.document_day) }) : t("myUnconfirmed")}</span></li>;
            })}</ul>
            {facts.length > 0 && <ConfirmFacts official={o} etag={etag} again={again} />}
        </>
    );
}

/* The requests in which this official stands, found by the name: the API has no other way. */
function Requests({ official: o }: { official: Official }) {
    const found = useLoad((signal) => get("/api/v1/requests", { query: { q: o.name, limit: 50 }, signal }), [o.name]);
    const [isLive, setLive] = useState(true);
    const own = (found.answer?.data.items ?? []).filter((r) => r.members.some((m) => m.official === o.code));
    useEffect(() => setLive(own.some((r) => !["withdrawn", "ended", "declined", "expired"].includes(r.state))), [found.answer]);
    return (
        <Load of={found}>{() => <>
            {own.length === 0 && <p>{t("rgNoRequest")}</p>}
            <ul class="rows">{own.map((r) => <li key={r.code}><a href={`#/requests/${r.code}`}>{r.code}</a> <span><StateTag state={r.state} /></span></li>)}</ul>
            {!isLive && <p class="ask"><a class="button main" href={`#/requests/new/${o.code}`}>{t("rgNewRequest")}</a></p>}
        </>}</Load>
    );
}
