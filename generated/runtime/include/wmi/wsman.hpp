/**
 * @file
 * The owner of a wmi_wsman, for C++17.
 */
#ifndef WMI_WSMAN_HPP
#define WMI_WSMAN_HPP

#include <wmi/wmi.hpp>
#include <wmi/wsman.h>

namespace wmi {

/** How hosts are reached by WS-Management: wmi_wsman_new(). It ends after the sessions that use it: declare it before them. */
using wsman = owner<wmi_wsman, wmi_wsman_free>;

} // namespace wmi

#endif
