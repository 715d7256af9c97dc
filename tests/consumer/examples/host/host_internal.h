/**
 * @file
 * What the files of the host share.
 *
 * host.c              lifecycle; which method behaves how
 * host_tools.c        paths, lists of them, objects on their way into the loopback
 * host_jobs.c         jobs and what they do
 * host_pools.c        the host itself, its services, resource pools and default settings
 * host_machines.c     machines: made with their settings, looked at, taken away
 * host_components.c   integration components: settings, devices, state
 * host_beginning.c    the two machines that are there at the beginning
 * host_system.c       DefineSystem, ModifySystemSettings, DestroySystem
 * host_power.c        starting, stopping, pausing, saving
 * host_settings.c     ModifyResourceSettings, RemoveResourceSettings
 * host_places.c       where a resource goes in a machine
 * host_resources.c    AddResourceSettings
 * host_copies.c       settings copied to a snapshot and back
 * host_snapshots.c    snapshots are taken
 * host_restores.c     and applied, and destroyed
 * host_summary.c      GetSummaryInformation
 * host_export.c       exports
 * host_images.c       virtual hard disks
 * host_switches.c     switches with their ports: made
 * host_switching.c    and changed, and taken away
 * host_replication.c  replication: relationships
 * host_failover.c     and their states
 * host_cluster.c      replication of a collection; the only file that knows root\HyperVCluster\v2
 */
#ifndef HOST_INTERNAL_H
#define HOST_INTERNAL_H

#include "hyperv_host.h"

#include <virtualization_v2/Msvm_ComputerSystem.h>
#include <virtualization_v2/Msvm_ReplicationSettingData.h>
#include <virtualization_v2/Msvm_VirtualSystemSettingData.h>

/** Behaviours by theme; the last one of each has no name. */
#define HYPERV_BEHAVIOUR(NAME, CLASS, METHOD, HANDLER)                                                                 \
    {                                                                                                                  \
        "hyperv." NAME, hv_NAMESPACE, #CLASS, &hv_##CLASS##_##METHOD##_info, HANDLER                                   \
    }
#define HYPERV_LAST_BEHAVIOUR                                                                                          \
    {                                                                                                                  \
        NULL, NULL, NULL, NULL, NULL                                                                                   \
    }
extern const hyperv_behaviour hyperv_system_behaviours[];
extern const hyperv_behaviour hyperv_power_behaviours[];
extern const hyperv_behaviour hyperv_settings_behaviours[];
extern const hyperv_behaviour hyperv_resource_behaviours[];
extern const hyperv_behaviour hyperv_snapshot_behaviours[];
extern const hyperv_behaviour hyperv_restore_behaviours[];
extern const hyperv_behaviour hyperv_summary_behaviours[];
extern const hyperv_behaviour hyperv_export_behaviours[];
extern const hyperv_behaviour hyperv_image_behaviours[];
extern const hyperv_behaviour hyperv_switch_behaviours[];
extern const hyperv_behaviour hyperv_switching_behaviours[];
extern const hyperv_behaviour hyperv_replication_behaviours[];
extern const hyperv_behaviour hyperv_failover_behaviours[];

/** Return codes that most methods of Hyper-V have. */
enum {
    HYPERV_DONE = 0,
    HYPERV_FAILED = 32768,
    HYPERV_NOT_SUPPORTED = 32770,
    HYPERV_INVALID_PARAMETER = 32773,
    HYPERV_IN_USE = 32774,
    HYPERV_INVALID_STATE = 32775,
    HYPERV_NOT_AVAILABLE = 32777,
    HYPERV_OUT_OF_MEMORY = 32778,
    HYPERV_FILE_NOT_FOUND = 32779
};

/** EnabledState of a machine. */
enum {
    HYPERV_RUNNING = hv_Msvm_ComputerSystem_EnabledState_Enabled,
    HYPERV_OFF = hv_Msvm_ComputerSystem_EnabledState_Disabled,
    HYPERV_SHUTTING_DOWN = hv_Msvm_ComputerSystem_EnabledState_Shutting_Down,
    HYPERV_SAVED = hv_Msvm_ComputerSystem_EnabledState_Enabled_but_Offline,
    HYPERV_PAUSED = hv_Msvm_ComputerSystem_EnabledState_Quiesce,
    HYPERV_STARTING = hv_Msvm_ComputerSystem_EnabledState_Starting
};

/** A virtual hard disk on the host's drives. No class of WMI holds it. */
typedef struct hyperv_file {
    const char *path;
    const char *parent; /* NULL = none */
    const char *id;
    uint16_t type;
    uint16_t format;
    uint32_t block_size;
    uint64_t size;
    struct hyperv_file *next;
} hyperv_file;

/** Its memory, and all that it points to, is kept by the loopback. */
struct hyperv_host {
    wmi_loopback *loopback;
    bool owns_loopback;
    uint32_t next_id;
    hyperv_file *files;
};

/** Makes all of a host on a loopback that will be its own. */
wmi_status hyperv_host_take(wmi_loopback *loopback, hyperv_host **host, wmi_error *error);

/* ---- Tools ---- */

/** A copy of a text that lives as long as the loopback. NULL where there is no memory, and for NULL. */
const char *hyperv_keep(hyperv_host *host, const char *text);
/** A text in a region, made as by printf. NULL where there is no memory. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
const char *
hyperv_format(wmi_memory **memory, const char *format, ...);
/** A new identifier in the form of a GUID, that lives as long as the loopback. */
const char *hyperv_new_id(hyperv_host *host);
/** Date and time on the virtual clock. */
wmi_opt_datetime hyperv_now(const hyperv_host *host);
wmi_status hyperv_no_memory(wmi_error *error);

/** The path of an instance whose key is InstanceID. NULL where there is no memory. */
const char *hyperv_path(wmi_memory **memory, const char *class_name, const char *id);
/** The InstanceID in a path, which may be NULL or none; NULL where it has none. */
const char *hyperv_id_of(wmi_memory **memory, const char *path);
/** The path of a machine's own settings. */
const char *hyperv_settings_path(wmi_memory **memory, const char *machine_id);

/** Paths in a region. */
typedef struct hyperv_paths {
    wmi_memory *memory;
    const char **items;
    size_t count;
    size_t capacity;
    bool failed; /* memory ran out */
} hyperv_paths;

void hyperv_paths_clear(hyperv_paths *paths);
/** Appends what is associated with the object at `path`. @param association, result_class NULL = any. */
wmi_status hyperv_related(const hyperv_host *host, const char *path, const char *association, const char *result_class,
                          hyperv_paths *paths, wmi_error *error);
/** Appends what a query finds. */
wmi_status hyperv_query(const hyperv_host *host, const char *wql, hyperv_paths *paths, wmi_error *error);

/** Whether there is an instance at `path`. NULL is none. */
wmi_status hyperv_exists(const hyperv_host *host, const char *path, bool *exists, wmi_error *error);
/** Takes an instance away; one that is not there is no failure. */
wmi_status hyperv_remove(const hyperv_host *host, const char *path, wmi_error *error);
wmi_status hyperv_link(const hyperv_host *host, const wmi_class_info *association, const char *first,
                       const char *second, wmi_error *error);

/** An object on its way into the loopback. */
typedef struct hyperv_making {
    wmi_object *object;
    bool failed; /* memory ran out */
} hyperv_making;

void hyperv_make(hyperv_making *making, const char *class_name);
/** A NULL text here is one that there was no memory for. */
void hyperv_text(hyperv_making *making, const char *name, const char *text);
void hyperv_flag(hyperv_making *making, const char *name, bool value);
void hyperv_u16(hyperv_making *making, const char *name, uint16_t number);
void hyperv_u32(hyperv_making *making, const char *name, uint32_t number);
void hyperv_u64(hyperv_making *making, const char *name, uint64_t number);
void hyperv_one_text(hyperv_making *making, const char *name, const char *text);
void hyperv_status_of(hyperv_making *making, uint16_t status);
/** Adds it and gives it back. @param path if not NULL, receives its path, in the region `*memory`. */
wmi_status hyperv_made(const hyperv_host *host, hyperv_making *making, wmi_memory **memory, const char **path,
                       wmi_error *error);
/** Adds an instance. @param path as above. */
wmi_status hyperv_add(const hyperv_host *host, const wmi_class_info *info, const void *instance, wmi_memory **memory,
                      const char **path, wmi_error *error);

/* ---- Jobs ---- */

typedef struct hyperv_task hyperv_task;
/** May be called again after a failure, and must then do what it has not done. */
typedef wmi_status (*hyperv_work)(const hyperv_task *task, wmi_error *error);

/** What a job does to the host. Its memory, and all that it points to, is kept by the loopback. */
struct hyperv_task {
    hyperv_host *host;
    hyperv_work done;    /* when it completes */
    hyperv_work undone;  /* when it ends in another way; NULL = nothing */
    const char *machine; /* path of the machine, or of the switch, that it is about */
    const char *subject; /* what else it is about: each work says what */
    const char *text;
    const char *const *items; /* instances as CIM-XML, or paths */
    size_t item_count;
    uint16_t before; /* the state that `undone` brings back */
    uint16_t after;  /* the state, or another number, that `done` brings */
};

/** How a job goes wrong. */
typedef struct hyperv_failure {
    uint16_t code;           /* ErrorCode */
    const char *description; /* ErrorDescription */
    const char *message;     /* of the Msvm_Error */
    const char *message_id;
} hyperv_failure;

/** A job that a method starts. */
typedef struct hyperv_job {
    const char *ns;         /* NULL = root\virtualization\v2 */
    const char *class_name; /* NULL = Msvm_ConcreteJob */
    const char *caption;
    uint16_t type; /* JobType of Msvm_ConcreteJob; 0 = none */
    uint32_t milliseconds;
    const char *const *affected; /* paths: what the job makes, or is about */
    size_t affected_count;
    const hyperv_failure *failure; /* NULL = it completes */
} hyperv_job;

/** A task in the loopback's memory, about a machine or a switch. NULL where there is no memory. */
hyperv_task *hyperv_task_new(hyperv_host *host, hyperv_work done, hyperv_work undone, const char *machine);
/** Takes copies of the texts of instances, or of paths, as the items of a task. @return false where there is no memory.
 */
bool hyperv_take_embedded(hyperv_task *task, const wmi_array_embedded *items);
bool hyperv_take_paths(hyperv_task *task, const wmi_array_reference *items);
/** Starts the job, which does the task, and answers 4096. `task` may be NULL: there was no memory for it. */
wmi_status hyperv_start(const hyperv_task *task, const hyperv_job *job, const char **path, wmi_opt_uint32 *return_value,
                        wmi_error *error);

/* ---- Machines ---- */

/** A machine to be made. */
typedef struct hyperv_machine {
    const char *id;
    const char *name;
    unsigned generation;
    uint64_t memory; /* MB */
    uint64_t processors;
    uint16_t state;
    const hv_Msvm_VirtualSystemSettingData *wanted; /* what a client wants of its settings; may be NULL */
} hyperv_machine;

wmi_status hyperv_add_machine(hyperv_host *host, const hyperv_machine *plan, wmi_error *error);
/** The path of a machine. */
const char *hyperv_machine_path(wmi_memory **memory, const char *id);
/** The path of the machine whose settings have an InstanceID like `Microsoft:GUID\\...`. NULL where there is no memory.
 */
const char *hyperv_machine_of(wmi_memory **memory, const char *instance_id);
/** Takes a machine away, with its settings, devices and snapshots. */
wmi_status hyperv_remove_machine(const hyperv_host *host, const char *path, wmi_error *error);
/**
 * Looks at the machine that a method was given.
 * @param machine the caller's to clear, in any case.
 * @param code HYPERV_DONE, or what the method returns: there is none, or what is there is no virtual machine.
 */
wmi_status hyperv_look_at(const hyperv_host *host, const char *path, hv_Msvm_ComputerSystem *machine, uint32_t *code,
                          wmi_error *error);
/** Whether an operation is under way on the machine. */
bool hyperv_is_busy(const hv_Msvm_ComputerSystem *machine);
/** Says that an operation is under way on the machine (a code of OperationalStatus), or no more (0). */
wmi_status hyperv_mark(const hyperv_host *host, const char *path, uint16_t operation, wmi_error *error);
/** The work of undoing that: the end of a task that leaves its machine as it was. */
wmi_status hyperv_unmark(const hyperv_task *task, wmi_error *error);
/** Puts a machine in another state, and its components with it. */
wmi_status hyperv_enter(const hyperv_host *host, const char *path, uint16_t state, wmi_error *error);
/** Adds the integration components of a machine, and their settings. */
wmi_status hyperv_add_components(const hyperv_host *host, const char *machine, const char *machine_id,
                                 const char *settings, wmi_error *error);
/** Tells the components of a machine that it is now in that state. */
wmi_status hyperv_tell_components(const hyperv_host *host, const char *machine, uint16_t state, wmi_error *error);

/* ---- Resources ---- */

/** Reads an instance out of CIM-XML. A text that is none makes HYPERV_INVALID_PARAMETER. @param object the caller's. */
wmi_status hyperv_read(const char *text, wmi_object **object, uint32_t *code, wmi_error *error);
/** Changes what is stored at `path` (NULL: there was no memory for it) as far as `changes` says. */
wmi_status hyperv_change(const hyperv_host *host, const wmi_object *changes, const char *path, wmi_error *error);
/** What is stored at `path` with `changes` over it. @param object the caller's. */
wmi_status hyperv_merge(const hyperv_host *host, const wmi_object *changes, const char *path, wmi_object **object,
                        wmi_error *error);
/** Whether the quantities of memory or processors make sense: HYPERV_DONE, or what a method returns. */
uint32_t hyperv_check_quantities(const wmi_object *object);
/** Where the settings that an object changes are. NULL where there is no memory, or it has no InstanceID. */
const char *hyperv_place_of(wmi_memory **memory, const wmi_object *object);

/**
 * Completes a resource that is to be added to settings: InstanceID, Parent as a full path, AddressOnParent, Address of
 * a port. Or says why it cannot be added: `*code`.
 */
wmi_status hyperv_place_resource(hyperv_host *host, const char *settings, wmi_object *object, uint32_t *code,
                                 wmi_error *error);
/** Adds a completed resource to settings, and the device that a port is. */
wmi_status hyperv_add_resource(const hyperv_host *host, const char *settings, const wmi_object *object,
                               wmi_error *error);

/* ---- Snapshots ---- */

/** Settings with all their resources: a machine's own, or a snapshot's. */
typedef struct hyperv_configuration {
    const char *path; /* of the Msvm_VirtualSystemSettingData */
    const char *id;   /* what its InstanceID has behind "Microsoft:" */
    bool has_devices; /* a machine's own */
} hyperv_configuration;

/** Makes the resources of `to` those of `from`: changes, adds and removes. */
wmi_status hyperv_copy_resources(const hyperv_host *host, const hyperv_configuration *from,
                                 const hyperv_configuration *to, wmi_error *error);
/** Takes a resource away with all that is on it, and the devices that it defines. */
wmi_status hyperv_remove_resource(const hyperv_host *host, const char *path, wmi_error *error);
/** Takes all resources of settings away. */
wmi_status hyperv_remove_resources(const hyperv_host *host, const char *settings, wmi_error *error);
#define HYPERV_SNAPSHOT_TYPE "Microsoft:Hyper-V:Snapshot:Realized"

/** Settings of machines and snapshots; `path` NULL: there was no memory for it. WMI_REPLY: it is something else. */
wmi_status hyperv_get_settings(const hyperv_host *host, const char *path, hv_Msvm_VirtualSystemSettingData *settings,
                               wmi_error *error);
wmi_status hyperv_store_settings(const hyperv_host *host, const hv_Msvm_VirtualSystemSettingData *settings,
                                 wmi_error *error);
/** Takes the associations of a class away that name the object at `path`. */
wmi_status hyperv_remove_references(const hyperv_host *host, const char *path, const char *association,
                                    wmi_error *error);
/** Says which snapshot of a machine is the most current one; NULL = there is none any more. */
wmi_status hyperv_set_current(const hyperv_host *host, const char *machine, const char *own_settings,
                              const char *snapshot, wmi_error *error);
/** Starts a job that marks its machine for as long as it runs; its task takes the mark away. */
wmi_status hyperv_start_marked(const hyperv_task *task, const hyperv_job *job, uint16_t mark, const char **started,
                               wmi_opt_uint32 *return_value, wmi_error *error);
/** Makes a snapshot of a machine: the most current one. @param name NULL = the machine's name and the time. */
wmi_status hyperv_add_snapshot(hyperv_host *host, const char *machine, const char *id, const char *name,
                               wmi_error *error);

/* ---- Files ---- */

const hyperv_file *hyperv_find_file(const hyperv_host *host, const char *path);
/** Adds a virtual hard disk. @return false where there is no memory. */
bool hyperv_add_file(hyperv_host *host, const hyperv_file *file);
/** Whether a path is on a drive that the host has. */
bool hyperv_has_drive(const char *path);

/* ---- Switches ---- */

/** The path of a switch. */
const char *hyperv_switch_path(wmi_memory **memory, const char *id);

/* ---- Replication ---- */

/** Reads settings; those that are NULL are as zeroed ones. What is none makes `*code`. @param settings the caller's to
 * clear. */
wmi_status hyperv_read_replication(const wmi_embedded *from, hv_Msvm_ReplicationSettingData *settings, uint32_t *code,
                                   wmi_error *error);
/** The settings of a machine that replicates. @param settings the caller's to clear. */
wmi_status hyperv_get_replication(const hyperv_host *host, const char *machine_id,
                                  hv_Msvm_ReplicationSettingData *settings, wmi_error *error);
/** Gives a machine (at `path`) settings of replication. */
wmi_status hyperv_set_replication(const hyperv_host *host, const hv_Msvm_ComputerSystem *machine, const char *path,
                                  const hv_Msvm_ReplicationSettingData *wanted, wmi_error *error);
/** Puts the replication of a machine in a state and a mode. */
wmi_status hyperv_replicate(const hyperv_host *host, const char *path, uint16_t state, uint16_t mode, wmi_error *error);
/** How a job fails that needs a server; its code is 0 where that server answers. Its texts are in `*memory`. */
hyperv_failure hyperv_no_partner(const char *server, const char *description, wmi_memory **memory);

/* ---- What there is at the beginning ---- */

/** The path of the host itself. */
const char *hyperv_host_path(wmi_memory **memory);
wmi_status hyperv_add_host(hyperv_host *host, wmi_error *error);
wmi_status hyperv_add_pools(hyperv_host *host, wmi_error *error);
wmi_status hyperv_add_machines(hyperv_host *host, wmi_error *error);
wmi_status hyperv_add_switches(hyperv_host *host, wmi_error *error);

#endif
