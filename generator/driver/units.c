#include "driver/units.h"

#include <string.h>

#include "schema/schema.h"

static bool is_slash(char c)
{
    return c == '\\' || c == '/';
}

static bool is_namespace_pragma(const mb_production *production)
{
    return production->kind == MB_PRAGMA &&
           mb_text_equal_nocase(mb_text_of(production->name->text), mb_text_of("namespace")) &&
           production->value != NULL && production->value->kind == MB_VALUE_ARRAY &&
           production->value->u.first != NULL && production->value->u.first->kind == MB_VALUE_STRING;
}

/** The namespace in which a file declares its first class; NULL where it declares none. */
static const char *main_namespace(const mb_unit *unit, const char *default_namespace, mb_symbols *symbols,
                                  mb_arena *arena)
{
    const char *current = default_namespace;

    for (const mb_production *each = unit->first; each != NULL; each = each->next) {
        if (each->kind == MB_CLASS) {
            return current;
        }
        if (is_namespace_pragma(each)) {
            const mb_symbol *ns = mb_normalise_namespace(symbols, arena, mb_value_text(each->value->u.first));
            current = ns != NULL ? ns->text : current; /* resolving complains of a bad one */
        }
    }
    return NULL;
}

/** `#pragma namespace("...")`, as if it had been written. */
static mb_production *make_pragma(const char *ns, mb_symbols *symbols, mb_arena *arena)
{
    mb_production *pragma = mb_arena_zalloc(arena, sizeof *pragma);
    mb_value *arguments = mb_arena_zalloc(arena, sizeof *arguments);
    mb_value *argument = mb_arena_zalloc(arena, sizeof *argument);

    argument->kind = MB_VALUE_STRING;
    argument->u.string = ns;
    argument->count = (uint32_t)strlen(ns);
    arguments->kind = MB_VALUE_ARRAY;
    arguments->u.first = argument;
    arguments->count = 1;
    pragma->kind = MB_PRAGMA;
    pragma->name = mb_intern(symbols, "namespace", strlen("namespace"));
    pragma->value = arguments;
    return pragma;
}

/** Puts the productions of a file behind those of a unit; a pragma between them ends the unit's last namespace. */
static void append(mb_unit *unit, const mb_unit *file, const mb_units_input *input, mb_arena *arena)
{
    mb_production **tail = &unit->first;

    while (*tail != NULL) {
        tail = &(*tail)->next;
    }
    if (unit->first != NULL && file->first != NULL) {
        *tail = make_pragma(input->default_namespace, input->symbols, arena);
        tail = &(*tail)->next;
    }
    *tail = file->first;
    unit->class_count += file->class_count;
    unit->instance_count += file->instance_count;
    unit->uses_in_false = unit->uses_in_false || file->uses_in_false;
}

static const char *file_name(const char *path)
{
    const char *name = path;

    for (const char *c = path; *c != '\0'; c++) {
        if (is_slash(*c) || (*c == ':' && c == path + 1)) {
            name = c + 1;
        }
    }
    return name;
}

/**
 * The unit that a file belongs to: that of its namespace, a new one if there is none. A file without classes, such as
 * one of qualifier declarations, belongs to the unit before it; the first unit, if it has no class yet, takes what
 * comes.
 */
static mb_input_unit *unit_for(mb_input_unit **units, const char *ns, size_t path_count, mb_arena *arena)
{
    mb_input_unit **link = units;

    if (*units != NULL && (*units)->ns == NULL) {
        (*units)->ns = ns;
        return *units;
    }
    while (*link != NULL) {
        bool is_last = (*link)->next == NULL;
        if (ns == NULL ? is_last : mb_text_equal_nocase(mb_text_of((*link)->ns), mb_text_of(ns))) {
            return *link;
        }
        link = &(*link)->next;
    }
    mb_input_unit *added = mb_arena_zalloc(arena, sizeof *added);
    added->ns = ns;
    added->unit = mb_arena_zalloc(arena, sizeof *added->unit);
    added->mof_names = mb_arena_array(arena, path_count, sizeof *added->mof_names);
    *link = added;
    return added;
}

bool mb_units_read(const mb_units_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag, mb_input_unit **out)
{
    bool good = true;

    *out = NULL;
    for (size_t i = 0; i < input->path_count; i++) {
        const mb_parse_input parse = {
            &input->paths[i], 1, input->include_dirs, input->include_dir_count, input->sources, input->symbols};
        mb_unit *file = NULL;
        if (!mb_parse(&parse, heap, arena, diag, &file)) {
            good = false;
        }
        if (file == NULL) {
            continue;
        }
        const char *ns = main_namespace(file, input->default_namespace, input->symbols, arena);
        mb_input_unit *unit = unit_for(out, ns, input->path_count, arena);
        append(unit->unit, file, input, arena);
        unit->mof_names[unit->mof_count++] = file_name(input->paths[i]);
    }
    return good;
}
