/**
 * @file
 * Sessions, and the calls that the generated functions are made of.
 *
 * What can fail returns WMI_OK, or what failed, and tells the whole of it in its wmi_error, which may be NULL. "As every call" is:
 * WMI_USAGE, before anything is sent, where an argument is missing, cannot be sent, or is of another namespace or host than the session;
 * WMI_TRANSPORT where the host, or the way to it, refuses: its code is `number` (WMI_E_NOT_FOUND: there is no such object);
 * WMI_REPLY where what came is not what the schema says; WMI_TIMEOUT and WMI_CANCELLED where the answer is waited for no longer;
 * WMI_NO_MEMORY. What a call gives back is NULL, 0 or zeroed after a failure, unless the function says otherwise.
 */
#ifndef WMI_SESSION_H
#define WMI_SESSION_H

#include <wmi/descriptor.h>
#include <wmi/error.h>
#include <wmi/job.h>
#include <wmi/object.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A transport: <wmi/backend.h>. Threads: it never changes, any may name it. */
typedef struct wmi_backend wmi_backend;
/**
 * A connection to a namespace of a host. Threads: several may use one at the same time, each with an error and results of its own, and any
 * may wmi_cancel; wmi_close is the last call, when no other runs. (A session of the backend com that a thread of a single-threaded
 * apartment opened is that thread's: wmi/com.h.)
 */
typedef struct wmi_session wmi_session;

/** How far a connection is protected (RPC_C_AUTHN_LEVEL_...); for backend com. */
typedef enum wmi_authentication_level {
    WMI_AUTHENTICATION_DEFAULT = 0, /**< packet privacy to another host, call within this one */
    WMI_AUTHENTICATION_CONNECT = 2,
    WMI_AUTHENTICATION_CALL = 3,
    WMI_AUTHENTICATION_PACKET = 4,
    WMI_AUTHENTICATION_PACKET_INTEGRITY = 5,
    WMI_AUTHENTICATION_PACKET_PRIVACY = 6 /**< what namespaces that require encryption want, Hyper-V's among them */
} wmi_authentication_level;

/** What the host may do in the user's name (RPC_C_IMP_LEVEL_...); for backend com. */
typedef enum wmi_impersonation_level {
    WMI_IMPERSONATION_DEFAULT = 0,  /**< impersonate */
    WMI_IMPERSONATION_IDENTIFY = 2, /**< too little for most providers */
    WMI_IMPERSONATION_IMPERSONATE = 3,
    WMI_IMPERSONATION_DELEGATE = 4 /**< lets the host use the identity at further hosts, as migrations need it */
} wmi_impersonation_level;

/**
 * Is told of each value that could not be read, on the thread of the call that it came with, and may call nothing on the session.
 * @param context wmi_connect_options.unreadable_context
 * @param class_name of the instance, of one within another too; of a method's answer: the method's
 * @param path of the instance, or the target of the method; NULL where it has none
 * @param property name of the property or parameter
 * @param text what arrived, as text
 */
typedef void(WMI_CALLBACK *wmi_unreadable)(void *context, const char *class_name, const char *path,
                                           const char *property, const char *text);

/**
 * Where and how to connect. Zero-initialised = this host, no credentials. All strings stay the caller's. A later version may have more
 * members, at its end: programs that do not know them need not be compiled anew, and a runtime that does not know them refuses
 * (WMI_USAGE) options that set one. Threads: only read, and during the call only.
 */
typedef struct wmi_connect_options {
    const wmi_backend *backend; /**< required: wmi_com_backend(), wmi_wsman_backend(...) or wmi_loopback_backend(...) */
    const char *ns;             /**< namespace: P_NAMESPACE of a generated header, or any other; required */
    const char *
        host; /**< NULL = the one that the namespace names (`\\host\root\...`), else this one; two that differ are refused */
    const char *user;      /**< NULL = the identity of the process */
    const char *password;  /**< of `user` */
    const char *domain;    /**< of `user`; NULL = as the host has it */
    const char *authority; /**< `kerberos:...` or `ntlmdomain:...`; not together with domain */
    const char *locale;    /**< `MS_409`; NULL = the host's */
    /**
     * Of the connect and of each call: of an enumeration as a whole (P_C_list, wmi_query, wmi_associators, wmi_references; what the program
     * does in its visit does not count). 0 = a call ends after 60 s without an answer, and an enumeration goes on as long as answers
     * come. A _wait has a time of its own: wmi_job_options.
     */
    uint32_t timeout_ms;
    wmi_authentication_level authentication_level; /**< for backend com */
    wmi_impersonation_level impersonation_level;   /**< for backend com */
    /**
     * What arrives and is not of the declared type (a number that does not fit, a date that is none) loses neither instance
     * nor list: the field is NULL, and `unreadable` is told. With `strict`, the call fails instead (WMI_REPLY).
     */
    bool strict;
    /**
     * Classes may be used whose MOF, or whoever compiled it, names another namespace than `ns`. Without it, that is WMI_USAGE before
     * anything is sent: the session of one schema handed to the functions of another. Case, either slash and a host do not count; a
     * class whose namespace nobody named may be used anywhere.
     */
    bool any_namespace;
    void *unreadable_context;  /**< handed to `unreadable` */
    wmi_unreadable unreadable; /**< NULL = nobody is told */
} wmi_connect_options;

/** What wmi_connect calls. `size` is that of the options as the program's headers have them: what is behind is as if it were zero. */
WMI_API wmi_status WMI_CALL wmi_connect_sized(const wmi_connect_options *options, size_t size, wmi_session **session,
                                              wmi_error *error);
/** Opens a session. `*session` is the caller's: wmi_close. @return as every call; WMI_USAGE where an option makes no sense. */
static inline wmi_status WMI_CALL wmi_connect(const wmi_connect_options *options, wmi_session **session,
                                              wmi_error *error)
{
    return wmi_connect_sized(options, sizeof *options, session, error);
}
/** Ends a session. NULL is allowed. */
WMI_API void WMI_CALL wmi_close(wmi_session *session);
/**
 * Ends the calls and waits that run now on the session, in all threads, with WMI_CANCELLED; those that begin later are not touched.
 * May be called from any thread, as long as the session is open; NULL is allowed. It returns at once; how soon a call ends is the
 * backend's matter (wmi/com.h). What the host has begun goes on there: a job is asked to terminate only where the wmi_job_options of its
 * wait say `cancel`. A call that has been answered keeps its answer.
 */
WMI_API void WMI_CALL wmi_cancel(wmi_session *session);
/** The namespace that the session is connected to: the session's, as long as it is open. */
WMI_API const char *WMI_CALL wmi_session_namespace(const wmi_session *session);

/* What the generated functions call. `class_name` is the class that the caller named, for errors and static methods. */

/**
 * Calls a method. `path` is that of the instance; it may be NULL for a static method.
 * `in` and `out` are the method's structs, NULL where it has none. `*out` is overwritten; NULL = not wanted. On failure it is zeroed,
 * unless the method was carried out and its answer could not be read as a whole: then it holds what could be, ReturnValue and
 * Job before all else, and these are in `error->return_value` and `error->job.path` too. Clear it in any case.
 * @return as every call; what the method returned is judged by the caller
 */
WMI_API wmi_status WMI_CALL wmi_invoke(wmi_session *session, const char *class_name, const wmi_method_info *method,
                                       const char *path, const void *in, void *out, wmi_error *error);
/** What wmi_invoke_wait calls. `size` is that of the options as the program's headers have them: what is behind is as if it were zero. */
WMI_API wmi_status WMI_CALL wmi_invoke_wait_sized(wmi_session *session, const char *class_name,
                                                  const wmi_method_info *method, const char *path, const void *in,
                                                  void *out, const wmi_job_options *options, size_t size,
                                                  wmi_error *error);
/**
 * Calls a method and waits for its job; see wmi/job.h. Once the method was carried out, `*out` holds what it returned, also
 * when the wait then fails (return code, job, timeout, cancelled): it is to be cleared in any case. Which out parameter is the job says
 * the method's descriptor (WMI_FIELD_JOB).
 * @return WMI_OK where the operation has completed; as every call; WMI_RETURN_CODE where the method refused; WMI_JOB where its job failed,
 *         or what became of it is not known
 */
static inline wmi_status WMI_CALL wmi_invoke_wait(wmi_session *session, const char *class_name,
                                                  const wmi_method_info *method, const char *path, const void *in,
                                                  void *out, const wmi_job_options *options, wmi_error *error)
{
    return wmi_invoke_wait_sized(session, class_name, method, path, in, out, options, sizeof *options, error);
}
/**
 * Fetches the instance at `path`. `*instance` is overwritten, and the caller's: wmi_instance_clear.
 * @return as every call; WMI_REPLY where the object there is of another class, and not of a derived one
 */
WMI_API wmi_status WMI_CALL wmi_instance_get(wmi_session *session, const wmi_class_info *info, const char *path,
                                             void *instance, wmi_error *error);
/**
 * The instances of a class and of those derived from it. `where` is WQL after WHERE, or NULL (wmi_wql_quote makes literals).
 * An empty list of one of Hyper-V's classes means more often that the caller may not see them than that there are none: to a user outside
 * Administrators and Hyper-V Administrators, and to an administrator's program that is not elevated, a host shows no objects, and
 * no error.
 * `*items` is an array of instances, the caller's: wmi_instance_list_free, or clear each and wmi_free the array. NULL when empty.
 * @return as every call
 */
WMI_API wmi_status WMI_CALL wmi_instance_list(wmi_session *session, const wmi_class_info *info, const char *where,
                                              void **items, size_t *count, wmi_error *error);
/** Gives back a list of wmi_instance_list: the array, and what its instances hold. NULL is allowed. */
WMI_API void WMI_CALL wmi_instance_list_free(const wmi_class_info *info, void *items, size_t count);
/**
 * Fills an instance from an object: of an event, of wmi_query, an embedded object. It is the caller's: wmi_instance_clear. A property that
 * is not of its type is NULL. @return WMI_USAGE where there is no object; WMI_REPLY where the object is of another class and not of a
 * derived one, as wmi_instance_get has it.
 */
WMI_API wmi_status WMI_CALL wmi_instance_from(const wmi_class_info *info, const wmi_object *object, void *instance,
                                              wmi_error *error);
/**
 * Creates or updates an instance: only what is set is written. @return as every call; WMI_USAGE, before anything is sent, where the
 * instance has a path (that it was fetched from) and a key contradicts it.
 */
WMI_API wmi_status WMI_CALL wmi_instance_put(wmi_session *session, const wmi_class_info *info, const void *instance,
                                             wmi_error *error);
/** The path of an instance from its keys. `*path` is the caller's: wmi_free. @return WMI_USAGE when a key is NULL. */
WMI_API wmi_status WMI_CALL wmi_instance_path(const wmi_class_info *info, const void *instance, char **path,
                                              wmi_error *error);
/**
 * Creates an instance, of its keys: a path that it was fetched from does not count. `path`, if not NULL, receives where it now is, as a full
 * or a relative path, the caller's: wmi_free; NULL where the host does not say it.
 * @return as every call; WMI_TRANSPORT with WMI_E_ALREADY_EXISTS where there is one with these keys.
 */
WMI_API wmi_status WMI_CALL wmi_instance_create(wmi_session *session, const wmi_class_info *info, const void *instance,
                                                char **path, wmi_error *error);
/** Deletes the instance at `path`. @return as every call */
WMI_API wmi_status WMI_CALL wmi_instance_delete(wmi_session *session, const char *path, wmi_error *error);
/**
 * The objects in role `result_role` of association `association` that the object at `path` is associated with.
 * `*paths` is one block that holds the paths too, the caller's: wmi_free(*paths). NULL when empty.
 * @return as every call
 */
WMI_API wmi_status WMI_CALL wmi_associator_paths(wmi_session *session, const char *association, const char *result_role,
                                                 const char *path, char ***paths, size_t *count, wmi_error *error);
/** The same of an association whose descriptor there is: what the generated functions call. `*paths` likewise. @return as every call */
WMI_API wmi_status WMI_CALL wmi_association_paths(wmi_session *session, const wmi_class_info *association,
                                                  const char *result_role, const char *path, char ***paths,
                                                  size_t *count, wmi_error *error);

/**
 * Which instances, and which of their properties. All zero: all of all. The strings stay the caller's. Generated functions take it as they
 * were compiled to know it: another one is another WMI_LAYOUT. Threads: only read, several calls may be given the same.
 */
typedef struct wmi_select {
    const char *const *
        properties; /**< names, NULL-terminated; NULL = all; keys are fetched in any case, and path and class (backend wsman: <wmi/wsman.h>) */
    const char *where; /**< WQL behind WHERE (wmi_wql makes it); NULL = all instances */
} wmi_select;

/*
 * Properties that were not asked for are NULL in what these fetch. @return besides what the functions above return: WMI_USAGE, before
 * anything is sent, where the class has no property of such a name; the message names the nearest.
 */

/**
 * wmi_instance_get of some properties, NULL = all. It asks by a query of the keys; where the path has none, it fetches all.
 * @return as wmi_instance_get, and above
 */
WMI_API wmi_status WMI_CALL wmi_instance_get_select(wmi_session *session, const wmi_class_info *info, const char *path,
                                                    const char *const *properties, void *instance, wmi_error *error);
/** What wmi_instance_list_select calls. `size` is that of the select as the program's headers have it: what is behind is as if it were zero. */
WMI_API wmi_status WMI_CALL wmi_instance_list_select_sized(wmi_session *session, const wmi_class_info *info,
                                                           const wmi_select *select, size_t size, void **items,
                                                           size_t *count, wmi_error *error);
/** wmi_instance_list of some. `select`: NULL = all. `*items` as of wmi_instance_list. @return as every call, and above */
static inline wmi_status WMI_CALL wmi_instance_list_select(wmi_session *session, const wmi_class_info *info,
                                                           const wmi_select *select, void **items, size_t *count,
                                                           wmi_error *error)
{
    return wmi_instance_list_select_sized(session, info, select, sizeof *select, items, count, error);
}
/** What wmi_instance_one calls, likewise. */
WMI_API wmi_status WMI_CALL wmi_instance_one_sized(wmi_session *session, const wmi_class_info *info,
                                                   const wmi_select *select, size_t size, void *instance,
                                                   wmi_error *error);
/**
 * The one instance that meets `select`. `*instance` is overwritten, and the caller's: wmi_instance_clear. @return as every call, and above;
 * WMI_NOT_FOUND where there is none: of one of Hyper-V's classes the message tells that the caller may not see them; WMI_AMBIGUOUS where
 * there are several; the message names two.
 */
static inline wmi_status WMI_CALL wmi_instance_one(wmi_session *session, const wmi_class_info *info,
                                                   const wmi_select *select, void *instance, wmi_error *error)
{
    return wmi_instance_one_sized(session, info, select, sizeof *select, instance, error);
}
/** Is handed one instance at a time; ends the enumeration early by returning false. The runtime gives the instance back. */
typedef bool(WMI_CALLBACK *wmi_instance_visitor)(void *context, const void *instance);
/** What wmi_instance_each calls, likewise. */
WMI_API wmi_status WMI_CALL wmi_instance_each_sized(wmi_session *session, const wmi_class_info *info,
                                                    const wmi_select *select, size_t size, wmi_instance_visitor visit,
                                                    void *context, wmi_error *error);
/**
 * wmi_instance_list_select for as many instances as there may be: one is in memory at a time. What of it is to last, wmi_instance_copy
 * keeps. The time of `visit` does not count, and it may call the session. @return as every call, and above; WMI_OK where `visit` ended it
 */
static inline wmi_status WMI_CALL wmi_instance_each(wmi_session *session, const wmi_class_info *info,
                                                    const wmi_select *select, wmi_instance_visitor visit, void *context,
                                                    wmi_error *error)
{
    return wmi_instance_each_sized(session, info, select, sizeof *select, visit, context, error);
}
/** What wmi_instance_related calls, likewise. */
WMI_API wmi_status WMI_CALL wmi_instance_related_sized(wmi_session *session, const wmi_class_info *info,
                                                       const char *path, const char *association,
                                                       const wmi_select *select, size_t size, void **items,
                                                       size_t *count, wmi_error *error);
/**
 * The instances of a class, and of those derived from it, that are associated with the object at `path`. `association`: a class of the
 * associations, or a superclass; NULL = any. `select`: NULL = all; its `where` is asked by queries of the keys of what is associated.
 * `*items` as of wmi_instance_list. @return as every call, and above
 */
static inline wmi_status WMI_CALL wmi_instance_related(wmi_session *session, const wmi_class_info *info,
                                                       const char *path, const char *association,
                                                       const wmi_select *select, void **items, size_t *count,
                                                       wmi_error *error)
{
    return wmi_instance_related_sized(session, info, path, association, select, sizeof *select, items, count, error);
}
/** The only such instance, the caller's: wmi_instance_clear. @return as every call; WMI_NOT_FOUND and WMI_AMBIGUOUS as wmi_instance_one */
WMI_API wmi_status WMI_CALL wmi_instance_related_one(wmi_session *session, const wmi_class_info *info, const char *path,
                                                     const char *association, void *instance, wmi_error *error);
/**
 * wmi_instance_from of an object in an event: TargetInstance, PreviousInstance. @return as wmi_instance_from; WMI_REPLY, too, where the event
 * has no such object.
 */
WMI_API wmi_status WMI_CALL wmi_instance_from_event(const wmi_class_info *info, const wmi_object *event,
                                                    const char *property, void *instance, wmi_error *error);
/**
 * A deep copy, what the server sent besides and embedded instances included; `*to` is overwritten, and the caller's:
 * wmi_instance_clear. To move an instance, copy its bytes (`a = b`) and clear one of the two, or take it out of a list and zero its place.
 * @return WMI_OK; WMI_NO_MEMORY and WMI_USAGE (NULL, instances nested too deeply): then `*to` is zeroed.
 */
WMI_API wmi_status WMI_CALL wmi_instance_copy(const wmi_class_info *info, const void *from, void *to);

/**
 * What a job made or touched: the paths of its affected elements (Msvm_AffectedJobElement, else CIM_AffectedJobElement), of whatever class.
 * `job`: its path, that of an ended job too as long as the host keeps it. A _wait fills out references that were NULL at 4096 from these
 * by itself. `*paths` is one block that holds the paths too, the caller's: wmi_free(*paths). NULL when empty.
 * @return as every call
 */
WMI_API wmi_status WMI_CALL wmi_job_results(wmi_session *session, const char *job, char ***paths, size_t *count,
                                            wmi_error *error);

/* The same without generated types. */

/** Fetches any instance. `*object` is the caller's: wmi_object_free. @return as every call */
WMI_API wmi_status WMI_CALL wmi_object_fetch(wmi_session *session, const char *path, wmi_object **object,
                                             wmi_error *error);
/** What a put may do. */
typedef enum wmi_put_mode {
    WMI_PUT_CREATE_OR_UPDATE,
    WMI_PUT_CREATE, /**< fails with WMI_E_ALREADY_EXISTS where the instance exists */
    WMI_PUT_UPDATE  /**< fails with WMI_E_NOT_FOUND where it does not */
} wmi_put_mode;

/**
 * Writes the properties in `object`, and no other, to the instance at its path or, where it has none, of its keys.
 * `path`, if not NULL, receives where the instance now is, the caller's, as wmi_instance_create says.
 * @return as every call; WMI_USAGE, before anything is sent, where a key among the properties contradicts the path; WMI_PUT_CREATE takes
 * the keys.
 */
WMI_API wmi_status WMI_CALL wmi_object_put(wmi_session *session, const wmi_object *object, wmi_put_mode mode,
                                           char **path, wmi_error *error);

/** Is handed each object of an enumeration, and must not keep it; ends the enumeration early by returning false. */
typedef bool(WMI_CALLBACK *wmi_visitor)(void *context, const wmi_object *object);

/** Runs a query and hands each object to `visit`. @return as every call; WMI_OK where `visit` ended it */
WMI_API wmi_status WMI_CALL wmi_query(wmi_session *session, const char *wql, wmi_visitor visit, void *context,
                                      wmi_error *error);

/** What ASSOCIATORS OF is narrowed by; NULL where not. Threads: only read, several calls may be given the same. */
typedef struct wmi_associator_filter {
    const char *association_class; /**< of the associations that lead to a result, or a superclass of it */
    const char *result_class;      /**< of the results, or a superclass of it */
    const char *role;              /**< property of the association that names the object at `path` */
    const char *result_role;       /**< property of the association that names the result */
} wmi_associator_filter;

/** What wmi_associators calls. `size` is that of the filter as the program's headers have it: what is behind is as if it were zero. */
WMI_API wmi_status WMI_CALL wmi_associators_sized(wmi_session *session, const char *path,
                                                  const wmi_associator_filter *filter, size_t size, wmi_visitor visit,
                                                  void *context, wmi_error *error);
/** Hands each object that is associated with the one at `path` to `visit`. `filter`: NULL = all. @return as wmi_query */
static inline wmi_status WMI_CALL wmi_associators(wmi_session *session, const char *path,
                                                  const wmi_associator_filter *filter, wmi_visitor visit, void *context,
                                                  wmi_error *error)
{
    return wmi_associators_sized(session, path, filter, sizeof *filter, visit, context, error);
}
/** Hands each association that names the object at `path` to `visit`. `result_class`, `role`: NULL = all. @return as wmi_query */
WMI_API wmi_status WMI_CALL wmi_references(wmi_session *session, const char *path, const char *result_class,
                                           const char *role, wmi_visitor visit, void *context, wmi_error *error);

/* Notifications. */

/** A running notification query. Threads: one at a time, which need not be the one that subscribed; others may use its session meanwhile. */
typedef struct wmi_events wmi_events;

/**
 * Starts a notification query, such as
 * `SELECT * FROM __InstanceModificationEvent WITHIN 1 WHERE TargetInstance ISA 'Msvm_ConcreteJob'`.
 * Events that happen between two wmi_events_next wait for the second. `*events` is the caller's: wmi_events_free, before wmi_close.
 * @return as every call
 */
WMI_API wmi_status WMI_CALL wmi_subscribe(wmi_session *session, const char *wql, wmi_events **events, wmi_error *error);
/**
 * The next event. `timeout_ms` is how long to wait for it; 0 = take what is there; UINT32_MAX = no limit.
 * `*event` is the caller's: wmi_object_free. TargetInstance of it is an object. @return as every call; WMI_TIMEOUT where none came: go on.
 */
WMI_API wmi_status WMI_CALL wmi_events_next(wmi_events *events, uint32_t timeout_ms, wmi_object **event,
                                            wmi_error *error);
/** Ends a notification query. NULL is allowed. */
WMI_API void WMI_CALL wmi_events_free(wmi_events *events);

#ifdef __cplusplus
}
#endif
#endif
