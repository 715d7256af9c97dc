/*
 * Enumerations whose next Pull is sent before the objects of the last one are handed out: what is asked for when, what is released, and
 * what becomes of an answer that nobody wants, or that does not come.
 */
#define _XOPEN_SOURCE 700
#include "fixture.h"

#include <time.h>

enum { AT_ONCE = 4 };

typedef enum trouble {
    NONE,
    END_WITH_CONTEXT, /* the last answer has a marker, and a context beside it */
    BROKEN_TAIL,      /* the answer to the second Pull is no XML behind its objects */
    OTHER_ANSWER,     /* it relates to another message */
    LOST,             /* the third Pull gets no answer, and the connection ends */
    SILENCE           /* nor does the connection end */
} trouble;

/* An enumeration of so many answers; the context of each is its number. */
typedef struct host {
    trouble trouble;
    int answers; /* behind that of Enumerate, which has no objects */
    int pulls;
    int context; /* that was given out last */
    char released[32];
    char unexpected[256];
    server *server;
} host;

static void write_answer(const host *h, int number, char *text, size_t room)
{
    size_t at = (size_t)snprintf(text, room, "<n:PullResponse>");
    bool is_last = number == h->answers;
    if (!is_last || h->trouble == END_WITH_CONTEXT) {
        at += (size_t)snprintf(text + at, room - at, "<n:EnumerationContext>c%d</n:EnumerationContext>", number);
    }
    at += (size_t)snprintf(text + at, room - at, "<n:Items>");
    for (int i = 0; i < AT_ONCE; i++) {
        at += (size_t)snprintf(text + at, room - at,
                               "<p:Msvm_ComputerSystem xmlns:p=\"" V2_URI
                               "Msvm_ComputerSystem\"><p:Name>%d</p:Name></p:Msvm_ComputerSystem>",
                               (number - 1) * AT_ONCE + i);
    }
    snprintf(text + at, room - at, "</n:Items>%s%s", is_last ? "<n:EndOfSequence/>" : "",
             h->trouble == BROKEN_TAIL && number == 2 ? "</n:Pull>" : "</n:PullResponse>");
}

static bool answer_pull(host *h, const server_request *request, int socket)
{
    char text[4096];
    char expected[64];
    server_request other = *request;
    h->pulls++;
    snprintf(expected, sizeof expected, "<n:EnumerationContext>c%d<", h->context);
    if (strstr(request->body, expected) == NULL) {
        snprintf(h->unexpected, sizeof h->unexpected, "Pull %d is not of c%d", h->pulls, h->context);
    }
    if (h->pulls == 3 && h->trouble == LOST) {
        return false;
    }
    if (h->pulls == 3 && h->trouble == SILENCE) {
        return true;
    }
    if (h->pulls == 2 && h->trouble == OTHER_ANSWER) {
        strcpy(other.message_id, "uuid:OTHER");
    }
    if (h->pulls > h->answers) { /* after an end with a context */
        return server_answer(
            socket, request, 500,
            "<s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>n:InvalidEnumerationContext"
            "</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang=\"en\"/></s:Reason></s:Fault>");
    }
    h->context = h->pulls;
    write_answer(h, h->pulls, text, sizeof text);
    return server_answer(socket, &other, 200, text);
}

static bool play(void *context, const server_request *request, int socket)
{
    host *h = context;
    if (server_identifies(socket, request)) {
        return true;
    }
    if (strstr(request->body, "<n:Release") != NULL) {
        sscanf(strstr(request->body, "<n:EnumerationContext>"), "<n:EnumerationContext>%31[^<]", h->released);
        return server_answer(socket, request, 200, "");
    }
    return strstr(request->body, "<n:Pull") != NULL
               ? answer_pull(h, request, socket)
               : server_answer(
                     socket, request, 200,
                     "<n:EnumerateResponse><n:EnumerationContext>c0</n:EnumerationContext></n:EnumerateResponse>");
}

typedef struct looking {
    int seen;
    int stop_at; /* objects; 0 = none */
    int wait_at; /* for the Pull behind the answer that is being handed out */
    const host *host;
} looking;

/* The server counts requests behind its lock. Identify and Enumerate came before the Pulls. */
static void wait_for_pull(const looking *l, unsigned number)
{
    struct timespec span = {0, 1000000};
    for (int i = 0; i < 60000 && server_requests(l->host->server) < number + 2; i++) {
        nanosleep(&span, NULL);
    }
    assert_true(server_requests(l->host->server) >= number + 2);
}

static bool look(void *context, const wmi_object *object)
{
    looking *l = context;
    char name[16];
    snprintf(name, sizeof name, "%d", l->seen++);
    assert_string_equal(wmi_object_string(object, "Name"), name);
    if (l->seen == l->wait_at) {
        wait_for_pull(l, (unsigned)((l->seen - 1) / AT_ONCE) + 2);
    }
    return l->seen != l->stop_at;
}

static wmi_status enumerate(fixture *f, host *h, looking *l, uint32_t timeout_ms)
{
    wmi_status status;
    open_fixture(f, play, h, timeout_ms);
    h->server = f->server;
    l->host = h;
    status = wmi_query(f->session, "SELECT * FROM Msvm_ComputerSystem", look, l, &f->error);
    close_fixture(f); /* after which the server's threads are gone */
    if (h->unexpected[0] != '\0') {
        fail_msg("%s", h->unexpected);
    }
    return status;
}

/*
 * The same, of an enumeration that the client is to release by this context. Closing gives up after three seconds: where a machine has stood
 * still for so long, there is another try.
 */
static wmi_status enumerate_and_release(host *h, looking *l, const char *released)
{
    const host untouched = *h;
    const looking unlooked = *l;
    wmi_status status;
    time_t took;
    int tries = 0;
    do {
        time_t began = time(NULL);
        fixture f;
        *h = untouched;
        *l = unlooked;
        status = enumerate(&f, h, l, 60000);
        took = time(NULL) - began;
    } while (strcmp(h->released, released) != 0 && took >= 2 && ++tries < 10);
    assert_string_equal(h->released, released);
    return status;
}

/* While the first object of an answer is handed out, the next one is asked for already; to the end nothing is asked twice. */
static void test_all_is_seen(void **state)
{
    host h = {.answers = 5};
    looking l = {.wait_at = AT_ONCE + 1};
    fixture f;
    (void)state;
    assert_int_equal(enumerate(&f, &h, &l, 60000), WMI_OK);
    assert_int_equal(l.seen, 5 * AT_ONCE);
    assert_int_equal(h.pulls, 5);
    assert_string_equal(h.released, "");
}

/* A caller that wants no more has the enumeration released by the context that the Pull under way brings. */
static void test_newest_is_released(void **state)
{
    host h = {.answers = 5};
    looking l = {.stop_at = AT_ONCE + 2};
    (void)state;
    assert_int_equal(enumerate_and_release(&h, &l, "c3"), WMI_OK);
    assert_int_equal(h.pulls, 3);
}

/* What an answer to Enumerate has is all that many callers want: nothing is asked for ahead of it. */
static void test_first_answer_waits(void **state)
{
    host h = {.answers = 5};
    looking l = {.stop_at = 1};
    (void)state;
    assert_int_equal(enumerate_and_release(&h, &l, "c2"), WMI_OK);
    assert_int_equal(h.pulls, 2);
}

static void test_end_with_context(void **state)
{
    host h = {.answers = 3, .trouble = END_WITH_CONTEXT};
    looking l = {0};
    fixture f;
    (void)state;
    assert_int_equal(enumerate(&f, &h, &l, 60000), WMI_OK);
    assert_int_equal(l.seen, 3 * AT_ONCE);
    assert_string_equal(h.released, "");
}

/* Nothing of an answer is handed out that turns out to be none; what was asked for because of it is released. */
static void test_broken_answer(void **state)
{
    host h = {.answers = 5, .trouble = BROKEN_TAIL};
    looking l = {0};
    (void)state;
    assert_int_equal(enumerate_and_release(&h, &l, "c3"), WMI_REPLY);
    assert_int_equal(l.seen, AT_ONCE);
}

/* The answer to something else makes nothing be sent. */
static void test_other_answer(void **state)
{
    host h = {.answers = 5, .trouble = OTHER_ANSWER};
    looking l = {0};
    fixture f;
    (void)state;
    assert_int_equal(enumerate(&f, &h, &l, 60000), WMI_REPLY);
    assert_int_equal(l.seen, AT_ONCE);
    assert_int_equal(h.pulls, 2);
}

static void test_lost(void **state)
{
    host h = {.answers = 5, .trouble = LOST};
    looking l = {0};
    fixture f;
    (void)state;
    assert_int_equal(enumerate(&f, &h, &l, 60000), WMI_TRANSPORT);
    assert_int_equal(l.seen, 2 * AT_ONCE);
    assert_int_equal(h.pulls, 3); /* an enumeration is never pulled twice by one context */
}

static void test_silence(void **state)
{
    looking l = {0};
    (void)state;
    UNTIL_FAST_ENOUGH(limit_ms)
    {
        host h = {.answers = 5, .trouble = SILENCE};
        fixture f;
        l.seen = 0;
        assert_int_equal(enumerate(&f, &h, &l, limit_ms), WMI_TIMEOUT);
        if (l.seen == 2 * AT_ONCE) {
            break;
        }
    }
    assert_int_equal(l.seen, 2 * AT_ONCE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_is_seen),
        cmocka_unit_test(test_newest_is_released),
        cmocka_unit_test(test_first_answer_waits),
        cmocka_unit_test(test_end_with_context),
        cmocka_unit_test(test_broken_answer),
        cmocka_unit_test(test_other_answer),
        cmocka_unit_test(test_lost),
        cmocka_unit_test(test_silence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
