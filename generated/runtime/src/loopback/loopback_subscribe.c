/**
 * @file
 * Notification queries: the classes of events, and what WMI takes as a subscription.
 */
#include "loopback/loopback_internal.h"

#include <string.h>

#define E_NOT_EVENT_CLASS UINT32_C(0x80041059)
#define E_TOO_BROAD UINT32_C(0x80042001)
#define E_TOO_PRECISE UINT32_C(0x80042002)

/* The events that every namespace has, each with its superclass. */
static const struct {
    const char *name;
    const char *super;
} system_events[] = {
    {"__InstanceCreationEvent", "__InstanceOperationEvent"},
    {"__InstanceModificationEvent", "__InstanceOperationEvent"},
    {"__InstanceDeletionEvent", "__InstanceOperationEvent"},
    {"__InstanceOperationEvent", "__Event"},
    {"__ClassCreationEvent", "__ClassOperationEvent"},
    {"__ClassModificationEvent", "__ClassOperationEvent"},
    {"__ClassDeletionEvent", "__ClassOperationEvent"},
    {"__ClassOperationEvent", "__Event"},
    {"__NamespaceCreationEvent", "__NamespaceOperationEvent"},
    {"__NamespaceModificationEvent", "__NamespaceOperationEvent"},
    {"__NamespaceDeletionEvent", "__NamespaceOperationEvent"},
    {"__NamespaceOperationEvent", "__Event"},
    {"__MethodInvocationEvent", "__InstanceOperationEvent"},
    {"__ExtrinsicEvent", "__Event"},
    {"__SystemEvent", "__ExtrinsicEvent"},
    {"__EventDroppedEvent", "__SystemEvent"},
    {"__EventQueueOverflowEvent", "__EventDroppedEvent"},
    {"__QOSFailureEvent", "__EventDroppedEvent"},
    {"__ConsumerFailureEvent", "__EventDroppedEvent"},
    {"__TimerEvent", "__Event"},
    {"__Event", NULL},
};

static bool find_system_event(const char *name, const char **super)
{
    size_t i;
    for (i = 0; i < sizeof system_events / sizeof system_events[0]; i++) {
        if (wmip_equal_names(system_events[i].name, name)) {
            *super = system_events[i].super;
            return true;
        }
    }
    return false;
}

bool wmip_loopback_is_system_event(const char *name)
{
    const char *super;
    return find_system_event(name, &super);
}

/* A schema's own are extrinsic. */
bool wmip_loopback_is_event_of(const wmi_loopback *loopback, const char *ns, const char *name, const char *wanted)
{
    const char *super = NULL;
    if (!find_system_event(name, &super)) {
        if (wmip_loopback_is_a(loopback, ns, name, wanted)) {
            return true;
        }
        name = "__ExtrinsicEvent";
    }
    while (name != NULL && !wmip_equal_names(name, wanted)) {
        if (!find_system_event(name, &super)) {
            return false;
        }
        name = super;
    }
    return name != NULL;
}

bool wmip_loopback_is_a_or_event(const void *context, const char *class_name, const char *ancestor)
{
    const wmip_loopback_lookup *in = context;
    return wmip_loopback_is_a(in->loopback, in->ns, class_name, ancestor) ||
           wmip_loopback_is_event_of(in->loopback, in->ns, class_name, ancestor);
}

/* Classes that a query names. */

wmi_status wmip_loopback_check_classes(const wmi_loopback *loopback, const char *ns, const wql_node *node,
                                       wmi_error *error)
{
    const wql_node *child;
    wmip_loopback_class *cls;
    wmi_status status = WMI_OK;
    if (node == NULL) {
        return WMI_OK;
    }
    if (node->kind == WQL_ISA && !wmip_loopback_is_system_event(node->literal.text)) {
        status = wmip_loopback_find_class(loopback, ns, node->literal.text, &cls, error);
    }
    for (child = node->first; child != NULL && status == WMI_OK; child = child->next) {
        status = wmip_loopback_check_classes(loopback, ns, child, error);
    }
    return status;
}

/* Whether a class of the schema is one of events: an indication, or derived from an event of WMI's own. */
static bool is_event_class(const wmi_loopback *loopback, const wmip_loopback_class *cls)
{
    const char *const *ancestor;
    bool found = (cls->info->flags & WMI_CLASS_INDICATION) != 0;
    for (ancestor = cls->info->derivation; *ancestor != NULL && !found; ancestor++) {
        const wmip_loopback_class *above = wmip_loopback_class_of(loopback, cls->ns, *ancestor);
        found = wmip_loopback_is_system_event(*ancestor) || wmip_equal_names(*ancestor, "WMIEvent") ||
                (above != NULL && (above->info->flags & WMI_CLASS_INDICATION) != 0);
    }
    return found;
}

static wmi_status check_event_class(const wmip_loopback_connection *connection, const char *name, wmi_error *error)
{
    wmip_loopback_class *cls = NULL;
    wmi_status status = WMI_OK;
    if (wmip_loopback_is_system_event(name)) {
        return WMI_OK;
    }
    status = wmip_loopback_find_class(connection->loopback, connection->ns, name, &cls, error);
    if (status == WMI_OK && !is_event_class(connection->loopback, cls)) {
        status = wmi_fail(error, WMI_TRANSPORT, E_NOT_EVENT_CLASS,
                          "%s is no class of events; changes of its instances are asked for with FROM "
                          "__InstanceOperationEvent WITHIN 1 WHERE TargetInstance ISA '%s'",
                          cls->info->name, cls->info->name);
    }
    return status;
}

/* Events of instances: the host polls, and must be told how often and what. */

/* Behind `TargetInstance.` or `PreviousInstance.`; NULL where a name is of something else. */
static const char *inner_name(const char *name)
{
    static const char *const holders[] = {"TargetInstance", "PreviousInstance"};
    size_t i;
    for (i = 0; name != NULL && i < sizeof holders / sizeof holders[0]; i++) {
        size_t length = strlen(holders[i]);
        if (strlen(name) > length && name[length] == '.' && wmip_equal_slice(name, length, holders[i])) {
            return name + length + 1;
        }
    }
    return NULL;
}

static bool has_property(const wmip_loopback_class *cls, const char *name)
{
    size_t length = strcspn(name, ".");
    uint32_t i;
    for (i = 0; i < cls->info->field_count; i++) {
        if (wmip_equal_slice(name, length, cls->info->fields[i].name)) {
            return true;
        }
    }
    return false;
}

/* Whether an instance of the class (NULL = of any) may have a property: the class itself, or one derived from it. */
static bool may_have_property(const wmip_loopback_connection *connection, const char *class_name, const char *name)
{
    const wmi_loopback *loopback = connection->loopback;
    size_t i;
    if (wmip_loopback_is_system_property(name)) {
        return true;
    }
    for (i = 0; i < loopback->class_count; i++) {
        const wmip_loopback_class *cls = &loopback->classes[i];
        if (cls->ns == connection->ns && (class_name == NULL || wmip_class_is(cls->info, class_name)) &&
            has_property(cls, name)) {
            return true;
        }
    }
    return false;
}

/* The class that TargetInstance must be of: from an ISA that stands alone or in the outermost AND. */
static const char *target_class(const wql_node *node)
{
    const wql_node *child;
    const char *found = NULL;
    if (node != NULL && node->kind == WQL_ISA && wmip_equal_names(node->property, "TargetInstance")) {
        return node->literal.text;
    }
    for (child = node != NULL && node->kind == WQL_AND ? node->first : NULL; child != NULL && found == NULL;
         child = child->next) {
        found = target_class(child);
    }
    return found;
}

typedef struct narrowing {
    const wmip_loopback_connection *connection;
    const char *class_name; /* NULL = any */
    bool narrows;           /* something is said of the instance */
} narrowing;

static wmi_status check_inner(narrowing *n, const char *property, wmi_error *error)
{
    const char *name = inner_name(property);
    if (name == NULL) {
        return WMI_OK;
    }
    n->narrows = true;
    return may_have_property(n->connection, n->class_name, name)
               ? WMI_OK
               : wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_QUERY,
                          "The query names %s, and no class %s%s has such a property", property,
                          n->class_name != NULL ? "that is " : "of ",
                          n->class_name != NULL ? n->class_name : n->connection->ns);
}

static wmi_status check_narrowing(narrowing *n, const wql_node *node, wmi_error *error)
{
    const wql_node *child;
    wmi_status status = WMI_OK;
    if (node == NULL) {
        return WMI_OK;
    }
    if (node->kind == WQL_ISA && wmip_equal_names(node->property, "TargetInstance")) {
        n->narrows = true;
    }
    status = check_inner(n, node->property, error);
    if (status == WMI_OK) {
        status = check_inner(n, node->other, error);
    }
    for (child = node->first; child != NULL && status == WMI_OK; child = child->next) {
        status = check_narrowing(n, child, error);
    }
    return status;
}

static wmi_status check_polling(const wmip_loopback_connection *connection, const wql_query *query, wmi_error *error)
{
    narrowing n = {connection, target_class(query->where), false};
    wmi_status status;
    if (!wmip_loopback_is_event_of(connection->loopback, connection->ns, query->class_name,
                                   "__InstanceOperationEvent")) {
        return WMI_OK;
    }
    if (!query->has_within) {
        return wmi_fail(error, WMI_TRANSPORT, E_TOO_PRECISE,
                        "A query of %s needs WITHIN: the host looks for changes every so many seconds",
                        query->class_name);
    }
    status = check_narrowing(&n, query->where, error);
    if (status == WMI_OK && !n.narrows) {
        status = wmi_fail(error, WMI_TRANSPORT, E_TOO_BROAD,
                          "A query of %s needs WHERE TargetInstance ISA a class: the host does not poll all that "
                          "the namespace has",
                          query->class_name);
    }
    return status;
}

/* Subscribing. */

static wmi_status check_query(const wmip_loopback_connection *connection, const wql_query *query, wmi_error *error)
{
    wmi_status status = check_event_class(connection, query->class_name, error);
    if (status == WMI_OK) {
        status = wmip_loopback_check_classes(connection->loopback, connection->ns, query->where, error);
    }
    return status == WMI_OK ? check_polling(connection, query, error) : status;
}

wmi_status wmip_loopback_subscribe(wmip_loopback_connection *connection, const char *wql, wmip_loopback_cursor **out,
                                   wmi_error *error)
{
    wmi_loopback *loopback = connection->loopback;
    wmip_loopback_cursor *cursor;
    wql_query query;
    wmi_status status = wmip_wql_parse_event(wql, &query, error);
    if (status != WMI_OK) {
        return status;
    }
    status = check_query(connection, &query, error);
    cursor = status == WMI_OK ? wmip_loopback_new_cursor(connection) : NULL;
    if (cursor == NULL) {
        wmip_wql_clear(&query);
        return status == WMI_OK ? wmip_no_memory(error) : status;
    }
    cursor->is_subscription = true;
    cursor->query = query;
    cursor->next_subscription = loopback->subscriptions;
    loopback->subscriptions = cursor;
    *out = cursor;
    return WMI_OK;
}

void wmip_loopback_unsubscribe(wmip_loopback_cursor *cursor)
{
    wmip_loopback_cursor **place = &cursor->loopback->subscriptions;
    while (*place != NULL && *place != cursor) {
        place = &(*place)->next_subscription;
    }
    if (*place != NULL) {
        *place = cursor->next_subscription;
    }
    wmip_wql_clear(&cursor->query);
}
