#include "mock/mock_host.h"

#include <string.h>

/* What tells that a schema is Hyper-V's. */
static const struct {
    const char *ns;
    const char *class_name;
} marks[] = {
    {"root\\virtualization\\v2", "Msvm_VirtualSystemManagementService"},
    {"root\\HyperVCluster\\v2", "Msvm_CollectionReplicationService"},
};
enum { VIRTUALIZATION, CLUSTER, MARK_COUNT };

static bool has_mark(const mbm_schemas *schemas, int mark)
{
    return mbm_find_class(schemas, marks[mark].ns, marks[mark].class_name) != NULL;
}

bool mbm_is_hyperv(const mbm_schemas *schemas)
{
    return has_mark(schemas, VIRTUALIZATION) || has_mark(schemas, CLUSTER);
}

const hyperv_behaviour *mbm_behaviour_at(size_t index)
{
    const hyperv_behaviour *found = hyperv_behaviour_at(index);

    for (size_t count = 0; found == NULL; count++) {
        if (hyperv_behaviour_at(count) == NULL) {
            return hyperv_cluster_behaviour_at(index - count);
        }
    }
    return found;
}

const hyperv_behaviour *mbm_find_behaviour(const char *name)
{
    const hyperv_behaviour *at = NULL;

    for (size_t i = 0; (at = mbm_behaviour_at(i)) != NULL && strcmp(at->name, name) != 0; i++) {
    }
    return at;
}

/** Lets those methods behave that the schemas have: a host's own MOF may be older. */
static wmi_status behave(const mbm_schemas *schemas, hyperv_host *host, wmi_error *error)
{
    wmi_status status = WMI_OK;
    const hyperv_behaviour *at = NULL;

    for (size_t i = 0; status == WMI_OK && (at = mbm_behaviour_at(i)) != NULL; i++) {
        const wmi_schema_class *cls = mbm_find_class(schemas, at->ns, at->class_name);
        if (cls != NULL && mbm_find_method(cls, at->method->name) != NULL) {
            status = hyperv_host_behave(host, at, error);
        }
    }
    return status;
}

wmi_status mbm_play_host(const mbm_schemas *schemas, wmi_loopback *loopback, hyperv_host **host, wmi_error *error)
{
    wmi_status status = hyperv_host_on(loopback, host, error);

    if (status == WMI_OK && has_mark(schemas, VIRTUALIZATION)) {
        status = hyperv_host_populate(*host, error);
    }
    if (status == WMI_OK && has_mark(schemas, CLUSTER)) {
        status = hyperv_host_add_cluster(*host, error);
    }
    return status == WMI_OK ? behave(schemas, *host, error) : status;
}
