/* Planners run the house: who lives there, rooms closed, whom that moves, what was handed over. */

async function facility(w) {
    const { page, say } = w;
    await w.login("soxaydung");
    await w.go("/");
    await w.sees(say("Chỗ có người ở", "Occupied beds"));
    await w.look("overview, today");
    await page.locator('.figures a[href="#/leave-notices"]').click(); // every number opens its rows
    await page.locator("h1", { hasText: say("Phải trả phòng", "To leave") }).waitFor();
    await w.look("leave notices");
    for (const path of ["/stays", "/closures", "/rehousings"]) {
        await page.locator(`.ways a[href="#${path}"]`).click();
        await page.locator(`.ways a[href="#${path}"][aria-current]`).waitFor();
        await w.look(path);
    }
    await w.go("/house?colour=repairs");
    await page.locator(".tile.k-empty").first().waitFor();
    await w.look("house map by repairs");
}

const ROOM = "CD-B-108", FREE = "CD-B-109"; // who lives in the one can go to the other

/* As the Office: those who were offered a place in a room answer. */
function answerOffers(page, answers) {
    return page.evaluate(async (wanted) => {
        const headers = { "X-Requested-With": "quarters", "Content-Type": "application/json" };
        for (let next = "/api/v1/offers?limit=500"; next;) {
            const list = await fetch(next);
            next = /<([^>]*)>; rel="next"/.exec(list.headers.get("Link") ?? "")?.[1];
            for (const o of (await list.json()).items.filter((x) => wanted[x.room] && x.answer === null)) {
                const said = await fetch(`/api/v1/offers/${o.code}/answer`, { method: "POST", headers: { ...headers, "If-Match": `"v${o.version}"` }, body: JSON.stringify({ answer: wanted[o.room] }) });
                if (!said.ok) throw new Error(`${o.request}: ${said.status}`);
            }
        }
    }, answers);
}

async function livesThere(w) {
    const { page, say } = w;
    const dialog = page.locator("dialog[open]"), panel = page.locator(".panel");
    await w.login("vanphong");
    await answerOffers(page, { [ROOM]: "accepted", [FREE]: "declined" });
    await w.go(`/house?room=${ROOM}`);
    for (let i = 0; i < 3; i++) { // all three move in
        const row = panel.locator("ul.rows > li", { hasText: say("Đã nhận phòng", "Accepted") }).first(), name = await row.locator("a").first().innerText();
        await row.locator("summary").click();
        await row.getByRole("button", { name: say("Vào ở", "Move in") }).click();
        if (i === 0) await w.look("moving in");
        await dialog.locator("button.main").click();
        await panel.locator("li", { hasText: name }).getByText(say("Đang ở", "Living there")).first().waitFor();
    }
    await panel.getByRole("link", { name: say("Biên bản nhận phòng", "Record of moving in") }).first().waitFor();
    await w.look("a room where people live");

    await panel.getByRole("link", { name: say("Biên bản nhận phòng", "Record of moving in") }).first().click();
    await page.getByLabel(say("Thêm đồ vật", "Add an item")).selectOption("bed");
    await page.getByLabel(say("Chỉ số điện (kWh)", "Electricity meter (kWh)")).fill("1204");
    await w.look("a hand-over record");
    await page.getByRole("button", { name: say("Lưu", "Save"), exact: true }).click();
    const [paper] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: say("Biên bản để in (PDF)", "To print (PDF)") }).click()]);
    if (!/\.pdf$/.test(paper.suggestedFilename())) throw new Error(`printed as ${paper.suggestedFilename()}`);
    await page.getByRole("button", { name: say("Người ở đã ký trên giấy", "Signed on paper") }).click();
    await dialog.locator("button.danger").click();
    await w.sees(say("Hai bên đã xác nhận", "Both have confirmed"));
    await w.look("a record that both have confirmed");

    await w.go(`/house?room=${ROOM}`); // closed with people in it: a case
    await panel.getByRole("button", { name: say("Đóng phòng", "Close the room") }).click();
    await w.look("closing a room");
    await dialog.locator("button.danger").click();
    await panel.getByRole("link", { name: say("Việc sắp xếp chỗ ở", "Rehousing case") }).click();
    await page.locator("h1", { hasText: ROOM }).waitFor();
    await page.locator(".proposals .card").nth(1).waitFor();
    await w.look("a rehousing case");
    await page.getByRole("button", { name: say("Chọn cách này", "Choose this") }).first().click();
    await dialog.locator("button.danger").click();
    await page.locator(".proposals .picked").waitFor();
    await w.look("a case decided");
    await w.go("/closures?when=now");
    await page.locator("tbody tr", { hasText: ROOM }).waitFor();
    await w.look("closed rooms");
}

export const ways = [facility];
export const once = [livesThere];
