#include "common.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#include <wmi/com.h>
#endif
#ifdef EXAMPLES_WSMAN /* which is there where libcurl and libxml2 are */
#include <hypervcluster_v2/schema.h>
#include <virtualization_v2/schema.h>
#endif

#ifdef EXAMPLES_WSMAN
/* WinRM, from any system: https, unless the caller allows by name that all is readable on the way. */
static const wmi_backend *wsman_backend(example *self)
{
    static const wmi_schema *const schemas[] = {&hv_schema, &hvc_schema};
    wmi_error error = WMI_ERROR_INIT;
    self->reached.schemas = schemas;
    self->reached.schema_count = 2;
    if (wmi_wsman_new(&self->reached, &self->wsman, &error) != WMI_OK)
        example_failed(&error);
    wmi_error_clear(&error);
    return wmi_wsman_backend(self->wsman);
}
#endif

/* Every backend that an example may be run on has its line here. NULL: there is none of that name on this system. */
static const wmi_backend *backend_of(example *self, const char *name)
{
    if (strcmp(name, "loopback") == 0)
        return hyperv_host_backend(self->host);
#ifdef EXAMPLES_WSMAN
    if (strcmp(name, "wsman") == 0)
        return wsman_backend(self);
#endif
#ifdef _WIN32
    if (strcmp(name, "com") == 0)
        return wmi_com_backend();
#endif
    return NULL;
}

static bool make_host(example *self)
{
    wmi_error error = WMI_ERROR_INIT;
    if (hyperv_host_new_with_cluster(&self->host, &error) != WMI_OK)
        example_failed(&error);
    wmi_error_clear(&error);
    return self->host != NULL;
}

static bool read_password(example *self, const char *file)
{
    const char *known = getenv("WMI_PASSWORD");
    FILE *from = file != NULL ? fopen(file, "r") : NULL;
    if (from != NULL) {
        known = fgets(self->password, sizeof self->password, from);
        fclose(from);
    } else if (file != NULL) {
        known = NULL;
    } else if (known != NULL) {
        snprintf(self->password, sizeof self->password, "%s", known);
    }
    self->password[strcspn(self->password, "\r\n")] = '\0';
    self->options.password = self->password;
    if (known == NULL)
        fputs("The password is read from the first line of --password-file, or from WMI_PASSWORD.\n", stderr);
    return known != NULL;
}

/* Takes an option and its value out of the arguments. */
static bool take(char **arguments, int *at, const char *name, const char **value)
{
    if (strcmp(arguments[*at], name) != 0 || arguments[*at + 1] == NULL)
        return false;
    *value = arguments[++*at];
    return true;
}

/* The options that only wsman has. */
static bool take_wsman(example *self, char **arguments, int *at)
{
#ifdef EXAMPLES_WSMAN
    const char *port = NULL;
    if (strcmp(arguments[*at], "--allow-unencrypted") == 0) {
        self->reached.http = self->reached.allow_unencrypted = true;
        return true;
    }
    if (take(arguments, at, "--port", &port)) {
        self->reached.port = (uint16_t)strtoul(port, NULL, 10);
        return true;
    }
    return take(arguments, at, "--ca", &self->reached.ca_file);
#else
    (void)self;
    (void)arguments;
    (void)at;
    return false;
#endif
}

bool example_begin(example *self, int argc, char **argv, int wanted, const char *usage)
{
    const char *backend = "loopback";
    const char *file = NULL;
    bool good = true;
    memset(self, 0, sizeof *self);
    self->arguments = argv + 1;
    self->options.timeout_ms = 30000;
    for (int i = 1; i < argc; i++) {
        if (!take(argv, &i, "--backend", &backend) && !take(argv, &i, "--host", &self->options.host) &&
            !take(argv, &i, "--user", &self->options.user) && !take(argv, &i, "--password-file", &file) &&
            !take_wsman(self, argv, &i)) {
            good = good && strncmp(argv[i], "--", 2) != 0;
            self->arguments[self->count++] = argv[i];
        }
    }
    if (argc > 0)
        self->arguments[self->count] = NULL;
    if (!good || self->count < wanted) {
        fprintf(stderr,
                "usage: %s [--backend com|loopback|wsman] [--host HOST] [--user USER [--password-file FILE]]%s%s\n",
                argc > 0 ? argv[0] : "example", usage[0] != '\0' ? " " : "", usage);
        return false;
    }
    if (self->options.user != NULL && !read_password(self, file))
        return false;
    if (strcmp(backend, "loopback") == 0 && !make_host(self))
        return false;
    self->options.backend = backend_of(self, backend);
    if (self->options.backend == NULL)
        fprintf(stderr, "There is no backend '%s' on this system.\n", backend);
    return self->options.backend != NULL;
}

void example_end(example *self)
{
    volatile char *secret = self->password;
    hyperv_host_free(self->host);
#ifdef EXAMPLES_WSMAN
    wmi_wsman_free(self->wsman);
#endif
    for (size_t i = 0; i < sizeof self->password; i++)
        secret[i] = '\0';
}

int example_failed(const wmi_error *error)
{
    fprintf(stderr, "%s: %s\n", wmi_status_name(error->status),
            error->message != NULL ? error->message : "there is no memory left, or nowhere to write");
    if (error->class_name != NULL)
        fprintf(stderr, "  call    %s%s%s\n", error->class_name, error->method != NULL ? "." : "",
                error->method != NULL ? error->method : "");
    if (error->target != NULL)
        fprintf(stderr, "  target  %s\n", error->target);
    if (error->extended.description != NULL)
        fprintf(stderr, "  host    %s\n", error->extended.description);
    if (error->job.path != NULL)
        fprintf(stderr, "  job     %s at %u%%, ErrorCode %u: %s\n", error->job.state_name,
                (unsigned)error->job.percent.value, (unsigned)error->job.error_code.value,
                error->job.description != NULL ? error->job.description : "-");
    for (size_t i = 0; i < error->record_count; i++)
        fprintf(stderr, "  %s %s: %s\n", error->records[i].class_name, error->records[i].message_id,
                error->records[i].message);
    return 1;
}

int example_run(int argc, char **argv, int wanted, const char *usage, const char *ns, example_work work)
{
    example self;
    wmi_session *session = NULL;
    wmi_error error = WMI_ERROR_INIT;
    int result = 2;
    if (example_begin(&self, argc, argv, wanted, usage)) {
        self.options.ns = ns;
        result =
            wmi_connect(&self.options, &session, &error) == WMI_OK && work(session, self.arguments, &error) == WMI_OK
                ? 0
                : example_failed(&error);
    }
    wmi_error_clear(&error);
    wmi_close(session);
    example_end(&self);
    return result;
}
