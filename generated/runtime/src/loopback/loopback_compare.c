/**
 * @file
 * Values compared by an operator of WQL.
 */
#include "loopback/loopback_match.h"

#include <string.h>

wql_truth wmip_loopback_truth_of(bool value)
{
    return value ? WQL_TRUE : WQL_FALSE;
}

static bool judge(wql_operation operation, int order)
{
    switch (operation) {
    case WQL_EQUAL:
        return order == 0;
    case WQL_NOT_EQUAL:
        return order != 0;
    case WQL_LESS:
        return order < 0;
    case WQL_NOT_GREATER:
        return order <= 0;
    case WQL_GREATER:
        return order > 0;
    default:
        return order >= 0;
    }
}

static int compare_text(const char *a, const char *b)
{
    for (;;) {
        uint32_t left = *a != '\0' ? wmip_wql_next_character(&a) : 0;
        uint32_t right = *b != '\0' ? wmip_wql_next_character(&b) : 0;
        if (left != right || left == 0) {
            return (left > right) - (left < right);
        }
    }
}

static int compare_integers(wmip_integer a, wmip_integer b)
{
    int order = (a.magnitude > b.magnitude) - (a.magnitude < b.magnitude);
    if (a.negative != b.negative) {
        return a.negative ? -1 : 1;
    }
    return a.negative ? -order : order;
}

/* @return false for a real. */
static bool integer_of(const wmi_value *value, wmip_integer *out)
{
    int64_t number;
    out->negative = false;
    if (value->type == WMI_TYPE_UINT64) {
        out->magnitude = value->u.uint64;
    } else if (value->type == WMI_TYPE_CHAR16) {
        out->magnitude = value->u.char16;
    } else if (wmi_value_to_integer(value, &number)) {
        out->negative = number < 0;
        out->magnitude = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    } else {
        return false;
    }
    return true;
}

static wql_truth compare_numbers(wql_operation operation, const wmi_value *value, const wql_literal *literal)
{
    wmip_integer integer;
    double real;
    if (integer_of(value, &integer)) {
        if (literal->kind == WQL_INTEGER) {
            return wmip_loopback_truth_of(judge(operation, compare_integers(integer, literal->integer)));
        }
        real = wmip_integer_real(integer);
    } else {
        real = value->type == WMI_TYPE_REAL32 ? (double)value->u.real32 : value->u.real64;
    }
    return wmip_loopback_truth_of(judge(operation, (real > literal->real) - (real < literal->real)));
}

static wql_truth compare_dates(wql_operation operation, const wmi_datetime *value, const wmi_datetime *other)
{
    uint64_t length[2];
    int64_t second[2];
    if (value->is_interval != other->is_interval) {
        return WQL_FALSE;
    }
    if (value->is_interval) {
        if (!wmi_datetime_to_microseconds(value, &length[0]) || !wmi_datetime_to_microseconds(other, &length[1])) {
            return WQL_UNKNOWN;
        }
        return wmip_loopback_truth_of(judge(operation, (length[0] > length[1]) - (length[0] < length[1])));
    }
    if (!wmi_datetime_to_unix(value, &second[0]) || !wmi_datetime_to_unix(other, &second[1])) {
        return WQL_UNKNOWN;
    }
    if (second[0] == second[1]) {
        second[0] = (int64_t)value->microsecond;
        second[1] = (int64_t)other->microsecond;
    }
    return wmip_loopback_truth_of(judge(operation, (second[0] > second[1]) - (second[0] < second[1])));
}

wql_literal wmip_loopback_literal_of(const wmi_value *value)
{
    wql_literal literal;
    memset(&literal, 0, sizeof literal);
    if (wmip_type_is_text(value->type)) {
        literal.kind = WQL_TEXT;
        literal.text = value->u.string;
    } else if (value->type == WMI_TYPE_BOOLEAN) {
        literal.kind = WQL_BOOLEAN;
        literal.boolean = value->u.boolean;
    } else if (value->type == WMI_TYPE_DATETIME) {
        literal.kind = WQL_DATETIME;
        literal.datetime = value->u.datetime;
    } else if (integer_of(value, &literal.integer)) {
        literal.kind = WQL_INTEGER;
        literal.real = wmip_integer_real(literal.integer);
    } else if (value->type == WMI_TYPE_REAL32 || value->type == WMI_TYPE_REAL64) {
        literal.kind = WQL_REAL;
        literal.real = value->type == WMI_TYPE_REAL32 ? (double)value->u.real32 : value->u.real64;
    } /* an object stays WQL_NULL, which fits no comparison */
    return literal;
}

wql_truth wmip_loopback_compare(wql_operation operation, const wmi_value *value, const char *text,
                                const wql_literal *literal)
{
    if (value != NULL && wmip_type_is_text(value->type)) {
        text = value->u.string;
    }
    if (text != NULL) {
        return wmip_loopback_truth_of(judge(operation, compare_text(text, literal->text)));
    }
    if (literal->kind == WQL_BOOLEAN) {
        return wmip_loopback_truth_of((value->u.boolean == literal->boolean) == (operation == WQL_EQUAL));
    }
    return literal->kind == WQL_DATETIME ? compare_dates(operation, &value->u.datetime, &literal->datetime)
                                         : compare_numbers(operation, value, literal);
}
