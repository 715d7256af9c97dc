/* Memory, names and texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/cim_type.h"
#include "support/json.h"
#include "support/text.h"

/** Lets one allocation fail, and counts what is not given back. */
typedef struct meter {
    size_t allowed;
    size_t blocks;
} meter;

static void *metered_allocate(void *context, size_t size)
{
    meter *counts = context;
    if (counts->allowed == 0) {
        return NULL;
    }
    counts->allowed--;
    counts->blocks++;
    return malloc(size);
}

static void metered_release(void *context, void *block)
{
    meter *counts = context;
    counts->blocks--;
    free(block);
}

static int open_heap(void **state)
{
    *state = mb_heap_new(NULL);
    return *state == NULL;
}

static int close_heap(void **state)
{
    mb_heap_free(*state);
    return 0;
}

static void arena_aligns_and_grows(void **state)
{
    mb_arena *arena = mb_arena_new(*state);
    unsigned char *blocks[300];
    for (size_t i = 0; i < 300; i++) {
        size_t size = i * 7 + 1;
        blocks[i] = mb_arena_alloc(arena, size);
        assert_int_equal((uintptr_t)blocks[i] % (size % 16 == 0 ? 16 : 8), 0);
        memset(blocks[i], (int)(i & 0xFF), size);
    }
    for (size_t i = 0; i < 300; i++) {
        for (size_t j = 0; j < i * 7 + 1; j++) {
            assert_int_equal(blocks[i][j], i & 0xFF);
        }
    }
    assert_true(mb_arena_size(arena) >= 300 * 301 / 2 * 7);
    mb_arena_free(arena);
}

static void arena_clears(void **state)
{
    mb_arena *arena = mb_arena_new(*state);
    memset(mb_arena_alloc(arena, 1000), 0xFF, 1000);
    mb_arena_free(arena);
    arena = mb_arena_new(*state);
    const unsigned char *zeros = mb_arena_zalloc(arena, 1000);
    const unsigned char *array = mb_arena_array(arena, 250, 4);
    for (size_t i = 0; i < 1000; i++) {
        assert_int_equal(zeros[i], 0);
        assert_int_equal(array[i], 0);
    }
}

static void arena_keeps_texts(void **state)
{
    mb_arena *arena = mb_arena_new(*state);
    char *copy = mb_arena_text(arena, "root\\cimv2", 4);
    assert_string_equal(copy, "root");
    assert_string_equal(mb_arena_text(arena, NULL, 0), "");
    assert_string_equal(mb_arena_format(arena, "%s:%d", "a", 12), "a:12");
    char text[1000];
    memset(text, 'x', 999);
    text[999] = '\0';
    for (size_t length = 120; length <= 999; length += 1) {
        const char *formatted = mb_arena_format(arena, "%.*s!", (int)length, text);
        assert_int_equal(strlen(formatted), length + 1);
        assert_int_equal(formatted[length], '!');
    }
    assert_string_equal(copy, "root");
}

static void heap_reallocates(void **state)
{
    char *block = mb_heap_realloc(*state, NULL, 4);
    memcpy(block, "abc", 4);
    block = mb_heap_realloc(*state, block, 4000);
    assert_string_equal(block, "abc");
    block = mb_heap_realloc(*state, block, 2);
    assert_memory_equal(block, "ab", 2);
    mb_heap_release(*state, block);
    mb_heap_release(*state, NULL);
}

typedef struct attempt {
    mb_heap *heap;
    size_t count;
    size_t size;
    bool went_on;
} attempt;

static void allocate_array(void *argument)
{
    attempt *what = argument;
    mb_arena_array(mb_arena_new(what->heap), what->count, what->size);
    what->went_on = true;
}

static void impossible_sizes_end_the_protection(void **state)
{
    const size_t counts[] = {SIZE_MAX, SIZE_MAX / 2, SIZE_MAX / 16 + 2, SIZE_MAX - 3};
    const size_t sizes[] = {2, 3, 16, 1};
    for (size_t i = 0; i < 4; i++) {
        attempt what = {*state, counts[i], sizes[i], false};
        assert_false(mb_heap_protect(*state, allocate_array, &what));
        assert_false(what.went_on);
    }
    attempt possible = {*state, 1000, 8, false};
    assert_true(mb_heap_protect(*state, allocate_array, &possible));
    assert_true(possible.went_on);
}

static void protect_again(void *argument)
{
    attempt *what = argument;
    assert_false(mb_heap_protect(what->heap, allocate_array, what));
    what->went_on = true;
    mb_heap_exhausted(what->heap);
}

static void *note_size(void *context, size_t size)
{
    size_t *largest = context;
    *largest = size > *largest ? size : *largest;
    return size < 4096 ? malloc(size) : NULL;
}

static void free_block(void *context, void *block)
{
    (void)context;
    free(block);
}

static void ask_for_five_gigabytes(void *heap)
{
    (void)mb_heap_alloc(heap, (size_t)5 << 30);
}

static void a_run_has_four_gigabytes_at_most(void **state)
{
    (void)state;
    size_t largest = 0;
    const mb_allocator allocator = {note_size, free_block, &largest};
    mb_heap *heap = mb_heap_new(&allocator);
    assert_false(mb_heap_protect(heap, ask_for_five_gigabytes, heap));
    assert_true(largest < 4096);
    mb_heap_free(heap);
}

static void protections_nest(void **state)
{
    attempt what = {*state, SIZE_MAX, SIZE_MAX, false};
    assert_false(mb_heap_protect(*state, protect_again, &what));
    assert_true(what.went_on);
}

static void everything_is_given_back(void **state)
{
    (void)state;
    meter counts = {SIZE_MAX, 0};
    const mb_allocator allocator = {metered_allocate, metered_release, &counts};
    mb_heap *heap = mb_heap_new(&allocator);
    mb_arena *first = mb_arena_new(heap);
    mb_arena *second = mb_arena_new(heap);
    for (int i = 0; i < 1000; i++) {
        mb_arena_alloc(first, 100);
        mb_arena_alloc(second, 5000);
        mb_heap_alloc(heap, 10);
    }
    size_t before = counts.blocks;
    mb_arena_free(second);
    assert_true(counts.blocks < before);
    mb_arena_free(NULL);
    mb_heap_free(heap);
    assert_int_equal(counts.blocks, 0);

    counts.allowed = 0;
    assert_null(mb_heap_new(&allocator));
    mb_heap_free(NULL);
}

static void names_share_their_fold(void **state)
{
    mb_symbols *symbols = mb_symbols_new(mb_arena_new(*state));
    const mb_symbol *first = mb_intern(symbols, "Msvm_ComputerSystem", 19);
    const mb_symbol *second = mb_intern(symbols, "MSVM_computersystem", 19);
    const mb_symbol *third = mb_intern(symbols, "msvm_computersystem", 19);
    assert_ptr_equal(first->fold, first);
    assert_ptr_equal(second->fold, first);
    assert_ptr_equal(third->fold, first);
    assert_ptr_not_equal(first, second);
    assert_ptr_not_equal(second, third);
    assert_string_equal(second->text, "MSVM_computersystem");
    assert_int_equal(first->hash, third->hash);
    assert_true(mb_same_name(second, third));
    assert_ptr_equal(mb_intern(symbols, "MSVM_computersystem", 19), second);
    assert_ptr_equal(mb_intern(symbols, "msvm_computersystem", 19), third);
    assert_ptr_equal(mb_symbols_find(symbols, "MSVM_COMPUTERSYSTEM", 19), first);
    assert_null(mb_symbols_find(symbols, "MSVM_COMPUTERSYSTE", 18));
}

static void only_ascii_letters_fold(void **state)
{
    mb_symbols *symbols = mb_symbols_new(mb_arena_new(*state));
    const char *const different[][2] = {{"a_", "a\x7F"}, {"\xC3\x84", "\xC3\xA4"},  {"a[", "a{"},
                                        {"a@", "a`"},    {"abcdefgh", "abcdefghi"}, {"x1", "x\x11"}};
    for (size_t i = 0; i < sizeof different / sizeof different[0]; i++) {
        const mb_symbol *a = mb_intern(symbols, different[i][0], strlen(different[i][0]));
        const mb_symbol *b = mb_intern(symbols, different[i][1], strlen(different[i][1]));
        assert_false(mb_same_name(a, b));
        assert_int_not_equal(a->hash, b->hash); /* nor may many such names be in one bucket */
    }
    const mb_symbol *empty = mb_intern(symbols, "", 0);
    assert_ptr_equal(mb_intern(symbols, "", 0), empty);
}

/* Of each length: what ends in the midst of a word of the hash, and what ends with it. */
static void hashes_are_of_the_lower_case(void **state)
{
    mb_symbols *symbols = mb_symbols_new(mb_arena_new(*state));
    const char small[] = "azby@[`{_-0:\xC3\xA9mnopqrstuvwxyz", capital[] = "AZBY@[`{_-0:\xC3\xA9MNOPQRSTUVWXYZ";
    for (size_t length = 1; length < sizeof small; length++) {
        const mb_symbol *a = mb_intern(symbols, small, length), *b = mb_intern(symbols, capital, length);
        assert_ptr_not_equal(a, b);
        assert_ptr_equal(b->fold, a);
        assert_int_equal(a->hash, b->hash);
        assert_ptr_equal(mb_symbols_find(symbols, capital, length), a);
    }
}

/* One name in all its spellings: each is kept, and all are found again. */
static void many_spellings(void **state)
{
    enum { LETTERS = 12, COUNT = 1 << LETTERS };
    mb_symbols *symbols = mb_symbols_new(mb_arena_new(*state));
    static const mb_symbol *made[COUNT];
    for (unsigned pass = 0; pass < 2; pass++) {
        for (unsigned i = 0; i < COUNT; i++) {
            char name[LETTERS];
            for (unsigned k = 0; k < LETTERS; k++) {
                name[k] = (char)((i >> k & 1 ? 'A' : 'a') + (int)k);
            }
            const mb_symbol *symbol = mb_intern(symbols, name, LETTERS);
            assert_ptr_equal(symbol->fold, made[0] != NULL ? made[0] : symbol);
            assert_memory_equal(symbol->text, name, LETTERS);
            assert_int_equal(symbol->hash, symbol->fold->hash);
            assert_true(pass == 0 || symbol == made[i]);
            made[i] = symbol;
        }
    }
}

static void many_names(void **state)
{
    mb_arena *arena = mb_arena_new(*state);
    mb_symbols *symbols = mb_symbols_new(arena);
    const mb_symbol *made[5000];
    for (int i = 0; i < 5000; i++) {
        const char *name = mb_arena_format(arena, "Name%d", i);
        made[i] = mb_intern(symbols, name, strlen(name));
    }
    for (int i = 0; i < 5000; i++) {
        const char *name = mb_arena_format(arena, "NAME%d", i);
        assert_ptr_equal(mb_symbols_find(symbols, name, strlen(name)), made[i]);
        assert_ptr_equal(mb_intern(symbols, made[i]->text, made[i]->length), made[i]);
    }
}

/* Room is made when there are no names yet, between names, and for less than is there. */
static void announced_names(void **state)
{
    mb_arena *arena = mb_arena_new(*state);
    mb_symbols *symbols = mb_symbols_new(arena);
    const mb_symbol *made[3000];
    for (int i = 0; i < 3000; i++) {
        if (i % 1000 == 0) {
            mb_symbols_expect(symbols, i == 2000 ? 1 : 4 * 1024 * 1024);
        }
        const char *name = mb_arena_format(arena, "Name%d", i);
        made[i] = mb_intern(symbols, name, strlen(name));
    }
    for (int i = 0; i < 3000; i++) {
        const char *name = mb_arena_format(arena, "NAME%d", i);
        assert_ptr_equal(mb_symbols_find(symbols, name, strlen(name)), made[i]);
    }
    assert_null(mb_symbols_find(symbols, "Name3000", 8));
}

static void texts_compare(void **state)
{
    (void)state;
    const mb_text absent = {NULL, 0};
    assert_true(mb_text_equal(absent, mb_text_of(NULL)));
    assert_true(mb_text_equal(mb_text_of("a"), mb_text_of("a")));
    assert_false(mb_text_equal(mb_text_of("a"), mb_text_of("A")));
    assert_false(mb_text_equal(mb_text_of("a"), mb_text_of("ab")));
    assert_true(mb_text_equal_nocase(mb_text_of("MaxLen"), mb_text_of("MAXlen")));
    assert_false(mb_text_equal_nocase(mb_text_of("a["), mb_text_of("a{")));
}

static void buffers_grow(void **state)
{
    mb_buffer buffer;
    mb_buffer_init(&buffer, *state);
    assert_null(buffer.text);
    mb_buffer_clear(&buffer);
    for (int i = 0; i < 1000; i++) {
        mb_buffer_puts(&buffer, "ab");
        mb_buffer_putc(&buffer, 'c');
        mb_buffer_append(&buffer, "defg", 2);
        mb_buffer_printf(&buffer, "%d", i % 10);
    }
    assert_int_equal(buffer.length, 6000);
    assert_int_equal(strlen(buffer.text), 6000);
    assert_memory_equal(buffer.text + 6 * 999, "abcde9", 6);
    mb_buffer_clear(&buffer);
    assert_string_equal(buffer.text, "");
    mb_buffer_printf(&buffer, "%600s", "x");
    assert_int_equal(buffer.length, 600);
    mb_buffer_release(&buffer);
    assert_null(buffer.text);
    mb_buffer_puts(&buffer, "again");
    assert_string_equal(buffer.text, "again");
}

/* What is no UTF-8 becomes U+FFFD, one for each byte; the first and the last characters of each length stay. */
static void json_is_utf8(void **state)
{
    static const struct {
        const char *text;
        /* clang-format off */
        size_t wrong; /**< bytes that are replaced; all others stay */
    } texts[] = {
        {"\xF0\x80\x80\x80", 4},       {"\xF0\x8F\xBF\xBF", 4}, {"\xF0\x90\x80\x80", 0}, {"\xF4\x8F\xBF\xBF", 0},
        {"\xF4\x90\x80\x80", 4},       {"\xF5\x80\x80\x80", 4}, {"\xE0\x80\x80", 3},     {"\xE0\x9F\xBF", 3},
        {"\xE0\xA0\x80", 0},           {"\xED\x9F\xBF", 0},     {"\xED\xA0\x80", 3},     {"\xED\xBF\xBF", 3},
        {"\xEE\x80\x80", 0},           {"\xEF\xBF\xBF", 0},     {"\xC0\x80", 2},         {"\xC1\xBF", 2},
        {"\xC3\x80", 0},               {"\xDF\xBF", 0},         {"\x80", 1},             {"\xBF", 1},
        {"\xFF", 1},                   {"\xC3", 1},             {"\xE2\x82", 2},         {"\xF0\x9F\x98", 3},
        {"\xF0\x9F\x98\x7F", 3}, /* and DEL, which is escaped: see below */
    };
    /* clang-format on */
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        mb_buffer out;
        mb_buffer_init(&out, *state);
        mb_json json = {.out = &out};
        mb_json_string(&json, NULL, texts[i].text);
        char wanted[64] = "\"";
        for (size_t k = 0; k < texts[i].wrong; k++) {
            strcat(wanted, "\xEF\xBF\xBD");
        }
        const char *rest = texts[i].text + texts[i].wrong;
        strcat(strcat(wanted, *rest == '\x7F' ? "\\u007f" : rest), "\"");
        assert_string_equal(out.text, wanted);
        mb_buffer_release(&out);
    }
}

static void types_have_their_limits(void **state)
{
    (void)state;
    int64_t low = 1;
    uint64_t high = 0;
    assert_true(mb_integer_limits(MB_TYPE_SINT8, &low, &high));
    assert_true(low == INT8_MIN && high == INT8_MAX);
    assert_true(mb_integer_limits(MB_TYPE_SINT64, &low, &high));
    assert_true(low == INT64_MIN && high == INT64_MAX);
    assert_true(mb_integer_limits(MB_TYPE_CHAR16, &low, &high));
    assert_true(low == 0 && high == UINT16_MAX);
    assert_true(mb_integer_limits(MB_TYPE_UINT64, &low, &high));
    assert_true(low == 0 && high == UINT64_MAX);
    assert_false(mb_integer_limits(MB_TYPE_REAL32, &low, &high));
    assert_true(mb_integer_fits(MB_TYPE_SINT64, UINT64_C(1) << 63, true));
    assert_false(mb_integer_fits(MB_TYPE_SINT64, UINT64_C(1) << 63, false));
    assert_false(mb_integer_fits(MB_TYPE_SINT8, 129, true));
    assert_true(mb_integer_fits(MB_TYPE_UINT8, 0, true)); /* -0 */
    assert_false(mb_integer_fits(MB_TYPE_UINT8, 1, true));
    assert_false(mb_integer_fits(MB_TYPE_STRING, 1, false));
    assert_true(mb_is_integer_type(MB_TYPE_UINT64) && !mb_is_integer_type(MB_TYPE_CHAR16));
    assert_string_equal(mb_type_word_name(MB_TYPE_REFERENCE), "ref");
}

static void integers_are_read(void **state)
{
    static const struct {
        const char *text;
        mb_integer_form form;
        bool is_one;
        mb_integer number;
    } cases[] = {
        {"42", MB_INTEGER_DECIMAL, true, {42, false, false}},
        {"007", MB_INTEGER_DECIMAL, true, {7, false, false}},
        {"0x1F", MB_INTEGER_DECIMAL, false, {0, false, false}},
        {"0x1F", MB_INTEGER_QUOTED, true, {31, false, false}},
        {"0X1fB", MB_INTEGER_MOF, true, {507, false, false}},
        {"-0", MB_INTEGER_MOF, true, {0, true, false}},
        {"017", MB_INTEGER_QUOTED, true, {17, false, false}},
        {"017", MB_INTEGER_MOF, true, {15, false, false}},
        {"+101B", MB_INTEGER_MOF, true, {5, false, false}},
        {"101b", MB_INTEGER_QUOTED, false, {0, false, false}},
        {"18446744073709551615", MB_INTEGER_MOF, true, {UINT64_MAX, false, false}},
        {"18446744073709551616", MB_INTEGER_MOF, true, {0, false, true}},
        {"08", MB_INTEGER_MOF, false, {0, false, false}},
        {"0x", MB_INTEGER_MOF, false, {0, false, false}},
        {"-", MB_INTEGER_MOF, false, {0, false, false}},
        {"", MB_INTEGER_DECIMAL, false, {0, false, false}},
        {"1 ", MB_INTEGER_DECIMAL, false, {0, false, false}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        mb_integer number;
        assert_int_equal(mb_read_integer(mb_text_of(cases[i].text), cases[i].form, &number), cases[i].is_one);
        if (cases[i].is_one) {
            assert_int_equal(number.is_negative, cases[i].number.is_negative);
            assert_int_equal(number.is_huge, cases[i].number.is_huge);
            assert_true(number.is_huge || number.magnitude == cases[i].number.magnitude);
        }
    }
}

/** With and without blanks between sentences. */
static void first_sentences_end(void **state)
{
    static const struct {
        const char *text;
        uint32_t length;
    } cases[] = {
        {"", 0},
        {"One", 3},
        {"One. Two.", 4},
        {"One.\tTwo.", 4},
        {"One.two. X", 8},
        {"i.e. that. X", 10},
        {"Really? Yes! X", 7},
        {"Line\nOne. Two", 4},
        {"\nX. Y", 3},
        {"\xE3\x83\xA9\xE3\x80\x82\xE3\x83\xA9", 6},
        {"\xEF\xBC\x81"
         "a",
         3},
        {"a\xEF\xBC\x9F", 4},
        {"a\xE3\x80", 3},
        {"a\xE3\x80\x81"
         "b",
         5},
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const mb_text text = mb_text_of(cases[i].text);
        const mb_text first = mb_first_sentence(text);
        assert_ptr_equal(first.bytes, text.bytes);
        assert_int_equal(first.length, cases[i].length);
    }
    assert_int_equal(mb_first_sentence((mb_text){NULL, 0}).length, 0);
}

/** Behind a word; without one between characters, and never within one. */
static void texts_are_cut(void **state)
{
    (void)state;
    assert_int_equal(mb_cut_behind_word(mb_text_of("one two three"), 0, 9), 7);
    assert_int_equal(mb_cut_behind_word(mb_text_of("one two three"), 0, 7), 7);
    assert_int_equal(mb_cut_behind_word(mb_text_of("one twothree"), 3, 9), 9);
    assert_int_equal(mb_cut_behind_word(mb_text_of("onetwothree"), 0, 5), 5);
    assert_int_equal(mb_cut_behind_word(mb_text_of("\xE3\x83\xA9\xE3\x83\xA9\xE3\x83\xA9"), 0, 8), 6);
    assert_int_equal(mb_cut_behind_word(mb_text_of("\xE3\x83\xA9\xE3\x83\xA9\xE3\x83\xA9"), 0, 6), 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(arena_aligns_and_grows, open_heap, close_heap),
        cmocka_unit_test_setup_teardown(arena_clears, open_heap, close_heap),
        cmocka_unit_test_setup_teardown(arena_keeps_texts, open_heap, close_heap),
        cmocka_unit_test_setup_teardown(heap_reallocates, open_heap, close_heap),
        cmocka_unit_test_setup_teardown(impossible_sizes_end_the_protection, open_heap, close_heap),
        cmocka_unit_test(a_run_has_four_gigabytes_at_most),
        cmocka_unit_test_setup_teardown(protections_nest, open_heap, close_heap),
        cmocka_unit_test(everything_is_given_back),
        cmocka_unit_test_setup_teardown(names_share_their_fold, open_heap, close_heap),
        cmocka_unit_test_setup_teardown(only_ascii_letters_fold, open_heap, close_heap),
        cmocka_unit_test_setup_teardown(hashes_are_of_the_lower_case, open_heap, close_heap),
        cmocka_unit_test_setup_teardown(many_spellings, open_heap, close_heap),
        cmocka_unit_test_setup_teardown(many_names, open_heap, close_heap),
        cmocka_unit_test_setup_teardown(announced_names, open_heap, close_heap),
        cmocka_unit_test(texts_compare),
        cmocka_unit_test(first_sentences_end),
        cmocka_unit_test(texts_are_cut),
        cmocka_unit_test(types_have_their_limits),
        cmocka_unit_test(integers_are_read),
        cmocka_unit_test_setup_teardown(buffers_grow, open_heap, close_heap),
        cmocka_unit_test_setup_teardown(json_is_utf8, open_heap, close_heap)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
