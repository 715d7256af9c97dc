/*
 * What qualifiers say of the element at which they stand: whether its type suits them, and whether they have the form
 * that DSP0004 gives them.
 */
#include "check/check.h"
#include "support/characters.h"

static bool is_array(const mb_element *element)
{
    return element->is_array;
}

/** DSP0004 says string[]; its own schema has strings, too. */
static bool is_octets(const mb_element *element)
{
    return element->type == MB_TYPE_STRING || (element->type == MB_TYPE_UINT8 && element->is_array);
}

static bool is_string(const mb_element *element)
{
    return element->type == MB_TYPE_STRING;
}

static bool is_integer(const mb_element *element)
{
    return mb_cim_types[element->type].width != 0;
}

/** Datetimes have limits, too, in the CIM schema. */
static bool is_measurable(const mb_element *element)
{
    return is_integer(element) || mb_is_real_type((mb_type_word)element->type) || element->type == MB_TYPE_DATETIME;
}

static bool is_listable(const mb_element *element)
{
    return is_integer(element) || element->type == MB_TYPE_STRING;
}

/** What a qualifier wants of the type of its element. */
typedef struct subject {
    mb_qualifier_id id;
    bool (*suits)(const mb_element *element);
    const char *wanted;
} subject;

static const subject subjects[] = {
    {MB_Q_ARRAYTYPE, is_array, "an array"},
    {MB_Q_OCTETSTRING, is_octets, "a uint8[] or a string"},
    {MB_Q_MAXLEN, is_string, "a string"},
    {MB_Q_MINLEN, is_string, "a string"},
    {MB_Q_MAXVALUE, is_measurable, "a number"},
    {MB_Q_MINVALUE, is_measurable, "a number"},
    {MB_Q_VALUEMAP, is_listable, "an integer or a string"},
    {MB_Q_VALUES, is_listable, "an integer or a string"},
    {MB_Q_CONVENTIONMAP, is_listable, "an integer or a string"},
    {MB_Q_CONVENTIONVALUES, is_listable, "an integer or a string"},
    {MB_Q_BITMAP, is_integer, "an integer"},
    {MB_Q_BITVALUES, is_integer, "an integer"},
};

static void report_subject(mb_check *check, const mb_element *element, const subject *wanting)
{
    const mb_qualifier *own = mb_own_qualifier(check->schema, element, wanting->id);
    const char *type = mb_element_type_text(element, check->scratch);
    const char *form = element->kind == MB_ELEMENT_METHOD ? "'%s' returns %s" : "'%s' has type %s";
    mb_report_check(check, MB_MSG_QUALIFIER_SUBJECT, mb_qualifier_span(own), own->name->text, wanting->wanted,
                    mb_arena_format(check->scratch, form, element->name->text, type));
}

/** Of two that go together, as ValueMap and Values do, one is told of. */
void mb_check_subjects(mb_check *check, const mb_element *element)
{
    const subject *reported = NULL;
    for (size_t i = 0; i < sizeof subjects / sizeof subjects[0]; i++) {
        const subject *each = &subjects[i];
        bool is_second = reported != NULL && reported->suits == each->suits;
        if (!is_second && mb_own_flag(element, each->id) && !each->suits(element)) {
            report_subject(check, element, each);
            reported = each;
        }
    }
}

/** The text of a string qualifier; bytes == NULL where it is not there, or is no text. */
static mb_text own_text(const mb_check *check, const mb_element *element, mb_qualifier_id id)
{
    const mb_qualifier *own = mb_own_qualifier(check->schema, element, id);
    mb_text none = {NULL, 0};
    bool is_text = own != NULL && own->value != NULL && own->value->kind == MB_VALUE_STRING;
    return is_text ? mb_value_text(own->value) : none;
}

static void report_form(mb_check *check, const mb_element *element, mb_message_of_1 message, mb_qualifier_id id,
                        mb_text text)
{
    mb_report_check(check, message, mb_own_qualifier(check->schema, element, id)->value->span,
                    mb_arena_text(check->scratch, text.bytes, text.length));
}

void mb_check_array_type(mb_check *check, const mb_element *element)
{
    mb_text text = own_text(check, element, MB_Q_ARRAYTYPE);
    if (text.bytes != NULL && !mb_text_equal_nocase(text, mb_text_of("Bag")) &&
        !mb_text_equal_nocase(text, mb_text_of("Ordered")) && !mb_text_equal_nocase(text, mb_text_of("Indexed"))) {
        report_form(check, element, MB_MSG_ARRAY_TYPE, MB_Q_ARRAYTYPE, text);
    }
}

/** Numbers with points between them, two or three: the update was left out at times. */
static bool is_version(mb_text text)
{
    unsigned numbers = 0;
    for (uint32_t i = 0; i < text.length; i++) {
        uint32_t begin = i;
        while (i < text.length && mb_is_digit(text.bytes[i])) {
            i++;
        }
        if (i == begin || (i < text.length && text.bytes[i] != '.')) {
            return false;
        }
        numbers++;
    }
    return numbers >= 2 && numbers <= 3 && text.bytes[text.length - 1] != '.';
}

void mb_check_version(mb_check *check, const mb_element *element)
{
    mb_text text = own_text(check, element, MB_Q_VERSION);
    if (text.bytes != NULL && !is_version(text)) {
        report_form(check, element, MB_MSG_VERSION_FORM, MB_Q_VERSION, text);
    }
}

/** "Class.Key": text on both sides of one point. */
void mb_check_propagated(mb_check *check, const mb_element *element)
{
    mb_text text = own_text(check, element, MB_Q_PROPAGATED);
    uint32_t points = 0;
    for (uint32_t i = 0; i < text.length; i++) {
        points += text.bytes[i] == '.';
    }
    if (text.bytes != NULL && (points != 1 || text.bytes[0] == '.' || text.bytes[text.length - 1] == '.')) {
        report_form(check, element, MB_MSG_PROPAGATED_FORM, MB_Q_PROPAGATED, text);
    }
}

/** What a host has, and where that is written down: a text that is there says something. */
void mb_check_hosts(mb_check *check, const mb_element *element)
{
    static const mb_qualifier_id ids[] = {MB_Q_MOFBINDSINCE, MB_Q_MOFBINDUNTIL};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        const mb_text text = own_text(check, element, ids[i]);
        if (text.bytes != NULL && mb_trim(text).length == 0) {
            const mb_qualifier *own = mb_own_qualifier(check->schema, element, ids[i]);
            mb_report(check->diag, MB_MSG_QUALIFIER_EMPTY, mb_qualifier_span(own), own->name->text);
        }
    }
    const mb_text page = own_text(check, element, MB_Q_MOFBINDPAGE);
    if (page.bytes != NULL && !mb_is_page(page)) {
        report_form(check, element, MB_MSG_PAGE_FORM, MB_Q_MOFBINDPAGE, page);
    }
}

static void report_element(mb_check *check, mb_message_of_1 message, mb_qualifier_id id, const mb_element *element)
{
    mb_report_check(check, message, mb_qualifier_span(mb_own_qualifier(check->schema, element, id)),
                    element->name->text);
}

void mb_check_embedded_both(mb_check *check, const mb_element *element)
{
    if (mb_element_has_own(element, MB_Q_EMBEDDEDINSTANCE) && mb_own_flag(element, MB_Q_EMBEDDEDOBJECT)) {
        report_element(check, MB_MSG_EMBEDDED_BOTH, MB_Q_EMBEDDEDOBJECT, element);
    }
}

void mb_check_static(mb_check *check, const mb_element *element)
{
    if (mb_own_flag(element, MB_Q_STATIC)) {
        report_element(check, MB_MSG_STATIC_PROPERTY, MB_Q_STATIC, element);
    }
}

void mb_check_cimtype(mb_check *check, const mb_element *element)
{
    mb_report_check(check, MB_MSG_CIMTYPE_WRITTEN,
                    mb_qualifier_span(mb_own_qualifier(check->schema, element, MB_Q_CIMTYPE)));
}

/** What a string holds: two names for one thing may differ, and nothing else holds an instance. */
void mb_check_embedding(mb_check *check, const mb_element *element)
{
    const mb_qualifier *standard = mb_own_qualifier(check->schema, element, MB_Q_EMBEDDEDINSTANCE);
    const mb_qualifier *hyperv = mb_own_qualifier(check->schema, element, MB_Q_HYPERVEMBEDDEDINSTANCE);
    const mb_qualifier *instance = mb_own_embedded_instance(check->schema, element);
    const mb_qualifier *object = mb_own_flag(element, MB_Q_EMBEDDEDOBJECT)
                                     ? mb_own_qualifier(check->schema, element, MB_Q_EMBEDDEDOBJECT)
                                     : NULL;
    const mb_qualifier *own = instance != NULL ? instance : object;
    if (mb_names_class(standard) && mb_names_class(hyperv) && !mb_values_equal(standard->value, hyperv->value)) {
        const mb_text counts = mb_value_text(standard->value), other = mb_value_text(hyperv->value);
        mb_report(check->diag, MB_MSG_EMBEDDED_CLASSES, mb_qualifier_span(hyperv), element->name->text,
                  mb_arena_text(check->scratch, counts.bytes, counts.length),
                  mb_arena_text(check->scratch, other.bytes, other.length));
    }
    if (own != NULL && element->type != MB_TYPE_STRING) {
        mb_report_check(check, MB_MSG_EMBEDDED_NOT_STRING, mb_qualifier_span(own), own->name->text, element->name->text,
                        mb_element_type_text(element, check->scratch));
    }
}
