/**
 * @file
 * Object paths.
 */
#ifndef WMIP_PATH_PATH_H
#define WMIP_PATH_PATH_H

#include "value/value.h"

#include <wmi/path.h>

/** How many keys a path may have, and how deep the references in them are followed; deeper ones are compared as text.
 */
#define WMIP_PATH_KEYS 64
#define WMIP_REFERENCE_DEPTH 8

/** WMI takes either slash between the parts of a namespace, and before it. */
static inline bool wmip_is_slash(char c)
{
    return c == '\\' || c == '/';
}
/** The server that a path or a namespace begins with, `\\server\`; what it is the server of is behind the slash at its
 * end. NULL where there is none, and of NULL. */
const char *wmip_path_server(const char *text, size_t *length);
/** The one equality of namespaces: either slash, any case. The first need not end with a NUL. */
bool wmip_same_namespace(const char *a, size_t length, const char *b);
/** The same of whole texts, whichever host they say. */
bool wmip_same_namespace_of_any_host(const char *a, const char *b);

/** The digits of an integer key without the zeros that begin it. */
const char *wmip_path_digits(const char *digits);
/** Whether a key in quotes is a reference, and its value a path; `key->name` is NULL in the short form. */
typedef bool (*wmip_path_is_reference)(const void *context, const wmi_path *path, const wmi_path_key *key);
/**
 * wmi_path_equal by one who knows which keys are references: no other text is read as a path.
 * @return WMI_OK or WMI_NO_MEMORY, without filling an error.
 */
wmi_status wmip_path_compare(const char *a, const char *b, wmip_path_is_reference is_reference, const void *context,
                             bool *same);

/** wmi_path_equal that tells of memory. @return WMI_OK or WMI_NO_MEMORY. */
wmi_status wmip_path_same(const char *a, const char *b, bool *same, wmi_error *error);
/** WMI_USAGE for a path that names a class where an instance is due. */
wmi_status wmip_path_check_instance(const wmi_path *path, const char *text, wmi_error *error);
/** Fills `error` for a path that is of another namespace than `ns`. @return WMI_USAGE. */
wmi_status wmip_path_leads_out(const char *text, const char *ns, wmi_error *error);
/** Whether a text can be the name of a class or a property. */
bool wmip_path_is_name(const char *text);
/**
 * Whether the keys of an object are those of a path. Keys that the object has not do not count, nor does a key without
 * a name where `only_key` does not tell it. @param only_key the class's key where it has one; NULL = not known.
 * @return WMI_OK; WMI_USAGE naming the key; WMI_NO_MEMORY.
 */
wmi_status wmip_path_check_keys(const wmi_path *path, const char *text, const wmi_object *object, const char *only_key,
                                wmi_error *error);
/**
 * The path `Class.Key=...` of an object from its properties named in `keys` (NULL-terminated); with no keys,
 * `Class=@`. @return WMI_OK; WMI_USAGE naming a key that is absent, NULL or of a type that no key has; WMI_NO_MEMORY.
 */
wmi_status wmip_path_of_object(const wmi_object *object, const char *class_name, const char *const *keys, char **text,
                               wmi_error *error);

#endif
