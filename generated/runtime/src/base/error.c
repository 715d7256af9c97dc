#include "base/core.h"

#include <string.h>

/* For each status: its name, and what stands in for a message that there was no memory for. */
static const struct {
    const char *name;
    const char *sentence;
} statuses[] = {
    [WMI_OK] = {"ok", "The call succeeded."},
    [WMI_USAGE] = {"usage", "The caller passed something that cannot be sent."},
    [WMI_NO_MEMORY] = {"no memory", "There is not enough memory."},
    [WMI_TRANSPORT] = {"transport", "The call could not be carried out."},
    [WMI_REPLY] = {"reply", "The answer is not what the schema says."},
    [WMI_RETURN_CODE] = {"return code", "The method returned a code that means failure."},
    [WMI_JOB] = {"job", "The job of the method failed."},
    [WMI_TIMEOUT] = {"timeout", "The time ran out."},
    [WMI_CANCELLED] = {"cancelled", "The caller stopped waiting."},
    [WMI_NOT_FOUND] = {"not found", "One instance was asked for, and there is none."},
    [WMI_AMBIGUOUS] = {"ambiguous", "One instance was asked for, and there are several."},
};

static size_t status_index(wmi_status status)
{
    size_t index = (size_t)status;
    return index < sizeof statuses / sizeof statuses[0] ? index : (size_t)WMI_REPLY;
}

const char *WMI_CALL wmi_status_name(wmi_status status)
{
    size_t index = (size_t)status;
    return index < sizeof statuses / sizeof statuses[0] ? statuses[index].name : "unknown status";
}

void WMI_CALL wmi_error_clear(wmi_error *error)
{
    wmi_memory *memory;
    if (error == NULL) {
        return;
    }
    memory = error->memory;
    memset(error, 0, sizeof *error);
    wmi_memory_clear(&memory);
}

static bool is_of_hresult(wmi_status status)
{
    return status == WMI_TRANSPORT || status == WMI_TIMEOUT || status == WMI_NOT_FOUND;
}

/* The message is copied before the old error goes: its arguments may be that error's own strings. */
static void fill(wmi_error *error, wmi_status status, uint32_t number, const wmip_buffer *message)
{
    wmi_memory *memory = NULL;
    const char *copy = NULL;
    if (!message->failed && message->length > 0) {
        copy = wmi_memory_text(&memory, message->text, message->length);
    }
    wmi_error_clear(error);
    error->status = status;
    error->number = number;
    error->name = is_of_hresult(status) && number != 0 ? wmi_hresult_name(number) : NULL;
    error->message = copy != NULL ? copy : statuses[status_index(status)].sentence;
    error->memory = memory;
}

wmi_status WMI_CALL wmi_fail(wmi_error *error, wmi_status status, uint32_t number, const char *format, ...)
{
    wmip_buffer message = {0};
    va_list arguments;
    if (error == NULL) {
        return status;
    }
    va_start(arguments, format);
    wmip_buffer_format_list(&message, format, arguments);
    va_end(arguments);
    fill(error, status, number, &message);
    wmip_buffer_clear(&message);
    return status;
}

wmi_status wmip_succeed(wmi_error *error)
{
    wmi_error_clear(error);
    return WMI_OK;
}

wmi_status wmip_no_memory(wmi_error *error)
{
    static const wmip_buffer none = {NULL, 0, 0, false};
    if (error != NULL) {
        fill(error, WMI_NO_MEMORY, 0, &none);
    }
    return WMI_NO_MEMORY;
}

void wmip_error_extend(wmi_error *error, const wmi_extended_status *from)
{
    wmi_extended_status *to = &error->extended;
    to->description = wmip_memory_keep(&error->memory, from->description);
    to->operation = wmip_memory_keep(&error->memory, from->operation);
    to->parameter_info = wmip_memory_keep(&error->memory, from->parameter_info);
    to->provider = wmip_memory_keep(&error->memory, from->provider);
    to->status_code = from->status_code;
}

void wmip_error_reword(wmi_error *error, const char *format, ...)
{
    wmip_buffer message = {0};
    va_list arguments;
    if (error == NULL || error->status == WMI_NO_MEMORY) {
        return;
    }
    va_start(arguments, format);
    wmip_buffer_format_list(&message, format, arguments);
    va_end(arguments);
    if (!message.failed) {
        wmi_error before = *error;
        memset(error, 0, sizeof *error);
        fill(error, before.status, before.number, &message);
        wmip_error_extend(error, &before.extended);
        wmi_error_clear(&before);
    }
    wmip_buffer_clear(&message);
}

wmi_status wmip_error_within(wmi_error *error, wmi_status status, const char *where)
{
    if (error != NULL) {
        wmip_error_reword(error, "%s: %s", where, error->message);
    }
    return status;
}

static void add_context(wmi_error *error, const char **member, const char *text)
{
    if (text != NULL) {
        *member = wmip_memory_keep(&error->memory, text);
    }
}

void wmip_error_context(wmi_error *error, const char *operation, const char *class_name, const char *method,
                        const char *target)
{
    if (error == NULL) {
        return;
    }
    add_context(error, &error->operation, operation);
    add_context(error, &error->class_name, class_name);
    add_context(error, &error->method, method);
    add_context(error, &error->target, target);
}
