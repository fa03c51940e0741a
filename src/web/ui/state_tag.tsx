/* The state of a request, as a word on its colour. */
import type { Schemas } from "../api";
import { t } from "../i18n";
import { Tag } from "./parts";

type State = Schemas["RequestState"];

const GOOD: State[] = ["offered", "accepted", "living", "allocated"], BAD: State[] = ["refused", "declined", "expired"];

export function StateTag({ state }: { state: State }) {
    return <Tag kind={GOOD.includes(state) ? "good" : BAD.includes(state) ? "bad" : "wait"}>{t(`state_${state}`)}</Tag>;
}
