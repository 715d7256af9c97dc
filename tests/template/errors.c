/* What is wrong with a template is said with its place, and with what to write instead. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"

typedef struct error_case {
    const char *text;
    const char *expected; /* the messages' first lines, without the source lines below them */
    test_partial partials[3];
} error_case;

static const error_case cases[] = {
    /* names */
    {"a\n  {{nubmer}}",
     "t.mustache:2:5: error: unknown name 'nubmer' in widget; did you mean 'number'? [MOF805]\n",
     {{NULL, NULL}}},
    {"{{zzz}}", "t.mustache:1:3: error: unknown name 'zzz' in widget [MOF805]\n", {{NULL, NULL}}},
    {"{{#items}}{{titel}}{{/items}}",
     "t.mustache:1:13: error: unknown name 'titel' in item; did you mean 'title'? [MOF805]\n",
     {{NULL, NULL}}},
    {"{{rec.deep.ids}}",
     "t.mustache:1:3: error: unknown name 'ids' in deep; did you mean 'id'? [MOF805]\n",
     {{NULL, NULL}}},
    {"{{rec.number}}", "t.mustache:1:3: error: unknown name 'number' in record [MOF805]\n", {{NULL, NULL}}},
    {"{{items.id}}", "t.mustache:1:3: error: 'items' is not a record: it has no 'id' [MOF806]\n", {{NULL, NULL}}},
    {"\xC3\xA9 {{idd}}",
     "t.mustache:1:5: error: unknown name 'idd' in widget; did you mean 'id'? [MOF805]\n",
     {{NULL, NULL}}},
    /* kinds */
    {"{{text}}", "t.mustache:1:3: error: 'text' is text: write {{{text}}} [MOF807]\n", {{NULL, NULL}}},
    {"{{{id}}}", "t.mustache:1:4: error: 'id' is an identifier: write {{id}} [MOF807]\n", {{NULL, NULL}}},
    {"{{&literal}}", "t.mustache:1:4: error: 'literal' is a literal: write {{literal}} [MOF807]\n", {{NULL, NULL}}},
    {"{{items}}",
     "t.mustache:1:3: error: 'items' is a list: write {{#items}} ... {{/items}} [MOF807]\n",
     {{NULL, NULL}}},
    {"{{yes}}", "t.mustache:1:3: error: 'yes' is a condition: write {{#yes}} ... {{/yes}} [MOF807]\n", {{NULL, NULL}}},
    {"{{rec}}", "t.mustache:1:3: error: 'rec' is a record: write {{#rec}} ... {{/rec}} [MOF807]\n", {{NULL, NULL}}},
    {"{{#number}}{{anything}}{{/number}}",
     "t.mustache:1:4: error: 'number' is a number: write {{number}} [MOF807]\n",
     {{NULL, NULL}}},
    {"{{^rec}}{{/rec}}",
     "t.mustache:1:4: error: 'rec' is a record: write {{#rec}} ... {{/rec}} [MOF807]\n",
     {{NULL, NULL}}},
    {"{{^text}}{{/text}}", "t.mustache:1:4: error: 'text' is text: write {{{text}}} [MOF807]\n", {{NULL, NULL}}},
    /* sections */
    {"a\n{{#yes}}\nb\n", "t.mustache:2:1: error: section 'yes' has no end [MOF808]\n", {{NULL, NULL}}},
    {"{{#yes}}{{#no}}{{/no}}", "t.mustache:1:1: error: section 'yes' has no end [MOF808]\n", {{NULL, NULL}}},
    {"{{#yes}}\n{{/yse}}\n",
     "t.mustache:2:4: error: section 'yes' is closed as 'yse' [MOF809]\nt.mustache:1:1: note: 'yes' was opened here "
     "[MOF810]\n",
     {{NULL, NULL}}},
    {"{{#yes}}{{#items}}{{/yes}}{{number}}",
     "t.mustache:1:22: error: section 'items' is closed as 'yes' [MOF809]\n"
     "t.mustache:1:9: note: 'items' was opened here [MOF810]\n",
     {{NULL, NULL}}},
    {"x{{/yes}}", "t.mustache:1:2: error: no section is open that '{{/yes}}' could close [MOF811]\n", {{NULL, NULL}}},
    {"{{#itmes}}{{unheard_of}}{{/itmes}}",
     "t.mustache:1:4: error: unknown name 'itmes' in widget; did you mean 'items'? [MOF805]\n",
     {{NULL, NULL}}},
    /* tags */
    {"a {{id\nb }}", "t.mustache:1:3: error: this tag has no end: '}}' is missing [MOF801]\n", {{NULL, NULL}}},
    {"a {{{text}}\n}", "t.mustache:1:3: error: this tag has no end: '}}}' is missing [MOF801]\n", {{NULL, NULL}}},
    {"{{", "t.mustache:1:1: error: this tag has no end: '}}' is missing [MOF801]\n", {{NULL, NULL}}},
    {"{{! never\nended", "t.mustache:1:1: error: this tag has no end: '}}' is missing [MOF801]\n", {{NULL, NULL}}},
    {"{{}}", "t.mustache:1:1: error: this tag has no name [MOF802]\n", {{NULL, NULL}}},
    {"{{#  }}", "t.mustache:1:1: error: this tag has no name [MOF802]\n", {{NULL, NULL}}},
    {"{{a b}}", "t.mustache:1:3: error: 'a b' is no name [MOF803]\n", {{NULL, NULL}}},
    {"{{rec..id}}", "t.mustache:1:3: error: 'rec..id' is no name [MOF803]\n", {{NULL, NULL}}},
    {"{{>../secret}}", "t.mustache:1:4: error: '../secret' is no name [MOF803]\n", {{NULL, NULL}}},
    {"{{=<% %>=}}", "t.mustache:1:1: error: other delimiters, {{=...=}}, are not supported [MOF804]\n", {{NULL, NULL}}},
    {"{{<parent}}",
     "t.mustache:1:1: error: parents and blocks, {{<...}} and {{$...}}, are not supported [MOF804]\n",
     {{NULL, NULL}}},
    {"{{$block}}",
     "t.mustache:1:1: error: parents and blocks, {{<...}} and {{$...}}, are not supported [MOF804]\n",
     {{NULL, NULL}}},
    {"{{>*dynamic}}", "t.mustache:1:1: error: dynamic names, {{>*...}}, are not supported [MOF804]\n", {{NULL, NULL}}},
    {"{{.}}", "t.mustache:1:1: error: implicit iterators, {{.}}, are not supported [MOF804]\n", {{NULL, NULL}}},
    /* partials */
    {"{{>nowhere}}",
     "t.mustache:1:4: error: there is no partial 'nowhere': no template has the name partials/nowhere.mustache "
     "[MOF812]\n",
     {{NULL, NULL}}},
    {"a\n{{>p}}",
     "partials/p.mustache:1:2: error: partial 'p' includes itself [MOF813]\n"
     "t.mustache:2:1: note: partial 'p' is included here [MOF814]\n",
     {{"p", "b{{>p}}"}}},
    {"{{>a}}",
     "partials/b.mustache:1:1: error: partial 'a' includes itself [MOF813]\n"
     "partials/a.mustache:1:2: note: partial 'b' is included here [MOF814]\n"
     "t.mustache:1:1: note: partial 'a' is included here [MOF814]\n",
     {{"a", " {{>b}}"}, {"b", "{{>a}}"}}},
    {"{{#items}}{{>p}}{{/items}}",
     "partials/p.mustache:2:3: error: unknown name 'nubmer' in item; did you mean 'number'? [MOF805]\n"
     "t.mustache:1:11: note: partial 'p' is included here [MOF814]\n",
     {{"p", "\n{{nubmer}}"}}},
    {"{{#yes}}{{>p}}{{/yes}}",
     "partials/p.mustache:1:1: error: no section is open that '{{/yes}}' could close [MOF811]\n"
     "t.mustache:1:9: note: partial 'p' is included here [MOF814]\n",
     {{"p", "{{/yes}}"}}},
    /* more than one */
    {"{{idd}}\n{{text}}\n{{#none}}\n",
     "t.mustache:1:3: error: unknown name 'idd' in widget; did you mean 'id'? [MOF805]\n"
     "t.mustache:2:3: error: 'text' is text: write {{{text}}} [MOF807]\n"
     "t.mustache:3:1: error: section 'none' has no end [MOF808]\n",
     {{NULL, NULL}}},
};

/** Keeps the lines that begin a message, and drops the source lines and carets. */
static void first_lines(const char *messages, char *out)
{
    for (const char *line = messages; *line != '\0';) {
        const char *newline = strchr(line, '\n');
        size_t length = (size_t)(newline - line) + 1;
        if (*line != ' ') {
            memcpy(out, line, length);
            out += length;
        }
        line += length;
    }
    *out = '\0';
}

static void test_errors(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char lines[4096];
        test_result result;
        assert_true(test_run(cases[i].text, cases[i].partials, NULL, &result));
        assert_true(strlen(result.messages) < sizeof lines);
        first_lines(result.messages, lines);
        assert_string_equal(lines, cases[i].expected);
        assert_false(result.compiled);
        test_result_free(&result);
    }
}

/** Sections that are nested without end end in an error, not in a crash. */
static void test_depth(void **state)
{
    char text[8192] = "";
    test_result result;
    (void)state;

    for (int i = 0; i < 31; i++) {
        strcat(text, "{{#items}}");
    }
    assert_true(test_run(text, NULL, NULL, &result));
    assert_non_null(strstr(result.messages, "t.mustache:1:301: error: section 'items' is nested too deep [MOF815]"));
    assert_false(result.compiled);
    test_result_free(&result);

    text[0] = '\0';
    for (int i = 0; i < 100; i++) {
        strcat(text, "{{#yes}}");
    }
    assert_true(test_run(text, NULL, NULL, &result));
    assert_non_null(strstr(result.messages, "error: section 'yes' is nested too deep [MOF815]"));
    assert_false(result.compiled);
    test_result_free(&result);
}

/** Thirty lists within each other are still fine. */
static void test_deep_enough(void **state)
{
    char text[8192] = "";
    test_result result;
    (void)state;

    for (int i = 0; i < 30; i++) {
        strcat(text, i == 0 ? "{{#items}}" : "{{#none}}");
    }
    strcat(text, "{{id}}");
    for (int i = 30; i-- > 0;) {
        strcat(text, i == 0 ? "{{/items}}" : "{{/none}}");
    }
    strcat(text, ".");
    assert_true(test_run(text, NULL, NULL, &result));
    assert_true(result.compiled);
    assert_string_equal(result.text, ".");
    test_result_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_deep_enough),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
