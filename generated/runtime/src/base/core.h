/**
 * @file
 * What all rooms of the runtime share and a program does not see: memory, texts, numbers, errors, codes.
 */
#ifndef WMIP_BASE_CORE_H
#define WMIP_BASE_CORE_H

#include "base/buffer.h"

#include <wmi/descriptor.h>
#include <wmi/error.h>
#include <wmi/memory.h>

#include <stdarg.h>

/* Memory. A region's address does not change while it grows. */

/** `count` zeroed items of `size` bytes in a region; not NULL for 0 items. @return NULL when there is no memory. */
void *wmip_memory_array(wmi_memory **memory, size_t count, size_t size);
/**
 * A region that is part of another: it can be given back alone, by wmi_memory_clear, and goes with the other at the
 * latest. `owner` is by whom it is found again. @return NULL when there is no memory.
 */
wmi_memory *wmip_memory_part(wmi_memory *memory, const void *owner);
/** The newest part of a region (or of none: NULL) that has this owner; NULL where there is none. */
wmi_memory *wmip_memory_part_of(const wmi_memory *memory, const void *owner);
/** A copy of a text in a region; `*copy` is NULL where `text` is. @return false when there is no memory. */
bool wmip_memory_copy(wmi_memory **memory, const char *text, const char **copy);
/** The same, for what may do without: NULL too where there is no memory. */
const char *wmip_memory_keep(wmi_memory **memory, const char *text);
/** The object that a region belongs to and ends with; NULL where it is somebody else's. */
void wmip_memory_set_owner(wmi_memory *memory, const void *owner);
const void *wmip_memory_owner(const wmi_memory *memory);

/** A copy of `length` bytes with a NUL behind them, by wmi_alloc. @return NULL when there is no memory. */
char *wmip_copy_slice(const char *text, size_t length);
static inline uint32_t wmip_smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Text. */

/** Appends a text with a backslash before each of the characters. */
void wmip_buffer_escaped(wmip_buffer *out, const char *text, const char *characters);
/** Gives the text of a buffer to a caller. @return WMI_OK, having taken away what is in `error`; WMI_NO_MEMORY. */
wmi_status wmip_buffer_hand_over(wmip_buffer *buffer, char **text, wmi_error *error);
/** vprintf into a buffer. */
void wmip_buffer_format_list(wmip_buffer *buffer, const char *format, va_list arguments) WMI_PRINTF(2, 0);

/* Characters. Of letters only those of ASCII: names are compared alike in every locale. */

static inline bool wmip_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
/** The value of a hexadecimal digit; -1 of anything else. */
int wmip_digit_value(char c);
static inline char wmip_upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}
static inline char wmip_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}
/** Whether a name of a class or a property can hold the character; as its first, it can be no digit. */
static inline bool wmip_is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || wmip_is_digit(c) || (unsigned char)c >= 0x80;
}

/** Whether there is a text, and anything in it. */
static inline bool wmip_has_text(const char *text)
{
    return text != NULL && text[0] != '\0';
}

/** Compares names without regard to the case of ASCII letters; a NULL equals only a NULL. */
bool wmip_equal_names(const char *a, const char *b);
/** Whether two names may be equal: what most differ in, looked at before all else. */
static inline bool wmip_begin_alike(const char *a, const char *b)
{
    return a == NULL || b == NULL || wmip_lower(a[0]) == wmip_lower(b[0]);
}
/** The same for a name that need not end with a NUL. */
bool wmip_equal_slice(const char *a, size_t length, const char *b);
/** How many characters differ between two names, case not regarded (Levenshtein's distance); of long ones their beginnings. */
unsigned wmip_distance(const char *a, const char *b);
/** Whether a name is near enough to `name` to be what was meant. */
bool wmip_is_near(unsigned distance, const char *name);
/** Length of the UTF-8 character at `text` (which ends with a NUL), and its code; 0 where it is none. */
size_t wmip_utf8_decode(const char *text, uint32_t *code);
/** Writes a character; `text` has room for 4. @return its length; 0 for a surrogate and beyond U+10FFFF. */
size_t wmip_utf8_encode(uint32_t code, char *text);
bool wmip_utf8_valid(const char *text);
/** Whether XML 1.0 can hold a character. */
bool wmip_xml_can_hold(uint32_t code);
/** The same of all that are in a text, and it is UTF-8. */
bool wmip_xml_can_hold_text(const char *text);

/* Numbers in text, independent of the locale. */

/** An integer in text: decimal with an optional sign, or 0x and hexadecimal digits. */
typedef struct wmip_integer {
    uint64_t magnitude;
    bool negative; /**< never set for 0 */
} wmip_integer;

/** How it lies in an integer of 64 bits or, the upper ones left out, of fewer. */
static inline uint64_t wmip_integer_bits(wmip_integer number)
{
    return number.negative ? ~number.magnitude + 1 : number.magnitude;
}
/** The nearest real64. */
static inline double wmip_integer_real(wmip_integer number)
{
    return number.negative ? -(double)number.magnitude : (double)number.magnitude;
}
bool wmip_integer_parse(const char *text, wmip_integer *out);
/** So many decimal digits, at most 9. @return false where one is none. */
bool wmip_digits_read(const char *text, size_t width, uint32_t *number);
/** Room for the text of any integer and of any real. */
#define WMIP_NUMBER_TEXT_SIZE 40
void wmip_integer_format(wmip_integer number, char *text);
/** A real in text: decimal, with an optional fraction and exponent, or INF, -INF, NaN. */
bool wmip_real_parse(const char *text, double *out);
/** The shortest text that reads back as the same real64 (or real32), always with a decimal point. */
void wmip_real_format(double value, bool is_real32, char *text);

/* Errors. */

/** Fills `error` for a failed allocation. @return WMI_NO_MEMORY. */
wmi_status wmip_no_memory(wmi_error *error);
/** Takes away what an earlier call left in `error`; returns WMI_OK. Called last: arguments may point into it. */
wmi_status wmip_succeed(wmi_error *error);
/**
 * Adds to a failure what was being done. The texts are copied into the error; a NULL leaves the member as it is. What
 * there is no memory for is left out.
 */
void wmip_error_context(wmi_error *error, const char *operation, const char *class_name, const char *method,
                        const char *target);
/** Adds a copy of what WMI said of a failure. What there is no memory for is left out. */
void wmip_error_extend(wmi_error *error, const wmi_extended_status *from);
/**
 * Gives a failure another message, keeping its status, its number and what WMI said; arguments may point into it. Where
 * there is no memory, and of a WMI_NO_MEMORY, it stays as it is. @param error NULL is allowed.
 */
void wmip_error_reword(wmi_error *error, const char *format, ...) WMI_PRINTF(2, 3);
/** Puts "`where`: " before the message of a failure, keeping its status and number. @return the status. */
wmi_status wmip_error_within(wmi_error *error, wmi_status status, const char *where);

/* Codes. */

/** What a message says of a code besides its number: its name, and whether that is a convention; else the name of the
 * range that holds it. @return NULL where the MOF names neither; else a text of the table, or `buffer` */
const char *wmip_code_remark(const wmi_code_table *table, int64_t code, char buffer[WMI_TEXT_SIZE]);

#endif
