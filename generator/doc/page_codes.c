/* Codes of an element: numbers, texts, bits, and what they are called in C. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "doc/maker.h"
#include "inspect/words.h"

mbd_html mbd_hex_of(mbd_maker *maker, const mb_element *element, int64_t number)
{
    enum { SMALLEST = 10 };
    uint64_t bits = (uint64_t)number;

    if (number >= 0 && number < SMALLEST) {
        return "";
    }
    switch ((mb_type_word)element->type) {
    case MB_TYPE_SINT8:
        bits &= UINT8_MAX;
        break;
    case MB_TYPE_SINT16:
        bits &= UINT16_MAX;
        break;
    case MB_TYPE_SINT32:
        bits &= UINT32_MAX;
        break;
    default:
        break;
    }
    return mb_arena_format(maker->arena, "0x%" PRIX64, bits);
}

/** The same of a code; of a bit its mask. */
static mbd_html hex_of_code(mbd_maker *maker, const mb_element *element, const mb_code *code, bool is_bit)
{
    enum { BITS = 64 };

    if (is_bit && mb_is_single_code(code) && code->low >= 0 && code->low < BITS) {
        return mb_arena_format(maker->arena, "0x%" PRIX64, UINT64_C(1) << code->low);
    }
    return is_bit || !mb_is_single_code(code) ? "" : mbd_hex_of(maker, element, code->low);
}

/* ---- Names in C ---- */

/** An enumerator or macro by what it stands for. A list may be long, and each of its codes is looked up. */
typedef struct named {
    bool is_bit;
    int64_t number;
    mb_text text; /**< of a text; else bytes == NULL */
    const char *id;
    bool is_taken; /**< its id stands at a code before: it stands once on a page */
} named;

static int compare_named(const void *left, const void *right)
{
    const named *a = left;
    const named *b = right;
    const uint32_t shorter = a->text.length < b->text.length ? a->text.length : b->text.length;

    if (a->is_bit != b->is_bit) {
        return a->is_bit ? 1 : -1;
    }
    if ((a->text.bytes == NULL) != (b->text.bytes == NULL)) {
        return a->text.bytes == NULL ? -1 : 1;
    }
    if (a->text.bytes == NULL) {
        return (a->number > b->number) - (a->number < b->number);
    }
    const int order = shorter != 0 ? memcmp(a->text.bytes, b->text.bytes, shorter) : 0;
    return order != 0 ? order : (a->text.length > b->text.length) - (a->text.length < b->text.length);
}

/** Enumerators and macros of a list, sorted. No two stand for the same. */
static named *gather_names(mbd_maker *maker, const mbb_code_list *list, size_t *count)
{
    const mbb_list lists[] = {list->enumerators, list->macros};
    named *names = mb_arena_array(maker->arena, list->enumerators.count + list->macros.count, sizeof *names);

    *count = 0;
    for (size_t k = 0; k < sizeof lists / sizeof lists[0]; k++) {
        const mbb_enumerator *items = lists[k].items;
        for (size_t i = 0; i < lists[k].count; i++) {
            names[(*count)++] = (named){items[i].is_bit, items[i].number, items[i].text, items[i].id, false};
        }
    }
    if (*count != 0) {
        qsort(names, *count, sizeof *names, compare_named);
    }
    return names;
}

/** The id of a code, the first time that it is asked for; else "". */
static const char *take_name(named *names, size_t count, const mb_code *code, bool is_bit)
{
    const named wanted = {
        .is_bit = is_bit, .number = code->low, .text = code->is_text ? code->text : (mb_text){NULL, 0}};

    if (count == 0 || (!code->is_text && !mb_is_single_code(code))) {
        return "";
    }
    named *found = bsearch(&wanted, names, count, sizeof *names, compare_named);
    if (found == NULL || found->is_taken) {
        return "";
    }
    found->is_taken = true;
    return found->id;
}

/* ---- Codes ---- */

mbd_html mbd_code_text(mbd_maker *maker, mb_text text)
{
    return mb_arena_format(maker->arena, "&quot;%s&quot;", mbd_html_of(text, maker->arena));
}

static void fill_code(mbd_maker *maker, const mb_element *element, const mb_code *code, bool is_bit, mbd_code *out)
{
    const char *range = mb_code_range(code, maker->arena);

    out->value = code->is_text ? mbd_code_text(maker, code->text) : mbd_html_of_text(maker, range);
    out->hex = hex_of_code(maker, element, code, is_bit);
    out->has_hex = *out->hex != '\0';
    out->name = mbd_html_of(code->name, maker->arena);
    out->is_bit = is_bit;
    out->is_convention = code->is_convention;
}

mbb_list mbd_codes_of(mbd_maker *maker, const mb_element *element, const mbb_code_list *list)
{
    const mb_codes sources[] = {mb_element_codes(element), mb_element_bits(element)};
    mbd_code *items = mb_arena_array(maker->arena, sources[0].count + sources[1].count, sizeof *items);
    size_t name_count = 0, count = 0;
    named *names = list != NULL ? gather_names(maker, list, &name_count) : NULL;

    for (size_t k = 0; k < sizeof sources / sizeof sources[0]; k++) {
        for (size_t i = 0; i < sources[k].count; i++) {
            const mb_code *code = &sources[k].items[i];
            mbd_code *out = &items[count++];
            fill_code(maker, element, code, k == 1, out);
            out->c_name = take_name(names, name_count, code, k == 1);
            out->has_c_name = *out->c_name != '\0';
        }
    }
    return (mbb_list){items, count};
}

bool mbd_has_conventions(mbb_list codes)
{
    const mbd_code *items = codes.items;

    for (size_t i = 0; i < codes.count; i++) {
        if (items[i].is_convention) {
            return true;
        }
    }
    return false;
}
