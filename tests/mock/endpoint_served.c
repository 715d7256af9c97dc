#include "endpoint.h"

#include <served/schema.h>

static void end_loopback(endpoint *e)
{
    wmi_loopback_free(e->loopback);
}

void endpoint_start_served(endpoint *e, const mbm_server_options *options)
{
    static const wmi_schema *const schemas[] = {&served_schema};
    wmi_loopback *loopback = NULL;
    memset(e, 0, sizeof *e);
    assert_int_equal(wmi_loopback_new(schemas, 1, &loopback, NULL), WMI_OK);
    e->end = end_loopback;
    endpoint_serve(e, options, loopback, schemas, 1);
}
