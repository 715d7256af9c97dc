/**
 * @file
 * What the files of the backend com share. In the order of the calls that they make:
 *
 *   com.c            the vtable: get, remove, the clock
 *   com_connect.c    apartment, locator, services, closing      com_security.c   blankets, credentials, what is local
 *   com_mta.c        keeping the multithreaded apartment
 *   com_call.c       method calls                               com_signature.c  in-signatures, kept per session
 *   com_result.c     waiting for a semisynchronous call         com_cursor.c     queries, associations, notifications
 *   com_path.c       which paths are the session's own          com_guard.c      leaving calls that do not come back
 *   com_put.c        writing instances                          com_object.c     IWbemClassObject <-> wmi_object
 *   com_value.c      VARIANT <-> wmi_value                      com_array.c      SAFEARRAY <-> wmi_value
 *   com_error.c      failures                                   com_text.c       UTF-8 <-> UTF-16
 *   com_wine.c       what only Wine needs
 */
#ifndef WMIP_COM_COM_INTERNAL_H
#define WMIP_COM_COM_INTERNAL_H

#ifndef COBJMACROS
#define COBJMACROS
#endif
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#ifndef _WIN32_WINNT
#define _WIN32_WINNT 0x0602 /* Windows 8: the type CO_MTA_USAGE_COOKIE */
#endif
#include <windows.h>

#include <ole2.h>
#include <oleauto.h>
#include <wbemcli.h>

#include "base/cancel.h"
#include "base/host.h"
#include "cimxml/cimxml.h"
#include "codec/codec.h"
#include "path/path.h"

#include <wmi/backend.h>
#include <wmi/com.h>

/** An HRESULT of wbemcli.h, whose enumerators are unsigned. */
#define WMIP_COM_HRESULT(code) ((HRESULT)(code))

/* Text (com_text.c). */

/**
 * A BSTR of a UTF-8 text; NULL of NULL. @param what the text is, for the message ("the object path").
 * @return WMI_OK; WMI_USAGE where the text is not UTF-8; WMI_NO_MEMORY.
 */
wmi_status wmip_com_bstr(const char *text, const char *what, BSTR *out, wmi_error *error);
/** UTF-8 of a BSTR, in a region; NULL of NULL. Trailing NULs are cut off; others, and lone surrogates, become U+FFFD.
 */
bool wmip_com_text(const OLECHAR *text, size_t length, wmi_memory **memory, const char **out);

/** A name in UTF-16 for Put and Get, which take no BSTR: short ones without an allocation. */
typedef struct wmip_com_name {
    WCHAR room[64];
    WCHAR *text;
} wmip_com_name;
/** @return WMI_OK; WMI_USAGE where the name is not UTF-8; WMI_NO_MEMORY. Give it back by wmip_com_name_clear in any
 * case. */
wmi_status wmip_com_name_init(wmip_com_name *name, const char *text, wmi_error *error);
void wmip_com_name_clear(wmip_com_name *name);

/* Failures (com_error.c). */

/**
 * Fills `error` for a failed COM call, and takes the thread's error object: nothing may call COM between. The message
 * is
 * "<doing>: <what WMI says of it>: <what the code means>". @return WMI_TRANSPORT.
 */
wmi_status wmip_com_fail(wmi_error *error, HRESULT result, const char *doing, ...) WMI_PRINTF(3, 4);
/** The same for a call that stays within this process: where it lacked memory, WMI_NO_MEMORY. */
wmi_status wmip_com_fail_here(wmi_error *error, HRESULT result, const char *doing, ...) WMI_PRINTF(3, 4);
/** Takes away an error object that an earlier failure left on this thread. */
void wmip_com_forget_errors(void);

/* Security (com_security.c). */

/** What is set on each proxy. The identity is referred to by COM, not copied: it stays where it is until all proxies
 * are gone. */
typedef struct wmip_com_security {
    bool remote;
    DWORD authentication;
    DWORD impersonation;
    COAUTHIDENTITY *identity; /* NULL = of the calling thread */
    COAUTHIDENTITY identity_memory;
    BSTR user;    /* as ConnectServer wants it: with the domain */
    BSTR account; /* as the identity wants it: without */
    BSTR domain;
    BSTR password;
    BSTR authority;
} wmip_com_security;

/**
 * Reads the options. @return WMI_OK; WMI_USAGE for a user on this host; WMI_NO_MEMORY. Give it back by
 * wmip_com_security_clear in any case, at the same address.
 */
wmi_status wmip_com_security_init(wmip_com_security *security, const wmi_connect_options *options, wmi_error *error);
/** A copy with memory of its own, for the thread that may outlive the session. @return false when there is no memory;
 * clear it in any case. */
bool wmip_com_security_copy(wmip_com_security *to, const wmip_com_security *from);
/** Wipes the credentials and gives them back. */
void wmip_com_security_clear(wmip_com_security *security);
/** Wipes the password where it lies, for proxies that outlive the session. */
void wmip_com_security_forget(wmip_com_security *security);
/** Wipes a BSTR before it is given back. */
void wmip_com_wipe(BSTR *text);
/** Sets the blanket on a proxy and, with credentials, on its IUnknown. An object of this process needs none: S_OK. */
HRESULT wmip_com_secure(const wmip_com_security *security, IUnknown *proxy);

/* The multithreaded apartment (com_mta.c). */

/** What keeps it alive. Zeroed, it keeps nothing. */
typedef struct wmip_com_mta {
    CO_MTA_USAGE_COOKIE usage; /* of CoIncrementMTAUsage; NULL where there is no such function */
    HANDLE thread;             /* else a thread that stays in the apartment ... */
    HANDLE leave;              /* ... until this event is set */
} wmip_com_mta;
/** Keeps the multithreaded apartment alive, and makes it where there is none, without initialising the calling thread.
 */
HRESULT wmip_com_mta_keep(wmip_com_mta *mta);
/** The same by a thread, which wmip_com_mta_keep falls back on before Windows 8. */
HRESULT wmip_com_mta_keep_by_thread(wmip_com_mta *mta);
/** Ends that, and waits for the thread where there is one. Harmless where `mta` keeps nothing. */
void wmip_com_mta_release(wmip_com_mta *mta);

/* The connection (com_connect.c). */

/** A signature that is kept: of a method of a class; see com_signature.c. */
typedef struct wmip_com_signature wmip_com_signature;

typedef struct wmip_com_apartment {
    DWORD thread;     /* of a single-threaded apartment; else 0 */
    wmip_com_mta mta; /* of the multithreaded one */
} wmip_com_apartment;

typedef struct wmip_com_connection {
    IWbemServices *services;
    wmip_com_apartment apartment;
    wmip_com_security security;
    char *ns;                      /* without the host, backslashes between its parts */
    char *host;                    /* NULL = this one */
    volatile LONG synchronous;     /* 1 once the server has shown that it knows no semisynchronous calls */
    volatile LONG semisynchronous; /* 1 once it has shown that it does */
    SRWLOCK lock;                  /* of what follows */
    char *server;                  /* the name by which the server calls itself; NULL as long as it is not known */
    wmip_com_signature *signatures;
    struct wmip_com_class *classes; /* definitions kept to spawn instances from */
} wmip_com_connection;
/** An enumeration; see com_cursor.c. */
typedef struct wmip_com_cursor wmip_com_cursor;

wmi_status wmip_com_connect(const wmi_connect_options *options, wmip_com_connection **out, const wmi_limit *limit,
                            wmi_error *error);
void wmip_com_close(wmip_com_connection *connection);
/** WMI_USAGE on a thread of another apartment than the session's. Every entry of the vtable asks first. */
wmi_status wmip_com_check_thread(const wmip_com_connection *connection, wmi_error *error);

/* Paths (com_path.c). */

/** Whether a path's server or namespace, which need not end with a NUL, is that of the session. */
bool wmip_com_is_own_server(const wmip_com_connection *connection, const char *server, size_t length);
bool wmip_com_is_own_namespace(const wmip_com_connection *connection, const char *ns, size_t length);
/** Learns from any object what the server calls itself: its paths name it so, and not as the session was told. */
wmi_status wmip_com_learn_server(wmip_com_connection *connection, IWbemClassObject *object, const char *doing,
                                 wmi_error *error);
/**
 * The BSTR of an object path as the server is to get it: without `\\server\namespace:` where that is this session's
 * own: Wine's does not take its own full paths.
 */
wmi_status wmip_com_path(const wmip_com_connection *connection, const char *path, BSTR *out, wmi_error *error);

/* Waiting (com_result.c). */

/** Milliseconds on a clock that never goes back. */
uint64_t wmip_com_clock(void);

/** A call's time. */
typedef wmip_call_time wmip_com_deadline;
wmip_com_deadline wmip_com_deadline_start(const wmi_limit *limit);
/** Milliseconds left; WBEM_INFINITE where there is no limit. */
LONG wmip_com_time_left(const wmip_com_deadline *deadline);
/** How long to wait before looking whether the call is cancelled; no more than what is left. */
LONG wmip_com_slice(const wmip_com_deadline *deadline);
/** WMI_OK or, where the call is cancelled, WMI_CANCELLED. */
wmi_status wmip_com_check_cancel(const wmip_com_deadline *deadline, const char *doing, wmi_error *error);
/** The same before something that has effects is sent. */
wmi_status wmip_com_check_unsent(const wmip_com_deadline *deadline, const char *doing, wmi_error *error);
/** Fills `error` for a call that took too long. @return WMI_TIMEOUT. */
wmi_status wmip_com_timed_out(wmi_error *error, const wmip_com_deadline *deadline, const char *doing);

/* Paths, where the host is asked (com_path.c). */

/**
 * Refuses a path on another host: WMI_USAGE. Only where the server's own name is known, and the path's is neither that
 * nor the one that the session was opened with; where it is not known yet, the class that the path names is asked for
 * it.
 */
wmi_status wmip_com_check_server(wmip_com_connection *connection, const char *path, const wmip_com_deadline *deadline,
                                 wmi_error *error);

/* Leaving calls (com_guard.c). */

typedef HRESULT(STDAPICALLTYPE *wmip_com_enable)(LPVOID reserved);
typedef HRESULT(STDAPICALLTYPE *wmip_com_cancel)(DWORD thread, ULONG seconds);
/** What COM has for leaving a call: CoEnableCallCancellation, CoDisableCallCancellation, CoCancelCall. */
typedef struct wmip_com_call_control {
    wmip_com_enable enable;
    wmip_com_enable disable;
    wmip_com_cancel cancel;
} wmip_com_call_control;
/** NULL = COM's own, where it has them; a test puts others here. */
extern const wmip_com_call_control *wmip_com_call_control_of_test;

/** Watches over what the calling thread asks the host for. It stays where it is until it has ended. */
typedef struct wmip_com_guard {
    wmip_com_call_control control;
    wmip_com_deadline deadline;
    DWORD thread;
    PTP_TIMER timer; /* NULL where calls cannot be left */
    volatile LONG late;
    volatile LONG abandoned;
} wmip_com_guard;
void wmip_com_guard_begin(wmip_com_guard *guard, const wmi_limit *limit);
/** @return `status`; of a call that was left, WMI_TIMEOUT or WMI_CANCELLED. */
wmi_status wmip_com_guard_end(wmip_com_guard *guard, wmi_status status, wmi_error *error);

/* Ends of calls (com_result.c). */

/** What GetCallStatus hands over at the end, beside success. */
typedef struct wmip_com_outcome {
    IWbemClassObject *object; /* of GetObject, ExecMethod; the caller's; NULL where there is none */
    BSTR text;                /* of PutInstance: the path; the caller's; NULL where there is none */
} wmip_com_outcome;
/**
 * Waits for a call that was started by a function of IWbemServices with `flags`. @param result what it returned.
 * @param call what it gave; released here; NULL after a synchronous call. @param wants_text ask for GetResultString.
 * @param outcome what a synchronous call gave is in there already. On failure it is emptied.
 */
wmi_status wmip_com_finish(wmip_com_connection *connection, HRESULT result, IWbemCallResult *call,
                           const wmip_com_deadline *deadline, const char *doing, bool wants_text,
                           wmip_com_outcome *outcome, wmi_error *error);

/**
 * GetObject.
 * @param path an instance's or a class's. @param doing for the message: "Cannot get X".
 */
wmi_status wmip_com_get_object(wmip_com_connection *connection, BSTR path, const wmip_com_deadline *deadline,
                               const char *doing, IWbemClassObject **out, wmi_error *error);

/* Signatures (com_signature.c). Both are kept per session, and safe to ask for from several threads. */

/**
 * A new, empty in-parameter object of a method; `*out` is NULL where the method has no in-parameters.
 * @param class_name the class whose declaration counts.
 */
wmi_status wmip_com_spawn_parameters(wmip_com_connection *connection, const char *class_name, const char *method,
                                     const wmip_com_deadline *deadline, IWbemClassObject **out, wmi_error *error);
/** Fetches the definition of a class, unless it is kept; with it the server's name is known. */
wmi_status wmip_com_know_class(wmip_com_connection *connection, const char *name, const wmip_com_deadline *deadline,
                               wmi_error *error);
/** A new, empty instance of a class. */
wmi_status wmip_com_spawn_instance(wmip_com_connection *connection, const char *class_name,
                                   const wmip_com_deadline *deadline, IWbemClassObject **out, wmi_error *error);
/** Releases what is kept; for wmip_com_close. */
void wmip_com_signatures_clear(wmip_com_connection *connection);

/* Values (com_value.c, com_array.c). */

/**
 * The VARIANT type of a CIM type: what Put takes and Get gives; and the one that Wine insists on, which is the same
 * where it has none. VT_EMPTY for what is no CIM type.
 */
VARTYPE wmip_com_vartype(wmi_type type, bool for_wine);
/**
 * The VARIANT of a value that is not an object; arrays too. @param out initialised here; the caller's: VariantClear.
 * @return WMI_OK; WMI_USAGE for text that is not UTF-8 or a datetime that has no text; WMI_NO_MEMORY.
 */
wmi_status wmip_com_encode_value(const wmi_value *value, bool for_wine, VARIANT *out, wmi_error *error);
/** The same for an array; in com_array.c. */
wmi_status wmip_com_encode_array(const wmi_value *value, bool for_wine, VARIANT *out, wmi_error *error);

/**
 * The value of a VARIANT, by its CIM type; tolerant of the VARIANT types that servers use instead of those of the
 * table. Text that is no number or datetime of the CIM type stays a WMI_TYPE_STRING: the caller's schema decides what
 * it is worth.
 * @param memory owns what the value points to. @return WMI_OK; WMI_REPLY for a VARIANT that no CIM value can be;
 * WMI_NO_MEMORY; what an embedded object fails with.
 */
wmi_status wmip_com_decode_value(const VARIANT *variant, CIMTYPE cim_type, int depth, wmi_memory **memory,
                                 wmi_value *out, wmi_error *error);
wmi_status wmip_com_decode_array(const VARIANT *variant, CIMTYPE cim_type, int depth, wmi_memory **memory,
                                 wmi_value *out, wmi_error *error);
/** One element or scalar behind a pointer of VARIANT type `type`; for the two above. */
wmi_status wmip_com_decode_scalar(VARTYPE type, const void *data, CIMTYPE cim_type, int depth, wmi_memory **memory,
                                  wmi_value *out, wmi_error *error);
/** The CIM type of a CIMTYPE, its array flag aside; `*known` is false where it is none. */
wmi_type wmip_com_cim_type(CIMTYPE cim_type, bool *known);

/** What a scalar or an element of a VARIANT type is: which CIM type comes closest, and its size. */
typedef struct wmip_com_element {
    VARTYPE code;
    wmi_type type;
    size_t size;
} wmip_com_element;
/** NULL for a VARIANT type that no CIM value can be, and for VT_VARIANT. */
const wmip_com_element *wmip_com_element_of(VARTYPE code);
/** Whether a number of an element is one of `wanted` as it lies in memory: the same type, or unsigned in a signed
 * VARIANT type. */
bool wmip_com_same_bits(const wmip_com_element *element, wmi_type wanted);
/** Writes a scalar that is not NULL to where a VARIANT or a SAFEARRAY keeps its elements of VARIANT type `code`. */
wmi_status wmip_com_store_scalar(const wmi_value *value, VARTYPE code, void *data, wmi_error *error);
/** Copies a text of ASCII characters alone, trailing NULs left out. @return false where it is none, or does not fit. */
bool wmip_com_ascii(const OLECHAR *text, size_t length, char *out, size_t size);

/* Objects (com_object.c). */

/**
 * Puts the properties of `object` into an IWbemClassObject, by name; canonical VARIANT type first, Wine's where that
 * is a WBEM_E_TYPE_MISMATCH. Embedded objects are made from their class. NULLs are put as VT_NULL.
 * @param what the object is, for messages: "the parameters of X".
 */
wmi_status wmip_com_put_properties(wmip_com_connection *connection, const wmi_object *object,
                                   const wmip_com_deadline *deadline, const char *what, IWbemClassObject *into,
                                   wmi_error *error);
/**
 * The object of an IWbemClassObject with its class, what that is derived from, its path and all properties that are not
 * the system's. What no CIM value is, is NULL, with the reason as its `unreadable`.
 */
wmi_status wmip_com_read_object(IWbemClassObject *from, wmi_object **out, wmi_error *error);
/** The same inside another object, which then owns it. @param depth how deep it lies; WMIP_EMBEDDING_DEPTH at most. */
wmi_status wmip_com_read_embedded(IUnknown *from, int depth, wmi_memory **memory, wmi_object **out, wmi_error *error);
/**
 * The named properties only: out-parameters. A field that the object has not is left out. The first failure counts, and
 * `*out` holds what could be read all the same; it is NULL only where there was no memory for it.
 */
wmi_status wmip_com_read_fields(IWbemClassObject *from, const wmi_field *fields, size_t count, wmi_object **out,
                                wmi_error *error);
/** A text property (`__RELPATH`); `*out` is NULL where it is absent or no text; the caller's: SysFreeString. */
HRESULT wmip_com_read_text(IWbemClassObject *from, const WCHAR *name, BSTR *out);

/* The vtable's other entries (com_call.c, com_cursor.c, com_put.c). */

wmi_status wmip_com_invoke(wmip_com_connection *connection, const wmi_call *call, wmi_object **out,
                           const wmi_limit *limit, wmi_error *error);
wmi_status wmip_com_query(wmip_com_connection *connection, const char *wql, wmip_com_cursor **out,
                          const wmi_limit *limit, wmi_error *error);
wmi_status wmip_com_associators(wmip_com_connection *connection, const char *path, const wmi_associator_filter *filter,
                                wmip_com_cursor **out, const wmi_limit *limit, wmi_error *error);
wmi_status wmip_com_references(wmip_com_connection *connection, const char *path, const char *result_class,
                               const char *role, wmip_com_cursor **out, const wmi_limit *limit, wmi_error *error);
wmi_status wmip_com_subscribe(wmip_com_connection *connection, const char *wql, wmip_com_cursor **out,
                              const wmi_limit *limit, wmi_error *error);
wmi_status wmip_com_next(wmip_com_cursor *cursor, wmi_object **out, const wmi_limit *limit, wmi_error *error);
void wmip_com_close_cursor(wmip_com_cursor *cursor);
wmi_status wmip_com_put(wmip_com_connection *connection, const wmi_object *object, wmi_put_mode mode, char **path,
                        const wmi_limit *limit, wmi_error *error);

/* What only Wine needs (com_wine.c). */

/*
 * Windows takes the first way in each case; what is here is for services that are not Windows' own, which the tests run
 * against, and could go where Wine has it.
 */

/** The flag for a semisynchronous call, which Wine's services do not know: 0 once that is known. */
LONG wmip_com_wine_flags(const wmip_com_connection *connection);
/**
 * GetObject, semisynchronously (`*call`) or, where the services do not know that, synchronously (`*object`). The first
 * one finds out.
 */
HRESULT wmip_com_wine_get(wmip_com_connection *connection, BSTR path, IWbemCallResult **call,
                          IWbemClassObject **object);
/**
 * Makes sure that it is known whether the server can do semisynchronous calls, before one that has side effects and
 * must not be sent twice. Asks, by GetObject, at most once per session. @param class_name any class. @return WMI_OK, or
 * why the server cannot be asked.
 */
wmi_status wmip_com_wine_probe(wmip_com_connection *connection, const char *class_name,
                               const wmip_com_deadline *deadline, const char *doing, wmi_error *error);
/** What of a path comes after the session's own server and namespace; the whole path where it names others. */
const char *wmip_com_wine_path(const wmip_com_connection *connection, const char *path);
/** The names of the keys of a class, as far as a path has them, where the class does not tell. @return NULL when there
 * is no memory. */
const char *const *wmip_com_wine_keys(const wmi_path *path, wmi_memory **memory, size_t *count);
/** The VARIANT type that CIM means, where WMI has another, `canonical`. */
VARTYPE wmip_com_wine_vartype(wmi_type type, VARTYPE canonical);
/** Elsewhere in COM no BSTR is the empty text. WMI says "empty" by one of length 0, and Wine "never set" by none. */
bool wmip_com_wine_is_unset(BSTR text);
/** No SAFEARRAY where there should be one is an empty one: Wine's, of a method that failed. */
bool wmip_com_wine_is_missing(const SAFEARRAY *array);
/** Looks for what COM has for leaving a call, as Wine's ole32 has no CoCancelCall and a program is to start all the
 * same. */
bool wmip_com_wine_call_control(wmip_com_call_control *control);

#endif
