/*
 * Providers that pass over what a PutInstance asks for beside the instance: its flags, and the context that names the
 * properties that are meant. Whatever is not in the instance, they write as NULL. Nothing of theirs may get lost.
 */
#include <virtualization_v2/Msvm_VirtualSystemSettingData.h>

#include "fake_scenario.h"

#define KEPT "what nobody touched"

static void put_in_mode(fake_host *host, const char *id, wmi_put_mode mode, uint64_t size)
{
    wmi_object *object = wmi_object_new("Msvm_VirtualSystemSettingData");
    wmi_value key = wmi_value_string(id);
    wmi_value number = {.type = WMI_TYPE_UINT64, .u = {.uint64 = size}};
    char *path = NULL;
    hv_Msvm_VirtualSystemSettingData arrived;

    assert_non_null(object);
    assert_int_equal(wmi_object_set(object, "InstanceID", &key), WMI_OK);
    assert_int_equal(wmi_object_set(object, "HighMmioGapSize", &number), WMI_OK);
    MUST(host, wmi_object_put(host->session, object, mode, &path, &host->error));
    MUST(host, hv_Msvm_VirtualSystemSettingData_get(host->session, path, &arrived, &host->error));
    assert_true(arrived.HighMmioGapSize.has);
    assert_int_equal(arrived.HighMmioGapSize.value, size);
    if (strcmp(id, "there") == 0)
        assert_string_equal(arrived.BIOSGUID, KEPT);
    else
        assert_null(arrived.BIOSGUID);
    hv_Msvm_VirtualSystemSettingData_clear(&arrived);
    wmi_free(path);
    wmi_object_free(object);
}

static void what_a_put_does_not_name_stays(void **state)
{
    fake_host *host = *state;
    hv_Msvm_VirtualSystemSettingData there = {.InstanceID = "there", .BIOSGUID = KEPT};

    (void)fake_host_add(host, &hv_Msvm_VirtualSystemSettingData_info, &there);
    host->settings.ignores_put_options = true;
    fake_host_open(host);
    put_in_mode(host, "there", WMI_PUT_CREATE_OR_UPDATE, 1);
    put_in_mode(host, "there", WMI_PUT_UPDATE, 2);
    put_in_mode(host, "new", WMI_PUT_CREATE_OR_UPDATE, 3);
    put_in_mode(host, "newer", WMI_PUT_CREATE, 4);
}

/* As the loopback has it: what is no longer there is made again, also where the object names its path. */
static void a_put_by_path_creates_what_is_gone(void **state)
{
    fake_host *host = *state;
    hv_Msvm_VirtualSystemSettingData there = {.InstanceID = "there", .BIOSGUID = KEPT};
    hv_Msvm_VirtualSystemSettingData held;
    const char *path = "Msvm_VirtualSystemSettingData.InstanceID=\"there\"";

    (void)fake_host_add(host, &hv_Msvm_VirtualSystemSettingData_info, &there);
    fake_host_open(host);
    MUST(host, hv_Msvm_VirtualSystemSettingData_get(host->session, path, &held, &host->error));
    MUST(host, wmi_instance_delete(host->session, path, &host->error));
    MUST(host, hv_Msvm_VirtualSystemSettingData_put(host->session, &held, &host->error));
    hv_Msvm_VirtualSystemSettingData_clear(&held);
    MUST(host, hv_Msvm_VirtualSystemSettingData_get(host->session, path, &held, &host->error));
    assert_string_equal(held.BIOSGUID, KEPT);
    hv_Msvm_VirtualSystemSettingData_clear(&held);
}

/* An object that came from another host is not written to this one's of the same name, whatever this one is called. */
static void a_put_goes_to_no_other_host(void **state)
{
    static const char *const refused[] = {
        "\\\\ELSEWHERE\\root\\virtualization\\v2:Msvm_VirtualSystemSettingData.InstanceID=\"there\"",
        "\\\\.\\root\\cimv2:Msvm_VirtualSystemSettingData.InstanceID=\"there\"",
    };
    static const char *const taken[] = {
        "Msvm_VirtualSystemSettingData.InstanceID=\"there\"",
        "\\\\.\\root\\virtualization\\v2:Msvm_VirtualSystemSettingData.InstanceID=\"there\"",
        "\\\\localhost\\ROOT/Virtualization/V2:Msvm_VirtualSystemSettingData.InstanceID=\"there\"",
    };
    fake_host *host = *state;
    hv_Msvm_VirtualSystemSettingData there = {.InstanceID = "there"};
    wmi_object *object = wmi_object_new("Msvm_VirtualSystemSettingData");
    wmi_value number = {.type = WMI_TYPE_UINT64, .u = {.uint64 = 1}};

    (void)fake_host_add(host, &hv_Msvm_VirtualSystemSettingData_info, &there);
    fake_host_open(host);
    assert_non_null(object);
    assert_int_equal(wmi_object_set(object, "HighMmioGapSize", &number), WMI_OK);
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        assert_int_equal(wmi_object_set_path(object, refused[i]), WMI_OK);
        FAILS(host, wmi_object_put(host->session, object, WMI_PUT_UPDATE, NULL, &host->error), WMI_USAGE, "there");
    }
    assert_int_equal(fake_calls_of("IWbemServices::PutInstance"), 0);
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        assert_int_equal(wmi_object_set_path(object, taken[i]), WMI_OK);
        MUST(host, wmi_object_put(host->session, object, WMI_PUT_UPDATE, NULL, &host->error));
    }
    wmi_object_free(object);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAKE_TEST(what_a_put_does_not_name_stays),
        FAKE_TEST(a_put_by_path_creates_what_is_gone),
        FAKE_TEST(a_put_goes_to_no_other_host),
    };

    return cmocka_run_group_tests(tests, fake_host_load, NULL);
}
