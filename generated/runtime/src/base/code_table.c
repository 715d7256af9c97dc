/**
 * @file
 * Codes and texts of ValueMaps: their names.
 */
#include "base/core.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const wmi_code_table wmi_no_codes = {NULL, 0, 0, 0};

/* < 0, 0, > 0; of a uint64 both are bit patterns. */
static int compare_codes(const wmi_code_table *table, int64_t a, int64_t b)
{
    if ((table->flags & WMI_CODES_UNSIGNED) != 0) {
        return ((uint64_t)a > (uint64_t)b) - ((uint64_t)a < (uint64_t)b);
    }
    return (a > b) - (a < b);
}

static const wmi_code *find_single(const wmi_code_table *table, int64_t code)
{
    uint32_t low = 0;
    uint32_t high = table->single_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_codes(table, table->codes[middle].low, code) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < table->single_count && table->codes[low].low == code ? &table->codes[low] : NULL;
}

const char *WMI_CALL wmi_code_name(const wmi_code_table *table, int64_t code)
{
    const wmi_code *single;
    uint32_t i;
    if (table == NULL) {
        return NULL;
    }
    single = find_single(table, code);
    if (single != NULL) {
        return single->name;
    }
    for (i = table->single_count; i < table->count; i++) {
        if (compare_codes(table, code, table->codes[i].low) >= 0 &&
            compare_codes(table, code, table->codes[i].high) <= 0) {
            return table->codes[i].name;
        }
    }
    return NULL;
}

/* Room for this stays behind a name, however long that is. */
static const char MARK[] = ", by convention";

static const char *mark(const char *name, char *buffer)
{
    size_t length = strlen(name);
    if (length > WMI_TEXT_SIZE - sizeof MARK) {
        length = WMI_TEXT_SIZE - sizeof MARK;
        while (length > 0 && ((unsigned char)name[length] & 0xC0) == 0x80) {
            length--; /* no character is cut in two */
        }
    }
    memcpy(buffer, name, length);
    memcpy(buffer + length, MARK, sizeof MARK);
    return buffer;
}

const char *WMI_CALL wmi_code_text(const wmi_code_table *table, int64_t code, char buffer[WMI_TEXT_SIZE])
{
    const wmi_code *single = table != NULL ? find_single(table, code) : NULL;
    if (single != NULL) {
        return (single->flags & WMI_CODE_CONVENTION) != 0 ? mark(single->name, buffer) : single->name;
    }
    if (table != NULL && (table->flags & WMI_CODES_UNSIGNED) != 0) {
        (void)snprintf(buffer, WMI_TEXT_SIZE, "%" PRIu64, (uint64_t)code);
    } else {
        (void)snprintf(buffer, WMI_TEXT_SIZE, "%" PRId64, code);
    }
    return buffer;
}

const char *wmip_code_remark(const wmi_code_table *table, int64_t code, char buffer[WMI_TEXT_SIZE])
{
    return table != NULL && find_single(table, code) != NULL ? wmi_code_text(table, code, buffer)
                                                             : wmi_code_name(table, code);
}

const char *WMI_CALL wmi_return_text(const wmi_method_info *method, int64_t code, char buffer[WMI_TEXT_SIZE])
{
    return wmi_code_text(method != NULL ? method->codes : NULL, code, buffer);
}

/* Texts */

const char *WMI_CALL wmi_text_name(const wmi_text_table *table, const char *text)
{
    uint32_t low = 0;
    uint32_t high = table != NULL && text != NULL ? table->count : 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(table->texts[middle].value, text);
        if (order == 0) {
            return table->texts[middle].name;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

const char *WMI_CALL wmi_text_value(const wmi_text_table *table, const char *name)
{
    const char *convention = NULL;
    uint32_t i;
    for (i = 0; table != NULL && name != NULL && i < table->count; i++) {
        const wmi_text *each = &table->texts[i];
        if (strcmp(each->name, name) != 0) {
            continue;
        }
        if ((each->flags & WMI_CODE_CONVENTION) == 0) {
            return each->value;
        }
        convention = convention == NULL ? each->value : convention;
    }
    return convention;
}
