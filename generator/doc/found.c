/* What the search finds: classes and the members that they declare, with their texts. */
#include <inttypes.h>
#include <stdlib.h>

#include "doc/maker.h"

static mbd_script name_script(mbd_maker *maker, const mb_symbol *name)
{
    return mbd_script_of((mb_text){name->text, name->length}, maker->arena);
}

/** The description of a method, and names and descriptions of its parameters. */
static mbd_script text_of_method(mbd_maker *maker, const mb_element *method)
{
    mb_buffer *out = &maker->words;
    const mb_text text = mbd_description_of(maker, method);

    mb_buffer_append(out, text.bytes, text.length);
    for (const mb_element *each = method->parameters; each != NULL; each = each->next) {
        const mb_text more = mbd_description_of(maker, each);
        mb_buffer_printf(out, "%s%s", out->length != 0 ? " " : "", each->name->text);
        if (more.length != 0) {
            mb_buffer_puts(out, ": ");
            mb_buffer_append(out, more.bytes, more.length);
        }
    }
    const mbd_script script = mbd_script_of((mb_text){out->text, (uint32_t)out->length}, maker->arena);
    mb_buffer_clear(out);
    return script;
}

/** Elements by address: numbers of those that were added are looked up again. */
static int compare_members(const void *left, const void *right)
{
    const mbd_numbered *a = left;
    const mbd_numbered *b = right;

    return ((uintptr_t)a->element > (uintptr_t)b->element) - ((uintptr_t)a->element < (uintptr_t)b->element);
}

uint32_t mbd_found_number(const mbd_maker *maker, const mb_element *member)
{
    const mbd_numbered wanted = {member, 0};
    const mbd_numbered *found =
        bsearch(&wanted, maker->numbered.items, maker->numbered.count, sizeof wanted, compare_members);

    return found != NULL ? found->number : 0;
}

static void add_member(mbd_maker *maker, const mb_class *cls, const mb_element *member, mbd_growing *members)
{
    const bool is_method = member->kind == MB_ELEMENT_METHOD;
    mbd_numbered *numbered = mbd_add(&maker->numbered, maker->arena);

    *numbered = (mbd_numbered){member, (uint32_t)members->count};
    mbd_found_member *out = mbd_add(members, maker->arena);
    out->kind = is_method ? "\"m\"" : "\"p\"";
    out->cls = mbd_draft_of(maker, cls)->found;
    out->name = name_script(maker, member->name);
    out->anchor = mbd_script_of(mb_text_of(mbd_member_anchor(maker, cls, member)), maker->arena);
    out->text =
        is_method ? text_of_method(maker, member) : mbd_script_of(mbd_description_of(maker, member), maker->arena);
}

static void add_class(mbd_maker *maker, const mbb_class *bound, mbd_growing *classes)
{
    const mb_class *cls = bound->cls;
    mbd_draft_class *draft = mbd_draft_of(maker, cls);
    const mb_class *super = cls->super;

    draft->found = (uint32_t)classes->count;
    mbd_found_class *out = mbd_add(classes, maker->arena);
    out->name = name_script(maker, cls->element.name);
    out->c_name = mbd_script_of(mb_text_of(bound->id), maker->arena);
    out->page = mbd_script_of(mb_text_of(draft->link.page), maker->arena);
    out->library = maker->library_number;
    out->super = super != NULL && mbd_has_page(maker, super)
                     ? mb_arena_format(maker->arena, "%" PRIu32, mbd_draft_of(maker, super)->found)
                     : "null";
    out->text = mbd_script_of(mbd_description_of(maker, &cls->element), maker->arena);
}

void mbd_add_found(mbd_maker *maker, mbd_growing *classes, mbd_growing *members)
{
    const mbb_class *bound = maker->unit->library->classes.items;
    const size_t count = maker->unit->library->classes.count;

    maker->numbered = (mbd_growing){.size = sizeof(mbd_numbered)};
    for (size_t i = 0; i < count; i++) {
        add_class(maker, &bound[i], classes);
    }
    for (size_t i = 0; i < count; i++) {
        const mbb_method *methods = bound[i].methods.items;
        for (const mb_element *each = bound[i].cls->properties; each != NULL; each = each->next) {
            add_member(maker, bound[i].cls, each, members);
        }
        for (size_t k = 0; k < bound[i].methods.count; k++) {
            add_member(maker, bound[i].cls, methods[k].element, members);
        }
    }
    if (maker->numbered.count != 0) {
        qsort(maker->numbered.items, maker->numbered.count, sizeof(mbd_numbered), compare_members);
    }
}
