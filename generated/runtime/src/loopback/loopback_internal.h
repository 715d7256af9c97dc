/**
 * @file
 * What the files of the loopback backend share.
 *
 * loopback.c           lifecycle, the backend's functions, the clock
 * loopback_lock.c      the lock
 * loopback_schema.c    namespaces and classes
 * loopback_path.c      paths: what they name
 * loopback_store.c     instances by key
 * loopback_put.c       creating and updating instances
 * loopback_seed.c      the program's own instances
 * loopback_look.c      what the program itself enumerates
 * loopback_check.c     values against the schema
 * loopback_call.c      methods and their handlers
 * loopback_scratch.c   memory of a call
 * loopback_job.c       jobs on the virtual clock
 * loopback_query.c     queries, cursors
 * loopback_related.c   associators and references
 * loopback_events.c    events, and waiting for them
 * loopback_subscribe.c notification queries
 * loopback_orders.c    orders to fail and to delay
 * loopback_watch.c     who watches calls, and what is to be done at a time
 * loopback_journal.c   records of calls
 * loopback_verify.c    counting, verifying, printing them
 * loopback_near.c      what is nearest to what was not found
 * loopback_match.h     carrying out what the reader of WQL has read: loopback_bind.c, loopback_compare.c,
 * loopback_match.c
 */
#ifndef WMIP_LOOPBACK_LOOPBACK_INTERNAL_H
#define WMIP_LOOPBACK_LOOPBACK_INTERNAL_H

#include "base/cancel.h"
#include "base/host.h"
#include "base/job_state.h"
#include "cimxml/cimxml.h"
#include "codec/codec.h"
#include "loopback/loopback_match.h"
#include "path/path.h"
#include "wql/wql.h"

#include <wmi/loopback.h>

typedef struct wmip_loopback_connection wmip_loopback_connection;
typedef struct wmip_loopback_cursor wmip_loopback_cursor;
typedef struct wmip_loopback_class wmip_loopback_class;
typedef struct wmip_loopback_stored wmip_loopback_stored;
typedef struct wmip_loopback_running wmip_loopback_running;
typedef struct wmip_loopback_registration wmip_loopback_registration;
typedef struct wmip_loopback_order wmip_loopback_order;
typedef struct wmip_loopback_entry wmip_loopback_entry;
typedef struct wmip_loopback_mutex wmip_loopback_mutex;
typedef struct wmip_loopback_timer wmip_loopback_timer;

/** A class of a schema in its namespace, and its own instances, oldest first. */
struct wmip_loopback_class {
    const wmi_class_info *info;
    const wmi_method_info *const *methods;
    const char *ns;                       /* the loopback's spelling: equal namespaces have equal pointers */
    wmip_loopback_class *next;            /* in its bucket */
    wmip_loopback_registration *handlers; /* newest first */
    wmip_loopback_stored *first;
    wmip_loopback_stored *last;
    size_t count;
};

/** A reference property of a stored instance, with the hash of the object that it names. */
typedef struct wmip_loopback_reference {
    const wmi_field *field;
    uint64_t hash;
} wmip_loopback_reference;

/** What an instance is found by. */
typedef struct wmip_loopback_identity {
    uint64_t hash;
    const char **keys; /* in the order of info->keys, in normal form */
    wmip_loopback_reference *links;
    size_t link_count;
    wmi_memory *memory;
} wmip_loopback_identity;

/** What an instance is until it changes; cursors that have yet to show it keep it longer. */
typedef struct wmip_loopback_version {
    const wmip_loopback_class *cls;
    wmi_object *object;
    size_t holders; /* cursors, and the instance */
} wmip_loopback_version;

struct wmip_loopback_stored {
    wmip_loopback_class *cls;
    wmip_loopback_version *version;
    wmi_object
        *object; /* of the version; with its full path; NULL properties are absent. It is replaced, and never changed */
    wmip_loopback_identity identity;
    wmip_loopback_running *job; /* the job that this is; NULL = an ordinary instance */
    wmip_loopback_stored *next_in_bucket;
    wmip_loopback_stored *previous;
    wmip_loopback_stored *next;
    wmip_loopback_stored *next_condemned; /* of those that go together */
    bool is_condemned;
};

/** The backend's table, from which its loopback is found. */
typedef struct wmip_loopback_table {
    wmi_backend backend;
    wmi_loopback *owner;
} wmip_loopback_table;

#define WMIP_LOOPBACK_OPERATIONS (WMI_LOOPBACK_SUBSCRIBE + 1)

/**
 * An enumeration. What a query finds is known at once, as it is then, and copied as it is handed out, so that large enumerations take
 * little memory; a subscription's events are added as they happen.
 */
struct wmip_loopback_cursor {
    wmi_loopback *loopback;
    void **items;        /* wmi_object, or */
    bool holds_versions; /* wmip_loopback_version */
    size_t count;
    size_t capacity;
    size_t at;
    bool is_subscription;
    bool has_lost; /* there was no memory for an event */
    const char *ns;
    wql_query query; /* of a subscription, or of what holds versions */
    wmip_loopback_cursor *next_subscription;
};

/* When the virtual clock starts, for the dates that jobs and events show: 2024-01-01, in seconds since 1970. */
#define WMIP_LOOPBACK_EPOCH INT64_C(1704067200)

struct wmi_loopback {
    wmip_loopback_table table;
    wmip_loopback_class *classes; /* of all schemas, superclasses before subclasses */
    size_t class_count;
    wmip_loopback_class **class_buckets;
    size_t class_bucket_count; /* a power of two */
    const char **namespaces;
    size_t namespace_count;
    wmip_loopback_stored **buckets;
    size_t bucket_count; /* a power of two, or 0 */
    size_t stored_count;
    wmip_loopback_cursor *subscriptions;
    wmip_loopback_running *jobs; /* oldest first */
    uint32_t jobs_started;
    wmip_loopback_timer *timers; /* by the time at which they are due */
    wmi_loopback_watch watch;
    wmip_loopback_order *failures; /* oldest first */
    wmip_loopback_order *delays;   /* newest first */
    wmip_loopback_entry **journal; /* a ring of WMI_LOOPBACK_KEPT_CALLS; NULL before the first call */
    uint64_t journal_next;         /* the index of the next call */
    uint32_t calls[WMIP_LOOPBACK_OPERATIONS];
    uint64_t now;               /* milliseconds */
    wmip_loopback_mutex *mutex; /* of all that is above and below, but for what the schema says */
    bool allows_writes;
    bool is_changing; /* a job's change or the program's exclusive work runs, on the thread that has the lock */
    wmi_memory *kept;
};

struct wmip_loopback_connection {
    wmi_loopback *loopback;
    char *host; /* under which the loopback was connected to; NULL = this one: its name is not known */
    const char *ns;
};

/* Schema. */

wmi_status wmip_loopback_index(wmi_loopback *loopback, const wmi_schema *const *schemas, size_t schema_count,
                               wmi_error *error);
/** The loopback's spelling of a namespace: any case, either slash, an optional server. */
wmi_status wmip_loopback_namespace(const wmi_loopback *loopback, const char *text, const char **ns, wmi_error *error);
/** NULL where the namespace has no such class. */
wmip_loopback_class *wmip_loopback_class_of(const wmi_loopback *loopback, const char *ns, const char *name);
/** The same, and WMI_E_INVALID_CLASS; WMI_E_NOT_SUPPORTED for the classes of WMI's own. */
wmi_status wmip_loopback_find_class(const wmi_loopback *loopback, const char *ns, const char *name,
                                    wmip_loopback_class **out, wmi_error *error);
/** Whether a class is the other or derived from it; a class that the schema does not know is only itself. */
bool wmip_loopback_is_a(const wmi_loopback *loopback, const char *ns, const char *name, const char *ancestor);
const wmi_field *wmip_loopback_field(const wmi_field *fields, size_t count, const char *name);
/** Of the class, or of the nearest ancestor that has it. */
const wmi_method_info *wmip_loopback_method(const wmi_loopback *loopback, const wmip_loopback_class *cls,
                                            const char *name);

/* Paths. */

uint64_t wmip_loopback_hash_text(uint64_t hash, const char *text);
/**
 * A hash that is equal for paths of the same object: server, namespace, case and order of keys do not count. `ns` is
 * for paths that name none.
 */
wmi_status wmip_loopback_hash_path(const wmi_loopback *loopback, const char *ns, const char *path, uint64_t *hash,
                                   wmi_error *error);
/** Whether two paths name the same object; the schema says which keys are references. */
wmi_status wmip_loopback_same_path(const wmi_loopback *loopback, const char *ns, const char *a, const char *b,
                                   bool *same, wmi_error *error);

/** Refuses a path on another host (WMI_USAGE) where the connection is with one that has a name. */
wmi_status wmip_loopback_check_server(const wmip_loopback_connection *connection, const char *path, wmi_error *error);

/** What a path names. */
typedef struct wmip_loopback_target {
    wmip_loopback_class *cls;
    bool is_class;                /* the path has no keys */
    wmip_loopback_stored *stored; /* NULL: there is no such instance */
} wmip_loopback_target;

/** Finds what a path names; `ns` is for paths that name none. WMI_E_INVALID_OBJECT_PATH, _NAMESPACE, _CLASS. */
wmi_status wmip_loopback_locate(wmi_loopback *loopback, const char *ns, const char *path, wmip_loopback_target *target,
                                wmi_error *error);
/** The same for a path that must name an instance that exists: WMI_E_NOT_FOUND. */
wmi_status wmip_loopback_locate_instance(wmi_loopback *loopback, const char *ns, const char *path,
                                         wmip_loopback_stored **stored, wmi_error *error);

/**
 * What the path of an instance of the namespace, which need not exist, says of it: its class, and an object of its
 * keys.
 * @param keys the caller's; NULL before. @return WMI_USAGE where the path is none, or leads elsewhere.
 */
wmi_status wmip_loopback_keys_of_path(const wmi_loopback *loopback, const char *ns, const char *path,
                                      wmip_loopback_class **cls, wmi_object **keys, wmi_error *error);

/* Instances. */

/** The normal form of a key's value, equal for equal keys but for case. */
wmi_status wmip_loopback_key_text(const wmi_value *value, wmi_memory **memory, const char **text, wmi_error *error);
/** The hash of an instance's class and keys (each in normal form). */
wmi_status wmip_loopback_hash_keys(const wmi_loopback *loopback, const wmip_loopback_class *cls,
                                   const char *const *keys, uint64_t *hash, wmi_error *error);
/** `*stored` is NULL where there is no such instance. */
wmi_status wmip_loopback_find_keys(const wmi_loopback *loopback, const wmip_loopback_class *cls,
                                   const char *const *keys, uint64_t hash, wmip_loopback_stored **stored,
                                   wmi_error *error);
/** Puts an object, which then is the store's, in place of `stored` or, where that is NULL, adds it. */
wmi_status wmip_loopback_keep_object(wmi_loopback *loopback, wmip_loopback_class *cls, wmip_loopback_stored *stored,
                                     wmi_object *object, wmip_loopback_stored **out, wmi_error *error);
/** The stored instance that has the keys of `object`; NULL where there is none. */
wmi_status wmip_loopback_find_object(const wmi_loopback *loopback, const wmip_loopback_class *cls,
                                     const wmi_object *object, wmip_loopback_stored **stored, wmi_error *error);
/**
 * What a client sees of a stored object: all that its class declares, or what the query names; NULL properties too.
 * @return NULL where there is no memory.
 */
wmi_object *wmip_loopback_show(const wmip_loopback_class *cls, const wmi_object *stored, const wql_query *query);
/** Appends the fields that the query names (NULL = all), in their declared types, with the values of `from`. */
bool wmip_loopback_fill(wmi_object *to, const wmi_object *from, const wmi_field *fields, size_t count,
                        const wql_query *query);
/** Adds, as NULL, the fields that an object lacks: a host's objects have all properties of their class. */
bool wmip_loopback_add_nulls(wmi_object *object, const wmi_field *fields, size_t count);
/** Takes an instance away, and the associations that name it; its job ends. After a failure all is as it was. */
wmi_status wmip_loopback_drop(wmi_loopback *loopback, wmip_loopback_stored *stored, wmi_error *error);
/** Takes an instance away that nothing names yet. */
void wmip_loopback_forget(wmi_loopback *loopback, wmip_loopback_stored *stored);
/** Takes everything away, and tells nobody. */
void wmip_loopback_drop_all(wmi_loopback *loopback);

typedef enum wmip_loopback_put_mode {
    WMIP_LOOPBACK_CLIENT,        /* a client's put: creates, or changes what is Write */
    WMIP_LOOPBACK_CLIENT_CREATE, /* the same, and refuses what is there */
    WMIP_LOOPBACK_CLIENT_UPDATE, /* the same, and refuses what is not there */
    WMIP_LOOPBACK_SEED           /* the program's own: creates or replaces */
} wmip_loopback_put_mode;

/** Whether clients may do this to instances of a class: WMI_CLASS_CREATE, _UPDATE, _DELETE, or one of several. */
wmi_status wmip_loopback_check_capable(const wmi_loopback *loopback, const wmi_class_info *info, uint32_t capability,
                                       wmi_error *error);
/** Checks and stores a copy of an object. */
wmi_status wmip_loopback_put(wmi_loopback *loopback, const char *ns, const wmi_object *object,
                             wmip_loopback_put_mode mode, wmip_loopback_stored **out, wmi_error *error);
/** Changes properties of a stored instance without asking whether they are Write. Nothing is checked; keys stay. */
wmi_status wmip_loopback_change(wmi_loopback *loopback, wmip_loopback_stored *stored, const wmi_object *changes,
                                wmi_error *error);

/* Checks. */

typedef struct wmip_loopback_check {
    const wmi_loopback *loopback;
    const char *ns;
    const char *owner; /* class or Class.Method, for messages */
    const char *what;  /* "property", "parameter" */
    uint32_t refusal;  /* what a wrong name or a malformed value is refused with */
    wmi_error *error;
} wmip_loopback_check;

/** Whether a value is exactly of a field's declared type, and what it embeds or refers to is right. NULL is. */
wmi_status wmip_loopback_check_value(const wmip_loopback_check *check, const wmi_field *field, const wmi_value *value);
/** The same of all properties of an object; each must be declared and given once. */
wmi_status wmip_loopback_check_object(const wmip_loopback_check *check, const wmi_field *fields, size_t count,
                                      const wmi_object *object);

/** Equality of values, by what both are described as in CIM-XML; objects are never equal. */
wmi_status wmip_loopback_same_value(const wmi_value *a, const wmi_value *b, bool *same, wmi_error *error);
/** What a client's get gives. */
wmi_status wmip_loopback_fetch(wmi_loopback *loopback, const char *ns, const char *path, wmi_object **object,
                               wmi_error *error);

/* The lock. Public functions take it; what they call finds it taken. */

bool wmip_loopback_make_lock(wmi_loopback *loopback);
void wmip_loopback_end_lock(wmi_loopback *loopback);
void wmip_loopback_lock(const wmi_loopback *loopback);
void wmip_loopback_unlock(const wmi_loopback *loopback);

/* Orders. `name` is the method's, or NULL. */

/** Carries out the oldest order to fail that is due. */
wmi_status wmip_loopback_obey_failure(wmi_loopback *loopback, wmi_loopback_operation operation, const char *name,
                                      wmi_error *error);
/** How long the call takes, in milliseconds. */
uint32_t wmip_loopback_delay_of(const wmi_loopback *loopback, wmi_loopback_operation operation, const char *name);
void wmip_loopback_forget_orders(wmi_loopback *loopback);

/* Who watches. */

/** Asks who watches of a call, and how long it takes. */
wmi_status wmip_loopback_ask_watch(wmi_loopback *loopback, const wmi_loopback_record *asked, uint32_t *delay_ms,
                                   wmi_error *error);
/** Tells who watches of a call that has ended. */
void wmip_loopback_tell_watch(wmi_loopback *loopback, const wmi_loopback_record *record);
/** When the next work is due; false where none is to be done. */
bool wmip_loopback_timer_due(const wmi_loopback *loopback, uint64_t *due);
/** Does it. */
wmi_status wmip_loopback_run_timer(wmi_loopback *loopback, wmi_error *error);
void wmip_loopback_forget_timers(wmi_loopback *loopback);

/* The journal. */

/** Counts a call and copies what was asked. @return NULL where there is no memory; else wmip_loopback_close_record, _keep_record. */
wmi_loopback_record *wmip_loopback_open_record(wmi_loopback *loopback, const wmi_loopback_record *asked);
void wmip_loopback_close_record(wmi_loopback *loopback, wmi_loopback_record *record, wmi_status status,
                                const wmi_object *out, const wmi_error *error);
/** Gives a closed record to the journal, or back where that has no place for it any more. */
void wmip_loopback_keep_record(wmi_loopback_record *record);
/** The index of the oldest call that is kept. */
uint64_t wmip_loopback_first_record(const wmi_loopback *loopback);
/** NULL where a call is not kept, or has not ended. */
const wmi_loopback_record *wmip_loopback_record_at(const wmi_loopback *loopback, uint64_t index);
void wmip_loopback_forget_records(wmi_loopback *loopback);

/** How many of what is nearest are told. */
#define WMIP_LOOPBACK_NEAREST 3

/* What is nearest to what was not found: added to the error's message. `error` may be NULL. */

void wmip_loopback_tell_near_classes(const wmi_loopback *loopback, const char *ns, const char *name, wmi_error *error);
void wmip_loopback_tell_near_methods(const wmip_loopback_class *cls, const char *name, wmi_error *error);
void wmip_loopback_tell_near_handlers(const wmi_loopback *loopback, const wmip_loopback_class *cls, const char *method,
                                      wmi_error *error);
void wmip_loopback_tell_near_instances(const wmi_loopback *loopback, const char *ns, const char *path,
                                       wmi_error *error);

/* Memory of a call. */

typedef struct wmi_loopback_scratch {
    wmi_memory *memory;
    wmi_object **objects; /* with memory of their own */
    size_t object_count;
    size_t object_capacity;
    wmi_status status; /* the first failure */
    wmi_error error;
} wmi_loopback_scratch;

void wmip_loopback_begin_scratch(wmi_loopback_scratch *scratch);
/** What becomes of the handler's status: a failure to make what it asked for is one of the call. */
wmi_status wmip_loopback_end_scratch(wmi_loopback_scratch *scratch, wmi_status status, wmi_error *error);
/** Once the answer is copied. */
void wmip_loopback_clear_scratch(wmi_loopback_scratch *scratch);

/* Calls. */

/** A handler runs without the lock. */
wmi_status wmip_loopback_invoke(wmip_loopback_connection *connection, const wmi_call *call, wmi_object **out,
                                wmi_error *error);
/** Calls `visit` for each handler that is registered. */
void wmip_loopback_each_handler(const wmi_loopback *loopback,
                                void (*visit)(void *context, const wmip_loopback_class *cls, const char *method),
                                void *context);
void wmip_loopback_forget_handlers(wmi_loopback *loopback);

/* Jobs. */

/** Does what has become due, of jobs and of timers. */
wmi_status wmip_loopback_run_jobs(wmi_loopback *loopback, wmi_error *error);
/** When the next change of a job, or the next work, is due; false where none will come. */
bool wmip_loopback_next_due(const wmi_loopback *loopback, uint64_t *due);
/** The job's own answer to a method without a handler; `*out` is NULL where it has none. */
wmi_status wmip_loopback_job_invoke(wmip_loopback_running *job, const wmi_method_info *method, const wmi_object *in,
                                    wmi_object **out, wmi_error *error);
/** The job's instance is gone. */
void wmip_loopback_job_dropped(wmip_loopback_running *job);
void wmip_loopback_forget_jobs(wmi_loopback *loopback);

/* Queries. */

/** What is_a of a wql_row is asked with. */
typedef struct wmip_loopback_lookup {
    const wmi_loopback *loopback;
    const char *ns;
} wmip_loopback_lookup;

wmi_status wmip_loopback_query(wmip_loopback_connection *connection, const char *wql, wmip_loopback_cursor **out,
                               wmi_error *error);
/** The class behind FROM, in a region; NULL where a query has none. @return false where there is no memory. */
bool wmip_loopback_class_of_query(const char *wql, wmi_memory **memory, const char **class_name);
wmip_loopback_cursor *wmip_loopback_new_cursor(const wmip_loopback_connection *connection);
/** Adds an object, which is the cursor's in any case; NULL stands for one that there was no memory for. */
wmi_status wmip_loopback_yield(wmip_loopback_cursor *cursor, wmi_object *object, wmi_error *error);
/** Takes out the next object, which is the caller's; NULL at the end. */
wmi_status wmip_loopback_take(wmip_loopback_cursor *cursor, wmi_object **object, wmi_error *error);
/** Gives a version back. */
void wmip_loopback_version_release(wmip_loopback_version *version);
/** Gives a cursor to the caller, or back after a failure. @return the status. */
wmi_status wmip_loopback_hand_out(wmi_status status, wmip_loopback_cursor *cursor, wmip_loopback_cursor **out);

/* Associations. */

wmi_status wmip_loopback_associators(wmip_loopback_connection *connection, const char *path,
                                     const wmi_associator_filter *filter, wmip_loopback_cursor **out, wmi_error *error);
/** Whether a query is ASSOCIATORS OF or REFERENCES OF, and running it. */
bool wmip_loopback_is_related_query(const char *wql);
wmi_status wmip_loopback_related_query(wmip_loopback_connection *connection, const char *wql,
                                       wmip_loopback_cursor **out, wmi_error *error);
wmi_status wmip_loopback_references(wmip_loopback_connection *connection, const char *path, const char *result_class,
                                    const char *role, wmip_loopback_cursor **out, wmi_error *error);
/** @param asked_at when the call began, on the virtual clock: its limit counts from there. */
wmi_status wmip_loopback_next(wmip_loopback_cursor *cursor, wmi_object **out, uint64_t asked_at, const wmi_limit *limit,
                              wmi_error *error);
void wmip_loopback_close_cursor(wmip_loopback_cursor *cursor);

/* Events. */

typedef enum wmip_loopback_change_kind {
    WMIP_LOOPBACK_CREATED,
    WMIP_LOOPBACK_CHANGED,
    WMIP_LOOPBACK_DELETED
} wmip_loopback_change_kind;

/** Tells the subscriptions what happened to an instance of a class. @param previous of a changed one: as it was. */
void wmip_loopback_publish(wmi_loopback *loopback, wmip_loopback_change_kind kind, const wmip_loopback_class *cls,
                           const wmi_object *object, const wmi_object *previous);
/** Whether a class is an event that every namespace has. */
bool wmip_loopback_is_system_event(const char *name);
/** Whether an event of class `name` is one of class `wanted`. */
bool wmip_loopback_is_event_of(const wmi_loopback *loopback, const char *ns, const char *name, const char *wanted);
/** is_a of a wql_row, for events and what they embed; its context is a wmip_loopback_lookup. */
bool wmip_loopback_is_a_or_event(const void *context, const char *class_name, const char *ancestor);
/** Whether all classes behind ISA are there: WMI_E_INVALID_CLASS. */
wmi_status wmip_loopback_check_classes(const wmi_loopback *loopback, const char *ns, const wql_node *node,
                                       wmi_error *error);
wmi_status wmip_loopback_subscribe(wmip_loopback_connection *connection, const char *wql, wmip_loopback_cursor **out,
                                   wmi_error *error);
void wmip_loopback_unsubscribe(wmip_loopback_cursor *cursor);
wmi_status wmip_loopback_next_event(wmip_loopback_cursor *cursor, wmi_object **out, uint64_t asked_at,
                                    const wmi_limit *limit, wmi_error *error);

#endif
