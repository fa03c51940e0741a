/* Reports: as of a day that is typed as people write it; a figure opens rows that add up to it; the
 * paper to sign comes. */
import { readFileSync } from "node:fs";

/* Yesterday in Hưng Yên, as it is typed and as it is printed. */
function yesterday(language) {
    const at = new Date(Date.now() - 17 * 3600 * 1000), [y, m, d] = at.toISOString().slice(0, 10).split("-");
    const month = at.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
    return { typed: `${d}/${m}/${y}`, printed: language === "vi" ? `${Number(d)}/${Number(m)}/${y}` : month };
}

async function reports(w) {
    const { page, say } = w;
    await w.login("soxaydung");
    await w.go("/reports");
    const figure = page.locator("table.report tbody tr").first().locator("td.n a").first();
    await figure.waitFor();
    await w.look("occupancy");
    await w.prints("occupancy");
    const day = yesterday(w.language), asOf = page.getByRole("textbox", { name: say("Tính đến hết ngày", "As of the end of") });
    await asOf.fill(day.typed);
    await asOf.press("Enter");
    await w.sees(say(`Số liệu tính đến hết ngày ${day.printed}.`, `As of the end of ${day.printed}.`));
    const n = await figure.textContent();
    await figure.click();
    await w.sees(say(`Số phòng: ${n}`, `Rooms: ${n}`));
    if (await page.locator("table.report tbody tr").count() !== Number(n)) throw new Error("the rows are not those of the figure");
    await w.sees(day.printed);
    await w.look("rows of a figure");
    await page.goBack();
    const [paper] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: say("PDF để ký", "PDF to sign") }).click()]);
    if (readFileSync(await paper.path()).subarray(0, 5).toString() !== "%PDF-") throw new Error("the paper is none");
    await w.go("/reports/repairs");
    await page.locator("table.months tbody tr").first().waitFor();
    await w.look("repairs by month");
    await w.go("/reports/housed?agency=SNV");
    await w.sees(say("tính đến ngày", "as of"));
    await w.look("who was housed");
}

export const ways = [reports];
export const once = [];
