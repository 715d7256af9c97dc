/**
 * @file
 * Enumerations: Enumerate, Pull, Release (WS-Enumeration; DSP0226 8, DSP0227 8).
 */
#include "mock/mock_internal.h"

#include "wql/wql.h"

#include <string.h>

/* What the answer has around its items, at most. */
#define AROUND_ITEMS 2048

/* Items. */

static void put_item(mbm_exchange *x, wmip_wsman_writer *writer, const mbm_context *context, const wmi_object *object)
{
    if (context->mode == MBM_ITEM_BOTH) {
        wmip_wsman_open(writer, "w:Item");
    }
    if (context->mode == MBM_ITEM_COLUMNS) {
        mbm_put_columns(x, writer, object, context->columns);
    } else if (context->mode != MBM_ITEM_REFERENCE) {
        mbm_put_instance(x, writer, object, context->columns);
    }
    if (context->mode == MBM_ITEM_BOTH || context->mode == MBM_ITEM_REFERENCE) {
        mbm_put_item_reference(x, writer, object);
    }
    if (context->mode == MBM_ITEM_BOTH) {
        wmip_wsman_close(writer);
    }
}

/* One object as XML. What is written has its prefixes from the envelope that it becomes part of. */
static bool write_item(mbm_exchange *x, const mbm_context *context, const wmi_object *object, wmip_buffer *xml)
{
    wmip_wsman_writer writer;
    wmi_status status;
    wmip_wsman_writer_begin(&writer, NULL);
    put_item(x, &writer, context, object);
    status = wmip_wsman_writer_finish(&writer);
    if (status == WMI_OK) {
        size_t size = writer.size;
        const char *text = writer.text;
        while (size > 0 && text[size - 1] == '\n') {
            size--;
        }
        wmip_buffer_append(xml, text, size);
    }
    wmip_wsman_writer_end(&writer);
    if (status == WMI_NO_MEMORY || xml->failed) {
        return mbm_no_memory(x);
    }
    return status == WMI_OK || mbm_refuse(x, MBM_FAULT_INTERNAL, NULL, "An item holds what XML cannot say");
}

/* Fetches the object that is next, unless that was done. An event that has not come yet is none. */
static bool look_ahead(mbm_exchange *x, mbm_context *context)
{
    wmi_limit limit = mbm_limit(x);
    wmi_error error = WMI_ERROR_INIT;
    bool is_subscription = context->identifier[0] != '\0';
    wmi_status status;
    if (context->ahead != NULL || context->has_ended) {
        return true;
    }
    limit.timeout_ms = is_subscription ? 0 : limit.timeout_ms;
    status = mbm_backend(x->server)->next(context->cursor, &context->ahead, &limit, &error);
    if (status != WMI_OK && is_subscription && error.status == WMI_TIMEOUT) {
        wmi_error_clear(&error);
        return true;
    }
    if (status != WMI_OK) {
        return mbm_refuse_error(x, &error);
    }
    context->has_ended = context->ahead == NULL;
    return true;
}

bool mbm_gather(mbm_exchange *x, mbm_context *context, uint32_t most, wmip_buffer *items, size_t *count)
{
    size_t room = x->header.max_envelope - AROUND_ITEMS;
    wmip_buffer item = {0};
    bool is_full = false;
    bool good = look_ahead(x, context);
    *count = 0;
    while (good && !is_full && context->ahead != NULL && *count < most) {
        item.length = 0;
        good = write_item(x, context, context->ahead, &item);
        is_full = item.length > room - items->length;
        if (good && !is_full) {
            wmip_buffer_append(items, item.text, item.length);
            wmi_object_free(context->ahead);
            context->ahead = NULL;
            (*count)++;
            good = (!items->failed || mbm_no_memory(x)) && look_ahead(x, context);
        }
    }
    wmip_buffer_clear(&item);
    mbm_clock_settle(&x->server->clock);
    if (good && is_full && *count == 0) {
        good = mbm_refuse(x, MBM_FAULT_ENVELOPE_FULL, "MaxEnvelopeSize", "One object is larger than MaxEnvelopeSize");
    }
    x->items = *count;
    return good;
}

void mbm_put_raw(wmip_wsman_writer *writer, const wmip_buffer *xml)
{
    if (writer->status == WMI_OK && xml->length > 0 &&
        xmlTextWriterWriteRawLen(writer->xml, (const xmlChar *)xml->text, (int)xml->length) < 0) {
        writer->status = WMI_NO_MEMORY;
    }
}

/* Filters. */

bool mbm_refuse_query(mbm_exchange *x, mbm_fault_id id, wmi_error *error)
{
    bool is_filter = error->number == WMI_E_INVALID_QUERY || error->number == WMI_E_INVALID_CLASS ||
                     error->number == WMI_E_INVALID_NAMESPACE;
    if (error->status != WMI_TRANSPORT || !is_filter) {
        return mbm_refuse_error(x, error);
    }
    (void)mbm_refuse(x, id, NULL, "%s", error->message);
    x->fault.operation = "ExecQuery";
    x->fault.parameter = x->query;
    x->fault.provider = "WinMgmt";
    wmi_error_clear(error);
    return false;
}

bool mbm_read_wql(mbm_exchange *x, const wmip_wsman_node *filter, const char **wql)
{
    *wql = NULL;
    if (wmip_wsman_first(filter) != NULL || !mbm_token(x, filter, wql)) {
        return mbm_refuse(x, MBM_FAULT_FILTER, NULL, "The filter holds elements, and no query");
    }
    return *wql != NULL || mbm_refuse(x, MBM_FAULT_FILTER, NULL, "The filter is empty");
}

bool mbm_read_columns(mbm_exchange *x, const char *wql, bool is_event, mbm_context *context)
{
    wql_query query;
    wmi_status status = is_event ? wmip_wql_parse_event(wql, &query, NULL) : wmip_wql_parse(wql, &query, NULL);
    const char **columns = NULL;
    const wql_name *name;
    size_t count = 0;
    if (status != WMI_OK) { /* ASSOCIATORS OF, and what is refused when it is run */
        return status != WMI_NO_MEMORY || mbm_no_memory(x);
    }
    for (name = query.names; name != NULL; name = name->next) {
        count++;
    }
    if (count > 0) {
        columns = wmip_memory_array(&context->memory, count + 1, sizeof *columns);
        count = 0;
        for (name = query.names; columns != NULL && name != NULL; name = name->next) {
            if (!wmip_memory_copy(&context->memory, name->name, &columns[count++])) {
                columns = NULL;
            }
        }
        context->mode = MBM_ITEM_COLUMNS;
        context->columns = columns;
    }
    count = query.names != NULL;
    wmip_wql_clear(&query);
    return columns != NULL || count == 0 || mbm_no_memory(x);
}

static bool open_query(mbm_exchange *x, mbm_context *context, const char *wql)
{
    wmi_limit limit = mbm_limit(x);
    wmi_error error = WMI_ERROR_INIT;
    wmi_status status;
    x->query = wql;
    if (!mbm_read_columns(x, wql, false, context)) {
        return false;
    }
    status = mbm_backend(x->server)->query(context->connection, wql, &context->cursor, &limit, &error);
    mbm_clock_settle(&x->server->clock);
    return status == WMI_OK || mbm_refuse_query(x, MBM_FAULT_FILTER, &error);
}

static bool open_wql(mbm_exchange *x, const wmip_wsman_node *filter, mbm_context *context)
{
    const char *wql = NULL;
    if (x->cls.of != NULL || x->header.selector_count > 0) {
        return mbm_refuse(x, MBM_FAULT_FILTER_URI, NULL, NULL);
    }
    return mbm_read_wql(x, filter, &wql) && open_query(x, context, wql);
}

/* The association filter. */

static bool read_clause(mbm_exchange *x, const wmip_wsman_node *filter, const char *name, const char **text)
{
    return mbm_token(x, wmip_wsman_child(filter, WMIP_NS_BINDING, name), text);
}

static bool read_included(mbm_exchange *x, const wmip_wsman_node *filter, mbm_context *context)
{
    const wmip_wsman_node *node;
    size_t count = 0;
    const char **names;
    for (node = wmip_wsman_first(filter); node != NULL; node = node->next) {
        count += wmip_wsman_is(node, WMIP_NS_BINDING, "IncludeResultProperty");
    }
    if (count == 0) {
        return true;
    }
    names = wmip_memory_array(&context->memory, count + 1, sizeof *names);
    count = 0;
    for (node = wmip_wsman_first(filter); node != NULL && names != NULL; node = node->next) {
        if (wmip_wsman_is(node, WMIP_NS_BINDING, "IncludeResultProperty")) {
            if (!wmip_wsman_token(node, &context->memory, &names[count])) {
                return mbm_no_memory(x);
            }
            count += names[count] != NULL;
        }
    }
    context->columns = names;
    return names != NULL || mbm_no_memory(x);
}

static bool open_relation(mbm_exchange *x, const wmip_wsman_node *filter, const char *path, mbm_context *context)
{
    wmi_associator_filter clauses = {NULL, NULL, NULL, NULL};
    wmi_limit limit = mbm_limit(x);
    wmi_error error = WMI_ERROR_INIT;
    wmi_status status;
    if (!read_clause(x, filter, "AssociationClassName", &clauses.association_class) ||
        !read_clause(x, filter, "ResultClassName", &clauses.result_class) ||
        !read_clause(x, filter, "Role", &clauses.role) || !read_clause(x, filter, "ResultRole", &clauses.result_role) ||
        !read_included(x, filter, context)) {
        return false;
    }
    if (wmip_wsman_is(filter, WMIP_NS_BINDING, "AssociatedInstances")) {
        status =
            mbm_backend(x->server)->associators(context->connection, path, &clauses, &context->cursor, &limit, &error);
    } else {
        status = mbm_backend(x->server)->references(
            context->connection, path, clauses.result_class != NULL ? clauses.result_class : clauses.association_class,
            clauses.role, &context->cursor, &limit, &error);
    }
    mbm_clock_settle(&x->server->clock);
    return status == WMI_OK || mbm_refuse_query(x, MBM_FAULT_FILTER, &error);
}

static bool open_association(mbm_exchange *x, const wmip_wsman_node *holder, mbm_context *context)
{
    const wmip_wsman_node *filter = wmip_wsman_first(holder);
    const wmip_wsman_node *object = wmip_wsman_child(filter, WMIP_NS_BINDING, "Object");
    const char *path = NULL;
    wmi_status status;
    if (!wmip_wsman_is(filter, WMIP_NS_BINDING, "AssociatedInstances") &&
        !wmip_wsman_is(filter, WMIP_NS_BINDING, "AssociationInstances")) {
        return mbm_refuse(x, MBM_FAULT_FILTER, NULL,
                          "The filter holds neither AssociatedInstances nor AssociationInstances");
    }
    if (object == NULL || !wmip_wsman_is_reference(object)) {
        return mbm_refuse(x, MBM_FAULT_FILTER, NULL, "The filter names no object");
    }
    status = wmip_wsman_read_reference(object, x->codec.classes, x->codec.ns, &x->memory, &path, NULL);
    if (status != WMI_OK) {
        return status == WMI_NO_MEMORY ? mbm_no_memory(x)
                                       : mbm_refuse(x, MBM_FAULT_FILTER, NULL, "The filter's object is none of WMI");
    }
    x->path = path;
    x->query = path;
    return open_relation(x, filter, path, context);
}

static bool open_filter(mbm_exchange *x, mbm_context *context)
{
    const wmip_wsman_node *filter = wmip_wsman_child(x->body, WMIP_NS_WSMAN, "Filter");
    const char *dialect = NULL;
    const char *wql;
    if (wmip_wsman_child(x->body, WMIP_NS_ENUMERATION, "Filter") != NULL) {
        return mbm_refuse(x, MBM_FAULT_DIALECT, NULL, "The filter of WS-Enumeration itself is not supported");
    }
    if (filter == NULL && x->cls.of == NULL) {
        return mbm_refuse(x, MBM_FAULT_FILTER_MISSING, NULL, NULL);
    }
    if (filter == NULL) {
        wql = mbm_text(x, "SELECT * FROM %s", x->cls.of->info->name);
        return wql != NULL && open_query(x, context, wql);
    }
    if (!wmip_wsman_attribute_text(filter, NULL, "Dialect", &x->memory, &dialect)) {
        return mbm_no_memory(x);
    }
    if (dialect != NULL && strcmp(dialect, WMIP_WSMAN_WQL) == 0) {
        return open_wql(x, filter, context);
    }
    if (dialect != NULL && strcmp(dialect, WMIP_WSMAN_ASSOCIATION) == 0) {
        return open_association(x, filter, context);
    }
    return mbm_refuse(x, MBM_FAULT_DIALECT, NULL, "The dialect %s is not supported", dialect != NULL ? dialect : "");
}

/* Enumerate. */

/* What the items are, unless a query names columns. */
static bool read_mode(mbm_exchange *x, mbm_context *context)
{
    const char *mode = NULL;
    const char *polymorphism = NULL;
    if (!mbm_token(x, wmip_wsman_child(x->body, WMIP_NS_WSMAN, "EnumerationMode"), &mode) ||
        !mbm_token(x, wmip_wsman_child(x->body, WMIP_NS_BINDING, "PolymorphismMode"), &polymorphism)) {
        return false;
    }
    if (polymorphism != NULL && strcmp(polymorphism, "IncludeSubClassProperties") != 0 &&
        strcmp(polymorphism, "ExcludeSubClassProperties") != 0 && strcmp(polymorphism, "None") != 0) {
        return mbm_refuse(x, MBM_FAULT_UNSUPPORTED, "PolymorphismMode", "PolymorphismMode %s is not known",
                          polymorphism);
    }
    if (mode == NULL) {
        return true;
    }
    if (strcmp(mode, "EnumerateEPR") == 0) {
        context->mode = MBM_ITEM_REFERENCE;
    } else if (strcmp(mode, "EnumerateObjectAndEPR") == 0) {
        context->mode = MBM_ITEM_BOTH;
    } else {
        return mbm_refuse(x, MBM_FAULT_UNSUPPORTED, "EnumerationMode", "EnumerationMode %s is not known", mode);
    }
    return true;
}

static bool read_most(mbm_exchange *x, const wmip_wsman_node *node, uint32_t *most)
{
    if (!mbm_number(x, node, 1, most)) {
        return false;
    }
    *most = wmip_smaller(*most, x->server->limits.max_items);
    return *most > 0 || mbm_refuse(x, MBM_FAULT_SCHEMA, NULL, "MaxElements is 0");
}

static bool answer_enumerate(mbm_exchange *x, const char *id, const wmip_buffer *items, bool is_optimised)
{
    wmip_wsman_writer writer;
    mbm_open_answer(x, &writer, MBM_ENUMERATE "Response", false);
    wmip_wsman_open(&writer, "n:EnumerateResponse");
    wmip_wsman_put_element(&writer, "n:EnumerationContext", id);
    if (is_optimised) {
        wmip_wsman_open(&writer, "w:Items");
        mbm_put_raw(&writer, items);
        wmip_wsman_close(&writer);
        if (id == NULL) {
            wmip_wsman_put_element(&writer, "w:EndOfSequence", NULL);
        }
    }
    wmip_wsman_close(&writer);
    return mbm_close_answer(x, &writer, 200);
}

/* The first answer: what is over with it is never known to anybody. */
static bool begin_enumeration(mbm_exchange *x, mbm_context *context, bool is_optimised, uint32_t most)
{
    wmip_buffer items = {0};
    char id[MBM_ID_SIZE];
    size_t count;
    bool done = !is_optimised || mbm_gather(x, context, most, &items, &count);
    bool is_over = !done || (is_optimised && context->has_ended && context->ahead == NULL);
    if (is_over) {
        mbm_context_free(x->server, context);
    } else {
        mbm_context_publish(x->server, context, id);
    }
    done = done && answer_enumerate(x, is_over ? NULL : id, &items, is_optimised);
    wmip_buffer_clear(&items);
    return done;
}

bool mbm_enumerate(mbm_exchange *x)
{
    bool is_optimised;
    uint32_t most;
    mbm_context *context;
    if (!mbm_read_class(x, true)) {
        return false;
    }
    if (!wmip_wsman_is(x->body, WMIP_NS_ENUMERATION, "Enumerate")) {
        return mbm_refuse(x, MBM_FAULT_SCHEMA, NULL, "The body holds no n:Enumerate");
    }
    if (x->header.selector_count > 0) {
        return mbm_refuse(x, MBM_FAULT_SELECTORS_UNKNOWN, "UnexpectedSelectors", "An enumeration has no selectors");
    }
    is_optimised = wmip_wsman_child(x->body, WMIP_NS_WSMAN, "OptimizeEnumeration") != NULL;
    if (!read_most(x, wmip_wsman_child(x->body, WMIP_NS_WSMAN, "MaxElements"), &most)) {
        return false;
    }
    context = mbm_context_new(x);
    if (context == NULL) {
        return false;
    }
    if (!read_mode(x, context) || !open_filter(x, context)) {
        mbm_context_free(x->server, context);
        return false;
    }
    return begin_enumeration(x, context, is_optimised, most);
}

/* Pull and Release. */

static bool answer_pull(mbm_exchange *x, const char *id, const wmip_buffer *items)
{
    wmip_wsman_writer writer;
    mbm_open_answer(x, &writer, MBM_PULL "Response", false);
    wmip_wsman_open(&writer, "n:PullResponse");
    if (id != NULL) {
        wmip_wsman_put_element(&writer, "n:EnumerationContext", id);
    }
    wmip_wsman_open(&writer, "n:Items");
    mbm_put_raw(&writer, items);
    wmip_wsman_close(&writer);
    if (id == NULL) {
        wmip_wsman_put_element(&writer, "n:EndOfSequence", NULL);
    }
    wmip_wsman_close(&writer);
    return mbm_close_answer(x, &writer, 200);
}

static bool read_context(mbm_exchange *x, const char *element, const char **id)
{
    if (!wmip_wsman_is(x->body, WMIP_NS_ENUMERATION, element)) {
        return mbm_refuse(x, MBM_FAULT_SCHEMA, NULL, "The body holds no n:%s", element);
    }
    if (!mbm_token(x, wmip_wsman_child(x->body, WMIP_NS_ENUMERATION, "EnumerationContext"), id)) {
        return false;
    }
    return *id != NULL || mbm_refuse(x, MBM_FAULT_CONTEXT, NULL, NULL);
}

/* MaxTime is the client's own limit. */
static bool read_time(mbm_exchange *x, uint32_t *timeout_ms)
{
    const wmip_wsman_node *node = wmip_wsman_child(x->body, WMIP_NS_ENUMERATION, "MaxTime");
    const char *text = NULL;
    uint32_t most;
    *timeout_ms = x->header.timeout_ms;
    if (!mbm_token(x, node, &text)) {
        return false;
    }
    if (node == NULL) {
        return true;
    }
    if (!mbm_duration(text, &most)) {
        return mbm_refuse(x, MBM_FAULT_SCHEMA, NULL, "MaxTime is no duration that is understood");
    }
    *timeout_ms = wmip_smaller(*timeout_ms, most);
    return true;
}

/* The namespace of an enumeration, which outlives it; that of the request where there is no memory. */
static const char *context_namespace(mbm_exchange *x, const mbm_context *context)
{
    const char *ns = wmi_memory_text(&x->memory, context->ns, strlen(context->ns));
    return ns != NULL ? ns : x->cls.ns;
}

static bool pull_from(mbm_exchange *x, mbm_context *context, uint32_t most, uint32_t timeout_ms)
{
    wmip_buffer items = {0};
    char id[MBM_ID_SIZE];
    size_t count = 0;
    bool is_subscription = context->identifier[0] != '\0';
    bool is_over;
    bool done;
    x->codec.ns = x->cls.ns = context_namespace(x, context);
    done =
        (!is_subscription || mbm_await_event(x, context, timeout_ms)) && mbm_gather(x, context, most, &items, &count);
    is_over = done && context->has_ended && context->ahead == NULL;
    mbm_context_return(x->server, context,
                       is_over ? MBM_CONTEXT_OVER
                       : done  ? MBM_CONTEXT_RENEWED
                               : MBM_CONTEXT_KEPT,
                       id);
    done = done && answer_pull(x, is_over ? NULL : id, &items);
    wmip_buffer_clear(&items);
    return done;
}

bool mbm_pull(mbm_exchange *x)
{
    const char *id = NULL;
    uint32_t most;
    uint32_t timeout_ms;
    mbm_context *context;
    if (!mbm_read_class(x, true) || !read_context(x, "Pull", &id) ||
        !read_most(x, wmip_wsman_child(x->body, WMIP_NS_ENUMERATION, "MaxElements"), &most) ||
        !read_time(x, &timeout_ms)) {
        return false;
    }
    context = mbm_context_take(x, id);
    if (context == NULL) {
        return false;
    }
    mbm_clock_follow(&x->server->clock);
    return pull_from(x, context, most, timeout_ms);
}

bool mbm_release(mbm_exchange *x)
{
    const char *id = NULL;
    wmip_wsman_writer writer;
    if (!mbm_read_class(x, true) || !read_context(x, "Release", &id)) {
        return false;
    }
    if (!mbm_context_drop(x->server, id, NULL)) {
        return mbm_refuse(x, MBM_FAULT_CONTEXT, NULL, NULL);
    }
    mbm_open_answer(x, &writer, MBM_RELEASE "Response", false);
    return mbm_close_answer(x, &writer, 200);
}
