/*
 * The endpoint: libmicrohttpd in a process of its own. Of an answer only a:RelatesTo is not ready, and is put between its two parts.
 */
#define _GNU_SOURCE

#include "endpoint.h"

#include <microhttpd.h>

#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <virtualization_v2.h>

#define URI "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/virtualization/v2/"
#define ANONYMOUS "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous"
#define HEAD                                                                                                           \
    "<s:Envelope xml:lang=\"en-US\" xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "                              \
    "xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "                                                    \
    "xmlns:n=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\" "                                                   \
    "xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\"><s:Header><a:Action>" ANONYMOUS "</a:Action>"          \
    "<a:MessageID>uuid:5B7B3A2E-90C1-4E0D-8F31-2A77C9D0E611</a:MessageID><a:To>" ANONYMOUS "</a:To><a:RelatesTo>"
#define TAIL "</a:RelatesTo></s:Header><s:Body>"
#define END "</s:Body></s:Envelope>"

enum { MOST_FIELDS = 256, MOST_TEXT = 1 << 20, BATCHES = ENDPOINT_MACHINES / ENDPOINT_BATCH, MOST_REQUEST = 65536 };

/* What is behind a:RelatesTo. */
typedef struct ready {
    char *text;
    size_t length;
} ready;

static ready identified;
static ready changed;
static ready machine_got;
static ready pulled[BATCHES];

static ready *find_answer(const char *request)
{
    const char *context = strstr(request, "<n:EnumerationContext>uuid:");
    if (strstr(request, "Identify") != NULL) {
        return &identified;
    }
    if (strstr(request, "RequestStateChange_INPUT") != NULL) {
        return &changed;
    }
    if (strstr(request, "transfer/Get") != NULL) {
        return &machine_got;
    }
    if (context != NULL) {
        unsigned long number = strtoul(context + strlen("<n:EnumerationContext>uuid:"), NULL, 10);
        return number < BATCHES ? &pulled[number] : NULL;
    }
    return strstr(request, "enumeration/Enumerate<") != NULL ? &pulled[0] : NULL;
}

/* Machines, by the schema. */

static int compare_fields(const void *a, const void *b)
{
    return strcmp((*(const wmi_field *const *)a)->name, (*(const wmi_field *const *)b)->name);
}

static void append(ready *answer, const char *text)
{
    size_t length = strlen(text);
    if (answer->text == NULL) {
        answer->text = calloc(1, MOST_TEXT);
    }
    if (answer->text == NULL || answer->length + length >= MOST_TEXT) {
        abort();
    }
    memcpy(answer->text + answer->length, text, length + 1);
    answer->length += length;
}

/* As hosts have it: of scalars some are nil, of arrays most are absent. */
static void append_property(ready *answer, const wmi_field *field, unsigned machine, unsigned position)
{
    char text[512];
    bool is_key = strcmp(field->name, "Name") == 0;
    bool is_status = strcmp(field->name, "OperationalStatus") == 0;
    if ((field->flags & WMI_FIELD_ARRAY) != 0 && !is_status) {
        return;
    }
    if (is_key) {
        snprintf(text, sizeof text, "<p:Name>5B7B3A2E-90C1-4E0D-8F31-%012u</p:Name>", machine);
    } else if (is_status) {
        snprintf(text, sizeof text,
                 "<p:OperationalStatus>2</p:OperationalStatus><p:OperationalStatus>11</p:OperationalStatus>");
    } else if (strcmp(field->name, "CreationClassName") == 0) {
        snprintf(text, sizeof text, "<p:CreationClassName>Msvm_ComputerSystem</p:CreationClassName>");
    } else if (position % 3 == 0) {
        snprintf(text, sizeof text, "<p:%s xsi:nil=\"true\"/>", field->name);
    } else if (field->type == WMI_TYPE_DATETIME) {
        snprintf(text, sizeof text, "<p:%s><cim:Datetime>2026-01-17T09:55:22.%06uZ</cim:Datetime></p:%s>", field->name,
                 machine, field->name);
    } else if (field->type == WMI_TYPE_STRING) {
        snprintf(text, sizeof text, "<p:%s>%s of machine %u</p:%s>", field->name, field->name, machine, field->name);
    } else if (field->type == WMI_TYPE_BOOLEAN) {
        snprintf(text, sizeof text, "<p:%s>true</p:%s>", field->name, field->name);
    } else {
        snprintf(text, sizeof text, "<p:%s>%u</p:%s>", field->name, machine % 100, field->name);
    }
    append(answer, text);
}

static void append_machine(ready *answer, unsigned machine)
{
    const wmi_field *sorted[MOST_FIELDS];
    unsigned count = hv_Msvm_ComputerSystem_info.field_count;
    for (unsigned i = 0; i < count; i++) {
        sorted[i] = &hv_Msvm_ComputerSystem_info.fields[i];
    }
    qsort(sorted, count, sizeof sorted[0], compare_fields);
    append(answer, "<p:Msvm_ComputerSystem xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:p=\"" URI
                   "Msvm_ComputerSystem\" xmlns:cim=\"http://schemas.dmtf.org/wbem/wscim/1/common\" "
                   "xsi:type=\"p:Msvm_ComputerSystem_Type\">");
    for (unsigned i = 0; i < count; i++) {
        append_property(answer, sorted[i], machine, i);
    }
    append(answer, "</p:Msvm_ComputerSystem>");
}

static void make_batch(ready *answer, unsigned number)
{
    const char *name = number == 0 ? "Enumerate" : "Pull";
    const char *items = number == 0 ? "w:Items" : "n:Items";
    char text[128];
    append(answer, TAIL);
    snprintf(text, sizeof text, "<n:%sResponse>", name);
    append(answer, text);
    if (number + 1 < BATCHES) {
        snprintf(text, sizeof text, "<n:EnumerationContext>uuid:%04u</n:EnumerationContext>", number + 1);
        append(answer, text);
    }
    snprintf(text, sizeof text, "<%s>", items);
    append(answer, text);
    for (unsigned i = 0; i < ENDPOINT_BATCH; i++) {
        append_machine(answer, number * ENDPOINT_BATCH + i);
    }
    snprintf(text, sizeof text, "</%s>%s</n:%sResponse>", items, number + 1 < BATCHES ? "" : "<n:EndOfSequence/>",
             name);
    append(answer, text);
    append(answer, END);
}

static void make_answers(void)
{
    append(&identified,
           TAIL "<i:IdentifyResponse xmlns:i=\"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd\">"
                "<i:ProductVendor>none</i:ProductVendor></i:IdentifyResponse>" END);
    append(&changed, TAIL
           "<p:RequestStateChange_OUTPUT xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:p=\"" URI
           "Msvm_ComputerSystem\" xmlns:cim=\"http://schemas.dmtf.org/wbem/wscim/1/common\"><p:Job "
           "xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\"><a:Address>" ANONYMOUS
           "</a:Address><a:ReferenceParameters><w:ResourceURI>" URI
           "Msvm_ConcreteJob</w:ResourceURI><w:SelectorSet><w:Selector "
           "Name=\"InstanceID\">2A77C9D0-90C1-4E0D-8F31-5B7B3A2EE611</w:Selector></w:SelectorSet>"
           "</a:ReferenceParameters></p:Job><p:ReturnValue>4096</p:ReturnValue></p:RequestStateChange_OUTPUT>" END);
    append(&machine_got, TAIL);
    append_machine(&machine_got, 1);
    append(&machine_got, END);
    for (unsigned i = 0; i < BATCHES; i++) {
        make_batch(&pulled[i], i);
    }
}

/* Serving. */

typedef struct asking {
    size_t length;
    char id[64];
    char text[MOST_REQUEST];
} asking;

static void find_id(asking *a)
{
    const char *id = strstr(a->text, "<a:MessageID>");
    a->id[0] = '\0';
    if (id != NULL) {
        sscanf(id, "<a:MessageID>%63[^<]", a->id);
    }
}

static enum MHD_Result answer(struct MHD_Connection *connection, asking *a)
{
    ready *r = find_answer(a->text);
    struct MHD_IoVec parts[3];
    struct MHD_Response *response;
    enum MHD_Result result;
    if (r == NULL) {
        return MHD_NO;
    }
    find_id(a);
    parts[0] = (struct MHD_IoVec){HEAD, strlen(HEAD)};
    parts[1] = (struct MHD_IoVec){a->id, strlen(a->id)};
    parts[2] = (struct MHD_IoVec){r->text, r->length};
    response = MHD_create_response_from_iovec(parts, 3, NULL, NULL);
    MHD_add_response_header(response, "Content-Type", "application/soap+xml;charset=UTF-8");
    result = MHD_queue_response(connection, 200, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result serve(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                             const char *version, const char *bytes, size_t *size, void **own)
{
    asking *a = *own;
    (void)context;
    (void)url;
    (void)method;
    (void)version;
    if (a == NULL) {
        *own = calloc(1, sizeof *a);
        return *own != NULL ? MHD_YES : MHD_NO;
    }
    if (*size > 0) {
        size_t room = MOST_REQUEST - 1 - a->length;
        size_t length = *size < room ? *size : room;
        memcpy(a->text + a->length, bytes, length);
        a->length += length;
        *size = 0;
        return MHD_YES;
    }
    return answer(connection, a);
}

static void end_request(void *context, struct MHD_Connection *connection, void **own,
                        enum MHD_RequestTerminationCode why)
{
    (void)context;
    (void)connection;
    (void)why;
    free(*own);
    *own = NULL;
}

static void run(int channel)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct MHD_Daemon *daemon;
    uint16_t port;
    make_answers();
    daemon = MHD_start_daemon(MHD_USE_EPOLL | MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL, NULL, serve, NULL,
                              MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address, MHD_OPTION_NOTIFY_COMPLETED,
                              end_request, NULL, MHD_OPTION_END);
    if (daemon == NULL) {
        _exit(1);
    }
    port = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    if (write(channel, &port, sizeof port) != sizeof port) {
        _exit(1);
    }
    for (;;) {
        pause();
    }
}

void endpoint_take_cores(bool is_endpoint)
{
    cpu_set_t all;
    cpu_set_t ours;
    size_t first = 0;
    if (sched_getaffinity(0, sizeof all, &all) != 0 || CPU_COUNT(&all) < 2) {
        return;
    }
    while (!CPU_ISSET(first, &all)) {
        first++;
    }
    CPU_ZERO(&ours);
    CPU_SET(first, &ours);
    if (is_endpoint) {
        CPU_XOR(&ours, &all, &ours);
    }
    (void)sched_setaffinity(0, sizeof ours, &ours);
}

int endpoint_fork(endpoint *e, void (*begin)(int channel))
{
    int channel[2];
    if (pipe(channel) != 0) {
        return -1;
    }
    e->process = fork();
    if (e->process == 0) {
        close(channel[0]);
        endpoint_take_cores(true);
        begin(channel[1]);
        _exit(0);
    }
    close(channel[1]);
    if (e->process < 0 || read(channel[0], &e->port, sizeof e->port) != sizeof e->port) {
        close(channel[0]);
        return -1;
    }
    close(channel[0]);
    return 0;
}

int endpoint_start(endpoint *e)
{
    return endpoint_fork(e, run);
}

void endpoint_stop(const endpoint *e)
{
    kill(e->process, SIGTERM);
    waitpid(e->process, NULL, 0);
}
