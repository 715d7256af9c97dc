/**
 * @file
 * A WMI that is as strict as the real one: what a test says to fake_wmi.dll.
 *
 * The DLL is registered in a Wine prefix of the build tree in place of the WMI locator, so that CoCreateInstance(CLSID_WbemLocator)
 * leads to it. Its class definitions, signatures and qualifiers come from MOF, read by mofbind's own parser; its instances, method
 * handlers and jobs from a `world`, a wmi_backend of the test's own (a loopback), which lies behind the COM face. What the face
 * demands is what Microsoft's pages on IWbemServices and IWbemClassObject say: strings that are BSTRs, flags, blankets, exact VARIANT
 * types, apartments.
 *
 * A client that breaks a rule gets the error that Windows gives and, where Windows would crash, hang or corrupt something, a violation is
 * recorded. A test ends with no violation, and with everything given back.
 */
#ifndef FAKE_H
#define FAKE_H

#include <wmi/backend.h>

#ifdef FAKE_BUILDING
#define FAKE_API __declspec(dllexport)
#else
#define FAKE_API __declspec(dllimport)
#endif

/** A value that no class says: Get and Next give it for a property of each instance of a class, whatever the world has. */
typedef struct fake_odd {
    const char *class_name; /**< "__PARAMETERS" for an out-parameter; ReturnValue is one */
    const char *property;
    const void *variant; /**< the VARIANT, which is copied each time */
} fake_odd;

/** What the fake is. Zero-initialised members mean: not this. Strings are the caller's, and must last until the next fake_start. */
typedef struct fake_settings {
    const wmi_backend *world; /**< required: where instances, handlers and jobs are */
    const char *host;         /**< name under which this WMI is another host, too; NULL = this computer only */
    bool any_host;            /**< so is it under every other name, and takes everybody's credentials there */
    const char *user;         /**< the account of that host: domain\user; NULL = it takes nobody's credentials */
    const char *password;
    bool encrypted; /**< the host's namespaces require packet privacy */
    bool
        impersonated; /**< the program's threads act for others, each for its own: who has rights is the thread that calls, and neither
                                      the process nor the thread that sets a blanket */
    bool synchronous;          /**< knows no semisynchronous calls, as Wine */
    bool no_partial_updates;   /**< refuses __PUT_EXTENSIONS with WBEM_E_PROVIDER_NOT_CAPABLE */
    bool exact_types;          /**< Put takes VT_UI4 for uint32 and the like (the twins), not VT_I4: as Wine */
    uint32_t ms_per_call;      /**< virtual time that each call of IWbemServices takes: world->sleep */
    uint32_t batch;            /**< a Next gives so many objects at most, with WBEM_S_TIMEDOUT for the rest; 0 = all */
    uint32_t pending;          /**< a call status is WBEM_S_TIMEDOUT so often before the call is done */
    bool never_done;           /**< a semisynchronous call stays pending for ever */
    uint32_t connect_delay_ms; /**< real time that ConnectServer takes, until fake_change says less */
    bool
        strict_providers; /**< of a Dynamic class a client creates, updates and deletes what it says that it supports, and nothing else */
    const fake_odd *odd; /**< what it answers that no class says */
    size_t odd_count;
    const char *hangs; /**< calls of this name ("IWbemServices::GetObject") do not come back before fake_let_go */
    bool
        ignores_put_options; /**< PutInstance creates or overwrites, whatever its flags and its context say: as many a provider */
} fake_settings;

/** Reads MOF files, each group of one namespace; once per process. @return false with a message. */
FAKE_API bool fake_load(const char *const *files, size_t count, char *message, size_t size);
/** Begins a test: settings, and all counters, violations and injections back to none. */
FAKE_API void fake_start(const fake_settings *settings);
/** Changes the settings in the midst of a test; the world stays what it is, and all counts, violations and injections stay. */
FAKE_API void fake_change(const fake_settings *settings);

/** The calls that hang come back, as a call does that DCOM has abandoned: with RPC_E_CALL_CANCELED. Others hang again. */
FAKE_API void fake_let_go(void);

/* Injection. Calls are those of a client on any interface of the fake, counted from fake_start. */

/** How many calls there were, and the name of one ("IWbemServices::ExecMethod"); NULL beyond the last that is kept. */
FAKE_API uint32_t fake_calls(void);
FAKE_API const char *fake_call_name(uint32_t index);
/** The call of that index fails with `result` before it does anything; with an error object (__ExtendedStatus) where `description` is not NULL. */
FAKE_API void fake_fail_call(uint32_t index, int32_t result, const char *description);
/** How often the client's own allocations from the COM allocator (BSTR, SAFEARRAY) were asked for, and the index of the one that fails. */
FAKE_API uint32_t fake_allocations(void);
FAKE_API void fake_fail_allocation(uint32_t index);

/* The audit. */

/** What is still held. Everything is 0 after the client's last call, apart from what the test itself holds. */
typedef struct fake_balance {
    long objects;    /**< interfaces of the fake with references left: by kind in fake_describe */
    long references; /**< references on them */
    long blocks;     /**< blocks of the COM allocator that were taken since fake_start: BSTRs, SAFEARRAYs */
    long bstrs;      /**< those of them that are BSTRs */
    long safearrays; /**< those that are descriptors or data of SAFEARRAYs */
} fake_balance;
FAKE_API fake_balance fake_held(void);
/** A text that tells what is held, for a failing test; "" when nothing is. */
FAKE_API const char *fake_describe(void);
/** Rules that the client broke, as sentences with the call in which it happened; NULL beyond the last. */
FAKE_API size_t fake_violations(void);
FAKE_API const char *fake_violation(size_t index);
/** How many ExecMethod, GetObject and so on there were, by name, for counting round trips. */
FAKE_API uint32_t fake_calls_of(const char *name);

#endif
