/**
 * @file
 * From an action to its operation, and Identify (DSP0226 11; MS-WSMV 3.1.4.1.23).
 */
#include "mock/mock_internal.h"

#include <string.h>

typedef struct mbm_action {
    const char *uri;
    const char *name;
    bool (*run)(mbm_exchange *x);
} mbm_action;

static const mbm_action known_actions[] = {
    {MBM_GET, "Get", mbm_get},
    {MBM_PUT, "Put", mbm_put},
    {MBM_CREATE, "Create", mbm_create},
    {MBM_DELETE, "Delete", mbm_delete},
    {MBM_ENUMERATE, "Enumerate", mbm_enumerate},
    {MBM_PULL, "Pull", mbm_pull},
    {MBM_RELEASE, "Release", mbm_release},
    {MBM_SUBSCRIBE, "Subscribe", mbm_subscribe},
    {MBM_UNSUBSCRIBE, "Unsubscribe", mbm_unsubscribe},
};

/* Who asks without having proved who it is, is told less. */
bool mbm_identify(mbm_exchange *x)
{
    wmip_wsman_writer writer;
    wmip_wsman_writer_begin(&writer, NULL);
    wmip_wsman_open(&writer, "s:Envelope");
    wmip_wsman_put_attribute(&writer, "xml:lang", x->server->locale);
    wmip_wsman_put_attribute(&writer, "xmlns:s", WMIP_NS_SOAP);
    wmip_wsman_put_element(&writer, "s:Header", NULL);
    wmip_wsman_open(&writer, "s:Body");
    wmip_wsman_open(&writer, "i:IdentifyResponse");
    wmip_wsman_put_attribute(&writer, "xmlns:i", WMIP_NS_IDENTITY);
    wmip_wsman_put_element(&writer, "i:ProtocolVersion", WMIP_NS_WSMAN);
    wmip_wsman_put_element(&writer, "i:ProductVendor", "Microsoft Corporation");
    wmip_wsman_put_element(&writer, "i:ProductVersion",
                           x->is_anonymous ? "OS: 0.0.0 SP: 0.0 Stack: 3.0" : "OS: 10.0.20348 SP: 0.0 Stack: 3.0");
    if (!x->is_anonymous) {
        wmip_wsman_open(&writer, "i:SecurityProfiles");
        if (x->server->authorization != NULL || x->server->takes_anybody) {
            wmip_wsman_put_element(&writer, "i:SecurityProfileName",
                                   x->server->is_secure
                                       ? "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/basic"
                                       : "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/http/basic");
        }
        if (x->server->takes_certificates) {
            wmip_wsman_put_element(&writer, "i:SecurityProfileName",
                                   "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual");
        }
        wmip_wsman_close(&writer);
    }
    wmip_wsman_close(&writer);
    return mbm_close_answer(x, &writer, 200);
}

/* The method that an action names: it is the resource URI, a slash and the method. */
static const char *method_of(const mbm_exchange *x)
{
    const char *action = x->header.action;
    size_t length = strlen(x->header.resource);
    return strlen(action) > length + 1 && wmip_equal_slice(action, length, x->header.resource) && action[length] == '/'
               ? action + length + 1
               : NULL;
}

static bool operate(mbm_exchange *x)
{
    const char *method;
    wmip_wsman_slice ns;
    wmip_wsman_slice name;
    size_t i;
    if (wmip_wsman_is(x->body, WMIP_NS_IDENTITY, "Identify")) {
        x->operation = "Identify";
        return mbm_identify(x);
    }
    for (i = 0; i < sizeof known_actions / sizeof known_actions[0]; i++) {
        if (strcmp(x->header.action, known_actions[i].uri) == 0) {
            x->operation = known_actions[i].name;
            return known_actions[i].run(x);
        }
    }
    method = method_of(x);
    if (method != NULL) {
        x->operation = "Invoke";
        return mbm_invoke(x, method);
    }
    return wmip_wsman_resource_parse(x->header.action, &ns, &name)
               ? mbm_refuse(x, MBM_FAULT_ACTION_MISMATCH, "ActionMismatch", "The action is none of %s",
                            x->header.resource)
               : mbm_refuse(x, MBM_FAULT_ACTION, NULL, "The action %s is not known", x->header.action);
}

void mbm_exchange_run(mbm_exchange *x, const char *body, size_t size)
{
    x->header.max_envelope = x->server->limits.max_envelope;
    if (!mbm_read_envelope(x, body, size) || !operate(x)) {
        wmi_free(x->answer);
        x->answer = NULL;
        if (x->status == WMI_OK) {
            mbm_answer_fault(x);
        }
    }
    if (x->answer == NULL) {
        x->http_status = 500;
    }
}

void mbm_exchange_end(mbm_exchange *x)
{
    wmip_wsman_document_clear(&x->document);
    wmi_free(x->answer);
    wmi_memory_clear(&x->memory);
    memset(x, 0, sizeof *x);
}
