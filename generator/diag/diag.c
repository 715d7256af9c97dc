/* Collecting messages. */
#include "diag/report.h"

#include <stdlib.h>
#include <string.h>

#include "diag/model.h"

#define uthash_malloc(size) mb_arena_alloc(diag->arena, size)
#define uthash_free(block, size) ((void)(block))
#include <uthash.h>

/** A message and its place. */
typedef struct mb_kept {
    struct {
        mb_span span;
        uint32_t id;
    } key;
    UT_hash_handle hh;
} mb_kept;

/** How many errors a file has: thousands of files may have some. */
typedef struct mb_tally {
    const mb_source *source;
    size_t errors;
    UT_hash_handle hh;
} mb_tally;

mb_diag *mb_diag_new(mb_heap *heap, mb_arena *arena, const mb_sources *sources)
{
    mb_diag *diag = mb_arena_zalloc(arena, sizeof *diag);

    diag->heap = heap;
    diag->arena = arena;
    diag->sources = sources;
    diag->most_errors = MB_MOST_ERRORS;
    return diag;
}

void mb_diag_limit_errors(mb_diag *diag, size_t most)
{
    diag->most_errors = most;
}

void mb_diag_set_color(mb_diag *diag, bool is_colored)
{
    diag->is_colored = is_colored;
}

void mb_diag_set_filter(mb_diag *diag, mb_diag_filter *filter, const void *context)
{
    diag->filter = filter;
    diag->filter_context = context;
}

void mb_diag_mark_failed(const mb_diag *diag, bool *has_failed)
{
    for (const mb_diagnostic *each = diag->first; each != NULL; each = each->next) {
        const mb_source *source = mb_diag_source(diag, each->span);
        if (source != NULL && each->severity == MB_ERROR && !each->is_promoted) {
            has_failed[source->index] = true;
        }
    }
}

void mb_diag_hide_warnings(mb_diag *diag)
{
    diag->hides_warnings = true;
}

size_t mb_diag_errors(const mb_diag *diag)
{
    return diag->errors;
}

size_t mb_diag_warnings(const mb_diag *diag)
{
    return diag->warnings;
}

bool mb_diag_has_failed(const mb_diag *diag)
{
    return diag->errors + diag->promoted != 0;
}

const char *mb_severity_name(mb_severity severity)
{
    static const char *const names[] = {[MB_NOTE] = "note", [MB_WARNING] = "warning", [MB_ERROR] = "error"};

    return names[severity];
}

/** The text of a message with its %s filled. */
static const char *compose(mb_diag *diag, const char *text, const char *const parts[3])
{
    size_t length = strlen(text) + 1;
    for (int i = 0; i < 3; i++) {
        length += parts[i] != NULL ? strlen(parts[i]) : 0;
    }
    char *composed = mb_arena_alloc(diag->arena, length);
    char *to = composed;
    int next = 0;
    for (const char *from = text; *from != '\0'; from++) {
        if (from[0] != '%' || from[1] != 's') {
            *to++ = *from;
            continue;
        }
        const char *part = parts[next] != NULL ? parts[next] : "";
        size_t part_length = strlen(part);
        memcpy(to, part, part_length);
        to += part_length;
        next++;
        from++;
    }
    *to = '\0';
    return composed;
}

static mb_diagnostic *new_diagnostic(mb_diag *diag, const mb_notice *notice)
{
    const mb_message_info *info = mb_message_about(notice->id);
    mb_diagnostic *added = mb_arena_zalloc(diag->arena, sizeof *added);

    added->id = notice->id;
    added->severity = info->severity;
    added->span = notice->span;
    added->text = compose(diag, info->text, notice->texts);
    added->order = diag->count;
    return added;
}

static mb_tally *tally_of(mb_diag *diag, const mb_source *source)
{
    mb_tally *found = NULL;

    HASH_FIND_PTR(diag->tallies, &source, found);
    if (found == NULL) {
        found = mb_arena_zalloc(diag->arena, sizeof *found);
        found->source = source;
        HASH_ADD_PTR(diag->tallies, source, found);
    }
    return found;
}

/** Counts an error of a file. @return whether the file has so many that it is not kept. */
static bool is_one_too_many(mb_diag *diag, mb_span span)
{
    const mb_source *source = mb_diag_source(diag, span);

    return source != NULL && ++tally_of(diag, source)->errors > diag->most_errors && diag->most_errors != 0;
}

size_t mb_diag_dropped(const mb_diag *diag, const mb_source *source)
{
    const mb_tally *each = NULL;

    HASH_FIND_PTR(diag->tallies, &source, each);
    bool is_over = each != NULL && diag->most_errors != 0 && each->errors > diag->most_errors;
    return is_over ? each->errors - diag->most_errors : 0;
}

static bool is_hidden(const mb_diag *diag, mb_message message)
{
    return diag->hides_warnings || (diag->choices != NULL && diag->choices[message].is_shown == MB_NO);
}

/** Whether the command line makes an error of a warning. */
static bool is_promoted(const mb_diag *diag, mb_message message)
{
    mb_choice choice = diag->choices != NULL ? diag->choices[message].is_error : MB_UNSAID;

    return choice == MB_YES || (choice == MB_UNSAID && diag->promotes_warnings);
}

mb_position mb_diag_keep_once(mb_diag *diag, mb_position from)
{
    const mb_position before = diag->once_from;

    diag->once_from = from;
    return before;
}

/** Whether a message was reported before, where that is asked. From now on it was. */
static bool is_repeated(mb_diag *diag, mb_message message, mb_span span)
{
    mb_kept *found = NULL;

    if (diag->once_from == 0 || span.begin < diag->once_from) {
        return false;
    }
    mb_kept *added = mb_arena_zalloc(diag->arena, sizeof *added);
    added->key.span = span;
    added->key.id = message;
    HASH_FIND(hh, diag->kept, &added->key, sizeof added->key, found);
    if (found == NULL) {
        HASH_ADD(hh, diag->kept, key, sizeof added->key, added);
    }
    return found != NULL;
}

void mb_report_notice_as(mb_diag *diag, mb_severity severity, mb_notice notice)
{
    bool promoted = severity == MB_WARNING && is_promoted(diag, notice.id);

    diag->last_was_dropped = true;
    if (severity == MB_WARNING && is_hidden(diag, notice.id)) {
        return;
    }
    if (diag->filter != NULL && !diag->filter(diag->filter_context, notice.id, notice.span)) {
        return;
    }
    if (is_repeated(diag, notice.id, notice.span)) {
        return;
    }
    if (severity == MB_ERROR || promoted) {
        diag->errors += !promoted;
        diag->promoted += promoted;
        if (is_one_too_many(diag, notice.span)) {
            return;
        }
    } else if (severity == MB_WARNING) {
        diag->warnings++;
    }
    diag->last_was_dropped = false;
    mb_diagnostic *added = new_diagnostic(diag, &notice);
    added->severity = promoted ? MB_ERROR : severity;
    added->is_promoted = promoted;
    if (diag->last != NULL) {
        diag->last->next = added;
    } else {
        diag->first = added;
    }
    diag->last = added;
    diag->count++;
}

void mb_report_notice(mb_diag *diag, mb_notice notice)
{
    mb_report_notice_as(diag, mb_message_about(notice.id)->severity, notice);
}

void mb_note_notice(mb_diag *diag, mb_notice notice)
{
    mb_diagnostic *to = diag->last;

    if (diag->last_was_dropped || to == NULL) {
        return;
    }
    mb_diagnostic *added = new_diagnostic(diag, &notice);
    if (to->last_note != NULL) {
        to->last_note->next = added;
    } else {
        to->notes = added;
    }
    to->last_note = added;
}

static int by_place(const void *a, const void *b)
{
    const mb_diagnostic *first = *(const mb_diagnostic *const *)a;
    const mb_diagnostic *second = *(const mb_diagnostic *const *)b;

    if (first->span.begin != second->span.begin) {
        return first->span.begin < second->span.begin ? -1 : 1;
    }
    return first->order < second->order ? -1 : first->order > second->order;
}

const mb_diagnostic **mb_diag_sorted(const mb_diag *diag)
{
    if (diag->count == 0) {
        return NULL;
    }
    const mb_diagnostic **sorted = mb_heap_alloc(diag->heap, diag->count * sizeof *sorted);
    size_t count = 0;
    for (const mb_diagnostic *each = diag->first; each != NULL; each = each->next) {
        sorted[count++] = each;
    }
    qsort(sorted, count, sizeof *sorted, by_place);
    return sorted;
}

void mb_diag_render_as(const mb_diag *diag, mb_diag_format format, const char *tool_version, mb_buffer *out)
{
    switch (format) {
    case MB_DIAG_TEXT:
        mb_diag_render(diag, out);
        break;
    case MB_DIAG_JSON:
        mb_diag_json(diag, out);
        break;
    case MB_DIAG_SARIF:
        mb_diag_sarif(diag, tool_version, out);
        break;
    }
}

const char *mb_diag_out_of_memory(mb_diag_format format)
{
    return format == MB_DIAG_JSON    ? mb_json_out_of_memory
           : format == MB_DIAG_SARIF ? mb_sarif_out_of_memory
                                     : "mofbind: error: out of memory [MOF901]\n";
}
