/* A request to choose, found by its code or by a person's name. */
import { useEffect, useState } from "preact/hooks";
import type { Answer, Schemas } from "../api";
import { get } from "../api";
import { t } from "../i18n";
import { useLoad } from "../load";
import { Field } from "./parts";

type Request = Schemas["Request"];

const FEW = 8, NOBODY: Answer<{ items: Request[]; n: number } | null> = { data: null, etag: null, next: null, location: null };

export function nameOf(r: Request): string {
    return r.members.find((m) => m.relation === "self")?.name ?? "";
}

/* `value` is what stands in the field: once chosen, the code. */
export function PickRequest({ label, value, set, error, hint }: { label: string; value: string; set: (v: string) => void; error?: string | undefined; hint?: string }) {
    const [q, setQ] = useState("");
    useEffect(() => {
        const later = setTimeout(() => setQ(value.trim()), 250);
        return () => clearTimeout(later);
    }, [value]);
    const found = useLoad(async (signal): Promise<typeof NOBODY> => (q.length < 2 ? NOBODY : get("/api/v1/requests", { query: { q, limit: FEW }, signal })), [q]);
    const list = value.trim() === "" ? null : found.answer?.data ?? null, chosen = list?.items.find((r) => r.code === value.trim().toUpperCase());
    const choose = (code: string) => { set(code); setQ(code); };
    return (
        <div class="pickrequest">
            <Field label={label} error={error} hint={hint} autocomplete="off" maxLength={64} value={value} onInput={(e) => set(e.currentTarget.value)}
                onKeyDown={(e: KeyboardEvent) => { if (e.key === "Enter" && list?.items[0] && !chosen) { e.preventDefault(); choose(list.items[0].code); } }} />
            {chosen && <p class="chosen">{nameOf(chosen)} · {chosen.agency}</p>}
            {list && !chosen && (list.items.length === 0 ? <p class="quiet" role="status">{t("scNobody")}</p> : (
                <ul class="found-requests" aria-label={t("scFound")}>
                    {list.items.map((r) => <li key={r.code}><button type="button" onClick={() => choose(r.code)}><b>{nameOf(r)}</b> {r.code} · {r.agency}</button></li>)}
                    {list.n > FEW && <li class="quiet">{t("scFoundMore", { n: list.n - FEW })}</li>}
                </ul>
            ))}
        </div>
    );
}
