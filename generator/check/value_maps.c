/*
 * What is wrong with a ValueMap and Values, a BitMap and BitValues, or a ConventionMap and ConventionValues.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "schema/code_entries.h"

/** An entry that is good, and what it is written as. */
typedef struct listed_code {
    mb_code code;
    const mb_value *value;
} listed_code;

static const char *quoted(mb_check *check, const mb_value *value)
{
    if (value->kind != MB_VALUE_STRING && value->kind != MB_VALUE_INTEGER) {
        return mb_value_kind_text(value);
    }
    mb_text entry = mb_code_entry_text(value, check->scratch);
    return mb_arena_format(check->scratch, "'%.*s'", (int)entry.length, entry.bytes);
}

static void report_outside(mb_check *check, const mb_element *element, const mb_value *value, const char *text,
                           const mb_code_source *tables)
{
    const mb_code_limits *limits = &tables->limits;
    const char *range = mb_arena_format(check->scratch, "%s%s to %s", tables->is_masks ? "bits " : "",
                                        mb_code_digits(limits->low, limits->is_unsigned, check->scratch),
                                        mb_code_digits(limits->high, limits->is_unsigned, check->scratch));
    mb_report(check->diag, MB_MSG_CODE_RANGE, value->span, text, element->name->text, range);
}

static void report_entry(mb_check *check, const mb_element *element, const mb_value *value, mb_code_kind kind,
                         const mb_code_source *tables)
{
    const char *text = quoted(check, value);
    if (kind == MB_CODE_OUTSIDE) {
        report_outside(check, element, value, text, tables);
    } else if (kind == MB_CODE_REVERSED) {
        mb_report(check->diag, MB_MSG_CODE_REVERSED, value->span, text, element->name->text);
    } else if (kind == MB_CODE_NOT_SINGLE) {
        mb_report(check->diag, MB_MSG_CONVENTION_RANGE, value->span, text, element->name->text);
    } else {
        mb_report(check->diag, MB_MSG_CODE_BAD, value->span, text, element->name->text);
    }
}

/* Entries that are in each other's way */

static bool is_same(const mb_code *a, const mb_code *b)
{
    if (a->is_text || b->is_text) {
        return a->is_text && b->is_text && mb_text_equal(a->text, b->text);
    }
    return a->is_rest == b->is_rest && (a->is_rest || (a->low == b->low && a->high == b->high));
}

/** Equal codes come to lie one behind the other, as in the list; ranges by where they begin. */
static int compare_listed(const void *left, const void *right)
{
    const listed_code *a = left, *b = right;
    int order = (int)a->code.is_text - (int)b->code.is_text;
    if (order == 0 && a->code.is_text) {
        order = mb_text_compare(a->code.text, b->code.text);
    } else if (order == 0) {
        order = (int)a->code.is_rest - (int)b->code.is_rest;
        order = order != 0 ? order : mb_code_order(a->code.low, b->code.low, a->code.is_unsigned);
        order = order != 0 ? order : mb_code_order(a->code.high, b->code.high, a->code.is_unsigned);
    }
    if (order == 0) {
        order = (a->value->span.begin > b->value->span.begin) - (a->value->span.begin < b->value->span.begin);
    }
    return order;
}

/** A second `..` is no slip: the CIM schema gives what is left two names, "DMTF Reserved" and "Vendor Reserved". */
static void report_same(mb_check *check, const mb_element *element, const listed_code *codes, size_t count)
{
    const listed_code *first = &codes[0];
    for (size_t i = 1; i < count; i++) {
        if (codes[i].code.is_rest || !is_same(&first->code, &codes[i].code)) {
            first = &codes[i];
            continue;
        }
        mb_report(check->diag, MB_MSG_CODE_TWICE, codes[i].value->span, quoted(check, codes[i].value),
                  element->name->text);
        mb_report_note(check->diag, MB_MSG_FIRST_HERE, first->value->span);
    }
}

/** Whether `b`, which does not begin before `a`, begins in it and ends behind it. A range within another is meant so.
 */
static bool cross(const mb_code *a, const mb_code *b)
{
    const bool is_unsigned = a->is_unsigned;
    return mb_code_order(b->low, a->low, is_unsigned) > 0 && mb_code_order(b->low, a->high, is_unsigned) <= 0 &&
           mb_code_order(b->high, a->high, is_unsigned) > 0;
}

/** Tells of the first two ranges that overlap: who writes one such list writes many. */
static void report_overlap(mb_check *check, const mb_element *element, const listed_code *codes, size_t count)
{
    const listed_code *before = NULL;
    for (size_t i = 0; i < count; i++) {
        const listed_code *code = &codes[i];
        if (!mb_is_code_range(&code->code)) {
            continue;
        }
        if (before != NULL && cross(&before->code, &code->code)) {
            bool is_later = code->value->span.begin > before->value->span.begin;
            const listed_code *first = is_later ? before : code, *second = is_later ? code : before;
            mb_report_check(check, MB_MSG_CODE_OVERLAP, second->value->span, quoted(check, first->value),
                            quoted(check, second->value), element->name->text);
            return;
        }
        if (before == NULL || mb_code_order(code->code.high, before->code.high, code->code.is_unsigned) > 0) {
            before = code;
        }
    }
}

static void check_entries_against_each_other(mb_check *check, const mb_element *element, const mb_value *first,
                                             mb_codes codes)
{
    listed_code *listed = mb_arena_array(check->scratch, codes.count, sizeof *listed);
    size_t count = 0;
    for (size_t i = 0; i < codes.count; i++, first = first->next) {
        if (mb_is_good_code(&codes.items[i])) {
            listed[count++] = (listed_code){codes.items[i], first};
        }
    }
    if (count > 1) {
        qsort(listed, count, sizeof *listed, compare_listed);
        report_same(check, element, listed, count);
        report_overlap(check, element, listed, count);
    }
}

/** What is seen while the entries are read one after the other: as long as they ascend none meets another. */
typedef struct ascent {
    bool is_broken;
    bool has_last;
    bool has_rest;
    int64_t last;
} ascent;

/** Of a range with an open end the other one is what it says. */
static void climb(ascent *way, const mb_code *code)
{
    if (code->is_text || (code->is_rest && way->has_rest)) {
        way->is_broken = true;
    } else if (code->is_rest) {
        way->has_rest = true;
    } else {
        const int64_t low = code->kind == MB_CODE_UP_TO ? code->high : code->low;
        way->is_broken = way->is_broken || (way->has_last && mb_code_order(low, way->last, code->is_unsigned) <= 0);
        way->has_last = true;
        way->last = code->kind == MB_CODE_FROM ? code->low : code->high;
    }
}

static void check_entries(mb_check *check, const mb_element *element, const mb_code_source *source, mb_code_lists lists)
{
    const mb_codes codes = mb_codes_as_written(element->codes, lists);
    const mb_value *value = source->map.first;
    ascent way = {false, false, false, 0};
    for (size_t i = 0; i < codes.count; i++, value = value->next) {
        if (mb_is_good_code(&codes.items[i])) {
            climb(&way, &codes.items[i]);
        } else {
            report_entry(check, element, value, (mb_code_kind)codes.items[i].kind, source);
        }
    }
    if (way.is_broken && codes.count > 1) {
        check_entries_against_each_other(check, element, source->map.first, codes);
    }
}

/** Names alone count from 0; the first that is beyond the type is told of. */
static void check_names_alone(mb_check *check, const mb_element *element, const mb_code_source *tables)
{
    int64_t number = 0;
    const mb_value *value = tables->names.first;
    while (value != NULL && !mb_is_outside(number, tables->limits)) {
        value = value->next;
        number++;
    }
    if (value != NULL) {
        const char *text = mb_arena_format(check->scratch, "%" PRId64, number);
        report_outside(check, element, value, text, tables);
    }
}

/** "ValueMap", or, where it is inherited, "the ValueMap of class 'Lamp'". */
static const char *list_text(mb_check *check, const mb_element *element, const mb_qualifier *list)
{
    const mb_element *holder = element;
    mb_qualifier_in_force(check->schema, element, list->name->fold, &holder);
    return holder == element ? list->name->text
                             : mb_arena_format(check->scratch, "the %s of class '%s'", list->name->text,
                                               holder->owner->element.name->text);
}

static void report_count(mb_check *check, const mb_element *element, const mb_code_source *tables,
                         const mb_qualifier *at)
{
    const char *counts = mb_arena_format(check->scratch, "%" PRIu32 " in %s, %" PRIu32 " in %s", tables->map.count,
                                         list_text(check, element, tables->map.qualifier), tables->names.count,
                                         list_text(check, element, tables->names.qualifier));
    mb_report(check->diag, MB_MSG_CODE_COUNT, mb_qualifier_span(at), element->name->text, counts);
}

/** Conventions are pairs: neither list counts from 0, nor says anything alone, but for texts, which are their own
 * names. */
static void check_pair(mb_check *check, const mb_element *element, const mb_code_source *tables)
{
    static const char MAP[] = "ConventionMap", NAMES[] = "ConventionValues";
    const mb_code_strings *alone = tables->map.is_there ? &tables->map : &tables->names;
    if (tables->map.is_there == tables->names.is_there || (tables->map.is_there && tables->is_text)) {
        return;
    }
    mb_report(check->diag, MB_MSG_CONVENTION_ALONE, mb_qualifier_span(alone->qualifier), element->name->text,
              tables->map.is_there ? MAP : NAMES, tables->map.is_there ? NAMES : MAP);
}

static void check_tables(mb_check *check, const mb_element *element, mb_code_lists lists)
{
    const mb_qualifier *own_map = mb_own_qualifier(check->schema, element, mb_codes_qualifier(lists));
    const mb_qualifier *own_names = mb_own_qualifier(check->schema, element, mb_names_qualifier(lists));
    if (own_map == NULL && own_names == NULL) {
        return;
    }
    const mb_code_source tables = mb_code_source_in_force(check->schema, element, lists);
    if (own_map != NULL) {
        check_entries(check, element, &tables, lists);
    } else if (lists != MB_LISTS_CONVENTIONS && !tables.map.is_there && !tables.is_text) {
        check_names_alone(check, element, &tables);
    }
    if (lists == MB_LISTS_CONVENTIONS) {
        check_pair(check, element, &tables);
    }
    if (tables.map.is_there && tables.names.is_there && tables.map.count != tables.names.count) {
        report_count(check, element, &tables, own_names != NULL ? own_names : own_map);
    }
}

void mb_check_codes(mb_check *check, const mb_element *element)
{
    check_tables(check, element, MB_LISTS_VALUES);
    check_tables(check, element, MB_LISTS_BITS);
    check_tables(check, element, MB_LISTS_CONVENTIONS);
}
