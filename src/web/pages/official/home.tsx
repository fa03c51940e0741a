/* An official's start page: how the request stands in one sentence, what happens next and by when;
 * then the room, the offer, why, the points, what happened. Who has no request sees how to begin. */
import type { Answer, Schemas } from "../../api";
import { get } from "../../api";
import { day, language, t } from "../../i18n";
import { useLoad } from "../../load";
import { useRequest } from "../../reads";
import { useSession } from "../../session";
import { Load } from "../../ui/parts";
import { StateTag } from "../../ui/state_tag";
import { canCorrect, isOver, nextStep } from "./life";
import type { Whole } from "./standing";
import { Standing } from "./standing";

type Request = Schemas["Request"];

export function Home() {
    const requests = useLoad((signal) => get("/api/v1/requests", { query: { limit: 20 }, signal }), []);
    return (
        <div class="own">
            <h1>{t("myHousing")}</h1>
            <Load of={requests}>{({ items }) => {
                const now = items.filter((r) => !isOver(r.state)).pop() ?? items[items.length - 1];
                if (!now) return <Begin />;
                const before = items.filter((r) => r !== now);
                return (
                    <>
                        <OwnRequest key={now.code} request={now} again={requests.again} />
                        {before.length > 0 && <section class="no-print">
                            <h2>{t("myEarlier")}</h2>
                            <ul class="plain-list">{before.map((r) => <li key={r.code}><a href={`#/my/requests/${r.code}`}>{t("request")} {r.code}</a> <StateTag state={r.state} /></li>)}</ul>
                        </section>}
                    </>
                );
            }}</Load>
        </div>
    );
}

/* The page of one request, of those that are over. */
export function EarlierRequest({ code }: { code: string }) {
    const request = useRequest(code);
    return (
        <div class="own">
            <p class="no-print"><a href="#/">{t("myHousing")}</a></p>
            <h1>{t("request")} {code}</h1>
            <Load of={request}>{(r) => <OwnRequest request={r} again={request.again} />}</Load>
        </div>
    );
}

/* What the list knows stands there at once; the result follows below, so that nothing moves. */
function OwnRequest({ request, again }: { request: Request; again: () => void }) {
    const { account } = useSession();
    const applicant = request.members.find((m) => m.relation === "self");
    const isMine = applicant?.official === account?.official;
    const whole = useLoad((signal) => readWhole(request.code, account?.official ?? "", signal), [request.code, request.state, language()]);
    const next = nextStep(request);
    return (
        <article>
            <header class="now">
                <p class="code">{t("request")} {request.code}</p>
                <p class="say">{t(`say_${request.state}`)}</p>
                <p>{next.text}</p>
                {next.due && <p class={next.isLate ? "due late" : "due"}>{next.due}</p>}
                {!isMine && <p class="quiet">{t("myNotApplicant", { name: applicant?.name ?? "" })}</p>}
            </header>
            <Load of={whole}>{(w) => <Standing request={request} whole={w} isMine={isMine} again={() => { whole.again(); again(); }} />}</Load>
            {isMine && whole.answer && <p class="ask no-print">
                {(request.state === "draft" || canCorrect(request.state)) && <a class="button" href={`#/my/requests/${request.code}/form`}>{t(request.state === "draft" ? "myGoOn" : "myCorrect")}</a>}
                {isOver(request.state) && <a class="button" href="#/my/requests/new">{t("myNew")}</a>}
                <button type="button" onClick={() => print()}>{t("myPrint")}</button>
            </p>}
            <p class="print-only">{t("myPrinted", { day: day(new Date().toISOString()) })}</p>
        </article>
    );
}

/* All that the page shows, asked for at once: nothing comes late and pushes the rest down. */
async function readWhole(request: string, own: string, signal: AbortSignal): Promise<Answer<Whole>> {
    const [result, official, sites] = await Promise.all([
        get("/api/v1/requests/{request}/result", { path: { request }, signal }),
        get("/api/v1/officials/{official}", { path: { official: own }, signal }),
        get("/api/v1/sites", { signal }),
    ]);
    return { ...result, data: { result: result.data, official: official.data, sites: sites.data.items } };
}

function Begin() {
    return (
        <>
            <p class="say">{t("noRequest")}</p>
            <ol class="steps">{(["myHow1", "myHow2", "myHow3", "myHow4"] as const).map((w) => <li key={w}>{t(w)}</li>)}</ol>
            <p class="ask"><a class="button main" href="#/my/requests/new">{t("myNew")}</a></p>
            <p>{t("myInvited")} <a href="#/my/consent">{t("myConsent")}</a></p>
        </>
    );
}
