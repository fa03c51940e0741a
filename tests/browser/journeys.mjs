/* Journeys through the web UI in headless Chromium:  node journeys.mjs http://127.0.0.1:PORT
 *
 * A journey logs in, goes where that person goes, and sees what he or she should see; on every page
 * that it visits axe-core finds nothing and no script fails, at 390 and 1440 px, in Vietnamese and
 * English. What changes the house (accepting an offer) comes last, once. The ways are in ways/, a file
 * for each role: `ways` are walked at all widths, `once` change something. */
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import * as stranger from "./ways/stranger.mjs";
import * as official from "./ways/official.mjs";
import * as planner from "./ways/planner.mjs";

const require = createRequire(`${process.cwd()}/build/web/`);
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const PASSWORD = "nhà mẫu chỉ để xem thử";
const base = process.argv[2];
const roles = [stranger, official, planner];
let failed = 0;

function fail(where, what) {
    failed++;
    console.log(`${where}: ${what}`);
}

/* What a journey walks with: a page, the language, and the few steps that all take. */
function walker(page, language, where) {
    const w = {
        page,
        language,
        say: (vi, en) => (language === "vi" ? vi : en),
        async login(name) {
            await w.go("/login");
            const inputs = page.locator("main input");
            await inputs.nth(0).fill(name);
            await inputs.nth(1).fill(PASSWORD);
            await page.locator("main button.main").click();
            await page.locator("header .who button").nth(1).waitFor();
        },
        async go(path) {
            await page.goto(`${base}/app#${path}`);
            await page.locator("main h1, main h2").first().waitFor();
        },
        async sees(text) {
            await page.getByText(text).first().waitFor();
        },
        /* No finding, nothing wider than the screen. */
        async look(name) {
            const findings = await page.evaluate(async () => (await window.axe.run(document, {
                runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
            })).violations.map((v) => `${v.id} (${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(", ")})`));
            for (const f of findings) fail(`${where} ${name}`, `axe: ${f}`);
            const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);
            if (isWide) fail(`${where} ${name}`, "wider than the screen");
        },
    };
    return w;
}

async function run(browser, journey, width, language) {
    const where = `${journey.name} ${width} ${language}`;
    const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true });
    await context.addInitScript(`localStorage.setItem("language", "${language}")`);
    await context.addInitScript(axe);
    const page = await context.newPage();
    page.setDefaultTimeout(60000); // a busy machine is no failure
    page.on("pageerror", (e) => fail(where, e.message));
    try {
        await journey(walker(page, language, where));
    } catch (e) {
        fail(where, String(e.message ?? e).split("\n")[0]);
    }
    await context.close();
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const journey of roles.flatMap((r) => r.ways))
    for (const width of [390, 1440])
        for (const language of ["vi", "en"]) await run(browser, journey, width, language);
for (const journey of roles.flatMap((r) => r.once)) await run(browser, journey, 390, "vi");
await browser.close();
process.exit(failed > 0 ? 1 : 0);
