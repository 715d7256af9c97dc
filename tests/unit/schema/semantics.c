/*
 * What the schema stage makes of each rule of the language, in each dialect. Only places, severities and numbers are
 * told here; the texts are those of tests/messages.
 */
#include <stdio.h>
#include <string.h>

#include "diag/report.h"
#include "fixture.h"

enum { DIALECT_COUNT = 3, LONGEST = 1024 };

static const mb_dialect dialects[DIALECT_COUNT] = {MB_DIALECT_AUTO, MB_DIALECT_DMTF, MB_DIALECT_WMI};
static const char *const dialect_names[DIALECT_COUNT] = {"auto", "dmtf", "wmi"};

typedef struct rule_case {
    bool is_about_style; /**< of MOF360 and MOF368 */
    const char *mof;
    const char *messages[DIALECT_COUNT]; /**< "3:31 error 504\n", one a line, in the order of the file; without notes */
} rule_case;

static const rule_case cases[] = {
#include "semantics.inc"
};

enum { CASE_COUNT = sizeof cases / sizeof cases[0] };

/** Ascending, as in check/severity.c. */
enum { OFF, WARNING, ERROR, WEIGHT_COUNT };

/** A row of severity.def. Under auto a unit that shows no dialect gets the least of all three. */
typedef struct severity_row {
    mb_message message;
    int weights[DIALECT_COUNT];
} severity_row;

#define LESSER(a, b) ((a) < (b) ? (a) : (b))
static const severity_row rows[] = {
#define MB_WEIGHT(message, dmtf, wmi, most_unasked) {message, {LESSER(LESSER(dmtf, wmi), most_unasked), dmtf, wmi}},
#include "check/severity.def"
#undef MB_WEIGHT
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

/** What the tests saw of each row: bits 1 << weight. OFF is seen where only another dialect has the message. */
static unsigned seen[ROW_COUNT][DIALECT_COUNT];

static void note_seen(const char *messages[DIALECT_COUNT])
{
    for (int i = 0; i < ROW_COUNT; i++) {
        char error[16], warning[16];
        bool has_error[DIALECT_COUNT], has_warning[DIALECT_COUNT], is_there = false;
        snprintf(error, sizeof error, " error %d\n", mb_message_about(rows[i].message)->number);
        snprintf(warning, sizeof warning, " warning %d\n", mb_message_about(rows[i].message)->number);
        for (int k = 0; k < DIALECT_COUNT; k++) {
            has_error[k] = strstr(messages[k], error) != NULL;
            has_warning[k] = strstr(messages[k], warning) != NULL;
            is_there = is_there || has_error[k] || has_warning[k];
        }
        for (int k = 0; is_there && k < DIALECT_COUNT; k++) {
            seen[i][k] |= 1u << (has_error[k] ? ERROR : has_warning[k] ? WARNING : OFF);
        }
    }
}

/** Appends "3:31 error 504\n" for a line of messages; nothing for a note. */
static void add_line(char *out, const char *line)
{
    unsigned row, column, number;
    char severity[8];
    assert_int_equal(sscanf(line, "t.mof:%u:%u: %7[a-z]:", &row, &column, severity), 3);
    const char *at = strstr(line, " [MOF"), *end = strchr(line, '\n');
    assert_true(at != NULL && end != NULL && at < end);
    assert_int_equal(sscanf(at, " [MOF%u]", &number), 1);
    if (strcmp(severity, "note") != 0) {
        size_t used = strlen(out);
        snprintf(out + used, LONGEST - used, "%u:%u %s %u\n", row, column, severity, number);
    }
}

static void shorten(const char *messages, char *out)
{
    out[0] = '\0';
    for (const char *line = messages; *line != '\0'; line = strchr(line, '\n') + 1) {
        add_line(out, line);
    }
}

static void test_rules(void **state)
{
    (void)state;
    for (size_t i = 0; i < CASE_COUNT; i++) {
        const char *expected[DIALECT_COUNT] = {cases[i].messages[0], cases[i].messages[1], cases[i].messages[2]};
        note_seen(expected);
        for (int k = 0; k < DIALECT_COUNT; k++) {
            fixture f = cases[i].is_about_style ? fixture_open_strictly(cases[i].mof, dialects[k])
                                                : fixture_open_in(cases[i].mof, dialects[k], NULL);
            char got[LONGEST];
            shorten(f.messages, got);
            if (strcmp(got, cases[i].messages[k]) != 0) {
                print_error("case %lu, %s:\n%s\n%s", (unsigned long)i, dialect_names[k], cases[i].mof, f.messages);
            }
            assert_string_equal(got, cases[i].messages[k]);
            assert_int_equal(f.ok, strstr(got, " error ") == NULL);
            fixture_close(&f);
        }
    }
}

/* What the units themselves show weighs at most as much as a warning. */
static void test_what_auto_makes_of_it(void **state)
{
    (void)state;
    static const char *const mofs[][2] = {
        {"Qualifier Q : string = null, Scope(any);\nclass A { [Key] uint32 k; };\nclass B : A { [Key] uint32 l; };",
         "3:16 warning 431\n"},
        {"#pragma autorecover\nclass A { [Key] uint32 k; };\nclass B : A { [Key] uint32 l; };", "3:16 warning 431\n"},
        {"#pragma autorecover\nclass A { [Key] uint32 _k; };", "2:24 warning 361\n"},
        {"Qualifier Q : string = null, Scope(any);\nclass A { [Key] uint32 _k; };", ""},
        {"Qualifier Q : string = null, Scope(any);\nclass A { uint32 k; uint32 k(); };", "2:28 warning 363\n"},
        {"#pragma autorecover\nclass A { uint32 k; uint32 k(); };", ""},
        {"#pragma autorecover\nclass A { string a[] = {NULL}; };", "2:25 warning 417\n"},
        {"Qualifier Q : string = null, Scope(any);\nclass A { [MaxValue(1)] uint8 a = 2; };", "2:35 warning 415\n"},
        {"#pragma autorecover\nclass A { [MaxValue(1)] uint8 a = 2; };", ""},
        {"Qualifier Q : string = null, Scope(any);\nclass A { [Propagated(\"x\")] string a; };", "2:23 warning 527\n"},
    };
    for (size_t i = 0; i < sizeof mofs / sizeof mofs[0]; i++) {
        fixture f = fixture_open(mofs[i][0]);
        char got[LONGEST];
        shorten(f.messages, got);
        assert_string_equal(got, mofs[i][1]);
        assert_true(f.ok);
        fixture_close(&f);
    }
}

/* As many properties, or keys, as WMI takes, and one more. */
static void test_member_limits(void **state)
{
    (void)state;
    static const struct {
        unsigned count;
        const char *qualifiers;
        const char *messages;
    } counts[] = {
        {1024, "", ""},
        {1025, "", "2:7 warning 370\n"},
        {256, "[Key] ", ""},
        {257, "[Key] ", "1:7 warning 370\n2:7 warning 370\n"},
    };
    enum { ROOM = 1 << 16 };
    static char mof[ROOM];
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        size_t used = (size_t)snprintf(mof, ROOM, "class A {");
        for (unsigned k = 1; k < counts[i].count; k++) {
            used += (size_t)snprintf(mof + used, ROOM - used, "%suint8 p%u; ", counts[i].qualifiers, k);
        }
        bool all_above = counts[i].qualifiers[0] != '\0'; /* a key below would be one too many for another reason */
        snprintf(mof + used, ROOM - used, all_above ? "%suint8 q;};\nclass B : A {};" : "};\nclass B : A {%suint8 q;};",
                 counts[i].qualifiers);
        static const char *const in_dmtf = "";
        const char *expected[DIALECT_COUNT] = {in_dmtf, in_dmtf, counts[i].messages};
        note_seen(expected);
        for (int k = 0; k < DIALECT_COUNT; k++) {
            fixture f = fixture_open_in(mof, dialects[k], NULL);
            char got[LONGEST];
            shorten(f.messages, got);
            assert_string_equal(got, expected[k]);
            fixture_close(&f);
        }
    }
}

/* A row without a case, or one whose cases show it otherwise than it is. Runs behind those that note what they saw. */
static void test_each_row_has_a_case(void **state)
{
    (void)state;
    int missing = 0;
    for (int i = 0; i < ROW_COUNT; i++) {
        for (int k = 0; k < DIALECT_COUNT; k++) {
            if ((seen[i][k] & 1u << rows[i].weights[k]) == 0) {
                print_error("MOF%d, %s: no case\n", mb_message_about(rows[i].message)->number, dialect_names[k]);
                missing++;
            }
        }
    }
    assert_int_equal(missing, 0);
}

/* An instance of a class with so many properties that they are looked up in a table: the nearest counts. */
static void test_many_settings(void **state)
{
    (void)state;
    enum { COUNT = 100, ROOM = 1 << 13 };
    static char mof[ROOM];
    size_t used = (size_t)snprintf(mof, ROOM, "class A {");
    for (unsigned i = 0; i < COUNT; i++) {
        used += (size_t)snprintf(mof + used, ROOM - used, "sint8 p%u; ", i);
    }
    used += (size_t)snprintf(mof + used, ROOM - used, "};\nclass B : A { string P7; uint8 q; };\n");
    for (unsigned i = 0; i < 3; i++) {
        used += (size_t)snprintf(mof + used, ROOM - used,
                                 "instance of %c { p7 = 7; p8 = 8; q = %u; P99 = 128; p100 = 1; };\n",
                                 i == 1 ? 'A' : 'B', 255 + i);
    }
    fixture f = fixture_open(mof);
    char got[LONGEST];
    shorten(f.messages, got);
    assert_string_equal(got, "2:22 error 401\n3:22 warning 422\n3:48 error 411\n3:53 error 603\n"
                             "4:33 error 603\n4:48 error 411\n4:53 error 603\n"
                             "5:22 warning 422\n5:37 error 411\n5:48 error 411\n5:53 error 603\n");
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules),
        cmocka_unit_test(test_what_auto_makes_of_it),
        cmocka_unit_test(test_member_limits),
        cmocka_unit_test(test_many_settings),
        cmocka_unit_test(test_each_row_has_a_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
