/**
 * @file
 * Source files: bytes to text, and positions to lines.
 *
 * A position is an offset into all texts of a run laid end to end, so that a span is 8 bytes and knows its file. Lines
 * and columns are worked out only when a message is shown.
 */
#ifndef MB_SOURCE_SOURCE_H
#define MB_SOURCE_SOURCE_H

#include "support/text.h"

typedef uint32_t mb_position; /**< 0 = nowhere */

/** [begin, end) */
typedef struct mb_span {
    mb_position begin;
    mb_position end;
} mb_span;

typedef struct mb_source {
    const char *path; /**< as the user, or the include, named it */
    char *text;       /**< UTF-8; lines end with LF or CRLF as in the file; of one that has CR alone, each is an LF;
                                    two NUL bytes behind it, as flex wants */
    uint32_t length;
    mb_position base;    /**< position of text[0] */
    size_t index;        /**< among the sources of the run, from 0 */
    mb_span included_at; /**< the #include that brought it in; {0,0} for a file of the command line */
} mb_source;

typedef struct mb_sources mb_sources;

typedef enum mb_load_status {
    MB_LOAD_OK,
    MB_LOAD_NOT_FOUND,
    MB_LOAD_IO,       /**< `mb_sources_failure` says why; no device is read, nor a pipe that is included */
    MB_LOAD_ENCODING, /**< neither UTF-8, UTF-16 nor an 8-bit text: `mb_sources_failure` says why */
    MB_LOAD_TOO_LARGE /**< a file may have 2 GB - 1, all texts of a run together 4 GB - 1 */
} mb_load_status;

mb_sources *mb_sources_new(mb_heap *heap, mb_arena *arena);
/** The file of the command line that is standard input, and what the source is called that is read from it. */
#define MB_STANDARD_INPUT "-"
#define MB_STDIN_PATH "<stdin>"
/**
 * Reads a file; of the command line (`included_at` is {0,0}) it may be a pipe, which is waited for. UTF-8 (a BOM is dropped), UTF-16 with a BOM or recognised by its NUL bytes, else CP1252 (`*was_8bit`).
 */
mb_load_status mb_sources_load(mb_sources *sources, const char *path, mb_span included_at, mb_source **out,
                               bool *was_8bit);
/** Adds a text that is in memory; copied. For tests and for fuzzing. */
mb_load_status mb_sources_add(mb_sources *sources, const char *path, const char *bytes, size_t length, mb_source **out,
                              bool *was_8bit);
/** What the system said of the last MB_LOAD_IO, or what is wrong with the file of the last MB_LOAD_ENCODING. */
const char *mb_sources_failure(const mb_sources *sources);
/** Where that stands in the file of the last MB_LOAD_ENCODING, which then can be shown; 0 where it has no place. */
mb_position mb_sources_failure_at(const mb_sources *sources);
/** The file that holds a position; NULL for 0. */
const mb_source *mb_sources_at(const mb_sources *sources, mb_position position);
/** 1-based line and column; the column counts characters, not bytes. */
void mb_source_locate(const mb_source *source, mb_position position, uint32_t *line, uint32_t *column);
/** The line that holds a position, without its end. */
mb_text mb_source_line(const mb_source *source, mb_position position);
size_t mb_sources_count(const mb_sources *sources);
const mb_source *mb_sources_get(const mb_sources *sources, size_t index);

#endif
