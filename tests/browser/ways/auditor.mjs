/* An auditor: the chain of the log, and the log by what is to be checked. */

async function auditor(w) {
    const { page, say } = w;
    await w.login("kiemtra");
    await w.go("/");
    await w.sees(say("dòng nguyên vẹn", "rows hold"));
    await w.look("auditor's start");
    await w.go("/audit?action=session.begin");
    await page.locator("tbody tr").first().waitFor();
    if ((await page.locator("tbody code").allTextContents()).some((a) => a !== "session.begin")) throw new Error("other actions are shown");
    await w.look("log");
    await page.getByRole("searchbox", { name: say("Ai", "Who") }).fill("nobody");
    await page.keyboard.press("Enter");
    await w.sees(say("0 trong 0 dòng", "0 of 0 rows"));
}

export const ways = [auditor];
export const once = [];
