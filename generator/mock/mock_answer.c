/**
 * @file
 * Envelopes that are sent: one line, without a declaration, the parts of the header in the order that hosts give them.
 */
#include "mock/mock_internal.h"

#include <string.h>

void mbm_open_answer(mbm_exchange *x, wmip_wsman_writer *writer, const char *action, bool binds_p)
{
    char id[MBM_ID_SIZE];
    wmip_wsman_writer_begin(writer, NULL);
    mbm_new_id(x->server, id);
    wmip_wsman_open(writer, "s:Envelope");
    wmip_wsman_put_attribute(writer, "xml:lang", x->server->locale);
    wmip_wsman_put_attribute(writer, "xmlns:s", WMIP_NS_SOAP);
    wmip_wsman_put_attribute(writer, "xmlns:a", WMIP_NS_ADDRESSING);
    wmip_wsman_put_attribute(writer, "xmlns:x", WMIP_NS_TRANSFER);
    wmip_wsman_put_attribute(writer, "xmlns:e", WMIP_NS_EVENTING);
    wmip_wsman_put_attribute(writer, "xmlns:n", WMIP_NS_ENUMERATION);
    wmip_wsman_put_attribute(writer, "xmlns:w", WMIP_NS_WSMAN);
    if (binds_p) {
        wmip_wsman_put_attribute(writer, "xmlns:p", WMIP_NS_WSMAN);
    }
    wmip_wsman_open(writer, "s:Header");
    wmip_wsman_put_element(writer, "a:Action", action);
    wmip_wsman_put_element(writer, "a:MessageID", id);
    wmip_wsman_put_element(writer, "a:To", WMIP_WSMAN_ANONYMOUS);
    if (x->header.message_id != NULL) {
        wmip_wsman_put_element(writer, "a:RelatesTo", x->header.message_id);
    }
    wmip_wsman_close(writer);
    wmip_wsman_open(writer, "s:Body");
}

static bool take_answer(mbm_exchange *x, const wmip_wsman_writer *writer, unsigned http_status)
{
    size_t size = writer->size;
    const char *text = writer->text;
    while (size > 0 && text[size - 1] == '\n') { /* which the writer puts behind a document */
        size--;
    }
    wmi_free(x->answer);
    x->answer = wmip_copy_slice(text, size);
    x->answer_size = size;
    x->http_status = http_status;
    return x->answer != NULL || mbm_no_memory(x);
}

bool mbm_close_answer(mbm_exchange *x, wmip_wsman_writer *writer, unsigned http_status)
{
    wmi_status status = wmip_wsman_writer_finish(writer);
    bool done;
    if (status == WMI_OK) {
        done = take_answer(x, writer, http_status);
    } else if (status == WMI_NO_MEMORY) {
        done = mbm_no_memory(x);
    } else {
        done = mbm_refuse(x, MBM_FAULT_INTERNAL, NULL, "The answer holds what XML cannot say");
    }
    wmip_wsman_writer_end(writer);
    if (done && http_status == 200 && x->answer_size > x->header.max_envelope) {
        wmi_free(x->answer);
        x->answer = NULL;
        done = mbm_refuse(x, MBM_FAULT_ENVELOPE_FULL, "MaxEnvelopeSize", NULL);
    }
    return done;
}
