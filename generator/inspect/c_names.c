/* From elements to what the binding calls them: it says of what element each thing in it is made. */
#include "inspect/c_names.h"

/*
 * Searches begin behind what was found last, since a list is mostly asked for item by item in its own order: whoever
 * asks for all of them does not walk over all of them each time.
 */

static const mbb_class *find_class(mbb_list classes, const mb_class *cls, size_t *at)
{
    const mbb_class *items = classes.items;

    for (size_t n = 0; n < classes.count; n++) {
        size_t i = (*at + n) % classes.count;
        if (items[i].cls == cls) {
            *at = i + 1;
            return &items[i];
        }
    }
    return NULL;
}

const mbb_class *mb_bound_class(mb_c_names *names, const mb_class *cls)
{
    const size_t count = names->library != NULL ? names->library->spaces.count : 0;
    const mbb_space *spaces = count != 0 ? names->library->spaces.items : NULL;

    for (size_t n = 0; n < count; n++) {
        size_t i = (names->spaces + n) % count;
        if (spaces[i].ns == cls->ns) {
            names->spaces = i;
            return find_class(spaces[i].classes, cls, &names->classes);
        }
    }
    return NULL;
}

static const mbb_member *find_member(mbb_list members, const mb_element *element, size_t *at)
{
    const mbb_member *items = members.items;

    for (size_t n = 0; n < members.count; n++) {
        size_t i = (*at + n) % members.count;
        if (items[i].element == element) {
            *at = i + 1;
            return &items[i];
        }
    }
    return NULL;
}

const mbb_member *mb_bound_property(mb_c_names *names, const mbb_class *cls, const mb_element *property)
{
    return cls != NULL ? find_member(cls->properties, property, &names->properties) : NULL;
}

const mbb_member *mb_bound_in(mb_c_names *names, const mbb_method *method, const mb_element *parameter)
{
    return method != NULL && parameter->is_in ? find_member(method->in, parameter, &names->in) : NULL;
}

const mbb_member *mb_bound_out(mb_c_names *names, const mbb_method *method, const mb_element *parameter)
{
    return method != NULL && parameter->is_out ? find_member(method->out, parameter, &names->out) : NULL;
}

static const mbb_method *find_method(mbb_list methods, const mb_element *method, size_t *at)
{
    const mbb_method *items = methods.items;

    for (size_t n = 0; n < methods.count; n++) {
        size_t i = (*at + n) % methods.count;
        if (items[i].element == method) {
            *at = i + 1;
            return &items[i];
        }
    }
    return NULL;
}

const mbb_method *mb_bound_method(mb_c_names *names, const mbb_class *cls, const mb_element *method)
{
    const mbb_method *found = cls != NULL ? find_method(cls->methods, method, &names->methods) : NULL;

    return found != NULL || cls == NULL ? found : find_method(cls->inherited, method, &names->inherited);
}

const char *mb_c_type_of(const mbb_member *member)
{
    return member->is_pointer ? "const char *" : member->is_object ? "wmi_object *" : member->c_type;
}

const mbb_code_list *mb_bound_property_codes(mb_c_names *names, const mbb_class *cls, const mb_element *property)
{
    const mbb_code_list *own = cls != NULL ? cls->property_codes.items : NULL;
    const mbb_code_list *inherited = cls != NULL ? cls->inherited_codes.items : NULL;
    size_t *at = &names->own_codes;

    for (size_t n = 0; own != NULL && n < cls->property_codes.count; n++) {
        size_t i = (*at + n) % cls->property_codes.count;
        if (own[i].element == property) {
            *at = i + 1;
            return &own[i];
        }
    }
    at = &names->inherited_codes;
    for (size_t n = 0; inherited != NULL && n < cls->inherited_codes.count; n++) {
        size_t i = (*at + n) % cls->inherited_codes.count;
        if (inherited[i].element == property) {
            *at = i + 1;
            return &inherited[i];
        }
    }
    return NULL;
}

const mbb_code_list *mb_bound_parameter_codes(mb_c_names *names, const mbb_method *method, const mb_element *parameter)
{
    const mbb_code_list *lists = method != NULL ? method->param_codes.items : NULL;
    size_t *at = &names->parameter_codes;

    for (size_t n = 0; lists != NULL && n < method->param_codes.count; n++) {
        size_t i = (*at + n) % method->param_codes.count;
        if (lists[i].element == parameter) {
            *at = i + 1;
            return &lists[i];
        }
    }
    return NULL;
}

/* Codes */

static const char *find_code(mbb_list enumerators, const mb_code *code, bool is_bit)
{
    const mbb_enumerator *items = enumerators.items;

    for (size_t i = 0; i < enumerators.count; i++) {
        bool is_text = items[i].text.bytes != NULL;
        if (items[i].is_bit == is_bit && is_text == code->is_text &&
            (is_text ? mb_text_equal(items[i].text, code->text) : items[i].number == code->low)) {
            return items[i].id;
        }
    }
    return "";
}

static const char *find_name(const mbb_code_list *list, const mb_code *code, bool is_bit)
{
    if (list == NULL || code->is_rest || mb_is_code_range(code)) {
        return "";
    }
    const char *found = find_code(list->enumerators, code, is_bit);
    return *found != '\0' ? found : find_code(list->macros, code, is_bit);
}

const char *mb_bound_code(const mbb_code_list *list, const mb_code *code)
{
    return find_name(list, code, false);
}

const char *mb_bound_bit(const mbb_code_list *list, const mb_code *bit)
{
    return find_name(list, bit, true);
}
