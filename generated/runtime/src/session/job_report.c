/**
 * @file
 * The whole story of a job that failed: its properties, and the errors that it holds.
 */
#include "session/job_internal.h"

#include <string.h>

static wmi_opt_uint16 number_of(const wmi_object *object, const char *name)
{
    wmi_value number = wmip_object_read(object, name, WMI_TYPE_UINT16);
    wmi_opt_uint16 result = {0, false};
    if (!number.is_null) {
        result = wmi_uint16(number.u.uint16);
    }
    return result;
}

void wmip_report_job(const wmip_wait *wait, wmi_error *error)
{
    wmi_job_report *report = &error->job;
    error->return_value = wmi_uint32(WMI_RETURN_JOB_STARTED);
    report->path = wmip_memory_keep(&error->memory, wait->path);
    if (wait->job == NULL) {
        return;
    }
    report->state = wmi_uint16(wait->state);
    report->state_name = wmi_job_state_name(wait->state);
    report->percent = number_of(wait->job, "PercentComplete");
    report->error_code = number_of(wait->job, "ErrorCode");
    report->status = wmip_memory_keep(&error->memory, wmi_object_string(wait->job, "JobStatus"));
    report->description = wmip_memory_keep(&error->memory, wmi_object_string(wait->job, "ErrorDescription"));
    report->summary = wmip_memory_keep(&error->memory, wmi_object_string(wait->job, "ErrorSummaryDescription"));
}

/* Records. */

/* Errors that are gathered: in a wmi_error, or in an outcome. */
typedef struct record_list {
    wmi_memory **memory;
    const wmi_error_record *records;
    size_t count;
} record_list;

static void read_record(const char *text, wmi_error_record *record, wmi_memory **memory)
{
    wmi_object *object = NULL;
    wmi_value status;
    record->text = wmip_memory_keep(memory, text);
    if (wmi_cimxml_read(text, &object, NULL) != WMI_OK) {
        return; /* not CIM-XML: the text is all there is */
    }
    record->class_name = wmip_memory_keep(memory, object->class_name);
    record->message = wmip_memory_keep(memory, wmi_object_string(object, "Message"));
    record->message_id = wmip_memory_keep(memory, wmi_object_string(object, "MessageID"));
    record->owning_entity = wmip_memory_keep(memory, wmi_object_string(object, "OwningEntity"));
    record->error_source = wmip_memory_keep(memory, wmi_object_string(object, "ErrorSource"));
    record->error_type = number_of(object, "ErrorType");
    record->perceived_severity = number_of(object, "PerceivedSeverity");
    record->probable_cause = number_of(object, "ProbableCause");
    status = wmip_object_read(object, "CIMStatusCode", WMI_TYPE_UINT32);
    if (!status.is_null) {
        record->cim_status_code = wmi_uint32(status.u.uint32);
    }
    record->cim_status_code_description =
        wmip_memory_keep(memory, wmi_object_string(object, "CIMStatusCodeDescription"));
    wmi_object_free(object);
}

static void read_records(const wmi_embedded *errors, size_t count, record_list *list)
{
    wmi_error_record *records = wmip_memory_array(list->memory, count, sizeof *records);
    size_t i;
    size_t used = 0;
    for (i = 0; records != NULL && i < count; i++) {
        if (errors[i].text != NULL && errors[i].text[0] != '\0') {
            read_record(errors[i].text, &records[used++], list->memory);
        }
    }
    list->records = used > 0 ? records : NULL;
    list->count = used;
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
static void ask_for_all(const wmip_wait *wait, record_list *list)
{
    static const wmi_field fields[] = {
        {"Errors", "CIM_Error", (uint32_t)offsetof(errors_out, Errors), WMI_TYPE_EMBEDDED, WMI_FIELD_ARRAY},
        {"ReturnValue", NULL, (uint32_t)offsetof(errors_out, ReturnValue), WMI_TYPE_UINT32, WMI_FIELD_RETURN},
    };
    wmi_method_info method = {.name = "GetErrorEx",
                              .out = fields,
                              .codes = &wmi_no_codes,
                              .out_count = 2,
                              .out_size = sizeof(errors_out),
                              .out_memory_offset = (uint32_t)offsetof(errors_out, wmi_owned)};
    errors_out out;
    memset(&out, 0, sizeof out);
    if (wmip_job_invoke(wait, &method, NULL, &out, NULL) == WMI_OK && out.ReturnValue.value == 0 &&
        out.Errors.count > 0) {
        read_records(out.Errors.items, out.Errors.count, list);
    }
    wmi_method_out_clear(&method, &out);
}

/* CIM_ConcreteJob.GetError: one error. */
static void ask_for_one(const wmip_wait *wait, record_list *list)
{
    static const wmi_field fields[] = {
        {"Error", "CIM_Error", (uint32_t)offsetof(error_out, Error), WMI_TYPE_EMBEDDED, 0},
        {"ReturnValue", NULL, (uint32_t)offsetof(error_out, ReturnValue), WMI_TYPE_UINT32, WMI_FIELD_RETURN},
    };
    wmi_method_info method = {.name = "GetError",
                              .out = fields,
                              .codes = &wmi_no_codes,
                              .out_count = 2,
                              .out_size = sizeof(error_out),
                              .out_memory_offset = (uint32_t)offsetof(error_out, wmi_owned)};
    error_out out;
    memset(&out, 0, sizeof out);
    if (wmip_job_invoke(wait, &method, NULL, &out, NULL) == WMI_OK && out.ReturnValue.value == 0) {
        read_records(&out.Error, 1, list);
    }
    wmi_method_out_clear(&method, &out);
}

static void ask(const wmip_wait *wait, record_list *list)
{
    ask_for_all(wait, list);
    if (list->count == 0) {
        ask_for_one(wait, list);
    }
}

void wmip_report_records(const wmip_wait *wait, wmi_error *error)
{
    record_list list = {&error->memory, NULL, 0};
    ask(wait, &list);
    error->records = list.records;
    error->record_count = list.count;
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
    while (length > 0 && strchr(" \t\r\n", text[length - 1]) != NULL) {
        length--;
    }
    return length;
}

/* A job's ErrorCode is one of the codes that its method would have returned. 0 tells nothing of why it failed. */
static void tell_error_code(const wmip_invocation *call, uint16_t code, wmip_buffer *message)
{
    char text[WMI_TEXT_SIZE];
    const char *name = code != 0 ? wmip_code_remark(call->method->codes, code, text) : NULL;
    wmip_buffer_format(message, " with ErrorCode %u", (unsigned)code);
    if (name != NULL) {
        wmip_buffer_format(message, " (%s)", name);
    }
}

wmi_status wmip_report_failed_job(const wmip_wait *wait, wmi_error *error)
{
    const wmip_invocation *call = wait->invocation;
    wmip_buffer message = {NULL, 0, 0, false};
    const char *detail;
    (void)wmi_fail(error, WMI_JOB, 0, "%s.%s failed: its job ended in state %s (%u)", call->class_name,
                   call->method->name, wmi_job_state_name(wait->state), (unsigned)wait->state);
    wmip_report_job(wait, error);
    wmip_report_records(wait, error);
    error->number = error->job.error_code.value;
    error->name = wmi_job_state_name(wait->state);

    wmip_buffer_text(&message, error->message);
    if (error->job.error_code.has) {
        tell_error_code(call, error->job.error_code.value, &message);
    }
    detail = best_detail(error);
    if (detail != NULL && detail[0] != '\0') {
        wmip_buffer_text(&message, ": ");
        wmip_buffer_append(&message, detail, trimmed_length(detail));
    }
    if (!message.failed) {
        const char *whole = wmip_memory_keep(&error->memory, message.text);
        error->message = whole != NULL ? whole : error->message;
    }
    wmip_buffer_clear(&message);
    return WMI_JOB;
}

/* The outcome. */

static bool keep_record(wmi_job_outcome *outcome, const wmi_error_record *from, wmi_error_record *to)
{
    *to = *from; /* the numbers; the texts follow */
    return wmip_memory_copy(&outcome->memory, from->class_name, &to->class_name) &&
           wmip_memory_copy(&outcome->memory, from->message, &to->message) &&
           wmip_memory_copy(&outcome->memory, from->message_id, &to->message_id) &&
           wmip_memory_copy(&outcome->memory, from->owning_entity, &to->owning_entity) &&
           wmip_memory_copy(&outcome->memory, from->error_source, &to->error_source) &&
           wmip_memory_copy(&outcome->memory, from->cim_status_code_description, &to->cim_status_code_description) &&
           wmip_memory_copy(&outcome->memory, from->text, &to->text);
}

static bool keep_records(wmi_job_outcome *outcome, const wmi_error *error)
{
    wmi_error_record *records;
    size_t i;
    if (error->record_count == 0) {
        return true;
    }
    records = wmip_memory_array(&outcome->memory, error->record_count, sizeof *records);
    if (records == NULL) {
        return false;
    }
    for (i = 0; i < error->record_count; i++) {
        if (!keep_record(outcome, &error->records[i], &records[i])) {
            return false;
        }
    }
    outcome->records = records;
    outcome->record_count = error->record_count;
    return true;
}

static bool keep_properties(wmi_job_outcome *outcome, const wmip_wait *wait)
{
    outcome->state = wmi_uint16(wait->state);
    outcome->state_name = wmi_job_state_name(wait->state);
    outcome->error_code = number_of(wait->job, "ErrorCode");
    return wmip_memory_copy(&outcome->memory, wmi_object_string(wait->job, "JobStatus"), &outcome->status) &&
           wmip_memory_copy(&outcome->memory, wmi_object_string(wait->job, "ErrorDescription"),
                            &outcome->description) &&
           wmip_memory_copy(&outcome->memory, wmi_object_string(wait->job, "ErrorSummaryDescription"),
                            &outcome->summary);
}

bool wmip_keep_outcome(const wmip_wait *wait, const wmi_error *error)
{
    wmi_job_outcome *outcome = wait->options->outcome;
    bool kept;
    if (outcome == NULL || wait->path == NULL) {
        return true;
    }
    wmi_job_outcome_clear(outcome);
    kept = wmip_memory_copy(&outcome->memory, wait->path, &outcome->path);
    if (wait->job != NULL && !keep_properties(outcome, wait)) {
        kept = false;
    }
    if (wait->job != NULL && wait->state == WMI_JOB_COMPLETED_WITH_WARNINGS) {
        record_list list = {&outcome->memory, NULL, 0};
        ask(wait, &list);
        outcome->records = list.records;
        outcome->record_count = list.count;
    } else if (!keep_records(outcome, error)) {
        kept = false;
    }
    return kept;
}

void WMI_CALL wmi_job_outcome_clear(wmi_job_outcome *outcome)
{
    wmi_memory *memory;
    if (outcome == NULL) {
        return;
    }
    memory = outcome->memory;
    memset(outcome, 0, sizeof *outcome);
    wmi_memory_clear(&memory);
}
