#include "tables.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

const table_user *table_user_of(const table_list *list, const char *ns, const char *class_name, const char *method,
                                const char *member)
{
    for (size_t i = 0; i < list->user_count; i++) {
        const table_user *user = &list->users[i];
        const char *of = user->method == NULL ? NULL : user->method->name;

        if (strcmp(user->class_name, class_name) == 0 && strcmp(user->member, member) == 0 &&
            strcmp(user->ns, ns) == 0 && (of == NULL) == (method == NULL) && (of == NULL || strcmp(of, method) == 0))
            return user;
    }
    return NULL;
}

const table_entry *table_of(const table_list *list, const char *id)
{
    for (size_t i = 0; i < list->table_count; i++)
        if (strcmp(list->tables[i].id, id) == 0)
            return &list->tables[i];
    fail_msg("no table %s", id);
    return NULL;
}

table_facts table_facts_of(const facts_table *codes, const char *id)
{
    table_facts result = {NULL, 0};

    for (size_t i = 0; i < codes->count; i++)
        if (strcmp(codes->rows[i].column[0], id) == 0) {
            if (result.rows == NULL)
                result.rows = &codes->rows[i];
            assert_ptr_equal(&codes->rows[i], result.rows + result.count);
            result.count++;
        }
    if (strcmp(id, "-") != 0)
        assert_true(result.count > 0);
    return result;
}

/* ---- by code ---- */

/* An entry of the facts, read: a code, a range, or `..`, which leaves what no other entry claims. */
typedef struct claim {
    int64_t low;
    int64_t high;
    const char *name;
    bool is_convention;
} claim;

static claim claim_of(const facts_row *row, table_range range)
{
    const char *code = row->column[1];
    const char *dots = strstr(code, "..");
    claim result = {range.low, range.high, row->column[2], strcmp(row->column[3], "convention") == 0};

    if (dots == NULL) {
        result.low = result.high = strtoll(code, NULL, 10);
    } else {
        if (dots != code)
            result.low = strtoll(code, NULL, 10);
        if (dots[2] != '\0')
            result.high = strtoll(dots + 2, NULL, 10);
    }
    return result;
}

table_range table_range_of(const char *type)
{
    static const struct {
        const char *name;
        table_range range;
    } types[] = {
        {"uint8", {0, UINT8_MAX}},          {"uint16", {0, UINT16_MAX}},
        {"uint32", {0, UINT32_MAX}},        {"sint8", {INT8_MIN, INT8_MAX}},
        {"sint16", {INT16_MIN, INT16_MAX}}, {"sint32", {INT32_MIN, INT32_MAX}},
        {"uint64", {0, INT64_MAX - 1}},     {"sint64", {INT64_MIN / 4, INT64_MAX / 4}},
    };

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (strncmp(types[i].name, type, strlen(types[i].name)) == 0)
            return types[i].range;
    return (table_range){0, 0};
}

static bool is_single(const claim *each)
{
    return each->low == each->high;
}

/* The name of a code by the facts alone: the narrowest claim that holds it. */
static const char *name_by_facts(const table_facts *facts, table_range range, int64_t code)
{
    const char *name = NULL;
    int64_t narrowest = INT64_MAX;

    for (size_t i = 0; i < facts->count; i++) {
        claim each = claim_of(&facts->rows[i], range);

        if (code >= each.low && code <= each.high && each.high - each.low < narrowest) {
            narrowest = each.high - each.low;
            name = each.name;
        }
    }
    return name;
}

/* The code by its name in the table: a code itself; a range at both ends, in its middle and beside it. */
static void check_claim(const table_facts *facts, const wmi_code_table *found, table_range range, const claim *each)
{
    int64_t probes[] = {each->low, each->low + (each->high - each->low) / 2, each->high, each->low - 1, each->high + 1};

    for (size_t i = 0; i < sizeof probes / sizeof probes[0]; i++) {
        const char *expected =
            probes[i] < range.low || probes[i] > range.high ? NULL : name_by_facts(facts, range, probes[i]);
        const char *name = wmi_code_name(found, probes[i]);

        if ((name == NULL) != (expected == NULL) || (name != NULL && strcmp(name, expected) != 0))
            fail_msg("%s: %" PRId64 " is %s, not %s", facts->rows[0].column[0], probes[i],
                     name == NULL ? "nothing" : name, expected == NULL ? "nothing" : expected);
    }
}

/* What the table has is in the facts, marked as it is there. */
static void check_entry(const table_facts *facts, table_range range, const wmi_code *entry)
{
    for (size_t i = 0; i < facts->count; i++) {
        claim each = claim_of(&facts->rows[i], range);
        bool is_it = entry->low == entry->high ? is_single(&each) && each.low == entry->low : !is_single(&each);

        if (is_it && strcmp(each.name, entry->name) == 0 &&
            each.is_convention == ((entry->flags & WMI_CODE_CONVENTION) != 0))
            return;
    }
    fail_msg("the facts have no %" PRId64 "..%" PRId64 " = %s", entry->low, entry->high, entry->name);
}

/* ---- by name ---- */

/* A name as the contract spells it: runs of anything but letters and digits become one underscore. */
static void spell(const char *prefix, const char *name, char *text, size_t size)
{
    size_t start = (size_t)snprintf(text, size, "%s", prefix);
    size_t length = start;

    for (; *name != '\0' && length + 1 < size; name++) {
        bool keep = (*name >= '0' && *name <= '9') || (*name >= 'A' && *name <= 'Z') || (*name >= 'a' && *name <= 'z');

        if (keep)
            text[length++] = *name;
        else if (length > start && text[length - 1] != '_')
            text[length++] = '_';
    }
    while (length > start && text[length - 1] == '_')
        length--;
    text[length] = '\0';
}

/* Whether another single code of the table spells out alike, but for the case: one of both then has an addition. */
static bool is_spelt_twice(const table_facts *facts, const facts_row *row, const char *id, const char *prefix)
{
    char other[512];

    for (size_t i = 0; i < facts->count; i++) {
        if (&facts->rows[i] == row || strstr(facts->rows[i].column[1], "..") != NULL)
            continue;
        spell(prefix, facts->rows[i].column[2], other, sizeof other);
        if (strcmp(other, id) == 0)
            return true;
    }
    return false;
}

static bool has_name(const pair_name *names, const char *id, int64_t value, const char *text, bool is_convention,
                     bool longer)
{
    for (const pair_name *name = names; name->id != NULL; name++) {
        bool is_it = text == NULL ? name->text == NULL && name->value == value
                                  : name->text != NULL && strcmp(name->text, text) == 0;
        bool is_spelt = strcmp(name->id, id) == 0 ||
                        (longer && strncmp(name->id, id, strlen(id)) == 0 && strlen(name->id) <= strlen(id) + 8);

        if (is_it && is_spelt && name->is_convention == is_convention)
            return true;
    }
    return false;
}

/* A single code, or a text, has its name in C. */
static void check_name(const table_facts *facts, const facts_row *row, const char *prefix, const pair_name *names)
{
    const char *name = row->column[2];
    bool is_text = facts->rows[0].column[0][0] == 's';
    bool is_convention = strcmp(row->column[3], "convention") == 0;
    char id[512];

    spell(prefix, name, id, sizeof id);
    if (!has_name(names, id, is_text ? 0 : strtoll(row->column[1], NULL, 10), is_text ? row->column[1] : NULL,
                  is_convention, is_spelt_twice(facts, row, id, prefix)))
        fail_msg("no name %s = %s%s", id, row->column[1], is_convention ? ", a convention" : "");
}

static size_t name_count(const pair_name *names)
{
    size_t count = 0;

    while (names[count].id != NULL)
        count++;
    return count;
}

/* ---- both ---- */

void table_check_codes(const table_facts *facts, const wmi_code_table *found, table_range range, const char *prefix,
                       const pair_name *names)
{
    size_t singles = 0;

    for (size_t i = 0; i < facts->count; i++) {
        claim each = claim_of(&facts->rows[i], range);

        check_claim(facts, found, range, &each);
        if (is_single(&each)) {
            check_name(facts, &facts->rows[i], prefix, names);
            singles++;
        }
    }
    assert_int_equal(found->count, facts->count);
    assert_int_equal(found->single_count, singles);
    for (uint32_t i = 0; i < found->count; i++)
        check_entry(facts, range, &found->codes[i]);
    assert_int_equal(name_count(names), singles);
}

void table_check_texts(const table_facts *facts, const wmi_text_table *found, const char *prefix,
                       const pair_name *names)
{
    for (size_t i = 0; i < facts->count; i++) {
        const char *const *column = facts->rows[i].column;
        const char *name = wmi_text_name(found, column[1]);
        const char *value = wmi_text_value(found, column[2]);

        if (name == NULL || strcmp(name, column[2]) != 0 || value == NULL || strcmp(value, column[1]) != 0)
            fail_msg("%s: '%s' is %s, and '%s' is %s", column[0], column[1], name == NULL ? "nothing" : name, column[2],
                     value == NULL ? "nothing" : value);
        check_name(facts, &facts->rows[i], prefix, names);
        for (uint32_t k = 0; k < found->count; k++)
            if (strcmp(found->texts[k].value, column[1]) == 0)
                assert_int_equal(found->texts[k].flags, strcmp(column[3], "convention") == 0 ? WMI_CODE_CONVENTION : 0);
    }
    assert_int_equal(found->count, facts->count);
    assert_int_equal(name_count(names), facts->count);
}
