/**
 * @file
 * The program's own: instances that a test adds, links, looks at, changes and takes away.
 */
#include "loopback/loopback_internal.h"

#include <string.h>

/* Ends a public function: the lock, and what an earlier call left in the error. */
static wmi_status leave(const wmi_loopback *loopback, wmi_status status, wmi_error *error)
{
    wmip_loopback_unlock(loopback);
    return status == WMI_OK ? wmip_succeed(error) : status;
}

/* Adding. */

static wmi_status add(wmi_loopback *loopback, const char *ns, const wmi_object *object, char **path, wmi_error *error)
{
    wmip_loopback_stored *stored = NULL;
    wmi_status status = wmip_loopback_namespace(loopback, ns, &ns, error);
    if (status == WMI_OK) {
        status = wmip_loopback_put(loopback, ns, object, WMIP_LOOPBACK_SEED, &stored, error);
    }
    if (status == WMI_OK && path != NULL) {
        *path = wmi_copy_text(stored->object->path);
        status = *path != NULL ? WMI_OK : wmip_no_memory(error);
    }
    return status;
}

wmi_status WMI_CALL wmi_loopback_add_object(wmi_loopback *loopback, const char *ns, const wmi_object *object,
                                            char **path, wmi_error *error)
{
    if (path != NULL) {
        *path = NULL;
    }
    if (loopback == NULL || object == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The loopback or the object is NULL");
    }
    wmip_loopback_lock(loopback);
    return leave(loopback, add(loopback, ns, object, path, error), error);
}

wmi_status WMI_CALL wmi_loopback_add(wmi_loopback *loopback, const wmi_class_info *info, const void *instance,
                                     char **path, wmi_error *error)
{
    wmi_object *object = NULL;
    wmi_status status;
    if (path != NULL) {
        *path = NULL;
    }
    if (info == NULL || instance == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The class or the instance is NULL");
    }
    status = wmi_instance_object(info, instance, &object, error);
    if (status == WMI_OK) {
        status = wmi_loopback_add_object(loopback, info->ns, object, path, error);
        wmi_object_free(object);
    }
    return status;
}

/* Linking. */

/* The references of an association, in the order of its declaration. @return how many there are. */
static size_t find_references(const wmi_class_info *info, const wmi_field *references[2])
{
    size_t count = 0;
    uint32_t i;
    for (i = 0; i < info->field_count; i++) {
        if (info->fields[i].type == WMI_TYPE_REFERENCE && (info->fields[i].flags & WMI_FIELD_ARRAY) == 0) {
            if (count < 2) {
                references[count] = &info->fields[i];
            }
            count++;
        }
    }
    return count;
}

static bool fits_reference(const wmi_loopback *loopback, const wmip_loopback_class *association,
                           const wmi_field *reference, const wmip_loopback_stored *end)
{
    return reference->class_name == NULL ||
           wmip_loopback_class_of(loopback, association->ns, reference->class_name) == NULL ||
           wmip_class_is(end->cls->info, reference->class_name);
}

static wmi_status set_end(wmi_object *object, const wmi_field *field, const wmip_loopback_stored *end)
{
    wmi_value value = wmi_value_string(end->object->path);
    value.type = WMI_TYPE_REFERENCE;
    return wmi_object_set(object, field->name, &value);
}

static wmi_status link_ends(wmi_loopback *loopback, const wmip_loopback_class *cls, wmip_loopback_stored *const ends[2],
                            char **path, wmi_error *error)
{
    const wmi_field *references[2] = {NULL, NULL};
    wmi_object *object;
    wmi_status status;
    size_t swap;
    if ((cls->info->flags & WMI_CLASS_ASSOCIATION) == 0 || find_references(cls->info, references) != 2) {
        return wmi_fail(error, WMI_USAGE, 0, "%s is no association of two objects", cls->info->name);
    }
    swap = !(fits_reference(loopback, cls, references[0], ends[0]) &&
             fits_reference(loopback, cls, references[1], ends[1])) &&
           fits_reference(loopback, cls, references[0], ends[1]) &&
           fits_reference(loopback, cls, references[1], ends[0]);
    object = wmi_object_new(cls->info->name);
    if (object == NULL || set_end(object, references[0], ends[swap]) != WMI_OK ||
        set_end(object, references[1], ends[1 - swap]) != WMI_OK) {
        status = wmip_no_memory(error);
    } else {
        status = add(loopback, cls->ns, object, path, error);
    }
    wmi_object_free(object);
    return status;
}

wmi_status WMI_CALL wmi_loopback_link(wmi_loopback *loopback, const wmi_class_info *association, const char *first,
                                      const char *second, char **path, wmi_error *error)
{
    wmip_loopback_stored *ends[2] = {NULL, NULL};
    wmip_loopback_class *cls = NULL;
    const char *ns = NULL;
    wmi_status status;
    if (path != NULL) {
        *path = NULL;
    }
    if (loopback == NULL || association == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The loopback or the association is NULL");
    }
    wmip_loopback_lock(loopback);
    status = wmip_loopback_namespace(loopback, association->ns, &ns, error);
    if (status == WMI_OK) {
        status = wmip_loopback_find_class(loopback, ns, association->name, &cls, error);
    }
    if (status == WMI_OK) {
        status = wmip_loopback_locate_instance(loopback, ns, first, &ends[0], error);
    }
    if (status == WMI_OK) {
        status = wmip_loopback_locate_instance(loopback, ns, second, &ends[1], error);
    }
    if (status == WMI_OK) {
        status = link_ends(loopback, cls, ends, path, error);
    }
    return leave(loopback, status, error);
}

/* Looking. */

wmi_status wmip_loopback_fetch(wmi_loopback *loopback, const char *ns, const char *path, wmi_object **object,
                               wmi_error *error)
{
    wmip_loopback_target target;
    wmip_loopback_stored *stored = NULL;
    wmi_status status = wmip_loopback_locate(loopback, ns, path, &target, error);
    if (status == WMI_OK && target.is_class) { /* of which a host gives the definition */
        status = wmi_fail(error, WMI_TRANSPORT, WMI_E_NOT_SUPPORTED,
                          "The loopback does not play classes as objects, and the path %s is that of a class", path);
    }
    if (status == WMI_OK) {
        status = wmip_loopback_locate_instance(loopback, ns, path, &stored, error);
    }
    if (status == WMI_OK) {
        *object = wmip_loopback_show(stored->cls, stored->object, NULL);
        status = *object != NULL ? WMI_OK : wmip_no_memory(error);
    }
    return status;
}

wmi_status WMI_CALL wmi_loopback_get_object(wmi_loopback *loopback, const char *ns, const char *path,
                                            wmi_object **object, wmi_error *error)
{
    wmi_status status;
    if (object != NULL) {
        *object = NULL;
    }
    if (loopback == NULL || object == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The loopback or the place for the object is NULL");
    }
    wmip_loopback_lock(loopback);
    status = wmip_loopback_namespace(loopback, ns, &ns, error);
    if (status == WMI_OK) {
        status = wmip_loopback_run_jobs(loopback, error);
    }
    if (status == WMI_OK) {
        status = wmip_loopback_fetch(loopback, ns, path, object, error);
    }
    return leave(loopback, status, error);
}

wmi_status WMI_CALL wmi_loopback_get(wmi_loopback *loopback, const wmi_class_info *info, const char *path,
                                     void *instance, wmi_error *error)
{
    wmi_object *object = NULL;
    wmi_status status;
    if (info == NULL || instance == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The class or the instance is NULL");
    }
    memset(instance, 0, info->size);
    status = wmi_loopback_get_object(loopback, info->ns, path, &object, error);
    if (status == WMI_OK && !wmip_object_may_be(object, info)) {
        status = wmi_fail(error, WMI_REPLY, 0, "%s is a %s and no %s", path, object->class_name, info->name);
    }
    if (status == WMI_OK) {
        status = wmip_decode_instance(info, object, instance, error);
    }
    wmi_object_free(object);
    return status;
}

size_t WMI_CALL wmi_loopback_count(wmi_loopback *loopback, const char *ns, const char *class_name)
{
    size_t count = 0;
    size_t i;
    if (loopback == NULL || class_name == NULL || wmip_loopback_namespace(loopback, ns, &ns, NULL) != WMI_OK) {
        return 0;
    }
    wmip_loopback_lock(loopback);
    (void)wmip_loopback_run_jobs(loopback, NULL);
    for (i = 0; i < loopback->class_count; i++) {
        const wmip_loopback_class *cls = &loopback->classes[i];
        if (cls->ns == ns && wmip_class_is(cls->info, class_name)) {
            count += cls->count;
        }
    }
    wmip_loopback_unlock(loopback);
    return count;
}

/* Changing. */

/* A key may be set to what it is, and to nothing else. */
static wmi_status check_key(const wmip_loopback_stored *stored, const wmi_field *field, const wmi_value *value,
                            wmi_error *error)
{
    const wmi_value *old = wmi_object_get(stored->object, field->name);
    bool same = true;
    wmi_status status = WMI_OK;
    if ((field->flags & WMI_FIELD_KEY) != 0) {
        same = old != NULL && !value->is_null;
        status = same ? wmip_loopback_same_value(old, value, &same, error) : WMI_OK;
    }
    return status != WMI_OK || same ? status
                                    : wmi_fail(error, WMI_TRANSPORT, WMI_E_READ_ONLY, "%s.%s is a key",
                                               stored->cls->info->name, field->name);
}

static wmi_status set_property(wmi_loopback *loopback, wmip_loopback_stored *stored, const char *property,
                               const wmi_value *value, wmi_error *error)
{
    const wmi_class_info *info = stored->cls->info;
    wmip_loopback_check check = {loopback, stored->cls->ns, info->name, "property", WMI_E_INVALID_PARAMETER, error};
    const wmi_field *field = wmip_loopback_field(info->fields, info->field_count, property);
    wmi_object *changes = wmi_object_new(info->name);
    wmi_status status = changes != NULL ? wmi_object_set(changes, property, value) : WMI_NO_MEMORY;
    status = status == WMI_OK ? wmip_loopback_check_object(&check, info->fields, info->field_count, changes)
                              : wmip_no_memory(error);
    if (status == WMI_OK) {
        status = check_key(stored, field, value, error);
    }
    if (status == WMI_OK) {
        status = wmip_loopback_change(loopback, stored, changes, error);
    }
    wmi_object_free(changes);
    return status;
}

wmi_status WMI_CALL wmi_loopback_set(wmi_loopback *loopback, const char *ns, const char *path, const char *property,
                                     const wmi_value *value, wmi_error *error)
{
    wmip_loopback_stored *stored = NULL;
    wmi_status status;
    if (loopback == NULL || property == NULL || value == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The loopback, the property or the value is NULL");
    }
    wmip_loopback_lock(loopback);
    status = wmip_loopback_namespace(loopback, ns, &ns, error);
    if (status == WMI_OK) {
        status = wmip_loopback_locate_instance(loopback, ns, path, &stored, error);
    }
    if (status == WMI_OK) {
        status = set_property(loopback, stored, property, value, error);
    }
    return leave(loopback, status, error);
}

wmi_status WMI_CALL wmi_loopback_remove(wmi_loopback *loopback, const char *ns, const char *path, wmi_error *error)
{
    wmip_loopback_stored *stored = NULL;
    wmi_status status;
    if (loopback == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The loopback is NULL");
    }
    wmip_loopback_lock(loopback);
    status = wmip_loopback_namespace(loopback, ns, &ns, error);
    if (status == WMI_OK) {
        status = wmip_loopback_locate_instance(loopback, ns, path, &stored, error);
    }
    if (status == WMI_OK) {
        status = wmip_loopback_drop(loopback, stored, error);
    }
    return leave(loopback, status, error);
}

void WMI_CALL wmi_loopback_allow_writes(wmi_loopback *loopback, bool allowed)
{
    if (loopback != NULL) {
        wmip_loopback_lock(loopback);
        loopback->allows_writes = allowed;
        wmip_loopback_unlock(loopback);
    }
}
