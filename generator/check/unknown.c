/*
 * Qualifiers that are neither built in nor declared. WMI asks for no declaration, so a misspelt one would pass
 * silently: what is nearly the name of a known qualifier is told of. DSP0004 asks for one; where a unit declares
 * qualifiers at all, those that it forgot are told of too.
 */
#include "check/check.h"

/** After so many names nobody reads on, and each costs a walk over all that are known. */
enum { MOST_NAMES = 256 };

/** In wide use, without a meaning to the compiler, and none of them declared. Near to a known name or not. */
static const char *const customary[] = {
    "Base",
    "BinaryMof",
    "ClassVersion",
    "CounterType",
    "CreateBy",
    "Default",
    "DefaultScale",
    "DefineDataId",
    "DefineValues",
    "DeleteBy",
    "DisplayInHex",
    "EnumPrivileges",
    "EventGuid",
    "EventLevel",
    "EventType",
    "EventTypeName",
    "EventVersion",
    "Extension",
    "Fixed",
    "Format",
    "FriendlyName",
    "GenericPerfCtr",
    "Guid",
    "HeaderName",
    "HelpIndex",
    "Hidden",
    "HiPerf",
    "Icon",
    "Label",
    "List",
    "Localized",
    "Modifier",
    "Not_Null",
    "PerfDefault",
    "PerfDetail",
    "PerfIndex",
    "PerfTimeFreq",
    "PerfTimeStamp",
    "Pointer",
    "Range",
    "StringTermination",
    "Union",
    "UpdateBy",
    "ValueDescriptions",
    "Volatile",
    "WMI",
    "WmiBitMap",
    "WmiDataId",
    "WmiEnum",
    "WmiExpense",
    "WmiMethodId",
    "WmiSizeIs",
    "WmiTimeStamp",
    "WmiVersion",
    "WmiLengthIs",
    "XMLFragment",
};

static bool is_customary(mb_text name)
{
    size_t i = 0;
    while (i < sizeof customary / sizeof customary[0] && !mb_text_equal_nocase(name, mb_text_of(customary[i]))) {
        i++;
    }
    return i < sizeof customary / sizeof customary[0];
}

/** The known qualifier that was meant; NULL where none is near. One slip in a short name, two in a long one. */
static const char *nearest(const mb_check *check, const char *name)
{
    enum { SHORT = 6 };
    mb_suggestion suggestion;
    mb_suggest_begin(&suggestion, mb_text_of(name));
    if (suggestion.wanted.length >= 3) {
        suggestion.distance = suggestion.wanted.length < SHORT ? 2 : 3;
    }
    for (int id = 0; id < MB_QUALIFIER_COUNT; id++) {
        mb_suggest_try(&suggestion, mb_known_rule(check->schema, (mb_qualifier_id)id)->name, NULL);
    }
    for (const mb_qualifier_rule *rule = check->written->first_declared; rule != NULL; rule = rule->next_declared) {
        mb_suggest_try(&suggestion, rule->name, NULL);
    }
    return suggestion.best;
}

void mb_check_unknown(mb_check *check, const mb_qualifier *qualifier)
{
    bool must_be_declared =
        check->written->dialect == MB_DIALECT_DMTF && (check->written->unit->signs & MB_SIGN_DECLARATION) != 0;
    mb_text name = {qualifier->name->text, qualifier->name->length};
    if (!must_be_declared && (is_customary(name) || check->unknown_count >= MOST_NAMES)) {
        return;
    }
    const char *meant = check->unknown_count++ < MOST_NAMES ? nearest(check, qualifier->name->text) : NULL;
    if (meant != NULL) {
        mb_report(check->diag, MB_MSG_QUALIFIER_MISSPELT, mb_qualifier_name_span(qualifier), name.bytes, meant);
    } else if (must_be_declared) {
        mb_report(check->diag, MB_MSG_QUALIFIER_UNDECLARED, mb_qualifier_name_span(qualifier), name.bytes);
    }
}
