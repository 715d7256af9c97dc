/*
 * Apartments and threads: a session works from where its thread is, leaves it there, and tells a thread that may not
 * use it. Every case runs on a thread of its own, which reports what did not hold; the test's own thread stays out of
 * COM, so that no apartment outlives a case.
 */
#define COBJMACROS
#include "wbemprox.h"

#include <windows.h>

#include <combaseapi.h>
#include <objbase.h>

enum { NO_COM = -1, THREADS = 4, ROUNDS = 50 };

/* What a thread is to do, and what came of it. */
typedef struct thread_case {
    int init;             /* for CoInitializeEx; NO_COM = it is not called */
    wmi_session *session; /* of another thread; NULL = its own */
    wmi_status expected;  /* of a call on it */
    void (*more)(struct thread_case *self);
    char wrong[512]; /* the first thing that did not hold; "" = nothing */
} thread_case;

static void note(thread_case *self, const char *what, const char *detail)
{
    if (self->wrong[0] == '\0')
        (void)snprintf(self->wrong, sizeof self->wrong, "%s: %s", what, detail != NULL ? detail : "");
}

typedef struct place {
    HRESULT result;
    APTTYPE type;
    APTTYPEQUALIFIER qualifier;
} place;

static place here(void)
{
    place p = {E_FAIL, APTTYPE_NA, APTTYPEQUALIFIER_NONE};

    p.result = CoGetApartmentType(&p.type, &p.qualifier);
    if (FAILED(p.result)) {
        p.type = APTTYPE_NA; /* Wine and Windows differ in what they leave there */
        p.qualifier = APTTYPEQUALIFIER_NONE;
    }
    return p;
}

static void expect_place(thread_case *self, const char *when, place expected)
{
    place now = here();
    char detail[128];

    if (now.result != expected.result || now.type != expected.type || now.qualifier != expected.qualifier) {
        (void)snprintf(detail, sizeof detail, "0x%08lX %d %d instead of 0x%08lX %d %d", (unsigned long)now.result,
                       (int)now.type, (int)now.qualifier, (unsigned long)expected.result, (int)expected.type,
                       (int)expected.qualifier);
        note(self, when, detail);
    }
}

static void call_method(thread_case *self, wmi_session *session, wmi_status expected)
{
    cim_StdRegProv_EnumKey_in in = {.hDefKey = LOCAL_MACHINE, .sSubKeyName = "SOFTWARE\\Microsoft"};
    cim_StdRegProv_EnumKey_out out = {0};
    wmi_error error = {0};
    wmi_status status = cim_StdRegProv_EnumKey(session, NULL, &in, &out, &error);

    if (status != expected)
        note(self, "a method", error.message);
    else if (status == WMI_OK && !wbemprox_holds(out.sNames, "Windows NT"))
        note(self, "a method", "without its result");
    else if (status == WMI_USAGE && strstr(error.message, "apartment") == NULL)
        note(self, "the message does not name the apartment", error.message);
    if (status == WMI_OK)
        cim_StdRegProv_EnumKey_out_clear(&out);
    wmi_error_clear(&error);
}

static void call_it(thread_case *self, wmi_session *session, wmi_status expected)
{
    cim_Win32_Service service = {0};
    wmi_error error = {0};
    wmi_status status;

    call_method(self, session, expected);
    status = cim_Win32_Service_get(session, "Win32_Service.Name=\"Spooler\"", &service, &error);
    if (status != expected)
        note(self, "a get", error.message);
    if (status == WMI_OK)
        cim_Win32_Service_clear(&service);
    wmi_error_clear(&error);
}

static wmi_session *open_here(thread_case *self)
{
    wmi_connect_options options = {.backend = wmi_com_backend(), .ns = cim_NAMESPACE};
    wmi_session *session = NULL;
    wmi_error error = {0};

    if (wmi_connect(&options, &session, &error) != WMI_OK)
        note(self, "connect", error.message);
    wmi_error_clear(&error);
    return session;
}

/* Opens, uses and closes sessions of the thread's own, twice; or uses another thread's. */
static void use_sessions(thread_case *self)
{
    place before = here();

    for (int i = 0; i < 2 && self->session == NULL; i++) {
        wmi_session *session = open_here(self);

        if (session == NULL)
            return;
        call_it(self, session, WMI_OK);
        if (self->init != NO_COM)
            expect_place(self, "the apartment while the session is open", before);
        if (self->more != NULL) {
            self->session = session;
            self->more(self);
            self->session = NULL;
        }
        wmi_close(session);
        expect_place(self, "the apartment after wmi_close", before);
    }
    if (self->session != NULL) {
        call_it(self, self->session, self->expected);
        expect_place(self, "the apartment after a call", before);
    }
}

static DWORD WINAPI run_case(void *context)
{
    thread_case *self = context;
    HRESULT result = S_OK;

    if (self->init != NO_COM)
        result = CoInitializeEx(NULL, (DWORD)self->init);
    if (result != S_OK)
        note(self, "CoInitializeEx", "failed");
    else
        use_sessions(self);
    if (self->init != NO_COM && result == S_OK) {
        CoUninitialize();
        if (here().result == S_OK && here().qualifier != APTTYPEQUALIFIER_IMPLICIT_MTA)
            note(self, "CoUninitialize", "the thread is still in an apartment: somebody else had initialised it, too");
    }
    return 0;
}

/* A thread that pumps no messages waits for it: the apartments here need none. */
static void on_thread(thread_case *self)
{
    HANDLE thread = CreateThread(NULL, 0, run_case, self, 0, NULL);

    if (thread == NULL) {
        note(self, "CreateThread", "failed");
        return;
    }
    if (WaitForSingleObject(thread, 60000) != WAIT_OBJECT_0)
        note(self, "the thread", "hangs");
    (void)CloseHandle(thread);
}

static void expect_good(thread_case *self)
{
    on_thread(self);
    if (self->wrong[0] != '\0')
        fail_msg("%s", self->wrong);
}

static void without_com(void **state)
{
    thread_case c = {.init = NO_COM};

    (void)state;
    expect_good(&c);
    assert_int_equal(here().result, CO_E_NOTINITIALIZED); /* of the process: no apartment is left over */
}

static void in_mta(void **state)
{
    thread_case c = {.init = COINIT_MULTITHREADED};

    (void)state;
    expect_good(&c);
    assert_int_equal(here().result, CO_E_NOTINITIALIZED);
}

static void in_sta(void **state)
{
    thread_case c = {.init = COINIT_APARTMENTTHREADED};

    (void)state;
    expect_good(&c);
}

/* The session that the case of a thread has open, used by a thread of a kind. */
static void used_by(thread_case *self, int init, wmi_status expected)
{
    thread_case other = {.init = init, .session = self->session, .expected = expected};

    on_thread(&other);
    if (other.wrong[0] != '\0')
        note(self, "another thread", other.wrong);
}

static void others_may_not(thread_case *self)
{
    used_by(self, NO_COM, WMI_USAGE);
    used_by(self, COINIT_MULTITHREADED, WMI_USAGE);
    used_by(self, COINIT_APARTMENTTHREADED, WMI_USAGE);
    call_it(self, self->session, WMI_OK);
}

static void multithreaded_ones_may(thread_case *self)
{
    used_by(self, NO_COM, WMI_OK);
    used_by(self, COINIT_MULTITHREADED, WMI_OK);
    used_by(self, COINIT_APARTMENTTHREADED, WMI_USAGE);
    call_it(self, self->session, WMI_OK);
}

static void sta_session_elsewhere(void **state)
{
    thread_case c = {.init = COINIT_APARTMENTTHREADED, .more = others_may_not};

    (void)state;
    expect_good(&c);
}

static void mta_session_elsewhere(void **state)
{
    thread_case in_com = {.init = COINIT_MULTITHREADED, .more = multithreaded_ones_may};
    thread_case outside = {.init = NO_COM, .more = multithreaded_ones_may};

    (void)state;
    expect_good(&in_com);
    expect_good(&outside);
}

/* A session outlives the thread that opened it, and that thread's COM. */
static DWORD WINAPI open_and_leave(void *context)
{
    thread_case *self = context;

    if (FAILED(CoInitializeEx(NULL, COINIT_MULTITHREADED)))
        note(self, "CoInitializeEx", "failed");
    self->session = open_here(self);
    CoUninitialize();
    return 0;
}

static void outlives_its_thread(void **state)
{
    thread_case c = {.init = NO_COM, .expected = WMI_OK};
    HANDLE thread = CreateThread(NULL, 0, open_and_leave, &c, 0, NULL);

    (void)state;
    assert_non_null(thread);
    assert_int_equal(WaitForSingleObject(thread, 60000), WAIT_OBJECT_0);
    (void)CloseHandle(thread);
    assert_string_equal(c.wrong, "");
    assert_non_null(c.session);
    expect_good(&c);
    wmi_close(c.session);
    assert_int_equal(here().result, CO_E_NOTINITIALIZED);
}

static CRITICAL_SECTION turn;

static DWORD WINAPI hammer(void *context)
{
    thread_case *self = context;

    for (int i = 0; i < ROUNDS && self->wrong[0] == '\0'; i++) {
        EnterCriticalSection(&turn);
        call_it(self, self->session, WMI_OK);
        LeaveCriticalSection(&turn);
    }
    return 0;
}

/*
 * Four threads with one session, in turns: Wine's WMI itself fails or crashes when two threads call it at the same
 * time, whoever the client is. Against the fake, threads do everything at once.
 */
static void four_threads(void **state)
{
    thread_case cases[THREADS] = {{0}};
    HANDLE threads[THREADS];
    wmi_session *session = wbemprox_connect(cim_NAMESPACE);

    (void)state;
    InitializeCriticalSection(&turn);
    for (int i = 0; i < THREADS; i++) {
        cases[i].session = session;
        threads[i] = CreateThread(NULL, 0, hammer, &cases[i], 0, NULL);
        assert_non_null(threads[i]);
    }
    assert_int_equal(WaitForMultipleObjects(THREADS, threads, TRUE, 90000), WAIT_OBJECT_0);
    for (int i = 0; i < THREADS; i++) {
        (void)CloseHandle(threads[i]);
        assert_string_equal(cases[i].wrong, "");
    }
    DeleteCriticalSection(&turn);
    wmi_close(session);
}

static void sessions_one_after_the_other(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) {
        thread_case c = {.init = i % 3 == 0 ? NO_COM : i % 3 == 1 ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED};

        expect_good(&c);
    }
    assert_int_equal(here().result, CO_E_NOTINITIALIZED);
}

/* Sessions of several namespaces at once, closed in another order; none is NULL's business. */
static void sessions_side_by_side(void **state)
{
    wmi_session *first = wbemprox_connect(cim_NAMESPACE);
    const wmi_connect_options options = {.backend = wmi_com_backend(),
                                         .ns = cim_default_NAMESPACE,
                                         .any_namespace = true}; /* as StdRegProv is in both */
    wmi_session *second = NULL;
    thread_case c = {.init = NO_COM};

    (void)state;
    assert_int_equal(wmi_connect(&options, &second, NULL), WMI_OK);
    assert_string_equal(wmi_session_namespace(first), cim_NAMESPACE);
    assert_string_equal(wmi_session_namespace(second), cim_default_NAMESPACE);
    wmi_close(first);
    wmi_close(NULL);
    call_it(&c, second, WMI_OK);
    assert_string_equal(c.wrong, "");
    wmi_close(second);
    assert_int_equal(here().result, CO_E_NOTINITIALIZED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_com),
        cmocka_unit_test(in_mta),
        cmocka_unit_test(in_sta),
        cmocka_unit_test(sta_session_elsewhere),
        cmocka_unit_test(mta_session_elsewhere),
        cmocka_unit_test(outlives_its_thread),
        cmocka_unit_test(four_threads),
        cmocka_unit_test(sessions_one_after_the_other),
        cmocka_unit_test(sessions_side_by_side),
    };

    return cmocka_run_group_tests_name("wbemprox_apartments", tests, NULL, NULL);
}
