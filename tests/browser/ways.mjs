/* The ways of people through the UI: one function each, walked by journeys.mjs. */

async function stranger(w) {
    await w.go("/published");
    await w.sees("Đợt 1 năm 2025");
    await w.look("published rounds");
    await w.go("/published/2025-07");
    await w.sees("Trung tâm hỗ trợ nông dân");
    await w.look("published list");
    await w.go("/login");
    await w.look("login");
    await w.go("/activation");
    await w.look("activation");
}

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

export const journeys = [stranger, official];
export const once = [accepts];
