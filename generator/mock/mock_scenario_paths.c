/* Instances of a scenario by their ids, and the paths of those and of others. */
#include <string.h>

#include "diag/report.h"
#include "mock/mock_scenario_parts.h"

static void collect(mbm_scenario *s, const mbm_json *json, bool counts, size_t *count)
{
    for (const mbm_json *at = json->first; at != NULL; at = at->next) {
        const mbm_json *id = NULL;
        const mbm_json *cls = NULL;
        for (const mbm_json *member = at->kind == MBM_JSON_OBJECT ? at->first : NULL; member != NULL;
             member = member->next) {
            id = strcmp(member->name, "id") == 0 && member->kind == MBM_JSON_TEXT ? member : id;
            cls = strcmp(member->name, "class") == 0 ? member : cls;
        }
        if (id != NULL && cls != NULL) {
            if (!counts) {
                s->named[*count].id = id->text;
                s->named[*count].json = at;
                s->named[*count].id_json = id;
            }
            ++*count;
        }
        collect(s, at, counts, count);
    }
}

void mbm_collect_ids(mbm_scenario *s, const mbm_json *document)
{
    size_t count = 0;

    collect(s, document, true, &count);
    s->named = mb_arena_array(s->arena, count, sizeof *s->named);
    collect(s, document, false, &s->named_count);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < i; k++) {
            if (strcmp(s->named[i].id, s->named[k].id) == 0) {
                mb_report(s->diag, MB_MSG_SCENARIO_TWICE, s->named[i].id_json->span, "instance with the id",
                          mbm_words(s, "'%s'", s->named[i].id));
                mb_report_note(s->diag, MB_MSG_FIRST_HERE, s->named[k].id_json->span);
                break;
            }
        }
    }
}

void mbm_expect(mbm_scenario *s, const char *ns, const char *path, mb_span span)
{
    mbm_lead *lead = mb_arena_alloc(s->arena, sizeof *lead);

    *lead = (mbm_lead){ns, path, span, s->leads};
    s->leads = lead;
}

static const mbm_json *member_named(const mbm_json *json, const char *name)
{
    const mbm_json *member = json != NULL && json->kind == MBM_JSON_OBJECT ? json->first : NULL;

    while (member != NULL && !mb_equal_names(member->name, name)) {
        member = member->next;
    }
    return member;
}

/** The text of a key in a path. NULL where it is none, which is reported when its instance is read. */
static const char *key_text(mbm_scenario *s, const mbm_json *json, const mbm_fields *fields, const wmi_field *field,
                            wmi_path_key *key)
{
    wmi_value value;
    int64_t number = 0;

    key->name = field->name;
    key->type = WMI_KEY_STRING;
    if (json == NULL || json->kind == MBM_JSON_NULL || json->kind == MBM_JSON_BAD ||
        !mbm_read_item(s, json, fields, field, &value) || value.is_null) {
        return NULL;
    }
    switch (value.type) {
    case WMI_TYPE_STRING:
    case WMI_TYPE_REFERENCE:
        return value.u.string;
    case WMI_TYPE_DATETIME: {
        char text[WMI_DATETIME_TEXT_SIZE];
        return wmi_datetime_format(&value.u.datetime, text) ? mbm_words(s, "%s", text) : NULL;
    }
    case WMI_TYPE_BOOLEAN:
        key->type = WMI_KEY_BOOLEAN;
        return value.u.boolean ? "TRUE" : "FALSE";
    case WMI_TYPE_UINT64:
        key->type = WMI_KEY_INTEGER;
        return mbm_words(s, "%llu", (unsigned long long)value.u.uint64);
    case WMI_TYPE_CHAR16:
        key->type = WMI_KEY_INTEGER;
        return mbm_words(s, "%u", (unsigned)value.u.char16);
    default:
        key->type = WMI_KEY_INTEGER;
        return wmi_value_to_integer(&value, &number) ? mbm_words(s, "%lld", (long long)number) : NULL;
    }
}

/** The path of an instance of the scenario; NULL where its class or its keys are not as they must be. */
static const char *make_path(mbm_scenario *s, const mbm_json *json)
{
    const wmi_schema_class *cls = mbm_class_of(s, member_named(json, "class"));
    const mbm_json *properties = member_named(json, "properties");
    wmi_path path;
    char *text = NULL;

    if (cls == NULL) {
        return NULL;
    }
    const mbm_fields fields = mbm_properties_of(s, cls->info);
    wmi_path_key *keys = mb_arena_array(s->arena, fields.count + 1, sizeof *keys);
    wmi_object *holder = mbm_new_object(s, "__TEXT");
    memset(&path, 0, sizeof path);
    for (const char *const *name = cls->info->keys; *name != NULL; name++) {
        const wmi_field *field = mbm_field_named(&fields, *name);
        wmi_path_key *key = &keys[path.key_count++];
        key->text = key_text(s, member_named(properties, *name), &fields, field, key);
        if (key->text == NULL) {
            return NULL;
        }
    }
    path.server = ".";
    path.ns = cls->info->ns;
    path.class_name = cls->info->name;
    path.is_singleton = path.key_count == 0;
    path.keys = keys;
    return wmi_path_format(&path, &text, NULL) == WMI_USAGE ? NULL : mbm_hold(s, holder, text);
}

/** Finds an instance of the scenario; what has no such id is reported. */
static const char *path_of_id(mbm_scenario *s, const mbm_json *json)
{
    mb_suggestion suggestion;

    mb_suggest_begin(&suggestion, mb_text_of(json->text));
    for (size_t i = 0; i < s->named_count; i++) {
        mbm_named *named = &s->named[i];
        if (strcmp(named->id, json->text) == 0) {
            if (named->is_being_made) {
                mbm_no_value(s, json, "id of an instance", ": the keys of that instance lead back to it");
            } else if (!named->is_made) {
                named->is_being_made = true;
                named->path = make_path(s, named->json);
                named->is_being_made = false;
                named->is_made = true;
            }
            return named->path;
        }
        mb_suggest_try(&suggestion, named->id, NULL);
    }
    mb_report(s->diag, MB_MSG_SCENARIO_UNKNOWN, json->span, "the scenario",
              mbm_words(s, "instance with the id '%s'", json->text), mb_did_you_mean(suggestion.best, s->arena));
    return NULL;
}

/** Whether a key of a path is written as its type is. */
static bool is_written_as(const wmi_path_key *key, const wmi_field *field)
{
    switch (field->type) {
    case WMI_TYPE_STRING:
    case WMI_TYPE_DATETIME:
    case WMI_TYPE_REFERENCE:
        return key->type == WMI_KEY_STRING;
    case WMI_TYPE_BOOLEAN:
        return key->type == WMI_KEY_BOOLEAN;
    case WMI_TYPE_CHAR16:
        return true; /* hosts write the number or the character */
    default:
        return key->type == WMI_KEY_INTEGER;
    }
}

/** Whether a path has the keys of a class, and no others. */
static bool has_keys_of(const wmi_path *path, const wmi_class_info *info)
{
    size_t count = 0;

    for (const char *const *name = info->keys; *name != NULL; name++, count++) {
        const wmi_field *field = info->fields;
        size_t i = 0;
        while (!mb_equal_names(field->name, *name)) {
            field++;
        }
        while (i < path->key_count && path->keys[i].name != NULL && !mb_equal_names(path->keys[i].name, *name)) {
            i++;
        }
        if (i == path->key_count || !is_written_as(&path->keys[i], field)) {
            return false;
        }
    }
    return count == path->key_count && (count > 0 || path->is_singleton);
}

/** "the keys Name, Number" */
static const char *keys_of(mbm_scenario *s, const wmi_class_info *info)
{
    const char *text = info->keys[0] == NULL ? "no key, and is a singleton: @ names its instance" : "the keys ";

    for (const char *const *name = info->keys; *name != NULL; name++) {
        text = mbm_words(s, "%s%s%s", text, name == info->keys ? "" : ", ", *name);
    }
    return text;
}

/** A path that is a text. @return NULL, reported, where it is none, or has other keys than its class */
static const char *read_path(mbm_scenario *s, const mbm_json *json, const char *ns)
{
    wmi_path parsed;
    const wmi_status status = wmi_path_parse(json->text, &parsed, NULL);

    if (status == WMI_NO_MEMORY) {
        mbm_exhausted(s);
    }
    if (status != WMI_OK) {
        mbm_no_value(s, json, "object path", "");
        return NULL;
    }
    const wmi_schema_class *cls = mbm_look_up_class(s, parsed.ns != NULL ? parsed.ns : ns, parsed.class_name);
    const bool fits = cls == NULL || has_keys_of(&parsed, cls->info);
    wmi_path_clear(&parsed); /* before anything is reported: that may end the run */
    if (!fits) {
        mbm_no_value(s, json, "path of an instance",
                     mbm_words(s, ": class '%s' has %s", cls->info->name, keys_of(s, cls->info)));
    }
    return fits ? json->text : NULL;
}

const char *mbm_path_of(mbm_scenario *s, const mbm_json *json, const char *ns, const char *what)
{
    static const char *const names[] = {"pathOf"};
    const mbm_member_names members = {"a path", names, 1};
    const mbm_json *found[1];
    const char *path = NULL;

    if (json == NULL || json->kind == MBM_JSON_BAD) {
        return NULL;
    }
    if (json->kind == MBM_JSON_OBJECT) {
        if (mbm_find_members(s, json, &members, found) && found[0] == NULL) {
            mbm_misses(s, json, "a path", "pathOf");
        }
        path = mbm_member_text(s, found[0], "'pathOf'") != NULL ? path_of_id(s, found[0]) : NULL;
    } else if (json->kind != MBM_JSON_TEXT) {
        mbm_wants(s, json, what, "an object path, or {\"pathOf\": an id}");
    } else {
        path = read_path(s, json, ns);
    }
    if (path != NULL && s->is_reading) {
        mbm_expect(s, ns, path, json->span);
    }
    return path;
}
