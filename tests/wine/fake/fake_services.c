/*
 * IWbemServices.
 */
#include "fake_services.h"

#include <stdlib.h>
#include <string.h>

/* Connections to the world. */

const wmi_limit fake_no_limit = {WMI_FOREVER, NULL};

HRESULT fake_link_open(const char *ns, fake_link **out)
{
    fake_link *link = calloc(1, sizeof *link);
    wmi_connect_options options;
    wmi_error error;
    wmi_status status;
    HRESULT result;
    *out = NULL;
    if (link == NULL) {
        return FAKE_HRESULT(WBEM_E_OUT_OF_MEMORY);
    }
    memset(&options, 0, sizeof options);
    memset(&error, 0, sizeof error);
    link->references = 1;
    link->generation = fake_generation();
    link->world = fake_current()->world;
    options.backend = link->world;
    options.ns = ns;
    fake_lock_world();
    status = link->world->connect(link->world, &options, &link->connection, &fake_no_limit, &error);
    fake_unlock_world();
    result = fake_world_result(status, &error, "ConnectServer");
    if (result == S_OK) {
        *out = link;
    } else {
        free(link);
    }
    return result;
}

fake_link *fake_link_share(fake_link *link)
{
    (void)InterlockedIncrement(&link->references);
    return link;
}

void fake_link_release(fake_link *link)
{
    if (link == NULL || InterlockedDecrement(&link->references) != 0) {
        return;
    }
    if (link->generation == fake_generation()) {
        fake_lock_world();
        link->world->close(link->connection);
        fake_unlock_world();
    }
    free(link);
}

HRESULT fake_world_result(wmi_status status, wmi_error *error, const char *operation)
{
    HRESULT result = fake_error_of(status, error, operation);
    wmi_error_clear(error);
    return result;
}

/* The object. */

static fake_services *from_iface(IWbemServices *iface)
{
    return CONTAINING_RECORD(iface, fake_services, iface);
}

static void services_destroy(fake_unknown *unknown)
{
    fake_services *self = CONTAINING_RECORD(unknown, fake_services, proxy.unknown);
    fake_security_check_release(&self->proxy.security, unknown->kind);
    fake_link_release(self->link);
    self->link = NULL;
}

static HRESULT STDMETHODCALLTYPE services_QueryInterface(IWbemServices *iface, REFIID iid, void **out)
{
    return fake_proxy_query(&from_iface(iface)->proxy, iid, out);
}

static ULONG STDMETHODCALLTYPE services_AddRef(IWbemServices *iface)
{
    return fake_add_reference(&from_iface(iface)->proxy.unknown);
}

static ULONG STDMETHODCALLTYPE services_Release(IWbemServices *iface)
{
    return fake_release(&from_iface(iface)->proxy.unknown);
}

HRESULT fake_services_enter(IWbemServices *iface, const char *name)
{
    fake_services *self = from_iface(iface);
    HRESULT result = fake_proxy_enter(&self->proxy, name);
    if (result == S_OK && fake_current()->ms_per_call > 0) {
        fake_lock_world();
        self->link->world->sleep(self->link->connection, fake_current()->ms_per_call);
        fake_unlock_world();
    }
    return result;
}

/* The end of an operation: what becomes of its answer. @param is_later by a call result */
static HRESULT deliver(fake_services *self, fake_answer *answer, bool is_later, const fake_request *request)
{
    HRESULT result = answer->result;
    if (is_later) {
        return fake_make_call_result(self->proxy.security.remote, answer, request->call);
    }
    return result;
}

/* The UTF-8 of a text that the client handed over; NULL where it is none. The caller's: free. */
static char *take_text(const OLECHAR *text, const char *what)
{
    return text != NULL && fake_check_bstr(text, what) ? fake_utf8(text) : NULL;
}

/* Namespaces. */

static HRESULT open_namespace(const fake_services *self, const char *name, IWbemServices **out)
{
    size_t size = strlen(self->ns->name) + strlen(name) + 2;
    char *full = malloc(size);
    const mb_namespace *ns = NULL;
    HRESULT result = FAKE_HRESULT(WBEM_E_OUT_OF_MEMORY);
    if (full != NULL) {
        strcpy(full, self->ns->name);
        strcat(full, "\\");
        strcat(full, name);
        result = fake_read_local_namespace(full, &ns);
    }
    free(full);
    return result == S_OK ? fake_make_services(self->proxy.security.remote, ns, out) : result;
}

static HRESULT STDMETHODCALLTYPE services_OpenNamespace(IWbemServices *iface, const BSTR name, LONG flags,
                                                        IWbemContext *context, IWbemServices **out,
                                                        IWbemCallResult **call)
{
    fake_services *self = from_iface(iface);
    fake_request request = {"OpenNamespace", flags, WBEM_FLAG_RETURN_IMMEDIATELY, out != NULL, call, true};
    fake_answer answer = {FAKE_ANSWER_SERVICES, S_OK, NULL, NULL, NULL};
    HRESULT result = fake_services_enter(iface, "IWbemServices::OpenNamespace");
    bool is_later = false;
    char *text;
    if (out != NULL) {
        *out = NULL;
    }
    if (result != S_OK) {
        return result;
    }
    text = take_text(name, "The namespace");
    result = text != NULL && (out != NULL || call != NULL) && context == NULL ? fake_request_check(&request, &is_later)
                                                                              : FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    if (result == S_OK) {
        answer.result = open_namespace(self, text, &answer.services);
        if (answer.result != S_OK) {
            (void)fake_error(answer.result, request.operation, text, NULL);
        }
        if (!is_later && answer.services != NULL) {
            *out = answer.services;
        }
        result = deliver(self, &answer, is_later, &request);
    }
    free(text);
    return result;
}

static HRESULT STDMETHODCALLTYPE services_CancelAsyncCall(IWbemServices *iface, IWbemObjectSink *sink)
{
    HRESULT result = fake_services_enter(iface, "IWbemServices::CancelAsyncCall");
    if (result != S_OK) {
        return result;
    }
    return sink != NULL ? FAKE_HRESULT(WBEM_E_NOT_FOUND)
                        : FAKE_HRESULT(WBEM_E_INVALID_PARAMETER); /* no call has a sink */
}

static HRESULT STDMETHODCALLTYPE services_QueryObjectSink(IWbemServices *iface, LONG flags, IWbemObjectSink **out)
{
    HRESULT result = fake_services_enter(iface, "IWbemServices::QueryObjectSink");
    if (out != NULL) {
        *out = NULL;
    }
    if (result == S_OK) {
        result = FAKE_HRESULT(flags == 0 && out != NULL ? WBEM_E_NOT_SUPPORTED : WBEM_E_INVALID_PARAMETER);
    }
    return result;
}

/* Objects. */

static HRESULT get_instance(const fake_services *self, const fake_target *target, IWbemClassObject **out)
{
    wmi_object *object = NULL;
    wmi_error error;
    wmi_status status;
    HRESULT result;
    memset(&error, 0, sizeof error);
    fake_lock_world();
    status = self->link->world->get(self->link->connection, target->relative, &object, &fake_no_limit, &error);
    fake_unlock_world();
    result = fake_world_result(status, &error, "GetObject");
    if (result == S_OK) {
        result = fake_make_instance(self->ns, object, out);
        wmi_object_free(object);
    }
    return result;
}

/* @param path NULL or empty: an empty class */
static void get_object(const fake_services *self, const char *path, fake_answer *answer)
{
    fake_target target;
    memset(&target, 0, sizeof target);
    if (path == NULL || path[0] == '\0') {
        answer->result = fake_make_class(NULL, &answer->object);
        return;
    }
    answer->result = fake_target_read(self, path, &target);
    if (answer->result == S_OK && target.cls == NULL) {
        answer->result = FAKE_HRESULT(WBEM_E_NOT_FOUND);
    }
    if (answer->result != S_OK) {
        (void)fake_error(answer->result, "GetObject", path, NULL);
    } else {
        answer->result = target.is_class ? fake_make_class(target.cls, &answer->object)
                                         : get_instance(self, &target, &answer->object);
    }
    fake_target_clear(&target);
}

static HRESULT STDMETHODCALLTYPE services_GetObject(IWbemServices *iface, const BSTR path, LONG flags,
                                                    IWbemContext *context, IWbemClassObject **out,
                                                    IWbemCallResult **call)
{
    const LONG known =
        (LONG)WBEM_FLAG_RETURN_IMMEDIATELY | (LONG)WBEM_FLAG_USE_AMENDED_QUALIFIERS | (LONG)WBEM_FLAG_DIRECT_READ;
    fake_services *self = from_iface(iface);
    fake_request request = {"GetObject", flags, known, out != NULL, call, true};
    fake_answer answer = {FAKE_ANSWER_OBJECT, S_OK, NULL, NULL, NULL};
    HRESULT result = fake_services_enter(iface, "IWbemServices::GetObject");
    bool is_later = false;
    char *text;
    (void)context;
    if (out != NULL) {
        *out = NULL;
    }
    if (result != S_OK) {
        return result;
    }
    text = take_text(path, "The object path");
    result = (text != NULL || path == NULL) && (out != NULL || call != NULL) ? fake_request_check(&request, &is_later)
                                                                             : FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    if (result == S_OK) {
        get_object(self, text, &answer);
        if (!is_later && out != NULL) {
            *out = answer.object;
            answer.object = NULL;
        }
        result = deliver(self, &answer, is_later, &request);
        fake_answer_clear(&answer);
    }
    free(text);
    return result;
}

/* Instances. */

static HRESULT STDMETHODCALLTYPE services_PutInstance(IWbemServices *iface, IWbemClassObject *object, LONG flags,
                                                      IWbemContext *context, IWbemCallResult **call)
{
    const LONG modes = (LONG)WBEM_FLAG_UPDATE_ONLY | (LONG)WBEM_FLAG_CREATE_ONLY;
    const LONG known = modes | (LONG)WBEM_FLAG_RETURN_IMMEDIATELY | (LONG)WBEM_FLAG_USE_AMENDED_QUALIFIERS;
    fake_services *self = from_iface(iface);
    fake_request request = {"PutInstance", flags, known, true, call, false};
    fake_answer answer = {FAKE_ANSWER_STRING, S_OK, NULL, NULL, NULL};
    HRESULT result = fake_services_enter(iface, "IWbemServices::PutInstance");
    bool is_later = false;
    if (result == S_OK) {
        result = object != NULL && (flags & modes) != modes ? fake_request_check(&request, &is_later)
                                                            : FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (result == S_OK && !fake_is_class_object(object)) {
        fake_violate("What PutInstance is to write is no class object of this WMI");
        result = FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (result == S_OK) {
        fake_put_instance(self, object, flags & modes, context, &answer);
        result = deliver(self, &answer, is_later, &request);
        fake_answer_clear(&answer);
    }
    return result;
}

static HRESULT delete_instance(const fake_services *self, const fake_target *target)
{
    wmi_error error;
    wmi_status status;
    memset(&error, 0, sizeof error);
    fake_lock_world();
    status = self->link->world->remove(self->link->connection, target->relative, &fake_no_limit, &error);
    fake_unlock_world();
    return fake_world_result(status, &error, "DeleteInstance");
}

static HRESULT find_and_delete(const fake_services *self, const char *path)
{
    fake_target target;
    HRESULT result = fake_target_read(self, path, &target);
    if (result == S_OK && target.is_class) {
        result = FAKE_HRESULT(WBEM_E_INVALID_OBJECT_PATH);
    } else if (result == S_OK && target.cls == NULL) {
        result = FAKE_HRESULT(WBEM_E_INVALID_CLASS);
    }
    if (result == S_OK) {
        result = fake_check_provider(target.cls, MB_Q_SUPPORTSDELETE, MB_Q_SUPPORTSDELETE);
    }
    if (result == S_OK) {
        result = delete_instance(self, &target);
    } else {
        (void)fake_error(result, "DeleteInstance", path, NULL);
    }
    fake_target_clear(&target);
    return result;
}

static HRESULT STDMETHODCALLTYPE services_DeleteInstance(IWbemServices *iface, const BSTR path, LONG flags,
                                                         IWbemContext *context, IWbemCallResult **call)
{
    fake_services *self = from_iface(iface);
    fake_request request = {"DeleteInstance", flags, WBEM_FLAG_RETURN_IMMEDIATELY, true, call, false};
    fake_answer answer = {FAKE_ANSWER_NOTHING, S_OK, NULL, NULL, NULL};
    HRESULT result = fake_services_enter(iface, "IWbemServices::DeleteInstance");
    bool is_later = false;
    char *text;
    (void)context;
    if (result != S_OK) {
        return result;
    }
    text = take_text(path, "The object path");
    result = text != NULL ? fake_request_check(&request, &is_later) : FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    if (result == S_OK) {
        answer.result = find_and_delete(self, text);
        result = deliver(self, &answer, is_later, &request);
    }
    free(text);
    return result;
}

/* Queries. */

static fake_source new_source(const fake_services *self, LONG flags)
{
    fake_source source;
    memset(&source, 0, sizeof source);
    source.remote = self->proxy.security.remote;
    source.link = self->link;
    source.ns = self->ns;
    source.flags = flags;
    return source;
}

/* An enumerator; what is wrong with the query is told by it, or at once to a client that waited for the query. */
static HRESULT hand_out(fake_source *source, IEnumWbemClassObject **out)
{
    if (source->failure != S_OK && (source->flags & WBEM_FLAG_RETURN_IMMEDIATELY) == 0) {
        free(source->columns);
        return source->failure;
    }
    return fake_make_enumerator(source, out);
}

static HRESULT enumerate(const fake_services *self, const char *class_name, LONG flags, IEnumWbemClassObject **out)
{
    static const char select[] = "SELECT * FROM ";
    fake_source source = new_source(self, flags);
    char *wql = malloc(sizeof select + strlen(class_name));
    HRESULT result;
    if (wql == NULL) {
        return FAKE_HRESULT(WBEM_E_OUT_OF_MEMORY);
    }
    strcpy(wql, select);
    strcat(wql, class_name);
    source.only_class = (flags & WBEM_FLAG_SHALLOW) != 0 ? class_name : NULL;
    if (fake_name_length(class_name) != strlen(class_name)) {
        source.failure = fake_error(FAKE_HRESULT(WBEM_E_INVALID_CLASS), "CreateInstanceEnum", class_name, NULL);
    } else {
        fake_start_query(self, wql, flags, &source);
    }
    result = hand_out(&source, out);
    free(wql);
    return result;
}

static HRESULT STDMETHODCALLTYPE services_CreateInstanceEnum(IWbemServices *iface, const BSTR class_name, LONG flags,
                                                             IWbemContext *context, IEnumWbemClassObject **out)
{
    const LONG known = (LONG)WBEM_FLAG_SHALLOW | (LONG)WBEM_FLAG_RETURN_IMMEDIATELY | (LONG)WBEM_FLAG_FORWARD_ONLY |
                       (LONG)WBEM_FLAG_USE_AMENDED_QUALIFIERS | (LONG)WBEM_FLAG_DIRECT_READ;
    fake_services *self = from_iface(iface);
    HRESULT result = fake_services_enter(iface, "IWbemServices::CreateInstanceEnum");
    char *text;
    (void)context;
    if (out != NULL) {
        *out = NULL;
    }
    if (result != S_OK) {
        return result;
    }
    text = take_text(class_name, "The class");
    result = text != NULL && text[0] != '\0' && out != NULL && (flags & ~known) == 0
                 ? enumerate(self, text, flags, out)
                 : FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    free(text);
    return result;
}

static HRESULT run_query(const fake_services *self, const OLECHAR *query, LONG flags, IEnumWbemClassObject **out)
{
    fake_source source = new_source(self, flags);
    char *wql = fake_utf8(query);
    HRESULT result;
    if (wql == NULL) {
        return FAKE_HRESULT(WBEM_E_INVALID_QUERY);
    }
    fake_start_query(self, wql, flags, &source);
    result = hand_out(&source, out);
    free(wql);
    return result;
}

static HRESULT STDMETHODCALLTYPE services_ExecQuery(IWbemServices *iface, const BSTR language, const BSTR query,
                                                    LONG flags, IWbemContext *context, IEnumWbemClassObject **out)
{
    const LONG known = (LONG)WBEM_FLAG_RETURN_IMMEDIATELY | (LONG)WBEM_FLAG_FORWARD_ONLY |
                       (LONG)WBEM_FLAG_ENSURE_LOCATABLE | (LONG)WBEM_FLAG_USE_AMENDED_QUALIFIERS |
                       (LONG)WBEM_FLAG_DIRECT_READ;
    fake_services *self = from_iface(iface);
    HRESULT result = fake_services_enter(iface, "IWbemServices::ExecQuery");
    (void)context;
    if (out != NULL) {
        *out = NULL;
    }
    if (result != S_OK) {
        return result;
    }
    result = out != NULL && (flags & ~known) == 0 ? fake_check_language(language, query)
                                                  : FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    return result == S_OK ? run_query(self, query, flags, out) : result;
}

static HRESULT STDMETHODCALLTYPE services_ExecNotificationQuery(IWbemServices *iface, const BSTR language,
                                                                const BSTR query, LONG flags, IWbemContext *context,
                                                                IEnumWbemClassObject **out)
{
    const LONG required = (LONG)WBEM_FLAG_RETURN_IMMEDIATELY | (LONG)WBEM_FLAG_FORWARD_ONLY;
    fake_services *self = from_iface(iface);
    HRESULT result = fake_services_enter(iface, "IWbemServices::ExecNotificationQuery");
    fake_source source;
    char *wql;
    (void)context;
    if (out != NULL) {
        *out = NULL;
    }
    if (result != S_OK) {
        return result;
    }
    result = out != NULL && flags == required ? fake_check_language(language, query)
                                              : FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    if (result != S_OK) {
        return result;
    }
    source = new_source(self, flags);
    source.is_notification = true;
    wql = fake_utf8(query);
    result = wql != NULL ? fake_start_notification(self, wql, &source) : FAKE_HRESULT(WBEM_E_INVALID_QUERY);
    free(wql);
    return result == S_OK ? fake_make_enumerator(&source, out) : result;
}

/* Methods. */

static HRESULT STDMETHODCALLTYPE services_ExecMethod(IWbemServices *iface, const BSTR path, const BSTR method,
                                                     LONG flags, IWbemContext *context, IWbemClassObject *in,
                                                     IWbemClassObject **out, IWbemCallResult **call)
{
    fake_services *self = from_iface(iface);
    fake_request request = {"ExecMethod", flags, WBEM_FLAG_RETURN_IMMEDIATELY, true, call, false};
    fake_answer answer = {FAKE_ANSWER_OBJECT, S_OK, NULL, NULL, NULL};
    HRESULT result = fake_services_enter(iface, "IWbemServices::ExecMethod");
    bool is_later = false;
    char *target;
    char *name;
    (void)context;
    if (out != NULL) {
        *out = NULL;
    }
    if (result != S_OK) {
        return result;
    }
    target = take_text(path, "The object path");
    name = take_text(method, "The method's name");
    result = target != NULL && name != NULL ? fake_request_check(&request, &is_later)
                                            : FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    if (result == S_OK) {
        fake_exec_method(self, target, name, in, &answer);
        if (!is_later && out != NULL) {
            *out = answer.object;
            answer.object = NULL;
        }
        result = deliver(self, &answer, is_later, &request);
        fake_answer_clear(&answer);
    }
    free(name);
    free(target);
    return result;
}

/* Making. */

static IWbemServicesVtbl services_vtable = {
    services_QueryInterface,
    services_AddRef,
    services_Release,
    services_OpenNamespace,
    services_CancelAsyncCall,
    services_QueryObjectSink,
    services_GetObject,
    fake_refuse_GetObjectAsync,
    fake_refuse_PutClass,
    fake_refuse_PutClassAsync,
    fake_refuse_DeleteClass,
    fake_refuse_DeleteClassAsync,
    fake_refuse_CreateClassEnum,
    fake_refuse_CreateClassEnumAsync,
    services_PutInstance,
    fake_refuse_PutInstanceAsync,
    services_DeleteInstance,
    fake_refuse_DeleteInstanceAsync,
    services_CreateInstanceEnum,
    fake_refuse_CreateInstanceEnumAsync,
    services_ExecQuery,
    fake_refuse_ExecQueryAsync,
    services_ExecNotificationQuery,
    fake_refuse_ExecNotificationQueryAsync,
    services_ExecMethod,
    fake_refuse_ExecMethodAsync,
};

HRESULT fake_make_services(bool remote, const mb_namespace *ns, IWbemServices **out)
{
    fake_link *link = NULL;
    fake_services *self;
    HRESULT result = fake_link_open(ns->name, &link);
    *out = NULL;
    if (result != S_OK) {
        return result;
    }
    self = fake_new(sizeof *self, offsetof(fake_services, proxy.unknown), "IWbemServices", services_destroy);
    if (self == NULL) {
        fake_link_release(link);
        return FAKE_HRESULT(WBEM_E_OUT_OF_MEMORY);
    }
    self->iface.lpVtbl = &services_vtable;
    fake_proxy_init(&self->proxy, &IID_IWbemServices, &self->iface, remote);
    self->link = link;
    self->ns = ns;
    *out = &self->iface;
    return S_OK;
}
