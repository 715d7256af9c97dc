#include "base/hresult.h"

#include <wmi/error.h>

/* What can be said of a code that has no sentence of its own: by its facility, that is by where it comes from. */
typedef struct wmip_hresult_family {
    uint32_t low;
    uint32_t high;
    const char *sentence;
} wmip_hresult_family;

static const wmip_hresult_family families[] = {
    {0x00000000, 0x7FFFFFFF, "The call succeeded, with a code that says more about how."},
    {0x80010000, 0x8001FFFF, "The remote procedure call failed (an RPC_E_ code of COM)."},
    {0x80041000, 0x80041FFF, "WMI refused the call, with a code that is not among the documented WBEM_E_ ones."},
    {0x80042000, 0x80042FFF, "The event subsystem of WMI refused the call (a WBEMESS_E_ code)."},
    {0x80043000, 0x80043FFF, "WMI could not register something on the host; try again later."},
    {0x80044000, 0x80044FFF, "The MOF compiler refused the text; the name of the code says what it expected."},
    {0x80050000, 0x8005FFFF, "The directory service refused the call (an ADSI code)."},
    {0x80070000, 0x8007FFFF,
     "Windows refused the call; the lower 16 bits are the number of a Windows error (net helpmsg)."},
    {0x80090000, 0x8009FFFF, "The security of the connection could not be set up; look at user, domain and host name."},
    {0x80338000, 0x80338FFF, "Windows Remote Management refused the call (winrm helpmsg explains the code)."},
};

static const wmip_hresult *find_hresult(uint32_t code)
{
    size_t low = 0;
    size_t high = wmip_hresult_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (wmip_hresults[middle].code < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < wmip_hresult_count && wmip_hresults[low].code == code ? &wmip_hresults[low] : NULL;
}

const char *WMI_CALL wmi_hresult_name(uint32_t hresult)
{
    const wmip_hresult *known = find_hresult(hresult);
    return known != NULL ? known->name : NULL;
}

const char *WMI_CALL wmi_hresult_text(uint32_t hresult)
{
    const wmip_hresult *known = find_hresult(hresult);
    size_t i;
    if (known != NULL && known->sentence != NULL) {
        return known->sentence;
    }
    for (i = 0; i < sizeof families / sizeof families[0]; i++) {
        if (hresult >= families[i].low && hresult <= families[i].high) {
            return families[i].sentence;
        }
    }
    return "The call failed with a code that is not known here.";
}
