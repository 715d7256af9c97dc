/* The table of messages, from messages.def and explanations.def. */
#include <stdio.h>
#include <string.h>

#include "diag/diag.h"

static const mb_message_info infos[MB_MESSAGE_COUNT] = {
#define MB_MESSAGE(id, number, severity, name, text) {number, severity, name, text, NULL},
#include "diag/messages.def"
#undef MB_MESSAGE
};

static const char *const explanations[MB_MESSAGE_COUNT] = {
#define MB_EXPLAIN(id, text) [id] = text,
#include "diag/explanations.def"
#undef MB_EXPLAIN
};

mb_message_info mb_message_about(mb_message message)
{
    mb_message_info info = infos[message];

    info.explanation = explanations[message] != NULL ? explanations[message] : "";
    return info;
}

mb_message mb_message_named(const char *name)
{
    const mb_text wanted = mb_text_of(name);

    for (int i = 0; i < MB_MESSAGE_COUNT; i++) {
        char number[16];
        snprintf(number, sizeof number, "MOF%03d", infos[i].number);
        if (mb_text_equal_nocase(wanted, mb_text_of(infos[i].name)) || mb_text_equal_nocase(wanted, mb_text_of(number))) {
            return (mb_message)i;
        }
    }
    return MB_MESSAGE_COUNT;
}
