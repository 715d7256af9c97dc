/**
 * @file
 * What reads XML for the CIM-XML reader: elements, attributes and text, of a text that is in memory as a whole.
 */
#ifndef WMIP_CIMXML_XML_H
#define WMIP_CIMXML_XML_H

#include "base/core.h"

/** How deep elements may be nested in each other. */
#define WMI_XML_DEPTH 64
#define WMI_XML_ATTRIBUTES 32

/** A stretch of the text that is read. */
typedef struct wmi_slice {
    const char *text;
    size_t length;
} wmi_slice;

typedef struct wmi_xml_attribute {
    wmi_slice name;
    wmi_slice value; /**< as it stands between the quotes */
} wmi_xml_attribute;

/** A start tag, or an end tag. `<X/>` comes as both. */
typedef struct wmi_xml_tag {
    wmi_slice name;
    bool is_end;
    wmi_xml_attribute attributes[WMI_XML_ATTRIBUTES];
    size_t attribute_count;
} wmi_xml_tag;

typedef struct wmi_xml {
    const char *text;
    const char *at;
    wmi_slice open[WMI_XML_DEPTH]; /**< the elements that are open, outermost first */
    size_t depth;
    bool is_empty_element; /**< the last start tag was `<X/>`: its end tag comes next */
    bool has_root;
    bool is_lenient;       /**< for the CIM-XML reader: what is odd in an instance costs only itself */
    wmi_status status;     /**< WMI_OK until something fails; then the functions do nothing */
    wmi_error *error;
} wmi_xml;

/** Starts, and checks that the text is UTF-8 and holds no character that XML cannot. */
bool wmi_xml_start(wmi_xml *xml, const char *text, wmi_error *error);
/** Fails with a sentence that ends in the place. @return false. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
bool wmi_xml_fail(wmi_xml *xml, const char *format, ...);
/** Fails for want of memory. @return false. */
bool wmi_xml_no_memory(wmi_xml *xml);
/** The next tag. Comments, processing instructions and white space are passed over; text is an error. */
bool wmi_xml_next(wmi_xml *xml, wmi_xml_tag *tag);
/** Appends the text up to the next tag, references replaced. */
bool wmi_xml_read_text(wmi_xml *xml, wmi_buffer *text);
/** The slice without the white space around it. */
wmi_slice wmi_xml_trim(wmi_slice slice);
/** Passes over the rest of the element whose start tag was read last. */
bool wmi_xml_skip(wmi_xml *xml);
/** Checks that nothing follows. */
bool wmi_xml_finish(wmi_xml *xml);

bool wmi_xml_is(const wmi_xml_tag *tag, const char *name);
/** The value of an attribute, references replaced, in a region; `*value` is NULL where there is no such attribute. */
bool wmi_xml_attribute_text(wmi_xml *xml, const wmi_xml_tag *tag, const char *name, wmi_memory **memory, const char **value);

/** Reads a VALUE.REFERENCE, whose start tag was read, up to its end: text, or elements that make up a path. */
bool wmi_cimxml_read_reference(wmi_xml *xml, wmi_memory **memory, const char **path);

#endif
