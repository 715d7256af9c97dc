/*
 * Objects of one answer, which are read by what was found out for those before them: alike or not, one within another, with more names than
 * there may be.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "wsman/wsman_internal.h"

#define MOST 1024

typedef struct pair {
    wmi_array_string A;
    const char *B;
    wmi_opt_uint16 C;
    wmi_object *D;
    wmi_meta wmi;
} pair;

/* clang-format off */
static const wmi_field fields[] = {
    {"C", NULL, (uint32_t)offsetof(pair, C), WMI_TYPE_UINT16, 0},
    {"A", NULL, (uint32_t)offsetof(pair, A), WMI_TYPE_STRING, WMI_FIELD_ARRAY},
    {"D", "Pair", (uint32_t)offsetof(pair, D), WMI_TYPE_OBJECT, 0},
    {"B", NULL, (uint32_t)offsetof(pair, B), WMI_TYPE_STRING, 0},
};
/* clang-format on */

static const wmip_wsman_codec codec = {"root\\x", NULL};

static void show(const wmi_object *object, wmip_buffer *out)
{
    for (size_t i = 0; i < object->count; i++) {
        const wmi_value *value = &object->properties[i].value;
        wmip_buffer_format(out, "%s=", object->properties[i].name);
        if (value->type == WMI_TYPE_OBJECT && !value->is_null) {
            wmip_buffer_text(out, "{");
            show(value->u.object, out);
            wmip_buffer_text(out, "}");
        } else if (value->is_null) {
            wmip_buffer_text(out, object->properties[i].unreadable != NULL ? "?" : "NULL");
        } else {
            wmip_value_spell(value, out);
        }
        wmip_buffer_text(out, ";");
    }
}

/* What the objects in a document are, each in a line: `C=1;A=a, b;`. */
static wmi_status read_all(const char *text, wmip_buffer *out, wmi_error *error)
{
    wmip_wsman_document document;
    wmip_wsman_fields known = {fields, sizeof fields / sizeof fields[0], NULL};
    wmi_status status = wmip_wsman_parse(text, strlen(text), NULL, NULL, &document, error);
    const wmip_wsman_node *node = status == WMI_OK ? document.root->first : NULL;
    for (; node != NULL && status == WMI_OK; node = node->next) {
        wmi_object *object = wmi_object_new("Pair");
        status = wmip_wsman_read_properties(node, &codec, &known, 0, object, error);
        if (status == WMI_OK) {
            show(object, out);
        }
        wmip_buffer_text(out, "\n");
        wmi_object_free(object);
    }
    wmip_wsman_document_clear(&document);
    return status;
}

static void test_alike(void **state)
{
    wmip_buffer out = {0};
    wmi_error error = {0};
    (void)state;
    /* In whatever order, arrays in pieces, the object of a kind within one of its kind, names in another case, and others. */
    if (read_all(
            "<r xmlns:n=\"urn:n\"><o><A>1</A><B>x</B><C>7</C></o><o><C>8</C><A>1</A><B>y</B><A>2</A><Z>z</Z><A>3</A></o>"
            "<o><Y/><b>q</b></o><o><D><A>1</A><B>x</B><D><B>in</B><C>1</C></D></D><B>out</B></o>"
            "<o><B>1</B><B>2</B></o><o><B>1</B><n:B>2</n:B></o><o/><o><A>1</A><B>x</B><C>7</C></o></r>",
            &out, &error) != WMI_OK) {
        fail_msg("%s", error.message);
    }
    assert_string_equal(out.text, "C=7;A=1;B=x;\n"
                                  "C=8;A=1, 2, 3;B=y;Z=z;\n"
                                  "b=q;Y=;\n"
                                  "D={A=1;B=x;D={B=in;C=1;};};B=out;\n"
                                  "B=?;\n"
                                  "B=1;B=2;\n"
                                  "\n"
                                  "C=7;A=1;B=x;\n");
    wmip_buffer_clear(&out);
}

/* So many elements with names of their own, in objects of so many each. */
static void write_objects(size_t count, size_t each, wmip_buffer *text)
{
    text->length = 0;
    wmip_buffer_text(text, "<r>");
    for (size_t i = 0; i < count; i++) {
        if (i % each == 0) {
            wmip_buffer_text(text, i > 0 ? "</o><o>" : "<o>");
        }
        wmip_buffer_format(text, "<P%lu>v</P%lu>", (unsigned long)i, (unsigned long)i);
    }
    wmip_buffer_text(text, "</o></r>");
}

/* The limit is one object's, and not that of all that differ. */
static void test_limit(void **state)
{
    wmip_buffer text = {0};
    wmip_buffer out = {0};
    wmi_error error = {0};
    (void)state;
    write_objects(MOST, MOST, &text);
    assert_int_equal(read_all(text.text, &out, &error), WMI_OK);
    write_objects(MOST + 1, MOST + 1, &text);
    assert_int_equal(read_all(text.text, &out, &error), WMI_REPLY);
    assert_non_null(strstr(error.message, "more than 1024"));
    out.length = 0;
    write_objects(10 * MOST, MOST - 24, &text);
    assert_int_equal(read_all(text.text, &out, &error), WMI_OK);
    assert_non_null(strstr(out.text, "\nP1000=v;P1001=v;"));
    assert_non_null(strstr(out.text, "P10239=v;\n"));
    wmi_error_clear(&error);
    wmip_buffer_clear(&text);
    wmip_buffer_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_alike), cmocka_unit_test(test_limit)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
