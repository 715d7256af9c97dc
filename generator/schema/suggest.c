#include <string.h>

#include "schema/resolver.h"

bool mb_suggest_type(const char *name, mb_type_word *meant)
{
    /* Words of other languages, which are not near in letters or near to the wrong word. */
    static const struct {
        const char *word;
        mb_type_word type;
    } foreign[] = {
        {"bool", MB_TYPE_BOOLEAN}, {"byte", MB_TYPE_UINT8},   {"char", MB_TYPE_CHAR16},   {"double", MB_TYPE_REAL64},
        {"dword", MB_TYPE_UINT32}, {"float", MB_TYPE_REAL32}, {"int", MB_TYPE_SINT32},    {"int8", MB_TYPE_SINT8},
        {"int16", MB_TYPE_SINT16}, {"int32", MB_TYPE_SINT32}, {"int64", MB_TYPE_SINT64},  {"integer", MB_TYPE_SINT32},
        {"long", MB_TYPE_SINT32},  {"qword", MB_TYPE_UINT64}, {"real", MB_TYPE_REAL64},   {"short", MB_TYPE_SINT16},
        {"uint", MB_TYPE_UINT32},  {"ulong", MB_TYPE_UINT32}, {"ushort", MB_TYPE_UINT16}, {"word", MB_TYPE_UINT16},
    };
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++) {
        if (mb_text_equal_nocase(mb_text_of(name), mb_text_of(foreign[i].word))) {
            *meant = foreign[i].type;
            return true;
        }
    }
    mb_suggestion suggestion;
    mb_type_word types[MB_TYPE_DATETIME + 1];
    mb_suggest_begin(&suggestion, mb_text_of(name));
    suggestion.distance = suggestion.wanted.length < 4 ? 1 : suggestion.wanted.length < 7 ? 2 : 3;
    for (int type = MB_TYPE_BOOLEAN; type <= MB_TYPE_DATETIME; type++) {
        types[type] = (mb_type_word)type;
        mb_suggest_try(&suggestion, mb_type_word_name(types[type]), &types[type]);
    }
    if (suggestion.best != NULL) {
        *meant = *(const mb_type_word *)suggestion.subject;
    }
    return suggestion.best != NULL;
}

bool mb_take_hint(mb_resolver *resolver)
{
    if (resolver->hints_left == 0) {
        return false;
    }
    resolver->hints_left--;
    return true;
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
static bool is_schema_meant(const mb_namespace_record *ns, const mb_symbol *name)
{
    const mb_class *cls = ns->ns.first;
    if (schema_length(name->text) == 0) {
        return false;
    }
    while (cls != NULL && !have_same_schema(cls->element.name->text, name->text)) {
        cls = cls->next;
    }
    return cls != NULL || mb_is_of_known_schema(name);
}

/** Whether a class derives, perhaps by way of others, from one that is not there. Some may derive from each other. */
static bool derives_from_missing(const mb_namespace_record *ns, const mb_class *cls, const mb_symbol *name)
{
    for (uint32_t i = 0; cls->super != NULL && i < ns->ns.class_count; i++) {
        cls = cls->super;
    }
    return cls->super == NULL && cls->super_name != NULL && mb_same_name(cls->super_name, name);
}

/**
 * The class that was meant. One of another schema is none, where the schema is meant as it is; nor is one that derives from
 * what is missing, which would then derive from itself.
 */
static const mb_class *find_similar(const mb_namespace_record *ns, const mb_symbol *name)
{
    enum { ONE_SLIP = 2 };
    const bool is_meant = is_schema_meant(ns, name);
    mb_suggestion suggestion;
    mb_suggest_begin(&suggestion, mb_text_of(name->text));
    if (mb_is_of_known_schema(name) && suggestion.distance > ONE_SLIP) {
        suggestion.distance = ONE_SLIP; /* Win32_Process is no slip of Win32_Processor */
    }
    for (const mb_class *cls = ns->ns.first; cls != NULL; cls = cls->next) {
        const mb_suggestion before = suggestion;
        if (mb_class_record_of(cls)->is_deleted || (is_meant && !have_same_schema(cls->element.name->text, name->text))) {
            continue;
        }
        mb_suggest_try(&suggestion, cls->element.name->text, cls);
        if (suggestion.subject == cls && derives_from_missing(ns, cls, name)) {
            suggestion = before;
        }
    }
    return suggestion.subject;
}

bool mb_note_similar_class(mb_resolver *resolver, const mb_namespace_record *ns, const mb_symbol *name)
{
    if (!mb_take_hint(resolver)) {
        return false;
    }
    const mb_class *elsewhere = mb_class_elsewhere(resolver, name);
    if (elsewhere != NULL) {
        mb_report_note(resolver->diag, MB_MSG_DECLARED_ELSEWHERE, mb_element_name_span(&elsewhere->element),
                       elsewhere->ns->name, name->text);
        return true;
    }
    const mb_class *similar = find_similar(ns, name);
    if (similar != NULL) {
        mb_report_note(resolver->diag, MB_MSG_DID_YOU_MEAN, mb_element_name_span(&similar->element),
                       similar->element.name->text);
    }
    return similar != NULL;
}
