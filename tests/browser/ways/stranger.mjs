/* Who has no account: the published lists, and the draw recomputed. */

async function stranger(w) {
    const { page, say } = w;
    await w.go("/");
    await w.sees("Đợt 1 năm 2025");
    await w.sees(say("Bản trình diễn", "A demonstration"));
    await w.look("published rounds");
    await w.go("/published/2025-07");
    await page.locator("caption", { hasText: "Trung tâm hỗ trợ nông dân" }).waitFor();
    await w.look("published list");
    await w.prints("published list");
    const find = page.getByRole("searchbox"), found = page.locator(".found");
    await find.fill("nguyen thi");
    await page.waitForFunction((el) => !/819 \D+819|819 of 819/.test(el.textContent), await found.elementHandle());
    const unmarked = await page.locator("tbody tr").count();
    await find.fill("Nguyễn Thị");
    if (unmarked === 0 || (await page.locator("tbody tr").count()) !== unmarked) throw new Error(`"nguyen thi" finds ${unmarked}, with its marks it finds others`);
    await find.fill("nguyền");
    await w.sees(say("Không có ai khớp", "Nobody fits"));
    await find.fill("");
    await page.getByLabel(say("Cơ quan", "Agency")).selectOption("Sở Nội vụ");
    if ((await page.locator("tbody td:nth-child(3)").allTextContents()).some((a) => a !== "Sở Nội vụ")) throw new Error("people of other agencies are shown");
    await w.look("published list, filtered");
    await w.go("/login");
    await w.look("login");
    await w.go("/activation");
    await w.look("activation");
}

async function draw(w) {
    const { page, say } = w;
    await w.go("/draws/2025-07");
    await w.sees(say("Khớp: danh sách, số thăm và thứ tự đều đúng.", "It holds: the list, every lot and the order."));
    await w.look("draw");
    await w.prints("draw");
    await page.getByLabel(say("Mã hồ sơ", "Receipt code")).fill("0526");
    await w.sees(say("Số thăm của HS-0526", "The lot of HS-0526"));
    if (!page.url().endsWith("?request=0526")) throw new Error("the address does not lead to the request");
    await w.look("draw of a request");
    await page.getByLabel(say("Số quay được", "Number drawn")).fill("12345");
    await w.sees(say("Khác với tài liệu", "Not what the document says"));
}

/* A document that somebody has altered is refused, at the line. */
async function altered(w) {
    const { page, say } = w;
    const order = say("Thứ tự", "Order");
    const changes = [
        [700, (l) => { l[700].lot = l[701].lot; }, say("Số thăm", "Lot")],
        [10, (l) => { [l[10].order, l[900].order] = [l[900].order, l[10].order]; }, order],
        [41, (l) => { l[41].points = 5; }, order],
        [5, (l) => { l[5].request = l[4].request; }, say("Mã đứng sai chỗ hoặc trùng", "Code out of place or twice")],
    ];
    for (const [at, change, what] of changes) {
        let request = "";
        await page.unroute("**/frozen-list");
        await page.route("**/frozen-list", async (route) => {
            const answer = await route.fetch(), d = await answer.json();
            change(d.list);
            request = d.list[at].request;
            await route.fulfill({ response: answer, json: d });
        });
        await w.go("/published");
        await w.go("/draws/2025-07");
        await page.locator(".held.bad").waitFor();
        const row = page.locator("tr", { has: page.locator("th", { hasText: request }) }).filter({ hasText: what });
        await row.first().waitFor();
        const n = await page.locator("tbody tr").count();
        if (n > 4) throw new Error(`${request}: ${n} lines are blamed`);
    }
    await w.look("altered draw");
}

export const ways = [stranger, draw, altered];
export const once = [];
