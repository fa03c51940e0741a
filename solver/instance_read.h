/* The reader of instances, shared by its files: objects described by tables of fields.
 *
 *     static const struct sv_field FIELDS[] = {
 *         {"beds", sv_read_int, offsetof(struct solver_room, beds), 1, 64, SV_REQUIRED}, …};
 *     sv_read_object(rd, place, value, FIELDS, n_fields, &room);
 *
 * A row is the documentation of its field. Every function adds what it does not like to rd->bad and
 * goes on, so that one run tells all offences; where it adds something the target keeps its zero.
 */
#ifndef SOLVER_INSTANCE_READ_H
#define SOLVER_INSTANCE_READ_H

#include "json.h"
#include "names.h"
#include "solver/instance.h"

struct sv_reader {
    struct solver_instance *inst;
    struct solver_findings *bad;
    struct sv_names sites, rooms, pools, parties, people; /* ids met so far */
    struct sv_names features, agencies;                   /* words, interned */
    int n_places; /* parties in the file: the range of `order` */
    bool is_out_of_memory;
};

enum sv_presence { SV_OPTIONAL, SV_REQUIRED };

struct sv_field {
    const char *name;
    void (*read)(struct sv_reader *, const struct sj_place *, const struct sj_value *,
                 const struct sv_field *, void *to);
    size_t offset; /* of the target in the object's struct */
    int64_t min, max;
    enum sv_presence presence;
};

/* Reads an object by its table: unknown and missing fields are found, the others read in the
 * table's order. */
void sv_read_object(struct sv_reader *, const struct sj_place *, const struct sj_value *,
                    const struct sv_field *fields, size_t n_fields, void *to);

/* Fields of common kinds (struct sv_field.read); the target's type in brackets. */
void sv_read_int(struct sv_reader *, const struct sj_place *, const struct sj_value *,
                 const struct sv_field *, void *to); /* [int] min..max */
void sv_read_int_or_null(struct sv_reader *, const struct sj_place *, const struct sj_value *,
                         const struct sv_field *, void *to); /* [int] kept where null */
void sv_read_int64(struct sv_reader *, const struct sj_place *, const struct sj_value *,
                   const struct sv_field *, void *to); /* [int64_t] */
void sv_read_bool(struct sv_reader *, const struct sj_place *, const struct sj_value *,
                  const struct sv_field *, void *to); /* [bool] */
void sv_read_area(struct sv_reader *, const struct sj_place *, const struct sj_value *,
                  const struct sv_field *, void *to); /* [int] hundredths */
void sv_read_text(struct sv_reader *, const struct sj_place *, const struct sj_value *,
                  const struct sv_field *, void *to); /* [char *] */

/* Adds a finding at `place`; formats as for solver_findings_add. */
__attribute__((format(printf, 3, 5), format(printf, 4, 5))) void
sv_offend(struct sv_reader *, const struct sj_place *place, const char *vi, const char *en, ...);

/* The text of a value that must be one and not empty; NULL after a finding. */
const char *sv_word(struct sv_reader *, const struct sj_place *, const struct sj_value *);

/* A word that stands in `table` (n rows): its number, or -1 after a finding. */
int sv_choice(struct sv_reader *, const struct sj_place *, const struct sj_value *,
              const char *const *table, int n);

/* A new id: kept as a copy in *to and added to `names`; found where empty or doubled. */
void sv_new_id(struct sv_reader *, const struct sj_place *, const struct sj_value *,
               struct sv_names *, char **to);

/* The number of an id that must be in `names`, or -1 after a finding. */
int sv_known_id(struct sv_reader *, const struct sj_place *, const struct sj_value *,
                const struct sv_names *);

/* The number of a word in `names`, added where new; -1 after a finding. */
int sv_intern(struct sv_reader *, const struct sj_place *, const struct sj_value *,
              struct sv_names *);

/* Zeroed memory for n items of an array value; *n is 0 and NULL comes back after a finding. */
void *sv_new_list(struct sv_reader *, const struct sj_place *, const struct sj_value *,
                  size_t item_size, int *n);

/* Finds doubled entries among ixs [n] (file order, negative ones aside), at place[i] or, where key
 * is not NULL, place[i].key. */
void sv_find_doubled(struct sv_reader *, const struct sj_place *place, const int *ixs, int n,
                     const char *key);

/* Reads a list of features (sv_read_words: interned), or of ids that must be in `names`, as
 * *ixs [*n], ascending. */
void sv_read_words(struct sv_reader *, const struct sj_place *, const struct sj_value *, int *n,
                   int **ixs);
void sv_read_ids(struct sv_reader *, const struct sj_place *, const struct sj_value *,
                 const struct sv_names *names, int *n, int **ixs);

/* A copy of `text`; NULL and is_out_of_memory where there is none. */
char *sv_keep(struct sv_reader *, const char *text);

/* The parts of a file (instance_rooms.c, instance_parties.c, instance_policy.c). */
void sv_read_sites(struct sv_reader *, const struct sj_place *, const struct sj_value *,
                   const struct sv_field *, void *to);
void sv_read_rooms(struct sv_reader *, const struct sj_place *, const struct sj_value *,
                   const struct sv_field *, void *to);
void sv_read_parties(struct sv_reader *, const struct sj_place *, const struct sj_value *,
                     const struct sv_field *, void *to);
void sv_read_policy(struct sv_reader *, const struct sj_place *, const struct sj_value *,
                    const struct sv_field *, void *to);

#endif
