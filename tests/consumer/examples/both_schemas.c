/* Fails a collection of machines over, and shows what replicates: both schemas in one program. */
#include "common.h"

#include <hypervcluster_v2/Msvm_CollectionReplicationService.h>
#include <hypervcluster_v2/Msvm_VirtualSystemCollection.h>
#include <virtualization_v2/Msvm_ComputerSystem.h>

#include <stdio.h>

static wmi_status show_machines(wmi_session *session, wmi_error *error)
{
    const wmi_select select = {.properties = (const char *const[]){"ElementName", "ReplicationState", NULL},
                               .where = "ReplicationState IS NOT NULL"};
    hv_Msvm_ComputerSystem *machines = NULL;
    size_t count = 0;
    char text[WMI_TEXT_SIZE];
    wmi_status status = hv_Msvm_ComputerSystem_list_select(session, &select, &machines, &count, error);
    for (size_t i = 0; i < count; i++)
        printf("%s: %s\n", machines[i].ElementName,
               wmi_code_text(&hv_Msvm_ComputerSystem_ReplicationState_codes, machines[i].ReplicationState.value, text));
    hv_Msvm_ComputerSystem_list_free(machines, count);
    return status;
}

static wmi_status fail_over(wmi_session *session, const char *name, wmi_error *error)
{
    hvc_Msvm_CollectionReplicationService_InitiateFailover_in in = {0};
    hvc_Msvm_CollectionReplicationService service = {0};
    hvc_Msvm_VirtualSystemCollection collection = {0};
    hvc_Msvm_VirtualSystemCollection after = {0};
    char text[WMI_TEXT_SIZE];
    char *where = NULL;
    wmi_status status = wmi_wql(&where, "ElementName = %Q", name);
    if (status == WMI_OK)
        status = hvc_Msvm_VirtualSystemCollection_one(session, where, &collection, error);
    if (status == WMI_OK)
        status = hvc_Msvm_CollectionReplicationService_one(session, NULL, &service, error);
    in.Collection = collection.wmi.path;
    if (status == WMI_OK)
        status = hvc_Msvm_CollectionReplicationService_InitiateFailover_wait(session, service.wmi.path, &in, NULL, NULL,
                                                                             error);
    if (status == WMI_OK)
        status = hvc_Msvm_VirtualSystemCollection_get(session, collection.wmi.path, &after, error);
    if (status == WMI_OK)
        printf("%s: %s\n", after.ElementName,
               wmi_code_text(&hvc_Msvm_VirtualSystemCollection_ReplicationState_codes, after.ReplicationState.value,
                             text));
    wmi_free(where);
    hvc_Msvm_VirtualSystemCollection_clear(&after);
    hvc_Msvm_VirtualSystemCollection_clear(&collection);
    hvc_Msvm_CollectionReplicationService_clear(&service);
    return status;
}

int main(int argc, char **argv)
{
    example self;
    wmi_session *machines = NULL;
    wmi_session *clusters = NULL;
    wmi_error error = WMI_ERROR_INIT;
    int result = 2;
    if (example_begin(&self, argc, argv, 1, "COLLECTION")) {
        wmi_status status;
        self.options.ns = hv_NAMESPACE;
        status = wmi_connect(&self.options, &machines, &error);
        self.options.ns = hvc_NAMESPACE;
        if (status == WMI_OK)
            status = wmi_connect(&self.options, &clusters, &error);
        if (status == WMI_OK)
            status = show_machines(machines, &error);
        if (status == WMI_OK)
            status = fail_over(clusters, self.arguments[0], &error);
        result = status == WMI_OK ? 0 : example_failed(&error);
    }
    wmi_error_clear(&error);
    wmi_close(clusters);
    wmi_close(machines);
    example_end(&self);
    return result;
}
