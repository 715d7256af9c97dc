/**
 * @file
 * The endpoint that mofbind-mock serves: WS-Management (DSP0226, DSP0227, MS-WSMV) over HTTP, as strict as WinRM is, on top
 * of a loopback backend. Its answers have the shapes that hosts are recorded to give.
 *
 * mock_server.c         starting and stopping; what requests share
 * mock_http.c           HTTP: who asks, and what is no request at all
 * mock_clock.c          real time and the loopback's
 * mock_request.c        a request's envelope and header
 * mock_target.c         what its URI and its selectors name
 * mock_decode.c         values that are received, held to the schema
 * mock_instance_text.c  what hosts refuse in the text of an embedded instance
 * mock_encode.c         values that are sent
 * mock_answer.c         envelopes that are sent
 * mock_fault.c          faults, of mock_faults.def
 * mock_operation.c      from an action to its operation
 * mock_transfer.c       Get, Put, Create, Delete
 * mock_invoke.c         methods
 * mock_enumerate.c      Enumerate, Pull, Release
 * mock_contexts.c       what they have open
 * mock_events.c         Subscribe, Unsubscribe
 * mock_journal.c        what was asked
 *
 * XML, references and datetimes are read and written by the codec of the runtime's room wsman, which has both directions.
 */
#ifndef MBM_MOCK_H
#define MBM_MOCK_H

#include "wsman/wsman_internal.h"

#include <wmi/loopback.h>

#include <stdio.h>

/** What is served: a loopback, and the schemas that it knows. Both stay their owner's. */
typedef struct mbm_host {
    wmi_loopback *loopback;
    const wmi_schema *const *schemas;
    size_t schema_count;
} mbm_host;

/** The limits that WinRM's configuration sets; 0 = its default. */
typedef struct mbm_limits {
    uint32_t max_envelope;   /**< octets: MaxEnvelopeSizekb */
    uint32_t max_timeout_ms; /**< MaxTimeoutms */
    uint32_t max_items;      /**< MaxBatchItems */
    uint32_t max_contexts;   /**< MaxConcurrentOperationsPerUser */
    uint32_t connections;    /**< MaxConnections */
    uint32_t enumeration_ms; /**< EnumerationTimeoutms: how long an enumeration is kept between two pulls */
    uint32_t retrieval_ms;   /**< MaxPacketRetrievalTimeSeconds: how long a request may take to arrive */
} mbm_limits;

/** What is told of every request, on `log`. */
typedef enum mbm_log_kind { MBM_LOG_NOTHING, MBM_LOG_TEXT, MBM_LOG_JSON } mbm_log_kind;

/** How a server behaves. Texts are copied, but for the certificates'. */
typedef struct mbm_server_options {
    const char *address;     /**< IP address, without brackets */
    uint16_t port;           /**< 0 = any that is free */
    const char *certificate; /**< PEM; NULL = plain HTTP */
    const char *key;         /**< PEM, without a passphrase */
    const char *client_ca;   /**< PEM: whoever has a certificate of it needs no password; NULL = nobody */
    const char *user;        /**< NULL = nobody or, where `client_ca` is NULL too, everybody with whatever password */
    const char *password;    /**< of that user */
    const char *locale;      /**< e.g. ja-JP: the language of the host; NULL = en-US */
    bool allow_unencrypted;  /**< bodies over plain HTTP */
    bool is_lenient;         /**< takes what hosts are known to take though no specification says so */
    bool is_timeless;        /**< the loopback's clock is left alone: for tests that move it themselves */
    mbm_log_kind log_kind;
    FILE *log;
    mbm_limits limits;
} mbm_server_options;

typedef struct mbm_server mbm_server;

/**
 * Starts serving. `*server` is the caller's: mbm_server_stop.
 * @return WMI_OK; WMI_USAGE for options that make no sense; WMI_TRANSPORT where the address cannot be listened on; WMI_NO_MEMORY
 */
wmi_status mbm_server_start(const mbm_server_options *options, const mbm_host *host, mbm_server **server,
                            wmi_error *error);
/** The URL of the endpoint, `http://127.0.0.1:5985/wsman`; the server's. */
const char *mbm_server_url(const mbm_server *server);
/** The URL of the journal, which is always on a loopback address; the server's. */
const char *mbm_server_journal_url(const mbm_server *server);
/** Ends what waits, answers what runs, and gives everything back. NULL is allowed. */
void mbm_server_stop(mbm_server *server);

#endif
