/*
 * libcurl, and envelopes as the backend writes them.
 */
#include "peer.h"

#include <curl/curl.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define URI "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/virtualization/v2/"

enum { ENVELOPE = 8192, KEPT = 4096 };

struct peer {
    CURL *easy;
    struct curl_slist *headers;
    const char *url;
    unsigned long number; /* of a message */
    char kept[KEPT];      /* the beginning of an answer, for its context, and its end for the marker */
    size_t length;
    char last[64];
    char context[256];
    char body[ENVELOPE];
};

/* The answer is looked at where its context may be, and not kept. */
static size_t take(char *bytes, size_t size, size_t count, void *context)
{
    peer *p = context;
    size_t length = size * count;
    if (p->length < KEPT - 1) {
        size_t part = length < KEPT - 1 - p->length ? length : KEPT - 1 - p->length;
        memcpy(p->kept + p->length, bytes, part);
        p->length += part;
        p->kept[p->length] = '\0';
    }
    return length;
}

peer *peer_open(const char *url, const char *user, const char *password)
{
    peer *p = calloc(1, sizeof *p);
    if (p == NULL || (p->easy = curl_easy_init()) == NULL) {
        abort();
    }
    p->url = url;
    p->headers = curl_slist_append(NULL, "Content-Type: application/soap+xml;charset=UTF-8");
    p->headers = curl_slist_append(p->headers, "Expect:");
    curl_easy_setopt(p->easy, CURLOPT_URL, url);
    curl_easy_setopt(p->easy, CURLOPT_PROXY, "");
    curl_easy_setopt(p->easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(p->easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(p->easy, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    curl_easy_setopt(p->easy, CURLOPT_USERNAME, user);
    curl_easy_setopt(p->easy, CURLOPT_PASSWORD, password);
    curl_easy_setopt(p->easy, CURLOPT_HTTPHEADER, p->headers);
    curl_easy_setopt(p->easy, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(p->easy, CURLOPT_WRITEDATA, p);
    return p;
}

void peer_close(peer *p)
{
    curl_easy_cleanup(p->easy);
    curl_slist_free_all(p->headers);
    free(p);
}

/* A message's identity is its own: hosts refuse one that was used. */
static int write_head(peer *p, const char *resource, const char *action)
{
    return snprintf(
        p->body, ENVELOPE,
        "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
        "xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "
        "xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\" "
        "xmlns:m=\"http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd\"><s:Header><a:To>%s</a:To>"
        "<w:ResourceURI s:mustUnderstand=\"true\">%s</w:ResourceURI><a:ReplyTo><a:Address "
        "s:mustUnderstand=\"true\">http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address>"
        "</a:ReplyTo><a:Action s:mustUnderstand=\"true\">%s</a:Action><a:MessageID>"
        "uuid:0D9E7E5C-5E3A-4C1B-9F10-%012lu</a:MessageID><w:MaxEnvelopeSize "
        "s:mustUnderstand=\"true\">512000</w:MaxEnvelopeSize><w:OperationTimeout>PT60.000S</w:OperationTimeout>"
        "<w:Locale xml:lang=\"en-US\" s:mustUnderstand=\"false\"/><m:DataLocale xml:lang=\"en-US\" "
        "s:mustUnderstand=\"false\"/>",
        p->url, resource, action, p->number++);
}

static bool post(peer *p)
{
    long status = 0;
    p->length = 0;
    curl_easy_setopt(p->easy, CURLOPT_POSTFIELDS, p->body);
    return curl_easy_perform(p->easy) == CURLE_OK &&
           curl_easy_getinfo(p->easy, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK && status == 200;
}

bool peer_call(peer *p, const char *machine)
{
    int at = write_head(p, URI "Msvm_ComputerSystem", URI "Msvm_ComputerSystem/RequestStateChange");
    snprintf(p->body + at, (size_t)(ENVELOPE - at),
             "<w:SelectorSet><w:Selector Name=\"CreationClassName\">Msvm_ComputerSystem</w:Selector><w:Selector "
             "Name=\"Name\">%s</w:Selector></w:SelectorSet></s:Header><s:Body><p:RequestStateChange_INPUT "
             "xmlns:p=\"" URI "Msvm_ComputerSystem\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
             "xmlns:cim=\"http://schemas.dmtf.org/wbem/wscim/1/common\"><p:RequestedState>2</p:RequestedState>"
             "</p:RequestStateChange_INPUT></s:Body></s:Envelope>",
             machine);
    return post(p) && strstr(p->kept, "ReturnValue") != NULL;
}

/* The context stands before the objects; the last answer has none. */
static bool read_context(peer *p)
{
    const char *at = strstr(p->kept, "EnumerationContext>");
    return at != NULL && sscanf(at + strlen("EnumerationContext>"), "%255[^<]", p->context) == 1;
}

unsigned peer_pull(peer *p, const char *wql, unsigned at_once)
{
    unsigned answers = 0;
    int at = write_head(p, URI "*", "http://schemas.xmlsoap.org/ws/2004/09/enumeration/Enumerate");
    snprintf(p->body + at, (size_t)(ENVELOPE - at),
             "</s:Header><s:Body><n:Enumerate "
             "xmlns:n=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\"><w:OptimizeEnumeration/>"
             "<w:MaxElements>%u</w:MaxElements><w:Filter "
             "Dialect=\"http://schemas.microsoft.com/wbem/wsman/1/WQL\">%s</w:Filter></n:Enumerate></s:Body>"
             "</s:Envelope>",
             at_once, wql);
    do {
        if (!post(p)) {
            return 0;
        }
        answers++;
        if (!read_context(p)) {
            return answers;
        }
        at = write_head(p, URI "*", "http://schemas.xmlsoap.org/ws/2004/09/enumeration/Pull");
        snprintf(p->body + at, (size_t)(ENVELOPE - at),
                 "</s:Header><s:Body><n:Pull xmlns:n=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\">"
                 "<n:EnumerationContext>%s</n:EnumerationContext><n:MaxElements>%u</n:MaxElements></n:Pull>"
                 "</s:Body></s:Envelope>",
                 p->context, at_once);
    } while (answers < 100000);
    return 0;
}
