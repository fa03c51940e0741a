/* What an official may do with a request in each state, and what comes next, in a sentence. The server
 * judges (service/life.c); this only decides which buttons there are. */
import type { Schemas } from "../../api";
import { day, t } from "../../i18n";

type State = Schemas["RequestState"];
type Deadline = Schemas["Deadline"] | null;

const OVER: State[] = ["declined", "expired", "ended", "withdrawn"];
const CORRECTED: State[] = ["draft", "submitted", "confirmed", "eligible", "refused", "waiting"];
const WITHDRAWN: State[] = [...CORRECTED, "allocated", "offered", "accepted"];

export const isOver = (s: State) => OVER.includes(s);
export const canCorrect = (s: State) => CORRECTED.includes(s);
export const canWithdraw = (s: State) => WITHDRAWN.includes(s);

export interface Next { text: string; due: string | null; isLate: boolean }

export function nextStep({ state, deadline }: { state: State; deadline: Deadline }): Next {
    const isLate = deadline !== null && deadline.days_left < 0;
    return { text: t(isLate && deadline.step === "agency" ? "next_late" : `next_${state}`), due: deadline && dueWords(deadline), isLate };
}

function dueWords(d: NonNullable<Deadline>): string {
    const values = { day: day(d.due), n: Math.abs(d.days_left) };
    const who = d.step === "agency" ? "myAgencyDue" : "myDecisionDue";
    return `${t(who, values)} ${t(d.days_left < 0 ? "myLateDays" : d.days_left === 0 ? "myLastDay" : "myDaysLeft", values)}`;
}

/* "7 ngày 2 giờ" until an instant; null once it has passed. */
export function timeLeft(until: string, now = Date.now()): string | null {
    const minutes = Math.floor((Date.parse(until) - now) / 60000);
    if (minutes <= 0) return null;
    const days = Math.floor(minutes / 1440), hours = Math.floor(minutes / 60) % 24;
    if (days > 0) return t(hours > 0 ? "myLeftDays" : "myLeftWholeDays", { days, hours });
    return hours > 0 ? t("myLeftHours", { hours, minutes: minutes % 60 }) : t("myLeftMinutes", { minutes });
}

