/* The request that a form is about: read with its ETag, and what changes sent as it is made. The
 * applicant's own request is written by few; who else changed it meanwhile changed other fields, so
 * that after a 412 the same change is sent again to the newest version. */
import { useRef } from "preact/hooks";
import type { Schemas } from "../../api";
import { Problem, get, send } from "../../api";
import type { Kept } from "../../kept";
import { useKept } from "../../kept";

type Request = Schemas["Request"];
export type Member = Schemas["NewMember"];

export interface Draft {
    sharing: Schemas["Sharing"];
    scheme: Schemas["Scheme"];
    needs: Schemas["Feature"][];
    wishes: Schemas["Wish"][];
    sites: string[];
    other_sites: boolean;
    from_day: string | null;
    to_day: string | null;
    members: Member[];
    note: string;
}

export function draftOf(r: Request): Draft {
    const { sharing, scheme, needs, wishes, sites, other_sites, from_day, to_day, note } = r;
    return { sharing, scheme, needs, wishes, sites, other_sites, from_day, to_day, note, members: r.members.flatMap((m) => memberOf(m) ?? []) };
}

function memberOf(m: Schemas["Member"]): Member | null {
    if (m.relation === "self") return null;
    if (m.official) return { relation: m.relation, official: m.official };
    return { relation: m.relation, name: m.name ?? "", ...(m.born ? { born: m.born } : {}), ...(m.sex === "M" || m.sex === "F" ? { sex: m.sex } : {}) };
}

/* Whether a person is said wholly enough to be sent. */
export function isWhole(m: Member): boolean {
    return m.official !== undefined ? /^[0-9a-f]{32}$/.test(m.official) : (m.name ?? "").trim() !== "" && m.sex !== undefined && (m.relation !== "child" || (m.born ?? "") !== "");
}

export function useDraft(request: Request, etag: string | null): Kept<Draft> {
    const version = useRef(etag), path = { request: request.code };
    const patch = async (body: Partial<Draft>) => {
        version.current = (await send("patch", "/api/v1/requests/{request}", { path, etag: version.current, body })).etag;
    };
    const save = async (changes: Partial<Draft>) => {
        try {
            await patch(changes);
        } catch (e) {
            if (!(e instanceof Problem) || e.status !== 412) throw e;
            version.current = (await get("/api/v1/requests/{request}", { path })).etag;
            await patch(changes);
        }
    };
    return useKept(`request:${request.code}`, draftOf(request), save, {
        isAuto: request.state === "draft", /* what was handed in changes only when one says so */
        ready: ({ members, ...rest }) => (members && members.every(isWhole) ? { ...rest, members } : rest),
    });
}
