/* The way over the network: an endpoint of mofbind-mock in this process plays the loopback, and sessions are those of the backend wsman. */
#include "way_clock.h"

#include <wmi/wsman.h>

#include "mock/mock.h"

#include <stdlib.h>
#include <string.h>

const way_backend way_leads_to = ON_WSMAN;

/* The client, and the server that it calls. */
typedef struct network {
    const wmi_schema *schemas[4]; /* both keep pointers to what they are given */
    mbm_server *server;
    wmi_wsman *wsman;
} network;

/* Whatever host a test names is this one; who asks it, it does not mind. The session keeps the name for its messages. */
static void go_there(wmi_connect_options *options, void *context)
{
    (void)context;
    options->host = "127.0.0.1";
    if (options->user == NULL) {
        options->user = "operator";
        options->password = "secret";
    }
}

static void end_network(network *n)
{
    wmi_wsman_free(n->wsman);
    mbm_server_stop(n->server);
    free(n);
}

static wmi_status start_client(network *n, size_t count, wmi_error *error)
{
    wmi_wsman_options options = {.schemas = n->schemas, .schema_count = count, .http = true, .allow_unencrypted = true};
    const char *port = strrchr(mbm_server_url(n->server), ':');
    options.port = (uint16_t)strtoul(port + 1, NULL, 10);
    return wmi_wsman_new(&options, &n->wsman, error);
}

static network *start_network(wmi_loopback *loopback, const wmi_schema *const *schemas, size_t count, wmi_error *error)
{
    mbm_server_options options = {.address = "127.0.0.1", .allow_unencrypted = true, .is_timeless = true};
    network *n = calloc(1, sizeof *n);
    mbm_host host = {loopback, n != NULL ? n->schemas : NULL, count};
    if (n == NULL || count > sizeof n->schemas / sizeof n->schemas[0]) {
        (void)wmi_fail(error, WMI_USAGE, 0, "There is no memory for a network, or no room for so many schemas");
        free(n);
        return NULL;
    }
    memcpy(n->schemas, schemas, count * sizeof schemas[0]);
    if (mbm_server_start(&options, &host, &n->server, error) != WMI_OK || start_client(n, count, error) != WMI_OK) {
        end_network(n);
        return NULL;
    }
    return n;
}

const wmi_backend *way_to(wmi_loopback *loopback, const wmi_schema *const *schemas, size_t count, wmi_error *error)
{
    const wmi_backend *backend = way_clock_of(loopback);
    network *n = backend == NULL ? start_network(loopback, schemas, count, error) : NULL;
    if (n != NULL) {
        backend = way_clock_add(loopback, wmi_wsman_backend(n->wsman), go_there, n);
    }
    if (n != NULL && backend == NULL) {
        (void)wmi_fail(error, WMI_USAGE, 0, "There are more loopbacks at a time than WAY_CLOCKS");
        end_network(n);
    }
    return backend;
}

void way_leave(wmi_loopback *loopback)
{
    network *n = way_clock_remove(loopback);
    if (n != NULL) {
        end_network(n);
    }
}
