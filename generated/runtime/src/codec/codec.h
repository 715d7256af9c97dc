/**
 * @file
 * Between generated structs and objects.
 */
#ifndef WMIP_CODEC_CODEC_H
#define WMIP_CODEC_CODEC_H

#include "value/value.h"

#include <wmi/embedded.h>

/** wmi_value_convert that tells why. For WMI_TYPE_EMBEDDED the result is a WMI_TYPE_STRING. */
wmip_conversion wmip_convert(const wmi_value *from, wmi_type type, bool is_array, wmi_memory **memory, wmi_value *to);

/**
 * Appends the fields of `base` to `object`. Fields that are NULL are left out. Embedded instances become CIM-XML text.
 * @return WMI_OK; WMI_USAGE where a value cannot be sent; WMI_NO_MEMORY.
 */
wmi_status wmip_encode(const wmi_field *fields, size_t count, const void *base, wmi_object *object, wmi_error *error);

/* Decoding: what becomes of values that are not of the declared type. */

/** How a session wants it, and where the values are from. A NULL pointer to it: the fields stay NULL, and nobody is
 * told. */
typedef struct wmip_decoding {
    bool strict; /**< they are failures */
    void(WMI_CALLBACK *unreadable)(void *context, const char *class_name, const char *path, const char *property,
                                   const char *text);
    void *context;
    const char *class_name; /**< of a method's answer, and its target: what is told; NULL = those of the object */
    const char *path;
} wmip_decoding;

/**
 * Fills the fields of `base`, which the caller zeroed, by name from `object`; properties without a field are passed over.
 * A field whose value has not the declared type stays NULL. What the struct then points to is in `*memory`.
 * @return WMI_OK; WMI_NO_MEMORY.
 */
wmi_status wmip_decode(const wmi_field *fields, size_t count, const wmi_object *object, void *base, wmi_memory **memory,
                       wmi_error *error);
/**
 * Fills a zeroed instance struct, its wmi_meta included; see wmip_decode. WMI_REPLY: the object is of another class. On
 * failure it is zeroed.
 */
wmi_status wmip_decode_instance(const wmi_class_info *info, const wmi_object *object, void *instance, wmi_error *error);

/** So, as the session wants it. @return WMI_OK; WMI_REPLY where it is strict and a value does not fit; WMI_NO_MEMORY. */
wmi_status wmip_decode_as(const wmip_decoding *decoding, const wmi_field *fields, size_t count,
                          const wmi_object *object, void *base, wmi_memory **memory, wmi_error *error);
/** The same of an instance. */
wmi_status wmip_decode_instance_as(const wmip_decoding *decoding, const wmi_class_info *info, const wmi_object *object,
                                   void *instance, wmi_error *error);
/** Tells of a property that could not be read. @return WMI_OK; WMI_NO_MEMORY where its text could not be made. */
wmi_status wmip_decoding_tell(const wmip_decoding *decoding, const wmi_object *object, const wmi_property *property,
                              wmi_error *error);
/** For an object that is handed out as it is: tells of what in it, and in objects within it, could not be read, or
 * refuses it so. */
wmi_status wmip_decoding_admit(const wmip_decoding *decoding, const wmi_object *object, wmi_error *error);

/** Whether a text is an instance in MOF, which hosts take too: `instance of Class`. */
bool wmip_is_mof_instance(const char *text);
/**
 * What an embedded instance goes out as: an object of the class that the server named for it, else of the struct's,
 * with what the struct does not show. @param object the caller's: wmi_object_free.
 */
wmi_status wmip_encode_whole(const wmi_class_info *info, const void *instance, wmi_object **object, wmi_error *error);

#endif
