#include "value/value.h"

#include <string.h>

#define FIRST_PROPERTY_CAPACITY 8

wmi_object *wmip_object_new_in(wmi_memory **memory, const char *class_name)
{
    wmi_object *object = wmi_memory_alloc(memory, sizeof *object);
    if (object == NULL || !wmip_memory_copy(memory, class_name, &object->class_name)) {
        return NULL;
    }
    object->memory = *memory;
    return object;
}

wmi_object *WMI_CALL wmi_object_new(const char *class_name)
{
    wmi_memory *memory = NULL;
    wmi_object *object = wmip_object_new_in(&memory, class_name);
    if (object == NULL) {
        wmi_memory_clear(&memory);
        return NULL;
    }
    wmip_memory_set_owner(memory, object);
    return object;
}

void WMI_CALL wmi_object_free(wmi_object *object)
{
    if (object != NULL && wmip_memory_owner(object->memory) == object) {
        wmi_memory *memory = object->memory; /* the object itself lies in it */
        wmi_memory_clear(&memory);
    }
}

static wmi_property *writable(const wmi_object *object, size_t index)
{
    return (wmi_property *)object->properties + index; /* const for those who use the object, not for its owner */
}

bool wmip_object_reserve(wmi_object *object, size_t count)
{
    wmi_property *properties;
    if (count <= object->capacity) {
        return true;
    }
    properties = wmip_memory_array(&object->memory, count, sizeof *properties);
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

wmi_property *wmip_object_add(wmi_object *object, const char *name)
{
    wmi_property *property;
    if (object->count == object->capacity &&
        !wmip_object_reserve(object, object->capacity > 0 ? object->capacity * 2 : FIRST_PROPERTY_CAPACITY)) {
        return NULL;
    }
    property = writable(object, object->count);
    memset(property, 0, sizeof *property);
    property->value = wmi_value_null(WMI_TYPE_STRING, false);
    if (!wmip_memory_copy(&object->memory, name, &property->name)) {
        return NULL;
    }
    object->count++;
    return property;
}

void wmip_object_drop(wmi_object *object, size_t index)
{
    object->count--;
    memmove(writable(object, index), writable(object, index + 1), (object->count - index) * sizeof(wmi_property));
}

size_t wmip_object_find(const wmi_object *object, const char *name, size_t hint)
{
    size_t i;
    if (hint < object->count && wmip_equal_names(object->properties[hint].name, name)) {
        return hint;
    }
    for (i = 0; i < object->count; i++) {
        const char *other = object->properties[i].name;
        if (wmip_begin_alike(other, name) && wmip_equal_names(other, name)) {
            return i;
        }
    }
    return object->count;
}

static bool copy_property(const wmi_property *from, wmi_object *to)
{
    wmi_property *property = wmip_object_add(to, from->name);
    return property != NULL && wmip_memory_copy(&to->memory, from->class_name, &property->class_name) &&
           wmip_memory_copy(&to->memory, from->unreadable, &property->unreadable) &&
           wmip_value_copy(&from->value, &to->memory, &property->value);
}

static bool copy_content(const wmi_object *from, wmi_object *to)
{
    size_t i;
    if (!wmip_memory_copy(&to->memory, from->path, &to->path) ||
        wmi_object_set_derivation(to, from->derivation) != WMI_OK || !wmip_object_reserve(to, from->count)) {
        return false;
    }
    for (i = 0; i < from->count; i++) {
        if (!copy_property(&from->properties[i], to)) {
            return false;
        }
    }
    return true;
}

wmi_object *wmip_object_copy_in(wmi_memory **memory, const wmi_object *object)
{
    wmi_object *copy = wmip_object_new_in(memory, object->class_name);
    return copy != NULL && copy_content(object, copy) ? copy : NULL;
}

wmi_object *WMI_CALL wmi_object_copy(const wmi_object *object)
{
    wmi_object *copy = object != NULL ? wmi_object_new(object->class_name) : NULL;
    if (copy != NULL && !copy_content(object, copy)) {
        wmi_object_free(copy);
        copy = NULL;
    }
    return copy;
}

bool wmip_class_is(const wmi_class_info *info, const char *name)
{
    size_t i;
    if (wmip_equal_names(info->name, name)) {
        return true;
    }
    for (i = 0; info->derivation[i] != NULL; i++) {
        if (wmip_equal_names(info->derivation[i], name)) {
            return true;
        }
    }
    return false;
}

bool wmip_object_may_be(const wmi_object *object, const wmi_class_info *info)
{
    size_t i;
    if (object->class_name == NULL || wmip_equal_names(object->class_name, info->name)) {
        return true;
    }
    if (object->derivation == NULL) { /* WMI's own classes (events) are derived from nobody's */
        return !wmip_class_is(info, object->class_name) &&
               (strncmp(object->class_name, "__", 2) != 0 || strncmp(info->name, "__", 2) == 0);
    }
    for (i = 0; object->derivation[i] != NULL; i++) {
        if (wmip_equal_names(object->derivation[i], info->name)) {
            return true;
        }
    }
    return false;
}

/*
 * Replacing. What is set once lies in the object's region, which gives nothing back before its end. What replaces it
 * lies in a part of the region, one for each property (its value, its class), the path and the derivation; that part
 * goes when the next takes its place, and not before, because the next may be a copy of some of it. A part is known by
 * an address that is one's own and stays while the object grows.
 */

static const void *owner_of_value(const wmi_property *property)
{
    return property->name;
}

static const void *owner_of_class(const wmi_property *property)
{
    return property->name + 1; /* a name has its NUL at least */
}

static bool has_memory(const wmi_value *value)
{
    return !wmip_value_is_null(value) &&
           (value->is_array || wmip_type_is_text(value->type) || value->type == WMI_TYPE_OBJECT);
}

/* An object that a program made by hand has no region until it needs one. */
static bool has_region(wmi_object *object)
{
    return object->memory != NULL || wmi_memory_alloc(&object->memory, 0) != NULL;
}

static wmi_status replace_value(wmi_object *object, wmi_property *property, const wmi_value *value)
{
    wmi_memory *held = wmip_memory_part_of(object->memory, owner_of_value(property));
    wmi_memory *part = NULL;
    wmi_value copy;
    if (has_memory(value)) {
        part = has_region(object) ? wmip_memory_part(object->memory, owner_of_value(property)) : NULL;
        if (part == NULL) {
            return WMI_NO_MEMORY;
        }
    }
    if (!wmip_value_copy(value, &part, &copy)) {
        wmi_memory_clear(&part);
        return WMI_NO_MEMORY;
    }
    property->value = copy;
    property->unreadable = NULL;
    wmi_memory_clear(&held);
    return WMI_OK;
}

wmi_status WMI_CALL wmi_object_set(wmi_object *object, const char *name, const wmi_value *value)
{
    size_t index = wmip_object_find(object, name, object->count);
    wmi_property *property;
    wmi_value copy;
    if (index < object->count) {
        return replace_value(object, writable(object, index), value);
    }
    if (!wmip_value_copy(value, &object->memory, &copy)) {
        return WMI_NO_MEMORY;
    }
    property = wmip_object_add(object, name);
    if (property == NULL) {
        return WMI_NO_MEMORY;
    }
    property->value = copy;
    return WMI_OK;
}

/* Where a text or a derivation comes to lie: the object's region for the first, a part for what replaces it (and for a
 * NULL that does: it tells that the next is not the first). */
typedef struct wmip_place {
    wmi_memory *memory; /* NULL when there is none */
    wmi_memory *held;   /* the part of what is replaced */
    bool is_part;
} wmip_place;

static wmip_place place_of_next(wmi_object *object, bool has_one, const void *key)
{
    wmip_place place;
    place.held = wmip_memory_part_of(object->memory, key);
    place.is_part = has_one || place.held != NULL;
    place.memory = !has_region(object) ? NULL : place.is_part ? wmip_memory_part(object->memory, key) : object->memory;
    return place;
}

static wmi_status abandon_place(wmip_place *place)
{
    if (place->is_part) {
        wmi_memory_clear(&place->memory);
    }
    return WMI_NO_MEMORY;
}

static wmi_status replace_text(wmi_object *object, const char **text, const void *key, const char *by)
{
    wmip_place place = place_of_next(object, *text != NULL, key);
    const char *copy = NULL;
    if (place.memory == NULL || !wmip_memory_copy(&place.memory, by, &copy)) {
        return abandon_place(&place);
    }
    *text = copy;
    wmi_memory_clear(&place.held);
    return WMI_OK;
}

wmi_status WMI_CALL wmi_object_set_path(wmi_object *object, const char *path)
{
    return replace_text(object, &object->path, &object->path, path);
}

static bool copy_derivation(const char *const *derivation, wmi_memory **memory, const char *const **out)
{
    const char **copy;
    size_t count = 0;
    size_t i;
    while (derivation[count] != NULL) {
        count++;
    }
    copy = wmip_memory_array(memory, count + 1, sizeof *copy);
    for (i = 0; copy != NULL && i < count; i++) {
        if (!wmip_memory_copy(memory, derivation[i], &copy[i])) {
            return false;
        }
    }
    *out = (const char *const *)copy;
    return copy != NULL;
}

wmi_status WMI_CALL wmi_object_set_derivation(wmi_object *object, const char *const *derivation)
{
    wmip_place place = place_of_next(object, object->derivation != NULL, &object->derivation);
    const char *const *copy = NULL;
    if (place.memory == NULL || (derivation != NULL && !copy_derivation(derivation, &place.memory, &copy))) {
        return abandon_place(&place);
    }
    object->derivation = copy;
    wmi_memory_clear(&place.held);
    return WMI_OK;
}

wmi_status WMI_CALL wmi_object_set_class(wmi_object *object, const char *name, const char *class_name)
{
    size_t index = wmip_object_find(object, name, object->count);
    wmi_property *property = index < object->count ? writable(object, index) : NULL;
    return property != NULL ? replace_text(object, &property->class_name, owner_of_class(property), class_name)
                            : WMI_OK;
}

const wmi_value *WMI_CALL wmi_object_get(const wmi_object *object, const char *name)
{
    size_t index = object != NULL ? wmip_object_find(object, name, object->count) : 0;
    return object != NULL && index < object->count ? &object->properties[index].value : NULL;
}

const char *WMI_CALL wmi_object_string(const wmi_object *object, const char *name)
{
    const wmi_value *value = wmi_object_get(object, name);
    return value != NULL && !value->is_null && !value->is_array && wmip_type_is_text(value->type) ? value->u.string
                                                                                                  : NULL;
}

int64_t WMI_CALL wmi_object_integer(const wmi_object *object, const char *name, int64_t otherwise)
{
    int64_t number = 0;
    return wmi_value_to_integer(wmi_object_get(object, name), &number) ? number : otherwise;
}
