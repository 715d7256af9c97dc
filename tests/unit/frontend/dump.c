#include <inttypes.h>

#include "fixture.h"

static void dump_production(mb_buffer *out, const mb_production *production);

static void dump_text(mb_buffer *out, mb_text text)
{
    mb_buffer_putc(out, '"');
    for (uint32_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.bytes[i];
        if (c < ' ' || c == '"' || c == '\\') {
            mb_buffer_printf(out, "<%02X>", c);
        } else {
            mb_buffer_putc(out, (char)c);
        }
    }
    mb_buffer_putc(out, '"');
}

static void dump_value(mb_buffer *out, const mb_value *value)
{
    switch ((mb_value_kind)value->kind) {
    case MB_VALUE_NULL:
        mb_buffer_puts(out, "null");
        break;
    case MB_VALUE_BOOLEAN:
        mb_buffer_puts(out, value->boolean ? "true" : "false");
        break;
    case MB_VALUE_INTEGER:
        mb_buffer_printf(out, "%s%" PRIu64, value->negative ? "-" : "", value->u.magnitude);
        break;
    case MB_VALUE_REAL:
        mb_buffer_printf(out, "real %g", value->u.real);
        break;
    case MB_VALUE_CHAR16:
        mb_buffer_printf(out, "char %04X", value->char16);
        break;
    case MB_VALUE_STRING:
        dump_text(out, mb_value_text(value));
        break;
    case MB_VALUE_ALIAS:
        mb_buffer_printf(out, "$%s", value->u.alias->text);
        break;
    case MB_VALUE_ARRAY: {
        uint32_t count = 0;
        mb_buffer_puts(out, "{");
        for (const mb_value *each = value->u.first; each != NULL; each = each->next, count++) {
            mb_buffer_puts(out, count != 0 ? ", " : "");
            dump_value(out, each);
        }
        mb_buffer_puts(out, count == value->count ? "}" : "} WRONG COUNT");
        break;
    }
    case MB_VALUE_INSTANCE:
        dump_production(out, value->u.instance);
        break;
    }
}

static void dump_bits(mb_buffer *out, uint32_t bits, const char *const *names)
{
    for (uint32_t i = 0; names[i] != NULL; i++) {
        if ((bits & (uint32_t)1 << i) != 0) {
            mb_buffer_printf(out, " %s", names[i]);
        }
    }
}

static void dump_flavors(mb_buffer *out, uint32_t flavors)
{
    static const char *const names[] = {
        "EnableOverride", "DisableOverride", "ToSubclass",    "Restricted", "Translatable",
        "ToInstance",     "NotToInstance",   "NotToSubclass", "Amended",    NULL};
    if (flavors != 0) {
        mb_buffer_puts(out, " :");
        dump_bits(out, flavors, names);
    }
}

static void dump_qualifiers(mb_buffer *out, const mb_qualifier *qualifiers)
{
    if (qualifiers == NULL) {
        return;
    }
    mb_buffer_puts(out, "[");
    for (const mb_qualifier *each = qualifiers; each != NULL; each = each->next) {
        mb_buffer_printf(out, "%s%s", each != qualifiers ? ", " : "", each->name->text);
        if (each->value != NULL) {
            mb_buffer_puts(out, "(");
            dump_value(out, each->value);
            mb_buffer_puts(out, ")");
        }
        dump_flavors(out, each->flavors);
    }
    mb_buffer_puts(out, "] ");
}

static void dump_feature(mb_buffer *out, const mb_feature *feature)
{
    dump_qualifiers(out, feature->qualifiers);
    if (feature->kind != MB_FEATURE_SETTING) {
        const char *of = feature->class_name != NULL ? feature->class_name->text : "";
        mb_buffer_printf(out, "%s%s%s ", of, *of != '\0' ? " " : "", mb_type_word_name((mb_type_word)feature->type));
    }
    mb_buffer_puts(out, feature->name->text);
    if (feature->is_array) {
        mb_buffer_printf(out, "[%u]", (unsigned)feature->array_size);
    }
    if (feature->kind == MB_FEATURE_METHOD) {
        mb_buffer_puts(out, "(");
        for (const mb_feature *each = feature->parameters; each != NULL; each = each->next) {
            mb_buffer_puts(out, each != feature->parameters ? ", " : "");
            dump_feature(out, each);
            mb_buffer_puts(out, each->kind == MB_FEATURE_PARAMETER ? "" : " WRONG KIND");
        }
        mb_buffer_puts(out, ")");
    } else if (feature->value != NULL) {
        mb_buffer_puts(out, " = ");
        dump_value(out, feature->value);
    }
}

static void dump_body(mb_buffer *out, const mb_production *production)
{
    if (production->alias != NULL) {
        mb_buffer_printf(out, " as $%s", production->alias->text);
    }
    if (production->super != NULL) {
        mb_buffer_printf(out, " : %s", production->super->text);
    }
    mb_buffer_puts(out, " {");
    for (const mb_feature *each = production->features; each != NULL; each = each->next) {
        mb_buffer_puts(out, " ");
        dump_feature(out, each);
        mb_buffer_puts(out, ";");
    }
    mb_buffer_puts(out, " }");
}

static void dump_declaration(mb_buffer *out, const mb_production *production)
{
    static const char *const scopes[] = {"class",     "association", "indication", "property",  "reference", "method",
                                         "parameter", "schema",      "any",        "qualifier", NULL};
    mb_buffer_printf(out, "qualifier %s", production->name->text);
    if (production->has_type) {
        mb_buffer_printf(out, " : %s%s", mb_type_word_name((mb_type_word)production->type),
                         production->is_array ? "[]" : "");
    }
    if (production->value != NULL) {
        mb_buffer_puts(out, " = ");
        dump_value(out, production->value);
    }
    if (production->scopes != 0) {
        mb_buffer_puts(out, " scope");
        dump_bits(out, production->scopes, scopes);
    }
    dump_flavors(out, production->flavors);
}

static void dump_production(mb_buffer *out, const mb_production *production)
{
    dump_qualifiers(out, production->qualifiers);
    switch ((mb_production_kind)production->kind) {
    case MB_CLASS:
        mb_buffer_printf(out, "class %s", production->name->text);
        dump_body(out, production);
        break;
    case MB_INSTANCE:
        mb_buffer_printf(out, "instance %s", production->name->text);
        dump_body(out, production);
        break;
    case MB_QUALIFIER_DECLARATION:
        dump_declaration(out, production);
        break;
    case MB_PRAGMA:
        mb_buffer_printf(out, "pragma %s", production->name->text);
        if (production->value != NULL) {
            mb_buffer_puts(out, " ");
            dump_value(out, production->value);
        }
        break;
    }
}

void dump_unit(mb_buffer *out, const mb_unit *unit)
{
    for (const mb_production *each = unit->first; each != NULL; each = each->next) {
        dump_production(out, each);
        mb_buffer_puts(out, "\n");
    }
}
