#include "host_fixture.h"

int host_setup(void **state)
{
    fixture *f = test_calloc(1, sizeof *f);
    wmi_connect_options options;
    MUST(f, hyperv_host_new(&f->host, &f->error));
    f->loopback = hyperv_host_loopback(f->host);
    memset(&options, 0, sizeof options);
    options.backend = hyperv_host_backend(f->host);
    options.ns = hv_NAMESPACE;
    MUST(f, wmi_connect(&options, &f->session, &f->error));
    *state = f;
    return 0;
}

int host_teardown(void **state)
{
    fixture *f = *state;
    wmi_error_clear(&f->error);
    wmi_close(f->session);
    hyperv_host_free(f->host);
    test_free(f);
    return 0;
}

typedef struct counting {
    size_t count;
    char **first;
} counting;

static bool WMI_CALLBACK count_one(void *context, const wmi_object *object)
{
    counting *c = context;
    if (c->count++ == 0 && c->first != NULL) {
        *c->first = wmi_alloc(strlen(object->path) + 1);
        assert_non_null(*c->first);
        memcpy(*c->first, object->path, strlen(object->path) + 1);
    }
    return true;
}

size_t count_related(fixture *f, const char *path, const char *association, const char *result_class, char **first)
{
    wmi_associator_filter filter = {association, result_class, NULL, NULL};
    counting c = {0, first};
    if (first != NULL) {
        *first = NULL;
    }
    MUST(f, wmi_associators(f->session, path, &filter, count_one, &c, &f->error));
    return c.count;
}

size_t count_found(fixture *f, const char *wql)
{
    counting c = {0, NULL};
    MUST(f, wmi_query(f->session, wql, count_one, &c, &f->error));
    return c.count;
}

unsigned state_of(fixture *f, const char *machine)
{
    hv_Msvm_ComputerSystem system;
    unsigned state;
    MUST(f, hv_Msvm_ComputerSystem_get(f->session, machine, &system, &f->error));
    state = system.EnabledState.value;
    hv_Msvm_ComputerSystem_clear(&system);
    return state;
}

wmi_status request(fixture *f, const char *machine, uint16_t state)
{
    hv_Msvm_ComputerSystem_RequestStateChange_in in;
    memset(&in, 0, sizeof in);
    in.RequestedState = WMI_UINT16(state);
    return hv_Msvm_ComputerSystem_RequestStateChange_wait(f->session, machine, &in, NULL, NULL, &f->error);
}

void define_machine(fixture *f, const char *name, const char *subtype, char **path)
{
    hv_Msvm_VirtualSystemManagementService_DefineSystem_in in;
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out out;
    hv_Msvm_VirtualSystemSettingData settings;
    memset(&settings, 0, sizeof settings);
    memset(&in, 0, sizeof in);
    memset(&out, 0, sizeof out);
    settings.ElementName = name;
    settings.VirtualSystemSubType = subtype;
    in.SystemSettings = WMI_EMBED(hv_Msvm_VirtualSystemSettingData, &settings);
    MUST(f,
         hv_Msvm_VirtualSystemManagementService_DefineSystem_wait(f->session, MANAGEMENT, &in, &out, NULL, &f->error));
    assert_non_null(out.ResultingSystem);
    *path = wmi_alloc(strlen(out.ResultingSystem) + 1);
    assert_non_null(*path);
    memcpy(*path, out.ResultingSystem, strlen(out.ResultingSystem) + 1);
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out_clear(&out);
}

char *settings_of(fixture *f, const char *machine)
{
    char *path = NULL;
    assert_int_equal(count_related(f, machine, "Msvm_SettingsDefineState", "Msvm_VirtualSystemSettingData", &path), 1);
    return path;
}
