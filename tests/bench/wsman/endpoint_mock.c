/*
 * What mofbind-mock serves, of 10,000 machines: its server over a loopback, in a process of its own.
 */
#define _DEFAULT_SOURCE

#include "endpoint.h"

#ifdef BENCH_HAS_MOCK
#include "mock/mock.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <virtualization_v2.h>

WMI_LOOPBACK_HANDLER(change_state, hv_Msvm_ComputerSystem_RequestStateChange)
{
    out->Job = "\\\\.\\root\\virtualization\\v2:Msvm_ConcreteJob.InstanceID=\"2A77C9D0-90C1-4E0D-8F31-5B7B3A2EE611\"";
    out->ReturnValue = wmi_uint32(4096);
    return WMI_OK;
}

/* As many properties as hosts fill in. */
static void add_machine(wmi_loopback *loopback, unsigned number)
{
    static const uint16_t states[] = {2, 11};
    hv_Msvm_ComputerSystem machine = {0};
    wmi_error error = {0};
    char name[64];
    char label[64];
    snprintf(name, sizeof name, "5B7B3A2E-90C1-4E0D-8F31-%012u", number);
    snprintf(label, sizeof label, "machine %u", number);
    machine.CreationClassName = "Msvm_ComputerSystem";
    machine.Name = name;
    machine.ElementName = label;
    machine.Caption = "Virtual Machine";
    machine.Description = "Microsoft Virtual Machine";
    machine.InstanceID = name;
    machine.EnabledState = wmi_uint16(2);
    machine.EnabledDefault = wmi_uint16(3);
    machine.RequestedState = wmi_uint16(12);
    machine.HealthState = wmi_uint16(5);
    machine.OperationalStatus.items = states;
    machine.OperationalStatus.count = 2;
    machine.OnTimeInMilliseconds = wmi_uint64(6138293824u + number);
    machine.ProcessID = wmi_uint32(4000 + number);
    machine.NumberOfNumaNodes = wmi_uint16(1);
    machine.ReplicationState = wmi_uint16(0);
    machine.ReplicationHealth = wmi_uint16(0);
    machine.ReplicationMode = wmi_uint16(0);
    machine.FailedOverReplicationType = wmi_uint16(0);
    if (wmi_loopback_add(loopback, &hv_Msvm_ComputerSystem_info, &machine, NULL, &error) != WMI_OK) {
        fprintf(stderr, "endpoint: %s\n", error.message);
        _exit(1);
    }
}

static void run(int channel)
{
    static const wmi_schema *const schemas[] = {&hv_schema};
    mbm_server_options options = {0};
    mbm_host host = {0};
    mbm_server *server = NULL;
    wmi_error error = {0};
    unsigned port = 0;
    if (wmi_loopback_new(schemas, 1, &host.loopback, &error) != WMI_OK ||
        wmi_loopback_on(host.loopback, "root\\virtualization\\v2", "Msvm_ComputerSystem", "RequestStateChange",
                        change_state, NULL, &error) != WMI_OK) {
        _exit(1);
    }
    for (unsigned i = 0; i < ENDPOINT_MACHINES; i++) {
        add_machine(host.loopback, i);
    }
    host.schemas = schemas;
    host.schema_count = 1;
    options.address = "127.0.0.1";
    options.user = "operator";
    options.password = "secret";
    options.allow_unencrypted = true;
    if (mbm_server_start(&options, &host, &server, &error) != WMI_OK ||
        sscanf(mbm_server_url(server), "http://127.0.0.1:%u/", &port) != 1) {
        _exit(1);
    }
    uint16_t number = (uint16_t)port;
    if (write(channel, &number, sizeof number) != sizeof number) {
        _exit(1);
    }
    for (;;) {
        pause();
    }
}

int endpoint_start_mock(endpoint *e)
{
    return endpoint_fork(e, run);
}
#else
int endpoint_start_mock(endpoint *e)
{
    (void)e;
    return -1;
}
#endif
