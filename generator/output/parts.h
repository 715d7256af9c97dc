/**
 * @file
 * What a build that does not know the names of the generated files can be given: files whose names depend on nothing but
 * their number, in MB_PARTS_FOLDER of the output folder.
 *
 * - part_0.c ... part_{N-1}.c include the sources of the classes, and schemas.c those of the libraries. They are what is compiled.
 *   Where there are as many parts as classes each has one of its own: the texts of all classes in an object stay together, also in a
 *   program that uses one of them.
 * - include/ holds a forwarder for each header: it includes changed/NUMBER.h, and then the header itself. That holds a digest of the
 *   header. There are MB_PARTS_SLOTS times N of them.
 * - numbers.list tells the next run the numbers of classes and headers, which keep them as long as they are there: what comes or goes
 *   does not change what others include.
 *
 * Ninja looks at all files before it runs a command, and afterwards only at those which it was told that the command
 * writes. It is told of these, so that it compiles in the same build what a header or source that changed is part of, and
 * nothing else.
 */
#ifndef MB_OUTPUT_PARTS_H
#define MB_OUTPUT_PARTS_H

#include "output/folder.h"
#include "render/template_set.h"

#define MB_PARTS_FOLDER "mofbind.parts/"

enum { MB_PARTS_SLOTS = 2, MB_MOST_PARTS = 4096 };

typedef struct mb_parts mb_parts;

/** @param count of part files, 1 to MB_MOST_PARTS @param shared a macro that is defined where the parts, which make a shared
 * library, are compiled; NULL where they make none @param folder of the output, which may be open @param next what takes
 * the files behind */
mb_parts *mb_parts_new(size_t count, const char *shared, mb_folder *folder, const mb_rendered_sink *next,
                       mb_arena *arena, mb_diag *diag);
/** What the renderer hands its files to; each is handed on. */
mb_rendered_sink mb_parts_sink(mb_parts *parts);
/** Hands on the files of the parts. @return false after an error, which is reported */
bool mb_parts_finish(mb_parts *parts);
/** Whether the name of a file follows from the number of parts. */
bool mb_parts_is_fixed(const char *path);

#endif
