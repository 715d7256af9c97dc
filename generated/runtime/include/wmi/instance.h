/**
 * @file
 * What the generated sources have in common: the functions of classes and methods, which differ in nothing but types, and parts of
 * descriptors. C_get, C_list, C_one, ... do what
 * <wmi/session.h> says of wmi_instance_get, wmi_instance_list, wmi_instance_one, ...; what they give is the caller's: C_clear, of lists
 * C_list_free, of paths wmi_free. They return WMI_OK or fill the wmi_error, which may be NULL.
 */
#ifndef WMI_INSTANCE_H
#define WMI_INSTANCE_H

#include <wmi/session.h>

/** Defines the functions of a class whose descriptor is C_info: C_get, C_list, ... */
#define WMI_DEFINE_INSTANCE(C)                                                                                         \
    WMI_DEFINE_GET_(C)                                                                                                 \
    WMI_DEFINE_LIST_(C)                                                                                                \
    WMI_DEFINE_EACH_(C)                                                                                                \
    WMI_DEFINE_RELATED_(C)                                                                                             \
    WMI_DEFINE_HELD_(C)                                                                                                \
    extern const wmi_class_info C##_info

/**
 * Defines the functions of a method whose descriptor is M_info: M, M_out_clear. `class_name` is the class that declares it. M does what
 * <wmi/session.h> says of wmi_invoke.
 */
#define WMI_DEFINE_METHOD(M, class_name)                                                                               \
    wmi_status WMI_CALL M(wmi_session *session, const char *path, const M##_in *in, M##_out *out, wmi_error *error)    \
    {                                                                                                                  \
        return wmi_invoke(session, class_name, &M##_info, path, in, out, error);                                       \
    }                                                                                                                  \
    void WMI_CALL M##_out_clear(M##_out *out)                                                                          \
    {                                                                                                                  \
        wmi_method_out_clear(&M##_info, out);                                                                          \
    }                                                                                                                  \
    extern const wmi_method_info M##_info

/** Defines the function `R` of an association, `info`: it gives the paths of what stands in `role`, as wmi_association_paths says. */
#define WMI_DEFINE_ROLE(R, info, role)                                                                                 \
    wmi_status WMI_CALL R(wmi_session *session, const char *path, char ***paths, size_t *count, wmi_error *error)      \
    {                                                                                                                  \
        return wmi_association_paths(session, &info, role, path, paths, count, error);                                 \
    }                                                                                                                  \
    extern const wmi_class_info info

/**
 * A row of a table of fields: the member of WMI_STRUCT, which is a macro around the table, that is called as its property or
 * parameter is, of a type that names no class.
 */
#define WMI_FIELD(member, type, flags)                                                                                 \
    {                                                                                                                  \
#member, NULL, offsetof(WMI_STRUCT, member), WMI_TYPE_##type, flags                                            \
    }
/** Of the descriptor of a class: its properties. */
#define WMI_FIELDS_OF(C) .fields = wmi_properties_of_##C, .field_count = WMI_COUNT(wmi_properties_of_##C)
/** Of the same what every class has: its struct, its superclasses and its keys. */
#define WMI_STRUCT_OF(C)                                                                                               \
    .derivation = wmi_derivation_of_##C, .keys = wmi_keys_of_##C, .size = sizeof(C), .meta_offset = offsetof(C, wmi)
/** Of the descriptor of a method: what it is given. */
#define WMI_IN_OF(M) .in = wmi_in_of_##M, .in_count = WMI_COUNT(wmi_in_of_##M), .in_size = sizeof(M##_in)
/** The same: what it gives back. */
#define WMI_OUT_OF(M)                                                                                                  \
    .out = wmi_out_of_##M, .out_count = WMI_COUNT(wmi_out_of_##M), .out_size = sizeof(M##_out),                        \
    .out_memory_offset = offsetof(M##_out, wmi_owned)

/** @cond */
#define WMI_DEFINE_GET_(C)                                                                                             \
    wmi_status WMI_CALL C##_get(wmi_session *session, const char *path, C *out, wmi_error *error)                      \
    {                                                                                                                  \
        return wmi_instance_get(session, &C##_info, path, out, error);                                                 \
    }                                                                                                                  \
    wmi_status WMI_CALL C##_get_select(wmi_session *session, const char *path, const char *const *properties, C *out,  \
                                       wmi_error *error)                                                               \
    {                                                                                                                  \
        return wmi_instance_get_select(session, &C##_info, path, properties, out, error);                              \
    }                                                                                                                  \
    wmi_status WMI_CALL C##_one(wmi_session *session, const char *where, C *out, wmi_error *error)                     \
    {                                                                                                                  \
        wmi_select select = {NULL, NULL};                                                                              \
        select.where = where;                                                                                          \
        return wmi_instance_one(session, &C##_info, &select, out, error);                                              \
    }                                                                                                                  \
    wmi_status WMI_CALL C##_one_select(wmi_session *session, const wmi_select *select, C *out, wmi_error *error)       \
    {                                                                                                                  \
        return wmi_instance_one(session, &C##_info, select, out, error);                                               \
    }

#define WMI_DEFINE_LIST_(C)                                                                                            \
    wmi_status WMI_CALL C##_list(wmi_session *session, const char *where, C **items, size_t *count, wmi_error *error)  \
    {                                                                                                                  \
        void *list = NULL;                                                                                             \
        wmi_status status = wmi_instance_list(session, &C##_info, where, items == NULL ? NULL : &list, count, error);  \
        if (items != NULL)                                                                                             \
            *items = (C *)list;                                                                                        \
        return status;                                                                                                 \
    }                                                                                                                  \
    wmi_status WMI_CALL C##_list_select(wmi_session *session, const wmi_select *select, C **items, size_t *count,      \
                                        wmi_error *error)                                                              \
    {                                                                                                                  \
        void *list = NULL;                                                                                             \
        wmi_status status =                                                                                            \
            wmi_instance_list_select(session, &C##_info, select, items == NULL ? NULL : &list, count, error);          \
        if (items != NULL)                                                                                             \
            *items = (C *)list;                                                                                        \
        return status;                                                                                                 \
    }                                                                                                                  \
    void WMI_CALL C##_list_free(C *items, size_t count)                                                                \
    {                                                                                                                  \
        wmi_instance_list_free(&C##_info, items, count);                                                               \
    }

/* A pointer to a function of one type may not be called as one of another. */
#define WMI_DEFINE_EACH_(C)                                                                                            \
    struct wmi_visitor_of_##C {                                                                                        \
        bool(WMI_CALLBACK * visit)(void *context, const C *instance);                                                  \
        void *context;                                                                                                 \
    };                                                                                                                 \
    static bool WMI_CALLBACK wmi_visit_##C(void *context, const void *instance)                                        \
    {                                                                                                                  \
        const struct wmi_visitor_of_##C *to = (const struct wmi_visitor_of_##C *)context;                              \
        return to->visit(to->context, (const C *)instance);                                                            \
    }                                                                                                                  \
    wmi_status WMI_CALL C##_each(wmi_session *session, const wmi_select *select,                                       \
                                 bool(WMI_CALLBACK * visit)(void *context, const C *instance), void *context,          \
                                 wmi_error *error)                                                                     \
    {                                                                                                                  \
        struct wmi_visitor_of_##C to;                                                                                  \
        to.visit = visit;                                                                                              \
        to.context = context;                                                                                          \
        return wmi_instance_each(session, &C##_info, select, visit == NULL ? NULL : wmi_visit_##C, &to, error);        \
    }

#define WMI_DEFINE_RELATED_(C)                                                                                         \
    wmi_status WMI_CALL C##_related_select(wmi_session *session, const char *path, const char *association,            \
                                           const wmi_select *select, C **items, size_t *count, wmi_error *error)       \
    {                                                                                                                  \
        void *list = NULL;                                                                                             \
        wmi_status status = wmi_instance_related(session, &C##_info, path, association, select,                        \
                                                 items == NULL ? NULL : &list, count, error);                          \
        if (items != NULL)                                                                                             \
            *items = (C *)list;                                                                                        \
        return status;                                                                                                 \
    }                                                                                                                  \
    wmi_status WMI_CALL C##_related(wmi_session *session, const char *path, const char *association, C **items,        \
                                    size_t *count, wmi_error *error)                                                   \
    {                                                                                                                  \
        return C##_related_select(session, path, association, NULL, items, count, error);                              \
    }                                                                                                                  \
    wmi_status WMI_CALL C##_related_one(wmi_session *session, const char *path, const char *association, C *out,       \
                                        wmi_error *error)                                                              \
    {                                                                                                                  \
        return wmi_instance_related_one(session, &C##_info, path, association, out, error);                            \
    }

/* What needs no session, and what writes. */
#define WMI_DEFINE_HELD_(C)                                                                                            \
    wmi_status WMI_CALL C##_from(const wmi_object *object, C *out, wmi_error *error)                                   \
    {                                                                                                                  \
        return wmi_instance_from(&C##_info, object, out, error);                                                       \
    }                                                                                                                  \
    wmi_status WMI_CALL C##_from_event(const wmi_object *event, const char *property, C *out, wmi_error *error)        \
    {                                                                                                                  \
        return wmi_instance_from_event(&C##_info, event, property, out, error);                                        \
    }                                                                                                                  \
    wmi_status WMI_CALL C##_copy(const C *from, C *to)                                                                 \
    {                                                                                                                  \
        return wmi_instance_copy(&C##_info, from, to);                                                                 \
    }                                                                                                                  \
    wmi_status WMI_CALL C##_put(wmi_session *session, const C *instance, wmi_error *error)                             \
    {                                                                                                                  \
        return wmi_instance_put(session, &C##_info, instance, error);                                                  \
    }                                                                                                                  \
    wmi_status WMI_CALL C##_path(const C *instance, char **path, wmi_error *error)                                     \
    {                                                                                                                  \
        return wmi_instance_path(&C##_info, instance, path, error);                                                    \
    }                                                                                                                  \
    void WMI_CALL C##_clear(C *instance)                                                                               \
    {                                                                                                                  \
        wmi_instance_clear(&C##_info, instance);                                                                       \
    }
/** @endcond */

#endif
