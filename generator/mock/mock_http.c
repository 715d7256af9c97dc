/**
 * @file
 * HTTP, by libmicrohttpd: who asks, and what is refused before it is looked at. Of a request that is refused as much is read as of any
 * other, so that the client reads the answer and keeps its connection.
 */
#define _XOPEN_SOURCE 700

#include "mock/mock_internal.h"

#include <arpa/inet.h>
#include <errno.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

/* How many times MaxEnvelopeSizekb a request may have before the connection is cut. */
#define MOST_ENVELOPES 4
/* What a connection needs for its headers, and what they may have. */
#define CONNECTION_MEMORY (32 * 1024)

/* What a Content-Type says of its body. */
typedef enum mbm_charset { MBM_CHARSET_ANY, MBM_CHARSET_UTF8, MBM_CHARSET_UTF16, MBM_CHARSET_OTHER } mbm_charset;

/* A request that arrives. */
typedef struct mbm_upload {
    wmip_buffer body;
    size_t size; /* all that came, kept or not */
    uint64_t began;
    unsigned refused; /* the status that is answered; 0 = none */
    bool is_anonymous;
    mbm_charset charset;
    const char *why;
} mbm_upload;

/* Answering. */

static void add_header(struct MHD_Response *response, const char *name, const char *value)
{
    (void)MHD_add_response_header(response, name, value);
}

static enum MHD_Result send_response(struct MHD_Connection *connection, unsigned status, struct MHD_Response *response)
{
    enum MHD_Result result;
    if (response == NULL) {
        return MHD_NO;
    }
    add_header(response, MHD_HTTP_HEADER_SERVER, "Microsoft-HTTPAPI/2.0");
    result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result send_bare(struct MHD_Connection *connection, const mbm_server *server, unsigned status)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    if (response != NULL && status == MHD_HTTP_UNAUTHORIZED &&
        (server->authorization != NULL || server->takes_anybody)) {
        add_header(response, MHD_HTTP_HEADER_WWW_AUTHENTICATE, "Basic realm=\"WSMAN\"");
    }
    if (response != NULL && status == MHD_HTTP_METHOD_NOT_ALLOWED) {
        add_header(response, MHD_HTTP_HEADER_ALLOW, MHD_HTTP_METHOD_POST);
    }
    return send_response(connection, status, response);
}

/* The answer becomes the response's. */
static enum MHD_Result send_answer(struct MHD_Connection *connection, mbm_exchange *exchange)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer_with_free_callback(exchange->answer_size, exchange->answer, wmi_free);
    if (response == NULL) {
        return MHD_NO;
    }
    exchange->answer = NULL;
    add_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/soap+xml;charset=UTF-8");
    return send_response(connection, exchange->http_status, response);
}

/* Judging. */

static const char *header_of(struct MHD_Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

/* Every character is looked at, whichever is the first that differs. */
static bool is_same_secret(const char *said, const char *secret)
{
    size_t length = strlen(said);
    size_t i;
    unsigned difference = length != strlen(secret);
    for (i = 0; secret[i] != '\0'; i++) {
        difference |= (unsigned)(unsigned char)(i < length ? said[i] : 0) ^ (unsigned)(unsigned char)secret[i];
    }
    return difference == 0;
}

/* Whether the client has shown a certificate, and a good one: of an authority that is taken, and meant for clients. */
static bool has_certificate(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    gnutls_typed_vdata_st purpose = {GNUTLS_DT_KEY_PURPOSE_OID, (unsigned char *)GNUTLS_KP_TLS_WWW_CLIENT, 0};
    unsigned problems = 1;
    unsigned count = 0;
    return info != NULL && gnutls_certificate_get_peers(info->tls_session, &count) != NULL && count > 0 &&
           gnutls_certificate_verify_peers(info->tls_session, &purpose, 1, &problems) == GNUTLS_E_SUCCESS &&
           problems == 0;
}

/* What stands behind the name of the scheme, which is written in any case; NULL where it is another. */
static const char *said_by_basic(const char *said)
{
    static const char scheme[] = "Basic ";
    size_t length = sizeof scheme - 1;
    if (strlen(said) <= length || !wmip_equal_slice(said, length, scheme)) {
        return NULL;
    }
    said += length;
    return said + strspn(said, " ");
}

static bool is_authorized(const mbm_server *server, struct MHD_Connection *connection)
{
    static const char by_certificate[] = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual";
    const char *said = header_of(connection, MHD_HTTP_HEADER_AUTHORIZATION);
    if (said == NULL) {
        return false;
    }
    if (server->takes_certificates && strcmp(said, by_certificate) == 0) {
        return has_certificate(connection);
    }
    said = said_by_basic(said);
    if (said == NULL || server->takes_anybody) {
        return said != NULL && *said != '\0';
    }
    return server->authorization != NULL && is_same_secret(said, server->authorization);
}

/* Where the value of a parameter of a media type begins, and its length; quoted ones may have blanks and semicolons. NULL = none is left */
static const char *next_parameter(const char **at, const char **name, size_t *name_length, size_t *length)
{
    const char *value;
    *at += strspn(*at, "; \t");
    if (**at == '\0') {
        return NULL;
    }
    *name = *at;
    *name_length = strcspn(*at, "=; \t");
    value = *at + *name_length;
    value += strspn(value, " \t");
    value += *value == '=';
    value += strspn(value, " \t");
    if (*value == '"') {
        value++;
        *length = strcspn(value, "\"");
        *at = value + *length + (value[*length] == '"');
    } else {
        *length = strcspn(value, "; \t");
        *at = value + *length;
    }
    return value;
}

static mbm_charset charset_named(const char *text, size_t length)
{
    return wmip_equal_slice(text, length, "UTF-8")    ? MBM_CHARSET_UTF8
           : wmip_equal_slice(text, length, "UTF-16") ? MBM_CHARSET_UTF16
                                                      : MBM_CHARSET_OTHER;
}

/* SOAP 1.2, in UTF-8 or UTF-16; what says neither is told apart by XML. */
static bool is_soap(const char *type, mbm_charset *charset)
{
    static const char soap[] = "application/soap+xml";
    const char *at = type != NULL ? type : "";
    const char *name = NULL;
    const char *value;
    size_t name_length = 0;
    size_t length = strcspn(at, "; \t");
    *charset = MBM_CHARSET_ANY;
    if (!wmip_equal_slice(at, length, soap)) {
        return false;
    }
    at += length;
    while ((value = next_parameter(&at, &name, &name_length, &length)) != NULL) {
        if (wmip_equal_slice(name, name_length, "charset")) {
            *charset = charset_named(value, length);
        }
    }
    return *charset != MBM_CHARSET_OTHER;
}

static void refuse_upload(mbm_upload *upload, unsigned status, const char *why)
{
    if (upload->refused == 0) {
        upload->refused = status;
        upload->why = why;
    }
}

static bool asks_anonymously(struct MHD_Connection *connection)
{
    const char *said = header_of(connection, "WSMANIDENTIFY");
    return said != NULL && wmip_equal_names(said, "unauthenticated");
}

static void judge_head(const mbm_server *server, struct MHD_Connection *connection, const char *url, const char *method,
                       mbm_upload *upload)
{
    if (!wmip_equal_names(url, "/wsman")) { /* Windows compares paths without case */
        refuse_upload(upload, MHD_HTTP_NOT_FOUND, "another path than /wsman");
    }
    if (strcmp(method, MHD_HTTP_METHOD_POST) != 0) {
        refuse_upload(upload, MHD_HTTP_METHOD_NOT_ALLOWED, "another method than POST");
    }
    upload->is_anonymous = asks_anonymously(connection);
    if (!upload->is_anonymous && !is_authorized(server, connection)) {
        refuse_upload(upload, MHD_HTTP_UNAUTHORIZED, "not authenticated");
    }
    if (!upload->is_anonymous && !server->is_secure && !server->allow_unencrypted) {
        refuse_upload(upload, MHD_HTTP_INTERNAL_SERVER_ERROR, "a body that is not sealed, over http");
    }
    if (!is_soap(header_of(connection, MHD_HTTP_HEADER_CONTENT_TYPE), &upload->charset)) {
        refuse_upload(upload, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, "another Content-Type than application/soap+xml");
    }
    if (header_of(connection, MHD_HTTP_HEADER_CONTENT_ENCODING) != NULL) {
        refuse_upload(upload, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, "a Content-Encoding");
    }
}

/* Takes a part of the body. @return false to cut the connection */
static bool take_part(const mbm_server *server, mbm_upload *upload, const char *data, size_t size)
{
    uint64_t spent = mbm_clock_now() - upload->began;
    upload->size += size;
    if (upload->size > server->limits.max_envelope) {
        refuse_upload(upload, MHD_HTTP_CONTENT_TOO_LARGE, "larger than MaxEnvelopeSizekb");
    }
    if (spent > server->limits.retrieval_ms) {
        refuse_upload(upload, MHD_HTTP_INTERNAL_SERVER_ERROR, "the body took too long to arrive");
    }
    if (upload->refused == 0) {
        wmip_buffer_append(&upload->body, data, size);
    } else {
        wmip_buffer_clear(&upload->body);
    }
    return upload->size <= (size_t)server->limits.max_envelope * MOST_ENVELOPES &&
           spent <= (uint64_t)server->limits.retrieval_ms * 2;
}

/* Carrying out. */

/* Whether a body is UTF-16, by its byte order mark or by what it has to begin with. */
static bool is_utf16(const wmip_buffer *body)
{
    const char *text = body->text;
    return body->length > 1 &&
           (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0 || text[0] == '\0' || text[1] == '\0');
}

/* UTF-16 needs no byte order mark where the Content-Type says that it is that; XML alone does. @return false without memory */
static bool mark_order(wmip_buffer *body)
{
    wmip_buffer marked = {0};
    if (!is_utf16(body) || (body->text[0] != '\0' && body->text[1] != '\0')) {
        return true;
    }
    wmip_buffer_append(&marked, body->text[0] == '\0' ? "\xFE\xFF" : "\xFF\xFE", 2);
    wmip_buffer_append(&marked, body->text, body->length);
    wmip_buffer_clear(body);
    *body = marked;
    return !marked.failed;
}

/* Holds a body to what is said of its encoding. */
static void judge_encoding(mbm_upload *upload)
{
    if (upload->refused != 0 || upload->body.failed || upload->charset == MBM_CHARSET_ANY) {
        return;
    }
    if (is_utf16(&upload->body) != (upload->charset == MBM_CHARSET_UTF16)) {
        refuse_upload(upload, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, "a body in another encoding than its charset says");
    } else if (!mark_order(&upload->body)) {
        upload->body.failed = true;
    }
}

static enum MHD_Result finish_upload(mbm_server *server, struct MHD_Connection *connection, mbm_upload *upload)
{
    mbm_exchange exchange;
    uint64_t began = mbm_clock_now();
    enum MHD_Result result;
    judge_encoding(upload);
    if (upload->refused != 0) {
        mbm_journal_note_refused(server->journal, upload->refused, upload->why);
        return send_bare(connection, server, upload->refused);
    }
    if (upload->body.failed) {
        return send_bare(connection, server, MHD_HTTP_INTERNAL_SERVER_ERROR);
    }
    memset(&exchange, 0, sizeof exchange);
    exchange.server = server;
    exchange.is_anonymous = upload->is_anonymous;
    mbm_exchange_run(&exchange, upload->body.text != NULL ? upload->body.text : "", upload->body.length);
    mbm_journal_note(server->journal, &exchange, mbm_clock_now() - began);
    result = exchange.answer != NULL ? send_answer(connection, &exchange)
                                     : send_bare(connection, server, exchange.http_status);
    mbm_exchange_end(&exchange);
    return result;
}

static enum MHD_Result answer_request(void *context, struct MHD_Connection *connection, const char *url,
                                      const char *method, const char *version, const char *data, size_t *size,
                                      void **state)
{
    mbm_server *server = context;
    mbm_upload *upload = *state;
    (void)version;
    if (upload == NULL) {
        upload = wmi_alloc(sizeof *upload);
        if (upload == NULL) {
            return MHD_NO;
        }
        memset(upload, 0, sizeof *upload);
        upload->began = mbm_clock_now();
        judge_head(server, connection, url, method, upload);
        *state = upload;
        return MHD_YES;
    }
    if (*size > 0) {
        bool goes_on = take_part(server, upload, data, *size);
        *size = 0;
        return goes_on ? MHD_YES : MHD_NO;
    }
    return finish_upload(server, connection, upload);
}

static void forget_upload(void *context, struct MHD_Connection *connection, void **state,
                          enum MHD_RequestTerminationCode why)
{
    mbm_upload *upload = *state;
    (void)context;
    (void)connection;
    (void)why;
    if (upload != NULL) {
        wmip_buffer_clear(&upload->body);
        wmi_free(upload);
        *state = NULL;
    }
}

/* Starting. */

typedef union mbm_address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
} mbm_address;

static bool read_address(const mbm_server_options *options, mbm_address *address)
{
    memset(address, 0, sizeof *address);
    if (inet_pton(AF_INET, options->address, &address->v4.sin_addr) == 1) {
        address->v4.sin_family = AF_INET;
        address->v4.sin_port = htons(options->port);
        return true;
    }
    if (inet_pton(AF_INET6, options->address, &address->v6.sin6_addr) == 1) {
        address->v6.sin6_family = AF_INET6;
        address->v6.sin6_port = htons(options->port);
        return true;
    }
    return false;
}

/* libmicrohttpd takes what it only reads as what it may change. */
static void *take_const(const char *text)
{
    union {
        const char *given;
        void *taken;
    } both;
    both.given = text;
    return both.taken;
}

static void *start_daemon(mbm_server *server, const mbm_server_options *options, const mbm_address *address)
{
    unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION |
                     (address->any.sa_family == AF_INET6 ? MHD_USE_IPv6 : 0u) | (server->is_secure ? MHD_USE_TLS : 0u);
    struct MHD_OptionItem tls[4];
    size_t count = 0;
    if (server->is_secure) {
        tls[count].option = MHD_OPTION_HTTPS_MEM_CERT;
        tls[count].value = 0;
        tls[count++].ptr_value = take_const(options->certificate);
        tls[count].option = MHD_OPTION_HTTPS_MEM_KEY;
        tls[count].value = 0;
        tls[count++].ptr_value = take_const(options->key);
        if (server->takes_certificates) {
            tls[count].option = MHD_OPTION_HTTPS_MEM_TRUST;
            tls[count].value = 0;
            tls[count++].ptr_value = take_const(options->client_ca);
        }
    }
    tls[count].option = MHD_OPTION_END;
    tls[count].value = 0;
    tls[count].ptr_value = NULL;
    return MHD_start_daemon(flags, options->port, NULL, NULL, answer_request, server, MHD_OPTION_SOCK_ADDR,
                            &address->any, MHD_OPTION_NOTIFY_COMPLETED, forget_upload, NULL,
                            MHD_OPTION_CONNECTION_LIMIT, (unsigned)server->limits.connections,
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
                            MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)(server->limits.retrieval_ms / 1000 + 1),
                            MHD_OPTION_ARRAY, tls, MHD_OPTION_END);
}

static gnutls_datum_t as_datum(const char *text)
{
    gnutls_datum_t datum;
    datum.data = (unsigned char *)text;
    datum.size = (unsigned)strlen(text);
    return datum;
}

static const char *write_url(mbm_server *server, const mbm_server_options *options, bool is_v6)
{
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
    wmip_buffer url = {0};
    const char *kept;
    wmip_buffer_format(&url, "%s://%s%s%s:%u/wsman", server->is_secure ? "https" : "http", is_v6 ? "[" : "",
                       options->address, is_v6 ? "]" : "", info != NULL ? (unsigned)info->port : 0u);
    kept = url.failed ? NULL : wmi_memory_text(&server->memory, url.text, url.length);
    wmip_buffer_clear(&url);
    return kept;
}

/* What TLS is given, tried before it is listened: what is wrong is told, and authorities that are none would keep everybody out. */
static bool check_tls(const mbm_server_options *options, wmi_error *error)
{
    gnutls_certificate_credentials_t tried = NULL;
    gnutls_datum_t certificate = {0};
    gnutls_datum_t key = {0};
    gnutls_datum_t authorities = {0};
    int result;
    if (options->certificate == NULL) {
        return true;
    }
    if (gnutls_certificate_allocate_credentials(&tried) != GNUTLS_E_SUCCESS) {
        return wmip_no_memory(error) == WMI_OK;
    }
    certificate = as_datum(options->certificate);
    key = as_datum(options->key);
    result = gnutls_certificate_set_x509_key_mem(tried, &certificate, &key, GNUTLS_X509_FMT_PEM);
    if (result < 0) {
        (void)wmi_fail(error, WMI_TRANSPORT, 0, "The certificate and its key cannot be used: %s",
                       gnutls_strerror(result));
    } else if (options->client_ca != NULL) {
        authorities = as_datum(options->client_ca);
        result = gnutls_certificate_set_x509_trust_mem(tried, &authorities, GNUTLS_X509_FMT_PEM);
        if (result <= 0) {
            (void)wmi_fail(error, WMI_TRANSPORT, 0, "There is no certificate of an authority for clients: %s",
                           result < 0 ? gnutls_strerror(result) : "nothing is there");
            result = -1;
        }
    }
    gnutls_certificate_free_credentials(tried);
    return result >= 0;
}

bool mbm_http_start(mbm_server *server, const mbm_server_options *options, wmi_error *error)
{
    mbm_address address;
    if (!read_address(options, &address)) {
        return wmi_fail(error, WMI_USAGE, 0, "%s is no IP address", options->address) == WMI_OK;
    }
    if (!check_tls(options, error)) {
        return false;
    }
    errno = 0;
    server->daemon = start_daemon(server, options, &address);
    if (server->daemon == NULL) {
        int why = errno;
        return wmi_fail(error, WMI_TRANSPORT, 0, "Cannot listen on %s, port %u%s%s", options->address,
                        (unsigned)options->port, why != 0 ? ": " : "", why != 0 ? strerror(why) : "") == WMI_OK;
    }
    server->url = write_url(server, options, address.any.sa_family == AF_INET6);
    return server->url != NULL || wmip_no_memory(error) == WMI_OK;
}

void mbm_http_stop(mbm_server *server)
{
    if (server->daemon != NULL) {
        MHD_stop_daemon(server->daemon);
        server->daemon = NULL;
    }
}
