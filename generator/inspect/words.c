#include "inspect/words.h"

#include <inttypes.h>
#include <string.h>

#include "inspect/mof_text.h"
#include "support/characters.h"

const char *mb_take_text(mb_buffer *buffer, mb_arena *arena)
{
    const char *text = mb_arena_text(arena, buffer->length != 0 ? buffer->text : "", buffer->length);

    mb_buffer_clear(buffer);
    return text;
}

const char *mb_type_text(const mb_element *element, mb_arena *arena)
{
    if (element->type != MB_TYPE_REFERENCE && element->type != MB_TYPE_OBJECT) {
        return mb_type_word_name((mb_type_word)element->type);
    }
    const char *name = element->class_name != NULL ? element->class_name->text : "object";
    return element->type == MB_TYPE_REFERENCE ? mb_arena_format(arena, "%s REF", name) : name;
}

const char *mb_name_text(const mb_element *element, mb_arena *arena)
{
    if (!element->is_array) {
        return element->name->text;
    }
    return element->feature->array_size == 0
               ? mb_arena_format(arena, "%s[]", element->name->text)
               : mb_arena_format(arena, "%s[%" PRIu32 "]", element->name->text, element->feature->array_size);
}

const char *mb_direction_name(const mb_element *parameter)
{
    return !parameter->is_out ? "in" : parameter->is_in ? "in out" : "out";
}

void mb_put_parameters(mb_buffer *out, const mb_element *method, mb_arena *arena)
{
    mb_buffer_putc(out, '(');
    for (const mb_element *each = method->parameters; each != NULL; each = each->next) {
        mb_buffer_printf(out, "%s %s %s%s", mb_direction_name(each), mb_type_text(each, arena),
                         mb_name_text(each, arena), each->next != NULL ? ", " : "");
    }
    mb_buffer_putc(out, ')');
}

const char *mb_class_kind(const mb_class *cls, mb_arena *arena)
{
    const char *what = cls->is_association ? "association" : cls->is_indication ? "indication" : NULL;
    const char *how = cls->is_abstract ? "abstract" : cls->is_singleton ? "singleton" : NULL;

    if (how != NULL && what != NULL) {
        return mb_arena_format(arena, "%s %s", how, what);
    }
    return how != NULL ? how : what != NULL ? what : "class";
}

const char *mb_code_range(const mb_code *code, mb_arena *arena)
{
    if (code->is_text) {
        mb_buffer text;
        mb_buffer_init(&text, mb_arena_heap(arena));
        mb_mof_put_string(&text, code->text);
        const char *taken = mb_take_text(&text, arena);
        mb_buffer_release(&text);
        return taken;
    }
    if (code->is_rest) {
        return "..";
    }
    const char *low = mb_code_digits(code->low, code->is_unsigned, arena);
    return code->low == code->high
               ? low
               : mb_arena_format(arena, "%s..%s", low, mb_code_digits(code->high, code->is_unsigned, arena));
}

/* Paragraphs */

static size_t width_of(const char *text, size_t length)
{
    size_t width = 0;

    for (size_t i = 0; i < length; i++) {
        width += mb_begins_character(text[i]);
    }
    return width;
}

static void put_blanks(mb_buffer *out, size_t count)
{
    while (count-- > 0) {
        mb_buffer_putc(out, ' ');
    }
}

/** How many bytes a blank has, or what a terminal would obey: that is none of its business. 0: it is something else. */
static size_t blank_length(const char *at, const char *end)
{
    return *at == ' ' ? 1 : mb_command_length(at, end);
}

const char *mb_one_line(mb_text text, mb_arena *arena)
{
    if (text.bytes == NULL) {
        return "";
    }
    const char *at = text.bytes, *end = text.bytes + text.length;
    char *line = mb_arena_text(arena, text.bytes, text.length);
    char *out = line;
    while (at < end) {
        size_t length = mb_command_length(at, end);
        *out++ = length != 0 ? ' ' : *at;
        at += length != 0 ? length : 1;
    }
    *out = '\0';
    return line;
}

void mb_put_items(mb_buffer *out, const char *items, size_t column, size_t indent, size_t width)
{
    for (bool is_first = true; *items != '\0'; is_first = false) {
        const char *comma = strstr(items, ", ");
        size_t length = comma != NULL ? (size_t)(comma - items) + 1 : strlen(items);
        size_t wanted = width_of(items, length);
        if (column + (is_first ? 0u : 1u) + wanted > width && column > indent) {
            mb_buffer_putc(out, '\n');
            put_blanks(out, indent);
            column = indent;
        } else if (!is_first) {
            mb_buffer_putc(out, ' ');
            column++;
        }
        mb_buffer_append(out, items, length);
        column += wanted;
        items += length;
        items += *items == ' ';
    }
}

/** One line of the text, as several where it is too long. */
static void put_wrapped(mb_buffer *out, const char *at, const char *end, size_t indent, size_t width)
{
    size_t column = 0;

    while (at < end) {
        for (size_t blank = 1; at < end && (blank = blank_length(at, end)) != 0;) {
            at += blank;
        }
        const char *word = at;
        while (at < end && blank_length(at, end) == 0) {
            at++;
        }
        size_t wanted = width_of(word, (size_t)(at - word));
        if (wanted == 0) {
            break;
        }
        if (column != 0 && column + 1 + wanted > width) {
            mb_buffer_putc(out, '\n');
            column = 0;
        }
        if (column == 0) {
            put_blanks(out, indent);
            column = indent;
        } else {
            mb_buffer_putc(out, ' ');
            column++;
        }
        mb_buffer_append(out, word, (size_t)(at - word));
        column += wanted;
    }
    mb_buffer_putc(out, '\n');
}

/** How many bytes of a text are behind what there is to be read in it. */
static size_t trailing_blanks(const char *begin, const char *end)
{
    const char *last = begin;

    for (const char *at = begin; at < end;) {
        size_t length = blank_length(at, end);
        at += length != 0 ? length : 1;
        last = length != 0 ? last : at;
    }
    return (size_t)(end - last);
}

void mb_put_paragraphs(mb_buffer *out, mb_text text, size_t indent, size_t width)
{
    if (text.length == 0) {
        return;
    }
    const char *at = text.bytes, *end = text.bytes + text.length;
    end -= trailing_blanks(at, end);
    while (at < end) {
        const char *line = memchr(at, '\n', (size_t)(end - at));
        line = line != NULL ? line : end;
        put_wrapped(out, at, line, indent, width);
        at = line + 1;
    }
}

/* Tables */

/** A cell that is wider stands out of its column, so that one long name does not move all others. */
enum { WIDEST_CELL = 56 };

typedef struct row row;
struct row {
    const char *cells[MB_TABLE_COLUMNS];
    mb_text text; /**< below it */
    size_t text_width;
    const mb_table *below;
    row *next;
};

struct mb_table {
    mb_arena *arena;
    row *first;
    row *last;
    size_t widths[MB_TABLE_COLUMNS];
};

mb_table *mb_table_new(mb_arena *arena)
{
    mb_table *table = mb_arena_zalloc(arena, sizeof *table);

    table->arena = arena;
    return table;
}

void mb_table_row(mb_table *table, const char *const *cells)
{
    row *added = mb_arena_zalloc(table->arena, sizeof *added);

    for (size_t i = 0; i < MB_TABLE_COLUMNS && cells[i] != NULL; i++) {
        size_t width = width_of(cells[i], strlen(cells[i]));
        added->cells[i] = cells[i];
        if (width > table->widths[i] && width <= WIDEST_CELL) {
            table->widths[i] = width;
        }
    }
    if (table->last == NULL) {
        table->first = added;
    } else {
        table->last->next = added;
    }
    table->last = added;
}

void mb_table_below(mb_table *table, const mb_table *below)
{
    table->last->below = below;
}

void mb_table_say(mb_table *table, mb_text text, size_t width)
{
    table->last->text = text;
    table->last->text_width = width;
}

bool mb_table_is_empty(const mb_table *table)
{
    return table->first == NULL;
}

static void write_row(const mb_table *table, const row *r, size_t indent, mb_buffer *out)
{
    const size_t begin = out->length;
    size_t blanks = indent; /* written when there is something behind them */

    for (size_t i = 0; i < MB_TABLE_COLUMNS && r->cells[i] != NULL; i++) {
        size_t width = width_of(r->cells[i], strlen(r->cells[i]));
        if (width != 0) {
            put_blanks(out, blanks);
            blanks = 0;
            mb_buffer_puts(out, r->cells[i]);
        }
        blanks += table->widths[i] > width ? table->widths[i] - width : 0;
        blanks += table->widths[i] != 0 || width != 0 ? 2 : 0;
    }
    while (out->length > begin && out->text[out->length - 1] == ' ') {
        out->length--; /* of a cell that ends with them */
    }
    mb_buffer_putc(out, '\n');
}

void mb_table_write(const mb_table *table, size_t indent, mb_buffer *out)
{
    enum { BELOW = 6 };

    for (const row *r = table->first; r != NULL; r = r->next) {
        write_row(table, r, indent, out);
        mb_put_paragraphs(out, r->text, indent + BELOW, r->text_width);
        if (r->below != NULL) {
            mb_table_write(r->below, indent + BELOW, out);
        }
    }
}
