#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "diag/report.h"
#include "syntax/build.h"
#include "syntax/scan.h"

static mb_span span_of(const mb_parser *parser, const char *text, size_t length)
{
    mb_span span = {mb_position_of(parser, text), mb_position_of(parser, text + length)};
    return span;
}

static void report(mb_parser *parser, mb_message_of_1 message, const char *text, size_t length)
{
    enum { LONGEST = 60 };
    const char *shown = length <= LONGEST ? mb_arena_text(parser->run->arena, text, length)
                                          : mb_arena_format(parser->run->arena, "%.*s...", LONGEST, text);
    mb_report(parser->run->diag, message, span_of(parser, text, length), shown);
}

mb_value *mb_scan_integer(mb_parser *parser, const char *text, size_t length)
{
    mb_value *value = mb_build_value(parser, MB_VALUE_INTEGER, span_of(parser, text, length));
    mb_integer number;

    /* It is one: the scanner has seen that. */
    (void)mb_read_integer((mb_text){text, (uint32_t)length}, MB_INTEGER_MOF, &number);
    const mb_type_word type = number.is_negative ? MB_TYPE_SINT64 : MB_TYPE_UINT64;
    if (number.is_huge || !mb_integer_fits(type, number.magnitude, number.is_negative)) {
        report(parser, MB_MSG_INTEGER_RANGE, text, length);
        number.magnitude = number.is_negative ? UINT64_C(1) << 63 : UINT64_MAX;
    }
    value->u.magnitude = number.magnitude;
    value->negative = number.is_negative && number.magnitude != 0;
    return value;
}

mb_value *mb_scan_real(mb_parser *parser, const char *text, size_t length)
{
    mb_value *value = mb_build_value(parser, MB_VALUE_REAL, span_of(parser, text, length));
    double real =
        strtod(text, NULL); /* ends where the token does: what could go on is a token of its own, or malformed */
    if (real > DBL_MAX || real < -DBL_MAX) {
        report(parser, MB_MSG_REAL_RANGE, text, length);
        real = 0;
    }
    value->u.real = real;
    return value;
}

/** How many of the characters are at the beginning of `text`. */
static size_t count_leading(const char *text, size_t length, const char *characters)
{
    size_t count = 0;
    while (count < length && strchr(characters, text[count]) != NULL) { /* no NUL is among the first `length` */
        count++;
    }
    return count;
}

static mb_message_of_1 what_is_wrong(const char *text, size_t length)
{
    size_t sign = *text == '-' || *text == '+' ? 1 : 0;
    text += sign;
    length -= sign;
    size_t digits = count_leading(text, length, "0123456789");
    if (text[0] == '0' && length > 1 && (text[1] | 0x20) == 'x') {
        return MB_MSG_NUMBER_HEX;
    }
    if (digits == length) {
        return MB_MSG_NUMBER_OCTAL; /* all else that has only digits is a number */
    }
    if (digits + 1 == length && (text[digits] | 0x20) == 'b') {
        return MB_MSG_NUMBER_BINARY;
    }
    size_t real = digits + count_leading(text + digits, length - digits, ".");
    real += count_leading(text + real, length - real, "eE");
    if (real > digits && real <= digits + 2 &&
        real + count_leading(text + real, length - real, "0123456789") == length) {
        return MB_MSG_REAL_FORM;
    }
    return MB_MSG_NUMBER_MALFORMED;
}

mb_value *mb_scan_malformed_number(mb_parser *parser, const char *text, size_t length)
{
    report(parser, what_is_wrong(text, length), text, length);
    parser->stray = mb_position_of(parser, text);
    mb_value *value = mb_build_value(parser, MB_VALUE_INTEGER, span_of(parser, text, length));
    value->u.magnitude = 1;
    return value;
}
