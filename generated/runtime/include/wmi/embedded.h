/**
 * @file
 * Embedded instances: typed instances inside string parameters and properties, as CIM-XML.
 */
#ifndef WMI_EMBEDDED_H
#define WMI_EMBEDDED_H

#include <wmi/object.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * A typed instance as the value of a parameter: `in.SystemSettings = WMI_EMBED(hv_Msvm_VirtualSystemSettingData, &settings);`
 * It is read when the call is made; keep it until then. Properties that are NULL are left out of the text.
 *
 * The declared class informs; an instance of any class may be sent, and the provider judges it. An instance that the server gave
 * goes out as what it is there: of the class that the server named (`wmi.class_name`), not of the base class that it was listed by,
 * and with the properties that it has more than the struct (`wmi.others`).
 */
#ifdef __cplusplus
#define WMI_EMBED(C, pointer) wmi_embedded_of(&C##_info, wmi_pointer<const C>(pointer))
#else
#define WMI_EMBED(C, pointer) wmi_embedded_of(&C##_info, WMI_POINTER_TO_CONST(C, pointer))
#endif
/**
 * WMI_EMBED in an initialiser of static data, from the address of an instance. (Not for a class of a DLL, whose `C_info` has no constant
 * address in C.)
 */
#define WMI_EMBED_INIT(C, pointer)                                                                                     \
    {                                                                                                                  \
        &C##_info, (pointer), WMI_NULL                                                                                 \
    }
/**
 * Ready-made text as the value of an embedded parameter: an INSTANCE element, or an instance in MOF. What is neither is refused
 * (WMI_USAGE) before anything is sent.
 */
#define WMI_EMBED_TEXT(xml) wmi_embedded_of_text(xml)

/** What WMI_EMBED calls. Nothing is copied; NULL for the instance makes a NULL. */
static inline wmi_embedded wmi_embedded_of(const struct wmi_class_info *info, const void *instance)
{
    wmi_embedded value;
    value.info = instance == WMI_NULL ? WMI_NULL : info;
    value.instance = instance;
    value.text = WMI_NULL;
    return value;
}
/** What WMI_EMBED_TEXT calls. Nothing is copied; NULL makes a NULL. */
static inline wmi_embedded wmi_embedded_of_text(const char *text)
{
    wmi_embedded value;
    value.info = WMI_NULL;
    value.instance = WMI_NULL;
    value.text = text;
    return value;
}

/**
 * Reads what came back in an embedded parameter or property into a typed instance:
 * `WMI_UNEMBED(hv_Msvm_Error, &out.Error, &error_instance, &err)`. C is the class, or an ancestor, of what came back.
 * Give the instance back with C_clear. A property that is not of its type is NULL.
 * @return WMI_OK; WMI_USAGE when `value` is NULL; WMI_REPLY when the text is not an instance of C or of a derived class.
 */
#ifdef __cplusplus
#define WMI_UNEMBED(C, value, instance, error) wmi_embedded_read(&C##_info, (value), wmi_pointer<C>(instance), (error))
#else
#define WMI_UNEMBED(C, value, instance, error)                                                                         \
    wmi_embedded_read(&C##_info, (value), WMI_POINTER_TO(C, instance), (error))
#endif
/** What WMI_UNEMBED calls. `*instance` is overwritten, and the caller's: wmi_instance_clear. @return as WMI_UNEMBED */
WMI_API wmi_status WMI_CALL wmi_embedded_read(const wmi_class_info *info, const wmi_embedded *value, void *instance,
                                              wmi_error *error);

/** Whether the value is there at all. */
static inline bool wmi_embedded_has(const wmi_embedded *value)
{
    return value->text != WMI_NULL || value->instance != WMI_NULL;
}

/**
 * The class of an embedded value: that which its typed instance goes out with, or the CLASSNAME of its text.
 * `*class_name` is the caller's: wmi_free; NULL after a failure.
 * @return WMI_OK; WMI_USAGE where the value is NULL; WMI_REPLY where its text is no instance; WMI_NO_MEMORY
 */
WMI_API wmi_status WMI_CALL wmi_embedded_class(const wmi_embedded *value, char **class_name, wmi_error *error);

/**
 * The CIM-XML of an object (an INSTANCE element, DSP0201). `&` and its kind are numeric references (`&#38;`): over WinRM, Hyper-V
 * refuses the named ones. `*text` is the caller's: wmi_free; NULL after a failure.
 * @return WMI_OK; WMI_USAGE where a value cannot be written; WMI_NO_MEMORY
 */
WMI_API wmi_status WMI_CALL wmi_cimxml_write(const wmi_object *object, char **text, wmi_error *error);
/**
 * Reads an INSTANCE element. DOCTYPE and entities beyond the predefined and the numeric ones are refused; unknown
 * attributes and elements, QUALIFIER elements and comments are passed over. A property that makes no value of its type is
 * NULL, and `unreadable` of the wmi_property holds what it is. `*object` is the caller's: wmi_object_free; NULL after a failure.
 * @return WMI_OK; WMI_USAGE where there is no text; WMI_REPLY where it is no INSTANCE; WMI_NO_MEMORY
 */
WMI_API wmi_status WMI_CALL wmi_cimxml_read(const char *text, wmi_object **object, wmi_error *error);

#ifdef __cplusplus
}
#endif
#endif
