#include "cimxml/xml.h"

#include <string.h>

bool wmip_xml_no_memory(wmip_xml *xml)
{
    if (xml->status == WMI_OK) {
        xml->status = wmip_no_memory(xml->error);
    }
    return false;
}

bool wmip_xml_fail(wmip_xml *xml, const char *format, ...)
{
    wmip_buffer message = {0};
    va_list arguments;
    if (xml->status != WMI_OK) {
        return false;
    }
    va_start(arguments, format);
    wmip_buffer_format_list(&message, format, arguments);
    va_end(arguments);
    if (message.failed) {
        wmip_buffer_clear(&message);
        return wmip_xml_no_memory(xml);
    }
    xml->status = wmi_fail(xml->error, WMI_REPLY, 0, "The CIM-XML text is not valid: %s (byte %lu).", message.text,
                           (unsigned long)(xml->at - xml->text) + 1);
    wmip_buffer_clear(&message);
    return false;
}

bool wmip_xml_start(wmip_xml *xml, const char *text, wmi_error *error)
{
    uint32_t code = 0;
    memset(xml, 0, sizeof *xml);
    xml->text = text;
    xml->error = error;
    for (xml->at = text; *xml->at != '\0';) {
        size_t length = wmip_utf8_decode(xml->at, &code);
        if (length == 0) {
            return wmip_xml_fail(xml, "it is not UTF-8");
        }
        if (!wmip_xml_can_hold(code)) {
            return wmip_xml_fail(xml, "it holds the character U+%04lX, which XML cannot hold", (unsigned long)code);
        }
        xml->at += length;
    }
    xml->at = text;
    if (strncmp(text, "\xEF\xBB\xBF", 3) == 0) { /* a byte order mark */
        xml->at += 3;
    }
    return true;
}

static bool starts(const wmip_xml *xml, const char *text)
{
    return strncmp(xml->at, text, strlen(text)) == 0;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_space(wmip_xml *xml)
{
    while (is_space(*xml->at)) {
        xml->at++;
    }
}

/* Moves behind `end`. */
static bool skip_past(wmip_xml *xml, const char *end, const char *what)
{
    const char *found = strstr(xml->at, end);
    if (found == NULL) {
        return wmip_xml_fail(xml, "%s does not end", what);
    }
    xml->at = found + strlen(end);
    return true;
}

/* Passes over a comment or a processing instruction (of which the XML declaration has the form). */
static bool skip_markup(wmip_xml *xml, bool *found)
{
    *found = true;
    if (starts(xml, "<!--")) {
        xml->at += 4;
        return skip_past(xml, "-->", "a comment");
    }
    if (starts(xml, "<?")) {
        return skip_past(xml, "?>", "a processing instruction");
    }
    *found = false;
    if (starts(xml, "<!DOCTYPE") || starts(xml, "<!ENTITY")) {
        return wmip_xml_fail(xml, "document type declarations are not accepted");
    }
    return true;
}

static bool read_name(wmip_xml *xml, wmip_slice *name)
{
    size_t length = strcspn(xml->at, " \t\r\n/>=<\"'&!?");
    name->text = xml->at;
    name->length = length;
    xml->at += length;
    return length > 0 || wmip_xml_fail(xml, "a name is missing");
}

static bool equal_slices(wmip_slice a, wmip_slice b)
{
    size_t i;
    for (i = 0; i < a.length && i < b.length; i++) {
        if ((a.text[i] | 0x20) != (b.text[i] | 0x20)) { /* names are letters, digits, points */
            return false;
        }
    }
    return a.length == b.length;
}

static bool read_attribute(wmip_xml *xml, wmip_xml_tag *tag)
{
    wmip_xml_attribute attribute = {{NULL, 0}, {NULL, 0}};
    char quote;
    size_t i;
    if (!read_name(xml, &attribute.name)) {
        return false;
    }
    skip_space(xml);
    if (*xml->at != '=') {
        return wmip_xml_fail(xml, "an attribute has no value");
    }
    xml->at++;
    skip_space(xml);
    quote = *xml->at;
    if (quote != '"' && quote != '\'') {
        return wmip_xml_fail(xml, "the value of an attribute is not in quotes");
    }
    attribute.value.text = ++xml->at;
    attribute.value.length = strcspn(xml->at, quote == '"' ? "\"<" : "'<");
    xml->at += attribute.value.length;
    if (*xml->at != quote) {
        return wmip_xml_fail(xml, "the value of an attribute does not end");
    }
    xml->at++;
    for (i = 0; i < tag->attribute_count; i++) {
        if (equal_slices(tag->attributes[i].name, attribute.name)) {
            return wmip_xml_fail(xml, "an attribute is given twice");
        }
    }
    if (tag->attribute_count == WMIP_XML_ATTRIBUTES) {
        return wmip_xml_fail(xml, "an element has too many attributes");
    }
    tag->attributes[tag->attribute_count++] = attribute;
    return true;
}

static bool read_start_tag(wmip_xml *xml, wmip_xml_tag *tag)
{
    if (xml->depth == WMIP_XML_DEPTH) {
        return wmip_xml_fail(xml, "elements are nested too deeply");
    }
    if (xml->depth == 0 && xml->has_root) {
        return wmip_xml_fail(xml, "something follows the end of the instance");
    }
    xml->at++;
    if (!read_name(xml, &tag->name)) {
        return false;
    }
    for (;;) {
        const char *before = xml->at;
        skip_space(xml);
        if (*xml->at == '>' || (xml->at[0] == '/' && xml->at[1] == '>')) {
            break;
        }
        if (xml->at == before) {
            return wmip_xml_fail(xml, "a tag does not end");
        }
        if (!read_attribute(xml, tag)) {
            return false;
        }
    }
    xml->is_empty_element = *xml->at == '/';
    xml->at += xml->is_empty_element ? 2 : 1;
    xml->open[xml->depth++] = tag->name;
    xml->has_root = true;
    return true;
}

static bool read_end_tag(wmip_xml *xml, wmip_xml_tag *tag)
{
    tag->is_end = true;
    xml->at += 2;
    if (!read_name(xml, &tag->name)) {
        return false;
    }
    skip_space(xml);
    if (xml->depth == 0 || *xml->at != '>' || !equal_slices(tag->name, xml->open[xml->depth - 1])) {
        return wmip_xml_fail(xml, "an end tag does not fit its start tag");
    }
    xml->at++;
    xml->depth--;
    return true;
}

/* The end tag that `<X/>` stands for. */
static bool end_empty_element(wmip_xml *xml, wmip_xml_tag *tag)
{
    xml->is_empty_element = false;
    tag->is_end = true;
    tag->name = xml->open[--xml->depth];
    return true;
}

bool wmip_xml_next(wmip_xml *xml, wmip_xml_tag *tag)
{
    bool found = true;
    tag->is_end = false;
    tag->attribute_count = 0;
    if (xml->status != WMI_OK) {
        return false;
    }
    if (xml->is_empty_element) {
        return end_empty_element(xml, tag);
    }
    while (found) {
        skip_space(xml);
        if (!skip_markup(xml, &found)) {
            return false;
        }
    }
    if (*xml->at == '\0') {
        return wmip_xml_fail(xml, "it ends too early");
    }
    if (*xml->at != '<' || starts(xml, "<![CDATA[")) {
        return wmip_xml_fail(xml, "there is text where an element should be");
    }
    return xml->at[1] == '/' ? read_end_tag(xml, tag) : read_start_tag(xml, tag);
}

/* The code of `&#12;` or `&#x1F;`, without the ampersand and the semicolon; 0 where it is none. */
static uint32_t numeric_reference(const char *text, size_t length)
{
    uint32_t code = 0;
    uint32_t base = 10;
    size_t i = 1;
    if (length > 1 && text[1] == 'x') {
        base = 16;
        i = 2;
    }
    for (; i < length && code <= 0x10FFFF; i++) {
        int digit = wmip_digit_value(text[i]);
        code = digit < 0 || (uint32_t)digit >= base ? 0x110000 : code * base + (uint32_t)digit;
    }
    return wmip_xml_can_hold(code) ? code : 0;
}

/* A reference at `text`, which begins with an ampersand. @return its length; 0 after a failure. */
static size_t append_reference(wmip_xml *xml, const char *text, size_t available, wmip_buffer *out)
{
    static const struct {
        const char *name;
        char character;
    } entities[] = {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
    size_t length = 0;
    char utf8[4];
    size_t i;
    while (1 + length < available && text[1 + length] != ';') {
        length++;
    }
    if (1 + length < available && text[1] == '#') {
        uint32_t code = numeric_reference(text + 1, length);
        if (code != 0) {
            wmip_buffer_append(out, utf8, wmip_utf8_encode(code, utf8));
            return length + 2;
        }
    }
    for (i = 0; 1 + length < available && i < sizeof entities / sizeof entities[0]; i++) {
        if (length == strlen(entities[i].name) && strncmp(text + 1, entities[i].name, length) == 0) {
            wmip_buffer_char(out, entities[i].character);
            return length + 2;
        }
    }
    (void)wmip_xml_fail(xml, "it holds a reference to a character or entity that is not accepted");
    return 0;
}

/* Replaces references, line ends (by line feeds) and, in attributes, white space (by blanks), as XML wants it. */
static bool append_decoded(wmip_xml *xml, wmip_slice slice, bool is_attribute, wmip_buffer *out)
{
    size_t i = 0;
    while (i < slice.length) {
        char c = slice.text[i];
        if (c == '&') {
            size_t length = append_reference(xml, slice.text + i, slice.length - i, out);
            if (length == 0) {
                return false;
            }
            i += length;
        } else {
            if (c == '\r') {
                i += i + 1 < slice.length && slice.text[i + 1] == '\n' ? 1 : 0;
                c = '\n';
            }
            wmip_buffer_char(out, is_attribute && is_space(c) ? ' ' : c);
            i++;
        }
    }
    return !out->failed || wmip_xml_no_memory(xml);
}

/* A CDATA section: nothing in it is markup, but line ends are line ends. */
static bool append_cdata(wmip_xml *xml, wmip_buffer *out)
{
    const char *start = xml->at + strlen("<![CDATA[");
    const char *at;
    xml->at = start;
    if (!skip_past(xml, "]]>", "a CDATA section")) {
        return false;
    }
    for (at = start; at < xml->at - 3; at++) {
        if (at[0] != '\r') {
            wmip_buffer_char(out, *at);
        } else if (at[1] != '\n') {
            wmip_buffer_char(out, '\n');
        }
    }
    return !out->failed || wmip_xml_no_memory(xml);
}

bool wmip_xml_read_text(wmip_xml *xml, wmip_buffer *text)
{
    bool found = true;
    if (xml->status != WMI_OK) {
        return false;
    }
    while (found && !xml->is_empty_element) {
        wmip_slice slice;
        slice.text = xml->at;
        slice.length = strcspn(xml->at, "<");
        if (!append_decoded(xml, slice, false, text)) {
            return false;
        }
        xml->at += slice.length;
        if (starts(xml, "<![CDATA[")) {
            if (!append_cdata(xml, text)) {
                return false;
            }
        } else if (!skip_markup(xml, &found)) {
            return false;
        }
    }
    return true;
}

wmip_slice wmip_xml_trim(wmip_slice slice)
{
    while (slice.length > 0 && is_space(slice.text[slice.length - 1])) {
        slice.length--;
    }
    while (slice.length > 0 && is_space(*slice.text)) {
        slice.text++;
        slice.length--;
    }
    return slice;
}

bool wmip_xml_skip(wmip_xml *xml)
{
    size_t depth = xml->depth; /* of the element itself */
    wmip_xml_tag tag;
    wmip_buffer ignored = {0};
    bool going = true;
    while (going && xml->depth >= depth) {
        going = wmip_xml_read_text(xml, &ignored) && wmip_xml_next(xml, &tag);
        wmip_buffer_clear(&ignored);
    }
    return going;
}

bool wmip_xml_finish(wmip_xml *xml)
{
    bool found = true;
    while (found) {
        skip_space(xml);
        if (!skip_markup(xml, &found)) {
            return false;
        }
    }
    return *xml->at == '\0' || wmip_xml_fail(xml, "something follows the end of the instance");
}

bool wmip_xml_is(const wmip_xml_tag *tag, const char *name)
{
    return wmip_equal_slice(tag->name.text, tag->name.length, name);
}

bool wmip_xml_attribute_text(wmip_xml *xml, const wmip_xml_tag *tag, const char *name, wmi_memory **memory,
                             const char **value)
{
    wmip_buffer text = {0};
    size_t i;
    *value = NULL;
    for (i = 0; i < tag->attribute_count; i++) {
        const wmip_xml_attribute *attribute = &tag->attributes[i];
        if (wmip_equal_slice(attribute->name.text, attribute->name.length, name)) {
            if (append_decoded(xml, attribute->value, true, &text)) {
                *value = wmi_memory_text(memory, text.text, text.length);
            }
            wmip_buffer_clear(&text);
            return *value != NULL || wmip_xml_no_memory(xml);
        }
    }
    return true;
}
