/*
 * The grammar of MOF: DSP0004 2.x and Microsoft's dialect, read as one language.
 *
 * - Keywords are names wherever a name can stand: see `name`.
 * - Lists are left-recursive, so that a list of any length takes a constant part of bison's stack.
 * - The scanner joins adjacent strings, so STRING is all of them.
 * - After a syntax error syntax/tokens.c skips what cannot be read and then hands out RESYNC. A list of declarations that
 *   holds `error RESYNC` is where reading goes on.
 *
 * Each action is one call of syntax/build.c.
 */
%code requires {
#include "syntax/build.h"
}

%define api.pure full
%define api.prefix {mof_}
%define api.token.prefix {TOKEN_}
%define api.value.type {mb_meaning}
%define api.location.type {mb_span}
%define parse.lac full
%define parse.error custom
%locations
%expect 0
%parse-param { mb_parser *parser }
%lex-param { mb_parser *parser }
%initial-action { @$ = mb_build_start(parser); }

%code {
#include "diag/report.h"

/*
 * Bison's stacks do not grow. 600 symbols are some 100 instances nested in each other; what is deeper is an error, which also
 * spares the later stages, which walk the tree recursively.
 */
#define YYINITDEPTH 600
#define YYMAXDEPTH YYINITDEPTH
#define YYMALLOC(size) NULL
#define YYFREE(block) ((void)(block))

#define YYLLOC_DEFAULT(current, rhs, count) \
    ((current).begin = (count) != 0 ? YYRHSLOC(rhs, 1).begin : YYRHSLOC(rhs, 0).end, (current).end = YYRHSLOC(rhs, count).end)

static void mof_error(const mb_span *span, mb_parser *parser, const char *text);
}

%token END 0         "nothing more"
%token FINISH        "the end of the file"
%token CLASS         "'class'"
%token INSTANCE      "'instance'"
%token OF            "'of'"
%token AS            "'as'"
%token QUALIFIER     "'qualifier'"
%token SCOPE         "'scope'"
%token FLAVOR        "'flavor'"
%token REF           "'ref'"
%token OBJECT        "'object'"
%token VOID          "'void'"
%token TRUE          "'true'"
%token FALSE         "'false'"
%token NULL          "'null'"
%token PRAGMA        "'#pragma'"
%token INCLUDE       "'#include'"
%token RESYNC        "what follows an error"
%token '(' "'('" ')' "')'" '[' "'['" ']' "']'" '{' "'{'" '}' "'}'" '=' "'='" ':' "':'" ';' "';'" ',' "','"

%token <bits>      DATA_TYPE   "a data type"
%token <bits>      FLAVOR_WORD "a flavor"
%token <bits>      SCOPE_WORD  "a scope"
%token <name>      NAME        "a name"
%token <name>      ALIAS       "an alias"
%token <value>     INTEGER     "an integer"
%token <value>     REAL        "a real"
%token <value>     CHAR16      "a character"
%token <value>     STRING      "a string"

%type <production> production class class_head instance instance_head nested_instance qualifier_declaration pragma
%type <qualifiers> qualifiers qualifier_list
%type <qualifier>  qualifier
%type <features>   features settings nested_settings parameters parameter_list
%type <feature>    feature setting parameter
%type <values>     constants items arguments
%type <value>      constant value item object default qualifier_argument argument
%type <name>       name alias superclass
%type <feature>    type return_void
%type <array>      array
%type <bits>       flavors flavor_words flavor_clause flavor_list scope_clause scope_list scope

%%

/* FINISH stands before bison's own END, because bison gives up where an error is at END. */
file: mof FINISH ;

mof:
    %empty
  | mof production              { mb_build_append(parser, $2); }
  | mof include
  | mof error RESYNC            { yyerrok; }
  ;

production: class | instance | qualifier_declaration | pragma ;

/* Classes */

class: class_head features body_end                             { $$ = mb_build_body(parser, $1, $2, @$); } ;

class_head:
    qualifiers CLASS name alias superclass '{'  { $$ = mb_build_class(parser, $1, $3, @3, $4, @4, $5, @5, @2, @6); }
  ;

alias:
    %empty                      { $$ = NULL; }
  | AS ALIAS                    { $$ = $2; @$ = @2; }
  ;

superclass:
    %empty                      { $$ = NULL; }
  | ':' name                    { $$ = $2; @$ = @2; }
  ;

body_end:
    body_close ';'
  | body_close error RESYNC     { yyerrok; }
  ;

body_close: '}'                 { mb_build_leave_body(parser); } ;

features:
    %empty                      { $$ = NULL; }
  | features feature            { $$ = mb_build_add_feature($1, $2); }
  | features error RESYNC       { $$ = $1; yyerrok; }
  ;

feature:
    qualifiers type name array default ';'                      { $$ = mb_build_property($2, $1, $3, @3, $4, $5, @6); }
  | qualifiers type name '(' parameters ')' ';'                 { $$ = mb_build_method($2, $1, $3, @3, $5, @7); }
  | qualifiers return_void name '(' parameters ')' ';'          { $$ = mb_build_method($2, $1, $3, @3, $5, @7); }
  ;

return_void: VOID               { $$ = mb_build_type(parser, MB_TYPE_VOID, @1); } ;

parameters:
    %empty                      { $$ = NULL; }
  | parameter_list
  ;

parameter_list:
    parameter                       { $$ = mb_build_add_feature(NULL, $1); }
  | parameter_list ',' parameter    { $$ = mb_build_add_feature($1, $3); }
  ;

parameter: qualifiers type name array default                   { $$ = mb_build_parameter($2, $1, $3, @3, $4, $5, @$); } ;

type:
    DATA_TYPE                   { $$ = mb_build_type(parser, $1, @1); }
  | OBJECT                      { $$ = mb_build_class_type(parser, MB_TYPE_OBJECT, NULL, @$); }
  | OBJECT REF                  { $$ = mb_build_class_type(parser, MB_TYPE_REFERENCE, NULL, @$); }
  | class_name                  { $$ = mb_build_class_type(parser, MB_TYPE_OBJECT, mb_build_name(parser, @1), @$); }
  | class_name REF              { $$ = mb_build_class_type(parser, MB_TYPE_REFERENCE, mb_build_name(parser, @1), @$); }
  ;

/* A class where a type stands: not the words that begin something else there. */
class_name: NAME | AS | FLAVOR | OF | SCOPE | FLAVOR_WORD | SCOPE_WORD ;

array:
    %empty                      { $$ = -1; }
  | '[' ']'                     { $$ = 0; }
  | '[' INTEGER ']'             { $$ = mb_build_size(parser, $2); }
  ;

default:
    %empty                      { $$ = NULL; }
  | '=' value                   { $$ = $2; }
  ;

/* Qualifiers in use */

qualifiers:
    %empty                      { $$ = NULL; }
  | '[' qualifier_list ']'      { $$ = $2; }
  ;

qualifier_list:
    qualifier                       { $$ = mb_build_add_qualifier(NULL, $1); }
  | qualifier_list ',' qualifier    { $$ = mb_build_add_qualifier($1, $3); }
  ;

qualifier: name qualifier_argument flavors                      { $$ = mb_build_qualifier(parser, $1, $2, $3, @$); } ;

qualifier_argument:
    %empty                      { $$ = NULL; }
  | '(' constants ')'           { $$ = mb_build_argument(parser, $2, @$); }
  | '{' constants '}'           { $$ = mb_build_array(parser, $2, @$); }
  | '{' '}'                     { $$ = mb_build_array(parser, NULL, @$); }
  ;

flavors:
    %empty                      { $$ = 0; }
  | ':' flavor_words            { $$ = $2; }
  ;

flavor_words:
    FLAVOR_WORD
  | flavor_words FLAVOR_WORD    { $$ = $1 | $2; }
  ;

/* Qualifier declarations: DSP0004's form, and Microsoft's of flavors alone */

qualifier_declaration:
    QUALIFIER name ':' DATA_TYPE array default ',' scope_clause flavor_clause ';'
                                { $$ = mb_build_qualifier_declaration(parser, $2, @2, $4, $5, $6, $8, $9, @$); }
  | QUALIFIER name ':' flavor_words ';'
                                { $$ = mb_build_qualifier_flavors(parser, $2, @2, $4, @$); }
  ;

scope_clause: SCOPE '(' scope_list ')'      { $$ = $3; } ;

scope_list:
    scope
  | scope_list ',' scope        { $$ = $1 | $3; }
  ;

scope:
    SCOPE_WORD
  | CLASS                       { $$ = MB_SCOPE_CLASS; }
  | QUALIFIER                   { $$ = MB_SCOPE_QUALIFIER; }
  ;

flavor_clause:
    %empty                              { $$ = 0; }
  | ',' FLAVOR '(' flavor_list ')'      { $$ = $4; }
  ;

flavor_list:
    FLAVOR_WORD
  | flavor_list ',' FLAVOR_WORD { $$ = $1 | $3; }
  ;

/* Instances */

instance: instance_head settings body_end                       { $$ = mb_build_body(parser, $1, $2, @$); } ;

instance_head:
    qualifiers INSTANCE OF name alias '{'   { $$ = mb_build_instance(parser, $1, $4, @4, $5, @5, @2, @6); }
  ;

settings:
    %empty                      { $$ = NULL; }
  | settings setting            { $$ = mb_build_add_feature($1, $2); }
  | settings error RESYNC       { $$ = $1; yyerrok; }
  ;

setting: qualifiers name array default ';'                      { $$ = mb_build_setting(parser, $1, $2, @2, $3, $4, @5); } ;

/* An instance as a value. Errors in it are recovered from at the end of the setting that holds it. */
nested_instance:
    INSTANCE OF name alias '{' nested_settings '}'              { $$ = mb_build_nested_instance(parser, $3, @3, $4, @4, $6, @$); }
  ;

nested_settings:
    %empty                      { $$ = NULL; }
  | nested_settings setting     { $$ = mb_build_add_feature($1, $2); }
  ;

/* Values */

value:
    constant
  | object
  | '{' items '}'               { $$ = mb_build_array(parser, $2, @$); }
  | '{' '}'                     { $$ = mb_build_array(parser, NULL, @$); }
  ;

items:
    item                        { $$ = mb_build_add_value(NULL, $1); }
  | items ',' item              { $$ = mb_build_add_value($1, $3); }
  ;

item:
    constant
  | object
  | nested_instance ';'         { $$ = mb_build_instance_value(parser, $1, @1); }
  ;

object:
    ALIAS                       { $$ = mb_build_alias(parser, $1, @1); }
  | nested_instance             { $$ = mb_build_instance_value(parser, $1, @1); }
  ;

constants:
    constant                    { $$ = mb_build_add_value(NULL, $1); }
  | constants ',' constant      { $$ = mb_build_add_value($1, $3); }
  ;

constant:
    STRING | INTEGER | REAL | CHAR16
  | TRUE                        { $$ = mb_build_boolean(parser, true, @1); }
  | FALSE                       { $$ = mb_build_boolean(parser, false, @1); }
  | NULL                        { $$ = mb_build_value(parser, MB_VALUE_NULL, @1); }
  ;

/* Directives */

include: INCLUDE '(' STRING ')'             { mb_build_include(parser, $3); } ;

pragma:
    PRAGMA name                             { $$ = mb_build_pragma(parser, $2, @2, NULL, @$); }
  | PRAGMA name '(' ')'                     { $$ = mb_build_pragma(parser, $2, @2, mb_build_array(parser, NULL, @$), @$); }
  | PRAGMA name '(' arguments ')'           { $$ = mb_build_pragma(parser, $2, @2, mb_build_array(parser, $4, @4), @$); }
  ;

arguments:
    argument                    { $$ = mb_build_add_value(NULL, $1); }
  | arguments ',' argument      { $$ = mb_build_add_value($1, $3); }
  ;

argument:
    constant
  | name                        { $$ = mb_build_word(parser, $1, @1); }
  ;

/* Names */

name:
    NAME
  | CLASS                       { $$ = mb_build_name(parser, @1); }
  | INSTANCE                    { $$ = mb_build_name(parser, @1); }
  | OF                          { $$ = mb_build_name(parser, @1); }
  | AS                          { $$ = mb_build_name(parser, @1); }
  | QUALIFIER                   { $$ = mb_build_name(parser, @1); }
  | SCOPE                       { $$ = mb_build_name(parser, @1); }
  | FLAVOR                      { $$ = mb_build_name(parser, @1); }
  | OBJECT                      { $$ = mb_build_name(parser, @1); }
  | VOID                        { $$ = mb_build_name(parser, @1); }
  | DATA_TYPE                   { $$ = mb_build_name(parser, @1); }
  | FLAVOR_WORD                 { $$ = mb_build_name(parser, @1); }
  | SCOPE_WORD                  { $$ = mb_build_name(parser, @1); }
  ;

%%

/** Bison calls it only where its stack is full: yyreport_syntax_error() tells of the rest. */
static void mof_error(const mb_span *span, mb_parser *parser, const char *text)
{
    (void)text;
    mb_report(parser->run->diag, MB_MSG_TOO_DEEP, *span);
}

static int yyreport_syntax_error(const yypcontext_t *context, mb_parser *parser)
{
    yysymbol_kind_t symbols[YYNTOKENS];
    const char *expected[YYNTOKENS];
    int count = yypcontext_expected_tokens(context, symbols, YYNTOKENS);
    for (int i = 0; i < count; i++) {
        expected[i] = yysymbol_name(symbols[i]);
    }
    mb_syntax_error(parser, expected, count > 0 ? (size_t)count : 0);
    return 0;
}
