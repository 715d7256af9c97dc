/* Connecting, calling, and the usage that is refused before anything is sent. */
#define _XOPEN_SOURCE 700 /* gethostname */
#include "fixture.h"

#ifdef _WIN32
#include <windows.h>
#else
#include <unistd.h>
#endif

static bool own_name(char *name, size_t size)
{
#ifdef _WIN32
    DWORD room = (DWORD)size;
    return GetComputerNameA(name, &room) != 0;
#else
    return gethostname(name, size) == 0;
#endif
}

static wmi_connect_options options_for(sample *s, const char *ns)
{
    wmi_connect_options options;
    memset(&options, 0, sizeof options);
    options.backend = s->backend;
    options.ns = ns;
    return options;
}

static void connect_takes_every_spelling_of_a_namespace(void **state)
{
    static const char *const good[] = {"root\\sample", "ROOT/Sample", "\\\\.\\root\\sample", "//./root/sample",
                                       "\\\\HOST\\root\\sample"};
    sample *s = *state;
    size_t i;
    for (i = 0; i < sizeof good / sizeof good[0]; i++) {
        wmi_connect_options options = options_for(s, good[i]);
        wmi_session *session = NULL;
        MUST(s, wmi_connect(&options, &session, &s->error));
        assert_string_equal(wmi_session_namespace(session), good[i]);
        wmi_close(session);
    }
}

/* Where connecting asks for no namespace, the first call tells. */
static void calls_refuse_other_namespaces(sample *s)
{
    wmi_connect_options options = options_for(s, "root\\none");
    wmi_session *session = NULL;
    wmi_object *object = NULL;
    MUST(s, wmi_connect(&options, &session, &s->error));
    REFUSED(s, wmi_object_fetch(session, "Sample_Service.Name=\"main\"", &object, &s->error), WMI_E_INVALID_NAMESPACE,
            "Sample_Service");
    wmi_close(session);
}

static void connect_refuses_other_namespaces_and_says_where(void **state)
{
    static const char *const bad[] = {"root", "none", "\\\\.", "\\root\\sample", "root\\\\sample", "root\\sample\\"};
    sample *s = *state;
    size_t i;
    if (way_differs(WAY_CONNECT)) {
        calls_refuse_other_namespaces(s);
        return;
    }
    for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        wmi_connect_options options = options_for(s, bad[i]);
        wmi_session *session = s->session;
        options.host = "hv7";
        if (way_differs(WAY_HOST_ALONE) && strcmp(bad[i], "\\\\.") == 0) {
            FAILS(s, wmi_connect(&options, &session, &s->error), WMI_USAGE, bad[i]);
            continue;
        }
        REFUSED(s, wmi_connect(&options, &session, &s->error), WMI_E_INVALID_NAMESPACE, "on hv7");
        assert_non_null(strstr(s->error.message, bad[i]));
        assert_string_equal(s->error.operation, "connect");
        assert_string_equal(s->error.target, bad[i]);
        assert_null(session);
    }
}

static void connect_refuses_incomplete_options(void **state)
{
    sample *s = *state;
    wmi_session *session = NULL;
    wmi_connect_options options = options_for(s, NULL);
    FAILS(s, wmi_connect(NULL, &session, &s->error), WMI_USAGE, "options are NULL");
    FAILS(s, wmi_connect(&options, &session, &s->error), WMI_USAGE, "no namespace");
    options.ns = "\\\\hv8\\root\\sample";
    options.host = "hv7";
    FAILS(s, wmi_connect(&options, &session, &s->error), WMI_USAGE, "on another host than the option host names, hv7");
    options.host = "";
    FAILS(s, wmi_connect(&options, &session, &s->error), WMI_USAGE, "names, this one");
    options.ns = "//localhost/root/sample";
    options.host = "127.0.0.1"; /* the same one */
    MUST(s, wmi_connect(&options, &session, &s->error));
    wmi_close(session);
    session = NULL;
    options.host = NULL;
    options.ns = S_NAMESPACE;
    FAILS(s, wmi_connect(&options, NULL, &s->error), WMI_USAGE, "no place");
    options.domain = "d";
    options.authority = "kerberos:h";
    FAILS(s, wmi_connect(&options, &session, &s->error), WMI_USAGE, "domain and an authority");
    options.authority = NULL;
    FAILS(s, wmi_connect(&options, &session, &s->error), WMI_USAGE, "without a user");
    options.domain = NULL;
    options.password = "p";
    FAILS(s, wmi_connect(&options, &session, &s->error), WMI_USAGE, "without a user");
    options.password = NULL;
    options.backend = NULL;
    FAILS(s, wmi_connect(&options, &session, &s->error), WMI_USAGE,
          "wmi_com_backend() (Windows), wmi_wsman_backend() and wmi_loopback_backend()");
    assert_null(session);
}

/* As on com: nothing is sent, and the status is that of wrong use. */
static void connect_refuses_credentials_for_this_host(void **state)
{
    static const char *const hosts[] = {NULL,
                                        "",
                                        ".",
                                        "localhost",
                                        "LocalHost",
                                        "localhost.",
                                        "127.0.0.1",
                                        "127.1.2.3",
                                        "127.1",
                                        "::1",
                                        "[::1]",
                                        "::0001",
                                        "0:0::1",
                                        "[0:0:0:0:0:0:0:1]",
                                        "::ffff:127.0.0.1",
                                        "[::FFFF:127.0.0.1]"};
    static const char *const others[] = {"hv7",  "localhost.example", "127.host", "128.0.0.1", "::", "::2", "::1:1",
                                         "1::1", "::ffff:10.0.0.1"};
    char own[256] = "";
    sample *s = *state;
    wmi_connect_options options = options_for(s, S_NAMESPACE);
    wmi_session *session = NULL;
    size_t i;
    if (way_differs(WAY_CREDENTIALS)) {
        return;
    }
    options.user = "u";
    options.password = "p";
    for (i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
        options.host = hosts[i];
        FAILS(s, wmi_connect(&options, &session, &s->error), WMI_USAGE, "other hosts");
    }
    assert_true(own_name(own, sizeof own - 1));
    options.host = own;
    FAILS(s, wmi_connect(&options, &session, &s->error), WMI_USAGE, "other hosts");
    options.host = NULL;
    options.ns = "\\\\localhost\\root\\sample";
    FAILS(s, wmi_connect(&options, &session, &s->error), WMI_USAGE, "other hosts");
    options.ns = "\\\\hv7\\root\\sample";
    MUST(s, wmi_connect(&options, &session, &s->error));
    wmi_close(session);
    options.ns = S_NAMESPACE;
    for (i = 0; i < sizeof others / sizeof others[0]; i++) {
        options.host = others[i];
        MUST(s, wmi_connect(&options, &session, &s->error));
        wmi_close(session);
    }
    options.locale = "MS_409";
    MUST(s, wmi_connect(&options, &session, &s->error));
    wmi_close(session);
    options.locale = "en-US";
    REFUSED(s, wmi_connect(&options, &session, &s->error), UINT32_C(0x80041080), "MS_409");
    options.locale = "MS_";
    REFUSED(s, wmi_connect(&options, &session, &s->error), UINT32_C(0x80041080), "MS_409");
    options.locale = NULL;
    options.user = "lab\\u";
    options.domain = "other";
    FAILS(s, wmi_connect(&options, &session, &s->error), WMI_USAGE, "names a domain itself");
    options.domain = "LAB";
    MUST(s, wmi_connect(&options, &session, &s->error));
    wmi_close(session);
    options.user = "u@lab";
    FAILS(s, wmi_connect(&options, &session, &s->error), WMI_USAGE, "names a domain itself");
    options.domain = NULL;
    options.user = "lab\\u";
    options.authority = "ntlmdomain:lab";
    FAILS(s, wmi_connect(&options, &session, &s->error), WMI_USAGE, "a domain both");
}

static void null_is_harmless(void **state)
{
    (void)state;
    wmi_close(NULL);
    wmi_loopback_free(NULL);
    wmi_instance_list_free(&s_Sample_Disk_info, NULL, 3);
    assert_null(wmi_session_namespace(NULL));
    assert_null(wmi_loopback_backend(NULL));
}

/* Calling. */

static void ask(const wmi_loopback_call *call, const char *expected_path)
{
    SAME_PATH(call->path, expected_path);
}

WMI_LOOPBACK_HANDLER(count_disks, s_Sample_Service_Count)
{
    ask(call, "Sample_Service");
    out->Number = in->Of != NULL ? WMI_UINT32(wmi_loopback_count(call->loopback, S_NAMESPACE, in->Of)) : WMI_UINT32(0);
    out->ReturnValue = WMI_UINT32(0);
    (void)error;
    return WMI_OK;
}

WMI_LOOPBACK_HANDLER(reset, s_Sample_Service_Reset)
{
    assert_null(in);
    assert_null(out);
    (void)error;
    ++*(int *)call->context;
    return WMI_OK;
}

WMI_LOOPBACK_HANDLER(ping, s_Sample_Service_Ping)
{
    assert_null(in);
    (void)error;
    out->ReturnValue = *(wmi_opt_uint32 *)call->context;
    return WMI_OK;
}

WMI_LOOPBACK_HANDLER(tell, s_Sample_Service_Tell)
{
    (void)call;
    (void)error;
    out->Text = in->Object != NULL ? wmi_object_string(in->Object, "Name") : NULL;
    return WMI_OK;
}

static void on(sample *s, const char *cls, const char *method, wmi_loopback_handler handler, void *context)
{
    MUST(s, wmi_loopback_on(s->loopback, S_NAMESPACE, cls, method, handler, context, &s->error));
}

static void static_methods_are_called_on_the_class(void **state)
{
    sample *s = *state;
    s_Sample_Service_Count_in in = {"Sample_Disk"};
    s_Sample_Service_Count_out out;
    on(s, "Sample_Service", "Count", count_disks, NULL);
    sample_add_disk(s, "a", 1);
    sample_add_disk(s, "b", 1);
    MUST(s, wmi_invoke(s->session, "Sample_Service", &s_Sample_Service_Count_info, NULL, &in, &out, &s->error));
    assert_true(out.Number.has);
    assert_int_equal(out.Number.value, 2);
    wmi_method_out_clear(&s_Sample_Service_Count_info, &out);
    MUST(s, wmi_invoke(s->session, "Sample_Service", &s_Sample_Service_Count_info, NULL, NULL, NULL, &s->error));
    if (!way_differs(WAY_STATIC_METHODS)) {
        REFUSED(
            s,
            wmi_invoke(s->session, "Sample_Service", &s_Sample_Service_Count_info, SERVICE_PATH, &in, &out, &s->error),
            WMI_E_INVALID_METHOD_PARAMETERS, "is static");
    }
}

static void void_methods_have_no_return_value(void **state)
{
    sample *s = *state;
    int resets = 0;
    s_Sample_Service_Tell_in in;
    s_Sample_Service_Tell_out out;
    wmi_value name = wmi_value_string("n\xC3\xA4me");
    sample_add_service(s);
    on(s, "Sample_Service", "Reset", reset, &resets);
    on(s, "Sample_Service", "Tell", tell, NULL);
    MUST(s,
         wmi_invoke(s->session, "Sample_Service", &s_Sample_Service_Reset_info, SERVICE_PATH, NULL, NULL, &s->error));
    MUST(s, wmi_invoke_wait(s->session, NULL, &s_Sample_Service_Reset_info, SERVICE_PATH, NULL, NULL, NULL, &s->error));
    assert_int_equal(resets, 2);

    in.Object = wmi_object_new("Sample_Setting");
    assert_int_equal(wmi_object_set(in.Object, "Name", &name), WMI_OK);
    MUST(s, wmi_invoke(s->session, "Sample_Service", &s_Sample_Service_Tell_info, SERVICE_PATH, &in, &out, &s->error));
    wmi_object_free(in.Object);
    assert_string_equal(out.Text, "n\xC3\xA4me");
    wmi_method_out_clear(&s_Sample_Service_Tell_info, &out);
    assert_null(out.Text);
}

static void return_values_are_not_judged_but_must_be_there(void **state)
{
    sample *s = *state;
    wmi_opt_uint32 answer = {5, true};
    s_Sample_Service_Ping_out out;
    sample_add_service(s);
    on(s, "Sample_Service", "Ping", ping, &answer);
    MUST(s, wmi_invoke(s->session, NULL, &s_Sample_Service_Ping_info, SERVICE_PATH, NULL, &out, &s->error));
    assert_int_equal(out.ReturnValue.value, 5);
    wmi_method_out_clear(&s_Sample_Service_Ping_info, &out);
    WMI_CLEAR(answer);
    memset(&out, 0xA5, sizeof out);
    FAILS(s, wmi_invoke(s->session, NULL, &s_Sample_Service_Ping_info, SERVICE_PATH, NULL, &out, &s->error), WMI_REPLY,
          "ReturnValue");
    assert_false(out.ReturnValue.has);
    assert_null(out.wmi_owned);
    FAILS(s, wmi_invoke(s->session, NULL, &s_Sample_Service_Ping_info, SERVICE_PATH, NULL, NULL, &s->error), WMI_REPLY,
          "ReturnValue");
}

static void the_nearest_handler_answers(void **state)
{
    sample *s = *state;
    wmi_opt_uint32 base = {1, true};
    wmi_opt_uint32 derived = {2, true};
    wmi_opt_uint32 later = {3, true};
    s_Sample_Service better;
    s_Sample_Service_Ping_out out;
    const char *path = "Sample_BetterService.Name=\"main\"";
    memset(&better, 0, sizeof better);
    better.Name = "main";
    MUST(s, wmi_loopback_add(s->loopback, &s_Sample_BetterService_info, &better, NULL, &s->error));
    on(s, "Sample_Service", "Ping", ping, &base);
    MUST(s, wmi_invoke(s->session, NULL, &s_Sample_Service_Ping_info, path, NULL, &out, &s->error));
    assert_int_equal(out.ReturnValue.value, 1);
    on(s, "sample_betterservice", "PING", ping, &derived);
    MUST(s, wmi_invoke(s->session, NULL, &s_Sample_Service_Ping_info, path, NULL, &out, &s->error));
    assert_int_equal(out.ReturnValue.value, 2);
    on(s, "Sample_BetterService", "Ping", ping, &later);
    MUST(s, wmi_invoke(s->session, NULL, &s_Sample_Service_Ping_info, path, NULL, &out, &s->error));
    assert_int_equal(out.ReturnValue.value, 3);
    FAILS(s, wmi_loopback_on(s->loopback, S_NAMESPACE, "Sample_Service", "Pong", ping, NULL, &s->error), WMI_USAGE,
          "Pong");
    FAILS(s, wmi_loopback_on(s->loopback, S_NAMESPACE, "Nothing", "Ping", ping, NULL, &s->error), WMI_USAGE, "Nothing");
    FAILS(s, wmi_loopback_on(s->loopback, "root", "Sample_Service", "Ping", ping, NULL, &s->error), WMI_USAGE, "root");
}

WMI_LOOPBACK_HANDLER(failing, s_Sample_Service_Ping)
{
    (void)in;
    (void)out;
    return call->context != NULL ? wmi_fail(error, WMI_TRANSPORT, WMI_E_ACCESS_DENIED, "Not for you") : WMI_TRANSPORT;
}

static void a_handlers_failure_is_the_calls(void **state)
{
    sample *s = *state;
    s_Sample_Service_Ping_out out;
    sample_add_service(s);
    on(s, "Sample_Service", "Ping", failing, s);
    REFUSED(s,
            wmi_invoke(s->session, "Sample_Service", &s_Sample_Service_Ping_info, SERVICE_PATH, NULL, &out, &s->error),
            WMI_E_ACCESS_DENIED, "Not for you");
    assert_string_equal(s->error.operation, "invoke");
    assert_string_equal(s->error.class_name, "Sample_Service");
    assert_string_equal(s->error.method, "Ping");
    assert_string_equal(s->error.target, SERVICE_PATH);
    assert_string_equal(s->error.name, "WBEM_E_ACCESS_DENIED");
    on(s, "Sample_Service", "Ping", failing, NULL);
    REFUSED(s, wmi_invoke(s->session, NULL, &s_Sample_Service_Ping_info, SERVICE_PATH, NULL, &out, &s->error),
            WMI_E_PROVIDER_FAILURE, "did not say why");
    /* The error may be NULL, and the path may be the error's own text. */
    assert_int_equal(wmi_invoke(s->session, NULL, &s_Sample_Service_Ping_info, SERVICE_PATH, NULL, &out, NULL),
                     WMI_TRANSPORT);
    REFUSED(s, wmi_invoke(s->session, NULL, &s_Sample_Service_Ping_info, s->error.target, NULL, &out, &s->error),
            WMI_E_PROVIDER_FAILURE, "did not say why");
    assert_string_equal(s->error.target, SERVICE_PATH);
}

/* A backend that fails without a word. */
static wmi_status mute_connect(const wmi_backend *self, const wmi_connect_options *options, wmi_connection **out,
                               const wmi_limit *limit, wmi_error *error)
{
    (void)limit;
    (void)self;
    (void)error;
    *out = NULL;
    return options->user == NULL ? WMI_OK : WMI_TRANSPORT;
}

static wmi_status mute_get(wmi_connection *connection, const char *path, wmi_object **out, const wmi_limit *limit,
                           wmi_error *error)
{
    (void)limit;
    (void)connection;
    (void)path;
    (void)out;
    (void)error;
    return WMI_TRANSPORT;
}

/* A Job, and a ReturnValue that is no number. */
static wmi_status odd_invoke(wmi_connection *connection, const wmi_call *call, wmi_object **out, const wmi_limit *limit,
                             wmi_error *error)
{
    (void)limit;
    wmi_value job = wmi_value_string("Msvm_ConcreteJob.InstanceID=\"1\"");
    wmi_value code = wmi_value_string("many");
    (void)connection;
    (void)call;
    (void)error;
    *out = wmi_object_new("__PARAMETERS");
    assert_int_equal(wmi_object_set(*out, "Job", &job), WMI_OK);
    assert_int_equal(wmi_object_set(*out, "ReturnValue", &code), WMI_OK);
    return WMI_OK;
}

/* "Job started", and the name of none. */
static wmi_status nameless_invoke(wmi_connection *connection, const wmi_call *call, wmi_object **out,
                                  const wmi_limit *limit, wmi_error *error)
{
    wmi_value job = wmi_value_string("");
    wmi_value code = wmi_value_uint32(WMI_RETURN_JOB_STARTED);
    (void)connection;
    (void)call;
    (void)limit;
    (void)error;
    *out = wmi_object_new("__PARAMETERS");
    assert_int_equal(wmi_object_set(*out, "Job", &job), WMI_OK);
    assert_int_equal(wmi_object_set(*out, "ReturnValue", &code), WMI_OK);
    return WMI_OK;
}

static uint64_t no_time(wmi_connection *connection)
{
    (void)connection;
    return 0;
}

static void mute_close(wmi_connection *connection)
{
    (void)connection;
}

static void what_a_bad_backend_does_is_told(void **state)
{
    sample *s = *state;
    wmi_backend mute;
    s_Sample_Service_Define_out out;
    wmi_connect_options options = options_for(s, S_NAMESPACE);
    wmi_session *session = NULL;
    wmi_object *object = NULL;
    memset(&mute, 0, sizeof mute);
    mute.connect = mute_connect;
    mute.get = mute_get;
    mute.invoke = odd_invoke;
    mute.close = mute_close;
    options.backend = &mute;
    options.user = "u";
    FAILS(s, wmi_connect(&options, &session, &s->error), WMI_TRANSPORT, "did not say why");
    options.user = NULL;
    MUST(s, wmi_connect(&options, &session, &s->error));
    REFUSED(s, wmi_object_fetch(session, "x", &object, &s->error), WMI_E_FAILED, "did not say why");
    assert_string_equal(s->error.operation, "get");
    FAILS(s, wmi_invoke(session, NULL, &s_Sample_Service_Define_info, "x", NULL, &out, &s->error), WMI_REPLY,
          "has no ReturnValue that could be read");
    assert_false(out.ReturnValue.has);
    assert_string_equal(out.Job, "Msvm_ConcreteJob.InstanceID=\"1\"");
    assert_string_equal(s->error.job.path, out.Job);
    wmi_method_out_clear(&s_Sample_Service_Define_info, &out);
    mute.invoke = nameless_invoke;
    mute.now = no_time;
    FAILS(s, wmi_invoke_wait(session, NULL, &s_Sample_Service_Define_info, "x", NULL, NULL, NULL, &s->error), WMI_REPLY,
          "returned 4096 (job started) and no Job");
    assert_int_equal(s->error.return_value.value, WMI_RETURN_JOB_STARTED);
    wmi_close(session);
}

/* A backend that tells what WMI said of a failure: of the connect, or of looking at a job. */

static wmi_status fail_with_status(wmi_error *error, uint32_t number)
{
    (void)wmi_fail(error, WMI_TRANSPORT, number, "The provider would not");
    error->extended.description = "Nothing to be done";
    error->extended.operation = "ExecQuery";
    error->extended.parameter_info = "SELECT x";
    error->extended.provider = "WmiProv";
    error->extended.status_code = WMI_UINT32(77);
    return WMI_TRANSPORT;
}

static void assert_status_told(const wmi_error *error)
{
    assert_string_equal(error->extended.description, "Nothing to be done");
    assert_string_equal(error->extended.operation, "ExecQuery");
    assert_string_equal(error->extended.parameter_info, "SELECT x");
    assert_string_equal(error->extended.provider, "WmiProv");
    assert_true(error->extended.status_code.has);
    assert_int_equal(error->extended.status_code.value, 77);
}

static wmi_status telling_connect(const wmi_backend *self, const wmi_connect_options *options, wmi_connection **out,
                                  const wmi_limit *limit, wmi_error *error)
{
    (void)limit;
    (void)self;
    *out = NULL;
    return options->user == NULL ? WMI_OK : fail_with_status(error, WMI_E_ACCESS_DENIED);
}

static wmi_status telling_get(wmi_connection *connection, const char *path, wmi_object **out, const wmi_limit *limit,
                              wmi_error *error)
{
    (void)limit;
    (void)connection;
    (void)path;
    *out = NULL;
    return fail_with_status(error, WMI_E_FAILED);
}

static wmi_status start_job(wmi_connection *connection, const wmi_call *call, wmi_object **out, const wmi_limit *limit,
                            wmi_error *error)
{
    (void)limit;
    wmi_value job = wmi_value_string("Msvm_ConcreteJob.InstanceID=\"1\"");
    wmi_value code = wmi_value_uint32(4096);
    (void)connection;
    (void)call;
    (void)error;
    *out = wmi_object_new("__PARAMETERS");
    assert_int_equal(wmi_object_set(*out, "Job", &job), WMI_OK);
    assert_int_equal(wmi_object_set(*out, "ReturnValue", &code), WMI_OK);
    return WMI_OK;
}

static void what_wmi_said_is_kept(void **state)
{
    sample *s = *state;
    wmi_backend telling;
    s_Sample_Service_Define_out out;
    wmi_connect_options options = options_for(s, S_NAMESPACE);
    wmi_session *session = NULL;
    memset(&telling, 0, sizeof telling);
    telling.connect = telling_connect;
    telling.get = telling_get;
    telling.invoke = start_job;
    telling.close = mute_close;
    telling.now = no_time;
    options.backend = &telling;
    options.user = "u";
    options.host = "hv7";
    REFUSED(s, wmi_connect(&options, &session, &s->error), WMI_E_ACCESS_DENIED, "on hv7: The provider would not");
    assert_string_equal(s->error.name, "WBEM_E_ACCESS_DENIED");
    assert_status_told(&s->error);
    options.user = NULL;
    MUST(s, wmi_connect(&options, &session, &s->error));
    REFUSED(s, wmi_invoke_wait(session, NULL, &s_Sample_Service_Define_info, "x", NULL, &out, NULL, &s->error),
            WMI_E_FAILED, "cannot be followed: The provider would not");
    assert_status_told(&s->error);
    assert_string_equal(s->error.job.path, "Msvm_ConcreteJob.InstanceID=\"1\"");
    wmi_method_out_clear(&s_Sample_Service_Define_info, &out);
    wmi_close(session);
}

static bool never(void *context, const wmi_object *object)
{
    (void)context;
    (void)object;
    return false;
}

static void usage_is_refused_with_a_sentence(void **state)
{
    sample *s = *state;
    s_Sample_Disk disk;
    void *items = NULL;
    char **paths = NULL;
    size_t count = 0;
    wmi_object *object = NULL;
    s_Sample_Service_Ping_out out;
    s_Sample_Service_Ping_out none;
    memset(&disk, 0, sizeof disk);
    memset(&none, 0, sizeof none);
    memset(&out, 0xFF, sizeof out);
    FAILS(s, wmi_invoke(s->session, NULL, &s_Sample_Service_Ping_info, NULL, NULL, &out, &s->error), WMI_USAGE,
          "on an instance");
    assert_memory_equal(&out, &none, sizeof out); /* so that clearing it is safe */
    memset(&out, 0xFF, sizeof out);
    FAILS(s, wmi_invoke_wait(NULL, NULL, &s_Sample_Service_Ping_info, "x", NULL, &out, NULL, &s->error), WMI_USAGE,
          "session is NULL");
    assert_memory_equal(&out, &none, sizeof out);
    FAILS(s, wmi_invoke(NULL, NULL, &s_Sample_Service_Ping_info, "x", NULL, NULL, &s->error), WMI_USAGE,
          "session is NULL");
    FAILS(s, wmi_invoke(s->session, "C", NULL, "x", NULL, NULL, &s->error), WMI_USAGE, "method is NULL");
    FAILS(s, wmi_invoke(s->session, NULL, &s_Sample_Service_Ping_info, NULL, NULL, NULL, &s->error), WMI_USAGE,
          "on an instance");
    FAILS(s, wmi_invoke_wait(s->session, NULL, &s_Sample_Service_Ping_info, "", NULL, NULL, NULL, &s->error), WMI_USAGE,
          "on an instance");
    FAILS(s, wmi_instance_get(s->session, &s_Sample_Disk_info, NULL, &disk, &s->error), WMI_USAGE, "path");
    FAILS(s, wmi_instance_get(s->session, &s_Sample_Disk_info, "x", NULL, &s->error), WMI_USAGE, "instance is NULL");
    FAILS(s, wmi_instance_get(s->session, NULL, "x", &disk, &s->error), WMI_USAGE, "class is NULL");
    FAILS(s, wmi_object_fetch(s->session, "x", NULL, &s->error), WMI_USAGE, "no place");
    FAILS(s, wmi_object_fetch(NULL, "x", &object, &s->error), WMI_USAGE, "session");
    FAILS(s, wmi_instance_list(s->session, &s_Sample_Disk_info, NULL, &items, NULL, &s->error), WMI_USAGE, "NULL");
    FAILS(s, wmi_instance_put(s->session, &s_Sample_Disk_info, NULL, &s->error), WMI_USAGE, "instance is NULL");
    FAILS(s, wmi_object_put(s->session, NULL, WMI_PUT_UPDATE, NULL, &s->error), WMI_USAGE, "object is NULL");
    object = wmi_object_new("Sample_Disk");
    FAILS(s, wmi_object_put(s->session, object, (wmi_put_mode)(WMI_PUT_UPDATE + 1), NULL, &s->error), WMI_USAGE,
          "no wmi_put_mode");
    wmi_object_free(object);
    FAILS(s, wmi_instance_delete(s->session, NULL, &s->error), WMI_USAGE, "path");
    FAILS(s, wmi_associator_paths(s->session, NULL, NULL, NULL, &paths, &count, &s->error), WMI_USAGE, "path");
    FAILS(s, wmi_associator_paths(s->session, NULL, NULL, "x", NULL, &count, &s->error), WMI_USAGE, "place");
    FAILS(s, wmi_query(s->session, NULL, never, NULL, &s->error), WMI_USAGE, "NULL");
    FAILS(s, wmi_query(s->session, "SELECT * FROM Sample_Disk", NULL, NULL, &s->error), WMI_USAGE, "NULL");
    /* the fixture's connect */
    assert_int_equal(wmi_loopback_calls(s->loopback, WMI_LOOPBACK_ANY), way_differs(WAY_CONNECT) ? 0 : 1);
}

static void a_path_is_made_from_the_keys(void **state)
{
    sample *s = *state;
    s_Sample_Disk disk;
    s_Sample_Global global;
    s_CIM_Error no_keys;
    s_Sample_DiskOnService link;
    char *path = NULL;
    memset(&disk, 0, sizeof disk);
    memset(&global, 0, sizeof global);
    memset(&no_keys, 0, sizeof no_keys);
    memset(&link, 0, sizeof link);
    disk.DeviceID = "a\"b\\c";
    disk.Index = WMI_UINT32(4000000000u);
    FAILS(s, wmi_instance_path(&s_Sample_Disk_info, &disk, &path, &s->error), WMI_USAGE, "Removable");
    assert_null(path);
    disk.Removable = WMI_BOOLEAN(true);
    MUST(s, wmi_instance_path(&s_Sample_Disk_info, &disk, &path, &s->error));
    assert_string_equal(path, "Sample_Disk.DeviceID=\"a\\\"b\\\\c\",Index=4000000000,Removable=TRUE");
    wmi_free(path);
    disk.wmi.class_name = "Sample_FastDisk";
    MUST(s, wmi_instance_path(&s_Sample_Disk_info, &disk, &path, &s->error));
    assert_ptr_equal(strstr(path, "Sample_FastDisk."), path);
    wmi_free(path);
    MUST(s, wmi_instance_path(&s_Sample_Global_info, &global, &path, &s->error));
    assert_string_equal(path, "Sample_Global=@");
    wmi_free(path);
    FAILS(s, wmi_instance_path(&s_CIM_Error_info, &no_keys, &path, &s->error), WMI_USAGE, "no key");
    link.Antecedent = SERVICE_PATH;
    link.Dependent = "d";
    MUST(s, wmi_instance_path(&s_Sample_DiskOnService_info, &link, &path, &s->error));
    assert_string_equal(path, "Sample_DiskOnService.Antecedent=\"Sample_Service.Name=\\\"main\\\"\",Dependent=\"d\"");
    wmi_free(path);
    FAILS(s, wmi_instance_path(NULL, &disk, &path, &s->error), WMI_USAGE, "NULL");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(connect_takes_every_spelling_of_a_namespace),
        TEST(connect_refuses_other_namespaces_and_says_where),
        TEST(connect_refuses_incomplete_options),
        TEST(connect_refuses_credentials_for_this_host),
        TEST(null_is_harmless),
        TEST(static_methods_are_called_on_the_class),
        TEST(void_methods_have_no_return_value),
        TEST(return_values_are_not_judged_but_must_be_there),
        TEST(the_nearest_handler_answers),
        TEST(a_handlers_failure_is_the_calls),
        TEST(what_a_bad_backend_does_is_told),
        TEST(what_wmi_said_is_kept),
        TEST(usage_is_refused_with_a_sentence),
        TEST(a_path_is_made_from_the_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
