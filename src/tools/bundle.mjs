/* The scripts, words and style of the web UI, as files of pages:  node bundle.mjs build/web app desk …
 *
 * A file of pages is src/web/NAME.ts(x): app, which index.html loads, and each one that another reads
 * with import("./NAME"). A module stands in the file that needs it; one that several need in the
 * nearest file that all of them have loaded before (desk for what planner and registrar share, app
 * for what an official's page and an office's share). Words follow their scripts (words.mjs).
 *
 * esbuild by itself would make a chunk for each set of files that share something. So each file is
 * given imports, for their sake alone, of the files above it and of the modules that stand in it:
 * then all that stands in a file is needed by the same set, and comes out as one chunk.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { splitWords } from "./words.mjs";

const [out, ...names] = process.argv.slice(2);
const need = createRequire(resolve(out, "package.json"));
const esbuild = need("esbuild"), terser = need("terser");
const common = { bundle: true, minify: true, charset: "utf8", legalComments: "none", logLevel: "warning", nodePaths: [`${out}/node_modules`] };
const fail = (why) => { console.error(`bundle: ${why}`); process.exit(1); };

async function bundle(plugins) {
    return esbuild.build({
        ...common, plugins, entryPoints: ["src/web/app.tsx"], splitting: true, format: "esm", target: "es2020", jsx: "automatic",
        jsxImportSource: "preact", metafile: true, write: false, outdir: out, chunkNames: "[name]-[hash]",
    });
}

/* Where each module stands: {module: file}, and the files above each file, the nearest last. */
function standing(graph) {
    const nameOf = (path) => /^src\/web\/(\w+)\.tsx?$/.exec(path)?.[1];
    const roads = { app: ["app"] }, users = new Map();
    const todo = ["src/web/app.tsx"];
    for (const entry of todo) { /* grows while it is walked */
        const seen = new Set([entry]);
        for (const module of seen) {
            users.set(module, [...(users.get(module) ?? []), nameOf(entry)]);
            for (const i of graph[module]?.imports ?? []) {
                if (i.kind !== "dynamic-import") { seen.add(i.path); continue; }
                if (roads[nameOf(i.path)]) continue;
                roads[nameOf(i.path)] = [...roads[nameOf(entry)], nameOf(i.path)];
                todo.push(i.path);
            }
        }
    }
    const nearest = (files) => roads[files[0]].filter((f, at) => files.every((g) => roads[g][at] === f)).at(-1);
    return { entries: todo, roads, at: new Map([...users].map(([module, files]) => [module, nearest(files)])), nameOf };
}

const { entries, roads, at, nameOf } = standing((await bundle([])).metafile.inputs);
if (Object.keys(roads).sort().join() !== [...names].sort().join()) fail(`src/web/files.txt has ${names}, the pages ask for ${Object.keys(roads)}`);
const giving = {
    name: "files",
    setup: (build) => build.onLoad({ filter: /src\/web\/\w+\.tsx?$/ }, ({ path }) => {
        const entry = entries.find((e) => resolve(e) === path), name = entry && nameOf(entry);
        if (!entry) return undefined;
        const given = [...entries.filter((e) => e !== entry && roads[name].includes(nameOf(e))), ...[...at].filter(([m, f]) => f === name && m !== entry && m.startsWith("src/")).map(([m]) => m)];
        return { loader: path.endsWith("x") ? "tsx" : "ts", contents: readFileSync(path, "utf8") + given.map((m) => `\nimport ${JSON.stringify(resolve(m))};`).join("") };
    }),
};
const made = await bundle([giving]), text = {}, called = {};
for (const [path, o] of Object.entries(made.metafile.outputs)) {
    const file = made.outputFiles.find((f) => f.path === resolve(path)).text, name = path.split("/").at(-1);
    if (/^(import"[^"]*";)*\s*$/.test(file)) { /* the entry of one that became a chunk */
        called[name] = nameOf(o.entryPoint);
        continue;
    }
    const held = entries.filter((e) => e === o.entryPoint || o.inputs[e]?.bytesInOutput > 0).map(nameOf);
    if (held.length !== 1 || text[held[0]]) fail(`${name} holds the file of ${held} and ${Object.keys(o.inputs)}`);
    text[held[0]] = file;
    called[name] = held[0];
}
for (const name of names) {
    if (text[name] === undefined) fail(`nothing came of ${name}`);
    text[name] = text[name].replace(/"\.\/([\w-]+\.js)"/g, (all, file) => `"./${called[file] ?? fail(`${name} asks for ${file}`)}.js"`);
}
splitWords(out, (await import(resolve(out, "words.mjs"))).WORDS, names.map((name) => ({ name, road: roads[name] })), text);
for (const name of names) { /* 4 % smaller than esbuild alone */
    const { code } = await terser.minify(text[name], { module: true, ecma: 2020, mangle: true, compress: { passes: 3, ecma: 2020, unsafe_arrows: true } });
    writeFileSync(`${out}/${name}.js`, code);
}
await esbuild.build({ ...common, entryPoints: ["src/web/app.css"], outdir: out });
