#include "com/com_internal.h"

#include <string.h>

/*
 * What is kept is never changed and only given back with the session, so that a pointer to it stays good without the
 * lock. The objects in it are for one thread at a time: they are used under the lock, which no call to the host is made
 * under.
 */

struct wmip_com_signature {
    wmip_com_signature *next;
    IWbemClassObject *parameters; /* NULL where the method has no in-parameters */
    char *class_name;
    char *method;
};

typedef struct wmip_com_class {
    struct wmip_com_class *next;
    IWbemClassObject *definition;
    char *name;
} wmip_com_class;

static void free_class(wmip_com_class *known)
{
    if (known != NULL) {
        if (known->definition != NULL) {
            IWbemClassObject_Release(known->definition);
        }
        wmi_free(known->name);
        wmi_free(known);
    }
}

static void free_signature(wmip_com_signature *signature)
{
    if (signature != NULL) {
        if (signature->parameters != NULL) {
            IWbemClassObject_Release(signature->parameters);
        }
        wmi_free(signature->class_name);
        wmi_free(signature->method);
        wmi_free(signature);
    }
}

void wmip_com_signatures_clear(wmip_com_connection *connection)
{
    while (connection->signatures != NULL) {
        wmip_com_signature *signature = connection->signatures;
        connection->signatures = signature->next;
        free_signature(signature);
    }
    while (connection->classes != NULL) {
        wmip_com_class *known = connection->classes;
        connection->classes = known->next;
        free_class(known);
    }
}

/* Classes. */

/* To be called under the lock. */
static wmip_com_class *find_known_class(const wmip_com_connection *connection, const char *name)
{
    wmip_com_class *known = connection->classes;
    while (known != NULL && !wmip_equal_names(known->name, name)) {
        known = known->next;
    }
    return known;
}

static wmip_com_class *look_up_class(wmip_com_connection *connection, const char *name)
{
    wmip_com_class *known;
    AcquireSRWLockShared(&connection->lock);
    known = find_known_class(connection, name);
    ReleaseSRWLockShared(&connection->lock);
    return known;
}

static wmi_status fetch_definition(wmip_com_connection *connection, const char *name, const wmip_com_deadline *deadline,
                                   const char *doing, IWbemClassObject **out, wmi_error *error)
{
    BSTR path = NULL;
    wmi_status status = wmip_com_bstr(name, "the name of a class", &path, error);
    if (status == WMI_OK) {
        status = wmip_com_get_object(connection, path, deadline, doing, out, error);
    }
    SysFreeString(path);
    if (status == WMI_TRANSPORT && error != NULL &&
        (error->number == WMI_E_NOT_FOUND || error->number == WMI_E_INVALID_CLASS)) {
        wmip_error_reword(error,
                          "%s: the host has no class %s in %s; its version of Windows may be older than the schema",
                          doing, name, connection->ns);
    }
    return status;
}

/* Keeps a class, unless another thread was faster: then that one's is taken. */
static wmip_com_class *keep_class(wmip_com_connection *connection, wmip_com_class *known)
{
    wmip_com_class *kept;
    AcquireSRWLockExclusive(&connection->lock);
    kept = find_known_class(connection, known->name);
    if (kept == NULL) {
        known->next = connection->classes;
        connection->classes = known;
    }
    ReleaseSRWLockExclusive(&connection->lock);
    if (kept != NULL) {
        free_class(known);
    }
    return kept != NULL ? kept : known;
}

static wmi_status get_class(wmip_com_connection *connection, const char *name, const wmip_com_deadline *deadline,
                            const char *doing, wmip_com_class **out, wmi_error *error)
{
    wmip_com_class *known;
    wmi_status status;
    *out = look_up_class(connection, name);
    if (*out != NULL) {
        return WMI_OK;
    }
    known = wmi_alloc(sizeof *known);
    if (known == NULL) {
        return wmip_no_memory(error);
    }
    memset(known, 0, sizeof *known);
    known->name = wmi_copy_text(name);
    status = known->name != NULL ? fetch_definition(connection, name, deadline, doing, &known->definition, error)
                                 : wmip_no_memory(error);
    if (status == WMI_OK) {
        status = wmip_com_learn_server(connection, known->definition, doing, error);
    }
    if (status == WMI_OK) {
        *out = keep_class(connection, known);
    } else {
        free_class(known);
    }
    return status;
}

wmi_status wmip_com_know_class(wmip_com_connection *connection, const char *name, const wmip_com_deadline *deadline,
                               wmi_error *error)
{
    wmip_com_class *known = NULL;
    return get_class(connection, name, deadline, "Cannot ask the host for its name", &known, error);
}

/* Spawns an object from one that is kept. */
static wmi_status spawn(wmip_com_connection *connection, IWbemClassObject *from, const char *doing,
                        IWbemClassObject **out, wmi_error *error)
{
    HRESULT result;
    AcquireSRWLockExclusive(&connection->lock);
    result = IWbemClassObject_SpawnInstance(from, 0, out);
    ReleaseSRWLockExclusive(&connection->lock);
    if (FAILED(result)) {
        *out = NULL;
        return wmip_com_fail_here(error, result, "%s", doing);
    }
    return WMI_OK;
}

wmi_status wmip_com_spawn_instance(wmip_com_connection *connection, const char *class_name,
                                   const wmip_com_deadline *deadline, IWbemClassObject **out, wmi_error *error)
{
    wmip_com_class *known = NULL;
    wmip_buffer doing = {0};
    wmi_status status;
    *out = NULL;
    wmip_buffer_format(&doing, "Cannot make an instance of %s", class_name);
    if (doing.failed) {
        return wmip_no_memory(error);
    }
    status = get_class(connection, class_name, deadline, doing.text, &known, error);
    if (status == WMI_OK) {
        status = spawn(connection, known->definition, doing.text, out, error);
    }
    wmip_buffer_clear(&doing);
    return status;
}

/* Signatures. */

static wmip_com_signature *find_signature(const wmip_com_connection *connection, const char *class_name,
                                          const char *method)
{
    wmip_com_signature *signature = connection->signatures;
    while (signature != NULL &&
           (!wmip_equal_names(signature->method, method) || !wmip_equal_names(signature->class_name, class_name))) {
        signature = signature->next;
    }
    return signature;
}

static wmip_com_signature *look_up_signature(wmip_com_connection *connection, const char *class_name,
                                             const char *method)
{
    wmip_com_signature *signature;
    AcquireSRWLockShared(&connection->lock);
    signature = find_signature(connection, class_name, method);
    ReleaseSRWLockShared(&connection->lock);
    return signature;
}

static wmip_com_signature *keep_signature(wmip_com_connection *connection, wmip_com_signature *signature)
{
    wmip_com_signature *kept;
    AcquireSRWLockExclusive(&connection->lock);
    kept = find_signature(connection, signature->class_name, signature->method);
    if (kept == NULL) {
        signature->next = connection->signatures;
        connection->signatures = signature;
    }
    ReleaseSRWLockExclusive(&connection->lock);
    if (kept != NULL) {
        free_signature(signature);
    }
    return kept != NULL ? kept : signature;
}

static wmi_status read_signature(wmip_com_connection *connection, const wmip_com_class *known, const char *method,
                                 const char *doing, IWbemClassObject **parameters, wmi_error *error)
{
    wmip_com_name name;
    HRESULT result;
    wmi_status status = wmip_com_name_init(&name, method, error);
    if (status == WMI_OK) {
        AcquireSRWLockExclusive(&connection->lock);
        result = IWbemClassObject_GetMethod(known->definition, name.text, 0, parameters, NULL);
        ReleaseSRWLockExclusive(&connection->lock);
        if (FAILED(result)) {
            *parameters = NULL;
            status = wmip_com_fail_here(error, result, "%s", doing);
        }
        if (result == WMIP_COM_HRESULT(WBEM_E_NOT_FOUND)) {
            wmip_error_reword(
                error,
                "%s: the class %s on this host has no method %s; its version of Windows may be older than the "
                "schema",
                doing, known->name, method);
        }
    }
    wmip_com_name_clear(&name);
    return status;
}

static wmi_status make_signature(wmip_com_connection *connection, const wmip_com_class *known, const char *method,
                                 const char *doing, wmip_com_signature **out, wmi_error *error)
{
    wmi_status status = WMI_OK;
    wmip_com_signature *signature = wmi_alloc(sizeof *signature);
    if (signature == NULL) {
        return wmip_no_memory(error);
    }
    memset(signature, 0, sizeof *signature);
    signature->class_name = wmi_copy_text(known->name);
    signature->method = wmi_copy_text(method);
    if (signature->class_name == NULL || signature->method == NULL) {
        status = wmip_no_memory(error);
    } else {
        status = read_signature(connection, known, method, doing, &signature->parameters, error);
    }
    if (status == WMI_OK) {
        *out = keep_signature(connection, signature);
    } else {
        free_signature(signature);
    }
    return status;
}

static wmi_status get_signature(wmip_com_connection *connection, const char *class_name, const char *method,
                                const wmip_com_deadline *deadline, const char *doing, wmip_com_signature **out,
                                wmi_error *error)
{
    wmip_com_class *known = NULL;
    wmi_status status;
    *out = look_up_signature(connection, class_name, method);
    if (*out != NULL) {
        return WMI_OK;
    }
    status = get_class(connection, class_name, deadline, doing, &known, error);
    return status == WMI_OK ? make_signature(connection, known, method, doing, out, error) : status;
}

wmi_status wmip_com_spawn_parameters(wmip_com_connection *connection, const char *class_name, const char *method,
                                     const wmip_com_deadline *deadline, IWbemClassObject **out, wmi_error *error)
{
    wmip_com_signature *signature = NULL;
    wmip_buffer doing = {0};
    wmi_status status;
    *out = NULL;
    wmip_buffer_format(&doing, "Cannot call %s.%s", class_name, method);
    if (doing.failed) {
        return wmip_no_memory(error);
    }
    status = get_signature(connection, class_name, method, deadline, doing.text, &signature, error);
    if (status == WMI_OK && signature->parameters != NULL) {
        status = spawn(connection, signature->parameters, doing.text, out, error);
    }
    wmip_buffer_clear(&doing);
    return status;
}
