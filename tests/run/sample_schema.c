#include "sample_schema.h"

#define FIELD(STRUCT, MEMBER, TYPE, CLASS, FLAGS)                                                                      \
    {                                                                                                                  \
#MEMBER, CLASS, (uint32_t)offsetof(STRUCT, MEMBER), WMI_TYPE_##TYPE, FLAGS                                     \
    }
#define COUNT(a) ((uint32_t)(sizeof(a) / sizeof((a)[0])))

static const wmi_code_table none_codes = {NULL, 0, 0, 0};
static const wmi_code request_codes_list[] = {{0, 0, "Completed with No Error", 0},
                                              {4096, 4096, "Transition Started", 0}};
static const wmi_code_table request_codes = {request_codes_list, 2, 2, 0};
static const wmi_code define_codes_list[] = {
    {0, 0, "Completed with No Error", 0}, {4096, 4096, "Method Parameters Checked - Job Started", 0},
    {32769, 32769, "Access Denied", 0},   {32773, 32773, "Invalid parameter", WMI_CODE_CONVENTION},
    {32774, 32774, "In Use", 0},          {32775, 32775, "Invalid State", 0},
    {4097, 32767, "DMTF Reserved", 0},    {32768, 65535, "Vendor Specific", 0},
};
static const wmi_code_table define_codes = {define_codes_list, 6, 8, 0};

/* Methods. */

static const wmi_field CIM_ConcreteJob_RequestStateChange_in[] = {
    FIELD(s_CIM_ConcreteJob_RequestStateChange_in, RequestedState, UINT16, NULL, 0),
    FIELD(s_CIM_ConcreteJob_RequestStateChange_in, TimeoutPeriod, DATETIME, NULL, 0),
};
static const wmi_field CIM_ConcreteJob_RequestStateChange_out[] = {
    FIELD(s_CIM_ConcreteJob_RequestStateChange_out, ReturnValue, UINT32, NULL, WMI_FIELD_RETURN),
};
/* clang-format off */
const wmi_method_info s_CIM_ConcreteJob_RequestStateChange_info = {
    "RequestStateChange", "CIM_ConcreteJob", CIM_ConcreteJob_RequestStateChange_in,
    CIM_ConcreteJob_RequestStateChange_out, &request_codes, 2, 1,
    sizeof(s_CIM_ConcreteJob_RequestStateChange_in), sizeof(s_CIM_ConcreteJob_RequestStateChange_out),
    (uint32_t)offsetof(s_CIM_ConcreteJob_RequestStateChange_out, wmi_owned), 0,
    S_NAMESPACE, WMI_LAYOUT_OF(WMI_LAYOUT), NULL,
};
/* clang-format on */

static const wmi_field CIM_ConcreteJob_GetError_out[] = {
    FIELD(s_CIM_ConcreteJob_GetError_out, Error, EMBEDDED, "CIM_Error", 0),
    FIELD(s_CIM_ConcreteJob_GetError_out, ReturnValue, UINT32, NULL, WMI_FIELD_RETURN),
};
/* clang-format off */
const wmi_method_info s_CIM_ConcreteJob_GetError_info = {
    "GetError", "CIM_ConcreteJob", NULL, CIM_ConcreteJob_GetError_out, &none_codes, 0, 2, 0,
    sizeof(s_CIM_ConcreteJob_GetError_out), (uint32_t)offsetof(s_CIM_ConcreteJob_GetError_out, wmi_owned), 0,
    S_NAMESPACE, WMI_LAYOUT_OF(WMI_LAYOUT), NULL,
};
/* clang-format on */

static const wmi_field Msvm_ConcreteJob_GetErrorEx_out[] = {
    FIELD(s_Msvm_ConcreteJob_GetErrorEx_out, Errors, EMBEDDED, "Msvm_Error", WMI_FIELD_ARRAY),
    FIELD(s_Msvm_ConcreteJob_GetErrorEx_out, ReturnValue, UINT32, NULL, WMI_FIELD_RETURN),
};
/* clang-format off */
const wmi_method_info s_Msvm_ConcreteJob_GetErrorEx_info = {
    "GetErrorEx", "Msvm_ConcreteJob", NULL, Msvm_ConcreteJob_GetErrorEx_out, &none_codes, 0, 2, 0,
    sizeof(s_Msvm_ConcreteJob_GetErrorEx_out), (uint32_t)offsetof(s_Msvm_ConcreteJob_GetErrorEx_out, wmi_owned), 0,
    S_NAMESPACE, WMI_LAYOUT_OF(WMI_LAYOUT), NULL,
};
/* clang-format on */

static const wmi_field Sample_Service_Define_in[] = {
    FIELD(s_Sample_Service_Define_in, Setting, EMBEDDED, "Sample_Setting", WMI_FIELD_REQUIRED),
    FIELD(s_Sample_Service_Define_in, Parent, REFERENCE, "Sample_Disk", 0),
    FIELD(s_Sample_Service_Define_in, Mode, UINT16, NULL, 0),
    FIELD(s_Sample_Service_Define_in, Notes, STRING, NULL, WMI_FIELD_ARRAY),
};
static const wmi_field Sample_Service_Define_out[] = {
    FIELD(s_Sample_Service_Define_out, Job, REFERENCE, "CIM_ConcreteJob", WMI_FIELD_JOB),
    FIELD(s_Sample_Service_Define_out, Any, REFERENCE, "CIM_ManagedElement", 0),
    FIELD(s_Sample_Service_Define_out, Result, REFERENCE, "Sample_Disk", 0),
    FIELD(s_Sample_Service_Define_out, Volumes, REFERENCE, "Sample_Volume", WMI_FIELD_ARRAY),
    FIELD(s_Sample_Service_Define_out, Settings, EMBEDDED, "Sample_Setting", WMI_FIELD_ARRAY),
    FIELD(s_Sample_Service_Define_out, ReturnValue, UINT32, NULL, WMI_FIELD_RETURN),
};
/* clang-format off */
const wmi_method_info s_Sample_Service_Define_info = {
    "Define", "Sample_Service", Sample_Service_Define_in, Sample_Service_Define_out, &define_codes, 4, 6,
    sizeof(s_Sample_Service_Define_in), sizeof(s_Sample_Service_Define_out),
    (uint32_t)offsetof(s_Sample_Service_Define_out, wmi_owned), 0,
    S_NAMESPACE, WMI_LAYOUT_OF(WMI_LAYOUT), NULL,
};
/* clang-format on */

static const wmi_field Sample_Service_Count_in[] = {
    FIELD(s_Sample_Service_Count_in, Of, STRING, NULL, 0),
};
static const wmi_field Sample_Service_Count_out[] = {
    FIELD(s_Sample_Service_Count_out, Number, UINT32, NULL, 0),
    FIELD(s_Sample_Service_Count_out, ReturnValue, UINT32, NULL, WMI_FIELD_RETURN),
};
/* clang-format off */
const wmi_method_info s_Sample_Service_Count_info = {
    "Count", "Sample_Service", Sample_Service_Count_in, Sample_Service_Count_out, &none_codes, 1, 2,
    sizeof(s_Sample_Service_Count_in), sizeof(s_Sample_Service_Count_out),
    (uint32_t)offsetof(s_Sample_Service_Count_out, wmi_owned), WMI_METHOD_STATIC,
    S_NAMESPACE, WMI_LAYOUT_OF(WMI_LAYOUT), NULL,
};
/* clang-format on */

const wmi_method_info s_Sample_Service_Reset_info = {
    "Reset",     "Sample_Service",          NULL, NULL, &none_codes, 0, 0, 0, 0, 0, WMI_METHOD_VOID,
    S_NAMESPACE, WMI_LAYOUT_OF(WMI_LAYOUT), NULL,
};

static const wmi_field Sample_Service_Tell_in[] = {
    FIELD(s_Sample_Service_Tell_in, Object, OBJECT, "Sample_Setting", 0),
};
static const wmi_field Sample_Service_Tell_out[] = {
    FIELD(s_Sample_Service_Tell_out, Text, STRING, NULL, 0),
};
/* clang-format off */
const wmi_method_info s_Sample_Service_Tell_info = {
    "Tell", "Sample_Service", Sample_Service_Tell_in, Sample_Service_Tell_out, &none_codes, 1, 1,
    sizeof(s_Sample_Service_Tell_in), sizeof(s_Sample_Service_Tell_out),
    (uint32_t)offsetof(s_Sample_Service_Tell_out, wmi_owned), WMI_METHOD_VOID,
    S_NAMESPACE, WMI_LAYOUT_OF(WMI_LAYOUT), NULL,
};
/* clang-format on */

static const wmi_field Sample_Service_Ping_out[] = {
    FIELD(s_Sample_Service_Ping_out, ReturnValue, UINT32, NULL, WMI_FIELD_RETURN),
};
/* clang-format off */
const wmi_method_info s_Sample_Service_Ping_info = {
    "Ping", "Sample_Service", NULL, Sample_Service_Ping_out, &none_codes, 0, 1, 0,
    sizeof(s_Sample_Service_Ping_out), (uint32_t)offsetof(s_Sample_Service_Ping_out, wmi_owned), 0,
    S_NAMESPACE, WMI_LAYOUT_OF(WMI_LAYOUT), NULL,
};
/* clang-format on */

/* Classes. */

static const wmi_field CIM_ManagedElement_fields[] = {
    FIELD(s_CIM_ManagedElement, Caption, STRING, NULL, 0),
    FIELD(s_CIM_ManagedElement, ElementName, STRING, NULL, 0),
};
static const char *const CIM_ManagedElement_derivation[] = {NULL};
static const char *const CIM_ManagedElement_keys[] = {NULL};
/* clang-format off */
const wmi_class_info s_CIM_ManagedElement_info = {
    "CIM_ManagedElement", NULL, CIM_ManagedElement_derivation, "root\\sample", CIM_ManagedElement_keys,
    CIM_ManagedElement_fields, COUNT(CIM_ManagedElement_fields), sizeof(s_CIM_ManagedElement),
    (uint32_t)offsetof(s_CIM_ManagedElement, wmi), WMI_CLASS_ABSTRACT | WMI_CLASS_BOUND, WMI_LAYOUT_OF(WMI_LAYOUT), NULL,
};
/* clang-format on */
static const wmi_method_info *const CIM_ManagedElement_methods[] = {NULL};

static const wmi_field CIM_ConcreteJob_fields[] = {
    FIELD(s_CIM_ConcreteJob, Caption, STRING, NULL, 0),
    FIELD(s_CIM_ConcreteJob, ElementName, STRING, NULL, 0),
    FIELD(s_CIM_ConcreteJob, InstanceID, STRING, NULL, WMI_FIELD_KEY),
    FIELD(s_CIM_ConcreteJob, Name, STRING, NULL, 0),
    FIELD(s_CIM_ConcreteJob, JobState, UINT16, NULL, 0),
    FIELD(s_CIM_ConcreteJob, JobStatus, STRING, NULL, 0),
    FIELD(s_CIM_ConcreteJob, PercentComplete, UINT16, NULL, 0),
    FIELD(s_CIM_ConcreteJob, ErrorCode, UINT16, NULL, 0),
    FIELD(s_CIM_ConcreteJob, ErrorDescription, STRING, NULL, 0),
    FIELD(s_CIM_ConcreteJob, TimeOfLastStateChange, DATETIME, NULL, 0),
    FIELD(s_CIM_ConcreteJob, TimeBeforeRemoval, DATETIME, NULL, 0),
};
static const char *const CIM_ConcreteJob_derivation[] = {"CIM_ManagedElement", NULL};
static const char *const CIM_ConcreteJob_keys[] = {"InstanceID", NULL};
/* clang-format off */
const wmi_class_info s_CIM_ConcreteJob_info = {
    "CIM_ConcreteJob", "CIM_ManagedElement", CIM_ConcreteJob_derivation, "root\\sample", CIM_ConcreteJob_keys,
    CIM_ConcreteJob_fields, COUNT(CIM_ConcreteJob_fields), sizeof(s_CIM_ConcreteJob),
    (uint32_t)offsetof(s_CIM_ConcreteJob, wmi), WMI_CLASS_BOUND, WMI_LAYOUT_OF(WMI_LAYOUT), NULL,
};
/* clang-format on */
static const wmi_method_info *const CIM_ConcreteJob_methods[] = {&s_CIM_ConcreteJob_RequestStateChange_info,
                                                                 &s_CIM_ConcreteJob_GetError_info, NULL};

static const wmi_field Msvm_ConcreteJob_fields[] = {
    FIELD(s_Msvm_ConcreteJob, Caption, STRING, NULL, 0),
    FIELD(s_Msvm_ConcreteJob, ElementName, STRING, NULL, 0),
    FIELD(s_Msvm_ConcreteJob, InstanceID, STRING, NULL, WMI_FIELD_KEY),
    FIELD(s_Msvm_ConcreteJob, Name, STRING, NULL, 0),
    FIELD(s_Msvm_ConcreteJob, JobState, UINT16, NULL, 0),
    FIELD(s_Msvm_ConcreteJob, JobStatus, STRING, NULL, 0),
    FIELD(s_Msvm_ConcreteJob, PercentComplete, UINT16, NULL, 0),
    FIELD(s_Msvm_ConcreteJob, ErrorCode, UINT16, NULL, 0),
    FIELD(s_Msvm_ConcreteJob, ErrorDescription, STRING, NULL, 0),
    FIELD(s_Msvm_ConcreteJob, TimeOfLastStateChange, DATETIME, NULL, 0),
    FIELD(s_Msvm_ConcreteJob, TimeBeforeRemoval, DATETIME, NULL, 0),
    FIELD(s_Msvm_ConcreteJob, Cancellable, BOOLEAN, NULL, 0),
    FIELD(s_Msvm_ConcreteJob, ErrorSummaryDescription, STRING, NULL, 0),
};
static const char *const Msvm_ConcreteJob_derivation[] = {"CIM_ConcreteJob", "CIM_ManagedElement", NULL};
static const char *const Msvm_ConcreteJob_keys[] = {"InstanceID", NULL};
/* clang-format off */
const wmi_class_info s_Msvm_ConcreteJob_info = {
    "Msvm_ConcreteJob", "CIM_ConcreteJob", Msvm_ConcreteJob_derivation, "root\\sample", Msvm_ConcreteJob_keys,
    Msvm_ConcreteJob_fields, COUNT(Msvm_ConcreteJob_fields), sizeof(s_Msvm_ConcreteJob),
    (uint32_t)offsetof(s_Msvm_ConcreteJob, wmi), WMI_CLASS_BOUND, WMI_LAYOUT_OF(WMI_LAYOUT), NULL,
};
/* clang-format on */
static const wmi_method_info *const Msvm_ConcreteJob_methods[] = {&s_CIM_ConcreteJob_RequestStateChange_info,
                                                                  &s_CIM_ConcreteJob_GetError_info,
                                                                  &s_Msvm_ConcreteJob_GetErrorEx_info, NULL};

static const wmi_field Sample_OldJob_fields[] = {
    FIELD(s_Sample_OldJob, Caption, STRING, NULL, 0),
    FIELD(s_Sample_OldJob, ElementName, STRING, NULL, 0),
    FIELD(s_Sample_OldJob, InstanceID, STRING, NULL, WMI_FIELD_KEY),
    FIELD(s_Sample_OldJob, Name, STRING, NULL, 0),
    FIELD(s_Sample_OldJob, JobState, UINT16, NULL, 0),
    FIELD(s_Sample_OldJob, JobStatus, STRING, NULL, 0),
    FIELD(s_Sample_OldJob, PercentComplete, UINT16, NULL, 0),
    FIELD(s_Sample_OldJob, ErrorCode, UINT16, NULL, 0),
    FIELD(s_Sample_OldJob, ErrorDescription, STRING, NULL, 0),
    FIELD(s_Sample_OldJob, TimeOfLastStateChange, DATETIME, NULL, 0),
    FIELD(s_Sample_OldJob, TimeBeforeRemoval, DATETIME, NULL, 0),
};
static const char *const Sample_OldJob_derivation[] = {"CIM_ConcreteJob", "CIM_ManagedElement", NULL};
static const char *const Sample_OldJob_keys[] = {"InstanceID", NULL};
/* clang-format off */
const wmi_class_info s_Sample_OldJob_info = {
    "Sample_OldJob", "CIM_ConcreteJob", Sample_OldJob_derivation, "root\\sample", Sample_OldJob_keys,
    Sample_OldJob_fields, COUNT(Sample_OldJob_fields), sizeof(s_Sample_OldJob),
    (uint32_t)offsetof(s_Sample_OldJob, wmi), WMI_CLASS_BOUND, WMI_LAYOUT_OF(WMI_LAYOUT), NULL,
};
/* clang-format on */
static const wmi_method_info *const Sample_OldJob_methods[] = {&s_CIM_ConcreteJob_RequestStateChange_info,
                                                               &s_CIM_ConcreteJob_GetError_info, NULL};

static const wmi_field CIM_Error_fields[] = {
    FIELD(s_CIM_Error, ErrorType, UINT16, NULL, 0),
    FIELD(s_CIM_Error, OwningEntity, STRING, NULL, 0),
    FIELD(s_CIM_Error, MessageID, STRING, NULL, 0),
    FIELD(s_CIM_Error, Message, STRING, NULL, 0),
    FIELD(s_CIM_Error, PerceivedSeverity, UINT16, NULL, 0),
    FIELD(s_CIM_Error, ProbableCause, UINT16, NULL, 0),
    FIELD(s_CIM_Error, ErrorSource, STRING, NULL, 0),
    FIELD(s_CIM_Error, CIMStatusCode, UINT32, NULL, 0),
    FIELD(s_CIM_Error, CIMStatusCodeDescription, STRING, NULL, 0),
};
static const char *const CIM_Error_derivation[] = {NULL};
static const char *const CIM_Error_keys[] = {NULL};
/* clang-format off */
const wmi_class_info s_CIM_Error_info = {
    "CIM_Error", NULL, CIM_Error_derivation, "root\\sample", CIM_Error_keys, CIM_Error_fields,
    COUNT(CIM_Error_fields), sizeof(s_CIM_Error), (uint32_t)offsetof(s_CIM_Error, wmi), WMI_CLASS_BOUND, WMI_LAYOUT_OF(WMI_LAYOUT), NULL,
};
/* clang-format on */
static const wmi_method_info *const CIM_Error_methods[] = {NULL};

static const wmi_field Msvm_Error_fields[] = {
    FIELD(s_Msvm_Error, ErrorType, UINT16, NULL, 0),
    FIELD(s_Msvm_Error, OwningEntity, STRING, NULL, 0),
    FIELD(s_Msvm_Error, MessageID, STRING, NULL, 0),
    FIELD(s_Msvm_Error, Message, STRING, NULL, 0),
    FIELD(s_Msvm_Error, PerceivedSeverity, UINT16, NULL, 0),
    FIELD(s_Msvm_Error, ProbableCause, UINT16, NULL, 0),
    FIELD(s_Msvm_Error, ErrorSource, STRING, NULL, 0),
    FIELD(s_Msvm_Error, CIMStatusCode, UINT32, NULL, 0),
    FIELD(s_Msvm_Error, CIMStatusCodeDescription, STRING, NULL, 0),
};
static const char *const Msvm_Error_derivation[] = {"CIM_Error", NULL};
static const char *const Msvm_Error_keys[] = {NULL};
const wmi_class_info s_Msvm_Error_info = {
    "Msvm_Error",
    "CIM_Error",
    Msvm_Error_derivation,
    "root\\sample",
    Msvm_Error_keys,
    Msvm_Error_fields,
    COUNT(Msvm_Error_fields),
    sizeof(s_Msvm_Error),
    (uint32_t)offsetof(s_Msvm_Error, wmi),
    WMI_CLASS_BOUND,
    WMI_LAYOUT_OF(WMI_LAYOUT),
    NULL,
};
static const wmi_method_info *const Msvm_Error_methods[] = {NULL};

static const wmi_field Sample_Setting_fields[] = {
    FIELD(s_Sample_Setting, InstanceID, STRING, NULL, WMI_FIELD_KEY),
    FIELD(s_Sample_Setting, Name, STRING, NULL, 0),
    FIELD(s_Sample_Setting, Limit, UINT32, NULL, 0),
    FIELD(s_Sample_Setting, Enabled, BOOLEAN, NULL, 0),
};
static const char *const Sample_Setting_derivation[] = {NULL};
static const char *const Sample_Setting_keys[] = {"InstanceID", NULL};
const wmi_class_info s_Sample_Setting_info = {
    "Sample_Setting",
    NULL,
    Sample_Setting_derivation,
    "root\\sample",
    Sample_Setting_keys,
    Sample_Setting_fields,
    COUNT(Sample_Setting_fields),
    sizeof(s_Sample_Setting),
    (uint32_t)offsetof(s_Sample_Setting, wmi),
    WMI_CLASS_BOUND,
    WMI_LAYOUT_OF(WMI_LAYOUT),
    NULL,
};
static const wmi_method_info *const Sample_Setting_methods[] = {NULL};

static const wmi_field Sample_BigSetting_fields[] = {
    FIELD(s_Sample_BigSetting, InstanceID, STRING, NULL, WMI_FIELD_KEY),
    FIELD(s_Sample_BigSetting, Name, STRING, NULL, 0),
    FIELD(s_Sample_BigSetting, Limit, UINT32, NULL, 0),
    FIELD(s_Sample_BigSetting, Enabled, BOOLEAN, NULL, 0),
    FIELD(s_Sample_BigSetting, Extra, UINT64, NULL, 0),
};
static const char *const Sample_BigSetting_derivation[] = {"Sample_Setting", NULL};
static const char *const Sample_BigSetting_keys[] = {"InstanceID", NULL};
const wmi_class_info s_Sample_BigSetting_info = {
    "Sample_BigSetting",
    "Sample_Setting",
    Sample_BigSetting_derivation,
    "root\\sample",
    Sample_BigSetting_keys,
    Sample_BigSetting_fields,
    COUNT(Sample_BigSetting_fields),
    sizeof(s_Sample_BigSetting),
    (uint32_t)offsetof(s_Sample_BigSetting, wmi),
    WMI_CLASS_BOUND,
    WMI_LAYOUT_OF(WMI_LAYOUT),
    NULL,
};
static const wmi_method_info *const Sample_BigSetting_methods[] = {NULL};

static const wmi_field Sample_Disk_fields[] = {
    FIELD(s_Sample_Disk, Caption, STRING, NULL, 0),
    FIELD(s_Sample_Disk, ElementName, STRING, NULL, 0),
    FIELD(s_Sample_Disk, DeviceID, STRING, NULL, WMI_FIELD_KEY),
    FIELD(s_Sample_Disk, Index, UINT32, NULL, WMI_FIELD_KEY),
    FIELD(s_Sample_Disk, Removable, BOOLEAN, NULL, WMI_FIELD_KEY),
    FIELD(s_Sample_Disk, Size, UINT64, NULL, WMI_FIELD_WRITE),
    FIELD(s_Sample_Disk, Offset, SINT16, NULL, 0),
    FIELD(s_Sample_Disk, Ratio, REAL64, NULL, 0),
    FIELD(s_Sample_Disk, Made, DATETIME, NULL, 0),
    FIELD(s_Sample_Disk, Label, STRING, NULL, WMI_FIELD_WRITE),
    FIELD(s_Sample_Disk, Serial, STRING, NULL, 0),
    FIELD(s_Sample_Disk, Tags, STRING, NULL, WMI_FIELD_ARRAY | WMI_FIELD_WRITE),
    FIELD(s_Sample_Disk, Setting, EMBEDDED, "Sample_Setting", WMI_FIELD_WRITE),
    FIELD(s_Sample_Disk, Parent, REFERENCE, "Sample_Disk", WMI_FIELD_WRITE),
};
static const char *const Sample_Disk_derivation[] = {"CIM_ManagedElement", NULL};
static const char *const Sample_Disk_keys[] = {"DeviceID", "Index", "Removable", NULL};
const wmi_class_info s_Sample_Disk_info = {
    "Sample_Disk",
    "CIM_ManagedElement",
    Sample_Disk_derivation,
    "root\\sample",
    Sample_Disk_keys,
    Sample_Disk_fields,
    COUNT(Sample_Disk_fields),
    sizeof(s_Sample_Disk),
    (uint32_t)offsetof(s_Sample_Disk, wmi),
    WMI_CLASS_BOUND,
    WMI_LAYOUT_OF(WMI_LAYOUT),
    NULL,
};
static const wmi_method_info *const Sample_Disk_methods[] = {NULL};

static const wmi_field Sample_FastDisk_fields[] = {
    FIELD(s_Sample_FastDisk, Caption, STRING, NULL, 0),
    FIELD(s_Sample_FastDisk, ElementName, STRING, NULL, 0),
    FIELD(s_Sample_FastDisk, DeviceID, STRING, NULL, WMI_FIELD_KEY),
    FIELD(s_Sample_FastDisk, Index, UINT32, NULL, WMI_FIELD_KEY),
    FIELD(s_Sample_FastDisk, Removable, BOOLEAN, NULL, WMI_FIELD_KEY),
    FIELD(s_Sample_FastDisk, Size, UINT64, NULL, WMI_FIELD_WRITE),
    FIELD(s_Sample_FastDisk, Offset, SINT16, NULL, 0),
    FIELD(s_Sample_FastDisk, Ratio, REAL64, NULL, 0),
    FIELD(s_Sample_FastDisk, Made, DATETIME, NULL, 0),
    FIELD(s_Sample_FastDisk, Label, STRING, NULL, WMI_FIELD_WRITE),
    FIELD(s_Sample_FastDisk, Serial, STRING, NULL, 0),
    FIELD(s_Sample_FastDisk, Tags, STRING, NULL, WMI_FIELD_ARRAY | WMI_FIELD_WRITE),
    FIELD(s_Sample_FastDisk, Setting, EMBEDDED, "Sample_Setting", WMI_FIELD_WRITE),
    FIELD(s_Sample_FastDisk, Parent, REFERENCE, "Sample_Disk", WMI_FIELD_WRITE),
    FIELD(s_Sample_FastDisk, Speed, UINT16, NULL, 0),
};
static const char *const Sample_FastDisk_derivation[] = {"Sample_Disk", "CIM_ManagedElement", NULL};
static const char *const Sample_FastDisk_keys[] = {"DeviceID", "Index", "Removable", NULL};
const wmi_class_info s_Sample_FastDisk_info = {
    "Sample_FastDisk",
    "Sample_Disk",
    Sample_FastDisk_derivation,
    "root\\sample",
    Sample_FastDisk_keys,
    Sample_FastDisk_fields,
    COUNT(Sample_FastDisk_fields),
    sizeof(s_Sample_FastDisk),
    (uint32_t)offsetof(s_Sample_FastDisk, wmi),
    WMI_CLASS_BOUND,
    WMI_LAYOUT_OF(WMI_LAYOUT),
    NULL,
};
static const wmi_method_info *const Sample_FastDisk_methods[] = {NULL};

static const wmi_field Sample_Volume_fields[] = {
    FIELD(s_Sample_Volume, Caption, STRING, NULL, 0),
    FIELD(s_Sample_Volume, ElementName, STRING, NULL, 0),
    FIELD(s_Sample_Volume, DeviceID, STRING, NULL, WMI_FIELD_KEY),
};
static const char *const Sample_Volume_derivation[] = {"CIM_ManagedElement", NULL};
static const char *const Sample_Volume_keys[] = {"DeviceID", NULL};
const wmi_class_info s_Sample_Volume_info = {
    "Sample_Volume",
    "CIM_ManagedElement",
    Sample_Volume_derivation,
    "root\\sample",
    Sample_Volume_keys,
    Sample_Volume_fields,
    COUNT(Sample_Volume_fields),
    sizeof(s_Sample_Volume),
    (uint32_t)offsetof(s_Sample_Volume, wmi),
    WMI_CLASS_BOUND,
    WMI_LAYOUT_OF(WMI_LAYOUT),
    NULL,
};
static const wmi_method_info *const Sample_Volume_methods[] = {NULL};

static const wmi_field Sample_Dated_fields[] = {
    FIELD(s_Sample_Dated, When, DATETIME, NULL, WMI_FIELD_KEY),
    FIELD(s_Sample_Dated, Number, SINT64, NULL, WMI_FIELD_KEY),
    FIELD(s_Sample_Dated, Letter, CHAR16, NULL, WMI_FIELD_KEY),
};
static const char *const Sample_Dated_derivation[] = {NULL};
static const char *const Sample_Dated_keys[] = {"When", "Number", "Letter", NULL};
const wmi_class_info s_Sample_Dated_info = {
    "Sample_Dated",
    NULL,
    Sample_Dated_derivation,
    "root\\sample",
    Sample_Dated_keys,
    Sample_Dated_fields,
    COUNT(Sample_Dated_fields),
    sizeof(s_Sample_Dated),
    (uint32_t)offsetof(s_Sample_Dated, wmi),
    WMI_CLASS_BOUND,
    WMI_LAYOUT_OF(WMI_LAYOUT),
    NULL,
};
static const wmi_method_info *const Sample_Dated_methods[] = {NULL};

static const wmi_field Sample_Global_fields[] = {
    FIELD(s_Sample_Global, Value, STRING, NULL, WMI_FIELD_WRITE),
};
static const char *const Sample_Global_derivation[] = {NULL};
static const char *const Sample_Global_keys[] = {NULL};
const wmi_class_info s_Sample_Global_info = {
    "Sample_Global",
    NULL,
    Sample_Global_derivation,
    "root\\sample",
    Sample_Global_keys,
    Sample_Global_fields,
    COUNT(Sample_Global_fields),
    sizeof(s_Sample_Global),
    (uint32_t)offsetof(s_Sample_Global, wmi),
    WMI_CLASS_SINGLETON | WMI_CLASS_BOUND,
    WMI_LAYOUT_OF(WMI_LAYOUT),
    NULL,
};
static const wmi_method_info *const Sample_Global_methods[] = {NULL};

static const wmi_field CIM_AffectedJobElement_fields[] = {
    FIELD(s_CIM_AffectedJobElement, AffectedElement, REFERENCE, "CIM_ManagedElement", WMI_FIELD_KEY),
    FIELD(s_CIM_AffectedJobElement, AffectingElement, REFERENCE, "CIM_ConcreteJob", WMI_FIELD_KEY),
};
static const char *const CIM_AffectedJobElement_derivation[] = {NULL};
static const char *const CIM_AffectedJobElement_keys[] = {"AffectedElement", "AffectingElement", NULL};
const wmi_class_info s_CIM_AffectedJobElement_info = {
    "CIM_AffectedJobElement",
    NULL,
    CIM_AffectedJobElement_derivation,
    "root\\sample",
    CIM_AffectedJobElement_keys,
    CIM_AffectedJobElement_fields,
    COUNT(CIM_AffectedJobElement_fields),
    sizeof(s_CIM_AffectedJobElement),
    (uint32_t)offsetof(s_CIM_AffectedJobElement, wmi),
    WMI_CLASS_ABSTRACT | WMI_CLASS_ASSOCIATION | WMI_CLASS_BOUND,
    WMI_LAYOUT_OF(WMI_LAYOUT),
    NULL,
};
static const wmi_method_info *const CIM_AffectedJobElement_methods[] = {NULL};

static const wmi_field Msvm_AffectedJobElement_fields[] = {
    FIELD(s_Msvm_AffectedJobElement, AffectedElement, REFERENCE, "CIM_ManagedElement", WMI_FIELD_KEY),
    FIELD(s_Msvm_AffectedJobElement, AffectingElement, REFERENCE, "CIM_ConcreteJob", WMI_FIELD_KEY),
};
static const char *const Msvm_AffectedJobElement_derivation[] = {"CIM_AffectedJobElement", NULL};
static const char *const Msvm_AffectedJobElement_keys[] = {"AffectedElement", "AffectingElement", NULL};
const wmi_class_info s_Msvm_AffectedJobElement_info = {
    "Msvm_AffectedJobElement",
    "CIM_AffectedJobElement",
    Msvm_AffectedJobElement_derivation,
    "root\\sample",
    Msvm_AffectedJobElement_keys,
    Msvm_AffectedJobElement_fields,
    COUNT(Msvm_AffectedJobElement_fields),
    sizeof(s_Msvm_AffectedJobElement),
    (uint32_t)offsetof(s_Msvm_AffectedJobElement, wmi),
    WMI_CLASS_ASSOCIATION | WMI_CLASS_BOUND,
    WMI_LAYOUT_OF(WMI_LAYOUT),
    NULL,
};
static const wmi_method_info *const Msvm_AffectedJobElement_methods[] = {NULL};

static const wmi_field Sample_AffectedElement_fields[] = {
    FIELD(s_Sample_AffectedElement, AffectedElement, REFERENCE, "CIM_ManagedElement", WMI_FIELD_KEY),
    FIELD(s_Sample_AffectedElement, AffectingElement, REFERENCE, "CIM_ConcreteJob", WMI_FIELD_KEY),
};
static const char *const Sample_AffectedElement_derivation[] = {"CIM_AffectedJobElement", NULL};
static const char *const Sample_AffectedElement_keys[] = {"AffectedElement", "AffectingElement", NULL};
const wmi_class_info s_Sample_AffectedElement_info = {
    "Sample_AffectedElement",
    "CIM_AffectedJobElement",
    Sample_AffectedElement_derivation,
    "root\\sample",
    Sample_AffectedElement_keys,
    Sample_AffectedElement_fields,
    COUNT(Sample_AffectedElement_fields),
    sizeof(s_Sample_AffectedElement),
    (uint32_t)offsetof(s_Sample_AffectedElement, wmi),
    WMI_CLASS_ASSOCIATION | WMI_CLASS_BOUND,
    WMI_LAYOUT_OF(WMI_LAYOUT),
    NULL,
};
static const wmi_method_info *const Sample_AffectedElement_methods[] = {NULL};

static const wmi_field Sample_DiskOnService_fields[] = {
    FIELD(s_Sample_DiskOnService, Antecedent, REFERENCE, "Sample_Service", WMI_FIELD_KEY),
    FIELD(s_Sample_DiskOnService, Dependent, REFERENCE, "Sample_Disk", WMI_FIELD_KEY),
    FIELD(s_Sample_DiskOnService, Note, STRING, NULL, 0),
};
static const char *const Sample_DiskOnService_derivation[] = {NULL};
static const char *const Sample_DiskOnService_keys[] = {"Antecedent", "Dependent", NULL};
const wmi_class_info s_Sample_DiskOnService_info = {
    "Sample_DiskOnService",
    NULL,
    Sample_DiskOnService_derivation,
    "root\\sample",
    Sample_DiskOnService_keys,
    Sample_DiskOnService_fields,
    COUNT(Sample_DiskOnService_fields),
    sizeof(s_Sample_DiskOnService),
    (uint32_t)offsetof(s_Sample_DiskOnService, wmi),
    WMI_CLASS_ASSOCIATION | WMI_CLASS_BOUND,
    WMI_LAYOUT_OF(WMI_LAYOUT),
    NULL,
};
static const wmi_method_info *const Sample_DiskOnService_methods[] = {NULL};

static const wmi_field Sample_Service_fields[] = {
    FIELD(s_Sample_Service, Caption, STRING, NULL, 0),
    FIELD(s_Sample_Service, ElementName, STRING, NULL, 0),
    FIELD(s_Sample_Service, Name, STRING, NULL, WMI_FIELD_KEY),
};
static const char *const Sample_Service_derivation[] = {"CIM_ManagedElement", NULL};
static const char *const Sample_Service_keys[] = {"Name", NULL};
const wmi_class_info s_Sample_Service_info = {
    "Sample_Service",
    "CIM_ManagedElement",
    Sample_Service_derivation,
    "root\\sample",
    Sample_Service_keys,
    Sample_Service_fields,
    COUNT(Sample_Service_fields),
    sizeof(s_Sample_Service),
    (uint32_t)offsetof(s_Sample_Service, wmi),
    WMI_CLASS_BOUND,
    WMI_LAYOUT_OF(WMI_LAYOUT),
    NULL,
};
static const wmi_method_info *const Sample_Service_methods[] = {
    &s_Sample_Service_Define_info, &s_Sample_Service_Count_info, &s_Sample_Service_Reset_info,
    &s_Sample_Service_Tell_info,   &s_Sample_Service_Ping_info,  NULL};

static const wmi_field Sample_BetterService_fields[] = {
    FIELD(s_Sample_BetterService, Caption, STRING, NULL, 0),
    FIELD(s_Sample_BetterService, ElementName, STRING, NULL, 0),
    FIELD(s_Sample_BetterService, Name, STRING, NULL, WMI_FIELD_KEY),
};
static const char *const Sample_BetterService_derivation[] = {"Sample_Service", "CIM_ManagedElement", NULL};
static const char *const Sample_BetterService_keys[] = {"Name", NULL};
const wmi_class_info s_Sample_BetterService_info = {
    "Sample_BetterService",
    "Sample_Service",
    Sample_BetterService_derivation,
    "root\\sample",
    Sample_BetterService_keys,
    Sample_BetterService_fields,
    COUNT(Sample_BetterService_fields),
    sizeof(s_Sample_BetterService),
    (uint32_t)offsetof(s_Sample_BetterService, wmi),
    WMI_CLASS_BOUND,
    WMI_LAYOUT_OF(WMI_LAYOUT),
    NULL,
};
static const wmi_method_info *const Sample_BetterService_methods[] = {
    &s_Sample_Service_Define_info, &s_Sample_Service_Count_info, &s_Sample_Service_Reset_info,
    &s_Sample_Service_Tell_info,   &s_Sample_Service_Ping_info,  NULL};

static const wmi_schema_class classes[] = {
    {&s_CIM_ManagedElement_info, CIM_ManagedElement_methods},
    {&s_CIM_ConcreteJob_info, CIM_ConcreteJob_methods},
    {&s_Msvm_ConcreteJob_info, Msvm_ConcreteJob_methods},
    {&s_Sample_OldJob_info, Sample_OldJob_methods},
    {&s_CIM_Error_info, CIM_Error_methods},
    {&s_Msvm_Error_info, Msvm_Error_methods},
    {&s_Sample_Setting_info, Sample_Setting_methods},
    {&s_Sample_BigSetting_info, Sample_BigSetting_methods},
    {&s_Sample_Disk_info, Sample_Disk_methods},
    {&s_Sample_FastDisk_info, Sample_FastDisk_methods},
    {&s_Sample_Volume_info, Sample_Volume_methods},
    {&s_Sample_Dated_info, Sample_Dated_methods},
    {&s_Sample_Global_info, Sample_Global_methods},
    {&s_CIM_AffectedJobElement_info, CIM_AffectedJobElement_methods},
    {&s_Msvm_AffectedJobElement_info, Msvm_AffectedJobElement_methods},
    {&s_Sample_AffectedElement_info, Sample_AffectedElement_methods},
    {&s_Sample_DiskOnService_info, Sample_DiskOnService_methods},
    {&s_Sample_Service_info, Sample_Service_methods},
    {&s_Sample_BetterService_info, Sample_BetterService_methods},
};

const wmi_schema s_schema = {"sample", classes, COUNT(classes)};
