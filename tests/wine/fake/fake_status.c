/*
 * __ExtendedStatus: what WMI says of a failed call. GetErrorInfo gives it as an IErrorInfo, QueryInterface makes it an
 * IWbemClassObject; both are one object, with one count and one IUnknown.
 */
#include "fake_object.h"

#include <stddef.h>

static bool add_text(fake_object *self, const char *name, const char *text)
{
    fake_slot *slot = fake_object_add(self, name, CIM_STRING, NULL);
    wmi_value value = text != NULL ? wmi_value_string(text) : wmi_value_null(WMI_TYPE_STRING, false);
    return slot != NULL && fake_slot_set(self, slot, &value);
}

static bool add_code(fake_object *self, HRESULT result)
{
    fake_slot *slot = fake_object_add(self, "StatusCode", CIM_UINT32, NULL);
    wmi_value value = wmi_value_uint32((uint32_t)result);
    return slot != NULL && fake_slot_set(self, slot, &value);
}

HRESULT fake_make_status(HRESULT result, const char *operation, const char *parameter_info, const char *description,
                         IWbemClassObject **out)
{
    fake_object *self = fake_object_new(FAKE_STATUS, NULL, NULL, "__ExtendedStatus");
    *out = NULL;
    if (self == NULL) {
        return E_OUTOFMEMORY;
    }
    if (!add_code(self, result) || !add_text(self, "Description", description) ||
        !add_text(self, "Operation", operation) || !add_text(self, "ParameterInfo", parameter_info) ||
        !add_text(self, "ProviderName", "WinMgmt")) {
        (void)fake_release(&self->unknown);
        return E_OUTOFMEMORY;
    }
    *out = &self->iface;
    return S_OK;
}

/* IErrorInfo. */

static fake_object *object_of(IErrorInfo *iface)
{
    return (fake_object *)(void *)((char *)iface - offsetof(fake_object, error_iface));
}

static HRESULT STDMETHODCALLTYPE query_interface(IErrorInfo *iface, REFIID iid, void **out)
{
    return IWbemClassObject_QueryInterface(&object_of(iface)->iface, iid, out);
}

static ULONG STDMETHODCALLTYPE add_reference(IErrorInfo *iface)
{
    return fake_add_reference(&object_of(iface)->unknown);
}

static ULONG STDMETHODCALLTYPE release(IErrorInfo *iface)
{
    return fake_release(&object_of(iface)->unknown);
}

static HRESULT STDMETHODCALLTYPE get_guid(IErrorInfo *iface, GUID *out)
{
    fake_object *self;
    HRESULT result = fake_object_enter(&object_of(iface)->iface, "IErrorInfo::GetGUID", &self);
    if (FAILED(result)) {
        return result;
    }
    if (out != NULL) {
        *out = GUID_NULL;
    }
    return fake_object_leave(out != NULL ? S_OK : E_POINTER);
}

/** Gives the text of a property; NULL where there is none. */
static HRESULT give(const fake_object *self, const char *name, BSTR *out)
{
    const fake_slot *slot = fake_object_find(self, name);
    if (out == NULL) {
        return E_POINTER;
    }
    *out = NULL;
    if (slot == NULL || slot->value.is_null) {
        return S_OK;
    }
    *out = fake_bstr(slot->value.u.string);
    return *out != NULL ? S_OK : E_OUTOFMEMORY;
}

static HRESULT STDMETHODCALLTYPE get_source(IErrorInfo *iface, BSTR *out)
{
    fake_object *self;
    HRESULT result = fake_object_enter(&object_of(iface)->iface, "IErrorInfo::GetSource", &self);
    return FAILED(result) ? result : fake_object_leave(give(self, "ProviderName", out));
}

static HRESULT STDMETHODCALLTYPE get_description(IErrorInfo *iface, BSTR *out)
{
    fake_object *self;
    HRESULT result = fake_object_enter(&object_of(iface)->iface, "IErrorInfo::GetDescription", &self);
    return FAILED(result) ? result : fake_object_leave(give(self, "Description", out));
}

static HRESULT STDMETHODCALLTYPE get_help_file(IErrorInfo *iface, BSTR *out)
{
    fake_object *self;
    HRESULT result = fake_object_enter(&object_of(iface)->iface, "IErrorInfo::GetHelpFile", &self);
    return FAILED(result) ? result : fake_object_leave(give(self, "HelpFile", out)); /* there is none */
}

static HRESULT STDMETHODCALLTYPE get_help_context(IErrorInfo *iface, DWORD *out)
{
    fake_object *self;
    HRESULT result = fake_object_enter(&object_of(iface)->iface, "IErrorInfo::GetHelpContext", &self);
    if (FAILED(result)) {
        return result;
    }
    if (out != NULL) {
        *out = 0;
    }
    return fake_object_leave(out != NULL ? S_OK : E_POINTER);
}

IErrorInfoVtbl fake_error_info_vtable = {
    query_interface, add_reference, release, get_guid, get_source, get_description, get_help_file, get_help_context,
};
