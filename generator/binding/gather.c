#include <stdlib.h>

#include "binding/binder.h"
#include "support/characters.h"

/** The superclass, which the schema has before its subclasses; NULL where there is none. */
static mbb_draft_class *super_of(const mbb_binder *binder, const mbb_draft_class *cls)
{
    const mb_class *super = cls->cls->super;

    return super == NULL ? NULL : &binder->classes[cls->space->first + super->index];
}

/** Where an element stands among all of its class: where the one that it overrides does, else behind those before it.
 */
static size_t take_place(mbb_binder *binder, mbb_draft_element *info, size_t *count)
{
    const mb_element *overridden = info->element->overridden;

    info->place = overridden != NULL ? mbb_element_info(binder, overridden)->place : (*count)++;
    return info->place;
}

/**
 * A list that is Restricted ends below the element that writes it, while the other one goes on: that is another table,
 * and the element below is where it is from.
 */
static void find_codes(mbb_binder *binder, mbb_draft_element *info)
{
    const mb_element *overridden = info->element->overridden;
    const mbb_draft_element *above = overridden == NULL ? NULL : mbb_element_info(binder, overridden);

    info->codes = mbb_codes_of(binder, info->element);
    if (info->codes != NULL) {
        const bool is_above = above != NULL && above->codes == info->codes && !mb_element_writes_codes(info->element);
        info->origin = is_above ? above->origin : info->element;
    }
}

static size_t count_new(const mb_element *features)
{
    size_t count = 0;

    for (const mb_element *each = features; each != NULL; each = each->next) {
        count += each->overridden == NULL;
    }
    return count;
}

/** Those of the class above, and its own in the place of what they override, or behind. */
static void gather_members(mbb_binder *binder, mbb_draft_class *cls)
{
    const mbb_draft_class *super = super_of(binder, cls);
    const size_t inherited = super == NULL ? 0 : super->member_count;

    if (super != NULL && cls->cls->property_count == 0) {
        cls->members = super->members;
        cls->member_count = inherited;
        return;
    }
    const size_t most = inherited + count_new(cls->cls->properties);
    cls->members = mb_arena_array(binder->arena, most, sizeof(mbb_draft_element *));
    cls->member_count = inherited;
    for (size_t i = 0; i < inherited; i++) {
        cls->members[i] = super->members[i];
    }
    for (const mb_element *each = cls->cls->properties; each != NULL; each = each->next) {
        mbb_draft_element *info = mbb_element_info(binder, each);
        cls->members[take_place(binder, info, &cls->member_count)] = info;
        find_codes(binder, info);
    }
}

static bool is_more_than_member(const mbb_draft_class *cls, const mbb_draft_element *info)
{
    return info->codes != NULL || (cls->cls->is_association && info->element->type == MB_TYPE_REFERENCE);
}

/**
 * A class lists the tables that begin with it, and goes on with the list of an ancestor; where a table of the ancestor has ended, it
 * lists all. A class without a list of its own has that of its ancestor.
 */
static void find_coded(const mbb_binder *binder, mbb_draft_class *cls)
{
    const mbb_draft_class *super = super_of(binder, cls);
    bool has_new = false;
    bool has_ended = false;

    for (size_t i = 0; i < cls->member_count && cls->cls->property_count > 0; i++) {
        const mbb_draft_element *info = cls->members[i];
        bool is_table = mbb_is_table(info->codes);
        has_new = has_new || (is_table && info->origin->owner == cls->cls);
        has_ended = has_ended ||
                    (super != NULL && i < super->member_count && mbb_is_table(super->members[i]->codes) && !is_table);
    }
    cls->next_coded = super != NULL && !has_ended ? super->near_coded : NULL;
    cls->near_coded = has_new || has_ended ? cls : cls->next_coded;
}

static void gather_properties(mbb_binder *binder, mbb_draft_class *cls)
{
    gather_members(binder, cls);
    find_coded(binder, cls);
    for (size_t i = 0; i < cls->member_count; i++) {
        cls->property_count += is_more_than_member(cls, cls->members[i]);
    }
    cls->properties = mb_arena_array(binder->arena, cls->property_count, sizeof *cls->properties);
    mbb_draft_property *property = cls->properties;
    for (size_t i = 0; i < cls->member_count; i++) {
        mbb_draft_element *info = cls->members[i];
        if (is_more_than_member(cls, info)) {
            property->cls = cls;
            property->info = info;
            property->table.codes = info->codes;
            if (info->element->owner == cls->cls) {
                info->property = property;
            }
            property++;
        }
    }
}

/** A class and its ancestors. A chain may end in a system class, which is named and not declared: __ExtrinsicEvent. */
static size_t count_lineage(const mb_class *cls)
{
    size_t count = 1;

    for (; cls != NULL; cls = cls->super) {
        count += cls->super_name != NULL;
    }
    return count;
}

/** Lists a class and its ancestors. Those of each of them are the end of that list. */
static void gather_lineage(mbb_binder *binder, mbb_draft_class *cls)
{
    const size_t count = count_lineage(cls->cls);
    mbb_text_item *names = mb_arena_array(binder->arena, count, sizeof *names);
    const mb_symbol *system = NULL;

    for (size_t i = 0; cls != NULL; i++) {
        cls->lineage = (mbb_list){names + i, count - i};
        names[i].text = mbb_name_literal(binder, cls->cls->element.name);
        system = cls->cls->super_name;
        cls = super_of(binder, cls);
    }
    if (system != NULL) {
        names[count - 1].text = mbb_name_literal(binder, system);
    }
}

/**
 * The ancestors of each class. All subclasses of a class have the same, and those of the class itself are the end of
 * them: there is a list for each class that has subclasses, but none that have some. A list for each class would grow
 * with the square of how long a chain of classes is.
 */
static void gather_ancestors(mbb_binder *binder)
{
    for (size_t i = 0; i < binder->class_count; i++) {
        mbb_draft_class *super = super_of(binder, &binder->classes[i]);
        if (super != NULL) {
            super->has_subclass = true;
        }
    }
    for (size_t i = 0; i < binder->class_count; i++) {
        mbb_draft_class *super = super_of(binder, &binder->classes[i]);
        if (super != NULL && binder->classes[i].has_subclass) {
            super->has_line_below = true;
        }
    }
    for (size_t i = 0; i < binder->class_count; i++) {
        mbb_draft_class *cls = &binder->classes[i];
        if (cls->has_subclass ? !cls->has_line_below : cls->cls->super == NULL) {
            gather_lineage(binder, cls);
        }
    }
    for (size_t i = 0; i < binder->class_count; i++) {
        mbb_draft_class *cls = &binder->classes[i];
        const mbb_draft_class *super = super_of(binder, cls);
        if (super != NULL) {
            cls->ancestors = super->lineage;
        } else {
            cls->ancestors = (mbb_list){(const mbb_text_item *)cls->lineage.items + 1, cls->lineage.count - 1};
        }
    }
}

static void gather_parameters(mbb_binder *binder, mbb_draft_method *method)
{
    size_t count = 0;

    for (const mb_element *each = method->info->element->parameters; each != NULL; each = each->next) {
        count++;
    }
    method->parameters = mb_arena_array(binder->arena, count, sizeof *method->parameters);
    for (const mb_element *each = method->info->element->parameters; each != NULL; each = each->next) {
        mbb_draft_parameter *parameter = &method->parameters[method->parameter_count++];
        parameter->info = mbb_element_info(binder, each);
        parameter->table.codes = mbb_codes_of(binder, each);
    }
}

/** Of an inherited method the parameters that have codes: those are called after each class that has the method. */
static void inherit_parameters(mbb_binder *binder, mbb_draft_method *method)
{
    const mbb_draft_method *from = method->info->method;
    size_t count = 0;

    for (size_t i = 0; i < from->parameter_count; i++) {
        count += from->parameters[i].table.codes != NULL;
    }
    if (count == 0) {
        return;
    }
    method->parameters = mb_arena_array(binder->arena, count, sizeof *method->parameters);
    for (size_t i = 0; i < from->parameter_count; i++) {
        if (from->parameters[i].table.codes != NULL) {
            method->parameters[method->parameter_count].info = from->parameters[i].info;
            method->parameters[method->parameter_count++].table.codes = from->parameters[i].table.codes;
        }
    }
}

static void gather_methods(mbb_binder *binder, mbb_draft_class *cls)
{
    const mbb_draft_class *super = super_of(binder, cls);
    const size_t inherited = super == NULL ? 0 : super->method_count;

    cls->methods = mb_arena_array(binder->arena, inherited + count_new(cls->cls->methods), sizeof *cls->methods);
    cls->method_count = inherited;
    for (size_t i = 0; i < inherited; i++) {
        cls->methods[i].cls = cls;
        cls->methods[i].info = super->methods[i].info;
        cls->methods[i].table.codes = super->methods[i].table.codes;
    }
    for (const mb_element *each = cls->cls->methods; each != NULL; each = each->next) {
        mbb_draft_element *info = mbb_element_info(binder, each);
        mbb_draft_method *method = &cls->methods[take_place(binder, info, &cls->method_count)];
        method->cls = cls;
        method->info = info;
        method->table.codes = mbb_codes_of(binder, each);
        info->method = method;
        gather_parameters(binder, method);
    }
    for (size_t i = 0; i < inherited; i++) {
        if (cls->methods[i].info->method != &cls->methods[i]) {
            inherit_parameters(binder, &cls->methods[i]);
        }
    }
}

/** An order that the order of the input has no part in: exact names before those that were spelt out. */
static int compare_classes(const void *left, const void *right)
{
    const mbb_draft_class *a = *(const mbb_draft_class *const *)left;
    const mbb_draft_class *b = *(const mbb_draft_class *const *)right;
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
static const char *file_name(mb_arena *arena, const mbb_draft_class *cls, const char **reason)
{
    enum { LONGEST = 150 };

    if (strlen(cls->spelled) <= LONGEST) {
        return cls->spelled;
    }
    *reason = "too long for a file name";
    return mb_arena_format(arena, "%.*s_%08x", LONGEST, cls->spelled, (unsigned)file_hash(cls->cls->element.name));
}

static const char *guard_of(const mbb_binder *binder, const mbb_draft_class *cls)
{
    return to_case(binder->arena, mbb_join(binder->arena, binder->library->name, "_", cls->source, "_H"), 'a', 'z');
}

/** Header and source must not differ from any other in the case of letters alone: Windows and macOS take them for the
 * same file. */
static void name_files(mbb_binder *binder, mbb_identifiers *headers, mbb_identifiers *sources, mbb_draft_class *cls)
{
    mb_arena *arena = binder->arena;
    const char *folder = cls->space->folder;
    const char *slash = folder[0] == '\0' ? NULL : "/";
    const char *why = NULL;
    const char *reason = NULL;
    const char *name = file_name(arena, cls, &reason);

    for (bool again = true; again;) {
        cls->file = mbb_join(arena, folder, slash, name, NULL);
        cls->source = mbb_join(arena, folder, slash == NULL ? NULL : "_", name, NULL);
        again = mbb_file_name_taken(name, &why);
        if (!again && !mbb_identifiers_add(headers, to_case(arena, cls->file, 'A', 'Z'), strlen(cls->file))) {
            why = "a file that differs in case alone";
            again = true;
        } else if (!again &&
                   !mbb_identifiers_add(sources, to_case(arena, cls->source, 'A', 'Z'), strlen(cls->source))) {
            /* The header has a folder of its own: it is a class of another namespace that has the source. */
            mbb_note_clash(binder, cls->cls, guard_of(binder, cls), mbb_join(arena, cls->source, ".c", NULL, NULL));
            why = "a file that differs in case alone";
            again = true;
        }
        if (again) {
            reason = why;
            name = mbb_join(arena, name, "_", NULL, NULL);
        }
    }
    cls->header = mbb_join(arena, binder->library->name, "/", cls->file, ".h");
    cls->guard = guard_of(binder, cls);
    if (reason != NULL) {
        mbb_where where = {cls->cls, "file", NULL, NULL};
        mbb_note_renamed(binder, cls->spelled, cls->file, &where, reason);
    }
}

void mbb_gather_classes(mbb_binder *binder)
{
    size_t count = 0;

    for (size_t i = 0; i < binder->space_count; i++) {
        for (const mb_class *cls = binder->spaces[i].ns->first; cls != NULL; cls = cls->next) {
            count++;
        }
    }
    binder->classes = mb_arena_array(binder->arena, count, sizeof *binder->classes);
    binder->order = mb_arena_array(binder->arena, count, sizeof(mbb_draft_class *));
    for (size_t i = 0; i < binder->space_count; i++) {
        binder->spaces[i].first = binder->class_count;
        for (const mb_class *cls = binder->spaces[i].ns->first; cls != NULL; cls = cls->next) {
            mbb_draft_class *added = &binder->classes[binder->class_count];
            binder->order[binder->class_count++] = added;
            added->cls = cls;
            added->space = &binder->spaces[i];
            added->spelled = mbb_spell_name(binder, cls->element.name, &added->changed);
            gather_properties(binder, added);
            gather_methods(binder, added);
        }
    }
    gather_ancestors(binder);
    if (count > 1) {
        qsort(binder->order, count, sizeof(mbb_draft_class *), compare_classes);
    }
    mbb_identifiers *headers = mbb_identifiers_new(binder->arena, count);
    mbb_identifiers *sources = mbb_identifiers_new(binder->arena, count);
    for (size_t i = 0; i < count; i++) {
        name_files(binder, headers, sources, binder->order[i]);
    }
}
