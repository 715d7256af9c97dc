/**
 * @file
 * The interface between the runtime and a transport. There are com (Windows) and loopback (in process, everywhere);
 * wsman calls WinRM, from any system. A program links only the backends that it names in wmi_connect_options.
 */
#ifndef WMI_BACKEND_H
#define WMI_BACKEND_H

#include <wmi/object.h>
#include <wmi/session.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A backend's connection; each backend defines its own. Threads: all that use its session call it at the same time. */
typedef struct wmi_connection wmi_connection;
/** A running enumeration; each backend defines its own. Threads: one at a time. */
typedef struct wmi_cursor wmi_cursor;

/** A method call. Parameters travel by name: those that are absent from `in` were not given. */
typedef struct wmi_call {
    const char *path;              /**< of the instance; of the class for a static method */
    const char *class_name;        /**< class that the caller holds */
    const wmi_method_info *method; /**< what is called */
    const wmi_object *in;          /**< the parameters given; never NULL, perhaps empty */
} wmi_call;

/** Waits without a limit. */
#define WMI_FOREVER UINT32_MAX

/** What wmi_cancel sets: one for each call that runs. Threads: any may ask it while the call runs. */
typedef struct wmi_cancel_token wmi_cancel_token;

/** Whether the caller has cancelled; may be asked from any thread while the operation runs. NULL is never cancelled. */
WMI_API bool WMI_CALL wmi_is_cancelled(const wmi_cancel_token *token);

/** How long an operation may take. It is valid until the operation returns. */
typedef struct wmi_limit {
    uint32_t timeout_ms;            /**< 0 = only what is there; WMI_FOREVER = no limit */
    const wmi_cancel_token *cancel; /**< to be looked at while waiting; may be NULL */
} wmi_limit;

/*
 * The functions of a backend. Every one returns WMI_OK or fills the error by wmi_fail. Results are objects which the caller
 * gives back with wmi_object_free. What a backend cannot do returns WMI_TRANSPORT with WMI_E_NOT_SUPPORTED.
 *
 * Every operation has a limit, for all that it does: when the time is up without an answer it returns WMI_TIMEOUT with
 * WMI_E_TIMED_OUT, when it is cancelled WMI_CANCELLED, both as soon as it can. What was answered is returned, late or not.
 */

/** Connects. What `options` point to is the caller's, and valid during the call only. */
typedef wmi_status(WMI_CALLBACK *wmi_backend_connect)(const wmi_backend *self, const wmi_connect_options *options,
                                                      wmi_connection **out, const wmi_limit *limit, wmi_error *error);
/** Ends a connection; all its cursors are closed. */
typedef void(WMI_CALLBACK *wmi_backend_close)(wmi_connection *connection);
/**
 * Calls a method. `*out` is the out parameters, ReturnValue among them; never NULL on WMI_OK. A parameter that cannot be read is NULL and
 * says so (wmi_property.unreadable). On a failure after the method was carried out it may hold what could be read.
 */
typedef wmi_status(WMI_CALLBACK *wmi_backend_invoke)(wmi_connection *connection, const wmi_call *call, wmi_object **out,
                                                     const wmi_limit *limit, wmi_error *error);
/** Fetches the object at a path. */
typedef wmi_status(WMI_CALLBACK *wmi_backend_get)(wmi_connection *connection, const char *path, wmi_object **out,
                                                  const wmi_limit *limit, wmi_error *error);
/** Starts a WQL query, or a notification query, whose cursor has no end. */
typedef wmi_status(WMI_CALLBACK *wmi_backend_query)(wmi_connection *connection, const char *wql, wmi_cursor **out,
                                                    const wmi_limit *limit, wmi_error *error);
/** Starts ASSOCIATORS OF an object. */
typedef wmi_status(WMI_CALLBACK *wmi_backend_associators)(wmi_connection *connection, const char *path,
                                                          const wmi_associator_filter *filter, wmi_cursor **out,
                                                          const wmi_limit *limit, wmi_error *error);
/** Starts REFERENCES OF an object: the associations that name it. Both filters may be NULL. */
typedef wmi_status(WMI_CALLBACK *wmi_backend_references)(wmi_connection *connection, const char *path,
                                                         const char *result_class, const char *role, wmi_cursor **out,
                                                         const wmi_limit *limit, wmi_error *error);
/** The next object, or `*out` == NULL at the end. After a WMI_TIMEOUT, and after a WMI_CANCELLED, the cursor goes on. */
typedef wmi_status(WMI_CALLBACK *wmi_backend_next)(wmi_cursor *cursor, wmi_object **out, const wmi_limit *limit,
                                                   wmi_error *error);
/** Ends an enumeration, wherever it is. */
typedef void(WMI_CALLBACK *wmi_backend_close_cursor)(wmi_cursor *cursor);
/**
 * Writes the properties in `object`, and no other, to the instance at its path or, where it has none, of its keys.
 * `*path`, the caller's, is where it now is: a full or a relative path, or NULL where the host does not say it.
 */
typedef wmi_status(WMI_CALLBACK *wmi_backend_put)(wmi_connection *connection, const wmi_object *object,
                                                  wmi_put_mode mode, char **path, const wmi_limit *limit,
                                                  wmi_error *error);
/** Deletes the instance at a path. */
typedef wmi_status(WMI_CALLBACK *wmi_backend_remove)(wmi_connection *connection, const char *path,
                                                     const wmi_limit *limit, wmi_error *error);
/** Milliseconds on a clock that never goes back. */
typedef uint64_t(WMI_CALLBACK *wmi_backend_now)(wmi_connection *connection);
/** Waits on that clock. */
typedef void(WMI_CALLBACK *wmi_backend_sleep)(wmi_connection *connection, uint32_t milliseconds);

/** A transport. All functions are there. */
struct wmi_backend {
    const char *name;                      /**< for messages: "com" */
    wmi_backend_connect connect;           /**< the first call */
    wmi_backend_close close;               /**< the last one */
    wmi_backend_invoke invoke;             /**< a method */
    wmi_backend_get get;                   /**< an object */
    wmi_backend_query query;               /**< SELECT and the like */
    wmi_backend_associators associators;   /**< ASSOCIATORS OF */
    wmi_backend_references references;     /**< REFERENCES OF */
    wmi_backend_query subscribe;           /**< a notification query */
    wmi_backend_next next;                 /**< of what the four above have started */
    wmi_backend_close_cursor close_cursor; /**< likewise */
    wmi_backend_put put;                   /**< creates or updates */
    wmi_backend_remove remove;             /**< deletes */
    wmi_backend_now now;                   /**< the time */
    wmi_backend_sleep sleep;               /**< lets it pass */
};

#ifdef __cplusplus
}
#endif
#endif
