#include "wql/wql_scan.h"

#include <string.h>

/* How deep parentheses and NOTs may be nested; AND and OR chains are flat and have no limit. */
#define DEEPEST_NESTING 64

static bool at_word(const wql_parser *p, const char *word)
{
    return p->kind == WQL_TOKEN_NAME && wmip_equal_names(p->text, word);
}

static bool is_word(const char *text)
{
    static const char *const words[] = {"SELECT", "FROM", "WHERE", "AND",  "OR",   "NOT",
                                        "LIKE",   "IS",   "ISA",   "NULL", "TRUE", "FALSE"};
    size_t i;
    for (i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (wmip_equal_names(words[i], text)) {
            return true;
        }
    }
    return false;
}

static bool take_word(wql_parser *p, const char *word, const char *otherwise)
{
    return at_word(p, word) ? wmip_wql_advance(p) : wmip_wql_refuse(p, otherwise);
}

static bool take_name(wql_parser *p, const char **name, const char *otherwise)
{
    if (p->kind != WQL_TOKEN_NAME || is_word(p->text)) {
        return wmip_wql_refuse(p, otherwise);
    }
    if (!p->is_event && strchr(p->text, '.') != NULL) {
        return wmip_wql_not_played(p, "properties of embedded objects, outside of notification queries,");
    }
    *name = p->text;
    return wmip_wql_advance(p);
}

/* A property behind WHERE. Of the system properties those that are texts can be compared. */
static bool take_property(wql_parser *p, const char **name, const char *otherwise)
{
    static const char *const not_played[] = {"__GENUS", "__DERIVATION", "__PROPERTY_COUNT"};
    const char *dot = p->kind == WQL_TOKEN_NAME ? strrchr(p->text, '.') : NULL;
    size_t i;
    for (i = 0; p->kind == WQL_TOKEN_NAME && i < sizeof not_played / sizeof not_played[0]; i++) {
        if (wmip_equal_names(dot != NULL ? dot + 1 : p->text, not_played[i])) {
            return wmip_wql_not_played(p, "comparisons of __GENUS, __DERIVATION and __PROPERTY_COUNT");
        }
    }
    return take_name(p, name, otherwise);
}

/* Literals. */

static bool at_literal(const wql_parser *p)
{
    return p->kind == WQL_TOKEN_TEXT || p->kind == WQL_TOKEN_NUMBER || at_word(p, "TRUE") || at_word(p, "FALSE") ||
           at_word(p, "NULL");
}

static bool take_literal(wql_parser *p, wql_literal *literal)
{
    literal->text = p->text;
    if (p->kind == WQL_TOKEN_TEXT) {
        literal->kind = WQL_TEXT;
    } else if (p->kind == WQL_TOKEN_NUMBER && wmip_integer_parse(p->text, &literal->integer)) {
        literal->kind = WQL_INTEGER;
        literal->real = wmip_integer_real(literal->integer);
    } else if (p->kind == WQL_TOKEN_NUMBER && wmip_real_parse(p->text, &literal->real)) {
        literal->kind = WQL_REAL;
    } else if (p->kind == WQL_TOKEN_NUMBER) {
        return wmip_wql_refuse(p, "no number");
    } else if (at_word(p, "NULL")) {
        literal->kind = WQL_NULL;
    } else if (at_word(p, "TRUE") || at_word(p, "FALSE")) {
        literal->kind = WQL_BOOLEAN;
        literal->boolean = at_word(p, "TRUE");
    } else {
        return wmip_wql_refuse(p, "a constant is missing");
    }
    return wmip_wql_advance(p);
}

/* Expressions. */

static wql_node *new_node(wql_parser *p, wql_kind kind)
{
    wql_node *node = wmi_memory_alloc(&p->query->memory, sizeof *node);
    if (node == NULL) {
        (void)wmip_wql_out_of_memory(p);
        return NULL;
    }
    node->kind = kind;
    return node;
}

/* `= NULL` and `<> NULL` are IS NULL and IS NOT NULL. */
static bool settle_comparison(wql_parser *p, wql_node *node)
{
    if (node->literal.kind != WQL_NULL) {
        return true;
    }
    if (node->operation != WQL_EQUAL && node->operation != WQL_NOT_EQUAL) {
        return wmip_wql_refuse(p, "NULL is compared with other than = and <>");
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
static bool parse_mirrored(wql_parser *p, wql_node *node)
{
    if (!take_literal(p, &node->literal)) {
        return false;
    }
    if (p->kind != WQL_TOKEN_OPERATION) {
        return wmip_wql_refuse(p, "a comparison is missing");
    }
    node->operation = mirrored(p->operation);
    return wmip_wql_advance(p) && take_property(p, &node->property, "a property is missing") &&
           settle_comparison(p, node);
}

static bool parse_is(wql_parser *p, wql_node *node)
{
    node->kind = WQL_IS_NULL;
    if (!wmip_wql_advance(p)) {
        return false;
    }
    if (at_word(p, "NOT")) {
        node->negated = true;
        if (!wmip_wql_advance(p)) {
            return false;
        }
    }
    return take_word(p, "NULL", "NULL is missing");
}

/* `Name NOT LIKE 'a%'`: WMI's documents have only `NOT Name LIKE 'a%'`. */
static bool parse_inner_not(wql_parser *p)
{
    if (!wmip_wql_advance(p)) {
        return false;
    }
    return at_word(p, "LIKE") || at_word(p, "ISA") ? wmip_wql_not_played(p, "a NOT behind the property (put it before)")
                                                   : wmip_wql_refuse(p, "a comparison is missing");
}

static bool parse_text_operand(wql_parser *p, wql_node *node, wql_kind kind)
{
    node->kind = kind;
    if (!wmip_wql_advance(p)) {
        return false;
    }
    if (p->kind != WQL_TOKEN_TEXT) {
        return wmip_wql_refuse(p, "a string is missing");
    }
    if (kind == WQL_LIKE && !wmip_wql_like_valid(p->text)) {
        return wmip_wql_refuse(p, "a LIKE pattern with an unfinished [");
    }
    return take_literal(p, &node->literal);
}

/* What stands behind a property and its operator: a constant, or another property. */
static bool parse_right(wql_parser *p, wql_node *node)
{
    if (p->kind == WQL_TOKEN_NAME && !is_word(p->text)) {
        return take_property(p, &node->other, "a property or a constant is missing");
    }
    return take_literal(p, &node->literal) && settle_comparison(p, node);
}

static wql_node *parse_comparison(wql_parser *p)
{
    wql_node *node = new_node(p, WQL_COMPARE);
    bool good;
    if (node == NULL) {
        return NULL;
    }
    if (at_literal(p)) {
        return parse_mirrored(p, node) ? node : NULL;
    }
    if (!take_property(p, &node->property, "a property or a constant is missing")) {
        return NULL;
    }
    if (at_word(p, "IS")) {
        good = parse_is(p, node);
    } else if (at_word(p, "LIKE")) {
        good = parse_text_operand(p, node, WQL_LIKE);
    } else if (at_word(p, "ISA")) {
        good = parse_text_operand(p, node, WQL_ISA);
    } else if (p->kind == WQL_TOKEN_OPERATION) {
        node->operation = p->operation;
        good = wmip_wql_advance(p) && parse_right(p, node);
    } else if (at_word(p, "NOT")) {
        good = parse_inner_not(p);
    } else {
        good = wmip_wql_refuse(p, "a comparison is missing");
    }
    return good ? node : NULL;
}

static wql_node *parse_or(wql_parser *p);

static wql_node *parse_parentheses(wql_parser *p)
{
    wql_node *node = wmip_wql_advance(p) ? parse_or(p) : NULL;
    if (node != NULL && p->kind != WQL_TOKEN_CLOSE) {
        (void)wmip_wql_refuse(p, "a closing parenthesis is missing");
        return NULL;
    }
    return node != NULL && wmip_wql_advance(p) ? node : NULL;
}

static wql_node *parse_term(wql_parser *p)
{
    wql_node *node = NULL;
    if (p->kind != WQL_TOKEN_OPEN && !at_word(p, "NOT")) {
        return parse_comparison(p);
    }
    if (++p->nesting > DEEPEST_NESTING) {
        (void)wmip_wql_refuse(p, "nesting deeper than 64 levels");
        return NULL;
    }
    if (p->kind == WQL_TOKEN_OPEN) {
        node = parse_parentheses(p);
    } else if (wmip_wql_advance(p)) {
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
static wql_node *parse_chain(wql_parser *p, const char *word, wql_kind kind, wql_node *(*operand)(wql_parser *))
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
        wql_node *next = wmip_wql_advance(p) ? operand(p) : NULL;
        if (next == NULL) {
            return NULL;
        }
        last->next = next;
        last = next;
    }
    return chain;
}

static wql_node *parse_and(wql_parser *p)
{
    return parse_chain(p, "AND", WQL_AND, parse_term);
}

static wql_node *parse_or(wql_parser *p)
{
    return parse_chain(p, "OR", WQL_OR, parse_and);
}

/* The query. */

static bool parse_names(wql_parser *p)
{
    wql_name **place = &p->query->names;
    if (p->kind == WQL_TOKEN_STAR) {
        return wmip_wql_advance(p);
    }
    for (;;) {
        wql_name *name = wmi_memory_alloc(&p->query->memory, sizeof *name);
        if (name == NULL) {
            return wmip_wql_out_of_memory(p);
        }
        if (!take_name(p, &name->name, "a property name or * is missing")) {
            return false;
        }
        *place = name;
        place = &name->next;
        if (p->kind == WQL_TOKEN_OPEN && wmip_equal_names(name->name, "COUNT")) {
            return wmip_wql_not_played(p, "COUNT");
        }
        if (p->kind != WQL_TOKEN_COMMA) {
            return true;
        }
        if (!wmip_wql_advance(p)) {
            return false;
        }
    }
}

/* How often the host is to look for changes, in seconds: here they are seen when they happen. */
static bool parse_within(wql_parser *p)
{
    wql_literal seconds;
    if (!p->is_event || !at_word(p, "WITHIN")) {
        return true;
    }
    memset(&seconds, 0, sizeof seconds);
    if (!wmip_wql_advance(p)) {
        return false;
    }
    if (p->kind != WQL_TOKEN_NUMBER) {
        return wmip_wql_refuse(p, "a number of seconds is missing");
    }
    if (!take_literal(p, &seconds)) {
        return false;
    }
    p->query->has_within = true;
    return seconds.real > 0 || wmip_wql_refuse(p, "WITHIN wants more than 0 seconds");
}

static bool parse_class(wql_parser *p)
{
    if (at_word(p, "meta_class")) {
        return wmip_wql_not_played(p, "meta_class (queries of the schema)");
    }
    if (p->kind == WQL_TOKEN_NAME && strchr(p->text, '.') != NULL) {
        return wmip_wql_refuse(p, "a class name is missing");
    }
    return take_name(p, &p->query->class_name, "a class name is missing");
}

static bool parse_query(wql_parser *p)
{
    if (!wmip_wql_advance(p) || !take_word(p, "SELECT", "SELECT is missing") || !parse_names(p) ||
        !take_word(p, "FROM", "FROM is missing") || !parse_class(p) || !parse_within(p)) {
        return false;
    }
    if (at_word(p, "WHERE")) {
        if (!wmip_wql_advance(p)) {
            return false;
        }
        p->query->where = parse_or(p);
        if (p->query->where == NULL) {
            return false;
        }
    }
    if (p->is_event && at_word(p, "GROUP")) {
        return wmip_wql_not_played(p, "GROUP, with its BY and HAVING,");
    }
    return p->kind == WQL_TOKEN_END || wmip_wql_refuse(p, "something behind the end");
}

static wmi_status parse(const char *text, bool is_event, wql_query *query, wmi_error *error)
{
    wql_parser p;
    memset(query, 0, sizeof *query);
    memset(&p, 0, sizeof p);
    p.whole = p.at = p.start = text;
    p.is_event = is_event;
    p.query = query;
    p.error = error;
    if (!parse_query(&p)) {
        wmip_wql_clear(query);
    }
    return p.status;
}

wmi_status wmip_wql_parse(const char *text, wql_query *query, wmi_error *error)
{
    return parse(text, false, query, error);
}

wmi_status wmip_wql_parse_event(const char *text, wql_query *query, wmi_error *error)
{
    return parse(text, true, query, error);
}

void wmip_wql_clear(wql_query *query)
{
    wmi_memory_clear(&query->memory);
    memset(query, 0, sizeof *query);
}

bool wmip_wql_selects(const wql_query *query, const char *name)
{
    const wql_name *at = query->names;
    while (at != NULL && !wmip_equal_slice(at->name, strcspn(at->name, "."), name)) {
        at = at->next;
    }
    return at != NULL;
}
