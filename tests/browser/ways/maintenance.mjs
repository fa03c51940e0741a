/* Who repairs and surveys, on a phone: an order from its start to its completion, a room from its
 * checklist to a repair; and the desk that looks on. */
import { as, isShown, photo } from "../hands.mjs";

const ROOM = "SV-B-305", SURVEYED = "CD-A-110";

async function crew(w) {
    const { page, say } = w;
    await w.login("baotri");
    await w.go("/");
    await page.locator(".found").waitFor();
    await w.look("today");
    await w.go("/surveys");
    await page.locator(".rooms li").first().waitFor();
    await w.look("surveys");
    await w.go("/inventory");
    await w.sees(say("Mở phòng", "Open a room"));
    await w.look("inventory");
}

async function desk(w) {
    const { page } = w;
    await w.login("soxaydung");
    await (await as(w, "soxaydung"))("POST", "/repairs", { room: ROOM, category: "electricity", answers: { symptom: "light" } });
    await w.go("/repairs?state=all");
    await page.locator("tbody a").first().waitFor();
    await w.look("repairs");
    await w.prints("repairs");
    await page.locator("tbody a").first().click();
    await page.locator(".history li").first().waitFor();
    await w.look("a repair at a desk");
    await w.go("/door-cards");
    const card = page.waitForEvent("download");
    await page.getByRole("button", { name: "PDF" }).click();
    if ((await card).suggestedFilename() !== "the-cua.pdf") throw new Error("the cards are not called the-cua.pdf");
    await w.look("door cards");
}

/* An emergency: begun on the card, somebody else writes meanwhile, done with a photo and its cost. */
async function repairs(w) {
    const { page } = w;
    await w.login("baotri");
    const planner = await as(w, "soxaydung");
    const { number } = await planner("POST", "/repairs", { room: ROOM, category: "water", answers: { symptom: "burst" }, description: "Nước tràn ra hành lang", contact: "0912 345 678" });
    await w.go("/");
    await page.reload();
    const card = page.locator(".job", { hasText: number });
    await card.getByText("Khẩn cấp").waitFor();
    await card.getByRole("button", { name: "Nhận việc" }).click();
    await card.getByText("Đang sửa").waitFor();
    await card.getByRole("link", { name: "Sửa xong" }).click();
    const box = page.getByRole("dialog");
    await box.locator(".pick-photo input").first().setInputFiles(await photo(page));
    await isShown(page, box.locator(".shots img"));
    await page.evaluate(() => window.moved.splice(0)); // the photo, put in by no hand
    await box.getByLabel("Hao mòn tự nhiên").check();
    await w.look("completing");
    await planner("POST", `/repairs/${number}/events`, { action: "note", note: "Đã khóa van tổng" }, "*");
    await box.getByRole("button", { name: "Sửa xong" }).click();
    await box.getByText("Có người vừa sửa mục này").waitFor();
    await page.getByText("Đã khóa van tổng").waitFor();
    await box.getByRole("button", { name: "Sửa xong" }).click();
    await page.locator("header.job").getByText("Đã sửa xong").waitFor();
    await isShown(page, page.locator(".shots img").first());
    if (await page.locator(".shots img").count() !== 1) throw new Error("the photo was sent twice");
    await page.getByRole("link", { name: "Gọi 0912 345 678" }).waitFor();
    await page.getByRole("button", { name: "Ghi chi phí" }).click();
    await box.getByLabel("Công", { exact: true }).check();
    await box.getByLabel("Số tiền").fill("150000");
    await box.getByLabel("Số phút làm").fill("45");
    await w.look("a cost");
    await box.getByRole("button", { name: "Lưu" }).click();
    await w.sees("Cộng: 150.000 đồng");
    await w.look("a repair done");
}

/* A room is surveyed: one thing is broken, and becomes a repair. */
async function surveys(w) {
    const { page } = w;
    await w.login("baotri");
    await w.go("/surveys?site=CD");
    await page.getByRole("button", { name: `Khảo sát: ${SURVEYED}` }).click();
    await w.sees(`Khảo sát phòng ${SURVEYED}`);
    const lines = page.locator("fieldset.line");
    await lines.first().waitFor();
    for (const line of (await lines.all()).slice(1)) await line.getByLabel("Tốt").check();
    await lines.first().getByLabel("Hỏng").check();
    await lines.first().getByRole("textbox").fill("Ổ cắm cạnh cửa sổ");
    await w.sees("Đã lưu");
    await w.look("a survey");
    await page.getByRole("button", { name: "Hoàn thành khảo sát" }).click();
    await page.getByRole("button", { name: "Đưa 1 chỗ hỏng thành phiếu sửa chữa" }).click();
    await page.getByRole("link", { name: /^SC-\d+$/ }).click();
    await page.locator("header.job").getByText(SURVEYED).waitFor();
    await w.sees("Ổ cắm cạnh cửa sổ");
    await w.look("a repair of a survey");
    await w.go(`/inventory/${SURVEYED}`);
    await page.getByRole("button", { name: "Thêm" }).click();
    await page.getByRole("button", { name: "Lưu" }).click();
    await w.sees("Đã lưu danh mục.");
    await w.look("items of a room");
}

export const ways = [crew, desk];
export const once = [repairs, surveys];
