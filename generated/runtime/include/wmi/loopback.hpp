/**
 * @file
 * The owner of a loopback, for C++17.
 */
#ifndef WMI_LOOPBACK_HPP
#define WMI_LOOPBACK_HPP

#include <wmi/loopback.h>
#include <wmi/wmi.hpp>

namespace wmi {

/** A host that is played in process: wmi_loopback_new(). It ends after the sessions that use it: declare it before them. */
using loopback = owner<wmi_loopback, wmi_loopback_free>;

} // namespace wmi

#endif
