/*
 * The endpoint on a port of its own, and a client of HTTP that knows nothing of it: envelopes are written by hand, and answers are
 * read by libxml2 alone.
 */
#ifndef MOCK_ENDPOINT_H
#define MOCK_ENDPOINT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <libxml/tree.h>

#include "mock/mock.h"

#define V2 "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/virtualization/v2/"
#define SERVED "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/served/"
#define ACTION_GET "http://schemas.xmlsoap.org/ws/2004/09/transfer/Get"
#define ACTION_PUT "http://schemas.xmlsoap.org/ws/2004/09/transfer/Put"
#define ACTION_CREATE "http://schemas.xmlsoap.org/ws/2004/09/transfer/Create"
#define ACTION_DELETE "http://schemas.xmlsoap.org/ws/2004/09/transfer/Delete"
#define ACTION_ENUMERATE "http://schemas.xmlsoap.org/ws/2004/09/enumeration/Enumerate"
#define ACTION_PULL "http://schemas.xmlsoap.org/ws/2004/09/enumeration/Pull"
#define ACTION_RELEASE "http://schemas.xmlsoap.org/ws/2004/09/enumeration/Release"
#define ACTION_SUBSCRIBE "http://schemas.xmlsoap.org/ws/2004/08/eventing/Subscribe"
#define ACTION_UNSUBSCRIBE "http://schemas.xmlsoap.org/ws/2004/08/eventing/Unsubscribe"
#define ANONYMOUS "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous"
#define WQL "http://schemas.microsoft.com/wbem/wsman/1/WQL"
/* Of the small Hyper-V host. */
#define SERVICE_URI V2 "Msvm_VirtualSystemManagementService"
#define SWITCH_URI V2 "Msvm_VirtualEthernetSwitchManagementService"
#define SERVICE_KEY "<w:Selector Name=\"CreationClassName\">Msvm_VirtualSystemManagementService</w:Selector>"
#define SWITCH_KEY "<w:Selector Name=\"CreationClassName\">Msvm_VirtualEthernetSwitchManagementService</w:Selector>"
/* Parts of an envelope. */
#define ENUMERATE(URI, BODY) .uri = URI, .action_uri = ACTION_ENUMERATE, .body = "<n:Enumerate>" BODY "</n:Enumerate>"
/* operator:s3cret:word */
#define AUTHORIZATION "Basic b3BlcmF0b3I6czNjcmV0OndvcmQ="

/* What a request's parts are where a test says nothing else; "" leaves a part out. */
typedef struct envelope {
    const char *to; /* whole headers, as XML */
    const char *resource;
    const char *reply_to;
    const char *action;
    const char *message_id;
    const char *size;
    const char *timeout;
    const char *uri;        /* in the default `resource` */
    const char *action_uri; /* in the default `action` */
    const char *selectors;  /* w:Selector elements; NULL = no set */
    const char *more;       /* other headers */
    const char *body;       /* what the body holds */
} envelope;

/* What came back. */
typedef struct reply {
    int status; /* of HTTP; 0 = the connection ended before an answer */
    char *head;
    char *body;
    size_t size;
    xmlDocPtr document; /* NULL where the body is empty */
} reply;

/* An endpoint. */
typedef struct endpoint {
    struct mbm_world *world; /* NULL: the loopback is its own */
    wmi_loopback *loopback;
    mbm_server *server;
    unsigned port;
    void (*end)(struct endpoint *e); /* gives back what is played */
} endpoint;

/* Starts the small Hyper-V host and the classes of served.mof. */
void endpoint_start(endpoint *e, const mbm_server_options *options);
/* Starts the classes of served.mof alone, as C: <served/schema.h>. */
void endpoint_start_served(endpoint *e, const mbm_server_options *options);
/* Starts a loopback that is there, of these schemas. */
void endpoint_serve(endpoint *e, const mbm_server_options *options, wmi_loopback *loopback,
                    const wmi_schema *const *schemas, size_t count);
/* Options for both: Basic over http, which is allowed. */
mbm_server_options endpoint_options(void);
void endpoint_stop(endpoint *e);

/* The text of an envelope; free(). Each has a MessageID of its own. */
char *write_envelope(const envelope *parts);
/* Sends bytes, and reads an answer. @param ends whether nothing more is sent: the connection is closed for writing */
reply send_bytes(unsigned port, const char *bytes, size_t size, bool ends);
/* Posts a body, as the operator. */
reply post(const endpoint *e, const char *body);
/* Posts it with these headers, each with its line end, and no others but Host and Content-Length. */
reply post_with(const endpoint *e, const char *headers, const char *body);
/* Writes an envelope and posts it. */
reply ask(const endpoint *e, const envelope *parts);
/* What is at a URL on this machine. */
reply fetch_url(const char *url);
void reply_clear(reply *r);

/* The first element of that name in an answer, however deep; NULL where there is none. */
xmlNode *element(const reply *r, const char *name);
/* Its text, in one of several places that are used in turn; "" where there is none. */
const char *text_of(const reply *r, const char *name);
/* The fault: `prefix:Subcode`: a addressing, w WS-Management, n enumeration, x transfer, e eventing, s SOAP; "" where the answer is none. */
const char *subcode_of(const reply *r);
/* The innermost Code of a WSManFault, or error_Code. */
unsigned long code_of(const reply *r);
/* The last part of FaultDetail; "" where there is none. */
const char *detail_of(const reply *r);
/* Fails unless it is an answer of that status. */
void assert_status(const reply *r, int status);
/* Fails unless it is such a fault. `detail` NULL = none. */
void assert_fault(const char *what, const reply *r, int status, const char *subcode, const char *detail,
                  unsigned long code);

#endif
