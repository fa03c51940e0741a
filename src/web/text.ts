/* Finding a text as people type it: "duong" finds Dương and Đường; who types the marks means them. */
const FOLDED = /[\u0300-\u036f]/g;

export function fold(text: string): string {
    return text.normalize("NFD").replace(FOLDED, "").replace(/đ/gi, "d").toLowerCase();
}

export function finder(asked: string): (text: string) => boolean {
    const exact = asked.normalize("NFC").trim().toLowerCase(), plain = fold(exact);
    if (plain === exact) return (text) => fold(text).includes(plain);
    return (text) => text.normalize("NFC").toLowerCase().includes(exact);
}
