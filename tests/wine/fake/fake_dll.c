/*
 * The DLL: its class factory, which stands in for that of the WMI locator.
 */
#include "fake_services.h"

static HRESULT STDMETHODCALLTYPE factory_QueryInterface(IClassFactory *self, REFIID iid, void **out)
{
    if (out == NULL) {
        return E_POINTER;
    }
    *out = IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IClassFactory) ? self : NULL;
    return *out != NULL ? S_OK : E_NOINTERFACE;
}

static ULONG STDMETHODCALLTYPE factory_AddRef(IClassFactory *self)
{
    (void)self;
    return 2; /* it is static */
}

static ULONG STDMETHODCALLTYPE factory_Release(IClassFactory *self)
{
    (void)self;
    return 1;
}

static HRESULT STDMETHODCALLTYPE factory_CreateInstance(IClassFactory *self, IUnknown *outer, REFIID iid, void **out)
{
    HRESULT result = fake_count_call("IClassFactory::CreateInstance");
    (void)self;
    if (out == NULL) {
        return E_POINTER;
    }
    *out = NULL;
    if (result != S_OK) {
        return result;
    }
    return outer == NULL ? fake_make_locator(iid, out) : CLASS_E_NOAGGREGATION;
}

static HRESULT STDMETHODCALLTYPE factory_LockServer(IClassFactory *self, WINBOOL lock)
{
    (void)self;
    (void)lock;
    return S_OK;
}

static IClassFactoryVtbl factory_vtable = {
    factory_QueryInterface, factory_AddRef, factory_Release, factory_CreateInstance, factory_LockServer,
};
static IClassFactory factory = {&factory_vtable};

__declspec(dllexport) HRESULT STDAPICALLTYPE DllGetClassObject(REFCLSID clsid, REFIID iid, LPVOID *out)
{
    if (out == NULL) {
        return E_POINTER;
    }
    *out = NULL;
    return IsEqualCLSID(clsid, &CLSID_WbemLocator) ? IClassFactory_QueryInterface(&factory, iid, out)
                                                   : CLASS_E_CLASSNOTAVAILABLE;
}

/* Never: COM calls the spy. */
__declspec(dllexport) HRESULT STDAPICALLTYPE DllCanUnloadNow(void)
{
    return S_FALSE;
}
