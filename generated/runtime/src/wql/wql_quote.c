/**
 * @file
 * Quoting: values as literals of WQL.
 */
#include "wql/wql.h"

#include <wmi/wql.h>

wmi_status WMI_CALL wmi_wql_quote(const char *value, char **text, wmi_error *error)
{
    wmip_buffer out = {0};
    *text = NULL;
    if (value == NULL || !wmip_utf8_valid(value)) {
        return wmi_fail(error, WMI_USAGE, 0, "The value of a WQL literal is %s.", value == NULL ? "NULL" : "not UTF-8");
    }
    wmip_buffer_char(&out, '\'');
    wmip_buffer_escaped(&out, value, "\\\"'");
    wmip_buffer_char(&out, '\'');
    return wmip_buffer_hand_over(&out, text, error);
}
