#include <string.h>

#include "binding/binding.h"
#include "render/program.h"

/** Where the next byte goes: the room of a buffer, kept in registers while it lasts. */
typedef struct writer {
    mb_buffer *out;
    char *at;
    char *end;
} writer;

static void begin(writer *w, mb_buffer *out)
{
    mb_buffer_append(out, "", 0);
    w->out = out;
    w->at = out->text + out->length;
    w->end = out->text + out->capacity;
}

/** Hands over to the buffer what was written past it. */
static void finish(writer *w)
{
    w->out->length = (size_t)(w->at - w->out->text);
    mb_buffer_append(w->out, "", 0);
}

static void put_and_grow(writer *w, const char *bytes, size_t length)
{
    w->out->length = (size_t)(w->at - w->out->text);
    mb_buffer_append(w->out, bytes, length);
    begin(w, w->out);
}

static inline void put(writer *w, const char *bytes, size_t length)
{
    if (length < (size_t)(w->end - w->at)) { /* one is left for the NUL */
        memcpy(w->at, bytes, length);
        w->at += length;
    } else {
        put_and_grow(w, bytes, length);
    }
}

/** The text of an operation, of which more may be read than it has. */
static inline void put_text(writer *w, const mb_op *op)
{
    if (op->size <= MB_OP_TEXT_ROOM && w->end - w->at > MB_OP_TEXT_ROOM) {
        memcpy(w->at, op->text, MB_OP_TEXT_ROOM);
        w->at += op->size;
    } else {
        put(w, op->text, op->size);
    }
}

/** Digits need no printf, and no locale. */
static void put_number(writer *w, uint32_t number)
{
    char digits[10];
    size_t at = sizeof digits;

    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    put(w, digits + at, sizeof digits - at);
}

static inline void put_string(writer *w, const char *text)
{
    if (text != NULL) {
        put(w, text, strlen(text));
    }
}

void mb_template_render(const mb_template *compiled, const void *const *data, mb_buffer *out)
{
    const char *frames[MB_FRAME_LIMIT];
    size_t left[MB_FRAME_LIMIT]; /* items of a list from the current one on */
    const mb_op *ops = compiled->ops;
    writer w;

    begin(&w, out);
    for (uint32_t i = 0; i < compiled->frame_count; i++) {
        frames[i] = data[i];
    }
    for (const mb_op *op = ops;; op++) {
        const void *field = op->kind <= MB_OP_EACH && op->kind != MB_OP_TEXT ? frames[op->frame] + op->offset : NULL;
        bool skip = false;

        switch ((mb_op_kind)op->kind) {
        case MB_OP_TEXT:
            put_text(&w, op);
            break;
        case MB_OP_STRING:
            put_string(&w, *(const char *const *)field);
            put_text(&w, op);
            break;
        case MB_OP_NUMBER:
            put_number(&w, *(const uint32_t *)field);
            break;
        case MB_OP_IF:
            skip = !*(const bool *)field;
            break;
        case MB_OP_UNLESS:
            skip = *(const bool *)field;
            break;
        case MB_OP_UNLESS_ANY:
            skip = ((const mbb_list *)field)->count != 0;
            break;
        case MB_OP_EACH:
            frames[op->target] = ((const mbb_list *)field)->items;
            left[op->target] = ((const mbb_list *)field)->count;
            skip = left[op->target] == 0;
            break;
        case MB_OP_NEXT:
            frames[op->target] += op->size;
            skip = --left[op->target] != 0;
            break;
        case MB_OP_END:
            finish(&w);
            return;
        }
        if (skip) {
            op = ops + op->jump - 1;
        }
    }
}
