/* Opens, guards and closes a database, and brings its schema up to date.
 *
 * Durability: WAL with synchronous=FULL, read back on each handle; a handle that cannot have it is
 * refused. Only the one writable handle checkpoints, when the writer thread says so (writer.c) or
 * when it is closed: SQLite 3.40 may lose commits where two connections do. Hardening: no trusted
 * schema, no double-quoted strings, no extensions, no ATTACH, defensive mode, small limits. The
 * guard is a file of its own, PATH.lock: opening and closing the database file itself outside
 * SQLite would drop SQLite's own locks.
 */
#include "handle.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "schema.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum {
    APPLICATION_ID = 0x51545253, /* "QTRS": tells our files from other SQLite files */
    BUSY_MS = 5000,              /* readers wait this long for a checkpoint to end */
    PROGRESS_STEPS = 1000,       /* some tens of microseconds: a deadline is kept that well */
};

static int take_guard(struct store *s, const char *path, struct err *e)
{
    struct buf name = {0};
    buf_fmt(&name, "%s.lock", path);
    s->lock_fd = open(name.data, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    int rc = ERR_OK;
    if (s->lock_fd < 0)
        rc = err_set(e, ERR_IO, "không mở được tệp khóa %s: %s", "cannot open the lock file %s: %s",
                     name.data, strerror(errno));
    else if (flock(s->lock_fd, LOCK_EX | LOCK_NB) != 0)
        rc = err_set(
            e, ERR_BUSY,
            "một tiến trình khác đang ghi vào %s; hãy đợi nó xong hoặc dừng nó rồi chạy lại",
            "another process is writing to %s; wait for it to end, or stop it, and run again",
            path);
    buf_release(&name);
    return rc;
}

/* A new database is readable by its owner alone from its first byte on. */
static int make_file(const char *path, struct err *e)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST)
        return err_set(e, ERR_INPUT, "%s đã có sẵn; hãy chọn tên khác",
                       "%s exists already; choose another name", path);
    if (fd < 0)
        return err_set(e, ERR_IO, "không tạo được %s: %s", "cannot create %s: %s", path,
                       strerror(errno));
    close(fd);
    file_sync_folder(path);
    return ERR_OK;
}

static int pragma(struct store *s, const char *sql, struct err *e)
{
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ? ERR_OK : store_fail(s, e);
}

/* The one value a pragma answers. */
static int ask(struct store *s, const char *sql, int64_t *value, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL || sqlite3_step(st) != SQLITE_ROW)
        return store_fail(s, e);
    *value = sqlite3_column_int64(st, 0);
    sqlite3_reset(st);
    return ERR_OK;
}

static int expect(struct store *s, const char *sql, int64_t wanted, struct err *e)
{
    int64_t value = -1;
    int rc = ask(s, sql, &value, e);
    if (rc == ERR_OK && value != wanted)
        rc = err_set(e, ERR_IO, "không đặt được %s", "cannot have %s", sql);
    return rc;
}

/* SQLite hands over lengths, not ends. */
static int compare_names(void *ctx, int n_a, const void *a, int n_b, const void *b)
{
    (void)ctx;
    char *text_a = mem_ndup(a, (size_t)n_a);
    char *text_b = mem_ndup(b, (size_t)n_b);
    int c = text_compare_names(text_a, text_b);
    free(text_a);
    free(text_b);
    return c;
}

int store_add_collation(sqlite3 *db)
{
    return sqlite3_create_collation_v2(db, "vietnamese_name", SQLITE_UTF8, NULL, compare_names,
                                       NULL);
}

static int harden(struct store *s, struct err *e)
{
    static const struct {
        int option;
        int value;
    } options[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 1},
    };
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        int now = -1;
        if (sqlite3_db_config(s->db, options[i].option, options[i].value, &now) != SQLITE_OK ||
            now != options[i].value)
            return store_fail(s, e);
    }
    sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(s->db, SQLITE_LIMIT_SQL_LENGTH, 64 * 1024);
    sqlite3_limit(s->db, SQLITE_LIMIT_EXPR_DEPTH, 50);
    sqlite3_busy_timeout(s->db, BUSY_MS);
    /* temp_store: large transactions and sorts would else put people's data into other files */
    int rc = pragma(s,
                    "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY; "
                    "PRAGMA synchronous=FULL",
                    e);
    rc = rc != ERR_OK ? rc : expect(s, "PRAGMA synchronous", 2, e);
    return rc != ERR_OK ? rc : expect(s, "PRAGMA foreign_keys", 1, e);
}

static int note_wal(void *ctx, sqlite3 *db, const char *name, int n_frames)
{
    (void)db, (void)name;
    ((struct store *)ctx)->n_wal = n_frames;
    return SQLITE_OK;
}

static int use_wal(struct store *s, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, "PRAGMA journal_mode=WAL", e);
    if (st == NULL || sqlite3_step(st) != SQLITE_ROW)
        return store_fail(s, e);
    char *mode = store_column_text(st, 0);
    sqlite3_reset(st);
    int rc = ERR_OK;
    if (strcmp(mode, "wal") != 0)
        rc = err_set(e, ERR_IO, "hệ thống tệp này không dùng được chế độ WAL",
                     "this file system cannot have WAL mode");
    free(mode);
    rc = rc != ERR_OK ? rc : pragma(s, "PRAGMA wal_autocheckpoint=0", e);
    sqlite3_wal_hook(s->db, note_wal, s); /* after the pragma, which would remove it */
    return rc;
}

/* One migration, whole or not at all. */
static int migrate_from(struct store *s, size_t version, struct err *e)
{
    char set_version[64];
    int rc = store_begin(s, e);
    const char *const *statement = STORE_MIGRATIONS[version].statements;
    for (; rc == ERR_OK && *statement != NULL; statement++)
        rc = pragma(s, *statement, e);
    /* pragmas take no parameters; the number is ours */
    snprintf(set_version, sizeof set_version, "PRAGMA user_version=%zu", version + 1);
    rc = rc != ERR_OK ? rc : pragma(s, set_version, e);
    rc = rc != ERR_OK ? rc : store_commit(s, e);
    if (rc != ERR_OK)
        store_rollback(s);
    return rc;
}

static int check_version(struct store *s, const char *path, bool is_new, struct err *e)
{
    char set_id[64];
    int64_t id = 0;
    int64_t version = 0;
    snprintf(set_id, sizeof set_id, "PRAGMA application_id=%d", APPLICATION_ID);
    int rc = is_new ? pragma(s, set_id, e) : ERR_OK;
    rc = rc != ERR_OK ? rc : ask(s, "PRAGMA application_id", &id, e);
    rc = rc != ERR_OK ? rc : ask(s, "PRAGMA user_version", &version, e);
    if (rc != ERR_OK)
        return rc;
    if (id != APPLICATION_ID)
        return err_set(e, ERR_INPUT, "%s không phải là cơ sở dữ liệu của Quarters",
                       "%s is no Quarters database", path);
    if (version > (int64_t)STORE_N_MIGRATIONS)
        return err_set(e, ERR_INPUT,
                       "%s do một phiên bản mới hơn tạo ra; hãy cập nhật chương trình",
                       "%s was made by a newer version; update the program", path);
    if (!s->is_writer && version < (int64_t)STORE_N_MIGRATIONS)
        return err_set(e, ERR_INPUT,
                       "%s cần nâng cấp: hãy chạy một lệnh ghi (ví dụ import) một lần",
                       "%s needs an upgrade: run a writing command (import, say) once", path);
    for (size_t v = (size_t)version; rc == ERR_OK && v < STORE_N_MIGRATIONS; v++)
        rc = migrate_from(s, v, e);
    return rc;
}

/* The first writer with a key leaves its mark; every later handle's key must match it. Another key
 * would seal values nobody opens, and find no doubles. */
static int check_key(struct store *s, struct err *e)
{
    char mark[65];
    char *stored = NULL;
    if (!s->has_key)
        return ERR_OK;
    crypto_lookup(&s->key, "quarters key check", mark);
    sqlite3_stmt *st = store_statement(s, "SELECT value FROM setting WHERE name = 'key_check'", e);
    if (st == NULL)
        return store_fail(s, e);
    int step = sqlite3_step(st);
    if (step == SQLITE_ROW)
        stored = store_column_text(st, 0);
    sqlite3_reset(st);
    int rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    if (stored != NULL && strcmp(stored, mark) != 0)
        rc = err_set(e, ERR_INPUT, "khóa này không phải khóa của cơ sở dữ liệu",
                     "this key is not the key of the database");
    if (rc == ERR_OK && stored == NULL && s->is_writer) {
        st = store_statement(s, "INSERT INTO setting (name, value) VALUES ('key_check', ?1)", e);
        if (st == NULL)
            return store_fail(s, e);
        store_bind_text(st, 1, mark);
        rc = store_run(s, st, e);
    }
    free(stored);
    return rc;
}

static int open_handle(struct store *s, const char *path, enum store_mode mode, struct err *e)
{
    int flags = (s->is_writer ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) |
                SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int rc = ERR_OK;
    if (mode != STORE_CREATE && access(path, F_OK) != 0)
        return err_set(e, ERR_INPUT, "không có tệp %s; tạo mới bằng: quarters init %s",
                       "there is no file %s; make one with: quarters init %s", path, path);
    if (s->is_writer)
        rc = take_guard(s, path, e);
    if (rc == ERR_OK && mode == STORE_CREATE)
        rc = make_file(path, e);
    if (rc != ERR_OK)
        return rc;
    if (sqlite3_open_v2(path, &s->db, flags, NULL) != SQLITE_OK)
        return store_fail(s, e);
    rc = store_add_collation(s->db) == SQLITE_OK && store_add_search(s->db) == SQLITE_OK
             ? harden(s, e)
             : store_fail(s, e);
    if (rc == ERR_OK && s->is_writer)
        rc = use_wal(s, e);
    rc = rc != ERR_OK ? rc : check_version(s, path, mode == STORE_CREATE, e);
    return rc != ERR_OK ? rc : check_key(s, e);
}

/* A read handle may select, within a transaction if it likes, and nothing else, whatever statement
 * someone prepares on it. */
static int reader_may(void *ctx, int action, const char *a, const char *b, const char *c,
                      const char *d)
{
    (void)ctx, (void)a, (void)b, (void)c, (void)d;
    bool reads = action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_FUNCTION ||
                 action == SQLITE_RECURSIVE || action == SQLITE_TRANSACTION;
    return reads ? SQLITE_OK : SQLITE_DENY;
}

/* Called by SQLite every PROGRESS_STEPS steps of a statement; other than 0 stops it. */
static int is_late(void *ctx)
{
    const struct store *s = ctx;
    return s->deadline_s > 0 && clock_monotonic_s() > s->deadline_s;
}

static int limit_reader(struct store *s, struct err *e)
{
    if (sqlite3_set_authorizer(s->db, reader_may, NULL) != SQLITE_OK ||
        sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL) != SQLITE_OK)
        return store_fail(s, e);
    sqlite3_limit(s->db, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100);
    sqlite3_progress_handler(s->db, PROGRESS_STEPS, is_late, s);
    return ERR_OK;
}

/* Counting its memory costs SQLite a lock at each allocation, which threads then wait for. Has no
 * effect where SQLite was in use before: then it just counts. */
static void set_up_library(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int store_open(struct store **out, const char *path, enum store_mode mode,
               const struct crypto_key *key, struct err *e)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    (void)pthread_once(&once, set_up_library);
    struct store *s = mem_alloc(sizeof *s);
    s->lock_fd = -1;
    s->is_writer = mode != STORE_READ;
    s->has_key = key != NULL;
    if (key != NULL) {
        s->key = *key;
        crypto_derive(key, CRYPTO_FOR_AUDIT, &s->audit_key);
        crypto_derive(key, CRYPTO_FOR_AUDIT_FIELD, &s->field_key);
    }
    int rc = open_handle(s, path, mode, e);
    if (rc == ERR_OK && !s->is_writer)
        rc = limit_reader(s, e);
    if (rc != ERR_OK) {
        store_close(s);
        s = NULL;
    }
    *out = s;
    return rc;
}

void store_close(struct store *s)
{
    if (s == NULL)
        return;
    s->floor = 0;
    while (s->depth > 0)
        store_rollback(s);
    for (size_t i = 0; i < s->n_kept; i++)
        sqlite3_finalize(s->kept[i].statement);
    free(s->kept);
    /* a checkpoint through a handle that met a fault could spread the damage */
    if (s->db != NULL && s->fault != SQLITE_OK)
        sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    sqlite3_close(s->db);
    if (s->lock_fd >= 0)
        close(s->lock_fd);
    explicit_bzero(s, sizeof *s);
    free(s);
}

bool store_has_key(const struct store *s)
{
    return s->has_key;
}
