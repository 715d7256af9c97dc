/*
 * IWbemQualifierSet.
 */
#include "fake_object.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

typedef struct qualifier {
    const char *name;
    wmi_value value;
    LONG flavor;
} qualifier;

typedef struct qualifier_set {
    IWbemQualifierSet iface;
    fake_unknown unknown;
    const mb_namespace *ns;
    wmi_memory *memory;
    qualifier *items;
    size_t count;
    size_t capacity;
    fake_enumeration enumeration;
} qualifier_set;

/* Values. */

static bool copy_text(const char *text, size_t length, wmi_memory **memory, wmi_value *out)
{
    const char *copy = wmi_memory_text(memory, text, length);
    *out = wmi_value_string(copy);
    return copy != NULL;
}

/** A qualifier holds VT_I4, VT_R8, VT_BSTR, VT_BOOL, or an array of one of them: integers beyond 32 bits are texts. */
static bool read_integer(const mb_value *from, wmi_memory **memory, wmi_value *out)
{
    char text[32];
    if (from->u.magnitude > UINT32_MAX || (from->negative && from->u.magnitude > (uint64_t)INT32_MAX + 1)) {
        snprintf(text, sizeof text, "%s%llu", from->negative ? "-" : "", (unsigned long long)from->u.magnitude);
        return copy_text(text, strlen(text), memory, out);
    }
    *out = wmi_value_null(WMI_TYPE_SINT32, false);
    out->is_null = false;
    out->u.uint32 = (uint32_t)(from->negative ? ~from->u.magnitude + 1 : from->u.magnitude);
    return true;
}

static bool read_item(const mb_value *from, wmi_memory **memory, wmi_value *out)
{
    switch (from->kind) {
    case MB_VALUE_BOOLEAN:
        *out = wmi_value_boolean(from->boolean);
        return true;
    case MB_VALUE_INTEGER:
        return read_integer(from, memory, out);
    case MB_VALUE_REAL:
        *out = wmi_value_null(WMI_TYPE_REAL64, false);
        out->is_null = false;
        out->u.real64 = from->u.real;
        return true;
    case MB_VALUE_STRING:
        return copy_text(from->u.string, from->count, memory, out);
    default:
        *out = wmi_value_null(WMI_TYPE_STRING, false);
        return true;
    }
}

/** All items have the type of the first; what has another one is no list of WMI's, and NULL. */
static bool read_list(const mb_value *from, wmi_memory **memory, wmi_value *out)
{
    char *items = NULL;
    size_t count = 0;
    size_t size = 0;
    *out = wmi_value_null(WMI_TYPE_STRING, true);
    for (const mb_value *each = from->u.first; each != NULL; each = each->next) {
        wmi_value item;
        if (!read_item(each, memory, &item)) {
            return false;
        }
        if (items == NULL) {
            size = wmi_type_size(item.type);
            out->type = item.type;
            items = wmi_memory_alloc(memory, size * (from->count + (size_t)1));
        }
        if (items == NULL || item.is_null || item.type != out->type) {
            return items != NULL;
        }
        memcpy(items + count++ * size, &item.u, size);
    }
    out->is_null = items == NULL;
    out->u.array.items = items;
    out->u.array.count = count;
    return true;
}

/** What was written. Nothing written is TRUE: other than booleans are not written so. */
static bool read_value(const mb_qualifier *from, wmi_memory **memory, wmi_value *out)
{
    if (from->value == NULL) {
        *out = wmi_value_boolean(true);
        return true;
    }
    return from->value->kind == MB_VALUE_ARRAY ? read_list(from->value, memory, out)
                                               : read_item(from->value, memory, out);
}

/* Which there are. */

static const mb_qualifier *find_written(const mb_element *element, const char *name)
{
    const mb_qualifier *at = mb_element_qualifiers(element);
    while (at != NULL && !fake_same_name(at->name->text, name)) {
        at = at->next;
    }
    return at;
}

/** The qualifier of that name that is in force: of those that the compiler knows also what an ancestor wrote. */
static const mb_qualifier *find_in_force(const mb_namespace *ns, const mb_element *element, const char *name)
{
    const mb_schema *schema = fake_schema_of(ns);
    const mb_qualifier *written = find_written(element, name);
    for (int id = 0; id < MB_QUALIFIER_COUNT && written == NULL && schema != NULL; id++) {
        const mb_qualifier *known = mb_element_qualifier(schema, element, (mb_qualifier_id)id);
        if (known != NULL && fake_same_name(known->name->text, name)) {
            written = known;
        }
    }
    return written;
}

bool fake_find_qualifier(const mb_namespace *ns, const mb_element *element, const char *name, wmi_memory **memory,
                         wmi_value *out)
{
    const mb_qualifier *found = find_in_force(ns, element, name);
    return found != NULL && read_value(found, memory, out);
}

bool fake_has_qualifier(const mb_element *element, const char *name)
{
    for (const mb_element *at = element; at != NULL; at = at->overridden) {
        const mb_qualifier *found = find_written(at, name);
        if (found != NULL) {
            return found->value == NULL || (found->value->kind == MB_VALUE_BOOLEAN && found->value->boolean);
        }
    }
    return false;
}

/* Filling the set. */

static qualifier *find(const qualifier_set *self, const char *name)
{
    for (size_t i = 0; i < self->count; i++) {
        if (fake_same_name(self->items[i].name, name)) {
            return &self->items[i];
        }
    }
    return NULL;
}

static bool add(qualifier_set *self, const char *name, const wmi_value *value, LONG flavor)
{
    enum { STEP = 16 };
    if (self->count == self->capacity) {
        qualifier *grown = wmi_memory_alloc(&self->memory, (self->capacity + STEP) * sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        if (self->count > 0) {
            memcpy(grown, self->items, self->count * sizeof *grown);
        }
        self->items = grown;
        self->capacity += STEP;
    }
    self->items[self->count].name = name; /* the schema's, or a literal */
    self->items[self->count].value = *value;
    self->items[self->count].flavor = flavor;
    self->count++;
    return true;
}

static LONG flavor_of(const mb_qualifier *written, bool is_own)
{
    LONG flavor = is_own ? WBEM_FLAVOR_ORIGIN_LOCAL : WBEM_FLAVOR_ORIGIN_PROPAGATED;
    if ((written->flavors & MB_FLAVOR_TOINSTANCE) != 0) {
        flavor |= WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE;
    }
    if ((written->flavors & (MB_FLAVOR_RESTRICTED | MB_FLAVOR_NOTTOSUBCLASS)) == 0) {
        flavor |= WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS;
    }
    if ((written->flavors & MB_FLAVOR_DISABLEOVERRIDE) != 0) {
        flavor |= WBEM_FLAVOR_NOT_OVERRIDABLE;
    }
    return (written->flavors & MB_FLAVOR_AMENDED) != 0 ? flavor | WBEM_FLAVOR_AMENDED : flavor;
}

static bool add_written(qualifier_set *self, const mb_qualifier *written, bool is_own)
{
    wmi_value value;
    if (find(self, written->name->text) != NULL || fake_same_name(written->name->text, "CIMTYPE")) {
        return true;
    }
    return read_value(written, &self->memory, &value) &&
           add(self, written->name->text, &value, flavor_of(written, is_own));
}

/** Those written here, in their order; then those inherited. */
static bool add_all(qualifier_set *self, const mb_element *element)
{
    const mb_schema *schema = fake_schema_of(self->ns);
    for (const mb_qualifier *at = mb_element_qualifiers(element); at != NULL; at = at->next) {
        if (!add_written(self, at, true)) {
            return false;
        }
    }
    for (int id = 0; id < MB_QUALIFIER_COUNT && schema != NULL; id++) {
        const mb_qualifier *known = mb_element_qualifier(schema, element, (mb_qualifier_id)id);
        if (known != NULL && !add_written(self, known, false)) {
            return false;
        }
    }
    return true;
}

/** CIMTYPE tells what a VARIANT does not: the class of a reference. */
static bool add_cim_type(qualifier_set *self, CIMTYPE type, const char *class_name)
{
    char text[FAKE_NAME_SIZE];
    wmi_value value;
    const char *word = (type & ~CIM_FLAG_ARRAY) == CIM_REFERENCE ? "ref" : fake_type_of_cim(type)->name;
    snprintf(text, sizeof text, "%s%s%s", word, class_name != NULL ? ":" : "", class_name != NULL ? class_name : "");
    return copy_text(text, strlen(text), &self->memory, &value) &&
           add(self, "CIMTYPE", &value,
               WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE | WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS);
}

/** The number of a parameter, unless the MOF gave it one. */
static bool add_id(qualifier_set *self, int id)
{
    LONG flavor = WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE | WBEM_FLAVOR_NOT_OVERRIDABLE | WBEM_FLAVOR_ORIGIN_PROPAGATED;
    qualifier *written = find(self, "ID");
    wmi_value value = wmi_value_null(WMI_TYPE_SINT32, false);
    value.is_null = false;
    value.u.sint32 = id;
    if (written != NULL) {
        written->flavor = flavor;
        return true;
    }
    return add(self, "ID", &value, flavor);
}

/** The way of a parameter, which in DSP0004 need not be written. */
static bool add_ways(qualifier_set *self, const mb_element *parameter)
{
    wmi_value yes = wmi_value_boolean(true);
    return (!parameter->is_in || find(self, "In") != NULL || add(self, "In", &yes, WBEM_FLAVOR_ORIGIN_LOCAL)) &&
           (!parameter->is_out || find(self, "Out") != NULL || add(self, "Out", &yes, WBEM_FLAVOR_ORIGIN_LOCAL));
}

/* Making. */

static IWbemQualifierSetVtbl qualifier_set_vtable;

static void destroy(fake_unknown *unknown)
{
    qualifier_set *self = (qualifier_set *)(void *)((char *)unknown - offsetof(qualifier_set, unknown));
    wmi_memory_clear(&self->memory);
}

static qualifier_set *new_set(const mb_namespace *ns)
{
    qualifier_set *self = fake_new(sizeof *self, offsetof(qualifier_set, unknown), "IWbemQualifierSet", destroy);
    if (self != NULL) {
        self->iface.lpVtbl = &qualifier_set_vtable;
        self->ns = ns;
    }
    return self;
}

static HRESULT finish(qualifier_set *self, bool good, IWbemQualifierSet **out)
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

static const char *class_name_of(const mb_element *element)
{
    return element->class_name != NULL && !element->is_embedded ? element->class_name->text : NULL;
}

static bool fill(qualifier_set *self, const mb_element *element, int id)
{
    bool has_type = element->kind == MB_ELEMENT_PROPERTY || element->kind == MB_ELEMENT_PARAMETER;
    return add_all(self, element) &&
           (!has_type || add_cim_type(self, fake_cim_type(element), class_name_of(element))) &&
           (element->kind != MB_ELEMENT_PARAMETER || add_ways(self, element)) && (id < 0 || add_id(self, id));
}

HRESULT fake_make_qualifiers(const mb_namespace *ns, const mb_element *element, int id, IWbemQualifierSet **out)
{
    qualifier_set *self = new_set(ns);
    return finish(self, self != NULL && (element == NULL || fill(self, element, id)), out);
}

/** ReturnValue, and what no schema declares, have a type and nothing else. */
HRESULT fake_make_slot_qualifiers(const fake_object *self, const fake_slot *slot, IWbemQualifierSet **out)
{
    wmi_value yes = wmi_value_boolean(true);
    qualifier_set *set;
    bool good;
    if (slot->element != NULL && slot->element->kind != MB_ELEMENT_METHOD) {
        return fake_make_qualifiers(self->ns, slot->element, slot->id, out);
    }
    set = new_set(self->ns);
    good = set != NULL && add_cim_type(set, slot->type, slot->class_name) &&
           (slot->element == NULL || add(set, "Out", &yes, WBEM_FLAVOR_ORIGIN_LOCAL));
    return finish(set, good, out);
}

/* The interface. */

static qualifier_set *set_of(IWbemQualifierSet *iface)
{
    return (qualifier_set *)(void *)((char *)iface - offsetof(qualifier_set, iface));
}

static HRESULT enter(IWbemQualifierSet *iface, const char *call, qualifier_set **self)
{
    HRESULT result = fake_enter(call);
    if (FAILED(result)) {
        return result;
    }
    *self = set_of(iface);
    result = fake_check_object(&(*self)->unknown, call);
    if (SUCCEEDED(result)) {
        fake_begin_own(false);
    }
    return result;
}

static HRESULT leave(HRESULT result)
{
    fake_end_own();
    return result;
}

static HRESULT STDMETHODCALLTYPE query_interface(IWbemQualifierSet *iface, REFIID iid, void **out)
{
    HRESULT result;
    if (out == NULL) {
        return E_POINTER;
    }
    *out = NULL;
    result = fake_check_object(&set_of(iface)->unknown, "IWbemQualifierSet::QueryInterface");
    if (FAILED(result)) {
        return result;
    }
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IWbemQualifierSet)) {
        return E_NOINTERFACE;
    }
    *out = iface;
    (void)fake_add_reference(&set_of(iface)->unknown);
    return S_OK;
}

static ULONG STDMETHODCALLTYPE add_reference(IWbemQualifierSet *iface)
{
    return fake_add_reference(&set_of(iface)->unknown);
}

static ULONG STDMETHODCALLTYPE release(IWbemQualifierSet *iface)
{
    return fake_release(&set_of(iface)->unknown);
}

static HRESULT read_qualifier(const qualifier_set *self, const qualifier *at, VARIANT *value, LONG *flavor)
{
    HRESULT result = value != NULL ? fake_value_to_variant(self->ns, &at->value, value) : S_OK;
    if (SUCCEEDED(result) && flavor != NULL) {
        *flavor = at->flavor;
    }
    return result;
}

static HRESULT get(const qualifier_set *self, LPCWSTR written, LONG flags, VARIANT *value, LONG *flavor)
{
    char name[FAKE_NAME_SIZE];
    const qualifier *found;
    if (written == NULL || flags != 0) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    found = fake_name(written, name) ? find(self, name) : NULL;
    return found != NULL ? read_qualifier(self, found, value, flavor) : FAKE_HRESULT(WBEM_E_NOT_FOUND);
}

static HRESULT STDMETHODCALLTYPE set_Get(IWbemQualifierSet *iface, LPCWSTR name, LONG flags, VARIANT *value,
                                         LONG *flavor)
{
    qualifier_set *self;
    HRESULT result = enter(iface, "IWbemQualifierSet::Get", &self);
    return FAILED(result) ? result : leave(get(self, name, flags, value, flavor));
}

static HRESULT STDMETHODCALLTYPE set_Put(IWbemQualifierSet *iface, LPCWSTR name, VARIANT *value, LONG flavor)
{
    qualifier_set *self;
    HRESULT result = enter(iface, "IWbemQualifierSet::Put", &self);
    (void)name;
    (void)value;
    (void)flavor;
    return FAILED(result) ? result : leave(FAKE_HRESULT(WBEM_E_READ_ONLY));
}

static HRESULT STDMETHODCALLTYPE set_Delete(IWbemQualifierSet *iface, LPCWSTR name)
{
    qualifier_set *self;
    HRESULT result = enter(iface, "IWbemQualifierSet::Delete", &self);
    (void)name;
    return FAILED(result) ? result : leave(FAKE_HRESULT(WBEM_E_READ_ONLY));
}

static bool are_flags(LONG flags)
{
    return flags == 0 || flags == WBEM_FLAG_LOCAL_ONLY || flags == WBEM_FLAG_PROPAGATED_ONLY;
}

static bool is_asked_for(const qualifier *at, LONG flags)
{
    bool is_propagated = (at->flavor & WBEM_FLAVOR_MASK_ORIGIN) == WBEM_FLAVOR_ORIGIN_PROPAGATED;
    return flags == 0 || (flags == WBEM_FLAG_PROPAGATED_ONLY) == is_propagated;
}

static HRESULT get_names(const qualifier_set *self, LONG flags, SAFEARRAY **out)
{
    wmi_memory *memory = NULL;
    const char **names;
    size_t count = 0;
    HRESULT result;
    if (out == NULL || !are_flags(flags)) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    names = wmi_memory_alloc(&memory, (self->count + 1) * sizeof *names);
    if (names == NULL) {
        return E_OUTOFMEMORY;
    }
    for (size_t i = 0; i < self->count; i++) {
        if (is_asked_for(&self->items[i], flags)) {
            names[count++] = self->items[i].name;
        }
    }
    result = fake_make_names(names, count, out);
    wmi_memory_clear(&memory);
    return result;
}

static HRESULT STDMETHODCALLTYPE set_GetNames(IWbemQualifierSet *iface, LONG flags, SAFEARRAY **out)
{
    qualifier_set *self;
    HRESULT result;
    if (out != NULL) {
        *out = NULL;
    }
    result = enter(iface, "IWbemQualifierSet::GetNames", &self);
    return FAILED(result) ? result : leave(get_names(self, flags, out));
}

static HRESULT STDMETHODCALLTYPE set_BeginEnumeration(IWbemQualifierSet *iface, LONG flags)
{
    qualifier_set *self;
    HRESULT result = enter(iface, "IWbemQualifierSet::BeginEnumeration", &self);
    if (FAILED(result)) {
        return result;
    }
    if (!are_flags(flags)) {
        return leave(FAKE_HRESULT(WBEM_E_INVALID_PARAMETER));
    }
    self->enumeration.is_running = true;
    self->enumeration.flags = flags;
    self->enumeration.next = 0;
    return leave(S_OK);
}

static HRESULT give(const qualifier_set *self, const qualifier *at, BSTR *name, VARIANT *value, LONG *flavor)
{
    BSTR copy = name != NULL ? fake_bstr(at->name) : NULL;
    HRESULT result = name == NULL || copy != NULL ? read_qualifier(self, at, value, flavor) : E_OUTOFMEMORY;
    if (FAILED(result)) {
        SysFreeString(copy);
    } else if (name != NULL) {
        *name = copy;
    }
    return result;
}

static HRESULT next(qualifier_set *self, LONG flags, BSTR *name, VARIANT *value, LONG *flavor)
{
    fake_enumeration *at = &self->enumeration;
    if (flags != 0) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (!at->is_running) {
        return FAKE_HRESULT(WBEM_E_UNEXPECTED);
    }
    while (at->next < self->count) {
        const qualifier *found = &self->items[at->next++];
        if (is_asked_for(found, at->flags)) {
            return give(self, found, name, value, flavor);
        }
    }
    return FAKE_HRESULT(WBEM_S_NO_MORE_DATA);
}

static HRESULT STDMETHODCALLTYPE set_Next(IWbemQualifierSet *iface, LONG flags, BSTR *name, VARIANT *value,
                                          LONG *flavor)
{
    qualifier_set *self;
    HRESULT result = enter(iface, "IWbemQualifierSet::Next", &self);
    return FAILED(result) ? result : leave(next(self, flags, name, value, flavor));
}

static HRESULT STDMETHODCALLTYPE set_EndEnumeration(IWbemQualifierSet *iface)
{
    qualifier_set *self;
    HRESULT result = enter(iface, "IWbemQualifierSet::EndEnumeration", &self);
    if (FAILED(result)) {
        return result;
    }
    self->enumeration.is_running = false;
    return leave(S_OK);
}

static IWbemQualifierSetVtbl qualifier_set_vtable = {
    query_interface, add_reference,      release, set_Get, set_Put, set_Delete, set_GetNames, set_BeginEnumeration,
    set_Next,        set_EndEnumeration,
};
