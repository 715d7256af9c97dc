/* Every message of the schema stage: its text and its place. */
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

static const struct {
    int number;
    const char *id;
} known[] = {
#define MB_MESSAGE(id, number, severity, text) {number, #id},
#include "diag/messages.def"
#undef MB_MESSAGE
};

static void test_each_message_has_a_case(void **state)
{
    (void)state;
    size_t seen = 0;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].number < 300 || known[i].number >= 700) {
            continue;
        }
        char tag[16];
        snprintf(tag, sizeof tag, "[MOF%03d]", known[i].number);
        size_t at = 0;
        while (at < CASE_COUNT && strstr(cases[at].messages, tag) == NULL) {
            at++;
        }
        if (at == CASE_COUNT) {
            fail_msg("no case for %s", known[i].id);
        }
        seen++;
    }
    assert_true(seen > 40);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_messages_are_as_pinned),
        cmocka_unit_test(test_each_message_has_a_case),
        cmocka_unit_test(test_hints_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
