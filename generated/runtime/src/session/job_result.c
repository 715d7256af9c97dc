/**
 * @file
 * What a job made: the out references that could not be known when the method returned 4096.
 */
#include "session/job_internal.h"

#include <string.h>

#define AFFECTED_CLASSES 2

/* An out reference that is NULL, and the affected elements that are of its class. */
typedef struct vacancy {
    const wmi_field *field;
    char **paths;
    size_t count;
} vacancy;

static bool is_array(const wmi_field *field)
{
    return (field->flags & WMI_FIELD_ARRAY) != 0;
}

static bool is_vacant(const wmi_field *field, const void *out)
{
    const void *member = wmi_field_of_const(out, field);
    if (field->type != WMI_TYPE_REFERENCE || (field->flags & WMI_FIELD_JOB) != 0) {
        return false;
    }
    return is_array(field) ? ((const wmi_array_reference *)member)->items == NULL
                           : *(const char *const *)member == NULL;
}

static wmi_associator_filter affected_by(size_t which, const char *result_class)
{
    static const char *const associations[AFFECTED_CLASSES] = {WMIP_AFFECTED_CLASS, "CIM_AffectedJobElement"};
    wmi_associator_filter filter;
    filter.association_class = associations[which];
    filter.result_class = result_class;
    filter.role = WMIP_AFFECTED_JOB;
    filter.result_role = WMIP_AFFECTED_RESULT;
    return filter;
}

/* The job's affected elements of one class. Only memory running out is a failure. */
static wmi_status find_elements(const wmip_wait *wait, vacancy *place, wmi_error *error)
{
    size_t i;
    for (i = 0; i < AFFECTED_CLASSES && place->count == 0; i++) {
        wmip_deadline deadline = wait->deadline;
        wmi_associator_filter filter = affected_by(i, place->field->class_name);
        switch (wmip_session_associated(wait->invocation->session, wait->path, &filter, &place->paths, &place->count,
                                        &deadline, error)) {
        case WMI_OK:
            break;
        case WMI_NO_MEMORY:
            return WMI_NO_MEMORY;
        default:
            wmi_error_clear(error);
            break;
        }
    }
    return WMI_OK;
}

/* The fewer elements fit, the more the class says: such a parameter chooses first; among equals a single one does. */
static bool chooses_before(const vacancy *a, const vacancy *b)
{
    return a->count != b->count ? a->count < b->count : !is_array(a->field) && is_array(b->field);
}

static void sort_vacancies(vacancy *places, size_t count)
{
    size_t i;
    for (i = 1; i < count; i++) {
        vacancy moving = places[i];
        size_t j = i;
        while (j > 0 && chooses_before(&moving, &places[j - 1])) {
            places[j] = places[j - 1];
            j--;
        }
        places[j] = moving;
    }
}

/* Taken elements are blanked in the lists of those who choose later. */
static void take_from_others(vacancy *places, size_t count, const char *path)
{
    size_t i;
    size_t j;
    for (i = 0; i < count; i++) {
        for (j = 0; j < places[i].count; j++) {
            if (places[i].paths[j] != NULL && wmip_equal_names(places[i].paths[j], path)) {
                places[i].paths[j] = NULL;
            }
        }
    }
}

static bool fill_place(const vacancy *place, vacancy *later, size_t later_count, void *out, wmi_memory **memory)
{
    void *member = wmi_field_of(out, place->field);
    const char **items = wmip_memory_array(memory, place->count, sizeof *items);
    size_t used = 0;
    size_t i;
    if (items == NULL) {
        return false;
    }
    for (i = 0; i < place->count && (is_array(place->field) || used == 0); i++) {
        if (place->paths[i] != NULL) {
            if (!wmip_memory_copy(memory, place->paths[i], &items[used])) {
                return false;
            }
            used++;
            take_from_others(later, later_count, place->paths[i]);
        }
    }
    if (used > 0 && is_array(place->field)) {
        wmi_array_reference *array = member;
        array->items = items;
        array->count = used;
    } else if (used > 0) {
        *(const char **)member = items[0];
    }
    return true;
}

static wmi_status fill_places(const wmip_wait *wait, vacancy *places, size_t count, wmi_error *error)
{
    const wmi_method_info *method = wait->invocation->method;
    void *out = wait->invocation->out;
    wmi_memory **memory = (wmi_memory **)(void *)((char *)out + method->out_memory_offset);
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < count && status == WMI_OK; i++) {
        status = find_elements(wait, &places[i], error);
    }
    sort_vacancies(places, count);
    for (i = 0; i < count && status == WMI_OK; i++) {
        if (places[i].count > 0 && !fill_place(&places[i], places + i + 1, count - i - 1, out, memory)) {
            status = wmip_no_memory(error);
        }
    }
    for (i = 0; i < count; i++) {
        wmi_free(places[i].paths);
    }
    return status;
}

wmi_status wmip_fill_references(const wmip_wait *wait, wmi_error *error)
{
    const wmi_method_info *method = wait->invocation->method;
    size_t count = 0;
    vacancy *places;
    wmi_status status;
    uint32_t i;
    for (i = 0; wait->wants_out && i < method->out_count; i++) {
        count += is_vacant(&method->out[i], wait->invocation->out) ? 1 : 0;
    }
    if (count == 0) {
        return WMI_OK;
    }
    places = wmi_alloc(count * sizeof *places);
    if (places == NULL) {
        return wmip_no_memory(error);
    }
    memset(places, 0, count * sizeof *places);
    count = 0;
    for (i = 0; i < method->out_count; i++) {
        if (is_vacant(&method->out[i], wait->invocation->out)) {
            places[count++].field = &method->out[i];
        }
    }
    status = fill_places(wait, places, count, error);
    if (status != WMI_OK) {
        wmip_report_job(wait, error); /* the operation itself completed: the job's state says so */
    }
    wmi_free(places);
    return status;
}

/* Whether the host only lacks the class, and another has answered or will be asked. */
static bool may_go_on(wmi_status status, const wmi_error *error, bool has_other)
{
    return status == WMI_TRANSPORT && error->number == WMI_E_INVALID_CLASS && has_other;
}

/* A host without the first class may have the second: what counts is the answer of one of them. */
static wmi_status list_affected(wmi_session *session, const char *job, char ***paths, size_t *count, wmi_error *error)
{
    wmip_deadline deadline = wmip_deadline_of_enumeration(session);
    bool is_answered = false;
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < AFFECTED_CLASSES && *count == 0; i++) {
        wmi_associator_filter filter = affected_by(i, NULL);
        wmi_error other;
        memset(&other, 0, sizeof other);
        status = wmip_session_associated(session, job, &filter, paths, count, &deadline, &other);
        is_answered = is_answered || status == WMI_OK;
        if (status != WMI_OK && !may_go_on(status, &other, is_answered || i + 1 < AFFECTED_CLASSES)) {
            *error = other;
            return status;
        }
        wmi_error_clear(&other);
    }
    return WMI_OK;
}

wmi_status WMI_CALL wmi_job_results(wmi_session *session, const char *job, char ***paths, size_t *count,
                                    wmi_error *error)
{
    wmip_operation operation = wmip_operation_begin(error, "associators", WMIP_AFFECTED_CLASS, NULL, job);
    wmi_status status = wmip_session_check_path(session, job, &operation.local);
    if (paths != NULL && count != NULL) {
        *paths = NULL;
        *count = 0;
    }
    if (status == WMI_OK && (paths == NULL || count == NULL)) {
        status = wmi_fail(&operation.local, WMI_USAGE, 0, "There is no place to put the paths");
    }
    if (status == WMI_OK) {
        status = list_affected(session, job, paths, count, &operation.local);
    }
    return wmip_operation_end(&operation, status);
}
