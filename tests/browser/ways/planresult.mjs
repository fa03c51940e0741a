/* The result of a plan: what is proven, who is where, who waits and why, two plans side by side, and
 * its life from the submission to the publication. */

/* The API as the browser's session may use it. */
function ask(page, method, path, body) {
    return page.evaluate(async ([method, path, body]) => {
        const headers = { "X-Requested-With": "quarters", "Content-Type": "application/json" };
        const answer = await fetch(`/api/v1/${path}`, { method, headers, body: body && JSON.stringify(body) });
        if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
        return answer.json();
    }, [method, path, body]);
}

async function published(page) {
    const plans = await ask(page, "GET", "rounds/2025-07/plans");
    return plans.items.find((p) => p.state === "published" && p.note === "Phương án của Sở Xây dựng").code;
}

async function planResult(w) {
    const { page, say } = w;
    await w.login("soxaydung");
    const plan = await published(page);
    await w.go(`/plans/${plan}`);
    await page.locator(".levels tbody tr").nth(9).waitFor();
    await w.sees(say("không phương án nào tốt hơn", "no plan is better"));
    await w.sees("01/QĐ-MAU");
    await w.sees("quarters check instance-1.json plan-1.json --proof proof-1.json");
    await w.look("result of a plan");
    await w.prints("result of a plan");

    await w.tabTo(page.locator(".figures a").first());
    await page.keyboard.press("Enter");
    await page.locator("tbody tr").nth(299).waitFor();
    await w.prints("who is placed");
    const [sheet] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: say("Tải Excel", "Excel") }).click()]);
    if (sheet.suggestedFilename() !== say("bo-tri-1.xlsx", "placed-1.xlsx")) throw new Error(`the sheet is called ${sheet.suggestedFilename()}`);
    await page.getByLabel(say("Tìm tên, mã hồ sơ, phòng", "Find a name, code or room")).fill("nguyen xuan manh");
    await w.sees(say("1 trong 773 hồ sơ, 2 người.", "1 of 773 requests, 2 people."));
    await w.look("who is placed");
    await page.getByLabel(say("Tìm tên, mã hồ sơ, phòng", "Find a name, code or room")).fill("");
    await w.go(`/plans/${plan}/assignments?by=room&site=ND`);
    await page.locator("tr.group th", { hasText: "ND-A-101" }).waitFor();
    await w.look("who is placed, by room");
}

async function planWaiting(w) {
    const { page, say } = w;
    await w.login("kiemtra"); // an auditor reads, and changes nothing
    const plan = await published(page);
    await w.go(`/plans/${plan}`);
    await page.locator(".levels tbody tr").nth(9).waitFor();
    if (await page.locator(".result button").count() > 0) throw new Error("an auditor has a button");
    await w.go(`/plans/${plan}/waiting?band=3&reason=pool_not_admitted`);
    await page.locator("tbody td", { hasText: "HS-0526" }).waitFor();
    await w.look("who waits");
    await w.prints("who waits");
    await page.locator("tbody a").first().click();
    await w.sees(say("Thay đổi nhỏ nhất để có chỗ", "The smallest change that would give a place"));
    await w.sees(say("Đứng từ thứ 404 trở lên: 60 điểm, nhóm ưu tiên 2.", "To stand at 404 or higher: 60 points, priority band 2."));
    await w.look("why somebody waits");
    await w.prints("why somebody waits");
    await page.locator("td a", { hasText: "HS-0106" }).click(); // the last one who got a place there
    await page.locator(".person h2", { hasText: "Bùi Hữu Tâm" }).waitFor();
    await w.look("why somebody has a room");
}

/* Waits for a plan asked for over the API. */
async function solve(page, body) {
    const { code } = await ask(page, "POST", "rounds/2025-07/plans", body);
    for (let i = 0; i < 600; i++) {
        if ((await ask(page, "GET", `plans/${code}`)).state === "solved") return code;
        await page.waitForTimeout(100);
    }
    throw new Error("the plan was not solved");
}

async function leave(page) {
    await page.evaluate(() => fetch("/api/v1/sessions/current", { method: "DELETE", headers: { "X-Requested-With": "quarters" } }));
    await page.reload();
}

async function sign(w, button, number) {
    const { page } = w;
    await page.getByRole("button", { name: button }).click();
    const fields = page.locator("dialog input");
    await w.look(`dialog: ${button}`);
    await fields.nth(0).fill(number);
    await fields.nth(2).fill("Trần Văn Thử");
    await page.locator("dialog button.main").click();
    await page.locator("dialog").waitFor({ state: "detached" });
    await w.sees(number);
}

async function compares(w) {
    const { page } = w;
    await w.login("soxaydung");
    const first = await published(page);
    const second = await solve(page, { note: "Hai phòng hỏng", closed_rooms: ["SV-A-101", "SV-A-102"] });
    await w.go(`/plans/${first}/comparison`);
    await page.getByLabel("So với phương án").selectOption(second);
    await w.sees("tốt hơn ở mục tiêu quan trọng nhất");
    await page.locator("tbody tr", { hasText: "Mất chỗ" }).first().waitFor();
    await w.look("two plans side by side");
    await w.prints("two plans side by side");
    await page.getByLabel("Thay đổi").selectOption("loses");
    await page.getByRole("link", { name: /^chờ:/ }).first().click(); // why he waits in the other plan
    await w.sees("Vì sao không vào được");
    await w.go(`/plans/${second}`);
    await w.sees("chỉ phương án xếp tiếp mới công bố được");
    await page.getByRole("button", { name: "Hủy phương án này…" }).click();
    await page.locator("dialog button.danger").click();
    await w.sees("đã bị hủy lúc");
    await w.look("a discarded plan");
}

async function publishes(w) {
    const { page } = w;
    await w.login("soxaydung");
    const plan = await solve(page, { note: "Xếp tiếp", refill: true });
    await w.go(`/plans/${plan}`);
    await sign(w, "Ghi tờ trình…", "12/TTr-THU");
    await w.sees("Anh/chị lập phương án này nên không ghi nhận được quyết định.");
    await w.look("submitted");
    await leave(page);
    await w.login("vanphong");
    await w.go(`/plans/${plan}`);
    await sign(w, "Ghi quyết định…", "45/QĐ-THU");
    await leave(page);
    await w.login("soxaydung");
    await w.go(`/plans/${plan}`);
    await page.getByRole("button", { name: "Công bố…" }).click();
    await w.sees("Đã công bố thì không thu hồi được.");
    await w.look("dialog: publication");
    const reason = page.locator("dialog textarea");
    if (await reason.count() > 0) await reason.fill("Thay đổi không ảnh hưởng đến kết quả");
    await page.locator("dialog button.danger").click();
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.locator(".planhead .tag", { hasText: "Đã công bố" }).waitFor();
    await w.look("published");
}

export const ways = [planResult, planWaiting];
export const once = [compares, publishes];
