/* Members of a scenario's objects: those that may be there, and of what kind. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "diag/report.h"
#include "mock/mock_scenario_parts.h"

const char *mbm_words(mbm_scenario *s, const char *format, ...)
{
    va_list list;
    va_list again;

    va_start(list, format);
    va_copy(again, list);
    const int length = vsnprintf(NULL, 0, format, list);
    va_end(list);
    char *text = mb_arena_alloc(s->arena, length > 0 ? (size_t)length + 1 : 1);
    text[0] = '\0';
    if (length > 0) {
        (void)vsnprintf(text, (size_t)length + 1, format, again);
    }
    va_end(again);
    return text;
}

void mbm_wants(mbm_scenario *s, const mbm_json *json, const char *what, const char *wanted)
{
    if (json->kind != MBM_JSON_BAD) {
        mb_report(s->diag, MB_MSG_SCENARIO_WANTS, json->span, what, wanted, mbm_json_kind_name(json->kind));
    }
}

void mbm_misses(mbm_scenario *s, const mbm_json *json, const char *what, const char *member)
{
    const mb_span place = {json->span.begin, json->span.begin + 1};

    mb_report(s->diag, MB_MSG_SCENARIO_MISSING, place, what, mbm_words(s, "'%s'", member));
}

bool mbm_is_kind(mbm_scenario *s, const mbm_json *json, const char *what, mbm_json_kind kind)
{
    if (json != NULL && json->kind != kind) {
        mbm_wants(s, json, what, mbm_json_kind_name(kind));
    }
    return json != NULL && json->kind == kind;
}

static size_t index_of(const mbm_member_names *names, const char *name)
{
    size_t i = 0;

    while (i < names->count && strcmp(names->names[i], name) != 0) {
        i++;
    }
    return i;
}

static void report_member(mbm_scenario *s, const mbm_json *member, const mbm_member_names *names)
{
    mb_suggestion suggestion;

    mb_suggest_begin(&suggestion, mb_text_of(member->name));
    for (size_t i = 0; i < names->count; i++) {
        mb_suggest_try(&suggestion, names->names[i], NULL);
    }
    mb_report(s->diag, MB_MSG_SCENARIO_UNKNOWN, member->name_span, names->what, mbm_words(s, "'%s'", member->name),
              mb_did_you_mean(suggestion.best, s->arena));
}

bool mbm_find_members(mbm_scenario *s, const mbm_json *json, const mbm_member_names *names, const mbm_json **found)
{
    for (size_t i = 0; i < names->count; i++) {
        found[i] = NULL;
    }
    if (!mbm_is_kind(s, json, names->what, MBM_JSON_OBJECT)) {
        return false;
    }
    for (const mbm_json *member = json->first; member != NULL; member = member->next) {
        const size_t at = index_of(names, member->name);
        if (at < names->count) {
            found[at] = member;
        } else if (strcmp(member->name, "comment") != 0) {
            report_member(s, member, names);
        }
    }
    return true;
}

const char *mbm_member_text(mbm_scenario *s, const mbm_json *json, const char *what)
{
    return mbm_is_kind(s, json, what, MBM_JSON_TEXT) ? json->text : NULL;
}

uint32_t mbm_member_number(mbm_scenario *s, const mbm_json *json, const char *what, uint32_t most, uint32_t otherwise)
{
    mb_integer number;

    if (!mbm_is_kind(s, json, what, MBM_JSON_NUMBER)) {
        return otherwise;
    }
    if (!mb_read_integer((mb_text){json->text, json->length}, MB_INTEGER_DECIMAL, &number) || number.is_negative ||
        number.is_huge || number.magnitude > most) {
        mb_report(s->diag, MB_MSG_SCENARIO_VALUE, json->span, json->text, mbm_words(s, "number for %s: that is ", what),
                  mbm_words(s, "0 to %lu", (unsigned long)most));
        return otherwise;
    }
    return (uint32_t)number.magnitude;
}

bool mbm_member_truth(mbm_scenario *s, const mbm_json *json, const char *what)
{
    return mbm_is_kind(s, json, what, MBM_JSON_BOOLEAN) && json->truth;
}
