/**
 * @file
 * Messages: collected during a run, sorted by place at its end, and shown as text, as JSON or as SARIF. What reports
 * one includes report.h.
 */
#ifndef MB_DIAG_DIAG_H
#define MB_DIAG_DIAG_H

#include "source/source.h"

typedef enum mb_severity { MB_NOTE, MB_WARNING, MB_ERROR } mb_severity;
/** "note", "warning" or "error". */
const char *mb_severity_name(mb_severity severity);

/** Errors of one file that are kept where nothing else is said. */
enum { MB_MOST_ERRORS = 20 };

/** How messages are shown. */
typedef enum mb_diag_format { MB_DIAG_TEXT, MB_DIAG_JSON, MB_DIAG_SARIF } mb_diag_format;

typedef struct mb_diag mb_diag;

mb_diag *mb_diag_new(mb_heap *heap, mb_arena *arena, const mb_sources *sources);
/** The file that a span is in; NULL where it has no place. */
const mb_source *mb_diag_source(const mb_diag *diag, mb_span span);
/** How many errors of one file are kept; further ones are counted. 0 = all; the default is MB_MOST_ERRORS. */
void mb_diag_limit_errors(mb_diag *diag, size_t most);
/** From now on warnings, and the notes to them, are dropped and not counted. */
void mb_diag_hide_warnings(mb_diag *diag);
/**
 * Takes the -W options of a command line, without the "-W": class-undeclared, no-class-undeclared, error, no-error,
 * error=class-undeclared, no-error=class-undeclared. What names a warning wins over what names its group, and that over
 * what names none; of two that name the same the later wins. An option that names no warning is warned of. The texts must outlive `diag`.
 */
void mb_diag_set_warnings(mb_diag *diag, const char *const *options, size_t count);

/**
 * From now on a message about a place from `from` on is kept once, and the notes to it: what is read once and looked at
 * again and again has each fault once. 0 ends that. @return what it was before
 */
mb_position mb_diag_keep_once(mb_diag *diag, mb_position from);
/**
 * How many errors there were, with those which were not kept; a stage that adds to them has failed. The warnings that
 * -Werror made errors are not among them: they fail the run, but keep no stage from its work.
 */
size_t mb_diag_errors(const mb_diag *diag);
size_t mb_diag_warnings(const mb_diag *diag);
/** Sets, at the index of each file in which there was an error, other than a warning that -Werror made one, its `has_failed`. */
void mb_diag_mark_failed(const mb_diag *diag, bool *has_failed);
/** Whether there were errors of either kind. */
bool mb_diag_has_failed(const mb_diag *diag);

/** Whether text is coloured, by the sequences of ECMA-48. */
void mb_diag_set_color(mb_diag *diag, bool is_colored);
/** Appends everything collected so far, sorted by place in the order of the files, as text; include chains included. */
void mb_diag_render(const mb_diag *diag, mb_buffer *out);
/** The same in any format. JSON and SARIF are a whole document each, even where nothing was reported. */
void mb_diag_render_as(const mb_diag *diag, mb_diag_format format, const char *tool_version, mb_buffer *out);
/** What to show when there is no memory to show anything else. */
const char *mb_diag_out_of_memory(mb_diag_format format);

#endif
