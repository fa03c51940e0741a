/* One receipt of the draw: how its lot comes about, and why it stands where it stands. */
import { useEffect, useRef } from "preact/hooks";
import type { DrawDocument, DrawLine } from "../../draw";
import { decide, hashOf, lotText } from "../../draw";
import { day, number, t } from "../../i18n";
import { useQuery } from "../../query";
import { Facts, Field, Tag } from "../../ui/parts";

/* The line that the code means: all of it, or its end where one line alone ends so. */
function find(d: DrawDocument, asked: string): DrawLine | undefined {
    const code = asked.trim().toUpperCase();
    const whole = d.list.find((l) => l.request.toUpperCase() === code);
    if (whole || code === "") return whole;
    const some = d.list.filter((l) => l.request.toUpperCase().endsWith(code));
    return some.length === 1 ? some[0] : undefined;
}

/* Why `a` stands before `b`. */
function why(d: DrawDocument, a: DrawLine, b: DrawLine): string {
    const { by } = decide(d, a, b, (l) => l.lot ?? "");
    const day_ = (l: DrawLine) => (l.filed === "" ? t("unknown") : day(l.filed));
    switch (by) {
        case "points": return t("dwByPoints", { a: a.points, b: b.points });
        case "legal_group": return t("dwByClass", { a: a.tie_class, b: b.tie_class });
        case "filed": return t("dwByDay", { a: day_(a), b: day_(b) });
        case "lot": return t("dwByLot", { a: (a.lot ?? "").slice(0, 8), b: (b.lot ?? "").slice(0, 8) });
        default: return t("dwByCode");
    }
}

function Lot({ d, line }: { d: DrawDocument; line: DrawLine }) {
    const lot = hashOf(lotText(d, line)), holds = lot === line.lot;
    return (
        <>
            <h3>{t("dwLotOf", { code: line.request })} <Tag kind={holds ? "good" : "bad"}>{t(holds ? "dwHolds" : "dwFails")}</Tag></h3>
            <p>{t("dwLotHow")}</p>
            <pre class="bytes">{lotText(d, line)}</pre>
            <p>{t("dwRecomputed")}<br /><code class="bytes">{lot}</code></p>
            {!holds && <p>{t("dwPublished")}<br /><code class="bytes">{line.lot}</code></p>}
        </>
    );
}

/* Its neighbours in the order, and what decided between them. */
function Place({ d, line }: { d: DrawDocument; line: DrawLine }) {
    const at = (order: number) => d.list.find((l) => l.order === order);
    const before = at((line.order ?? 0) - 1), after = at((line.order ?? 0) + 1);
    return (
        <>
            <h3>{t("dwPlace", { n: line.order ?? 0, all: d.list.length })}</h3>
            <ul>
                <li>{before ? t("dwBefore", { code: before.request, why: why(d, before, line) }) : t("dwFirst")}</li>
                <li>{after ? t("dwAfter", { code: after.request, why: why(d, line, after) }) : t("dwLast")}</li>
            </ul>
        </>
    );
}

export function DrawLinePart({ d }: { d: DrawDocument }) {
    const [query, set] = useQuery();
    const asked = query.get("request") ?? "", line = find(d, asked);
    const section = useRef<HTMLElement>(null);
    useEffect(() => { if (line) section.current?.scrollIntoView(); }, []); /* who comes by a link to one */
    return (
        <section class="after" ref={section}>
            <h2>{t("dwOne")}</h2>
            <div class="noprint one"><Field label={t("dwOneCode")} hint={t("dwOneHint")} autocomplete="off" autocapitalize="characters" value={asked} onInput={(e) => set("request", e.currentTarget.value)} /></div>
            <div role="status">
                {asked.trim() !== "" && !line && <p>{t("dwNoSuch", { code: asked.trim() })}</p>}
                {line && <p><strong>{line.request}</strong></p>}
            </div>
            {line && (
                <>
                    <div class="narrow-facts"><Facts rows={[
                        [t("points"), number(line.points)],
                        [t("dwClass"), number(line.tie_class)],
                        [t("dwFiled"), line.filed === "" ? t("unknown") : day(line.filed)],
                    ]} /></div>
                    {d.seed ? <><Lot d={d} line={line} /><Place d={d} line={line} /></> : <p>{t("dwNotDrawn")}</p>}
                </>
            )}
        </section>
    );
}
