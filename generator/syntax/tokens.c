/*
 * Between flex and bison. Most of the time a token is handed on as it is. After a syntax error the tokens up to a place
 * where reading can go on are skipped here, and RESYNC, which the grammar waits for, is handed out there. Bison's own
 * recovery knows nothing of braces and would stop at the first ';' or '}' that comes.
 *
 * In the body of a class or an instance that place is behind a ';', or before the '}' that ends the body. Elsewhere it
 * is behind a ';' outside all braces, or before a word that begins a declaration.
 */
#include <string.h>

#include "mof_parser.h"
#include "syntax/ahead.h"

static void count_brackets(mb_parser *parser, int kind, mb_position at)
{
    if (kind == '{') {
        parser->depth_of_braces++;
        parser->opening = at;
    } else if (kind == '}' && parser->depth_of_braces > 0) {
        parser->depth_of_braces--;
    }
    if (kind == '(') {
        parser->in_parentheses = true;
        parser->opening = at;
    } else if (kind == ')' || kind == ';') {
        parser->in_parentheses = false;
    }
}

static void read_token(mb_parser *parser, mb_token *token)
{
    token->kind = mb_scanner_next(&token->meaning, &token->span, parser->scanner);
    count_brackets(parser, token->kind, token->span.begin);
}

static void enqueue(mb_parser *parser, mb_token token)
{
    parser->queue[parser->queued++] = token;
}

static mb_token take_queued(mb_parser *parser)
{
    mb_token first = parser->queue[0];
    parser->queued--;
    for (uint32_t i = 0; i < parser->queued; i++) {
        parser->queue[i] = parser->queue[i + 1];
    }
    return first;
}

static mb_token made_up(int kind, mb_position at)
{
    mb_token token = {0};
    token.kind = kind;
    token.span.begin = at;
    token.span.end = at;
    return token;
}

static bool begins_production(int kind)
{
    return kind == TOKEN_CLASS || kind == TOKEN_INSTANCE || kind == TOKEN_QUALIFIER || kind == TOKEN_PRAGMA ||
           kind == TOKEN_INCLUDE;
}

static bool begins_line(const mb_parser *parser, const mb_token *token)
{
    return token->span.begin == parser->source->base || mb_text_at(parser, token->span.begin)[-1] == '\n';
}

/** Whether the body is not closed, and what is next stands outside it. `is_first`: the error is at the token itself. */
static bool leaves_body(mb_parser *parser, const mb_token *token, bool is_first)
{
    if (token->kind == TOKEN_FINISH) {
        return true;
    }
    if (token->kind == TOKEN_PRAGMA || token->kind == TOKEN_INCLUDE) {
        return mb_is_outside(parser, token->span.begin);
    }
    return begins_production(token->kind) && (begins_line(parser, token) || (is_first && parser->depth_of_braces <= 1));
}

/** Ends the body before a token that stands outside it. */
static void close_body(mb_parser *parser, mb_position at)
{
    enqueue(parser, made_up('}', at));
    enqueue(parser, made_up(';', at));
    parser->depth_of_braces = 0;
    parser->bodies_closed++;
}

/** Whether a '}' at the end of a body is one: `Values("a"}]` is a slip in a list. */
static bool is_end_of_body(const mb_parser *parser, const mb_token *brace)
{
    const char *at = mb_text_at(parser, brace->span.end);
    at += strspn(at, " \t\r\n");
    return *at != ']' && *at != ')' && *at != ',';
}

/** Skips to the end of the declaration in a body. @return RESYNC; what follows it is in the queue. */
static mb_token resynchronise_in_body(mb_parser *parser, mb_token token)
{
    bool is_first = true;
    size_t brackets = 0;
    for (;;) {
        if (token.kind == '[') {
            brackets++;
        } else if (token.kind == ']' && brackets > 0) {
            brackets--;
        } else if (token.kind == ']') {
            parser->depth_of_braces = 1; /* the list of qualifiers ends, and with it whatever is open in it */
        }
        if (token.kind == '}' && parser->depth_of_braces == 0) {
            if (is_end_of_body(parser, &token)) {
                enqueue(parser, token);
                break;
            }
            parser->depth_of_braces = 1;
        }
        if (token.kind == ';' && parser->depth_of_braces <= 1) {
            break;
        }
        if (leaves_body(parser, &token, is_first)) {
            close_body(parser, token.span.begin);
            enqueue(parser, token);
            break;
        }
        read_token(parser, &token);
        is_first = false;
    }
    return made_up(TOKEN_RESYNC, token.span.begin);
}

/** To behind the directives that begin with a token. @return the token there */
static mb_token skip_directives(mb_parser *parser, mb_token token)
{
    while (token.kind == TOKEN_PRAGMA || token.kind == TOKEN_INCLUDE) {
        if (token.kind == TOKEN_PRAGMA) {
            read_token(parser, &token);
        }
        if (token.kind != TOKEN_FINISH) {
            read_token(parser, &token);
        }
        if (token.kind == '(') {
            while (token.kind != ')' && token.kind != ';' && token.kind != TOKEN_FINISH) {
                read_token(parser, &token);
            }
            if (token.kind == ')') {
                read_token(parser, &token);
            }
        }
        if (token.kind == ';') {
            read_token(parser, &token);
        }
    }
    return token;
}

/** To the next line. @return the first token in it */
static mb_token skip_line(mb_parser *parser, mb_token token)
{
    const char *begin = mb_text_at(parser, token.span.begin);
    const char *end = memchr(begin, '\n', (size_t)(parser->end - begin));
    const mb_position last = mb_position_of(parser, end != NULL ? end : parser->end);
    while (token.kind != TOKEN_FINISH && token.span.begin < last) {
        read_token(parser, &token);
    }
    return token;
}

/** The same outside bodies. `is_in_body`: in one that has no '{'. */
static mb_token resynchronise_outside(mb_parser *parser, mb_token token, bool is_in_body)
{
    int before = parser->before_kind;
    parser->depth_of_braces += is_in_body;
    for (;;) {
        bool is_outside = parser->depth_of_braces == 0;
        if (token.kind == ';' && is_outside) {
            break;
        }
        bool is_scope = before == '(' || before == ',' || before == TOKEN_SCOPE; /* Scope(property, class) */
        bool begins = begins_production(token.kind) && ((is_outside && !is_scope) || begins_line(parser, &token));
        bool begins_with_qualifiers =
            token.kind == '[' && (before == '}' || before == ';') && (is_outside || !is_in_body);
        if (token.kind == TOKEN_FINISH || begins || begins_with_qualifiers) {
            parser->bodies_closed += !is_outside; /* `namespace x { class A ... }` */
            parser->depth_of_braces = 0;
            enqueue(parser, token);
            break;
        }
        before = token.kind;
        read_token(parser, &token);
    }
    parser->in_parentheses = false;
    return made_up(TOKEN_RESYNC, token.span.begin);
}

/** Goes on with a token that begins a declaration. An error there is one of its own. @return whether that is possible
 */
static bool resume(mb_parser *parser, mb_token token)
{
    if (token.kind == TOKEN_MOF_error) {
        return false;
    }
    enqueue(parser, token);
    return true;
}

/** Goes on as if the ';' before `found` were there: not inside of an instance in the body. */
static bool resume_behind_semicolon(mb_parser *parser, const mb_recovery *recovery, mb_token found)
{
    if (parser->depth_of_braces != (found.kind == '}' ? 0 : 1)) {
        return false;
    }
    if (recovery->token.kind != 0) {
        enqueue(parser, made_up(recovery->token.kind, recovery->token.span.begin));
    }
    enqueue(parser, found);
    return true;
}

/** Ends the body with what stands for its '};'. */
static void end_body(mb_parser *parser, mb_token *found)
{
    if (found->kind != ';') {
        read_token(parser, found); /* that is it */
    }
    close_body(parser, found->span.begin);
    parser->bodies_closed--; /* no other '}' will come */
}

/**
 * Carries out what is no skipping to the end of a declaration, or comes before that. `*found` is where the error is,
 * and then where reading goes on. @return whether that was all; what follows is in the queue
 */
static bool carry_out(mb_parser *parser, const mb_recovery *recovery, mb_token *found)
{
    switch (recovery->kind) {
    case MB_RECOVER_NOTHING:
    case MB_RECOVER_BEHIND:
    case MB_RECOVER_BEHIND_BODY:
        return false;
    case MB_RECOVER_BEHIND_LIST:
        parser->depth_of_braces = parser->in_body;
        return false;
    case MB_RECOVER_BEHIND_SEPARATOR:
        read_token(parser, found);
        return false;
    case MB_RECOVER_BEHIND_DIRECTIVES:
        *found = skip_directives(parser, *found);
        return false;
    case MB_RECOVER_HERE:
        parser->depth_of_braces = 0;
        return resume(parser, *found);
    case MB_RECOVER_NEXT_TOKEN:
        read_token(parser, found);
        return resume(parser, *found);
    case MB_RECOVER_NEXT_LINE:
        *found = skip_line(parser, *found);
        return resume(parser, *found);
    case MB_RECOVER_NEXT_DECLARATION:
        *found = skip_directives(parser, *found);
        return resume(parser, *found);
    case MB_RECOVER_SEMICOLON:
        return resume_behind_semicolon(parser, recovery, *found);
    case MB_RECOVER_END_OF_BODY:
        end_body(parser, found);
        return true;
    case MB_RECOVER_OUTSIDE_BODY:
        close_body(parser, recovery->token.span.begin);
        enqueue(parser, recovery->token);
        enqueue(parser, *found);
        return true;
    case MB_RECOVER_NO_MORE:
        if (parser->in_body) {
            close_body(parser, found->span.begin);
        }
        enqueue(parser, made_up(TOKEN_FINISH, found->span.begin));
        return true;
    }
    return false;
}

static mb_token skip_to_resync(mb_parser *parser)
{
    mb_token found = {parser->kind, *parser->span, *parser->meaning};
    const mb_recovery recovery = parser->recovery;
    parser->recovery.kind = MB_RECOVER_NOTHING;
    if (carry_out(parser, &recovery, &found)) {
        return made_up(TOKEN_RESYNC, found.span.begin);
    }
    return parser->in_body ? resynchronise_in_body(parser, found)
                           : resynchronise_outside(parser, found, recovery.kind == MB_RECOVER_BEHIND_BODY);
}

static mb_token resynchronise(mb_parser *parser)
{
    parser->is_skipping = true;
    mb_token resync = skip_to_resync(parser);
    parser->is_skipping = false;
    parser->stray = 0;
    return resync;
}

int mof_lex(mb_meaning *meaning, mb_span *span, mb_parser *parser)
{
    /* Bison still holds the token before. Only what a message may need of it is copied, for this is done for each
     * token. */
    parser->before_kind = parser->previous_kind;
    parser->before_span = parser->previous_span;
    parser->previous_kind = parser->kind;
    parser->previous_span = *span;
    parser->span = span;
    parser->meaning = meaning;
    const bool is_recovering = parser->recovery.kind != MB_RECOVER_NOTHING;
    if (parser->kind == TOKEN_FINISH && !is_recovering && parser->queued == 0) {
        parser->kind = TOKEN_END;
        return TOKEN_END;
    }
    if (is_recovering || parser->queued != 0) {
        mb_token token = is_recovering ? resynchronise(parser) : take_queued(parser);
        *meaning = token.meaning;
        *span = token.span;
        parser->kind = token.kind;
        return token.kind;
    }
    parser->kind = mb_scanner_next(meaning, span, parser->scanner);
    count_brackets(parser, parser->kind, span->begin);
    if (parser->kind == TOKEN_MOF_error) {
        mb_lexical_error(parser); /* bison starts to recover */
    }
    return parser->kind;
}
