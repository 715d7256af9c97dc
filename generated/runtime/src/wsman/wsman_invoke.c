/**
 * @file
 * Calls of methods (MS-WSMV 3.1.4.1.9; DSP0227 9).
 */
#include "wsman/wsman_transport.h"

#include <string.h>

/* What a call consists of. */
typedef struct wmip_wsman_calling {
    const wmi_call *call;
    const char *uri;
} wmip_wsman_calling;

static void write_call_body(wmip_wsman_writer *writer, const wmip_wsman_codec *codec, const void *context)
{
    const wmip_wsman_calling *calling = context;
    wmip_wsman_put_input(writer, codec, calling->uri, calling->call->method, calling->call->in);
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

static wmi_status send_call(wmip_wsman_connection *connection, const wmi_call *call, const wmip_wsman_target *target,
                            const wmip_wsman_time *time, wmi_object **out, wmi_error *error)
{
    bool is_static = (call->method->flags & WMI_METHOD_STATIC) != 0;
    wmip_wsman_calling calling = {NULL, NULL};
    wmip_wsman_request request;
    wmip_wsman_answer answer;
    wmip_buffer action = {0};
    wmip_buffer doing = {0};
    wmi_status status;
    calling.call = call;
    calling.uri = target->uri.text;
    memset(&request, 0, sizeof request);
    join_texts(&action, target->uri.text, "/", call->method->name, "");
    join_texts(&doing, "Cannot call ", target->path.class_name, ".", call->method->name);
    if (action.failed || doing.failed) {
        wmip_buffer_clear(&action);
        wmip_buffer_clear(&doing);
        return wmip_no_memory(error);
    }
    request.doing = doing.text;
    request.resource = target->uri.text;
    request.action = action.text;
    request.path = is_static ? NULL : &target->path;
    request.is_change = true;
    request.write_body = write_call_body;
    request.context = &calling;
    status = wmip_wsman_exchange(connection, &request, time, &answer, error);
    if (status == WMI_OK) {
        status = read_output(connection, call, &answer, doing.text, out, error);
    }
    wmip_wsman_answer_clear(&answer);
    wmip_buffer_clear(&action);
    wmip_buffer_clear(&doing);
    return status;
}

wmi_status wmip_wsman_invoke(wmip_wsman_connection *connection, const wmi_call *call, wmi_object **out,
                             const wmi_limit *limit, wmi_error *error)
{
    wmip_wsman_time time = wmip_wsman_time_start(limit);
    bool is_static = (call->method->flags & WMI_METHOD_STATIC) != 0;
    wmip_wsman_target target;
    wmi_status status = wmip_wsman_target_read(connection->codec.classes, connection->ns, call->path, &target, error);
    *out = NULL;
    if (status == WMI_OK && is_static != (target.path.key_count == 0 && !target.path.is_singleton)) {
        status = wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_METHOD_PARAMETERS,
                          is_static ? "%s.%s is static, and called on the class; %s is an instance"
                                    : "%s.%s is called on an instance, and %s is a class",
                          target.path.class_name, call->method->name, call->path);
    }
    if (status == WMI_OK) {
        status = send_call(connection, call, &target, &time, out, error);
    }
    wmip_wsman_target_clear(&target);
    return status;
}
