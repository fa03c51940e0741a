/* A page of the UI, as the tables of pages have them: address, who it is for, where the menu names it. */
import type { ComponentChild } from "preact";
import type { Word } from "./i18n";
import { isOffice } from "./session";
import type { Account, Role } from "./session";

type Reader = Role | null; /* null = nobody is logged in */

export interface Page {
    path: string;
    isFor: (role: Reader, account: Account | null) => boolean;
    menu?: Word; /* the word by which the menu names it; its path has no {…} then */
    show: (parts: Record<string, string>) => ComponentChild;
}

export const anybody = () => true;
export const only = (...roles: Reader[]) => (role: Reader) => roles.includes(role);
export const seesTheHouse = (role: Reader, account: Account | null) => role === "planner" || role === "auditor" || isOffice(account);
export const keepsTheHouse = (role: Reader, account: Account | null) => role === "maintenance" || seesTheHouse(role, account); /* its rooms and repairs, not its people */

/* What desk.tsx adds once it is read: the pages of offices, and what stands above each of them. */
export const office: { pages: Page[]; above: (role: Reader, path: string) => ComponentChild } = { pages: [], above: () => null };
