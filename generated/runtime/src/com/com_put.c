/*
 * Writing instances. What is created is an instance of its class that holds the keys and what the program set. What is
 * updated is the instance as it was read from the host, with what the program set in it; the latter is also named to
 * the server, so that it writes nothing else. Not every provider looks at that, and one that does not would take what
 * is missing for NULL: so nothing is.
 */
#include "com/com_internal.h"

#include <limits.h>
#include <string.h>

typedef struct wmip_com_put_job {
    wmip_com_connection *connection;
    const wmi_object *object;
    wmi_put_mode mode;
    const char *class_name;
    bool has_path; /* the object names where it is */
    wmi_path path; /* that, parsed */
    wmip_com_deadline deadline;
    IWbemClassObject *instance; /* new: the keys, and what the program set */
    wmi_memory *memory;         /* of what follows, and of texts on the way */
    const char *const *keys;    /* as far as they are known */
    size_t key_count;
    char *result; /* where the instance now is; the caller's in the end */
    wmi_error *error;
} wmip_com_put_job;

/* The class and the path. */

static wmi_status read_target(wmip_com_put_job *job)
{
    const wmi_object *object = job->object;
    job->has_path = object->path != NULL && object->path[0] != '\0';
    if (job->has_path) {
        wmi_status status = wmi_path_parse(object->path, &job->path, job->error);
        if (status != WMI_OK) {
            return status;
        }
        status = wmip_path_check_instance(&job->path, object->path, job->error);
        if (status != WMI_OK) {
            return status;
        }
        if (job->path.ns != NULL && !wmip_com_is_own_namespace(job->connection, job->path.ns, strlen(job->path.ns))) {
            return wmip_path_leads_out(object->path, job->connection->ns, job->error);
        }
    }
    /* An object may be described by a superclass; the path says what it is. */
    job->class_name = job->has_path ? job->path.class_name : object->class_name;
    return job->class_name != NULL ? WMI_OK
                                   : wmi_fail(job->error, WMI_USAGE, 0, "The object has neither a class nor a path");
}

/* Keys. */

static wmi_status copy_names(wmip_com_put_job *job, SAFEARRAY *names)
{
    LONG low = 0;
    LONG high = -1;
    LONG i;
    const char **keys;
    size_t count;
    if (FAILED(SafeArrayGetLBound(names, 1, &low)) || FAILED(SafeArrayGetUBound(names, 1, &high)) || high < low) {
        return WMI_OK;
    }
    count = (size_t)((LONGLONG)high - low + 1);
    keys = wmip_memory_array(&job->memory, count, sizeof *keys);
    if (keys == NULL) {
        return wmip_no_memory(job->error);
    }
    for (i = low; i <= high; i++) {
        BSTR name = NULL;
        bool copied = SUCCEEDED(SafeArrayGetElement(names, &i, &name)) &&
                      wmip_com_text(name, SysStringLen(name), &job->memory, &keys[i - low]) && keys[i - low] != NULL;
        SysFreeString(name);
        if (!copied) {
            return wmip_no_memory(job->error);
        }
    }
    job->keys = keys;
    job->key_count = count;
    return WMI_OK;
}

/* The names of the keys: the class knows them; Wine's does not tell. */
static wmi_status find_keys(wmip_com_put_job *job)
{
    SAFEARRAY *names = NULL;
    wmi_status status;
    HRESULT result = IWbemClassObject_GetNames(job->instance, NULL, WBEM_FLAG_KEYS_ONLY, NULL, &names);
    if (SUCCEEDED(result) && names != NULL) {
        status = copy_names(job, names);
        (void)SafeArrayDestroy(names);
        return status;
    }
    wmip_com_forget_errors();
    if (result == E_OUTOFMEMORY || result == WMIP_COM_HRESULT(WBEM_E_OUT_OF_MEMORY)) {
        return wmip_no_memory(job->error);
    }
    job->keys = wmip_com_wine_keys(&job->path, &job->memory, &job->key_count);
    return job->keys != NULL ? WMI_OK : wmip_no_memory(job->error);
}

static bool is_key(const wmip_com_put_job *job, const char *name)
{
    size_t i;
    for (i = 0; i < job->key_count; i++) {
        if (wmip_equal_names(job->keys[i], name)) {
            return true;
        }
    }
    return false;
}

/* The CIM type that the server declares for a property; `*known` is false where it has no such property. */
static wmi_status find_property_type(wmip_com_put_job *job, const char *name, wmi_type *type, bool *known)
{
    CIMTYPE cim_type = CIM_EMPTY;
    HRESULT result;
    wmip_com_name wide;
    VARIANT value;
    wmi_status status = wmip_com_name_init(&wide, name, job->error);
    *known = false;
    if (status == WMI_OK) {
        VariantInit(&value);
        result = IWbemClassObject_Get(job->instance, wide.text, 0, &value, &cim_type, NULL);
        if (SUCCEEDED(result)) {
            *type = wmip_com_cim_type(cim_type, known);
        } else if (result != WMIP_COM_HRESULT(WBEM_E_NOT_FOUND)) {
            status = wmip_com_fail_here(job->error, result, "Cannot read the type of %s.%s", job->class_name, name);
        }
        (void)VariantClear(&value);
    }
    wmip_com_name_clear(&wide);
    return status;
}

/* The value of a key as a path has it: numbers as numbers, all else as text. */
static wmi_value value_of_key(const wmi_path_key *key)
{
    wmi_value value = wmi_value_string(key->text);
    wmip_integer number;
    if (key->type == WMI_KEY_INTEGER && wmip_integer_parse(key->text, &number)) {
        value.type = number.negative ? WMI_TYPE_SINT64 : WMI_TYPE_UINT64;
        value.u.uint64 = wmip_integer_bits(number);
    }
    return value;
}

/* A key that the path names and the object has not among its properties. */
static wmi_status add_key(wmip_com_put_job *job, const wmi_path_key *key, const char *name, wmi_object *keys)
{
    wmi_value value = value_of_key(key);
    wmi_type type = WMI_TYPE_STRING;
    bool known = false;
    wmi_value converted;
    wmip_conversion conversion;
    wmi_status status = find_property_type(job, name, &type, &known);
    if (status != WMI_OK) {
        return status;
    }
    if (!known) {
        return wmi_fail(job->error, WMI_USAGE, 0, "The path %s names the key %s, which %s has not on the host",
                        job->object->path, name, job->class_name);
    }
    if (wmip_type_is_text(type)) {
        value = wmi_value_string(key->text);
    }
    conversion = wmip_convert(&value, type, false, &job->memory, &converted);
    if (conversion == WMIP_MISFIT || (conversion == WMIP_CONVERTED && converted.is_null)) {
        return wmi_fail(job->error, WMI_USAGE, 0, "In the path %s, the key %s is no %s", job->object->path, name,
                        wmi_type_name(type));
    }
    return conversion == WMIP_CONVERTED && wmi_object_set(keys, name, &converted) == WMI_OK
               ? WMI_OK
               : wmip_no_memory(job->error);
}

static wmi_status put_path_keys(wmip_com_put_job *job)
{
    wmi_object *keys = wmi_object_new(job->class_name);
    wmi_status status = keys != NULL ? WMI_OK : wmip_no_memory(job->error);
    size_t i;
    for (i = 0; i < job->path.key_count && status == WMI_OK; i++) {
        const wmi_path_key *key = &job->path.keys[i];
        const char *name = key->name;
        if (name == NULL && job->key_count != 1) {
            status = wmi_fail(job->error, WMI_USAGE, 0, "The path %s does not say which key of %s it means",
                              job->object->path, job->class_name);
        } else {
            name = name != NULL ? name : job->keys[0];
            status = wmi_object_get(job->object, name) == NULL ? add_key(job, key, name, keys) : WMI_OK;
        }
    }
    if (status == WMI_OK) {
        status =
            wmip_com_put_properties(job->connection, keys, &job->deadline, job->class_name, job->instance, job->error);
    }
    wmi_object_free(keys);
    return status;
}

/* Of an object that is written to where its path says. The class has told the host's own name by now: an object that
 * came from one host is not written to another's of the same name. */
static wmi_status check_path(const wmip_com_put_job *job)
{
    wmi_status status =
        wmip_com_check_server(job->connection, job->has_path ? job->object->path : NULL, &job->deadline, job->error);
    if (status != WMI_OK || !job->has_path || job->mode == WMI_PUT_CREATE) {
        return status;
    }
    return wmip_path_check_keys(&job->path, job->object->path, job->object, job->key_count == 1 ? job->keys[0] : NULL,
                                job->error);
}

/* The instance that is put. */
static wmi_status make_instance(wmip_com_put_job *job)
{
    wmi_status status =
        wmip_com_spawn_instance(job->connection, job->class_name, &job->deadline, &job->instance, job->error);
    if (status == WMI_OK) {
        status = find_keys(job);
    }
    if (status == WMI_OK) {
        status = check_path(job);
    }
    if (status == WMI_OK) {
        status = put_path_keys(job);
    }
    return status == WMI_OK ? wmip_com_put_properties(job->connection, job->object, &job->deadline, job->class_name,
                                                      job->instance, job->error)
                            : status;
}

/* Sending. */

/* The path that an instance has by its keys; NULL where these do not say it. @param out the caller's: SysFreeString. */
static wmi_status relative_path(const wmip_com_put_job *job, IWbemClassObject *instance, BSTR *out)
{
    HRESULT result = wmip_com_read_text(instance, L"__RELPATH", out);
    if (FAILED(result)) {
        return wmip_com_fail_here(job->error, result, "Cannot read the path of an instance of %s", job->class_name);
    }
    if (*out != NULL && SysStringLen(*out) == 0) {
        SysFreeString(*out);
        *out = NULL;
    }
    return WMI_OK;
}

static bool copy_result(wmip_com_put_job *job, BSTR path)
{
    const char *text = NULL;
    if (!wmip_com_text(path, SysStringLen(path), &job->memory, &text)) {
        return false;
    }
    text = text != NULL ? text : job->object->path;
    job->result = text != NULL ? wmi_copy_text(text) : NULL;
    return text == NULL || job->result != NULL;
}

/* Where the instance now is: what the server says, else what its keys say, else where the program said it is. */
static wmi_status keep_result(wmip_com_put_job *job, BSTR told, IWbemClassObject *instance)
{
    BSTR own = NULL;
    wmi_status status = WMI_OK;
    if (SysStringLen(told) == 0) {
        status = relative_path(job, instance, &own);
        told = own;
    }
    if (status == WMI_OK && !copy_result(job, told)) {
        status = wmip_no_memory(job->error);
    }
    SysFreeString(own);
    return status;
}

/* One PutInstance. @param mode WBEM_FLAG_CREATE_ONLY, ... @param context NULL = all properties count. */
static wmi_status send(wmip_com_put_job *job, IWbemClassObject *instance, LONG mode, IWbemContext *context)
{
    wmip_com_outcome outcome = {NULL, NULL};
    IWbemCallResult *call = NULL;
    LONG flags = wmip_com_wine_flags(job->connection);
    wmip_buffer doing = {0};
    wmi_status status;
    HRESULT result;
    wmip_buffer_format(&doing, "Cannot %s an instance of %s", mode == WBEM_FLAG_CREATE_ONLY ? "create" : "write",
                       job->class_name);
    status = doing.failed ? wmip_no_memory(job->error) : wmip_com_check_unsent(&job->deadline, doing.text, job->error);
    if (status != WMI_OK) {
        wmip_buffer_clear(&doing);
        return status;
    }
    wmip_com_forget_errors();
    result = IWbemServices_PutInstance(job->connection->services, instance, mode | flags, context,
                                       flags != 0 ? &call : NULL);
    status = wmip_com_finish(job->connection, result, call, &job->deadline, doing.text, true, &outcome, job->error);
    if (status == WMI_OK) {
        status = keep_result(job, outcome.text, instance);
    }
    SysFreeString(outcome.text);
    wmip_buffer_clear(&doing);
    return status;
}

/* Whether the server (or the provider of the class) does not know that kind of writing, and nothing was written. */
static bool is_refused(const wmip_com_put_job *job, wmi_status status)
{
    HRESULT result = (HRESULT)job->error->number;
    return status == WMI_TRANSPORT && (result == WMIP_COM_HRESULT(WBEM_E_PROVIDER_NOT_CAPABLE) ||
                                       result == WMIP_COM_HRESULT(WBEM_E_NOT_SUPPORTED) ||
                                       result == WMIP_COM_HRESULT(WBEM_E_UNSUPPORTED_PARAMETER));
}

static bool failed_with(const wmip_com_put_job *job, wmi_status status, uint32_t number)
{
    return status == WMI_TRANSPORT && job->error->number == number;
}

/* Updating part of an instance. */

static HRESULT set_context_flag(IWbemContext *context, const WCHAR *name)
{
    VARIANT value;
    VariantInit(&value);
    V_VT(&value) = VT_BOOL;
    V_BOOL(&value) = VARIANT_TRUE;
    return IWbemContext_SetValue(context, name, 0, &value);
}

static size_t count_changes(const wmip_com_put_job *job, bool *has_null)
{
    size_t count = 0;
    size_t i;
    *has_null = false;
    for (i = 0; i < job->object->count; i++) {
        const wmi_property *property = &job->object->properties[i];
        if (!is_key(job, property->name)) {
            count++;
            *has_null = *has_null || wmip_value_is_null(&property->value);
        }
    }
    return count;
}

/* The names of what the program set, keys aside. @param names the caller's: VariantClear. */
static wmi_status list_changes(const wmip_com_put_job *job, size_t count, VARIANT *names)
{
    wmi_memory *memory = NULL;
    const char **items = wmip_memory_array(&memory, count, sizeof *items);
    wmi_value list = wmi_value_null(WMI_TYPE_STRING, true);
    wmi_status status;
    size_t i;
    size_t at = 0;
    VariantInit(names);
    if (items == NULL) {
        return wmip_no_memory(job->error);
    }
    for (i = 0; i < job->object->count; i++) {
        if (!is_key(job, job->object->properties[i].name)) {
            items[at++] = job->object->properties[i].name;
        }
    }
    list.is_null = false;
    list.u.array.items = items;
    list.u.array.count = count;
    status = wmip_com_encode_value(&list, false, names, job->error);
    wmi_memory_clear(&memory);
    return status;
}

/* The context that tells which properties are to be written: these and no other. */
static wmi_status make_context(const wmip_com_put_job *job, size_t count, bool has_null, IWbemContext **out)
{
    void *raw = NULL;
    VARIANT names;
    wmi_status status;
    HRESULT result = CoCreateInstance(&CLSID_WbemContext, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemContext, &raw);
    IWbemContext *context = raw;
    *out = NULL;
    if (FAILED(result)) {
        return wmip_com_fail_here(job->error, result, "Cannot prepare the update of %s", job->class_name);
    }
    status = list_changes(job, count, &names);
    if (status == WMI_OK) {
        result = set_context_flag(context, L"__PUT_EXTENSIONS");
        if (SUCCEEDED(result)) {
            result = set_context_flag(context, L"__PUT_EXT_CLIENT_REQUEST");
        }
        if (SUCCEEDED(result) && has_null) {
            result = set_context_flag(context, L"__PUT_EXT_STRICT_NULLS"); /* a NULL is meant, and not "leave it" */
        }
        if (SUCCEEDED(result)) {
            result = IWbemContext_SetValue(context, L"__PUT_EXT_PROPERTIES", 0, &names);
        }
        if (FAILED(result)) {
            status = wmip_com_fail_here(job->error, result, "Cannot prepare the update of %s", job->class_name);
        }
    }
    (void)VariantClear(&names);
    if (status == WMI_OK) {
        *out = context;
    } else {
        IWbemContext_Release(context);
    }
    return status;
}

/* The instance as it is on the host. */
static wmi_status get_stored(wmip_com_put_job *job, IWbemClassObject **out)
{
    BSTR path = NULL;
    wmip_buffer doing = {0};
    wmi_status status;
    *out = NULL;
    status = job->has_path ? wmip_com_path(job->connection, job->object->path, &path, job->error)
                           : relative_path(job, job->instance, &path);
    if (status == WMI_OK && path == NULL) {
        return wmi_fail(job->error, WMI_USAGE, 0, "The instance of %s has no path, and not all of its keys",
                        job->class_name);
    }
    wmip_buffer_format(&doing, "Cannot get the instance of %s that is to be updated", job->class_name);
    if (status == WMI_OK) {
        status = doing.failed ? wmip_no_memory(job->error)
                              : wmip_com_get_object(job->connection, path, &job->deadline, doing.text, out, job->error);
    }
    wmip_buffer_clear(&doing);
    SysFreeString(path);
    return status;
}

/* One update that names what is to be written. @param count of these, see count_changes. */
static wmi_status send_changes(wmip_com_put_job *job, IWbemClassObject *instance, size_t count, bool has_null)
{
    IWbemContext *context = NULL;
    wmi_status status = make_context(job, count, has_null, &context);
    if (status == WMI_OK) {
        status = send(job, instance, WBEM_FLAG_UPDATE_ONLY, context);
        IWbemContext_Release(context);
    }
    return status;
}

/* @param stored the instance as it is on the host; what the program set is put into it. */
static wmi_status update_stored(wmip_com_put_job *job, IWbemClassObject *stored)
{
    bool has_null;
    size_t count = count_changes(job, &has_null);
    wmi_status status;
    if (count == 0) { /* nothing but keys: there is nothing to write, but the instance must be there */
        return keep_result(job, NULL, stored);
    }
    status = wmip_com_put_properties(job->connection, job->object, &job->deadline, job->class_name, stored, job->error);
    if (status == WMI_OK) {
        status = send_changes(job, stored, count, has_null);
        status = is_refused(job, status) ? send(job, stored, WBEM_FLAG_UPDATE_ONLY, NULL) : status;
    }
    return status;
}

/* For a provider that does not show single instances: it looks at what is named, or nothing can be written. */
static wmi_status update_unseen(wmip_com_put_job *job)
{
    bool has_null;
    size_t count = count_changes(job, &has_null);
    return count > 0 ? send_changes(job, job->instance, count, has_null) : WMI_TRANSPORT;
}

static wmi_status update(wmip_com_put_job *job)
{
    IWbemClassObject *stored = NULL;
    wmi_status status = get_stored(job, &stored);
    if (status == WMI_OK) {
        status = update_stored(job, stored);
        IWbemClassObject_Release(stored);
    } else if (is_refused(job, status)) {
        status = update_unseen(job);
    }
    return status;
}

/* Creating. */

static wmi_status create(wmip_com_put_job *job)
{
    return send(job, job->instance, WBEM_FLAG_CREATE_ONLY, NULL);
}

/* Of an instance that is not there. A provider that does not tell creating from updating has one flag for both. */
static wmi_status create_missing(wmip_com_put_job *job)
{
    wmi_status status = create(job);
    return is_refused(job, status) ? send(job, job->instance, WBEM_FLAG_CREATE_OR_UPDATE, NULL) : status;
}

/* Looks first: a provider that passes over the flag that forbids it would overwrite what is there with NULLs. */
static wmi_status create_or_update(wmip_com_put_job *job)
{
    IWbemClassObject *stored = NULL;
    BSTR path = NULL;
    wmi_status status = job->has_path ? WMI_OK : relative_path(job, job->instance, &path);
    bool is_named = job->has_path || path != NULL;
    SysFreeString(path);
    if (status != WMI_OK || !is_named) { /* keys that the host makes: there is none yet */
        return status == WMI_OK ? create_missing(job) : status;
    }
    status = get_stored(job, &stored);
    if (status == WMI_OK) {
        status = update_stored(job, stored);
        IWbemClassObject_Release(stored);
        return status;
    }
    if (failed_with(job, status, WMI_E_NOT_FOUND)) {
        status = create_missing(job);
    } else if (is_refused(job, status)) {
        status = create(job);
        return failed_with(job, status, WMI_E_ALREADY_EXISTS) ? update_unseen(job) : status;
    }
    return failed_with(job, status, WMI_E_ALREADY_EXISTS) ? update(job) : status; /* another was faster */
}

static wmi_status put_instance(wmip_com_put_job *job)
{
    wmi_status status = read_target(job);
    if (status == WMI_OK) {
        status = make_instance(job);
    }
    if (status != WMI_OK) {
        return status;
    }
    switch (job->mode) {
    case WMI_PUT_CREATE:
        return create(job);
    case WMI_PUT_UPDATE:
        return update(job);
    default:
        return create_or_update(job);
    }
}

wmi_status wmip_com_put(wmip_com_connection *connection, const wmi_object *object, wmi_put_mode mode, char **path,
                        const wmi_limit *limit, wmi_error *error)
{
    wmi_error local; /* kept also where nobody asks: what a first try failed with decides on the second */
    wmip_com_put_job job;
    wmi_status status;
    *path = NULL;
    memset(&local, 0, sizeof local);
    memset(&job, 0, sizeof job);
    job.connection = connection;
    job.object = object;
    job.mode = mode;
    job.error = &local;
    status = wmip_com_check_thread(connection, &local);
    if (status == WMI_OK) {
        job.deadline = wmip_com_deadline_start(limit);
        status = put_instance(&job);
    }
    if (status == WMI_OK) {
        *path = job.result;
        wmi_error_clear(&local); /* of a try before */
    } else {
        wmi_free(job.result);
    }
    if (job.instance != NULL) {
        IWbemClassObject_Release(job.instance);
    }
    wmi_path_clear(&job.path);
    wmi_memory_clear(&job.memory);
    if (error != NULL) {
        wmi_error_clear(error);
        *error = local;
    } else {
        wmi_error_clear(&local);
    }
    return status;
}
