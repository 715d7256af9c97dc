/**
 * @file
 * How requests travel, and the operations of the backend.
 *
 * wsman_system.c    lock, clock, random numbers
 * wsman_auth.c      what proves the user
 * wsman_locale.c    languages
 * wsman_proxy.c     a proxy
 * wsman_line.c      connections, by libcurl
 * wsman_exchange.c  a request and its answer
 * wsman_identify.c  Identify
 * wsman_object.c    Get, Put, Create, Delete
 * wsman_invoke.c    methods
 * wsman_cursor.c    Enumerate, Pull, Release, events
 * wsman_query.c     queries and associations
 * wsman.c           the backend
 */
#ifndef WMIP_WSMAN_WSMAN_TRANSPORT_H
#define WMIP_WSMAN_WSMAN_TRANSPORT_H

#include "base/cancel.h"
#include "wsman/wsman_internal.h"

#include <wmi/wsman.h>

#include <curl/curl.h>

/* The system. */

typedef struct wmip_wsman_mutex wmip_wsman_mutex;
/** @return NULL when there is no memory. */
wmip_wsman_mutex *wmip_wsman_mutex_new(void);
void wmip_wsman_mutex_free(wmip_wsman_mutex *mutex);
void wmip_wsman_lock(wmip_wsman_mutex *mutex);
void wmip_wsman_unlock(wmip_wsman_mutex *mutex);
uint64_t wmip_wsman_clock(void);
void wmip_wsman_wait(uint32_t milliseconds);
bool wmip_wsman_random(unsigned char *bytes, size_t count);
/** wmi_free of a text that is secret; NULL is allowed. */
void wmip_wsman_wipe_text(char *text);

/** The time of an operation. */
typedef wmip_call_time wmip_wsman_time;

wmip_wsman_time wmip_wsman_time_start(const wmi_limit *limit);
/** What is left; WMI_FOREVER stays so. */
uint32_t wmip_wsman_time_left(const wmip_wsman_time *time);
/** The same for an answer that has to arrive, with what it may take on its way. */
uint32_t wmip_wsman_time_to_arrive(const wmip_wsman_time *time);

/* Connections. */

typedef struct wmip_wsman_connection wmip_wsman_connection;
typedef struct wmip_wsman_line wmip_wsman_line;

/**
 * What proves the user. Basic and certificates only prepare a connection. One that exchanges tokens (Negotiate) does so in `prepare`, by
 * requests of its own, keeps its context with the connection, and seals and opens what then travels on it; what it authenticated is
 * that one connection, so that a new one in its place must be noticed (wmip_wsman_line has the place) before anything is sent.
 */
typedef struct wmip_wsman_auth {
    const char *name; /**< for messages */
    /** On a new connection. */
    wmi_status (*prepare)(const wmip_wsman_connection *connection, wmip_wsman_line *line, wmi_error *error);
    /** NULL where bodies travel as they are. `*out` is the body in its envelope, `*type` the Content-Type. */
    wmi_status (*seal)(wmip_wsman_line *line, const char *body, size_t size, wmip_buffer *out, const char **type,
                       wmi_error *error);
    wmi_status (*open)(wmip_wsman_line *line, const char *body, size_t size, wmip_buffer *out, wmi_error *error);
    void (*forget)(wmip_wsman_line *line); /**< when the connection ends; NULL where there is nothing to forget */
} wmip_wsman_auth;

/** What a connection is made with. @return NULL with `error` filled where that cannot be. */
const wmip_wsman_auth *wmip_wsman_auth_choose(const wmi_wsman_options *options, const wmi_connect_options *connect,
                                              wmi_error *error);

/** That of nobody, who is answered Identify only. */
const wmip_wsman_auth *wmip_wsman_auth_nobody(void);

/** One connection of HTTP, for one request at a time. */
struct wmip_wsman_line {
    wmip_wsman_line *next; /* in the pool */
    CURL *easy;
    CURLM *multi;
    CURLU *url;
    struct curl_slist *headers;
    void *context; /* of wmip_wsman_auth */
    char said[CURL_ERROR_SIZE];
};

/** A request and what came of it. */
typedef struct wmip_wsman_transfer {
    const char *body;
    size_t size;
    size_t most;   /**< octets that the answer may have */
    unsigned sent; /**< how often libcurl began to send: the second time is refused */
    wmip_buffer answer;
    size_t header_size;
    bool is_too_large;
    bool is_encoded; /**< the answer has a Content-Encoding, which nobody asked for */
    long status;     /**< of HTTP; 0 = none came */
    long offered;    /**< CURLAUTH_..., of a 401 */
} wmip_wsman_transfer;

/**
 * Takes a connection for a body to be sent on; nothing is sent yet. `transfer` and what it points to stay where they are until the end.
 * `*out` is to be given to wmip_wsman_post_end. @return WMI_OK, WMI_USAGE, WMI_TRANSPORT, WMI_NO_MEMORY.
 */
wmi_status wmip_wsman_post_begin(wmip_wsman_connection *connection, wmip_wsman_transfer *transfer,
                                 wmip_wsman_line **out, wmi_error *error);
/** Sends, and takes in, what can be without waiting. */
void wmip_wsman_post_go_on(wmip_wsman_line *line);
/**
 * Waits for the answer, whatever its status. @return WMI_OK; WMI_TRANSPORT, WMI_TIMEOUT, WMI_CANCELLED, WMI_REPLY (too large),
 * WMI_NO_MEMORY, with `transfer->sent` 0 where surely nothing was sent.
 */
wmi_status wmip_wsman_post_end(wmip_wsman_connection *connection, wmip_wsman_line *line, wmip_wsman_transfer *transfer,
                               const wmip_wsman_time *time, wmi_error *error);
/** Ends the connections that wait for a call. */
void wmip_wsman_lines_clear(wmip_wsman_connection *connection);

/** A proxy that was asked for; all NULL = none. */
typedef struct wmip_wsman_proxy {
    char *url;      /**< without a user */
    char *user;     /**< NULL = none */
    char *password; /**< of the user, to be wiped */
} wmip_wsman_proxy;

/**
 * Reads the URL of a proxy; NULL = none. Give it back with wmip_wsman_proxy_clear, in any case. No message has a part of it.
 * @return WMI_OK, WMI_USAGE, WMI_NO_MEMORY.
 */
wmi_status wmip_wsman_proxy_read(const char *text, wmip_wsman_proxy *proxy, wmi_error *error);
void wmip_wsman_proxy_clear(wmip_wsman_proxy *proxy);

struct wmi_wsman {
    wmi_backend backend; /* first: the backend is the wmi_wsman */
    wmi_wsman_options options;
    wmi_memory *memory; /* of the texts in the options */
    char *key_password; /* to be wiped */
    wmip_wsman_proxy proxy;
    wmip_wsman_classes *classes;
    wmip_wsman_mutex *mutex;
    uint64_t seed; /* of message identities */
    uint64_t messages;
};

/** What all calls of one method on one object have in common. */
typedef struct wmip_wsman_calling wmip_wsman_calling;
void wmip_wsman_calling_free(wmip_wsman_calling *calling);

/** A session's. What is behind the lock may change, all else not. */
struct wmip_wsman_connection {
    wmi_wsman *wsman;
    const wmip_wsman_auth *auth;
    wmi_memory *memory; /* of the texts */
    const char *ns;
    const char *url;
    wmip_wsman_frame frame;
    const char *user;
    char *password;
    wmip_wsman_codec codec;
    wmip_wsman_mutex *mutex;
    wmip_wsman_line *idle;
    uint32_t idle_count;
    xmlParserCtxtPtr reader;     /* waits for an answer; NULL while one is read */
    wmip_wsman_calling *calling; /* the call before; NULL while it is made again */
    bool is_plain;               /* the host does not deliver references beside objects */
};

/**
 * The tag of a language that is wanted: a tag itself (ja-JP), or a number as WMI (MS_411, MS_11) or Windows (1041, 0x411) has it;
 * NULL = en-US.
 */
wmi_status wmip_wsman_language_tag(const char *locale, wmi_memory **memory, const char **tag, wmi_error *error);

/* Requests. */

/** A request. */
typedef struct wmip_wsman_request {
    const char *doing; /**< "Cannot get ...", for messages */
    const wmip_wsman_frame
        *frame;           /**< of a call, with resource, action and selectors in it; NULL = that of the connection */
    const char *resource; /**< NULL = Identify */
    const char *action;
    const wmi_path *path;   /**< whose keys are the selectors; NULL = none */
    const char *identifier; /**< of a subscription; NULL = none */
    const char *expected;   /**< local name of what the answer's body holds; NULL = anything, or nothing */
    bool is_read;           /**< changes nothing, and may be sent again */
    bool is_relation;       /**< has a filter of associations: what can be wrong with it is a class that is not there */
    bool is_change;         /**< a call whose outcome matters where the answer is lost */
    uint32_t least_ms;      /**< time that the host is given at least */
    uint32_t most_ms;       /**< and at most; 0 = all that is left */
    void (*write_body)(wmip_wsman_writer *writer, const wmip_wsman_codec *codec, const void *context);
    const void *context;
    /**
     * Is shown an element of that name in the answer while the rest of it is still being read: an answer to this very request, not yet
     * known to be well-formed to its end. NULL = nothing is.
     */
    void (*glimpse)(void *context, const wmip_wsman_node *node);
    const char *glimpsed;
    void *glimpse_context;
} wmip_wsman_request;

/** Fills in what is due to an operation: its Action is a namespace of WS-... and a name. */
#define WMIP_WSMAN_GET WMIP_NS_TRANSFER "/Get"
#define WMIP_WSMAN_PUT WMIP_NS_TRANSFER "/Put"
#define WMIP_WSMAN_CREATE WMIP_NS_TRANSFER "/Create"
#define WMIP_WSMAN_DELETE WMIP_NS_TRANSFER "/Delete"
#define WMIP_WSMAN_ENUMERATE WMIP_NS_ENUMERATION "/Enumerate"
#define WMIP_WSMAN_PULL WMIP_NS_ENUMERATION "/Pull"
#define WMIP_WSMAN_RELEASE WMIP_NS_ENUMERATION "/Release"
#define WMIP_WSMAN_SUBSCRIBE WMIP_NS_EVENTING "/Subscribe"
#define WMIP_WSMAN_UNSUBSCRIBE WMIP_NS_EVENTING "/Unsubscribe"

/**
 * Sends a request and reads its answer. `answer` is to be cleared in any case; `answer->kind` is that of a fault. Reads are repeated where
 * the host is busy.
 */
wmi_status wmip_wsman_exchange(wmip_wsman_connection *connection, const wmip_wsman_request *request,
                               const wmip_wsman_time *time, wmip_wsman_answer *answer, wmi_error *error);

/** A request that is under way while its sender does something else. */
typedef struct wmip_wsman_flight wmip_wsman_flight;
/**
 * Sends a request and does not wait; what it points to must stay. @return NULL where that cannot be: nothing was sent then, and the request
 * is to go the ordinary way.
 */
wmip_wsman_flight *wmip_wsman_depart(wmip_wsman_connection *connection, const wmip_wsman_request *request,
                                     const wmip_wsman_time *time);
/** Takes in what has arrived. */
void wmip_wsman_fly_on(wmip_wsman_flight *flight);
/** Waits for the answer, as wmip_wsman_exchange does; the flight is over in any case. */
wmi_status wmip_wsman_arrive(wmip_wsman_flight *flight, const wmip_wsman_time *time, wmip_wsman_answer *answer,
                             wmi_error *error);

/* The backend's functions. */

typedef struct wmip_wsman_cursor wmip_wsman_cursor;

/** Asks the host what it is. `*identity` is the caller's; NULL = it is only to answer. */
wmi_status wmip_wsman_identify(wmip_wsman_connection *connection, const wmi_limit *limit, wmi_wsman_identity **identity,
                               wmi_error *error);
wmi_status wmip_wsman_invoke(wmip_wsman_connection *connection, const wmi_call *call, wmi_object **out,
                             const wmi_limit *limit, wmi_error *error);
wmi_status wmip_wsman_get(wmip_wsman_connection *connection, const char *path, wmi_object **out, const wmi_limit *limit,
                          wmi_error *error);
wmi_status wmip_wsman_put(wmip_wsman_connection *connection, const wmi_object *object, wmi_put_mode mode, char **path,
                          const wmi_limit *limit, wmi_error *error);
wmi_status wmip_wsman_remove(wmip_wsman_connection *connection, const char *path, const wmi_limit *limit,
                             wmi_error *error);
wmi_status wmip_wsman_query(wmip_wsman_connection *connection, const char *wql, wmip_wsman_cursor **out,
                            const wmi_limit *limit, wmi_error *error);
wmi_status wmip_wsman_subscribe(wmip_wsman_connection *connection, const char *wql, wmip_wsman_cursor **out,
                                const wmi_limit *limit, wmi_error *error);
wmi_status wmip_wsman_associators(wmip_wsman_connection *connection, const char *path,
                                  const wmi_associator_filter *filter, wmip_wsman_cursor **out, const wmi_limit *limit,
                                  wmi_error *error);
wmi_status wmip_wsman_references(wmip_wsman_connection *connection, const char *path, const char *result_class,
                                 const char *role, wmip_wsman_cursor **out, const wmi_limit *limit, wmi_error *error);
wmi_status wmip_wsman_next_object(wmip_wsman_cursor *cursor, wmi_object **out, const wmi_limit *limit,
                                  wmi_error *error);
void wmip_wsman_close_cursor(wmip_wsman_cursor *cursor);

/** What an enumeration is started with. */
typedef struct wmip_wsman_start {
    const char *text;       /**< the query or the path, for messages */
    const char *class_name; /**< in FROM, of a query that names columns; else NULL */
    bool is_events;
    bool is_relation; /**< the filter is of associations */
    void (*write_filter)(wmip_wsman_writer *writer, const wmip_wsman_codec *codec, const void *context);
    const void *context;
} wmip_wsman_start;

wmi_status wmip_wsman_open_cursor(wmip_wsman_connection *connection, const wmip_wsman_start *start,
                                  wmip_wsman_cursor **out, const wmi_limit *limit, wmi_error *error);

#endif
