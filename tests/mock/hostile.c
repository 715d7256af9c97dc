/*
 * Clients that mean no good, or are broken: each is refused, or cut, with little memory, and the next request is answered as ever.
 */
#define _XOPEN_SOURCE 700
#include "served.h"

#include <arpa/inet.h>
#include <malloc.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static endpoint served;

#define HEAD                                                                                                           \
    "POST /wsman HTTP/1.1\r\nHost: h\r\nAuthorization: " AUTHORIZATION "\r\nContent-Type: application/soap+xml\r\n"
#define KEY "<w:Selector Name=\"Name\">t</w:Selector>"

/* How much the runtime has of memory, and had at most. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static size_t held;
static size_t peak;

static void *count_block(void *context, size_t size)
{
    void *block = malloc(size);
    (void)context;
    if (block != NULL) {
        pthread_mutex_lock(&mutex);
        held += malloc_usable_size(block);
        peak = held > peak ? held : peak;
        pthread_mutex_unlock(&mutex);
    }
    return block;
}

static void uncount_block(void *context, void *block)
{
    (void)context;
    pthread_mutex_lock(&mutex);
    held -= malloc_usable_size(block);
    pthread_mutex_unlock(&mutex);
    free(block);
}

static size_t begin_counting(void)
{
    pthread_mutex_lock(&mutex);
    peak = held;
    size_t before = held;
    pthread_mutex_unlock(&mutex);
    return before;
}

/* It still answers, and what was refused has not taken more memory than a few envelopes. */
static void assert_unharmed(size_t before)
{
    reply r = ask(&served, &(envelope){.uri = SERVED "Thing", .action_uri = ACTION_GET, .selectors = KEY});
    assert_status(&r, 200);
    reply_clear(&r);
    pthread_mutex_lock(&mutex);
    size_t most = peak - before;
    pthread_mutex_unlock(&mutex);
    assert_true(most < 40 * 512000);
}

static void test_no_xml(void **state)
{
    static const struct {
        const char *what;
        const char *body;
    } cases[] = {
        {"nothing", ""},
        {"text", "hello"},
        {"half of an envelope", "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Header>"},
        {"SOAP 1.1", "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>"},
        {"no body", "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Header/></s:Envelope>"},
        {"two bodies",
         "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Header/><s:Body/><s:Body/></s:Envelope>"},
        {"two headers",
         "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Header/><s:Header/><s:Body/></s:Envelope>"},
        {"a header behind the body",
         "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body/><s:Header/></s:Envelope>"},
        {"more in the envelope",
         "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Header/><x/><s:Body/></s:Envelope>"},
        {"a prefix that is not bound", "<s:Envelope><s:Body/></s:Envelope>"},
        {"bytes that are no UTF-8",
         "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body>\xC3\x28</s:Body></s:Envelope>"},
        {"a DTD",
         "<!DOCTYPE a [<!ENTITY b \"c\">]><s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body>&b;</s:Body></s:Envelope>"},
        {"a bomb of entities",
         "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"
         "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">]><a>&e;</a>"},
        {"a file of this machine", "<!DOCTYPE a [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><a>&f;</a>"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t before = begin_counting();
        reply r = post(&served, cases[i].body);
        assert_fault(cases[i].what, &r, 400, "w:SchemaValidationError", NULL, 2150858819);
        assert_null(strstr(r.body, "root:"));
        reply_clear(&r);
        assert_unharmed(before);
    }
}

/* Text again and again: what a request may hold of it. */
static char *repeat(const char *before, const char *text, size_t count, const char *after)
{
    size_t length = strlen(text);
    char *out = malloc(strlen(before) + length * count + strlen(after) + 1);
    char *at = stpcpy(out, before);
    for (size_t i = 0; i < count; i++) {
        at = stpcpy(at, text);
    }
    strcpy(at, after);
    return out;
}

static void test_deep_and_wide(void **state)
{
    static const struct {
        const char *what;
        const char *before;
        const char *text;
        size_t count;
        const char *after;
        const char *subcode;
    } cases[] = {
        {"deep", "", "<a>", 100000, "", "w:SchemaValidationError"},
        {"wide", "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Header>", "<a/>", 120000,
         "</s:Header><s:Body/></s:Envelope>", "a:InvalidMessageInformationHeader"},
        {"many attributes", "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" ", "a=\"\" ", 80000, "/>",
         "w:SchemaValidationError"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t before = begin_counting();
        char *body = repeat(cases[i].before, cases[i].text, cases[i].count, cases[i].after);
        reply r = post(&served, body);
        assert_fault(cases[i].what, &r, 400, cases[i].subcode, NULL, 0);
        reply_clear(&r);
        free(body);
        assert_unharmed(before);
    }
}

/* Many items of an array, and many that are wrong: in time that grows with their number, not with its square. */
static void test_many_elements(void **state)
{
    static const char *const items[] = {"<p:Us>1</p:Us>", "<p:U8>1</p:U8>", "<p:No/>"};
    (void)state;
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
        size_t before = begin_counting();
        char *body = repeat("<p:Say_INPUT xmlns:p=\"" SERVED "Echo\">", items[i], 30000, "</p:Say_INPUT>");
        reply r = ask(&served, &(envelope){.uri = SERVED "Echo",
                                           .action_uri = SERVED "Echo/Say",
                                           .selectors = "<w:Selector Name=\"Id\">e</w:Selector>",
                                           .body = body});
        if (i > 0) {
            assert_fault(items[i], &r, 400, "w:SchemaValidationError", NULL, 0);
        } else {
            assert_fault(items[i], &r, 400, "w:EncodingLimit", "MaxEnvelopeSize", 0); /* what comes back is longer */
        }
        reply_clear(&r);
        free(body);
        assert_unharmed(before);
    }
    reply journal = fetch_url(mbm_server_journal_url(served.server));
    assert_int_equal(journal.status, 200);
    assert_non_null(strstr(journal.body, "\"parameters\":\"(too long)\""));
    assert_true(journal.size < 1000000);
    reply_clear(&journal);
    char *selectors = repeat("", "<w:Selector Name=\"K\">v</w:Selector>", 10000, "");
    reply r = ask(&served, &(envelope){.uri = SERVED "Thing", .action_uri = ACTION_GET, .selectors = selectors});
    assert_fault("selectors", &r, 400, "w:InvalidSelectors", "DuplicateSelectors", 0);
    reply_clear(&r);
    free(selectors);
    char *id = repeat("<a:MessageID>", "x", 2049, "</a:MessageID>");
    r = ask(&served, &(envelope){.message_id = id, .uri = SERVED "Thing", .action_uri = ACTION_GET, .selectors = KEY});
    assert_fault("a long identity", &r, 400, "a:InvalidMessageInformationHeader", NULL, 0);
    reply_clear(&r);
    free(id);
}

/* A body that is larger than the limit is read to its end, and refused; one that has none is cut. */
static void test_large(void **state)
{
    size_t before = begin_counting();
    char *body = repeat("<a>", "x", 512001, "</a>");
    (void)state;
    reply r = post(&served, body);
    assert_int_equal(r.status, 413);
    assert_int_equal(r.size, 0);
    reply_clear(&r);
    free(body);
    body = repeat(HEAD "Content-Length: 1000000000\r\n\r\n", "x", 4000000, "");
    r = send_bytes(served.port, body, strlen(body), false);
    assert_int_equal(r.status, 0);
    reply_clear(&r);
    free(body);
    char *chunk = repeat("400\r\n", "x", 1024, "\r\n");
    body = repeat(HEAD "Transfer-Encoding: chunked\r\n\r\n", chunk, 4000, "");
    r = send_bytes(served.port, body, strlen(body), false);
    assert_int_equal(r.status, 0);
    reply_clear(&r);
    free(chunk);
    free(body);
    assert_unharmed(before);
}

/* Chunks of a good request are put together; what is no chunk ends the connection. */
static void test_chunks(void **state)
{
    char *body = write_envelope(&(envelope){.uri = SERVED "Thing", .action_uri = ACTION_GET, .selectors = KEY});
    wmip_buffer out = {0};
    (void)state;
    wmip_buffer_text(&out, HEAD "Transfer-Encoding: chunked\r\n\r\n");
    for (const char *at = body; *at != '\0'; at++) {
        wmip_buffer_format(&out, "1\r\n%c\r\n", *at);
    }
    wmip_buffer_text(&out, "0\r\n\r\n");
    reply r = send_bytes(served.port, out.text, out.length, false);
    assert_status(&r, 200);
    reply_clear(&r);
    wmip_buffer_clear(&out);
    free(body);
    static const char *const bad[] = {HEAD "Transfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n0\r\n\r\n",
                                      HEAD "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nx",
                                      HEAD "Transfer-Encoding: chunked\r\n\r\n5\r\nx",
                                      HEAD "Content-Length: 10\r\n\r\n<a>",
                                      HEAD "Content-Length: -1\r\n\r\n",
                                      HEAD "Content-Length: x\r\n\r\n",
                                      "POST",
                                      "\r\n\r\n\r\n",
                                      "POST /wsman HTTP/9.9\r\n\r\n",
                                      "\x16\x03\x01\x02"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        size_t before = begin_counting();
        r = send_bytes(served.port, bad[i], strlen(bad[i]), true);
        assert_true(r.status == 0 || r.status >= 400);
        reply_clear(&r);
        assert_unharmed(before);
    }
}

static void test_endless_headers(void **state)
{
    size_t before = begin_counting();
    char *head = repeat("POST /wsman HTTP/1.1\r\nHost: h\r\n", "X-More: and more\r\n", 100000, "");
    (void)state;
    reply r = send_bytes(served.port, head, strlen(head), false);
    assert_true(r.status == 0 || r.status >= 400);
    reply_clear(&r);
    free(head);
    assert_unharmed(before);
}

static int open_socket(unsigned port)
{
    struct sockaddr_in address;
    int line = socket(AF_INET, SOCK_STREAM, 0);
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons((uint16_t)port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(connect(line, (struct sockaddr *)&address, sizeof address), 0);
    return line;
}

/* Sends a request whose body pauses. @return whether it was refused or, as a slow machine does at any moment, cut */
static bool is_too_slow(unsigned port, const char *head, const char *body)
{
    char answer[64] = "";
    int line = open_socket(port);
    (void)send(line, head, strlen(head), MSG_NOSIGNAL);
    (void)send(line, body, 10, MSG_NOSIGNAL);
    nanosleep(&(struct timespec){.tv_nsec = 150000000}, NULL);
    (void)send(line, body + 10, strlen(body) - 10, MSG_NOSIGNAL);
    ssize_t got = recv(line, answer, sizeof answer - 1, 0);
    close(line);
    return got <= 0 || strncmp(answer, "HTTP/1.1 500", 12) == 0;
}

/* A body that takes longer than MaxPacketRetrievalTimeSeconds is refused, and one that never ends is cut. */
static void test_slow(void **state)
{
    static const char head[] = HEAD "Content-Length: 100000\r\n\r\n";
    mbm_server_options options = endpoint_options();
    char answer[64] = "";
    endpoint e;
    (void)state;
    options.limits.retrieval_ms = 100;
    endpoint_start(&e, &options);
    int line = open_socket(e.port);
    assert_true(send(line, head, sizeof head - 1, MSG_NOSIGNAL) > 0);
    bool is_cut = false;
    for (int i = 0; i < 100000 && !is_cut; i++) {
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
        is_cut = send(line, "x", 1, MSG_NOSIGNAL) != 1 || recv(line, answer, sizeof answer - 1, MSG_DONTWAIT) == 0;
    }
    assert_true(is_cut);
    close(line);
    char *body = write_envelope(&(envelope){.uri = SERVED "Thing", .action_uri = ACTION_GET, .selectors = KEY});
    wmip_buffer out = {0};
    wmip_buffer_format(&out, HEAD "Content-Length: %zu\r\n\r\n", strlen(body));
    bool is_refused = false;
    for (int i = 0; i < 20 && !is_refused; i++) { /* a server that looks late enough sees no pause */
        is_refused = is_too_slow(e.port, out.text, body);
    }
    assert_true(is_refused);
    wmip_buffer_clear(&out);
    free(body);
    endpoint_stop(&e);
}

/* More connections than are allowed: the others wait, or are cut; those that are there go on. */
static void test_many_connections(void **state)
{
    mbm_server_options options = endpoint_options();
    int lines[40];
    endpoint e;
    (void)state;
    options.limits.connections = 8;
    endpoint_start(&e, &options);
    for (size_t i = 0; i < 40; i++) {
        lines[i] = open_socket(e.port);
    }
    for (size_t i = 0; i < 40; i++) {
        close(lines[i]);
    }
    reply r = {0};
    while (r.status == 0) { /* until the server has seen that they are closed */
        reply_clear(&r);
        r = ask(&e,
                &(envelope){.uri = V2 "Msvm_ComputerSystem", .action_uri = ACTION_ENUMERATE, .body = "<n:Enumerate/>"});
    }
    assert_status(&r, 200);
    reply_clear(&r);
    endpoint_stop(&e);
}

static int start_hostile(void **state)
{
    static const wmi_allocator counting = {count_block, uncount_block, NULL};
    mbm_server_options options = endpoint_options();
    (void)state;
    wmi_allocator_set(&counting);
    endpoint_start(&served, &options);
    play_echo(&served);
    add_instance(&served, "Thing", "Name", "t");
    return 0;
}

static int stop_hostile(void **state)
{
    (void)state;
    endpoint_stop(&served);
    assert_int_equal(held, 0);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_xml), cmocka_unit_test(test_deep_and_wide),    cmocka_unit_test(test_many_elements),
        cmocka_unit_test(test_large),  cmocka_unit_test(test_chunks),           cmocka_unit_test(test_endless_headers),
        cmocka_unit_test(test_slow),   cmocka_unit_test(test_many_connections),
    };
    return cmocka_run_group_tests(tests, start_hostile, stop_hostile);
}
