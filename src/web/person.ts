/* What a form says of the other fields of an official: name, birth, coefficient, road distance. As
 * service/official_check.c judges, and for the distance as service/import_people.c warns. */
import { readDay, today } from "./day";
import type { Reading, Said } from "./said";
import { error, warning } from "./said";

const MAX_NAME = 100, LEAST_AGE = 15, MOST_AGE = 100, NEAR_KM = 10;

/* As the API wants texts: composed, white space tidied. */
export function tidy(text: string): string {
    return text.normalize("NFC").trim().replace(/\s+/g, " ");
}

/* Control, format, private and unassigned characters: nobody types them, but texts are pasted. */
function isStrange(text: string): boolean {
    return /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Default_Ignorable_Code_Point}]/u.test(text);
}

export function readText(text: string, most: number): Reading<string> {
    const value = tidy(text), n = [...value].length;
    return { value, said: isStrange(value) ? [error("rgStrange")] : n > most ? [error("rgTooLong", { n, most })] : [] };
}

export function readName(text: string): Reading<string> {
    const { value, said } = readText(text, MAX_NAME);
    if (said.length > 0 || value === "") return { value, said: value === "" ? [error("rgNameMissing")] : said };
    if (/[0-9]/.test(value)) return { value, said: [error("rgNameDigits")] };
    return { value, said: value.includes(" ") ? [] : [warning("rgNameShort")] };
}

/* The birth of an official; that of a family member is any day up to now. */
export function readBorn(text: string): Reading<string | null> {
    const reading = readDay(text, { mayBeYear: true });
    if (reading.value === null) return reading;
    const age = Number(today().slice(0, 4)) - Number(reading.value.slice(0, 4));
    return age < LEAST_AGE || age > MOST_AGE ? { ...reading, said: [error("rgBornAge", { age: String(age), least: LEAST_AGE, most: MOST_AGE })] } : reading;
}

/* A number as it is written here: "45,5", "0.7"; 3.000 is three, not three thousand. */
function readNumber(text: string, most: number, decimals: number): Reading<number | null> {
    const clean = text.trim().replace(/\s*km$/i, "").replace(",", ".");
    if (clean === "") return { value: null, said: [] };
    if (!/^\d+(\.\d*)?$/.test(clean)) return { value: null, said: [error("rgNumberWrong")] };
    const value = Number(clean);
    if (value > most) return { value, said: [error("rgNumberMost", { most })] };
    if ((clean.split(".")[1] ?? "").replace(/0+$/, "").length > decimals) return { value, said: [error("rgNumberDecimals", { n: decimals })] };
    return { value, said: [] };
}

export function readCoefficient(text: string): Reading<number | null> {
    return readNumber(text, 3, 2);
}

export interface Place { name: string; straight_km: number } /* a commune, and how far it is as the crow flies */

/* Nobody's road is shorter than the straight line, and few are twice as long; communes are some km
 * wide, so that near ones tell nothing. */
export function readRoadKm(text: string, from: Place | null): Reading<number | null> {
    const reading = readNumber(text, 3000, 1);
    if (reading.value === null || reading.said.length > 0 || !from) return reading;
    const straight = from.straight_km, most = Math.max(2 * straight, NEAR_KM), values = { place: from.name, straight, most };
    const said: Said[] = reading.value < straight ? [warning("rgKmShort", values)] : reading.value > most ? [warning("rgKmLong", values)] : [];
    return { value: reading.value, said };
}
