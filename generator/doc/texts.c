/* Texts of elements for pages: descriptions, names, ids. */
#include <string.h>

#include "doc/maker.h"
#include "support/characters.h"

void *mbd_add(mbd_growing *list, mb_arena *arena)
{
    if (list->count == list->capacity) {
        const size_t capacity = list->capacity == 0 ? 8 : list->capacity * 2;
        char *items = mb_arena_array(arena, capacity, list->size);
        if (list->count != 0) {
            memcpy(items, list->items, list->count * list->size);
        }
        list->items = items;
        list->capacity = capacity;
    }
    return list->items + list->count++ * list->size;
}

mbb_list mbd_list_of(const mbd_growing *list)
{
    return (mbb_list){list->items, list->count};
}

const char *mbd_take(mbd_maker *maker, mb_buffer *buffer)
{
    const char *text = buffer->length == 0 ? "" : mb_arena_text(maker->arena, buffer->text, buffer->length);

    mb_buffer_clear(buffer);
    return text;
}

mbd_html mbd_html_of_text(mbd_maker *maker, const char *text)
{
    return mbd_html_of(mb_text_of(text), maker->arena);
}

mbd_html mbd_name_html(mbd_maker *maker, const mb_symbol *name)
{
    return mbd_html_of((mb_text){name->text, name->length}, maker->arena);
}

/* Links */

mbd_link mbd_link_to(const mbd_maker *maker, const mb_class *cls)
{
    return maker->classes[cls->number].link;
}

mbd_link mbd_link_named(mbd_maker *maker, const mb_symbol *name, const mb_class *cls)
{
    if (cls != NULL) {
        return mbd_link_to(maker, cls);
    }
    return (mbd_link){.name = name != NULL ? mbd_name_html(maker, name) : "object", .page = "", .brief = ""};
}

/* Descriptions */

mb_text mbd_description_of(const mbd_maker *maker, const mb_element *element)
{
    if (element->kind == MB_ELEMENT_CLASS && !mb_element_has_own(element, MB_Q_DESCRIPTION)) {
        return (mb_text){NULL, 0};
    }
    return mb_element_text(maker->unit->schema, element, MB_Q_DESCRIPTION);
}

/** The class that a word of a description names, if it has a page of its own beside this one; else NULL. */
static const mb_class *class_named(const mbd_maker *maker, const char *word, size_t length)
{
    if (memchr(word, '_', length) == NULL) {
        return NULL;
    }
    const mb_symbol *name = mb_symbols_find(maker->input->symbols, word, length);
    const mb_class *cls = name != NULL ? mb_schema_find_class(maker->cls->ns, name) : NULL;
    return cls != NULL && cls != maker->cls && mbd_has_page(maker, cls) ? cls : NULL;
}

/** A paragraph with links. */
static mbd_html linked(mbd_maker *maker, mb_text text)
{
    mb_buffer *out = &maker->scratch;
    const char *end = text.bytes + text.length;
    const char *from = text.bytes;

    for (const char *at = from; at < end;) {
        const char *word = at;
        while (at < end && mb_is_word(*at)) {
            at++;
        }
        const mb_class *cls = at > word ? class_named(maker, word, (size_t)(at - word)) : NULL;
        if (cls != NULL) {
            mbd_put_html(out, (mb_text){from, (uint32_t)(word - from)});
            mb_buffer_printf(out, "<a href=\"%s%s\">", maker->root, mbd_link_to(maker, cls).page);
            mbd_put_html(out, (mb_text){word, (uint32_t)(at - word)});
            mb_buffer_puts(out, "</a>");
            from = at;
        }
        at += at == word;
    }
    mbd_put_html(out, (mb_text){from, (uint32_t)(end - from)});
    return mbd_take(maker, out);
}

/** A text without the white space at its ends. */
static mb_text trim(mb_text text)
{
    while (text.length != 0 && mb_is_space(*text.bytes)) {
        text.bytes++;
        text.length--;
    }
    while (text.length != 0 && mb_is_space(text.bytes[text.length - 1])) {
        text.length--;
    }
    return text;
}

mbb_list mbd_doc_of(mbd_maker *maker, const mb_element *element)
{
    mbd_growing paragraphs = {.size = sizeof(mbd_paragraph)};
    mb_text rest = mbd_description_of(maker, element);

    while (rest.length != 0) {
        const char *newline = memchr(rest.bytes, '\n', rest.length);
        const uint32_t length = newline != NULL ? (uint32_t)(newline - rest.bytes) : rest.length;
        const mb_text line = trim((mb_text){rest.bytes, length});
        if (line.length != 0) {
            ((mbd_paragraph *)mbd_add(&paragraphs, maker->arena))->text = linked(maker, line);
        }
        rest.bytes += length + (newline != NULL);
        rest.length -= length + (newline != NULL);
    }
    return mbd_list_of(&paragraphs);
}

mbd_html mbd_brief_of(mbd_maker *maker, const mb_element *element)
{
    enum { LONGEST = 200 };
    mb_text text = mb_first_sentence(trim(mbd_description_of(maker, element)));

    if (text.length <= LONGEST) {
        return mbd_html_of(text, maker->arena);
    }
    text.length = mb_cut_behind_word(text, 0, LONGEST);
    mbd_put_html(&maker->scratch, text);
    mb_buffer_puts(&maker->scratch, " \xE2\x80\xA6");
    return mbd_take(maker, &maker->scratch);
}

/* Ids */

/** An id of a name that no name in C is: these begin with the prefix of the library, and have no dot at their end. */
static mbd_id anchor_of(mbd_maker *maker, const mb_symbol *name)
{
    const char *prefix = maker->unit->library->prefix;
    const size_t length = strlen(prefix);
    const mbd_id id = mbd_id_of((mb_text){name->text, name->length}, maker->arena);

    return strncmp(id, prefix, length) == 0 && id[length] == '_' ? mb_arena_format(maker->arena, "%s.", id) : id;
}

mbd_id mbd_member_anchor(mbd_maker *maker, const mb_class *cls, const mb_element *member)
{
    const mbd_id id = anchor_of(maker, member->name);

    if (member->kind == MB_ELEMENT_METHOD && mb_class_find_property(cls, member->name) != NULL) {
        return mb_arena_format(maker->arena, "%s-method", id);
    }
    return id;
}

mbd_id mbd_parameter_anchor(mbd_maker *maker, const mb_class *cls, const mb_element *method,
                            const mb_element *parameter)
{
    return mb_arena_format(maker->arena, "%s.%s", mbd_member_anchor(maker, cls, method),
                           anchor_of(maker, parameter->name));
}
