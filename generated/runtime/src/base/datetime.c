#include "base/core.h"

#include <string.h>

#define TEXT_LENGTH 25
#define SIGN_INDEX 21
#define SECONDS_PER_DAY 86400
#define MAX_INTERVAL_DAYS 99999999u

/* Where a field stands in the text and what it may hold. */
typedef struct wmip_datetime_part {
    uint8_t index;
    uint8_t width;
    uint8_t field; /* a wmi_datetime_field */
    uint32_t least;
    uint32_t most;
} wmip_datetime_part;

#define TIME_PARTS                                                                                                     \
    {8, 2, WMI_DATETIME_HOUR, 0, 23}, {10, 2, WMI_DATETIME_MINUTE, 0, 59},                                             \
    {                                                                                                                  \
        12, 2, WMI_DATETIME_SECOND, 0, 59                                                                              \
    }
#define DATE_PART_COUNT 6
#define INTERVAL_PART_COUNT 4

static const wmip_datetime_part date_parts[DATE_PART_COUNT] = {
    {0, 4, WMI_DATETIME_YEAR, 0, 9999}, {4, 2, WMI_DATETIME_MONTH, 1, 12}, {6, 2, WMI_DATETIME_DAY, 1, 31}, TIME_PARTS};
static const wmip_datetime_part interval_parts[INTERVAL_PART_COUNT] = {{0, 8, WMI_DATETIME_DAY, 0, MAX_INTERVAL_DAYS},
                                                                       TIME_PARTS};

static const wmip_datetime_part *parts_of(bool is_interval, size_t *count)
{
    *count = is_interval ? INTERVAL_PART_COUNT : DATE_PART_COUNT;
    return is_interval ? interval_parts : date_parts;
}

static uint32_t get_part(const wmi_datetime *value, uint8_t field)
{
    switch (field) {
    case WMI_DATETIME_YEAR:
        return value->year;
    case WMI_DATETIME_MONTH:
        return value->month;
    case WMI_DATETIME_DAY:
        return value->day;
    case WMI_DATETIME_HOUR:
        return value->hour;
    case WMI_DATETIME_MINUTE:
        return value->minute;
    default:
        return value->second;
    }
}

static void set_part(wmi_datetime *value, uint8_t field, uint32_t number)
{
    switch (field) {
    case WMI_DATETIME_YEAR:
        value->year = (uint16_t)number;
        break;
    case WMI_DATETIME_MONTH:
        value->month = (uint8_t)number;
        break;
    case WMI_DATETIME_DAY:
        value->day = number;
        break;
    case WMI_DATETIME_HOUR:
        value->hour = (uint8_t)number;
        break;
    case WMI_DATETIME_MINUTE:
        value->minute = (uint8_t)number;
        break;
    default:
        value->second = (uint8_t)number;
        break;
    }
}

static bool all_asterisks(const char *text, size_t width)
{
    size_t i;
    for (i = 0; i < width; i++) {
        if (text[i] != '*') {
            return false;
        }
    }
    return true;
}

static void write_digits(char *text, size_t width, uint32_t number)
{
    while (width > 0) {
        text[--width] = (char)('0' + (char)(number % 10));
        number /= 10;
    }
}

/* The fraction may be known in its leading digits only: `123***`. */
static bool read_fraction(const char *text, wmi_datetime *out)
{
    size_t known = 0;
    size_t i;
    while (known < 6 && text[known] != '*') {
        known++;
    }
    if (!wmip_digits_read(text, known, &out->microsecond) || !all_asterisks(text + known, 6 - known)) {
        return false;
    }
    if (known < 6) {
        out->unknown |= WMI_DATETIME_MICROSECOND;
        out->microsecond_digits = (uint8_t)known;
    }
    for (i = known; i < 6; i++) {
        out->microsecond *= 10;
    }
    return true;
}

static bool read_offset(const char *text, size_t width, bool is_interval, wmi_datetime *out)
{
    uint32_t minutes = 0;
    if (!is_interval && all_asterisks(text + 1, width)) {
        out->unknown |= WMI_DATETIME_OFFSET;
        return true;
    }
    if (!wmip_digits_read(text + 1, width, &minutes) || (is_interval && minutes != 0)) {
        return false;
    }
    out->offset = (int16_t)(text[0] == '-' ? -(int32_t)minutes : (int32_t)minutes);
    return true;
}

static bool read_all_parts(const char *text, wmi_datetime *out)
{
    size_t length = strlen(text);
    size_t count = 0;
    size_t i;
    const wmip_datetime_part *parts;
    if ((length != TEXT_LENGTH && length != TEXT_LENGTH - 1) || text[14] != '.' ||
        strchr(":+-", text[SIGN_INDEX]) == NULL) {
        return false;
    }
    out->is_interval = text[SIGN_INDEX] == ':';
    parts = parts_of(out->is_interval, &count);
    for (i = 0; i < count; i++) {
        uint32_t number = 0;
        if (all_asterisks(text + parts[i].index, parts[i].width)) {
            out->unknown |= parts[i].field;
        } else if (!wmip_digits_read(text + parts[i].index, parts[i].width, &number) || number < parts[i].least ||
                   number > parts[i].most) {
            return false;
        } else {
            set_part(out, parts[i].field, number);
        }
    }
    return read_fraction(text + 15, out) &&
           read_offset(text + SIGN_INDEX, length - SIGN_INDEX - 1, out->is_interval, out);
}

bool WMI_CALL wmi_datetime_parse(const char *text, wmi_datetime *out)
{
    memset(out, 0, sizeof *out);
    if (text != NULL && read_all_parts(text, out)) {
        return true;
    }
    memset(out, 0, sizeof *out);
    return false;
}

static bool write_fraction(const wmi_datetime *value, char *text)
{
    bool is_partial = (value->unknown & WMI_DATETIME_MICROSECOND) != 0 || value->microsecond_digits != 0;
    size_t known = is_partial ? value->microsecond_digits : 6;
    if (value->microsecond > 999999 || known > 6) {
        return false;
    }
    write_digits(text, 6, value->microsecond);
    memset(text + known, '*', 6 - known);
    return true;
}

static bool write_offset(const wmi_datetime *value, char *text)
{
    int32_t minutes = value->offset;
    if (value->is_interval) {
        memcpy(text, ":000", 4);
        return true;
    }
    if ((value->unknown & WMI_DATETIME_OFFSET) != 0) {
        memcpy(text, "+***", 4);
        return true;
    }
    if (minutes < -999 || minutes > 999) {
        return false;
    }
    text[0] = minutes < 0 ? '-' : '+';
    write_digits(text + 1, 3, (uint32_t)(minutes < 0 ? -minutes : minutes));
    return true;
}

static bool write_all(const wmi_datetime *value, char *text)
{
    size_t count = 0;
    size_t i;
    const wmip_datetime_part *parts = parts_of(value->is_interval, &count);
    for (i = 0; i < count; i++) {
        uint32_t number = get_part(value, parts[i].field);
        if ((value->unknown & parts[i].field) != 0) {
            memset(text + parts[i].index, '*', parts[i].width);
        } else if (number < parts[i].least || number > parts[i].most) {
            return false;
        } else {
            write_digits(text + parts[i].index, parts[i].width, number);
        }
    }
    text[14] = '.';
    text[TEXT_LENGTH] = '\0';
    return write_fraction(value, text + 15) && write_offset(value, text + SIGN_INDEX);
}

bool WMI_CALL wmi_datetime_format(const wmi_datetime *value, char *text)
{
    if (value != NULL && write_all(value, text)) {
        return true;
    }
    text[0] = '\0';
    return false;
}

/* Days from 1970-01-01 of a date of the Gregorian calendar, which is carried back to year 0. Years begin in March here,
 * so that the leap day is a year's last. */
static int64_t days_from_date(int64_t year, int64_t month, int64_t day)
{
    int64_t shifted = month > 2 ? year : year - 1;
    int64_t era = (shifted >= 0 ? shifted : shifted - 399) / 400;
    int64_t year_of_era = shifted - era * 400;
    int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static void date_from_days(int64_t days, wmi_datetime *out)
{
    int64_t shifted = days + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int64_t day_of_era = shifted - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    out->day = (uint32_t)(day_of_year - (153 * month + 2) / 5 + 1);
    out->month = (uint8_t)(month < 10 ? month + 3 : month - 9);
    out->year = (uint16_t)(year_of_era + era * 400 + (out->month <= 2 ? 1 : 0));
}

bool WMI_CALL wmi_datetime_to_unix(const wmi_datetime *value, int64_t *seconds)
{
    char text[WMI_DATETIME_TEXT_SIZE];
    wmi_datetime back = {0};
    int64_t days;
    *seconds = 0;
    if (value->is_interval || (value->unknown & ~WMI_DATETIME_MICROSECOND) != 0 || !wmi_datetime_format(value, text)) {
        return false;
    }
    days = days_from_date(value->year, value->month, value->day);
    date_from_days(days, &back);
    if (back.day != value->day) { /* February 30 and the like */
        return false;
    }
    *seconds = days * SECONDS_PER_DAY + value->hour * 3600 + value->minute * 60 + value->second - value->offset * 60;
    return true;
}

wmi_datetime WMI_CALL wmi_datetime_from_unix(int64_t seconds)
{
    const int64_t least = days_from_date(0, 1, 1) * SECONDS_PER_DAY;
    const int64_t most = days_from_date(10000, 1, 1) * SECONDS_PER_DAY - 1;
    wmi_datetime value = {0};
    int64_t days;
    int64_t rest;
    seconds = seconds < least ? least : seconds > most ? most : seconds;
    days = (seconds >= 0 ? seconds : seconds - (SECONDS_PER_DAY - 1)) / SECONDS_PER_DAY;
    rest = seconds - days * SECONDS_PER_DAY;
    date_from_days(days, &value);
    value.hour = (uint8_t)(rest / 3600);
    value.minute = (uint8_t)(rest / 60 % 60);
    value.second = (uint8_t)(rest % 60);
    return value;
}

wmi_datetime WMI_CALL wmi_datetime_from_seconds(uint64_t seconds)
{
    const uint64_t most = ((uint64_t)MAX_INTERVAL_DAYS + 1) * SECONDS_PER_DAY - 1;
    wmi_datetime value = {0};
    uint64_t rest;
    seconds = seconds > most ? most : seconds;
    rest = seconds % SECONDS_PER_DAY;
    value.is_interval = true;
    value.day = (uint32_t)(seconds / SECONDS_PER_DAY);
    value.hour = (uint8_t)(rest / 3600);
    value.minute = (uint8_t)(rest / 60 % 60);
    value.second = (uint8_t)(rest % 60);
    return value;
}

bool WMI_CALL wmi_datetime_to_microseconds(const wmi_datetime *value, uint64_t *microseconds)
{
    const unsigned counted =
        WMI_DATETIME_DAY | WMI_DATETIME_HOUR | WMI_DATETIME_MINUTE | WMI_DATETIME_SECOND | WMI_DATETIME_MICROSECOND;
    char text[WMI_DATETIME_TEXT_SIZE];
    uint64_t seconds;
    *microseconds = 0;
    if (!value->is_interval || (value->unknown & counted) != 0 || value->microsecond_digits != 0 ||
        !wmi_datetime_format(value, text)) {
        return false;
    }
    seconds = ((uint64_t)value->day * 24 + value->hour) * 3600 + (uint64_t)value->minute * 60 + value->second;
    *microseconds = seconds * 1000000 + value->microsecond;
    return true;
}
