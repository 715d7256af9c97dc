/*
 * The operations, with envelopes that are written by hand: values of every type both ways, instances created, changed and deleted, pieces
 * of them, associations, events.
 */
#define _XOPEN_SOURCE 700
#include "served.h"

#include <pthread.h>

static endpoint served;

#define KEY(VALUE) "<w:Selector Name=\"Name\">" VALUE "</w:Selector>"
#define ECHO_URI SERVED "Echo"
#define THING_URI SERVED "Thing"
#define THING_BODY(REST) "<p:Thing xmlns:p=\"" THING_URI "\">" REST "</p:Thing>"
#define REFERENCE(VALUE)                                                                                               \
    "<a:Address>" ANONYMOUS "</a:Address><a:ReferenceParameters><w:ResourceURI>" THING_URI                             \
    "</w:ResourceURI><w:SelectorSet>" KEY(VALUE) "</w:SelectorSet></a:ReferenceParameters>"
#define OBJECT(VALUE)                                                                                                  \
    "<o:Name xmlns:o=\"" THING_URI "\">" VALUE "</o:Name><o:Number xmlns:o=\"" THING_URI "\">7</o:Number>"

/* A value as it is sent, and as it comes back. */
typedef struct value {
    const char *sent;
    const char *received;
} value;

#define REFERENCE_BACK(NAME, VALUE)                                                                                    \
    "<p:" NAME " xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "                                        \
    "xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\">" REFERENCE(VALUE) "</p:" NAME ">"
#define OBJECT_BACK(NAME, VALUE)                                                                                       \
    "<p:" NAME " xmlns:p1=\"" THING_URI "\" xsi:type=\"p1:Thing_Type\">" OBJECT_PROPERTIES(VALUE) "</p:" NAME ">"
#define OBJECT_PROPERTIES(VALUE) "<p1:Name>" VALUE "</p1:Name><p1:Number>7</p1:Number>"

static const value values[] = {
    {"<p:B>true</p:B>", "<p:OutB>true</p:OutB>"},
    {"<p:B>FALSE</p:B>", "<p:OutB>false</p:OutB>"},
    {"<p:B>1</p:B>", "<p:OutB>true</p:OutB>"},
    {"<p:U8>255</p:U8>", "<p:OutU8>255</p:OutU8>"},
    {"<p:S8>-128</p:S8>", "<p:OutS8>-128</p:OutS8>"},
    {"<p:U16> 65535 </p:U16>", "<p:OutU16>65535</p:OutU16>"},
    {"<p:S16>-32768</p:S16>", "<p:OutS16>-32768</p:OutS16>"},
    {"<p:U32>4294967295</p:U32>", "<p:OutU32>4294967295</p:OutU32>"},
    {"<p:S32>-2147483648</p:S32>", "<p:OutS32>-2147483648</p:OutS32>"},
    {"<p:U64>18446744073709551615</p:U64>", "<p:OutU64>18446744073709551615</p:OutU64>"},
    {"<p:S64>-9223372036854775808</p:S64>", "<p:OutS64>-9223372036854775808</p:OutS64>"},
    {"<p:R32>0.5</p:R32>", "<p:OutR32>0.5</p:OutR32>"},
    {"<p:R64>-INF</p:R64>", "<p:OutR64>-INF</p:OutR64>"},
    {"<p:C>é</p:C>", "<p:OutC>é</p:OutC>"},
    {"<p:C>7</p:C>", "<p:OutC>7</p:OutC>"},
    {"<p:S>a &amp; b &lt;c&gt; 仮</p:S>", "<p:OutS>a &amp; b &lt;c&gt; 仮</p:OutS>"},
    {"<p:S><![CDATA[a & b]]></p:S>", "<p:OutS>a &amp; b</p:OutS>"},
    {"<p:S></p:S>", "<p:OutS></p:OutS>"},
    {"<p:S>   </p:S>", "<p:OutS>   </p:OutS>"},
    {"<p:S xsi:nil=\"true\"/>", "<p:OutS xsi:nil=\"true\"/>"},
    {"<p:T><cim:Datetime>2026-01-02T03:04:05.250000-07:30</cim:Datetime></p:T>",
     "<p:OutT><cim:Datetime>2026-01-02T03:04:05.25-07:30</cim:Datetime></p:OutT>"},
    {"<p:T>2026-01-02T03:04:05Z</p:T>", "<p:OutT><cim:Datetime>2026-01-02T03:04:05Z</cim:Datetime></p:OutT>"},
    {"<p:T><cim:CIM_DateTime>20260102******.******+060</cim:CIM_DateTime></p:T>",
     "<p:OutT><cim:CIM_DateTime>20260102******.******+060</cim:CIM_DateTime></p:OutT>"},
    {"<p:I><cim:Interval>P1DT2H3M4S</cim:Interval></p:I>", "<p:OutI><cim:Interval>P1DT2H3M4S</cim:Interval></p:OutI>"},
    {"<p:R>" REFERENCE("t") "</p:R>", REFERENCE_BACK("OutR", "t")},
    {"<p:E>&lt;INSTANCE CLASSNAME=\"Thing\"&gt;&lt;PROPERTY NAME=\"Name\" TYPE=\"string\"&gt;&lt;VALUE&gt;a &amp;#38; b&lt;/VALUE&gt;"
     "&lt;/PROPERTY&gt;&lt;/INSTANCE&gt;</p:E>",
     "&lt;VALUE&gt;a &amp;#38; b&lt;/VALUE&gt;"},
    {"<p:O>" OBJECT("t") "</p:O>", OBJECT_BACK("OutO", "t")},
    {"<p:Ss>one</p:Ss><p:Ss></p:Ss><p:Ss>three</p:Ss>",
     "<p:OutSs>one</p:OutSs><p:OutSs></p:OutSs><p:OutSs>three</p:OutSs>"},
    {"<p:Ss>alone</p:Ss>", "<p:OutSs>alone</p:OutSs><p:OutT"},
    {"<p:Us>1</p:Us><p:Us>2</p:Us>", "<p:OutUs>1</p:OutUs><p:OutUs>2</p:OutUs>"},
    {"<p:Rs>" REFERENCE("t") "</p:Rs><p:Rs>" REFERENCE("u") "</p:Rs>",
     REFERENCE_BACK("OutRs", "t") REFERENCE_BACK("OutRs", "u")},
    {"<p:Ts><cim:Datetime>2026-01-02T03:04:05Z</cim:Datetime></p:Ts>",
     "<p:OutTs><cim:Datetime>2026-01-02T03:04:05Z</cim:Datetime></p:OutTs>"},
    {"<p:Os>" OBJECT("t") "</p:Os><p:Os>" OBJECT("u") "</p:Os>", OBJECT_BACK("OutOs", "t") OBJECT_BACK("OutOs", "u")},
};

/* libxml2 writes an empty element as `<x/>` or with an end tag: both are the same. */
static bool holds(const char *body, const char *text)
{
    char *other = strdup(text);
    char *at;
    while ((at = strstr(other, "></p:Out")) != NULL) { /* `<p:OutS></p:OutS>` to `<p:OutS/>` */
        char *end = strchr(at + 1, '>');
        *at++ = '/';
        *at++ = '>';
        memmove(at, end + 1, strlen(end + 1) + 1);
    }
    bool found = strstr(body, text) != NULL || strstr(body, other) != NULL;
    free(other);
    return found;
}

static reply say(const char *parameters)
{
    char body[4096];
    snprintf(body, sizeof body, "<p:Say_INPUT xmlns:p=\"" ECHO_URI "\">%s</p:Say_INPUT>", parameters);
    return ask(&served, &(envelope){.uri = ECHO_URI,
                                    .action_uri = ECHO_URI "/Say",
                                    .selectors = "<w:Selector Name=\"Id\">e</w:Selector>",
                                    .body = body});
}

static void test_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        reply r = say(values[i].sent);
        if (r.status != 200 || !holds(r.body, values[i].received)) {
            fail_msg("%s: %d %s", values[i].sent, r.status, r.body);
        }
        assert_string_equal(text_of(&r, "ReturnValue"), "0");
        reply_clear(&r);
    }
}

/* What was not given is NULL: scalars say so, arrays are not there. */
static void test_nulls(void **state)
{
    (void)state;
    reply r = say("");
    assert_status(&r, 200);
    assert_non_null(strstr(r.body, "<p:OutU8 xsi:nil=\"true\"/>"));
    assert_non_null(strstr(r.body, "<p:OutR xsi:nil=\"true\"/>"));
    assert_null(strstr(r.body, "OutSs"));
    assert_null(strstr(r.body, "OutOs"));
    reply_clear(&r);
    r = say("<p:Ss xsi:nil=\"true\"/>"); /* one nil is a NULL array */
    assert_status(&r, 200);
    assert_null(strstr(r.body, "OutSs"));
    reply_clear(&r);
}

/* Instances. */

static reply get_thing(const char *name)
{
    char selector[256];
    snprintf(selector, sizeof selector, KEY("%s"), name);
    return ask(&served, &(envelope){.uri = THING_URI, .action_uri = ACTION_GET, .selectors = selector});
}

/* A character is a key as itself, or by its number, as references have it. One digit is the character. */
static void test_letters(void **state)
{
    static const struct {
        const char *letter;
        const char *selector;
        int status;
    } cases[] = {
        {"x", "x", 200},      {"x", "120", 200},   {"x", "00120", 200}, {"x", "121", 400}, {"x", "xy", 400},
        {"x", "-120", 400},   {"x", "", 400},      {"7", "7", 200},     {"7", "55", 200},  {"仮", "仮", 200},
        {"仮", "20206", 200}, {"x", "65656", 400}, {"x", "0x78", 400},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char body[256];
        char selector[128];
        snprintf(body, sizeof body, "<p:Lettered xmlns:p=\"" SERVED "Lettered\"><p:Letter>%s</p:Letter></p:Lettered>",
                 cases[i].letter);
        reply r = ask(&served, &(envelope){.uri = SERVED "Lettered", .action_uri = ACTION_CREATE, .body = body});
        assert_true(r.status == 200 || r.status == 400); /* it may be there already */
        reply_clear(&r);
        snprintf(selector, sizeof selector, "<w:Selector Name=\"Letter\">%s</w:Selector>", cases[i].selector);
        r = ask(&served, &(envelope){.uri = SERVED "Lettered", .action_uri = ACTION_GET, .selectors = selector});
        if (r.status != cases[i].status || (r.status == 200 && strcmp(text_of(&r, "Letter"), cases[i].letter) != 0)) {
            fail_msg("%s by %s: %d %s", cases[i].letter, cases[i].selector, r.status, r.body);
        }
        reply_clear(&r);
    }
}

static void test_create_put_delete(void **state)
{
    (void)state;
    reply r = ask(&served, &(envelope){.uri = THING_URI,
                                       .action_uri = ACTION_CREATE,
                                       .body = THING_BODY("<p:Name>new</p:Name><p:Number>1</p:Number>")});
    assert_status(&r, 200);
    assert_non_null(strstr(r.body, "<x:ResourceCreated>" REFERENCE("new") "</x:ResourceCreated>"));
    reply_clear(&r);
    r = ask(&served,
            &(envelope){.uri = THING_URI, .action_uri = ACTION_CREATE, .body = THING_BODY("<p:Name>new</p:Name>")});
    assert_fault("again", &r, 400, "w:AlreadyExists", NULL, 0x80041019);
    reply_clear(&r);
    r = ask(&served,
            &(envelope){.uri = THING_URI,
                        .action_uri = ACTION_PUT,
                        .selectors = KEY("new"),
                        .body = THING_BODY("<p:Fixed xsi:nil=\"true\"/><p:Made xsi:nil=\"true\"/><p:Name>new</p:Name>"
                                           "<p:Number>2</p:Number><p:Words>a</p:Words><p:Words>b</p:Words>")});
    assert_status(&r, 200);
    assert_string_equal(text_of(&r, "Number"), "2");
    assert_non_null(strstr(r.body, "<p:Words>a</p:Words><p:Words>b</p:Words>"));
    reply_clear(&r);
    r = ask(
        &served,
        &(envelope){
            .uri = THING_URI,
            .action_uri = ACTION_PUT,
            .selectors = KEY("new"),
            .more =
                "<w:OptionSet><w:Option Name=\"wmiarray:__MIInstanceModifiedPropertiesList\">Number</w:Option></w:OptionSet>",
            .body = THING_BODY("<p:Number>3</p:Number>")});
    assert_status(&r, 200);
    reply_clear(&r);
    r = ask(
        &served,
        &(envelope){.uri = THING_URI,
                    .action_uri = ACTION_PUT,
                    .selectors = KEY("new"),
                    .body = THING_BODY(
                        "<p:Fixed>x</p:Fixed><p:Made xsi:nil=\"true\"/><p:Name>new</p:Name><p:Number>2</p:Number>")});
    assert_fault("read-only", &r, 400, "w:InvalidParameter", NULL, 0x80041023);
    reply_clear(&r);
    r = get_thing("NEW");
    assert_status(&r, 200);
    assert_string_equal(text_of(&r, "Number"), "3");
    reply_clear(&r);
    r = ask(&served, &(envelope){.uri = THING_URI, .action_uri = ACTION_DELETE, .selectors = KEY("new")});
    assert_status(&r, 200);
    assert_non_null(strstr(r.body, "<s:Body/>"));
    reply_clear(&r);
    r = get_thing("new");
    assert_fault("gone", &r, 400, "a:DestinationUnreachable", "InvalidResourceURI", 2150858752);
    reply_clear(&r);
}

static void test_fragments(void **state)
{
    static const struct {
        const char *path;
        const char *found;
    } cases[] = {{"Name", "<p:Name>t</p:Name></w:XmlFragment>"},
                 {"Words", "<p:Words>one</p:Words><p:Words>two</p:Words></w:XmlFragment>"},
                 {"Words[2]", "<p:Words>two</p:Words></w:XmlFragment>"},
                 {"Words[3]", "xmlns:cim=\"http://schemas.dmtf.org/wbem/wscim/1/common\"/></s:Body>"}};
    char more[256];
    (void)state;
    reply r =
        ask(&served, &(envelope){.uri = THING_URI,
                                 .action_uri = ACTION_PUT,
                                 .selectors = KEY("t"),
                                 .more = "<w:FragmentTransfer s:mustUnderstand=\"true\">Words</w:FragmentTransfer>",
                                 .body = "<w:XmlFragment xmlns:p=\"" THING_URI
                                         "\"><p:Words>one</p:Words><p:Words>two</p:Words></w:XmlFragment>"});
    assert_status(&r, 200);
    assert_non_null(strstr(r.body, "<p:Words>one</p:Words><p:Words>two</p:Words></w:XmlFragment>"));
    reply_clear(&r);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        snprintf(more, sizeof more, "<w:FragmentTransfer s:mustUnderstand=\"true\">%s</w:FragmentTransfer>",
                 cases[i].path);
        r = ask(&served, &(envelope){.uri = THING_URI, .action_uri = ACTION_GET, .selectors = KEY("t"), .more = more});
        if (r.status != 200 || strstr(r.body, cases[i].found) == NULL) {
            fail_msg("%s: %s", cases[i].path, r.body);
        }
        reply_clear(&r);
    }
    r = ask(&served,
            &(envelope){.uri = THING_URI,
                        .action_uri = ACTION_PUT,
                        .selectors = KEY("t"),
                        .more = "<w:FragmentTransfer s:mustUnderstand=\"true\">Words</w:FragmentTransfer>",
                        .body = "<w:XmlFragment xmlns:p=\"" THING_URI "\"><p:Number>1</p:Number></w:XmlFragment>"});
    assert_fault("another property", &r, 400, "x:InvalidRepresentation", "InvalidValues", 0);
    reply_clear(&r);
}

/* Without the flag no client may change what a class does not open; with it every one may. */
static void test_allowed_writes(void **state)
{
    static const envelope parts = {.uri = SERVED "Closed", .action_uri = ACTION_DELETE, .selectors = KEY("c")};
    (void)state;
    add_instance(&served, "Closed", "Name", "c");
    reply r = ask(&served, &parts);
    assert_fault("closed", &r, 400, "w:UnsupportedFeature", NULL, 0x80041024);
    assert_non_null(strstr(r.body, "(--allow-writes switches this off)"));
    reply_clear(&r);
    wmi_loopback_allow_writes(served.loopback, true);
    r = ask(&served, &parts);
    assert_status(&r, 200);
    reply_clear(&r);
    wmi_loopback_allow_writes(served.loopback, false);
}

/* What nobody plays is told with what can be done about it here. */
static void test_nobody_plays(void **state)
{
    (void)state;
    reply r = ask(&served, &(envelope){.uri = ECHO_URI,
                                       .action_uri = ECHO_URI "/Total",
                                       .body = "<p:Total_INPUT xmlns:p=\"" ECHO_URI "\"/>"});
    assert_fault("no handler", &r, 400, "a:ActionNotSupported", NULL, 0x80041055);
    assert_non_null(
        strstr(r.body, "Echo.Total has no handler; a scenario can say what it answers; nearest: Echo.Login"));
    reply_clear(&r);
}

/* Who wants to know is told which array is NULL. */
static void test_null_arrays(void **state)
{
    static const char option[] =
        "<w:OptionSet><w:Option Name=\"msftwinrm:UsePreciseArrays\" Type=\"xs:boolean\">true</w:Option></w:OptionSet>";
    (void)state;
    reply r =
        ask(&served, &(envelope){.uri = THING_URI, .action_uri = ACTION_GET, .selectors = KEY("held"), .more = option});
    assert_status(&r, 200);
    assert_non_null(strstr(
        r.body,
        "<p:Words xmlns:m=\"http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd\" xsi:nil=\"true\" m:IsNullArray=\"true\"/>"));
    reply_clear(&r);
}

/* What WMI says of a query that is none of its faults: that the object is not there. */
static void test_missing_object(void **state)
{
    (void)state;
    reply r = ask(&served, &(envelope){.uri = SERVED "*",
                                       .action_uri = ACTION_ENUMERATE,
                                       .body = "<n:Enumerate><w:Filter Dialect=\"" WQL
                                               "\">ASSOCIATORS OF {Thing.Name='nobody'}</w:Filter></n:Enumerate>"});
    assert_fault("no object", &r, 400, "a:DestinationUnreachable", "InvalidResourceURI", 2150858752);
    reply_clear(&r);
}

/* Resources. */

static void test_resources(void **state)
{
    static const struct {
        const char *what;
        envelope parts;
    } cases[] = {
        {"a singleton", {.uri = SERVED "Only", .action_uri = ACTION_GET}},
        {"another case",
         {.uri = "http://schemas.microsoft.com/wbem/wsman/1/WMI/ROOT/Served/thing",
          .action_uri = ACTION_GET,
          .selectors = KEY("T")}},
        {"blanks around a URI", {.uri = "\n  " SERVED "Thing\n  ", .action_uri = ACTION_GET, .selectors = KEY("t")}},
        {"the URI of the DMTF",
         {.uri = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/Thing",
          .action_uri = ACTION_GET,
          .selectors = KEY("t") "<w:Selector Name=\"__cimnamespace\">root/served</w:Selector>"}},
        {"the same namespace twice",
         {.uri = SERVED "Thing",
          .action_uri = ACTION_GET,
          .selectors = KEY("t") "<w:Selector Name=\"__cimnamespace\">root\\served</w:Selector>"}},
        {"headers that mean nothing here",
         {.uri = SERVED "Thing",
          .action_uri = ACTION_GET,
          .selectors = KEY("t"),
          .more =
              "<w:Locale xml:lang=\"de-DE\" s:mustUnderstand=\"false\"/><m:SessionId xmlns:m=\"http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd\" "
              "s:mustUnderstand=\"false\">uuid:1</m:SessionId><z:New xmlns:z=\"urn:z\"/><w:OptionSet><w:Option Name=\"X\">1</w:Option></w:OptionSet>"}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        reply r = ask(&served, &cases[i].parts);
        if (r.status != 200) {
            fail_msg("%s: %d %s", cases[i].what, r.status, r.body);
        }
        reply_clear(&r);
    }
}

/* Associations. */

#define RELATED(ELEMENT, CLAUSES)                                                                                      \
    "<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>9</w:MaxElements>"                                            \
    "<w:Filter Dialect=\"http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter\"><b:" ELEMENT              \
    "><b:Object>" REFERENCE("t") "</b:Object>" CLAUSES "</b:" ELEMENT "></w:Filter></n:Enumerate>"

static void test_associations(void **state)
{
    static const struct {
        const char *body;
        const char *found; /* NULL = nothing */
        const char *missing;
    } cases[] = {
        {RELATED("AssociatedInstances", ""), "<p:Name>held</p:Name>", "<p:Thing_none"},
        {RELATED("AssociatedInstances",
                 "<b:AssociationClassName>Holds</b:AssociationClassName><b:Role>Holder</b:Role>"
                 "<b:ResultClassName>Thing</b:ResultClassName><b:ResultRole>Held</b:ResultRole>"),
         "<p:Name>held</p:Name>", "Holder"},
        {RELATED("AssociatedInstances", "<b:Role>Held</b:Role>"), "<w:Items/>", "<p:Name>"},
        {RELATED("AssociatedInstances", "<b:IncludeResultProperty>Name</b:IncludeResultProperty>"),
         "xsi:type=\"p:Thing_Type\"><p:Name>held</p:Name></p:Thing>", "<p:Number"},
        {RELATED("AssociationInstances", ""), "<p:Held xmlns:a=", "<p:Name>"},
        {RELATED("AssociationInstances", "<b:ResultClassName>Holds</b:ResultClassName><b:Role>Held</b:Role>"),
         "<w:Items/>", "<p:Held"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        reply r = ask(&served, &(envelope){.uri = SERVED "*", .action_uri = ACTION_ENUMERATE, .body = cases[i].body});
        if (r.status != 200 || strstr(r.body, cases[i].found) == NULL || strstr(r.body, cases[i].missing) != NULL) {
            fail_msg("%zu: %d %s", i, r.status, r.body);
        }
        reply_clear(&r);
    }
    reply r = ask(
        &served,
        &(envelope){.uri = SERVED "*",
                    .action_uri = ACTION_ENUMERATE,
                    .body = "<n:Enumerate><w:OptimizeEnumeration/><w:Filter Dialect=\"" WQL
                            "\">ASSOCIATORS OF {Thing.Name='t'} WHERE AssocClass = Holds</w:Filter></n:Enumerate>"});
    assert_status(&r, 200);
    assert_non_null(strstr(r.body, "<p:Name>held</p:Name>"));
    reply_clear(&r);
}

/* Limits. */

static void test_release(void **state)
{
    char body[256];
    (void)state;
    reply r =
        ask(&served, &(envelope){.uri = SERVED "Thing", .action_uri = ACTION_ENUMERATE, .body = "<n:Enumerate/>"});
    snprintf(body, sizeof body, "<n:Release><n:EnumerationContext>%s</n:EnumerationContext></n:Release>",
             text_of(&r, "EnumerationContext"));
    reply_clear(&r);
    r = ask(&served, &(envelope){.uri = SERVED "Thing", .action_uri = ACTION_RELEASE, .body = body});
    assert_status(&r, 200);
    reply_clear(&r);
    r = ask(&served, &(envelope){.uri = SERVED "Thing", .action_uri = ACTION_RELEASE, .body = body});
    assert_fault("released", &r, 500, "n:InvalidEnumerationContext", NULL, 0);
    reply_clear(&r);
}

static void set_words(const char *name, size_t size)
{
    char path[64];
    char *word = malloc(size + 1);
    const char *items[1] = {word};
    wmi_value words = wmi_value_string_array(WMI_STRING_ARRAY(items));
    memset(word, 'w', size);
    word[size] = '\0';
    snprintf(path, sizeof path, "Thing.Name=\"%s\"", name);
    assert_int_equal(wmi_loopback_set(served.loopback, "root\\served", path, "Words", &words, NULL), WMI_OK);
    free(word);
}

/* As many items as there is room for; one that is too large is told of, and so is a Get. */
static void test_sizes(void **state)
{
    static const char small[] = "<w:MaxEnvelopeSize s:mustUnderstand=\"true\">8192</w:MaxEnvelopeSize>";
    static const char many[] =
        "<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>9</w:MaxElements><w:Filter Dialect=\"" WQL
        "\">SELECT * FROM Thing WHERE Name LIKE 's%'</w:Filter></n:Enumerate>";
    char body[256];
    (void)state;
    add_instance(&served, "Thing", "Name", "s1");
    add_instance(&served, "Thing", "Name", "s2");
    set_words("s1", 4000);
    set_words("s2", 4000);
    reply r = ask(&served, &(envelope){.size = small, .uri = SERVED "*", .action_uri = ACTION_ENUMERATE, .body = many});
    assert_status(&r, 200);
    assert_true(r.size <= 8192);
    assert_non_null(strstr(r.body, "<p:Name>s1</p:Name>"));
    assert_null(strstr(r.body, "<p:Name>s2</p:Name>"));
    snprintf(body, sizeof body,
             "<n:Pull><n:EnumerationContext>%s</n:EnumerationContext><n:MaxElements>9</n:MaxElements></n:Pull>",
             text_of(&r, "EnumerationContext"));
    reply_clear(&r);
    r = ask(&served, &(envelope){.size = small, .uri = SERVED "*", .action_uri = ACTION_PULL, .body = body});
    assert_status(&r, 200);
    assert_non_null(strstr(r.body, "<p:Name>s2</p:Name>"));
    assert_non_null(strstr(r.body, "<n:EndOfSequence/>"));
    reply_clear(&r);
    set_words("s1", 9000);
    r = ask(&served, &(envelope){.size = small, .uri = SERVED "*", .action_uri = ACTION_ENUMERATE, .body = many});
    assert_fault("one object", &r, 400, "w:EncodingLimit", "MaxEnvelopeSize", 0x80338048);
    reply_clear(&r);
    r = ask(&served, &(envelope){.size = small, .uri = THING_URI, .action_uri = ACTION_GET, .selectors = KEY("s1")});
    assert_fault("an instance", &r, 400, "w:EncodingLimit", "MaxEnvelopeSize", 0x80338048);
    reply_clear(&r);
}

/* What takes longer than the client waits. */
static void test_timeout(void **state)
{
    (void)state;
    assert_int_equal(wmi_loopback_delay(served.loopback, WMI_LOOPBACK_GET, NULL, 60000, NULL), WMI_OK);
    reply r = ask(&served, &(envelope){.timeout = "<w:OperationTimeout>PT0.050S</w:OperationTimeout>",
                                       .uri = THING_URI,
                                       .action_uri = ACTION_GET,
                                       .selectors = KEY("t")});
    assert_fault("late", &r, 500, "w:TimedOut", NULL, 2150858793);
    reply_clear(&r);
    assert_int_equal(wmi_loopback_delay(served.loopback, WMI_LOOPBACK_GET, NULL, 0, NULL), WMI_OK);
}

/* Events. */

static void *change_thing(void *context)
{
    wmi_value number = wmi_value_uint32(42);
    (void)context;
    nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
    (void)wmi_loopback_set(served.loopback, "root\\served", "Thing.Name=\"t\"", "Number", &number, NULL);
    return NULL;
}

static void test_events(void **state)
{
    pthread_t thread;
    char context[64];
    char body[256];
    char more[256];
    (void)state;
    reply r = ask(
        &served,
        &(envelope){
            .uri = SERVED "*",
            .action_uri = ACTION_SUBSCRIBE,
            .body =
                "<e:Subscribe><e:Delivery Mode=\"http://schemas.dmtf.org/wbem/wsman/1/wsman/Pull\"/><w:Filter Dialect=\"" WQL
                "\">SELECT * FROM __InstanceModificationEvent WITHIN 1 WHERE TargetInstance ISA 'Thing'</w:Filter></e:Subscribe>"});
    assert_status(&r, 200);
    snprintf(more, sizeof more, "<e:Identifier>%s</e:Identifier>", text_of(&r, "Identifier"));
    snprintf(body, sizeof body, "<n:Pull><n:EnumerationContext>%s</n:EnumerationContext></n:Pull>",
             text_of(&r, "EnumerationContext"));
    reply_clear(&r);
    envelope pull = {.timeout = "<w:OperationTimeout>PT0.020S</w:OperationTimeout>",
                     .uri = SERVED "*",
                     .action_uri = ACTION_PULL,
                     .body = body};
    r = ask(&served, &pull);
    assert_fault("no event", &r, 500, "w:TimedOut", NULL, 2150858793);
    reply_clear(&r);
    pull.timeout = NULL;
    assert_int_equal(pthread_create(&thread, NULL, change_thing, NULL), 0);
    r = ask(&served, &pull); /* the context is still good */
    pthread_join(thread, NULL);
    assert_status(&r, 200);
    assert_non_null(element(&r, "__InstanceModificationEvent"));
    assert_non_null(strstr(r.body, "<p1:Number>42</p1:Number>"));
    assert_null(element(&r, "EndOfSequence"));
    snprintf(context, sizeof context, "%s", text_of(&r, "EnumerationContext"));
    reply_clear(&r);
    /* one whose answers are all delayed comes, too, and as late */
    assert_int_equal(wmi_loopback_delay(served.loopback, WMI_LOOPBACK_NEXT, NULL, 150, NULL), WMI_OK);
    snprintf(body, sizeof body, "<n:Pull><n:EnumerationContext>%s</n:EnumerationContext></n:Pull>", context);
    assert_int_equal(pthread_create(&thread, NULL, change_thing, NULL), 0);
    r = ask(&served, &pull);
    pthread_join(thread, NULL);
    assert_status(&r, 200);
    assert_non_null(element(&r, "__InstanceModificationEvent"));
    reply_clear(&r);
    assert_int_equal(wmi_loopback_delay(served.loopback, WMI_LOOPBACK_NEXT, NULL, 0, NULL), WMI_OK);
    r = ask(&served,
            &(envelope){.uri = SERVED "*", .action_uri = ACTION_UNSUBSCRIBE, .more = more, .body = "<e:Unsubscribe/>"});
    assert_status(&r, 200);
    reply_clear(&r);
    r = ask(&served,
            &(envelope){.uri = SERVED "*", .action_uri = ACTION_UNSUBSCRIBE, .more = more, .body = "<e:Unsubscribe/>"});
    assert_fault("unsubscribed", &r, 400, "e:InvalidMessage", NULL, 0);
    reply_clear(&r);
}

/* A job runs in real time: what is asked while it runs sees it run, and in the end it is over. */
static void test_jobs(void **state)
{
    static const char uri[] = V2 "Msvm_VirtualSystemManagementService";
    char selector[256];
    char job_state[16] = "4";
    (void)state;
    reply r =
        ask(&served,
            &(envelope){.uri = uri,
                        .action_uri = V2 "Msvm_VirtualSystemManagementService/DefineSystem",
                        .selectors =
                            "<w:Selector Name=\"CreationClassName\">Msvm_VirtualSystemManagementService</w:Selector>",
                        .body = "<p:DefineSystem_INPUT xmlns:p=\"" V2 "Msvm_VirtualSystemManagementService\"/>"});
    assert_string_equal(text_of(&r, "ReturnValue"), "4096");
    snprintf(selector, sizeof selector, "<w:Selector Name=\"InstanceID\">%s</w:Selector>", text_of(&r, "Selector"));
    reply_clear(&r);
    while (strcmp(job_state, "7") != 0) {
        r = ask(&served, &(envelope){.uri = V2 "Msvm_ConcreteJob", .action_uri = ACTION_GET, .selectors = selector});
        assert_status(&r, 200);
        snprintf(job_state, sizeof job_state, "%s", text_of(&r, "JobState"));
        assert_true(strtoul(job_state, NULL, 10) <= 7);
        reply_clear(&r);
    }
}

/* The journal has what was called, and no secret. */
static void test_journal(void **state)
{
    (void)state;
    reply r = ask(&served,
                  &(envelope){.uri = ECHO_URI,
                              .action_uri = ECHO_URI "/Login",
                              .selectors = "<w:Selector Name=\"Id\">e</w:Selector>",
                              .body = "<p:Login_INPUT xmlns:p=\"" ECHO_URI
                                      "\"><p:User>someone</p:User><p:Password>hush-hush</p:Password></p:Login_INPUT>"});
    reply_clear(&r);
    r = ask(&served, &(envelope){.uri = ECHO_URI,
                                 .action_uri = ECHO_URI "/Login",
                                 .selectors = "<w:Selector Name=\"Id\">e</w:Selector>",
                                 .body = "<p:Login_INPUT xmlns:p=\"" ECHO_URI
                                         "\"><p:Password>hush-hush<x/></p:Password></p:Login_INPUT>"});
    assert_fault("a secret that is wrong", &r, 400, "w:SchemaValidationError", NULL, 0);
    reply_clear(&r);
    r = fetch_url(mbm_server_journal_url(served.server));
    assert_int_equal(r.status, 200);
    assert_non_null(strstr(r.body, "\"message\":\"(secret)\""));
    assert_non_null(strstr(r.body, "\"operation\":\"Invoke\""));
    assert_non_null(strstr(
        r.body,
        "\"method\":\"Login\",\"path\":\"root\\\\served:Echo.Id=\\\"e\\\"\",\"parameters\":{\"User\":\"someone\",\"Password\":\"(secret)\"}"));
    assert_null(strstr(r.body, "hush-hush"));
    assert_null(strstr(r.body, "s3cret"));
    assert_null(strstr(r.body, &AUTHORIZATION[6]));
    reply_clear(&r);
}

static int start_operations(void **state)
{
    mbm_server_options options = endpoint_options();
    (void)state;
    endpoint_start(&served, &options);
    play_echo(&served);
    add_instance(&served, "Thing", "Name", "t");
    add_instance(&served, "Thing", "Name", "held");
    add_holding(&served, "Thing.Name=\"t\"", "Thing.Name=\"held\"");
    wmi_object *only = wmi_object_new("Only");
    assert_int_equal(wmi_loopback_add_object(served.loopback, "root\\served", only, NULL, NULL), WMI_OK);
    wmi_object_free(only);
    return 0;
}

static int stop_operations(void **state)
{
    (void)state;
    endpoint_stop(&served);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),       cmocka_unit_test(test_nulls),
        cmocka_unit_test(test_letters),      cmocka_unit_test(test_create_put_delete),
        cmocka_unit_test(test_fragments),    cmocka_unit_test(test_allowed_writes),
        cmocka_unit_test(test_nobody_plays), cmocka_unit_test(test_resources),
        cmocka_unit_test(test_associations), cmocka_unit_test(test_release),
        cmocka_unit_test(test_null_arrays),  cmocka_unit_test(test_missing_object),
        cmocka_unit_test(test_sizes),        cmocka_unit_test(test_timeout),
        cmocka_unit_test(test_events),       cmocka_unit_test(test_jobs),
        cmocka_unit_test(test_journal),
    };
    return cmocka_run_group_tests(tests, start_operations, stop_operations);
}
