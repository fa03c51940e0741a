/* What journeys need beside the pages: the API as one of the demo's people, and a photo. */

/* The API as one of the demo's people: (method, path, body, etag) => what it answers. */
export async function as(w, login) {
    const base = `${new URL(w.page.url()).origin}/api/v1`, headers = { "X-Requested-With": "quarters", "Content-Type": "application/json" };
    const call = async (method, path, body, etag) => {
        const answer = await fetch(base + path, { method, headers: { ...headers, ...(etag ? { "If-Match": etag } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) });
        const text = await answer.text();
        if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
        headers.Cookie ??= answer.headers.get("Set-Cookie")?.split(";")[0] ?? "";
        return text === "" ? null : JSON.parse(text);
    };
    if (login) await call("POST", "/sessions", { login, password: w.password });
    return call;
}

/* A photo, as small as can be. */
export async function photo(page) {
    const url = await page.evaluate(() => {
        const canvas = document.createElement("canvas");
        canvas.width = 64; canvas.height = 48;
        const draw = canvas.getContext("2d");
        draw.fillStyle = "#c33";
        draw.fillRect(8, 8, 40, 30);
        return canvas.toDataURL("image/jpeg");
    });
    return { name: "hong.jpg", mimeType: "image/jpeg", buffer: Buffer.from(url.split(",")[1], "base64") };
}

export async function isShown(page, image) {
    await image.waitFor();
    await page.waitForFunction((el) => el.complete && el.naturalWidth > 0, await image.elementHandle());
}
