#include "references.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Classes of others: of the DMTF's schema, of another namespace of Windows, of a Windows that is gone. */
static const char *const other_classes[] = {"CIM_SharedCredential", "Msvm_ContainerPackage"};

/* What counts something else than codes where its number stands behind it. */
static const char *const other_numbers[] = {"Shift", "Control", "Alt"};

enum { MOST_TABLES = 64, LONGEST_FAULT = 256 };

/** Tables of codes in sight of a text. */
typedef struct table_list {
    const mb_code_table *tables[MOST_TABLES];
    size_t count;
} table_list;

static char fault[LONGEST_FAULT];

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static size_t word_length(const char *at)
{
    size_t length = 0;
    while (is_word(at[length])) {
        length++;
    }
    return length;
}

static bool is_same(const mb_symbol *name, const char *word, size_t length)
{
    return strlen(name->text) == length && memcmp(name->text, word, length) == 0;
}

static bool is_listed(const char *const *list, size_t count, const char *word, size_t length)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(list[i]) == length && memcmp(list[i], word, length) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_class_name(const char *word, size_t length)
{
    return (length > 4 && memcmp(word, "CIM_", 4) == 0) || (length > 5 && memcmp(word, "Msvm_", 5) == 0);
}

/** A capital at its front and another one within: the name of a member, not a word of English. */
static bool is_member_name(const char *word, size_t length)
{
    bool has_small = false;
    for (size_t i = 0; i < length; i++) {
        if (has_small && isupper((unsigned char)word[i])) {
            return isupper((unsigned char)word[0]) != 0 && !is_class_name(word, length);
        }
        has_small = has_small || islower((unsigned char)word[i]);
    }
    return false;
}

static const mb_class *find_class(const mb_schema *schema, const char *word, size_t length)
{
    for (const mb_namespace *ns = schema->namespaces; ns != NULL; ns = ns->next) {
        for (const mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
            if (is_same(cls->element.name, word, length)) {
                return cls;
            }
        }
    }
    return NULL;
}

static const mb_element *find_in(const mb_element *list, const char *word, size_t length)
{
    while (list != NULL && !is_same(list->name, word, length)) {
        list = list->next;
    }
    return list;
}

/** A property or a method of the class or of those above. */
static const mb_element *find_member(const mb_class *cls, const char *word, size_t length)
{
    for (; cls != NULL; cls = cls->super) {
        const mb_element *found = find_in(cls->properties, word, length);
        found = found != NULL ? found : find_in(cls->methods, word, length);
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

static bool class_is_known(const reference_scope *scope, const char *word, size_t length)
{
    for (size_t i = 0; i < scope->schema_count; i++) {
        if (find_class(scope->schemas[i], word, length) != NULL) {
            return true;
        }
    }
    return is_listed(other_classes, sizeof other_classes / sizeof *other_classes, word, length);
}

static bool class_has(const reference_scope *scope, const char *cls, size_t cls_length, const char *word, size_t length)
{
    for (size_t i = 0; i < scope->schema_count; i++) {
        if (find_member(find_class(scope->schemas[i], cls, cls_length), word, length) != NULL) {
            return true;
        }
    }
    return false;
}

static const char *no_member(const char *cls, size_t cls_length, const char *word, size_t length)
{
    snprintf(fault, sizeof fault, "%.*s has no %.*s", (int)cls_length, cls, (int)length, word);
    return fault;
}

/** The words before `end` that stand with "of" before a class: "X of", "X and Y of", "X of the". */
static const char *fault_before_class(const reference_scope *scope, const char *text, const char *cls,
                                      size_t cls_length)
{
    static const char *const ofs[] = {" of ", " of the "};
    const char *end = NULL;
    for (size_t i = 0; i < sizeof ofs / sizeof *ofs; i++) {
        size_t length = strlen(ofs[i]);
        if ((size_t)(cls - text) >= length && memcmp(cls - length, ofs[i], length) == 0) {
            end = cls - length;
        }
    }
    while (end != NULL) {
        const char *word = end;
        while (word > text && is_word(word[-1])) {
            word--;
        }
        if (!is_member_name(word, (size_t)(end - word))) {
            return NULL;
        }
        if (!class_has(scope, cls, cls_length, word, (size_t)(end - word))) {
            return no_member(cls, cls_length, word, (size_t)(end - word));
        }
        end = word - text >= 5 && memcmp(word - 5, " and ", 5) == 0 ? word - 5 : NULL;
    }
    return NULL;
}

static const char *fault_of_names(const reference_scope *scope, const char *text)
{
    for (const char *at = text; *at != '\0';) {
        size_t length = word_length(at);
        if (is_class_name(at, length)) {
            if (!class_is_known(scope, at, length)) {
                snprintf(fault, sizeof fault, "there is no class %.*s", (int)length, at);
                return fault;
            }
            const char *member = at[length] == '.' ? at + length + 1 : NULL;
            if (member != NULL && word_length(member) > 0 &&
                !class_has(scope, at, length, member, word_length(member))) {
                return no_member(at, length, member, word_length(member));
            }
            const char *found = fault_before_class(scope, text, at, length);
            if (found != NULL) {
                return found;
            }
        }
        at += length > 0 ? length : 1;
    }
    return NULL;
}

static void add_table(table_list *list, const mb_element *element)
{
    if (element != NULL && element->codes != NULL && list->count < MOST_TABLES) {
        list->tables[list->count++] = element->codes;
    }
}

/** Of a property or a method, with its parameters, and of what it overrides: subclasses list fewer codes. */
static void add_tables(table_list *list, const mb_element *member)
{
    for (; member != NULL; member = member->overridden) {
        add_table(list, member);
        for (const mb_element *each = member->parameters; each != NULL; each = each->next) {
            add_table(list, each);
        }
    }
}

/** The method that has the parameter. */
static const mb_element *method_of(const mb_element *parameter)
{
    for (const mb_element *method = parameter->owner->methods; method != NULL; method = method->next) {
        for (const mb_element *each = method->parameters; each != NULL; each = each->next) {
            if (each == parameter) {
                return method;
            }
        }
    }
    return NULL;
}

/** The tables of the element, and those of members that the text names: of its own class and of the classes it names. */
static void tables_in_sight(const reference_scope *scope, const char *text, table_list *list)
{
    const mb_element *element = scope->element;

    list->count = 0;
    add_tables(list, element->kind == MB_ELEMENT_PARAMETER ? method_of(element) : element);
    for (const char *at = text; *at != '\0';) {
        size_t length = word_length(at);
        if (is_member_name(at, length)) {
            add_tables(list, find_member(element->owner, at, length));
        }
        for (const char *cls = text; is_member_name(at, length) && *cls != '\0';) {
            size_t cls_length = word_length(cls);
            for (size_t i = 0; is_class_name(cls, cls_length) && i < scope->schema_count; i++) {
                add_tables(list, find_member(find_class(scope->schemas[i], cls, cls_length), at, length));
            }
            cls += cls_length > 0 ? cls_length : 1;
        }
        at += length > 0 ? length : 1;
    }
}

static bool has_within(mb_text name, const char *word, size_t length)
{
    for (size_t at = 0; at + length <= name.length; at++) {
        if (mb_text_equal_nocase((mb_text){name.bytes + at, (uint32_t)length}, (mb_text){word, (uint32_t)length})) {
            return true;
        }
    }
    return false;
}

/**
 * Whether a table has the code, singly and not in a range of reserved ones, under a name that has the word in it; any name will do
 * for a word of length 0.
 */
static bool table_has(const mb_code_table *table, int64_t number, const char *word, size_t length)
{
    for (size_t i = 0; i < table->codes.count; i++) {
        const mb_code *code = &table->codes.items[i];
        if (mb_is_single_code(code) && code->low == number && (length == 0 || has_within(code->name, word, length))) {
            return true;
        }
    }
    return false;
}

static bool tables_have(const table_list *list, int64_t number, const char *word, size_t length)
{
    for (size_t i = 0; i < list->count; i++) {
        if (table_has(list->tables[i], number, word, length)) {
            return true;
        }
    }
    return false;
}

/** Whether a table in sight has a code with the word in its name. */
static bool tables_name(const table_list *list, const char *word, size_t length)
{
    for (size_t i = 0; i < list->count; i++) {
        for (size_t k = 0; k < list->tables[i]->codes.count; k++) {
            if (has_within(list->tables[i]->codes.items[k].name, word, length)) {
                return true;
            }
        }
    }
    return false;
}

/** Whether a text ends with the name of the code. */
static bool ends_with_name(const mb_element *element, int64_t number, const char *text, const char *end)
{
    for (size_t i = 0; element->codes != NULL && i < element->codes->codes.count; i++) {
        const mb_code *code = &element->codes->codes.items[i];
        if (mb_is_single_code(code) && code->low == number && code->name.length > 0 &&
            (size_t)(end - text) >= code->name.length &&
            mb_text_equal_nocase(code->name, (mb_text){end - code->name.length, code->name.length})) {
            return true;
        }
    }
    return false;
}

/** Whether any table has the code under just the name that the text has before it: a state that is a property's elsewhere. */
static bool anything_has(const reference_scope *scope, int64_t number, const char *text, const char *end)
{
    for (size_t i = 0; i < scope->schema_count; i++) {
        for (const mb_namespace *ns = scope->schemas[i]->namespaces; ns != NULL; ns = ns->next) {
            for (const mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
                for (const mb_element *each = cls->properties; each != NULL; each = each->next) {
                    if (ends_with_name(each, number, text, end)) {
                        return true;
                    }
                }
            }
        }
    }
    return false;
}

/** A code in parentheses: "Completed (7)", where the word before it is in its name if it is written large. */
static const char *fault_of_code(const reference_scope *scope, const table_list *list, const char *text, const char *at)
{
    char *end;
    const int64_t number = strtoll(at + 2, &end, 10);
    const char *word = at;
    while (word > text && is_word(word[-1])) {
        word--;
    }
    const size_t length = (size_t)(at - word);
    if (!isdigit((unsigned char)at[2]) || *end != ')' ||
        is_listed(other_numbers, sizeof other_numbers / sizeof *other_numbers, word, length)) {
        return NULL;
    }
    const bool is_name = isupper((unsigned char)*word) && word > text;
    const bool is_in_sight = tables_have(list, number, word, is_name ? length : 0);
    const bool is_elsewhere =
        !is_in_sight && !(is_name && tables_name(list, word, length)) && anything_has(scope, number, text, at);
    if (!is_in_sight && !is_elsewhere) {
        snprintf(fault, sizeof fault, "no table in sight has %.*s (%d)", (int)length, word, (int)number);
        return fault;
    }
    return NULL;
}

/** Several codes in parentheses, "(4, 10)": numbers of which one is a code in sight, so that the others have to be, too. */
static const char *fault_of_code_list(const table_list *list, const char *at)
{
    const int length = (int)strspn(at, "0123456789, ");
    int64_t missing = -1;
    bool is_of_codes = false;
    if (!isdigit((unsigned char)*at) || at[length] != ')') {
        return NULL;
    }
    for (const char *each = at; each < at + length;) {
        char *behind;
        const int64_t number = strtoll(each, &behind, 10);
        const bool is_in_sight = tables_have(list, number, "", 0);
        is_of_codes = is_of_codes || is_in_sight;
        missing = is_in_sight ? missing : number;
        each = behind + strspn(behind, ", ");
    }
    if (is_of_codes && missing >= 0) {
        snprintf(fault, sizeof fault, "no table in sight has %d of (%.*s)", (int)missing, length, at);
        return fault;
    }
    return NULL;
}

static const char *fault_of_codes(const reference_scope *scope, const char *text)
{
    table_list list;

    tables_in_sight(scope, text, &list);
    for (const char *at = strstr(text, " ("); at != NULL; at = strstr(at + 1, " (")) {
        const char *found = fault_of_code(scope, &list, text, at);
        found = found != NULL ? found : fault_of_code_list(&list, at + 2);
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

/** What a method returns: "0: done; 4096: a job does it", each code at the beginning of a part of the text. */
static const char *fault_of_results(const reference_scope *scope, const char *text)
{
    const mb_element *method = scope->element;
    table_list list = {.count = 0};

    if (method->kind != MB_ELEMENT_METHOD) {
        return NULL;
    }
    for (const mb_element *each = method; each != NULL; each = each->overridden) {
        add_table(&list, each);
    }
    for (const char *at = text; *at != '\0'; at++) {
        char *end;
        if (!isdigit((unsigned char)*at) ||
            (at > text && (at < text + 2 || at[-1] != ' ' || strchr(".;:", at[-2]) == NULL))) {
            continue;
        }
        const int64_t number = strtoll(at, &end, 10);
        if (strncmp(end, ": ", 2) == 0 && !tables_have(&list, number, "", 0)) {
            snprintf(fault, sizeof fault, "it does not return %d", (int)number);
            return fault;
        }
        at = end - 1;
    }
    return NULL;
}

const char *reference_fault(const reference_scope *scope, const char *text)
{
    const char *found = fault_of_names(scope, text);
    found = found != NULL ? found : fault_of_codes(scope, text);
    return found != NULL ? found : fault_of_results(scope, text);
}
