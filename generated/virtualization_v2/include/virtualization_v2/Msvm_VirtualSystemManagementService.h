/**
 * @file
 * Class Msvm_VirtualSystemManagementService : CIM_VirtualSystemManagementService
 *
 * Makes, changes and deletes virtual machines and their resources; also imports, exports and lists
 * them.
 *
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/msvm-virtualsystemmanagementservice
 *
 * Methods:
 * - RequestStateChange: Asks the service for another state, without a job: 0, or 1 where that is not supported.
 * - StartService: Asks the service to start: 0, or 1 where that is not supported.
 * - StopService: Asks the service to stop: 0, or 1 where that is not supported.
 * - DefineSystem: Makes a virtual machine, turned off, with the default devices of its generation.
 * - ModifySystemSettings: Changes settings of a machine or snapshot as a whole, such as name, notes, firmware and automatic actions ...
 * - AddFeatureSettings: Adds features to the connection of a machine's network adapter, such as VLAN, bandwidth or access control.
 * - AddFibreChannelChap: Gives virtual Fibre Channel adapters a DH-CHAP secret.
 * - AddKvpItems: Hands key-value pairs to a machine, which its guest finds through the KVP integration service.
 * - ExportSystemDefinition: Copies a machine or one of its snapshots into a folder, from which ImportSystemDefinition takes it.
 * - FormatError: Puts errors together into one text for people.
 * - GenerateWwpn: Takes World Wide Port Names out of the host's range.
 * - GetCurrentWwpnFromGenerator: Tells which World Wide Port Name GenerateWwpn would give next, and does not take it.
 * - GetDefinitionFileSummaryInformation: Reads the name, creation time and notes of machines out of configuration files that need not be imported.
 * - GetSizeOfSystemFiles: Tells how much space configuration and saved state of a machine or snapshot take.
 * - GetSummaryInformation: Collects what a list of machines shows, in one call and at once ...
 * - GetVirtualSystemThumbnailImage: Takes a picture of a machine's display. Starts no job; 32775, Invalid state, if the machine is off.
 * - ImportSnapshotDefinitions: Adds to a planned machine the snapshots that belong to it and lie in another folder than ...
 * - ImportSystemDefinition: Makes a planned machine of an exported one: first step of an import.
 * - ModifyDiskMergeSettings: Changes how this host merges the disks of deleted snapshots.
 * - ModifyFeatureSettings: Changes features of the connections of machines' network adapters, which AddFeatureSettings has added.
 * - ModifyKvpItems: Changes the data of key-value pairs that were handed to a machine.
 * - ModifyServiceSettings: Changes host-wide settings, such as default folders and the range of MAC addresses.
 * - AddBootSourceSettings: Adds entries to what the firmware of a generation 2 machine can start from.
 * - AddGuestServiceSettings: Adds settings of guest services to a machine, each of which a service identifier names.
 * - AddSystemComponentSettings: Adds settings that belong to none of a machine's devices, such as Msvm_StorageSettingData.
 * - DefinePlannedSystem: As DefineSystem, but makes a planned machine, which RealizePlannedSystem turns into one that can run.
 * - DiagnoseNetworkConnection: Tests how a machine's adapter reaches an address under Windows network virtualization, by a ping that is to be ...
 * - ModifyGuestServiceSettings: Changes settings of guest services, such as whether the guest gets one.
 * - ModifySystemComponentSettings: Changes settings that belong to none of a machine's devices, such as Msvm_StorageSettingData.
 * - RemoveBootSourceSettings: Takes entries off what the firmware of a generation 2 machine can start from.
 * - RemoveGuestServiceSettings: Takes settings of guest services off a machine.
 * - RemoveSystemComponentSettings: Takes settings that belong to none of a machine's devices off it, such as Msvm_StorageSettingData.
 * - SetInitialMachineConfigurationData: Hands a machine the data that its guest configures itself with at first start (initial machine configuration, ...
 * - TestNetworkConnection: Sends or awaits a ping (ICMP) between two machines under Windows network virtualization.
 * - UpgradeSystemVersion: Raises the configuration version of a machine, which lets it use newer features and keeps it from older hosts.
 * - RealizePlannedSystem: Checks a planned machine and turns it into one that can run ...
 * - RemoveFeatureSettings: Takes features off the connection of a network adapter, so that the default holds again.
 * - RemoveFibreChannelChap: Takes the DH-CHAP secret off virtual Fibre Channel adapters.
 * - RemoveKvpItems: Takes back key-value pairs that were handed to a machine.
 * - SetGuestNetworkAdapterConfiguration: Sets IP addresses, gateways and name servers in the guest.
 * - ValidatePlannedSystem: Checks whether a planned machine could be realized: configuration, devices, snapshots, saved state and disks.
 * - AddResourceSettings, of CIM_VirtualSystemManagementService: Adds resources to a machine or to a configuration, or ports to a virtual switch, where a switch service is ...
 * - DestroySystem, of CIM_VirtualSystemManagementService: Deletes a machine with its configuration and snapshots; its resources return to their pools.
 * - ModifyResourceSettings, of CIM_VirtualSystemManagementService: Changes resources of a machine or of a configuration ...
 * - RemoveResourceSettings, of CIM_VirtualSystemManagementService: Removes resources from a machine or from a configuration ...
 *
 * Neighbours, by association and the role at its other end, for which the association has a function:
 * - Msvm_HostedService.Antecedent: CIM_System
 * - Msvm_HostedSwitchService.Antecedent: Msvm_VirtualEthernetSwitch
 * - Msvm_ServiceAffectsElement.AffectedElement: CIM_ManagedElement
 * - Msvm_ElementAllocatedFromNumaNode.Antecedent: Msvm_NumaNode
 * - Msvm_ElementAllocatedFromPool.Antecedent: CIM_ResourcePool
 * - Msvm_SystemComponent.GroupComponent: CIM_System
 *
 * As any CIM_ManagedElement, it may also stand in the associations that the header of that class lists.
 *
 * Namespace root\\virtualization\\v2. Generated by mofbind from WindowsVirtualization.V2.mof; do not edit.
 */
#ifndef VIRTUALIZATION_V2_MSVM_VIRTUALSYSTEMMANAGEMENTSERVICE_H
#define VIRTUALIZATION_V2_MSVM_VIRTUALSYSTEMMANAGEMENTSERVICE_H

#include <virtualization_v2/schema.h>
#include <virtualization_v2/CIM_EnabledLogicalElement.h>
#include <virtualization_v2/CIM_ManagedSystemElement.h>
#include <virtualization_v2/CIM_Service.h>
#include <virtualization_v2/CIM_VirtualSystemManagementService.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Makes, changes and deletes virtual machines and their resources; also imports, exports and lists
 * them. One instance, the first thing most programs get. Starting and stopping a machine is
 * RequestStateChange of Msvm_ComputerSystem.
 *
 * An instance of Msvm_VirtualSystemManagementService. Zeroed, every property is NULL.
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/msvm-virtualsystemmanagementservice
 */
typedef struct hv_Msvm_VirtualSystemManagementService {
    /**
     * Opaque key of settings, capabilities, jobs, pools and values of metrics; NULL in classes that have
     * other keys. Unique within the namespace; compare it, do not take it apart.
     * [string; read-only in a put]
     */
    const char *InstanceID;
    /**
     * What kind of thing this is, in a few words, such as "Virtual Machine"; it seldom differs between
     * instances of a class.
     * [string; read-only in a put, at most 64 characters, default "Virtual System Management Service"]
     */
    const char *Caption;
    /**
     * What kind of thing this is, at more length than Caption: a sentence for people, not meant to be
     * parsed.
     * [string; read-only in a put]
     */
    const char *Description;
    /**
     * Name that people gave the element or would know it by. Not unique, and free to change where the
     * element can be modified.
     * [string; read-only in a put]
     */
    const char *ElementName;
    /** When the element came into being on this system; NULL if nobody recorded it. [datetime; read-only in a put] */
    wmi_opt_datetime InstallDate;
    /**
     * Identifies the service on its computer; part of the key.
     * [string; key, read-only, at most 256 characters, default "vmms"]
     */
    const char *Name;
    /**
     * Present condition: the first entry is the one that counts, those behind it refine it. NULL or 0
     * means that nothing is known.
     * [uint16[]; read-only in a put, default {2}, indexed; values: hv_Msvm_VirtualSystemManagementService_OperationalStatus_*]
     */
    wmi_array_uint16 OperationalStatus;
    /**
     * Words for the entries of OperationalStatus, position by position.
     * [string[]; read-only in a put, default {"The service is running normally"}, indexed]
     */
    wmi_array_string StatusDescriptions;
    /**
     * Outdated one-word summary of OperationalStatus; new programs read that instead.
     * [string; read-only in a put, at most 10 characters; values: hv_Msvm_VirtualSystemManagementService_Status_*]
     */
    const char *Status;
    /**
     * How well the element itself is, whatever state it is in: 5 is fine, and the higher the value, the
     * worse.
     * [uint16; read-only in a put, default 5; values: hv_Msvm_VirtualSystemManagementService_HealthState_*]
     */
    wmi_opt_uint16 HealthState;
    /**
     * Whether the management service can reach the element. NULL where it is not told.
     * [uint16; read-only in a put; values: hv_Msvm_VirtualSystemManagementService_CommunicationStatus_*]
     */
    wmi_opt_uint16 CommunicationStatus;
    /**
     * Adds to PrimaryStatus why the element is not well. NULL where it is not told.
     * [uint16; read-only in a put; values: hv_Msvm_VirtualSystemManagementService_DetailedStatus_*]
     */
    wmi_opt_uint16 DetailedStatus;
    /**
     * What the element is doing just now, such as starting, migrating or being in service. NULL where it
     * is not told.
     * [uint16; read-only in a put; values: hv_Msvm_VirtualSystemManagementService_OperatingStatus_*]
     */
    wmi_opt_uint16 OperatingStatus;
    /**
     * Health as green, yellow or red: OK (1), Degraded (2), Error (3). NULL where it is not told.
     * [uint16; read-only in a put; values: hv_Msvm_VirtualSystemManagementService_PrimaryStatus_*]
     */
    wmi_opt_uint16 PrimaryStatus;
    /**
     * Whether the element is on: mainly Enabled (2), Disabled (3), or on the way between the two (4, 10).
     * Health is in HealthState, not here.
     * [uint16; read-only in a put, default 2; values: hv_Msvm_VirtualSystemManagementService_EnabledState_*]
     */
    wmi_opt_uint16 EnabledState;
    /** What the state is when EnabledState is 1; else NULL. [string; read-only in a put] */
    const char *OtherEnabledState;
    /**
     * Last state that somebody asked for, reached or not: 5 if nobody has asked, 0 if that is unknown, 12
     * or NULL where it is not kept.
     * [uint16; read-only in a put, default 12; values: hv_Msvm_VirtualSystemManagementService_RequestedState_*]
     */
    wmi_opt_uint16 RequestedState;
    /**
     * State in which the element starts up, as an administrator has chosen it; 5 and 7 where there is no
     * such choice.
     * [uint16; read/write, default 2; values: hv_Msvm_VirtualSystemManagementService_EnabledDefault_*]
     */
    wmi_opt_uint16 EnabledDefault;
    /**
     * When EnabledState last changed; an interval of zero if it never did, NULL if unknown.
     * [datetime; read-only in a put]
     */
    wmi_opt_datetime TimeOfLastStateChange;
    /**
     * States that RequestStateChange would take at this moment; NULL where it is not told, empty if none.
     * [uint16[]; read-only in a put; values: hv_Msvm_VirtualSystemManagementService_AvailableRequestedStates_*]
     */
    wmi_array_uint16 AvailableRequestedStates;
    /**
     * State that the element is moving to: 5 when it is not moving, 12 where this is not told.
     * [uint16; read-only in a put, default 12; values: hv_Msvm_VirtualSystemManagementService_TransitioningToState_*]
     */
    wmi_opt_uint16 TransitioningToState;
    /**
     * CreationClassName of the computer that offers the service; part of the key.
     * [string; key, read-only, at most 256 characters, default "Msvm_ComputerSystem"]
     */
    const char *SystemCreationClassName;
    /** Name of the computer that offers the service; part of the key. [string; key, read-only, at most 256 characters] */
    const char *SystemName;
    /**
     * Class that the service was made of; part of the key.
     * [string; key, read-only, at most 256 characters, default "Msvm_VirtualSystemManagementService"]
     */
    const char *CreationClassName;
    /** Person or department that is responsible for the service. [string; read/write, at most 64 characters] */
    const char *PrimaryOwnerName;
    /** Telephone number, mail address or the like of the owner. [string; read/write, at most 256 characters] */
    const char *PrimaryOwnerContact;
    /**
     * Deprecated: whether the system starts the service by itself. EnabledDefault says the same.
     * [string; read-only in a put, at most 10 characters; values: hv_Msvm_VirtualSystemManagementService_StartMode_*]
     */
    const char *StartMode;
    /** Whether the service runs. [boolean; read-only in a put, default true] */
    wmi_opt_boolean Started;
    /** Path and class as the server named them. */
    wmi_meta wmi;
} hv_Msvm_VirtualSystemManagementService;

/** Describes the class. */
extern hv_API const wmi_class_info hv_Msvm_VirtualSystemManagementService_info;

/* What returns a wmi_status fails as every call of <wmi/session.h>, and tells why in the wmi_error, which may be NULL. */

/** Fetches the instance at `path`. _clear() gives it back. */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_get(wmi_session *, const char *path, hv_Msvm_VirtualSystemManagementService *out, wmi_error *);
/** As _get(), of the properties named, up to a NULL. */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_get_select(wmi_session *, const char *path, const char *const *properties,
    hv_Msvm_VirtualSystemManagementService *out, wmi_error *);
/** The only instance that meets `where`, WQL after WHERE, or NULL; else WMI_NOT_FOUND or WMI_AMBIGUOUS. _clear() gives back. */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_one(wmi_session *, const char *where, hv_Msvm_VirtualSystemManagementService *out, wmi_error *);
/** As _one(), of what a selection takes. */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_one_select(wmi_session *, const wmi_select *, hv_Msvm_VirtualSystemManagementService *out, wmi_error *);
/** All instances, of derived classes too, that meet `where`, WQL after WHERE, or NULL. _list_free() gives them back. */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_list(wmi_session *, const char *where, hv_Msvm_VirtualSystemManagementService **items, size_t *count, wmi_error *);
/** As _list(), of what a selection takes, NULL = all. */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_list_select(wmi_session *, const wmi_select *, hv_Msvm_VirtualSystemManagementService **items, size_t *count,
    wmi_error *);
/** Hands over what a selection takes, NULL = all, one at a time, until `visit` returns false. _copy() keeps one. */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_each(wmi_session *, const wmi_select *,
    bool (WMI_CALLBACK *visit)(void *context, const hv_Msvm_VirtualSystemManagementService *), void *context, wmi_error *);
/** The instances associated with the object at `path`, by a class of associations or NULL. _list_free() gives them back. */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_related(wmi_session *, const char *path, const char *association,
    hv_Msvm_VirtualSystemManagementService **items, size_t *count, wmi_error *);
/** As _related(), of what a selection takes. */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_related_select(wmi_session *, const char *path, const char *association,
    const wmi_select *, hv_Msvm_VirtualSystemManagementService **items, size_t *count, wmi_error *);
/** The only one of _related(); else WMI_NOT_FOUND or WMI_AMBIGUOUS. _clear() gives back. */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_related_one(wmi_session *, const char *path, const char *association,
    hv_Msvm_VirtualSystemManagementService *out, wmi_error *);
/** Gives back a list: the array, and what its instances hold. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_list_free(hv_Msvm_VirtualSystemManagementService *items, size_t count);
/** Fills an instance from an object of this class or of a derived one; else WMI_REPLY. _clear() gives back. */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_from(const wmi_object *, hv_Msvm_VirtualSystemManagementService *out, wmi_error *);
/** As _from(), of the instance in an event: TargetInstance, PreviousInstance. */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_from_event(const wmi_object *event, const char *property, hv_Msvm_VirtualSystemManagementService *out, wmi_error *);
/** Copies all that it holds; `to` is overwritten. _clear() gives it back. */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_copy(const hv_Msvm_VirtualSystemManagementService *from, hv_Msvm_VirtualSystemManagementService *to);
/** Creates or updates the instance: only what is set is written. */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_put(wmi_session *, const hv_Msvm_VirtualSystemManagementService *instance, wmi_error *);
/** The path that the keys make, WMI_USAGE where one is NULL; wmi_free() gives it back. */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_path(const hv_Msvm_VirtualSystemManagementService *instance, char **path, wmi_error *);
/** Gives back what a call stored in the instance, and zeroes it. What the program put there stays its own. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_clear(hv_Msvm_VirtualSystemManagementService *instance);

/* ---- RequestStateChange ---- */

/** What RequestStateChange is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_RequestStateChange_in {
    /**
     * State to go to; AvailableRequestedStates tells which make sense.
     * [uint16; in; values: hv_Msvm_VirtualSystemManagementService_RequestStateChange_RequestedState_*]
     */
    wmi_opt_uint16 RequestedState;
    /**
     * Longest time that the transition may take, as an interval; NULL or 0 for no limit. Where limits are
     * not supported, a value other than these is refused with 4098.
     * [datetime; in]
     */
    wmi_opt_datetime TimeoutPeriod;
} hv_Msvm_VirtualSystemManagementService_RequestStateChange_in;

/** What RequestStateChange gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_RequestStateChange_out {
    /**
     * Path of the job that makes the transition; filled in when the method returns 4096, else NULL.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_RequestStateChange_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_RequestStateChange_out;

/**
 * Asks the service for another state, without a job: 0, or 1 where that is not supported.
 *
 * @param session an open session
 * @param path of the instance
 * @param in RequestedState, TimeoutPeriod
 * @param out Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/msvm-virtualsystemmanagementservice-requeststatechange
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_RequestStateChange(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_RequestStateChange_in *in,
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_RequestStateChange_info;

/**
 * Asks the service for another state, without a job: 0, or 1 where that is not supported.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: RequestedState, TimeoutPeriod
 * Out: Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_RequestStateChange_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_RequestStateChange_in *in,
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_RequestStateChange_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_RequestStateChange_out_clear(hv_Msvm_VirtualSystemManagementService_RequestStateChange_out *out);

/* ---- StartService ---- */

/** StartService is given nothing: pass NULL. */
typedef wmi_none hv_Msvm_VirtualSystemManagementService_StartService_in;

/** What StartService gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_StartService_out {
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_StartService_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_StartService_out;

/**
 * Asks the service to start: 0, or 1 where that is not supported. It is part of the Windows service
 * vmms and runs while that does.
 *
 * @param session an open session
 * @param path of the instance
 * @param in NULL
 * @param out ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/msvm-virtualsystemmanagementservice-startservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_StartService(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_StartService_in *in,
    hv_Msvm_VirtualSystemManagementService_StartService_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_StartService_info;
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_StartService_out_clear(hv_Msvm_VirtualSystemManagementService_StartService_out *out);

/* ---- StopService ---- */

/** StopService is given nothing: pass NULL. */
typedef wmi_none hv_Msvm_VirtualSystemManagementService_StopService_in;

/** What StopService gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_StopService_out {
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_StopService_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_StopService_out;

/**
 * Asks the service to stop: 0, or 1 where that is not supported. It is part of the Windows service
 * vmms and runs while that does.
 *
 * @param session an open session
 * @param path of the instance
 * @param in NULL
 * @param out ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/msvm-virtualsystemmanagementservice-stopservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_StopService(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_StopService_in *in,
    hv_Msvm_VirtualSystemManagementService_StopService_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_StopService_info;
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_StopService_out_clear(hv_Msvm_VirtualSystemManagementService_StopService_out *out);

/* ---- DefineSystem ---- */

/** What DefineSystem is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_DefineSystem_in {
    /**
     * Msvm_VirtualSystemSettingData with name, generation (VirtualSystemSubType) and what else shall not
     * be default. Required.
     * [EmbeddedInstance Msvm_VirtualSystemSettingData; in]
     */
    wmi_embedded SystemSettings;
    /**
     * Devices to add, of classes derived from CIM_ResourceAllocationSettingData; NULL for the default ones
     * only.
     * [EmbeddedInstance CIM_ResourceAllocationSettingData[]; in]
     */
    wmi_array_embedded ResourceSettings;
    /**
     * Path of settings that serve where the other two say nothing; NULL for the host's defaults.
     * [CIM_VirtualSystemSettingData REF; in]
     */
    const char *ReferenceConfiguration;
} hv_Msvm_VirtualSystemManagementService_DefineSystem_in;

/** What DefineSystem gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_DefineSystem_out {
    /**
     * Path of the new Msvm_ComputerSystem; may be NULL after 4096: then follow CIM_AffectedJobElement from
     * the finished job.
     * [CIM_ComputerSystem REF; out]
     */
    const char *ResultingSystem;
    /** Path of the job; filled in when the method returns 4096, else NULL. [CIM_ConcreteJob REF; out] */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_DefineSystem_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_DefineSystem_out;

/**
 * Makes a virtual machine, turned off, with the default devices of its generation. Further devices are
 * added with AddResourceSettings. Returns 4096 if a job does it.
 *
 * @param session an open session
 * @param path of the instance
 * @param in SystemSettings (EmbeddedInstance Msvm_VirtualSystemSettingData), ResourceSettings (EmbeddedInstance
 *   CIM_ResourceAllocationSettingData[]), ReferenceConfiguration (CIM_VirtualSystemSettingData REF)
 * @param out ResultingSystem (CIM_ComputerSystem REF), Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/definesystem-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_DefineSystem(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_DefineSystem_in *in,
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_DefineSystem_info;

/**
 * Makes a virtual machine, turned off, with the default devices of its generation. Further devices are
 * added with AddResourceSettings. Returns 4096 if a job does it.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: SystemSettings (EmbeddedInstance Msvm_VirtualSystemSettingData), ResourceSettings (EmbeddedInstance
 *    CIM_ResourceAllocationSettingData[]), ReferenceConfiguration (CIM_VirtualSystemSettingData REF)
 * Out: ResultingSystem (CIM_ComputerSystem REF), Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_DefineSystem_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_DefineSystem_in *in,
    hv_Msvm_VirtualSystemManagementService_DefineSystem_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_DefineSystem_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_DefineSystem_out_clear(hv_Msvm_VirtualSystemManagementService_DefineSystem_out *out);

/* ---- ModifySystemSettings ---- */

/** What ModifySystemSettings is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_in {
    /**
     * Msvm_VirtualSystemSettingData, read from the host and changed; InstanceID tells which one.
     * [EmbeddedInstance Msvm_VirtualSystemSettingData; in]
     */
    wmi_embedded SystemSettings;
} hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_in;

/** What ModifySystemSettings gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_out {
    /** Path of the job; filled in when the method returns 4096, else NULL. [CIM_ConcreteJob REF; out] */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_out;

/**
 * Changes settings of a machine or snapshot as a whole, such as name, notes, firmware and automatic
 * actions; devices need ModifyResourceSettings. What may change while the machine runs depends on the
 * property; 32775 if not now. Returns 4096 if a job does it.
 *
 * @param session an open session
 * @param path of the instance
 * @param in SystemSettings (EmbeddedInstance Msvm_VirtualSystemSettingData)
 * @param out Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/modifysystemsettings-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_ModifySystemSettings(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_info;

/**
 * Changes settings of a machine or snapshot as a whole, such as name, notes, firmware and automatic
 * actions; devices need ModifyResourceSettings. What may change while the machine runs depends on the
 * property; 32775 if not now. Returns 4096 if a job does it.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: SystemSettings (EmbeddedInstance Msvm_VirtualSystemSettingData)
 * Out: Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_out_clear(hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_out *out);

/* ---- AddFeatureSettings ---- */

/** What AddFeatureSettings is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_in {
    /** Path of the connection's Msvm_EthernetPortAllocationSettingData. [Msvm_EthernetPortAllocationSettingData REF; in] */
    const char *AffectedConfiguration;
    /**
     * Features of classes derived from Msvm_EthernetSwitchPortFeatureSettingData. Start from the default
     * that hangs on the feature's capabilities.
     * [EmbeddedInstance Msvm_EthernetSwitchPortFeatureSettingData[]; in]
     */
    wmi_array_embedded FeatureSettings;
} hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_in;

/** What AddFeatureSettings gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_out {
    /**
     * Paths of the features added; may be NULL after 4096: then follow CIM_AffectedJobElement from the
     * finished job.
     * [Msvm_EthernetSwitchPortFeatureSettingData REF[]; out]
     */
    wmi_array_reference ResultingFeatureSettings;
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_out;

/**
 * Adds features to the connection of a machine's network adapter, such as VLAN, bandwidth or access
 * control. Features of a switch itself need Msvm_VirtualEthernetSwitchManagementService. Returns 4096
 * if a job does it.
 *
 * @param session an open session
 * @param path of the instance
 * @param in AffectedConfiguration (Msvm_EthernetPortAllocationSettingData REF), FeatureSettings
 *   (EmbeddedInstance Msvm_EthernetSwitchPortFeatureSettingData[])
 * @param out ResultingFeatureSettings (Msvm_EthernetSwitchPortFeatureSettingData REF[]), Job (CIM_ConcreteJob
 *   REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/addfeaturesettings-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_AddFeatureSettings(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_info;

/**
 * Adds features to the connection of a machine's network adapter, such as VLAN, bandwidth or access
 * control. Features of a switch itself need Msvm_VirtualEthernetSwitchManagementService. Returns 4096
 * if a job does it.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: AffectedConfiguration (Msvm_EthernetPortAllocationSettingData REF), FeatureSettings
 *    (EmbeddedInstance Msvm_EthernetSwitchPortFeatureSettingData[])
 * Out: ResultingFeatureSettings (Msvm_EthernetSwitchPortFeatureSettingData REF[]), Job (CIM_ConcreteJob
 *    REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_out_clear(hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_out *out);

/* ---- AddFibreChannelChap ---- */

/** What AddFibreChannelChap is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_in {
    /** Settings of the adapters; InstanceID tells which ones. [EmbeddedInstance Msvm_SyntheticFcPortSettingData[]; in] */
    wmi_array_embedded FcPortSettings;
    /**
     * How SharedSecret is to be read.
     * [uint8; in; values: hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_SecretEncoding_*]
     */
    wmi_opt_uint8 SecretEncoding;
    /** The secret, byte by byte, as SecretEncoding says. [uint8[]; in] */
    wmi_array_uint8 SharedSecret;
} hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_in;

/** What AddFibreChannelChap gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_out {
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_out;

/**
 * Gives virtual Fibre Channel adapters a DH-CHAP secret. The machine must not be running. Answers at
 * once.
 *
 * @param session an open session
 * @param path of the instance
 * @param in FcPortSettings (EmbeddedInstance Msvm_SyntheticFcPortSettingData[]), SecretEncoding, SharedSecret
 * @param out ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/addfibrechannelchap-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_in *in,
    hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_info;
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_out_clear(hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_out *out);

/* ---- AddKvpItems ---- */

/** What AddKvpItems is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_AddKvpItems_in {
    /** Path of the virtual machine that gets the pairs. [CIM_ComputerSystem REF; in] */
    const char *TargetSystem;
    /** The pairs, at most 128, with Source 0. [EmbeddedInstance Msvm_KvpExchangeDataItem[]; in] */
    wmi_array_embedded DataItems;
} hv_Msvm_VirtualSystemManagementService_AddKvpItems_in;

/** What AddKvpItems gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_AddKvpItems_out {
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_AddKvpItems_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_AddKvpItems_out;

/**
 * Hands key-value pairs to a machine, which its guest finds through the KVP integration service. Fails
 * if one of the keys is there already. Returns 4096 if a job does it.
 *
 * @param session an open session
 * @param path of the instance
 * @param in TargetSystem (CIM_ComputerSystem REF), DataItems (EmbeddedInstance Msvm_KvpExchangeDataItem[])
 * @param out Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/addkvpitems-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_AddKvpItems(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_AddKvpItems_in *in,
    hv_Msvm_VirtualSystemManagementService_AddKvpItems_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_AddKvpItems_info;

/**
 * Hands key-value pairs to a machine, which its guest finds through the KVP integration service. Fails
 * if one of the keys is there already. Returns 4096 if a job does it.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: TargetSystem (CIM_ComputerSystem REF), DataItems (EmbeddedInstance Msvm_KvpExchangeDataItem[])
 * Out: Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_AddKvpItems_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_AddKvpItems_in *in,
    hv_Msvm_VirtualSystemManagementService_AddKvpItems_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_AddKvpItems_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_AddKvpItems_out_clear(hv_Msvm_VirtualSystemManagementService_AddKvpItems_out *out);

/* ---- ExportSystemDefinition ---- */

/** What ExportSystemDefinition is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_in {
    /** Path of the virtual machine, also for a snapshot. [CIM_ComputerSystem REF; in] */
    const char *ComputerSystem;
    /**
     * Full path of an existing folder on the host. With CreateVmExportSubdirectory in the settings each
     * machine gets a folder of its own in it.
     * [string; in]
     */
    const char *ExportDirectory;
    /**
     * What to export; get it over Msvm_SystemExportSettingData. NULL for the defaults.
     * [EmbeddedInstance Msvm_VirtualSystemExportSettingData; in]
     */
    wmi_embedded ExportSettingData;
} hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_in;

/** What ExportSystemDefinition gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_out {
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_out;

/**
 * Copies a machine or one of its snapshots into a folder, from which ImportSystemDefinition takes it.
 * What is copied, and whether the machine may run meanwhile, depends on the settings. Returns 4096 if
 * a job does it.
 *
 * @param session an open session
 * @param path of the instance
 * @param in ComputerSystem (CIM_ComputerSystem REF), ExportDirectory, ExportSettingData (EmbeddedInstance
 *   Msvm_VirtualSystemExportSettingData)
 * @param out Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/exportsystemdefinition-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_in *in,
    hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_info;

/**
 * Copies a machine or one of its snapshots into a folder, from which ImportSystemDefinition takes it.
 * What is copied, and whether the machine may run meanwhile, depends on the settings. Returns 4096 if
 * a job does it.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: ComputerSystem (CIM_ComputerSystem REF), ExportDirectory, ExportSettingData (EmbeddedInstance
 *    Msvm_VirtualSystemExportSettingData)
 * Out: Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_in *in,
    hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_out_clear(hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_out *out);

/* ---- FormatError ---- */

/** What FormatError is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_FormatError_in {
    /** Errors as GetErrorEx of a job or another method returned them. [EmbeddedInstance Msvm_Error[]; in] */
    wmi_array_embedded Errors;
} hv_Msvm_VirtualSystemManagementService_FormatError_in;

/** What FormatError gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_FormatError_out {
    /** The texts of all errors, separated by two line feeds. [string; out] */
    const char *ErrorMessage;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_FormatError_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_FormatError_out;

/**
 * Puts errors together into one text for people. Starts no job.
 *
 * @param session an open session
 * @param path of the instance
 * @param in Errors (EmbeddedInstance Msvm_Error[])
 * @param out ErrorMessage, ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/formaterror-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_FormatError(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_FormatError_in *in,
    hv_Msvm_VirtualSystemManagementService_FormatError_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_FormatError_info;
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_FormatError_out_clear(hv_Msvm_VirtualSystemManagementService_FormatError_out *out);

/* ---- GenerateWwpn ---- */

/** What GenerateWwpn is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_GenerateWwpn_in {
    /** How many port names are wanted, 1 to 1024. [uint32; in, a count] */
    wmi_opt_uint32 NumberOfWwpns;
} hv_Msvm_VirtualSystemManagementService_GenerateWwpn_in;

/** What GenerateWwpn gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_GenerateWwpn_out {
    /** The names, as pairs of hexadecimal digits with colons. [string[]; out] */
    wmi_array_string GeneratedWwpn;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_GenerateWwpn_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_GenerateWwpn_out;

/**
 * Takes World Wide Port Names out of the host's range. Answers 0 even if the range runs out; the rest
 * are then 0000000000000000.
 *
 * @param session an open session
 * @param path of the instance
 * @param in NumberOfWwpns
 * @param out GeneratedWwpn, ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/generatewwpn-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_GenerateWwpn(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_GenerateWwpn_in *in,
    hv_Msvm_VirtualSystemManagementService_GenerateWwpn_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_GenerateWwpn_info;
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_GenerateWwpn_out_clear(hv_Msvm_VirtualSystemManagementService_GenerateWwpn_out *out);

/* ---- GetCurrentWwpnFromGenerator ---- */

/** GetCurrentWwpnFromGenerator is given nothing: pass NULL. */
typedef wmi_none hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_in;

/** What GetCurrentWwpnFromGenerator gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_out {
    /** The name, as pairs of hexadecimal digits with colons; all zeros if the range is used up. [string; out] */
    const char *CurrentWwpn;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_out;

/**
 * Tells which World Wide Port Name GenerateWwpn would give next, and does not take it. Answers at
 * once.
 *
 * @param session an open session
 * @param path of the instance
 * @param in NULL
 * @param out CurrentWwpn, ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/getcurrentwwpnfromgenerator-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_in *in,
    hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_info;
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_out_clear(hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_out *out);

/* ---- GetDefinitionFileSummaryInformation ---- */

/** What GetDefinitionFileSummaryInformation is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_in {
    /** Full paths of the configuration files, on the host. [string[]; in] */
    wmi_array_string DefinitionFiles;
} hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_in;

/** What GetDefinitionFileSummaryInformation gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_out {
    /**
     * An Msvm_SummaryInformation for each file, with Name, ElementName, CreationTime and Notes; all else
     * is NULL.
     * [Msvm_SummaryInformationBase[]; out]
     */
    wmi_array_object SummaryInformation;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_out;

/**
 * Reads the name, creation time and notes of machines out of configuration files that need not be
 * imported. Starts no job.
 *
 * @param session an open session
 * @param path of the instance
 * @param in DefinitionFiles
 * @param out SummaryInformation (Msvm_SummaryInformationBase[]), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/getdefinitionfilesummaryinformation-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_in *in,
    hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_info;
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_out_clear(hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_out *out);

/* ---- GetSizeOfSystemFiles ---- */

/** What GetSizeOfSystemFiles is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_in {
    /** Path of the settings of the machine or snapshot. [CIM_VirtualSystemSettingData REF; in] */
    const char *Vssd;
} hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_in;

/** What GetSizeOfSystemFiles gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_out {
    /** What configuration and saved state take on disk, together. [uint64; out, in bytes] */
    wmi_opt_uint64 Size;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_out;

/**
 * Tells how much space configuration and saved state of a machine or snapshot take. Starts no job.
 *
 * @param session an open session
 * @param path of the instance
 * @param in Vssd (CIM_VirtualSystemSettingData REF)
 * @param out Size, ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/getsizeofsystemfiles-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_in *in,
    hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_info;
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_out_clear(hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_out *out);

/* ---- GetSummaryInformation ---- */

/** What GetSummaryInformation is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_in {
    /**
     * Paths of the settings (Msvm_VirtualSystemSettingData) of machines or snapshots; NULL for all
     * machines.
     * [CIM_VirtualSystemSettingData REF[]; in, optional]
     */
    wmi_array_reference SettingData;
    /**
     * Numbers of the properties of Msvm_SummaryInformation to fill in; what is not asked for is NULL,
     * except Name.
     * [uint32[]; in; values: hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_*]
     */
    wmi_array_uint32 RequestedInformation;
} hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_in;

/** What GetSummaryInformation gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_out {
    /**
     * An element for each of SettingData, in that order, with Name always set; Name is empty for one that
     * was not found.
     * [Msvm_SummaryInformationBase[]; out]
     */
    wmi_array_object SummaryInformation;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_out;

/**
 * Collects what a list of machines shows, in one call and at once: far faster than reading the
 * instances one by one.
 *
 * @param session an open session
 * @param path of the instance
 * @param in SettingData (CIM_VirtualSystemSettingData REF[]), RequestedInformation
 * @param out SummaryInformation (Msvm_SummaryInformationBase[]), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/getsummaryinformation-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_GetSummaryInformation(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_in *in,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_info;
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_out_clear(hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_out *out);

/* ---- GetVirtualSystemThumbnailImage ---- */

/** What GetVirtualSystemThumbnailImage is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_in {
    /**
     * Path of the settings of the machine or snapshot, not of the Msvm_ComputerSystem.
     * [CIM_VirtualSystemSettingData REF; in]
     */
    const char *TargetSystem;
    /** How wide the picture shall be. [uint16; in, in pixels] */
    wmi_opt_uint16 WidthPixels;
    /** How high the picture shall be. [uint16; in, in pixels] */
    wmi_opt_uint16 HeightPixels;
} hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_in;

/** What GetVirtualSystemThumbnailImage gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_out {
    /** The picture row by row, two bytes per pixel (RGB565): width times height times two bytes. [uint8[]; out] */
    wmi_array_uint8 ImageData;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_out;

/**
 * Takes a picture of a machine's display. Starts no job; 32775, Invalid state, if the machine is off.
 *
 * @param session an open session
 * @param path of the instance
 * @param in TargetSystem (CIM_VirtualSystemSettingData REF), WidthPixels, HeightPixels
 * @param out ImageData, ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/getvirtualsystemthumbnailimage-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_in *in,
    hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_info;
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_out_clear(hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_out *out);

/* ---- ImportSnapshotDefinitions ---- */

/** What ImportSnapshotDefinitions is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_in {
    /** Path of the planned machine. [Msvm_PlannedComputerSystem REF; in] */
    const char *PlannedSystem;
    /** Full path of the folder to search. [string; in] */
    const char *SnapshotFolder;
} hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_in;

/** What ImportSnapshotDefinitions gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_out {
    /**
     * Paths of the snapshots that were added; may be NULL after 4096: then follow CIM_AffectedJobElement
     * from the finished job.
     * [Msvm_VirtualSystemSettingData REF[]; out]
     */
    wmi_array_reference ImportedSnapshots;
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_out;

/**
 * Adds to a planned machine the snapshots that belong to it and lie in another folder than
 * ImportSystemDefinition was told. Returns 4096 if a job does it.
 *
 * @param session an open session
 * @param path of the instance
 * @param in PlannedSystem (Msvm_PlannedComputerSystem REF), SnapshotFolder
 * @param out ImportedSnapshots (Msvm_VirtualSystemSettingData REF[]), Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/importsnapshotdefinitions-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_in *in,
    hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_info;

/**
 * Adds to a planned machine the snapshots that belong to it and lie in another folder than
 * ImportSystemDefinition was told. Returns 4096 if a job does it.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: PlannedSystem (Msvm_PlannedComputerSystem REF), SnapshotFolder
 * Out: ImportedSnapshots (Msvm_VirtualSystemSettingData REF[]), Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_in *in,
    hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_out_clear(hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_out *out);

/* ---- ImportSystemDefinition ---- */

/** What ImportSystemDefinition is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_in {
    /**
     * Full path of the configuration file, named after the machine's GUID: VMCX, or XML or EXP from old
     * hosts. No machine of the host may be using it.
     * [string; in]
     */
    const char *SystemDefinitionFile;
    /**
     * Folder to look for the machine's snapshots in. Those not found must be imported or destroyed before
     * the machine can be realized.
     * [string; in]
     */
    const char *SnapshotFolder;
    /** TRUE to give the machine a new GUID, as for a copy; FALSE to keep it. [boolean; in] */
    wmi_opt_boolean GenerateNewSystemIdentifier;
} hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_in;

/** What ImportSystemDefinition gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_out {
    /**
     * Path of the planned machine; may be NULL after 4096: then follow CIM_AffectedJobElement from the
     * finished job.
     * [Msvm_PlannedComputerSystem REF; out]
     */
    const char *ImportedSystem;
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_out;

/**
 * Makes a planned machine of an exported one: first step of an import. Look through its settings with
 * ValidatePlannedSystem, repair paths and connections, then call RealizePlannedSystem; DestroySystem
 * gives it up. Returns 4096 if a job does it.
 *
 * @param session an open session
 * @param path of the instance
 * @param in SystemDefinitionFile, SnapshotFolder, GenerateNewSystemIdentifier
 * @param out ImportedSystem (Msvm_PlannedComputerSystem REF), Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/importsystemdefinition-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_in *in,
    hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_info;

/**
 * Makes a planned machine of an exported one: first step of an import. Look through its settings with
 * ValidatePlannedSystem, repair paths and connections, then call RealizePlannedSystem; DestroySystem
 * gives it up. Returns 4096 if a job does it.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: SystemDefinitionFile, SnapshotFolder, GenerateNewSystemIdentifier
 * Out: ImportedSystem (Msvm_PlannedComputerSystem REF), Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_in *in,
    hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_out_clear(hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_out *out);

/* ---- ModifyDiskMergeSettings ---- */

/** What ModifyDiskMergeSettings is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_in {
    /**
     * Settings to apply: Msvm_DiskMergeSettingData as read from the host, with EnabledState changed; 0
     * holds disk merges back, 1 lets them run.
     * [EmbeddedInstance Msvm_DiskMergeSettingData; in]
     */
    wmi_embedded SettingData;
} hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_in;

/** What ModifyDiskMergeSettings gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_out {
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_out;

/**
 * Changes how this host merges the disks of deleted snapshots. Returns 4096 if a job does it.
 *
 * @param session an open session
 * @param path of the instance
 * @param in SettingData (EmbeddedInstance Msvm_DiskMergeSettingData)
 * @param out Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/modifydiskmergesettings-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_info;

/**
 * Changes how this host merges the disks of deleted snapshots. Returns 4096 if a job does it.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: SettingData (EmbeddedInstance Msvm_DiskMergeSettingData)
 * Out: Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_out_clear(hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_out *out);

/* ---- ModifyFeatureSettings ---- */

/** What ModifyFeatureSettings is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_in {
    /**
     * The features with their new values; InstanceID tells which ones.
     * [EmbeddedInstance Msvm_EthernetSwitchPortFeatureSettingData[]; in]
     */
    wmi_array_embedded FeatureSettings;
} hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_in;

/** What ModifyFeatureSettings gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_out {
    /**
     * Paths of the features changed; may be NULL after 4096: then follow CIM_AffectedJobElement from the
     * finished job.
     * [Msvm_EthernetSwitchPortFeatureSettingData REF[]; out]
     */
    wmi_array_reference ResultingFeatureSettings;
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_out;

/**
 * Changes features of the connections of machines' network adapters, which AddFeatureSettings has
 * added. After 4096, Msvm_EthernetPortSettingDataComponent leads to them from the connection.
 *
 * @param session an open session
 * @param path of the instance
 * @param in FeatureSettings (EmbeddedInstance Msvm_EthernetSwitchPortFeatureSettingData[])
 * @param out ResultingFeatureSettings (Msvm_EthernetSwitchPortFeatureSettingData REF[]), Job (CIM_ConcreteJob
 *   REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/modifyfeaturesettings-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_info;

/**
 * Changes features of the connections of machines' network adapters, which AddFeatureSettings has
 * added. After 4096, Msvm_EthernetPortSettingDataComponent leads to them from the connection.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: FeatureSettings (EmbeddedInstance Msvm_EthernetSwitchPortFeatureSettingData[])
 * Out: ResultingFeatureSettings (Msvm_EthernetSwitchPortFeatureSettingData REF[]), Job (CIM_ConcreteJob
 *    REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_out_clear(hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_out *out);

/* ---- ModifyKvpItems ---- */

/** What ModifyKvpItems is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_in {
    /** Path of the virtual machine that has the pairs. [CIM_ComputerSystem REF; in] */
    const char *TargetSystem;
    /** The pairs with their new data, at most 128. [EmbeddedInstance Msvm_KvpExchangeDataItem[]; in] */
    wmi_array_embedded DataItems;
} hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_in;

/** What ModifyKvpItems gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_out {
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_out;

/**
 * Changes the data of key-value pairs that were handed to a machine. Fails if one of the keys is not
 * there. Returns 4096 if a job does it.
 *
 * @param session an open session
 * @param path of the instance
 * @param in TargetSystem (CIM_ComputerSystem REF), DataItems (EmbeddedInstance Msvm_KvpExchangeDataItem[])
 * @param out Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/modifykvpitems-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_ModifyKvpItems(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_in *in,
    hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_info;

/**
 * Changes the data of key-value pairs that were handed to a machine. Fails if one of the keys is not
 * there. Returns 4096 if a job does it.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: TargetSystem (CIM_ComputerSystem REF), DataItems (EmbeddedInstance Msvm_KvpExchangeDataItem[])
 * Out: Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_in *in,
    hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_out_clear(hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_out *out);

/* ---- ModifyServiceSettings ---- */

/** What ModifyServiceSettings is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_in {
    /**
     * Settings to apply: Msvm_VirtualSystemManagementServiceSettingData as read from the host, with what
     * shall be different changed.
     * [EmbeddedInstance Msvm_VirtualSystemManagementServiceSettingData; in]
     */
    wmi_embedded SettingData;
} hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_in;

/** What ModifyServiceSettings gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_out {
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_out;

/**
 * Changes host-wide settings, such as default folders and the range of MAC addresses. Returns 4096 if
 * a job does it.
 *
 * @param session an open session
 * @param path of the instance
 * @param in SettingData (EmbeddedInstance Msvm_VirtualSystemManagementServiceSettingData)
 * @param out Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/modifyservicesettings-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_info;

/**
 * Changes host-wide settings, such as default folders and the range of MAC addresses. Returns 4096 if
 * a job does it.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: SettingData (EmbeddedInstance Msvm_VirtualSystemManagementServiceSettingData)
 * Out: Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_out_clear(hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_out *out);

/* ---- AddBootSourceSettings ---- */

/** What AddBootSourceSettings is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_in {
    /** Path of the machine's Msvm_VirtualSystemSettingData. [CIM_VirtualSystemSettingData REF; in] */
    const char *AffectedConfiguration;
    /**
     * The new entries: which drive, network adapter or file each starts, in an Msvm_BootSourceSettingData.
     * [EmbeddedInstance Msvm_BootSourceSettingData[]; in]
     */
    wmi_array_embedded BootSourceSettings;
} hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_in;

/** What AddBootSourceSettings gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_out {
    /**
     * Paths of the entries added; may be NULL after 4096: then follow CIM_AffectedJobElement from the
     * finished job.
     * [CIM_SettingData REF[]; out]
     */
    wmi_array_reference ResultingBootSourceSettings;
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_out;

/**
 * Adds entries to what the firmware of a generation 2 machine can start from. Returns 4096 if a job
 * does it.
 *
 * Since Windows Server 2016.
 *
 * @param session an open session
 * @param path of the instance
 * @param in AffectedConfiguration (CIM_VirtualSystemSettingData REF), BootSourceSettings (EmbeddedInstance
 *   Msvm_BootSourceSettingData[])
 * @param out ResultingBootSourceSettings (CIM_SettingData REF[]), Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/msvm-virtualsystemmanagementservice-addbootsourcesettings
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_info;

/**
 * Adds entries to what the firmware of a generation 2 machine can start from. Returns 4096 if a job
 * does it.
 * Since Windows Server 2016.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: AffectedConfiguration (CIM_VirtualSystemSettingData REF), BootSourceSettings (EmbeddedInstance
 *    Msvm_BootSourceSettingData[])
 * Out: ResultingBootSourceSettings (CIM_SettingData REF[]), Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_out_clear(hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_out *out);

/* ---- AddGuestServiceSettings ---- */

/** What AddGuestServiceSettings is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_in {
    /** Path of the machine's Msvm_VirtualSystemSettingData. [CIM_VirtualSystemSettingData REF; in] */
    const char *AffectedConfiguration;
    /**
     * The settings, of classes derived from CIM_SettingData, such as
     * Msvm_GuestCommunicationServiceSettingData; each has to name its service.
     * [EmbeddedInstance CIM_SettingData[]; in]
     */
    wmi_array_embedded GuestServiceSettings;
} hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_in;

/** What AddGuestServiceSettings gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_out {
    /**
     * Paths of the settings added; may be NULL after 4096: then follow CIM_AffectedJobElement from the
     * finished job.
     * [CIM_SettingData REF[]; out]
     */
    wmi_array_reference ResultingGuestServiceSettings;
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_out;

/**
 * Adds settings of guest services to a machine, each of which a service identifier names. The services
 * of a running machine may change with it. Returns 4096 if a job does it.
 *
 * Since Windows Server 2016.
 *
 * @param session an open session
 * @param path of the instance
 * @param in AffectedConfiguration (CIM_VirtualSystemSettingData REF), GuestServiceSettings (EmbeddedInstance
 *   CIM_SettingData[])
 * @param out ResultingGuestServiceSettings (CIM_SettingData REF[]), Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/msvm-virtualsystemmanagementservice-addguestservicesettings
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_info;

/**
 * Adds settings of guest services to a machine, each of which a service identifier names. The services
 * of a running machine may change with it. Returns 4096 if a job does it.
 * Since Windows Server 2016.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: AffectedConfiguration (CIM_VirtualSystemSettingData REF), GuestServiceSettings (EmbeddedInstance
 *    CIM_SettingData[])
 * Out: ResultingGuestServiceSettings (CIM_SettingData REF[]), Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_out_clear(hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_out *out);

/* ---- AddSystemComponentSettings ---- */

/** What AddSystemComponentSettings is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_in {
    /** Path of the machine's Msvm_VirtualSystemSettingData. [Msvm_VirtualSystemSettingData REF; in] */
    const char *AffectedConfiguration;
    /**
     * The settings, of classes derived from Msvm_SystemComponentSettingData.
     * [EmbeddedInstance Msvm_SystemComponentSettingData[]; in]
     */
    wmi_array_embedded ComponentSettings;
} hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_in;

/** What AddSystemComponentSettings gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_out {
    /**
     * Paths of the settings added; may be NULL after 4096: then follow CIM_AffectedJobElement from the
     * finished job.
     * [Msvm_SystemComponentSettingData REF[]; out]
     */
    wmi_array_reference ResultingComponentSettings;
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_out;

/**
 * Adds settings that belong to none of a machine's devices, such as Msvm_StorageSettingData. Returns
 * 4096 if a job does it.
 *
 * Since Windows Server 2016.
 *
 * @param session an open session
 * @param path of the instance
 * @param in AffectedConfiguration (Msvm_VirtualSystemSettingData REF), ComponentSettings (EmbeddedInstance
 *   Msvm_SystemComponentSettingData[])
 * @param out ResultingComponentSettings (Msvm_SystemComponentSettingData REF[]), Job (CIM_ConcreteJob REF),
 *   ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/msvm-virtualsystemmanagementservice-addsystemcomponentsettings
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_info;

/**
 * Adds settings that belong to none of a machine's devices, such as Msvm_StorageSettingData. Returns
 * 4096 if a job does it.
 * Since Windows Server 2016.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: AffectedConfiguration (Msvm_VirtualSystemSettingData REF), ComponentSettings (EmbeddedInstance
 *    Msvm_SystemComponentSettingData[])
 * Out: ResultingComponentSettings (Msvm_SystemComponentSettingData REF[]), Job (CIM_ConcreteJob REF),
 *    ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_out_clear(hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_out *out);

/* ---- DefinePlannedSystem ---- */

/** What DefinePlannedSystem is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_in {
    /** Msvm_VirtualSystemSettingData with what shall not be default. [EmbeddedInstance CIM_VirtualSystemSettingData; in] */
    wmi_embedded SystemSettings;
    /**
     * Devices to add, of classes derived from CIM_ResourceAllocationSettingData.
     * [EmbeddedInstance CIM_ResourceAllocationSettingData[]; in]
     */
    wmi_array_embedded ResourceSettings;
    /** Path of settings that serve where the other two say nothing, or NULL. [CIM_VirtualSystemSettingData REF; in] */
    const char *ReferenceConfiguration;
} hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_in;

/** What DefinePlannedSystem gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_out {
    /**
     * Path of the new Msvm_PlannedComputerSystem; may be NULL after 4096: then follow
     * CIM_AffectedJobElement from the finished job.
     * [CIM_ComputerSystem REF; out]
     */
    const char *ResultingSystem;
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_out;

/**
 * As DefineSystem, but makes a planned machine, which RealizePlannedSystem turns into one that can
 * run. Returns 4096 if a job does it.
 *
 * Since Windows Server 2016.
 *
 * @param session an open session
 * @param path of the instance
 * @param in SystemSettings (EmbeddedInstance CIM_VirtualSystemSettingData), ResourceSettings (EmbeddedInstance
 *   CIM_ResourceAllocationSettingData[]), ReferenceConfiguration (CIM_VirtualSystemSettingData REF)
 * @param out ResultingSystem (CIM_ComputerSystem REF), Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/msvm-virtualsystemmanagementservice-defineplannedsystem
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_in *in,
    hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_info;

/**
 * As DefineSystem, but makes a planned machine, which RealizePlannedSystem turns into one that can
 * run. Returns 4096 if a job does it.
 * Since Windows Server 2016.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: SystemSettings (EmbeddedInstance CIM_VirtualSystemSettingData), ResourceSettings (EmbeddedInstance
 *    CIM_ResourceAllocationSettingData[]), ReferenceConfiguration (CIM_VirtualSystemSettingData REF)
 * Out: ResultingSystem (CIM_ComputerSystem REF), Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_in *in,
    hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_out_clear(hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_out *out);

/* ---- DiagnoseNetworkConnection ---- */

/** What DiagnoseNetworkConnection is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_in {
    /** Path of the connection's Msvm_EthernetPortAllocationSettingData. [Msvm_EthernetPortAllocationSettingData REF; in] */
    const char *TargetNetworkAdapter;
    /**
     * The ping: addresses, subnet, size, and which side this is.
     * [EmbeddedInstance Msvm_NetworkConnectionDiagnosticSettingData; in]
     */
    wmi_embedded DiagnosticSettings;
} hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_in;

/** What DiagnoseNetworkConnection gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_out {
    /**
     * Outcome of the ping, if it succeeds: how long the answer took.
     * [EmbeddedInstance Msvm_NetworkConnectionDiagnosticInformation; out]
     */
    wmi_embedded DiagnosticInformation;
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_out;

/**
 * Tests how a machine's adapter reaches an address under Windows network virtualization, by a ping
 * that is to be called for on the sender's side and on the receiver's. 4096: a job does it.
 *
 * Since Windows Server 2016.
 *
 * @param session an open session
 * @param path of the instance
 * @param in TargetNetworkAdapter (Msvm_EthernetPortAllocationSettingData REF), DiagnosticSettings
 *   (EmbeddedInstance Msvm_NetworkConnectionDiagnosticSettingData)
 * @param out DiagnosticInformation (EmbeddedInstance Msvm_NetworkConnectionDiagnosticInformation), Job
 *   (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/msvm-virtualsystemmanagementservice-diagnosenetworkconnection
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_in *in,
    hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_info;

/**
 * Tests how a machine's adapter reaches an address under Windows network virtualization, by a ping
 * that is to be called for on the sender's side and on the receiver's. 4096: a job does it.
 * Since Windows Server 2016.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: TargetNetworkAdapter (Msvm_EthernetPortAllocationSettingData REF), DiagnosticSettings
 *    (EmbeddedInstance Msvm_NetworkConnectionDiagnosticSettingData)
 * Out: DiagnosticInformation (EmbeddedInstance Msvm_NetworkConnectionDiagnosticInformation), Job
 *    (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_in *in,
    hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_out_clear(hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_out *out);

/* ---- ModifyGuestServiceSettings ---- */

/** What ModifyGuestServiceSettings is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_in {
    /**
     * The settings, read from the host and changed; InstanceID tells which ones.
     * [EmbeddedInstance CIM_SettingData[]; in]
     */
    wmi_array_embedded GuestServiceSettings;
} hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_in;

/** What ModifyGuestServiceSettings gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_out {
    /**
     * Paths of the settings changed; may be NULL after 4096: then follow CIM_AffectedJobElement from the
     * finished job.
     * [CIM_SettingData REF[]; out]
     */
    wmi_array_reference ResultingGuestServiceSettings;
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_out;

/**
 * Changes settings of guest services, such as whether the guest gets one. The services of a running
 * machine may change with it. Returns 4096 if a job does it.
 *
 * Since Windows Server 2016.
 *
 * @param session an open session
 * @param path of the instance
 * @param in GuestServiceSettings (EmbeddedInstance CIM_SettingData[])
 * @param out ResultingGuestServiceSettings (CIM_SettingData REF[]), Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/msvm-virtualsystemmanagementservice-modifyguestservicesettings
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_info;

/**
 * Changes settings of guest services, such as whether the guest gets one. The services of a running
 * machine may change with it. Returns 4096 if a job does it.
 * Since Windows Server 2016.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: GuestServiceSettings (EmbeddedInstance CIM_SettingData[])
 * Out: ResultingGuestServiceSettings (CIM_SettingData REF[]), Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_out_clear(hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_out *out);

/* ---- ModifySystemComponentSettings ---- */

/** What ModifySystemComponentSettings is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_in {
    /**
     * The settings, read from the host and changed; InstanceID tells which ones.
     * [EmbeddedInstance Msvm_SystemComponentSettingData[]; in]
     */
    wmi_array_embedded ComponentSettings;
} hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_in;

/** What ModifySystemComponentSettings gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_out {
    /**
     * Paths of the settings changed; may be NULL after 4096: then follow CIM_AffectedJobElement from the
     * finished job.
     * [Msvm_SystemComponentSettingData REF[]; out]
     */
    wmi_array_reference ResultingComponentSettings;
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_out;

/**
 * Changes settings that belong to none of a machine's devices, such as Msvm_StorageSettingData.
 * Returns 4096 if a job does it.
 *
 * Since Windows Server 2016.
 *
 * @param session an open session
 * @param path of the instance
 * @param in ComponentSettings (EmbeddedInstance Msvm_SystemComponentSettingData[])
 * @param out ResultingComponentSettings (Msvm_SystemComponentSettingData REF[]), Job (CIM_ConcreteJob REF),
 *   ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/msvm-virtualsystemmanagementservice-modifysystemcomponentsettings
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_info;

/**
 * Changes settings that belong to none of a machine's devices, such as Msvm_StorageSettingData.
 * Returns 4096 if a job does it.
 * Since Windows Server 2016.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: ComponentSettings (EmbeddedInstance Msvm_SystemComponentSettingData[])
 * Out: ResultingComponentSettings (Msvm_SystemComponentSettingData REF[]), Job (CIM_ConcreteJob REF),
 *    ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_out_clear(hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_out *out);

/* ---- RemoveBootSourceSettings ---- */

/** What RemoveBootSourceSettings is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_in {
    /** Paths of the entries (Msvm_BootSourceSettingData) to take off. [CIM_SettingData REF[]; in] */
    wmi_array_reference BootSourceSettings;
} hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_in;

/** What RemoveBootSourceSettings gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_out {
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_out;

/**
 * Takes entries off what the firmware of a generation 2 machine can start from. Returns 4096 if a job
 * does it.
 *
 * Since Windows Server 2016.
 *
 * @param session an open session
 * @param path of the instance
 * @param in BootSourceSettings (CIM_SettingData REF[])
 * @param out Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/msvm-virtualsystemmanagementservice-removebootsourcesettings
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_info;

/**
 * Takes entries off what the firmware of a generation 2 machine can start from. Returns 4096 if a job
 * does it.
 * Since Windows Server 2016.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: BootSourceSettings (CIM_SettingData REF[])
 * Out: Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_out_clear(hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_out *out);

/* ---- RemoveGuestServiceSettings ---- */

/** What RemoveGuestServiceSettings is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_in {
    /** Paths of the settings to take off. [CIM_SettingData REF[]; in] */
    wmi_array_reference GuestServiceSettings;
} hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_in;

/** What RemoveGuestServiceSettings gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_out {
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_out;

/**
 * Takes settings of guest services off a machine. The services of a running machine may change with
 * it. Returns 4096 if a job does it.
 *
 * Since Windows Server 2016.
 *
 * @param session an open session
 * @param path of the instance
 * @param in GuestServiceSettings (CIM_SettingData REF[])
 * @param out Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/msvm-virtualsystemmanagementservice-removeguestservicesettings
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_info;

/**
 * Takes settings of guest services off a machine. The services of a running machine may change with
 * it. Returns 4096 if a job does it.
 * Since Windows Server 2016.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: GuestServiceSettings (CIM_SettingData REF[])
 * Out: Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_out_clear(hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_out *out);

/* ---- RemoveSystemComponentSettings ---- */

/** What RemoveSystemComponentSettings is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_in {
    /** Paths of the settings to take off. [Msvm_SystemComponentSettingData REF[]; in] */
    wmi_array_reference ComponentSettings;
} hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_in;

/** What RemoveSystemComponentSettings gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_out {
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_out;

/**
 * Takes settings that belong to none of a machine's devices off it, such as Msvm_StorageSettingData.
 * Returns 4096 if a job does it.
 *
 * Since Windows Server 2016.
 *
 * @param session an open session
 * @param path of the instance
 * @param in ComponentSettings (Msvm_SystemComponentSettingData REF[])
 * @param out Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/msvm-virtualsystemmanagementservice-removesystemcomponentsettings
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_info;

/**
 * Takes settings that belong to none of a machine's devices off it, such as Msvm_StorageSettingData.
 * Returns 4096 if a job does it.
 * Since Windows Server 2016.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: ComponentSettings (Msvm_SystemComponentSettingData REF[])
 * Out: Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_out_clear(hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_out *out);

/* ---- SetInitialMachineConfigurationData ---- */

/** What SetInitialMachineConfigurationData is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_in {
    /** Path of the virtual machine that gets the data. [CIM_ComputerSystem REF; in] */
    const char *TargetSystem;
    /** The data; its first four bytes are its whole length, the most significant byte first. [uint8[]; in] */
    wmi_array_uint8 ImcData;
} hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_in;

/** What SetInitialMachineConfigurationData gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_out {
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out, optional]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_out;

/**
 * Hands a machine the data that its guest configures itself with at first start (initial machine
 * configuration, IMC). Returns 4096 if a job does it.
 *
 * Since Windows Server 2016.
 *
 * @param session an open session
 * @param path of the instance
 * @param in TargetSystem (CIM_ComputerSystem REF), ImcData
 * @param out Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/msvm-virtualsystemmanagementservice-setinitialmachineconfigurationdata
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_in *in,
    hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_info;

/**
 * Hands a machine the data that its guest configures itself with at first start (initial machine
 * configuration, IMC). Returns 4096 if a job does it.
 * Since Windows Server 2016.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: TargetSystem (CIM_ComputerSystem REF), ImcData
 * Out: Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_in *in,
    hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_out_clear(hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_out *out);

/* ---- TestNetworkConnection ---- */

/** What TestNetworkConnection is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_in {
    /** Path of the connection's Msvm_EthernetPortAllocationSettingData. [Msvm_EthernetPortAllocationSettingData REF; in] */
    const char *TargetNetworkAdapter;
    /** TRUE where the sending machine is, FALSE where the receiving one is. [boolean; in] */
    wmi_opt_boolean IsSender;
    /** IP address of the sending machine. [string; in] */
    const char *SenderIP;
    /** IP address of the receiving machine. [string; in] */
    const char *ReceiverIP;
    /** MAC address of the receiving machine, or of the next hop to it. [string; in] */
    const char *ReceiverMac;
    /** Virtual subnet or VLAN that both machines are in. [uint32; in] */
    wmi_opt_uint32 IsolationId;
    /** Sequence number of the ping, the same on both sides. [uint32; in] */
    wmi_opt_uint32 SequenceNumber;
} hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_in;

/** What TestNetworkConnection gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_out {
    /** Time until the answer came; its unit is not documented. [uint32; out] */
    wmi_opt_uint32 RoundTripTime;
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_out;

/**
 * Sends or awaits a ping (ICMP) between two machines under Windows network virtualization. To be
 * called on the host of the sender and on that of the receiver. Returns 4096 if a job does it.
 *
 * @param session an open session
 * @param path of the instance
 * @param in TargetNetworkAdapter (Msvm_EthernetPortAllocationSettingData REF), IsSender, SenderIP, ReceiverIP,
 *   ReceiverMac, IsolationId, SequenceNumber
 * @param out RoundTripTime, Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/msvm-virtualsystemmanagementservice-testnetworkconnection
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_TestNetworkConnection(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_in *in,
    hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_info;

/**
 * Sends or awaits a ping (ICMP) between two machines under Windows network virtualization. To be
 * called on the host of the sender and on that of the receiver. Returns 4096 if a job does it.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: TargetNetworkAdapter (Msvm_EthernetPortAllocationSettingData REF), IsSender, SenderIP, ReceiverIP,
 *    ReceiverMac, IsolationId, SequenceNumber
 * Out: RoundTripTime, Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_in *in,
    hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_out_clear(hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_out *out);

/* ---- UpgradeSystemVersion ---- */

/** What UpgradeSystemVersion is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_in {
    /** Path of the virtual machine. [CIM_ComputerSystem REF; in] */
    const char *ComputerSystem;
    /**
     * An Msvm_VirtualSystemUpgradeSettingData with the version to go to; empty for the host's newest.
     * [EmbeddedInstance CIM_SettingData; in]
     */
    wmi_embedded UpgradeSettingData;
} hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_in;

/** What UpgradeSystemVersion gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_out {
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_out;

/**
 * Raises the configuration version of a machine, which lets it use newer features and keeps it from
 * older hosts. The machine must be off. There is no way back. Returns 4096 if a job does it.
 *
 * Since Windows Server 2016.
 *
 * @param session an open session
 * @param path of the instance
 * @param in ComputerSystem (CIM_ComputerSystem REF), UpgradeSettingData (EmbeddedInstance CIM_SettingData)
 * @param out Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/msvm-virtualsystemmanagementservice-upgradesystemversion
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_in *in,
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_info;

/**
 * Raises the configuration version of a machine, which lets it use newer features and keeps it from
 * older hosts. The machine must be off. There is no way back. Returns 4096 if a job does it.
 * Since Windows Server 2016.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: ComputerSystem (CIM_ComputerSystem REF), UpgradeSettingData (EmbeddedInstance CIM_SettingData)
 * Out: Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_in *in,
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_out_clear(hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_out *out);

/* ---- RealizePlannedSystem ---- */

/** What RealizePlannedSystem is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_in {
    /** Path of the planned machine, which is gone afterwards. [Msvm_PlannedComputerSystem REF; in] */
    const char *PlannedSystem;
} hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_in;

/** What RealizePlannedSystem gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_out {
    /**
     * Path of the Msvm_ComputerSystem; may be NULL after 4096: then follow CIM_AffectedJobElement from the
     * finished job.
     * [CIM_ComputerSystem REF; out]
     */
    const char *ResultingSystem;
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_out;

/**
 * Checks a planned machine and turns it into one that can run; what it has of saved state is copied to
 * its place. If the check fails it stays planned, and the job's errors say why.
 *
 * @param session an open session
 * @param path of the instance
 * @param in PlannedSystem (Msvm_PlannedComputerSystem REF)
 * @param out ResultingSystem (CIM_ComputerSystem REF), Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/realizeplannedsystem-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_in *in,
    hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_info;

/**
 * Checks a planned machine and turns it into one that can run; what it has of saved state is copied to
 * its place. If the check fails it stays planned, and the job's errors say why.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: PlannedSystem (Msvm_PlannedComputerSystem REF)
 * Out: ResultingSystem (CIM_ComputerSystem REF), Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_in *in,
    hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_out_clear(hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_out *out);

/* ---- RemoveFeatureSettings ---- */

/** What RemoveFeatureSettings is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_in {
    /** Paths of the features to take off. [Msvm_EthernetSwitchPortFeatureSettingData REF[]; in] */
    wmi_array_reference FeatureSettings;
} hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_in;

/** What RemoveFeatureSettings gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_out {
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_out;

/**
 * Takes features off the connection of a network adapter, so that the default holds again. Returns
 * 4096 if a job does it.
 *
 * @param session an open session
 * @param path of the instance
 * @param in FeatureSettings (Msvm_EthernetSwitchPortFeatureSettingData REF[])
 * @param out Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/removefeaturesettings-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_info;

/**
 * Takes features off the connection of a network adapter, so that the default holds again. Returns
 * 4096 if a job does it.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: FeatureSettings (Msvm_EthernetSwitchPortFeatureSettingData REF[])
 * Out: Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_out_clear(hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_out *out);

/* ---- RemoveFibreChannelChap ---- */

/** What RemoveFibreChannelChap is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_in {
    /** Settings of the adapters; InstanceID tells which ones. [EmbeddedInstance Msvm_SyntheticFcPortSettingData[]; in] */
    wmi_array_embedded FcPortSettings;
} hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_in;

/** What RemoveFibreChannelChap gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_out {
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_out;

/**
 * Takes the DH-CHAP secret off virtual Fibre Channel adapters. The machine must not be running.
 * Answers at once.
 *
 * @param session an open session
 * @param path of the instance
 * @param in FcPortSettings (EmbeddedInstance Msvm_SyntheticFcPortSettingData[])
 * @param out ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/removefibrechannelchap-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_in *in,
    hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_info;
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_out_clear(hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_out *out);

/* ---- RemoveKvpItems ---- */

/** What RemoveKvpItems is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_in {
    /** Path of the virtual machine that has the pairs. [CIM_ComputerSystem REF; in] */
    const char *TargetSystem;
    /** The pairs, at most 128; only their keys count. [EmbeddedInstance Msvm_KvpExchangeDataItem[]; in] */
    wmi_array_embedded DataItems;
} hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_in;

/** What RemoveKvpItems gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_out {
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_out;

/**
 * Takes back key-value pairs that were handed to a machine. Fails if one of the keys is not there.
 * Returns 4096 if a job does it.
 *
 * @param session an open session
 * @param path of the instance
 * @param in TargetSystem (CIM_ComputerSystem REF), DataItems (EmbeddedInstance Msvm_KvpExchangeDataItem[])
 * @param out Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/removekvpitems-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_RemoveKvpItems(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_in *in,
    hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_info;

/**
 * Takes back key-value pairs that were handed to a machine. Fails if one of the keys is not there.
 * Returns 4096 if a job does it.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: TargetSystem (CIM_ComputerSystem REF), DataItems (EmbeddedInstance Msvm_KvpExchangeDataItem[])
 * Out: Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_in *in,
    hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_out_clear(hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_out *out);

/* ---- SetGuestNetworkAdapterConfiguration ---- */

/** What SetGuestNetworkAdapterConfiguration is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_in {
    /** Path of the virtual machine. [CIM_ComputerSystem REF; in] */
    const char *ComputerSystem;
    /**
     * An Msvm_GuestNetworkAdapterConfiguration for each adapter, best read over Msvm_SettingDataComponent
     * and changed. DHCPEnabled must be set.
     * [EmbeddedInstance Msvm_GuestNetworkAdapterConfiguration[]; in]
     */
    wmi_array_embedded NetworkConfiguration;
} hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_in;

/** What SetGuestNetworkAdapterConfiguration gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_out {
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_out;

/**
 * Sets IP addresses, gateways and name servers in the guest. They are applied by the KVP integration
 * service as soon as it answers, so the guest must run it. Returns 4096 if a job does it.
 *
 * @param session an open session
 * @param path of the instance
 * @param in ComputerSystem (CIM_ComputerSystem REF), NetworkConfiguration (EmbeddedInstance
 *   Msvm_GuestNetworkAdapterConfiguration[])
 * @param out Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/setguestnetworkadapterconfiguration-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_in *in,
    hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_info;

/**
 * Sets IP addresses, gateways and name servers in the guest. They are applied by the KVP integration
 * service as soon as it answers, so the guest must run it. Returns 4096 if a job does it.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: ComputerSystem (CIM_ComputerSystem REF), NetworkConfiguration (EmbeddedInstance
 *    Msvm_GuestNetworkAdapterConfiguration[])
 * Out: Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_in *in,
    hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_out_clear(hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_out *out);

/* ---- ValidatePlannedSystem ---- */

/** What ValidatePlannedSystem is given. */
typedef struct hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_in {
    /** Path of the planned machine; it is not changed. [Msvm_PlannedComputerSystem REF; in] */
    const char *PlannedSystem;
} hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_in;

/** What ValidatePlannedSystem gives back. */
typedef struct hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_out {
    /**
     * Path of the job that carries the operation on; filled in when the method returns 4096, NULL when it
     * finished at once.
     * [CIM_ConcreteJob REF; out]
     */
    const char *Job;
    /** uint32; values: hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_* */
    wmi_opt_uint32 ReturnValue;
    /** Owns what the members above point to. */
    wmi_memory *wmi_owned;
} hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_out;

/**
 * Checks whether a planned machine could be realized: configuration, devices, snapshots, saved state
 * and disks. What is wrong is in the errors of the job (GetErrorEx).
 *
 * @param session an open session
 * @param path of the instance
 * @param in PlannedSystem (Msvm_PlannedComputerSystem REF)
 * @param out Job (CIM_ConcreteJob REF), ReturnValue
 * @param error why it failed; may be NULL
 * @return whether the call was carried out; its outcome is out->ReturnValue
 * @see https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/validateplannedsystem-msvm-virtualsystemmanagementservice
 */
hv_API wmi_status WMI_CALL hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_in *in,
    hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_out *out, wmi_error *error);
/** Describes the method. */
extern hv_API const wmi_method_info hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_info;

/**
 * Checks whether a planned machine could be realized: configuration, devices, snapshots, saved state
 * and disks. What is wrong is in the errors of the job (GetErrorEx).
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: PlannedSystem (Msvm_PlannedComputerSystem REF)
 * Out: Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_in *in,
    hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_info, path, in, out, options, error);
}
/** Gives back what a call left in `out`. */
hv_API void WMI_CALL hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_out_clear(hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_out *out);

/* ---- AddResourceSettings, of CIM_VirtualSystemManagementService ---- */

typedef hv_CIM_VirtualSystemManagementService_AddResourceSettings_in hv_Msvm_VirtualSystemManagementService_AddResourceSettings_in; /**< what it is given */
typedef hv_CIM_VirtualSystemManagementService_AddResourceSettings_out hv_Msvm_VirtualSystemManagementService_AddResourceSettings_out; /**< what it gives back */

/**
 * Adds resources to a machine or to a configuration, or ports to a virtual switch, where a switch
 * service is asked; to a machine that is running, where its state and the kind of resource allow.
 * Returns 4096 if a job does it.
 * In: AffectedConfiguration (CIM_VirtualSystemSettingData REF), ResourceSettings (EmbeddedInstance
 *    CIM_ResourceAllocationSettingData[])
 * Out: ResultingResourceSettings (CIM_ResourceAllocationSettingData REF[]), Job (CIM_ConcreteJob REF),
 *    ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_AddResourceSettings(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_AddResourceSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_out *out, wmi_error *error)
{
    return wmi_invoke(session, "Msvm_VirtualSystemManagementService", &hv_CIM_VirtualSystemManagementService_AddResourceSettings_info, path, in, out, error);
}

/**
 * Adds resources to a machine or to a configuration, or ports to a virtual switch, where a switch
 * service is asked; to a machine that is running, where its state and the kind of resource allow.
 * Returns 4096 if a job does it.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: AffectedConfiguration (CIM_VirtualSystemSettingData REF), ResourceSettings (EmbeddedInstance
 *    CIM_ResourceAllocationSettingData[])
 * Out: ResultingResourceSettings (CIM_ResourceAllocationSettingData REF[]), Job (CIM_ConcreteJob REF),
 *    ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_AddResourceSettings_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_AddResourceSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_CIM_VirtualSystemManagementService_AddResourceSettings_info, path, in, out, options, error);
}

/** Gives back what a call left in `out`. */
static inline void hv_Msvm_VirtualSystemManagementService_AddResourceSettings_out_clear(hv_Msvm_VirtualSystemManagementService_AddResourceSettings_out *out)
{
    wmi_method_out_clear(&hv_CIM_VirtualSystemManagementService_AddResourceSettings_info, out);
}

#define hv_Msvm_VirtualSystemManagementService_AddResourceSettings_info hv_CIM_VirtualSystemManagementService_AddResourceSettings_info /**< describes the method */

/* ---- DestroySystem, of CIM_VirtualSystemManagementService ---- */

typedef hv_CIM_VirtualSystemManagementService_DestroySystem_in hv_Msvm_VirtualSystemManagementService_DestroySystem_in; /**< what it is given */
typedef hv_CIM_VirtualSystemManagementService_DestroySystem_out hv_Msvm_VirtualSystemManagementService_DestroySystem_out; /**< what it gives back */

/**
 * Deletes a machine with its configuration and snapshots; its resources return to their pools. Virtual
 * disks stay on Hyper-V. Returns 4096 if a job does it.
 * In: AffectedSystem (CIM_ComputerSystem REF)
 * Out: Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_DestroySystem(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_DestroySystem_in *in,
    hv_Msvm_VirtualSystemManagementService_DestroySystem_out *out, wmi_error *error)
{
    return wmi_invoke(session, "Msvm_VirtualSystemManagementService", &hv_CIM_VirtualSystemManagementService_DestroySystem_info, path, in, out, error);
}

/**
 * Deletes a machine with its configuration and snapshots; its resources return to their pools. Virtual
 * disks stay on Hyper-V. Returns 4096 if a job does it.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: AffectedSystem (CIM_ComputerSystem REF)
 * Out: Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_DestroySystem_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_DestroySystem_in *in,
    hv_Msvm_VirtualSystemManagementService_DestroySystem_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_CIM_VirtualSystemManagementService_DestroySystem_info, path, in, out, options, error);
}

/** Gives back what a call left in `out`. */
static inline void hv_Msvm_VirtualSystemManagementService_DestroySystem_out_clear(hv_Msvm_VirtualSystemManagementService_DestroySystem_out *out)
{
    wmi_method_out_clear(&hv_CIM_VirtualSystemManagementService_DestroySystem_info, out);
}

#define hv_Msvm_VirtualSystemManagementService_DestroySystem_info hv_CIM_VirtualSystemManagementService_DestroySystem_info /**< describes the method */

/* ---- ModifyResourceSettings, of CIM_VirtualSystemManagementService ---- */

typedef hv_CIM_VirtualSystemManagementService_ModifyResourceSettings_in hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_in; /**< what it is given */
typedef hv_CIM_VirtualSystemManagementService_ModifyResourceSettings_out hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_out; /**< what it gives back */

/**
 * Changes resources of a machine or of a configuration; of a running machine, as far as its state and
 * the properties allow. Returns 4096 if a job does it.
 * In: ResourceSettings (EmbeddedInstance CIM_ResourceAllocationSettingData[])
 * Out: ResultingResourceSettings (CIM_ResourceAllocationSettingData REF[]), Job (CIM_ConcreteJob REF),
 *    ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_out *out, wmi_error *error)
{
    return wmi_invoke(session, "Msvm_VirtualSystemManagementService", &hv_CIM_VirtualSystemManagementService_ModifyResourceSettings_info, path, in, out, error);
}

/**
 * Changes resources of a machine or of a configuration; of a running machine, as far as its state and
 * the properties allow. Returns 4096 if a job does it.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: ResourceSettings (EmbeddedInstance CIM_ResourceAllocationSettingData[])
 * Out: ResultingResourceSettings (CIM_ResourceAllocationSettingData REF[]), Job (CIM_ConcreteJob REF),
 *    ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_CIM_VirtualSystemManagementService_ModifyResourceSettings_info, path, in, out, options, error);
}

/** Gives back what a call left in `out`. */
static inline void hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_out_clear(hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_out *out)
{
    wmi_method_out_clear(&hv_CIM_VirtualSystemManagementService_ModifyResourceSettings_info, out);
}

#define hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_info hv_CIM_VirtualSystemManagementService_ModifyResourceSettings_info /**< describes the method */

/* ---- RemoveResourceSettings, of CIM_VirtualSystemManagementService ---- */

typedef hv_CIM_VirtualSystemManagementService_RemoveResourceSettings_in hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_in; /**< what it is given */
typedef hv_CIM_VirtualSystemManagementService_RemoveResourceSettings_out hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_out; /**< what it gives back */

/**
 * Removes resources from a machine or from a configuration; from a running machine, where its state
 * and the kind of resource allow. Returns 4096 if a job does it.
 * In: ResourceSettings (CIM_ResourceAllocationSettingData REF[])
 * Out: Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_out *out, wmi_error *error)
{
    return wmi_invoke(session, "Msvm_VirtualSystemManagementService", &hv_CIM_VirtualSystemManagementService_RemoveResourceSettings_info, path, in, out, error);
}

/**
 * Removes resources from a machine or from a configuration; from a running machine, where its state
 * and the kind of resource allow. Returns 4096 if a job does it.
 *
 * Waits for the job that it may start: WMI_OK means that the operation has completed. It fills in references that are NULL at 4096.
 * `options`, how long to wait and more, and `error`, with code, job and decoded errors, may be NULL.
 * In: ResourceSettings (CIM_ResourceAllocationSettingData REF[])
 * Out: Job (CIM_ConcreteJob REF), ReturnValue
 */
static inline wmi_status hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_wait(wmi_session *session, const char *path,
    const hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_in *in,
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_out *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait(session, "Msvm_VirtualSystemManagementService", &hv_CIM_VirtualSystemManagementService_RemoveResourceSettings_info, path, in, out, options, error);
}

/** Gives back what a call left in `out`. */
static inline void hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_out_clear(hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_out *out)
{
    wmi_method_out_clear(&hv_CIM_VirtualSystemManagementService_RemoveResourceSettings_info, out);
}

#define hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_info hv_CIM_VirtualSystemManagementService_RemoveResourceSettings_info /**< describes the method */

/* ==== Codes of its methods and properties ==== */

/** Codes of the ReturnValue of RequestStateChange. No host declares those marked as convention, but they are in use. */
enum hv_Msvm_VirtualSystemManagementService_RequestStateChange_code {
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_Not_supported = 1,
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_Failed = 32768, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_Not_Supported = 32770, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_Timeout = 32772, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_RequestStateChange_codes; /**< names */

/**
 * Codes of the parameter RequestedState of RequestStateChange. Besides those named here:
 * - 32768 .. 65535: Vendor Reserved
 * - any other: DMTF Reserved
 */
enum hv_Msvm_VirtualSystemManagementService_RequestStateChange_RequestedState_code {
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_RequestedState_Enabled = 2,
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_RequestedState_Disabled = 3,
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_RequestedState_Shut_Down = 4,
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_RequestedState_Offline = 6,
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_RequestedState_Test = 7,
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_RequestedState_Defer = 8,
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_RequestedState_Quiesce = 9,
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_RequestedState_Reboot = 10,
    hv_Msvm_VirtualSystemManagementService_RequestStateChange_RequestedState_Reset = 11,
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_RequestStateChange_RequestedState_codes; /**< names */

/** Codes of the ReturnValue of StartService. */
enum hv_Msvm_VirtualSystemManagementService_StartService_code {
    hv_Msvm_VirtualSystemManagementService_StartService_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_StartService_Not_supported = 1,
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_StartService_codes; /**< names */

/** Codes of the ReturnValue of StopService. */
enum hv_Msvm_VirtualSystemManagementService_StopService_code {
    hv_Msvm_VirtualSystemManagementService_StopService_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_StopService_Not_supported = 1,
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_StopService_codes; /**< names */

/**
 * Codes of the ReturnValue of DefineSystem. Besides those named here:
 * - 4097 .. 32767: Method Reserved
 * - 32768 .. 65535: Vendor Specific
 * - any other: DMTF Reserved
 *
 * No host declares those marked as convention, but they are in use.
 */
enum hv_Msvm_VirtualSystemManagementService_DefineSystem_code {
    hv_Msvm_VirtualSystemManagementService_DefineSystem_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_DefineSystem_Not_Supported = 1,
    hv_Msvm_VirtualSystemManagementService_DefineSystem_Failed = 2,
    hv_Msvm_VirtualSystemManagementService_DefineSystem_Timeout = 3,
    hv_Msvm_VirtualSystemManagementService_DefineSystem_Invalid_Parameter = 4,
    hv_Msvm_VirtualSystemManagementService_DefineSystem_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_DefineSystem_Failed_ = 32768, /**< "Failed"; convention */
    hv_Msvm_VirtualSystemManagementService_DefineSystem_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DefineSystem_Not_Supported_ = 32770, /**< "Not Supported"; convention */
    hv_Msvm_VirtualSystemManagementService_DefineSystem_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DefineSystem_Timeout_ = 32772, /**< "Timeout"; convention */
    hv_Msvm_VirtualSystemManagementService_DefineSystem_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DefineSystem_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DefineSystem_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DefineSystem_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DefineSystem_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DefineSystem_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DefineSystem_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_DefineSystem_codes; /**< names */

/**
 * Codes of the ReturnValue of ModifySystemSettings. Besides those named here:
 * - 4097 .. 32767: Method Reserved
 * - 32768 .. 65535: Vendor Specific
 * - any other: DMTF Reserved
 *
 * No host declares those marked as convention, but they are in use.
 */
enum hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_code {
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_Not_Supported = 1,
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_Failed = 2,
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_Timeout = 3,
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_Invalid_Parameter = 4,
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_Invalid_State = 5,
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_Incompatible_Parameters = 6,
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_Failed_ = 32768, /**< "Failed"; convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_Not_Supported_ = 32770, /**< "Not Supported"; convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_Timeout_ = 32772, /**< "Timeout"; convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_ModifySystemSettings_codes; /**< names */

/**
 * Codes of the ReturnValue of AddFeatureSettings. Besides those named here:
 * - 4097 .. 32767: Method Reserved
 * - 32768 .. 65535: Vendor Specific
 * - any other: DMTF Reserved
 *
 * No host declares those marked as convention, but they are in use.
 */
enum hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_code {
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_Not_Supported = 1,
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_Failed = 2,
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_Timeout = 3,
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_Invalid_Parameter = 4,
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_Failed_ = 32768, /**< "Failed"; convention */
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_Not_Supported_ = 32770, /**< "Not Supported"; convention */
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_Timeout_ = 32772, /**< "Timeout"; convention */
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_AddFeatureSettings_codes; /**< names */

/** Codes of the ReturnValue of AddFibreChannelChap. */
enum hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_code {
    hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_Failed = 32768,
    hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_Access_Denied = 32769,
    hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_Not_Supported = 32770,
    hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_Status_is_unknown = 32771,
    hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_Timeout = 32772,
    hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_Invalid_parameter = 32773,
    hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_System_is_in_use = 32774,
    hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_Invalid_state_for_this_operation = 32775,
    hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_Incorrect_data_type = 32776,
    hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_System_is_not_available = 32777,
    hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_Out_of_memory = 32778,
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_codes; /**< names */

/** Codes of the parameter SecretEncoding of AddFibreChannelChap. */
enum hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_SecretEncoding_code {
    hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_SecretEncoding_Printable_ASCII = 1,
    hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_SecretEncoding_Binary = 2,
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_AddFibreChannelChap_SecretEncoding_codes; /**< names */

/** Codes of the ReturnValue of AddKvpItems. No host declares those marked as convention, but they are in use. */
enum hv_Msvm_VirtualSystemManagementService_AddKvpItems_code {
    hv_Msvm_VirtualSystemManagementService_AddKvpItems_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_AddKvpItems_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_AddKvpItems_Failed = 32768,
    hv_Msvm_VirtualSystemManagementService_AddKvpItems_Access_Denied = 32769,
    hv_Msvm_VirtualSystemManagementService_AddKvpItems_Not_Supported = 32770,
    hv_Msvm_VirtualSystemManagementService_AddKvpItems_Status_is_unknown = 32771,
    hv_Msvm_VirtualSystemManagementService_AddKvpItems_Timeout = 32772,
    hv_Msvm_VirtualSystemManagementService_AddKvpItems_Invalid_parameter = 32773,
    hv_Msvm_VirtualSystemManagementService_AddKvpItems_System_is_in_use = 32774,
    hv_Msvm_VirtualSystemManagementService_AddKvpItems_Invalid_state_for_this_operation = 32775,
    hv_Msvm_VirtualSystemManagementService_AddKvpItems_Incorrect_data_type = 32776,
    hv_Msvm_VirtualSystemManagementService_AddKvpItems_System_is_not_available = 32777,
    hv_Msvm_VirtualSystemManagementService_AddKvpItems_Out_of_memory = 32778,
    hv_Msvm_VirtualSystemManagementService_AddKvpItems_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_AddKvpItems_codes; /**< names */

/** Codes of the ReturnValue of ExportSystemDefinition. No host declares those marked as convention, but they are in use. */
enum hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_code {
    hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_Failed = 32768,
    hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_Access_Denied = 32769,
    hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_Not_Supported = 32770,
    hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_Status_is_unknown = 32771,
    hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_Timeout = 32772,
    hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_Invalid_parameter = 32773,
    hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_System_is_in_use = 32774,
    hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_Invalid_state_for_this_operation = 32775,
    hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_Incorrect_data_type = 32776,
    hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_System_is_not_available = 32777,
    hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_Out_of_memory = 32778,
    hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_ExportSystemDefinition_codes; /**< names */

/** Codes of the ReturnValue of FormatError. */
enum hv_Msvm_VirtualSystemManagementService_FormatError_code {
    hv_Msvm_VirtualSystemManagementService_FormatError_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_FormatError_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_FormatError_Failed = 32768,
    hv_Msvm_VirtualSystemManagementService_FormatError_Access_Denied = 32769,
    hv_Msvm_VirtualSystemManagementService_FormatError_Not_Supported = 32770,
    hv_Msvm_VirtualSystemManagementService_FormatError_Status_is_unknown = 32771,
    hv_Msvm_VirtualSystemManagementService_FormatError_Timeout = 32772,
    hv_Msvm_VirtualSystemManagementService_FormatError_Invalid_parameter = 32773,
    hv_Msvm_VirtualSystemManagementService_FormatError_System_is_in_use = 32774,
    hv_Msvm_VirtualSystemManagementService_FormatError_Invalid_state_for_this_operation = 32775,
    hv_Msvm_VirtualSystemManagementService_FormatError_Incorrect_data_type = 32776,
    hv_Msvm_VirtualSystemManagementService_FormatError_System_is_not_available = 32777,
    hv_Msvm_VirtualSystemManagementService_FormatError_Out_of_memory = 32778,
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_FormatError_codes; /**< names */

/** Codes of the ReturnValue of GenerateWwpn. */
enum hv_Msvm_VirtualSystemManagementService_GenerateWwpn_code {
    hv_Msvm_VirtualSystemManagementService_GenerateWwpn_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_GenerateWwpn_Failed = 32768,
    hv_Msvm_VirtualSystemManagementService_GenerateWwpn_Access_Denied = 32769,
    hv_Msvm_VirtualSystemManagementService_GenerateWwpn_Not_Supported = 32770,
    hv_Msvm_VirtualSystemManagementService_GenerateWwpn_Status_is_unknown = 32771,
    hv_Msvm_VirtualSystemManagementService_GenerateWwpn_Timeout = 32772,
    hv_Msvm_VirtualSystemManagementService_GenerateWwpn_Invalid_parameter = 32773,
    hv_Msvm_VirtualSystemManagementService_GenerateWwpn_System_is_in_use = 32774,
    hv_Msvm_VirtualSystemManagementService_GenerateWwpn_Invalid_state_for_this_operation = 32775,
    hv_Msvm_VirtualSystemManagementService_GenerateWwpn_Incorrect_data_type = 32776,
    hv_Msvm_VirtualSystemManagementService_GenerateWwpn_System_is_not_available = 32777,
    hv_Msvm_VirtualSystemManagementService_GenerateWwpn_Out_of_memory = 32778,
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_GenerateWwpn_codes; /**< names */

/** Codes of the ReturnValue of GetCurrentWwpnFromGenerator. */
enum hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_code {
    hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_Failed = 32768,
    hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_Access_Denied = 32769,
    hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_Not_Supported = 32770,
    hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_Status_is_unknown = 32771,
    hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_Timeout = 32772,
    hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_Invalid_parameter = 32773,
    hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_System_is_in_use = 32774,
    hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_Invalid_state_for_this_operation = 32775,
    hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_Incorrect_data_type = 32776,
    hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_System_is_not_available = 32777,
    hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_Out_of_memory = 32778,
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_GetCurrentWwpnFromGenerator_codes; /**< names */

/** Codes of the ReturnValue of GetDefinitionFileSummaryInformation. */
enum hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_code {
    hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_Failed = 32768,
    hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_Access_Denied = 32769,
    hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_Not_Supported = 32770,
    hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_Status_is_unknown = 32771,
    hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_Timeout = 32772,
    hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_Invalid_parameter = 32773,
    hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_System_is_in_use = 32774,
    hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_Invalid_state_for_this_operation = 32775,
    hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_Incorrect_data_type = 32776,
    hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_System_is_not_available = 32777,
    hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_Out_of_memory = 32778,
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_GetDefinitionFileSummaryInformation_codes; /**< names */

/** Codes of the ReturnValue of GetSizeOfSystemFiles. */
enum hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_code {
    hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_Failed = 32768,
    hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_Access_Denied = 32769,
    hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_Not_Supported = 32770,
    hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_Status_is_unknown = 32771,
    hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_Timeout = 32772,
    hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_Invalid_parameter = 32773,
    hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_System_is_in_use = 32774,
    hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_Invalid_state_for_this_operation = 32775,
    hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_Incorrect_data_type = 32776,
    hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_System_is_not_available = 32777,
    hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_Out_of_memory = 32778,
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_GetSizeOfSystemFiles_codes; /**< names */

/** Codes of the ReturnValue of GetSummaryInformation. */
enum hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_code {
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_Failed = 32768,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_Access_Denied = 32769,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_Not_Supported = 32770,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_Status_is_unknown = 32771,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_Timeout = 32772,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_Invalid_parameter = 32773,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_System_is_in_use = 32774,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_Invalid_state_for_this_operation = 32775,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_Incorrect_data_type = 32776,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_System_is_not_available = 32777,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_Out_of_memory = 32778,
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_codes; /**< names */

/** Codes of the parameter RequestedInformation of GetSummaryInformation. */
enum hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_code {
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_Name = 0,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_Element_Name = 1,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_Creation_Time = 2,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_Notes = 3,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_Number_of_Processors = 4,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_Small_Thumbnail_Image_80x60 = 5, /**< "Small Thumbnail Image (80x60)" */
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_Medium_Thumbnail_Image_160x120 = 6, /**< "Medium Thumbnail Image (160x120)" */
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_Large_Thumbnail_Image_320x240 = 7, /**< "Large Thumbnail Image (320x240)" */
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_AllocatedGPU = 8,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_VirtualSwitchNames = 9,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_Version = 10,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_Shielded = 11,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_EnabledState = 100,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_ProcessorLoad = 101,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_ProcessorLoadHistory = 102,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_MemoryUsage = 103,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_Heartbeat = 104,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_Uptime = 105,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_GuestOperatingSystem = 106,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_Snapshots = 107,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_AsynchronousTasks = 108,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_HealthState = 109,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_OperationalStatus = 110,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_StatusDescriptions = 111,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_MemoryAvailable = 112,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_AvailableMemoryBuffer = 113,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_Replication_Mode = 114,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_Replication_State = 115,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_Replication_Health = 116,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_Application_Health = 117,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_ReplicationStateEx = 118,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_ReplicationHealthEx = 119,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_SwapFilesInUse = 120,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_IntegrationServicesVersionState = 121,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_ReplicationProviderId = 122,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_MemorySpansPhysicalNumaNodes = 123,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_OtherEnabledState = 132,
    hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_HypervisorPartitionId = 133,
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_GetSummaryInformation_RequestedInformation_codes; /**< names */

/** Codes of the ReturnValue of GetVirtualSystemThumbnailImage. */
enum hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_code {
    hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_Failed = 32768,
    hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_Access_Denied = 32769,
    hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_Not_Supported = 32770,
    hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_Status_is_unknown = 32771,
    hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_Timeout = 32772,
    hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_Invalid_parameter = 32773,
    hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_System_is_in_use = 32774,
    hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_Invalid_state_for_this_operation = 32775,
    hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_Incorrect_data_type = 32776,
    hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_System_is_not_available = 32777,
    hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_Out_of_memory = 32778,
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_GetVirtualSystemThumbnailImage_codes; /**< names */

/** Codes of the ReturnValue of ImportSnapshotDefinitions. */
enum hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_code {
    hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_Failed = 32768,
    hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_Access_Denied = 32769,
    hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_Not_Supported = 32770,
    hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_Status_is_unknown = 32771,
    hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_Timeout = 32772,
    hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_Invalid_parameter = 32773,
    hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_System_is_in_use = 32774,
    hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_Invalid_state_for_this_operation = 32775,
    hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_Incorrect_data_type = 32776,
    hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_System_is_not_available = 32777,
    hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_Out_of_memory = 32778,
    hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_File_in_Use = 32779,
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_ImportSnapshotDefinitions_codes; /**< names */

/** Codes of the ReturnValue of ImportSystemDefinition. */
enum hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_code {
    hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_Failed = 32768,
    hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_Access_Denied = 32769,
    hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_Not_Supported = 32770,
    hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_Status_is_unknown = 32771,
    hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_Timeout = 32772,
    hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_Invalid_parameter = 32773,
    hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_System_is_in_use = 32774,
    hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_Invalid_state_for_this_operation = 32775,
    hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_Incorrect_data_type = 32776,
    hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_System_is_not_available = 32777,
    hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_Out_of_memory = 32778,
    hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_File_in_Use = 32779,
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_ImportSystemDefinition_codes; /**< names */

/** Codes of the ReturnValue of ModifyDiskMergeSettings. No host declares those marked as convention, but they are in use. */
enum hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_code {
    hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_Failed = 32768,
    hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_Access_Denied = 32769,
    hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_Not_Supported = 32770,
    hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_Status_is_unknown = 32771,
    hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_Timeout = 32772,
    hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_Invalid_parameter = 32773,
    hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_System_is_in_used = 32774,
    hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_Invalid_state_for_this_operation = 32775,
    hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_Incorrect_data_type = 32776,
    hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_System_is_not_available = 32777,
    hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_Out_of_memory = 32778,
    hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_ModifyDiskMergeSettings_codes; /**< names */

/**
 * Codes of the ReturnValue of ModifyFeatureSettings. Besides those named here:
 * - 4097 .. 32767: Method Reserved
 * - 32768 .. 65535: Vendor Specific
 * - any other: DMTF Reserved
 *
 * No host declares those marked as convention, but they are in use.
 */
enum hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_code {
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_Not_Supported = 1,
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_Failed = 2,
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_Timeout = 3,
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_Invalid_Parameter = 4,
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_Invalid_State = 5,
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_Incompatible_Parameters = 6,
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_Failed_ = 32768, /**< "Failed"; convention */
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_Not_Supported_ = 32770, /**< "Not Supported"; convention */
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_Timeout_ = 32772, /**< "Timeout"; convention */
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_ModifyFeatureSettings_codes; /**< names */

/** Codes of the ReturnValue of ModifyKvpItems. No host declares those marked as convention, but they are in use. */
enum hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_code {
    hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_Failed = 32768,
    hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_Access_Denied = 32769,
    hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_Not_Supported = 32770,
    hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_Status_is_unknown = 32771,
    hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_Timeout = 32772,
    hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_Invalid_parameter = 32773,
    hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_System_is_in_use = 32774,
    hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_Invalid_state_for_this_operation = 32775,
    hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_Incorrect_data_type = 32776,
    hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_System_is_not_available = 32777,
    hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_Out_of_memory = 32778,
    hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_ModifyKvpItems_codes; /**< names */

/** Codes of the ReturnValue of ModifyServiceSettings. No host declares those marked as convention, but they are in use. */
enum hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_code {
    hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_Failed = 32768,
    hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_Access_Denied = 32769,
    hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_Not_Supported = 32770,
    hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_Status_is_unknown = 32771,
    hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_Timeout = 32772,
    hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_Invalid_parameter = 32773,
    hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_System_is_in_use = 32774,
    hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_Invalid_state_for_this_operation = 32775,
    hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_Incorrect_data_type = 32776,
    hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_System_is_not_available = 32777,
    hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_Out_of_memory = 32778,
    hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_ModifyServiceSettings_codes; /**< names */

/**
 * Codes of the ReturnValue of AddBootSourceSettings. Besides those named here:
 * - 4097 .. 32767: Method Reserved
 * - 32768 .. 65535: Vendor Specific
 * - any other: DMTF Reserved
 *
 * No host declares those marked as convention, but they are in use.
 */
enum hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_code {
    hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_Not_Supported = 1,
    hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_Failed = 2,
    hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_Timeout = 3,
    hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_Invalid_Parameter = 4,
    hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_Failed_ = 32768, /**< "Failed"; convention */
    hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_Not_Supported_ = 32770, /**< "Not Supported"; convention */
    hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_Timeout_ = 32772, /**< "Timeout"; convention */
    hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_AddBootSourceSettings_codes; /**< names */

/**
 * Codes of the ReturnValue of AddGuestServiceSettings. Besides those named here:
 * - 4097 .. 32767: Method Reserved
 * - 32768 .. 65535: Vendor Specific
 * - any other: DMTF Reserved
 *
 * No host declares those marked as convention, but they are in use.
 */
enum hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_code {
    hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_Not_Supported = 1,
    hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_Failed = 2,
    hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_Timeout = 3,
    hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_Invalid_Parameter = 4,
    hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_Failed_ = 32768, /**< "Failed"; convention */
    hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_Not_Supported_ = 32770, /**< "Not Supported"; convention */
    hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_Timeout_ = 32772, /**< "Timeout"; convention */
    hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_AddGuestServiceSettings_codes; /**< names */

/**
 * Codes of the ReturnValue of AddSystemComponentSettings. Besides those named here:
 * - 4097 .. 32767: Method Reserved
 * - 32768 .. 65535: Vendor Specific
 * - any other: DMTF Reserved
 *
 * No host declares those marked as convention, but they are in use.
 */
enum hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_code {
    hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_Not_Supported = 1,
    hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_Failed = 2,
    hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_Timeout = 3,
    hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_Invalid_Parameter = 4,
    hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_Failed_ = 32768, /**< "Failed"; convention */
    hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_Not_Supported_ = 32770, /**< "Not Supported"; convention */
    hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_Timeout_ = 32772, /**< "Timeout"; convention */
    hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_AddSystemComponentSettings_codes; /**< names */

/**
 * Codes of the ReturnValue of DefinePlannedSystem. Besides those named here:
 * - 4097 .. 32767: Method Reserved
 * - 32768 .. 65535: Vendor Specific
 * - any other: DMTF Reserved
 *
 * No host declares those marked as convention, but they are in use.
 */
enum hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_code {
    hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_Not_Supported = 1,
    hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_Failed = 2,
    hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_Timeout = 3,
    hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_Invalid_Parameter = 4,
    hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_Failed_ = 32768, /**< "Failed"; convention */
    hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_Not_Supported_ = 32770, /**< "Not Supported"; convention */
    hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_Timeout_ = 32772, /**< "Timeout"; convention */
    hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_DefinePlannedSystem_codes; /**< names */

/**
 * Codes of the ReturnValue of DiagnoseNetworkConnection. Besides those named here:
 * - 4097 .. 32767: Method Reserved
 * - 32768 .. 65535: Vendor Specific
 * - any other: DMTF Reserved
 *
 * No host declares those marked as convention, but they are in use.
 */
enum hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_code {
    hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_Not_Supported = 1,
    hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_Failed = 2,
    hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_Timeout = 3,
    hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_Invalid_Parameter = 4,
    hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_Failed_ = 32768, /**< "Failed"; convention */
    hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_Not_Supported_ = 32770, /**< "Not Supported"; convention */
    hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_Timeout_ = 32772, /**< "Timeout"; convention */
    hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_DiagnoseNetworkConnection_codes; /**< names */

/**
 * Codes of the ReturnValue of ModifyGuestServiceSettings. Besides those named here:
 * - 4097 .. 32767: Method Reserved
 * - 32768 .. 65535: Vendor Specific
 * - any other: DMTF Reserved
 *
 * No host declares those marked as convention, but they are in use.
 */
enum hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_code {
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_Not_Supported = 1,
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_Failed = 2,
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_Timeout = 3,
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_Invalid_Parameter = 4,
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_Invalid_State = 5,
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_Incompatible_Parameters = 6,
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_Failed_ = 32768, /**< "Failed"; convention */
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_Not_Supported_ = 32770, /**< "Not Supported"; convention */
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_Timeout_ = 32772, /**< "Timeout"; convention */
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_ModifyGuestServiceSettings_codes; /**< names */

/**
 * Codes of the ReturnValue of ModifySystemComponentSettings. Besides those named here:
 * - 4097 .. 32767: Method Reserved
 * - 32768 .. 65535: Vendor Specific
 * - any other: DMTF Reserved
 *
 * No host declares those marked as convention, but they are in use.
 */
enum hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_code {
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_Not_Supported = 1,
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_Failed = 2,
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_Timeout = 3,
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_Invalid_Parameter = 4,
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_Invalid_State = 5,
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_Incompatible_Parameters = 6,
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_Failed_ = 32768, /**< "Failed"; convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_Not_Supported_ = 32770, /**< "Not Supported"; convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_Timeout_ = 32772, /**< "Timeout"; convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_ModifySystemComponentSettings_codes; /**< names */

/**
 * Codes of the ReturnValue of RemoveBootSourceSettings. Besides those named here:
 * - 4097 .. 32767: Method Reserved
 * - 32768 .. 65535: Vendor Specific
 * - any other: DMTF Reserved
 *
 * No host declares those marked as convention, but they are in use.
 */
enum hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_code {
    hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_Not_Supported = 1,
    hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_Failed = 2,
    hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_Timeout = 3,
    hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_Invalid_Parameter = 4,
    hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_Invalid_State = 5,
    hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_Failed_ = 32768, /**< "Failed"; convention */
    hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_Not_Supported_ = 32770, /**< "Not Supported"; convention */
    hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_Timeout_ = 32772, /**< "Timeout"; convention */
    hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_RemoveBootSourceSettings_codes; /**< names */

/**
 * Codes of the ReturnValue of RemoveGuestServiceSettings. Besides those named here:
 * - 4097 .. 32767: Method Reserved
 * - 32768 .. 65535: Vendor Specific
 * - any other: DMTF Reserved
 *
 * No host declares those marked as convention, but they are in use.
 */
enum hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_code {
    hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_Not_Supported = 1,
    hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_Failed = 2,
    hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_Timeout = 3,
    hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_Invalid_Parameter = 4,
    hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_Invalid_State = 5,
    hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_Failed_ = 32768, /**< "Failed"; convention */
    hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_Not_Supported_ = 32770, /**< "Not Supported"; convention */
    hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_Timeout_ = 32772, /**< "Timeout"; convention */
    hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_RemoveGuestServiceSettings_codes; /**< names */

/**
 * Codes of the ReturnValue of RemoveSystemComponentSettings. Besides those named here:
 * - 4097 .. 32767: Method Reserved
 * - 32768 .. 65535: Vendor Specific
 * - any other: DMTF Reserved
 *
 * No host declares those marked as convention, but they are in use.
 */
enum hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_code {
    hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_Not_Supported = 1,
    hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_Failed = 2,
    hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_Timeout = 3,
    hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_Invalid_Parameter = 4,
    hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_Invalid_State = 5,
    hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_Failed_ = 32768, /**< "Failed"; convention */
    hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_Not_Supported_ = 32770, /**< "Not Supported"; convention */
    hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_Timeout_ = 32772, /**< "Timeout"; convention */
    hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_RemoveSystemComponentSettings_codes; /**< names */

/** Codes of the ReturnValue of SetInitialMachineConfigurationData. No host declares those marked as convention, but they are in use. */
enum hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_code {
    hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_Failed = 32768,
    hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_Access_Denied = 32769,
    hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_Not_Supported = 32770,
    hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_Status_is_unknown = 32771,
    hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_Timeout = 32772,
    hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_Invalid_parameter = 32773,
    hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_System_is_in_use = 32774,
    hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_Invalid_state_for_this_operation = 32775,
    hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_Incorrect_data_type = 32776,
    hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_System_is_not_available = 32777,
    hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_Out_of_memory = 32778,
    hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_SetInitialMachineConfigurationData_codes; /**< names */

/**
 * Codes of the ReturnValue of TestNetworkConnection. Besides those named here:
 * - 4097 .. 32767: Method Reserved
 * - 32768 .. 65535: Vendor Specific
 * - any other: DMTF Reserved
 *
 * No host declares those marked as convention, but they are in use.
 */
enum hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_code {
    hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_Not_Supported = 1,
    hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_Failed = 2,
    hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_Timeout = 3,
    hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_Invalid_Parameter = 4,
    hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_Failed_ = 32768, /**< "Failed"; convention */
    hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_Not_Supported_ = 32770, /**< "Not Supported"; convention */
    hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_Timeout_ = 32772, /**< "Timeout"; convention */
    hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_TestNetworkConnection_codes; /**< names */

/**
 * Codes of the ReturnValue of UpgradeSystemVersion. Besides those named here:
 * - 4097 .. 32767: Method Reserved
 * - 32768 .. 65535: Vendor Specific
 * - any other: DMTF Reserved
 *
 * No host declares those marked as convention, but they are in use.
 */
enum hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_code {
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_Not_Supported = 1,
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_Failed = 2,
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_Timeout = 3,
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_Invalid_Parameter = 4,
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_Invalid_State = 5,
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_Incompatible_Parameters = 6,
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_Failed_ = 32768, /**< "Failed"; convention */
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_Not_Supported_ = 32770, /**< "Not Supported"; convention */
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_Timeout_ = 32772, /**< "Timeout"; convention */
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_UpgradeSystemVersion_codes; /**< names */

/** Codes of the ReturnValue of RealizePlannedSystem. No host declares those marked as convention, but they are in use. */
enum hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_code {
    hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_Failed = 32768,
    hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_Access_Denied = 32769,
    hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_Not_Supported = 32770,
    hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_Status_is_unknown = 32771,
    hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_Timeout = 32772,
    hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_Invalid_parameter = 32773,
    hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_System_is_in_use = 32774,
    hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_Invalid_state_for_this_operation = 32775,
    hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_Incorrect_data_type = 32776,
    hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_System_is_not_available = 32777,
    hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_Out_of_memory = 32778,
    hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_RealizePlannedSystem_codes; /**< names */

/**
 * Codes of the ReturnValue of RemoveFeatureSettings. Besides those named here:
 * - 4097 .. 32767: Method Reserved
 * - 32768 .. 65535: Vendor Specific
 * - any other: DMTF Reserved
 *
 * No host declares those marked as convention, but they are in use.
 */
enum hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_code {
    hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_Not_Supported = 1,
    hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_Failed = 2,
    hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_Timeout = 3,
    hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_Invalid_Parameter = 4,
    hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_Invalid_State = 5,
    hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_Failed_ = 32768, /**< "Failed"; convention */
    hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_Not_Supported_ = 32770, /**< "Not Supported"; convention */
    hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_Timeout_ = 32772, /**< "Timeout"; convention */
    hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_RemoveFeatureSettings_codes; /**< names */

/** Codes of the ReturnValue of RemoveFibreChannelChap. */
enum hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_code {
    hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_Failed = 32768,
    hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_Access_Denied = 32769,
    hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_Not_Supported = 32770,
    hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_Status_is_unknown = 32771,
    hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_Timeout = 32772,
    hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_Invalid_parameter = 32773,
    hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_System_is_in_use = 32774,
    hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_Invalid_state_for_this_operation = 32775,
    hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_Incorrect_data_type = 32776,
    hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_System_is_not_available = 32777,
    hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_Out_of_memory = 32778,
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_RemoveFibreChannelChap_codes; /**< names */

/** Codes of the ReturnValue of RemoveKvpItems. No host declares those marked as convention, but they are in use. */
enum hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_code {
    hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_Failed = 32768,
    hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_Access_Denied = 32769,
    hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_Not_Supported = 32770,
    hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_Status_is_unknown = 32771,
    hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_Timeout = 32772,
    hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_Invalid_parameter = 32773,
    hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_System_is_in_use = 32774,
    hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_Invalid_state_for_this_operation = 32775,
    hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_Incorrect_data_type = 32776,
    hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_System_is_not_available = 32777,
    hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_Out_of_memory = 32778,
    hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_RemoveKvpItems_codes; /**< names */

/** Codes of the ReturnValue of SetGuestNetworkAdapterConfiguration. No host declares those marked as convention, but they are in use. */
enum hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_code {
    hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_Failed = 32768,
    hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_Access_Denied = 32769,
    hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_Not_Supported = 32770,
    hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_Status_is_unknown = 32771,
    hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_Timeout = 32772,
    hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_Invalid_parameter = 32773,
    hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_System_is_in_use = 32774,
    hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_Invalid_state_for_this_operation = 32775,
    hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_Incorrect_data_type = 32776,
    hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_System_is_not_available = 32777,
    hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_Out_of_memory = 32778,
    hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_File_not_found = 32779, /**< convention */
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_SetGuestNetworkAdapterConfiguration_codes; /**< names */

/** Codes of the ReturnValue of ValidatePlannedSystem. */
enum hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_code {
    hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_Failed = 32768,
    hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_Access_Denied = 32769,
    hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_Not_Supported = 32770,
    hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_Status_is_unknown = 32771,
    hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_Timeout = 32772,
    hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_Invalid_parameter = 32773,
    hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_System_is_in_use = 32774,
    hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_Invalid_state_for_this_operation = 32775,
    hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_Incorrect_data_type = 32776,
    hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_System_is_not_available = 32777,
    hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_Out_of_memory = 32778,
    hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_File_in_Use = 32779,
};
extern hv_API const wmi_code_table hv_Msvm_VirtualSystemManagementService_ValidatePlannedSystem_codes; /**< names */

/* ==== Codes of inherited methods ==== */

/** ReturnValue of AddResourceSettings, of CIM_VirtualSystemManagementService */
enum hv_Msvm_VirtualSystemManagementService_AddResourceSettings_code {
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_Not_Supported = 1,
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_Failed = 2,
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_Timeout = 3,
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_Invalid_Parameter = 4,
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_Failed_ = 32768, /**< "Failed"; convention */
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_Not_Supported_ = 32770, /**< "Not Supported"; convention */
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_Timeout_ = 32772, /**< "Timeout"; convention */
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_AddResourceSettings_File_not_found = 32779, /**< convention */
};
#define hv_Msvm_VirtualSystemManagementService_AddResourceSettings_codes hv_CIM_VirtualSystemManagementService_AddResourceSettings_codes /**< names */

/** ReturnValue of DestroySystem, of CIM_VirtualSystemManagementService */
enum hv_Msvm_VirtualSystemManagementService_DestroySystem_code {
    hv_Msvm_VirtualSystemManagementService_DestroySystem_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_DestroySystem_Not_Supported = 1,
    hv_Msvm_VirtualSystemManagementService_DestroySystem_Failed = 2,
    hv_Msvm_VirtualSystemManagementService_DestroySystem_Timeout = 3,
    hv_Msvm_VirtualSystemManagementService_DestroySystem_Invalid_Parameter = 4,
    hv_Msvm_VirtualSystemManagementService_DestroySystem_Invalid_State = 5,
    hv_Msvm_VirtualSystemManagementService_DestroySystem_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_DestroySystem_Failed_ = 32768, /**< "Failed"; convention */
    hv_Msvm_VirtualSystemManagementService_DestroySystem_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DestroySystem_Not_Supported_ = 32770, /**< "Not Supported"; convention */
    hv_Msvm_VirtualSystemManagementService_DestroySystem_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DestroySystem_Timeout_ = 32772, /**< "Timeout"; convention */
    hv_Msvm_VirtualSystemManagementService_DestroySystem_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DestroySystem_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DestroySystem_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DestroySystem_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DestroySystem_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DestroySystem_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_DestroySystem_File_not_found = 32779, /**< convention */
};
#define hv_Msvm_VirtualSystemManagementService_DestroySystem_codes hv_CIM_VirtualSystemManagementService_DestroySystem_codes /**< names */

/** ReturnValue of ModifyResourceSettings, of CIM_VirtualSystemManagementService */
enum hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_code {
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_Not_Supported = 1,
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_Failed = 2,
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_Timeout = 3,
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_Invalid_Parameter = 4,
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_Invalid_State = 5,
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_Incompatible_Parameters = 6,
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_Failed_ = 32768, /**< "Failed"; convention */
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_Not_Supported_ = 32770, /**< "Not Supported"; convention */
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_Timeout_ = 32772, /**< "Timeout"; convention */
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_File_not_found = 32779, /**< convention */
};
#define hv_Msvm_VirtualSystemManagementService_ModifyResourceSettings_codes hv_CIM_VirtualSystemManagementService_ModifyResourceSettings_codes /**< names */

/** ReturnValue of RemoveResourceSettings, of CIM_VirtualSystemManagementService */
enum hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_code {
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_Completed_with_No_Error = 0,
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_Not_Supported = 1,
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_Failed = 2,
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_Timeout = 3,
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_Invalid_Parameter = 4,
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_Invalid_State = 5,
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_Method_Parameters_Checked_Job_Started = 4096, /**< "Method Parameters Checked - Job Started" */
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_Failed_ = 32768, /**< "Failed"; convention */
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_Access_Denied = 32769, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_Not_Supported_ = 32770, /**< "Not Supported"; convention */
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_Status_is_unknown = 32771, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_Timeout_ = 32772, /**< "Timeout"; convention */
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_Invalid_parameter = 32773, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_System_is_in_use = 32774, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_Invalid_state_for_this_operation = 32775, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_Incorrect_data_type = 32776, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_System_is_not_available = 32777, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_Out_of_memory = 32778, /**< convention */
    hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_File_not_found = 32779, /**< convention */
};
#define hv_Msvm_VirtualSystemManagementService_RemoveResourceSettings_codes hv_CIM_VirtualSystemManagementService_RemoveResourceSettings_codes /**< names */

/* ==== Codes of inherited properties ==== */

/** property OperationalStatus, of CIM_ManagedSystemElement */
enum hv_Msvm_VirtualSystemManagementService_OperationalStatus_code {
    hv_Msvm_VirtualSystemManagementService_OperationalStatus_Unknown = 0,
    hv_Msvm_VirtualSystemManagementService_OperationalStatus_Other = 1,
    hv_Msvm_VirtualSystemManagementService_OperationalStatus_OK = 2,
    hv_Msvm_VirtualSystemManagementService_OperationalStatus_Degraded = 3,
    hv_Msvm_VirtualSystemManagementService_OperationalStatus_Stressed = 4,
    hv_Msvm_VirtualSystemManagementService_OperationalStatus_Predictive_Failure = 5,
    hv_Msvm_VirtualSystemManagementService_OperationalStatus_Error = 6,
    hv_Msvm_VirtualSystemManagementService_OperationalStatus_Non_Recoverable_Error = 7, /**< "Non-Recoverable Error" */
    hv_Msvm_VirtualSystemManagementService_OperationalStatus_Starting = 8,
    hv_Msvm_VirtualSystemManagementService_OperationalStatus_Stopping = 9,
    hv_Msvm_VirtualSystemManagementService_OperationalStatus_Stopped = 10,
    hv_Msvm_VirtualSystemManagementService_OperationalStatus_In_Service = 11,
    hv_Msvm_VirtualSystemManagementService_OperationalStatus_No_Contact = 12,
    hv_Msvm_VirtualSystemManagementService_OperationalStatus_Lost_Communication = 13,
    hv_Msvm_VirtualSystemManagementService_OperationalStatus_Aborted = 14,
    hv_Msvm_VirtualSystemManagementService_OperationalStatus_Dormant = 15,
    hv_Msvm_VirtualSystemManagementService_OperationalStatus_Supporting_Entity_in_Error = 16,
    hv_Msvm_VirtualSystemManagementService_OperationalStatus_Completed = 17,
    hv_Msvm_VirtualSystemManagementService_OperationalStatus_Power_Mode = 18,
};
#define hv_Msvm_VirtualSystemManagementService_OperationalStatus_codes hv_CIM_ManagedSystemElement_OperationalStatus_codes /**< names */

#define hv_Msvm_VirtualSystemManagementService_Status_Degraded "Degraded" /**< property Status */
#define hv_Msvm_VirtualSystemManagementService_Status_Error "Error" /**< property Status */
#define hv_Msvm_VirtualSystemManagementService_Status_Lost_Comm "Lost Comm" /**< property Status */
#define hv_Msvm_VirtualSystemManagementService_Status_No_Contact "No Contact" /**< property Status */
#define hv_Msvm_VirtualSystemManagementService_Status_NonRecover "NonRecover" /**< property Status */
#define hv_Msvm_VirtualSystemManagementService_Status_OK "OK" /**< property Status */
#define hv_Msvm_VirtualSystemManagementService_Status_Pred_Fail "Pred Fail" /**< property Status */
#define hv_Msvm_VirtualSystemManagementService_Status_Service "Service" /**< property Status */
#define hv_Msvm_VirtualSystemManagementService_Status_Starting "Starting" /**< property Status */
#define hv_Msvm_VirtualSystemManagementService_Status_Stopped "Stopped" /**< property Status */
#define hv_Msvm_VirtualSystemManagementService_Status_Stopping "Stopping" /**< property Status */
#define hv_Msvm_VirtualSystemManagementService_Status_Stressed "Stressed" /**< property Status */
#define hv_Msvm_VirtualSystemManagementService_Status_Unknown "Unknown" /**< property Status */
#define hv_Msvm_VirtualSystemManagementService_Status_codes hv_CIM_ManagedSystemElement_Status_codes /**< names */

/** property HealthState, of CIM_ManagedSystemElement */
enum hv_Msvm_VirtualSystemManagementService_HealthState_code {
    hv_Msvm_VirtualSystemManagementService_HealthState_Unknown = 0,
    hv_Msvm_VirtualSystemManagementService_HealthState_OK = 5,
    hv_Msvm_VirtualSystemManagementService_HealthState_Degraded_Warning = 10, /**< "Degraded/Warning" */
    hv_Msvm_VirtualSystemManagementService_HealthState_Minor_failure = 15,
    hv_Msvm_VirtualSystemManagementService_HealthState_Major_failure = 20,
    hv_Msvm_VirtualSystemManagementService_HealthState_Critical_failure = 25,
    hv_Msvm_VirtualSystemManagementService_HealthState_Non_recoverable_error = 30, /**< "Non-recoverable error" */
};
#define hv_Msvm_VirtualSystemManagementService_HealthState_codes hv_CIM_ManagedSystemElement_HealthState_codes /**< names */

/** property CommunicationStatus, of CIM_ManagedSystemElement */
enum hv_Msvm_VirtualSystemManagementService_CommunicationStatus_code {
    hv_Msvm_VirtualSystemManagementService_CommunicationStatus_Unknown = 0,
    hv_Msvm_VirtualSystemManagementService_CommunicationStatus_Not_Available = 1,
    hv_Msvm_VirtualSystemManagementService_CommunicationStatus_Communication_OK = 2,
    hv_Msvm_VirtualSystemManagementService_CommunicationStatus_Lost_Communication = 3,
    hv_Msvm_VirtualSystemManagementService_CommunicationStatus_No_Contact = 4,
};
#define hv_Msvm_VirtualSystemManagementService_CommunicationStatus_codes hv_CIM_ManagedSystemElement_CommunicationStatus_codes /**< names */

/** property DetailedStatus, of CIM_ManagedSystemElement */
enum hv_Msvm_VirtualSystemManagementService_DetailedStatus_code {
    hv_Msvm_VirtualSystemManagementService_DetailedStatus_Not_Available = 0,
    hv_Msvm_VirtualSystemManagementService_DetailedStatus_No_Additional_Information = 1,
    hv_Msvm_VirtualSystemManagementService_DetailedStatus_Stressed = 2,
    hv_Msvm_VirtualSystemManagementService_DetailedStatus_Predictive_Failure = 3,
    hv_Msvm_VirtualSystemManagementService_DetailedStatus_Non_Recoverable_Error = 4, /**< "Non-Recoverable Error" */
    hv_Msvm_VirtualSystemManagementService_DetailedStatus_Supporting_Entity_in_Error = 5,
};
#define hv_Msvm_VirtualSystemManagementService_DetailedStatus_codes hv_CIM_ManagedSystemElement_DetailedStatus_codes /**< names */

/** property OperatingStatus, of CIM_ManagedSystemElement */
enum hv_Msvm_VirtualSystemManagementService_OperatingStatus_code {
    hv_Msvm_VirtualSystemManagementService_OperatingStatus_Unknown = 0,
    hv_Msvm_VirtualSystemManagementService_OperatingStatus_Not_Available = 1,
    hv_Msvm_VirtualSystemManagementService_OperatingStatus_Servicing = 2,
    hv_Msvm_VirtualSystemManagementService_OperatingStatus_Starting = 3,
    hv_Msvm_VirtualSystemManagementService_OperatingStatus_Stopping = 4,
    hv_Msvm_VirtualSystemManagementService_OperatingStatus_Stopped = 5,
    hv_Msvm_VirtualSystemManagementService_OperatingStatus_Aborted = 6,
    hv_Msvm_VirtualSystemManagementService_OperatingStatus_Dormant = 7,
    hv_Msvm_VirtualSystemManagementService_OperatingStatus_Completed = 8,
    hv_Msvm_VirtualSystemManagementService_OperatingStatus_Migrating = 9,
    hv_Msvm_VirtualSystemManagementService_OperatingStatus_Emigrating = 10,
    hv_Msvm_VirtualSystemManagementService_OperatingStatus_Immigrating = 11,
    hv_Msvm_VirtualSystemManagementService_OperatingStatus_Snapshotting = 12,
    hv_Msvm_VirtualSystemManagementService_OperatingStatus_Shutting_Down = 13,
    hv_Msvm_VirtualSystemManagementService_OperatingStatus_In_Test = 14,
    hv_Msvm_VirtualSystemManagementService_OperatingStatus_Transitioning = 15,
    hv_Msvm_VirtualSystemManagementService_OperatingStatus_In_Service = 16,
};
#define hv_Msvm_VirtualSystemManagementService_OperatingStatus_codes hv_CIM_ManagedSystemElement_OperatingStatus_codes /**< names */

/** property PrimaryStatus, of CIM_ManagedSystemElement */
enum hv_Msvm_VirtualSystemManagementService_PrimaryStatus_code {
    hv_Msvm_VirtualSystemManagementService_PrimaryStatus_Unknown = 0,
    hv_Msvm_VirtualSystemManagementService_PrimaryStatus_OK = 1,
    hv_Msvm_VirtualSystemManagementService_PrimaryStatus_Degraded = 2,
    hv_Msvm_VirtualSystemManagementService_PrimaryStatus_Error = 3,
};
#define hv_Msvm_VirtualSystemManagementService_PrimaryStatus_codes hv_CIM_ManagedSystemElement_PrimaryStatus_codes /**< names */

/** property EnabledState, of CIM_EnabledLogicalElement */
enum hv_Msvm_VirtualSystemManagementService_EnabledState_code {
    hv_Msvm_VirtualSystemManagementService_EnabledState_Unknown = 0,
    hv_Msvm_VirtualSystemManagementService_EnabledState_Other = 1,
    hv_Msvm_VirtualSystemManagementService_EnabledState_Enabled = 2,
    hv_Msvm_VirtualSystemManagementService_EnabledState_Disabled = 3,
    hv_Msvm_VirtualSystemManagementService_EnabledState_Shutting_Down = 4,
    hv_Msvm_VirtualSystemManagementService_EnabledState_Not_Applicable = 5,
    hv_Msvm_VirtualSystemManagementService_EnabledState_Enabled_but_Offline = 6,
    hv_Msvm_VirtualSystemManagementService_EnabledState_In_Test = 7,
    hv_Msvm_VirtualSystemManagementService_EnabledState_Deferred = 8,
    hv_Msvm_VirtualSystemManagementService_EnabledState_Quiesce = 9,
    hv_Msvm_VirtualSystemManagementService_EnabledState_Starting = 10,
};
#define hv_Msvm_VirtualSystemManagementService_EnabledState_codes hv_CIM_EnabledLogicalElement_EnabledState_codes /**< names */

/** property RequestedState, of CIM_EnabledLogicalElement */
enum hv_Msvm_VirtualSystemManagementService_RequestedState_code {
    hv_Msvm_VirtualSystemManagementService_RequestedState_Unknown = 0,
    hv_Msvm_VirtualSystemManagementService_RequestedState_Enabled = 2,
    hv_Msvm_VirtualSystemManagementService_RequestedState_Disabled = 3,
    hv_Msvm_VirtualSystemManagementService_RequestedState_Shut_Down = 4,
    hv_Msvm_VirtualSystemManagementService_RequestedState_No_Change = 5,
    hv_Msvm_VirtualSystemManagementService_RequestedState_Offline = 6,
    hv_Msvm_VirtualSystemManagementService_RequestedState_Test = 7,
    hv_Msvm_VirtualSystemManagementService_RequestedState_Deferred = 8,
    hv_Msvm_VirtualSystemManagementService_RequestedState_Quiesce = 9,
    hv_Msvm_VirtualSystemManagementService_RequestedState_Reboot = 10,
    hv_Msvm_VirtualSystemManagementService_RequestedState_Reset = 11,
    hv_Msvm_VirtualSystemManagementService_RequestedState_Not_Applicable = 12,
};
#define hv_Msvm_VirtualSystemManagementService_RequestedState_codes hv_CIM_EnabledLogicalElement_RequestedState_codes /**< names */

/** property EnabledDefault, of CIM_EnabledLogicalElement */
enum hv_Msvm_VirtualSystemManagementService_EnabledDefault_code {
    hv_Msvm_VirtualSystemManagementService_EnabledDefault_Enabled = 2,
    hv_Msvm_VirtualSystemManagementService_EnabledDefault_Disabled = 3,
    hv_Msvm_VirtualSystemManagementService_EnabledDefault_Not_Applicable = 5,
    hv_Msvm_VirtualSystemManagementService_EnabledDefault_Enabled_but_Offline = 6,
    hv_Msvm_VirtualSystemManagementService_EnabledDefault_No_Default = 7,
    hv_Msvm_VirtualSystemManagementService_EnabledDefault_Quiesce = 9,
};
#define hv_Msvm_VirtualSystemManagementService_EnabledDefault_codes hv_CIM_EnabledLogicalElement_EnabledDefault_codes /**< names */

/** property AvailableRequestedStates, of CIM_EnabledLogicalElement */
enum hv_Msvm_VirtualSystemManagementService_AvailableRequestedStates_code {
    hv_Msvm_VirtualSystemManagementService_AvailableRequestedStates_Enabled = 2,
    hv_Msvm_VirtualSystemManagementService_AvailableRequestedStates_Disabled = 3,
    hv_Msvm_VirtualSystemManagementService_AvailableRequestedStates_Shut_Down = 4,
    hv_Msvm_VirtualSystemManagementService_AvailableRequestedStates_Offline = 6,
    hv_Msvm_VirtualSystemManagementService_AvailableRequestedStates_Test = 7,
    hv_Msvm_VirtualSystemManagementService_AvailableRequestedStates_Defer = 8,
    hv_Msvm_VirtualSystemManagementService_AvailableRequestedStates_Quiesce = 9,
    hv_Msvm_VirtualSystemManagementService_AvailableRequestedStates_Reboot = 10,
    hv_Msvm_VirtualSystemManagementService_AvailableRequestedStates_Reset = 11,
};
#define hv_Msvm_VirtualSystemManagementService_AvailableRequestedStates_codes hv_CIM_EnabledLogicalElement_AvailableRequestedStates_codes /**< names */

/** property TransitioningToState, of CIM_EnabledLogicalElement */
enum hv_Msvm_VirtualSystemManagementService_TransitioningToState_code {
    hv_Msvm_VirtualSystemManagementService_TransitioningToState_Unknown = 0,
    hv_Msvm_VirtualSystemManagementService_TransitioningToState_Enabled = 2,
    hv_Msvm_VirtualSystemManagementService_TransitioningToState_Disabled = 3,
    hv_Msvm_VirtualSystemManagementService_TransitioningToState_Shut_Down = 4,
    hv_Msvm_VirtualSystemManagementService_TransitioningToState_No_Change = 5,
    hv_Msvm_VirtualSystemManagementService_TransitioningToState_Offline = 6,
    hv_Msvm_VirtualSystemManagementService_TransitioningToState_Test = 7,
    hv_Msvm_VirtualSystemManagementService_TransitioningToState_Defer = 8,
    hv_Msvm_VirtualSystemManagementService_TransitioningToState_Quiesce = 9,
    hv_Msvm_VirtualSystemManagementService_TransitioningToState_Reboot = 10,
    hv_Msvm_VirtualSystemManagementService_TransitioningToState_Reset = 11,
    hv_Msvm_VirtualSystemManagementService_TransitioningToState_Not_Applicable = 12,
};
#define hv_Msvm_VirtualSystemManagementService_TransitioningToState_codes hv_CIM_EnabledLogicalElement_TransitioningToState_codes /**< names */

#define hv_Msvm_VirtualSystemManagementService_StartMode_Automatic "Automatic" /**< property StartMode */
#define hv_Msvm_VirtualSystemManagementService_StartMode_Manual "Manual" /**< property StartMode */
#define hv_Msvm_VirtualSystemManagementService_StartMode_codes hv_CIM_Service_StartMode_codes /**< names */

#ifdef __cplusplus
}
#endif

#endif
