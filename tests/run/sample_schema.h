/**
 * @file
 * A small schema in namespace root\sample, written by hand in the shape that the generator emits.
 */
#ifndef SAMPLE_SCHEMA_H
#define SAMPLE_SCHEMA_H

#include <wmi/wmi.h>

#define S_NAMESPACE "root\\sample"

extern const wmi_schema s_schema;

/* CIM_ManagedElement: abstract, without keys. */
#define S_ELEMENT                                                                                                      \
    const char *Caption;                                                                                               \
    const char *ElementName;

typedef struct s_CIM_ManagedElement {
    S_ELEMENT
    wmi_meta wmi;
} s_CIM_ManagedElement;
extern const wmi_class_info s_CIM_ManagedElement_info;

/* CIM_ConcreteJob, and two classes of jobs: with GetErrorEx and without. */
#define S_JOB                                                                                                          \
    S_ELEMENT                                                                                                          \
    const char *InstanceID;                                                                                            \
    const char *Name;                                                                                                  \
    wmi_opt_uint16 JobState;                                                                                           \
    const char *JobStatus;                                                                                             \
    wmi_opt_uint16 PercentComplete;                                                                                    \
    wmi_opt_uint16 ErrorCode;                                                                                          \
    const char *ErrorDescription;                                                                                      \
    wmi_opt_datetime TimeOfLastStateChange;                                                                            \
    wmi_opt_datetime TimeBeforeRemoval;

typedef struct s_CIM_ConcreteJob {
    S_JOB
    wmi_meta wmi;
} s_CIM_ConcreteJob;
extern const wmi_class_info s_CIM_ConcreteJob_info;

typedef struct s_Msvm_ConcreteJob {
    S_JOB
    wmi_opt_boolean Cancellable;
    const char *ErrorSummaryDescription;
    wmi_meta wmi;
} s_Msvm_ConcreteJob;
extern const wmi_class_info s_Msvm_ConcreteJob_info;

typedef struct s_Sample_OldJob {
    S_JOB
    wmi_meta wmi;
} s_Sample_OldJob;
extern const wmi_class_info s_Sample_OldJob_info;

typedef struct s_CIM_ConcreteJob_RequestStateChange_in {
    wmi_opt_uint16 RequestedState;
    wmi_opt_datetime TimeoutPeriod;
} s_CIM_ConcreteJob_RequestStateChange_in;
typedef struct s_CIM_ConcreteJob_RequestStateChange_out {
    wmi_opt_uint32 ReturnValue;
    wmi_memory *wmi_owned;
} s_CIM_ConcreteJob_RequestStateChange_out;
extern const wmi_method_info s_CIM_ConcreteJob_RequestStateChange_info;

typedef wmi_none s_CIM_ConcreteJob_GetError_in;
typedef struct s_CIM_ConcreteJob_GetError_out {
    wmi_embedded Error;
    wmi_opt_uint32 ReturnValue;
    wmi_memory *wmi_owned;
} s_CIM_ConcreteJob_GetError_out;
extern const wmi_method_info s_CIM_ConcreteJob_GetError_info;

typedef wmi_none s_Msvm_ConcreteJob_GetErrorEx_in;
typedef struct s_Msvm_ConcreteJob_GetErrorEx_out {
    wmi_array_embedded Errors;
    wmi_opt_uint32 ReturnValue;
    wmi_memory *wmi_owned;
} s_Msvm_ConcreteJob_GetErrorEx_out;
extern const wmi_method_info s_Msvm_ConcreteJob_GetErrorEx_info;

/* Errors: without keys. */
typedef struct s_CIM_Error {
    wmi_opt_uint16 ErrorType;
    const char *OwningEntity;
    const char *MessageID;
    const char *Message;
    wmi_opt_uint16 PerceivedSeverity;
    wmi_opt_uint16 ProbableCause;
    const char *ErrorSource;
    wmi_opt_uint32 CIMStatusCode;
    const char *CIMStatusCodeDescription;
    wmi_meta wmi;
} s_CIM_Error;
extern const wmi_class_info s_CIM_Error_info;
typedef s_CIM_Error s_Msvm_Error;
extern const wmi_class_info s_Msvm_Error_info;

/* Settings: embedded in parameters. */
typedef struct s_Sample_Setting {
    const char *InstanceID;
    const char *Name;
    wmi_opt_uint32 Limit;
    wmi_opt_boolean Enabled;
    wmi_meta wmi;
} s_Sample_Setting;
extern const wmi_class_info s_Sample_Setting_info;

typedef struct s_Sample_BigSetting {
    const char *InstanceID;
    const char *Name;
    wmi_opt_uint32 Limit;
    wmi_opt_boolean Enabled;
    wmi_opt_uint64 Extra;
    wmi_meta wmi;
} s_Sample_BigSetting;
extern const wmi_class_info s_Sample_BigSetting_info;

/* Disks: keys of several types. */
#define S_DISK                                                                                                         \
    S_ELEMENT                                                                                                          \
    const char *DeviceID;                                                                                              \
    wmi_opt_uint32 Index;                                                                                              \
    wmi_opt_boolean Removable;                                                                                         \
    wmi_opt_uint64 Size;                                                                                               \
    wmi_opt_sint16 Offset;                                                                                             \
    wmi_opt_real64 Ratio;                                                                                              \
    wmi_opt_datetime Made;                                                                                             \
    const char *Label;                                                                                                 \
    const char *Serial;                                                                                                \
    wmi_array_string Tags;                                                                                             \
    wmi_embedded Setting;                                                                                              \
    const char *Parent;

typedef struct s_Sample_Disk {
    S_DISK
    wmi_meta wmi;
} s_Sample_Disk;
extern const wmi_class_info s_Sample_Disk_info;

typedef struct s_Sample_FastDisk {
    S_DISK
    wmi_opt_uint16 Speed;
    wmi_meta wmi;
} s_Sample_FastDisk;
extern const wmi_class_info s_Sample_FastDisk_info;

typedef struct s_Sample_Volume {
    S_ELEMENT
    const char *DeviceID;
    wmi_meta wmi;
} s_Sample_Volume;
extern const wmi_class_info s_Sample_Volume_info;

typedef struct s_Sample_Dated {
    wmi_opt_datetime When;
    wmi_opt_sint64 Number;
    wmi_opt_char16 Letter;
    wmi_meta wmi;
} s_Sample_Dated;
extern const wmi_class_info s_Sample_Dated_info;

typedef struct s_Sample_Global {
    const char *Value;
    wmi_meta wmi;
} s_Sample_Global;
extern const wmi_class_info s_Sample_Global_info;

/* Associations. */
typedef struct s_CIM_AffectedJobElement {
    const char *AffectedElement;
    const char *AffectingElement;
    wmi_meta wmi;
} s_CIM_AffectedJobElement;
extern const wmi_class_info s_CIM_AffectedJobElement_info;
typedef s_CIM_AffectedJobElement s_Msvm_AffectedJobElement;
extern const wmi_class_info s_Msvm_AffectedJobElement_info;
typedef s_CIM_AffectedJobElement s_Sample_AffectedElement;
extern const wmi_class_info s_Sample_AffectedElement_info;

typedef struct s_Sample_DiskOnService {
    const char *Antecedent;
    const char *Dependent;
    const char *Note;
    wmi_meta wmi;
} s_Sample_DiskOnService;
extern const wmi_class_info s_Sample_DiskOnService_info;

/* The service and its methods. */
typedef struct s_Sample_Service {
    S_ELEMENT
    const char *Name;
    wmi_meta wmi;
} s_Sample_Service;
extern const wmi_class_info s_Sample_Service_info;
typedef s_Sample_Service s_Sample_BetterService;
extern const wmi_class_info s_Sample_BetterService_info;

/* uint32 Define([in, Required] embedded Setting, [in] Disk REF Parent, [in] Mode, [in] Notes[], [out] Job,
 * [out] CIM_ManagedElement REF Any, [out] Disk REF Result, [out] Volume REF Volumes[], [out] embedded Settings[]) */
typedef struct s_Sample_Service_Define_in {
    wmi_embedded Setting;
    const char *Parent;
    wmi_opt_uint16 Mode;
    wmi_array_string Notes;
} s_Sample_Service_Define_in;
typedef struct s_Sample_Service_Define_out {
    const char *Job;
    const char *Any;
    const char *Result;
    wmi_array_reference Volumes;
    wmi_array_embedded Settings;
    wmi_opt_uint32 ReturnValue;
    wmi_memory *wmi_owned;
} s_Sample_Service_Define_out;
extern const wmi_method_info s_Sample_Service_Define_info;
enum { s_Sample_Service_Define_Access_Denied = 32769, s_Sample_Service_Define_In_Use = 32774 };

/* [Static] uint32 Count([in] string Of, [out] uint32 Number) */
typedef struct s_Sample_Service_Count_in {
    const char *Of;
} s_Sample_Service_Count_in;
typedef struct s_Sample_Service_Count_out {
    wmi_opt_uint32 Number;
    wmi_opt_uint32 ReturnValue;
    wmi_memory *wmi_owned;
} s_Sample_Service_Count_out;
extern const wmi_method_info s_Sample_Service_Count_info;

/* void Reset() */
typedef wmi_none s_Sample_Service_Reset_in;
typedef wmi_none s_Sample_Service_Reset_out;
extern const wmi_method_info s_Sample_Service_Reset_info;

/* void Tell([in] Sample_Setting Object, [out] string Text) */
typedef struct s_Sample_Service_Tell_in {
    wmi_object *Object;
} s_Sample_Service_Tell_in;
typedef struct s_Sample_Service_Tell_out {
    const char *Text;
    wmi_memory *wmi_owned;
} s_Sample_Service_Tell_out;
extern const wmi_method_info s_Sample_Service_Tell_info;

/* uint32 Ping() */
typedef wmi_none s_Sample_Service_Ping_in;
typedef struct s_Sample_Service_Ping_out {
    wmi_opt_uint32 ReturnValue;
    wmi_memory *wmi_owned;
} s_Sample_Service_Ping_out;
extern const wmi_method_info s_Sample_Service_Ping_info;

#endif
