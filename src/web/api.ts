/* The public API as the pages use it: typed by openapi.json, problems as exceptions.
 *
 *     const page = await get("/api/v1/requests", { query: { limit: 50 } });     // page.data.items
 *     await send("post", "/api/v1/requests/{request}/submission", { path: { request }, etag });
 *
 * What was read carries its ETag; whoever changes sends it back (If-Match), and learns by a
 * Problem with status 412 that somebody else was faster.
 */
import type { paths, components } from "api-types";
import { language } from "./i18n";

export type Schemas = components["schemas"];
export type ProblemBody = Schemas["Problem"];

export class Problem extends Error {
    constructor(readonly status: number, readonly body: ProblemBody | null) {
        super(body?.detail ?? body?.title ?? String(status));
    }
    /* What the API says of one field: "/members/0/name". */
    of(pointer: string): string | undefined {
        return this.body?.errors?.find((e) => e.pointer === pointer)?.detail;
    }
}

export interface Answer<T> {
    data: T;
    etag: string | null;
    next: string | null; /* address of the next page */
    location: string | null;
}

type Method = "get" | "post" | "put" | "patch" | "delete";
type Operation<P extends keyof paths, M extends Method> = Exclude<paths[P][M], undefined>;
type Parameters<O, In extends string> = O extends { parameters: infer A }
    ? In extends keyof A ? Exclude<A[In], undefined> : never
    : never;
type Json<C> = C extends { content: { "application/json": infer T } } ? T : void;
type Success<O> = O extends { responses: infer R }
    ? { [S in keyof R]: S extends 200 | 201 | 202 | 204 ? Json<R[S]> : never }[keyof R]
    : never;
type Body<O> = O extends { requestBody?: infer B } ? Json<Exclude<B, undefined>> : never;

export interface Options<O> {
    path?: Parameters<O, "path">;
    query?: Parameters<O, "query">;
    body?: Body<O>;
    file?: Blob; /* a body of bytes; its type is the content type */
    etag?: string | null;
    key?: string; /* Idempotency-Key: the same for a retry */
    signal?: AbortSignal;
}

export function address(path: string, parts: object = {}, query: object = {}): string {
    const url = path.replace(/\{(\w+)\}/g, (_, name: string) =>
        encodeURIComponent(String((parts as Record<string, unknown>)[name])));
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query))
        if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
    const text = search.toString();
    return text === "" ? url : `${url}?${text}`;
}

export const PASSWORD_AGAIN = "urn:quarters:password-again"; /* of a 403: the password, and it is done */

type Want = "again" | "ended"; /* a grave act wants the password; the session is over */
let askPassword: (why: Want) => Promise<boolean> = () => Promise.resolve(false);

/* Who asks for the password where the API wants it (ui/fresh.tsx): true once it was given. */
export function onPasswordWanted(ask: typeof askPassword): void {
    askPassword = ask;
}

async function problemOf(response: Response): Promise<Problem> {
    const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
    return new Problem(response.status, isJson ? await response.json() as ProblemBody : null);
}

/* The answer, if it is none of a Problem. Where a password is wanted it is asked for, and then the
 * same is asked again: pages need not know. */
async function fetchAnswer(method: Method, url: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("Accept-Language", language());
    if (method !== "get") headers.set("X-Requested-With", "quarters");
    const ask = () => fetch(url, { ...init, method: method.toUpperCase(), headers });
    let response = await ask();
    if (response.ok) return response;
    let problem = await problemOf(response);
    const want = problem.body?.type === PASSWORD_AGAIN ? "again" : response.status === 401 && !url.startsWith("/api/v1/sessions") ? "ended" : null;
    if (want && await askPassword(want)) {
        response = await ask();
        if (response.ok) return response;
        problem = await problemOf(response);
    }
    throw problem;
}

export async function fetchJson<T>(method: Method, url: string, init: RequestInit = {}): Promise<Answer<T>> {
    const headers = new Headers(init.headers);
    if (!headers.has("Accept")) headers.set("Accept", "application/json, application/problem+json");
    const response = await fetchAnswer(method, url, { ...init, headers });
    const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
    const data: unknown = isJson ? await response.json() : undefined;
    const next = /<([^>]*)>; rel="next"/.exec(response.headers.get("Link") ?? "");
    return {
        data: data as T,
        etag: response.headers.get("ETag"),
        next: next?.[1] ?? null,
        location: response.headers.get("Location"),
    };
}

/* A file that is no link's to fetch (it is made by a POST, or wants a password), saved under `name`. */
export async function saveFile(method: Method, url: string, name: string): Promise<void> {
    const blob = await (await fetchAnswer(method, url, {})).blob();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000); /* once the browser has taken it */
}

export function send<M extends Method, P extends keyof paths>(
    method: M, path: P, options: Options<Operation<P, M>> = {},
): Promise<Answer<Success<Operation<P, M>>>> {
    const headers: Record<string, string> = {};
    if (options.etag) headers["If-Match"] = options.etag;
    if (options.key) headers["Idempotency-Key"] = options.key;
    if (options.body !== undefined) headers["Content-Type"] = "application/json";
    const init: RequestInit = { headers };
    if (options.body !== undefined) init.body = JSON.stringify(options.body);
    if (options.file) {
        headers["Content-Type"] = options.file.type;
        init.body = options.file;
    }
    if (options.signal) init.signal = options.signal;
    return fetchJson(method, address(path, options.path as object, options.query as object), init);
}

export function get<P extends keyof paths>(path: P, options: Options<Operation<P, "get">> = {}) {
    return send("get", path, options);
}
