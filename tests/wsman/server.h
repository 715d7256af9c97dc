/**
 * @file
 * A small HTTP server for the tests of wsman: it says, byte for byte, what a test wants it to say.
 */
#ifndef TESTS_WSMAN_SERVER_H
#define TESTS_WSMAN_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A request that arrived whole. */
typedef struct server_request {
    const char *head; /* up to the blank line */
    const char *body;
    size_t size;         /* of the body */
    unsigned number;     /* of the requests of this server, from 0 */
    unsigned connection; /* the number of the connection, from 0 */
    char message_id[64]; /* "" where it has none */
} server_request;

/** Answers a request by the functions below. @return false to close the connection then */
typedef bool (*server_handler)(void *context, const server_request *request, int socket);

typedef struct server server;

/** Starts one at 127.0.0.1; each connection has a thread of its own. */
server *server_start(server_handler handler, void *context);
/** The same at a port that another had. */
server *server_start_at(uint16_t port, server_handler handler, void *context);
uint16_t server_port(const server *s);
/** How many requests have arrived whole. */
unsigned server_requests(server *s);
/** Ends all connections, and waits until the threads are gone. */
void server_stop(server *s);

/** Sends bytes as they are. @return whether they could all be sent */
bool server_send(int socket, const char *bytes, size_t size);
/** Sends a status and a body of a type, with its Content-Length. */
bool server_respond(int socket, int status, const char *type, const char *body);
/** Sends an envelope that answers the request, with this in its body; prefixes s, a, n, w, x, e, f and xsi are bound. */
bool server_answer(int socket, const server_request *request, int status, const char *body);
/** The same, and the end of the connection with its last byte: who has read the answer knows of it. */
bool server_answer_and_end(int socket, const server_request *request, int status, const char *body);
/** Answers Identify, if it is one. */
bool server_identifies(int socket, const server_request *request);

#endif
