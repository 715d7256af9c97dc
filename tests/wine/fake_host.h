/**
 * @file
 * A test's world behind the fake WMI, and the audit after each test.
 *
 * The client under test is the backend com in this program; what it speaks to is fake_wmi.dll; what that answers from is a loopback, again of
 * this program. The loopback knows the schemas of mof/ and of tests/golden/types.mof, which has every CIM type.
 */
#ifndef FAKE_HOST_H
#define FAKE_HOST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <wmi/com.h>
#include <wmi/loopback.h>

#include "fake/fake.h"

typedef struct fake_host {
    wmi_loopback *world;
    fake_settings settings;      /* for the next fake_host_open; the world and the rest may be changed before */
    wmi_connect_options options; /* likewise; backend com, namespace root\virtualization\v2 of this host */
    wmi_session *session;
    wmi_error error;
} fake_host;

/** For a group's setup: lets the fake read the MOFs. */
int fake_host_load(void **state);
/** Fixtures of a test: *state becomes a fake_host; the teardown closes it, and fails the test where fake_host_audit() does. */
int fake_host_setup(void **state);
int fake_host_teardown(void **state);
#define FAKE_TEST(f) cmocka_unit_test_setup_teardown(f, fake_host_setup, fake_host_teardown)

/** Starts the fake with the host's settings. */
void fake_host_start(fake_host *host);
/** Starts the fake and connects; ends the test when that fails. */
void fake_host_open(fake_host *host);
void fake_host_close(fake_host *host);
/** Adds an instance to the world. @return its path, which lives as long as the world. */
const char *fake_host_add(fake_host *host, const wmi_class_info *info, const void *instance);
/** Registers a handler in the world. */
void fake_host_on(fake_host *host, const wmi_class_info *info, const char *method, wmi_loopback_handler handler,
                  void *context);
/**
 * Whether the client broke no rule and gave everything back; prints what is wrong. What the client itself leaves to a thread (a connect
 * that nobody waits for) has `patience_ms` to end.
 */
bool fake_host_audit(uint32_t patience_ms);
/** Milliseconds on a clock that never goes back. */
uint64_t fake_host_clock(void);

/** The call succeeds. */
#define MUST(HOST, CALL)                                                                                               \
    do {                                                                                                               \
        wmi_status must_ = (CALL);                                                                                     \
        if (must_ != WMI_OK)                                                                                           \
            fail_msg("%s: %s: %s", #CALL, wmi_status_name(must_), (HOST)->error.message);                              \
    } while (0)

/** The call fails with a status, and with a message that holds a part. */
#define FAILS(HOST, CALL, STATUS, PART)                                                                                \
    do {                                                                                                               \
        wmi_status fails_ = (CALL);                                                                                    \
        fake_host_expect(&(HOST)->error, fails_, (STATUS), (PART), #CALL);                                             \
    } while (0)

/** The server refuses the call with a code. */
#define REFUSED(HOST, CALL, NUMBER, PART)                                                                              \
    do {                                                                                                               \
        FAILS(HOST, CALL, WMI_TRANSPORT, PART);                                                                        \
        if ((HOST)->error.number != (NUMBER))                                                                          \
            fail_msg("%s: 0x%08lX instead of 0x%08lX: %s", #CALL, (unsigned long)(HOST)->error.number,                 \
                     (unsigned long)(NUMBER), (HOST)->error.message);                                                  \
    } while (0)

/** For FAILS. */
void fake_host_expect(const wmi_error *error, wmi_status got, wmi_status status, const char *part, const char *call);

#endif
