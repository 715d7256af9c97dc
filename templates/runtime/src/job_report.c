/**
 * @file
 * The whole story of a job that failed: its properties, and the errors that it holds.
 */
#include "job_internal.h"

#include <ctype.h>
#include <string.h>

/* Copies a text of the job into the error. What there is no memory for is left out: the failure itself is not lost. */
static const char *keep_text(wmi_error *error, const char *text)
{
    const char *copy = NULL;
    return wmi_memory_copy(&error->memory, text, &copy) ? copy : NULL;
}

static wmi_opt_uint16 number_of(const wmi_object *object, const char *name)
{
    int64_t number = wmi_object_integer(object, name, -1);
    wmi_opt_uint16 result = {false, 0};
    if (number >= 0 && number <= UINT16_MAX) {
        result = wmi_uint16((uint16_t)number);
    }
    return result;
}

void wmi_report_job(const wmi_wait *wait, wmi_error *error)
{
    wmi_job_report *report = &error->job;
    error->return_value = wmi_uint32(WMI_RETURN_JOB_STARTED);
    report->path = keep_text(error, wait->path);
    if (wait->job == NULL) {
        return;
    }
    report->state = wmi_uint16(wait->state);
    report->state_name = wmi_job_state_name(wait->state);
    report->percent = number_of(wait->job, "PercentComplete");
    report->error_code = number_of(wait->job, "ErrorCode");
    report->status = keep_text(error, wmi_object_string(wait->job, "JobStatus"));
    report->description = keep_text(error, wmi_object_string(wait->job, "ErrorDescription"));
    report->summary = keep_text(error, wmi_object_string(wait->job, "ErrorSummaryDescription"));
}

/* Records. */

static void read_record(const char *text, wmi_error_record *record, wmi_error *error)
{
    wmi_object *object = NULL;
    int64_t number;
    record->text = keep_text(error, text);
    if (wmi_cimxml_read(text, &object, NULL) != WMI_OK) {
        return; /* not CIM-XML: the text is all there is */
    }
    record->class_name = keep_text(error, object->class_name);
    record->message = keep_text(error, wmi_object_string(object, "Message"));
    record->message_id = keep_text(error, wmi_object_string(object, "MessageID"));
    record->owning_entity = keep_text(error, wmi_object_string(object, "OwningEntity"));
    record->error_source = keep_text(error, wmi_object_string(object, "ErrorSource"));
    record->error_type = number_of(object, "ErrorType");
    record->perceived_severity = number_of(object, "PerceivedSeverity");
    record->probable_cause = number_of(object, "ProbableCause");
    number = wmi_object_integer(object, "CIMStatusCode", -1);
    if (number >= 0 && number <= UINT32_MAX) {
        record->cim_status_code = wmi_uint32((uint32_t)number);
    }
    record->cim_status_code_description = keep_text(error, wmi_object_string(object, "CIMStatusCodeDescription"));
    wmi_object_free(object);
}

static void read_records(const wmi_embedded *errors, size_t count, wmi_error *error)
{
    wmi_error_record *records = wmi_memory_array(&error->memory, count, sizeof *records);
    size_t i;
    size_t used = 0;
    for (i = 0; records != NULL && i < count; i++) {
        if (errors[i].text != NULL && errors[i].text[0] != '\0') {
            read_record(errors[i].text, &records[used++], error);
        }
    }
    error->records = used > 0 ? records : NULL;
    error->record_count = used;
}

typedef struct errors_out {
    wmi_array_embedded Errors;
    wmi_opt_uint32 ReturnValue;
    wmi_memory *wmi_owned;
} errors_out;

typedef struct error_out {
    wmi_embedded Error;
    wmi_opt_uint32 ReturnValue;
    wmi_memory *wmi_owned;
} error_out;

/* Msvm_ConcreteJob.GetErrorEx: all errors. */
static void ask_for_all(const wmi_wait *wait, wmi_error *error)
{
    static const wmi_field fields[] = {
        {"Errors", "CIM_Error", (uint32_t)offsetof(errors_out, Errors), WMI_TYPE_EMBEDDED, WMI_FIELD_ARRAY},
        {"ReturnValue", NULL, (uint32_t)offsetof(errors_out, ReturnValue), WMI_TYPE_UINT32, WMI_FIELD_RETURN},
    };
    wmi_method_info method = {"GetErrorEx",
                              NULL,
                              NULL,
                              fields,
                              &wmi_no_codes,
                              0,
                              2,
                              0,
                              sizeof(errors_out),
                              (uint32_t)offsetof(errors_out, wmi_owned),
                              0};
    errors_out out;
    memset(&out, 0, sizeof out);
    if (wmi_job_invoke(wait, &method, NULL, &out, NULL) == WMI_OK && out.ReturnValue.value == 0 &&
        out.Errors.count > 0) {
        read_records(out.Errors.items, out.Errors.count, error);
    }
    wmi_clear_out(&method, &out);
}

/* CIM_ConcreteJob.GetError: one error. */
static void ask_for_one(const wmi_wait *wait, wmi_error *error)
{
    static const wmi_field fields[] = {
        {"Error", "CIM_Error", (uint32_t)offsetof(error_out, Error), WMI_TYPE_EMBEDDED, 0},
        {"ReturnValue", NULL, (uint32_t)offsetof(error_out, ReturnValue), WMI_TYPE_UINT32, WMI_FIELD_RETURN},
    };
    wmi_method_info method = {
        "GetError", NULL, NULL, fields, &wmi_no_codes, 0, 2, 0, sizeof(error_out), (uint32_t)offsetof(error_out, wmi_owned),
        0};
    error_out out;
    memset(&out, 0, sizeof out);
    if (wmi_job_invoke(wait, &method, NULL, &out, NULL) == WMI_OK && out.ReturnValue.value == 0) {
        read_records(&out.Error, 1, error);
    }
    wmi_clear_out(&method, &out);
}

void wmi_report_records(const wmi_wait *wait, wmi_error *error)
{
    ask_for_all(wait, error);
    if (error->record_count == 0) {
        ask_for_one(wait, error);
    }
}

/* The message. */

static const char *best_detail(const wmi_error *error)
{
    size_t i;
    for (i = 0; i < error->record_count; i++) {
        const char *message = error->records[i].message;
        if (message != NULL && message[0] != '\0') {
            return message;
        }
    }
    if (error->job.description != NULL && error->job.description[0] != '\0') {
        return error->job.description;
    }
    if (error->job.summary != NULL && error->job.summary[0] != '\0') {
        return error->job.summary;
    }
    return error->job.status;
}

static size_t trimmed_length(const char *text)
{
    size_t length = strlen(text);
    while (length > 0 && isspace((unsigned char)text[length - 1])) {
        length--;
    }
    return length;
}

/* A job's ErrorCode is one of the codes that its method would have returned. 0 tells nothing of why it failed. */
static void tell_error_code(const wmi_invocation *call, uint16_t code, wmi_buffer *message)
{
    char text[WMI_TEXT_SIZE];
    const char *name = code != 0 ? wmi_code_remark(call->method->codes, code, text) : NULL;
    wmi_buffer_format(message, " with ErrorCode %u", (unsigned)code);
    if (name != NULL) {
        wmi_buffer_format(message, " (%s)", name);
    }
}

wmi_status wmi_report_failed_job(const wmi_wait *wait, wmi_error *error)
{
    const wmi_invocation *call = wait->invocation;
    wmi_buffer message = {NULL, 0, 0, false};
    const char *detail;
    (void)wmi_fail(error, WMI_JOB, 0, "%s.%s failed: its job ended in state %s (%u)", call->class_name,
                   call->method->name, wmi_job_state_name(wait->state), (unsigned)wait->state);
    wmi_report_job(wait, error);
    wmi_report_records(wait, error);
    error->number = error->job.error_code.value;
    error->name = wmi_job_state_name(wait->state);

    wmi_buffer_text(&message, error->message);
    if (error->job.error_code.has) {
        tell_error_code(call, error->job.error_code.value, &message);
    }
    detail = best_detail(error);
    if (detail != NULL && detail[0] != '\0') {
        wmi_buffer_text(&message, ": ");
        wmi_buffer_append(&message, detail, trimmed_length(detail));
    }
    if (!message.failed) {
        const char *whole = keep_text(error, message.text);
        error->message = whole != NULL ? whole : error->message;
    }
    wmi_buffer_clear(&message);
    return WMI_JOB;
}
