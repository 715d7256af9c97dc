/**
 * @file
 * What the tests against Wine's own WMI (wbemprox) share. It is an implementation that is not ours; what it does
 * otherwise than Windows is said where a test meets it.
 */
#ifndef WBEMPROX_H
#define WBEMPROX_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <wmi/com.h>
#include <wmi/wmi.h>

#include <cimv2.h>

/** Roots of the registry, which are sint32 with Wine. It does not fill in what the signature says is the default. */
#define CURRENT_USER WMI_SINT32(-2147483647)
#define LOCAL_MACHINE WMI_SINT32(-2147483646)

/** A test's session and error. */
typedef struct wbemprox {
    wmi_session *session; /* root\cimv2 of this host */
    wmi_error error;
} wbemprox;

/** Fixtures of a test: *state becomes a wbemprox. */
int wbemprox_setup(void **state);
int wbemprox_teardown(void **state);
#define WBEMPROX_TEST(f) cmocka_unit_test_setup_teardown(f, wbemprox_setup, wbemprox_teardown)

/** Connects to a namespace of this host; ends the test when that fails. */
wmi_session *wbemprox_connect(const char *ns);
/** Whether an array of strings holds one. */
bool wbemprox_holds(wmi_array_string array, const char *text);
/** Whether two names are the same for CIM: without regard to case. */
bool wbemprox_same(const char *a, const char *b);

/** The call succeeds. */
#define MUST(T, CALL)                                                                                                  \
    do {                                                                                                               \
        wmi_status must_ = (CALL);                                                                                     \
        if (must_ != WMI_OK)                                                                                           \
            fail_msg("%s: %s: %s", #CALL, wmi_status_name(must_), (T)->error.message);                                 \
    } while (0)

/** The call fails with a status, and with a message that holds a part. */
#define FAILS(T, CALL, STATUS, PART)                                                                                   \
    do {                                                                                                               \
        wmi_status fails_ = (CALL);                                                                                    \
        const char *told_ = (T)->error.message != NULL ? (T)->error.message : "(no message)";                          \
        if (fails_ != (STATUS) || (T)->error.status != (STATUS))                                                       \
            fail_msg("%s: %s instead of %s: %s", #CALL, wmi_status_name(fails_), wmi_status_name(STATUS), told_);      \
        if (strstr(told_, (PART)) == NULL)                                                                             \
            fail_msg("%s: \"%s\" is not in: %s", #CALL, (PART), told_);                                                \
    } while (0)

/** WMI refuses the call with a code, which the error names. */
#define REFUSED(T, CALL, NUMBER, NAME, PART)                                                                           \
    do {                                                                                                               \
        FAILS(T, CALL, WMI_TRANSPORT, PART);                                                                           \
        if ((T)->error.number != (uint32_t)(NUMBER))                                                                   \
            fail_msg("%s: 0x%08lX instead of 0x%08lX: %s", #CALL, (unsigned long)(T)->error.number,                    \
                     (unsigned long)(NUMBER), (T)->error.message);                                                     \
        assert_string_equal((T)->error.name, NAME);                                                                    \
    } while (0)

#endif
