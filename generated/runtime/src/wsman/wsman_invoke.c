/**
 * @file
 * Calls of methods (MS-WSMV 3.1.4.1.9; DSP0227 9).
 */
#include "wsman/wsman_transport.h"

#include <string.h>

/* Made for the first of them, and kept for the next: mostly the same object is called again, a service above all. */
struct wmip_wsman_calling {
    wmip_buffer path;   /* what it was made for: a path as the caller wrote it, */
    wmip_buffer method; /* a method's name, */
    bool is_static;     /* and whether that is static */
    wmip_wsman_target target;
    wmip_buffer action;
    wmip_buffer doing;
    wmip_wsman_frame frame;
};

void wmip_wsman_calling_free(wmip_wsman_calling *calling)
{
    if (calling != NULL) {
        wmip_buffer_clear(&calling->path);
        wmip_buffer_clear(&calling->method);
        wmip_wsman_target_clear(&calling->target);
        wmip_buffer_clear(&calling->action);
        wmip_buffer_clear(&calling->doing);
        wmip_wsman_frame_clear(&calling->frame);
        wmi_free(calling);
    }
}

static void write_call_body(wmip_wsman_writer *writer, const wmip_wsman_codec *codec, const void *context)
{
    const wmi_call *call = context;
    wmip_wsman_put_input(writer, codec, call->method, call->in);
}

static wmi_status read_output(const wmip_wsman_connection *connection, const wmi_call *call,
                              const wmip_wsman_answer *answer, const char *doing, wmi_object **out, wmi_error *error)
{
    const char *name = answer->body != NULL ? answer->body->name : "";
    size_t length = strlen(call->method->name);
    if (answer->body == NULL && call->method->out_count == 0) {
        *out = wmi_object_new("__PARAMETERS");
        return *out != NULL ? WMI_OK : wmip_no_memory(error);
    }
    if (strncmp(name, call->method->name, length) != 0 ||
        (strcmp(name + length, "_OUTPUT") != 0 && name[length] != '\0')) {
        return wmi_fail(error, WMI_REPLY, 0, "%s: the answer holds %.64s, and not %s_OUTPUT. Its outcome is not known",
                        doing, name[0] != '\0' ? name : "nothing", call->method->name);
    }
    return wmip_wsman_read_output(answer->body, call->method, &connection->codec, out, error);
}

static void join_texts(wmip_buffer *out, const char *a, const char *b, const char *c, const char *d)
{
    wmip_buffer_text(out, a);
    wmip_buffer_text(out, b);
    wmip_buffer_text(out, c);
    wmip_buffer_text(out, d);
}

static bool is_static_call(const wmi_call *call)
{
    return (call->method->flags & WMI_METHOD_STATIC) != 0;
}

static wmi_status fill_calling(const wmip_wsman_connection *connection, const wmi_call *call,
                               wmip_wsman_calling *calling, wmi_error *error)
{
    const char *method = call->method->name;
    const wmip_wsman_target *target = &calling->target;
    wmi_status status;
    join_texts(&calling->path, call->path, "", "", "");
    join_texts(&calling->method, method, "", "", "");
    calling->is_static = is_static_call(call);
    status = wmip_wsman_target_read(connection->codec.classes, connection->ns, call->path, &calling->target, error);
    if (status != WMI_OK) {
        return status;
    }
    if (calling->is_static != (target->path.key_count == 0 && !target->path.is_singleton)) {
        return wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_METHOD_PARAMETERS,
                        calling->is_static ? "%s.%s is static, and called on the class; %s is an instance"
                                           : "%s.%s is called on an instance, and %s is a class",
                        target->path.class_name, method, call->path);
    }
    join_texts(&calling->action, target->uri.text, "/", method, "");
    join_texts(&calling->doing, "Cannot call ", target->path.class_name, ".", method);
    if (calling->path.failed || calling->method.failed || calling->action.failed || calling->doing.failed) {
        return wmip_no_memory(error);
    }
    status = wmip_wsman_frame_of_call(&connection->frame, &connection->codec, target->uri.text, calling->action.text,
                                      calling->is_static ? NULL : &target->path, method, &calling->frame, error);
    if (status == WMI_USAGE && error != NULL) {
        wmip_error_reword(error, "%s: %s", calling->doing.text, error->message);
    }
    return status;
}

static wmi_status make_calling(const wmip_wsman_connection *connection, const wmi_call *call, wmip_wsman_calling **out,
                               wmi_error *error)
{
    wmip_wsman_calling *calling = wmi_alloc(sizeof *calling);
    wmi_status status;
    if (calling == NULL) {
        return wmip_no_memory(error);
    }
    memset(calling, 0, sizeof *calling);
    status = fill_calling(connection, call, calling, error);
    if (status != WMI_OK) {
        wmip_wsman_calling_free(calling);
        return status;
    }
    *out = calling;
    return WMI_OK;
}

/* The one that is kept; NULL while another thread has it. */
static wmip_wsman_calling *exchange_calling(wmip_wsman_connection *connection, wmip_wsman_calling *calling)
{
    wmip_wsman_calling *other;
    wmip_wsman_lock(connection->mutex);
    other = connection->calling;
    connection->calling = calling;
    wmip_wsman_unlock(connection->mutex);
    return other;
}

static bool is_calling_of(const wmip_wsman_calling *calling, const wmi_call *call)
{
    return calling != NULL && strcmp(calling->path.text, call->path) == 0 &&
           strcmp(calling->method.text, call->method->name) == 0 && calling->is_static == is_static_call(call);
}

static wmi_status send_call(wmip_wsman_connection *connection, const wmi_call *call, const wmip_wsman_calling *calling,
                            const wmip_wsman_time *time, wmi_object **out, wmi_error *error)
{
    wmip_wsman_request request;
    wmip_wsman_answer answer;
    wmi_status status;
    memset(&request, 0, sizeof request);
    request.doing = calling->doing.text;
    request.frame = &calling->frame;
    request.resource = calling->target.uri.text;
    request.action = calling->action.text;
    request.is_change = true;
    request.write_body = write_call_body;
    request.context = call;
    status = wmip_wsman_exchange(connection, &request, time, &answer, error);
    if (status == WMI_OK) {
        status = read_output(connection, call, &answer, calling->doing.text, out, error);
    }
    wmip_wsman_answer_clear(&answer);
    return status;
}

wmi_status wmip_wsman_invoke(wmip_wsman_connection *connection, const wmi_call *call, wmi_object **out,
                             const wmi_limit *limit, wmi_error *error)
{
    wmip_wsman_time time = wmip_wsman_time_start(limit);
    wmip_wsman_calling *calling = exchange_calling(connection, NULL);
    wmi_status status = WMI_OK;
    *out = NULL;
    if (!is_calling_of(calling, call)) {
        wmip_wsman_calling_free(calling);
        calling = NULL;
        status = make_calling(connection, call, &calling, error);
    }
    if (status == WMI_OK) {
        status = send_call(connection, call, calling, &time, out, error);
    }
    wmip_wsman_calling_free(exchange_calling(connection, calling));
    return status;
}
