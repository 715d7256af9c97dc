#include "way.h"

bool way_differs(way_difference difference)
{
    static const int backends[] = {
#define WAY_DIFFERENCE(ID, BACKENDS, REASON) (BACKENDS),
#include "differences.def"
    };
    return (backends[difference] & (int)way_leads_to) != 0;
}

void way_end(wmi_loopback *loopback)
{
    if (loopback != NULL) {
        way_leave(loopback);
        wmi_loopback_free(loopback);
    }
}
