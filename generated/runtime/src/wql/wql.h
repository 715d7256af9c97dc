/**
 * @file
 * WQL data queries: SELECT * | property, ... FROM class [WHERE expression]; notification queries have WITHIN besides.
 *
 * wql_scan.c  tokens
 * wql.c       the parser
 * wql_like.c  LIKE
 * wql_quote.c values as literals
 *
 * What is no WQL is refused as WMI does, by WMI_E_INVALID_QUERY; what is WQL and cannot be played, by
 * WMI_E_NOT_SUPPORTED and "The loopback does not play ...".
 */
#ifndef WMIP_WQL_WQL_H
#define WMIP_WQL_WQL_H

#include "base/core.h"

typedef enum wql_kind {
    WQL_AND,     /* all of the children */
    WQL_OR,      /* one of the children */
    WQL_NOT,     /* not the one child */
    WQL_COMPARE, /* property, operation, literal or other */
    WQL_LIKE,    /* property, literal */
    WQL_IS_NULL, /* property; negated: IS NOT NULL */
    WQL_ISA      /* property, literal */
} wql_kind;

typedef enum wql_operation {
    WQL_EQUAL,
    WQL_NOT_EQUAL,
    WQL_LESS,
    WQL_NOT_GREATER,
    WQL_GREATER,
    WQL_NOT_LESS
} wql_operation;

typedef enum wql_literal_kind { WQL_NULL, WQL_TEXT, WQL_INTEGER, WQL_REAL, WQL_BOOLEAN, WQL_DATETIME } wql_literal_kind;

typedef struct wql_literal {
    wql_literal_kind kind;
    const char *text; /* of a string its characters, of others as written */
    wmip_integer integer;
    double real; /* of an integer too */
    bool boolean;
    wmi_datetime datetime;
} wql_literal;

typedef struct wql_node wql_node;

struct wql_node {
    wql_kind kind;
    wql_operation operation;
    bool negated;
    const char *property;
    const wmi_field *field; /* once bound; NULL for a system property */
    const char *other;      /* the property that it is compared with; NULL: the literal */
    const wmi_field *other_field;
    wql_literal literal;
    wql_node *first; /* child */
    wql_node *next;  /* sibling */
};

typedef struct wql_name wql_name;

struct wql_name {
    const char *name;
    wql_name *next;
};

typedef struct wql_query {
    const char *class_name;
    wql_name *names; /* NULL: all properties */
    wql_node *where; /* NULL: all instances */
    bool has_within; /* a notification query says how often the host is to look */
    wmi_memory *memory;
} wql_query;

/** Parses a query; give it back with wmip_wql_clear. */
wmi_status wmip_wql_parse(const char *text, wql_query *query, wmi_error *error);
/** The same of a notification query, which may have WITHIN, and properties of embedded objects: TargetInstance.Name. */
wmi_status wmip_wql_parse_event(const char *text, wql_query *query, wmi_error *error);
void wmip_wql_clear(wql_query *query);
/** Whether a property is among those that a query names; TargetInstance.Name names the whole TargetInstance. */
bool wmip_wql_selects(const wql_query *query, const char *name);

/** Whether the text of a LIKE pattern is well formed, and whether a text is like it; case is not regarded. */
bool wmip_wql_like_valid(const char *pattern);
bool wmip_wql_like(const char *text, const char *pattern);
/** A character of a text without regard to case, moving on; a byte where it is no UTF-8. */
uint32_t wmip_wql_next_character(const char **text);

#endif
