/**
 * @file
 * The value types of the bindings: one C type for each CIM type, presence included.
 *
 * In CIM every value may be NULL, and NULL is not zero. A pointer (string, reference, object) is NULL by being NULL;
 * a number carries a `has` flag; an array is NULL when `items` is. A zero-initialised value of any of these types is
 * therefore NULL, and a zero-initialised parameter struct passes nothing.
 *
 * Threads: values, arrays and the generated structs that are made of them are plain memory: several threads may read one, hand it to calls
 * and copy it at the same time; who changes it, or clears it, has it alone.
 */
#ifndef WMI_TYPES_H
#define WMI_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * The calling convention of the runtime's functions and of the generated ones. It is C's own, said for programs for 32-bit Windows that are
 * compiled with another default (/Gz, -mrtd); everywhere else there is but one.
 */
#if defined(_WIN32) && (defined(_M_IX86) || defined(__i386__))
#define WMI_CALL __cdecl
#else
#define WMI_CALL
#endif
/**
 * That of a function that a program hands to the runtime, and of those of a backend: the same.
 * `static bool WMI_CALLBACK show(void *context, const wmi_object *object)`
 */
#define WMI_CALLBACK WMI_CALL

/** What a shared library shows. */
#if defined(_WIN32) || defined(__CYGWIN__)
#define WMI_EXPORT __declspec(dllexport)
#define WMI_IMPORT __declspec(dllimport)
#elif defined(__GNUC__)
#define WMI_EXPORT __attribute__((__visibility__("default")))
#define WMI_IMPORT WMI_EXPORT
#else
#define WMI_EXPORT
#define WMI_IMPORT /**< what is taken from a shared library */
#endif
/**
 * Stands before all that the runtime shows to programs. WMI_SHARED is defined for those that use it as a shared library (its CMake target
 * does so), WMI_BUILDING besides where that library is compiled. Neither is for a static library, nor for sources within a program. Who
 * wants something else defines WMI_API.
 */
#if !defined(WMI_API)
#if !defined(WMI_SHARED)
#define WMI_API
#elif defined(WMI_BUILDING)
#define WMI_API WMI_EXPORT
#else
#define WMI_API WMI_IMPORT
#endif
#endif

/** Lets compilers check the arguments of a function that takes a format. */
#if defined(__GNUC__)
#define WMI_PRINTF(at, first) __attribute__((__format__(__printf__, at, first)))
#else
#define WMI_PRINTF(at, first)
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** The CIM data types (DSP0004 section 5.2; WMI's CIMTYPE). */
typedef enum wmi_type {
    WMI_TYPE_BOOLEAN,
    WMI_TYPE_SINT8,
    WMI_TYPE_UINT8,
    WMI_TYPE_SINT16,
    WMI_TYPE_UINT16,
    WMI_TYPE_SINT32,
    WMI_TYPE_UINT32,
    WMI_TYPE_SINT64,
    WMI_TYPE_UINT64,
    WMI_TYPE_REAL32,
    WMI_TYPE_REAL64,
    WMI_TYPE_CHAR16,
    WMI_TYPE_STRING,
    WMI_TYPE_DATETIME,
    WMI_TYPE_REFERENCE, /**< `C REF`: an object path */
    WMI_TYPE_EMBEDDED,  /**< `[EmbeddedInstance("C")] string`: an instance that travels as CIM-XML text */
    WMI_TYPE_OBJECT     /**< `C X` without REF, or `object`: an instance that travels as an object */
} wmi_type;

/** The fields of a wmi_datetime that may be unknown. */
typedef enum wmi_datetime_field {
    WMI_DATETIME_YEAR = 1 << 0,
    WMI_DATETIME_MONTH = 1 << 1,
    WMI_DATETIME_DAY = 1 << 2,
    WMI_DATETIME_HOUR = 1 << 3,
    WMI_DATETIME_MINUTE = 1 << 4,
    WMI_DATETIME_SECOND = 1 << 5,
    WMI_DATETIME_MICROSECOND = 1 << 6,
    WMI_DATETIME_OFFSET = 1 << 7
} wmi_datetime_field;

/** A date and time, or an interval. Which fields are known is kept: CIM writes unknown ones as asterisks. */
typedef struct wmi_datetime {
    bool is_interval;           /**< true: `day` .. `microsecond` are a duration, the rest is unused */
    uint8_t unknown;            /**< a set of wmi_datetime_field: fields that the sender left open */
    uint16_t year;              /**< 0 .. 9999 */
    uint8_t month;              /**< 1 .. 12 */
    uint32_t day;               /**< 1 .. 31; in an interval 0 .. 99999999 */
    uint8_t hour;               /**< 0 .. 23 */
    uint8_t minute;             /**< 0 .. 59 */
    uint8_t second;             /**< 0 .. 59 */
    uint32_t microsecond;       /**< 0 .. 999999 */
    uint8_t microsecond_digits; /**< how many leading digits of the fraction are known when not all are; else 0 */
    int16_t offset;             /**< minutes east of UTC, -999 .. 999; 0 in an interval */
} wmi_datetime;

/** A dynamic instance or parameter list; see wmi/object.h. Threads: several may read one; who changes it, or gives it back, has it alone. */
typedef struct wmi_object wmi_object;
/** What a generated struct owns; see wmi_instance_clear(). Opaque. Threads: it is part of that struct. */
typedef struct wmi_memory wmi_memory;
struct wmi_class_info;

/**
 * An instance in a string parameter or property with the EmbeddedInstance qualifier. One of two forms:
 * a typed instance (`info` and `instance`, see WMI_EMBED), written as CIM-XML when the call is made, or ready-made
 * text (`text`). What comes back from a call is text; WMI_UNEMBED reads it into a typed instance. All NULL = NULL.
 * Threads: several may read one, and the instance with it.
 */
typedef struct wmi_embedded {
    const struct wmi_class_info *info; /**< of the class of `instance` */
    const void *instance;              /**< a struct of that class */
    const char *text;                  /**< CIM-XML */
} wmi_embedded;

/*
 * Scalars with presence. The value comes first, so that `.X = 2` in an initialiser, which compilers take for `.X = {2}`, is a 2 that
 * lacks its `has`: no call takes that for NULL or 0, it is refused (WMI_USAGE). `.X = 0` cannot be told from a NULL, and is one:
 * WMI_UINT16(0) is a zero, and WMI_CLEAR(item.X) takes a value away.
 */
/** A boolean, or NULL. */
typedef struct wmi_opt_boolean {
    bool value; /**< if `has` */
    bool has;   /**< it is not NULL */
} wmi_opt_boolean;
/** A sint8, or NULL. */
typedef struct wmi_opt_sint8 {
    int8_t value; /**< if `has` */
    bool has;     /**< it is not NULL */
} wmi_opt_sint8;
/** A uint8, or NULL. */
typedef struct wmi_opt_uint8 {
    uint8_t value; /**< if `has` */
    bool has;      /**< it is not NULL */
} wmi_opt_uint8;
/** A sint16, or NULL. */
typedef struct wmi_opt_sint16 {
    int16_t value; /**< if `has` */
    bool has;      /**< it is not NULL */
} wmi_opt_sint16;
/** A uint16, or NULL. */
typedef struct wmi_opt_uint16 {
    uint16_t value; /**< if `has` */
    bool has;       /**< it is not NULL */
} wmi_opt_uint16;
/** A sint32, or NULL. */
typedef struct wmi_opt_sint32 {
    int32_t value; /**< if `has` */
    bool has;      /**< it is not NULL */
} wmi_opt_sint32;
/** A uint32, or NULL. */
typedef struct wmi_opt_uint32 {
    uint32_t value; /**< if `has` */
    bool has;       /**< it is not NULL */
} wmi_opt_uint32;
/** A sint64, or NULL. */
typedef struct wmi_opt_sint64 {
    int64_t value; /**< if `has` */
    bool has;      /**< it is not NULL */
} wmi_opt_sint64;
/** A uint64, or NULL. */
typedef struct wmi_opt_uint64 {
    uint64_t value; /**< if `has` */
    bool has;       /**< it is not NULL */
} wmi_opt_uint64;
/** A real32, or NULL. */
typedef struct wmi_opt_real32 {
    float value; /**< if `has` */
    bool has;    /**< it is not NULL */
} wmi_opt_real32;
/** A real64, or NULL. */
typedef struct wmi_opt_real64 {
    double value; /**< if `has` */
    bool has;     /**< it is not NULL */
} wmi_opt_real64;
/** A char16, or NULL. */
typedef struct wmi_opt_char16 {
    uint16_t value; /**< if `has` */
    bool has;       /**< it is not NULL */
} wmi_opt_char16;
/** A datetime, or NULL. */
typedef struct wmi_opt_datetime {
    wmi_datetime value; /**< if `has` */
    bool has;           /**< it is not NULL */
} wmi_opt_datetime;

/* Arrays. items == NULL is NULL; count == 0 with items != NULL is an empty array. */
/** An array of booleans, or NULL. */
typedef struct wmi_array_boolean {
    const bool *items; /**< NULL = NULL */
    size_t count;      /**< of items */
} wmi_array_boolean;
/** An array of sint8s, or NULL. */
typedef struct wmi_array_sint8 {
    const int8_t *items; /**< NULL = NULL */
    size_t count;        /**< of items */
} wmi_array_sint8;
/** An array of uint8s, or NULL. */
typedef struct wmi_array_uint8 {
    const uint8_t *items; /**< NULL = NULL */
    size_t count;         /**< of items */
} wmi_array_uint8;
/** An array of sint16s, or NULL. */
typedef struct wmi_array_sint16 {
    const int16_t *items; /**< NULL = NULL */
    size_t count;         /**< of items */
} wmi_array_sint16;
/** An array of uint16s, or NULL. */
typedef struct wmi_array_uint16 {
    const uint16_t *items; /**< NULL = NULL */
    size_t count;          /**< of items */
} wmi_array_uint16;
/** An array of sint32s, or NULL. */
typedef struct wmi_array_sint32 {
    const int32_t *items; /**< NULL = NULL */
    size_t count;         /**< of items */
} wmi_array_sint32;
/** An array of uint32s, or NULL. */
typedef struct wmi_array_uint32 {
    const uint32_t *items; /**< NULL = NULL */
    size_t count;          /**< of items */
} wmi_array_uint32;
/** An array of sint64s, or NULL. */
typedef struct wmi_array_sint64 {
    const int64_t *items; /**< NULL = NULL */
    size_t count;         /**< of items */
} wmi_array_sint64;
/** An array of uint64s, or NULL. */
typedef struct wmi_array_uint64 {
    const uint64_t *items; /**< NULL = NULL */
    size_t count;          /**< of items */
} wmi_array_uint64;
/** An array of real32s, or NULL. */
typedef struct wmi_array_real32 {
    const float *items; /**< NULL = NULL */
    size_t count;       /**< of items */
} wmi_array_real32;
/** An array of real64s, or NULL. */
typedef struct wmi_array_real64 {
    const double *items; /**< NULL = NULL */
    size_t count;        /**< of items */
} wmi_array_real64;
/** An array of char16s, or NULL. */
typedef struct wmi_array_char16 {
    const uint16_t *items; /**< NULL = NULL */
    size_t count;          /**< of items */
} wmi_array_char16;
/** An array of texts, or NULL. */
typedef struct wmi_array_string {
    const char *const *items; /**< NULL = NULL */
    size_t count;             /**< of items */
} wmi_array_string;
/** An array of datetimes, or NULL. */
typedef struct wmi_array_datetime {
    const wmi_datetime *items; /**< NULL = NULL */
    size_t count;              /**< of items */
} wmi_array_datetime;
/** An array of object paths, or NULL. */
typedef wmi_array_string wmi_array_reference;
/** An array of embedded instances, or NULL. */
typedef struct wmi_array_embedded {
    const wmi_embedded *items; /**< NULL = NULL */
    size_t count;              /**< of items */
} wmi_array_embedded;
/** An array of objects, or NULL. */
typedef struct wmi_array_object {
    wmi_object *const *items; /**< NULL = NULL */
    size_t count;             /**< of items */
} wmi_array_object;

/** The parameter struct of a method that has no parameters in that direction. Pass NULL for it. */
typedef struct wmi_none {
    char unused; /**< private */
} wmi_none;

#ifdef __cplusplus
}
#endif

#include <wmi/values.h>

#endif
