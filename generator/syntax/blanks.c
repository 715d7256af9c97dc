/*
 * What stands between tokens: white space and comments.
 */
#include <string.h>

#include "diag/report.h"
#include "support/characters.h"
#include "syntax/scan.h"

static void report(mb_parser *parser, mb_message_of_0 message, const char *begin)
{
    const mb_span span = {mb_position_of(parser, begin), mb_position_of(parser, begin + 2)};
    mb_report(parser->run->diag, message, span);
}

/** The first `wanted` in [begin, end), or NULL. */
static const char *find(const char *begin, const char *end, char wanted)
{
    return begin < end ? memchr(begin, wanted, (size_t)(end - begin)) : NULL;
}

/**
 * Where a comment would end that so many others stand in, did comments nest; `at` is behind the end that one of them has.
 * NULL where none of the other ends comes before the next comment does: then nobody meant them to nest.
 */
static const char *outer_end(const mb_parser *parser, const char *at, size_t inner)
{
    const char *found = NULL;
    for (bool is_string = false; at < parser->end && inner > 0; at++) {
        if (is_string && *at == '\\' && at + 1 < parser->end) {
            at++;
        } else if (*at == '"' || *at == '\n') {
            is_string = *at == '"' && !is_string;
        } else if (!is_string && at[0] == '/' && (at[1] == '*' || at[1] == '/')) {
            break;
        } else if (!is_string && at[0] == '*' && at[1] == '/') {
            found = at + 2;
            at++;
            inner--;
        }
    }
    return found;
}

/** Behind the comment. Its slash is looked for, not its asterisk: banners are made of asterisks. */
static const char *skip_comment(mb_parser *parser, const char *at)
{
    const char *from = at + 3;
    const char *inner = NULL; /* the first comment in it */
    size_t inner_count = 0;
    const char *slash;
    while ((slash = find(from, parser->end, '/')) != NULL) {
        if (slash[-1] == '*') {
            const char *outer = inner != NULL ? outer_end(parser, slash + 1, inner_count) : NULL;
            if (outer == NULL) {
                return slash + 1;
            }
            report(parser, MB_MSG_COMMENT_NESTED, inner);
            return outer;
        }
        if (slash[1] == '*') {
            inner = inner != NULL ? inner : slash;
            inner_count++;
        }
        from = slash + 1;
    }
    report(parser, MB_MSG_COMMENT_UNTERMINATED, at);
    parser->is_cut = true;
    return parser->end;
}

const char *mb_skip_comments(mb_parser *parser, const char *at)
{
    while (at[0] == '/' && (at[1] == '*' || at[1] == '/')) {
        if (at[1] == '*') {
            at = skip_comment(parser, at);
        } else {
            const char *end = find(at, parser->end, '\n');
            at = end != NULL ? end : parser->end;
        }
        at = mb_skip_space(at);
    }
    return at;
}
