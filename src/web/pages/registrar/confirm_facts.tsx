/* Facts of one official confirmed by a paper, outside of a request: before it is filed, or where he or
 * she stands in the request of another agency's official. */
import { useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Schemas } from "../../api";
import { send } from "../../api";
import { readDay, today, typedDay } from "../../day";
import { factWords } from "../../facts";
import type { FactName } from "../../facts";
import { faultsOf, useForm } from "../../form";
import { t } from "../../i18n";
import { readText } from "../../person";
import { Dialog } from "../../ui/dialog";
import { Check } from "../../ui/fields";
import type { PapersValues } from "./papers";
import { NO_PAPER, PaperFields, judgePaper, openFacts } from "./papers";

export function ConfirmFacts({ official, etag, again }: { official: Schemas["Official"]; etag: string | null; again: () => void }) {
    const [isOpen, setOpen] = useState(false), open = openFacts([official]).map((o) => o.fact);
    if (open.length === 0) return null;
    return (
        <p class="ask">
            <button type="button" onClick={() => setOpen(true)}>{t("rgConfirmFacts")}</button>
            {isOpen && <Papers official={official} open={open} etag={etag} close={() => setOpen(false)} done={() => { setOpen(false); again(); }} />}
        </p>
    );
}

function Papers({ official, open, etag, close, done }: { official: Schemas["Official"]; open: FactName[]; etag: string | null; close: () => void; done: () => void }) {
    const form = useForm<PapersValues>({ common: { ...NO_PAPER, day: typedDay(today()) }, own: {} }), act = useAct();
    const [chosen, setChosen] = useState(open), said = judgePaper(form.values.common, "/facts/0");
    const submit = () => {
        form.tried();
        if (faultsOf(said).length > 0 || chosen.length === 0) return;
        const paper = { document: readText(form.values.common.document, 100).value, document_day: readDay(form.values.common.day).value ?? "" };
        act.run(() => send("patch", "/api/v1/officials/{official}", { path: { official: official.code }, etag, body: { facts: chosen.map((fact) => ({ fact, ...paper })) } })
            .catch((e: Error) => { form.refuse(e); throw e; }), () => { form.saved(); done(); });
    };
    return (
        <Dialog title={t("rgConfirmFacts")} verb={t("rgConfirm")} act={act} submit={submit} close={close}>
            <PaperFields paper={form.values.common} set={(p) => form.set("common", p)} form={form} said={said} />
            <fieldset><legend>{t("rgPaperSays")}</legend>
                {open.map((fact) => <Check key={fact} label={factWords(official, fact)} value={chosen.includes(fact)} set={(on) => setChosen(on ? [...chosen, fact] : chosen.filter((f) => f !== fact))} />)}
            </fieldset>
        </Dialog>
    );
}
