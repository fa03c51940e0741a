/* After a report: its number, by when, what happens next; and the photos that did not arrive, again. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useAct } from "../act";
import { t } from "../i18n";
import type { RepairView } from "../repair";
import { nextWords } from "../repair";
import { sendPhotos } from "./repair_form";

interface Props { repair: RepairView; photos: Blob[]; photo: (repair: RepairView, photo: Blob) => Promise<unknown>; children: ComponentChildren }

export function Reported({ repair: r, photos, photo, children }: Props) {
    const [rest, setRest] = useState(photos), act = useAct(), head = useRef<HTMLHeadingElement>(null);
    useEffect(() => { head.current?.focus(); window.scrollTo(0, 0); }, []);
    return (
        <div class="reported">
            <h2 tabIndex={-1} ref={head}>{t("rpSent")}</h2>
            <p class="big">{r.number}</p>
            {r.severity === "emergency" && <p class="notice bad"><b>{t("severity_emergency")}.</b> {t("rpDanger")}</p>}
            <p>{nextWords(r)}</p>
            {rest.length > 0 && <div class="notice bad" role="alert">
                <p>{t("rpPhotoLost", { n: rest.length })}</p>
                <button type="button" disabled={act.isBusy} onClick={() => act.run(() => sendPhotos(rest, (p) => photo(r, p)), setRest)}>{t("tryAgain")}</button>
            </div>}
            {children}
        </div>
    );
}
