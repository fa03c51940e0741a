/* Journeys through the web UI in headless Chromium:  node journeys.mjs http://127.0.0.1:PORT [ROLE…]
 *
 * A journey logs in, goes where that person goes, and sees what he or she should see; on every page
 * that it visits axe-core finds nothing (colours in the dark, too), nothing moved while it loaded,
 * no script fails. The ways are in ways/, a file for each role (all, or those named): `ways` are walked
 * at 390 px in Vietnamese and at 1440 px in English, with ALL=1 at both widths in both languages;
 * `once` change the house, and come last. */
import { createRequire } from "node:module";
import { readFileSync, readdirSync } from "node:fs";

const require = createRequire(`${process.cwd()}/build/web/`);
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const PASSWORD = "nhà mẫu chỉ để xem thử";
const [, , base, ...names] = process.argv;
const folder = new URL("ways/", import.meta.url);
const files = readdirSync(folder).sort().filter((f) => names.length === 0 || names.includes(f.replace(".mjs", "")));
const roles = await Promise.all(files.map((f) => import(new URL(f, folder))));
let failed = 0;

function fail(where, what) {
    failed++;
    console.log(`${where}: ${what}`);
}

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

function findings(page, what) {
    return page.evaluate(async (runOnly) => (await window.axe.run(document, { runOnly })).violations
        .map((v) => `${v.id} (${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(", ")})`), what);
}

/* In the page: what moved though nobody had done anything, by more than 2 % of the screen. The
 * browser's own half second after an act is too short where tests share two cores: an answer that
 * comes later moved the page, and time decided the test. A page that is opened counts from the
 * start (go). */
function watchMoves() {
    const AFTER_MS = 5000;
    window.moved = [];
    window.lastAct = -AFTER_MS;
    for (const act of ["click", "keydown", "input", "change"])
        addEventListener(act, () => { window.lastAct = performance.now(); }, true);
    const name = (n) => n ? `${n.nodeName.toLowerCase()}.${n.className ?? ""}` : "?";
    new PerformanceObserver((list) => {
        for (const e of list.getEntries())
            if (!e.hadRecentInput && e.startTime - window.lastAct >= AFTER_MS && e.value > 0.02)
                window.moved.push(`${e.value.toFixed(3)} ${e.sources.map((s) => name(s.node)).join(", ")}`);
    }).observe({ type: "layout-shift", buffered: true });
}

/* What a journey walks with: a page, the language, and the few steps that all take. */
function walker(page, language, where) {
    const w = {
        page,
        language,
        password: PASSWORD,
        door: process.env["DOOR"], // the page of a door card: "/door/…"
        say: (vi, en) => (language === "vi" ? vi : en),
        async login(name) {
            await w.go("/login");
            const inputs = page.locator("main input");
            await inputs.nth(0).fill(name);
            await inputs.nth(1).fill(PASSWORD);
            await page.locator("main button.main").click();
            await page.locator("header .who button").nth(1).waitFor({ state: "attached" });
            await page.evaluate(() => window.moved.splice(0)); // another page: its menu is another
        },
        async go(path) {
            await page.goto(`${base}/#${path}`);
            await page.evaluate(() => { window.lastAct = -Infinity; });
            await page.locator("main h1, main h2").first().waitFor();
        },
        async sees(text) {
            await page.getByText(text).first().waitFor();
        },
        /* No finding, nothing wider than the screen, nothing that moved by itself on the way here. */
        async look(name) {
            for (const f of await findings(page, TAGS)) fail(`${where} ${name}`, `axe: ${f}`);
            if (page.viewportSize().width > 1000) {
                await page.emulateMedia({ colorScheme: "dark" });
                for (const f of await findings(page, "color-contrast")) fail(`${where} ${name} in the dark`, `axe: ${f}`);
                await page.emulateMedia({ colorScheme: "light" });
            }
            const heads = await page.locator("thead th").allTextContents(); // words are numbers inside the bundle
            for (const h of heads.filter((h) => /^\d+$/.test(h.trim()))) fail(`${where} ${name}`, `a column is called ${h}`);
            const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);
            if (isWide) fail(`${where} ${name}`, "wider than the screen");
            const moved = await page.evaluate(() => window.moved.splice(0));
            for (const m of moved) fail(`${where} ${name}`, `moved by itself: ${m}`);
        },
        /* Printed on A4 upright, nothing is cut off at the right. */
        async prints(name) {
            const size = page.viewportSize();
            await page.emulateMedia({ media: "print" });
            await page.setViewportSize({ width: 718, height: 1000 }); // 210 mm less two margins of 1 cm, at 96 dpi
            const width = await page.evaluate(() => Math.max(...[...document.querySelectorAll("main *")].map((e) => e.getBoundingClientRect().right)));
            if (width > 719) fail(`${where} ${name}`, `printed, it is ${Math.round(width)} px wide, not 718`);
            await page.emulateMedia({ media: null });
            await page.setViewportSize(size);
            await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
            await page.evaluate(() => window.moved.splice(0)); // it was this that moved it
        },
        /* Tab until the focus is there: nobody needs a mouse. */
        async tabTo(what) {
            for (let i = 0; i < 400; i++) {
                await page.keyboard.press("Tab");
                if (await what.evaluate((e) => e === document.activeElement)) return;
            }
            throw new Error(`Tab does not come to ${what}`);
        },
    };
    return w;
}

async function run(browser, journey, width, language) {
    const where = `${journey.name} ${width} ${language}`;
    const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true });
    await context.addInitScript(`localStorage.setItem("language", "${language}")`);
    await context.addInitScript(axe);
    await context.addInitScript(watchMoves);
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
const screens = [[390, "vi"], [1440, "en"], ...(process.env["ALL"] ? [[390, "en"], [1440, "vi"]] : [])];
for (const journey of roles.flatMap((r) => r.ways))
    for (const [width, language] of screens) await run(browser, journey, width, language);
for (const journey of roles.flatMap((r) => r.once)) await run(browser, journey, 390, "vi");
await browser.close();
process.exit(failed > 0 ? 1 : 0);
