/**
 * @file
 * What was asked, a line of JSON for each request: on the log where that is wished, and at an address of its own, which is always this
 * machine's. Values of parameters whose names say that they are secrets are not in it, nor is anything of a user's.
 */
#define _XOPEN_SOURCE 700

#include "mock/mock_internal.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <string.h>

/* So many requests are kept, the newest; of a value so much, and of all parameters together. */
#define KEPT_REQUESTS 2000
#define KEPT_CHARACTERS 4096
#define KEPT_PARAMETERS 65536

struct mbm_journal {
    pthread_mutex_t mutex; /* of the lines */
    char *lines[KEPT_REQUESTS];
    uint64_t count; /* of all requests, kept or not */
    uint64_t began;
    mbm_log_kind kind;
    FILE *log;
    struct MHD_Daemon *daemon;
    char url[64];
};

/* JSON. */

static void put_escaped(wmip_buffer *out, unsigned char c)
{
    switch (c) {
    case '"':
        wmip_buffer_text(out, "\\\"");
        break;
    case '\\':
        wmip_buffer_text(out, "\\\\");
        break;
    case '\n':
        wmip_buffer_text(out, "\\n");
        break;
    case '\t':
        wmip_buffer_text(out, "\\t");
        break;
    default:
        wmip_buffer_format(out, "\\u%04x", (unsigned)c);
        break;
    }
}

/* A text; one that is too long ends in an ellipsis. */
static void put_json_text(wmip_buffer *out, const char *text)
{
    size_t length = 0;
    wmip_buffer_char(out, '"');
    while (*text != '\0' && length < KEPT_CHARACTERS) {
        uint32_t code;
        size_t size = wmip_utf8_decode(text, &code);
        if (size == 0) {
            wmip_buffer_text(out, "\\ufffd");
            size = 1;
        } else if (size == 1 && (*text == '"' || *text == '\\' || (unsigned char)*text < ' ' || *text == 0x7F)) {
            put_escaped(out, (unsigned char)*text);
        } else {
            wmip_buffer_append(out, text, size);
        }
        text += size;
        length += size;
    }
    wmip_buffer_text(out, *text != '\0' ? "...\"" : "\"");
}

static void put_member(wmip_buffer *out, const char *key, const char *text)
{
    if (text != NULL) {
        wmip_buffer_format(out, ",\"%s\":", key);
        put_json_text(out, text);
    }
}

/* Whether a parameter of that name is a secret. */
static bool is_secret_name(const char *name)
{
    static const char *const words[] = {"password", "passphrase", "secret", "credential", "privatekey", "token"};
    size_t i;
    for (; *name != '\0'; name++) {
        for (i = 0; i < sizeof words / sizeof words[0]; i++) {
            size_t length = strlen(words[i]);
            if (strlen(name) >= length && wmip_equal_slice(name, length, words[i])) {
                return true;
            }
        }
    }
    return false;
}

/* Whether a text tells a secret within it: the text of an instance that has such a property. */
static bool is_secret_text(const char *text)
{
    return text != NULL && strstr(text, "NAME=") != NULL && is_secret_name(text);
}

static void put_object_value(wmip_buffer *out, const wmi_object *object, unsigned depth);

static void put_item(wmip_buffer *out, const wmi_value *value, bool is_secret, unsigned depth)
{
    wmip_buffer text = {0};
    if (wmip_value_is_null(value)) {
        wmip_buffer_text(out, "null");
    } else if (is_secret || (wmip_type_is_text(value->type) && is_secret_text(value->u.string))) {
        wmip_buffer_text(out, "\"(secret)\"");
    } else if (value->type == WMI_TYPE_OBJECT) {
        put_object_value(out, value->u.object, depth + 1);
    } else {
        (void)wmip_value_text(value, &text);
        put_json_text(out, text.text != NULL ? text.text : "");
        out->failed = out->failed || text.failed;
    }
    wmip_buffer_clear(&text);
}

static void put_value(wmip_buffer *out, const wmi_value *value, bool is_secret, unsigned depth)
{
    size_t i;
    if (!value->is_array || wmip_value_is_null(value)) {
        put_item(out, value, is_secret, depth);
        return;
    }
    wmip_buffer_char(out, '[');
    for (i = 0; i < value->u.array.count; i++) {
        wmi_value item = wmip_value_item(value, i);
        if (i > 0) {
            wmip_buffer_char(out, ',');
        }
        put_item(out, &item, is_secret, depth);
    }
    wmip_buffer_char(out, ']');
}

static void put_object_value(wmip_buffer *out, const wmi_object *object, unsigned depth)
{
    size_t i;
    wmip_buffer_char(out, '{');
    for (i = 0; i < object->count && depth <= WMIP_EMBEDDING_DEPTH; i++) {
        const wmi_property *property = &object->properties[i];
        if (i > 0) {
            wmip_buffer_char(out, ',');
        }
        put_json_text(out, property->name);
        wmip_buffer_char(out, ':');
        put_value(out, &property->value, is_secret_name(property->name), depth);
    }
    wmip_buffer_char(out, '}');
}

/* Lines. */

static const char *name_of_fault(const mbm_exchange *x)
{
    static const char *const names[MBM_FAULT_COUNT] = {
#define MBM_FAULT(id, code, prefix, subcode, from, number, text, japanese) [MBM_FAULT_##id] = (subcode),
#include "mock/mock_faults.def"
        [MBM_FAULT_WMI] = "WmiError",
    };
    const char *name = names[x->fault.id];
    return name != NULL ? name : x->fault.id == MBM_FAULT_MUST_UNDERSTAND ? "MustUnderstand" : NULL;
}

/* What was wrong; a message that is about a secret may quote it. NULL = nothing was */
static const char *message_of(const mbm_exchange *x)
{
    return x->fault.message != NULL && is_secret_name(x->fault.message) ? "(secret)" : x->fault.message;
}

static void write_parameters(wmip_buffer *out, const mbm_exchange *x)
{
    wmip_buffer parameters = {0};
    if (x->in != NULL) {
        put_object_value(&parameters, x->in, 0);
        wmip_buffer_format(out, ",\"parameters\":%s",
                           parameters.failed || parameters.length > KEPT_PARAMETERS ? "\"(too long)\""
                                                                                    : parameters.text);
    }
    wmip_buffer_clear(&parameters);
}

static void write_exchange(wmip_buffer *out, const mbm_exchange *x)
{
    put_member(out, "operation", x->operation);
    put_member(out, "resource", x->header.resource);
    put_member(out, "method", x->method);
    put_member(out, "path", x->path);
    put_member(out, "query", x->query != x->path ? x->query : NULL);
    write_parameters(out, x);
    if (x->operation != NULL && (strcmp(x->operation, "Pull") == 0 || strcmp(x->operation, "Enumerate") == 0)) {
        wmip_buffer_format(out, ",\"items\":%lu", (unsigned long)x->items);
    }
    put_member(out, "returned", x->result);
    wmip_buffer_format(out, ",\"status\":%u", x->http_status);
    put_member(out, "fault", name_of_fault(x));
    if (x->fault.id == MBM_FAULT_WMI) {
        wmip_buffer_format(out, ",\"hresult\":\"0x%08lX\"", (unsigned long)x->fault.number);
    }
    put_member(out, "message", message_of(x));
}

/* For people: what was asked, what came of it. */
static void log_text(const mbm_journal *journal, const mbm_exchange *x, uint64_t milliseconds)
{
    const char *fault = name_of_fault(x);
    const char *class_name = x->cls.of != NULL ? x->cls.of->info->name : "";
    (void)fprintf(journal->log, "%u %s %s%s%s%s%s%s %lu ms\n", x->http_status,
                  x->operation != NULL ? x->operation : "request", class_name, x->method != NULL ? "." : "",
                  x->method != NULL && x->cls.of != NULL ? x->method : "", x->result != NULL ? " -> " : "",
                  x->result != NULL ? x->result : "", fault != NULL ? " fault" : "", (unsigned long)milliseconds);
    if (fault != NULL) {
        wmip_buffer text = {0};
        put_json_text(&text, message_of(x) != NULL ? message_of(x) : "");
        (void)fprintf(journal->log, "    %s %s\n", fault, text.text != NULL ? text.text : "");
        wmip_buffer_clear(&text);
    }
    (void)fflush(journal->log);
}

/* Keeps a line, unless there is no memory for it: a journal with a gap is better than no answer. */
static void keep_line(mbm_journal *journal, wmip_buffer *line, uint64_t number)
{
    char *text = wmip_buffer_take(line);
    char **place = &journal->lines[number % KEPT_REQUESTS];
    if (journal->kind == MBM_LOG_JSON && text != NULL) {
        (void)fprintf(journal->log, "%s\n", text);
        (void)fflush(journal->log);
    }
    wmi_free(*place);
    *place = text;
}

static void begin_line(const mbm_journal *journal, wmip_buffer *line)
{
    wmip_buffer_format(line, "{\"number\":%lu,\"at_ms\":%lu", (unsigned long)journal->count,
                       (unsigned long)(mbm_clock_now() - journal->began));
}

void mbm_journal_note(mbm_journal *journal, const mbm_exchange *x, uint64_t milliseconds)
{
    wmip_buffer line = {0};
    (void)pthread_mutex_lock(&journal->mutex);
    begin_line(journal, &line);
    write_exchange(&line, x);
    wmip_buffer_format(&line, ",\"took_ms\":%lu}", (unsigned long)milliseconds);
    keep_line(journal, &line, journal->count++);
    if (journal->kind == MBM_LOG_TEXT) {
        log_text(journal, x, milliseconds);
    }
    (void)pthread_mutex_unlock(&journal->mutex);
}

void mbm_journal_note_refused(mbm_journal *journal, unsigned http_status, const char *why)
{
    wmip_buffer line = {0};
    (void)pthread_mutex_lock(&journal->mutex);
    begin_line(journal, &line);
    wmip_buffer_format(&line, ",\"status\":%u", http_status);
    put_member(&line, "message", why);
    wmip_buffer_char(&line, '}');
    keep_line(journal, &line, journal->count++);
    if (journal->kind == MBM_LOG_TEXT) {
        (void)fprintf(journal->log, "%u %s\n", http_status, why);
        (void)fflush(journal->log);
    }
    (void)pthread_mutex_unlock(&journal->mutex);
}

/* The address. */

static char *write_all(mbm_journal *journal, size_t *size)
{
    wmip_buffer all = {0};
    uint64_t i;
    (void)pthread_mutex_lock(&journal->mutex);
    i = journal->count > KEPT_REQUESTS ? journal->count - KEPT_REQUESTS : 0;
    wmip_buffer_char(&all, '[');
    for (; i < journal->count; i++) {
        const char *line = journal->lines[i % KEPT_REQUESTS];
        if (line != NULL) {
            wmip_buffer_text(&all, all.length > 1 ? ",\n" : "\n");
            wmip_buffer_text(&all, line);
        }
    }
    (void)pthread_mutex_unlock(&journal->mutex);
    wmip_buffer_text(&all, "\n]\n");
    *size = all.length;
    return wmip_buffer_take(&all);
}

static enum MHD_Result show_journal(void *context, struct MHD_Connection *connection, const char *url,
                                    const char *method, const char *version, const char *data, size_t *data_size,
                                    void **state)
{
    static int seen;
    struct MHD_Response *response;
    enum MHD_Result result;
    unsigned status = MHD_HTTP_OK;
    size_t size = 0;
    char *text;
    (void)version;
    (void)data;
    if (*state == NULL) {
        *state = &seen;
        return MHD_YES;
    }
    if (*data_size != 0) {
        return MHD_NO;
    }
    if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 || strcmp(url, "/journal") != 0) {
        status = MHD_HTTP_NOT_FOUND;
        response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    } else {
        text = write_all(context, &size);
        response = text != NULL ? MHD_create_response_from_buffer_with_free_callback(size, text, wmi_free) : NULL;
    }
    if (response == NULL) {
        return MHD_NO;
    }
    (void)MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
    result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

mbm_journal *mbm_journal_new(mbm_log_kind kind, FILE *log, wmi_error *error)
{
    mbm_journal *journal = wmi_alloc(sizeof *journal);
    struct sockaddr_in address;
    const union MHD_DaemonInfo *info;
    if (journal == NULL) {
        (void)wmip_no_memory(error);
        return NULL;
    }
    memset(journal, 0, sizeof *journal);
    memset(&address, 0, sizeof address);
    journal->kind = log != NULL ? kind : MBM_LOG_NOTHING;
    journal->log = log;
    journal->began = mbm_clock_now();
    if (pthread_mutex_init(&journal->mutex, NULL) != 0) {
        wmi_free(journal);
        (void)wmip_no_memory(error);
        return NULL;
    }
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    journal->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL, NULL, show_journal, journal,
                                       MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address, MHD_OPTION_CONNECTION_LIMIT,
                                       16u, MHD_OPTION_CONNECTION_TIMEOUT, 10u, MHD_OPTION_END);
    info = journal->daemon != NULL ? MHD_get_daemon_info(journal->daemon, MHD_DAEMON_INFO_BIND_PORT) : NULL;
    if (info == NULL) {
        (void)wmi_fail(error, WMI_TRANSPORT, 0, "The journal has no address to be listened on");
        mbm_journal_free(journal);
        return NULL;
    }
    (void)snprintf(journal->url, sizeof journal->url, "http://127.0.0.1:%u/journal", (unsigned)info->port);
    return journal;
}

const char *mbm_journal_url(const mbm_journal *journal)
{
    return journal->url;
}

void mbm_journal_free(mbm_journal *journal)
{
    size_t i;
    if (journal == NULL) {
        return;
    }
    if (journal->daemon != NULL) {
        MHD_stop_daemon(journal->daemon);
    }
    for (i = 0; i < KEPT_REQUESTS; i++) {
        wmi_free(journal->lines[i]);
    }
    (void)pthread_mutex_destroy(&journal->mutex);
    wmi_free(journal);
}
