#include "binding/binder.h"
#include "support/characters.h"

#define LINE_WIDTH 100

static bool is_letter(char c)
{
    return mb_is_word(c) && !mb_is_digit(c);
}

/** What may begin something that documentation does not show as it is. */
#define COMMANDS "\\@<&#%:$"

static bool may_be_command(char c)
{
    return c == '\\' || c == '@' || c == '<' || c == '&' || c == '#' || c == '%' || c == ':' || c == '$';
}

/** Whether Doxygen, or clang, would take what is at `at` for a command, a tag, an entity, a link or a variable of the
 * environment, behind what is in `out`. */
static bool is_command(const mb_buffer *out, const char *at)
{
    const char before = out->length > 0 ? out->text[out->length - 1] : ' ';

    switch (at[0]) {
    case '\\':
    case '@':
        return true;
    case '<':
        return is_letter(at[1]) || at[1] == '/' || at[1] == '!' || at[1] == '?';
    case '&':
        return is_letter(at[1]) || at[1] == '#';
    case '#':
    case '%':
        return is_letter(at[1]);
    case '$':
        return at[1] == '(';
    case ':':
        return at[1] == ':' && is_letter(at[2]) && !is_letter(before) && before != ':';
    default:
        return false;
    }
}

static bool starts_word(const char *at, const char *word)
{
    while (*word != '\0' && mb_lower(*at) == *word) {
        at++;
        word++;
    }
    return *word == '\0' && !mb_is_word(*at);
}

/** What Doxygen looks for before it looks for escapes: conditions at the end of a line, and preformatted text. */
static bool defies_escapes(const char *at)
{
    static const struct {
        const char *begins;
        const char *word;
    } words[] = {{"\\@", "cond"}, {"\\@", "endcond"}, {"<", "pre"}, {"<", "code"}};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strchr(words[i].begins, at[0]) != NULL && starts_word(at + 1, words[i].word)) {
            return true;
        }
    }
    return false;
}

/** Escapes what is at `at`, a command. */
static void put_escaped(mb_buffer *out, const char *at)
{
    mb_buffer_putc(out, '\\');
    mb_buffer_putc(out, at[0]);
    if (defies_escapes(at)) {
        mb_buffer_putc(out, ' ');
    }
}

/** What makes comments dangerous is looked for in what was written last, so that nothing dropped between two characters
 * hides it. Three ~ or ` begin a block of code, //! one of Doxygen's comments, and ](
 * makes a link. */
static void put_safe(mb_buffer *out, const char *bytes, size_t length)
{
    char last = out->length > 0 ? out->text[out->length - 1] : '\0';
    char c = bytes[0];
    bool delimiter = (last == '*' && c == '/') || (last == '/' && c == '*');
    bool is_double = out->length > 1 && out->text[out->length - 2] == last;
    bool trigraph = last == '?' && is_double && c != '\0' && strchr("=/'()!<>-", c) != NULL;
    bool fence = (c == '~' || c == '`') && last == c && is_double;
    bool comment = c == '!' && last == '/' && is_double;
    bool link = c == '(' && last == ']';

    if (delimiter || trigraph || fence || comment || link) {
        mb_buffer_putc(out, ' ');
    }
    mb_buffer_append(out, bytes, length);
}

/** Characters that a reader does not see, or that turn what he sees around; gcc warns of them. */
static bool is_invisible(int32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || (point >= 0x200B && point <= 0x200F) ||
           (point >= 0x202A && point <= 0x202E) || (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF ||
           point == 0xAD || (point & 0xFFFE) == 0xFFFE;
}

static bool is_blank(int32_t point)
{
    return point == ' ' || point == '\t' || point == '\v' || point == '\f' || point == 0xA0;
}

/**
 * A line continues on the next one when a backslash ends it, and gcc looks past blanks for one; `*\` and `/` on two
 * lines end a comment.
 */
static void end_line(mb_buffer *out)
{
    while (out->length > 0 && out->text[out->length - 1] == ' ') {
        out->text[--out->length] = '\0';
    }
    if (out->length > 0 && out->text[out->length - 1] == '\\') {
        mb_buffer_putc(out, '.');
    }
}

/** A blank between two words of a line, where there was one. */
static void put_blank(mb_buffer *out, bool blank)
{
    if (blank && out->length > 0 && out->text[out->length - 1] != '\n') {
        mb_buffer_putc(out, ' ');
    }
}

/**
 * Copies a text into `out` without anything that is harmful or invisible. White space runs become one blank; ends of
 * lines become '\n' if `lines`, else blanks as well.
 */
static void clean(mb_buffer *out, mb_text text, bool lines)
{
    const char *at = text.bytes;
    const char *end = at + text.length;
    bool blank = false;

    while (at < end) {
        /* Most of a text is letters and digits, which nothing before them makes harmful. */
        const char *from = at;
        while (at < end && mb_is_word(*at)) {
            at++;
        }
        if (at > from) {
            put_blank(out, blank);
            mb_buffer_append(out, from, (size_t)(at - from));
            blank = false;
        }
        int32_t point = mbb_utf8_next(&at, end);
        if (point < 0) {
            break;
        }
        if (point == '\n' || point == '\r' || point == 0x2028 || point == 0x2029) {
            bool pair = point == '\r' && at < end && *at == '\n';
            blank = !lines;
            if (lines && !pair) {
                mb_buffer_putc(out, '\n');
            }
        } else if (is_blank(point)) {
            blank = true;
        } else if (!is_invisible(point)) {
            put_blank(out, blank);
            blank = false;
            /* Counted from its end: bytes before it that are no UTF-8 were skipped. */
            size_t size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            put_safe(out, at - size, size);
        }
    }
}

/** Whether nothing in a line has to be looked at twice: most have letters, digits and single blanks alone. */
static bool is_harmless(mb_text text)
{
    for (uint32_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.bytes[i];
        bool blank = c == ' ' && (i == 0 || i + 1 == text.length || text.bytes[i + 1] == ' ');
        if (c < 0x20 || c >= 0x7F || blank) {
            return false;
        }
        if (c == '*' || c == '/' || c == '?' || c == '\\' || c == '~' || c == '`') {
            return false;
        }
    }
    return true;
}

mbb_comment mbb_comment_line(mbb_binder *binder, mb_text text)
{
    mb_buffer *out = &binder->scratch;

    if (text.length > 0 && is_harmless(text)) {
        return mb_arena_text(binder->arena, text.bytes, text.length);
    }
    mb_buffer_clear(out);
    clean(out, text, false);
    end_line(out);
    return out->length == 0 ? "" : mb_arena_text(binder->arena, out->text, out->length);
}

mbb_comment mbb_doc_text(mbb_binder *binder, mbb_comment comment)
{
    mb_buffer *out = &binder->scratch;
    const char *at = comment + strcspn(comment, COMMANDS);

    if (*at == '\0') {
        return comment;
    }
    mb_buffer_clear(out);
    mb_buffer_append(out, comment, (size_t)(at - comment));
    for (; *at != '\0'; at++) {
        if (is_command(out, at)) {
            put_escaped(out, at);
        } else {
            mb_buffer_putc(out, *at);
        }
    }
    return mb_arena_text(binder->arena, out->text, out->length);
}

mbb_comment mbb_comment_name(mbb_binder *binder, const mb_symbol *name)
{
    for (uint32_t i = 0; i < name->length; i++) {
        if (!mb_is_word(name->text[i])) {
            return mbb_comment_line(binder, (mb_text){name->text, name->length});
        }
    }
    return name->text;
}

mbb_doc_line mbb_doc_line_of(mbb_comment text)
{
    mbb_doc_line line = {text, text[0] == '\0', false};
    return line;
}

/** Where to cut a text that is too long: before a colon or semicolon, else between two words. */
static uint32_t cut(mb_text text, uint32_t shortest, uint32_t longest)
{
    uint32_t clause = longest;

    while (clause > shortest && text.bytes[clause] != ':' && text.bytes[clause] != ';') {
        clause--;
    }
    return clause > shortest ? clause : mb_cut_behind_word(text, shortest, longest);
}

mbb_comment mbb_brief_of(mbb_binder *binder, mb_text text)
{
    enum { LONGEST = 110, SHORTEST = 40 };
    mb_text brief = mb_first_sentence(text);

    if (text.length != 0 && brief.length < SHORTEST) {
        const mb_text rest = {text.bytes + brief.length, text.length - brief.length};
        brief.length += mb_first_sentence(rest).length;
    }
    if (brief.length <= LONGEST) {
        return brief.length == 0 ? "" : mbb_doc_text(binder, mbb_comment_line(binder, brief));
    }
    brief.length = cut(brief, SHORTEST, LONGEST);
    return mbb_join(binder->arena, mbb_doc_text(binder, mbb_comment_line(binder, brief)), " ...", NULL, NULL);
}

/** Lines while their number is not known. */
typedef struct line_list {
    mbb_binder *binder;
    mb_buffer line;
    size_t width; /**< of `line`, in characters */
    mbb_doc_line *items;
    size_t count;
    size_t capacity;
} line_list;

static void flush_line(line_list *lines)
{
    if (lines->count == lines->capacity) {
        size_t capacity = lines->capacity == 0 ? 8 : lines->capacity * 2;
        mbb_doc_line *items = mb_arena_array(lines->binder->arena, capacity, sizeof *items);
        if (lines->count > 0) {
            memcpy(items, lines->items, lines->count * sizeof *items);
        }
        lines->items = items;
        lines->capacity = capacity;
    }
    end_line(&lines->line);
    mbb_doc_line *added = &lines->items[lines->count];
    *added = mbb_doc_line_of(
        lines->line.length == 0 ? "" : mb_arena_text(lines->binder->arena, lines->line.text, lines->line.length));
    added->is_first = lines->count++ == 0;
    mb_buffer_clear(&lines->line);
    lines->width = 0;
}

/** What begins a heading, a quotation, a table or the address of a link where it begins a line; or is a line under one; or,
 * alone on a line, ends a list. */
static bool begins_markdown(const char *word, size_t length)
{
    size_t dashes = 0;

    while (dashes < length && word[dashes] == '-') {
        dashes++;
    }
    return (length > 1 && dashes == length) || (length == 1 && word[0] == '.') || strchr("#>|=[", word[0]) != NULL;
}

/** Adds a word, which no NUL ends. What is behind it may be looked at. */
static void add_word(line_list *lines, const char *word, size_t length)
{
    size_t width = 0;

    for (size_t i = 0; i < length; i++) {
        width += mb_begins_character(word[i]);
    }
    if (lines->width > 0 && lines->width + 1 + width > LINE_WIDTH) {
        flush_line(lines);
    }
    if (lines->width > 0) {
        mb_buffer_putc(&lines->line, ' ');
        lines->width++;
    }
    size_t from = 0;
    if (lines->width == 0 && begins_markdown(word, length) && !is_command(&lines->line, word)) {
        mb_buffer_putc(&lines->line, '\\');
    }
    for (size_t i = 0; i < length; i++) {
        if (may_be_command(word[i])) {
            mb_buffer_append(&lines->line, word + from, i - from);
            from = i;
            if (is_command(&lines->line, &word[i])) {
                put_escaped(&lines->line, &word[i]);
                from++;
            }
        }
    }
    mb_buffer_append(&lines->line, word + from, length - from);
    lines->width += width;
}

mbb_list mbb_doc_lines(mbb_binder *binder, mb_text text)
{
    line_list lines = {.binder = binder};
    mbb_list list = {NULL, 0};

    if (text.bytes == NULL) {
        return list;
    }
    mb_buffer_clear(&binder->scratch);
    clean(&binder->scratch, text, true);
    if (binder->scratch.length == 0) {
        return list;
    }
    mb_buffer_init(&lines.line, binder->scratch.heap);

    const char *at = binder->scratch.text;
    const char *end = at + binder->scratch.length;
    bool paragraph = false;
    while (at < end) {
        const char *stop = at;
        while (stop < end && *stop != ' ' && *stop != '\n') {
            stop++;
        }
        if (stop > at) {
            if (paragraph && lines.count > 0) {
                flush_line(&lines);
            }
            paragraph = false;
            add_word(&lines, at, (size_t)(stop - at));
        }
        if (stop < end && *stop == '\n') {
            if (lines.width > 0) {
                flush_line(&lines);
            } else {
                paragraph = true;
            }
        }
        at = stop + 1;
    }
    if (lines.width > 0) {
        flush_line(&lines);
    }
    mb_heap_release(binder->scratch.heap, lines.line.text);
    list.items = lines.items;
    list.count = lines.count;
    return list;
}

mbb_list mbb_first_lines(mbb_binder *binder, const mb_element *element, const mbb_list *lines)
{
    const mb_text text = mb_element_text(binder->schema, element, MB_Q_DESCRIPTION);
    const mb_text first = mb_first_sentence(text);

    return first.length == text.length ? *lines : mbb_doc_lines(binder, first);
}

mbb_list mbb_short_lines(mbb_binder *binder, const mb_element *element, const mbb_list *lines)
{
    enum { MOST_LINES = 4 };

    return lines->count <= MOST_LINES ? *lines : mbb_first_lines(binder, element, lines);
}
