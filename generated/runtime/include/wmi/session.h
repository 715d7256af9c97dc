/**
 * @file
 * Sessions, and the calls that the generated functions are made of.
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

typedef struct wmi_backend wmi_backend;
typedef struct wmi_session wmi_session;

/** Where and how to connect. Zero-initialised = this host, no credentials. All strings stay the caller's. */
typedef struct wmi_connect_options {
    const wmi_backend *backend;  /**< required: wmi_loopback_backend(...); com and wsman are to come */
    const char *ns;              /**< namespace: P_NAMESPACE of a generated header, or any other; required */
    const char *host;            /**< NULL = this host */
    const char *user;            /**< NULL = the identity of the process */
    const char *password;
    const char *domain;
    const char *authority;       /**< `kerberos:...` or `ntlmdomain:...`; not together with domain */
    const char *locale;          /**< `MS_409`; NULL = the host's */
    uint32_t timeout_ms;         /**< of the connect and of each call; 0 = 60000 */
} wmi_connect_options;

/** Opens a session. @param session the caller's: wmi_close. */
wmi_status wmi_connect(const wmi_connect_options *options, wmi_session **session, wmi_error *error);
/** Ends a session. NULL is allowed. */
void wmi_close(wmi_session *session);
/** The namespace that the session is connected to. */
const char *wmi_session_namespace(const wmi_session *session);

/* What the generated functions call. `class_name` is the class that the caller named, for errors and static methods. */

/**
 * Calls a method. @param path object path of the instance; may be NULL for a static method.
 * @param in, out the method's structs; NULL where it has none. `*out` is overwritten, and zeroed on failure; NULL = not wanted.
 */
wmi_status wmi_invoke(wmi_session *session, const char *class_name, const wmi_method_info *method, const char *path,
                      const void *in, void *out, wmi_error *error);
/**
 * Calls a method and waits for its job; see wmi/job.h. Once the method was carried out, `*out` holds what it returned, also
 * when the wait then fails (return code, job, timeout, cancelled): it is to be cleared in any case.
 */
wmi_status wmi_invoke_wait(wmi_session *session, const char *class_name, const wmi_method_info *method, const char *path,
                           const void *in, void *out, const wmi_job_options *options, wmi_error *error);
/** Fetches the instance at `path`. */
wmi_status wmi_get_instance(wmi_session *session, const wmi_class_info *info, const char *path, void *instance, wmi_error *error);
/**
 * The instances of a class and of those derived from it. @param where WQL after WHERE, or NULL (wmi_wql_quote makes literals).
 * @param items an array of instances, the caller's: wmi_free_list, or clear each and wmi_free the array. NULL when empty.
 */
wmi_status wmi_list_instances(wmi_session *session, const wmi_class_info *info, const char *where, void **items, size_t *count, wmi_error *error);
/** Gives back a list of wmi_list_instances. */
void wmi_free_list(const wmi_class_info *info, void *items, size_t count);
/** Creates or updates an instance: only what is set is written. */
wmi_status wmi_put_instance(wmi_session *session, const wmi_class_info *info, const void *instance, wmi_error *error);
/** The path of an instance from its keys. @param path the caller's: wmi_free. @return WMI_USAGE when a key is NULL. */
wmi_status wmi_instance_path(const wmi_class_info *info, const void *instance, char **path, wmi_error *error);
/** Deletes the instance at `path`. */
wmi_status wmi_delete(wmi_session *session, const char *path, wmi_error *error);
/**
 * The objects in role `result_role` of association `association` that the object at `path` is associated with.
 * @param paths one block that holds the paths too, the caller's: wmi_free(*paths). NULL when empty.
 */
wmi_status wmi_associated(wmi_session *session, const char *association, const char *result_role, const char *path,
                          char ***paths, size_t *count, wmi_error *error);

/* The same without generated types. */

/** Fetches any instance. @param object the caller's: wmi_object_free. */
wmi_status wmi_get_object(wmi_session *session, const char *path, wmi_object **object, wmi_error *error);
/**
 * Runs a query and hands each object to `visit`, which must not keep it; `visit` ends the query early by returning false.
 */
wmi_status wmi_query(wmi_session *session, const char *wql, bool (*visit)(void *context, const wmi_object *object), void *context, wmi_error *error);

#ifdef __cplusplus
}
#endif
#endif
