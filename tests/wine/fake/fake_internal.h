/**
 * @file
 * What the files of fake_wmi.dll share.
 *
 *   fake_dll.c        class factory                      fake_schema.c     MOF to classes, by mofbind_compiler
 *   fake_control.c    settings, injection, violations    fake_object.c     IWbemClassObject
 *   fake_unknown.c    references, apartments, the audit  fake_property.c   VARIANT <-> property, as strict as Put
 *   fake_spy.c        the COM allocator                  fake_qualifiers.c IWbemQualifierSet
 *   fake_stack.c      who allocates, and what            fake_world.c      class objects <-> wmi_objects of the world
 *   fake_locator.c    IWbemLocator, namespaces           fake_embedded.c   EmbeddedInstance texts
 *   fake_services.c   IWbemServices; its parts:
 *     fake_path.c, fake_method.c, fake_put.c, fake_query.c, fake_related.c, fake_refused.c; they share fake_services.h
 *   fake_call.c       IWbemCallResult
 *   fake_enum.c       IEnumWbemClassObject
 *   fake_security.c   IClientSecurity                    fake_account.c    credentials
 *   fake_text.c       UTF-8 and UTF-16
 *   Parts of the class objects, which share fake_object.h: fake_members.c (their properties), fake_kin.c (methods, ancestors, copies),
 *     fake_system.c (system properties, paths), fake_status.c (__ExtendedStatus, IErrorInfo), fake_variant.c (property to VARIANT),
 *     fake_xml.c (MSXML's documents)
 */
#ifndef FAKE_INTERNAL_H
#define FAKE_INTERNAL_H

/* A function of the fake that ends in a call stays on the stack during it: see fake_stack.c. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("no-optimize-sibling-calls")
#endif

#define COBJMACROS
#define WIN32_LEAN_AND_MEAN
#define _WIN32_WINNT 0x0602
#include <windows.h>

#include <ole2.h>
#include <oleauto.h>
#include <wbemcli.h>

#include <wmi/backend.h>
#include <wmi/path.h>

#include "fake.h"
#include "check/stage.h"
#include "schema/resolve.h"

#define FAKE_HRESULT(code) ((HRESULT)(code))

/* Control (fake_control.c). All state lies behind one lock; calls may come from several threads. */

const fake_settings *fake_current(void);
/**
 * Begins a call of a client: counts it, checks the thread's apartment, takes away the thread's error object.
 * @return S_OK, or what the call is to fail with at once.
 */
HRESULT fake_enter(const char *name);
/** Records a rule that was broken. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
void fake_violate(const char *format, ...);
/** Sets the thread's error object: an __ExtendedStatus. @return `result`. */
HRESULT fake_error(HRESULT result, const char *operation, const char *parameter_info, const char *description);
/** The result and error object of what the world answered. */
HRESULT fake_error_of(wmi_status status, const wmi_error *error, const char *operation);

/**
 * Calls of the world are made between these: a loopback is used by one thread at a time. The thread that has the lock may take it again. Never held
 * over anything that waits.
 */
void fake_lock_world(void);
void fake_unlock_world(void);
/** Takes so much real time, by the clock of GetTickCount64, too: Sleep alone may end a tick early. */
void fake_wait(uint32_t milliseconds);
/** Goes up with each fake_start. */
uint32_t fake_generation(void);
/** fake_enter that counts and injects alone: for what may be called without an apartment (a class factory). */
HRESULT fake_count_call(const char *name);

/* The apartment that a thread is in (fake_unknown.c). */
typedef struct fake_apartment {
    bool is_initialised;
    bool is_single; /* single-threaded: `thread` is its own */
    DWORD thread;
} fake_apartment;
fake_apartment fake_apartment_here(void);

/* Counting (fake_unknown.c). Every interface of the fake begins with this behind its vtable pointers; a released one stays, poisoned, until the
 * next fake_start, so that its use is told and not undefined. */
typedef struct fake_unknown {
    const char *kind; /* "IWbemServices" */
    LONG references;
    DWORD thread; /* that made it */
    struct fake_unknown *next;
    void (*destroy)(struct fake_unknown *self); /* gives back what it holds, when the last reference goes */
    fake_apartment apartment;                   /* that it was made in */
    bool is_agile;       /* any thread may use it: an error object, which COM itself keeps and releases */
    uint32_t generation; /* the fake_start that it belongs to */
    size_t offset;       /* of this in the object */
} fake_unknown;
void *fake_new(size_t size, size_t unknown_offset, const char *kind, void (*destroy)(fake_unknown *self));
ULONG fake_add_reference(fake_unknown *self);
ULONG fake_release(fake_unknown *self);
/** False, with a violation, for an object that was released, or that is used in another apartment. */
bool fake_is_alive(fake_unknown *self, const char *call);
/** The same as a result: S_OK, RPC_E_DISCONNECTED, RPC_E_WRONG_THREAD. */
HRESULT fake_check_object(fake_unknown *self, const char *call);
/** What objects are held, and a line for each kind in `text`, which has room for `size` characters. */
void fake_count_objects(fake_balance *balance, char *text, size_t size);
/** Frees what was released; what was not, is forgotten. For fake_start. */
void fake_forget_objects(void);

/* The COM allocator (fake_spy.c). */

/** False, with a violation naming `what`, unless the text was allocated as a BSTR, is still held, and its length is that of its text. NULL is true. */
bool fake_check_bstr(const OLECHAR *text, const char *what);

/**
 * The thread runs code of the fake from here to fake_end_own; they nest, and the innermost that is private makes it so. What is allocated there
 * from the COM allocator is not the client's own: fake_allocations does not count it, and it is never made to fail. Handed to the client it is
 * held by the client, and counts in fake_held; but with `is_private` nothing is handed out (MSXML, which keeps what it likes), and neither what is
 * taken nor what is given back there is looked at. (Part 2 brackets its methods and MSXML by this. Part 1 implements it, in fake_spy.c.)
 */
void fake_begin_own(bool is_private);
void fake_end_own(void);
/** Registers the spy, once. */
bool fake_spy_install(void);
/** Begins a test: what is held now is no longer counted, what was given back is given back. */
void fake_spy_start(void);
void fake_spy_count(fake_balance *balance);
/** Appends what is held to a text that has room for `size` characters. */
void fake_spy_describe(char *text, size_t size);

/* Who allocates (fake_stack.c). */

typedef enum fake_block_kind { FAKE_BLOCK_OTHER, FAKE_BLOCK_BSTR, FAKE_BLOCK_SAFEARRAY } fake_block_kind;
typedef struct fake_allocation {
    bool is_fakes;        /* the fake asks for it, and not the client */
    fake_block_kind kind; /* by the function of oleaut32 that asks for it */
} fake_allocation;
void fake_stack_init(void);
/** Looks at the callers of a function of the fake that COM calls. */
fake_allocation fake_stack_look(void);

/* Security (fake_security.c). */

/** The blanket of one proxy. */
typedef struct fake_blanket {
    bool is_set;
    DWORD authentication;
    DWORD impersonation;
    DWORD capabilities;
    const COAUTHIDENTITY *identity;
    bool was_right;  /* the identity named the account of the settings when the blanket was set */
    bool was_failed; /* setting it was made to fail: the client could not */
} fake_blanket;
/** The part of a proxy that CoSetProxyBlanket speaks to; aggregated: its IUnknown is the proxy's. */
typedef struct fake_security {
    IClientSecurity iface;
    IUnknown *outer;
    fake_blanket blanket;         /* of the interface */
    fake_blanket unknown_blanket; /* of its IUnknown */
    bool remote;
} fake_security;
void fake_security_init(fake_security *security, IUnknown *outer, bool remote);
/** S_OK, or E_ACCESSDENIED and the like for a call on a proxy that is not allowed in; a poisoned identity is a violation. */
HRESULT fake_security_check(const fake_security *security);
/** Looks at the blanket of the IUnknown that the last Release travels on. */
void fake_security_check_release(const fake_security *security, const char *kind);

/**
 * What services, enumerators and call results have in common: a proxy, whose IUnknown is another pointer than its interface, so that the blankets
 * of both can be told apart. `unknown` is what fake_new counts.
 */
typedef struct fake_proxy {
    fake_unknown unknown;
    IUnknown identity;
    fake_security security;
    const IID *iid; /* of its interface */
    void *iface;
} fake_proxy;
void fake_proxy_init(fake_proxy *proxy, const IID *iid, void *iface, bool remote);
HRESULT fake_proxy_query(fake_proxy *proxy, REFIID iid, void **out);
/** Begins a call: fake_enter, the object, the blanket. */
HRESULT fake_proxy_enter(fake_proxy *proxy, const char *name);

/* Credentials (fake_account.c). */

/** Whether credentials are those of the settings. */
HRESULT fake_check_credentials(const OLECHAR *user, const OLECHAR *password, const OLECHAR *authority, bool remote);
/** Whether an identity can be read, and is in form. With a violation otherwise. */
bool fake_identity_is_readable(const COAUTHIDENTITY *identity, const char *when);
/** Whether a readable one is that of the settings. */
bool fake_identity_is_right(const COAUTHIDENTITY *identity);

/* Schema (fake_schema.c). */

bool fake_schema_load(const char *const *files, size_t count, char *message, size_t size);
/** A namespace by its name in any spelling that WMI takes, without a server; NULL where there is none. */
const mb_namespace *fake_find_namespace(const char *name);
const mb_class *fake_find_class(const mb_namespace *ns, const char *name);
/** A class of that name in any other namespace, before all others one derived from a class named `ancestor`; NULL where there is none. */
const mb_class *fake_find_class_elsewhere(const mb_namespace *ns, const char *name, const char *ancestor);
const mb_element *fake_find_method(const mb_class *cls, const char *name);
const mb_schema *fake_schema_of(const mb_namespace *ns);
/** The CIMTYPE of an element. */
CIMTYPE fake_cim_type(const mb_element *element);

/* Class objects (fake_object.c, fake_world.c). `*out` of each is a new reference. */

/** The definition of a class; an empty one for cls == NULL, which is an empty new class. */
HRESULT fake_make_class(const mb_class *cls, IWbemClassObject **out);
/** An instance as the world gave it. @param ns its namespace; a class that the schema does not know (__InstanceModificationEvent) is taken as it is. */
HRESULT fake_make_instance(const mb_namespace *ns, const wmi_object *object, IWbemClassObject **out);
/** The out-parameters of a method; `*out` is NULL for a void method without any. */
HRESULT fake_make_reply(const mb_class *cls, const mb_element *method, const wmi_object *reply, IWbemClassObject **out);
/** An __ExtendedStatus, and its IErrorInfo by QueryInterface. */
HRESULT fake_make_status(HRESULT result, const char *operation, const char *parameter_info, const char *description,
                         IWbemClassObject **out);
/**
 * What the client handed over as in-parameters, as the world wants it. `in` may be NULL where the method has none.
 * @return WBEM_E_INVALID_METHOD_PARAMETERS and the like where it was not spawned from this method's in-signature, lacks a
 * required parameter, or holds an EmbeddedInstance text that is wrong. What exactly is wrong is in the thread's error object then (fake_error).
 */
HRESULT fake_read_parameters(const mb_class *cls, const mb_element *method, IWbemClassObject *in, wmi_object **out);
/** The same for an instance to put: `is_set` properties only, and its class. */
HRESULT fake_read_instance(IWbemClassObject *in, const mb_class **cls, wmi_object **out);
/** Whether a pointer that a client hands over is a class object of the fake. */
bool fake_is_class_object(IWbemClassObject *object);

/* Values (fake_property.c, fake_variant.c). */

/** A property's value as a new VARIANT, by the table of Microsoft's page on CIMTYPE_ENUMERATION. */
HRESULT fake_value_to_variant(const mb_namespace *ns, const wmi_value *value, VARIANT *out);
/**
 * What Put takes: exactly the table's type, the proven coercions, ranges, 64-bit decimal text, 25-character datetimes, BSTRs that are BSTRs.
 * @param element the property or parameter, for its class. @param memory owns what the value points to.
 */
HRESULT fake_variant_to_value(const VARIANT *variant, CIMTYPE type, const mb_element *element, wmi_memory **memory,
                              wmi_value *out);

/* Qualifiers (fake_qualifiers.c). */

/** The qualifier set of an element; `id` >= 0 adds ID, the index of a parameter, and cim_type adds CIMTYPE. */
HRESULT fake_make_qualifiers(const mb_namespace *ns, const mb_element *element, int id, IWbemQualifierSet **out);

/* Embedded instances (fake_embedded.c). */

/** WBEM_E_... unless the text is well-formed CIM-XML of an instance of the class: real XML parser, upper-case element names, types, no DOCTYPE. */
HRESULT fake_check_embedded(const mb_namespace *ns, const char *class_name, const char *text);

/* Text (fake_text.c). */

/** UTF-8 to and from UTF-16; by malloc (the caller's: free) and SysAllocString. NULL of NULL. */
char *fake_utf8(const OLECHAR *text);
BSTR fake_bstr(const char *text);

#endif
