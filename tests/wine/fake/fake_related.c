/*
 * ASSOCIATORS OF {path} WHERE ..., REFERENCES OF {path} WHERE ...
 */
#include "fake_services.h"

#include <stdlib.h>
#include <string.h>

/* A clause behind WHERE: with a name behind `=`, or alone. */
typedef struct clause {
    const char *keyword;
    bool has_value;
    bool for_references;
    char value[FAKE_NAME_SIZE]; /* "" = not given */
    bool is_given;
} clause;

enum {
    ASSOC_CLASS,
    RESULT_CLASS,
    RESULT_ROLE,
    ROLE,
    KEYS_ONLY,
    CLASS_DEFS_ONLY,
    SCHEMA_ONLY,
    QUALIFIER,
    ASSOC_QUALIFIER,
    CLAUSE_COUNT
};

typedef struct related {
    bool is_references;
    char *path; /* the caller's: free */
    clause clauses[CLAUSE_COUNT];
} related;

static void init_clauses(related *query)
{
    static const struct {
        const char *keyword;
        bool has_value;
        bool for_references;
    } known[CLAUSE_COUNT] = {
        {"AssocClass", true, false}, {"ResultClass", true, true},       {"ResultRole", true, false},
        {"Role", true, true},        {"KeysOnly", false, true},         {"ClassDefsOnly", false, true},
        {"SchemaOnly", false, true}, {"RequiredQualifier", true, true}, {"RequiredAssocQualifier", true, false},
    };
    size_t i;
    memset(query, 0, sizeof *query);
    for (i = 0; i < CLAUSE_COUNT; i++) {
        query->clauses[i].keyword = known[i].keyword;
        query->clauses[i].has_value = known[i].has_value;
        query->clauses[i].for_references = known[i].for_references;
    }
}

/* Where the brace is that ends the path; NULL = nowhere. Braces in the quotes of a key are text: many keys are GUIDs.
 */
static const char *find_brace(const char *text)
{
    char quote = '\0';
    for (; *text != '\0' && (*text != '}' || quote != '\0'); text++) {
        if (quote != '\0' && *text == '\\' && text[1] != '\0') {
            text++;
        } else if (quote != '\0') {
            quote = *text == quote ? '\0' : quote;
        } else if (*text == '"' || *text == '\'') {
            quote = *text;
        }
    }
    return *text == '}' ? text : NULL;
}

static clause *find_clause(related *query, const char *text)
{
    size_t i;
    for (i = 0; i < CLAUSE_COUNT; i++) {
        clause *found = &query->clauses[i];
        if (fake_skip_word(text, found->keyword) != NULL) {
            return found->is_given || (query->is_references && !found->for_references) ? NULL : found;
        }
    }
    return NULL;
}

/* @return behind the clause; NULL where it is none: `=` and a name, no AND, nothing twice. */
static const char *read_clause(related *query, const char *text)
{
    clause *found = find_clause(query, text);
    size_t length;
    if (found == NULL) {
        return NULL;
    }
    found->is_given = true;
    text = fake_skip_word(text, found->keyword);
    if (!found->has_value) {
        return text;
    }
    if (*text != '=') {
        return NULL;
    }
    text = fake_skip_blanks(text + 1);
    length = fake_name_length(text);
    if (length == 0 || length >= sizeof found->value) {
        return NULL;
    }
    memcpy(found->value, text, length);
    return fake_skip_blanks(text + length);
}

static const char *read_clauses(related *query, const char *text)
{
    const char *at = fake_skip_word(text, "WHERE");
    if (at == NULL || *at == '\0') {
        return NULL;
    }
    while (at != NULL && *at != '\0') {
        at = read_clause(query, at);
    }
    return at;
}

static HRESULT read_related(const char *wql, related *query)
{
    const char *at = fake_skip_word(wql, "ASSOCIATORS");
    const char *end;
    query->is_references = at == NULL;
    at = at != NULL ? at : fake_skip_word(wql, "REFERENCES");
    at = at != NULL ? fake_skip_word(at, "OF") : NULL;
    end = at != NULL && *at == '{' ? find_brace(at) : NULL;
    if (end == NULL) {
        return FAKE_HRESULT(WBEM_E_INVALID_QUERY);
    }
    query->path = malloc((size_t)(end - at));
    if (query->path == NULL) {
        return FAKE_HRESULT(WBEM_E_OUT_OF_MEMORY);
    }
    memcpy(query->path, at + 1, (size_t)(end - at - 1));
    query->path[end - at - 1] = '\0';
    at = fake_skip_blanks(end + 1);
    if (*at != '\0' && read_clauses(query, at) == NULL) {
        return FAKE_HRESULT(WBEM_E_INVALID_QUERY);
    }
    return S_OK;
}

static const char *value_of(const related *query, int index)
{
    return query->clauses[index].is_given ? query->clauses[index].value : NULL;
}

static HRESULT check_related(const fake_services *self, const related *query)
{
    const char *association = value_of(query, ASSOC_CLASS);
    const char *result = value_of(query, RESULT_CLASS);
    if (query->clauses[CLASS_DEFS_ONLY].is_given && result != NULL) {
        return FAKE_HRESULT(WBEM_E_INVALID_QUERY);
    }
    if ((association != NULL && fake_find_class(self->ns, association) == NULL) ||
        (result != NULL && fake_find_class(self->ns, result) == NULL)) {
        return FAKE_HRESULT(WBEM_E_INVALID_CLASS);
    }
    association = query->is_references ? result : association;
    if (association != NULL && !fake_find_class(self->ns, association)->is_association) {
        return FAKE_HRESULT(WBEM_E_INVALID_CLASS);
    }
    /* Answers that are classes, and choices by qualifiers, are none that the world can give. */
    return query->clauses[CLASS_DEFS_ONLY].is_given || query->clauses[SCHEMA_ONLY].is_given ||
                   query->clauses[QUALIFIER].is_given || query->clauses[ASSOC_QUALIFIER].is_given
               ? FAKE_HRESULT(WBEM_E_NOT_SUPPORTED)
               : S_OK;
}

static HRESULT ask_world(const fake_services *self, const related *query, const char *path, wmi_cursor **out)
{
    const wmi_backend *world = self->link->world;
    wmi_associator_filter filter;
    wmi_error error;
    wmi_status status;
    memset(&error, 0, sizeof error);
    filter.association_class = value_of(query, ASSOC_CLASS);
    filter.result_class = value_of(query, RESULT_CLASS);
    filter.role = value_of(query, ROLE);
    filter.result_role = value_of(query, RESULT_ROLE);
    fake_lock_world();
    status = query->is_references
                 ? world->references(self->link->connection, path, filter.result_class, filter.role, out,
                                     &fake_no_limit, &error)
                 : world->associators(self->link->connection, path, &filter, out, &fake_no_limit, &error);
    fake_unlock_world();
    return fake_world_result(status, &error, "ExecQuery");
}

/* The path is of an instance whose class there is. */
static HRESULT read_target(const fake_services *self, const related *query, fake_target *target)
{
    HRESULT result = fake_target_read(self, query->path, target);
    if (result == S_OK && target->is_class) {
        result = FAKE_HRESULT(WBEM_E_INVALID_OBJECT_PATH);
    }
    return result == S_OK && target->cls == NULL ? FAKE_HRESULT(WBEM_E_INVALID_CLASS) : result;
}

/* WMI gets the instance before it looks for what is related to it. */
static HRESULT check_existence(const fake_services *self, const char *path)
{
    wmi_object *object = NULL;
    wmi_error error;
    wmi_status status;
    memset(&error, 0, sizeof error);
    fake_lock_world();
    status = self->link->world->get(self->link->connection, path, &object, &fake_no_limit, &error);
    fake_unlock_world();
    wmi_object_free(object);
    return fake_world_result(status, &error, "ExecQuery");
}

void fake_start_related(const fake_services *self, const char *wql, fake_source *source)
{
    fake_target target;
    related query;
    memset(&target, 0, sizeof target);
    init_clauses(&query);
    source->failure = read_related(wql, &query);
    if (source->failure == S_OK) {
        source->failure = check_related(self, &query);
    }
    if (source->failure == S_OK) {
        source->failure = read_target(self, &query, &target);
    }
    if (source->failure != S_OK) {
        (void)fake_error(source->failure, "ExecQuery", wql, NULL);
    } else {
        source->keys_only = query.clauses[KEYS_ONLY].is_given;
        source->failure = check_existence(self, target.relative);
    }
    if (source->failure == S_OK) {
        source->failure = ask_world(self, &query, target.relative, &source->cursor);
    }
    fake_target_clear(&target);
    free(query.path);
}
