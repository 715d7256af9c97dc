/*
 * Pragmas: which there are, and what stands in their parentheses. What they do is the schema's affair, but for include.
 */
#include <string.h>

#include "diag/report.h"
#include "support/characters.h"
#include "support/suggest.h"
#include "syntax/ahead.h"
#include "syntax/build.h"
#include "syntax/scan.h"

/** What a pragma takes. */
typedef enum form {
    FORM_ANYTHING,
    FORM_NOTHING,
    FORM_STRING,
    FORM_TEXT,      /**< a string, or a number: nobody minds what it says */
    FORM_NAMESPACE, /**< as FORM_STRING; the error has a text of its own */
    FORM_LOCALE,    /**< "MS_409" */
    FORM_FLAGS,     /**< "forceupdate", several of these, or their sum as WMI numbers them */
    FORM_DELETE     /**< a string, and FAIL or NOFAIL */
} form;

typedef struct description {
    const char *name;
    form form;
    bool is_of_wmi;      /**< a sign of that dialect */
    const char *wanted;  /**< for the error: what it takes, */
    const char *example; /**< and how that is written */
} description;

static const description descriptions[MB_PRAGMA_COUNT] = {
    [MB_PRAGMA_UNKNOWN] = {NULL, FORM_ANYTHING, false, NULL, NULL},
    [MB_PRAGMA_AMENDMENT] = {"amendment", FORM_LOCALE, true, "a locale", "(\"MS_409\")"},
    [MB_PRAGMA_AUTORECOVER] = {"autorecover", FORM_NOTHING, true, "no arguments", "#pragma autorecover"},
    [MB_PRAGMA_CLASSFLAGS] = {"classflags", FORM_FLAGS, true,
                              "createonly, forceupdate, safeupdate or updateonly, or a number", "(\"forceupdate\")"},
    [MB_PRAGMA_DELETECLASS] = {"deleteclass", FORM_DELETE, true, "the name of a class, and FAIL or NOFAIL",
                               "(\"Class\", NOFAIL)"},
    [MB_PRAGMA_DELETEINSTANCE] = {"deleteinstance", FORM_DELETE, true, "the path of an instance, and FAIL or NOFAIL",
                                  "(\"Class.Key=1\", NOFAIL)"},
    [MB_PRAGMA_INCLUDE] = {"include", FORM_STRING, false, "a file", "(\"file.mof\")"},
    [MB_PRAGMA_INSTANCEFLAGS] = {"instanceflags", FORM_FLAGS, true,
                                 "createonly, forceupdate, safeupdate or updateonly, or a number", "(\"updateonly\")"},
    [MB_PRAGMA_INSTANCELOCALE] = {"instancelocale", FORM_TEXT, false, "a locale", "(\"en_US\")"},
    [MB_PRAGMA_LOCALE] = {"locale", FORM_TEXT, false, "a locale", "(\"en_US\")"},
    [MB_PRAGMA_MOFBIND_UNDECLARED] = {"mofbind_undeclared", FORM_STRING, false, "the name of a class", "(\"Class\")"},
    [MB_PRAGMA_NAMESPACE] = {"namespace", FORM_NAMESPACE, true, NULL, NULL},
    [MB_PRAGMA_NONLOCAL] = {"nonlocal", FORM_STRING, false, "the path of an object", "(\"//host/root/x:Class\")"},
    [MB_PRAGMA_NONLOCALTYPE] = {"nonlocaltype", FORM_STRING, false, "the type of a source", "(\"WBEM\")"},
    [MB_PRAGMA_SOURCE] = {"source", FORM_STRING, false, "the path of a namespace", "(\"//host/root/x\")"},
    [MB_PRAGMA_SOURCETYPE] = {"sourcetype", FORM_STRING, false, "the type of a source", "(\"WBEM\")"},
};

const char *mb_pragma_name(mb_pragma_kind kind)
{
    return descriptions[kind].name;
}

static mb_pragma_kind kind_of(mb_text text)
{
    for (int kind = MB_PRAGMA_UNKNOWN + 1; kind < MB_PRAGMA_COUNT; kind++) {
        if (mb_text_equal_nocase(text, mb_text_of(descriptions[kind].name))) {
            return (mb_pragma_kind)kind;
        }
    }
    return MB_PRAGMA_UNKNOWN;
}

uint32_t mb_locale_id(mb_text locale)
{
    enum { PREFIX = 3, MOST_DIGITS = 5 };
    const mb_text prefix = {locale.bytes, PREFIX};
    uint32_t id = 0;
    if (locale.length <= PREFIX || locale.length > PREFIX + MOST_DIGITS ||
        !mb_text_equal_nocase(prefix, mb_text_of("MS_"))) {
        return 0;
    }
    for (uint32_t i = PREFIX; i < locale.length; i++) {
        const unsigned digit = mb_digit_value(locale.bytes[i]);
        if (digit >= 16) {
            return 0;
        }
        id = id << 4 | digit;
    }
    return id;
}

/** Whether a value is one of some words, which NULL ends. */
static bool is_one_of(const mb_value *value, const char *const *words)
{
    if (value->kind != MB_VALUE_STRING) {
        return false;
    }
    while (*words != NULL && !mb_text_equal_nocase(mb_value_text(value), mb_text_of(*words))) {
        words++;
    }
    return *words != NULL;
}

/** A bare word became a string too. */
static bool is_quoted(const mb_parser *parser, const mb_value *value)
{
    return value->kind == MB_VALUE_STRING && value->count != 0 && *mb_text_at(parser, value->span.begin) == '"';
}

static bool are_flags(const mb_parser *parser, const mb_value *arguments)
{
    static const char *const flags[] = {"createonly", "forceupdate", "safeupdate", "updateonly", NULL};
    const mb_value *first = arguments->u.first;
    if (arguments->count == 1 && first->kind == MB_VALUE_INTEGER) {
        return !first->negative && first->u.magnitude <= UINT32_MAX;
    }
    for (const mb_value *each = first; each != NULL; each = each->next) {
        if (!is_quoted(parser, each) || !is_one_of(each, flags)) {
            return false;
        }
    }
    return first != NULL;
}

static bool suits(const mb_parser *parser, form wanted, const mb_value *arguments)
{
    static const char *const outcomes[] = {"FAIL", "NOFAIL", NULL};
    uint32_t count = arguments != NULL ? arguments->count : 0;
    const mb_value *first = count > 0 ? arguments->u.first : NULL;
    switch (wanted) {
    case FORM_ANYTHING:
        return true;
    case FORM_NOTHING:
        return count == 0;
    case FORM_STRING:
    case FORM_NAMESPACE:
        return count == 1 && is_quoted(parser, first);
    case FORM_TEXT:
        return count == 1 && (is_quoted(parser, first) || first->kind == MB_VALUE_INTEGER);
    case FORM_LOCALE:
        return count == 1 && is_quoted(parser, first) && mb_locale_id(mb_value_text(first)) != 0;
    case FORM_FLAGS:
        return count != 0 && are_flags(parser, arguments);
    case FORM_DELETE:
        return count == 2 && is_quoted(parser, first) && !is_quoted(parser, first->next) &&
               is_one_of(first->next, outcomes);
    }
    return true;
}

void mb_report_pragma_form(mb_parser *parser, mb_pragma_kind kind, mb_span span)
{
    const description *what = &descriptions[kind];
    if (what->form == FORM_NAMESPACE) {
        mb_report(parser->run->diag, MB_MSG_NAMESPACE_ARGUMENT, span);
    } else {
        mb_report(parser->run->diag, MB_MSG_PRAGMA_FORM, span, what->name, what->wanted, what->example);
    }
}

/** mofcomp refuses a second one too (0x80044011). */
static void enter_amendment(mb_parse_run *run, const mb_production *pragma)
{
    if (run->amendment.begin == 0) {
        run->amendment = pragma->span;
        return;
    }
    mb_report(run->diag, MB_MSG_AMENDMENT_TWICE, pragma->span);
    mb_report_note(run->diag, MB_MSG_FIRST_HERE, run->amendment);
}

mb_production *mb_build_pragma(mb_parser *parser, const mb_symbol *name, mb_span name_at, mb_value *arguments,
                               mb_span span)
{
    mb_production *made = mb_build_production(parser, MB_PRAGMA, name, name_at, span);
    const mb_pragma_kind kind = kind_of(mb_text_of(name->text));
    made->type = (uint8_t)kind;
    made->value = arguments;
    parser->is_path = false;
    parser->run->unit->signs |= descriptions[kind].is_of_wmi ? MB_SIGN_PRAGMA : 0;
    if (!suits(parser, descriptions[kind].form, arguments)) {
        bool has_arguments = arguments != NULL && arguments->count != 0;
        mb_report_pragma_form(parser, kind, has_arguments ? arguments->span : span);
    } else if (kind == MB_PRAGMA_AMENDMENT) {
        enter_amendment(parser->run, made);
    } else if (kind == MB_PRAGMA_INCLUDE) {
        mb_build_include(parser, arguments->u.first); /* a comment stands between the words: else it is a token */
    }
    return made;
}

bool mb_is_pragma(mb_text name)
{
    return kind_of(name) != MB_PRAGMA_UNKNOWN;
}

const char *mb_scan_pragma(mb_parser *parser, const char *at, size_t length, bool *is_known)
{
    const char *const word = mb_skip_spaces(at + 1);
    const char *const behind_word = word + mb_word_at(word).length;
    const char *const begin = mb_skip_spaces(behind_word);
    const mb_text text = {begin, (uint32_t)(at + length - begin)};
    const mb_pragma_kind kind = kind_of(text);
    bool is_line = memchr(behind_word, '\n', (size_t)(begin - behind_word)) == NULL;
    *is_known = kind != MB_PRAGMA_UNKNOWN || !is_line; /* else a class could stand in the next line */
    if (*is_known) {
        parser->is_path = kind == MB_PRAGMA_NAMESPACE;
        return behind_word;
    }
    const char *end = mb_skip_pragma(parser, at + length);
    const mb_span name_at = {mb_position_of(parser, begin), mb_position_of(parser, at + length)};
    const mb_span span = {mb_position_of(parser, at), mb_position_of(parser, end)};
    const mb_symbol *name = mb_intern(parser->run->symbols, text.bytes, text.length);
    mb_build_append(parser, mb_build_production(parser, MB_PRAGMA, name, name_at, span));
    end += strspn(end, " \t");
    return *end == ';' ? end + 1 : end;
}

const mb_value *mb_pragma_text(const mb_production *pragma, unsigned index)
{
    const mb_value *list = pragma->value;
    const mb_value *each = list != NULL && list->kind == MB_VALUE_ARRAY ? list->u.first : NULL;

    for (; each != NULL && index > 0; index--) {
        each = each->next;
    }
    return each != NULL && each->kind == MB_VALUE_STRING ? each : NULL;
}

void mb_report_unknown_pragma(mb_diag *diag, const mb_production *pragma)
{
    mb_suggestion suggestion;
    mb_suggest_begin(&suggestion, mb_text_of(pragma->name->text));
    for (int kind = MB_PRAGMA_UNKNOWN + 1; kind < MB_PRAGMA_COUNT; kind++) {
        mb_suggest_try(&suggestion, descriptions[kind].name, NULL);
    }
    if (suggestion.best != NULL) {
        mb_report(diag, MB_MSG_PRAGMA_MISSPELT, pragma->name_span, pragma->name->text, suggestion.best);
    } else {
        mb_report(diag, MB_MSG_PRAGMA_UNKNOWN, pragma->name_span, pragma->name->text);
    }
}
