/* Messages as JSON, in the form that diag/README.md describes. */
#include <stdio.h>

#include "support/json.h"
#include "diag/model.h"

const char mb_json_out_of_memory[] =
    "{\"version\": 1, \"diagnostics\": [{\"file\": null, \"line\": null, \"column\": null, \"endLine\": null, "
    "\"endColumn\": null, \"severity\": \"error\", \"id\": \"MOF901\", \"name\": \"out-of-memory\", "
    "\"message\": \"out of memory\", \"notes\": [], \"includedFrom\": []}], \"notShown\": [], \"errors\": 1, "
    "\"warnings\": 0}\n";

static void write_place(mb_json *json, const mb_diag *diag, mb_span span, mb_place *place)
{
    const mb_source *source = mb_diag_source(diag, span);

    if (source == NULL) {
        static const char *const keys[] = {"file", "line", "column", "endLine", "endColumn"};
        for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
            mb_json_null(json, keys[i]);
        }
        return;
    }
    mb_place_move(place, source, span.begin);
    mb_json_string(json, "file", source->path);
    mb_json_number(json, "line", place->line);
    mb_json_number(json, "column", place->column);
    mb_place end = *place;
    mb_place_move(&end, source, mb_span_end(source, span));
    mb_json_number(json, "endLine", end.line);
    mb_json_number(json, "endColumn", end.column);
}

static void write_what(mb_json *json, const mb_diagnostic *each)
{
    const mb_message_info *info = mb_message_about(each->id);
    char number[16];

    snprintf(number, sizeof number, "MOF%03d", info->number);
    mb_json_string(json, "severity", mb_severity_name(each->severity));
    mb_json_string(json, "id", number);
    mb_json_string(json, "name", info->name);
    mb_json_string(json, "message", each->text);
}

/** The outermost file first. */
static void write_chain(mb_json *json, const mb_diag *diag, const mb_source *source)
{
    const mb_source *includer = source != NULL ? mb_diag_source(diag, source->included_at) : NULL;

    if (includer == NULL) {
        return;
    }
    write_chain(json, diag, includer);
    uint32_t line;
    uint32_t column;
    mb_source_locate(includer, source->included_at.begin, &line, &column);
    mb_json_open_object(json, NULL);
    mb_json_string(json, "file", includer->path);
    mb_json_number(json, "line", line);
    mb_json_number(json, "column", column);
    mb_json_close_object(json);
}

static void write_notes(mb_json *json, const mb_diag *diag, const mb_diagnostic *each, mb_place *place)
{
    mb_json_open_array(json, "notes");
    for (const mb_diagnostic *note = each->notes; note != NULL; note = note->next) {
        mb_json_open_object(json, NULL);
        write_place(json, diag, note->span, place);
        write_what(json, note);
        mb_json_close_object(json);
    }
    mb_json_close_array(json);
}

static void write_diagnostics(mb_json *json, const mb_diag *diag)
{
    const mb_diagnostic **sorted = mb_diag_sorted(diag);
    mb_place place = {NULL, 0, NULL, NULL, 0, 0};
    mb_place elsewhere = place; /* of the notes, which mostly come in the order of the text, too */

    mb_json_open_array(json, "diagnostics");
    for (size_t i = 0; i < diag->count; i++) {
        mb_json_open_object(json, NULL);
        write_place(json, diag, sorted[i]->span, &place);
        write_what(json, sorted[i]);
        write_notes(json, diag, sorted[i], &elsewhere);
        mb_json_open_array(json, "includedFrom");
        write_chain(json, diag, mb_diag_source(diag, sorted[i]->span));
        mb_json_close_array(json);
        mb_json_close_object(json);
    }
    mb_json_close_array(json);
    mb_heap_release(diag->heap, (void *)sorted);
}

static void write_not_shown(mb_json *json, const mb_diag *diag)
{
    mb_json_open_array(json, "notShown");
    for (size_t i = 0; i < mb_sources_count(diag->sources); i++) {
        const mb_source *source = mb_sources_get(diag->sources, i);
        size_t dropped = mb_diag_dropped(diag, source);
        if (dropped != 0) {
            mb_json_open_object(json, NULL);
            mb_json_string(json, "file", source->path);
            mb_json_number(json, "errors", dropped);
            mb_json_close_object(json);
        }
    }
    mb_json_close_array(json);
}

void mb_diag_json(const mb_diag *diag, mb_buffer *out)
{
    mb_json json = {.out = out};

    mb_json_open_object(&json, NULL);
    mb_json_number(&json, "version", 1);
    write_diagnostics(&json, diag);
    write_not_shown(&json, diag);
    mb_json_number(&json, "errors", diag->errors + diag->promoted);
    mb_json_number(&json, "warnings", diag->warnings);
    mb_json_close_object(&json);
    mb_buffer_putc(out, '\n');
}
