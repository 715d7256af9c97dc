#include <inttypes.h>

#include "binding/binder.h"
#include "support/characters.h"
#include "support/punit.h"

#define LONGEST_DEFAULT 40

/** Adds to a list of notes. */
static void add_note(mb_buffer *notes, const char *text)
{
    if (notes->length > 0) {
        mb_buffer_puts(notes, ", ");
    }
    mb_buffer_puts(notes, text);
}

static mbb_comment finish(mbb_binder *binder)
{
    mb_text text = {binder->words.text, (uint32_t)binder->words.length};

    return text.length == 0 ? "" : mbb_comment_line(binder, text);
}

static void put_integer(mb_buffer *out, mb_integer value)
{
    mb_buffer_printf(out, "%s%" PRIu64, value.is_negative ? "-" : "", value.magnitude);
}

/* ---- Types ---- */

static void put_type(mb_buffer *out, const mb_element *element)
{
    if (element->type == MB_TYPE_REFERENCE || element->type == MB_TYPE_OBJECT) {
        mb_buffer_puts(out, element->class_name == NULL ? "object" : element->class_name->text);
        if (element->type == MB_TYPE_REFERENCE) {
            mb_buffer_puts(out, " REF");
        }
    } else {
        mb_buffer_puts(out, mb_type_word_name((mb_type_word)element->type));
    }
}

mbb_comment mbb_mof_type(mbb_binder *binder, const mb_element *element)
{
    mb_buffer *out = &binder->words;

    if (!element->is_embedded && !element->is_array && element->class_name == NULL &&
        element->type < MB_TYPE_REFERENCE) {
        return mb_type_word_name((mb_type_word)element->type);
    }
    mb_buffer_clear(out);
    if (element->is_embedded) {
        mb_buffer_puts(out, element->class_name == NULL ? "EmbeddedObject" : "EmbeddedInstance ");
        mb_buffer_puts(out, element->class_name == NULL ? "" : element->class_name->text);
    } else {
        put_type(out, element);
    }
    if (element->is_array) {
        mb_buffer_puts(out, "[]");
    }
    return finish(binder);
}

/* ---- Values ---- */

static void put_datum(mb_buffer *out, mb_datum value)
{
    const char *separator = "";
    mb_datum item;

    switch (value.kind) {
    case MB_DATUM_BOOLEAN:
        mb_buffer_puts(out, value.boolean ? "true" : "false");
        break;
    case MB_DATUM_INTEGER:
        put_integer(out, value.integer);
        break;
    case MB_DATUM_REAL:
        mb_buffer_printf(out, "%g", value.real);
        break;
    case MB_DATUM_CHAR16:
        mb_buffer_printf(out, "%u", (unsigned)value.char16);
        break;
    case MB_DATUM_TEXT:
        mb_buffer_putc(out, '"');
        mb_buffer_append(out, value.text.bytes, value.text.length);
        mb_buffer_putc(out, '"');
        break;
    case MB_DATUM_ALIAS:
        mb_buffer_putc(out, '$');
        mb_buffer_append(out, value.text.bytes, value.text.length);
        break;
    case MB_DATUM_LIST:
        mb_buffer_putc(out, '{');
        while (out->length < 4 * LONGEST_DEFAULT && mb_next_datum(&value, &item)) {
            mb_buffer_puts(out, separator);
            put_datum(out, item);
            separator = ", ";
        }
        mb_buffer_putc(out, '}');
        break;
    case MB_DATUM_NONE:
        break;
    }
}

static void note_default(mb_buffer *notes, mb_datum value)
{
    if (value.kind == MB_DATUM_NONE) {
        return;
    }
    size_t before = notes->length;
    add_note(notes, "default ");
    size_t begin = notes->length;
    put_datum(notes, value);
    if (notes->length - begin > LONGEST_DEFAULT) {
        notes->length = before;
        notes->text[before] = '\0';
    }
}

/* ---- Units and limits ---- */

/** The declaration that says units last, by PUnit, Units or both: what is said further up is said anew. One does. */
static const mb_element *unit_holder(const mb_element *element)
{
    while (!mb_element_has_own(element, MB_Q_PUNIT) && !mb_element_has_own(element, MB_Q_UNITS)) {
        element = mb_element_parent(element);
    }
    return element;
}

/** What a unit is where it is no programmatic one, as Units says it: "Percentage", "MilliSeconds". */
static void put_units_text(mb_buffer *out, mb_text units)
{
    if (mb_text_equal_nocase(units, mb_text_of("Percentage"))) {
        mb_buffer_puts(out, "percent");
        return;
    }
    for (uint32_t i = 0; i < units.length; i++) {
        mb_buffer_putc(out, mb_lower(units.bytes[i]));
    }
}

mbb_comment mbb_element_units(mbb_binder *binder, const mb_element *element)
{
    mb_buffer *out = &binder->words;
    mb_text punit = mb_element_text(binder->schema, element, MB_Q_PUNIT);
    mb_text units = mb_element_text(binder->schema, element, MB_Q_UNITS);

    if (punit.length > 0 && units.length > 0) {
        const mb_element *holder = unit_holder(element);
        punit = mb_element_has_own(holder, MB_Q_PUNIT) ? punit : (mb_text){NULL, 0};
        units = mb_element_has_own(holder, MB_Q_UNITS) ? units : (mb_text){NULL, 0};
    }
    mb_buffer_clear(out);
    if (!mb_punit_in_words(out, punit)) {
        if (units.length > 0) {
            put_units_text(out, units);
        } else {
            mb_buffer_append(out, punit.bytes, punit.length);
        }
    }
    return finish(binder);
}

/** "in bytes"; what is counted is in nothing. */
static void note_units(mb_buffer *notes, mbb_comment units)
{
    if (strcmp(units, "counts") == 0) {
        add_note(notes, "a count");
    } else if (units[0] != '\0') {
        add_note(notes, "in ");
        mb_buffer_puts(notes, units);
    }
}

static void note_limits(mbb_binder *binder, const mb_element *element)
{
    mb_buffer *notes = &binder->words;
    mb_integer least, most, longest;
    const bool has_least = mb_element_integer(binder->schema, element, MB_Q_MINVALUE, &least);
    const bool has_most = mb_element_integer(binder->schema, element, MB_Q_MAXVALUE, &most);

    if (has_least || has_most) {
        add_note(notes, !has_least ? "at most " : !has_most ? "at least " : "");
        if (has_least) {
            put_integer(notes, least);
        }
        if (has_least && has_most) {
            mb_buffer_puts(notes, " .. ");
        }
        if (has_most) {
            put_integer(notes, most);
        }
    }
    if (mb_element_integer(binder->schema, element, MB_Q_MAXLEN, &longest)) {
        add_note(notes, "at most ");
        put_integer(notes, longest);
        mb_buffer_puts(notes, " characters");
    }
}

/** DSP0004 has properties readable by default; what nobody has stated is not told. */
static void note_access(mbb_binder *binder, const mb_element *element)
{
    bool write = mb_element_flag(element, MB_Q_WRITE);
    bool stated = mb_element_has(element, MB_Q_READ);
    bool read = mb_element_flag(element, MB_Q_READ);

    if (mb_element_flag(element, MB_Q_KEY)) {
        add_note(&binder->words, "key");
    }
    if (write) {
        add_note(&binder->words, stated && !read ? "write-only" : "read/write");
    } else if (stated && read) {
        add_note(&binder->words, "read-only");
    }
}

/* ---- Hosts ---- */

/** "since Windows Server 2016", "until Windows Server 2019"; what begins with "never" says all by itself. */
static void note_hosts(mbb_binder *binder, const mb_element *element)
{
    mb_buffer *notes = &binder->words;
    const mb_text since = mb_element_text(binder->schema, element, MB_Q_MOFBINDSINCE);
    const mb_text until = mb_element_text(binder->schema, element, MB_Q_MOFBINDUNTIL);
    const mb_text never = mb_text_of("never");

    if (since.length > 0) {
        add_note(notes, "since ");
        mb_buffer_append(notes, since.bytes, since.length);
    }
    if (until.length > 0) {
        bool is_sentence =
            until.length >= never.length && mb_text_equal_nocase((mb_text){until.bytes, never.length}, never);
        add_note(notes, is_sentence ? "" : "until ");
        mb_buffer_append(notes, until.bytes, until.length);
    }
}

/** What is noted, as a sentence of its own. */
static mbb_comment finish_sentence(mbb_binder *binder)
{
    if (binder->words.length > 0) {
        binder->words.text[0] = mb_upper(binder->words.text[0]);
    }
    return finish(binder);
}

mbb_comment mbb_element_hosts(mbb_binder *binder, const mb_element *element)
{
    mb_buffer_clear(&binder->words);
    note_hosts(binder, element);
    return finish_sentence(binder);
}

/** DSP0004: the elements that replace it, or "No value"; WMI's boolean has none. The first is told. */
static void note_deprecation(mbb_binder *binder, const mb_element *element)
{
    const mb_text successor = mb_element_text(binder->schema, element, MB_Q_DEPRECATED);

    if (!mb_element_flag(element, MB_Q_DEPRECATED)) {
        return;
    }
    add_note(&binder->words, "deprecated");
    if (successor.length > 0 && !mb_text_equal_nocase(successor, mb_text_of("No value"))) {
        mb_buffer_puts(&binder->words, " in favor of ");
        mb_buffer_append(&binder->words, successor.bytes, successor.length);
    }
}

mbb_comment mbb_element_deprecation(mbb_binder *binder, const mb_element *element)
{
    mb_buffer_clear(&binder->words);
    note_deprecation(binder, element);
    return finish_sentence(binder);
}

mbb_comment mbb_page_of(mbb_binder *binder, const mb_element *element)
{
    const char *page = mb_element_page(binder->schema, element, binder->arena);

    return page == NULL ? "" : mbb_comment_line(binder, mb_text_of(page));
}

mbb_comment mbb_element_notes(mbb_binder *binder, const mb_element *element, mbb_comment units)
{
    mb_buffer *notes = &binder->words;

    mb_buffer_clear(notes);
    if (element->kind == MB_ELEMENT_PARAMETER) {
        add_note(notes, !element->is_out ? "in" : element->is_in ? "in, out" : "out");
    } else {
        note_access(binder, element);
    }
    if (mb_element_flag(element, MB_Q_REQUIRED)) {
        add_note(notes, "required");
    }
    if (mb_element_flag(element, MB_Q_OPTIONAL)) {
        add_note(notes, "optional");
    }
    note_units(notes, units);
    note_limits(binder, element);
    note_default(notes, mb_element_default_datum(element));
    mb_text array_type = mb_element_text(binder->schema, element, MB_Q_ARRAYTYPE);
    if (element->is_array && array_type.bytes != NULL && !mb_text_equal_nocase(array_type, mb_text_of("Bag"))) {
        add_note(notes, mb_text_equal_nocase(array_type, mb_text_of("Indexed")) ? "indexed" : "ordered");
    }
    note_deprecation(binder, element);
    note_hosts(binder, element);
    return finish(binder);
}
