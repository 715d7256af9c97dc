/**
 * @file
 * Dynamic values and objects: what travels between the typed structs and a backend, and what embedded objects are.
 */
#ifndef WMI_OBJECT_H
#define WMI_OBJECT_H

#include <wmi/descriptor.h>
#include <wmi/error.h>
#include <wmi/memory.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * A value of any CIM type. `type` is never WMI_TYPE_EMBEDDED in an object made from a typed struct: an embedded instance
 * travels as a WMI_TYPE_STRING that holds CIM-XML.
 * Scalars are in the union member of their type. An array holds in `array.items` what the wmi_array_ type of its CIM
 * type points to (const uint16_t *, const char *const *, ...). Threads: plain memory, as those of wmi/types.h.
 */
typedef struct wmi_value {
    wmi_type type; /**< of the value, or of the items of the array */
    bool is_array; /**< `array` holds it */
    bool is_null;  /**< there is none */
    union {
        bool boolean;
        int8_t sint8;
        uint8_t uint8;
        int16_t sint16;
        uint16_t uint16;
        int32_t sint32;
        uint32_t uint32;
        int64_t sint64;
        uint64_t uint64;
        float real32;
        double real64;
        uint16_t char16;
        const char *string; /**< string, reference */
        wmi_datetime datetime;
        wmi_object *object;
        struct {
            const void *items;
            size_t count;
        } array;
    } u; /**< the value, where it is not NULL */
} wmi_value;

/** A named value of an object. */
typedef struct wmi_property {
    const char *name;       /**< as it came */
    const char *class_name; /**< class of a reference or object where known; else NULL */
    wmi_value value;        /**< its value */
    const char *
        unreadable; /**< what arrived, as text, where it could not be read as the property's type; `value` is then NULL */
} wmi_property;

/**
 * An instance, a class's worth of values, or a parameter list. Names are case-insensitive and keep their case. Threads: several may read
 * one at the same time; who changes it, or gives it back, has it alone.
 */
struct wmi_object {
    const char *class_name;         /**< `__PARAMETERS` for a parameter list */
    const char *path;               /**< NULL where it has none */
    const wmi_property *properties; /**< what it holds */
    size_t count;                   /**< how many there are */
    size_t capacity;                /**< private */
    wmi_memory *memory;             /**< owns all of it; private */
    const char *const
        *derivation; /**< all ancestors of the class, nearest first, NULL-terminated; NULL where not known */
};

/** A new, empty object; give it back with wmi_object_free. @return NULL when there is no memory. */
WMI_API wmi_object *WMI_CALL wmi_object_new(const char *class_name);
/** Gives an object and everything in it back. NULL is allowed. */
WMI_API void WMI_CALL wmi_object_free(wmi_object *object);
/** A deep copy. @return NULL when there is no memory. */
WMI_API wmi_object *WMI_CALL wmi_object_copy(const wmi_object *object);
/**
 * Sets (or replaces) a property; name and value are copied deeply. Here and in the functions below, what is replaced is
 * given back, so that pointers to it end; what is set may be (a part of) what it replaces. After a failure all is as before.
 * @return WMI_OK, WMI_NO_MEMORY.
 */
WMI_API wmi_status WMI_CALL wmi_object_set(wmi_object *object, const char *name, const wmi_value *value);
/** Sets the path that object->path names; NULL takes it away. @return WMI_OK, WMI_NO_MEMORY. */
WMI_API wmi_status WMI_CALL wmi_object_set_path(wmi_object *object, const char *path);
/** Sets the ancestors that object->derivation names; NULL = not known. @return WMI_OK, WMI_NO_MEMORY. */
WMI_API wmi_status WMI_CALL wmi_object_set_derivation(wmi_object *object, const char *const *derivation);
/** Sets the class of the reference or object in a property that is there. @return WMI_OK, WMI_NO_MEMORY. */
WMI_API wmi_status WMI_CALL wmi_object_set_class(wmi_object *object, const char *name, const char *class_name);
/** The property of that name; NULL when there is none. */
WMI_API const wmi_value *WMI_CALL wmi_object_get(const wmi_object *object, const char *name);
/** Shorthand: the text of a property; NULL where it is absent, NULL or of another kind. */
WMI_API const char *WMI_CALL wmi_object_string(const wmi_object *object, const char *name);
/** Shorthand: the number of a property; `otherwise` where it is absent, NULL or of another kind. */
WMI_API int64_t WMI_CALL wmi_object_integer(const wmi_object *object, const char *name, int64_t otherwise);

/** A NULL of a type. Nothing is copied here and below. */
WMI_API wmi_value WMI_CALL wmi_value_null(wmi_type type, bool is_array);
/** A boolean. */
WMI_API wmi_value WMI_CALL wmi_value_boolean(bool truth);
/** A sint8. */
WMI_API wmi_value WMI_CALL wmi_value_sint8(int8_t number);
/** A uint8. */
WMI_API wmi_value WMI_CALL wmi_value_uint8(uint8_t number);
/** A sint16. */
WMI_API wmi_value WMI_CALL wmi_value_sint16(int16_t number);
/** A uint16. */
WMI_API wmi_value WMI_CALL wmi_value_uint16(uint16_t number);
/** A sint32. */
WMI_API wmi_value WMI_CALL wmi_value_sint32(int32_t number);
/** A uint32. */
WMI_API wmi_value WMI_CALL wmi_value_uint32(uint32_t number);
/** A sint64. */
WMI_API wmi_value WMI_CALL wmi_value_sint64(int64_t number);
/** A uint64. */
WMI_API wmi_value WMI_CALL wmi_value_uint64(uint64_t number);
/** A real32. */
WMI_API wmi_value WMI_CALL wmi_value_real32(float number);
/** A real64. */
WMI_API wmi_value WMI_CALL wmi_value_real64(double number);
/** A char16. */
WMI_API wmi_value WMI_CALL wmi_value_char16(uint16_t character);
/** A text; NULL is a NULL. */
WMI_API wmi_value WMI_CALL wmi_value_string(const char *text);
/** A datetime. */
WMI_API wmi_value WMI_CALL wmi_value_datetime(wmi_datetime datetime);
/** An object path; NULL is a NULL. */
WMI_API wmi_value WMI_CALL wmi_value_reference(const char *path);
/** An object; NULL is a NULL. */
WMI_API wmi_value WMI_CALL wmi_value_object(wmi_object *object);
/*
 * Arrays: wmi_value_uint16_array(wmi_uint16_array(items, count)), or of a C array wmi_value_uint16_array(WMI_UINT16_ARRAY(items)).
 */
/** An array of booleans. */
WMI_API wmi_value WMI_CALL wmi_value_boolean_array(wmi_array_boolean array);
/** An array of sint8s. */
WMI_API wmi_value WMI_CALL wmi_value_sint8_array(wmi_array_sint8 array);
/** An array of uint8s. */
WMI_API wmi_value WMI_CALL wmi_value_uint8_array(wmi_array_uint8 array);
/** An array of sint16s. */
WMI_API wmi_value WMI_CALL wmi_value_sint16_array(wmi_array_sint16 array);
/** An array of uint16s. */
WMI_API wmi_value WMI_CALL wmi_value_uint16_array(wmi_array_uint16 array);
/** An array of sint32s. */
WMI_API wmi_value WMI_CALL wmi_value_sint32_array(wmi_array_sint32 array);
/** An array of uint32s. */
WMI_API wmi_value WMI_CALL wmi_value_uint32_array(wmi_array_uint32 array);
/** An array of sint64s. */
WMI_API wmi_value WMI_CALL wmi_value_sint64_array(wmi_array_sint64 array);
/** An array of uint64s. */
WMI_API wmi_value WMI_CALL wmi_value_uint64_array(wmi_array_uint64 array);
/** An array of real32s. */
WMI_API wmi_value WMI_CALL wmi_value_real32_array(wmi_array_real32 array);
/** An array of real64s. */
WMI_API wmi_value WMI_CALL wmi_value_real64_array(wmi_array_real64 array);
/** An array of char16s. */
WMI_API wmi_value WMI_CALL wmi_value_char16_array(wmi_array_char16 array);
/** An array of texts. */
WMI_API wmi_value WMI_CALL wmi_value_string_array(wmi_array_string array);
/** An array of datetimes. */
WMI_API wmi_value WMI_CALL wmi_value_datetime_array(wmi_array_datetime array);
/** An array of object paths. */
WMI_API wmi_value WMI_CALL wmi_value_reference_array(wmi_array_reference array);
/** An array of objects. */
WMI_API wmi_value WMI_CALL wmi_value_object_array(wmi_array_object array);

/** The name of a CIM type as MOF and CIM-XML write it: "uint16". An embedded instance is a "string". */
WMI_API const char *WMI_CALL wmi_type_name(wmi_type type);
/** Size in bytes of one array item of that type. */
WMI_API size_t WMI_CALL wmi_type_size(wmi_type type);

/** `value` is an integer of any width: gives it as int64_t (uint64 above INT64_MAX is refused). */
WMI_API bool WMI_CALL wmi_value_to_integer(const wmi_value *value, int64_t *out);

/**
 * Converts a value to the type that a schema declares where nothing is lost: integers of other widths, numbers and
 * booleans in text, text to datetime. This is the one place where what a transport delivers becomes what the MOF says.
 * What hosts send for "nothing" becomes NULL: an empty text where a number, a boolean or a datetime is due, and the date of
 * zeros (`00000000000000.000000+000`; an interval of zeros is an interval). A scalar becomes an array of one. A uint16 or
 * char16 that came as a negative sint16 is taken as it lies in memory, as COM delivers both so; no other integer changes
 * its sign.
 * `memory` owns what the result points to. @return false when the value does not fit.
 */
WMI_API bool WMI_CALL wmi_value_convert(const wmi_value *from, wmi_type type, bool is_array, wmi_memory **memory,
                                        wmi_value *to);

/**
 * An object of an instance: of its properties that are not NULL, with its path, of the class that the server named for it, else of the
 * struct's; for parameters and properties that are objects. Embedded instances in it become CIM-XML text. `*object` is the caller's:
 * wmi_object_free. @return WMI_OK; WMI_USAGE where a value cannot be sent; WMI_NO_MEMORY.
 */
WMI_API wmi_status WMI_CALL wmi_instance_object(const wmi_class_info *info, const void *instance, wmi_object **object,
                                                wmi_error *error);

#ifdef __cplusplus
}
#endif
#endif
