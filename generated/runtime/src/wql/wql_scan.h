/**
 * @file
 * The tokens of WQL, as the parser (wql.c) takes them from the scanner (wql_scan.c).
 */
#ifndef WMIP_WQL_WQL_SCAN_H
#define WMIP_WQL_WQL_SCAN_H

#include "wql/wql.h"

typedef enum wql_token {
    WQL_TOKEN_END,
    WQL_TOKEN_NAME, /* may have dots: TargetInstance.Name */
    WQL_TOKEN_TEXT,
    WQL_TOKEN_NUMBER,
    WQL_TOKEN_STAR,
    WQL_TOKEN_COMMA,
    WQL_TOKEN_OPEN,
    WQL_TOKEN_CLOSE,
    WQL_TOKEN_OPERATION
} wql_token;

typedef struct wql_parser {
    const char *whole;
    const char *at;    /* behind the current token */
    const char *start; /* of the current token */
    wql_token kind;
    const char *text; /* of a string: unescaped; of a name or number: as written */
    wql_operation operation;
    unsigned nesting;
    bool is_event; /* a notification query */
    wql_query *query;
    wmi_error *error;
    wmi_status status; /* the first failure */
} wql_parser;

/** Goes on to the next token. @return false after a failure, as all functions here do. */
bool wmip_wql_advance(wql_parser *p);
/** The query is no WQL. */
bool wmip_wql_refuse(wql_parser *p, const char *what);
/** The query is WQL that the loopback cannot play. */
bool wmip_wql_not_played(wql_parser *p, const char *what);
bool wmip_wql_out_of_memory(wql_parser *p);

#endif
