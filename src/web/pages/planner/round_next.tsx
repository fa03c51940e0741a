/* What is to do next with a round, in plain words, and the buttons for whoever may do it. */
import { useState } from "preact/hooks";
import type { Answer } from "../../api";
import { day, t } from "../../i18n";
import type { Round } from "../../round";
import { today } from "../../day";
import { stageOf } from "../../round";
import { isOffice, useSession } from "../../session";
import { CloseRound } from "./round_close";
import { DrawDialog } from "./round_draw";
import { EndRound } from "./round_end";

export type Doing = "close" | "enter" | "confirm" | "end" | null;

export function nextOf(r: Round): string {
    const about = { day: day(r.draw_day), source: r.draw_source };
    switch (stageOf(r)) {
    case "open": return t(r.draw_day > today() ? "rdNextOpen" : "rdNextLate", about);
    case "closed":
        if (r.seed) return r.is_seed_own ? t("rdNextOwn", { seed: r.seed }) : t("rdNextConfirm", about);
        return t(r.draw_day > today() ? "rdNextWait" : "rdNextDraw", about);
    case "drawn": return t("rdNextPlan");
    case "planned": return t("rdNextPlanned");
    case "published": return t("rdNextPublished");
    case "done": return t("rdNextDone");
    }
}

export function RoundNext({ answer, again }: { answer: Answer<Round>; again: () => void }) {
    const { account } = useSession(), [doing, setDoing] = useState<Doing>(null), r = answer.data;
    const done = { answer, again, close: () => setDoing(null) };
    return (
        <section class="round-next">
            <h2>{t("rdNext")}</h2>
            <p>{nextOf(r)}</p>
            <p class="ask"><Buttons round={r} isPlanner={account?.role === "planner"} isOffice={isOffice(account)} start={setDoing} /></p>
            {doing === "close" && <CloseRound {...done} />}
            {(doing === "enter" || doing === "confirm") && <DrawDialog {...done} isSecond={doing === "confirm"} />}
            {doing === "end" && <EndRound {...done} />}
        </section>
    );
}

function Buttons({ round: r, isPlanner, isOffice, start }: { round: Round; isPlanner: boolean; isOffice: boolean; start: (what: Doing) => void }) {
    const stage = stageOf(r), isDrawable = stage === "closed" && r.draw_day <= today();
    const preview = <a class="button" href={`#/rounds/${r.code}/preview`}>{t("rdPreview")}</a>;
    const mayConfirm = isDrawable && r.seed !== null && !r.is_seed_own && (isPlanner || isOffice);
    const mayPlan = stage === "drawn" && isPlanner;
    return (
        <>
            {stage === "open" && isPlanner && r.draw_day > today() && <button type="button" class="main" onClick={() => start("close")}>{t("rdClose")}</button>}
            {stage === "open" && isPlanner && <a class={r.draw_day > today() ? "button" : "button main"} href={`#/rounds/${r.code}/change`}>{t("rdChange")}</a>}
            {mayConfirm && <button type="button" class="main" onClick={() => start("confirm")}>{t("rdConfirmDraw")}</button>}
            {isDrawable && isPlanner && <button type="button" class={r.seed === null ? "main" : undefined} onClick={() => start("enter")}>{t(r.seed === null ? "rdEnterDraw" : "rdEnterAgain")}</button>}
            {mayPlan && <a class="button main" href={`#/rounds/${r.code}/plans/new`}>{t("rdMakePlan")}</a>}
            {preview}
            {isPlanner && stage === "published" && <button type="button" onClick={() => start("end")}>{t("rdEnd")}</button>}
            {isPlanner && (stage === "closed" || stage === "drawn" || stage === "planned") && <button type="button" class="plain" onClick={() => start("end")}>{t("rdEndUnpublished")}</button>}
        </>
    );
}
