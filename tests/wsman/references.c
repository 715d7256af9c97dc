/*
 * References that arrive, in what forms they come, and what path each means: keys of every kind, URIs of Windows and of the DMTF, and
 * what is no reference to an instance.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "wsman/wsman_internal.h"

#include <wmi/descriptor.h>

/* clang-format off */
static const wmi_field key_fields[] = {
    {"Name", NULL, 0, WMI_TYPE_STRING, 0}, {"On", NULL, 0, WMI_TYPE_BOOLEAN, 0}, {"Number", NULL, 0, WMI_TYPE_UINT32, 0},
    {"Letter", NULL, 0, WMI_TYPE_CHAR16, 0}, {"Other", NULL, 0, WMI_TYPE_REFERENCE, 0},
};
/* clang-format on */
static const char *const no_derivation[] = {NULL};
static const char *const key_names[] = {"Name", "On", "Number", "Letter", "Other", NULL};
static const wmi_class_info key_class = {.name = "Keyed",
                                         .derivation = no_derivation,
                                         .ns = "root\\x",
                                         .keys = key_names,
                                         .fields = key_fields,
                                         .field_count = sizeof key_fields / sizeof key_fields[0]};
static const wmi_schema_class key_classes[] = {{&key_class, NULL}};
static const wmi_schema key_schema = {"keys", key_classes, 1};

#define WMI "http://schemas.microsoft.com/wbem/wsman/1/wmi/"
#define DMTF "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/"
#define PARAMETERS(uri, selectors)                                                                                     \
    "<a:Address>x</a:Address><a:ReferenceParameters><w:ResourceURI>" uri "</w:ResourceURI><w:SelectorSet>" selectors   \
    "</w:SelectorSet></a:ReferenceParameters>"
#define KEY(name, text) "<w:Selector Name=\"" name "\">" text "</w:Selector>"

typedef struct reference_case {
    const char *xml;
    const char *path; /* NULL = it is none */
} reference_case;

static const reference_case cases[] = {
    {PARAMETERS(WMI "root/x/Other", KEY("K", "a\\b\"c")), "root\\x:Other.K=\"a\\\\b\\\"c\""},
    {"<a:EndpointReference>" PARAMETERS(WMI "root/x/Other", KEY("K", "1")) "</a:EndpointReference>",
     "root\\x:Other.K=\"1\""},
    {PARAMETERS("\n  " WMI "ROOT/x/Other\n", KEY("K", " 1 ")), "ROOT\\x:Other.K=\" 1 \""},
    {PARAMETERS(WMI "root/x/Other", ""), "root\\x:Other=@"},
    {PARAMETERS(DMTF "Other", KEY("K", "1")), "root\\session:Other.K=\"1\""},
    {PARAMETERS(DMTF "Other", KEY("__cimnamespace", "root/y") KEY("K", "1")), "root\\y:Other.K=\"1\""},
    {PARAMETERS(WMI "root/x/Other", KEY("K", "1") KEY("__CimNamespace", "root/y")), "root\\y:Other.K=\"1\""},
    /* Keys are written as their class has them. */
    {PARAMETERS(WMI "root/x/Keyed", KEY("Name", "5") KEY("On", "true") KEY("Number", "7") KEY("Letter", "A")),
     "root\\x:Keyed.Name=\"5\",On=TRUE,Number=7,Letter=65"},
    {PARAMETERS(WMI "root/x/Keyed", KEY("On", "TRUE")), "root\\x:Keyed.On=TRUE"},
    {PARAMETERS(WMI "root/x/Keyed", KEY("On", "1")), "root\\x:Keyed.On=TRUE"},
    {PARAMETERS(WMI "root/x/Keyed", KEY("On", "0")), "root\\x:Keyed.On=FALSE"},
    {PARAMETERS(WMI "root/x/Keyed", KEY("Other", "<a:EndpointReference>" PARAMETERS(
                                                     WMI "root/x/B", KEY("K", "q\"")) "</a:EndpointReference>")),
     "root\\x:Keyed.Other=\"root\\\\x:B.K=\\\"q\\\\\\\"\\\"\""},
    /* What is none. */
    {PARAMETERS("file:///etc/passwd", KEY("K", "1")), NULL},
    {PARAMETERS("", KEY("K", "1")), NULL},
    {PARAMETERS(WMI "root/x/*", ""), NULL},
    {PARAMETERS(WMI "root/x/a b", ""), NULL},
    {PARAMETERS(WMI "//evil/root/x/Other", KEY("K", "1")), NULL},
    {PARAMETERS(WMI "root//x/Other", KEY("K", "1")), NULL},
    {PARAMETERS(WMI "root/x:B.K=&quot;/Other", KEY("K", "1")), NULL},
    {PARAMETERS(WMI "root/../x/Other", KEY("K", "1")), NULL},
    {PARAMETERS(WMI "root/x/Other", KEY("A=1,B", "1")), NULL},
    {PARAMETERS(WMI "root/x/Other", "<w:Selector>1</w:Selector>"), NULL},
    {"<a:ReferenceParameters/>", NULL},
};

static void test_references(void **state)
{
    wmip_wsman_classes *classes = NULL;
    const wmi_schema *const schemas[] = {&key_schema};
    (void)state;
    assert_true(wmip_wsman_classes_new(schemas, 1, &classes));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        wmip_wsman_document document;
        wmi_memory *memory = NULL;
        const char *path = NULL;
        char text[2048];
        snprintf(
            text, sizeof text,
            "<r xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\">%s</r>",
            cases[i].xml);
        assert_int_equal(wmip_wsman_parse(text, strlen(text), NULL, NULL, &document, NULL), WMI_OK);
        assert_true(wmip_wsman_is_reference(document.root));
        wmi_status status = wmip_wsman_read_reference(document.root, classes, "root\\session", &memory, &path, NULL);
        if (status != (cases[i].path != NULL ? WMI_OK : WMI_REPLY) ||
            (status == WMI_OK && strcmp(path, cases[i].path) != 0)) {
            fail_msg("%s: %s", cases[i].xml, status == WMI_OK ? path : wmi_status_name(status));
        }
        wmi_memory_clear(&memory);
        wmip_wsman_document_clear(&document);
    }
    wmip_wsman_classes_free(classes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_references)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
