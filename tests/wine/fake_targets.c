/*
 * What goes to a host, over COM: embedded instances as what they are, which the server judges; and what does not go
 * there, because it is another host's, or because its keys and its path name two instances.
 */
#include <windows.h>

#include <hypervcluster_v2/Msvm_VirtualSystemManagementService.h>
#include <virtualization_v2/CIM_ResourceAllocationSettingData.h>
#include <virtualization_v2/Msvm_ComputerSystem.h>
#include <virtualization_v2/Msvm_ProcessorSettingData.h>
#include <virtualization_v2/Msvm_VirtualSystemManagementService.h>
#include <virtualization_v2/schema.h>

#include "fake_host.h"

#define REMOTE "replica-a"
#define ACCOUNT "contoso\\admin"
#define PASSWORD "secret"

static const char *add_service(fake_host *host)
{
    hv_Msvm_VirtualSystemManagementService service = {.SystemCreationClassName = "Msvm_ComputerSystem",
                                                      .SystemName = "HV1",
                                                      .CreationClassName = "Msvm_VirtualSystemManagementService",
                                                      .Name = "vmms"};

    return fake_host_add(host, &hv_Msvm_VirtualSystemManagementService_info, &service);
}

WMI_LOOPBACK_HANDLER(define, hv_Msvm_VirtualSystemManagementService_DefineSystem)
{
    (void)in;
    (void)call;
    (void)error;
    out->ReturnValue = WMI_UINT32(0);
    return WMI_OK;
}

/* ---- classes of embedded instances ---- */

static char *arrived;

WMI_LOOPBACK_HANDLER(modify, hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings)
{
    (void)error;
    arrived = wmi_loopback_keep(call->loopback, strlen(in->ResourceSettings.items[0].text) + 1);
    assert_non_null(arrived);
    memcpy(arrived, in->ResourceSettings.items[0].text, strlen(in->ResourceSettings.items[0].text) + 1);
    out->ReturnValue = WMI_UINT32(0);
    return WMI_OK;
}

WMI_LOOPBACK_HANDLER(modify_in_cluster, hvc_Msvm_VirtualSystemManagementService_ModifyResourceSettings)
{
    (void)in;
    (void)call;
    (void)error;
    out->ReturnValue = WMI_UINT32(0);
    return WMI_OK;
}

static void settings_go_back_as_what_they_are(void **state)
{
    fake_host *host = *state;
    const char *service = add_service(host);
    hv_Msvm_ProcessorSettingData cpu = {.InstanceID = "Microsoft:1\\2\\0",
                                        .ElementName = "R&D <1>",
                                        .VirtualQuantity = WMI_UINT64(2),
                                        .HwThreadsPerCore = WMI_UINT64(1)};
    hv_CIM_ResourceAllocationSettingData *list = NULL;
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_out out;
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_in in;
    hv_Msvm_ProcessorSettingData back;
    wmi_embedded items[1];
    size_t count = 0;

    (void)fake_host_add(host, &hv_Msvm_ProcessorSettingData_info, &cpu);
    fake_host_on(host, &hv_Msvm_VirtualSystemManagementService_info, "ModifyResourceSettings", modify, NULL);
    fake_host_open(host);
    MUST(host, hv_CIM_ResourceAllocationSettingData_list(host->session, NULL, &list, &count, &host->error));
    assert_int_equal(count, 1);
    list[0].VirtualQuantity = WMI_UINT64(4);
    items[0] = WMI_EMBED(hv_CIM_ResourceAllocationSettingData, &list[0]);
    memset(&in, 0, sizeof in);
    in.ResourceSettings.items = items;
    in.ResourceSettings.count = 1;
    MUST(host, hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings(host->session, service, &in, &out,
                                                                             &host->error));
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_out_clear(&out);
    assert_non_null(strstr(arrived, "<VALUE>R&#38;D &#60;1&#62;</VALUE>"));
    items[0] = WMI_EMBED_TEXT(arrived);
    MUST(host, WMI_UNEMBED(hv_Msvm_ProcessorSettingData, &items[0], &back, &host->error));
    assert_string_equal(back.wmi.class_name, "Msvm_ProcessorSettingData");
    assert_string_equal(back.ElementName, "R&D <1>");
    assert_true(back.VirtualQuantity.value == 4 && back.HwThreadsPerCore.value == 1);
    hv_Msvm_ProcessorSettingData_clear(&back);
    hv_CIM_ResourceAllocationSettingData_list_free(list, count);
}

static wmi_status define_with(fake_host *host, const char *service, const char *text)
{
    hv_Msvm_VirtualSystemManagementService_DefineSystem_in in = {.SystemSettings = WMI_EMBED_TEXT(text)};
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out out;
    wmi_status status =
        hv_Msvm_VirtualSystemManagementService_DefineSystem(host->session, service, &in, &out, &host->error);

    hv_Msvm_VirtualSystemManagementService_DefineSystem_out_clear(&out);
    return status;
}

static void classes_are_judged_by_the_server(void **state)
{
    fake_host *host = *state;
    const char *service = add_service(host);

    fake_host_on(host, &hv_Msvm_VirtualSystemManagementService_info, "DefineSystem", define, NULL);
    fake_host_open(host);
    MUST(host, define_with(host, service, "<INSTANCE CLASSNAME=\"Msvm_VirtualSystemSettingData\"></INSTANCE>"));
    REFUSED(host, define_with(host, service, "<INSTANCE CLASSNAME=\"CIM_VirtualSystemSettingData\"></INSTANCE>"),
            WMI_E_INVALID_METHOD_PARAMETERS, "CIM_VirtualSystemSettingData is not derived from");
    REFUSED(host, define_with(host, service, "<INSTANCE CLASSNAME=\"Msvm_ComputerSystem\"></INSTANCE>"),
            WMI_E_INVALID_METHOD_PARAMETERS, "Msvm_ComputerSystem is not derived from");
    REFUSED(host, define_with(host, service, "<INSTANCE CLASSNAME=\"Contoso_X\"></INSTANCE>"),
            WMI_E_INVALID_METHOD_PARAMETERS, "no class Contoso_X");
    assert_int_equal(fake_calls_of("IWbemServices::ExecMethod"), 4);
    FAILS(host, define_with(host, service, "plain"), WMI_USAGE, "SystemSettings is no CIM instance");
    assert_int_equal(fake_calls_of("IWbemServices::ExecMethod"), 4);
}

static void the_cluster_takes_settings_of_the_other_schema(void **state)
{
    fake_host *host = *state;
    hvc_Msvm_VirtualSystemManagementService service = {.SystemCreationClassName = "Msvm_ComputerSystem",
                                                       .SystemName = "HV1",
                                                       .CreationClassName = "Msvm_VirtualSystemManagementService",
                                                       .Name = "vmms"};
    hv_Msvm_ProcessorSettingData cpu = {.InstanceID = "Microsoft:1\\2\\0", .VirtualQuantity = WMI_UINT64(4)};
    wmi_embedded items[1] = {WMI_EMBED(hv_Msvm_ProcessorSettingData, &cpu)};
    hvc_Msvm_VirtualSystemManagementService_ModifyResourceSettings_in in;
    hvc_Msvm_VirtualSystemManagementService_ModifyResourceSettings_out out;
    const char *path = fake_host_add(host, &hvc_Msvm_VirtualSystemManagementService_info, &service);

    memset(&in, 0, sizeof in);
    in.ResourceSettings.items = items;
    in.ResourceSettings.count = 1;
    fake_host_on(host, &hvc_Msvm_VirtualSystemManagementService_info, "ModifyResourceSettings", modify_in_cluster,
                 NULL);
    host->options.ns = hvc_NAMESPACE;
    fake_host_open(host);
    MUST(host,
         hvc_Msvm_VirtualSystemManagementService_ModifyResourceSettings(host->session, path, &in, &out, &host->error));
    hvc_Msvm_VirtualSystemManagementService_ModifyResourceSettings_out_clear(&out);
    items[0] = WMI_EMBED_TEXT("<INSTANCE CLASSNAME=\"Contoso_X\"></INSTANCE>");
    MUST(host,
         hvc_Msvm_VirtualSystemManagementService_ModifyResourceSettings(host->session, path, &in, &out, &host->error));
    hvc_Msvm_VirtualSystemManagementService_ModifyResourceSettings_out_clear(&out);
    items[0] = WMI_EMBED_TEXT("<INSTANCE CLASSNAME=\"CIM_ResourceAllocationSettingData\"></INSTANCE>");
    REFUSED(
        host,
        hvc_Msvm_VirtualSystemManagementService_ModifyResourceSettings(host->session, path, &in, &out, &host->error),
        WMI_E_INVALID_METHOD_PARAMETERS, "CIM_ResourceAllocationSettingData is abstract");
}

/* ---- paths and keys ---- */

static bool visit_none(void *context, const wmi_object *object)
{
    (void)context;
    (void)object;
    return true;
}

/* What the world refuses of an operation that did reach it. */
static wmi_status as_sent(const fake_host *host, wmi_status status)
{
    uint32_t number = host->error.number;

    return status == WMI_TRANSPORT && (number == WMI_E_READ_ONLY || number == WMI_E_PROVIDER_NOT_CAPABLE ||
                                       number == WMI_E_METHOD_NOT_IMPLEMENTED)
               ? WMI_OK
               : status;
}

/* Each operation with the machine's path on a host. */
static void try_each(fake_host *host, const char *server, wmi_status expected)
{
    static const char machine[] = "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"1\"";
    hv_Msvm_ComputerSystem m = {.CreationClassName = "Msvm_ComputerSystem", .Name = "1", .ElementName = "web"};
    hv_Msvm_ComputerSystem_RequestStateChange_in in = {.RequestedState = WMI_UINT16(2)};
    wmi_object *object = NULL;
    wmi_value name = wmi_value_string("db");
    wmi_status status[7];
    char path[300];
    char wql[400];

    (void)fake_host_add(host, &hv_Msvm_ComputerSystem_info, &m);
    (void)snprintf(path, sizeof path, "\\\\%s\\root\\virtualization\\v2:%s", server, machine);
    (void)snprintf(wql, sizeof wql, "ASSOCIATORS OF {%s}", path);
    status[0] = wmi_object_fetch(host->session, path, &object, &host->error);
    wmi_object_free(object);
    object = wmi_object_new("Msvm_ComputerSystem");
    assert_int_equal(wmi_object_set_path(object, path), WMI_OK);
    assert_int_equal(wmi_object_set(object, "ElementName", &name), WMI_OK);
    status[1] = wmi_object_put(host->session, object, WMI_PUT_UPDATE, NULL, &host->error);
    status[1] = as_sent(host, status[1]);
    wmi_object_free(object);
    status[2] = wmi_associators(host->session, path, NULL, visit_none, NULL, &host->error);
    status[3] = wmi_references(host->session, path, NULL, NULL, visit_none, NULL, &host->error);
    status[4] = wmi_query(host->session, wql, visit_none, NULL, &host->error);
    status[5] = hv_Msvm_ComputerSystem_RequestStateChange(host->session, path, &in, NULL, &host->error);
    status[5] = as_sent(host, status[5]);
    status[6] = as_sent(host, wmi_instance_delete(host->session, path, &host->error));
    for (size_t i = 0; i < 7; i++)
        if (status[i] != expected)
            fail_msg("operation %u on %s: %s: %s", (unsigned)i, server, wmi_status_name(status[i]),
                     host->error.message != NULL ? host->error.message : "");
    if (expected == WMI_USAGE) {
        assert_non_null(strstr(host->error.message, "is of the host"));
        assert_non_null(strstr(host->error.message, server));
    }
}

static void another_hosts_path_is_refused(void **state)
{
    fake_host *host = *state;

    fake_host_open(host);
    try_each(host, "elsewhere", WMI_USAGE); /* as the very first call, too */
    try_each(host, ".", WMI_OK);
    try_each(host, "localhost", WMI_OK);
    fake_host_close(host);
    host->settings.host = host->options.host = REMOTE;
    host->settings.user = host->options.user = ACCOUNT;
    host->settings.password = host->options.password = PASSWORD;
    fake_host_open(host);
    try_each(host, "elsewhere", WMI_USAGE);
    try_each(host, "Replica-A", WMI_OK);
    try_each(host, ".", WMI_OK);
}

static void keys_that_contradict_the_path_are_not_sent(void **state)
{
    fake_host *host = *state;
    hv_Msvm_ComputerSystem m = {.CreationClassName = "Msvm_ComputerSystem", .Name = "1", .ElementName = "web"};
    const char *path = fake_host_add(host, &hv_Msvm_ComputerSystem_info, &m);
    hv_Msvm_ComputerSystem got;
    uint32_t calls;

    fake_host_open(host);
    MUST(host, hv_Msvm_ComputerSystem_get(host->session, path, &got, &host->error));
    got.Name = "2";
    calls = fake_calls();
    FAILS(host, hv_Msvm_ComputerSystem_put(host->session, &got, &host->error), WMI_USAGE, "The key Name is 2");
    assert_int_equal(fake_calls(), calls);
    hv_Msvm_ComputerSystem_clear(&got);
}

/* The backend itself, without a session before it: here the class must say which key a short path means. */
static void the_backend_refuses_contradictions_itself(void **state)
{
    fake_host *host = *state;
    const wmi_backend *com = wmi_com_backend();
    const wmi_limit limit = {5000, NULL};
    wmi_connection *connection = NULL;
    wmi_object *object = wmi_object_new("Msvm_ProcessorSettingData");
    wmi_value id = wmi_value_string("Microsoft:2");
    char *path = NULL;

    fake_host_start(host);
    MUST(host, com->connect(com, &host->options, &connection, &limit, &host->error));
    assert_int_equal(wmi_object_set_path(object, "Msvm_ProcessorSettingData=\"Microsoft:1\""), WMI_OK);
    assert_int_equal(wmi_object_set(object, "InstanceID", &id), WMI_OK);
    FAILS(host, com->put(connection, object, WMI_PUT_UPDATE, &path, &limit, &host->error), WMI_USAGE, "InstanceID");
    assert_int_equal(fake_calls_of("IWbemServices::PutInstance"), 0);
    wmi_object_free(object);
    com->close(connection);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAKE_TEST(settings_go_back_as_what_they_are),
        FAKE_TEST(classes_are_judged_by_the_server),
        FAKE_TEST(the_cluster_takes_settings_of_the_other_schema),
        FAKE_TEST(another_hosts_path_is_refused),
        FAKE_TEST(keys_that_contradict_the_path_are_not_sent),
        FAKE_TEST(the_backend_refuses_contradictions_itself),
    };

    return cmocka_run_group_tests(tests, fake_host_load, NULL);
}
