/*
 * PutInstance. Unless the context names the properties that are meant, all of them are, and those that the client did
 * not set are NULL: a client that forgets to ask for a partial update destroys what was there.
 */
#include "fake_services.h"

#include <stdlib.h>
#include <string.h>

/* What the context asks for. */
typedef struct extensions {
    bool is_partial;
    bool strict_nulls;
    SAFEARRAY *names; /* BSTRs; the caller's: SafeArrayDestroy */
} extensions;

static bool is_true(IWbemContext *context, const WCHAR *name)
{
    VARIANT value;
    bool result;
    VariantInit(&value);
    result = SUCCEEDED(IWbemContext_GetValue(context, name, 0, &value)) && V_VT(&value) == VT_BOOL &&
             V_BOOL(&value) != VARIANT_FALSE;
    (void)VariantClear(&value);
    return result;
}

static HRESULT read_extensions(IWbemContext *context, extensions *out)
{
    VARIANT names;
    memset(out, 0, sizeof *out);
    if (context == NULL || fake_current()->ignores_put_options || !is_true(context, L"__PUT_EXTENSIONS") ||
        !is_true(context, L"__PUT_EXT_CLIENT_REQUEST")) {
        return S_OK;
    }
    VariantInit(&names);
    if (FAILED(IWbemContext_GetValue(context, L"__PUT_EXT_PROPERTIES", 0, &names))) {
        return S_OK;
    }
    if (V_VT(&names) != (VT_ARRAY | VT_BSTR) || V_ARRAY(&names) == NULL || SafeArrayGetDim(V_ARRAY(&names)) != 1) {
        (void)VariantClear(&names);
        return FAKE_HRESULT(WBEM_E_INVALID_CONTEXT);
    }
    if (fake_current()->no_partial_updates) {
        (void)VariantClear(&names);
        return FAKE_HRESULT(WBEM_E_PROVIDER_NOT_CAPABLE);
    }
    out->is_partial = true;
    out->strict_nulls = is_true(context, L"__PUT_EXT_STRICT_NULLS");
    out->names = V_ARRAY(&names);
    return S_OK;
}

/* Composing what the world is to write. */

static bool copy_property(wmi_object *to, const wmi_property *from)
{
    return wmi_object_set(to, from->name, &from->value) == WMI_OK &&
           (from->class_name == NULL || wmi_object_set_class(to, from->name, from->class_name) == WMI_OK);
}

static const wmi_property *find_property(const wmi_object *object, const char *name)
{
    size_t i;
    for (i = 0; i < object->count; i++) {
        if (_stricmp(object->properties[i].name, name) == 0) {
            return &object->properties[i];
        }
    }
    return NULL;
}

static bool set_null(wmi_object *object, const mb_element *element)
{
    /* The type words and the runtime's types are in the same order as far as they have values of their own. */
    wmi_type type = element->type == MB_TYPE_OBJECT ? WMI_TYPE_OBJECT : (wmi_type)element->type;
    wmi_value null = wmi_value_null(type, element->is_array);
    return wmi_object_set(object, element->name->text, &null) == WMI_OK;
}

/* Every property that a client may write and that is not there becomes NULL. */
static bool add_nulls(const mb_class *cls, wmi_object *object)
{
    const mb_element *const *properties;
    size_t count = fake_class_properties(cls, &properties);
    bool good = true;
    size_t i;
    for (i = 0; i < count && good; i++) {
        const mb_element *element = properties[i];
        if (mb_element_flag(element, MB_Q_WRITE) && !mb_element_flag(element, MB_Q_KEY) &&
            find_property(object, element->name->text) == NULL) {
            good = set_null(object, element);
        }
    }
    return good;
}

static wmi_object *copy_keys(const mb_class *cls, const wmi_object *object)
{
    wmi_object *copy = wmi_object_new(object->class_name);
    bool good = copy != NULL && (object->path == NULL || wmi_object_set_path(copy, object->path) == WMI_OK);
    size_t i;
    for (i = 0; i < object->count && good; i++) {
        const mb_element *element = fake_find_property(cls, object->properties[i].name);
        if (element != NULL && mb_element_flag(element, MB_Q_KEY)) {
            good = copy_property(copy, &object->properties[i]);
        }
    }
    if (!good) {
        wmi_object_free(copy);
        copy = NULL;
    }
    return copy;
}

/* Adds a property that the context names. A NULL counts where the context says that NULLs do. */
static HRESULT add_named(const mb_class *cls, const wmi_object *object, const char *name, bool strict_nulls,
                         wmi_object *to)
{
    const mb_element *element = fake_find_property(cls, name);
    const wmi_property *property = find_property(object, name);
    bool is_null = property == NULL || property->value.is_null;
    if (element == NULL) {
        return FAKE_HRESULT(WBEM_E_INVALID_PROPERTY);
    }
    if (is_null && !strict_nulls) {
        return S_OK;
    }
    return (property != NULL ? copy_property(to, property) : set_null(to, element))
               ? S_OK
               : FAKE_HRESULT(WBEM_E_OUT_OF_MEMORY);
}

static HRESULT add_name(const mb_class *cls, const wmi_object *object, const extensions *asked, LONG index,
                        wmi_object *to)
{
    BSTR name = NULL;
    char *text;
    HRESULT result = SafeArrayGetElement(asked->names, &index, &name);
    if (FAILED(result)) {
        return result;
    }
    text = fake_utf8(name != NULL ? name : L"");
    result =
        text != NULL ? add_named(cls, object, text, asked->strict_nulls, to) : FAKE_HRESULT(WBEM_E_INVALID_PROPERTY);
    free(text);
    SysFreeString(name);
    return result;
}

/* The keys, and what the context names. */
static HRESULT select_named(const mb_class *cls, const wmi_object *object, const extensions *asked, wmi_object **out)
{
    LONG low = 0;
    LONG high = -1;
    LONG i;
    HRESULT result = SafeArrayGetLBound(asked->names, 1, &low);
    if (SUCCEEDED(result)) {
        result = SafeArrayGetUBound(asked->names, 1, &high);
    }
    *out = copy_keys(cls, object);
    if (SUCCEEDED(result) && *out == NULL) {
        result = FAKE_HRESULT(WBEM_E_OUT_OF_MEMORY);
    }
    for (i = low; i <= high && result == S_OK; i++) {
        result = add_name(cls, object, asked, i, *out);
    }
    return result;
}

/* The provider, which is asked before anybody looks for the instance. */

static bool class_says(const mb_class *cls, mb_qualifier_id id)
{
    return mb_element_flag(&cls->element, id);
}

HRESULT fake_check_provider(const mb_class *cls, mb_qualifier_id needed, mb_qualifier_id or_needed)
{
    bool is_capable = !fake_current()->strict_providers || !class_says(cls, MB_Q_DYNAMIC) || class_says(cls, needed) ||
                      class_says(cls, or_needed);
    return is_capable ? S_OK : FAKE_HRESULT(WBEM_E_PROVIDER_NOT_CAPABLE);
}

static HRESULT check_mode(const mb_class *cls, LONG mode)
{
    switch (mode) {
    case WBEM_FLAG_CREATE_ONLY:
        return fake_check_provider(cls, MB_Q_SUPPORTSCREATE, MB_Q_SUPPORTSCREATE);
    case WBEM_FLAG_UPDATE_ONLY:
        return fake_check_provider(cls, MB_Q_SUPPORTSUPDATE, MB_Q_SUPPORTSUPDATE);
    default:
        return fake_check_provider(cls, MB_Q_SUPPORTSCREATE, MB_Q_SUPPORTSUPDATE);
    }
}

/* The world. */

static wmi_status write(const fake_services *self, const wmi_object *object, wmi_put_mode mode, char **path,
                        wmi_error *error)
{
    wmi_error_clear(error);
    return self->link->world->put(self->link->connection, object, mode, path, &fake_no_limit, error);
}

/* @param update what an existing instance becomes. @param given what a new one is */
static HRESULT ask_world(const fake_services *self, const wmi_object *update, const wmi_object *given, LONG mode,
                         char **path)
{
    wmi_error error;
    wmi_status status = WMI_OK;
    bool creates;
    mode = fake_current()->ignores_put_options ? WBEM_FLAG_CREATE_OR_UPDATE : mode;
    creates = mode == WBEM_FLAG_CREATE_ONLY;
    memset(&error, 0, sizeof error);
    *path = NULL;
    fake_lock_world();
    if (!creates) {
        status = write(self, update, WMI_PUT_UPDATE, path, &error);
        creates = mode == WBEM_FLAG_CREATE_OR_UPDATE && status == WMI_TRANSPORT && error.number == WMI_E_NOT_FOUND;
    }
    if (creates) {
        status = write(self, given, WMI_PUT_CREATE, path, &error);
    }
    fake_unlock_world();
    return fake_world_result(status, &error, "PutInstance");
}

static HRESULT put(const fake_services *self, const mb_class *cls, wmi_object *object, LONG mode,
                   const extensions *asked, fake_answer *answer)
{
    wmi_object *update = NULL;
    char *path = NULL;
    HRESULT result = S_OK;
    if (asked->is_partial) {
        result = select_named(cls, object, asked, &update);
    } else {
        update = wmi_object_copy(object);
        result = update != NULL && add_nulls(cls, update) ? S_OK : FAKE_HRESULT(WBEM_E_OUT_OF_MEMORY);
    }
    if (result == S_OK) {
        result = ask_world(self, update, object, mode, &path);
    }
    if (result == S_OK) {
        answer->text = fake_bstr(path);
    }
    wmi_free(path);
    wmi_object_free(update);
    return result;
}

void fake_put_instance(const fake_services *self, IWbemClassObject *object, LONG mode, IWbemContext *context,
                       fake_answer *answer)
{
    const mb_class *cls = NULL;
    wmi_object *given = NULL;
    extensions asked;
    answer->kind = FAKE_ANSWER_STRING;
    answer->result = read_extensions(context, &asked);
    if (answer->result == S_OK) {
        answer->result = fake_read_instance(object, &cls, &given);
    }
    if (answer->result == S_OK && (cls == NULL || cls->ns != self->ns)) {
        answer->result = FAKE_HRESULT(WBEM_E_INVALID_CLASS);
    }
    if (answer->result == S_OK) {
        answer->result = check_mode(cls, mode);
    }
    if (answer->result == S_OK) {
        answer->result = put(self, cls, given, mode, &asked, answer);
    } else {
        (void)fake_error(answer->result, "PutInstance", cls != NULL ? cls->element.name->text : NULL, NULL);
    }
    wmi_object_free(given);
    if (asked.names != NULL) {
        (void)SafeArrayDestroy(asked.names);
    }
}
