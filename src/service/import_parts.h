/* Private to the importer: its context, and what its files offer each other.
 *
 *   import.c           the way of a file: read, find the heading, judge, write, report
 *   import_head.c      the heading: which column holds what
 *   import_lines.c     section rows, totals, signatures
 *   import_cell.c      one cell: numbers, yes/no, lists, names of things
 *   import_identity.c  citizen ids and phones
 *   import_places.c    rooms and agencies
 *   import_items.c     what stands in rooms
 *   import_surveys.c   surveys of rooms: a row
 *   import_surveyed.c  the rows of a survey, against what is known; writing
 *   import_people.c    a row of an official
 *   import_requests.c  rows into parties
 *   import_known.c     what the store knows, and who of the file is in it
 *   import_store.c     comparing with it, and writing
 */
#ifndef SERVICE_IMPORT_PARTS_H
#define SERVICE_IMPORT_PARTS_H

#include "service/import.h"
#include "service/item_kind.h"
#include "store/inventory.h"
#include "store/person.h"
#include "store/request.h"
#include "store/site.h"
#include "store/store.h"

/* Heading of the last column of a file of bad rows: why each is bad. */
#define IMPORT_REASON_HEADING "Lỗi"

enum import_field {
    FIELD_STT,
    FIELD_NAME,
    FIELD_FAMILY_NAME, /* Họ đệm */
    FIELD_GIVEN_NAME,  /* Tên, beside Họ đệm */
    FIELD_BORN,
    FIELD_BORN_MALE, /* columns Nam and Nữ that hold the date */
    FIELD_BORN_FEMALE,
    FIELD_SEX,
    FIELD_CITIZEN_ID,
    FIELD_PHONE,
    FIELD_POSITION,
    FIELD_AGENCY,
    FIELD_COEFFICIENT,
    FIELD_RESIDENCE,
    FIELD_COMMUNE,
    FIELD_OWNS_HOUSE,
    FIELD_KM,
    FIELD_MOVED,
    FIELD_GROUPS,
    FIELD_NEED,
    FIELD_NOTE,
    FIELD_REQUEST,
    FIELD_RELATION,
    FIELD_SHARING,
    FIELD_NEEDS,
    FIELD_WISHES,
    FIELD_SITES,
    FIELD_FILED,
    FIELD_CURRENT_ROOM,
    FIELD_SITE,
    FIELD_SITE_NAME,
    FIELD_BLOCK,
    FIELD_FLOOR,
    FIELD_ROOM,
    FIELD_BEDS,
    FIELD_AREA,
    FIELD_FEATURES,
    FIELD_POOLS,
    FIELD_STATE,
    FIELD_AGENCY_CODE,
    FIELD_AGENCY_NAME,
    FIELD_ALIASES,
    FIELD_AGENCY_KIND,
    FIELD_URGENCY,
    FIELD_ITEM_KIND,
    FIELD_ITEM_NUMBER,
    FIELD_SEEN_ON,
    FIELD_SUBJECT,
    FIELD_SUBJECT_NUMBER,
    FIELD_SURVEYED_ON,
    N_FIELDS,
    FIELD_NONE = N_FIELDS,
};

/* A row below the heading. */
struct import_line {
    size_t table_row;
    int number;
    enum import_verdict verdict;
    const char *section; /* what the rows above say of it: its agency, of surveys its room; "" =
                            nothing */
    bool is_data;
};

/* One person of a list of officials or requests. */
struct import_person {
    size_t line_ix;
    struct store_official official; /* owned texts; name, born and sex of family, too */
    bool is_official;
    const char *relation; /* self | spouse | child | companion; NULL = the cell is empty */
    bool files_request;   /* officials only: Nhu cầu says so */
    size_t stored_ix;     /* in officials; officials.n = not there yet */
    size_t party_ix;
};

/* One request of the file. */
struct import_party {
    struct store_request request; /* owned texts; members point by person below */
    uint64_t code_hash;           /* of request.code: looking among 20,000 codes compares these */
    size_t n_people;
    size_t *people;   /* [n_people] indices into import.people, the applicant first */
    size_t stored_ix; /* in requests; requests.n = not there yet */
    bool is_left;     /* nothing to write: an official who has a request already */
    bool is_changed;
    bool is_bad;
};

struct import_place {
    size_t line_ix;
    struct store_room room; /* rooms: owned texts */
    char *site_code;
    char *site_name;
    struct store_agency agency; /* agencies: owned texts */
};

struct import_item {
    size_t line_ix;
    struct store_item item; /* owned texts; site is not read */
};

/* A line of a survey; texts are borrowed. */
struct import_check {
    size_t line_ix;
    const struct store_room *room; /* NULL = there is none */
    char day[11];                  /* "" = none that is good */
    bool names_day;
    const struct item_kind *kind; /* NULL = it says none */
    bool is_part;
    int ix;                     /* of a piece; 0 = one more than the rows above have */
    char subject[ITEM_SUBJECT]; /* "" until the rows of its survey are together */
    const char *condition;      /* NULL = it says none */
    const char *note;
    bool is_again; /* says what a row above says */
};

struct import {
    enum import_kind kind;
    struct store *store;
    const struct table *table;
    struct import_report *report;
    const struct store_scope *scope; /* NULL = the whole house */
    bool keeps_unfit;                /* a heading that lacks a column is no reason to refuse it */
    size_t n_left_out;
    const int *left_out;  /* [n_left_out] ascending rows */
    size_t head_row;      /* in the table */
    size_t first_row;     /* below the heading */
    int column[N_FIELDS]; /* -1 = not there */
    size_t n_lines;
    struct import_line *lines; /* [n_lines] */

    struct store_sites sites;
    struct store_rooms rooms;
    struct store_agencies agencies;
    struct store_communes communes;
    struct store_officials officials; /* of the scope */
    struct store_requests requests;   /* of the scope */
    struct store_agencies own;        /* agencies of the scope; all where there is none */
    char **agency_keys;               /* [agencies.n] "|code|name|alias|" as keys */
    char **commune_keys;              /* [communes.n] name as a key */
    size_t *by_lookup;                /* [officials.n] indices, ascending by lookup */
    size_t *request_of; /* [officials.n] index of the live request; requests.n = none */

    size_t n_people;
    struct import_person *people; /* [n_people] */
    size_t n_parties;
    struct import_party *parties; /* [n_parties] */
    size_t n_places;
    struct import_place *places; /* [n_places] */
    size_t n_items;
    struct import_item *items; /* [n_items] */
    size_t n_checks;
    struct import_check *checks; /* [n_checks] by day, room and row */
};

/* --- import.c */

/* Adds a finding; an error makes its line bad. `line_ix` n_lines = the file as a whole. Both texts
 * take the same arguments. */
void import_say(struct import *im, size_t line_ix, enum import_field field, enum import_level level,
                const char *vi, const char *en, ...) __attribute__((format(printf, 5, 7)))
__attribute__((format(printf, 6, 7)));

/* Raises a line's verdict: same < changed < new < bad. */
void import_judge(struct import *im, size_t line_ix, enum import_verdict verdict);

/* --- import_head.c */

/* Finds the heading and fills column[], head_row, first_row; false where there is none (first_row
 * is 0 then) or a needed column is missing: findings say which. */
bool import_head(struct import *im);

/* The canonical heading of a field. */
const char *import_heading(enum import_field f);

/* The heading of a column as this file had it; what a second heading row said, by its meaning.
 * Borrowed. */
const char *import_column_heading(const struct import *im, size_t c);

/* --- import_lines.c */

/* Makes the lines: data, sections, totals, signatures. */
void import_lines(struct import *im);

/* --- import_cell.c */

bool import_has(const struct import *im, enum import_field f);
/* The text of a cell, "" where the column or the cell is empty; borrowed. */
const char *import_cell(const struct import *im, size_t line_ix, enum import_field f);

/* Yes/no: 1, 0, -1 for empty or unknown. */
int import_yes_no(struct import *im, size_t line_ix, enum import_field f);

/* A decimal number in `scale` parts (10 = tenths), with comma or point; -1 empty or bad. */
int import_decimal(struct import *im, size_t line_ix, enum import_field f, int scale, int max);

/* 'M', 'F', 0 for empty or bad. */
char import_sex(struct import *im, size_t line_ix, const char *text);

/* One word of a closed list: `rows` of folded text and code, ends with a NULL text. The code, or
 * NULL for empty or bad. */
struct import_word {
    const char *text;
    const char *code;
};
const char *import_choice(struct import *im, size_t line_ix, enum import_field f,
                          const struct import_word *words);

/* A list of such words as ascending codes. The caller frees. */
char *import_codes(struct import *im, size_t line_ix, enum import_field f,
                   const struct import_word *words);

/* Cuts `text` at any of `separators`; parts are trimmed, empty ones dropped. */
struct import_parts {
    size_t n;
    char **items; /* [n] */
};
void import_split(const char *text, const char *separators, struct import_parts *out);
void import_parts_release(struct import_parts *p);

/* Code of a feature by code or Vietnamese name; NULL = unknown. */
const char *import_feature(const char *text);

/* An error that names every word of the list: there are few, and the nearest by letters is seldom
 * the one that was meant. */
void import_say_unknown(struct import *im, size_t line_ix, enum import_field f,
                        const struct import_word *words, const char *text);
extern const struct import_word IMPORT_FEATURES[];
extern const struct import_word IMPORT_GROUPS[];

/* Letters and digits of the folded text, one blank between: "Cơ quan/Đơn vị" = "co quan don vi".
 * The caller frees. */
char *import_key(const char *text);

/* FNV-1a, to tell most texts apart without comparing them. */
uint64_t import_hash(const char *text);

/* --- import_identity.c */

/* 12 digits of the cell, or NULL for empty or bad; the caller frees. Birth and sex (0 = unknown)
 * decide whether a stripped zero is plausible, and are compared. */
char *import_citizen_id(struct import *im, size_t line_ix, const char *born, char sex);

/* Masks a citizen id: 033*****2345. */
void import_mask(const char *citizen_id, char out[13]);

/* 0 and nine or ten digits; "" for empty or bad. The caller frees. */
char *import_phone(struct import *im, size_t line_ix);

/* --- import_people.c */

/* Index of an agency by code, name or alias; agencies.n = none, then *nearest names one like it. */
size_t import_agency(const struct import *im, const char *text, const char **nearest);

/* Reads all people of the file. */
void import_people(struct import *im);
void import_people_release(struct import *im);

/* A date cell: the ISO date or year, "" for empty or bad. The caller frees. */
char *import_date(struct import *im, size_t line_ix, enum import_field f, bool year_is_enough);

/* --- import_requests.c */

void import_parties(struct import *im);
/* A bad row makes all rows of its party bad. */
void import_refuse(struct import *im);
void import_parties_release(struct import *im);

/* --- import_places.c */

void import_places(struct import *im);
int import_places_store(struct import *im, struct err *e);
void import_places_release(struct import *im);

/* --- import_items.c */

/* The room of a row; NULL = there is none, and it is said. */
const struct store_room *import_room(struct import *im, size_t line_ix);

extern const struct import_word IMPORT_CONDITIONS[];

/* All names of all kinds of equipment, each kind's own first. The caller frees. */
struct import_word *import_kind_words(void);

int import_items(struct import *im, struct err *e);
int import_items_store(struct import *im, struct err *e);
void import_items_release(struct import *im);

/* --- import_surveys.c */

int import_surveys(struct import *im, struct err *e);
void import_surveys_release(struct import *im);

/* --- import_surveyed.c */

/* Judges the rows that were read, survey by survey. */
int import_surveys_compare(struct import *im, struct err *e);
int import_surveys_store(struct import *im, struct err *e);

/* --- import_known.c */

/* Reads what is known. */
int import_load(struct import *im, struct err *e);
void import_unload(struct import *im);

/* Whether rows may be written for an agency. */
bool import_is_own(const struct import *im, int64_t agency_id);

/* Finds the people among the officials that are known, and citizen ids that stand in two rows. */
int import_match(struct import *im, struct err *e);

/* Whether a value says anything but what is stored; an empty one takes what is stored. */
bool import_text_differs(char **text, const char *stored);
bool import_int_differs(int *value, int stored);

/* --- import_store.c */

/* Compares officials and requests with what is known: verdicts. Bad parties stay bad. */
int import_compare(struct import *im, struct err *e);

/* Writes what is new or changed and not bad; in the caller's transaction. */
int import_people_store(struct import *im, struct err *e);

/* Whom the good rows name, into the report. */
void import_name_people(struct import *im);

#endif
