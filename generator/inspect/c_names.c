/*
 * From elements to what the binding calls them. The binding knows them by the names that it writes into comments, which
 * are those of the MOF.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "inspect/c_names.h"

/*
 * Searches begin behind what was found last, since a list is mostly asked for item by item in its own order: whoever
 * asks for all of them does not walk over all of them each time.
 */

static bool is_name(mb_comment text, const mb_symbol *name)
{
    return strcmp(text, name->text) == 0;
}

static const mb_binding_class *find_class(mb_list classes, const mb_class *cls, size_t *at)
{
    const mb_binding_class *items = classes.items;

    for (size_t n = 0; n < classes.count; n++) {
        size_t i = (*at + n) % classes.count;
        if (is_name(items[i].mof_name, cls->element.name)) {
            *at = i + 1;
            return &items[i];
        }
    }
    return NULL;
}

const mb_binding_class *mb_bound_class(mb_c_names *names, const mb_class *cls)
{
    const size_t count = names->library != NULL ? names->library->spaces.count : 0;
    const mb_space *spaces = count != 0 ? names->library->spaces.items : NULL;

    for (size_t n = 0; n < count; n++) {
        size_t i = (names->spaces + n) % count;
        if (strcmp(spaces[i].text, cls->ns->name) == 0) {
            names->spaces = i;
            return find_class(spaces[i].classes, cls, &names->classes);
        }
    }
    return NULL;
}

static const mb_member *find_member(mb_list members, const mb_element *element, size_t *at)
{
    const mb_member *items = members.items;

    for (size_t n = 0; n < members.count; n++) {
        size_t i = (*at + n) % members.count;
        if (is_name(items[i].mof_name, element->name)) {
            *at = i + 1;
            return &items[i];
        }
    }
    return NULL;
}

const mb_member *mb_bound_property(mb_c_names *names, const mb_binding_class *cls, const mb_element *property)
{
    return cls != NULL ? find_member(cls->properties, property, &names->properties) : NULL;
}

const mb_member *mb_bound_in(mb_c_names *names, const mb_method *method, const mb_element *parameter)
{
    return method != NULL && parameter->is_in ? find_member(method->in, parameter, &names->in) : NULL;
}

const mb_member *mb_bound_out(mb_c_names *names, const mb_method *method, const mb_element *parameter)
{
    return method != NULL && parameter->is_out ? find_member(method->out, parameter, &names->out) : NULL;
}

static const mb_method *find_method(mb_list methods, const mb_element *method, size_t *at)
{
    const mb_method *items = methods.items;

    for (size_t n = 0; n < methods.count; n++) {
        size_t i = (*at + n) % methods.count;
        if (is_name(items[i].mof_name, method->name)) {
            *at = i + 1;
            return &items[i];
        }
    }
    return NULL;
}

const mb_method *mb_bound_method(mb_c_names *names, const mb_binding_class *cls, const mb_element *method)
{
    const mb_method *found = cls != NULL ? find_method(cls->methods, method, &names->methods) : NULL;

    names->in = names->out = names->parameter_codes = 0; /* ReturnValue, last of out, may be a parameter, too */
    return found != NULL || cls == NULL ? found : find_method(cls->inherited, method, &names->inherited);
}

const mb_code_list *mb_bound_property_codes(mb_c_names *names, const mb_binding_class *cls, const mb_element *property)
{
    const char *subject = mb_arena_format(names->arena, "property %s", property->name->text);
    const mb_code_list *own = cls != NULL ? cls->property_codes.items : NULL;
    const mb_code_alias *inherited = cls != NULL ? cls->inherited_codes.items : NULL;
    size_t *at = &names->own_codes;

    for (size_t n = 0; own != NULL && n < cls->property_codes.count; n++) {
        size_t i = (*at + n) % cls->property_codes.count;
        if (strcmp(own[i].subject, subject) == 0) {
            *at = i + 1;
            return &own[i];
        }
    }
    at = &names->inherited_codes;
    for (size_t n = 0; inherited != NULL && n < cls->inherited_codes.count; n++) {
        size_t i = (*at + n) % cls->inherited_codes.count;
        if (strcmp(inherited[i].codes.subject, subject) == 0) {
            *at = i + 1;
            return &inherited[i].codes;
        }
    }
    return NULL;
}

const mb_code_list *mb_bound_parameter_codes(mb_c_names *names, const mb_method *method, const mb_element *parameter)
{
    const mb_code_list *lists = method != NULL ? method->param_codes.items : NULL;
    size_t *at = &names->parameter_codes;

    if (lists == NULL) {
        return NULL;
    }
    const char *subject =
        mb_arena_format(names->arena, "parameter %s of %s", parameter->name->text, method->mof_name);
    for (size_t n = 0; n < method->param_codes.count; n++) {
        size_t i = (*at + n) % method->param_codes.count;
        if (strcmp(lists[i].subject, subject) == 0) {
            *at = i + 1;
            return &lists[i];
        }
    }
    return NULL;
}

/* Codes */

/** Reads a constant as the binding writes it: 5, UINT32_C(4294967295), INT64_C(-5), (-2147483647 - 1), INT64_MAX. */
static int64_t number_of(mb_literal literal)
{
    if (strcmp(literal, "INT64_MAX") == 0) {
        return INT64_MAX;
    }
    if (strcmp(literal, "INT64_MIN") == 0) {
        return INT64_MIN;
    }
    const char *begin = strchr(literal, '(');
    begin = begin != NULL ? begin + 1 : literal;
    return strtoll(begin, NULL, 10) - (strstr(literal, " - 1") != NULL ? 1 : 0);
}

/** Whether a string literal, as the binding writes it, is that text. */
static bool literal_is(mb_literal literal, mb_text text)
{
    static const char letters[] = "abfnrtv", meanings[] = "\a\b\f\n\r\t\v";
    const char *at = literal + 1; /* behind the quote */
    uint32_t i = 0;

    for (; i < text.length && *at != '\0' && *at != '"'; i++) {
        unsigned char c = (unsigned char)*at++;
        if (c == '\\' && *at >= '0' && *at <= '7') {
            c = (unsigned char)((at[0] - '0') << 6 | (at[1] - '0') << 3 | (at[2] - '0'));
            at += 3;
        } else if (c == '\\') {
            const char *letter = strchr(letters, *at);
            c = (unsigned char)(letter != NULL ? meanings[letter - letters] : *at);
            at++;
        }
        if (c != (unsigned char)text.bytes[i]) {
            return false;
        }
    }
    return i == text.length && *at == '"';
}

static const char *find_code(mb_list enumerators, const mb_code *code)
{
    const mb_enumerator *items = enumerators.items;

    for (size_t i = 0; i < enumerators.count; i++) {
        bool is_text = items[i].value[0] == '"';
        if (!items[i].is_bit && is_text == code->is_text &&
            (is_text ? literal_is(items[i].value, code->text) : number_of(items[i].value) == code->low)) {
            return items[i].id;
        }
    }
    return "";
}

const char *mb_bound_code(const mb_code_list *list, const mb_code *code)
{
    if (list == NULL || code->is_rest || (!code->is_text && code->low != code->high)) {
        return "";
    }
    const char *found = find_code(list->enumerators, code);
    return *found != '\0' ? found : find_code(list->macros, code);
}

/* Bits */

/** Reads a mask as the binding writes it: 0x00000004, UINT32_C(0x80000000). */
static uint64_t mask_of(mb_literal literal)
{
    const char *begin = strchr(literal, '(');

    return strtoull(begin != NULL ? begin + 1 : literal, NULL, 16);
}

static const char *find_mask(mb_list enumerators, uint64_t mask)
{
    const mb_enumerator *items = enumerators.items;

    for (size_t i = 0; i < enumerators.count; i++) {
        if (items[i].is_bit && mask_of(items[i].value) == mask) {
            return items[i].id;
        }
    }
    return "";
}

const char *mb_bound_bit(const mb_code_list *list, const mb_code *bit)
{
    enum { WIDEST = 64 };

    if (list == NULL || bit->is_text || bit->is_rest || bit->low != bit->high || bit->low < 0 || bit->low >= WIDEST) {
        return "";
    }
    const uint64_t mask = UINT64_C(1) << bit->low;
    const char *found = find_mask(list->enumerators, mask);
    return *found != '\0' ? found : find_mask(list->macros, mask);
}
