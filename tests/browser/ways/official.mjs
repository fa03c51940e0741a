/* An official, on a phone. */

async function official(w) {
    await w.login("canbo");
    await w.go("/");
    await w.sees("HS-0001");
    await w.sees("ND-A-201");
    await w.look("my housing");
}

async function accepts(w) {
    await w.login("canbo");
    await w.go("/");
    await w.page.getByRole("button", { name: "Nhận phòng" }).click();
    await w.sees("Đã nhận phòng");
    await w.look("accepted");
}

export const ways = [official];
export const once = [accepts];
