/**
 * @file
 * The files of templates/, in the executable. generator/cmake/embed.cmake makes the table when mofbind is built.
 */
#ifndef MB_RENDER_EMBEDDED_H
#define MB_RENDER_EMBEDDED_H

#include <stddef.h>

typedef struct mb_embedded_file {
    const char *name; /**< "class.h.mustache", "runtime/src/session/session.c" */
    const unsigned char *bytes;
    size_t length;
} mb_embedded_file;

/** Sorted by name. */
extern const mb_embedded_file mb_embedded_files[];
extern const size_t mb_embedded_file_count;

#endif
