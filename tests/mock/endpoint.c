#define _XOPEN_SOURCE 700
#include "endpoint.h"

#include "base/buffer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <libxml/parser.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <unistd.h>

/* Starting. */

mbm_server_options endpoint_options(void)
{
    mbm_server_options options = {0};
    options.address = "127.0.0.1";
    options.user = "operator";
    options.password = "s3cret:word";
    options.allow_unencrypted = true;
    return options;
}

void endpoint_serve(endpoint *e, const mbm_server_options *options, wmi_loopback *loopback,
                    const wmi_schema *const *schemas, size_t count)
{
    wmi_error error = WMI_ERROR_INIT;
    mbm_host host = {loopback, schemas, count};
    e->loopback = loopback;
    if (mbm_server_start(options, &host, &e->server, &error) != WMI_OK) {
        fail_msg("%s", error.message);
    }
    e->port = (unsigned)strtoul(strrchr(mbm_server_url(e->server), ':') + 1, NULL, 10);
}

void endpoint_stop(endpoint *e)
{
    mbm_server_stop(e->server);
    e->end(e);
}

/* Envelopes. */

static const char *part(const char *given, const char *otherwise)
{
    return given != NULL ? given : otherwise;
}

char *write_envelope(const envelope *p)
{
    static atomic_uint number;
    wmip_buffer out = {0};
    wmip_buffer_text(&out, "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
                           "xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "
                           "xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\" "
                           "xmlns:n=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\" "
                           "xmlns:e=\"http://schemas.xmlsoap.org/ws/2004/08/eventing\" "
                           "xmlns:b=\"http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd\" "
                           "xmlns:cim=\"http://schemas.dmtf.org/wbem/wscim/1/common\" "
                           "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><s:Header>");
    wmip_buffer_text(&out, part(p->to, "<a:To>http://host:5985/wsman</a:To>"));
    if (p->resource == NULL) {
        wmip_buffer_format(&out, "<w:ResourceURI s:mustUnderstand=\"true\">%s</w:ResourceURI>", p->uri);
    }
    wmip_buffer_text(&out, part(p->resource, ""));
    wmip_buffer_text(&out, part(p->reply_to, "<a:ReplyTo><a:Address s:mustUnderstand=\"true\">" ANONYMOUS
                                             "</a:Address></a:ReplyTo>"));
    if (p->action == NULL) {
        wmip_buffer_format(&out, "<a:Action s:mustUnderstand=\"true\">%s</a:Action>", p->action_uri);
    }
    wmip_buffer_text(&out, part(p->action, ""));
    if (p->message_id == NULL) {
        wmip_buffer_format(&out, "<a:MessageID>uuid:00000000-0000-4000-8000-%012X</a:MessageID>",
                           atomic_fetch_add(&number, 1));
    }
    wmip_buffer_text(&out, part(p->message_id, ""));
    wmip_buffer_text(&out, part(p->size, "<w:MaxEnvelopeSize s:mustUnderstand=\"true\">512000</w:MaxEnvelopeSize>"));
    wmip_buffer_text(&out, part(p->timeout, "<w:OperationTimeout>PT20.000S</w:OperationTimeout>"));
    if (p->selectors != NULL) {
        wmip_buffer_format(&out, "<w:SelectorSet>%s</w:SelectorSet>", p->selectors);
    }
    wmip_buffer_format(&out, "%s</s:Header><s:Body>%s</s:Body></s:Envelope>", part(p->more, ""), part(p->body, ""));
    assert_false(out.failed);
    char *text = malloc(out.length + 1);
    memcpy(text, out.text, out.length + 1);
    wmip_buffer_clear(&out);
    return text;
}

/* HTTP. */

/* @return -1 where nobody listens any more */
static int open_line(unsigned port)
{
    struct sockaddr_in address;
    int line = socket(AF_INET, SOCK_STREAM, 0);
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons((uint16_t)port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_true(line >= 0);
    if (connect(line, (struct sockaddr *)&address, sizeof address) != 0) {
        close(line);
        line = -1;
    }
    return line;
}

static size_t content_length(const char *head)
{
    const char *at = strstr(head, "Content-Length: ");
    return at != NULL ? strtoul(at + 16, NULL, 10) : 0;
}

/* Reads until an answer is whole, or the connection ends. */
static void read_reply(int line, reply *r)
{
    size_t capacity = 4096;
    size_t length = 0;
    char *bytes = malloc(capacity + 1);
    char *end = NULL;
    for (;;) {
        ssize_t got = recv(line, bytes + length, capacity - length, 0);
        if (got <= 0) {
            break;
        }
        length += (size_t)got;
        bytes[length] = '\0';
        end = strstr(bytes, "\r\n\r\n");
        if (end != NULL && strncmp(bytes, "HTTP/1.1 100", 12) == 0) {
            length -= (size_t)(end + 4 - bytes);
            memmove(bytes, end + 4, length + 1);
            end = strstr(bytes, "\r\n\r\n");
        }
        if (end != NULL && length >= (size_t)(end + 4 - bytes) + content_length(bytes)) {
            break;
        }
        if (length == capacity) {
            capacity *= 2;
            bytes = realloc(bytes, capacity + 1);
        }
    }
    if (end != NULL) {
        size_t size = content_length(bytes);
        assert_true(length >= (size_t)(end + 4 - bytes) + size);
        r->status = atoi(bytes + 9);
        r->size = size;
        r->body = calloc(1, size + 1);
        memcpy(r->body, end + 4, size);
        *end = '\0';
        r->head = bytes;
        r->document =
            size > 0 && r->body[0] == '<' ? xmlReadMemory(r->body, (int)size, NULL, NULL, XML_PARSE_NONET) : NULL;
        return;
    }
    free(bytes);
}

reply send_bytes(unsigned port, const char *bytes, size_t size, bool ends)
{
    reply r = {0};
    int line = open_line(port);
    size_t sent = 0;
    if (line < 0) {
        return r;
    }
    while (sent < size) {
        ssize_t done = send(line, bytes + sent, size - sent, MSG_NOSIGNAL);
        if (done <= 0) {
            break; /* it was cut: what was answered before is read */
        }
        sent += (size_t)done;
    }
    if (ends) {
        (void)shutdown(line, SHUT_WR);
    }
    read_reply(line, &r);
    close(line);
    return r;
}

reply post_with(const endpoint *e, const char *headers, const char *body)
{
    wmip_buffer out = {0};
    wmip_buffer_format(&out, "POST /wsman HTTP/1.1\r\nHost: h\r\n%sContent-Length: %zu\r\n\r\n%s", headers,
                       strlen(body), body);
    assert_false(out.failed);
    reply r = send_bytes(e->port, out.text, out.length, false);
    wmip_buffer_clear(&out);
    return r;
}

reply post(const endpoint *e, const char *body)
{
    return post_with(e, "Authorization: " AUTHORIZATION "\r\nContent-Type: application/soap+xml;charset=UTF-8\r\n",
                     body);
}

reply ask(const endpoint *e, const envelope *parts)
{
    char *text = write_envelope(parts);
    reply r = post(e, text);
    free(text);
    return r;
}

reply fetch_url(const char *url)
{
    const char *colon = strrchr(url, ':');
    wmip_buffer out = {0};
    wmip_buffer_format(&out, "GET %s HTTP/1.1\r\nHost: h\r\n\r\n", strchr(colon, '/'));
    reply r = send_bytes((unsigned)strtoul(colon + 1, NULL, 10), out.text, out.length, false);
    wmip_buffer_clear(&out);
    return r;
}

void reply_clear(reply *r)
{
    xmlFreeDoc(r->document);
    free(r->head);
    free(r->body);
    memset(r, 0, sizeof *r);
}

/* Answers. */

static xmlNode *find(xmlNode *node, const char *name)
{
    for (; node != NULL; node = node->next) {
        xmlNode *inner;
        if (node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0) {
            return node;
        }
        inner = find(node->children, name);
        if (inner != NULL) {
            return inner;
        }
    }
    return NULL;
}

xmlNode *element(const reply *r, const char *name)
{
    return r->document != NULL ? find(xmlDocGetRootElement(r->document), name) : NULL;
}

static const char *keep(xmlChar *text)
{
    static _Thread_local char kept[8][1024];
    static _Thread_local unsigned at;
    char *place = kept[at++ % 8];
    snprintf(place, sizeof kept[0], "%s", text != NULL ? (const char *)text : "");
    xmlFree(text);
    return place;
}

const char *text_of(const reply *r, const char *name)
{
    xmlNode *node = element(r, name);
    return node != NULL ? keep(xmlNodeGetContent(node)) : "";
}

const char *subcode_of(const reply *r)
{
    static const char *const known[][2] = {{"a", "http://schemas.xmlsoap.org/ws/2004/08/addressing"},
                                           {"w", "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"},
                                           {"n", "http://schemas.xmlsoap.org/ws/2004/09/enumeration"},
                                           {"x", "http://schemas.xmlsoap.org/ws/2004/09/transfer"},
                                           {"e", "http://schemas.xmlsoap.org/ws/2004/08/eventing"},
                                           {"s", "http://www.w3.org/2003/05/soap-envelope"}};
    xmlNode *code = element(r, "Code");
    xmlNode *value = code != NULL ? find(find(code->children, "Subcode"), "Value") : NULL;
    value = value != NULL ? value : code != NULL ? find(code->children, "Value") : NULL;
    if (value == NULL) {
        return "";
    }
    const char *text = keep(xmlNodeGetContent(value));
    char prefix[32] = "";
    snprintf(prefix, sizeof prefix, "%.*s", (int)strcspn(text, ":"), text);
    xmlNs *ns = xmlSearchNs(r->document, value, (const xmlChar *)prefix);
    assert_non_null(ns);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp((const char *)ns->href, known[i][1]) == 0) {
            char name[128];
            snprintf(name, sizeof name, "%s%.100s", known[i][0], text + strcspn(text, ":"));
            return keep(xmlStrdup((const xmlChar *)name));
        }
    }
    return "?";
}

unsigned long code_of(const reply *r)
{
    xmlNode *node = element(r, "WSManFault");
    xmlNode *inner = node;
    if (node == NULL) {
        return strtoul(text_of(r, "error_Code"), NULL, 10);
    }
    while (inner != NULL) {
        node = inner;
        inner = find(node->children, "WSManFault");
    }
    return strtoul(keep(xmlGetNoNsProp(node, (const xmlChar *)"Code")), NULL, 10);
}

const char *detail_of(const reply *r)
{
    const char *text = text_of(r, "FaultDetail");
    const char *slash = strrchr(text, '/');
    return slash != NULL ? slash + 1 : text;
}

void assert_status(const reply *r, int status)
{
    if (r->status != status) {
        fail_msg("%d and not %d: %s", r->status, status, r->body != NULL ? r->body : "");
    }
}

void assert_fault(const char *what, const reply *r, int status, const char *subcode, const char *detail,
                  unsigned long code)
{
    if (r->status != status || strcmp(subcode_of(r), subcode) != 0 ||
        strcmp(detail_of(r), detail != NULL ? detail : "") != 0 || (code != 0 && code_of(r) != code)) {
        fail_msg("%s: %d %s %s %lu and not %d %s %s %lu: %s", what, r->status, subcode_of(r), detail_of(r), code_of(r),
                 status, subcode, detail != NULL ? detail : "", code, r->body != NULL ? r->body : "");
    }
}
