#include "driver/units.h"

#include <string.h>

#include "support/name_map.h"

static bool is_slash(char c)
{
    return c == '\\' || c == '/';
}

static bool is_namespace_pragma(const mb_production *production)
{
    return production->kind == MB_PRAGMA && production->type == MB_PRAGMA_NAMESPACE && production->value != NULL &&
           production->value->kind == MB_VALUE_ARRAY && production->value->u.first != NULL &&
           production->value->u.first->kind == MB_VALUE_STRING;
}

/** A walk over the classes of a unit. */
typedef struct class_walk {
    const mb_production *next;
    const char *ns; /**< in which the class is declared at which the walk is; of a localised one the one above */
    bool is_localised;
} class_walk;

/** root\x\ms_409 holds texts for root\x. */
static void enter_namespace(class_walk *walk, const char *ns, mb_arena *arena)
{
    char *above = mb_arena_text(arena, ns, strlen(ns));
    char *last = strrchr(above, '\\');

    walk->is_localised = last != NULL && mb_locale_id(mb_text_of(last + 1)) != 0;
    while (last != NULL && mb_locale_id(mb_text_of(last + 1)) != 0) {
        *last = '\0';
        last = strrchr(above, '\\');
    }
    walk->ns = above;
}

/** Moves to the next class. @return false behind the last. */
static bool next_class(class_walk *walk, mb_symbols *symbols, mb_arena *arena)
{
    while (walk->next != NULL) {
        const mb_production *each = walk->next;
        walk->next = each->next;
        if (each->kind == MB_CLASS) {
            return true;
        }
        if (is_namespace_pragma(each)) {
            const mb_symbol *ns = mb_normalise_namespace(symbols, arena, mb_value_text(each->value->u.first));
            if (ns != NULL) { /* resolving complains of a bad one */
                enter_namespace(walk, ns->text, arena);
            }
        }
    }
    return false;
}

static class_walk begin_walk(const mb_unit *unit, const mb_units_input *input, mb_arena *arena)
{
    class_walk walk = {unit->first, NULL, false};

    enter_namespace(&walk, input->default_namespace, arena);
    return walk;
}

/**
 * The namespace in which a file declares its first class; NULL where it declares none. A file that declares none, but
 * amends some, belongs to the namespace of those: `*only_amends`.
 */
static const char *main_namespace(const mb_unit *unit, const mb_units_input *input, mb_arena *arena, bool *only_amends)
{
    class_walk walk = begin_walk(unit, input, arena);
    const char *amended = NULL;

    *only_amends = false;
    while (next_class(&walk, input->symbols, arena)) {
        if (!walk.is_localised) {
            return walk.ns;
        }
        amended = amended != NULL ? amended : walk.ns;
    }
    *only_amends = amended != NULL;
    return amended;
}

/** A pragma with one argument, as if it had been written. */
static mb_production *make_pragma(mb_pragma_kind kind, mb_value argument, mb_symbols *symbols, mb_arena *arena)
{
    mb_production *pragma = mb_arena_zalloc(arena, sizeof *pragma);
    mb_value *arguments = mb_arena_zalloc(arena, sizeof *arguments);
    mb_value *copy = mb_arena_alloc(arena, sizeof *copy);
    const char *name = mb_pragma_name(kind);

    *copy = argument;
    arguments->kind = MB_VALUE_ARRAY;
    arguments->u.first = copy;
    arguments->count = 1;
    pragma->kind = MB_PRAGMA;
    pragma->type = (uint8_t)kind;
    pragma->name = mb_intern(symbols, name, strlen(name));
    pragma->value = arguments;
    return pragma;
}

/** Between two files: what the pragmas of the first said ends there. */
static mb_production *make_seam(const mb_units_input *input, mb_arena *arena)
{
    const mb_value ns = {.kind = MB_VALUE_STRING,
                         .u.string = input->default_namespace,
                         .count = (uint32_t)strlen(input->default_namespace)};
    const mb_value no_flags = {.kind = MB_VALUE_INTEGER};
    mb_production *seam = make_pragma(MB_PRAGMA_NAMESPACE, ns, input->symbols, arena);

    seam->next = make_pragma(MB_PRAGMA_CLASSFLAGS, no_flags, input->symbols, arena);
    return seam;
}

/** Puts the productions of a file behind those of a unit. */
static void append(mb_input_unit *to, const mb_unit *file, const mb_units_input *input, mb_arena *arena)
{
    mb_unit *unit = to->unit;
    mb_production **tail = to->tail != NULL ? to->tail : &unit->first;

    while (*tail != NULL) { /* over those of the file before */
        tail = &(*tail)->next;
    }
    if (unit->first != NULL && file->first != NULL) {
        *tail = make_seam(input, arena);
        tail = &(*tail)->next->next;
    }
    *tail = file->first;
    to->tail = tail;
    unit->class_count += file->class_count;
    unit->instance_count += file->instance_count;
    unit->signs |= file->signs;
    unit->in_false = unit->in_false.begin == 0 ? file->in_false : unit->in_false;
}

static const char *file_name(const char *path)
{
    const char *name = strcmp(path, MB_STANDARD_INPUT) == 0 ? MB_STDIN_PATH : path;

    for (const char *c = path; *c != '\0'; c++) {
        if (is_slash(*c) || (*c == ':' && c == path + 1)) {
            name = c + 1;
        }
    }
    return name;
}

/** The units while files are added to them. */
typedef struct unit_list {
    const mb_units_input *input;
    mb_arena *arena;
    mb_input_unit *first;
    mb_input_unit *last;
    mb_name_map of_namespace; /**< of mb_input_unit, by the namespace that it is of */
    mb_name_map declaring;    /**< of mb_input_unit: the first that declares a class in a namespace */
} unit_list;

static mb_name_entry *entry_of(const unit_list *list, mb_name_map *map, const char *ns)
{
    return mb_name_map_at(map, mb_intern(list->input->symbols, ns, strlen(ns)));
}

static void set_namespace(unit_list *list, mb_input_unit *unit, const char *ns)
{
    unit->ns = ns;
    if (ns != NULL) {
        entry_of(list, &list->of_namespace, ns)->value = unit;
    }
}

static mb_input_unit *add_unit(unit_list *list, const char *ns)
{
    mb_input_unit *added = mb_arena_zalloc(list->arena, sizeof *added);

    added->unit = mb_arena_zalloc(list->arena, sizeof *added->unit);
    added->unit->dialect = list->input->dialect;
    added->unit->locale = list->input->locale;
    set_namespace(list, added, ns);
    if (list->last == NULL) {
        list->first = added;
    } else {
        list->last->next = added;
    }
    list->last = added;
    return added;
}

/**
 * The unit that a file belongs to: that of its namespace, a new one if there is none. A file without classes, such as
 * one of qualifier declarations, belongs to the unit before it; the first unit, if it has no class yet, takes what
 * comes.
 */
static mb_input_unit *unit_for(unit_list *list, const char *ns)
{
    if (list->first != NULL && list->first->ns == NULL) {
        set_namespace(list, list->first, ns);
        return list->first;
    }
    mb_input_unit *found = ns == NULL ? list->last : entry_of(list, &list->of_namespace, ns)->value;
    return found != NULL ? found : add_unit(list, ns);
}

/** Finds the namespaces in which each unit declares classes. */
static void list_declaring(unit_list *list)
{
    for (mb_input_unit *unit = list->first; unit != NULL; unit = unit->next) {
        class_walk walk = begin_walk(unit->unit, list->input, list->arena);
        while (next_class(&walk, list->input->symbols, list->arena)) {
            mb_name_entry *entry = walk.is_localised ? NULL : entry_of(list, &list->declaring, walk.ns);
            if (entry != NULL && entry->value == NULL) {
                entry->value = unit;
            }
        }
    }
}

/** The unit that declares what a file amends. A file that amends nothing which is there makes a unit of its own. */
static mb_input_unit *unit_amended(unit_list *list, const char *ns)
{
    mb_input_unit *declaring = entry_of(list, &list->declaring, ns)->value;
    return declaring != NULL ? declaring : unit_for(list, ns);
}

/** A file that only amends, until all others have been read: its place on the command line makes no difference. */
typedef struct amending_file amending_file;
struct amending_file {
    const char *path;
    const char *ns;
    const mb_unit *file;
    amending_file *next;
};

static void add_file(mb_input_unit *unit, const char *path, const mb_unit *file, const mb_units_input *input,
                     mb_arena *arena)
{
    append(unit, file, input, arena);
    if (unit->mof_count == unit->mof_capacity) {
        const size_t capacity = unit->mof_capacity == 0 ? 4 : unit->mof_capacity * 2;
        const char **names = mb_arena_array(arena, capacity, sizeof *names);
        for (size_t i = 0; i < unit->mof_count; i++) {
            names[i] = unit->mof_names[i];
        }
        unit->mof_names = names;
        unit->mof_capacity = capacity;
    }
    unit->mof_names[unit->mof_count++] = file_name(path);
}

static bool parse(const mb_units_input *input, const char *path, mb_heap *heap, mb_arena *arena, mb_diag *diag,
                  mb_unit **out)
{
    const mb_parse_input parsing = {.paths = &path,
                                    .path_count = 1,
                                    .include_dirs = input->include_dirs,
                                    .include_dir_count = input->include_dir_count,
                                    .sources = input->sources,
                                    .symbols = input->symbols,
                                    .dialect = input->dialect};

    return mb_parse(&parsing, heap, arena, diag, out);
}

bool mb_units_read(const mb_units_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag, mb_input_unit **out)
{
    amending_file *amending = NULL, **end = &amending;
    unit_list list = {.input = input, .arena = arena};
    bool good = true;

    mb_name_map_init(&list.of_namespace, arena);
    mb_name_map_init(&list.declaring, arena);
    for (size_t i = 0; i < input->path_count; i++) {
        const char *path = input->paths[i];
        mb_unit *file = NULL;
        bool only_amends = false;
        good = parse(input, path, heap, arena, diag, &file) && good;
        const char *ns = main_namespace(file, input, arena, &only_amends);
        if (only_amends) {
            const amending_file later = {path, ns, file, NULL};
            *end = mb_arena_alloc(arena, sizeof later);
            **end = later;
            end = &(*end)->next;
        } else {
            add_file(unit_for(&list, ns), path, file, input, arena);
        }
    }
    if (amending != NULL) {
        list_declaring(&list);
    }
    for (const amending_file *each = amending; each != NULL; each = each->next) {
        add_file(unit_amended(&list, each->ns), each->path, each->file, input, arena);
    }
    *out = list.first;
    return good;
}

bool mb_units_read_overlays(const mb_units_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag,
                            mb_overlays **out)
{
    bool good = true;

    *out = input->overlay_count != 0 ? mb_overlays_new(input->symbols, arena, diag) : NULL;
    for (size_t i = 0; i < input->overlay_count; i++) {
        mb_unit *file = NULL;
        good = parse(input, input->overlays[i], heap, arena, diag, &file) && good;
        file->dialect = input->dialect;
        mb_overlays_add(*out, file);
    }
    return good;
}
