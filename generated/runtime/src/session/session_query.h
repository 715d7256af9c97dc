/**
 * @file
 * What the calls that run an enumeration share: session_query.c visits objects, session_list.c makes lists of instances,
 * session_select.c chooses properties, session_one.c one instance, session_related.c what is associated.
 */
#ifndef WMIP_SESSION_SESSION_QUERY_H
#define WMIP_SESSION_SESSION_QUERY_H

#include "session/session_internal.h"

/* Visiting (session_query.c). */

/** Is handed each object until the end, a failure or `*more` == false; it may change the object, which ends with the visit. */
typedef wmi_status (*wmip_visitor)(void *context, wmi_object *object, bool *more, wmi_error *error);

/** Runs a query. What is done in the visits takes none of its time. */
wmi_status wmip_session_query(wmi_session *session, const char *wql, wmip_visitor visit, void *context,
                              wmip_deadline *deadline, wmi_error *error);
/** The same of the objects that are associated with one. */
wmi_status wmip_session_associators(wmi_session *session, const char *path, const wmi_associator_filter *filter,
                                    wmip_visitor visit, void *context, wmip_deadline *deadline, wmi_error *error);

/* Choosing properties (session_select.c). */

/** Which properties of a class are wanted. */
typedef struct wmip_selection {
    const wmi_class_info *info;
    bool *chosen; /* of each field of the class; NULL = all */
} wmip_selection;

/** Reads the names, NULL = all; the keys are chosen in any case. @return WMI_OK; WMI_USAGE for an unknown name; WMI_NO_MEMORY. */
wmi_status wmip_selection_make(const wmi_class_info *info, const char *const *properties, wmip_selection *selection,
                               wmi_error *error);
void wmip_selection_clear(wmip_selection *selection);
/** Appends `SELECT ... FROM class_name`. */
void wmip_selection_write(const wmip_selection *selection, const char *class_name, wmip_buffer *wql);
/**
 * A select as it was given, or all zero where that is NULL. @param size of the select as the program's headers have it
 * @return WMI_OK; WMI_USAGE as wmip_options_read
 */
wmi_status wmip_select_read(const wmi_select *given, size_t size, wmi_select *own, wmi_error *error);
/** Runs the query of a select; its text is left in `wql`, which the caller gives back. */
wmi_status wmip_session_select(wmi_session *session, const wmi_class_info *info, const wmi_select *select,
                               wmip_visitor visit, void *context, wmip_buffer *wql, wmi_error *error);
/** Takes out of an object what was not chosen. */
void wmip_selection_prune(const wmip_selection *selection, wmi_object *object);

/* Lists of instances (session_list.c). */

typedef struct wmip_list {
    const wmi_session *session;
    const wmip_selection *selection; /* what objects are pruned to; NULL = they come as they should be */
    const wmi_class_info *info;
    char *items;
    size_t count;
    size_t capacity;
} wmip_list;

/** A wmip_visitor whose context is a wmip_list: adds the object as an instance. */
wmi_status wmip_list_add(void *context, wmi_object *object, bool *more, wmi_error *error);
/** Zeroes the caller's places. @return as wmip_session_check_class; WMI_USAGE where the class or a place is missing. */
wmi_status wmip_list_begin(const wmi_session *session, const wmi_class_info *info, void **items, size_t *count,
                           wmi_error *error);
/** Hands the list to the caller or, after a failure, gives it back. */
void wmip_list_end(wmip_list *list, wmi_status status, void **items, size_t *count);

/* One instance (session_one.c). */

/** A wmip_visitor's context: takes the first object, and refuses a second. */
typedef struct wmip_only {
    const wmi_session *session;
    const wmi_class_info *info;
    const wmip_selection *selection; /* what objects are pruned to; NULL = they come as they should be */
    void *instance;
    size_t count;
} wmip_only;

wmi_status wmip_only_take(void *context, wmi_object *object, bool *more, wmi_error *error);
/**
 * Judges what was found. @param what behind "There is no Class", e.g. " where Name = 'a'" @return `status`; WMI_NOT_FOUND where
 * nothing came; after a failure the instance is cleared.
 */
wmi_status wmip_only_end(wmip_only *only, wmi_status status, const char *before, const char *what, wmi_error *error);

/* Instances by their paths (session_select.c). */

/**
 * Asks for the instances at some paths by queries of their keys, and adds them to a list. `where`: WQL that they must meet, or
 * NULL. @return WMI_REPLY where a path has no keys that a query can name.
 */
wmi_status wmip_session_query_paths(wmi_session *session, const wmip_selection *selection, const char *where,
                                    const char *const *paths, size_t count, wmip_list *list, wmip_deadline *deadline,
                                    wmi_error *error);

#endif
