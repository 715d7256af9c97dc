/**
 * @file
 * What the parts of `show` share.
 */
#ifndef MB_INSPECT_SHOW_H
#define MB_INSPECT_SHOW_H

#include "inspect/c_names.h"
#include "inspect/catalog.h"
#include "inspect/words.h"

typedef struct mb_showing {
    const mb_inspect_input *input;
    const mb_inspect_unit *unit;
    const mb_class *cls;    /**< that was asked for, even where another one declares the member */
    const mbb_class *bound; /**< in C; NULL where it is not known */
    mb_c_names names;
    mb_line_counter lines;
    mb_buffer *out;
    mb_buffer scratch;
} mb_showing;

/* show_class.c and show_member.c */

void mb_show_class(mb_showing *showing);
void mb_show_property(mb_showing *showing, const mb_element *property);
void mb_show_method(mb_showing *showing, const mb_element *method);

/* show_code.c */

/** Whether what is asked for is a number. */
bool mb_is_code(const char *what);
/** What a number means wherever it is a code. @return false, reported, where it is none */
bool mb_show_code(const mb_inspect_input *input, const char *what, mb_diag *diag, mb_buffer *out);

/* show.c */

/** A fact beside its label, in the block at the top; a list is broken behind commas. Nothing where the text is empty.
 */
void mb_show_fact(mb_showing *showing, const char *label, const char *text);
/** "mof/x.mof:12" */
const char *mb_show_place(mb_showing *showing, const mb_element *element);
void mb_show_description(mb_showing *showing, const mb_element *element);
/** The qualifiers in force, but for those of which show tells in another way. */
mb_table *mb_show_qualifier_table(mb_showing *showing, const mb_element *element);
/** The same under a heading; nothing where there are none. */
void mb_show_qualifiers(mb_showing *showing, const mb_element *element);
/** Which hosts have an element, and its reference page. */
void mb_show_hosts(mb_showing *showing, const mb_element *element);
/** The codes in force, and what they are called in C; `list` may be NULL. */
mb_table *mb_show_codes(mb_showing *showing, const mb_element *element, const mbb_code_list *list);

#endif
