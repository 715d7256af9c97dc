/* Which runtime this is. */
#include "base/core.h"

#include <wmi/version.h>

const char *WMI_CALL wmi_version(void)
{
    return WMI_VERSION_TEXT;
}

void WMI_CALL WMI_LAYOUT_OF(WMI_LAYOUT)(void)
{
}
