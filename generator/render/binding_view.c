#include "render/binding_view.h"

#include "binding/binding.h"

/* One line for each member of each struct that is for templates, in their order; a test reads binding.h and compares. */

#define FIELD(owner, member, kind)                                                                                     \
    {                                                                                                                  \
#member, MB_VIEW_##kind, offsetof(owner, member), NULL                                                         \
    }
#define LIST(owner, member, view)                                                                                      \
    {                                                                                                                  \
#member, MB_VIEW_LIST, offsetof(owner, member), &(view)                                                        \
    }
#define RECORD(owner, member, view)                                                                                    \
    {                                                                                                                  \
#member, MB_VIEW_RECORD, offsetof(owner, member), &(view)                                                      \
    }
#define VIEW(name, owner, fields)                                                                                      \
    {                                                                                                                  \
        name, fields, sizeof(fields) / sizeof((fields)[0]), sizeof(owner)                                              \
    }

static const mb_view_field doc_line_fields[] = {
    FIELD(mb_doc_line, text, TEXT),
    FIELD(mb_doc_line, is_blank, BOOL),
};
static const mb_view_type doc_line_view = VIEW("doc line", mb_doc_line, doc_line_fields);

static const mb_view_field renamed_fields[] = {
    FIELD(mb_renamed, from, TEXT),
    FIELD(mb_renamed, to, IDENTIFIER),
    FIELD(mb_renamed, where, TEXT),
    FIELD(mb_renamed, why, TEXT),
};
static const mb_view_type renamed_view = VIEW("renamed", mb_renamed, renamed_fields);

static const mb_view_field enumerator_fields[] = {
    FIELD(mb_enumerator, id, IDENTIFIER),
    FIELD(mb_enumerator, value, LITERAL),
    FIELD(mb_enumerator, name, TEXT),
    FIELD(mb_enumerator, is_bit, BOOL),
    FIELD(mb_enumerator, is_convention, BOOL),
};
static const mb_view_type enumerator_view = VIEW("enumerator", mb_enumerator, enumerator_fields);

static const mb_view_field code_entry_fields[] = {
    FIELD(mb_code_entry, low, LITERAL),
    FIELD(mb_code_entry, high, LITERAL),
    FIELD(mb_code_entry, name, LITERAL),
    FIELD(mb_code_entry, flags, LITERAL),
};
static const mb_view_type code_entry_view = VIEW("code entry", mb_code_entry, code_entry_fields);

static const mb_view_field text_entry_fields[] = {
    FIELD(mb_text_entry, value, LITERAL),
    FIELD(mb_text_entry, name, LITERAL),
    FIELD(mb_text_entry, flags, LITERAL),
};
static const mb_view_type text_entry_view = VIEW("text entry", mb_text_entry, text_entry_fields);

static const mb_view_field code_list_fields[] = {
    FIELD(mb_code_list, id, IDENTIFIER),
    LIST(mb_code_list, entries, code_entry_view),
    FIELD(mb_code_list, single_count, NUMBER),
    FIELD(mb_code_list, count, NUMBER),
    FIELD(mb_code_list, has_entries, BOOL),
    FIELD(mb_code_list, is_text, BOOL),
    LIST(mb_code_list, texts, text_entry_view),
    FIELD(mb_code_list, flags, LITERAL),
    FIELD(mb_code_list, has_conventions, BOOL),
    FIELD(mb_code_list, is_bits, BOOL),
    FIELD(mb_code_list, shares_entries, BOOL),
    FIELD(mb_code_list, entries_name, IDENTIFIER),
    FIELD(mb_code_list, has_enumerators, BOOL),
    FIELD(mb_code_list, has_ranges, BOOL),
    LIST(mb_code_list, enumerators, enumerator_view),
    LIST(mb_code_list, macros, enumerator_view),
    LIST(mb_code_list, ranges, doc_line_view),
    FIELD(mb_code_list, subject, TEXT),
};
static const mb_view_type code_list_view = VIEW("code list", mb_code_list, code_list_fields);

static const mb_view_field member_fields[] = {
    FIELD(mb_member, member, IDENTIFIER), FIELD(mb_member, name, LITERAL),    FIELD(mb_member, mof_name, TEXT),
    FIELD(mb_member, c_type, IDENTIFIER), FIELD(mb_member, is_pointer, BOOL), FIELD(mb_member, is_object, BOOL),
    FIELD(mb_member, type, IDENTIFIER),   FIELD(mb_member, flags, LITERAL),   FIELD(mb_member, class_name, LITERAL),
    FIELD(mb_member, mof_type, TEXT),     FIELD(mb_member, notes, TEXT),      FIELD(mb_member, has_notes, BOOL),
    LIST(mb_member, doc, doc_line_view),  FIELD(mb_member, has_doc, BOOL),    FIELD(mb_member, declared_in, TEXT),
    FIELD(mb_member, is_inherited, BOOL), FIELD(mb_member, has_codes, BOOL),  FIELD(mb_member, codes, IDENTIFIER),
};
static const mb_view_type member_view = VIEW("member", mb_member, member_fields);

static const mb_view_field method_fields[] = {
    FIELD(mb_method, id, IDENTIFIER),
    FIELD(mb_method, info, IDENTIFIER),
    FIELD(mb_method, name, LITERAL),
    FIELD(mb_method, mof_name, TEXT),
    FIELD(mb_method, base, IDENTIFIER),
    FIELD(mb_method, declared_in, TEXT),
    FIELD(mb_method, is_static, BOOL),
    FIELD(mb_method, is_void, BOOL),
    FIELD(mb_method, has_in, BOOL),
    FIELD(mb_method, has_out, BOOL),
    FIELD(mb_method, has_job, BOOL),
    LIST(mb_method, in, member_view),
    LIST(mb_method, out, member_view),

    LIST(mb_method, doc, doc_line_view),
    FIELD(mb_method, has_doc, BOOL),
    FIELD(mb_method, has_hosts, BOOL),
    FIELD(mb_method, hosts, TEXT),
    FIELD(mb_method, has_page, BOOL),
    FIELD(mb_method, page, TEXT),
    FIELD(mb_method, flags, LITERAL),
    RECORD(mb_method, codes, code_list_view),
    FIELD(mb_method, codes_base, IDENTIFIER),
    FIELD(mb_method, has_param_codes, BOOL),
    LIST(mb_method, param_codes, code_list_view),
};
const mb_view_type mb_method_view = VIEW("method", mb_method, method_fields);

static const mb_view_field code_alias_fields[] = {
    FIELD(mb_code_alias, id, IDENTIFIER),
    FIELD(mb_code_alias, base, IDENTIFIER),
    RECORD(mb_code_alias, codes, code_list_view),
};
static const mb_view_type code_alias_view = VIEW("code alias", mb_code_alias, code_alias_fields);

static const mb_view_field role_fields[] = {
    FIELD(mb_role, id, IDENTIFIER),
    FIELD(mb_role, name, LITERAL),
    FIELD(mb_role, mof_name, TEXT),
    FIELD(mb_role, class_name, TEXT),
};
static const mb_view_type role_view = VIEW("role", mb_role, role_fields);

static const mb_view_field include_fields[] = {
    FIELD(mb_include, header, IDENTIFIER),
};
static const mb_view_type include_view = VIEW("include", mb_include, include_fields);

static const mb_view_field text_item_fields[] = {
    FIELD(mb_text_item, text, LITERAL),
};
static const mb_view_type text_item_view = VIEW("text item", mb_text_item, text_item_fields);

static const mb_view_field class_fields[] = {
    FIELD(mb_binding_class, library, IDENTIFIER),
    FIELD(mb_binding_class, id, IDENTIFIER),
    FIELD(mb_binding_class, file, IDENTIFIER),
    FIELD(mb_binding_class, source, IDENTIFIER),
    FIELD(mb_binding_class, header, IDENTIFIER),
    FIELD(mb_binding_class, guard, IDENTIFIER),
    FIELD(mb_binding_class, name, LITERAL),
    FIELD(mb_binding_class, owner_name, LITERAL),
    FIELD(mb_binding_class, mof_name, TEXT),
    FIELD(mb_binding_class, namespace_name, TEXT),
    FIELD(mb_binding_class, namespace_macro, IDENTIFIER),
    FIELD(mb_binding_class, mof, TEXT),
    FIELD(mb_binding_class, has_super, BOOL),
    FIELD(mb_binding_class, super, TEXT),
    FIELD(mb_binding_class, super_name, LITERAL),
    FIELD(mb_binding_class, is_abstract, BOOL),
    FIELD(mb_binding_class, is_association, BOOL),
    FIELD(mb_binding_class, kind, TEXT),
    FIELD(mb_binding_class, flags, LITERAL),
    LIST(mb_binding_class, doc, doc_line_view),
    FIELD(mb_binding_class, has_doc, BOOL),
    FIELD(mb_binding_class, has_hosts, BOOL),
    FIELD(mb_binding_class, hosts, TEXT),
    FIELD(mb_binding_class, has_page, BOOL),
    FIELD(mb_binding_class, page, TEXT),
    LIST(mb_binding_class, derivation, text_item_view),
    LIST(mb_binding_class, keys, text_item_view),
    FIELD(mb_binding_class, has_keys, BOOL),
    FIELD(mb_binding_class, has_properties, BOOL),
    LIST(mb_binding_class, properties, member_view),
    LIST(mb_binding_class, property_codes, code_list_view),
    LIST(mb_binding_class, inherited_codes, code_alias_view),
    LIST(mb_binding_class, methods, mb_method_view),
    LIST(mb_binding_class, inherited, mb_method_view),
    FIELD(mb_binding_class, has_methods, BOOL),
    LIST(mb_binding_class, roles, role_view),
    LIST(mb_binding_class, includes, include_view),
};
const mb_view_type mb_class_view = VIEW("class", mb_binding_class, class_fields);

static const mb_view_field space_fields[] = {
    FIELD(mb_space, prefix, IDENTIFIER), FIELD(mb_space, macro, IDENTIFIER),     FIELD(mb_space, name, LITERAL),
    FIELD(mb_space, text, TEXT),         LIST(mb_space, classes, mb_class_view),
};
static const mb_view_type space_view = VIEW("space", mb_space, space_fields);

static const mb_view_field library_fields[] = {
    FIELD(mb_library, name, IDENTIFIER),      FIELD(mb_library, prefix, IDENTIFIER),
    FIELD(mb_library, guard, IDENTIFIER),     FIELD(mb_library, schema, IDENTIFIER),
    FIELD(mb_library, name_literal, LITERAL), LIST(mb_library, mofs, doc_line_view),
    LIST(mb_library, spaces, space_view),     LIST(mb_library, classes, mb_class_view),
    FIELD(mb_library, namespace_text, TEXT),  FIELD(mb_library, namespace_macro, IDENTIFIER),
    FIELD(mb_library, class_count, NUMBER),   FIELD(mb_library, method_count, NUMBER),
    FIELD(mb_library, code_count, NUMBER),    FIELD(mb_library, property_count, NUMBER),
    LIST(mb_library, renamed, renamed_view),
};
const mb_view_type mb_library_view = VIEW("library", mb_library, library_fields);

static const mb_view_field bundle_fields[] = {
    LIST(mb_bundle, libraries, mb_library_view),
    FIELD(mb_bundle, has_runtime, BOOL),
};
const mb_view_type mb_bundle_view = VIEW("bundle", mb_bundle, bundle_fields);

const mb_view_type *const mb_binding_views[] = {
    &doc_line_view,  &renamed_view,  &enumerator_view, &code_entry_view, &text_entry_view, &code_list_view,
    &member_view,    &mb_method_view,  &code_alias_view, &role_view,       &include_view,
    &text_item_view, &mb_class_view, &space_view,      &mb_library_view, &mb_bundle_view,
};
const size_t mb_binding_view_count = sizeof mb_binding_views / sizeof mb_binding_views[0];
