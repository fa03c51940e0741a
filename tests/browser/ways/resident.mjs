/* Who lives in a room: reports a fault with a photo and follows it, confirms the hand-over record. And
 * anybody at a door. */
import { as, isShown, photo } from "../hands.mjs";

const LOGIN = "cuongtru"; // that livesThere makes

/* Somebody moves in who has an account: its request. */
async function livesThere(w) {
    await w.go("/");
    const [office, planner, admin, anybody] = await Promise.all(["vanphong", "soxaydung", "quantri", ""].map((login) => as(w, login)));
    const offer = (await office("GET", "/offers?answer=open&limit=50")).items.at(-1);
    await office("POST", `/offers/${offer.code}/answer`, { answer: "accepted" }, "*");
    const today = new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10);
    await planner("POST", `/requests/${offer.request}/move-in`, { from_day: today }, "*");
    const stay = (await planner("GET", `/stays?request=${offer.request}`)).items[0].code;
    await planner("POST", `/stays/${stay}/handovers/in`, { day: today, electricity_kwh: 1204, water_m3: 87, n_keys: 2, items: [{ kind: "bed", number: 1, condition: "worn" }] });
    await planner("POST", `/stays/${stay}/handovers/in/confirmation`, {}, "*");
    await planner("PUT", `/requests/${offer.request}/leave-notice`, { reason: "transferred", ended_on: today }, "*");
    await planner("POST", "/closures", { room: offer.room, from_day: today, reason: "repair", may_stay: true });
    const self = (await office("GET", `/requests/${offer.request}`)).members.find((m) => m.relation === "self");
    const account = await admin("POST", "/accounts", { login: LOGIN, name: self.name, role: "official", official: self.official });
    const { code } = await admin("POST", `/accounts/${account.code}/activation`);
    await anybody("POST", "/activations", { code, password: w.password });
    return offer;
}

async function badDoor(w) {
    await w.go("/door/00000000000000000000000000000000");
    await w.sees(w.say("Thẻ này không còn dùng được", "This card is not good any more"));
    await w.look("a bad card");
}

/* Anybody: photo, kind, question, sent; the next one sees that it is known. */
async function atDoor(w) {
    const { page, say } = w;
    await w.go(w.door);
    await w.sees(say("Cái gì hỏng?", "What is broken?"));
    await w.look("a door");
    await page.locator(".pick-photo input").first().setInputFiles(await photo(page));
    await isShown(page, page.locator(".shots img"));
    await page.getByLabel(say("Nước", "Water"), { exact: true }).check();
    await page.getByLabel(say("vòi hỏng", "a tap is broken")).check();
    await w.look("a report at a door");
    await page.getByRole("button", { name: say("Gửi", "Send"), exact: true }).click();
    await w.sees(/^SC-\d+$/);
    if (await page.locator(".notice.bad").count() > 0) throw new Error("the photo did not arrive");
    await w.look("reported at a door");
    await page.getByRole("button", { name: say("Xem phòng này", "See this room") }).click();
    await page.locator(".repairs").getByText(say("Mới báo", "Reported")).first().waitFor();
    await page.getByLabel(say("Nước", "Water"), { exact: true }).check();
    await w.sees(say("Đã có người báo", "Already reported"));
    await w.look("a door with a repair");
}

async function resident(w) {
    const { page } = w, offer = await livesThere(w), crew = await as(w, "baotri");
    await w.login(LOGIN);
    await w.go("/");
    await w.sees("Ở đây từ ngày");
    await w.sees("chờ anh/chị xác nhận");
    await w.sees("anh/chị trả phòng chậm nhất ngày");
    await w.sees("Người đang ở vẫn ở được.");
    await w.look("living there");
    await page.getByRole("link", { name: "Biên bản nhận phòng" }).click();
    await w.sees("1.204 kWh");
    await w.look("hand-over record");
    await page.getByRole("button", { name: "Đúng, tôi xác nhận" }).click();
    await page.getByRole("button", { name: "Đúng, tôi xác nhận" }).waitFor({ state: "detached" });
    await w.go("/");
    await page.getByRole("link", { name: "Báo hỏng" }).click();
    await page.getByText(`Phòng ${offer.room}`).waitFor();
    await page.locator(".pick-photo input").first().setInputFiles(await photo(page));
    await isShown(page, page.locator(".shots img"));
    await page.getByLabel("Điện", { exact: true }).check();
    await page.getByLabel("đèn không sáng").check();
    await page.getByLabel("Nói thêm").fill("Đèn nhà tắm");
    await page.getByLabel("Thợ được gọi điện cho tôi").check();
    await page.getByLabel("Số điện thoại").fill("0912 345 678");
    await w.look("a report");
    await page.getByRole("button", { name: "Gửi", exact: true }).click();
    await w.sees("Đã nhận báo hỏng");
    await w.look("reported");
    await page.getByRole("link", { name: "Theo dõi việc sửa" }).click();
    await w.sees("đèn không sáng");
    await isShown(page, page.locator(".shots.large img"));
    await w.look("a repair");
    const number = /SC-\d+/.exec(page.url())[0];
    await crew("POST", `/repairs/${number}/events`, { action: "start" }, "*");
    await crew("POST", `/repairs/${number}/events`, { action: "complete", cause: "wear" }, "*");
    await page.reload();
    await w.sees("Thợ báo đã sửa xong.");
    await page.getByRole("button", { name: "Chưa được, mở lại" }).click();
    await page.getByLabel("Còn hỏng thế nào?").fill("Vẫn nhấp nháy");
    await w.look("reopening");
    await page.locator("dialog").getByRole("button", { name: "Chưa được, mở lại" }).click();
    await w.sees("Vẫn nhấp nháy");
    await w.go("/my/repairs");
    await w.sees(`Điện · ${number}`);
    await w.look("repairs");
}

export const ways = [badDoor, atDoor];
export const once = [resident];
