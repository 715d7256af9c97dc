#include "render/binding_view.h"

#include "render/view_rows.h"

/* One line for each member of each struct that is for templates, in their order; a test reads binding.h and compares. */

static const mb_view_field doc_line_fields[] = {
    FIELD(mbb_doc_line, text, TEXT),
    FIELD(mbb_doc_line, is_blank, BOOL),
    FIELD(mbb_doc_line, is_first, BOOL),
};
static const mb_view_type doc_line_view = VIEW("doc line", mbb_doc_line, doc_line_fields);

static const mb_view_field renamed_fields[] = {
    FIELD(mbb_renamed, from, TEXT),
    FIELD(mbb_renamed, to, IDENTIFIER),
    FIELD(mbb_renamed, where, TEXT),
    FIELD(mbb_renamed, why, TEXT),
};
static const mb_view_type renamed_view = VIEW("renamed", mbb_renamed, renamed_fields);

static const mb_view_field enumerator_fields[] = {
    NAME(mbb_enumerator, id, ENUMERATOR),       FIELD(mbb_enumerator, value, LITERAL),
    FIELD(mbb_enumerator, name, TEXT),          FIELD(mbb_enumerator, has_note, BOOL),
    FIELD(mbb_enumerator, note, TEXT),          FIELD(mbb_enumerator, is_bit, BOOL),
    FIELD(mbb_enumerator, is_convention, BOOL),
};
static const mb_view_type enumerator_view = VIEW("enumerator", mbb_enumerator, enumerator_fields);

static const mb_view_field code_entry_fields[] = {
    FIELD(mbb_code_entry, low, LITERAL),
    FIELD(mbb_code_entry, high, LITERAL),
    FIELD(mbb_code_entry, name, LITERAL),
    FIELD(mbb_code_entry, flags, LITERAL),
};
static const mb_view_field coded_fields[] = {
    FIELD(mbb_coded, name, LITERAL),
    FIELD(mbb_coded, table, IDENTIFIER),
};
static const mb_view_type coded_view = VIEW("coded", mbb_coded, coded_fields);

static const mb_view_type code_entry_view = VIEW("code entry", mbb_code_entry, code_entry_fields);

static const mb_view_field text_entry_fields[] = {
    FIELD(mbb_text_entry, value, LITERAL),
    FIELD(mbb_text_entry, name, LITERAL),
    FIELD(mbb_text_entry, flags, LITERAL),
};
static const mb_view_type text_entry_view = VIEW("text entry", mbb_text_entry, text_entry_fields);

static const mb_view_field code_list_fields[] = {
    NAME(mbb_code_list, id, TABLE),
    NAME(mbb_code_list, tag, TAG),
    FIELD(mbb_code_list, is_inherited, BOOL),
    FIELD(mbb_code_list, base, IDENTIFIER),
    FIELD(mbb_code_list, declared_in, TEXT),
    LIST(mbb_code_list, entries, code_entry_view),
    FIELD(mbb_code_list, single_count, NUMBER),
    FIELD(mbb_code_list, count, NUMBER),
    FIELD(mbb_code_list, has_entries, BOOL),
    FIELD(mbb_code_list, is_text, BOOL),
    LIST(mbb_code_list, texts, text_entry_view),
    FIELD(mbb_code_list, flags, LITERAL),
    FIELD(mbb_code_list, has_conventions, BOOL),
    FIELD(mbb_code_list, is_bits, BOOL),
    FIELD(mbb_code_list, shares_entries, BOOL),
    FIELD(mbb_code_list, entries_name, IDENTIFIER),
    FIELD(mbb_code_list, has_enumerators, BOOL),
    FIELD(mbb_code_list, has_ranges, BOOL),
    LIST(mbb_code_list, enumerators, enumerator_view),
    LIST(mbb_code_list, macros, enumerator_view),
    LIST(mbb_code_list, ranges, doc_line_view),
    FIELD(mbb_code_list, subject, TEXT),
};
static const mb_view_type code_list_view = VIEW("code list", mbb_code_list, code_list_fields);

static const mb_view_field member_fields[] = {
    FIELD(mbb_member, member, IDENTIFIER),  FIELD(mbb_member, name, LITERAL),
    FIELD(mbb_member, mof_name, TEXT),      FIELD(mbb_member, c_type, IDENTIFIER),
    FIELD(mbb_member, is_pointer, BOOL),    FIELD(mbb_member, is_object, BOOL),
    FIELD(mbb_member, type, IDENTIFIER),    FIELD(mbb_member, type_word, IDENTIFIER),
    FIELD(mbb_member, is_plain, BOOL),      FIELD(mbb_member, flags, LITERAL),
    FIELD(mbb_member, class_name, LITERAL), FIELD(mbb_member, mof_type, TEXT),
    FIELD(mbb_member, notes, TEXT),         FIELD(mbb_member, has_notes, BOOL),
    FIELD(mbb_member, units, TEXT),         FIELD(mbb_member, has_units, BOOL),
    FIELD(mbb_member, has_remarks, BOOL),   FIELD(mbb_member, remarks, TEXT),
    LIST(mbb_member, doc, doc_line_view),   FIELD(mbb_member, has_doc, BOOL),
    FIELD(mbb_member, declared_in, TEXT),   FIELD(mbb_member, is_inherited, BOOL),
    FIELD(mbb_member, has_codes, BOOL),     FIELD(mbb_member, codes, IDENTIFIER),
    FIELD(mbb_member, has_values, BOOL),    FIELD(mbb_member, values, IDENTIFIER),
    FIELD(mbb_member, is_short, BOOL),
};
static const mb_view_type member_view = VIEW("member", mbb_member, member_fields);

static const mb_view_field method_fields[] = {
    NAME(mbb_method, id, METHOD),
    FIELD(mbb_method, info, IDENTIFIER),
    FIELD(mbb_method, name, LITERAL),
    FIELD(mbb_method, mof_name, TEXT),
    NAME(mbb_method, base, METHOD),
    FIELD(mbb_method, declared_in, TEXT),
    FIELD(mbb_method, is_static, BOOL),
    FIELD(mbb_method, is_void, BOOL),
    FIELD(mbb_method, has_in, BOOL),
    FIELD(mbb_method, has_out, BOOL),
    FIELD(mbb_method, has_job, BOOL),
    LIST(mbb_method, in, member_view),
    LIST(mbb_method, out, member_view),
    LIST(mbb_method, in_names, doc_line_view),
    LIST(mbb_method, out_names, doc_line_view),
    LIST(mbb_method, doc, doc_line_view),
    FIELD(mbb_method, has_doc, BOOL),
    LIST(mbb_method, short_doc, doc_line_view),
    FIELD(mbb_method, has_brief, BOOL),
    FIELD(mbb_method, brief, TEXT),
    FIELD(mbb_method, has_hosts, BOOL),
    FIELD(mbb_method, hosts, TEXT),
    FIELD(mbb_method, has_deprecation, BOOL),
    FIELD(mbb_method, deprecation, TEXT),
    FIELD(mbb_method, has_page, BOOL),
    FIELD(mbb_method, page, TEXT),
    FIELD(mbb_method, flags, LITERAL),
    RECORD(mbb_method, codes, code_list_view),
    FIELD(mbb_method, has_param_codes, BOOL),
    FIELD(mbb_method, has_coded, BOOL),
    LIST(mbb_method, param_codes, code_list_view),
};
const mb_view_type mb_method_view = VIEW("method", mbb_method, method_fields);

static const mb_view_field role_fields[] = {
    NAME(mbb_role, id, ROLE),          FIELD(mbb_role, name, LITERAL),           FIELD(mbb_role, mof_name, TEXT),
    FIELD(mbb_role, class_name, TEXT), LIST(mbb_role, short_doc, doc_line_view),
};
static const mb_view_type role_view = VIEW("role", mbb_role, role_fields);

static const mb_view_field neighbour_fields[] = {
    FIELD(mbb_neighbour, association, TEXT),
    FIELD(mbb_neighbour, role, TEXT),
    FIELD(mbb_neighbour, class_name, TEXT),
};
static const mb_view_type neighbour_view = VIEW("neighbour", mbb_neighbour, neighbour_fields);

static const mb_view_field taker_fields[] = {
    FIELD(mbb_taker, class_name, TEXT),
    FIELD(mbb_taker, method, TEXT),
};
static const mb_view_type taker_view = VIEW("taker", mbb_taker, taker_fields);

static const mb_view_field include_fields[] = {
    FIELD(mbb_include, header, IDENTIFIER),
};
static const mb_view_type include_view = VIEW("include", mbb_include, include_fields);

static const mb_view_field text_item_fields[] = {
    FIELD(mbb_text_item, text, LITERAL),
};
static const mb_view_type text_item_view = VIEW("text item", mbb_text_item, text_item_fields);

static const mb_view_field class_fields[] = {
    FIELD(mbb_class, library, IDENTIFIER),
    NAME(mbb_class, id, CLASS),
    FIELD(mbb_class, file, IDENTIFIER),
    FIELD(mbb_class, source, IDENTIFIER),
    FIELD(mbb_class, header, IDENTIFIER),
    NAME(mbb_class, guard, GUARD),
    FIELD(mbb_class, name, LITERAL),
    FIELD(mbb_class, owner_name, LITERAL),
    FIELD(mbb_class, class_info, IDENTIFIER),
    FIELD(mbb_class, mof_name, TEXT),
    FIELD(mbb_class, namespace_name, TEXT),
    FIELD(mbb_class, namespace_doc, TEXT),
    FIELD(mbb_class, namespace_macro, IDENTIFIER),
    FIELD(mbb_class, is_bound, BOOL),
    FIELD(mbb_class, mof, TEXT),
    FIELD(mbb_class, has_super, BOOL),
    FIELD(mbb_class, super, TEXT),
    FIELD(mbb_class, super_name, LITERAL),
    FIELD(mbb_class, is_abstract, BOOL),
    FIELD(mbb_class, is_association, BOOL),
    FIELD(mbb_class, kind, TEXT),
    FIELD(mbb_class, flags, LITERAL),
    LIST(mbb_class, doc, doc_line_view),
    FIELD(mbb_class, has_doc, BOOL),
    LIST(mbb_class, first, doc_line_view),
    FIELD(mbb_class, has_hosts, BOOL),
    FIELD(mbb_class, hosts, TEXT),
    FIELD(mbb_class, has_deprecation, BOOL),
    FIELD(mbb_class, deprecation, TEXT),
    FIELD(mbb_class, has_page, BOOL),
    FIELD(mbb_class, page, TEXT),
    LIST(mbb_class, derivation, text_item_view),
    LIST(mbb_class, keys, text_item_view),
    FIELD(mbb_class, has_keys, BOOL),
    FIELD(mbb_class, has_properties, BOOL),
    LIST(mbb_class, properties, member_view),
    FIELD(mbb_class, has_coded, BOOL),
    FIELD(mbb_class, lists_coded, BOOL),
    LIST(mbb_class, coded, coded_view),
    FIELD(mbb_class, coded_list, IDENTIFIER),
    FIELD(mbb_class, has_more_coded, BOOL),
    FIELD(mbb_class, more_coded, IDENTIFIER),
    LIST(mbb_class, property_codes, code_list_view),
    FIELD(mbb_class, has_inherited_codes, BOOL),
    LIST(mbb_class, inherited_codes, code_list_view),
    LIST(mbb_class, methods, mb_method_view),
    LIST(mbb_class, inherited, mb_method_view),
    FIELD(mbb_class, has_inherited, BOOL),
    FIELD(mbb_class, has_methods, BOOL),
    FIELD(mbb_class, has_own_codes, BOOL),
    LIST(mbb_class, roles, role_view),
    FIELD(mbb_class, has_takers, BOOL),
    LIST(mbb_class, takers, taker_view),
    FIELD(mbb_class, has_untold_takers, BOOL),
    FIELD(mbb_class, has_neighbours, BOOL),
    LIST(mbb_class, neighbours, neighbour_view),
    FIELD(mbb_class, has_more_neighbours, BOOL),
    LIST(mbb_class, more_neighbours, doc_line_view),
    FIELD(mbb_class, has_untold_neighbours, BOOL),
    FIELD(mbb_class, root, TEXT),
    LIST(mbb_class, includes, include_view),
};
const mb_view_type mb_class_view = VIEW("class", mbb_class, class_fields);

static const mb_view_field space_fields[] = {
    FIELD(mbb_space, prefix, IDENTIFIER), NAME(mbb_space, macro, SPACE), FIELD(mbb_space, name, LITERAL),
    FIELD(mbb_space, text, TEXT),         FIELD(mbb_space, doc, TEXT),   LIST(mbb_space, classes, mb_class_view),
};
static const mb_view_type space_view = VIEW("space", mbb_space, space_fields);

static const mb_view_field library_fields[] = {
    FIELD(mbb_library, name, IDENTIFIER),      NAME(mbb_library, prefix, PREFIX),
    NAME(mbb_library, guard, GUARD),           NAME(mbb_library, schema, SCHEMA),
    FIELD(mbb_library, layout, LITERAL),       FIELD(mbb_library, api, IDENTIFIER),
    FIELD(mbb_library, has_api, BOOL),         FIELD(mbb_library, name_literal, LITERAL),
    LIST(mbb_library, mofs, doc_line_view),    LIST(mbb_library, spaces, space_view),
    LIST(mbb_library, classes, mb_class_view), FIELD(mbb_library, namespace_text, TEXT),
    FIELD(mbb_library, namespace_doc, TEXT),   FIELD(mbb_library, namespace_macro, IDENTIFIER),
    FIELD(mbb_library, class_count, NUMBER),   FIELD(mbb_library, method_count, NUMBER),
    FIELD(mbb_library, code_count, NUMBER),    FIELD(mbb_library, property_count, NUMBER),
    LIST(mbb_library, renamed, renamed_view),
};
const mb_view_type mb_library_view = VIEW("library", mbb_library, library_fields);

static const mb_view_field backend_fields[] = {
    FIELD(mbb_backend, name, IDENTIFIER),
    FIELD(mbb_backend, is_of_windows, BOOL),
    FIELD(mbb_backend, needs_libraries, BOOL),
};
static const mb_view_type backend_view = VIEW("backend", mbb_backend, backend_fields);

static const mb_view_field bundle_fields[] = {
    LIST(mbb_bundle, libraries, mb_library_view), FIELD(mbb_bundle, has_runtime, BOOL),
    LIST(mbb_bundle, backends, backend_view),     FIELD(mbb_bundle, carries_runtime, BOOL),
    FIELD(mbb_bundle, shares_runtime, BOOL),
};
const mb_view_type mb_bundle_view = VIEW("bundle", mbb_bundle, bundle_fields);

const mb_view_type *const mb_binding_views[] = {
    &doc_line_view,   &renamed_view,    &enumerator_view, &code_entry_view, &coded_view,
    &text_entry_view, &code_list_view,  &member_view,     &mb_method_view,  &role_view,
    &neighbour_view,  &taker_view,      &include_view,    &text_item_view,  &mb_class_view,
    &space_view,      &mb_library_view, &backend_view,    &mb_bundle_view,
};
const size_t mb_binding_view_count = sizeof mb_binding_views / sizeof mb_binding_views[0];
