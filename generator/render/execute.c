#include <string.h>

#include "binding/binding.h"
#include "render/program.h"

/** Digits need no printf, and no locale. */
static void append_number(mb_buffer *out, uint32_t number)
{
    char digits[10];
    size_t at = sizeof digits;

    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    mb_buffer_append(out, digits + at, sizeof digits - at);
}

static void append_string(mb_buffer *out, const char *text)
{
    if (text != NULL) {
        mb_buffer_append(out, text, strlen(text));
    }
}

void mb_template_render(const mb_template *compiled, const void *const *data, mb_buffer *out)
{
    const char *frames[MB_FRAME_LIMIT];
    size_t left[MB_FRAME_LIMIT]; /* items of a list from the current one on */
    const mb_op *ops = compiled->ops;

    for (uint32_t i = 0; i < compiled->frame_count; i++) {
        frames[i] = data[i];
    }
    for (const mb_op *op = ops;; op++) {
        const void *field = op->kind <= MB_OP_EACH && op->kind != MB_OP_TEXT ? frames[op->frame] + op->offset : NULL;
        bool skip = false;

        switch ((mb_op_kind)op->kind) {
        case MB_OP_TEXT:
            mb_buffer_append(out, op->text, op->size);
            break;
        case MB_OP_STRING:
            append_string(out, *(const char *const *)field);
            break;
        case MB_OP_NUMBER:
            append_number(out, *(const uint32_t *)field);
            break;
        case MB_OP_IF:
            skip = !*(const bool *)field;
            break;
        case MB_OP_UNLESS:
            skip = *(const bool *)field;
            break;
        case MB_OP_UNLESS_ANY:
            skip = ((const mb_list *)field)->count != 0;
            break;
        case MB_OP_EACH:
            frames[op->target] = ((const mb_list *)field)->items;
            left[op->target] = ((const mb_list *)field)->count;
            skip = left[op->target] == 0;
            break;
        case MB_OP_NEXT:
            frames[op->target] += op->size;
            skip = --left[op->target] != 0;
            break;
        case MB_OP_END:
            return;
        }
        if (skip) {
            op = ops + op->jump - 1;
        }
    }
}
