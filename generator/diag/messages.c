/* The table of messages, from messages.def. */
#include <stdio.h>
#include <string.h>

#include "diag/report.h"
#include "support/characters.h"
#include "support/cim_type.h"

static const mb_message_info infos[MB_MESSAGE_COUNT] = {
#define MB_MESSAGE(id, number, severity, texts, name, text, explanation)                                               \
    [MB_ID_##id] = {number, MB_##severity, name, text, explanation},
#include "diag/messages.def"
#undef MB_MESSAGE
};

/* Does not compile where the compiler knows printf() and a text holds more or fewer %s than its entry says. */
enum {
#define MB_TEXTS_0
#define MB_TEXTS_1 , ""
#define MB_TEXTS_2 , "", ""
#define MB_TEXTS_3 , "", "", ""
#define MB_MESSAGE(id, number, severity, texts, name, text, explanation)                                               \
    TEXTS_OF_##id = sizeof(printf(text MB_TEXTS_##texts)),
#include "diag/messages.def"
#undef MB_MESSAGE
};

/** Does not compile where two messages have one number. */
static mb_message numbered(int number)
{
    switch (number) {
#define MB_MESSAGE(id, number, severity, texts, name, text, explanation)                                               \
    case number:                                                                                                       \
        return MB_ID_##id;
#include "diag/messages.def"
#undef MB_MESSAGE
    default:
        return MB_MESSAGE_COUNT;
    }
}

const mb_message_info *mb_message_about(mb_message message)
{
    return &infos[message];
}

/** The number of what is written as MOF331; -1 where it is written otherwise. */
static int number_of(const char *name)
{
    enum { PREFIX = 3, DIGITS = 3 };
    mb_integer number;

    if (strlen(name) != PREFIX + DIGITS || !mb_text_equal_nocase((mb_text){name, PREFIX}, mb_text_of("MOF"))) {
        return -1;
    }
    const mb_text digits = {name + PREFIX, DIGITS};
    return mb_is_digit(name[PREFIX]) && mb_read_integer(digits, MB_INTEGER_DECIMAL, &number) ? (int)number.magnitude
                                                                                             : -1;
}

mb_message mb_message_named(const char *name)
{
    for (int i = 0; i < MB_MESSAGE_COUNT; i++) {
        if (mb_equal_names(name, infos[i].name)) {
            return (mb_message)i;
        }
    }
    return numbered(number_of(name));
}
