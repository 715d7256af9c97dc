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
    mb_symbols *symbols;
    mb_arena *arena;
} matcher;

/** Whether patterns take away a class, or one of its methods. */
static bool is_excluded(const mb_wanted *wanted, const mb_class *cls, const mb_element *method)
{
    bool excluded = false;

    for (size_t i = 0; i < wanted->count && !excluded; i++) {
        const mb_pattern *pattern = &wanted->patterns[i];
        excluded = pattern->is_exclusion &&
                   (pattern->method.bytes == NULL || (method != NULL && mb_glob(pattern->method, name_of(method)))) &&
                   mb_pattern_fits_class(pattern, cls);
    }
    return excluded;
}

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

/** Takes what a pattern names of a class. `pattern` NULL = everything. */
static void take_class(const matcher *m, mb_pattern *pattern, const mb_class *cls)
{
    const bool needs_method = pattern != NULL && pattern->method.bytes != NULL;
    const mb_element **methods = NULL;
    const size_t count = find_methods(m, pattern, cls, &methods);
    bool has_any = false;

    if (pattern != NULL) {
        pattern->is_used = pattern->is_used || !needs_method || count > 0;
        if (pattern->is_exclusion) {
            return;
        }
    }
    if (is_excluded(m->wanted, cls, NULL)) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (!is_excluded(m->wanted, cls, methods[i])) {
            mb_selection_add_method(m->selection, cls, methods[i]);
            has_any = true;
        }
    }
    if (has_any || !needs_method) {
        mb_selection_add_class(m->selection, cls, pattern);
        m->wanted->has_selected = true;
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
    const matcher m = {wanted, mb_selection_new(schema, symbols, arena), symbols, arena};
    keep_schema(wanted, schema, arena);
    for (size_t i = 0; i < wanted->count; i++) {
        take(&m, &wanted->patterns[i], schema);
    }
    if (!wanted->has_inclusion) {
        take(&m, NULL, schema);
    }
    mb_selection_close(m.selection);
    return m.selection;
}

static const char *did_you_mean(const mb_suggestion *suggestion, mb_arena *arena)
{
    return suggestion->best == NULL ? "" : mb_arena_format(arena, "; did you mean '%s'?", suggestion->best);
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

void mb_report_names_nothing(const mb_pattern *pattern, const mb_schema *const *schemas, size_t count, mb_arena *arena,
                             mb_diag *diag)
{
    mb_suggestion classes, methods;
    bool has_class = false;

    mb_suggest_begin(&classes, pattern->cls);
    mb_suggest_begin(&methods, pattern->method);
    for (size_t i = 0; i < count; i++) {
        has_class = offer(pattern, schemas[i], arena, &classes, &methods) || has_class;
    }
    const char *kind = has_class ? "method" : "class";
    const char *hint = did_you_mean(has_class ? &methods : &classes, arena);
    if (pattern->is_exclusion) {
        mb_report(diag, MB_MSG_SELECT_EXCLUDES_NOTHING, pattern->span, pattern->text, kind, hint);
    } else {
        mb_report(diag, MB_MSG_SELECT_NOTHING, pattern->span, pattern->text, kind, hint);
    }
}

bool mb_select_finish(mb_wanted *wanted, mb_arena *arena, mb_diag *diag)
{
    bool good = true;

    for (size_t i = 0; wanted != NULL && i < wanted->count; i++) {
        const mb_pattern *pattern = &wanted->patterns[i];
        if (!pattern->is_used) {
            mb_report_names_nothing(pattern, wanted->schemas, wanted->schema_count, arena, diag);
            good = good && pattern->is_exclusion;
        }
    }
    if (wanted != NULL && good && !wanted->has_selected) {
        mb_report(diag, MB_MSG_SELECT_ALL_EXCLUDED, nowhere);
        good = false;
    }
    return good;
}
