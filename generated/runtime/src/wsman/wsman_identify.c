/**
 * @file
 * What a host says of itself (DSP0226 11): whether there is a service at all, and it takes the user.
 */
#include "wsman/wsman_transport.h"

#include <string.h>

static void write_identify(wmip_wsman_writer *writer, const wmip_wsman_codec *codec, const void *context)
{
    (void)codec;
    (void)context;
    wmip_wsman_open(writer, "i:Identify");
    wmip_wsman_put_attribute(writer, "xmlns:i", WMIP_NS_IDENTITY);
    wmip_wsman_close(writer);
}

/* The texts of all elements of a name; the array is NULL where there are none. */
static bool read_texts(const wmip_wsman_node *node, const char *name, wmi_memory **memory, const char *const **texts,
                       size_t *count)
{
    const wmip_wsman_node *child;
    const char **kept;
    size_t found = 0;
    for (child = node->first; child != NULL; child = child->next) {
        found += wmip_wsman_is(child, NULL, name);
    }
    kept = found > 0 ? wmip_memory_array(memory, found, sizeof *kept) : NULL;
    *texts = kept;
    *count = 0;
    for (child = node->first; child != NULL && kept != NULL; child = child->next) {
        const char *text = NULL;
        if (!wmip_wsman_is(child, NULL, name)) {
            continue;
        }
        if (!wmip_wsman_token(child, memory, &text)) {
            return false;
        }
        if (text != NULL) {
            kept[(*count)++] = text;
        }
    }
    return found == 0 || kept != NULL;
}

/* Elements are told by their names: not every host has them in the right namespace. */
static bool read_identity(const wmip_wsman_node *node, wmi_memory **memory, wmi_wsman_identity *identity)
{
    const wmip_wsman_node *profiles = wmip_wsman_child(node, NULL, "SecurityProfiles");
    return wmip_wsman_token(wmip_wsman_child(node, NULL, "ProductVendor"), memory, &identity->product_vendor) &&
           wmip_wsman_token(wmip_wsman_child(node, NULL, "ProductVersion"), memory, &identity->product_version) &&
           read_texts(node, "ProtocolVersion", memory, &identity->protocol_versions,
                      &identity->protocol_version_count) &&
           (profiles == NULL || read_texts(profiles, "SecurityProfileName", memory, &identity->security_profiles,
                                           &identity->security_profile_count));
}

static wmi_status keep_identity(const wmip_wsman_node *node, wmi_wsman_identity **out, wmi_error *error)
{
    wmi_memory *memory = NULL;
    wmi_wsman_identity *identity = wmi_memory_alloc(&memory, sizeof *identity);
    if (identity == NULL || !read_identity(node, &memory, identity)) {
        wmi_memory_clear(&memory);
        return wmip_no_memory(error);
    }
    identity->memory = memory;
    *out = identity;
    return WMI_OK;
}

wmi_status wmip_wsman_identify(wmip_wsman_connection *connection, const wmi_limit *limit, wmi_wsman_identity **identity,
                               wmi_error *error)
{
    wmip_wsman_time time = wmip_wsman_time_start(limit);
    wmip_wsman_request request;
    wmip_wsman_answer answer;
    wmi_status status;
    memset(&request, 0, sizeof request);
    request.doing = "The host did not identify itself";
    request.expected = "IdentifyResponse";
    request.is_read = true;
    request.write_body = write_identify;
    status = wmip_wsman_exchange(connection, &request, &time, &answer, error);
    if (status == WMI_OK && identity != NULL) {
        status = keep_identity(answer.body, identity, error);
    }
    wmip_wsman_answer_clear(&answer);
    return status;
}

void WMI_CALL wmi_wsman_identity_free(wmi_wsman_identity *identity)
{
    if (identity != NULL) {
        wmi_memory *memory = identity->memory; /* in which it lies itself */
        wmi_memory_clear(&memory);
    }
}
