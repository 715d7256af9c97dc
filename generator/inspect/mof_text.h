/**
 * @file
 * Values, names of flavors and the like as MOF writes them, each on one line.
 */
#ifndef MB_INSPECT_MOF_TEXT_H
#define MB_INSPECT_MOF_TEXT_H

#include "schema/written.h"

/**
 * One character of a text, as it stands in a string of MOF. ASCII only: programs that take an 8-bit text for one of
 * their own code page read all else wrong. @return how many bytes of the text it takes
 */
size_t mb_mof_put_character(mb_buffer *out, mb_text text, size_t at);
/** A string with its quotes, in one piece. */
void mb_mof_put_string(mb_buffer *out, mb_text text);
/** The shortest text that reads as the same number again. */
void mb_mof_put_real(mb_buffer *out, double real);
void mb_mof_put_integer(mb_buffer *out, const mb_value *value);
/** Any value but an instance, lists in braces included. */
void mb_mof_put_value(mb_buffer *out, const mb_value *value);
/** Whether a value is an instance, or a list in which there is one: those have lines of their own. */
bool mb_mof_holds_instance(const mb_value *value);
/** A qualifier as it is written at an element. */
void mb_mof_put_qualifier(mb_buffer *out, const mb_qualifier *qualifier);
/** `: EnableOverride ToSubclass`, with a blank before it; nothing where there are no flavors. */
void mb_mof_put_flavors(mb_buffer *out, uint32_t flavors);
/** `uint16`, `CIM_Job REF`, `object`. */
void mb_mof_put_type(mb_buffer *out, mb_type_word type, const mb_symbol *class_name);
/** Type, name and, of a list, `[]` or `[n]`; of a setting the name alone. */
void mb_mof_put_feature_head(mb_buffer *out, const mb_feature *feature);

#endif
