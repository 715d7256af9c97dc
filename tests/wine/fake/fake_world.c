/*
 * Class objects and the world's wmi_objects: one becomes the other.
 */
#include "fake_object.h"

#include <stdio.h>
#include <string.h>

/* From the world to the client. */

/** The slot for a property that the world gives and no schema knows: it is as the world says. */
static fake_slot *add_unknown(fake_object *self, const wmi_property *property)
{
    const fake_type *type = fake_type_of_value(property->value.type);
    fake_slot *slot;
    if (type == NULL) {
        return NULL;
    }
    slot = fake_object_add(self, property->name, type->cim | (property->value.is_array ? CIM_FLAG_ARRAY : 0), NULL);
    if (slot != NULL && property->class_name != NULL) {
        slot->class_name = wmi_memory_text(&self->memory, property->class_name, strlen(property->class_name));
    }
    return slot;
}

/**
 * Puts a value of the world into its slot, in the type that the schema declares. What cannot be converted stays what it
 * is, and its CIMTYPE says so: a provider whose schema is another one, which a test may want to play.
 */
static bool take_value(fake_object *self, fake_slot *slot, const wmi_value *value)
{
    const fake_type *declared = fake_type_of_cim(slot->type);
    bool is_array = (slot->type & CIM_FLAG_ARRAY) != 0;
    wmi_value converted;
    if (value->is_null) {
        slot->value = wmi_value_null(declared->type, is_array);
        slot->is_set = true;
        return true;
    }
    if (wmi_value_convert(value, declared->type, is_array, &self->memory, &converted)) {
        slot->value = converted;
        slot->is_set = true;
        return true;
    }
    declared = fake_type_of_value(value->type);
    if (declared == NULL || !fake_slot_set(self, slot, value)) {
        return false;
    }
    slot->type = declared->cim | (value->is_array ? CIM_FLAG_ARRAY : 0);
    return true;
}

static bool take_values(fake_object *self, const wmi_object *from)
{
    for (size_t i = 0; i < from->count; i++) {
        const wmi_property *property = &from->properties[i];
        fake_slot *slot = fake_object_find(self, property->name);
        if (slot == NULL) {
            slot = add_unknown(self, property);
        }
        if (slot == NULL || !take_value(self, slot, &property->value)) {
            return false;
        }
    }
    return true;
}

static HRESULT finish(fake_object *self, bool good, IWbemClassObject **out)
{
    *out = good ? &self->iface : NULL;
    if (!good && self != NULL) {
        (void)fake_release(&self->unknown);
    }
    return good ? S_OK : E_OUTOFMEMORY;
}

HRESULT fake_make_instance(const mb_namespace *ns, const wmi_object *object, IWbemClassObject **out)
{
    const mb_class *cls = fake_find_class(ns, object->class_name);
    fake_object *self =
        fake_object_new(FAKE_INSTANCE, ns, cls, cls != NULL ? cls->element.name->text : object->class_name);
    bool good = self != NULL;
    if (good && object->path != NULL) {
        self->path = wmi_memory_text(&self->memory, object->path, strlen(object->path));
        good = self->path != NULL;
    }
    return finish(self, good && fake_object_add_properties(self, false) && take_values(self, object), out);
}

HRESULT fake_make_reply(const mb_class *cls, const mb_element *method, const wmi_object *reply, IWbemClassObject **out)
{
    IWbemClassObject *signature = NULL;
    HRESULT result = fake_make_signature(cls, method, false, &signature);
    fake_object *self;
    *out = NULL;
    if (FAILED(result) || signature == NULL) {
        return result;
    }
    result = fake_object_spawn(fake_object_of(signature), out);
    (void)fake_release(&fake_object_of(signature)->unknown);
    if (FAILED(result)) {
        return result;
    }
    self = fake_object_of(*out);
    self->is_spawned = false;
    return finish(self, reply == NULL || take_values(self, reply), out);
}

/* From the client to the world. */

static HRESULT refuse(HRESULT result, const char *operation, const char *owner, const char *member, const char *why)
{
    char what[2 * FAKE_NAME_SIZE];
    char sentence[2 * FAKE_NAME_SIZE + FAKE_WHY_SIZE];
    snprintf(what, sizeof what, "%s.%s", owner, member);
    snprintf(sentence, sizeof sentence, "%s %s", what, why);
    return fake_error(result, operation, what, sentence);
}

static HRESULT explain_texts(const mb_namespace *ns, const char *class_name, const wmi_value *value, char *why)
{
    HRESULT result = S_OK;
    const char *const *items;
    if (!value->is_array) {
        return fake_explain_embedded(ns, class_name, value->u.string, why);
    }
    items = value->u.array.items;
    for (size_t i = 0; i < value->u.array.count && SUCCEEDED(result); i++) {
        result = fake_explain_embedded(ns, class_name, items[i], why);
    }
    return result;
}

static HRESULT explain_instance(const mb_namespace *ns, const wmi_object *object, char *why);

static HRESULT explain_instances(const mb_namespace *ns, const wmi_value *value, char *why)
{
    HRESULT result = S_OK;
    wmi_object *const *items;
    if (!value->is_array) {
        return explain_instance(ns, value->u.object, why);
    }
    items = value->u.array.items;
    for (size_t i = 0; i < value->u.array.count && SUCCEEDED(result); i++) {
        result = explain_instance(ns, items[i], why);
    }
    return result;
}

/** What is wrong with the EmbeddedInstance texts in a value, at any depth. */
static HRESULT explain_value(const mb_namespace *ns, const mb_element *element, const wmi_value *value, char *why)
{
    if (value->is_null) {
        return S_OK;
    }
    if (value->type == WMI_TYPE_OBJECT) {
        return explain_instances(ns, value, why);
    }
    if (element == NULL || !element->is_embedded || value->type != WMI_TYPE_STRING) {
        return S_OK;
    }
    return explain_texts(ns, element->class_name != NULL ? element->class_name->text : NULL, value, why);
}

static HRESULT explain_instance(const mb_namespace *ns, const wmi_object *object, char *why)
{
    const mb_class *cls = object != NULL ? fake_find_class(ns, object->class_name) : NULL;
    HRESULT result = S_OK;
    for (size_t i = 0; cls != NULL && i < object->count && SUCCEEDED(result); i++) {
        const wmi_property *property = &object->properties[i];
        result = explain_value(ns, fake_find_property(cls, property->name), &property->value, why);
    }
    return result;
}

static const mb_element *first_declaration(const mb_element *element)
{
    while (element->overridden != NULL) {
        element = element->overridden;
    }
    return element;
}

/**
 * Whether parameters are those of a method: spawned from its in-signature as this class has it, or as an ancestor or a
 * descendant has it that shares its declaration. A copy of such parameters is one as well.
 */
static bool are_parameters_of(const mb_class *cls, const mb_element *method, const fake_object *in)
{
    return in->kind == FAKE_PARAMETERS && in->is_input && first_declaration(in->method) == first_declaration(method) &&
           (mb_class_is_a(cls, in->cls) || mb_class_is_a(in->cls, cls));
}

static const char *const in_call = "ExecMethod";

static HRESULT refuse_parameter(const mb_element *method, const char *name, const char *why)
{
    return refuse(FAKE_HRESULT(WBEM_E_INVALID_METHOD_PARAMETERS), in_call, method->name->text, name, why);
}

/** One parameter: what the client set, else its default. */
static HRESULT read_parameter(const mb_class *cls, const mb_element *method, const mb_element *parameter,
                              const fake_object *in, wmi_object *out)
{
    const char *name = parameter->name->text;
    const fake_slot *slot = fake_object_find(in, name);
    bool is_null = slot == NULL || slot->value.is_null;
    char why[FAKE_WHY_SIZE];
    if (slot != NULL && slot->type != fake_cim_type(parameter)) {
        return refuse_parameter(method, name, "has another type in the signature that was spawned");
    }
    if (is_null && mb_element_flag(parameter, MB_Q_REQUIRED)) {
        return refuse_parameter(method, name, "is required, and NULL");
    }
    if (slot == NULL || (is_null && !slot->is_set)) {
        return S_OK; /* not given */
    }
    if (FAILED(explain_value(cls->ns, parameter, &slot->value, why))) {
        return refuse_parameter(method, name, why);
    }
    if (wmi_object_set(out, slot->name, &slot->value) != WMI_OK ||
        wmi_object_set_class(out, slot->name, slot->class_name) != WMI_OK) {
        return E_OUTOFMEMORY;
    }
    return S_OK;
}

static HRESULT read_parameters(const mb_class *cls, const mb_element *method, const fake_object *in, wmi_object *out)
{
    HRESULT result = S_OK;
    for (const mb_element *at = method->parameters; at != NULL && SUCCEEDED(result); at = at->next) {
        if (at->is_in) {
            result = read_parameter(cls, method, at, in, out);
        }
    }
    for (size_t i = 0; i < in->count && SUCCEEDED(result); i++) {
        const mb_element *parameter = fake_find_parameter(method, in->slots[i].name);
        if (in->slots[i].is_set && (parameter == NULL || !parameter->is_in)) {
            result = refuse_parameter(method, in->slots[i].name, "is no in-parameter of the method that is called");
        }
    }
    return result;
}

static bool has_in_parameters(const mb_element *method)
{
    const mb_element *at = method->parameters;
    while (at != NULL && !at->is_in) {
        at = at->next;
    }
    return at != NULL;
}

static HRESULT check_parameters(const mb_class *cls, const mb_element *method, IWbemClassObject *in)
{
    HRESULT result = FAKE_HRESULT(WBEM_E_INVALID_METHOD_PARAMETERS);
    const char *owner = cls->element.name->text;
    const char *name = method->name->text;
    if (in == NULL) {
        return has_in_parameters(method) ? refuse(result, in_call, owner, name, "has in-parameters, and got no object")
                                         : S_OK;
    }
    if (!fake_is_class_object(in)) {
        fake_violate("The in-parameters of %s.%s are no object of this WMI", owner, name);
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (!fake_is_alive(&fake_object_of(in)->unknown, "IWbemServices::ExecMethod (in-parameters)")) {
        return RPC_E_DISCONNECTED;
    }
    return are_parameters_of(cls, method, fake_object_of(in))
               ? S_OK
               : refuse(result, in_call, owner, name, "got parameters that were not spawned from its in-signature");
}

HRESULT fake_read_parameters(const mb_class *cls, const mb_element *method, IWbemClassObject *in, wmi_object **out)
{
    HRESULT result = check_parameters(cls, method, in);
    wmi_object *made = NULL;
    *out = NULL;
    if (SUCCEEDED(result)) {
        made = wmi_object_new("__PARAMETERS");
        result = made != NULL ? S_OK : E_OUTOFMEMORY;
    }
    if (SUCCEEDED(result) && in != NULL) {
        result = read_parameters(cls, method, fake_object_of(in), made);
    }
    if (FAILED(result)) {
        wmi_object_free(made);
        return result;
    }
    *out = made;
    return S_OK;
}

static HRESULT check_instance(IWbemClassObject *in)
{
    const fake_object *self;
    if (in == NULL) {
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    if (!fake_is_class_object(in)) {
        fake_violate("The instance that is put is no object of this WMI");
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    self = fake_object_of(in);
    if (!fake_is_alive(&fake_object_of(in)->unknown, "IWbemServices::PutInstance (instance)")) {
        return RPC_E_DISCONNECTED;
    }
    if (self->kind != FAKE_INSTANCE) {
        return FAKE_HRESULT(WBEM_E_INVALID_OBJECT);
    }
    return self->cls != NULL ? S_OK : FAKE_HRESULT(WBEM_E_INVALID_CLASS);
}

HRESULT fake_read_instance(IWbemClassObject *in, const mb_class **cls, wmi_object **out)
{
    HRESULT result = check_instance(in);
    const fake_object *self;
    *cls = NULL;
    *out = NULL;
    if (FAILED(result)) {
        return result;
    }
    self = fake_object_of(in);
    for (size_t i = 0; i < self->count; i++) {
        const fake_slot *slot = &self->slots[i];
        char why[FAKE_WHY_SIZE];
        if (slot->is_set && FAILED(explain_value(self->ns, slot->element, &slot->value, why))) {
            return refuse(FAKE_HRESULT(WBEM_E_INVALID_PARAMETER), "PutInstance", self->class_name, slot->name, why);
        }
    }
    *out = fake_object_values(self);
    *cls = self->cls;
    return *out != NULL ? S_OK : E_OUTOFMEMORY;
}
