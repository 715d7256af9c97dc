/*
 * Overlays: files that add to the classes of a host's MOF what it does not say, and what was said of them. They are
 * read once and apply to every schema of a run; of each thing that is wrong there is one message, however often they
 * apply.
 */
#include <string.h>

#include "schema/overlay.h"

#define uthash_malloc(size) mb_arena_alloc(overlays->arena, size)
#define uthash_free(block, size) ((void)(block))
#include <uthash.h>

/** So many times a message looks for what was meant: those of the MOF itself have a number of their own. */
enum { MOST_HINTS = 64 };

/** A place in an overlay, and a message about what a schema may lack. */
typedef struct site_key {
    mb_position at;
    uint32_t message;
} site_key;

typedef struct site site;
struct site {
    site_key key;
    bool is_lacking; /**< in some schema */
    bool is_there;   /**< in some schema */
    mb_notice warning;
    bool has_hint;
    mb_notice hint;
    site *next;
    UT_hash_handle hh;
};

/** A class that a file knows not to be declared. */
typedef struct known known;
struct known {
    const mb_source *source;
    const mb_production *pragma;
    const mb_schema *needed_by; /**< the last schema that was given it */
    known *next;                /**< of the same name */
};

struct mb_overlays {
    mb_symbols *symbols;
    mb_arena *arena;
    mb_diag *diag;
    mb_overlay *first;
    mb_overlay **end;
    mb_position begin; /**< where the first of their declarations begins; 0: there is none */
    site *sites;
    site *first_site;
    site **sites_end;
    mb_name_map undeclared; /**< of the first `known` of a name */
    mb_name_map pragmas;    /**< unknown ones that were told of */
    uint32_t hints_left;
};

mb_overlays *mb_overlays_new(mb_symbols *symbols, mb_arena *arena, mb_diag *diag)
{
    mb_overlays *overlays = mb_arena_zalloc(arena, sizeof *overlays);
    overlays->symbols = symbols;
    overlays->arena = arena;
    overlays->diag = diag;
    overlays->end = &overlays->first;
    overlays->hints_left = MOST_HINTS;
    overlays->sites_end = &overlays->first_site;
    mb_name_map_init(&overlays->undeclared, arena);
    mb_name_map_init(&overlays->pragmas, arena);
    return overlays;
}

const mb_overlay *mb_first_overlay(const mb_overlays *overlays)
{
    return overlays != NULL ? overlays->first : NULL;
}

/* Reading */

static const mb_symbol *enter_namespace(mb_overlays *overlays, const mb_symbol *now, const mb_production *pragma)
{
    const mb_value *argument = mb_pragma_text(pragma, 0);
    if (argument == NULL) {
        return now;
    }
    const mb_text written = mb_value_text(argument);
    const mb_symbol *name = mb_normalise_namespace(overlays->symbols, overlays->arena, written);
    if (name == NULL) {
        mb_report(overlays->diag, MB_MSG_NAMESPACE_NAME, argument->span,
                  mb_arena_text(overlays->arena, written.bytes, written.length));
        return now;
    }
    return name;
}

static void enter_undeclared(mb_overlays *overlays, const mb_production *pragma)
{
    const mb_value *argument = mb_pragma_text(pragma, 0);
    if (argument == NULL || argument->count == 0) {
        return;
    }
    const mb_symbol *name = mb_intern(overlays->symbols, argument->u.string, argument->count);
    mb_name_entry *entry = mb_name_map_at(&overlays->undeclared, name);
    known *added = mb_arena_zalloc(overlays->arena, sizeof *added);
    added->source = mb_diag_source(overlays->diag, pragma->span);
    added->pragma = pragma;
    added->next = entry->value;
    entry->value = added;
}

static void report_unknown(mb_overlays *overlays, const mb_production *pragma)
{
    mb_name_entry *told = mb_name_map_at(&overlays->pragmas, pragma->name);
    if (told->value == NULL) {
        told->value = (void *)pragma;
        mb_report_unknown_pragma(overlays->diag, pragma);
    }
}

/** @return the namespace of what follows. */
static const mb_symbol *apply_pragma(mb_overlays *overlays, const mb_symbol *ns, const mb_production *pragma)
{
    switch ((mb_pragma_kind)pragma->type) {
    case MB_PRAGMA_NAMESPACE:
        return enter_namespace(overlays, ns, pragma);
    case MB_PRAGMA_MOFBIND_UNDECLARED:
        enter_undeclared(overlays, pragma);
        break;
    case MB_PRAGMA_DELETECLASS:
    case MB_PRAGMA_DELETEINSTANCE:
        mb_report(overlays->diag, MB_MSG_OVERLAY_IDLE, pragma->span, "this pragma");
        break;
    case MB_PRAGMA_UNKNOWN:
        report_unknown(overlays, pragma);
        break;
    default:
        break; /* of no consequence here */
    }
    return ns;
}

/** However often the overlays apply: they were read behind all that they apply to. */
static void keep_once(mb_overlays *overlays, const mb_unit *unit)
{
    for (const mb_production *each = unit->first; each != NULL; each = each->next) {
        bool is_before = overlays->begin == 0 || each->span.begin < overlays->begin;
        overlays->begin = is_before ? each->span.begin : overlays->begin;
    }
    mb_diag_keep_once(overlays->diag, overlays->begin);
}

void mb_overlays_add(mb_overlays *overlays, const mb_unit *unit)
{
    mb_overlay *added = mb_arena_zalloc(overlays->arena, sizeof *added);
    mb_overlay_class **end = &added->first;
    const mb_symbol *ns = NULL;
    added->unit = unit;
    added->in_by_default = mb_in_by_default(unit);
    keep_once(overlays, unit);
    for (const mb_production *each = unit->first; each != NULL; each = each->next) {
        if (each->kind == MB_CLASS) {
            *end = mb_arena_zalloc(overlays->arena, sizeof **end);
            (*end)->production = each;
            (*end)->ns = ns;
            end = &(*end)->next;
        } else if (each->kind == MB_INSTANCE) {
            mb_report(overlays->diag, MB_MSG_OVERLAY_IDLE, each->name_span, "this instance");
        } else if (each->kind == MB_PRAGMA) {
            ns = apply_pragma(overlays, ns, each);
        }
    }
    *overlays->end = added;
    overlays->end = &added->next;
}

void mb_overlays_expect(mb_overlays *overlays, const char *ns)
{
    for (mb_overlay *each = overlays->first; each != NULL; each = each->next) {
        const mb_symbol *home = each->first != NULL ? each->first->ns : NULL;
        each->is_for_one = each->is_for_one || (home != NULL && mb_equal_names(home->text, ns));
    }
}

/* What is said of them */

static site *find_site(const mb_overlays *overlays, mb_message message, mb_span span)
{
    site_key key;
    site *found;
    memset(&key, 0, sizeof key);
    key.at = span.begin;
    key.message = message;
    HASH_FIND(hh, overlays->sites, &key, sizeof key, found);
    return found;
}

static site *site_at(mb_overlays *overlays, mb_message message, mb_span span)
{
    site *found = find_site(overlays, message, span);
    if (found == NULL) {
        found = mb_arena_zalloc(overlays->arena, sizeof *found);
        found->key.at = span.begin;
        found->key.message = message;
        *overlays->sites_end = found;
        overlays->sites_end = &found->next;
        HASH_ADD(hh, overlays->sites, key, sizeof found->key, found);
    }
    return found;
}

static mb_notice keep(mb_overlays *overlays, const mb_notice *notice)
{
    mb_notice kept = *notice;
    for (size_t i = 0; i < 3; i++) {
        const char *text = kept.texts[i];
        kept.texts[i] = text != NULL ? mb_arena_text(overlays->arena, text, strlen(text)) : NULL;
    }
    return kept;
}

void mb_overlay_lack(mb_resolver *resolver, const mb_notice *warning, const mb_notice *hint)
{
    mb_overlays *overlays = resolver->overlays;
    site *at = site_at(overlays, warning->id, warning->span);
    if (at->is_lacking) {
        return;
    }
    at->is_lacking = true;
    at->warning = keep(overlays, warning);
    if (hint != NULL) {
        at->has_hint = true;
        at->hint = keep(overlays, hint);
    }
}

void mb_overlay_has(mb_resolver *resolver, mb_message message, mb_span span)
{
    site_at(resolver->overlays, message, span)->is_there = true;
}

bool mb_overlay_take_hint(const mb_resolver *resolver)
{
    mb_overlays *overlays = resolver->overlays;
    overlays->hints_left -= overlays->hints_left != 0;
    return overlays->hints_left != 0;
}

bool mb_overlay_told_of_class(const mb_overlays *overlays, mb_span span)
{
    return overlays != NULL && find_site(overlays, MB_ID_OVERLAY_UNDECLARED, span) != NULL;
}

bool mb_overlay_knows_undeclared(const mb_resolver *resolver, const mb_symbol *name, mb_span span)
{
    known *each = mb_name_map_get(&resolver->overlays->undeclared, name);
    const mb_source *source = each != NULL ? mb_diag_source(resolver->diag, span) : NULL;
    while (each != NULL && each->source != source) {
        each = each->next;
    }
    if (each == NULL || each->needed_by == &resolver->record->schema) {
        return each != NULL;
    }
    each->needed_by = &resolver->record->schema;
    mb_overlay_pragma *needed = mb_arena_alloc(resolver->arena, sizeof *needed);
    needed->pragma = each->pragma;
    needed->next = resolver->record->written.overlay_pragmas;
    resolver->record->written.overlay_pragmas = needed;
    return true;
}

void mb_overlays_finish(const mb_overlays *overlays)
{
    mb_diag_keep_once(overlays->diag, 0); /* what comes behind them are templates */
    for (const site *each = overlays->first_site; each != NULL; each = each->next) {
        if (!each->is_lacking || each->is_there) {
            continue;
        }
        mb_report_notice(overlays->diag, each->warning);
        if (each->has_hint) {
            mb_note_notice(overlays->diag, each->hint);
        }
    }
}
