/*
 * What a host answers that no class says, over COM: an odd value costs only itself, and a method that was carried out
 * never loses its answer.
 */
#include <windows.h>

#include <objbase.h>
#include <oleauto.h>

#include <golden_types.h>
#include <virtualization_v2/Msvm_VirtualSystemManagementService.h>
#include <virtualization_v2/schema.h>

#include "fake_host.h"

#define E_RPC_FAILED UINT32_C(0x800706BE)

typedef struct told {
    unsigned count;
    char last[300];
} told;

static void WMI_CALLBACK tell(void *context, const char *class_name, const char *path, const char *property,
                              const char *text)
{
    told *all = context;

    all->count++;
    (void)snprintf(all->last, sizeof all->last, "%s|%s|%s|%s", class_name, path != NULL ? path : "-", property, text);
}

static void be_told(fake_host *host, told *all)
{
    memset(all, 0, sizeof *all);
    host->options.unreadable = tell;
    host->options.unreadable_context = all;
}

/* A session like the host's on the same fake, but strict. */
static wmi_session *open_strictly(fake_host *host)
{
    wmi_connect_options options = host->options;
    wmi_session *session = NULL;

    options.strict = true;
    MUST(host, wmi_connect(&options, &session, &host->error));
    return session;
}

static VARIANT text_variant(const WCHAR *text)
{
    VARIANT value;

    VariantInit(&value);
    V_VT(&value) = VT_BSTR;
    V_BSTR(&value) = SysAllocString(text);
    return value;
}

static VARIANT date_variant(void)
{
    VARIANT value;

    VariantInit(&value);
    V_VT(&value) = VT_DATE; /* which no CIM value is */
    V_DATE(&value) = 1.5;
    return value;
}

static void be_odd(fake_host *host, fake_odd *odd, const char *property, const VARIANT *value)
{
    odd->property = property;
    odd->variant = value;
    host->settings.odd = odd;
    host->settings.odd_count = 1;
    fake_change(&host->settings);
}

static void be_healthy(fake_host *host)
{
    host->settings.odd_count = 0;
    fake_change(&host->settings);
}

/* ---- instances of a class with every type ---- */

/* `what` of each field; -1 in `count` where there is no such array. */
static bool is_null(const golden_types_Every *every, const wmi_field *field)
{
    const char *member = (const char *)every + field->offset;
    const void *pointer;
    bool has;

    if (field->type == WMI_TYPE_EMBEDDED && (field->flags & WMI_FIELD_ARRAY) == 0)
        return !wmi_embedded_has((const wmi_embedded *)(const void *)member);
    if ((field->flags & WMI_FIELD_ARRAY) != 0 || field->type == WMI_TYPE_STRING || field->type == WMI_TYPE_REFERENCE ||
        field->type == WMI_TYPE_OBJECT) {
        memcpy(&pointer, member, sizeof pointer);
        return pointer == NULL;
    }
    memcpy(&has, member, sizeof has);
    return !has;
}

static const char *add_every(fake_host *host, const char *id)
{
    static const uint16_t u16s[] = {1, 2};
    golden_types_Every every = {
        .Id = id, .B = WMI_BOOLEAN(true), .U16 = WMI_UINT16(5), .S = "text", .Limit = WMI_UINT64(64)};

    every.U16s = WMI_ARRAY(wmi_array_uint16, u16s);
    return fake_host_add(host, &golden_types_Every_info, &every);
}

static void one_odd_value_loses_neither_instance_nor_list(void **state)
{
    fake_host *host = *state;
    const char *path = add_every(host, "1");
    wmi_session *strict;
    told all;

    (void)add_every(host, "2");
    host->options.ns = golden_types_NAMESPACE;
    be_told(host, &all);
    fake_host_open(host);
    strict = open_strictly(host);
    for (uint32_t f = 0; f < golden_types_Every_info.field_count; f++) {
        const wmi_field *field = &golden_types_Every_info.fields[f];
        VARIANT value = date_variant();
        fake_odd odd = {.class_name = "Every"};
        golden_types_Every *list = NULL;
        golden_types_Every one;
        size_t count = 0;
        char expected[100];

        if ((field->flags & WMI_FIELD_KEY) != 0)
            continue;
        be_odd(host, &odd, field->name, &value);
        all.count = 0;
        MUST(host, golden_types_Every_list(host->session, NULL, &list, &count, &host->error));
        assert_int_equal(count, 2);
        assert_int_equal(all.count, 2);
        (void)snprintf(expected, sizeof expected, "|%s|A VARIANT of type 0x0007 arrived", field->name);
        if (strstr(all.last, expected) == NULL || strncmp(all.last, "Every|\\\\", 8) != 0)
            fail_msg("%s", all.last);
        for (size_t i = 0; i < 2; i++) {
            assert_true(is_null(&list[i], field));
            assert_true(list[i].B.has || strcmp(field->name, "B") == 0);
            assert_true(list[i].Limit.has || strcmp(field->name, "Limit") == 0);
        }
        golden_types_Every_list_free(list, count);
        FAILS(host, golden_types_Every_list(strict, NULL, &list, &count, &host->error), WMI_REPLY, field->name);
        assert_null(list);
        FAILS(host, golden_types_Every_get(strict, path, &one, &host->error), WMI_REPLY, field->name);
        MUST(host, golden_types_Every_get(host->session, path, &one, &host->error));
        assert_true(is_null(&one, field));
        golden_types_Every_clear(&one);
    }
    wmi_close(strict);
}

/* A text that is no number where one is due arrives as what it is. */
static void a_text_that_is_no_number_is_told_whole(void **state)
{
    fake_host *host = *state;
    const char *path = add_every(host, "1");
    VARIANT value;
    fake_odd odd = {.class_name = "Every"};
    golden_types_Every one;
    told all;

    host->options.ns = golden_types_NAMESPACE;
    be_told(host, &all);
    fake_host_open(host);
    value = text_variant(L"2026-02-13T13:59:21Z");
    be_odd(host, &odd, "T", &value);
    MUST(host, golden_types_Every_get(host->session, path, &one, &host->error));
    assert_false(one.T.has);
    assert_non_null(strstr(all.last, "|T|2026-02-13T13:59:21Z"));
    assert_int_equal(all.count, 1);
    golden_types_Every_clear(&one);
    VariantClear(&value);
}

static void what_is_meant_is_read(void **state)
{
    static const char *const numbers[] = {"B",   "U8",  "S8",  "U16", "S16", "U32", "S32",
                                          "U64", "S64", "R32", "R64", "C",   "T"};
    fake_host *host = *state;
    const char *path = add_every(host, "1");
    wmi_session *strict;
    fake_odd odd = {.class_name = "Every"};
    golden_types_Every one;
    VARIANT value;

    host->options.ns = golden_types_NAMESPACE;
    fake_host_open(host);
    strict = open_strictly(host);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        value = text_variant(strcmp(numbers[i], "T") == 0 ? L"00000000000000.000000+000" : L"");
        be_odd(host, &odd, numbers[i], &value);
        MUST(host, golden_types_Every_get(strict, path, &one, &host->error));
        assert_false(one.T.has || (strcmp(numbers[i], "U16") == 0 && one.U16.has) ||
                     (strcmp(numbers[i], "B") == 0 && one.B.has));
        golden_types_Every_clear(&one);
        VariantClear(&value);
    }
    VariantInit(&value);
    V_VT(&value) = VT_I2; /* uint16 as WMI does not send it */
    V_I2(&value) = -32767;
    be_odd(host, &odd, "U16", &value);
    MUST(host, golden_types_Every_get(strict, path, &one, &host->error));
    assert_int_equal(one.U16.value, 32769);
    golden_types_Every_clear(&one);
    be_odd(host, &odd, "U16s", &value); /* a scalar for an array of one */
    MUST(host, golden_types_Every_get(strict, path, &one, &host->error));
    assert_int_equal(one.U16s.count, 1);
    assert_int_equal(one.U16s.items[0], 32769);
    golden_types_Every_clear(&one);
    V_VT(&value) = VT_I4; /* uint32, as it lies in memory: WMI itself sends it so */
    V_I4(&value) = -5;
    be_odd(host, &odd, "U32", &value);
    MUST(host, golden_types_Every_get(strict, path, &one, &host->error));
    assert_true(one.U32.has && one.U32.value == UINT32_MAX - 4);
    golden_types_Every_clear(&one);
    value = text_variant(L"OK");
    be_odd(host, &odd, "Ss", &value);
    MUST(host, golden_types_Every_get(strict, path, &one, &host->error));
    assert_int_equal(one.Ss.count, 1);
    assert_string_equal(one.Ss.items[0], "OK");
    golden_types_Every_clear(&one);
    VariantClear(&value);
    wmi_close(strict);
}

static bool take_first(void *context, const wmi_object *object)
{
    const wmi_value *value = wmi_object_get(object, "U32");

    assert_true(value != NULL && value->is_null && value->type == WMI_TYPE_UINT32);
    ++*(unsigned *)context;
    return true;
}

static void dynamic_objects_are_told_of_too(void **state)
{
    fake_host *host = *state;
    VARIANT value = date_variant();
    fake_odd odd = {.class_name = "Every"};
    wmi_session *strict;
    unsigned seen = 0;
    told all;

    (void)add_every(host, "1");
    (void)add_every(host, "2");
    host->options.ns = golden_types_NAMESPACE;
    be_told(host, &all);
    fake_host_open(host);
    strict = open_strictly(host);
    be_odd(host, &odd, "U32", &value);
    MUST(host, wmi_query(host->session, "SELECT * FROM Every", take_first, &seen, &host->error));
    assert_int_equal(seen, 2);
    assert_int_equal(all.count, 2);
    FAILS(host, wmi_query(strict, "SELECT * FROM Every", take_first, &seen, &host->error), WMI_REPLY, "U32");
    assert_int_equal(seen, 2);
    wmi_close(strict);
}

/* ---- methods ---- */

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
    static const wmi_loopback_job_step steps[] = {{1000, WMI_JOB_COMPLETED, 100, "Done"}};
    const wmi_loopback_job job = {.class_name = "Msvm_ConcreteJob", .steps = steps, .step_count = 1};

    (void)in;
    out->ReturnValue = WMI_UINT32(4096);
    out->ResultingSystem = "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"1\"";
    return wmi_loopback_start_job(call->loopback, hv_NAMESPACE, &job, &out->Job, error);
}

static void expect_answer(fake_host *host, hv_Msvm_VirtualSystemManagementService_DefineSystem_out *out)
{
    assert_int_equal(out->ReturnValue.value, 4096);
    assert_non_null(strstr(out->Job, "Msvm_ConcreteJob"));
    if (host->error.status != WMI_OK) {
        assert_true(host->error.return_value.has && host->error.return_value.value == 4096);
        assert_string_equal(host->error.job.path, out->Job);
    }
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out_clear(out);
}

static void a_method_never_loses_its_answer(void **state)
{
    fake_host *host = *state;
    const char *service = add_service(host);
    VARIANT value = date_variant();
    fake_odd odd = {.class_name = "__PARAMETERS"};
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out out;
    wmi_session *strict;
    told all;

    fake_host_on(host, &hv_Msvm_VirtualSystemManagementService_info, "DefineSystem", define, NULL);
    host->settings.ms_per_call = 1000;
    be_told(host, &all);
    fake_host_open(host);
    strict = open_strictly(host);
    be_odd(host, &odd, "ResultingSystem", &value);
    MUST(host, hv_Msvm_VirtualSystemManagementService_DefineSystem(host->session, service, NULL, &out, &host->error));
    assert_null(out.ResultingSystem);
    assert_int_equal(all.count, 1);
    assert_non_null(strstr(all.last, "Msvm_VirtualSystemManagementService|"));
    assert_non_null(strstr(all.last, "|ResultingSystem|"));
    expect_answer(host, &out);
    MUST(host, hv_Msvm_VirtualSystemManagementService_DefineSystem_wait(host->session, service, NULL, &out, NULL,
                                                                        &host->error));
    expect_answer(host, &out);
    FAILS(host, hv_Msvm_VirtualSystemManagementService_DefineSystem(strict, service, NULL, &out, &host->error),
          WMI_REPLY, "ResultingSystem");
    expect_answer(host, &out);
    FAILS(host,
          hv_Msvm_VirtualSystemManagementService_DefineSystem_wait(strict, service, NULL, &out, NULL, &host->error),
          WMI_REPLY, "ResultingSystem");
    expect_answer(host, &out);
    be_odd(host, &odd, "ReturnValue", &value);
    FAILS(host, hv_Msvm_VirtualSystemManagementService_DefineSystem(host->session, service, NULL, &out, &host->error),
          WMI_REPLY, "has no ReturnValue");
    assert_non_null(strstr(host->error.job.path, "Msvm_ConcreteJob"));
    assert_string_equal(out.Job, host->error.job.path);
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out_clear(&out);
    be_healthy(host);
    wmi_close(strict);
}

/* Whichever Get of the reply fails, and whichever allocation of COM: what was read by then is there. */
static void an_answer_that_breaks_off_is_kept(void **state)
{
    fake_host *host = *state;
    const char *service = add_service(host);
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out out;
    uint32_t first;
    uint32_t count;
    unsigned kept = 0;

    fake_host_on(host, &hv_Msvm_VirtualSystemManagementService_info, "DefineSystem", define, NULL);
    fake_host_open(host);
    MUST(host, hv_Msvm_VirtualSystemManagementService_DefineSystem(host->session, service, NULL, &out, &host->error));
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out_clear(&out);
    first = fake_calls();
    MUST(host, hv_Msvm_VirtualSystemManagementService_DefineSystem(host->session, service, NULL, &out, &host->error));
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out_clear(&out);
    count = fake_calls() - first;
    for (uint32_t i = 0; i < count; i++) {
        wmi_status status;

        if (strcmp(fake_call_name(first + i), "IWbemClassObject::Get") != 0)
            continue;
        fake_fail_call(fake_calls() + i, (int32_t)E_RPC_FAILED, NULL);
        status = hv_Msvm_VirtualSystemManagementService_DefineSystem(host->session, service, NULL, &out, &host->error);
        assert_int_equal(status, WMI_TRANSPORT);
        assert_int_equal(host->error.number, E_RPC_FAILED);
        assert_true(out.ReturnValue.has || out.Job != NULL);
        if (out.ReturnValue.has && out.Job != NULL) {
            assert_null(out.ResultingSystem);
            expect_answer(host, &out);
            kept++;
        } else {
            hv_Msvm_VirtualSystemManagementService_DefineSystem_out_clear(&out);
        }
    }
    assert_int_equal(kept, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAKE_TEST(one_odd_value_loses_neither_instance_nor_list),
        FAKE_TEST(a_text_that_is_no_number_is_told_whole),
        FAKE_TEST(what_is_meant_is_read),
        FAKE_TEST(dynamic_objects_are_told_of_too),
        FAKE_TEST(a_method_never_loses_its_answer),
        FAKE_TEST(an_answer_that_breaks_off_is_kept),
    };

    return cmocka_run_group_tests(tests, fake_host_load, NULL);
}
