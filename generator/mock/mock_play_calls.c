/* A scenario on the loopback: what becomes of calls. */
#include <string.h>

#include "mock/mock_scenario_parts.h"

bool mbm_takes_turn(mbm_turn *turn)
{
    const uint32_t place = turn->seen;

    turn->seen += turn->seen < UINT32_MAX;
    return place >= turn->skip && (turn->times == 0 || place - turn->skip < turn->times);
}

wmi_status mbm_fail_call(const mbm_fault *fault, wmi_error *error)
{
    return wmi_fail(error, WMI_TRANSPORT, fault->code, "%s",
                    fault->text != NULL ? fault->text : wmi_hresult_text(fault->code));
}

/* Comparing. */

/** An instance that is wanted as CIM-XML: what it has is so in the one that is given. */
static bool has_instance(const char *wanted, const char *given)
{
    wmi_object *a = NULL;
    wmi_object *b = NULL;
    const bool good = wmi_cimxml_read(wanted, &a, NULL) == WMI_OK && wmi_cimxml_read(given, &b, NULL) == WMI_OK &&
                      mbm_has_parameters(a, b);

    wmi_object_free(a);
    wmi_object_free(b);
    return good;
}

static bool is_instance(const char *text)
{
    return strncmp(text, "<INSTANCE", sizeof "<INSTANCE" - 1) == 0;
}

static bool same_text(wmi_type type, const char *a, const char *b)
{
    if (a == NULL || b == NULL) {
        return a == b;
    }
    return strcmp(a, b) == 0 || (type == WMI_TYPE_REFERENCE && wmi_path_equal(a, b)) ||
           (is_instance(a) && is_instance(b) && has_instance(a, b));
}

static bool same_datetime(const wmi_datetime *a, const wmi_datetime *b)
{
    char left[WMI_DATETIME_TEXT_SIZE];
    char right[WMI_DATETIME_TEXT_SIZE];

    return wmi_datetime_format(a, left) && wmi_datetime_format(b, right) && strcmp(left, right) == 0;
}

/** Items of one type, as they lie in an array, or in the union of a value. */
static bool same_item(wmi_type type, const void *a, const void *b)
{
    switch (type) {
    case WMI_TYPE_STRING:
    case WMI_TYPE_REFERENCE:
        return same_text(type, *(const char *const *)a, *(const char *const *)b);
    case WMI_TYPE_DATETIME:
        return same_datetime(a, b);
    case WMI_TYPE_OBJECT:
        return mbm_has_parameters(*(wmi_object *const *)a, *(wmi_object *const *)b);
    default:
        return memcmp(a, b, wmi_type_size(type)) == 0;
    }
}

static bool same_value(const wmi_value *a, const wmi_value *b)
{
    const size_t size = wmi_type_size(a->type);

    if (a->is_null || b->is_null || a->type != b->type || a->is_array != b->is_array) {
        return a->is_null && b->is_null;
    }
    if (!a->is_array) {
        return same_item(a->type, &a->u, &b->u);
    }
    bool good = a->u.array.count == b->u.array.count;
    for (size_t i = 0; good && i < a->u.array.count; i++) {
        good = same_item(a->type, (const char *)a->u.array.items + i * size, (const char *)b->u.array.items + i * size);
    }
    return good;
}

bool mbm_has_parameters(const wmi_object *wanted, const wmi_object *given)
{
    static const wmi_value nothing = {.is_null = true};
    bool good = wanted == NULL || given != NULL;

    for (size_t i = 0; good && wanted != NULL && i < wanted->count; i++) {
        const wmi_value *value = wmi_object_get(given, wanted->properties[i].name);
        good = same_value(&wanted->properties[i].value, value != NULL ? value : &nothing);
    }
    return good;
}

/* Methods. */

/** A call on its way into the lock: its answer is chosen, and what it does is done, in one piece. */
typedef struct answering {
    mbm_method *method;
    const wmi_loopback_call *call;
    const mbm_answer *answer; /**< NULL: none fits */
} answering;

static wmi_status WMI_CALLBACK choose(void *context, wmi_error *error)
{
    answering *a = context;

    (void)error;
    for (mbm_answer *at = a->method->first; at != NULL && a->answer == NULL; at = at->next) {
        if ((at->path == NULL || wmi_path_equal(at->path, a->call->path)) &&
            mbm_has_parameters(at->parameters, a->call->in_object) && mbm_takes_turn(&at->turn)) {
            a->answer = at;
        }
    }
    return WMI_OK;
}

static wmi_status WMI_CALLBACK do_answer(void *context, wmi_error *error)
{
    const answering *a = context;

    return mbm_do_effects(a->method->scenario->loopback, &a->answer->effects, error);
}

static wmi_status WMI_CALLBACK change_by_job(void *context, wmi_loopback *loopback, const char *path, uint16_t state,
                                             wmi_error *error)
{
    const mbm_job *job = context;

    (void)path;
    return state == WMI_JOB_COMPLETED ? mbm_do_effects(loopback, &job->effects, error) : WMI_OK;
}

static wmi_status start_job(wmi_loopback *loopback, mbm_job *job, wmi_object *out, wmi_error *error)
{
    wmi_loopback_job plan = job->plan;
    const char *path = NULL;
    wmi_status status = WMI_OK;

    plan.change = job->effects.first != NULL ? change_by_job : NULL;
    plan.context = job;
    status = wmi_loopback_start_job(loopback, job->ns, &plan, &path, error);
    if (status == WMI_OK) {
        const wmi_value value = wmi_value_reference(path);
        status = wmi_object_set(out, job->parameter, &value);
        if (status != WMI_OK) {
            (void)wmi_fail(error, status, 0, "Out of memory.");
        }
    }
    return status;
}

static wmi_status give_out(const wmi_object *from, wmi_object *out, wmi_error *error)
{
    for (size_t i = 0; from != NULL && i < from->count; i++) {
        if (wmi_object_set(out, from->properties[i].name, &from->properties[i].value) != WMI_OK) {
            return wmi_fail(error, WMI_NO_MEMORY, 0, "Out of memory.");
        }
    }
    return WMI_OK;
}

static wmi_status behave(const mbm_method *method, const hyperv_behaviour *behaviour, const wmi_loopback_call *call,
                         wmi_object *out, wmi_error *error)
{
    return hyperv_host_answer(method->scenario->host, behaviour, call, out, error);
}

static wmi_status WMI_CALLBACK answer_call(const wmi_loopback_call *call, wmi_object *out, wmi_error *error)
{
    answering a = {call->context, call, NULL};
    wmi_status status = wmi_loopback_exclusively(call->loopback, choose, &a, error);

    if (status != WMI_OK) {
        return status;
    }
    if (a.answer == NULL && a.method->otherwise != NULL) {
        return behave(a.method, a.method->otherwise, call, out, error);
    }
    if (a.answer == NULL) {
        return wmi_fail(error, WMI_TRANSPORT, WMI_E_METHOD_NOT_IMPLEMENTED,
                        "The scenario has no answer of %s.%s to this call", call->class_name, call->method->name);
    }
    wmi_loopback_advance(call->loopback, a.answer->delay_ms);
    if (a.answer->fault.code != 0) {
        status = wmi_loopback_exclusively(call->loopback, do_answer, &a, error);
        return status == WMI_OK ? mbm_fail_call(&a.answer->fault, error) : status;
    }
    if (a.answer->behaviour != NULL) {
        status = behave(a.method, a.answer->behaviour, call, out, error);
    } else {
        status = give_out(a.answer->out, out, error);
        if (status == WMI_OK && a.answer->job != NULL) {
            status = start_job(call->loopback, a.answer->job, out, error);
        }
    }
    return status == WMI_OK ? wmi_loopback_exclusively(call->loopback, do_answer, &a, error) : status;
}

wmi_status mbm_play_answers(mbm_scenario *s, wmi_error *error)
{
    wmi_status status = WMI_OK;

    for (mbm_method *at = s->methods; at != NULL && status == WMI_OK; at = at->next) {
        status = wmi_loopback_on_object(s->loopback, at->cls->info->ns, at->cls->info->name, at->info->name,
                                        answer_call, at, error);
    }
    return status;
}

/* Delays, faults, and what happens after calls. */

static bool is_of_class(const mbm_scenario *s, const mbm_pattern *pattern, const wmi_loopback_record *record)
{
    const wmi_schema_class *cls = NULL;

    if (pattern->cls == NULL) {
        return true;
    }
    cls = record->class_name != NULL ? mbm_find_class(&s->schemas, pattern->ns, record->class_name) : NULL;
    return cls != NULL && mbm_is_derived(cls->info, pattern->cls->name);
}

static bool fits(const mbm_scenario *s, const mbm_pattern *pattern, const wmi_loopback_record *record)
{
    return (pattern->operation == WMI_LOOPBACK_ANY || pattern->operation == record->operation) &&
           is_of_class(s, pattern, record) &&
           (pattern->method == NULL || (record->method != NULL && mb_equal_names(record->method, pattern->method))) &&
           (pattern->path == NULL || (record->path != NULL && wmi_path_equal(record->path, pattern->path))) &&
           (pattern->parameters == NULL ||
            (record->operation == WMI_LOOPBACK_INVOKE && mbm_has_parameters(pattern->parameters, record->in)));
}

static wmi_status WMI_CALLBACK before_call(void *context, wmi_loopback *loopback, const wmi_loopback_record *asked,
                                           uint32_t *delay_ms, wmi_error *error)
{
    const mbm_scenario *s = context;
    const mbm_fault *fault = NULL;

    (void)loopback;
    for (mbm_order *order = s->orders; order != NULL; order = order->next) {
        if (order->is_after || order->is_timed || !fits(s, &order->pattern, asked) || !mbm_takes_turn(&order->turn)) {
            continue;
        }
        *delay_ms = order->delay_ms < UINT32_MAX - *delay_ms ? *delay_ms + order->delay_ms : UINT32_MAX;
        if (fault == NULL && order->fault.code != 0) {
            fault = &order->fault;
        }
    }
    return fault != NULL ? mbm_fail_call(fault, error) : WMI_OK;
}

static wmi_status WMI_CALLBACK do_order(void *context, wmi_error *error)
{
    const mbm_order *order = context;

    return mbm_do_effects(order->scenario->loopback, &order->effects, error);
}

/** What there is no memory for does not happen: the call has had its effect. */
static void WMI_CALLBACK after_call(void *context, wmi_loopback *loopback, const wmi_loopback_record *record)
{
    const mbm_scenario *s = context;

    for (mbm_order *order = s->orders; order != NULL; order = order->next) {
        if (order->is_after && record->status == WMI_OK && fits(s, &order->pattern, record) &&
            mbm_takes_turn(&order->turn)) {
            (void)wmi_loopback_after(loopback, order->delay_ms, do_order, order, NULL);
        }
    }
}

wmi_status mbm_play_orders(mbm_scenario *s, wmi_error *error)
{
    const wmi_loopback_watch watch = {before_call, after_call, s};
    wmi_status status = WMI_OK;

    for (mbm_order *order = s->orders; order != NULL && status == WMI_OK; order = order->next) {
        if (order->is_timed) {
            status = wmi_loopback_after(s->loopback, order->delay_ms, do_order, order, error);
        }
    }
    if (status == WMI_OK && s->orders != NULL) {
        wmi_loopback_set_watch(s->loopback, &watch);
    }
    return status;
}
