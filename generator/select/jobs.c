/* Which methods start jobs. */
#include "select/select.h"

#define JOB_CLASS "CIM_ConcreteJob"

static bool is_called(const mb_symbol *name, const char *text)
{
    return name != NULL && mb_text_equal_nocase((mb_text){name->text, name->length}, mb_text_of(text));
}

/** Whether the class of a reference is, or is derived from, the class of jobs. */
static bool leads_to_job(const mb_element *parameter)
{
    bool found = is_called(parameter->class_name, JOB_CLASS);

    for (const mb_class *cls = parameter->target; !found && cls != NULL; cls = cls->super) {
        found = is_called(cls->super_name, JOB_CLASS);
    }
    return found;
}

/** Whether all ancestors of the class of a reference are known, and the class of jobs too, which could be one of them.
 */
static bool is_kin_known(const mb_element *parameter, const mb_namespace *ns, const mb_symbols *symbols)
{
    const mb_symbol *job = mb_symbols_find(symbols, JOB_CLASS, sizeof JOB_CLASS - 1);
    const mb_class *root = parameter->target;

    while (root != NULL && root->super != NULL) {
        root = root->super;
    }
    return root != NULL && root->super_name == NULL && job != NULL && mb_schema_find_class(ns, job) != NULL;
}

static bool is_job(const mb_element *parameter, const mb_namespace *ns, const mb_symbols *symbols)
{
    return parameter->is_out && parameter->type == MB_TYPE_REFERENCE && !parameter->is_array &&
           (leads_to_job(parameter) || (is_called(parameter->name, "Job") && !is_kin_known(parameter, ns, symbols)));
}

static bool returns_integer(const mb_element *method)
{
    return mb_is_integer_type((mb_type_word)method->type) && !method->is_array;
}

const mb_element *mb_method_job(const mb_element *method, mb_symbols *symbols)
{
    const mb_element *parameter = returns_integer(method) ? method->parameters : NULL;

    while (parameter != NULL && !is_job(parameter, method->owner->ns, symbols)) {
        parameter = parameter->next;
    }
    return parameter;
}
