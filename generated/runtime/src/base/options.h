/**
 * @file
 * Structs of options, which grow at their end without a new WMI_LAYOUT.
 */
#ifndef WMIP_BASE_OPTIONS_H
#define WMIP_BASE_OPTIONS_H

#include "base/core.h"

#include <wmi/session.h>

/**
 * Reads options whose struct is as long as the program's headers have it: what it lacks is zero. Nothing beyond `given_size` is read.
 * @param what "connect options", for messages
 * @return WMI_OK; WMI_USAGE where it is longer than the runtime's own, and not zero there: that would be lost
 */
wmi_status wmip_options_read(const char *what, const void *given, size_t given_size, void *own, size_t own_size,
                             wmi_error *error);

/** A filter of associations, likewise; all zero where it is NULL. */
wmi_status wmip_filter_read(const wmi_associator_filter *given, size_t size, wmi_associator_filter *own,
                            wmi_error *error);

/** For what stands at the end of such a struct: bytes behind the last member would not be known from a later one. */
#define WMIP_OPTIONS_END_WITH(TYPE, last)                                                                              \
    _Static_assert(offsetof(TYPE, last) + sizeof(((TYPE *)0)->last) == sizeof(TYPE),                                   \
                   "a struct of options ends with its last member, without padding")

#endif
