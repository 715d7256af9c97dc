/**
 * @file
 * The state of parsing; private to syntax/ and to what flex and bison make of grammar/.
 */
#ifndef MB_SYNTAX_PARSER_H
#define MB_SYNTAX_PARSER_H

#include "syntax/parse.h"

/** What all files of a run share. */
typedef struct mb_parse_run {
    const mb_parse_input *input;
    mb_heap *heap;
    mb_arena *arena;
    mb_diag *diag;
    mb_symbols *symbols;
    mb_unit *unit;
    mb_production *last;                    /**< of the unit */
    const mb_symbol *in;                    /**< the qualifier In */
    const mb_symbol *const *wmi_qualifiers; /**< folds of those that tell of WMI; NULL ends them */
    uint64_t wmi_hashes;                    /**< a bit for each of their hashes */
    mb_span amendment;                      /**< the amendment pragma; {0,0}: there was none */
    bool syntax_only;                       /**< includes are not opened */
    mb_buffer scratch;                      /**< strings with escapes or of several pieces come together here */
} mb_parse_run;

/**
 * What a grammar symbol means. Each member has 8 bytes on a 64-bit machine, and bison copies it around with every token: a
 * union that is read in other pieces than it was written costs a third of the speed. Hence also the lists: a list under
 * construction is a ring, known by its last member, whose `next` is the first.
 */
typedef union mb_meaning {
    uint64_t bits;         /**< a type word, flavors or scopes */
    int64_t array;         /**< the number in brackets, 0 for `[]`, -1 for no array */
    const mb_symbol *name; /**< NULL where an optional name is absent */
    mb_value *value;
    mb_value *values; /**< ring */
    mb_qualifier *qualifier;
    mb_qualifier *qualifiers; /**< ring */
    mb_feature *feature;
    mb_feature *features; /**< ring */
    mb_production *production;
} mb_meaning;

typedef struct mb_token {
    int kind; /**< of mof_parser.h */
    mb_span span;
    mb_meaning meaning;
} mb_token;

enum { MB_TOKENS_QUEUED = 4 };

/** How reading goes on behind a syntax error. */
typedef enum mb_recovery_kind {
    MB_RECOVER_NOTHING,           /**< there was no error */
    MB_RECOVER_BEHIND,            /**< behind the end of the declaration that holds the error */
    MB_RECOVER_BEHIND_LIST,       /**< the same; the '}' of a list is not there, before a ';', a ']' or a ')' */
    MB_RECOVER_BEHIND_BODY,       /**< the same; the '{' of a body is not there */
    MB_RECOVER_BEHIND_SEPARATOR,  /**< the same; a ';' stands for the ',' of a list */
    MB_RECOVER_BEHIND_DIRECTIVES, /**< the same; directives stand inside of the declaration */
    MB_RECOVER_HERE,              /**< with the token that was found: what stands before it is over */
    MB_RECOVER_NEXT_TOKEN,        /**< with the next token: `public:` between the declarations of a body */
    MB_RECOVER_NEXT_LINE,         /**< with the next line: this one is a comment in another language */
    MB_RECOVER_NEXT_DECLARATION,  /**< behind directives between the declarations of a body */
    MB_RECOVER_SEMICOLON,         /**< as if the ';' were there, and then with `token`, unless that is none */
    MB_RECOVER_END_OF_BODY,       /**< ';', ');' or '];' stands for the '};' that ends a body */
    MB_RECOVER_OUTSIDE_BODY,      /**< as if the '};' were there, and then with `token` */
    MB_RECOVER_NO_MORE            /**< nothing more of the file is parsed */
} mb_recovery_kind;

/** What recovery does next: errors.c sets it with the error, and tokens.c carries it out before the next token. */
typedef struct mb_recovery {
    mb_recovery_kind kind;
    mb_token token; /**< one that was handed out, and taken for something else; kind 0: none */
} mb_recovery;

/** One file that is being parsed. */
typedef struct mb_parser {
    mb_parse_run *run;
    struct mb_parser *includer; /**< NULL for a file of the command line */
    uint32_t depth;             /**< how many files include each other here */
    const mb_source *source;
    const char *canonical_path; /**< by which a file that includes itself is known */
    char *end;                  /**< of the text: its first NUL */
    const char *tab;            /**< no tab stands between the last string and here; see scan.c */
    void *scanner;              /**< flex's */
    bool is_path;               /**< the next string is a path: a backslash in it stands for itself */
    bool told_of_preprocessor;
    bool told_of_conflict; /**< of two versions that were never merged */
    bool is_cut;           /**< a comment without an end took the rest of the file: what is missing was in it */
    mb_position stray;     /**< of what was last reported as no token; what is wrong behind it in the same
                                        declaration is its fault */
    mb_span ahead;         /**< of the last look ahead: see ahead.c */
    bool is_outside_ahead; /**< and what it told */

    /* The tokens between flex and bison: see tokens.c. */
    int kind;            /**< of the current token */
    const mb_span *span; /**< its span and its meaning, in bison's own variables */
    const mb_meaning *meaning;
    int previous_kind;
    mb_span previous_span;
    int before_kind; /**< of the token before the previous one */
    mb_span before_span;
    mb_token queue[MB_TOKENS_QUEUED];
    uint32_t queued;
    uint32_t depth_of_braces;
    bool in_parentheses;
    mb_position opening; /**< the last '{' or '(' */
    mb_recovery recovery;
    bool is_skipping;       /**< tokens are skipped: what is none is not told of */
    uint32_t bodies_closed; /**< with a made-up '}': their own may still come */
    bool in_body;           /**< in the braces of a class or an instance */
    mb_span body;           /**< its '{' */
} mb_parser;

static inline mb_position mb_position_of(const mb_parser *parser, const char *at)
{
    return parser->source->base + (mb_position)(at - parser->source->text);
}

static inline const char *mb_text_at(const mb_parser *parser, mb_position position)
{
    return parser->source->text + (position - parser->source->base);
}

/** Parses a file into the run's unit. @param includer NULL for a file of the command line. */
void mb_parse_file(mb_parse_run *run, mb_source *source, mb_parser *includer);

/* pragmas.c */
/** Whether there is a pragma of that name. */
bool mb_is_pragma(mb_text name);
/** Says what the pragma takes. */
void mb_report_pragma_form(mb_parser *parser, mb_pragma_kind kind, mb_span span);

/* slips.c */
/** Tells of an include that is not written as MOF has it. `last` is the last character of the file's name. */
void mb_report_include_form(mb_parser *parser, mb_span span, const char *last);

/* signs.c */
/** Prepares a run for mb_is_wmi_qualifier(). */
void mb_start_signs(mb_parse_run *run);
/** Whether the qualifier is one that only WMI's MOFs have. */
bool mb_is_wmi_qualifier(const mb_parse_run *run, const mb_symbol *name);

/* grammar/mof.l */
void mb_scanner_open(mb_parser *parser);
void mb_scanner_close(mb_parser *parser);
/** The next token of the text. */
int mb_scanner_next(mb_meaning *meaning, mb_span *span, void *scanner);

/* tokens.c: what bison calls */
int mof_lex(mb_meaning *meaning, mb_span *span, mb_parser *parser);

/* errors.c */
/** Whether something at or before `position`, in the same declaration, was reported as no token. */
bool mb_is_told(const mb_parser *parser, mb_position position);
/** The scanner told of an error in what it hands out as one. */
void mb_lexical_error(mb_parser *parser);
/** Says what is wrong with the current token. `aliases`, those of mof.y, are what could stand there instead. */
void mb_syntax_error(mb_parser *parser, const char *const *aliases, size_t count);

#endif
