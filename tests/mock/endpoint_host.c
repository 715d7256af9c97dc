#include "endpoint.h"
#include "played.h"

static void end_world(endpoint *e)
{
    mbm_world_free(e->world);
}

void endpoint_start(endpoint *e, const mbm_server_options *options)
{
    size_t count;
    memset(e, 0, sizeof *e);
    e->world = PLAY(MOF("mof/WindowsVirtualization.V2.mof"), MOF("tests/mock/served.mof"));
    e->end = end_world;
    const wmi_schema *const *schemas = mbm_world_schemas(e->world, &count);
    endpoint_serve(e, options, mbm_world_loopback(e->world), schemas, count);
}
