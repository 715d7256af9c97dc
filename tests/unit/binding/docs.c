/* Texts of a MOF in comments and in string literals: nothing that stands in them may end either. */
#include "bound.h"

#include "binding/binder.h"

/** As much of a binder as texts need. */
typedef struct texts {
    mb_heap *heap;
    mbb_binder binder;
    void (*body)(mbb_binder *binder);
} texts;

static void run(void *argument)
{
    texts *with = argument;

    with->binder.arena = mb_arena_new(with->heap);
    mb_buffer_init(&with->binder.scratch, with->heap);
    mb_buffer_init(&with->binder.words, with->heap);
    with->body(&with->binder);
}

static void with_binder(void (*body)(mbb_binder *binder))
{
    texts with;

    memset(&with, 0, sizeof with);
    with.heap = mb_heap_new(NULL);
    with.body = body;
    assert_non_null(with.heap);
    assert_true(mb_heap_protect(with.heap, run, &with));
    mb_heap_free(with.heap);
}

static void check_lines(mbb_binder *binder)
{
    static const struct {
        const char *text;
        const char *line;
    } rows[] = {
        {"", ""},
        {"plain", "plain"},
        {"  two   blanks\t", "two blanks"},
        {"a */ b", "a * / b"},
        {"/* a", "/ * a"},
        {"*/*/", "* / * /"},
        {"**/", "** /"},
        {"*\x01/", "* /"},
        {"*\xFF/", "* /"},
        {"//! a http:///b", "// ! a http:///b"},
        {"root\\", "root\\."},
        {"root\\  ", "root\\."},
        {"a\\\nb", "a\\ b"},
        {"what?\?/", "what?? /"},
        {"\?\?\?/", "??? /"},
        {"?\x02?=", "?? ="},
        {"a\r\nb", "a b"},
        {"bell\x07 del\x7F", "bell del"},
        {"caf\xC3\xA9", "caf\xC3\xA9"},
        {"cut \xC3", "cut"},
        {"over\xC0\xAFlong", "overlong"},
        {"\xED\xA0\x80surrogate", "surrogate"},
        {"nb\xC2\xA0sp", "nb sp"},
        {"rtl\xE2\x80\xAEltr", "rtlltr"},
        {"\xEF\xBB\xBF"
         "bom",
         "bom"},
        {"@param \\brief", "@param \\brief"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(mbb_comment_line(binder, mb_text_of(rows[i].text)), rows[i].line);
    }
}

static void lines(void **state)
{
    (void)state;
    with_binder(check_lines);
}

static void check_documentation(mbb_binder *binder)
{
    static const struct {
        const char *text;
        const char *shown;
    } rows[] = {
        {"", ""},
        {"plain: a < b & c, 100 % #1", "plain: a < b & c, 100 % #1"},
        {"@param \\brief", "\\@param \\\\brief"},
        {"@cond", "\\@ cond"},
        {"a \\endcond.", "a \\\\ endcond."},
        {"<pre> <PRE><code a> </pre> <prefix>", "\\< pre> \\< PRE>\\< code a> \\</pre> \\<prefix>"},
        {"@condition \\endcond_", "\\@condition \\\\endcond_"},
        {"root\\a\\", "root\\\\a\\\\."},
        {"<b> </b> <!-- <?xml", "\\<b> \\</b> \\<!-- \\<?xml"},
        {"&lt; &#60;", "\\&lt; \\&#60;"},
        {"#error %PATH% _%s", "\\#error \\%PATH% _\\%s"},
        {"$(PATH) $ $x ${x} a$(b", "\\$(PATH) $ $x ${x} a\\$(b"},
        {"::a b::c ::: a:: ::1", "\\::a b::c ::: a:: ::1"},
        {"~~~~ ```x", "~~ ~~ `` `x"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *line = mbb_comment_line(binder, mb_text_of(rows[i].text));
        assert_string_equal(mbb_doc_text(binder, line), rows[i].shown);
        const mbb_list lines = mbb_doc_lines(binder, mb_text_of(rows[i].text));
        assert_int_equal(lines.count, rows[i].text[0] != '\0');
        if (lines.count > 0) {
            assert_string_equal(ITEM(mbb_doc_line, lines, 0)->text, rows[i].shown);
            assert_true(ITEM(mbb_doc_line, lines, 0)->is_first);
        }
    }
}

/** What Doxygen would take for a command is escaped, in lines of a text and in single ones. */
static void documentation(void **state)
{
    (void)state;
    with_binder(check_documentation);
}

/** Ten characters that are thirty bytes. */
#define TEN_WIDE                                                                                                       \
    "\xE3\x83\xA9\xE3\x83\xB3\xE3\x83\x97\xE3\x83\xA9\xE3\x83\xB3\xE3\x83\x97\xE3\x83\xA9\xE3\x83\xB3\xE3\x83\x97\xE3\x83\xA9"

static void check_briefs(mbb_binder *binder)
{
    static const struct {
        const char *text;
        const char *brief;
    } rows[] = {
        {"", ""},
        {"One", "One"},
        {"This sentence is long enough to stand for all of it. A second.",
         "This sentence is long enough to stand for all of it."},
        {"Short. A second. A third.", "Short. A second."},
        {"Units, e.g. bytes, are those that 1.5 and U.S. have in them. More.",
         "Units, e.g. bytes, are those that 1.5 and U.S. have in them."},
        {"The first line is as long as a sentence may be\nThe second.",
         "The first line is as long as a sentence may be"},
        {"0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 "
         "0123456789 0123456789 0123456789",
         "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 "
         "0123456789 ..."},
        {"It does what it says it does, and that is this: 0123456789 0123456789 0123456789 0123456789 0123456789 "
         "0123456789 0123456789",
         "It does what it says it does, and that is this ..."},
        {"See root\\cimv2.", "See root\\\\cimv2."},
        /* no blanks: cut between characters, which have three bytes each here */
        {TEN_WIDE TEN_WIDE "\xE3\x80\x82" TEN_WIDE, TEN_WIDE TEN_WIDE "\xE3\x80\x82"},
        {TEN_WIDE TEN_WIDE TEN_WIDE TEN_WIDE TEN_WIDE,
         TEN_WIDE TEN_WIDE TEN_WIDE "\xE3\x83\xA9\xE3\x83\xB3\xE3\x83\x97\xE3\x83\xA9\xE3\x83\xB3\xE3\x83\x97 ..."},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(mbb_brief_of(binder, mb_text_of(rows[i].text)), rows[i].brief);
    }
    assert_string_equal(mbb_brief_of(binder, (mb_text){NULL, 0}), "");
}

/** The first sentence, a second one where that is short, cut where it is long. */
static void briefs(void **state)
{
    (void)state;
    with_binder(check_briefs);
}

static void check_paragraphs(mbb_binder *binder)
{
    mbb_list none = mbb_doc_lines(binder, (mb_text){NULL, 0});
    assert_int_equal(none.count, 0);
    none = mbb_doc_lines(binder, mb_text_of(" \n\n \t"));
    assert_int_equal(none.count, 0);

    mbb_list list =
        mbb_doc_lines(binder, mb_text_of("\n\nFirst line.\nSecond  line.\n\n\n  Next paragraph. \r\n\r\nLast.\n\n"));
    assert_lines(list, "First line.", "Second line.", "", "Next paragraph.", "", "Last.");
    assert_false(ITEM(mbb_doc_line, list, 0)->is_blank);
    assert_true(ITEM(mbb_doc_line, list, 2)->is_blank);

    list = mbb_doc_lines(binder,
                         mb_text_of("# Head\nof it\n-----\n> said\n| a | b\n===\n[x]: y, [x](y) # > |\n- one\n-- two\n"
                                    "#word - -\n1. [ ]\n.\n. a .\n.. .NET"));
    assert_lines(list, "\\# Head", "of it", "\\-----", "\\> said", "\\| a | b", "\\===", "\\[x]: y, [x] (y) # > |",
                 "- one", "\\-- two", "\\#word - -", "1. [ ]", "\\.", "\\. a .", ".. .NET");

    list = mbb_doc_lines(binder, mb_text_of("0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 "
                                            "0123456789 0123456789 0123456789 XY next\\ "
                                            "\\ * /"));
    assert_lines(list,
                 "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789",
                 "XY next\\\\ \\\\ * /");
    /* Exactly 100 characters, counted as a reader counts. */
    list = mbb_doc_lines(binder, mb_text_of("\xC3\xA9"
                                            "123456789 0123456789 0123456789 0123456789 0123456789 0123456789 "
                                            "0123456789 0123456789 0123456789 Y next"));
    assert_int_equal(list.count, 2);
    assert_lines(list,
                 "\xC3\xA9"
                 "123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 Y",
                 "next");
    /* A word that fits nowhere stays whole. */
    char word[301];
    memset(word, 'w', 300);
    word[300] = '\0';
    list = mbb_doc_lines(binder, mb_text_of(word));
    assert_lines(list, word);
    /* A backslash that wrapping brings to the end of a line. */
    list = mbb_doc_lines(binder, mb_text_of("0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 "
                                            "0123456789 0123456789 012345678 \\ next"));
    assert_lines(
        list, "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 012345678 \\\\.",
        "next");
}

static void paragraphs(void **state)
{
    (void)state;
    with_binder(check_paragraphs);
}

static void check_literals(mbb_binder *binder)
{
    static const struct {
        const char *text;
        const char *literal;
    } rows[] = {
        {"", "\"\""},
        {"System is in used", "\"System is in used\""},
        {"say \"no\"", "\"say \\\"no\\\"\""},
        {"root\\x", "\"root\\\\x\""},
        {"?\?=", "\"?\\?=\""},
        {"\?\?\?\?/", "\"?\\?\\?\\?/\""},
        {"why?", "\"why?\""},
        {"a\nb\rc\td", "\"a\\nb\\rc\\td\""},
        {"\x01"
         "1",
         "\"\\0011\""},
        {"\x7F", "\"\\177\""},
        {"\xC3\xA9"
         "9",
         "\"\\303\\2519\""},
        {"%d {{x}} */", "\"%d {{x}} */\""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(mbb_string_literal(binder, mb_text_of(rows[i].text)), rows[i].literal);
    }
    assert_string_equal(mbb_string_literal(binder, (mb_text){"a\0b", 3}), "\"a\\000b\"");
}

static void literals(void **state)
{
    (void)state;
    with_binder(check_literals);
}

/** Whether a line could do harm in a comment, also one of // kind. */
static bool is_harmful(const char *line)
{
    size_t length = strlen(line);

    if (length == 0) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)line[i];
        if (c < 0x20 || c == 0x7F || (c == '*' && line[i + 1] == '/') || (c == '/' && line[i + 1] == '*')) {
            return true;
        }
        if (c == '?' && line[i + 1] == '?' && line[i + 2] != '\0' && strchr("=/'()!<>-", line[i + 2]) != NULL) {
            return true;
        }
    }
    return line[length - 1] == '\\' || line[length - 1] == ' ' || line[0] == ' ';
}

/** Undoes a literal as a compiler would. @return its length */
static size_t read_literal(const char *literal, char *out)
{
    size_t length = 0;

    assert_int_equal(literal[0], '"');
    for (literal++; *literal != '"'; literal++) {
        assert_true(*literal >= 0x20 && *literal < 0x7F);
        assert_false(*literal == '?' && literal[1] == '?');
        if (*literal != '\\') {
            out[length++] = *literal;
        } else if (literal[1] >= '0' && literal[1] <= '7') {
            out[length++] = (char)((literal[1] - '0') << 6 | (literal[2] - '0') << 3 | (literal[3] - '0'));
            literal += 3;
        } else {
            literal++;
            out[length++] = *literal == 'n' ? '\n' : *literal == 'r' ? '\r' : *literal == 't' ? '\t' : *literal;
        }
    }
    assert_int_equal(literal[1], '\0');
    return length;
}

static void check_random_texts(mbb_binder *binder)
{
    static const char alphabet[] = "*/\\?=/'()!<>- \n\t\r\"a.\x01\xC3\xA9\xE2\x80\xAE\xFF*/?\\";
    uint32_t seed = 1;
    char text[64];
    char back[64];

    for (unsigned round = 0; round < 50000; round++) {
        uint32_t length = 0;
        for (; length < round % sizeof text; length++) {
            seed = seed * 1664525u + 1013904223u;
            text[length] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
        }
        mb_text slice = {text, length};
        assert_false(is_harmful(mbb_comment_line(binder, slice)));
        mbb_list list = mbb_doc_lines(binder, slice);
        for (size_t i = 0; i < list.count; i++) {
            assert_false(is_harmful(ITEM(mbb_doc_line, list, i)->text));
        }
        assert_int_equal(read_literal(mbb_string_literal(binder, slice), back), length);
        assert_memory_equal(back, text, length);
    }
}

static void random_texts(void **state)
{
    (void)state;
    with_binder(check_random_texts);
}

static void texts_of_a_mof(void **state)
{
    bound b;
    (void)state;

    bind_text(
        &b,
        "[Description(\"A class. */ #error \\\\\")] class C {"
        " [Description(\"A property\\nof two lines. More.\"), Units(\"*/ per Second\")] uint8 X = 1;"
        " [Description(\"/* A method.\")] uint32 M([In, Description(\"Why?\?/\"), EmbeddedInstance(\"*/\")] string A);"
        " [Values{\"*/ done\", \"?\?/\"}] uint8 Y; };");
    const mbb_class *cls = find_class(&b, "C");
    assert_true(cls->has_doc);
    assert_lines(cls->doc, "A class. * / \\#error \\\\.");
    const mbb_member *x = find_property(cls, "X");
    assert_true(x->has_doc);
    assert_lines(x->doc, "A property", "of two lines. More.");
    assert_string_equal(x->notes, "in * / per second, default 1");
    const mbb_method *method = ITEM(mbb_method, cls->methods, 0);
    assert_lines(method->doc, "/ * A method.");
    const mbb_member *a = ITEM(mbb_member, method->in, 0);
    assert_lines(a->doc, "Why?? /");
    assert_string_equal(a->mof_type, "EmbeddedInstance * /");
    assert_string_equal(a->class_name, "\"*/\"");
    const mbb_code_list *codes = ITEM(mbb_code_list, cls->property_codes, 0);
    assert_string_equal(ITEM(mbb_enumerator, codes->enumerators, 0)->name, "* / done");
    assert_string_equal(ITEM(mbb_enumerator, codes->enumerators, 0)->id, "p_C_Y_done");
    assert_string_equal(ITEM(mbb_code_entry, codes->entries, 1)->name, "\"?\\?/\"");
    unbind(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines),          cmocka_unit_test(paragraphs), cmocka_unit_test(documentation),
        cmocka_unit_test(briefs),         cmocka_unit_test(literals),   cmocka_unit_test(random_texts),
        cmocka_unit_test(texts_of_a_mof),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
