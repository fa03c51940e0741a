/* A file system in memory for SQLite that remembers which writes were synced.
 *
 * Every write, cut, sync and delete goes into a journal, with what the test adds: acknowledgements.
 * From the journal any moment of power loss can be made again: what was synced is there, of what
 * was not each write may be there, or not, or torn at sectors, in any order.
 *
 *     memory_vfs_install();                     // the default VFS from now on
 *     … open, close: the files to begin with …
 *     journal_begin();
 *     … work; journal_ack(n) when piece n was acknowledged …
 *     journal_end();
 *     crash_at(k);                              // files as found after losing power before entry k
 *
 * As on Linux: 512-byte sectors tear, a write touches no byte outside itself (powersafe overwrite),
 * the shared-memory index is lost. Names of files are durable at their first sync. One connection
 * at a time; the journal belongs to the thread that works.
 */
#ifndef MEMORY_VFS_H
#define MEMORY_VFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/mem.h"

enum { N_FILES = 4, SECTOR = 512, N_REGIONS = 16 };

enum entry_kind { ENTRY_WRITE, ENTRY_CUT, ENTRY_SYNC, ENTRY_DELETE, ENTRY_ACK };

struct journal_entry {
    enum entry_kind kind;
    int file;             /* index into files; of an ACK unused */
    int64_t at;           /* offset; size of a CUT; number of an ACK */
    size_t len;           /* of a WRITE */
    unsigned char *bytes; /* [len] owned */
};

struct memory_file {
    char name[160]; /* "" = free place */
    bool exists;
    unsigned char *bytes; /* [size] owned */
    size_t size, cap;
    unsigned char *base; /* [base_size] owned; as the journal began */
    size_t base_size;
    bool base_exists;
    void *regions[N_REGIONS]; /* of the shared memory, or NULL */
};

struct memory_handle {
    sqlite3_file head; /* SQLite's; first */
    int file;
};

static struct memory_file files[N_FILES];
static struct journal_entry *journal; /* [n_journal] */
static size_t n_journal, journal_cap;
static bool is_journaling;
static int64_t n_syncs, fail_sync_from, fail_sync_to; /* syncs with these numbers fail */
static uint64_t crash_random = 1;

static inline uint64_t crash_draw(uint64_t below)
{
    crash_random = crash_random * 6364136223846793005u + 1442695040888963407u;
    return (crash_random >> 33) % below;
}

static inline void journal_add(enum entry_kind kind, int file, int64_t at, const void *bytes,
                               size_t len)
{
    if (!is_journaling)
        return;
    if (n_journal == journal_cap) {
        journal_cap = journal_cap == 0 ? 1024 : journal_cap * 2;
        journal = mem_grow(journal, journal_cap, sizeof *journal);
    }
    unsigned char *copy = NULL;
    if (len > 0) {
        copy = mem_alloc(len);
        memcpy(copy, bytes, len);
    }
    journal[n_journal++] = (struct journal_entry){kind, file, at, len, copy};
}

static inline void file_resize(struct memory_file *f, size_t size)
{
    if (size > f->cap) {
        f->cap = size * 2;
        f->bytes = mem_grow(f->bytes, f->cap, 1);
    }
    if (size > f->size)
        memset(f->bytes + f->size, 0, size - f->size);
    f->size = size;
}

static inline void file_put(struct memory_file *f, int64_t at, const void *bytes, size_t len)
{
    if ((size_t)at + len > f->size)
        file_resize(f, (size_t)at + len);
    memcpy(f->bytes + at, bytes, len);
}

static inline struct memory_file *file_of(sqlite3_file *h)
{
    return &files[((struct memory_handle *)h)->file];
}

static int m_close(sqlite3_file *h)
{
    (void)h;
    return SQLITE_OK;
}

static int m_read(sqlite3_file *h, void *out, int n, sqlite3_int64 at)
{
    const struct memory_file *f = file_of(h);
    size_t have = (size_t)at < f->size ? f->size - (size_t)at : 0;
    size_t len = have < (size_t)n ? have : (size_t)n;
    if (len > 0)
        memcpy(out, f->bytes + at, len);
    memset((char *)out + len, 0, (size_t)n - len);
    return len == (size_t)n ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int m_write(sqlite3_file *h, const void *bytes, int n, sqlite3_int64 at)
{
    journal_add(ENTRY_WRITE, ((struct memory_handle *)h)->file, at, bytes, (size_t)n);
    file_put(file_of(h), at, bytes, (size_t)n);
    return SQLITE_OK;
}

static int m_truncate(sqlite3_file *h, sqlite3_int64 size)
{
    journal_add(ENTRY_CUT, ((struct memory_handle *)h)->file, size, NULL, 0);
    file_resize(file_of(h), (size_t)size);
    return SQLITE_OK;
}

static int m_sync(sqlite3_file *h, int flags)
{
    (void)flags;
    int64_t n = ++n_syncs;
    if (n >= fail_sync_from && n < fail_sync_to)
        return SQLITE_IOERR_FSYNC;
    journal_add(ENTRY_SYNC, ((struct memory_handle *)h)->file, 0, NULL, 0);
    return SQLITE_OK;
}

static int m_file_size(sqlite3_file *h, sqlite3_int64 *size)
{
    *size = (sqlite3_int64)file_of(h)->size;
    return SQLITE_OK;
}

static int m_lock(sqlite3_file *h, int level)
{
    (void)h, (void)level;
    return SQLITE_OK;
}

static int m_check_lock(sqlite3_file *h, int *is_locked)
{
    (void)h;
    *is_locked = 0;
    return SQLITE_OK;
}

static int m_control(sqlite3_file *h, int op, void *arg)
{
    (void)h, (void)op, (void)arg;
    return SQLITE_NOTFOUND;
}

static int m_sector_size(sqlite3_file *h)
{
    (void)h;
    return 4096; /* as the unix VFS says */
}

static int m_traits(sqlite3_file *h)
{
    (void)h;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int m_shm_map(sqlite3_file *h, int region, int size, int may_extend, void volatile **out)
{
    struct memory_file *f = file_of(h);
    *out = NULL;
    if (region >= N_REGIONS)
        return SQLITE_IOERR_SHMMAP;
    if (f->regions[region] == NULL && may_extend)
        f->regions[region] = mem_alloc((size_t)size);
    *out = f->regions[region];
    return SQLITE_OK;
}

static int m_shm_lock(sqlite3_file *h, int at, int n, int flags)
{
    (void)h, (void)at, (void)n, (void)flags;
    return SQLITE_OK;
}

static void m_shm_barrier(sqlite3_file *h)
{
    (void)h;
}

static inline void forget_shm(struct memory_file *f)
{
    for (int i = 0; i < N_REGIONS; i++) {
        free(f->regions[i]);
        f->regions[i] = NULL;
    }
}

static int m_shm_unmap(sqlite3_file *h, int is_last)
{
    if (is_last)
        forget_shm(file_of(h));
    return SQLITE_OK;
}

static inline int file_index(const char *name)
{
    for (int i = 0; i < N_FILES; i++)
        if (strcmp(files[i].name, name) == 0)
            return i;
    for (int i = 0; i < N_FILES; i++)
        if (files[i].name[0] == '\0') {
            snprintf(files[i].name, sizeof files[i].name, "%s", name);
            return i;
        }
    fail_msg("more files than expected: %s", name);
    return -1;
}

static int m_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *h, int flags, int *out_flags)
{
    static const sqlite3_io_methods methods = {
        2,          m_close,       m_read,       m_write,   m_truncate,    m_sync,   m_file_size,
        m_lock,     m_lock,        m_check_lock, m_control, m_sector_size, m_traits, m_shm_map,
        m_shm_lock, m_shm_barrier, m_shm_unmap,  NULL,      NULL,
    };
    (void)vfs;
    struct memory_handle *m = (struct memory_handle *)h;
    assert_non_null(name); /* no temporary files: the store makes none */
    m->file = file_index(name);
    files[m->file].exists = true;
    m->head.pMethods = &methods;
    if (out_flags != NULL)
        *out_flags = flags;
    return SQLITE_OK;
}

static int m_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
    (void)vfs, (void)sync_folder;
    int f = file_index(name);
    if (!files[f].exists)
        return SQLITE_IOERR_DELETE_NOENT;
    journal_add(ENTRY_DELETE, f, 0, NULL, 0);
    files[f].exists = false;
    files[f].size = 0;
    return SQLITE_OK;
}

static int m_access(sqlite3_vfs *vfs, const char *name, int flags, int *result)
{
    (void)vfs, (void)flags;
    *result = files[file_index(name)].exists;
    return SQLITE_OK;
}

static int m_full_path(sqlite3_vfs *vfs, const char *name, int n, char *out)
{
    (void)vfs;
    snprintf(out, (size_t)n, "%s", name);
    return SQLITE_OK;
}

static inline void memory_vfs_install(void)
{
    static sqlite3_vfs vfs;
    vfs = *sqlite3_vfs_find(NULL); /* time and randomness are the real ones */
    vfs.szOsFile = (int)sizeof(struct memory_handle);
    vfs.zName = "memory";
    vfs.xOpen = m_open;
    vfs.xDelete = m_delete;
    vfs.xAccess = m_access;
    vfs.xFullPathname = m_full_path;
    assert_int_equal(sqlite3_vfs_register(&vfs, 1), SQLITE_OK);
}

static inline void journal_free(void)
{
    for (size_t i = 0; i < n_journal; i++)
        free(journal[i].bytes);
    free(journal);
    journal = NULL;
    n_journal = journal_cap = 0;
}

/* Takes the files as they are for durable, and begins to write down what happens. */
static inline void journal_begin(void)
{
    journal_free();
    for (int i = 0; i < N_FILES; i++) {
        struct memory_file *f = &files[i];
        free(f->base);
        f->base = mem_alloc(f->size);
        memcpy(f->base, f->size > 0 ? f->bytes : (const unsigned char *)"", f->size);
        f->base_size = f->size;
        f->base_exists = f->exists;
    }
    is_journaling = true;
}

static inline void journal_end(void)
{
    is_journaling = false;
}

static inline void journal_ack(int64_t n)
{
    journal_add(ENTRY_ACK, 0, n, NULL, 0);
}

static inline void journal_apply(const struct journal_entry *x)
{
    struct memory_file *f = &files[x->file];
    switch (x->kind) {
    case ENTRY_WRITE:
        f->exists = true;
        file_put(f, x->at, x->bytes, x->len);
        break;
    case ENTRY_CUT:
        file_resize(f, (size_t)x->at);
        break;
    case ENTRY_DELETE:
        f->exists = false;
        f->size = 0;
        break;
    case ENTRY_SYNC:
    case ENTRY_ACK:
        break;
    }
}

/* Some of the sectors of a write. */
static inline void apply_torn(const struct journal_entry *x)
{
    for (int64_t at = x->at; at < x->at + (int64_t)x->len;) {
        int64_t next = (at / SECTOR + 1) * SECTOR;
        next = next < x->at + (int64_t)x->len ? next : x->at + (int64_t)x->len;
        if (crash_draw(2) == 0)
            file_put(&files[x->file], at, x->bytes + (at - x->at), (size_t)(next - at));
        at = next;
    }
}

/* What happened to a file since its last sync before entry k: any of it, in any order. */
static inline void apply_unsynced(int file, size_t from, size_t k)
{
    size_t n = 0;
    size_t *open = mem_array(k - from + 1, sizeof *open);
    for (size_t i = from; i < k; i++)
        if (journal[i].file == file && journal[i].kind != ENTRY_ACK)
            open[n++] = i;
    uint64_t keep = crash_draw(4); /* 0 nothing, 1 half in any order, 2 half in order, 3 all */
    for (size_t i = 0; keep == 1 && i + 1 < n; i++) {
        size_t j = i + crash_draw(n - i);
        size_t other = open[i];
        open[i] = open[j];
        open[j] = other;
    }
    for (size_t i = 0; keep != 0 && i < n; i++) {
        const struct journal_entry *x = &journal[open[i]];
        uint64_t fate = keep == 3 && i + 1 < n ? 0 : crash_draw(3);
        if (fate == 0)
            journal_apply(x);
        else if (fate == 1 && x->kind == ENTRY_WRITE)
            apply_torn(x);
    }
    free(open);
}

/* Puts the files as a machine finds them that lost power before entry k. */
static inline void crash_at(size_t k)
{
    is_journaling = false;
    for (int i = 0; i < N_FILES; i++) {
        struct memory_file *f = &files[i];
        size_t synced = 0;
        forget_shm(f);
        f->size = 0;
        file_resize(f, f->base_size);
        if (f->base_size > 0)
            memcpy(f->bytes, f->base, f->base_size);
        f->exists = f->base_exists;
        for (size_t j = 0; j < k; j++)
            if (journal[j].file == i && journal[j].kind == ENTRY_SYNC)
                synced = j;
        for (size_t j = 0; j < synced; j++)
            if (journal[j].file == i)
                journal_apply(&journal[j]);
        apply_unsynced(i, synced, k);
    }
}

static inline void memory_vfs_clear(void)
{
    journal_free();
    for (int i = 0; i < N_FILES; i++) {
        forget_shm(&files[i]);
        free(files[i].bytes);
        free(files[i].base);
        files[i] = (struct memory_file){0};
    }
    n_syncs = fail_sync_from = fail_sync_to = 0;
}

#endif
