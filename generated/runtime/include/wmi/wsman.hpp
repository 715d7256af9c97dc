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
/** What a host says of itself: wmi_wsman_identify(). */
using wsman_identity = owner<wmi_wsman_identity, wmi_wsman_identity_free>;

} // namespace wmi

#endif
