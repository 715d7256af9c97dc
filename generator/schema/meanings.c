/*
 * What qualifiers say of the element at which they stand: whether its type suits them, and whether they have the form
 * that DSP0004 gives them.
 */
#include "schema/resolver.h"
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

static void report_subject(mb_resolver *resolver, const mb_element *element, const subject *wanting)
{
    const mb_qualifier *own = mb_own_qualifier(resolver, wanting->id);
    const char *type = mb_element_type_text(resolver, element);
    const char *form = element->kind == MB_ELEMENT_METHOD ? "'%s' returns %s" : "'%s' has type %s";
    mb_report_check(resolver, MB_MSG_QUALIFIER_SUBJECT, mb_qualifier_span(own), own->name->text, wanting->wanted,
                    mb_arena_format(resolver->scratch, form, element->name->text, type));
}

/** Of two that go together, as ValueMap and Values do, one is told of. */
static void check_subjects(mb_resolver *resolver, const mb_element *element)
{
    const subject *reported = NULL;
    for (size_t i = 0; i < sizeof subjects / sizeof subjects[0]; i++) {
        const subject *each = &subjects[i];
        bool is_second = reported != NULL && reported->suits == each->suits;
        if (!is_second && mb_own_flag(resolver, each->id) && !each->suits(element)) {
            report_subject(resolver, element, each);
            reported = each;
        }
    }
}

/** The text of a string qualifier; bytes == NULL where it is not there, or is no text. */
static mb_text own_text(const mb_resolver *resolver, mb_qualifier_id id)
{
    const mb_qualifier *own = mb_own_qualifier(resolver, id);
    mb_text none = {NULL, 0};
    bool is_text = own != NULL && own->value != NULL && own->value->kind == MB_VALUE_STRING;
    return is_text ? mb_value_text(own->value) : none;
}

static void report_form(mb_resolver *resolver, mb_message_of_1 message, mb_qualifier_id id, mb_text text)
{
    mb_report_check(resolver, message, mb_own_qualifier(resolver, id)->value->span,
                    mb_arena_text(resolver->scratch, text.bytes, text.length));
}

static void check_array_type(mb_resolver *resolver)
{
    mb_text text = own_text(resolver, MB_Q_ARRAYTYPE);
    if (text.bytes != NULL && !mb_text_equal_nocase(text, mb_text_of("Bag")) &&
        !mb_text_equal_nocase(text, mb_text_of("Ordered")) && !mb_text_equal_nocase(text, mb_text_of("Indexed"))) {
        report_form(resolver, MB_MSG_ARRAY_TYPE, MB_Q_ARRAYTYPE, text);
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

void mb_check_version(mb_resolver *resolver)
{
    mb_text text = own_text(resolver, MB_Q_VERSION);
    if (text.bytes != NULL && !is_version(text)) {
        report_form(resolver, MB_MSG_VERSION_FORM, MB_Q_VERSION, text);
    }
}

/** "Class.Key": text on both sides of one point. */
static void check_propagated(mb_resolver *resolver)
{
    mb_text text = own_text(resolver, MB_Q_PROPAGATED);
    uint32_t points = 0;
    for (uint32_t i = 0; i < text.length; i++) {
        points += text.bytes[i] == '.';
    }
    if (text.bytes != NULL && (points != 1 || text.bytes[0] == '.' || text.bytes[text.length - 1] == '.')) {
        report_form(resolver, MB_MSG_PROPAGATED_FORM, MB_Q_PROPAGATED, text);
    }
}

/** What a host has, and where that is written down: a text that is there says something. */
static void check_hosts(mb_resolver *resolver)
{
    static const mb_qualifier_id ids[] = {MB_Q_MOFBINDSINCE, MB_Q_MOFBINDUNTIL};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        const mb_text text = own_text(resolver, ids[i]);
        if (text.bytes != NULL && mb_trim(text).length == 0) {
            const mb_qualifier *own = mb_own_qualifier(resolver, ids[i]);
            mb_report(resolver->diag, MB_MSG_QUALIFIER_EMPTY, mb_qualifier_span(own), own->name->text);
        }
    }
    const mb_text page = own_text(resolver, MB_Q_MOFBINDPAGE);
    if (page.bytes != NULL && !mb_is_page(page)) {
        report_form(resolver, MB_MSG_PAGE_FORM, MB_Q_MOFBINDPAGE, page);
    }
}

static void report_element(mb_resolver *resolver, mb_message_of_1 message, mb_qualifier_id id,
                           const mb_element *element)
{
    mb_report_check(resolver, message, mb_qualifier_span(mb_own_qualifier(resolver, id)), element->name->text);
}

void mb_check_meanings(mb_resolver *resolver, const mb_element *element)
{
    if (element->kind != MB_ELEMENT_CLASS) {
        check_subjects(resolver, element);
    }
    check_array_type(resolver);
    check_propagated(resolver);
    check_hosts(resolver);
    if (mb_own_qualifier(resolver, MB_Q_EMBEDDEDINSTANCE) != NULL && mb_own_flag(resolver, MB_Q_EMBEDDEDOBJECT)) {
        report_element(resolver, MB_MSG_EMBEDDED_BOTH, MB_Q_EMBEDDEDOBJECT, element);
    }
    if (element->kind == MB_ELEMENT_PROPERTY && mb_own_flag(resolver, MB_Q_STATIC)) {
        report_element(resolver, MB_MSG_STATIC_PROPERTY, MB_Q_STATIC, element);
    }
    if (mb_own_qualifier(resolver, MB_Q_CIMTYPE) != NULL) {
        mb_report_check(resolver, MB_MSG_CIMTYPE_WRITTEN, mb_qualifier_span(mb_own_qualifier(resolver, MB_Q_CIMTYPE)));
    }
}
