/* Rounds as the desk reads and leads them: the list, a round's page, points, policies; the Office's
 * overview and the needs behind it. Once: a planner opens a round, changes it, closes it. */

/* The desk's pages of a round; nobody changes anything. */
async function readsRounds(w) {
    const { page, say } = w;
    await w.login("soxaydung");
    await w.go("/rounds");
    await w.sees("Đợt 1 năm 2025");
    await w.look("rounds");
    await w.go("/rounds/2025-07");
    await w.sees(say("1.150 hồ sơ, 1.058 đủ điều kiện", "1,150 requests, 1,058 eligible"));
    await page.locator("code.hash").waitFor();
    await page.locator("tbody tr").first().waitFor();
    await w.look("a round");
    await w.prints("a round");
    await w.go("/rounds/2025-07/preview");
    await w.sees(say("1.150 trong 1.150 hồ sơ, 1.058 đủ điều kiện.", "1,150 of 1,150 requests, 1,058 eligible."));
    await w.look("points");
    await w.prints("points");
    await page.locator(".bar select").first().selectOption("no");
    await w.sees(say("92 trong 1.150 hồ sơ, 0 đủ điều kiện.", "92 of 1,150 requests, 0 eligible."));
    await page.locator(".bar select").first().selectOption("");
    await page.getByLabel(say("Tìm tên hoặc mã hồ sơ", "Find a name or code")).fill("nguyen duc dung");
    await page.locator("tbody tr", { hasText: "HS-0426" }).waitFor();
    await w.look("points, filtered");
}

async function readsPolicies(w) {
    const { page, say } = w;
    await w.login("kiemtra");
    await w.go("/policies");
    await page.locator('a[href="#/policies/tam-thoi-2025-07/1"]').click();
    await w.sees(say("Nhà riêng và khoảng cách không loại ai, chỉ để tính điểm.", "An own house and distance exclude nobody; they only score."));
    const most = await page.locator("tfoot td").first().textContent();
    if (most !== "100") throw new Error(`the points come to ${most}, not 100`);
    await w.look("a policy");
    await w.prints("a policy");
}

async function officeBegins(w) {
    const { page, say } = w;
    await w.login("vanphong");
    await w.go("/");
    await page.locator(".figures b", { hasText: say("1.356", "1,356") }).waitFor();
    await w.look("the Office's overview");
    await page.locator(".figures a").nth(2).click(); // every number opens its rows
    await page.locator("tbody tr").nth(29).waitFor();
    if (await page.locator("tbody tr").count() !== 30) throw new Error("not the 30 officials counted");
    await w.look("who has not answered");
    await w.go("/needs");
    await page.locator("tbody tr").nth(23).waitFor();
    await w.look("needs by agency");
    await w.prints("needs by agency");
    await page.locator('a[href="#/needs/SXD?show=none"]').click();
    await w.sees(say("7 trong 97 cán bộ.", "7 of 97 officials."));
    await w.look("officials of an agency");
}

/* The draw of a round whose day has come: nobody can hurry a day, so the answers stand in for it. */
async function drawsByTwo(w) {
    const { page, say } = w;
    await w.login("soxaydung");
    const round = await page.evaluate(async () => (await fetch("/api/v1/rounds/2025-07")).json());
    let now = { ...round, state: "closed", seed: null, drawn_at: null, is_seed_own: false }, sent;
    await page.route("**/api/v1/rounds/2025-07", (route) => route.fulfill({ json: now, headers: { ETag: '"v3"' } }));
    await page.route(/2025-07\/draw/, (route) => {
        sent = `${new URL(route.request().url()).pathname.split("/").slice(5).join("/")} ${route.request().postData()} ${route.request().headers()["if-match"]}`;
        now = now.seed ? { ...now, drawn_at: round.drawn_at } : { ...now, seed: "048213", is_seed_own: true };
        return route.fulfill({ json: now });
    });
    const enter = async (button, seed, want) => {
        await page.getByRole("button", { name: button, exact: true }).first().click();
        await page.locator("dialog input").fill(seed);
        await w.look(`the dialog: ${button}`);
        await page.locator("dialog button.main, dialog button.danger").click();
        await page.locator("dialog").waitFor({ state: "detached" });
        if (sent !== want) throw new Error(`sent ${sent}, not ${want}`);
    };
    await w.go("/rounds/2025-07");
    await enter(say("Nhập kết quả quay số", "Enter the number"), "048213", 'draw {"seed":"048213"} "v3"');
    await w.sees(say("Cần một người khác xác nhận", "Somebody else must confirm it"));
    if (await page.getByRole("button", { name: say("Xác nhận kết quả quay số", "Confirm the number") }).count() > 0) throw new Error("who entered may confirm");

    now = { ...now, is_seed_own: false }; // another person's view
    await w.go("/rounds");
    await w.go("/rounds/2025-07");
    await w.sees(say("Người thứ hai tự xem", "A second person looks up"));
    if (await page.getByText("048213").count() > 0) throw new Error("the second person sees the number");
    await enter(say("Xác nhận kết quả quay số", "Confirm the number"), "048213", 'draw/confirmation {"seed":"048213"} "v3"');
    await page.locator('a[href="#/rounds/2025-07/plans/new"]').first().waitFor();
}

const CODE = "2199-DEMO";

/* To the closing; the number of a day to come cannot be entered. Then it ends: no other way meets it. */
async function leadsARound(w) {
    const { page, say } = w;
    await w.login("soxaydung");
    await w.go("/rounds/new");
    await page.getByLabel(say("Mã đợt", "Code")).fill("đợt 2");
    await page.getByLabel(say("Tên đợt", "Name")).fill("Đợt thử");
    await page.getByLabel(say("Theo chính sách", "Policy")).selectOption("tam-thoi-2025-07 1");
    await page.getByLabel(say("Số quay lấy từ", "Number taken from")).fill("Xổ số miền Bắc, giải đặc biệt");
    await page.getByLabel(say("Ngày quay số", "Day of the draw")).fill("2199-01-02");
    await w.look("the form of a round");
    await page.locator("main button.main").click();
    await page.locator(".field .error").first().waitFor();
    await page.getByLabel(say("Mã đợt", "Code")).fill(CODE);
    await page.locator("main button.main").click();
    await w.sees(say("Đang nhận hồ sơ", "Taking requests"));
    await w.look("an open round");

    await page.getByRole("link", { name: say("Sửa nội dung đợt", "Change the round") }).click();
    await page.getByLabel(say("Tên đợt", "Name")).fill("Đợt thử đã sửa");
    await page.locator("main button.main").click();
    await page.locator("h1", { hasText: "Đợt thử đã sửa" }).waitFor();

    await page.getByRole("button", { name: say("Chốt danh sách", "Freeze the list") }).click();
    await page.locator("dialog tbody tr").first().waitFor();
    await w.look("what will be frozen");
    await page.locator("dialog button.danger").click();
    await page.locator("code.hash").waitFor();
    await w.sees(say("Chờ kết quả Xổ số miền Bắc", "Wait for the number of Xổ số miền Bắc"));
    await w.look("a closed round");

    await page.getByRole("button", { name: say("Kết thúc mà không công bố", "End without publication") }).click();
    await w.look("the end of a round");
    await page.locator("dialog button.danger").click();
    await page.getByText(say("Đã kết thúc", "Over"), { exact: true }).first().waitFor();
}

/* Another version of a policy, from the one that is there; nothing refers to it. */
async function addsAPolicy(w) {
    const { page, say } = w;
    await w.login("soxaydung");
    await w.go("/policies/new");
    await page.locator("main select").selectOption("qd45-2025-12 1");
    await page.waitForFunction(() => document.querySelector("textarea").value !== "");
    const text = await page.locator("textarea").inputValue();
    await page.locator("textarea").fill(text.replace('"points": 8', '"points": "tám"'));
    await page.locator("main button.main").click();
    await page.locator("main code", { hasText: "/scoring/road_km/0/points" }).waitFor();
    await w.look("a policy refused");
    await page.locator("textarea").fill(text.replace('"points": 8', '"points": 9'));
    await page.locator("main button.main").click();
    await w.sees(say("qd45-2025-12, bản 2", "qd45-2025-12, version 2"));
}

export const ways = [readsRounds, readsPolicies, officeBegins, drawsByTwo];
export const once = [leadsARound, addsAPolicy];
