/**
 * @file
 * Events, which are pulled (WS-Eventing; DSP0226 10): Subscribe, Unsubscribe.
 */
#include "mock/mock_internal.h"

#include <string.h>

#define PULL_MODE "http://schemas.dmtf.org/wbem/wsman/1/wsman/Pull"
/* How often is looked for an event. */
#define LOOK_EVERY_MS 20

/*
 * How long the loopback is asked to wait, after an answer that came too late: where somebody has ordered that every answer be delayed, none
 * comes without. Else it is not asked to wait at all, as its clock would leap to the next change of a job.
 */
static uint32_t wait_longer(uint32_t waited_ms, uint32_t timeout_ms)
{
    uint32_t longer = waited_ms == 0 ? LOOK_EVERY_MS : waited_ms < UINT32_MAX / 2 ? waited_ms * 2 : UINT32_MAX - 1;
    return wmip_smaller(longer, timeout_ms);
}

bool mbm_await_event(mbm_exchange *x, mbm_context *context, uint32_t timeout_ms)
{
    uint64_t until = mbm_clock_now() + timeout_ms;
    wmi_limit limit = {0, NULL};
    while (context->ahead == NULL) {
        wmi_error error = WMI_ERROR_INIT;
        uint64_t now;
        bool is_late;
        mbm_clock_follow(&x->server->clock);
        if (mbm_backend(x->server)->next(context->cursor, &context->ahead, &limit, &error) == WMI_OK) {
            mbm_clock_settle(&x->server->clock);
            break;
        }
        if (error.status != WMI_TIMEOUT) {
            return mbm_refuse_error(x, &error);
        }
        is_late = error.number == WMI_E_TIMED_OUT && limit.timeout_ms < timeout_ms;
        limit.timeout_ms = is_late ? wait_longer(limit.timeout_ms, timeout_ms) : limit.timeout_ms;
        wmi_error_clear(&error);
        mbm_clock_settle(&x->server->clock);
        now = mbm_clock_now();
        if (!is_late && (x->server->clock.is_timeless || now >= until ||
                         !mbm_clock_wait(&x->server->clock,
                                         until - now < LOOK_EVERY_MS ? (uint32_t)(until - now) : LOOK_EVERY_MS))) {
            return mbm_refuse(x, MBM_FAULT_TIMED_OUT, NULL, "There was no event");
        }
    }
    return true;
}

static bool read_delivery(mbm_exchange *x)
{
    const wmip_wsman_node *delivery = wmip_wsman_child(x->body, WMIP_NS_EVENTING, "Delivery");
    const char *mode = NULL;
    if (!wmip_wsman_attribute_text(delivery, NULL, "Mode", &x->memory, &mode)) {
        return mbm_no_memory(x);
    }
    return (mode != NULL && strcmp(mode, PULL_MODE) == 0) || mbm_refuse(x, MBM_FAULT_DELIVERY, NULL, NULL);
}

static bool open_subscription(mbm_exchange *x, mbm_context *context)
{
    const wmip_wsman_node *filter = wmip_wsman_child(x->body, WMIP_NS_WSMAN, "Filter");
    wmi_limit limit = mbm_limit(x);
    wmi_error error = WMI_ERROR_INIT;
    const char *dialect = NULL;
    const char *wql = NULL;
    wmi_status status;
    if (!wmip_wsman_attribute_text(filter, NULL, "Dialect", &x->memory, &dialect)) {
        return mbm_no_memory(x);
    }
    if (dialect == NULL || strcmp(dialect, WMIP_WSMAN_WQL) != 0 || x->cls.of != NULL) {
        return mbm_refuse(x, MBM_FAULT_EVENT_FILTER, NULL,
                          "A subscription needs a filter that is WQL, and a resource URI that ends in *");
    }
    if (!mbm_read_wql(x, filter, &wql) || !mbm_read_columns(x, wql, true, context)) {
        return false;
    }
    x->query = wql;
    status = mbm_backend(x->server)->subscribe(context->connection, wql, &context->cursor, &limit, &error);
    if (status == WMI_OK) {
        return true;
    }
    return mbm_refuse_query(x, MBM_FAULT_EVENT_FILTER, &error);
}

static bool answer_subscribe(mbm_exchange *x, const char *identifier, const char *id)
{
    wmip_wsman_writer writer;
    mbm_open_answer(x, &writer, MBM_SUBSCRIBE "Response", false);
    wmip_wsman_open(&writer, "e:SubscribeResponse");
    wmip_wsman_open(&writer, "e:SubscriptionManager");
    wmip_wsman_put_element(&writer, "a:Address", x->header.to);
    wmip_wsman_open(&writer, "a:ReferenceParameters");
    wmip_wsman_put_element(&writer, "w:ResourceURI", x->header.resource);
    wmip_wsman_put_element(&writer, "e:Identifier", identifier);
    wmip_wsman_close(&writer);
    wmip_wsman_close(&writer);
    wmip_wsman_put_element(&writer, "n:EnumerationContext", id);
    wmip_wsman_close(&writer);
    return mbm_close_answer(x, &writer, 200);
}

bool mbm_subscribe(mbm_exchange *x)
{
    char identifier[MBM_ID_SIZE];
    char id[MBM_ID_SIZE];
    mbm_context *context;
    if (!mbm_read_class(x, true)) {
        return false;
    }
    if (!wmip_wsman_is(x->body, WMIP_NS_EVENTING, "Subscribe")) {
        return mbm_refuse(x, MBM_FAULT_SCHEMA, NULL, "The body holds no e:Subscribe");
    }
    if (!read_delivery(x)) {
        return false;
    }
    context = mbm_context_new(x);
    if (context == NULL) {
        return false;
    }
    if (!open_subscription(x, context)) {
        mbm_context_free(x->server, context);
        return false;
    }
    mbm_new_id(x->server, identifier);
    memcpy(context->identifier, identifier, sizeof identifier);
    mbm_context_publish(x->server, context, id);
    return answer_subscribe(x, identifier, id);
}

bool mbm_unsubscribe(mbm_exchange *x)
{
    wmip_wsman_writer writer;
    if (!wmip_wsman_is(x->body, WMIP_NS_EVENTING, "Unsubscribe")) {
        return mbm_refuse(x, MBM_FAULT_SCHEMA, NULL, "The body holds no e:Unsubscribe");
    }
    if (x->header.identifier == NULL || !mbm_context_drop(x->server, NULL, x->header.identifier)) {
        return mbm_refuse(x, MBM_FAULT_NO_SUBSCRIPTION, NULL, NULL);
    }
    mbm_open_answer(x, &writer, MBM_UNSUBSCRIBE "Response", false);
    return mbm_close_answer(x, &writer, 200);
}
