/* Who manages accounts: a new one, its code on a slip. */

async function admin(w) {
    const { page, say } = w;
    await w.login("quantri");
    await w.go("/");
    await page.locator("tbody tr").first().waitFor();
    await w.look("accounts");
    await page.getByRole("button", { name: say("Tạo tài khoản", "New account") }).click();
    await w.look("new account");
}

async function makes(w) {
    const { page } = w;
    await w.login("quantri");
    await w.go("/");
    await page.getByRole("button", { name: "Tạo tài khoản" }).click();
    const box = page.getByRole("dialog");
    await box.getByLabel("Tên đăng nhập").fill("moi.tao");
    await box.getByLabel("Họ và tên").fill("Phạm Thị Mới");
    await box.getByLabel("Cơ quan", { exact: true }).fill("SXD");
    await box.getByRole("button", { name: "Lưu" }).click();
    await page.getByRole("button", { name: "Mã kích hoạt: moi.tao" }).click();
    await box.getByRole("button", { name: "Mã kích hoạt" }).click();
    await page.locator(".slip code").waitFor();
    await w.look("slip");
}

export const ways = [admin];
export const once = [makes];
