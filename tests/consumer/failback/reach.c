#include "reach.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hypervcluster_v2/schema.h>
#include <virtualization_v2/schema.h>

#ifdef FAILBACK_WSMAN
#define USAGE                                                                                                          \
    "usage: failback [--backend loopback|wsman] [--host HOST] [--port PORT] [--ca FILE | --allow-unencrypted] "        \
    "[--user USER --password-file FILE]"
#else
#define USAGE "usage: failback [--backend loopback] (wsman is built where libcurl and libxml2 are)"
#endif

static wmi_status refuse(wmi_error *error)
{
    return wmi_fail(error, WMI_USAGE, 0, "%s", USAGE);
}

#ifdef FAILBACK_WSMAN
static wmi_status read_password(reach *self, const char *file, wmi_error *error)
{
    FILE *from = fopen(file, "r");
    bool is_read = from != NULL && fgets(self->password, sizeof self->password, from) != NULL;

    if (from != NULL)
        fclose(from);
    self->password[strcspn(self->password, "\r\n")] = '\0';
    self->options.password = self->password;
    return is_read ? WMI_OK : wmi_fail(error, WMI_USAGE, 0, "%s does not begin with a password", file);
}

/* An option of wsman that has a value. */
static wmi_status take(reach *self, const char *name, const char *value, wmi_error *error)
{
    if (strcmp(name, "--password-file") == 0)
        return read_password(self, value, error);
    if (strcmp(name, "--host") == 0)
        self->options.host = value;
    else if (strcmp(name, "--user") == 0)
        self->options.user = value;
    else if (strcmp(name, "--ca") == 0)
        self->wsman_options.ca_file = value;
    else if (strcmp(name, "--port") == 0)
        self->wsman_options.port = (uint16_t)strtoul(value, NULL, 10);
    else
        return refuse(error);
    return WMI_OK;
}

/* WinRM: https, unless the caller allows by name that all is readable on the way. */
static wmi_status begin_wsman(reach *self, char **arguments, wmi_error *error)
{
    static const wmi_schema *const schemas[] = {&hv_schema, &hvc_schema};
    wmi_status status = WMI_OK;

    self->options.timeout_ms = 30 * 1000;
    self->wsman_options.schemas = schemas;
    self->wsman_options.schema_count = 2;
    for (; status == WMI_OK && *arguments != NULL; arguments++) {
        if (strcmp(*arguments, "--allow-unencrypted") == 0) {
            self->wsman_options.http = self->wsman_options.allow_unencrypted = true;
        } else if (arguments[1] == NULL) {
            status = refuse(error);
        } else {
            status = take(self, arguments[0], arguments[1], error);
            arguments++;
        }
    }
    if (status == WMI_OK)
        status = wmi_wsman_new(&self->wsman_options, &self->wsman, error);
    self->options.backend = wmi_wsman_backend(self->wsman);
    return status;
}
#endif

static wmi_status begin_loopback(reach *self, char **arguments, wmi_error *error)
{
    wmi_status status = *arguments == NULL ? replica_host_start(&self->played, error) : refuse(error);

    self->options.backend = wmi_loopback_backend(self->played.loopback);
    return status;
}

wmi_status reach_begin(reach *self, char **arguments, wmi_error *error)
{
    const char *backend = "loopback";

    memset(self, 0, sizeof *self);
    if (arguments[0] != NULL && strcmp(arguments[0], "--backend") == 0 && arguments[1] != NULL) {
        backend = arguments[1];
        arguments += 2;
    }
#ifdef FAILBACK_WSMAN
    if (strcmp(backend, "wsman") == 0)
        return begin_wsman(self, arguments, error);
#endif
    return strcmp(backend, "loopback") == 0 ? begin_loopback(self, arguments, error) : refuse(error);
}

void reach_end(reach *self)
{
    volatile char *secret = self->password;

    replica_host_stop(&self->played);
#ifdef FAILBACK_WSMAN
    wmi_wsman_free(self->wsman);
#endif
    for (size_t i = 0; i < sizeof self->password; i++)
        secret[i] = '\0';
}
