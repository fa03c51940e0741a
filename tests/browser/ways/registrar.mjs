/* A registrar: of an agency (Sở Xây dựng), and of the Office, who has all of them. */

const field = (w, pointer) => w.page.locator(`#f${pointer.replaceAll("/", "-")}`);

async function agency(w) {
    const { page, say } = w;
    await w.login("dangky");
    await w.go("/");
    await w.sees(say("83 hồ sơ, đang hiện 83.", "83 requests, 83 shown."));
    await w.look("what waits for an agency");
    await w.prints("the list of an agency");
    await page.getByRole("button", { name: say("Họ và tên", "Name") }).click();
    await page.locator("tbody tr td", { hasText: "Lưu Đức Anh" }).first().waitFor();
    await page.getByLabel(say("Trạng thái", "State")).selectOption("waiting");
    await w.sees(say("22 hồ sơ, đang hiện 22.", "22 requests, 22 shown."));
    await page.locator("tbody a").first().click();
    await page.locator("h2", { hasText: say("Vì sao", "Why") }).waitFor();
    await w.look("a request of the agency");
    await w.go("/officials");
    await page.getByLabel(say("Tìm theo tên", "Find a name")).fill("hạnh");
    await w.sees(say("3 người, đang hiện 3.", "3 people, 3 shown."));
    await w.look("officials");
    await page.getByRole("button", { name: say("Cấp mã kích hoạt…", "Activation codes…") }).click();
    await w.look("activation codes");
    await page.keyboard.press("Escape");
    await w.go("/duplicates");
    await w.look("duplicates");
}

async function form(w) {
    const { page, say } = w;
    await w.login("dangky");
    await w.go("/officials/new");
    await field(w, "/name").fill("Nguyễn Thị Thử");
    await field(w, "/sex").selectOption("M");
    await field(w, "/born").fill("9.5.1981");
    await field(w, "/citizen_id").pressSequentially("034180");
    await w.sees(say("số CCCD này là của nữ", "this citizen id is a woman's"));
    await w.sees(say("theo số CCCD thì sinh năm 1980", "by the citizen id born in 1980"));
    await w.sees(say("nơi đăng ký khai sinh Thái Bình", "registered in Thái Bình"));
    await field(w, "/phone").fill("+84 912 345 678");
    await w.sees("0912345678");
    await field(w, "/commune").selectOption("12586"); // Hưng Hà
    await field(w, "/road_km").fill("12,5");
    await w.sees(say("Hưng Hà cách 19 km", "Hưng Hà is 19 km"));
    await w.look("a form that helps");
    await page.locator("form button.main").click(); // not sent: the citizen id is not whole
    await w.sees(say("1 mục cần sửa", "1 to correct"));
    await page.locator(".notice.bad a").click();
    if (await page.evaluate(() => document.activeElement.id) !== "f-citizen_id") throw new Error("the list of faults does not lead to the field");
    await w.look("a form with faults");
    let asked = "";
    page.once("dialog", (d) => { asked = d.message(); return d.dismiss(); });
    await page.locator("a.product").click();
    await page.waitForFunction(() => location.hash === "#/officials/new");
    if (asked === "" || await field(w, "/phone").inputValue() === "") throw new Error("what was typed got lost without a question");
    page.once("dialog", (d) => d.accept());
    await w.go("/offers");
    await w.sees(say("59 lời mời", "59 offers"));
    await w.look("offers");
    await page.locator("tbody button").first().click();
    await w.look("an answer for somebody else");
    await page.keyboard.press("Escape");
}

async function office(w) {
    const { page, say } = w;
    await w.login("vanphong");
    await w.go("/agencies");
    await page.locator("tbody tr").nth(10).waitFor();
    await w.look("agencies");
    await page.getByRole("button", { name: say("Đổi mức", "Change") }).first().click();
    await w.look("urgency");
    await page.keyboard.press("Escape");
    await w.go("/requests/HS-0446");
    await page.locator("h2", { hasText: say("Vì sao", "Why") }).waitFor();
    await w.look("a request, at the Office");
    await w.go("/requests/HS-0037/confirmation");
    await w.sees(say("Chưa ghi: Phải chuyển nơi làm việc", "Not said: Had to move for work"));
    await w.look("a request to confirm");
}

/* Two people correct one official: nobody's words are lost, nor written over unseen. */
async function corrects(w) {
    const { page } = w;
    await w.login("dangky");
    await w.go("/requests/HS-0447");
    await page.locator("article h3 a").click();
    await page.getByText("Sửa thông tin cán bộ").click();
    await field(w, "/residence").waitFor();
    const code = new URL(page.url()).hash.split("/")[2];
    const change = (residence) => page.evaluate(([code, residence]) => fetch(`/api/v1/officials/${code}`, {
        method: "PATCH", headers: { "Content-Type": "application/json", "X-Requested-With": "journey", "If-Match": "*" }, body: JSON.stringify({ residence }),
    }).then((r) => r.status), [code, residence]);
    const before = await field(w, "/residence").inputValue();
    if (await change("Thôn Mới") !== 200) throw new Error("the other one could not change it");
    await field(w, "/note").fill("Ghi chú của tôi");
    await page.locator("form button.main").click();
    await w.sees("Có người vừa sửa mục này");
    await w.look("changed meanwhile");
    await page.locator("form button.main").click();
    await w.sees("Thôn Mới");
    await w.sees("Ghi chú của tôi");
    if (await change(before) !== 200) throw new Error("it could not be put back");
}

/* Registers, files, hands in, confirms, looks at the citizen id, withdraws: the house is as it was. */
async function files(w) {
    const { page } = w;
    const press = (name) => page.getByRole("button", { name, exact: true }).click();
    await w.login("dangky");
    await w.go("/officials/new");
    for (const [pointer, text] of [["/name", "Nguyễn Thị Thử"], ["/citizen_id", "034 180 000 771"], ["/born", "9/5/1980"], ["/road_km", "32,5"]]) await field(w, pointer).fill(text);
    await field(w, "/sex").selectOption("F");
    await field(w, "/owns_house").selectOption("no");
    await page.context().clearCookies(); // the session has ended; nothing typed is lost
    await press("Lưu và lập hồ sơ chỗ ở");
    await page.locator("dialog input").fill("nhà mẫu chỉ để xem thử");
    await w.look("the password again");
    await press("Tiếp tục");
    await w.sees("Lập hồ sơ chỗ ở cho Nguyễn Thị Thử");
    await press("Thêm con");
    await field(w, "/members/0/name").fill("Bé An");
    await field(w, "/members/0/born").fill("2024");
    await press("Lưu bản nháp");
    await w.sees("1 mục cần sửa");
    await field(w, "/members/0/sex").selectOption("F");
    await field(w, "/current_room").fill("XX-1"); // the API alone knows the rooms
    await press("Lưu bản nháp");
    await w.sees("Không có phòng này");
    await w.look("a request that the API refuses");
    await field(w, "/current_room").fill("");
    await press("Lưu bản nháp");
    await press("Nộp hồ sơ");
    await page.getByText("Xác nhận hồ sơ…").click();
    await page.getByLabel("Theo văn bản nào").first().selectOption("own");
    await field(w, "/facts/0/document").fill("33/QĐ-UBND");
    await field(w, "/facts/0/document_day").fill("1/6/2025");
    await field(w, "/document").fill("12/GXN-SXD");
    await w.look("papers");
    await press("Xác nhận");
    await page.locator("header .tag", { hasText: "Cơ quan đã xác nhận" }).waitFor();
    await page.locator("article h3 a").click();
    await w.sees("Đã xác nhận: 33/QĐ-UBND, 1/6/2025");
    await press("Xem đủ số");
    await page.locator("dialog textarea").fill("đối chiếu với giấy tờ gốc");
    await page.locator("dialog button.main").click();
    await w.sees("034 180 000 771");
    await w.look("an official");
    await page.locator(".rows a").click();
    await press("Rút hồ sơ");
    await page.locator("dialog button.danger").click();
    await page.locator("header .tag", { hasText: "Đã rút" }).waitFor();
}

async function answers(w) {
    const { page } = w;
    await w.login("dangky");
    await w.go("/requests/HS-0446");
    await page.getByRole("button", { name: "Trả lời thay…" }).click();
    await page.getByLabel("Nhận phòng").check();
    await page.getByLabel(/Tôi có câu trả lời bằng văn bản/).check();
    await page.getByRole("button", { name: "Ghi câu trả lời" }).click();
    await page.locator("header .tag", { hasText: "Đã nhận phòng" }).waitFor();
}

export const ways = [agency, form, office];
export const once = [files, corrects, answers];
