/*
 * Queries, objects and associations: every kind of value that Wine's tables hold, as they come through WQL and by path.
 */
#include "wbemprox.h"

#include <windows.h>

static size_t count_services(wbemprox *t, const char *where)
{
    cim_Win32_Service *items = NULL;
    size_t count = 0;

    MUST(t, cim_Win32_Service_list(t->session, where, &items, &count, &t->error));
    assert_true((items == NULL) == (count == 0));
    cim_Win32_Service_list_free(items, count);
    return count;
}

static void conditions(void **state)
{
    wbemprox *t = *state;
    size_t all = count_services(t, NULL);
    size_t manual = count_services(t, "StartMode = 'Manual'");
    size_t automatic = count_services(t, "StartMode = 'Auto'");
    char *quoted = NULL;
    char where[64];

    assert_int_equal(count_services(t, "Name LIKE 'Spool%'"), 1);
    assert_int_equal(count_services(t, "Name LIKE 'spool%' AND StartMode = 'Manual'"), 1);
    assert_int_equal(count_services(t, "Name = 'Spooler' AND StartMode = 'Auto'"), 0);
    assert_true(manual > 0 && automatic > 0);
    assert_int_equal(count_services(t, "StartMode = 'Manual' OR StartMode = 'Auto'"), manual + automatic);
    assert_int_equal(count_services(t, "NOT StartMode = 'Manual'"), all - manual);
    assert_int_equal(count_services(t, "Name IS NOT NULL"), all);
    assert_int_equal(count_services(t, "Name IS NULL"), 0);
    /* Wine knows no quotes in a literal, but backslashes. */
    MUST(t, wmi_wql_quote("x\\y", &quoted, &t->error));
    assert_string_equal(quoted, "'x\\\\y'");
    (void)snprintf(where, sizeof where, "Name = %s", quoted);
    assert_int_equal(count_services(t, where), 0);
    wmi_free(quoted);
}

typedef struct seen {
    size_t count;
    size_t stop_after;
    size_t property_count;
    char first[64];
    bool odd;
} seen;

static bool see(void *context, const wmi_object *object)
{
    seen *s = context;
    const char *name = wmi_object_string(object, "NAME"); /* in any case */

    if (s->count == 0 && name != NULL)
        (void)snprintf(s->first, sizeof s->first, "%s", name);
    s->odd = s->odd || name == NULL || !wbemprox_same(object->class_name, "Win32_Service");
    s->property_count = object->count;
    s->count++;
    return s->count != s->stop_after;
}

static void projection(void **state)
{
    wbemprox *t = *state;
    seen all = {0};
    seen two = {.stop_after = 2};
    seen none = {0};

    MUST(t, wmi_query(t->session, "SELECT Name, State FROM Win32_Service", see, &all, &t->error));
    assert_int_equal(all.count, count_services(t, NULL));
    assert_int_equal(all.property_count, 2);
    assert_false(all.odd);
    MUST(t, wmi_query(t->session, "SELECT * FROM Win32_Service", see, &two, &t->error));
    assert_int_equal(two.count, 2);
    assert_true(two.property_count > 5);
    assert_string_equal(two.first, all.first);
    MUST(t, wmi_query(t->session, "SELECT * FROM Win32_Service WHERE Name = '\xc3\xa4'", see, &none, &t->error));
    assert_int_equal(none.count, 0);
}

static void object_by_path(void **state)
{
    wbemprox *t = *state;
    wmi_object *object = NULL;

    MUST(t, wmi_object_fetch(t->session, "Win32_LogicalDisk.DeviceID=\"C:\"", &object, &t->error));
    assert_true(wbemprox_same(object->class_name, "Win32_LogicalDisk"));
    assert_non_null(object->path);
    assert_true(wmi_path_equal(object->path, "Win32_LogicalDisk.DeviceID=\"c:\""));
    assert_string_equal(wmi_object_string(object, "DeviceID"), "C:");
    assert_int_equal(wmi_object_integer(object, "DriveType", -1), 3);
    assert_int_equal(wmi_object_get(object, "DriveType")->type, WMI_TYPE_UINT32);
    assert_int_equal(wmi_object_get(object, "Size")->type, WMI_TYPE_UINT64);
    wmi_object_free(object);
}

/* 64-bit numbers travel as text. */
static void big_numbers(void **state)
{
    wbemprox *t = *state;
    cim_Win32_LogicalDisk disk = {0};
    cim_Win32_ComputerSystem *machines = NULL;
    size_t count = 0;
    ULARGE_INTEGER available;
    MEMORYSTATUSEX memory = {.dwLength = sizeof memory};

    MUST(t, cim_Win32_LogicalDisk_get(t->session, "Win32_LogicalDisk.DeviceID=\"C:\"", &disk, &t->error));
    assert_true(GetDiskFreeSpaceExW(L"C:\\", &available, NULL, NULL));
    assert_true(disk.Size.has && disk.FreeSpace.has);
    assert_true(disk.Size.value > UINT32_MAX); /* Wine's is of no real disk */
    assert_in_range(disk.FreeSpace.value >> 32, available.QuadPart >> 33, available.QuadPart >> 31); /* it changes */
    assert_string_equal(wmi_code_name(&cim_Win32_LogicalDisk_DriveType_codes, disk.DriveType.value), "Local Disk");
    assert_string_equal(disk.VolumeName, "");
    assert_string_equal(disk.Caption, "C:"); /* inherited */
    assert_null(disk.PNPDeviceID);
    cim_Win32_LogicalDisk_clear(&disk);

    MUST(t, cim_Win32_ComputerSystem_list(t->session, NULL, &machines, &count, &t->error));
    assert_int_equal(count, 1);
    assert_true(GlobalMemoryStatusEx(&memory));
    assert_true(machines[0].TotalPhysicalMemory.value == memory.ullTotalPhys);
    assert_true(machines[0].HypervisorPresent.has);
    assert_true(machines[0].DomainRole.has);
    cim_Win32_ComputerSystem_list_free(machines, count);
}

static void expect_now(const wmi_opt_datetime *text, int slack_days)
{
    SYSTEMTIME now;

    GetSystemTime(&now);
    assert_true(text->has);
    assert_false(text->value.is_interval);
    assert_int_equal(text->value.unknown, 0);
    assert_in_range(text->value.year, now.wYear - (slack_days > 0), now.wYear + 1);
    assert_in_range(text->value.month, 1, 12);
    assert_in_range(text->value.hour, 0, 23);
}

/* Dates; one of them Wine writes with an offset of two digits, so that it has 24 characters. */
static void dates(void **state)
{
    wbemprox *t = *state;
    cim_Win32_OperatingSystem *systems = NULL;
    cim_Win32_BIOS *bioses = NULL;
    size_t count = 0;

    MUST(t, cim_Win32_OperatingSystem_list(t->session, NULL, &systems, &count, &t->error));
    assert_int_equal(count, 1);
    assert_true(systems[0].InstallDate.has);
    assert_int_equal(systems[0].InstallDate.value.year, 2014);
    assert_int_equal(systems[0].InstallDate.value.month, 1);
    assert_int_equal(systems[0].InstallDate.value.day, 1);
    assert_int_equal(systems[0].InstallDate.value.offset, 0);
    expect_now(&systems[0].LocalDateTime, 0);
    expect_now(&systems[0].LastBootUpTime, 366);
    assert_true(systems[0].CurrentTimeZone.has); /* sint16 */
    assert_true(systems[0].Primary.has && systems[0].Primary.value);
    assert_string_equal(wmi_code_name(&cim_Win32_OperatingSystem_OSType_codes, systems[0].OSType.value), "WINNT");
    assert_false(systems[0].NumberOfUsers.has); /* of the schema, not of Wine */
    assert_true(systems[0].TotalVisibleMemorySize.value >= systems[0].FreePhysicalMemory.value);
    cim_Win32_OperatingSystem_list_free(systems, count);

    MUST(t, cim_Win32_BIOS_list(t->session, NULL, &bioses, &count, &t->error));
    assert_int_equal(count, 1);
    assert_int_equal(bioses[0].ReleaseDate.value.year, 2012);
    assert_int_equal(bioses[0].SMBIOSMajorVersion.value, 2);
    assert_string_equal(bioses[0].Manufacturer, "The Wine Project");
    assert_null(bioses[0].CurrentLanguage);
    cim_Win32_BIOS_list_free(bioses, count);
}

/* Numbers with a fraction, and NULLs of them. */
static void reals(void **state)
{
    wbemprox *t = *state;
    cim_Win32_WinSAT *scores = NULL;
    size_t count = 0;

    MUST(t, cim_Win32_WinSAT_list(t->session, NULL, &scores, &count, &t->error));
    assert_int_equal(count, 1);
    assert_true(scores[0].CPUScore.has);
    assert_true(scores[0].CPUScore.value > 0.5f && scores[0].CPUScore.value < 10.0f);
    assert_true(scores[0].WinSPRLevel.has);
    assert_string_equal(scores[0].TimeTaken, "MostRecentAssessment");
    cim_Win32_WinSAT_list_free(scores, count);
}

static void arrays(void **state)
{
    wbemprox *t = *state;
    cim_Win32_NetworkAdapterConfiguration *adapters = NULL;
    size_t count = 0;

    /* A machine may have no adapter, and an adapter no address; but an address has its mask. */
    MUST(t, cim_Win32_NetworkAdapterConfiguration_list(t->session, "IPEnabled = TRUE", &adapters, &count, &t->error));
    for (size_t i = 0; i < count; i++) {
        assert_true(adapters[i].Index.has);
        assert_int_equal(adapters[i].IPAddress.count, adapters[i].IPSubnet.count);
        for (size_t n = 0; n < adapters[i].IPAddress.count; n++)
            assert_non_null(strpbrk(adapters[i].IPAddress.items[n], ".:"));
        assert_null(adapters[i].DNSHostName);
    }
    cim_Win32_NetworkAdapterConfiguration_list_free(adapters, count);
}

/* References, whose text Wine does not escape twice, as it should be in a path of an association. */
static void references(void **state)
{
    wbemprox *t = *state;
    cim_Win32_LogicalDiskToPartition *links = NULL;
    cim_Win32_LogicalDisk disk = {0};
    size_t count = 0;

    MUST(t, cim_Win32_LogicalDiskToPartition_list(t->session, NULL, &links, &count, &t->error));
    assert_true(count > 0);
    assert_non_null(strstr(links[0].Antecedent, "Win32_DiskPartition"));
    assert_non_null(strstr(links[0].Dependent, "Win32_LogicalDisk"));
    MUST(t, cim_Win32_LogicalDisk_get(t->session, links[0].Dependent, &disk, &t->error));
    assert_true(wmi_path_equal(disk.wmi.path, links[0].Dependent));
    cim_Win32_LogicalDisk_clear(&disk);
    cim_Win32_LogicalDiskToPartition_list_free(links, count);
}

static bool see_class(void *context, const wmi_object *object)
{
    seen *s = context;

    (void)snprintf(s->first, sizeof s->first, "%s", object->class_name);
    s->count++;
    return true;
}

static void associated(void **state)
{
    wbemprox *t = *state;
    wmi_associator_filter filter = {.association_class = "Win32_LogicalDiskToPartition"};
    seen s = {0};

    MUST(t, wmi_associators(t->session, "Win32_LogicalDisk.DeviceID=\"C:\"", &filter, see_class, &s, &t->error));
    assert_int_equal(s.count, 1);
    assert_string_equal(s.first, "Win32_DiskPartition");
}

static void generated_association(void **state)
{
    wbemprox *t = *state;
    char **paths = NULL;
    size_t count = 0;

    MUST(t, cim_Win32_LogicalDiskToPartition_Antecedent(t->session, "Win32_LogicalDisk.DeviceID=\"C:\"", &paths, &count,
                                                        &t->error));
    assert_int_equal(count, 1);
    assert_true(wmi_path_equal(paths[0], "Win32_DiskPartition.DeviceID=\"Disk #0, Partition #0\""));
    wmi_free(paths);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WBEMPROX_TEST(conditions),     WBEMPROX_TEST(projection),
        WBEMPROX_TEST(object_by_path), WBEMPROX_TEST(big_numbers),
        WBEMPROX_TEST(dates),          WBEMPROX_TEST(reals),
        WBEMPROX_TEST(arrays),         WBEMPROX_TEST(references),
        WBEMPROX_TEST(associated),     WBEMPROX_TEST(generated_association),
    };

    return cmocka_run_group_tests_name("wbemprox_queries", tests, NULL, NULL);
}
