/* Objects between IWbemClassObject and wmi_object, embedded ones among them. */
#include "com/com_internal.h"

#include <limits.h>
#include <string.h>

/* Property names of schemas are shorter; longer ones cost an allocation more. */
#define SHORT_NAME_SIZE 128

/* Writing. */

typedef struct wmip_com_putter {
    wmip_com_connection *connection;
    const wmip_com_deadline *deadline;
    wmi_error *error;
} wmip_com_putter;

static wmi_status put_all(const wmip_com_putter *putter, const wmi_object *object, const char *what, int depth,
                          IWbemClassObject *into);

/* The COM object of an embedded one: an instance of its class, as the server declares it. */
static wmi_status make_object(const wmip_com_putter *putter, const wmi_property *property, const wmi_object *object,
                              int depth, IUnknown **out)
{
    const char *class_name = object->class_name != NULL ? object->class_name : property->class_name;
    IWbemClassObject *instance = NULL;
    void *unknown = NULL;
    wmi_status status;
    if (depth > WMIP_EMBEDDING_DEPTH) {
        return wmi_fail(putter->error, WMI_USAGE, 0, "%s holds objects nested too deeply", property->name);
    }
    if (class_name == NULL) {
        return wmi_fail(putter->error, WMI_USAGE, 0, "%s holds an object without a class", property->name);
    }
    status = wmip_com_spawn_instance(putter->connection, class_name, putter->deadline, &instance, putter->error);
    if (status != WMI_OK) {
        return status;
    }
    status = put_all(putter, object, class_name, depth, instance);
    if (status == WMI_OK) {
        HRESULT result = IWbemClassObject_QueryInterface(instance, &IID_IUnknown, &unknown);
        if (FAILED(result)) {
            status = wmip_com_fail_here(putter->error, result, "Cannot embed an object in %s", property->name);
        }
    }
    IWbemClassObject_Release(instance);
    *out = unknown;
    return status;
}

static wmi_status fill_objects(const wmip_com_putter *putter, const wmi_property *property, int depth, IUnknown **slots)
{
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < property->value.u.array.count && status == WMI_OK; i++) {
        wmi_value item = wmip_value_item(&property->value, i);
        if (item.is_null) {
            return wmi_fail(putter->error, WMI_USAGE, 0,
                            "Item %lu of %s is NULL, and WMI takes no NULL inside an array", (unsigned long)i,
                            property->name);
        }
        status = make_object(putter, property, item.u.object, depth, &slots[i]);
    }
    return status;
}

static wmi_status make_objects(const wmip_com_putter *putter, const wmi_property *property, int depth, VARIANT *out)
{
    size_t count = property->value.u.array.count;
    SAFEARRAY *array = count <= LONG_MAX ? SafeArrayCreateVector(VT_UNKNOWN, 0, (ULONG)count) : NULL;
    void *data = NULL;
    wmi_status status;
    if (array == NULL) {
        return wmip_no_memory(putter->error);
    }
    if (SUCCEEDED(SafeArrayAccessData(array, &data))) {
        status = fill_objects(putter, property, depth, data);
        (void)SafeArrayUnaccessData(array);
    } else {
        status = wmip_no_memory(putter->error);
    }
    if (status != WMI_OK) {
        (void)SafeArrayDestroy(array); /* releases the objects made so far */
        return status;
    }
    V_VT(out) = VT_ARRAY | VT_UNKNOWN;
    V_ARRAY(out) = array;
    return WMI_OK;
}

/* @param depth of the object that the property is in. @param out initialised here. */
static wmi_status make_variant(const wmip_com_putter *putter, const wmi_property *property, bool for_wine, int depth,
                               VARIANT *out)
{
    const wmi_value *value = &property->value;
    wmi_status status;
    VariantInit(out);
    if (value->type != WMI_TYPE_OBJECT || wmip_value_is_null(value)) {
        status = wmip_com_encode_value(value, for_wine, out, putter->error);
        return status == WMI_USAGE ? wmip_error_within(putter->error, status, property->name) : status;
    }
    if (value->is_array) {
        return make_objects(putter, property, depth + 1, out);
    }
    status = make_object(putter, property, value->u.object, depth + 1, &V_UNKNOWN(out));
    if (status == WMI_OK) {
        V_VT(out) = VT_UNKNOWN;
    }
    return status;
}

static wmi_status refused(const wmip_com_putter *putter, HRESULT result, const wmi_property *property, const char *what)
{
    wmip_buffer text = {0};
    wmi_status status;
    wmip_value_describe(&property->value, &text);
    status = wmip_com_fail_here(putter->error, result, "Cannot set %s of %s to %s", property->name, what,
                                text.failed ? "its value" : text.text);
    if (result == WMIP_COM_HRESULT(WBEM_E_NOT_FOUND)) {
        wmip_error_reword(putter->error,
                          "On the host, %s has no %s; its version of Windows may be older than the schema", what,
                          property->name);
    }
    wmip_buffer_clear(&text);
    return status;
}

/* One try. @param mismatch whether the server wants another VARIANT type. */
static wmi_status try_put(const wmip_com_putter *putter, const wmi_property *property, const WCHAR *name, bool for_wine,
                          const char *what, int depth, IWbemClassObject *into, bool *mismatch)
{
    VARIANT variant;
    wmi_status status = make_variant(putter, property, for_wine, depth, &variant);
    HRESULT result;
    if (status != WMI_OK) {
        if (property->value.type == WMI_TYPE_OBJECT && putter->error != NULL) {
            wmip_error_reword(putter->error, "Cannot set %s of %s: %s", property->name, what, putter->error->message);
        }
        return status;
    }
    result = IWbemClassObject_Put(into, name, 0, &variant, 0); /* a type other than 0 is for classes */
    *mismatch = result == WMIP_COM_HRESULT(WBEM_E_TYPE_MISMATCH);
    if (FAILED(result)) {
        status = refused(putter, result, property, what);
    }
    (void)VariantClear(&variant);
    return status;
}

static wmi_status put_property(const wmip_com_putter *putter, const wmi_property *property, const char *what, int depth,
                               IWbemClassObject *into)
{
    wmi_type type = property->value.type;
    bool wine_has_another =
        !wmip_value_is_null(&property->value) && wmip_com_vartype(type, true) != wmip_com_vartype(type, false);
    bool mismatch = false;
    wmip_com_name name;
    wmi_status status = wmip_com_name_init(&name, property->name, putter->error);
    if (status == WMI_OK) {
        status = try_put(putter, property, name.text, false, what, depth, into, &mismatch);
        if (mismatch && wine_has_another) {
            status = try_put(putter, property, name.text, true, what, depth, into, &mismatch);
        }
    }
    wmip_com_name_clear(&name);
    return status;
}

static wmi_status put_all(const wmip_com_putter *putter, const wmi_object *object, const char *what, int depth,
                          IWbemClassObject *into)
{
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < object->count && status == WMI_OK; i++) {
        status = put_property(putter, &object->properties[i], what, depth, into);
    }
    return status;
}

wmi_status wmip_com_put_properties(wmip_com_connection *connection, const wmi_object *object,
                                   const wmip_com_deadline *deadline, const char *what, IWbemClassObject *into,
                                   wmi_error *error)
{
    wmip_com_putter putter;
    putter.connection = connection;
    putter.deadline = deadline;
    putter.error = error;
    return put_all(&putter, object, what, 0, into);
}

/* Reading. */

HRESULT wmip_com_read_text(IWbemClassObject *from, const WCHAR *name, BSTR *out)
{
    VARIANT value;
    HRESULT result;
    *out = NULL;
    VariantInit(&value);
    result = IWbemClassObject_Get(from, name, 0, &value, NULL, NULL);
    if (result == WMIP_COM_HRESULT(WBEM_E_NOT_FOUND)) {
        return S_OK;
    }
    if (SUCCEEDED(result) && V_VT(&value) == VT_BSTR) {
        *out = V_BSTR(&value); /* instead of clearing the VARIANT */
    } else {
        (void)VariantClear(&value);
    }
    return result;
}

/* A system property that is text, in an object's memory; NULL where it has none. */
static wmi_status read_system_text(IWbemClassObject *from, const WCHAR *name, wmi_memory **memory, const char **out,
                                   wmi_error *error)
{
    BSTR text;
    HRESULT result = wmip_com_read_text(from, name, &text);
    bool copied;
    if (FAILED(result)) {
        return wmip_com_fail_here(error, result, "Cannot read the class or the path of an object that arrived");
    }
    copied = wmip_com_text(text, SysStringLen(text), memory, out);
    SysFreeString(text);
    return copied ? WMI_OK : wmip_no_memory(error);
}

/* Objects that are parameters, or embedded in others, have no path: the text is not there, or empty. */
static wmi_status read_identity(IWbemClassObject *from, wmi_object *object, wmi_error *error)
{
    wmi_status status = read_system_text(from, L"__CLASS", &object->memory, &object->class_name, error);
    if (status == WMI_OK) {
        status = read_system_text(from, L"__PATH", &object->memory, &object->path, error);
    }
    if (status == WMI_OK && (object->path == NULL || object->path[0] == '\0')) {
        status = read_system_text(from, L"__RELPATH", &object->memory, &object->path, error);
    }
    if (object->path != NULL && object->path[0] == '\0') {
        object->path = NULL;
    }
    return status;
}

/* A class without ancestors is its own dynasty; where a query named columns, hosts tell neither. */
static wmi_status read_root(IWbemClassObject *from, wmi_object *object, wmi_error *error)
{
    static const char *const no_ancestors[] = {NULL};
    const char *dynasty = NULL;
    wmi_status status = read_system_text(from, L"__DYNASTY", &object->memory, &dynasty, error);
    if (status == WMI_OK && dynasty != NULL && wmip_equal_names(dynasty, object->class_name)) {
        object->derivation = no_ancestors;
    }
    return status;
}

/* @param names in the object's memory */
static wmi_status keep_ancestors(const wmi_value *names, wmi_object *object, wmi_error *error)
{
    size_t count = names->u.array.count;
    const char **ancestors = wmip_memory_array(&object->memory, count + 1, sizeof *ancestors);
    if (ancestors == NULL) {
        return wmip_no_memory(error);
    }
    memcpy((void *)ancestors, names->u.array.items, count * sizeof *ancestors);
    object->derivation = (const char *const *)ancestors;
    return WMI_OK;
}

/* What the class is derived from: it came with the object, and to ask for it is no call. */
static wmi_status read_derivation(IWbemClassObject *from, wmi_object *object, wmi_error *error)
{
    wmi_status status = WMI_OK;
    wmi_value names;
    VARIANT value;
    HRESULT result;
    VariantInit(&value);
    result = IWbemClassObject_Get(from, L"__DERIVATION", 0, &value, NULL, NULL);
    if (FAILED(result) && result != WMIP_COM_HRESULT(WBEM_E_NOT_FOUND)) {
        return wmip_com_fail_here(error, result, "Cannot read the ancestors of the class of an object that arrived");
    }
    if (V_VT(&value) == (VT_ARRAY | VT_BSTR)) {
        status = wmip_com_decode_value(&value, CIM_STRING | CIM_FLAG_ARRAY, 0, &object->memory, &names, error);
        if (status == WMI_OK) {
            status = names.u.array.count > 0 ? keep_ancestors(&names, object, error) : read_root(from, object, error);
        }
    }
    (void)VariantClear(&value);
    return status;
}

static wmi_property *add_named_property(wmi_object *object, const OLECHAR *name, size_t length)
{
    char local[SHORT_NAME_SIZE];
    const char *text = local;
    if (!wmip_com_ascii(name, length, local, sizeof local) && !wmip_com_text(name, length, &object->memory, &text)) {
        return NULL;
    }
    return wmip_object_add(object, text);
}

/* Leaves a property NULL that holds what no CIM value is, and in it why; all else is kept. */
static wmi_status keep_unreadable(CIMTYPE cim_type, wmi_object *object, wmi_property *property, wmi_error *error)
{
    bool known;
    const char *why = error != NULL ? error->message : "A value arrived that no CIM value is";
    bool kept = wmip_memory_copy(&object->memory, why, &property->unreadable);
    property->value = wmi_value_null(wmip_com_cim_type(cim_type, &known), (cim_type & CIM_FLAG_ARRAY) != 0);
    return kept ? wmip_succeed(error) : wmip_no_memory(error);
}

/* An object that arrived has its own class, whatever was declared. */
static wmi_status read_variant(const VARIANT *variant, CIMTYPE cim_type, int depth, wmi_object *object,
                               wmi_property *property, wmi_error *error)
{
    wmi_value *value = &property->value;
    wmi_status status = wmip_com_decode_value(variant, cim_type, depth, &object->memory, value, error);
    if (status == WMI_OK && value->type == WMI_TYPE_OBJECT && !value->is_array && !value->is_null) {
        property->class_name = value->u.object->class_name;
    }
    return status == WMI_REPLY ? keep_unreadable(cim_type, object, property, error) : status;
}

static wmi_status read_properties(IWbemClassObject *from, int depth, wmi_object *object, wmi_error *error)
{
    wmi_status status = WMI_OK;
    while (status == WMI_OK) {
        wmi_property *property;
        CIMTYPE cim_type = CIM_EMPTY;
        BSTR name = NULL;
        VARIANT variant;
        HRESULT result;
        VariantInit(&variant);
        result = IWbemClassObject_Next(from, 0, &name, &variant, &cim_type, NULL);
        if (FAILED(result)) {
            return wmip_com_fail_here(error, result, "Cannot read the properties of an object of class %s",
                                      object->class_name != NULL ? object->class_name : "(unknown)");
        }
        if (result == WMIP_COM_HRESULT(WBEM_S_NO_MORE_DATA)) {
            return WMI_OK;
        }
        property = add_named_property(object, name, SysStringLen(name));
        status =
            property != NULL ? read_variant(&variant, cim_type, depth, object, property, error) : wmip_no_memory(error);
        SysFreeString(name);
        (void)VariantClear(&variant);
    }
    return status;
}

static wmi_status fill_object(IWbemClassObject *from, int depth, wmi_object *object, wmi_error *error)
{
    wmi_status status = read_identity(from, object, error);
    HRESULT result;
    if (status == WMI_OK) {
        status = read_derivation(from, object, error);
    }
    if (status != WMI_OK) {
        return status;
    }
    result = IWbemClassObject_BeginEnumeration(from, WBEM_FLAG_NONSYSTEM_ONLY);
    if (FAILED(result)) {
        return wmip_com_fail_here(error, result, "Cannot read the properties of an object of class %s",
                                  object->class_name != NULL ? object->class_name : "(unknown)");
    }
    status = read_properties(from, depth, object, error);
    (void)IWbemClassObject_EndEnumeration(from);
    return status;
}

wmi_status wmip_com_read_object(IWbemClassObject *from, wmi_object **out, wmi_error *error)
{
    wmi_object *object = wmi_object_new(NULL);
    wmi_status status = object != NULL ? fill_object(from, 0, object, error) : wmip_no_memory(error);
    if (status != WMI_OK) {
        wmi_object_free(object);
        object = NULL;
    }
    *out = object;
    return status;
}

wmi_status wmip_com_read_embedded(IUnknown *from, int depth, wmi_memory **memory, wmi_object **out, wmi_error *error)
{
    wmi_object *object;
    wmi_status status;
    HRESULT result;
    void *source = NULL;
    *out = NULL;
    if (depth > WMIP_EMBEDDING_DEPTH) {
        return wmi_fail(error, WMI_REPLY, 0, "Objects arrived that are nested too deeply");
    }
    result = IUnknown_QueryInterface(from, &IID_IWbemClassObject, &source);
    if (result == E_NOINTERFACE || (SUCCEEDED(result) && source == NULL)) {
        return wmi_fail(error, WMI_REPLY, 0, "A COM object arrived that is no object of WMI");
    }
    if (FAILED(result)) {
        return wmip_com_fail_here(error, result, "Cannot read an embedded object");
    }
    object = wmip_object_new_in(memory, NULL);
    status = object != NULL ? fill_object(source, depth, object, error) : wmip_no_memory(error);
    IWbemClassObject_Release((IWbemClassObject *)source);
    *out = status == WMI_OK ? object : NULL;
    return status;
}

static wmi_status read_field(IWbemClassObject *from, const wmi_field *field, wmi_object *object, wmi_error *error)
{
    wmi_property *property;
    CIMTYPE cim_type = CIM_EMPTY;
    wmip_com_name name;
    VARIANT variant;
    HRESULT result;
    wmi_status status = wmip_com_name_init(&name, field->name, error);
    VariantInit(&variant);
    if (status == WMI_OK) {
        result = IWbemClassObject_Get(from, name.text, 0, &variant, &cim_type, NULL);
        if (result == WMIP_COM_HRESULT(WBEM_E_NOT_FOUND)) {
            wmip_com_name_clear(&name);
            return WMI_OK;
        }
        if (FAILED(result)) {
            status = wmip_com_fail_here(error, result, "Cannot read %s of what arrived", field->name);
        }
    }
    if (status == WMI_OK) {
        property = wmip_object_add(object, field->name);
        status = property != NULL && wmip_memory_copy(&object->memory, field->class_name, &property->class_name)
                     ? read_variant(&variant, cim_type, 0, object, property, error)
                     : wmip_no_memory(error);
    }
    (void)VariantClear(&variant);
    wmip_com_name_clear(&name);
    return status;
}

/* ReturnValue and the job come first: they are what must not be lost. */
static bool comes_first(const wmi_field *field)
{
    return (field->flags & (WMI_FIELD_RETURN | WMI_FIELD_JOB)) != 0;
}

wmi_status wmip_com_read_fields(IWbemClassObject *from, const wmi_field *fields, size_t count, wmi_object **out,
                                wmi_error *error)
{
    wmi_object *object = wmi_object_new("__PARAMETERS");
    wmi_status status = object != NULL && wmip_object_reserve(object, count) ? WMI_OK : wmip_no_memory(error);
    size_t i;
    for (i = 0; i < 2 * count && object != NULL; i++) {
        const wmi_field *field = &fields[i % count];
        if (comes_first(field) == (i < count)) {
            wmi_status one = read_field(from, field, object, status == WMI_OK ? error : NULL);
            status = status == WMI_OK ? one : status;
        }
    }
    *out = object;
    return status;
}
