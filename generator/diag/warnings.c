/* The -W options. */
#include <string.h>

#include "diag/model.h"
#include "support/suggest.h"

static const mb_span nowhere = {0, 0};

/** "no-error=class-undeclared" in its parts. */
typedef struct warning_option {
    const char *prefix; /**< all before the name: "", "no-", "error=" or "no-error=" */
    const char *name;   /**< NULL where it stops behind "error" */
    bool is_no;
    bool is_error;
} warning_option;

static bool skip(const char **text, const char *word)
{
    size_t length = strlen(word);

    if (strncmp(*text, word, length) != 0) {
        return false;
    }
    *text += length;
    return true;
}

static warning_option split(const char *option)
{
    static const char *const prefixes[2][2] = {{"", "no-"}, {"error=", "no-error="}};
    warning_option parts = {NULL, option, false, false};

    parts.is_no = skip(&parts.name, "no-");
    parts.is_error = skip(&parts.name, "error=");
    parts.prefix = prefixes[parts.is_error][parts.is_no];
    if (!parts.is_error && strcmp(parts.name, "error") == 0) {
        parts.is_error = true;
        parts.name = NULL;
    }
    return parts;
}

/** The message that an option names; notes cannot be named. MB_MESSAGE_COUNT where it names none. */
static mb_message find(const char *name)
{
    mb_message message = mb_message_named(name);

    return message != MB_MESSAGE_COUNT && mb_message_about(message)->severity == MB_NOTE ? MB_MESSAGE_COUNT : message;
}

/** A name for all the warnings whose own names begin with it and a hyphen. */
static const char *const groups[] = {"overlay"};

static const char *find_group(const char *name)
{
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        if (strcmp(groups[i], name) == 0) {
            return groups[i];
        }
    }
    return NULL;
}

bool mb_is_warning_group(const char *name)
{
    return find_group(name) != NULL;
}

bool mb_message_is_in_group(mb_message message, const char *name)
{
    const char *group = find_group(name), *own = mb_message_about(message)->name;
    size_t length = group != NULL ? strlen(group) : 0;

    return group != NULL && strncmp(own, group, length) == 0 && own[length] == '-';
}

static void choose(mb_warning_choice *choice, const warning_option *parts)
{
    if (parts->is_error) {
        choice->is_error = parts->is_no ? MB_NO : MB_YES;
    }
    if (!parts->is_error || !parts->is_no) {
        choice->is_shown = parts->is_no ? MB_NO : MB_YES;
    }
}

static void apply_to_group(mb_diag *diag, const warning_option *parts)
{
    for (int i = 0; i < MB_MESSAGE_COUNT && parts->name != NULL; i++) {
        if (mb_message_is_in_group((mb_message)i, parts->name)) {
            choose(&diag->choices[i], parts);
        }
    }
}

static void apply(mb_diag *diag, const warning_option *parts)
{
    if (parts->name == NULL) {
        diag->promotes_warnings = !parts->is_no;
        return;
    }
    mb_message message = find(parts->name);
    if (message != MB_MESSAGE_COUNT) {
        choose(&diag->choices[message], parts);
    }
}

static void report_unknown(mb_diag *diag, const char *option, const warning_option *parts)
{
    mb_suggestion suggestion;

    mb_suggest_begin(&suggestion, mb_text_of(parts->name));
    for (int i = 0; i < MB_MESSAGE_COUNT; i++) {
        const mb_message_info *info = mb_message_about((mb_message)i);
        if (info->severity == MB_WARNING) {
            mb_suggest_try(&suggestion, info->name, NULL);
        }
    }
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        mb_suggest_try(&suggestion, groups[i], NULL);
    }
    if (suggestion.best == NULL) {
        mb_report(diag, MB_MSG_UNKNOWN_WARNING_OPTION, nowhere, option, "");
        return;
    }
    const char *hint = mb_arena_format(diag->arena, "; did you mean '-W%s%s'?", parts->prefix, suggestion.best);
    mb_report(diag, MB_MSG_UNKNOWN_WARNING_OPTION, nowhere, option, hint);
}

/** Says of an option that it does nothing, if that is so. */
static void check(mb_diag *diag, const char *option, const warning_option *parts)
{
    if (parts->name == NULL || find_group(parts->name) != NULL) {
        return;
    }
    mb_message message = find(parts->name);
    if (message == MB_MESSAGE_COUNT) {
        report_unknown(diag, option, parts);
    } else if (mb_message_about(message)->severity == MB_ERROR) {
        mb_report(diag, MB_MSG_ERROR_OPTION, nowhere, option, parts->name);
    }
}

void mb_diag_set_warnings(mb_diag *diag, const char *const *options, size_t count)
{
    if (count != 0 && diag->choices == NULL) {
        diag->choices = mb_arena_array(diag->arena, MB_MESSAGE_COUNT, sizeof *diag->choices);
    }
    for (size_t i = 0; i < count; i++) {
        const warning_option parts = split(options[i]);
        apply_to_group(diag, &parts);
    }
    for (size_t i = 0; i < count; i++) { /* now: who names a warning means it, whatever is said of its group */
        const warning_option parts = split(options[i]);
        apply(diag, &parts);
    }
    for (size_t i = 0; i < count; i++) { /* now that all are known, which may be about these warnings, too */
        const warning_option parts = split(options[i]);
        check(diag, options[i], &parts);
    }
}
