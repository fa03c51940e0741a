/* The generator of the made-up lists under fixtures/: what its files share.
 *
 *     struct fixture_rng rng = fixture_rng_of(20250710, "requests");
 *     struct fixture_text t = {0};
 *     fixture_cell(&t, "Họ và tên"); … fixture_end_row(&t);
 *     fixture_store("fixtures", "requests.csv", &t);
 *
 * The same seed gives the same bytes on every machine: own random numbers, no floating point, no
 * clock, no library but libc. Every list draws from its own stream, so that a change of one leaves
 * the others as they are. A tool for developers: it ends the process on any failure.
 */
#ifndef TOOLS_FIXTURE_H
#define TOOLS_FIXTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- random numbers (fixture_rng.c) */
struct fixture_rng {
    uint64_t state;
};
struct fixture_rng fixture_rng_of(uint64_t seed, const char *stream);
int fixture_below(struct fixture_rng *r, int n);               /* 0..n-1 */
int fixture_between(struct fixture_rng *r, int low, int high); /* low..high */
bool fixture_chance(struct fixture_rng *r, int per_mille);
/* A word out of a list with weights that ends with text NULL. */
struct fixture_word {
    const char *text;
    int weight;
};
const char *fixture_draw(struct fixture_rng *r, const struct fixture_word *words);

/* ---- bytes and files (fixture_text.c) */
struct fixture_text {
    char *data; /* [len], ends with NUL beyond len */
    size_t len;
    size_t cap;
    size_t row_start; /* len where the row began: a cell there has no comma before it */
};
void fixture_bytes(struct fixture_text *t, const void *data, size_t len);
void fixture_add(struct fixture_text *t, const char *text);
void fixture_format(struct fixture_text *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void fixture_start_csv(struct fixture_text *t, const char *const *headings); /* ends with NULL */
/* The same without a byte order mark: what the program carries inside itself. */
void fixture_start_plain(struct fixture_text *t, const char *const *headings);
void fixture_cell(struct fixture_text *t, const char *text); /* quoted only where it must be */
void fixture_cell_int(struct fixture_text *t, int value);
void fixture_cell_tenths(struct fixture_text *t, int value); /* "45,5"; "" when negative */
void fixture_end_row(struct fixture_text *t);
void fixture_text_release(struct fixture_text *t);
void fixture_store(const char *folder, const char *name, struct fixture_text *t); /* and frees */

/* ---- places (fixture_places.c, fixture_communes.c) */
struct fixture_agency {
    const char *code;
    const char *name;
    const char *aliases; /* separated by ";" */
    const char *kind;
    int urgency;      /* 0..10; made up */
    bool is_uniform;  /* in every province (NĐ 150/2025): what `init` seeds */
    int weight;       /* share of the people who register */
    const char *head; /* title of who leads it, coefficient 0.9 */
    const char *deputy;
};
extern const struct fixture_agency FIXTURE_AGENCIES[];
extern const size_t FIXTURE_N_AGENCIES;

struct fixture_commune {
    const char *code;
    const char *name;
    bool is_thai_binh; /* else of old Hưng Yên */
    int straight_km;   /* from the centre of Phố Hiến */
    int weight;        /* share of the homes */
};
extern const struct fixture_commune FIXTURE_COMMUNES[];
extern const size_t FIXTURE_N_COMMUNES;

void fixture_write_rooms(const char *folder, uint64_t seed);
void fixture_write_agencies(const char *folder);
void fixture_write_communes(const char *folder);

/* ---- people (fixture_people.c) */
enum fixture_rank {
    FIXTURE_HEAD,
    FIXTURE_DEPUTY,
    FIXTURE_OFFICE_HEAD,
    FIXTURE_OFFICE_DEPUTY,
    FIXTURE_STAFF
};

struct fixture_person {
    char name[80];
    char sex; /* 'M' or 'F' */
    int born_year, born_month, born_day;
    char citizen_id[13];
    char phone[11];
    const char *position;
    int coefficient_t; /* tenths; 0 = none */
    size_t agency;     /* in FIXTURE_AGENCIES */
    size_t commune;    /* in FIXTURE_COMMUNES */
    int owns_house;    /* 1, 0, -1 unknown */
    int moved;         /* 1, 0, -1 unknown */
    int road_km_t;     /* tenths */
    char groups[120];  /* priority groups, separated by "; " */
};

/* Ids and phones given so far; a second one is never given again. */
struct fixture_used {
    char (*ids)[13]; /* [n_ids] */
    size_t n_ids;
    char (*phones)[11]; /* [n_phones] */
    size_t n_phones;
};

enum { FIXTURE_YEAR = 2025 }; /* ages are as of July of it */

/* An official; sex 0 = drawn. Without `u` he or she gets no id and phone yet. */
void fixture_person_make(struct fixture_person *p, struct fixture_rng *r, struct fixture_used *u,
                         enum fixture_rank rank, size_t agency, char sex);
void fixture_born(struct fixture_person *p, struct fixture_rng *r, int year);
void fixture_name(char out[80], struct fixture_rng *r, char sex, const char *family);
void fixture_family_of(char out[24], const char *name); /* the first word of a name */
void fixture_identify(struct fixture_person *p, struct fixture_rng *r, struct fixture_used *u);
void fixture_group_add(struct fixture_person *p, const char *group);
size_t fixture_draw_agency(struct fixture_rng *r);
void fixture_used_release(struct fixture_used *u);
/* The cells from Họ và tên to Đối tượng ưu tiên, as requests.csv and officials.csv have them. */
void fixture_person_cells(struct fixture_text *t, const struct fixture_person *p);

/* ---- lists (fixture_requests.c, fixture_officials.c, fixture_dirty.c) */
void fixture_write_requests(const char *folder, uint64_t seed, struct fixture_used *u);
void fixture_write_officials(const char *folder, uint64_t seed, struct fixture_used *u);
void fixture_write_dirty(const char *folder);

#endif
