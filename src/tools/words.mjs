/* The dictionary of the web UI, for each language a file of what all read, and one of what only the
 * pages of offices say:  node words.mjs build/web
 *
 * Reads words.mjs (src/web/words, bundled), app.js with chunk.js, and desk.js; writes
 * words-LANGUAGE.js and words-LANGUAGE-desk.js. A word that a script names as a whole ("rdFrozen")
 * gets a number there: t(12); so its name is in neither file (7.8 KB of 104 packed, when this began).
 * Words that are put together of parts (`state_${code}`) keep their names. What is called nowhere is
 * left out.
 *
 * A name is numbered only if it has a capital letter: no code of the API has, so the same string
 * means nothing else. 0 is no word: it would be false.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

const out = process.argv[2];
const { WORDS } = await import(resolve(out, "words.mjs"));
const text = Object.fromEntries(["app", "chunk", "desk"].map((f) => [f, readFileSync(`${out}/${f}.js`, "utf8")]));
const parts = [...Object.values(text).join("").matchAll(/`(\w+)\$\{/g)].map((m) => m[1]);
const isMadeOfParts = (word) => parts.some((p) => word.startsWith(p));
const isNumbered = (word) => /[A-Z]/.test(word) && !isMadeOfParts(word);
const numbers = new Map();

for (const f of Object.keys(text)) {
    if (f === "desk") numbers.set("", numbers.size + 1); // what comes behind is the desk's
    writeFileSync(`${out}/${f}.js`, text[f].replace(/"(\w+)"/g, (quoted, word) => {
        if (!Object.hasOwn(WORDS, word) || !isNumbered(word)) return quoted;
        if (!numbers.has(word)) numbers.set(word, numbers.size + 1);
        return numbers.get(word);
    }));
}

/* Whether scripts say a word that keeps its name. */
function says(scripts, word) {
    return scripts.includes(`"${word}"`) || [...scripts.matchAll(/`(\w+)\$\{/g)].some((m) => word.startsWith(m[1]));
}

const border = numbers.get(""), ofAll = text.app + text.chunk;
const numbered = [...numbers.keys()], named = Object.keys(WORDS).filter((word) => !isNumbered(word));
const ofDesk = named.filter((word) => !says(ofAll, word) && says(text.desk, word));
["vi", "en"].forEach((language, i) => {
    const write = (name, from, list, names) => writeFileSync(`${out}/words-${language}${name}.js`, `export default ${JSON.stringify({
        from, numbered: list.map((word) => WORDS[word]?.[i] ?? ""), named: Object.fromEntries(names.map((word) => [word, WORDS[word][i]])),
    })}\n`);
    write("", 1, numbered.slice(0, border - 1), named.filter((word) => says(ofAll, word)));
    write("-desk", border, numbered.slice(border - 1), ofDesk);
});
