/**
 * @file
 * Values against the schema: names, types, embedded instances and references.
 */
#include "loopback/loopback_internal.h"

#include <string.h>

static wmi_status check_object(const wmip_loopback_check *check, const wmi_field *fields, size_t count,
                               const wmi_object *object, unsigned depth);

/* The message begins with what is at fault: `property Msvm_X.Name`. */
static wmi_status refuse_value(const wmip_loopback_check *check, uint32_t number, const wmi_field *field,
                               const char *why, const char *name)
{
    return wmi_fail(check->error, WMI_TRANSPORT, number, "The %s %s.%s %s%s%s", check->what, check->owner, field->name,
                    why, name != NULL ? " " : "", name != NULL ? name : "");
}

static wmi_status refuse_type(const wmip_loopback_check *check, const wmi_field *field, const wmi_value *value)
{
    wmip_buffer given = {NULL, 0, 0, false};
    wmip_value_describe(value, &given);
    if (given.failed) {
        return wmip_no_memory(check->error);
    }
    (void)wmi_fail(check->error, WMI_TRANSPORT, WMI_E_TYPE_MISMATCH,
                   "The %s %s.%s is declared %s%s, and what is given is %s", check->what, check->owner, field->name,
                   field->type == WMI_TYPE_REFERENCE ? "a reference"
                   : field->type == WMI_TYPE_OBJECT  ? "an object"
                                                     : wmi_type_name((wmi_type)field->type),
                   (field->flags & WMI_FIELD_ARRAY) != 0 ? "[]" : "", given.text != NULL ? given.text : "nothing");
    wmip_buffer_clear(&given);
    return WMI_TRANSPORT;
}

/* Whether `name` is the declared class or derived from it, as far as the schema knows them. */
static bool fits_class(const wmip_loopback_check *check, const char *declared, const char *name)
{
    return declared == NULL || wmip_loopback_class_of(check->loopback, check->ns, declared) == NULL ||
           wmip_loopback_is_a(check->loopback, check->ns, name, declared);
}

/*
 * Whether the namespace has a class of which an instance could be what is declared. The cluster's has none for its
 * resource settings, and refers to some classes that it does not declare: what fits is then declared elsewhere.
 */
static bool has_instances(const wmip_loopback_check *check, const char *declared)
{
    const wmi_loopback *loopback = check->loopback;
    size_t i;
    for (i = 0; i < loopback->class_count; i++) {
        const wmip_loopback_class *cls = &loopback->classes[i];
        if (cls->ns == check->ns && (cls->info->flags & WMI_CLASS_ABSTRACT) == 0 &&
            wmip_class_is(cls->info, declared)) {
            return true;
        }
    }
    return false;
}

/* The class of that name in another namespace: there, one that is what is declared counts before all others. */
static const wmip_loopback_class *class_elsewhere(const wmip_loopback_check *check, const char *declared,
                                                  const char *name)
{
    const wmi_loopback *loopback = check->loopback;
    const wmip_loopback_class *found = NULL;
    size_t i;
    for (i = 0; i < loopback->class_count; i++) {
        const wmip_loopback_class *cls = &loopback->classes[i];
        if (cls->ns != check->ns && wmip_equal_names(cls->info->name, name)) {
            if (wmip_class_is(cls->info, declared)) {
                return cls;
            }
            found = found != NULL ? found : cls;
        }
    }
    return found;
}

static wmi_status refuse_class(const wmip_loopback_check *check, const wmi_field *field, uint32_t number,
                               const char *kind, const char *name)
{
    if (field->class_name == NULL) {
        return refuse_value(check, number, field, kind, name);
    }
    return wmi_fail(check->error, WMI_TRANSPORT, number, "The %s %s.%s is declared to hold a %s, and %s %s",
                    check->what, check->owner, field->name, field->class_name, kind, name);
}

/*
 * Finds the class of an instance within a value, against which its properties are checked. `*cls` is NULL where nobody
 * knows it and what is declared has no instances in this namespace: whatever comes is then let through.
 */
static wmi_status find_declared_class(const wmip_loopback_check *check, const wmi_field *field, const char *name,
                                      const wmip_loopback_class **cls, wmip_loopback_check *inner)
{
    *cls = wmip_loopback_class_of(check->loopback, check->ns, name);
    if (*cls != NULL && !fits_class(check, field->class_name, (*cls)->info->name)) {
        return refuse_class(check, field, WMI_E_TYPE_MISMATCH, "holds a", name);
    }
    if (*cls == NULL && (field->class_name == NULL || has_instances(check, field->class_name))) {
        return refuse_class(check, field, WMI_E_INVALID_CLASS, "holds an instance of an unknown class,", name);
    }
    if (*cls == NULL) {
        *cls = class_elsewhere(check, field->class_name, name);
    }
    if (*cls != NULL && ((*cls)->info->flags & WMI_CLASS_ABSTRACT) != 0) {
        return refuse_class(check, field, WMI_E_INVALID_CLASS, "holds an instance of an abstract class,", name);
    }
    if (*cls != NULL) {
        inner->owner = (*cls)->info->name;
        inner->ns = (*cls)->ns;
        inner->what = "property";
    }
    return WMI_OK;
}

static wmi_status check_instance(const wmip_loopback_check *check, const wmi_field *field, const wmi_object *object,
                                 unsigned depth)
{
    wmip_loopback_check inner = *check;
    const wmip_loopback_class *cls = NULL;
    wmi_status status;
    if (depth >= WMIP_EMBEDDING_DEPTH) {
        return refuse_value(check, check->refusal, field, "embeds instances too deep", NULL);
    }
    if (object->class_name == NULL) {
        return refuse_value(check, WMI_E_INVALID_CLASS, field, "holds an instance without a class", NULL);
    }
    status = find_declared_class(check, field, object->class_name, &cls, &inner);
    return status != WMI_OK || cls == NULL
               ? status
               : check_object(&inner, cls->info->fields, cls->info->field_count, object, depth + 1);
}

static wmi_status check_embedded(const wmip_loopback_check *check, const wmi_field *field, const char *text,
                                 unsigned depth)
{
    wmi_error cause;
    wmi_object *object = NULL;
    wmi_status status;
    if (wmip_is_mof_instance(text)) {
        return wmi_fail(check->error, WMI_TRANSPORT, WMI_E_NOT_SUPPORTED,
                        "The loopback does not play instances in MOF, as the %s %s.%s holds one", check->what,
                        check->owner, field->name);
    }
    memset(&cause, 0, sizeof cause);
    status = wmip_cimxml_read_strictly(text, &object, &cause);
    if (status == WMI_OK) {
        status = check_instance(check, field, object, depth);
        wmi_object_free(object);
    } else if (status == WMI_NO_MEMORY) {
        status = wmip_no_memory(check->error);
    } else {
        status = refuse_value(check, check->refusal, field, "is no instance in CIM-XML:", cause.message);
    }
    wmi_error_clear(&cause);
    return status;
}

static wmi_status check_reference(const wmip_loopback_check *check, const wmi_field *field, const char *text)
{
    wmi_path path;
    wmi_status status = wmi_path_parse(text, &path, NULL);
    if (status == WMI_NO_MEMORY) {
        return wmip_no_memory(check->error);
    }
    if (status != WMI_OK) {
        return refuse_value(check, WMI_E_INVALID_OBJECT_PATH, field, "is no object path:", text);
    }
    if (wmip_loopback_class_of(check->loopback, check->ns, path.class_name) != NULL &&
        !fits_class(check, field->class_name, path.class_name)) {
        status =
            wmi_fail(check->error, WMI_TRANSPORT, WMI_E_TYPE_MISMATCH, "The %s %s.%s refers to a %s, and is given %s",
                     check->what, check->owner, field->name, field->class_name, text);
    }
    wmi_path_clear(&path);
    return status;
}

/* One item, not NULL. */
static wmi_status check_item(const wmip_loopback_check *check, const wmi_field *field, const wmi_value *item,
                             unsigned depth)
{
    switch (field->type) {
    case WMI_TYPE_EMBEDDED:
        return check_embedded(check, field, item->u.string, depth);
    case WMI_TYPE_REFERENCE:
        return check_reference(check, field, item->u.string);
    case WMI_TYPE_OBJECT:
        return check_instance(check, field, item->u.object, depth);
    case WMI_TYPE_DATETIME: {
        char text[WMI_DATETIME_TEXT_SIZE];
        return wmi_datetime_format(&item->u.datetime, text)
                   ? WMI_OK
                   : refuse_value(check, WMI_E_VALUE_OUT_OF_RANGE, field, "holds a date that there is not", NULL);
    }
    default:
        return WMI_OK;
    }
}

static wmi_type wire_type(wmi_type type)
{
    return type == WMI_TYPE_EMBEDDED ? WMI_TYPE_STRING : type;
}

static wmi_status check_value(const wmip_loopback_check *check, const wmi_field *field, const wmi_value *value,
                              unsigned depth)
{
    wmi_type declared = wire_type((wmi_type)field->type);
    bool is_array = (field->flags & WMI_FIELD_ARRAY) != 0;
    wmi_status status = WMI_OK;
    size_t i;
    if (value->is_null) {
        return WMI_OK;
    }
    if (wire_type(value->type) != declared || value->is_array != is_array) {
        return refuse_type(check, field, value);
    }
    if (!is_array) {
        return check_item(check, field, value, depth);
    }
    for (i = 0; i < value->u.array.count && status == WMI_OK; i++) {
        wmi_value item = wmip_value_item(value, i);
        if (item.is_null) {
            status = refuse_value(check, WMI_E_ILLEGAL_NULL, field, "holds a NULL among its items", NULL);
        } else {
            status = check_item(check, field, &item, depth);
        }
    }
    return status;
}

wmi_status wmip_loopback_check_value(const wmip_loopback_check *check, const wmi_field *field, const wmi_value *value)
{
    return check_value(check, field, value, 0);
}

static wmi_status check_object(const wmip_loopback_check *check, const wmi_field *fields, size_t count,
                               const wmi_object *object, unsigned depth)
{
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < object->count && status == WMI_OK; i++) {
        const wmi_property *property = &object->properties[i];
        const wmi_field *field = wmip_loopback_field(fields, count, property->name);
        if (field == NULL) {
            return wmi_fail(check->error, WMI_TRANSPORT, check->refusal, "%s has no %s %s", check->owner, check->what,
                            property->name);
        }
        if (wmip_object_find(object, property->name, 0) != i) {
            return wmi_fail(check->error, WMI_TRANSPORT, check->refusal, "The %s %s.%s is given twice", check->what,
                            check->owner, field->name);
        }
        status = check_value(check, field, &property->value, depth);
    }
    return status;
}

wmi_status wmip_loopback_check_object(const wmip_loopback_check *check, const wmi_field *fields, size_t count,
                                      const wmi_object *object)
{
    return check_object(check, fields, count, object, 0);
}
