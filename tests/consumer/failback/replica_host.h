/**
 * @file
 * A host with a replicated virtual machine and a replicated collection, played by the loopback backend.
 */
#ifndef REPLICA_HOST_H
#define REPLICA_HOST_H

#include <wmi/loopback.h>

typedef struct replica_host {
    wmi_loopback *loopback;
    char *service;            /**< path of the Msvm_ReplicationService */
    char *machine;            /**< path of the virtual machine that was failed over */
    char *collection_service; /**< path of the Msvm_CollectionReplicationService */
    char *collection;         /**< path of the Msvm_VirtualSystemCollection that was failed over */
} replica_host;

/** Builds the host; give it back with replica_host_stop(), also after a failure. */
wmi_status replica_host_start(replica_host *host, wmi_error *error);
void replica_host_stop(replica_host *host);

#endif
