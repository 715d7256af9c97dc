/*
 * The class that was meant by one that is not there.
 */
#include "schema/similar.h"

#include <string.h>

#include "diag/report.h"
#include "schema/homes.h"
#include "schema/resolver.h"

bool mb_take_hint(uint32_t *hints_left)
{
    const bool is_left = *hints_left != 0;
    *hints_left -= is_left;
    return is_left;
}

const mb_class *mb_class_elsewhere(const mb_schema *schema, const mb_symbol *name)
{
    const mb_namespace *ns = mb_schema_written(schema)->all_namespaces;
    const mb_class *found = NULL;
    for (; ns != NULL && found == NULL; ns = mb_next_namespace(ns)) {
        found = mb_schema_find_class(ns, name);
    }
    return found;
}

/** How long the schema of a class is: CIM of CIM_System. 0 where its name has none. */
static size_t schema_length(const char *name)
{
    const char *underscore = strchr(name, '_');
    return underscore == NULL ? 0 : (size_t)(underscore - name);
}

static bool have_same_schema(const char *a, const char *b)
{
    const mb_text first = {a, (uint32_t)schema_length(a)};
    const mb_text second = {b, (uint32_t)schema_length(b)};
    return mb_text_equal_nocase(first, second);
}

/** Whether the schema of a name is no slip: it is a known one, or a class that is there is of it. */
static bool is_schema_meant(const mb_namespace *ns, const mb_symbol *name)
{
    const mb_class *cls = ns->first;
    if (schema_length(name->text) == 0) {
        return false;
    }
    while (cls != NULL && !have_same_schema(cls->element.name->text, name->text)) {
        cls = cls->next;
    }
    return cls != NULL || mb_is_of_known_schema(name);
}

/** Whether a class derives, perhaps by way of others, from one that is not there. Some may derive from each other. */
static bool derives_from_missing(const mb_namespace *ns, const mb_class *cls, const mb_symbol *name)
{
    for (uint32_t i = 0; cls->super != NULL && i < ns->class_count; i++) {
        cls = cls->super;
    }
    return cls->super == NULL && cls->super_name != NULL && mb_same_name(cls->super_name, name);
}

/**
 * The class that was meant. One of another schema is none, where the schema is meant as it is; nor is one that derives from
 * what is missing, which would then derive from itself.
 */
static const mb_class *find_similar(const mb_namespace *ns, const mb_symbol *name)
{
    enum { ONE_SLIP = 2 };
    const bool is_meant = is_schema_meant(ns, name);
    mb_suggestion suggestion;
    mb_suggest_begin(&suggestion, mb_text_of(name->text));
    if (mb_is_of_known_schema(name) && suggestion.distance > ONE_SLIP) {
        suggestion.distance = ONE_SLIP; /* Win32_Process is no slip of Win32_Processor */
    }
    for (const mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
        const mb_suggestion before = suggestion;
        if (mb_class_record_of(cls)->is_deleted ||
            (is_meant && !have_same_schema(cls->element.name->text, name->text))) {
            continue;
        }
        mb_suggest_try(&suggestion, cls->element.name->text, cls);
        if (suggestion.subject == cls && derives_from_missing(ns, cls, name)) {
            suggestion = before;
        }
    }
    return suggestion.subject;
}

bool mb_note_similar_class(const mb_schema *schema, mb_diag *diag, uint32_t *hints_left, const mb_namespace *ns,
                           const mb_symbol *name)
{
    if (!mb_take_hint(hints_left)) {
        return false;
    }
    const mb_class *elsewhere = mb_class_elsewhere(schema, name);
    if (elsewhere != NULL) {
        mb_report_note(diag, MB_MSG_DECLARED_ELSEWHERE, mb_element_name_span(&elsewhere->element), elsewhere->ns->name,
                       name->text);
        return true;
    }
    const mb_class *similar = find_similar(ns, name);
    if (similar != NULL) {
        mb_report_note(diag, MB_MSG_DID_YOU_MEAN, mb_element_name_span(&similar->element), similar->element.name->text);
    }
    return similar != NULL;
}
