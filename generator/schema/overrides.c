#include <string.h>

#include "schema/resolver.h"

/** A reference, or an object, may name a class that derives from the one above. */
static bool narrows(const mb_element *element, const mb_element *inherited)
{
    if (inherited->class_name == NULL) {
        return true; /* `object` */
    }
    if (element->class_name == NULL) {
        return false;
    }
    if (mb_same_name(element->class_name, inherited->class_name)) {
        return true;
    }
    if (element->target == NULL || inherited->target == NULL) {
        return true; /* not declared here: a warning has said so, and nothing more is known */
    }
    return mb_class_is_a(element->target, inherited->target) || mb_class_record_of(element->target)->is_open;
}

void mb_check_override(mb_resolver *resolver, const mb_element *element)
{
    const mb_element *inherited = element->overridden;
    bool has_class = element->type == MB_TYPE_REFERENCE || element->type == MB_TYPE_OBJECT;
    bool types_agree = element->type == inherited->type && element->is_array == inherited->is_array;
    if (types_agree && (!has_class || narrows(element, inherited))) {
        return;
    }
    /* WMI does not ask what a reference refers to, and the schemas of Hyper-V make use of that: severity.def. */
    if (mb_report_check(resolver, types_agree ? MB_MSG_OVERRIDE_CLASS : MB_MSG_OVERRIDE_TYPE,
                        mb_element_name_span(element), element->name->text, mb_element_type_text(resolver, element),
                        mb_element_type_text(resolver, inherited))) {
        mb_report_note(resolver->diag, MB_MSG_OVERRIDDEN_HERE, mb_element_name_span(inherited),
                       inherited->owner->element.name->text);
    }
}

/** The name in Override("Name"); the oldest schemas write Override("Class.Name"). */
static mb_text override_name(const mb_qualifier *qualifier)
{
    mb_text name = mb_value_text(qualifier->value);
    for (uint32_t i = name.length; i > 0; i--) {
        if (name.bytes[i - 1] == '.') {
            name.bytes += i;
            name.length -= i;
            break;
        }
    }
    return name;
}

void mb_check_override_name(mb_resolver *resolver, const mb_class_record *record, const mb_element *element)
{
    const mb_qualifier *own = mb_own_qualifier(resolver, MB_Q_OVERRIDE);
    if (own == NULL || own->value == NULL || own->value->kind != MB_VALUE_STRING) {
        return;
    }
    mb_text written = override_name(own), name = {element->name->text, element->name->length};
    if (!mb_text_equal_nocase(written, name)) {
        mb_report_check(resolver, MB_MSG_OVERRIDE_OTHER, mb_qualifier_span(own),
                        mb_arena_text(resolver->scratch, written.bytes, written.length), element->name->text);
    } else if (element->overridden == NULL && !record->is_open) {
        mb_report_check(resolver, MB_MSG_OVERRIDE_NOTHING, mb_qualifier_span(own), record->cls.element.name->text,
                        mb_element_kind_name(element), element->name->text);
    }
}

static const char *why_no_key(const mb_element *element)
{
    if (element->is_array) {
        return "an array";
    }
    if (mb_is_real_type((mb_type_word)element->type)) {
        return "a real";
    }
    return element->type == MB_TYPE_OBJECT ? "an embedded object" : NULL;
}

void mb_check_key(mb_resolver *resolver, mb_class_record *record, const mb_element *element)
{
    if (!mb_own_flag(resolver, MB_Q_KEY)) {
        return;
    }
    const mb_qualifier *own = mb_own_qualifier(resolver, MB_Q_KEY);
    const mb_class *super = record->cls.super;
    bool is_new = element->overridden == NULL || !mb_element_flag(resolver->schema, element->overridden, MB_Q_KEY);
    const char *why = why_no_key(element);
    if (why != NULL) {
        mb_report_check(resolver, MB_MSG_KEY_TYPE, mb_qualifier_span(own), element->name->text, why);
    } else if (element->is_embedded) {
        /* To WMI, which does not know these qualifiers, it is a string like any other. */
        mb_report_check(resolver, MB_MSG_KEY_EMBEDDED, mb_qualifier_span(own), element->name->text);
    } else if (super != NULL && mb_class_record_of(super)->has_keys && is_new) {
        mb_report_check(resolver, MB_MSG_KEY_ADDED, mb_qualifier_span(own), element->name->text,
                        super->element.name->text);
    }
    record->has_keys = true;
    if (is_new) {
        record->first_key = record->first_key == NULL ? element : record->first_key;
        record->key_total++;
    }
}

void mb_check_dmtf_feature(mb_resolver *resolver, const mb_class_record *record, const mb_element *element)
{
    const mb_element *inherited = element->overridden;
    if (inherited != NULL && mb_own_qualifier(resolver, MB_Q_OVERRIDE) == NULL &&
        mb_report_check(resolver, MB_MSG_OVERRIDE_MISSING, mb_element_name_span(element), mb_element_kind_name(element),
                        element->name->text)) {
        mb_report_note(resolver->diag, MB_MSG_OVERRIDDEN_HERE, mb_element_name_span(inherited),
                       inherited->owner->element.name->text);
    }
    if (element->kind == MB_ELEMENT_PROPERTY && element->type == MB_TYPE_REFERENCE && !record->cls.is_association &&
        !record->is_open) {
        mb_report_check(resolver, MB_MSG_REFERENCE_MISPLACED, mb_element_name_span(element), element->name->text,
                        record->cls.element.name->text);
    }
}

/** Remembers the first in the order of the files; the walk over the classes goes another way. */
static void note_bare_out(mb_resolver *resolver, const mb_element *parameter)
{
    if (resolver->bare_out == NULL || parameter->feature->name_begin < resolver->bare_out->feature->name_begin) {
        resolver->bare_out = parameter;
    }
}

void mb_set_direction(mb_resolver *resolver, mb_element *parameter)
{
    const mb_qualifier_rule *const *rules = (const mb_qualifier_rule *const *)resolver->index->known;
    const mb_qualifier *in = mb_own_qualifier(resolver, MB_Q_IN), *out = mb_own_qualifier(resolver, MB_Q_OUT);
    bool is_unsaid = in == NULL && out == NULL;
    if (parameter->overridden != NULL && is_unsaid) {
        parameter->is_in = parameter->overridden->is_in;
        parameter->is_out = parameter->overridden->is_out;
        return;
    }
    if (parameter->overridden != NULL && resolver->in_by_default) {
        in = mb_element_qualifier(resolver->schema, parameter, MB_Q_IN);
        out = mb_element_qualifier(resolver->schema, parameter, MB_Q_OUT);
    }
    parameter->is_out = out != NULL && mb_qualifier_truth(rules[MB_Q_OUT], out);
    parameter->is_in =
        in != NULL ? mb_qualifier_truth(rules[MB_Q_IN], in) : resolver->in_by_default || !parameter->is_out;
    bool is_neither = !parameter->is_in && !parameter->is_out;
    if (is_neither || (is_unsaid && resolver->unit->dialect == MB_DIALECT_WMI)) {
        mb_report(resolver->diag, MB_MSG_DIRECTION_MISSING, mb_element_name_span(parameter), parameter->name->text);
        parameter->is_in = true;
    }
    if (in == NULL && parameter->is_in && parameter->is_out) {
        note_bare_out(resolver, parameter);
    }
}

void mb_report_bare_out(mb_resolver *resolver)
{
    const mb_unit *unit = resolver->unit;
    const mb_element *parameter = resolver->bare_out;
    bool is_in_doubt = unit->dialect == MB_DIALECT_AUTO && (unit->signs & MB_SIGN_DECLARATION) == 0;
    if (parameter == NULL || !is_in_doubt) {
        return; /* who declares qualifiers follows DSP0004 in all things, as the CIM schema does */
    }
    mb_report(resolver->diag, MB_MSG_OUT_IS_IN_TOO, mb_element_name_span(parameter), parameter->name->text);
    mb_report_note(resolver->diag, MB_MSG_IN_FALSE_HERE, unit->in_false);
}
