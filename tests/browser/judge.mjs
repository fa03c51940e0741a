/* The forms judge as the program does:  node judge.mjs http://127.0.0.1:PORT
 *
 * Each text of the tables is read as a form reads it (src/web: day, citizen_id, phone, person). What the
 * form calls an error the API refuses at that field, and it refuses nothing else: in bodies that have a
 * further fault, so that nothing is written. And what the form warns of, the importer warns of in a list. */
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/build/web/`);
const { buildSync } = require("esbuild");
const base = `${process.argv[2]}/api/v1`;
let failed = 0;

function fail(what) {
    failed++;
    console.log(what);
}

const { outputFiles } = buildSync({
    stdin: { contents: ["day", "citizen_id", "phone", "person"].map((f) => `export * from "./src/web/${f}";`).join("\n"), resolveDir: process.cwd(), loader: "ts" },
    bundle: true, format: "esm", write: false,
});
const form = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);

let cookie = "";
async function ask(method, path, body, type = "application/json") {
    const headers = { "X-Requested-With": "judge", "Content-Type": type, "If-Match": "*", Cookie: cookie };
    const response = await fetch(base + path, { method, headers, ...(body === undefined ? {} : { body: type === "text/csv" ? body : JSON.stringify(body) }) });
    cookie = response.headers.get("Set-Cookie")?.split(";")[0] ?? cookie;
    return { status: response.status, data: await response.json() };
}

const session = await ask("POST", "/sessions", { login: "dangky", password: "nhà mẫu chỉ để xem thử" });
if (session.status !== 201) fail(`no session: ${session.status}`);
const someone = (await ask("GET", "/officials?limit=1")).data.items[0];

/* ---- errors: those of the API ---- */

const year = new Date().getFullYear(), tomorrow = new Date(Date.now() + 31 * 3600000).toISOString().slice(0, 10);
const known = { sex: "", born: null };
const LONG = "đ".repeat(200), NAME = "Nguyễn Văn Thử";
const official = {
    name: [form.readName, [NAME, "", "  ", "Ý", "Nguyễn 2", "Nguye\u0302\u0303n Hoà", "a\u200bb c", "\u00a0Lê\u00a0\u00a0An", "n".repeat(100), "n".repeat(101), "𝒩".repeat(51), "A\u{1F468}"]],
    born: [(x) => form.readBorn(x), ["", "1980", "9/5/1980", "09051980", "1980-05-09", "31/2/1980", "29/2/1980", "29/2/1981", "9/13/1980", "9/5/80", "00/00/1978", "1899", String(year - 15), String(year - 14), String(year - 100), String(year - 101), "2180", "hôm qua"]],
    citizen_id: [(x) => form.readCitizenId(x, known), ["034180000111", "034 180 000 111", "34180000111", "0341800001112", "123456789", "999999999999", "03418000011x", "3.4E+10", "012345678901"]],
    phone: [form.readPhone, ["", "0912345678", "+84 912 345 678", "84912345678", "912345678", "091234567", "02213862345", "0112345678", "091234567890", "0221.386.2345", "09123x5678", "(0912) 345-678"]],
    coefficient: [form.readCoefficient, ["", "0,7", "0.25", "3", "3,01", "0,255", "-1", "x", "1,", "0,700"]],
    road_km: [(x) => form.readRoadKm(x, null), ["", "45,5", "45.55", "3000", "3000,1", "32 km", "-3", "1.2.3", "0"]],
    position: [(x) => form.readText(x, 200), ["", "Chuyên viên", LONG, `${LONG}đ`, "a\tb", "a\u0007b"]],
    note: [(x) => form.readText(x, 200), [LONG, `${LONG}đ`, "dòng\nhai"]],
};

/* What a form would send; of an error without a value, the text itself. */
const sent = (reading, text) => (reading.said.some((s) => s.kind === "error") && reading.value === null ? text : reading.value);
const isError = (reading) => reading.said.some((s) => s.kind === "error");

function compare(name, text, reading, answer, pointer) {
    if (answer.status !== 422) return fail(`${name} ${JSON.stringify(text)}: the API answered ${answer.status}, and was not to write`);
    const refused = (answer.data.errors ?? []).some((e) => e.pointer === pointer || e.pointer.startsWith(`${pointer}/`));
    if (refused !== isError(reading)) fail(`${name} ${JSON.stringify(text)}: the form ${isError(reading) ? "refuses" : "takes"} it, the API does not agree: ${JSON.stringify(answer.data.errors)}`);
}

for (const [name, [read, texts]] of Object.entries(official))
    for (const text of texts) {
        const reading = read(text);
        const body = { name: NAME, sex: "M", citizen_id: "034080000999", agency: "KHONG-CO", [name]: sent(reading, text) };
        compare(name, text, reading, await ask("POST", "/officials", body), `/${name}`);
    }

const bornOfFamily = (x) => form.readDay(x, { mayBeYear: true, latest: form.today() });
const member = { name: [form.readName, [NAME, "", "Bé 2"]], born: [bornOfFamily, ["2024", "1/1/2024", "31/4/2024", tomorrow, String(year), String(year + 1), "1910"]] };
for (const [name, [read, texts]] of Object.entries(member))
    for (const text of texts) {
        const reading = read(text), child = { relation: "child", name: "Bé An", born: "2024", sex: "F", [name]: sent(reading, text) };
        compare(`child's ${name}`, text, reading, await ask("POST", "/requests", { official: someone.code, sites: ["KHONG-CO"], members: [child] }), `/members/0/${name}`);
    }

const days = { from_day: [form.readDay, ["", "1/1/2026", "2026-02-30"]], filed: [(x) => form.readDay(x, { latest: form.today() }), ["1/7/2025", form.today(), tomorrow]] };
for (const [name, [read, texts]] of Object.entries(days))
    for (const text of texts) {
        const reading = read(text);
        compare(name, text, reading, await ask("POST", "/requests", { official: someone.code, sites: ["KHONG-CO"], [name]: sent(reading, text) }), `/${name}`);
    }

/* ---- warnings: those of the importer ---- */

const communes = (await ask("GET", "/communes")).data.items, hungHa = communes.find((c) => c.name === "Hưng Hà"), near = communes.find((c) => c.straight_km > 0 && c.straight_km < 5);
const people = [
    ["9/5/1980", "Nam", "034080000101", "0912345678", hungHa, "25"],
    ["9/5/1981", "Nam", "034080000102", "0112345678", hungHa, "18,9"],
    ["9/5/1980", "Nữ", "034080000103", "0522345678", hungHa, "38"],
    ["9/5/1980", "Nữ", "034180000104", "0512345678", hungHa, "38,1"],
    ["9/5/2001", "Nữ", "034301000105", "02213862345", near, "9,9"],
    ["9/5/2001", "Nam", "034101000106", "0541234567", near, "10,1"],
    ["1980", "Nam", "099280000107", "0991234567", near, "0,5"],
    ["", "Nam", "034080000108", "0992234567", hungHa, "19"],
];
const csv = ["Họ và tên,Ngày sinh,Giới tính,Số CCCD,Đơn vị công tác,Số điện thoại,Mã xã,Khoảng cách (km)",
    ...people.map(([born, sex, id, phone, c, km], i) => `Nguyễn Văn ${"ABCDEFGH"[i]},${born},${sex},${id},SXD,${phone},${c.code},"${km}"`)].join("\n");
const list = await ask("POST", "/uploads?kind=officials", csv, "text/csv");
if (list.status !== 201) fail(`the list: ${list.status} ${JSON.stringify(list.data)}`);
const columns = { citizen_id: "Số CCCD", phone: "Số điện thoại", road_km: "Khoảng cách (km)" };
people.forEach(([born, sex, id, phone, commune, km], i) => {
    const findings = list.data.items?.find((r) => r.row === i + 2)?.findings ?? [];
    const readings = {
        citizen_id: form.readCitizenId(id, { sex: sex === "Nam" ? "M" : "F", born: form.readBorn(born).value }),
        phone: form.readPhone(phone),
        road_km: form.readRoadKm(km, commune),
    };
    for (const [name, reading] of Object.entries(readings)) {
        const theirs = findings.filter((f) => f.level === "warning" && f.column === columns[name]).length, ours = reading.said.filter((s) => s.kind === "warning").length;
        if (theirs !== ours) fail(`${name} of row ${i + 2}: the form warns ${ours} times, the importer ${theirs}: ${JSON.stringify(findings)}`);
    }
});
process.exit(failed > 0 ? 1 : 0);
