/**
 * @file
 * Private to binding/: the flags of the descriptors, and what is written of a set of them.
 */
#ifndef MBB_FLAGS_H
#define MBB_FLAGS_H

/* The position of each, and how many there are of a kind. */
enum {
#define MBB_FIELD_FLAG(id) MBB_POSITION_FIELD_##id,
#include "binding/flags.def"
    MBB_FIELD_FLAG_COUNT
};
enum {
#define MBB_CODE_FLAG(id) MBB_POSITION_CODE_##id,
#include "binding/flags.def"
    MBB_CODE_FLAG_COUNT
};
enum {
#define MBB_CODES_FLAG(id) MBB_POSITION_CODES_##id,
#include "binding/flags.def"
    MBB_CODES_FLAG_COUNT
};
enum {
#define MBB_CLASS_FLAG(id) MBB_POSITION_CLASS_##id,
#include "binding/flags.def"
    MBB_CLASS_FLAG_COUNT
};
enum {
#define MBB_METHOD_FLAG(id) MBB_POSITION_METHOD_##id,
#include "binding/flags.def"
    MBB_METHOD_FLAG_COUNT
};

/* The flags: MBB_FIELD_ARRAY and so on. */
enum {
#define MBB_FIELD_FLAG(id) MBB_FIELD_##id = 1 << MBB_POSITION_FIELD_##id,
#define MBB_CODE_FLAG(id) MBB_CODE_##id = 1 << MBB_POSITION_CODE_##id,
#define MBB_CODES_FLAG(id) MBB_CODES_##id = 1 << MBB_POSITION_CODES_##id,
#define MBB_CLASS_FLAG(id) MBB_CLASS_##id = 1 << MBB_POSITION_CLASS_##id,
#define MBB_METHOD_FLAG(id) MBB_METHOD_##id = 1 << MBB_POSITION_METHOD_##id,
#include "binding/flags.def"
};

typedef enum mbb_flag_kind {
    MBB_FLAGS_OF_FIELD,
    MBB_FLAGS_OF_CODE,
    MBB_FLAGS_OF_CODES,
    MBB_FLAGS_OF_CLASS,
    MBB_FLAGS_OF_METHOD,
    MBB_FLAG_KIND_COUNT
} mbb_flag_kind;

#endif
