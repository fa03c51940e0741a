/* Takes the pictures of README:  node screens.mjs http://127.0.0.1:PORT FOLDER */
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/build/web/`);
const { chromium } = require("playwright-core");
const PASSWORD = "nhà mẫu chỉ để xem thử";
const [, , base, folder] = process.argv;
/* Made up, with three faults: a heading, a day that is none, a road that is no number. */
const LIST = `STT,Họ và tên,Ngày sinh,Giới tính,Giấy tờ,Số điện thoại,Đơn vị công tác,Nhà riêng,Khoảng cách (km),Chuyển nơi làm việc
1,Đỗ Thị Em,01/02/1990,Nữ,034190000005,0912345678,Sở Xây dựng,Không,"45,5",Có
2,Vũ Văn Gấm,31/02/1990,Nam,034090000006,0912345679,Sở Xây dựng,Không,xa,Có
3,Lý Thị Sen,05/06/1985,Nữ,034185000007,0912345670,Sở Xây dựng,Không,50,Có
`;

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });

async function begin(login, width, height) {
    const page = await (await browser.newContext({ viewport: { width, height } })).newPage();
    await page.goto(`${base}/#/login`);
    const inputs = page.locator("main input");
    await inputs.nth(0).fill(login);
    await inputs.nth(1).fill(PASSWORD);
    await page.locator("main button.main").click();
    await page.locator("header .who button").nth(1).waitFor({ state: "attached" });
    return page;
}

async function take(page, path, seen, name) {
    await page.goto(`${base}/#${path}`);
    await page.locator(seen).first().waitFor();
    await page.waitForLoadState("networkidle");
    await page.waitForFunction(() => !document.body.innerText.includes("Đang tải"));
    await page.screenshot({ path: `${folder}/${name}.png` });
}

const planner = await begin("soxaydung", 1280, 800);
const plan = await planner.evaluate(async () => {
    const answer = await fetch("/api/v1/rounds/2025-07/plans", { headers: { Accept: "application/json" } });
    return (await answer.json()).items.at(-1).code;
});
await take(planner, "/", ".figures a", "overview");
await take(planner, "/house?room=SV-A-101", ".panel h2", "house");
await take(planner, `/plans/${plan}`, "tbody tr", "plan");
await take(planner, `/plans/${plan}/people/HS-0526`, "tbody tr", "why");
const registrar = await begin("dangky", 1280, 800);
await registrar.goto(`${base}/#/uploads/new`);
await registrar.locator("main select").first().selectOption("officials");
await registrar.locator("input[type=file]").setInputFiles({ name: "danh-sach.csv", mimeType: "text/csv", buffer: Buffer.from(LIST) });
await registrar.locator("main button.main").click();
await registrar.locator(".mapping table").waitFor();
await registrar.getByLabel("Cột E là").selectOption("Số CCCD");
await registrar.locator("td.mark.error").nth(1).waitFor();
await registrar.screenshot({ path: `${folder}/upload.png` });

const cases = await planner.evaluate(async () => (await (await fetch("/api/v1/rehousings?state=open")).json()).items);
await take(planner, `/rehousings/${cases[0].code}`, "main h1", "rehousing");
await take(planner, "/reports/occupancy", "tbody tr", "occupancy");
const crew = await begin("baotri", 390, 800);
await take(crew, "/", ".job", "crew");

const official = await begin("canbo", 390, 800);
await take(official, "/", "article", "official");
await browser.close();
