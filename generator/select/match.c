/* Patterns against the classes and methods of a schema. */
#include <string.h>

#include "diag/report.h"
#include "select/wanted.h"
#include "support/suggest.h"

static const mb_span nowhere = {0, 0};

static bool is_exact(mb_text pattern)
{
    return memchr(pattern.bytes, '*', pattern.length) == NULL && memchr(pattern.bytes, '?', pattern.length) == NULL;
}

static mb_text name_of(const mb_element *element)
{
    return (mb_text){element->name->text, element->name->length};
}

/** Patterns while they are compared with a schema. */
typedef struct matcher {
    mb_wanted *wanted;
    mb_selection *selection;
    mb_selection *excluded; /**< classes as a whole, and single methods */
    mb_symbols *symbols;
    mb_arena *arena;
} matcher;

/** The methods that a class has and a pattern names. @return how many; `*out` is in the arena */
static size_t find_methods(const matcher *m, const mb_pattern *pattern, const mb_class *cls, const mb_element ***out)
{
    const mb_text wanted = pattern == NULL ? (mb_text){NULL, 0} : pattern->method;
    size_t count = 0;

    if (wanted.bytes != NULL && is_exact(wanted)) {
        const mb_symbol *name = mb_symbols_find(m->symbols, wanted.bytes, wanted.length);
        const mb_element *method = name != NULL ? mb_class_find_method(cls, name) : NULL;
        *out = mb_arena_array(m->arena, 1, sizeof **out);
        (*out)[0] = method;
        return method != NULL;
    }
    const size_t all = mb_class_all_methods(cls, m->arena, out);
    for (size_t i = 0; i < all; i++) {
        if (wanted.bytes == NULL || mb_glob(wanted, name_of((*out)[i]))) {
            (*out)[count++] = (*out)[i];
        }
    }
    return count;
}

/** Excludes what a pattern names of a class. */
static void exclude(const matcher *m, const mb_pattern *pattern, const mb_class *cls, const mb_element *const *methods,
                    size_t count)
{
    if (pattern->method.bytes == NULL) {
        mb_selection_add_class(m->excluded, cls, pattern);
    }
    for (size_t i = 0; pattern->method.bytes != NULL && i < count; i++) {
        mb_selection_add_method(m->excluded, cls, methods[i]);
    }
}

/** Selects what a pattern names of a class, unless it is excluded. `pattern` NULL = everything. */
static void include(const matcher *m, const mb_pattern *pattern, const mb_class *cls, const mb_element *const *methods,
                    size_t count)
{
    bool has_any = pattern == NULL || pattern->method.bytes == NULL;

    if (mb_is_selected(m->excluded, cls)) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (!mb_is_method_selected(m->excluded, cls, methods[i])) {
            mb_selection_add_method(m->selection, cls, methods[i]);
            has_any = true;
        }
    }
    if (has_any) {
        mb_selection_add_class(m->selection, cls, pattern);
        m->wanted->has_selected = true;
    }
}

static void take_class(const matcher *m, mb_pattern *pattern, const mb_class *cls)
{
    const mb_element **methods = NULL;
    const size_t count = find_methods(m, pattern, cls, &methods);

    if (pattern != NULL) {
        pattern->is_used = pattern->is_used || pattern->method.bytes == NULL || count > 0;
    }
    if (pattern != NULL && pattern->is_exclusion) {
        exclude(m, pattern, cls, methods, count);
    } else {
        include(m, pattern, cls, methods, count);
    }
}

static void take(const matcher *m, mb_pattern *pattern, const mb_schema *schema)
{
    const bool by_name = pattern != NULL && is_exact(pattern->cls);
    const mb_symbol *name = by_name ? mb_symbols_find(m->symbols, pattern->cls.bytes, pattern->cls.length) : NULL;

    for (const mb_namespace *ns = schema->namespaces; ns != NULL; ns = ns->next) {
        if (pattern != NULL && pattern->ns.bytes != NULL && !mb_glob(pattern->ns, mb_text_of(ns->name))) {
            continue;
        }
        if (by_name) {
            const mb_class *cls = name != NULL ? mb_schema_find_class(ns, name) : NULL;
            if (cls != NULL) {
                take_class(m, pattern, cls);
            }
            continue;
        }
        for (const mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
            if (pattern == NULL || mb_pattern_fits_class(pattern, cls)) {
                take_class(m, pattern, cls);
            }
        }
    }
}

static void keep_schema(mb_wanted *wanted, const mb_schema *schema, mb_arena *arena)
{
    if (wanted->schema_count == wanted->schema_capacity) {
        wanted->schema_capacity = wanted->schema_capacity == 0 ? 4 : wanted->schema_capacity * 2;
        const mb_schema **grown = mb_arena_array(arena, wanted->schema_capacity, sizeof *grown);
        for (size_t i = 0; i < wanted->schema_count; i++) {
            grown[i] = wanted->schemas[i];
        }
        wanted->schemas = grown;
    }
    wanted->schemas[wanted->schema_count++] = schema;
}

mb_selection *mb_select(mb_wanted *wanted, const mb_schema *schema, mb_symbols *symbols, mb_arena *arena)
{
    if (wanted == NULL) {
        return NULL;
    }
    const matcher m = {wanted, mb_selection_new(schema, symbols, arena), mb_selection_new(schema, symbols, arena),
                       symbols, arena};
    keep_schema(wanted, schema, arena);
    for (int exclusions = 1; exclusions >= 0; exclusions--) { /* these first: they hold for all others */
        for (size_t i = 0; i < wanted->count; i++) {
            if (wanted->patterns[i].is_exclusion == (exclusions == 1)) {
                take(&m, &wanted->patterns[i], schema);
            }
        }
    }
    if (!wanted->has_inclusion) {
        take(&m, NULL, schema);
    }
    mb_selection_close(m.selection);
    return m.selection;
}

/** Offers the classes of a schema; where the pattern names some, their methods. @return whether it names some */
static bool offer(const mb_pattern *pattern, const mb_schema *schema, mb_arena *arena, mb_suggestion *classes,
                  mb_suggestion *methods)
{
    bool has_class = false;

    for (const mb_namespace *ns = schema->namespaces; ns != NULL; ns = ns->next) {
        for (const mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
            const mb_element **all = NULL;
            mb_suggest_try(classes, cls->element.name->text, cls);
            if (!mb_pattern_fits_class(pattern, cls)) {
                continue;
            }
            has_class = true;
            const size_t count = pattern->method.bytes != NULL ? mb_class_all_methods(cls, arena, &all) : 0;
            for (size_t i = 0; i < count; i++) {
                mb_suggest_try(methods, all[i]->name->text, all[i]);
            }
        }
    }
    return has_class;
}

bool mb_pattern_hint(const mb_pattern *pattern, const mb_schema *const *schemas, size_t count, mb_arena *arena,
                     const char **hint)
{
    mb_suggestion classes, methods;
    bool has_class = false;

    mb_suggest_begin(&classes, pattern->cls);
    mb_suggest_begin(&methods, pattern->method);
    for (size_t i = 0; i < count; i++) {
        has_class = offer(pattern, schemas[i], arena, &classes, &methods) || has_class;
    }
    *hint = mb_did_you_mean(has_class ? methods.best : classes.best, arena);
    return has_class;
}

static void report_unused(const mb_pattern *pattern, const char *kind, const char *hint, mb_diag *diag)
{
    if (pattern->is_exclusion) {
        mb_report(diag, MB_MSG_SELECT_EXCLUDES_NOTHING, pattern->span, pattern->text, kind, hint);
    } else {
        mb_report(diag, MB_MSG_SELECT_NOTHING, pattern->span, pattern->text, kind, hint);
    }
}

bool mb_select_finish(mb_wanted *wanted, mb_arena *arena, mb_diag *diag)
{
    enum { MOST_HINTS = 1000 }; /* each looks through all names */
    size_t unused = 0;
    bool good = true;

    for (size_t i = 0; wanted != NULL && i < wanted->count; i++) {
        const mb_pattern *pattern = &wanted->patterns[i];
        if (pattern->is_used) {
            continue;
        }
        good = good && pattern->is_exclusion;
        const char *kind = "class or method", *hint = "";
        if (unused++ < MOST_HINTS) {
            kind = mb_pattern_hint(pattern, wanted->schemas, wanted->schema_count, arena, &hint) ? "method" : "class";
        }
        report_unused(pattern, kind, hint, diag);
    }
    if (wanted != NULL && good && !wanted->has_selected) {
        mb_report(diag, MB_MSG_SELECT_ALL_EXCLUDED, nowhere);
        good = false;
    }
    return good;
}
