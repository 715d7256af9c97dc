/*
 * Datetimes, as DSP0004 5.2.4 writes them.
 */
#include <string.h>

#include "check/check.h"
#include "support/characters.h"

/** The number of two digits; -1 where one is an asterisk, which stands for any. */
static int two_digits(const char *digits)
{
    return digits[0] == '*' || digits[1] == '*' ? -1 : (digits[0] - '0') * 10 + (digits[1] - '0');
}

static bool is_at_most(const char *digits, int most)
{
    return two_digits(digits) <= most;
}

/** In the calendar that is counted back to the year 0. An unknown year may be one. */
static bool is_leap_year(const char *digits)
{
    const int century = two_digits(digits), year = two_digits(digits + 2);
    if (century < 0 || year < 0) {
        return true;
    }
    return year != 0 ? year % 4 == 0 : century % 4 == 0;
}

/** Of a point in time. A month or a day that is 00 or open is no day that could be missing. */
static bool is_day_of_calendar(const char *digits)
{
    static const int days[] = {31, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const int month = two_digits(digits + 4);
    const int most = month < 0 ? 31 : month == 2 && is_leap_year(digits) ? 29 : days[month];
    return is_at_most(digits + 6, most);
}

/**
 * yyyymmddhhmmss.mmmmmmsutc or ddddddddhhmmss.mmmmmm:000, where asterisks may stand for digits. A month and a day may
 * be 00: real files leave a point in time out so.
 */
bool mb_read_datetime(mb_text text, bool *is_day)
{
    *is_day = true;
    if (text.length != 25) {
        return false;
    }
    for (uint32_t i = 0; i < 25; i++) {
        char c = text.bytes[i];
        bool is_right = i == 14 ? c == '.' : i == 21 ? c == '+' || c == '-' || c == ':' : mb_is_digit(c) || c == '*';
        if (!is_right) {
            return false;
        }
    }
    if (!is_at_most(text.bytes + 8, 23) || !is_at_most(text.bytes + 10, 59) || !is_at_most(text.bytes + 12, 59)) {
        return false;
    }
    if (text.bytes[21] == ':') {
        return memcmp(text.bytes + 22, "000", 3) == 0;
    }
    if (!is_at_most(text.bytes + 4, 12) || !is_at_most(text.bytes + 6, 31)) {
        return false;
    }
    *is_day = is_day_of_calendar(text.bytes);
    return true;
}
