/* Who has no mouse: from the login to the reason why somebody waits, by Tab, Enter and Escape. */

async function enters(w, name) {
    const { page } = w;
    await w.go("/login");
    await w.tabTo(page.locator("main input").nth(0));
    await page.keyboard.type(name);
    await page.keyboard.press("Tab");
    await page.keyboard.type(w.password);
    await page.keyboard.press("Enter");
    await page.locator("header .who button").nth(1).waitFor({ state: "attached" });
}

/* Tab to a link or button, and press it. */
async function presses(w, what) {
    await what.waitFor();
    await w.tabTo(what);
    await w.page.keyboard.press("Enter");
}

async function plannerByKeyboard(w) {
    const { page, say } = w;
    await enters(w, "soxaydung");
    const menu = page.locator("header button.menu");
    if (await menu.isVisible()) await presses(w, menu);
    await presses(w, page.locator("header nav").getByRole("link", { name: say("Đợt bố trí", "Rounds"), exact: true }));
    await presses(w, page.locator("main a", { hasText: "Đợt 1 năm 2025" }).first());
    await presses(w, page.locator('main a[href^="#/plans/"]').first());
    await presses(w, page.locator("main nav a", { hasText: say("Danh sách chờ", "Waiting list") }));
    await presses(w, page.locator('tbody a[href*="/people/"]').first());
    await page.locator("h2, h3", { hasText: say("Vì sao", "Why") }).first().waitFor();
}

async function officialByKeyboard(w) {
    const { page, say } = w;
    await enters(w, "canbo");
    await page.locator("article").first().waitFor();
    await presses(w, page.locator("header .who button").first()); // the other language, and back
    await presses(w, page.locator("header .who button").first());
    await presses(w, page.locator("article summary").first());
    if (await page.locator("article details[open]").count() === 0) throw new Error(say("không mở được", "nothing opened"));
}

export const ways = [plannerByKeyboard, officialByKeyboard];
export const once = [];
