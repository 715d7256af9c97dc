/* What a method answered is kept: ReturnValue and Job before all else, whatever else is odd. */
#include "table.h"

typedef struct answer_out {
    wmi_array_uint16 Codes;
    wmi_opt_datetime When;
    const char *Job;
    const char *Result;
    wmi_embedded Setting;
    wmi_array_reference Elements;
    wmi_opt_uint32 ReturnValue;
    wmi_memory *wmi_owned;
} answer_out;

static const wmi_field answer_fields[] = {
    {"Codes", NULL, offsetof(answer_out, Codes), WMI_TYPE_UINT16, WMI_FIELD_ARRAY},
    {"When", NULL, offsetof(answer_out, When), WMI_TYPE_DATETIME, 0},
    {"Job", "CIM_ConcreteJob", offsetof(answer_out, Job), WMI_TYPE_REFERENCE, WMI_FIELD_JOB},
    {"Result", "Test_Base", offsetof(answer_out, Result), WMI_TYPE_REFERENCE, 0},
    {"Setting", "Test_Base", offsetof(answer_out, Setting), WMI_TYPE_EMBEDDED, 0},
    {"Elements", "Test_Base", offsetof(answer_out, Elements), WMI_TYPE_REFERENCE, WMI_FIELD_ARRAY},
    {"ReturnValue", NULL, offsetof(answer_out, ReturnValue), WMI_TYPE_UINT32, WMI_FIELD_RETURN},
};
static const wmi_code_table no_codes = {.codes = NULL, .single_count = 0, .count = 0};
static const wmi_method_info answer_method = {.name = "Answer",
                                              .class_name = "Test_All",
                                              .out = answer_fields,
                                              .codes = &no_codes,
                                              .out_count = COUNT(answer_fields),
                                              .out_size = sizeof(answer_out),
                                              .out_memory_offset = offsetof(answer_out, wmi_owned)};

#define JOB_PATH "\\\\HV1\\root\\test:Msvm_ConcreteJob.InstanceID=\"1\""

/* A reply with all out parameters, the last of which is then `odd`; the ReturnValue comes last, as WMI has it. */
static void answer(uint32_t code, const char *name, const wmi_value *odd)
{
    static const uint16_t codes[] = {1, 2};
    static const char *const paths[] = {"Test_Base.InstanceID=\"a\"", "Test_Base.InstanceID=\"b\""};
    wmi_value value;
    wmi_object_free(reply);
    reply = wmi_object_new("__PARAMETERS");
    value = array_of(WMI_TYPE_UINT16, codes, 2);
    (void)wmi_object_set(reply, "Codes", &value);
    value = wmi_value_string("20260213135921.000000+000");
    (void)wmi_object_set(reply, "When", &value);
    value = wmi_value_string("<INSTANCE CLASSNAME=\"Test_Base\"/>");
    (void)wmi_object_set(reply, "Setting", &value);
    value = array_of(WMI_TYPE_REFERENCE, paths, 2);
    (void)wmi_object_set(reply, "Elements", &value);
    value = wmi_value_string(JOB_PATH);
    value.type = WMI_TYPE_REFERENCE;
    (void)wmi_object_set(reply, "Job", &value);
    value.u.string = paths[0];
    (void)wmi_object_set(reply, "Result", &value);
    value = wmi_value_uint32(code);
    (void)wmi_object_set(reply, "ReturnValue", &value);
    if (name != NULL) {
        assert_int_equal(wmi_object_set(reply, name, odd), WMI_OK);
    }
}

static void forget_answer(void)
{
    wmi_object_free(reply);
    reply = NULL;
    wmi_object_free(job);
    job = NULL;
    reply_status = WMI_OK;
}

static bool has_value(const answer_out *out, const wmi_field *field)
{
    return field->type == WMI_TYPE_EMBEDDED ? out->Setting.text != NULL : !wmip_field_read(field, out).is_null;
}

static void expect_answer(const answer_out *out, const wmi_field *but)
{
    size_t i;
    for (i = 0; i < COUNT(answer_fields); i++) {
        if (has_value(out, &answer_fields[i]) != (&answer_fields[i] != but)) {
            fail_msg("%s", answer_fields[i].name);
        }
    }
}

static void a_method_never_loses_its_answer(void **state)
{
    static const bool strict[] = {false, true};
    size_t i;
    size_t f;
    (void)state;
    for (i = 0; i < COUNT(strict); i++) {
        told all;
        wmi_session *session = connect_to_table(&all, strict[i]);
        for (f = 0; f < COUNT(answer_fields); f++) {
            const wmi_field *field = &answer_fields[f];
            bool is_answer = strcmp(field->name, "ReturnValue") == 0;
            bool is_job = strcmp(field->name, "Job") == 0;
            wmi_status expected = strict[i] || is_answer ? WMI_REPLY : WMI_OK;
            const char *text;
            char what[200];
            wmi_value odd = odd_for(field, &text);
            answer_out out;
            wmi_error error = {0};
            answer(32775, field->name, &odd);
            all.count = 0;
            assert_int_equal(wmi_invoke(session, NULL, &answer_method, "Test_All=@", NULL, &out, &error), expected);
            expect_answer(&out, field);
            if (expected == WMI_OK) {
                (void)snprintf(what, sizeof what, "Test_All|Test_All=@|%s|%s", field->name, text);
                assert_int_equal(all.count, 1);
                assert_string_equal(all.last, what);
            } else {
                assert_int_equal(all.count, 0);
                assert_true(error.return_value.has == !is_answer && (is_answer || error.return_value.value == 32775));
                assert_true(is_job ? error.job.path == NULL : strcmp(error.job.path, JOB_PATH) == 0);
                assert_string_equal(error.operation, "invoke");
            }
            wmi_method_out_clear(&answer_method, &out);
            assert_int_equal(wmi_invoke(session, NULL, &answer_method, "Test_All=@", NULL, NULL, NULL),
                             is_answer ? WMI_REPLY : WMI_OK);
            wmi_error_clear(&error);
        }
        forget_answer();
        wmi_close(session);
    }
}

/* The backend itself lost part of it, or there was no ReturnValue. */
static void what_was_answered_is_kept_whatever_fails(void **state)
{
    told all;
    wmi_session *session = connect_to_table(&all, false);
    wmi_value null = wmi_value_null(WMI_TYPE_UINT32, false);
    answer_out out;
    wmi_error error = {0};
    (void)state;
    answer(4096, NULL, NULL);
    reply_status = WMI_TRANSPORT;
    assert_int_equal(wmi_invoke(session, NULL, &answer_method, "Test_All=@", NULL, &out, &error), WMI_TRANSPORT);
    assert_int_equal(error.number, WMI_E_PROVIDER_FAILURE);
    assert_string_equal(error.message, "The rest is lost");
    assert_int_equal(error.return_value.value, 4096);
    assert_string_equal(error.job.path, JOB_PATH);
    expect_answer(&out, NULL);
    wmi_method_out_clear(&answer_method, &out);
    reply_status = WMI_OK;
    answer(0, "ReturnValue", &null);
    assert_int_equal(wmi_invoke(session, NULL, &answer_method, "Test_All=@", NULL, &out, &error), WMI_REPLY);
    assert_string_equal(error.message, "The reply of Test_All.Answer has no ReturnValue");
    assert_string_equal(error.job.path, JOB_PATH);
    assert_false(error.return_value.has);
    assert_string_equal(out.Job, JOB_PATH);
    wmi_method_out_clear(&answer_method, &out);
    null = wmi_value_null(WMI_TYPE_UINT64, false); /* what is no uint32 is not cut down to one, which might be 0 */
    null.is_null = false;
    null.u.uint64 = (uint64_t)1 << 32;
    answer(0, "ReturnValue", &null);
    assert_int_equal(wmi_invoke(session, NULL, &answer_method, "Test_All=@", NULL, &out, &error), WMI_REPLY);
    assert_false(error.return_value.has);
    wmi_method_out_clear(&answer_method, &out);
    wmi_error_clear(&error);
    forget_answer();
    wmi_close(session);
}

/* A backend that says that it did it, and gives nothing. */
static wmi_status get_nothing(wmi_connection *connection, const char *path, wmi_object **out, const wmi_limit *limit,
                              wmi_error *error)
{
    (void)connection;
    (void)path;
    (void)limit;
    (void)error;
    *out = NULL;
    return WMI_OK;
}

static void nothing_is_no_answer(void **state)
{
    wmi_backend empty = backend;
    wmi_connect_options options = {.backend = &empty, .ns = "root\\test"};
    wmi_job_options brief = {.timeout_ms = 1000, .tolerate_ms = 10};
    wmi_session *session = NULL;
    wmi_object *object = NULL;
    answer_out out;
    test_all one;
    wmi_error error = {0};
    (void)state;
    empty.get = get_nothing;
    assert_int_equal(wmi_connect(&options, &session, NULL), WMI_OK);
    assert_int_equal(wmi_object_fetch(session, "x", &object, &error), WMI_REPLY);
    assert_null(object);
    assert_int_equal(wmi_instance_get(session, &test_all_info, "x", &one, &error), WMI_REPLY);
    assert_non_null(strstr(error.message, "gave none"));
    assert_int_equal(wmi_invoke(session, NULL, &answer_method, "Test_All=@", NULL, &out, &error), WMI_REPLY);
    assert_non_null(strstr(error.message, "gave no answer"));
    assert_int_equal(wmi_invoke_wait(session, NULL, &answer_method, "Test_All=@", NULL, &out, NULL, &error), WMI_REPLY);
    answer(4096, NULL, NULL);
    assert_int_equal(wmi_invoke_wait(session, NULL, &answer_method, "Test_All=@", NULL, &out, &brief, &error),
                     WMI_REPLY);
    assert_string_equal(error.job.path, JOB_PATH);
    wmi_method_out_clear(&answer_method, &out);
    wmi_error_clear(&error);
    forget_answer();
    wmi_close(session);
}

static void a_wide_code_is_never_cut_down(void **state)
{
    typedef struct wide_out {
        wmi_opt_uint64 ReturnValue;
        wmi_memory *wmi_owned;
    } wide_out;
    static const wmi_field fields[] = {
        {"ReturnValue", NULL, offsetof(wide_out, ReturnValue), WMI_TYPE_UINT64, WMI_FIELD_RETURN}};
    wmi_method_info method = answer_method;
    told all;
    wmi_session *session = connect_to_table(&all, false);
    wmi_value code = wmi_value_null(WMI_TYPE_UINT64, false);
    wide_out out;
    wmi_error error = {0};
    (void)state;
    method.out = fields;
    method.out_count = 1;
    method.out_size = sizeof out;
    method.out_memory_offset = offsetof(wide_out, wmi_owned);
    code.is_null = false;
    code.u.uint64 = (uint64_t)1 << 32;
    answer(0, "ReturnValue", &code);
    assert_int_equal(wmi_invoke_wait(session, NULL, &method, "Test_All=@", NULL, &out, NULL, &error), WMI_RETURN_CODE);
    assert_int_equal(error.number, UINT32_MAX);
    assert_int_equal(error.return_value.value, UINT32_MAX);
    assert_non_null(strstr(error.message, "returned 4294967296"));
    assert_true(out.ReturnValue.value == (uint64_t)1 << 32);
    wmi_error_clear(&error);
    forget_answer();
    wmi_close(session);
}

/* Memory runs out while the answer is read. ReturnValue needs none. */
static void no_memory_loses_no_return_value(void **state)
{
    told all;
    wmi_session *session = connect_to_table(&all, false);
    wmi_status status = WMI_NO_MEMORY;
    bool kept = false;
    long at;
    (void)state;
    answer(4096, NULL, NULL);
    for (at = 1; status != WMI_OK; at++) {
        answer_out out;
        wmi_error error = {0};
        test_counted.fail_at = at;
        status = wmi_invoke(session, NULL, &answer_method, "Test_All=@", NULL, &out, &error);
        test_counted.fail_at = 0;
        assert_true(status == WMI_OK || status == WMI_NO_MEMORY);
        assert_int_equal(error.status, status);
        if (status != WMI_OK && error.return_value.has) {
            assert_int_equal(error.return_value.value, 4096);
            assert_int_equal(out.ReturnValue.value, 4096);
            kept = true;
        }
        wmi_method_out_clear(&answer_method, &out);
        wmi_error_clear(&error);
        assert_true(at < 1000);
    }
    assert_true(kept);
    forget_answer();
    wmi_close(session);
}

static void a_wait_goes_on_with_what_it_knows(void **state)
{
    told all;
    wmi_session *session = connect_to_table(&all, false);
    wmi_value odd = wmi_value_uint32(7);
    wmi_value done = wmi_value_uint16(WMI_JOB_COMPLETED);
    answer_out out;
    wmi_error error = {0};
    (void)state;
    answer(4096, "Result", &odd);
    lay_ready(NULL, NULL);
    job = wmi_object_new("Msvm_ConcreteJob");
    (void)wmi_object_set(job, "JobState", &done);
    if (wmi_invoke_wait(session, NULL, &answer_method, "Test_All=@", NULL, &out, NULL, &error) != WMI_OK) {
        fail_msg("%s", error.message);
    }
    assert_string_equal(all.last, "Test_All|Test_All=@|Result|7");
    assert_string_equal(out.Job, JOB_PATH);
    wmi_method_out_clear(&answer_method, &out);
    wmi_close(session);
    session = connect_to_table(&all, true);
    assert_int_equal(wmi_invoke_wait(session, NULL, &answer_method, "Test_All=@", NULL, &out, NULL, &error), WMI_REPLY);
    assert_string_equal(out.Job, JOB_PATH);
    assert_int_equal(out.ReturnValue.value, 4096);
    assert_int_equal(error.return_value.value, 4096);
    assert_string_equal(error.job.path, JOB_PATH);
    wmi_method_out_clear(&answer_method, &out);
    wmi_error_clear(&error);
    take_back();
    forget_answer();
    wmi_close(session);
}

/* What a job says of itself is read as a field of its class would be: a uint16 in sint16 or text, a boolean in text. */
static wmi_status ask_to_end(wmi_connection *connection, const wmi_call *call, wmi_object **out, const wmi_limit *limit,
                             wmi_error *error)
{
    static const uint32_t ended = 8;
    wmi_value state = wmi_value_uint32(ended);
    wmi_value agreed = wmi_value_uint32(0);
    if (strcmp(call->method->name, "RequestStateChange") != 0) {
        return invoke(connection, call, out, limit, error);
    }
    (void)wmi_object_set(job, "JobState", &state);
    *out = wmi_object_new("__PARAMETERS");
    return wmi_object_set(*out, "ReturnValue", &agreed);
}

static bool stop_at_once(void *context, const wmi_job_progress *progress)
{
    *(uint16_t *)context = progress->percent;
    return false;
}

static void a_job_is_read_for_what_it_means(void **state)
{
    wmi_backend with_requests = backend;
    wmi_connect_options connecting = {.backend = &with_requests, .ns = "root\\test"};
    wmi_job_outcome outcome = {0};
    uint16_t percent = 0;
    wmi_job_options options = {.outcome = &outcome, .timeout_ms = 10000};
    wmi_session *session = NULL;
    wmi_value value = wmi_value_null(WMI_TYPE_SINT16, false);
    wmi_error error = {0};
    answer_out out;
    (void)state;
    with_requests.invoke = ask_to_end;
    assert_int_equal(wmi_connect(&connecting, &session, NULL), WMI_OK);
    answer(4096, NULL, NULL);
    job = wmi_object_new("Msvm_ConcreteJob");
    value.is_null = false;
    value.u.sint16 = INT16_MIN; /* 32768 */
    (void)wmi_object_set(job, "JobState", &value);
    value.u.sint16 = -32761; /* 32775 */
    (void)wmi_object_set(job, "ErrorCode", &value);
    assert_int_equal(wmi_invoke_wait(session, NULL, &answer_method, "Test_All=@", NULL, &out, &options, &error),
                     WMI_OK);
    assert_int_equal(outcome.state.value, WMI_JOB_COMPLETED_WITH_WARNINGS);
    assert_int_equal(outcome.error_code.value, 32775);
    wmi_method_out_clear(&answer_method, &out);

    value = wmi_value_string("4");
    (void)wmi_object_set(job, "JobState", &value);
    value = wmi_value_string("12");
    (void)wmi_object_set(job, "PercentComplete", &value);
    value = wmi_value_string("TRUE");
    (void)wmi_object_set(job, "Cancellable", &value);
    options.progress = stop_at_once;
    options.context = &percent;
    options.cancel = true;
    assert_int_equal(wmi_invoke_wait(session, NULL, &answer_method, "Test_All=@", NULL, &out, &options, &error),
                     WMI_CANCELLED);
    assert_int_equal(percent, 12);
    assert_int_equal(error.job.percent.value, 12);
    assert_non_null(strstr(error.message, "was asked to terminate and ended in state Terminated"));
    assert_int_equal(outcome.state.value, WMI_JOB_TERMINATED);
    wmi_method_out_clear(&answer_method, &out);
    wmi_error_clear(&error);

    value = wmi_value_string("4096");
    answer(4096, "ReturnValue", &value);
    reply_status = WMI_TRANSPORT;
    assert_int_equal(wmi_invoke(session, NULL, &answer_method, "Test_All=@", NULL, &out, &error), WMI_TRANSPORT);
    assert_int_equal(out.ReturnValue.value, 4096);
    assert_true(error.return_value.has && error.return_value.value == 4096);
    wmi_method_out_clear(&answer_method, &out);
    wmi_error_clear(&error);
    wmi_job_outcome_clear(&outcome);
    forget_answer();
    wmi_close(session);
}

/* An error of a job that is odd in one thing tells all the others. The second method that is called is GetErrorEx. */
static wmi_object *errors_reply;

static wmi_status invoke_twice(wmi_connection *connection, const wmi_call *call, wmi_object **out,
                               const wmi_limit *limit, wmi_error *error)
{
    return strcmp(call->method->name, "GetErrorEx") == 0 ? hand_out(errors_reply, out, error)
                                                         : invoke(connection, call, out, limit, error);
}

static void an_odd_error_record_loses_nothing_but_that(void **state)
{
    static const char *const errors[] = {
        "<INSTANCE CLASSNAME=\"Msvm_Error\"><NEWS OF=\"2031\"><VALUE>x</VALUE></NEWS>"
        "<PROPERTY NAME=\"ErrorType\" TYPE=\"uint16\"><VALUE>many</VALUE></PROPERTY>"
        "<PROPERTY NAME=\"ProbableCause\" TYPE=\"uint128\"><VALUE>5</VALUE><VALUE>6</VALUE></PROPERTY>"
        "<PROPERTY NAME=\"PerceivedSeverity\" TYPE=\"uint16\"><VALUE></VALUE></PROPERTY>"
        "<PROPERTY NAME=\"Message\" TYPE=\"string\"><VALUE>The disk is &#38; stays full.</VALUE></PROPERTY>"
        "<PROPERTY NAME=\"CIMStatusCode\" TYPE=\"uint32\"><VALUE>4</VALUE></PROPERTY></INSTANCE>"};
    wmi_backend with_errors = backend;
    wmi_connect_options options = {.backend = &with_errors, .ns = "root\\test"};
    wmi_session *session = NULL;
    wmi_value failed = wmi_value_uint16(WMI_JOB_EXCEPTION);
    wmi_value value = array_of(WMI_TYPE_STRING, errors, 1);
    wmi_error error = {0};
    answer_out out;
    (void)state;
    with_errors.invoke = invoke_twice;
    assert_int_equal(wmi_connect(&options, &session, NULL), WMI_OK);
    answer(4096, NULL, NULL);
    job = wmi_object_new("Msvm_ConcreteJob");
    (void)wmi_object_set(job, "JobState", &failed);
    errors_reply = wmi_object_new("__PARAMETERS");
    (void)wmi_object_set(errors_reply, "Errors", &value);
    value = wmi_value_uint32(0);
    (void)wmi_object_set(errors_reply, "ReturnValue", &value);
    assert_int_equal(wmi_invoke_wait(session, NULL, &answer_method, "Test_All=@", NULL, &out, NULL, &error), WMI_JOB);
    assert_int_equal(error.record_count, 1);
    assert_string_equal(error.records[0].class_name, "Msvm_Error");
    assert_string_equal(error.records[0].message, "The disk is & stays full.");
    assert_int_equal(error.records[0].cim_status_code.value, 4);
    assert_false(error.records[0].error_type.has || error.records[0].probable_cause.has ||
                 error.records[0].perceived_severity.has);
    assert_non_null(strstr(error.message, "The disk is & stays full."));
    wmi_method_out_clear(&answer_method, &out);
    wmi_error_clear(&error);
    wmi_object_free(errors_reply);
    forget_answer();
    wmi_close(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_method_never_loses_its_answer),
        TEST(what_was_answered_is_kept_whatever_fails),
        TEST(nothing_is_no_answer),
        TEST(a_wide_code_is_never_cut_down),
        TEST(no_memory_loses_no_return_value),
        TEST(a_wait_goes_on_with_what_it_knows),
        TEST(a_job_is_read_for_what_it_means),
        TEST(an_odd_error_record_loses_nothing_but_that),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
