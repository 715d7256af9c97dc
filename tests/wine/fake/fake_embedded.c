/*
 * EmbeddedInstance texts: CIM-XML (DSP0201) as WMI writes and reads it, held against the schema.
 */
#include "fake_object.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An instance within the text of an instance within a text. */
enum { DEEPEST_TEXT = 16 };

typedef struct checker {
    const mb_namespace *ns;
    char *why; /* of FAKE_WHY_SIZE */
    unsigned depth;
} checker;

/* The elements that a property of a kind is made of. */
typedef struct form {
    const char *property;
    CIMTYPE type; /* CIM_REFERENCE, CIM_OBJECT; CIM_EMPTY: any other, which TYPE says */
    bool is_array;
    const char *items; /* what an array's values stand in */
    const char *value;
} form;

static const form forms[] = {
    {"PROPERTY", CIM_EMPTY, false, NULL, "VALUE"},
    {"PROPERTY.ARRAY", CIM_EMPTY, true, "VALUE.ARRAY", "VALUE"},
    {"PROPERTY.REFERENCE", CIM_REFERENCE, false, NULL, "VALUE.REFERENCE"},
    {"PROPERTY.REFARRAY", CIM_REFERENCE, true, "VALUE.REFARRAY", "VALUE.REFERENCE"},
    {"PROPERTY.OBJECT", CIM_OBJECT, false, NULL, "VALUE.OBJECT"},
    {"PROPERTY.OBJECTARRAY", CIM_OBJECT, true, "VALUE.OBJECTARRAY", "VALUE.OBJECT"},
};

/* One property of the instance that is being checked. */
typedef struct member {
    const checker *checker;
    const char *class_name;
    const char *name;
    const form *form;
    const fake_type *type;
    const mb_element *element; /* NULL where the class is not known: a namespace may refer to classes of another */
} member;

#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
static HRESULT
refuse(const checker *c, HRESULT result, const char *format, ...)
{
    static const char start[] = "holds an instance that WMI does not take: ";
    va_list arguments;
    memcpy(c->why, start, sizeof start);
    va_start(arguments, format);
    vsnprintf(c->why + sizeof start - 1, FAKE_WHY_SIZE - sizeof start, format, arguments);
    va_end(arguments);
    return result;
}

static HRESULT check_instance(const checker *outer, const fake_xml_element *element, const char *declared);
static HRESULT check_text(const checker *outer, const char *declared, const char *text);

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

/** Attributes have the names that the DTD gives them, in this case; `names` ends with NULL. */
static HRESULT check_attributes(const checker *c, const fake_xml_element *element, const char *const *names)
{
    for (const fake_xml_attribute *at = element->attributes; at != NULL; at = at->next) {
        size_t i = 0;
        while (names[i] != NULL && strcmp(names[i], at->name) != 0) {
            i++;
        }
        if (names[i] == NULL) {
            return refuse(c, FAKE_HRESULT(WBEM_E_INVALID_PARAMETER), "%s has an attribute %s", element->name, at->name);
        }
    }
    return S_OK;
}

/** An element that holds elements alone. */
static HRESULT check_no_text(const checker *c, const fake_xml_element *element)
{
    return is_blank(element->text)
               ? S_OK
               : refuse(c, FAKE_HRESULT(WBEM_E_INVALID_PARAMETER), "there is text in %s", element->name);
}

/* Values. */

static HRESULT refuse_value(const member *m, HRESULT result, const char *text)
{
    return refuse(m->checker, result, "%s.%s is a %s, and '%s' is none", m->class_name, m->name, m->type->name, text);
}

static HRESULT check_char16(const member *m, const char *text)
{
    BSTR wide = fake_bstr(text);
    UINT length = SysStringLen(wide);
    SysFreeString(wide);
    return length == 1 ? S_OK : refuse_value(m, FAKE_HRESULT(WBEM_E_TYPE_MISMATCH), text);
}

static HRESULT check_real(const member *m, const char *text)
{
    char *end = NULL;
    bool is_named = strcmp(text, "INF") == 0 || strcmp(text, "-INF") == 0 || strcmp(text, "NaN") == 0;
    bool is_plain = text[0] != '\0' && text[strspn(text, "+-.0123456789eE")] == '\0';
    if (is_plain) {
        (void)strtod(text, &end); /* nobody sets a locale in a test */
    }
    return is_named || (is_plain && *end == '\0') ? S_OK : refuse_value(m, FAKE_HRESULT(WBEM_E_TYPE_MISMATCH), text);
}

static HRESULT check_scalar(const member *m, const char *text)
{
    int64_t bits = 0;
    HRESULT result = S_OK;
    switch (m->type->type) {
    case WMI_TYPE_BOOLEAN:
        return fake_same_name(text, "TRUE") || fake_same_name(text, "FALSE")
                   ? S_OK
                   : refuse_value(m, FAKE_HRESULT(WBEM_E_TYPE_MISMATCH), text);
    case WMI_TYPE_REAL32:
    case WMI_TYPE_REAL64:
        return check_real(m, text);
    case WMI_TYPE_CHAR16:
        return check_char16(m, text);
    case WMI_TYPE_DATETIME:
        return fake_check_datetime(text) ? S_OK : refuse_value(m, FAKE_HRESULT(WBEM_E_TYPE_MISMATCH), text);
    case WMI_TYPE_REFERENCE:
        return S_OK;
    case WMI_TYPE_STRING:
        if (m->element == NULL || !m->element->is_embedded) {
            return S_OK;
        }
        return check_text(m->checker, m->element->class_name != NULL ? m->element->class_name->text : NULL, text);
    default:
        result = fake_check_integer(text, m->type, &bits);
        return SUCCEEDED(result) ? S_OK : refuse_value(m, result, text);
    }
}

/** VALUE.OBJECT holds an instance; the others hold text. */
static HRESULT check_value(const member *m, const fake_xml_element *value)
{
    static const char *const none[] = {NULL};
    const checker *c = m->checker;
    HRESULT result = check_attributes(c, value, none);
    if (FAILED(result)) {
        return result;
    }
    if (m->type->type != WMI_TYPE_OBJECT) {
        return value->first == NULL ? check_scalar(m, value->text)
                                    : refuse(c, FAKE_HRESULT(WBEM_E_INVALID_PARAMETER), "there is a %s in the %s of %s",
                                             value->first->name, value->name, m->name);
    }
    if (value->first == NULL || value->first->next != NULL || !is_blank(value->text)) {
        return refuse(c, FAKE_HRESULT(WBEM_E_INVALID_PARAMETER), "the VALUE.OBJECT of %s holds no single INSTANCE",
                      m->name);
    }
    return check_instance(c, value->first,
                          m->element != NULL && m->element->class_name != NULL ? m->element->class_name->text : NULL);
}

static HRESULT check_items(const member *m, const fake_xml_element *array)
{
    static const char *const none[] = {NULL};
    const checker *c = m->checker;
    HRESULT result = check_attributes(c, array, none);
    if (SUCCEEDED(result)) {
        result = check_no_text(c, array);
    }
    for (const fake_xml_element *at = array->first; at != NULL && SUCCEEDED(result); at = at->next) {
        if (strcmp(at->name, "VALUE.NULL") == 0 && at->first == NULL && at->attributes == NULL && at->text[0] == '\0') {
            continue; /* DSP0201 has it; whether Hyper-V takes it is not known */
        }
        result = strcmp(at->name, m->form->value) == 0
                     ? check_value(m, at)
                     : refuse(c, FAKE_HRESULT(WBEM_E_INVALID_PARAMETER), "there is a %s in the %s of %s", at->name,
                              array->name, m->name);
    }
    return result;
}

/** A property without a value is NULL; else it has one, or one array of them. */
static HRESULT check_content(const member *m, const fake_xml_element *property)
{
    const char *wanted = m->form->is_array ? m->form->items : m->form->value;
    const checker *c = m->checker;
    bool has_value = false;
    HRESULT result = check_no_text(c, property);
    for (const fake_xml_element *at = property->first; at != NULL && SUCCEEDED(result); at = at->next) {
        if (strcmp(at->name, "QUALIFIER") == 0) {
            continue;
        }
        if (has_value || strcmp(at->name, wanted) != 0) {
            return refuse(c, FAKE_HRESULT(WBEM_E_INVALID_PARAMETER), "there is a%s %s in the %s of %s",
                          has_value ? " second" : "", at->name, property->name, m->name);
        }
        has_value = true;
        result = m->form->is_array ? check_items(m, at) : check_value(m, at);
    }
    return result;
}

/* Properties. */

static const form *form_of(const fake_xml_element *property)
{
    size_t i = 0;
    while (i < sizeof forms / sizeof forms[0] && strcmp(forms[i].property, property->name) != 0) {
        i++;
    }
    return i < sizeof forms / sizeof forms[0] ? &forms[i] : NULL;
}

/** The type that the text names: TYPE, which must be there, or what the element itself says. */
static HRESULT find_type(member *m, const fake_xml_element *property)
{
    static const char *const of_values[] = {"NAME", "TYPE", "CLASSORIGIN", "PROPAGATED", "ARRAYSIZE", NULL};
    static const char *const of_references[] = {"NAME",       "REFERENCECLASS", "CLASSORIGIN",
                                                "PROPAGATED", "ARRAYSIZE",      NULL};
    const checker *c = m->checker;
    const char *type = fake_xml_attribute_of(property, "TYPE");
    HRESULT result = check_attributes(c, property, m->form->type == CIM_EMPTY ? of_values : of_references);
    if (FAILED(result)) {
        return result;
    }
    if (m->form->type != CIM_EMPTY) {
        m->type = fake_type_of_cim(m->form->type);
        return S_OK;
    }
    if (type == NULL) {
        return refuse(c, FAKE_HRESULT(WBEM_E_INVALID_PARAMETER), "%s has no TYPE", m->name);
    }
    m->type = fake_type_named(type);
    if (m->type == NULL || m->type->cim == CIM_REFERENCE || m->type->cim == CIM_OBJECT) {
        return refuse(c, FAKE_HRESULT(WBEM_E_TYPE_MISMATCH), "%s has the TYPE '%s'", m->name, type);
    }
    return S_OK;
}

/** Whether the text says of a property what the schema says of it. */
static HRESULT check_declaration(const member *m)
{
    const checker *c = m->checker;
    CIMTYPE given = m->type->cim | (m->form->is_array ? CIM_FLAG_ARRAY : 0);
    if (m->element == NULL) {
        return refuse(c, FAKE_HRESULT(WBEM_E_NOT_FOUND), "%s has no property %s", m->class_name, m->name);
    }
    if (fake_cim_type(m->element) != given) {
        const fake_type *declared = fake_type_of_cim(fake_cim_type(m->element));
        return refuse(c, FAKE_HRESULT(WBEM_E_TYPE_MISMATCH), "%s.%s is %s%s, and the text says %s%s", m->class_name,
                      m->name, declared->name, m->element->is_array ? "[]" : "", m->type->name,
                      m->form->is_array ? "[]" : "");
    }
    return S_OK;
}

static HRESULT check_property(const checker *c, const mb_class *cls, const char *class_name,
                              const fake_xml_element *property)
{
    member m = {.checker = c, .class_name = class_name, .form = form_of(property)};
    HRESULT result;
    m.name = fake_xml_attribute_of(property, "NAME");
    if (m.form == NULL) {
        return refuse(c, FAKE_HRESULT(WBEM_E_INVALID_PARAMETER), "there is a %s in an INSTANCE", property->name);
    }
    if (m.name == NULL) {
        return refuse(c, FAKE_HRESULT(WBEM_E_INVALID_PARAMETER), "a %s has no NAME", property->name);
    }
    m.element = cls != NULL ? fake_find_property(cls, m.name) : NULL;
    result = find_type(&m, property);
    if (SUCCEEDED(result) && cls != NULL) {
        result = check_declaration(&m);
    }
    return SUCCEEDED(result) ? check_content(&m, property) : result;
}

static HRESULT check_unique(const checker *c, const fake_xml_element *instance, const fake_xml_element *property)
{
    const char *name = fake_xml_attribute_of(property, "NAME");
    for (const fake_xml_element *at = instance->first; at != property; at = at->next) {
        if (strcmp(at->name, "QUALIFIER") != 0 && fake_same_name(fake_xml_attribute_of(at, "NAME"), name)) {
            return refuse(c, FAKE_HRESULT(WBEM_E_INVALID_PARAMETER), "%s is there twice", name);
        }
    }
    return S_OK;
}

/* Instances. */

/** Whether a value that is declared to hold a class could hold an instance of one that the namespace declares. */
static bool has_concrete(const mb_namespace *ns, const mb_class *wanted)
{
    for (const mb_class *cls = wanted != NULL ? ns->first : NULL; cls != NULL; cls = cls->next) {
        if (!cls->is_abstract && mb_class_is_a(cls, wanted)) {
            return true;
        }
    }
    return false;
}

/**
 * The class of an instance. Where the namespace has no class that could be there (it does not declare the one that is
 * declared, or nothing concrete that is derived from it), one of another namespace may be, or one that nobody knows.
 * @return S_OK with NULL for the latter: then nothing can be said of it.
 */
static HRESULT find_class(const checker *c, const char *name, const char *declared, const mb_class **out)
{
    const mb_class *wanted = declared != NULL ? fake_find_class(c->ns, declared) : NULL;
    const mb_class *own = fake_find_class(c->ns, name);
    bool is_open = declared != NULL && !has_concrete(c->ns, wanted);
    *out = own != NULL || !is_open ? own : fake_find_class_elsewhere(c->ns, name, declared);
    if (own == NULL && !is_open) {
        return refuse(c, FAKE_HRESULT(WBEM_E_INVALID_CLASS), "there is no class %s", name);
    }
    if (own != NULL && wanted != NULL && !mb_class_is_a(own, wanted)) {
        return refuse(c, FAKE_HRESULT(WBEM_E_TYPE_MISMATCH), "%s is not derived from %s", name, declared);
    }
    if (*out != NULL && (*out)->is_abstract) {
        return refuse(c, FAKE_HRESULT(WBEM_E_INVALID_CLASS), "%s is abstract", name);
    }
    return S_OK;
}

static HRESULT check_instance(const checker *outer, const fake_xml_element *element, const char *declared)
{
    static const char *const attributes[] = {"CLASSNAME", NULL};
    checker c = *outer;
    const mb_class *cls = NULL;
    const char *name = fake_xml_attribute_of(element, "CLASSNAME");
    HRESULT result;
    if (strcmp(element->name, "INSTANCE") != 0 || name == NULL) {
        return refuse(&c, FAKE_HRESULT(WBEM_E_INVALID_PARAMETER), "%s is no INSTANCE with a CLASSNAME", element->name);
    }
    if (++c.depth > DEEPEST_TEXT) {
        return refuse(&c, FAKE_HRESULT(WBEM_E_INVALID_PARAMETER), "instances are nested too deeply");
    }
    result = check_attributes(&c, element, attributes);
    if (SUCCEEDED(result)) {
        result = find_class(&c, name, declared, &cls);
        c.ns = SUCCEEDED(result) && cls != NULL ? cls->ns : c.ns;
    }
    if (SUCCEEDED(result)) {
        result = check_no_text(&c, element);
    }
    for (const fake_xml_element *at = element->first; at != NULL && SUCCEEDED(result); at = at->next) {
        if (strcmp(at->name, "QUALIFIER") != 0) {
            result = check_property(&c, cls, name, at);
        }
        if (SUCCEEDED(result)) {
            result = check_unique(&c, element, at);
        }
    }
    return result;
}

static HRESULT check_text(const checker *outer, const char *declared, const char *text)
{
    checker c = *outer;
    wmi_memory *memory = NULL;
    fake_xml_element *root = NULL;
    HRESULT result = fake_xml_read(text, &memory, &root, c.why);
    if (SUCCEEDED(result)) {
        result = root->next == NULL ? check_instance(&c, root, declared)
                                    : refuse(&c, FAKE_HRESULT(WBEM_E_INVALID_PARAMETER), "there are two elements");
    }
    wmi_memory_clear(&memory);
    return result;
}

HRESULT fake_explain_embedded(const mb_namespace *ns, const char *class_name, const char *text, char *why)
{
    checker c = {ns, why, 0};
    why[0] = '\0';
    return text != NULL ? check_text(&c, class_name, text) : S_OK;
}

HRESULT fake_check_embedded(const mb_namespace *ns, const char *class_name, const char *text)
{
    char why[FAKE_WHY_SIZE];
    return fake_explain_embedded(ns, class_name, text, why);
}
