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

export const ways = [official];
export const once = [accepts];
