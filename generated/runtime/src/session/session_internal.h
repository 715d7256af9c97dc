/**
 * @file
 * What session.c and the job machine share.
 */
#ifndef WMIP_SESSION_SESSION_INTERNAL_H
#define WMIP_SESSION_SESSION_INTERNAL_H

#include "cimxml/cimxml.h"
#include "codec/codec.h"
#include "path/path.h"
#include "session/session_limit.h"

#include <wmi/backend.h>
#include <wmi/session.h>

#define WMIP_DEFAULT_TIMEOUT_MS 60000u

struct wmi_session {
    const wmi_backend *backend;
    wmi_connection *connection;
    char *ns;
    uint32_t timeout_ms;         /* of each call; never 0 */
    bool is_default_timeout;     /* the caller set none */
    bool any_namespace;          /* classes of other namespaces may be used */
    wmip_shared_count cancelled; /* how often */
    wmip_decoding decoding;      /* what becomes of values that cannot be read */
};

/**
 * One public call. Its failure is gathered in `local` and reaches the caller's wmi_error only at the end: what the
 * caller passes may thus point into that wmi_error (the path of a job that timed out, say), and NULL needs no special
 * case.
 */
typedef struct wmip_operation {
    wmi_error *error;
    wmi_error local;
    const char *name;
    const char *class_name;
    const char *method;
    const char *target;
} wmip_operation;

wmip_operation wmip_operation_begin(wmi_error *error, const char *name, const char *class_name, const char *method,
                                    const char *target);
/** Adds the operation to a failure and hands it over. @return the status. */
wmi_status wmip_operation_end(wmip_operation *operation, wmi_status status);

/** Fills `error` where a backend failed and did not say why. */
void wmip_tell(wmi_status status, const char *operation, wmi_error *error);

/** WMI_USAGE where there is no session. */
wmi_status wmip_session_check(const wmi_session *session, wmi_error *error);
/**
 * The same, and WMI_USAGE where it is of another namespace than a class. @param ns the namespace that the class is bound to, or NULL
 */
wmi_status wmip_session_check_namespace(const wmi_session *session, const char *class_name, const char *ns,
                                        wmi_error *error);
/** The same of a class; NULL is a class of every namespace. */
wmi_status wmip_session_check_class(const wmi_session *session, const wmi_class_info *info, wmi_error *error);
/** The same, and WMI_USAGE where the class or the instance is NULL. */
wmi_status wmip_session_check_instance(const wmi_session *session, const wmi_class_info *info, const void *instance,
                                       wmi_error *error);
/** The same of an instance that is to be filled: it is zeroed, whatever is wrong. */
wmi_status wmip_session_begin_instance(const wmi_session *session, const wmi_class_info *info, void *instance,
                                       wmi_error *error);
/** The first, and WMI_USAGE where there is no path. */
wmi_status wmip_session_check_path(const wmi_session *session, const char *path, wmi_error *error);

/**
 * Fills a zeroed struct from an object that a backend gave. @return WMI_OK; WMI_REPLY where the object is of another
 * class or, in a strict session, a value has not the declared type; WMI_NO_MEMORY.
 */
wmi_status wmip_session_decode(const wmi_session *session, const wmi_class_info *info, const wmi_object *object,
                               void *instance, wmi_error *error);
/** For an object that is handed out as it is: tells of what in it could not be read, or (WMI_REPLY) refuses it so. */
wmi_status wmip_session_admit(const wmi_session *session, const wmi_object *object, wmi_error *error);

/** Fetches an object. */
wmi_status wmip_session_get(wmi_session *session, const char *path, wmi_object **object, wmi_error *error);

/** A method call with generated structs. */
typedef struct wmip_invocation {
    wmi_session *session;
    const char *class_name;
    const wmi_method_info *method;
    const char *path;
    const void *in;
    void *out;
} wmip_invocation;

/** Refuses what cannot be called, and completes class_name, and path where the method is static. */
wmi_status wmip_invocation_check(wmip_invocation *invocation, wmi_error *error);
/** The call itself: one round trip. */
wmi_status wmip_invocation_run(const wmip_invocation *invocation, const wmi_limit *limit, wmi_error *error);

/**
 * Fills the out struct, which is zeroed, from what a method answered. ReturnValue and Job come first and stay, whatever
 * else cannot be read; on a failure they are in the error, too.
 * @param status of a backend that could not read all of it; else WMI_OK. @return the first failure.
 */
wmi_status wmip_session_decode_reply(const wmip_invocation *invocation, const wmi_object *reply, wmi_status status,
                                     wmi_error *error);

/** A return code as a wmi_error has it: a negative one as it lies in 32 bits; all that are too large are UINT32_MAX,
 * which no success is. */
uint32_t wmip_error_number(int64_t code);

/** The paths of associated objects; see wmi_associator_paths. */
wmi_status wmip_session_associated(wmi_session *session, const char *path, const wmi_associator_filter *filter,
                                   char ***paths, size_t *count, wmip_deadline *deadline, wmi_error *error);

#endif
