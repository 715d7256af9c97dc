/**
 * @file
 * Enumerations: Enumerate, Pull, Release (WS-Enumeration, DSP0226 8), and events, which are pulled in the same way.
 *
 * Once a caller has had a Pull, it is taken to want the rest: the next Pull is sent as soon as its context is known, while the answer before
 * it is still being read and its objects are handed out. So host and client work at the same time, and an answer more than the one
 * in use is held at most.
 */
#include "wsman/wsman_transport.h"

#include <stdio.h>
#include <string.h>

/* How long a host may wait for an event before it says that there was none, and what it is given at least. */
#define MOST_EVENT_WAIT_MS 20000
#define LEAST_EVENT_WAIT_MS 500
/* What closing may take: a host that does not hear of it forgets an enumeration by itself. */
#define RELEASE_MS 3000
/* The same after an answer that did not come. */
#define HASTY_RELEASE_MS 200
/* How long it waits at most between two Pulls that bring nothing, at first a millisecond. */
#define MOST_PAUSE_MS 100u
/* How often an answer that is under way is taken in while the objects of the one before are handed out. */
#define TAKE_IN_MS 20

struct wmip_wsman_cursor {
    wmip_wsman_connection *connection;
    wmip_buffer uri;   /* of all classes */
    wmip_buffer doing; /* for messages */
    char *class_name;  /* of a query that names columns; else NULL */
    char *context;     /* of the enumeration, as the last answer had it */
    char *identifier;  /* of a subscription */
    uint32_t max_elements;
    bool is_events;
    bool has_references; /* asked for beside objects */
    bool ended;
    bool was_left;   /* without an answer */
    bool is_closing; /* nothing more is asked for */
    wmip_wsman_answer answer;
    uint64_t octets;             /* of all answers to Pulls */
    wmip_wsman_flight *ahead;    /* the next Pull, sent already */
    uint64_t taken_in;           /* when something of its answer was */
    wmip_wsman_time time;        /* of the call that is being served */
    const wmip_wsman_node *item; /* the next one of it */
};

/* What is written. */

typedef struct wmip_wsman_opening {
    const wmip_wsman_start *start;
    const wmip_wsman_cursor *cursor;
} wmip_wsman_opening;

static void put_number(wmip_wsman_writer *writer, const char *element, uint32_t number)
{
    char text[16];
    (void)snprintf(text, sizeof text, "%lu", (unsigned long)number);
    wmip_wsman_put_element(writer, element, text);
}

static void write_enumerate(wmip_wsman_writer *writer, const wmip_wsman_codec *codec, const void *context)
{
    const wmip_wsman_opening *opening = context;
    wmip_wsman_open(writer, "n:Enumerate");
    wmip_wsman_put_attribute(writer, "xmlns:n", WMIP_NS_ENUMERATION);
    wmip_wsman_put_element(writer, "w:OptimizeEnumeration", NULL);
    put_number(writer, "w:MaxElements", opening->cursor->max_elements);
    if (opening->cursor->has_references) {
        wmip_wsman_put_element(writer, "w:EnumerationMode", "EnumerateObjectAndEPR");
    }
    opening->start->write_filter(writer, codec, opening->start->context);
    wmip_wsman_close(writer);
}

static void write_subscribe(wmip_wsman_writer *writer, const wmip_wsman_codec *codec, const void *context)
{
    const wmip_wsman_opening *opening = context;
    wmip_wsman_open(writer, "e:Subscribe");
    wmip_wsman_put_attribute(writer, "xmlns:e", WMIP_NS_EVENTING);
    wmip_wsman_open(writer, "e:Delivery");
    wmip_wsman_put_attribute(writer, "Mode", "http://schemas.dmtf.org/wbem/wsman/1/wsman/Pull");
    wmip_wsman_close(writer);
    opening->start->write_filter(writer, codec, opening->start->context);
    wmip_wsman_close(writer);
}

static void write_pull(wmip_wsman_writer *writer, const wmip_wsman_codec *codec, const void *context)
{
    const wmip_wsman_cursor *cursor = context;
    (void)codec;
    wmip_wsman_open(writer, "n:Pull");
    wmip_wsman_put_attribute(writer, "xmlns:n", WMIP_NS_ENUMERATION);
    wmip_wsman_put_element(writer, "n:EnumerationContext", cursor->context);
    put_number(writer, "n:MaxElements", cursor->max_elements);
    wmip_wsman_close(writer);
}

static void write_release(wmip_wsman_writer *writer, const wmip_wsman_codec *codec, const void *context)
{
    const wmip_wsman_cursor *cursor = context;
    (void)codec;
    wmip_wsman_open(writer, "n:Release");
    wmip_wsman_put_attribute(writer, "xmlns:n", WMIP_NS_ENUMERATION);
    wmip_wsman_put_element(writer, "n:EnumerationContext", cursor->context);
    wmip_wsman_close(writer);
}

static void write_unsubscribe(wmip_wsman_writer *writer, const wmip_wsman_codec *codec, const void *context)
{
    (void)codec;
    (void)context;
    wmip_wsman_open(writer, "e:Unsubscribe");
    wmip_wsman_put_attribute(writer, "xmlns:e", WMIP_NS_EVENTING);
    wmip_wsman_close(writer);
}

/* What is read. */

static const wmip_wsman_node *child_of_either(const wmip_wsman_node *node, const char *name)
{
    const wmip_wsman_node *child = wmip_wsman_child(node, WMIP_NS_WSMAN, name);
    return child != NULL ? child : wmip_wsman_child(node, WMIP_NS_ENUMERATION, name);
}

/* The newest context counts; NULL where there is none. */
static bool take_context(wmip_wsman_cursor *cursor, const wmip_wsman_node *response)
{
    wmi_memory *memory = NULL;
    const char *text = NULL;
    char *context = NULL;
    bool done = wmip_wsman_token(wmip_wsman_child(response, WMIP_NS_ENUMERATION, "EnumerationContext"), &memory, &text);
    if (done && text != NULL) {
        context = wmi_copy_text(text);
        done = context != NULL;
    }
    wmi_memory_clear(&memory);
    if (done) {
        wmi_free(cursor->context);
        cursor->context = context;
    }
    return done;
}

/* The end is a marker, in whichever namespace, or a context that is not there. */
static wmi_status read_context(wmip_wsman_cursor *cursor, wmi_error *error)
{
    const wmip_wsman_node *body = cursor->answer.body;
    if (!take_context(cursor, body)) {
        return wmip_no_memory(error);
    }
    cursor->ended = cursor->context == NULL || child_of_either(body, "EndOfSequence") != NULL;
    cursor->item = wmip_wsman_first(child_of_either(body, "Items"));
    return WMI_OK;
}

static wmi_status read_subscription(wmip_wsman_cursor *cursor, wmi_error *error)
{
    const wmip_wsman_node *manager = wmip_wsman_child(cursor->answer.body, WMIP_NS_EVENTING, "SubscriptionManager");
    const wmip_wsman_node *identifier = wmip_wsman_child(
        wmip_wsman_child(manager, WMIP_NS_ADDRESSING, "ReferenceParameters"), WMIP_NS_EVENTING, "Identifier");
    wmi_memory *memory = NULL;
    const char *text = NULL;
    bool done = wmip_wsman_token(identifier, &memory, &text);
    if (done && text != NULL) {
        cursor->identifier = wmi_copy_text(text);
        done = cursor->identifier != NULL;
    }
    wmi_memory_clear(&memory);
    return done ? read_context(cursor, error) : wmip_no_memory(error);
}

/* Opening. */

static wmi_status begin_enumeration(wmip_wsman_cursor *cursor, const wmip_wsman_start *start,
                                    const wmip_wsman_time *time, wmi_error *error)
{
    wmip_wsman_opening opening;
    wmip_wsman_request request;
    opening.start = start;
    opening.cursor = cursor;
    memset(&request, 0, sizeof request);
    request.doing = cursor->doing.text;
    request.resource = cursor->uri.text;
    request.action = start->is_events ? WMIP_WSMAN_SUBSCRIBE : WMIP_WSMAN_ENUMERATE;
    request.expected = start->is_events ? "SubscribeResponse" : "EnumerateResponse";
    request.is_read = !start->is_events;
    request.is_relation = start->is_relation;
    request.write_body = start->is_events ? write_subscribe : write_enumerate;
    request.context = &opening;
    return wmip_wsman_exchange(cursor->connection, &request, time, &cursor->answer, error);
}

static bool read_plain(wmip_wsman_connection *connection)
{
    bool is_plain;
    wmip_wsman_lock(connection->mutex);
    is_plain = connection->is_plain;
    wmip_wsman_unlock(connection->mutex);
    return is_plain;
}

static void note_plain(wmip_wsman_connection *connection)
{
    wmip_wsman_lock(connection->mutex);
    connection->is_plain = true;
    wmip_wsman_unlock(connection->mutex);
}

/* An object that is too large in company may fit alone; a host that gives no references gives objects. */
static bool asks_for_less(wmip_wsman_cursor *cursor)
{
    if (cursor->answer.kind == WMIP_FAULT_SIZE && cursor->max_elements > 1) {
        cursor->max_elements = 1;
        return true;
    }
    if (cursor->answer.kind == WMIP_FAULT_UNSUPPORTED && cursor->has_references) {
        cursor->has_references = false;
        note_plain(cursor->connection);
        return true;
    }
    return false;
}

static wmi_status start_enumeration(wmip_wsman_cursor *cursor, const wmip_wsman_start *start,
                                    const wmip_wsman_time *time, wmi_error *error)
{
    wmi_status status = begin_enumeration(cursor, start, time, error);
    while (status != WMI_OK && asks_for_less(cursor)) {
        wmip_wsman_answer_clear(&cursor->answer);
        status = begin_enumeration(cursor, start, time, error);
    }
    if (status != WMI_OK) {
        return status;
    }
    return start->is_events ? read_subscription(cursor, error) : read_context(cursor, error);
}

wmi_status wmip_wsman_open_cursor(wmip_wsman_connection *connection, const wmip_wsman_start *start,
                                  wmip_wsman_cursor **out, const wmi_limit *limit, wmi_error *error)
{
    wmip_wsman_time time = wmip_wsman_time_start(limit);
    wmip_wsman_cursor *cursor = wmi_alloc(sizeof *cursor);
    wmi_status status = WMI_OK;
    if (cursor == NULL) {
        return wmip_no_memory(error);
    }
    memset(cursor, 0, sizeof *cursor);
    cursor->connection = connection;
    cursor->is_events = start->is_events;
    cursor->max_elements = connection->wsman->options.max_elements;
    cursor->has_references =
        !start->is_events && start->class_name == NULL && connection->codec.classes == NULL && !read_plain(connection);
    cursor->class_name = wmi_copy_text(start->class_name);
    cursor->ended = true; /* nothing to release yet */
    wmip_buffer_format(&cursor->doing, "The query %s failed", start->text);
    if (!wmip_wsman_resource(connection->ns, "*", &cursor->uri) || cursor->doing.failed ||
        (start->class_name != NULL && cursor->class_name == NULL)) {
        status = wmip_no_memory(error);
    }
    if (status == WMI_OK) {
        status = start_enumeration(cursor, start, &time, error);
    }
    if (status != WMI_OK) {
        wmip_wsman_close_cursor(cursor);
        return status;
    }
    *out = cursor;
    return WMI_OK;
}

/* Closing. */

/* What a Pull that is under way brings is not wanted, but its context is: it alone can be released. */
static void collect_ahead(wmip_wsman_cursor *cursor, const wmip_wsman_time *time)
{
    wmip_wsman_flight *flight = cursor->ahead;
    cursor->ahead = NULL;
    cursor->is_closing = true;
    wmip_wsman_answer_clear(&cursor->answer);
    if (wmip_wsman_arrive(flight, time, &cursor->answer, NULL) == WMI_OK) {
        cursor->ended = read_context(cursor, NULL) != WMI_OK || cursor->ended;
    } else if (cursor->answer.fault != NULL) {
        cursor->ended = true;
    } else {
        cursor->was_left = true;
    }
}

static void release_enumeration(wmip_wsman_cursor *cursor, const wmip_wsman_time *time)
{
    wmip_wsman_request request;
    wmip_wsman_answer answer;
    bool unsubscribes = cursor->is_events && cursor->identifier != NULL;
    memset(&request, 0, sizeof request);
    request.doing = "Cannot end the query";
    request.resource = cursor->uri.text;
    request.action = unsubscribes ? WMIP_WSMAN_UNSUBSCRIBE : WMIP_WSMAN_RELEASE;
    request.identifier = unsubscribes ? cursor->identifier : NULL;
    request.write_body = unsubscribes ? write_unsubscribe : write_release;
    request.context = cursor;
    (void)wmip_wsman_exchange(cursor->connection, &request, time, &answer, NULL);
    wmip_wsman_answer_clear(&answer);
}

/* Who closes waits for the host no longer than need be. */
static void end_enumeration(wmip_wsman_cursor *cursor)
{
    wmi_limit limit = {RELEASE_MS, NULL};
    wmi_limit hasty = {HASTY_RELEASE_MS, NULL};
    wmip_wsman_time time = wmip_wsman_time_start(&limit);
    if (cursor->ahead != NULL) {
        collect_ahead(cursor, &time);
    }
    if (cursor->was_left) {
        time = wmip_wsman_time_start(&hasty);
    }
    if (!cursor->ended && cursor->context != NULL) {
        release_enumeration(cursor, &time);
    }
}

void wmip_wsman_close_cursor(wmip_wsman_cursor *cursor)
{
    if (cursor == NULL) {
        return;
    }
    end_enumeration(cursor);
    wmip_wsman_answer_clear(&cursor->answer);
    wmip_buffer_clear(&cursor->uri);
    wmip_buffer_clear(&cursor->doing);
    wmi_free(cursor->class_name);
    wmi_free(cursor->context);
    wmi_free(cursor->identifier);
    wmi_free(cursor);
}

/* Pulling. */

static void make_pull(wmip_wsman_cursor *cursor, wmip_wsman_request *request);

/* The next Pull leaves. Where it cannot, it goes the ordinary way when its objects are due. */
static void pull_ahead(void *context, const wmip_wsman_node *items)
{
    wmip_wsman_cursor *cursor = context;
    const wmip_wsman_node *response = items->parent;
    wmip_wsman_request request;
    if (cursor->ahead != NULL || cursor->is_closing || response == NULL || response->parent == NULL ||
        !wmip_wsman_is(response, WMIP_NS_ENUMERATION, "PullResponse") ||
        !wmip_wsman_is(response->parent, WMIP_NS_SOAP, "Body") || child_of_either(response, "EndOfSequence") != NULL ||
        !take_context(cursor, response) || cursor->context == NULL) {
        return;
    }
    make_pull(cursor, &request);
    cursor->ahead = wmip_wsman_depart(cursor->connection, &request, &cursor->time);
    cursor->taken_in = wmip_wsman_clock();
}

static void make_pull(wmip_wsman_cursor *cursor, wmip_wsman_request *request)
{
    memset(request, 0, sizeof *request);
    request->doing = cursor->doing.text;
    request->resource = cursor->uri.text;
    request->action = WMIP_WSMAN_PULL;
    request->expected = "PullResponse";
    request->write_body = write_pull;
    request->context = cursor;
    if (cursor->is_events) {
        request->least_ms = LEAST_EVENT_WAIT_MS;
        request->most_ms = MOST_EVENT_WAIT_MS;
    } else {
        request->glimpse = pull_ahead;
        request->glimpsed = "Items";
        request->glimpse_context = cursor;
    }
}

/* What is enumerated ends; events need not. A list that is made of it would have no end either. */
static wmi_status check_octets(wmip_wsman_cursor *cursor, wmi_error *error)
{
    uint32_t most = cursor->connection->wsman->options.max_enumeration;
    cursor->octets += cursor->answer.size;
    if (cursor->is_events || cursor->octets <= most) {
        return WMI_OK;
    }
    cursor->item = NULL;
    return wmi_fail(
        error, WMI_REPLY, 0,
        "%s: the answers of the host are together larger than %lu octets, which is what max_enumeration of the "
        "wmi_wsman_options allows",
        cursor->doing.text, (unsigned long)most);
}

static wmi_status pull(wmip_wsman_cursor *cursor, const wmip_wsman_time *time, wmi_error *error)
{
    wmip_wsman_flight *flight = cursor->ahead;
    wmip_wsman_request request;
    wmi_status status;
    wmip_wsman_answer_clear(&cursor->answer);
    cursor->item = NULL;
    cursor->ahead = NULL;
    cursor->time = *time;
    if (flight != NULL) {
        status = wmip_wsman_arrive(flight, time, &cursor->answer, error);
    } else {
        make_pull(cursor, &request);
        status = wmip_wsman_exchange(cursor->connection, &request, time, &cursor->answer, error);
    }
    if (status == WMI_OK) {
        status = read_context(cursor, error);
        return status == WMI_OK ? check_octets(cursor, error) : status;
    }
    if (cursor->answer.kind == WMIP_FAULT_CONTEXT) {
        cursor->ended = true; /* the host has forgotten it already */
    }
    cursor->was_left = status == WMI_CANCELLED || (status == WMI_TIMEOUT && cursor->answer.fault == NULL);
    return status;
}

/* An answer that nobody takes in may be lost: hosts do not wait for those who take their time. */
static void take_in_ahead(wmip_wsman_cursor *cursor)
{
    uint64_t now;
    if (cursor->ahead == NULL) {
        return;
    }
    now = wmip_wsman_clock();
    if (now - cursor->taken_in >= TAKE_IN_MS) {
        cursor->taken_in = now;
        wmip_wsman_fly_on(cursor->ahead);
    }
}

/* A host that has nothing, and says so at once, is not asked without end: it waits longer each time. */
static void pause_between(const wmip_wsman_time *time, uint32_t *pause)
{
    if (*pause > 0 && !wmi_is_cancelled(time->cancel)) {
        wmip_wsman_wait(wmip_smaller(*pause, wmip_wsman_time_left(time)));
    }
    *pause = *pause == 0 ? 1 : wmip_smaller(*pause * 2, MOST_PAUSE_MS);
}

/* A Pull that took too long on the host is repeated as long as there is time; one that was too large, with less. */
static wmi_status pull_some(wmip_wsman_cursor *cursor, const wmip_wsman_time *time, wmi_error *error)
{
    wmi_status status = WMI_OK;
    uint32_t pause = 0;
    while (cursor->item == NULL && !cursor->ended && status == WMI_OK) {
        pause_between(time, &pause);
        status = pull(cursor, time, error);
        if (status == WMI_TIMEOUT && cursor->answer.kind == WMIP_FAULT_TIMED_OUT && wmip_wsman_time_left(time) > 0) {
            status = WMI_OK;
        } else if (status != WMI_OK && cursor->answer.kind == WMIP_FAULT_SIZE && cursor->max_elements > 1) {
            cursor->max_elements = 1;
            status = WMI_OK;
        } else if (status == WMI_OK && cursor->is_events && cursor->item == NULL && wmip_wsman_time_left(time) == 0) {
            break;
        }
    }
    return status;
}

/* An object, a reference beside it, or columns. */
static wmi_status read_item(const wmip_wsman_cursor *cursor, const wmip_wsman_node *item, wmi_object **out,
                            wmi_error *error)
{
    const wmip_wsman_codec *codec = &cursor->connection->codec;
    const wmip_wsman_node *object = item;
    const wmip_wsman_node *reference = NULL;
    if (wmip_wsman_is(item, WMIP_NS_WSMAN, "XmlFragment")) {
        return wmip_wsman_read_fragment(item, cursor->class_name != NULL ? cursor->class_name : "__Generic", codec, out,
                                        error);
    }
    if (wmip_wsman_is(item, WMIP_NS_WSMAN, "Item")) {
        reference = wmip_wsman_child(item, WMIP_NS_ADDRESSING, "EndpointReference");
        object = wmip_wsman_first(item);
        object = object == reference && object != NULL ? object->next : object;
    }
    if (object == NULL) {
        return wmi_fail(error, WMI_REPLY, 0, "%s: an item without an object arrived", cursor->doing.text);
    }
    return wmip_wsman_read_instance(object, reference, codec, out, error);
}

static wmi_status tell_no_event(const wmip_wsman_cursor *cursor, const wmip_wsman_time *time, wmi_error *error)
{
    if (cursor->ended) {
        return wmi_fail(error, WMI_TRANSPORT, WMI_E_FAILED, "%s: the host has ended it", cursor->doing.text);
    }
    return wmi_fail(error, WMI_TIMEOUT, 0, "There was no event within %lu ms", (unsigned long)time->timeout_ms);
}

wmi_status wmip_wsman_next_object(wmip_wsman_cursor *cursor, wmi_object **out, const wmi_limit *limit, wmi_error *error)
{
    wmip_wsman_time time = wmip_wsman_time_start(limit);
    const wmip_wsman_node *item;
    wmi_status status = pull_some(cursor, &time, error);
    *out = NULL;
    if (cursor->is_events && status == WMI_TIMEOUT) {
        return tell_no_event(cursor, &time, error);
    }
    if (status != WMI_OK) {
        return status;
    }
    item = cursor->item;
    if (item == NULL) {
        return cursor->is_events ? tell_no_event(cursor, &time, error) : WMI_OK;
    }
    cursor->item = item->next;
    take_in_ahead(cursor);
    return read_item(cursor, item, out, error);
}
