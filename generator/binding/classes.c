#include <stdlib.h>

#include "binding/binder.h"

static void bind_properties(mb_binder *binder, const mb_b_class *cls, mb_binding_class *out)
{
    mb_b_name *names = mb_arena_array(binder->arena, cls->property_count, sizeof *names);
    mb_member *members = mb_arena_array(binder->arena, cls->property_count, sizeof *members);
    mb_text_item *keys = mb_arena_array(binder->arena, cls->property_count, sizeof *keys);

    for (size_t i = 0; i < cls->property_count; i++) {
        names[i].info = cls->properties[i].info;
    }
    mb_name_members(binder, names, cls->property_count, cls->cls, NULL);
    for (size_t i = 0; i < cls->property_count; i++) {
        const mb_b_property *property = &cls->properties[i];
        const mb_element *element = property->info->element;
        members[i] = property->info->member;
        members[i].member = names[i].member;
        members[i].is_inherited = element->owner != cls->cls;
        if (mb_has_table(&property->table)) {
            members[i].has_codes = true;
            members[i].codes = property->table.id;
        }
        if (mb_element_flag(binder->schema, element, MB_Q_KEY)) {
            keys[out->keys.count++].text = members[i].name;
        }
    }
    out->properties = (mb_list){members, cls->property_count};
    out->has_properties = cls->property_count > 0;
    out->keys.items = keys;
    out->has_keys = out->keys.count > 0;
}

static void bind_property_codes(mb_binder *binder, const mb_b_class *cls, mb_binding_class *out)
{
    mb_code_list *own = mb_arena_array(binder->arena, cls->property_count, sizeof *own);
    mb_code_alias *inherited = mb_arena_array(binder->arena, cls->property_count, sizeof *inherited);

    for (size_t i = 0; i < cls->property_count; i++) {
        const mb_b_property *property = &cls->properties[i];
        if (property->table.codes == NULL) {
            continue;
        }
        const char *subject = mb_join(binder->arena, "property ", property->info->member.mof_name, NULL, NULL);
        mb_code_list list = mb_code_list_of(binder, &property->table, property->info->element, subject);
        if (property->origin->owner == cls->cls) {
            own[out->property_codes.count++] = list;
        } else {
            mb_code_alias *alias = &inherited[out->inherited_codes.count++];
            alias->id = property->table.id;
            alias->base = mb_element_info(binder, property->origin)->property->table.id;
            alias->codes = list;
        }
    }
    out->property_codes.items = own;
    out->inherited_codes.items = inherited;
}

static void bind_class_methods(mb_binder *binder, const mb_b_class *cls, mb_binding_class *out)
{
    mb_method *own = mb_arena_array(binder->arena, cls->method_count, sizeof *own);
    mb_method *inherited = mb_arena_array(binder->arena, cls->method_count, sizeof *inherited);

    for (size_t i = 0; i < cls->method_count; i++) {
        const mb_b_method *method = &cls->methods[i];
        if (method->info->method == method) {
            own[out->methods.count++] = method->method;
        } else {
            inherited[out->inherited.count++] = method->method;
        }
    }
    mb_share_entries(binder, own, out->methods.count);
    out->methods.items = own;
    out->inherited.items = inherited;
    out->has_methods = cls->method_count > 0;
}

static void bind_roles(mb_binder *binder, const mb_b_class *cls, mb_binding_class *out)
{
    mb_role *roles = mb_arena_array(binder->arena, cls->property_count, sizeof *roles);

    for (size_t i = 0; i < cls->property_count; i++) {
        const mb_b_property *property = &cls->properties[i];
        if (property->role != NULL) {
            const mb_symbol *target = property->info->element->class_name;
            mb_role *role = &roles[out->roles.count++];
            role->id = property->role;
            role->name = property->info->member.name;
            role->mof_name = property->info->member.mof_name;
            role->class_name = target == NULL ? "object" : mb_comment_name(binder, target);
        }
    }
    out->roles.items = roles;
}

static int compare_includes(const void *left, const void *right)
{
    return strcmp(((const mb_include *)left)->header, ((const mb_include *)right)->header);
}

/** Headers of the classes that declare what this one takes over. */
static void bind_includes(mb_binder *binder, const mb_b_class *cls, mb_binding_class *out)
{
    mb_include *includes = mb_arena_array(binder->arena, cls->method_count + cls->property_count, sizeof *includes);
    size_t count = 0;
    size_t kept = 0;

    for (size_t i = 0; i < cls->method_count; i++) {
        const mb_b_class *from = cls->methods[i].info->method->cls;
        if (from != cls) {
            includes[count++].header = from->header;
        }
    }
    for (size_t i = 0; i < cls->property_count; i++) {
        const mb_element *origin = cls->properties[i].origin;
        if (origin != NULL && origin->owner != cls->cls) {
            includes[count++].header = mb_element_info(binder, origin)->property->cls->header;
        }
    }
    if (count > 1) {
        qsort(includes, count, sizeof *includes, compare_includes);
    }
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || strcmp(includes[kept - 1].header, includes[i].header) != 0) {
            includes[kept++] = includes[i];
        }
    }
    out->includes = (mb_list){includes, kept};
}

static mb_literal class_flags(mb_binder *binder, const mb_class *cls)
{
    static const struct {
        mb_qualifier_id id;
        const char *flag;
    } qualifiers[] = {
        {MB_Q_DYNAMIC, "WMI_CLASS_DYNAMIC"},
        {MB_Q_SUPPORTSCREATE, "WMI_CLASS_CREATE"},
        {MB_Q_SUPPORTSUPDATE, "WMI_CLASS_UPDATE"},
        {MB_Q_SUPPORTSDELETE, "WMI_CLASS_DELETE"},
    };
    const char *parts[4 + sizeof qualifiers / sizeof qualifiers[0]];
    size_t count = 0;
    const char *flags = NULL;

    if (cls->is_abstract) {
        parts[count++] = "WMI_CLASS_ABSTRACT";
    }
    if (cls->is_association) {
        parts[count++] = "WMI_CLASS_ASSOCIATION";
    }
    if (cls->is_indication) {
        parts[count++] = "WMI_CLASS_INDICATION";
    }
    if (cls->is_singleton) {
        parts[count++] = "WMI_CLASS_SINGLETON";
    }
    for (size_t i = 0; i < sizeof qualifiers / sizeof qualifiers[0]; i++) {
        if (mb_element_flag(binder->schema, &cls->element, qualifiers[i].id)) {
            parts[count++] = qualifiers[i].flag;
        }
    }
    for (size_t i = 0; i < count; i++) {
        flags = flags == NULL ? parts[i] : mb_join(binder->arena, flags, " | ", parts[i], NULL);
    }
    return flags == NULL ? "0" : flags;
}

static mb_comment class_kind(const mb_class *cls)
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

static void bind_ancestors(mb_binder *binder, const mb_class *cls, mb_binding_class *out)
{
    mb_text_item *derivation = mb_arena_array(binder->arena, (size_t)cls->depth + 1, sizeof *derivation);

    /* A chain may end in a system class, which is named and not declared: CIM_Indication : __ExtrinsicEvent. */
    for (const mb_class *at = cls; at != NULL && at->super_name != NULL; at = at->super) {
        const mb_symbol *name = at->super != NULL ? at->super->element.name : at->super_name;

        derivation[out->derivation.count++].text = mb_name_literal(binder, name);
    }
    out->derivation.items = derivation;
    out->has_super = cls->super_name != NULL;
    out->super =
        out->has_super ? mb_comment_name(binder, cls->super != NULL ? cls->super->element.name : cls->super_name) : "";
    out->super_name = out->has_super ? derivation[0].text : "NULL";
}

void mb_bind_class(mb_binder *binder, const mb_b_class *cls, mb_binding_class *out)
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
    out->name = mb_name_literal(binder, element->name);
    out->owner_name = out->name;
    out->mof_name = mb_comment_name(binder, element->name);
    out->namespace_name = mb_comment_line(binder, mb_text_of(cls->space->ns->name));
    out->namespace_macro = cls->space->macro;
    out->mof = binder->mof;
    out->is_abstract = cls->cls->is_abstract;
    out->is_association = cls->cls->is_association;
    out->kind = class_kind(cls->cls);
    out->flags = class_flags(binder, cls->cls);
    out->doc = mb_doc_lines(binder, mb_element_text(binder->schema, element, MB_Q_DESCRIPTION));
    out->has_doc = out->doc.count > 0;
    out->hosts = mb_element_hosts(binder, element);
    out->has_hosts = out->hosts[0] != '\0';
    out->page = mb_page_of(binder, element);
    out->has_page = out->page[0] != '\0';
    bind_ancestors(binder, cls->cls, out);
    bind_properties(binder, cls, out);
    bind_property_codes(binder, cls, out);
    bind_class_methods(binder, cls, out);
    bind_roles(binder, cls, out);
    bind_includes(binder, cls, out);
}
