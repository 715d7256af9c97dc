/**
 * @file
 * The instances: a hash table over class and keys, and a list for each class.
 */
#include "loopback/loopback_internal.h"

#include <string.h>

#define FIRST_BUCKET_COUNT 64

/* Identity. */

wmi_status wmip_loopback_key_text(const wmi_value *value, wmi_memory **memory, const char **text, wmi_error *error)
{
    wmip_buffer buffer = {NULL, 0, 0, false};
    bool has_text = value->type != WMI_TYPE_CHAR16 && wmip_value_text(value, &buffer);
    if (value->type == WMI_TYPE_CHAR16) {
        wmip_buffer_format(&buffer, "%u", (unsigned)value->u.char16);
        has_text = true;
    }
    wmip_buffer_append(&buffer, "", 0); /* "" is a text too */
    *text = has_text && !buffer.failed ? wmi_memory_text(memory, buffer.text, buffer.length) : NULL;
    wmip_buffer_clear(&buffer);
    if (!has_text && !buffer.failed) {
        return wmi_fail(error, WMI_TRANSPORT, WMI_E_TYPE_MISMATCH, "A %s cannot be a key", wmi_type_name(value->type));
    }
    return *text != NULL ? WMI_OK : wmip_no_memory(error);
}

static bool is_reference_field(const wmi_class_info *info, const char *name)
{
    const wmi_field *field = wmip_loopback_field(info->fields, info->field_count, name);
    return field != NULL && field->type == WMI_TYPE_REFERENCE;
}

wmi_status wmip_loopback_hash_keys(const wmi_loopback *loopback, const wmip_loopback_class *cls,
                                   const char *const *keys, uint64_t *hash, wmi_error *error)
{
    const wmi_class_info *info = cls->info;
    wmi_status status = WMI_OK;
    size_t i;
    *hash = wmip_loopback_hash_text(0, info->name);
    for (i = 0; info->keys[i] != NULL && status == WMI_OK; i++) {
        if (is_reference_field(info, info->keys[i])) {
            uint64_t target = 0;
            status = wmip_loopback_hash_path(loopback, cls->ns, keys[i], &target, error);
            *hash = wmip_loopback_hash_text(*hash ^ target, "");
        } else {
            *hash = wmip_loopback_hash_text(*hash, keys[i]);
        }
    }
    return status;
}

static wmi_status same_keys(const wmi_loopback *loopback, const wmip_loopback_stored *stored, const char *const *keys,
                            bool *same, wmi_error *error)
{
    const wmi_class_info *info = stored->cls->info;
    wmi_status status = WMI_OK;
    size_t i;
    *same = true;
    for (i = 0; info->keys[i] != NULL && *same && status == WMI_OK; i++) {
        if (is_reference_field(info, info->keys[i])) {
            status = wmip_loopback_same_path(loopback, stored->cls->ns, stored->identity.keys[i], keys[i], same, error);
        } else {
            *same = wmip_equal_names(stored->identity.keys[i], keys[i]);
        }
    }
    return status;
}

static wmi_status identify_keys(const wmi_loopback *loopback, const wmip_loopback_class *cls, const wmi_object *object,
                                wmip_loopback_identity *identity, wmi_error *error)
{
    const wmi_class_info *info = cls->info;
    wmi_status status = WMI_OK;
    size_t count = 0;
    size_t i;
    while (info->keys[count] != NULL) {
        count++;
    }
    identity->keys = wmip_memory_array(&identity->memory, count + 1, sizeof *identity->keys);
    if (identity->keys == NULL) {
        return wmip_no_memory(error);
    }
    for (i = 0; i < count && status == WMI_OK; i++) {
        const wmi_value *value = wmi_object_get(object, info->keys[i]);
        if (value == NULL || value->is_null) {
            return wmi_fail(error, WMI_TRANSPORT, WMI_E_ILLEGAL_NULL, "The key %s.%s is NULL", info->name,
                            info->keys[i]);
        }
        status = wmip_loopback_key_text(value, &identity->memory, &identity->keys[i], error);
    }
    return status == WMI_OK ? wmip_loopback_hash_keys(loopback, cls, identity->keys, &identity->hash, error) : status;
}

static wmi_status identify_links(const wmi_loopback *loopback, const wmip_loopback_class *cls, const wmi_object *object,
                                 wmip_loopback_identity *identity, wmi_error *error)
{
    const wmi_class_info *info = cls->info;
    wmi_status status = WMI_OK;
    size_t i;
    identity->links = wmip_memory_array(&identity->memory, object->count, sizeof *identity->links);
    if (identity->links == NULL) {
        return wmip_no_memory(error);
    }
    for (i = 0; i < object->count && status == WMI_OK; i++) {
        const wmi_property *property = &object->properties[i];
        if (property->value.type == WMI_TYPE_REFERENCE && !property->value.is_array && !property->value.is_null) {
            wmip_loopback_reference *link = &identity->links[identity->link_count++];
            link->field = wmip_loopback_field(info->fields, info->field_count, property->name);
            status = wmip_loopback_hash_path(loopback, cls->ns, property->value.u.string, &link->hash, error);
        }
    }
    return status;
}

static wmi_status identify(const wmi_loopback *loopback, const wmip_loopback_class *cls, const wmi_object *object,
                           wmip_loopback_identity *identity, wmi_error *error)
{
    wmi_status status;
    memset(identity, 0, sizeof *identity);
    status = identify_keys(loopback, cls, object, identity, error);
    if (status == WMI_OK) {
        status = identify_links(loopback, cls, object, identity, error);
    }
    if (status != WMI_OK) {
        wmi_memory_clear(&identity->memory);
    }
    return status;
}

/* Finding. */

static wmip_loopback_stored **bucket_of(const wmi_loopback *loopback, uint64_t hash)
{
    return &loopback->buckets[(size_t)hash & (loopback->bucket_count - 1)];
}

wmi_status wmip_loopback_find_keys(const wmi_loopback *loopback, const wmip_loopback_class *cls,
                                   const char *const *keys, uint64_t hash, wmip_loopback_stored **stored,
                                   wmi_error *error)
{
    wmip_loopback_stored *at = loopback->bucket_count > 0 ? *bucket_of(loopback, hash) : NULL;
    wmi_status status = WMI_OK;
    bool found = false;
    for (; at != NULL; at = at->next_in_bucket) {
        if (at->cls == cls && at->identity.hash == hash) {
            status = same_keys(loopback, at, keys, &found, error);
            if (found || status != WMI_OK) {
                break;
            }
        }
    }
    *stored = status == WMI_OK ? at : NULL;
    return status;
}

wmi_status wmip_loopback_find_object(const wmi_loopback *loopback, const wmip_loopback_class *cls,
                                     const wmi_object *object, wmip_loopback_stored **stored, wmi_error *error)
{
    wmip_loopback_identity identity;
    wmi_status status;
    memset(&identity, 0, sizeof identity);
    *stored = NULL;
    status = identify_keys(loopback, cls, object, &identity, error);
    if (status == WMI_OK) {
        status = wmip_loopback_find_keys(loopback, cls, identity.keys, identity.hash, stored, error);
    }
    wmi_memory_clear(&identity.memory);
    return status;
}

/* Keeping. */

/* Room for one more. A table that cannot grow only becomes slower; the first one is needed. */
static bool grow_buckets(wmi_loopback *loopback)
{
    size_t count = loopback->bucket_count > 0 ? loopback->bucket_count * 2 : FIRST_BUCKET_COUNT;
    wmip_loopback_stored **old = loopback->buckets;
    size_t old_count = loopback->bucket_count;
    size_t i;
    if (loopback->stored_count < old_count) {
        return true;
    }
    loopback->buckets = wmi_alloc(count * sizeof(wmip_loopback_stored *));
    if (loopback->buckets == NULL) {
        loopback->buckets = old;
        return old_count > 0;
    }
    memset(loopback->buckets, 0, count * sizeof(wmip_loopback_stored *));
    loopback->bucket_count = count;
    for (i = 0; i < old_count; i++) {
        while (old[i] != NULL) {
            wmip_loopback_stored *moving = old[i];
            wmip_loopback_stored **bucket = bucket_of(loopback, moving->identity.hash);
            old[i] = moving->next_in_bucket;
            moving->next_in_bucket = *bucket;
            *bucket = moving;
        }
    }
    wmi_free(old);
    return true;
}

static void link_in(wmi_loopback *loopback, wmip_loopback_stored *stored)
{
    wmip_loopback_class *cls = stored->cls;
    wmip_loopback_stored **bucket = bucket_of(loopback, stored->identity.hash);
    stored->next_in_bucket = *bucket;
    *bucket = stored;
    stored->previous = cls->last;
    if (cls->last != NULL) {
        cls->last->next = stored;
    } else {
        cls->first = stored;
    }
    cls->last = stored;
    cls->count++;
    loopback->stored_count++;
}

void wmip_loopback_version_release(wmip_loopback_version *version)
{
    if (--version->holders == 0) {
        wmi_object_free(version->object);
        wmi_free(version);
    }
}

static wmip_loopback_version *new_version(const wmip_loopback_class *cls, wmi_object *object)
{
    wmip_loopback_version *version = wmi_alloc(sizeof *version);
    if (version != NULL) {
        version->cls = cls;
        version->object = object;
        version->holders = 1;
    }
    return version;
}

wmi_status wmip_loopback_keep_object(wmi_loopback *loopback, wmip_loopback_class *cls, wmip_loopback_stored *stored,
                                     wmi_object *object, wmip_loopback_stored **out, wmi_error *error)
{
    wmip_loopback_identity identity;
    wmip_loopback_version *version;
    wmi_status status = identify(loopback, cls, object, &identity, error);
    if (status != WMI_OK) {
        return status;
    }
    version = new_version(cls, object);
    if (version == NULL) {
        wmi_memory_clear(&identity.memory);
        return wmip_no_memory(error);
    }
    if (stored != NULL) { /* the keys are the same but for case, and so is the hash */
        wmip_loopback_version_release(stored->version);
        wmi_memory_clear(&stored->identity.memory);
    } else {
        stored = grow_buckets(loopback) ? wmi_alloc(sizeof *stored) : NULL;
        if (stored == NULL) {
            wmi_free(version);
            wmi_memory_clear(&identity.memory);
            return wmip_no_memory(error);
        }
        memset(stored, 0, sizeof *stored);
        stored->cls = cls;
        stored->identity.hash = identity.hash;
        link_in(loopback, stored);
    }
    stored->version = version;
    stored->object = object;
    stored->identity = identity;
    if (out != NULL) {
        *out = stored;
    }
    return WMI_OK;
}

/* Handing out. */

/* NULL of the type that the schema declares. */
static wmi_value null_of(const wmi_field *field)
{
    return wmi_value_null(field->type == WMI_TYPE_EMBEDDED ? WMI_TYPE_STRING : (wmi_type)field->type,
                          (field->flags & WMI_FIELD_ARRAY) != 0);
}

/* One property as the schema declares it, with the value that is stored; NULL where none is. */
static bool add_field(wmi_object *to, const wmi_object *from, const wmi_field *field)
{
    static const wmi_property none = {.value = {.type = WMI_TYPE_STRING, .is_null = true}};
    size_t index = wmip_object_find(from, field->name, from->count);
    const wmi_property *stored = index < from->count ? &from->properties[index] : &none;
    wmi_property *property = wmip_object_add(to, field->name);
    if (property == NULL) {
        return false;
    }
    property->value = null_of(field);
    return stored->value.is_null || (wmip_value_copy(&stored->value, &to->memory, &property->value) &&
                                     wmip_memory_copy(&to->memory, stored->class_name, &property->class_name));
}

bool wmip_loopback_fill(wmi_object *to, const wmi_object *from, const wmi_field *fields, size_t count,
                        const wql_query *query)
{
    bool good = wmip_object_reserve(to, count);
    size_t i;
    for (i = 0; i < count && good; i++) {
        if (query == NULL || query->names == NULL || wmip_wql_selects(query, fields[i].name)) {
            good = add_field(to, from, &fields[i]);
        }
    }
    return good;
}

bool wmip_loopback_add_nulls(wmi_object *object, const wmi_field *fields, size_t count)
{
    bool good = true;
    size_t i;
    for (i = 0; i < count && good; i++) {
        if (wmi_object_get(object, fields[i].name) == NULL) {
            wmi_value none = null_of(&fields[i]);
            good = wmi_object_set(object, fields[i].name, &none) == WMI_OK;
        }
    }
    return good;
}

wmi_object *wmip_loopback_show(const wmip_loopback_class *cls, const wmi_object *stored, const wql_query *query)
{
    wmi_object *shown = wmi_object_new(stored->class_name);
    bool good = shown != NULL && wmi_object_set_path(shown, stored->path) == WMI_OK &&
                wmi_object_set_derivation(shown, stored->derivation) == WMI_OK &&
                wmip_loopback_fill(shown, stored, cls->info->fields, cls->info->field_count, query);
    if (!good) {
        wmi_object_free(shown);
        shown = NULL;
    }
    return shown;
}

/* Dropping. */

static void release(wmip_loopback_stored *stored)
{
    wmip_loopback_version_release(stored->version);
    wmi_memory_clear(&stored->identity.memory);
    wmi_free(stored);
}

static void link_out(wmi_loopback *loopback, wmip_loopback_stored *stored)
{
    wmip_loopback_class *cls = stored->cls;
    wmip_loopback_stored **place = bucket_of(loopback, stored->identity.hash);
    while (*place != stored) {
        place = &(*place)->next_in_bucket;
    }
    *place = stored->next_in_bucket;
    *(stored->previous != NULL ? &stored->previous->next : &cls->first) = stored->next;
    *(stored->next != NULL ? &stored->next->previous : &cls->last) = stored->previous;
    cls->count--;
    loopback->stored_count--;
    if (stored->job != NULL) {
        wmip_loopback_job_dropped(stored->job);
    }
}

void wmip_loopback_forget(wmi_loopback *loopback, wmip_loopback_stored *stored)
{
    link_out(loopback, stored);
    wmip_loopback_publish(loopback, WMIP_LOOPBACK_DELETED, stored->cls, stored->object, NULL);
    release(stored);
}

static wmi_status refers_to(const wmi_loopback *loopback, const wmip_loopback_stored *association, const char *path,
                            uint64_t hash, bool *refers, wmi_error *error)
{
    wmi_status status = WMI_OK;
    size_t i;
    *refers = false;
    for (i = 0; i < association->identity.link_count && !*refers && status == WMI_OK; i++) {
        const wmip_loopback_reference *link = &association->identity.links[i];
        if (link->hash == hash) {
            status =
                wmip_loopback_same_path(loopback, association->cls->ns,
                                        wmi_object_string(association->object, link->field->name), path, refers, error);
        }
    }
    return status;
}

/* Puts the associations of an instance behind the last one of a list of those that go. */
static wmi_status condemn_associations(wmi_loopback *loopback, const wmip_loopback_stored *stored,
                                       wmip_loopback_stored **last, wmi_error *error)
{
    uint64_t hash = 0;
    wmi_status status = wmip_loopback_hash_path(loopback, stored->cls->ns, stored->object->path, &hash, error);
    size_t i;
    for (i = 0; i < loopback->class_count && status == WMI_OK; i++) {
        const wmip_loopback_class *cls = &loopback->classes[i];
        wmip_loopback_stored *at = (cls->info->flags & WMI_CLASS_ASSOCIATION) != 0 ? cls->first : NULL;
        for (; at != NULL && status == WMI_OK; at = at->next) {
            bool refers = false;
            if (!at->is_condemned) {
                status = refers_to(loopback, at, stored->object->path, hash, &refers, error);
            }
            if (refers) {
                at->is_condemned = true;
                (*last)->next_condemned = at;
                *last = at;
            }
        }
    }
    return status;
}

wmi_status wmip_loopback_drop(wmi_loopback *loopback, wmip_loopback_stored *stored, wmi_error *error)
{
    wmip_loopback_stored *last = stored;
    wmip_loopback_stored *at;
    wmi_status status = WMI_OK;
    stored->is_condemned = true;
    for (at = stored; at != NULL && status == WMI_OK; at = at->next_condemned) {
        status = condemn_associations(loopback, at, &last, error);
    }
    while (stored != NULL) { /* all of them, or after a failure none */
        wmip_loopback_stored *next = stored->next_condemned;
        if (status == WMI_OK) {
            wmip_loopback_forget(loopback, stored);
        } else {
            stored->is_condemned = false;
            stored->next_condemned = NULL;
        }
        stored = next;
    }
    return status;
}

void wmip_loopback_drop_all(wmi_loopback *loopback)
{
    size_t i;
    for (i = 0; i < loopback->class_count; i++) {
        while (loopback->classes[i].first != NULL) {
            wmip_loopback_stored *stored = loopback->classes[i].first;
            link_out(loopback, stored);
            release(stored);
        }
    }
    wmi_free(loopback->buckets);
    loopback->buckets = NULL;
    loopback->bucket_count = 0;
}
