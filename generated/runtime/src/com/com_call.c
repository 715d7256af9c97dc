#include "com/com_internal.h"

#include <string.h>

/* What a method is called on. */
typedef struct wmip_com_target {
    BSTR path;
    char *class_name; /* whose declaration of the method counts */
} wmip_com_target;

static void clear_target(wmip_com_target *target)
{
    SysFreeString(target->path);
    wmi_free(target->class_name);
}

/* The path of the class in a path: as it is but for the keys. */
static wmi_status class_path(const wmip_com_connection *connection, wmi_path *path, BSTR *out, wmi_error *error)
{
    char *text = NULL;
    wmi_status status;
    path->key_count = 0;
    path->is_singleton = false;
    status = wmi_path_format(path, &text, error);
    if (status == WMI_OK) {
        status = wmip_com_path(connection, text, out, error);
    }
    wmi_free(text);
    return status;
}

/*
 * A static method is called on the class, others on the instance. The class that the path names may be derived from the
 * one that the caller holds, and declare the method anew. A text that is no path is the server's to refuse.
 */
static wmi_status find_call_target(wmip_com_connection *connection, const wmi_call *call, const char *class_name,
                                   const wmip_com_deadline *deadline, wmip_com_target *target, wmi_error *error)
{
    bool is_static = (call->method->flags & WMI_METHOD_STATIC) != 0;
    wmi_path path;
    wmi_status status = wmip_com_check_server(connection, call->path, deadline, error);
    if (status != WMI_OK) {
        return status;
    }
    status = wmi_path_parse(call->path, &path, NULL);
    if (status == WMI_NO_MEMORY) {
        return wmip_no_memory(error);
    }
    target->class_name = wmi_copy_text(status == WMI_OK ? path.class_name : class_name);
    if (target->class_name == NULL) {
        wmi_path_clear(&path);
        return wmip_no_memory(error);
    }
    if (is_static && status == WMI_OK) {
        status = class_path(connection, &path, &target->path, error);
    } else {
        status = wmip_com_path(connection, is_static ? class_name : call->path, &target->path, error);
    }
    wmi_path_clear(&path);
    return status;
}

static wmi_status check_call(const wmi_call *call, const char *class_name, wmi_error *error)
{
    if (call->path == NULL && (call->method->flags & WMI_METHOD_STATIC) == 0) {
        return wmi_fail(error, WMI_USAGE, 0, "%s.%s is called on an instance, and its object path is NULL", class_name,
                        call->method->name);
    }
    return WMI_OK;
}

static wmi_status fill_parameters(wmip_com_connection *connection, const wmi_call *call, const char *class_name,
                                  const wmip_com_deadline *deadline, IWbemClassObject *into, wmi_error *error)
{
    wmip_buffer what = {0};
    wmi_status status;
    if (call->in->count == 0) {
        return WMI_OK;
    }
    if (into == NULL) {
        return wmi_fail(
            error, WMI_TRANSPORT, WMI_E_INVALID_METHOD_PARAMETERS,
            "Cannot call %s.%s: on this host it takes no parameters, and %s was given; its version of Windows may "
            "be older than the schema",
            class_name, call->method->name, call->in->properties[0].name);
    }
    wmip_buffer_format(&what, "the parameters of %s.%s", class_name, call->method->name);
    status = what.failed ? wmip_no_memory(error)
                         : wmip_com_put_properties(connection, call->in, deadline, what.text, into, error);
    wmip_buffer_clear(&what);
    return status;
}

/* The call itself. `*out` is what came back; NULL where that is nothing. */
static wmi_status execute(wmip_com_connection *connection, const wmi_call *call, const wmip_com_target *target,
                          const wmip_com_deadline *deadline, IWbemClassObject *in, IWbemClassObject **out,
                          wmi_error *error)
{
    bool wants_reply = call->method->out_count > 0;
    wmip_com_outcome outcome = {NULL, NULL};
    IWbemCallResult *result = NULL;
    wmip_buffer doing = {0};
    BSTR method = NULL;
    LONG flags = wmip_com_wine_flags(connection);
    wmi_status status = wmip_com_bstr(call->method->name, "the name of a method", &method, error);
    wmip_buffer_format(&doing, "Cannot call %s.%s", target->class_name, call->method->name);
    if (status == WMI_OK && doing.failed) {
        status = wmip_no_memory(error);
    }
    if (status == WMI_OK && wmip_com_time_left(deadline) == 0) {
        status = wmi_fail(error, WMI_TIMEOUT, WMI_E_TIMED_OUT,
                          "%s: asking for the signature took the whole %lu ms; nothing was called", doing.text,
                          (unsigned long)deadline->timeout_ms);
    }
    if (status == WMI_OK) {
        status = wmip_com_check_unsent(deadline, doing.text, error);
    }
    if (status == WMI_OK) {
        HRESULT begun;
        wmip_com_forget_errors(); /* that a Put left which was tried again */
        begun = IWbemServices_ExecMethod(connection->services, target->path, method, flags, NULL, in,
                                         flags == 0 ? &outcome.object : NULL, flags == 0 ? NULL : &result);
        status = wmip_com_finish(connection, begun, result, deadline, doing.text, false, wants_reply ? &outcome : NULL,
                                 error);
    }
    if (outcome.object != NULL && !wants_reply) {
        IWbemClassObject_Release(outcome.object);
        outcome.object = NULL;
    }
    *out = outcome.object;
    SysFreeString(method);
    wmip_buffer_clear(&doing);
    return status;
}

static wmi_status read_reply(const wmi_call *call, const char *class_name, IWbemClassObject *reply, wmi_object **out,
                             wmi_error *error)
{
    wmi_status status;
    if (reply == NULL) {
        *out = wmi_object_new("__PARAMETERS");
        return *out != NULL ? WMI_OK : wmip_no_memory(error);
    }
    status = wmip_com_read_fields(reply, call->method->out, call->method->out_count, out, error);
    IWbemClassObject_Release(reply);
    if (status != WMI_OK && error != NULL) {
        wmip_error_reword(error, "%s.%s was carried out, but its reply cannot be read: %s", class_name,
                          call->method->name, error->message);
    }
    return status;
}

wmi_status wmip_com_invoke(wmip_com_connection *connection, const wmi_call *call, wmi_object **out,
                           const wmi_limit *limit, wmi_error *error)
{
    const char *class_name = call->class_name != NULL ? call->class_name : call->method->class_name;
    wmip_com_deadline deadline = wmip_com_deadline_start(limit);
    wmip_com_target target = {NULL, NULL};
    IWbemClassObject *in = NULL;
    IWbemClassObject *reply = NULL;
    wmi_status status = wmip_com_check_thread(connection, error);
    *out = NULL;
    wmip_com_forget_errors();
    if (status == WMI_OK) {
        status = check_call(call, class_name, error);
    }
    if (status == WMI_OK) {
        status = find_call_target(connection, call, class_name, &deadline, &target, error);
    }
    if (status == WMI_OK) {
        status = wmip_com_spawn_parameters(connection, target.class_name, call->method->name, &deadline, &in, error);
    }
    if (status == WMI_OK) {
        status = fill_parameters(connection, call, target.class_name, &deadline, in, error);
    }
    if (status == WMI_OK) {
        status = execute(connection, call, &target, &deadline, in, &reply, error);
    }
    if (status == WMI_OK) {
        status = read_reply(call, target.class_name, reply, out, error);
    }
    if (in != NULL) {
        IWbemClassObject_Release(in);
    }
    clear_target(&target);
    return status;
}
