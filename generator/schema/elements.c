#include "schema/overlay.h"

/** A declaration that repeats another, for an overlay, names a class that was told of there. */
static bool is_told_above(const mb_element *element, const mb_symbol *name)
{
    const mb_element *above = element->overridden;
    return element->feature->is_repeated && above != NULL && above->class_name != NULL &&
           mb_same_name(above->class_name, name);
}

/** The class that a feature or an EmbeddedInstance names; NULL, and a message, where it is not declared. */
static mb_class *find_target(mb_resolver *resolver, mb_class_record *record, const mb_element *element,
                             const mb_symbol *name, mb_span span)
{
    mb_namespace_record *ns = mb_namespace_record_of(record->cls.ns);
    mb_class *target = mb_name_map_get(&ns->classes, name);
    if (target != NULL) {
        return target;
    }
    if (mb_is_known_undeclared(resolver, name, span) || is_told_above(element, name) ||
        mb_overlay_told_of_class(resolver, span)) {
        return NULL;
    }
    /* Once in each class is enough. */
    mb_name_entry *told = mb_name_map_at(&resolver->undeclared, name);
    if (told->value != record && !mb_is_system_class(name)) {
        told->value = record;
        mb_report(resolver->diag, MB_MSG_CLASS_UNDECLARED, span, ns->ns.name, name->text);
        mb_note_similar_class(resolver, ns, name);
    }
    return NULL;
}

/** `int32 a`: tells of a misspelt type, and takes it for the one that was meant, so that nothing follows from it. */
static bool correct_type(mb_resolver *resolver, const mb_class_record *record, mb_element *element, mb_span span)
{
    const mb_namespace_record *ns = mb_namespace_record_of(record->cls.ns);
    if (element->type != MB_TYPE_OBJECT || mb_name_map_get(&ns->classes, element->class_name) != NULL) {
        return false;
    }
    mb_type_word meant;
    if (!mb_suggest_type(element->class_name->text, &meant)) {
        return false;
    }
    mb_report(resolver->diag, MB_MSG_TYPE_UNKNOWN, span, element->class_name->text, mb_type_word_name(meant));
    element->type = (uint8_t)meant;
    element->class_name = NULL;
    return true;
}

static void mark_embedded(const mb_element *element)
{
    if (element->target != NULL) {
        mb_class_record_of(element->target)->is_embedded = true;
    }
}

static bool names_class(const mb_qualifier *own)
{
    return own != NULL && own->value != NULL && own->value->kind == MB_VALUE_STRING && own->value->count != 0;
}

/**
 * Hyper-V's MOFs have a qualifier of their own for what DSP0004 calls EmbeddedInstance. Where an element has both, the
 * standard one counts, unless it names no class.
 */
static const mb_qualifier *own_embedded_instance(mb_resolver *resolver, const mb_element *element)
{
    const mb_qualifier *instance = mb_own_qualifier(resolver, MB_Q_EMBEDDEDINSTANCE);
    const mb_qualifier *hyperv = mb_own_qualifier(resolver, MB_Q_HYPERVEMBEDDEDINSTANCE);
    if (names_class(instance) && names_class(hyperv) && !mb_values_equal(instance->value, hyperv->value)) {
        const mb_text counts = mb_value_text(instance->value), other = mb_value_text(hyperv->value);
        mb_report(resolver->diag, MB_MSG_EMBEDDED_CLASSES, mb_qualifier_span(hyperv), element->name->text,
                  mb_arena_text(resolver->scratch, counts.bytes, counts.length),
                  mb_arena_text(resolver->scratch, other.bytes, other.length));
    }
    return instance == NULL || (hyperv != NULL && !names_class(instance)) ? hyperv : instance;
}

static void set_embedded_class(mb_resolver *resolver, mb_class_record *record, mb_element *element,
                               const mb_qualifier *own)
{
    const mb_value *value = own->value;
    element->is_embedded = true;
    if (!names_class(own)) {
        return; /* of any class; the list's check has warned of the value */
    }
    element->class_name = mb_intern(resolver->symbols, value->u.string, value->count);
    element->target = find_target(resolver, record, element, element->class_name, value->span);
    mark_embedded(element);
}

/**
 * EmbeddedInstance, by either name, and EmbeddedObject make an instance of a string. A property inherits that from the one that it
 * overrides; a parameter of an overriding method does not: its declaration alone says what is passed. (Hyper-V's
 * MigrateVirtualSystemToHost takes a host's name where the CIM method takes an instance.)
 */
static void resolve_embedded(mb_resolver *resolver, mb_class_record *record, mb_element *element)
{
    const mb_qualifier *instance = own_embedded_instance(resolver, element);
    const mb_qualifier *object =
        mb_own_flag(resolver, MB_Q_EMBEDDEDOBJECT) ? mb_own_qualifier(resolver, MB_Q_EMBEDDEDOBJECT) : NULL;
    const mb_qualifier *own = instance != NULL ? instance : object;
    if (own != NULL && element->type != MB_TYPE_STRING) {
        mb_report_check(resolver, MB_MSG_EMBEDDED_NOT_STRING, mb_qualifier_span(own), own->name->text,
                        element->name->text, mb_element_type_text(resolver, element));
    } else if (instance != NULL) {
        set_embedded_class(resolver, record, element, instance);
    } else if (object != NULL) {
        element->is_embedded = true;
    } else if (element->kind == MB_ELEMENT_PROPERTY && element->overridden != NULL &&
               element->overridden->is_embedded && element->type == MB_TYPE_STRING) {
        const mb_schema *schema = resolver->schema;
        /* Where EmbeddedInstance is Restricted, EmbeddedObject from further above may still be in force: of any class. */
        bool has_class = mb_element_qualifier(schema, element, MB_Q_EMBEDDEDINSTANCE) != NULL ||
                         mb_element_qualifier(schema, element, MB_Q_HYPERVEMBEDDEDINSTANCE) != NULL;
        element->is_embedded = has_class || mb_element_flag(schema, element, MB_Q_EMBEDDEDOBJECT);
        if (has_class) {
            element->class_name = element->overridden->class_name;
            element->target = element->overridden->target;
        }
    }
}

/** What the qualifiers in the list that was looked through last are about. */
static void check_concerns(mb_resolver *resolver, const mb_element *element)
{
    const uint32_t of_classes = MB_CONCERN_MEANINGS | MB_CONCERN_VERSION;
    uint32_t concerns = resolver->concerns & (element->kind == MB_ELEMENT_CLASS ? of_classes : UINT32_MAX);
    int64_t low;
    uint64_t high;
    if ((concerns & MB_CONCERN_CODES) != 0) {
        mb_check_codes(resolver, element);
    }
    if ((concerns & MB_CONCERN_MEANINGS) != 0 ||
        ((concerns & MB_CONCERN_CODES) != 0 && !mb_integer_limits((mb_type_word)element->type, &low, &high))) {
        mb_check_meanings(resolver, element);
    }
    if ((concerns & MB_CONCERN_VERSION) != 0) {
        mb_check_version(resolver);
    }
    if ((concerns & MB_CONCERN_LIMITS) != 0) {
        mb_check_limits(resolver, element);
    }
}

/** What elements of all kinds have in common. The list of qualifiers stays the current one. */
static mb_element *new_element(mb_resolver *resolver, mb_class_record *record, const mb_feature *feature,
                               mb_element_kind kind, const mb_element *overridden)
{
    mb_element *element = mb_arena_zalloc(resolver->arena, sizeof *element);
    element->kind = (uint8_t)kind;
    element->type = feature->type;
    element->is_array = feature->is_array;
    element->name = overridden != NULL ? overridden->name : feature->name;
    element->class_name = feature->class_name;
    element->owner = &record->cls;
    element->overridden = overridden;
    element->qualifiers = feature->qualifiers;
    element->feature = feature;
    const mb_span type_at = mb_feature_type_span(feature);
    if (feature->class_name != NULL && !correct_type(resolver, record, element, type_at)) {
        element->target = find_target(resolver, record, element, feature->class_name, type_at);
        if (feature->type == MB_TYPE_OBJECT) {
            mark_embedded(element);
        }
    }
    if (!feature->is_repeated) {
        mb_check_name(resolver, feature->name, mb_feature_name_span(feature));
    }
    mb_check_qualifiers(resolver, element);
    resolve_embedded(resolver, record, element);
    if (resolver->concerns != 0) {
        check_concerns(resolver, element);
    }
    return element;
}

static void report_twice(mb_resolver *resolver, const mb_feature *feature, const mb_element *first)
{
    mb_report(resolver->diag, MB_MSG_FEATURE_TWICE, mb_feature_name_span(feature), mb_element_kind_name(first),
              feature->name->text);
    mb_report_note(resolver->diag, MB_MSG_FIRST_HERE, mb_element_name_span(first));
}

/** WMI's own text lists a parameter that goes both ways twice, with one ID. */
static bool merges_into(const mb_resolver *resolver, const mb_element *first, const mb_element *second)
{
    const mb_symbol *id = resolver->index->names[MB_Q_ID];
    const mb_qualifier *a = mb_find_qualifier(first->qualifiers, id), *b = mb_find_qualifier(second->qualifiers, id);
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
    uint32_t list; /**< in the table; 0: they are not there yet */
} parameters_above;

static void enter_parameters_above(mb_resolver *resolver, parameters_above *above)
{
    above->list = ++resolver->list_count;
    for (const mb_element *each = above->first; each != NULL; each = each->next) {
        mb_name_entry *entry = mb_name_map_at(&resolver->parameters_above, each->name);
        entry->stamp = above->list;
        entry->value = (void *)each;
    }
}

/** Most come in the same order; a table is made where one does not. */
static const mb_element *find_above(mb_resolver *resolver, parameters_above *above, const mb_symbol *name)
{
    const mb_element *found = above->next;
    if (above->first == NULL) {
        return NULL;
    }
    if (found == NULL || !mb_same_name(found->name, name)) {
        if (above->list == 0) {
            enter_parameters_above(resolver, above);
        }
        const mb_name_entry *entry = mb_name_map_find(&resolver->parameters_above, name);
        found = entry != NULL && entry->stamp == above->list ? entry->value : NULL;
    }
    above->next = found != NULL ? found->next : above->next;
    return found;
}

/** The value in a declaration. One of a misspelt type, which was told of, is taken for what its writer says it is. */
static void check_default(mb_resolver *resolver, mb_namespace_record *ns, const mb_element *element)
{
    if (element->type == element->feature->type && !element->feature->is_repeated) {
        mb_check_value(resolver, ns, element, element->feature->value, 0);
    }
}

static void check_return_value(mb_resolver *resolver, const mb_element *method, const mb_element *parameter)
{
    const mb_text name = {parameter->name->text, parameter->name->length};
    if (parameter->is_out && mb_text_equal_nocase(name, mb_text_of("ReturnValue"))) {
        mb_report(resolver->diag, MB_MSG_RETURN_VALUE_TAKEN, mb_element_name_span(parameter), parameter->name->text,
                  method->name->text);
    }
}

static void add_parameters(mb_resolver *resolver, mb_class_record *record, mb_element *method,
                           const mb_feature *feature)
{
    mb_namespace_record *ns = mb_namespace_record_of(record->cls.ns);
    mb_element **end = &method->parameters;
    uint32_t list = ++resolver->list_count;
    bool has_ids = false;
    parameters_above above = {NULL, NULL, 0};
    if (method->overridden != NULL) {
        above.first = above.next = method->overridden->parameters;
    }
    for (; feature != NULL; feature = feature->next) {
        const mb_element *overridden = find_above(resolver, &above, feature->name);
        mb_element *parameter = new_element(resolver, record, feature, MB_ELEMENT_PARAMETER, overridden);
        has_ids = has_ids || (resolver->concerns & MB_CONCERN_ID) != 0;
        mb_set_direction(resolver, parameter);
        check_return_value(resolver, method, parameter);
        mb_name_entry *entry = mb_name_map_at(&resolver->parameters, feature->name);
        if (entry->stamp == list) {
            mb_element *first = entry->value;
            if (merges_into(resolver, first, parameter)) {
                first->is_in = first->is_out = true;
            } else {
                report_twice(resolver, feature, first);
            }
            continue;
        }
        entry->stamp = list;
        entry->value = parameter;
        check_default(resolver, ns, parameter);
        *end = parameter;
        end = &parameter->next;
    }
    if (has_ids) {
        mb_check_ids(resolver, method);
    }
    if (method->overridden != NULL) {
        mb_check_parameters(resolver, method);
    }
}

static void enter_feature(mb_resolver *resolver, mb_name_entry *entry, mb_element *element)
{
    if (resolver->entered_count == resolver->entered_capacity) {
        resolver->entered_capacity = resolver->entered_capacity == 0 ? 256 : resolver->entered_capacity * 2;
        resolver->entered =
            mb_heap_realloc(resolver->heap, resolver->entered, resolver->entered_capacity * sizeof(mb_name_entry *));
    }
    resolver->entered[resolver->entered_count++] = entry;
    entry->value = element;
}

/**
 * Adds a property or a method. `nearest` maps names to the declaration that is nearest to this class: that of a class
 * above, or, where the name is there twice, of this one.
 */
static mb_element *add_feature(mb_resolver *resolver, mb_class_record *record, const mb_feature *feature,
                               mb_name_map *nearest)
{
    bool is_method = feature->kind == MB_FEATURE_METHOD;
    mb_name_entry *entry = mb_name_map_at(nearest, feature->name);
    mb_element *inherited = entry->value;
    if (inherited != NULL && inherited->owner == &record->cls) {
        report_twice(resolver, feature, inherited);
        return NULL;
    }
    mb_element *element =
        new_element(resolver, record, feature, is_method ? MB_ELEMENT_METHOD : MB_ELEMENT_PROPERTY, inherited);
    enter_feature(resolver, entry, element);
    if (!feature->is_repeated) {
        mb_check_override_name(resolver, record, element);
        mb_check_dmtf_feature(resolver, record, element);
        mb_check_feature_kind(resolver, element);
    }
    if (inherited != NULL) {
        mb_check_override(resolver, element);
    }
    if (is_method) {
        add_parameters(resolver, record, element, feature->parameters);
    } else {
        mb_check_key(resolver, record, element);
        check_default(resolver, mb_namespace_record_of(record->cls.ns), element);
    }
    return element;
}

static void add_features(mb_resolver *resolver, mb_class_record *record)
{
    mb_class *cls = &record->cls;
    mb_element **properties_end = &cls->properties, **methods_end = &cls->methods;
    for (const mb_feature *feature = record->production->features; feature != NULL; feature = feature->next) {
        bool is_method = feature->kind == MB_FEATURE_METHOD;
        mb_element *element =
            add_feature(resolver, record, feature, is_method ? &resolver->methods : &resolver->properties);
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

static void check_terminal(mb_resolver *resolver, mb_class_record *record)
{
    const mb_class *super = record->cls.super;
    record->is_terminal = mb_own_flag(resolver, MB_Q_TERMINAL);
    if (super != NULL && mb_class_record_of(super)->is_terminal) {
        mb_report(resolver->diag, MB_MSG_SUPERCLASS_TERMINAL, record->production->super_span,
                  record->cls.element.name->text, super->element.name->text);
        mb_report_note(resolver->diag, MB_MSG_DECLARED_HERE, mb_element_name_span(&super->element),
                       super->element.name->text);
    }
}

static void enter_class(mb_resolver *resolver, mb_class_record *record)
{
    mb_class *cls = &record->cls;
    mb_check_qualifiers(resolver, &cls->element);
    const mb_class *super = cls->super;
    cls->is_abstract = mb_own_flag(resolver, MB_Q_ABSTRACT);
    cls->is_association = mb_own_flag(resolver, MB_Q_ASSOCIATION) || (super != NULL && super->is_association);
    cls->is_indication = mb_own_flag(resolver, MB_Q_INDICATION) || (super != NULL && super->is_indication);
    cls->is_singleton = mb_own_flag(resolver, MB_Q_SINGLETON) || (super != NULL && super->is_singleton);
    record->has_keys = super != NULL && mb_class_record_of(super)->has_keys;
    check_terminal(resolver, record);
    check_concerns(resolver, &cls->element);
    mb_check_class(resolver, record);
    add_features(resolver, record);
    mb_check_members(resolver, record);
}

/** Puts back what the names meant above the class. */
static void leave_features(mb_resolver *resolver, const mb_class *cls)
{
    for (uint32_t i = cls->property_count + cls->method_count; i > 0; i--) {
        mb_name_entry *entry = resolver->entered[--resolver->entered_count];
        const mb_element *element = entry->value;
        entry->value = (void *)element->overridden;
        if (entry->value == NULL) {
            /* Most names are of one class alone: without them the table is small, and what is looked up is in the
             * cache. */
            mb_name_map_remove(element->kind == MB_ELEMENT_METHOD ? &resolver->methods : &resolver->properties, entry);
        }
    }
}

/** The class at which the walk goes on, when it is done with one and those below it. */
static mb_class_record *leave_class(mb_resolver *resolver, mb_class_record *record, const mb_class_record *root)
{
    for (;;) {
        leave_features(resolver, &record->cls);
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
void mb_resolve_features(mb_resolver *resolver, mb_namespace_record *ns)
{
    for (mb_class *cls = ns->ns.first; cls != NULL; cls = cls->next) {
        if (cls->super != NULL) {
            continue;
        }
        mb_class_record *root = mb_class_record_of(cls);
        for (mb_class_record *at = root; at != NULL;) {
            enter_class(resolver, at);
            at = at->first_child != NULL ? at->first_child : leave_class(resolver, at, root);
        }
    }
}
