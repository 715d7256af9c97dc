/*
 * IEnumWbemClassObject.
 *
 * A forward-only one reads from the world as it goes. Any other has all results from the start, so that Reset and Clone
 * can go back to them.
 */
#include "fake_services.h"

#include <stdlib.h>
#include <string.h>

/* What a query found; enumerators share it. */
typedef struct fake_results {
    LONG references;
    wmi_object **items;
    size_t count;
    size_t capacity;
} fake_results;

typedef struct fake_enum {
    IEnumWbemClassObject iface;
    fake_proxy proxy;
    fake_link *link;
    const mb_namespace *ns;
    wmi_cursor *cursor;    /* NULL with results, and with a failure */
    fake_results *results; /* NULL with a cursor */
    size_t at;             /* in results */
    LONG flags;
    bool is_notification;
    bool keys_only;
    char *only_class;
    char *columns;
    bool ended;
    HRESULT failure;   /* that the query is broken with: every Next says it */
    HRESULT deferred;  /* that came behind objects, which the client has had: the next Next says it */
    IErrorInfo *cause; /* the error object of either */
    uint32_t pending;  /* how often it is still to say that nothing has come */
} fake_enum;

/* Results. */

static void release_results(fake_results *results)
{
    size_t i;
    if (results == NULL || InterlockedDecrement(&results->references) != 0) {
        return;
    }
    for (i = 0; i < results->count; i++) {
        wmi_object_free(results->items[i]);
    }
    free(results->items);
    free(results);
}

/* Takes the object over. */
static bool keep_result(fake_results *results, wmi_object *object)
{
    if (results->count == results->capacity) {
        size_t capacity = results->capacity > 0 ? results->capacity * 2 : 32;
        wmi_object **grown = realloc(results->items, capacity * sizeof *grown);
        if (grown == NULL) {
            wmi_object_free(object);
            return false;
        }
        results->items = grown;
        results->capacity = capacity;
    }
    results->items[results->count++] = object;
    return true;
}

/* The world. */

/* The next object of the world, or NULL at the end. @return S_OK, WBEM_S_TIMEDOUT, or a failure with the thread's error
 * object. */
static HRESULT ask_world(fake_enum *self, uint32_t timeout_ms, wmi_object **out)
{
    wmi_limit limit = {timeout_ms, NULL};
    wmi_error error;
    wmi_status status;
    memset(&error, 0, sizeof error);
    *out = NULL;
    fake_lock_world();
    status = self->link->world->next(self->cursor, out, &limit, &error);
    fake_unlock_world();
    if (status == WMI_TIMEOUT) {
        wmi_error_clear(&error);
        return FAKE_HRESULT(WBEM_S_TIMEDOUT);
    }
    return fake_world_result(status, &error, "Next");
}

/* Whether the object is of the class that was asked for, and not of one derived from it. */
static bool is_wanted(const fake_enum *self, const wmi_object *object)
{
    return self->only_class == NULL ||
           (object->class_name != NULL && _stricmp(self->only_class, object->class_name) == 0);
}

/* A copy that has the key properties alone. */
static wmi_object *copy_keys(const fake_enum *self, const wmi_object *object)
{
    const mb_class *cls = fake_find_class(self->ns, object->class_name);
    wmi_object *copy = wmi_object_new(object->class_name);
    bool good = copy != NULL && (object->path == NULL || wmi_object_set_path(copy, object->path) == WMI_OK);
    size_t i;
    for (i = 0; i < object->count && good && cls != NULL; i++) {
        const wmi_property *property = &object->properties[i];
        const mb_element *element = fake_find_property(cls, property->name);
        if (element != NULL && mb_element_flag(element, MB_Q_KEY)) {
            good = wmi_object_set(copy, property->name, &property->value) == WMI_OK;
        }
    }
    if (!good) {
        wmi_object_free(copy);
        copy = NULL;
    }
    return copy;
}

/* The next object that is wanted, as the client is to have it. @return as ask_world, and WBEM_S_FALSE at the end. */
static HRESULT read_world(fake_enum *self, uint32_t timeout_ms, wmi_object **out)
{
    HRESULT result = ask_world(self, timeout_ms, out);
    while (result == S_OK && *out != NULL && !is_wanted(self, *out)) {
        wmi_object_free(*out);
        result = ask_world(self, timeout_ms, out);
    }
    if (result != S_OK) {
        return result;
    }
    if (*out != NULL && self->keys_only) {
        wmi_object *copy = copy_keys(self, *out);
        wmi_object_free(*out);
        *out = copy;
        return copy != NULL ? S_OK : FAKE_HRESULT(WBEM_E_OUT_OF_MEMORY);
    }
    return *out != NULL ? S_OK : FAKE_HRESULT(WBEM_S_FALSE);
}

static void close_cursor(fake_enum *self)
{
    if (self->cursor != NULL && self->link->generation == fake_generation()) {
        fake_lock_world();
        self->link->world->close_cursor(self->cursor);
        fake_unlock_world();
    }
    self->cursor = NULL;
}

/* Reads everything there is. */
static HRESULT read_all(fake_enum *self)
{
    wmi_object *object = NULL;
    HRESULT result;
    self->results = calloc(1, sizeof *self->results);
    if (self->results == NULL) {
        return FAKE_HRESULT(WBEM_E_OUT_OF_MEMORY);
    }
    self->results->references = 1;
    result = read_world(self, 0, &object);
    while (result == S_OK) {
        result = keep_result(self->results, object) ? read_world(self, 0, &object) : FAKE_HRESULT(WBEM_E_OUT_OF_MEMORY);
    }
    close_cursor(self);
    return result == FAKE_HRESULT(WBEM_S_FALSE) ? S_OK : result;
}

/* The object. */

static fake_enum *from_iface(IEnumWbemClassObject *iface)
{
    return CONTAINING_RECORD(iface, fake_enum, iface);
}

static void enum_destroy(fake_unknown *unknown)
{
    fake_enum *self = CONTAINING_RECORD(unknown, fake_enum, proxy.unknown);
    fake_security_check_release(&self->proxy.security, unknown->kind);
    close_cursor(self);
    release_results(self->results);
    self->results = NULL;
    fake_link_release(self->link);
    self->link = NULL;
    free(self->only_class);
    free(self->columns);
    self->only_class = NULL;
    self->columns = NULL;
    if (self->cause != NULL) {
        IErrorInfo_Release(self->cause);
        self->cause = NULL;
    }
}

static HRESULT STDMETHODCALLTYPE enum_QueryInterface(IEnumWbemClassObject *iface, REFIID iid, void **out)
{
    return fake_proxy_query(&from_iface(iface)->proxy, iid, out);
}

static ULONG STDMETHODCALLTYPE enum_AddRef(IEnumWbemClassObject *iface)
{
    return fake_add_reference(&from_iface(iface)->proxy.unknown);
}

static ULONG STDMETHODCALLTYPE enum_Release(IEnumWbemClassObject *iface)
{
    return fake_release(&from_iface(iface)->proxy.unknown);
}

static bool is_forward_only(const fake_enum *self)
{
    return self->is_notification || (self->flags & WBEM_FLAG_FORWARD_ONLY) != 0;
}

static HRESULT STDMETHODCALLTYPE enum_Reset(IEnumWbemClassObject *iface)
{
    fake_enum *self = from_iface(iface);
    HRESULT result = fake_proxy_enter(&self->proxy, "IEnumWbemClassObject::Reset");
    if (result == S_OK && is_forward_only(self)) {
        result = FAKE_HRESULT(WBEM_E_INVALID_OPERATION);
    }
    if (result == S_OK) {
        self->at = 0;
        self->ended = false;
    }
    return result;
}

/* Next. */

static bool is_selected(const char *columns, const char *name)
{
    size_t length = strlen(name);
    while (*columns != '\0') {
        size_t column = fake_name_length(columns);
        if (column == length && _strnicmp(columns, name, length) == 0) {
            return true;
        }
        columns += column > 0 ? column : 1;
    }
    return false;
}

/* What was not selected, the object does not have. */
static void project(const char *columns, IWbemClassObject *object)
{
    fake_object *self = fake_object_of(object);
    size_t count = 0;
    size_t i;
    for (i = 0; i < self->count; i++) {
        if (is_selected(columns, self->slots[i].name)) {
            self->slots[count++] = self->slots[i];
        }
    }
    self->count = count;
    self->is_projected = true;
}

static HRESULT make_object(const fake_enum *self, const wmi_object *object, IWbemClassObject **out)
{
    HRESULT result = fake_make_instance(self->ns, object, out);
    if (result == S_OK && self->columns != NULL) {
        project(self->columns, *out);
    }
    return result;
}

static HRESULT next_object(fake_enum *self, uint32_t timeout_ms, IWbemClassObject **out)
{
    wmi_object *object = NULL;
    HRESULT result;
    if (self->results != NULL) {
        return self->at < self->results->count ? make_object(self, self->results->items[self->at++], out)
                                               : FAKE_HRESULT(WBEM_S_FALSE);
    }
    result = read_world(self, timeout_ms, &object);
    if (result == S_OK) {
        result = make_object(self, object, out);
        wmi_object_free(object);
    }
    return result;
}

/* Says again what is wrong, with its error object. */
static HRESULT repeat_failure(fake_enum *self, HRESULT failure)
{
    (void)SetErrorInfo(0, self->cause);
    return failure;
}

static void keep_cause(fake_enum *self)
{
    if (self->cause != NULL) {
        IErrorInfo_Release(self->cause);
        self->cause = NULL;
    }
    (void)GetErrorInfo(0, &self->cause);
}

static uint64_t world_now(const fake_enum *self)
{
    uint64_t now;
    fake_lock_world();
    now = self->link->world->now(self->link->connection);
    fake_unlock_world();
    return now;
}

/* What a notification's Next may still wait for in the world. */
static uint32_t time_left(const fake_enum *self, uint64_t start, LONG timeout)
{
    uint64_t passed;
    if (timeout == (LONG)WBEM_INFINITE) {
        return WMI_FOREVER;
    }
    passed = world_now(self) - start;
    return passed < (uint64_t)timeout ? (uint32_t)((uint64_t)timeout - passed) : 0;
}

static HRESULT fill(fake_enum *self, LONG timeout, ULONG limit, IWbemClassObject **objects, ULONG *got)
{
    uint64_t start = self->is_notification ? world_now(self) : 0;
    HRESULT result = S_OK;
    while (*got < limit && result == S_OK) {
        result = next_object(self, self->is_notification ? time_left(self, start, timeout) : 0, &objects[*got]);
        *got += result == S_OK ? 1 : 0;
    }
    return result;
}

/*
 * A time that ran out did so for the client too, whose clock is another than the world's. What would never have come
 * back is a violation.
 */
static HRESULT time_out(LONG timeout)
{
    if (timeout == (LONG)WBEM_INFINITE) {
        fake_violate("The client waits without a limit for what never comes");
        return FAKE_HRESULT(WBEM_E_CALL_CANCELLED);
    }
    fake_wait((uint32_t)timeout);
    return FAKE_HRESULT(WBEM_S_TIMEDOUT);
}

/* Whether a query that the client did not wait for has no answer yet, and then what Next says. */
static bool is_waiting(fake_enum *self, LONG timeout, HRESULT *result)
{
    bool is_semisynchronous = !self->is_notification && (self->flags & WBEM_FLAG_RETURN_IMMEDIATELY) != 0;
    if (is_semisynchronous && fake_current()->never_done) {
        *result = time_out(timeout);
        return true;
    }
    if (is_semisynchronous && self->pending > 0 && timeout != (LONG)WBEM_INFINITE) {
        self->pending--;
        *result = FAKE_HRESULT(WBEM_S_TIMEDOUT);
        return true;
    }
    return false;
}

static HRESULT next(fake_enum *self, LONG timeout, ULONG count, IWbemClassObject **objects, ULONG *got)
{
    uint32_t batch = fake_current()->batch;
    ULONG limit = batch != 0 && batch < count && timeout != (LONG)WBEM_INFINITE ? batch : count;
    HRESULT result = S_OK;
    if (is_waiting(self, timeout, &result)) {
        return result;
    }
    if (self->failure != S_OK || self->deferred != S_OK) {
        result = self->failure != S_OK ? self->failure : self->deferred;
        self->deferred = S_OK;
        return repeat_failure(self, result);
    }
    if (self->ended) {
        return FAKE_HRESULT(WBEM_S_FALSE);
    }
    result = fill(self, timeout, limit, objects, got);
    self->ended = result == FAKE_HRESULT(WBEM_S_FALSE);
    if (FAILED(result) && *got > 0) {
        keep_cause(self);
        self->deferred = result;
        result = FAKE_HRESULT(WBEM_S_TIMEDOUT);
    } else if (result == FAKE_HRESULT(WBEM_S_TIMEDOUT)) {
        result = time_out(timeout);
    }
    return result == S_OK && *got < count ? FAKE_HRESULT(WBEM_S_TIMEDOUT) : result;
}

static HRESULT STDMETHODCALLTYPE enum_Next(IEnumWbemClassObject *iface, LONG timeout, ULONG count,
                                           IWbemClassObject **objects, ULONG *got)
{
    fake_enum *self = from_iface(iface);
    HRESULT result = fake_proxy_enter(&self->proxy, "IEnumWbemClassObject::Next");
    if (got != NULL) {
        *got = 0;
    }
    if (result != S_OK) {
        return result;
    }
    if (objects == NULL || got == NULL || (timeout < 0 && timeout != (LONG)WBEM_INFINITE)) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    return count > 0 ? next(self, timeout, count, objects, got) : S_OK;
}

static HRESULT STDMETHODCALLTYPE enum_NextAsync(IEnumWbemClassObject *iface, ULONG count, IWbemObjectSink *sink)
{
    HRESULT result = fake_proxy_enter(&from_iface(iface)->proxy, "IEnumWbemClassObject::NextAsync");
    (void)count;
    (void)sink;
    return result != S_OK ? result : FAKE_HRESULT(WBEM_E_NOT_SUPPORTED);
}

static HRESULT STDMETHODCALLTYPE enum_Skip(IEnumWbemClassObject *iface, LONG timeout, ULONG count)
{
    fake_enum *self = from_iface(iface);
    HRESULT result = fake_proxy_enter(&self->proxy, "IEnumWbemClassObject::Skip");
    while (result == S_OK && count > 0) {
        IWbemClassObject *object = NULL;
        ULONG got = 0;
        result = next(self, timeout, 1, &object, &got);
        if (object != NULL) {
            IWbemClassObject_Release(object);
        }
        count--;
    }
    return result;
}

/* Making. */

static fake_enum *new_enum(bool remote)
{
    fake_enum *self = fake_new(sizeof *self, offsetof(fake_enum, proxy.unknown), "IEnumWbemClassObject", enum_destroy);
    if (self != NULL) {
        fake_proxy_init(&self->proxy, &IID_IEnumWbemClassObject, &self->iface, remote);
    }
    return self;
}

static HRESULT STDMETHODCALLTYPE enum_Clone(IEnumWbemClassObject *iface, IEnumWbemClassObject **out);

static IEnumWbemClassObjectVtbl enum_vtable = {
    enum_QueryInterface, enum_AddRef, enum_Release, enum_Reset, enum_Next, enum_NextAsync, enum_Clone, enum_Skip,
};

static HRESULT STDMETHODCALLTYPE enum_Clone(IEnumWbemClassObject *iface, IEnumWbemClassObject **out)
{
    fake_enum *self = from_iface(iface);
    fake_enum *copy = NULL;
    HRESULT result = fake_proxy_enter(&self->proxy, "IEnumWbemClassObject::Clone");
    if (out != NULL) {
        *out = NULL;
    }
    if (result == S_OK && out == NULL) {
        result = FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (result == S_OK && is_forward_only(self)) {
        result = FAKE_HRESULT(WBEM_E_INVALID_OPERATION);
    }
    if (result == S_OK && self->failure != S_OK) {
        result = repeat_failure(self, self->failure);
    }
    if (result != S_OK) {
        return result;
    }
    copy = new_enum(self->proxy.security.remote);
    if (copy == NULL) {
        return FAKE_HRESULT(WBEM_E_OUT_OF_MEMORY);
    }
    copy->iface.lpVtbl = &enum_vtable;
    copy->link = fake_link_share(self->link);
    copy->ns = self->ns;
    copy->results = self->results;
    (void)InterlockedIncrement(&copy->results->references);
    copy->at = self->at;
    copy->ended = self->ended;
    copy->flags = self->flags;
    copy->columns = self->columns != NULL ? _strdup(self->columns) : NULL;
    *out = &copy->iface;
    return S_OK;
}

HRESULT fake_make_enumerator(const fake_source *source, IEnumWbemClassObject **out)
{
    fake_enum *self = new_enum(source->remote);
    *out = NULL;
    if (self == NULL) {
        fake_lock_world();
        if (source->cursor != NULL) {
            source->link->world->close_cursor(source->cursor);
        }
        fake_unlock_world();
        free(source->columns);
        return FAKE_HRESULT(WBEM_E_OUT_OF_MEMORY);
    }
    self->iface.lpVtbl = &enum_vtable;
    self->link = fake_link_share(source->link);
    self->ns = source->ns;
    self->cursor = source->cursor;
    self->failure = source->failure;
    self->flags = source->flags;
    self->is_notification = source->is_notification;
    self->keys_only = source->keys_only;
    self->only_class = source->only_class != NULL ? _strdup(source->only_class) : NULL;
    self->columns = source->columns;
    self->pending = fake_current()->pending;
    if (self->failure == S_OK && !is_forward_only(self)) {
        self->failure = read_all(self);
    }
    if (self->failure != S_OK) {
        keep_cause(self);
    }
    *out = &self->iface;
    return S_OK;
}
