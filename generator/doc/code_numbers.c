/* Codes by number: what each means, and where. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "doc/maker.h"
#include "inspect/words.h"

/** A code of an element. */
typedef struct entry {
    mb_code code;
    bool is_bit;
    uint64_t number; /**< of a bit its mask */
    mb_text name;
    const mb_class *cls;
    const mb_element *member;
    const mb_element *parameter; /**< NULL: it is the member's */
    size_t order;                /**< in which it was found */
} entry;

/** Negative numbers, then the others, then texts. */
static int compare_values(const entry *a, const entry *b)
{
    const bool a_negative = !a->code.is_text && !a->is_bit && !a->code.is_unsigned && a->code.low < 0;
    const bool b_negative = !b->code.is_text && !b->is_bit && !b->code.is_unsigned && b->code.low < 0;

    if (a->code.is_text || b->code.is_text) {
        return a->code.is_text && b->code.is_text ? mb_text_compare(a->code.text, b->code.text)
               : a->code.is_text                  ? 1
                                                  : -1;
    }
    if (a_negative != b_negative) {
        return a_negative ? -1 : 1;
    }
    return (a->number > b->number) - (a->number < b->number);
}

static int compare_entries(const void *left, const void *right)
{
    const entry *a = left;
    const entry *b = right;
    int order = compare_values(a, b);

    order = order != 0 ? order : mb_text_compare(a->name, b->name);
    order = order != 0 ? order : strcmp(a->cls->element.name->text, b->cls->element.name->text);
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

static void add_entries(mbd_maker *maker, mbd_growing *entries, const mb_class *cls, const mb_element *member,
                        const mb_element *parameter)
{
    const mb_element *element = parameter != NULL ? parameter : member;
    const mb_codes lists[] = {mb_element_codes(element), mb_element_bits(element)};

    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < lists[k].count; i++) {
            const mb_code *code = &lists[k].items[i];
            const bool is_bit = k == 1;
            /* a text that has no name means what it says */
            const mb_text name = code->name.length == 0 && code->is_text ? code->text : code->name;
            if (name.length == 0 || (!code->is_text && !mb_is_single_code(code)) ||
                (is_bit && (code->low < 0 || code->low > 63))) {
                continue;
            }
            entry *added = mbd_add(entries, maker->arena);
            *added = (entry){.code = *code,
                             .is_bit = is_bit,
                             .number = is_bit ? UINT64_C(1) << code->low : (uint64_t)code->low,
                             .name = name,
                             .cls = cls,
                             .member = member,
                             .parameter = parameter,
                             .order = entries->count};
        }
    }
}

static void gather(mbd_maker *maker, mbd_growing *entries)
{
    const mbb_class *classes = maker->unit->library->classes.items;

    for (size_t i = 0; i < maker->unit->library->classes.count; i++) {
        const mb_class *cls = classes[i].cls;
        const mbb_method *methods = classes[i].methods.items;
        for (const mb_element *each = cls->properties; each != NULL; each = each->next) {
            add_entries(maker, entries, cls, each, NULL);
        }
        for (size_t k = 0; k < classes[i].methods.count; k++) {
            const mb_element *method = methods[k].element;
            add_entries(maker, entries, cls, method, NULL);
            for (const mb_element *each = method->parameters; each != NULL; each = each->next) {
                add_entries(maker, entries, cls, method, each);
            }
        }
    }
}

static void fill_place(mbd_maker *maker, const entry *from, mbd_place *out)
{
    out->cls = mbd_link_to(maker, from->cls);
    if (from->parameter != NULL) {
        out->member = mbd_html_of_text(
            maker, mb_arena_format(maker->arena, "%s.%s", from->member->name->text, from->parameter->name->text));
        out->anchor = mbd_parameter_anchor(maker, from->cls, from->member, from->parameter);
    } else {
        out->member = mbd_name_html(maker, from->member->name);
        out->anchor = mbd_member_anchor(maker, from->cls, from->member);
    }
}

static const char *digits_of(mbd_maker *maker, const entry *of)
{
    return of->is_bit ? mb_arena_format(maker->arena, "%" PRIu64, of->number)
                      : mb_code_digits(of->code.low, of->code.is_unsigned, maker->arena);
}

/** What the search finds of a meaning: who has it, once. */
static void add_found(mbd_maker *maker, const entry *entries, size_t count, const mbd_number *number,
                      mbd_growing *found)
{
    mbd_found_code *code = mbd_add(found, maker->arena);
    mbd_growing members = {.size = sizeof(mbd_index_number)};
    const mb_element *last = NULL;

    code->value =
        mbd_script_of(entries->code.is_text ? entries->code.text : mb_text_of(digits_of(maker, entries)), maker->arena);
    code->name = mbd_script_of(entries->name, maker->arena);
    code->page = mbd_script_of(
        mb_text_of(mb_arena_format(maker->arena, "%s-codes.html#%s", maker->library->name, number->anchor)),
        maker->arena);
    for (size_t i = 0; i < count; i++) {
        if (entries[i].member != last) {
            last = entries[i].member;
            ((mbd_index_number *)mbd_add(&members, maker->arena))->number = mbd_found_number(maker, last);
        }
    }
    code->members = mbd_list_of(&members);
}

static size_t same_until(const entry *entries, size_t from, size_t count, bool also_name)
{
    size_t at = from + 1;

    while (at < count && compare_values(&entries[from], &entries[at]) == 0 &&
           (!also_name || mb_text_compare(entries[from].name, entries[at].name) == 0)) {
        at++;
    }
    return at;
}

static void fill_meanings(mbd_maker *maker, const entry *entries, size_t count, mbd_number *out, mbd_growing *found)
{
    mbd_growing meanings = {.size = sizeof(mbd_meaning)};

    for (size_t i = 0; i < count;) {
        const size_t end = same_until(entries, i, count, true);
        mbd_meaning *meaning = mbd_add(&meanings, maker->arena);
        mbd_place *places = mb_arena_array(maker->arena, end - i, sizeof *places);
        meaning->name = mbd_html_of(entries[i].name, maker->arena);
        meaning->count = (uint32_t)(end - i);
        meaning->places = (mbb_list){places, end - i};
        for (size_t k = i; k < end; k++) {
            fill_place(maker, &entries[k], &places[k - i]);
        }
        add_found(maker, &entries[i], end - i, out, found);
        i = end;
    }
    out->meanings = mbd_list_of(&meanings);
}

void mbd_make_numbers(mbd_maker *maker, mbd_growing *found)
{
    mbd_growing list = {.size = sizeof(entry)};
    mbd_growing numbers = {.size = sizeof(mbd_number)};
    uint32_t text_count = 0;

    gather(maker, &list);
    entry *entries = (entry *)(void *)list.items;
    if (list.count != 0) {
        qsort(entries, list.count, sizeof *entries, compare_entries);
    }
    for (size_t i = 0; i < list.count;) {
        const size_t end = same_until(entries, i, list.count, false);
        mbd_number *number = mbd_add(&numbers, maker->arena);
        const bool is_text = entries[i].code.is_text;
        const char *digits = is_text ? "" : digits_of(maker, &entries[i]);
        number->value = is_text ? mbd_code_text(maker, entries[i].code.text) : digits;
        number->anchor = is_text ? mb_arena_format(maker->arena, "text-%" PRIu32, ++text_count)
                                 : mb_arena_format(maker->arena, "code-%s", digits);
        const mb_element *element = entries[i].parameter != NULL ? entries[i].parameter : entries[i].member;
        number->hex = is_text ? "" : mbd_hex_of(maker, element, (int64_t)entries[i].number);
        number->has_hex = *number->hex != '\0';
        fill_meanings(maker, &entries[i], end - i, number, found);
        i = end;
    }
    maker->library->numbers = mbd_list_of(&numbers);
    maker->library->has_numbers = numbers.count != 0;
}
