#include "core.h"

#include <string.h>

#define FIRST_CAPACITY 8

wmi_object *wmi_object_new_in(wmi_memory **memory, const char *class_name)
{
    wmi_object *object = wmi_memory_alloc(memory, sizeof *object);
    if (object == NULL || !wmi_memory_copy(memory, class_name, &object->class_name)) {
        return NULL;
    }
    object->memory = *memory;
    return object;
}

wmi_object *wmi_object_new(const char *class_name)
{
    wmi_memory *memory = NULL;
    wmi_object *object = wmi_object_new_in(&memory, class_name);
    if (object == NULL) {
        wmi_memory_clear(&memory);
        return NULL;
    }
    wmi_memory_set_owner(memory, object);
    return object;
}

void wmi_object_free(wmi_object *object)
{
    if (object != NULL && wmi_memory_owner(object->memory) == object) {
        wmi_memory *memory = object->memory; /* the object itself lies in it */
        wmi_memory_clear(&memory);
    }
}

static wmi_property *writable(const wmi_object *object, size_t index)
{
    return (wmi_property *)object->properties + index; /* const for those who use the object, not for its owner */
}

bool wmi_object_reserve(wmi_object *object, size_t count)
{
    wmi_property *properties;
    if (count <= object->capacity) {
        return true;
    }
    properties = wmi_memory_array(&object->memory, count, sizeof *properties);
    if (properties == NULL) {
        return false;
    }
    if (object->count > 0) {
        memcpy(properties, object->properties, object->count * sizeof *properties);
    }
    object->properties = properties;
    object->capacity = count;
    return true;
}

wmi_property *wmi_object_add(wmi_object *object, const char *name)
{
    wmi_property *property;
    if (object->count == object->capacity &&
        !wmi_object_reserve(object, object->capacity > 0 ? object->capacity * 2 : FIRST_CAPACITY)) {
        return NULL;
    }
    property = writable(object, object->count);
    memset(property, 0, sizeof *property);
    property->value = wmi_value_null(WMI_TYPE_STRING, false);
    if (!wmi_memory_copy(&object->memory, name, &property->name)) {
        return NULL;
    }
    object->count++;
    return property;
}

size_t wmi_object_find(const wmi_object *object, const char *name, size_t hint)
{
    size_t i;
    if (hint < object->count && wmi_equal_names(object->properties[hint].name, name)) {
        return hint;
    }
    for (i = 0; i < object->count; i++) {
        if (wmi_equal_names(object->properties[i].name, name)) {
            return i;
        }
    }
    return object->count;
}

static bool copy_property(const wmi_property *from, wmi_object *to)
{
    wmi_property *property = wmi_object_add(to, from->name);
    return property != NULL && wmi_memory_copy(&to->memory, from->class_name, &property->class_name) &&
           wmi_memory_copy(&to->memory, from->unreadable, &property->unreadable) &&
           wmi_value_copy(&from->value, &to->memory, &property->value);
}

static bool copy_content(const wmi_object *from, wmi_object *to)
{
    size_t i;
    if (!wmi_memory_copy(&to->memory, from->path, &to->path) ||
        wmi_object_set_derivation(to, from->derivation) != WMI_OK || !wmi_object_reserve(to, from->count)) {
        return false;
    }
    for (i = 0; i < from->count; i++) {
        if (!copy_property(&from->properties[i], to)) {
            return false;
        }
    }
    return true;
}

wmi_object *wmi_object_copy_in(wmi_memory **memory, const wmi_object *object)
{
    wmi_object *copy = wmi_object_new_in(memory, object->class_name);
    return copy != NULL && copy_content(object, copy) ? copy : NULL;
}

wmi_object *wmi_object_copy(const wmi_object *object)
{
    wmi_object *copy = object != NULL ? wmi_object_new(object->class_name) : NULL;
    if (copy != NULL && !copy_content(object, copy)) {
        wmi_object_free(copy);
        copy = NULL;
    }
    return copy;
}

bool wmi_object_may_be(const wmi_object *object, const wmi_class_info *info)
{
    size_t i;
    if (object->class_name == NULL || wmi_equal_names(object->class_name, info->name)) {
        return true;
    }
    if (object->derivation == NULL) {
        return !wmi_class_is(info, object->class_name);
    }
    for (i = 0; object->derivation[i] != NULL; i++) {
        if (wmi_equal_names(object->derivation[i], info->name)) {
            return true;
        }
    }
    return false;
}

wmi_status wmi_object_set(wmi_object *object, const char *name, const wmi_value *value)
{
    size_t index = wmi_object_find(object, name, object->count);
    wmi_property *property;
    wmi_value copy;
    if (!wmi_value_copy(value, &object->memory, &copy)) {
        return WMI_NO_MEMORY;
    }
    property = index < object->count ? writable(object, index) : wmi_object_add(object, name);
    if (property == NULL) {
        return WMI_NO_MEMORY;
    }
    property->value = copy;
    property->unreadable = NULL;
    return WMI_OK;
}

wmi_status wmi_object_set_path(wmi_object *object, const char *path)
{
    const char *copy = NULL;
    if (!wmi_memory_copy(&object->memory, path, &copy)) {
        return WMI_NO_MEMORY;
    }
    object->path = copy;
    return WMI_OK;
}

wmi_status wmi_object_set_derivation(wmi_object *object, const char *const *derivation)
{
    const char **copy = NULL;
    size_t count = 0;
    size_t i;
    if (derivation != NULL) {
        while (derivation[count] != NULL) {
            count++;
        }
        copy = wmi_memory_array(&object->memory, count + 1, sizeof *copy);
        if (copy == NULL) {
            return WMI_NO_MEMORY;
        }
    }
    for (i = 0; i < count; i++) {
        if (!wmi_memory_copy(&object->memory, derivation[i], &copy[i])) {
            return WMI_NO_MEMORY;
        }
    }
    object->derivation = copy;
    return WMI_OK;
}

wmi_status wmi_object_set_class(wmi_object *object, const char *name, const char *class_name)
{
    size_t index = wmi_object_find(object, name, object->count);
    const char *copy = NULL;
    if (index == object->count) {
        return WMI_OK;
    }
    if (!wmi_memory_copy(&object->memory, class_name, &copy)) {
        return WMI_NO_MEMORY;
    }
    writable(object, index)->class_name = copy;
    return WMI_OK;
}

const wmi_value *wmi_object_get(const wmi_object *object, const char *name)
{
    size_t index = object != NULL ? wmi_object_find(object, name, object->count) : 0;
    return object != NULL && index < object->count ? &object->properties[index].value : NULL;
}

const char *wmi_object_string(const wmi_object *object, const char *name)
{
    const wmi_value *value = wmi_object_get(object, name);
    return value != NULL && !value->is_null && !value->is_array && wmi_type_is_text(value->type) ? value->u.string
                                                                                                 : NULL;
}

int64_t wmi_object_integer(const wmi_object *object, const char *name, int64_t otherwise)
{
    int64_t number = 0;
    return wmi_value_to_integer(wmi_object_get(object, name), &number) ? number : otherwise;
}
