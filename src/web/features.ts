/* What rooms have, and people wish, in words. */
import type { Word } from "./i18n";
import { t } from "./i18n";

export function featureWords(features: string[]): string {
    return features.map((f) => t(`feature_${f}` as Word)).join(", ");
}
