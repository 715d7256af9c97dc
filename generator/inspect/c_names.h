/**
 * @file
 * What the binding calls the elements of a schema.
 */
#ifndef MB_INSPECT_C_NAMES_H
#define MB_INSPECT_C_NAMES_H

#include "inspect/inspect.h"

/** A library, and how far each kind of search in it has come. */
typedef struct mb_c_names {
    const mbb_library *library; /**< NULL: nothing has a name in C */
    size_t spaces, classes, properties, methods, inherited, in, out, own_codes, inherited_codes, parameter_codes;
} mb_c_names;

/* NULL where there is none: neither is there where what it would be a part of is NULL. */

const mbb_class *mb_bound_class(mb_c_names *names, const mb_class *cls);
const mbb_member *mb_bound_property(mb_c_names *names, const mbb_class *cls, const mb_element *property);
const mbb_method *mb_bound_method(mb_c_names *names, const mbb_class *cls, const mb_element *method);
/** A parameter in one of the two structs of its method. */
const mbb_member *mb_bound_in(mb_c_names *names, const mbb_method *method, const mb_element *parameter);
const mbb_member *mb_bound_out(mb_c_names *names, const mbb_method *method, const mb_element *parameter);
/** What a member of a struct is declared as in C. */
const char *mb_c_type_of(const mbb_member *member);
/** The table of a property; of a parameter. */
const mbb_code_list *mb_bound_property_codes(mb_c_names *names, const mbb_class *cls, const mb_element *property);
const mbb_code_list *mb_bound_parameter_codes(mb_c_names *names, const mbb_method *method, const mb_element *parameter);
/** The enumerator or macro of a code; "" where it has none. `list` may be NULL. */
const char *mb_bound_code(const mbb_code_list *list, const mb_code *code);
/** The same of a bit: its value is the mask. */
const char *mb_bound_bit(const mbb_code_list *list, const mb_code *bit);

#endif
