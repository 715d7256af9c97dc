/* Queries, associations and notifications: enumerators, which hand out their objects in batches. */
#include "com/com_internal.h"

#include <string.h>

/* How many objects are asked for at once: each question to another host is a round trip. */
#define BATCH_SIZE 32

/* The enumerator answers at once; what is wrong with the query is told by the first Next. */
#define SEMISYNCHRONOUS ((LONG)WBEM_FLAG_FORWARD_ONLY | (LONG)WBEM_FLAG_RETURN_IMMEDIATELY)

struct wmip_com_cursor {
    wmip_com_connection *connection;
    IEnumWbemClassObject *enumerator;
    char *text;           /* of the query, for messages */
    bool is_notification; /* has no end, and its events come one by one */
    bool ended;
    wmi_status failure; /* what the enumerator failed with behind the objects below; WMI_OK = nothing */
    wmi_error cause;    /* the same in words */
    ULONG count;
    ULONG at;
    IWbemClassObject *objects[BATCH_SIZE]; /* those from `at` on are still to be handed out */
};

/* Opening. */

static wmi_status start_cursor(wmip_com_connection *connection, const char *text, bool is_notification,
                               wmip_com_cursor *cursor, wmi_error *error)
{
    BSTR language = SysAllocString(L"WQL");
    BSTR query = NULL;
    HRESULT result;
    wmi_status status = language != NULL ? wmip_com_bstr(text, "the query", &query, error) : wmip_no_memory(error);
    if (status == WMI_OK) {
        wmip_com_forget_errors();
        /* Objects of which not all keys are selected have their path all the same; a notification query takes no such
         * flag. */
        result = is_notification
                     ? IWbemServices_ExecNotificationQuery(connection->services, language, query, SEMISYNCHRONOUS, NULL,
                                                           &cursor->enumerator)
                     : IWbemServices_ExecQuery(connection->services, language, query,
                                               SEMISYNCHRONOUS | WBEM_FLAG_ENSURE_LOCATABLE, NULL, &cursor->enumerator);
        if (FAILED(result)) {
            status = wmip_com_fail(error, result, "Cannot start the query %s", text);
        }
    }
    if (status == WMI_OK) {
        result = wmip_com_secure(&connection->security, (IUnknown *)cursor->enumerator);
        if (FAILED(result)) {
            status = wmip_com_fail_here(error, result, "COM does not accept the security of the query %s", text);
        }
    }
    SysFreeString(query);
    SysFreeString(language);
    return status;
}

static wmi_status open_cursor(wmip_com_connection *connection, const char *text, bool is_notification,
                              wmip_com_cursor **out, const wmi_limit *limit, wmi_error *error)
{
    wmip_com_deadline deadline = wmip_com_deadline_start(limit);
    wmip_com_cursor *cursor = wmi_alloc(sizeof *cursor);
    wmi_status status;
    *out = NULL;
    if (cursor == NULL) {
        return wmip_no_memory(error);
    }
    memset(cursor, 0, sizeof *cursor);
    cursor->connection = connection;
    cursor->is_notification = is_notification;
    cursor->text = wmi_copy_text(text);
    status = cursor->text != NULL ? wmip_com_check_unsent(&deadline, "The query", error) : wmip_no_memory(error);
    if (status == WMI_OK) {
        wmip_com_guard guard;
        wmip_com_guard_begin(&guard, limit);
        status = wmip_com_guard_end(&guard, start_cursor(connection, text, is_notification, cursor, error), error);
    }
    if (status != WMI_OK) {
        wmip_com_close_cursor(cursor);
        return status;
    }
    *out = cursor;
    return WMI_OK;
}

void wmip_com_close_cursor(wmip_com_cursor *cursor)
{
    if (cursor == NULL) {
        return;
    }
    for (; cursor->at < cursor->count; cursor->at++) {
        IWbemClassObject_Release(cursor->objects[cursor->at]);
    }
    if (cursor->enumerator != NULL) {
        IEnumWbemClassObject_Release(cursor->enumerator); /* which ends the query on the host, too */
    }
    wmi_error_clear(&cursor->cause);
    wmi_free(cursor->text);
    wmi_free(cursor);
}

/* Where the path of an ASSOCIATORS OF or REFERENCES OF begins; NULL in other queries. */
static const char *path_in_query(const char *wql)
{
    static const char blanks[] = " \t\r\n";
    const char *verb = wql + strspn(wql, blanks);
    size_t length = strcspn(verb, " \t\r\n{");
    const char *path = strchr(verb, '{');
    if (path == NULL ||
        (!wmip_equal_slice(verb, length, "ASSOCIATORS") && !wmip_equal_slice(verb, length, "REFERENCES"))) {
        return NULL;
    }
    return path + 1 + strspn(path + 1, blanks);
}

wmi_status wmip_com_query(wmip_com_connection *connection, const char *wql, wmip_com_cursor **out,
                          const wmi_limit *limit, wmi_error *error)
{
    wmip_com_deadline deadline = wmip_com_deadline_start(limit);
    wmi_status status = wmip_com_check_thread(connection, error);
    *out = NULL;
    if (status == WMI_OK) {
        status = wmip_com_check_server(connection, path_in_query(wql), &deadline, error);
    }
    return status == WMI_OK ? open_cursor(connection, wql, false, out, limit, error) : status;
}

wmi_status wmip_com_subscribe(wmip_com_connection *connection, const char *wql, wmip_com_cursor **out,
                              const wmi_limit *limit, wmi_error *error)
{
    wmi_status status = wmip_com_check_thread(connection, error);
    *out = NULL;
    return status == WMI_OK ? open_cursor(connection, wql, true, out, limit, error) : status;
}

/* Associations. */

typedef struct wmip_com_clause {
    const char *keyword;
    const char *name; /* of a class or a role; NULL = no such clause */
} wmip_com_clause;

static wmi_status check_clauses(const wmip_com_clause *clauses, size_t count, wmi_error *error)
{
    size_t i;
    for (i = 0; i < count; i++) {
        if (clauses[i].name != NULL && !wmip_path_is_name(clauses[i].name)) {
            return wmi_fail(error, WMI_USAGE, 0, "What is given for %s, \"%s\", is no name of a class or a property",
                            clauses[i].keyword, clauses[i].name);
        }
    }
    return WMI_OK;
}

static const char *skip_plain(const char *text)
{
    while ((unsigned char)*text >= ' ' && *text != 0x7F) {
        text++;
    }
    return text;
}

/*
 * A path that may stand between braces: written anew from its parts, so that nothing in it can end it. A brace can then
 * only be inside the quotes of a key, where it must be allowed: the DeviceID of a network adapter is a GUID in braces.
 */
static wmi_status canonical_path(const char *text, char **out, wmi_error *error)
{
    wmi_path path;
    wmi_status status = wmi_path_parse(text, &path, error);
    *out = NULL;
    if (status != WMI_OK) {
        return status;
    }
    if (*skip_plain(text) != '\0' || (path.server != NULL && strpbrk(path.server, "{}") != NULL) ||
        (path.ns != NULL && strpbrk(path.ns, "{}") != NULL)) {
        status = wmi_fail(error, WMI_USAGE, 0,
                          "The object path %s holds a brace or a control character and cannot stand in a query", text);
    } else {
        status = wmi_path_format(&path, out, error);
    }
    wmi_path_clear(&path);
    return status;
}

/* The path as the server is to get it, see wmip_com_path, in UTF-8. @param out the caller's: wmi_free. */
static wmi_status query_path(const wmip_com_connection *connection, const char *path, char **out, wmi_error *error)
{
    wmi_memory *memory = NULL;
    const char *text = NULL;
    BSTR stripped = NULL;
    wmi_status status = wmip_com_path(connection, path, &stripped, error);
    *out = NULL;
    if (status == WMI_OK && !wmip_com_text(stripped, SysStringLen(stripped), &memory, &text)) {
        status = wmip_no_memory(error);
    }
    if (status == WMI_OK) {
        status = canonical_path(text, out, error);
    }
    SysFreeString(stripped);
    wmi_memory_clear(&memory);
    return status;
}

/* `ASSOCIATORS OF {path} WHERE AssocClass=A Role=R`: no AND between the clauses. */
static wmi_status open_related(wmip_com_connection *connection, const char *verb, const char *path,
                               const wmip_com_clause *clauses, size_t count, wmip_com_cursor **out,
                               const wmi_limit *limit, wmi_error *error)
{
    wmip_com_deadline deadline = wmip_com_deadline_start(limit);
    wmip_buffer wql = {0};
    char *target = NULL;
    size_t i;
    bool is_first = true;
    wmi_status status = wmip_com_check_thread(connection, error);
    *out = NULL;
    if (status == WMI_OK) {
        status = check_clauses(clauses, count, error);
    }
    if (status == WMI_OK) {
        status = wmip_com_check_server(connection, path, &deadline, error);
    }
    if (status == WMI_OK) {
        status = query_path(connection, path, &target, error);
    }
    if (status != WMI_OK) {
        return status;
    }
    wmip_buffer_format(&wql, "%s OF {%s}", verb, target);
    for (i = 0; i < count; i++) {
        if (clauses[i].name != NULL) {
            wmip_buffer_format(&wql, "%s %s=%s", is_first ? " WHERE" : "", clauses[i].keyword, clauses[i].name);
            is_first = false;
        }
    }
    status = wql.failed ? wmip_no_memory(error) : open_cursor(connection, wql.text, false, out, limit, error);
    wmip_buffer_clear(&wql);
    wmi_free(target);
    return status;
}

wmi_status wmip_com_associators(wmip_com_connection *connection, const char *path, const wmi_associator_filter *filter,
                                wmip_com_cursor **out, const wmi_limit *limit, wmi_error *error)
{
    wmip_com_clause clauses[] = {{"AssocClass", NULL}, {"ResultClass", NULL}, {"ResultRole", NULL}, {"Role", NULL}};
    if (filter != NULL) {
        clauses[0].name = filter->association_class;
        clauses[1].name = filter->result_class;
        clauses[2].name = filter->result_role;
        clauses[3].name = filter->role;
    }
    return open_related(connection, "ASSOCIATORS", path, clauses, WMI_COUNT(clauses), out, limit, error);
}

wmi_status wmip_com_references(wmip_com_connection *connection, const char *path, const char *result_class,
                               const char *role, wmip_com_cursor **out, const wmi_limit *limit, wmi_error *error)
{
    wmip_com_clause clauses[] = {{"ResultClass", NULL}, {"Role", NULL}};
    clauses[0].name = result_class;
    clauses[1].name = role;
    return open_related(connection, "REFERENCES", path, clauses, WMI_COUNT(clauses), out, limit, error);
}

/* Enumerating. */

/* An end behind the last batch, or a failure behind the objects that came with it, is kept until these are handed out.
 */
static void note_result(wmip_com_cursor *cursor, HRESULT result)
{
    if (FAILED(result)) {
        cursor->failure = wmip_com_fail(&cursor->cause, result, "The query %s failed", cursor->text);
    } else if (result != WMIP_COM_HRESULT(WBEM_S_TIMEDOUT)) {
        cursor->ended = result == WMIP_COM_HRESULT(WBEM_S_FALSE) || cursor->count == 0;
    }
}

/* Asks for the next objects until there are some, or an end, or the time is over, or the call is cancelled. */
static void fetch(wmip_com_cursor *cursor, const wmip_com_deadline *deadline, const wmi_limit *limit)
{
    ULONG wanted = cursor->is_notification ? 1 : BATCH_SIZE; /* Next waits until it has all that is asked for */
    wmip_com_guard guard;
    HRESULT result;
    LONG slice;
    wmip_com_guard_begin(&guard, limit);
    do {
        wmip_com_forget_errors();
        slice = wmip_com_slice(deadline);
        cursor->at = 0;
        cursor->count = 0;
        result = IEnumWbemClassObject_Next(cursor->enumerator, slice, wanted, cursor->objects, &cursor->count);
        note_result(cursor, result);
    } while (result == WMIP_COM_HRESULT(WBEM_S_TIMEDOUT) && cursor->count == 0 && slice != 0 &&
             !wmi_is_cancelled(deadline->cancel));
    cursor->failure = wmip_com_guard_end(&guard, cursor->failure, &cursor->cause);
}

/* After a failure has been told, the next call asks the enumerator again: what is wrong may pass. */
static wmi_status tell_failure(wmip_com_cursor *cursor, wmi_error *error)
{
    wmi_status status = cursor->failure;
    if (error != NULL) {
        wmi_error_clear(error);
        *error = cursor->cause;
        memset(&cursor->cause, 0, sizeof cursor->cause);
    }
    wmi_error_clear(&cursor->cause);
    cursor->failure = WMI_OK;
    return status;
}

static wmi_status tell_nothing_came(const wmip_com_cursor *cursor, const wmip_com_deadline *deadline, wmi_error *error)
{
    wmi_status status;
    if (cursor->ended) {
        return cursor->is_notification ? wmi_fail(error, WMI_TRANSPORT, WMI_E_FAILED,
                                                  "The host has ended the notification query %s", cursor->text)
                                       : WMI_OK;
    }
    status = wmip_com_check_cancel(deadline, cursor->is_notification ? "No event came" : "The query", error);
    if (status != WMI_OK) {
        return status;
    }
    if (cursor->is_notification) {
        return wmi_fail(error, WMI_TIMEOUT, 0, "No event within %lu ms", (unsigned long)deadline->timeout_ms);
    }
    return wmip_com_timed_out(error, deadline, "The query did not deliver its next object");
}

static wmi_status hand_out(wmip_com_cursor *cursor, wmi_object **out, wmi_error *error)
{
    IWbemClassObject *object = cursor->objects[cursor->at++];
    wmi_status status = wmip_com_read_object(object, out, error);
    IWbemClassObject_Release(object);
    if (status != WMI_OK && error != NULL) {
        wmip_error_reword(error, "The query %s failed: %s", cursor->text, error->message);
    }
    return status;
}

wmi_status wmip_com_next(wmip_com_cursor *cursor, wmi_object **out, const wmi_limit *limit, wmi_error *error)
{
    wmip_com_deadline deadline = wmip_com_deadline_start(limit);
    wmi_status status = wmip_com_check_thread(cursor->connection, error);
    *out = NULL;
    if (status != WMI_OK) {
        return status;
    }
    if (cursor->at == cursor->count && !cursor->ended && cursor->failure == WMI_OK) {
        fetch(cursor, &deadline, limit);
    }
    if (cursor->at < cursor->count) {
        return hand_out(cursor, out, error);
    }
    return cursor->failure != WMI_OK ? tell_failure(cursor, error) : tell_nothing_came(cursor, &deadline, error);
}
