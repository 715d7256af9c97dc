/**
 * @file
 * Many files to few: what a root includes of the other files of a run is put in its place, and so on, each file once.
 * What includes something else, such as <string.h>, stays. Only the roots are handed on.
 *
 * A file is found under its path, and under what stands behind /include/ or /src/ in it: <wmi/wmi.h>, "base/core.h". An
 * include with a * in its file name stands for all files whose names fit, in their order. A root that includes another
 * root keeps that line, and has what is in there from it.
 *
 * What is included between #if and #endif is there for these lines only: behind them it is included anew. The guard of
 * a header is no such #if.
 */
#ifndef MB_AMALGAMATE_AMALGAMATE_H
#define MB_AMALGAMATE_AMALGAMATE_H

#include "render/template_set.h"

typedef struct mb_amalgamation mb_amalgamation;

/** @param next what takes the roots */
mb_amalgamation *mb_amalgamation_new(const mb_rendered_sink *next, mb_arena *arena);
/** What the renderer hands its files to. */
mb_rendered_sink mb_amalgamation_sink(mb_amalgamation *amalgamation);
/** Hands on the roots, in their order. */
void mb_amalgamation_finish(mb_amalgamation *amalgamation);

#endif
