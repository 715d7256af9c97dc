/**
 * @file
 * What the files behind the class objects share: fake_schema.c, fake_property.c, fake_object.c, fake_members.c,
 * fake_kin.c, fake_system.c, fake_status.c, fake_qualifiers.c, fake_world.c, fake_xml.c, fake_embedded.c.
 */
#ifndef FAKE_OBJECT_H
#define FAKE_OBJECT_H

#include "fake_internal.h"

typedef enum fake_object_kind {
    FAKE_CLASS,      /* the definition of a class */
    FAKE_SIGNATURE,  /* __PARAMETERS as a class: what GetMethod gives */
    FAKE_PARAMETERS, /* __PARAMETERS as an instance: spawned from a signature, or what a method gave back */
    FAKE_INSTANCE,
    FAKE_STATUS /* __ExtendedStatus */
} fake_object_kind;

/* A property, or a parameter, of an object. */
typedef struct fake_slot {
    const char *name;
    CIMTYPE type;
    const mb_element *element; /* its declaration; of ReturnValue the method; NULL where the schema has none */
    const char *class_name;    /* of a reference or an object; NULL where any will do */
    int id;                    /* of a parameter; -1 */
    bool is_key;
    bool is_set;     /* somebody gave it the value, be it NULL: it is not the default */
    wmi_value value; /* lies in the object's memory */
} fake_slot;

typedef struct fake_enumeration {
    bool is_running;
    LONG flags;
    size_t next;
} fake_enumeration;

typedef struct fake_object {
    IWbemClassObject iface;
    IErrorInfo error_iface; /* of a status alone */
    fake_unknown unknown;
    fake_object_kind kind;
    const mb_namespace *ns;   /* NULL for a status and for an empty class */
    const mb_class *cls;      /* NULL where the schema has none; of parameters the class that the method was asked of */
    const mb_element *method; /* of a signature and of parameters */
    const char *class_name;   /* NULL for an empty class */
    const char *path;         /* as the world gave it; NULL where it gave none */
    bool is_input;            /* signature, parameters: of the way in */
    bool is_spawned;          /* a client made it: its path follows from its keys */
    bool is_projected;        /* of a query that named columns: hosts do not tell its ancestors then */
    wmi_memory *memory;       /* everything that it points to, apart from the schema */
    fake_slot *slots;
    size_t count;
    size_t capacity;
    fake_enumeration properties;
    fake_enumeration methods;
} fake_object;

/* Text (fake_text.c). */

/** Compares names as WMI does: without regard to the case of ASCII letters. A NULL equals nothing. */
bool fake_same_name(const char *a, const char *b);
/** Room for any name: of 255 characters in WMI. */
#define FAKE_NAME_SIZE 800
/** A name in UTF-8. @return false, with an empty one, for what can be none. */
bool fake_name(const OLECHAR *text, char *name);

/* Schema (fake_schema.c). */

/** All properties (methods) of a class, those of the root class first. */
size_t fake_class_properties(const mb_class *cls, const mb_element *const **out);
size_t fake_class_methods(const mb_class *cls, const mb_element *const **out);
const mb_element *fake_find_property(const mb_class *cls, const char *name);
/** The parameter of a method; NULL where it has none of that name. */
const mb_element *fake_find_parameter(const mb_element *method, const char *name);
/** The superclass of a class, WMI's own (__Event) included; NULL for a root class and for one that nobody knows. */
const char *fake_superclass(const mb_namespace *ns, const char *name);
/** The default that the MOF gives an element, in its own type. @return false where there is none. */
bool fake_default(const mb_element *element, wmi_memory **memory, wmi_value *out);

/* Types (fake_property.c). */

/** A row of the table of Microsoft's page on CIMTYPE_ENUMERATION. */
typedef struct fake_type {
    CIMTYPE cim;
    wmi_type type;
    VARTYPE vt;    /* what Get gives and Put takes */
    VARTYPE exact; /* what Put takes with settings->exact_types */
    const char *name;
} fake_type;
/** By CIMTYPE (its array flag does not count), and by the runtime's type. Never NULL for those there are. */
const fake_type *fake_type_of_cim(CIMTYPE cim);
const fake_type *fake_type_of_value(wmi_type type);
const fake_type *fake_type_named(const char *name);
/** Whether a text is a decimal integer of the type. @return S_OK, WBEM_E_TYPE_MISMATCH, WBEM_E_VALUE_OUT_OF_RANGE. */
HRESULT fake_check_integer(const char *text, const fake_type *type, int64_t *bits);
/** Whether a text is a datetime of 25 characters. */
bool fake_check_datetime(const char *text);
/** SAFEARRAY of BSTRs. */
HRESULT fake_make_names(const char *const *names, size_t count, SAFEARRAY **out);

/* The object (fake_object.c). */

/** A new object; NULL when there is no memory. */
fake_object *fake_object_new(fake_object_kind kind, const mb_namespace *ns, const mb_class *cls,
                             const char *class_name);
/** The object behind a pointer of the fake. */
fake_object *fake_object_of(IWbemClassObject *iface);
fake_slot *fake_object_find(const fake_object *self, const char *name);
/** Appends a slot with a NULL. @param element NULL where it is not in the schema. @return NULL when there is no memory.
 */
fake_slot *fake_object_add(fake_object *self, const char *name, CIMTYPE type, const mb_element *element);
/** A slot for each property of self->cls; with the defaults of the class, or with NULLs. @return false when there is no
 * memory. */
bool fake_object_add_properties(fake_object *self, bool with_defaults);
/** Gives a slot a copy of a value. @return false when there is no memory. */
bool fake_slot_set(fake_object *self, fake_slot *slot, const wmi_value *value);
/** A copy, and a new instance of a class or a signature. */
HRESULT fake_object_copy(const fake_object *self, IWbemClassObject **out);
HRESULT fake_object_spawn(const fake_object *self, IWbemClassObject **out);
/** What was set in an object, as the world has it, with its path; wmi_object_free. @return NULL when there is no
 * memory. */
wmi_object *fake_object_values(const fake_object *self);
/** The in- or out-signature of a method; `*out` is NULL where it has no such parameters. */
HRESULT fake_make_signature(const mb_class *cls, const mb_element *method, bool is_input, IWbemClassObject **out);
/** Begins a method of the interface. @return what it is to fail with; only after S_OK fake_object_leave ends it. */
HRESULT fake_object_enter(IWbemClassObject *iface, const char *call, fake_object **self);
HRESULT fake_object_leave(HRESULT result);

/* System properties (fake_system.c). */

enum { FAKE_SYSTEM_COUNT = 10 };
const char *fake_system_name(size_t index);
CIMTYPE fake_system_type(size_t index);
/** @return FAKE_SYSTEM_COUNT where it is none. */
size_t fake_system_find(const char *name);
/** Its value, in `*memory`. @return false when there is no memory. */
bool fake_system_value(const fake_object *self, size_t index, wmi_memory **memory, wmi_value *out);

/* Methods of the interface (fake_members.c, fake_kin.c), in the order of the vtable. */

HRESULT STDMETHODCALLTYPE fake_object_GetQualifierSet(IWbemClassObject *iface, IWbemQualifierSet **out);
HRESULT STDMETHODCALLTYPE fake_object_Get(IWbemClassObject *iface, LPCWSTR name, LONG flags, VARIANT *value,
                                          CIMTYPE *type, LONG *flavor);
HRESULT STDMETHODCALLTYPE fake_object_Put(IWbemClassObject *iface, LPCWSTR name, LONG flags, VARIANT *value,
                                          CIMTYPE type);
HRESULT STDMETHODCALLTYPE fake_object_Delete(IWbemClassObject *iface, LPCWSTR name);
HRESULT STDMETHODCALLTYPE fake_object_GetNames(IWbemClassObject *iface, LPCWSTR qualifier, LONG flags, VARIANT *value,
                                               SAFEARRAY **out);
HRESULT STDMETHODCALLTYPE fake_object_BeginEnumeration(IWbemClassObject *iface, LONG flags);
HRESULT STDMETHODCALLTYPE fake_object_Next(IWbemClassObject *iface, LONG flags, BSTR *name, VARIANT *value,
                                           CIMTYPE *type, LONG *flavor);
HRESULT STDMETHODCALLTYPE fake_object_EndEnumeration(IWbemClassObject *iface);
HRESULT STDMETHODCALLTYPE fake_object_GetPropertyQualifierSet(IWbemClassObject *iface, LPCWSTR name,
                                                              IWbemQualifierSet **out);
HRESULT STDMETHODCALLTYPE fake_object_Clone(IWbemClassObject *iface, IWbemClassObject **out);
HRESULT STDMETHODCALLTYPE fake_object_GetObjectText(IWbemClassObject *iface, LONG flags, BSTR *out);
HRESULT STDMETHODCALLTYPE fake_object_SpawnDerivedClass(IWbemClassObject *iface, LONG flags, IWbemClassObject **out);
HRESULT STDMETHODCALLTYPE fake_object_SpawnInstance(IWbemClassObject *iface, LONG flags, IWbemClassObject **out);
HRESULT STDMETHODCALLTYPE fake_object_CompareTo(IWbemClassObject *iface, LONG flags, IWbemClassObject *other);
HRESULT STDMETHODCALLTYPE fake_object_GetPropertyOrigin(IWbemClassObject *iface, LPCWSTR name, BSTR *out);
HRESULT STDMETHODCALLTYPE fake_object_InheritsFrom(IWbemClassObject *iface, LPCWSTR ancestor);
HRESULT STDMETHODCALLTYPE fake_object_GetMethod(IWbemClassObject *iface, LPCWSTR name, LONG flags,
                                                IWbemClassObject **in, IWbemClassObject **out);
HRESULT STDMETHODCALLTYPE fake_object_PutMethod(IWbemClassObject *iface, LPCWSTR name, LONG flags, IWbemClassObject *in,
                                                IWbemClassObject *out);
HRESULT STDMETHODCALLTYPE fake_object_DeleteMethod(IWbemClassObject *iface, LPCWSTR name);
HRESULT STDMETHODCALLTYPE fake_object_BeginMethodEnumeration(IWbemClassObject *iface, LONG flags);
HRESULT STDMETHODCALLTYPE fake_object_NextMethod(IWbemClassObject *iface, LONG flags, BSTR *name, IWbemClassObject **in,
                                                 IWbemClassObject **out);
HRESULT STDMETHODCALLTYPE fake_object_EndMethodEnumeration(IWbemClassObject *iface);
HRESULT STDMETHODCALLTYPE fake_object_GetMethodQualifierSet(IWbemClassObject *iface, LPCWSTR name,
                                                            IWbemQualifierSet **out);
HRESULT STDMETHODCALLTYPE fake_object_GetMethodOrigin(IWbemClassObject *iface, LPCWSTR name, BSTR *out);

/* IErrorInfo (fake_status.c). */

extern IErrorInfoVtbl fake_error_info_vtable;

/* Qualifiers (fake_qualifiers.c). */

/** The set of a slot, ReturnValue included. */
HRESULT fake_make_slot_qualifiers(const fake_object *self, const fake_slot *slot, IWbemQualifierSet **out);
/** The value of a qualifier that an element has; nothing is copied but what memory is needed for. @return false where
 * it has none. */
bool fake_find_qualifier(const mb_namespace *ns, const mb_element *element, const char *name, wmi_memory **memory,
                         wmi_value *out);
/** Whether an element has a boolean qualifier that says TRUE, by a name that the compiler need not know (Not_Null). */
bool fake_has_qualifier(const mb_element *element, const char *name);

/* XML (fake_xml.c): what MSXML read, as plain structs. */

typedef struct fake_xml_attribute fake_xml_attribute;
struct fake_xml_attribute {
    const char *name;
    const char *value;
    fake_xml_attribute *next;
};
typedef struct fake_xml_element fake_xml_element;
struct fake_xml_element {
    const char *name;
    const char *text; /* what stands directly in it, all pieces together; never NULL */
    fake_xml_attribute *attributes;
    fake_xml_element *first;
    fake_xml_element *next;
};

/** Room for a sentence that says what is wrong. */
#define FAKE_WHY_SIZE 400
/** A text as a tree, in `*memory`: one element, without declaration, DOCTYPE or namespace. @return S_OK, or a failure
 * with `why`. */
HRESULT fake_xml_read(const char *text, wmi_memory **memory, fake_xml_element **root, char *why);
/** The attribute of exactly that name; NULL where there is none. */
const char *fake_xml_attribute_of(const fake_xml_element *element, const char *name);

/** fake_check_embedded that tells why. @param why of FAKE_WHY_SIZE */
HRESULT fake_explain_embedded(const mb_namespace *ns, const char *class_name, const char *text, char *why);

#endif
