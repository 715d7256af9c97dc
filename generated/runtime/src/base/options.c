/* Structs of options, which grow: what a program knows of one may be less, or more, than the runtime does. */
#include "base/options.h"

#include <wmi/version.h>

#include <string.h>

wmi_status wmip_options_read(const char *what, const void *given, size_t given_size, void *own, size_t own_size,
                             wmi_error *error)
{
    size_t i;
    memset(own, 0, own_size);
    memcpy(own, given, given_size < own_size ? given_size : own_size);
    for (i = own_size; i < given_size; i++) {
        if (((const unsigned char *)given)[i] != 0) {
            return wmi_fail(error, WMI_USAGE, 0,
                            "The %s set something that this runtime (%s) does not know: the program was compiled for a "
                            "newer one",
                            what, WMI_VERSION_TEXT);
        }
    }
    return WMI_OK;
}

WMIP_OPTIONS_END_WITH(wmi_associator_filter, result_role);

wmi_status wmip_filter_read(const wmi_associator_filter *given, size_t size, wmi_associator_filter *own,
                            wmi_error *error)
{
    memset(own, 0, sizeof *own);
    return given != NULL
               ? wmip_options_read("members of the wmi_associator_filter", given, size, own, sizeof *own, error)
               : WMI_OK;
}
