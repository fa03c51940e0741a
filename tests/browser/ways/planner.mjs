/* A planner of the Department of Construction. */

async function planner(w) {
    const { page, say } = w;
    await w.login("soxaydung");
    await w.go("/");
    await w.sees("856");
    await w.look("overview");
    await page.locator(".card details summary").last().click();
    await w.look("overview with a table");
    await page.locator('.figures a[href$="only=usable"]').click(); // every number opens its rows
    await w.sees(say("trong 297 phòng", "of 297 rooms"));
    await page.locator("tbody tr").nth(280).waitFor();
    await w.look("rooms as a table");

    await w.go("/house");
    await page.locator(".tile").nth(296).waitFor();
    await w.look("house map");
    await page.locator('.tile[tabindex="0"]').focus();
    for (const key of ["ArrowDown", "ArrowRight", "End", "PageDown"]) await page.keyboard.press(key);
    const code = await page.evaluate(() => document.activeElement.dataset.room);
    if (code !== "CD-B-310") throw new Error(`the arrow keys went to ${code}`);
    await page.keyboard.press("Enter");
    await page.locator(".panel h2", { hasText: code }).waitFor();
    await page.locator(".panel ol li", { hasText: say("Tình trạng: Dùng được", "State: Usable") }).waitFor();
    await page.locator(".panel ol li", { hasText: say("Được mời nhận phòng", "Offered") }).first().waitFor();
    await w.look("a room");
    await page.keyboard.press("Escape");
    await page.locator(".panel").waitFor({ state: "detached" });
    if (code !== await page.evaluate(() => document.activeElement.dataset.room)) throw new Error("Escape did not go back to the tile");
    for (const colour of ["sex", "agency"]) {
        await page.getByLabel(say("Tô màu theo", "Colour by")).selectOption(colour);
        await page.locator(colour === "sex" ? ".tile.s-M" : ".tile.a-0").first().waitFor();
        await w.look(`house map by ${colour}`);
    }
    await page.getByLabel(say("Tìm phòng hoặc người", "Find a room or person")).fill("nd-a-20");
    await w.sees(say("7 trong 297 phòng", "7 of 297 rooms"));
    await w.look("house map, filtered");
    await page.locator(".pick", { hasText: say(/^Giới tính/, /^Sex/) }).locator("select").selectOption("F");
    await w.sees(say("4 trong 297 phòng", "4 of 297 rooms"));
    await page.locator(".pick", { hasText: say(/^Nhóm ưu tiên/, /^Priority band/) }).locator("select").selectOption("2");
    await w.sees(say("1 trong 297 phòng", "1 of 297 rooms"));
    await page.waitForFunction(() => document.querySelectorAll(".tile:not(.dim)").length === 1);

    await w.go("/requests?state=waiting");
    await w.sees(say("285 hồ sơ, đang hiện 100.", "285 requests, 100 shown."));
    await page.getByRole("button", { name: say("Xem thêm", "Show more") }).click();
    await w.sees(say("285 hồ sơ, đang hiện 200.", "285 requests, 200 shown."));
    await w.look("requests");
    await page.locator("thead button", { hasText: say("Điểm", "Points") }).click();
    await page.locator('th[aria-sort="descending"]', { hasText: say("Điểm", "Points") }).waitFor();
    await page.getByLabel(say("Nhóm ưu tiên", "Priority band")).selectOption("3");
    await w.sees(say("26 hồ sơ", "26 requests"));
    await page.getByRole("button", { name: say("Xem thêm", "Show more") }).waitFor({ state: "detached" });
    const points = await page.locator("tbody tr td:nth-child(6)").allInnerTexts();
    if (points.join() !== [...points].sort((a, b) => Number(b) - Number(a)).join()) throw new Error(`not by points: ${points}`);
    await w.look("requests by points");
    await w.go("/requests/HS-0526");
    await page.locator("h2", { hasText: say("Vì sao", "Why") }).waitFor();
    await w.sees("297");
    await w.look("a request");
    await w.go("/waiting?band=3");
    await page.locator("tbody tr").nth(20).waitFor();
    await w.look("waiting, of a band");
}

export const ways = [planner];
export const once = [];
