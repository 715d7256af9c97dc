/*
 * MOF that was written from a syntax tree, and is read again, gives the same tree: of every file of tests/corpus/valid,
 * or of the files of the command line. What a schema leaves out, such as pragmas, and files that no schema can be made
 * of, are looked at here only.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <dirent.h>

#include <cmocka.h>

#include "fixture.h"
#include "inspect/mof_layout.h"
#include "inspect/mof_text.h"

#define CORPUS MOFBIND_SOURCE_DIR "/tests/corpus/valid/"

/** A file that was included once already leaves its pragma in the tree, and is not looked for again. */
static void drop_includes(mb_unit *unit)
{
    mb_production **link = &unit->first;

    while (*link != NULL) {
        if ((*link)->kind == MB_PRAGMA && (*link)->type == MB_PRAGMA_INCLUDE) {
            *link = (*link)->next;
        } else {
            link = &(*link)->next;
        }
    }
}

/** The text of a path, in which nothing but the backslash is escaped. */
static void put_path(mb_mof_writer *writer, mb_text path)
{
    mb_buffer_putc(writer->out, '"');
    for (uint32_t i = 0; i < path.length; i++) {
        mb_mof_puts(writer, path.bytes[i] == '\\' ? "\\" : "");
        mb_buffer_putc(writer->out, path.bytes[i]);
    }
    mb_buffer_putc(writer->out, '"');
}

/** Whether the second argument is a bare word: FAIL or NOFAIL. */
static bool takes_word(const mb_production *pragma)
{
    return pragma->type == MB_PRAGMA_DELETECLASS || pragma->type == MB_PRAGMA_DELETEINSTANCE;
}

static void write_pragma(mb_mof_writer *writer, const mb_production *production)
{
    const mb_value *first = production->value != NULL ? production->value->u.first : NULL;

    mb_mof_puts(writer, "#pragma ");
    mb_mof_puts(writer, production->name->text);
    if (production->value == NULL) {
        mb_mof_line(writer, 0);
        return;
    }
    mb_buffer_putc(writer->out, '(');
    for (const mb_value *each = first; each != NULL; each = each->next) {
        mb_mof_puts(writer, each != first ? ", " : "");
        if (production->type == MB_PRAGMA_NAMESPACE && each->kind == MB_VALUE_STRING) {
            put_path(writer, mb_value_text(each));
        } else if (each != first && takes_word(production) && each->kind == MB_VALUE_STRING) {
            mb_buffer_append(writer->out, each->u.string, each->count);
        } else {
            mb_mof_put_value(writer->out, each);
        }
    }
    mb_buffer_putc(writer->out, ')');
    mb_mof_line(writer, 0);
}

static void write_unit(const mb_unit *unit, mb_buffer *out)
{
    mb_mof_writer writer = mb_mof_writer_of(out);

    mb_buffer_puts(out, "");
    for (const mb_production *each = unit->first; each != NULL; each = each->next) {
        if (each->kind == MB_PRAGMA) {
            write_pragma(&writer, each);
        } else {
            mb_mof_write_production(&writer, each, each->name);
        }
    }
    mb_buffer_release(&writer.piece);
}

/** No line is longer than it has to be: it has one word, or is that of a name which is long. */
static void check_widths(const char *path, const char *text)
{
    enum { LONGEST_NAME = 60, LONGEST = MB_MOF_WIDTH + 2 * LONGEST_NAME };

    for (const char *line = text; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        if (length > LONGEST && strstr(path, "long_names") == NULL) {
            fail_msg("%s: a line of %zu characters: %.*s", path, length, (int)length, line);
        }
        line += length + (line[length] == '\n');
    }
}

/** @return whether the file could be parsed */
static bool check_file(const char *path)
{
    fixture first, second;
    mb_buffer text, again;

    fixture_open(&first, NULL);
    assert_true(fixture_parse_file(&first, path));
    bool parsed = first.parsed;
    if (parsed) {
        fixture_open(&second, NULL);
        mb_buffer_init(&text, first.heap);
        mb_buffer_init(&again, second.heap);
        drop_includes(first.unit);
        mb_buffer_clear(&first.dump);
        dump_unit(&first.dump, first.unit);
        write_unit(first.unit, &text);
        fixture_parse_bytes(&second, text.text, text.length);
        if (!second.parsed || strcmp(first.dump.text, second.dump.text) != 0) {
            fail_msg("%s became\n%s\n%s", path, text.text, second.messages.text);
        }
        write_unit(second.unit, &again);
        assert_string_equal(text.text, again.text);
        check_widths(path, text.text);
        fixture_close(&second);
    }
    fixture_close(&first);
    return parsed;
}

static void test_corpus(void **state)
{
    unsigned count = 0;
    (void)state;
    DIR *folder = opendir(CORPUS);

    assert_non_null(folder);
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        char path[1024];
        size_t length = strlen(entry->d_name);
        if (length < 5 || strcmp(entry->d_name + length - 4, ".mof") != 0) {
            continue;
        }
        snprintf(path, sizeof path, "%s%s", CORPUS, entry->d_name);
        count += check_file(path);
    }
    closedir(folder);
    assert_true(count > 50);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_corpus)};

    if (argc > 1) { /* for trials with other files */
        int parsed = 0;
        for (int i = 1; i < argc; i++) {
            parsed += check_file(argv[i]);
        }
        printf("%d of %d files\n", parsed, argc - 1);
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
