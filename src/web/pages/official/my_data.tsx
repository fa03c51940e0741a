/* What the house knows about me, in plain words: what I say, what my agency says, what is confirmed by
 * which paper; correcting it, a copy of it, and who was shown what. */
import { useState } from "preact/hooks";
import type { Schemas } from "../../api";
import { get, saveFile } from "../../api";
import { useAct } from "../../act";
import type { Word } from "../../i18n";
import { day, moment, number, t } from "../../i18n";
import { useAgencies, useCommunes, useOfficial } from "../../reads";
import { useSession } from "../../session";
import { Facts, Failure, Load } from "../../ui/parts";
import { OwnCode } from "./own_code";
import { PersonStep } from "./person";
import { Confirmation } from "./points";

type Official = Schemas["Official"];
const EXPORT = "/api/v1/officials/current/export";

export function MyData() {
    const own = useSession().account?.official ?? "";
    const official = useOfficial(own);
    const [isEdited, setEdited] = useState(false);
    const done = () => { setEdited(false); official.again(); };
    return (
        <div class="own">
            <h1>{t("myData")}</h1>
            <p>{t("myDataLead")}</p>
            {isEdited ? <section><h2>{t("myFix")}</h2><PersonStep next={done} verb="save" /><button type="button" onClick={() => setEdited(false)}>{t("cancel")}</button></section> : (
                <Load of={official}>{(o) => <>
                    <OwnSays official={o} edit={() => setEdited(true)} />
                    <AgencySays official={o} />
                </>}</Load>
            )}
            <Copy />
            {own && <section><h2>{t("myCode")}</h2><OwnCode code={own} /></section>}
        </div>
    );
}

function OwnSays({ official: o, edit }: { official: Official; edit: () => void }) {
    const communes = useCommunes();
    const commune = communes.answer?.data.items.find((c) => c.code === o.commune)?.name ?? (o.commune === null ? null : "…");
    const confirmed = (fact: string, text: string) => <><span class="line">{text}</span><Confirmation official={o} fact={fact} /></>;
    return (
        <section>
            <h2>{t("myOwnSays")}</h2>
            <Facts rows={[
                [t("myPhone"), o.phone],
                [t("myCommune"), commune],
                [t("dkResidence"), o.residence || null],
                [t("dkOwnsHouse"), o.owns_house === null ? t("unknown") : confirmed("owns_house", t(o.owns_house ? "myHouseYes" : "myHouseNo"))],
                [t("dkRoadKm"), o.road_km === null ? t("unknown") : confirmed("road_km", `${number(o.road_km)} km`)],
                [t("dkGroups"), o.groups.length === 0 ? t("myNoGroup") : o.groups.map((g) => <span class="line" key={g}>{confirmed(g, t(`group_${g}`))}</span>)],
            ]} />
            <p>{t("myPapers")}</p>
            <p class="ask no-print"><button type="button" onClick={edit}>{t("myFix")}</button></p>
        </section>
    );
}

function AgencySays({ official: o }: { official: Official }) {
    const agencies = useAgencies();
    const agency = agencies.answer?.data.items.find((a) => a.code === o.agency)?.name ?? o.agency;
    return (
        <section>
            <h2>{t("myAgencySays")}</h2>
            <Facts rows={[
                [t("fullName"), o.name],
                [t("dkBorn"), o.born && o.born.length > 4 ? day(o.born) : o.born],
                [t("dkSex"), t(`sexword_${o.sex}`)],
                [t("myCitizenId"), o.citizen_id_masked],
                [t("agency"), agency],
                [t("myPosition"), o.position || null],
                [t("apCoefficient"), o.coefficient === null ? null : number(o.coefficient)],
                [t("dkHasMoved"), o.has_moved === null ? t("unknown") : <><span class="line">{t(o.has_moved ? "yes" : "no")}</span>{o.has_moved && <Confirmation official={o} fact="has_moved" />}</>],
            ]} />
            <p>{t("myAgencyFixes")}</p>
        </section>
    );
}

/* The copy, and who was shown what: taking either is noted in the audit, so only when asked. */
function Copy() {
    const act = useAct();
    const [seen, setSeen] = useState<Schemas["OwnData"]["disclosures"] | null>(null);
    return (
        <section class="no-print">
            <h2>{t("myCopyTitle")}</h2>
            <p>{t("myCopyLead")}</p>
            {act.problem && <Failure problem={act.problem} />}
            <p class="ask">
                <button type="button" disabled={act.isBusy} onClick={() => act.run(() => saveFile("get", EXPORT, "du-lieu-cua-toi.json"))}>{t("exportData")}</button>
                {!seen && <button type="button" disabled={act.isBusy} onClick={() => act.run(() => get(EXPORT), (a) => setSeen(a.data.disclosures))}>{t("myWhoSaw")}</button>}
            </p>
            {seen && <>
                <h3>{t("myWhoSaw")}</h3>
                {seen.length === 0 ? <p>{t("myNobodySaw")}</p> : <ol class="history">{[...seen].reverse().map((d, i) => <li key={i}>{moment(d.at)} · {actionWords(d.action)}</li>)}</ol>}
            </>}
        </section>
    );
}

const ACTIONS: Record<string, Word> = { "official.add": "did_add", "official.change": "did_change", "official.unmask": "did_unmask", "official.export": "did_export" };

function actionWords(action: string): string {
    const word = ACTIONS[action];
    return word ? t(word) : action;
}
