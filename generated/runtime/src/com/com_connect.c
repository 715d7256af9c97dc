#include "com/com_internal.h"

#include <string.h>

/* Apartments. */

typedef enum wmip_com_place { IN_MULTITHREADED, IN_SINGLE_THREADED, IN_NEUTRAL } wmip_com_place;

/* Where the calling thread is. One that has not initialised COM is in the multithreaded apartment, once there is one.
 */
static wmi_status find_place(wmip_com_place *place, wmi_error *error)
{
    APTTYPE type = APTTYPE_MTA;
    APTTYPEQUALIFIER qualifier = APTTYPEQUALIFIER_NONE;
    HRESULT result = CoGetApartmentType(&type, &qualifier);
    if (FAILED(result) && result != CO_E_NOTINITIALIZED) {
        return wmip_com_fail_here(error, result, "Cannot tell the COM apartment of the thread");
    }
    if (FAILED(result) || type == APTTYPE_MTA) {
        *place = IN_MULTITHREADED;
    } else {
        *place = type == APTTYPE_NA ? IN_NEUTRAL : IN_SINGLE_THREADED;
    }
    return WMI_OK;
}

static wmi_status enter_apartment(wmip_com_apartment *apartment, wmi_error *error)
{
    wmip_com_place place = IN_MULTITHREADED;
    wmi_status status = find_place(&place, error);
    HRESULT result;
    if (status != WMI_OK) {
        return status;
    }
    if (place == IN_NEUTRAL) {
        return wmi_fail(
            error, WMI_USAGE, 0,
            "The thread is in COM's neutral apartment, where no session can live; open and use the session on "
            "a thread of its own");
    }
    if (place == IN_SINGLE_THREADED) {
        apartment->thread = GetCurrentThreadId();
        return WMI_OK;
    }
    result = wmip_com_mta_keep(&apartment->mta);
    if (FAILED(result)) {
        return wmip_com_fail_here(error, result, "Cannot keep COM's multithreaded apartment alive");
    }
    return WMI_OK;
}

wmi_status wmip_com_check_thread(const wmip_com_connection *connection, wmi_error *error)
{
    wmip_com_place place = IN_MULTITHREADED;
    wmi_status status;
    if (connection->apartment.thread != 0) {
        return connection->apartment.thread == GetCurrentThreadId()
                   ? WMI_OK
                   : wmi_fail(
                         error, WMI_USAGE, 0,
                         "The session belongs to the single-threaded apartment of another thread; use it on the thread "
                         "that opened it, or open one here");
    }
    status = find_place(&place, error);
    if (status == WMI_OK && place != IN_MULTITHREADED) {
        status =
            wmi_fail(error, WMI_USAGE, 0,
                     "The session belongs to COM's multithreaded apartment, and this thread is in a %s one; use the "
                     "session on a thread that does not initialise COM as such, or open one here",
                     place == IN_NEUTRAL ? "neutral" : "single-threaded");
    }
    return status;
}

/* Which host, and which namespace of it. */

/* Takes `\\host\` off a namespace. `*server` is the host, the caller's; NULL where the namespace names none. */
static wmi_status split_namespace(const char **ns, char **server, wmi_error *error)
{
    size_t length = 0;
    const char *start = wmip_path_server(*ns, &length);
    if (!wmip_is_slash((*ns)[0]) || !wmip_is_slash((*ns)[1])) {
        return WMI_OK;
    }
    if (start == NULL || start[length + 1] == '\0') {
        return wmi_fail(error, WMI_USAGE, 0,
                        "The namespace %s should be a host and a namespace of it: \\\\host\\root\\...", *ns);
    }
    *server = wmip_copy_slice(start, length);
    if (*server == NULL) {
        return wmip_no_memory(error);
    }
    *ns = start + length + 1;
    return WMI_OK;
}

static wmi_status check_host(const wmi_connect_options *options, wmi_error *error)
{
    const char *host = options->host;
    if (host != NULL && strpbrk(host, "\\/") != NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The host %s is no name of a host; it needs no backslashes", host);
    }
    return WMI_OK;
}

/* Fills connection->host and connection->ns. */
static wmi_status find_host_and_namespace(wmip_com_connection *connection, const wmi_connect_options *options,
                                          wmi_error *error)
{
    const char *ns = options->ns;
    char *at;
    wmi_status status = split_namespace(&ns, &connection->host, error);
    if (status == WMI_OK) {
        status = check_host(options, error);
    }
    if (status != WMI_OK) {
        return status;
    }
    connection->ns = wmi_copy_text(ns);
    if (options->host != NULL && connection->host == NULL) {
        connection->host = wmi_copy_text(options->host);
    }
    if (connection->ns == NULL || (options->host != NULL && connection->host == NULL)) {
        return wmip_no_memory(error);
    }
    for (at = connection->ns; *at != '\0'; at++) {
        *at = *at == '/' ? '\\' : *at;
    }
    if (wmip_is_this_host(connection->host)) {
        wmi_free(connection->host);
        connection->host = NULL;
    }
    return WMI_OK;
}

static wmi_status full_namespace(const wmip_com_connection *connection, BSTR *out, wmi_error *error)
{
    wmip_buffer text = {0};
    wmi_status status;
    if (connection->host != NULL) {
        wmip_buffer_format(&text, "\\\\%s\\", connection->host);
    }
    wmip_buffer_text(&text, connection->ns);
    status = text.failed ? wmip_no_memory(error) : wmip_com_bstr(text.text, "the namespace or the host", out, error);
    wmip_buffer_clear(&text);
    return status;
}

/*
 * An attempt to connect. ConnectServer can take minutes, so it runs in a thread of its own, and the attempt belongs to
 * both threads: the one that is the last to leave it gives it back. It uses neither the runtime's allocator nor
 * anything of the session's, because it may outlive both.
 */

typedef struct wmip_com_attempt {
    volatile LONG references;
    BSTR ns;
    BSTR locale;
    wmip_com_security security; /* a copy: the session's is wiped when nobody waits any more */
    HANDLE token;               /* of a caller that impersonates; else NULL */
    wmip_com_mta mta;           /* empty in a single-threaded apartment */
    HMODULE module;             /* the worker's own hold on the code that it runs */
    bool has_locator;
    HRESULT result;
    IErrorInfo *failure; /* the error object, which the thread of the failed call has */
    IWbemServices *services;
} wmip_com_attempt;

static void release_attempt(wmip_com_attempt *attempt)
{
    if (InterlockedDecrement(&attempt->references) != 0) {
        return;
    }
    if (attempt->services != NULL) { /* nobody waited for it; its last Release speaks to the host, too */
        (void)wmip_com_secure(&attempt->security, (IUnknown *)attempt->services);
        IWbemServices_Release(attempt->services);
    }
    if (attempt->failure != NULL) {
        IErrorInfo_Release(attempt->failure);
    }
    if (attempt->token != NULL) {
        CloseHandle(attempt->token);
    }
    wmip_com_security_clear(&attempt->security);
    SysFreeString(attempt->locale);
    SysFreeString(attempt->ns);
    wmip_com_mta_release(&attempt->mta);
    HeapFree(GetProcessHeap(), 0, attempt);
}

static wmi_status new_attempt(const wmip_com_connection *connection, const wmi_connect_options *options,
                              wmip_com_attempt **out, wmi_error *error)
{
    wmip_com_attempt *attempt = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof *attempt);
    wmi_status status;
    *out = attempt;
    if (attempt == NULL) {
        return wmip_no_memory(error);
    }
    attempt->references = 1;
    attempt->result = E_UNEXPECTED;
    status = full_namespace(connection, &attempt->ns, error);
    if (status == WMI_OK) {
        status = wmip_com_bstr(options->locale, "the locale", &attempt->locale, error);
    }
    if (status == WMI_OK && !wmip_com_security_copy(&attempt->security, &connection->security)) {
        status = wmip_no_memory(error);
    }
    return status;
}

static void run_attempt(wmip_com_attempt *attempt)
{
    IWbemLocator *locator = NULL;
    wmip_com_forget_errors();
    attempt->result =
        CoCreateInstance(&CLSID_WbemLocator, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemLocator, (void **)&locator);
    attempt->has_locator = SUCCEEDED(attempt->result);
    if (attempt->has_locator) {
        const wmip_com_security *security = &attempt->security;
        attempt->result =
            IWbemLocator_ConnectServer(locator, attempt->ns, security->user, security->password, attempt->locale,
                                       WBEM_FLAG_CONNECT_USE_MAX_WAIT, security->authority, NULL, &attempt->services);
    }
    if (FAILED(attempt->result) && GetErrorInfo(0, &attempt->failure) != S_OK) {
        attempt->failure = NULL;
    }
    if (SUCCEEDED(attempt->result) && attempt->services == NULL) {
        attempt->result = E_UNEXPECTED;
    }
    if (locator != NULL) {
        IWbemLocator_Release(locator);
    }
}

static DWORD WINAPI attempt_thread(LPVOID parameter)
{
    wmip_com_attempt *attempt = parameter;
    HMODULE module = attempt->module;
    if (attempt->token == NULL || SetThreadToken(NULL, attempt->token)) {
        run_attempt(attempt);
    } else {
        attempt->result = HRESULT_FROM_WIN32(GetLastError());
    }
    release_attempt(attempt);
    FreeLibraryAndExitThread(module, 0);
}

/* What the worker needs of the calling thread: its token, an apartment that stays, code that stays. */
static HRESULT equip_worker(wmip_com_attempt *attempt)
{
    static const char anchor = 0; /* an address in this module */
    if (!OpenThreadToken(GetCurrentThread(), TOKEN_IMPERSONATE, TRUE, &attempt->token)) {
        DWORD code = GetLastError();
        attempt->token = NULL;
        if (code != ERROR_NO_TOKEN) {
            return HRESULT_FROM_WIN32(code);
        }
    }
    if (!GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, (LPCWSTR)(const void *)&anchor, &attempt->module)) {
        return HRESULT_FROM_WIN32(GetLastError());
    }
    return wmip_com_mta_keep(&attempt->mta);
}

static wmi_status start_worker(wmip_com_attempt *attempt, HANDLE *thread, wmi_error *error)
{
    HRESULT result = equip_worker(attempt);
    *thread = NULL;
    if (SUCCEEDED(result)) {
        attempt->references = 2;
        *thread = CreateThread(NULL, 0, attempt_thread, attempt, 0, NULL);
        result = *thread != NULL ? S_OK : HRESULT_FROM_WIN32(GetLastError());
    }
    if (FAILED(result)) {
        attempt->references = 1;
        if (attempt->module != NULL) {
            FreeLibrary(attempt->module);
        }
        return wmip_com_fail_here(error, result, "Cannot start a thread to connect in");
    }
    return WMI_OK;
}

static wmi_status run_worker(wmip_com_attempt *attempt, const wmip_com_connection *connection, const wmi_limit *limit,
                             wmi_error *error)
{
    HANDLE thread = NULL;
    DWORD waited;
    wmi_status status = start_worker(attempt, &thread, error);
    if (status != WMI_OK) {
        return status;
    }
    waited = WaitForSingleObject(thread, limit->timeout_ms); /* WMI_FOREVER is INFINITE */
    CloseHandle(thread);
    if (waited != WAIT_OBJECT_0) {
        status = wmi_fail(
            error, WMI_TIMEOUT, WMI_E_TIMED_OUT,
            "WMI on %s did not open %s within %lu ms; look whether the host is up, and whether its firewall lets "
            "WMI in",
            connection->host != NULL ? connection->host : "this host", connection->ns,
            (unsigned long)limit->timeout_ms);
    }
    return status;
}

static wmi_status take_services(wmip_com_connection *connection, wmip_com_attempt *attempt, wmi_error *error)
{
    HRESULT result = attempt->result;
    if (FAILED(result)) {
        (void)SetErrorInfo(0, attempt->failure); /* this thread's now */
        return attempt->has_locator ? wmip_com_fail(error, result, "%s", "")
                                    : wmip_com_fail_here(error, result, "COM cannot make WMI's locator");
    }
    connection->services = attempt->services;
    attempt->services = NULL;
    result = wmip_com_secure(&connection->security, (IUnknown *)connection->services);
    return SUCCEEDED(result) ? WMI_OK
                             : wmip_com_fail_here(error, result, "COM does not accept the security of the connection");
}

static wmi_status connect_services(wmip_com_connection *connection, const wmi_connect_options *options,
                                   const wmi_limit *limit, wmi_error *error)
{
    wmip_com_attempt *attempt = NULL;
    wmi_status status = new_attempt(connection, options, &attempt, error);
    if (status == WMI_OK && connection->apartment.thread != 0) {
        run_attempt(attempt);
    } else if (status == WMI_OK) {
        status = run_worker(attempt, connection, limit, error);
    }
    if (status == WMI_OK) {
        status = take_services(connection, attempt, error);
    }
    if (attempt != NULL) {
        release_attempt(attempt);
    }
    return status;
}

/* The connection. */

static void release_interfaces(wmip_com_connection *connection)
{
    wmip_com_signatures_clear(connection);
    if (connection->services != NULL) {
        IWbemServices_Release(connection->services);
        connection->services = NULL;
    }
}

static void free_connection(wmip_com_connection *connection)
{
    release_interfaces(connection);
    wmip_com_security_clear(&connection->security);
    wmip_com_mta_release(&connection->apartment.mta);
    wmi_free(connection->ns);
    wmi_free(connection->host);
    wmi_free(connection->server);
    wmi_free(connection);
}

wmi_status wmip_com_connect(const wmi_connect_options *options, wmip_com_connection **out, const wmi_limit *limit,
                            wmi_error *error)
{
    wmi_connect_options resolved = *options;
    wmi_status status;
    wmip_com_connection *connection = wmi_alloc(sizeof *connection);
    *out = NULL;
    if (connection == NULL) {
        return wmip_no_memory(error);
    }
    memset(connection, 0, sizeof *connection);
    InitializeSRWLock(&connection->lock);
    status = enter_apartment(&connection->apartment, error);
    if (status == WMI_OK) {
        status = find_host_and_namespace(connection, options, error);
    }
    if (status == WMI_OK) {
        resolved.host = connection->host;
        status = wmip_com_security_init(&connection->security, &resolved, error);
    }
    if (status == WMI_OK) {
        status = connect_services(connection, options, limit, error);
    }
    if (status == WMI_OK) {
        *out = connection;
    } else {
        free_connection(connection);
    }
    return status;
}

static DWORD WINAPI release_thread(LPVOID parameter)
{
    release_interfaces(parameter);
    return 0;
}

/*
 * Interfaces are released in their own apartment. For the multithreaded one any new thread will do; into the
 * single-threaded apartment of another thread there is no way, so what is there stays, without the password.
 */
void wmip_com_close(wmip_com_connection *connection)
{
    HANDLE thread = NULL;
    if (wmip_com_check_thread(connection, NULL) != WMI_OK) {
        if (connection->apartment.thread != 0) {
            wmip_com_security_forget(&connection->security);
            return;
        }
        thread = CreateThread(NULL, 0, release_thread, connection, 0, NULL);
    }
    if (thread != NULL) {
        (void)WaitForSingleObject(thread, INFINITE);
        CloseHandle(thread);
    }
    free_connection(connection);
}
