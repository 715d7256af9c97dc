/* Numbers in text. C's own functions follow the locale, whose decimal point need not be a point. */
#include "base/core.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Longer texts of reals are refused: what a real64 prints as, in full and without exponent, is well below. */
#define REAL_TEXT_LIMIT 800

/* C's own macros warn of conversions with some compilers. */
static bool is_finite(double value)
{
    return value >= -DBL_MAX && value <= DBL_MAX;
}

int wmip_digit_value(char c)
{
    if (wmip_is_digit(c)) {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool wmip_integer_parse(const char *text, wmip_integer *out)
{
    bool negative = *text == '-';
    uint64_t magnitude = 0;
    unsigned base = 10;
    if (*text == '-' || *text == '+') {
        text++;
    }
    if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
        base = 16;
        text += 2;
    }
    if (*text == '\0') {
        return false;
    }
    for (; *text != '\0'; text++) {
        int digit = wmip_digit_value(*text);
        if (digit < 0 || (unsigned)digit >= base || magnitude > (UINT64_MAX - (unsigned)digit) / base) {
            return false;
        }
        magnitude = magnitude * base + (unsigned)digit;
    }
    out->magnitude = magnitude;
    out->negative = negative && magnitude != 0;
    return true;
}

void wmip_integer_format(wmip_integer number, char *text)
{
    char digits[WMIP_NUMBER_TEXT_SIZE];
    size_t count = 0;
    do {
        digits[count++] = (char)('0' + (char)(number.magnitude % 10));
        number.magnitude /= 10;
    } while (number.magnitude != 0);
    if (number.negative) {
        *text++ = '-';
    }
    while (count > 0) {
        *text++ = digits[--count];
    }
    *text = '\0';
}

static const char *skip_digits(const char *text)
{
    while (wmip_is_digit(*text)) {
        text++;
    }
    return text;
}

/* Whether the text is [sign] digits [. digits] [e [sign] digits] with a digit before the exponent; where its point is.
 */
static bool check_real(const char *text, const char **point)
{
    const char *start = *text == '-' || *text == '+' ? text + 1 : text;
    const char *at = skip_digits(start);
    size_t digits = (size_t)(at - start);
    *point = NULL;
    if (*at == '.') {
        const char *end = skip_digits(at + 1);
        *point = at;
        digits += (size_t)(end - at - 1);
        at = end;
    }
    if (digits == 0) {
        return false;
    }
    if (*at == 'e' || *at == 'E') {
        at += at[1] == '-' || at[1] == '+' ? 2 : 1;
        if (!wmip_is_digit(*at)) {
            return false;
        }
        at = skip_digits(at);
    }
    return *at == '\0';
}

/* INF, -INF and NaN, as DSP0201 spells them. */
static bool parse_special(const char *text, double *out)
{
    bool negative = *text == '-';
    const char *word = *text == '-' || *text == '+' ? text + 1 : text;
    if (wmip_equal_names(word, "INF")) {
        *out = negative ? -(double)INFINITY : (double)INFINITY;
        return true;
    }
    if (wmip_equal_names(text, "NaN")) {
        *out = (double)NAN;
        return true;
    }
    return false;
}

bool wmip_real_parse(const char *text, double *out)
{
    char local[REAL_TEXT_LIMIT + 16];
    char half[16] = "0.5";
    const char *point = NULL;
    size_t length = strlen(text);
    if (parse_special(text, out)) {
        return true;
    }
    if (length >= REAL_TEXT_LIMIT || !check_real(text, &point)) {
        return false;
    }
    if (point == NULL) {
        memcpy(local, text, length + 1);
    } else {
        size_t before = (size_t)(point - text);
        size_t width;
        (void)snprintf(half, sizeof half, "%.1f", 0.5); /* "0", the locale's decimal point, "5" */
        width = strlen(half) - 2;
        memcpy(local, text, before);
        memcpy(local + before, half + 1, width);
        memcpy(local + before + width, point + 1, length - before);
    }
    *out = strtod(local, NULL);
    return is_finite(*out);
}

/* Puts a point where the locale's decimal point is, and one where there is none, as DSP0201 wants it. */
static void normalize_point(const char *local, char *text)
{
    bool has_point = false;
    for (; *local != '\0' && *local != 'e'; local++) {
        if (wmip_is_digit(*local) || *local == '-') {
            *text++ = *local;
        } else if (!has_point) {
            *text++ = '.';
            has_point = true;
        }
    }
    if (!has_point) {
        *text++ = '.';
        *text++ = '0';
    }
    while (*local != '\0') {
        *text++ = *local++;
    }
    *text = '\0';
}

static bool reads_back(const char *text, double value, bool is_real32)
{
    double read = strtod(text, NULL);
    return is_real32 ? !((float)read < (float)value) && !((float)read > (float)value)
                     : !(read < value) && !(read > value);
}

void wmip_real_format(double value, bool is_real32, char *text)
{
    char local[WMIP_NUMBER_TEXT_SIZE];
    int last = is_real32 ? 9 : 17;
    int precision = is_real32 ? 6 : 15;
    if (!(value < 0) && !(value >= 0)) {
        memcpy(text, "NaN", sizeof "NaN");
        return;
    }
    if (!is_finite(value)) {
        memcpy(text, value < 0 ? "-INF" : "INF", value < 0 ? sizeof "-INF" : sizeof "INF");
        return;
    }
    do {
        (void)snprintf(local, sizeof local, "%.*g", precision, value);
    } while (!reads_back(local, value, is_real32) && precision++ < last);
    normalize_point(local, text);
}

bool wmip_digits_read(const char *text, size_t width, uint32_t *number)
{
    size_t i;
    *number = 0;
    for (i = 0; i < width; i++) {
        if (!wmip_is_digit(text[i])) {
            return false;
        }
        *number = *number * 10 + (uint32_t)(text[i] - '0');
    }
    return true;
}
