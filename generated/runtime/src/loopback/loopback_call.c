/**
 * @file
 * Method calls: checked against the schema, then answered by the program's handler or by the job itself.
 */
#include "loopback/loopback_internal.h"

#include <string.h>

/* A handler, registered for a class. `method` is that class's. */
struct wmip_loopback_registration {
    const wmi_method_info *method;
    const wmi_method_info *as; /* whose structs the handler is written for */
    wmi_loopback_handler handler;
    wmi_loopback_object_handler answers; /* instead of it */
    void *context;
    wmip_loopback_registration *next;
};

static wmi_status find_method(const wmi_loopback *loopback, const char *ns, const char *class_name, const char *method,
                              wmip_loopback_class **cls, const wmi_method_info **info, wmi_error *error)
{
    const char *own;
    if (wmip_loopback_namespace(loopback, ns, &own, NULL) != WMI_OK) {
        return wmi_fail(error, WMI_USAGE, 0, "There is no namespace %s to handle methods in",
                        ns != NULL ? ns : "(NULL)");
    }
    *cls = wmip_loopback_class_of(loopback, own, class_name);
    *info = *cls != NULL ? wmip_loopback_method(loopback, *cls, method) : NULL;
    if (*cls == NULL) {
        (void)wmi_fail(error, WMI_USAGE, 0, "There is no class %s in %s to handle", class_name, ns);
        wmip_loopback_tell_near_classes(loopback, own, class_name, error);
    } else if (*info == NULL) {
        (void)wmi_fail(error, WMI_USAGE, 0, "There is no method %s.%s in %s to handle", class_name, method, ns);
        wmip_loopback_tell_near_methods(*cls, method, error);
    }
    return *info != NULL ? WMI_OK : WMI_USAGE;
}

static wmi_status set_handler(wmip_loopback_class *cls, const wmip_loopback_registration *wanted, wmi_error *error)
{
    wmip_loopback_registration *entry = cls->handlers;
    while (entry != NULL && entry->method != wanted->method) {
        entry = entry->next;
    }
    if (entry == NULL) {
        entry = wmi_alloc(sizeof *entry);
        if (entry == NULL) {
            return wmip_no_memory(error);
        }
        entry->next = cls->handlers;
        cls->handlers = entry;
    }
    entry->method = wanted->method;
    entry->as = wanted->as;
    entry->handler = wanted->handler;
    entry->answers = wanted->answers;
    entry->context = wanted->context;
    return wmip_succeed(error);
}

static wmi_status register_handler(wmi_loopback *loopback, const char *ns, const char *class_name, const char *method,
                                   wmip_loopback_registration *wanted, wmi_error *error)
{
    wmip_loopback_class *cls = NULL;
    wmi_status status;
    if (loopback == NULL || class_name == NULL || method == NULL ||
        (wanted->handler == NULL && wanted->answers == NULL)) {
        return wmi_fail(error, WMI_USAGE, 0, "The loopback, the class, the method or the handler is NULL");
    }
    wmip_loopback_lock(loopback);
    status = find_method(loopback, ns, class_name, method, &cls, &wanted->method, error);
    if (status == WMI_OK) {
        wanted->as = wanted->as != NULL ? wanted->as : wanted->method;
        status = set_handler(cls, wanted, error);
    }
    wmip_loopback_unlock(loopback);
    return status;
}

wmi_status WMI_CALL wmi_loopback_on(wmi_loopback *loopback, const char *ns, const char *class_name, const char *method,
                                    wmi_loopback_handler handler, void *context, wmi_error *error)
{
    wmip_loopback_registration wanted = {.handler = handler, .context = context};
    return register_handler(loopback, ns, class_name, method, &wanted, error);
}

wmi_status WMI_CALL wmi_loopback_on_as(wmi_loopback *loopback, const char *ns, const char *class_name,
                                       const wmi_method_info *method, wmi_loopback_handler handler, void *context,
                                       wmi_error *error)
{
    wmip_loopback_registration wanted = {.as = method, .handler = handler, .context = context};
    return register_handler(loopback, ns, class_name, method != NULL ? method->name : NULL, &wanted, error);
}

wmi_status WMI_CALL wmi_loopback_on_object(wmi_loopback *loopback, const char *ns, const char *class_name,
                                           const char *method, wmi_loopback_object_handler handler, void *context,
                                           wmi_error *error)
{
    wmip_loopback_registration wanted = {.answers = handler, .context = context};
    return register_handler(loopback, ns, class_name, method, &wanted, error);
}

void wmip_loopback_each_handler(const wmi_loopback *loopback,
                                void (*handler_visit)(void *context, const wmip_loopback_class *cls,
                                                      const char *method),
                                void *context)
{
    size_t i;
    for (i = 0; i < loopback->class_count; i++) {
        const wmip_loopback_registration *entry = loopback->classes[i].handlers;
        for (; entry != NULL; entry = entry->next) {
            handler_visit(context, &loopback->classes[i], entry->method->name);
        }
    }
}

void wmip_loopback_forget_handlers(wmi_loopback *loopback)
{
    size_t i;
    for (i = 0; i < loopback->class_count; i++) {
        while (loopback->classes[i].handlers != NULL) {
            wmip_loopback_registration *entry = loopback->classes[i].handlers;
            loopback->classes[i].handlers = entry->next;
            wmi_free(entry);
        }
    }
}

static const wmip_loopback_registration *own_handler(const wmip_loopback_class *cls, const char *method)
{
    const wmip_loopback_registration *entry = cls != NULL ? cls->handlers : NULL;
    while (entry != NULL && !wmip_equal_names(entry->method->name, method)) {
        entry = entry->next;
    }
    return entry;
}

/* The handler of the class itself or of its nearest ancestor. */
static const wmip_loopback_registration *find_handler(const wmi_loopback *loopback, const wmip_loopback_class *cls,
                                                      const char *method)
{
    const wmip_loopback_registration *entry = own_handler(cls, method);
    const char *const *ancestor = cls->info->derivation;
    while (entry == NULL && *ancestor != NULL) {
        entry = own_handler(wmip_loopback_class_of(loopback, cls->ns, *ancestor), method);
        ancestor++;
    }
    return entry;
}

/* Running a handler. */

/* A call on its way: what was found of its target. The instance itself is not kept: a handler may delete it. */
typedef struct handler_visit {
    wmip_loopback_connection *connection;
    const wmi_call *call;
    wmip_loopback_class *cls;
    const wmi_method_info *method; /* as the target's class has it */
    const char *name;              /* Class.Method */
} handler_visit;

/* The registration is a copy: another thread may register another handler while this one runs, without the lock. */
static wmi_status run_handler(const handler_visit *v, const wmip_loopback_registration *entry,
                              wmi_loopback_scratch *scratch, wmi_object *reply, wmi_error *error)
{
    wmi_loopback_call told;
    wmi_error own;
    wmi_status status;
    memset(&own, 0, sizeof own);
    told.loopback = v->connection->loopback;
    told.path = v->call->path;
    told.class_name = v->cls->info->name;
    told.method = entry->as;
    told.in_object = v->call->in;
    told.context = entry->context;
    told.scratch = scratch;
    wmip_loopback_unlock(told.loopback);
    status = entry->answers != NULL
                 ? entry->answers(&told, reply, &own)
                 : wmi_loopback_answer_as(&told, entry->as, entry->handler, entry->context, reply, &own);
    wmip_loopback_lock(told.loopback);
    if (status != WMI_OK && own.status != status) {
        status = wmi_fail(error, status, status == WMI_TRANSPORT ? WMI_E_PROVIDER_FAILURE : 0,
                          "The handler of %s failed and did not say why", v->name);
    } else if (status != WMI_OK && error != NULL) {
        wmi_error_clear(error);
        *error = own;
        memset(&own, 0, sizeof own);
    }
    wmi_error_clear(&own);
    return status;
}

static wmi_status handle(const handler_visit *v, const wmip_loopback_registration *entry, wmi_object *reply,
                         wmi_error *error)
{
    wmi_loopback_scratch scratch;
    wmi_status status;
    wmip_loopback_begin_scratch(&scratch);
    status = run_handler(v, entry, &scratch, reply, error);
    status = wmip_loopback_end_scratch(&scratch, status, error);
    wmip_loopback_clear_scratch(&scratch);
    return status;
}

/* Room for the structs of a method, the in struct filled. */
static wmi_status decode_in(const wmi_loopback_call *call, const wmi_method_info *method, void **in, void **out,
                            wmi_memory **memory, wmi_error *error)
{
    if (method->in_size > 0) {
        *in = wmi_memory_alloc(memory, method->in_size);
    }
    if (method->out_size > 0) {
        *out = wmi_memory_alloc(memory, method->out_size);
    }
    if ((method->in_size > 0 && *in == NULL) || (method->out_size > 0 && *out == NULL)) {
        return wmip_no_memory(error);
    }
    return method->in_count > 0 ? wmip_decode(method->in, method->in_count, call->in_object, *in, memory, error)
                                : WMI_OK;
}

wmi_status WMI_CALL wmi_loopback_answer_as(const wmi_loopback_call *call, const wmi_method_info *method,
                                           wmi_loopback_handler handler, void *context, wmi_object *out,
                                           wmi_error *error)
{
    wmi_loopback_call told;
    wmi_memory *memory = NULL;
    void *in_struct = NULL;
    void *out_struct = NULL;
    wmi_status status;
    if (call == NULL || method == NULL || handler == NULL || out == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The call, the method, the handler or the answer is NULL");
    }
    told = *call;
    told.method = method;
    told.context = context;
    status = decode_in(call, method, &in_struct, &out_struct, &memory, error);
    if (status == WMI_OK) {
        status = handler(&told, in_struct, out_struct, error);
    }
    if (status == WMI_OK && out_struct != NULL && call->scratch->status == WMI_OK) { /* else the call fails by that */
        status = wmip_encode(method->out, method->out_count, out_struct, out, error);
    }
    if (out_struct != NULL) {
        wmi_method_out_clear(method, out_struct);
    }
    wmi_memory_clear(&memory);
    return status;
}

/* Checks. */

static wmi_status check_target(const handler_visit *v, const wmip_loopback_target *target, wmi_error *error)
{
    bool is_static = (v->method->flags & WMI_METHOD_STATIC) != 0;
    if (is_static && !target->is_class) {
        return wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_METHOD_PARAMETERS,
                        "%s is static: it is called on the class, and not on the instance %s", v->name, v->call->path);
    }
    if (!is_static && target->is_class) {
        return wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_METHOD_PARAMETERS,
                        "%s is called on an instance, and not on the class %s", v->name, v->call->path);
    }
    if (!is_static && target->stored == NULL) {
        (void)wmi_fail(error, WMI_TRANSPORT, WMI_E_NOT_FOUND, "There is no instance %s to call %s on", v->call->path,
                       v->name);
        wmip_loopback_tell_near_instances(v->connection->loopback, v->cls->ns, v->call->path, error);
        return WMI_TRANSPORT;
    }
    return WMI_OK;
}

static wmi_status check_in(const handler_visit *v, wmi_error *error)
{
    wmip_loopback_check check = {v->connection->loopback,         v->cls->ns, v->name, "in parameter",
                                 WMI_E_INVALID_METHOD_PARAMETERS, error};
    wmi_status status = wmip_loopback_check_object(&check, v->method->in, v->method->in_count, v->call->in);
    uint32_t i;
    for (i = 0; i < v->method->in_count && status == WMI_OK; i++) {
        const wmi_field *field = &v->method->in[i];
        const wmi_value *value = wmi_object_get(v->call->in, field->name);
        if ((field->flags & WMI_FIELD_REQUIRED) != 0 && (value == NULL || value->is_null)) {
            status = wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_METHOD_PARAMETERS, "%s requires the parameter %s",
                              v->name, field->name);
        }
    }
    return status;
}

/* What a handler answers is held to the schema as well: a program that is tested with wrong answers is not tested. */
static wmi_status check_out(const handler_visit *v, const wmi_object *reply, wmi_error *error)
{
    wmip_loopback_check check = {v->connection->loopback, v->cls->ns, v->name, "out parameter",
                                 WMI_E_PROVIDER_FAILURE,  error};
    return wmip_loopback_check_object(&check, v->method->out, v->method->out_count, reply);
}

/* The call. */

/* The answer as a host gives it: all out parameters, NULL ones too. */
static wmi_status complete_reply(const wmi_method_info *method, wmi_object **reply, wmi_error *error)
{
    wmi_object *whole = wmi_object_new("__PARAMETERS");
    bool good = whole != NULL && wmip_loopback_fill(whole, *reply, method->out, method->out_count, NULL);
    if (!good) {
        wmi_object_free(whole);
        return wmip_no_memory(error);
    }
    wmi_object_free(*reply);
    *reply = whole;
    return WMI_OK;
}

static wmi_status answer(const handler_visit *v, wmip_loopback_running *job, wmi_object **out, wmi_error *error)
{
    wmi_loopback *loopback = v->connection->loopback;
    const wmip_loopback_registration *found = find_handler(loopback, v->cls, v->method->name);
    wmi_status status = WMI_OK;
    if (found != NULL) {
        wmip_loopback_registration entry = *found;
        *out = wmi_object_new("__PARAMETERS");
        status = *out != NULL ? handle(v, &entry, *out, error) : wmip_no_memory(error);
    } else if (job != NULL) {
        status = wmip_loopback_job_invoke(job, v->method, v->call->in, out, error);
    }
    if (status == WMI_OK && *out == NULL) {
        status = wmi_fail(error, WMI_TRANSPORT, WMI_E_METHOD_NOT_IMPLEMENTED,
                          "%s has no handler; wmi_loopback_on registers one", v->name);
        wmip_loopback_tell_near_handlers(loopback, v->cls, v->method->name, error);
    }
    if (status == WMI_OK) {
        status = check_out(v, *out, error);
    }
    return status == WMI_OK ? complete_reply(v->method, out, error) : status;
}

static wmi_status call_method(handler_visit *v, const wmip_loopback_target *target, wmi_object **out, wmi_error *error)
{
    wmip_buffer name = {NULL, 0, 0, false};
    wmi_status status;
    wmip_buffer_format(&name, "%s.%s", v->cls->info->name, v->method->name);
    if (name.failed) {
        return wmip_no_memory(error);
    }
    v->name = name.text;
    status = check_target(v, target, error);
    if (status == WMI_OK) {
        status = check_in(v, error);
    }
    if (status == WMI_OK) {
        status = answer(v, target->stored != NULL ? target->stored->job : NULL, out, error);
    }
    if (status != WMI_OK) {
        wmi_object_free(*out);
        *out = NULL;
    }
    wmip_buffer_clear(&name);
    return status;
}

wmi_status wmip_loopback_invoke(wmip_loopback_connection *connection, const wmi_call *call, wmi_object **out,
                                wmi_error *error)
{
    handler_visit v = {connection, call, NULL, NULL, NULL};
    wmip_loopback_target target;
    wmi_status status = wmip_loopback_check_server(connection, call->path, error);
    if (status == WMI_OK) {
        status = wmip_loopback_locate(connection->loopback, connection->ns, call->path, &target, error);
    }
    if (status != WMI_OK) {
        return status;
    }
    v.cls = target.cls;
    v.method = wmip_loopback_method(connection->loopback, v.cls, call->method->name);
    if (v.method == NULL) {
        (void)wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_METHOD, "%s has no method %s", v.cls->info->name,
                       call->method->name);
        wmip_loopback_tell_near_methods(v.cls, call->method->name, error);
        return WMI_TRANSPORT;
    }
    return call_method(&v, &target, out, error);
}
