/**
 * @file
 * Keeping COM's multithreaded apartment: by CoIncrementMTAUsage and by a thread, as before Windows 8. And the names of failures, held
 * against the headers of Windows.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "com/com_internal.h"

typedef HRESULT (*keep_function)(wmip_com_mta *mta);

static bool has_apartment(void)
{
    APTTYPE type = APTTYPE_CURRENT;
    APTTYPEQUALIFIER qualifier = APTTYPEQUALIFIER_NONE;
    HRESULT result = CoGetApartmentType(&type, &qualifier);
    assert_true(result == S_OK || result == CO_E_NOTINITIALIZED);
    return result == S_OK && type == APTTYPE_MTA && qualifier == APTTYPEQUALIFIER_IMPLICIT_MTA;
}

static DWORD handles(void)
{
    DWORD count = 0;
    assert_true(GetProcessHandleCount(GetCurrentProcess(), &count));
    return count;
}

/* This thread initialises nothing, and is in the apartment as long as anything keeps it. */
static void keeps(keep_function keep)
{
    wmip_com_mta first;
    wmip_com_mta second;
    DWORD before;
    int i;
    assert_false(has_apartment());
    for (i = 0; i < 3; i++) { /* what COM makes for itself, it makes in the first rounds */
        assert_int_equal(keep(&first), S_OK);
        wmip_com_mta_release(&first);
    }
    before = handles();
    for (i = 0; i < 20; i++) {
        assert_int_equal(keep(&first), S_OK);
        assert_true(has_apartment());
        assert_int_equal(keep(&second), S_OK);
        wmip_com_mta_release(&first);
        assert_true(has_apartment());
        wmip_com_mta_release(&second);
        assert_false(has_apartment());
        assert_true(second.usage == NULL && second.thread == NULL && second.leave == NULL);
        wmip_com_mta_release(&second); /* keeps nothing: harmless */
    }
    assert_int_equal(handles(), before);
}

static void by_what_there_is(void **state)
{
    (void)state;
    keeps(wmip_com_mta_keep);
}

static void by_a_thread(void **state)
{
    (void)state;
    keeps(wmip_com_mta_keep_by_thread);
}

/* An object lives in the apartment that a thread keeps: calls on it work from a thread that has initialised nothing. */
static void the_apartment_of_a_thread_is_one(void **state)
{
    wmip_com_mta mta;
    IUnknown *locator = NULL;
    (void)state;
    assert_int_equal(wmip_com_mta_keep_by_thread(&mta), S_OK);
    assert_int_equal(CoCreateInstance(&CLSID_WbemLocator, NULL, CLSCTX_INPROC_SERVER, &IID_IUnknown, (void **)&locator),
                     S_OK);
    IUnknown_Release(locator);
    wmip_com_mta_release(&mta);
}

static void names_are_those_of_windows(void **state)
{
    (void)state;
#define SAME(name) assert_string_equal(wmi_hresult_name((uint32_t)(name)), #name)
#define SAME_OF_RPC(name) assert_string_equal(wmi_hresult_name((uint32_t)HRESULT_FROM_WIN32(name)), #name)
    SAME(RPC_E_CANTCALLOUT_INASYNCCALL);
    SAME(RPC_E_CANTCALLOUT_INEXTERNALCALL);
    SAME(RPC_E_CANTCALLOUT_AGAIN);
    SAME(RPC_E_CANTCALLOUT_ININPUTSYNCCALL);
    SAME(RPC_E_VERSION_MISMATCH);
    SAME(RPC_E_INVALID_HEADER);
    SAME(RPC_E_UNSECURE_CALL);
    SAME(RPC_E_NO_GOOD_SECURITY_PACKAGES);
    SAME(RPC_E_REMOTE_DISABLED);
    SAME(CO_E_FAILEDTOIMPERSONATE);
    SAME(RPC_E_TOO_LATE);
    SAME_OF_RPC(RPC_S_INVALID_BINDING);
    SAME_OF_RPC(RPC_S_INVALID_NET_ADDR);
    SAME_OF_RPC(RPC_S_UNKNOWN_IF);
    SAME_OF_RPC(RPC_S_OUT_OF_RESOURCES);
    SAME_OF_RPC(RPC_S_PROTOCOL_ERROR);
    SAME_OF_RPC(RPC_S_PROCNUM_OUT_OF_RANGE);
    SAME_OF_RPC(EPT_S_CANT_PERFORM_OP);
    SAME_OF_RPC(RPC_X_BAD_STUB_DATA);
    SAME_OF_RPC(ERROR_TRUSTED_RELATIONSHIP_FAILURE);
#undef SAME
#undef SAME_OF_RPC
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_what_there_is),
        cmocka_unit_test(by_a_thread),
        cmocka_unit_test(the_apartment_of_a_thread_is_one),
        cmocka_unit_test(names_are_those_of_windows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
