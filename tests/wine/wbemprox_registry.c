/*
 * StdRegProv: static methods, arrays out, text in both directions, a uint32 that Wine takes in its unsigned VARIANT
 * type only. What is written through WMI is looked at through the registry's own functions, and the other way round.
 */
#include "wbemprox.h"

#include <windows.h>

#define BASE "Software\\mofbind-test"
#define WIDE_BASE L"Software\\mofbind-test"

static uint32_t create_key(wbemprox *t, const char *key)
{
    cim_StdRegProv_CreateKey_in in = {.hDefKey = CURRENT_USER, .sSubKeyName = key};
    cim_StdRegProv_CreateKey_out out = {0};

    MUST(t, cim_StdRegProv_CreateKey(t->session, NULL, &in, &out, &t->error));
    assert_true(out.ReturnValue.has);
    return out.ReturnValue.value;
}

static uint32_t delete_key(wbemprox *t, const char *key)
{
    cim_StdRegProv_DeleteKey_in in = {.hDefKey = CURRENT_USER, .sSubKeyName = key};
    cim_StdRegProv_DeleteKey_out out = {0};

    MUST(t, cim_StdRegProv_DeleteKey(t->session, NULL, &in, &out, &t->error));
    assert_true(out.ReturnValue.has);
    return out.ReturnValue.value;
}

static void set_string(wbemprox *t, const char *name, const char *value)
{
    cim_StdRegProv_SetStringValue_in in = {CURRENT_USER, BASE, name, value};
    cim_StdRegProv_SetStringValue_out out = {0};

    MUST(t, cim_StdRegProv_SetStringValue(t->session, NULL, &in, &out, &t->error));
    assert_true(out.ReturnValue.has);
    assert_int_equal(out.ReturnValue.value, 0);
}

static void expect_string(wbemprox *t, const char *name, const char *value)
{
    cim_StdRegProv_GetStringValue_in in = {CURRENT_USER, BASE, name};
    cim_StdRegProv_GetStringValue_out out = {0};

    MUST(t, cim_StdRegProv_GetStringValue(t->session, NULL, &in, &out, &t->error));
    assert_int_equal(out.ReturnValue.value, cim_StdRegProv_GetStringValue_Success);
    assert_string_equal(out.sValue, value);
    cim_StdRegProv_GetStringValue_out_clear(&out);
}

static int registry_setup(void **state)
{
    (void)RegDeleteTreeW(HKEY_CURRENT_USER, WIDE_BASE);
    return wbemprox_setup(state);
}

static int registry_teardown(void **state)
{
    (void)RegDeleteTreeW(HKEY_CURRENT_USER, WIDE_BASE);
    return wbemprox_teardown(state);
}

static void keys(void **state)
{
    wbemprox *t = *state;
    cim_StdRegProv_EnumKey_in in = {CURRENT_USER, BASE};
    cim_StdRegProv_EnumKey_out out = {0};

    assert_int_equal(create_key(t, BASE "\\one"), cim_StdRegProv_CreateKey_Success);
    assert_int_equal(create_key(t, BASE "\\Gr\xc3\xb6\xc3\x9f"
                                        "e \xe2\x82\xac"),
                     cim_StdRegProv_CreateKey_Success);
    MUST(t, cim_StdRegProv_EnumKey(t->session, NULL, &in, &out, &t->error));
    assert_int_equal(out.ReturnValue.value, cim_StdRegProv_EnumKey_Success);
    assert_int_equal(out.sNames.count, 2);
    assert_true(wbemprox_holds(out.sNames, "one"));
    assert_true(wbemprox_holds(out.sNames, "Gr\xc3\xb6\xc3\x9f"
                                           "e \xe2\x82\xac"));
    cim_StdRegProv_EnumKey_out_clear(&out);

    assert_int_equal(delete_key(t, BASE "\\one"), cim_StdRegProv_DeleteKey_Success);
    MUST(t, cim_StdRegProv_EnumKey(t->session, NULL, &in, &out, &t->error));
    assert_int_equal(out.sNames.count, 1);
    cim_StdRegProv_EnumKey_out_clear(&out);
    assert_int_equal(delete_key(t, BASE "\\one"), cim_StdRegProv_DeleteKey_Path_Not_Found);
}

/* Wine answers a failed EnumKey with an array that has no SAFEARRAY. */
static void missing_key(void **state)
{
    wbemprox *t = *state;
    cim_StdRegProv_EnumKey_in in = {CURRENT_USER, BASE "\\nowhere"};
    cim_StdRegProv_EnumKey_out out = {0};

    MUST(t, cim_StdRegProv_EnumKey(t->session, NULL, &in, &out, &t->error));
    assert_int_equal(out.ReturnValue.value, cim_StdRegProv_EnumKey_Path_Not_Found);
    assert_string_equal(wmi_code_name(&cim_StdRegProv_EnumKey_codes, out.ReturnValue.value), "Path Not Found");
    assert_int_equal(out.sNames.count, 0);
    cim_StdRegProv_EnumKey_out_clear(&out);
}

static void values_of_both_types(void **state)
{
    wbemprox *t = *state;
    cim_StdRegProv_SetDWORDValue_in number = {CURRENT_USER, BASE, "number", WMI_UINT32(0xDEADBEEFu)};
    cim_StdRegProv_SetDWORDValue_out done = {0};
    cim_StdRegProv_EnumValues_in in = {CURRENT_USER, BASE};
    cim_StdRegProv_EnumValues_out out = {0};
    DWORD stored = 0;
    DWORD size = sizeof stored;

    (void)create_key(t, BASE);
    set_string(t, "text", "plain");
    MUST(t, cim_StdRegProv_SetDWORDValue(t->session, NULL, &number, &done, &t->error));
    assert_int_equal(done.ReturnValue.value, 0);
    assert_int_equal(RegGetValueW(HKEY_CURRENT_USER, WIDE_BASE, L"number", RRF_RT_REG_DWORD, NULL, &stored, &size),
                     ERROR_SUCCESS);
    assert_int_equal(stored, 0xDEADBEEFu);

    MUST(t, cim_StdRegProv_EnumValues(t->session, NULL, &in, &out, &t->error));
    assert_int_equal(out.ReturnValue.value, cim_StdRegProv_EnumValues_Success);
    assert_int_equal(out.sNames.count, 2);
    assert_int_equal(out.Types.count, 2);
    for (size_t i = 0; i < 2; i++) {
        bool is_number = strcmp(out.sNames.items[i], "number") == 0;

        assert_string_equal(out.sNames.items[i], is_number ? "number" : "text");
        assert_int_equal(out.Types.items[i], is_number ? REG_DWORD : REG_SZ);
    }
    cim_StdRegProv_EnumValues_out_clear(&out);
}

static void texts(void **state)
{
    static const char unusual[] = "quotes \" ' and \\ and <&> \xf0\x9f\x98\x80 \xe6\x97\xa5\xe6\x9c\xac";
    wbemprox *t = *state;
    WCHAR stored[64] = {0};
    DWORD size = sizeof stored;
    char *huge = malloc(50001);

    assert_non_null(huge);
    memset(huge, 'x', 50000);
    huge[50000] = '\0';
    (void)create_key(t, BASE);
    set_string(t, "unusual", unusual);
    set_string(t, "huge", huge);
    set_string(t, "\xc3\xa4", "name");
    expect_string(t, "unusual", unusual);
    expect_string(t, "huge", huge);
    expect_string(t, "\xc3\xa4", "name");
    free(huge);
    assert_int_equal(RegGetValueW(HKEY_CURRENT_USER, WIDE_BASE, L"unusual", RRF_RT_REG_SZ, NULL, stored, &size),
                     ERROR_SUCCESS);
    assert_int_equal(wcscmp(stored, L"quotes \" ' and \\ and <&> \xd83d\xde00 \x65e5\x672c"), 0);
    assert_int_equal(RegSetKeyValueW(HKEY_CURRENT_USER, WIDE_BASE, L"direct", REG_SZ, L"\x20ac", 4), ERROR_SUCCESS);
    expect_string(t, "direct", "\xe2\x82\xac");
}

static void missing_value(void **state)
{
    wbemprox *t = *state;
    cim_StdRegProv_GetStringValue_in in = {CURRENT_USER, BASE, "nothing"};
    cim_StdRegProv_GetStringValue_out out = {0};

    (void)create_key(t, BASE);
    MUST(t, cim_StdRegProv_GetStringValue(t->session, NULL, &in, &out, &t->error));
    assert_true(out.ReturnValue.has);
    assert_int_equal(out.ReturnValue.value, cim_StdRegProv_GetStringValue_Value_Not_Found);
    assert_string_equal(wmi_code_name(&cim_StdRegProv_GetStringValue_codes, out.ReturnValue.value), "Value Not Found");
    assert_null(out.sValue);
    cim_StdRegProv_GetStringValue_out_clear(&out);
}

/* However a static method's class is named, and with or without a struct for what comes back. */
static void class_paths(void **state)
{
    static const char *const paths[] = {NULL, "StdRegProv", "stdregprov", "\\\\.\\root\\cimv2:StdRegProv",
                                        "root\\cimv2:StdRegProv"};
    wbemprox *t = *state;
    cim_StdRegProv_CreateKey_in in = {.hDefKey = CURRENT_USER, .sSubKeyName = BASE};

    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        HKEY key;

        MUST(t, cim_StdRegProv_CreateKey(t->session, paths[i], &in, NULL, &t->error));
        assert_int_equal(RegOpenKeyExW(HKEY_CURRENT_USER, WIDE_BASE, 0, KEY_READ, &key), ERROR_SUCCESS);
        (void)RegCloseKey(key);
        assert_int_equal(RegDeleteTreeW(HKEY_CURRENT_USER, WIDE_BASE), ERROR_SUCCESS);
    }
}

/* Another namespace; and a schema that is newer than the server, which does not know one of the parameters. */
static void newer_schema(void **state)
{
    wbemprox *t = *state;
    wmi_session *session = wbemprox_connect(cim_default_NAMESPACE);
    cim_default_StdRegProv_EnumKey_in in = {.hDefKey = LOCAL_MACHINE, .sSubKeyName = "SOFTWARE\\Microsoft"};
    cim_default_StdRegProv_EnumKey_out out = {0};

    MUST(t, cim_default_StdRegProv_EnumKey(session, NULL, &in, &out, &t->error));
    assert_true(wbemprox_holds(out.sNames, "Windows NT"));
    cim_default_StdRegProv_EnumKey_out_clear(&out);
    in.sFilter = "W*";
    FAILS(t, cim_default_StdRegProv_EnumKey(session, NULL, &in, &out, &t->error), WMI_TRANSPORT, "sFilter");
    assert_false(out.ReturnValue.has);
    assert_null(out.sNames.items);
    wmi_close(session);
}

/* The same call many times over: what is kept of a signature stays good. */
static void again_and_again(void **state)
{
    wbemprox *t = *state;
    char text[32];

    (void)create_key(t, BASE);
    for (int i = 0; i < 200; i++) {
        (void)snprintf(text, sizeof text, "value %d", i);
        set_string(t, "again", text);
        expect_string(t, "again", text);
    }
}

#define REGISTRY_TEST(f) cmocka_unit_test_setup_teardown(f, registry_setup, registry_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        REGISTRY_TEST(keys),         REGISTRY_TEST(missing_key),     REGISTRY_TEST(values_of_both_types),
        REGISTRY_TEST(texts),        REGISTRY_TEST(missing_value),   REGISTRY_TEST(class_paths),
        REGISTRY_TEST(newer_schema), REGISTRY_TEST(again_and_again),
    };

    return cmocka_run_group_tests_name("wbemprox_registry", tests, NULL, NULL);
}
