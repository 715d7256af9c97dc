/*
 * Instances with the same class and keys: WMI stores one after the other, so that the last is the one that stays.
 */
#include <inttypes.h>

#include "check/check.h"

/** A key as a part of the text that tells instances apart. Its length stands before it, so that no two run together. */
static void append_text(mb_buffer *out, char kind, const char *bytes, size_t length)
{
    mb_buffer_printf(out, "%c%" PRIu64 ":", kind, (uint64_t)length);
    mb_buffer_append(out, bytes, length);
}

/** @return false where the value says nothing: an instance in its place, or a list. */
static bool append_key(mb_buffer *out, const mb_value *value)
{
    switch ((mb_value_kind)value->kind) {
    case MB_VALUE_STRING:
        append_text(out, 's', value->u.string, value->count);
        return true;
    case MB_VALUE_ALIAS:
        append_text(out, 'a', value->u.alias->text, value->u.alias->length);
        return true;
    case MB_VALUE_INTEGER:
        mb_buffer_printf(out, "i%s%" PRIu64, value->negative && value->u.magnitude != 0 ? "-" : "", value->u.magnitude);
        return true;
    case MB_VALUE_BOOLEAN:
        mb_buffer_putc(out, value->boolean ? 't' : 'f');
        return true;
    case MB_VALUE_CHAR16:
        mb_buffer_printf(out, "i%u", (unsigned)value->char16); /* a char16 may be set to its number */
        return true;
    default:
        return false;
    }
}

/** Namespace, class and keys. Names of symbols are compared without regard to case, as WMI compares keys. */
static bool describe(mb_buffer *out, const mb_class *cls, uint32_t key_count, const mb_value *const *values)
{
    mb_buffer_printf(out, "%s:%s", cls->ns->name, cls->element.name->text);
    for (uint32_t i = 0; i < key_count; i++) {
        if (values[i] == NULL || !append_key(out, values[i])) {
            return false;
        }
    }
    return key_count > 0 || cls->is_singleton;
}

void mb_check_identity(mb_check *check, const mb_class *cls, const mb_production *production,
                       const mb_value *const *values)
{
    mb_buffer text;
    mb_buffer_init(&text, check->heap);
    if (describe(&text, cls, mb_totals_of(check, cls)->key_count, values)) {
        if (check->identities == NULL) {
            check->identities = mb_symbols_new(check->scratch);
        }
        const mb_symbol *identity = mb_intern(check->identities, text.text, text.length);
        mb_name_entry *entry = mb_name_map_at(&check->identified, identity);
        const mb_production *first = entry->value;
        if (first != NULL && !mb_is_repeated_instance(check->written->unit, first, production)) {
            mb_report(check->diag, MB_MSG_INSTANCE_TWICE, production->name_span, cls->element.name->text);
            mb_report_note(check->diag, MB_MSG_FIRST_HERE, first->name_span);
        }
        entry->value = (void *)production;
    }
    mb_buffer_release(&text);
}
