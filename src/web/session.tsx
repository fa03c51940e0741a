/* Who is logged in, for all pages. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Schemas } from "./api";

export type Account = Schemas["Account"];
export type Role = Schemas["Role"];

export interface Session {
    account: Account | null; /* null = nobody */
    isDemo: boolean;
    enter: (account: Account) => void;
    leave: () => Promise<void>; /* fails where the session could not be ended, without network */
}

export const SessionContext = createContext<Session>({
    account: null, isDemo: false, enter: () => {}, leave: () => Promise.resolve(),
});

export function useSession(): Session {
    return useContext(SessionContext);
}

/* The Office of the People's Committee: a registrar of all agencies. */
export function isOffice(account: Account | null): boolean {
    return account?.role === "registrar" && account.all_agencies;
}
