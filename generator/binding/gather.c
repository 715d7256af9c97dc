#include <stdlib.h>

#include "binding/binder.h"
#include "support/characters.h"

/** The superclass, which the schema has before its subclasses; NULL where there is none. */
static const mb_b_class *super_of(const mb_binder *binder, const mb_b_class *cls)
{
    const mb_class *super = cls->cls->super;

    return super == NULL ? NULL : &binder->classes[cls->space->first + super->index];
}

/**
 * The topmost declaration with the table of a property: itself, or one that it overrides. A list that is Restricted ends
 * below the element that writes it, while the other one goes on: that is another table.
 */
static const mb_element *codes_origin(mb_binder *binder, const mb_b_property *property)
{
    const mb_element *element = property->info->element;
    const mb_b_property *above =
        element->overridden != NULL ? mb_element_info(binder, element->overridden)->property : NULL;

    return above != NULL && above->table.codes == property->table.codes ? above->origin : element;
}

static void gather_properties(mb_binder *binder, mb_b_class *cls)
{
    const mb_b_class *super = super_of(binder, cls);
    const mb_element **elements = NULL;

    cls->property_count = mb_class_all_properties(cls->cls, binder->arena, &elements);
    cls->properties = mb_arena_array(binder->arena, cls->property_count, sizeof *cls->properties);
    for (size_t i = 0; i < cls->property_count; i++) {
        mb_b_property *property = &cls->properties[i];
        if (super != NULL && i < super->property_count && super->properties[i].info->element == elements[i]) {
            *property = super->properties[i];
            property->cls = cls;
            continue;
        }
        property->cls = cls;
        property->info = mb_element_info(binder, elements[i]);
        property->table.codes = mb_codes_of(binder, elements[i]);
        property->origin = property->table.codes == NULL ? NULL : codes_origin(binder, property);
        if (elements[i]->owner == cls->cls) {
            property->info->property = property;
        }
    }
}

static void gather_parameters(mb_binder *binder, mb_b_method *method)
{
    size_t count = 0;

    for (const mb_element *each = method->info->element->parameters; each != NULL; each = each->next) {
        count++;
    }
    method->parameters = mb_arena_array(binder->arena, count, sizeof *method->parameters);
    for (const mb_element *each = method->info->element->parameters; each != NULL; each = each->next) {
        mb_b_parameter *parameter = &method->parameters[method->parameter_count++];
        parameter->info = mb_element_info(binder, each);
        parameter->table.codes = mb_codes_of(binder, each);
    }
}

static void gather_methods(mb_binder *binder, mb_b_class *cls)
{
    const mb_b_class *super = super_of(binder, cls);
    const mb_element **elements = NULL;

    cls->method_count = mb_class_all_methods(cls->cls, binder->arena, &elements);
    cls->methods = mb_arena_array(binder->arena, cls->method_count, sizeof *cls->methods);
    for (size_t i = 0; i < cls->method_count; i++) {
        mb_b_method *method = &cls->methods[i];
        method->cls = cls;
        if (super != NULL && i < super->method_count && super->methods[i].info->element == elements[i]) {
            method->info = super->methods[i].info;
            method->table.codes = super->methods[i].table.codes;
            continue;
        }
        method->info = mb_element_info(binder, elements[i]);
        method->table.codes = mb_codes_of(binder, elements[i]);
        if (elements[i]->owner == cls->cls) {
            method->info->method = method;
            gather_parameters(binder, method);
        }
    }
}

/** An order that the order of the input has no part in: exact names before those that were spelt out. */
static int compare_classes(const void *left, const void *right)
{
    const mb_b_class *a = *(const mb_b_class *const *)left;
    const mb_b_class *b = *(const mb_b_class *const *)right;
    int order = (a->space->rank > b->space->rank) - (a->space->rank < b->space->rank);

    if (order == 0) {
        order = a->changed - b->changed;
    }
    if (order == 0) {
        order = strcmp(a->spelled, b->spelled);
    }
    return order != 0 ? order : strcmp(a->cls->element.name->text, b->cls->element.name->text);
}

static const char *to_case(mb_arena *arena, const char *text, char first, char last)
{
    char *changed = mb_arena_text(arena, text, strlen(text));

    for (char *at = changed; *at != '\0'; at++) {
        if (*at >= first && *at <= last) {
            *at = (char)(*at ^ ('a' ^ 'A'));
        }
    }
    return changed;
}

/** FNV-1a over the name in lower case. It is a part of a file's name, so it is the same on every machine, for ever. */
static uint32_t file_hash(const mb_symbol *name)
{
    uint32_t hash = UINT32_C(2166136261);

    for (uint32_t i = 0; i < name->length; i++) {
        hash = (hash ^ (unsigned char)mb_lower(name->text[i])) * UINT32_C(16777619);
    }
    return hash;
}

/** The name of a class as that of its files. File systems take some 250 bytes, and the namespace stands before it. */
static const char *file_name(mb_arena *arena, const mb_b_class *cls, const char **reason)
{
    enum { LONGEST = 150 };

    if (strlen(cls->spelled) <= LONGEST) {
        return cls->spelled;
    }
    *reason = "too long for a file name";
    return mb_arena_format(arena, "%.*s_%08x", LONGEST, cls->spelled, (unsigned)file_hash(cls->cls->element.name));
}

static const char *guard_of(const mb_binder *binder, const mb_b_class *cls)
{
    return to_case(binder->arena, mb_join(binder->arena, binder->library->name, "_", cls->source, "_H"), 'a', 'z');
}

/** Header and source must not differ from any other in the case of letters alone: Windows and macOS take them for the
 * same file. */
static void name_files(mb_binder *binder, mb_identifiers *headers, mb_identifiers *sources, mb_b_class *cls)
{
    mb_arena *arena = binder->arena;
    const char *folder = cls->space->folder;
    const char *slash = folder[0] == '\0' ? NULL : "/";
    const char *why = NULL;
    const char *reason = NULL;
    const char *name = file_name(arena, cls, &reason);

    for (bool again = true; again;) {
        cls->file = mb_join(arena, folder, slash, name, NULL);
        cls->source = mb_join(arena, folder, slash == NULL ? NULL : "_", name, NULL);
        again = mb_file_name_taken(name, &why);
        if (!again && !mb_identifiers_add(headers, to_case(arena, cls->file, 'A', 'Z'), strlen(cls->file))) {
            why = "a file that differs in case alone";
            again = true;
        } else if (!again && !mb_identifiers_add(sources, to_case(arena, cls->source, 'A', 'Z'), strlen(cls->source))) {
            /* The header has a folder of its own: it is a class of another namespace that has the source. */
            mb_note_clash(binder, cls->cls, guard_of(binder, cls), mb_join(arena, cls->source, ".c", NULL, NULL));
            why = "a file that differs in case alone";
            again = true;
        }
        if (again) {
            reason = why;
            name = mb_join(arena, name, "_", NULL, NULL);
        }
    }
    cls->header = mb_join(arena, binder->library->name, "/", cls->file, ".h");
    cls->guard = guard_of(binder, cls);
    if (reason != NULL) {
        mb_where where = {cls->cls, "file", NULL, NULL};
        mb_note_renamed(binder, cls->spelled, cls->file, &where, reason);
    }
}

void mb_gather_classes(mb_binder *binder)
{
    size_t count = 0;

    for (size_t i = 0; i < binder->space_count; i++) {
        for (const mb_class *cls = binder->spaces[i].ns->first; cls != NULL; cls = cls->next) {
            count++;
        }
    }
    binder->classes = mb_arena_array(binder->arena, count, sizeof *binder->classes);
    binder->order = mb_arena_array(binder->arena, count, sizeof(mb_b_class *));
    for (size_t i = 0; i < binder->space_count; i++) {
        binder->spaces[i].first = binder->class_count;
        for (const mb_class *cls = binder->spaces[i].ns->first; cls != NULL; cls = cls->next) {
            mb_b_class *added = &binder->classes[binder->class_count];
            binder->order[binder->class_count++] = added;
            added->cls = cls;
            added->space = &binder->spaces[i];
            added->spelled = mb_spell_name(binder, cls->element.name, &added->changed);
            gather_properties(binder, added);
            gather_methods(binder, added);
        }
    }
    if (count > 1) {
        qsort(binder->order, count, sizeof(mb_b_class *), compare_classes);
    }
    mb_identifiers *headers = mb_identifiers_new(binder->arena, count);
    mb_identifiers *sources = mb_identifiers_new(binder->arena, count);
    for (size_t i = 0; i < count; i++) {
        name_files(binder, headers, sources, binder->order[i]);
    }
}
