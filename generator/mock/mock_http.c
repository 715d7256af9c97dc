/**
 * @file
 * HTTP, by libmicrohttpd: who asks, and what is refused before it is looked at. Of a request that is refused as much is read as of any
 * other, so that the client reads the answer and keeps its connection.
 */
#define _XOPEN_SOURCE 700

#include "mock/mock_internal.h"

#include <arpa/inet.h>
#include <gnutls/gnutls.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

/* How many times MaxEnvelopeSizekb a request may have before the connection is cut. */
#define MOST_ENVELOPES 4
/* What a connection needs for its headers, and what they may have. */
#define CONNECTION_MEMORY (32 * 1024)

/* A request that arrives. */
typedef struct mbm_upload {
    wmip_buffer body;
    size_t size; /* all that came, kept or not */
    uint64_t began;
    unsigned refused; /* the status that is answered; 0 = none */
    bool is_anonymous;
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

/* Whether the client has shown a certificate, and a good one. */
static bool has_certificate(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    unsigned problems = 1;
    unsigned count = 0;
    return info != NULL && gnutls_certificate_get_peers(info->tls_session, &count) != NULL && count > 0 &&
           gnutls_certificate_verify_peers2(info->tls_session, &problems) == GNUTLS_E_SUCCESS && problems == 0;
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
    if (server->takes_anybody) {
        return strlen(said) > 6 && wmip_equal_slice(said, 6, "Basic ");
    }
    return server->authorization != NULL && is_same_secret(said, server->authorization);
}

/* SOAP 1.2, in UTF-8 or UTF-16, which XML tells apart. */
static bool is_soap(const char *type)
{
    static const char soap[] = "application/soap+xml";
    const char *charset;
    size_t length = type != NULL ? strcspn(type, "; \t") : 0;
    if (type == NULL || !wmip_equal_slice(type, length, soap)) {
        return false;
    }
    for (charset = type + length; *charset != '\0'; charset++) {
        if (strlen(charset) > 8 && wmip_equal_slice(charset, 8, "charset=")) {
            charset += 8;
            charset += *charset == '"';
            length = strcspn(charset, "\"; \t");
            return wmip_equal_slice(charset, length, "UTF-8") || wmip_equal_slice(charset, length, "UTF-16");
        }
    }
    return true;
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
    if (!is_soap(header_of(connection, MHD_HTTP_HEADER_CONTENT_TYPE))) {
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

static enum MHD_Result finish_upload(mbm_server *server, struct MHD_Connection *connection, mbm_upload *upload)
{
    mbm_exchange exchange;
    uint64_t began = mbm_clock_now();
    enum MHD_Result result;
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

bool mbm_http_start(mbm_server *server, const mbm_server_options *options, wmi_error *error)
{
    mbm_address address;
    if (!read_address(options, &address)) {
        return wmi_fail(error, WMI_USAGE, 0, "%s is no IP address", options->address) == WMI_OK;
    }
    server->daemon = start_daemon(server, options, &address);
    if (server->daemon == NULL) {
        return wmi_fail(error, WMI_TRANSPORT, 0, "Cannot listen on %s, port %u%s", options->address,
                        (unsigned)options->port,
                        server->is_secure ? ", or the certificate and the key are none, or no pair" : "") == WMI_OK;
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
