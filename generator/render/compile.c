#include <string.h>

#include "diag/report.h"
#include "render/lexer.h"
#include "render/program.h"
#include "support/suggest.h"

enum { SECTION_LIMIT = 64 };

typedef enum section_kind {
    SECTION_CONTEXT,   /**< of the data that the template starts with, or a record: nothing to do at its end */
    SECTION_CONDITION, /**< of a bool, or inverted: skips its inside */
    SECTION_LIST,
    SECTION_UNKNOWN /**< its name was an error: names inside are not complained about */
} section_kind;

/** A section that is open. Those that enter a struct (`type` != NULL) are where names are looked up. */
typedef struct section {
    section_kind kind;
    const mb_view_type *type;
    uint8_t frame;
    size_t base; /**< of the struct in its frame: a record lies inside another struct */
    uint32_t op; /**< that opened it */
    mb_text name;
    mb_span span;
} section;

/** A template or partial that is being read; the chain ends at the template. */
typedef struct reading reading;
struct reading {
    const reading *outer;
    const char *name; /**< of a partial */
    mb_span included_at;
    mb_text indent; /**< put before each line that is not empty */
    bool at_line_start;
    size_t base; /**< sections that were open before it */
};

typedef struct compiler {
    const mb_template_loader *loader;
    mb_heap *heap;
    mb_arena *arena;
    mb_diag *diag;
    bool failed;
    mb_buffer text; /**< literal text that is not yet an operation */
    mb_op *ops;
    uint32_t op_count;
    uint32_t op_capacity;
    uint32_t landing; /**< the last place that something jumps to */
    mb_name_use *uses;
    uint32_t use_count;
    uint32_t use_capacity;
    section sections[SECTION_LIMIT];
    size_t depth;
    uint8_t frame_count;
} compiler;

/** A field that a name stands for. */
typedef struct place {
    const mb_view_field *field;
    uint8_t frame;
    size_t offset;
} place;

static void read_source(compiler *c, const mb_source *source, mb_span part, reading *current);

/* ---- messages ---- */

static const char *text_of(compiler *c, mb_text text)
{
    return mb_arena_text(c->arena, text.bytes, text.length);
}

static void fail(compiler *c, const reading *current, mb_notice notice)
{
    c->failed = true;
    mb_report_notice(c->diag, notice);
    for (; current->outer != NULL; current = current->outer) {
        mb_report_note(c->diag, MB_MSG_TEMPLATE_INCLUDED, current->included_at, current->name);
    }
}

/** What to write for a field instead of what was written: "'doc' is a list; write {{#doc}} ... {{/doc}}". */
static void fail_kind(compiler *c, const reading *current, const mb_token *tag, mb_view_kind kind)
{
    static const char *const kinds[] = {"an identifier", "a literal", "a number", "text",
                                        "a condition",   "a list",    "a record"};
    const char *name = text_of(c, tag->text);
    const char *advice = NULL;

    switch (kind) {
    case MB_VIEW_IDENTIFIER:
    case MB_VIEW_LITERAL:
    case MB_VIEW_NUMBER:
        advice = mb_arena_format(c->arena, "{{%s}}", name);
        break;
    case MB_VIEW_TEXT:
        advice = mb_arena_format(c->arena, "{{{%s}}}", name);
        break;
    case MB_VIEW_BOOL:
    case MB_VIEW_LIST:
    case MB_VIEW_RECORD:
        advice = mb_arena_format(c->arena, "{{#%s}} ... {{/%s}}", name, name);
        break;
    }
    fail(c, current, MB_NOTICE(MB_MSG_TEMPLATE_KIND, tag->name_span, name, kinds[kind], advice));
}

/* ---- operations ---- */

static const char no_text[MB_OP_TEXT_ROOM];

static mb_op *add_op(compiler *c, mb_op_kind kind)
{
    if (c->op_count == c->op_capacity) {
        c->op_capacity = c->op_capacity == 0 ? 64 : c->op_capacity * 2;
        c->ops = mb_heap_realloc(c->heap, c->ops, c->op_capacity * sizeof *c->ops);
    }
    mb_op *op = &c->ops[c->op_count++];
    memset(op, 0, sizeof *op);
    op->kind = (uint8_t)kind;
    op->text = no_text;
    return op;
}

/** Makes an operation of the literal text before the next tag, or a part of the one before it, where nothing jumps in
 * between. */
static void flush_text(compiler *c)
{
    if (c->text.length == 0) {
        return;
    }
    bool follows = c->op_count > c->landing && c->ops[c->op_count - 1].kind == MB_OP_STRING;
    mb_op *op = follows ? &c->ops[c->op_count - 1] : add_op(c, MB_OP_TEXT);
    op->size = (uint32_t)c->text.length;
    char *text = mb_arena_zalloc(c->arena, c->text.length > MB_OP_TEXT_ROOM ? c->text.length : MB_OP_TEXT_ROOM);
    memcpy(text, c->text.text, c->text.length);
    op->text = text;
    mb_buffer_clear(&c->text);
}

static mb_op *add_field_op(compiler *c, mb_op_kind kind, const place *at)
{
    flush_text(c);
    mb_op *op = add_op(c, kind);
    op->frame = at->frame;
    op->offset = (uint32_t)at->offset;
    return op;
}

/* ---- names ---- */

static const mb_view_field *find_field(const mb_view_type *type, mb_text name)
{
    for (size_t i = 0; i < type->field_count; i++) {
        if (strlen(type->fields[i].name) == name.length && memcmp(type->fields[i].name, name.bytes, name.length) == 0) {
            return &type->fields[i];
        }
    }
    return NULL;
}

static bool inside_unknown(const compiler *c)
{
    for (size_t i = 0; i < c->depth; i++) {
        if (c->sections[i].kind == SECTION_UNKNOWN) {
            return true;
        }
    }
    return false;
}

/** Complains of a name that `type` has not; where that is NULL, none of the open sections. */
static void fail_unknown(compiler *c, const reading *current, const mb_token *tag, mb_text name,
                         const mb_view_type *type)
{
    mb_suggestion suggestion;
    const char *innermost = NULL;

    c->failed = true;
    if (inside_unknown(c)) {
        return; /* the section may have been the one that has it */
    }
    mb_suggest_begin(&suggestion, name);
    for (size_t i = c->depth; i-- > 0;) {
        const mb_view_type *each = type != NULL ? type : c->sections[i].type;
        if (each == NULL) {
            continue;
        }
        innermost = innermost == NULL ? each->name : innermost;
        for (size_t j = 0; j < each->field_count; j++) {
            mb_suggest_try(&suggestion, each->fields[j].name, NULL);
        }
        if (type != NULL) {
            break;
        }
    }
    const char *hint = mb_did_you_mean(suggestion.best, c->arena);
    fail(c, current, MB_NOTICE(MB_MSG_TEMPLATE_UNKNOWN_NAME, tag->name_span, text_of(c, name), innermost, hint));
}

/** Splits `*rest` at its first dot. */
static mb_text first_part(mb_text *rest)
{
    const char *dot = memchr(rest->bytes, '.', rest->length);
    mb_text part = *rest;

    if (dot == NULL) {
        rest->length = 0;
    } else {
        part.length = (uint32_t)(dot - rest->bytes);
        rest->bytes = dot + 1;
        rest->length -= part.length + 1;
    }
    return part;
}

/**
 * Finds what a name stands for: its first part in the open sections, the innermost first, each further part in what the
 * one before it stands for, and nowhere else.
 */
static bool resolve(compiler *c, const reading *current, const mb_token *tag, place *found)
{
    mb_text rest = tag->text;
    mb_text part = first_part(&rest);

    found->field = NULL;
    for (size_t i = c->depth; i-- > 0 && found->field == NULL;) {
        const section *each = &c->sections[i];
        if (each->type != NULL && (found->field = find_field(each->type, part)) != NULL) {
            found->frame = each->frame;
            found->offset = each->base + found->field->offset;
        }
    }
    if (found->field == NULL) {
        fail_unknown(c, current, tag, part, NULL);
        return false;
    }
    while (rest.length != 0) {
        const mb_view_type *type = found->field->type;
        part = first_part(&rest);
        if (found->field->kind != MB_VIEW_RECORD) {
            fail(c, current,
                 MB_NOTICE(MB_MSG_TEMPLATE_NO_RECORD, tag->name_span, found->field->name, text_of(c, part)));
            return false;
        }
        found->field = find_field(type, part);
        if (found->field == NULL) {
            fail_unknown(c, current, tag, part, type);
            return false;
        }
        found->offset += found->field->offset;
    }
    return true;
}

/* ---- tags ---- */

/** Remembers that the last operation writes a name. */
static void note_name(compiler *c, unsigned kind)
{
    if (c->use_count == c->use_capacity) {
        c->use_capacity = c->use_capacity == 0 ? 64 : c->use_capacity * 2;
        c->uses = mb_heap_realloc(c->heap, c->uses, c->use_capacity * sizeof *c->uses);
    }
    c->uses[c->use_count++] = (mb_name_use){c->op_count - 1, kind};
}

static void compile_field(compiler *c, const reading *current, const mb_token *tag)
{
    place at;

    if (!resolve(c, current, tag, &at)) {
        return;
    }
    mb_view_kind kind = at.field->kind;
    bool wants_raw = kind == MB_VIEW_TEXT;
    if (kind > MB_VIEW_TEXT || wants_raw != (tag->kind == MB_TOKEN_RAW)) {
        fail_kind(c, current, tag, kind);
        return;
    }
    add_field_op(c, kind == MB_VIEW_NUMBER ? MB_OP_NUMBER : MB_OP_STRING, &at);
    if (at.field->names != 0) {
        note_name(c, at.field->names);
    }
}

/** Opens a section whose inside sees what the outside sees. */
static section *push_section(compiler *c, const reading *current, section_kind kind, const mb_token *tag)
{
    if (c->depth == SECTION_LIMIT) {
        fail(c, current, MB_NOTICE(MB_MSG_TEMPLATE_TOO_DEEP, tag->span, text_of(c, tag->text)));
        return NULL;
    }
    section *opened = &c->sections[c->depth++];
    memset(opened, 0, sizeof *opened);
    opened->kind = kind;
    opened->name = tag->text;
    opened->span = tag->span;
    opened->op = c->op_count;
    return opened;
}

static bool open_list(compiler *c, const reading *current, const mb_token *tag, const place *at)
{
    if (c->frame_count == MB_FRAME_LIMIT) {
        fail(c, current, MB_NOTICE(MB_MSG_TEMPLATE_TOO_DEEP, tag->span, text_of(c, tag->text)));
        return push_section(c, current, SECTION_UNKNOWN, tag) != NULL;
    }
    mb_op *op = add_field_op(c, MB_OP_EACH, at);
    op->target = c->frame_count;
    section *opened = push_section(c, current, SECTION_LIST, tag);
    if (opened == NULL) {
        return false;
    }
    opened->op = c->op_count - 1;
    opened->type = at->field->type;
    opened->frame = c->frame_count++;
    return true;
}

static bool open_condition(compiler *c, const reading *current, const mb_token *tag, const place *at, mb_op_kind kind)
{
    add_field_op(c, kind, at);
    section *opened = push_section(c, current, SECTION_CONDITION, tag);
    if (opened == NULL) {
        return false;
    }
    opened->op = c->op_count - 1;
    return true;
}

static bool open_record(compiler *c, const reading *current, const mb_token *tag, const place *at)
{
    section *opened = push_section(c, current, SECTION_CONTEXT, tag);
    if (opened == NULL) {
        return false;
    }
    opened->type = at->field->type;
    opened->frame = at->frame;
    opened->base = at->offset;
    return true;
}

/** @return false when sections nest too deeply to go on. */
static bool compile_section(compiler *c, const reading *current, const mb_token *tag)
{
    bool inverted = tag->kind == MB_TOKEN_INVERTED;
    place at;

    if (!resolve(c, current, tag, &at)) {
        return push_section(c, current, SECTION_UNKNOWN, tag) != NULL;
    }
    switch (at.field->kind) {
    case MB_VIEW_BOOL:
        return open_condition(c, current, tag, &at, inverted ? MB_OP_UNLESS : MB_OP_IF);
    case MB_VIEW_LIST:
        return inverted ? open_condition(c, current, tag, &at, MB_OP_UNLESS_ANY) : open_list(c, current, tag, &at);
    case MB_VIEW_RECORD:
        if (!inverted) {
            return open_record(c, current, tag, &at);
        }
        break;
    case MB_VIEW_IDENTIFIER:
    case MB_VIEW_LITERAL:
    case MB_VIEW_NUMBER:
    case MB_VIEW_TEXT:
        break;
    }
    fail_kind(c, current, tag, at.field->kind);
    return push_section(c, current, SECTION_UNKNOWN, tag) != NULL;
}

/** Ends the innermost section. */
static void pop_section(compiler *c)
{
    section *closed = &c->sections[--c->depth];

    if (closed->kind == SECTION_LIST) {
        flush_text(c);
        mb_op *next = add_op(c, MB_OP_NEXT);
        next->target = closed->frame;
        next->size = (uint32_t)closed->type->size;
        next->jump = closed->op + 1;
        c->frame_count--;
    }
    if (closed->kind == SECTION_LIST || closed->kind == SECTION_CONDITION) {
        flush_text(c);
        c->ops[closed->op].jump = c->op_count;
        c->landing = c->op_count;
    }
}

static void compile_close(compiler *c, const reading *current, const mb_token *tag)
{
    if (c->depth == current->base) {
        fail(c, current, MB_NOTICE(MB_MSG_TEMPLATE_UNOPENED, tag->span, text_of(c, tag->text)));
        return;
    }
    const section *open = &c->sections[c->depth - 1];
    if (!mb_text_equal(open->name, tag->text)) {
        fail(c, current,
             MB_NOTICE(MB_MSG_TEMPLATE_CROSSED, tag->name_span, text_of(c, open->name), text_of(c, tag->text)));
        mb_report_note(c->diag, MB_MSG_TEMPLATE_OPENED, open->span, text_of(c, open->name));
        /* An end that fits a section further out closes that: the end between them was forgotten. */
        size_t fitting = c->depth;
        while (fitting > current->base && !mb_text_equal(c->sections[fitting - 1].name, tag->text)) {
            fitting--;
        }
        while (fitting > current->base && c->depth > fitting) {
            pop_section(c);
        }
    }
    pop_section(c);
}

static void compile_partial(compiler *c, reading *current, const mb_token *tag)
{
    const char *name = text_of(c, tag->text);

    for (const reading *each = current; each->outer != NULL; each = each->outer) {
        if (strcmp(each->name, name) == 0) {
            fail(c, current, MB_NOTICE(MB_MSG_TEMPLATE_RECURSIVE, tag->span, name));
            return;
        }
    }
    const char *file = mb_arena_format(c->arena, "partials/%s.mustache", name);
    const mb_source *source = c->loader != NULL ? c->loader->load(c->loader->context, file) : NULL;
    if (source == NULL) {
        fail(c, current, MB_NOTICE(MB_MSG_TEMPLATE_UNKNOWN_PARTIAL, tag->name_span, name, file));
        return;
    }
    reading inner = {current, name, tag->span, {"", 0}, true, c->depth};
    if (tag->standalone) {
        inner.indent.bytes = mb_arena_format(c->arena, "%.*s%.*s", (int)current->indent.length, current->indent.bytes,
                                             (int)tag->indent.length, tag->indent.bytes);
        inner.indent.length = current->indent.length + tag->indent.length;
    }
    mb_span whole = {source->base, source->base + source->length};
    read_source(c, source, whole, &inner);
}

/* ---- text ---- */

static void indent_line(compiler *c, reading *current)
{
    if (current->at_line_start) {
        mb_buffer_append(&c->text, current->indent.bytes, current->indent.length);
        current->at_line_start = false;
    }
}

static void compile_text(compiler *c, reading *current, mb_text text)
{
    if (current->indent.length == 0) {
        mb_buffer_append(&c->text, text.bytes, text.length);
        return;
    }
    const char *end = text.bytes + text.length;
    for (const char *line = text.bytes; line < end;) {
        const char *newline = memchr(line, '\n', (size_t)(end - line));
        const char *next = newline != NULL ? newline + 1 : end;
        if (line != newline && !(line[0] == '\r' && line + 1 == newline)) {
            indent_line(c, current);
        }
        mb_buffer_append(&c->text, line, (size_t)(next - line));
        current->at_line_start = newline != NULL;
        line = next;
    }
}

/* ---- a template ---- */

/** @return false when there is no going on. */
static bool compile_token(compiler *c, reading *current, const mb_token *token)
{
    bool makes_nothing = token->kind == MB_TOKEN_COMMENT || token->kind == MB_TOKEN_END || token->standalone;
    if (token->kind != MB_TOKEN_TEXT && !makes_nothing) {
        indent_line(c, current);
    }
    switch (token->kind) {
    case MB_TOKEN_TEXT:
        compile_text(c, current, token->text);
        break;
    case MB_TOKEN_FIELD:
    case MB_TOKEN_RAW:
        compile_field(c, current, token);
        break;
    case MB_TOKEN_SECTION:
    case MB_TOKEN_INVERTED:
        return compile_section(c, current, token);
    case MB_TOKEN_CLOSE:
        compile_close(c, current, token);
        break;
    case MB_TOKEN_PARTIAL:
        compile_partial(c, current, token);
        break;
    case MB_TOKEN_BAD:
        c->failed = true;
        break;
    case MB_TOKEN_COMMENT:
    case MB_TOKEN_END:
        break;
    }
    return true;
}

static void read_source(compiler *c, const mb_source *source, mb_span part, reading *current)
{
    mb_lexer lexer;
    mb_token token;

    mb_lexer_begin(&lexer, source, part, c->diag);
    do {
        token = mb_lexer_next(&lexer, c->arena);
        if (!compile_token(c, current, &token)) {
            break;
        }
    } while (token.kind != MB_TOKEN_END);

    while (c->depth > current->base) {
        const section *open = &c->sections[c->depth - 1];
        if (token.kind == MB_TOKEN_END) {
            fail(c, current, MB_NOTICE(MB_MSG_TEMPLATE_UNCLOSED, open->span, text_of(c, open->name)));
        }
        pop_section(c);
    }
}

/** What was compiled, in the arena. */
static mb_template *finish(const compiler *c, size_t type_count)
{
    mb_template *compiled = mb_arena_alloc(c->arena, sizeof *compiled);
    mb_op *ops = mb_arena_array(c->arena, c->op_count, sizeof *ops);
    mb_name_use *uses = mb_arena_array(c->arena, c->use_count, sizeof *uses);

    memcpy(ops, c->ops, c->op_count * sizeof *ops);
    if (c->use_count != 0) {
        memcpy(uses, c->uses, c->use_count * sizeof *uses);
    }
    *compiled = (mb_template){ops, (uint32_t)type_count, uses, c->use_count};
    return compiled;
}

mb_template *mb_template_compile_part(const mb_source *source, mb_span part, const mb_view_type *const *types,
                                      size_t type_count, const mb_template_loader *loader, mb_heap *heap,
                                      mb_arena *arena, mb_diag *diag)
{
    compiler *c = mb_arena_zalloc(arena, sizeof *c);
    c->loader = loader;
    c->heap = heap;
    c->arena = arena;
    c->diag = diag;
    mb_buffer_init(&c->text, heap);
    for (size_t i = 0; i < type_count; i++) {
        section *start = &c->sections[c->depth++];
        start->kind = SECTION_CONTEXT;
        start->type = types[i];
        start->frame = c->frame_count++;
    }

    reading whole = {NULL, NULL, {0, 0}, {"", 0}, true, c->depth};
    read_source(c, source, part, &whole);
    flush_text(c);
    add_op(c, MB_OP_END);

    mb_template *compiled = c->failed ? NULL : finish(c, type_count);
    mb_heap_release(heap, c->ops);
    mb_heap_release(heap, c->uses);
    mb_heap_release(heap, c->text.text);
    return compiled;
}

mb_template *mb_template_compile(const mb_source *source, const mb_view_type *const *types, size_t type_count,
                                 const mb_template_loader *loader, mb_heap *heap, mb_arena *arena, mb_diag *diag)
{
    mb_span whole = {source->base, source->base + source->length};
    return mb_template_compile_part(source, whole, types, type_count, loader, heap, arena, diag);
}
