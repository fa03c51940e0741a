/* An official is looked up by name among those of the own agencies, and chosen; one of another agency
 * by the code that he or she reads on the own page. */
import { useEffect, useState } from "preact/hooks";
import { get } from "../../api";
import { day, t } from "../../i18n";
import { useLoad } from "../../load";
import { Failure } from "../../ui/parts";
import { idOf } from "../../ui/told";

interface Props {
    id: string; /* pointer of the field */
    label: string;
    error?: string | undefined;
    mayTypeCode?: boolean;
    taken?: string[]; /* codes of whom one cannot choose again */
    pick: (code: string, name: string) => void;
}

const CODE = /^[0-9a-f]{32}$/;

export function PickOfficial({ id, label, error, mayTypeCode, taken = [], pick }: Props) {
    const [text, setText] = useState(""), [q, setQ] = useState(""), isCode = mayTypeCode === true && CODE.test(text.trim());
    useEffect(() => {
        const later = setTimeout(() => setQ(text.trim()), 250);
        return () => clearTimeout(later);
    }, [text]);
    const found = useLoad(async (signal) => q === "" || isCode ? { data: { items: [], n: 0 }, etag: null, next: null, location: null } : get("/api/v1/officials", { query: { q, limit: 8 }, signal }), [q, isCode]);
    const items = found.answer?.data.items ?? [], n = found.answer?.data.n ?? 0;
    return (
        <div class="field told">
            <label for={idOf(id)}>{label}</label>
            <input id={idOf(id)} type="search" autocomplete="off" value={text} onInput={(e) => setText(e.currentTarget.value)} aria-describedby={`${idOf(id)}-d`} aria-invalid={error ? true : undefined}
                onKeyDown={(e) => { if (e.key === "Enter") e.preventDefault(); }} />
            <div class="below" id={`${idOf(id)}-d`}>
                {error && <p class="error">{error}</p>}
                <p class="hint" role="status">{q === "" ? t(mayTypeCode ? "rgPickHintCode" : "rgPickHint") : isCode ? "" : t("rgPickFound", { n, shown: items.length })}</p>
            </div>
            {found.problem && <Failure problem={found.problem} again={found.again} />}
            {isCode && <button type="button" onClick={() => pick(text.trim(), "")}>{t("rgPickCode")}</button>}
            {q !== "" && items.length > 0 && <ul class="picks">{items.map((o) => (
                <li key={o.code}><button type="button" disabled={taken.includes(o.code)} onClick={() => pick(o.code, o.name)}>
                    <b>{o.name}</b> <span>{[o.born && (o.born.length > 4 ? day(o.born) : o.born), o.position, o.agency].filter(Boolean).join(" · ")}</span>
                </button></li>
            ))}</ul>}
        </div>
    );
}
