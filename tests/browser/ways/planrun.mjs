/* Asking for a plan: gathered in the house, faults at their fields, the run level by level, the list of
 * a round's plans. */

const FORM = "/rounds/2025-07/plans/new";

function button(w, vi, en) {
    return w.page.getByRole("button", { name: w.say(vi, en) });
}

/* Nothing is asked for: what is gathered stays in the browser. */
async function gathering(w) {
    const { page, say } = w;
    await w.login("soxaydung");
    await w.go("/house?room=SV-A-101");
    await button(w, "Thử đóng phòng này", "Close this room in a scenario").click();
    await page.locator(".draftbar", { hasText: say("đóng 1 phòng", "rooms closed: 1") }).waitFor();
    await w.look("a room closed in a scenario");
    await page.locator(".panel .spots button").nth(1).click();
    await page.locator(".draftbar", { hasText: say("tránh phòng cho 1 hồ sơ", "bans: 1") }).waitFor();
    await page.reload(); // kept for this tab
    await page.locator(".draftbar", { hasText: say("đóng 1 phòng", "rooms closed: 1") }).waitFor();
    await w.go("/requests/HS-0526");
    await button(w, "Giữ hoặc tránh phòng…", "Pin or ban…").click();
    await page.getByLabel(say("Phòng", "Room"), { exact: true }).fill("cd-b-108");
    await w.look("a person's menu");
    await button(w, "Đưa vào phương án đang soạn", "Put into the plan in the making").click();
    await page.locator(".draftbar", { hasText: say("giữ phòng cho 1 hồ sơ", "pins: 1") }).waitFor();
    const kept = await page.evaluate(() => Object.values(sessionStorage).join());
    if (!kept.includes("HS-0526") || /[^\x20-\x7e]/.test(kept)) throw new Error(`not codes alone: ${kept}`);

    await page.locator(".draftbar a").click();
    await page.locator(".entries li").nth(2).waitFor();
    await w.look("the form");
    await page.getByLabel(say("Số quay khác", "Another seed")).fill("12a");
    await w.sees(say("Chỉ gồm chữ số.", "Digits only."));
    await page.getByLabel(say("Số quay khác", "Another seed")).fill("12");
    await w.sees(say("không trình được (số quay khác của đợt)", "not to submit (another seed than the round's)"));
    await page.getByLabel(say("Thêm phòng", "Another room")).fill("XX-1"); // not added, and asked for all the same
    await page.locator("form button.main").click();
    await page.locator(".entries .wrong", { hasText: "XX-1" }).getByText(say("không có phòng này", "there is no such room")).waitFor();
    await page.waitForFunction(() => document.activeElement.closest(".wrong") !== null);
    await w.look("the form with a fault");
    await page.locator("#main").getByLabel(say("Hồ sơ", "Request"), { exact: true }).first().fill("HS-0001");
    await page.locator("form button.main").click();
    await w.sees(say("Cần cả hồ sơ và phòng.", "Both request and room are needed."));
}

async function plans(w) {
    const { page, say } = w;
    await w.login("kiemtra");
    await w.go("/rounds/2025-07");
    await page.locator("table.plans tbody tr", { hasText: "841" }).first().waitFor();
    await w.look("the plans of a round, for an auditor");
    if (await page.locator(".plans .spots").count()) throw new Error("an auditor is shown acts");
    await w.go(FORM); // no page of an auditor's
    await page.locator("h1", { hasText: say("Các đợt đã công bố", "Published rounds") }).waitFor();
}

/* From the house to a result, watched level by level. */
async function asking(w) {
    const { page, say } = w;
    await w.login("soxaydung");
    await w.go("/house?room=SV-A-101");
    await button(w, "Thử đóng phòng này", "Close this room in a scenario").click();
    await w.go("/house?room=CD-B-108");
    await page.locator(".panel .spots button").first().click();
    await page.locator(".draftbar a").click();
    await page.getByLabel(say("Ghi chú", "Note"), { exact: true }).fill("Thử từ trình duyệt");
    await page.locator("form button.main").click();
    await page.locator(".running .levels .tag.good").nth(5).waitFor();
    await page.locator(".running [role=status]", { hasText: /Mức \d+ trên 10|chứng minh|lý do/ }).waitFor();
    await w.look("a plan being solved");
    await page.locator(".tabs").waitFor(); // the result, without a reload
    await w.sees("SV-A-101");
    if (await page.locator(".draftbar").count()) throw new Error("what was asked for is still in the making");

    await w.go(FORM); // one that is ended early: with what it has, or without a result
    await page.locator("form button.main").click();
    await page.locator(".running .danger").click();
    await page.locator("dialog .danger").click();
    await page.locator(".running").waitFor({ state: "detached" });
    await page.locator(".tabs, .notice").first().waitFor();

    await w.go("/rounds/2025-07");
    const row = page.locator(".plans tbody tr", { hasText: "Thử từ trình duyệt" });
    await row.getByText("838").waitFor();
    await w.look("the plans of a round");
    await row.getByRole("checkbox").check();
    await page.locator(".plans tbody tr", { hasText: "841" }).first().getByRole("checkbox").check();
    await page.getByRole("link", { name: /So sánh phương án/ }).waitFor();
    await row.getByRole("button", { name: /Ghi chú/ }).click();
    await page.locator("dialog textarea").fill("Đóng SV-A-101");
    await page.locator("dialog button.main").click();
    const noted = page.locator(".plans tbody tr", { hasText: "Đóng SV-A-101" });
    await noted.getByRole("button", { name: /Hủy/ }).click();
    await page.locator("dialog .danger").click();
    await noted.getByText("Đã hủy").waitFor();
}

export const ways = [gathering, plans];
export const once = [asking];
