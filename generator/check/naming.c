/*
 * Names, of classes and of what they have: what WMI does not take.
 */
#include <inttypes.h>

#include "check/check.h"
#include "support/characters.h"

enum { LONGEST_NAME = 255 };

static void report_name(mb_check *check, const mb_symbol *name, mb_span span)
{
    enum { SHOWN = 40 };
    if (name->length <= LONGEST_NAME) {
        mb_report_check(check, MB_MSG_NAME_UNDERSCORE, span, name->text);
        return;
    }
    uint32_t characters = 0, shown = 0;
    for (uint32_t i = 0; i < name->length; i++) {
        characters += mb_begins_character(name->text[i]);
        shown = characters <= SHOWN ? i + 1 : shown;
    }
    if (characters > LONGEST_NAME) {
        mb_report_check(check, MB_MSG_NAME_LONG, span, mb_arena_text(check->scratch, name->text, shown),
                        mb_arena_format(check->scratch, "%" PRIu32, characters),
                        mb_arena_format(check->scratch, "%d", (int)LONGEST_NAME));
    }
}

static void check_name(mb_check *check, const mb_symbol *name, mb_span span)
{
    bool is_odd = name->text[0] == '_' || name->text[name->length - 1] == '_' || name->length > LONGEST_NAME;
    if (is_odd) {
        report_name(check, name, span);
    }
}

/** As it is spelt here, whatever it overrides. */
void mb_check_feature_name(mb_check *check, const mb_element *element)
{
    if (!mb_is_repeated(element)) {
        check_name(check, element->feature->name, mb_element_name_span(element));
    }
}

/** CIM_System: something before the first underscore, something behind it. */
static bool has_schema_prefix(const mb_symbol *name)
{
    uint32_t at = 0;
    while (at < name->length && name->text[at] != '_') {
        at++;
    }
    return at > 0 && at + 1 < name->length;
}

void mb_check_class_name(mb_check *check, const mb_element *cls)
{
    const mb_span span = mb_element_name_span(cls);
    if (!mb_is_system_name(cls->name)) {
        check_name(check, cls->name, span);
    }
    if (!has_schema_prefix(cls->name)) {
        mb_report_check(check, MB_MSG_CLASS_PREFIX, span, cls->name->text);
    }
}
