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

export async function fetchJson<T>(method: Method, url: string, init: RequestInit = {}): Promise<Answer<T>> {
    const headers = new Headers(init.headers);
    headers.set("Accept-Language", language());
    if (method !== "get") headers.set("X-Requested-With", "quarters");
    if (!headers.has("Accept")) headers.set("Accept", "application/json, application/problem+json");
    const response = await fetch(url, { ...init, method: method.toUpperCase(), headers });
    const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
    const data: unknown = isJson ? await response.json() : undefined;
    if (!response.ok) throw new Problem(response.status, (data as ProblemBody | undefined) ?? null);
    const next = /<([^>]*)>; rel="next"/.exec(response.headers.get("Link") ?? "");
    return {
        data: data as T,
        etag: response.headers.get("ETag"),
        next: next?.[1] ?? null,
        location: response.headers.get("Location"),
    };
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
    if (options.signal) init.signal = options.signal;
    return fetchJson(method, address(path, options.path as object, options.query as object), init);
}

export function get<P extends keyof paths>(path: P, options: Options<Operation<P, "get">> = {}) {
    return send("get", path, options);
}
