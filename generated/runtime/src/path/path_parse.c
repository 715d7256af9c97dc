#include "path/path.h"

#include <string.h>

/* More than any class has; bounds the search for keys named twice. */

typedef struct wmip_path_parser {
    const char *text;
    const char *at;
    wmi_path *path;
    wmi_path_key *keys;
    const char *fault; /* NULL = out of memory */
} wmip_path_parser;

static bool path_fault(wmip_path_parser *parser, const char *fault)
{
    parser->fault = fault;
    return false;
}

/* The text itself where no name begins there. */
static const char *end_of_name(const char *text)
{
    const char *at = text;
    while (wmip_is_name_character(*at) && (at > text || !wmip_is_digit(*at))) {
        at++;
    }
    return at;
}

static bool parse_name(wmip_path_parser *parser, const char **out)
{
    const char *start = parser->at;
    parser->at = end_of_name(start);
    if (parser->at == start) {
        return path_fault(parser, "a name is missing");
    }
    *out = wmi_memory_text(&parser->path->memory, start, (size_t)(parser->at - start));
    return *out != NULL;
}

const char *wmip_path_server(const char *text, size_t *length)
{
    if (text == NULL || !wmip_is_slash(text[0]) || !wmip_is_slash(text[1])) {
        return NULL;
    }
    *length = strcspn(text + 2, "\\/");
    return *length > 0 && text[2 + *length] != '\0' ? text + 2 : NULL;
}

/* `\\server\`, where there is one; leaves the parser at the namespace. */
static bool parse_server(wmip_path_parser *parser)
{
    size_t length = 0;
    const char *start;
    if (!wmip_is_slash(parser->at[0]) || !wmip_is_slash(parser->at[1])) {
        return true;
    }
    start = wmip_path_server(parser->at, &length);
    if (start == NULL || memchr(start, '"', length) != NULL || memchr(start, '\'', length) != NULL) {
        return path_fault(parser, "there is no server name with a namespace behind it");
    }
    parser->path->server = wmi_memory_text(&parser->path->memory, start, length);
    parser->at = start + length + 1;
    return parser->path->server != NULL;
}

/* Where the colon behind a namespace is; NULL where the text has none. */
static const char *find_colon(const char *text)
{
    size_t length = strcspn(text, ":.=\"'");
    return text[length] == ':' ? text + length : NULL;
}

static bool parse_namespace(wmip_path_parser *parser)
{
    const char *colon = find_colon(parser->at);
    char *ns;
    size_t length;
    size_t i;
    if (colon == NULL) {
        return parser->path->server == NULL ||
               path_fault(parser, "the namespace is not followed by a colon and a class");
    }
    length = (size_t)(colon - parser->at);
    ns = wmi_memory_text(&parser->path->memory, parser->at, length);
    if (ns == NULL) {
        return false;
    }
    for (i = 0; i < length; i++) {
        if (wmip_is_slash(ns[i])) {
            ns[i] = '\\';
            if (i == 0 || wmip_is_slash(ns[i - 1]) || i + 1 == length) {
                return path_fault(parser, "a part of the namespace is empty");
            }
        }
    }
    if (length == 0) {
        return path_fault(parser, "the namespace is empty");
    }
    parser->path->ns = ns;
    parser->at = colon + 1;
    return true;
}

/* A text in quotes of either kind. A backslash escapes backslashes and quotes; before anything else it is itself. */
static bool parse_string(wmip_path_parser *parser, wmi_path_key *key)
{
    char quote = *parser->at++;
    size_t length = 0;
    const char *from = parser->at;
    char *out = wmi_memory_alloc(&parser->path->memory, strlen(from) + 1);
    if (out == NULL) {
        return false;
    }
    while (*from != quote) {
        if (*from == '\0') {
            parser->at = from;
            return path_fault(parser, "the closing quote is missing");
        }
        if (*from == '\\' && (from[1] == '\\' || from[1] == '"' || from[1] == '\'')) {
            from++;
        }
        out[length++] = *from++;
    }
    parser->at = from + 1;
    key->type = WMI_KEY_STRING;
    key->text = out;
    return true;
}

/* A number, TRUE or FALSE: everything up to the next comma. */
static bool parse_word(wmip_path_parser *parser, wmi_path_key *key)
{
    char text[WMIP_NUMBER_TEXT_SIZE];
    const char *start = parser->at;
    size_t length = strcspn(start, ",");
    wmip_integer number;
    bool truth = wmip_equal_slice(start, length, "TRUE");
    if (length >= sizeof text) {
        return path_fault(parser, "the value is neither a text in quotes nor a number nor TRUE or FALSE");
    }
    memcpy(text, start, length);
    text[length] = '\0';
    if (truth || wmip_equal_names(text, "FALSE")) {
        key->type = WMI_KEY_BOOLEAN;
        memcpy(text, truth ? "TRUE" : "FALSE", truth ? sizeof "TRUE" : sizeof "FALSE");
    } else if (!wmip_integer_parse(text, &number) || (number.negative && number.magnitude > (uint64_t)INT64_MAX + 1)) {
        return path_fault(parser, "the value is neither a text in quotes nor a number nor TRUE or FALSE");
    } else {
        key->type = WMI_KEY_INTEGER;
        wmip_integer_format(number, text);
    }
    parser->at = start + length;
    return wmip_memory_copy(&parser->path->memory, text, &key->text);
}

static bool parse_value(wmip_path_parser *parser, wmi_path_key *key)
{
    return *parser->at == '"' || *parser->at == '\'' ? parse_string(parser, key) : parse_word(parser, key);
}

/* Room for one more key, doubling each time that the count is a power of two. */
static wmi_path_key *new_path_key(wmip_path_parser *parser)
{
    size_t count = parser->path->key_count;
    if (count == WMIP_PATH_KEYS) {
        parser->fault = "there are too many keys";
        return NULL;
    }
    if ((count & (count - 1)) == 0) {
        wmi_path_key *keys = wmip_memory_array(&parser->path->memory, count > 0 ? count * 2 : 1, sizeof *keys);
        if (keys == NULL) {
            return NULL;
        }
        if (count > 0) {
            memcpy(keys, parser->keys, count * sizeof *keys);
        }
        parser->keys = keys;
        parser->path->keys = keys;
    }
    parser->path->key_count++;
    return &parser->keys[count];
}

static bool is_named_before(const wmi_path *path, const char *name)
{
    size_t i;
    for (i = 0; i + 1 < path->key_count; i++) {
        if (wmip_equal_names(path->keys[i].name, name)) {
            return true;
        }
    }
    return false;
}

static bool parse_keys(wmip_path_parser *parser)
{
    do {
        wmi_path_key *key = new_path_key(parser);
        parser->at++; /* the point or the comma */
        if (key == NULL || !parse_name(parser, &key->name)) {
            return false;
        }
        if (is_named_before(parser->path, key->name)) {
            return path_fault(parser, "a key is named twice");
        }
        if (*parser->at != '=') {
            return path_fault(parser, "the name of a key is not followed by an equals sign");
        }
        parser->at++;
        if (!parse_value(parser, key)) {
            return false;
        }
    } while (*parser->at == ',');
    return true;
}

/* What follows `Class=`: the value of the only key, or `@`. */
static bool parse_short_form(wmip_path_parser *parser)
{
    wmi_path_key *key;
    parser->at++;
    if (parser->at[0] == '@') {
        parser->at++;
        parser->path->is_singleton = true;
        return true;
    }
    key = new_path_key(parser);
    return key != NULL && parse_value(parser, key);
}

static bool parse_path(wmip_path_parser *parser)
{
    if (!wmip_utf8_valid(parser->text)) {
        return path_fault(parser, "it is not UTF-8");
    }
    if (!parse_server(parser) || !parse_namespace(parser) || !parse_name(parser, &parser->path->class_name)) {
        return false;
    }
    if (*parser->at == '.' && !parse_keys(parser)) {
        return false;
    }
    if (*parser->at == '=' && parser->path->key_count == 0 && !parse_short_form(parser)) {
        return false;
    }
    return *parser->at == '\0' || path_fault(parser, "it goes on where it should end");
}

wmi_status WMI_CALL wmi_path_parse(const char *text, wmi_path *path, wmi_error *error)
{
    wmip_path_parser parser = {0};
    memset(path, 0, sizeof *path);
    if (text == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The object path is NULL.");
    }
    parser.text = text;
    parser.at = text;
    parser.path = path;
    if (parse_path(&parser)) {
        return wmip_succeed(error);
    }
    wmi_path_clear(path);
    if (parser.fault == NULL) {
        return wmip_no_memory(error);
    }
    return wmi_fail(error, WMI_USAGE, 0, "The text %s is no object path: at character %lu, %s.", text,
                    (unsigned long)(parser.at - text) + 1, parser.fault);
}

void WMI_CALL wmi_path_clear(wmi_path *path)
{
    wmi_memory *memory;
    if (path != NULL) {
        memory = path->memory;
        memset(path, 0, sizeof *path);
        wmi_memory_clear(&memory);
    }
}

bool wmip_path_is_name(const char *text)
{
    const char *end = end_of_name(text);
    return end > text && *end == '\0';
}
