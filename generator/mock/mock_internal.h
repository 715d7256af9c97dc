/**
 * @file
 * What the files of the endpoint share.
 */
#ifndef MBM_MOCK_INTERNAL_H
#define MBM_MOCK_INTERNAL_H

#include "mock/mock.h"

#include <wmi/backend.h>

#include <pthread.h>

/* Actions (WS-Transfer, WS-Enumeration, WS-Eventing). */
#define MBM_GET WMIP_NS_TRANSFER "/Get"
#define MBM_PUT WMIP_NS_TRANSFER "/Put"
#define MBM_CREATE WMIP_NS_TRANSFER "/Create"
#define MBM_DELETE WMIP_NS_TRANSFER "/Delete"
#define MBM_ENUMERATE WMIP_NS_ENUMERATION "/Enumerate"
#define MBM_PULL WMIP_NS_ENUMERATION "/Pull"
#define MBM_RELEASE WMIP_NS_ENUMERATION "/Release"
#define MBM_SUBSCRIBE WMIP_NS_EVENTING "/Subscribe"
#define MBM_UNSUBSCRIBE WMIP_NS_EVENTING "/Unsubscribe"

/** Room for `uuid:` and a UUID, with a NUL. */
#define MBM_ID_SIZE 42
/** How many selectors a request may have; no class has so many keys. */
#define MBM_SELECTORS 64
/** How many identities of messages are remembered: a power of two. */
#define MBM_SEEN_SIZE 65536u

/* Time. */

/** Real time, and what the loopback's clock was when it began. The loopback's is never behind: jobs run in real time. */
typedef struct mbm_clock {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    wmi_loopback *loopback;
    uint64_t began;   /**< real milliseconds */
    uint64_t virtual; /**< what the loopback's clock then was */
    bool is_stopping; /**< nobody waits any more */
    bool is_timeless; /**< the loopback's clock is left alone */
} mbm_clock;

bool mbm_clock_begin(mbm_clock *clock, wmi_loopback *loopback);
void mbm_clock_end(mbm_clock *clock);
/** Milliseconds that never go back. */
uint64_t mbm_clock_now(void);
/** Sets the loopback's clock forward to real time. */
void mbm_clock_follow(mbm_clock *clock);
/** Waits until real time has come to where the loopback's clock is: so what was delayed takes as long. */
void mbm_clock_settle(mbm_clock *clock);
/** Waits. @return false where the server stops. */
bool mbm_clock_wait(mbm_clock *clock, uint32_t milliseconds);
/** Ends all waiting. */
void mbm_clock_stop(mbm_clock *clock);

/* Faults. */

typedef enum mbm_fault_id {
    MBM_FAULT_NONE,
#define MBM_FAULT(id, code, prefix, subcode, from, number, text, japanese) MBM_FAULT_##id,
#include "mock/mock_faults.def"
    MBM_FAULT_WMI, /**< what WMI itself says, as an MSFT_WmiError */
    MBM_FAULT_COUNT
} mbm_fault_id;

/** A fault that is to be answered. Texts are the exchange's. */
typedef struct mbm_fault {
    mbm_fault_id id;
    const char *detail;    /**< last part of w:FaultDetail; NULL = none */
    const char *message;   /**< what is wrong, in particular; NULL = nothing more */
    uint32_t number;       /**< MBM_FAULT_WMI: the HRESULT */
    const char *operation; /**< of the ExtendedStatus, such as ExecQuery; NULL = there is none */
    const char *parameter; /**< its ParameterInfo */
    const char *provider;  /**< its ProviderName */
} mbm_fault;

/* A request. */

typedef struct mbm_selector {
    const char *name;
    const char *text;            /**< NULL where it holds elements: a reference, or what is no selector */
    const wmip_wsman_node *node; /**< the element */
} mbm_selector;

/** What a request's header says. */
typedef struct mbm_header {
    const char *to;
    const char *resource;
    const char *action;
    const char *message_id;
    const char *identifier; /**< of a subscription; NULL = none */
    const char *fragment;   /**< NULL = the whole */
    bool wants_null_arrays; /**< a NULL array is to be told from an empty one: UsePreciseArrays */
    bool names_modified;    /**< a Put says which properties it changes, and need not have the others */
    uint32_t max_envelope;  /**< octets that the answer may have */
    uint32_t timeout_ms;
    mbm_selector selectors[MBM_SELECTORS];
    size_t selector_count;
} mbm_header;

typedef struct mbm_context mbm_context;
typedef struct mbm_subjects mbm_subjects;
typedef struct mbm_journal mbm_journal;

/** A class that is served, and its methods. */
typedef struct mbm_class {
    const wmi_schema_class *of; /**< NULL = all classes */
    const char *ns;             /**< with backslashes */
} mbm_class;

struct mbm_server {
    mbm_host host;
    wmip_wsman_classes *classes; /* of its schemas */
    mbm_limits limits;
    wmi_memory *memory; /* of the texts */
    const char *locale;
    const char *machine; /* that faults name */
    char *authorization; /* what a client says behind `Basic`; NULL = nobody may; secret */
    bool is_secure;
    bool allow_unencrypted;
    bool is_lenient;
    bool takes_certificates;
    bool takes_anybody; /* with whatever password */
    const char *url;
    mbm_clock clock;
    pthread_mutex_t mutex; /* of all below */
    uint64_t random[2];
    uint64_t ids;   /* given out */
    uint64_t *seen; /* hashes of the identities of messages */
    mbm_context *contexts;
    size_t context_count;
    mbm_journal *journal;
    void *daemon; /* of libmicrohttpd */
};

/** A request that is answered. */
typedef struct mbm_exchange {
    mbm_server *server;
    wmi_memory *memory;
    wmip_wsman_document document;
    mbm_header header;
    const wmip_wsman_node *body; /* the first element in the body; NULL where it is empty */
    bool is_anonymous;           /* Identify without authentication */
    bool gives_path;             /* a reference came as the text of a path */
    wmip_wsman_codec codec;
    mbm_class cls;
    mbm_fault fault;
    wmi_status status; /* WMI_NO_MEMORY: nothing can be answered */
    char *answer;      /* by wmi_alloc */
    size_t answer_size;
    unsigned http_status;
    const char *operation; /* for the journal: Get, Invoke, ... */
    const char *method;
    const char *path;     /* likewise */
    const wmi_object *in; /* likewise: the parameters or the properties, as they were read */
    const char *query;    /* likewise */
    const char *result;   /* likewise: ReturnValue */
    size_t items;         /* likewise: how many were given out */
} mbm_exchange;

/** Carries a request out: fills `answer` and `http_status`. Give it back with mbm_exchange_end. */
void mbm_exchange_run(mbm_exchange *x, const char *body, size_t size);
void mbm_exchange_end(mbm_exchange *x);

/* Failing. Each notes the first failure, and returns false. */

bool mbm_refuse(mbm_exchange *x, mbm_fault_id id, const char *detail, const char *format, ...) WMI_PRINTF(4, 5);
bool mbm_no_memory(mbm_exchange *x);
/** What the loopback says becomes the fault that a host answers. The error is given back. */
bool mbm_refuse_error(mbm_exchange *x, wmi_error *error);
/** The same of a query: one that cannot be processed has the fault `id`; whatever else comes of it, WMI says. */
bool mbm_refuse_query(mbm_exchange *x, mbm_fault_id id, wmi_error *error);
/** printf into the memory of the exchange; NULL where there is none, which is noted. */
const char *mbm_text(mbm_exchange *x, const char *format, ...) WMI_PRINTF(2, 3);

/* Reading. */

bool mbm_read_envelope(mbm_exchange *x, const char *body, size_t size);
/** Reads the header, and holds it to the rules. */
bool mbm_read_header(mbm_exchange *x, const wmip_wsman_node *header);
/** The text of an element without blanks around it; NULL where there is none. */
bool mbm_token(mbm_exchange *x, const wmip_wsman_node *node, const char **text);
/** A number that an element holds; `otherwise` of NULL. Anything else is refused. */
bool mbm_number(mbm_exchange *x, const wmip_wsman_node *node, uint32_t otherwise, uint32_t *number);
/** xs:duration in milliseconds. */
bool mbm_duration(const char *text, uint32_t *milliseconds);

/** Finds the class that the resource URI names. @param takes_all whether `*` is one */
bool mbm_read_class(mbm_exchange *x, bool takes_all);
/** The class of a namespace; NULL where there is none. */
const wmi_schema_class *mbm_class_named(const mbm_server *server, const char *ns, const char *name);
/** The path of the instance that the selectors name. @param is_call of a method, where service objects answer otherwise */
bool mbm_read_instance(mbm_exchange *x, bool is_call, const char **path);

/** Whether the class is the service of virtual switches, which answers in its own way. */
bool mbm_is_switch_service(const wmi_class_info *info);

/** The backend that plays the host. */
const wmi_backend *mbm_backend(const mbm_server *server);
/** A connection with the loopback, for a namespace; NULL where that failed, which is noted. */
wmi_connection *mbm_connect(mbm_exchange *x, const char *ns);
void mbm_disconnect(const mbm_exchange *x, wmi_connection *connection);
/** How long the loopback may take for this request. */
wmi_limit mbm_limit(const mbm_exchange *x);

/**
 * Reads the elements in a node as the properties of an object, held to what is declared. @param fault what else is answered
 * @param name_of what holds them, for messages
 */
bool mbm_read_fields(mbm_exchange *x, const wmip_wsman_node *node, const wmi_field *fields, uint32_t count,
                     const char *uri, mbm_fault_id fault, wmi_object **object);
/** What a host answers to the texts in a call's parameters though they can be read: 0 = it takes them. */
typedef struct mbm_verdict {
    uint32_t return_value; /**< 32768, 32773, 32776; 0 = none */
    uint16_t job_error;    /**< ErrorCode of a job that fails; 0 = none */
} mbm_verdict;
bool mbm_judge_parameters(mbm_exchange *x, const wmi_method_info *method, const wmi_object *in, mbm_verdict *verdict);
/** The same of one instance's text. */
bool mbm_judge_instance(mbm_exchange *x, const char *text, mbm_verdict *verdict);

/* Writing. */

/** Begins the envelope of an answer, and opens its body. */
void mbm_open_answer(mbm_exchange *x, wmip_wsman_writer *writer, const char *action, bool binds_p);
/** Ends it, and makes it the answer. */
bool mbm_close_answer(mbm_exchange *x, wmip_wsman_writer *writer, unsigned http_status);
/** The answer to what was refused. */
void mbm_answer_fault(mbm_exchange *x);
/** A new identity, `uuid:` and upper-case digits. */
void mbm_new_id(mbm_server *server, char id[MBM_ID_SIZE]);

/** An object as an instance: `p:Class`, with its three namespaces. `names`: only these properties; NULL = all */
void mbm_put_instance(mbm_exchange *x, wmip_wsman_writer *writer, const wmi_object *object, const char *const *names);
/** `p:Method_OUTPUT` */
void mbm_put_output(mbm_exchange *x, wmip_wsman_writer *writer, const wmi_method_info *method, const wmi_object *out);
/** w:XmlFragment, of the columns that a query names. */
void mbm_put_columns(mbm_exchange *x, wmip_wsman_writer *writer, const wmi_object *object, const char *const *names);
/** w:XmlFragment of one property of an instance; `item` from 1, 0 = all of it. */
void mbm_put_fragment(mbm_exchange *x, wmip_wsman_writer *writer, const wmi_object *object, const char *name,
                      uint32_t item);
/** a:EndpointReference, of an object with a path. */
void mbm_put_item_reference(mbm_exchange *x, wmip_wsman_writer *writer, const wmi_object *object);

/* Operations. Each answers or refuses. */

bool mbm_identify(mbm_exchange *x);
bool mbm_get(mbm_exchange *x);
bool mbm_put(mbm_exchange *x);
bool mbm_create(mbm_exchange *x);
bool mbm_delete(mbm_exchange *x);
bool mbm_invoke(mbm_exchange *x, const char *method);
bool mbm_enumerate(mbm_exchange *x);
bool mbm_pull(mbm_exchange *x);
bool mbm_release(mbm_exchange *x);
bool mbm_subscribe(mbm_exchange *x);
bool mbm_unsubscribe(mbm_exchange *x);

/* What enumerations and subscriptions have open. */

typedef enum mbm_item_mode { MBM_ITEM_OBJECT, MBM_ITEM_REFERENCE, MBM_ITEM_BOTH, MBM_ITEM_COLUMNS } mbm_item_mode;

struct mbm_context {
    mbm_context *next;
    char id[MBM_ID_SIZE];
    char identifier[MBM_ID_SIZE]; /* of a subscription; "" = an enumeration */
    wmi_connection *connection;
    wmi_cursor *cursor;
    char *ns;
    wmi_memory *memory;
    const char *const *columns; /* NULL-terminated */
    mbm_item_mode mode;
    wmi_object *ahead; /* the object that is next; NULL = not fetched yet, or the end */
    bool has_ended;
    bool is_busy;     /* somebody pulls */
    bool is_released; /* meanwhile: who pulls ends it */
    uint64_t expires;
};

/** What becomes of a context that was pulled from. */
typedef enum mbm_outcome { MBM_CONTEXT_KEPT, MBM_CONTEXT_RENEWED, MBM_CONTEXT_OVER } mbm_outcome;

/** A context, not yet known to anybody; NULL, refused, where there are too many, or no memory. It opens a connection. */
mbm_context *mbm_context_new(mbm_exchange *x);
/** Makes it known, under the new identity that `id` receives; from then on it may be gone at any time. */
void mbm_context_publish(mbm_server *server, mbm_context *context, char id[MBM_ID_SIZE]);
/** Takes the context of that identity, for one pull; NULL, refused, where there is none. */
mbm_context *mbm_context_take(mbm_exchange *x, const char *id);
/** Gives it back: as it was, under a new identity, which `id` receives, or for good. From then on it may be gone at any time. */
void mbm_context_return(mbm_server *server, mbm_context *context, mbm_outcome outcome, char id[MBM_ID_SIZE]);
/** Ends the context of that identity, or of that subscription; the other is NULL. @return false where there is none. */
bool mbm_context_drop(mbm_server *server, const char *id, const char *identifier);
/** Gives one back that nobody knows. */
void mbm_context_free(mbm_server *server, mbm_context *context);
void mbm_contexts_end(mbm_server *server);
/**
 * Appends up to `most` items as XML, as many as the answer has room for, and looks whether more are left (context->has_ended).
 * @return false, refused, where not even one fits, or the loopback fails
 */
bool mbm_gather(mbm_exchange *x, mbm_context *context, uint32_t most, wmip_buffer *items, size_t *count);
/** Waits for the event that is next, as long as the request has time. @return false, refused, where none came */
bool mbm_await_event(mbm_exchange *x, mbm_context *context, uint32_t timeout_ms);
/** Writes XML that is ready. */
void mbm_put_raw(wmip_wsman_writer *writer, const wmip_buffer *xml);
/** The filter of an Enumerate or a Subscribe that is WQL; NULL where there is none. */
bool mbm_read_wql(mbm_exchange *x, const wmip_wsman_node *filter, const char **wql);
/** The columns that a query names, NULL-terminated; NULL = all. */
bool mbm_read_columns(mbm_exchange *x, const char *wql, bool is_event, mbm_context *context);

/* HTTP. */

bool mbm_http_start(mbm_server *server, const mbm_server_options *options, wmi_error *error);
void mbm_http_stop(mbm_server *server);

/* The journal. */

mbm_journal *mbm_journal_new(mbm_log_kind kind, FILE *log, wmi_error *error);
const char *mbm_journal_url(const mbm_journal *journal);
void mbm_journal_free(mbm_journal *journal);
/** Takes a request down. */
void mbm_journal_note(mbm_journal *journal, const mbm_exchange *x, uint64_t milliseconds);
/** Takes down one that was refused before it was read. */
void mbm_journal_note_refused(mbm_journal *journal, unsigned http_status, const char *why);

#endif
