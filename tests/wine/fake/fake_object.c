/*
 * IWbemClassObject: what an object is made of. Its methods are in fake_members.c and fake_kin.c.
 */
#include "fake_object.h"

#include <stddef.h>
#include <string.h>

enum { FIRST_CAPACITY = 8 };

static IWbemClassObjectVtbl class_object_vtable;

/* Making. */

static void destroy(fake_unknown *unknown)
{
    fake_object *self = (fake_object *)(void *)((char *)unknown - offsetof(fake_object, unknown));
    wmi_memory_clear(&self->memory);
}

static const char *copy_text(fake_object *self, const char *text)
{
    return text != NULL ? wmi_memory_text(&self->memory, text, strlen(text)) : NULL;
}

fake_object *fake_object_new(fake_object_kind kind, const mb_namespace *ns, const mb_class *cls, const char *class_name)
{
    fake_object *self = fake_new(sizeof *self, offsetof(fake_object, unknown), "IWbemClassObject", destroy);
    if (self == NULL) {
        return NULL;
    }
    self->iface.lpVtbl = &class_object_vtable;
    self->error_iface.lpVtbl = &fake_error_info_vtable;
    self->kind = kind;
    self->ns = ns;
    self->cls = cls;
    self->class_name = copy_text(self, class_name);
    if (class_name != NULL && self->class_name == NULL) {
        (void)fake_release(&self->unknown);
        return NULL;
    }
    return self;
}

fake_object *fake_object_of(IWbemClassObject *iface)
{
    return (fake_object *)(void *)((char *)iface - offsetof(fake_object, iface));
}

bool fake_is_class_object(IWbemClassObject *object)
{
    return object != NULL && object->lpVtbl == &class_object_vtable;
}

fake_slot *fake_object_find(const fake_object *self, const char *name)
{
    for (size_t i = 0; i < self->count; i++) {
        if (fake_same_name(self->slots[i].name, name)) {
            return &self->slots[i];
        }
    }
    return NULL;
}

static bool reserve(fake_object *self)
{
    size_t capacity = self->capacity > 0 ? self->capacity * 2 : FIRST_CAPACITY;
    fake_slot *slots;
    if (self->count < self->capacity) {
        return true;
    }
    slots = wmi_memory_alloc(&self->memory, capacity * sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    if (self->count > 0) {
        memcpy(slots, self->slots, self->count * sizeof *slots);
    }
    self->slots = slots;
    self->capacity = capacity;
    return true;
}

fake_slot *fake_object_add(fake_object *self, const char *name, CIMTYPE type, const mb_element *element)
{
    fake_slot *slot;
    if (!reserve(self)) {
        return NULL;
    }
    slot = &self->slots[self->count];
    memset(slot, 0, sizeof *slot);
    slot->name = copy_text(self, name);
    slot->type = type;
    slot->element = element;
    slot->class_name =
        element != NULL && element->class_name != NULL && !element->is_embedded ? element->class_name->text : NULL;
    slot->id = -1;
    slot->is_key = element != NULL && element->kind == MB_ELEMENT_PROPERTY && mb_element_flag(element, MB_Q_KEY);
    slot->value = wmi_value_null(fake_type_of_cim(type)->type, (type & CIM_FLAG_ARRAY) != 0);
    if (slot->name == NULL) {
        return NULL;
    }
    self->count++;
    return slot;
}

static void add_default(fake_object *self, fake_slot *slot)
{
    wmi_value value;
    if (fake_default(slot->element, &self->memory, &value)) {
        slot->value = value;
    }
}

bool fake_object_add_properties(fake_object *self, bool with_defaults)
{
    const mb_element *const *all = NULL;
    size_t count = fake_class_properties(self->cls, &all);
    for (size_t i = 0; i < count; i++) {
        fake_slot *slot = fake_object_add(self, all[i]->name->text, fake_cim_type(all[i]), all[i]);
        if (slot == NULL) {
            return false;
        }
        if (with_defaults) {
            add_default(self, slot);
        }
    }
    return true;
}

bool fake_slot_set(fake_object *self, fake_slot *slot, const wmi_value *value)
{
    wmi_value copy = wmi_value_null(value->type, value->is_array);
    if (!value->is_null && !wmi_value_convert(value, value->type, value->is_array, &self->memory, &copy)) {
        return false;
    }
    slot->value = copy;
    slot->is_set = true;
    return true;
}

/** The object for its maker; given back where something went wrong. */
static HRESULT finish(fake_object *self, bool good, IWbemClassObject **out)
{
    *out = NULL;
    if (!good) {
        if (self != NULL) {
            (void)fake_release(&self->unknown);
        }
        return E_OUTOFMEMORY;
    }
    *out = &self->iface;
    return S_OK;
}

HRESULT fake_make_class(const mb_class *cls, IWbemClassObject **out)
{
    fake_object *self =
        fake_object_new(FAKE_CLASS, cls != NULL ? cls->ns : NULL, cls, cls != NULL ? cls->element.name->text : NULL);
    return finish(self, self != NULL && (cls == NULL || fake_object_add_properties(self, true)), out);
}

static bool add_parameters(fake_object *self)
{
    int id = 0;
    for (const mb_element *at = self->method->parameters; at != NULL; at = at->next, id++) {
        fake_slot *slot;
        if (!(self->is_input ? at->is_in : at->is_out)) {
            continue;
        }
        slot = fake_object_add(self, at->name->text, fake_cim_type(at), at);
        if (slot == NULL) {
            return false;
        }
        if (self->is_input) {
            add_default(self, slot);
        }
        slot->id = id;
    }
    return self->is_input || self->method->type == MB_TYPE_VOID ||
           fake_object_add(self, "ReturnValue", fake_cim_type(self->method), self->method) != NULL;
}

HRESULT fake_make_signature(const mb_class *cls, const mb_element *method, bool is_input, IWbemClassObject **out)
{
    fake_object *self = fake_object_new(FAKE_SIGNATURE, cls->ns, cls, "__PARAMETERS");
    HRESULT result;
    if (self != NULL) {
        self->method = method;
        self->is_input = is_input;
    }
    result = finish(self, self != NULL && add_parameters(self), out);
    if (SUCCEEDED(result) && self->count == 0) {
        (void)fake_release(&self->unknown);
        *out = NULL;
    }
    return result;
}

/** Puts the slots of one object into another. */
static bool copy_slots(const fake_object *from, fake_object *to, bool as_set)
{
    for (size_t i = 0; i < from->count; i++) {
        const fake_slot *each = &from->slots[i];
        fake_slot *slot = fake_object_add(to, each->name, each->type, each->element);
        if (slot == NULL || !fake_slot_set(to, slot, &each->value)) {
            return false;
        }
        slot->is_set = as_set && each->is_set;
        slot->id = each->id;
        slot->class_name = copy_text(to, each->class_name);
        if (each->class_name != NULL && slot->class_name == NULL) {
            return false;
        }
    }
    return true;
}

static fake_object *copy_head(const fake_object *from, fake_object_kind kind)
{
    fake_object *to = fake_object_new(kind, from->ns, from->cls, from->class_name);
    if (to != NULL) {
        to->method = from->method;
        to->is_input = from->is_input;
        to->is_spawned = from->is_spawned;
        to->is_projected = from->is_projected;
        to->path = copy_text(to, from->path);
        if (from->path != NULL && to->path == NULL) {
            (void)fake_release(&to->unknown);
            return NULL;
        }
    }
    return to;
}

HRESULT fake_object_copy(const fake_object *self, IWbemClassObject **out)
{
    fake_object *copy = copy_head(self, self->kind);
    return finish(copy, copy != NULL && copy_slots(self, copy, true), out);
}

HRESULT fake_object_spawn(const fake_object *self, IWbemClassObject **out)
{
    fake_object *made = copy_head(self, self->kind == FAKE_SIGNATURE ? FAKE_PARAMETERS : FAKE_INSTANCE);
    if (made != NULL) {
        made->is_spawned = true;
    }
    return finish(made, made != NULL && copy_slots(self, made, false), out);
}

wmi_object *fake_object_values(const fake_object *self)
{
    wmi_object *to = wmi_object_new(self->class_name);
    bool good = to != NULL && (self->path == NULL || wmi_object_set_path(to, self->path) == WMI_OK);
    for (size_t i = 0; i < self->count && good; i++) {
        const fake_slot *slot = &self->slots[i];
        good = !slot->is_set || (wmi_object_set(to, slot->name, &slot->value) == WMI_OK &&
                                 wmi_object_set_class(to, slot->name, slot->class_name) == WMI_OK);
    }
    if (!good) {
        wmi_object_free(to);
        to = NULL;
    }
    return to;
}

/* The interface. */

HRESULT fake_object_enter(IWbemClassObject *iface, const char *call, fake_object **self)
{
    HRESULT result = fake_enter(call);
    if (FAILED(result)) {
        return result;
    }
    *self = fake_object_of(iface);
    result = fake_check_object(&(*self)->unknown, call);
    if (SUCCEEDED(result)) {
        fake_begin_own(false);
    }
    return result;
}

HRESULT fake_object_leave(HRESULT result)
{
    fake_end_own();
    return result;
}

static HRESULT STDMETHODCALLTYPE query_interface(IWbemClassObject *iface, REFIID iid, void **out)
{
    fake_object *self = fake_object_of(iface);
    HRESULT result;
    if (out == NULL) {
        return E_POINTER;
    }
    *out = NULL;
    result = fake_check_object(&self->unknown, "IWbemClassObject::QueryInterface");
    if (FAILED(result)) {
        return result;
    }
    if (IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IWbemClassObject)) {
        *out = &self->iface;
    } else if (IsEqualIID(iid, &IID_IErrorInfo) && self->kind == FAKE_STATUS) {
        *out = &self->error_iface;
    } else {
        return E_NOINTERFACE;
    }
    (void)fake_add_reference(&self->unknown);
    return S_OK;
}

static ULONG STDMETHODCALLTYPE add_reference(IWbemClassObject *iface)
{
    return fake_add_reference(&fake_object_of(iface)->unknown);
}

static ULONG STDMETHODCALLTYPE release(IWbemClassObject *iface)
{
    return fake_release(&fake_object_of(iface)->unknown);
}

static IWbemClassObjectVtbl class_object_vtable = {
    query_interface,
    add_reference,
    release,
    fake_object_GetQualifierSet,
    fake_object_Get,
    fake_object_Put,
    fake_object_Delete,
    fake_object_GetNames,
    fake_object_BeginEnumeration,
    fake_object_Next,
    fake_object_EndEnumeration,
    fake_object_GetPropertyQualifierSet,
    fake_object_Clone,
    fake_object_GetObjectText,
    fake_object_SpawnDerivedClass,
    fake_object_SpawnInstance,
    fake_object_CompareTo,
    fake_object_GetPropertyOrigin,
    fake_object_InheritsFrom,
    fake_object_GetMethod,
    fake_object_PutMethod,
    fake_object_DeleteMethod,
    fake_object_BeginMethodEnumeration,
    fake_object_NextMethod,
    fake_object_EndMethodEnumeration,
    fake_object_GetMethodQualifierSet,
    fake_object_GetMethodOrigin,
};
