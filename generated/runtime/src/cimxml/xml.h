/**
 * @file
 * What reads XML for the CIM-XML reader: elements, attributes and text, of a text that is in memory as a whole.
 */
#ifndef WMIP_CIMXML_XML_H
#define WMIP_CIMXML_XML_H

#include "base/core.h"

/** How deep elements may be nested in each other. */
#define WMIP_XML_DEPTH 64
#define WMIP_XML_ATTRIBUTES 32

/** A stretch of the text that is read. */
typedef struct wmip_slice {
    const char *text;
    size_t length;
} wmip_slice;

typedef struct wmip_xml_attribute {
    wmip_slice name;
    wmip_slice value; /**< as it stands between the quotes */
} wmip_xml_attribute;

/** A start tag, or an end tag. `<X/>` comes as both. */
typedef struct wmip_xml_tag {
    wmip_slice name;
    bool is_end;
    wmip_xml_attribute attributes[WMIP_XML_ATTRIBUTES];
    size_t attribute_count;
} wmip_xml_tag;

typedef struct wmip_xml {
    const char *text;
    const char *at;
    wmip_slice open[WMIP_XML_DEPTH]; /**< the elements that are open, outermost first */
    size_t depth;
    bool is_empty_element; /**< the last start tag was `<X/>`: its end tag comes next */
    bool has_root;
    bool is_lenient;   /**< for the CIM-XML reader: what is odd in an instance costs only itself */
    wmi_status status; /**< WMI_OK until something fails; then the functions do nothing */
    wmi_error *error;
} wmip_xml;

/** Starts, and checks that the text is UTF-8 and holds no character that XML cannot. */
bool wmip_xml_start(wmip_xml *xml, const char *text, wmi_error *error);
/** Fails with a sentence that ends in the place. @return false. */
bool wmip_xml_fail(wmip_xml *xml, const char *format, ...) WMI_PRINTF(2, 3);
/** Fails for want of memory. @return false. */
bool wmip_xml_no_memory(wmip_xml *xml);
/** The next tag. Comments, processing instructions and white space are passed over; text is an error. */
bool wmip_xml_next(wmip_xml *xml, wmip_xml_tag *tag);
/** Appends the text up to the next tag, references replaced. */
bool wmip_xml_read_text(wmip_xml *xml, wmip_buffer *text);
/** The slice without the white space around it. */
wmip_slice wmip_xml_trim(wmip_slice slice);
/** Passes over the rest of the element whose start tag was read last. */
bool wmip_xml_skip(wmip_xml *xml);
/** Checks that nothing follows. */
bool wmip_xml_finish(wmip_xml *xml);

bool wmip_xml_is(const wmip_xml_tag *tag, const char *name);
/** The value of an attribute, references replaced, in a region; `*value` is NULL where there is no such attribute. */
bool wmip_xml_attribute_text(wmip_xml *xml, const wmip_xml_tag *tag, const char *name, wmi_memory **memory,
                             const char **value);

/** Reads a VALUE.REFERENCE, whose start tag was read, up to its end: text, or elements that make up a path. */
bool wmip_cimxml_read_reference(wmip_xml *xml, wmi_memory **memory, const char **path);

#endif
