/*
 * From elements to what the binding calls them. The binding knows them by the names that it writes into comments, which
 * are those of the MOF.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "inspect/show.h"

static bool is_name(mb_comment text, const mb_symbol *name)
{
    return strcmp(text, name->text) == 0;
}

const mb_binding_class *mb_bound_class(const mb_library *library, const mb_class *cls)
{
    const mb_space *spaces = library != NULL ? library->spaces.items : NULL;

    for (size_t i = 0; spaces != NULL && i < library->spaces.count; i++) {
        const mb_binding_class *classes = spaces[i].classes.items;
        if (strcmp(spaces[i].text, cls->ns->name) != 0) {
            continue;
        }
        for (size_t k = 0; k < spaces[i].classes.count; k++) {
            if (is_name(classes[k].mof_name, cls->element.name)) {
                return &classes[k];
            }
        }
    }
    return NULL;
}

const mb_member *mb_bound_parameter(mb_list members, const mb_element *parameter)
{
    const mb_member *items = members.items;

    for (size_t i = 0; i < members.count; i++) {
        if (is_name(items[i].mof_name, parameter->name)) {
            return &items[i];
        }
    }
    return NULL;
}

const mb_member *mb_bound_property(const mb_binding_class *cls, const mb_element *property)
{
    return cls != NULL ? mb_bound_parameter(cls->properties, property) : NULL;
}

static const mb_method *find_method(mb_list methods, const mb_element *method)
{
    const mb_method *items = methods.items;

    for (size_t i = 0; i < methods.count; i++) {
        if (is_name(items[i].mof_name, method->name)) {
            return &items[i];
        }
    }
    return NULL;
}

const mb_method *mb_bound_method(const mb_binding_class *cls, const mb_element *method)
{
    const mb_method *found = cls != NULL ? find_method(cls->methods, method) : NULL;

    return found != NULL || cls == NULL ? found : find_method(cls->inherited, method);
}

const mb_code_list *mb_bound_property_codes(const mb_binding_class *cls, const mb_element *property, mb_arena *arena)
{
    const char *subject = mb_arena_format(arena, "property %s", property->name->text);
    const mb_code_list *own = cls != NULL ? cls->property_codes.items : NULL;
    const mb_code_alias *inherited = cls != NULL ? cls->inherited_codes.items : NULL;

    for (size_t i = 0; own != NULL && i < cls->property_codes.count; i++) {
        if (strcmp(own[i].subject, subject) == 0) {
            return &own[i];
        }
    }
    for (size_t i = 0; inherited != NULL && i < cls->inherited_codes.count; i++) {
        if (strcmp(inherited[i].codes.subject, subject) == 0) {
            return &inherited[i].codes;
        }
    }
    return NULL;
}

const mb_code_list *mb_bound_parameter_codes(const mb_method *method, const mb_element *parameter, mb_arena *arena)
{
    const mb_code_list *lists = method != NULL ? method->param_codes.items : NULL;

    for (size_t i = 0; lists != NULL && i < method->param_codes.count; i++) {
        const char *subject = mb_arena_format(arena, "parameter %s of %s", parameter->name->text, method->mof_name);
        if (strcmp(lists[i].subject, subject) == 0) {
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
        if (is_text == code->is_text &&
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
