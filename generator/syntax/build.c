#include "syntax/build.h"

#include "diag/report.h"

mb_span mb_build_start(const mb_parser *parser)
{
    mb_span span = {parser->source->base, parser->source->base};
    return span;
}

/* Names and types */

const mb_symbol *mb_build_name(mb_parser *parser, mb_span span)
{
    return mb_intern(parser->run->symbols, mb_text_at(parser, span.begin), span.end - span.begin);
}

static mb_feature *new_feature(mb_parser *parser, mb_span span)
{
    mb_feature *feature = mb_arena_zalloc(parser->run->arena, sizeof *feature);
    feature->span = span;
    return feature;
}

mb_feature *mb_build_type(mb_parser *parser, uint64_t word, mb_span span)
{
    mb_feature *typed = new_feature(parser, span);
    typed->type = (uint8_t)word;
    typed->type_end = span.end;
    if (word == MB_TYPE_OBJECT || word == MB_TYPE_VOID) {
        parser->run->unit->signs |= MB_SIGN_TYPE;
    }
    return typed;
}

mb_feature *mb_build_class_type(mb_parser *parser, mb_type_word word, const mb_symbol *class_name, mb_span span)
{
    mb_feature *typed = mb_build_type(parser, (uint64_t)word, span);
    typed->class_name = class_name;
    if (class_name == NULL) { /* object, object ref */
        parser->run->unit->signs |= MB_SIGN_TYPE;
    }
    return typed;
}

int64_t mb_build_size(mb_parser *parser, const mb_value *size)
{
    if (size->negative || size->u.magnitude == 0 || size->u.magnitude > UINT32_MAX) {
        const char *text =
            mb_arena_text(parser->run->arena, mb_text_at(parser, size->span.begin), size->span.end - size->span.begin);
        mb_report(parser->run->diag, MB_MSG_ARRAY_SIZE, size->span, text);
        return 0;
    }
    return (int64_t)size->u.magnitude;
}

/* Values */

mb_value *mb_build_value(mb_parser *parser, mb_value_kind kind, mb_span span)
{
    mb_value *value = mb_arena_zalloc(parser->run->arena, sizeof *value);
    value->kind = (uint8_t)kind;
    value->span = span;
    return value;
}

mb_value *mb_build_boolean(mb_parser *parser, bool truth, mb_span span)
{
    mb_value *value = mb_build_value(parser, MB_VALUE_BOOLEAN, span);
    value->boolean = truth;
    return value;
}

mb_value *mb_build_alias(mb_parser *parser, const mb_symbol *alias, mb_span span)
{
    mb_value *value = mb_build_value(parser, MB_VALUE_ALIAS, span);
    value->u.alias = alias;
    return value;
}

mb_value *mb_build_instance_value(mb_parser *parser, mb_production *instance, mb_span span)
{
    mb_value *value = mb_build_value(parser, MB_VALUE_INSTANCE, span);
    value->u.instance = instance;
    return value;
}

mb_value *mb_build_word(mb_parser *parser, const mb_symbol *word, mb_span span)
{
    mb_value *value = mb_build_value(parser, MB_VALUE_STRING, span);
    value->u.string = word->text;
    value->count = word->length;
    return value;
}

/* A ring is known by its last member: `added` becomes that, and the first stays behind it. */

#define ADD_TO_RING(ring, added)                                                                                       \
    do {                                                                                                               \
        if ((ring) == NULL) {                                                                                          \
            (added)->next = (added);                                                                                   \
        } else {                                                                                                       \
            (added)->next = (ring)->next;                                                                              \
            (ring)->next = (added);                                                                                    \
        }                                                                                                              \
    } while (0)

/** Cuts a ring open: `*first` is the list that it was. */
#define OPEN_RING(ring, first)                                                                                         \
    do {                                                                                                               \
        *(first) = NULL;                                                                                               \
        if ((ring) != NULL) {                                                                                          \
            *(first) = (ring)->next;                                                                                   \
            (ring)->next = NULL;                                                                                       \
        }                                                                                                              \
    } while (0)

mb_value *mb_build_add_value(mb_value *ring, mb_value *added)
{
    ADD_TO_RING(ring, added);
    return added;
}

mb_value *mb_build_array(mb_parser *parser, mb_value *ring, mb_span span)
{
    mb_value *array = mb_build_value(parser, MB_VALUE_ARRAY, span);
    OPEN_RING(ring, &array->u.first);
    for (const mb_value *each = array->u.first; each != NULL; each = each->next) {
        array->count++;
    }
    return array;
}

mb_value *mb_build_argument(mb_parser *parser, mb_value *ring, mb_span span)
{
    if (ring->next != ring) {
        return mb_build_array(parser, ring, span);
    }
    ring->next = NULL;
    return ring;
}

/* Qualifiers */

enum {
    ALL_FLAVORS = 2 * MB_FLAVOR_AMENDED - 1,
    FLAVORS_OF_WMI = MB_FLAVOR_AMENDED | MB_FLAVOR_TOINSTANCE | MB_FLAVOR_NOTTOINSTANCE | MB_FLAVOR_NOTTOSUBCLASS
};

/** What a qualifier shows of the dialect. */
static void note_signs(mb_parse_run *run, const mb_qualifier *qualifier, mb_span span)
{
    const mb_value *value = qualifier->value;
    mb_unit *unit = run->unit;
    if (value != NULL && value->kind == MB_VALUE_BOOLEAN && !value->boolean && mb_same_name(qualifier->name, run->in)) {
        unit->signs |= MB_SIGN_IN_FALSE;
        unit->in_false = unit->in_false.begin == 0 ? span : unit->in_false;
    }
    unit->signs |= (qualifier->flavors & FLAVORS_OF_WMI) != 0 ? MB_SIGN_FLAVOR : 0;
    if ((run->wmi_hashes >> (qualifier->name->hash % 64) & 1) != 0 && mb_is_wmi_qualifier(run, qualifier->name)) {
        unit->signs |= MB_SIGN_QUALIFIER;
    }
}

mb_qualifier *mb_build_qualifier(mb_parser *parser, const mb_symbol *name, mb_value *value, uint64_t flavors,
                                 mb_span span)
{
    mb_parse_run *run = parser->run;
    mb_qualifier *qualifier = mb_arena_alloc(run->arena, sizeof *qualifier);
    qualifier->name = name;
    qualifier->value = value;
    const mb_position length = span.end - span.begin;
    qualifier->begin = span.begin;
    qualifier->length = (length < MB_QUALIFIER_LONGEST ? length : MB_QUALIFIER_LONGEST) & MB_QUALIFIER_LONGEST;
    qualifier->flavors = flavors & ALL_FLAVORS;
    qualifier->next = NULL;
    note_signs(run, qualifier, span);
    return qualifier;
}

mb_qualifier *mb_build_add_qualifier(mb_qualifier *ring, mb_qualifier *added)
{
    ADD_TO_RING(ring, added);
    return added;
}

/* Features */

mb_feature *mb_build_add_feature(mb_feature *ring, mb_feature *added)
{
    ADD_TO_RING(ring, added);
    return added;
}

static mb_feature *complete(mb_feature *feature, mb_feature_kind kind, mb_qualifier *qualifiers, const mb_symbol *name,
                            mb_span name_at, mb_span last)
{
    feature->kind = (uint8_t)kind;
    feature->name = name;
    feature->name_begin = name_at.begin;
    feature->span.end = last.end;
    OPEN_RING(qualifiers, &feature->qualifiers);
    return feature;
}

static void set_value(mb_feature *feature, int64_t array, mb_value *value)
{
    feature->is_array = array >= 0;
    feature->array_size = array > 0 ? (uint32_t)array : 0;
    feature->value = value;
}

mb_feature *mb_build_property(mb_feature *typed, mb_qualifier *qualifiers, const mb_symbol *name, mb_span name_at,
                              int64_t array, mb_value *value, mb_span last)
{
    set_value(typed, array, value);
    return complete(typed, MB_FEATURE_PROPERTY, qualifiers, name, name_at, last);
}

mb_feature *mb_build_parameter(mb_feature *typed, mb_qualifier *qualifiers, const mb_symbol *name, mb_span name_at,
                               int64_t array, mb_value *value, mb_span last)
{
    set_value(typed, array, value);
    return complete(typed, MB_FEATURE_PARAMETER, qualifiers, name, name_at, last);
}

mb_feature *mb_build_method(mb_feature *typed, mb_qualifier *qualifiers, const mb_symbol *name, mb_span name_at,
                            mb_feature *parameters, mb_span last)
{
    OPEN_RING(parameters, &typed->parameters);
    return complete(typed, MB_FEATURE_METHOD, qualifiers, name, name_at, last);
}

mb_feature *mb_build_setting(mb_parser *parser, mb_qualifier *qualifiers, const mb_symbol *name, mb_span name_at,
                             int64_t array, mb_value *value, mb_span last)
{
    mb_feature *setting = new_feature(parser, name_at);
    set_value(setting, array, value);
    return complete(setting, MB_FEATURE_SETTING, qualifiers, name, name_at, last);
}

/* Productions */

mb_production *mb_build_production(mb_parser *parser, mb_production_kind kind, const mb_symbol *name, mb_span name_at,
                                   mb_span span)
{
    mb_production *production = mb_arena_zalloc(parser->run->arena, sizeof *production);
    production->kind = (uint8_t)kind;
    production->name = name;
    production->name_span = name_at;
    production->span = span;
    return production;
}

static void enter_body(mb_parser *parser, mb_span brace)
{
    parser->in_body = true;
    parser->body = brace;
}

void mb_build_leave_body(mb_parser *parser)
{
    parser->in_body = false;
}

mb_production *mb_build_class(mb_parser *parser, mb_qualifier *qualifiers, const mb_symbol *name, mb_span name_at,
                              const mb_symbol *alias, mb_span alias_at, const mb_symbol *super, mb_span super_at,
                              mb_span keyword, mb_span brace)
{
    const mb_span nowhere = {0, 0};
    mb_production *made = mb_build_production(parser, MB_CLASS, name, name_at, keyword);
    OPEN_RING(qualifiers, &made->qualifiers);
    made->alias = alias;
    made->alias_span = alias_at;
    made->super = super;
    made->super_span = super != NULL ? super_at : nowhere;
    enter_body(parser, brace);
    return made;
}

mb_production *mb_build_instance(mb_parser *parser, mb_qualifier *qualifiers, const mb_symbol *name, mb_span name_at,
                                 const mb_symbol *alias, mb_span alias_at, mb_span keyword, mb_span brace)
{
    mb_production *made = mb_build_production(parser, MB_INSTANCE, name, name_at, keyword);
    OPEN_RING(qualifiers, &made->qualifiers);
    made->alias = alias;
    made->alias_span = alias_at;
    enter_body(parser, brace);
    return made;
}

mb_production *mb_build_nested_instance(mb_parser *parser, const mb_symbol *name, mb_span name_at,
                                        const mb_symbol *alias, mb_span alias_at, mb_feature *settings, mb_span span)
{
    mb_production *made = mb_build_production(parser, MB_INSTANCE, name, name_at, span);
    OPEN_RING(settings, &made->features);
    made->alias = alias;
    made->alias_span = alias_at;
    return made;
}

mb_production *mb_build_body(mb_parser *parser, mb_production *head, mb_feature *features, mb_span span)
{
    mb_unit *unit = parser->run->unit;
    OPEN_RING(features, &head->features);
    head->span.end = span.end;
    if (head->kind == MB_CLASS) {
        unit->class_count++;
    } else {
        unit->instance_count++;
    }
    const mb_symbol *above = head->kind == MB_CLASS ? head->super : head->name;
    if (above != NULL && above->length > 2 && above->text[0] == '_' && above->text[1] == '_') {
        unit->signs |= MB_SIGN_SYSTEM;
    }
    return head;
}

mb_production *mb_build_qualifier_declaration(mb_parser *parser, const mb_symbol *name, mb_span name_at, uint64_t type,
                                              int64_t array, mb_value *value, uint64_t scopes, uint64_t flavors,
                                              mb_span span)
{
    mb_production *made = mb_build_production(parser, MB_QUALIFIER_DECLARATION, name, name_at, span);
    made->has_type = true;
    made->type = (uint8_t)type;
    made->is_array = array >= 0;
    made->value = value;
    made->scopes = (uint32_t)scopes;
    made->flavors = (uint32_t)flavors;
    parser->run->unit->signs |= MB_SIGN_DECLARATION;
    return made;
}

mb_production *mb_build_qualifier_flavors(mb_parser *parser, const mb_symbol *name, mb_span name_at, uint64_t flavors,
                                          mb_span span)
{
    mb_production *made = mb_build_production(parser, MB_QUALIFIER_DECLARATION, name, name_at, span);
    made->flavors = (uint32_t)flavors;
    parser->run->unit->signs |= (flavors & FLAVORS_OF_WMI) != 0 ? MB_SIGN_FLAVOR : 0;
    return made;
}

void mb_build_append(mb_parser *parser, mb_production *added)
{
    mb_parse_run *run = parser->run;
    if (run->last != NULL) {
        run->last->next = added;
    } else {
        run->unit->first = added;
    }
    run->last = added;
}

const char *mb_flavor_name(unsigned bit)
{
    static const char *const words[] = {"EnableOverride", "DisableOverride", "ToSubclass",
                                        "Restricted",     "Translatable",    "ToInstance",
                                        "NotToInstance",  "NotToSubclass",   "Amended"};
    return bit < sizeof words / sizeof words[0] ? words[bit] : NULL;
}

const char *mb_scope_name(unsigned bit)
{
    static const char *const words[] = {"class",  "association", "indication", "property", "reference",
                                        "method", "parameter",   "schema",     "any",      "qualifier"};
    return bit < sizeof words / sizeof words[0] ? words[bit] : NULL;
}
