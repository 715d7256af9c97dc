/**
 * @file
 * The small Hyper-V host of the example programs, on a loopback whose schemas came from MOF files. Its handlers are written for the
 * generated structs, and are given these, whatever the layout is that those schemas have: wmi_loopback_on_as().
 */
#ifndef MBM_MOCK_HOST_H
#define MBM_MOCK_HOST_H

#include "mock/mock_schema.h"

#include <wmi/loopback.h>

#include "hyperv_host.h"

/** Whether schemas have root\virtualization\v2 or root\HyperVCluster\v2, as far as the host is of those. */
bool mbm_is_hyperv(const mbm_schemas *schemas);
/** Puts the host there, as far as the schemas have its namespaces, and lets those methods behave that they have. */
wmi_status mbm_play_host(const mbm_schemas *schemas, wmi_loopback *loopback, hyperv_host **host, wmi_error *error);

/** A behaviour by its name: hyperv.DefineSystem, hypervcluster.InitiateFailover; NULL where there is none. */
const hyperv_behaviour *mbm_find_behaviour(const char *name);
/** The behaviours by index; NULL behind the last one. */
const hyperv_behaviour *mbm_behaviour_at(size_t index);

#endif
