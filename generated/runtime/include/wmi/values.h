/**
 * @file
 * How the values of wmi/types.h are made and taken away; and what a datetime can become. Included by wmi/types.h.
 */
#ifndef WMI_VALUES_H
#define WMI_VALUES_H

#include <wmi/types.h>

#include <string.h>

#ifdef __cplusplus
extern "C++" { /* whatever stands around the #include */
/** What WMI_AS calls: a cast that no compiler takes for an old one, or for one too many. */
template <class To, class From> constexpr To wmi_as(From value) noexcept
{
    return static_cast<To>(value);
}
/** What checks that a pointer is one to a T, in WMI_EMBED and its like. */
template <class T> constexpr T *wmi_pointer(T *pointer) noexcept
{
    return pointer;
}
}
#define WMI_AS(TYPE, x) wmi_as<TYPE>(x)
#define WMI_NULL nullptr
#else
#define WMI_AS(TYPE, x) ((TYPE)(x)) /**< `x` made a TYPE, as the macros below do */
#define WMI_NULL NULL               /**< for the headers, in either language */
/* NOLINTBEGIN(bugprone-macro-parentheses): the types of _Generic stand in none */
/** `pointer` where it is one to a TYPE, or NULL; a compile error where it is another's. */
#define WMI_POINTER_TO(TYPE, pointer) _Generic((pointer), TYPE * : (pointer), void * : (pointer))
/** `pointer` where it is one to a TYPE that may be const, or NULL; a compile error where it is another's. */
#define WMI_POINTER_TO_CONST(TYPE, pointer)                                                                            \
    _Generic((pointer), TYPE * : (pointer), TYPE const * : (pointer), void * : (pointer), void const * : (pointer))
/* NOLINTEND(bugprone-macro-parentheses) */
#endif

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A value of each scalar type that is not NULL: `in.RequestedState = WMI_UINT16(3);`. Functions below the macros, so that they serve C
 * and C++ alike. The macros convert as a cast does; wmi_uint16() and its like let the compiler warn (-Wconversion).
 */

/* clang-format off */
/** What WMI_BOOLEAN makes. */
static inline wmi_opt_boolean wmi_boolean(bool value) { wmi_opt_boolean v; v.value = value; v.has = true; return v; }
/** What WMI_SINT8 makes. */
static inline wmi_opt_sint8 wmi_sint8(int8_t value) { wmi_opt_sint8 v; v.value = value; v.has = true; return v; }
/** What WMI_UINT8 makes. */
static inline wmi_opt_uint8 wmi_uint8(uint8_t value) { wmi_opt_uint8 v; v.value = value; v.has = true; return v; }
/** What WMI_SINT16 makes. */
static inline wmi_opt_sint16 wmi_sint16(int16_t value) { wmi_opt_sint16 v; v.value = value; v.has = true; return v; }
/** What WMI_UINT16 makes. */
static inline wmi_opt_uint16 wmi_uint16(uint16_t value) { wmi_opt_uint16 v; v.value = value; v.has = true; return v; }
/** What WMI_SINT32 makes. */
static inline wmi_opt_sint32 wmi_sint32(int32_t value) { wmi_opt_sint32 v; v.value = value; v.has = true; return v; }
/** What WMI_UINT32 makes. */
static inline wmi_opt_uint32 wmi_uint32(uint32_t value) { wmi_opt_uint32 v; v.value = value; v.has = true; return v; }
/** What WMI_SINT64 makes. */
static inline wmi_opt_sint64 wmi_sint64(int64_t value) { wmi_opt_sint64 v; v.value = value; v.has = true; return v; }
/** What WMI_UINT64 makes. */
static inline wmi_opt_uint64 wmi_uint64(uint64_t value) { wmi_opt_uint64 v; v.value = value; v.has = true; return v; }
/** What WMI_REAL32 makes. */
static inline wmi_opt_real32 wmi_real32(float value) { wmi_opt_real32 v; v.value = value; v.has = true; return v; }
/** What WMI_REAL64 makes. */
static inline wmi_opt_real64 wmi_real64(double value) { wmi_opt_real64 v; v.value = value; v.has = true; return v; }
/** What WMI_CHAR16 makes. */
static inline wmi_opt_char16 wmi_char16(uint16_t value) { wmi_opt_char16 v; v.value = value; v.has = true; return v; }
/** What WMI_DATETIME makes. */
static inline wmi_opt_datetime wmi_datetime_value(wmi_datetime value) { wmi_opt_datetime v; v.value = value; v.has = true; return v; }

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
/** A datetime: WMI_DATETIME(value) of a wmi_datetime, e.g. one that wmi_datetime_parse() read. */
#define WMI_DATETIME(x) wmi_datetime_value(x)
/** An interval of so many seconds. */
#define WMI_SECONDS(x) wmi_datetime_value(wmi_datetime_from_seconds(x))

/*
 * The same for static data, where no call can stand: `static const hv_Msvm_Error error = {.ErrorType = WMI_UINT16_INIT(2)};`. They take
 * constants, unconverted, so that compilers tell of one that does not fit.
 */

#define WMI_BOOLEAN_INIT(x) {(x), true} /**< WMI_BOOLEAN in an initialiser */
#define WMI_SINT8_INIT(x) {(x), true} /**< WMI_SINT8 in an initialiser */
#define WMI_UINT8_INIT(x) {(x), true} /**< WMI_UINT8 in an initialiser */
#define WMI_SINT16_INIT(x) {(x), true} /**< WMI_SINT16 in an initialiser */
#define WMI_UINT16_INIT(x) {(x), true} /**< WMI_UINT16 in an initialiser */
#define WMI_SINT32_INIT(x) {(x), true} /**< WMI_SINT32 in an initialiser */
#define WMI_UINT32_INIT(x) {(x), true} /**< WMI_UINT32 in an initialiser */
#define WMI_SINT64_INIT(x) {(x), true} /**< WMI_SINT64 in an initialiser */
#define WMI_UINT64_INIT(x) {(x), true} /**< WMI_UINT64 in an initialiser */
#define WMI_REAL32_INIT(x) {WMI_AS(float, x), true} /**< WMI_REAL32 in an initialiser */
#define WMI_REAL64_INIT(x) {WMI_AS(double, x), true} /**< WMI_REAL64 in an initialiser */
#define WMI_CHAR16_INIT(x) {(x), true} /**< WMI_CHAR16 in an initialiser */
/** WMI_DATETIME in an initialiser, from that of a wmi_datetime: `WMI_DATETIME_INIT({.year = 2025, .month = 7, .day = 1})`. */
#define WMI_DATETIME_INIT(...) {__VA_ARGS__, true}
/** WMI_SECONDS in an initialiser. */
#define WMI_SECONDS_INIT(x) \
    {{true, 0, 0, 0, (x) / 86400, (x) / 3600 % 24, (x) / 60 % 60, (x) % 60, 0, 0, 0}, true}

/* Arrays. Nothing is copied: the items are the caller's, and stay until the call is made. */

/** An array of `count` booleans. */
static inline wmi_array_boolean wmi_boolean_array(const bool *items, size_t count)
{
    wmi_array_boolean v;
    v.items = items;
    v.count = count;
    return v;
}
/** An array of `count` sint8s. */
static inline wmi_array_sint8 wmi_sint8_array(const int8_t *items, size_t count)
{
    wmi_array_sint8 v;
    v.items = items;
    v.count = count;
    return v;
}
/** An array of `count` uint8s. */
static inline wmi_array_uint8 wmi_uint8_array(const uint8_t *items, size_t count)
{
    wmi_array_uint8 v;
    v.items = items;
    v.count = count;
    return v;
}
/** An array of `count` sint16s. */
static inline wmi_array_sint16 wmi_sint16_array(const int16_t *items, size_t count)
{
    wmi_array_sint16 v;
    v.items = items;
    v.count = count;
    return v;
}
/** An array of `count` uint16s. */
static inline wmi_array_uint16 wmi_uint16_array(const uint16_t *items, size_t count)
{
    wmi_array_uint16 v;
    v.items = items;
    v.count = count;
    return v;
}
/** An array of `count` sint32s. */
static inline wmi_array_sint32 wmi_sint32_array(const int32_t *items, size_t count)
{
    wmi_array_sint32 v;
    v.items = items;
    v.count = count;
    return v;
}
/** An array of `count` uint32s. */
static inline wmi_array_uint32 wmi_uint32_array(const uint32_t *items, size_t count)
{
    wmi_array_uint32 v;
    v.items = items;
    v.count = count;
    return v;
}
/** An array of `count` sint64s. */
static inline wmi_array_sint64 wmi_sint64_array(const int64_t *items, size_t count)
{
    wmi_array_sint64 v;
    v.items = items;
    v.count = count;
    return v;
}
/** An array of `count` uint64s. */
static inline wmi_array_uint64 wmi_uint64_array(const uint64_t *items, size_t count)
{
    wmi_array_uint64 v;
    v.items = items;
    v.count = count;
    return v;
}
/** An array of `count` real32s. */
static inline wmi_array_real32 wmi_real32_array(const float *items, size_t count)
{
    wmi_array_real32 v;
    v.items = items;
    v.count = count;
    return v;
}
/** An array of `count` real64s. */
static inline wmi_array_real64 wmi_real64_array(const double *items, size_t count)
{
    wmi_array_real64 v;
    v.items = items;
    v.count = count;
    return v;
}
/** An array of `count` char16s. */
static inline wmi_array_char16 wmi_char16_array(const uint16_t *items, size_t count)
{
    wmi_array_char16 v;
    v.items = items;
    v.count = count;
    return v;
}
/** An array of `count` texts. */
static inline wmi_array_string wmi_string_array(const char *const *items, size_t count)
{
    wmi_array_string v;
    v.items = items;
    v.count = count;
    return v;
}
/** An array of `count` datetimes. */
static inline wmi_array_datetime wmi_datetime_array(const wmi_datetime *items, size_t count)
{
    wmi_array_datetime v;
    v.items = items;
    v.count = count;
    return v;
}
/** An array of `count` object paths. */
static inline wmi_array_reference wmi_reference_array(const char *const *items, size_t count)
{
    wmi_array_reference v;
    v.items = items;
    v.count = count;
    return v;
}
/** An array of `count` embedded instances. */
static inline wmi_array_embedded wmi_embedded_array(const wmi_embedded *items, size_t count)
{
    wmi_array_embedded v;
    v.items = items;
    v.count = count;
    return v;
}
/** An array of `count` objects. */
static inline wmi_array_object wmi_object_array(wmi_object *const *items, size_t count)
{
    wmi_array_object v;
    v.items = items;
    v.count = count;
    return v;
}

#ifdef __cplusplus
extern "C++" {
/** How many items a C array has. */
template <class T, size_t count> constexpr size_t wmi_count_of(const T (&)[count]) noexcept
{
    return count;
}
/** What WMI_ITEMS calls: only the type that is asked for, or one that becomes it. */
template <class T, class U, size_t count> constexpr const T *wmi_items_of(U (&items)[count]) noexcept
{
    return items;
}
}
#define WMI_ITEMS(TYPE, a) wmi_items_of<TYPE>(a)
#define WMI_LENGTH(TYPE, a) wmi_count_of(a)
#define WMI_TEXTS(a) wmi_items_of<const char *>(a)
#define WMI_TEXT_COUNT(a) wmi_count_of(a)
#else
/* NOLINTBEGIN(bugprone-macro-parentheses): as above */
/** `a` where its items are TYPEs; a compile error where they are not. */
#define WMI_ITEMS(TYPE, a) _Generic((a), TYPE *: (a), TYPE const *: (a))
/** How many items the C array `a` has; a compile error where it is a pointer, whose items nobody can count. */
#define WMI_LENGTH(TYPE, a) \
    (sizeof(a) / sizeof((a)[0]) * sizeof(char[_Generic(&(a), TYPE **: -1, TYPE const **: -1, default: 1)]))
/* NOLINTEND(bugprone-macro-parentheses) */
/** WMI_ITEMS of texts. */
#define WMI_TEXTS(a) \
    ((const char *const *)_Generic((a), const char **: (a), const char *const *: (a), char **: (a), char *const *: (a)))
/** WMI_LENGTH of texts. */
#define WMI_TEXT_COUNT(a) \
    (sizeof(a) / sizeof((a)[0]) * \
     sizeof(char[_Generic(&(a), const char ***: -1, const char *const **: -1, char ***: -1, char *const **: -1, default: 1)]))
#endif

/*
 * Arrays of C arrays: `static const uint16_t states[] = {2, 3}; in.States = WMI_UINT16_ARRAY(states);`. What is no array, and an array of
 * something else, is a compile error. One item, or so many: wmi_string_array(&path, 1).
 */

#define WMI_BOOLEAN_ARRAY(a) wmi_boolean_array(WMI_ITEMS(bool, a), WMI_LENGTH(bool, a)) /**< of a C array of booleans */
#define WMI_SINT8_ARRAY(a) wmi_sint8_array(WMI_ITEMS(int8_t, a), WMI_LENGTH(int8_t, a)) /**< of a C array of sint8s */
#define WMI_UINT8_ARRAY(a) wmi_uint8_array(WMI_ITEMS(uint8_t, a), WMI_LENGTH(uint8_t, a)) /**< of a C array of uint8s */
#define WMI_SINT16_ARRAY(a) wmi_sint16_array(WMI_ITEMS(int16_t, a), WMI_LENGTH(int16_t, a)) /**< of a C array of sint16s */
#define WMI_UINT16_ARRAY(a) wmi_uint16_array(WMI_ITEMS(uint16_t, a), WMI_LENGTH(uint16_t, a)) /**< of a C array of uint16s */
#define WMI_SINT32_ARRAY(a) wmi_sint32_array(WMI_ITEMS(int32_t, a), WMI_LENGTH(int32_t, a)) /**< of a C array of sint32s */
#define WMI_UINT32_ARRAY(a) wmi_uint32_array(WMI_ITEMS(uint32_t, a), WMI_LENGTH(uint32_t, a)) /**< of a C array of uint32s */
#define WMI_SINT64_ARRAY(a) wmi_sint64_array(WMI_ITEMS(int64_t, a), WMI_LENGTH(int64_t, a)) /**< of a C array of sint64s */
#define WMI_UINT64_ARRAY(a) wmi_uint64_array(WMI_ITEMS(uint64_t, a), WMI_LENGTH(uint64_t, a)) /**< of a C array of uint64s */
#define WMI_REAL32_ARRAY(a) wmi_real32_array(WMI_ITEMS(float, a), WMI_LENGTH(float, a)) /**< of a C array of real32s */
#define WMI_REAL64_ARRAY(a) wmi_real64_array(WMI_ITEMS(double, a), WMI_LENGTH(double, a)) /**< of a C array of real64s */
#define WMI_CHAR16_ARRAY(a) wmi_char16_array(WMI_ITEMS(uint16_t, a), WMI_LENGTH(uint16_t, a)) /**< of a C array of char16s */
#define WMI_STRING_ARRAY(a) wmi_string_array(WMI_TEXTS(a), WMI_TEXT_COUNT(a)) /**< of a C array of texts */
#define WMI_DATETIME_ARRAY(a) wmi_datetime_array(WMI_ITEMS(wmi_datetime, a), WMI_LENGTH(wmi_datetime, a)) /**< of a C array of datetimes */
#define WMI_REFERENCE_ARRAY(a) wmi_reference_array(WMI_TEXTS(a), WMI_TEXT_COUNT(a)) /**< of a C array of object paths */
#define WMI_EMBEDDED_ARRAY(a) wmi_embedded_array(WMI_ITEMS(wmi_embedded, a), WMI_LENGTH(wmi_embedded, a)) /**< of a C array of embedded instances */
#define WMI_OBJECT_ARRAY(a) wmi_object_array(WMI_ITEMS(wmi_object *, a), WMI_LENGTH(wmi_object *, a)) /**< of a C array of objects */
/** An array from a C array, by the name of its type: WMI_ARRAY(wmi_array_uint16, states) with `uint16_t states[3]`. */
#ifdef __cplusplus
#define WMI_ARRAY(TYPE, a) (TYPE{(a), wmi_count_of(a)})
#define WMI_ARRAY_INIT(a) {(a), wmi_count_of(a)}
#else
#define WMI_ARRAY(TYPE, a) ((TYPE){(a), sizeof(a) / sizeof((a)[0])})
/** An array of any type in an initialiser of static data, from a C array that is static, too: `.Notes = WMI_ARRAY_INIT(notes)`. */
#define WMI_ARRAY_INIT(a) {(a), sizeof(a) / sizeof((a)[0])}
#endif

#ifndef __cplusplus
/*
 * Arrays of what is listed, which stay until the end of the block: `in.ResourceSettings = WMI_EMBEDDED_LIST(WMI_EMBED(hv_X, &x));`.
 * In C only: the temporaries of C++ end with the statement, so there the array needs a name.
 */

/** What the macros below are made of. */
#define WMI_LIST(TYPE, MAKE, ...) MAKE((TYPE const[]){__VA_ARGS__}, sizeof((TYPE const[]){__VA_ARGS__}) / sizeof(TYPE))
#define WMI_BOOLEAN_LIST(...) WMI_LIST(bool, wmi_boolean_array, __VA_ARGS__) /**< of booleans */
#define WMI_SINT8_LIST(...) WMI_LIST(int8_t, wmi_sint8_array, __VA_ARGS__) /**< of sint8s */
#define WMI_UINT8_LIST(...) WMI_LIST(uint8_t, wmi_uint8_array, __VA_ARGS__) /**< of uint8s */
#define WMI_SINT16_LIST(...) WMI_LIST(int16_t, wmi_sint16_array, __VA_ARGS__) /**< of sint16s */
#define WMI_UINT16_LIST(...) WMI_LIST(uint16_t, wmi_uint16_array, __VA_ARGS__) /**< of uint16s */
#define WMI_SINT32_LIST(...) WMI_LIST(int32_t, wmi_sint32_array, __VA_ARGS__) /**< of sint32s */
#define WMI_UINT32_LIST(...) WMI_LIST(uint32_t, wmi_uint32_array, __VA_ARGS__) /**< of uint32s */
#define WMI_SINT64_LIST(...) WMI_LIST(int64_t, wmi_sint64_array, __VA_ARGS__) /**< of sint64s */
#define WMI_UINT64_LIST(...) WMI_LIST(uint64_t, wmi_uint64_array, __VA_ARGS__) /**< of uint64s */
#define WMI_REAL32_LIST(...) WMI_LIST(float, wmi_real32_array, __VA_ARGS__) /**< of real32s */
#define WMI_REAL64_LIST(...) WMI_LIST(double, wmi_real64_array, __VA_ARGS__) /**< of real64s */
#define WMI_CHAR16_LIST(...) WMI_LIST(uint16_t, wmi_char16_array, __VA_ARGS__) /**< of char16s */
#define WMI_STRING_LIST(...) WMI_LIST(const char *, wmi_string_array, __VA_ARGS__) /**< of texts */
#define WMI_DATETIME_LIST(...) WMI_LIST(wmi_datetime, wmi_datetime_array, __VA_ARGS__) /**< of datetimes */
#define WMI_REFERENCE_LIST(...) WMI_LIST(const char *, wmi_reference_array, __VA_ARGS__) /**< of object paths */
#define WMI_EMBEDDED_LIST(...) WMI_LIST(wmi_embedded, wmi_embedded_array, __VA_ARGS__) /**< of embedded instances */
#define WMI_OBJECT_LIST(...) WMI_LIST(wmi_object *, wmi_object_array, __VA_ARGS__) /**< of objects */
#endif

/*
 * Taking a value away.
 */

/** The types of the members of generated structs: F(type) of each. */
#define WMI_FIELD_TYPES(F) \
    F(wmi_opt_boolean) F(wmi_opt_sint8) F(wmi_opt_uint8) F(wmi_opt_sint16) F(wmi_opt_uint16) F(wmi_opt_sint32) F(wmi_opt_uint32) \
    F(wmi_opt_sint64) F(wmi_opt_uint64) F(wmi_opt_real32) F(wmi_opt_real64) F(wmi_opt_char16) F(wmi_opt_datetime) \
    F(wmi_array_boolean) F(wmi_array_sint8) F(wmi_array_uint8) F(wmi_array_sint16) F(wmi_array_uint16) F(wmi_array_sint32) \
    F(wmi_array_uint32) F(wmi_array_sint64) F(wmi_array_uint64) F(wmi_array_real32) F(wmi_array_real64) F(wmi_array_char16) \
    F(wmi_array_string) F(wmi_array_datetime) F(wmi_array_embedded) F(wmi_array_object) F(wmi_embedded) F(wmi_object *)
#ifdef __cplusplus
extern "C++" {
/** Whether WMI_CLEAR takes a T. */
template <class T> struct wmi_is_field { static constexpr bool value = false; /**< it does */ };
/* clang-format on */
/** Of a text, or a path. */
template <> struct wmi_is_field<const char *> {
    static constexpr bool value = true; /**< it does */
};
#define WMI_IS_FIELD(TYPE)                                                                                             \
    template <> struct wmi_is_field<TYPE> {                                                                            \
        static constexpr bool value = true;                                                                            \
    };
WMI_FIELD_TYPES(WMI_IS_FIELD)
#undef WMI_IS_FIELD
/** What WMI_CLEAR calls. */
template <class T> void wmi_clear_field(T &field) noexcept
{
    static_assert(wmi_is_field<T>::value,
                  "WMI_CLEAR takes a member of a generated struct; the whole struct has its _clear");
    memset(static_cast<void *>(&field), 0, sizeof field);
}
}
#define WMI_CLEAR(field) wmi_clear_field(field)
#else
/** What WMI_CLEAR calls. */
static inline void wmi_clear_field(void *field, size_t size)
{
    memset(field, 0, size);
}
/** Of WMI_CLEAR. */
#define WMI_CLEARS(TYPE)                                                                                               \
    TYPE:                                                                                                              \
    wmi_clear_field,
/**
 * Makes a member of a generated struct NULL: `WMI_CLEAR(item.Notes);`. What it pointed to is whose it was: of what a call stored, the
 * struct's, until it is cleared. What is no such member, the whole struct too, is a compile error. A member that is NULL is not sent:
 * _put leaves the host's value as it is. To write NULL there: wmi_instance_object, wmi_object_set of wmi_value_null, wmi_object_put.
 */
#define WMI_CLEAR(field)                                                                                               \
    _Generic((field), WMI_FIELD_TYPES(WMI_CLEARS) const char * : wmi_clear_field)(&(field), sizeof(field))
#endif

/*
 * Datetimes.
 */

/** An interval of `seconds`. */
WMI_API wmi_datetime WMI_CALL wmi_datetime_from_seconds(uint64_t seconds);

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
