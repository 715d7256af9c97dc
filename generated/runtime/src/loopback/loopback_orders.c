/**
 * @file
 * Orders to fail a call, and to delay calls.
 */
#include "loopback/loopback_internal.h"

#include <string.h>

/* An order: to fail one call, or to delay every call, of a kind. */
struct wmip_loopback_order {
    wmi_loopback_operation operation;
    char *name; /* of the method; NULL = any */
    uint32_t skip;
    wmi_status status;
    uint32_t number;
    uint32_t delay_ms;
    wmip_loopback_order *next;
};

static void free_order(wmip_loopback_order *order)
{
    wmi_free(order->name);
    wmi_free(order);
}

void wmip_loopback_forget_orders(wmi_loopback *loopback)
{
    wmip_loopback_order **const lists[] = {&loopback->failures, &loopback->delays};
    size_t i;
    for (i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        while (*lists[i] != NULL) {
            wmip_loopback_order *order = *lists[i];
            *lists[i] = order->next;
            free_order(order);
        }
    }
}

static bool concerns(const wmip_loopback_order *order, wmi_loopback_operation operation, const char *name)
{
    return (order->operation == WMI_LOOPBACK_ANY || order->operation == operation) &&
           (order->name == NULL || wmip_equal_names(order->name, name));
}

static void take_back(wmip_loopback_order **place, wmi_loopback_operation operation, const char *name)
{
    while (*place != NULL) {
        wmip_loopback_order *order = *place;
        if (order->operation == operation && wmip_equal_names(order->name, name)) {
            *place = order->next;
            free_order(order);
        } else {
            place = &order->next;
        }
    }
}

static wmi_status check_order(const wmi_loopback *loopback, wmi_loopback_operation operation, const char *name,
                              wmi_error *error)
{
    if (loopback == NULL || (unsigned)operation >= WMIP_LOOPBACK_OPERATIONS ||
        (name != NULL && operation != WMI_LOOPBACK_INVOKE)) {
        return wmi_fail(error, WMI_USAGE, 0,
                        "The loopback is NULL, there is no such operation, or a method is named and it is no call");
    }
    return WMI_OK;
}

static wmip_loopback_order *new_order(wmi_loopback_operation operation, const char *name)
{
    wmip_loopback_order *order = wmi_alloc(sizeof *order);
    if (order == NULL) {
        return NULL;
    }
    memset(order, 0, sizeof *order);
    order->operation = operation;
    order->name = name != NULL ? wmi_copy_text(name) : NULL;
    if (name != NULL && order->name == NULL) {
        wmi_free(order);
        order = NULL;
    }
    return order;
}

wmi_status WMI_CALL wmi_loopback_fail(wmi_loopback *loopback, wmi_loopback_operation operation, const char *name,
                                      uint32_t skip, wmi_status status, uint32_t number, wmi_error *error)
{
    wmip_loopback_order **place;
    wmip_loopback_order *order = NULL;
    wmi_status checked = check_order(loopback, operation, name, error);
    if (checked != WMI_OK) {
        return checked;
    }
    if (status != WMI_OK) {
        order = new_order(operation, name);
        if (order == NULL) {
            return wmip_no_memory(error);
        }
        order->skip = skip;
        order->status = status;
        order->number = number;
    }
    wmip_loopback_lock(loopback);
    if (order == NULL) {
        take_back(&loopback->failures, operation, name);
    } else {
        for (place = &loopback->failures; *place != NULL; place = &(*place)->next) {
        }
        *place = order;
    }
    wmip_loopback_unlock(loopback);
    return wmip_succeed(error);
}

wmi_status WMI_CALL wmi_loopback_delay(wmi_loopback *loopback, wmi_loopback_operation operation, const char *name,
                                       uint32_t milliseconds, wmi_error *error)
{
    wmip_loopback_order *order = NULL;
    wmi_status checked = check_order(loopback, operation, name, error);
    if (checked != WMI_OK) {
        return checked;
    }
    order = new_order(operation, name);
    if (order == NULL) {
        return wmip_no_memory(error);
    }
    order->delay_ms = milliseconds; /* 0 too: it takes away from an older order of wider kinds */
    wmip_loopback_lock(loopback);
    take_back(&loopback->delays, operation, name);
    order->next = loopback->delays; /* the newest counts */
    loopback->delays = order;
    wmip_loopback_unlock(loopback);
    return wmip_succeed(error);
}

/* Counts the call for every order; the oldest one that is due comes off the list. */
static wmip_loopback_order *due_failure(wmi_loopback *loopback, wmi_loopback_operation operation, const char *name)
{
    wmip_loopback_order **place = &loopback->failures;
    wmip_loopback_order *due = NULL;
    while (*place != NULL) {
        wmip_loopback_order *order = *place;
        if (concerns(order, operation, name)) {
            if (order->skip > 0) {
                order->skip--;
            } else if (due == NULL) {
                due = order;
                *place = order->next;
                continue;
            }
        }
        place = &order->next;
    }
    return due;
}

/* What a message calls the operation. */
static const char *in_words(wmi_loopback_operation operation)
{
    static const char *const words[] = {
        [WMI_LOOPBACK_ANY] = "call",
        [WMI_LOOPBACK_CONNECT] = "connect",
        [WMI_LOOPBACK_INVOKE] = "call of",
        [WMI_LOOPBACK_GET] = "get",
        [WMI_LOOPBACK_QUERY] = "query",
        [WMI_LOOPBACK_NEXT] = "step of an enumeration",
        [WMI_LOOPBACK_ASSOCIATORS] = "search for associators",
        [WMI_LOOPBACK_PUT] = "put",
        [WMI_LOOPBACK_DELETE] = "delete",
        [WMI_LOOPBACK_REFERENCES] = "search for references",
        [WMI_LOOPBACK_SUBSCRIBE] = "subscription",
    };
    return words[operation];
}

wmi_status wmip_loopback_obey_failure(wmi_loopback *loopback, wmi_loopback_operation operation, const char *name,
                                      wmi_error *error)
{
    wmip_loopback_order *order = due_failure(loopback, operation, name);
    wmi_status status = WMI_OK;
    if (order != NULL) {
        bool is_transport = order->status == WMI_TRANSPORT;
        status = wmi_fail(error, order->status, order->number, "The loopback was told to fail this %s%s%s%s%s",
                          in_words(operation), name != NULL ? " " : "", name != NULL ? name : "",
                          is_transport ? ": " : "", is_transport ? wmi_hresult_text(order->number) : "");
        free_order(order);
    }
    return status;
}

uint32_t wmip_loopback_delay_of(const wmi_loopback *loopback, wmi_loopback_operation operation, const char *name)
{
    const wmip_loopback_order *order = loopback->delays;
    while (order != NULL && !concerns(order, operation, name)) {
        order = order->next;
    }
    return order != NULL ? order->delay_ms : 0;
}
