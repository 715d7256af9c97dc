#include <stdlib.h>

#include "binding/binder.h"

#if !defined(MOFBIND_LAYOUT) /* the build reads it from <wmi/version.h> */
#define MOFBIND_LAYOUT "unknown"
#endif

/*
 * Who comes first keeps the name. Ranks are claimed one after the other, and within a rank classes, methods and
 * properties come by name: the order of the input has no part in it.
 */

/* What the binding itself writes behind names. */
#define CODES "_codes"
#define TAG "_code"
#define LINKAGE "_API"

/** A property or method, for sorting. */
typedef struct named {
    uint64_t head; /**< what decides nearly always: whether the name is changed, then its first letters */
    const mbb_draft_element *info;
    size_t index;
} named;

/** Identifiers are ASCII: the highest bit is free. */
static uint64_t head_of(const mbb_draft_element *info)
{
    const char *at = info->spelled;
    uint64_t head = 0;

    for (unsigned i = 0; i < sizeof head; i++) {
        head = head << 8 | (unsigned char)*at;
        at += *at != '\0';
    }
    return head | (uint64_t)info->changed << 63;
}

static int compare_named(const void *left, const void *right)
{
    const named *a = left;
    const named *b = right;
    int order = (a->head > b->head) - (a->head < b->head);

    if (order == 0) {
        order = strcmp(a->info->spelled, b->info->spelled);
    }
    return order != 0 ? order : strcmp(a->info->element->name->text, b->info->element->name->text);
}

/** Claims `wanted` with the suffixes of its kind, perhaps with underscores behind it; `*taken` is what was in
 * the way */
static const char *claim_fixed(mbb_binder *binder, const char *wanted, mbb_name_kind kind, const char **taken)
{
    return mbb_identifiers_claim(binder->identifiers, wanted, binder->suffixes.of[kind].texts,
                                 binder->suffixes.of[kind].count, taken);
}

/** Claims `wanted` with the suffixes, and notes it when it cannot be had or is not what the MOF says. */
static const char *claim(mbb_binder *binder, const char *wanted, mbb_name_kind kind, const mbb_where *where)
{
    const char *taken = NULL;
    const char *id = claim_fixed(binder, wanted, kind, &taken);

    if (taken != NULL) {
        mbb_note_renamed(binder, wanted, id, where, mbb_join(binder->arena, "there is another ", taken, NULL, NULL));
        mbb_note_clash(binder, where->cls, taken, taken);
    }
    return id;
}

static void note_spelling(mbb_binder *binder, const mb_symbol *name, const char *id, const mbb_where *where)
{
    mbb_note_renamed(binder, mbb_comment_name(binder, name), id, where, "not ASCII");
}

/** Names that macros have: with the prefix S, a class OK would be called S_OK. */
static void claim_macros(mbb_binder *binder, const char *prefix)
{
    const char **words = NULL;
    const size_t count = mbb_words_that_begin(mbb_join(binder->arena, prefix, "_", NULL, NULL), binder->arena, &words);

    for (size_t i = 0; i < count; i++) {
        (void)mbb_identifiers_add(binder->identifiers, words[i], strlen(words[i]));
    }
}

static void claim_library(mbb_binder *binder)
{
    mbb_library *library = binder->library;
    const char *taken = NULL;

    claim_macros(binder, library->prefix);
    if (strcmp(library->prefix, library->guard) != 0) {
        claim_macros(binder, library->guard);
    }
    (void)claim_fixed(binder, library->guard, MBB_NAME_GUARD, &taken);
    library->api = mbb_join(binder->arena, library->prefix, LINKAGE, NULL, NULL);
    library->has_api = true;
    library->layout = MOFBIND_LAYOUT;
    (void)claim_fixed(binder, library->prefix, MBB_NAME_PREFIX, &taken);
    library->schema = mbb_join(binder->arena, library->prefix, "_schema", NULL, NULL);
    (void)claim_fixed(binder, library->schema, MBB_NAME_SCHEMA, &taken);
    for (size_t i = 0; i < binder->space_count; i++) {
        (void)claim_fixed(binder, binder->spaces[i].macro, MBB_NAME_SPACE, &taken);
    }
}

static void claim_class(mbb_binder *binder, mbb_draft_class *cls)
{
    mbb_where where = {cls->cls, NULL, NULL, NULL};
    const char *wanted = mbb_join(binder->arena, cls->space->prefix, "_", cls->spelled, NULL);

    cls->guard = claim(binder, cls->guard, MBB_NAME_GUARD, &where);
    cls->id = claim(binder, wanted, MBB_NAME_CLASS, &where);
    if (cls->changed) {
        note_spelling(binder, cls->cls->element.name, cls->id, &where);
    }
}

static void claim_method(mbb_binder *binder, mbb_draft_class *cls, mbb_draft_method *method)
{
    const mb_symbol *name = method->info->element->name;
    mbb_where where = {cls->cls, "method", name, NULL};
    const char *wanted = mbb_join(binder->arena, cls->id, "_", method->info->spelled, NULL);

    method->id = claim(binder, wanted, MBB_NAME_METHOD, &where);
    method->table.base = method->id;
    method->table.id = mbb_join(binder->arena, method->id, CODES, NULL, NULL);
    method->table.tag = mbb_join(binder->arena, method->id, TAG, NULL, NULL);
    if (method->info->changed && method->info->element->owner == cls->cls) {
        note_spelling(binder, name, method->id, &where);
    }
}

static void claim_role(mbb_binder *binder, mbb_draft_class *cls, mbb_draft_property *property)
{
    const mb_element *element = property->info->element;

    if (cls->cls->is_association && element->type == MB_TYPE_REFERENCE) {
        mbb_where where = {cls->cls, "role", element->name, NULL};
        const char *wanted = mbb_join(binder->arena, cls->id, "_", property->info->spelled, NULL);
        property->role = claim(binder, wanted, MBB_NAME_ROLE, &where);
    }
}

/** The names of a table and of its enumeration, which are a class's or a method's and that of what has the codes. */
static void claim_table(mbb_binder *binder, mbb_draft_table *table, const char *owner, const char *name,
                        const mbb_where *where)
{
    table->base = mbb_join(binder->arena, owner, "_", name, NULL);
    table->id = claim(binder, mbb_join(binder->arena, table->base, CODES, NULL, NULL), MBB_NAME_TABLE, where);
    if (table->codes->enumerator_count > 0) {
        table->tag = claim(binder, mbb_join(binder->arena, table->base, TAG, NULL, NULL), MBB_NAME_TAG, where);
    }
}

static void claim_property_table(mbb_binder *binder, mbb_draft_class *cls, mbb_draft_property *property)
{
    if (property->table.codes != NULL) {
        mbb_where where = {cls->cls, "property", property->info->element->name, NULL};
        claim_table(binder, &property->table, cls->id, property->info->spelled, &where);
    }
}

static void claim_parameter_tables(mbb_binder *binder, mbb_draft_class *cls, mbb_draft_method *method)
{
    for (size_t i = 0; i < method->parameter_count; i++) {
        mbb_draft_parameter *parameter = &method->parameters[i];
        if (parameter->table.codes != NULL) {
            mbb_where where = {cls->cls, "method", method->info->element->name, parameter->info->element->name};
            claim_table(binder, &parameter->table, method->id, parameter->info->spelled, &where);
        }
    }
}

static void claim_method_enumerators(mbb_binder *binder, mbb_draft_class *cls, mbb_draft_method *method)
{
    const mb_element *element = method->info->element;
    mbb_where where = {cls->cls, "method", element->name, NULL};

    mbb_claim_enumerators(binder, &method->table, &where, element->owner == cls->cls);
    for (size_t i = 0; i < method->parameter_count; i++) {
        where.parameter = method->parameters[i].info->element->name;
        mbb_claim_enumerators(binder, &method->parameters[i].table, &where, element->owner == cls->cls);
    }
}

static void claim_property_enumerators(mbb_binder *binder, mbb_draft_class *cls, mbb_draft_property *property)
{
    const mb_element *element = property->info->element;
    mbb_where where = {cls->cls, "property", element->name, NULL};

    mbb_claim_enumerators(binder, &property->table, &where,
                          element->owner == cls->cls && property->info->origin == element);
}

typedef void (*claim_of_method)(mbb_binder *binder, mbb_draft_class *cls, mbb_draft_method *method);
typedef void (*claim_of_property)(mbb_binder *binder, mbb_draft_class *cls, mbb_draft_property *property);

/** Both orders of a class, made once. */
typedef struct sorted_class {
    named *methods;
    named *properties;
} sorted_class;

static named *sort_members(mbb_binder *binder, const mbb_draft_class *cls, bool methods)
{
    size_t count = methods ? cls->method_count : cls->property_count;
    named *sorted = mb_arena_array(binder->arena, count, sizeof *sorted);

    for (size_t i = 0; i < count; i++) {
        sorted[i].info = methods ? cls->methods[i].info : cls->properties[i].info;
        sorted[i].head = head_of(sorted[i].info);
        sorted[i].index = i;
    }
    if (count > 1) {
        qsort(sorted, count, sizeof *sorted, compare_named);
    }
    return sorted;
}

/** One rank: all methods, or all properties, of all classes. */
static void for_all(mbb_binder *binder, const sorted_class *sorted, claim_of_method method, claim_of_property property)
{
    for (size_t i = 0; i < binder->class_count; i++) {
        mbb_draft_class *cls = binder->order[i];
        for (size_t k = 0; method != NULL && k < cls->method_count; k++) {
            method(binder, cls, &cls->methods[sorted[i].methods[k].index]);
        }
        for (size_t k = 0; property != NULL && k < cls->property_count; k++) {
            property(binder, cls, &cls->properties[sorted[i].properties[k].index]);
        }
    }
}

static size_t names_of_table(const mbb_binder *binder, const mbb_draft_table *table)
{
    const mbb_draft_codes *codes = table->codes;

    return codes == NULL ? 0
                         : (size_t)2 + ((size_t)codes->enumerator_count + codes->macro_count) *
                                           binder->suffixes.of[MBB_NAME_ENUMERATOR].count;
}

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/** Adds a suffix with those behind it that another kind of name has. */
static void add_suffixes(mbb_binder *binder, mbb_name_kind kind, const char *suffix, mbb_name_kind behind)
{
    mbb_suffixes *all = &binder->suffixes;
    const size_t had = all->of[kind].count, count = had + all->of[behind].count;
    const char **texts = mb_arena_array(binder->arena, count, sizeof *texts);
    size_t kept = 0;

    memcpy(texts, all->of[kind].texts, had * sizeof *texts);
    for (size_t i = had; i < count; i++) {
        texts[i] = mbb_join(binder->arena, suffix, all->of[behind].texts[i - had], NULL, NULL);
    }
    qsort(texts, count, sizeof *texts, compare_texts);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(texts[i], texts[kept - 1]) != 0) {
            texts[kept++] = texts[i];
        }
    }
    all->of[kind].texts = texts;
    all->of[kind].count = kept;
}

/** The suffixes of the templates, and the binding's own. The table and the enumeration of a method's codes go with the
 * method. */
static void find_suffixes(mbb_binder *binder)
{
    binder->suffixes = *binder->input->suffixes;
    add_suffixes(binder, MBB_NAME_METHOD, CODES, MBB_NAME_TABLE);
    add_suffixes(binder, MBB_NAME_METHOD, MBB_INFO, MBB_NAME_NONE);
    add_suffixes(binder, MBB_NAME_METHOD, TAG, MBB_NAME_TAG);
    add_suffixes(binder, MBB_NAME_PREFIX, LINKAGE, MBB_NAME_NONE);
}

/** How many names will be claimed, those added where one is taken aside. */
static size_t count_names(const mbb_binder *binder)
{
    size_t count = binder->class_count * (1 + binder->suffixes.of[MBB_NAME_CLASS].count);

    for (size_t i = 0; i < binder->class_count; i++) {
        const mbb_draft_class *cls = &binder->classes[i];
        count += cls->method_count * binder->suffixes.of[MBB_NAME_METHOD].count;
        for (size_t k = 0; k < cls->method_count; k++) {
            const mbb_draft_method *method = &cls->methods[k];
            count += names_of_table(binder, &method->table);
            for (size_t n = 0; n < method->parameter_count; n++) {
                count += names_of_table(binder, &method->parameters[n].table);
            }
        }
        for (size_t k = 0; k < cls->property_count; k++) {
            count += names_of_table(binder, &cls->properties[k].table);
        }
    }
    return count;
}

void mbb_claim_identifiers(mbb_binder *binder)
{
    sorted_class *sorted = mb_arena_array(binder->arena, binder->class_count, sizeof *sorted);

    find_suffixes(binder);
    binder->identifiers = mbb_identifiers_new(binder->arena, count_names(binder));
    claim_library(binder);
    for (size_t i = 0; i < binder->class_count; i++) {
        claim_class(binder, binder->order[i]);
        sorted[i].methods = sort_members(binder, binder->order[i], true);
        sorted[i].properties = sort_members(binder, binder->order[i], false);
    }
    for_all(binder, sorted, claim_method, NULL);
    for_all(binder, sorted, NULL, claim_role);
    for_all(binder, sorted, claim_parameter_tables, claim_property_table);
    for_all(binder, sorted, claim_method_enumerators, claim_property_enumerators);
}
