/**
 * @file
 * Messages: collected during a run, shown as `file:line:col: error: text [MOFnnn]` with the source line and a caret.
 */
#ifndef MB_DIAG_DIAG_H
#define MB_DIAG_DIAG_H

#include "source/source.h"

typedef enum mb_severity { MB_NOTE, MB_WARNING, MB_ERROR } mb_severity;

/** Stable ids; diag/messages.def holds number, severity and text of each. */
typedef enum mb_message {
#define MB_MESSAGE(id, number, severity, text) id,
#include "diag/messages.def"
#undef MB_MESSAGE
    MB_MESSAGE_COUNT
} mb_message;

typedef struct mb_diag mb_diag;

mb_diag *mb_diag_new(mb_heap *heap, mb_arena *arena, const mb_sources *sources);
/**
 * Reports a message. Its text in messages.def holds up to three %s, which `a`, `b` and `c` fill (NULL where unused);
 * they are copied. A span of {0,0} has no place. After 20 errors in one file, further ones are counted, not kept.
 */
void mb_report(mb_diag *diag, mb_message message, mb_span span, const char *a, const char *b, const char *c);
/** From now on warnings, and the notes to them, are dropped and not counted. */
void mb_diag_hide_warnings(mb_diag *diag);
/** Adds to the message before it: "the first declaration is here". Dropped where that message was. */
void mb_report_note(mb_diag *diag, mb_message message, mb_span span, const char *a, const char *b, const char *c);
size_t mb_diag_errors(const mb_diag *diag);
size_t mb_diag_warnings(const mb_diag *diag);
/** Everything collected so far, sorted by place in the order of the files, as text in `out`; include chains included. */
void mb_diag_render(const mb_diag *diag, mb_buffer *out);

#endif
