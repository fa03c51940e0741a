/* The dictionary of the web UI, a file for each language:  node words.mjs build/web
 *
 * Reads words.mjs (src/web/words, bundled) and app.js, and writes words-vi.js and words-en.js. A word
 * that app.js names as a whole ("rdFrozen") gets a number there: t(12), and stands at that place of a
 * list; so its name is in neither file (a twelfth of all that a phone loads). Words that are put
 * together of parts (`state_${code}`) keep their names. What is called nowhere is left out.
 *
 * A name is numbered only if it has a capital letter: no code of the API has, so the same string
 * means nothing else. 0 is no word: it would be false.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

const out = process.argv[2];
const { WORDS } = await import(resolve(out, "words.mjs"));
const app = readFileSync(`${out}/app.js`, "utf8");
const parts = [...app.matchAll(/`(\w+)\$\{/g)].map((m) => m[1]);
const isMadeOfParts = (word) => parts.some((p) => word.startsWith(p));
const numbers = new Map([["", 0]]);

const numbered = app.replace(/"(\w+)"/g, (text, word) => {
    if (!Object.hasOwn(WORDS, word) || !/[A-Z]/.test(word) || isMadeOfParts(word)) return text;
    if (!numbers.has(word)) numbers.set(word, numbers.size);
    return numbers.get(word);
});
writeFileSync(`${out}/app.js`, numbered);
["vi", "en"].forEach((language, i) => {
    const list = [...numbers.keys()].map((word) => WORDS[word]?.[i] ?? "");
    const named = Object.entries(WORDS).filter(([word]) => isMadeOfParts(word) || !/[A-Z]/.test(word));
    const byName = Object.fromEntries(named.map(([word, texts]) => [word, texts[i]]));
    writeFileSync(`${out}/words-${language}.js`, `export default Object.assign(${JSON.stringify(list)},${JSON.stringify(byName)})\n`);
});
