/* The types that templates of pages are checked against say what generator/doc/site.h declares. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "doc/doc.h"
#include "render/view.h"

static char header[64 * 1024];

static void read_header(void)
{
    FILE *file = fopen(MOFBIND_SOURCE_DIR "/generator/doc/site.h", "rb");

    assert_non_null(file);
    const size_t length = fread(header, 1, sizeof header - 1, file);
    assert_true(length > 1000 && length < sizeof header - 1);
    header[length] = '\0';
    fclose(file);
}

/** What a member of a type has to be. */
static const char *kind_name(const mb_view_field *field)
{
    switch (field->kind) {
    case MB_VIEW_IDENTIFIER:
        return "mbd_id";
    case MB_VIEW_LITERAL:
        return "mbd_script";
    case MB_VIEW_TEXT:
        return "mbd_html";
    case MB_VIEW_NUMBER:
        return "uint32_t";
    case MB_VIEW_BOOL:
        return "bool";
    case MB_VIEW_LIST:
        return "mbb_list";
    case MB_VIEW_RECORD:
        return "mbd_";
    }
    return "";
}

/** Walks the members of a struct in the header, and those of the type, side by side. @return how many types were walked */
static size_t check_type(const mb_view_type *type, const mb_view_type **seen, size_t count)
{
    char begin[128], name[64];

    for (size_t i = 0; i < count; i++) {
        if (seen[i] == type) {
            return count;
        }
    }
    seen[count++] = type;
    assert_true(count < 40);
    snprintf(name, sizeof name, "%s", type->name);
    for (char *at = name; *at != '\0'; at++) {
        *at = *at == ' ' ? '_' : *at;
    }
    snprintf(begin, sizeof begin, "typedef struct mbd_%s {\n", name);
    const char *at = strstr(header, begin);
    assert_non_null(at);
    at += strlen(begin);
    for (size_t i = 0; i < type->field_count; i++) {
        const mb_view_field *field = &type->fields[i];
        char declared[160];
        at += strspn(at, " \n");
        snprintf(declared, sizeof declared, " %s;", field->name);
        const char *semicolon = strchr(at, ';');
        assert_non_null(semicolon);
        if (strncmp(at, kind_name(field), strlen(kind_name(field))) != 0 ||
            strncmp(semicolon + 1 - strlen(declared), declared, strlen(declared)) != 0) {
            fail_msg("%s.%s is declared as %.*s", type->name, field->name, (int)(semicolon - at), at);
        }
        at = strchr(semicolon, '\n');
        const char *comment = strstr(semicolon, "/**<");
        if (comment != NULL && comment < at) {
            at = strchr(strstr(comment, "*/"), '\n');
        }
        if (field->type != NULL) {
            count = check_type(field->type, seen, count);
        }
    }
    at += strspn(at, " \n");
    assert_int_equal(*at, '}');
    return count;
}

static void test_views(void **state)
{
    const mb_view_type *seen[40];
    (void)state;

    read_header();
    const size_t count = check_type(mbd_types[0], seen, 0);
    size_t declared = 0;
    for (const char *at = header; (at = strstr(at, "typedef struct mbd_")) != NULL; at++) {
        declared++;
    }
    assert_int_equal(count, declared);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_views)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
