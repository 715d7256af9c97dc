#include "cimxml/cimxml.h"
#include "codec/codec.h"

#include <string.h>

static wmi_status not_an_instance(const wmi_class_info *info, const char *class_name, wmi_error *error)
{
    return wmi_fail(error, WMI_REPLY, 0, "The embedded instance is one of %s, which is neither %s nor derived from it.",
                    class_name, info->name);
}

static bool holds_name(const wmi_value *names, const char *name)
{
    size_t i;
    for (i = 0; i < names->u.array.count; i++) {
        if (wmip_equal_names(wmip_value_item(names, i).u.string, name)) {
            return true;
        }
    }
    return false;
}

static bool shares_property(const wmi_class_info *info, const wmi_object *object)
{
    uint32_t i;
    for (i = 0; i < info->field_count; i++) {
        if (wmip_object_find(object, info->fields[i].name, i) < object->count) {
            return true;
        }
    }
    return object->count == 0;
}

/*
 * Whether an object may be an instance of the class or of one derived from it. The text names its own class only, whose
 * ancestors are not known here unless a __DERIVATION came along. What can be told is told: an ancestor is no
 * descendant, and a descendant has properties of the class.
 */
static bool may_be_instance(const wmi_class_info *info, const wmi_object *object)
{
    const wmi_value *derivation = wmi_object_get(object, "__DERIVATION");
    if (wmip_equal_names(info->name, object->class_name)) {
        return true;
    }
    if (derivation != NULL && derivation->type == WMI_TYPE_STRING && derivation->is_array && !derivation->is_null) {
        return holds_name(derivation, info->name);
    }
    return wmip_object_may_be(object, info) && shares_property(info, object);
}

static wmi_status read_embedded_text(const wmi_class_info *info, const char *text, void *instance, wmi_error *error)
{
    wmi_object *object = NULL;
    wmi_status status = wmi_cimxml_read(text, &object, error);
    if (status != WMI_OK) {
        return status;
    }
    if (may_be_instance(info, object)) {
        status = wmip_decode_instance(info, object, instance, error);
    } else {
        status = not_an_instance(info, object->class_name, error);
    }
    wmi_object_free(object);
    return status;
}

/* A typed instance that did not travel here: it is taken to its class, to an ancestor, or to the class that the server
 * named for it, by way of an object. */
static wmi_status read_typed(const wmi_class_info *info, const wmi_embedded *value, void *instance, wmi_error *error)
{
    wmi_object *object = NULL;
    wmi_status status = wmip_encode_whole(value->info, value->instance, &object, error);
    if (status != WMI_OK) {
        return status;
    }
    if (wmip_class_is(value->info, info->name) ||
        (!wmip_equal_names(object->class_name, value->info->name) && may_be_instance(info, object))) {
        status = wmip_decode_instance(info, object, instance, error);
    } else {
        status = not_an_instance(info, object->class_name, error);
    }
    wmi_object_free(object);
    return status;
}

wmi_status WMI_CALL wmi_embedded_read(const wmi_class_info *info, const wmi_embedded *value, void *instance,
                                      wmi_error *error)
{
    wmi_status status;
    if (instance == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The instance of %s to be filled is NULL.", info->name);
    }
    memset(instance, 0, info->size);
    if (value == NULL || !wmi_embedded_has(value) || (value->instance != NULL && value->info == NULL)) {
        return wmi_fail(error, WMI_USAGE, 0, "There is no embedded instance to be read as %s.", info->name);
    }
    status = value->instance != NULL ? read_typed(info, value, instance, error)
                                     : read_embedded_text(info, value->text, instance, error);
    return status == WMI_OK ? wmip_succeed(error) : status;
}

wmi_status WMI_CALL wmi_embedded_class(const wmi_embedded *value, char **class_name, wmi_error *error)
{
    const wmi_meta *meta;
    wmi_object *object = NULL;
    const char *name = NULL;
    wmi_status status = WMI_OK;
    *class_name = NULL;
    if (value == NULL || !wmi_embedded_has(value) || (value->instance != NULL && value->info == NULL)) {
        return wmi_fail(error, WMI_USAGE, 0, "There is no embedded instance whose class could be told.");
    }
    if (value->instance != NULL) {
        meta = (const wmi_meta *)(const void *)((const char *)value->instance + value->info->meta_offset);
        name = meta->class_name != NULL ? meta->class_name : value->info->name;
    } else {
        status = wmi_cimxml_read(value->text, &object, error);
        name = status == WMI_OK ? object->class_name : NULL;
    }
    if (status == WMI_OK) {
        *class_name = wmi_copy_text(name);
        status = *class_name != NULL ? wmip_succeed(error) : wmip_no_memory(error);
    }
    wmi_object_free(object);
    return status;
}
