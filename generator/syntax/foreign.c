/*
 * What other languages have, and MOF has not or writes otherwise: told by name, so that nobody has to guess.
 */
#include <string.h>

#include "mof_parser.h"
#include "diag/report.h"
#include "support/characters.h"
#include "syntax/ahead.h"
#include "syntax/slips.h"

/** A word, and what MOF has instead. */
typedef struct word_advice {
    const char *word;
    const char *advice;
} word_advice;

/** At the beginning of a declaration. */
static const word_advice declarations[] = {
    {"typedef", "each property and parameter names its type itself"},
    {"enum", "the qualifiers ValueMap and Values name the values of a property"},
    {"struct", "write 'class'"},
    {"interface", "write 'class'"},
    {"union", "write 'class'"},
    {"namespace", "write '#pragma namespace(\"root\\\\cimv2\")'"},
    {"using", "write '#pragma include(\"file.mof\")'"},
    {"import", "write '#pragma include(\"file.mof\")'"},
    {"include", "write '#pragma include(\"file.mof\")'"},
    {"pragma", "write '#pragma'"},
    {"instanceof", "write 'instance of'"},
    {"new", "write 'instance of'"},
    {"function", "a method is declared in its class"},
    {NULL, NULL},
};

/** Before a declaration, in a body or outside. */
static const word_advice modifiers[] = {
    {"public", "leave it out"},
    {"private", "leave it out"},
    {"protected", "leave it out"},
    {"internal", "leave it out"},
    {"virtual", "leave it out"},
    {"extern", "leave it out"},
    {"export", "leave it out"},
    {"const", "leave it out"},
    {"final", "leave it out; the qualifier Terminal forbids subclasses"},
    {"sealed", "leave it out; the qualifier Terminal forbids subclasses"},
    {"var", "leave it out"},
    {"let", "leave it out"},
    {"unsigned", "unsigned types are uint8, uint16, uint32 and uint64"},
    {"signed", "signed types are sint8, sint16, sint32 and sint64"},
    {NULL, NULL},
};

/** Qualifiers of classes, without the brackets that they stand in. */
static const char *const class_qualifiers[] = {"Abstract", "Association", "Deprecated", "Description",
                                               "Dynamic",  "Indication",  "Provider",   "Singleton",
                                               "Terminal", "Version",     NULL};

/** And of what stands in their bodies. */
/* clang-format off */
static const char *const feature_qualifiers[] = {
    "Deprecated", "Description", "EmbeddedInstance", "In",       "Key",  "MappingStrings", "MaxLen",   "ModelCorrespondence",
    "Optional",   "Out",         "Override",         "Read",     "Required", "Static",     "Units",    "ValueMap",
    "Values",     "Version",     "Write",            NULL};
/* clang-format on */

static const char *advice_on(mb_text word, const word_advice *words)
{
    while (words->word != NULL && !mb_text_equal_nocase(word, mb_text_of(words->word))) {
        words++;
    }
    return words->advice;
}

bool mb_is_feature_qualifier(mb_text word)
{
    return mb_is_one_of(word, feature_qualifiers);
}

static const char *text_of(mb_parser *parser, mb_text text)
{
    return mb_arena_text(parser->run->arena, text.bytes, text.length);
}

/** Tells of a word before a declaration that is a qualifier, or one of another language's. */
static bool report_modifier(mb_parser *parser, mb_span span, const char *const *qualifiers)
{
    const mb_text word = mb_word_at(mb_text_at(parser, span.begin));
    const char *advice = advice_on(word, modifiers);
    if (advice != NULL) {
        mb_report(parser->run->diag, MB_MSG_FOREIGN_WORD, span, text_of(parser, word), advice);
        return true;
    }
    bool is_qualifier = mb_is_one_of(word, qualifiers);
    if (is_qualifier) {
        const char *written = text_of(parser, word);
        mb_report(parser->run->diag, MB_MSG_QUALIFIER_UNBRACKETED, span, written, written);
    }
    return is_qualifier;
}

/** `typedef`, `enum`, `public class`, `association X`. */
static bool report_declaration(mb_parser *parser, const mb_expectation *expected)
{
    if (!mb_expects_production(expected) || (parser->kind != TOKEN_NAME && parser->kind != TOKEN_SCOPE_WORD)) {
        return false;
    }
    const mb_text word = mb_word_at(mb_text_at(parser, parser->span->begin));
    const char *advice = advice_on(word, declarations);
    if (advice != NULL) {
        mb_report(parser->run->diag, MB_MSG_FOREIGN_WORD, *parser->span, text_of(parser, word), advice);
        return true;
    }
    return report_modifier(parser, *parser->span, class_qualifiers);
}

/** `Key string Name`, `in uint32 Number`, `Description("...") uint32 Number`: the word is taken for a class. */
static bool report_feature(mb_parser *parser, const mb_expectation *expected, mb_recovery *recovery)
{
    if (!parser->in_body || parser->depth_of_braces != 1) {
        return false;
    }
    const bool is_third = (mb_expects(expected, "';'") || mb_expects(expected, "')'")) && mb_expects(expected, "'='") &&
                          parser->before_kind == TOKEN_NAME;
    if (is_third) {
        return parser->kind != ';' && parser->kind != ',' &&
               report_modifier(parser, parser->before_span, feature_qualifiers);
    }
    const bool is_second = mb_expects(expected, "'ref'") && parser->previous_kind == TOKEN_NAME &&
                           (parser->kind == ',' || parser->kind == ':' || parser->kind == '(');
    if (!is_second || !report_modifier(parser, parser->previous_span, feature_qualifiers)) {
        return false;
    }
    if (parser->kind == ':' && !parser->in_parentheses) {
        recovery->kind = MB_RECOVER_NEXT_TOKEN;
    }
    return true;
}

/** The word before `end`, behind which only blanks stand. */
static mb_text word_before(const mb_parser *parser, const char *end)
{
    const char *const begin = parser->source->text;
    while (end > begin && mb_is_space(end[-1])) {
        end--;
    }
    const char *at = end;
    while (at > begin && mb_is_name_byte(at[-1])) {
        at--;
    }
    const mb_text word = {at, (uint32_t)(end - at)};
    return word;
}

static bool report_super_form(mb_parser *parser, mb_text name, mb_text super)
{
    if (name.length == 0 || super.length == 0) {
        return false;
    }
    mb_report(parser->run->diag, MB_MSG_SUPERCLASS_FORM, *parser->span, text_of(parser, name), text_of(parser, super));
    return true;
}

/** `class A extends B`, `class A(B)`. */
static bool report_superclass_word(mb_parser *parser)
{
    static const char *const words[] = {"extends", "inherits", "implements", "derives", "from", "is", "isa", NULL};
    static const char *const fillers[] = {"from", "a", "of", "public", NULL};
    const char *at = mb_text_at(parser, parser->span->begin);
    const mb_text name = word_before(parser, at);
    if (parser->kind == '(') {
        const mb_text super = mb_word_at(mb_skip_spaces(at + 1));
        return *mb_skip_spaces(super.bytes + super.length) == ')' && report_super_form(parser, name, super);
    }
    mb_text word = mb_word_at(at);
    if (parser->kind != TOKEN_NAME || !mb_is_one_of(word, words)) {
        return false;
    }
    do {
        word = mb_word_at(mb_skip_spaces(word.bytes + word.length));
    } while (mb_is_one_of(word, fillers));
    return report_super_form(parser, name, word);
}

/** A class without its one ':' and its one superclass. */
static bool report_superclass(mb_parser *parser, const mb_expectation *expected)
{
    static const char *const access[] = {"public", "protected", "private", "virtual", NULL};
    if (parser->in_body || !mb_expects(expected, "'{'")) {
        return false;
    }
    if (mb_expects(expected, "':'") && mb_expects(expected, "'as'")) {
        return report_superclass_word(parser);
    }
    if (parser->before_kind != ':') {
        return false;
    }
    const mb_text name = word_before(parser, mb_text_at(parser, parser->before_span.begin));
    const mb_text first = mb_word_at(mb_text_at(parser, parser->previous_span.begin));
    const bool is_access = parser->kind == TOKEN_NAME && mb_is_one_of(first, access);
    const mb_text super = is_access ? mb_word_at(mb_text_at(parser, parser->span->begin)) : first;
    return (is_access || parser->kind == ',' || parser->kind == ':') && report_super_form(parser, name, super);
}

bool mb_report_foreign(mb_parser *parser, const mb_expectation *expected, mb_recovery *recovery)
{
    return report_superclass(parser, expected) || report_declaration(parser, expected) ||
           report_feature(parser, expected, recovery);
}

/* Hints */

static const char *hint_at_value(mb_parser *parser)
{
    static const word_advice values[] = {
        {"yes", "did you mean 'TRUE'?"},     {"on", "did you mean 'TRUE'?"},        {"no", "did you mean 'FALSE'?"},
        {"off", "did you mean 'FALSE'?"},    {"none", "did you mean 'NULL'?"},      {"nil", "did you mean 'NULL'?"},
        {"nullptr", "did you mean 'NULL'?"}, {"undefined", "did you mean 'NULL'?"}, {NULL, NULL}};
    if (parser->kind != TOKEN_NAME) {
        return NULL;
    }
    const char *at = mb_text_at(parser, parser->span->begin);
    const char *known = advice_on(mb_word_at(at), values);
    const char *behind = mb_text_at(parser, parser->span->end);
    if (known != NULL || *behind == '"') {
        return known != NULL ? known : "a string has no prefix";
    }
    if (strncmp(at, "\xE2\x80\x93", 3) == 0 || strncmp(at, "\xE2\x88\x92", 3) == 0) {
        return "a minus sign is a plain '-'";
    }
    behind = mb_skip_spaces(behind);
    return *behind == '{' || *behind == '(' ? NULL
                                            : "a string stands in double quotes"; /* `Values{"a", ValueMap{...}` */
}

/** Behind the name of a property or a parameter. */
static const char *hint_behind_name(const mb_parser *parser, const mb_expectation *expected)
{
    const bool is_setting = mb_expects(expected, "';'") && !mb_expects(expected, "'('");
    if (parser->previous_kind == ']' || parser->previous_kind == '=') {
        return NULL;
    }
    if (mb_is_literal(parser->kind) || parser->kind == ':') {
        return is_setting ? "a value stands behind '='" : "a default stands behind '='";
    }
    if (parser->kind == ',' && mb_expects(expected, "';'")) {
        return "each property is declared on its own";
    }
    return is_setting && parser->previous_kind == TOKEN_DATA_TYPE && parser->kind == TOKEN_NAME
               ? "a property of an instance is set without its type"
               : NULL;
}

static const char *hint_at_production(mb_parser *parser)
{
    const char *behind = mb_skip_spaces(mb_text_at(parser, parser->span->end));
    if (parser->kind != TOKEN_NAME || parser->previous_kind == ']' || (*behind != '{' && *behind != ':')) {
        return NULL;
    }
    const mb_text word = mb_word_at(mb_text_at(parser, parser->span->begin));
    const mb_text next = mb_word_at(mb_skip_spaces(behind + 1));
    return *behind == ':' && next.length == 0
               ? NULL
               : mb_arena_format(parser->run->arena, "did you mean 'class %s'?", text_of(parser, word));
}

/** The words that no declaration can have as its name; NULL where it is none of them that is in the way. */
static const char *hint_at_name(mb_parser *parser)
{
    const int kind = parser->kind;
    if (kind == TOKEN_REF || kind == TOKEN_TRUE || kind == TOKEN_FALSE || kind == TOKEN_NULL) {
        return mb_arena_format(parser->run->arena, "%s is a keyword, which cannot be a name",
                               mb_describe(parser, kind, *parser->span));
    }
    if (parser->previous_kind == TOKEN_REF && (kind == ';' || kind == '=' || kind == ',' || kind == ')')) {
        return "'ref' is a keyword, and the name stands behind it";
    }
    return NULL;
}

const char *mb_hint(mb_parser *parser, const mb_expectation *expected)
{
    const int kind = parser->kind;
    if (parser->previous_kind == ',' && (kind == '}' || kind == ']' || kind == ')')) {
        return "no ',' stands behind the last of a list";
    }
    if (mb_expects_production(expected)) {
        return hint_at_production(parser);
    }
    if (mb_expects_value(expected)) {
        return hint_at_value(parser);
    }
    if (kind == TOKEN_VOID && parser->in_parentheses) {
        return "a method without parameters has empty parentheses";
    }
    if (kind == '{' && parser->previous_kind == ')' && mb_expects(expected, "';'")) {
        return "a method has no body";
    }
    const char *at_name = mb_expects(expected, "a name") ? hint_at_name(parser) : NULL;
    if (at_name != NULL) {
        return at_name;
    }
    if (mb_expects(expected, "'ref'") && (kind == ';' || kind == '=' || kind == '(')) {
        return "a type stands before the name";
    }
    if (mb_expects(expected, "a data type") && kind == TOKEN_NAME &&
        mb_text_equal_nocase(mb_word_at(mb_text_at(parser, parser->span->begin)), mb_text_of("bool"))) {
        return "did you mean 'boolean'?";
    }
    return mb_expects(expected, "'='") && !mb_expects(expected, "']'") ? hint_behind_name(parser, expected) : NULL;
}
