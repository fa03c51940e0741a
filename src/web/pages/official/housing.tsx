/* An official's own page: room and why, the offer with its deadline, points, place in the queue. */
import { useState } from "preact/hooks";
import type { Schemas } from "../../api";
import { Problem, get, send } from "../../api";
import type { Word } from "../../i18n";
import { moment, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { Failure, Facts, Load } from "../../ui/parts";
import { StateTag } from "../../ui/state_tag";

type Result = Schemas["Result"];
type Offer = NonNullable<Result["offer"]>;

export function Housing() {
    const requests = useLoad((signal) => get("/api/v1/requests", { signal }), []);
    return (
        <>
            <h1>{t("myHousing")}</h1>
            <Load of={requests}>{(page) => page.items.length === 0
                ? <p>{t("noRequest")}</p>
                : <>{page.items.map((r) => <OwnRequest key={r.code} code={r.code} />)}</>}
            </Load>
        </>
    );
}

function OwnRequest({ code }: { code: string }) {
    const result = useLoad((signal) => get("/api/v1/requests/{request}/result", { path: { request: code }, signal }), [code]);
    return (
        <Load of={result}>{(r) => (
            <article class="own">
                <header><h2>{t("request")} {r.request}</h2><StateTag state={r.state} /></header>
                {r.offer && r.offer.answer === null && <OpenOffer offer={r.offer} again={result.again} />}
                {r.explanation.length > 0 && <section><h3>{t("why")}</h3>{r.explanation.map((s, i) => <p key={i}>{s}</p>)}</section>}
                <Standing result={r} />
            </article>
        )}</Load>
    );
}

function OpenOffer({ offer, again }: { offer: Offer; again: () => void }) {
    const [problem, setProblem] = useState<Error | null>(null);
    const [isSure, setSure] = useState(false), [isBusy, setBusy] = useState(false);
    const answer = (word: "accepted" | "declined") => {
        setBusy(true);
        send("post", "/api/v1/offers/{offer}/answer", {
            path: { offer: offer.code }, etag: `"v${offer.version}"`, key: `${offer.code}-${word}`, body: { answer: word },
        }).catch((e: Error) => setProblem(e instanceof Problem && e.status === 412 ? new Error(t("changedMeanwhile")) : e))
            .finally(() => { setBusy(false); again(); });
    };
    return (
        <section class="offer">
            <h3>{t("offerTitle")}</h3>
            <p class="room">{offer.room}</p>
            <p>{offer.site_name}</p>
            <p class="quiet">{t("offerUntil", { moment: moment(offer.deadline) })}</p>
            {problem && <Failure problem={problem} />}
            {isSure ? (
                <div class="ask" role="alertdialog" aria-label={t("decline")}>
                    <p>{t("declineSure")}</p>
                    <button type="button" class="danger" disabled={isBusy} onClick={() => answer("declined")}>{t("decline")}</button>
                    <button type="button" onClick={() => setSure(false)}>{t("cancel")}</button>
                </div>
            ) : (
                <div class="ask">
                    <button type="button" class="main" disabled={isBusy} onClick={() => answer("accepted")}>{t("accept")}</button>
                    <button type="button" disabled={isBusy} onClick={() => setSure(true)}>{t("decline")}</button>
                </div>
            )}
        </section>
    );
}

const PARTS = ["housing", "road_km", "family", "unit_urgency", "waiting"] as const;

function Standing({ result: r }: { result: Result }) {
    const b = r.breakdown;
    return (
        <section>
            <Facts rows={[
                [t("points"), r.points === null ? null : number(r.points)],
                [t("priorityBand"), r.band === null ? null : number(r.band)],
                [t("placeInOrder"), r.list_order === null ? null : number(r.list_order)],
                ...(r.waiting_place === null ? [] : [[t("waitingPlace"), t("waitingOf", { place: r.waiting_place, n: r.n_waiting ?? 0 })] as [string, string]]),
                ...(r.living_in === null ? [] : [[t("room"), `${r.living_in.room}, ${r.living_in.site_name}`] as [string, string]]),
            ]} />
            {b && <details>
                <summary>{t("pointsParts")}</summary>
                <Facts rows={PARTS.map((p) => [t(`part_${p}`), b[p] === undefined || b[p] === null ? "–" : number(b[p])])} />
            </details>}
            <details>
                <summary>{t("history")}</summary>
                <ol class="history">{r.history.map((h, i) => <li key={i}>{moment(h.at)} · {t(`state_${h.state}` as Word)}</li>)}</ol>
            </details>
        </section>
    );
}
