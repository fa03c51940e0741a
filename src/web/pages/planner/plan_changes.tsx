/* What a plan changes of its round's data, and what has moved since its data were taken. */
import type { ComponentChildren } from "preact";
import type { Word } from "../../i18n";
import { day, t } from "../../i18n";
import type { Plan } from "../../plan_facts";
import { Facts } from "../../ui/parts";
import { MovedList } from "../../ui/moved_list";

type Places = NonNullable<Plan["options"]["pins"]>;

export function Options({ plan }: { plan: Plan }) {
    const o = plan.options;
    const places = (list: Places | undefined) => list?.length
        ? list.map((p) => <span class="line" key={`${p.request} ${p.room}`}><a href={`#/plans/${plan.code}/people/${p.request}`}>{p.request}</a> – {p.room}</span>) : null;
    const rows: [string, ComponentChildren][] = [
        [t("prToday"), o.today ? t("yes") : null],
        [t("prRefill"), o.refill ? t("yes") : null],
        [t("prClosed"), o.closed_rooms?.join(", ") || null],
        [t("prPins"), places(o.pins)],
        [t("prBans"), places(o.bans)],
        [t("prPolicy"), o.policy ?? null],
        [t("prSeed"), o.seed ?? null],
        [t("prFacts"), o.facts?.map((f) => `${t(`field_${f.field}` as Word)}: ${f.value}`).join("; ") || null],
    ];
    const set = rows.filter(([, value]) => value !== null);
    return (
        <section>
            <h2>{t("prChanges")}</h2>
            {set.length === 0 ? <p>{t("prChangesNone")}</p> : <Facts rows={set} />}
        </section>
    );
}

/* The mark of a plan whose data are not those of today any more; what to do about it where it could
 * still be published. */
export function Stale({ plan, mayFollow }: { plan: Plan; mayFollow: boolean }) {
    if (!plan.moved?.length) return null;
    return (
        <div class="notice wait">
            <p><strong>{t("prStale", { n: plan.moved.length })}</strong> {t("prStaleSince", { day: day(plan.created_at) })} {mayFollow && t("prStaleWhat")}</p>
            <MovedList items={plan.moved} />
        </div>
    );
}
