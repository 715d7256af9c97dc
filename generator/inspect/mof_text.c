#include "inspect/mof_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Strings */

/** The code point at a place of a text that is valid UTF-8. */
static uint32_t decode(mb_text text, size_t at, size_t *length)
{
    static const unsigned char first_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    unsigned char first = (unsigned char)text.bytes[at];
    size_t wanted = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;

    *length = wanted <= text.length - at ? wanted : text.length - at;
    uint32_t point = first & first_bits[wanted];
    for (size_t i = 1; i < *length; i++) {
        point = point << 6 | ((unsigned char)text.bytes[at + i] & 0x3Fu);
    }
    return point;
}

static void put_unit(mb_buffer *out, uint32_t unit)
{
    mb_buffer_printf(out, "\\x%04" PRIX32, unit);
}

/** @param quote the one that ends the text */
static void put_point(mb_buffer *out, uint32_t point, char quote)
{
    static const char characters[] = "\b\t\n\f\r\\";
    static const char letters[] = "btnfr\\";
    const char *known = point != 0 && point < 0x80 ? strchr(characters, (int)point) : NULL;

    if (known != NULL || point == (unsigned char)quote) {
        mb_buffer_putc(out, '\\');
        mb_buffer_putc(out, known != NULL ? letters[known - characters] : quote);
    } else if (point >= 0x20 && point < 0x7F) {
        mb_buffer_putc(out, (char)point);
    } else if (point < 0x10000) {
        put_unit(out, point);
    } else {
        put_unit(out, 0xD800 + ((point - 0x10000) >> 10));
        put_unit(out, 0xDC00 + ((point - 0x10000) & 0x3FF));
    }
}

size_t mb_mof_put_character(mb_buffer *out, mb_text text, size_t at)
{
    size_t length;

    put_point(out, decode(text, at, &length), '"');
    return length;
}

void mb_mof_put_string(mb_buffer *out, mb_text text)
{
    mb_buffer_putc(out, '"');
    for (size_t at = 0; at < text.length;) {
        at += mb_mof_put_character(out, text, at);
    }
    mb_buffer_putc(out, '"');
}

/* Other values */

void mb_mof_put_real(mb_buffer *out, double real)
{
    enum { FEWEST = 15, MOST = 17 }; /* digits: all doubles can be told apart by 17 */
    char text[64];
    char *exponent;

    for (int digits = FEWEST; digits <= MOST; digits++) {
        double again;
        snprintf(text, sizeof text, "%.*g", digits, real);
        again = strtod(text, NULL);
        if (memcmp(&again, &real, sizeof real) == 0) {
            break;
        }
    }
    exponent = strchr(text, 'e');
    if (strchr(text, '.') != NULL) {
        mb_buffer_puts(out, text);
    } else if (exponent == NULL) {
        mb_buffer_printf(out, "%s.0", text);
    } else { /* MOF takes 1.0e+20, and no 1e+20 */
        mb_buffer_printf(out, "%.*s.0%s", (int)(exponent - text), text, exponent);
    }
}

void mb_mof_put_integer(mb_buffer *out, const mb_value *value)
{
    mb_buffer_printf(out, "%s%" PRIu64, value->negative ? "-" : "", value->u.magnitude);
}

static void put_list(mb_buffer *out, const mb_value *first)
{
    mb_buffer_putc(out, '{');
    for (const mb_value *each = first; each != NULL; each = each->next) {
        mb_buffer_puts(out, each != first ? ", " : "");
        mb_mof_put_value(out, each);
    }
    mb_buffer_putc(out, '}');
}

void mb_mof_put_value(mb_buffer *out, const mb_value *value)
{
    switch ((mb_value_kind)value->kind) {
    case MB_VALUE_NULL:
        mb_buffer_puts(out, "NULL");
        break;
    case MB_VALUE_BOOLEAN:
        mb_buffer_puts(out, value->boolean ? "true" : "false");
        break;
    case MB_VALUE_INTEGER:
        mb_mof_put_integer(out, value);
        break;
    case MB_VALUE_REAL:
        mb_mof_put_real(out, value->u.real);
        break;
    case MB_VALUE_CHAR16:
        mb_buffer_putc(out, '\'');
        put_point(out, value->char16, '\'');
        mb_buffer_putc(out, '\'');
        break;
    case MB_VALUE_STRING:
        mb_mof_put_string(out, mb_value_text(value));
        break;
    case MB_VALUE_ALIAS:
        mb_buffer_printf(out, "$%s", value->u.alias->text);
        break;
    case MB_VALUE_ARRAY:
        put_list(out, value->u.first);
        break;
    case MB_VALUE_INSTANCE:
        break;
    }
}

bool mb_mof_holds_instance(const mb_value *value)
{
    if (value->kind != MB_VALUE_ARRAY) {
        return value->kind == MB_VALUE_INSTANCE;
    }
    for (const mb_value *each = value->u.first; each != NULL; each = each->next) {
        if (each->kind == MB_VALUE_INSTANCE) {
            return true;
        }
    }
    return false;
}

/* Qualifiers */

void mb_mof_put_flavors(mb_buffer *out, uint32_t flavors)
{
    mb_buffer_puts(out, flavors != 0 ? " :" : "");
    for (unsigned bit = 0; mb_flavor_name(bit) != NULL; bit++) {
        if ((flavors >> bit & 1) != 0) {
            mb_buffer_printf(out, " %s", mb_flavor_name(bit));
        }
    }
}

void mb_mof_put_qualifier(mb_buffer *out, const mb_qualifier *qualifier)
{
    const mb_value *value = qualifier->value;

    mb_buffer_puts(out, qualifier->name->text);
    if (value != NULL && value->kind == MB_VALUE_ARRAY) {
        mb_mof_put_value(out, value);
    } else if (value != NULL) {
        mb_buffer_putc(out, '(');
        mb_mof_put_value(out, value);
        mb_buffer_putc(out, ')');
    }
    mb_mof_put_flavors(out, qualifier->flavors);
}

/* Features */

void mb_mof_put_type(mb_buffer *out, mb_type_word type, const mb_symbol *class_name)
{
    if (type != MB_TYPE_REFERENCE && type != MB_TYPE_OBJECT) {
        mb_buffer_puts(out, mb_type_word_name(type));
        return;
    }
    mb_buffer_puts(out, class_name != NULL ? class_name->text : "object");
    mb_buffer_puts(out, type == MB_TYPE_REFERENCE ? " REF" : "");
}

void mb_mof_put_feature_head(mb_buffer *out, const mb_feature *feature)
{
    if (feature->kind != MB_FEATURE_SETTING) {
        mb_mof_put_type(out, (mb_type_word)feature->type, feature->class_name);
        mb_buffer_putc(out, ' ');
    }
    mb_buffer_puts(out, feature->name->text);
    if (feature->is_array && feature->array_size != 0) {
        mb_buffer_printf(out, "[%" PRIu32 "]", feature->array_size);
    } else if (feature->is_array) {
        mb_buffer_puts(out, "[]");
    }
}
