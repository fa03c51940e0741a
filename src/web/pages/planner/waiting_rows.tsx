/* Who waits by the published plan, all or of one priority band: the rows behind the overview's numbers. */
import { published } from "../../house";
import { t } from "../../i18n";
import { useLoad } from "../../load";
import { Load } from "../../ui/parts";
import { WaitingList } from "./plan_waiting";

export function WaitingRows() {
    const current = useLoad(async (signal) => ({ data: await published(signal), etag: null, next: null, location: null }), []);
    return (
        <div class="desk">
            <h1>{t("ovWaiting")}</h1>
            <Load of={current}>{(c) => (c ? <WaitingList plan={{ code: c.plan, number: c.number }} /> : <p>{t("hmNoPlan")}</p>)}</Load>
        </div>
    );
}
