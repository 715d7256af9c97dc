/* Messages as SARIF 2.1.0, the form that code hosts and editors read. */
#include <stdio.h>
#include <string.h>

#include "support/characters.h"
#include "support/json.h"
#include "diag/model.h"

#define SCHEMA "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

const char mb_sarif_out_of_memory[] =
    "{\"$schema\": \"" SCHEMA
    "\", \"version\": \"2.1.0\", \"runs\": [{\"tool\": {\"driver\": {\"name\": \"mofbind\"}}, "
    "\"columnKind\": \"utf16CodeUnits\", \"invocations\": [{\"executionSuccessful\": false}], \"results\": "
    "[{\"ruleId\": \"MOF901\", \"level\": \"error\", \"message\": {\"text\": \"out of memory\"}}]}]}\n";

enum { NO_RULE = 0 };

typedef struct sarif {
    mb_json json;
    const mb_diag *diag;
    const mb_diagnostic **sorted;
    size_t rules[MB_MESSAGE_COUNT]; /**< index of a message in the list of rules, plus 1; NO_RULE = not in it */
    mb_place place;                 /**< where counting lines may go on, */
    mb_place elsewhere;             /**< and for the notes, which mostly come in the order of the text, too */
} sarif;

static void write_message(mb_json *json, const char *key, const char *text)
{
    mb_json_open_object(json, key);
    mb_json_string(json, "text", text);
    mb_json_close_object(json);
}

/** MOF331 */
static void write_number(mb_json *json, const char *key, mb_message message)
{
    char number[16];

    snprintf(number, sizeof number, "MOF%03d", mb_message_about(message)->number);
    mb_json_string(json, key, number);
}

/** The text of messages.def with "..." where something is filled in. */
static void write_pattern(sarif *s, const char *key, const char *text)
{
    mb_buffer pattern;

    mb_buffer_init(&pattern, s->diag->heap);
    for (; *text != '\0'; text++) {
        if (text[0] == '%' && text[1] == 's') {
            mb_buffer_puts(&pattern, "...");
            text++;
        } else {
            mb_buffer_putc(&pattern, *text);
        }
    }
    write_message(&s->json, key, pattern.text);
    mb_buffer_release(&pattern);
}

static void write_rule(sarif *s, mb_message message)
{
    const mb_message_info *info = mb_message_about(message);
    mb_json *json = &s->json;

    mb_json_open_object(json, NULL);
    write_number(json, "id", message);
    mb_json_string(json, "name", info->name);
    write_pattern(s, "shortDescription", info->text);
    write_message(json, "fullDescription", info->explanation);
    write_message(json, "help", info->explanation);
    mb_json_open_object(json, "defaultConfiguration");
    mb_json_string(json, "level", mb_severity_name(info->severity));
    mb_json_close_object(json);
    mb_json_close_object(json);
}

/** The messages that were reported, each once. */
static void write_rules(sarif *s)
{
    size_t count = 0;

    mb_json_open_array(&s->json, "rules");
    for (size_t i = 0; i < s->diag->count; i++) {
        size_t *rule = &s->rules[s->sorted[i]->id];
        if (*rule == NO_RULE) {
            *rule = ++count;
            write_rule(s, s->sorted[i]->id);
        }
    }
    mb_json_close_array(&s->json);
}

static void write_tool(sarif *s, const char *tool_version)
{
    mb_json *json = &s->json;

    mb_json_open_object(json, "tool");
    mb_json_open_object(json, "driver");
    mb_json_string(json, "name", "mofbind");
    mb_json_string(json, "version", tool_version);
    write_rules(s);
    mb_json_close_object(json);
    mb_json_close_object(json);
}

static bool is_slash(char c)
{
#if defined(_WIN32)
    return c == '/' || c == '\\';
#else
    return c == '/'; /* a file's name may hold a backslash */
#endif
}

/** Begins a URI for a path: file:// before an absolute one. A relative one must not look as if it began with a scheme.
 */
static void begin_uri(const char *path, mb_buffer *uri)
{
    bool is_drive = mb_is_letter(path[0]) && path[1] == ':' && (path[2] == '/' || path[2] == '\\');
    size_t first_part = 0;

    while (path[first_part] != '\0' && path[first_part] != ':' && !is_slash(path[first_part])) {
        first_part++;
    }
    if (is_drive) {
        mb_buffer_puts(uri, "file:///");
    } else if (is_slash(path[0])) {
        mb_buffer_puts(uri, is_slash(path[1]) ? "file:" : "file://");
    } else if (path[first_part] == ':') {
        mb_buffer_puts(uri, "./");
    }
}

static void write_uri(mb_json *json, const char *path, mb_heap *heap)
{
    mb_buffer uri;

    mb_buffer_init(&uri, heap);
    begin_uri(path, &uri);
    for (const char *each = path; *each != '\0'; each++) {
        if (is_slash(*each)) {
            mb_buffer_putc(&uri, '/');
        } else if (mb_is_letter(*each) || mb_is_digit(*each) || strchr("-._~!$&'()*+,;=:@", *each) != NULL) {
            mb_buffer_putc(&uri, *each);
        } else {
            mb_buffer_printf(&uri, "%%%02X", (unsigned)(unsigned char)*each);
        }
    }
    mb_json_string(json, "uri", uri.text);
    mb_buffer_release(&uri);
}

static void write_region(mb_json *json, const mb_source *source, mb_span span, mb_place *place)
{
    mb_place_move(place, source, span.begin);
    mb_place end = *place;
    mb_place_move(&end, source, mb_span_end(source, span));
    mb_json_open_object(json, "region");
    mb_json_number(json, "startLine", place->line);
    mb_json_number(json, "startColumn", place->column16);
    mb_json_number(json, "endLine", end.line);
    mb_json_number(json, "endColumn", end.column16);
    mb_json_close_object(json);
}

/** A location: a place, and what is said of it where `text` is not NULL. Nothing where there is no place. */
static void write_location(sarif *s, mb_span span, mb_place *place, const char *text)
{
    const mb_source *source = mb_diag_source(s->diag, span);
    mb_json *json = &s->json;

    if (source == NULL) {
        return;
    }
    mb_json_open_object(json, NULL);
    mb_json_open_object(json, "physicalLocation");
    mb_json_open_object(json, "artifactLocation");
    write_uri(json, source->path, s->diag->heap);
    mb_json_close_object(json);
    write_region(json, source, span, place);
    mb_json_close_object(json);
    if (text != NULL) {
        write_message(json, "message", text);
    }
    mb_json_close_object(json);
}

/** The notes, and then the files that include the one in which the message is, the innermost first. */
static void write_related(sarif *s, const mb_diagnostic *each)
{
    const mb_source *source = mb_diag_source(s->diag, each->span);
    bool is_included = source != NULL && source->included_at.begin != 0;

    if (each->notes == NULL && !is_included) {
        return;
    }
    mb_json_open_array(&s->json, "relatedLocations");
    for (const mb_diagnostic *note = each->notes; note != NULL; note = note->next) {
        write_location(s, note->span, &s->elsewhere, note->text);
    }
    for (; source != NULL; source = mb_diag_source(s->diag, source->included_at)) {
        mb_place elsewhere = {NULL, 0, NULL, NULL, 0, 0};
        write_location(s, source->included_at, &elsewhere, "included from here");
    }
    mb_json_close_array(&s->json);
}

static void write_result(sarif *s, const mb_diagnostic *each)
{
    mb_json *json = &s->json;

    mb_json_open_object(json, NULL);
    write_number(json, "ruleId", each->id);
    mb_json_number(json, "ruleIndex", s->rules[each->id] - 1);
    mb_json_string(json, "level", mb_severity_name(each->severity));
    write_message(json, "message", each->text);
    mb_json_open_array(json, "locations");
    write_location(s, each->span, &s->place, NULL);
    mb_json_close_array(json);
    write_related(s, each);
    mb_json_close_object(json);
}

/** How the run ended, and how many errors are missing here. */
static void write_invocation(sarif *s)
{
    mb_json *json = &s->json;

    mb_json_open_array(json, "invocations");
    mb_json_open_object(json, NULL);
    mb_json_boolean(json, "executionSuccessful", !mb_diag_has_failed(s->diag));
    mb_json_open_array(json, "toolExecutionNotifications");
    for (size_t i = 0; i < mb_sources_count(s->diag->sources); i++) {
        const mb_source *source = mb_sources_get(s->diag->sources, i);
        size_t dropped = mb_diag_dropped(s->diag, source);
        if (dropped != 0) {
            mb_json_open_object(json, NULL);
            mb_json_string(json, "level", "note");
            write_message(json, "message",
                          mb_arena_format(s->diag->arena, "%s: %lu more %s not shown", source->path,
                                          (unsigned long)dropped, dropped == 1 ? "error is" : "errors are"));
            mb_json_close_object(json);
        }
    }
    mb_json_close_array(json);
    mb_json_close_object(json);
    mb_json_close_array(json);
}

void mb_diag_sarif(const mb_diag *diag, const char *tool_version, mb_buffer *out)
{
    sarif s = {
        {.out = out}, diag, mb_diag_sorted(diag), {NO_RULE}, {NULL, 0, NULL, NULL, 0, 0}, {NULL, 0, NULL, NULL, 0, 0}};
    mb_json *json = &s.json;

    mb_json_open_object(json, NULL);
    mb_json_string(json, "$schema", SCHEMA);
    mb_json_string(json, "version", "2.1.0");
    mb_json_open_array(json, "runs");
    mb_json_open_object(json, NULL);
    write_tool(&s, tool_version);
    mb_json_string(json, "columnKind", "utf16CodeUnits");
    write_invocation(&s);
    mb_json_open_array(json, "results");
    for (size_t i = 0; i < diag->count; i++) {
        write_result(&s, s.sorted[i]);
    }
    mb_json_close_array(json);
    mb_json_close_object(json);
    mb_json_close_array(json);
    mb_json_close_object(json);
    mb_buffer_putc(out, '\n');
    mb_heap_release(diag->heap, (void *)s.sorted);
}
