/**
 * @file
 * Texts of a MOF made safe for pages: for HTML, for ids and paths, for scripts.
 */
#ifndef MB_DOC_HTML_H
#define MB_DOC_HTML_H

#include "doc/site.h"

/**
 * Appends a text as HTML: & < > " ' as references; blanks for what turns round the order of what is read and for control
 * characters, ends of lines too; U+FFFD for what is no UTF-8 or no character. So it may stand in an element and in an
 * attribute, also of XML.
 */
void mbd_put_html(mb_buffer *out, mb_text text);
/** The same, in the arena; "" of an absent text. */
mbd_html mbd_html_of(mb_text text, mb_arena *arena);
/**
 * A string literal of JavaScript: quotes, backslashes, < and whatever could end a line or a script as escapes. A run of white
 * space is one blank.
 */
mbd_script mbd_script_of(mb_text text, mb_arena *arena);
/** A name as an id: other characters than letters, digits and _ become .hex. with the number of the character. */
mbd_id mbd_id_of(mb_text name, mb_arena *arena);

#endif
