#define _XOPEN_SOURCE 700
#include "server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOST_CONNECTIONS 4096

typedef struct connection_thread {
    server *owner;
    pthread_t thread;
    int socket;
    unsigned number;
} connection_thread;

struct server {
    server_handler handler;
    void *context;
    int listener;
    uint16_t port;
    pthread_t thread;
    pthread_mutex_t mutex;
    bool stopping;
    unsigned requests;
    unsigned count;
    connection_thread *connections[MOST_CONNECTIONS];
};

static bool send_with(int socket, const char *bytes, size_t size, int flags)
{
    while (size > 0) {
        ssize_t sent = send(socket, bytes, size, MSG_NOSIGNAL | flags);
        if (sent <= 0) {
            return false;
        }
        bytes += sent;
        size -= (size_t)sent;
    }
    return true;
}

bool server_send(int socket, const char *bytes, size_t size)
{
    return send_with(socket, bytes, size, 0);
}

/* Where the body begins; NULL while the head is not whole. */
static char *behind_head(char *text)
{
    char *blank = strstr(text, "\r\n\r\n");
    return blank != NULL ? blank + 4 : NULL;
}

static size_t content_length(const char *head)
{
    const char *field = strstr(head, "Content-Length: ");
    return field != NULL ? (size_t)strtoul(field + 16, NULL, 10) : 0;
}

static void find_message_id(server_request *request)
{
    const char *start = strstr(request->body, "MessageID>");
    request->message_id[0] = '\0';
    if (start != NULL) {
        snprintf(request->message_id, sizeof request->message_id, "%.*s", (int)strcspn(start + 10, "<"), start + 10);
    }
}

/* One request more in `text`; false when the connection ends. */
static bool receive_request(int socket, char *text, size_t room, size_t *length)
{
    for (;;) {
        char *body = behind_head(text);
        if (body != NULL && (size_t)(text + *length - body) >= content_length(text)) {
            return true;
        }
        ssize_t got = recv(socket, text + *length, room - *length - 1, 0);
        if (got <= 0) {
            return false;
        }
        *length += (size_t)got;
        text[*length] = '\0';
    }
}

static bool serve_one(connection_thread *connection, char *text, size_t *length)
{
    server *s = connection->owner;
    server_request request = {0};
    char *body = behind_head(text);
    request.size = content_length(text);
    char *rest = body + request.size;
    body[-2] = '\0';
    char kept = *rest;
    *rest = '\0';
    request.head = text;
    request.body = body;
    request.connection = connection->number;
    find_message_id(&request);
    pthread_mutex_lock(&s->mutex);
    request.number = s->requests++;
    pthread_mutex_unlock(&s->mutex);
    bool more = s->handler(s->context, &request, connection->socket);
    *rest = kept;
    *length -= (size_t)(rest - text);
    memmove(text, rest, *length + 1);
    return more;
}

static void *serve_connection(void *context)
{
    connection_thread *connection = context;
    size_t room = 1 << 21;
    size_t length = 0;
    char *text = malloc(room);
    text[0] = '\0';
    while (receive_request(connection->socket, text, room, &length) && serve_one(connection, text, &length)) {
    }
    shutdown(connection->socket, SHUT_RDWR);
    free(text);
    return NULL;
}

static void *accept_all(void *context)
{
    server *s = context;
    for (;;) {
        int socket = accept(s->listener, NULL, NULL);
        if (socket < 0) {
            return NULL;
        }
        int on = 1;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        connection_thread *connection = malloc(sizeof *connection);
        connection->owner = s;
        connection->socket = socket;
        pthread_mutex_lock(&s->mutex);
        connection->number = s->count;
        bool stopping = s->stopping || s->count == MOST_CONNECTIONS;
        if (!stopping) {
            s->connections[s->count++] = connection;
            pthread_create(&connection->thread, NULL, serve_connection, connection);
        }
        pthread_mutex_unlock(&s->mutex);
        if (stopping) {
            close(socket);
            free(connection);
        }
    }
}

/*
 * Binds a socket, not to listen, to a port of 127.0.0.1 that is free: so the port stays this program's, though the server on it be
 * stopped. What calls it then comes neither to a server of another program nor, by a port of its own that is this one, to itself.
 */
static uint16_t reserve_port(void)
{
    int on = 1;
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;
    int holder = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (holder < 0 || setsockopt(holder, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        bind(holder, (struct sockaddr *)&address, sizeof address) != 0 ||
        getsockname(holder, (struct sockaddr *)&address, &size) != 0) {
        abort();
    }
    return ntohs(address.sin_port);
}

server *server_start(server_handler handler, void *context)
{
    return server_start_at(reserve_port(), handler, context);
}

server *server_start_at(uint16_t port, server_handler handler, void *context)
{
    int on = 1;
    struct sockaddr_in address = {0};
    server *s = calloc(1, sizeof *s);
    s->handler = handler;
    s->context = context;
    pthread_mutex_init(&s->mutex, NULL);
    s->listener = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    setsockopt(s->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (s->listener < 0 || bind(s->listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(s->listener, 64) != 0) {
        abort();
    }
    s->port = port;
    pthread_create(&s->thread, NULL, accept_all, s);
    return s;
}

uint16_t server_port(const server *s)
{
    return s->port;
}

unsigned server_requests(server *s)
{
    pthread_mutex_lock(&s->mutex);
    unsigned count = s->requests;
    pthread_mutex_unlock(&s->mutex);
    return count;
}

void server_stop(server *s)
{
    pthread_mutex_lock(&s->mutex);
    s->stopping = true;
    pthread_mutex_unlock(&s->mutex);
    shutdown(s->listener, SHUT_RDWR);
    pthread_join(s->thread, NULL);
    close(s->listener);
    for (unsigned i = 0; i < s->count; i++) {
        shutdown(s->connections[i]->socket, SHUT_RDWR);
        pthread_join(s->connections[i]->thread, NULL);
        close(s->connections[i]->socket);
        free(s->connections[i]);
    }
    pthread_mutex_destroy(&s->mutex);
    free(s);
}

static bool respond(int socket, int status, const char *type, const char *body, int flags)
{
    size_t room = strlen(body) + 256;
    char *text = malloc(room);
    int length = snprintf(text, room, "HTTP/1.1 %d X\r\nContent-Type: %s\r\nContent-Length: %lu\r\n\r\n%s", status,
                          type, (unsigned long)strlen(body), body);
    bool sent = send_with(socket, text, (size_t)length, flags);
    free(text);
    return sent;
}

bool server_respond(int socket, int status, const char *type, const char *body)
{
    return respond(socket, status, type, body, 0);
}

static bool answer(int socket, const server_request *request, int status, const char *body, int flags)
{
    static const char form[] = "<s:Envelope xml:lang=\"en-US\" xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
                               "xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "
                               "xmlns:n=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\" "
                               "xmlns:x=\"http://schemas.xmlsoap.org/ws/2004/09/transfer\" "
                               "xmlns:e=\"http://schemas.xmlsoap.org/ws/2004/08/eventing\" "
                               "xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\" "
                               "xmlns:f=\"http://schemas.microsoft.com/wbem/wsman/1/wsmanfault\" "
                               "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
                               "<s:Header><a:RelatesTo>%s</a:RelatesTo></s:Header><s:Body>%s</s:Body></s:Envelope>";
    size_t room = strlen(body) + sizeof form + 64;
    char *text = malloc(room);
    snprintf(text, room, form, request->message_id, body);
    bool sent = respond(socket, status, "application/soap+xml;charset=UTF-8", text, flags);
    free(text);
    return sent;
}

bool server_answer(int socket, const server_request *request, int status, const char *body)
{
    return answer(socket, request, status, body, 0);
}

bool server_answer_and_end(int socket, const server_request *request, int status, const char *body)
{
    bool sent = answer(socket, request, status, body, MSG_MORE); /* held back, so that one segment takes both */
    shutdown(socket, SHUT_WR);
    return sent;
}

bool server_identifies(int socket, const server_request *request)
{
    return strstr(request->body, "Identify") != NULL && request->message_id[0] == '\0' &&
           server_answer(
               socket, request, 200,
               "<i:IdentifyResponse xmlns:i=\"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd\">"
               "<i:ProtocolVersion>http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd</i:ProtocolVersion>"
               "<i:ProductVendor>Microsoft Corporation</i:ProductVendor>"
               "<i:ProductVersion>OS: 10.0.20348 SP: 0.0 Stack: 3.0</i:ProductVersion></i:IdentifyResponse>");
}
