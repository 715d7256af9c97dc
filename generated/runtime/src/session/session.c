#include "base/host.h"
#include "base/options.h"
#include "path/path.h"
#include "session/session_internal.h"

#include <string.h>

wmip_operation wmip_operation_begin(wmi_error *error, const char *name, const char *class_name, const char *method,
                                    const char *target)
{
    wmip_operation operation;
    memset(&operation, 0, sizeof operation);
    operation.error = error;
    operation.name = name;
    operation.class_name = class_name;
    operation.method = method;
    operation.target = target;
    return operation;
}

void wmip_tell(wmi_status status, const char *operation, wmi_error *error)
{
    if (status != WMI_OK && error->status != status) {
        uint32_t number = status == WMI_TRANSPORT ? WMI_E_FAILED : status == WMI_TIMEOUT ? WMI_E_TIMED_OUT : 0;
        (void)wmi_fail(error, status, number, "The backend failed to %s and did not say why", operation);
    }
}

wmi_status wmip_operation_end(wmip_operation *operation, wmi_status status)
{
    if (status == WMI_OK) {
        wmi_error_clear(&operation->local);
    } else {
        wmip_tell(status, operation->name, &operation->local);
        wmip_error_context(&operation->local, operation->name, operation->class_name, operation->method,
                           operation->target);
    }
    if (operation->error == NULL) {
        wmi_error_clear(&operation->local);
    } else {
        wmi_error_clear(operation->error);
        *operation->error = operation->local;
    }
    return status;
}

wmi_status wmip_session_check(const wmi_session *session, wmi_error *error)
{
    return session != NULL ? WMI_OK : wmi_fail(error, WMI_USAGE, 0, "The session is NULL; wmi_connect opens one");
}

wmi_status wmip_session_check_namespace(const wmi_session *session, const char *class_name, const char *ns,
                                        wmi_error *error)
{
    wmi_status status = wmip_session_check(session, error);
    if (status != WMI_OK || ns == NULL || session->any_namespace || wmip_same_namespace_of_any_host(ns, session->ns)) {
        return status;
    }
    return wmi_fail(error, WMI_USAGE, 0,
                    "%s is a class of %s, and the session is connected to %s; connect one to the former, or set "
                    "wmi_connect_options.any_namespace",
                    class_name, ns, session->ns);
}

wmi_status wmip_session_check_class(const wmi_session *session, const wmi_class_info *info, wmi_error *error)
{
    bool is_bound = info != NULL && (info->flags & WMI_CLASS_BOUND) != 0;
    return wmip_session_check_namespace(session, is_bound ? info->name : NULL, is_bound ? info->ns : NULL, error);
}

wmi_status wmip_session_check_path(const wmi_session *session, const char *path, wmi_error *error)
{
    wmi_status status = wmip_session_check(session, error);
    if (status == WMI_OK && !wmip_has_text(path)) {
        status = wmi_fail(error, WMI_USAGE, 0, "An object path is needed, and is NULL or empty");
    }
    return status;
}

wmi_status wmip_session_check_instance(const wmi_session *session, const wmi_class_info *info, const void *instance,
                                       wmi_error *error)
{
    wmi_status status = wmip_session_check_class(session, info, error);
    if (status == WMI_OK && (info == NULL || instance == NULL)) {
        status = wmi_fail(error, WMI_USAGE, 0, "%s is NULL", info == NULL ? "The class" : "The instance");
    }
    return status;
}

wmi_status wmip_session_begin_instance(const wmi_session *session, const wmi_class_info *info, void *instance,
                                       wmi_error *error)
{
    if (info != NULL && instance != NULL) {
        memset(instance, 0, info->size);
    }
    return wmip_session_check_instance(session, info, instance, error);
}

/* Connecting. */

static wmi_status check_options(const wmi_connect_options *options, wmi_error *error)
{
    if (options->backend == NULL) {
        return wmi_fail(
            error, WMI_USAGE, 0,
            "The connect options name no backend; wmi_com_backend() (Windows), wmi_wsman_backend() and wmi_loopback_backend() (in "
            "process, for tests) give one");
    }
    if (options->ns == NULL || options->ns[0] == '\0') {
        return wmi_fail(
            error, WMI_USAGE, 0,
            "The connect options name no namespace; the generated umbrella header has a ..._NAMESPACE for it");
    }
    if (options->domain != NULL && options->authority != NULL) {
        return wmi_fail(error, WMI_USAGE, 0,
                        "The connect options give both a domain and an authority; give one of them");
    }
    if (options->user == NULL && (options->password != NULL || options->domain != NULL)) {
        return wmi_fail(
            error, WMI_USAGE, 0,
            "The connect options give a password or a domain without a user; without a user the identity of "
            "the process is taken");
    }
    return WMI_OK;
}

/* A namespace may name a host, too: `\\host\root\...`. That of the option is to be the same. */
static wmi_status check_host_of_namespace(const wmi_connect_options *options, wmi_error *error)
{
    size_t length = 0;
    const char *server = wmip_path_server(options->ns, &length);
    char named[256] = "";
    if (options->host == NULL || server == NULL || wmip_equal_slice(server, length, options->host)) {
        return WMI_OK;
    }
    memcpy(named, server, wmip_smaller((uint32_t)length, sizeof named - 1));
    return wmip_is_this_host(named) && wmip_is_this_host(options->host)
               ? WMI_OK
               : wmi_fail(error, WMI_USAGE, 0, "The namespace %s is on another host than the option host names, %s",
                          options->ns, options->host[0] != '\0' ? options->host : "this one");
}

/* Whatever the backend says of a failed connect, the message names where to. One that says nothing is told of at the
 * end. */
static void tell_connect(const wmi_connect_options *options, wmi_error *error)
{
    if (error->message == NULL) {
        return;
    }
    wmip_error_reword(error, "Cannot connect to %s on %s: %s", options->ns,
                      options->host != NULL ? options->host : "this host", error->message);
}

WMIP_OPTIONS_END_WITH(wmi_connect_options, unreadable);

static wmi_status open_session(const wmi_connect_options *options, wmi_session **out, wmi_error *error)
{
    wmi_connect_options with_timeout = *options;
    wmi_limit limit;
    wmi_status status;
    wmi_session *session = wmi_alloc(sizeof *session);
    if (session == NULL) {
        return wmip_no_memory(error);
    }
    memset(session, 0, sizeof *session);
    session->backend = options->backend;
    session->timeout_ms = options->timeout_ms != 0 ? options->timeout_ms : WMIP_DEFAULT_TIMEOUT_MS;
    session->is_default_timeout = options->timeout_ms == 0;
    wmip_shared_count_init(&session->cancelled);
    session->any_namespace = options->any_namespace;
    session->decoding.strict = options->strict;
    session->decoding.unreadable = options->unreadable;
    session->decoding.context = options->unreadable_context;
    session->ns = wmi_copy_text(options->ns);
    if (session->ns == NULL) {
        wmi_free(session);
        return wmip_no_memory(error);
    }
    with_timeout.timeout_ms = session->timeout_ms;
    limit.timeout_ms = session->timeout_ms;
    limit.cancel = NULL;
    status = session->backend->connect(session->backend, &with_timeout, &session->connection, &limit, error);
    if (status != WMI_OK) {
        tell_connect(options, error);
        wmi_free(session->ns);
        wmi_free(session);
    } else {
        *out = session;
    }
    return status;
}

wmi_status WMI_CALL wmi_connect_sized(const wmi_connect_options *options, size_t size, wmi_session **session,
                                      wmi_error *error)
{
    wmip_operation operation = wmip_operation_begin(error, "connect", NULL, NULL, NULL);
    wmi_connect_options own;
    wmi_status status;
    if (session == NULL) {
        status = wmi_fail(&operation.local, WMI_USAGE, 0, "There is no place to put the session");
        return wmip_operation_end(&operation, status);
    }
    *session = NULL;
    if (options == NULL) {
        status = wmi_fail(&operation.local, WMI_USAGE, 0,
                          "The connect options are NULL; they name the backend and the namespace");
        return wmip_operation_end(&operation, status);
    }
    status = wmip_options_read("connect options", options, size, &own, sizeof own, &operation.local);
    operation.target = own.ns;
    if (status == WMI_OK) {
        status = check_options(&own, &operation.local);
    }
    if (status == WMI_OK) {
        status = check_host_of_namespace(&own, &operation.local);
    }
    if (status == WMI_OK) {
        status = open_session(&own, session, &operation.local);
    }
    return wmip_operation_end(&operation, status);
}

void WMI_CALL wmi_close(wmi_session *session)
{
    if (session != NULL) {
        session->backend->close(session->connection);
        wmi_free(session->ns);
        wmi_free(session);
    }
}

const char *WMI_CALL wmi_session_namespace(const wmi_session *session)
{
    return session != NULL ? session->ns : NULL;
}

/* Calling methods. */

wmi_status wmip_invocation_check(wmip_invocation *invocation, wmi_error *error)
{
    const wmi_method_info *method = invocation->method;
    wmi_status status = wmip_session_check(invocation->session, error);
    if (status != WMI_OK) {
        return status;
    }
    if (method == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The method is NULL");
    }
    if (invocation->class_name == NULL) {
        invocation->class_name = method->class_name;
    }
    status = wmip_session_check_namespace(invocation->session, invocation->class_name, method->ns, error);
    if (status != WMI_OK) {
        return status;
    }
    if (invocation->path == NULL || invocation->path[0] == '\0') {
        if ((method->flags & WMI_METHOD_STATIC) == 0) {
            return wmi_fail(error, WMI_USAGE, 0, "%s.%s is called on an instance, and its object path is NULL or empty",
                            invocation->class_name, method->name);
        }
        invocation->path = invocation->class_name;
    }
    return WMI_OK;
}

wmi_status wmip_invocation_run(const wmip_invocation *invocation, const wmi_limit *limit, wmi_error *error)
{
    const wmi_method_info *method = invocation->method;
    wmi_session *session = invocation->session;
    wmi_object *reply = NULL;
    wmi_status status = WMI_OK;
    wmi_object *in;
    if (invocation->out != NULL && method->out_size != 0) {
        memset(invocation->out, 0, method->out_size);
    }
    in = wmi_object_new("__PARAMETERS");
    if (in == NULL) {
        return wmip_no_memory(error);
    }
    if (invocation->in != NULL) {
        status = wmip_encode(method->in, method->in_count, invocation->in, in, error);
    }
    if (status == WMI_OK) {
        wmi_call call;
        call.path = invocation->path;
        call.class_name = invocation->class_name;
        call.method = method;
        call.in = in;
        status = session->backend->invoke(session->connection, &call, &reply, limit, error);
    }
    if (status == WMI_OK && reply == NULL) {
        status = wmi_fail(error, WMI_REPLY, 0, "The backend calls %s.%s carried out, and gave no answer of it",
                          invocation->class_name, method->name);
    }
    if (reply != NULL) {
        status = wmip_session_decode_reply(invocation, reply, status, error);
        wmi_object_free(reply);
    }
    wmi_object_free(in);
    return status;
}

wmi_status WMI_CALL wmi_invoke(wmi_session *session, const char *class_name, const wmi_method_info *method,
                               const char *path, const void *in, void *out, wmi_error *error)
{
    wmip_invocation invocation = {session, class_name, method, path, in, out};
    wmip_operation operation =
        wmip_operation_begin(error, "invoke", class_name, method != NULL ? method->name : NULL, path);
    wmi_status status;
    if (method != NULL && out != NULL && method->out_size != 0) {
        memset(out, 0, method->out_size);
    }
    status = wmip_invocation_check(&invocation, &operation.local);
    operation.class_name = invocation.class_name;
    operation.target = invocation.path;
    if (status == WMI_OK) {
        wmip_deadline deadline = wmip_deadline_of_call(session);
        wmi_limit limit = wmip_deadline_limit(&deadline);
        status = wmip_invocation_run(&invocation, &limit, &operation.local);
    }
    return wmip_operation_end(&operation, status);
}

/* Instances. */

wmi_status wmip_session_get(wmi_session *session, const char *path, wmi_object **object, wmi_error *error)
{
    wmip_deadline deadline = wmip_deadline_of_call(session);
    wmi_limit limit = wmip_deadline_limit(&deadline);
    wmi_status status = session->backend->get(session->connection, path, object, &limit, error);
    if (status == WMI_OK && *object == NULL) {
        status = wmi_fail(error, WMI_REPLY, 0, "The backend calls the object fetched, and gave none");
    }
    return status;
}

wmi_status WMI_CALL wmi_instance_get(wmi_session *session, const wmi_class_info *info, const char *path, void *instance,
                                     wmi_error *error)
{
    wmip_operation operation = wmip_operation_begin(error, "get", info != NULL ? info->name : NULL, NULL, path);
    wmi_status status = wmip_session_begin_instance(session, info, instance, &operation.local);
    wmi_object *object = NULL;
    if (status == WMI_OK) {
        status = wmip_session_check_path(session, path, &operation.local);
    }
    if (status == WMI_OK) {
        status = wmip_session_get(session, path, &object, &operation.local);
    }
    if (status == WMI_OK) {
        status = wmip_session_decode(session, info, object, instance, &operation.local);
        wmi_object_free(object);
    }
    return wmip_operation_end(&operation, status);
}

/* Keys that contradict the path name two instances. What is created is where its keys say; what is no path at all is
 * the backend's to judge. @param keys of the class; NULL = not known. */
static wmi_status check_keys_of_put(const wmi_object *object, const char *const *keys, wmi_put_mode mode,
                                    wmi_error *error)
{
    bool has_one = keys != NULL && keys[0] != NULL && keys[1] == NULL;
    wmi_path path;
    wmi_status status;
    if (object->path == NULL || mode == WMI_PUT_CREATE) {
        return WMI_OK;
    }
    status = wmi_path_parse(object->path, &path, NULL);
    if (status != WMI_OK) {
        return status == WMI_NO_MEMORY ? wmip_no_memory(error) : WMI_OK;
    }
    status = wmip_path_check_keys(&path, object->path, object, has_one ? keys[0] : NULL, error);
    wmi_path_clear(&path);
    return status;
}

/* `*path` is where the instance now is, as far as the host says so; NULL = not wanted. */
static wmi_status put_checked(wmi_session *session, const wmi_object *object, const char *const *keys,
                              wmi_put_mode mode, char **path, wmi_error *error)
{
    char *where = NULL;
    wmip_deadline deadline = wmip_deadline_of_call(session);
    wmi_limit limit = wmip_deadline_limit(&deadline);
    wmi_status status = check_keys_of_put(object, keys, mode, error);
    if (status == WMI_OK) {
        status = session->backend->put(session->connection, object, mode, &where, &limit, error);
    }
    if (status == WMI_OK && path != NULL) {
        *path = where;
    } else if (status == WMI_OK) {
        wmi_free(where);
    }
    return status;
}

static wmi_status put_typed(wmi_session *session, const char *name, const wmi_class_info *info, const void *instance,
                            wmi_put_mode mode, char **path, wmi_error *error)
{
    wmip_operation operation = wmip_operation_begin(error, name, info != NULL ? info->name : NULL, NULL, NULL);
    wmi_status status = wmip_session_check_instance(session, info, instance, &operation.local);
    wmi_object *object = NULL;
    if (path != NULL) {
        *path = NULL;
    }
    if (status == WMI_OK) {
        const wmi_meta *meta = (const wmi_meta *)(const void *)((const char *)instance + info->meta_offset);
        operation.target = meta->path;
        status = wmi_instance_object(info, instance, &object, &operation.local);
    }
    if (status == WMI_OK) {
        status = put_checked(session, object, info->keys, mode, path, &operation.local);
        wmi_object_free(object);
    }
    return wmip_operation_end(&operation, status);
}

wmi_status WMI_CALL wmi_instance_put(wmi_session *session, const wmi_class_info *info, const void *instance,
                                     wmi_error *error)
{
    return put_typed(session, "put", info, instance, WMI_PUT_CREATE_OR_UPDATE, NULL, error);
}

wmi_status WMI_CALL wmi_instance_create(wmi_session *session, const wmi_class_info *info, const void *instance,
                                        char **path, wmi_error *error)
{
    return put_typed(session, "create", info, instance, WMI_PUT_CREATE, path, error);
}

wmi_status WMI_CALL wmi_object_put(wmi_session *session, const wmi_object *object, wmi_put_mode mode, char **path,
                                   wmi_error *error)
{
    wmip_operation operation = wmip_operation_begin(error, "put", object != NULL ? object->class_name : NULL, NULL,
                                                    object != NULL ? object->path : NULL);
    wmi_status status = wmip_session_check(session, &operation.local);
    if (path != NULL) {
        *path = NULL;
    }
    if (status == WMI_OK && object == NULL) {
        status = wmi_fail(&operation.local, WMI_USAGE, 0, "The object is NULL");
    }
    if (status == WMI_OK && (unsigned)mode > WMI_PUT_UPDATE) {
        status = wmi_fail(&operation.local, WMI_USAGE, 0, "%d is no wmi_put_mode", (int)mode);
    }
    if (status == WMI_OK) {
        status = put_checked(session, object, NULL, mode, path, &operation.local);
    }
    return wmip_operation_end(&operation, status);
}

wmi_status WMI_CALL wmi_instance_delete(wmi_session *session, const char *path, wmi_error *error)
{
    wmip_operation operation = wmip_operation_begin(error, "delete", NULL, NULL, path);
    wmi_status status = wmip_session_check_path(session, path, &operation.local);
    if (status == WMI_OK) {
        wmip_deadline deadline = wmip_deadline_of_call(session);
        wmi_limit limit = wmip_deadline_limit(&deadline);
        status = session->backend->remove(session->connection, path, &limit, &operation.local);
    }
    return wmip_operation_end(&operation, status);
}

wmi_status WMI_CALL wmi_object_fetch(wmi_session *session, const char *path, wmi_object **object, wmi_error *error)
{
    wmip_operation operation = wmip_operation_begin(error, "get", NULL, NULL, path);
    wmi_status status = wmip_session_check_path(session, path, &operation.local);
    if (object != NULL) {
        *object = NULL;
    } else if (status == WMI_OK) {
        status = wmi_fail(&operation.local, WMI_USAGE, 0, "There is no place to put the object");
    }
    if (status == WMI_OK) {
        status = wmip_session_get(session, path, object, &operation.local);
    }
    if (status == WMI_OK) {
        status = wmip_session_admit(session, *object, &operation.local);
        if (status != WMI_OK) {
            wmi_object_free(*object);
            *object = NULL;
        }
    }
    return wmip_operation_end(&operation, status);
}

static wmi_status key_path(const wmi_class_info *info, const void *instance, wmi_object *object, char **path,
                           wmi_error *error)
{
    const wmi_meta *meta = (const wmi_meta *)(const void *)((const char *)instance + info->meta_offset);
    const char *class_name = meta->class_name != NULL ? meta->class_name : info->name;
    wmi_status status = WMI_OK;
    uint32_t i;
    if (info->keys[0] == NULL && (info->flags & WMI_CLASS_SINGLETON) == 0) {
        return wmi_fail(error, WMI_USAGE, 0, "%s has no key properties, so its instances have no path of their own",
                        class_name);
    }
    for (i = 0; i < info->field_count && status == WMI_OK; i++) {
        if ((info->fields[i].flags & WMI_FIELD_KEY) != 0) {
            status = wmip_encode(&info->fields[i], 1, instance, object, error);
        }
    }
    return status == WMI_OK ? wmip_path_of_object(object, class_name, info->keys, path, error) : status;
}

wmi_status WMI_CALL wmi_instance_path(const wmi_class_info *info, const void *instance, char **path, wmi_error *error)
{
    wmip_operation operation = wmip_operation_begin(error, "path", info != NULL ? info->name : NULL, NULL, NULL);
    wmi_status status;
    wmi_object *object;
    if (path != NULL) {
        *path = NULL;
    }
    if (info == NULL || instance == NULL || path == NULL) {
        status = wmi_fail(&operation.local, WMI_USAGE, 0, "The class, the instance or the place for the path is NULL");
        return wmip_operation_end(&operation, status);
    }
    object = wmi_object_new(info->name);
    if (object == NULL) {
        return wmip_operation_end(&operation, wmip_no_memory(&operation.local));
    }
    status = key_path(info, instance, object, path, &operation.local);
    wmi_object_free(object);
    return wmip_operation_end(&operation, status);
}
