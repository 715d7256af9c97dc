/*
 * A class that is declared again, or deleted. To DSP0004 a second declaration is an error. To WMI it is an update,
 * which replaces the first; the classes that derive from it stay as they are. What is said twice in the same words is
 * most often a file that is named on the command line and included by another: only --dialect=dmtf minds.
 */
#include "diag/report.h"
#include "schema/literal_kinds.h"
#include "schema/resolver.h"

static bool same_symbol(const mb_symbol *a, const mb_symbol *b)
{
    return a == NULL || b == NULL ? a == b : mb_same_name(a, b);
}

static bool same_instance(const mb_production *a, const mb_production *b);

/** As mb_values_equal(), but texts must agree in case too, and instances may be equal without being the same. */
static bool same_value(const mb_value *a, const mb_value *b)
{
    if (a == NULL || b == NULL || a->kind != b->kind) {
        return a == b;
    }
    if (a->kind == MB_VALUE_STRING) {
        return mb_text_equal(mb_value_text(a), mb_value_text(b));
    }
    if (a->kind == MB_VALUE_INSTANCE) {
        return same_instance(a->u.instance, b->u.instance);
    }
    if (a->kind != MB_VALUE_ARRAY) {
        return mb_values_equal(a, b);
    }
    const mb_value *x = a->u.first, *y = b->u.first;
    while (x != NULL && y != NULL && x->kind != MB_VALUE_ARRAY && same_value(x, y)) {
        x = x->next;
        y = y->next;
    }
    return x == NULL && y == NULL;
}

static bool same_qualifiers(const mb_qualifier *a, const mb_qualifier *b)
{
    while (a != NULL && b != NULL && mb_same_name(a->name, b->name) && a->flavors == b->flavors &&
           same_value(a->value, b->value)) {
        a = a->next;
        b = b->next;
    }
    return a == NULL && b == NULL;
}

/** Of a method, without its parameters. */
static bool same_feature(const mb_feature *a, const mb_feature *b)
{
    return a->kind == b->kind && a->type == b->type && a->is_array == b->is_array && a->array_size == b->array_size &&
           same_symbol(a->class_name, b->class_name) && mb_same_name(a->name, b->name) &&
           same_qualifiers(a->qualifiers, b->qualifiers) &&
           (a->kind == MB_FEATURE_METHOD || same_value(a->value, b->value));
}

static bool same_parameters(const mb_feature *a, const mb_feature *b)
{
    while (a != NULL && b != NULL && same_feature(a, b)) {
        a = a->next;
        b = b->next;
    }
    return a == NULL && b == NULL;
}

static bool same_features(const mb_feature *a, const mb_feature *b)
{
    while (a != NULL && b != NULL && same_feature(a, b) &&
           (a->kind != MB_FEATURE_METHOD || same_parameters(a->parameters, b->parameters))) {
        a = a->next;
        b = b->next;
    }
    return a == NULL && b == NULL;
}

static bool same_class(const mb_production *a, const mb_production *b)
{
    return same_symbol(a->super, b->super) && same_qualifiers(a->qualifiers, b->qualifiers) &&
           same_features(a->features, b->features);
}

/** Goes as deep as instances are nested, which the parser limits. */
static bool same_instance(const mb_production *a, const mb_production *b)
{
    return mb_same_name(a->name, b->name) && same_symbol(a->alias, b->alias) &&
           same_qualifiers(a->qualifiers, b->qualifiers) && same_features(a->features, b->features);
}

bool mb_is_repeated_instance(const mb_unit *unit, const mb_production *first, const mb_production *again)
{
    return unit->dialect != MB_DIALECT_DMTF && first->kind == MB_INSTANCE && again->kind == MB_INSTANCE &&
           same_instance(first, again);
}

static void report(mb_resolver *resolver, mb_message_of_2 message, const mb_class_record *first,
                   const mb_production *again)
{
    mb_report(resolver->diag, message, again->name_span, again->name->text, first->cls.ns->name);
    mb_report_note(resolver->diag, MB_MSG_FIRST_HERE, first->production->name_span);
}

void mb_declare_again(mb_resolver *resolver, mb_class_record *record, const mb_production *again, uint32_t class_flags)
{
    const uint32_t updating = MB_CLASS_UPDATE_ONLY | MB_CLASS_UPDATE_SAFE | MB_CLASS_UPDATE_FORCE;
    bool is_refused = resolver->unit->dialect == MB_DIALECT_DMTF || (class_flags & MB_CLASS_CREATE_ONLY) != 0;
    if (!is_refused && same_class(record->production, again)) {
        return;
    }
    if (is_refused || resolver->record->written.dialect != MB_DIALECT_WMI) {
        report(resolver, MB_MSG_CLASS_TWICE, record, again);
        return;
    }
    if ((class_flags & updating) == 0) {
        report(resolver, MB_MSG_CLASS_UPDATED, record, again);
    }
    record->production = again;
}

bool mb_delete_class(mb_namespace_record *ns, const mb_symbol *name)
{
    mb_name_entry *entry = mb_name_map_find(&ns->classes, name);
    if (entry == NULL || entry->value == NULL) {
        return false;
    }
    mb_class_record_of(entry->value)->is_deleted = true;
    mb_name_map_remove(&ns->classes, entry);
    ns->ns.class_count--;
    return true;
}

void mb_drop_deleted_classes(mb_namespace_record *ns)
{
    mb_class **link = &ns->ns.first;
    ns->last = NULL;
    while (*link != NULL) {
        mb_class *cls = *link;
        if (mb_class_record_of(cls)->is_deleted) {
            *link = cls->next;
        } else {
            ns->last = cls;
            link = &cls->next;
        }
    }
}
