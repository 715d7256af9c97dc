#include "truth.h"

#include <virtualization_v2/Msvm_ComputerSystem.h>
#include <virtualization_v2/Msvm_Error.h>
#include <virtualization_v2/Msvm_SettingsDefineState.h>
#include <virtualization_v2/Msvm_VirtualSystemSettingData.h>
#include <virtualization_v2/schema.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The world: two machines, the settings of the first, a job that failed, and one that runs. */

WMI_LOOPBACK_HANDLER(change_state, hv_Msvm_ComputerSystem_RequestStateChange)
{
    static const wmi_loopback_job_step running[] = {{0, WMI_JOB_RUNNING, 10, NULL}};
    const wmi_loopback_job job = {.class_name = "Msvm_ConcreteJob", .steps = running, .step_count = 1};
    uint16_t requested = in->RequestedState.value;
    out->ReturnValue = WMI_UINT32(requested == 11 ? 32775 : requested == 2 ? WMI_RETURN_JOB_STARTED : 0);
    return requested == 2 ? wmi_loopback_start_job(call->loopback, hv_NAMESPACE, &job, &out->Job, error) : WMI_OK;
}

static wmi_status start_jobs(wmi_loopback *loopback, wmi_error *error)
{
    static const wmi_loopback_job_step failing[] = {{0, WMI_JOB_EXCEPTION, 10, NULL}};
    static const wmi_loopback_job_step running[] = {{0, WMI_JOB_RUNNING, 10, NULL}};
    const hv_Msvm_Error cause = {.MessageID = "32788", .Message = "The disk is full."};
    const wmi_embedded errors[] = {WMI_EMBED(hv_Msvm_Error, &cause)};
    wmi_loopback_job job = {.class_name = "Msvm_ConcreteJob", .steps = failing, .step_count = 1};
    wmi_status status;
    job.errors = errors;
    job.error_count = 1;
    status = wmi_loopback_start_job(loopback, hv_NAMESPACE, &job, NULL, error);
    job.steps = running;
    return status == WMI_OK ? wmi_loopback_start_job(loopback, hv_NAMESPACE, &job, NULL, error) : status;
}

static wmi_status add_machine(wmi_loopback *loopback, const char *name, uint16_t requested, char **path,
                              wmi_error *error)
{
    const hv_Msvm_ComputerSystem machine = {.CreationClassName = "Msvm_ComputerSystem",
                                            .Name = name,
                                            .ElementName = name,
                                            .EnabledState = WMI_UINT16(2),
                                            .RequestedState = WMI_UINT16(requested)};
    return wmi_loopback_add(loopback, &hv_Msvm_ComputerSystem_info, &machine, path, error);
}

wmi_status truth_fill(wmi_loopback *loopback, wmi_error *error)
{
    const hv_Msvm_VirtualSystemSettingData settings = {.InstanceID = "one", .ElementName = "one"};
    char *machine = NULL;
    char *data = NULL;
    wmi_status status = add_machine(loopback, "one", 2, &machine, error);
    if (status == WMI_OK) {
        status = add_machine(loopback, "two", 3, NULL, error);
    }
    if (status == WMI_OK) {
        status = wmi_loopback_add(loopback, &hv_Msvm_VirtualSystemSettingData_info, &settings, &data, error);
    }
    if (status == WMI_OK) {
        status = wmi_loopback_link(loopback, &hv_Msvm_SettingsDefineState_info, machine, data, NULL, error);
    }
    if (status == WMI_OK) {
        status = wmi_loopback_on(loopback, hv_NAMESPACE, "Msvm_ComputerSystem", "RequestStateChange", change_state,
                                 NULL, error);
    }
    wmi_free(machine);
    wmi_free(data);
    return status == WMI_OK ? start_jobs(loopback, error) : status;
}

/* Playing. */

typedef struct player {
    wmi_session *session;
    wmi_error error;
    char *got;
    size_t size;
} player;

static void tell(player *p, const char *answer)
{
    (void)snprintf(p->got, p->size, "%s", answer);
}

/* `ok`, or what a failure is called. */
static bool tell_status(player *p, wmi_status status)
{
    tell(p, status == WMI_OK          ? "ok"
            : status != WMI_TRANSPORT ? wmi_status_name(status)
            : p->error.name != NULL   ? p->error.name
                                      : "a code without a name");
    return status == WMI_OK;
}

static bool WMI_CALLBACK tally(void *context, const wmi_object *object)
{
    (void)object;
    ++*(unsigned *)context;
    return true;
}

static void tell_count(player *p, wmi_status status, unsigned count)
{
    if (tell_status(p, status)) {
        (void)snprintf(p->got, p->size, "ok %u", count);
    }
}

static void play_query(player *p, const char *with)
{
    unsigned count = 0;
    wmi_status status = wmi_query(p->session, with, tally, &count, &p->error);
    tell_count(p, status, count);
}

/* An error may come with the first event that is waited for. */
static void play_subscribe(player *p, const char *with)
{
    wmi_events *events = NULL;
    wmi_object *event = NULL;
    wmi_status status = wmi_subscribe(p->session, with, &events, &p->error);
    if (status == WMI_OK) {
        status = wmi_events_next(events, 0, &event, &p->error);
        status = status == WMI_TIMEOUT ? WMI_OK : status;
    }
    (void)tell_status(p, status);
    wmi_object_free(event);
    wmi_events_free(events);
}

static void play_get(player *p, const char *with)
{
    wmi_object *object = NULL;
    (void)tell_status(p, wmi_object_fetch(p->session, with, &object, &p->error));
    wmi_object_free(object);
}

static void play_delete(player *p, const char *with)
{
    (void)tell_status(p, wmi_instance_delete(p->session, with, &p->error));
}

/* Cuts `text` at ` | `. @return what is behind it; NULL where it has none. */
static char *cut(char *text)
{
    char *bar = text != NULL ? strstr(text, " | ") : NULL;
    if (bar != NULL) {
        *bar = '\0';
        bar += 3;
    }
    return bar;
}

static void play_associators(player *p, const char *with)
{
    wmi_associator_filter filter = {NULL, NULL, NULL, NULL};
    char path[512];
    unsigned count = 0;
    wmi_status status;
    char *more;
    (void)snprintf(path, sizeof path, "%s", with);
    more = cut(path);
    filter.association_class = more;
    filter.result_class = cut(more);
    status = wmi_associators(p->session, path, &filter, tally, &count, &p->error);
    tell_count(p, status, count);
}

static void play_references(player *p, const char *with)
{
    unsigned count = 0;
    wmi_status status = wmi_references(p->session, with, NULL, NULL, tally, &count, &p->error);
    tell_count(p, status, count);
}

static void play_create(player *p, const char *with)
{
    const hv_Msvm_ComputerSystem machine = {.CreationClassName = "Msvm_ComputerSystem", .Name = "new"};
    (void)with;
    (void)tell_status(p, wmi_instance_create(p->session, &hv_Msvm_ComputerSystem_info, &machine, NULL, &p->error));
}

static void play_update(player *p, const char *with)
{
    const hv_Msvm_ComputerSystem machine = {
        .CreationClassName = "Msvm_ComputerSystem", .Name = "one", .ElementName = "another"};
    wmi_object *object = NULL;
    wmi_status status = wmi_instance_object(&hv_Msvm_ComputerSystem_info, &machine, &object, &p->error);
    (void)with;
    if (status == WMI_OK) {
        status = wmi_object_put(p->session, object, WMI_PUT_UPDATE, NULL, &p->error);
        wmi_object_free(object);
    }
    (void)tell_status(p, status);
}

/* Calls. */

static const wmi_method_info *find_method(const char *class_name, const char *name)
{
    uint32_t i;
    for (i = 0; i < hv_schema.class_count; i++) {
        const wmi_method_info *const *method = hv_schema.classes[i].methods;
        if (strcmp(hv_schema.classes[i].info->name, class_name) == 0) {
            while (*method != NULL && strcmp((*method)->name, name) != 0) {
                method++;
            }
            return *method;
        }
    }
    return NULL;
}

/* `Name=number`, of a uint16. */
static void set_parameter(const wmi_method_info *method, void *in, const char *setting)
{
    size_t length = strcspn(setting, "=");
    uint32_t i;
    for (i = 0; i < method->in_count; i++) {
        const wmi_field *field = &method->in[i];
        if (strlen(field->name) == length && strncmp(field->name, setting, length) == 0 &&
            field->type == WMI_TYPE_UINT16) {
            wmi_opt_uint16 *member = wmi_field_of(in, field);
            member->has = true;
            member->value = (uint16_t)strtoul(setting + length + 1, NULL, 10);
        }
    }
}

static bool is_null(const wmi_field *field, const void *out)
{
    const void *member = wmi_field_of_const(out, field);
    if ((field->flags & WMI_FIELD_ARRAY) != 0) {
        return field->type == WMI_TYPE_EMBEDDED ? ((const wmi_array_embedded *)member)->items == NULL
                                                : ((const wmi_array_string *)member)->items == NULL;
    }
    return field->type == WMI_TYPE_EMBEDDED ? !wmi_embedded_has(member) : *(const char *const *)member == NULL;
}

/* The return value, and the out parameters that are NULL. */
static void tell_out(player *p, const wmi_method_info *method, const void *out)
{
    uint32_t i;
    for (i = method->out_count; i > 0; i--) { /* ReturnValue is the last */
        const wmi_field *field = &method->out[i - 1];
        if ((field->flags & WMI_FIELD_RETURN) != 0) {
            const wmi_opt_uint32 *code = wmi_field_of_const(out, field);
            (void)snprintf(p->got, p->size, "%lu", (unsigned long)code->value);
        } else if (is_null(field, out)) {
            size_t length = strlen(p->got);
            (void)snprintf(p->got + length, p->size - length, " %s", field->name);
        }
    }
}

static void play_call(player *p, const char *with)
{
    char text[512];
    char *path;
    char *name;
    char *setting;
    const wmi_method_info *method;
    void *in;
    void *out;
    (void)snprintf(text, sizeof text, "%s", with);
    setting = cut(text);
    path = strchr(text, ' ');
    name = strchr(text, '.');
    if (path == NULL || name == NULL || name > path) {
        tell(p, "no call");
        return;
    }
    *path++ = '\0';
    *name++ = '\0';
    method = find_method(text, name);
    in = calloc(1, method != NULL && method->in_size > 0 ? method->in_size : 1);
    out = calloc(1, method != NULL && method->out_size > 0 ? method->out_size : 1);
    if (method == NULL || in == NULL || out == NULL) {
        tell(p, "no such method, or no memory");
    } else {
        if (setting != NULL) {
            set_parameter(method, in, setting);
        }
        if (tell_status(p,
                        wmi_invoke(p->session, text, method, path, method->in_size > 0 ? in : NULL, out, &p->error))) {
            tell_out(p, method, out);
        }
        wmi_method_out_clear(method, out);
    }
    free(in);
    free(out);
}

void truth_play(const truth *scenario, const wmi_backend *backend, char *got, size_t size)
{
    static const struct {
        const char *ask;
        void (*play)(player *p, const char *with);
    } asks[] = {
        {"get", play_get},
        {"delete", play_delete},
        {"query", play_query},
        {"subscribe", play_subscribe},
        {"create", play_create},
        {"update", play_update},
        {"associators", play_associators},
        {"references", play_references},
        {"call", play_call},
    };
    player p = {.got = got, .size = size};
    bool is_connect = strcmp(scenario->ask, "connect") == 0;
    wmi_connect_options options = {.backend = backend, .ns = hv_NAMESPACE};
    char ns[512];
    char *user;
    size_t i;
    (void)snprintf(ns, sizeof ns, "%s", scenario->with);
    user = strstr(ns, " as ");
    if (is_connect) {
        options.ns = ns;
        options.user = user != NULL ? user + 4 : NULL;
        options.password = user != NULL ? "x" : NULL;
        if (user != NULL) {
            *user = '\0';
        }
    }
    tell(&p, "no such scenario");
    if (tell_status(&p, wmi_connect(&options, &p.session, &p.error)) && !is_connect) {
        for (i = 0; i < sizeof asks / sizeof asks[0]; i++) {
            if (strcmp(scenario->ask, asks[i].ask) == 0) {
                asks[i].play(&p, scenario->with);
            }
        }
    }
    wmi_error_clear(&p.error);
    wmi_close(p.session);
}

/* Reading. */

static bool read_part(char **at, char *to, size_t size, const char *end)
{
    size_t length = strcspn(*at, end);
    if (length == 0 || length >= size) {
        return false;
    }
    memcpy(to, *at, length);
    to[length] = '\0';
    *at += length + ((*at)[length] != '\0' ? 1 : 0);
    return true;
}

unsigned truth_read(const char *path, void (*play)(void *context, const truth *scenario), void *context)
{
    FILE *file = fopen(path, "rb");
    char line[1024];
    unsigned number = 0;
    unsigned count = 0;
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        truth scenario;
        char *at = line;
        number++;
        if (line[0] == '#' || line[0] == '\n') {
            continue;
        }
        memset(&scenario, 0, sizeof scenario);
        scenario.line = number;
        if (!read_part(&at, scenario.ask, sizeof scenario.ask, "\t") ||
            !read_part(&at, scenario.with, sizeof scenario.with, "\t") ||
            !read_part(&at, scenario.answer, sizeof scenario.answer, "\t") ||
            !read_part(&at, scenario.source, sizeof scenario.source, "\n")) {
            (void)snprintf(scenario.answer, sizeof scenario.answer, "a line of four parts");
        }
        play(context, &scenario);
        count++;
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    return count;
}
