/* What templates make of data: the parts of the Mustache specification that they claim, one case a line. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"

typedef struct spec_case {
    const char *name;
    const char *text;
    const char *expected;
    test_partial partials[3];
} spec_case;

static const spec_case interpolation[] = {
    {"no tags", "int main(void) { return 0; }\n", "int main(void) { return 0; }\n", {{NULL, NULL}}},
    {"nothing", "", "", {{NULL, NULL}}},
    {"identifier", "<{{id}}>", "<Widget>", {{NULL, NULL}}},
    {"literal keeps its quotes", "{{literal}}", "\"w\"", {{NULL, NULL}}},
    {"number", "{{number}};", "42;", {{NULL, NULL}}},
    {"text in three braces", "{{{text}}}", "a < \"b\" & {{c}}", {{NULL, NULL}}},
    {"text after &", "{{&text}}", "a < \"b\" & {{c}}", {{NULL, NULL}}},
    {"blanks in tags",
     "{{ id }}|{{\tnumber }}|{{{ text }}}|{{& text }}",
     "Widget|42|a < \"b\" & {{c}}|a < \"b\" & {{c}}",
     {{NULL, NULL}}},
    {"white space around a field stays", "  {{id}}  \n", "  Widget  \n", {{NULL, NULL}}},
    {"fields side by side", "{{id}}{{number}}", "Widget42", {{NULL, NULL}}},
    {"braces around", "{ {{number}} }, {{{text}}}}", "{ 42 }, a < \"b\" & {{c}}}", {{NULL, NULL}}},
    {"single braces are text", "{ a } }} {x", "{ a } }} {x", {{NULL, NULL}}},
    {"outer name", "{{title}}", "root-title", {{NULL, NULL}}},
    {"inner name hides the outer one", "{{id}}", "Widget", {{NULL, NULL}}},
    {"dotted", "{{rec.id}} {{rec.deep.id}}", "inner deepest", {{NULL, NULL}}},
    {"dotted after blanks", "{{ rec.deep.id }}", "deepest", {{NULL, NULL}}},
};

static const spec_case sections[] = {
    {"true", "{{#yes}}x{{/yes}}", "x", {{NULL, NULL}}},
    {"false", "a{{#no}}x{{/no}}b", "ab", {{NULL, NULL}}},
    {"list", "{{#items}}{{id}}={{number}};{{/items}}", "one=1;two=2;three=3;", {{NULL, NULL}}},
    {"empty list", "[{{#none}}{{id}}{{/none}}]", "[]", {{NULL, NULL}}},
    {"list in a list",
     "{{#items}}{{id}}({{#parts}}{{id}}{{number}}{{/parts}}){{/items}}",
     "one()two(x2y2)three()",
     {{NULL, NULL}}},
    {"the same list inside itself",
     "{{#items}}{{number}}:{{#items}}{{number}}{{/items}} {{/items}}",
     "1:123 2:123 3:123 ",
     {{NULL, NULL}}},
    {"condition in a list",
     "{{#items}}{{id}}{{#is_two}}!{{/is_two}}{{^is_two}},{{/is_two}}{{/items}}",
     "one,two!three,",
     {{NULL, NULL}}},
    {"outer names in a list", "{{#items}}{{title}}.{{/items}}", "root-title.root-title.root-title.", {{NULL, NULL}}},
    {"record", "{{#rec}}{{id}}/{{deep.id}}/{{number}}{{/rec}}", "inner/deepest/42", {{NULL, NULL}}},
    {"record in a record", "{{#rec}}{{#deep}}{{id}}{{#yes}}+{{/yes}}{{/deep}}{{/rec}}", "deepest+", {{NULL, NULL}}},
    {"list of a record", "{{#rec.deep.items}}{{id}} {{/rec.deep.items}}", "one two ", {{NULL, NULL}}},
    {"list inside a record",
     "{{#rec}}{{#deep}}{{#items}}{{id}},{{/items}}{{id}}{{/deep}}{{/rec}}",
     "one,two,deepest",
     {{NULL, NULL}}},
    {"dotted condition", "{{#rec.deep.yes}}y{{/rec.deep.yes}}", "y", {{NULL, NULL}}},
    {"same section twice", "{{#yes}}a{{/yes}} {{#yes}}b{{/yes}}", "a b", {{NULL, NULL}}},
    {"nested and true", "|{{#yes}}b {{#yes}}c{{/yes}} d{{/yes}}|", "|b c d|", {{NULL, NULL}}},
    {"nested and false", "|{{#yes}}b {{#no}}c{{/no}} d{{/yes}}|", "|b  d|", {{NULL, NULL}}},
    {"blanks in tags", "|{{# yes }}={{/ yes }}|", "|=|", {{NULL, NULL}}},
    {"white space around stays", " | {{#yes}}\t|\t{{/yes}} | ", " | \t|\t | ", {{NULL, NULL}}},
    {"white space inside stays", " | {{#yes}} {{! nothing }}\n {{/yes}} | \n", " |  \n  | \n", {{NULL, NULL}}},
};

static const spec_case inverted[] = {
    {"true", "a{{^yes}}x{{/yes}}b", "ab", {{NULL, NULL}}},
    {"false", "{{^no}}x{{/no}}", "x", {{NULL, NULL}}},
    {"list with items", "a{{^items}}x{{/items}}b", "ab", {{NULL, NULL}}},
    {"empty list", "{{^none}}none{{/none}}", "none", {{NULL, NULL}}},
    {"inside sees what the outside sees", "{{^none}}{{id}}{{/none}}", "Widget", {{NULL, NULL}}},
    {"of a list's item", "{{#items}}{{^parts}}{{id}} {{/parts}}{{/items}}", "one three ", {{NULL, NULL}}},
};

static const spec_case standalone[] = {
    {"section lines vanish", "| a\n{{#yes}}\n| b\n{{/yes}}\n| c\n", "| a\n| b\n| c\n", {{NULL, NULL}}},
    {"indented ones, too", "a\n  {{#yes}}\n b\n\t{{/yes}} \nc\n", "a\n b\nc\n", {{NULL, NULL}}},
    {"inverted", "a\n{{^no}}\nb\n{{/no}}\nc\n", "a\nb\nc\n", {{NULL, NULL}}},
    {"false one leaves nothing", "a\n{{#no}}\nb\n{{/no}}\nc\n", "a\nc\n", {{NULL, NULL}}},
    {"CRLF", "|\r\n{{#yes}}\r\n{{/yes}}\r\n|", "|\r\n|", {{NULL, NULL}}},
    {"first line", "  {{#yes}}\n#{{/yes}}\n/", "#\n/", {{NULL, NULL}}},
    {"last line without its end", "#{{#yes}}\n/\n  {{/yes}}", "#\n/\n", {{NULL, NULL}}},
    {"list", "[\n{{#items}}\n  {{id}},\n{{/items}}\n]\n", "[\n  one,\n  two,\n  three,\n]\n", {{NULL, NULL}}},
    {"two tags are not alone", "a\n{{#yes}}{{#yes}}\nb\n{{/yes}}{{/yes}}\nc\n", "a\n\nb\n\nc\n", {{NULL, NULL}}},
    {"field is never alone", "a\n{{id}}\nb\n", "a\nWidget\nb\n", {{NULL, NULL}}},
    {"text beside it", "a\n{{#yes}} x\n{{/yes}}\n", "a\n x\n", {{NULL, NULL}}},
    {"empty lines stay", "a\n\n{{#yes}}\n\nb\n{{/yes}}\n\nc\n", "a\n\n\nb\n\nc\n", {{NULL, NULL}}},
};

static const spec_case comments[] = {
    {"inline", "12345{{! Comment }}67890", "1234567890", {{NULL, NULL}}},
    {"several lines", "12345{{!\n  several\n  lines }}67890\n", "1234567890\n", {{NULL, NULL}}},
    {"standalone", "a\n{{! alone }}\nb\n", "a\nb\n", {{NULL, NULL}}},
    {"indented standalone", "a\n  {{! alone }}\nb\n", "a\nb\n", {{NULL, NULL}}},
    {"CRLF", "|\r\n{{! alone }}\r\n|", "|\r\n|", {{NULL, NULL}}},
    {"first line without one before", "  {{! first }}\n!", "!", {{NULL, NULL}}},
    {"last line without its end", "!\n  {{! last }}", "!\n", {{NULL, NULL}}},
    {"several lines, standalone", "a\n  {{!\n    alone\n  }}\nb\n", "a\nb\n", {{NULL, NULL}}},
    {"behind text", "  12 {{! 34 }}\n", "  12 \n", {{NULL, NULL}}},
    {"white space around stays", "12345 {{! c }} 67890", "12345  67890", {{NULL, NULL}}},
    {"any characters", "{{!= # ^ & > { } }}x", "x", {{NULL, NULL}}},
};

static const spec_case partials[] = {
    {"inline", "\"{{>p}}\"", "\"from p\"", {{"p", "from p"}}},
    {"blanks in the tag", "|{{> p }}|", "|[]|", {{"p", "[]"}}},
    {"sees the context", "{{#items}}{{>p}}{{/items}}", "*one*two*three", {{"p", "*{{id}}"}}},
    {"section in a partial", "{{>p}}", "1,2,3,", {{"p", "{{#items}}{{number}},{{/items}}"}}},
    {"in a partial", "{{>a}}", "<(Widget)>", {{"a", "<{{>b}}>"}, {"b", "({{id}})"}}},
    {"twice", "{{>p}}{{>p}}", "WidgetWidget", {{"p", "{{id}}"}}},
    {"name with dots and folders", "{{>code/table.h}}", "T", {{"code/table.h", "T"}}},
    {"white space around stays", "| {{>p}} |", "| \t|\t |", {{"p", "\t|\t"}}},
    {"inline: no indentation", "  {{id}}  {{>p}}\n", "  Widget  >\n>\n", {{"p", ">\n>"}}},
    {"CRLF", "|\r\n{{>p}}\r\n|", "|\r\n>|", {{"p", ">"}}},
    {"first line", "  {{>p}}\n>", "  >\n  >>", {{"p", ">\n>"}}},
    {"last line without its end", ">\n  {{>p}}", ">\n  >\n  >", {{"p", ">\n>"}}},
    {"indentation, but not of what data brings",
     "\\\n {{>p}}\n/\n",
     "\\\n |\n one\ntwo\n |\n/\n",
     {{"p", "|\n{{{lines}}}\n|\n"}}},
    {"empty lines are not indented", "  {{>p}}\n", "  a\n\n  b\n", {{"p", "a\n\nb\n"}}},
    {"standalone tags in it are not indented",
     "  {{>p}}\n",
     "  one\n  two\n  three\n",
     {{"p", "{{#items}}\n{{id}}\n{{/items}}\n"}}},
    {"section tags beside text in it are", "  {{>p}}\n", "   *Widget\n", {{"p", "{{#yes}} *{{id}}{{/yes}}\n"}}},
    {"comments in it are not", "  {{>p}}\n", "  a\n", {{"p", "{{! c }}\n{{! c }}a\n"}}},
    {"indentations add up", " {{>a}}\n", " (\n   x\n   y\n )\n", {{"a", "(\n  {{>b}}\n)\n"}, {"b", "x\ny\n"}}},
    {"inline in an indented one", " {{>a}}\n", " (x\ny)\n", {{"a", "({{>b}})\n"}, {"b", "x\ny"}}},
    {"empty", "a\n  {{>p}}\nb\n", "a\nb\n", {{"p", ""}}},
};

static void run_cases(const spec_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        test_result result;
        assert_true(test_run(cases[i].text, cases[i].partials, NULL, &result));
        if (!result.compiled || strcmp(result.text, cases[i].expected) != 0) {
            print_error("case '%s': expected <%s>\n  got <%s>\n%s", cases[i].name, cases[i].expected, result.text,
                        result.messages);
        }
        assert_true(result.compiled);
        assert_string_equal(result.text, cases[i].expected);
        assert_string_equal(result.messages, "");
        test_result_free(&result);
    }
}

#define CASES(name)                                                                                                    \
    static void test_##name(void **state)                                                                              \
    {                                                                                                                  \
        (void)state;                                                                                                   \
        run_cases(name, sizeof name / sizeof name[0]);                                                                 \
    }

CASES(interpolation)
CASES(sections)
CASES(inverted)
CASES(standalone)
CASES(comments)
CASES(partials)

/* ---- memory ---- */

typedef struct scarcity {
    size_t left;   /* allocations that still succeed */
    size_t blocks; /* not yet given back */
} scarcity;

static void *allocate(void *context, size_t size)
{
    scarcity *s = context;

    if (s->left == 0) {
        return NULL;
    }
    s->left--;
    s->blocks++;
    return malloc(size);
}

static void release(void *context, void *block)
{
    scarcity *s = context;

    s->blocks -= block != NULL;
    free(block);
}

static void test_memory(void **state)
{
    static const test_partial used[] = {{"p", "{{#items}}\n{{id}} {{#parts}}{{id}}{{/parts}}\n{{/items}}\n"},
                                        {NULL, NULL}};
    static const char text[] = "{{id}}\n  {{>p}}\n{{#rec}}{{deep.id}}{{/rec}}\n";
    static const char wrong[] = "{{idd}}{{#items}}{{/item}}{{>p}}{{>q}}{{#yes}}";
    (void)state;

    for (int with_errors = 0; with_errors < 2; with_errors++) {
        bool good = false;
        size_t limit = 0;
        for (; !good; limit++) {
            scarcity s = {limit, 0};
            const mb_allocator allocator = {allocate, release, &s};
            test_result result;
            good = test_run(with_errors ? wrong : text, used, &allocator, &result);
            assert_int_equal(s.blocks, 0);
            if (good) {
                assert_int_equal(result.compiled, !with_errors);
                assert_string_equal(result.text, with_errors ? "" : "Widget\n  one \n  two xy\n  three \ndeepest\n");
            }
            test_result_free(&result);
            assert_true(limit < 10000);
        }
        assert_true(limit > 3);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_interpolation), cmocka_unit_test(test_sections), cmocka_unit_test(test_inverted),
        cmocka_unit_test(test_standalone),    cmocka_unit_test(test_comments), cmocka_unit_test(test_partials),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
