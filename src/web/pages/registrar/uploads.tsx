/* Lists that were sent in, the latest first: what came of each. */
import type { Answer, Schemas } from "../../api";
import { get } from "../../api";
import { moment, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { useSession } from "../../session";
import { useMore } from "../../ui/more";
import { Load, Tag } from "../../ui/parts";
import type { Upload } from "../../upload";
import { TONE_OF_STATE, addressOf, fileTitle } from "../../upload";

export function Uploads() {
    const { account } = useSession();
    const list = useLoad((signal) => get("/api/v1/uploads", { query: { limit: 100 }, signal }), []);
    return (
        <div class="desk">
            <h1>{t("upUploads")}</h1>
            {account?.role !== "auditor" && <p class="ask"><a class="button main" href="#/uploads/new">{t("upSendNew")}</a><span class="quiet">{t("upKept")}</span></p>}
            <Load of={list}>{() => <Rows first={list.answer!} />}</Load>
        </div>
    );
}

export function UploadState({ state }: { state: Upload["state"] }) {
    return <Tag kind={TONE_OF_STATE[state]}>{t(`upload_${state}`)}</Tag>;
}

function Rows({ first }: { first: Answer<Schemas["Uploads"]> }) {
    const { items, button } = useMore<Upload, Schemas["Uploads"]>(first);
    if (items.length === 0) return <p class="quiet">{t("upNone")}</p>;
    return (
        <>
            <div class="scroll" tabIndex={0} role="group" aria-label={t("upUploads")}>
                <table class="dense roomy">
                    <caption>{t("upFound", { n: first.data.n })}</caption>
                    <thead><tr>
                        <th scope="col">{t("upFile")}</th><th scope="col">{t("upKind")}</th><th scope="col">{t("upState")}</th>
                        <th scope="col" class="n">{t("verdict_new")}</th><th scope="col" class="n">{t("verdict_changed")}</th><th scope="col" class="n">{t("verdict_same")}</th>
                        <th scope="col" class="n">{t("verdict_bad")}</th><th scope="col" class="n">{t("upFixed")}</th><th scope="col">{t("upSentAt")}</th><th scope="col">{t("upSender")}</th>
                    </tr></thead>
                    <tbody>{items.map((u) => (
                        <tr key={u.code}>
                            <td><a href={`#${addressOf(u)}`}>{fileTitle(u)}</a>{u.document && <small class="line quiet">{t("upWithPaper", { document: u.document })}</small>}</td>
                            <td>{t(`kind_${u.kind}`)}</td><td><UploadState state={u.state} /></td>
                            <td class="n">{number(u.n_new)}</td><td class="n">{number(u.n_changed)}</td><td class="n">{number(u.n_same)}</td>
                            <td class="n">{u.n_bad > 0 ? <strong>{number(u.n_bad)}</strong> : "0"}</td><td class="n">{number(u.n_corrected)}</td>
                            <td>{moment(u.made_at)}</td><td>{u.account}</td>
                        </tr>
                    ))}</tbody>
                </table>
            </div>
            {button}
        </>
    );
}
