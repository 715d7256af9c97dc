/**
 * @file
 * What went wrong, told whole.
 */
#ifndef WMI_ERROR_H
#define WMI_ERROR_H

#include <wmi/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Whether a call was carried out and, if not, what failed. WMI_OK is 0. */
typedef enum wmi_status {
    WMI_OK = 0,
    WMI_USAGE,       /**< the caller passed something that cannot be sent; nothing was sent */
    WMI_NO_MEMORY,   /**< an allocation failed */
    WMI_TRANSPORT,   /**< the backend could not carry the call out; `number` is its code (HRESULT, WBEM_E_...) */
    WMI_REPLY,       /**< an answer arrived that is not what the schema says */
    WMI_RETURN_CODE, /**< the method returned a code that means failure (only from _wait) */
    WMI_JOB,         /**< the method's job failed, or what became of it is not known */
    WMI_TIMEOUT,     /**< the caller's time ran out */
    WMI_CANCELLED,   /**< wmi_cancel, or the caller's progress callback, asked to stop */
    WMI_NOT_FOUND, /**< one instance was asked for, by P_C_one or P_C_related_one, and there is none; `number` is WMI_E_NOT_FOUND */
    WMI_AMBIGUOUS /**< ... and there are several */
} wmi_status;

/** One decoded Msvm_Error or CIM_Error of a failed job. Strings may be NULL. */
typedef struct wmi_error_record {
    const char *class_name;                  /**< of the error: Msvm_Error, or another that is derived from CIM_Error */
    const char *message;                     /**< Message, for people */
    const char *message_id;                  /**< MessageID */
    const char *owning_entity;               /**< OwningEntity */
    const char *error_source;                /**< ErrorSource */
    wmi_opt_uint16 error_type;               /**< ErrorType */
    wmi_opt_uint16 perceived_severity;       /**< PerceivedSeverity */
    wmi_opt_uint16 probable_cause;           /**< ProbableCause */
    wmi_opt_uint32 cim_status_code;          /**< CIMStatusCode */
    const char *cim_status_code_description; /**< CIMStatusCodeDescription */
    const char *text;                        /**< the CIM-XML as it came */
} wmi_error_record;

/** The job behind a failed or abandoned operation. */
typedef struct wmi_job_report {
    const char *path;          /**< NULL where there was no job */
    wmi_opt_uint16 state;      /**< JobState as last seen; WMI_JOB_... of wmi/job.h */
    const char *state_name;    /**< its name */
    wmi_opt_uint16 percent;    /**< PercentComplete */
    wmi_opt_uint16 error_code; /**< ErrorCode of the job, 0 even in some failures */
    const char *status;        /**< JobStatus */
    const char *description;   /**< ErrorDescription */
    const char *summary;       /**< ErrorSummaryDescription */
} wmi_job_report;

/** What WMI itself said of a failed call (__ExtendedStatus, MS-WMI 2.2.22). All NULL where it said nothing. */
typedef struct wmi_extended_status {
    const char *description;    /**< in the language of the host */
    const char *operation;      /**< what the host was doing, e.g. ExecMethod */
    const char *parameter_info; /**< the query, path or parameter that it was doing it with */
    const char *provider;       /**< name of the provider that failed */
    wmi_opt_uint32 status_code; /**< the provider's own code */
} wmi_extended_status;

/**
 * A failure. Zero-initialise it (WMI_ERROR_INIT), hand it to any call, and give it back with wmi_error_clear. A call overwrites (and gives
 * back) what an earlier one left in it; so one that was not initialised makes the first call that it is handed to, whether that fails
 * or not, give back an address that nobody was given: undefined behaviour, mostly the program's end. Everywhere NULL may be passed
 * instead. Threads: one call at a time, so each thread has its own, and all that is in it.
 */
typedef struct wmi_error {
    wmi_status status;      /**< what failed; the same value that the function returned */
    const char *operation;  /**< what was being done: "connect", "invoke", "get", "query", "put", "delete", ... */
    const char *class_name; /**< class of the call; NULL where it has none */
    const char *method;     /**< method of the call; NULL where it has none */
    const char *target;     /**< object path, query or namespace; NULL where it has none */
    uint32_t number;        /**< WMI_TRANSPORT: HRESULT; WMI_RETURN_CODE: the return value; WMI_JOB: ErrorCode;
                                  WMI_TIMEOUT: WMI_E_TIMED_OUT where a call was not answered, 0 where a wait, or one for an event, ended */
    const char *name; /**< its name: WBEM_E_NOT_FOUND, "Access Denied"; WMI_JOB: of the job's state; NULL where none */
    const char *message;             /**< one sentence that a person can act on; never NULL after a failure */
    wmi_opt_uint32 return_value;     /**< ReturnValue of the method, where one came back */
    wmi_extended_status extended;    /**< what WMI itself said */
    wmi_job_report job;              /**< the job behind it */
    const wmi_error_record *records; /**< the decoded errors of the job */
    size_t record_count;             /**< how many there are */
    wmi_memory *memory;              /**< owns all of the above; private */
} wmi_error;

/** No failure: `wmi_error error = WMI_ERROR_INIT;`. */
#ifdef __cplusplus
#define WMI_ERROR_INIT                                                                                                 \
    {                                                                                                                  \
    }
#else
#define WMI_ERROR_INIT                                                                                                 \
    {                                                                                                                  \
        0                                                                                                              \
    }
#endif

/** Gives back everything in `error` and zeroes it. NULL and a zeroed one are allowed. */
WMI_API void WMI_CALL wmi_error_clear(wmi_error *error);

/** The name of a status: "transport", "return code", ... */
WMI_API const char *WMI_CALL wmi_status_name(wmi_status status);

/** The symbolic name of an HRESULT of WMI, COM or RPC (WBEM_E_NOT_FOUND); NULL when it is not known. Works everywhere. */
WMI_API const char *WMI_CALL wmi_hresult_name(uint32_t hresult);
/** What a code means and what a person can do about it, in one sentence; never NULL. */
WMI_API const char *WMI_CALL wmi_hresult_text(uint32_t hresult);

/* For backends and for handlers of the loopback backend: */

/**
 * Fills `error` (which may be NULL) and returns `status`. `number` is the HRESULT of a WMI_TRANSPORT failure, WMI_E_TIMED_OUT of a
 * WMI_TIMEOUT that ended a call, else 0.
 * The format is that of printf; the text is a sentence.
 */
WMI_API wmi_status WMI_CALL wmi_fail(wmi_error *error, wmi_status status, uint32_t number, const char *format, ...)
    WMI_PRINTF(4, 5);

/* Codes that the runtime itself uses (MS-WMI 2.2.11, wbemcli.h). */
#define WMI_E_FAILED UINT32_C(0x80041001)                    /**< WBEM_E_FAILED */
#define WMI_E_NOT_FOUND UINT32_C(0x80041002)                 /**< WBEM_E_NOT_FOUND */
#define WMI_E_ACCESS_DENIED UINT32_C(0x80041003)             /**< WBEM_E_ACCESS_DENIED */
#define WMI_E_PROVIDER_FAILURE UINT32_C(0x80041004)          /**< WBEM_E_PROVIDER_FAILURE */
#define WMI_E_TYPE_MISMATCH UINT32_C(0x80041005)             /**< WBEM_E_TYPE_MISMATCH */
#define WMI_E_OUT_OF_MEMORY UINT32_C(0x80041006)             /**< WBEM_E_OUT_OF_MEMORY */
#define WMI_E_INVALID_PARAMETER UINT32_C(0x80041008)         /**< WBEM_E_INVALID_PARAMETER */
#define WMI_E_NOT_SUPPORTED UINT32_C(0x8004100C)             /**< WBEM_E_NOT_SUPPORTED */
#define WMI_E_INVALID_NAMESPACE UINT32_C(0x8004100E)         /**< WBEM_E_INVALID_NAMESPACE */
#define WMI_E_INVALID_CLASS UINT32_C(0x80041010)             /**< WBEM_E_INVALID_CLASS */
#define WMI_E_INVALID_OPERATION UINT32_C(0x80041016)         /**< WBEM_E_INVALID_OPERATION */
#define WMI_E_INVALID_QUERY UINT32_C(0x80041017)             /**< WBEM_E_INVALID_QUERY */
#define WMI_E_ALREADY_EXISTS UINT32_C(0x80041019)            /**< WBEM_E_ALREADY_EXISTS */
#define WMI_E_ILLEGAL_OPERATION UINT32_C(0x8004101E)         /**< WBEM_E_ILLEGAL_OPERATION */
#define WMI_E_READ_ONLY UINT32_C(0x80041023)                 /**< WBEM_E_READ_ONLY */
#define WMI_E_PROVIDER_NOT_CAPABLE UINT32_C(0x80041024)      /**< WBEM_E_PROVIDER_NOT_CAPABLE */
#define WMI_E_ILLEGAL_NULL UINT32_C(0x80041028)              /**< WBEM_E_ILLEGAL_NULL */
#define WMI_E_VALUE_OUT_OF_RANGE UINT32_C(0x8004102B)        /**< WBEM_E_VALUE_OUT_OF_RANGE */
#define WMI_E_INVALID_METHOD UINT32_C(0x8004102E)            /**< WBEM_E_INVALID_METHOD */
#define WMI_E_INVALID_METHOD_PARAMETERS UINT32_C(0x8004102F) /**< WBEM_E_INVALID_METHOD_PARAMETERS */
#define WMI_E_INVALID_OBJECT_PATH UINT32_C(0x8004103A)       /**< WBEM_E_INVALID_OBJECT_PATH */
#define WMI_E_METHOD_NOT_IMPLEMENTED UINT32_C(0x80041055)    /**< WBEM_E_METHOD_NOT_IMPLEMENTED */
#define WMI_E_TIMED_OUT UINT32_C(0x80041069)                 /**< WBEM_E_TIMED_OUT */

#ifdef __cplusplus
}
#endif
#endif
