/* Who may do what: declared here once more, apart from the route table, for the walk of
 * api_matrix.c. A route without a row fails it. */
#ifndef API_MATRIX_ROWS_H
#define API_MATRIX_ROWS_H

#include <stddef.h>

struct matrix_row {
    const char *operation;
    const char *who;  /* letters: a admin, p planner, r registrar of an agency, f registrar of all,
                         o official, m maintenance, u auditor, * everybody; a capital: sees it, and
                         is told  403 */
    const char *seen; /* statuses for those who may and what they see, a blank between */
    const char *body; /* NULL = the plainest that the document allows */
};

#define MEMBERS "aprfomu"

static const struct matrix_row MATRIX[] = {
    {"getHealth", "*", "200", NULL},
    {"getMetrics", "au", "200", NULL},
    {"getReady", "*", "200", NULL},
    {"listAccounts", "au", "200", NULL},
    {"addAccount", "a", "201 409", "{\"login\":\"another\",\"name\":\"A\",\"role\":\"auditor\"}"},
    {"getAccount", "au", "200", NULL},
    {"changeAccount", "a", "412", "{\"name\":\"A\"}"},
    {"addAccountActivation", "a", "201", NULL},
    {"activate", "*", "422", "{\"code\":\"ABCD\",\"password\":\"mưa rơi đầu ngõ nhỏ\"}"},
    {"addAgencyActivations", "arf", "201", NULL},
    {"listAudit", "au", "200", NULL},
    {"verifyAudit", "au", "200", NULL},
    {"listPlans", "pfu", "200", NULL},
    {"askPlan", "pF", "202 503", "{\"note\":\"thử\"}"},
    {"getPlan", "pfu", "200", NULL},
    {"notePlan", "pF", "412", "{\"note\":\"x\"}"},
    {"discardPlan", "pF", "412", NULL},
    {"listPlanAssignments", "pfu", "200", NULL},
    {"listPlanWaiting", "pfu", "200", NULL},
    {"comparePlans", "pfu", "200", NULL},
    {"submitPlan", "pF", "412", NULL},
    {"decidePlan", "pf", "412", NULL},
    {"publishPlan", "pF", "412", "{}"},
    {"followPlan", "pfu", "200", NULL},
    {"getPlanRun", "pfu", "200", NULL},
    {"cancelPlanRun", "pF", "409", NULL},
    {"explainPlan", "pfu", "200 404", NULL},
    {"getPlanFile", "pfu", "200", NULL},
    {"getDocument", "*", "200", NULL},
    {"getPlanDocument", "pfu", "409", NULL},
    {"logIn", "*", "401 429", "{\"login\":\"nobody\",\"password\":\"a\"}"},
    {"getSession", MEMBERS, "200", NULL},
    {"logOut", MEMBERS, "204", NULL},
    {"changePassword", MEMBERS, "403 422 429",
     "{\"password\":\"a\",\"new_password\":\"mưa rơi đầu ngõ nhỏ\"}"},
    {"listTokens", MEMBERS, "200", NULL},
    {"addToken", MEMBERS, "201", "{\"name\":\"t\",\"scopes\":[\"read\"],\"days\":1}"},
    {"endToken", MEMBERS, "204", NULL},
    {"planAppeal", "p", "412", "{}"},
    {"listResults", "*", "200", NULL},
    {"getRoundResults", "*", "200", NULL},
    {"getResult", "prfou", "200", NULL},
    {"listOffers", "prfou", "200", NULL},
    {"getOffer", "prfou", "200", NULL},
    {"answerOffer", "rfo", "412", NULL},
    {"listAppeals", "prfou", "200", NULL},
    {"getAppeal", "prfou", "200", NULL},
    {"answerAppeal", "pfR", "412", NULL},
    {"fileAppeal", "rfo", "409", NULL},
    {"listPolicies", "prfu", "200", NULL},
    {"addPolicy", "p", "201", NULL},
    {"getPolicy", "prfu", "200", NULL},
    {"listRounds", MEMBERS, "200", NULL},
    {"openRound", "p", "201 422", NULL},
    {"getRound", MEMBERS, "200", NULL},
    {"changeRound", "p", "412", "{\"name\":\"A\"}"},
    {"closeRound", "p", "412", NULL},
    {"enterDraw", "p", "412", "{\"seed\":\"48213\"}"},
    {"confirmDraw", "prf", "412", "{\"seed\":\"48213\"}"},
    {"getFrozenList", "*", "200", NULL},
    {"previewRound", "prfu", "200", NULL},
    {"listRoundChanges", "pu", "200", NULL},
    {"listAgencies", MEMBERS, "200", NULL},
    {"changeAgency", "fR", "412", NULL},
    {"listDuplicates", "prfu", "200", NULL},
    {"listOfficials", "prfou", "200", NULL},
    {"addOfficial", "rf", "201 422", NULL},
    {"exportOwnData", "o", "200", NULL},
    {"getOfficial", "prfou", "200", NULL},
    {"changeOfficial", "rfo", "412", "{\"phone\":\"0912345678\"}"},
    {"unmaskCitizenId", "rf", "200", NULL},
    {"reportNeeds", "prfu", "200", NULL},
    {"listRequests", "prfou", "200", NULL},
    {"fileRequest", "rfo", "409 422", NULL},
    {"getRequest", "prfou", "200", NULL},
    {"correctRequest", "rfo", "412", "{\"note\":\"a\"}"},
    {"confirmRequest", "rf", "412", NULL},
    {"consentToSharing", "rfo", "404", NULL},
    {"submitRequest", "rfo", "412", NULL},
    {"withdrawRequest", "rfo", "412", NULL},
    {"listRooms", "aprfmu", "200", NULL},
    {"getRoom", "pfu", "200", NULL},
    {"listSites", MEMBERS, "200", NULL},
    {"listCommunes", MEMBERS, "200", NULL},
    {"listUploadFields", "prfu", "200", NULL},
    {"listUploads", "prfu", "200", NULL},
    {"sendUpload", "prf", "201 403", "Họ và tên,Ngày sinh,Giới tính,Số CCCD,Đơn vị công tác\n"},
    {"getUpload", "prfu", "200", NULL},
    {"correctUpload", "prf", "412", "{\"cells\":[{\"row\":1,\"column\":\"A\",\"text\":\"a\"}]}"},
    {"applyUpload", "prf", "412", NULL},
    {"undoUpload", "prf", "412", NULL},
};
enum { N_MATRIX = sizeof MATRIX / sizeof *MATRIX };

#endif
