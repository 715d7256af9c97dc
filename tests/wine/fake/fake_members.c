/*
 * IWbemClassObject: properties.
 */
#include "fake_object.h"

#include <string.h>

enum {
    CONDITIONS = WBEM_FLAG_ONLY_IF_TRUE | WBEM_FLAG_ONLY_IF_FALSE, /* both of them: ONLY_IF_IDENTICAL */
    KINDS = WBEM_FLAG_KEYS_ONLY | WBEM_FLAG_REFS_ONLY,
    ORIGINS =
        WBEM_FLAG_LOCAL_ONLY | WBEM_FLAG_PROPAGATED_ONLY | WBEM_FLAG_NONSYSTEM_ONLY, /* the first two: SYSTEM_ONLY */
    OVERRIDES = WBEM_FLAG_CLASS_OVERRIDES_ONLY | WBEM_FLAG_CLASS_LOCAL_AND_OVERRIDES
};

/* A property of either kind, and its number: system properties come first. */
typedef struct member {
    size_t index;
    fake_slot *slot; /* NULL for a system property */
} member;

static size_t member_count(const fake_object *self)
{
    return FAKE_SYSTEM_COUNT + self->count;
}

static member member_at(const fake_object *self, size_t index)
{
    member found = {index, index < FAKE_SYSTEM_COUNT ? NULL : &self->slots[index - FAKE_SYSTEM_COUNT]};
    return found;
}

static const char *member_name(const member *at)
{
    return at->slot != NULL ? at->slot->name : fake_system_name(at->index);
}

static bool find_member(const fake_object *self, const OLECHAR *written, member *out)
{
    char name[FAKE_NAME_SIZE];
    if (!fake_name(written, name)) {
        return false;
    }
    out->index = fake_system_find(name);
    out->slot = out->index < FAKE_SYSTEM_COUNT ? NULL : fake_object_find(self, name);
    return out->index < FAKE_SYSTEM_COUNT || out->slot != NULL;
}

/** Whether the object's own class declares it; so it is with what belongs to no class of the schema. */
static bool is_local(const fake_object *self, const fake_slot *slot)
{
    return slot->element == NULL || slot->element->kind != MB_ELEMENT_PROPERTY || slot->element->owner == self->cls;
}

static LONG flavor_of(const fake_object *self, const member *at)
{
    if (at->slot == NULL) {
        return WBEM_FLAVOR_ORIGIN_SYSTEM;
    }
    return is_local(self, at->slot) ? WBEM_FLAVOR_ORIGIN_LOCAL : WBEM_FLAVOR_ORIGIN_PROPAGATED;
}

/** What the settings have in place of a value; NULL = nothing. */
static const VARIANT *find_odd(const fake_object *self, const member *at)
{
    const fake_settings *settings = fake_current();
    bool may_be_odd = self->kind == FAKE_INSTANCE || self->kind == FAKE_PARAMETERS;
    for (size_t i = 0; may_be_odd && !self->is_input && at->slot != NULL && i < settings->odd_count; i++) {
        const fake_odd *odd = &settings->odd[i];
        if (fake_same_name(odd->class_name, self->class_name) && fake_same_name(odd->property, at->slot->name)) {
            return odd->variant;
        }
    }
    return NULL;
}

/** A copy also of what VariantCopy takes for no VARIANT. */
static HRESULT copy_odd(const VARIANT *odd, VARIANT *out)
{
    HRESULT result;
    VariantInit(out);
    result = VariantCopy(out, (VARIANT *)odd);
    if (result == DISP_E_BADVARTYPE) {
        *out = *odd;
        result = S_OK;
    }
    return result;
}

/** What Get and Next have in common. Nothing is written where it fails. */
static HRESULT read_member(const fake_object *self, const member *at, VARIANT *value, CIMTYPE *type, LONG *flavor)
{
    wmi_memory *memory = NULL;
    wmi_value held;
    HRESULT result = S_OK;
    if (at->slot != NULL) {
        held = at->slot->value;
    } else if (!fake_system_value(self, at->index, &memory, &held)) {
        result = E_OUTOFMEMORY;
    }
    if (SUCCEEDED(result) && value != NULL) {
        const VARIANT *odd = find_odd(self, at);
        result = odd != NULL ? copy_odd(odd, value) : fake_value_to_variant(self->ns, &held, value);
    }
    if (SUCCEEDED(result) && type != NULL) {
        *type = at->slot != NULL ? at->slot->type : fake_system_type(at->index);
    }
    if (SUCCEEDED(result) && flavor != NULL) {
        *flavor = flavor_of(self, at);
    }
    wmi_memory_clear(&memory);
    return result;
}

static HRESULT get(const fake_object *self, LPCWSTR name, LONG flags, VARIANT *value, CIMTYPE *type, LONG *flavor)
{
    member at;
    if (name == NULL || flags != 0) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    return find_member(self, name, &at) ? read_member(self, &at, value, type, flavor) : FAKE_HRESULT(WBEM_E_NOT_FOUND);
}

HRESULT STDMETHODCALLTYPE fake_object_Get(IWbemClassObject *iface, LPCWSTR name, LONG flags, VARIANT *value,
                                          CIMTYPE *type, LONG *flavor)
{
    fake_object *self;
    HRESULT result = fake_object_enter(iface, "IWbemClassObject::Get", &self);
    return FAILED(result) ? result : fake_object_leave(get(self, name, flags, value, type, flavor));
}

/* Put. */

static bool may_be_null(const fake_slot *slot)
{
    return !slot->is_key && (slot->element == NULL || (!fake_has_qualifier(slot->element, "Not_Null") &&
                                                       !fake_has_qualifier(slot->element, "Indexed")));
}

static HRESULT put_value(fake_object *self, fake_slot *slot, const VARIANT *given)
{
    wmi_value value;
    HRESULT result = fake_variant_to_value(given, slot->type, slot->element, &self->memory, &value);
    if (FAILED(result)) {
        return result;
    }
    if (value.is_null && !may_be_null(slot)) {
        return FAKE_HRESULT(WBEM_E_ILLEGAL_NULL);
    }
    slot->value = value;
    slot->is_set = true;
    return S_OK;
}

/* Defining properties of classes, which Put does too, is no business of a client of this schema. */
static HRESULT put(fake_object *self, LPCWSTR name, LONG flags, const VARIANT *given, CIMTYPE type)
{
    member at;
    if (name == NULL || flags != 0) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (self->kind == FAKE_CLASS || self->kind == FAKE_SIGNATURE) {
        return FAKE_HRESULT(WBEM_E_NOT_SUPPORTED);
    }
    if (type != 0) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (!find_member(self, name, &at)) {
        return FAKE_HRESULT(WBEM_E_NOT_FOUND);
    }
    if (at.slot == NULL || self->kind == FAKE_STATUS) {
        return FAKE_HRESULT(WBEM_E_READ_ONLY);
    }
    return put_value(self, at.slot, given);
}

HRESULT STDMETHODCALLTYPE fake_object_Put(IWbemClassObject *iface, LPCWSTR name, LONG flags, VARIANT *value,
                                          CIMTYPE type)
{
    fake_object *self;
    HRESULT result = fake_object_enter(iface, "IWbemClassObject::Put", &self);
    return FAILED(result) ? result : fake_object_leave(put(self, name, flags, value, type));
}

/** Of an instance, Delete takes the value away, and the default comes back. */
static HRESULT reset(fake_object *self, LPCWSTR name)
{
    member at;
    wmi_value value;
    if (name == NULL) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (self->kind != FAKE_INSTANCE && self->kind != FAKE_PARAMETERS) {
        return FAKE_HRESULT(WBEM_E_NOT_SUPPORTED);
    }
    if (!find_member(self, name, &at)) {
        return FAKE_HRESULT(WBEM_E_NOT_FOUND);
    }
    if (at.slot == NULL) {
        return FAKE_HRESULT(WBEM_E_SYSTEM_PROPERTY);
    }
    if (at.slot->element == NULL || at.slot->element->kind == MB_ELEMENT_METHOD ||
        !fake_default(at.slot->element, &self->memory, &value)) {
        value = wmi_value_null(at.slot->value.type, at.slot->value.is_array);
    }
    at.slot->value = value;
    at.slot->is_set = false;
    return FAKE_HRESULT(WBEM_S_RESET_TO_DEFAULT);
}

HRESULT STDMETHODCALLTYPE fake_object_Delete(IWbemClassObject *iface, LPCWSTR name)
{
    fake_object *self;
    HRESULT result = fake_object_enter(iface, "IWbemClassObject::Delete", &self);
    return FAILED(result) ? result : fake_object_leave(reset(self, name));
}

/* Enumerating. */

static bool has_origin(const fake_object *self, const member *at, LONG flags)
{
    switch (flags & ORIGINS) {
    case WBEM_FLAG_LOCAL_ONLY:
        return at->slot != NULL && is_local(self, at->slot);
    case WBEM_FLAG_PROPAGATED_ONLY:
        return at->slot != NULL && !is_local(self, at->slot);
    case WBEM_FLAG_SYSTEM_ONLY:
        return at->slot == NULL;
    case WBEM_FLAG_NONSYSTEM_ONLY:
        return at->slot != NULL;
    default:
        return true;
    }
}

static bool is_asked_for(const fake_object *self, const member *at, LONG flags)
{
    const fake_slot *slot = at->slot;
    if (!has_origin(self, at, flags)) {
        return false;
    }
    if ((flags & WBEM_FLAG_KEYS_ONLY) != 0 && (slot == NULL || !slot->is_key)) {
        return false;
    }
    if ((flags & WBEM_FLAG_REFS_ONLY) != 0 && (slot == NULL || (slot->type & ~CIM_FLAG_ARRAY) != CIM_REFERENCE)) {
        return false;
    }
    if ((flags & OVERRIDES) == 0) {
        return true;
    }
    return slot != NULL && is_local(self, slot) &&
           ((flags & WBEM_FLAG_CLASS_LOCAL_AND_OVERRIDES) != 0 ||
            (slot->element != NULL && slot->element->overridden != NULL));
}

static bool are_flags(const fake_object *self, LONG flags, LONG more)
{
    LONG origin = flags & ORIGINS;
    LONG overrides = flags & OVERRIDES;
    bool is_one_origin = origin == 0 || origin == WBEM_FLAG_LOCAL_ONLY || origin == WBEM_FLAG_PROPAGATED_ONLY ||
                         origin == WBEM_FLAG_SYSTEM_ONLY || origin == WBEM_FLAG_NONSYSTEM_ONLY;
    return (flags & ~(LONG)(KINDS | ORIGINS | OVERRIDES | more)) == 0 && is_one_origin &&
           (overrides == 0 || (overrides != OVERRIDES && origin == 0 && self->kind == FAKE_CLASS));
}

static HRESULT begin(fake_object *self, LONG flags)
{
    if (!are_flags(self, flags, 0)) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    self->properties.is_running = true;
    self->properties.flags = flags;
    self->properties.next = 0;
    return S_OK;
}

HRESULT STDMETHODCALLTYPE fake_object_BeginEnumeration(IWbemClassObject *iface, LONG flags)
{
    fake_object *self;
    HRESULT result = fake_object_enter(iface, "IWbemClassObject::BeginEnumeration", &self);
    return FAILED(result) ? result : fake_object_leave(begin(self, flags));
}

static HRESULT give_member(const fake_object *self, const member *at, BSTR *name, VARIANT *value, CIMTYPE *type,
                           LONG *flavor)
{
    BSTR copy = name != NULL ? fake_bstr(member_name(at)) : NULL;
    HRESULT result = name == NULL || copy != NULL ? read_member(self, at, value, type, flavor) : E_OUTOFMEMORY;
    if (FAILED(result)) {
        SysFreeString(copy);
    } else if (name != NULL) {
        *name = copy;
    }
    return result;
}

static HRESULT next(fake_object *self, LONG flags, BSTR *name, VARIANT *value, CIMTYPE *type, LONG *flavor)
{
    fake_enumeration *at = &self->properties;
    if (flags != 0) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (!at->is_running) {
        return FAKE_HRESULT(WBEM_E_UNEXPECTED);
    }
    while (at->next < member_count(self)) {
        member found = member_at(self, at->next++);
        if (is_asked_for(self, &found, at->flags)) {
            return give_member(self, &found, name, value, type, flavor);
        }
    }
    return FAKE_HRESULT(WBEM_S_NO_MORE_DATA);
}

HRESULT STDMETHODCALLTYPE fake_object_Next(IWbemClassObject *iface, LONG flags, BSTR *name, VARIANT *value,
                                           CIMTYPE *type, LONG *flavor)
{
    fake_object *self;
    HRESULT result = fake_object_enter(iface, "IWbemClassObject::Next", &self);
    return FAILED(result) ? result : fake_object_leave(next(self, flags, name, value, type, flavor));
}

HRESULT STDMETHODCALLTYPE fake_object_EndEnumeration(IWbemClassObject *iface)
{
    fake_object *self;
    HRESULT result = fake_object_enter(iface, "IWbemClassObject::EndEnumeration", &self);
    if (FAILED(result)) {
        return result;
    }
    self->properties.is_running = false;
    return fake_object_leave(S_OK);
}

/* GetNames. */

/** Whether a qualifier's value is that of a VARIANT: booleans, numbers and texts; arrays never are. */
static bool is_identical(const wmi_value *value, const VARIANT *wanted)
{
    VARIANT held;
    bool same;
    if (wanted == NULL || value->is_array || FAILED(fake_value_to_variant(NULL, value, &held))) {
        return false;
    }
    same = V_VT(&held) == V_VT(wanted) &&
           VarCmp(&held, (VARIANT *)(UINT_PTR)wanted, LOCALE_USER_DEFAULT, 0) == (HRESULT)VARCMP_EQ;
    VariantClear(&held);
    return same;
}

static bool meets(const fake_object *self, const member *at, const char *qualifier, LONG flags, const VARIANT *wanted)
{
    wmi_memory *memory = NULL;
    wmi_value value;
    LONG condition = flags & CONDITIONS;
    bool has;
    bool is_met;
    if (condition == 0) {
        return true;
    }
    has = at->slot != NULL && at->slot->element != NULL &&
          fake_find_qualifier(self->ns, at->slot->element, qualifier, &memory, &value);
    is_met = condition == WBEM_FLAG_ONLY_IF_FALSE  ? !has
             : condition == WBEM_FLAG_ONLY_IF_TRUE ? has
                                                   : has && is_identical(&value, wanted);
    wmi_memory_clear(&memory);
    return is_met;
}

static HRESULT get_names(const fake_object *self, LPCWSTR written, LONG flags, const VARIANT *wanted, SAFEARRAY **out)
{
    wmi_memory *memory = NULL;
    char qualifier[FAKE_NAME_SIZE];
    const char **names;
    size_t count = 0;
    HRESULT result;
    if (out == NULL || !are_flags(self, flags, CONDITIONS) ||
        (!fake_name(written, qualifier) && (flags & CONDITIONS) != 0)) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    names = wmi_memory_alloc(&memory, member_count(self) * sizeof *names);
    if (names == NULL) {
        return E_OUTOFMEMORY;
    }
    for (size_t i = 0; i < member_count(self); i++) {
        member at = member_at(self, i);
        if (is_asked_for(self, &at, flags) && meets(self, &at, qualifier, flags, wanted)) {
            names[count++] = member_name(&at);
        }
    }
    result = fake_make_names(names, count, out);
    wmi_memory_clear(&memory);
    return result;
}

HRESULT STDMETHODCALLTYPE fake_object_GetNames(IWbemClassObject *iface, LPCWSTR qualifier, LONG flags, VARIANT *value,
                                               SAFEARRAY **out)
{
    fake_object *self;
    HRESULT result;
    if (out != NULL) {
        *out = NULL;
    }
    result = fake_object_enter(iface, "IWbemClassObject::GetNames", &self);
    return FAILED(result) ? result : fake_object_leave(get_names(self, qualifier, flags, value, out));
}

/* Qualifiers. */

HRESULT STDMETHODCALLTYPE fake_object_GetQualifierSet(IWbemClassObject *iface, IWbemQualifierSet **out)
{
    fake_object *self;
    HRESULT result;
    if (out != NULL) {
        *out = NULL;
    }
    result = fake_object_enter(iface, "IWbemClassObject::GetQualifierSet", &self);
    if (FAILED(result)) {
        return result;
    }
    if (out == NULL) {
        return fake_object_leave(FAKE_HRESULT(WBEM_E_INVALID_PARAMETER));
    }
    return fake_object_leave(fake_make_qualifiers(
        self->ns, self->cls != NULL && self->method == NULL ? &self->cls->element : NULL, -1, out));
}

static HRESULT property_qualifiers(const fake_object *self, LPCWSTR name, IWbemQualifierSet **out)
{
    member at;
    if (name == NULL || out == NULL) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (!find_member(self, name, &at)) {
        return FAKE_HRESULT(WBEM_E_NOT_FOUND);
    }
    return at.slot != NULL ? fake_make_slot_qualifiers(self, at.slot, out) : FAKE_HRESULT(WBEM_E_SYSTEM_PROPERTY);
}

HRESULT STDMETHODCALLTYPE fake_object_GetPropertyQualifierSet(IWbemClassObject *iface, LPCWSTR name,
                                                              IWbemQualifierSet **out)
{
    fake_object *self;
    HRESULT result;
    if (out != NULL) {
        *out = NULL;
    }
    result = fake_object_enter(iface, "IWbemClassObject::GetPropertyQualifierSet", &self);
    return FAILED(result) ? result : fake_object_leave(property_qualifiers(self, name, out));
}
