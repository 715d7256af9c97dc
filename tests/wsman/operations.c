/*
 * The operations, against a server that answers in the shapes that hosts are recorded to answer in.
 */
#include "fixture.h"

#include <virtualization_v2.h>

/* What the server is to say, in order, behind Identify; and what each request is to contain. */
typedef struct exchange {
    const char *expected[6]; /* all of them in the request */
    int status;
    const char *body;
} exchange;

typedef struct script {
    const exchange *exchanges;
    size_t count;
    size_t at;
    char fault[512]; /* what a request lacked */
} script;

static bool play(void *context, const server_request *request, int socket)
{
    script *s = context;
    if (server_identifies(socket, request)) {
        return true;
    }
    if (s->at == s->count) {
        snprintf(s->fault, sizeof s->fault, "a request too many: %.400s", request->body);
        return false;
    }
    const exchange *e = &s->exchanges[s->at++];
    for (size_t i = 0; i < 6 && e->expected[i] != NULL; i++) {
        if (strstr(request->body, e->expected[i]) == NULL && strstr(request->head, e->expected[i]) == NULL) {
            snprintf(s->fault, sizeof s->fault, "request %lu lacks %.400s", (unsigned long)s->at, e->expected[i]);
        }
    }
    return server_answer(socket, request, e->status, e->body);
}

static void open_script(fixture *f, script *s, const exchange *exchanges, size_t count)
{
    memset(s, 0, sizeof *s);
    s->exchanges = exchanges;
    s->count = count;
    open_fixture(f, play, s, 60000);
}

static void close_script(fixture *f, const script *s)
{
    close_fixture(f);
    if (s->fault[0] != '\0') {
        fail_msg("%s", s->fault);
    }
    assert_int_equal(s->at, s->count);
}

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define REFERENCE_OF(class_name, key, value)                                                                           \
    "<a:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address><a:ReferenceParameters>"    \
    "<w:ResourceURI>" V2_URI class_name "</w:ResourceURI><w:SelectorSet><w:Selector Name=\"" key "\">" value           \
    "</w:Selector></w:SelectorSet></a:ReferenceParameters>"
#define MACHINE(name, element_name)                                                                                    \
    "<p:Msvm_ComputerSystem xmlns:p=\"" V2_URI "Msvm_ComputerSystem\" xsi:type=\"p:Msvm_ComputerSystem_Type\">"        \
    "<p:CreationClassName>Msvm_ComputerSystem</p:CreationClassName><p:ElementName>" element_name "</p:ElementName>"    \
    "<p:EnabledState>2</p:EnabledState><p:Name>" name "</p:Name><p:OperationalStatus>2</p:OperationalStatus>"          \
    "</p:Msvm_ComputerSystem>"
#define FAULT(code, subcode, detail)                                                                                   \
    "<s:Fault><s:Code><s:Value>s:" code "</s:Value><s:Subcode><s:Value>" subcode "</s:Value></s:Subcode></s:Code>"     \
    "<s:Reason><s:Text xml:lang=\"ja-JP\">\xE4\xB8\x8D\xE5\x8F\xAF</s:Text></s:Reason><s:Detail>" detail               \
    "</s:Detail></s:Fault>"

static void test_get(void **state)
{
    static const exchange exchanges[] = {
        {{"POST /wsman HTTP/1.1",
          "Authorization: Basic b3BlcmF0b3I6czNjcmV0OndvcmQ=", "Content-Type: application/soap+xml;charset=UTF-8",
          "transfer/Get</a:Action>", "<w:Selector Name=\"Name\">N1</w:Selector>"},
         200,
         MACHINE("N1", "mail")},
        {{"transfer/Get"}, 400, FAULT("Sender", "a:DestinationUnreachable", "<f:WSManFault Code=\"2150858752\"/>")},
    };
    fixture f;
    script s;
    hv_Msvm_ComputerSystem machine = {0};
    (void)state;
    open_script(&f, &s, exchanges, COUNT(exchanges));
    assert_int_equal(
        hv_Msvm_ComputerSystem_get(
            f.session, "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"N1\"", &machine, &f.error),
        WMI_OK);
    assert_string_equal(machine.ElementName, "mail");
    assert_int_equal(machine.EnabledState.value, 2);
    assert_non_null(strstr(machine.wmi.path, "N1"));
    hv_Msvm_ComputerSystem_clear(&machine);
    assert_int_equal(hv_Msvm_ComputerSystem_get(f.session, "Msvm_ComputerSystem.Name=\"N2\"", &machine, &f.error),
                     WMI_TRANSPORT);
    assert_error(&f.error, WMI_TRANSPORT, WMI_E_NOT_FOUND, "0x80338000");
    assert_string_equal(f.error.name, "WBEM_E_NOT_FOUND");
    close_script(&f, &s);
}

/* Of columns, class and path are those in FROM, made of the keys, which are asked for in any case; of whole objects they are their own. */
static void test_superclass(void **state)
{
    static const exchange exchanges[] = {
        {{"<w:Filter Dialect=\"http://schemas.microsoft.com/wbem/wsman/1/WQL\">SELECT ", "ElementName",
          "CreationClassName", " FROM CIM_ComputerSystem WHERE EnabledState = 2</w:Filter>"},
         200,
         "<n:EnumerateResponse><w:Items><w:XmlFragment><CreationClassName>Msvm_ComputerSystem</CreationClassName>"
         "<ElementName>mail</ElementName><Name>N1</Name></w:XmlFragment></w:Items><w:EndOfSequence/></n:EnumerateResponse>"},
        {{">SELECT * FROM CIM_ComputerSystem</w:Filter>"},
         200,
         "<n:EnumerateResponse><w:Items>" MACHINE("N1", "mail") "</w:Items><w:EndOfSequence/></n:EnumerateResponse>"},
    };
    static const char *const names[] = {"ElementName", NULL};
    static const wmi_select select = {names, "EnabledState = 2"};
    static const wmi_schema *const schemas[] = {&hv_schema};
    fixture f = {0};
    script s = {exchanges, COUNT(exchanges), 0, ""};
    hv_CIM_ComputerSystem *systems = NULL;
    size_t count = 0;
    (void)state;
    f.server = server_start(play, &s);
    wmi_wsman_options options = plain_options(f.server);
    options.schemas = schemas;
    options.schema_count = 1;
    assert_int_equal(open_with(&f, &options, 60000), WMI_OK);
    assert_int_equal(hv_CIM_ComputerSystem_list_select(f.session, &select, &systems, &count, &f.error), WMI_OK);
    assert_int_equal(count, 1);
    assert_string_equal(systems[0].ElementName, "mail");
    assert_string_equal(systems[0].Name, "N1");
    assert_string_equal(systems[0].CreationClassName, "Msvm_ComputerSystem");
    assert_false(systems[0].EnabledState.has);
    assert_string_equal(systems[0].wmi.class_name, "CIM_ComputerSystem");
    assert_non_null(strstr(systems[0].wmi.path, ":CIM_ComputerSystem."));
    assert_non_null(strstr(systems[0].wmi.path, "Name=\"N1\""));
    hv_CIM_ComputerSystem_list_free(systems, count);
    assert_int_equal(hv_CIM_ComputerSystem_list(f.session, NULL, &systems, &count, &f.error), WMI_OK);
    assert_int_equal(count, 1);
    assert_string_equal(systems[0].wmi.class_name, "Msvm_ComputerSystem");
    assert_non_null(strstr(systems[0].wmi.path, ":Msvm_ComputerSystem."));
    hv_CIM_ComputerSystem_list_free(systems, count);
    close_script(&f, &s);
}

static void test_invoke(void **state)
{
    /* clang-format off */
    static const exchange exchanges[] = {
        {{"Msvm_VirtualSystemManagementService/DefineSystem</a:Action>", "DefineSystem_INPUT", "<p:SystemSettings>&lt;INSTANCE CLASSNAME=",
          "a &amp;#38; b", "<w:Selector Name=\"CreationClassName\">Msvm_VirtualSystemManagementService</w:Selector>"}, 200,
         "<p:DefineSystem_OUTPUT xmlns:p=\"" V2_URI "Msvm_VirtualSystemManagementService\"><p:Job>" REFERENCE_OF("Msvm_ConcreteJob", "InstanceID", "J1")
         "</p:Job><p:ReturnValue>4096</p:ReturnValue></p:DefineSystem_OUTPUT>"},
        {{"transfer/Get", "Msvm_ConcreteJob", "J1"}, 200,
         "<p:Msvm_ConcreteJob xmlns:p=\"" V2_URI "Msvm_ConcreteJob\"><p:InstanceID>J1</p:InstanceID><p:JobState>7</p:JobState>"
         "<p:ErrorCode>0</p:ErrorCode></p:Msvm_ConcreteJob>"},
        {{"associationFilter", "AssociatedInstances", "EnumerateObjectAndEPR", "Msvm_AffectedJobElement"}, 200,
         "<n:EnumerateResponse><w:Items><w:Item>" MACHINE("N7", "new") "<a:EndpointReference>" REFERENCE_OF("Msvm_ComputerSystem", "Name", "N7")
         "</a:EndpointReference></w:Item></w:Items><w:EndOfSequence/><n:EnumerationContext/></n:EnumerateResponse>"},
    };
    /* clang-format on */
    fixture f;
    script s;
    hv_Msvm_VirtualSystemSettingData settings = {.ElementName = "a & b"};
    hv_Msvm_VirtualSystemManagementService_DefineSystem_in in = {0};
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out out = {0};
    wmi_job_options job = {.timeout_ms = 10000};
    (void)state;
    open_script(&f, &s, exchanges, COUNT(exchanges));
    in.SystemSettings = WMI_EMBED(hv_Msvm_VirtualSystemSettingData, &settings);
    if (hv_Msvm_VirtualSystemManagementService_DefineSystem_wait(f.session, SERVICE, &in, &out, &job, &f.error) !=
        WMI_OK) {
        fail_msg("%s", f.error.message);
    }
    assert_int_equal(out.ReturnValue.value, 4096);
    assert_string_equal(out.Job, "root\\virtualization\\v2:Msvm_ConcreteJob.InstanceID=\"J1\"");
    assert_string_equal(out.ResultingSystem, "root\\virtualization\\v2:Msvm_ComputerSystem.Name=\"N7\"");
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out_clear(&out);
    close_script(&f, &s);
}

static bool stop_at_once(void *context, const wmi_object *object)
{
    (void)context;
    (void)object;
    return false;
}

/* Contexts change, an answer may hold nothing, the marker is in either namespace, and what is left early is released. */
static void test_enumerate(void **state)
{
    /* clang-format off */
    static const exchange exchanges[] = {
        {{"enumeration/Enumerate", "/root/virtualization/v2/*</w:ResourceURI>", "<w:MaxElements>200</w:MaxElements>", "<w:OptimizeEnumeration/>",
          "Dialect=\"http://schemas.microsoft.com/wbem/wsman/1/WQL\">SELECT * FROM Msvm_ComputerSystem</w:Filter>"}, 200,
         "<n:EnumerateResponse><n:EnumerationContext>uuid:C1</n:EnumerationContext><w:Items>" MACHINE("N1", "one") "</w:Items></n:EnumerateResponse>"},
        {{"enumeration/Pull", "<n:EnumerationContext>uuid:C1</n:EnumerationContext>", "<n:MaxElements>200</n:MaxElements>"}, 200,
         "<n:PullResponse><n:Items/><n:EnumerationContext> uuid:C2 </n:EnumerationContext></n:PullResponse>"},
        {{"uuid:C2"}, 500, FAULT("Receiver", "w:TimedOut", "")},
        {{"uuid:C2"}, 200, "<n:PullResponse><n:Items>" MACHINE("N2", "two") MACHINE("N3", "three") "</n:Items><n:EndOfSequence/></n:PullResponse>"},
        {{"Enumerate"}, 200, "<n:EnumerateResponse><n:EnumerationContext>uuid:D1</n:EnumerationContext><w:Items>" MACHINE("N1", "one") MACHINE("N2", "two")
          "</w:Items></n:EnumerateResponse>"},
        {{"enumeration/Release", "<n:EnumerationContext>uuid:D1</n:EnumerationContext>"}, 200, ""},
        {{"Enumerate"}, 200, "<n:EnumerateResponse><n:EnumerationContext>uuid:E1</n:EnumerationContext><w:Items/><w:EndOfSequence/></n:EnumerateResponse>"},
        {{"Enumerate"}, 400, FAULT("Sender", "n:CannotProcessFilter", "<f:WSManFault Code=\"2150858778\"/>")},
    };
    /* clang-format on */
    fixture f;
    script s;
    hv_Msvm_ComputerSystem *items = NULL;
    size_t count = 0;
    (void)state;
    open_script(&f, &s, exchanges, COUNT(exchanges));
    if (hv_Msvm_ComputerSystem_list(f.session, NULL, &items, &count, &f.error) != WMI_OK) {
        fail_msg("%s", f.error.message);
    }
    assert_int_equal(count, 3);
    assert_string_equal(items[2].ElementName, "three");
    wmi_instance_list_free(&hv_Msvm_ComputerSystem_info, items, count);
    assert_int_equal(wmi_query(f.session, "SELECT * FROM Msvm_ComputerSystem", stop_at_once, NULL, &f.error), WMI_OK);
    assert_int_equal(hv_Msvm_ComputerSystem_list(f.session, NULL, &items, &count, &f.error), WMI_OK);
    assert_int_equal(count, 0);
    assert_int_equal(hv_Msvm_ComputerSystem_list(f.session, "nonsense", &items, &count, &f.error), WMI_TRANSPORT);
    assert_error(&f.error, WMI_TRANSPORT, WMI_E_INVALID_QUERY, "CannotProcessFilter");
    close_script(&f, &s);
}

static bool count_objects(void *context, const wmi_object *object)
{
    size_t *count = context;
    (*count)++;
    assert_string_equal(object->class_name, "Msvm_ComputerSystem");
    return true;
}

/* Columns alone; a host that gives no references; one answer that is too large in company. */
static void test_enumerate_odd(void **state)
{
    static const exchange exchanges[] = {
        {{"SELECT Name, ElementName FROM"},
         200,
         "<n:EnumerateResponse><n:EnumerationContext/><w:Items><w:XmlFragment><ElementName>one</ElementName><Name>N1</Name>"
         "</w:XmlFragment></w:Items><w:EndOfSequence/></n:EnumerateResponse>"},
        {{"EnumerateObjectAndEPR"},
         400,
         FAULT("Sender", "w:UnsupportedFeature", "<w:FaultDetail>x/EnumerationMode</w:FaultDetail>")},
        {{"<w:MaxElements>200</w:MaxElements>"}, 500, FAULT("Receiver", "w:EncodingLimit", "")},
        {{"<w:MaxElements>1</w:MaxElements>"},
         200,
         "<n:EnumerateResponse><n:EnumerationContext/><w:Items>" MACHINE("N1",
                                                                         "one") "</w:Items></n:EnumerateResponse>"},
    };
    fixture f;
    script s;
    size_t count = 0;
    (void)state;
    open_script(&f, &s, exchanges, COUNT(exchanges));
    assert_int_equal(
        wmi_query(f.session, "SELECT Name, ElementName FROM Msvm_ComputerSystem", count_objects, &count, &f.error),
        WMI_OK);
    assert_int_equal(wmi_query(f.session, "SELECT * FROM Msvm_ComputerSystem", count_objects, &count, &f.error),
                     WMI_OK);
    assert_int_equal(count, 2);
    close_script(&f, &s);
}

/* The path of typed columns is made of the keys, which are always fetched. */
static void test_select(void **state)
{
    static const exchange exchanges[] = {
        {{"FROM Msvm_ComputerSystem", "ElementName", "CreationClassName"},
         200,
         "<n:EnumerateResponse><n:EnumerationContext/><w:Items><w:XmlFragment>"
         "<CreationClassName>Msvm_ComputerSystem</CreationClassName><ElementName>one</ElementName><Name>N1</Name></w:XmlFragment></w:Items>"
         "<w:EndOfSequence/></n:EnumerateResponse>"},
    };
    static const char *const names[] = {"ElementName", NULL};
    fixture f;
    script s;
    wmi_select select = {.properties = names};
    hv_Msvm_ComputerSystem *items = NULL;
    size_t count = 0;
    (void)state;
    open_script(&f, &s, exchanges, COUNT(exchanges));
    if (hv_Msvm_ComputerSystem_list_select(f.session, &select, &items, &count, &f.error) != WMI_OK) {
        fail_msg("%s", f.error.message);
    }
    assert_int_equal(count, 1);
    assert_string_equal(items[0].ElementName, "one");
    assert_string_equal(items[0].wmi.path, "Msvm_ComputerSystem.Name=\"N1\",CreationClassName=\"Msvm_ComputerSystem\"");
    wmi_instance_list_free(&hv_Msvm_ComputerSystem_info, items, count);
    close_script(&f, &s);
}

static void test_writes(void **state)
{
    /* clang-format off */
    static const exchange exchanges[] = {
        {{"transfer/Get"}, 200, MACHINE("N1", "old")},
        {{"transfer/Put", "<p:ElementName>new</p:ElementName>", "<p:EnabledState>2</p:EnabledState>", "<p:OperationalStatus>2</p:OperationalStatus>"}, 200, MACHINE("N1", "new")},
        {{"transfer/Create", "<p:ElementName>made</p:ElementName>"}, 200, "<x:ResourceCreated>" REFERENCE_OF("Msvm_ComputerSystem", "Name", "N9") "</x:ResourceCreated>"},
        {{"transfer/Delete", "N1"}, 200, ""},
        {{"transfer/Get"}, 400, FAULT("Sender", "a:DestinationUnreachable", "")},
        {{"transfer/Create"}, 500, FAULT("Receiver", "w:InternalError", "<f:WSManFault Code=\"2147749924\"/>")},
    };
    /* clang-format on */
    fixture f;
    script s;
    hv_Msvm_ComputerSystem machine = {.CreationClassName = "Msvm_ComputerSystem", .Name = "N1", .ElementName = "new"};
    char *path = NULL;
    (void)state;
    open_script(&f, &s, exchanges, COUNT(exchanges));
    machine.wmi.path = "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"N1\"";
    if (wmi_instance_put(f.session, &hv_Msvm_ComputerSystem_info, &machine, &f.error) != WMI_OK) {
        fail_msg("%s", f.error.message);
    }
    machine.ElementName = "made";
    assert_int_equal(wmi_instance_create(f.session, &hv_Msvm_ComputerSystem_info, &machine, &path, &f.error), WMI_OK);
    assert_string_equal(path, "root\\virtualization\\v2:Msvm_ComputerSystem.Name=\"N9\"");
    wmi_free(path);
    assert_int_equal(wmi_instance_delete(f.session, machine.wmi.path, &f.error), WMI_OK);
    assert_int_equal(wmi_instance_put(f.session, &hv_Msvm_ComputerSystem_info, &machine, &f.error), WMI_TRANSPORT);
    assert_error(&f.error, WMI_TRANSPORT, WMI_E_PROVIDER_NOT_CAPABLE, "InternalError");
    close_script(&f, &s);
}

/* What the host has and cannot be read is not overwritten with nothing: it is set anew, or the put is refused. */
static void test_put_of_odd(void **state)
{
#define ODD                                                                                                            \
    "<p:Msvm_ComputerSystem xmlns:p=\"" V2_URI "Msvm_ComputerSystem\"><p:EnabledState>many</p:EnabledState>"           \
    "<p:OperationalStatus>x</p:OperationalStatus><p:Name>N1</p:Name></p:Msvm_ComputerSystem>"
    static const exchange exchanges[] = {
        {{"transfer/Get"}, 200, ODD},
        {{"transfer/Get"}, 200, ODD},
        {{"transfer/Put", "<p:EnabledState>3</p:EnabledState>", "<p:ElementName>new</p:ElementName>"}, 200, ""},
        /* What is no instance is none that was asked for. */
        {{"transfer/Get"}, 200, "<p:RequestStateChange_OUTPUT xmlns:p=\"" V2_URI "Msvm_ComputerSystem\"/>"},
        {{"transfer/Get"}, 200, "<w:XmlFragment/>"},
        {{"transfer/Get"}, 200, "<p:Msvm_Other xmlns:p=\"" V2_URI "Msvm_Other\"/>"},
    };
    static const char path[] = "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"N1\"";
    fixture f;
    script s;
    hv_Msvm_ComputerSystem machine = {.Name = "N1", .ElementName = "new"};
    wmi_object *object = NULL;
    const wmi_schema *const schemas[] = {&hv_schema};
    (void)state;
    memset(&f, 0, sizeof f);
    memset(&s, 0, sizeof s);
    s.exchanges = exchanges;
    s.count = COUNT(exchanges);
    f.server = server_start(play, &s);
    wmi_wsman_options options = plain_options(f.server);
    options.schemas = schemas;
    options.schema_count = 1;
    assert_int_equal(open_with(&f, &options, 20000), WMI_OK);
    machine.wmi.path = path;
    assert_int_equal(wmi_instance_put(f.session, &hv_Msvm_ComputerSystem_info, &machine, &f.error), WMI_REPLY);
    assert_error(&f.error, WMI_REPLY, 0, "EnabledState cannot be read (many)");
    machine.EnabledState = WMI_UINT16(3);
    if (wmi_instance_put(f.session, &hv_Msvm_ComputerSystem_info, &machine, &f.error) != WMI_OK) {
        fail_msg("%s", f.error.message);
    }
    for (int i = 0; i < 2; i++) {
        assert_int_equal(wmi_object_fetch(f.session, path, &object, &f.error), WMI_REPLY);
        assert_error(&f.error, WMI_REPLY, 0, "no instance");
    }
    assert_int_equal(wmi_object_fetch(f.session, path, &object, &f.error), WMI_OK);
    wmi_object_free(object);
    close_script(&f, &s);
}

static void test_events(void **state)
{
    static const exchange exchanges[] = {
        {{"eventing/Subscribe", "Mode=\"http://schemas.dmtf.org/wbem/wsman/1/wsman/Pull\"", "WITHIN 1"},
         200,
         "<e:SubscribeResponse><e:SubscriptionManager><a:Address>x</a:Address><a:ReferenceParameters><e:Identifier>uuid:S1</e:Identifier>"
         "</a:ReferenceParameters></e:SubscriptionManager><e:Expires>PT0S</e:Expires><n:EnumerationContext>uuid:C1</n:EnumerationContext></e:SubscribeResponse>"},
        {{"enumeration/Pull"}, 500, FAULT("Receiver", "w:TimedOut", "")},
        {{"uuid:C1"},
         200,
         "<n:PullResponse><n:EnumerationContext>uuid:C2</n:EnumerationContext><n:Items>"
         "<p:__InstanceModificationEvent xmlns:p=\"" V2_URI
         "__InstanceModificationEvent\"><p:TargetInstance xmlns:q=\"" V2_URI "Msvm_ComputerSystem\" "
         "xsi:type=\"q:Msvm_ComputerSystem_Type\"><q:Name>N1</q:Name></p:TargetInstance></p:__InstanceModificationEvent></n:Items></n:PullResponse>"},
        {{"eventing/Unsubscribe", "uuid:S1</e:Identifier>"}, 200, ""},
    };
    fixture f;
    script s;
    wmi_events *events = NULL;
    wmi_object *event = NULL;
    (void)state;
    open_script(&f, &s, exchanges, COUNT(exchanges));
    if (wmi_subscribe(
            f.session,
            "SELECT * FROM __InstanceModificationEvent WITHIN 1 WHERE TargetInstance ISA 'Msvm_ComputerSystem'",
            &events, &f.error) != WMI_OK ||
        wmi_events_next(events, 30000, &event, &f.error) != WMI_OK) {
        fail_msg("%s", f.error.message);
    }
    const wmi_value *target = wmi_object_get(event, "TargetInstance");
    assert_non_null(target);
    assert_int_equal(target->type, WMI_TYPE_OBJECT);
    assert_string_equal(target->u.object->class_name, "Msvm_ComputerSystem");
    wmi_object_free(event);
    wmi_events_free(events);
    close_script(&f, &s);
}

/* What is busy is asked again, if it was only asked; faults of calls are told at once. */
static void test_busy(void **state)
{
    static const exchange exchanges[] = {
        {{"Get"}, 500, FAULT("Receiver", "w:QuotaLimit", "<f:WSManFault Code=\"2150859174\"/>")},
        {{"Get"}, 200, MACHINE("N1", "mail")},
        {{"RequestStateChange"}, 500, FAULT("Receiver", "w:QuotaLimit", "<f:WSManFault Code=\"2150859174\"/>")},
        {{"RequestStateChange"}, 500, FAULT("Receiver", "w:TimedOut", "<f:WSManFault Code=\"2150858793\"/>")},
        {{"RequestStateChange"}, 400, FAULT("Sender", "w:AccessDenied", "<f:WSManFault Code=\"5\"/>")},
        {{"RequestStateChange"}, 200, "<p:Other_OUTPUT xmlns:p=\"urn:x\"/>"},
    };
    static const char path[] = "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"N1\"";
    fixture f;
    script s;
    hv_Msvm_ComputerSystem machine = {0};
    hv_Msvm_ComputerSystem_RequestStateChange_in in = {.RequestedState = WMI_UINT16_INIT(2)};
    hv_Msvm_ComputerSystem_RequestStateChange_out out = {0};
    (void)state;
    open_script(&f, &s, exchanges, COUNT(exchanges));
    assert_int_equal(hv_Msvm_ComputerSystem_get(f.session, path, &machine, &f.error), WMI_OK);
    hv_Msvm_ComputerSystem_clear(&machine);
    assert_int_equal(hv_Msvm_ComputerSystem_RequestStateChange(f.session, path, &in, &out, &f.error), WMI_TRANSPORT);
    assert_error(&f.error, WMI_TRANSPORT, 0x803381A6u, "MaxConcurrentOperationsPerUser");
    assert_int_equal(hv_Msvm_ComputerSystem_RequestStateChange(f.session, path, &in, &out, &f.error), WMI_TIMEOUT);
    assert_error(&f.error, WMI_TIMEOUT, WMI_E_TIMED_OUT, "outcome is not known");
    assert_int_equal(hv_Msvm_ComputerSystem_RequestStateChange(f.session, path, &in, &out, &f.error), WMI_TRANSPORT);
    assert_error(&f.error, WMI_TRANSPORT, WMI_E_ACCESS_DENIED, "Hyper-V Administrators");
    assert_int_equal(hv_Msvm_ComputerSystem_RequestStateChange(f.session, path, &in, &out, &f.error), WMI_REPLY);
    close_script(&f, &s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_get),        cmocka_unit_test(test_superclass),    cmocka_unit_test(test_invoke),
        cmocka_unit_test(test_enumerate),  cmocka_unit_test(test_enumerate_odd), cmocka_unit_test(test_select),
        cmocka_unit_test(test_writes),     cmocka_unit_test(test_events),        cmocka_unit_test(test_busy),
        cmocka_unit_test(test_put_of_odd),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
