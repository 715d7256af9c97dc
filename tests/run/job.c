/* The job machine: every way in which a call that is waited for can end. */
#include "plan.h"

/* Without a job. */

static void code_0_is_success_at_once(void **state)
{
    sample *s = *state;
    plan p;
    s_Sample_Service_Define_out out;
    plan_setup(s, &p);
    p.code = 0;
    p.out.Result = sample_disk_path("r", 1);
    MUST(s, plan_wait(s, &out, NULL));
    assert_int_equal(out.ReturnValue.value, 0);
    SAME_PATH(out.Result, sample_disk_path("r", 1));
    assert_null(out.Job);
    assert_int_equal(looks(s), 0);
    clear_out(&out);
    MUST(s, plan_wait(s, NULL, NULL));
}

static void other_codes_fail_with_their_names(void **state)
{
    sample *s = *state;
    plan p;
    s_Sample_Service_Define_out out;
    plan_setup(s, &p);
    p.code = s_Sample_Service_Define_Access_Denied;
    p.out.Result = sample_disk_path("r", 1);
    FAILS(s, plan_wait(s, &out, NULL), WMI_RETURN_CODE, "");
    assert_string_equal(s->error.message, "Sample_Service.Define returned 32769 (Access Denied)");
    assert_int_equal(s->error.number, 32769);
    assert_string_equal(s->error.name, "Access Denied");
    assert_int_equal(s->error.return_value.value, 32769);
    assert_string_equal(s->error.operation, "invoke");
    assert_string_equal(s->error.class_name, "Sample_Service");
    assert_string_equal(s->error.method, "Define");
    assert_string_equal(s->error.target, SERVICE_PATH);
    assert_null(s->error.job.path);
    assert_int_equal(out.ReturnValue.value, 32769); /* what came back is there, however it is judged */
    assert_non_null(out.Result);
    clear_out(&out);
    assert_cleared(&out);
    p.code = 5000; /* in a range */
    FAILS(s, plan_wait(s, NULL, NULL), WMI_RETURN_CODE, "returned 5000 (DMTF Reserved)");
    p.code = 32773; /* in a range that says nothing, and known by convention */
    FAILS(s, plan_wait(s, NULL, NULL), WMI_RETURN_CODE, "");
    assert_string_equal(s->error.message, "Sample_Service.Define returned 32773 (Invalid parameter, by convention)");
    assert_string_equal(s->error.name, "Invalid parameter");
    p.code = 32772;
    FAILS(s, plan_wait(s, NULL, NULL), WMI_RETURN_CODE, "returned 32772 (Vendor Specific)");
    p.code = 77; /* in none */
    FAILS(s, plan_wait(s, NULL, NULL), WMI_RETURN_CODE, "");
    assert_string_equal(s->error.message, "Sample_Service.Define returned 77");
    assert_null(s->error.name);
}

static void busy_services_are_called_again_on_request(void **state)
{
    sample *s = *state;
    plan p;
    wmi_job_options options;
    plan_setup(s, &p);
    memset(&options, 0, sizeof options);
    p.code = 0;
    p.refusals = 2;
    p.refusal = 32774;
    FAILS(s, plan_wait(s, NULL, NULL), WMI_RETURN_CODE, "returned 32774 (In Use)");
    assert_int_equal(p.calls, 1);
    assert_true(wmi_loopback_now(s->loopback) == 0);

    p.calls = 0;
    p.refusal = 32775;
    options.retries = 2;
    options.retry_ms = 300;
    MUST(s, plan_wait(s, NULL, &options));
    assert_int_equal(p.calls, 3);
    assert_true(wmi_loopback_now(s->loopback) == 600);

    p.calls = 0;
    options.retries = 1;
    options.retry_ms = 0;                    /* 1 s */
    p.out.Result = sample_disk_path("r", 1); /* a refusal may bring something along, which is nobody's after a retry */
    FAILS(s, plan_wait(s, NULL, &options), WMI_RETURN_CODE, "returned 32775 (Invalid State) after 1 retries");
    assert_int_equal(p.calls, 2);
    assert_true(wmi_loopback_now(s->loopback) == 1600);

    p.calls = 0;
    options.retries = 9;
    options.timeout_ms = 1500; /* a second retry would be too late */
    p.refusals = 9;
    FAILS(s, plan_wait(s, NULL, &options), WMI_RETURN_CODE, "after 1 retries");
    assert_int_equal(p.calls, 2);

    p.calls = 0;
    p.refusal = 32769; /* does not pass by itself */
    FAILS(s, plan_wait(s, NULL, &options), WMI_RETURN_CODE, "Access Denied");
    assert_int_equal(p.calls, 1);
}

static void a_job_that_is_not_named_is_an_error(void **state)
{
    sample *s = *state;
    plan p;
    s_Sample_Service_Define_out out;
    plan_setup(s, &p);
    FAILS(s, plan_wait(s, &out, NULL), WMI_REPLY, "returned 4096 (job started) and no Job");
    assert_int_equal(s->error.return_value.value, 4096);
    assert_int_equal(out.ReturnValue.value, 4096);
    clear_out(&out);
}

static void a_call_that_fails_is_not_repeated(void **state)
{
    sample *s = *state;
    plan p;
    wmi_job_options options;
    plan_setup(s, &p);
    memset(&options, 0, sizeof options);
    options.retries = 5;
    MUST(s, wmi_loopback_fail(s->loopback, WMI_LOOPBACK_INVOKE, "Define", 0, WMI_TRANSPORT, TRANSPORT_DOWN, &s->error));
    REFUSED(s, plan_wait(s, NULL, &options), TRANSPORT_DOWN, "");
    assert_string_equal(s->error.operation, "invoke");
    assert_int_equal(p.calls, 0);
}

/* Jobs that complete. */

static void a_job_is_followed_until_it_completes(void **state)
{
    sample *s = *state;
    plan p;
    two_steps t;
    watch w;
    wmi_job_options options = watched(&w);
    s_Sample_Service_Define_out out;
    plan_setup(s, &p);
    make_job(&p, &t, 5000, WMI_JOB_COMPLETED);
    MUST(s, plan_wait(s, &out, &options));
    assert_int_equal(out.ReturnValue.value, 4096); /* what the method returned */
    SAME_PATH(out.Job, JOB_PATH);
    clear_out(&out);
    /* looks at 0, 100, 300, 700, 1500, 2500, 3500, 4500, 5500 ms */
    assert_int_equal(w.calls, 9);
    assert_int_equal(w.last_state, WMI_JOB_COMPLETED);
    assert_int_equal(w.last_percent, 100);
    assert_true(w.last_elapsed == 5500);
    assert_string_equal(w.text, "Defining/working");

    make_job(&p, &t, 5000, WMI_JOB_COMPLETED_WITH_WARNINGS);
    options.poll_ms = 2000;
    w.calls = 0;
    MUST(s, plan_wait(s, NULL, &options));
    assert_int_equal(w.calls, 4); /* 0, 2, 4, 6 s */
    assert_int_equal(w.last_state, 32768);
}

/* Two states are success and three are failure. Whatever else a job shows, it goes on. */
static void other_states_are_no_end(void **state)
{
    static const uint16_t states[] = {0, 1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 99, 255, 32767, 32769, 32770, 40000, 65535};
    static const char *const affected[] = {SERVICE_PATH};
    sample *s = *state;
    plan p;
    two_steps t;
    wmi_job_options options;
    size_t i;
    memset(&options, 0, sizeof options);
    options.timeout_ms = 3000;
    plan_setup(s, &p);
    for (i = 0; i < sizeof states / sizeof states[0]; i++) {
        char shown[16];
        make_job(&p, &t, 500, states[i]);
        t.job.affected = affected;
        t.job.affected_count = 1;
        (void)snprintf(shown, sizeof shown, " (%u), ", (unsigned)states[i]);
        FAILS(s, plan_wait(s, NULL, &options), WMI_TIMEOUT, shown);
        assert_int_equal(s->error.job.state.value, states[i]);
        assert_int_equal(s->error.number, 0); /* the wait ended, and no call was left without an answer */
    }
    assert_int_equal(wmi_loopback_count(s->loopback, S_NAMESPACE, "CIM_AffectedJobElement"), 0);
}

/* The state in between is passed over, and the one after it counts. */
static void a_vendors_state_is_passed_through(void **state)
{
    sample *s = *state;
    plan p;
    two_steps t;
    wmi_loopback_job_step steps[3];
    plan_setup(s, &p);
    make_job(&p, &t, 0, 0);
    steps[0] = plan_step(0, WMI_JOB_RUNNING, 10, NULL);
    steps[1] = plan_step(1000, 40000, 20, "of the vendor");
    steps[2] = plan_step(1000, WMI_JOB_EXCEPTION, 20, NULL);
    t.job.steps = steps;
    t.job.step_count = 3;
    FAILS(s, plan_wait(s, NULL, NULL), WMI_JOB, "Exception (10)");
    steps[2].state = WMI_JOB_COMPLETED;
    MUST(s, plan_wait(s, NULL, NULL));
}

/* Whether it never was there, or has failed and was removed before the first look, cannot be told. */
static void a_job_that_is_gone_at_first_has_an_unknown_outcome(void **state)
{
    sample *s = *state;
    plan p;
    s_Sample_Service_Define_out out;
    wmi_job_outcome outcome;
    wmi_job_options options;
    memset(&outcome, 0, sizeof outcome);
    memset(&options, 0, sizeof options);
    options.outcome = &outcome;
    plan_setup(s, &p);
    p.path = JOB_PATH;
    FAILS(s, plan_wait(s, &out, &options), WMI_JOB, "The job that Sample_Service.Define started is gone");
    assert_non_null(strstr(s->error.message, "whether it completed is not known"));
    SAME_PATH(s->error.job.path, JOB_PATH);
    assert_false(s->error.job.state.has);
    assert_null(s->error.name);
    assert_int_equal(s->error.return_value.value, 4096);
    SAME_PATH(out.Job, JOB_PATH);
    assert_null(out.Result);
    assert_int_equal(looks(s), 1);
    SAME_PATH(outcome.path, JOB_PATH);
    assert_false(outcome.state.has);
    wmi_job_outcome_clear(&outcome);
    clear_out(&out);
}

static void a_job_that_goes_unseen_has_an_unknown_outcome(void **state)
{
    sample *s = *state;
    plan p;
    two_steps t;
    watch w;
    wmi_job_options options = watched(&w);
    plan_setup(s, &p);
    make_job(&p, &t, 5000, WMI_JOB_COMPLETED);
    w.delete_with = s;
    FAILS(s, plan_wait(s, NULL, &options), WMI_JOB, "is gone");
    assert_non_null(strstr(s->error.message, "last seen in state Running (4), 10 % complete"));
    assert_int_equal(s->error.job.state.value, WMI_JOB_RUNNING);
    SAME_PATH(s->error.job.path, JOB_PATH);
    assert_string_equal(s->error.operation, "wait");
}

/* Out references. */

static void affected_elements_fill_out_references(void **state)
{
    const char *affected[4];
    sample *s = *state;
    plan p;
    two_steps t;
    s_Sample_Service_Define_out out;
    size_t i;
    static const char *const associations[] = {NULL,
                                               "Sample_AffectedElement"}; /* the second only through the CIM class */
    affected[0] = "Sample_Volume.DeviceID=\"v0\"";
    affected[1] = "Sample_Volume.DeviceID=\"v1\"";
    affected[2] = "Sample_FastDisk.DeviceID=\"d\",Index=1,Removable=FALSE";
    affected[3] = SERVICE_PATH;
    plan_setup(s, &p);
    for (i = 0; i < 2; i++) {
        make_job(&p, &t, 500, WMI_JOB_COMPLETED);
        t.job.affected = affected;
        t.job.affected_count = 4;
        t.job.affected_association = associations[i];
        MUST(s, plan_wait(s, &out, NULL));
        SAME_PATH(out.Result, affected[2]);
        assert_int_equal(out.Volumes.count, 2);
        SAME_PATH(out.Volumes.items[0], affected[0]);
        SAME_PATH(out.Volumes.items[1], affected[1]);
        /* Any takes any element: it gets what the others, which say more, leave. It is stored, so the path is whole. */
        SAME_PATH(out.Any, "\\\\.\\root\\sample:" SERVICE_PATH);
        clear_out(&out);
    }
    MUST(s, plan_wait(s, NULL, NULL));
}

static void the_results_of_a_job_are_listed(void **state)
{
    static const char *const affected[] = {"Sample_Volume.DeviceID=\"v0\"", SERVICE_PATH};
    sample *s = *state;
    plan p;
    two_steps t;
    s_Sample_Service_Define_out out;
    char **paths = NULL;
    size_t count = 7;
    plan_setup(s, &p);
    make_job(&p, &t, 500, WMI_JOB_COMPLETED);
    t.job.affected = affected;
    t.job.affected_count = 2;
    MUST(s, plan_wait(s, &out, NULL));
    MUST(s, wmi_job_results(s->session, out.Job, &paths, &count, &s->error));
    assert_int_equal(count, 2);
    assert_true(wmi_path_equal(paths[0], affected[0]));
    assert_true(wmi_path_equal(paths[1], affected[1]));
    wmi_free(paths);
    clear_out(&out);
    t.job.affected_count = 0;
    MUST(s, plan_wait(s, &out, NULL));
    MUST(s, wmi_job_results(s->session, out.Job, &paths, &count, &s->error));
    assert_int_equal(count, 0);
    assert_null(paths);
    /* A host that has but the second class, and one that has neither. */
    MUST(s, wmi_loopback_fail(s->loopback, WMI_LOOPBACK_ASSOCIATORS, NULL, 0, WMI_TRANSPORT, WMI_E_INVALID_CLASS,
                              &s->error));
    MUST(s, wmi_job_results(s->session, out.Job, &paths, &count, &s->error));
    MUST(s, wmi_loopback_fail(s->loopback, WMI_LOOPBACK_ASSOCIATORS, NULL, 0, WMI_TRANSPORT, WMI_E_INVALID_CLASS,
                              &s->error));
    MUST(s, wmi_loopback_fail(s->loopback, WMI_LOOPBACK_ASSOCIATORS, NULL, 0, WMI_TRANSPORT, WMI_E_INVALID_CLASS,
                              &s->error));
    REFUSED(s, wmi_job_results(s->session, out.Job, &paths, &count, &s->error), WMI_E_INVALID_CLASS, "");
    MUST(s, wmi_loopback_fail(s->loopback, WMI_LOOPBACK_ASSOCIATORS, NULL, 0, WMI_TRANSPORT, WMI_E_ACCESS_DENIED,
                              &s->error));
    REFUSED(s, wmi_job_results(s->session, out.Job, &paths, &count, &s->error), WMI_E_ACCESS_DENIED, "");
    FAILS(s, wmi_job_results(s->session, NULL, &paths, &count, &s->error), WMI_USAGE, "path");
    FAILS(s, wmi_job_results(s->session, out.Job, NULL, &count, &s->error), WMI_USAGE, "no place");
    REFUSED(s, wmi_job_results(s->session, "Nope.X=1", &paths, &count, &s->error), WMI_E_INVALID_CLASS, "Nope");
    clear_out(&out);
}

static void references_that_came_back_are_left_alone(void **state)
{
    static const char *const affected[] = {"Sample_Disk.DeviceID=\"d\",Index=1,Removable=FALSE"};
    sample *s = *state;
    plan p;
    two_steps t;
    s_Sample_Service_Define_out out;
    plan_setup(s, &p);
    make_job(&p, &t, 500, WMI_JOB_COMPLETED);
    t.job.affected = affected;
    t.job.affected_count = 1;
    p.out.Result = "Sample_Disk.DeviceID=\"mine\"";
    MUST(s, plan_wait(s, &out, NULL));
    SAME_PATH(out.Result, "Sample_Disk.DeviceID=\"mine\"");
    SAME_PATH(out.Any, affected[0]);
    assert_null(out.Volumes.items);
    clear_out(&out);
    /* Where the elements cannot be asked for, the operation has completed all the same. */
    for (unsigned i = 0; i < 6; i++) {
        MUST(s,
             wmi_loopback_fail(s->loopback, WMI_LOOPBACK_ASSOCIATORS, NULL, 0, WMI_TRANSPORT, WMI_E_FAILED, &s->error));
    }
    MUST(s, plan_wait(s, &out, NULL));
    assert_null(out.Any);
    clear_out(&out);
}

/* Jobs that fail. */

static void errors_of_the_job_are_decoded(void **state)
{
    wmi_embedded errors[3];
    s_Msvm_Error first;
    sample *s = *state;
    plan p;
    two_steps t;
    s_Sample_Service_Define_out out;
    memset(&first, 0, sizeof first);
    memset(errors, 0, sizeof errors);
    first.Message = "Disk <full> & gone.\r\n";
    first.MessageID = "M1";
    first.OwningEntity = "Hyper-V";
    first.ErrorSource = "vhd";
    first.ErrorType = WMI_UINT16(4);
    first.PerceivedSeverity = WMI_UINT16(5);
    first.ProbableCause = WMI_UINT16(6);
    first.CIMStatusCode = WMI_UINT32(1);
    first.CIMStatusCodeDescription = "failed";
    errors[0] = WMI_EMBED(s_Msvm_Error, &first);
    errors[1].text = "<INSTANCE CLASSNAME=\"Msvm_Error\"></INSTANCE>";
    errors[2].text = "<INSTANCE CLASSNAME=\"Msvm_Error\"><PROPERTY NAME=\"Message\" "
                     "TYPE=\"string\"><VALUE>last</VALUE></PROPERTY></INSTANCE>";
    plan_setup(s, &p);
    make_job(&p, &t, 500, WMI_JOB_EXCEPTION);
    t.job.error_code = 32773;
    t.job.error_description = "It did not work.";
    t.job.errors = errors;
    t.job.error_count = 3;
    p.out.Result = sample_disk_path("r", 1);
    FAILS(s, plan_wait(s, &out, NULL), WMI_JOB, "");
    assert_string_equal(s->error.message,
                        "Sample_Service.Define failed: its job ended in state Exception (10) with ErrorCode "
                        "32773 (Invalid parameter, by convention): Disk <full> & gone.");
    assert_int_equal(s->error.number, 32773);
    assert_string_equal(s->error.name, "Exception");
    assert_int_equal(s->error.return_value.value, 4096);
    assert_string_equal(s->error.operation, "wait");
    SAME_PATH(s->error.job.path, JOB_PATH);
    assert_int_equal(s->error.job.state.value, 10);
    assert_string_equal(s->error.job.state_name, "Exception");
    assert_int_equal(s->error.job.percent.value, 40);
    assert_int_equal(s->error.job.error_code.value, 32773);
    assert_string_equal(s->error.job.status, "working");
    assert_string_equal(s->error.job.description, "It did not work.");
    assert_null(s->error.job.summary);
    assert_int_equal(s->error.record_count, 3);
    assert_string_equal(s->error.records[0].class_name, "Msvm_Error");
    assert_string_equal(s->error.records[0].message, "Disk <full> & gone.\r\n");
    assert_string_equal(s->error.records[0].message_id, "M1");
    assert_string_equal(s->error.records[0].owning_entity, "Hyper-V");
    assert_string_equal(s->error.records[0].error_source, "vhd");
    assert_int_equal(s->error.records[0].error_type.value, 4);
    assert_int_equal(s->error.records[0].perceived_severity.value, 5);
    assert_int_equal(s->error.records[0].probable_cause.value, 6);
    assert_int_equal(s->error.records[0].cim_status_code.value, 1);
    assert_string_equal(s->error.records[0].cim_status_code_description, "failed");
    assert_non_null(strstr(s->error.records[0].text, "CLASSNAME=\"Msvm_Error\""));
    assert_null(s->error.records[1].message);
    assert_false(s->error.records[1].error_type.has);
    assert_string_equal(s->error.records[2].message, "last");
    SAME_PATH(out.Job, JOB_PATH);
    clear_out(&out);
}

static void a_state_of_failure_fails_whatever_the_error_code(void **state)
{
    static const uint16_t states[] = {WMI_JOB_TERMINATED, WMI_JOB_KILLED, WMI_JOB_EXCEPTION};
    sample *s = *state;
    plan p;
    two_steps t;
    size_t i;
    plan_setup(s, &p);
    for (i = 0; i < 3; i++) {
        make_job(&p, &t, 500, states[i]);
        FAILS(s, plan_wait(s, NULL, NULL), WMI_JOB, wmi_job_state_name(states[i]));
        assert_non_null(strstr(s->error.message, "with ErrorCode 0: working")); /* JobStatus is the best there is */
        assert_int_equal(s->error.number, 0);
        assert_true(s->error.job.error_code.has);
        assert_int_equal(s->error.record_count, 0);
    }
    make_job(&p, &t, 0, WMI_JOB_EXCEPTION);
    t.job.error_description = "Described.";
    FAILS(s, plan_wait(s, NULL, NULL), WMI_JOB, "with ErrorCode 0: Described.");
}

WMI_LOOPBACK_HANDLER(refuse_errors, s_Msvm_ConcreteJob_GetErrorEx)
{
    (void)in;
    (void)out;
    (void)call;
    return wmi_fail(error, WMI_TRANSPORT, WMI_E_PROVIDER_FAILURE, "no");
}

static void get_error_stands_in_for_get_error_ex(void **state)
{
    static const wmi_embedded errors[] = {{NULL, NULL,
                                           "<INSTANCE CLASSNAME=\"Msvm_Error\"><PROPERTY NAME=\"Message\" "
                                           "TYPE=\"string\"><VALUE>one</VALUE></PROPERTY></INSTANCE>"}};
    sample *s = *state;
    plan p;
    two_steps t;
    plan_setup(s, &p);
    make_job(&p, &t, 500, WMI_JOB_EXCEPTION);
    t.job.errors = errors;
    t.job.error_count = 1;
    t.job.class_name = "Sample_OldJob"; /* has no GetErrorEx */
    FAILS(s, plan_wait(s, NULL, NULL), WMI_JOB, ": one");
    assert_int_equal(s->error.record_count, 1);
    t.job.class_name = "Msvm_ConcreteJob"; /* has one that fails */
    MUST(s,
         wmi_loopback_on(s->loopback, S_NAMESPACE, "Msvm_ConcreteJob", "GetErrorEx", refuse_errors, NULL, &s->error));
    FAILS(s, plan_wait(s, NULL, NULL), WMI_JOB, ": one");
    assert_int_equal(s->error.record_count, 1);
}

/* What GetErrorEx answers in the next test. */
typedef struct odd_errors {
    uint32_t code;
    wmi_array_embedded errors;
} odd_errors;

WMI_LOOPBACK_HANDLER(answer_errors, s_Msvm_ConcreteJob_GetErrorEx)
{
    const odd_errors *odd = call->context;
    (void)in;
    (void)error;
    out->Errors = odd->errors;
    out->ReturnValue = wmi_uint32(odd->code);
    return WMI_OK;
}

static bool WMI_CALLBACK add_summary(void *context, const wmi_job_progress *progress)
{
    sample *s = context;
    wmi_value text = wmi_value_string("In short.");
    MUST(s, wmi_loopback_set(s->loopback, S_NAMESPACE, progress->path, "ErrorSummaryDescription", &text, &s->error));
    return true;
}

#define MESSAGE(text) "<PROPERTY NAME=\"Message\" TYPE=\"string\"><VALUE>" text "</VALUE></PROPERTY>"

static void odd_errors_of_a_job_are_made_the_best_of(void **state)
{
    static const wmi_embedded own = {NULL, NULL, "<INSTANCE CLASSNAME=\"Msvm_Error\">" MESSAGE("own") "</INSTANCE>"};
    static const wmi_embedded texts[] = {
        {NULL, NULL, "<INSTANCE CLASSNAME=\"Msvm_Error\">" MESSAGE("") "</INSTANCE>"},
        {NULL, NULL, "<INSTANCE CLASSNAME=\"Msvm_Error\">" MESSAGE("second") "</INSTANCE>"}};
    sample *s = *state;
    plan p;
    two_steps t;
    odd_errors odd;
    wmi_job_options options;
    memset(&odd, 0, sizeof odd);
    memset(&options, 0, sizeof options);
    plan_setup(s, &p);
    make_job(&p, &t, 500, WMI_JOB_EXCEPTION);
    odd.errors.items = texts;
    odd.errors.count = sizeof texts / sizeof texts[0];
    MUST(s,
         wmi_loopback_on(s->loopback, S_NAMESPACE, "Msvm_ConcreteJob", "GetErrorEx", answer_errors, &odd, &s->error));
    FAILS(s, plan_wait(s, NULL, NULL), WMI_JOB, ": second"); /* the first says nothing */
    assert_int_equal(s->error.record_count, 2);
    assert_string_equal(s->error.records[0].message, "");
    /* A GetErrorEx that failed has told nothing, whatever it brought along. */
    odd.code = 32768;
    t.job.errors = &own;
    t.job.error_count = 1;
    FAILS(s, plan_wait(s, NULL, NULL), WMI_JOB, ": own");
    assert_int_equal(s->error.record_count, 1);
    /* Without records and a description, the summary. */
    t.job.error_count = 0;
    options.progress = add_summary;
    options.context = s;
    FAILS(s, plan_wait(s, NULL, &options), WMI_JOB, ": In short.");
    assert_int_equal(s->error.record_count, 0);
    assert_string_equal(s->error.job.summary, "In short.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(code_0_is_success_at_once),
        TEST(other_codes_fail_with_their_names),
        TEST(busy_services_are_called_again_on_request),
        TEST(a_job_that_is_not_named_is_an_error),
        TEST(a_call_that_fails_is_not_repeated),
        TEST(a_job_is_followed_until_it_completes),
        TEST(other_states_are_no_end),
        TEST(a_vendors_state_is_passed_through),
        TEST(a_job_that_is_gone_at_first_has_an_unknown_outcome),
        TEST(a_job_that_goes_unseen_has_an_unknown_outcome),
        TEST(affected_elements_fill_out_references),
        TEST(the_results_of_a_job_are_listed),
        TEST(references_that_came_back_are_left_alone),
        TEST(errors_of_the_job_are_decoded),
        TEST(a_state_of_failure_fails_whatever_the_error_code),
        TEST(get_error_stands_in_for_get_error_ex),
        TEST(odd_errors_of_a_job_are_made_the_best_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
