/* Who stands at a door without an account: sees what is being repaired there, reports a fault,
 * sends a photo, follows it; and what the house sees of that. */
#include "published.h"

#include "../../src/base/image_parts.h"
#include "base/child.h"
#include "base/mem.h"

static struct server server;
static struct buf reply;
static struct json *answer;
static char program[4096], path[256], code[33];

static int set_up(void **state)
{
    (void)state;
    api_engine = program;
    api_make(&server, published_fill);
    api_begin(&server);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    json_free(answer);
    answer = NULL;
    buf_release(&reply);
    api_end(&server);
    return 0;
}

static int ask(enum who who, const char *method, const char *at, const char *body)
{
    struct err why = {0};
    const int status = people_ask(&server, who, method, at, "", body, &reply);
    json_free(answer);
    answer = json_parse(api_body(&reply), strlen(api_body(&reply)), &why);
    return status;
}

static const char *at_door(const char *rest)
{
    snprintf(path, sizeof path, "/api/v1/doors/%s%s", published_door, rest);
    return path;
}

static void report(void)
{
    assert_int_equal(ask(WHO_NOBODY, "POST", at_door("/repairs"),
                         "{\"category\":\"water\",\"answers\":{\"symptom\":\"burst\"},"
                         "\"description\":\"Nước tràn ra hành lang\",\"contact\":\"0912345678\"}"),
                     201);
    snprintf(code, sizeof code, "%s", json_text(json_get(answer, "code")));
    assert_int_equal(strlen(code), 32);
}

/* A gradient from `from` on, which no compression makes equal to another one; with a place in its
 * marks. */
static void picture(int width, int height, int from, struct buf *out)
{
    struct image im = {.width = width, .height = height};
    const int n = 3 * width * height;
    struct buf plain = {0};
    struct err why = {0};
    static const char mark[] = "\xff\xe1\0\x0eGPS 20.6 106";
    im.rgb = mem_alloc((size_t)n);
    for (int i = 0; i < n; i++)
        im.rgb[i] = (unsigned char)(from + i % (3 * width) / 24);
    assert_int_equal(image_write_jpeg(&im, &plain, &why), ERR_OK);
    free(im.rgb);
    buf_add(out, plain.data, 2);
    buf_add(out, mark, sizeof mark - 1);
    buf_add(out, plain.data + 2, plain.len - 2);
    buf_release(&plain);
}

static int send_photo(enum who who, const char *to, const struct buf *jpeg)
{
    struct buf head = {0};
    struct err why = {0};
    buf_str(&head, "X-Requested-With: test\r\nContent-Type: image/jpeg\r\n");
    if (who != WHO_NOBODY)
        buf_fmt(&head, "Cookie: sid=%s\r\n", people_session[who]);
    const int status = api_ask_bytes(&server, "POST", to, head.data, jpeg->data, jpeg->len, &reply);
    json_free(answer);
    answer = json_parse(api_body(&reply), strlen(api_body(&reply)), &why);
    buf_release(&head);
    return status;
}

static void t_a_fault_is_reported_at_the_door(void **state)
{
    struct buf jpeg = {0};
    char photo[33], to[256];
    (void)state;
    report();
    assert_string_equal(json_text(json_get(answer, "severity")), "emergency");
    picture(2000, 1500, 0, &jpeg);
    snprintf(to, sizeof to, "/api/v1/doors/%s/repairs/%s/photos?kind=fault", published_door, code);
    assert_int_equal(send_photo(WHO_NOBODY, to, &jpeg), 201);
    assert_int_equal(json_int(json_get(answer, "width")), 1600);
    assert_int_equal(json_int(json_get(answer, "height")), 1200);
    snprintf(photo, sizeof photo, "%s", json_text(json_get(answer, "code")));

    /* the crew sees words, number and picture; of the picture nothing but pixels */
    snprintf(path, sizeof path, "/api/v1/repairs/%s", code);
    assert_int_equal(ask(WHO_MAINTENANCE, "GET", path, NULL), 200);
    assert_string_equal(json_text(json_get(answer, "source")), "card");
    assert_string_equal(json_text(json_get(answer, "contact")), "0912345678");
    assert_int_equal(json_int(json_get(answer, "n_photos")), 1);
    snprintf(path, sizeof path, "/api/v1/repairs/%s/photos/%s", code, photo);
    assert_int_equal(ask(WHO_MAINTENANCE, "GET", path, NULL), 200);
    assert_non_null(strstr(reply.data, "Content-Type: image/jpeg"));
    assert_memory_equal(strstr(reply.data, "\r\n\r\n") + 4, "\xff\xd8\xff", 3);
    assert_non_null(memmem(jpeg.data, jpeg.len, "GPS", 3));
    assert_null(memmem(reply.data, reply.len, "GPS", 3));

    /* who stands there next sees that it is known, and no word of the first */
    assert_int_equal(ask(WHO_NOBODY, "GET", at_door(""), NULL), 200);
    assert_non_null(strstr(reply.data, "\"water\""));
    assert_null(strstr(reply.data, "hành lang"));
    assert_null(strstr(reply.data, "0912345678"));

    /* once somebody works on it, the door adds nothing */
    snprintf(path, sizeof path, "/api/v1/repairs/%s/events", code);
    assert_int_equal(people_ask(&server, WHO_MAINTENANCE, "POST", path, "If-Match: *\r\n",
                                "{\"action\":\"start\"}", &reply),
                     200);
    assert_int_equal(send_photo(WHO_NOBODY, to, &jpeg), 404);
    snprintf(to, sizeof to, "/api/v1/repairs/%s/photos?kind=done", code);
    assert_int_equal(send_photo(WHO_OFFICIAL, to, &jpeg), 404);
    buf_release(&jpeg);
}

static void t_a_repair_takes_so_many_photos(void **state)
{
    char at_the_door[256], of_the_crew[256];
    int n = 0, status = 201;
    (void)state;
    report();
    snprintf(at_the_door, sizeof at_the_door, "/api/v1/doors/%s/repairs/%s/photos?kind=fault",
             published_door, code);
    snprintf(of_the_crew, sizeof of_the_crew, "/api/v1/repairs/%s/photos?kind=done", code);
    while (n <= PHOTO_EACH && status == 201) {
        struct buf jpeg = {0};
        picture(16, 16, 20 * n, &jpeg);
        status = send_photo(n % 2 == 0 ? WHO_MAINTENANCE : WHO_NOBODY,
                            n % 2 == 0 ? of_the_crew : at_the_door, &jpeg);
        n += status == 201;
        buf_release(&jpeg);
    }
    assert_int_equal(status, 409);
    assert_int_equal(n, PHOTO_EACH);
    struct buf more = {0};
    picture(16, 16, 7, &more);
    assert_int_equal(send_photo(WHO_NOBODY, at_the_door, &more), 409);
    assert_int_equal(send_photo(WHO_MAINTENANCE, of_the_crew, &more), 409);
    buf_release(&more);
}

static void t_what_is_no_picture_is_told(void **state)
{
    const struct buf text = {.data = (char[]){"%PDF-1.4"}, .len = 8};
    char to[256];
    (void)state;
    report();
    snprintf(to, sizeof to, "/api/v1/doors/%s/repairs/%s/photos?kind=fault", published_door, code);
    assert_int_equal(send_photo(WHO_NOBODY, to, &text), 422);
    assert_non_null(strstr(reply.data, "JPEG"));
    assert_int_equal(ask(WHO_NOBODY, "POST", to, "{}"), 415);
}

/* A phone that lost the answer sends again; another phone may have thought of the same key. */
static void t_a_report_sent_again_is_one(void **state)
{
    static const char *const REPORTS[] = {
        "{\"category\":\"water\",\"answers\":{\"symptom\":\"tap\"}}",
        "{\"category\":\"water\",\"answers\":{\"symptom\":\"leak\"}}"};
    char codes[2][33];
    (void)state;
    for (int again = 0; again < 2; again++)
        for (int i = 0; i < 2; i++) {
            struct err why = {0};
            assert_int_equal(people_ask(&server, WHO_NOBODY, "POST", at_door("/repairs"),
                                        "Idempotency-Key: 1\r\n", REPORTS[i], &reply),
                             201);
            json_free(answer);
            answer = json_parse(api_body(&reply), strlen(api_body(&reply)), &why);
            if (again)
                assert_string_equal(json_text(json_get(answer, "code")), codes[i]);
            else
                snprintf(codes[i], sizeof codes[i], "%s", json_text(json_get(answer, "code")));
        }
    assert_string_not_equal(codes[0], codes[1]);
}

static void t_a_renewed_card_is_good_no_more(void **state)
{
    (void)state;
    assert_int_equal(ask(WHO_NOBODY, "GET", at_door(""), NULL), 200);
    assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/rooms/SV-A-101/door-card", NULL), 204);
    assert_int_equal(ask(WHO_NOBODY, "GET", at_door(""), NULL), 404);
    assert_int_equal(ask(WHO_NOBODY, "POST", at_door("/repairs"), "{\"category\":\"water\"}"), 404);
}

static void t_a_room_reports_so_often_a_day(void **state)
{
    int n = 0;
    (void)state;
    while (n <= DOOR_DAY &&
           ask(WHO_NOBODY, "POST", at_door("/repairs"),
               "{\"category\":\"water\",\"answers\":{\"symptom\":\"tap\"}}") == 201)
        n++;
    assert_int_equal(people_ask(&server, WHO_NOBODY, "POST", path, "",
                                "{\"category\":\"water\",\"answers\":{\"symptom\":\"tap\"}}",
                                &reply),
                     409);
    assert_true(n > 0 && n <= DOOR_DAY); /* the house of the test has one already */
}

/* What the server calls for pictures: this program, as quarters read-image would do it. */
static int read_image(void)
{
    struct buf in = {0}, jpeg = {0};
    struct err why = {0};
    char piece[4096];
    int width, height;
    for (size_t n; (n = fread(piece, 1, sizeof piece, stdin)) > 0;)
        buf_add(&in, piece, n);
    const int rc = image_make(in.data, in.len, &jpeg, &width, &height, &why);
    if (rc == ERR_OK) {
        printf("%d %d\n", width, height);
        fwrite(jpeg.data, 1, jpeg.len, stdout);
    } else {
        fprintf(stderr, "%s\n%s\n", why.vi, why.en);
    }
    buf_release(&in);
    buf_release(&jpeg);
    return rc;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(t_a_fault_is_reported_at_the_door), TEST(t_a_report_sent_again_is_one),
        TEST(t_a_repair_takes_so_many_photos),   TEST(t_what_is_no_picture_is_told),
        TEST(t_a_renewed_card_is_good_no_more),  TEST(t_a_room_reports_so_often_a_day),
    };
    if (argc > 1 && strcmp(argv[1], "read-image") == 0)
        return read_image();
    if (child_self_path(program, sizeof program) != 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
