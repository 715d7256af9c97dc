/**
 * @file
 * What came back, handed to the caller: answers of methods, instances, objects.
 */
#include "session/session_internal.h"

/* Answers of methods. */

/* What a caller needs before all else of a method that was carried out: what it returned, and where its job is. */
static bool is_answer_field(const wmi_field *field)
{
    return (field->flags & (WMI_FIELD_RETURN | WMI_FIELD_JOB)) != 0;
}

/* A method that returns something must have said what: success is never guessed. */
static wmi_status check_return(const wmip_invocation *invocation, const wmi_field *field, const wmi_object *reply,
                               wmi_error *error)
{
    wmi_memory *memory = NULL;
    wmi_value value = wmi_value_null((wmi_type)field->type, false);
    const wmi_value *arrived = wmi_object_get(reply, field->name);
    wmip_conversion conversion =
        arrived != NULL ? wmip_convert(arrived, (wmi_type)field->type, false, &memory, &value) : WMIP_CONVERTED;
    bool is_null = wmip_value_is_null(&value);
    wmi_memory_clear(&memory);
    if (conversion == WMIP_CONVERSION_NO_MEMORY) {
        return wmip_no_memory(error);
    }
    return conversion == WMIP_CONVERTED && !is_null
               ? WMI_OK
               : wmi_fail(error, WMI_REPLY, 0, "The reply of %s.%s has no ReturnValue%s", invocation->class_name,
                          invocation->method->name, conversion == WMIP_MISFIT ? " that could be read" : "");
}

/* Decodes the out parameters of one kind, and goes on behind a failure: the first one counts. */
static void decode_outs(const wmip_invocation *invocation, const wmi_object *reply, bool answer, wmi_status *status,
                        wmi_error *error)
{
    const wmi_method_info *method = invocation->method;
    wmip_decoding decoding = invocation->session->decoding;
    uint32_t i;
    decoding.class_name = invocation->class_name;
    decoding.path = invocation->path;
    for (i = 0; i < method->out_count; i++) {
        const wmi_field *field = &method->out[i];
        wmi_status one = WMI_OK;
        if (is_answer_field(field) != answer) {
            continue;
        }
        if ((field->flags & WMI_FIELD_RETURN) != 0) {
            one = check_return(invocation, field, reply, *status == WMI_OK ? error : NULL);
        }
        if (one == WMI_OK && invocation->out != NULL && method->out_size != 0) {
            void *memory = (char *)invocation->out + method->out_memory_offset;
            one = wmip_decode_as(&decoding, field, 1, reply, invocation->out, memory, *status == WMI_OK ? error : NULL);
        }
        *status = *status == WMI_OK ? one : *status;
    }
}

uint32_t wmip_error_number(int64_t code)
{
    return code > (int64_t)UINT32_MAX || code < INT32_MIN ? UINT32_MAX : (uint32_t)code;
}

/* Adds to a failure what the method answered all the same. */
static void note_answer(const wmi_method_info *method, const wmi_object *reply, wmi_error *error)
{
    uint32_t i;
    for (i = 0; i < method->out_count; i++) {
        const wmi_field *field = &method->out[i];
        if ((field->flags & WMI_FIELD_RETURN) != 0) {
            wmi_value value = wmip_object_read(reply, field->name, (wmi_type)field->type);
            int64_t code;
            if (wmi_value_to_integer(&value, &code)) {
                error->return_value = wmi_uint32(wmip_error_number(code));
            }
        }
        if ((field->flags & WMI_FIELD_JOB) != 0) {
            (void)wmip_memory_copy(&error->memory, wmi_object_string(reply, field->name), &error->job.path);
        }
    }
}

wmi_status wmip_session_decode_reply(const wmip_invocation *invocation, const wmi_object *reply, wmi_status status,
                                     wmi_error *error)
{
    decode_outs(invocation, reply, true, &status, error);
    decode_outs(invocation, reply, false, &status, error);
    if (status != WMI_OK && error != NULL) {
        note_answer(invocation->method, reply, error);
    }
    return status;
}

/* Instances and objects. */

wmi_status wmip_session_admit(const wmi_session *session, const wmi_object *object, wmi_error *error)
{
    return wmip_decoding_admit(&session->decoding, object, error);
}

/* Where the backend does not know which properties are keys (columns of a query over WS-Management), the class does. An instance
 * that lacks some stays without a path. */
static wmi_status name_by_keys(const wmi_class_info *info, void *instance, wmi_error *error)
{
    wmi_meta *meta = (wmi_meta *)(void *)((char *)instance + info->meta_offset);
    char *path = NULL;
    wmi_status status = info->keys[0] != NULL ? wmi_instance_path(info, instance, &path, NULL) : WMI_USAGE;
    if (status == WMI_OK && !wmip_memory_copy(&meta->memory, path, &meta->path)) {
        status = WMI_NO_MEMORY;
    }
    wmi_free(path);
    if (status == WMI_NO_MEMORY) {
        wmi_instance_clear(info, instance);
        return wmip_no_memory(error);
    }
    return WMI_OK;
}

wmi_status wmip_session_decode(const wmi_session *session, const wmi_class_info *info, const wmi_object *object,
                               void *instance, wmi_error *error)
{
    wmi_status status = wmip_decode_instance_as(&session->decoding, info, object, instance, error);
    return status == WMI_OK && object->path == NULL ? name_by_keys(info, instance, error) : status;
}
