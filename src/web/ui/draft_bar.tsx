/* The plan in the making, on every page of the desk but the form that shows it in full: how much of it
 * there is, and the way to ask for it. */
import { get } from "../api";
import { t } from "../i18n";
import { useLoad } from "../load";
import { optionWords } from "../plan_facts";
import { takesPlans } from "../round";
import { match } from "../router";
import { NO_DRAFT, setDraft, size, useDraft } from "../scenario";

export function DraftBar({ path }: { path: string }) {
    const draft = useDraft();
    return (
        <aside class="draftroom" aria-label={t("scDraftOf")}><div role="status">
            {size(draft) > 0 && !match("/rounds/{round}/plans/new", path) && (
                <div class="draftbar">
                    <span>{t("scDraft")} <b>{optionWords({ closed_rooms: draft.closed, pins: draft.pins, bans: draft.bans })}</b></span>
                    <AskLink path={path} />
                    <button type="button" class="plain" onClick={() => setDraft(NO_DRAFT)}>{t("scForget")}</button>
                </div>
            )}
        </div></aside>
    );
}

/* To the form: of the round on the page, or else of the newest that takes plans. */
function AskLink({ path }: { path: string }) {
    const rounds = useLoad((signal) => get("/api/v1/rounds", { signal }), []);
    const onPage = match("/rounds/{round}", path)?.["round"];
    const open = rounds.answer?.data.items.filter(takesPlans) ?? [];
    const round = open.find((r) => r.code === onPage) ?? open[0];
    if (rounds.answer && !round) return <span>{t("scNoRound")}</span>;
    return <a class="button" href={round ? `#/rounds/${round.code}/plans/new` : "#/rounds"}>{t("scAsk")}</a>;
}
