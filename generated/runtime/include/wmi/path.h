/**
 * @file
 * Object paths: `\\server\namespace:Class.Key1="text",Key2=2`, built, parsed and compared.
 */
#ifndef WMI_PATH_H
#define WMI_PATH_H

#include <wmi/object.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a key is written as. */
typedef enum wmi_key_type {
    WMI_KEY_STRING, /**< in quotes; also datetimes and references (whose text is a path) */
    WMI_KEY_INTEGER,
    WMI_KEY_BOOLEAN
} wmi_key_type;

/** A key of a path. */
typedef struct wmi_path_key {
    const char *name;  /**< NULL in the short form `Class="x"` */
    wmi_key_type type; /**< what `text` is */
    const char *text;  /**< the value unescaped; of an integer its decimal text, of a boolean TRUE or FALSE */
} wmi_path_key;

/** A parsed path. Parts that the text does not name are NULL. Threads: several may read one; who clears it has it alone. */
typedef struct wmi_path {
    const char *server;       /**< `.` is this host */
    const char *ns;           /**< backslashes between the parts */
    const char *class_name;   /**< of the object */
    bool is_singleton;        /**< `Class=@` */
    const wmi_path_key *keys; /**< in their order */
    size_t key_count;         /**< 0 for a class path */
    wmi_memory *memory;       /**< private */
} wmi_path;

/** Parses a path. @return WMI_OK; WMI_USAGE where the text is no object path; WMI_NO_MEMORY. Give it back with wmi_path_clear. */
WMI_API wmi_status WMI_CALL wmi_path_parse(const char *text, wmi_path *path, wmi_error *error);
/**
 * Writes a path; keys in their order. `*text` is the caller's: wmi_free; NULL after a failure.
 * @return WMI_OK; WMI_USAGE where the class is missing, or a part is none that can stand there; WMI_NO_MEMORY
 */
WMI_API wmi_status WMI_CALL wmi_path_format(const wmi_path *path, char **text, wmi_error *error);
/** Gives back what wmi_path_parse() left in a path, and zeroes it. NULL is allowed. */
WMI_API void WMI_CALL wmi_path_clear(wmi_path *path);
/**
 * Whether two texts name the same object: names and string values without regard to case, keys in any order, server and
 * namespace compared only where both have them. Texts that are no paths are compared as text. The value of a key is compared
 * as a path where it is written as one with its keys (`Class.Key=...`): of what a key is declared as, nothing is known here.
 */
WMI_API bool WMI_CALL wmi_path_equal(const char *a, const char *b);

#ifdef __cplusplus
}
#endif
#endif
