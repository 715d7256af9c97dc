/*
 * https: who is trusted, and who is not. The certificates in tls/ are the tests' own, and good for a hundred years.
 */
#include "fixture.h"

#include <virtualization_v2.h>

#include <gnutls/gnutls.h>
#include <microhttpd.h>
#include <stdatomic.h>

#define PIN "sha256//fI+jGH14Gc+yM3ZD4wocAHJVnaPm+MJ84gKogB7gUCw="

typedef struct tls_server {
    struct MHD_Daemon *daemon;
    atomic_int requests;
    atomic_int client_certificates;
} tls_server;

static const char identity[] =
    "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body>"
    "<i:IdentifyResponse xmlns:i=\"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd\"/></s:Body></s:Envelope>";

static enum MHD_Result answer_https(void *context, struct MHD_Connection *connection, const char *url,
                                    const char *method, const char *version, const char *data, size_t *size,
                                    void **state)
{
    tls_server *s = context;
    static int seen;
    (void)url;
    (void)method;
    (void)version;
    (void)data;
    if (*state == NULL) {
        *state = &seen;
        return MHD_YES;
    }
    if (*size != 0) {
        *size = 0;
        return MHD_YES;
    }
    s->requests++;
    unsigned count = 0;
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    if (info != NULL && gnutls_certificate_get_peers(info->tls_session, &count) != NULL) {
        s->client_certificates++;
    }
    struct MHD_Response *response =
        MHD_create_response_from_buffer(sizeof identity - 1, (void *)(uintptr_t)identity, MHD_RESPMEM_PERSISTENT);
    enum MHD_Result result = MHD_queue_response(connection, 200, response);
    MHD_destroy_response(response);
    return result;
}

static const char *tls_path(const char *name)
{
    static char paths[8][1024];
    static unsigned at;
    char *path = paths[at++ % 8];
    snprintf(path, sizeof paths[0], "%s/tests/wsman/tls/%s", MOFBIND_SOURCE_DIR, name);
    return path;
}

static char *read_pem(const char *name)
{
    char *text = calloc(1, 8192);
    FILE *file = fopen(tls_path(name), "rb");
    assert_non_null(file);
    assert_true(fread(text, 1, 8191, file) > 0);
    fclose(file);
    return text;
}

static void start_https(tls_server *s)
{
    char *key = read_pem("server.key");
    char *certificate = read_pem("server.pem");
    char *authority = read_pem("ca.pem");
    memset(s, 0, sizeof *s);
    s->daemon = MHD_start_daemon(MHD_USE_TLS | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_DUAL_STACK, 0, NULL, NULL,
                                 answer_https, s, MHD_OPTION_HTTPS_MEM_KEY, key, MHD_OPTION_HTTPS_MEM_CERT, certificate,
                                 MHD_OPTION_HTTPS_MEM_TRUST, authority, MHD_OPTION_END);
    assert_non_null(s->daemon);
    free(key);
    free(certificate);
    free(authority);
}

static wmi_status connect_https(const tls_server *s, wmi_wsman_options options, const char *host, const char *user,
                                wmi_error *error)
{
    wmi_connect_options connect = {
        .ns = hv_NAMESPACE, .host = host, .user = user, .password = user, .timeout_ms = 60000};
    wmi_wsman *wsman = NULL;
    wmi_session *session = NULL;
    options.port = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    assert_int_equal(wmi_wsman_new(&options, &wsman, error), WMI_OK);
    connect.backend = wmi_wsman_backend(wsman);
    wmi_status status = wmi_connect(&connect, &session, error);
    wmi_close(session);
    wmi_wsman_free(wsman);
    return status;
}

static void refuse_https(const tls_server *s, wmi_wsman_options options, const char *host, const char *word)
{
    wmi_error error = {0};
    assert_int_equal(connect_https(s, options, host, "operator", &error), WMI_TRANSPORT);
    assert_error(&error, WMI_TRANSPORT, 0x80041015u, word);
    wmi_error_clear(&error);
}

/*
 * What libcurl asks OpenSSL to look for authorities in, besides the file. It is called instead of OpenSSL's; a libcurl over another library calls
 * neither, and has no such folder beside a file.
 */
static char folder_of_authorities[1024];

int X509_STORE_load_path(void *context, const char *folder);
int X509_STORE_load_path(void *context, const char *folder)
{
    (void)context;
    snprintf(folder_of_authorities, sizeof folder_of_authorities, "%s", folder);
    return 1;
}

/* Those in ca_file vouch for a host, and not those besides whom the system trusts. */
static void test_own_authority(void **state)
{
    tls_server s;
    wmi_error error = {0};
    (void)state;
    start_https(&s);
    folder_of_authorities[0] = '\0';
    assert_int_equal(
        connect_https(&s, (wmi_wsman_options){.ca_file = tls_path("ca.pem")}, "localhost", "operator", &error), WMI_OK);
    assert_string_equal(folder_of_authorities, "");
    MHD_stop_daemon(s.daemon);
}

static void test_trust(void **state)
{
    tls_server s;
    wmi_error error = {0};
    (void)state;
    start_https(&s);
    refuse_https(&s, (wmi_wsman_options){0}, "localhost", "ca_file");
    refuse_https(&s, (wmi_wsman_options){.ca_file = tls_path("ca.pem")}, "127.0.0.1", "by a name that it has");
    refuse_https(&s, (wmi_wsman_options){.ca_file = tls_path("server.key")}, "localhost", "ca_file");
    refuse_https(&s,
                 (wmi_wsman_options){.ca_file = tls_path("ca.pem"),
                                     .pinned_key = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="},
                 "localhost", "pinned_key");
    refuse_https(&s, (wmi_wsman_options){.pinned_key = PIN}, "localhost", "ca_file"); /* a pin replaces no trust */
    refuse_https(&s, (wmi_wsman_options){.http = true, .allow_unencrypted = true}, "127.0.0.1", "");
    assert_int_equal(s.requests, 0);
    if (connect_https(&s, (wmi_wsman_options){.ca_file = tls_path("ca.pem"), .pinned_key = PIN}, "localhost",
                      "operator", &error) != WMI_OK) {
        fail_msg("%s", error.message);
    }
    assert_int_equal(s.requests, 1);
    assert_int_equal(s.client_certificates, 0);
    MHD_stop_daemon(s.daemon);
}

static void test_client_certificate(void **state)
{
    tls_server s;
    wmi_error error = {0};
    (void)state;
    start_https(&s);
    wmi_wsman_options options = {.ca_file = tls_path("ca.pem"),
                                 .certificate = tls_path("client.pem"),
                                 .certificate_key = tls_path("client_sealed.key")};
    options.certificate_password = "kitchen";
    if (connect_https(&s, options, "localhost", NULL, &error) != WMI_OK) {
        fail_msg("%s", error.message);
    }
    assert_int_equal(s.client_certificates, 1);
    options.certificate_password = "pantry";
    assert_int_not_equal(connect_https(&s, options, "localhost", NULL, &error), WMI_OK);
    assert_null(strstr(error.message, "pantry"));
    assert_int_equal(connect_https(&s, options, "localhost", "operator", &error), WMI_USAGE);
    options.certificate = NULL;
    options.authentication = WMI_WSMAN_CERTIFICATE;
    assert_int_equal(connect_https(&s, options, "localhost", NULL, &error), WMI_USAGE);
    assert_int_equal(s.requests, 1);
    wmi_error_clear(&error);
    MHD_stop_daemon(s.daemon);
}

static bool say_plainly(void *context, const server_request *request, int socket)
{
    (void)context;
    return server_identifies(socket, request);
}

/* https to a server that speaks without TLS sends nothing that could be read. */
static void test_no_tls(void **state)
{
    fixture f = {0};
    (void)state;
    f.server = server_start(say_plainly, NULL);
    wmi_wsman_options options = {.port = server_port(f.server)};
    assert_int_equal(open_with(&f, &options, 200), WMI_TIMEOUT); /* it waits for a request that it can read */
    assert_int_equal(server_requests(f.server), 0);
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_trust), cmocka_unit_test(test_own_authority),
                                       cmocka_unit_test(test_client_certificate), cmocka_unit_test(test_no_tls)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
