/* People of one name and birth in the register: perhaps one person with two citizen ids. */
import { get } from "../../api";
import { day, t } from "../../i18n";
import { useLoad } from "../../load";
import { Load } from "../../ui/parts";

export function DuplicatesPage() {
    const twins = useLoad((signal) => get("/api/v1/duplicates", { signal }), []);
    return (
        <div class="desk">
            <p><a href="#/officials">{t("rgOfficials")}</a></p>
            <h1>{t("rgTwins")}</h1>
            <p class="quiet">{t("rgTwinsLead")}</p>
            <Load of={twins}>{(all) => all.items.length === 0 ? <p>{t("rgTwinsNone")}</p> : (
                <ul class="rows">{all.items.map((d) => (
                    <li key={d.officials[0]?.code}><b>{t("dkBorn")}: {day(d.born)}</b>{d.officials.map((o) => <a key={o.code} href={`#/officials/${o.code}`}>{o.name} ({o.agency})</a>)}</li>
                ))}</ul>
            )}</Load>
        </div>
    );
}
