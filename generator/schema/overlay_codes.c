/*
 * Overlays: tables of codes, ValueMap and Values and their like, merged code by code. The host's entries stay, in their
 * order and with their names; an overlay names those without one, and adds others behind them. Only the same code, or
 * the same range, is the same entry: a code within a range has a name of its own.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "schema/code_entries.h"
#include "schema/overlay.h"

/** The two lists of a table; NULL: there is none. */
typedef struct lists {
    const mb_qualifier *map;
    const mb_qualifier *names;
} lists;

typedef struct entry {
    mb_code code;          /**< closed, where it is a range */
    const mb_value *value; /**< in the map; NULL: there is none, and the code is the place of the name */
    const mb_value *name;  /**< NULL: it has none */
    uint32_t place;        /**< in its table */
    bool is_good;
    bool is_open; /**< a range whose end its neighbours say */
    bool is_mask; /**< written as a mask where the code is a position */
} entry;

typedef struct table {
    mb_code_source read;
    entry *entries;
    uint32_t count;
} table;

static const mb_value *value_of(const mb_qualifier *qualifier)
{
    const mb_value *value = qualifier != NULL ? qualifier->value : NULL;
    return value != NULL && value->kind != MB_VALUE_NULL ? value : NULL;
}

static bool is_named(const entry *e)
{
    return e->name != NULL && e->name->kind == MB_VALUE_STRING;
}

/* Reading */

static void read_map(mb_resolver *resolver, table *out)
{
    const mb_code_source *read = &out->read;
    mb_code *codes = mb_arena_array(resolver->scratch, read->map.count, sizeof *codes);
    const mb_value *name = read->names.first;
    mb_read_code_map(read, resolver->scratch, codes);
    for (const mb_value *value = read->map.first; value != NULL; value = value->next) {
        entry *e = &out->entries[out->count];
        e->code = codes[out->count];
        e->place = out->count++;
        e->value = value;
        e->name = name;
        e->is_good = mb_is_good_code(&e->code);
        e->is_open = e->code.kind == MB_CODE_FROM || e->code.kind == MB_CODE_UP_TO;
        e->is_mask = read->is_masks;
        name = name != NULL ? name->next : NULL;
    }
}

/** Names alone: their places are the codes; of a string they are what it may be. */
static void read_names(table *out)
{
    for (const mb_value *name = out->read.names.first; name != NULL; name = name->next) {
        entry *e = &out->entries[out->count];
        e->place = out->count++;
        e->name = name;
        e->is_good = is_named(e) && (out->read.is_text || !mb_is_outside(e->place, out->read.limits));
        e->code.is_text = out->read.is_text;
        e->code.is_unsigned = out->read.limits.is_unsigned;
        e->code.low = e->code.high = out->read.is_text ? 0 : (int64_t)e->place;
        if (e->is_good && out->read.is_text) {
            e->code.text = mb_value_text(name);
        }
    }
}

static table read_table(const mb_overlaid *target, lists from, mb_code_lists kind)
{
    const mb_element typed = {.type = target->declared->type, .is_array = target->declared->is_array};
    table result = {.read = mb_code_source_of(from.map, from.names, &typed, kind)};
    const uint32_t most = result.read.map.is_there ? result.read.map.count : result.read.names.count;
    result.entries = mb_arena_array(target->resolver->scratch, most, sizeof(entry));
    if (result.read.map.is_there) {
        read_map(target->resolver, &result);
    } else {
        read_names(&result);
    }
    return result;
}

/* Finding the entry of a code */

static int compare_codes(const mb_code *a, const mb_code *b)
{
    int order = (int)a->is_text - (int)b->is_text;
    if (order == 0 && a->is_text) {
        return mb_text_compare(a->text, b->text);
    }
    order = order != 0 ? order : (int)a->is_rest - (int)b->is_rest;
    if (order == 0 && !a->is_rest) {
        order = mb_code_order(a->low, b->low, a->is_unsigned);
        order = order != 0 ? order : mb_code_order(a->high, b->high, a->is_unsigned);
    }
    return order;
}

static int compare_entries(const void *left, const void *right)
{
    const entry *a = *(entry *const *)left, *b = *(entry *const *)right;
    int order = compare_codes(&a->code, &b->code);
    return order != 0 ? order : (a->place > b->place) - (a->place < b->place);
}

/** The good entries of a table, by their codes. */
typedef struct order {
    entry **sorted;
    size_t count;
} order;

static order sort(mb_resolver *resolver, const table *of)
{
    order result = {mb_arena_array(resolver->scratch, of->count, sizeof(entry *)), 0};
    for (uint32_t i = 0; i < of->count; i++) {
        if (of->entries[i].is_good) {
            result.sorted[result.count++] = &of->entries[i];
        }
    }
    if (result.count > 1) {
        qsort(result.sorted, result.count, sizeof(entry *), compare_entries);
    }
    return result;
}

/** The place of the first entry with a code; the count where there is none. */
static size_t find(const order *in, const mb_code *code)
{
    size_t low = 0, high = in->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (compare_codes(&in->sorted[middle]->code, code) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < in->count && compare_codes(&in->sorted[low]->code, code) == 0 ? low : in->count;
}

/** Whether `b` begins behind the beginning of `a`, within it, and ends behind it. */
static bool begins_in(const mb_code *a, const mb_code *b)
{
    const bool is_unsigned = a->is_unsigned;
    return mb_code_order(a->low, b->low, is_unsigned) < 0 && mb_code_order(b->low, a->high, is_unsigned) <= 0 &&
           mb_code_order(a->high, b->high, is_unsigned) < 0;
}

/** A range that one of the host's overlaps; within each other they are no harm. NULL where there is none. */
static const entry *find_crossing(const order *in, const mb_code *range)
{
    for (size_t i = 0; i < in->count; i++) {
        const mb_code *each = &in->sorted[i]->code;
        if (mb_is_code_range(each) && (begins_in(each, range) || begins_in(range, each))) {
            return in->sorted[i];
        }
    }
    return NULL;
}

/* Merging */

typedef struct merging {
    mb_overlaid *target;
    lists theirs; /**< in force at the host */
    lists ours;
    table host;
    table overlay;
    order by_code; /**< the host's */
    const entry **added;
    uint32_t added_count;
    bool has_filled; /**< a code of the host got a name */
} merging;

static const char *quoted(mb_resolver *resolver, const entry *e)
{
    if (e->value == NULL) {
        return mb_arena_format(resolver->scratch, "'%" PRIu32 "'", e->place);
    }
    const mb_text text = mb_code_entry_text(e->value, resolver->scratch);
    return mb_arena_format(resolver->scratch, "'%s'", mb_arena_text(resolver->scratch, text.bytes, text.length));
}

static mb_span span_of(const entry *e)
{
    return e->value != NULL ? e->value->span : e->name->span;
}

static void tell(const merging *m, mb_message_of_3 message, const entry *ours, const entry *theirs)
{
    mb_resolver *resolver = m->target->resolver;
    bool is_name = message.id == MB_ID_OVERLAY_CODE;
    const mb_span here = is_name ? ours->name->span : span_of(ours);
    const mb_span there = is_name ? theirs->name->span : span_of(theirs);
    const char *other = quoted(resolver, theirs);
    if (is_name) {
        const mb_text name = mb_value_text(theirs->name);
        other = mb_arena_text(resolver->scratch, name.bytes, name.length);
    }
    mb_report(resolver->diag, message, here, quoted(resolver, ours), m->target->name->text, other);
    mb_report_note(resolver->diag, MB_MSG_SET_HERE, there);
}

static bool has_name(const entry *e, mb_text name)
{
    return is_named(e) && mb_text_equal(mb_value_text(e->name), name);
}

/** An entry that the host has, too, at `at` or behind that: a code may be listed twice, as `..` is in the CIM schema.
 */
static void merge_entry(merging *m, const entry *ours, size_t at)
{
    entry *first = m->by_code.sorted[at];
    if (!is_named(ours)) {
        return;
    }
    if (!is_named(first)) {
        first->name = ours->name;
        m->has_filled = true;
        return;
    }
    const mb_text name = mb_value_text(ours->name);
    while (at < m->by_code.count && compare_codes(&m->by_code.sorted[at]->code, &first->code) == 0) {
        if (has_name(m->by_code.sorted[at++], name)) {
            return;
        }
    }
    tell(m, MB_MSG_OVERLAY_CODE, ours, first);
}

static void merge_entries(merging *m)
{
    for (uint32_t i = 0; i < m->overlay.count; i++) {
        const entry *ours = &m->overlay.entries[i];
        const size_t at = ours->is_good ? find(&m->by_code, &ours->code) : m->by_code.count;
        const bool may_cross = ours->is_good && at == m->by_code.count && mb_is_code_range(&ours->code);
        const entry *crossing = may_cross ? find_crossing(&m->by_code, &ours->code) : NULL;
        if (at < m->by_code.count) {
            merge_entry(m, ours, at);
        } else if (crossing != NULL) {
            tell(m, MB_MSG_OVERLAY_RANGE, ours, crossing);
        } else if (ours->is_good || ours->value != NULL) { /* what is no code is told of when the table is read */
            m->added[m->added_count++] = ours;
        }
    }
}

/* Writing the lists */

static mb_value *copy_value(mb_arena *arena, const mb_value *from, mb_span span)
{
    mb_value *copy = mb_arena_zalloc(arena, sizeof *copy);
    if (from != NULL) {
        *copy = *from;
        copy->next = NULL;
    } else {
        copy->kind = MB_VALUE_NULL;
        copy->span = span;
    }
    return copy;
}

static const char *code_text(const merging *m, const mb_code *code, bool is_mask)
{
    mb_arena *arena = m->target->resolver->arena;
    if (is_mask) {
        return mb_arena_format(arena, "0x%" PRIX64, UINT64_C(1) << (code->low & 63));
    }
    const char *low = mb_code_digits(code->low, code->is_unsigned, arena);
    return code->low == code->high
               ? low
               : mb_arena_format(arena, "%s..%s", low, mb_code_digits(code->high, code->is_unsigned, arena));
}

/**
 * An entry of the merged map. The end of an open range was said by its neighbours, which are others now, so it is
 * written out; a list of masks takes masks alone.
 */
static mb_value *map_value(const merging *m, const entry *e, bool is_mask)
{
    mb_arena *arena = m->target->resolver->arena;
    bool is_written = e->value != NULL && (!e->is_good || (!e->is_open && e->is_mask == is_mask));
    if (is_written || e->code.is_text) {
        return copy_value(arena, e->value != NULL ? e->value : e->name, span_of(e));
    }
    const mb_text text = mb_text_of(code_text(m, &e->code, is_mask));
    mb_value *made = mb_arena_zalloc(arena, sizeof *made);
    made->kind = MB_VALUE_STRING;
    made->count = text.length;
    made->u.string = text.bytes;
    made->span = span_of(e);
    return made;
}

static const entry *merged_entry(const merging *m, uint32_t i)
{
    return i < m->host.count ? &m->host.entries[i] : m->added[i - m->host.count];
}

static mb_value *list_of(const merging *m, bool is_map)
{
    mb_arena *arena = m->target->resolver->arena;
    const bool is_mask = m->host.read.map.is_there ? m->host.read.is_masks : m->overlay.read.is_masks;
    mb_value *list = mb_arena_zalloc(arena, sizeof *list), **end = (mb_value **)(void *)&list->u.first;
    list->kind = MB_VALUE_ARRAY;
    list->count = m->host.count + m->added_count;
    for (uint32_t i = 0; i < list->count; i++) {
        const entry *e = merged_entry(m, i);
        *end = is_map ? map_value(m, e, is_mask) : copy_value(arena, is_named(e) ? e->name : NULL, span_of(e));
        end = &(*end)->next;
    }
    return list;
}

/** Gives the element a merged list. It stands where the host's does, or, where that is inherited, where the overlay's
 * is. */
static void put_list(const merging *m, mb_qualifier_id id, const mb_qualifier *theirs, const mb_qualifier *ours,
                     mb_value *list)
{
    const mb_qualifier *own = mb_find_qualifier(m->target->own, m->target->resolver->record->names[id]);
    const mb_qualifier *place = own != NULL           ? own
                                : ours != NULL        ? ours
                                : m->ours.map != NULL ? m->ours.map
                                                      : m->ours.names;
    const mb_qualifier *like = theirs != NULL ? theirs : ours != NULL ? ours : place;
    mb_qualifier made = *place;
    made.name = like == place && theirs == NULL && ours == NULL
                    ? mb_intern(m->target->resolver->symbols, m->target->resolver->record->known[id]->name,
                                strlen(m->target->resolver->record->known[id]->name))
                    : like->name;
    made.flavors = like->flavors;
    made.value = list;
    list->span = place->value != NULL ? place->value->span : mb_qualifier_span(place);
    if (theirs != NULL) {
        mb_overlay_put(m->target, &made);
    } else {
        mb_overlay_add(m->target, &made);
    }
}

static void put_lists(const merging *m, mb_code_lists kind)
{
    bool has_names = false;
    for (uint32_t i = 0; i < m->host.count + m->added_count && !has_names; i++) {
        has_names = is_named(merged_entry(m, i));
    }
    if (m->added_count != 0) {
        put_list(m, mb_codes_qualifier(kind), m->theirs.map, m->ours.map, list_of(m, true));
    }
    if (has_names) {
        put_list(m, mb_names_qualifier(kind), m->theirs.names, m->ours.names, list_of(m, false));
    }
    m->target->adds_codes = true;
}

/** As value_maps.c, which sees the merged lists alone. */
static void check_count(const merging *m)
{
    const mb_code_strings *map = &m->overlay.read.map, *names = &m->overlay.read.names;
    if (map->is_there && names->is_there && map->count != names->count) {
        const char *counts =
            mb_arena_format(m->target->resolver->scratch, "%" PRIu32 " in %s, %" PRIu32 " in %s", map->count,
                            map->qualifier->name->text, names->count, names->qualifier->name->text);
        mb_report(m->target->resolver->diag, MB_MSG_CODE_COUNT, mb_qualifier_span(names->qualifier),
                  m->target->name->text, counts);
    }
}

static void merge(mb_overlaid *target, mb_code_lists kind, lists theirs, lists ours)
{
    merging m = {.target = target, .theirs = theirs, .ours = ours};
    m.host = read_table(target, theirs, kind);
    m.overlay = read_table(target, ours, kind);
    m.by_code = sort(target->resolver, &m.host);
    m.added = mb_arena_array(target->resolver->scratch, m.overlay.count, sizeof *m.added);
    check_count(&m);
    merge_entries(&m);
    if (m.has_filled || m.added_count != 0) {
        put_lists(&m, kind);
    }
}

/* One list of two */

static uint32_t count_of(const mb_qualifier *qualifier)
{
    const mb_value *value = value_of(qualifier);
    return value == NULL ? 0 : value->kind == MB_VALUE_ARRAY ? value->count : 1;
}

static bool same_names(const mb_qualifier *a, const mb_qualifier *b)
{
    const mb_value *x = value_of(a), *y = value_of(b);
    x = x->kind == MB_VALUE_ARRAY ? x->u.first : x;
    y = y->kind == MB_VALUE_ARRAY ? y->u.first : y;
    while (x != NULL && y != NULL && x->kind == MB_VALUE_STRING && y->kind == MB_VALUE_STRING &&
           mb_text_equal(mb_value_text(x), mb_value_text(y))) {
        x = x->next;
        y = y->next;
    }
    return x == NULL && y == NULL;
}

/** The list that goes with the host's other one, place by place; NULL where the two do not go together so. */
static const mb_qualifier *missing_list(lists theirs, lists ours)
{
    const bool has_map = value_of(theirs.map) != NULL, has_names = value_of(theirs.names) != NULL;
    if (has_names && !has_map && value_of(ours.map) != NULL && count_of(ours.map) == count_of(theirs.names) &&
        (value_of(ours.names) == NULL || same_names(ours.names, theirs.names))) {
        return ours.map;
    }
    if (has_map && !has_names && value_of(ours.map) == NULL && count_of(ours.names) == count_of(theirs.map)) {
        return ours.names;
    }
    return NULL;
}

static void overlay_table(mb_overlaid *target, mb_code_lists kind, const mb_qualifier *overlay)
{
    const mb_symbol *map = target->resolver->record->names[mb_codes_qualifier(kind)];
    const mb_symbol *names = target->resolver->record->names[mb_names_qualifier(kind)];
    lists ours = {mb_find_qualifier(overlay, map), mb_find_qualifier(overlay, names)};
    const lists theirs = {mb_overlaid_qualifier(target, map), mb_overlaid_qualifier(target, names)};
    if (value_of(ours.map) == NULL && value_of(ours.names) == NULL) {
        return;
    }
    const mb_qualifier *missing = missing_list(theirs, ours);
    if (value_of(theirs.map) != NULL || value_of(theirs.names) != NULL) {
        if (missing == NULL) {
            bool goes_with_theirs = value_of(ours.map) == NULL && count_of(theirs.map) == count_of(ours.names);
            ours.map = goes_with_theirs ? theirs.map : ours.map;
            merge(target, kind, theirs, ours);
            return;
        }
        mb_overlay_add(target, missing);
    } else {
        if (ours.map != NULL) {
            mb_overlay_add(target, ours.map);
        }
        if (ours.names != NULL) {
            mb_overlay_add(target, ours.names);
        }
    }
    target->adds_codes = true;
}

void mb_overlay_codes(mb_overlaid *target, const mb_qualifier *overlay)
{
    for (int kind = 0; kind < MB_LISTS_COUNT && target->declared != NULL; kind++) {
        overlay_table(target, (mb_code_lists)kind, overlay);
    }
}

static void name_codes(mb_overlaid *target, mb_code_lists kind, const mb_qualifier *overlay)
{
    const mb_symbol *map = target->resolver->record->names[mb_codes_qualifier(kind)];
    const mb_symbol *names = target->resolver->record->names[mb_names_qualifier(kind)];
    const lists ours = {mb_find_qualifier(overlay, map), mb_find_qualifier(overlay, names)};
    const lists theirs = {mb_find_qualifier(target->own, map), mb_overlaid_qualifier(target, names)};
    if (value_of(theirs.map) == NULL || value_of(theirs.names) != NULL || value_of(ours.names) == NULL) {
        return;
    }
    merging m = {.target = target, .theirs = theirs, .ours = ours};
    m.host = read_table(target, theirs, kind);
    m.overlay = read_table(target, ours, kind);
    m.by_code = sort(target->resolver, &m.host);
    for (uint32_t i = 0; i < m.overlay.count; i++) {
        const entry *each = &m.overlay.entries[i];
        const size_t at = each->is_good && is_named(each) ? find(&m.by_code, &each->code) : m.by_code.count;
        if (at < m.by_code.count && !is_named(m.by_code.sorted[at])) {
            merge_entry(&m, each, at);
        }
    }
    if (m.has_filled) {
        put_lists(&m, kind);
    }
}

void mb_overlay_name_codes(mb_overlaid *target, const mb_qualifier *overlay)
{
    for (int kind = 0; kind < MB_LISTS_COUNT; kind++) {
        name_codes(target, (mb_code_lists)kind, overlay);
    }
}

/* Lists that must not meet */

/** The list in force above, as the overlay leaves it. */
static const mb_qualifier *left_above(const mb_overlaid *target, const mb_symbol *name)
{
    for (const mb_layer *at = target->above; at != NULL; at = at->above) {
        const mb_feature *feature = at->left != NULL ? at->left : at->found;
        if (target->parameter != NULL) {
            feature = feature->parameters;
            while (feature != NULL && !mb_same_name(feature->name, target->parameter)) {
                feature = feature->next;
            }
        }
        const mb_qualifier *found = feature != NULL ? mb_find_qualifier(feature->qualifiers, name) : NULL;
        if (feature == NULL || found != NULL) {
            return found != NULL && !mb_is_restricted(&target->resolver->record->schema, found) ? found : NULL;
        }
    }
    return NULL;
}

static void guard(mb_overlaid *target, mb_qualifier_id id, const mb_qualifier *partner)
{
    const mb_symbol *name = target->resolver->record->names[id];
    if (value_of(partner) == NULL || mb_find_qualifier(target->own, name) != NULL ||
        value_of(mb_overlaid_qualifier(target, name)) != NULL || value_of(left_above(target, name)) == NULL) {
        return;
    }
    mb_qualifier none = *partner;
    none.name = mb_intern(target->resolver->symbols, target->resolver->record->known[id]->name,
                          strlen(target->resolver->record->known[id]->name));
    none.value = copy_value(target->resolver->arena, NULL, mb_qualifier_span(partner));
    mb_overlay_put(target, &none);
}

void mb_overlay_guard_codes(mb_overlaid *target)
{
    const mb_symbol *const *names = target->resolver->record->names;
    mb_overlay_begin(target);
    for (int kind = 0; kind < MB_LISTS_COUNT; kind++) {
        const mb_qualifier_id map = mb_codes_qualifier((mb_code_lists)kind);
        const mb_qualifier_id list = mb_names_qualifier((mb_code_lists)kind);
        guard(target, list, mb_find_qualifier(target->own, names[map]));
        guard(target, map, mb_find_qualifier(target->own, names[list]));
    }
}
