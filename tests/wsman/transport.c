/*
 * Connections: what is refused before a byte leaves, what is kept, what is sent again and what never is, time and wmi_cancel.
 */
#define _XOPEN_SOURCE 700
#include "fixture.h"

#include <virtualization_v2.h>

#define PATH "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"N1\""
#define MACHINE                                                                                                        \
    "<p:Msvm_ComputerSystem xmlns:p=\"" V2_URI "Msvm_ComputerSystem\"><p:Name>N1</p:Name></p:Msvm_ComputerSystem>"
#define OUTPUT                                                                                                         \
    "<p:RequestStateChange_OUTPUT xmlns:p=\"" V2_URI                                                                   \
    "Msvm_ComputerSystem\"><p:ReturnValue>0</p:ReturnValue></p:RequestStateChange_OUTPUT>"

static wmi_status get(fixture *f)
{
    hv_Msvm_ComputerSystem machine = {0};
    wmi_status status = hv_Msvm_ComputerSystem_get(f->session, PATH, &machine, &f->error);
    hv_Msvm_ComputerSystem_clear(&machine);
    return status;
}

static wmi_status change(fixture *f)
{
    hv_Msvm_ComputerSystem_RequestStateChange_in in = {.RequestedState = WMI_UINT16_INIT(2)};
    hv_Msvm_ComputerSystem_RequestStateChange_out out = {0};
    wmi_status status = hv_Msvm_ComputerSystem_RequestStateChange(f->session, PATH, &in, &out, &f->error);
    hv_Msvm_ComputerSystem_RequestStateChange_out_clear(&out);
    return status;
}

static const char *usual_body(const server_request *request)
{
    return strstr(request->body, "RequestStateChange_INPUT") != NULL ? OUTPUT : MACHINE;
}

static bool answer_usually(void *context, const server_request *request, int socket)
{
    unsigned *connections = context;
    if (connections != NULL && request->connection >= *connections) {
        *connections = request->connection + 1;
    }
    return server_identifies(socket, request) || server_answer(socket, request, 200, usual_body(request));
}

/* Nothing that can be read on the way leaves without having been allowed by name, and nothing that Basic cannot say. */
static void test_refused(void **state)
{
    fixture f = {0};
    wmi_connect_options connect = {.ns = hv_NAMESPACE, .host = "127.0.0.1", .user = "u", .password = "p"};
    (void)state;
    f.server = server_start(answer_usually, NULL);
    wmi_wsman_options options = plain_options(f.server);
    options.allow_unencrypted = false;
    assert_int_equal(open_with(&f, &options, 0), WMI_USAGE);
    assert_error(&f.error, WMI_USAGE, 0, "allow_unencrypted");
    wmi_wsman_free(f.wsman);
    options.allow_unencrypted = true;
    assert_int_equal(wmi_wsman_new(&options, &f.wsman, &f.error), WMI_OK);
    connect.backend = wmi_wsman_backend(f.wsman);
    connect.domain = "EXAMPLE";
    assert_int_equal(wmi_connect(&connect, &f.session, &f.error), WMI_USAGE);
    connect.domain = NULL;
    connect.user = "EXAMPLE\\u";
    assert_int_equal(wmi_connect(&connect, &f.session, &f.error), WMI_USAGE);
    assert_error(&f.error, WMI_USAGE, 0, "Negotiate");
    connect.user = "u:v";
    assert_int_equal(wmi_connect(&connect, &f.session, &f.error), WMI_USAGE);
    connect.user = NULL;
    connect.password = NULL;
    assert_int_equal(wmi_connect(&connect, &f.session, &f.error), WMI_USAGE);
    connect.user = "u";
    connect.password = "p";
    connect.authority = "kerberos:HOST/x";
    assert_int_equal(wmi_connect(&connect, &f.session, &f.error), WMI_USAGE);
    connect.authority = NULL;
    static const char *const bad_hosts[] = {"user@host", "h/x",   "h:5985",  "dead:5985", "[::1]:5986", "[::1",
                                            "::1]",      "h%2fx", "h;x",     "ho$t",      "a b",        "h\r\nX: y",
                                            "[h]",       "h:p:q", "host\\x", "host?q=1",  "http://host"};
    for (size_t i = 0; i < sizeof bad_hosts / sizeof bad_hosts[0]; i++) {
        connect.host = bad_hosts[i];
        assert_int_equal(wmi_connect(&connect, &f.session, &f.error), WMI_USAGE);
        assert_error(&f.error, WMI_USAGE, 0, strcmp(bad_hosts[i], "h:5985") == 0 ? "port" : "no name and no address");
    }
    connect.host = "127.0.0.1";
    static const char *const bad_locales[] = {"MS_",   "MS_XYZ", "MS_FFFF", "MS_10411",     "0",        "70000", "",
                                              "ja_JP", "ja-",    "-ja",     "japanisch-JP", "ja-JP\r\n"};
    for (size_t i = 0; i < sizeof bad_locales / sizeof bad_locales[0]; i++) {
        connect.locale = bad_locales[i];
        assert_int_equal(wmi_connect(&connect, &f.session, &f.error), WMI_USAGE);
        assert_error(&f.error, WMI_USAGE, 0, "locale");
    }
    assert_int_equal(server_requests(f.server), 0);
    close_fixture(&f);
}

/* A proxy: it has the request, by its user; what is wrong with it is told without a part of it, and never passed over. */

static bool answer_as_proxy(void *context, const server_request *request, int socket)
{
    int *good = context;
    if (*good < 0) {
        return server_respond(socket, 407, "text/html", "<html/>");
    }
    *good += strstr(request->head, "http://host.invalid:5985/wsman HTTP/1.1") != NULL &&
             strstr(request->head, "Proxy-Authorization: Basic dTpwcjB4eTp3b3Jk\r\n") != NULL; /* u:pr0xy:word */
    return server_identifies(socket, request);
}

static wmi_status identify_through(const char *proxy, const char *host, wmi_error *error)
{
    wmi_wsman_options options = {.http = true, .allow_unencrypted = true, .port = 5985};
    wmi_connect_options connect = {.host = host, .timeout_ms = 20000};
    wmi_wsman_identity *identity = NULL;
    wmi_wsman *wsman = NULL;
    options.proxy = proxy;
    wmi_status status = wmi_wsman_new(&options, &wsman, error);
    if (status == WMI_OK) {
        status = wmi_wsman_identify(wsman, &connect, &identity, error);
    }
    wmi_wsman_identity_free(identity);
    wmi_wsman_free(wsman);
    return status;
}

static void test_proxy(void **state)
{
    static const char *const bad[] = {
        "http://u:pr0xy@h:99999",
        "http://u:pr0xy@h h:1",
        "u:pr0xy@[::g]:1",
        "ftp://u:pr0xy@h:1",
        "http://u:pr0xy%00@h:1",
        "http://u:pr0xy%0d%0a@h",
        "",
    };
    int good = 0;
    server *s = server_start(answer_as_proxy, &good);
    wmi_error error = {0};
    char proxy[64];
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(identify_through(bad[i], "host.invalid", &error), WMI_USAGE);
        assert_error(&error, WMI_USAGE, 0, "proxy");
        assert_null(strstr(error.message, "pr0xy"));
    }
    for (int i = 0; i < 2; i++) {
        snprintf(proxy, sizeof proxy, "%su:pr0xy%%3aword@127.0.0.1:%u", i == 0 ? "http://" : "",
                 (unsigned)server_port(s));
        if (identify_through(proxy, "host.invalid", &error) != WMI_OK) {
            fail_msg("%s", error.message);
        }
        assert_int_equal(good, i + 1);
    }
    good = -1;
    assert_int_equal(identify_through(proxy, "host.invalid", &error), WMI_TRANSPORT);
    assert_error(&error, WMI_TRANSPORT, 0x80070005u, "The proxy");
    assert_null(strstr(error.message, "pr0xy"));
    wmi_error_clear(&error);
    server_stop(s);
}

static void test_refused_options(void **state)
{
    wmi_wsman_options options = {.max_envelope = 100};
    wmi_wsman *wsman = NULL;
    (void)state;
    assert_int_equal(wmi_wsman_new(&options, &wsman, NULL), WMI_USAGE);
    options = (wmi_wsman_options){.max_elements = 100000};
    assert_int_equal(wmi_wsman_new(&options, &wsman, NULL), WMI_USAGE);
    options = (wmi_wsman_options){.path = "a?b"};
    assert_int_equal(wmi_wsman_new(&options, &wsman, NULL), WMI_USAGE);
    assert_int_equal(wmi_wsman_new(NULL, NULL, NULL), WMI_USAGE);
    assert_null(wsman);
    assert_null(wmi_wsman_backend(NULL));
    wmi_wsman_free(NULL);
}

/* Options as long as the headers of the program have them: shorter ones of before, longer ones of later. They lie in a block that ends
 * with them: reading on is found by sanitizers and valgrind. */
static wmi_status make_with(size_t size, unsigned char last, wmi_error *error)
{
    wmi_wsman_options options = {.http = true};
    wmi_wsman *wsman = NULL;
    unsigned char *block = calloc(1, size);
    wmi_status status;
    assert_non_null(block);
    memcpy(block, &options, size < sizeof options ? size : sizeof options);
    block[size - 1] |= last;
    status = wmi_wsman_new_sized((const wmi_wsman_options *)(void *)block, size, &wsman, error);
    free(block);
    assert_true((status == WMI_OK) == (wsman != NULL));
    wmi_wsman_free(wsman);
    return status;
}

static void test_sized_options(void **state)
{
    static const size_t sizes[] = {offsetof(wmi_wsman_options, schema_count),
                                   offsetof(wmi_wsman_options, allow_unencrypted), offsetof(wmi_wsman_options, proxy),
                                   sizeof(wmi_wsman_options), sizeof(wmi_wsman_options) + 8};
    wmi_error error = WMI_ERROR_INIT;
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        assert_int_equal(make_with(sizes[i], 0, &error), WMI_OK);
    }
    assert_int_equal(make_with(sizeof(wmi_wsman_options) + 8, 1, &error), WMI_USAGE);
    assert_error(&error, WMI_USAGE, 0,
                 "of the wmi_wsman_options set something that this runtime (" WMI_VERSION_TEXT ")");
    wmi_error_clear(&error);
}

/* The language of a session, as WMI, Windows or XML names it, is a tag in each request. */

static bool look_for_language(void *context, const server_request *request, int socket)
{
    char *found = context;
    const char *at = strstr(request->body, "<w:Locale xml:lang=\"");
    if (at != NULL) {
        sscanf(at, "<w:Locale xml:lang=\"%31[^\"]", found);
        at = strstr(request->body, "<m:DataLocale xml:lang=\"");
        if (at == NULL || strncmp(at + 24, found, strlen(found)) != 0) {
            strcpy(found, "another for data");
        }
    }
    return answer_usually(NULL, request, socket);
}

static void test_languages(void **state)
{
    static const char *const locales[][2] = {
        {NULL, "en-US"},
        {"MS_409", "en-US"},
        {"ms_411", "ja-JP"},
        {"MS_0411", "ja-JP"},
        {"1041", "ja-JP"},
        {"0x0411", "ja-JP"},
        {"ja-JP", "ja-JP"},
        {"ja", "ja"},
        {"MS_11", "ja"},
        {"MS_9", "en"},
        {"de-CH-1996", "de-CH-1996"},
        {"MS_804", "zh-CN"},
        {"3079", "de-AT"},
        {"zh-Hant-TW", "zh-Hant-TW"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof locales / sizeof locales[0]; i++) {
        char found[32] = "";
        fixture f = {0};
        f.server = server_start(look_for_language, found);
        wmi_wsman_options options = plain_options(f.server);
        wmi_connect_options connect = {.ns = hv_NAMESPACE, .host = "127.0.0.1", .user = "u", .password = "p"};
        assert_int_equal(wmi_wsman_new(&options, &f.wsman, &f.error), WMI_OK);
        connect.backend = wmi_wsman_backend(f.wsman);
        connect.locale = locales[i][0];
        assert_int_equal(wmi_connect(&connect, &f.session, &f.error), WMI_OK);
        assert_int_equal(get(&f), WMI_OK);
        close_fixture(&f);
        assert_string_equal(found, locales[i][1]);
    }
}

/* Identify, without a session. */

typedef struct identify_case {
    const char *user;     /* NULL = nobody */
    const char *expected; /* in the head */
    const char *body;     /* of the answer */
    bool seen;
} identify_case;

static bool identify_case_answer(void *context, const server_request *request, int socket)
{
    identify_case *one = context;
    one->seen = strstr(request->head, one->expected) != NULL && strstr(request->body, "Identify") != NULL &&
                (one->user != NULL || strstr(request->head, "Authorization") == NULL);
    return server_answer(socket, request, 200, one->body);
}

static wmi_status identify_by(identify_case *one, wmi_wsman_identity **identity, wmi_error *error)
{
    server *s = server_start(identify_case_answer, one);
    wmi_wsman_options options = plain_options(s);
    wmi_connect_options connect = {.host = "127.0.0.1", .user = one->user, .password = one->user, .timeout_ms = 60000};
    wmi_wsman *wsman = NULL;
    wmi_status status = wmi_wsman_new(&options, &wsman, error);
    if (status == WMI_OK) {
        status = wmi_wsman_identify(wsman, &connect, identity, error);
    }
    wmi_wsman_free(wsman);
    server_stop(s);
    return status;
}

#define IDENTITY "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"
#define PROTOCOL "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"

static void test_identify(void **state)
{
    identify_case windows = {
        "u", "Authorization: Basic dTp1",
        "<i:IdentifyResponse xmlns:i=\"" IDENTITY "\"><i:ProtocolVersion>" PROTOCOL "</i:ProtocolVersion>"
        "<i:ProductVendor>Microsoft Corporation</i:ProductVendor><i:ProductVersion>OS: 10.0.20348 SP: 0.0 Stack: 3.0"
        "</i:ProductVersion><i:SecurityProfiles><i:SecurityProfileName>urn:basic</i:SecurityProfileName>"
        "<i:SecurityProfileName>urn:kerberos</i:SecurityProfileName></i:SecurityProfiles></i:IdentifyResponse>",
        false};
    identify_case other = {
        NULL, "WSMANIDENTIFY: unauthenticated", /* in another namespace, and it says little */
        "<s:IdentifyResponse><s:ProtocolVersion>a</s:ProtocolVersion><s:ProtocolVersion> b </s:ProtocolVersion>"
        "<s:ProductVersion/></s:IdentifyResponse>",
        false};
    identify_case none = {"u", "POST", "<x:GetResponse/>", false};
    wmi_wsman_identity *identity = NULL;
    wmi_error error = {0};
    (void)state;
    assert_int_equal(identify_by(&windows, &identity, &error), WMI_OK);
    assert_true(windows.seen);
    assert_string_equal(identity->product_vendor, "Microsoft Corporation");
    assert_string_equal(identity->product_version, "OS: 10.0.20348 SP: 0.0 Stack: 3.0");
    assert_int_equal(identity->protocol_version_count, 1);
    assert_string_equal(identity->protocol_versions[0], PROTOCOL);
    assert_int_equal(identity->security_profile_count, 2);
    assert_string_equal(identity->security_profiles[1], "urn:kerberos");
    wmi_wsman_identity_free(identity);
    assert_int_equal(identify_by(&other, &identity, &error), WMI_OK);
    assert_true(other.seen);
    assert_null(identity->product_vendor);
    assert_null(identity->product_version);
    assert_int_equal(identity->protocol_version_count, 2);
    assert_string_equal(identity->protocol_versions[1], "b");
    assert_int_equal(identity->security_profile_count, 0);
    wmi_wsman_identity_free(identity);
    assert_int_equal(identify_by(&none, &identity, &error), WMI_REPLY);
    assert_null(identity);
    assert_int_equal(wmi_wsman_identify(NULL, &(wmi_connect_options){0}, &identity, &error), WMI_USAGE);
    wmi_wsman_identity_free(NULL);
    wmi_error_clear(&error);
}

/* Statuses without SOAP. */

typedef struct bare_status {
    const char *bytes;
    wmi_status status;
    uint32_t number;
    const char *word;
} bare_status;

static bool answer_bare(void *context, const server_request *request, int socket)
{
    const bare_status *one = context;
    (void)request;
    return server_send(socket, one->bytes, strlen(one->bytes));
}

static void test_statuses(void **state)
{
    static const bare_status all[] = {
        {"HTTP/1.1 401 X\r\nWWW-Authenticate: Negotiate\r\nWWW-Authenticate: Basic realm=\"WSMAN\"\r\nContent-Length: 0\r\n\r\n",
         WMI_TRANSPORT, 0x80070005u, "Basic, Negotiate"},
        {"HTTP/1.1 413 X\r\nContent-Length: 0\r\n\r\n", WMI_TRANSPORT, 0x80338111u, "MaxEnvelopeSizekb"},
        {"HTTP/1.1 302 X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", WMI_TRANSPORT, 0x80041015u,
         "redirects"},
        {"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n", WMI_TRANSPORT, 0x80041015u, "404"},
        {"HTTP/1.1 503 X\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>", WMI_TRANSPORT, 0x80041015u,
         "503"},
        {"HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n", WMI_TRANSPORT, 0x80041015u, "AllowUnencrypted"},
        {"HTTP/1.1 200 X\r\nContent-Length: 0\r\n\r\n", WMI_REPLY, 0, "nothing"},
        {"HTTP/1.1 200 X\r\nContent-Length: 5\r\n\r\n<a>\n<", WMI_REPLY, 0, "(line 2)"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        fixture f = {0};
        bare_status one = all[i];
        f.server = server_start(answer_bare, &one);
        wmi_wsman_options options = plain_options(f.server);
        assert_int_not_equal(open_with(&f, &options, 60000), WMI_OK);
        assert_error(&f.error, one.status, one.number, one.word);
        assert_null(strstr(f.error.message, "s3cret"));
        close_fixture(&f);
    }
}

/* Connections are kept, whatever the environment says of proxies. */
static void test_kept(void **state)
{
    fixture f;
    unsigned connections = 0;
    (void)state;
    setenv("http_proxy", "http://127.0.0.1:1", 1);
    open_fixture(&f, answer_usually, &connections, 60000);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(get(&f), WMI_OK);
    }
    unsetenv("http_proxy");
    close_fixture(&f);
    assert_int_equal(connections, 1);
}

static bool answer_and_end(void *context, const server_request *request, int socket)
{
    (void)context;
    if (server_identifies(socket, request)) {
        return true;
    }
    server_answer_and_end(socket, request, 200, usual_body(request));
    return false;
}

/* One that is found dead before anything was sent is replaced. */
static void test_replaced(void **state)
{
    fixture f;
    (void)state;
    open_fixture(&f, answer_and_end, NULL, 60000);
    assert_int_equal(change(&f), WMI_OK);
    assert_int_equal(change(&f), WMI_OK);
    assert_int_equal(get(&f), WMI_OK);
    assert_int_equal(server_requests(f.server), 4);
    close_fixture(&f);
}

/* Ends the connection without an answer, so many times. */
static bool drop_some(void *context, const server_request *request, int socket)
{
    int *left = context;
    if (server_identifies(socket, request)) {
        return true;
    }
    return (*left)-- <= 0 && server_answer(socket, request, 200, usual_body(request));
}

/* What changes something is sent once; what is read may be sent again. */
static void test_lost(void **state)
{
    fixture f;
    int left = 1;
    (void)state;
    open_fixture(&f, drop_some, &left, 60000);
    assert_int_equal(change(&f), WMI_TRANSPORT); /* on the connection that Identify left */
    assert_error(&f.error, WMI_TRANSPORT, 0x80041015u, "outcome is not known");
    assert_int_equal(server_requests(f.server), 2);
    left = 1;
    assert_int_equal(change(&f), WMI_TRANSPORT); /* on a new one */
    assert_error(&f.error, WMI_TRANSPORT, 0x80041015u, "outcome is not known");
    assert_int_equal(server_requests(f.server), 3);
    left = 1;
    assert_int_equal(get(&f), WMI_OK);
    assert_int_equal(server_requests(f.server), 5);
    close_fixture(&f);
}

static void test_restarted(void **state)
{
    fixture f;
    (void)state;
    open_fixture(&f, answer_usually, NULL, 60000);
    uint16_t port = server_port(f.server);
    assert_int_equal(change(&f), WMI_OK);
    server_stop(f.server);
    assert_int_equal(change(&f), WMI_TRANSPORT);
    assert_error(&f.error, WMI_TRANSPORT, 0x80041015u, "nothing was sent");
    f.server = server_start_at(port, answer_usually, NULL);
    assert_int_equal(change(&f), WMI_OK);
    close_fixture(&f);
}

/* Time and wmi_cancel. */

static bool answer_nothing(void *context, const server_request *request, int socket)
{
    wmi_session **session = context;
    if (server_identifies(socket, request)) {
        return true;
    }
    wmi_cancel(session != NULL ? *session : NULL);
    return true;
}

static void test_time(void **state)
{
    fixture f;
    (void)state;
    bool was_sent = false;
    UNTIL_FAST_ENOUGH(limit_ms)
    {
        open_fixture(&f, answer_nothing, NULL, limit_ms);
        assert_int_equal(change(&f), WMI_TIMEOUT);
        assert_error(&f.error, WMI_TIMEOUT, WMI_E_TIMED_OUT, "");
        was_sent = strstr(f.error.message, "outcome is not known") != NULL;
        assert_int_equal(get(&f), WMI_TIMEOUT);
        close_fixture(&f);
        if (was_sent) {
            break;
        }
    }
    assert_true(was_sent);
}

static void test_cancel(void **state)
{
    fixture f;
    (void)state;
    open_fixture(&f, answer_nothing, &f.session, 600000);
    assert_int_equal(get(&f), WMI_CANCELLED);
    assert_int_equal(change(&f), WMI_CANCELLED);
    assert_error(&f.error, WMI_CANCELLED, 0, "outcome is not known");
    close_fixture(&f);
}

static void test_sizes(void **state)
{
    fixture f;
    size_t size = 600000;
    char *text = malloc(size + 1);
    hv_Msvm_ComputerSystem machine = {.Name = "N1", .CreationClassName = "Msvm_ComputerSystem"};
    (void)state;
    memset(text, 'x', size);
    text[size] = '\0';
    machine.ElementName = text;
    open_fixture(&f, answer_usually, NULL, 60000);
    assert_int_equal(wmi_instance_create(f.session, &hv_Msvm_ComputerSystem_info, &machine, NULL, &f.error), WMI_USAGE);
    assert_error(&f.error, WMI_USAGE, 0, "max_envelope");
    assert_int_equal(server_requests(f.server), 1);
    close_fixture(&f);
    free(text);
}

/* Secrets. */

typedef union block_size {
    size_t size;
    max_align_t strictest;
} block_size;

static int dirty; /* blocks that were given back with the password, or what Basic makes of it, in them */

static void *keep_size(void *context, size_t size)
{
    block_size *block = calloc(1, sizeof *block + size); /* without what others, libcurl among them, have left there */
    (void)context;
    if (block == NULL) {
        return NULL;
    }
    block->size = size;
    return block + 1;
}

static void look_and_free(void *context, void *memory)
{
    static const char *const secrets[] = {"s3cret:word", "b3BlcmF0b3I6czNjcmV0OndvcmQ", "pr0xy", "kitchen"};
    block_size *block = (block_size *)memory - 1;
    (void)context;
    for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++) {
        size_t length = strlen(secrets[i]);
        for (size_t at = 0; at + length <= block->size; at++) {
            dirty += memcmp((char *)memory + at, secrets[i], length) == 0;
        }
    }
    free(block);
}

/* No block of ours is given back with the password in it, whether it was accepted or not. */
static void test_secrets(void **state)
{
    static const bare_status refusal = {"HTTP/1.1 401 X\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n",
                                        WMI_TRANSPORT, 0, ""};
    const wmi_allocator allocator = {keep_size, look_and_free, NULL};
    bare_status one = refusal;
    fixture f = {0};
    (void)state;
    wmi_allocator_set(&allocator);
    dirty = 0;
    open_fixture(&f, answer_usually, NULL, 60000);
    assert_int_equal(get(&f), WMI_OK);
    close_fixture(&f);
    memset(&f, 0, sizeof f);
    f.server = server_start(answer_bare, &one);
    wmi_wsman_options options = plain_options(f.server);
    assert_int_equal(open_with(&f, &options, 60000), WMI_TRANSPORT);
    close_fixture(&f);
    memset(&f, 0, sizeof f);
    options.proxy = "u:pr0xy@host.example";
    options.certificate_password = "kitchen";
    assert_int_equal(wmi_wsman_new(&options, &f.wsman, &f.error), WMI_OK);
    close_fixture(&f);
    wmi_allocator_set(NULL);
    assert_int_equal(dirty, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refused),       cmocka_unit_test(test_refused_options),
        cmocka_unit_test(test_statuses),      cmocka_unit_test(test_kept),
        cmocka_unit_test(test_replaced),      cmocka_unit_test(test_lost),
        cmocka_unit_test(test_restarted),     cmocka_unit_test(test_time),
        cmocka_unit_test(test_cancel),        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_secrets),       cmocka_unit_test(test_languages),
        cmocka_unit_test(test_identify),      cmocka_unit_test(test_proxy),
        cmocka_unit_test(test_sized_options),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
