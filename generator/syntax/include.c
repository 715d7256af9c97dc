#include <string.h>

#include "diag/report.h"
#include "source/other_case.h"
#include "syntax/build.h"
#include "syntax/path.h"

enum {
    DEEPEST_INCLUDE = 32,
    MOST_FILES = 10000 /* two directives in each of thirty files are a thousand million files */
};

static bool is_open(const mb_parser *parser, const char *path)
{
    for (; parser != NULL; parser = parser->includer) {
        if (strcmp(parser->canonical_path, path) == 0) {
            return true;
        }
    }
    return false;
}

/** @return true when the search is over: the file was found, even if it cannot be read. */
static bool try_file(mb_parser *parser, mb_span at, const char *directory, const char *name)
{
    mb_parse_run *run = parser->run;
    const char *path = mb_path_join(run->arena, directory, name);
    if (is_open(parser, path)) {
        mb_report(run->diag, MB_MSG_INCLUDE_CYCLE, at, path);
        return true;
    }
    mb_source *source = NULL;
    bool was_8bit = false;
    mb_load_status status = mb_sources_load(run->input->sources, path, at, &source, &was_8bit);
    if (status == MB_LOAD_NOT_FOUND) {
        return false;
    }
    if (status != MB_LOAD_OK) {
        mb_report_load(run->diag, run->input->sources, status, at, path);
        return true;
    }
    if (was_8bit) {
        mb_report_8bit(run->diag, source);
    }
    mb_parse_file(run, source, parser);
    return true;
}

/** A file that would have been found where names ignore case. */
static const char *find_other_case(mb_parser *parser, const char *name)
{
    const mb_parse_input *input = parser->run->input;
    mb_arena *arena = parser->run->arena;
    if (mb_path_is_absolute(name)) {
        return mb_path_in_other_case(name, arena);
    }
    const char *directory = mb_path_directory(arena, parser->source->path);
    const char *found = mb_path_in_other_case(mb_path_join(arena, directory, name), arena);
    if (found == NULL && *directory != '\0') {
        found = mb_path_in_other_case(mb_path_join(arena, "", name), arena);
    }
    for (size_t i = 0; i < input->include_dir_count && found == NULL; i++) {
        found = mb_path_in_other_case(mb_path_join(arena, input->include_dirs[i], name), arena);
    }
    return found;
}

void mb_build_include(mb_parser *parser, const mb_value *path)
{
    mb_parse_run *run = parser->run;
    const mb_parse_input *input = run->input;
    if (path->count == 0) {
        mb_report_pragma_form(parser, MB_PRAGMA_INCLUDE, path->span);
        return;
    }
    if (run->syntax_only) {
        return;
    }
    if (parser->depth >= DEEPEST_INCLUDE) {
        mb_report(run->diag, MB_MSG_INCLUDE_DEPTH, path->span, "32");
        return;
    }
    if (mb_sources_count(input->sources) >= MOST_FILES) {
        mb_report(run->diag, MB_MSG_INCLUDE_COUNT, path->span, "10000");
        return;
    }
    const char *name = mb_arena_text(run->arena, path->u.string, path->count);
    bool is_found = false;
    if (mb_path_is_absolute(name)) {
        is_found = try_file(parser, path->span, "", name);
    } else {
        const char *directory = mb_path_directory(run->arena, parser->source->path);
        is_found = try_file(parser, path->span, directory, name) ||
                   (*directory != '\0' && try_file(parser, path->span, "", name));
        for (size_t i = 0; i < input->include_dir_count && !is_found; i++) {
            is_found = try_file(parser, path->span, input->include_dirs[i], name);
        }
    }
    if (!is_found) {
        const char *other = find_other_case(parser, name);
        mb_report_load(run->diag, run->input->sources, MB_LOAD_NOT_FOUND, path->span, name);
        if (other != NULL) {
            mb_report_note(run->diag, MB_MSG_OTHER_CASE, path->span, other);
        }
    }
}
