/*
 * What the pragmas do. The parser has seen to their arguments; a tree that was made by hand may hold anything.
 */
#include <string.h>

#include "schema/resolver.h"

/** The n-th argument if it is a string; else NULL. */
static const mb_value *string_argument(const mb_production *pragma, unsigned n)
{
    const mb_value *list = pragma->value;
    const mb_value *each = list != NULL && list->kind == MB_VALUE_ARRAY ? list->u.first : NULL;
    while (each != NULL && n > 0) {
        each = each->next;
        n--;
    }
    return each != NULL && each->kind == MB_VALUE_STRING ? each : NULL;
}

/** The namespace that a pragma switches to; the old one where it cannot be read. */
static mb_namespace_record *switch_namespace(mb_resolver *resolver, mb_namespace_record *now,
                                             const mb_production *pragma)
{
    const mb_value *argument = string_argument(pragma, 0);
    if (argument == NULL) {
        return now;
    }
    mb_text written = mb_value_text(argument);
    const mb_symbol *name = mb_normalise_namespace(resolver->symbols, resolver->scratch, written);
    if (name == NULL) {
        mb_report(resolver->diag, MB_MSG_NAMESPACE_NAME, argument->span,
                  mb_arena_text(resolver->scratch, written.bytes, written.length));
        return now;
    }
    return mb_use_namespace(resolver, name);
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

static void delete_class(mb_resolver *resolver, mb_namespace_record *ns, const mb_production *pragma)
{
    const mb_value *name = string_argument(pragma, 0), *outcome = string_argument(pragma, 1);
    if (name == NULL || name->count == 0 || outcome == NULL) {
        return;
    }
    const mb_symbol *symbol = mb_intern(resolver->symbols, name->u.string, name->count);
    bool must_be_there = mb_text_equal_nocase(mb_value_text(outcome), mb_text_of("FAIL"));
    if (mb_delete_class(ns, symbol)) {
        mb_name_map_at(&ns->deleted, symbol)->value = (void *)pragma;
    } else if (must_be_there && !mb_is_system_name(symbol)) {
        mb_report(resolver->diag, MB_MSG_DELETE_NOTHING, name->span, ns->ns.name, symbol->text);
        mb_note_similar_class(resolver, ns, symbol);
    }
}

/** Warns once of each name. */
static void report_unknown(mb_resolver *resolver, const mb_production *pragma)
{
    mb_name_entry *told = mb_name_map_at(&resolver->pragmas, pragma->name);
    if (told->value != NULL) {
        return;
    }
    told->value = (void *)pragma;
    mb_report_unknown_pragma(resolver->diag, pragma);
}

mb_namespace_record *mb_apply_pragma(mb_resolver *resolver, mb_namespace_record *ns, const mb_production *pragma)
{
    const mb_value *locale;
    switch ((mb_pragma_kind)pragma->type) {
    case MB_PRAGMA_NAMESPACE:
        return switch_namespace(resolver, ns, pragma);
    case MB_PRAGMA_CLASSFLAGS:
        resolver->class_flags = flags_of(pragma);
        break;
    case MB_PRAGMA_DELETECLASS:
        delete_class(resolver, ns, pragma);
        break;
    case MB_PRAGMA_AMENDMENT:
        locale = string_argument(pragma, 0);
        if (locale != NULL) {
            mb_enter_locale(resolver, mb_locale_id(mb_value_text(locale)), locale->span);
        }
        break;
    case MB_PRAGMA_MOFBIND_UNDECLARED:
        if (string_argument(pragma, 0) != NULL) {
            mb_enter_known_undeclared(resolver, pragma, string_argument(pragma, 0));
        }
        break;
    case MB_PRAGMA_UNKNOWN:
        report_unknown(resolver, pragma);
        break;
    default:
        break; /* of no consequence here */
    }
    return ns;
}
