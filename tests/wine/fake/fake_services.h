/**
 * @file
 * What the files behind IWbemServices share.
 */
#ifndef FAKE_SERVICES_H
#define FAKE_SERVICES_H

#include "fake_object.h"

/** A connection to the world. Enumerators hold it too: they may outlive the services that made them. */
typedef struct fake_link {
    LONG references;
    uint32_t generation; /* once another test runs, the world is gone */
    const wmi_backend *world;
    wmi_connection *connection;
} fake_link;
/** For calls of the world: its clock is no real one. */
extern const wmi_limit fake_no_limit;
HRESULT fake_link_open(const char *ns, fake_link **out);
fake_link *fake_link_share(fake_link *link);
void fake_link_release(fake_link *link);

typedef struct fake_services {
    IWbemServices iface;
    fake_proxy proxy;
    fake_link *link;
    const mb_namespace *ns;
} fake_services;

/** Begins a call, which takes its time in the world. */
HRESULT fake_services_enter(IWbemServices *iface, const char *name);
/** Services of a namespace, with a connection of their own to the world. */
HRESULT fake_make_services(bool remote, const mb_namespace *ns, IWbemServices **out);

/** A locator. (fake_locator.c) */
HRESULT fake_make_locator(REFIID iid, void **out);

/**
 * Whether the provider of a class does this for clients: MB_Q_SUPPORTSCREATE, _UPDATE, _DELETE; one of two (fake_put.c).
 * @return S_OK or WBEM_E_PROVIDER_NOT_CAPABLE.
 */
HRESULT fake_check_provider(const mb_class *cls, mb_qualifier_id needed, mb_qualifier_id or_needed);

/* Paths (fake_path.c). */

/** What an object path leads to. */
typedef struct fake_target {
    wmi_path path;
    const char *relative; /* the path from its class on; in the memory of `text` */
    const mb_class *cls;  /* NULL where the namespace has no such class */
    bool is_class;        /* a class path */
    char *text;
} fake_target;
/** @return S_OK, WBEM_E_INVALID_OBJECT_PATH, WBEM_E_INVALID_NAMESPACE; fake_target_clear in any case. */
HRESULT fake_target_read(const fake_services *self, const char *text, fake_target *out);
void fake_target_clear(fake_target *target);
/** Whether a name is that of the computer that this is. */
bool fake_is_this_host(const char *host, size_t length);
/** A namespace as IWbemLocator::ConnectServer takes it. @param remote whether it is on the settings' host */
HRESULT fake_read_namespace(const char *text, const mb_namespace **out, bool *remote);
/** One without a server: `root\a`, `root/a`. */
HRESULT fake_read_local_namespace(const char *text, const mb_namespace **out);

/* Answers (fake_call.c). */

typedef enum fake_answer_kind {
    FAKE_ANSWER_NOTHING,
    FAKE_ANSWER_OBJECT,
    FAKE_ANSWER_STRING,
    FAKE_ANSWER_SERVICES
} fake_answer_kind;
/** What an operation came to. With a failure its error object is that of the thread. */
typedef struct fake_answer {
    fake_answer_kind kind;
    HRESULT result;
    IWbemClassObject *object; /* NULL for a method without out-parameters */
    BSTR text;
    IWbemServices *services;
} fake_answer;
void fake_answer_clear(fake_answer *answer);
/** How a client asked for an answer. */
typedef struct fake_request {
    const char *operation; /* "ExecMethod" */
    LONG flags;
    LONG known_flags;
    bool has_out; /* it takes the answer of a synchronous call */
    IWbemCallResult **call;
    bool refuses_semisynchronous; /* in a synchronous server: GetObject. The others do not look at the flag */
} fake_request;
/** Checks flags and out-parameters. @param semisynchronous whether a call result is to be made */
HRESULT fake_request_check(const fake_request *request, bool *semisynchronous);
/** A finished (or pending) call, which takes the answer over. */
HRESULT fake_make_call_result(bool remote, fake_answer *answer, IWbemCallResult **out);

/* Enumerators (fake_enum.c). */

typedef struct fake_source {
    bool remote;
    fake_link *link; /* shared */
    const mb_namespace *ns;
    wmi_cursor *cursor; /* taken over; NULL with a failure */
    HRESULT failure;    /* what the first Next is to say; its error object is that of the thread */
    LONG flags;         /* of the query */
    bool is_notification;
    bool keys_only;
    const char *only_class; /* no instances of derived classes; NULL = these too */
    char *columns;          /* the names behind SELECT, with what is between them; taken over; NULL = all */
} fake_source;
HRESULT fake_make_enumerator(const fake_source *source, IEnumWbemClassObject **out);

/* Queries (fake_query.c, fake_related.c). */

/** Whether the language is WQL. */
HRESULT fake_check_language(const OLECHAR *language, const OLECHAR *query);
/** Starts a SELECT or an ASSOCIATORS OF or a REFERENCES OF in the world: fills cursor, or failure with the thread's
 * error object. */
void fake_start_query(const fake_services *self, const char *wql, LONG flags, fake_source *source);
/** ASSOCIATORS OF {path} ..., REFERENCES OF {path} ...; `wql` begins with one of these. */
void fake_start_related(const fake_services *self, const char *wql, fake_source *source);
/** Starts a notification query in the world: fills cursor and columns; otherwise the thread has an error object. */
HRESULT fake_start_notification(const fake_services *self, const char *wql, fake_source *source);
/** Where the word is, if the text begins with it: behind it and the blanks that follow; NULL otherwise. */
const char *fake_skip_word(const char *text, const char *word);
const char *fake_skip_blanks(const char *text);
/** How many characters a name has; 0 where there is none. */
size_t fake_name_length(const char *text);

/* Operations that are files of their own. `answer` is filled; its result tells how it went. */

void fake_exec_method(const fake_services *self, const char *path, const char *method, IWbemClassObject *in,
                      fake_answer *answer);
void fake_put_instance(const fake_services *self, IWbemClassObject *object, LONG mode, IWbemContext *context,
                       fake_answer *answer);

/* What this WMI does not do (fake_refused.c). */

HRESULT STDMETHODCALLTYPE fake_refuse_GetObjectAsync(IWbemServices *iface, const BSTR path, LONG flags,
                                                     IWbemContext *context, IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE fake_refuse_PutClass(IWbemServices *iface, IWbemClassObject *object, LONG flags,
                                               IWbemContext *context, IWbemCallResult **call);
HRESULT STDMETHODCALLTYPE fake_refuse_PutClassAsync(IWbemServices *iface, IWbemClassObject *object, LONG flags,
                                                    IWbemContext *context, IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE fake_refuse_DeleteClass(IWbemServices *iface, const BSTR class_name, LONG flags,
                                                  IWbemContext *context, IWbemCallResult **call);
HRESULT STDMETHODCALLTYPE fake_refuse_DeleteClassAsync(IWbemServices *iface, const BSTR class_name, LONG flags,
                                                       IWbemContext *context, IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE fake_refuse_CreateClassEnum(IWbemServices *iface, const BSTR superclass, LONG flags,
                                                      IWbemContext *context, IEnumWbemClassObject **out);
HRESULT STDMETHODCALLTYPE fake_refuse_CreateClassEnumAsync(IWbemServices *iface, const BSTR superclass, LONG flags,
                                                           IWbemContext *context, IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE fake_refuse_PutInstanceAsync(IWbemServices *iface, IWbemClassObject *object, LONG flags,
                                                       IWbemContext *context, IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE fake_refuse_DeleteInstanceAsync(IWbemServices *iface, const BSTR path, LONG flags,
                                                          IWbemContext *context, IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE fake_refuse_CreateInstanceEnumAsync(IWbemServices *iface, const BSTR class_name, LONG flags,
                                                              IWbemContext *context, IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE fake_refuse_ExecQueryAsync(IWbemServices *iface, const BSTR language, const BSTR query,
                                                     LONG flags, IWbemContext *context, IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE fake_refuse_ExecNotificationQueryAsync(IWbemServices *iface, const BSTR language,
                                                                 const BSTR query, LONG flags, IWbemContext *context,
                                                                 IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE fake_refuse_ExecMethodAsync(IWbemServices *iface, const BSTR path, const BSTR method,
                                                      LONG flags, IWbemContext *context, IWbemClassObject *in,
                                                      IWbemObjectSink *sink);

/** The result and error object of a world's failure, whose wmi_error is cleared. */
HRESULT fake_world_result(wmi_status status, wmi_error *error, const char *operation);

#endif
