#include "wql/wql_scan.h"

#include <string.h>

/* Failing. */

bool wmip_wql_refuse(wql_parser *p, const char *what)
{
    if (p->status == WMI_OK) {
        p->status = wmi_fail(p->error, WMI_TRANSPORT, WMI_E_INVALID_QUERY,
                             "The query is not valid WQL: %s at character %lu (`%.24s`)", what,
                             (unsigned long)(p->start - p->whole) + 1, p->start);
    }
    return false;
}

bool wmip_wql_out_of_memory(wql_parser *p)
{
    if (p->status == WMI_OK) {
        p->status = wmip_no_memory(p->error);
    }
    return false;
}

bool wmip_wql_not_played(wql_parser *p, const char *what)
{
    if (p->status == WMI_OK) {
        p->status = wmi_fail(p->error, WMI_TRANSPORT, WMI_E_NOT_SUPPORTED,
                             "The loopback does not play %s in WQL (at character %lu: `%.24s`)", what,
                             (unsigned long)(p->start - p->whole) + 1, p->start);
    }
    return false;
}

/* Tokens. */

static bool keep(wql_parser *p, const char *start, size_t length)
{
    p->text = wmi_memory_text(&p->query->memory, start, length);
    return p->text != NULL || wmip_wql_out_of_memory(p);
}

/* A string literal; a backslash may stand only before a backslash or a quote. */
static bool scan_string(wql_parser *p)
{
    char quote = *p->at++;
    const char *from = p->at;
    char *to = wmi_memory_alloc(&p->query->memory, strlen(from) + 1);
    p->kind = WQL_TOKEN_TEXT;
    p->text = to;
    if (to == NULL) {
        return wmip_wql_out_of_memory(p);
    }
    while (*from != quote) {
        if (*from == '\\') {
            from++;
            if (*from != '\\' && *from != '\'' && *from != '"') {
                return wmip_wql_refuse(p, "a lone backslash in a string (write two)");
            }
        }
        if (*from == '\0') {
            return wmip_wql_refuse(p, "a string that does not end");
        }
        *to++ = *from++;
    }
    *to = '\0';
    p->at = from + 1;
    return true;
}

static bool scan_number(wql_parser *p)
{
    const char *end = p->at + 1;
    while (wmip_is_name_character(*end) || *end == '.' ||
           ((*end == '+' || *end == '-') && (end[-1] == 'e' || end[-1] == 'E'))) {
        end++;
    }
    p->kind = WQL_TOKEN_NUMBER;
    if (!keep(p, p->at, (size_t)(end - p->at))) {
        return false;
    }
    p->at = end;
    return true;
}

static bool scan_operation(wql_parser *p)
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
            p->kind = WQL_TOKEN_OPERATION;
            p->operation = operations[i].operation;
            p->at += length;
            return true;
        }
    }
    return wmip_wql_refuse(p, "an unexpected character");
}

static bool scan_name(wql_parser *p)
{
    const char *end = p->at;
    while (wmip_is_name_character(*end) || (*end == '.' && wmip_is_name_character(end[1]))) {
        end++;
    }
    p->kind = WQL_TOKEN_NAME;
    if (!keep(p, p->at, (size_t)(end - p->at))) {
        return false;
    }
    p->at = end;
    return true;
}

static bool single(wql_parser *p, wql_token kind)
{
    p->kind = kind;
    p->at++;
    return true;
}

bool wmip_wql_advance(wql_parser *p)
{
    p->at += strspn(p->at, " \t\r\n");
    p->start = p->at;
    p->text = NULL;
    switch (*p->at) {
    case '\0':
        p->kind = WQL_TOKEN_END;
        return true;
    case '*':
        return single(p, WQL_TOKEN_STAR);
    case ',':
        return single(p, WQL_TOKEN_COMMA);
    case '(':
        return single(p, WQL_TOKEN_OPEN);
    case ')':
        return single(p, WQL_TOKEN_CLOSE);
    case '\'':
    case '"':
        return scan_string(p);
    default:
        break;
    }
    if (wmip_is_digit(*p->at) || ((*p->at == '-' || *p->at == '+' || *p->at == '.') && wmip_is_digit(p->at[1]))) {
        return scan_number(p);
    }
    return wmip_is_name_character(*p->at) ? scan_name(p) : scan_operation(p);
}
