/*
 * What the endpoint refuses, and with what, as hosts do: case by case, with envelopes that are written by hand.
 */
#define _XOPEN_SOURCE 700
#include "endpoint.h"

#include <time.h>

static endpoint served;

#define SERVICE_URI V2 "Msvm_VirtualSystemManagementService"
#define SWITCH_URI V2 "Msvm_VirtualEthernetSwitchManagementService"
#define SERVICE_KEY "<w:Selector Name=\"CreationClassName\">Msvm_VirtualSystemManagementService</w:Selector>"
#define SWITCH_KEY "<w:Selector Name=\"CreationClassName\">Msvm_VirtualEthernetSwitchManagementService</w:Selector>"
#define MACHINE_KEYS                                                                                                   \
    "<w:Selector Name=\"CreationClassName\">Msvm_ComputerSystem</w:Selector><w:Selector Name=\"Name\">HV-01</w:Selector>"
#define GET_MACHINE .uri = V2 "Msvm_ComputerSystem", .action_uri = ACTION_GET, .selectors = MACHINE_KEYS
#define DEFINE(BODY)                                                                                                   \
    .uri = SERVICE_URI, .action_uri = SERVICE_URI "/DefineSystem", .selectors = SERVICE_KEY,                           \
    .body = "<p:DefineSystem_INPUT xmlns:p=\"" SERVICE_URI "\">" BODY "</p:DefineSystem_INPUT>"
#define ECHO(BODY)                                                                                                     \
    .uri = SERVED "Echo", .action_uri = SERVED "Echo/Say", .selectors = "<w:Selector Name=\"Id\">e</w:Selector>",      \
    .body = "<p:Say_INPUT xmlns:p=\"" SERVED "Echo\">" BODY "</p:Say_INPUT>"
#define ENUMERATE(URI, BODY) .uri = URI, .action_uri = ACTION_ENUMERATE, .body = "<n:Enumerate>" BODY "</n:Enumerate>"
#define FILTER(QUERY) "<w:Filter Dialect=\"" WQL "\">" QUERY "</w:Filter>"
#define THING_REFERENCE                                                                                                \
    "<a:Address>" ANONYMOUS "</a:Address><a:ReferenceParameters><w:ResourceURI>" SERVED                                \
    "Thing</w:ResourceURI><w:SelectorSet><w:Selector Name=\"Name\">t</w:Selector></w:SelectorSet></a:ReferenceParameters>"

typedef struct refusal {
    const char *what;
    envelope parts;
    int status;
    const char *subcode;
    const char *detail;
    unsigned long code;
} refusal;

static const refusal refusals[] = {
    /* headers */
    {"no To", {.to = "", GET_MACHINE}, 400, "a:MessageInformationHeaderRequired", NULL, 0x80338011},
    {"no ReplyTo", {.reply_to = "", GET_MACHINE}, 400, "a:MessageInformationHeaderRequired", NULL, 0x80338011},
    {"another ReplyTo",
     {.reply_to = "<a:ReplyTo><a:Address>http://elsewhere/</a:Address></a:ReplyTo>", GET_MACHINE},
     400,
     "w:UnsupportedFeature",
     "AddressingMode",
     0x80338042},
    {"FaultTo",
     {.more = "<a:FaultTo><a:Address>" ANONYMOUS "</a:Address></a:FaultTo>", GET_MACHINE},
     400,
     "w:UnsupportedFeature",
     "AddressingMode",
     0x80338042},
    {"no Action", {.action = "", .uri = V2 "Msvm_ComputerSystem"}, 400, "a:MessageInformationHeaderRequired", NULL, 0},
    {"no MessageID", {.message_id = "", GET_MACHINE}, 400, "a:InvalidMessageInformationHeader", NULL, 0x8033800F},
    {"empty MessageID",
     {.message_id = "<a:MessageID> </a:MessageID>", GET_MACHINE},
     400,
     "a:InvalidMessageInformationHeader",
     NULL,
     0x8033800F},
    {"a header twice",
     {.more = "<a:Action>" ACTION_GET "</a:Action>", GET_MACHINE},
     400,
     "a:InvalidMessageInformationHeader",
     NULL,
     0},
    {"no ResourceURI",
     {.resource = "", .action_uri = ACTION_GET},
     400,
     "a:DestinationUnreachable",
     "InvalidResourceURI",
     0},
    {"small MaxEnvelopeSize",
     {.size = "<w:MaxEnvelopeSize s:mustUnderstand=\"true\">8191</w:MaxEnvelopeSize>", GET_MACHINE},
     400,
     "w:EncodingLimit",
     "MinimumEnvelopeLimit",
     0x80338035},
    {"timeout in months",
     {.timeout = "<w:OperationTimeout>P1M</w:OperationTimeout>", GET_MACHINE},
     400,
     "a:InvalidMessageInformationHeader",
     NULL,
     2150858767},
    {"timeout that is none",
     {.timeout = "<w:OperationTimeout>60</w:OperationTimeout>", GET_MACHINE},
     400,
     "a:InvalidMessageInformationHeader",
     NULL,
     2150858767},
    {"Locale that must be understood",
     {.more = "<w:Locale xml:lang=\"de-DE\" s:mustUnderstand=\"true\"/>", GET_MACHINE},
     400,
     "w:UnsupportedFeature",
     "Locale",
     0x80338042},
    {"option that must be complied with",
     {.more = "<w:OptionSet><w:Option Name=\"X\" MustComply=\"true\">1</w:Option></w:OptionSet>", GET_MACHINE},
     400,
     "w:InvalidOptions",
     "NotSupported",
     0},
    {"unknown header that must be understood",
     {.more = "<z:New xmlns:z=\"urn:z\" s:mustUnderstand=\"true\"/>", GET_MACHINE},
     500,
     "s:MustUnderstand",
     NULL,
     0x80338010},
    {"unknown header, the other spelling",
     {.more = "<z:New xmlns:z=\"urn:z\" s:mustUnderstand=\"1\"/>", GET_MACHINE},
     500,
     "s:MustUnderstand",
     NULL,
     0x80338010},
    {"no action that is known",
     {.uri = V2 "Msvm_ComputerSystem", .action_uri = "urn:do"},
     400,
     "a:ActionNotSupported",
     NULL,
     0x80338013},
    {"action of another class",
     {.uri = V2 "Msvm_ComputerSystem", .action_uri = SERVICE_URI "/DefineSystem"},
     400,
     "a:ActionNotSupported",
     "ActionMismatch",
     0x80338031},
    {"unknown method",
     {.uri = SERVICE_URI, .action_uri = SERVICE_URI "/DefineSistem", .selectors = SERVICE_KEY},
     400,
     "a:ActionNotSupported",
     NULL,
     0x80338013},
    {"method in another case",
     {.uri = SERVICE_URI, .action_uri = SERVICE_URI "/definesystem", .selectors = SERVICE_KEY},
     400,
     "a:ActionNotSupported",
     NULL,
     0x80338013},
    /* resources and selectors */
    {"URI of nothing",
     {.uri = "urn:x", .action_uri = ACTION_GET},
     400,
     "a:DestinationUnreachable",
     "InvalidResourceURI",
     0},
    {"unknown class",
     {.uri = V2 "Msvm_Nothing", .action_uri = ACTION_GET},
     400,
     "a:DestinationUnreachable",
     "InvalidResourceURI",
     2150858752},
    {"unknown namespace",
     {.uri = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/nothing/Msvm_ComputerSystem",
      .action_uri = ACTION_GET},
     400,
     "a:DestinationUnreachable",
     "InvalidResourceURI",
     2150858752},
    {"missing instance",
     {.uri = SERVED "Thing", .action_uri = ACTION_GET, .selectors = "<w:Selector Name=\"Name\">none</w:Selector>"},
     400,
     "a:DestinationUnreachable",
     "InvalidResourceURI",
     2150858752},
    {"no selectors",
     {.uri = V2 "Msvm_ComputerSystem", .action_uri = ACTION_GET},
     400,
     "w:InvalidSelectors",
     "InsufficientSelectors",
     0x8033805A},
    {"too few selectors",
     {.uri = V2 "Msvm_ComputerSystem",
      .action_uri = ACTION_GET,
      .selectors = "<w:Selector Name=\"Name\">HV-01</w:Selector>"},
     400,
     "w:InvalidSelectors",
     "InsufficientSelectors",
     0x8033805A},
    {"unknown selector",
     {.uri = V2 "Msvm_ComputerSystem",
      .action_uri = ACTION_GET,
      .selectors = MACHINE_KEYS "<w:Selector Name=\"Nome\">x</w:Selector>"},
     400,
     "w:InvalidSelectors",
     "UnexpectedSelectors",
     0x8033805B},
    {"selector twice",
     {.uri = V2 "Msvm_ComputerSystem",
      .action_uri = ACTION_GET,
      .selectors = MACHINE_KEYS "<w:Selector Name=\"name\">HV-01</w:Selector>"},
     400,
     "w:InvalidSelectors",
     "DuplicateSelectors",
     0x8033805F},
    {"selector that is no number",
     {.uri = SERVED "Numbered",
      .action_uri = ACTION_GET,
      .selectors = "<w:Selector Name=\"Number\">one</w:Selector><w:Selector Name=\"Truth\">true</w:Selector>"},
     400,
     "w:InvalidSelectors",
     "TypeMismatch",
     0x8033805C},
    {"selector that holds elements",
     {.uri = SERVED "Thing", .action_uri = ACTION_GET, .selectors = "<w:Selector Name=\"Name\">t<x>t</x></w:Selector>"},
     400,
     "w:InvalidSelectors",
     "TypeMismatch",
     0x8033805C},
    {"selector that is too large a number",
     {.uri = SERVED "Numbered",
      .action_uri = ACTION_GET,
      .selectors = "<w:Selector Name=\"Number\">4294967296</w:Selector><w:Selector Name=\"Truth\">true</w:Selector>"},
     400,
     "w:InvalidSelectors",
     "TypeMismatch",
     0x8033805C},
    {"selector that is no boolean",
     {.uri = SERVED "Numbered",
      .action_uri = ACTION_GET,
      .selectors = "<w:Selector Name=\"Number\">1</w:Selector><w:Selector Name=\"Truth\">maybe</w:Selector>"},
     400,
     "w:InvalidSelectors",
     "TypeMismatch",
     0x8033805C},
    {"selector that is no reference",
     {.uri = SERVED "Holds",
      .action_uri = ACTION_GET,
      .selectors =
          "<w:Selector Name=\"Holder\">Thing.Name=\"t\"</w:Selector><w:Selector Name=\"Held\">Thing.Name=\"t\"</w:Selector>"},
     400,
     "w:InvalidSelectors",
     "TypeMismatch",
     0x8033805C},
    {"another namespace in a selector",
     {.uri = V2 "Msvm_ComputerSystem",
      .action_uri = ACTION_GET,
      .selectors = MACHINE_KEYS "<w:Selector Name=\"__cimnamespace\">root/served</w:Selector>"},
     500,
     "w:InternalError",
     NULL,
     0},
    {"service without selector",
     {.uri = SERVICE_URI,
      .action_uri = SERVICE_URI "/DefineSystem",
      .body = "<p:DefineSystem_INPUT xmlns:p=\"" SERVICE_URI "\"/>"},
     400,
     "w:InvalidParameter",
     NULL,
     2147749935},
    {"switch service without selector",
     {.uri = SWITCH_URI,
      .action_uri = SWITCH_URI "/DefineSystem",
      .body = "<p:DefineSystem_INPUT xmlns:p=\"" SWITCH_URI "\"/>"},
     500,
     "w:InternalError",
     NULL,
     0},
    {"static method with selectors",
     {.uri = SERVED "Echo",
      .action_uri = SERVED "Echo/Total",
      .selectors = "<w:Selector Name=\"Id\">e</w:Selector>",
      .body = "<p:Total_INPUT xmlns:p=\"" SERVED "Echo\"/>"},
     400,
     "w:InvalidSelectors",
     "UnexpectedSelectors",
     0x8033805B},
    /* parameters */
    {"root in another namespace",
     {.uri = SERVICE_URI,
      .action_uri = SERVICE_URI "/DefineSystem",
      .selectors = SERVICE_KEY,
      .body = "<p:DefineSystem_INPUT xmlns:p=\"urn:x\"/>"},
     400,
     "w:SchemaValidationError",
     NULL,
     0x80338041},
    {"no root",
     {.uri = SERVICE_URI, .action_uri = SERVICE_URI "/DefineSystem", .selectors = SERVICE_KEY},
     400,
     "w:SchemaValidationError",
     NULL,
     0},
    {"another root",
     {.uri = SERVICE_URI,
      .action_uri = SERVICE_URI "/DefineSystem",
      .selectors = SERVICE_KEY,
      .body = "<p:DefineSystem xmlns:p=\"" SERVICE_URI "\"/>"},
     400,
     "w:SchemaValidationError",
     NULL,
     0},
    {"parameter in another namespace",
     {DEFINE("<q:SystemSettings xmlns:q=\"urn:x\">x</q:SystemSettings>")},
     400,
     "w:SchemaValidationError",
     NULL,
     0},
    {"unknown parameter", {DEFINE("<p:Settings>x</p:Settings>")}, 400, "w:SchemaValidationError", NULL, 0},
    {"parameter in another case",
     {DEFINE("<p:systemSettings>x</p:systemSettings>")},
     400,
     "w:SchemaValidationError",
     NULL,
     0},
    {"nil in an array", {ECHO("<p:Ss>a</p:Ss><p:Ss xsi:nil=\"true\"/>")}, 400, "w:SchemaValidationError", NULL, 0},
    {"a scalar twice", {ECHO("<p:S>a</p:S><p:S>b</p:S>")}, 400, "w:SchemaValidationError", NULL, 0},
    {"wrapped reference",
     {ECHO("<p:R><a:EndpointReference>" THING_REFERENCE "</a:EndpointReference></p:R>")},
     400,
     "w:SchemaValidationError",
     NULL,
     0},
    {"elements where text is due",
     {DEFINE("<p:SystemSettings><INSTANCE CLASSNAME=\"Msvm_VirtualSystemSettingData\"/></p:SystemSettings>")},
     400,
     "w:SchemaValidationError",
     NULL,
     0},
    {"elements in a string", {ECHO("<p:S><x/></p:S>")}, 400, "w:SchemaValidationError", NULL, 0},
    {"number that is none", {ECHO("<p:U8>twelve</p:U8>")}, 400, "w:SchemaValidationError", NULL, 0},
    {"number out of range", {ECHO("<p:U8>256</p:U8>")}, 400, "w:SchemaValidationError", NULL, 0},
    {"hexadecimal number", {ECHO("<p:U32>0x10</p:U32>")}, 400, "w:SchemaValidationError", NULL, 0},
    {"empty number", {ECHO("<p:U32></p:U32>")}, 400, "w:SchemaValidationError", NULL, 0},
    {"boolean that is none", {ECHO("<p:B>yes</p:B>")}, 400, "w:SchemaValidationError", NULL, 0},
    {"datetime that is none",
     {ECHO("<p:T><cim:Datetime>yesterday</cim:Datetime></p:T>")},
     400,
     "w:SchemaValidationError",
     NULL,
     0},
    {"datetime in another namespace",
     {ECHO("<p:T><p:Datetime>2026-01-01T00:00:00Z</p:Datetime></p:T>")},
     400,
     "w:SchemaValidationError",
     NULL,
     0},
    {"object as text", {ECHO("<p:O>text</p:O>")}, 400, "w:SchemaValidationError", NULL, 0},
    {"object in the namespace of the method's class",
     {ECHO("<p:O><p:Name>t</p:Name></p:O>")},
     400,
     "w:SchemaValidationError",
     NULL,
     0},
    {"an instance that is refused, where no code is returned",
     {.uri = SERVED "Echo",
      .action_uri = SERVED "Echo/Take",
      .selectors = "<w:Selector Name=\"Id\">e</w:Selector>",
      .body =
          "<p:Take_INPUT xmlns:p=\"" SERVED
          "Echo\"><p:E>&lt;INSTANCE CLASSNAME=\"Thing\"&gt;&lt;PROPERTY NAME=\"Name\" TYPE=\"string\"&gt;&lt;VALUE&gt;&amp;amp;"
          "&lt;/VALUE&gt;&lt;/PROPERTY&gt;&lt;/INSTANCE&gt;</p:E></p:Take_INPUT>"},
     400,
     "w:InvalidParameter",
     NULL,
     2147749935},
    /* filters and enumerations */
    {"other dialect",
     {ENUMERATE(V2 "*", "<w:Filter Dialect=\"http://www.w3.org/TR/1999/REC-xpath-19991116\">/</w:Filter>")},
     400,
     "n:FilterDialectRequestedUnavailable",
     NULL,
     0x80338019},
    {"no dialect",
     {ENUMERATE(V2 "*", "<w:Filter>SELECT * FROM Msvm_ComputerSystem</w:Filter>")},
     400,
     "n:FilterDialectRequestedUnavailable",
     NULL,
     0},
    {"filter of WS-Enumeration",
     {ENUMERATE(V2 "*", "<n:Filter Dialect=\"" WQL "\">SELECT * FROM Msvm_ComputerSystem</n:Filter>")},
     400,
     "n:FilterDialectRequestedUnavailable",
     NULL,
     0},
    {"bad WQL",
     {ENUMERATE(V2 "*", FILTER("SELECT FROM nothing WHERE"))},
     400,
     "n:CannotProcessFilter",
     NULL,
     2150858778},
    {"class that is not there",
     {ENUMERATE(V2 "*", FILTER("SELECT * FROM Msvm_Nothing"))},
     400,
     "n:CannotProcessFilter",
     NULL,
     2150858778},
    {"empty filter", {ENUMERATE(V2 "*", FILTER(""))}, 400, "n:CannotProcessFilter", NULL, 0},
    {"query at the URI of a class",
     {ENUMERATE(V2 "Msvm_ComputerSystem", FILTER("SELECT * FROM Msvm_ComputerSystem"))},
     400,
     "n:CannotProcessFilter",
     NULL,
     0},
    {"all classes without a filter", {ENUMERATE(V2 "*", "")}, 400, "n:CannotProcessFilter", NULL, 0},
    {"enumeration of an unknown class",
     {ENUMERATE(V2 "Msvm_Nothing", "")},
     400,
     "a:DestinationUnreachable",
     "InvalidResourceURI",
     0},
    {"enumeration with selectors",
     {.selectors = MACHINE_KEYS, ENUMERATE(V2 "Msvm_ComputerSystem", "")},
     400,
     "w:InvalidSelectors",
     "UnexpectedSelectors",
     0},
    {"unknown mode",
     {ENUMERATE(V2 "Msvm_ComputerSystem", "<w:EnumerationMode>EnumerateNothing</w:EnumerationMode>")},
     400,
     "w:UnsupportedFeature",
     "EnumerationMode",
     0},
    {"unknown polymorphism",
     {ENUMERATE(V2 "Msvm_ComputerSystem", "<b:PolymorphismMode>All</b:PolymorphismMode>")},
     400,
     "w:UnsupportedFeature",
     "PolymorphismMode",
     0},
    {"no elements",
     {ENUMERATE(V2 "Msvm_ComputerSystem", "<w:MaxElements>0</w:MaxElements>")},
     400,
     "w:SchemaValidationError",
     NULL,
     0},
    {"unknown context",
     {.uri = V2 "*",
      .action_uri = ACTION_PULL,
      .body =
          "<n:Pull><n:EnumerationContext>uuid:00000000-0000-0000-0000-000000000000</n:EnumerationContext></n:Pull>"},
     500,
     "n:InvalidEnumerationContext",
     NULL,
     0x8033801B},
    {"no context",
     {.uri = V2 "*", .action_uri = ACTION_PULL, .body = "<n:Pull/>"},
     500,
     "n:InvalidEnumerationContext",
     NULL,
     0},
    {"release of nothing",
     {.uri = V2 "*",
      .action_uri = ACTION_RELEASE,
      .body = "<n:Release><n:EnumerationContext>x</n:EnumerationContext></n:Release>"},
     500,
     "n:InvalidEnumerationContext",
     NULL,
     0},
    /* fragments */
    {"fragment that need not be understood",
     {.more = "<w:FragmentTransfer s:mustUnderstand=\"false\">Name</w:FragmentTransfer>", GET_MACHINE},
     400,
     "a:InvalidMessageInformationHeader",
     NULL,
     0},
    {"fragment with a slash",
     {.more = "<w:FragmentTransfer s:mustUnderstand=\"true\">/Name</w:FragmentTransfer>", GET_MACHINE},
     400,
     "n:CannotProcessFilter",
     NULL,
     0},
    {"fragment of an unknown property",
     {.more = "<w:FragmentTransfer s:mustUnderstand=\"true\">name</w:FragmentTransfer>", GET_MACHINE},
     400,
     "n:CannotProcessFilter",
     NULL,
     0},
    {"fragment of item 0",
     {.more = "<w:FragmentTransfer s:mustUnderstand=\"true\">OperationalStatus[0]</w:FragmentTransfer>", GET_MACHINE},
     400,
     "n:CannotProcessFilter",
     NULL,
     0},
    /* what hosts do not let clients do, and events */
    {"delete where no client may",
     {.uri = V2 "Msvm_ComputerSystem", .action_uri = ACTION_DELETE, .selectors = MACHINE_KEYS},
     400,
     "w:UnsupportedFeature",
     NULL,
     0x80041024},
    {"delete of a class that is closed",
     {.uri = SERVED "Closed", .action_uri = ACTION_DELETE, .selectors = "<w:Selector Name=\"Name\">c</w:Selector>"},
     400,
     "w:UnsupportedFeature",
     NULL,
     0x80041024},
    {"create where no client may",
     {.uri = SERVED "Closed",
      .action_uri = ACTION_CREATE,
      .body = "<p:Closed xmlns:p=\"" SERVED "Closed\"><p:Name>new</p:Name></p:Closed>"},
     400,
     "w:UnsupportedFeature",
     NULL,
     0x80041024},
    {"put without what is no array",
     {.uri = SERVED "Thing",
      .action_uri = ACTION_PUT,
      .selectors = "<w:Selector Name=\"Name\">t</w:Selector>",
      .body = "<p:Thing xmlns:p=\"" SERVED "Thing\"><p:Number>1</p:Number></p:Thing>"},
     400,
     "x:InvalidRepresentation",
     "MissingValues",
     0x80338015},
    {"put in another namespace",
     {.uri = SERVED "Thing",
      .action_uri = ACTION_PUT,
      .selectors = "<w:Selector Name=\"Name\">t</w:Selector>",
      .body = "<p:Thing xmlns:p=\"urn:x\"/>"},
     400,
     "x:InvalidRepresentation",
     "InvalidNamespace",
     0x80338015},
    {"put of another class",
     {.uri = SERVED "Thing",
      .action_uri = ACTION_PUT,
      .selectors = "<w:Selector Name=\"Name\">t</w:Selector>",
      .body = "<p:Other xmlns:p=\"" SERVED "Thing\"/>"},
     400,
     "x:InvalidRepresentation",
     "InvalidValues",
     0x80338015},
    {"events that are pushed",
     {.uri = V2 "*",
      .action_uri = ACTION_SUBSCRIBE,
      .body =
          "<e:Subscribe><e:Delivery Mode=\"http://schemas.xmlsoap.org/ws/2004/08/eventing/DeliveryModes/Push\"/></e:Subscribe>"},
     400,
     "e:DeliveryModeRequestedUnavailable",
     NULL,
     0x8033801E},
    {"events without a query",
     {.uri = V2 "*",
      .action_uri = ACTION_SUBSCRIBE,
      .body = "<e:Subscribe><e:Delivery Mode=\"http://schemas.dmtf.org/wbem/wsman/1/wsman/Pull\"/></e:Subscribe>"},
     400,
     "e:FilteringRequestedUnavailable",
     NULL,
     0x80338022},
    {"the end of no subscription",
     {.uri = V2 "*", .action_uri = ACTION_UNSUBSCRIBE, .body = "<e:Unsubscribe/>"},
     400,
     "e:InvalidMessage",
     NULL,
     0},
};

static void test_refusals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        const refusal *each = &refusals[i];
        reply r = ask(&served, &each->parts);
        assert_fault(each->what, &r, each->status, each->subcode, each->detail, each->code);
        reply_clear(&r);
    }
}

/* A MessageID that was used. */
static void test_used_message_id(void **state)
{
    envelope parts = {.message_id = "<a:MessageID>uuid:AAAAAAAA-0000-4000-8000-000000000001</a:MessageID>",
                      GET_MACHINE};
    (void)state;
    reply r = ask(&served, &parts);
    assert_status(&r, 200);
    reply_clear(&r);
    r = ask(&served, &parts);
    assert_fault("used twice", &r, 400, "a:InvalidMessageInformationHeader", NULL, 0x8033800F);
    reply_clear(&r);
    parts.message_id = "<a:MessageID>uuid:aaaaaaaa-0000-4000-8000-000000000001</a:MessageID>";
    r = ask(&served, &parts); /* case counts */
    assert_status(&r, 200);
    reply_clear(&r);
}

/* What hosts are recorded to answer to the texts of instances. */
#define INSTANCE(PROPERTY) "&lt;INSTANCE CLASSNAME=\"Msvm_VirtualSystemSettingData\"&gt;" PROPERTY "&lt;/INSTANCE&gt;"
#define ELEMENT_NAME(VALUE)                                                                                            \
    "&lt;PROPERTY NAME=\"ElementName\" TYPE=\"string\"&gt;&lt;VALUE&gt;" VALUE "&lt;/VALUE&gt;&lt;/PROPERTY&gt;"

static void test_instance_texts(void **state)
{
    static const struct {
        const char *what;
        const char *text;
        const char *returned;
    } cases[] = {
        {"named ampersand", INSTANCE(ELEMENT_NAME("a &amp;amp; b")), "32768"},
        {"named less-than", INSTANCE(ELEMENT_NAME("a &amp;lt; b")), "32773"},
        {"numbered ampersand", INSTANCE(ELEMENT_NAME("a &amp;#38; b")), "4096"},
        {"named greater-than", INSTANCE(ELEMENT_NAME("a &amp;gt; b")), "4096"},
        {"reference where a path is due",
         INSTANCE(
             "&lt;PROPERTY NAME=\"Parent\" TYPE=\"string\"&gt;&lt;VALUE&gt;&amp;#60;a:EndpointReference/&gt;&lt;/VALUE&gt;&lt;/PROPERTY&gt;"),
         "32773"},
        {"scalar where an array is due",
         INSTANCE("&lt;PROPERTY NAME=\"Notes\" TYPE=\"string\"&gt;&lt;VALUE&gt;x&lt;/VALUE&gt;&lt;/PROPERTY&gt;"),
         "32773"},
        {"array as it should be",
         INSTANCE(
             "&lt;PROPERTY.ARRAY NAME=\"Notes\" TYPE=\"string\"&gt;&lt;VALUE.ARRAY&gt;&lt;VALUE&gt;x&lt;/VALUE&gt;&lt;/VALUE.ARRAY&gt;&lt;/PROPERTY.ARRAY&gt;"),
         "4096"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char body[2048];
        snprintf(body, sizeof body,
                 "<p:DefineSystem_INPUT xmlns:p=\"" SERVICE_URI
                 "\"><p:SystemSettings>%s</p:SystemSettings></p:DefineSystem_INPUT>",
                 cases[i].text);
        envelope parts = {
            .uri = SERVICE_URI, .action_uri = SERVICE_URI "/DefineSystem", .selectors = SERVICE_KEY, .body = body};
        reply r = ask(&served, &parts);
        if (r.status != 200 || strcmp(text_of(&r, "ReturnValue"), cases[i].returned) != 0) {
            fail_msg("%s: %d %s", cases[i].what, r.status, r.body);
        }
        reply_clear(&r);
    }
}

/* The switch service has a code of its own, and a path in a reference parameter is refused by both. */
static void test_paths_for_references(void **state)
{
    static const char path[] = "<p:AffectedSystem>Msvm_ComputerSystem.Name=\"HV-01\"</p:AffectedSystem>";
    char body[512];
    (void)state;
    snprintf(body, sizeof body, "<p:DestroySystem_INPUT xmlns:p=\"" SERVICE_URI "\">%s</p:DestroySystem_INPUT>", path);
    envelope parts = {
        .uri = SERVICE_URI, .action_uri = SERVICE_URI "/DestroySystem", .selectors = SERVICE_KEY, .body = body};
    reply r = ask(&served, &parts);
    assert_status(&r, 200);
    assert_string_equal(text_of(&r, "ReturnValue"), "32773");
    assert_non_null(strstr(r.body, "<p:Job xsi:nil=\"true\"/><p:ReturnValue>")); /* as where the method itself fails */
    reply_clear(&r);
    snprintf(body, sizeof body, "<p:DestroySystem_INPUT xmlns:p=\"" SWITCH_URI "\">%s</p:DestroySystem_INPUT>", path);
    parts =
        (envelope){.uri = SWITCH_URI, .action_uri = SWITCH_URI "/DestroySystem", .selectors = SWITCH_KEY, .body = body};
    r = ask(&served, &parts);
    assert_status(&r, 200);
    assert_string_equal(text_of(&r, "ReturnValue"), "32776");
    reply_clear(&r);
}

/* A datetime in another form than CIM's is found out by the job. */
static void test_datetimes_in_texts(void **state)
{
    static const char *const texts[] = {
        INSTANCE(
            "&lt;PROPERTY NAME=\"AutomaticStartupActionDelay\" TYPE=\"datetime\"&gt;&lt;VALUE&gt;PT30S&lt;/VALUE&gt;&lt;/PROPERTY&gt;"),
        INSTANCE(
            "&lt;PROPERTY NAME=\"AutomaticStartupActionDelay\" TYPE=\"string\"&gt;&lt;VALUE&gt;00000000000030.000000:000&lt;/VALUE&gt;&lt;/PROPERTY&gt;")};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char body[1024];
        char selector[256];
        snprintf(body, sizeof body,
                 "<p:DefineSystem_INPUT xmlns:p=\"" SERVICE_URI
                 "\"><p:SystemSettings>%s</p:SystemSettings></p:DefineSystem_INPUT>",
                 texts[i]);
        envelope parts = {
            .uri = SERVICE_URI, .action_uri = SERVICE_URI "/DefineSystem", .selectors = SERVICE_KEY, .body = body};
        reply r = ask(&served, &parts);
        assert_status(&r, 200);
        assert_string_equal(text_of(&r, "ReturnValue"), "4096");
        snprintf(selector, sizeof selector, "<w:Selector Name=\"InstanceID\">%s</w:Selector>", text_of(&r, "Selector"));
        reply_clear(&r);
        wmi_loopback_advance(served.loopback, 1000);
        r = ask(&served, &(envelope){.uri = V2 "Msvm_ConcreteJob", .action_uri = ACTION_GET, .selectors = selector});
        assert_status(&r, 200);
        assert_string_equal(text_of(&r, "JobState"), "10");
        assert_string_equal(text_of(&r, "ErrorCode"), "32768");
        reply_clear(&r);
    }
}

/* A context is good for one pull, and for some time. */
static void test_contexts(void **state)
{
    char body[256];
    (void)state;
    reply r = ask(&served, &(envelope){ENUMERATE(V2 "Msvm_ComputerSystem", "")});
    assert_status(&r, 200);
    snprintf(body, sizeof body, "<n:Pull><n:EnumerationContext>%s</n:EnumerationContext></n:Pull>",
             text_of(&r, "EnumerationContext"));
    reply_clear(&r);
    envelope pull = {.uri = V2 "Msvm_ComputerSystem", .action_uri = ACTION_PULL, .body = body};
    r = ask(&served, &pull);
    assert_status(&r, 200);
    reply_clear(&r);
    r = ask(&served, &pull);
    assert_fault("used context", &r, 500, "n:InvalidEnumerationContext", NULL, 0x8033801B);
    reply_clear(&r);
}

static void test_expired_context(void **state)
{
    mbm_server_options options = endpoint_options();
    char body[256];
    endpoint e;
    (void)state;
    options.limits.enumeration_ms = 1;
    endpoint_start(&e, &options);
    reply r = ask(&e, &(envelope){ENUMERATE(V2 "Msvm_ComputerSystem", "")});
    assert_status(&r, 200);
    snprintf(body, sizeof body, "<n:Pull><n:EnumerationContext>%s</n:EnumerationContext></n:Pull>",
             text_of(&r, "EnumerationContext"));
    reply_clear(&r);
    nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL); /* at least that: it has expired */
    r = ask(&e, &(envelope){.uri = V2 "*", .action_uri = ACTION_PULL, .body = body});
    assert_fault("expired context", &r, 500, "n:InvalidEnumerationContext", NULL, 0x8033801B);
    reply_clear(&r);
    endpoint_stop(&e);
}

/* What --lenient takes. */
static void test_lenient(void **state)
{
    mbm_server_options options = endpoint_options();
    endpoint e;
    (void)state;
    options.is_lenient = true;
    endpoint_start(&e, &options);
    envelope parts = {.message_id = "<a:MessageID>uuid:1</a:MessageID>",
                      .uri = SERVICE_URI,
                      .action_uri = SERVICE_URI "/DefineSystem",
                      .selectors = SERVICE_KEY,
                      .body = "<p:DefineSystem_INPUT xmlns:p=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\"/>"};
    for (int i = 0; i < 2; i++) {
        reply r = ask(&e, &parts);
        assert_status(&r, 200);
        reply_clear(&r);
        parts.body = "";
    }
    endpoint_stop(&e);
}

static void test_quota(void **state)
{
    mbm_server_options options = endpoint_options();
    endpoint e;
    (void)state;
    options.limits.max_contexts = 2;
    endpoint_start(&e, &options);
    for (int i = 0; i < 3; i++) {
        reply r = ask(&e, &(envelope){ENUMERATE(V2 "Msvm_ComputerSystem", "")});
        assert_int_equal(r.status, i < 2 ? 200 : 500);
        if (i == 2) {
            assert_fault("quota", &r, 500, "w:QuotaLimit", NULL, 2150859174);
        }
        reply_clear(&r);
    }
    endpoint_stop(&e);
}

static int start_served(void **state)
{
    mbm_server_options options = endpoint_options();
    (void)state;
    endpoint_start(&served, &options);
    wmi_loopback *loopback = served.loopback;
    wmi_object *thing = wmi_object_new("Thing");
    wmi_object *echo = wmi_object_new("Echo");
    wmi_value name = wmi_value_string("t");
    wmi_value id = wmi_value_string("e");
    assert_int_equal(wmi_object_set(thing, "Name", &name), WMI_OK);
    assert_int_equal(wmi_object_set(echo, "Id", &id), WMI_OK);
    assert_int_equal(wmi_loopback_add_object(loopback, "root\\served", thing, NULL, NULL), WMI_OK);
    assert_int_equal(wmi_loopback_add_object(loopback, "root\\served", echo, NULL, NULL), WMI_OK);
    wmi_object_free(thing);
    wmi_object_free(echo);
    return 0;
}

static int stop_served(void **state)
{
    (void)state;
    endpoint_stop(&served);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_used_message_id),
        cmocka_unit_test(test_instance_texts),
        cmocka_unit_test(test_paths_for_references),
        cmocka_unit_test(test_datetimes_in_texts),
        cmocka_unit_test(test_contexts),
        cmocka_unit_test(test_expired_context),
        cmocka_unit_test(test_lenient),
        cmocka_unit_test(test_quota),
    };
    return cmocka_run_group_tests(tests, start_served, stop_served);
}
