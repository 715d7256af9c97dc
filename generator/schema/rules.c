/*
 * The table of qualifiers: those that are built in, those that the unit declares, and the names of the others.
 */
#include <string.h>

#include "diag/report.h"
#include "schema/literal_kinds.h"
#include "schema/convert.h"
#include "schema/resolver.h"

enum {
    ALL_FIXING = MB_FLAVOR_ENABLEOVERRIDE | MB_FLAVOR_DISABLEOVERRIDE,
    ALL_SPREADING = MB_FLAVOR_TOSUBCLASS | MB_FLAVOR_RESTRICTED | MB_FLAVOR_NOTTOSUBCLASS
};

typedef struct built_in {
    const char *name;
    uint8_t type;
    bool is_array;
    const char *default_text;
    uint32_t flavors;
    uint32_t scopes;
} built_in;

static const built_in table[] = {
#define MB_QUALIFIER(id, name, type, is_array, default_value, flavors, scopes)                                         \
    {name, type, is_array, default_value, flavors, scopes},
#include "schema/qualifiers.def"
#undef MB_QUALIFIER
};

static mb_qualifier_rule *add_rule(mb_resolver *resolver, mb_qualifier_rule *rule, const mb_symbol *name)
{
    rule->number = resolver->record->written.rule_count++;
    mb_name_map_at(&resolver->record->rules, name)->value = rule;
    return rule;
}

void mb_init_rules(mb_resolver *resolver)
{
    mb_schema_record *record = resolver->record;
    mb_name_map_init(&record->rules, resolver->arena);
    mb_qualifier_rule *rules = mb_arena_array(resolver->arena, MB_QUALIFIER_COUNT, sizeof *rules);
    for (int id = 0; id < MB_QUALIFIER_COUNT; id++) {
        const built_in *known = &table[id];
        const mb_symbol *name = mb_intern(resolver->symbols, known->name, strlen(known->name));
        rules[id].name = known->name;
        rules[id].id = (uint8_t)id;
        rules[id].type = known->type;
        rules[id].is_array = known->is_array;
        rules[id].is_fixed_somewhere = (known->flavors & MB_FLAVOR_DISABLEOVERRIDE) != 0;
        rules[id].flavors = known->flavors;
        rules[id].scopes = known->scopes;
        rules[id].is_known = true;
        rules[id].default_text = known->default_text;
        record->names[id] = name->fold;
        record->known[id] = add_rule(resolver, &rules[id], name);
    }
    if (resolver->unit->dialect == MB_DIALECT_DMTF) {
        rules[MB_Q_COUNTER].type = MB_TYPE_BOOLEAN;
    }
    rules[MB_Q_KEY].is_true_by_presence = record->written.dialect == MB_DIALECT_WMI;
    rules[MB_Q_STATIC].is_true_by_presence = record->written.dialect == MB_DIALECT_WMI;
}

void mb_finish_rules(mb_resolver *resolver)
{
    mb_schema_record *record = resolver->record;
    for (unsigned id = 0; id < MB_QUALIFIER_COUNT; id++) {
        const uint64_t truth = mb_rule_default_truth(record->known[id]);
        record->default_truths.words[id / 64] |= truth << id % 64;
    }
}

mb_qualifier_rule *mb_qualifier_rule_at(mb_resolver *resolver, const mb_symbol *name)
{
    mb_qualifier_rule *found = mb_name_map_get(&resolver->record->rules, name);
    if (found != NULL) {
        return found;
    }
    mb_qualifier_rule *rule = mb_arena_zalloc(resolver->arena, sizeof *rule);
    rule->name = name->text;
    rule->id = MB_QUALIFIER_COUNT;
    rule->type = MB_TYPE_VOID;
    return add_rule(resolver, rule, name);
}

const mb_qualifier_rule *mb_rule_of(const mb_schema *schema, const mb_symbol *name)
{
    return mb_name_map_get(&mb_schema_record_of(schema)->rules, name);
}

const mb_qualifier_rule *mb_known_rule(const mb_schema *schema, mb_qualifier_id id)
{
    return mb_schema_record_of(schema)->known[id];
}

void mb_note_misfit(mb_resolver *resolver, const mb_misfit *misfit)
{
    mb_misfit *noted = mb_arena_alloc(resolver->arena, sizeof *noted);
    *noted = *misfit;
    noted->next = resolver->record->written.misfits;
    resolver->record->written.misfits = noted;
}

/** Of each pair of flavors, what was written replaces what was there. */
static uint32_t merge_flavors(uint32_t flavors, uint32_t written)
{
    if ((written & ALL_FIXING) != 0) {
        flavors &= ~(uint32_t)ALL_FIXING;
    }
    if ((written & ALL_SPREADING) != 0) {
        flavors &= ~(uint32_t)ALL_SPREADING;
    }
    return flavors | written;
}

bool mb_flavors_conflict(uint32_t flavors)
{
    return (flavors & ALL_FIXING) == ALL_FIXING ||
           ((flavors & MB_FLAVOR_TOSUBCLASS) != 0 &&
            (flavors & (MB_FLAVOR_RESTRICTED | MB_FLAVOR_NOTTOSUBCLASS)) != 0) ||
           ((flavors & MB_FLAVOR_TOINSTANCE) != 0 && (flavors & MB_FLAVOR_NOTTOINSTANCE) != 0);
}

static bool declarations_agree(const mb_production *a, const mb_production *b)
{
    if (a->has_type != b->has_type || a->flavors != b->flavors || a->scopes != b->scopes) {
        return false;
    }
    return !a->has_type || (a->type == b->type && a->is_array == b->is_array && mb_values_equal(a->value, b->value));
}

/** A default of another type than the declaration says. */
static void convert_default(mb_resolver *resolver, const mb_qualifier_rule *rule, const mb_production *declaration)
{
    const mb_type_word type = (mb_type_word)declaration->type;
    if (!declaration->has_type || declaration->value == NULL ||
        mb_value_suits(declaration->value, type, declaration->is_array)) {
        return;
    }
    const mb_value *item = mb_unsuited_item(declaration->value, type, declaration->is_array);
    const mb_misfit misfit = {
        .declaration = declaration, .rule = rule, .span = item != NULL ? item->span : declaration->value->span};
    mb_note_misfit(resolver, &misfit);
    mb_convert_argument(resolver->arena, declaration->value, type);
}

void mb_declare_qualifier(mb_resolver *resolver, const mb_production *declaration)
{
    mb_qualifier_rule *rule = mb_qualifier_rule_at(resolver, declaration->name);
    if (mb_flavors_conflict(declaration->flavors)) {
        mb_report(resolver->diag, MB_MSG_FLAVORS_CONFLICT, declaration->name_span, declaration->name->text);
    }
    convert_default(resolver, rule, declaration);
    if (rule->declaration != NULL) {
        if (!declarations_agree(rule->declaration, declaration)) {
            mb_report(resolver->diag, MB_MSG_QUALIFIER_REDECLARED, declaration->name_span, declaration->name->text);
            mb_report_note(resolver->diag, MB_MSG_FIRST_HERE, rule->declaration->name_span);
        }
        return;
    }
    rule->declaration = declaration;
    rule->is_known = true;
    rule->next_declared = resolver->record->written.first_declared;
    resolver->record->written.first_declared = rule;
    if (declaration->has_type) {
        rule->type = declaration->type;
        rule->is_array = declaration->is_array;
        rule->flavors = declaration->flavors;
        rule->default_text = NULL;
    } else {
        /* Microsoft's short form says flavors, and nothing else. */
        rule->flavors = merge_flavors(rule->flavors, declaration->flavors);
    }
    if (declaration->scopes != 0) {
        rule->scopes = declaration->scopes;
    }
    rule->is_fixed_somewhere = (rule->flavors & MB_FLAVOR_DISABLEOVERRIDE) != 0;
}

bool mb_rule_restricts(const mb_qualifier_rule *rule, const mb_qualifier *qualifier)
{
    const uint32_t written = qualifier->flavors;
    const uint32_t flavors = (written & ALL_SPREADING) != 0 ? written : rule != NULL ? rule->flavors : 0;
    return (flavors & (MB_FLAVOR_RESTRICTED | MB_FLAVOR_NOTTOSUBCLASS)) != 0;
}

bool mb_is_restricted(const mb_schema *schema, const mb_qualifier *qualifier)
{
    return mb_rule_restricts(mb_rule_of(schema, qualifier->name), qualifier);
}

bool mb_is_fixed(const mb_qualifier_rule *rule, const mb_qualifier *qualifier)
{
    uint32_t flavors = (qualifier->flavors & ALL_FIXING) != 0 ? qualifier->flavors : rule->flavors;
    return (flavors & MB_FLAVOR_DISABLEOVERRIDE) != 0;
}

bool mb_rule_default_truth(const mb_qualifier_rule *rule)
{
    if (rule->declaration != NULL && rule->declaration->has_type) {
        const mb_value *value = rule->declaration->value;
        return value != NULL && value->kind == MB_VALUE_BOOLEAN && value->boolean;
    }
    return rule->default_text != NULL && strcmp(rule->default_text, "true") == 0;
}

bool mb_qualifier_truth(const mb_qualifier_rule *rule, const mb_qualifier *qualifier)
{
    const mb_value *value = qualifier->value;
    if (value == NULL) {
        return true; /* a bare boolean; another one is there at least */
    }
    if (value->kind == MB_VALUE_BOOLEAN) {
        return value->boolean || rule->is_true_by_presence;
    }
    return value->kind != MB_VALUE_NULL || mb_rule_default_truth(rule);
}

/*
 * DSP0004: In is true where nothing is said, so an out parameter is [In(false), Out]. WMI: [Out] alone is out only. Of
 * all signs of a dialect only In(false) tells which of the two is meant.
 */
bool mb_in_by_default(const mb_unit *unit)
{
    return unit->dialect == MB_DIALECT_AUTO ? (unit->signs & MB_SIGN_IN_FALSE) != 0 : unit->dialect == MB_DIALECT_DMTF;
}
