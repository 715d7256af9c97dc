/**
 * @file
 * What collecting and the three ways of showing share. Private to diag/.
 */
#ifndef MB_DIAG_MODEL_H
#define MB_DIAG_MODEL_H

#include "diag/report.h"
#include "support/characters.h"

typedef struct mb_diagnostic mb_diagnostic;
struct mb_diagnostic {
    mb_message id;
    mb_severity severity;
    bool is_promoted; /**< a warning that -Werror made an error */
    mb_span span;
    const char *text;
    size_t order;
    mb_diagnostic *notes;
    mb_diagnostic *last_note;
    mb_diagnostic *next;
};

typedef enum mb_choice { MB_UNSAID, MB_YES, MB_NO } mb_choice;

/** What the command line says of one warning. */
typedef struct mb_warning_choice {
    mb_choice is_shown;
    mb_choice is_error;
} mb_warning_choice;

struct mb_diag {
    mb_heap *heap;
    mb_arena *arena;
    const mb_sources *sources;
    mb_diagnostic *first;
    mb_diagnostic *last;
    size_t count;
    bool last_was_dropped;
    size_t errors;
    size_t promoted; /**< warnings that are errors */
    size_t warnings;
    size_t most_errors; /**< of one file that are kept; 0 = all */
    bool hides_warnings;
    bool is_colored;
    mb_position once_from;  /**< 0: nowhere */
    struct mb_kept *kept;   /**< what was reported of places from there on */
    mb_diag_filter *filter; /**< NULL: all are wanted */
    const void *filter_context;
    bool promotes_warnings;
    mb_warning_choice *choices; /**< one for each message; NULL where nothing is chosen */
    struct mb_tally *tallies;   /**< how many errors a file has */
};

/** All messages, sorted; in a block of the heap that is the caller's to release. NULL where there are none. */
const mb_diagnostic **mb_diag_sorted(const mb_diag *diag);
/** How many errors of a file were counted, but not kept. */
size_t mb_diag_dropped(const mb_diag *diag, const mb_source *source);

/** A place in a file, and where counting lines may go on from: start with all zero. */
typedef struct mb_place {
    const mb_source *source;
    uint32_t line; /**< 1-based */
    const char *line_begin;
    const char *at;
    uint32_t column;   /**< 1-based, in characters */
    uint32_t column16; /**< 1-based, in UTF-16 code units */
} mb_place;

/** Moves to a position in a file; counts from where it stands if that is in the same file, and not on a later line. */
void mb_place_move(mb_place *place, const mb_source *source, mb_position position);

/** The end of a span, but not beyond the end of its file. */
mb_position mb_span_end(const mb_source *source, mb_span span);

void mb_diag_json(const mb_diag *diag, mb_buffer *out);
void mb_diag_sarif(const mb_diag *diag, const char *tool_version, mb_buffer *out);
extern const char mb_json_out_of_memory[];
extern const char mb_sarif_out_of_memory[];

#endif
