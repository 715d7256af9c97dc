/**
 * @file
 * Values, objects, the members of generated structs, and what may become what.
 */
#ifndef WMIP_VALUE_VALUE_H
#define WMIP_VALUE_VALUE_H

#include "base/core.h"

#include <wmi/embedded.h>
#include <wmi/object.h>

/** How deep instances may be nested in each other. */
#define WMIP_EMBEDDING_DEPTH 16

/* Classes. */

/** Whether a class is the named one or derived from it. */
bool wmip_class_is(const wmi_class_info *info, const char *name);
/**
 * Whether an object may be an instance of the class, or of one derived from it: where its derivation is not known, only
 * an ancestor of the class is told apart.
 */
bool wmip_object_may_be(const wmi_object *object, const wmi_class_info *info);

/* Values and objects. A wmi_value of type WMI_TYPE_EMBEDDED is taken for the string that it travels as. */

/** Whether values of the type are a const char *: string, reference, embedded. */
bool wmip_type_is_text(wmi_type type);
/** A scalar of the type, zero. */
wmi_value wmip_value_empty(wmi_type type);
/** Whether a value is NULL: by its flag, or because the pointer that it holds is. */
bool wmip_value_is_null(const wmi_value *value);
/** The number of a scalar integer or char16 of any width; 0 for every other type. */
wmip_integer wmip_integer_of(const wmi_value *value);
/** The item of an array, as a scalar; nothing is copied. */
wmi_value wmip_value_item(const wmi_value *array, size_t index);
/** A deep copy in a region. @return false when there is no memory. */
bool wmip_value_copy(const wmi_value *from, wmi_memory **memory, wmi_value *to);
/**
 * Appends the text of a scalar as CIM-XML has it (TRUE, 12, 0.5, a datetime's 25 characters, text as it is).
 * @return false for NULL, an array, an object, a datetime or char16 that has no text.
 */
bool wmip_value_text(const wmi_value *value, wmip_buffer *text);
/** Appends what a value is, shortened, for messages: `sint32 70000`, `string[3]`, `NULL`. */
void wmip_value_describe(const wmi_value *value, wmip_buffer *text);
/** Appends the value whole, for those who look at it: its text; of an array those of its items, with commas between. */
void wmip_value_spell(const wmi_value *value, wmip_buffer *text);

/** Why a conversion came to nothing. */
typedef enum wmip_conversion { WMIP_CONVERTED, WMIP_MISFIT, WMIP_CONVERSION_NO_MEMORY } wmip_conversion;
/** wmi_value_convert that tells why, and for which an object is nothing but an object. For WMI_TYPE_EMBEDDED the result
 * is a WMI_TYPE_STRING. */
wmip_conversion wmip_convert_plain(const wmi_value *from, wmi_type type, bool is_array, wmi_memory **memory,
                                   wmi_value *to);

/**
 * The property of that name as a number or boolean of a type, read as a field of generated structs would be; a NULL
 * where it is absent or not to be read so.
 */
wmi_value wmip_object_read(const wmi_object *object, const char *name, wmi_type type);

/* Members of generated structs, which lie as their wmi_field says. */

/**
 * What a member holds; nothing is copied. Of an embedded member only the text: typed instances are the encoder's
 * business, and an embedded array is NULL here.
 */
wmi_value wmip_field_read(const wmi_field *field, const void *base);
/**
 * Whether a number that is NULL holds a value all the same: a program set it without `has`, or took `has` away without the value.
 * @param held what it holds, as if it were not NULL; untouched where it holds nothing
 */
bool wmip_field_is_half(const wmi_field *field, const void *base, wmi_value *held);
/** Puts a value of the field's type into its zeroed member, which then shares the value's memory. @return false when
 * there is no memory (for the items of an embedded array). */
bool wmip_field_store(const wmi_field *field, void *base, const wmi_value *value, wmi_memory **memory);

/* Objects. */

/** An object in a region that others share: it is given back with the region, and wmi_object_free leaves it alone. */
wmi_object *wmip_object_new_in(wmi_memory **memory, const char *class_name);
wmi_object *wmip_object_copy_in(wmi_memory **memory, const wmi_object *object);
/** Whether there is room for so many properties in all, made if need be. */
bool wmip_object_reserve(wmi_object *object, size_t count);
/**
 * Appends a NULL property without looking for one of the same name. The caller fills in the value, with memory of
 * object->memory. @return NULL when there is no memory.
 */
wmi_property *wmip_object_add(wmi_object *object, const char *name);
/** Takes a property out; its memory stays the object's. */
void wmip_object_drop(wmi_object *object, size_t index);
/** The property of that name, looked for at index `hint` first. @return its index; object->count when there is none. */
size_t wmip_object_find(const wmi_object *object, const char *name, size_t hint);

#endif
