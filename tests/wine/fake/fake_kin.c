/*
 * IWbemClassObject: methods, ancestors, copies and comparison.
 */
#include "fake_object.h"

#include <string.h>

/* Copies. */

static HRESULT clone(const fake_object *self, IWbemClassObject **out)
{
    return out != NULL ? fake_object_copy(self, out) : FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
}

HRESULT STDMETHODCALLTYPE fake_object_Clone(IWbemClassObject *iface, IWbemClassObject **out)
{
    fake_object *self;
    HRESULT result;
    if (out != NULL) {
        *out = NULL;
    }
    result = fake_object_enter(iface, "IWbemClassObject::Clone", &self);
    return FAILED(result) ? result : fake_object_leave(clone(self, out));
}

/* An instance of an abstract class cannot be put anywhere: it is refused here already, though nobody measured Windows.
 */
static HRESULT spawn(const fake_object *self, LONG flags, IWbemClassObject **out)
{
    if (flags != 0 || out == NULL) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (self->kind != FAKE_CLASS && self->kind != FAKE_SIGNATURE) {
        return FAKE_HRESULT(WBEM_E_INVALID_OPERATION);
    }
    if (self->kind == FAKE_CLASS && self->cls == NULL) {
        return FAKE_HRESULT(WBEM_E_INCOMPLETE_CLASS);
    }
    if (self->kind == FAKE_CLASS && self->cls->is_abstract) {
        return FAKE_HRESULT(WBEM_E_ILLEGAL_OPERATION);
    }
    return fake_object_spawn(self, out);
}

HRESULT STDMETHODCALLTYPE fake_object_SpawnInstance(IWbemClassObject *iface, LONG flags, IWbemClassObject **out)
{
    fake_object *self;
    HRESULT result;
    if (out != NULL) {
        *out = NULL;
    }
    result = fake_object_enter(iface, "IWbemClassObject::SpawnInstance", &self);
    return FAILED(result) ? result : fake_object_leave(spawn(self, flags, out));
}

/* What the fake does not do. */

static HRESULT refuse(IWbemClassObject *iface, const char *call)
{
    fake_object *self;
    HRESULT result = fake_object_enter(iface, call, &self);
    return FAILED(result) ? result : fake_object_leave(FAKE_HRESULT(WBEM_E_NOT_SUPPORTED));
}

HRESULT STDMETHODCALLTYPE fake_object_GetObjectText(IWbemClassObject *iface, LONG flags, BSTR *out)
{
    (void)flags;
    if (out != NULL) {
        *out = NULL;
    }
    return refuse(iface, "IWbemClassObject::GetObjectText");
}

HRESULT STDMETHODCALLTYPE fake_object_SpawnDerivedClass(IWbemClassObject *iface, LONG flags, IWbemClassObject **out)
{
    (void)flags;
    if (out != NULL) {
        *out = NULL;
    }
    return refuse(iface, "IWbemClassObject::SpawnDerivedClass");
}

HRESULT STDMETHODCALLTYPE fake_object_PutMethod(IWbemClassObject *iface, LPCWSTR name, LONG flags, IWbemClassObject *in,
                                                IWbemClassObject *out)
{
    (void)name;
    (void)flags;
    (void)in;
    (void)out;
    return refuse(iface, "IWbemClassObject::PutMethod");
}

HRESULT STDMETHODCALLTYPE fake_object_DeleteMethod(IWbemClassObject *iface, LPCWSTR name)
{
    (void)name;
    return refuse(iface, "IWbemClassObject::DeleteMethod");
}

/* Comparison. */

static bool same_item(wmi_type type, const void *a, const void *b, bool ignore_case);

static bool same_text(const char *a, const char *b, bool ignore_case)
{
    if (a == NULL || b == NULL) {
        return a == b;
    }
    return ignore_case ? fake_same_name(a, b) : strcmp(a, b) == 0;
}

static bool same_value(const wmi_value *a, const wmi_value *b, bool ignore_case)
{
    size_t size = wmi_type_size(a->type);
    if (a->is_null || b->is_null) {
        return a->is_null == b->is_null;
    }
    if (a->type != b->type || a->is_array != b->is_array) {
        return false;
    }
    if (!a->is_array) {
        return same_item(a->type, &a->u, &b->u, ignore_case);
    }
    if (a->u.array.count != b->u.array.count) {
        return false;
    }
    for (size_t i = 0; i < a->u.array.count; i++) {
        if (!same_item(a->type, (const char *)a->u.array.items + i * size, (const char *)b->u.array.items + i * size,
                       ignore_case)) {
            return false;
        }
    }
    return true;
}

static bool same_instance(const wmi_object *a, const wmi_object *b, bool ignore_case)
{
    if (a == NULL || b == NULL) {
        return a == b;
    }
    if (!fake_same_name(a->class_name, b->class_name) || a->count != b->count) {
        return false;
    }
    for (size_t i = 0; i < a->count; i++) {
        const wmi_value *other = wmi_object_get(b, a->properties[i].name);
        if (other == NULL || !same_value(&a->properties[i].value, other, ignore_case)) {
            return false;
        }
    }
    return true;
}

static bool same_item(wmi_type type, const void *a, const void *b, bool ignore_case)
{
    char left[WMI_DATETIME_TEXT_SIZE];
    char right[WMI_DATETIME_TEXT_SIZE];
    switch (type) {
    case WMI_TYPE_STRING:
    case WMI_TYPE_REFERENCE:
        return same_text(*(const char *const *)a, *(const char *const *)b, ignore_case);
    case WMI_TYPE_OBJECT:
        return same_instance(*(wmi_object *const *)a, *(wmi_object *const *)b, ignore_case);
    case WMI_TYPE_DATETIME:
        (void)wmi_datetime_format(a, left);
        (void)wmi_datetime_format(b, right);
        return strcmp(left, right) == 0;
    default:
        return memcmp(a, b, wmi_type_size(type)) == 0;
    }
}

static bool same_object(const fake_object *a, const fake_object *b, LONG flags)
{
    if ((flags & WBEM_FLAG_IGNORE_CLASS) == 0 && a->class_name != b->class_name &&
        !fake_same_name(a->class_name, b->class_name)) {
        return false;
    }
    if (a->kind != b->kind || a->count != b->count) {
        return false;
    }
    for (size_t i = 0; i < a->count; i++) {
        const fake_slot *other = fake_object_find(b, a->slots[i].name);
        if (other == NULL || other->type != a->slots[i].type ||
            !same_value(&a->slots[i].value, &other->value, (flags & WBEM_FLAG_IGNORE_CASE) != 0)) {
            return false;
        }
    }
    return true;
}

static HRESULT compare(const fake_object *self, LONG flags, IWbemClassObject *other)
{
    LONG all = WBEM_FLAG_IGNORE_QUALIFIERS | WBEM_FLAG_IGNORE_OBJECT_SOURCE | WBEM_FLAG_IGNORE_DEFAULT_VALUES |
               WBEM_FLAG_IGNORE_CLASS | WBEM_FLAG_IGNORE_CASE | WBEM_FLAG_IGNORE_FLAVOR;
    if ((flags & ~all) != 0 || !fake_is_class_object(other) ||
        !fake_is_alive(&fake_object_of(other)->unknown, "IWbemClassObject::CompareTo")) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    return same_object(self, fake_object_of(other), flags) ? FAKE_HRESULT(WBEM_S_SAME) : FAKE_HRESULT(WBEM_S_DIFFERENT);
}

HRESULT STDMETHODCALLTYPE fake_object_CompareTo(IWbemClassObject *iface, LONG flags, IWbemClassObject *other)
{
    fake_object *self;
    HRESULT result = fake_object_enter(iface, "IWbemClassObject::CompareTo", &self);
    return FAILED(result) ? result : fake_object_leave(compare(self, flags, other));
}

/* Ancestors. */

static HRESULT inherits(const fake_object *self, LPCWSTR written)
{
    char name[FAKE_NAME_SIZE];
    if (written == NULL) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (fake_name(written, name)) {
        for (const char *at = self->class_name; at != NULL; at = fake_superclass(self->ns, at)) {
            if (fake_same_name(at, name)) {
                return S_OK;
            }
        }
    }
    return FAKE_HRESULT(WBEM_S_FALSE);
}

HRESULT STDMETHODCALLTYPE fake_object_InheritsFrom(IWbemClassObject *iface, LPCWSTR ancestor)
{
    fake_object *self;
    HRESULT result = fake_object_enter(iface, "IWbemClassObject::InheritsFrom", &self);
    return FAILED(result) ? result : fake_object_leave(inherits(self, ancestor));
}

/** The class that declared an element first. */
static const char *origin_of(const mb_element *element)
{
    while (element->overridden != NULL) {
        element = element->overridden;
    }
    return element->owner->element.name->text;
}

static HRESULT give_text(const char *text, BSTR *out)
{
    *out = fake_bstr(text);
    return *out != NULL ? S_OK : E_OUTOFMEMORY;
}

static HRESULT property_origin(const fake_object *self, LPCWSTR written, BSTR *out)
{
    char name[FAKE_NAME_SIZE];
    const fake_slot *slot;
    if (written == NULL || out == NULL) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (!fake_name(written, name)) {
        return FAKE_HRESULT(WBEM_E_NOT_FOUND);
    }
    if (fake_system_find(name) < FAKE_SYSTEM_COUNT) {
        return give_text("___SYSTEM", out);
    }
    slot = fake_object_find(self, name);
    if (slot == NULL) {
        return FAKE_HRESULT(WBEM_E_NOT_FOUND);
    }
    return give_text(slot->element != NULL && self->method == NULL ? origin_of(slot->element) : self->class_name, out);
}

HRESULT STDMETHODCALLTYPE fake_object_GetPropertyOrigin(IWbemClassObject *iface, LPCWSTR name, BSTR *out)
{
    fake_object *self;
    HRESULT result = fake_object_enter(iface, "IWbemClassObject::GetPropertyOrigin", &self);
    return FAILED(result) ? result : fake_object_leave(property_origin(self, name, out));
}

/* Methods: of class definitions alone. */

static HRESULT find_method(const fake_object *self, LPCWSTR written, const mb_element **out)
{
    char name[FAKE_NAME_SIZE];
    if (written == NULL) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (self->kind != FAKE_CLASS) {
        return FAKE_HRESULT(WBEM_E_ILLEGAL_OPERATION);
    }
    *out = self->cls != NULL && fake_name(written, name) ? fake_find_method(self->cls, name) : NULL;
    return *out != NULL ? S_OK : FAKE_HRESULT(WBEM_E_NOT_FOUND);
}

/** Both signatures, as far as they are wanted; none where one cannot be made. */
static HRESULT give_signatures(const fake_object *self, const mb_element *method, IWbemClassObject **in,
                               IWbemClassObject **out)
{
    HRESULT result = in != NULL ? fake_make_signature(self->cls, method, true, in) : S_OK;
    if (SUCCEEDED(result) && out != NULL) {
        result = fake_make_signature(self->cls, method, false, out);
        if (FAILED(result) && in != NULL && *in != NULL) {
            (void)fake_release(&fake_object_of(*in)->unknown);
            *in = NULL;
        }
    }
    return result;
}

static void nothing_yet(IWbemClassObject **in, IWbemClassObject **out)
{
    if (in != NULL) {
        *in = NULL;
    }
    if (out != NULL) {
        *out = NULL;
    }
}

static HRESULT get_method(const fake_object *self, LPCWSTR name, LONG flags, IWbemClassObject **in,
                          IWbemClassObject **out)
{
    const mb_element *method = NULL;
    HRESULT result = flags == 0 ? find_method(self, name, &method) : FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    return FAILED(result) ? result : give_signatures(self, method, in, out);
}

HRESULT STDMETHODCALLTYPE fake_object_GetMethod(IWbemClassObject *iface, LPCWSTR name, LONG flags,
                                                IWbemClassObject **in, IWbemClassObject **out)
{
    fake_object *self;
    HRESULT result;
    nothing_yet(in, out);
    result = fake_object_enter(iface, "IWbemClassObject::GetMethod", &self);
    return FAILED(result) ? result : fake_object_leave(get_method(self, name, flags, in, out));
}

static HRESULT begin_methods(fake_object *self, LONG flags)
{
    if (flags != 0 && flags != WBEM_FLAG_LOCAL_ONLY && flags != WBEM_FLAG_PROPAGATED_ONLY) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (self->kind != FAKE_CLASS) {
        return FAKE_HRESULT(WBEM_E_ILLEGAL_OPERATION);
    }
    self->methods.is_running = true;
    self->methods.flags = flags;
    self->methods.next = 0;
    return S_OK;
}

HRESULT STDMETHODCALLTYPE fake_object_BeginMethodEnumeration(IWbemClassObject *iface, LONG flags)
{
    fake_object *self;
    HRESULT result = fake_object_enter(iface, "IWbemClassObject::BeginMethodEnumeration", &self);
    return FAILED(result) ? result : fake_object_leave(begin_methods(self, flags));
}

static HRESULT give_method(const fake_object *self, const mb_element *method, BSTR *name, IWbemClassObject **in,
                           IWbemClassObject **out)
{
    BSTR copy = name != NULL ? fake_bstr(method->name->text) : NULL;
    HRESULT result = name == NULL || copy != NULL ? give_signatures(self, method, in, out) : E_OUTOFMEMORY;
    if (FAILED(result)) {
        SysFreeString(copy);
    } else if (name != NULL) {
        *name = copy;
    }
    return result;
}

static HRESULT next_method(fake_object *self, LONG flags, BSTR *name, IWbemClassObject **in, IWbemClassObject **out)
{
    const mb_element *const *all = NULL;
    size_t count = fake_class_methods(self->cls, &all);
    fake_enumeration *at = &self->methods;
    if (flags != 0) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (!at->is_running) {
        return FAKE_HRESULT(WBEM_E_UNEXPECTED);
    }
    while (at->next < count) {
        const mb_element *method = all[at->next++];
        bool is_local = method->owner == self->cls;
        if (at->flags == 0 || (at->flags == WBEM_FLAG_LOCAL_ONLY) == is_local) {
            return give_method(self, method, name, in, out);
        }
    }
    return FAKE_HRESULT(WBEM_S_NO_MORE_DATA);
}

HRESULT STDMETHODCALLTYPE fake_object_NextMethod(IWbemClassObject *iface, LONG flags, BSTR *name, IWbemClassObject **in,
                                                 IWbemClassObject **out)
{
    fake_object *self;
    HRESULT result;
    nothing_yet(in, out);
    result = fake_object_enter(iface, "IWbemClassObject::NextMethod", &self);
    return FAILED(result) ? result : fake_object_leave(next_method(self, flags, name, in, out));
}

HRESULT STDMETHODCALLTYPE fake_object_EndMethodEnumeration(IWbemClassObject *iface)
{
    fake_object *self;
    HRESULT result = fake_object_enter(iface, "IWbemClassObject::EndMethodEnumeration", &self);
    if (FAILED(result)) {
        return result;
    }
    self->methods.is_running = false;
    return fake_object_leave(S_OK);
}

static HRESULT method_qualifiers(const fake_object *self, LPCWSTR name, IWbemQualifierSet **out)
{
    const mb_element *method = NULL;
    HRESULT result = out != NULL ? find_method(self, name, &method) : FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    return FAILED(result) ? result : fake_make_qualifiers(self->ns, method, -1, out);
}

HRESULT STDMETHODCALLTYPE fake_object_GetMethodQualifierSet(IWbemClassObject *iface, LPCWSTR name,
                                                            IWbemQualifierSet **out)
{
    fake_object *self;
    HRESULT result;
    if (out != NULL) {
        *out = NULL;
    }
    result = fake_object_enter(iface, "IWbemClassObject::GetMethodQualifierSet", &self);
    return FAILED(result) ? result : fake_object_leave(method_qualifiers(self, name, out));
}

static HRESULT method_origin(const fake_object *self, LPCWSTR name, BSTR *out)
{
    const mb_element *method = NULL;
    HRESULT result = out != NULL ? find_method(self, name, &method) : FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    return FAILED(result) ? result : give_text(origin_of(method), out);
}

HRESULT STDMETHODCALLTYPE fake_object_GetMethodOrigin(IWbemClassObject *iface, LPCWSTR name, BSTR *out)
{
    fake_object *self;
    HRESULT result = fake_object_enter(iface, "IWbemClassObject::GetMethodOrigin", &self);
    return FAILED(result) ? result : fake_object_leave(method_origin(self, name, out));
}
