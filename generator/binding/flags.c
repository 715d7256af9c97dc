#include "binding/binder.h"

/** The names of a kind, by their positions. */
typedef struct flag_names {
    const char *const *names;
    unsigned count;
} flag_names;

static const char *const of_field[MBB_FIELD_FLAG_COUNT] = {
#define MBB_FIELD_FLAG(id) "WMI_FIELD_" #id,
#include "binding/flags.def"
};
static const char *const of_code[MBB_CODE_FLAG_COUNT] = {
#define MBB_CODE_FLAG(id) "WMI_CODE_" #id,
#include "binding/flags.def"
};
static const char *const of_codes[MBB_CODES_FLAG_COUNT] = {
#define MBB_CODES_FLAG(id) "WMI_CODES_" #id,
#include "binding/flags.def"
};
static const char *const of_class[MBB_CLASS_FLAG_COUNT] = {
#define MBB_CLASS_FLAG(id) "WMI_CLASS_" #id,
#include "binding/flags.def"
};
static const char *const of_method[MBB_METHOD_FLAG_COUNT] = {
#define MBB_METHOD_FLAG(id) "WMI_METHOD_" #id,
#include "binding/flags.def"
};

static const flag_names kinds[MBB_FLAG_KIND_COUNT] = {
    [MBB_FLAGS_OF_FIELD] = {of_field, MBB_FIELD_FLAG_COUNT},    [MBB_FLAGS_OF_CODE] = {of_code, MBB_CODE_FLAG_COUNT},
    [MBB_FLAGS_OF_CODES] = {of_codes, MBB_CODES_FLAG_COUNT},    [MBB_FLAGS_OF_CLASS] = {of_class, MBB_CLASS_FLAG_COUNT},
    [MBB_FLAGS_OF_METHOD] = {of_method, MBB_METHOD_FLAG_COUNT},
};

static mbb_literal join_flags(mb_arena *arena, const flag_names *kind, unsigned flags)
{
    const char *literal = NULL;

    for (unsigned i = 0; i < kind->count; i++) {
        if ((flags & 1u << i) != 0) {
            literal = literal == NULL ? kind->names[i] : mbb_join(arena, literal, " | ", kind->names[i], NULL);
        }
    }
    return literal == NULL ? "0" : literal;
}

mbb_literal mbb_flags_literal(mbb_binder *binder, mbb_flag_kind kind, unsigned flags)
{
    if (binder->flags[kind] == NULL) {
        binder->flags[kind] = mb_arena_array(binder->arena, (size_t)1 << kinds[kind].count, sizeof(mbb_literal));
    }
    if (binder->flags[kind][flags] == NULL) {
        binder->flags[kind][flags] = join_flags(binder->arena, &kinds[kind], flags);
    }
    return binder->flags[kind][flags];
}
