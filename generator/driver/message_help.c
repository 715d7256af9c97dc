/* `mofbind help warnings` and `mofbind help MOF331`. */
#include "driver/message_help.h"

#include <string.h>

#include "driver/help.h"

enum { WIDTH = 100, NAME_WIDTH = 28 };

/** The text of a message as it is written of in general: "..." for what is filled in. */
static void append_pattern(const char *text, mb_buffer *out)
{
    for (; *text != '\0'; text++) {
        bool is_part = text[0] == '%' && text[1] == 's';
        mb_buffer_append(out, is_part ? "..." : text, is_part ? 3 : 1);
        text += is_part;
    }
}

void mb_help_warnings(const char *group, mb_buffer *out)
{
    mb_buffer_puts(out,
                   "The warnings. -Wno-NAME switches one off, -Werror=NAME makes an error of it; `mofbind help NAME` "
                   "says more.\n-Wno-overlay and -Werror=overlay mean all whose names begin with overlay-.\n\n");
    for (int i = 0; i < MB_MESSAGE_COUNT; i++) {
        const mb_message_info *info = mb_message_about((mb_message)i);
        bool is_meant = group == NULL || mb_message_is_in_group((mb_message)i, group);
        if (info->severity == MB_WARNING && is_meant) {
            mb_buffer_printf(out, "  MOF%03d  %-*s ", info->number, (int)NAME_WIDTH, info->name);
            append_pattern(info->text, out);
            mb_buffer_putc(out, '\n');
        }
    }
}

void mb_help_message(mb_message message, mb_buffer *out)
{
    const mb_message_info *info = mb_message_about(message);

    mb_buffer_printf(out, "MOF%03d, %s, %s:\n  ", info->number, info->name, mb_severity_name(info->severity));
    append_pattern(info->text, out);
    mb_buffer_puts(out, "\n\n");
    mb_help_wrap(info->explanation, 0, WIDTH, 0, out);
}
