/**
 * @file
 * Object paths: what they name, and when two name the same.
 */
#include "loopback/loopback_internal.h"

#include <string.h>

/* Hashing and comparing. A text that is no path is a name like any other. */

/* References within the keys of references; deeper ones are hashed as nothing, so that any may be equal. */

/* Where a relative path is at home. */
typedef struct home {
    const wmi_loopback *loopback;
    const char *ns;
} home;

/* What the schema declares: any other text in quotes is never read as a path. */
static bool is_reference_key(const void *context, const wmi_path *path, const wmi_path_key *key)
{
    const home *at = context;
    const char *ns = at->ns;
    const wmip_loopback_class *cls = NULL;
    const wmi_field *field = NULL;
    if (path->ns == NULL || wmip_loopback_namespace(at->loopback, path->ns, &ns, NULL) == WMI_OK) {
        cls = wmip_loopback_class_of(at->loopback, ns, path->class_name);
    }
    if (cls != NULL && (key->name != NULL || cls->info->keys[0] != NULL)) {
        field = wmip_loopback_field(cls->info->fields, cls->info->field_count,
                                    key->name != NULL ? key->name : cls->info->keys[0]);
    }
    return field != NULL && field->type == WMI_TYPE_REFERENCE;
}

static wmi_status hash_path(const home *at, const char *text, unsigned depth, uint64_t *hash)
{
    wmi_path path;
    wmi_status status = wmi_path_parse(text, &path, NULL);
    uint64_t sum = 0;
    size_t i;
    if (status != WMI_OK) {
        *hash = wmip_loopback_hash_text(0, text);
        return status == WMI_NO_MEMORY ? status : WMI_OK;
    }
    for (i = 0; i < path.key_count && status == WMI_OK; i++) {
        const wmi_path_key *key = &path.keys[i];
        uint64_t one = 0;
        if (key->type != WMI_KEY_STRING || !is_reference_key(at, &path, key)) {
            one = wmip_loopback_hash_text(0, key->type == WMI_KEY_INTEGER ? wmip_path_digits(key->text) : key->text);
        } else if (depth < WMIP_REFERENCE_DEPTH) {
            status = hash_path(at, key->text, depth + 1, &one);
        }
        sum += one; /* the order of keys does not count, nor do their names: the short form has none */
    }
    *hash = wmip_loopback_hash_text(sum, path.class_name);
    wmi_path_clear(&path);
    return status;
}

wmi_status wmip_loopback_hash_path(const wmi_loopback *loopback, const char *ns, const char *path, uint64_t *hash,
                                   wmi_error *error)
{
    home at = {loopback, ns};
    return hash_path(&at, path, 0, hash) == WMI_OK ? WMI_OK : wmip_no_memory(error);
}

wmi_status wmip_loopback_same_path(const wmi_loopback *loopback, const char *ns, const char *a, const char *b,
                                   bool *same, wmi_error *error)
{
    home at = {loopback, ns};
    return wmip_path_compare(a, b, is_reference_key, &at, same) == WMI_OK ? WMI_OK : wmip_no_memory(error);
}

static const wmi_path_key *key_named(const wmi_path *path, const char *name)
{
    size_t i;
    for (i = 0; i < path->key_count; i++) {
        if (path->keys[i].name == NULL || wmip_equal_names(path->keys[i].name, name)) {
            return &path->keys[i];
        }
    }
    return NULL;
}

wmi_status wmip_loopback_check_server(const wmip_loopback_connection *connection, const char *path, wmi_error *error)
{
    wmi_path parsed;
    wmi_status status;
    bool is_other;
    if (connection->host == NULL || path == NULL) {
        return WMI_OK;
    }
    status = wmi_path_parse(path, &parsed, NULL);
    if (status != WMI_OK) {
        return status == WMI_NO_MEMORY ? wmip_no_memory(error) : WMI_OK; /* what is no path is refused as such */
    }
    is_other = parsed.server != NULL && !wmip_equal_names(parsed.server, ".") &&
               !wmip_equal_names(parsed.server, connection->host);
    wmi_path_clear(&parsed);
    return is_other ? wmi_fail(error, WMI_USAGE, 0,
                               "The path %s is of another host than the session's, %s; a path without a host is always "
                               "taken",
                               path, connection->host)
                    : WMI_OK;
}

/* What a path names. */

static wmi_status refuse_path(const char *path, const char *why, const char *name, wmi_error *error)
{
    return wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_OBJECT_PATH, "The path %s is not valid: %s%s%s", path, why,
                    name != NULL ? " " : "", name != NULL ? name : "");
}

/* A key's value, read as what the schema declares. A text is the path's own. */
static wmi_status key_value(const char *path, const wmi_path_key *key, const wmi_field *field, wmi_memory **memory,
                            wmi_value *value, wmi_error *error)
{
    wmi_type type = (wmi_type)field->type;
    bool is_quoted = key->type == WMI_KEY_STRING;
    wmi_value from = wmi_value_string(key->text);
    wmip_conversion conversion;
    wmip_integer integer;
    if (is_quoted != (wmip_type_is_text(type) || type == WMI_TYPE_DATETIME)) {
        return refuse_path(path, is_quoted ? "there are quotes around the key" : "there must be quotes around the key",
                           field->name, error);
    }
    if (wmip_type_is_text(type)) {
        *value = from;
        value->type = type;
        return WMI_OK;
    }
    if (type == WMI_TYPE_CHAR16) { /* a number in paths, a character elsewhere */
        if (!wmip_integer_parse(key->text, &integer) || integer.negative || integer.magnitude > UINT16_MAX) {
            return refuse_path(path, "the value does not fit the key", field->name, error);
        }
        *value = wmi_value_null(WMI_TYPE_CHAR16, false);
        value->is_null = false;
        value->u.char16 = (uint16_t)integer.magnitude;
        return WMI_OK;
    }
    conversion = wmip_convert(&from, type, false, memory, value);
    if (conversion == WMIP_CONVERSION_NO_MEMORY) {
        return wmip_no_memory(error);
    }
    return conversion == WMIP_CONVERTED && !value->is_null
               ? WMI_OK
               : refuse_path(path, "the value does not fit the key", field->name, error);
}

static size_t count_keys(const wmi_class_info *info)
{
    size_t count = 0;
    while (info->keys[count] != NULL) {
        count++;
    }
    return count;
}

/* The values of all keys that the path names, in the order of info->keys. `values` has room for them. */
static wmi_status read_key_values(const wmi_path *parsed, const char *path, const wmi_class_info *info,
                                  wmi_memory **memory, wmi_value *values, wmi_error *error)
{
    size_t count = count_keys(info);
    wmi_status status = WMI_OK;
    size_t i;
    if (parsed->key_count != count) {
        return refuse_path(path, "it does not have as many keys as", info->name, error);
    }
    for (i = 0; i < count && status == WMI_OK; i++) {
        const wmi_path_key *key = key_named(parsed, info->keys[i]);
        const wmi_field *field = wmip_loopback_field(info->fields, info->field_count, info->keys[i]);
        if (key == NULL || field == NULL || (key->name == NULL && count > 1)) {
            return refuse_path(path, "it lacks the key", info->keys[i], error);
        }
        status = key_value(path, key, field, memory, &values[i], error);
    }
    return status;
}

static wmi_status find_by_path(wmi_loopback *loopback, const wmi_path *parsed, const char *path,
                               wmip_loopback_target *target, wmi_memory **memory, wmi_error *error)
{
    const wmi_class_info *info = target->cls->info;
    size_t count = count_keys(info);
    const char **keys = wmip_memory_array(memory, count + 1, sizeof *keys);
    wmi_value *values = wmip_memory_array(memory, count + 1, sizeof *values);
    wmi_status status = WMI_OK;
    uint64_t hash = 0;
    size_t i;
    if (keys == NULL || values == NULL) {
        return wmip_no_memory(error);
    }
    status = read_key_values(parsed, path, info, memory, values, error);
    for (i = 0; i < count && status == WMI_OK; i++) {
        status = wmip_loopback_key_text(&values[i], memory, &keys[i], error);
    }
    if (status == WMI_OK) {
        status = wmip_loopback_hash_keys(loopback, target->cls, keys, &hash, error);
    }
    return status == WMI_OK ? wmip_loopback_find_keys(loopback, target->cls, keys, hash, &target->stored, error)
                            : status;
}

static wmi_status set_keys(const wmi_path *parsed, const char *path, const wmi_class_info *info, wmi_object *keys,
                           wmi_error *error)
{
    size_t count = count_keys(info);
    wmi_value *values = wmip_memory_array(&keys->memory, count + 1, sizeof *values);
    wmi_status status =
        values != NULL ? read_key_values(parsed, path, info, &keys->memory, values, error) : wmip_no_memory(error);
    size_t i;
    for (i = 0; i < count && status == WMI_OK; i++) {
        status = wmi_object_set(keys, info->keys[i], &values[i]) == WMI_OK ? WMI_OK : wmip_no_memory(error);
    }
    return status;
}

wmi_status wmip_loopback_keys_of_path(const wmi_loopback *loopback, const char *ns, const char *path,
                                      wmip_loopback_class **cls, wmi_object **keys, wmi_error *error)
{
    const char *own = ns;
    wmi_path parsed;
    wmi_status status = wmi_path_parse(path, &parsed, error);
    if (status != WMI_OK) {
        return status;
    }
    status = wmip_path_check_instance(&parsed, path, error);
    if (status == WMI_OK && parsed.ns != NULL &&
        (wmip_loopback_namespace(loopback, parsed.ns, &own, NULL) != WMI_OK || own != ns)) {
        status = wmip_path_leads_out(path, ns, error);
    }
    if (status == WMI_OK) {
        status = wmip_loopback_find_class(loopback, ns, parsed.class_name, cls, error);
    }
    if (status == WMI_OK) {
        *keys = wmi_object_new((*cls)->info->name);
        status = *keys != NULL ? set_keys(&parsed, path, (*cls)->info, *keys, error) : wmip_no_memory(error);
    }
    if (status != WMI_OK) {
        wmi_object_free(*keys);
        *keys = NULL;
    }
    wmi_path_clear(&parsed);
    return status;
}

wmi_status wmip_loopback_locate(wmi_loopback *loopback, const char *ns, const char *path, wmip_loopback_target *target,
                                wmi_error *error)
{
    wmi_memory *memory = NULL;
    wmi_path parsed;
    wmi_status status;
    memset(target, 0, sizeof *target);
    if (path == NULL) {
        return refuse_path("(NULL)", "there is none", NULL, error);
    }
    status = wmi_path_parse(path, &parsed, NULL);
    if (status != WMI_OK) {
        return status == WMI_NO_MEMORY ? wmip_no_memory(error) : refuse_path(path, "it cannot be parsed", NULL, error);
    }
    if (parsed.ns != NULL) {
        status = wmip_loopback_namespace(loopback, parsed.ns, &ns, error);
    }
    if (status == WMI_OK) {
        status = wmip_loopback_find_class(loopback, ns, parsed.class_name, &target->cls, error);
    }
    if (status == WMI_OK) {
        target->is_class = parsed.key_count == 0 && !parsed.is_singleton;
        if (parsed.is_singleton && count_keys(target->cls->info) > 0) {
            status = refuse_path(path, "=@ is for singletons, and no singleton is", target->cls->info->name, error);
        } else if (!target->is_class) {
            status = find_by_path(loopback, &parsed, path, target, &memory, error);
        }
    }
    wmi_memory_clear(&memory);
    wmi_path_clear(&parsed);
    return status;
}

wmi_status wmip_loopback_locate_instance(wmi_loopback *loopback, const char *ns, const char *path,
                                         wmip_loopback_stored **stored, wmi_error *error)
{
    wmip_loopback_target target;
    wmi_status status = wmip_loopback_locate(loopback, ns, path, &target, error);
    *stored = target.stored;
    if (status == WMI_OK && target.is_class) {
        return refuse_path(path, "it names a class, and no instance", NULL, error);
    }
    if (status == WMI_OK && target.stored == NULL) {
        (void)wmi_fail(error, WMI_TRANSPORT, WMI_E_NOT_FOUND, "There is no instance %s", path);
        wmip_loopback_tell_near_instances(loopback, target.cls->ns, path, error);
        return WMI_TRANSPORT;
    }
    return status;
}
