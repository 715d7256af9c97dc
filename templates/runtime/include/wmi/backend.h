/**
 * @file
 * The interface between the runtime and a transport. There are com (Windows) and loopback (in process, everywhere);
 * wsman (WinRM, from any system) is planned. A program links only the backends that it names in wmi_connect_options.
 */
#ifndef WMI_BACKEND_H
#define WMI_BACKEND_H

#include <wmi/object.h>
#include <wmi/session.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A backend's connection; each backend defines its own. */
typedef struct wmi_connection wmi_connection;
/** A running enumeration; each backend defines its own. */
typedef struct wmi_cursor wmi_cursor;

/** A method call. Parameters travel by name: those that are absent from `in` were not given. */
typedef struct wmi_call {
    const char *path;             /**< of the instance; of the class for a static method */
    const char *class_name;       /**< class that the caller holds */
    const wmi_method_info *method;
    const wmi_object *in;         /**< the parameters given; never NULL, perhaps empty */
} wmi_call;

/** Waits without a limit. */
#define WMI_FOREVER UINT32_MAX

/** What wmi_cancel sets: one for each call that runs. */
typedef struct wmi_cancel_token wmi_cancel_token;

/** Whether the caller has cancelled; may be asked from any thread while the operation runs. NULL is never cancelled. */
WMI_API bool WMI_CALL wmi_is_cancelled(const wmi_cancel_token *token);

/** How long an operation may take. It is valid until the operation returns. */
typedef struct wmi_limit {
    uint32_t timeout_ms;            /**< 0 = only what is there; WMI_FOREVER = no limit */
    const wmi_cancel_token *cancel; /**< to be looked at while waiting; may be NULL */
} wmi_limit;

/**
 * A transport. Every function returns WMI_OK or fills the error by wmi_fail. Results are objects which the caller
 * gives back with wmi_object_free. A function that a backend cannot do returns WMI_TRANSPORT with WMI_E_NOT_SUPPORTED.
 *
 * Every operation has a limit, for all that it does: when the time is up without an answer it returns WMI_TIMEOUT with
 * WMI_E_TIMED_OUT, when it is cancelled WMI_CANCELLED, both as soon as it can. What was answered is returned, late or not.
 */
struct wmi_backend {
    const char *name;
    wmi_status (WMI_CALLBACK *connect)(const wmi_backend *self, const wmi_connect_options *options, wmi_connection **out,
                          const wmi_limit *limit, wmi_error *error);
    void (WMI_CALLBACK *close)(wmi_connection *connection);
    /**
     * `*out` is the out parameters, ReturnValue among them; never NULL on WMI_OK. A parameter that cannot be read is NULL and
     * says so (wmi_property.unreadable). On a failure after the method was carried out it may hold what could be read.
     */
    wmi_status (WMI_CALLBACK *invoke)(wmi_connection *connection, const wmi_call *call, wmi_object **out, const wmi_limit *limit, wmi_error *error);
    wmi_status (WMI_CALLBACK *get)(wmi_connection *connection, const char *path, wmi_object **out, const wmi_limit *limit, wmi_error *error);
    /** Starts a WQL query. */
    wmi_status (WMI_CALLBACK *query)(wmi_connection *connection, const char *wql, wmi_cursor **out, const wmi_limit *limit, wmi_error *error);
    /** Starts ASSOCIATORS OF an object. */
    wmi_status (WMI_CALLBACK *associators)(wmi_connection *connection, const char *path, const wmi_associator_filter *filter, wmi_cursor **out,
                              const wmi_limit *limit, wmi_error *error);
    /** Starts REFERENCES OF an object: the associations that name it. Both filters may be NULL. */
    wmi_status (WMI_CALLBACK *references)(wmi_connection *connection, const char *path, const char *result_class, const char *role, wmi_cursor **out,
                             const wmi_limit *limit, wmi_error *error);
    /** Starts a notification query; its cursor has no end. */
    wmi_status (WMI_CALLBACK *subscribe)(wmi_connection *connection, const char *wql, wmi_cursor **out, const wmi_limit *limit, wmi_error *error);
    /** The next object, or `*out` == NULL at the end. After a WMI_TIMEOUT, and after a WMI_CANCELLED, the cursor goes on. */
    wmi_status (WMI_CALLBACK *next)(wmi_cursor *cursor, wmi_object **out, const wmi_limit *limit, wmi_error *error);
    void (WMI_CALLBACK *close_cursor)(wmi_cursor *cursor);
    /**
     * Writes the properties in `object`, and no other, to the instance at its path or, where it has none, of its keys.
     * `*path`, the caller's, is where it now is: a full or a relative path, or NULL where the host does not say it.
     */
    wmi_status (WMI_CALLBACK *put)(wmi_connection *connection, const wmi_object *object, wmi_put_mode mode, char **path, const wmi_limit *limit,
                      wmi_error *error);
    wmi_status (WMI_CALLBACK *remove)(wmi_connection *connection, const char *path, const wmi_limit *limit, wmi_error *error);
    /** Milliseconds on a clock that never goes back. */
    uint64_t (WMI_CALLBACK *now)(wmi_connection *connection);
    void (WMI_CALLBACK *sleep)(wmi_connection *connection, uint32_t milliseconds);
};

#ifdef __cplusplus
}
#endif
#endif
