/* The house as the desk sees it: rooms, who lives in them tonight or has a bed in them by the published
 * plan and its offers, what is to be repaired there. Counted once here; every page shows these figures. */
import type { Answer, Schemas } from "./api";
import { fetchJson, get } from "./api";
import { today } from "./day";

export type Room = Schemas["Room"];
export type Request = Schemas["Request"];
type Assignment = Schemas["PlanAssignments"]["items"][number];
export type Waiting = Schemas["PlanWaiting"]["items"][number];
type Offer = Schemas["Offer"];
type Stay = Schemas["Stay"];
type Repair = Schemas["Repair"];

export interface Person {
    request: string;
    name: string; /* of the applicant */
    agency: string;
    agencyName: string;
    band: number | null;
    points: number | null;
    nPeople: number;
    beds: number; /* more than nPeople: a party that lives by itself */
    sexes: Schemas["Sexes"]; /* of the party; [] = unknown */
    answer: Offer["answer"] | "living";
    stay: Stay | null; /* null = has not moved in, or did before stays were kept */
    isAway: boolean; /* sleeps elsewhere for a while; the beds are kept */
}

export type Kind = "full" | "private" | "part" | "empty" | "repair" | "reserved" | "closed";
export const KINDS: Kind[] = ["full", "private", "part", "empty", "repair", "reserved", "closed"];

export interface Place {
    room: Room;
    people: Person[];
    nPeople: number;
    lost: number; /* beds beside people who live by themselves */
    vacant: number; /* beds that somebody could get */
    kind: Kind;
    nRepairs: number; /* that are open */
    nLate: number; /* of them overdue */
}

export interface House {
    places: Place[];
    sites: Schemas["Site"][];
    round: Schemas["Round"] | null; /* whose published plan it is */
    plan: string | null;
    waiting: Waiting[];
    counts: Schemas["RequestCounts"]; /* of all requests, by state */
}

interface Page<T> { items: T[]; n: number }

/* All pages of a list. */
export async function all<T>(first: Promise<Answer<Page<T>>>, signal: AbortSignal): Promise<T[]> {
    const items: T[] = [];
    for (let answer = await first; ; answer = await fetchJson<Page<T>>("get", answer.next, { signal })) {
        items.push(...answer.data.items);
        if (answer.next === null) return items;
    }
}

/* The newest round with a published plan, and that plan. */
export async function published(signal: AbortSignal) {
    const rounds = (await get("/api/v1/rounds", { signal })).data.items;
    for (const round of rounds.filter((r) => r.state === "published" || r.state === "done")) {
        const plans = (await get("/api/v1/rounds/{round}/plans", { path: { round: round.code }, signal })).data.items;
        const plan = plans.find((p) => p.state === "published");
        if (plan) return { round, plan: plan.code, number: plan.number };
    }
    return null;
}

const isGone = (answer: Offer["answer"]) => answer === "declined" || answer === "expired" || answer === "void";
const LIMIT = { limit: 500 };

export async function loadHouse(signal: AbortSignal): Promise<Answer<House>> {
    const living = get("/api/v1/requests", { query: { ...LIMIT, state: "living" }, signal });
    const [rooms, sites, offers, residents, stays, repairs, current, first] = await Promise.all([
        all(get("/api/v1/rooms", { query: LIMIT, signal }), signal),
        get("/api/v1/sites", { signal }),
        all(get("/api/v1/offers", { query: LIMIT, signal }), signal),
        all(living, signal),
        all(get("/api/v1/stays", { query: { ...LIMIT, on: today() }, signal }), signal),
        all(get("/api/v1/repairs", { query: { ...LIMIT, open: true }, signal }), signal),
        published(signal),
        living,
    ]);
    const path = current && { plan: current.plan };
    const [assigned, waiting] = path ? await Promise.all([
        all(get("/api/v1/plans/{plan}/assignments", { path, query: LIMIT, signal }), signal),
        all(get("/api/v1/plans/{plan}/waiting", { path, query: LIMIT, signal }), signal),
    ]) : [[] as Assignment[], [] as Waiting[]];
    const house: House = {
        places: furnish(rooms, peopleOf(assigned, offers, residents, stays), repairs),
        sites: sites.data.items, round: current?.round ?? null, plan: current?.plan ?? null, waiting, counts: first.data.by_state,
    };
    return { data: house, etag: null, next: null, location: null };
}

/* Whom each room has. Where somebody lives says the stay, whatever a plan said before. */
function peopleOf(assigned: Assignment[], offers: Offer[], living: Request[], stays: Stay[]): Map<string, Person[]> {
    const offerOf = new Map(offers.map((o) => [`${o.request} ${o.room}`, o])); /* the last one made */
    const inRoom = new Map<string, Person[]>();
    const put = (room: string, person: Person) => inRoom.set(room, [...inRoom.get(room) ?? [], person]);
    const planOf = new Map(assigned.map((a) => [a.request, a])), livesIn = new Map(living.map((r) => [r.code, r]));
    const hasStay = new Set(stays.map((s) => s.request)), lodges = new Set(stays.filter((s) => s.kind === "temporary").map((s) => s.request));
    const known = (request: string): Omit<Person, "nPeople" | "beds" | "answer"> => {
        const a = planOf.get(request), r = livesIn.get(request);
        return {
            request, name: a?.name ?? r?.members.find((m) => m.relation === "self")?.name ?? request, agency: a?.agency ?? r?.agency ?? "",
            agencyName: a?.agency_name ?? r?.agency ?? "", band: a?.band ?? r?.band ?? null, points: a?.points ?? r?.points ?? null, sexes: a?.sexes ?? [],
            stay: null, isAway: false,
        };
    };
    for (const stay of stays) {
        const isAway = stay.kind === "own" && lodges.has(stay.request), n = stay.beds.length, who = known(stay.request);
        put(stay.room, {
            ...who, name: stay.name, agency: stay.agency, agencyName: who.agencyName || stay.agency,
            nPeople: isAway ? 0 : n, beds: stay.whole_room ? Infinity : n, answer: "living", stay, isAway,
        });
    }
    for (const a of assigned) {
        const offer = offerOf.get(`${a.request} ${a.room}`), nPeople = a.n_people ?? 1;
        if (hasStay.has(a.request) || (offer && isGone(offer.answer))) continue;
        put(a.room, { ...known(a.request), nPeople, beds: offer?.beds ?? nPeople, answer: livesIn.delete(a.request) ? "living" : offer?.answer ?? null });
    }
    for (const r of livesIn.values())
        if (r.current_room && !hasStay.has(r.code)) put(r.current_room, { ...known(r.code), nPeople: r.members.length, beds: r.members.length, answer: "living" });
    return inRoom;
}

function furnish(rooms: Room[], inRoom: Map<string, Person[]>, repairs: Repair[]): Place[] {
    const openIn = new Map<string, Repair[]>();
    for (const r of repairs) openIn.set(r.room, [...openIn.get(r.room) ?? [], r]);
    return rooms.map((room) => {
        const people = inRoom.get(room.code) ?? [], open = openIn.get(room.code) ?? [];
        const nPeople = sum(people, (p) => p.nPeople);
        const taken = Math.max(nPeople, Math.min(room.beds, sum(people, (p) => p.beds)));
        const isUsable = room.state === "usable";
        const vacant = isUsable ? Math.max(0, room.beds - taken) : 0;
        const lost = isUsable ? Math.max(0, taken - nPeople) : 0;
        const kind: Kind = room.state !== "usable" ? room.state : vacant > 0 ? (nPeople === 0 ? "empty" : "part") : lost > 0 ? "private" : "full";
        return { room, people, nPeople, lost, vacant, kind, nRepairs: open.length, nLate: open.filter((r) => r.is_overdue).length };
    });
}

export function sum<T>(items: T[], of: (item: T) => number): number {
    return items.reduce((n, item) => n + of(item), 0);
}

export interface Figures { rooms: number; beds: number; shut: number; lost: number; people: number; vacant: number }

export function figures(places: Place[]): Figures {
    return {
        rooms: places.length,
        beds: sum(places, (p) => p.room.beds),
        shut: sum(places, (p) => (p.room.state === "usable" ? 0 : p.room.beds)),
        lost: sum(places, (p) => p.lost),
        people: sum(places, (p) => p.nPeople),
        vacant: sum(places, (p) => p.vacant),
    };
}

/* Which of the kinds, or of "vacant", "usable", "shut", "people", "repairs", a filter of the address means. */
export function isOnly(place: Place, only: string): boolean {
    switch (only) {
    case "": return true;
    case "vacant": return place.vacant > 0;
    case "usable": return place.room.state === "usable";
    case "shut": return place.room.state !== "usable";
    case "people": return place.nPeople > 0;
    case "repairs": return place.nRepairs > 0;
    default: return place.kind === only;
    }
}
