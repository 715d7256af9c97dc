/* A pattern: read, and compared with names. */
#include <string.h>

#include "select/select.h"
#include "support/characters.h"

bool mb_glob(mb_text pattern, mb_text text)
{
    uint32_t p = 0, t = 0;
    uint32_t star = UINT32_MAX; /* behind the last * that was met: it takes one more where what follows does not fit */
    uint32_t taken = 0;

    while (t < text.length) {
        if (p < pattern.length && pattern.bytes[p] == '*') {
            star = ++p;
            taken = t;
        } else if (p < pattern.length && pattern.bytes[p] == '?') {
            for (t++; t < text.length && !mb_begins_character(text.bytes[t]); t++) {
            }
            p++;
        } else if (p < pattern.length && mb_lower(pattern.bytes[p]) == mb_lower(text.bytes[t])) {
            p++;
            t++;
        } else if (star != UINT32_MAX) {
            p = star;
            t = ++taken;
        } else {
            return false;
        }
    }
    while (p < pattern.length && pattern.bytes[p] == '*') {
        p++;
    }
    return p == pattern.length;
}

bool mb_pattern_fits_class(const mb_pattern *pattern, const mb_class *cls)
{
    const mb_symbol *name = cls->element.name;

    return (pattern->ns.bytes == NULL || mb_glob(pattern->ns, mb_text_of(cls->ns->name))) &&
           mb_glob(pattern->cls, (mb_text){name->text, name->length});
}

static bool is_of_name(char c)
{
    return mb_is_word(c) || c == '*' || c == '?' || (unsigned char)c >= 0x80;
}

/** Where a text has a character that no name has; its length where it has none. */
static uint32_t find_foreign(mb_text text)
{
    uint32_t at = 0;

    while (at < text.length && is_of_name(text.bytes[at])) {
        at++;
    }
    return at;
}

/** The first place of a character; UINT32_MAX where there is none. */
static uint32_t find(mb_text text, char c)
{
    const char *found = text.length > 0 ? memchr(text.bytes, c, text.length) : NULL;

    return found == NULL ? UINT32_MAX : (uint32_t)(found - text.bytes);
}

/** root/interop is root\interop. */
static mb_text namespace_of(const char *text, uint32_t length, mb_arena *arena)
{
    char *ns = mb_arena_text(arena, text, length);

    for (char *at = ns; *at != '\0'; at++) {
        *at = *at == '/' ? '\\' : *at;
    }
    return (mb_text){ns, length};
}

const char *mb_pattern_parse(mb_text text, mb_arena *arena, mb_pattern *out)
{
    out->is_exclusion = text.length > 0 && text.bytes[0] == '-';
    if (out->is_exclusion) {
        text = (mb_text){text.bytes + 1, text.length - 1};
    }
    out->text = mb_arena_text(arena, text.bytes, text.length);
    text.bytes = out->text;
    const uint32_t colon = find(text, ':');
    if (colon == 0) {
        return "a namespace stands before the colon";
    }
    if (colon != UINT32_MAX) {
        out->ns = namespace_of(text.bytes, colon, arena);
        text = (mb_text){text.bytes + colon + 1, text.length - colon - 1};
    }
    const uint32_t dot = find(text, '.');
    out->cls = dot == UINT32_MAX ? text : (mb_text){text.bytes, dot};
    out->method = dot == UINT32_MAX ? (mb_text){NULL, 0} : (mb_text){text.bytes + dot + 1, text.length - dot - 1};
    if (out->cls.length == 0) {
        return dot == UINT32_MAX ? "a class is missing" : "a class stands before the dot; * is any";
    }
    if (dot != UINT32_MAX && out->method.length == 0) {
        return "a method stands behind the dot; * is any";
    }
    if (find_foreign(out->cls) < out->cls.length ||
        (dot != UINT32_MAX && find_foreign(out->method) < out->method.length)) {
        return "it is Class or Class.Method, with * and ? for any characters";
    }
    return NULL;
}
