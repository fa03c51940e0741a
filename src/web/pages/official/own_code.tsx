/* The code by which friends name this person in their request: only the person and the agency know it. */
import { useState } from "preact/hooks";
import { t } from "../../i18n";

export function OwnCode({ code }: { code: string }) {
    const [isCopied, setCopied] = useState(false);
    return (
        <>
            <p>{t("myCodeWhy")}</p>
            <p class="own-code"><code>{code.replace(/(.{8})(?=.)/g, "$1 ")}</code></p>
            <p class="ask no-print">
                <button type="button" onClick={() => void navigator.clipboard?.writeText(code).then(() => setCopied(true))}>{t("myCopy")}</button>
                <span role="status">{isCopied ? t("myCopied") : ""}</span>
            </p>
        </>
    );
}
