/*
 * The walk over what was written, which enters all names. What the pragmas on its way do counts from there on. The parser
 * has seen to their arguments; a tree that was made by hand may hold anything.
 */
#include <string.h>

#include "diag/report.h"
#include "schema/homes.h"
#include "schema/resolver.h"
#include "schema/similar.h"

/** What mofcomp takes where nothing is said. */
static const char LAST_RESORT[] = "root\\default";

/** The walk. */
typedef struct walk {
    mb_resolver *resolver;
    mb_namespace_record *ns; /**< of what follows */
    uint32_t class_flags;    /**< of the last classflags pragma */
    mb_name_map pragmas;     /**< unknown ones that were told of */
    mb_instance_queue *instances;
} walk;

/* Pragmas */

/** A pragma whose namespace cannot be read leaves the old one. */
static void switch_namespace(walk *at, const mb_production *pragma)
{
    mb_resolver *resolver = at->resolver;
    const mb_value *argument = mb_pragma_text(pragma, 0);
    if (argument == NULL) {
        return;
    }
    mb_text written = mb_value_text(argument);
    const mb_symbol *name = mb_normalise_namespace(resolver->symbols, resolver->scratch, written);
    if (name == NULL) {
        mb_report(resolver->diag, MB_MSG_NAMESPACE_NAME, argument->span,
                  mb_arena_text(resolver->scratch, written.bytes, written.length));
        return;
    }
    at->ns = mb_use_namespace(resolver, name);
    if (pragma->span.end > pragma->span.begin) { /* and not one that was put between two files */
        at->ns->ns.is_named = true;
    }
}

static uint32_t flag_of(const mb_value *value)
{
    static const struct {
        const char *name;
        uint32_t flag;
    } flags[] = {{"createonly", MB_CLASS_CREATE_ONLY},
                 {"forceupdate", MB_CLASS_UPDATE_FORCE},
                 {"safeupdate", MB_CLASS_UPDATE_SAFE},
                 {"updateonly", MB_CLASS_UPDATE_ONLY}};
    if (value->kind == MB_VALUE_INTEGER) {
        return (uint32_t)(value->u.magnitude & UINT32_MAX);
    }
    for (size_t i = 0; i < sizeof flags / sizeof flags[0] && value->kind == MB_VALUE_STRING; i++) {
        if (mb_text_equal_nocase(mb_value_text(value), mb_text_of(flags[i].name))) {
            return flags[i].flag;
        }
    }
    return 0;
}

static uint32_t flags_of(const mb_production *pragma)
{
    const mb_value *list = pragma->value;
    const mb_value *each = list != NULL && list->kind == MB_VALUE_ARRAY ? list->u.first : NULL;
    uint32_t flags = 0;
    for (; each != NULL; each = each->next) {
        flags |= flag_of(each);
    }
    return flags;
}

static void delete_class(walk *at, const mb_production *pragma)
{
    mb_resolver *resolver = at->resolver;
    mb_namespace_record *ns = at->ns;
    const mb_value *name = mb_pragma_text(pragma, 0), *outcome = mb_pragma_text(pragma, 1);
    if (name == NULL || name->count == 0 || outcome == NULL) {
        return;
    }
    const mb_symbol *symbol = mb_intern(resolver->symbols, name->u.string, name->count);
    bool must_be_there = mb_text_equal_nocase(mb_value_text(outcome), mb_text_of("FAIL"));
    if (mb_delete_class(ns, symbol)) {
        mb_name_map_at(&ns->deleted, symbol)->value = (void *)pragma;
    } else if (must_be_there && !mb_is_system_name(symbol)) {
        mb_report(resolver->diag, MB_MSG_DELETE_NOTHING, name->span, ns->ns.name, symbol->text);
        mb_note_similar_class(&resolver->record->schema, resolver->diag, &resolver->record->written.hints_left, &ns->ns,
                              symbol);
    }
}

/** Warns once of each name. */
static void report_unknown(walk *at, const mb_production *pragma)
{
    mb_name_entry *told = mb_name_map_at(&at->pragmas, pragma->name);
    if (told->value == NULL) {
        told->value = (void *)pragma;
        mb_report_unknown_pragma(at->resolver->diag, pragma);
    }
}

static void apply_pragma(walk *at, const mb_production *pragma)
{
    const mb_value *first = mb_pragma_text(pragma, 0);
    switch ((mb_pragma_kind)pragma->type) {
    case MB_PRAGMA_NAMESPACE:
        switch_namespace(at, pragma);
        break;
    case MB_PRAGMA_CLASSFLAGS:
        at->class_flags = flags_of(pragma);
        break;
    case MB_PRAGMA_DELETECLASS:
        delete_class(at, pragma);
        break;
    case MB_PRAGMA_AMENDMENT:
        if (first != NULL) {
            mb_enter_locale(at->resolver, mb_locale_id(mb_value_text(first)), first->span);
        }
        break;
    case MB_PRAGMA_MOFBIND_UNDECLARED:
        if (first != NULL) {
            mb_enter_known_undeclared(at->resolver, pragma, first);
        }
        break;
    case MB_PRAGMA_UNKNOWN:
        report_unknown(at, pragma);
        break;
    default:
        break; /* of no consequence here */
    }
}

/* Names */

/** Aliases are names for instances within the files of one unit. */
static void declare_alias(mb_resolver *resolver, const mb_production *production)
{
    if (production->alias == NULL) {
        return;
    }
    mb_name_entry *entry = mb_name_map_at(&resolver->record->written.aliases, production->alias);
    if (entry->value == NULL) {
        entry->value = (void *)production;
        return;
    }
    const mb_production *first = entry->value;
    if (!mb_is_repeated_instance(resolver->unit, first, production)) {
        mb_report(resolver->diag, MB_MSG_ALIAS_TWICE, production->alias_span, production->alias->text);
        mb_report_note(resolver->diag, MB_MSG_FIRST_HERE, first->alias_span);
    }
}

static void declare_class(walk *at, const mb_production *production)
{
    if (at->ns->localises != NULL) {
        mb_queue_amendment(at->resolver, at->ns, production);
        return;
    }
    bool is_new = false;
    mb_class_record *record = mb_enter_class(at->resolver, at->ns, production, &is_new);
    if (!is_new) {
        mb_declare_again(at->resolver, record, production, at->class_flags);
    }
}

static void declare(walk *at, const mb_production *production)
{
    switch ((mb_production_kind)production->kind) {
    case MB_CLASS:
        declare_class(at, production);
        declare_alias(at->resolver, production);
        break;
    case MB_INSTANCE:
        mb_queue_instance(at->resolver, at->instances, at->ns->localises != NULL ? at->ns->localises : at->ns,
                          production);
        declare_alias(at->resolver, production);
        break;
    case MB_QUALIFIER_DECLARATION:
        mb_declare_qualifier(at->resolver, production);
        break;
    case MB_PRAGMA:
        apply_pragma(at, production);
        break;
    }
}

static mb_namespace_record *default_namespace(mb_resolver *resolver, const char *name, bool is_named)
{
    const mb_symbol *normalised = NULL;
    if (name != NULL) {
        normalised = mb_normalise_namespace(resolver->symbols, resolver->scratch, mb_text_of(name));
    }
    if (normalised == NULL) {
        normalised = mb_intern(resolver->symbols, LAST_RESORT, strlen(LAST_RESORT));
    }
    mb_namespace_record *ns = mb_use_namespace(resolver, normalised);
    ns->ns.is_named = is_named;
    return ns;
}

void mb_declare_all(mb_resolver *resolver, const mb_resolve_input *input, mb_instance_queue *instances)
{
    walk at = {.resolver = resolver,
               .ns = default_namespace(resolver, input->default_namespace, input->is_named),
               .instances = instances};
    mb_name_map_init(&at.pragmas, resolver->scratch);
    for (const mb_production *each = resolver->unit->first; each != NULL; each = each->next) {
        declare(&at, each);
    }
}
