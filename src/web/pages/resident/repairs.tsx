/* Repairs of the room where one lives: those one has reported, and those of others there. */
import { get } from "../../api";
import { t } from "../../i18n";
import { useLoad } from "../../load";
import type { Category, Repair } from "../../repair";
import { useCategories } from "../../repair";
import { useMore } from "../../ui/more";
import { Load } from "../../ui/parts";
import { RepairLines } from "../../ui/repair_line";
import type { Loaded } from "../../load";
import type { Schemas } from "../../api";

export function OwnRepairs() {
    const repairs = useLoad((signal) => get("/api/v1/repairs", { query: { limit: 50 }, signal }), []), categories = useCategories();
    return (
        <div class="own">
            <p><a href="#/">{t("myHousing")}</a></p>
            <h1>{t("rpTitle")}</h1>
            <p class="ask"><a class="button main" href="#/my/repairs/new">{t("rpReport")}</a></p>
            <Load of={categories}>{({ items }) => <Load of={repairs}>{() => <Lists of={repairs} categories={items} />}</Load>}</Load>
        </div>
    );
}

function Lists({ of, categories }: { of: Loaded<Schemas["Repairs"]>; categories: Category[] }) {
    const { items, button } = useMore<Repair, Schemas["Repairs"]>(of.answer!);
    const own = items.filter((r) => r.is_own), others = items.filter((r) => !r.is_own);
    const to = (r: Repair) => `#/my/repairs/${r.number}`;
    return (
        <>
            <section><h2>{t("rpOwn")}</h2>{own.length === 0 ? <p class="quiet">{t("none")}</p> : <RepairLines repairs={own} categories={categories} to={to} />}</section>
            {others.length > 0 && <section><h2>{t("rpOthers")}</h2><RepairLines repairs={others} categories={categories} to={to} /></section>}
            {button}
        </>
    );
}
