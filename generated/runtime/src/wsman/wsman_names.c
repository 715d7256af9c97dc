/**
 * @file
 * Resource URIs (MS-WSMV 2.2.4, DSP0227 5).
 */
#include "wsman/wsman_internal.h"

#include <string.h>

#define WMI_RESOURCES "http://schemas.microsoft.com/wbem/wsman/1/wmi/"
#define DMTF_RESOURCES "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/"

bool wmip_wsman_is_name(const char *text, size_t length)
{
    size_t i;
    for (i = 0; i < length; i++) {
        if (!wmip_is_name_character(text[i]) || (unsigned char)text[i] >= 0x80) {
            return false;
        }
    }
    return length > 0 && !wmip_is_digit(text[0]);
}

bool wmip_wsman_resource(const char *ns, const char *class_name, wmip_buffer *uri)
{
    size_t at;
    wmip_buffer_text(uri, WMI_RESOURCES);
    at = uri->length;
    wmip_buffer_text(uri, ns);
    for (; at < uri->length; at++) {
        uri->text[at] = uri->text[at] == '\\' ? '/' : uri->text[at];
    }
    wmip_buffer_char(uri, '/');
    wmip_buffer_text(uri, class_name);
    return !uri->failed;
}

/* What is behind a prefix, which is compared without regard to case; NULL where the text has it not. */
static const char *behind_prefix(const char *text, const char *prefix)
{
    size_t length = strlen(prefix);
    return strlen(text) > length && wmip_equal_slice(text, length, prefix) ? text + length : NULL;
}

bool wmip_wsman_resource_parse(const char *uri, wmip_wsman_slice *ns, wmip_wsman_slice *class_name)
{
    const char *rest = behind_prefix(uri, WMI_RESOURCES);
    const char *last = rest != NULL ? strrchr(rest, '/') : NULL;
    ns->text = NULL;
    ns->length = 0;
    if (last != NULL && last > rest) {
        ns->text = rest;
        ns->length = (size_t)(last - rest);
        class_name->text = last + 1;
    } else {
        class_name->text = rest == NULL ? behind_prefix(uri, DMTF_RESOURCES) : NULL;
    }
    class_name->length = class_name->text != NULL ? strlen(class_name->text) : 0;
    return class_name->length > 0 && memchr(class_name->text, '/', class_name->length) == NULL;
}
