/* Regions and texts that grow. */
#include "test.h"

#include "base/core.h"

static void region_memory_is_zeroed_aligned_and_its_own(void **state)
{
    wmi_memory *memory = NULL;
    unsigned char *blocks[400];
    size_t i;
    size_t j;
    (void)state;
    for (i = 0; i < COUNT(blocks); i++) {
        blocks[i] = wmi_memory_alloc(&memory, i);
        assert_non_null(blocks[i]);
        assert_int_equal((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
        for (j = 0; j < i; j++) {
            assert_int_equal(blocks[i][j], 0);
        }
        memset(blocks[i], (int)(i & 0xFF), i);
    }
    for (i = 0; i < COUNT(blocks); i++) {
        for (j = 0; j < i; j++) {
            assert_int_equal(blocks[i][j], i & 0xFF);
        }
    }
    assert_true(test_counted.total < 16); /* blocks grow */
    wmi_memory_clear(&memory);
    assert_null(memory);
    wmi_memory_clear(&memory);
    wmi_memory_clear(NULL);
}

static void region_stays_where_it_is(void **state)
{
    wmi_memory *memory = NULL;
    wmi_memory *first;
    (void)state;
    assert_non_null(wmi_memory_alloc(&memory, 1));
    first = memory;
    assert_non_null(wmi_memory_alloc(&memory, 5000000));
    assert_ptr_equal(memory, first);
    wmi_memory_clear(&memory);
}

static void impossible_sizes_are_refused(void **state)
{
    wmi_memory *memory = NULL;
    (void)state;
    assert_null(wmi_memory_alloc(&memory, SIZE_MAX));
    assert_null(wmip_memory_array(&memory, SIZE_MAX / 2, 4));
    assert_null(wmip_memory_array(&memory, SIZE_MAX / 4 + 2, 4)); /* whose product is 4 where it overflows */
    assert_null(wmip_memory_array(&memory, 2, SIZE_MAX / 2 + 9));
    assert_null(memory);
    assert_null(wmi_memory_text(&memory, "", SIZE_MAX));
    assert_non_null(wmip_memory_array(&memory, 0, 4)); /* an empty array is not NULL */
    wmi_memory_clear(&memory);
}

static void text_is_copied(void **state)
{
    wmi_memory *memory = NULL;
    const char *copy = "";
    (void)state;
    assert_string_equal(wmi_memory_text(&memory, "abcdef", 3), "abc");
    assert_true(wmip_memory_copy(&memory, NULL, &copy));
    assert_null(copy);
    wmi_memory_clear(&memory);
}

static void failed_region_is_left_usable(void **state)
{
    wmi_memory *memory = NULL;
    (void)state;
    test_counted.fail_at = 1;
    assert_null(wmi_memory_alloc(&memory, 8));
    assert_null(memory);
    assert_non_null(wmi_memory_alloc(&memory, 8));
    test_counted.fail_at = 1;
    assert_null(wmi_memory_alloc(&memory, 100000));
    assert_non_null(wmi_memory_alloc(&memory, 8));
    wmi_memory_clear(&memory);
}

static void free_takes_null(void **state)
{
    void *block;
    (void)state;
    wmi_free(NULL);
    block = wmi_alloc(0);
    assert_non_null(block);
    wmi_free(block);
}

static void buffer_grows(void **state)
{
    wmip_buffer buffer = {0};
    char *text;
    int i;
    (void)state;
    for (i = 0; i < 1000; i++) {
        wmip_buffer_format(&buffer, "%d", i % 10);
    }
    wmip_buffer_char(&buffer, 'x');
    wmip_buffer_text(&buffer, "yz");
    text = wmip_buffer_take(&buffer);
    assert_int_equal(strlen(text), 1003);
    assert_string_equal(text + 997, "789xyz");
    assert_null(buffer.text);
    wmi_free(text);
    text = wmip_buffer_take(&buffer);
    assert_string_equal(text, "");
    wmi_free(text);
    wmip_buffer_clear(&buffer);
}

static void buffer_remembers_failure(void **state)
{
    wmip_buffer buffer = {0};
    (void)state;
    wmip_buffer_text(&buffer, "abc");
    test_counted.fail_at = 1;
    wmip_buffer_format(&buffer, "%200d", 1);
    assert_true(buffer.failed);
    wmip_buffer_text(&buffer, "d");
    assert_string_equal(buffer.text, "abc");
    assert_null(wmip_buffer_take(&buffer));
    assert_false(buffer.failed);
}

/* Lengths that no memory has, whose sum with what is there overflows or never gets reached by doubling. */
static void buffer_refuses_impossible_lengths(void **state)
{
    static const size_t lengths[] = {SIZE_MAX, SIZE_MAX - 2, SIZE_MAX - 3, SIZE_MAX / 2 + 2, SIZE_MAX / 4};
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(lengths); i++) {
        wmip_buffer buffer = {0};
        wmip_buffer_text(&buffer, "abc");
        wmip_buffer_append(&buffer, "x", lengths[i]);
        assert_true(buffer.failed);
        assert_string_equal(buffer.text, "abc");
        assert_int_equal(test_counted.total, i + 1);
        wmip_buffer_clear(&buffer);
    }
}

/* A part ends when it is cleared, or with what it is part of; in whichever order parts are cleared. */
static void parts_of_regions_end_with_them(void **state)
{
    wmi_memory *memory = NULL;
    wmi_memory *parts[5];
    size_t i;
    long live;
    (void)state;
    assert_non_null(wmi_memory_alloc(&memory, 8));
    for (i = 0; i < COUNT(parts); i++) {
        parts[i] = wmip_memory_part(memory, &parts[i / 2 * 2]);
        assert_non_null(parts[i]);
        assert_ptr_equal(wmip_memory_part_of(memory, &parts[i / 2 * 2]), parts[i]); /* the newer of two */
        memset(wmi_memory_alloc(&parts[i], 1000), 'x', 1000);
        assert_non_null(wmip_memory_part(wmip_memory_part(parts[i], NULL), NULL));
    }
    live = test_counted.live;
    wmi_memory_clear(&parts[2]);
    wmi_memory_clear(&parts[4]); /* the newest */
    wmi_memory_clear(&parts[0]); /* the oldest */
    assert_null(parts[2]);
    assert_ptr_equal(wmip_memory_part_of(memory, &parts[2]), parts[3]);
    assert_null(wmip_memory_part_of(memory, &parts[4]));
    assert_int_equal(test_counted.live, live - 3 * 4);
    test_counted.fail_at = 1;
    assert_null(wmip_memory_part(memory, NULL));
    assert_non_null(wmip_memory_part(memory, NULL));
    wmi_memory_clear(&parts[3]);
    wmi_memory_clear(&memory);
    assert_int_equal(test_counted.live, 0);
}

static void utf8_is_checked(void **state)
{
    static const char *const good[] = {"", "abc", "\xC3\xA4", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBF"};
    static const char *const bad[] = {
        "\x80", "\xC3",      "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF0\x80\x80\x80",
        "\xFF", "a\xE2\x82", "\xC3("};
    char text[4];
    uint32_t code = 0;
    uint32_t back = 0;
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(good); i++) {
        assert_true(wmip_utf8_valid(good[i]));
    }
    for (i = 0; i < COUNT(bad); i++) {
        assert_false(wmip_utf8_valid(bad[i]));
    }
    for (code = 1; code <= 0x110000; code += 7) {
        char padded[5] = {0};
        size_t length = wmip_utf8_encode(code, text);
        bool is_character = code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
        assert_int_equal(length != 0, is_character);
        memcpy(padded, text, length);
        if (is_character) {
            assert_int_equal(wmip_utf8_decode(padded, &back), length);
            assert_int_equal(back, code);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(region_memory_is_zeroed_aligned_and_its_own),
        TEST(region_stays_where_it_is),
        TEST(impossible_sizes_are_refused),
        TEST(text_is_copied),
        TEST(failed_region_is_left_usable),
        TEST(free_takes_null),
        TEST(buffer_grows),
        TEST(buffer_remembers_failure),
        TEST(buffer_refuses_impossible_lengths),
        TEST(parts_of_regions_end_with_them),
        TEST(utf8_is_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
