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
import { Table } from "../../ui/table";

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
            <Table caption={t("upFound", { n: first.data.n })} class="roomy" rows={items} id={(u) => u.code} columns={[
                ["upFile", (u) => <><a href={`#${addressOf(u)}`}>{fileTitle(u)}</a>{u.document && <small class="line quiet">{t("upWithPaper", { document: u.document })}</small>}</>],
                ["upKind", (u) => t(`kind_${u.kind}`)],
                ["hmState", (u) => <UploadState state={u.state} />],
                ["verdict_new", (u) => number(u.n_new), "n"],
                ["verdict_changed", (u) => number(u.n_changed), "n"],
                ["verdict_same", (u) => number(u.n_same), "n"],
                ["verdict_bad", (u) => (u.n_bad > 0 ? <strong>{number(u.n_bad)}</strong> : "0"), "n"],
                ["upFixed", (u) => number(u.n_corrected), "n"],
                ["upSentAt", (u) => moment(u.made_at)],
                ["upSender", (u) => u.account],
            ]} />
            {button}
        </>
    );
}
