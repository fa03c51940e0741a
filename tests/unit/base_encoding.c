/* Whatever an office's old machine wrote is read as what was meant: Vietnamese texts are written in
 * each encoding by glibc's iconv or by hand and must come back. */
#include "base/text.h"

#include "base/buf.h"
#include "base/mem.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

static const char *const LISTS[] = {
    "STT,Họ và tên,Ngày sinh\r\n1,Nguyễn Thị Hoà,3/7/1981\r\n2,Đặng Văn Trường,1978\r\n",
    "Sở Xây dựng;Phòng Quản lý nhà;Trần Đức Lương\n",
    "Họ tên\tĐơn vị\nLê Quý Đôn\tThanh tra tỉnh\n",
    "điều hòa; vệ sinh khép kín; yên tĩnh",
    "Đỗ",
    "HỌ VÀ TÊN,NGÀY SINH\nPHẠM THỊ MỸ HẠNH,12/05/1990\n",
    "Ghi chú: \xE2\x80\x9Cnuôi con dưới 36 tháng\xE2\x80\x9D, ở Kiến Xương",
};
enum { N_LISTS = sizeof LISTS / sizeof *LISTS };

static struct buf encode(const char *text, const char *encoding)
{
    struct buf out = {0};
    iconv_t cd = iconv_open(encoding, "UTF-8");
    assert_true(cd != (iconv_t)-1);
    char *copy = mem_dup(text);
    size_t cap = 4 * strlen(text) + 16;
    char *bytes = mem_alloc(cap);
    char *in = copy, *to = bytes;
    size_t left = strlen(text), room = cap;
    size_t rc = iconv(cd, &in, &left, &to, &room);
    if (rc != (size_t)-1)
        rc = iconv(cd, NULL, NULL, &to, &room);
    if (rc != (size_t)-1)
        buf_add(&out, bytes, cap - room);
    iconv_close(cd);
    free(copy);
    free(bytes);
    return out;
}

static void assert_decodes(const struct buf *raw, const char *want, const char *want_name)
{
    const char *name = "?";
    char *text = text_to_utf8(raw->data, raw->len, &name);
    assert_non_null(text);
    assert_string_equal(text, want);
    assert_string_equal(name, want_name);
    free(text);
}

static void t_each_encoding_comes_back(void **unused)
{
    (void)unused;
    static const struct {
        const char *iconv_name;
        const char *mark;
        size_t mark_len;
        const char *name;
    } kinds[] = {{"UTF-8", "", 0, "UTF-8"},
                 {"UTF-8", "\xEF\xBB\xBF", 3, "UTF-8"},
                 {"UTF-16LE", "\xFF\xFE", 2, "UTF-16LE"},
                 {"UTF-16BE", "\xFE\xFF", 2, "UTF-16BE"},
                 {"UTF-16LE", "", 0, "UTF-16LE"}};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (size_t i = 0; i < N_LISTS; i++) {
            if (kinds[k].mark_len == 0 && k > 0 && strlen(LISTS[i]) < 20)
                continue; /* a word alone in UTF-16 does not show itself */
            struct buf raw = {0};
            struct buf body = encode(LISTS[i], kinds[k].iconv_name);
            buf_add(&raw, kinds[k].mark, kinds[k].mark_len);
            buf_add(&raw, body.data, body.len);
            assert_decodes(&raw, LISTS[i], kinds[k].name);
            buf_release(&raw);
            buf_release(&body);
        }
}

/* The tones of CP1258 are characters of their own behind the letter. */
static void t_windows_1258_comes_back_composed(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < N_LISTS; i++) {
        struct buf raw = encode(LISTS[i], "CP1258");
        if (raw.len > 0)
            assert_decodes(&raw, LISTS[i], "CP1258");
        else
            fail_msg("list %zu does not encode", i);
        buf_release(&raw);
    }
}

/* What TCVN3 has no sign for (the curly quotes) is left out of its lists; its capitals with tone
 * are those of VN1, the control characters, that no font showed: small letters only. */
static void t_tcvn3_comes_back(void **unused)
{
    (void)unused;
    static const char *const lists[] = {
        "STT,Họ và tên,Ngày sinh\r\n1,Nguyễn Thị Hoà,3/7/1981\r\n2,Đặng Văn Trường,1978\r\n",
        "Sở Xây dựng;Phòng Quản lý nhà;Trần Đức Lương\n",
        "Họ tên\tĐơn vị\nLê Quý Đôn\tThanh tra tỉnh\n",
        "điều hòa; vệ sinh khép kín; yên tĩnh",
        "Bùi Thị Nguyệt",
        "Vũ Tiến Lực,Kiến Xương,Đông Hưng"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct buf raw = encode(lists[i], "TCVN5712-1");
        assert_true(raw.len > 0);
        assert_decodes(&raw, lists[i], "TCVN3");
        buf_release(&raw);
    }
}

static void t_decomposed_text_is_composed(void **unused)
{
    (void)unused;
    struct buf raw = {0};
    buf_str(&raw, "Tra\xCC\x82\xCC\x80n \xC4\x90u\xCC\x9B\xCC\x81"
                  "c");
    assert_decodes(&raw, "Trần Đức", "UTF-8");
    buf_release(&raw);
}

/* VNI, Chinese, a picture: an error is better than a wrong name. */
static void t_what_is_no_vietnamese_is_refused(void **unused)
{
    (void)unused;
    static const char *const texts[] = {"Nguye\xE3n Va\xEAn \xD1\xF6\xF9"
                                        "c, Tra\xE0n Th\xF2 Hoa\xF8",
                                        "\xA4\xA4\xA4\xE5,\xB4\xFA\xB8\xD5,\xA9m\xA6W"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *text = text_to_utf8(texts[i], strlen(texts[i]), NULL);
        if (text != NULL)
            fail_msg("text %zu read as \"%s\"", i, text);
    }
    assert_null(text_to_utf8("a\0b,c", 5, NULL));
}

static void t_any_bytes_give_valid_text_or_none(void **unused)
{
    (void)unused;
    uint64_t state = 7;
    for (int round = 0; round < 3000; round++) {
        char raw[64];
        size_t len = (size_t)round % sizeof raw;
        for (size_t i = 0; i < len; i++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            raw[i] = (char)(state >> (round % 3 == 0 ? 33 : 40));
        }
        char *exact = mem_ndup(raw, len); /* on the heap: sanitizers see a read too far */
        char *text = text_to_utf8(exact, len, NULL);
        if (text != NULL) {
            const char *name;
            char *again = text_to_utf8(text, strlen(text), &name);
            assert_non_null(again);
            free(again);
        }
        free(text);
        free(exact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_each_encoding_comes_back),
        cmocka_unit_test(t_windows_1258_comes_back_composed),
        cmocka_unit_test(t_tcvn3_comes_back),
        cmocka_unit_test(t_decomposed_text_is_composed),
        cmocka_unit_test(t_what_is_no_vietnamese_is_refused),
        cmocka_unit_test(t_any_bytes_give_valid_text_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
