/**
 * @file
 * Associators and references. What they find is copied at once, so that the instances may change meanwhile.
 */
#include "loopback/loopback_internal.h"

#include <string.h>

typedef struct search {
    wmip_loopback_connection *connection;
    const char *path; /* as given; once the instance is found, its full path */
    uint64_t hash;
    const wmi_associator_filter *filter;
    bool wants_references; /* the associations themselves: filtered by association_class and role */
    wmip_loopback_cursor *cursor;
} search;

static bool allows(const char *wanted, const char *name)
{
    return wanted == NULL || wmip_equal_names(wanted, name);
}

static wmi_status result_fits(const search *s, const char *path, bool *fits, wmi_error *error)
{
    wmi_path parsed;
    wmi_status status;
    *fits = s->filter->result_class == NULL;
    if (*fits) {
        return WMI_OK;
    }
    status = wmi_path_parse(path, &parsed, NULL);
    if (status == WMI_OK) {
        *fits =
            wmip_loopback_is_a(s->connection->loopback, s->connection->ns, parsed.class_name, s->filter->result_class);
        wmi_path_clear(&parsed);
    }
    return status == WMI_NO_MEMORY ? wmip_no_memory(error) : WMI_OK;
}

/* An object that is not stored: there is a path and the class in it, and no more. */
static wmi_object *object_of_path(const char *path)
{
    wmi_path parsed;
    wmi_object *object = NULL;
    if (wmi_path_parse(path, &parsed, NULL) == WMI_OK) {
        object = wmi_object_new(parsed.class_name);
        wmi_path_clear(&parsed);
    }
    if (object != NULL && wmi_object_set_path(object, path) != WMI_OK) {
        wmi_object_free(object);
        object = NULL;
    }
    return object;
}

/* Whether an object has been found by way of another association: stored ones have one spelling of their path. */
static bool is_found(const search *s, const char *path)
{
    size_t i;
    for (i = 0; i < s->cursor->count; i++) {
        const wmi_object *object = s->cursor->items[i];
        if (wmip_equal_names(object->path, path)) {
            return true;
        }
    }
    return false;
}

static wmi_status yield_result(const search *s, const char *path, wmi_error *error)
{
    wmip_loopback_target target;
    wmi_error ignored;
    wmi_status status;
    bool is_stored;
    memset(&ignored, 0, sizeof ignored);
    status = wmip_loopback_locate(s->connection->loopback, s->connection->ns, path, &target, &ignored);
    wmi_error_clear(&ignored);
    if (status == WMI_NO_MEMORY) {
        return wmip_no_memory(error);
    }
    is_stored = status == WMI_OK && target.stored != NULL;
    if (is_found(s, is_stored ? target.stored->object->path : path)) {
        return WMI_OK;
    }
    return wmip_loopback_yield(
        s->cursor,
        is_stored ? wmip_loopback_show(target.stored->cls, target.stored->object, NULL) : object_of_path(path), error);
}

/* The results that one association instance has for the reference `from` that names our object. */
static wmi_status follow(const search *s, const wmip_loopback_stored *association, const wmi_field *from,
                         wmi_error *error)
{
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < association->identity.link_count && status == WMI_OK; i++) {
        const wmi_field *to = association->identity.links[i].field;
        if (to != from && allows(s->filter->result_role, to->name)) {
            const char *path = wmi_object_string(association->object, to->name);
            bool fits = false;
            status = result_fits(s, path, &fits, error);
            if (status == WMI_OK && fits) {
                status = yield_result(s, path, error);
            }
        }
    }
    return status;
}

static wmi_status search_instance(const search *s, const wmip_loopback_stored *association, wmi_error *error)
{
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < association->identity.link_count && status == WMI_OK; i++) {
        const wmip_loopback_reference *link = &association->identity.links[i];
        bool same = false;
        if (link->hash != s->hash || !allows(s->filter->role, link->field->name)) {
            continue;
        }
        status =
            wmip_loopback_same_path(s->connection->loopback, association->cls->ns,
                                    wmi_object_string(association->object, link->field->name), s->path, &same, error);
        if (status == WMI_OK && same && s->wants_references) {
            return wmip_loopback_yield(s->cursor, wmip_loopback_show(association->cls, association->object, NULL),
                                       error);
        }
        if (status == WMI_OK && same) {
            status = follow(s, association, link->field, error);
        }
    }
    return status;
}

static wmi_status search_all(const search *s, wmi_error *error)
{
    const wmi_loopback *loopback = s->connection->loopback;
    const char *association = s->filter->association_class;
    wmi_status status = WMI_OK;
    size_t i;
    for (i = 0; i < loopback->class_count && status == WMI_OK; i++) {
        const wmip_loopback_class *cls = &loopback->classes[i];
        const wmip_loopback_stored *stored;
        if (cls->ns != s->connection->ns || (cls->info->flags & WMI_CLASS_ASSOCIATION) == 0 ||
            (association != NULL && !wmip_class_is(cls->info, association))) {
            continue;
        }
        for (stored = cls->first; stored != NULL && status == WMI_OK; stored = stored->next) {
            status = search_instance(s, stored, error);
        }
    }
    return status;
}

/* A class that a filter names must be there; one to search by must be an association. */
static wmi_status check_class_name(const search *s, const char *name, bool is_association, wmi_error *error)
{
    wmip_loopback_class *cls = NULL;
    wmi_status status = WMI_OK;
    if (name != NULL) {
        status = wmip_loopback_find_class(s->connection->loopback, s->connection->ns, name, &cls, error);
    }
    if (cls != NULL && is_association && (cls->info->flags & WMI_CLASS_ASSOCIATION) == 0) {
        status = wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_CLASS, "%s is no association", cls->info->name);
    }
    return status;
}

static wmi_status check_search(search *s, wmi_error *error)
{
    wmip_loopback_stored *stored = NULL;
    wmi_status status = check_class_name(s, s->filter->association_class, true, error);
    if (status == WMI_OK) {
        status = check_class_name(s, s->filter->result_class, false, error);
    }
    if (status == WMI_OK) {
        status = wmip_loopback_locate_instance(s->connection->loopback, s->connection->ns, s->path, &stored, error);
    }
    if (status == WMI_OK) {
        s->path = stored->object->path;
    }
    return status;
}

static wmi_status run(search *s, wmip_loopback_cursor **out, wmi_error *error)
{
    wmi_status status = wmip_loopback_check_server(s->connection, s->path, error);
    *out = NULL;
    if (status == WMI_OK) {
        status = check_search(s, error);
    }
    if (status == WMI_OK) {
        status = wmip_loopback_hash_path(s->connection->loopback, s->connection->ns, s->path, &s->hash, error);
    }
    if (status != WMI_OK) {
        return status;
    }
    s->cursor = wmip_loopback_new_cursor(s->connection);
    status = s->cursor != NULL ? search_all(s, error) : wmip_no_memory(error);
    return wmip_loopback_hand_out(status, s->cursor, out);
}

wmi_status wmip_loopback_associators(wmip_loopback_connection *connection, const char *path,
                                     const wmi_associator_filter *filter, wmip_loopback_cursor **out, wmi_error *error)
{
    static const wmi_associator_filter everything = {NULL, NULL, NULL, NULL};
    search s = {connection, path, 0, filter != NULL ? filter : &everything, false, NULL};
    return run(&s, out, error);
}

wmi_status wmip_loopback_references(wmip_loopback_connection *connection, const char *path, const char *result_class,
                                    const char *role, wmip_loopback_cursor **out, wmi_error *error)
{
    wmi_associator_filter filter = {result_class, NULL, role, NULL};
    search s = {connection, path, 0, &filter, true, NULL};
    return run(&s, out, error);
}

/*
 * The same as text: ASSOCIATORS OF {path} WHERE AssocClass = A ResultClass = B Role = C ResultRole = D, and REFERENCES
 * OF {path} WHERE ResultClass = A Role = B.
 */

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

/* Takes a word, or leaves `*at` where it is. */
static bool take_related_word(const char **at, const char *word)
{
    size_t length = strlen(word);
    const char *start = skip_blanks(*at);
    if (strlen(start) < length || !wmip_equal_slice(start, length, word) ||
        strchr(" \t\r\n{=", start[length]) == NULL /* its NUL too ends a word */) {
        return false;
    }
    *at = start + length;
    return true;
}

bool wmip_loopback_is_related_query(const char *wql)
{
    return take_related_word(&wql, "ASSOCIATORS") || take_related_word(&wql, "REFERENCES");
}

static wmi_status refuse_query(const char *what, const char *at, wmi_error *error)
{
    return wmi_fail(error, WMI_TRANSPORT, WMI_E_INVALID_QUERY, "The query is not valid: %s at `%.24s`", what, at);
}

/* The path between the braces; a brace in a quoted key does not end it. */
static wmi_status take_path(const char **at, wmi_memory **memory, const char **path, wmi_error *error)
{
    const char *start = skip_blanks(*at);
    const char *end;
    char quote = '\0';
    if (*start != '{') {
        return refuse_query("the path in braces is missing", start, error);
    }
    start = skip_blanks(start + 1);
    for (end = start; *end != '\0' && (quote != '\0' || *end != '}'); end++) {
        if (quote == '\0' && (*end == '"' || *end == '\'')) {
            quote = *end;
        } else if (*end == quote) {
            quote = '\0';
        } else if (quote != '\0' && *end == '\\' && end[1] != '\0') {
            end++;
        }
    }
    if (*end != '}') {
        return refuse_query("the path does not end", start, error);
    }
    *at = end + 1;
    while (end > start && strchr(" \t\r\n", end[-1]) != NULL) {
        end--;
    }
    *path = wmi_memory_text(memory, start, (size_t)(end - start));
    return *path != NULL ? WMI_OK : wmip_no_memory(error);
}

/* `Name = word`, the word into `*value`. */
static wmi_status take_setting(const char **at, wmi_memory **memory, const char **value, wmi_error *error)
{
    const char *start = skip_blanks(*at);
    size_t length;
    if (*start != '=') {
        return refuse_query("= is missing", start, error);
    }
    start = skip_blanks(start + 1);
    length = strcspn(start, " \t\r\n=");
    if (length == 0) {
        return refuse_query("a name is missing", start, error);
    }
    *value = wmi_memory_text(memory, start, length);
    *at = start + length;
    return *value != NULL ? WMI_OK : wmip_no_memory(error);
}

/* WMI takes these too. */
static const char *const not_played[] = {"ClassDefsOnly", "SchemaOnly", "KeysOnly", "RequiredQualifier",
                                         "RequiredAssocQualifier"};

static wmi_status refuse_word(const char *at, wmi_error *error)
{
    const char *start = skip_blanks(at);
    size_t i;
    for (i = 0; i < sizeof not_played / sizeof not_played[0]; i++) {
        if (take_related_word(&at, not_played[i])) {
            return wmi_fail(error, WMI_TRANSPORT, WMI_E_NOT_SUPPORTED,
                            "The loopback does not play %s, of ASSOCIATORS OF and REFERENCES OF", not_played[i]);
        }
    }
    return refuse_query("no such word belongs behind WHERE", start, error);
}

static wmi_status take_filter(const char **at, bool is_references, wmi_memory **memory, wmi_associator_filter *filter,
                              wmi_error *error)
{
    wmi_status status = WMI_OK;
    if (!take_related_word(at, "WHERE")) {
        return *skip_blanks(*at) == '\0' ? WMI_OK : refuse_query("WHERE is missing", skip_blanks(*at), error);
    }
    if (*skip_blanks(*at) == '\0') {
        return refuse_query("nothing is behind WHERE", skip_blanks(*at), error);
    }
    while (status == WMI_OK && *skip_blanks(*at) != '\0') {
        if (take_related_word(at, "ResultClass")) {
            status =
                take_setting(at, memory, is_references ? &filter->association_class : &filter->result_class, error);
        } else if (take_related_word(at, "Role")) {
            status = take_setting(at, memory, &filter->role, error);
        } else if (!is_references && take_related_word(at, "AssocClass")) {
            status = take_setting(at, memory, &filter->association_class, error);
        } else if (!is_references && take_related_word(at, "ResultRole")) {
            status = take_setting(at, memory, &filter->result_role, error);
        } else {
            status = refuse_word(*at, error);
        }
    }
    return status;
}

wmi_status wmip_loopback_related_query(wmip_loopback_connection *connection, const char *wql,
                                       wmip_loopback_cursor **out, wmi_error *error)
{
    wmi_associator_filter filter = {NULL, NULL, NULL, NULL};
    search s = {connection, NULL, 0, &filter, false, NULL};
    wmi_memory *memory = NULL;
    wmi_status status = WMI_OK;
    *out = NULL;
    s.wants_references = !take_related_word(&wql, "ASSOCIATORS");
    if ((s.wants_references && !take_related_word(&wql, "REFERENCES")) || !take_related_word(&wql, "OF")) {
        status = refuse_query("OF is missing", wql, error);
    }
    if (status == WMI_OK) {
        status = take_path(&wql, &memory, &s.path, error);
    }
    if (status == WMI_OK) {
        status = take_filter(&wql, s.wants_references, &memory, &filter, error);
    }
    if (status == WMI_OK) {
        status = run(&s, out, error);
    }
    wmi_memory_clear(&memory);
    return status;
}
