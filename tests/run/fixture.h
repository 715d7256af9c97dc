/**
 * @file
 * A loopback with the sample schema, a session with it over the backend of this program (way.h), and an allocator that counts and fails on demand.
 */
#ifndef RUN_FIXTURE_H
#define RUN_FIXTURE_H

#include "sample_schema.h"
#include "way.h"

#include <wmi/loopback.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

typedef struct sample {
    wmi_loopback *loopback;
    const wmi_backend *backend; /* for sessions with the loopback: way_to() */
    wmi_session *session;
    wmi_error error;
} sample;

/** cmocka fixtures: *state becomes a sample; the teardown fails the test when a block has leaked. */
int sample_setup(void **state);
int sample_teardown(void **state);

/** What the service has as its path. */
#define SERVICE_PATH "Sample_Service.Name=\"main\""

/** Adds the service "main" and gives its full path. */
void sample_add_service(sample *s);
/** Adds a disk with keys DeviceID, Index, Removable = FALSE. */
void sample_add_disk(sample *s, const char *id, uint32_t index);
/** Path of such a disk, in static memory. */
const char *sample_disk_path(const char *id, uint32_t index);

/** A path that came from the host: on the loopback it is `expected` itself; how other backends write it is theirs. */
void assert_same_path(const char *seen, const char *expected, const char *file, int line);
#define SAME_PATH(SEEN, EXPECTED) assert_same_path((SEEN), (EXPECTED), __FILE__, __LINE__)

/** The code of a failure: what the loopback says or, where the backend cannot say as much, what stands for it. */
void assert_same_number(uint32_t seen, uint32_t expected, const char *call, const char *file, int line);

/** Lets `count` allocations succeed from now on, and then one fail; SIZE_MAX = none. */
void allocator_fail_after(size_t count);
/** Whether that one has failed. */
bool allocator_failed(void);
/** How many blocks there are that the test's own thread has asked for: what a server in this process does meanwhile, nobody can tell. */
size_t allocator_live(void);

/** What WMI says of subscriptions (winerror of WBEM). */
#define TOO_BROAD UINT32_C(0x80042001)
#define TOO_PRECISE UINT32_C(0x80042002)
#define NOT_EVENT_CLASS UINT32_C(0x80041059)

#define MUST(S, CALL)                                                                                                  \
    do {                                                                                                               \
        wmi_status status_ = (CALL);                                                                                   \
        if (status_ != WMI_OK) {                                                                                       \
            fail_msg("%s: %s: %s", #CALL, wmi_status_name(status_), (S)->error.message);                               \
        }                                                                                                              \
    } while (0)

/** The call fails with a status; its message holds a part. */
#define FAILS(S, CALL, STATUS, PART)                                                                                   \
    do {                                                                                                               \
        assert_int_equal((CALL), (STATUS));                                                                            \
        assert_int_equal((S)->error.status, (STATUS));                                                                 \
        assert_non_null((S)->error.message);                                                                           \
        if (strstr((S)->error.message, (PART)) == NULL) {                                                              \
            fail_msg("\"%s\" is not in: %s", (PART), (S)->error.message);                                              \
        }                                                                                                              \
    } while (0)

/** The backend refuses with a code. */
#define REFUSED(S, CALL, NUMBER, PART)                                                                                 \
    do {                                                                                                               \
        FAILS(S, CALL, WMI_TRANSPORT, PART);                                                                           \
        assert_same_number((S)->error.number, (NUMBER), #CALL, __FILE__, __LINE__);                                    \
    } while (0)

/** A call succeeds though its handler cancels it, as it has its answer; where that takes time, it may be left before. */
#define ANSWERED(S, CALL)                                                                                              \
    do {                                                                                                               \
        wmi_status answered_ = (CALL);                                                                                 \
        if (answered_ != WMI_CANCELLED || !way_differs(WAY_NO_TIME)) {                                                 \
            MUST(S, answered_);                                                                                        \
        }                                                                                                              \
    } while (0)

/** What a host says where the class in a path is not there. */
#define CLASS_OF_PATH_IS_MISSING (way_differs(WAY_CLASS_OF_PATH) ? WMI_E_NOT_FOUND : WMI_E_INVALID_CLASS)

/** What a host says where a class has no such method, or a method no such parameter, which the loopback answers with NUMBER. */
#define MEMBER_IS_MISSING(NUMBER) (way_differs(WAY_MEMBERS) ? WMI_E_NOT_FOUND : (NUMBER))

/** A part of a message that is in the loopback's words; those of other hosts are not pinned. */
#define SAID(PART) (way_leads_to == ON_LOOPBACK ? (PART) : "")

/** A part of a message that is in the loopback's words, which the network carries: the fake of COM has its own. */
#define WORDED(PART) (way_leads_to == ON_COM ? "" : (PART))

/**
 * First in a test that has nothing to do with how a session gets there: it is about the loopback's own functions, or about each
 * allocation on the way, which there are others of.
 */
#define OF_THE_LOOPBACK                                                                                                \
    do {                                                                                                               \
        if (way_leads_to != ON_LOOPBACK) {                                                                             \
            skip();                                                                                                    \
        }                                                                                                              \
    } while (0)

/** First in a test that a difference leaves nothing of. */
#define UNLESS(DIFFERENCE)                                                                                             \
    do {                                                                                                               \
        if (way_differs(DIFFERENCE)) {                                                                                 \
            skip();                                                                                                    \
        }                                                                                                              \
    } while (0)

#define TEST(f) cmocka_unit_test_setup_teardown(f, sample_setup, sample_teardown)

#endif
