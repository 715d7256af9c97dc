/*
 * What hosts refuse (the list in the notes on WS-Management: requests that were seen to fail against them), from the client's side: it is
 * never sent, in a wide set of calls; and the refusal is understood where it comes all the same.
 */
#define _XOPEN_SOURCE 700
#include "fixture.h"

#include <strict.h>

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#define NS "root\\strict"
#define URI "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/strict/"
#define FAULT(code, subcode, detail)                                                                                   \
    "<s:Fault><s:Code><s:Value>s:" code "</s:Value><s:Subcode><s:Value>" subcode "</s:Value></s:Subcode></s:Code>"     \
    "<s:Reason><s:Text xml:lang=\"ja-JP\">\xE4\xB8\x8D\xE5\x8F\xAF</s:Text></s:Reason><s:Detail>" detail               \
    "</s:Detail></s:Fault>"
#define SENDER(subcode) FAULT("Sender", subcode, "")
#define DETAIL(name) "<w:FaultDetail>http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/" name "</w:FaultDetail>"
#define CODE(number) "<f:WSManFault Code=\"" number "\" Machine=\"h\"><f:Message/></f:WSManFault>"

enum { MOST_REQUESTS = 64 };

/* A row: what is refused. */
typedef struct row {
    const char *what;
    const char *wrong;  /* XPath: what is wrong in an envelope; it must select nothing. NULL = see check_heads() */
    const char *reason; /* XPath: what gives rise to it; at least one envelope must have it */
    int http;
    const char *refusal; /* "" = no body */
    wmi_status status;   /* that the client then has */
    uint32_t number;
    const char *word; /* in its message */
} row;

/* clang-format off */
static const row rows[] = {
    {"no or wrong Authorization", NULL, NULL, 401, "", WMI_TRANSPORT, 0x80070005, "Basic"},
    {"larger than MaxEnvelopeSizekb", NULL, NULL, 413, "", WMI_TRANSPORT, 0x80338111, "MaxEnvelopeSizekb"},
    {"another Content-Type", NULL, NULL, 415, "", WMI_TRANSPORT, 0x80041015, "HTTP 415"},
    {"a body that is not sealed", NULL, NULL, 500, "", WMI_TRANSPORT, 0x80041015, "AllowUnencrypted"},
    {"no a:ReplyTo, or another than anonymous",
     "/s:Envelope/s:Header[count(a:ReplyTo/a:Address) != 1 or a:ReplyTo/a:Address != 'http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous']",
     "//a:ReplyTo", 400, SENDER("a:MessageInformationHeaderRequired"), WMI_TRANSPORT, WMI_E_FAILED, "MessageInformationHeaderRequired"},
    {"a:FaultTo", "//a:FaultTo", "//s:Header", 400, FAULT("Sender", "w:UnsupportedFeature", DETAIL("AddressingMode")), WMI_TRANSPORT, WMI_E_FAILED, "AddressingMode"},
    {"no a:MessageID, an empty one, or two",
     "/s:Envelope/s:Header[count(a:MessageID) != 1 or not(starts-with(a:MessageID, 'uuid:')) or string-length(a:MessageID) != 41]", "//a:MessageID",
     400, SENDER("a:InvalidMessageInformationHeader"), WMI_TRANSPORT, WMI_E_FAILED, "InvalidMessageInformationHeader"},
    {"no a:Action", "/s:Envelope/s:Header[count(a:Action[@s:mustUnderstand='true']) != 1]", "//a:Action", 400,
     FAULT("Sender", "a:ActionNotSupported", CODE("2150858756")), WMI_TRANSPORT, WMI_E_INVALID_METHOD, "ActionNotSupported"},
    {"MaxEnvelopeSize below 8192", "//w:MaxEnvelopeSize[number(.) < 8192]", "//w:MaxEnvelopeSize[@s:mustUnderstand='true']", 400,
     FAULT("Sender", "w:EncodingLimit", DETAIL("MinimumEnvelopeLimit")), WMI_TRANSPORT, WMI_E_FAILED, "MaxEnvelopeSizekb"},
    {"OperationTimeout that is no duration of days and less",
     "//w:OperationTimeout[not(starts-with(., 'PT')) or not(substring(., string-length(.)) = 'S') or translate(substring(., 3), '0123456789.', '') != 'S']",
     "//w:OperationTimeout", 500, FAULT("Receiver", "w:TimedOut", CODE("2150858793")), WMI_TIMEOUT, WMI_E_TIMED_OUT, "0x80338029"},
    {"Locale that must be understood", "//w:Locale[not(@s:mustUnderstand='false') or not(@xml:lang)] | //m:DataLocale[not(@s:mustUnderstand='false')]",
     "//w:Locale", 400, FAULT("Sender", "w:UnsupportedFeature", DETAIL("Locale")), WMI_TRANSPORT, WMI_E_FAILED, "Locale"},
    {"an unknown header that must be understood",
     "//s:Header//*[@s:mustUnderstand='true'][not(self::w:ResourceURI or self::a:Action or self::w:MaxEnvelopeSize or self::a:Address)]", "//w:ResourceURI",
     500, "<s:Fault><s:Code><s:Value>s:MustUnderstand</s:Value></s:Code><s:Reason><s:Text xml:lang=\"en\">m:X</s:Text></s:Reason></s:Fault>",
     WMI_TRANSPORT, WMI_E_FAILED, "MustUnderstand"},
    {"parameters, or their root, in another namespace than the class's",
     "//s:Body/*[contains(local-name(), '_INPUT')][namespace-uri() != string(//w:ResourceURI)] | "
     "//s:Body/*[contains(local-name(), '_INPUT')]/*[namespace-uri() != string(//w:ResourceURI)]",
     "//s:Body/*[contains(local-name(), '_INPUT')]/*", 400, SENDER("w:SchemaValidationError"), WMI_TRANSPORT, WMI_E_INVALID_PARAMETER, "SchemaValidationError"},
    {"a root that is not that of the method", "//s:Body/*[contains(local-name(), '_INPUT')][concat(namespace-uri(), '/', substring-before(local-name(), '_INPUT')) != string(//a:Action)]",
     "//s:Body/*[contains(local-name(), '_INPUT')][not(*)]", 400, SENDER("w:SchemaValidationError"), WMI_TRANSPORT, WMI_E_INVALID_PARAMETER, "SchemaValidationError"},
    {"names in another case than the schema's", "//s:Body/*/*[local-name() = 'bs' or local-name() = 'u8' or local-name() = 'BS' or local-name() = 'name' or local-name() = 'NAME']",
     "//s:Body/*/*[local-name() = 'Bs']", 400, SENDER("w:SchemaValidationError"), WMI_TRANSPORT, WMI_E_INVALID_PARAMETER, "SchemaValidationError"},
    {"nil in an array", "//*[@xsi:nil][name() = name(preceding-sibling::*[1]) or name() = name(following-sibling::*[1])] | //*[local-name() = 'Ss'][@xsi:nil]",
     "//*[local-name() = 'Ss'][2]", 400, SENDER("w:SchemaValidationError"), WMI_TRANSPORT, WMI_E_INVALID_PARAMETER, "SchemaValidationError"},
    {"a parameter that is a reference in a:EndpointReference", "//s:Body//a:EndpointReference[not(ancestor::w:Selector)]", "//*[local-name() = 'R']/a:ReferenceParameters/w:ResourceURI",
     400, SENDER("w:SchemaValidationError"), WMI_TRANSPORT, WMI_E_INVALID_PARAMETER, "SchemaValidationError"},
    {"a key that is a reference, and no a:EndpointReference", "//w:Selector[*][not(a:EndpointReference)]", "//w:Selector/a:EndpointReference/a:ReferenceParameters", 400,
     FAULT("Sender", "w:InvalidSelectors", DETAIL("TypeMismatch")), WMI_TRANSPORT, WMI_E_INVALID_OBJECT_PATH, "TypeMismatch"},
    {"elements where the text of an instance is due", "//*[local-name() = 'E' or local-name() = 'Es'][*]", "//*[local-name() = 'Es'][2][starts-with(., '<INSTANCE ')]", 400,
     SENDER("w:SchemaValidationError"), WMI_TRANSPORT, WMI_E_INVALID_PARAMETER, "SchemaValidationError"},
    {"text where elements of an instance are due", "//*[local-name() = 'O' or local-name() = 'Os'][not(*)] | //*[local-name() = 'O']/*[namespace-uri() != '" URI "Part' and namespace-uri() != '" URI "Twin']",
     "//*[local-name() = 'Os'][2]/*", 400, SENDER("w:SchemaValidationError"), WMI_TRANSPORT, WMI_E_INVALID_PARAMETER, "SchemaValidationError"},
    {"&amp; and &lt; in the text of an instance", "//*[starts-with(., '<INSTANCE ')][contains(., '&amp;') or contains(., '&lt;') or contains(., '&gt;') or contains(., '&quot;') or contains(., '&apos;')]",
     "//*[starts-with(., '<INSTANCE ')][contains(., '&#38;')][contains(., '&#60;')]", 200,
     "<p:Everything_OUTPUT xmlns:p=\"" URI "Service\"><p:ReturnValue>32768</p:ReturnValue></p:Everything_OUTPUT>", WMI_RETURN_CODE, 32768, "Everything"},
    {"a reference in an instance that is no path", "//*[starts-with(., '<INSTANCE ')][contains(., 'EndpointReference') or contains(., 'SelectorSet')]",
     "//*[starts-with(., '<INSTANCE ')][contains(., 'Part.Name=')]", 200,
     "<p:Everything_OUTPUT xmlns:p=\"" URI "Service\"><p:ReturnValue>32773</p:ReturnValue></p:Everything_OUTPUT>", WMI_RETURN_CODE, 32773, "Everything"},
    {"an array of one that is written as one value", "//*[starts-with(., '<INSTANCE ')][contains(., 'PROPERTY NAME=\"HostResource\"')]",
     "//*[starts-with(., '<INSTANCE ')][contains(., 'PROPERTY.ARRAY NAME=\"HostResource\"')]", 200,
     "<p:Everything_OUTPUT xmlns:p=\"" URI "Service\"><p:ReturnValue>32776</p:ReturnValue></p:Everything_OUTPUT>", WMI_RETURN_CODE, 32776, "Everything"},
    {"a datetime in an instance that is not of 25 characters, or a string", "//*[starts-with(., '<INSTANCE ')][contains(., 'NAME=\"When\" TYPE=\"string\"') or contains(., '2026-01-02T')]",
     "//*[starts-with(., '<INSTANCE ')][contains(., 'NAME=\"When\" TYPE=\"datetime\"><VALUE>20260102030405.000000+000</VALUE>')]", 200,
     "<p:Everything_OUTPUT xmlns:p=\"" URI "Service\"><p:ReturnValue>32768</p:ReturnValue></p:Everything_OUTPUT>", WMI_RETURN_CODE, 32768, "Everything"},
    {"a datetime that is bare text", "//*[local-name() = 'T' or local-name() = 'Ts' or local-name() = 'Span' or local-name() = 'Unknown'][not(cim:Datetime or cim:Interval or cim:CIM_DateTime)]",
     "//*[local-name() = 'Unknown']/cim:CIM_DateTime[string-length(.) = 25]", 400, SENDER("w:SchemaValidationError"), WMI_TRANSPORT, WMI_E_INVALID_PARAMETER, "SchemaValidationError"},
    {"booleans in upper case, integers not decimal", "//*[local-name() = 'B' or local-name() = 'Bs'][. != 'true' and . != 'false'] | "
     "//*[starts-with(local-name(), 'U') or starts-with(local-name(), 'S8') or starts-with(local-name(), 'S16') or starts-with(local-name(), 'S32') or starts-with(local-name(), 'S64')]"
     "[not(*)][translate(., '-0123456789', '') != '']", "//*[local-name() = 'U64s'][. = '18446744073709551615']", 400, SENDER("w:SchemaValidationError"),
     WMI_TRANSPORT, WMI_E_INVALID_PARAMETER, "SchemaValidationError"},
    {"a service without a selector", "/s:Envelope[contains(//a:Action, '/Service/Everything') or contains(//a:Action, '/Service/Nothing')][not(s:Header/w:SelectorSet/w:Selector)]",
     "/s:Envelope[contains(//a:Action, '/Service/Nothing')]//w:Selector[@Name = 'CreationClassName'][. = 'Service']", 500,
     FAULT("Receiver", "w:InternalError", CODE("2147749935")), WMI_TRANSPORT, 0x8004102F, "0x8004102F"},
    {"selectors of what has none: a singleton, a static method", "/s:Envelope[contains(//w:ResourceURI, '/Only') or contains(//a:Action, '/Count')]//s:Header/w:SelectorSet",
     "/s:Envelope[contains(//a:Action, '/Only/Reset')] | /s:Envelope[contains(//a:Action, '/Service/Count')]", 400,
     FAULT("Sender", "w:InvalidSelectors", DETAIL("UnexpectedSelectors")), WMI_TRANSPORT, WMI_E_INVALID_OBJECT_PATH, "UnexpectedSelectors"},
    {"an instance without its selectors", "/s:Envelope[contains(//w:ResourceURI, '/Part')][contains(//a:Action, 'transfer/')][not(contains(//a:Action, 'Create'))][not(s:Header/w:SelectorSet)]",
     "/s:Envelope[contains(//a:Action, 'transfer/Get')]", 400, FAULT("Sender", "w:InvalidSelectors", DETAIL("InsufficientSelectors")), WMI_TRANSPORT,
     WMI_E_INVALID_OBJECT_PATH, "InsufficientSelectors"},
    {"__cimnamespace beside a URI of WMI", "//w:Selector[@Name = '__cimnamespace']", "//w:Selector", 500, FAULT("Receiver", "w:InternalError", ""), WMI_TRANSPORT, WMI_E_FAILED, "InternalError"},
    {"a class that is not there", "//w:ResourceURI[contains(., '\\')]", "//w:ResourceURI", 400,
     FAULT("Sender", "a:DestinationUnreachable", DETAIL("InvalidResourceURI") CODE("2150858752")), WMI_TRANSPORT, WMI_E_NOT_FOUND, "Hyper-V enabled"},
    {"a context that was used, is unknown, or too old", NULL, "//n:Pull/n:EnumerationContext", 500,
     FAULT("Receiver", "n:InvalidEnumerationContext", CODE("2150858843")), WMI_TRANSPORT, 0x8033805B, "InvalidEnumerationContext"},
    {"a Filter in the wrong place, or of another dialect", "//n:Filter | //w:Filter[@Dialect != 'http://schemas.microsoft.com/wbem/wsman/1/WQL' and "
     "@Dialect != 'http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter'] | //w:Filter[not(@Dialect)]", "//w:Filter/b:AssociatedInstances/b:Object/a:ReferenceParameters", 400,
     SENDER("n:FilterDialectRequestedUnavailable"), WMI_TRANSPORT, WMI_E_NOT_SUPPORTED, "FilterDialectRequestedUnavailable"},
    {"a query that is none", "//w:Filter[contains(@Dialect, 'WQL')][*]", "//w:Filter[starts-with(., 'SELECT ')]", 400,
     FAULT("Sender", "n:CannotProcessFilter", CODE("2150858778")), WMI_TRANSPORT, WMI_E_INVALID_QUERY, "0x8033801A"},
    {"an enumeration without MaxElements", "//n:Enumerate[not(w:MaxElements)] | //n:Pull[not(n:MaxElements)] | //*[local-name() = 'MaxElements'][number(.) > 32000 or number(.) < 1]",
     "//n:Enumerate/w:OptimizeEnumeration", 500, FAULT("Receiver", "w:QuotaLimit", CODE("2150859174")), WMI_TRANSPORT, 0x803381A6, "MaxConcurrentOperationsPerUser"},
    {"a mode of polymorphism", "//b:PolymorphismMode | //w:PolymorphismMode", "//n:Enumerate", 400, FAULT("Sender", "w:UnsupportedFeature", ""), WMI_TRANSPORT, WMI_E_FAILED, "UnsupportedFeature"},
    {"FragmentTransfer that need not be understood", "//w:FragmentTransfer", "/s:Envelope[contains(//a:Action, 'transfer/Put')]", 400,
     SENDER("a:InvalidMessageInformationHeader"), WMI_TRANSPORT, WMI_E_FAILED, "InvalidMessageInformationHeader"},
    {"a representation of another class, or in another namespace", "//s:Body/*[contains(//a:Action, 'transfer/Put') or contains(//a:Action, 'transfer/Create')][namespace-uri() != string(//w:ResourceURI)]",
     "//s:Body/*[local-name() = 'Part']/*", 400, SENDER("x:InvalidRepresentation"), WMI_TRANSPORT, WMI_E_INVALID_PARAMETER, "InvalidRepresentation"},
    {"what the user may not do", NULL, NULL, 500, FAULT("Sender", "w:AccessDenied", CODE("2147942405")), WMI_TRANSPORT, WMI_E_ACCESS_DENIED, "LocalAccountTokenFilterPolicy"},
};
/* clang-format on */

/* What was sent. */

typedef struct capture {
    char *heads[MOST_REQUESTS];
    char *bodies[MOST_REQUESTS];
    size_t count;
    int context;
} capture;

static const char *usual_answer(capture *c, const char *body)
{
    static char text[512];
    if (strstr(body, "<n:Enumerate ") != NULL) {
        c->context = 1;
        return "<n:EnumerateResponse><n:EnumerationContext>c1</n:EnumerationContext></n:EnumerateResponse>";
    }
    if (strstr(body, "<n:Pull ") != NULL) {
        char context[64] = "";
        if (c->context < 3) {
            snprintf(context, sizeof context, "<n:EnumerationContext>c%d</n:EnumerationContext>", ++c->context);
        }
        snprintf(text, sizeof text,
                 "<n:PullResponse>%s<n:Items><p:Part xmlns:p=\"" URI
                 "Part\"><p:Name>N</p:Name></p:Part></n:Items>%s</n:PullResponse>",
                 context, context[0] == '\0' ? "<n:EndOfSequence/>" : "");
        return text;
    }
    if (strstr(body, "transfer/Get<") != NULL || strstr(body, "transfer/Put<") != NULL) {
        return strstr(body, "/Only<") != NULL
                   ? "<p:Only xmlns:p=\"" URI "Only\"><p:Value>1</p:Value></p:Only>"
                   : "<p:Part xmlns:p=\"" URI
                     "Part\"><p:Name>N</p:Name><p:Notes>a</p:Notes><p:On xsi:nil=\"true\"/></p:Part>";
    }
    if (strstr(body, "transfer/Create<") != NULL) {
        return "<x:ResourceCreated><a:Address/><a:ReferenceParameters><w:ResourceURI>" URI
               "Part</w:ResourceURI><w:SelectorSet><w:Selector Name=\"Name\">N</w:Selector></w:SelectorSet></a:ReferenceParameters>"
               "</x:ResourceCreated>";
    }
    if (strstr(body, "Nothing_INPUT") != NULL) {
        return "<p:Nothing_OUTPUT xmlns:p=\"" URI "Service\"/>";
    }
    const char *method = strstr(body, "Everything_INPUT") != NULL ? "Everything"
                         : strstr(body, "Reset_INPUT") != NULL    ? "Reset"
                                                                  : "Count";
    snprintf(text, sizeof text,
             "<p:%s_OUTPUT xmlns:p=\"" URI "Service\"><p:ReturnValue>0</p:ReturnValue></p:%s_OUTPUT>", method, method);
    return strstr(body, "transfer/Delete<") != NULL || strstr(body, "n:Release") != NULL ? "" : text;
}

static bool keep_and_answer(void *context, const server_request *request, int socket)
{
    capture *c = context;
    if (server_identifies(socket, request)) {
        return true;
    }
    if (c->count == MOST_REQUESTS) {
        return false;
    }
    c->heads[c->count] = strdup(request->head);
    c->bodies[c->count++] = strdup(request->body);
    return server_answer(socket, request, 200, usual_answer(c, request->body));
}

/* The calls. */

static const wmi_schema *const schemas[] = {&strict_schema};

static void open_strict(fixture *f, server_handler handler, void *context)
{
    wmi_connect_options connect = {0};
    memset(f, 0, sizeof *f);
    f->server = server_start(handler, context);
    wmi_wsman_options options = plain_options(f->server);
    options.schemas = schemas;
    options.schema_count = 1;
    options.max_elements = 1;
    assert_int_equal(wmi_wsman_new(&options, &f->wsman, &f->error), WMI_OK);
    connect.backend = wmi_wsman_backend(f->wsman);
    connect.ns = NS;
    connect.host = "127.0.0.1";
    connect.user = "operator";
    connect.password = "s3cret:word";
    connect.timeout_ms = 60000;
    assert_int_equal(wmi_connect(&connect, &f->session, &f->error), WMI_OK);
}

#define SERVICE_OF "Service.CreationClassName=\"Service\""
#define PART_N "Part.Name=\"N\""
#define MUST(call)                                                                                                     \
    do {                                                                                                               \
        if ((call) != WMI_OK) {                                                                                        \
            fail_msg("%s: %s", #call, f->error.message);                                                               \
        }                                                                                                              \
    } while (0)

/* Two items of each array; the second one of an integer is its largest. */
#define ITEMS(member, array)                                                                                           \
    do {                                                                                                               \
        in.member.items = array;                                                                                       \
        in.member.count = sizeof(array) / sizeof((array)[0]);                                                          \
    } while (0)

static wmi_status call_everything(fixture *f)
{
    static const bool truths[] = {true, false};
    static const uint8_t u8s[] = {0, 255};
    static const int8_t s8s[] = {-128, 127};
    static const uint16_t u16s[] = {0, 65535};
    static const int16_t s16s[] = {-32768, 32767};
    static const uint32_t u32s[] = {0, 4294967295u};
    static const int32_t s32s[] = {INT32_MIN, INT32_MAX};
    static const uint64_t u64s[] = {0, UINT64_MAX};
    static const int64_t s64s[] = {INT64_MIN, INT64_MAX};
    static const float r32s[] = {0.5f, -1e30f};
    static const double r64s[] = {0.5, 1e300};
    static const uint16_t characters[] = {'a', 0x4EEE};
    static const char *const texts[] = {"a & b < c > \"d\" 'e'", ""};
    static const char *const paths[] = {PART_N, "Part.Name=\"O \\\"quoted\\\" \\\\ & more\""};
    static const char *const hosts[] = {"C:\\x\\y.vhdx"};
    wmi_datetime times[2];
    strict_Part part = {.Name = "a & b < c > \"d\"", .Parent = "root\\strict:Part.Name=\"N\""};
    strict_Service_Everything_in in = {0};
    strict_Service_Everything_out out = {0};
    wmi_embedded embedded[2];
    wmi_object *objects[2] = {wmi_object_new("Part"), wmi_object_new("Twin")};
    assert_true(wmi_datetime_parse("20260102030405.000000+000", &times[0]));
    assert_true(wmi_datetime_parse("20260102030405.678900-060", &times[1]));
    part.When.has = true;
    part.When.value = times[0];
    ITEMS(Bs, truths);
    ITEMS(U8s, u8s);
    ITEMS(S8s, s8s);
    ITEMS(U16s, u16s);
    ITEMS(S16s, s16s);
    ITEMS(U32s, u32s);
    ITEMS(S32s, s32s);
    ITEMS(U64s, u64s);
    ITEMS(S64s, s64s);
    ITEMS(R32s, r32s);
    ITEMS(R64s, r64s);
    ITEMS(Cs, characters);
    ITEMS(Ss, texts);
    ITEMS(Ts, times);
    ITEMS(Rs, paths);
    part.HostResource.items = hosts;
    part.HostResource.count = 1;
    in.B = wmi_boolean(true);
    in.U8 = wmi_uint8(255);
    in.S8 = wmi_sint8(-1);
    in.U16 = wmi_uint16(1);
    in.S16 = wmi_sint16(-1);
    in.U32 = wmi_uint32(1);
    in.S32 = wmi_sint32(-1);
    in.U64 = wmi_uint64(UINT64_MAX);
    in.S64 = wmi_sint64(-1);
    in.R32 = wmi_real32(1.5f);
    in.R64 = wmi_real64(-0.25);
    in.C = wmi_char16('&');
    in.S = "]]> & <b>";
    in.T.has = true;
    in.T.value = times[1];
    in.Span.has = wmi_datetime_parse("00000001020304.000005:000", &in.Span.value);
    in.Unknown.has = wmi_datetime_parse("2026****030405.000000+000", &in.Unknown.value);
    assert_true(in.Span.has && in.Unknown.has);
    in.R = PART_N;
    in.E = WMI_EMBED(strict_Part, &part);
    embedded[0] = in.E;
    embedded[1] = in.E;
    ITEMS(Es, embedded);
    for (int i = 0; i < 2; i++) {
        wmi_value name = wmi_value_string("a & b");
        assert_non_null(objects[i]);
        assert_int_equal(wmi_object_set(objects[i], "Name", &name), WMI_OK);
    }
    in.O = objects[1];
    ITEMS(Os, objects);
    wmi_status status =
        wmi_invoke_wait(f->session, NULL, &strict_Service_Everything_info, SERVICE_OF, &in, &out, NULL, &f->error);
    strict_Service_Everything_out_clear(&out);
    wmi_object_free(objects[0]);
    wmi_object_free(objects[1]);
    return status;
}

static bool stop_at_first(void *context, const wmi_object *object)
{
    (void)context;
    (void)object;
    return false;
}

static bool go_on(void *context, const wmi_object *object)
{
    (void)context;
    (void)object;
    return true;
}

static void call_the_rest(fixture *f)
{
    strict_Service_Everything_in nothing = {0};
    strict_Service_Everything_out out = {0};
    strict_Service_Count_in kind = {.Kind = WMI_UINT16_INIT(1)};
    strict_Service_Count_out count = {0};
    strict_Only_Reset_out reset = {0};
    strict_Only only = {0};
    strict_Part part = {0};
    wmi_object *link = NULL;
    static const char *const names[] = {"On", NULL};
    strict_Part *items = NULL;
    size_t item_count = 0;
    wmi_select select = {names, "On = TRUE"};
    MUST(strict_Service_Everything(f->session, SERVICE_OF, &nothing, &out, &f->error));
    MUST(strict_Service_Nothing(f->session, SERVICE_OF ",Name=\"vmms\"", NULL, NULL, &f->error));
    MUST(strict_Service_Count(f->session, NULL, &kind, &count, &f->error));
    MUST(strict_Only_Reset(f->session, "Only=@", NULL, &reset, &f->error));
    MUST(strict_Only_get(f->session, "Only=@", &only, &f->error));
    MUST(strict_Part_get(f->session, PART_N, &part, &f->error));
    MUST(wmi_instance_put(f->session, &strict_Part_info, &part, &f->error));
    (void)wmi_object_fetch(f->session, "Link.Left=\"Part.Name=\\\"N\\\"\",Right=\"Part.Name=\\\"O\\\"\"", &link, NULL);
    MUST(wmi_instance_delete(f->session, PART_N, &f->error));
    MUST(wmi_query(f->session, "SELECT * FROM Part WHERE Name = 'a & b'", go_on, NULL, &f->error));
    MUST(wmi_query(f->session, "SELECT * FROM Part", stop_at_first, NULL, &f->error));
    MUST(wmi_associators(f->session, PART_N, NULL, stop_at_first, NULL, &f->error));
    MUST(wmi_references(f->session, PART_N, "Link", "Left", stop_at_first, NULL, &f->error));
    MUST(strict_Part_list_select(f->session, &select, &items, &item_count, &f->error));
    strict_Part_list_free(items, item_count);
    wmi_object_free(link);
    strict_Part_clear(&part);
    strict_Only_clear(&only);
}

/* Judging. */

static xmlXPathContextPtr look_into(xmlDocPtr document)
{
    static const char *const prefixes[][2] = {
        {"s", "http://www.w3.org/2003/05/soap-envelope"},
        {"a", "http://schemas.xmlsoap.org/ws/2004/08/addressing"},
        {"n", "http://schemas.xmlsoap.org/ws/2004/09/enumeration"},
        {"x", "http://schemas.xmlsoap.org/ws/2004/09/transfer"},
        {"w", "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"},
        {"m", "http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd"},
        {"b", "http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd"},
        {"cim", "http://schemas.dmtf.org/wbem/wscim/1/common"},
        {"xsi", "http://www.w3.org/2001/XMLSchema-instance"},
    };
    xmlXPathContextPtr context = xmlXPathNewContext(document);
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        xmlXPathRegisterNs(context, BAD_CAST prefixes[i][0], BAD_CAST prefixes[i][1]);
    }
    return context;
}

static int count_found(xmlXPathContextPtr context, const char *path)
{
    xmlXPathObjectPtr found = xmlXPathEvalExpression(BAD_CAST path, context);
    if (found == NULL || found->type != XPATH_NODESET) {
        fail_msg("no XPath: %s", path);
    }
    int count = xmlXPathNodeSetGetLength(found->nodesetval);
    xmlXPathFreeObject(found);
    return count;
}

static void judge(const capture *c, bool reasons[])
{
    for (size_t i = 0; i < c->count; i++) {
        xmlDocPtr document = xmlReadMemory(c->bodies[i], (int)strlen(c->bodies[i]), NULL, NULL, XML_PARSE_NONET);
        assert_non_null(document);
        assert_null(document->intSubset);
        xmlXPathContextPtr context = look_into(document);
        for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
            if (rows[r].wrong != NULL && count_found(context, rows[r].wrong) > 0) {
                fail_msg("%s: %s", rows[r].what, c->bodies[i]);
            }
            reasons[r] = reasons[r] || rows[r].reason == NULL || count_found(context, rows[r].reason) > 0;
        }
        xmlXPathFreeContext(context);
        xmlFreeDoc(document);
    }
}

/* What XPath does not see: HTTP, and what requests have to do with each other. */
static void check_heads(const capture *c)
{
    for (size_t i = 0; i < c->count; i++) {
        const char *id = strstr(c->bodies[i], "<a:MessageID>");
        assert_non_null(strstr(c->heads[i], "Authorization: Basic b3BlcmF0b3I6czNjcmV0OndvcmQ="));
        assert_non_null(strstr(c->heads[i], "Content-Type: application/soap+xml;charset=UTF-8"));
        assert_null(strstr(c->heads[i], "SOAPAction"));
        assert_null(strstr(c->heads[i], "Expect:"));
        assert_true(strlen(c->bodies[i]) <= 512000);
        for (size_t k = 0; k < i; k++) {
            assert_null(strstr(c->bodies[k], "<!DOCTYPE"));
            if (strncmp(strstr(c->bodies[k], "<a:MessageID>"), id, 54) == 0) {
                fail_msg("a MessageID twice: %.60s", id);
            }
        }
    }
}

/* A context is used once, and the newest one is: also by Release. */
static void check_contexts(const capture *c)
{
    int newest = 0;
    int released = 0;
    for (size_t i = 0; i < c->count; i++) {
        const char *at = strstr(c->bodies[i], "<n:EnumerationContext>c");
        int number = 0;
        if (strstr(c->bodies[i], "<n:Enumerate ") != NULL) {
            newest = 0;
        }
        if (at == NULL) {
            continue;
        }
        sscanf(at, "<n:EnumerationContext>c%d", &number);
        assert_int_equal(number, newest + 1);
        newest = number;
        released += strstr(c->bodies[i], "<n:Release ") != NULL;
    }
    assert_true(released >= 3);
}

static void test_never_sent(void **state)
{
    static capture c;
    bool reasons[sizeof rows / sizeof rows[0]] = {false};
    fixture fixed;
    fixture *f = &fixed;
    (void)state;
    open_strict(f, keep_and_answer, &c);
    MUST(call_everything(f));
    call_the_rest(f);
    close_fixture(f);
    judge(&c, reasons);
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        if (!reasons[r]) {
            fail_msg("no request gives rise to: %s", rows[r].what);
        }
    }
    check_heads(&c);
    check_contexts(&c);
    for (size_t i = 0; i < c.count; i++) {
        free(c.heads[i]);
        free(c.bodies[i]);
    }
}

/* The refusals. */

static bool refuse(void *context, const server_request *request, int socket)
{
    const row *r = context;
    if (server_identifies(socket, request)) {
        return true;
    }
    return r->refusal[0] != '\0' ? server_answer(socket, request, r->http, r->refusal)
                                 : server_respond(socket, r->http, "text/plain", "");
}

static void test_refusals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        row r = rows[i];
        fixture f;
        open_strict(&f, refuse, &r);
        if (call_everything(&f) != r.status || f.error.number != r.number || strstr(f.error.message, r.word) == NULL) {
            fail_msg("%s: %s, 0x%08lX: %s", r.what, wmi_status_name(f.error.status), (unsigned long)f.error.number,
                     f.error.message);
        }
        close_fixture(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_never_sent), cmocka_unit_test(test_refusals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
