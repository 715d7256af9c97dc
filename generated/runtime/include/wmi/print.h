/**
 * @file
 * Instances and parameters as text, for people and as JSON.
 *
 * Of both: what is there is written as a whole, or nothing of it. What an instance has beyond its struct (`wmi.others`) is written too, and
 * CIM-XML in embedded properties as the instances that it holds.
 */
#ifndef WMI_PRINT_H
#define WMI_PRINT_H

#include <wmi/descriptor.h>
#include <wmi/error.h>

#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Writes an instance for people: class and path, and a line for each property that is not NULL, codes with their names
 * (`EnabledState: 2 (Enabled)`), nested instances indented. Dates are `2024-05-01 12:00:00 +02:00`, intervals `1 day 02:03:04`.
 * Characters that could command a terminal are written as escapes.
 * @return WMI_OK; WMI_USAGE where an argument is NULL or instances are nested too deeply; WMI_NO_MEMORY; WMI_TRANSPORT where the stream
 *         takes it not
 */
WMI_API wmi_status WMI_CALL wmi_print(FILE *to, const wmi_class_info *info, const void *instance);
/** The same of the parameters of a call, as `Class.Method in`. `in` may be NULL: none. @return as wmi_print */
WMI_API wmi_status WMI_CALL wmi_print_in(FILE *to, const wmi_method_info *method, const void *in);
/** The same of what a method gave, ReturnValue with its name. @return as wmi_print */
WMI_API wmi_status WMI_CALL wmi_print_out(FILE *to, const wmi_method_info *method, const void *out);
/**
 * Writes an instance as JSON (RFC 8259), with a line feed behind it: an object of `"__CLASS"`, `"__PATH"` where it has one, and all
 * properties of the class, in its order, NULL as null. Integers are written in all their digits, also those of 64 bits; reals that JSON has no
 * number for are "NaN", "INF", "-INF"; a char16 is a text of one character, or its number where that is none; dates and intervals are CIM's
 * 25 characters; nested instances are objects; a property with codes is `{"value": 2, "name": "Enabled"}`, name null where the MOF has none.
 * @return as wmi_print
 */
WMI_API wmi_status WMI_CALL wmi_print_json(FILE *to, const wmi_class_info *info, const void *instance);

#ifdef __cplusplus
}
#endif
#endif
