/**
 * @file
 * What a C programmer writes by hand to call WMI through COM, correctly: what mofbind is measured against. One
 * connection, a method with texts (StdRegProv.GetStringValue), one with an array, and what else the tests need; in two
 * manners, see hand_signature.
 */
#ifndef HAND_H
#define HAND_H

#ifndef COBJMACROS
#define COBJMACROS
#endif
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

#include <ole2.h>
#include <oleauto.h>
#include <wbemcli.h>

#include <stdbool.h>

/** Connects to a namespace of this computer; COM is initialised. @return NULL when that fails. */
IWbemServices *hand_connect(const WCHAR *ns);

/** What the fast client keeps of a method between its calls: its names, and the object that in-parameters are spawned
 * from. */
typedef struct hand_signature {
    BSTR class_name;
    BSTR method;
    IWbemClassObject *parameters; /* NULL where the method takes none */
} hand_signature;
/** Asks the server for a signature: GetObject, GetMethod. Give it back by hand_forget in any case. */
HRESULT hand_learn(IWbemServices *services, const WCHAR *class_name, const WCHAR *method, hand_signature *signature);
void hand_forget(hand_signature *signature);

/** A text parameter by name; the last has no name. */
typedef struct hand_text {
    const WCHAR *name;
    const WCHAR *value;
} hand_text;
/**
 * Calls a method of the registry with a kept signature: hDefKey, and texts. @param result ReturnValue. @param value an
 * out-parameter by name, the caller's: VariantClear; not asked for where `out_name` is NULL.
 */
HRESULT hand_call(IWbemServices *services, const hand_signature *signature, LONG root, const hand_text *texts,
                  const WCHAR *out_name, uint32_t *result, VARIANT *value);
/** The same in the usual manner: class and signature are asked for at each call. */
HRESULT hand_call_plainly(IWbemServices *services, const WCHAR *class_name, const WCHAR *method, LONG root,
                          const hand_text *texts, const WCHAR *out_name, uint32_t *result, VARIANT *value);

/** Fetches an object and reads all its properties. */
HRESULT hand_get(IWbemServices *services, const WCHAR *path);
/** Runs a query and reads all properties of what comes. @param count how many objects. */
HRESULT hand_query(IWbemServices *services, const WCHAR *wql, ULONG *count);
/** Reads all properties of an object, and its path. */
HRESULT hand_read(IWbemClassObject *object);

#endif
