/**
 * @file
 * Single instances: Get, Put, Create, Delete (WS-Transfer).
 */
#include "path/path.h"
#include "wsman/wsman_transport.h"

#include <string.h>

/* An instance, and the URI that it is sent to. */
typedef struct wmip_wsman_instance {
    const wmi_object *object;
    const char *uri;
} wmip_wsman_instance;

static void write_instance_body(wmip_wsman_writer *writer, const wmip_wsman_codec *codec, const void *context)
{
    const wmip_wsman_instance *instance = context;
    wmip_wsman_put_instance(writer, codec, instance->uri, instance->object);
}

/* An operation of WS-Transfer, and what messages call it. */
typedef struct wmip_wsman_verb {
    const char *word;
    const char *action;
    bool is_read;
} wmip_wsman_verb;

static const wmip_wsman_verb getting = {"get", WMIP_WSMAN_GET, true};
static const wmip_wsman_verb updating = {"update", WMIP_WSMAN_PUT, false};
static const wmip_wsman_verb creating = {"create", WMIP_WSMAN_CREATE, false};
static const wmip_wsman_verb deleting = {"delete", WMIP_WSMAN_DELETE, false};

/* Sends an operation on the target, with an object where it has one. `answer` is to be cleared in any case. */
static wmi_status send_verb(wmip_wsman_connection *connection, const wmip_wsman_verb *verb,
                            const wmip_wsman_target *target, const char *path, const wmi_object *object,
                            const wmip_wsman_time *time, wmip_wsman_answer *answer, wmi_error *error)
{
    wmip_wsman_instance instance;
    wmip_wsman_request request;
    wmip_buffer doing = {0};
    wmi_status status;
    memset(answer, 0, sizeof *answer);
    memset(&request, 0, sizeof request);
    instance.object = object;
    instance.uri = target->uri.text;
    wmip_buffer_format(&doing, "Cannot %s %s%s", verb->word, path != NULL ? "" : "the instance of ",
                       path != NULL ? path : target->path.class_name);
    if (doing.failed) {
        return wmip_no_memory(error);
    }
    request.doing = doing.text;
    request.resource = target->uri.text;
    request.action = verb->action;
    request.path = &target->path;
    request.is_read = verb->is_read;
    request.is_change = !verb->is_read;
    request.write_body = object != NULL ? write_instance_body : NULL;
    request.context = &instance;
    status = wmip_wsman_exchange(connection, &request, time, answer, error);
    wmip_buffer_clear(&doing);
    return status;
}

/* An element is an instance where it has the name of the class that was asked for, or of the class whose namespace it is in. */
static bool is_instance(const wmip_wsman_node *body, const char *class_name)
{
    wmip_wsman_slice ns;
    wmip_wsman_slice own;
    return wmip_equal_names(body->name, class_name) ||
           (body->ns != NULL && wmip_wsman_resource_parse(body->ns, &ns, &own) &&
            wmip_equal_slice(own.text, own.length, body->name));
}

/* Fetches an instance. `kind` is that of a fault. */
static wmi_status fetch_object(wmip_wsman_connection *connection, const char *path, const wmip_wsman_target *target,
                               const wmip_wsman_time *time, wmi_object **out, wmip_wsman_fault_kind *kind,
                               wmi_error *error)
{
    wmip_wsman_answer answer;
    wmi_status status = send_verb(connection, &getting, target, path, NULL, time, &answer, error);
    *out = NULL;
    *kind = answer.kind;
    if (status == WMI_OK && answer.body == NULL) {
        status = wmi_fail(error, WMI_REPLY, 0, "Cannot get %s: the answer is empty", path);
    }
    if (status == WMI_OK && !is_instance(answer.body, target->path.class_name)) {
        status = wmi_fail(error, WMI_REPLY, 0, "Cannot get %s: the answer holds %.64s, which is no instance", path,
                          answer.body->name);
    }
    if (status == WMI_OK) {
        status = wmip_wsman_read_instance(answer.body, NULL, &connection->codec, out, error);
    }
    if (status == WMI_OK && (*out)->path == NULL && wmi_object_set_path(*out, path) != WMI_OK) {
        wmi_object_free(*out);
        *out = NULL;
        status = wmip_no_memory(error);
    }
    wmip_wsman_answer_clear(&answer);
    return status;
}

static wmi_status read_instance_target(wmip_wsman_connection *connection, const char *path, wmip_wsman_target *target,
                                       wmi_error *error)
{
    wmi_status status = wmip_wsman_target_read(connection->codec.classes, connection->ns, path, target, error);
    return status != WMI_OK || target->path.key_count > 0 || target->path.is_singleton
               ? status
               : wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_OBJECT_PATH,
                          "The path %s is not valid: it names a class, and no instance", path);
}

/* Of a class, a host has an object as well, but not for WS-Management. */
static wmi_status check_is_no_class(const wmip_wsman_target *target, const char *path, wmi_error *error)
{
    return target->path.key_count > 0 || target->path.is_singleton
               ? WMI_OK
               : wmi_fail(error, WMI_TRANSPORT, WMI_E_NOT_SUPPORTED,
                          "%s is a class, and WS-Management gives and takes instances only", path);
}

wmi_status wmip_wsman_get(wmip_wsman_connection *connection, const char *path, wmi_object **out, const wmi_limit *limit,
                          wmi_error *error)
{
    wmip_wsman_time time = wmip_wsman_time_start(limit);
    wmip_wsman_fault_kind kind;
    wmip_wsman_target target;
    wmi_status status = wmip_wsman_target_read(connection->codec.classes, connection->ns, path, &target, error);
    *out = NULL;
    if (status == WMI_OK) {
        status = check_is_no_class(&target, path, error);
    }
    if (status == WMI_OK) {
        status = fetch_object(connection, path, &target, &time, out, &kind, error);
    }
    wmip_wsman_target_clear(&target);
    return status;
}

wmi_status wmip_wsman_remove(wmip_wsman_connection *connection, const char *path, const wmi_limit *limit,
                             wmi_error *error)
{
    wmip_wsman_time time = wmip_wsman_time_start(limit);
    wmip_wsman_answer answer;
    wmip_wsman_target target;
    wmi_status status = read_instance_target(connection, path, &target, error);
    if (status == WMI_OK) {
        status = send_verb(connection, &deleting, &target, NULL, NULL, &time, &answer, error);
        wmip_wsman_answer_clear(&answer);
    }
    wmip_wsman_target_clear(&target);
    return status;
}

/* Putting. */

typedef struct wmip_wsman_putting {
    wmip_wsman_connection *connection;
    const wmi_object *object;
    wmi_put_mode mode;
    const char *path;           /* of the instance; NULL where it is not known */
    char *made;                 /* the same, where it was made of its keys */
    wmi_path place;             /* what the object's own path says; all zero where it has none */
    const char *class_name;     /* an object may be described by a superclass; the path says what it is */
    const wmi_class_info *info; /* of that class; NULL where it is not known */
    wmip_wsman_time time;
    char **where;
    wmi_error *error;
} wmip_wsman_putting;

static void find_info(wmip_wsman_putting *put)
{
    wmip_wsman_slice ns;
    wmip_wsman_slice name;
    ns.text = put->connection->ns;
    ns.length = strlen(ns.text);
    name.text = put->class_name;
    name.length = strlen(name.text);
    put->info = wmip_wsman_class(put->connection->codec.classes, ns, name);
}

/* Refused before anything is sent: a path that is none of an instance here, and keys that contradict it. */
static wmi_status check_place(const wmip_wsman_putting *put)
{
    const char *const *keys = put->info != NULL ? put->info->keys : NULL;
    const char *only_key = keys != NULL && keys[0] != NULL && keys[1] == NULL ? keys[0] : NULL;
    wmi_status status = wmip_path_check_instance(&put->place, put->path, put->error);
    if (status != WMI_OK) {
        return status;
    }
    if (put->place.ns != NULL && !wmip_same_namespace_of_any_host(put->place.ns, put->connection->ns)) {
        return wmip_path_leads_out(put->path, put->connection->ns, put->error);
    }
    return put->mode == WMI_PUT_CREATE
               ? WMI_OK
               : wmip_path_check_keys(&put->place, put->path, put->object, only_key, put->error);
}

/* Where an instance is: as it says or, of a known class, by its keys. */
static wmi_status find_path(wmip_wsman_putting *put)
{
    bool has_path = put->object->path != NULL && put->object->path[0] != '\0';
    wmi_status status = has_path ? wmi_path_parse(put->object->path, &put->place, put->error) : WMI_OK;
    if (status != WMI_OK) {
        return status;
    }
    put->path = has_path ? put->object->path : NULL;
    put->class_name = has_path ? put->place.class_name : put->object->class_name;
    if (put->class_name == NULL) {
        return wmi_fail(put->error, WMI_USAGE, 0, "The object has neither a class nor a path");
    }
    find_info(put);
    if (has_path) {
        return check_place(put);
    }
    if (put->info == NULL || put->info->keys[0] == NULL) {
        return WMI_OK;
    }
    status = wmip_path_of_object(put->object, put->class_name, put->info->keys, &put->made, put->error);
    put->path = put->made;
    return status == WMI_USAGE ? wmip_succeed(put->error) : status;
}

static wmi_status keep_place(wmip_wsman_putting *put, const char *path)
{
    *put->where = wmi_copy_text(path);
    return path == NULL || *put->where != NULL ? WMI_OK : wmip_no_memory(put->error);
}

static bool has_elements(const wmi_value *value)
{
    return value != NULL && value->is_array && !value->is_null && value->u.array.count != 0;
}

/* No element stands for an array without any: a Put would leave what the host has, and say that all is well. */
static wmi_status check_emptied(const wmip_wsman_putting *put, const wmi_property *property, const wmi_object *stored)
{
    if (!property->value.is_array || has_elements(&property->value) ||
        !has_elements(wmi_object_get(stored, property->name))) {
        return WMI_OK;
    }
    return wmi_fail(put->error, WMI_TRANSPORT, WMI_E_NOT_SUPPORTED,
                    "WS-Management cannot take the elements of the array %s of %s away: it can only give it others",
                    property->name, put->path);
}

/* What the host has and could not be read is not known: as a NULL, it would be taken away. */
static wmi_status check_readable(const wmip_wsman_putting *put, const wmi_object *whole)
{
    size_t i;
    for (i = 0; i < whole->count; i++) {
        const wmi_property *property = &whole->properties[i];
        if (property->unreadable != NULL && !property->value.is_array) {
            return wmi_fail(put->error, WMI_REPLY, 0,
                            "Cannot update %s: what the host has as %s cannot be read (%.64s), and would be taken away",
                            put->path, property->name, property->unreadable);
        }
    }
    return WMI_OK;
}

/* What is set is put into what the host has: a Put without the rest would take that away. */
static wmi_status put_into(wmip_wsman_putting *put, const wmip_wsman_target *target, const wmi_object *stored)
{
    wmi_object *whole = wmi_object_copy(stored);
    wmip_wsman_answer answer;
    wmi_status status = whole != NULL ? WMI_OK : wmip_no_memory(put->error);
    size_t i;
    for (i = 0; i < put->object->count && status == WMI_OK; i++) {
        const wmi_property *property = &put->object->properties[i];
        status = check_emptied(put, property, stored);
        if (status == WMI_OK && wmi_object_set(whole, property->name, &property->value) != WMI_OK) {
            status = wmip_no_memory(put->error);
        }
    }
    if (status == WMI_OK) {
        status = check_readable(put, whole);
    }
    if (status == WMI_OK) {
        status = send_verb(put->connection, &updating, target, NULL, whole, &put->time, &answer, put->error);
        wmip_wsman_answer_clear(&answer);
    }
    wmi_object_free(whole);
    return status == WMI_OK ? keep_place(put, put->path) : status;
}

static wmi_status update_instance(wmip_wsman_putting *put, bool *is_missing)
{
    wmip_wsman_target target;
    wmi_object *stored = NULL;
    wmip_wsman_fault_kind kind = WMIP_FAULT_OTHER;
    wmi_status status;
    *is_missing = false;
    if (put->path == NULL) {
        return wmi_fail(
            put->error, WMI_USAGE, 0,
            "The instance of %s has no path, and its keys are not known: schemas of the wmi_wsman_options tell them",
            put->class_name);
    }
    status = read_instance_target(put->connection, put->path, &target, put->error);
    if (status == WMI_OK) {
        status = fetch_object(put->connection, put->path, &target, &put->time, &stored, &kind, put->error);
        *is_missing = kind == WMIP_FAULT_NOT_FOUND;
    }
    if (status == WMI_OK) {
        status = put_into(put, &target, stored);
    }
    wmi_object_free(stored);
    wmip_wsman_target_clear(&target);
    return status;
}

/* What Create answers is a reference to what was made. */
static wmi_status read_created(wmip_wsman_putting *put, const wmip_wsman_answer *answer)
{
    wmi_memory *memory = NULL;
    const char *path = NULL;
    wmi_status status = WMI_OK;
    if (answer->body != NULL && wmip_wsman_is_reference(answer->body)) {
        status = wmip_wsman_read_reference(answer->body, put->connection->codec.classes, put->connection->ns, &memory,
                                           &path, NULL);
        status = status == WMI_REPLY ? WMI_OK : status; /* it was made, wherever it is */
    }
    status = status == WMI_OK ? keep_place(put, path != NULL ? path : put->path) : wmip_no_memory(put->error);
    wmi_memory_clear(&memory);
    return status;
}

static wmi_status send_new(wmip_wsman_putting *put, const wmi_object *whole)
{
    wmip_wsman_answer answer;
    wmip_wsman_target target;
    wmi_status status = wmip_wsman_target_read(put->connection->codec.classes, put->connection->ns, put->class_name,
                                               &target, put->error);
    if (status == WMI_OK) {
        status = send_verb(put->connection, &creating, &target, NULL, whole, &put->time, &answer, put->error);
        status = status == WMI_OK ? read_created(put, &answer) : status;
        wmip_wsman_answer_clear(&answer);
    }
    wmip_wsman_target_clear(&target);
    return status;
}

/* What is created has the keys of its path, where the object has none of its own. */
static wmi_status create_instance(wmip_wsman_putting *put)
{
    wmi_object *whole = wmi_object_copy(put->object);
    wmi_status status = whole != NULL ? WMI_OK : wmip_no_memory(put->error);
    if (status == WMI_OK && put->info != NULL && put->place.key_count > 0) {
        status = wmip_wsman_add_keys(put->info, &put->place, put->path, whole, put->error);
    }
    if (status == WMI_OK) {
        status = send_new(put, whole);
    }
    wmi_object_free(whole);
    return status;
}

wmi_status wmip_wsman_put(wmip_wsman_connection *connection, const wmi_object *object, wmi_put_mode mode, char **path,
                          const wmi_limit *limit, wmi_error *error)
{
    wmip_wsman_putting put;
    bool is_missing = false;
    wmi_status status;
    *path = NULL;
    memset(&put, 0, sizeof put);
    put.connection = connection;
    put.object = object;
    put.mode = mode;
    put.time = wmip_wsman_time_start(limit);
    put.where = path;
    put.error = error;
    status = find_path(&put);
    if (status == WMI_OK && (mode == WMI_PUT_CREATE || (mode == WMI_PUT_CREATE_OR_UPDATE && put.path == NULL))) {
        status = create_instance(&put);
    } else if (status == WMI_OK) {
        status = update_instance(&put, &is_missing);
        if (is_missing && mode == WMI_PUT_CREATE_OR_UPDATE) {
            status = create_instance(&put);
            status = status == WMI_OK ? wmip_succeed(error) : status;
        }
    }
    wmi_path_clear(&put.place);
    wmi_free(put.made);
    return status;
}
