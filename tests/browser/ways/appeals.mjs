/* Those who answer: appeals and offers on the desk; and everybody's own account. */

async function answers(w) {
    const { page, say } = w;
    await w.login("soxaydung");
    await w.go("/appeals?outcome=all");
    await w.look("appeals");
    await w.go("/offers");
    await w.sees("ND-A-102");
    await w.look("offers");
    await w.go("/account");
    await w.sees(say("Đổi mật khẩu", "Another password"));
    await page.locator("summary", { hasText: say("Mã truy cập", "Tokens") }).click();
    await w.look("my account");
}

async function leaves(page) {
    const menu = page.locator("button.menu"); // a phone folds a long one
    if (await menu.isVisible()) await menu.click();
    await page.getByRole("button", { name: "Đăng xuất" }).click();
    await page.locator(".who a[href='#/login']").waitFor();
}

/* An official objects, the planner answers, the official reads it. */
async function appeal(w) {
    const { page } = w;
    await w.login("canbo");
    await w.go("/my/requests/HS-0001/appeal");
    await page.getByLabel("Mục ghi sai").selectOption("road_km");
    await page.getByLabel("Khoảng cách đường bộ từ nhà").fill("61,5");
    await page.getByLabel("Nội dung kiến nghị").fill("Đường đi thực tế là 61,5 km.");
    await page.reload(); // it must not be lost
    await page.getByRole("button", { name: "Gửi kiến nghị này" }).click();
    await w.sees("Chờ trả lời");
    await w.look("an appeal of one’s own");
    await leaves(page);

    await w.login("soxaydung");
    await w.go("/appeals");
    await page.getByRole("link", { name: "Vũ Thị Linh" }).click();
    await w.sees("56,7 km");
    await w.look("an appeal on the desk");
    await page.getByRole("button", { name: "Lập phương án xếp lại" }).click();
    await w.look("solving again");
    await page.locator("dialog").getByRole("button", { name: "Lập phương án xếp lại" }).click();
    await page.waitForURL(/#\/plans\//);
    await page.goBack();
    await page.locator("a", { hasText: "Phương án xếp lại" }).waitFor();
    await page.getByLabel("Không chấp nhận").check();
    await page.getByLabel("Lý do").fill("Cơ quan đã đo lại, khoảng cách đúng là 56,7 km.");
    await page.getByRole("button", { name: "Gửi trả lời" }).click();
    await page.locator("h2", { hasText: "Trả lời: Không chấp nhận" }).waitFor();
    await leaves(page);

    await w.login("canbo");
    await w.go("/my/requests/HS-0001");
    await w.sees("Cơ quan đã đo lại");
    await w.look("an answered appeal");
}

export const ways = [answers];
export const once = [appeal];
