#include <stdlib.h>

#include "binding/binder.h"

/** A property as a member of the struct of a class. */
static void fill_member(const mbb_draft_class *cls, const mbb_draft_name *name, const mbb_draft_property *property,
                        mbb_member *member)
{
    *member = name->info->member;
    mbb_call_member(member, name->member);
    member->is_inherited = name->info->element->owner != cls->cls;
    if (member->is_inherited) {
        member->doc = name->info->brief;
    }
    if (property != NULL) {
        mbb_set_codes(member, &property->table);
    }
    member->is_short = mbb_is_short(member);
}

static void bind_keys(mbb_binder *binder, const mbb_draft_class *cls, mbb_class *out)
{
    size_t count = 0;

    for (size_t i = 0; i < cls->member_count; i++) {
        count += cls->members[i]->is_key;
    }
    mbb_text_item *keys = mb_arena_array(binder->arena, count, sizeof *keys);
    for (size_t i = 0; i < cls->member_count; i++) {
        if (cls->members[i]->is_key) {
            keys[out->keys.count++].text = cls->members[i]->member.name;
        }
    }
    out->keys.items = keys;
    out->has_keys = count > 0;
}

static void bind_properties(mbb_binder *binder, const mbb_draft_class *cls, mbb_class *out)
{
    mb_heap *heap = mb_arena_heap(binder->arena);
    mbb_draft_name *names = mb_heap_alloc(heap, cls->member_count * sizeof *names);
    mbb_member *members = mb_arena_alloc(binder->arena, cls->member_count * sizeof *members); /* each is filled */
    const mbb_draft_property *property = cls->properties;
    const mbb_draft_property *end = property + cls->property_count;

    for (size_t i = 0; i < cls->member_count; i++) {
        names[i].info = cls->members[i];
    }
    mbb_name_members(binder, names, cls->member_count, cls->cls, NULL);
    for (size_t i = 0; i < cls->member_count; i++) {
        bool is_next = property < end && property->info == names[i].info;
        fill_member(cls, &names[i], is_next ? property : NULL, &members[i]);
        property += is_next;
    }
    mb_heap_release(heap, names);
    out->properties = (mbb_list){members, cls->member_count};
    out->has_properties = cls->member_count > 0;
    bind_keys(binder, cls, out);
}

static bool is_own_table(const mbb_draft_class *cls, const mbb_draft_property *property)
{
    return property->info->origin->owner == cls->cls;
}

static void bind_property_codes(mbb_binder *binder, const mbb_draft_class *cls, mbb_class *out)
{
    size_t own_count = 0;
    size_t inherited_count = 0;

    for (size_t i = 0; i < cls->property_count; i++) {
        const mbb_draft_property *property = &cls->properties[i];
        bool is_own = property->table.codes != NULL && is_own_table(cls, property);
        own_count += is_own;
        inherited_count += property->table.codes != NULL && !is_own;
    }
    mbb_code_list *own = mb_arena_array(binder->arena, own_count, sizeof *own);
    mbb_code_list *inherited = mb_arena_array(binder->arena, inherited_count, sizeof *inherited);
    for (size_t i = 0; i < cls->property_count; i++) {
        const mbb_draft_property *property = &cls->properties[i];
        if (property->table.codes == NULL) {
            continue;
        }
        const char *subject = mbb_join(binder->arena, "property ", property->info->member.mof_name, NULL, NULL);
        mbb_code_list list = mbb_code_list_of(binder, &property->table, property->info->element, subject);
        if (is_own_table(cls, property)) {
            own[out->property_codes.count++] = list;
        } else {
            const mbb_draft_property *base = mbb_element_info(binder, property->info->origin)->property;
            mbb_inherit_code_list(&list, &base->table, mbb_comment_name(binder, base->cls->cls->element.name));
            inherited[out->inherited_codes.count++] = list;
        }
    }
    out->property_codes.items = own;
    out->inherited_codes.items = inherited;
    out->has_inherited_codes = out->inherited_codes.count > 0;
}

static mbb_identifier coded_list_of(mbb_binder *binder, const mbb_draft_class *cls)
{
    return cls == NULL ? "" : mbb_join(binder->arena, "wmi_codes_of_", cls->id, NULL, NULL);
}

/** The list of tables by property, for those who print instances. */
static void bind_coded(mbb_binder *binder, const mbb_draft_class *cls, mbb_class *out)
{
    out->has_coded = cls->near_coded != NULL;
    out->lists_coded = cls->near_coded == cls;
    out->coded_list = coded_list_of(binder, cls->near_coded);
    out->more_coded = coded_list_of(binder, cls->next_coded);
    out->has_more_coded = cls->next_coded != NULL;
    if (!out->lists_coded) {
        return;
    }
    mbb_coded *coded = mb_arena_array(binder->arena, cls->property_count, sizeof *coded);
    for (size_t i = 0; i < cls->property_count; i++) {
        const mbb_draft_property *property = &cls->properties[i];
        if (mbb_has_table(&property->table) && (cls->next_coded == NULL || is_own_table(cls, property))) {
            coded[out->coded.count].name = property->info->member.name;
            coded[out->coded.count].element = property->info->element;
            coded[out->coded.count++].table = property->table.id;
        }
    }
    out->coded.items = coded;
}

static bool is_method_wanted(const mbb_binder *binder, const mbb_draft_method *method)
{
    return mb_is_method_selected(binder->input->selection, method->cls->cls, method->info->element);
}

static void bind_class_methods(mbb_binder *binder, const mbb_draft_class *cls, mbb_class *out)
{
    const size_t own_count = cls->cls->method_count;
    mbb_method *own = mb_arena_array(binder->arena, own_count, sizeof *own);
    mbb_method *inherited = mb_arena_array(binder->arena, cls->method_count - own_count, sizeof *inherited);

    for (size_t i = 0; i < cls->method_count; i++) {
        const mbb_draft_method *method = &cls->methods[i];
        if (!is_method_wanted(binder, method)) {
            continue;
        }
        if (method->info->method == method) {
            own[out->methods.count++] = method->method;
        } else {
            inherited[out->inherited.count++] = method->method;
        }
    }
    mbb_share_entries(binder, own, out->methods.count);
    out->methods.items = own;
    out->inherited.items = inherited;
    out->has_inherited = out->inherited.count > 0;
    out->has_methods = out->methods.count + out->inherited.count > 0;
    out->has_own_codes = out->methods.count + out->property_codes.count > 0;
}

static void bind_roles(mbb_binder *binder, const mbb_draft_class *cls, mbb_class *out)
{
    size_t count = 0;

    for (size_t i = 0; i < cls->property_count; i++) {
        count += cls->properties[i].role != NULL;
    }
    mbb_role *roles = mb_arena_array(binder->arena, count, sizeof *roles);
    for (size_t i = 0; i < cls->property_count; i++) {
        const mbb_draft_property *property = &cls->properties[i];
        if (property->role != NULL) {
            const mb_symbol *target = property->info->element->class_name;
            mbb_role *role = &roles[out->roles.count++];
            role->id = property->role;
            role->name = property->info->member.name;
            role->mof_name = property->info->member.mof_name;
            role->short_doc = property->info->brief;
            role->class_name = target == NULL ? "object" : mbb_comment_name(binder, target);
        }
    }
    out->roles.items = roles;
}

static int compare_includes(const void *left, const void *right)
{
    return strcmp(((const mbb_include *)left)->header, ((const mbb_include *)right)->header);
}

/** Headers of the classes that declare what this one takes over. */
static void bind_includes(mbb_binder *binder, const mbb_draft_class *cls, mbb_class *out)
{
    mb_heap *heap = mb_arena_heap(binder->arena);
    mbb_include *all = mb_heap_alloc(heap, (cls->method_count + cls->property_count) * sizeof *all);
    size_t count = 0;
    size_t kept = 0;

    for (size_t i = 0; i < cls->method_count; i++) {
        const mbb_draft_class *from = cls->methods[i].info->method->cls;
        if (from != cls && is_method_wanted(binder, &cls->methods[i])) {
            all[count++].header = from->header;
        }
    }
    for (size_t i = 0; i < cls->property_count; i++) {
        const mb_element *origin = cls->properties[i].info->origin;
        if (origin != NULL && origin->owner != cls->cls) {
            all[count++].header = mbb_element_info(binder, origin)->property->cls->header;
        }
    }
    if (count > 1) {
        qsort(all, count, sizeof *all, compare_includes);
    }
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || strcmp(all[kept - 1].header, all[i].header) != 0) {
            all[kept++] = all[i];
        }
    }
    mbb_include *includes = mb_arena_array(binder->arena, kept, sizeof *includes);
    for (size_t i = 0; i < kept; i++) {
        includes[i] = all[i];
    }
    mb_heap_release(heap, all);
    out->includes = (mbb_list){includes, kept};
}

static unsigned class_flags(const mb_class *cls, bool is_bound)
{
    static const struct {
        mb_qualifier_id id;
        unsigned flag;
    } qualifiers[] = {
        {MB_Q_DYNAMIC, MBB_CLASS_DYNAMIC},
        {MB_Q_SUPPORTSCREATE, MBB_CLASS_CREATE},
        {MB_Q_SUPPORTSUPDATE, MBB_CLASS_UPDATE},
        {MB_Q_SUPPORTSDELETE, MBB_CLASS_DELETE},
    };
    unsigned flags = (cls->is_abstract ? MBB_CLASS_ABSTRACT : 0u) | (cls->is_association ? MBB_CLASS_ASSOCIATION : 0u) |
                     (cls->is_indication ? MBB_CLASS_INDICATION : 0u) | (cls->is_singleton ? MBB_CLASS_SINGLETON : 0u) |
                     (is_bound ? MBB_CLASS_BOUND : 0u);

    for (size_t i = 0; i < sizeof qualifiers / sizeof qualifiers[0]; i++) {
        if (mb_element_flag(&cls->element, qualifiers[i].id)) {
            flags |= qualifiers[i].flag;
        }
    }
    return flags;
}

static mbb_comment class_kind(const mb_class *cls)
{
    if (cls->is_association) {
        return cls->is_abstract ? "Abstract association" : "Association";
    }
    if (cls->is_indication) {
        return cls->is_abstract ? "Abstract indication" : "Indication";
    }
    if (cls->is_singleton) {
        return cls->is_abstract ? "Abstract singleton class" : "Singleton class";
    }
    return cls->is_abstract ? "Abstract class" : "Class";
}

static void bind_ancestors(mbb_binder *binder, const mbb_draft_class *of, mbb_class *out)
{
    const mb_class *cls = of->cls;

    out->derivation = of->ancestors;
    out->has_super = cls->super_name != NULL;
    out->super =
        out->has_super ? mbb_comment_name(binder, cls->super != NULL ? cls->super->element.name : cls->super_name) : "";
    out->super_name = out->has_super ? ((const mbb_text_item *)of->ancestors.items)[0].text : "NULL";
}

/** The name of the file that declares it. That of no other: where a file is added or its texts change, nothing else does. */
static mbb_comment declaring_file(mbb_binder *binder, const mb_element *element)
{
    const mb_sources *sources = binder->input->sources;
    const mb_source *source = sources != NULL ? mb_sources_at(sources, mb_element_name_span(element).begin) : NULL;
    const char *name = source != NULL ? source->path : "MOF";

    for (const char *at = name; *at != '\0'; at++) {
        name = *at == '/' || *at == '\\' ? at + 1 : name;
    }
    return mbb_doc_text(binder, mbb_comment_line(binder, mb_text_of(name)));
}

void mbb_bind_class(mbb_binder *binder, const mbb_draft_class *cls, mbb_class *out)
{
    const mb_element *element = &cls->cls->element;

    memset(out, 0, sizeof *out);
    out->cls = cls->cls;
    out->library = binder->library->name;
    out->id = cls->id;
    out->file = cls->file;
    out->source = cls->source;
    out->header = cls->header;
    out->guard = cls->guard;
    out->name = mbb_name_literal(binder, element->name);
    out->owner_name = out->name;
    out->class_info = mbb_join(binder->arena, cls->id, MBB_INFO, NULL, NULL);
    out->mof_name = mbb_comment_name(binder, element->name);
    out->namespace_name = mbb_comment_line(binder, mb_text_of(cls->space->ns->name));
    out->namespace_doc = mbb_doc_text(binder, out->namespace_name);
    out->namespace_macro = cls->space->macro;
    out->is_bound = cls->space->ns->is_named;
    out->mof = declaring_file(binder, element);
    out->is_abstract = cls->cls->is_abstract;
    out->is_association = cls->cls->is_association;
    out->kind = class_kind(cls->cls);
    out->flag_set = class_flags(cls->cls, out->is_bound);
    out->flags = mbb_flags_literal(binder, MBB_FLAGS_OF_CLASS, out->flag_set);
    out->doc = mbb_doc_lines(binder, mb_element_text(binder->schema, element, MB_Q_DESCRIPTION));
    out->has_doc = out->doc.count > 0;
    out->first = mbb_first_lines(binder, element, &out->doc);
    out->hosts = mbb_element_hosts(binder, element);
    out->has_hosts = out->hosts[0] != '\0';
    out->deprecation = mbb_element_deprecation(binder, element);
    out->has_deprecation = out->deprecation[0] != '\0';
    out->page = mbb_page_of(binder, element);
    out->has_page = out->page[0] != '\0';
    bind_ancestors(binder, cls, out);
    bind_properties(binder, cls, out);
    bind_property_codes(binder, cls, out);
    bind_coded(binder, cls, out);
    bind_class_methods(binder, cls, out);
    bind_roles(binder, cls, out);
    mbb_bind_takers(binder, cls, out);
    mbb_bind_neighbours(binder, cls, out);
    bind_includes(binder, cls, out);
}
