/* A registrar of an agency sends an Excel list, mends it on the page, writes it and takes it back. */

const HEAD = "STT,Họ và tên,Ngày sinh,Giới tính,Giấy tờ,Số điện thoại,Đơn vị công tác,Nhà riêng,Khoảng cách (km),Chuyển nơi làm việc,Quê quán\n";
/* a day that is none, a road that is no number, an id one digit short */
const FAULTY = `${HEAD}1,Đỗ Thị Em,01/02/1990,Nữ,034190000005,0912345678,Sở Xây dựng,Không,"45,5",Có,\n`
    + "2,Vũ Văn Gấm,31/02/1990,Nam,034090000006,0912345679,Sở Xây dựng,Không,xa,Có,\n"
    + "3,Lý Thị Sen,05/06/1985,Nữ,03418500007,0912345670,Sở Xây dựng,Không,50,Có,\nTổng cộng: 3 người\n";

/* As a hand does it: the file is let fall on the page. */
async function drops(page, name, text) {
    const data = await page.evaluateHandle(([n, t]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([t], n, { type: "text/csv" }));
        return transfer;
    }, [name, text]);
    await page.dispatchEvent(".drop", "dragover", { dataTransfer: data });
    await page.dispatchEvent(".drop", "drop", { dataTransfer: data });
    await page.locator(".drop", { hasText: name }).waitFor();
}

/* What the answer to a press of a button moves has been asked for, however long it took. */
async function asked(page) {
    await page.evaluate(() => window.moved.splice(0));
}

async function sends(w) {
    const { page, say } = w;
    await w.login("dangky");
    await w.go("/uploads/new");
    await page.getByRole("button", { name: say("Gửi và kiểm tra", "Send and check") }).click();
    await w.sees(say("Chưa chọn tệp nào.", "No file is chosen."));
    await page.locator("main select").first().selectOption("officials");
    await drops(page, "danh-sach.csv", FAULTY);
    await w.look("a list to send");
    await page.getByRole("button", { name: say("Gửi và kiểm tra", "Send and check") }).click();
    await page.locator(".mapping table").waitFor();
}

/* The heading that is not understood, then each fault where the focus is: no mouse is needed. */
async function mends(w) {
    const { page, say } = w;
    await w.sees(say("3 dòng có lỗi", "3 rows have faults"));
    await page.getByLabel(say("Cột E là", "Column E is")).selectOption("Số CCCD");
    await w.sees(say("Còn 2 dòng lỗi.", "2 rows with faults are left."));
    await page.locator("td.mark.error").nth(2).waitFor();
    if (await page.locator("td.mark.error").count() !== 3) throw new Error("not three cells are marked");
    await page.locator("td.mark", { hasText: "31/02/1990" }).waitFor();
    await asked(page);
    await w.look("a list with faults");
    await page.getByRole("button", { name: say("Sửa ô C3", "Put C3 right") }).focus();
    for (const [cell, text] of [["C3", "28/02/1990"], ["I3", "62"], ["E4", "034185000007"]]) {
        await page.getByRole("button", { name: say(`Sửa ô ${cell}`, `Put ${cell} right`) }).and(page.locator(":focus")).waitFor();
        await page.keyboard.press("Enter");
        await page.locator(".fix input:focus").waitFor();
        await page.keyboard.type(text);
        await page.keyboard.press("Enter");
        await w.sees(say(`Đã sửa ô ${cell}.`, `${cell} is put right.`));
    }
    await w.sees(say("Không còn lỗi. 3 dòng sẵn sàng", "No faults. 3 rows can be written"));
    if (/034185000007/.test(await page.locator("main").textContent())) throw new Error("a citizen id is shown in plain");
}

async function mendsAList(w) {
    const { page, say } = w;
    await sends(w);
    await mends(w);
    await page.locator(".views a").last().click();
    await page.locator("button.row", { hasText: "3" }).click(); // a whole row, and out with it
    await page.locator("dialog input").nth(10).waitFor();
    await w.look("a row");
    await page.getByRole("button", { name: say("Bỏ dòng này", "Leave this row out") }).click();
    await w.sees(say("Đã bỏ dòng 3.", "Row 3 is left out."));
    await w.sees(say("Đã sửa 5 chỗ", "5 corrections"));
    await asked(page);
    await w.look("a list without a row");
    await w.prints("a list");
    await w.go("/uploads");
    await page.locator("tbody a", { hasText: "danh-sach.csv" }).first().waitFor();
    await w.look("lists");
}

async function writesAList(w) {
    const { page, say } = w;
    await sends(w);
    await mends(w);
    await page.getByRole("button", { name: say("Ghi danh sách", "Write the list") }).click();
    await page.locator("dialog button.main").click();
    await w.sees(say("Đã ghi danh sách.", "The list is written."));
    await page.locator("dialog").waitFor({ state: "detached" });
    await asked(page);
    await w.look("a list, written");
    const address = page.url();
    await w.go("/officials");
    await w.sees("Lý Thị Sen");
    await page.goto(address);
    await page.getByRole("button", { name: say("Rút lại cả danh sách", "Take the whole list back") }).click();
    await page.locator("dialog button.danger").click();
    await w.sees(say("Đã rút lại: mọi dòng", "Taken back: every row"));
    await asked(page);
    await w.look("a list, taken back");
    await w.go("/officials");
    await page.locator("tbody tr").first().waitFor();
    if (await page.getByText("Lý Thị Sen").count() > 0) throw new Error("who was taken back is still there");
}

export const ways = [mendsAList];
export const once = [writesAList];
