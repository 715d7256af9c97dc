/**
 * @file
 * The files of an input, in memory: what the compiler opens is one of them, or not there. No input reaches the disk.
 *
 * An input is split at lines that hold only "#####"; the parts are the files 0.mof, 1.mof, ... The link option
 * --wrap=mb_open_source, and the same of mb_file_readable, make the compiler ask here.
 */
#ifndef TESTS_FUZZ_FILES_H
#define TESTS_FUZZ_FILES_H

#include <stddef.h>
#include <stdint.h>

/** How often files can be opened. */
enum { FUZZ_MOST_OPENED = 100 };

/** The first file: the one to compile. The second, which the first may include as well, is an overlay. */
#define FUZZ_MAIN_FILE "0.mof"
#define FUZZ_OVERLAY_FILE "1.mof"

/**
 * From here on the files are those of an input, which must stay where it is. They can be opened so often; later they are
 * not there, so that files which include each other many times do not take all the time there is. @return how many there are
 */
size_t fuzz_files_set(const uint8_t *data, size_t size);
/** How many there are. */
size_t fuzz_files_count(void);
/** And from here on those of the disk again. */
void fuzz_files_clear(void);

#endif
