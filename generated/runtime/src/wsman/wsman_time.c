/**
 * @file
 * Datetimes as XML Schema writes them (XML Schema part 2, 3.2.6 to 3.2.9; DSP0230 has which element holds which).
 */
#include "wsman/wsman_internal.h"

#include <stdio.h>
#include <string.h>

#define ALL_OF_TIME (WMI_DATETIME_HOUR | WMI_DATETIME_MINUTE | WMI_DATETIME_SECOND | WMI_DATETIME_MICROSECOND)
#define ALL_OF_DATE (WMI_DATETIME_YEAR | WMI_DATETIME_MONTH | WMI_DATETIME_DAY)

/* Writing. */

/* `.5`: up to six digits, without the zeros at their end; nothing where there are none. */
static void write_second_fraction(uint32_t microsecond, char text[8])
{
    size_t length;
    (void)snprintf(text, 8, ".%06lu", (unsigned long)(microsecond % 1000000));
    length = strlen(text);
    while (length > 1 && text[length - 1] == '0') {
        length--;
    }
    text[length > 1 ? length : 0] = '\0';
}

static void write_zone(int minutes, char text[8])
{
    int size = minutes < 0 ? -minutes : minutes;
    if (minutes == 0) {
        (void)snprintf(text, 8, "Z");
    } else {
        (void)snprintf(text, 8, "%c%02d:%02d", minutes < 0 ? '-' : '+', size / 60 % 100, size % 60);
    }
}

const char *wmip_wsman_time_write(const wmi_datetime *value, char text[WMIP_WSMAN_TIME_SIZE])
{
    char fraction[8];
    char zone[8];
    if (!wmi_datetime_format(value, text)) {
        return NULL;
    }
    /* A zone of XML Schema ends at 14 hours, and its years begin with 1. */
    if (value->unknown != 0 || value->microsecond_digits != 0 || value->offset < -840 || value->offset > 840 ||
        (!value->is_interval && value->year == 0)) {
        return "CIM_DateTime";
    }
    write_second_fraction(value->microsecond, fraction);
    if (value->is_interval) {
        (void)snprintf(text, WMIP_WSMAN_TIME_SIZE, "P%luDT%uH%uM%u%sS", (unsigned long)value->day,
                       (unsigned)value->hour, (unsigned)value->minute, (unsigned)value->second, fraction);
        return "Interval";
    }
    write_zone(value->offset, zone);
    (void)snprintf(text, WMIP_WSMAN_TIME_SIZE, "%04u-%02u-%02luT%02u:%02u:%02u%s%s", (unsigned)value->year,
                   (unsigned)value->month, (unsigned long)value->day, (unsigned)value->hour, (unsigned)value->minute,
                   (unsigned)value->second, fraction, zone);
    return "Datetime";
}

/* Reading: each takes what is at `*at`, and moves on. */

static bool take_char(const char **at, char c)
{
    if (**at != c) {
        return false;
    }
    (*at)++;
    return true;
}

/* So many digits. */
static bool take_digits(const char **at, size_t count, uint32_t *number)
{
    if (!wmip_digits_read(*at, count, number)) {
        return false;
    }
    *at += count;
    return true;
}

/* As many digits as there are, at least one. */
static bool take_number(const char **at, uint64_t *number)
{
    const char *first = *at;
    *number = 0;
    for (; wmip_is_digit(**at); (*at)++) {
        if (*number > UINT64_MAX / 100) {
            return false;
        }
        *number = *number * 10 + (uint64_t)(**at - '0');
    }
    return *at > first;
}

/* What is behind a point; digits beyond the sixth are dropped. No point: 0. */
static bool take_fraction(const char **at, uint32_t *microsecond)
{
    uint32_t unit = 100000;
    *microsecond = 0;
    if (!take_char(at, '.')) {
        return true;
    }
    if (!wmip_is_digit(**at)) {
        return false;
    }
    for (; wmip_is_digit(**at); (*at)++, unit /= 10) {
        *microsecond += (uint32_t)(**at - '0') * unit;
    }
    return true;
}

/* `Z`, `+08:00`, or nothing, which leaves it unknown. */
static bool take_zone(const char **at, wmi_datetime *value)
{
    bool is_west = **at == '-';
    uint32_t hours;
    uint32_t minutes;
    if (take_char(at, 'Z')) {
        return true;
    }
    if (!is_west && **at != '+') {
        value->unknown |= WMI_DATETIME_OFFSET;
        return true;
    }
    (*at)++;
    if (!take_digits(at, 2, &hours) || !take_char(at, ':') || !take_digits(at, 2, &minutes) || minutes > 59 ||
        hours > 14) {
        return false;
    }
    value->offset = (int16_t)(hours * 60 + minutes);
    value->offset = is_west ? (int16_t)-value->offset : value->offset;
    return true;
}

static bool take_date(const char **at, wmi_datetime *value)
{
    uint32_t year;
    uint32_t month;
    bool good = take_digits(at, 4, &year) && take_char(at, '-') && take_digits(at, 2, &month) && take_char(at, '-') &&
                take_digits(at, 2, &value->day);
    if (good) {
        value->year = (uint16_t)year;
        value->month = (uint8_t)month;
    }
    return good;
}

static bool take_time(const char **at, wmi_datetime *value)
{
    uint32_t hour;
    uint32_t minute;
    uint32_t second;
    bool good = take_digits(at, 2, &hour) && take_char(at, ':') && take_digits(at, 2, &minute) && take_char(at, ':') &&
                take_digits(at, 2, &second) && take_fraction(at, &value->microsecond);
    if (good) {
        value->hour = (uint8_t)hour;
        value->minute = (uint8_t)minute;
        value->second = (uint8_t)second;
    }
    return good;
}

static bool read_date_time(const char *text, wmi_datetime *value)
{
    const char *at = text;
    if (strlen(text) > 2 && text[2] == ':') {
        value->unknown = ALL_OF_DATE;
        return take_time(&at, value) && take_zone(&at, value) && *at == '\0';
    }
    if (!take_date(&at, value)) {
        return false;
    }
    if (take_char(&at, 'T')) {
        return take_time(&at, value) && take_zone(&at, value) && *at == '\0';
    }
    value->unknown = ALL_OF_TIME;
    return take_zone(&at, value) && *at == '\0';
}

/* Microseconds of one part of a duration, `30M`; units come in their order. */
static bool take_part(const char **at, bool *is_time, int *last, uint64_t *sum)
{
    static const char units[] = "DHMS";
    static const uint64_t seconds[] = {86400, 3600, 60, 1};
    uint32_t fraction = 0;
    uint64_t number;
    const char *unit;
    if (!*is_time && take_char(at, 'T')) {
        *is_time = true;
    }
    if (!take_number(at, &number) || !take_fraction(at, &fraction) || **at == '\0') {
        return false;
    }
    unit = strchr(units, **at);
    if (unit == NULL || (unit > units) != *is_time || (int)(unit - units) <= *last || number > UINT32_MAX ||
        (fraction != 0 && *unit != 'S')) {
        return false;
    }
    *last = (int)(unit - units);
    (*at)++;
    *sum += number * seconds[*last] * 1000000 + fraction;
    return true;
}

/* Years and months have no length, and are refused; more hours than a day has are days. */
static bool read_duration(const char *text, wmi_datetime *value)
{
    const char *at = text + 1;
    bool is_time = false;
    int last = -1;
    uint64_t sum = 0;
    do {
        if (!take_part(&at, &is_time, &last, &sum)) {
            return false;
        }
    } while (*at != '\0');
    if (sum / 1000000 / 86400 > 99999999) {
        return false;
    }
    value->is_interval = true;
    value->microsecond = (uint32_t)(sum % 1000000);
    sum /= 1000000;
    value->day = (uint32_t)(sum / 86400);
    value->hour = (uint8_t)(sum / 3600 % 24);
    value->minute = (uint8_t)(sum / 60 % 60);
    value->second = (uint8_t)(sum % 60);
    return true;
}

bool wmip_wsman_time_read(const char *text, wmi_datetime *value)
{
    char formatted[WMI_DATETIME_TEXT_SIZE];
    memset(value, 0, sizeof *value);
    if (wmi_datetime_parse(text, value)) {
        return true;
    }
    memset(value, 0, sizeof *value);
    /* Formatting checks the ranges. */
    if ((text[0] == 'P' ? read_duration(text, value) : read_date_time(text, value)) &&
        wmi_datetime_format(value, formatted)) {
        return true;
    }
    memset(value, 0, sizeof *value);
    return false;
}
