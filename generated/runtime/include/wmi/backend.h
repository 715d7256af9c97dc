/**
 * @file
 * The interface between the runtime and a transport. Three are planned: com (Windows), loopback (in process, everywhere),
 * wsman (WinRM, from any system). A program links only the backends that it names in wmi_connect_options.
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
    uint32_t timeout_ms;          /**< 0 = the connection's */
} wmi_call;

/** What ASSOCIATORS OF is narrowed by; NULL where not. */
typedef struct wmi_associator_filter {
    const char *association_class;
    const char *result_class;
    const char *role;
    const char *result_role;
} wmi_associator_filter;

/**
 * A transport. Every function returns WMI_OK or fills the error by wmi_fail. Results are objects which the caller
 * gives back with wmi_object_free. A function that a backend cannot do returns WMI_TRANSPORT with WMI_E_NOT_SUPPORTED.
 */
struct wmi_backend {
    const char *name;
    wmi_status (*connect)(const wmi_backend *self, const wmi_connect_options *options, wmi_connection **out, wmi_error *error);
    void (*close)(wmi_connection *connection);
    /** `*out` is the out parameters, ReturnValue among them; never NULL on WMI_OK. */
    wmi_status (*invoke)(wmi_connection *connection, const wmi_call *call, wmi_object **out, wmi_error *error);
    wmi_status (*get)(wmi_connection *connection, const char *path, wmi_object **out, wmi_error *error);
    /** Starts a WQL query. */
    wmi_status (*query)(wmi_connection *connection, const char *wql, wmi_cursor **out, wmi_error *error);
    /** Starts ASSOCIATORS OF an object. */
    wmi_status (*associators)(wmi_connection *connection, const char *path, const wmi_associator_filter *filter, wmi_cursor **out, wmi_error *error);
    /** The next object, or `*out` == NULL at the end. */
    wmi_status (*next)(wmi_cursor *cursor, wmi_object **out, wmi_error *error);
    void (*close_cursor)(wmi_cursor *cursor);
    /** Creates or updates: only the properties in `object` are written. `*path`, the caller's, is where it now is. */
    wmi_status (*put)(wmi_connection *connection, const wmi_object *object, char **path, wmi_error *error);
    wmi_status (*remove)(wmi_connection *connection, const char *path, wmi_error *error);
    /** Milliseconds on a clock that never goes back. */
    uint64_t (*now)(wmi_connection *connection);
    void (*sleep)(wmi_connection *connection, uint32_t milliseconds);
};

#ifdef __cplusplus
}
#endif
#endif
