/*
 * Defines virtual machines on the loopback with a library of which only that method is there, and what define.txt
 * names: once with a job that succeeds and tells what it made, once with one that fails and tells why.
 */
#include <stdio.h>
#include <string.h>

#if defined(AMALGAMATED)
#include "virtualization_v2.h"
#else
#include <virtualization_v2.h>
#include <wmi/loopback.h>
#endif

#if defined(BOTH)
#include "hypervcluster_v2.h"
#endif

static const wmi_loopback_job_step smooth[] = {
    {0, WMI_JOB_RUNNING, 10, "Creating the virtual machine"},
    {700, WMI_JOB_COMPLETED, 100, NULL},
};
static const wmi_loopback_job_step refused[] = {
    {0, WMI_JOB_RUNNING, 10, "Creating the virtual machine"},
    {700, WMI_JOB_EXCEPTION, 10, NULL},
};

static wmi_status start(const wmi_loopback_call *call, const wmi_loopback_job *job,
                        hv_Msvm_VirtualSystemManagementService_DefineSystem_out *out, wmi_error *error)
{
    out->ReturnValue = WMI_UINT32(WMI_RETURN_JOB_STARTED);
    return wmi_loopback_start_job(call->loopback, hv_NAMESPACE, job, &out->Job, error);
}

static wmi_status fail(const wmi_loopback_call *call, hv_Msvm_VirtualSystemManagementService_DefineSystem_out *out,
                       wmi_error *error)
{
    hv_Msvm_Error record;
    wmi_embedded errors[1];
    wmi_loopback_job job;

    memset(&record, 0, sizeof record);
    record.MessageID = "12345";
    record.Message = "The name is taken.";
    errors[0] = wmi_loopback_embed(call, &hv_Msvm_Error_info, &record);
    memset(&job, 0, sizeof job);
    job.class_name = "Msvm_ConcreteJob";
    job.steps = refused;
    job.step_count = sizeof refused / sizeof refused[0];
    job.error_code = 32768;
    job.errors = errors;
    job.error_count = 1;
    return start(call, &job, out, error);
}

/* A machine that is called "taken" is not made. */
WMI_LOOPBACK_HANDLER(define_system, hv_Msvm_VirtualSystemManagementService_DefineSystem)
{
    hv_Msvm_VirtualSystemSettingData settings;
    hv_Msvm_ComputerSystem machine;
    const char *affected[1];
    wmi_loopback_job job;
    char *path = NULL;
    wmi_status status;

    memset(&settings, 0, sizeof settings);
    memset(&machine, 0, sizeof machine);
    memset(&job, 0, sizeof job);
    status = WMI_UNEMBED(hv_Msvm_VirtualSystemSettingData, &in->SystemSettings, &settings, error);
    if (status != WMI_OK)
        return status;
    if (strcmp(settings.ElementName, "taken") == 0) {
        hv_Msvm_VirtualSystemSettingData_clear(&settings);
        return fail(call, out, error);
    }
    machine.CreationClassName = "Msvm_ComputerSystem";
    machine.Name = "6A4F1D0C-52C1-4E0B-9E7C-0B7A3B1F6F11";
    machine.ElementName = settings.ElementName;
    status = wmi_loopback_add(call->loopback, &hv_Msvm_ComputerSystem_info, &machine, &path, error);
    affected[0] = path;
    job.class_name = "Msvm_ConcreteJob";
    job.steps = smooth;
    job.step_count = sizeof smooth / sizeof smooth[0];
    job.affected = affected;
    job.affected_count = 1;
    if (status == WMI_OK)
        status = start(call, &job, out, error);
    wmi_free(path);
    hv_Msvm_VirtualSystemSettingData_clear(&settings);
    return status;
}

static int check(bool good, const char *what, const wmi_error *error)
{
    if (!good)
        printf("not so: %s (%s)\n", what, error->message[0] != '\0' ? error->message : "no error");
    return good ? 0 : 1;
}

/* Selected of the base class: an instance of the derived one has it all the same. */
WMI_LOOPBACK_HANDLER(destroy_system, hv_CIM_VirtualSystemManagementService_DestroySystem)
{
    out->ReturnValue = WMI_UINT32(0);
    return wmi_loopback_remove(call->loopback, hv_NAMESPACE, in->AffectedSystem, error);
}

static int destroy(wmi_session *session, const char *service, const char *machine)
{
    hv_CIM_VirtualSystemManagementService_DestroySystem_in in;
    wmi_error error;
    int failures;

    memset(&in, 0, sizeof in);
    memset(&error, 0, sizeof error);
    in.AffectedSystem = machine;
    failures = check(
        hv_CIM_VirtualSystemManagementService_DestroySystem_wait(session, service, &in, NULL, NULL, &error) == WMI_OK,
        "web-01 is destroyed", &error);
    wmi_error_clear(&error);
    return failures;
}

static wmi_status define(wmi_session *session, const char *service, const char *name,
                         hv_Msvm_VirtualSystemManagementService_DefineSystem_out *out, wmi_error *error)
{
    hv_Msvm_VirtualSystemManagementService_DefineSystem_in in;
    hv_Msvm_VirtualSystemSettingData settings;
    wmi_job_options waiting;

    memset(&in, 0, sizeof in);
    memset(&settings, 0, sizeof settings);
    memset(&waiting, 0, sizeof waiting);
    waiting.timeout_ms = 60000;
    settings.InstanceID = "Microsoft:Definition";
    settings.ElementName = name;
    settings.VirtualSystemSubType = "Microsoft:Hyper-V:SubType:2";
    in.SystemSettings = WMI_EMBED(hv_Msvm_VirtualSystemSettingData, &settings);
    return hv_Msvm_VirtualSystemManagementService_DefineSystem_wait(session, service, &in, out, &waiting, error);
}

static int define_both(wmi_session *session, const char *service)
{
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out out;
    hv_Msvm_ComputerSystem machine;
    wmi_error error;
    int failures = 0;

    memset(&out, 0, sizeof out);
    memset(&machine, 0, sizeof machine);
    memset(&error, 0, sizeof error);
    failures += check(define(session, service, "web-01", &out, &error) == WMI_OK, "web-01 is defined", &error);
    failures += check(out.ResultingSystem != NULL, "the job's result is filled in", &error);
    failures += check(out.ResultingSystem != NULL &&
                          hv_Msvm_ComputerSystem_get(session, out.ResultingSystem, &machine, &error) == WMI_OK &&
                          strcmp(machine.ElementName, "web-01") == 0,
                      "the machine is there", &error);
    failures += destroy(session, service, out.ResultingSystem);
    hv_Msvm_ComputerSystem_clear(&machine);
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out_clear(&out);
    wmi_error_clear(&error);

    failures += check(define(session, service, "taken", &out, &error) == WMI_JOB, "the job of the other fails", &error);
    failures += check(error.record_count == 1 && strcmp(error.records[0].message, "The name is taken.") == 0,
                      "its error is decoded", &error);
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out_clear(&out);
    wmi_error_clear(&error);
    return failures;
}

int main(void)
{
    static const wmi_schema *const schemas[] = {
        &hv_schema,
#if defined(BOTH)
        &hvc_schema,
#endif
    };
    hv_Msvm_VirtualSystemManagementService service;
    wmi_connect_options options;
    wmi_loopback *loopback = NULL;
    wmi_session *session = NULL;
    char *path = NULL;
    wmi_error error;
    int failures = 0;
    wmi_status status;

    memset(&service, 0, sizeof service);
    memset(&options, 0, sizeof options);
    memset(&error, 0, sizeof error);
    service.SystemCreationClassName = "Msvm_ComputerSystem";
    service.SystemName = "HOST";
    service.CreationClassName = "Msvm_VirtualSystemManagementService";
    service.Name = "vmms";
    status = wmi_loopback_new(schemas, sizeof schemas / sizeof schemas[0], &loopback, &error);
    if (status == WMI_OK)
        status = wmi_loopback_add(loopback, &hv_Msvm_VirtualSystemManagementService_info, &service, &path, &error);
    if (status == WMI_OK)
        status = wmi_loopback_on(loopback, hv_NAMESPACE, "Msvm_VirtualSystemManagementService", "DefineSystem",
                                 define_system, NULL, &error);
    if (status == WMI_OK)
        status = wmi_loopback_on(loopback, hv_NAMESPACE, "CIM_VirtualSystemManagementService", "DestroySystem",
                                 destroy_system, NULL, &error);
    if (status == WMI_OK) {
        options.backend = wmi_loopback_backend(loopback);
        options.ns = hv_NAMESPACE;
        status = wmi_connect(&options, &session, &error);
    }
#if defined(BOTH)
    if (status == WMI_OK && hvc_Msvm_CollectionReplicationService_info.field_count == 0)
        status = wmi_fail(&error, WMI_USAGE, 0, "The other library is not there");
#endif
    failures = status == WMI_OK ? define_both(session, path) : check(false, "the loopback is set up", &error);
    wmi_error_clear(&error);
    wmi_close(session);
    wmi_free(path);
    wmi_loopback_free(loopback);
    if (failures == 0)
        puts("defined");
    return failures;
}
