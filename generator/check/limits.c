/*
 * MinValue and MaxValue, MinLen and MaxLen, Min and Max: against the type, against each other, and values against them.
 */
#include <inttypes.h>

#include "check/check.h"
#include "support/characters.h"

typedef struct limit_pair {
    mb_qualifier_id least;
    mb_qualifier_id most;
} limit_pair;

enum { OF_VALUE, OF_LENGTH, OF_REFERENCES, PAIR_COUNT };

static const limit_pair pairs[PAIR_COUNT] = {
    {MB_Q_MINVALUE, MB_Q_MAXVALUE},
    {MB_Q_MINLEN, MB_Q_MAXLEN},
    {MB_Q_MIN, MB_Q_MAX},
};

/** The integer that is in force; NULL where there is none. */
static const mb_value *limit_of(const mb_check *check, const mb_element *element, mb_qualifier_id id)
{
    const mb_qualifier *qualifier = mb_element_qualifier(check->schema, element, id);
    const mb_value *value = qualifier != NULL ? qualifier->value : NULL;
    return value != NULL && value->kind == MB_VALUE_INTEGER ? value : NULL;
}

/** < 0, 0 or > 0, of integers. */
static int compare(const mb_value *a, const mb_value *b)
{
    bool a_is_negative = a->negative && a->u.magnitude != 0, b_is_negative = b->negative && b->u.magnitude != 0;
    if (a_is_negative != b_is_negative) {
        return a_is_negative ? -1 : 1;
    }
    int order = (a->u.magnitude > b->u.magnitude) - (a->u.magnitude < b->u.magnitude);
    return a_is_negative ? -order : order;
}

static const char *digits_of(mb_check *check, const mb_value *value)
{
    return mb_arena_format(check->scratch, "%s%" PRIu64, value->negative && value->u.magnitude != 0 ? "-" : "",
                           value->u.magnitude);
}

/** "MaxValue, 10," */
static const char *limit_text(mb_check *check, mb_qualifier_id id, const mb_value *value)
{
    return mb_arena_format(check->scratch, "%s, %s,", mb_known_rule(check->schema, id)->name, digits_of(check, value));
}

/* Limits */

static void check_type_has(mb_check *check, const mb_element *element, mb_qualifier_id id)
{
    const mb_qualifier *own = mb_own_qualifier(check->schema, element, id);
    const mb_type_word type = (mb_type_word)element->type;
    const mb_value *value = own != NULL ? own->value : NULL;
    if (value != NULL && value->kind == MB_VALUE_INTEGER && mb_cim_types[type].width != 0 &&
        !mb_integer_fits(type, value->u.magnitude, value->negative)) {
        mb_report_check(check, MB_MSG_LIMIT_RANGE, mb_qualifier_span(own), limit_text(check, id, value),
                        element->name->text, mb_range_text(type, check->scratch));
    }
}

static void check_pair(mb_check *check, const mb_element *element, limit_pair pair)
{
    const mb_qualifier *own_least = mb_own_qualifier(check->schema, element, pair.least);
    const mb_qualifier *own_most = mb_own_qualifier(check->schema, element, pair.most);
    if (own_least == NULL && own_most == NULL) {
        return;
    }
    const mb_value *least = limit_of(check, element, pair.least);
    const mb_value *most = limit_of(check, element, pair.most);
    if (least != NULL && most != NULL && compare(least, most) > 0) {
        const char *upper = mb_arena_format(check->scratch, "%s, %s", mb_known_rule(check->schema, pair.most)->name,
                                            digits_of(check, most));
        mb_report_check(check, MB_MSG_LIMITS_CROSSED, mb_qualifier_span(own_least != NULL ? own_least : own_most),
                        limit_text(check, pair.least, least), element->name->text, upper);
    }
}

void mb_check_limits(mb_check *check, const mb_element *element)
{
    check_type_has(check, element, MB_Q_MINVALUE);
    check_type_has(check, element, MB_Q_MAXVALUE);
    for (unsigned i = 0; i < PAIR_COUNT; i++) {
        check_pair(check, element, pairs[i]);
    }
}

/* Values */

static void report_value(mb_check *check, const mb_element *element, const mb_value *value, const char *what,
                         const char *why)
{
    mb_report_check(check, MB_MSG_VALUE_LIMIT, value->span, what, element->name->text, why);
}

static void check_number(mb_check *check, const mb_element *element, const mb_value *value)
{
    const mb_value *least = limit_of(check, element, pairs[OF_VALUE].least);
    const mb_value *most = limit_of(check, element, pairs[OF_VALUE].most);
    const char *why = NULL;
    if (least != NULL && compare(value, least) < 0) {
        why = mb_arena_format(check->scratch, "is less than its MinValue, %s", digits_of(check, least));
    } else if (most != NULL && compare(value, most) > 0) {
        why = mb_arena_format(check->scratch, "is greater than its MaxValue, %s", digits_of(check, most));
    }
    if (why != NULL) {
        report_value(check, element, value, digits_of(check, value), why);
    }
}

/** The length of a string is that of its UTF-16 text, as WMI has it. */
static uint64_t length_of(mb_text text)
{
    uint64_t units = 0;
    for (uint32_t i = 0; i < text.length; i++) {
        units += mb_begins_character(text.bytes[i]);
        units += (unsigned char)text.bytes[i] >= 0xF0; /* a pair of surrogates */
    }
    return units;
}

static void check_text(mb_check *check, const mb_element *element, const mb_value *value)
{
    const mb_value *least = limit_of(check, element, pairs[OF_LENGTH].least);
    const mb_value *most = limit_of(check, element, pairs[OF_LENGTH].most);
    mb_value length = {.kind = MB_VALUE_INTEGER};
    const char *why = NULL;
    if (least == NULL && most == NULL) {
        return;
    }
    length.u.magnitude = length_of(mb_value_text(value));
    if (least != NULL && compare(&length, least) < 0) {
        why = mb_arena_format(check->scratch, "is shorter than its MinLen, %s", digits_of(check, least));
    } else if (most != NULL && compare(&length, most) > 0) {
        why = mb_arena_format(check->scratch, "is longer than its MaxLen, %s", digits_of(check, most));
    }
    if (why != NULL) {
        const char *what = mb_arena_format(check->scratch, "a text of %" PRIu64 " character%s", length.u.magnitude,
                                           length.u.magnitude == 1 ? "" : "s");
        report_value(check, element, value, what, why);
    }
}

void mb_check_value_limits(mb_check *check, const mb_element *element, const mb_value *value)
{
    for (const mb_value *item = mb_first_item(value); item != NULL; item = mb_next_item(value, item)) {
        if (item->kind == MB_VALUE_INTEGER) {
            check_number(check, element, item);
        } else if (item->kind == MB_VALUE_STRING && element->type == MB_TYPE_STRING) {
            check_text(check, element, item);
        }
    }
}
