#include "doc/doc.h"

#include "render/view_rows.h"

/* One line for each member of each struct of site.h, in their order; a test reads site.h and compares. */

static const mb_view_field link_fields[] = {
    FIELD(mbd_link, name, TEXT),        FIELD(mbd_link, has_page, BOOL),       FIELD(mbd_link, page, IDENTIFIER),
    FIELD(mbd_link, is_abstract, BOOL), FIELD(mbd_link, is_association, BOOL), FIELD(mbd_link, has_brief, BOOL),
    FIELD(mbd_link, brief, TEXT),
};
static const mb_view_type link_view = VIEW("link", mbd_link, link_fields);

static const mb_view_field paragraph_fields[] = {
    FIELD(mbd_paragraph, text, TEXT),
};
static const mb_view_type paragraph_view = VIEW("paragraph", mbd_paragraph, paragraph_fields);

static const mb_view_field code_fields[] = {
    FIELD(mbd_code, value, TEXT),  FIELD(mbd_code, has_hex, BOOL),       FIELD(mbd_code, hex, TEXT),
    FIELD(mbd_code, name, TEXT),   FIELD(mbd_code, has_c_name, BOOL),    FIELD(mbd_code, c_name, IDENTIFIER),
    FIELD(mbd_code, is_bit, BOOL), FIELD(mbd_code, is_convention, BOOL),
};
static const mb_view_type code_view = VIEW("code", mbd_code, code_fields);

static const mb_view_field member_fields[] = {
    FIELD(mbd_member, anchor, IDENTIFIER),
    FIELD(mbd_member, c_anchor, IDENTIFIER),
    FIELD(mbd_member, name, TEXT),
    FIELD(mbd_member, type, TEXT),
    FIELD(mbd_member, has_class, BOOL),
    RECORD(mbd_member, cls, link_view),
    FIELD(mbd_member, ending, TEXT),
    FIELD(mbd_member, c_type, TEXT),
    FIELD(mbd_member, c_name, TEXT),
    FIELD(mbd_member, c_declaration, TEXT),
    FIELD(mbd_member, is_in, BOOL),
    FIELD(mbd_member, is_out, BOOL),
    FIELD(mbd_member, is_key, BOOL),
    FIELD(mbd_member, declared_anchor, IDENTIFIER),
    FIELD(mbd_member, has_notes, BOOL),
    FIELD(mbd_member, notes, TEXT),
    FIELD(mbd_member, has_doc, BOOL),
    LIST(mbd_member, doc, paragraph_view),
    FIELD(mbd_member, has_brief, BOOL),
    FIELD(mbd_member, brief, TEXT),
    FIELD(mbd_member, has_codes, BOOL),
    LIST(mbd_member, codes, code_view),
    FIELD(mbd_member, has_conventions, BOOL),
    FIELD(mbd_member, has_table, BOOL),
    FIELD(mbd_member, table, IDENTIFIER),
};
static const mb_view_type member_view = VIEW("member", mbd_member, member_fields);

static const mb_view_field method_fields[] = {
    FIELD(mbd_method, anchor, IDENTIFIER),
    FIELD(mbd_method, c_name, IDENTIFIER),
    FIELD(mbd_method, name, TEXT),
    FIELD(mbd_method, type, TEXT),
    FIELD(mbd_method, signature, TEXT),
    FIELD(mbd_method, declared_anchor, IDENTIFIER),
    FIELD(mbd_method, is_static, BOOL),
    FIELD(mbd_method, has_job, BOOL),
    FIELD(mbd_method, is_void, BOOL),
    FIELD(mbd_method, has_hosts, BOOL),
    FIELD(mbd_method, hosts, TEXT),
    FIELD(mbd_method, has_link, BOOL),
    FIELD(mbd_method, link, TEXT),
    FIELD(mbd_method, has_notes, BOOL),
    FIELD(mbd_method, notes, TEXT),
    FIELD(mbd_method, has_doc, BOOL),
    LIST(mbd_method, doc, paragraph_view),
    FIELD(mbd_method, has_brief, BOOL),
    FIELD(mbd_method, brief, TEXT),
    FIELD(mbd_method, prototype, TEXT),
    FIELD(mbd_method, has_parameters, BOOL),
    LIST(mbd_method, parameters, member_view),
    FIELD(mbd_method, has_codes, BOOL),
    LIST(mbd_method, codes, code_view),
    FIELD(mbd_method, has_conventions, BOOL),
    FIELD(mbd_method, has_table, BOOL),
    FIELD(mbd_method, table, IDENTIFIER),
};
static const mb_view_type method_view = VIEW("method", mbd_method, method_fields);

static const mb_view_field heritage_fields[] = {
    RECORD(mbd_heritage, cls, link_view),
    FIELD(mbd_heritage, declared_page, IDENTIFIER),
    LIST(mbd_heritage, properties, member_view),
    LIST(mbd_heritage, methods, method_view),
};
static const mb_view_type heritage_view = VIEW("heritage", mbd_heritage, heritage_fields);

static const mb_view_field tie_fields[] = {
    RECORD(mbd_tie, association, link_view), FIELD(mbd_tie, role, TEXT),         FIELD(mbd_tie, other_role, TEXT),
    RECORD(mbd_tie, other, link_view),       FIELD(mbd_tie, is_inherited, BOOL), RECORD(mbd_tie, inherited, link_view),
};
static const mb_view_type tie_view = VIEW("tie", mbd_tie, tie_fields);

static const mb_view_field end_fields[] = {
    FIELD(mbd_end, role, TEXT),
    RECORD(mbd_end, cls, link_view),
};
static const mb_view_type end_view = VIEW("end", mbd_end, end_fields);

static const mb_view_field use_fields[] = {
    RECORD(mbd_use, cls, link_view),     FIELD(mbd_use, member, TEXT),    FIELD(mbd_use, anchor, IDENTIFIER),
    FIELD(mbd_use, has_parameter, BOOL), FIELD(mbd_use, parameter, TEXT), FIELD(mbd_use, how, TEXT),
};
static const mb_view_type use_view = VIEW("use", mbd_use, use_fields);

static const mb_view_field end_of_list_fields[] = {
    FIELD(mbd_end_of_list, nothing, TEXT),
};
static const mb_view_type end_of_list_view = VIEW("end of list", mbd_end_of_list, end_of_list_fields);

static const mb_view_field branch_fields[] = {
    RECORD(mbd_branch, cls, link_view),
    FIELD(mbd_branch, is_self, BOOL),
    FIELD(mbd_branch, opens, BOOL),
    LIST(mbd_branch, closes, end_of_list_view),
};
static const mb_view_type branch_view = VIEW("branch", mbd_branch, branch_fields);

static const mb_view_field diagram_fields[] = {
    FIELD(mbd_diagram, has_svg, BOOL),
    FIELD(mbd_diagram, svg, TEXT),
};
static const mb_view_type diagram_view = VIEW("diagram", mbd_diagram, diagram_fields);

static const mb_view_field class_fields[] = {
    FIELD(mbd_class, name, TEXT),
    FIELD(mbd_class, page, IDENTIFIER),
    FIELD(mbd_class, root, IDENTIFIER),
    FIELD(mbd_class, c_name, IDENTIFIER),
    FIELD(mbd_class, header, IDENTIFIER),
    FIELD(mbd_class, namespace_name, TEXT),
    FIELD(mbd_class, kind, TEXT),
    FIELD(mbd_class, is_abstract, BOOL),
    FIELD(mbd_class, is_association, BOOL),
    FIELD(mbd_class, has_super, BOOL),
    RECORD(mbd_class, super, link_view),
    LIST(mbd_class, ancestors, link_view),
    FIELD(mbd_class, has_tree, BOOL),
    LIST(mbd_class, tree, branch_view),
    RECORD(mbd_class, inheritance, diagram_view),
    FIELD(mbd_class, has_hosts, BOOL),
    FIELD(mbd_class, hosts, TEXT),
    FIELD(mbd_class, has_link, BOOL),
    FIELD(mbd_class, link, TEXT),
    FIELD(mbd_class, has_notes, BOOL),
    FIELD(mbd_class, notes, TEXT),
    FIELD(mbd_class, has_doc, BOOL),
    LIST(mbd_class, doc, paragraph_view),
    FIELD(mbd_class, has_brief, BOOL),
    FIELD(mbd_class, brief, TEXT),
    FIELD(mbd_class, has_properties, BOOL),
    LIST(mbd_class, properties, member_view),
    FIELD(mbd_class, has_inherited_properties, BOOL),
    LIST(mbd_class, inherited_properties, heritage_view),
    FIELD(mbd_class, has_methods, BOOL),
    LIST(mbd_class, methods, method_view),
    FIELD(mbd_class, has_inherited_methods, BOOL),
    LIST(mbd_class, inherited_methods, heritage_view),
    FIELD(mbd_class, has_ends, BOOL),
    LIST(mbd_class, ends, end_view),
    FIELD(mbd_class, has_ties, BOOL),
    LIST(mbd_class, ties, tie_view),
    FIELD(mbd_class, has_common_ties, BOOL),
    RECORD(mbd_class, common, link_view),
    LIST(mbd_class, common_ties, tie_view),
    FIELD(mbd_class, has_untold_ties, BOOL),
    RECORD(mbd_class, associations, diagram_view),
    FIELD(mbd_class, has_uses, BOOL),
    LIST(mbd_class, uses, use_view),
    FIELD(mbd_class, has_untold_uses, BOOL),
};
static const mb_view_type class_view = VIEW("class", mbd_class, class_fields);

static const mb_view_field theme_fields[] = {
    FIELD(mbd_theme, title, TEXT),
    FIELD(mbd_theme, anchor, IDENTIFIER),
    FIELD(mbd_theme, count, NUMBER),
    LIST(mbd_theme, classes, link_view),
};
static const mb_view_type theme_view = VIEW("theme", mbd_theme, theme_fields);

static const mb_view_field edge_fields[] = {
    RECORD(mbd_edge, from, link_view),        RECORD(mbd_edge, to, link_view), FIELD(mbd_edge, is_association, BOOL),
    RECORD(mbd_edge, association, link_view), FIELD(mbd_edge, label, TEXT),    FIELD(mbd_edge, anchor, IDENTIFIER),
};
static const mb_view_type edge_view = VIEW("edge", mbd_edge, edge_fields);

static const mb_view_field overview_fields[] = {
    FIELD(mbd_overview, title, TEXT),
    FIELD(mbd_overview, anchor, IDENTIFIER),
    LIST(mbd_overview, edges, edge_view),
    RECORD(mbd_overview, diagram, diagram_view),
};
static const mb_view_type overview_view = VIEW("overview", mbd_overview, overview_fields);

static const mb_view_field place_fields[] = {
    RECORD(mbd_place, cls, link_view),
    FIELD(mbd_place, member, TEXT),
    FIELD(mbd_place, anchor, IDENTIFIER),
};
static const mb_view_type place_view = VIEW("place", mbd_place, place_fields);

static const mb_view_field meaning_fields[] = {
    FIELD(mbd_meaning, name, TEXT),
    FIELD(mbd_meaning, count, NUMBER),
    LIST(mbd_meaning, places, place_view),
};
static const mb_view_type meaning_view = VIEW("meaning", mbd_meaning, meaning_fields);

static const mb_view_field number_fields[] = {
    FIELD(mbd_number, anchor, IDENTIFIER), FIELD(mbd_number, value, TEXT),           FIELD(mbd_number, has_hex, BOOL),
    FIELD(mbd_number, hex, TEXT),          LIST(mbd_number, meanings, meaning_view),
};
static const mb_view_type number_view = VIEW("number", mbd_number, number_fields);

static const mb_view_field library_fields[] = {
    FIELD(mbd_library, name, IDENTIFIER),       FIELD(mbd_library, prefix, IDENTIFIER),
    FIELD(mbd_library, namespace_name, TEXT),   LIST(mbd_library, files, paragraph_view),
    FIELD(mbd_library, class_count, NUMBER),    FIELD(mbd_library, method_count, NUMBER),
    FIELD(mbd_library, property_count, NUMBER), LIST(mbd_library, themes, theme_view),
    FIELD(mbd_library, has_overviews, BOOL),    LIST(mbd_library, overviews, overview_view),
    LIST(mbd_library, tree, branch_view),       LIST(mbd_library, alphabet, link_view),
    FIELD(mbd_library, has_numbers, BOOL),      LIST(mbd_library, numbers, number_view),
    LIST(mbd_library, classes, class_view),
};
static const mb_view_type library_view = VIEW("library", mbd_library, library_fields);

static const mb_view_field found_class_fields[] = {
    FIELD(mbd_found_class, name, LITERAL),  FIELD(mbd_found_class, c_name, LITERAL),
    FIELD(mbd_found_class, page, LITERAL),  FIELD(mbd_found_class, library, NUMBER),
    FIELD(mbd_found_class, super, LITERAL), FIELD(mbd_found_class, text, LITERAL),
};
static const mb_view_type found_class_view = VIEW("found class", mbd_found_class, found_class_fields);

static const mb_view_field found_member_fields[] = {
    FIELD(mbd_found_member, kind, LITERAL), FIELD(mbd_found_member, cls, NUMBER),
    FIELD(mbd_found_member, name, LITERAL), FIELD(mbd_found_member, anchor, LITERAL),
    FIELD(mbd_found_member, text, LITERAL),
};
static const mb_view_type found_member_view = VIEW("found member", mbd_found_member, found_member_fields);

static const mb_view_field index_number_fields[] = {
    FIELD(mbd_index_number, number, NUMBER),
};
static const mb_view_type index_number_view = VIEW("index number", mbd_index_number, index_number_fields);

static const mb_view_field found_code_fields[] = {
    FIELD(mbd_found_code, value, LITERAL),
    FIELD(mbd_found_code, name, LITERAL),
    FIELD(mbd_found_code, page, LITERAL),
    LIST(mbd_found_code, members, index_number_view),
};
static const mb_view_type found_code_view = VIEW("found code", mbd_found_code, found_code_fields);

static const mb_view_field site_fields[] = {
    FIELD(mbd_site, root, IDENTIFIER),
    FIELD(mbd_site, title, TEXT),
    FIELD(mbd_site, is_single, BOOL),
    FIELD(mbd_site, has_diagrams, BOOL),
    FIELD(mbd_site, class_count, NUMBER),
    LIST(mbd_site, libraries, library_view),
    LIST(mbd_site, found_classes, found_class_view),
    LIST(mbd_site, found_members, found_member_view),
    LIST(mbd_site, found_codes, found_code_view),
};
static const mb_view_type site_view = VIEW("site", mbd_site, site_fields);

const mb_view_type *const mbd_types[MB_SCOPE_COUNT] = {&site_view, &library_view, &class_view};
