#include "plan.h"

WMI_LOOPBACK_HANDLER(define, s_Sample_Service_Define)
{
    plan *p = call->context;
    assert_non_null(in->Setting.text);
    p->calls++;
    *out = p->out;
    out->ReturnValue = WMI_UINT32(p->calls <= p->refusals ? p->refusal : p->code);
    if (p->calls <= p->refusals || p->code != WMI_RETURN_JOB_STARTED) {
        return WMI_OK;
    }
    out->Job = p->path;
    return p->job != NULL ? wmi_loopback_start_job(call->loopback, S_NAMESPACE, p->job, &out->Job, error) : WMI_OK;
}

void plan_setup(sample *s, plan *p)
{
    memset(p, 0, sizeof *p);
    p->code = WMI_RETURN_JOB_STARTED;
    sample_add_service(s);
    MUST(s, wmi_loopback_on(s->loopback, S_NAMESPACE, "Sample_Service", "Define", define, p, &s->error));
}

wmi_status plan_wait(sample *s, s_Sample_Service_Define_out *out, const wmi_job_options *options)
{
    s_Sample_Setting setting;
    s_Sample_Service_Define_in in;
    memset(&setting, 0, sizeof setting);
    memset(&in, 0, sizeof in);
    setting.Name = "n";
    in.Setting = WMI_EMBED(s_Sample_Setting, &setting);
    return wmi_invoke_wait(s->session, "Sample_Service", &s_Sample_Service_Define_info, SERVICE_PATH, &in, out, options,
                           &s->error);
}

wmi_loopback_job_step plan_step(uint32_t after_ms, uint16_t state, uint16_t percent, const char *status)
{
    wmi_loopback_job_step step;
    step.after_ms = after_ms;
    step.state = state;
    step.percent = percent;
    step.status = status;
    return step;
}

void make_job(plan *p, two_steps *t, uint32_t after_ms, uint16_t last)
{
    memset(t, 0, sizeof *t);
    t->steps[0] = plan_step(0, WMI_JOB_RUNNING, 10, "working");
    t->steps[1] = plan_step(after_ms, last, last == WMI_JOB_COMPLETED ? 100 : 40, NULL);
    t->job.class_name = "Msvm_ConcreteJob";
    t->job.caption = "Defining";
    t->job.steps = t->steps;
    t->job.step_count = 2;
    p->job = &t->job;
}

void clear_out(s_Sample_Service_Define_out *out)
{
    wmi_method_out_clear(&s_Sample_Service_Define_info, out);
}

void assert_cleared(const s_Sample_Service_Define_out *out)
{
    s_Sample_Service_Define_out zero;
    memset(&zero, 0, sizeof zero);
    assert_memory_equal(out, &zero, sizeof zero);
}

uint32_t looks(const sample *s)
{
    return wmi_loopback_calls(s->loopback, WMI_LOOPBACK_GET);
}

static bool observe(void *context, const wmi_job_progress *progress)
{
    watch *w = context;
    w->calls++;
    w->last_state = progress->state;
    w->last_percent = progress->percent;
    w->last_elapsed = progress->elapsed_ms;
    assert_non_null(progress->path);
    assert_string_equal(progress->state_name, wmi_job_state_name(progress->state));
    (void)snprintf(w->text, sizeof w->text, "%s/%s", progress->caption, progress->status);
    if (w->delete_with != NULL) {
        assert_int_equal(wmi_instance_delete(w->delete_with->session, progress->path, NULL), WMI_OK);
    }
    return w->calls != w->stop_at;
}

wmi_job_options watched(watch *w)
{
    wmi_job_options options;
    memset(&options, 0, sizeof options);
    memset(w, 0, sizeof *w);
    options.progress = observe;
    options.context = w;
    return options;
}
