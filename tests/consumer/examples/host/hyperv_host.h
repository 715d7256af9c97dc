/**
 * @file
 * A small Hyper-V host that the loopback backend plays: what the example programs run against, and a start for tests of
 * one's own.
 *
 * It has two virtual machines with their settings, devices and integration components, snapshots, a switch, virtual
 * hard disks, the resource pools with their default settings, and the management services. Their methods change its
 * state through jobs that run on the virtual clock of the loopback, refuse what a host refuses with the same return
 * codes, and fail with Msvm_Error where a host's job fails. All of it is held in the loopback's instances, so that a
 * test may look at it, and change it, by <wmi/loopback.h>.
 *
 *     hyperv_host *host = NULL;
 *     wmi_status status = hyperv_host_new(&host, &error);
 *     options.backend = hyperv_host_backend(host);
 *     options.ns = hv_NAMESPACE;
 *     ...
 *     hyperv_host_free(host);
 *
 * Functions return WMI_OK or fail as those of <wmi/loopback.h> do. Calls of methods may come from several threads: each
 * is carried out in one piece.
 */
#ifndef HYPERV_HOST_H
#define HYPERV_HOST_H

#include <wmi/loopback.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What hyperv_host_populate puts there. The machines' names are their `ElementName`; their `Name` is the identifier.
 */
#define HYPERV_HOST_NAME "HV-01"
#define HYPERV_WEB_NAME "web-01" /**< generation 1, 2048 MB, 2 processors; off */
#define HYPERV_WEB_ID "6A4F1D0C-52C1-4E0B-9E7C-0B7A3B1F6F11"
#define HYPERV_WEB_DISK "C:\\VMs\\web-01\\web-01.vhdx"
#define HYPERV_DB_NAME "db-01" /**< generation 2, 8192 MB (dynamic), 4 processors; runs */
#define HYPERV_DB_ID "C2E0A9B4-7D35-4F19-8C53-91D7E5F0A62B"
#define HYPERV_DB_DISK "C:\\VMs\\db-01\\db-01.vhdx"
#define HYPERV_DB_SNAPSHOT_NAME "Before the update" /**< a snapshot of db-01 */
#define HYPERV_DB_SNAPSHOT_ID "0F4D2C81-3B6E-4A57-9D18-62C7E8B1F405"
#define HYPERV_SWITCH_NAME "External network" /**< both machines are connected to it */
#define HYPERV_SWITCH_ID "5B8A7E63-94D2-4C1F-A0E5-D3F60917B28C"
#define HYPERV_ADAPTER_NAME "Ethernet 1 (10 GBit)" /**< the external port that its first port leads to */
#define HYPERV_IMAGE "C:\\ISO\\server.iso"         /**< an image for DVD drives */
#define HYPERV_DISKS "C:\\VMs"                     /**< a directory that is there; the drives are C: and D: */
#define HYPERV_COLLECTION_NAME "order system"      /**< hyperv_host_add_cluster: a collection of machines */
#define HYPERV_COLLECTION_ID "B7D0A1E2-1F9E-4A0E-8E57-3C2C1F4E9A10"
/** The host's memory: machines that want more than is left of it do not start. In MB. */
#define HYPERV_HOST_MEMORY 65536u
/** The name of a replica server or primary server that nobody answers at: jobs that need it fail. */
#define HYPERV_DEAD_SERVER "gone.contoso.example"

/** A host. Threads: several may use one at the same time, as its loopback; hyperv_host_free is the last call. */
typedef struct hyperv_host hyperv_host;

/**
 * A loopback that plays root\virtualization\v2, with all that hyperv_host_populate and hyperv_host_behave_all make.
 * @param host the caller's: hyperv_host_free, after all sessions are closed.
 */
wmi_status hyperv_host_new(hyperv_host **host, wmi_error *error);
/**
 * The same, and root\HyperVCluster\v2 with a collection of machines and its replication (hyperv_host_add_cluster). Only
 * a program that names this function links the cluster's schema. `*host` likewise.
 */
wmi_status hyperv_host_new_with_cluster(hyperv_host **host, wmi_error *error);
/** Gives a host back; of hyperv_host_new also its loopback. NULL is allowed. */
void hyperv_host_free(hyperv_host *host);

/** The loopback that plays the host: its clock, its journal, failures on demand. Lives as long as the host. */
wmi_loopback *hyperv_host_loopback(const hyperv_host *host);
/** The backend for wmi_connect_options.backend; NULL for NULL. */
const wmi_backend *hyperv_host_backend(const hyperv_host *host);

/* ---- In parts, for a loopback of one's own ---- */

/**
 * A host on a loopback that the caller has and keeps. Nothing is there yet, and no method behaves.
 * @param loopback knows &hv_schema, or another schema of root\virtualization\v2.
 * @param host lives as long as the loopback; hyperv_host_free does nothing to it.
 */
wmi_status hyperv_host_on(wmi_loopback *loopback, hyperv_host **host, wmi_error *error);
/** Puts the host itself, its services, pools, machines, disks and the switch there. */
wmi_status hyperv_host_populate(hyperv_host *host, wmi_error *error);
/**
 * Adds a machine of this name that is the replica of one elsewhere: off, replicating, not failed over.
 * @param path if not NULL, receives its path, the caller's: wmi_free.
 */
wmi_status hyperv_host_add_replica(hyperv_host *host, const char *name, char **path, wmi_error *error);
/**
 * Adds the collection HYPERV_COLLECTION_NAME, which is a replica and replicating, and its
 * Msvm_CollectionReplicationService to a host whose loopback knows &hvc_schema; and lets the methods of this service
 * behave.
 */
wmi_status hyperv_host_add_cluster(hyperv_host *host, wmi_error *error);

/** What a method does. */
typedef struct hyperv_behaviour {
    const char *name;              /**< `hyperv.DefineSystem`: what scenarios call it */
    const char *ns;                /**< the namespace of its class */
    const char *class_name;        /**< the class whose method it is written for */
    const wmi_method_info *method; /**< the method, as the generated bindings have it */
    wmi_loopback_handler handler; /**< wants the host as the context of the call, and to be run by hyperv_host_behave */
} hyperv_behaviour;

/** The behaviours of root\virtualization\v2, by index; NULL behind the last one. */
const hyperv_behaviour *hyperv_behaviour_at(size_t index);
/** Those of root\HyperVCluster\v2, likewise. Only a program that names this function links that schema. */
const hyperv_behaviour *hyperv_cluster_behaviour_at(size_t index);
/** The behaviour of root\virtualization\v2 of that name; NULL where there is none. */
const hyperv_behaviour *hyperv_find_behaviour(const char *name);
/** Lets the method of a behaviour behave so, each call in one piece. */
wmi_status hyperv_host_behave(hyperv_host *host, const hyperv_behaviour *behaviour, wmi_error *error);
/**
 * Lets a behaviour answer a call that a handler without structs was given (wmi_loopback_on_object), in one piece: for hosts that answer
 * some calls of a method in another way.
 */
wmi_status hyperv_host_answer(hyperv_host *host, const hyperv_behaviour *behaviour, const wmi_loopback_call *call,
                              wmi_object *out, wmi_error *error);
/** Lets all methods behave that have a behaviour. */
wmi_status hyperv_host_behave_all(hyperv_host *host, wmi_error *error);

#ifdef __cplusplus
}
#endif
#endif
