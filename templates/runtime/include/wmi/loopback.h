/**
 * @file
 * The loopback backend: WMI in process, with no server and no Windows, for unit tests of programs that use the bindings.
 *
 * It is checked against the schema: it refuses what WMI refuses. It holds instances, runs the method handlers that a
 * program registers, runs jobs on a virtual clock (sleeping takes no time), and fails any call on demand.
 * A loopback is used by one thread at a time.
 */
#ifndef WMI_LOOPBACK_H
#define WMI_LOOPBACK_H

#include <wmi/backend.h>
#include <wmi/embedded.h>
#include <wmi/path.h>
#include <wmi/session.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct wmi_loopback wmi_loopback;

/** What a method handler is told of the call. */
typedef struct wmi_loopback_call {
    wmi_loopback *loopback;
    const char *path;               /**< the target as the caller wrote it */
    const char *class_name;         /**< class of the target instance, or the class named by a static call's path */
    const wmi_method_info *method;
    const wmi_object *in_object;    /**< the parameters as they arrived */
    void *context;                  /**< as registered */
} wmi_loopback_call;

/**
 * A method handler. `in` is the method's in struct, decoded (embedded instances are text; WMI_UNEMBED reads them); `out` is
 * its zeroed out struct. What the handler makes `out` point to is copied when it returns, so static or stack-static data
 * and memory of wmi_loopback_keep() are all good. @return WMI_OK, or what wmi_fail returned: the call then fails so.
 * Write it with WMI_LOOPBACK_HANDLER, which types `in` and `out`.
 */
typedef wmi_status (WMI_CALLBACK *wmi_loopback_handler)(const wmi_loopback_call *call, const void *in, void *out, wmi_error *error);

/**
 * Defines a handler of the method P_C_M with its generated structs as parameters:
 *
 *     WMI_LOOPBACK_HANDLER(start_failback, hv_Msvm_ReplicationService_InitiateFailback)
 *     {
 *         // call, in, out and error are in scope; in and out are typed
 *         out->ReturnValue = WMI_UINT32(0);
 *         return WMI_OK;
 *     }
 */
#ifdef __cplusplus
#define WMI_LOOPBACK_CAST_(T, p) static_cast<T>(p)
#else
#define WMI_LOOPBACK_CAST_(T, p) (p)
#endif
#define WMI_LOOPBACK_HANDLER(NAME, METHOD) \
    static wmi_status NAME##_typed_(const wmi_loopback_call *call, const METHOD##_in *in, METHOD##_out *out, wmi_error *error); \
    static wmi_status WMI_CALLBACK NAME(const wmi_loopback_call *call, const void *in, void *out, wmi_error *error) \
    { \
        return NAME##_typed_(call, WMI_LOOPBACK_CAST_(const METHOD##_in *, in), WMI_LOOPBACK_CAST_(METHOD##_out *, out), error); \
    } \
    static wmi_status NAME##_typed_(const wmi_loopback_call *call, const METHOD##_in *in, METHOD##_out *out, wmi_error *error)

/**
 * Makes a loopback that knows the classes of `schemas` (e.g. &hv_schema, &hvc_schema), each in its own namespaces.
 * @param loopback the caller's: wmi_loopback_free, after all its sessions are closed.
 */
wmi_status wmi_loopback_new(const wmi_schema *const *schemas, size_t schema_count, wmi_loopback **loopback, wmi_error *error);
void wmi_loopback_free(wmi_loopback *loopback);
/** The backend for wmi_connect_options.backend; lives as long as the loopback. */
const wmi_backend *wmi_loopback_backend(wmi_loopback *loopback);

/**
 * Registers the handler of a method for a class of namespace `ns` and all classes derived from it; the nearest class wins, and
 * a later registration replaces an earlier one. A method without a handler fails with WMI_E_METHOD_NOT_IMPLEMENTED.
 * @return WMI_USAGE when there is no such class or method.
 */
wmi_status wmi_loopback_on(wmi_loopback *loopback, const char *ns, const char *class_name, const char *method,
                           wmi_loopback_handler handler, void *context, wmi_error *error);

/**
 * Adds an instance (or replaces the one with the same keys), checked as a put is, except that every property may be set.
 * The class's namespace is info->ns. @param path if not NULL, receives the path, the caller's: wmi_free.
 */
wmi_status wmi_loopback_add(wmi_loopback *loopback, const wmi_class_info *info, const void *instance, char **path, wmi_error *error);
/** The same from a dynamic object. */
wmi_status wmi_loopback_add_object(wmi_loopback *loopback, const char *ns, const wmi_object *object, char **path, wmi_error *error);
/** Changes one property of a stored instance. */
wmi_status wmi_loopback_set(wmi_loopback *loopback, const char *ns, const char *path, const char *property, const wmi_value *value, wmi_error *error);
/** How many instances of the class, and of those derived from it, there are. */
size_t wmi_loopback_count(wmi_loopback *loopback, const char *ns, const char *class_name);

/** A step in the life of a job. */
typedef struct wmi_loopback_job_step {
    uint32_t after_ms;     /**< virtual time since the step before (the first: since the job was started) */
    uint16_t state;        /**< WMI_JOB_... */
    uint16_t percent;
    const char *status;    /**< JobStatus; NULL = leave */
} wmi_loopback_job_step;

/** A job for a handler to return with 4096. */
typedef struct wmi_loopback_job {
    const char *class_name;                /**< e.g. "Msvm_ConcreteJob": a class with InstanceID and JobState; required */
    const char *caption;                   /**< Caption and ElementName; may be NULL */
    const wmi_loopback_job_step *steps;
    size_t step_count;
    bool cancellable;                      /**< RequestStateChange(4) ends it in state Terminated */
    uint16_t error_code;                   /**< ErrorCode once it ends in a failure */
    const char *error_description;         /**< ErrorDescription, likewise */
    const wmi_embedded *errors;            /**< what GetErrorEx (and, the first, GetError) answers once it failed */
    size_t error_count;
    const char *const *affected;           /**< paths that become AffectedElement of the job when it succeeds */
    size_t affected_count;
    const char *affected_association;      /**< e.g. "Msvm_AffectedJobElement"; NULL = that */
    uint32_t remove_after_ms;              /**< the job disappears so long after its end; 0 = never */
} wmi_loopback_job;

/** Starts a job in namespace `ns`. @param path its object path; lives as long as the loopback. */
wmi_status wmi_loopback_start_job(wmi_loopback *loopback, const char *ns, const wmi_loopback_job *job, const char **path, wmi_error *error);

/**
 * Raises an event: every subscription of the namespace whose query asks for it gets a copy. Events of instances
 * (__InstanceCreationEvent, __InstanceModificationEvent, __InstanceDeletionEvent) come by themselves, from puts, deletes, jobs and the
 * functions above. Waiting in wmi_next_event sets the virtual clock forward, as sleeping does: to the next change of a job, until one
 * is an event. A wait without a limit fails with WMI_E_INVALID_OPERATION when no job has a change to come.
 * @param event of a class of the schema (an indication), which it is checked against, or of a system class.
 */
wmi_status wmi_loopback_raise(wmi_loopback *loopback, const char *ns, const wmi_object *event, wmi_error *error);

/** Virtual time in milliseconds, and setting it forward. */
uint64_t wmi_loopback_now(const wmi_loopback *loopback);
void wmi_loopback_advance(wmi_loopback *loopback, uint32_t milliseconds);

/** What a session can ask of the backend, for wmi_loopback_fail. */
typedef enum wmi_loopback_operation {
    WMI_LOOPBACK_ANY,
    WMI_LOOPBACK_CONNECT,
    WMI_LOOPBACK_INVOKE,
    WMI_LOOPBACK_GET,
    WMI_LOOPBACK_QUERY,
    WMI_LOOPBACK_NEXT,
    WMI_LOOPBACK_ASSOCIATORS,
    WMI_LOOPBACK_PUT,
    WMI_LOOPBACK_DELETE,
    WMI_LOOPBACK_REFERENCES,
    WMI_LOOPBACK_SUBSCRIBE
} wmi_loopback_operation;

/**
 * Makes the call fail that comes after `skip` more calls of that kind, once, with `status` and `number` (an HRESULT for
 * WMI_TRANSPORT). WMI_OK takes the order back. Several orders may stand.
 * @param name for WMI_LOOPBACK_INVOKE: only calls of this method; else NULL.
 */
wmi_status wmi_loopback_fail(wmi_loopback *loopback, wmi_loopback_operation operation, const char *name, uint32_t skip,
                             wmi_status status, uint32_t number, wmi_error *error);
/** How many calls of that kind there have been. */
uint32_t wmi_loopback_calls(const wmi_loopback *loopback, wmi_loopback_operation operation);

/** Memory that lives as long as the loopback, for handlers; zeroed. NULL when there is none. */
void *wmi_loopback_keep(wmi_loopback *loopback, size_t size);

#ifdef __cplusplus
}
#endif
#endif
