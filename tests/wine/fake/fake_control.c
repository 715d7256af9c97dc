/*
 * The test's side of the fake: settings, calls and which of them fail, rules that the client broke, error objects.
 *
 * What is here lies behind `control_lock`. Nothing that allocates from the COM allocator, and no other lock of the
 * fake, is taken inside it: the spy reports from within that allocator.
 */
#include "fake_object.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VIOLATION_LIMIT = 200, SENTENCE_SIZE = 1200 };

typedef struct injection {
    uint32_t index;
    HRESULT result;
    char *description; /* NULL = no error object */
    struct injection *next;
} injection;

static struct {
    fake_settings settings;
    uint32_t generation;
    const char **calls; /* names, which are literals */
    uint32_t call_count;
    uint32_t call_capacity;
    injection *injections;
    char *violations[VIOLATION_LIMIT];
    size_t violation_count;
} control;

static SRWLOCK control_lock = SRWLOCK_INIT;
static CRITICAL_SECTION world_lock;
static INIT_ONCE once = INIT_ONCE_STATIC_INIT;
static DWORD last_call = TLS_OUT_OF_INDEXES; /* name of the call that the thread began last */
static HANDLE let_go;                        /* counts the calls that may come back; those that hang wait for it */
static volatile LONG hanging;

static BOOL CALLBACK init_once(INIT_ONCE *self, void *parameter, void **context)
{
    (void)self;
    (void)parameter;
    (void)context;
    InitializeCriticalSection(&world_lock);
    last_call = TlsAlloc();
    let_go = CreateSemaphoreW(NULL, 0, 1000, NULL);
    return TRUE;
}

static void init(void)
{
    (void)InitOnceExecuteOnce(&once, init_once, NULL, NULL);
}

/* Settings. */

static void forget_injections(void)
{
    while (control.injections != NULL) {
        injection *next = control.injections->next;
        free(control.injections->description);
        free(control.injections);
        control.injections = next;
    }
}

static void forget_violations(void)
{
    size_t i;
    for (i = 0; i < control.violation_count && i < VIOLATION_LIMIT; i++) {
        free(control.violations[i]);
        control.violations[i] = NULL;
    }
    control.violation_count = 0;
}

bool fake_load(const char *const *files, size_t count, char *message, size_t size)
{
    init();
    if (!fake_spy_install()) {
        (void)snprintf(message, size, "COM does not take the fake's IMallocSpy");
        return false;
    }
    return fake_schema_load(files, count, message, size);
}

void fake_start(const fake_settings *settings)
{
    init();
    (void)SetErrorInfo(0, NULL); /* may be an object of the test before */
    (void)fake_spy_install();
    AcquireSRWLockExclusive(&control_lock);
    control.settings = *settings;
    control.generation++;
    control.call_count = 0;
    forget_injections();
    forget_violations();
    ReleaseSRWLockExclusive(&control_lock);
    (void)TlsSetValue(last_call, NULL);
    fake_forget_objects();
    fake_spy_start();
}

void fake_change(const fake_settings *settings)
{
    const wmi_backend *world = control.settings.world;
    AcquireSRWLockExclusive(&control_lock);
    control.settings = *settings;
    control.settings.world = world;
    ReleaseSRWLockExclusive(&control_lock);
}

const fake_settings *fake_current(void)
{
    return &control.settings;
}

uint32_t fake_generation(void)
{
    uint32_t generation;
    AcquireSRWLockShared(&control_lock);
    generation = control.generation;
    ReleaseSRWLockShared(&control_lock);
    return generation;
}

void fake_lock_world(void)
{
    EnterCriticalSection(&world_lock);
}

void fake_unlock_world(void)
{
    LeaveCriticalSection(&world_lock);
}

void fake_wait(uint32_t milliseconds)
{
    uint64_t start = GetTickCount64();
    uint64_t passed = 0;
    while (passed < milliseconds) {
        Sleep((DWORD)(milliseconds - passed));
        passed = GetTickCount64() - start;
    }
}

/* Calls. */

uint32_t fake_calls(void)
{
    uint32_t count;
    AcquireSRWLockShared(&control_lock);
    count = control.call_count;
    ReleaseSRWLockShared(&control_lock);
    return count;
}

const char *fake_call_name(uint32_t index)
{
    const char *name;
    AcquireSRWLockShared(&control_lock);
    name = index < control.call_count && index < control.call_capacity ? control.calls[index] : NULL;
    ReleaseSRWLockShared(&control_lock);
    return name;
}

/* "IWbemServices::ExecMethod" by its whole name, or by what stands behind the colons. */
static bool is_named(const char *call, const char *name)
{
    const char *colons = strstr(call, "::");
    return strcmp(call, name) == 0 || (colons != NULL && strcmp(colons + 2, name) == 0);
}

uint32_t fake_calls_of(const char *name)
{
    uint32_t count = 0;
    uint32_t i;
    AcquireSRWLockShared(&control_lock);
    for (i = 0; i < control.call_count && i < control.call_capacity; i++) {
        count += is_named(control.calls[i], name) ? 1 : 0;
    }
    ReleaseSRWLockShared(&control_lock);
    return count;
}

void fake_fail_call(uint32_t index, int32_t result, const char *description)
{
    injection *order = calloc(1, sizeof *order);
    if (order == NULL) {
        fake_violate("The fake has no memory for fake_fail_call");
        return;
    }
    order->index = index;
    order->result = result;
    order->description = description != NULL ? _strdup(description) : NULL;
    AcquireSRWLockExclusive(&control_lock);
    order->next = control.injections; /* the latest order for a call is the one that counts */
    control.injections = order;
    ReleaseSRWLockExclusive(&control_lock);
}

/* Keeps the name of a call. One that there is no memory for is counted, and has no name. */
static uint32_t keep_call(const char *name)
{
    if (control.call_count == control.call_capacity) {
        uint32_t capacity = control.call_capacity > 0 ? control.call_capacity * 2 : 1024;
        const char **grown = realloc(control.calls, capacity * sizeof *grown);
        if (grown != NULL) {
            control.calls = grown;
            control.call_capacity = capacity;
        }
    }
    if (control.call_count < control.call_capacity) {
        control.calls[control.call_count] = name;
    }
    return control.call_count++;
}

HRESULT fake_count_call(const char *name)
{
    const char *method = strstr(name, "::");
    char *description = NULL;
    HRESULT result = S_OK;
    const injection *order;
    uint32_t index;
    init();
    (void)SetErrorInfo(0, NULL);
    (void)TlsSetValue(last_call, (void *)(uintptr_t)name);
    AcquireSRWLockExclusive(&control_lock);
    index = keep_call(name);
    for (order = control.injections; order != NULL && order->index != index; order = order->next) {
    }
    if (order != NULL) {
        result = order->result;
        description = order->description != NULL ? _strdup(order->description) : NULL;
    }
    ReleaseSRWLockExclusive(&control_lock);
    if (description != NULL) {
        (void)fake_error(result, method != NULL ? method + 2 : name, NULL, description);
        free(description);
    }
    return result;
}

void fake_let_go(void)
{
    LONG count = InterlockedExchange(&hanging, 0);
    if (count > 0) {
        (void)ReleaseSemaphore(let_go, count, NULL);
    }
}

static HRESULT hang(void)
{
    (void)InterlockedIncrement(&hanging);
    if (WaitForSingleObject(let_go, 120000) != WAIT_OBJECT_0) {
        fake_violate("The client has not left a call that hangs for two minutes");
    }
    return RPC_E_CALL_CANCELED;
}

HRESULT fake_enter(const char *name)
{
    HRESULT result = fake_count_call(name);
    const char *hangs = fake_current()->hangs;
    if (result == S_OK && hangs != NULL && strcmp(hangs, name) == 0) {
        return hang();
    }
    if (!fake_apartment_here().is_initialised) {
        fake_violate("A thread that is in no apartment calls COM");
        return RPC_E_WRONG_THREAD;
    }
    return result;
}

/* Violations. */

void fake_violate(const char *format, ...)
{
    char sentence[SENTENCE_SIZE];
    const char *call;
    va_list arguments;
    int length;
    init();
    call = TlsGetValue(last_call);
    va_start(arguments, format);
    length = vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    if (length >= 0 && (size_t)length < sizeof sentence) {
        (void)snprintf(sentence + length, sizeof sentence - (size_t)length, " [%s%s]",
                       call != NULL ? "in or after " : "before any call", call != NULL ? call : "");
    }
    AcquireSRWLockExclusive(&control_lock);
    if (control.violation_count < VIOLATION_LIMIT) {
        control.violations[control.violation_count] = _strdup(sentence);
    }
    control.violation_count++;
    ReleaseSRWLockExclusive(&control_lock);
}

size_t fake_violations(void)
{
    size_t count;
    AcquireSRWLockShared(&control_lock);
    count = control.violation_count;
    ReleaseSRWLockShared(&control_lock);
    return count;
}

const char *fake_violation(size_t index)
{
    const char *sentence = NULL;
    AcquireSRWLockShared(&control_lock);
    if (index < control.violation_count) {
        sentence = index < VIOLATION_LIMIT ? control.violations[index] : NULL;
        sentence = sentence != NULL ? sentence : "(not kept)";
    }
    ReleaseSRWLockShared(&control_lock);
    return sentence;
}

/* Error objects. */

HRESULT fake_error(HRESULT result, const char *operation, const char *parameter_info, const char *description)
{
    IWbemClassObject *object = NULL;
    IErrorInfo *info = NULL;
    if (FAILED(fake_make_status(result, operation, parameter_info, description, &object))) {
        return result;
    }
    /* COM keeps it with the thread, and gives it back with the thread, which by then has left its apartment. */
    fake_object_of(object)->unknown.is_agile = true;
    if (SUCCEEDED(IWbemClassObject_QueryInterface(object, &IID_IErrorInfo, (void **)&info))) {
        (void)SetErrorInfo(0, info);
        IErrorInfo_Release(info);
    }
    IWbemClassObject_Release(object);
    return result;
}

HRESULT fake_error_of(wmi_status status, const wmi_error *error, const char *operation)
{
    HRESULT result = FAKE_HRESULT(WBEM_E_FAILED);
    if (status == WMI_OK) {
        return S_OK;
    }
    if (status == WMI_TRANSPORT && error->number != 0) {
        result = (HRESULT)error->number;
    } else if (status == WMI_NO_MEMORY) {
        result = FAKE_HRESULT(WBEM_E_OUT_OF_MEMORY);
    } else if (status == WMI_USAGE) {
        result = FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    } else if (status == WMI_TIMEOUT) {
        result = FAKE_HRESULT(WBEM_E_TIMED_OUT);
    }
    return fake_error(result, operation, error->target, error->message);
}

/* The audit. */

static fake_balance count_held(char *text, size_t size)
{
    fake_balance balance;
    memset(&balance, 0, sizeof balance);
    (void)SetErrorInfo(0, NULL); /* the thread's error object is COM's, until the next call */
    fake_count_objects(&balance, text, size);
    fake_spy_count(&balance);
    return balance;
}

fake_balance fake_held(void)
{
    return count_held(NULL, 0);
}

const char *fake_describe(void)
{
    static char text[8192]; /* the test's, until it asks again */
    text[0] = '\0';
    (void)count_held(text, sizeof text);
    fake_spy_describe(text, sizeof text);
    return text;
}
