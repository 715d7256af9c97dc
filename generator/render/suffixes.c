#include "render/suffixes.h"

#include <stdlib.h>
#include <string.h>

#include "support/characters.h"

/** What may stand behind one name, on all ways through the sections behind it. */
typedef struct walk {
    mb_suffix_sets *sets;
    mb_arena *arena;
    const mb_op *ops;
    unsigned kind;
    unsigned steps_left; /**< sections without text between them have more ways through them than anybody wrote */
} walk;

enum { MOST_STEPS = 256 };

static void add(mb_suffix_sets *sets, unsigned kind, const char *suffix, mb_arena *arena)
{
    const size_t count = sets->of[kind].count;

    for (size_t i = 0; i < count; i++) {
        if (strcmp(sets->of[kind].texts[i], suffix) == 0) {
            return;
        }
    }
    if (count == sets->of[kind].capacity) {
        const size_t capacity = count == 0 ? 16 : count * 2;
        const char **texts = mb_arena_array(arena, capacity, sizeof *texts);
        if (count != 0) {
            memcpy(texts, sets->of[kind].texts, count * sizeof *texts);
        }
        sets->of[kind].texts = texts;
        sets->of[kind].capacity = capacity;
    }
    sets->of[kind].texts[sets->of[kind].count++] = suffix;
}

static void go_on(walk *w, const mb_op *op, const char *suffix);

/** Takes a text behind a name, or behind what stands behind it. */
static void take_text(walk *w, const mb_op *op, const char *suffix)
{
    size_t length = 0;

    while (length < op->size && mb_is_word(op->text[length])) {
        length++;
    }
    if (length != 0) {
        suffix = mb_arena_format(w->arena, "%s%.*s", suffix, (int)length, op->text);
    }
    if (length == op->size) {
        go_on(w, op + 1, suffix);
    } else {
        add(w->sets, w->kind, suffix, w->arena);
    }
}

static void go_on(walk *w, const mb_op *op, const char *suffix)
{
    if (w->steps_left == 0) {
        return;
    }
    w->steps_left--;
    switch ((mb_op_kind)op->kind) {
    case MB_OP_TEXT:
        take_text(w, op, suffix);
        break;
    case MB_OP_IF:
    case MB_OP_UNLESS:
    case MB_OP_UNLESS_ANY:
    case MB_OP_EACH:
    case MB_OP_NEXT:
        go_on(w, op + 1, suffix);
        go_on(w, w->ops + op->jump, suffix);
        break;
    case MB_OP_STRING:
    case MB_OP_NUMBER: /* such a name is not made of one that is claimed */
        break;
    case MB_OP_END:
        add(w->sets, w->kind, suffix, w->arena);
        break;
    }
}

void mb_suffixes_collect(mb_suffix_sets *sets, const mb_template *compiled, mb_arena *arena)
{
    for (uint32_t i = 0; i < compiled->use_count; i++) {
        walk w = {sets, arena, compiled->ops, compiled->uses[i].kind, MOST_STEPS};
        take_text(&w, &compiled->ops[compiled->uses[i].op], "");
    }
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void mb_suffixes_sort(mb_suffix_sets *sets, mb_arena *arena, mbb_suffixes *out)
{
    for (unsigned kind = 0; kind < MBB_NAME_KIND_COUNT; kind++) {
        add(sets, kind, "", arena);
        qsort(sets->of[kind].texts, sets->of[kind].count, sizeof(const char *), compare);
        out->of[kind].texts = sets->of[kind].texts;
        out->of[kind].count = sets->of[kind].count;
    }
}
