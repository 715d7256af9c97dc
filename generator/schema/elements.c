/*
 * The features of classes: what they override, their types, what their qualifiers say.
 */
#include "diag/report.h"
#include "schema/convert.h"
#include "schema/literal_kinds.h"
#include "schema/resolver.h"

/** The walk. What names mean is that of the class at which it is. */
typedef struct walk {
    mb_resolver *resolver;
    mb_name_map properties;  /**< of mb_element: nearest to the class at which the walk is */
    mb_name_map methods;     /**< the same */
    mb_name_entry **entered; /**< the entries of both that the classes above changed, innermost last */
    size_t entered_count;
    size_t entered_capacity;
    mb_name_map parameters;       /**< of mb_element, of the method with the entry's stamp */
    mb_name_map parameters_above; /**< the same of the method that is overridden */
    uint32_t method_count;        /**< of those that have such a stamp */
    uint32_t list_count;          /**< of lists of qualifiers, which have stamps too */
    mb_homonym **last_homonym;
    mb_element **last_aside;
} walk;

/* Qualifiers */

/** ValueMap{1, 2} */
static bool begins_with_integer(const mb_value *value)
{
    const mb_value *first = mb_first_item(value);
    return first != NULL && first->kind == MB_VALUE_INTEGER;
}

/** Bare: true, or the declared default where there is one. */
static bool may_be_bare(const mb_qualifier_rule *rule)
{
    return rule->type == MB_TYPE_BOOLEAN || rule->default_text != NULL ||
           (rule->declaration != NULL && rule->declaration->value != NULL);
}

/** Sees to the argument: notes one of another type, and converts it as far as it goes. */
static void resolve_argument(mb_resolver *resolver, const mb_qualifier *qualifier, const mb_qualifier_rule *rule)
{
    const mb_type_word type = (mb_type_word)rule->type;
    mb_value *value = qualifier->value;
    if (type == MB_TYPE_STRING && !rule->is_array && value != NULL && value->kind == MB_VALUE_STRING) {
        return; /* as most are */
    }
    if (type == MB_TYPE_VOID || (value != NULL ? mb_value_suits(value, type, rule->is_array) : may_be_bare(rule))) {
        return;
    }
    const mb_value *item = value == NULL ? NULL : mb_unsuited_item(value, type, rule->is_array);
    const mb_misfit misfit = {.qualifier = qualifier,
                              .rule = rule,
                              .span = item != NULL ? item->span : mb_qualifier_span(qualifier),
                              .is_unquoted = type == MB_TYPE_STRING && value != NULL && begins_with_integer(value)};
    mb_note_misfit(resolver, &misfit);
    if (value != NULL) {
        mb_convert_argument(resolver->arena, value, type);
    }
}

static void set_bit(mb_qualifier_set *set, unsigned id, bool is_set)
{
    const uint64_t bit = UINT64_C(1) << id % 64;
    set->words[id / 64] = is_set ? set->words[id / 64] | bit : set->words[id / 64] & ~bit;
}

/** What an element has before its own qualifiers: those of the one above, and the defaults. */
static mb_traits inherited_traits(const mb_resolver *resolver, const mb_element *element)
{
    const mb_element *parent = mb_element_parent(element);
    mb_traits traits = {.truths = resolver->record->default_truths};
    if (parent == NULL) {
        return traits;
    }
    traits.heritable = parent->traits->heritable;
    for (size_t i = 0; i < MB_QUALIFIER_WORDS; i++) {
        const uint64_t inherited = traits.heritable.words[i];
        traits.truths.words[i] = (traits.truths.words[i] & ~inherited) | (parent->traits->truths.words[i] & inherited);
    }
    return traits;
}

/** Reads the list of an element that is typed and knows what it overrides. Of two of one name the first counts. */
static void resolve_qualifiers(walk *at, mb_element *element)
{
    mb_resolver *resolver = at->resolver;
    const uint32_t stamp = ++at->list_count;
    mb_traits traits = inherited_traits(resolver, element);
    for (const mb_qualifier *each = mb_element_qualifiers(element); each != NULL; each = each->next) {
        mb_qualifier_rule *rule = mb_qualifier_rule_at(resolver, each->name);
        if (rule->stamp == stamp) {
            continue;
        }
        rule->stamp = stamp;
        rule->is_fixed_somewhere = rule->is_fixed_somewhere || (each->flavors & MB_FLAVOR_DISABLEOVERRIDE) != 0;
        resolve_argument(resolver, each, rule);
        if (rule->id < MB_QUALIFIER_COUNT) {
            set_bit(&traits.own, rule->id, true);
            set_bit(&traits.heritable, rule->id, !mb_rule_restricts(rule, each));
            set_bit(&traits.truths, rule->id, mb_qualifier_truth(rule, each));
        }
    }
    element->traits = mb_intern_traits(resolver, &traits);
}

static bool own_flag(const mb_element *element, mb_qualifier_id id)
{
    return mb_element_has_own(element, id) && mb_element_flag(element, id);
}

/* Types */

/** `int32 a`: takes a misspelt type for the one that was meant, so that nothing follows from it. */
static bool correct_type(const mb_class *cls, mb_element *element)
{
    if (element->type != MB_TYPE_OBJECT || mb_schema_find_class(cls->ns, element->class_name) != NULL) {
        return false;
    }
    mb_type_word meant;
    if (!mb_suggest_type(element->class_name->text, &meant)) {
        return false;
    }
    element->type = (uint8_t)meant;
    element->class_name = NULL;
    return true;
}

static void set_embedded_class(mb_resolver *resolver, const mb_class *cls, mb_element *element,
                               const mb_qualifier *instance)
{
    element->is_embedded = true;
    if (mb_names_class(instance)) { /* else of any class */
        element->class_name = mb_intern(resolver->symbols, instance->value->u.string, instance->value->count);
        element->target = mb_schema_find_class(cls->ns, element->class_name);
    }
}

/** Where EmbeddedInstance is Restricted, EmbeddedObject from further above may still be in force: of any class. */
static void inherit_embedding(mb_element *element)
{
    const bool has_class =
        mb_element_has(element, MB_Q_EMBEDDEDINSTANCE) || mb_element_has(element, MB_Q_HYPERVEMBEDDEDINSTANCE);
    element->is_embedded = has_class || mb_element_flag(element, MB_Q_EMBEDDEDOBJECT);
    if (has_class) {
        element->class_name = element->overridden->class_name;
        element->target = element->overridden->target;
    }
}

/**
 * EmbeddedInstance, by either name, and EmbeddedObject make an instance of a string. A property inherits that from the one
 * that it overrides; a parameter of an overriding method does not: its declaration alone says what is passed. (Hyper-V's
 * MigrateVirtualSystemToHost takes a host's name where the CIM method takes an instance.)
 */
static void resolve_embedded(mb_resolver *resolver, const mb_class *cls, mb_element *element)
{
    if (element->type != MB_TYPE_STRING) {
        return;
    }
    const mb_qualifier *instance = mb_own_embedded_instance(&resolver->record->schema, element);
    if (instance != NULL) {
        set_embedded_class(resolver, cls, element, instance);
    } else if (own_flag(element, MB_Q_EMBEDDEDOBJECT)) {
        element->is_embedded = true;
    } else if (element->kind == MB_ELEMENT_PROPERTY && element->overridden != NULL &&
               element->overridden->is_embedded) {
        inherit_embedding(element);
    }
}

/** What elements of all kinds have in common. */
static mb_element *new_element(walk *at, mb_class *cls, const mb_feature *feature, mb_element_kind kind,
                               const mb_element *overridden)
{
    mb_element *element = mb_arena_zalloc(at->resolver->arena, sizeof *element);
    element->kind = (uint8_t)kind;
    element->type = feature->type;
    element->is_array = feature->is_array;
    element->name = overridden != NULL ? overridden->name : feature->name;
    element->class_name = feature->class_name;
    element->owner = cls;
    element->overridden = overridden;
    element->feature = feature;
    if (feature->class_name != NULL && !correct_type(cls, element)) {
        element->target = mb_schema_find_class(cls->ns, feature->class_name);
    }
    resolve_qualifiers(at, element);
    resolve_embedded(at->resolver, cls, element);
    mb_set_codes(at->resolver, element);
    return element;
}

static void report_twice(mb_resolver *resolver, const mb_feature *feature, const mb_element *first)
{
    mb_report(resolver->diag, MB_MSG_FEATURE_TWICE, mb_feature_name_span(feature), mb_element_kind_name(first),
              feature->name->text);
    mb_report_note(resolver->diag, MB_MSG_FIRST_HERE, mb_element_name_span(first));
}

/* Parameters */

/**
 * A parameter is in where nothing else is said. What overrides another, and says nothing itself, goes as that does; in the
 * DMTF's dialect it inherits each of the two qualifiers by itself.
 */
static void set_direction(const mb_resolver *resolver, mb_element *parameter)
{
    const bool in_by_default = resolver->record->written.in_by_default;
    const bool inherits = parameter->overridden != NULL && in_by_default;
    const bool says_in = inherits ? mb_element_has(parameter, MB_Q_IN) : mb_element_has_own(parameter, MB_Q_IN);
    const bool says_out = inherits ? mb_element_has(parameter, MB_Q_OUT) : mb_element_has_own(parameter, MB_Q_OUT);
    bool is_unsaid = !mb_element_has_own(parameter, MB_Q_IN) && !mb_element_has_own(parameter, MB_Q_OUT);
    if (parameter->overridden != NULL && is_unsaid) {
        parameter->is_in = parameter->overridden->is_in;
        parameter->is_out = parameter->overridden->is_out;
        return;
    }
    parameter->is_out = says_out && mb_element_flag(parameter, MB_Q_OUT);
    parameter->is_in = says_in ? mb_element_flag(parameter, MB_Q_IN) : in_by_default || !parameter->is_out;
    parameter->is_in = parameter->is_in || !parameter->is_out;
}

/** WMI's own text lists a parameter that goes both ways twice, with one ID. */
static bool merges_into(const mb_resolver *resolver, const mb_element *first, const mb_element *second)
{
    const mb_qualifier *a = mb_own_qualifier(&resolver->record->schema, first, MB_Q_ID);
    const mb_qualifier *b = mb_own_qualifier(&resolver->record->schema, second, MB_Q_ID);
    bool ids_agree = (a == NULL) == (b == NULL) && (a == NULL || mb_values_equal(a->value, b->value));
    bool ways_differ =
        first->is_in != first->is_out && second->is_in != second->is_out && first->is_in != second->is_in;
    return ids_agree && ways_differ && first->type == second->type && first->is_array == second->is_array &&
           (first->class_name == NULL) == (second->class_name == NULL) &&
           (first->class_name == NULL || mb_same_name(first->class_name, second->class_name));
}

/** The parameters of the method above, and the one that is asked for if they come in the same order here. */
typedef struct parameters_above {
    const mb_element *first;
    const mb_element *next;
    uint32_t stamp; /**< in the table; 0: they are not there yet */
} parameters_above;

static void enter_parameters_above(walk *at, parameters_above *above)
{
    above->stamp = ++at->method_count;
    for (const mb_element *each = above->first; each != NULL; each = each->next) {
        mb_name_entry *entry = mb_name_map_at(&at->parameters_above, each->name);
        entry->stamp = above->stamp;
        entry->value = (void *)each;
    }
}

/** Most come in the same order; a table is made where one does not. */
static const mb_element *find_above(walk *at, parameters_above *above, const mb_symbol *name)
{
    const mb_element *found = above->next;
    if (above->first == NULL) {
        return NULL;
    }
    if (found == NULL || !mb_same_name(found->name, name)) {
        if (above->stamp == 0) {
            enter_parameters_above(at, above);
        }
        const mb_name_entry *entry = mb_name_map_find(&at->parameters_above, name);
        found = entry != NULL && entry->stamp == above->stamp ? entry->value : NULL;
    }
    above->next = found != NULL ? found->next : above->next;
    return found;
}

static void add_parameters(walk *at, mb_class *cls, mb_element *method, const mb_feature *feature)
{
    mb_element **end = &method->parameters;
    const uint32_t stamp = ++at->method_count;
    parameters_above above = {NULL, NULL, 0};
    if (method->overridden != NULL) {
        above.first = above.next = method->overridden->parameters;
    }
    for (; feature != NULL; feature = feature->next) {
        const mb_element *overridden = find_above(at, &above, feature->name);
        mb_element *parameter = new_element(at, cls, feature, MB_ELEMENT_PARAMETER, overridden);
        set_direction(at->resolver, parameter);
        mb_name_entry *entry = mb_name_map_at(&at->parameters, feature->name);
        if (entry->stamp == stamp) {
            mb_element *first = entry->value;
            if (merges_into(at->resolver, first, parameter)) {
                first->is_in = first->is_out = true;
            } else {
                report_twice(at->resolver, feature, first);
            }
            *at->last_aside = parameter;
            at->last_aside = &parameter->next;
            continue;
        }
        entry->stamp = stamp;
        entry->value = parameter;
        *end = parameter;
        end = &parameter->next;
    }
}

/* Features */

static void enter_feature(walk *at, mb_name_entry *entry, mb_element *element)
{
    if (at->entered_count == at->entered_capacity) {
        at->entered_capacity = at->entered_capacity == 0 ? 256 : at->entered_capacity * 2;
        at->entered = mb_heap_realloc(at->resolver->heap, at->entered, at->entered_capacity * sizeof(mb_name_entry *));
    }
    at->entered[at->entered_count++] = entry;
    entry->value = element;
}

/** Notes a property with the name of a method, or a method with that of a property. */
static void note_homonym(walk *at, const mb_element *element)
{
    const mb_name_map *others = element->kind == MB_ELEMENT_METHOD ? &at->properties : &at->methods;
    const mb_element *other = mb_name_map_get(others, element->name);
    if (other != NULL && !element->feature->is_repeated) {
        mb_homonym *noted = mb_arena_zalloc(at->resolver->arena, sizeof *noted);
        noted->element = element;
        noted->other = other;
        *at->last_homonym = noted;
        at->last_homonym = &noted->next;
    }
}

/**
 * Adds a property or a method. `nearest` maps names to the declaration that is nearest to this class: that of a class
 * above, or, where the name is there twice, of this one.
 */
static mb_element *add_feature(walk *at, mb_class *cls, const mb_feature *feature, mb_name_map *nearest)
{
    const bool is_method = feature->kind == MB_FEATURE_METHOD;
    mb_name_entry *entry = mb_name_map_at(nearest, feature->name);
    const mb_element *inherited = entry->value;
    if (inherited != NULL && inherited->owner == cls) {
        report_twice(at->resolver, feature, inherited);
        return NULL;
    }
    mb_element *element = new_element(at, cls, feature, is_method ? MB_ELEMENT_METHOD : MB_ELEMENT_PROPERTY, inherited);
    enter_feature(at, entry, element);
    note_homonym(at, element);
    if (is_method) {
        add_parameters(at, cls, element, feature->parameters);
    }
    return element;
}

static void add_features(walk *at, mb_class *cls)
{
    mb_element **properties_end = &cls->properties, **methods_end = &cls->methods;
    const mb_feature *feature = mb_class_record_of(cls)->production->features;
    for (; feature != NULL; feature = feature->next) {
        const bool is_method = feature->kind == MB_FEATURE_METHOD;
        mb_element *element = add_feature(at, cls, feature, is_method ? &at->methods : &at->properties);
        if (element == NULL) {
            continue;
        }
        if (is_method) {
            *methods_end = element;
            methods_end = &element->next;
            cls->method_count++;
        } else {
            *properties_end = element;
            properties_end = &element->next;
            cls->property_count++;
        }
    }
}

/* Classes */

static void enter_class(walk *at, mb_class *cls)
{
    const mb_class *super = cls->super;
    resolve_qualifiers(at, &cls->element);
    cls->is_abstract = own_flag(&cls->element, MB_Q_ABSTRACT);
    cls->is_association = own_flag(&cls->element, MB_Q_ASSOCIATION) || (super != NULL && super->is_association);
    cls->is_indication = own_flag(&cls->element, MB_Q_INDICATION) || (super != NULL && super->is_indication);
    cls->is_singleton = own_flag(&cls->element, MB_Q_SINGLETON) || (super != NULL && super->is_singleton);
    add_features(at, cls);
}

/** Puts back what the names meant above the class. */
static void leave_features(walk *at, const mb_class *cls)
{
    for (uint32_t i = cls->property_count + cls->method_count; i > 0; i--) {
        mb_name_entry *entry = at->entered[--at->entered_count];
        const mb_element *element = entry->value;
        entry->value = (void *)element->overridden;
        if (entry->value == NULL) {
            /* Most names are of one class alone: without them the table is small, and what is looked up is in the
             * cache. */
            mb_name_map_remove(element->kind == MB_ELEMENT_METHOD ? &at->methods : &at->properties, entry);
        }
    }
}

/** The class at which the walk goes on, when it is done with one and those below it. */
static mb_class_record *leave_class(walk *at, mb_class_record *record, const mb_class_record *root)
{
    for (;;) {
        leave_features(at, &record->cls);
        if (record == root) {
            return NULL;
        }
        if (record->next_sibling != NULL) {
            return record->next_sibling;
        }
        record = mb_class_record_of(record->cls.super);
    }
}

/*
 * Walks down each tree of classes. What a name means at a class is kept in one table, which every class changes when
 * the walk comes to it and mends when the walk leaves: looking up what a feature overrides costs the same at any depth.
 */
static void walk_namespace(walk *at, const mb_namespace *ns)
{
    for (mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
        mb_class_record *root = mb_class_record_of(cls);
        for (mb_class_record *each = cls->super == NULL ? root : NULL; each != NULL;) {
            enter_class(at, &each->cls);
            each = each->first_child != NULL ? each->first_child : leave_class(at, each, root);
        }
    }
}

void mb_resolve_features(mb_resolver *resolver)
{
    mb_written *written = &resolver->record->written;
    walk at = {.resolver = resolver, .last_homonym = &written->homonyms, .last_aside = &written->set_aside};
    mb_name_map_init(&at.properties, resolver->scratch);
    mb_name_map_init(&at.methods, resolver->scratch);
    mb_name_map_init(&at.parameters, resolver->scratch);
    mb_name_map_init(&at.parameters_above, resolver->scratch);
    mb_init_traits(resolver);
    mb_init_code_tables(resolver);
    for (const mb_namespace *ns = written->all_namespaces; ns != NULL; ns = mb_next_namespace(ns)) {
        walk_namespace(&at, ns);
    }
    mb_finish_code_tables(resolver);
    mb_heap_release(resolver->heap, at.entered);
}
