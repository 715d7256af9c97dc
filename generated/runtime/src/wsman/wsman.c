/**
 * @file
 * The backend: options, connecting, and the table of its functions.
 */
#include "base/options.h"
#include "path/path.h"
#include "wsman/wsman_transport.h"

#include <libxml/parser.h>
#include <string.h>

#define DEFAULT_ENVELOPE 512000
#define LEAST_ENVELOPE 8192
#define DEFAULT_ELEMENTS 200
#define MOST_ELEMENTS 32000
#define DEFAULT_IDLE 16
#define DEFAULT_ENUMERATION 1073741824u
#define DEFAULT_TIMEOUT_MS 60000

static wmip_wsman_connection *wsman_connection_of(wmi_connection *connection)
{
    return (wmip_wsman_connection *)(void *)connection;
}

static wmip_wsman_cursor *wsman_cursor_of(wmi_cursor *cursor)
{
    return (wmip_wsman_cursor *)(void *)cursor;
}

/* Connecting. */

static void free_wsman_connection(wmip_wsman_connection *connection)
{
    if (connection == NULL) {
        return;
    }
    wmip_wsman_lines_clear(connection);
    if (connection->reader != NULL) {
        xmlFreeParserCtxt(connection->reader);
    }
    wmip_wsman_calling_free(connection->calling);
    wmip_wsman_mutex_free(connection->mutex);
    wmip_wsman_wipe_text(connection->password);
    wmip_wsman_frame_clear(&connection->frame);
    wmi_memory_clear(&connection->memory);
    wmi_free(connection);
}

static bool keep_copy(wmi_memory **memory, const char *from, const char **to)
{
    *to = NULL;
    return from == NULL || wmip_memory_copy(memory, from, to);
}

static bool is_ipv6(const char *host)
{
    size_t first = host[0] == '[' ? 1 : 0;
    size_t end = first + strspn(host + first, "0123456789abcdefABCDEF:.");
    const char *colon = strchr(host, ':');
    end += host[end] == '%' ? strcspn(host + end, "]") : 0; /* the interface that it is at */
    return colon != NULL && strchr(colon + 1, ':') != NULL && strcmp(host + end, first > 0 ? "]" : "") == 0;
}

/* Letters of a name that are not ASCII are libcurl's matter. */
static bool is_host(const char *host)
{
    const char *at = host;
    while (wmip_is_name_character(*at) || *at == '-' || *at == '.') {
        at++;
    }
    return *at == '\0' || is_ipv6(host);
}

/* A host by its name or address; one of IPv6 stands in brackets. */
static wmi_status make_url(const wmi_wsman_options *options, const char *host, wmi_memory **memory, const char **url,
                           wmi_error *error)
{
    bool has_brackets = strchr(host, ':') != NULL && host[0] != '[';
    unsigned port = options->port != 0 ? options->port : options->http ? 5985 : 5986;
    const char *path = options->path != NULL ? options->path + strspn(options->path, "/") : "wsman";
    wmip_buffer text = {0};
    bool copied;
    if (!is_host(host)) {
        return wmi_fail(error, WMI_USAGE, 0, "\"%s\" is no name and no address of a host%s", host,
                        strchr(host, ':') != NULL ? "; a port is `port` of the wmi_wsman_options" : "");
    }
    wmip_buffer_format(&text, "%s://%s%s%s:%u/%s", options->http ? "http" : "https", has_brackets ? "[" : "", host,
                       has_brackets ? "]" : "", port, path);
    copied = !text.failed && wmip_memory_copy(memory, text.text, url);
    wmip_buffer_clear(&text);
    return copied ? WMI_OK : wmip_no_memory(error);
}

/* The host as the options name it, else as the namespace does, `\\host\`; what is behind that is the namespace's name. */
static bool find_host_and_name(const wmi_connect_options *options, wmi_memory **memory, const char **host,
                               const char **ns)
{
    size_t length = 0;
    const char *server = options->ns != NULL ? wmip_path_server(options->ns, &length) : NULL;
    *ns = server != NULL ? server + length + 1 : options->ns != NULL ? options->ns + strspn(options->ns, "\\/") : "";
    *host = wmip_has_text(options->host) ? options->host : "localhost";
    if (*host != options->host && server != NULL && !(length == 1 && server[0] == '.')) {
        *host = wmi_memory_text(memory, server, length);
    }
    return *host != NULL;
}

static wmi_status fill_connection(wmip_wsman_connection *connection, const wmi_connect_options *options,
                                  wmi_error *error)
{
    const wmi_wsman_options *own = &connection->wsman->options;
    const char *host;
    const char *ns;
    const char *language = NULL;
    wmi_status status = find_host_and_name(options, &connection->memory, &host, &ns)
                            ? make_url(own, host, &connection->memory, &connection->url, error)
                            : wmip_no_memory(error);
    if (status == WMI_OK) {
        status = wmip_wsman_language_tag(options->locale, &connection->memory, &language, error);
    }
    if (status == WMI_OK) {
        status = wmip_wsman_frame_make(connection->url, language, own->max_envelope, &connection->frame, error);
    }
    if (status != WMI_OK) {
        return status;
    }
    connection->mutex = wmip_wsman_mutex_new();
    connection->password = wmi_copy_text(options->password);
    if (connection->mutex == NULL || !keep_copy(&connection->memory, ns, &connection->ns) ||
        !keep_copy(&connection->memory, options->user, &connection->user) ||
        (options->password != NULL && connection->password == NULL)) {
        return wmip_no_memory(error);
    }
    connection->codec.ns = connection->ns;
    connection->codec.classes = connection->wsman->classes;
    return WMI_OK;
}

/* Nothing leaves that could be read on the way, unless both the protocol and the permission were named. */
static wmi_status check_clear_text(const wmi_wsman_options *options, wmi_error *error)
{
    return !options->http || options->allow_unencrypted
               ? WMI_OK
               : wmi_fail(
                     error, WMI_USAGE, 0,
                     "Over http, all that is sent can be read on the way, the password too: take https, or allow it by "
                     "allow_unencrypted of the wmi_wsman_options");
}

/* Makes what a session has, and sends nothing yet. */
static wmi_status make_connection(wmi_wsman *wsman, const wmi_connect_options *options, const wmip_wsman_auth *auth,
                                  wmip_wsman_connection **out, wmi_error *error)
{
    wmip_wsman_connection *connection = wmi_alloc(sizeof *connection);
    wmi_status status;
    if (connection == NULL) {
        return wmip_no_memory(error);
    }
    memset(connection, 0, sizeof *connection);
    connection->wsman = wsman;
    connection->auth = auth;
    status = fill_connection(connection, options, error);
    if (status != WMI_OK) {
        free_wsman_connection(connection);
        connection = NULL;
    }
    *out = connection;
    return status;
}

static wmi_status connect_wsman(const wmi_backend *self, const wmi_connect_options *options, wmi_connection **out,
                                const wmi_limit *limit, wmi_error *error)
{
    wmi_wsman *wsman = (wmi_wsman *)(void *)self;
    const wmip_wsman_auth *auth;
    wmip_wsman_connection *connection = NULL;
    wmi_status status = check_clear_text(&wsman->options, error);
    *out = NULL;
    if (status != WMI_OK) {
        return status;
    }
    auth = wmip_wsman_auth_choose(&wsman->options, options, error);
    if (auth == NULL) {
        return WMI_USAGE;
    }
    status = make_connection(wsman, options, auth, &connection, error);
    if (status == WMI_OK) {
        status = wmip_wsman_identify(connection, limit, NULL, error);
    }
    if (status != WMI_OK) {
        free_wsman_connection(connection);
        return status;
    }
    *out = (wmi_connection *)(void *)connection;
    return WMI_OK;
}

static void close_wsman(wmi_connection *connection)
{
    free_wsman_connection(wsman_connection_of(connection));
}

/* The functions of the backend. */

static wmi_status give_cursor(wmi_status status, wmip_wsman_cursor *cursor, wmi_cursor **out)
{
    *out = (wmi_cursor *)(void *)cursor;
    return status;
}

static wmi_status invoke_wsman(wmi_connection *connection, const wmi_call *call, wmi_object **out,
                               const wmi_limit *limit, wmi_error *error)
{
    return wmip_wsman_invoke(wsman_connection_of(connection), call, out, limit, error);
}

static wmi_status get_wsman(wmi_connection *connection, const char *path, wmi_object **out, const wmi_limit *limit,
                            wmi_error *error)
{
    return wmip_wsman_get(wsman_connection_of(connection), path, out, limit, error);
}

static wmi_status query_wsman(wmi_connection *connection, const char *wql, wmi_cursor **out, const wmi_limit *limit,
                              wmi_error *error)
{
    wmip_wsman_cursor *cursor = NULL;
    wmi_status status = wmip_wsman_query(wsman_connection_of(connection), wql, &cursor, limit, error);
    return give_cursor(status, cursor, out);
}

static wmi_status associators_wsman(wmi_connection *connection, const char *path, const wmi_associator_filter *filter,
                                    wmi_cursor **out, const wmi_limit *limit, wmi_error *error)
{
    wmip_wsman_cursor *cursor = NULL;
    wmi_status status = wmip_wsman_associators(wsman_connection_of(connection), path, filter, &cursor, limit, error);
    return give_cursor(status, cursor, out);
}

static wmi_status references_wsman(wmi_connection *connection, const char *path, const char *result_class,
                                   const char *role, wmi_cursor **out, const wmi_limit *limit, wmi_error *error)
{
    wmip_wsman_cursor *cursor = NULL;
    wmi_status status =
        wmip_wsman_references(wsman_connection_of(connection), path, result_class, role, &cursor, limit, error);
    return give_cursor(status, cursor, out);
}

static wmi_status subscribe_wsman(wmi_connection *connection, const char *wql, wmi_cursor **out, const wmi_limit *limit,
                                  wmi_error *error)
{
    wmip_wsman_cursor *cursor = NULL;
    wmi_status status = wmip_wsman_subscribe(wsman_connection_of(connection), wql, &cursor, limit, error);
    return give_cursor(status, cursor, out);
}

static wmi_status next_wsman(wmi_cursor *cursor, wmi_object **out, const wmi_limit *limit, wmi_error *error)
{
    return wmip_wsman_next_object(wsman_cursor_of(cursor), out, limit, error);
}

static void close_wsman_cursor(wmi_cursor *cursor)
{
    wmip_wsman_close_cursor(wsman_cursor_of(cursor));
}

static wmi_status put_wsman(wmi_connection *connection, const wmi_object *object, wmi_put_mode mode, char **path,
                            const wmi_limit *limit, wmi_error *error)
{
    return wmip_wsman_put(wsman_connection_of(connection), object, mode, path, limit, error);
}

static wmi_status remove_wsman(wmi_connection *connection, const char *path, const wmi_limit *limit, wmi_error *error)
{
    return wmip_wsman_remove(wsman_connection_of(connection), path, limit, error);
}

static uint64_t now_wsman(wmi_connection *connection)
{
    (void)connection;
    return wmip_wsman_clock();
}

static void sleep_wsman(wmi_connection *connection, uint32_t milliseconds)
{
    (void)connection;
    wmip_wsman_wait(milliseconds);
}

static const wmi_backend wsman_functions = {
    "wsman",           connect_wsman,    close_wsman,     invoke_wsman, get_wsman,          query_wsman,
    associators_wsman, references_wsman, subscribe_wsman, next_wsman,   close_wsman_cursor, put_wsman,
    remove_wsman,      now_wsman,        sleep_wsman,
};

/* Lifecycle. */

static wmi_status check_wsman_options(const wmi_wsman_options *options, wmi_error *error)
{
    if ((unsigned)options->authentication > WMI_WSMAN_CERTIFICATE) {
        return wmi_fail(error, WMI_USAGE, 0, "%d is no wmi_wsman_authentication", (int)options->authentication);
    }
    if (options->max_envelope < LEAST_ENVELOPE || options->max_elements > MOST_ELEMENTS) {
        return wmi_fail(error, WMI_USAGE, 0,
                        "max_envelope is at least %d, and max_elements at most %d: hosts take no others",
                        LEAST_ENVELOPE, MOST_ELEMENTS);
    }
    if (options->schema_count > 0 && options->schemas == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "There are to be schemas, and they are NULL");
    }
    return options->path == NULL || strpbrk(options->path, "?# \t\r\n") == NULL
               ? WMI_OK
               : wmi_fail(error, WMI_USAGE, 0, "\"%s\" is no path of a URL", options->path);
}

static bool keep_options(wmi_wsman *wsman)
{
    wmi_wsman_options *options = &wsman->options;
    const char *const password = options->certificate_password;
    const char **const texts[] = {&options->path, &options->ca_file, &options->pinned_key, &options->certificate,
                                  &options->certificate_key};
    size_t i;
    options->certificate_password = NULL;
    options->proxy = NULL; /* it may have a password as well: wmip_wsman_proxy has it */
    for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const char *text = *texts[i];
        if (!keep_copy(&wsman->memory, text, texts[i])) {
            return false;
        }
    }
    wsman->key_password = wmi_copy_text(password);
    wsman->mutex = wmip_wsman_mutex_new();
    return wsman->mutex != NULL && (password == NULL || wsman->key_password != NULL) &&
           wmip_wsman_classes_new(options->schemas, options->schema_count, &wsman->classes);
}

static void set_defaults(wmi_wsman_options *options)
{
    options->max_envelope = options->max_envelope != 0 ? options->max_envelope : DEFAULT_ENVELOPE;
    options->max_elements = options->max_elements != 0 ? options->max_elements : DEFAULT_ELEMENTS;
    options->idle_connections = options->idle_connections != 0 ? options->idle_connections : DEFAULT_IDLE;
    options->max_enumeration = options->max_enumeration != 0 ? options->max_enumeration : DEFAULT_ENUMERATION;
}

WMIP_OPTIONS_END_WITH(wmi_wsman_options, proxy);

/* What the program wants, checked, defaults filled in. */
static wmi_status read_wsman_options(const wmi_wsman_options *options, size_t size, wmi_wsman_options *wanted,
                                     wmi_error *error)
{
    static const wmi_wsman_options none;
    wmi_status status = wmip_options_read("members of the wmi_wsman_options", options != NULL ? options : &none,
                                          options != NULL ? size : sizeof none, wanted, sizeof *wanted, error);
    set_defaults(wanted);
    return status == WMI_OK ? check_wsman_options(wanted, error) : status;
}

wmi_status WMI_CALL wmi_wsman_new_sized(const wmi_wsman_options *options, size_t size, wmi_wsman **out,
                                        wmi_error *error)
{
    wmi_wsman_options wanted;
    wmi_wsman *wsman;
    wmi_status status;
    if (out == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "There is no place to put the wmi_wsman");
    }
    *out = NULL;
    status = read_wsman_options(options, size, &wanted, error);
    if (status != WMI_OK) {
        return status;
    }
    xmlInitParser();
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return wmi_fail(error, WMI_TRANSPORT, WMI_E_FAILED, "libcurl cannot be initialised");
    }
    wsman = wmi_alloc(sizeof *wsman);
    if (wsman == NULL) {
        curl_global_cleanup();
        return wmip_no_memory(error);
    }
    memset(wsman, 0, sizeof *wsman);
    wsman->backend = wsman_functions;
    wsman->options = wanted;
    status = wmip_wsman_proxy_read(wanted.proxy, &wsman->proxy, error);
    if (status == WMI_OK) {
        status = keep_options(wsman) ? WMI_OK : wmip_no_memory(error);
    }
    if (status == WMI_OK && !wmip_wsman_random((unsigned char *)&wsman->seed, sizeof wsman->seed)) {
        status = wmi_fail(error, WMI_TRANSPORT, WMI_E_FAILED, "The system gives no random numbers");
    }
    if (status != WMI_OK) {
        wmi_wsman_free(wsman);
        return status;
    }
    *out = wsman;
    return wmip_succeed(error);
}

const wmi_backend *WMI_CALL wmi_wsman_backend(wmi_wsman *wsman)
{
    return wsman != NULL ? &wsman->backend : NULL;
}

void WMI_CALL wmi_wsman_free(wmi_wsman *wsman)
{
    if (wsman != NULL) {
        wmip_wsman_wipe_text(wsman->key_password);
        wmip_wsman_proxy_clear(&wsman->proxy);
        wmip_wsman_mutex_free(wsman->mutex);
        wmip_wsman_classes_free(wsman->classes);
        wmi_memory_clear(&wsman->memory);
        wmi_free(wsman);
        curl_global_cleanup();
    }
}

/* Without a session. */

static wmi_status identify_alone(wmi_wsman *wsman, const wmi_connect_options *options, wmi_wsman_identity **out,
                                 wmi_error *error)
{
    wmi_limit limit = {DEFAULT_TIMEOUT_MS, NULL};
    bool is_anonymous = options->user == NULL && wsman->options.certificate == NULL;
    wmip_wsman_connection *connection = NULL;
    const wmip_wsman_auth *auth;
    wmi_status status = check_clear_text(&wsman->options, error);
    if (status != WMI_OK) {
        return status;
    }
    auth = is_anonymous ? wmip_wsman_auth_nobody() : wmip_wsman_auth_choose(&wsman->options, options, error);
    if (auth == NULL) {
        return WMI_USAGE;
    }
    limit.timeout_ms = options->timeout_ms != 0 ? options->timeout_ms : limit.timeout_ms;
    status = make_connection(wsman, options, auth, &connection, error);
    if (status == WMI_OK) {
        status = wmip_wsman_identify(connection, &limit, out, error);
    }
    free_wsman_connection(connection);
    return status;
}

wmi_status WMI_CALL wmi_wsman_identify_sized(wmi_wsman *wsman, const wmi_connect_options *options, size_t size,
                                             wmi_wsman_identity **identity, wmi_error *error)
{
    wmi_connect_options whole;
    wmi_status status;
    if (identity != NULL) {
        *identity = NULL;
    }
    if (wsman == NULL || options == NULL || identity == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The wmi_wsman, the options or the place for the identity are NULL");
    }
    status = wmip_options_read("connect options", options, size, &whole, sizeof whole, error);
    if (status == WMI_OK) {
        status = identify_alone(wsman, &whole, identity, error);
    }
    return status == WMI_OK ? wmip_succeed(error) : status;
}
