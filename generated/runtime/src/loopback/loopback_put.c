/**
 * @file
 * Creating, updating and deleting instances.
 */
#include "loopback/loopback_internal.h"

#include <string.h>

/* Composing what is stored. */

static wmi_status copy_property_as(wmi_object *to, const char *name, const wmi_property *from, wmi_error *error)
{
    wmi_status status = wmi_object_set(to, name, &from->value);
    if (status == WMI_OK && from->class_name != NULL) {
        status = wmi_object_set_class(to, name, from->class_name);
    }
    return status == WMI_OK ? WMI_OK : wmip_no_memory(error);
}

/* The properties of `base` (which may be NULL) with those of `given` over them; what is NULL is left out. */
static wmi_status merge(const wmi_class_info *info, const wmi_object *base, const wmi_object *given, wmi_object **out,
                        wmi_error *error)
{
    wmi_object *object = wmi_object_new(info->name);
    bool is_made = object != NULL && wmi_object_set_derivation(object, info->derivation) == WMI_OK;
    wmi_status status = is_made ? WMI_OK : wmip_no_memory(error);
    size_t i;
    for (i = 0; base != NULL && i < base->count && status == WMI_OK; i++) {
        if (wmi_object_get(given, base->properties[i].name) == NULL) {
            status = copy_property_as(object, base->properties[i].name, &base->properties[i], error);
        }
    }
    for (i = 0; i < given->count && status == WMI_OK; i++) {
        if (!given->properties[i].value.is_null) {
            const wmi_field *field = wmip_loopback_field(info->fields, info->field_count, given->properties[i].name);
            status = copy_property_as(object, field->name, &given->properties[i], error);
        }
    }
    if (status != WMI_OK) {
        wmi_object_free(object);
        object = NULL;
    }
    *out = object;
    return status;
}

static wmi_status set_full_path(const wmip_loopback_class *cls, wmi_object *object, wmi_error *error)
{
    wmip_buffer full = {NULL, 0, 0, false};
    char *relative = NULL;
    wmi_status status = wmip_path_of_object(object, cls->info->name, cls->info->keys, &relative, error);
    if (status != WMI_OK) {
        return status == WMI_NO_MEMORY ? status
                                       : wmi_fail(error, WMI_TRANSPORT, WMI_E_ILLEGAL_NULL,
                                                  "A key of %s is NULL or of a type that no key has", cls->info->name);
    }
    wmip_buffer_format(&full, "\\\\.\\%s:%s", cls->ns, relative);
    wmi_free(relative);
    status = full.failed ? WMI_NO_MEMORY : wmi_object_set_path(object, full.text);
    wmip_buffer_clear(&full);
    return status == WMI_OK ? WMI_OK : wmip_no_memory(error);
}

static wmi_status store(wmi_loopback *loopback, wmip_loopback_class *cls, wmip_loopback_stored *old,
                        const wmi_object *base, const wmi_object *given, wmip_loopback_stored **out, wmi_error *error)
{
    wmi_object *previous = NULL;
    wmi_object *object;
    wmi_status status = merge(cls->info, base, given, &object, error);
    if (status != WMI_OK) {
        return status;
    }
    status = set_full_path(cls, object, error);
    if (status == WMI_OK && old != NULL && loopback->subscriptions != NULL) {
        previous = wmi_object_copy(old->object);
        status = previous != NULL ? WMI_OK : wmip_no_memory(error);
    }
    if (status == WMI_OK) {
        status = wmip_loopback_keep_object(loopback, cls, old, object, out, error);
    }
    if (status == WMI_OK) {
        wmip_loopback_publish(loopback, old != NULL ? WMIP_LOOPBACK_CHANGED : WMIP_LOOPBACK_CREATED, cls, object,
                              previous);
    } else {
        wmi_object_free(object);
    }
    wmi_object_free(previous);
    return status;
}

/* Checks. */

static wmi_status check_creatable(const wmi_class_info *info, wmi_error *error)
{
    if ((info->flags & WMI_CLASS_ABSTRACT) != 0) {
        return wmi_fail(error, WMI_TRANSPORT, WMI_E_ILLEGAL_OPERATION, "%s is abstract and has no instances of its own",
                        info->name);
    }
    if (info->keys[0] == NULL && (info->flags & WMI_CLASS_SINGLETON) == 0) {
        return wmi_fail(error, WMI_TRANSPORT, WMI_E_ILLEGAL_OPERATION,
                        "%s has no keys: its instances travel in parameters and are not stored", info->name);
    }
    return WMI_OK;
}

wmi_status wmip_loopback_check_capable(const wmi_loopback *loopback, const wmi_class_info *info, uint32_t capability,
                                       wmi_error *error)
{
    if (loopback->allows_writes || (info->flags & WMI_CLASS_DYNAMIC) == 0 || (info->flags & capability) != 0) {
        return WMI_OK;
    }
    return wmi_fail(error, WMI_TRANSPORT, WMI_E_PROVIDER_NOT_CAPABLE,
                    "The provider of %s cannot do this: the class is Dynamic, and does not say %s; its instances are "
                    "changed by methods (wmi_loopback_allow_writes switches this off)",
                    info->name,
                    capability == WMI_CLASS_CREATE   ? "SupportsCreate"
                    : capability == WMI_CLASS_UPDATE ? "SupportsUpdate"
                    : capability == WMI_CLASS_DELETE ? "SupportsDelete"
                                                     : "SupportsCreate or SupportsUpdate");
}

static wmi_status check_keys_given(const wmi_class_info *info, const wmi_object *object, wmi_error *error)
{
    size_t i;
    for (i = 0; info->keys[i] != NULL; i++) {
        const wmi_value *value = wmi_object_get(object, info->keys[i]);
        if (value == NULL || value->is_null) {
            return wmi_fail(error, WMI_TRANSPORT, WMI_E_ILLEGAL_NULL, "The key %s.%s is NULL", info->name,
                            info->keys[i]);
        }
    }
    return WMI_OK;
}

/* What is NULL already may be said to be NULL: a whole object may be put back as it was fetched. */
static wmi_status check_required(const wmi_class_info *info, const wmi_object *object, const wmi_object *old,
                                 wmi_error *error)
{
    size_t i;
    for (i = 0; i < object->count; i++) {
        const wmi_field *field = wmip_loopback_field(info->fields, info->field_count, object->properties[i].name);
        if (object->properties[i].value.is_null && (field->flags & WMI_FIELD_REQUIRED) != 0 &&
            (old == NULL || wmi_object_get(old, field->name) != NULL)) {
            return wmi_fail(error, WMI_TRANSPORT, WMI_E_ILLEGAL_NULL, "%s.%s is required, and is set to NULL",
                            info->name, field->name);
        }
    }
    return WMI_OK;
}

wmi_status wmip_loopback_same_value(const wmi_value *a, const wmi_value *b, bool *same, wmi_error *error)
{
    wmip_buffer text[2] = {{NULL, 0, 0, false}, {NULL, 0, 0, false}};
    size_t count = a->is_array ? a->u.array.count : 1;
    size_t i;
    *same = a->is_array == b->is_array && (!a->is_array || count == b->u.array.count);
    for (i = 0; i < count && *same; i++) {
        wmi_value one = a->is_array ? wmip_value_item(a, i) : *a;
        wmi_value other = b->is_array ? wmip_value_item(b, i) : *b;
        text[0].length = text[1].length = 0;
        *same = wmip_value_text(&one, &text[0]) && wmip_value_text(&other, &text[1]) &&
                text[0].length == text[1].length &&
                (text[0].length == 0 || memcmp(text[0].text, text[1].text, text[0].length) == 0);
        if (text[0].failed || text[1].failed) {
            break;
        }
    }
    i = text[0].failed || text[1].failed ? 1 : 0;
    wmip_buffer_clear(&text[0]);
    wmip_buffer_clear(&text[1]);
    return i != 0 ? wmip_no_memory(error) : WMI_OK;
}

/* A client changes what is Write; all else it may only repeat. Keys were found equal. */
static wmi_status check_changes(const wmip_loopback_stored *stored, const wmi_object *given, wmi_error *error)
{
    const wmi_class_info *info = stored->cls->info;
    size_t i;
    for (i = 0; i < given->count; i++) {
        const wmi_property *property = &given->properties[i];
        const wmi_field *field = wmip_loopback_field(info->fields, info->field_count, property->name);
        const wmi_value *old = wmi_object_get(stored->object, property->name);
        bool same = property->value.is_null && old == NULL;
        if ((field->flags & (WMI_FIELD_WRITE | WMI_FIELD_KEY)) != 0) {
            continue;
        }
        if (!property->value.is_null && old != NULL) {
            wmi_status status = wmip_loopback_same_value(old, &property->value, &same, error);
            if (status != WMI_OK) {
                return status;
            }
        }
        if (!same) {
            return wmi_fail(error, WMI_TRANSPORT, WMI_E_READ_ONLY, "%s.%s is read-only", info->name, field->name);
        }
    }
    return WMI_OK;
}

static wmi_status check_mode(const wmi_loopback *loopback, const wmi_class_info *info, const wmi_object *given,
                             const wmip_loopback_stored *old, wmip_loopback_put_mode mode, wmi_error *error)
{
    bool creates = mode == WMIP_LOOPBACK_CLIENT_CREATE || (mode == WMIP_LOOPBACK_CLIENT && old == NULL);
    wmi_status status =
        wmip_loopback_check_capable(loopback, info, creates ? WMI_CLASS_CREATE : WMI_CLASS_UPDATE, error);
    if (status != WMI_OK) {
        return status;
    }
    if (old != NULL && mode == WMIP_LOOPBACK_CLIENT_CREATE) {
        return wmi_fail(error, WMI_TRANSPORT, WMI_E_ALREADY_EXISTS, "There is an instance %s already",
                        old->object->path);
    }
    if (old == NULL && mode == WMIP_LOOPBACK_CLIENT_UPDATE) {
        return wmi_fail(error, WMI_TRANSPORT, WMI_E_NOT_FOUND, "There is no %s with these keys to update", info->name);
    }
    return old != NULL ? check_changes(old, given, error) : WMI_OK;
}

/* Putting. */

/* A put on its way. The last three are of a client's object with a path; else NULL. */
typedef struct placing {
    wmi_loopback *loopback;
    const char *ns;
    const wmi_object *given;
    wmip_loopback_put_mode mode;
    wmip_loopback_class *cls;
    wmi_object *keys;            /* in the path */
    wmip_loopback_stored *there; /* what the path leads to */
    wmi_object *whole;           /* what was given, and the keys that it lacked */
} placing;

/* The object's own keys count before those of the path, and these as they are spelt in the instance that is there. */
static wmi_status complete_instance(placing *p, wmi_error *error)
{
    size_t i;
    p->whole = wmi_object_copy(p->given);
    for (i = 0; p->whole != NULL && i < p->keys->count; i++) {
        const char *name = p->keys->properties[i].name;
        const wmi_value *own = wmi_object_get(p->given, name);
        const wmi_value *from = wmi_object_get(p->there != NULL ? p->there->object : p->keys, name);
        if ((own == NULL || own->is_null) && wmi_object_set(p->whole, name, from) != WMI_OK) {
            return wmip_no_memory(error);
        }
    }
    return p->whole != NULL ? WMI_OK : wmip_no_memory(error);
}

/* Keys that contradict the path name two instances; what is created is where its keys say. */
static wmi_status check_path_keys(const placing *p, const char *path, wmi_error *error)
{
    const char *const *keys = p->cls->info->keys;
    wmi_path parsed;
    wmi_status status;
    if (p->mode == WMIP_LOOPBACK_CLIENT_CREATE) {
        return WMI_OK;
    }
    status = wmi_path_parse(path, &parsed, error);
    if (status == WMI_OK) {
        status =
            wmip_path_check_keys(&parsed, path, p->given, keys[0] != NULL && keys[1] == NULL ? keys[0] : NULL, error);
        wmi_path_clear(&parsed);
    }
    return status;
}

/* The class is that of the path: an object may be described by a superclass. */
static wmi_status read_place(placing *p, wmi_error *error)
{
    const char *path = p->mode != WMIP_LOOPBACK_SEED ? p->given->path : NULL;
    wmi_status status;
    if (path == NULL || path[0] == '\0') {
        return wmip_loopback_find_class(p->loopback, p->ns, p->given->class_name, &p->cls, error);
    }
    status = wmip_loopback_keys_of_path(p->loopback, p->ns, path, &p->cls, &p->keys, error);
    if (status == WMI_OK) {
        status = check_path_keys(p, path, error);
    }
    if (status == WMI_OK) {
        status = wmip_loopback_find_object(p->loopback, p->cls, p->keys, &p->there, error);
    }
    return status == WMI_OK ? complete_instance(p, error) : status;
}

static wmi_status place(const placing *p, wmip_loopback_stored **out, wmi_error *error)
{
    const wmi_class_info *info = p->cls->info;
    const wmi_object *object = p->whole != NULL ? p->whole : p->given;
    wmip_loopback_check check = {p->loopback, p->ns, info->name, "property", WMI_E_INVALID_PARAMETER, error};
    bool is_seed = p->mode == WMIP_LOOPBACK_SEED;
    wmip_loopback_stored *old = NULL;
    wmi_status status = check_creatable(info, error);
    if (status == WMI_OK) {
        status = wmip_loopback_check_object(&check, info->fields, info->field_count, object);
    }
    if (status == WMI_OK && !is_seed) {
        status = wmip_loopback_check_capable(p->loopback, info, WMI_CLASS_CREATE | WMI_CLASS_UPDATE, error);
    }
    if (status == WMI_OK) {
        status = check_keys_given(info, object, error);
    }
    if (status == WMI_OK) {
        status = wmip_loopback_find_object(p->loopback, p->cls, object, &old, error);
    }
    if (status == WMI_OK) {
        status = check_required(info, object, old != NULL ? old->object : NULL, error);
    }
    if (status == WMI_OK && !is_seed) {
        status = check_mode(p->loopback, info, object, old, p->mode, error);
    }
    return status == WMI_OK
               ? store(p->loopback, p->cls, old, old != NULL && !is_seed ? old->object : NULL, object, out, error)
               : status;
}

wmi_status wmip_loopback_put(wmi_loopback *loopback, const char *ns, const wmi_object *object,
                             wmip_loopback_put_mode mode, wmip_loopback_stored **out, wmi_error *error)
{
    placing p = {loopback, ns, object, mode, NULL, NULL, NULL, NULL};
    wmi_status status = read_place(&p, error);
    if (status == WMI_OK) {
        status = place(&p, out, error);
    }
    wmi_object_free(p.keys);
    wmi_object_free(p.whole);
    return status;
}

wmi_status wmip_loopback_change(wmi_loopback *loopback, wmip_loopback_stored *stored, const wmi_object *changes,
                                wmi_error *error)
{
    return store(loopback, stored->cls, stored, stored->object, changes, NULL, error);
}
