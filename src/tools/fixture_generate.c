/* Writes the made-up lists under fixtures/, the same bytes for the same seed.
 *
 *     fixture_generate FOLDER [--seed N]
 *
 * FOLDER gets rooms.csv, agencies.csv, requests.csv, officials.csv, seed/ and dirty/. What is real
 * and what is made up in them stands in fixtures/README.md.
 */
#include "fixture.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void make_folder(const char *folder, const char *name)
{
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    if (mkdir(path, 0777) != 0 && errno != EEXIST) {
        perror(path);
        exit(3);
    }
}

int main(int argc, char **argv)
{
    uint64_t seed = 20250710; /* the day of the demo */
    char *end = NULL;
    if (argc == 4 && strcmp(argv[2], "--seed") == 0)
        seed = strtoull(argv[3], &end, 10);
    if ((argc != 2 && argc != 4) ||
        (argc == 4 && (end == NULL || end == argv[3] || *end != '\0'))) {
        (void)fprintf(stderr, "usage: fixture_generate FOLDER [--seed N]\n");
        return 2;
    }
    struct fixture_used used = {0};
    make_folder(argv[1], "");
    make_folder(argv[1], "seed");
    make_folder(argv[1], "dirty");
    fixture_write_rooms(argv[1], seed);
    fixture_write_agencies(argv[1]);
    fixture_write_communes(argv[1]);
    fixture_write_requests(argv[1], seed, &used);
    fixture_write_officials(argv[1], seed, &used);
    fixture_write_dirty(argv[1]);
    fixture_used_release(&used);
    return 0;
}
