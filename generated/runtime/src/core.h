/**
 * @file
 * What the files of the runtime share and a program does not see.
 */
#ifndef WMI_CORE_H
#define WMI_CORE_H

#include "buffer.h"

#include <wmi/descriptor.h>
#include <wmi/embedded.h>
#include <wmi/error.h>
#include <wmi/memory.h>
#include <wmi/object.h>
#include <wmi/path.h>

#include <stdarg.h>

/** How deep instances may be nested in each other, and elements in CIM-XML. */
#define WMI_EMBEDDING_DEPTH 16
#define WMI_XML_DEPTH 64

/* Memory. A region's address does not change while it grows. */

/** `count` zeroed items of `size` bytes in a region; not NULL for 0 items. @return NULL when there is no memory. */
void *wmi_memory_array(wmi_memory **memory, size_t count, size_t size);
/**
 * A region that is part of another: it can be given back alone, by wmi_memory_clear, and goes with the other at the latest.
 * `owner` is by whom it is found again. @return NULL when there is no memory.
 */
wmi_memory *wmi_memory_part(wmi_memory *memory, const void *owner);
/** The newest part of a region (or of none: NULL) that has this owner; NULL where there is none. */
wmi_memory *wmi_memory_part_of(const wmi_memory *memory, const void *owner);
/** A copy of a text in a region; `*copy` is NULL where `text` is. @return false when there is no memory. */
bool wmi_memory_copy(wmi_memory **memory, const char *text, const char **copy);
/** The object that a region belongs to and ends with; NULL where it is somebody else's. */
void wmi_memory_set_owner(wmi_memory *memory, const void *owner);
const void *wmi_memory_owner(const wmi_memory *memory);
/** A copy of a text by wmi_alloc. @return NULL when there is no memory. */
char *wmi_copy_text(const char *text);

/* Text. */

/** vprintf into a buffer. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 0)))
#endif
void wmi_buffer_format_list(wmi_buffer *buffer, const char *format, va_list arguments);

/** Compares names without regard to the case of ASCII letters; a NULL equals only a NULL. */
bool wmi_equal_names(const char *a, const char *b);
/** The same for a name that need not end with a NUL. */
bool wmi_equal_slice(const char *a, size_t length, const char *b);
/** Length of the UTF-8 character at `text` (which ends with a NUL), and its code; 0 where it is none. */
size_t wmi_utf8_decode(const char *text, uint32_t *code);
/** Writes a character; `text` has room for 4. @return its length; 0 for a surrogate and beyond U+10FFFF. */
size_t wmi_utf8_encode(uint32_t code, char *text);
bool wmi_utf8_valid(const char *text);
/** Whether XML 1.0 can hold a character. */
bool wmi_xml_can_hold(uint32_t code);

/* Numbers in text, independent of the locale. */

/** An integer in text: decimal with an optional sign, or 0x and hexadecimal digits. */
typedef struct wmi_integer {
    uint64_t magnitude;
    bool negative; /**< never set for 0 */
} wmi_integer;

bool wmi_integer_parse(const char *text, wmi_integer *out);
/** Room for the text of any integer and of any real. */
#define WMI_NUMBER_TEXT_SIZE 40
void wmi_integer_format(wmi_integer number, char *text);
/** A real in text: decimal, with an optional fraction and exponent, or INF, -INF, NaN. */
bool wmi_real_parse(const char *text, double *out);
/** The shortest text that reads back as the same real64 (or real32), always with a decimal point. */
void wmi_real_format(double value, bool is_real32, char *text);

/* Errors. */

/** Fills `error` for a failed allocation. @return WMI_NO_MEMORY. */
wmi_status wmi_no_memory(wmi_error *error);
/** Takes away what an earlier call left in `error`; returns WMI_OK. Called last: arguments may point into it. */
wmi_status wmi_succeed(wmi_error *error);
/**
 * Adds to a failure what was being done. The texts are copied into the error; a NULL leaves the member as it is. What
 * there is no memory for is left out.
 */
void wmi_error_context(wmi_error *error, const char *operation, const char *class_name, const char *method,
                       const char *target);
/** Adds a copy of what WMI said of a failure. What there is no memory for is left out. */
void wmi_error_extend(wmi_error *error, const wmi_extended_status *from);
/**
 * Gives a failure another message, keeping its status, its number and what WMI said; arguments may point into it. Where there
 * is no memory, and of a WMI_NO_MEMORY, it stays as it is. @param error NULL is allowed.
 */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void wmi_error_reword(wmi_error *error, const char *format, ...);
/** Puts "`where`: " before the message of a failure, keeping its status and number. @return the status. */
wmi_status wmi_error_within(wmi_error *error, wmi_status status, const char *where);

/* Classes. */

/** Whether a class is the named one or derived from it. */
bool wmi_class_is(const wmi_class_info *info, const char *name);
/**
 * Whether an object may be an instance of the class, or of one derived from it: where its derivation is not known, only
 * an ancestor of the class is told apart.
 */
bool wmi_object_may_be(const wmi_object *object, const wmi_class_info *info);

/* Codes. */

/** What a message says of a code besides its number: its name, and whether that is a convention; else the name of the range
 * that holds it. @return NULL where the MOF names neither; else a text of the table, or `buffer` */
const char *wmi_code_remark(const wmi_code_table *table, int64_t code, char buffer[WMI_TEXT_SIZE]);

/* Values and objects. A wmi_value of type WMI_TYPE_EMBEDDED is taken for the string that it travels as. */

/** Whether values of the type are a const char *: string, reference, embedded. */
bool wmi_type_is_text(wmi_type type);
/** Whether a value is NULL: by its flag, or because the pointer that it holds is. */
bool wmi_value_is_null(const wmi_value *value);
/** The number of a scalar integer or char16 of any width; 0 for every other type. */
wmi_integer wmi_integer_of(const wmi_value *value);
/** The item of an array, as a scalar; nothing is copied. */
wmi_value wmi_value_item(const wmi_value *array, size_t index);
/** A deep copy in a region. @return false when there is no memory. */
bool wmi_value_copy(const wmi_value *from, wmi_memory **memory, wmi_value *to);
/**
 * Appends the text of a scalar as CIM-XML has it (TRUE, 12, 0.5, a datetime's 25 characters, text as it is).
 * @return false for NULL, an array, an object, a datetime or char16 that has no text.
 */
bool wmi_value_text(const wmi_value *value, wmi_buffer *text);
/** Appends what a value is, shortened, for messages: `sint32 70000`, `string[3]`, `NULL`. */
void wmi_value_describe(const wmi_value *value, wmi_buffer *text);
/** Appends the value whole, for those who look at it: its text; of an array those of its items, with commas between. */
void wmi_value_spell(const wmi_value *value, wmi_buffer *text);

/** Why a conversion came to nothing. */
typedef enum wmi_conversion { WMI_CONVERTED, WMI_MISFIT, WMI_CONVERSION_NO_MEMORY } wmi_conversion;
/** wmi_value_convert that tells why. For WMI_TYPE_EMBEDDED the result is a WMI_TYPE_STRING. */
wmi_conversion wmi_convert(const wmi_value *from, wmi_type type, bool is_array, wmi_memory **memory, wmi_value *to);

/**
 * The property of that name as a number or boolean of a type, read as a field of generated structs would be; a NULL where it is
 * absent or not to be read so.
 */
wmi_value wmi_object_read(const wmi_object *object, const char *name, wmi_type type);

/* Decoding: what becomes of values that are not of the declared type. */

/** How a session wants it, and where the values are from. A NULL pointer to it: the fields stay NULL, and nobody is told. */
typedef struct wmi_decoding {
    bool strict; /**< they are failures */
    void (WMI_CALLBACK *unreadable)(void *context, const char *class_name, const char *path, const char *property, const char *text);
    void *context;
    const char *class_name; /**< of a method's answer, and its target: what is told; NULL = those of the object */
    const char *path;
} wmi_decoding;

/** wmi_decode so. @return WMI_OK; WMI_REPLY where it is strict and a value does not fit; WMI_NO_MEMORY. */
wmi_status wmi_decode_as(const wmi_decoding *decoding, const wmi_field *fields, size_t count, const wmi_object *object,
                         void *base, wmi_memory **memory, wmi_error *error);
/** wmi_decode_instance so. */
wmi_status wmi_decode_instance_as(const wmi_decoding *decoding, const wmi_class_info *info, const wmi_object *object,
                                  void *instance, wmi_error *error);
/** Tells of a property that could not be read. @return WMI_OK; WMI_NO_MEMORY where its text could not be made. */
wmi_status wmi_decoding_tell(const wmi_decoding *decoding, const wmi_object *object, const wmi_property *property,
                             wmi_error *error);
/** For an object that is handed out as it is: tells of what in it, and in objects within it, could not be read, or refuses it so. */
wmi_status wmi_decoding_admit(const wmi_decoding *decoding, const wmi_object *object, wmi_error *error);

/** Whether a text is an instance in MOF, which hosts take too: `instance of Class`. */
bool wmi_is_mof_instance(const char *text);
/**
 * What an embedded instance goes out as: an object of the class that the server named for it, else of the struct's, with
 * what the struct does not show. @param object the caller's: wmi_object_free.
 */
wmi_status wmi_encode_whole(const wmi_class_info *info, const void *instance, wmi_object **object, wmi_error *error);

/* CIM-XML. */

/** wmi_cimxml_read that fails where anything in it is odd; for the loopback, which is sent it. */
wmi_status wmi_cimxml_read_strictly(const char *text, wmi_object **object, wmi_error *error);
/**
 * Whether a text is well-formed XML that holds one instance (or, if so wished, one class), whatever is in it.
 * @return WMI_OK, WMI_REPLY, WMI_NO_MEMORY.
 */
wmi_status wmi_cimxml_check(const char *text, bool takes_class, wmi_error *error);

/* Members of generated structs, which lie as their wmi_field says. */

/**
 * What a member holds; nothing is copied. Of an embedded member only the text: typed instances are the encoder's
 * business, and an embedded array is NULL here.
 */
wmi_value wmi_field_read(const wmi_field *field, const void *base);
/** Puts a value of the field's type into its zeroed member, which then shares the value's memory. @return false when there
 * is no memory (for the items of an embedded array). */
bool wmi_field_store(const wmi_field *field, void *base, const wmi_value *value, wmi_memory **memory);

/* Objects. */

/** An object in a region that others share: it is given back with the region, and wmi_object_free leaves it alone. */
wmi_object *wmi_object_new_in(wmi_memory **memory, const char *class_name);
wmi_object *wmi_object_copy_in(wmi_memory **memory, const wmi_object *object);
/** Whether there is room for so many properties in all, made if need be. */
bool wmi_object_reserve(wmi_object *object, size_t count);
/**
 * Appends a NULL property without looking for one of the same name. The caller fills in the value, with memory of
 * object->memory. @return NULL when there is no memory.
 */
wmi_property *wmi_object_add(wmi_object *object, const char *name);
/** The property of that name, looked for at index `hint` first. @return its index; object->count when there is none. */
size_t wmi_object_find(const wmi_object *object, const char *name, size_t hint);

/** The digits of an integer key without the zeros that begin it. */
const char *wmi_path_digits(const char *digits);
/** Whether a key in quotes is a reference, and its value a path; `key->name` is NULL in the short form. */
typedef bool (*wmi_path_is_reference)(const void *context, const wmi_path *path, const wmi_path_key *key);
/**
 * wmi_path_equal by one who knows which keys are references: no other text is read as a path.
 * @return WMI_OK or WMI_NO_MEMORY, without filling an error.
 */
wmi_status wmi_path_compare(const char *a, const char *b, wmi_path_is_reference is_reference, const void *context,
                            bool *same);

/** Whether a text can be the name of a class or a property. */
bool wmi_path_is_name(const char *text);
/**
 * Whether the keys of an object are those of a path. Keys that the object has not do not count, nor does a key without a
 * name where `only_key` does not tell it. @param only_key the class's key where it has one; NULL = not known.
 * @return WMI_OK; WMI_USAGE naming the key; WMI_NO_MEMORY.
 */
wmi_status wmi_path_check_keys(const wmi_path *path, const char *text, const wmi_object *object, const char *only_key,
                               wmi_error *error);
/**
 * The path `Class.Key=...` of an object from its properties named in `keys` (NULL-terminated); with no keys,
 * `Class=@`. @return WMI_OK; WMI_USAGE naming a key that is absent, NULL or of a type that no key has; WMI_NO_MEMORY.
 */
wmi_status wmi_path_of_object(const wmi_object *object, const char *class_name, const char *const *keys, char **path,
                              wmi_error *error);

#endif
