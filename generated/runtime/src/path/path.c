#include "path/path.h"

#include <string.h>

/* Writing. */

static const char *append_key(wmip_buffer *out, const wmi_path_key *key)
{
    wmip_integer number;
    if (key->text == NULL) {
        return "a key has no value";
    }
    if (key->type == WMI_KEY_INTEGER) {
        if (!wmip_integer_parse(key->text, &number)) {
            return "the value of an integer key is no integer";
        }
        wmip_buffer_text(out, key->text);
    } else if (key->type == WMI_KEY_BOOLEAN) {
        bool truth = wmip_equal_names(key->text, "TRUE");
        if (!truth && !wmip_equal_names(key->text, "FALSE")) {
            return "the value of a boolean key is neither TRUE nor FALSE";
        }
        wmip_buffer_text(out, truth ? "TRUE" : "FALSE");
    } else {
        if (!wmip_utf8_valid(key->text)) {
            return "the value of a key is not UTF-8";
        }
        wmip_buffer_char(out, '"');
        wmip_buffer_escaped(out, key->text, "\\\"");
        wmip_buffer_char(out, '"');
    }
    return NULL;
}

static const char *append_keys(wmip_buffer *out, const wmi_path *path)
{
    const char *fault = NULL;
    size_t i;
    if (path->is_singleton) {
        wmip_buffer_text(out, "=@");
        return path->key_count == 0 ? NULL : "a singleton has no keys";
    }
    for (i = 0; i < path->key_count && fault == NULL; i++) {
        const wmi_path_key *key = &path->keys[i];
        if (key->name != NULL ? !wmip_path_is_name(key->name) : path->key_count > 1) {
            return "a key has no name";
        }
        if (key->name != NULL) {
            wmip_buffer_char(out, i == 0 ? '.' : ',');
            wmip_buffer_text(out, key->name);
        }
        wmip_buffer_char(out, '=');
        fault = append_key(out, key);
    }
    return fault;
}

/* A part of what stands before the class: nothing in it may end it. */
static bool is_part(const char *text, const char *ends)
{
    return text[0] != '\0' && strpbrk(text, ends) == NULL && wmip_utf8_valid(text);
}

/* @return what is wrong with the path, or NULL. */
static const char *append_path(wmip_buffer *out, const wmi_path *path)
{
    if (path->class_name == NULL || !wmip_path_is_name(path->class_name) || !wmip_utf8_valid(path->class_name)) {
        return "its class is missing or no name";
    }
    if (path->server != NULL) {
        if (path->ns == NULL || !is_part(path->server, "\\/\"'")) {
            return "it names a server without a namespace, or one that is no server name";
        }
        wmip_buffer_text(out, "\\\\");
        wmip_buffer_text(out, path->server);
        wmip_buffer_char(out, '\\');
    }
    if (path->ns != NULL) {
        if (!is_part(path->ns, ":.=\"'")) {
            return "its namespace is not valid";
        }
        wmip_buffer_text(out, path->ns);
        wmip_buffer_char(out, ':');
    }
    wmip_buffer_text(out, path->class_name);
    return append_keys(out, path);
}

wmi_status WMI_CALL wmi_path_format(const wmi_path *path, char **text, wmi_error *error)
{
    wmip_buffer out = {0};
    const char *fault = append_path(&out, path);
    *text = NULL;
    if (fault != NULL) {
        wmip_buffer_clear(&out);
        return wmi_fail(error, WMI_USAGE, 0, "The object path of %s cannot be written: %s.",
                        path->class_name != NULL ? path->class_name : "a class", fault);
    }
    return wmip_buffer_hand_over(&out, text, error);
}

/* Comparing: the one equality of paths. */

typedef struct comparison {
    wmip_path_is_reference is_reference;
    const void *context;
    unsigned depth;
} comparison;

/* "." is this host, whatever its name. */
static bool equal_servers(const char *a, const char *b)
{
    return a == NULL || b == NULL || strcmp(a, ".") == 0 || strcmp(b, ".") == 0 || wmip_equal_names(a, b);
}

static char part_of_namespace(char c)
{
    return c == '/' ? '\\' : wmip_lower(c);
}

bool wmip_same_namespace(const char *a, size_t length, const char *b)
{
    size_t i;
    for (i = 0; i < length; i++) {
        if (b[i] == '\0' || (a[i] != b[i] && part_of_namespace(a[i]) != part_of_namespace(b[i]))) {
            return false;
        }
    }
    return b[length] == '\0';
}

static const char *behind_server(const char *ns)
{
    size_t length = 0;
    const char *server = wmip_path_server(ns, &length);
    return server != NULL ? server + length + 1 : ns;
}

bool wmip_same_namespace_of_any_host(const char *a, const char *b)
{
    a = behind_server(a);
    return wmip_same_namespace(a, strlen(a), behind_server(b));
}

const char *wmip_path_digits(const char *digits)
{
    while (digits[0] == '0' && digits[1] != '\0') {
        digits++;
    }
    return digits;
}

static wmi_status compare_texts(comparison *c, const char *a, const char *b, bool *same);

static wmi_status compare_values(comparison *c, const wmi_path *path, const wmi_path_key *a, const wmi_path_key *b,
                                 bool *same)
{
    if (a->type != b->type) {
        *same = false;
    } else if (a->type == WMI_KEY_STRING && c->is_reference(c->context, path, a)) {
        return compare_texts(c, a->text, b->text, same);
    } else if (a->type == WMI_KEY_INTEGER) {
        *same = strcmp(wmip_path_digits(a->text), wmip_path_digits(b->text)) == 0;
    } else {
        *same = wmip_equal_names(a->text, b->text);
    }
    return WMI_OK;
}

/* The short form names no key. */
static const wmi_path_key *find_key(const wmi_path *path, const char *name)
{
    size_t i;
    for (i = 0; i < path->key_count; i++) {
        if (name == NULL || path->keys[i].name == NULL || wmip_equal_names(path->keys[i].name, name)) {
            return &path->keys[i];
        }
    }
    return NULL;
}

static wmi_status compare_paths(comparison *c, const wmi_path *a, const wmi_path *b, bool *same)
{
    wmi_status status = WMI_OK;
    size_t i;
    *same = equal_servers(a->server, b->server) &&
            (a->ns == NULL || b->ns == NULL || wmip_same_namespace(a->ns, strlen(a->ns), b->ns)) &&
            wmip_equal_names(a->class_name, b->class_name) && a->is_singleton == b->is_singleton &&
            a->key_count == b->key_count;
    for (i = 0; i < a->key_count && *same && status == WMI_OK; i++) {
        const wmi_path_key *other = find_key(b, a->keys[i].name);
        *same = other != NULL;
        if (other != NULL) {
            status = compare_values(c, a, &a->keys[i], other, same);
        }
    }
    return status;
}

static wmi_status compare_texts(comparison *c, const char *a, const char *b, bool *same)
{
    wmi_path left;
    wmi_path right;
    wmi_status status;
    *same = wmip_equal_names(a, b);
    if (*same || a == NULL || b == NULL || c->depth >= WMIP_REFERENCE_DEPTH) {
        return WMI_OK;
    }
    status = wmi_path_parse(a, &left, NULL);
    if (status != WMI_OK) {
        return status == WMI_NO_MEMORY ? status : WMI_OK;
    }
    status = wmi_path_parse(b, &right, NULL);
    if (status == WMI_OK) {
        c->depth++;
        status = compare_paths(c, &left, &right, same);
        c->depth--;
        wmi_path_clear(&right);
    }
    wmi_path_clear(&left);
    return status == WMI_NO_MEMORY ? status : WMI_OK;
}

wmi_status wmip_path_compare(const char *a, const char *b, wmip_path_is_reference is_reference, const void *context,
                             bool *same)
{
    comparison c = {is_reference, context, 0};
    return compare_texts(&c, a, b, same);
}

/* Without a schema, only a text that names a class and its keys is taken for a reference: "a:b" and "b=1" are texts. */
static bool looks_like_reference(const void *context, const wmi_path *path, const wmi_path_key *key)
{
    wmi_path parsed;
    bool looks = false;
    (void)context;
    (void)path;
    if (strchr(key->text, '=') != NULL && wmi_path_parse(key->text, &parsed, NULL) == WMI_OK) {
        looks = parsed.is_singleton || (parsed.key_count > 0 && parsed.keys[0].name != NULL);
        wmi_path_clear(&parsed);
    }
    return looks;
}

wmi_status wmip_path_same(const char *a, const char *b, bool *same, wmi_error *error)
{
    return wmip_path_compare(a, b, looks_like_reference, NULL, same) == WMI_OK ? WMI_OK : wmip_no_memory(error);
}

bool WMI_CALL wmi_path_equal(const char *a, const char *b)
{
    bool same = false;
    return wmip_path_same(a, b, &same, NULL) == WMI_OK && same;
}

wmi_status wmip_path_check_instance(const wmi_path *path, const char *text, wmi_error *error)
{
    return path->key_count > 0 || path->is_singleton
               ? WMI_OK
               : wmi_fail(error, WMI_USAGE, 0, "The path %s is that of a class, and not of an instance", text);
}

wmi_status wmip_path_leads_out(const char *text, const char *ns, wmi_error *error)
{
    return wmi_fail(error, WMI_USAGE, 0, "The path %s leads out of the session's namespace, %s", text, ns);
}

/* The path of an object. */

/* @return why the value cannot be a key, or NULL. */
static const char *key_from_value(const wmi_value *value, wmi_path_key *key, wmip_buffer *text)
{
    char number[WMIP_NUMBER_TEXT_SIZE];
    if (value == NULL || wmip_value_is_null(value)) {
        return "is NULL";
    }
    if (value->is_array || value->type == WMI_TYPE_OBJECT || value->type == WMI_TYPE_REAL32 ||
        value->type == WMI_TYPE_REAL64) {
        return "is of a type that cannot be a key";
    }
    if (wmip_type_is_text(value->type) || value->type == WMI_TYPE_DATETIME) {
        key->type = WMI_KEY_STRING;
        return wmip_value_text(value, text) ? NULL : "is no datetime";
    }
    if (value->type == WMI_TYPE_BOOLEAN) {
        key->type = WMI_KEY_BOOLEAN;
        return wmip_value_text(value, text) ? NULL : "is no boolean";
    }
    key->type = WMI_KEY_INTEGER;
    wmip_integer_format(wmip_integer_of(value), number);
    wmip_buffer_text(text, number);
    return NULL;
}

static wmi_status read_object_keys(const wmi_object *object, const char *const *keys, wmi_path *path, wmi_error *error)
{
    wmi_path_key *out;
    size_t count = 0;
    size_t i;
    while (keys[count] != NULL) {
        count++;
    }
    out = wmip_memory_array(&path->memory, count, sizeof *out);
    if (out == NULL) {
        return wmip_no_memory(error);
    }
    for (i = 0; i < count; i++) {
        wmip_buffer text = {0};
        const char *fault = key_from_value(wmi_object_get(object, keys[i]), &out[i], &text);
        bool kept = fault == NULL && !text.failed &&
                    wmip_memory_copy(&path->memory, text.text != NULL ? text.text : "", &out[i].text);
        wmip_buffer_clear(&text);
        if (fault != NULL) {
            return wmi_fail(error, WMI_USAGE, 0, "The key %s of %s %s.", keys[i], path->class_name, fault);
        }
        if (!kept) {
            return wmip_no_memory(error);
        }
        out[i].name = keys[i];
    }
    path->keys = out;
    path->key_count = count;
    path->is_singleton = count == 0;
    return WMI_OK;
}

wmi_status wmip_path_of_object(const wmi_object *object, const char *class_name, const char *const *keys, char **text,
                               wmi_error *error)
{
    wmi_path path = {0};
    wmi_status status;
    *text = NULL;
    path.class_name = class_name;
    status = read_object_keys(object, keys, &path, error);
    if (status == WMI_OK) {
        status = wmi_path_format(&path, text, error);
    }
    wmi_path_clear(&path);
    return status;
}

/* Whether a key of an object is that of a path. What cannot be a key is left to whoever is to write it. */
static wmi_status compare_key(const wmi_path_key *key, const wmi_value *value, wmip_buffer *text, bool *same)
{
    wmi_path_key own = {NULL, WMI_KEY_STRING, NULL};
    wmip_integer number[2];
    wmi_datetime date;
    char formatted[WMI_DATETIME_TEXT_SIZE];
    text->length = 0;
    *same = key_from_value(value, &own, text) != NULL;
    if (*same || text->failed) {
        return text->failed ? WMI_NO_MEMORY : WMI_OK;
    }
    own.text = text->text != NULL ? text->text : "";
    if (value->type == WMI_TYPE_REFERENCE) {
        return wmip_path_compare(own.text, key->text, looks_like_reference, NULL, same);
    }
    if (own.type == WMI_KEY_INTEGER && wmip_integer_parse(key->text, &number[0]) &&
        wmip_integer_parse(own.text, &number[1])) {
        *same = number[0].magnitude == number[1].magnitude && number[0].negative == number[1].negative;
    } else if (value->type == WMI_TYPE_DATETIME && wmi_datetime_parse(key->text, &date) &&
               wmi_datetime_format(&date, formatted)) {
        *same = strcmp(formatted, own.text) == 0;
    } else {
        *same = wmip_equal_names(own.text, key->text);
    }
    return WMI_OK;
}

wmi_status wmip_path_check_keys(const wmi_path *path, const char *text, const wmi_object *object, const char *only_key,
                                wmi_error *error)
{
    wmip_buffer own = {0};
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < path->key_count && status == WMI_OK; i++) {
        const char *name = path->keys[i].name != NULL ? path->keys[i].name : only_key;
        const wmi_value *value = name != NULL ? wmi_object_get(object, name) : NULL;
        bool same = true;
        if (value != NULL && !wmip_value_is_null(value)) {
            status = compare_key(&path->keys[i], value, &own, &same) == WMI_OK ? WMI_OK : wmip_no_memory(error);
        }
        if (status == WMI_OK && !same) {
            status = wmi_fail(error, WMI_USAGE, 0,
                              "The key %s is %s, and the path %s names another instance; an instance without a path is "
                              "written to where its keys say.",
                              name, own.length > 0 ? own.text : "empty", text);
        }
    }
    wmip_buffer_clear(&own);
    return status;
}
