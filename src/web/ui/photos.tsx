/* Photos of a form: taken or chosen, seen at once, taken away again. */
import { useEffect, useMemo } from "preact/hooks";
import { t } from "../i18n";

const MOST = 4, MOST_BYTES = 5 << 20, SIDE = 2000; /* what the API takes; pixels that are enough */

/* A file that is small enough: drawn anew, smaller, where it is not. */
async function fitting(file: File): Promise<Blob> {
    if (file.size <= MOST_BYTES) return file;
    const image = await createImageBitmap(file), scale = Math.min(1, SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob((blob) => done(blob ?? file), "image/jpeg", 0.85));
}

function Pick({ word, isMain, isCamera, add }: { word: "rpTake" | "rpChoose"; isMain?: boolean; isCamera?: boolean; add: (blobs: Blob[]) => void }) {
    const pick = async (input: HTMLInputElement) => {
        const files = [...input.files ?? []];
        input.value = ""; /* the same may be chosen again */
        add(await Promise.all(files.map((f) => fitting(f).catch(() => f))));
    };
    return (
        <label class={isMain ? "button main pick-photo" : "button pick-photo"}>{t(word)}
            <input type="file" accept="image/jpeg,image/png" multiple={!isCamera} {...(isCamera ? { capture: "environment" as const } : {})} onChange={(e) => void pick(e.currentTarget)} />
        </label>
    );
}

/* Those of a form before it is sent; its first line says how many, in the room kept for them. */
export function Photos({ photos, set }: { photos: Blob[]; set: (photos: Blob[]) => void }) {
    const seen = useMemo(() => photos.map((p) => URL.createObjectURL(p)), [photos]);
    useEffect(() => () => seen.forEach((url) => URL.revokeObjectURL(url)), [seen]);
    return (
        <div>
            <ul class="shots row">
                {seen.map((url, i) => <li key={url}><img src={url} alt={t("rpPhotoN", { n: i + 1 })} width="80" height="80" /><button type="button" onClick={() => set(photos.filter((_, k) => k !== i))} aria-label={t("rpDropN", { n: i + 1 })}>{t("rpDrop")}</button></li>)}
                {seen.length === 0 && <li class="hint">{t("rpPhotoHint")}</li>}
            </ul>
            <PickPhotos isMain add={(blobs) => set([...photos, ...blobs].slice(0, MOST))} />
        </div>
    );
}

/* Two ways to a photo: the camera, and those that are there already. */
export function PickPhotos({ isMain, add }: { isMain?: boolean; add: (photos: Blob[]) => void }) {
    return <p class="ask"><Pick word="rpTake" isMain={isMain === true} isCamera add={add} /><Pick word="rpChoose" add={add} /></p>;
}
