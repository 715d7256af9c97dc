/**
 * @file
 * What a resource URI and its selectors name (MS-WSMV 3.1.4.1.1 and 3.1.4.1.2; DSP0227 5).
 */
#include "mock/mock_internal.h"

#include "path/path.h"

#include <string.h>

#define NAMESPACE_SELECTOR "__cimnamespace"

/* Classes. */

static wmip_wsman_slice slice(const char *text)
{
    wmip_wsman_slice made;
    made.text = text;
    made.length = strlen(text);
    return made;
}

const wmi_schema_class *mbm_class_named(const mbm_server *server, const char *ns, const char *name)
{
    wmip_wsman_slice class_name = slice(name);
    wmip_wsman_slice where = slice(ns);
    size_t s;
    uint32_t i;
    for (s = 0; s < server->host.schema_count; s++) {
        const wmi_schema *schema = server->host.schemas[s];
        for (i = 0; i < schema->class_count; i++) {
            const wmi_class_info *info = schema->classes[i].info;
            if (wmip_equal_slice(class_name.text, class_name.length, info->name) &&
                wmip_same_namespace(where.text, where.length, info->ns)) {
                return &schema->classes[i];
            }
        }
    }
    return NULL;
}

/* The namespace that a selector names; NULL = none does. It is no key, and is taken out. */
static const char *take_namespace(mbm_header *header)
{
    const char *ns = NULL;
    size_t kept = 0;
    size_t i;
    for (i = 0; i < header->selector_count; i++) {
        if (wmip_equal_names(header->selectors[i].name, NAMESPACE_SELECTOR)) {
            ns = header->selectors[i].text;
        } else {
            header->selectors[kept++] = header->selectors[i];
        }
    }
    header->selector_count = kept;
    return ns;
}

static bool set_namespace(mbm_exchange *x, const char *ns, size_t length)
{
    char *copy = wmi_memory_text(&x->memory, ns, length);
    char *at;
    if (copy == NULL) {
        return mbm_no_memory(x);
    }
    for (at = copy; *at != '\0'; at++) {
        *at = *at == '/' ? '\\' : *at;
    }
    x->cls.ns = copy;
    x->codec.ns = copy;
    return true;
}

static bool knows_namespace(const mbm_server *server, const char *ns)
{
    size_t length = strlen(ns);
    size_t s;
    uint32_t i;
    for (s = 0; s < server->host.schema_count; s++) {
        for (i = 0; i < server->host.schemas[s]->class_count; i++) {
            if (wmip_same_namespace(ns, length, server->host.schemas[s]->classes[i].info->ns)) {
                return true;
            }
        }
    }
    return false;
}

bool mbm_read_class(mbm_exchange *x, bool takes_all)
{
    const char *uri = x->header.resource;
    const char *named = take_namespace(&x->header);
    wmip_wsman_slice ns;
    wmip_wsman_slice name;
    bool is_all;
    if (!wmip_wsman_resource_parse(uri, &ns, &name)) {
        return mbm_refuse(x, MBM_FAULT_BAD_URI, "InvalidResourceURI", "%s names no class of WMI", uri);
    }
    if (ns.text == NULL) {
        ns = slice(named != NULL ? named : "root\\hardware");
    } else if (named != NULL && !wmip_same_namespace(ns.text, ns.length, named)) {
        return mbm_refuse(x, MBM_FAULT_INTERNAL, NULL, "The selector %s is another namespace than that of the URI",
                          NAMESPACE_SELECTOR);
    }
    if (!set_namespace(x, ns.text, ns.length)) {
        return false;
    }
    x->codec.classes = x->server->classes;
    is_all = takes_all && strcmp(name.text, "*") == 0;
    x->cls.of = is_all ? NULL : mbm_class_named(x->server, x->cls.ns, name.text);
    if (is_all ? knows_namespace(x->server, x->cls.ns) : x->cls.of != NULL) {
        return true;
    }
    (void)mbm_refuse(x, MBM_FAULT_NOT_THERE, "InvalidResourceURI", "There is no class %s in %s", name.text, x->cls.ns);
    return false;
}

/* Selectors as keys. */

static const wmi_field *key_field(const wmi_class_info *info, const char *name)
{
    const char *const *key;
    uint32_t i;
    for (key = info->keys; *key != NULL; key++) {
        if (wmip_equal_names(*key, name)) {
            for (i = 0; i < info->field_count; i++) {
                if (wmip_equal_names(info->fields[i].name, name)) {
                    return &info->fields[i];
                }
            }
        }
    }
    return NULL;
}

static bool refuse_type(mbm_exchange *x, const mbm_selector *selector, const wmi_field *field)
{
    return mbm_refuse(x, MBM_FAULT_SELECTORS_TYPE, "TypeMismatch", "The selector %s holds no %s", selector->name,
                      field->type == WMI_TYPE_REFERENCE ? "reference" : wmi_type_name((wmi_type)field->type));
}

static bool read_reference_key(mbm_exchange *x, const mbm_selector *selector, const wmi_field *field, wmi_path_key *key)
{
    wmi_status status;
    if (selector->text != NULL || wmip_wsman_child(selector->node, WMIP_NS_ADDRESSING, "EndpointReference") == NULL) {
        return refuse_type(x, selector, field);
    }
    status = wmip_wsman_read_reference(selector->node, x->codec.classes, x->codec.ns, &x->memory, &key->text, NULL);
    return status == WMI_OK || (status == WMI_NO_MEMORY ? mbm_no_memory(x) : refuse_type(x, selector, field));
}

/* A character by its number, as paths have it, and so references that were given out; one digit is the character. */
static bool is_code(const char *text)
{
    wmip_integer number;
    return wmip_is_digit(text[0]) && text[1] != '\0' && strspn(text, "0123456789") == strlen(text) &&
           wmip_integer_parse(text, &number) && number.magnitude <= UINT16_MAX;
}

/* A key as paths have it; what is none of its type is refused. */
static bool read_key(mbm_exchange *x, const mbm_selector *selector, const wmi_field *field, wmi_path_key *key)
{
    wmi_value text = wmi_value_string(selector->text);
    wmi_value value;
    wmip_conversion conversion;
    wmip_integer number;
    key->name = field->name;
    key->type = WMI_KEY_STRING;
    key->text = selector->text;
    if (field->type == WMI_TYPE_REFERENCE) {
        return read_reference_key(x, selector, field, key);
    }
    if (selector->text == NULL) {
        return refuse_type(x, selector, field);
    }
    if (field->type == WMI_TYPE_STRING) {
        return true;
    }
    if (field->type == WMI_TYPE_CHAR16 && is_code(selector->text)) {
        key->type = WMI_KEY_INTEGER;
        return true;
    }
    conversion = wmip_convert_plain(&text, (wmi_type)field->type, false, &x->memory, &value);
    if (conversion == WMIP_CONVERSION_NO_MEMORY) {
        return mbm_no_memory(x);
    }
    if (conversion != WMIP_CONVERTED || value.is_null) {
        return refuse_type(x, selector, field);
    }
    if (field->type == WMI_TYPE_BOOLEAN) {
        key->type = WMI_KEY_BOOLEAN;
        key->text = value.u.boolean ? "TRUE" : "FALSE";
    } else if (field->type == WMI_TYPE_CHAR16) {
        key->type = WMI_KEY_INTEGER;
        key->text = mbm_text(x, "%u", (unsigned)value.u.char16);
        return key->text != NULL;
    } else if (field->type != WMI_TYPE_DATETIME && wmip_integer_parse(selector->text, &number)) {
        key->type = WMI_KEY_INTEGER;
    }
    return true;
}

static bool read_keys(mbm_exchange *x, wmi_path_key *keys)
{
    const wmi_class_info *info = x->cls.of->info;
    size_t i;
    for (i = 0; i < x->header.selector_count; i++) {
        const mbm_selector *selector = &x->header.selectors[i];
        const wmi_field *field = key_field(info, selector->name);
        if (field == NULL) {
            return mbm_refuse(x, MBM_FAULT_SELECTORS_UNKNOWN, "UnexpectedSelectors", "%s is no key of %s",
                              selector->name, info->name);
        }
        if (!read_key(x, selector, field, &keys[i])) {
            return false;
        }
    }
    return true;
}

static bool format_path(mbm_exchange *x, const wmi_path_key *keys, size_t count, bool is_singleton, const char **out)
{
    wmi_path path;
    char *text = NULL;
    memset(&path, 0, sizeof path);
    path.ns = x->cls.ns;
    path.class_name = x->cls.of->info->name;
    path.keys = keys;
    path.key_count = count;
    path.is_singleton = is_singleton;
    if (wmi_path_format(&path, &text, NULL) == WMI_OK) {
        *out = wmi_memory_text(&x->memory, text, strlen(text));
        wmi_free(text);
    }
    return *out != NULL || mbm_no_memory(x);
}

/* Service objects: one of their keys is enough, where it says which is meant. */

static bool is_service(const wmi_class_info *info)
{
    return wmip_class_is(info, "CIM_Service");
}

bool mbm_is_switch_service(const wmi_class_info *info)
{
    return wmip_class_is(info, "Msvm_VirtualEthernetSwitchManagementService");
}

typedef struct mbm_search {
    const wmi_path_key *keys;
    size_t count;
    wmi_memory **memory;
    const char *path;
    size_t found;
    bool failed; /* for want of memory */
} mbm_search;

static bool has_key(const wmi_object *object, const wmi_path_key *key)
{
    const wmi_value *value = wmi_object_get(object, key->name);
    wmip_buffer text = {0};
    bool same = value != NULL && wmip_value_text(value, &text) && !text.failed && text.text != NULL &&
                wmip_equal_names(text.text, key->text);
    wmip_buffer_clear(&text);
    return same;
}

static bool WMI_CALLBACK look_at(void *context, const wmi_object *object)
{
    mbm_search *search = context;
    size_t i;
    for (i = 0; i < search->count; i++) {
        if (!has_key(object, &search->keys[i])) {
            return true;
        }
    }
    search->found++;
    if (search->path == NULL && !wmip_memory_copy(search->memory, object->path, &search->path)) {
        search->failed = true;
    }
    return search->found < 2;
}

static bool find_service(mbm_exchange *x, const wmi_path_key *keys, size_t count, const char **path)
{
    mbm_search search;
    wmi_error error = WMI_ERROR_INIT;
    const char *query = mbm_text(x, "SELECT * FROM %s", x->cls.of->info->name);
    if (query == NULL) {
        return false;
    }
    memset(&search, 0, sizeof search);
    search.keys = keys;
    search.count = count;
    search.memory = &x->memory;
    if (wmi_loopback_each(x->server->host.loopback, x->cls.ns, query, look_at, &search, &error) != WMI_OK) {
        return mbm_refuse_error(x, &error);
    }
    if (search.failed) {
        return mbm_no_memory(x);
    }
    *path = search.path;
    return search.found == 1 ||
           (search.found == 0 ? mbm_refuse(x, MBM_FAULT_NOT_THERE, "InvalidResourceURI",
                                           "There is no %s with these selectors", x->cls.of->info->name)
                              : mbm_refuse(x, MBM_FAULT_SELECTORS_AMBIGUOUS, "AmbiguousSelectors",
                                           "There are several %s with these selectors", x->cls.of->info->name));
}

static bool refuse_without_keys(mbm_exchange *x, bool is_call)
{
    const wmi_class_info *info = x->cls.of->info;
    if (is_call && x->header.selector_count == 0 && is_service(info)) {
        (void)mbm_refuse(x, mbm_is_switch_service(info) ? MBM_FAULT_INTERNAL : MBM_FAULT_WMI, NULL,
                         "%s is called without selectors", info->name);
        x->fault.number = WMI_E_INVALID_METHOD_PARAMETERS;
        return false;
    }
    return mbm_refuse(x, MBM_FAULT_SELECTORS_MISSING, "InsufficientSelectors", "%s has more keys", info->name);
}

bool mbm_read_instance(mbm_exchange *x, bool is_call, const char **path)
{
    const wmi_class_info *info = x->cls.of->info;
    size_t given = x->header.selector_count;
    wmi_path_key *keys = wmip_memory_array(&x->memory, given, sizeof *keys);
    size_t count = 0;
    bool found;
    *path = NULL;
    if (keys == NULL) {
        return mbm_no_memory(x);
    }
    while (info->keys[count] != NULL) {
        count++;
    }
    if (!read_keys(x, keys)) {
        return false;
    }
    if (given == count) {
        found = format_path(x, keys, count, count == 0, path);
    } else if (given > 0 && is_service(info)) {
        found = find_service(x, keys, given, path);
    } else {
        found = refuse_without_keys(x, is_call);
    }
    x->path = *path;
    return found;
}

/* The loopback. */

const wmi_backend *mbm_backend(const mbm_server *server)
{
    return wmi_loopback_backend(server->host.loopback);
}

wmi_connection *mbm_connect(mbm_exchange *x, const char *ns)
{
    const wmi_backend *backend = mbm_backend(x->server);
    wmi_connect_options options = {0};
    wmi_connection *connection = NULL;
    wmi_error error = WMI_ERROR_INIT;
    wmi_limit limit = mbm_limit(x);
    options.backend = backend;
    options.ns = ns;
    mbm_clock_follow(&x->server->clock);
    if (backend->connect(backend, &options, &connection, &limit, &error) != WMI_OK) {
        (void)mbm_refuse_error(x, &error);
        return NULL;
    }
    return connection;
}

void mbm_disconnect(const mbm_exchange *x, wmi_connection *connection)
{
    if (connection != NULL) {
        mbm_backend(x->server)->close(connection);
    }
}

wmi_limit mbm_limit(const mbm_exchange *x)
{
    wmi_limit limit = {x->header.timeout_ms, NULL};
    return limit;
}
