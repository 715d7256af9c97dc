/**
 * @file
 * Lifecycle of the host, and which method behaves how.
 */
#include "host_internal.h"

#include <virtualization_v2.h>

#include <string.h>

/* Behaviours. */

static const hyperv_behaviour *const themes[] = {
    hyperv_system_behaviours,   hyperv_power_behaviours,   hyperv_settings_behaviours,  hyperv_resource_behaviours,
    hyperv_snapshot_behaviours, hyperv_restore_behaviours, hyperv_summary_behaviours,   hyperv_export_behaviours,
    hyperv_image_behaviours,    hyperv_switch_behaviours,  hyperv_switching_behaviours, hyperv_replication_behaviours,
    hyperv_failover_behaviours,
};

const hyperv_behaviour *hyperv_behaviour_at(size_t index)
{
    size_t theme;
    for (theme = 0; theme < sizeof themes / sizeof themes[0]; theme++) {
        const hyperv_behaviour *at = themes[theme];
        for (; at->name != NULL; at++) {
            if (index-- == 0) {
                return at;
            }
        }
    }
    return NULL;
}

const hyperv_behaviour *hyperv_find_behaviour(const char *name)
{
    const hyperv_behaviour *at = hyperv_behaviour_at(0);
    size_t i;
    for (i = 0; at != NULL && strcmp(at->name, name) != 0; i++) {
        at = hyperv_behaviour_at(i + 1);
    }
    return at;
}

/* A behaviour of a host, as the context of a handler. Kept by the loopback. */
typedef struct behaving {
    hyperv_host *host;
    const hyperv_behaviour *behaviour;
} behaving;

/* A call on its way into the lock. */
typedef struct carrying {
    wmi_loopback_call call;
    wmi_loopback_handler handler;
    const void *in;
    void *out;
} carrying;

static wmi_status WMI_CALLBACK carry_out(void *context, wmi_error *error)
{
    const carrying *c = context;
    return c->handler(&c->call, c->in, c->out, error);
}

static wmi_status WMI_CALLBACK behave(const wmi_loopback_call *call, const void *in, void *out, wmi_error *error)
{
    const behaving *b = call->context;
    carrying c = {*call, b->behaviour->handler, in, out};
    c.call.context = b->host;
    return wmi_loopback_exclusively(call->loopback, carry_out, &c, error);
}

wmi_status hyperv_host_behave(hyperv_host *host, const hyperv_behaviour *behaviour, wmi_error *error)
{
    behaving *b = wmi_loopback_keep(host->loopback, sizeof *b);
    if (b == NULL) {
        return hyperv_no_memory(error);
    }
    b->host = host;
    b->behaviour = behaviour;
    return wmi_loopback_on_as(host->loopback, behaviour->ns, behaviour->class_name, behaviour->method, behave, b,
                              error);
}

wmi_status hyperv_host_answer(hyperv_host *host, const hyperv_behaviour *behaviour, const wmi_loopback_call *call,
                              wmi_object *out, wmi_error *error)
{
    behaving b = {host, behaviour};
    return wmi_loopback_answer_as(call, behaviour->method, behave, &b, out, error);
}

wmi_status hyperv_host_behave_all(hyperv_host *host, wmi_error *error)
{
    const hyperv_behaviour *at = hyperv_behaviour_at(0);
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 1; at != NULL && status == WMI_OK; i++) {
        status = hyperv_host_behave(host, at, error);
        at = hyperv_behaviour_at(i);
    }
    return status;
}

/* Lifecycle. */

wmi_status hyperv_host_on(wmi_loopback *loopback, hyperv_host **host, wmi_error *error)
{
    *host = wmi_loopback_keep(loopback, sizeof **host);
    if (*host == NULL) {
        return hyperv_no_memory(error);
    }
    (*host)->loopback = loopback;
    return WMI_OK;
}

wmi_status hyperv_host_populate(hyperv_host *host, wmi_error *error)
{
    wmi_status status = hyperv_add_host(host, error);
    if (status == WMI_OK) {
        status = hyperv_add_pools(host, error);
    }
    if (status == WMI_OK) {
        status = hyperv_add_switches(host, error);
    }
    return status == WMI_OK ? hyperv_add_machines(host, error) : status;
}

wmi_status hyperv_host_take(wmi_loopback *loopback, hyperv_host **host, wmi_error *error)
{
    wmi_status status = hyperv_host_on(loopback, host, error);
    if (status == WMI_OK) {
        (*host)->owns_loopback = true;
        status = hyperv_host_populate(*host, error);
    }
    return status == WMI_OK ? hyperv_host_behave_all(*host, error) : status;
}

wmi_status hyperv_host_new(hyperv_host **host, wmi_error *error)
{
    const wmi_schema *schema = &hv_schema;
    wmi_loopback *loopback = NULL;
    wmi_status status = wmi_loopback_new(&schema, 1, &loopback, error);
    *host = NULL;
    if (status == WMI_OK) {
        status = hyperv_host_take(loopback, host, error);
    }
    if (status != WMI_OK) {
        wmi_loopback_free(loopback);
        *host = NULL;
    }
    return status;
}

void hyperv_host_free(hyperv_host *host)
{
    if (host != NULL && host->owns_loopback) {
        wmi_loopback_free(host->loopback); /* and with it the host's own memory */
    }
}

wmi_loopback *hyperv_host_loopback(const hyperv_host *host)
{
    return host != NULL ? host->loopback : NULL;
}

const wmi_backend *hyperv_host_backend(const hyperv_host *host)
{
    return wmi_loopback_backend(hyperv_host_loopback(host));
}
