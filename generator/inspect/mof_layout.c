#include "inspect/mof_layout.h"

#include <string.h>

#include "inspect/mof_text.h"
#include "support/characters.h"

enum {
    RESERVE = 3,                   /**< for what ends a line: `")]`, `"};` */
    SHORTEST_PIECE = 24,           /**< of a string: with less room it begins on a line of its own */
    DEEPEST = MB_MOF_WIDTH * 3 / 5 /**< columns at which lines that belong together are lined up */
};

mb_mof_writer mb_mof_writer_of(mb_buffer *out)
{
    mb_mof_writer writer = {.out = out, .line_begin = out->length};

    mb_buffer_init(&writer.piece, out->heap);
    return writer;
}

void mb_mof_puts(mb_mof_writer *writer, const char *text)
{
    mb_buffer_puts(writer->out, text);
}

void mb_mof_line(mb_mof_writer *writer, size_t indent)
{
    mb_buffer *out = writer->out;

    while (out->length > writer->line_begin && out->text[out->length - 1] == ' ') {
        out->length--;
    }
    mb_buffer_putc(out, '\n');
    writer->line_begin = out->length;
    for (size_t i = 0; i < indent; i++) {
        mb_buffer_putc(out, ' ');
    }
}

size_t mb_mof_column(const mb_mof_writer *writer)
{
    size_t column = 0;

    for (size_t i = writer->line_begin; i < writer->out->length; i++) {
        column += mb_begins_character(writer->out->text[i]);
    }
    return column;
}

bool mb_mof_fits(const mb_mof_writer *writer, size_t length)
{
    return mb_mof_column(writer) + length + RESERVE <= MB_MOF_WIDTH;
}

static void put_piece(mb_mof_writer *writer)
{
    mb_buffer_append(writer->out, writer->piece.text, writer->piece.length);
}

/** Where lines go on that belong to what stands at the column: there, unless that leaves too little room. */
static size_t hang(const mb_mof_writer *writer, size_t indent)
{
    size_t column = mb_mof_column(writer);

    return column <= DEEPEST ? column : indent + MB_MOF_STEP;
}

/* Strings */

/**
 * How much of a text the next piece of a string takes: up to a line break, or the last blank that leaves room. What it
 * takes is in `piece`.
 */
static size_t next_piece(mb_mof_writer *writer, mb_text text, size_t begin)
{
    mb_buffer *piece = &writer->piece;
    size_t at = begin, good_end = begin, good_length = 0;

    mb_buffer_clear(piece);
    while (at < text.length) {
        size_t length_before = piece->length;
        size_t next = at + mb_mof_put_character(piece, text, at);
        if (!mb_mof_fits(writer, piece->length + 1) && at > begin) {
            piece->length = good_length != 0 ? good_length : length_before;
            return good_length != 0 ? good_end : at;
        }
        at = next;
        char c = text.bytes[at - 1];
        if (c == '\n' && at < text.length && text.bytes[at] != '\n' && text.bytes[at] != '\r') {
            break;
        }
        if (c == ' ' && at < text.length && text.bytes[at] != ' ') {
            good_end = at;
            good_length = piece->length;
        }
    }
    return at;
}

static void write_string(mb_mof_writer *writer, mb_text text, size_t indent)
{
    mb_buffer_clear(&writer->piece);
    mb_mof_put_string(&writer->piece, text);
    if (mb_mof_fits(writer, writer->piece.length)) {
        put_piece(writer);
        return;
    }
    size_t margin = hang(writer, indent);
    if (mb_mof_column(writer) > margin && !mb_mof_fits(writer, SHORTEST_PIECE)) {
        mb_mof_line(writer, margin);
    }
    size_t at = 0;
    do {
        if (at > 0) {
            mb_mof_line(writer, margin);
        }
        mb_buffer_putc(writer->out, '"');
        at = next_piece(writer, text, at);
        put_piece(writer);
        mb_buffer_putc(writer->out, '"');
    } while (at < text.length);
}

/* Lists */

/** Items side by side, as many as there is room for. */
static void write_filled(mb_mof_writer *writer, const mb_value *first, size_t indent)
{
    mb_buffer_putc(writer->out, '{');
    size_t margin = hang(writer, indent);
    if (margin < mb_mof_column(writer)) {
        mb_mof_line(writer, margin);
    }
    for (const mb_value *each = first; each != NULL; each = each->next) {
        mb_buffer_clear(&writer->piece);
        mb_mof_put_value(&writer->piece, each);
        if (each != first) {
            mb_buffer_putc(writer->out, ',');
            if (mb_mof_fits(writer, 1 + writer->piece.length)) {
                mb_buffer_putc(writer->out, ' ');
            } else {
                mb_mof_line(writer, margin);
            }
        }
        if (mb_mof_fits(writer, writer->piece.length)) {
            put_piece(writer);
        } else {
            mb_mof_write_value(writer, each, margin);
        }
    }
    mb_buffer_putc(writer->out, '}');
}

/** Items below each other. */
static void write_block(mb_mof_writer *writer, const mb_value *first, size_t indent)
{
    mb_buffer_putc(writer->out, '{');
    for (const mb_value *each = first; each != NULL; each = each->next) {
        mb_mof_line(writer, indent + MB_MOF_STEP);
        mb_mof_write_value(writer, each, indent + MB_MOF_STEP);
        mb_mof_puts(writer, each->next != NULL ? "," : "");
    }
    mb_mof_line(writer, indent);
    mb_buffer_putc(writer->out, '}');
}

void mb_mof_write_value(mb_mof_writer *writer, const mb_value *value, size_t indent)
{
    if (value->kind == MB_VALUE_INSTANCE) {
        mb_mof_write_instance(writer, value->u.instance, indent);
    } else if (value->kind == MB_VALUE_STRING) {
        write_string(writer, mb_value_text(value), indent);
    } else if (mb_mof_holds_instance(value)) {
        write_block(writer, value->u.first, indent);
    } else if (value->kind == MB_VALUE_ARRAY) {
        write_filled(writer, value->u.first, indent);
    } else {
        mb_mof_put_value(writer->out, value);
    }
}

/* Qualifiers */

static void write_qualifier(mb_mof_writer *writer, const mb_qualifier *qualifier, size_t indent)
{
    const mb_value *value = qualifier->value;
    const char *brackets = value == NULL || value->kind == MB_VALUE_ARRAY ? "" : "()";

    mb_mof_puts(writer, qualifier->name->text);
    if (*brackets != '\0') {
        mb_buffer_putc(writer->out, brackets[0]);
    }
    if (value != NULL) {
        mb_mof_write_value(writer, value, indent);
    }
    if (*brackets != '\0') {
        mb_buffer_putc(writer->out, brackets[1]);
    }
    mb_mof_put_flavors(writer->out, qualifier->flavors);
}

/** Several lines: each qualifier where there is room for it, else at the beginning of the next. */
static void write_broken(mb_mof_writer *writer, const mb_qualifier *first, size_t indent)
{
    mb_buffer_putc(writer->out, '[');
    for (const mb_qualifier *each = first; each != NULL; each = each->next) {
        mb_buffer_clear(&writer->piece);
        mb_mof_put_qualifier(&writer->piece, each);
        if (each != first) {
            mb_buffer_putc(writer->out, ',');
            if (mb_mof_fits(writer, 1 + writer->piece.length)) {
                mb_buffer_putc(writer->out, ' ');
            } else {
                mb_mof_line(writer, indent + 1);
            }
        }
        if (mb_mof_fits(writer, writer->piece.length)) {
            put_piece(writer);
        } else {
            write_qualifier(writer, each, indent + 1);
        }
    }
    mb_buffer_putc(writer->out, ']');
}

void mb_mof_write_qualifiers(mb_mof_writer *writer, const mb_qualifier *first, size_t indent, size_t rest)
{
    mb_buffer *piece = &writer->piece;

    if (first == NULL) {
        return;
    }
    mb_buffer_clear(piece);
    mb_buffer_putc(piece, '[');
    for (const mb_qualifier *each = first; each != NULL; each = each->next) {
        mb_buffer_puts(piece, each != first ? ", " : "");
        mb_mof_put_qualifier(piece, each);
    }
    mb_buffer_putc(piece, ']');
    if (rest != 0 && mb_mof_column(writer) + piece->length + 1 + rest <= MB_MOF_WIDTH) {
        put_piece(writer);
        mb_buffer_putc(writer->out, ' ');
        return;
    }
    if (mb_mof_column(writer) + piece->length <= MB_MOF_WIDTH) {
        put_piece(writer);
    } else {
        write_broken(writer, first, indent);
    }
    mb_mof_line(writer, indent);
}
