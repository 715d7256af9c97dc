/**
 * @file
 * The words that are taken, in the executable: generator/cmake/embed_words.cmake makes them of reserved.def when mofbind is
 * built. Private to the binding stage.
 */
#ifndef MB_BINDING_RESERVED_H
#define MB_BINDING_RESERVED_H

#include <stddef.h>

/** Lines, sorted by word: "S_OK windows", "if C", "B0 posix termios.h"; each ends with a line feed. */
extern const unsigned char mbb_reserved_words[];
extern const size_t mbb_reserved_size;

#endif
