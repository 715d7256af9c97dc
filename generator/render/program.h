/**
 * @file
 * What a template is compiled to: a list of operations on frames. A frame is a struct of the data; how deep it lies is
 * known when the template is compiled, and so is the place of each field in it: rendering looks nothing up.
 */
#ifndef MB_RENDER_PROGRAM_H
#define MB_RENDER_PROGRAM_H

#include "render/template.h"

/** Structs that a template may be inside of at a time, those that it starts with included. */
enum { MB_FRAME_LIMIT = 32 };

/** So many bytes of the text of an operation may be read, however few it has: most have few, and are copied at one go. */
enum { MB_OP_TEXT_ROOM = 32 };

typedef enum mb_op_kind {
    MB_OP_TEXT,       /**< `size` bytes at `text` */
    MB_OP_STRING,     /**< the const char * at frame + offset, then `size` bytes at `text` */
    MB_OP_NUMBER,     /**< the uint32_t there */
    MB_OP_IF,         /**< on to `jump` unless the bool there is true */
    MB_OP_UNLESS,     /**< on to `jump` if it is */
    MB_OP_UNLESS_ANY, /**< on to `jump` if the mbb_list there has items */
    MB_OP_EACH,       /**< its first item becomes frame `target`; on to `jump` where it has none */
    MB_OP_NEXT,       /**< frame `target` goes on by `size`, back to `jump`, while there are items */
    MB_OP_END
} mb_op_kind;

typedef struct mb_op {
    uint8_t kind; /**< mb_op_kind */
    uint8_t frame;
    uint8_t target;
    uint32_t offset;
    uint32_t size;
    uint32_t jump; /**< index of an operation */
    const char *text;
} mb_op;

/** An operation that writes a name of C. */
typedef struct mb_name_use {
    uint32_t op;
    uint32_t kind; /**< mb_view_field.names */
} mb_name_use;

struct mb_template {
    const mb_op *ops;
    uint32_t frame_count; /**< that it starts with */
    const mb_name_use *uses;
    uint32_t use_count;
};

/** mb_template_compile() for a part of a source: the output paths of outputs.list are templates, too. */
mb_template *mb_template_compile_part(const mb_source *source, mb_span part, const mb_view_type *const *types,
                                      size_t type_count, const mb_template_loader *loader, mb_heap *heap,
                                      mb_arena *arena, mb_diag *diag);

#endif
