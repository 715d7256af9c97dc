#include "wql.h"

#include <string.h>

/* How deep parentheses and NOTs may be nested; AND and OR chains are flat and have no limit. */
#define DEEPEST_NESTING 64

typedef enum token {
    TOKEN_END,
    TOKEN_NAME,
    TOKEN_TEXT,
    TOKEN_NUMBER,
    TOKEN_STAR,
    TOKEN_COMMA,
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_OPERATION
} token;

typedef struct parser {
    const char *whole;
    const char *at;    /* behind the current token */
    const char *start; /* of the current token */
    token kind;
    const char *text; /* of a string: unescaped; of a name or number: as written */
    wql_operation operation;
    unsigned nesting;
    bool is_event; /* a notification query */
    wql_query *query;
    wmi_error *error;
    wmi_status status; /* the first failure */
} parser;

/* Failing. */

static bool refuse(parser *p, const char *what)
{
    if (p->status == WMI_OK) {
        p->status = wmi_fail(p->error, WMI_TRANSPORT, WMI_E_INVALID_QUERY,
                             "The query is not valid WQL: %s at character %lu (`%.24s`)", what,
                             (unsigned long)(p->start - p->whole) + 1, p->start);
    }
    return false;
}

static bool out_of_memory(parser *p)
{
    if (p->status == WMI_OK) {
        p->status = wmi_no_memory(p->error);
    }
    return false;
}

/* Tokens. */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || is_digit(c) || (unsigned char)c >= 0x80;
}

static bool keep(parser *p, const char *start, size_t length)
{
    p->text = wmi_memory_text(&p->query->memory, start, length);
    return p->text != NULL || out_of_memory(p);
}

/* A string literal; a backslash may stand only before a backslash or a quote. */
static bool scan_string(parser *p)
{
    char quote = *p->at++;
    const char *from = p->at;
    char *to = wmi_memory_alloc(&p->query->memory, strlen(from) + 1);
    p->kind = TOKEN_TEXT;
    p->text = to;
    if (to == NULL) {
        return out_of_memory(p);
    }
    while (*from != quote) {
        if (*from == '\\') {
            from++;
            if (*from != '\\' && *from != '\'' && *from != '"') {
                return refuse(p, "a lone backslash in a string (write two)");
            }
        }
        if (*from == '\0') {
            return refuse(p, "a string that does not end");
        }
        *to++ = *from++;
    }
    *to = '\0';
    p->at = from + 1;
    return true;
}

static bool scan_number(parser *p)
{
    const char *end = p->at + 1;
    while (is_name_character(*end) || *end == '.' ||
           ((*end == '+' || *end == '-') && (end[-1] == 'e' || end[-1] == 'E'))) {
        end++;
    }
    p->kind = TOKEN_NUMBER;
    if (!keep(p, p->at, (size_t)(end - p->at))) {
        return false;
    }
    p->at = end;
    return true;
}

static bool scan_operation(parser *p)
{
    static const struct {
        const char *text;
        wql_operation operation;
    } operations[] = {
        {"<=", WQL_NOT_GREATER}, {">=", WQL_NOT_LESS}, {"<>", WQL_NOT_EQUAL}, {"!=", WQL_NOT_EQUAL},
        {"=", WQL_EQUAL},        {"<", WQL_LESS},      {">", WQL_GREATER},
    };
    size_t i;
    for (i = 0; i < sizeof operations / sizeof operations[0]; i++) {
        size_t length = strlen(operations[i].text);
        if (strncmp(p->at, operations[i].text, length) == 0) {
            p->kind = TOKEN_OPERATION;
            p->operation = operations[i].operation;
            p->at += length;
            return true;
        }
    }
    return refuse(p, "an unexpected character");
}

static bool scan_name(parser *p)
{
    const char *end = p->at;
    while (is_name_character(*end) || (p->is_event && *end == '.' && is_name_character(end[1]))) {
        end++;
    }
    p->kind = TOKEN_NAME;
    if (!keep(p, p->at, (size_t)(end - p->at))) {
        return false;
    }
    p->at = end;
    return true;
}

static bool single(parser *p, token kind)
{
    p->kind = kind;
    p->at++;
    return true;
}

static bool advance(parser *p)
{
    p->at += strspn(p->at, " \t\r\n");
    p->start = p->at;
    p->text = NULL;
    switch (*p->at) {
    case '\0':
        p->kind = TOKEN_END;
        return true;
    case '*':
        return single(p, TOKEN_STAR);
    case ',':
        return single(p, TOKEN_COMMA);
    case '(':
        return single(p, TOKEN_OPEN);
    case ')':
        return single(p, TOKEN_CLOSE);
    case '\'':
    case '"':
        return scan_string(p);
    default:
        break;
    }
    if (is_digit(*p->at) || ((*p->at == '-' || *p->at == '+' || *p->at == '.') && is_digit(p->at[1]))) {
        return scan_number(p);
    }
    return is_name_character(*p->at) ? scan_name(p) : scan_operation(p);
}

static bool at_word(const parser *p, const char *word)
{
    return p->kind == TOKEN_NAME && wmi_equal_names(p->text, word);
}

static bool is_word(const char *text)
{
    static const char *const words[] = {"SELECT", "FROM", "WHERE", "AND",  "OR",   "NOT",
                                        "LIKE",   "IS",   "ISA",   "NULL", "TRUE", "FALSE"};
    size_t i;
    for (i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (wmi_equal_names(words[i], text)) {
            return true;
        }
    }
    return false;
}

static bool take_word(parser *p, const char *word, const char *otherwise)
{
    return at_word(p, word) ? advance(p) : refuse(p, otherwise);
}

static bool take_name(parser *p, const char **name, const char *otherwise)
{
    if (p->kind != TOKEN_NAME || is_word(p->text)) {
        return refuse(p, otherwise);
    }
    *name = p->text;
    return advance(p);
}

/* Literals. */

static bool at_literal(const parser *p)
{
    return p->kind == TOKEN_TEXT || p->kind == TOKEN_NUMBER || at_word(p, "TRUE") || at_word(p, "FALSE") ||
           at_word(p, "NULL");
}

static bool take_literal(parser *p, wql_literal *literal)
{
    literal->text = p->text;
    if (p->kind == TOKEN_TEXT) {
        literal->kind = WQL_TEXT;
    } else if (p->kind == TOKEN_NUMBER && wmi_integer_parse(p->text, &literal->integer)) {
        literal->kind = WQL_INTEGER;
        literal->real =
            literal->integer.negative ? -(double)literal->integer.magnitude : (double)literal->integer.magnitude;
    } else if (p->kind == TOKEN_NUMBER && wmi_real_parse(p->text, &literal->real)) {
        literal->kind = WQL_REAL;
    } else if (p->kind == TOKEN_NUMBER) {
        return refuse(p, "no number");
    } else if (at_word(p, "NULL")) {
        literal->kind = WQL_NULL;
    } else if (at_word(p, "TRUE") || at_word(p, "FALSE")) {
        literal->kind = WQL_BOOLEAN;
        literal->boolean = at_word(p, "TRUE");
    } else {
        return refuse(p, "a constant is missing");
    }
    return advance(p);
}

/* Expressions. */

static wql_node *new_node(parser *p, wql_kind kind)
{
    wql_node *node = wmi_memory_alloc(&p->query->memory, sizeof *node);
    if (node == NULL) {
        (void)out_of_memory(p);
        return NULL;
    }
    node->kind = kind;
    return node;
}

/* `= NULL` and `<> NULL` are IS NULL and IS NOT NULL. */
static bool settle_comparison(parser *p, wql_node *node)
{
    if (node->literal.kind != WQL_NULL) {
        return true;
    }
    if (node->operation != WQL_EQUAL && node->operation != WQL_NOT_EQUAL) {
        return refuse(p, "NULL is compared with other than = and <>");
    }
    node->kind = WQL_IS_NULL;
    node->negated = node->operation == WQL_NOT_EQUAL;
    return true;
}

static wql_operation mirrored(wql_operation operation)
{
    switch (operation) {
    case WQL_LESS:
        return WQL_GREATER;
    case WQL_GREATER:
        return WQL_LESS;
    case WQL_NOT_GREATER:
        return WQL_NOT_LESS;
    case WQL_NOT_LESS:
        return WQL_NOT_GREATER;
    default:
        return operation;
    }
}

/* `5 < Size` */
static bool parse_mirrored(parser *p, wql_node *node)
{
    if (!take_literal(p, &node->literal)) {
        return false;
    }
    if (p->kind != TOKEN_OPERATION) {
        return refuse(p, "a comparison is missing");
    }
    node->operation = mirrored(p->operation);
    return advance(p) && take_name(p, &node->property, "a property is missing") && settle_comparison(p, node);
}

static bool parse_is(parser *p, wql_node *node)
{
    node->kind = WQL_IS_NULL;
    if (!advance(p)) {
        return false;
    }
    if (at_word(p, "NOT")) {
        node->negated = true;
        if (!advance(p)) {
            return false;
        }
    }
    return take_word(p, "NULL", "NULL is missing");
}

static bool parse_text_operand(parser *p, wql_node *node, wql_kind kind)
{
    node->kind = kind;
    if (!advance(p)) {
        return false;
    }
    if (p->kind != TOKEN_TEXT) {
        return refuse(p, "a string is missing");
    }
    if (kind == WQL_LIKE && !wmi_wql_like_valid(p->text)) {
        return refuse(p, "a LIKE pattern with an unfinished [");
    }
    return take_literal(p, &node->literal);
}

static wql_node *parse_comparison(parser *p)
{
    wql_node *node = new_node(p, WQL_COMPARE);
    bool good;
    if (node == NULL) {
        return NULL;
    }
    if (at_literal(p)) {
        return parse_mirrored(p, node) ? node : NULL;
    }
    if (!take_name(p, &node->property, "a property or a constant is missing")) {
        return NULL;
    }
    if (at_word(p, "IS")) {
        good = parse_is(p, node);
    } else if (at_word(p, "LIKE")) {
        good = parse_text_operand(p, node, WQL_LIKE);
    } else if (at_word(p, "ISA")) {
        good = parse_text_operand(p, node, WQL_ISA);
    } else if (p->kind == TOKEN_OPERATION) {
        node->operation = p->operation;
        good = advance(p) && take_literal(p, &node->literal) && settle_comparison(p, node);
    } else {
        good = refuse(p, "a comparison is missing");
    }
    return good ? node : NULL;
}

static wql_node *parse_or(parser *p);

static wql_node *parse_parentheses(parser *p)
{
    wql_node *node = advance(p) ? parse_or(p) : NULL;
    if (node != NULL && p->kind != TOKEN_CLOSE) {
        (void)refuse(p, "a closing parenthesis is missing");
        return NULL;
    }
    return node != NULL && advance(p) ? node : NULL;
}

static wql_node *parse_term(parser *p)
{
    wql_node *node = NULL;
    if (p->kind != TOKEN_OPEN && !at_word(p, "NOT")) {
        return parse_comparison(p);
    }
    if (++p->nesting > DEEPEST_NESTING) {
        (void)refuse(p, "nesting deeper than 64 levels");
        return NULL;
    }
    if (p->kind == TOKEN_OPEN) {
        node = parse_parentheses(p);
    } else if (advance(p)) {
        wql_node *inner = parse_term(p);
        node = inner != NULL ? new_node(p, WQL_NOT) : NULL;
        if (node != NULL) {
            node->first = inner;
        }
    }
    p->nesting--;
    return node;
}

/* One or more operands between which `word` stands, as one flat node. */
static wql_node *parse_chain(parser *p, const char *word, wql_kind kind, wql_node *(*operand)(parser *))
{
    wql_node *last = operand(p);
    wql_node *chain;
    if (last == NULL || !at_word(p, word)) {
        return last;
    }
    chain = new_node(p, kind);
    if (chain == NULL) {
        return NULL;
    }
    chain->first = last;
    while (at_word(p, word)) {
        wql_node *next = advance(p) ? operand(p) : NULL;
        if (next == NULL) {
            return NULL;
        }
        last->next = next;
        last = next;
    }
    return chain;
}

static wql_node *parse_and(parser *p)
{
    return parse_chain(p, "AND", WQL_AND, parse_term);
}

static wql_node *parse_or(parser *p)
{
    return parse_chain(p, "OR", WQL_OR, parse_and);
}

/* The query. */

static bool parse_names(parser *p)
{
    wql_name **place = &p->query->names;
    if (p->kind == TOKEN_STAR) {
        return advance(p);
    }
    for (;;) {
        wql_name *name = wmi_memory_alloc(&p->query->memory, sizeof *name);
        if (name == NULL) {
            return out_of_memory(p);
        }
        if (!take_name(p, &name->name, "a property name or * is missing")) {
            return false;
        }
        *place = name;
        place = &name->next;
        if (p->kind != TOKEN_COMMA) {
            return true;
        }
        if (!advance(p)) {
            return false;
        }
    }
}

/* How often the host is to look for changes, in seconds: here they are seen when they happen. */
static bool parse_within(parser *p)
{
    wql_literal seconds;
    if (!p->is_event || !at_word(p, "WITHIN")) {
        return true;
    }
    memset(&seconds, 0, sizeof seconds);
    if (!advance(p)) {
        return false;
    }
    if (p->kind != TOKEN_NUMBER) {
        return refuse(p, "a number of seconds is missing");
    }
    if (!take_literal(p, &seconds)) {
        return false;
    }
    return seconds.real > 0 || refuse(p, "WITHIN wants more than 0 seconds");
}

static bool parse_query(parser *p)
{
    if (!advance(p) || !take_word(p, "SELECT", "SELECT is missing") || !parse_names(p) ||
        !take_word(p, "FROM", "FROM is missing") || !take_name(p, &p->query->class_name, "a class name is missing") ||
        !parse_within(p)) {
        return false;
    }
    if (at_word(p, "WHERE")) {
        if (!advance(p)) {
            return false;
        }
        p->query->where = parse_or(p);
        if (p->query->where == NULL) {
            return false;
        }
    }
    return p->kind == TOKEN_END || refuse(p, "something behind the end");
}

static wmi_status parse(const char *text, bool is_event, wql_query *query, wmi_error *error)
{
    parser p;
    memset(query, 0, sizeof *query);
    memset(&p, 0, sizeof p);
    p.whole = p.at = p.start = text;
    p.is_event = is_event;
    p.query = query;
    p.error = error;
    if (!parse_query(&p)) {
        wmi_wql_clear(query);
    }
    return p.status;
}

wmi_status wmi_wql_parse(const char *text, wql_query *query, wmi_error *error)
{
    return parse(text, false, query, error);
}

wmi_status wmi_wql_parse_event(const char *text, wql_query *query, wmi_error *error)
{
    return parse(text, true, query, error);
}

void wmi_wql_clear(wql_query *query)
{
    wmi_memory_clear(&query->memory);
    memset(query, 0, sizeof *query);
}

bool wmi_wql_selects(const wql_query *query, const char *name)
{
    const wql_name *at = query->names;
    while (at != NULL && !wmi_equal_slice(at->name, strcspn(at->name, "."), name)) {
        at = at->next;
    }
    return at != NULL;
}
