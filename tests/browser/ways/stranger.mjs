/* Who has no account. */

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

export const ways = [stranger];
export const once = [];
