/*
 * WQL, as far as the world is not asked: language, literals, the class that is selected from.
 */
#include "fake_services.h"

#include <stdlib.h>
#include <string.h>

/* Words. */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

const char *fake_skip_blanks(const char *text)
{
    while (is_blank(*text)) {
        text++;
    }
    return text;
}

static bool is_name_char(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

size_t fake_name_length(const char *text)
{
    size_t length = 0;
    while (is_name_char(text[length])) {
        length++;
    }
    return length;
}

const char *fake_skip_word(const char *text, const char *word)
{
    size_t length = strlen(word);
    return fake_name_length(text) == length && _strnicmp(text, word, length) == 0 ? fake_skip_blanks(text + length)
                                                                                  : NULL;
}

HRESULT fake_check_language(const OLECHAR *language, const OLECHAR *query)
{
    if (!fake_check_bstr(language, "The query language") || !fake_check_bstr(query, "The query") || language == NULL ||
        language[0] == 0 || query == NULL || query[0] == 0) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    return _wcsicmp(language, L"WQL") == 0 ? S_OK : FAKE_HRESULT(WBEM_E_INVALID_QUERY_TYPE);
}

/* Behind a literal that begins here; NULL where it does not end, or holds a backslash that escapes nothing. */
static const char *skip_literal(const char *text)
{
    char quote = *text++;
    while (*text != quote) {
        if (*text == '\0') {
            return NULL;
        }
        if (*text == '\\') {
            text++;
            if (*text != '\\' && *text != '\'' && *text != '"') {
                return NULL;
            }
        }
        text++;
    }
    return text + 1;
}

/* What a query is about. */
typedef struct outline {
    const char *columns; /* behind SELECT */
    const char *end;     /* of these: at FROM */
    const char *from;    /* behind FROM; NULL = there is none */
    bool has_within;
    bool is_narrow;  /* something is said of the instance that an event is about */
    bool is_faulty;  /* a literal is */
    const char *isa; /* the literal behind the last ISA, without its quote; NULL = there is none */
} outline;

/* The class behind ISA, where that is the word at `at`. */
static const char *isa_class(const char *at, const char *otherwise)
{
    const char *behind = fake_skip_word(at, "ISA");
    return behind != NULL && (*behind == '\'' || *behind == '"') ? behind + 1 : otherwise;
}

static outline read_outline(const char *wql)
{
    outline found = {NULL, NULL, NULL, false, false, false, NULL};
    const char *at = fake_skip_blanks(wql);
    found.columns = fake_skip_word(at, "SELECT");
    while (*at != '\0' && !found.is_faulty) {
        size_t length = fake_name_length(at);
        if (*at == '\'' || *at == '"') {
            at = skip_literal(at);
            found.is_faulty = at == NULL;
            at = at != NULL ? at : "";
        } else if (length > 0) {
            if (found.from == NULL) {
                found.end = at;
                found.from = fake_skip_word(at, "FROM");
            }
            if (fake_skip_word(at, "WITHIN") != NULL) {
                found.has_within = true;
                found.is_faulty = strchr("0123456789.", *fake_skip_word(at, "WITHIN")) == NULL ||
                                  *fake_skip_word(at, "WITHIN") == '\0';
            }
            found.is_narrow = found.is_narrow || _strnicmp(at, "TargetInstance", 14) == 0 ||
                              _strnicmp(at, "PreviousInstance.", 17) == 0;
            found.isa = isa_class(at, found.isa);
            at += length;
        } else {
            at++;
        }
    }
    return found;
}

static bool is_named(const outline *query, const char *start)
{
    return _strnicmp(query->from, start, strlen(start)) == 0;
}

/* A class of the namespace; NULL where it has none of that name. */
static const mb_class *selected_class(const fake_services *self, const outline *query)
{
    char name[FAKE_NAME_SIZE];
    size_t length = fake_name_length(query->from);
    if (length == 0 || length >= sizeof name) {
        return NULL;
    }
    memcpy(name, query->from, length);
    name[length] = '\0';
    return fake_find_class(self->ns, name);
}

/* `text` begins with the name of a class. */
static bool knows_class(const fake_services *self, const char *text)
{
    outline named = {NULL, NULL, text, false, false, false, NULL};
    return is_named(&named, "__") || selected_class(self, &named) != NULL;
}

static HRESULT check_outline(const fake_services *self, const outline *query)
{
    if (query->is_faulty || query->columns == NULL || query->from == NULL || fake_name_length(query->from) == 0) {
        return FAKE_HRESULT(WBEM_E_INVALID_QUERY);
    }
    if (query->isa != NULL && !knows_class(self, query->isa)) {
        return FAKE_HRESULT(WBEM_E_INVALID_CLASS);
    }
    return is_named(query, "__") || is_named(query, "meta_class") || selected_class(self, query) != NULL
               ? S_OK
               : FAKE_HRESULT(WBEM_E_INVALID_CLASS);
}

/* Queries. */

/* Selects the path as well. NULL when there is no memory. */
static char *make_locatable(const char *wql, const char *columns)
{
    static const char path[] = "__PATH,";
    size_t before = (size_t)(columns - wql);
    char *text = malloc(strlen(wql) + sizeof path);
    if (text != NULL) {
        memcpy(text, wql, before);
        memcpy(text + before, path, sizeof path - 1);
        memcpy(text + before + sizeof path - 1, columns, strlen(columns) + 1);
    }
    return text;
}

typedef wmi_status opens_cursor(wmi_connection *connection, const char *wql, wmi_cursor **out, const wmi_limit *limit,
                                wmi_error *error);

/* What is no query is refused as that, whatever it names: who reads it whole is the world. @param otherwise what is said of the names */
static HRESULT blame(const fake_services *self, opens_cursor *opens, const char *wql, HRESULT otherwise)
{
    wmi_cursor *cursor = NULL;
    wmi_error error;
    HRESULT result = otherwise;
    memset(&error, 0, sizeof error);
    fake_lock_world();
    if (opens(self->link->connection, wql, &cursor, &fake_no_limit, &error) == WMI_OK) {
        self->link->world->close_cursor(cursor);
    } else if (error.number == WMI_E_INVALID_QUERY || error.number == WMI_E_NOT_SUPPORTED) {
        result = FAKE_HRESULT(error.number);
    }
    fake_unlock_world();
    wmi_error_clear(&error);
    return result;
}

static HRESULT ask_world(const fake_services *self, const char *wql, wmi_cursor **out)
{
    wmi_error error;
    wmi_status status;
    memset(&error, 0, sizeof error);
    fake_lock_world();
    status = self->link->world->query(self->link->connection, wql, out, &fake_no_limit, &error);
    fake_unlock_world();
    return fake_world_result(status, &error, "ExecQuery");
}

/* What is selected, for the enumerator. @return false when there is no memory. */
static bool keep_columns(const outline *query, fake_source *source)
{
    size_t length = (size_t)(query->end - query->columns);
    source->columns = malloc(length + 1);
    if (source->columns != NULL) {
        memcpy(source->columns, query->columns, length);
        source->columns[length] = '\0';
    }
    return source->columns != NULL;
}

static void start_select(const fake_services *self, const char *wql, LONG flags, fake_source *source)
{
    outline query = read_outline(wql);
    char *locatable = NULL;
    source->failure = check_outline(self, &query);
    if (source->failure != S_OK) {
        source->failure = blame(self, self->link->world->query, wql, source->failure);
        (void)fake_error(source->failure, "ExecQuery", wql, NULL);
        return;
    }
    if (*query.columns != '*' && !keep_columns(&query, source)) {
        source->failure = FAKE_HRESULT(WBEM_E_OUT_OF_MEMORY);
        return;
    }
    if (source->columns != NULL && (flags & WBEM_FLAG_ENSURE_LOCATABLE) != 0) {
        locatable = make_locatable(wql, query.columns);
        if (locatable == NULL) {
            source->failure = FAKE_HRESULT(WBEM_E_OUT_OF_MEMORY);
            return;
        }
    }
    source->failure = ask_world(self, locatable != NULL ? locatable : wql, &source->cursor);
    free(locatable);
}

void fake_start_query(const fake_services *self, const char *wql, LONG flags, fake_source *source)
{
    const char *start = fake_skip_blanks(wql);
    if (fake_skip_word(start, "ASSOCIATORS") != NULL || fake_skip_word(start, "REFERENCES") != NULL) {
        fake_start_related(self, start, source);
    } else {
        start_select(self, wql, flags, source);
    }
}

/* Notifications. */

/* Changes of instances are found by polling, and the query has to say how often. */
static HRESULT check_notification(const fake_services *self, const outline *query)
{
    HRESULT result = check_outline(self, query);
    if (result != S_OK) {
        return result;
    }
    if (is_named(query, "__")) {
        if (!is_named(query, "__Instance")) {
            return S_OK;
        }
        return !query->has_within ? FAKE_HRESULT(WBEMESS_E_REGISTRATION_TOO_PRECISE)
               : query->is_narrow ? S_OK
                                  : FAKE_HRESULT(WBEMESS_E_REGISTRATION_TOO_BROAD);
    }
    return selected_class(self, query)->is_indication ? S_OK : FAKE_HRESULT(WBEM_E_NOT_EVENT_CLASS);
}

HRESULT fake_start_notification(const fake_services *self, const char *wql, fake_source *source)
{
    outline query = read_outline(wql);
    wmi_error error;
    wmi_status status;
    HRESULT result = check_notification(self, &query);
    if (result != S_OK) {
        result = blame(self, self->link->world->subscribe, wql, result);
        return fake_error(result, "ExecNotificationQuery", wql, NULL);
    }
    if (*query.columns != '*' && !keep_columns(&query, source)) {
        return FAKE_HRESULT(WBEM_E_OUT_OF_MEMORY);
    }
    memset(&error, 0, sizeof error);
    fake_lock_world();
    status = self->link->world->subscribe(self->link->connection, wql, &source->cursor, &fake_no_limit, &error);
    fake_unlock_world();
    if (status != WMI_OK) {
        free(source->columns);
        source->columns = NULL;
    }
    return fake_world_result(status, &error, "ExecNotificationQuery");
}
