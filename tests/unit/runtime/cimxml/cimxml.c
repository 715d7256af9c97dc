/* CIM-XML: written, read, and refused where it is hostile. */
#include "test.h"

#include "cimxml/cimxml.h"

#define PROPERTY(TYPE, VALUE)                                                                                          \
    "<INSTANCE CLASSNAME=\"C\"><PROPERTY NAME=\"P\" TYPE=\"" TYPE "\"><VALUE>" VALUE "</VALUE></PROPERTY></INSTANCE>"

static wmi_object *read_text(const char *text)
{
    wmi_error error = {0};
    wmi_object *object = NULL;
    if (wmi_cimxml_read(text, &object, &error) != WMI_OK) {
        fail_msg("%s: %s", text, error.message);
    }
    return object;
}

static char *write_text(const wmi_object *object)
{
    wmi_error error = {0};
    char *text = NULL;
    if (wmi_cimxml_write(object, &text, &error) != WMI_OK) {
        fail_msg("%s", error.message);
    }
    return text;
}

typedef wmi_status (*reader)(const char *text, wmi_object **object, wmi_error *error);

static void refuse_by(reader read, const char *text, const char *reason)
{
    wmi_error error = {0};
    wmi_object *object = (wmi_object *)&error;
    if (read(text, &object, &error) != WMI_REPLY) {
        fail_msg("accepted: %.200s", text);
    }
    assert_null(object);
    if (strstr(error.message, reason) == NULL) {
        fail_msg("%.200s: %s", text, error.message);
    }
    wmi_error_clear(&error);
}

static void refuse(const char *text, const char *reason)
{
    refuse_by(wmi_cimxml_read, text, reason);
    refuse_by(wmip_cimxml_read_strictly, text, reason);
}

static void set(wmi_object *object, const char *name, wmi_value value)
{
    assert_int_equal(wmi_object_set(object, name, &value), WMI_OK);
}

static wmi_value array_of(wmi_type type, const void *items, size_t count)
{
    wmi_value value = wmi_value_null(type, true);
    value.is_null = false;
    value.u.array.items = items;
    value.u.array.count = count;
    return value;
}

static void text_is_as_hyperv_wants_it(void **state)
{
    static const char *const hosts[] = {"\\\\.\\x", "b"};
    wmi_object *object = wmi_object_new("Msvm_X");
    wmi_value value;
    char *text;
    (void)state;
    set(object, "ElementName", wmi_value_string("a & b <c> \"d\" 'e'\r\n\t"));
    value = wmi_value_null(WMI_TYPE_UINT64, false);
    value.is_null = false;
    value.u.uint64 = UINT64_MAX;
    set(object, "Limit", value);
    set(object, "On", wmi_value_boolean(true));
    set(object, "Nothing", wmi_value_null(WMI_TYPE_UINT16, false));
    set(object, "HostResource", array_of(WMI_TYPE_STRING, hosts, 2));
    set(object, "None", array_of(WMI_TYPE_UINT8, hosts, 0));
    value = wmi_value_string("C.K=\"x\"");
    value.type = WMI_TYPE_REFERENCE;
    set(object, "R", value);
    (void)wmi_object_set_class(object, "R", "C");
    text = write_text(object);
    assert_string_equal(
        text,
        "<INSTANCE CLASSNAME=\"Msvm_X\">"
        "<PROPERTY NAME=\"ElementName\" TYPE=\"string\"><VALUE>a &#38; b &#60;c&#62; \"d\" 'e'&#13;\n\t</VALUE></PROPERTY>"
        "<PROPERTY NAME=\"Limit\" TYPE=\"uint64\"><VALUE>18446744073709551615</VALUE></PROPERTY>"
        "<PROPERTY NAME=\"On\" TYPE=\"boolean\"><VALUE>TRUE</VALUE></PROPERTY>"
        "<PROPERTY NAME=\"Nothing\" TYPE=\"uint16\"></PROPERTY>"
        "<PROPERTY.ARRAY NAME=\"HostResource\" TYPE=\"string\"><VALUE.ARRAY><VALUE>\\\\.\\x</VALUE><VALUE>b</VALUE>"
        "</VALUE.ARRAY></PROPERTY.ARRAY>"
        "<PROPERTY.ARRAY NAME=\"None\" TYPE=\"uint8\"><VALUE.ARRAY></VALUE.ARRAY></PROPERTY.ARRAY>"
        "<PROPERTY.REFERENCE NAME=\"R\" REFERENCECLASS=\"C\"><VALUE.REFERENCE>C.K=\"x\"</VALUE.REFERENCE>"
        "</PROPERTY.REFERENCE></INSTANCE>");
    wmi_free(text);
    wmi_object_free(object);
}

/* Everything that can be written comes back, and is written alike. */
static void all_types_round_trip(void **state)
{
    static const char *const texts =
        "<INSTANCE CLASSNAME=\"C\">"
        "<PROPERTY NAME=\"B\" TYPE=\"boolean\"><VALUE>FALSE</VALUE></PROPERTY>"
        "<PROPERTY NAME=\"S8\" TYPE=\"sint8\"><VALUE>-128</VALUE></PROPERTY>"
        "<PROPERTY NAME=\"U8\" TYPE=\"uint8\"><VALUE>255</VALUE></PROPERTY>"
        "<PROPERTY NAME=\"S16\" TYPE=\"sint16\"><VALUE>-32768</VALUE></PROPERTY>"
        "<PROPERTY NAME=\"U16\" TYPE=\"uint16\"><VALUE>65535</VALUE></PROPERTY>"
        "<PROPERTY NAME=\"S32\" TYPE=\"sint32\"><VALUE>-2147483648</VALUE></PROPERTY>"
        "<PROPERTY NAME=\"U32\" TYPE=\"uint32\"><VALUE>4294967295</VALUE></PROPERTY>"
        "<PROPERTY NAME=\"S64\" TYPE=\"sint64\"><VALUE>-9223372036854775808</VALUE></PROPERTY>"
        "<PROPERTY NAME=\"U64\" TYPE=\"uint64\"><VALUE>18446744073709551615</VALUE></PROPERTY>"
        "<PROPERTY NAME=\"R32\" TYPE=\"real32\"><VALUE>0.1</VALUE></PROPERTY>"
        "<PROPERTY NAME=\"R64\" TYPE=\"real64\"><VALUE>-1.5e-300</VALUE></PROPERTY>"
        "<PROPERTY NAME=\"C16\" TYPE=\"char16\"><VALUE>\xE2\x82\xAC</VALUE></PROPERTY>"
        "<PROPERTY NAME=\"C16b\" TYPE=\"char16\"><VALUE> </VALUE></PROPERTY>"
        "<PROPERTY NAME=\"S\" TYPE=\"string\"><VALUE> \xC3\xA4&#60;&#38;&#13; </VALUE></PROPERTY>"
        "<PROPERTY NAME=\"E\" TYPE=\"string\"><VALUE></VALUE></PROPERTY>"
        "<PROPERTY NAME=\"D\" TYPE=\"datetime\"><VALUE>20240101******.******+***</VALUE></PROPERTY>"
        "<PROPERTY NAME=\"N\" TYPE=\"sint32\"></PROPERTY>"
        "<PROPERTY.REFERENCE NAME=\"R\" REFERENCECLASS=\"D\"><VALUE.REFERENCE>D=\"x\"</VALUE.REFERENCE></PROPERTY.REFERENCE>"
        "<PROPERTY.REFARRAY NAME=\"RA\"><VALUE.REFARRAY><VALUE.REFERENCE>D=\"x\"</VALUE.REFERENCE><VALUE.NULL/></VALUE.REFARRAY></PROPERTY.REFARRAY>"
        "<PROPERTY.ARRAY NAME=\"SA\" TYPE=\"string\"><VALUE.ARRAY><VALUE>a</VALUE><VALUE.NULL/><VALUE></VALUE></VALUE.ARRAY></PROPERTY.ARRAY>"
        "<PROPERTY.ARRAY NAME=\"UA\" TYPE=\"uint16\"><VALUE.ARRAY><VALUE>1</VALUE><VALUE>2</VALUE></VALUE.ARRAY></PROPERTY.ARRAY>"
        "<PROPERTY.ARRAY NAME=\"EA\" TYPE=\"uint16\"><VALUE.ARRAY></VALUE.ARRAY></PROPERTY.ARRAY>"
        "<PROPERTY.ARRAY NAME=\"NA\" TYPE=\"uint16\"></PROPERTY.ARRAY>"
        "<PROPERTY.OBJECT NAME=\"O\"><VALUE.OBJECT><INSTANCE CLASSNAME=\"I\"><PROPERTY NAME=\"P\" TYPE=\"string\"><VALUE>x</VALUE></PROPERTY>"
        "</INSTANCE></VALUE.OBJECT></PROPERTY.OBJECT>"
        "<PROPERTY.OBJECTARRAY NAME=\"OA\"><VALUE.OBJECTARRAY><VALUE.OBJECT><INSTANCE CLASSNAME=\"I\"></INSTANCE></VALUE.OBJECT>"
        "<VALUE.OBJECT><INSTANCE CLASSNAME=\"J\"></INSTANCE></VALUE.OBJECT></VALUE.OBJECTARRAY></PROPERTY.OBJECTARRAY>"
        "</INSTANCE>";
    wmi_object *object = read_text(texts);
    char *text;
    (void)state;
    assert_int_equal(object->count, 25);
    assert_int_equal(wmi_object_get(object, "U8")->u.uint8, 255);
    assert_int_equal(wmi_object_get(object, "C16")->u.char16, 0x20AC);
    assert_string_equal(wmi_object_string(object, "S"), " \xC3\xA4<&\r ");
    assert_true(wmi_object_get(object, "N")->is_null);
    assert_int_equal(wmi_object_get(object, "N")->type, WMI_TYPE_SINT32);
    assert_true(wmi_object_get(object, "NA")->is_null);
    assert_true(wmi_object_get(object, "NA")->is_array);
    assert_false(wmi_object_get(object, "EA")->is_null);
    assert_int_equal(((const uint16_t *)wmi_object_get(object, "UA")->u.array.items)[1], 2);
    assert_string_equal(wmi_object_get(object, "O")->u.object->class_name, "I");
    text = write_text(object);
    assert_string_equal(text, texts);
    wmi_free(text);
    wmi_object_free(object);
}

static void other_spellings_are_read(void **state)
{
    static const char *const text =
        "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<!-- a -- comment -->\n"
        "<instance ClassName='C' xmlns='x' PROPAGATED=\"true\">\r\n"
        "  <QUALIFIER NAME=\"Q\" TYPE=\"string\"><VALUE>text &amp; <![CDATA[<x>]]></VALUE><SCOPE/></QUALIFIER>\r\n"
        "  <Property name = \"P\" TYPE = 'uint16' CLASSORIGIN=\"B\"><QUALIFIER NAME=\"Q\"/><!-- c --><VALUE> 5\n</VALUE ></Property>\r\n"
        "  <PROPERTY NAME=\"S\" TYPE=\"String\"><VALUE>a<!-- c --><![CDATA[<&]]>&#65;&#x42;&quot;&apos;<?pi?>z\r\nq\rr</VALUE></PROPERTY>\r\n"
        "  <PROPERTY NAME=\"T\"><VALUE/></PROPERTY><PROPERTY NAME=\"U\" TYPE=\"uint8\"><VALUE.NULL/></PROPERTY>\r\n"
        "  <PROPERTY NAME=\"V\" TYPE=\"uint8\"/><PROPERTY NAME=\"Hex\" TYPE=\"uint64\"><VALUE>0xFF</VALUE></PROPERTY>\r\n"
        "  <PROPERTY NAME=\"True\" TYPE=\"boolean\"><VALUE>true</VALUE></PROPERTY>\r\n"
        "</instance>\r\n<!-- end -->\n";
    wmi_object *object = read_text(text);
    (void)state;
    assert_string_equal(object->class_name, "C");
    assert_int_equal(object->count, 7);
    assert_int_equal(wmi_object_integer(object, "p", 0), 5);
    assert_string_equal(wmi_object_string(object, "S"), "a<&AB\"'z\nq\nr");
    assert_string_equal(wmi_object_string(object, "T"), "");
    assert_true(wmi_object_get(object, "U")->is_null);
    assert_true(wmi_object_get(object, "V")->is_null);
    assert_int_equal(wmi_object_integer(object, "Hex", 0), 255);
    assert_true(wmi_object_get(object, "true")->u.boolean);
    wmi_object_free(object);
}

/* Line ends are line feeds, as XML has it, wherever text may stand; a return that is meant is written &#13;. */
static void line_ends_are_line_feeds(void **state)
{
    static const char *const cases[][2] = {
        {"a\r\nb\rc\nd", "a\nb\nc\nd"},
        {"<![CDATA[a\r\nb\rc\nd]]>", "a\nb\nc\nd"},
        {"<![CDATA[\r\n\r\n]]>", "\n\n"},
        {"<![CDATA[\r\r\n\n\r]]>", "\n\n\n\n"},
        {"\r\n<![CDATA[\r\n]]>\r\n<![CDATA[]]>\r", "\n\n\n\n"},
        {"<![CDATA[&#13;]]>&#13;&#10;&#xD;", "&#13;\r\n\r"},
        {"<![CDATA[]]]]><![CDATA[>]]>", "]]>"},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        char text[300];
        wmi_object *object;
        (void)snprintf(text, sizeof text, PROPERTY("string", "%s"), cases[i][0]);
        object = read_text(text);
        assert_string_equal(wmi_object_string(object, "P"), cases[i][1]);
        wmi_object_free(object);
    }
}

static void references_in_elements_become_paths(void **state)
{
    static const struct {
        const char *xml;
        const char *path;
    } cases[] = {
        {"  C.K=1 ", "  C.K=1 "}, /* white space at its ends stays */
        {"C.K=\"a\"\n", "C.K=\"a\"\n"},
        {" ", " "},
        {"<INSTANCENAME CLASSNAME=\"C\"><KEYBINDING NAME=\"A\"><KEYVALUE VALUETYPE=\"string\">a\"\\b</KEYVALUE></KEYBINDING>"
         "<KEYBINDING NAME=\"B\"><KEYVALUE VALUETYPE=\"numeric\"> 7 </KEYVALUE></KEYBINDING>"
         "<KEYBINDING NAME=\"D\"><KEYVALUE VALUETYPE=\"boolean\">true</KEYVALUE></KEYBINDING></INSTANCENAME>",
         "C.A=\"a\\\"\\\\b\",B=7,D=TRUE"},
        {"\n <INSTANCEPATH><NAMESPACEPATH><HOST>h</HOST><LOCALNAMESPACEPATH><NAMESPACE NAME=\"root\"/><NAMESPACE NAME=\"v2\"></NAMESPACE>"
         "</LOCALNAMESPACEPATH></NAMESPACEPATH><INSTANCENAME CLASSNAME=\"C\"><KEYVALUE>x</KEYVALUE></INSTANCENAME></INSTANCEPATH> ",
         "\\\\h\\root\\v2:C=\"x\""},
        {"<LOCALINSTANCEPATH><LOCALNAMESPACEPATH><NAMESPACE NAME=\"root\"/></LOCALNAMESPACEPATH><INSTANCENAME CLASSNAME=\"C\">"
         "<KEYBINDING NAME=\"R\"><VALUE.REFERENCE><INSTANCENAME CLASSNAME=\"D\"><KEYBINDING NAME=\"K\"><KEYVALUE>x</KEYVALUE></KEYBINDING>"
         "</INSTANCENAME></VALUE.REFERENCE></KEYBINDING></INSTANCENAME></LOCALINSTANCEPATH>",
         "root:C.R=\"D.K=\\\"x\\\"\""},
        {"<INSTANCENAME CLASSNAME=\"C\"/>", "C=@"},
        {"<LOCALCLASSPATH><LOCALNAMESPACEPATH><NAMESPACE NAME=\"root\"/></LOCALNAMESPACEPATH><CLASSNAME NAME=\"C\"/></LOCALCLASSPATH>",
         "root:C"},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        char text[1000];
        wmi_object *object;
        (void)snprintf(
            text, sizeof text,
            "<INSTANCE CLASSNAME=\"C\"><PROPERTY.REFERENCE NAME=\"R\"><VALUE.REFERENCE>%s</VALUE.REFERENCE></PROPERTY.REFERENCE></INSTANCE>",
            cases[i].xml);
        object = read_text(text);
        assert_int_equal(wmi_object_get(object, "R")->type, WMI_TYPE_REFERENCE);
        assert_string_equal(wmi_object_string(object, "R"), cases[i].path);
        wmi_object_free(object);
    }
}

static void malformed_text_is_refused(void **state)
{
    static const char *const cases[][2] = {
        {"", "ends too early"},
        {"  ", "ends too early"},
        {"text", "text where an element"},
        {"instance of C {};", "text where an element"},
        {"<INSTANCE", "does not end"},
        {"<INSTANCE CLASSNAME=\"C\"", "does not end"},
        {"<INSTANCE CLASSNAME=\"C\">", "ends too early"},
        {"<INSTANCE CLASSNAME=\"C\"></CLASS>", "end tag"},
        {"<INSTANCE CLASSNAME=\"C\"></INSTANCE", "end tag"},
        {"</INSTANCE>", "end tag"},
        {"<INSTANCE CLASSNAME=\"C\"/><INSTANCE CLASSNAME=\"C\"/>", "follows the end"},
        {"<INSTANCE CLASSNAME=\"C\"/>text", "follows the end"},
        {"<INSTANCE/>", "no CLASSNAME"},
        {"<INSTANCE CLASSNAME=\"\"/>", "no CLASSNAME"},
        {"<INSTANCE CLASSNAME=\"a b\"/>", "no CLASSNAME"},
        {"<INSTANCE CLASSNAME=C/>", "not in quotes"},
        {"<INSTANCE CLASSNAME/>", "no value"},
        {"<INSTANCE CLASSNAME=\"C/>", "does not end"},
        {"<INSTANCE CLASSNAME=\"C\" classname=\"D\"/>", "twice"},
        {"<INSTANCE CLASSNAME=\"a<b\"/>", "does not end"},
        {"<CLASS NAME=\"C\"/>", "CLASS"},
        {"<INSTANCE CLASSNAME=\"C\">text</INSTANCE>", "text where an element"},
        {"<INSTANCE CLASSNAME=\"C\"><!-- x </INSTANCE>", "comment does not end"},
        {"<INSTANCE CLASSNAME=\"C\"><PROPERTY NAME=\"P\"><VALUE><![CDATA[x</VALUE></PROPERTY></INSTANCE>",
         "CDATA section does not end"},
        {"<?xml version=\"1.0\"", "instruction does not end"},
    };
    wmi_object *object = NULL;
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        refuse(cases[i][0], cases[i][1]);
    }
    assert_int_equal(wmi_cimxml_read(NULL, &object, NULL), WMI_USAGE);
}

/* What is odd costs only itself: between two good properties, one that is not. Whoever is strict refuses the whole. */
static void what_is_odd_costs_only_itself(void **state)
{
    static const struct {
        const char *xml;        /* of the odd property */
        const char *reason;     /* of the strict reader */
        const char *unreadable; /* NULL: the property is not there */
    } cases[] = {
        {"<METHOD/>", "METHOD", NULL},
        {"<PROPERTY.NEW NAME=\"P\"><VALUE.NEW><VALUE>1</VALUE></VALUE.NEW></PROPERTY.NEW>", "PROPERTY.NEW", NULL},
        {"<PROPERTY TYPE=\"string\"/>", "no name", NULL},
        {"<PROPERTY NAME=\"a b\"><VALUE>1</VALUE></PROPERTY>", "no name", NULL},
        {"<PROPERTY NAME=\"First\" TYPE=\"string\"><VALUE>other</VALUE></PROPERTY>", "twice", NULL},
        {"<PROPERTY NAME=\"P\"><VALUE>a</VALUE><VALUE>b</VALUE></PROPERTY>", "more than one value",
         "<VALUE>a</VALUE><VALUE>b</VALUE>"},
        {"<PROPERTY NAME=\"P\"><VALUE.ARRAY/></PROPERTY>", "VALUE.ARRAY", "<VALUE.ARRAY/>"},
        {"<PROPERTY NAME=\"P\"><VALUE>1</VALUE><NEWS><VALUE/></NEWS></PROPERTY>", "more than one value",
         "<VALUE>1</VALUE><NEWS><VALUE/></NEWS>"},
        {"<PROPERTY NAME=\"P\"><VALUE><INSTANCE CLASSNAME=\"D\"/></VALUE></PROPERTY>", "escaped text",
         "<VALUE><INSTANCE CLASSNAME=\"D\"/></VALUE>"},
        {"<PROPERTY.OBJECT NAME=\"P\"><VALUE.OBJECT/></PROPERTY.OBJECT>", "does not hold an INSTANCE",
         "<VALUE.OBJECT/>"},
        {"<PROPERTY.ARRAY NAME=\"P\" TYPE=\"uint8\"><VALUE.ARRAY><VALUE>1</VALUE><ITEM/></VALUE.ARRAY></PROPERTY.ARRAY>",
         "ITEM", "<VALUE.ARRAY><VALUE>1</VALUE><ITEM/></VALUE.ARRAY>"},
        {"<PROPERTY NAME=\"P\" TYPE=\"uint23\"><VALUE>1</VALUE></PROPERTY>", "no type uint23", "<VALUE>1</VALUE>"},
        {"<PROPERTY NAME=\"P\" TYPE=\"object\"/>", "no type object", ""},
        {"<PROPERTY NAME=\"P\" TYPE=\"uint8\"><VALUE>256</VALUE></PROPERTY>",
         "P is declared as uint8, but holds string \"256\"", "256"},
        {"<PROPERTY NAME=\"P\" TYPE=\"sint8\"><VALUE>abc</VALUE></PROPERTY>", "abc", "abc"},
        {"<PROPERTY NAME=\"P\" TYPE=\"boolean\"><VALUE>perhaps</VALUE></PROPERTY>", "perhaps", "perhaps"},
        {"<PROPERTY NAME=\"P\" TYPE=\"real64\"><VALUE>1,5</VALUE></PROPERTY>", "1,5", "1,5"},
        {"<PROPERTY NAME=\"P\" TYPE=\"char16\"><VALUE>ab</VALUE></PROPERTY>", "ab", "ab"},
        {"<PROPERTY NAME=\"P\" TYPE=\"datetime\"><VALUE>now</VALUE></PROPERTY>", "now", "now"},
        {"<PROPERTY.ARRAY NAME=\"P\" TYPE=\"uint8\"><VALUE.ARRAY><VALUE>7</VALUE><VALUE.NULL/></VALUE.ARRAY></PROPERTY.ARRAY>",
         "uint8[]", "7, NULL"},
        {"<PROPERTY.ARRAY NAME=\"P\" TYPE=\"uint8\"><VALUE.ARRAY><VALUE>7</VALUE><VALUE></VALUE></VALUE.ARRAY></PROPERTY.ARRAY>",
         "uint8[]", "7, "},
        {"<PROPERTY.REFERENCE NAME=\"P\"><VALUE.REFERENCE>x<INSTANCENAME CLASSNAME=\"C\"/></VALUE.REFERENCE></PROPERTY.REFERENCE>",
         "both text and elements", "<VALUE.REFERENCE>x<INSTANCENAME CLASSNAME=\"C\"/></VALUE.REFERENCE>"},
        {"<PROPERTY.REFERENCE NAME=\"P\"><VALUE.REFERENCE><CLASSNAME/></VALUE.REFERENCE></PROPERTY.REFERENCE>",
         "lacks the attribute NAME", "<VALUE.REFERENCE><CLASSNAME/></VALUE.REFERENCE>"},
        {"<PROPERTY.REFERENCE NAME=\"P\"><VALUE.REFERENCE><HOST>h</HOST></VALUE.REFERENCE></PROPERTY.REFERENCE>",
         "make up an object path", "<VALUE.REFERENCE><HOST>h</HOST></VALUE.REFERENCE>"},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        wmip_buffer text = {0};
        wmi_object *object;
        size_t index;
        wmip_buffer_format(
            &text,
            "<INSTANCE CLASSNAME=\"C\"><PROPERTY NAME=\"First\" TYPE=\"string\"><VALUE>1st</VALUE></PROPERTY>%s"
            "<PROPERTY NAME=\"Last\" TYPE=\"uint16\"><VALUE>9</VALUE></PROPERTY></INSTANCE>",
            cases[i].xml);
        refuse_by(wmip_cimxml_read_strictly, text.text, cases[i].reason);
        object = read_text(text.text);
        assert_string_equal(wmi_object_string(object, "First"), "1st");
        assert_int_equal(wmi_object_integer(object, "Last", 0), 9);
        assert_int_equal(object->count, cases[i].unreadable != NULL ? 3 : 2);
        index = wmip_object_find(object, "P", 0);
        if (cases[i].unreadable != NULL) {
            assert_true(index < object->count && object->properties[index].value.is_null);
            assert_string_equal(object->properties[index].unreadable, cases[i].unreadable);
        } else {
            assert_int_equal(index, object->count);
        }
        wmi_object_free(object);
        wmip_buffer_clear(&text);
    }
}

/* An empty element where a number or a date is due holds nothing, and that is how it is read. */
static void empty_values_are_null(void **state)
{
    static const char *const types[] = {"boolean", "uint8",  "sint8",  "uint16", "sint16",   "uint32", "sint32",
                                        "uint64",  "sint64", "real32", "real64", "datetime", "char16"};
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(types); i++) {
        char text[200];
        wmi_object *object;
        (void)snprintf(text, sizeof text, PROPERTY("%s", ""), types[i]);
        refuse_by(wmip_cimxml_read_strictly, text, "P is declared as");
        object = read_text(text);
        assert_true(wmi_object_get(object, "P")->is_null);
        assert_string_equal(wmi_type_name(wmi_object_get(object, "P")->type), types[i]);
        assert_null(object->properties[0].unreadable);
        wmi_object_free(object);
    }
}

static void instances_are_recognised(void **state)
{
    static const struct {
        const char *text;
        bool with_class; /* an instance or a class */
        bool alone;      /* an instance */
    } cases[] = {
        {"<INSTANCE CLASSNAME=\"C\"/>", true, true},
        {" <?xml version=\"1.0\"?>\n<Instance ClassName='C'><WHATEVER><X/></WHATEVER></Instance>\n", true, true},
        {PROPERTY("uint8", "3000"), true, true},
        {"<CLASS NAME=\"C\"></CLASS>", true, false},
        {"<INSTANCE/>", false, false},
        {"<CLASS/>", false, false},
        {"<INSTANCE CLASSNAME=\"C\">", false, false},
        {"<INSTANCE CLASSNAME=\"C\"/><INSTANCE CLASSNAME=\"C\"/>", false, false},
        {"<VALUE>C</VALUE>", false, false},
        {"C", false, false},
        {"", false, false},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        assert_int_equal(wmip_cimxml_check(cases[i].text, true, NULL), cases[i].with_class ? WMI_OK : WMI_REPLY);
        assert_int_equal(wmip_cimxml_check(cases[i].text, false, NULL), cases[i].alone ? WMI_OK : WMI_REPLY);
    }
}

static void hostile_text_is_refused(void **state)
{
    (void)state;
    refuse("<!DOCTYPE x [<!ENTITY a \"b\">]><INSTANCE CLASSNAME=\"C\"/>", "document type");
    refuse("<INSTANCE CLASSNAME=\"C\"><!DOCTYPE x></INSTANCE>", "document type");
    refuse(PROPERTY("string", "&a;"), "not accepted");
    refuse(PROPERTY("string", "&"), "not accepted");
    refuse(PROPERTY("string", "&amp"), "not accepted");
    refuse(PROPERTY("string", "&AMP;"), "not accepted");
    refuse(PROPERTY("string", "&#0;"), "not accepted");
    refuse(PROPERTY("string", "&#8;"), "not accepted");
    refuse(PROPERTY("string", "&#xD800;"), "not accepted");
    refuse(PROPERTY("string", "&#xFFFE;"), "not accepted");
    refuse(PROPERTY("string", "&#x110000;"), "not accepted");
    refuse(PROPERTY("string", "&#99999999999999999999;"), "not accepted");
    refuse(PROPERTY("string", "&#;"), "not accepted");
    refuse(PROPERTY("string", "&#x;"), "not accepted");
    refuse(PROPERTY("string", "&#12a;"), "not accepted");
    refuse(PROPERTY("string", "\x01"), "U+0001");
    refuse(PROPERTY("string", "\xEF\xBF\xBE"), "U+FFFE");
    refuse(PROPERTY("string", "\xC0\x80"), "not UTF-8");
    refuse(PROPERTY("string", "\xED\xA0\x80"), "not UTF-8");
    refuse("<INSTANCE CLASSNAME=\"&x;\"/>", "not accepted");
}

static void nesting_is_bounded(void **state)
{
    wmip_buffer text = {0};
    int i;
    (void)state;
    wmip_buffer_text(&text, "<INSTANCE CLASSNAME=\"C\">");
    for (i = 0; i < 100000; i++) {
        wmip_buffer_text(&text, "<QUALIFIER>");
    }
    refuse(text.text, "nested too deeply");
    wmip_buffer_clear(&text);
    for (i = 0; i < 100000; i++) {
        wmip_buffer_text(&text, "<INSTANCE CLASSNAME=\"C\"><PROPERTY.OBJECT NAME=\"P\"><VALUE.OBJECT>");
    }
    refuse(text.text, "nested too deeply");
    wmip_buffer_clear(&text);
}

/* What is written can be read again: no deeper than that. */
static void nesting_is_bounded_in_writing(void **state)
{
    wmi_object *object = wmi_object_new("C");
    wmi_status status = WMI_OK;
    int depth = 0;
    (void)state;
    while (status == WMI_OK && depth < 100) {
        wmi_value inner = wmi_value_null(WMI_TYPE_OBJECT, false);
        wmi_object *outer = wmi_object_new("C");
        wmi_error error = {0};
        char *text = NULL;
        depth++;
        status = wmi_cimxml_write(object, &text, &error);
        if (status == WMI_OK) {
            wmi_object_free(read_text(text));
        } else {
            assert_int_equal(status, WMI_USAGE);
            assert_non_null(strstr(error.message, "nested too deeply"));
        }
        wmi_error_clear(&error);
        wmi_free(text);
        inner.is_null = false;
        inner.u.object = object;
        set(outer, "P", inner);
        wmi_object_free(object);
        object = outer;
    }
    assert_int_equal(depth, WMIP_EMBEDDING_DEPTH + 1);
    wmi_object_free(object);
}

static void counts_are_bounded(void **state)
{
    wmip_buffer text = {0};
    int i;
    (void)state;
    wmip_buffer_text(&text, "<INSTANCE CLASSNAME=\"C\"");
    for (i = 0; i < 100000; i++) {
        wmip_buffer_format(&text, " a%d=\"\"", i);
    }
    refuse(text.text, "too many attributes");
    wmip_buffer_clear(&text);
    wmip_buffer_text(&text, "<INSTANCE CLASSNAME=\"C\">");
    for (i = 0; i < 20000; i++) {
        wmip_buffer_format(&text, "<PROPERTY NAME=\"P%d\"/>", i);
    }
    refuse(text.text, "too many properties");
    wmip_buffer_clear(&text);
}

/* Cut anywhere, a text is refused and nothing is lost. */
static void every_prefix_is_refused(void **state)
{
    static const char text[] =
        "<?xml version=\"1.0\"?><!-- c --><INSTANCE CLASSNAME=\"C\"><QUALIFIER NAME=\"q\"/><PROPERTY NAME=\"P\" TYPE=\"string\"><VALUE>&#65;&lt;"
        "<![CDATA[x]]></VALUE></PROPERTY><PROPERTY.ARRAY NAME=\"A\" TYPE=\"uint8\"><VALUE.ARRAY><VALUE>1</VALUE></VALUE.ARRAY></PROPERTY.ARRAY>"
        "<PROPERTY.REFERENCE NAME=\"R\"><VALUE.REFERENCE><INSTANCENAME CLASSNAME=\"C\"><KEYBINDING NAME=\"K\"><KEYVALUE>x</KEYVALUE></KEYBINDING>"
        "</INSTANCENAME></VALUE.REFERENCE></PROPERTY.REFERENCE><PROPERTY.OBJECT NAME=\"O\"><VALUE.OBJECT><INSTANCE CLASSNAME=\"D\"/></VALUE.OBJECT>"
        "</PROPERTY.OBJECT></INSTANCE>";
    size_t length;
    (void)state;
    wmi_object_free(read_text(text));
    for (length = 0; length + 1 < sizeof text; length++) {
        char *prefix = malloc(length + 1); /* exactly as long, for the sanitizer to watch */
        assert_non_null(prefix);
        memcpy(prefix, text, length);
        prefix[length] = '\0';
        refuse(prefix, "");
        free(prefix);
    }
}

static void what_xml_cannot_hold_is_not_written(void **state)
{
    static const char *const bad[] = {"a\x01", "\xFF", "\xEF\xBF\xBF"};
    wmi_error error = {0};
    char *text = NULL;
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(bad); i++) {
        wmi_object *object = wmi_object_new("C");
        set(object, "Notes", wmi_value_string(bad[i]));
        assert_int_equal(wmi_cimxml_write(object, &text, &error), WMI_USAGE);
        assert_null(text);
        assert_non_null(strstr(error.message, "Notes"));
        wmi_object_free(object);
    }
    {
        wmi_object *object = wmi_object_new("C");
        wmi_value value = wmi_value_null(WMI_TYPE_CHAR16, false);
        value.is_null = false;
        value.u.char16 = 0xD800;
        set(object, "Half", value);
        assert_int_equal(wmi_cimxml_write(object, &text, &error), WMI_USAGE);
        value.type = WMI_TYPE_DATETIME;
        memset(&value.u.datetime, 0, sizeof value.u.datetime);
        set(object, "Half", value);
        assert_int_equal(wmi_cimxml_write(object, &text, &error), WMI_USAGE);
        wmi_object_free(object);
        object = wmi_object_new(NULL);
        assert_int_equal(wmi_cimxml_write(object, &text, &error), WMI_USAGE);
        wmi_object_free(object);
        assert_int_equal(wmi_cimxml_write(NULL, &text, &error), WMI_USAGE);
    }
    wmi_error_clear(&error);
}

static void attributes_keep_white_space(void **state)
{
    wmi_object *object = wmi_object_new("C\"<&>\n\t");
    char *text = write_text(object);
    (void)state;
    assert_string_equal(text, "<INSTANCE CLASSNAME=\"C&#34;&#60;&#38;&#62;&#10;&#9;\"></INSTANCE>");
    wmi_free(text);
    wmi_object_free(object);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(text_is_as_hyperv_wants_it),
        TEST(all_types_round_trip),
        TEST(other_spellings_are_read),
        TEST(line_ends_are_line_feeds),
        TEST(references_in_elements_become_paths),
        TEST(malformed_text_is_refused),
        TEST(what_is_odd_costs_only_itself),
        TEST(empty_values_are_null),
        TEST(instances_are_recognised),
        TEST(hostile_text_is_refused),
        TEST(nesting_is_bounded),
        TEST(nesting_is_bounded_in_writing),
        TEST(counts_are_bounded),
        TEST(every_prefix_is_refused),
        TEST(what_xml_cannot_hold_is_not_written),
        TEST(attributes_keep_white_space),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
