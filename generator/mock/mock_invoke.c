/**
 * @file
 * Methods (MS-WSMV 3.1.4.1.9; DSP0227 9).
 */
#include "mock/mock_internal.h"

#include <wmi/job.h>

#include <string.h>

#define JOB_STARTED 4096

static const wmi_method_info *find_method(const wmi_schema_class *cls, const char *name)
{
    const wmi_method_info *const *method = cls->methods;
    while (*method != NULL && strcmp((*method)->name, name) != 0) {
        method++;
    }
    return *method;
}

/* The root of the body is `Method_INPUT`, in the namespace of the class; a host has been seen to look at the name only. */
static bool check_input(mbm_exchange *x, const char *method)
{
    const wmip_wsman_node *body = x->body;
    const char *expected = mbm_text(x, "%s_INPUT", method);
    if (expected == NULL) {
        return false;
    }
    if (body == NULL) {
        return x->server->is_lenient || mbm_refuse(x, MBM_FAULT_SCHEMA, NULL, "The body has no %s", expected);
    }
    if (strcmp(body->name, expected) != 0) {
        return mbm_refuse(x, MBM_FAULT_SCHEMA, NULL, "The body holds %s, and not %s", body->name, expected);
    }
    return x->server->is_lenient || (body->ns != NULL && wmip_equal_names(body->ns, x->header.resource)) ||
           mbm_refuse(x, MBM_FAULT_SCHEMA, NULL, "%s is in another namespace than that of the class", expected);
}

static bool find_target(mbm_exchange *x, const wmi_method_info *method, const char **path)
{
    if ((method->flags & WMI_METHOD_STATIC) == 0) {
        return mbm_read_instance(x, true, path);
    }
    if (x->header.selector_count > 0) {
        return mbm_refuse(x, MBM_FAULT_SELECTORS_UNKNOWN, "UnexpectedSelectors", "%s is static", method->name);
    }
    *path = x->path = mbm_text(x, "%s:%s", x->cls.ns, x->cls.of->info->name);
    return *path != NULL;
}

/* Answers. */

static bool answer_call(mbm_exchange *x, const wmi_method_info *method, const wmi_object *out)
{
    const wmi_value *returned = wmi_object_get(out, "ReturnValue");
    const char *action = mbm_text(x, "%s/%sResponse", x->header.resource, method->name);
    wmip_wsman_writer writer;
    wmip_buffer text = {0};
    if (action == NULL) {
        return false;
    }
    if (returned != NULL && wmip_value_text(returned, &text) && !text.failed && text.text != NULL) {
        x->result = mbm_text(x, "%s", text.text);
    }
    wmip_buffer_clear(&text);
    mbm_open_answer(x, &writer, action, true);
    mbm_put_output(x, &writer, method, out);
    return mbm_close_answer(x, &writer, 200);
}

static const wmi_field *out_field(const wmi_method_info *method, uint16_t flag)
{
    uint32_t i;
    for (i = 0; i < method->out_count; i++) {
        if ((method->out[i].flags & flag) != 0) {
            return &method->out[i];
        }
    }
    return NULL;
}

/* A job that fails, for what a host finds out after it has answered. @return its path, the loopback's; NULL, refused, on a failure */
static const char *start_failing_job(mbm_exchange *x, const char *class_name, uint16_t code)
{
    static const wmi_loopback_job_step steps[] = {{0, WMI_JOB_RUNNING, 0, "Job is running"},
                                                  {100, WMI_JOB_EXCEPTION, 100, "Job failed"}};
    wmi_loopback_job job = {0};
    wmi_error error = WMI_ERROR_INIT;
    const char *path = NULL;
    job.class_name = class_name;
    job.steps = steps;
    job.step_count = sizeof steps / sizeof steps[0];
    job.error_code = code;
    job.error_description = "A value of the settings is in no form that is taken.";
    if (wmi_loopback_start_job(x->server->host.loopback, x->cls.ns, &job, &path, &error) != WMI_OK) {
        (void)mbm_refuse_error(x, &error);
        return NULL;
    }
    return path;
}

static bool set_value(mbm_exchange *x, wmi_object *out, const char *name, const wmi_value *value)
{
    return wmi_object_set(out, name, value) == WMI_OK || mbm_no_memory(x);
}

/* The class of jobs that a method starts; NULL = none that is known. */
static const char *job_class(const mbm_exchange *x, const wmi_field *job)
{
    static const char usual[] = "Msvm_ConcreteJob";
    const wmi_schema_class *cls = NULL;
    if (job != NULL) {
        cls = mbm_class_named(x->server, x->cls.ns, usual);
        cls = cls == NULL && job->class_name != NULL ? mbm_class_named(x->server, x->cls.ns, job->class_name) : cls;
    }
    return cls != NULL && (cls->info->flags & WMI_CLASS_ABSTRACT) == 0 ? cls->info->name : NULL;
}

/* Whether a method returns numbers that codes such as 32768 are among. */
static bool returns_codes(const wmi_field *returned)
{
    return returned != NULL && (returned->flags & WMI_FIELD_ARRAY) == 0 && returned->type >= WMI_TYPE_UINT16 &&
           returned->type <= WMI_TYPE_UINT64 && returned->type != WMI_TYPE_SINT16;
}

/* Whatever else comes back is NULL, as where a method itself fails. */
static bool add_nulls(mbm_exchange *x, const wmi_method_info *method, wmi_object *out)
{
    bool done = true;
    uint32_t i;
    for (i = 0; i < method->out_count && done; i++) {
        const wmi_field *field = &method->out[i];
        wmi_value none = wmi_value_null((wmi_type)field->type, (field->flags & WMI_FIELD_ARRAY) != 0);
        done = wmi_object_get(out, field->name) != NULL || set_value(x, out, field->name, &none);
    }
    return done;
}

/* What a host answers by itself, before its method is called. */
static bool answer_verdict(mbm_exchange *x, const wmi_method_info *method, const mbm_verdict *verdict)
{
    const wmi_field *job = out_field(method, WMI_FIELD_JOB);
    const char *started = verdict->return_value == 0 ? job_class(x, job) : NULL;
    uint32_t code = verdict->return_value != 0 ? verdict->return_value : verdict->job_error;
    wmi_value value = wmi_value_uint32(started != NULL ? JOB_STARTED : code);
    wmi_object *out;
    bool done;
    if (!returns_codes(out_field(method, WMI_FIELD_RETURN))) {
        (void)mbm_refuse(x, MBM_FAULT_WMI, NULL, "%s is given an instance that it does not take", method->name);
        x->fault.number = WMI_E_INVALID_METHOD_PARAMETERS;
        return false;
    }
    out = wmi_object_new("__PARAMETERS");
    done = out != NULL || mbm_no_memory(x);
    if (done && started != NULL) {
        wmi_value path = wmi_value_reference(start_failing_job(x, started, verdict->job_error));
        done = path.u.string != NULL && set_value(x, out, job->name, &path);
    }
    done = done && set_value(x, out, "ReturnValue", &value) && add_nulls(x, method, out) && answer_call(x, method, out);
    wmi_object_free(out);
    return done;
}

static bool call_method(mbm_exchange *x, const wmi_method_info *method, const char *path, const wmi_object *in)
{
    wmi_connection *connection = mbm_connect(x, x->cls.ns);
    wmi_limit limit = mbm_limit(x);
    wmi_error error = WMI_ERROR_INIT;
    wmi_object *out = NULL;
    wmi_call call;
    bool done = false;
    if (connection == NULL) {
        return false;
    }
    memset(&call, 0, sizeof call);
    call.path = path;
    call.class_name = x->cls.of->info->name;
    call.method = method;
    call.in = in;
    if (mbm_backend(x->server)->invoke(connection, &call, &out, &limit, &error) == WMI_OK) {
        mbm_clock_settle(&x->server->clock);
        done = answer_call(x, method, out);
    } else {
        mbm_clock_settle(&x->server->clock);
        (void)mbm_refuse_error(x, &error);
    }
    wmi_object_free(out);
    mbm_disconnect(x, connection);
    return done;
}

bool mbm_invoke(mbm_exchange *x, const char *name)
{
    const wmi_method_info *method;
    const char *path = NULL;
    mbm_verdict verdict;
    wmi_object *in;
    x->method = name;
    if (!mbm_read_class(x, false)) {
        return false;
    }
    method = find_method(x->cls.of, name);
    if (method == NULL) {
        return mbm_refuse(x, MBM_FAULT_ACTION, NULL, "%s has no method %s", x->cls.of->info->name, name);
    }
    if (!find_target(x, method, &path) || !check_input(x, name)) {
        return false;
    }
    in = wmip_object_new_in(&x->memory, "__PARAMETERS");
    if (in == NULL) {
        return mbm_no_memory(x);
    }
    x->in = in;
    if (x->body != NULL &&
        !mbm_read_fields(x, x->body, method->in, method->in_count, x->header.resource, MBM_FAULT_SCHEMA, &in)) {
        return false;
    }
    if (!mbm_judge_parameters(x, method, in, &verdict)) {
        return false;
    }
    return verdict.return_value != 0 || verdict.job_error != 0 ? answer_verdict(x, method, &verdict)
                                                               : call_method(x, method, path, in);
}
