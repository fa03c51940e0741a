/* The one dictionary: [Vietnamese, English], in the administrative Vietnamese of these offices. A
 * word that several pages use stands in common.ts; a word of two groups is an error (a test). */
import { ACCOUNT } from "./account";
import { ADMIN } from "./admin";
import { APPEAL } from "./appeal";
import { AUDITOR } from "./auditor";
import { CODES } from "./codes";
import { COMMON } from "./common";
import { CREW } from "./crew";
import { HOUSE } from "./house";
import { LIVING } from "./living";
import { OFFICE } from "./office";
import { OFFICIAL } from "./official";
import { OVERVIEW } from "./overview";
import { PLAN } from "./plan";
import { PUBLIC } from "./public";
import { REGISTRAR } from "./registrar";
import { REPAIR } from "./repair";
import { REPORT } from "./report";
import { REQUEST } from "./request";
import { ROUND } from "./round";
import { SURVEY } from "./survey";
import { UPLOAD } from "./upload";

export const WORDS = {
    ...COMMON,
    ...CODES,
    ...PUBLIC,
    ...ACCOUNT,
    ...OFFICIAL,
    ...OFFICE,
    ...APPEAL,
    ...OVERVIEW,
    ...HOUSE,
    ...REPAIR,
    ...CREW,
    ...SURVEY,
    ...LIVING,
    ...REPORT,
    ...REQUEST,
    ...ROUND,
    ...PLAN,
    ...REGISTRAR,
    ...UPLOAD,
    ...AUDITOR,
    ...ADMIN,
} satisfies Record<string, readonly [string, string]>;
