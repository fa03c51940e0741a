/* An official, on a phone. */

async function official(w) {
    const { page, say } = w;
    await w.login("canbo");
    await w.go("/");
    await w.sees(say("Anh/chị được mời nhận phòng.", "A room is offered to you."));
    await w.sees("ND-A-201");
    await w.sees("01/DS-MAU"); // what the points rest on
    await w.look("my housing");
    await w.prints("my housing");
    await page.getByRole("button", { name: say("Không nhận", "Decline") }).click(); // what it means comes first
    await w.sees(say("không lấy lại được", "cannot be had back"));
    await w.look("before declining");
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });

    await w.go("/my/data");
    await w.sees("034*****2329");
    await w.look("my data");
    await page.getByRole("button", { name: say("Sửa", "Correct"), exact: true }).click();
    await page.getByLabel(say("Số điện thoại", "Phone")).waitFor();
    await w.look("correcting my data");
    await w.go("/my/requests/HS-0001/appeal");
    await page.getByLabel(say("Mục ghi sai", "What is wrong")).selectOption("road_km");
    await w.sees(say("Hiện ghi: 56,7 km", "Now it says: 56.7 km"));
    await w.look("an appeal");
    await w.go("/my/consent");
    await w.look("living together");
}

async function accepts(w) {
    await w.login("canbo");
    await w.go("/");
    await w.page.getByRole("button", { name: "Nhận phòng" }).click();
    await w.page.getByRole("button", { name: "Tôi nhận" }).click();
    await w.sees("Anh/chị đã nhận phòng.");
    await w.look("accepted");
}

/* Gives the room back, files a new request step by step, loses the page in between, and hands it in. */
async function filesAnew(w) {
    const { page } = w;
    await w.login("canbo");
    await w.go("/");
    await page.locator("summary", { hasText: "Rút hồ sơ" }).click();
    await page.getByRole("button", { name: "Rút hồ sơ" }).click();
    await w.look("before withdrawing");
    await page.getByRole("button", { name: "Rút hẳn" }).click();
    await w.sees("Anh/chị đã rút hồ sơ.");
    await page.getByRole("link", { name: "Lập hồ sơ đăng ký" }).click();
    await w.look("a new request");
    await page.getByRole("button", { name: "Bắt đầu" }).click();
    await w.sees("Bước 1/4");
    await page.getByLabel("Số điện thoại").fill("0912 345 678");
    await w.look("first step");
    await page.getByRole("button", { name: "Tiếp tục" }).click();
    await w.sees("Bước 2/4");
    await page.getByLabel("Ở riêng").check();
    await page.getByRole("button", { name: "Thêm con" }).click();
    await page.getByLabel("Họ và tên").fill("Vũ Lan");
    await page.reload(); // the child is not whole, and so not on the server: it must not be lost
    await w.sees("Nội dung gõ dở lần trước vẫn còn đây.");
    if (await page.getByLabel("Họ và tên").inputValue() !== "Vũ Lan") throw new Error("what was typed is lost");
    await page.getByLabel("Giới tính").selectOption("F");
    await page.getByLabel("Ngày sinh").fill("2020-05-09");
    await w.sees("Đã lưu.");
    await w.look("second step");
    await page.getByRole("button", { name: "Tiếp tục" }).click();
    await page.getByLabel("Khu mong muốn, thứ 1").selectOption("ND");
    await page.getByLabel("vệ sinh khép kín").selectOption("wish");
    await page.getByLabel("Điều muốn nói thêm").fill("Cần phòng cho mẹ và con.");
    await w.look("third step");
    await page.getByRole("button", { name: "Tiếp tục" }).click();
    await w.sees("1. Trung tâm hỗ trợ nông dân");
    await w.look("fourth step");
    await page.getByRole("button", { name: "Nộp hồ sơ" }).click();
    await w.sees("Hồ sơ đã nộp, đang chờ cơ quan xác nhận.");
    await w.sees("còn 10 ngày");
    await w.look("handed in");
}

export const ways = [official];
export const once = [accepts, filesAnew];
