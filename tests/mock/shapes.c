/*
 * The shapes of answers, byte by byte, as hosts are recorded to give them: the texts are written by hand. MessageIDs and the
 * name of this machine are what is not compared.
 */
#include "endpoint.h"

static endpoint served;

#define NAMESPACES                                                                                                           \
    " xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""      \
    " xmlns:x=\"http://schemas.xmlsoap.org/ws/2004/09/transfer\" xmlns:e=\"http://schemas.xmlsoap.org/ws/2004/08/eventing\"" \
    " xmlns:n=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\" xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\""
#define P_AT_ROOT " xmlns:p=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\""
#define HEADER(ACTION)                                                                                                 \
    "<s:Header><a:Action>" ACTION "</a:Action><a:MessageID>*</a:MessageID><a:To>" ANONYMOUS                            \
    "</a:To><a:RelatesTo>uuid:R</a:RelatesTo></s:Header>"
#define HEADER_B(ACTION)                                                                                               \
    "<s:Header><a:Action>" ACTION "</a:Action><a:MessageID>*</a:MessageID><a:To>" ANONYMOUS "</a:To></s:Header>"
#define XSI "http://www.w3.org/2001/XMLSchema-instance"
#define CIM "http://schemas.dmtf.org/wbem/wscim/1/common"
#define ASKS .message_id = "<a:MessageID>uuid:R</a:MessageID>"
#define KEY(VALUE) "<w:Selector Name=\"Name\">" VALUE "</w:Selector>"
#define REFERENCE(VALUE)                                                                                               \
    "<a:Address>" ANONYMOUS "</a:Address><a:ReferenceParameters><w:ResourceURI>" SERVED                                \
    "Thing</w:ResourceURI><w:SelectorSet>" KEY(VALUE) "</w:SelectorSet></a:ReferenceParameters>"
#define INSTANCE_OF(CLASS)                                                                                             \
    "<p:" CLASS " xmlns:xsi=\"" XSI "\" xmlns:p=\"" SERVED CLASS "\" xmlns:cim=\"" CIM "\" xsi:type=\"p:" CLASS        \
    "_Type\">"
#define THING_ONE                                                                                                      \
    INSTANCE_OF("Thing")                                                                                               \
    "<p:Fixed xsi:nil=\"true\"/><p:Made><cim:Datetime>2026-01-17T09:55:22.5+01:00</cim:Datetime></p:Made>"             \
    "<p:Name>one</p:Name><p:Number>4294967295</p:Number><p:Words>a &amp; b</p:Words></p:Thing>"
#define THING_TWO                                                                                                      \
    INSTANCE_OF("Thing")                                                                                               \
    "<p:Fixed xsi:nil=\"true\"/><p:Made xsi:nil=\"true\"/><p:Name>two</p:Name><p:Number xsi:nil=\"true\"/></p:Thing>"
#define FILTER(QUERY) "<w:Filter Dialect=\"" WQL "\">" QUERY "</w:Filter>"
#define PRODUCED_BY_ENUMERATION "http://schemas.xmlsoap.org/ws/2004/09/enumeration/"

/* Puts a star in place of each text between these. */
static char *blank(const char *text, const char *before, const char *after)
{
    char *out = calloc(1, 2 * strlen(text) + 1);
    const char *at = text;
    for (;;) {
        const char *found = strstr(at, before);
        if (found == NULL) {
            strcat(out, at);
            return out;
        }
        found += strlen(before);
        strncat(out, at, (size_t)(found - at));
        strcat(out, "*");
        at = strstr(found, after);
        assert_non_null(at);
    }
}

static void assert_shape(const char *what, const envelope *parts, int status, const char *expected)
{
    reply r = ask(&served, parts);
    char *without_id = blank(r.body, "<a:MessageID>", "</a:MessageID>");
    char *without_context = blank(without_id, "<n:EnumerationContext>", "</n:EnumerationContext>");
    char *text = blank(without_context, "Machine=\"", "\"");
    if (r.status != status || strcmp(text, expected) != 0) {
        fail_msg("%s: %d\n%s\nand not %d\n%s", what, r.status, text, status, expected);
    }
    free(text);
    free(without_context);
    free(without_id);
    reply_clear(&r);
}

static void test_get(void **state)
{
    (void)state;
    assert_shape("get", &(envelope){ASKS, .uri = SERVED "Thing", .action_uri = ACTION_GET, .selectors = KEY("one")},
                 200,
                 "<s:Envelope xml:lang=\"ja-JP\"" NAMESPACES P_AT_ROOT
                 ">" HEADER(ACTION_GET "Response") "<s:Body>" THING_ONE "</s:Body></s:Envelope>");
}

/* Who names the class by the DMTF's URI gets it back, from all that holds an instance of the class. */
static void test_dmtf(void **state)
{
#define DMTF_THING "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/thing"
    static const char nowhere[] = "<w:Selector Name=\"__cimnamespace\">root/served</w:Selector>";
    static const char asked[] = "<w:Selector Name=\"__cimnamespace\">root\\served</w:Selector>" KEY("two");
    static const char instance[] =
        "<p:Thing xmlns:xsi=\"" XSI "\" xmlns:p=\"" DMTF_THING "\" xmlns:cim=\"" CIM "\" xsi:type=\"p:Thing_Type\">";
    (void)state;
    const envelope cases[] = {
        {.uri = DMTF_THING, .action_uri = ACTION_GET, .selectors = asked},
        {.uri = DMTF_THING,
         .action_uri = ACTION_PUT,
         .selectors = asked,
         .body = "<q:Thing xmlns:q=\"" DMTF_THING "\"><q:Fixed xsi:nil=\"true\" xmlns:xsi=\"" XSI
                 "\"/><q:Made xsi:nil=\"true\" xmlns:xsi=\"" XSI
                 "\"/><q:Name>two</q:Name><q:Number xsi:nil=\"true\" xmlns:xsi=\"" XSI "\"/></q:Thing>"},
        {.uri = DMTF_THING,
         .action_uri = ACTION_ENUMERATE,
         .selectors = nowhere,
         .body = "<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>9</w:MaxElements></n:Enumerate>"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        reply r = ask(&served, &cases[i]);
        assert_status(&r, 200);
        if (strstr(r.body, instance) == NULL) {
            fail_msg("%s has no %s", r.body, instance);
        }
        reply_clear(&r);
    }
    reply r = ask(&served, &(envelope){.uri = DMTF_THING, .action_uri = ACTION_GET, .selectors = KEY("two")});
    assert_fault("root\\hardware", &r, 400, "a:DestinationUnreachable", "InvalidResourceURI", 2150858752);
    reply_clear(&r);
}

static void test_get_references(void **state)
{
    static const char property[] = " xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "
                                   "xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\">";
    char expected[8192];
    (void)state;
    snprintf(expected, sizeof expected,
             "<s:Envelope xml:lang=\"ja-JP\"" NAMESPACES P_AT_ROOT
             ">" HEADER(ACTION_GET "Response") "<s:Body>" INSTANCE_OF("Holds") "<p:Held%s" REFERENCE(
                 "a\\b") "</p:Held><p:Holder%s" REFERENCE("one") "</p:Holder></p:Holds></s:Body></s:Envelope>",
             property, property);
    assert_shape(
        "references",
        &(envelope){
            ASKS, .uri = SERVED "Holds", .action_uri = ACTION_GET,
            .selectors = "<w:Selector Name=\"Holder\"><a:EndpointReference>" REFERENCE(
                "one") "</a:EndpointReference></w:Selector><w:Selector Name=\"Held\"><a:EndpointReference>" REFERENCE("a\\b") "</a:EndpointReference></w:Selector>"},
        200, expected);
}

static void test_enumeration(void **state)
{
    (void)state;
    assert_shape(
        "enumerate, not optimised",
        &(envelope){ASKS, .uri = SERVED "Thing", .action_uri = ACTION_ENUMERATE, .body = "<n:Enumerate/>"}, 200,
        "<s:Envelope xml:lang=\"ja-JP\"" NAMESPACES ">" HEADER(
            ACTION_ENUMERATE
            "Response") "<s:Body><n:EnumerateResponse><n:EnumerationContext>*</n:EnumerationContext></n:EnumerateResponse></s:Body></s:Envelope>");
    assert_shape(
        "the first item",
        &(envelope){ASKS, .uri = SERVED "*", .action_uri = ACTION_ENUMERATE,
                    .body = "<n:Enumerate><w:OptimizeEnumeration/>" FILTER(
                        "SELECT * FROM Thing WHERE Name &lt; 'u'") "</n:Enumerate>"},
        200,
        "<s:Envelope xml:lang=\"ja-JP\"" NAMESPACES ">" HEADER(
            ACTION_ENUMERATE
            "Response") "<s:Body><n:EnumerateResponse><n:EnumerationContext>*</n:EnumerationContext><w:Items>" THING_ONE
                        "</w:Items></n:EnumerateResponse></s:Body></s:Envelope>");
    assert_shape("all at once",
                 &(envelope){ASKS, .uri = SERVED "*", .action_uri = ACTION_ENUMERATE,
                             .body = "<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>9</w:MaxElements>" FILTER(
                                 "SELECT * FROM Thing WHERE Name = 'two'") "</n:Enumerate>"},
                 200,
                 "<s:Envelope xml:lang=\"ja-JP\"" NAMESPACES
                 ">" HEADER(ACTION_ENUMERATE
                            "Response") "<s:Body><n:EnumerateResponse><n:EnumerationContext/><w:Items>" THING_TWO
                                        "</w:Items><w:EndOfSequence/></n:EnumerateResponse></s:Body></s:Envelope>");
    assert_shape("nothing",
                 &(envelope){ASKS, .uri = SERVED "*", .action_uri = ACTION_ENUMERATE,
                             .body = "<n:Enumerate><w:OptimizeEnumeration/>" FILTER(
                                 "SELECT * FROM Thing WHERE Name = 'none'") "</n:Enumerate>"},
                 200,
                 "<s:Envelope xml:lang=\"ja-JP\"" NAMESPACES ">" HEADER(
                     ACTION_ENUMERATE "Response") "<s:Body><n:EnumerateResponse><n:EnumerationContext/><w:Items/>"
                                                  "<w:EndOfSequence/></n:EnumerateResponse></s:Body></s:Envelope>");
}

static void test_modes(void **state)
{
    static const char begin[] =
        "<s:Envelope xml:lang=\"ja-JP\"" NAMESPACES
        ">" HEADER(ACTION_ENUMERATE "Response") "<s:Body><n:EnumerateResponse><n:EnumerationContext/><w:Items>";
    static const char end[] = "</w:Items><w:EndOfSequence/></n:EnumerateResponse></s:Body></s:Envelope>";
    static const struct {
        const char *what;
        const char *mode;
        const char *query;
        const char *item;
    } cases[] = {
        {"references", "<w:EnumerationMode>EnumerateEPR</w:EnumerationMode>",
         FILTER("SELECT * FROM Thing WHERE Name = 'two'"),
         "<a:EndpointReference>" REFERENCE("two") "</a:EndpointReference>"},
        {"objects and references", "<w:EnumerationMode>EnumerateObjectAndEPR</w:EnumerationMode>",
         FILTER("SELECT * FROM Thing WHERE Name = 'two'"),
         "<w:Item>" THING_TWO "<a:EndpointReference>" REFERENCE("two") "</a:EndpointReference></w:Item>"},
        {"columns", "", FILTER("SELECT Name,Made,Words,Number FROM Thing WHERE Name = 'one'"),
         "<w:XmlFragment xmlns:xsi=\"" XSI
         "\"><Made><Datetime>2026-01-17T09:55:22.5+01:00</Datetime></Made><Name>one</Name>"
         "<Number>4294967295</Number><Words>a &amp; b</Words></w:XmlFragment>"},
        {"columns that are NULL", "", FILTER("SELECT Words,Number FROM Thing WHERE Name = 'two'"),
         "<w:XmlFragment xmlns:xsi=\"" XSI "\"><Number xsi:nil=\"true\"/></w:XmlFragment>"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char body[1024];
        char expected[8192];
        snprintf(body, sizeof body,
                 "<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>9</w:MaxElements>%s%s</n:Enumerate>",
                 cases[i].mode, cases[i].query);
        snprintf(expected, sizeof expected, "%s%s%s", begin, cases[i].item, end);
        assert_shape(cases[i].what, &(envelope){ASKS, .uri = SERVED "*", .action_uri = ACTION_ENUMERATE, .body = body},
                     200, expected);
    }
}

/* One by one, the last with its marker and without a context. */
static void test_pulls(void **state)
{
    char body[256];
    char expected[8192];
    (void)state;
    reply r = ask(&served,
                  &(envelope){ASKS, .uri = SERVED "Thing", .action_uri = ACTION_ENUMERATE, .body = "<n:Enumerate/>"});
    for (int i = 0; i < 3; i++) {
        static const char *const items[] = {
            THING_ONE, THING_TWO,
            INSTANCE_OF(
                "Thing") "<p:Fixed xsi:nil=\"true\"/><p:Made xsi:nil=\"true\"/><p:Name>a\\b</p:Name><p:Number xsi:nil=\"true\"/></p:Thing>"};
        snprintf(body, sizeof body, "<n:Pull><n:EnumerationContext>%s</n:EnumerationContext></n:Pull>",
                 text_of(&r, "EnumerationContext"));
        reply_clear(&r);
        r = ask(&served, &(envelope){ASKS, .uri = SERVED "Thing", .action_uri = ACTION_PULL, .body = body});
        char *without_id = blank(r.body, "<a:MessageID>", "</a:MessageID>");
        char *text = blank(without_id, "<n:EnumerationContext>", "</n:EnumerationContext>");
        snprintf(
            expected, sizeof expected,
            "<s:Envelope xml:lang=\"ja-JP\"" NAMESPACES ">" HEADER(
                ACTION_PULL
                "Response") "<s:Body><n:PullResponse>%s<n:Items>%s</n:Items>%s</n:PullResponse></s:Body></s:Envelope>",
            i < 2 ? "<n:EnumerationContext>*</n:EnumerationContext>" : "", items[i], i < 2 ? "" : "<n:EndOfSequence/>");
        assert_string_equal(text, expected);
        free(text);
        free(without_id);
    }
    reply_clear(&r);
}

static wmi_status WMI_CALLBACK add_up(const wmi_loopback_call *call, wmi_object *out, wmi_error *error)
{
    wmi_value returned = wmi_value_uint32(7);
    (void)call;
    (void)error;
    return wmi_object_set(out, "ReturnValue", &returned);
}

static void test_invoke(void **state)
{
    (void)state;
    assert_shape(
        "a NULL beside the return value",
        &(envelope){ASKS, .uri = SERVED "Echo", .action_uri = SERVED "Echo/Total",
                    .body = "<q:Total_INPUT xmlns:q=\"" SERVED "Echo\"/>"},
        200,
        "<s:Envelope xml:lang=\"ja-JP\"" NAMESPACES P_AT_ROOT ">" HEADER(
            SERVED
            "Echo/TotalResponse") "<s:Body><p:Total_OUTPUT xmlns:xsi=\"" XSI "\" xmlns:p=\"" SERVED
                                  "Echo\" xmlns:cim=\"" CIM
                                  "\"><p:Sum xsi:nil=\"true\"/><p:ReturnValue>7</p:ReturnValue></p:Total_OUTPUT></s:Body></s:Envelope>");
}

/* A method that has started a job says so, and nothing else. */
static void test_bare_job(void **state)
{
    static const char uri[] = V2 "Msvm_VirtualSystemManagementService";
    char expected[8192];
    (void)state;
    snprintf(
        expected, sizeof expected,
        "<s:Envelope xml:lang=\"ja-JP\"" NAMESPACES P_AT_ROOT ">" HEADER(
            "%s/DefineSystemResponse") "<s:Body><p:DefineSystem_OUTPUT xmlns:xsi=\"" XSI
                                       "\" xmlns:p=\"%s\" xmlns:cim=\"" CIM
                                       "\"><p:Job xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "
                                       "xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\"><a:Address>" ANONYMOUS
                                       "</a:Address><a:ReferenceParameters><w:ResourceURI>" V2
                                       "Msvm_ConcreteJob</w:ResourceURI><w:SelectorSet><w:Selector Name=\"InstanceID\">"
                                       "00000000-0000-0000-0000-000000000001</w:Selector></w:SelectorSet></a:ReferenceParameters></p:Job><p:ReturnValue>4096</p:ReturnValue>"
                                       "</p:DefineSystem_OUTPUT></s:Body></s:Envelope>",
        uri, uri);
    assert_shape(
        "a job",
        &(envelope){ASKS, .uri = uri, .action_uri = V2 "Msvm_VirtualSystemManagementService/DefineSystem",
                    .selectors =
                        "<w:Selector Name=\"CreationClassName\">Msvm_VirtualSystemManagementService</w:Selector>",
                    .body = "<p:DefineSystem_INPUT xmlns:p=\"" V2 "Msvm_VirtualSystemManagementService\"/>"},
        200, expected);
}

/* Form a, with what the provider says; the texts are in the language of the host. */
static void test_query_fault(void **state)
{
    (void)state;
    assert_shape(
        "a query",
        &(envelope){ASKS, .uri = SERVED "*", .action_uri = ACTION_ENUMERATE,
                    .body = "<n:Enumerate>" FILTER("SELECT * FROM Zzzzzzzzzzzz") "</n:Enumerate>"},
        400,
        "<s:Envelope xml:lang=\"ja-JP\"" NAMESPACES P_AT_ROOT ">" HEADER(
            PRODUCED_BY_ENUMERATION
            "fault") "<s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>n:CannotProcessFilter</s:Value></s:Subcode></s:Code>"
                     "<s:Reason><s:Text xml:lang=\"ja-JP\">フィルターを処理できません。</s:Text></s:Reason><s:Detail>"
                     "<f:WSManFault xmlns:f=\"http://schemas.microsoft.com/wbem/wsman/1/wsmanfault\" Code=\"2150858778\" Machine=\"*\"><f:Message>"
                     "<f:ProviderFault path=\"%systemroot%\\system32\\WsmWmiPl.dll\" provider=\"WMI Provider\">"
                     "<f:WSManFault xmlns:f=\"http://schemas.microsoft.com/wbem/wsman/1/wsmanfault\" Code=\"2150858778\" Machine=\"*\">"
                     "<f:Message>There is no class Zzzzzzzzzzzz in root\\served</f:Message></f:WSManFault>"
                     "<f:ExtendedError><p:__ExtendedStatus xmlns:p=\"http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/__ExtendedStatus\" xmlns:xsi=\"" XSI
                     "\" xmlns:cim=\"" CIM "\" xsi:type=\"p:__ExtendedStatus_Type\"><p:Description xsi:nil=\"true\"/>"
                     "<p:Operation xsi:type=\"cim:cimString\">ExecQuery</p:Operation>"
                     "<p:ParameterInfo xsi:type=\"cim:cimString\">SELECT * FROM Zzzzzzzzzzzz</p:ParameterInfo>"
                     "<p:ProviderName xsi:type=\"cim:cimString\">WinMgmt</p:ProviderName><p:StatusCode xsi:nil=\"true\"/></p:__ExtendedStatus></f:ExtendedError>"
                     "</f:ProviderFault></f:Message></f:WSManFault></s:Detail></s:Fault></s:Body></s:Envelope>");
}

/* Of an instance that is not there its path is told without a namespace, as providers know it, whatever is in its keys. */
static void test_missing_fault(void **state)
{
    static const char *const keys[][2] = {
        {"none", "none"}, {"a:b", "a:b"}, {"c:\\d \"e\"", "c:\\\\d \\&quot;e\\&quot;"}};
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        char selector[128];
        char expected[256];
        snprintf(selector, sizeof selector, KEY("%s"), keys[i][0]);
        snprintf(
            expected, sizeof expected,
            "GetObject</p:Operation><p:ParameterInfo xsi:type=\"cim:cimString\">Thing.Name=&quot;%s&quot;</p:ParameterInfo>",
            keys[i][1]);
        reply r = ask(&served, &(envelope){.uri = SERVED "Thing", .action_uri = ACTION_GET, .selectors = selector});
        assert_fault(keys[i][0], &r, 400, "a:DestinationUnreachable", "InvalidResourceURI", 2150858752);
        if (strstr(r.body, expected) == NULL) {
            fail_msg("%s has no %s", r.body, expected);
        }
        reply_clear(&r);
    }
}

/* Whatever is refused says which request it was, even where another header is what is wrong. */
static void test_faults_relate(void **state)
{
    static const struct {
        const char *what;
        envelope parts;
    } cases[] = {
        {"a header that is not known, before all others",
         {.to = "<z:New xmlns:z=\"urn:z\" s:mustUnderstand=\"true\"/>"}},
        {"one behind all others", {.more = "<z:New xmlns:z=\"urn:z\" s:mustUnderstand=\"true\"/>"}},
        {"a header twice", {.more = "<a:Action>urn:x</a:Action>"}},
        {"no To", {.to = ""}},
        {"no ReplyTo", {.reply_to = ""}},
        {"a timeout that is none", {.timeout = "<w:OperationTimeout>1</w:OperationTimeout>"}},
        {"a small envelope", {.size = "<w:MaxEnvelopeSize>1</w:MaxEnvelopeSize>"}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        envelope parts = cases[i].parts;
        char id[64];
        char header[128];
        char expected[128];
        snprintf(id, sizeof id, "uuid:RELATES-%zu", i);
        snprintf(header, sizeof header, "<a:MessageID>%s</a:MessageID>", id);
        snprintf(expected, sizeof expected, "<a:RelatesTo>%s</a:RelatesTo>", id);
        parts.message_id = header;
        parts.uri = SERVED "Thing";
        parts.action_uri = ACTION_GET;
        reply r = ask(&served, &parts);
        if (r.status == 200 || strstr(r.body, expected) == NULL) {
            fail_msg("%s: %d %s", cases[i].what, r.status, r.body);
        }
        reply_clear(&r);
    }
}

/* Form b does not say what it answers. */
static void test_wmi_fault(void **state)
{
    (void)state;
    assert_shape(
        "what WMI says",
        &(envelope){ASKS, .uri = SERVED "Echo", .action_uri = SERVED "Echo/Nothing",
                    .selectors = "<w:Selector Name=\"Id\">e</w:Selector>",
                    .body = "<p:Nothing_INPUT xmlns:p=\"" SERVED "Echo\"/>"},
        400,
        "<s:Envelope xml:lang=\"ja-JP\"" NAMESPACES P_AT_ROOT ">" HEADER_B(
            "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault") "<s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>a:ActionNotSupported</s:Value></s:Subcode></s:Code>"
                                                                "<s:Reason><s:Text xml:lang=\"ja-JP\">WMI から要求を処理できないという応答がありました。</s:Text></s:Reason><s:Detail>"
                                                                "<p:MSFT_WmiError b:IsCIM_Error=\"true\" xmlns:b=\"http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd\" "
                                                                "xmlns:p=\"http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/MSFT_WmiError\" xmlns:cim=\"" CIM
                                                                "\" xmlns:xsi=\"" XSI
                                                                "\" xsi:type=\"p:MSFT_WmiError_Type\"><p:CIMStatusCode xsi:type=\"cim:cimUnsignedInt\">17</p:CIMStatusCode>"
                                                                "<p:Message xsi:type=\"cim:cimString\">Echo.Nothing is broken</p:Message><p:MessageID xsi:type=\"cim:cimString\">HRESULT 0x80041055</p:MessageID>"
                                                                "<p:error_Category xsi:type=\"cim:cimUnsignedInt\">0</p:error_Category><p:error_Code xsi:type=\"cim:cimUnsignedInt\">2147749973</p:error_Code>"
                                                                "<p:error_Type xsi:type=\"cim:cimString\">HRESULT</p:error_Type><p:error_WindowsErrorMessage xsi:type=\"cim:cimString\">Echo.Nothing is broken</p:error_WindowsErrorMessage>"
                                                                "</p:MSFT_WmiError></s:Detail></s:Fault></s:Body></s:Envelope>");
}

static wmi_status WMI_CALLBACK break_down(const wmi_loopback_call *call, wmi_object *out, wmi_error *error)
{
    (void)call;
    (void)out;
    return wmi_fail(error, WMI_TRANSPORT, WMI_E_METHOD_NOT_IMPLEMENTED, "Echo.Nothing is broken");
}

static void test_identify(void **state)
{
    static const char identify[] =
        "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Header/><s:Body>"
        "<i:Identify xmlns:i=\"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd\"/></s:Body></s:Envelope>";
    (void)state;
    reply r = post(&served, identify);
    assert_status(&r, 200);
    assert_string_equal(
        r.body,
        "<s:Envelope xml:lang=\"ja-JP\" xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Header/><s:Body>"
        "<i:IdentifyResponse xmlns:i=\"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd\">"
        "<i:ProtocolVersion>http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd</i:ProtocolVersion>"
        "<i:ProductVendor>Microsoft Corporation</i:ProductVendor>"
        "<i:ProductVersion>OS: 10.0.20348 SP: 0.0 Stack: 3.0</i:ProductVersion><i:SecurityProfiles>"
        "<i:SecurityProfileName>http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/http/basic</i:SecurityProfileName>"
        "</i:SecurityProfiles></i:IdentifyResponse></s:Body></s:Envelope>");
    reply_clear(&r);
    r = post_with(&served, "WSMANIDENTIFY: unauthenticated\r\nContent-Type: application/soap+xml\r\n", identify);
    assert_status(&r, 200);
    assert_string_equal(text_of(&r, "ProductVersion"), "OS: 0.0.0 SP: 0.0 Stack: 3.0");
    assert_null(element(&r, "SecurityProfiles"));
    reply_clear(&r);
    char *get = write_envelope(&(envelope){.uri = SERVED "Thing", .action_uri = ACTION_GET, .selectors = KEY("one")});
    r = post_with(&served, "WSMANIDENTIFY: unauthenticated\r\nContent-Type: application/soap+xml\r\n", get);
    assert_fault("anonymous", &r, 400, "w:AccessDenied", NULL, 2147942405);
    reply_clear(&r);
    free(get);
}

static void add(const char *class_name, const char *key, wmi_value value, const wmi_value *number,
                const wmi_value *made, const wmi_value *words)
{
    wmi_object *object = wmi_object_new(class_name);
    assert_int_equal(wmi_object_set(object, key, &value), WMI_OK);
    if (number != NULL) {
        assert_int_equal(wmi_object_set(object, "Number", number), WMI_OK);
        assert_int_equal(wmi_object_set(object, "Made", made), WMI_OK);
        assert_int_equal(wmi_object_set(object, "Words", words), WMI_OK);
    }
    assert_int_equal(wmi_loopback_add_object(served.loopback, "root\\served", object, NULL, NULL), WMI_OK);
    wmi_object_free(object);
}

static int start_shapes(void **state)
{
    static const char *const words[] = {"a & b"};
    mbm_server_options options = endpoint_options();
    wmi_value number = wmi_value_uint32(UINT32_MAX);
    wmi_value word = wmi_value_string_array(WMI_STRING_ARRAY(words));
    wmi_datetime date;
    (void)state;
    options.locale = "ja-JP";
    options.is_lenient = true; /* all requests have one MessageID */
    endpoint_start(&served, &options);
    wmi_loopback *loopback = served.loopback;
    assert_true(wmi_datetime_parse("20260117095522.500000+060", &date));
    wmi_value made = wmi_value_datetime(date);
    add("Thing", "Name", wmi_value_string("one"), &number, &made, &word);
    add("Thing", "Name", wmi_value_string("two"), NULL, NULL, NULL);
    add("Thing", "Name", wmi_value_string("a\\b"), NULL, NULL, NULL);
    add("Echo", "Id", wmi_value_string("e"), NULL, NULL, NULL);
    wmi_object *holds = wmi_object_new("Holds");
    wmi_value holder = wmi_value_reference("Thing.Name=\"one\"");
    wmi_value held = wmi_value_reference("Thing.Name=\"a\\\\b\"");
    assert_int_equal(wmi_object_set(holds, "Holder", &holder), WMI_OK);
    assert_int_equal(wmi_object_set(holds, "Held", &held), WMI_OK);
    assert_int_equal(wmi_loopback_add_object(loopback, "root\\served", holds, NULL, NULL), WMI_OK);
    wmi_object_free(holds);
    assert_int_equal(wmi_loopback_on_object(loopback, "root\\served", "Echo", "Total", add_up, NULL, NULL), WMI_OK);
    assert_int_equal(wmi_loopback_on_object(loopback, "root\\served", "Echo", "Nothing", break_down, NULL, NULL),
                     WMI_OK);
    return 0;
}

static int stop_shapes(void **state)
{
    (void)state;
    endpoint_stop(&served);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_get),           cmocka_unit_test(test_get_references), cmocka_unit_test(test_dmtf),
        cmocka_unit_test(test_enumeration),   cmocka_unit_test(test_modes),          cmocka_unit_test(test_pulls),
        cmocka_unit_test(test_invoke),        cmocka_unit_test(test_bare_job),       cmocka_unit_test(test_query_fault),
        cmocka_unit_test(test_missing_fault), cmocka_unit_test(test_faults_relate),  cmocka_unit_test(test_wmi_fault),
        cmocka_unit_test(test_identify),
    };
    return cmocka_run_group_tests(tests, start_shapes, stop_shapes);
}
