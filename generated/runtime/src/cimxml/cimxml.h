/**
 * @file
 * CIM-XML: instances as they travel in text.
 */
#ifndef WMIP_CIMXML_CIMXML_H
#define WMIP_CIMXML_CIMXML_H

#include "value/value.h"

#include <wmi/embedded.h>

/** wmi_cimxml_read that fails where anything in it is odd; for the loopback, which is sent it. */
wmi_status wmip_cimxml_read_strictly(const char *text, wmi_object **object, wmi_error *error);
/**
 * Whether a text is well-formed XML that holds one instance (or, if so wished, one class), whatever is in it.
 * @return WMI_OK, WMI_REPLY, WMI_NO_MEMORY.
 */
wmi_status wmip_cimxml_check(const char *text, bool takes_class, wmi_error *error);

#endif
