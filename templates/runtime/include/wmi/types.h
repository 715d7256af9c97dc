/**
 * @file
 * The value types of the bindings: one C type for each CIM type, presence included.
 *
 * In CIM every value may be NULL, and NULL is not zero. A pointer (string, reference, object) is NULL by being NULL;
 * a number carries a `has` flag; an array is NULL when `items` is. A zero-initialised value of any of these types is
 * therefore NULL, and a zero-initialised parameter struct passes nothing.
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
    bool is_interval;      /**< true: `day` .. `microsecond` are a duration, the rest is unused */
    uint8_t unknown;       /**< a set of wmi_datetime_field: fields that the sender left open */
    uint16_t year;         /**< 0 .. 9999 */
    uint8_t month;         /**< 1 .. 12 */
    uint32_t day;          /**< 1 .. 31; in an interval 0 .. 99999999 */
    uint8_t hour;          /**< 0 .. 23 */
    uint8_t minute;        /**< 0 .. 59 */
    uint8_t second;        /**< 0 .. 59 */
    uint32_t microsecond;  /**< 0 .. 999999 */
    uint8_t microsecond_digits; /**< how many leading digits of the fraction are known when not all are; else 0 */
    int16_t offset;        /**< minutes east of UTC, -999 .. 999; 0 in an interval */
} wmi_datetime;

/** A dynamic instance or parameter list; see wmi/object.h. */
typedef struct wmi_object wmi_object;
/** What a generated struct owns; see wmi_clear_struct(). Opaque. */
typedef struct wmi_memory wmi_memory;
struct wmi_class_info;

/**
 * An instance in a string parameter or property with the EmbeddedInstance qualifier. One of two forms:
 * a typed instance (`info` and `instance`, see WMI_EMBED), written as CIM-XML when the call is made, or ready-made
 * text (`text`). What comes back from a call is text; WMI_UNEMBED reads it into a typed instance. All NULL = NULL.
 */
typedef struct wmi_embedded {
    const struct wmi_class_info *info; /**< of the class of `instance` */
    const void *instance;              /**< a struct of that class */
    const char *text;                  /**< CIM-XML */
} wmi_embedded;

/*
 * Scalars with presence: the value first, so that `{3}` in an initialiser is a 3 that lacks its `has`, which no call takes for a NULL.
 */
/** A boolean, or NULL. */
typedef struct wmi_opt_boolean { bool value; /**< if `has` */ bool has; /**< it is not NULL */ } wmi_opt_boolean;
/** A sint8, or NULL. */
typedef struct wmi_opt_sint8 { int8_t value; /**< if `has` */ bool has; /**< it is not NULL */ } wmi_opt_sint8;
/** A uint8, or NULL. */
typedef struct wmi_opt_uint8 { uint8_t value; /**< if `has` */ bool has; /**< it is not NULL */ } wmi_opt_uint8;
/** A sint16, or NULL. */
typedef struct wmi_opt_sint16 { int16_t value; /**< if `has` */ bool has; /**< it is not NULL */ } wmi_opt_sint16;
/** A uint16, or NULL. */
typedef struct wmi_opt_uint16 { uint16_t value; /**< if `has` */ bool has; /**< it is not NULL */ } wmi_opt_uint16;
/** A sint32, or NULL. */
typedef struct wmi_opt_sint32 { int32_t value; /**< if `has` */ bool has; /**< it is not NULL */ } wmi_opt_sint32;
/** A uint32, or NULL. */
typedef struct wmi_opt_uint32 { uint32_t value; /**< if `has` */ bool has; /**< it is not NULL */ } wmi_opt_uint32;
/** A sint64, or NULL. */
typedef struct wmi_opt_sint64 { int64_t value; /**< if `has` */ bool has; /**< it is not NULL */ } wmi_opt_sint64;
/** A uint64, or NULL. */
typedef struct wmi_opt_uint64 { uint64_t value; /**< if `has` */ bool has; /**< it is not NULL */ } wmi_opt_uint64;
/** A real32, or NULL. */
typedef struct wmi_opt_real32 { float value; /**< if `has` */ bool has; /**< it is not NULL */ } wmi_opt_real32;
/** A real64, or NULL. */
typedef struct wmi_opt_real64 { double value; /**< if `has` */ bool has; /**< it is not NULL */ } wmi_opt_real64;
/** A char16, or NULL. */
typedef struct wmi_opt_char16 { uint16_t value; /**< if `has` */ bool has; /**< it is not NULL */ } wmi_opt_char16;
/** A datetime, or NULL. */
typedef struct wmi_opt_datetime { wmi_datetime value; /**< if `has` */ bool has; /**< it is not NULL */ } wmi_opt_datetime;

/* Arrays. items == NULL is NULL; count == 0 with items != NULL is an empty array. */
/** An array of booleans, or NULL. */
typedef struct wmi_array_boolean { const bool *items; /**< NULL = NULL */ size_t count; /**< of items */ } wmi_array_boolean;
/** An array of sint8s, or NULL. */
typedef struct wmi_array_sint8 { const int8_t *items; /**< NULL = NULL */ size_t count; /**< of items */ } wmi_array_sint8;
/** An array of uint8s, or NULL. */
typedef struct wmi_array_uint8 { const uint8_t *items; /**< NULL = NULL */ size_t count; /**< of items */ } wmi_array_uint8;
/** An array of sint16s, or NULL. */
typedef struct wmi_array_sint16 { const int16_t *items; /**< NULL = NULL */ size_t count; /**< of items */ } wmi_array_sint16;
/** An array of uint16s, or NULL. */
typedef struct wmi_array_uint16 { const uint16_t *items; /**< NULL = NULL */ size_t count; /**< of items */ } wmi_array_uint16;
/** An array of sint32s, or NULL. */
typedef struct wmi_array_sint32 { const int32_t *items; /**< NULL = NULL */ size_t count; /**< of items */ } wmi_array_sint32;
/** An array of uint32s, or NULL. */
typedef struct wmi_array_uint32 { const uint32_t *items; /**< NULL = NULL */ size_t count; /**< of items */ } wmi_array_uint32;
/** An array of sint64s, or NULL. */
typedef struct wmi_array_sint64 { const int64_t *items; /**< NULL = NULL */ size_t count; /**< of items */ } wmi_array_sint64;
/** An array of uint64s, or NULL. */
typedef struct wmi_array_uint64 { const uint64_t *items; /**< NULL = NULL */ size_t count; /**< of items */ } wmi_array_uint64;
/** An array of real32s, or NULL. */
typedef struct wmi_array_real32 { const float *items; /**< NULL = NULL */ size_t count; /**< of items */ } wmi_array_real32;
/** An array of real64s, or NULL. */
typedef struct wmi_array_real64 { const double *items; /**< NULL = NULL */ size_t count; /**< of items */ } wmi_array_real64;
/** An array of char16s, or NULL. */
typedef struct wmi_array_char16 { const uint16_t *items; /**< NULL = NULL */ size_t count; /**< of items */ } wmi_array_char16;
/** An array of texts, or NULL. */
typedef struct wmi_array_string { const char *const *items; /**< NULL = NULL */ size_t count; /**< of items */ } wmi_array_string;
/** An array of datetimes, or NULL. */
typedef struct wmi_array_datetime { const wmi_datetime *items; /**< NULL = NULL */ size_t count; /**< of items */ } wmi_array_datetime;
/** An array of object paths, or NULL. */
typedef wmi_array_string wmi_array_reference;
/** An array of embedded instances, or NULL. */
typedef struct wmi_array_embedded { const wmi_embedded *items; /**< NULL = NULL */ size_t count; /**< of items */ } wmi_array_embedded;
/** An array of objects, or NULL. */
typedef struct wmi_array_object { wmi_object *const *items; /**< NULL = NULL */ size_t count; /**< of items */ } wmi_array_object;

/** The parameter struct of a method that has no parameters in that direction. Pass NULL for it. */
typedef struct wmi_none { char unused; /**< private */ } wmi_none;

/*
 * A present value of each scalar type: `in.RequestedState = WMI_UINT16(3);`. Functions below the macros, so that they serve C and
 * C++ alike. The macros convert as a cast does; wmi_uint16() and its like let the compiler warn (-Wconversion).
 */
static inline wmi_opt_boolean wmi_boolean(bool value) { wmi_opt_boolean v; v.has = true; v.value = value; return v; }
static inline wmi_opt_sint8 wmi_sint8(int8_t value) { wmi_opt_sint8 v; v.has = true; v.value = value; return v; }
static inline wmi_opt_uint8 wmi_uint8(uint8_t value) { wmi_opt_uint8 v; v.has = true; v.value = value; return v; }
static inline wmi_opt_sint16 wmi_sint16(int16_t value) { wmi_opt_sint16 v; v.has = true; v.value = value; return v; }
static inline wmi_opt_uint16 wmi_uint16(uint16_t value) { wmi_opt_uint16 v; v.has = true; v.value = value; return v; }
static inline wmi_opt_sint32 wmi_sint32(int32_t value) { wmi_opt_sint32 v; v.has = true; v.value = value; return v; }
static inline wmi_opt_uint32 wmi_uint32(uint32_t value) { wmi_opt_uint32 v; v.has = true; v.value = value; return v; }
static inline wmi_opt_sint64 wmi_sint64(int64_t value) { wmi_opt_sint64 v; v.has = true; v.value = value; return v; }
static inline wmi_opt_uint64 wmi_uint64(uint64_t value) { wmi_opt_uint64 v; v.has = true; v.value = value; return v; }
static inline wmi_opt_real32 wmi_real32(float value) { wmi_opt_real32 v; v.has = true; v.value = value; return v; }
static inline wmi_opt_real64 wmi_real64(double value) { wmi_opt_real64 v; v.has = true; v.value = value; return v; }
static inline wmi_opt_char16 wmi_char16(uint16_t value) { wmi_opt_char16 v; v.has = true; v.value = value; return v; }

#ifdef __cplusplus
}
/** What WMI_AS calls: a cast that no compiler takes for an old one or for one too many. */
template <class To, class From> constexpr To wmi_as(From value) noexcept
{
    return static_cast<To>(value);
}
extern "C" {
#define WMI_AS(TYPE, x) wmi_as<TYPE>(x)
#else
#define WMI_AS(TYPE, x) ((TYPE)(x)) /**< `x` made a TYPE, as the macros below do */
#endif

#define WMI_BOOLEAN(x) wmi_boolean(x) /**< a boolean that is not NULL */
#define WMI_SINT8(x) wmi_sint8(WMI_AS(int8_t, x)) /**< a sint8 that is not NULL */
#define WMI_UINT8(x) wmi_uint8(WMI_AS(uint8_t, x)) /**< a uint8 that is not NULL */
#define WMI_SINT16(x) wmi_sint16(WMI_AS(int16_t, x)) /**< a sint16 that is not NULL */
#define WMI_UINT16(x) wmi_uint16(WMI_AS(uint16_t, x)) /**< a uint16 that is not NULL */
#define WMI_SINT32(x) wmi_sint32(WMI_AS(int32_t, x)) /**< a sint32 that is not NULL */
#define WMI_UINT32(x) wmi_uint32(WMI_AS(uint32_t, x)) /**< a uint32 that is not NULL */
#define WMI_SINT64(x) wmi_sint64(WMI_AS(int64_t, x)) /**< a sint64 that is not NULL */
#define WMI_UINT64(x) wmi_uint64(WMI_AS(uint64_t, x)) /**< a uint64 that is not NULL */
#define WMI_REAL32(x) wmi_real32(WMI_AS(float, x)) /**< a real32 that is not NULL */
#define WMI_REAL64(x) wmi_real64(WMI_AS(double, x)) /**< a real64 that is not NULL */
#define WMI_CHAR16(x) wmi_char16(WMI_AS(uint16_t, x)) /**< a char16 that is not NULL */
/*
 * The same for static data, where a call cannot stand: `static const hv_Msvm_Error error = {.ErrorType = WMI_UINT16_INIT(2)};`
 */
#define WMI_BOOLEAN_INIT(x) {WMI_AS(bool, x), true} /**< WMI_BOOLEAN(x) in an initialiser */
#define WMI_SINT8_INIT(x) {WMI_AS(int8_t, x), true} /**< WMI_SINT8(x) in an initialiser */
#define WMI_UINT8_INIT(x) {WMI_AS(uint8_t, x), true} /**< WMI_UINT8(x) in an initialiser */
#define WMI_SINT16_INIT(x) {WMI_AS(int16_t, x), true} /**< WMI_SINT16(x) in an initialiser */
#define WMI_UINT16_INIT(x) {WMI_AS(uint16_t, x), true} /**< WMI_UINT16(x) in an initialiser */
#define WMI_SINT32_INIT(x) {WMI_AS(int32_t, x), true} /**< WMI_SINT32(x) in an initialiser */
#define WMI_UINT32_INIT(x) {WMI_AS(uint32_t, x), true} /**< WMI_UINT32(x) in an initialiser */
#define WMI_SINT64_INIT(x) {WMI_AS(int64_t, x), true} /**< WMI_SINT64(x) in an initialiser */
#define WMI_UINT64_INIT(x) {WMI_AS(uint64_t, x), true} /**< WMI_UINT64(x) in an initialiser */
#define WMI_REAL32_INIT(x) {WMI_AS(float, x), true} /**< WMI_REAL32(x) in an initialiser */
#define WMI_REAL64_INIT(x) {WMI_AS(double, x), true} /**< WMI_REAL64(x) in an initialiser */
#define WMI_CHAR16_INIT(x) {WMI_AS(uint16_t, x), true} /**< WMI_CHAR16(x) in an initialiser */
/** A datetime in an initialiser, from that of a wmi_datetime: `WMI_DATETIME_INIT({.year = 2025, .month = 7, .day = 1})`. */
#define WMI_DATETIME_INIT(...) {__VA_ARGS__, true}

/** What WMI_DATETIME makes. */
static inline wmi_opt_datetime wmi_datetime_value(wmi_datetime value) { wmi_opt_datetime v; v.has = true; v.value = value; return v; }
/** A date: WMI_DATETIME(value) of a wmi_datetime, e.g. one that wmi_datetime_parse() read. */
#define WMI_DATETIME(x) wmi_datetime_value(x)
/** An interval of so many seconds. */
#define WMI_SECONDS(x) wmi_datetime_value(wmi_datetime_from_seconds(x))

/** An interval of `seconds`. */
WMI_API wmi_datetime WMI_CALL wmi_datetime_from_seconds(uint64_t seconds);

/** An array from a C array: WMI_ARRAY(wmi_array_uint16, states) with `uint16_t states[3]`. */
#ifdef __cplusplus
#define WMI_ARRAY(TYPE, a) (TYPE{(a), sizeof(a) / sizeof((a)[0])})
#else
#define WMI_ARRAY(TYPE, a) ((TYPE){(a), sizeof(a) / sizeof((a)[0])})
#endif

/** Size of the text of a datetime with its terminating NUL (DSP0004 5.2.4: always 25 characters). */
#define WMI_DATETIME_TEXT_SIZE 26

/**
 * Reads a CIM datetime: `yyyymmddHHMMSS.mmmmmm+UUU`, or the interval `ddddddddHHMMSS.mmmmmm:000`, with asterisks for
 * unknown fields. The 24-character form with a two-digit offset that some providers send is taken too.
 * @return false, with `*out` zeroed, when the text is neither.
 */
WMI_API bool WMI_CALL wmi_datetime_parse(const char *text, wmi_datetime *out);

/**
 * Writes a datetime in its 25-character form. `text` has room for WMI_DATETIME_TEXT_SIZE characters.
 * @return false, with an empty text, when a field is outside its range.
 */
WMI_API bool WMI_CALL wmi_datetime_format(const wmi_datetime *value, char *text);

/** Seconds since 1970-01-01 UTC. @return false for intervals and where a field of the date is unknown. */
WMI_API bool WMI_CALL wmi_datetime_to_unix(const wmi_datetime *value, int64_t *seconds);
/** A date in UTC. Years outside 0 .. 9999 are clamped. */
WMI_API wmi_datetime WMI_CALL wmi_datetime_from_unix(int64_t seconds);
/** The length of an interval in microseconds; @return false for dates and for unknown fields. */
WMI_API bool WMI_CALL wmi_datetime_to_microseconds(const wmi_datetime *value, uint64_t *microseconds);

#ifdef __cplusplus
}
#endif
#endif
