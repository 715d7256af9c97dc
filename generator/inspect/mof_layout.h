/**
 * @file
 * Declarations of MOF as lines: what fits stands on one, what does not is broken where somebody would break it who
 * writes by hand.
 */
#ifndef MB_INSPECT_MOF_LAYOUT_H
#define MB_INSPECT_MOF_LAYOUT_H

#include "schema/written.h"
#include "select/select.h"

typedef struct mb_mof_writer {
    mb_buffer *out;
    mb_buffer piece;   /**< what is measured before it is written */
    size_t line_begin; /**< where in `out` the line begins that is being written */
    const mb_selection
        *selection; /**< of `cls`, the class that is written, other methods are left out; NULL = none is */
    const mb_class *cls;
} mb_mof_writer;

/** Give `piece` back with mb_buffer_release() in the end. */
mb_mof_writer mb_mof_writer_of(mb_buffer *out);

/** Ends the line and begins another one. */
void mb_mof_line(mb_mof_writer *writer, size_t indent);
void mb_mof_puts(mb_mof_writer *writer, const char *text);
/** How many characters there are in the line. */
size_t mb_mof_column(const mb_mof_writer *writer);
/** Whether so many more leave room for the brackets and the semicolon at the end of a line. */
bool mb_mof_fits(const mb_mof_writer *writer, size_t length);

/** A value, from where the line stands; its further lines are indented by at least `indent`. */
void mb_mof_write_value(mb_mof_writer *writer, const mb_value *value, size_t indent);
/**
 * A list of qualifiers in brackets; nothing where there are none. @param rest how long that is which follows on the
 * same line if it fits; 0: it has a line of its own in any case
 */
void mb_mof_write_qualifiers(mb_mof_writer *writer, const mb_qualifier *first, size_t indent, size_t rest);

/** The production with the semicolon, from the beginning of a line; a class under another name than the one written. Of
 * a pragma nothing. */
void mb_mof_write_production(mb_mof_writer *writer, const mb_production *production, const mb_symbol *name);
/** Head and body of an instance, without the semicolon. */
void mb_mof_write_instance(mb_mof_writer *writer, const mb_production *instance, size_t indent);

enum { MB_MOF_WIDTH = 100, MB_MOF_STEP = 4 };

#endif
