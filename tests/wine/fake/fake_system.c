/*
 * System properties: of what class an object is, and where it lies.
 */
#include "fake_object.h"

#include <stdio.h>
#include <string.h>

typedef enum system_property {
    SYSTEM_GENUS,
    SYSTEM_CLASS,
    SYSTEM_SUPERCLASS,
    SYSTEM_DYNASTY,
    SYSTEM_RELPATH,
    SYSTEM_PROPERTY_COUNT,
    SYSTEM_DERIVATION,
    SYSTEM_SERVER,
    SYSTEM_NAMESPACE,
    SYSTEM_PATH
} system_property;

static const struct {
    const char *name;
    CIMTYPE type;
} system_properties[FAKE_SYSTEM_COUNT] = {
    [SYSTEM_GENUS] = {"__GENUS", CIM_SINT32},
    [SYSTEM_CLASS] = {"__CLASS", CIM_STRING},
    [SYSTEM_SUPERCLASS] = {"__SUPERCLASS", CIM_STRING},
    [SYSTEM_DYNASTY] = {"__DYNASTY", CIM_STRING},
    [SYSTEM_RELPATH] = {"__RELPATH", CIM_STRING},
    [SYSTEM_PROPERTY_COUNT] = {"__PROPERTY_COUNT", CIM_SINT32},
    [SYSTEM_DERIVATION] = {"__DERIVATION", CIM_STRING | CIM_FLAG_ARRAY},
    [SYSTEM_SERVER] = {"__SERVER", CIM_STRING},
    [SYSTEM_NAMESPACE] = {"__NAMESPACE", CIM_STRING},
    [SYSTEM_PATH] = {"__PATH", CIM_STRING},
};

const char *fake_system_name(size_t index)
{
    return system_properties[index].name;
}

CIMTYPE fake_system_type(size_t index)
{
    return system_properties[index].type;
}

size_t fake_system_find(const char *name)
{
    size_t i = 0;
    while (i < FAKE_SYSTEM_COUNT && !fake_same_name(system_properties[i].name, name)) {
        i++;
    }
    return i;
}

static const char *dynasty(const fake_object *self)
{
    const char *name = self->class_name;
    for (const char *at = name; at != NULL; at = fake_superclass(self->ns, at)) {
        name = at;
    }
    return name;
}

static bool derivation(const fake_object *self, wmi_memory **memory, wmi_value *out)
{
    const char **names;
    size_t count = 0;
    for (const char *at = fake_superclass(self->ns, self->class_name); at != NULL; at = fake_superclass(self->ns, at)) {
        count++;
    }
    names = wmi_memory_alloc(memory, (count + 1) * sizeof *names);
    if (names == NULL) {
        return false;
    }
    *out = wmi_value_null(WMI_TYPE_STRING, true);
    out->is_null = false;
    out->u.array.items = names;
    out->u.array.count = count;
    count = 0;
    for (const char *at = fake_superclass(self->ns, self->class_name); at != NULL; at = fake_superclass(self->ns, at)) {
        names[count++] = at;
    }
    return true;
}

/* Where it lies. */

typedef struct place {
    wmi_path path;      /* what is parsed or made; server and namespace filled in */
    wmi_memory *memory; /* of a path that is made */
    bool is_parsed;
    char server[MAX_COMPUTERNAME_LENGTH + 1];
} place;

static const char *server_name(char *buffer, DWORD size)
{
    const fake_settings *settings = fake_current();
    if (settings != NULL && settings->host != NULL) {
        return settings->host;
    }
    if (!GetComputerNameA(buffer, &size)) {
        buffer[0] = '\0';
    }
    return buffer;
}

/** The text of a key's value in a path. @return false for what no key can be. */
static bool key_of(const fake_slot *slot, wmi_memory **memory, wmi_path_key *key)
{
    char text[40];
    const wmi_value *value = &slot->value;
    int64_t number = 0;
    key->name = slot->name;
    key->type = WMI_KEY_INTEGER;
    if (value->is_null || value->is_array) {
        return false;
    }
    if (value->type == WMI_TYPE_STRING || value->type == WMI_TYPE_REFERENCE) {
        key->type = WMI_KEY_STRING;
        key->text = value->u.string;
        return true;
    }
    if (value->type == WMI_TYPE_BOOLEAN) {
        key->type = WMI_KEY_BOOLEAN;
        key->text = value->u.boolean ? "TRUE" : "FALSE";
        return true;
    }
    if (value->type == WMI_TYPE_DATETIME) {
        key->type = WMI_KEY_STRING;
        if (!wmi_datetime_format(&value->u.datetime, text)) {
            return false;
        }
    } else if (value->type == WMI_TYPE_UINT64) {
        snprintf(text, sizeof text, "%llu", (unsigned long long)value->u.uint64);
    } else if (value->type == WMI_TYPE_CHAR16) {
        snprintf(text, sizeof text, "%u", (unsigned)value->u.char16);
    } else if (wmi_value_to_integer(value, &number)) {
        snprintf(text, sizeof text, "%lld", (long long)number);
    } else {
        return false;
    }
    key->text = wmi_memory_text(memory, text, strlen(text));
    return key->text != NULL;
}

/** The path that an instance will have: there is none before all of its keys are set. */
static bool path_of_keys(const fake_object *self, place *at)
{
    wmi_path_key *keys = wmi_memory_alloc(&at->memory, (self->count + 1) * sizeof *keys);
    if (keys == NULL) {
        return false;
    }
    at->path.class_name = self->class_name;
    at->path.keys = keys;
    at->path.is_singleton = self->cls->is_singleton;
    for (size_t i = 0; i < self->count && !at->path.is_singleton; i++) {
        if (self->slots[i].is_key && !key_of(&self->slots[i], &at->memory, &keys[at->path.key_count++])) {
            return false;
        }
    }
    return at->path.is_singleton || at->path.key_count > 0;
}

/** @return false where the object has no path. */
static bool find_place(const fake_object *self, place *at)
{
    memset(at, 0, sizeof *at);
    if (self->kind == FAKE_CLASS && self->class_name != NULL) {
        at->path.class_name = self->class_name;
    } else if (self->kind == FAKE_INSTANCE && self->path != NULL) {
        at->is_parsed = wmi_path_parse(self->path, &at->path, NULL) == WMI_OK;
        if (!at->is_parsed) {
            return false;
        }
    } else if (self->kind != FAKE_INSTANCE || !self->is_spawned || !path_of_keys(self, at)) {
        return false;
    }
    if (at->path.server == NULL || strcmp(at->path.server, ".") == 0) {
        at->path.server = server_name(at->server, sizeof at->server);
    }
    if (at->path.ns == NULL && self->ns != NULL) {
        at->path.ns = self->ns->name;
    }
    return true;
}

static void leave_place(place *at)
{
    if (at->is_parsed) {
        wmi_path_clear(&at->path);
    }
    wmi_memory_clear(&at->memory);
}

static bool copy_text(const char *text, wmi_memory **memory, wmi_value *out)
{
    const char *copy = text != NULL ? wmi_memory_text(memory, text, strlen(text)) : NULL;
    *out = text != NULL ? wmi_value_string(copy) : wmi_value_null(WMI_TYPE_STRING, false);
    return text == NULL || copy != NULL;
}

static bool write_path(const wmi_path *path, wmi_memory **memory, wmi_value *out)
{
    char *text = NULL;
    bool good = wmi_path_format(path, &text, NULL) == WMI_OK && copy_text(text, memory, out);
    wmi_free(text);
    return good;
}

static bool location(const fake_object *self, system_property which, wmi_memory **memory, wmi_value *out)
{
    place at;
    bool good = true;
    *out = wmi_value_null(WMI_TYPE_STRING, false);
    if (find_place(self, &at)) {
        wmi_path path = at.path;
        if (which == SYSTEM_RELPATH) {
            path.server = NULL;
            path.ns = NULL;
        }
        good = which == SYSTEM_SERVER      ? copy_text(path.server, memory, out)
               : which == SYSTEM_NAMESPACE ? copy_text(path.ns, memory, out)
                                           : write_path(&path, memory, out);
    } else if (self->is_spawned && self->kind == FAKE_INSTANCE && which == SYSTEM_SERVER) {
        good = copy_text(server_name(at.server, sizeof at.server), memory, out);
    } else if (self->is_spawned && self->kind == FAKE_INSTANCE && which == SYSTEM_NAMESPACE) {
        good = copy_text(self->ns->name, memory, out);
    }
    leave_place(&at);
    return good;
}

/** Whether an object tells what it is derived from: not where its query named columns, and not where no schema has its class. */
static bool tells_kin(const fake_object *self)
{
    bool is_known = self->kind != FAKE_INSTANCE || self->cls != NULL || strncmp(self->class_name, "__", 2) == 0;
    return is_known && !self->is_projected;
}

static bool no_names(wmi_value *out)
{
    static const char *const none[] = {NULL};
    *out = wmi_value_null(WMI_TYPE_STRING, true);
    out->is_null = false;
    out->u.array.items = none;
    return true;
}

bool fake_system_value(const fake_object *self, size_t index, wmi_memory **memory, wmi_value *out)
{
    bool is_class = self->kind == FAKE_CLASS || self->kind == FAKE_SIGNATURE;
    switch ((system_property)index) {
    case SYSTEM_GENUS:
    case SYSTEM_PROPERTY_COUNT:
        *out = wmi_value_null(WMI_TYPE_SINT32, false);
        out->is_null = false;
        out->u.sint32 = index == SYSTEM_PROPERTY_COUNT ? (int32_t)self->count
                        : is_class                     ? WBEM_GENUS_CLASS
                                                       : WBEM_GENUS_INSTANCE;
        return true;
    case SYSTEM_CLASS:
        return copy_text(self->class_name, memory, out);
    case SYSTEM_SUPERCLASS:
        return copy_text(tells_kin(self) ? fake_superclass(self->ns, self->class_name) : NULL, memory, out);
    case SYSTEM_DYNASTY:
        return copy_text(tells_kin(self) ? dynasty(self) : NULL, memory, out);
    case SYSTEM_DERIVATION:
        return tells_kin(self) ? derivation(self, memory, out) : no_names(out);
    default:
        return location(self, (system_property)index, memory, out);
    }
}
