#include <stdint.h>

#include "hand.h"

IWbemServices *hand_connect(const WCHAR *ns)
{
    IWbemLocator *locator = NULL;
    IWbemServices *services = NULL;
    BSTR name = SysAllocString(ns);
    HRESULT result =
        CoCreateInstance(&CLSID_WbemLocator, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemLocator, (void **)&locator);

    if (SUCCEEDED(result)) {
        result = IWbemLocator_ConnectServer(locator, name, NULL, NULL, NULL, 0, NULL, NULL, &services);
        IWbemLocator_Release(locator);
    }
    if (SUCCEEDED(result))
        (void)CoSetProxyBlanket((IUnknown *)services, RPC_C_AUTHN_WINNT, RPC_C_AUTHZ_NONE, NULL, RPC_C_AUTHN_LEVEL_CALL,
                                RPC_C_IMP_LEVEL_IMPERSONATE, NULL, EOAC_NONE);
    SysFreeString(name);
    return SUCCEEDED(result) ? services : NULL;
}

HRESULT hand_learn(IWbemServices *services, const WCHAR *class_name, const WCHAR *method, hand_signature *signature)
{
    IWbemClassObject *definition = NULL;
    HRESULT result;

    signature->parameters = NULL;
    signature->class_name = SysAllocString(class_name);
    signature->method = SysAllocString(method);
    result = IWbemServices_GetObject(services, signature->class_name, 0, NULL, &definition, NULL);
    if (SUCCEEDED(result)) {
        result = IWbemClassObject_GetMethod(definition, method, 0, &signature->parameters, NULL);
        IWbemClassObject_Release(definition);
    }
    return result;
}

void hand_forget(hand_signature *signature)
{
    if (signature->parameters != NULL)
        IWbemClassObject_Release(signature->parameters);
    SysFreeString(signature->class_name);
    SysFreeString(signature->method);
}

static HRESULT put_text(IWbemClassObject *in, const hand_text *text)
{
    VARIANT value;
    HRESULT result;

    V_VT(&value) = VT_BSTR;
    V_BSTR(&value) = SysAllocString(text->value);
    result = IWbemClassObject_Put(in, text->name, 0, &value, 0);
    VariantClear(&value);
    return result;
}

static HRESULT put_all(IWbemClassObject *in, LONG root, const hand_text *texts)
{
    VARIANT value;
    HRESULT result;

    V_VT(&value) = VT_I4;
    V_I4(&value) = root;
    result = IWbemClassObject_Put(in, L"hDefKey", 0, &value, 0);
    for (; SUCCEEDED(result) && texts->name != NULL; texts++)
        result = put_text(in, texts);
    return result;
}

static HRESULT read_out(IWbemClassObject *out, const WCHAR *out_name, uint32_t *code, VARIANT *value)
{
    VARIANT number;
    HRESULT result;

    VariantInit(&number);
    result = IWbemClassObject_Get(out, L"ReturnValue", 0, &number, NULL, NULL);
    *code = (uint32_t)V_I4(&number);
    VariantClear(&number);
    if (SUCCEEDED(result) && out_name != NULL)
        result = IWbemClassObject_Get(out, out_name, 0, value, NULL, NULL);
    return result;
}

HRESULT hand_call(IWbemServices *services, const hand_signature *signature, LONG root, const hand_text *texts,
                  const WCHAR *out_name, uint32_t *code, VARIANT *value)
{
    IWbemClassObject *in = NULL;
    IWbemClassObject *out = NULL;
    HRESULT result = S_OK;

    if (signature->parameters != NULL) {
        result = IWbemClassObject_SpawnInstance(signature->parameters, 0, &in);
        if (SUCCEEDED(result))
            result = put_all(in, root, texts);
    }
    if (SUCCEEDED(result))
        result = IWbemServices_ExecMethod(services, signature->class_name, signature->method, 0, NULL, in, &out, NULL);
    if (SUCCEEDED(result) && out != NULL)
        result = read_out(out, out_name, code, value);
    if (out != NULL)
        IWbemClassObject_Release(out);
    if (in != NULL)
        IWbemClassObject_Release(in);
    return result;
}

HRESULT hand_call_plainly(IWbemServices *services, const WCHAR *class_name, const WCHAR *method, LONG root,
                          const hand_text *texts, const WCHAR *out_name, uint32_t *code, VARIANT *value)
{
    hand_signature signature;
    HRESULT result = hand_learn(services, class_name, method, &signature);

    if (SUCCEEDED(result))
        result = hand_call(services, &signature, root, texts, out_name, code, value);
    hand_forget(&signature);
    return result;
}

HRESULT hand_read(IWbemClassObject *object)
{
    static const WCHAR *const system[] = {L"__CLASS", L"__PATH"};
    HRESULT result = IWbemClassObject_BeginEnumeration(object, WBEM_FLAG_NONSYSTEM_ONLY);

    while (SUCCEEDED(result) && result != (HRESULT)WBEM_S_NO_MORE_DATA) {
        BSTR name = NULL;
        VARIANT value;

        VariantInit(&value);
        result = IWbemClassObject_Next(object, 0, &name, &value, NULL, NULL);
        VariantClear(&value);
        SysFreeString(name);
    }
    (void)IWbemClassObject_EndEnumeration(object);
    for (int i = 0; i < 2; i++) {
        VARIANT value;

        VariantInit(&value);
        (void)IWbemClassObject_Get(object, system[i], 0, &value, NULL, NULL);
        VariantClear(&value);
    }
    return FAILED(result) ? result : S_OK;
}

HRESULT hand_get(IWbemServices *services, const WCHAR *path)
{
    IWbemClassObject *object = NULL;
    BSTR text = SysAllocString(path);
    HRESULT result = IWbemServices_GetObject(services, text, 0, NULL, &object, NULL);

    if (SUCCEEDED(result)) {
        result = hand_read(object);
        IWbemClassObject_Release(object);
    }
    SysFreeString(text);
    return result;
}

HRESULT hand_query(IWbemServices *services, const WCHAR *wql, ULONG *count)
{
    IEnumWbemClassObject *enumerator = NULL;
    BSTR language = SysAllocString(L"WQL");
    BSTR query = SysAllocString(wql);
    LONG flags = (LONG)WBEM_FLAG_FORWARD_ONLY | (LONG)WBEM_FLAG_RETURN_IMMEDIATELY;
    HRESULT result = IWbemServices_ExecQuery(services, language, query, flags, NULL, &enumerator);

    *count = 0;
    while (SUCCEEDED(result)) {
        IWbemClassObject *object = NULL;
        ULONG got = 0;

        result = IEnumWbemClassObject_Next(enumerator, (LONG)WBEM_INFINITE, 1, &object, &got);
        if (got == 0)
            break;
        *count += got;
        result = hand_read(object);
        IWbemClassObject_Release(object);
    }
    if (enumerator != NULL)
        IEnumWbemClassObject_Release(enumerator);
    SysFreeString(query);
    SysFreeString(language);
    return result;
}
