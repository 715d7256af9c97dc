/**
 * @file
 * The namespaces and classes of the schemas that a loopback knows. Where two schemas declare a class of the same name
 * in the same namespace (root\interop), the first one's counts.
 */
#include "loopback/loopback_internal.h"

#include <string.h>

#define FNV_PRIME UINT64_C(1099511628211)
#define FNV_BASIS UINT64_C(14695981039346656037)

/* Text is hashed without regard to the case of ASCII letters, as it is compared. */
uint64_t wmip_loopback_hash_text(uint64_t hash, const char *text)
{
    hash ^= FNV_BASIS;
    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)wmip_lower(*text)) * FNV_PRIME;
    }
    return hash ^ (hash >> 32);
}

/* Namespaces. */

/* Behind `\\server\`; the text itself where it has none. */
static const char *skip_server(const char *text)
{
    size_t length = 0;
    const char *server = wmip_path_server(text, &length);
    return server != NULL ? server + length + 1 : text;
}

static const char *find_namespace(const wmi_loopback *loopback, const char *text)
{
    size_t i;
    for (i = 0; i < loopback->namespace_count; i++) {
        if (wmip_same_namespace(text, strlen(text), loopback->namespaces[i])) {
            return loopback->namespaces[i];
        }
    }
    return NULL;
}

wmi_status wmip_loopback_namespace(const wmi_loopback *loopback, const char *text, const char **ns, wmi_error *error)
{
    *ns = text != NULL ? find_namespace(loopback, skip_server(text)) : NULL;
    return *ns != NULL ? WMI_OK
                       : wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_NAMESPACE, "There is no namespace %s",
                                  text != NULL ? text : "(NULL)");
}

/* Classes. */

static size_t class_bucket_of(const wmi_loopback *loopback, const char *ns, const char *name)
{
    uint64_t hash = wmip_loopback_hash_text(wmip_loopback_hash_text(0, ns), name);
    return (size_t)hash & (loopback->class_bucket_count - 1);
}

wmip_loopback_class *wmip_loopback_class_of(const wmi_loopback *loopback, const char *ns, const char *name)
{
    wmip_loopback_class *cls = NULL;
    if (name != NULL) {
        cls = loopback->class_buckets[class_bucket_of(loopback, ns, name)];
        while (cls != NULL && (cls->ns != ns || !wmip_equal_names(cls->info->name, name))) {
            cls = cls->next;
        }
    }
    return cls;
}

/* Classes that every namespace has besides the events (loopback_subscribe.c), all of them WMI's own. */
static bool is_system_class(const char *name)
{
    static const char *const names[] = {
        "__SystemClass",
        "__Namespace",
        "__ThisNamespace",
        "__Provider",
        "__Win32Provider",
        "__ProviderRegistration",
        "__ObjectProviderRegistration",
        "__ClassProviderRegistration",
        "__InstanceProviderRegistration",
        "__PropertyProviderRegistration",
        "__MethodProviderRegistration",
        "__EventProviderRegistration",
        "__EventConsumerProviderRegistration",
        "__IndicationRelated",
        "__EventConsumer",
        "__EventFilter",
        "__EventGenerator",
        "__FilterToConsumerBinding",
        "__AggregateEvent",
        "__TimerInstruction",
        "__AbsoluteTimerInstruction",
        "__IntervalTimerInstruction",
        "__TimerNextFiring",
        "__CacheControl",
        "__EventConsumerProviderCacheControl",
        "__EventProviderCacheControl",
        "__EventSinkCacheControl",
        "__ObjectProviderCacheControl",
        "__PropertyProviderCacheControl",
        "__NotifyStatus",
        "__ExtendedStatus",
        "__SecurityRelatedClass",
        "__SecurityDescriptor",
        "__Trustee",
        "__ACE",
        "__SystemSecurity",
        "__Parameters",
    };
    size_t i;
    for (i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (wmip_equal_names(names[i], name)) {
            return true;
        }
    }
    return wmip_loopback_is_system_event(name);
}

wmi_status wmip_loopback_find_class(const wmi_loopback *loopback, const char *ns, const char *name,
                                    wmip_loopback_class **out, wmi_error *error)
{
    *out = wmip_loopback_class_of(loopback, ns, name);
    if (*out != NULL) {
        return WMI_OK;
    }
    if (name != NULL && is_system_class(name)) {
        return wmi_fail(error, WMI_TRANSPORT, WMI_E_NOT_SUPPORTED,
                        "The loopback does not play %s, a class of WMI's own", name);
    }
    (void)wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_CLASS, "There is no class %s in %s",
                   name != NULL ? name : "(NULL)", ns);
    if (name != NULL) {
        wmip_loopback_tell_near_classes(loopback, ns, name, error);
    }
    return WMI_TRANSPORT;
}

bool wmip_loopback_is_a(const wmi_loopback *loopback, const char *ns, const char *name, const char *ancestor)
{
    const wmip_loopback_class *cls = wmip_loopback_class_of(loopback, ns, name);
    return cls != NULL ? wmip_class_is(cls->info, ancestor) : wmip_equal_names(name, ancestor);
}

const wmi_field *wmip_loopback_field(const wmi_field *fields, size_t count, const char *name)
{
    size_t i;
    for (i = 0; i < count; i++) {
        if (wmip_equal_names(fields[i].name, name)) {
            return &fields[i];
        }
    }
    return NULL;
}

static const wmi_method_info *own_method(const wmip_loopback_class *cls, const char *name)
{
    const wmi_method_info *const *method = cls->methods;
    while (*method != NULL && !wmip_equal_names((*method)->name, name)) {
        method++;
    }
    return *method;
}

/* A library from which methods were selected may have one of an ancestor, and not of the classes derived from that. */
const wmi_method_info *wmip_loopback_method(const wmi_loopback *loopback, const wmip_loopback_class *cls,
                                            const char *name)
{
    const wmi_method_info *method = own_method(cls, name);
    const char *const *ancestor = cls->info->derivation;
    for (; method == NULL && *ancestor != NULL; ancestor++) {
        const wmip_loopback_class *above = wmip_loopback_class_of(loopback, cls->ns, *ancestor);
        method = above != NULL ? own_method(above, name) : NULL;
    }
    return method;
}

/* Building the index. */

static wmi_status intern_namespace(wmi_loopback *loopback, const char *text, const char **ns, wmi_error *error)
{
    *ns = find_namespace(loopback, text);
    if (*ns == NULL) {
        const char **grown = wmip_memory_array(&loopback->kept, loopback->namespace_count + 1, sizeof *grown);
        if (grown == NULL) {
            return wmip_no_memory(error);
        }
        if (loopback->namespace_count > 0) {
            memcpy(grown, loopback->namespaces, loopback->namespace_count * sizeof *grown);
        }
        grown[loopback->namespace_count++] = text;
        loopback->namespaces = grown;
        *ns = text;
    }
    return WMI_OK;
}

static wmi_status add_class(wmi_loopback *loopback, const wmi_schema_class *schema, wmi_error *error)
{
    wmip_loopback_class **bucket;
    const char *ns;
    wmi_status status = intern_namespace(loopback, schema->info->ns, &ns, error);
    if (status == WMI_OK && wmip_loopback_class_of(loopback, ns, schema->info->name) == NULL) {
        wmip_loopback_class *cls = &loopback->classes[loopback->class_count++];
        cls->info = schema->info;
        cls->methods = schema->methods;
        cls->ns = ns;
        bucket = &loopback->class_buckets[class_bucket_of(loopback, ns, schema->info->name)];
        cls->next = *bucket;
        *bucket = cls;
    }
    return status;
}

wmi_status wmip_loopback_index(wmi_loopback *loopback, const wmi_schema *const *schemas, size_t schema_count,
                               wmi_error *error)
{
    wmi_status status = WMI_OK;
    size_t total = 0;
    size_t i;
    uint32_t j;
    for (i = 0; i < schema_count; i++) {
        total += schemas[i]->class_count;
    }
    for (loopback->class_bucket_count = 16; loopback->class_bucket_count < total;) {
        loopback->class_bucket_count *= 2;
    }
    loopback->classes = wmip_memory_array(&loopback->kept, total, sizeof *loopback->classes);
    loopback->class_buckets =
        wmip_memory_array(&loopback->kept, loopback->class_bucket_count, sizeof *loopback->class_buckets);
    if (loopback->classes == NULL || loopback->class_buckets == NULL) {
        return wmip_no_memory(error);
    }
    for (i = 0; i < schema_count && status == WMI_OK; i++) {
        for (j = 0; j < schemas[i]->class_count && status == WMI_OK; j++) {
            status = add_class(loopback, &schemas[i]->classes[j], error);
        }
    }
    return status;
}
