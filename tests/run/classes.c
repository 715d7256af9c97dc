/*
 * Of which class an embedded instance is, with the schemas of mof/: the client sends any; the loopback takes what is
 * declared, and says what that is. Two namespaces that are declared here show what it takes where its own has nothing
 * that fits.
 */
#include "fixture.h"

#include <hypervcluster_v2.h>
#include <hypervcluster_v2/schema.h>
#include <virtualization_v2.h>
#include <virtualization_v2/schema.h>

/* What the host got last. */
static char *got;

static char *copy_of(const char *text)
{
    char *copy = wmi_alloc(strlen(text) + 1);
    assert_non_null(copy);
    memcpy(copy, text, strlen(text) + 1);
    return copy;
}

static void note(const wmi_array_embedded *settings)
{
    wmi_free(got);
    got = settings->count > 0 ? copy_of(settings->items[0].text) : NULL;
}

WMI_LOOPBACK_HANDLER(add_features, hv_Msvm_VirtualSystemManagementService_AddFeatureSettings)
{
    (void)call;
    (void)error;
    note(&in->FeatureSettings);
    out->ReturnValue = WMI_UINT32(0);
    return WMI_OK;
}

WMI_LOOPBACK_HANDLER(migrate, hv_Msvm_VirtualSystemMigrationService_MigrateVirtualSystemToHost)
{
    (void)call;
    (void)error;
    note(&in->NewResourceSettingData);
    out->ReturnValue = WMI_UINT32(0);
    return WMI_OK;
}

WMI_LOOPBACK_HANDLER(modify, hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings)
{
    (void)call;
    (void)error;
    note(&in->ResourceSettings);
    out->ReturnValue = WMI_UINT32(0);
    return WMI_OK;
}

WMI_LOOPBACK_HANDLER(define, hv_Msvm_VirtualSystemManagementService_DefineSystem)
{
    (void)in;
    (void)call;
    (void)error;
    out->ReturnValue = WMI_UINT32(0);
    return WMI_OK;
}

WMI_LOOPBACK_HANDLER(modify_in_cluster, hvc_Msvm_VirtualSystemManagementService_ModifyResourceSettings)
{
    (void)call;
    (void)error;
    note(&in->ResourceSettings);
    out->ReturnValue = WMI_UINT32(0);
    return WMI_OK;
}

typedef struct world {
    wmi_loopback *loopback;
    const wmi_backend *backend;
    wmi_session *session;
    wmi_error error;
    char *service;
} world;

static void on(world *w, const char *ns, const char *class_name, const char *method, wmi_loopback_handler handler)
{
    MUST(w, wmi_loopback_on(w->loopback, ns, class_name, method, handler, NULL, &w->error));
}

static int open_world(void **state)
{
    static const wmi_schema *const schemas[] = {&hv_schema, &hvc_schema};
    static world w;
    wmi_connect_options options = {.ns = hv_NAMESPACE};
    hv_Msvm_VirtualSystemManagementService service = {.SystemCreationClassName = "Msvm_ComputerSystem",
                                                      .SystemName = "HV1",
                                                      .CreationClassName = "Msvm_VirtualSystemManagementService",
                                                      .Name = "vmms"};
    memset(&w, 0, sizeof w);
    MUST(&w, wmi_loopback_new(schemas, 2, &w.loopback, &w.error));
    options.backend = w.backend = way_to(w.loopback, schemas, 2, &w.error);
    assert_non_null(w.backend);
    MUST(&w, wmi_connect(&options, &w.session, &w.error));
    MUST(&w,
         wmi_loopback_add(w.loopback, &hv_Msvm_VirtualSystemManagementService_info, &service, &w.service, &w.error));
    on(&w, hv_NAMESPACE, "Msvm_VirtualSystemManagementService", "AddFeatureSettings", add_features);
    on(&w, hv_NAMESPACE, "Msvm_VirtualSystemManagementService", "ModifyResourceSettings", modify);
    on(&w, hv_NAMESPACE, "Msvm_VirtualSystemManagementService", "DefineSystem", define);
    on(&w, hv_NAMESPACE, "Msvm_VirtualSystemMigrationService", "MigrateVirtualSystemToHost", migrate);
    on(&w, hvc_NAMESPACE, "Msvm_VirtualSystemManagementService", "ModifyResourceSettings", modify_in_cluster);
    *state = &w;
    return 0;
}

static int close_world(void **state)
{
    world *w = *state;
    wmi_error_clear(&w->error);
    wmi_free(w->service);
    wmi_close(w->session);
    way_end(w->loopback);
    wmi_free(got);
    got = NULL;
    return 0;
}

#undef TEST
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)

static void a_vlan_is_a_feature_of_a_port(void **state)
{
    world *w = *state;
    hv_Msvm_EthernetSwitchPortVlanSettingData vlan = {.AccessVlanId = WMI_UINT16(42), .OperationMode = WMI_UINT32(1)};
    wmi_embedded items[] = {WMI_EMBED(hv_Msvm_EthernetSwitchPortVlanSettingData, &vlan)};
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_in in = {.FeatureSettings =
                                                                           WMI_ARRAY(wmi_array_embedded, items)};
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_out out;
    MUST(w, hv_Msvm_VirtualSystemManagementService_AddFeatureSettings(w->session, w->service, &in, &out, &w->error));
    assert_non_null(strstr(got, "CLASSNAME=\"Msvm_EthernetSwitchPortVlanSettingData\""));
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_out_clear(&out);
}

static void a_disk_moves_with_its_machine(void **state)
{
    world *w = *state;
    static const char *const hosts[] = {"D:\\VMs\\vm.vhdx"};
    hv_Msvm_VirtualSystemMigrationService service = {.SystemCreationClassName = "Msvm_ComputerSystem",
                                                     .SystemName = "HV1",
                                                     .CreationClassName = "Msvm_VirtualSystemMigrationService",
                                                     .Name = "m"};
    hv_Msvm_StorageAllocationSettingData disk = {.InstanceID = "Microsoft:1\\2\\0",
                                                 .HostResource = WMI_ARRAY(wmi_array_string, hosts)};
    wmi_embedded items[] = {WMI_EMBED(hv_Msvm_StorageAllocationSettingData, &disk)};
    hv_Msvm_VirtualSystemMigrationService_MigrateVirtualSystemToHost_in in = {.NewResourceSettingData =
                                                                                  WMI_ARRAY(wmi_array_embedded, items)};
    hv_Msvm_VirtualSystemMigrationService_MigrateVirtualSystemToHost_out out;
    char *path = NULL;
    MUST(w, wmi_loopback_add(w->loopback, &hv_Msvm_VirtualSystemMigrationService_info, &service, &path, &w->error));
    MUST(w, hv_Msvm_VirtualSystemMigrationService_MigrateVirtualSystemToHost(w->session, path, &in, &out, &w->error));
    assert_non_null(strstr(got, "CLASSNAME=\"Msvm_StorageAllocationSettingData\""));
    hv_Msvm_VirtualSystemMigrationService_MigrateVirtualSystemToHost_out_clear(&out);
    wmi_free(path);
}

/* Settings listed by their base class, changed and sent back: as what they are, with what the base class does not show.
 */
static void settings_go_back_as_what_they_are(void **state)
{
    world *w = *state;
    hv_Msvm_ProcessorSettingData cpu = {.InstanceID = "Microsoft:1\\2\\0",
                                        .VirtualQuantity = WMI_UINT64(2),
                                        .ResourceType = WMI_UINT16(3),
                                        .HwThreadsPerCore = WMI_UINT64(1),
                                        .LimitProcessorFeatures = WMI_BOOLEAN(false)};
    hv_CIM_ResourceAllocationSettingData *list = NULL;
    size_t count = 0;
    wmi_embedded items[1];
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_in in = {.ResourceSettings = {items, 1}};
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_out out;
    hv_Msvm_ProcessorSettingData back;
    MUST(w, wmi_loopback_add(w->loopback, &hv_Msvm_ProcessorSettingData_info, &cpu, NULL, &w->error));
    MUST(w, hv_CIM_ResourceAllocationSettingData_list(w->session, NULL, &list, &count, &w->error));
    assert_int_equal(count, 1);
    list[0].VirtualQuantity = WMI_UINT64(4);
    items[0] = WMI_EMBED(hv_CIM_ResourceAllocationSettingData, &list[0]);
    MUST(w,
         hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings(w->session, w->service, &in, &out, &w->error));
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_out_clear(&out);
    items[0] = WMI_EMBED_TEXT(got);
    MUST(w, WMI_UNEMBED(hv_Msvm_ProcessorSettingData, &items[0], &back, &w->error));
    assert_string_equal(back.wmi.class_name, "Msvm_ProcessorSettingData");
    assert_string_equal(back.InstanceID, cpu.InstanceID);
    assert_int_equal(back.VirtualQuantity.value, 4);
    assert_true(back.HwThreadsPerCore.has && back.HwThreadsPerCore.value == 1);
    assert_true(back.LimitProcessorFeatures.has && !back.LimitProcessorFeatures.value);
    assert_false(back.Limit.has);
    hv_Msvm_ProcessorSettingData_clear(&back);
    hv_CIM_ResourceAllocationSettingData_list_free(list, count);
}

static void an_abstract_class_is_no_class_of_a_value(void **state)
{
    world *w = *state;
    hv_CIM_VirtualSystemSettingData abstract = {.ElementName = "vm"};
    hv_Msvm_VirtualSystemManagementService_DefineSystem_in in = {
        .SystemSettings = WMI_EMBED(hv_CIM_VirtualSystemSettingData, &abstract)};
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out out;
    bool is_abstract = (hv_CIM_VirtualSystemSettingData_info.flags & WMI_CLASS_ABSTRACT) != 0;
    wmi_status status =
        hv_Msvm_VirtualSystemManagementService_DefineSystem(w->session, w->service, &in, &out, &w->error);
    assert_true(is_abstract);
    assert_int_equal(status, WMI_TRANSPORT);
    assert_non_null(strstr(w->error.message, "CIM_VirtualSystemSettingData"));
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out_clear(&out);
}

/* The cluster's schema declares no concrete resource settings: those of the other, and unknown ones, are taken. */
static void the_cluster_takes_settings_of_the_other_schema(void **state)
{
    world *w = *state;
    wmi_connect_options options = {.backend = w->backend, .ns = hvc_NAMESPACE};
    wmi_session *session = NULL;
    hvc_Msvm_VirtualSystemManagementService service = {.SystemCreationClassName = "Msvm_ComputerSystem",
                                                       .SystemName = "HV1",
                                                       .CreationClassName = "Msvm_VirtualSystemManagementService",
                                                       .Name = "vmms"};
    hv_Msvm_ProcessorSettingData cpu = {.InstanceID = "Microsoft:1\\2\\0", .VirtualQuantity = WMI_UINT64(4)};
    wmi_embedded items[1] = {WMI_EMBED(hv_Msvm_ProcessorSettingData, &cpu)};
    hvc_Msvm_VirtualSystemManagementService_ModifyResourceSettings_in in = {.ResourceSettings = {items, 1}};
    hvc_Msvm_VirtualSystemManagementService_ModifyResourceSettings_out out;
    char *path = NULL;
    wmi_status status;
    MUST(w, wmi_connect(&options, &session, &w->error));
    MUST(w, wmi_loopback_add(w->loopback, &hvc_Msvm_VirtualSystemManagementService_info, &service, &path, &w->error));
    MUST(w, hvc_Msvm_VirtualSystemManagementService_ModifyResourceSettings(session, path, &in, &out, &w->error));
    assert_non_null(strstr(got, "CLASSNAME=\"Msvm_ProcessorSettingData\""));
    hvc_Msvm_VirtualSystemManagementService_ModifyResourceSettings_out_clear(&out);
    items[0] = WMI_EMBED_TEXT("<INSTANCE CLASSNAME=\"Contoso_SettingData\"><PROPERTY NAME=\"X\" "
                              "TYPE=\"uint8\"><VALUE>1</VALUE></PROPERTY></INSTANCE>");
    MUST(w, hvc_Msvm_VirtualSystemManagementService_ModifyResourceSettings(session, path, &in, &out, &w->error));
    hvc_Msvm_VirtualSystemManagementService_ModifyResourceSettings_out_clear(&out);
    items[0] = WMI_EMBED_TEXT("<INSTANCE CLASSNAME=\"Msvm_ProcessorSettingData\"><PROPERTY NAME=\"VirtualQuantity\" "
                              "TYPE=\"uint8\"><VALUE>1</VALUE></PROPERTY></INSTANCE>");
    status = hvc_Msvm_VirtualSystemManagementService_ModifyResourceSettings(session, path, &in, &out, &w->error);
    assert_int_equal(status, WMI_TRANSPORT); /* it is held to its own schema */
    assert_non_null(strstr(w->error.message, "Msvm_ProcessorSettingData.VirtualQuantity is declared uint64"));
    items[0] = WMI_EMBED_TEXT("<INSTANCE CLASSNAME=\"Msvm_ComputerSystem\"></INSTANCE>");
    status = hvc_Msvm_VirtualSystemManagementService_ModifyResourceSettings(session, path, &in, &out, &w->error);
    assert_int_equal(status, WMI_TRANSPORT); /* one of its own that is none */
    assert_non_null(strstr(w->error.message, "declared to hold a CIM_ResourceAllocationSettingData"));
    wmi_free(path);
    wmi_close(session);
}

/* Small namespaces, for each rule once. `Base` is abstract in both; only the second has something derived from it. */

typedef struct part {
    const char *Id;
    wmi_opt_uint16 Size;
    wmi_meta wmi;
} part;

typedef struct whole {
    const char *Id;
    wmi_embedded Part;    /* a Base */
    wmi_embedded Missing; /* a class that nobody declares */
    wmi_embedded Thing;   /* a Thing: concrete */
    wmi_embedded Any;     /* whatever */
    wmi_object *Object;   /* a Base */
    wmi_meta wmi;
} whole;

static const wmi_field part_fields[] = {
    {"Id", NULL, offsetof(part, Id), WMI_TYPE_STRING, WMI_FIELD_KEY},
    {"Size", NULL, offsetof(part, Size), WMI_TYPE_UINT16, 0},
};
static const wmi_field whole_fields[] = {
    {"Id", NULL, offsetof(whole, Id), WMI_TYPE_STRING, WMI_FIELD_KEY},
    {"Part", "Base", offsetof(whole, Part), WMI_TYPE_EMBEDDED, 0},
    {"Missing", "Nowhere", offsetof(whole, Missing), WMI_TYPE_EMBEDDED, 0},
    {"Thing", "Thing", offsetof(whole, Thing), WMI_TYPE_EMBEDDED, 0},
    {"Any", NULL, offsetof(whole, Any), WMI_TYPE_EMBEDDED, 0},
    {"Object", "Base", offsetof(whole, Object), WMI_TYPE_OBJECT, 0},
};
static const char *const no_names[] = {NULL};
static const char *const id_key[] = {"Id", NULL};
static const char *const from_base[] = {"Base", NULL};

#define CLASS_INFO(NAME, SUPER, ANCESTORS, NS, STRUCT, FLAGS)                                                          \
    {                                                                                                                  \
        NAME, SUPER, ANCESTORS, NS, id_key, STRUCT##_fields, WMI_COUNT(STRUCT##_fields), sizeof(STRUCT),               \
            offsetof(STRUCT, wmi), FLAGS, WMI_LAYOUT_OF(WMI_LAYOUT), NULL                                              \
    }

static const wmi_class_info one_base = CLASS_INFO("Base", NULL, no_names, "root\\one", part, WMI_CLASS_ABSTRACT);
static const wmi_class_info one_vague = CLASS_INFO("Vague", "Base", from_base, "root\\one", part, WMI_CLASS_ABSTRACT);
static const wmi_class_info one_thing = CLASS_INFO("Thing", NULL, no_names, "root\\one", part, 0);
static const wmi_class_info one_whole = CLASS_INFO("Whole", NULL, no_names, "root\\one", whole, 0);
static const wmi_class_info two_base = CLASS_INFO("Base", NULL, no_names, "root\\two", part, WMI_CLASS_ABSTRACT);
static const wmi_class_info two_derived = CLASS_INFO("Derived", "Base", from_base, "root\\two", part, 0);
static const wmi_class_info two_vague = CLASS_INFO("Dim", "Base", from_base, "root\\two", part, WMI_CLASS_ABSTRACT);
static const wmi_class_info two_other = CLASS_INFO("Other", NULL, no_names, "root\\two", part, 0);

static const wmi_method_info *const no_methods[] = {NULL};
static const wmi_schema_class small_classes[] = {
    {&one_base, no_methods}, {&one_vague, no_methods},   {&one_thing, no_methods}, {&one_whole, no_methods},
    {&two_base, no_methods}, {&two_derived, no_methods}, {&two_vague, no_methods}, {&two_other, no_methods},
};
static const wmi_schema small_schema = {
    .name = "small", .classes = small_classes, .class_count = WMI_COUNT(small_classes)};

static wmi_object *object_of(const char *class_name)
{
    wmi_object *object = wmi_object_new(class_name);
    wmi_value size = wmi_value_uint16(1);
    assert_non_null(object);
    assert_int_equal(wmi_object_set(object, "Size", &size), WMI_OK);
    return object;
}

static void each_rule(void **state)
{
    static const struct {
        const char *property;
        const char *class_name;
        uint32_t number; /* 0 = it is taken */
    } cases[] = {
        {"Part", "Derived", 0},
        {"Part", "Other", 0},
        {"Part", "Unknown", 0},
        {"Part", "Base", WMI_E_INVALID_CLASS},  /* abstract */
        {"Part", "Vague", WMI_E_INVALID_CLASS}, /* abstract */
        {"Part", "Dim", WMI_E_INVALID_CLASS},   /* abstract, and elsewhere */
        {"Part", "Thing", WMI_E_TYPE_MISMATCH}, /* one of its own that is not derived */
        {"Missing", "Derived", 0},
        {"Missing", "Thing", 0},
        {"Missing", "Unknown", 0},
        {"Missing", "Vague", WMI_E_INVALID_CLASS},
        {"Thing", "Thing", 0},
        {"Thing", "Other", WMI_E_INVALID_CLASS},
        {"Thing", "Unknown", WMI_E_INVALID_CLASS},
        {"Thing", "Vague", WMI_E_TYPE_MISMATCH},
        {"Any", "Thing", 0},
        {"Any", "Unknown", WMI_E_INVALID_CLASS},
        {"Any", "Vague", WMI_E_INVALID_CLASS},
        {"Object", "Derived", 0},
        {"Object", "Base", WMI_E_INVALID_CLASS},
        {"Object", "Thing", WMI_E_TYPE_MISMATCH},
    };
    static const wmi_schema *const schemas[] = {&small_schema};
    world w;
    size_t i;
    (void)state;
    memset(&w, 0, sizeof w);
    MUST(&w, wmi_loopback_new(schemas, 1, &w.loopback, &w.error));
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        wmi_object *object = object_of(cases[i].class_name);
        wmi_object *put = wmi_object_new("Whole");
        wmi_value value = wmi_value_string("1");
        char *text = NULL;
        wmi_status status;
        assert_int_equal(wmi_object_set(put, "Id", &value), WMI_OK);
        if (strcmp(cases[i].property, "Object") == 0) {
            value = wmi_value_null(WMI_TYPE_OBJECT, false);
            value.is_null = false;
            value.u.object = object;
        } else {
            assert_int_equal(wmi_cimxml_write(object, &text, NULL), WMI_OK);
            value = wmi_value_string(text);
        }
        assert_int_equal(wmi_object_set(put, cases[i].property, &value), WMI_OK);
        status = wmi_loopback_add_object(w.loopback, "root\\one", put, NULL, &w.error);
        if (status != (cases[i].number != 0 ? WMI_TRANSPORT : WMI_OK) || w.error.number != cases[i].number) {
            fail_msg("%s in %s: %s", cases[i].class_name, cases[i].property,
                     status == WMI_OK ? "taken" : w.error.message);
        }
        if (status != WMI_OK) {
            assert_non_null(strstr(w.error.message, cases[i].class_name));
            assert_true(strcmp(cases[i].property, "Part") != 0 ||
                        strstr(w.error.message, "declared to hold a Base") != NULL);
        }
        wmi_free(text);
        wmi_object_free(object);
        wmi_object_free(put);
    }
    wmi_error_clear(&w.error);
    way_end(w.loopback);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(a_vlan_is_a_feature_of_a_port),
        TEST(a_disk_moves_with_its_machine),
        TEST(settings_go_back_as_what_they_are),
        TEST(an_abstract_class_is_no_class_of_a_value),
        TEST(the_cluster_takes_settings_of_the_other_schema),
        cmocka_unit_test(each_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
