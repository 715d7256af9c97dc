#include <string.h>

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

/** What the qualifiers want looked at. */
static const struct {
    uint8_t id; /* mb_qualifier_id */
    uint8_t concern;
} concerns[] = {
    {MB_Q_VALUEMAP, MB_CONCERN_CODES},
    {MB_Q_VALUES, MB_CONCERN_CODES},
    {MB_Q_BITMAP, MB_CONCERN_CODES},
    {MB_Q_BITVALUES, MB_CONCERN_CODES},
    {MB_Q_MAXLEN, MB_CONCERN_LIMITS | MB_CONCERN_MEANINGS},
    {MB_Q_MINLEN, MB_CONCERN_LIMITS | MB_CONCERN_MEANINGS},
    {MB_Q_MAXVALUE, MB_CONCERN_LIMITS | MB_CONCERN_MEANINGS},
    {MB_Q_MINVALUE, MB_CONCERN_LIMITS | MB_CONCERN_MEANINGS},
    {MB_Q_MAX, MB_CONCERN_LIMITS},
    {MB_Q_MIN, MB_CONCERN_LIMITS},
    {MB_Q_ARRAYTYPE, MB_CONCERN_MEANINGS},
    {MB_Q_OCTETSTRING, MB_CONCERN_MEANINGS},
    {MB_Q_EMBEDDEDOBJECT, MB_CONCERN_MEANINGS},
    {MB_Q_STATIC, MB_CONCERN_MEANINGS},
    {MB_Q_CIMTYPE, MB_CONCERN_MEANINGS},
    {MB_Q_VERSION, MB_CONCERN_VERSION},
    {MB_Q_PROPAGATED, MB_CONCERN_MEANINGS},
    {MB_Q_ID, MB_CONCERN_ID},
    {MB_Q_MOFBINDSINCE, MB_CONCERN_MEANINGS},
    {MB_Q_MOFBINDUNTIL, MB_CONCERN_MEANINGS},
    {MB_Q_MOFBINDPAGE, MB_CONCERN_MEANINGS},
    {MB_Q_CONVENTIONMAP, MB_CONCERN_CODES},
    {MB_Q_CONVENTIONVALUES, MB_CONCERN_CODES},
};

static const built_in table[] = {
#define MB_QUALIFIER(id, name, type, is_array, default_value, flavors, scopes)                                         \
    {name, type, is_array, default_value, flavors, scopes},
#include "schema/qualifiers.def"
#undef MB_QUALIFIER
};

void mb_init_rules(mb_resolver *resolver)
{
    mb_schema_index *index = resolver->index;
    mb_name_map_init(&index->rules, resolver->arena);
    mb_qualifier_rule *rules = mb_arena_array(resolver->arena, MB_QUALIFIER_COUNT, sizeof *rules);
    for (int id = 0; id < MB_QUALIFIER_COUNT; id++) {
        const built_in *known = &table[id];
        const mb_symbol *name = mb_intern(resolver->symbols, known->name, strlen(known->name));
        rules[id].name = known->name;
        rules[id].type = known->type;
        rules[id].is_array = known->is_array;
        rules[id].is_fixed_somewhere = (known->flavors & MB_FLAVOR_DISABLEOVERRIDE) != 0;
        rules[id].flavors = known->flavors;
        rules[id].scopes = known->scopes;
        rules[id].is_known = true;
        rules[id].default_text = known->default_text;
        index->names[id] = name->fold;
        index->known[id] = &rules[id];
        mb_name_map_at(&index->rules, name)->value = &rules[id];
    }
    for (size_t i = 0; i < sizeof concerns / sizeof concerns[0]; i++) {
        rules[concerns[i].id].concerns = concerns[i].concern;
    }
    if (resolver->unit->dialect == MB_DIALECT_DMTF) {
        rules[MB_Q_COUNTER].type = MB_TYPE_BOOLEAN;
    }
    rules[MB_Q_KEY].is_true_by_presence = resolver->dialect == MB_DIALECT_WMI;
    rules[MB_Q_STATIC].is_true_by_presence = resolver->dialect == MB_DIALECT_WMI;
}

mb_qualifier_rule *mb_qualifier_rule_at(mb_resolver *resolver, const mb_symbol *name)
{
    mb_name_entry *entry = mb_name_map_at(&resolver->index->rules, name);
    if (entry->value == NULL) {
        mb_qualifier_rule *rule = mb_arena_zalloc(resolver->arena, sizeof *rule);
        rule->name = name->text;
        rule->type = MB_TYPE_VOID;
        entry->value = rule;
    }
    return entry->value;
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

void mb_declare_qualifier(mb_resolver *resolver, const mb_production *declaration)
{
    mb_qualifier_rule *rule = mb_qualifier_rule_at(resolver, declaration->name);
    if (mb_flavors_conflict(declaration->flavors)) {
        mb_report(resolver->diag, MB_MSG_FLAVORS_CONFLICT, declaration->name_span, declaration->name->text);
    }
    if (declaration->has_type && declaration->value != NULL &&
        !mb_value_suits(declaration->value, (mb_type_word)declaration->type, declaration->is_array)) {
        const mb_type_word type = (mb_type_word)declaration->type;
        const mb_value *item = mb_unsuited_item(declaration->value, type, declaration->is_array);
        const mb_span span = item != NULL ? item->span : declaration->value->span;
        mb_report_check(resolver, MB_MSG_QUALIFIER_TYPE, span, declaration->name->text,
                        mb_type_word_name(type), declaration->is_array ? "[]" : "");
        mb_convert_argument(resolver, declaration->value, (mb_type_word)declaration->type);
    }
    if (rule->declaration != NULL) {
        if (!declarations_agree(rule->declaration, declaration)) {
            mb_report(resolver->diag, MB_MSG_QUALIFIER_REDECLARED, declaration->name_span, declaration->name->text);
            mb_report_note(resolver->diag, MB_MSG_FIRST_HERE, rule->declaration->name_span);
        }
        return;
    }
    rule->declaration = declaration;
    rule->is_known = true;
    rule->next_declared = resolver->first_declared;
    resolver->first_declared = rule;
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

bool mb_is_restricted(const mb_schema_index *index, const mb_qualifier *qualifier)
{
    uint32_t flavors = qualifier->flavors;
    if ((flavors & ALL_SPREADING) == 0) {
        const mb_qualifier_rule *rule = mb_name_map_get(&index->rules, qualifier->name);
        flavors = rule != NULL ? rule->flavors : 0;
    }
    return (flavors & (MB_FLAVOR_RESTRICTED | MB_FLAVOR_NOTTOSUBCLASS)) != 0;
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
