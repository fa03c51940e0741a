/* The dictionary of the web UI, for each language and file of pages a file: words-LANGUAGE-FILE.js.
 *
 * A word stands with the script that says it, or with the nearest file that all scripts that say it
 * have loaded before (bundle.mjs). A word that a script names as a whole ("rdFrozen") gets a number
 * there: t(12); so its name is in neither file (7.8 KB of 104 packed, when this began). Words that are
 * put together of parts (`state_${code}`) keep their names. What is called nowhere is left out.
 *
 * A name is numbered only if it has a capital letter: no code of the API has, so the same string
 * means nothing else. 0 is no word: it would be false.
 */
import { writeFileSync } from "node:fs";

/* Of files [{name, road: the files above it and itself}] and their scripts {name: text}, which are
 * numbered in place. */
export function splitWords(out, WORDS, files, text) {
    const partsOf = (script) => [...script.matchAll(/`(\w+)\$\{/g)].map((m) => m[1]);
    const parts = Object.fromEntries(files.map((f) => [f.name, partsOf(text[f.name])]));
    const isMadeOfParts = (word) => Object.values(parts).some((of) => of.some((p) => word.startsWith(p)));
    const isNumbered = (word) => /[A-Z]/.test(word) && !isMadeOfParts(word);
    const says = (f, word) => text[f.name].includes(`"${word}"`) || parts[f.name].some((p) => word.startsWith(p));
    const words = Object.fromEntries(files.map((f) => [f.name, { numbered: [], named: [] }]));
    for (const word of Object.keys(WORDS)) {
        const sayers = files.filter((f) => says(f, word));
        if (sayers.length === 0) continue;
        const place = sayers[0].road.filter((name, at) => sayers.every((f) => f.road[at] === name)).at(-1);
        words[place][isNumbered(word) ? "numbered" : "named"].push(word);
    }
    const numbers = new Map();
    for (const { name } of files) {
        const { numbered, named } = words[name], from = numbers.size + 1;
        numbered.forEach((word) => numbers.set(word, numbers.size + 1));
        ["vi", "en"].forEach((language, i) => writeFileSync(`${out}/words-${language}-${name}.js`, `export default ${JSON.stringify({
            from, numbered: numbered.map((word) => WORDS[word][i]), named: Object.fromEntries(named.map((word) => [word, WORDS[word][i]])),
        })}\n`));
    }
    for (const { name } of files) text[name] = text[name].replace(/"(\w+)"/g, (quoted, word) => numbers.get(word) ?? quoted);
}
