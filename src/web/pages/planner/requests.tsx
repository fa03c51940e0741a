/* Requests as a list: search, state, agency, band; ordered by the head clicked; the same as a sheet. The
 * planner's page of all of them; a registrar's stands on the start page (registrar/start.tsx). */
import type { Answer, Schemas } from "../../api";
import { address, get } from "../../api";
import type { Word } from "../../i18n";
import { day, lastDay, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { useAgencies } from "../../reads";
import { useQuery } from "../../query";
import { isOffice, useSession } from "../../session";
import { Choice } from "../../ui/choice";
import { useMore } from "../../ui/more";
import { Load } from "../../ui/parts";
import { Search, useSearch } from "../../ui/search";
import { SheetButtons } from "../../ui/sheet_buttons";
import { SortHead } from "../../ui/sort_head";
import { StateTag } from "../../ui/state_tag";
import { STATES } from "./overview";

type Requests = Schemas["Requests"];
type Request = Schemas["Request"];
type Order = "code" | "name" | "points" | "deadline";

const ORDERS: Order[] = ["code", "name", "points", "deadline"];

/* How many priority bands the rules of the newest round know; an agency is not told the rules. */
async function countBands(signal: AbortSignal, isTold: boolean): Promise<Answer<number>> {
    const policy = isTold && (await get("/api/v1/rounds", { signal })).data.items[0]?.policy;
    if (!policy) return { data: 0, etag: null, next: null, location: null };
    const answer = await get("/api/v1/policies/{policy}", { path: { policy }, signal });
    return { ...answer, data: answer.data.document.bands.length + 1 };
}

export function DeskRequests() {
    const agencies = useAgencies();
    return (
        <div class="desk">
            <h1>{t("dkRequests")}</h1>
            <RequestList agencies={agencies.answer?.data.items ?? null} usual="code" />
        </div>
    );
}

interface ListProps {
    agencies: Schemas["Agency"][] | null; /* those that one may see; null = not known yet */
    usual: Order; /* where none is asked for */
    offers?: Schemas["Offer"][]; /* open ones, whose deadlines count, too */
}

export function RequestList({ agencies, usual, offers = [] }: ListProps) {
    const [query, setQuery] = useQuery();
    const [text, setText, q] = useSearch();
    const { account } = useSession(), isTold = account?.role !== "registrar" || isOffice(account);
    const bands = useLoad((signal) => countBands(signal, isTold), []);
    const of = (name: string) => query.get(name) ?? "";
    const state = of("state"), agency = of("agency"), overdue = of("overdue"), band = of("band");
    const order = ORDERS.find((o) => o === of("sort")) ?? usual;
    const isMany = agencies?.length !== 1, nBands = Math.max(bands.answer?.data ?? 0, Number(band));
    const filter = {
        q, state: state as Request["state"], agency, limit: 100, sort: order, ...(overdue ? { overdue: true } : {}), ...(band ? { band: Number(band) } : {}),
    };
    const list = useLoad((signal) => get("/api/v1/requests", { query: filter, signal }), [q, state, agency, order, overdue, band]);
    return (
        <>
            <div class="bar" role="search">
                <Search label={t("dkFind")} value={text} set={setText} />
                <Choice label={t("hmState")} value={state} set={(v) => setQuery("state", v)} options={[["", t("hmAllRooms")], ...STATES.map((s): [string, string] => [s, t(`state_${s}` as Word)])]} />
                {isMany && <Choice label={t("agency")} value={agency} set={(v) => setQuery("agency", v)} options={[["", t("hmAllAgencies")], ...(agencies ?? []).map((a): [string, string] => [a.code, a.name])]} />}
                <Choice label={t("dkDeadline")} value={overdue} set={(v) => setQuery("overdue", v)} options={[["", t("hmAllRooms")], ["1", t("dkOverdue")]]} />
                {isTold && <Choice label={t("priorityBand")} value={band} set={(v) => setQuery("band", v)}
                    options={[["", t("hmAllRooms")], ...Array.from({ length: nBands }, (_, i): [string, string] => [String(i + 1), number(i + 1)])]} />}
                <SheetButtons url={address("/api/v1/requests", {}, { ...filter, limit: undefined })} name="ho-so" />
            </div>
            <Load of={list}>{() => <Rows first={list.answer!} isMany={isMany} offers={offers} order={order} set={(o) => setQuery("sort", o === usual ? "" : o)} />}</Load>
        </>
    );
}

interface RowsProps { first: Answer<Requests>; isMany: boolean; offers: Schemas["Offer"][]; order: Order; set: (order: Order) => void }

function Rows({ first, isMany, offers, order, set }: RowsProps) {
    const { items, button } = useMore<Request, Requests>(first), heads = { order, set };
    return (
        <>
            <p class="found" role="status">{t("dkFound", { n: first.data.n, shown: items.length })}</p>
            {items.length === 0 ? <p>{t("none")}</p> : (
                <div class="scroll">
                    <table class="dense">
                        <caption class="unseen">{t("dkRequests")}</caption>
                        <thead><tr>
                            <SortHead by="code" {...heads}>{t("request")}</SortHead><SortHead by="name" {...heads}>{t("fullName")}</SortHead>{isMany && <th scope="col">{t("agency")}</th>}<th scope="col">{t("hmState")}</th>
                            <th scope="col" class="n">{t("priorityBand")}</th><SortHead by="points" falls class="n" {...heads}>{t("points")}</SortHead>
                            <th scope="col" class="n">{t("hmPeopleHead")}</th><th scope="col">{t("dkSubmitted")}</th><SortHead by="deadline" {...heads}>{t("dkDeadline")}</SortHead>
                        </tr></thead>
                        <tbody key={first.etag}>{items.map((r) => (
                            <tr key={r.code}>
                                <td><a href={`#/requests/${r.code}`}>{r.code}</a></td>
                                <td>{r.members.find((m) => m.relation === "self")?.name ?? "–"}</td>{isMany && <td>{r.agency}</td>}<td><StateTag state={r.state} /></td>
                                <td class="n">{r.band ?? "–"}</td><td class="n">{r.points === null ? "–" : number(r.points)}</td><td class="n">{r.members.length}</td>
                                <td>{day(r.submitted_on)}</td><td><Deadline request={r} offer={offers.find((o) => o.request === r.code)} /></td>
                            </tr>
                        ))}</tbody>
                    </table>
                </div>
            )}
            {button}
        </>
    );
}

/* Whose turn it is, and until when. */
function Deadline({ request: r, offer }: { request: Request; offer: Schemas["Offer"] | undefined }) {
    if (offer) return <>{lastDay(offer.deadline)} <small class="quiet">{t("rgOfferDue")}</small></>;
    if (!r.deadline) return <>–</>;
    const { step, due, days_left: left } = r.deadline;
    return <>{day(due)}{left < 0 && <strong class="late"> {t("rgLateBy", { n: -left })}</strong>}{step === "decision" && <small class="quiet"> {t("rgDecisionDue")}</small>}</>;
}
