/**
 * @file
 * What is nearest to something that was not found: instances, classes, methods and handlers, for messages.
 */
#include "loopback/loopback_internal.h"

#include <string.h>

/* Instances that are looked at: a message must not take long, however many there are. */
#define MOST_LOOKED_AT 5000
/* A part that differs counts more than any difference within it. */
#define DIFFERENT 1000u

/* The nearest so far, nearest first. */
typedef struct nearest {
    wmip_buffer texts[WMIP_LOOPBACK_NEAREST];
    unsigned distances[WMIP_LOOPBACK_NEAREST];
    size_t count;
} nearest;

/* Puts `first``dot``second` in its place. What there is no memory for is left out. */
static void offer_text(nearest *n, unsigned distance, const char *first, const char *dot, const char *second)
{
    wmip_buffer text = {NULL, 0, 0, false};
    size_t at = n->count;
    while (at > 0 && distance < n->distances[at - 1]) {
        at--;
    }
    if (at == WMIP_LOOPBACK_NEAREST) {
        return;
    }
    wmip_buffer_format(&text, "%s%s%s", first, dot, second);
    if (text.failed) {
        wmip_buffer_clear(&text);
        return;
    }
    if (n->count == WMIP_LOOPBACK_NEAREST) {
        wmip_buffer_clear(&n->texts[--n->count]);
    }
    memmove(&n->texts[at + 1], &n->texts[at], (n->count - at) * sizeof n->texts[0]);
    memmove(&n->distances[at + 1], &n->distances[at], (n->count - at) * sizeof n->distances[0]);
    n->texts[at] = text;
    n->distances[at] = distance;
    n->count++;
}

/* Adds them to the message, and gives them back. */
static void tell(nearest *n, const char *otherwise, wmi_error *error)
{
    static const char *const before[] = {"; nearest: ", ", ", ", "};
    const char *texts[WMIP_LOOPBACK_NEAREST] = {"", "", ""};
    size_t i;
    for (i = 0; i < n->count; i++) {
        texts[i] = n->texts[i].text;
    }
    if (error->message != NULL && n->count > 0) {
        wmip_error_reword(error, "%s%s%s%s%s%s%s", error->message, before[0], texts[0], n->count > 1 ? before[1] : "",
                          texts[1], n->count > 2 ? before[2] : "", texts[2]);
    } else if (error->message != NULL && otherwise != NULL) {
        wmip_error_reword(error, "%s; %s", error->message, otherwise);
    }
    for (i = 0; i < n->count; i++) {
        wmip_buffer_clear(&n->texts[i]);
    }
}

/* Classes. */

void wmip_loopback_tell_near_classes(const wmi_loopback *loopback, const char *ns, const char *name, wmi_error *error)
{
    nearest n;
    size_t i;
    memset(&n, 0, sizeof n);
    for (i = 0; error != NULL && i < loopback->class_count; i++) {
        const wmip_loopback_class *cls = &loopback->classes[i];
        unsigned distance = wmip_distance(name, cls->info->name);
        if (cls->ns == ns && wmip_is_near(distance, name)) {
            offer_text(&n, distance, cls->info->name, "", "");
        } else if (cls->ns != ns && distance == 0) { /* there is one elsewhere */
            offer_text(&n, 0, cls->info->name, " in ", cls->ns);
        }
    }
    if (error != NULL) {
        tell(&n, NULL, error);
    }
}

void wmip_loopback_tell_near_methods(const wmip_loopback_class *cls, const char *name, wmi_error *error)
{
    nearest n;
    const wmi_method_info *const *method;
    memset(&n, 0, sizeof n);
    for (method = cls->methods; error != NULL && *method != NULL; method++) {
        unsigned distance = wmip_distance(name, (*method)->name);
        if (wmip_is_near(distance, name)) {
            offer_text(&n, distance, (*method)->name, "", "");
        }
    }
    if (error != NULL) {
        tell(&n, NULL, error);
    }
}

/* Handlers: of the same method for another class, of another method for the same class. */

typedef struct handler_search {
    nearest n;
    const wmip_loopback_class *cls;
    const char *method;
} handler_search;

static void offer_handler(void *context, const wmip_loopback_class *cls, const char *method)
{
    handler_search *search = context;
    unsigned by_method = wmip_distance(search->method, method);
    unsigned by_class = wmip_distance(search->cls->info->name, cls->info->name);
    if (by_method == 0 || by_class == 0 ||
        (wmip_is_near(by_method, method) && wmip_is_near(by_class, cls->info->name))) {
        offer_text(&search->n, (by_method > 0 ? DIFFERENT + by_method : 0) + by_class, cls->info->name, ".", method);
    }
}

void wmip_loopback_tell_near_handlers(const wmi_loopback *loopback, const wmip_loopback_class *cls, const char *method,
                                      wmi_error *error)
{
    handler_search search;
    memset(&search, 0, sizeof search);
    search.cls = cls;
    search.method = method;
    if (error != NULL) {
        wmip_loopback_each_handler(loopback, offer_handler, &search);
        tell(&search.n, NULL, error);
    }
}

/* Instances: of the same class with other keys, of another class with the same ones. */

/* How far the keys of a stored instance are from those of an object; UINT32_MAX where they cannot be compared. */
static unsigned distance_of_keys(const wmip_loopback_stored *stored, const wmi_class_info *info,
                                 const char *const *keys)
{
    unsigned distance = 0;
    size_t i;
    for (i = 0; info->keys[i] != NULL; i++) {
        if (stored->cls->info->keys[i] == NULL || !wmip_equal_names(stored->cls->info->keys[i], info->keys[i])) {
            return UINT32_MAX;
        }
        if (!wmip_equal_names(stored->identity.keys[i], keys[i])) {
            distance += DIFFERENT + wmip_distance(stored->identity.keys[i], keys[i]);
        }
    }
    return stored->cls->info->keys[i] == NULL ? distance : UINT32_MAX;
}

static void offer_instances(nearest *n, const wmi_loopback *loopback, const wmip_loopback_class *cls,
                            const char *const *keys)
{
    unsigned looked_at = 0;
    size_t i;
    for (i = 0; i < loopback->class_count; i++) {
        const wmip_loopback_class *at = &loopback->classes[i];
        const wmip_loopback_stored *stored = at->ns == cls->ns ? at->first : NULL;
        for (; stored != NULL && looked_at < MOST_LOOKED_AT; stored = stored->next, looked_at++) {
            unsigned distance = distance_of_keys(stored, cls->info, keys);
            if (distance != UINT32_MAX && (at == cls || distance < DIFFERENT)) {
                offer_text(n,
                           at == cls ? distance : distance + DIFFERENT + wmip_distance(at->info->name, cls->info->name),
                           strchr(stored->object->path, ':') + 1, "", "");
            }
        }
    }
}

static bool texts_of_keys(const wmi_class_info *info, const wmi_object *object, wmi_memory **memory, const char ***keys)
{
    size_t count = 0;
    size_t i;
    while (info->keys[count] != NULL) {
        count++;
    }
    *keys = wmip_memory_array(memory, count + 1, sizeof **keys);
    for (i = 0; *keys != NULL && i < count; i++) {
        const wmi_value *value = wmi_object_get(object, info->keys[i]);
        if (value == NULL || wmip_loopback_key_text(value, memory, &(*keys)[i], NULL) != WMI_OK) {
            return false;
        }
    }
    return *keys != NULL;
}

void wmip_loopback_tell_near_instances(const wmi_loopback *loopback, const char *ns, const char *path, wmi_error *error)
{
    wmip_loopback_class *cls = NULL;
    wmi_object *object = NULL;
    wmi_memory *memory = NULL;
    const char **keys = NULL;
    nearest n;
    memset(&n, 0, sizeof n);
    if (error == NULL || wmip_loopback_keys_of_path(loopback, ns, path, &cls, &object, NULL) != WMI_OK) {
        return;
    }
    if (texts_of_keys(cls->info, object, &memory, &keys)) {
        offer_instances(&n, loopback, cls, keys);
    }
    tell(&n, cls->first == NULL ? "no instance of the class has been added" : NULL, error);
    wmi_memory_clear(&memory);
    wmi_object_free(object);
}
