/**
 * @file
 * The loopback backend: WMI in process, with no server and no Windows, for unit tests of programs that use the bindings.
 *
 * It knows the schemas that it is given, and refuses what WMI refuses, with WMI's codes. It holds instances, runs the
 * method handlers that a test registers, runs jobs on a virtual clock (sleeping takes no time), fails or delays calls on
 * demand, and keeps a journal of what was asked of it. What it cannot do it refuses by WMI_E_NOT_SUPPORTED and "The
 * loopback does not play ...".
 *
 * Several threads may use one loopback, each with sessions of its own or with one that they share. The functions here
 * fail with the codes of the operations that they are like, and with WMI_USAGE for what makes no sense.
 */
#ifndef WMI_LOOPBACK_H
#define WMI_LOOPBACK_H

#include <wmi/backend.h>
#include <wmi/embedded.h>
#include <wmi/path.h>
#include <wmi/session.h>

#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * A host in process. Threads: several may use one at the same time, by its functions and by sessions; its handlers run on the threads that
 * call, several at once; wmi_loopback_free is the last call.
 */
typedef struct wmi_loopback wmi_loopback;

/**
 * Makes a loopback that knows the classes of `schemas` (e.g. &hv_schema, &hvc_schema), each in its own namespaces.
 * `*loopback` is the caller's: wmi_loopback_free, after all its sessions are closed.
 */
WMI_API wmi_status WMI_CALL wmi_loopback_new(const wmi_schema *const *schemas, size_t schema_count,
                                             wmi_loopback **loopback, wmi_error *error);
/** Gives a loopback back; NULL is allowed. */
WMI_API void WMI_CALL wmi_loopback_free(wmi_loopback *loopback);
/** The backend for wmi_connect_options.backend; lives as long as the loopback. */
WMI_API const wmi_backend *WMI_CALL wmi_loopback_backend(wmi_loopback *loopback);

/* ---- Methods ---- */

/** What a method handler is told of the call. */
typedef struct wmi_loopback_call {
    wmi_loopback *loopback;        /**< that is called */
    const char *path;              /**< the target as the caller wrote it */
    const char *class_name;        /**< class of the target instance, or the class named by a static call's path */
    const wmi_method_info *method; /**< that is called */
    const wmi_object *in_object;   /**< the parameters as they arrived */
    void *context;                 /**< as registered */
    struct wmi_loopback_scratch *scratch; /**< private: what the functions below have made for this call */
} wmi_loopback_call;

/**
 * A method handler. `in` is the method's in struct, decoded (embedded instances are text; WMI_UNEMBED reads them); `out` is
 * its zeroed out struct. What the handler makes `out` point to is copied when it returns: static data, memory of the call
 * (below) and memory of wmi_loopback_keep() are all good. It may use every function of the loopback, and sessions on it.
 * @return WMI_OK, or what wmi_fail returned: the call then fails so.
 * Write it with WMI_LOOPBACK_HANDLER, which types `in` and `out`.
 */
typedef wmi_status(WMI_CALLBACK *wmi_loopback_handler)(const wmi_loopback_call *call, const void *in, void *out,
                                                       wmi_error *error);

/**
 * Defines a handler of the method P_C_M with its generated structs as parameters:
 *
 *     WMI_LOOPBACK_HANDLER(start_failback, hv_Msvm_ReplicationService_InitiateFailback)
 *     {
 *         // call, in, out and error are in scope; in and out are typed; none need be used
 *         out->ReturnValue = WMI_UINT32(0);
 *         return WMI_OK;
 *     }
 */
#define WMI_LOOPBACK_HANDLER(NAME, METHOD)                                                                             \
    static wmi_status NAME##_typed_(WMI_LOOPBACK_UNUSED_ const wmi_loopback_call *call,                                \
                                    WMI_LOOPBACK_UNUSED_ const METHOD##_in *in,                                        \
                                    WMI_LOOPBACK_UNUSED_ METHOD##_out *out, WMI_LOOPBACK_UNUSED_ wmi_error *error);    \
    static wmi_status WMI_CALLBACK NAME(const wmi_loopback_call *call, const void *in, void *out, wmi_error *error)    \
    {                                                                                                                  \
        return NAME##_typed_(call, WMI_LOOPBACK_CAST_(const METHOD##_in *, in),                                        \
                             WMI_LOOPBACK_CAST_(METHOD##_out *, out), error);                                          \
    }                                                                                                                  \
    static wmi_status NAME##_typed_(WMI_LOOPBACK_UNUSED_ const wmi_loopback_call *call,                                \
                                    WMI_LOOPBACK_UNUSED_ const METHOD##_in *in,                                        \
                                    WMI_LOOPBACK_UNUSED_ METHOD##_out *out, WMI_LOOPBACK_UNUSED_ wmi_error *error)
/** Private. */
#ifdef __cplusplus
#define WMI_LOOPBACK_CAST_(T, p) static_cast<T>(p)
#else
#define WMI_LOOPBACK_CAST_(T, p) (p)
#endif
/** Private. */
#if defined(__GNUC__)
#define WMI_LOOPBACK_UNUSED_ __attribute__((unused))
#elif defined(_MSC_VER)
#define WMI_LOOPBACK_UNUSED_ __pragma(warning(suppress : 4100))
#else
#define WMI_LOOPBACK_UNUSED_
#endif

/**
 * Registers the handler of a method for a class of namespace `ns` and all classes derived from it; the nearest class wins, and
 * a later registration replaces an earlier one. A method without a handler fails with WMI_E_METHOD_NOT_IMPLEMENTED.
 * @return WMI_USAGE when there is no such class or method.
 */
WMI_API wmi_status WMI_CALL wmi_loopback_on(wmi_loopback *loopback, const char *ns, const char *class_name,
                                            const char *method, wmi_loopback_handler handler, void *context,
                                            wmi_error *error);

/**
 * The same where a handler is written for another description of the method than the loopback's schema has, such as that of a newer
 * host: `in` and `out` are structs of `method`. What only one of both knows is NULL to the other.
 */
WMI_API wmi_status WMI_CALL wmi_loopback_on_as(wmi_loopback *loopback, const char *ns, const char *class_name,
                                               const wmi_method_info *method, wmi_loopback_handler handler,
                                               void *context, wmi_error *error);

/**
 * A handler without structs, for methods of which only the schema knows: the parameters are in call->in_object, and what it answers it sets
 * in `out`, an empty object, the ReturnValue included.
 * @return as that of wmi_loopback_handler
 */
typedef wmi_status(WMI_CALLBACK *wmi_loopback_object_handler)(const wmi_loopback_call *call, wmi_object *out,
                                                              wmi_error *error);
/** Registers such a handler, as wmi_loopback_on does. */
WMI_API wmi_status WMI_CALL wmi_loopback_on_object(wmi_loopback *loopback, const char *ns, const char *class_name,
                                                   const char *method, wmi_loopback_object_handler handler,
                                                   void *context, wmi_error *error);

/**
 * Lets a handler with structs answer in place of one without, whose call and `out` these are; `method` and `context` are those that it
 * would be registered with by wmi_loopback_on_as().
 */
WMI_API wmi_status WMI_CALL wmi_loopback_answer_as(const wmi_loopback_call *call, const wmi_method_info *method,
                                                   wmi_loopback_handler handler, void *context, wmi_object *out,
                                                   wmi_error *error);

/*
 * Memory of the call, for handlers: it lasts until the handler has returned and its answer is on its way, so that a handler
 * needs no storage of its own. Each function returns NULL (wmi_loopback_embed: no value) where what was asked for cannot be
 * made; the call then fails and says why, though the handler returns WMI_OK, so that a handler need not look.
 *
 *     out->ResultingSystem = wmi_loopback_path(call, &hv_Msvm_ComputerSystem_info, &machine);
 *     out->Messages.items = messages; messages[0] = wmi_loopback_text(call, "%s is on", in->Name);
 */

/** Zeroed memory, for arrays. */
WMI_API void *WMI_CALL wmi_loopback_memory(const wmi_loopback_call *call, size_t size);
/** A text, made as by printf. */
WMI_API const char *WMI_CALL wmi_loopback_text(const wmi_loopback_call *call, const char *format, ...) WMI_PRINTF(2, 3);
/** The full path of an instance in the loopback, from its keys. It need not be there. */
WMI_API const char *WMI_CALL wmi_loopback_path(const wmi_loopback_call *call, const wmi_class_info *info,
                                               const void *instance);
/** An instance as an object, for out parameters that are objects (Msvm_SummaryInformation[], for one). */
WMI_API wmi_object *WMI_CALL wmi_loopback_object(const wmi_loopback_call *call, const wmi_class_info *info,
                                                 const void *instance);
/** An instance as the text of an embedded parameter: unlike that of WMI_EMBED, it may be on the handler's stack. */
WMI_API wmi_embedded WMI_CALL wmi_loopback_embed(const wmi_loopback_call *call, const wmi_class_info *info,
                                                 const void *instance);

/** Work that is done in one piece; it may do what a job's change may do: see wmi_loopback_job_change. */
typedef wmi_status(WMI_CALLBACK *wmi_loopback_work)(void *context, wmi_error *error);

/**
 * Runs `work` with the loopback locked, so that no other thread sees, or does, anything in between: what a handler has looked at is still so
 * when it changes it.
 * @return what `work` returned; WMI_USAGE where the loopback or the work is NULL.
 */
WMI_API wmi_status WMI_CALL wmi_loopback_exclusively(wmi_loopback *loopback, wmi_loopback_work work, void *context,
                                                     wmi_error *error);

/** Memory that lives as long as the loopback; zeroed. NULL when there is none. */
WMI_API void *WMI_CALL wmi_loopback_keep(wmi_loopback *loopback, size_t size);

/* ---- Instances. Nothing here is in the journal, is failed or delayed on demand, or asks what clients may do. ---- */

/**
 * Adds an instance (or replaces the one with the same keys), checked as a put is, except that every property may be set.
 * The class's namespace is info->ns. `path`, if not NULL, receives the path, the caller's: wmi_free.
 */
WMI_API wmi_status WMI_CALL wmi_loopback_add(wmi_loopback *loopback, const wmi_class_info *info, const void *instance,
                                             char **path, wmi_error *error);
/** The same from a dynamic object; `path` likewise. */
WMI_API wmi_status WMI_CALL wmi_loopback_add_object(wmi_loopback *loopback, const char *ns, const wmi_object *object,
                                                    char **path, wmi_error *error);
/**
 * Associates two instances that are there: `first` goes into the association's first reference, `second` into its second;
 * the other way round where only that fits their classes. What else the association holds is NULL.
 * `path`, if not NULL, receives the path of the association, the caller's: wmi_free.
 */
WMI_API wmi_status WMI_CALL wmi_loopback_link(wmi_loopback *loopback, const wmi_class_info *association,
                                              const char *first, const char *second, char **path, wmi_error *error);
/** Fetches an instance as it now is. `*instance` is the caller's: wmi_instance_clear (P_C_clear). */
WMI_API wmi_status WMI_CALL wmi_loopback_get(wmi_loopback *loopback, const wmi_class_info *info, const char *path,
                                             void *instance, wmi_error *error);
/** The same as a dynamic object. `*object` is the caller's: wmi_object_free. */
WMI_API wmi_status WMI_CALL wmi_loopback_get_object(wmi_loopback *loopback, const char *ns, const char *path,
                                                    wmi_object **object, wmi_error *error);
/** Changes one property of a stored instance. */
WMI_API wmi_status WMI_CALL wmi_loopback_set(wmi_loopback *loopback, const char *ns, const char *path,
                                             const char *property, const wmi_value *value, wmi_error *error);
/** Takes an instance away, with the associations that name it. A job that is taken away ends. */
WMI_API wmi_status WMI_CALL wmi_loopback_remove(wmi_loopback *loopback, const char *ns, const char *path,
                                                wmi_error *error);
/**
 * Hands each instance that a query of the namespace finds to `visit`, as it was when this was called: SELECT, ASSOCIATORS OF or
 * REFERENCES OF (wmi_wql_quote makes literals). `visit` may use every function of the loopback.
 */
WMI_API wmi_status WMI_CALL wmi_loopback_each(wmi_loopback *loopback, const char *ns, const char *wql,
                                              wmi_visitor visit, void *context, wmi_error *error);
/** What wmi_loopback_related calls. `size` is that of the filter as the program's headers have it: what is behind is as if it were zero. */
WMI_API wmi_status WMI_CALL wmi_loopback_related_sized(wmi_loopback *loopback, const char *ns, const char *path,
                                                       const wmi_associator_filter *filter, size_t size,
                                                       wmi_visitor visit, void *context, wmi_error *error);
/** Hands each instance that is associated with the one at `path` to `visit`, likewise. `filter`: NULL = all. */
static inline wmi_status WMI_CALL wmi_loopback_related(wmi_loopback *loopback, const char *ns, const char *path,
                                                       const wmi_associator_filter *filter, wmi_visitor visit,
                                                       void *context, wmi_error *error)
{
    return wmi_loopback_related_sized(loopback, ns, path, filter, sizeof *filter, visit, context, error);
}
/** How many instances of the class, and of those derived from it, there are. */
WMI_API size_t WMI_CALL wmi_loopback_count(wmi_loopback *loopback, const char *ns, const char *class_name);

/**
 * Whether clients may create, change and delete instances of any class. Without it, as on a host, those of a class that is
 * Dynamic may be created, changed or deleted only where it says SupportsCreate, SupportsUpdate or SupportsDelete (Hyper-V's
 * classes do not: their management services have methods for it); else WMI_E_PROVIDER_NOT_CAPABLE. In either case a property
 * that is not Write can only be set when its instance is created (WMI_E_READ_ONLY); wmi_loopback_set changes any but a key.
 */
WMI_API void WMI_CALL wmi_loopback_allow_writes(wmi_loopback *loopback, bool allowed);

/* ---- Jobs ---- */

/** A step in the life of a job. */
typedef struct wmi_loopback_job_step {
    uint32_t after_ms;  /**< virtual time since the step before (the first: since the job was started) */
    uint16_t state;     /**< WMI_JOB_... */
    uint16_t percent;   /**< PercentComplete */
    const char *status; /**< JobStatus; NULL = leave */
} wmi_loopback_job_step;

/**
 * What a job does to the host that is played: called when the job enters a state, before anyone sees it there. So a machine is enabled
 * when the job that starts it is Completed, and not before. It runs with the loopback locked: others see all of it or nothing. It may use
 * the functions for instances, start jobs and raise events; a session on the loopback refuses its calls (WMI_USAGE).
 * `job` is the path of the job, `state` WMI_JOB_..., one that a client requested among them.
 * @return WMI_OK, or what wmi_fail returned: the call that is at hand then fails so, the job stays in the state that it was in, and this is
 * called again with the next call. So it must be such that it can be done twice.
 */
typedef wmi_status(WMI_CALLBACK *wmi_loopback_job_change)(void *context, wmi_loopback *loopback, const char *job,
                                                          uint16_t state, wmi_error *error);

/** A job for a handler to return with 4096. */
typedef struct wmi_loopback_job {
    const char *class_name;             /**< e.g. "Msvm_ConcreteJob": a class with InstanceID and JobState; required */
    const char *caption;                /**< Caption and ElementName; may be NULL */
    const wmi_loopback_job_step *steps; /**< its life, in order */
    size_t step_count;                  /**< how many there are */
    bool cancellable;                   /**< RequestStateChange(4) ends it in state Terminated */
    uint16_t error_code;                /**< ErrorCode once it ends in a failure, or with warnings */
    const char *error_description;      /**< ErrorDescription, likewise */
    const wmi_embedded *errors;         /**< what GetErrorEx (and, the first, GetError) answers then */
    size_t error_count;                 /**< how many there are */
    const char *const *affected;        /**< paths that become AffectedElement of the job when it succeeds */
    size_t affected_count;              /**< how many there are */
    const char *affected_association;   /**< e.g. "Msvm_AffectedJobElement"; NULL = that */
    uint32_t remove_after_ms;           /**< the job disappears so long after its end; 0 = never */
    wmi_loopback_job_change change;     /**< called as the job enters each state; may be NULL */
    void *context; /**< handed to `change`, until the job has ended; wmi_loopback_keep has memory for it */
} wmi_loopback_job;

/** What wmi_loopback_start_job calls. `size` is that of the job as the program's headers have it: what is behind is as if it were zero. */
WMI_API wmi_status WMI_CALL wmi_loopback_start_job_sized(wmi_loopback *loopback, const char *ns,
                                                         const wmi_loopback_job *job, size_t size, const char **path,
                                                         wmi_error *error);
/**
 * Starts a job in namespace `ns`. `*path` is its object path; it lives as long as the loopback.
 * @return WMI_OK; WMI_USAGE where the loopback, the job or its class is NULL; WMI_TRANSPORT where its class is none for jobs;
 *         WMI_NO_MEMORY
 */
static inline wmi_status WMI_CALL wmi_loopback_start_job(wmi_loopback *loopback, const char *ns,
                                                         const wmi_loopback_job *job, const char **path,
                                                         wmi_error *error)
{
    return wmi_loopback_start_job_sized(loopback, ns, job, sizeof *job, path, error);
}

/* ---- Events and time ---- */

/**
 * Raises an event: every subscription of the namespace whose query asks for it gets a copy. Events of instances
 * (__InstanceCreationEvent, __InstanceModificationEvent, __InstanceDeletionEvent) come by themselves, from puts, deletes, jobs and the
 * functions above, in the order of time. Waiting in wmi_events_next sets the virtual clock forward, as sleeping does: to the next change
 * of a job, until one is an event. A wait without a limit fails with WMI_E_INVALID_OPERATION when no job has a change to come.
 * `event` is of a class of the schema (an indication), which it is checked against, or of a system class. What it lacks of its class
 * is NULL in the copies; TIME_CREATED is the virtual clock's, which begins with 2024-01-01.
 */
WMI_API wmi_status WMI_CALL wmi_loopback_raise(wmi_loopback *loopback, const char *ns, const wmi_object *event,
                                               wmi_error *error);

/** Virtual time in milliseconds. */
WMI_API uint64_t WMI_CALL wmi_loopback_now(const wmi_loopback *loopback);
/** Sets it forward. */
WMI_API void WMI_CALL wmi_loopback_advance(wmi_loopback *loopback, uint32_t milliseconds);

/**
 * Does `work` once, when the virtual clock has gone on by `after_ms`: among the changes of jobs, in the order of time, and as they are done.
 * So it must be such that it can be done twice: after a failure, which the call that is at hand then has, it is due again.
 * Waiting for an event sets the clock forward to it, as to a change of a job.
 */
WMI_API wmi_status WMI_CALL wmi_loopback_after(wmi_loopback *loopback, uint32_t after_ms, wmi_loopback_work work,
                                               void *context, wmi_error *error);

/* ---- Failures and delays ---- */

/** What a session can ask of the backend. */
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
 * `name`: for WMI_LOOPBACK_INVOKE: only calls of this method; else NULL.
 */
WMI_API wmi_status WMI_CALL wmi_loopback_fail(wmi_loopback *loopback, wmi_loopback_operation operation,
                                              const char *name, uint32_t skip, wmi_status status, uint32_t number,
                                              wmi_error *error);

/**
 * Makes every call of that kind take so long from now on, on the virtual clock; 0 = no time, as before. Of several orders that
 * concern a call the newest counts. A call whose limit is shorter fails with WMI_TIMEOUT when that is over; a method call, a put
 * or a delete has its effect all the same, as on a host, whose answer then comes too late.
 * `name`: for WMI_LOOPBACK_INVOKE: only calls of this method; else NULL.
 */
WMI_API wmi_status WMI_CALL wmi_loopback_delay(wmi_loopback *loopback, wmi_loopback_operation operation,
                                               const char *name, uint32_t milliseconds, wmi_error *error);

/* ---- The journal: what was asked of the loopback, and what came of it ---- */

/** A call in the journal. What does not belong to its operation is NULL. */
typedef struct wmi_loopback_record {
    wmi_loopback_operation operation; /**< what was asked */
    const char *ns;                   /**< of the session */
    const char *
        class_name; /**< of the path or the object, as given; query, subscribe: behind FROM; next: of what was handed out */
    const char *method;           /**< invoke */
    const char *path;             /**< the target, as given; next: of what was handed out */
    const char *wql;              /**< query, subscribe */
    wmi_associator_filter filter; /**< associators; references: the result class and the role */
    const wmi_object *in;         /**< invoke: the parameters; put: the object */
    wmi_put_mode mode;            /**< put */
    const wmi_object *out;        /**< invoke: what was answered, ReturnValue among it; NULL after a failure */
    wmi_status status;            /**< what came of it */
    uint32_t number;              /**< the HRESULT of a WMI_TRANSPORT */
    const char *message;          /**< of a failure, with what was nearest to what was asked for */
    uint64_t started;             /**< on the virtual clock */
    uint64_t ended;               /**< likewise */
} wmi_loopback_record;

/**
 * Asked before each call is carried out. `asked` has what is known by then. `*delay_ms`, 0 before, is how long the call takes besides. It runs
 * with the loopback locked, and may do what the change of a job may do.
 * @return WMI_OK: the call is carried out; else what wmi_fail returned: after the delay, it fails so.
 */
typedef wmi_status(WMI_CALLBACK *wmi_loopback_watch_before)(void *context, wmi_loopback *loopback,
                                                            const wmi_loopback_record *asked, uint32_t *delay_ms,
                                                            wmi_error *error);
/** Told of each call when it has ended, likewise. */
typedef void(WMI_CALLBACK *wmi_loopback_watch_after)(void *context, wmi_loopback *loopback,
                                                     const wmi_loopback_record *record);

/** Who watches calls: he decides what becomes of them. */
typedef struct wmi_loopback_watch {
    wmi_loopback_watch_before before; /**< NULL = all are carried out */
    wmi_loopback_watch_after after;   /**< NULL = nobody is told */
    void *context;                    /**< handed to both */
} wmi_loopback_watch;

/** What wmi_loopback_set_watch calls. `size` is that of the watch as the program's headers have it: what is behind is as if it were zero. */
WMI_API void WMI_CALL wmi_loopback_set_watch_sized(wmi_loopback *loopback, const wmi_loopback_watch *watch,
                                                   size_t size);
/** Lets calls be watched, by one at a time; NULL = by nobody. `*watch` is copied. */
static inline void WMI_CALL wmi_loopback_set_watch(wmi_loopback *loopback, const wmi_loopback_watch *watch)
{
    wmi_loopback_set_watch_sized(loopback, watch, sizeof *watch);
}

/** So many calls, the newest, are kept with all that is told of them. */
#define WMI_LOOPBACK_KEPT_CALLS 10000

/** How many calls of that kind there have been, kept or not. */
WMI_API uint32_t WMI_CALL wmi_loopback_calls(const wmi_loopback *loopback, wmi_loopback_operation operation);
/**
 * How many of those that are kept named `name`, in any case: for WMI_LOOPBACK_INVOKE a method (`DefineSystem`) or a class and a method
 * (`Msvm_VirtualSystemManagementService.DefineSystem`), for others a class.
 */
WMI_API uint32_t WMI_CALL wmi_loopback_calls_of(const wmi_loopback *loopback, wmi_loopback_operation operation,
                                                const char *name);
/**
 * The call of that index, the first being 0. It is kept until WMI_LOOPBACK_KEPT_CALLS others have come, or the journal is
 * cleared. @return NULL where there is none, or it has not ended yet.
 */
WMI_API const wmi_loopback_record *WMI_CALL wmi_loopback_call_at(const wmi_loopback *loopback, size_t index);

/** Whether a call is one of those that a test has in mind. */
typedef bool(WMI_CALLBACK *wmi_loopback_judge)(void *context, const wmi_loopback_record *record);

/** Calls that a test has in mind. A member that is zero fits every call. */
typedef struct wmi_loopback_pattern {
    wmi_loopback_operation operation; /**< WMI_LOOPBACK_ANY is zero */
    const char *class_name;           /**< or an ancestor of the call's class */
    const char *method;               /**< without regard to case */
    const char *path;                 /**< compared as a path: its spelling does not matter */
    const char *parameter;            /**< one that is in `in` and is not NULL */
    const char *value;       /**< its value as CIM-XML has it: TRUE, 12, text as it is; what is an array has none */
    bool failed;             /**< only calls that failed */
    wmi_loopback_judge fits; /**< asked last */
    void *context;           /**< handed to `fits` */
} wmi_loopback_pattern;

/** What wmi_loopback_count_calls calls. `size` is that of the pattern as the program's headers have it: what is behind is as if it were zero. */
WMI_API size_t WMI_CALL wmi_loopback_count_calls_sized(const wmi_loopback *loopback,
                                                       const wmi_loopback_pattern *pattern, size_t size);
/** How many of the calls that are kept fit. */
static inline size_t WMI_CALL wmi_loopback_count_calls(const wmi_loopback *loopback,
                                                       const wmi_loopback_pattern *pattern)
{
    return wmi_loopback_count_calls_sized(loopback, pattern, sizeof *pattern);
}
/** What wmi_loopback_verify calls, likewise. */
WMI_API wmi_status WMI_CALL wmi_loopback_verify_sized(const wmi_loopback *loopback, const wmi_loopback_pattern *pattern,
                                                      size_t size, size_t at_least, size_t at_most, wmi_error *error);
/**
 * Fails with WMI_USAGE unless as many calls as `at_least` to `at_most` fit (SIZE_MAX: or more). The message says how many did,
 * and which calls came nearest.
 */
static inline wmi_status WMI_CALL wmi_loopback_verify(const wmi_loopback *loopback, const wmi_loopback_pattern *pattern,
                                                      size_t at_least, size_t at_most, wmi_error *error)
{
    return wmi_loopback_verify_sized(loopback, pattern, sizeof *pattern, at_least, at_most, error);
}
/** Writes the journal, a line for each call. */
WMI_API void WMI_CALL wmi_loopback_print(const wmi_loopback *loopback, FILE *to);
/** Forgets all calls, and counts from 0. */
WMI_API void WMI_CALL wmi_loopback_clear_calls(wmi_loopback *loopback);

#ifdef __cplusplus
}
#endif
#endif
