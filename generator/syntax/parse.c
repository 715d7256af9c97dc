#include "syntax/parse.h"

#include <limits.h>
#include <string.h>

#include "mof_parser.h"
#include "diag/report.h"
#include "syntax/path.h"

static mb_parse_run start_run(const mb_parse_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag, mb_unit *unit)
{
    mb_parse_run run = {0};
    run.input = input;
    run.heap = heap;
    run.arena = arena;
    run.diag = diag;
    run.symbols = input->symbols;
    run.unit = unit;
    run.in = mb_intern(input->symbols, "In", 2);
    mb_start_signs(&run);
    run.last = unit->first;
    while (run.last != NULL && run.last->next != NULL) {
        run.last = run.last->next;
    }
    mb_buffer_init(&run.scratch, heap);
    return run;
}

void mb_parse_file(mb_parse_run *run, mb_source *source, mb_parser *includer)
{
    mb_parser parser = {0};
    parser.run = run;
    parser.includer = includer;
    parser.depth = includer != NULL ? includer->depth + 1 : 0;
    parser.source = source;
    parser.end = source->text + source->length;
    parser.tab = source->text;
    parser.canonical_path = mb_path_normalise(run->arena, source->path);
    if (source->length > INT_MAX - 2) { /* flex counts in int */
        mb_report(run->diag, MB_MSG_FILE_TOO_LARGE, source->included_at, source->path);
        return;
    }
    mb_symbols_expect(run->symbols, source->length);
    mb_scanner_open(&parser);
    (void)mof_parse(&parser); /* what went wrong was reported */
    mb_scanner_close(&parser);
}

/** Whether a pragma of that name was told of. A name with a '#' is none of a text's own. */
static bool is_told(mb_parse_run *run, const mb_production *pragma)
{
    const char *key = mb_arena_format(run->arena, "#%s", pragma->name->text);
    if (mb_symbols_find(run->symbols, key, strlen(key)) != NULL) {
        return true;
    }
    mb_intern(run->symbols, key, strlen(key));
    return false;
}

/** What the schema would warn of, where none is made: once of each name. */
static void report_pragmas(mb_parse_run *run)
{
    for (const mb_production *each = run->unit->first; each != NULL; each = each->next) {
        if (each->kind == MB_PRAGMA && each->type == MB_PRAGMA_UNKNOWN && !is_told(run, each)) {
            mb_report_unknown_pragma(run->diag, each);
        }
    }
}

static bool parse_files(const mb_parse_input *input, bool syntax_only, mb_heap *heap, mb_arena *arena, mb_diag *diag,
                        mb_unit **out)
{
    const size_t errors_before = mb_diag_errors(diag);
    const mb_span nowhere = {0, 0};
    mb_unit *unit = mb_arena_zalloc(arena, sizeof *unit);
    mb_parse_run run = start_run(input, heap, arena, diag, unit);
    run.syntax_only = syntax_only;
    for (size_t i = 0; i < input->path_count; i++) {
        mb_source *source = NULL;
        bool was_8bit = false;
        run.amendment = nowhere; /* one amendment pragma a file, with what it includes */
        mb_load_status status = mb_sources_load(input->sources, input->paths[i], nowhere, &source, &was_8bit);
        if (status != MB_LOAD_OK) {
            mb_report_load(diag, input->sources, status, nowhere, input->paths[i]);
            continue;
        }
        if (was_8bit) {
            mb_report_8bit(diag, source);
        }
        mb_parse_file(&run, source, NULL);
    }
    if (syntax_only) {
        report_pragmas(&run);
    }
    mb_buffer_release(&run.scratch);
    *out = unit;
    return mb_diag_errors(diag) == errors_before;
}

bool mb_parse(const mb_parse_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag, mb_unit **out)
{
    return parse_files(input, false, heap, arena, diag, out);
}

bool mb_parse_syntax(const mb_parse_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag, mb_unit **out)
{
    return parse_files(input, true, heap, arena, diag, out);
}

bool mb_parse_source(const mb_parse_input *input, mb_source *source, mb_heap *heap, mb_arena *arena, mb_diag *diag,
                     mb_unit *unit)
{
    const size_t errors_before = mb_diag_errors(diag);
    mb_parse_run run = start_run(input, heap, arena, diag, unit);
    mb_parse_file(&run, source, NULL);
    mb_buffer_release(&run.scratch);
    return mb_diag_errors(diag) == errors_before;
}
