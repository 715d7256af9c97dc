/* Names in a scenario: what they are of, and what was probably meant. */
#include <string.h>

#include "diag/report.h"
#include "mock/mock_scenario_parts.h"
#include "support/characters.h"

/* Classes. */

const wmi_schema_class *mbm_look_up_class(const mbm_scenario *s, const char *ns, const char *name)
{
    const wmi_schema_class *found = mbm_find_class(&s->schemas, ns, name);
    size_t count = 0;

    for (size_t i = 0; i < s->schemas.count && found == NULL; i++) {
        const wmi_schema *schema = s->schemas.items[i];
        for (uint32_t k = 0; k < schema->class_count; k++) {
            if (mb_equal_names(schema->classes[k].info->name, name)) {
                found = &schema->classes[k];
                count++;
            }
        }
    }
    return count <= 1 ? found : NULL;
}

static void report_class(mbm_scenario *s, const mbm_json *json, const char *ns, const char *name)
{
    mb_suggestion suggestion;

    mb_suggest_begin(&suggestion, mb_text_of(name));
    for (size_t i = 0; i < s->schemas.count; i++) {
        for (uint32_t k = 0; k < s->schemas.items[i]->class_count; k++) {
            const wmi_class_info *info = s->schemas.items[i]->classes[k].info;
            if (mb_equal_names(info->ns, ns)) {
                mb_suggest_try(&suggestion, info->name, NULL);
            }
        }
    }
    mb_report(s->diag, MB_MSG_SCENARIO_UNKNOWN, json->span, mbm_words(s, "namespace %s", ns),
              mbm_words(s, "class '%s'", name), mb_did_you_mean(suggestion.best, s->arena));
}

/** A namespace as the schemas spell it; NULL where none has it. */
static const char *namespace_named(const mbm_scenario *s, const char *text)
{
    for (size_t i = 0; i < s->schemas.count; i++) {
        for (uint32_t k = 0; k < s->schemas.items[i]->class_count; k++) {
            const char *ns = s->schemas.items[i]->classes[k].info->ns;
            const char *a = ns;
            const char *b = text;
            for (; *a != '\0' && (mb_lower(*a) == mb_lower(*b) || (*a == '\\' && *b == '/')); a++, b++) {
            }
            if (*a == '\0' && *b == '\0') {
                return ns;
            }
        }
    }
    return NULL;
}

const char *mbm_namespace_of(mbm_scenario *s, const mbm_json *json, const char *text)
{
    const char *found = namespace_named(s, text);
    mb_suggestion suggestion;

    if (found == NULL) {
        mb_suggest_begin(&suggestion, mb_text_of(text));
        for (size_t i = 0; i < s->schemas.count; i++) {
            for (uint32_t k = 0; k < s->schemas.items[i]->class_count; k++) {
                mb_suggest_try(&suggestion, s->schemas.items[i]->classes[k].info->ns, NULL);
            }
        }
        mb_report(s->diag, MB_MSG_SCENARIO_UNKNOWN, json->span, "what is played", mbm_words(s, "namespace '%s'", text),
                  mb_did_you_mean(suggestion.best, s->arena));
    }
    return found;
}

const wmi_schema_class *mbm_class_of(mbm_scenario *s, const mbm_json *json)
{
    const char *text = mbm_member_text(s, json, "'class'");
    const char *colon = text != NULL ? strchr(text, ':') : NULL;
    const char *ns = s->ns;

    if (text == NULL) {
        return NULL;
    }
    if (colon != NULL) {
        ns = mbm_namespace_of(s, json, mb_arena_text(s->arena, text, (size_t)(colon - text)));
        if (ns == NULL) {
            return NULL;
        }
        text = colon + 1;
    }
    const wmi_schema_class *found =
        colon != NULL ? mbm_find_class(&s->schemas, ns, text) : mbm_look_up_class(s, ns, text);
    if (found == NULL) {
        report_class(s, json, ns, text);
    }
    return found;
}

bool mbm_is_derived(const wmi_class_info *info, const char *ancestor)
{
    const char *const *at = info->derivation;

    while (*at != NULL && !mb_equal_names(*at, ancestor)) {
        at++;
    }
    return *at != NULL || mb_equal_names(info->name, ancestor);
}

/* What classes have. */

const wmi_method_info *mbm_method_of(mbm_scenario *s, const mbm_json *json, const wmi_schema_class *cls)
{
    const char *name = mbm_member_text(s, json, "'method'");
    const wmi_method_info *found = name != NULL && cls != NULL ? mbm_find_method(cls, name) : NULL;
    mb_suggestion suggestion;

    if (found == NULL && name != NULL && cls != NULL) {
        mb_suggest_begin(&suggestion, mb_text_of(name));
        for (const wmi_method_info *const *at = cls->methods; *at != NULL; at++) {
            mb_suggest_try(&suggestion, (*at)->name, NULL);
        }
        mb_report(s->diag, MB_MSG_SCENARIO_UNKNOWN, json->span, mbm_words(s, "class '%s'", cls->info->name),
                  mbm_words(s, "method '%s'", name), mb_did_you_mean(suggestion.best, s->arena));
    }
    return found;
}

/** Whether a behaviour is what a method of a class can do; else it is reported. */
static bool is_behaviour_of(mbm_scenario *s, const mbm_json *json, const hyperv_behaviour *behaviour,
                            const wmi_schema_class *cls, const wmi_method_info *method)
{
    const bool fits = mb_equal_names(behaviour->ns, cls->info->ns) &&
                      mbm_is_derived(cls->info, behaviour->class_name) &&
                      mb_equal_names(behaviour->method->name, method->name);

    if (!fits) {
        mb_report(s->diag, MB_MSG_SCENARIO_REFUSED, json->span,
                  mbm_words(s, "behaviour '%s' is of method '%s.%s' of %s", behaviour->name, behaviour->class_name,
                            behaviour->method->name, behaviour->ns));
    }
    return fits;
}

const hyperv_behaviour *mbm_behaviour_of(mbm_scenario *s, const mbm_json *json, const wmi_schema_class *cls,
                                         const wmi_method_info *method)
{
    const char *name = mbm_member_text(s, json, "'behaviour'");
    const hyperv_behaviour *found = name != NULL ? mbm_find_behaviour(name) : NULL;
    mb_suggestion suggestion;

    if (found == NULL && name != NULL) {
        mb_suggest_begin(&suggestion, mb_text_of(name));
        for (size_t i = 0; mbm_behaviour_at(i) != NULL; i++) {
            mb_suggest_try(&suggestion, mbm_behaviour_at(i)->name, NULL);
        }
        mb_report(s->diag, MB_MSG_SCENARIO_UNKNOWN, json->span, "mofbind-mock", mbm_words(s, "behaviour '%s'", name),
                  mb_did_you_mean(suggestion.best, s->arena));
    }
    return found != NULL && method != NULL && is_behaviour_of(s, json, found, cls, method) ? found : NULL;
}

/* Words. */

static const struct {
    const char *word;
    wmi_loopback_operation operation;
} operations[] = {
    {"any", WMI_LOOPBACK_ANY},
    {"connect", WMI_LOOPBACK_CONNECT},
    {"invoke", WMI_LOOPBACK_INVOKE},
    {"get", WMI_LOOPBACK_GET},
    {"query", WMI_LOOPBACK_QUERY},
    {"next", WMI_LOOPBACK_NEXT},
    {"associators", WMI_LOOPBACK_ASSOCIATORS},
    {"references", WMI_LOOPBACK_REFERENCES},
    {"put", WMI_LOOPBACK_PUT},
    {"delete", WMI_LOOPBACK_DELETE},
    {"subscribe", WMI_LOOPBACK_SUBSCRIBE},
};

wmi_loopback_operation mbm_operation_of(mbm_scenario *s, const mbm_json *json, wmi_loopback_operation otherwise)
{
    const char *word = mbm_member_text(s, json, "'operation'");
    mb_suggestion suggestion;

    if (word == NULL) {
        return otherwise;
    }
    mb_suggest_begin(&suggestion, mb_text_of(word));
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++) {
        if (strcmp(operations[i].word, word) == 0) {
            return operations[i].operation;
        }
        mb_suggest_try(&suggestion, operations[i].word, NULL);
    }
    mb_report(s->diag, MB_MSG_SCENARIO_UNKNOWN, json->span, "what is played", mbm_words(s, "operation '%s'", word),
              mb_did_you_mean(suggestion.best, s->arena));
    return otherwise;
}

/* Where codes with names are: COM's, WMI's, Windows' own, those of WS-Management. */
static const struct {
    uint32_t low;
    uint32_t high;
} code_ranges[] = {
    {UINT32_C(0x80004001), UINT32_C(0x800040FF)}, {UINT32_C(0x8000FFFF), UINT32_C(0x8000FFFF)},
    {UINT32_C(0x80010001), UINT32_C(0x800101FF)}, {UINT32_C(0x80040150), UINT32_C(0x800401FF)},
    {UINT32_C(0x80041001), UINT32_C(0x80042FFF)}, {UINT32_C(0x80070000), UINT32_C(0x80071FFF)},
    {UINT32_C(0x80338000), UINT32_C(0x80338FFF)},
};

/** The code that a name is of. @return 0 where there is none; `suggestion` then has what was meant */
static uint32_t code_named(const char *name, mb_suggestion *suggestion)
{
    mb_suggest_begin(suggestion, mb_text_of(name));
    for (size_t i = 0; i < sizeof code_ranges / sizeof code_ranges[0]; i++) {
        for (uint32_t code = code_ranges[i].low; code <= code_ranges[i].high; code++) {
            const char *known = wmi_hresult_name(code);
            if (known != NULL && strcmp(known, name) == 0) {
                return code;
            }
            if (known != NULL) {
                mb_suggest_try(suggestion, known, NULL);
            }
        }
    }
    return 0;
}

uint32_t mbm_code_of(mbm_scenario *s, const mbm_json *json)
{
    mb_integer number = {0, false, false};
    mb_suggestion suggestion;

    if (json == NULL || json->kind == MBM_JSON_BAD) {
        return 0;
    }
    if (json->kind != MBM_JSON_TEXT && json->kind != MBM_JSON_NUMBER) {
        mbm_wants(s, json, "'code'", "a name like WBEM_E_ACCESS_DENIED or a number");
        return 0;
    }
    const mb_text text = {json->text, json->length};
    const bool is_number = mb_read_integer(text, MB_INTEGER_QUOTED, &number);
    if (is_number && !number.is_negative && !number.is_huge && number.magnitude >= UINT32_C(0x80000000) &&
        number.magnitude <= UINT32_MAX) {
        return (uint32_t)number.magnitude;
    }
    if (is_number || json->kind == MBM_JSON_NUMBER) {
        mb_report(s->diag, MB_MSG_SCENARIO_VALUE, json->span, json->text, "code of a failure",
                  ": these are 0x80000000 to 0xFFFFFFFF");
        return 0;
    }
    const uint32_t code = code_named(json->text, &suggestion);
    if (code == 0) {
        mb_report(s->diag, MB_MSG_SCENARIO_UNKNOWN, json->span, "WMI", mbm_words(s, "code '%s'", json->text),
                  mb_did_you_mean(suggestion.best, s->arena));
    }
    return code;
}

bool mbm_named_code(mbm_scenario *s, const mbm_json *json, const char *what, const wmi_code_table *table, int64_t *code)
{
    mb_suggestion suggestion;

    mb_suggest_begin(&suggestion, mb_text_of(json->text));
    for (uint32_t i = 0; i < table->single_count; i++) {
        if (mb_equal_names(table->codes[i].name, json->text)) {
            *code = table->codes[i].low;
            return true;
        }
        mb_suggest_try(&suggestion, table->codes[i].name, NULL);
    }
    mb_report(s->diag, MB_MSG_SCENARIO_UNKNOWN, json->span, what, mbm_words(s, "code '%s'", json->text),
              mb_did_you_mean(suggestion.best, s->arena));
    return false;
}
