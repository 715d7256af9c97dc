/*
 * Amendments: the texts of one language, which WMI keeps in a namespace ms_<lcid> below the one whose classes they
 * belong to. mofcomp writes them into a .mfl; whatever declares a class in such a namespace amends the class of that
 * name above. Qualifiers of flavor Amended replace those of the class, its features and their parameters, or join them.
 */
#include "diag/report.h"
#include "schema/homes.h"
#include "schema/resolver.h"
#include "schema/similar.h"

static const char DEFAULT_LOCALE[] = "MS_409";

void mb_enter_locale(mb_resolver *resolver, uint32_t id, mb_span span)
{
    const char *text = mb_arena_format(resolver->scratch, "MS_%X", (unsigned)id);
    mb_text written = mb_text_of(text);
    mb_name_map_at(&resolver->amendments.locales, mb_intern(resolver->symbols, written.bytes, written.length))->value =
        (void *)text;
    if (resolver->amendments.begin.begin == 0) {
        resolver->amendments.begin = span;
    }
}

void mb_queue_amendment(mb_resolver *resolver, mb_namespace_record *ns, const mb_production *production)
{
    mb_amendment *added = mb_arena_zalloc(resolver->scratch, sizeof *added);
    added->production = production;
    added->ns = ns;
    if (resolver->amendments.last == NULL) {
        resolver->amendments.first = added;
    } else {
        resolver->amendments.last->next = added;
    }
    resolver->amendments.last = added;
    mb_enter_locale(resolver, ns->locale, production->name_span);
}

/** The pass. Each table is of the list that has the entries' stamp: lists are short, and there are many. */
typedef struct amending {
    mb_resolver *resolver;
    mb_name_map qualifiers; /**< of const mb_qualifier */
    mb_name_map properties; /**< of mb_feature, as those below: a property and a method may share a name */
    mb_name_map methods;
    mb_name_map parameters;
    uint32_t list_count;
} amending;

/** The declaration of a class, as one that may be changed. */
static mb_production *copy_of(amending *a, mb_class_record *record)
{
    if (record->amended == NULL) {
        record->amended = mb_copy_declaration(a->resolver->arena, record->production);
        record->production = record->amended;
    }
    return record->amended;
}

/* Qualifiers */

static bool is_amended(const amending *a, const mb_qualifier *qualifier)
{
    const mb_qualifier_rule *rule = mb_rule_of(&a->resolver->record->schema, qualifier->name);
    return ((qualifier->flavors | (rule != NULL ? rule->flavors : 0)) & MB_FLAVOR_AMENDED) != 0;
}

/** Enters the amendments into their table, the first of each name. @return the stamp that tells them from others. */
static uint32_t enter_amendments(amending *a, const mb_qualifier *list)
{
    uint32_t stamp = ++a->list_count;
    for (; list != NULL; list = list->next) {
        if (is_amended(a, list)) {
            mb_name_entry *entry = mb_name_map_at(&a->qualifiers, list->name);
            entry->value = entry->stamp == stamp ? entry->value : (void *)list;
            entry->stamp = stamp;
        }
    }
    return stamp;
}

/** The list with its amendments, as a new one: each in the place of what it replaces, the others at the end. */
static mb_qualifier *merge(amending *a, const mb_qualifier *list, const mb_qualifier *amendments)
{
    mb_qualifier *merged = NULL, **end = &merged;
    const uint32_t entered = enter_amendments(a, amendments), done = ++a->list_count;
    for (const mb_qualifier *each = list; each != NULL; each = each->next) {
        mb_name_entry *entry = mb_name_map_find(&a->qualifiers, each->name);
        bool is_replaced = entry != NULL && (entry->stamp == entered || entry->stamp == done);
        end = mb_copy_qualifier(a->resolver->arena, end, is_replaced ? entry->value : each);
        if (is_replaced) {
            entry->stamp = done;
        }
    }
    for (const mb_qualifier *each = amendments; each != NULL; each = each->next) {
        const mb_name_entry *entry = mb_name_map_find(&a->qualifiers, each->name);
        if (entry != NULL && entry->stamp == entered && is_amended(a, each)) {
            end = mb_copy_qualifier(a->resolver->arena, end, each);
        }
    }
    return merged;
}

/* Features */

/** @return whether the note tells of one of `list` that was probably meant. */
static bool report_missing(amending *a, const mb_feature *amendment, const mb_feature *list, const char *holder_kind,
                           const mb_symbol *holder)
{
    const char *where = mb_arena_format(a->resolver->scratch, "%s '%s'", holder_kind, holder->text);
    mb_report(a->resolver->diag, MB_MSG_AMENDED_FEATURE_UNKNOWN, mb_feature_name_span(amendment),
              mb_feature_kind_name(amendment), amendment->name->text, where);
    if (!mb_take_hint(&a->resolver->record->written.hints_left)) {
        return false;
    }
    mb_suggestion suggestion;
    mb_suggest_begin(&suggestion, mb_text_of(amendment->name->text));
    mb_suggest_features(&suggestion, list, (mb_feature_kind)amendment->kind);
    if (suggestion.best != NULL) {
        mb_report_note(a->resolver->diag, MB_MSG_DID_YOU_MEAN, mb_feature_name_span(suggestion.subject),
                       suggestion.best);
    }
    return suggestion.best != NULL;
}

static mb_feature *find_feature(mb_feature *list, const mb_feature *like)
{
    while (list != NULL && !(list->kind == like->kind && mb_same_name(list->name, like->name))) {
        list = list->next;
    }
    return list;
}

static void amend_parameters(amending *a, mb_feature *method, const mb_feature *amendments)
{
    uint32_t list = ++a->list_count;
    for (mb_feature *each = method->parameters; each != NULL && amendments != NULL; each = each->next) {
        mb_name_entry *entry = mb_name_map_at(&a->parameters, each->name);
        entry->value = entry->stamp == list ? entry->value : each; /* the first of a name */
        entry->stamp = list;
    }
    for (; amendments != NULL; amendments = amendments->next) {
        const mb_name_entry *entry = mb_name_map_find(&a->parameters, amendments->name);
        if (entry == NULL || entry->stamp != list) {
            report_missing(a, amendments, method->parameters, "method", method->name);
            continue;
        }
        mb_feature *parameter = entry->value;
        parameter->qualifiers = merge(a, parameter->qualifiers, amendments->qualifiers);
    }
}

/** The table in which a feature is looked up by name: a property and a method may share one. */
static mb_name_map *table_of(amending *a, const mb_feature *feature)
{
    return feature->kind == MB_FEATURE_METHOD ? &a->methods : &a->properties;
}

/** An amendment of what a class above declares has no effect; where that is helps who reads the message. */
static void note_inherited(amending *a, const mb_class_record *record, const mb_feature *amendment)
{
    for (const mb_class *cls = record->cls.super; cls != NULL && mb_take_hint(&a->resolver->record->written.hints_left);
         cls = cls->super) {
        const mb_feature *found = find_feature(mb_class_record_of(cls)->production->features, amendment);
        if (found != NULL) {
            mb_report_note(a->resolver->diag, MB_MSG_OVERRIDDEN_HERE, mb_feature_name_span(found),
                           cls->element.name->text);
            return;
        }
    }
}

static void amend_features(amending *a, mb_class_record *record, mb_feature *features, const mb_feature *amendments)
{
    uint32_t list = ++a->list_count;
    for (mb_feature *each = features; each != NULL && amendments != NULL; each = each->next) {
        mb_name_entry *entry = mb_name_map_at(table_of(a, each), each->name);
        entry->stamp = list;
        entry->value = each;
    }
    for (; amendments != NULL; amendments = amendments->next) {
        const mb_name_entry *entry = mb_name_map_find(table_of(a, amendments), amendments->name);
        if (entry == NULL || entry->stamp != list) {
            if (!record->cls.is_open && /* else it may be there, out of sight */
                !report_missing(a, amendments, features, "class", record->cls.element.name)) {
                note_inherited(a, record, amendments);
            }
            continue;
        }
        mb_feature *feature = entry->value;
        feature->qualifiers = merge(a, feature->qualifiers, amendments->qualifiers);
        if (feature->kind == MB_FEATURE_METHOD) {
            amend_parameters(a, feature, amendments->parameters);
        }
    }
}

static void amend_class(amending *a, const mb_amendment *amendment)
{
    const mb_production *production = amendment->production;
    mb_namespace_record *ns = amendment->ns->localises;
    mb_class *cls = mb_name_map_get(&ns->classes, production->name);
    if (cls == NULL) {
        if (!mb_is_system_name(production->name)) {
            mb_report(a->resolver->diag, MB_MSG_AMENDED_CLASS_UNKNOWN, production->name_span, ns->ns.name,
                      production->name->text);
            mb_note_similar_class(&a->resolver->record->schema, a->resolver->diag,
                                  &a->resolver->record->written.hints_left, &ns->ns, production->name);
        }
        return;
    }
    mb_class_record *record = mb_class_record_of(cls);
    mb_production *copy = copy_of(a, record);
    copy->qualifiers = merge(a, copy->qualifiers, production->qualifiers);
    amend_features(a, record, copy->features, production->features);
}

static const char *wanted_locale(const mb_unit *unit)
{
    return unit->locale != NULL ? unit->locale : DEFAULT_LOCALE;
}

uint32_t mb_wanted_locale(const mb_unit *unit)
{
    return mb_locale_id(mb_text_of(wanted_locale(unit)));
}

/** Warns where there are localised texts, but none of the locale that is wanted. */
static void check_locale(mb_resolver *resolver, const char *wanted)
{
    enum { SHOWN = 8 };
    const char *all = NULL;
    unsigned count = 0;
    for (const mb_name_entry *entry = NULL; (entry = mb_name_map_next(&resolver->amendments.locales, entry)) != NULL;) {
        const char *each = entry->value;
        if (mb_locale_id(mb_text_of(each)) == mb_locale_id(mb_text_of(wanted))) {
            return;
        }
        if (++count <= SHOWN) {
            all = all == NULL ? each : mb_arena_format(resolver->scratch, "%s, %s", all, each);
        }
    }
    if (count > 0) {
        mb_report(resolver->diag, MB_MSG_LOCALE_MISSING, resolver->amendments.begin, wanted, all,
                  count > SHOWN ? ", ..." : "");
    }
}

void mb_apply_amendments(mb_resolver *resolver)
{
    const uint32_t id = mb_wanted_locale(resolver->unit);
    amending a = {.resolver = resolver};
    mb_name_map_init(&a.qualifiers, resolver->scratch);
    mb_name_map_init(&a.properties, resolver->scratch);
    mb_name_map_init(&a.methods, resolver->scratch);
    mb_name_map_init(&a.parameters, resolver->scratch);
    for (const mb_amendment *each = resolver->amendments.first; each != NULL; each = each->next) {
        if (each->ns->locale == id) {
            amend_class(&a, each);
        }
    }
    check_locale(resolver, wanted_locale(resolver->unit));
}
