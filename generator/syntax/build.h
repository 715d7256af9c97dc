/**
 * @file
 * What the actions of grammar/mof.y call: each puts together one piece of the syntax tree.
 */
#ifndef MB_SYNTAX_BUILD_H
#define MB_SYNTAX_BUILD_H

#include "syntax/parser.h"

/** Where the file begins. */
mb_span mb_build_start(const mb_parser *parser);

/* Names and types */

/** The name that a keyword is where it stands. */
const mb_symbol *mb_build_name(mb_parser *parser, mb_span span);
/** A feature that has a type and nothing else yet. */
mb_feature *mb_build_type(mb_parser *parser, uint64_t word, mb_span span);
/** The same of a class, or of `object` where `class_name` is NULL. */
mb_feature *mb_build_class_type(mb_parser *parser, mb_type_word word, const mb_symbol *class_name, mb_span span);
int64_t mb_build_size(mb_parser *parser, const mb_value *size);

/* Values */

/** A node of any kind; also for the scanner. */
mb_value *mb_build_value(mb_parser *parser, mb_value_kind kind, mb_span span);
mb_value *mb_build_boolean(mb_parser *parser, bool truth, mb_span span);
mb_value *mb_build_alias(mb_parser *parser, const mb_symbol *alias, mb_span span);
mb_value *mb_build_instance_value(mb_parser *parser, mb_production *instance, mb_span span);
/** A bare word as an argument of a pragma: a string. */
mb_value *mb_build_word(mb_parser *parser, const mb_symbol *word, mb_span span);
mb_value *mb_build_add_value(mb_value *ring, mb_value *added);
mb_value *mb_build_array(mb_parser *parser, mb_value *ring, mb_span span);
/** What stands in the parentheses of a qualifier: one value is that value, several are an array. */
mb_value *mb_build_argument(mb_parser *parser, mb_value *ring, mb_span span);

/* Qualifiers */

mb_qualifier *mb_build_qualifier(mb_parser *parser, const mb_symbol *name, mb_value *value, uint64_t flavors,
                                 mb_span span);
mb_qualifier *mb_build_add_qualifier(mb_qualifier *ring, mb_qualifier *added);

/* Features. `typed` has the type already; `last` is where the declaration's last token stands. */

mb_feature *mb_build_add_feature(mb_feature *ring, mb_feature *added);
mb_feature *mb_build_property(mb_feature *typed, mb_qualifier *qualifiers, const mb_symbol *name, mb_span name_at,
                              int64_t array, mb_value *value, mb_span last);
mb_feature *mb_build_parameter(mb_feature *typed, mb_qualifier *qualifiers, const mb_symbol *name, mb_span name_at,
                               int64_t array, mb_value *value, mb_span last);
mb_feature *mb_build_method(mb_feature *typed, mb_qualifier *qualifiers, const mb_symbol *name, mb_span name_at,
                            mb_feature *parameters, mb_span last);
mb_feature *mb_build_setting(mb_parser *parser, mb_qualifier *qualifiers, const mb_symbol *name, mb_span name_at,
                             int64_t array, mb_value *value, mb_span last);

/* Productions */

/** The head of a class, from its keyword to the brace: its body begins. `super_at` is where the superclass stands. */
mb_production *mb_build_class(mb_parser *parser, mb_qualifier *qualifiers, const mb_symbol *name, mb_span name_at,
                              const mb_symbol *alias, mb_span alias_at, const mb_symbol *super, mb_span super_at,
                              mb_span keyword, mb_span brace);
mb_production *mb_build_instance(mb_parser *parser, mb_qualifier *qualifiers, const mb_symbol *name, mb_span name_at,
                                 const mb_symbol *alias, mb_span alias_at, mb_span keyword, mb_span brace);
mb_production *mb_build_nested_instance(mb_parser *parser, const mb_symbol *name, mb_span name_at,
                                        const mb_symbol *alias, mb_span alias_at, mb_feature *settings, mb_span span);
void mb_build_leave_body(mb_parser *parser);
/** Gives a class or an instance its body. */
mb_production *mb_build_body(mb_parser *parser, mb_production *head, mb_feature *features, mb_span span);
mb_production *mb_build_qualifier_declaration(mb_parser *parser, const mb_symbol *name, mb_span name_at, uint64_t type,
                                              int64_t array, mb_value *value, uint64_t scopes, uint64_t flavors,
                                              mb_span span);
/** Microsoft's `qualifier X : ToInstance;` */
mb_production *mb_build_qualifier_flavors(mb_parser *parser, const mb_symbol *name, mb_span name_at, uint64_t flavors,
                                          mb_span span);
/** A production of any kind that has a name and nothing else yet. */
mb_production *mb_build_production(mb_parser *parser, mb_production_kind kind, const mb_symbol *name, mb_span name_at,
                                   mb_span span);
/** Reports arguments that the pragma does not take. Defined in pragmas.c. */
mb_production *mb_build_pragma(mb_parser *parser, const mb_symbol *name, mb_span name_at, mb_value *arguments,
                               mb_span span);
/** Adds to the unit. */
void mb_build_append(mb_parser *parser, mb_production *added);
/** Reads the file here and now, so that its productions stand where the directive stood. Defined in include.c. */
void mb_build_include(mb_parser *parser, const mb_value *path);

#endif
