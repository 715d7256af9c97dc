/*
 * The methods of IWbemServices that this WMI does not do: classes are the MOF's, and what is asynchronous needs a sink.
 */
#include "fake_services.h"

static HRESULT refuse(IWbemServices *iface, const char *name)
{
    HRESULT result = fake_services_enter(iface, name);
    return result != S_OK ? result : FAKE_HRESULT(WBEM_E_NOT_SUPPORTED);
}

HRESULT STDMETHODCALLTYPE fake_refuse_GetObjectAsync(IWbemServices *iface, const BSTR path, LONG flags,
                                                     IWbemContext *context, IWbemObjectSink *sink)
{
    (void)path;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(iface, "IWbemServices::GetObjectAsync");
}

HRESULT STDMETHODCALLTYPE fake_refuse_PutClass(IWbemServices *iface, IWbemClassObject *object, LONG flags,
                                               IWbemContext *context, IWbemCallResult **call)
{
    (void)object;
    (void)flags;
    (void)context;
    (void)call;
    return refuse(iface, "IWbemServices::PutClass");
}

HRESULT STDMETHODCALLTYPE fake_refuse_PutClassAsync(IWbemServices *iface, IWbemClassObject *object, LONG flags,
                                                    IWbemContext *context, IWbemObjectSink *sink)
{
    (void)object;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(iface, "IWbemServices::PutClassAsync");
}

HRESULT STDMETHODCALLTYPE fake_refuse_DeleteClass(IWbemServices *iface, const BSTR class_name, LONG flags,
                                                  IWbemContext *context, IWbemCallResult **call)
{
    (void)class_name;
    (void)flags;
    (void)context;
    (void)call;
    return refuse(iface, "IWbemServices::DeleteClass");
}

HRESULT STDMETHODCALLTYPE fake_refuse_DeleteClassAsync(IWbemServices *iface, const BSTR class_name, LONG flags,
                                                       IWbemContext *context, IWbemObjectSink *sink)
{
    (void)class_name;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(iface, "IWbemServices::DeleteClassAsync");
}

HRESULT STDMETHODCALLTYPE fake_refuse_CreateClassEnum(IWbemServices *iface, const BSTR superclass, LONG flags,
                                                      IWbemContext *context, IEnumWbemClassObject **out)
{
    (void)superclass;
    (void)flags;
    (void)context;
    if (out != NULL) {
        *out = NULL;
    }
    return refuse(iface, "IWbemServices::CreateClassEnum");
}

HRESULT STDMETHODCALLTYPE fake_refuse_CreateClassEnumAsync(IWbemServices *iface, const BSTR superclass, LONG flags,
                                                           IWbemContext *context, IWbemObjectSink *sink)
{
    (void)superclass;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(iface, "IWbemServices::CreateClassEnumAsync");
}

HRESULT STDMETHODCALLTYPE fake_refuse_PutInstanceAsync(IWbemServices *iface, IWbemClassObject *object, LONG flags,
                                                       IWbemContext *context, IWbemObjectSink *sink)
{
    (void)object;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(iface, "IWbemServices::PutInstanceAsync");
}

HRESULT STDMETHODCALLTYPE fake_refuse_DeleteInstanceAsync(IWbemServices *iface, const BSTR path, LONG flags,
                                                          IWbemContext *context, IWbemObjectSink *sink)
{
    (void)path;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(iface, "IWbemServices::DeleteInstanceAsync");
}

HRESULT STDMETHODCALLTYPE fake_refuse_CreateInstanceEnumAsync(IWbemServices *iface, const BSTR class_name, LONG flags,
                                                              IWbemContext *context, IWbemObjectSink *sink)
{
    (void)class_name;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(iface, "IWbemServices::CreateInstanceEnumAsync");
}

HRESULT STDMETHODCALLTYPE fake_refuse_ExecQueryAsync(IWbemServices *iface, const BSTR language, const BSTR query,
                                                     LONG flags, IWbemContext *context, IWbemObjectSink *sink)
{
    (void)language;
    (void)query;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(iface, "IWbemServices::ExecQueryAsync");
}

HRESULT STDMETHODCALLTYPE fake_refuse_ExecNotificationQueryAsync(IWbemServices *iface, const BSTR language,
                                                                 const BSTR query, LONG flags, IWbemContext *context,
                                                                 IWbemObjectSink *sink)
{
    (void)language;
    (void)query;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(iface, "IWbemServices::ExecNotificationQueryAsync");
}

HRESULT STDMETHODCALLTYPE fake_refuse_ExecMethodAsync(IWbemServices *iface, const BSTR path, const BSTR method,
                                                      LONG flags, IWbemContext *context, IWbemClassObject *in,
                                                      IWbemObjectSink *sink)
{
    (void)path;
    (void)method;
    (void)flags;
    (void)context;
    (void)in;
    (void)sink;
    return refuse(iface, "IWbemServices::ExecMethodAsync");
}
