/* A list as CSV and Excel, in the language of the page (a plain link would ask in the browser's); a
 * report as a paper to sign, too. */
import { useAct } from "../act";
import { saveFile } from "../api";
import { t } from "../i18n";
import { Failure } from "./parts";

export function SheetButtons({ url, name, hasPaper }: { url: string; name: string; hasPaper?: boolean }) {
    const act = useAct();
    const save = (format: "xlsx" | "csv" | "pdf") => act.run(() => saveFile("get", `${url}${url.includes("?") ? "&" : "?"}format=${format}`, `${name}.${format}`));
    return (
        <>
            <button type="button" class="button" disabled={act.isBusy} onClick={() => save("xlsx")}>{t("sheetExcel")}</button>
            <button type="button" class="button" disabled={act.isBusy} onClick={() => save("csv")}>{t("sheetCsv")}</button>
            {hasPaper && <button type="button" class="button" disabled={act.isBusy} onClick={() => save("pdf")}>{t("rtPaper")}</button>}
            {act.problem && <Failure problem={act.problem} />}
        </>
    );
}
