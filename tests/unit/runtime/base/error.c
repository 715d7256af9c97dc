/* Failures: their text, their names, and what is left of them without memory. */
#include "test.h"

#include "base/core.h"
#include "base/hresult.h"

static void failure_is_filled(void **state)
{
    wmi_error error = {0};
    (void)state;
    assert_int_equal(wmi_fail(&error, WMI_TRANSPORT, WMI_E_NOT_FOUND, "No %s at %d.", "switch", 7), WMI_TRANSPORT);
    assert_int_equal(error.status, WMI_TRANSPORT);
    assert_int_equal(error.number, WMI_E_NOT_FOUND);
    assert_string_equal(error.name, "WBEM_E_NOT_FOUND");
    assert_string_equal(error.message, "No switch at 7.");
    assert_null(error.operation);
    wmi_error_clear(&error);
    assert_int_equal(error.status, WMI_OK);
    assert_null(error.message);
    wmi_error_clear(&error);
    wmi_error_clear(NULL);
}

/* Each of the functions that fill an error also takes an old one away. */
static void success_takes_an_old_failure_away(void **state)
{
    static const char xml[] = "<INSTANCE CLASSNAME=\"C\"></INSTANCE>";
    wmi_error error = {0};
    wmi_embedded value = WMI_EMBED_TEXT(xml);
    wmi_object *object = NULL;
    wmi_path path;
    char *text = NULL;
    (void)state;
#define AFTER_A_FAILURE(call)                                                                                          \
    do {                                                                                                               \
        (void)wmi_fail(&error, WMI_TRANSPORT, WMI_E_NOT_FOUND, "old");                                                 \
        assert_int_equal(call, WMI_OK);                                                                                \
        assert_int_equal(error.status, WMI_OK);                                                                        \
        assert_null(error.message);                                                                                    \
    } while (0)
    AFTER_A_FAILURE(wmi_path_parse("C.K=1", &path, &error));
    AFTER_A_FAILURE(wmi_path_format(&path, &text, &error));
    wmi_path_clear(&path);
    wmi_free(text);
    AFTER_A_FAILURE(wmi_wql_quote("x", &text, &error));
    wmi_free(text);
    AFTER_A_FAILURE(wmi_embedded_class(&value, &text, &error));
    wmi_free(text);
    AFTER_A_FAILURE(wmi_cimxml_read(xml, &object, &error));
    AFTER_A_FAILURE(wmi_cimxml_write(object, &text, &error));
    wmi_object_free(object);
    wmi_free(text);
#undef AFTER_A_FAILURE
}

/* What is read may lie in the error that the success takes away. */
static void arguments_may_lie_in_the_error(void **state)
{
    wmi_error error = {0};
    wmi_path path;
    (void)state;
    (void)wmi_fail(&error, WMI_TRANSPORT, 0, "C.K=1");
    assert_int_equal(wmi_path_parse(error.message, &path, &error), WMI_OK);
    assert_string_equal(path.class_name, "C");
    assert_string_equal(path.keys[0].text, "1");
    wmi_path_clear(&path);
}

static void only_transports_have_hresults(void **state)
{
    wmi_error error = {0};
    (void)state;
    (void)wmi_fail(&error, WMI_RETURN_CODE, WMI_E_NOT_FOUND, "x");
    assert_null(error.name);
    (void)wmi_fail(&error, WMI_TRANSPORT, 0, "x");
    assert_null(error.name);
    wmi_error_clear(&error);
}

static void null_error_is_allowed(void **state)
{
    (void)state;
    assert_int_equal(wmi_fail(NULL, WMI_REPLY, 0, "%s", "x"), WMI_REPLY);
    assert_int_equal(wmip_no_memory(NULL), WMI_NO_MEMORY);
    assert_int_equal(wmip_error_within(NULL, WMI_USAGE, "x"), WMI_USAGE);
    wmip_error_context(NULL, "get", NULL, NULL, NULL);
}

static void failure_replaces_an_earlier_one(void **state)
{
    wmi_error error = {0};
    (void)state;
    (void)wmi_fail(&error, WMI_USAGE, 0, "inner");
    wmip_error_context(&error, "invoke", "Msvm_X", "M", "path");
    assert_string_equal(error.operation, "invoke");
    assert_string_equal(error.class_name, "Msvm_X");
    assert_string_equal(error.method, "M");
    assert_string_equal(error.target, "path");
    wmip_error_context(&error, NULL, NULL, NULL, "other");
    assert_string_equal(error.operation, "invoke");
    assert_string_equal(error.target, "other");
    (void)wmi_fail(&error, WMI_REPLY, 0, "outer of %s", error.message); /* its own text as an argument */
    assert_string_equal(error.message, "outer of inner");
    assert_null(error.operation);
    assert_int_equal(wmip_error_within(&error, WMI_REPLY, "Setting"), WMI_REPLY);
    assert_string_equal(error.message, "Setting: outer of inner");
    wmi_error_clear(&error);
}

/* Another message keeps status, number, name and what WMI said; NULL and WMI_NO_MEMORY have nothing to reword. */
static void a_reworded_failure_stays_what_it_was(void **state)
{
    static const wmi_extended_status said = {"d", NULL, "p", "v", {5, true}};
    wmi_error error = {0};
    long at;
    (void)state;
    for (at = 0; at < 4; at++) {
        (void)wmi_fail(&error, WMI_TRANSPORT, WMI_E_ACCESS_DENIED, "inner");
        wmip_error_extend(&error, &said);
        test_counted.fail_at = at;
        wmip_error_reword(&error, "outer of %s", error.message);
        test_counted.fail_at = 0;
        assert_int_equal(error.status, WMI_TRANSPORT);
        assert_int_equal(error.number, WMI_E_ACCESS_DENIED);
        assert_string_equal(error.name, "WBEM_E_ACCESS_DENIED");
        assert_non_null(error.message);
        if (at == 0) {
            assert_string_equal(error.message, "outer of inner");
            assert_string_equal(error.extended.description, "d");
            assert_null(error.extended.operation);
            assert_string_equal(error.extended.parameter_info, "p");
            assert_string_equal(error.extended.provider, "v");
        }
        assert_int_equal(error.extended.status_code.value, 5);
    }
    assert_int_equal(wmip_error_within(&error, WMI_TRANSPORT, "x"), WMI_TRANSPORT);
    assert_int_equal(error.extended.status_code.value, 5);
    wmip_error_reword(NULL, "x");
    assert_int_equal(wmip_no_memory(&error), WMI_NO_MEMORY);
    assert_false(error.extended.status_code.has);
    wmip_error_reword(&error, "x");
    assert_string_equal(error.message, "There is not enough memory.");
    wmi_error_clear(&error);
}

static void without_memory_there_is_still_a_sentence(void **state)
{
    wmi_error error = {0};
    int status;
    (void)state;
    for (status = WMI_USAGE; status <= WMI_CANCELLED; status++) {
        long at;
        for (at = 1; at < 4; at++) {
            test_counted.fail_at = at;
            assert_int_equal(wmi_fail(&error, (wmi_status)status, WMI_E_FAILED, "%500s", "x"), status);
            test_counted.fail_at = 0;
            assert_int_equal(error.status, status);
            assert_non_null(error.message);
            assert_true(strlen(error.message) > 5);
            assert_int_equal(error.number, WMI_E_FAILED);
        }
    }
    assert_int_equal(wmip_no_memory(&error), WMI_NO_MEMORY);
    assert_int_equal(error.status, WMI_NO_MEMORY);
    assert_null(error.memory);
    test_counted.fail_at = 1;
    wmip_error_context(&error, "get", NULL, NULL, NULL);
    assert_null(error.operation);
    wmi_error_clear(&error);
}

static void statuses_have_names(void **state)
{
    static const char *const names[] = {"ok",          "usage", "no memory", "transport", "reply",
                                        "return code", "job",   "timeout",   "cancelled"};
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(names); i++) {
        assert_string_equal(wmi_status_name((wmi_status)i), names[i]);
    }
    assert_string_equal(wmi_status_name((wmi_status)99), "unknown status");
}

static void hresults_have_names(void **state)
{
    static const struct {
        uint32_t code;
        const char *name;
    } cases[] = {
        {0, "WBEM_S_NO_ERROR"},
        {0x00040004, "WBEM_S_TIMEDOUT"},
        {0x80041001, "WBEM_E_FAILED"},
        {0x8004100E, "WBEM_E_INVALID_NAMESPACE"},
        {0x80041064, "WBEM_E_LOCAL_CREDENTIALS"},
        {0x8004108A, "WBEM_E_PROVIDER_DISABLED"},
        {0x80042001, "WBEMESS_E_REGISTRATION_TOO_BROAD"},
        {0x80043002, "WBEM_E_RESOURCE_CONTENTION"},
        {0x80044001, "WBEMMOF_E_EXPECTED_QUALIFIER_NAME"},
        {0x8004400C, "WBEMMOF_E_EXPECTED_PROPERTY_NAME"},
        {0x80044031, "WBEMMOF_E_INVALID_DELETECLASS_SYNTAX"},
        {0x80070005, "E_ACCESSDENIED"},
        {0x8007052E, "ERROR_LOGON_FAILURE"},
        {0x800706BA, "RPC_S_SERVER_UNAVAILABLE"},
        {0x80010108, "RPC_E_DISCONNECTED"},
        {0x8001010D, "RPC_E_CANTCALLOUT_ININPUTSYNCCALL"},
        {0x800706B5, "RPC_S_UNKNOWN_IF"},
        {0x80040154, "REGDB_E_CLASSNOTREG"},
        {0x8009030C, "SEC_E_LOGON_DENIED"},
    };
    size_t i;
    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        assert_non_null(wmi_hresult_name(cases[i].code));
        assert_string_equal(wmi_hresult_name(cases[i].code), cases[i].name);
    }
    assert_null(wmi_hresult_name(0x80041FFF));
    assert_null(wmi_hresult_name(0xFFFFFFFF));
}

static void every_code_of_the_table_is_found(void **state)
{
    size_t i;
    (void)state;
    for (i = 0; i < wmip_hresult_count; i++) {
        assert_true(i == 0 || wmip_hresults[i - 1].code < wmip_hresults[i].code);
        assert_ptr_equal(wmi_hresult_name(wmip_hresults[i].code), wmip_hresults[i].name);
    }
}

static void every_code_has_a_sentence(void **state)
{
    static const uint32_t unknown[] = {0x00000002, 0x80041FFF, 0x8007FFFF, 0x80338104,
                                       0x80050001, 0x8004401A, 0xFFFFFFFF};
    size_t i;
    (void)state;
    assert_non_null(strstr(wmi_hresult_text(WMI_E_INVALID_NAMESPACE), "is Hyper-V enabled on this host?"));
    assert_non_null(strstr(wmi_hresult_text(0x80041064), "local host"));
    assert_non_null(strstr(wmi_hresult_text(0x80044001), "MOF compiler"));
    assert_non_null(strstr(wmi_hresult_text(WMI_E_ACCESS_DENIED), "elevated"));
    assert_non_null(strstr(wmi_hresult_text(0x80070005), "LocalAccountTokenFilterPolicy"));
    for (i = 0; i < COUNT(unknown); i++) {
        const char *sentence = wmi_hresult_text(unknown[i]);
        assert_non_null(sentence);
        assert_int_equal(sentence[strlen(sentence) - 1], '.');
    }
    /* Families from their first to their last code. */
    assert_non_null(strstr(wmi_hresult_text(0x8007FFFF), "net helpmsg"));
    assert_non_null(strstr(wmi_hresult_text(0x80338FFF), "winrm helpmsg"));
    assert_non_null(strstr(wmi_hresult_text(0x80050000), "ADSI"));
    assert_non_null(strstr(wmi_hresult_text(0x8005FFFF), "ADSI"));
    assert_null(strstr(wmi_hresult_text(0x80060000), "ADSI"));
    assert_non_null(strstr(wmi_hresult_text(0x7FFFFFFF), "succeeded"));
    assert_null(strstr(wmi_hresult_text(0x80000000), "succeeded"));
}

/* The constants of wmi/error.h are those of the table. */
static void constants_fit_the_table(void **state)
{
    (void)state;
#define SAME(constant, known) assert_string_equal(wmi_hresult_name(constant), known)
    SAME(WMI_E_FAILED, "WBEM_E_FAILED");
    SAME(WMI_E_ACCESS_DENIED, "WBEM_E_ACCESS_DENIED");
    SAME(WMI_E_PROVIDER_FAILURE, "WBEM_E_PROVIDER_FAILURE");
    SAME(WMI_E_TYPE_MISMATCH, "WBEM_E_TYPE_MISMATCH");
    SAME(WMI_E_OUT_OF_MEMORY, "WBEM_E_OUT_OF_MEMORY");
    SAME(WMI_E_INVALID_PARAMETER, "WBEM_E_INVALID_PARAMETER");
    SAME(WMI_E_NOT_SUPPORTED, "WBEM_E_NOT_SUPPORTED");
    SAME(WMI_E_INVALID_CLASS, "WBEM_E_INVALID_CLASS");
    SAME(WMI_E_INVALID_OPERATION, "WBEM_E_INVALID_OPERATION");
    SAME(WMI_E_INVALID_QUERY, "WBEM_E_INVALID_QUERY");
    SAME(WMI_E_ALREADY_EXISTS, "WBEM_E_ALREADY_EXISTS");
    SAME(WMI_E_ILLEGAL_OPERATION, "WBEM_E_ILLEGAL_OPERATION");
    SAME(WMI_E_READ_ONLY, "WBEM_E_READ_ONLY");
    SAME(WMI_E_PROVIDER_NOT_CAPABLE, "WBEM_E_PROVIDER_NOT_CAPABLE");
    SAME(WMI_E_ILLEGAL_NULL, "WBEM_E_ILLEGAL_NULL");
    SAME(WMI_E_VALUE_OUT_OF_RANGE, "WBEM_E_VALUE_OUT_OF_RANGE");
    SAME(WMI_E_INVALID_METHOD, "WBEM_E_INVALID_METHOD");
    SAME(WMI_E_INVALID_METHOD_PARAMETERS, "WBEM_E_INVALID_METHOD_PARAMETERS");
    SAME(WMI_E_INVALID_OBJECT_PATH, "WBEM_E_INVALID_OBJECT_PATH");
    SAME(WMI_E_METHOD_NOT_IMPLEMENTED, "WBEM_E_METHOD_NOT_IMPLEMENTED");
#undef SAME
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(failure_is_filled),
        TEST(success_takes_an_old_failure_away),
        TEST(arguments_may_lie_in_the_error),
        TEST(only_transports_have_hresults),
        TEST(null_error_is_allowed),
        TEST(failure_replaces_an_earlier_one),
        TEST(a_reworded_failure_stays_what_it_was),
        TEST(without_memory_there_is_still_a_sentence),
        TEST(statuses_have_names),
        TEST(hresults_have_names),
        TEST(every_code_of_the_table_is_found),
        TEST(every_code_has_a_sentence),
        TEST(constants_fit_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
