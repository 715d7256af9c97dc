/**
 * @file
 * A request and its answer.
 */
#include "wsman/wsman_transport.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

/* How often a read is tried, and how long it waits in between at first. */
#define READ_TRIES 3
#define FIRST_PAUSE_MS 100u
/* What an answer may have beyond its MaxEnvelopeSize. */
#define ENVELOPE_SLACK 65536

#define ACCESS_REFUSED UINT32_C(0x80070005)
#define HTTP_REFUSED UINT32_C(0x80041015)

/* `uuid:`, a part that is random, and a number that counts up: never the same again. */
static void make_message_id(wmi_wsman *wsman, char id[WMIP_WSMAN_ID_SIZE])
{
    static const char form[] = "uuid:rrrrrrrr-rrrr-4rrr-8nnn-nnnnnnnnnnnn"; /* r: random, n: of the number */
    static const char digits[] = "0123456789ABCDEF";
    uint64_t random = wsman->seed;
    uint64_t number;
    size_t i = sizeof form - 1;
    wmip_wsman_lock(wsman->mutex);
    number = wsman->messages++;
    wmip_wsman_unlock(wsman->mutex);
    memcpy(id, form, sizeof form);
    while (i-- > sizeof "uuid:" - 1) {
        uint64_t *from = form[i] == 'r' ? &random : form[i] == 'n' ? &number : NULL;
        if (from != NULL) {
            id[i] = digits[*from & 15];
            *from >>= 4;
        }
    }
}

/* What the host is given. A time that it would not take, it is not told. */
static uint32_t time_for_host(const wmip_wsman_request *request, const wmip_wsman_time *time)
{
    uint32_t left = wmip_wsman_time_left(time);
    if (request->most_ms != 0 && left > request->most_ms) {
        left = request->most_ms;
    }
    return left < request->least_ms ? request->least_ms : left;
}

static wmi_status write_request(const wmip_wsman_connection *connection, const wmip_wsman_request *request,
                                const char *message_id, uint32_t timeout_ms, wmip_wsman_writer *writer)
{
    wmip_wsman_header header;
    memset(&header, 0, sizeof header);
    header.message_id = message_id;
    header.timeout_ms = timeout_ms;
    header.frame = request->frame;
    if (request->frame == NULL && request->resource != NULL) {
        header.frame = &connection->frame;
        header.resource = request->resource;
        header.action = request->action;
        header.path = request->path;
    }
    header.identifier = request->identifier;
    wmip_wsman_put_header(writer, &connection->codec, &header);
    if (request->write_body != NULL) {
        request->write_body(writer, &connection->codec, request->context);
    }
    return wmip_wsman_writer_finish(writer);
}

/* What cannot arrive is not sent. */
static wmi_status check_size(const wmip_wsman_connection *connection, const wmip_wsman_writer *writer, wmi_error *error)
{
    return writer->size <= connection->wsman->options.max_envelope
               ? WMI_OK
               : wmi_fail(
                     error, WMI_USAGE, 0,
                     "The request has %lu octets, more than max_envelope of the wmi_wsman_options (%lu), which is to be what "
                     "MaxEnvelopeSizekb of the host's WinRM is",
                     (unsigned long)writer->size, (unsigned long)connection->wsman->options.max_envelope);
}

/* Answers without SOAP. */

static void name_offers(long offered, wmip_buffer *names)
{
    static const struct {
        unsigned long bit;
        const char *name;
    } methods[] = {{CURLAUTH_BASIC, "Basic"},
                   {CURLAUTH_NEGOTIATE, "Negotiate"},
                   {CURLAUTH_NTLM, "NTLM"},
                   {CURLAUTH_DIGEST, "Digest"}};
    size_t i;
    for (i = 0; i < sizeof methods / sizeof methods[0]; i++) {
        if (((unsigned long)offered & methods[i].bit) != 0) {
            wmip_buffer_format(names, "%s%s", names->length > 0 ? ", " : "", methods[i].name);
        }
    }
}

static wmi_status tell_unauthorized(const wmip_wsman_connection *connection, const wmip_wsman_transfer *transfer,
                                    wmi_error *error)
{
    wmip_buffer names = {0};
    wmi_status status;
    name_offers(transfer->offered, &names);
    status = wmi_fail(error, WMI_TRANSPORT, ACCESS_REFUSED,
                      "The host does not accept %s%s by %s (HTTP 401). It offers: %s. Basic needs Basic = true in "
                      "winrm/config/service/auth%s and an account of the host itself",
                      connection->user != NULL ? "the user " : "the certificate",
                      connection->user != NULL ? connection->user : "", connection->auth->name,
                      names.text != NULL && !names.failed ? names.text : "nothing that is known here",
                      connection->wsman->options.http ? ", AllowUnencrypted = true" : "");
    wmip_buffer_clear(&names);
    return status;
}

static wmi_status tell_http(const wmip_wsman_connection *connection, const wmip_wsman_transfer *transfer,
                            wmi_error *error)
{
    long status = transfer->status;
    if (status == 401) {
        return tell_unauthorized(connection, transfer, error);
    }
    if (status == 407) {
        return wmi_fail(
            error, WMI_TRANSPORT, ACCESS_REFUSED,
            "The proxy does not let the request pass without another user and password (HTTP 407), which are part of "
            "proxy of the wmi_wsman_options");
    }
    if (status == 413) {
        return wmi_fail(error, WMI_TRANSPORT, UINT32_C(0x80338111),
                        "The request is larger than MaxEnvelopeSizekb of the host's WinRM allows (HTTP 413)");
    }
    if (status >= 300 && status < 400) {
        return wmi_fail(error, WMI_TRANSPORT, HTTP_REFUSED,
                        "%s redirects to another address (HTTP %ld), which is not followed", connection->url, status);
    }
    if ((status == 400 || status == 500) && transfer->answer.length == 0) {
        return wmi_fail(error, WMI_TRANSPORT, HTTP_REFUSED, "The host refused the request without a word (HTTP %ld)%s",
                        status,
                        connection->wsman->options.http
                            ? "; over http it does so unless AllowUnencrypted = true in winrm/config/service: use https"
                            : "");
    }
    return wmi_fail(error, WMI_TRANSPORT, HTTP_REFUSED, "What answers at %s is no WinRM service (HTTP %ld)%s",
                    connection->url, status,
                    transfer->is_encoded ? "; its answer is encoded, which was not asked for" : "");
}

/* One exchange. */

static wmi_status read_fault(const wmip_wsman_request *request, wmip_wsman_answer *answer, wmi_error *error)
{
    wmi_memory *memory = NULL;
    wmip_wsman_fault fault;
    bool done = wmip_wsman_fault_read(answer->fault, &memory, &fault);
    wmi_status status;
    if (request->is_relation && fault.kind == WMIP_FAULT_FILTER && fault.number == WMI_E_INVALID_QUERY) {
        fault.number = WMI_E_INVALID_CLASS;
    }
    status = done ? wmip_wsman_fault_tell(&fault, request->doing, error) : wmip_no_memory(error);
    answer->kind = fault.kind;
    if (fault.kind == WMIP_FAULT_TIMED_OUT && request->is_change) {
        wmip_error_reword(error, "%s; its outcome is not known", error != NULL ? error->message : "");
    }
    wmi_memory_clear(&memory);
    return status;
}

/* What is shown of an answer early is one to the request. */
typedef struct wmip_wsman_early {
    const wmip_wsman_request *request;
    const char *message_id;
} wmip_wsman_early;

static void show_early(void *context, const wmip_wsman_node *node)
{
    const wmip_wsman_early *early = context;
    const wmip_wsman_node *root = node->document->root;
    const wmip_wsman_node *relates =
        wmip_wsman_child(wmip_wsman_child(root, WMIP_NS_SOAP, "Header"), WMIP_NS_ADDRESSING, "RelatesTo");
    if (wmip_wsman_is(root, WMIP_NS_SOAP, "Envelope") && relates != NULL &&
        strcmp(relates->text, early->message_id) == 0) {
        early->request->glimpse(early->request->glimpse_context, node);
    }
}

/*
 * libxml2 looks for more input again and again once less than 250 octets are left, which is much of a short answer. So there are blanks behind
 * the document, which may have them, and no lines, which are counted; not behind one of other characters than octets.
 */
static void pad_answer(wmip_buffer *text)
{
    static const char blanks[256] = "";
    size_t length = text->length;
    if (length < 2 || text->text[0] != '<' || text->text[1] == '\0') {
        return;
    }
    wmip_buffer_append(text, blanks, sizeof blanks);
    if (text->failed) {
        text->failed = false; /* it is as good as it was */
        return;
    }
    memset(text->text + length, ' ', sizeof blanks);
}

/* One answer is read with the parser of the one before, as a rule: if several arrive at the same time, each of the others has a new one. */
static xmlParserCtxtPtr take_reader(wmip_wsman_connection *connection)
{
    xmlParserCtxtPtr reader;
    wmip_wsman_lock(connection->mutex);
    reader = connection->reader;
    connection->reader = NULL;
    wmip_wsman_unlock(connection->mutex);
    return reader;
}

static void give_reader(wmip_wsman_connection *connection, xmlParserCtxtPtr reader)
{
    xmlParserCtxtPtr other;
    wmip_wsman_lock(connection->mutex);
    other = connection->reader;
    connection->reader = reader;
    wmip_wsman_unlock(connection->mutex);
    if (other != NULL) {
        xmlFreeParserCtxt(other);
    }
}

static wmi_status read_envelope(wmip_wsman_connection *connection, const wmip_wsman_request *request,
                                wmip_wsman_transfer *transfer, const char *message_id, wmip_wsman_answer *answer,
                                wmi_error *error)
{
    xmlParserCtxtPtr reader = take_reader(connection);
    wmi_status status;
    wmip_wsman_early early = {NULL, NULL};
    wmip_wsman_glimpse glimpse;
    early.request = request;
    early.message_id = message_id;
    glimpse.name = request->glimpsed;
    glimpse.look = show_early;
    glimpse.context = &early;
    pad_answer(&transfer->answer);
    status = wmip_wsman_answer_read(transfer->answer.text, transfer->answer.length,
                                    request->glimpse != NULL && transfer->status == 200 ? &glimpse : NULL, &reader,
                                    answer, error);
    give_reader(connection, reader);
    return status;
}

static wmi_status read_answer(wmip_wsman_connection *connection, const wmip_wsman_request *request,
                              wmip_wsman_transfer *transfer, const char *message_id, wmip_wsman_answer *answer,
                              wmi_error *error)
{
    wmi_status status;
    bool may_be_soap = transfer->answer.length > 0 && (transfer->status == 200 || transfer->status >= 400) &&
                       transfer->status != 401 && transfer->status != 413;
    if (!may_be_soap) {
        return transfer->status != 200 ? tell_http(connection, transfer, error)
                                       : wmi_fail(error, WMI_REPLY, 0, "The host answered with nothing");
    }
    status = read_envelope(connection, request, transfer, message_id, answer, error);
    if (status == WMI_REPLY && transfer->status != 200) {
        return tell_http(connection, transfer, error);
    }
    if (status == WMI_OK && request->resource != NULL) {
        status = wmip_wsman_answer_check(answer, message_id, error);
    }
    if (status != WMI_OK) {
        return status;
    }
    if (answer->fault != NULL) {
        return read_fault(request, answer, error);
    }
    if (transfer->status != 200) {
        return tell_http(connection, transfer, error);
    }
    if (request->expected != NULL && !wmip_wsman_is(answer->body, NULL, request->expected)) {
        return wmi_fail(error, WMI_REPLY, 0, "The answer holds %.64s, and not %s",
                        answer->body != NULL ? answer->body->name : "nothing", request->expected);
    }
    return WMI_OK;
}

/* A change that was sent, and of which nothing is known: nobody sends it again. */
static void tell_unknown(const wmip_wsman_request *request, const wmip_wsman_transfer *transfer, wmi_error *error)
{
    if (error == NULL) {
        return;
    }
    if (transfer->sent > 0 && request->is_change) {
        wmip_error_reword(error, "%s: %s. It was sent, and its outcome is not known", request->doing, error->message);
    } else {
        wmip_error_reword(error, "%s: %s", request->doing, error->message);
    }
}

struct wmip_wsman_flight {
    wmip_wsman_connection *connection;
    wmip_wsman_request request;
    wmip_wsman_transfer transfer;
    wmip_wsman_line *line;
    char *body;
    char message_id[WMIP_WSMAN_ID_SIZE];
};

/* A request in words. */
static wmi_status write_flight(wmip_wsman_flight *flight, uint32_t timeout_ms, wmip_wsman_writer *writer,
                               wmi_error *error)
{
    const wmip_wsman_connection *connection = flight->connection;
    wmi_status status;
    make_message_id(connection->wsman, flight->message_id);
    wmip_wsman_writer_begin(writer, error);
    status = write_request(connection, &flight->request, flight->message_id, timeout_ms, writer);
    if (status == WMI_OK) {
        status = check_size(connection, writer, error);
    }
    if (status == WMI_USAGE && error != NULL) {
        wmip_error_reword(error, "%s: %s", flight->request.doing, error->message);
    }
    flight->transfer.body = writer->text;
    flight->transfer.size = writer->size;
    flight->transfer.most = (size_t)connection->wsman->options.max_envelope + ENVELOPE_SLACK;
    return status;
}

/* What has arrived, in values; and what was received is wiped. */
static wmi_status read_flight(wmip_wsman_flight *flight, wmip_wsman_answer *answer, wmi_error *error)
{
    wmip_wsman_transfer *transfer = &flight->transfer;
    wmi_status status = read_answer(flight->connection, &flight->request, transfer, flight->message_id, answer, error);
    if (status != WMI_OK && answer->fault == NULL) {
        bool refused = (transfer->status >= 400 && transfer->status < 500) ||
                       (transfer->status == 500 && transfer->answer.length == 0);
        transfer->sent = refused ? 0 : transfer->sent; /* what is refused before it is looked at is not carried out */
        tell_unknown(&flight->request, transfer, error);
    }
    return status;
}

static void clear_transfer(wmip_wsman_transfer *transfer)
{
    if (transfer->answer.text != NULL) {
        wmip_wsman_wipe(transfer->answer.text, transfer->answer.length);
    }
    wmip_buffer_clear(&transfer->answer);
}

static wmi_status end_post(wmip_wsman_flight *flight, const wmip_wsman_time *time, wmi_error *error)
{
    wmi_status status = wmip_wsman_post_end(flight->connection, flight->line, &flight->transfer, time, error);
    if (status != WMI_OK) {
        tell_unknown(&flight->request, &flight->transfer, error);
    }
    return status;
}

static wmi_status send_once(wmip_wsman_connection *connection, const wmip_wsman_request *request,
                            const wmip_wsman_time *time, wmip_wsman_answer *answer, bool *was_lost, wmi_error *error)
{
    wmip_wsman_flight flight;
    wmip_wsman_writer writer;
    wmi_status status;
    memset(&flight, 0, sizeof flight);
    flight.connection = connection;
    flight.request = *request;
    status = write_flight(&flight, time_for_host(request, time), &writer, error);
    if (status == WMI_OK) {
        status = wmip_wsman_post_begin(connection, &flight.transfer, &flight.line, error);
        if (status != WMI_OK) {
            tell_unknown(request, &flight.transfer, error);
        }
    }
    if (status == WMI_OK) {
        status = end_post(&flight, time, error);
        *was_lost = status == WMI_TRANSPORT && flight.transfer.sent > 0;
    }
    wmip_wsman_writer_end(&writer);
    if (status == WMI_OK) {
        status = read_flight(&flight, answer, error);
    }
    clear_transfer(&flight.transfer);
    return status;
}

/* Flights. */

static void free_flight(wmip_wsman_flight *flight)
{
    clear_transfer(&flight->transfer);
    wmi_free(flight->body);
    wmi_free(flight);
}

wmip_wsman_flight *wmip_wsman_depart(wmip_wsman_connection *connection, const wmip_wsman_request *request,
                                     const wmip_wsman_time *time)
{
    bool may_leave = wmip_wsman_time_left(time) > 0 && !wmi_is_cancelled(time->cancel);
    wmip_wsman_flight *flight = may_leave ? wmi_alloc(sizeof *flight) : NULL;
    wmip_wsman_writer writer;
    if (flight == NULL) {
        return NULL;
    }
    memset(flight, 0, sizeof *flight);
    flight->connection = connection;
    flight->request = *request;
    if (write_flight(flight, time_for_host(request, time), &writer, NULL) == WMI_OK) {
        flight->body = wmip_copy_slice(writer.text, writer.size);
        flight->transfer.body = flight->body;
    }
    wmip_wsman_writer_end(&writer);
    if (flight->body == NULL || wmip_wsman_post_begin(connection, &flight->transfer, &flight->line, NULL) != WMI_OK) {
        free_flight(flight);
        return NULL;
    }
    wmip_wsman_post_go_on(flight->line);
    return flight;
}

void wmip_wsman_fly_on(wmip_wsman_flight *flight)
{
    wmip_wsman_post_go_on(flight->line);
}

wmi_status wmip_wsman_arrive(wmip_wsman_flight *flight, const wmip_wsman_time *time, wmip_wsman_answer *answer,
                             wmi_error *error)
{
    wmi_status status = end_post(flight, time, error);
    memset(answer, 0, sizeof *answer);
    if (status == WMI_OK) {
        status = read_flight(flight, answer, error);
    }
    free_flight(flight);
    return status;
}

/* Whether there is a point in trying again; waits for the time that it takes. */
static bool tries_again(const wmip_wsman_request *request, const wmip_wsman_time *time, unsigned tries, bool was_lost,
                        wmip_wsman_fault_kind kind)
{
    uint32_t left = FIRST_PAUSE_MS << (tries - 1);
    if (!request->is_read || tries == READ_TRIES || (!was_lost && kind != WMIP_FAULT_BUSY) ||
        wmip_wsman_time_left(time) <= left) {
        return false;
    }
    for (; !was_lost && left > 0 && !wmi_is_cancelled(time->cancel); left -= wmip_smaller(left, 50)) {
        wmip_wsman_wait(wmip_smaller(left, 50));
    }
    return !wmi_is_cancelled(time->cancel);
}

wmi_status wmip_wsman_exchange(wmip_wsman_connection *connection, const wmip_wsman_request *request,
                               const wmip_wsman_time *time, wmip_wsman_answer *answer, wmi_error *error)
{
    unsigned tries = 0;
    bool was_lost;
    wmi_status status;
    memset(answer, 0, sizeof *answer);
    do {
        was_lost = false;
        wmip_wsman_answer_clear(answer);
        if (wmi_is_cancelled(time->cancel)) {
            status = wmip_cancelled(error);
        } else if (wmip_wsman_time_left(time) == 0 && request->least_ms == 0) {
            status = wmi_fail(error, WMI_TIMEOUT, WMI_E_TIMED_OUT,
                              "%s: there was no time left for it; nothing was sent", request->doing);
        } else {
            status = send_once(connection, request, time, answer, &was_lost, error);
        }
        tries++;
    } while (status != WMI_OK && tries_again(request, time, tries, was_lost, answer->kind));
    return status;
}
