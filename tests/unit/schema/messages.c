/* Messages of the schema stage: their texts and their places. tests/messages has a case of each. */
#include <stdio.h>
#include <string.h>

#include "fixture.h"

typedef struct message_case {
    const char *mof;
    const char *messages;
} message_case;

static const message_case cases[] = {
#include "messages.inc"
};

enum { CASE_COUNT = sizeof cases / sizeof cases[0] };

/** What depends on the dialect, or on the locale. */
typedef struct dialect_case {
    mb_dialect dialect;
    const char *locale; /**< NULL: MS_409 */
    const char *mof;
    const char *messages;
} dialect_case;

static const dialect_case dialect_cases[] = {
#include "dialects.inc"
};

enum { DIALECT_CASE_COUNT = sizeof dialect_cases / sizeof dialect_cases[0] };

static void test_messages_are_as_pinned(void **state)
{
    (void)state;
    for (size_t i = 0; i < CASE_COUNT; i++) {
        fixture f = fixture_open(cases[i].mof);
        if (strcmp(f.messages, cases[i].messages) != 0) {
            print_error("case %lu:\n%s\n", (unsigned long)i, cases[i].mof);
        }
        assert_string_equal(f.messages, cases[i].messages);
        assert_int_equal(f.ok, strstr(cases[i].messages, ": error: ") == NULL);
        fixture_close(&f);
    }
}

static void test_dialects_differ_as_pinned(void **state)
{
    (void)state;
    for (size_t i = 0; i < DIALECT_CASE_COUNT; i++) {
        const dialect_case *each = &dialect_cases[i];
        fixture f = fixture_open_in(each->mof, each->dialect, each->locale);
        if (strcmp(f.messages, each->messages) != 0) {
            print_error("case %lu, dialect %d:\n%s\n", (unsigned long)i, (int)each->dialect, each->mof);
        }
        assert_string_equal(f.messages, each->messages);
        assert_int_equal(f.ok, strstr(each->messages, ": error: ") == NULL);
        fixture_close(&f);
    }
}

/* A hint costs a walk over all classes: after many of them there are no more, but the errors stay. */
static void test_hints_end(void **state)
{
    (void)state;
    mb_heap *heap = mb_heap_new(NULL);
    mb_buffer mof;
    mb_buffer_init(&mof, heap);
    mb_buffer_puts(&mof, "class CIM_Base {};\n");
    for (int i = 0; i < 500; i++) {
        mb_buffer_printf(&mof, "class C%d { CIM_Bas REF r; };\n", i);
    }
    fixture f = fixture_open(mof.text);
    assert_int_equal(mb_diag_warnings(f.diag), 500);
    size_t hints = 0;
    for (const char *at = f.messages; (at = strstr(at, "did you mean")) != NULL; at++) {
        hints++;
    }
    assert_int_equal(hints, 64);
    fixture_close(&f);
    mb_heap_free(heap);
}

/* A thousand classes below one that is missing: one error, however they are spread. */
static void test_missing_superclass_is_told_of_once(void **state)
{
    (void)state;
    mb_heap *heap = mb_heap_new(NULL);
    mb_buffer mof;
    mb_buffer_init(&mof, heap);
    for (int i = 0; i < 1000; i++) {
        mb_buffer_printf(&mof, "class C%d : %s {};\n", i, i % 2 == 0 ? "Gone" : "gone");
    }
    fixture f = fixture_open(mof.text);
    assert_false(f.ok);
    assert_int_equal(mb_diag_errors(f.diag), 1);
    assert_non_null(strstr(f.messages, "t.mof:2:12: note: so does 'C1', and 998 more [MOF329]\n"));
    fixture_close(&f);
    mb_heap_free(heap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_messages_are_as_pinned),
        cmocka_unit_test(test_dialects_differ_as_pinned),
        cmocka_unit_test(test_hints_end),
        cmocka_unit_test(test_missing_superclass_is_told_of_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
