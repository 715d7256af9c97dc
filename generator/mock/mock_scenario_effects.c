/* What a scenario does to the host: instances, associations, changes, removals, events. */
#include <string.h>

#include "diag/report.h"
#include "mock/mock_scenario_parts.h"

/** The items of a list, one at a time; NULL behind the last, and where it is no list. */
static const mbm_json *first_item(mbm_scenario *s, const mbm_json *json, const char *what)
{
    return mbm_is_kind(s, json, what, MBM_JSON_LIST) ? json->first : NULL;
}

static mbm_effect *add_effect(mbm_scenario *s, mbm_effects *effects, mbm_effect_kind kind, const char *ns,
                              const mbm_json *json)
{
    mbm_effect *added = mb_arena_zalloc(s->arena, sizeof *added);

    if (effects->last != NULL) {
        effects->last->next = added;
    } else {
        effects->first = added;
    }
    effects->last = added;
    effects->count++;
    added->kind = kind;
    added->ns = ns;
    added->span = (mb_span){json->span.begin, json->kind == MBM_JSON_OBJECT ? json->span.begin + 1 : json->span.end};
    return added;
}

/** What has instances: no abstract class, and no event. */
static bool check_instantiable(mbm_scenario *s, const mbm_json *json, const wmi_class_info *info)
{
    const char *kind = (info->flags & WMI_CLASS_ABSTRACT) != 0     ? "abstract"
                       : (info->flags & WMI_CLASS_INDICATION) != 0 ? "an event"
                                                                   : NULL;

    if (kind != NULL) {
        mb_report(s->diag, MB_MSG_SCENARIO_REFUSED, json->span,
                  mbm_words(s, "class '%s' is %s: it has no instances", info->name, kind));
    }
    return kind == NULL;
}

/** Each key is there. One whose value was wrong has been reported. */
static void check_keys(mbm_scenario *s, const mbm_json *json, const mbm_json *properties, const wmi_class_info *info,
                       const wmi_object *object)
{
    for (const char *const *key = info->keys; *key != NULL; key++) {
        const mbm_json *given = properties != NULL ? properties->first : NULL;
        const wmi_value *value = wmi_object_get(object, *key);
        while (given != NULL && !mb_equal_names(given->name, *key)) {
            given = given->next;
        }
        if (value != NULL ? value->is_null : given == NULL) {
            const mb_span brace = {json->span.begin, json->span.begin + 1};
            mb_report(s->diag, MB_MSG_SCENARIO_MISSING, brace, mbm_words(s, "an instance of class '%s'", info->name),
                      mbm_words(s, "its key '%s'", *key));
        }
    }
}

static void read_instance(mbm_scenario *s, const mbm_json *json, mbm_effects *effects)
{
    static const char *const names[] = {"id", "class", "properties"};
    const mbm_member_names members = {"an instance", names, 3};
    const mbm_json *found[3];

    if (!mbm_find_members(s, json, &members, found)) {
        return;
    }
    (void)mbm_member_text(s, found[0], "'id'");
    if (found[1] == NULL) {
        mbm_misses(s, json, "an instance", "class");
    }
    const wmi_schema_class *cls = mbm_class_of(s, found[1]);
    if (cls == NULL || !check_instantiable(s, found[1], cls->info)) {
        return;
    }
    const mbm_fields fields = mbm_properties_of(s, cls->info);
    wmi_object *object = mbm_new_object(s, cls->info->name);
    mbm_set_all(s, object, found[2], &fields);
    check_keys(s, json, found[2], cls->info, object);
    add_effect(s, effects, MBM_CREATE, cls->info->ns, json)->object = object;
}

static void read_association(mbm_scenario *s, const mbm_json *json, mbm_effects *effects)
{
    static const char *const names[] = {"class", "first", "second"};
    const mbm_member_names members = {"an association", names, 3};
    const mbm_json *found[3];
    size_t at = 1;

    if (!mbm_find_members(s, json, &members, found)) {
        return;
    }
    for (size_t i = 0; i < members.count; i++) {
        if (found[i] == NULL) {
            mbm_misses(s, json, "an association", names[i]);
        }
    }
    const wmi_schema_class *cls = mbm_class_of(s, found[0]);
    if (cls == NULL || !check_instantiable(s, found[0], cls->info)) {
        return;
    }
    const mbm_fields fields = mbm_properties_of(s, cls->info);
    wmi_object *object = mbm_new_object(s, cls->info->name);
    for (uint32_t i = 0; i < fields.count && at < members.count; i++) {
        if (fields.items[i].type == WMI_TYPE_REFERENCE && (fields.items[i].flags & WMI_FIELD_ARRAY) == 0) {
            if (found[at] != NULL) {
                mbm_set_one(s, object, found[at], &fields, &fields.items[i]);
            }
            at++;
        }
    }
    if (at < members.count) {
        mb_report(s->diag, MB_MSG_SCENARIO_REFUSED, found[0]->span,
                  mbm_words(s, "class '%s' is no association of two references", cls->info->name));
        return;
    }
    add_effect(s, effects, MBM_CREATE, cls->info->ns, json)->object = object;
}

/** The class of what is at a path. NULL where the schemas do not have it, which is reported. */
static const wmi_schema_class *class_of_path(mbm_scenario *s, const mbm_json *json, const char *path)
{
    wmi_path parsed;

    if (path == NULL) {
        return NULL;
    }
    if (wmi_path_parse(path, &parsed, NULL) != WMI_OK) {
        mbm_exhausted(s); /* else it was refused before */
    }
    const wmi_schema_class *cls = mbm_look_up_class(s, parsed.ns != NULL ? parsed.ns : s->ns, parsed.class_name);
    wmi_path_clear(&parsed);
    if (cls == NULL) {
        mb_report(s->diag, MB_MSG_SCENARIO_UNKNOWN, json->span, "what is played", mbm_words(s, "class of '%s'", path),
                  "");
    }
    return cls;
}

/** The path of what is changed or removed: where nothing is there, that is refused, and no reason for a warning. */
static const char *target_of(mbm_scenario *s, const mbm_json *json, const char *what)
{
    const bool was_reading = s->is_reading;

    s->is_reading = false;
    const char *path = mbm_path_of(s, json, s->ns, what);
    s->is_reading = was_reading;
    return path;
}

static void read_change(mbm_scenario *s, const mbm_json *json, mbm_effects *effects)
{
    static const char *const names[] = {"instance", "properties"};
    const mbm_member_names members = {"a change", names, 2};
    const mbm_json *found[2];

    if (!mbm_find_members(s, json, &members, found)) {
        return;
    }
    for (size_t i = 0; i < members.count; i++) {
        if (found[i] == NULL) {
            mbm_misses(s, json, "a change", names[i]);
        }
    }
    const char *path = target_of(s, found[0], "'instance'");
    const wmi_schema_class *cls = class_of_path(s, found[0], path);
    if (cls == NULL) {
        return;
    }
    const mbm_fields fields = mbm_properties_of(s, cls->info);
    wmi_object *object = mbm_new_object(s, cls->info->name);
    mbm_effect *effect = add_effect(s, effects, MBM_CHANGE, cls->info->ns, json);
    mbm_set_all(s, object, found[1], &fields);
    effect->object = object;
    effect->path = path;
}

static void read_removal(mbm_scenario *s, const mbm_json *json, mbm_effects *effects)
{
    const char *path = target_of(s, json, "a removal");
    const wmi_schema_class *cls = class_of_path(s, json, path);

    if (cls != NULL) {
        add_effect(s, effects, MBM_REMOVE, cls->info->ns, json)->path = path;
    }
}

static void read_event(mbm_scenario *s, const mbm_json *json, mbm_effects *effects)
{
    static const char *const names[] = {"class", "properties"};
    const mbm_member_names members = {"an event", names, 2};
    const mbm_json *found[2];

    if (!mbm_find_members(s, json, &members, found)) {
        return;
    }
    if (found[0] == NULL) {
        mbm_misses(s, json, "an event", "class");
    }
    const wmi_schema_class *cls = mbm_class_of(s, found[0]);
    if (cls == NULL) {
        return;
    }
    if ((cls->info->flags & WMI_CLASS_INDICATION) == 0 || (cls->info->flags & WMI_CLASS_ABSTRACT) != 0) {
        mb_report(s->diag, MB_MSG_SCENARIO_REFUSED, found[0]->span,
                  mbm_words(s, "class '%s' is no event: those of instances come by themselves, where one is changed",
                            cls->info->name));
        return;
    }
    const mbm_fields fields = mbm_properties_of(s, cls->info);
    wmi_object *object = mbm_new_object(s, cls->info->name);
    mbm_set_all(s, object, found[1], &fields);
    add_effect(s, effects, MBM_RAISE, cls->info->ns, json)->object = object;
}

static const struct {
    const char *name;
    void (*read)(mbm_scenario *s, const mbm_json *json, mbm_effects *effects);
} kinds[] = {
    {"'removals'", read_removal}, {"'instances'", read_instance}, {"'associations'", read_association},
    {"'changes'", read_change},   {"'raise'", read_event},
};

void mbm_read_effects(mbm_scenario *s, const mbm_json *const *found, mbm_effects *effects)
{
    for (size_t i = 0; i < MBM_EFFECT_COUNT; i++) {
        for (const mbm_json *item = first_item(s, found[i], kinds[i].name); item != NULL; item = item->next) {
            kinds[i].read(s, item, effects);
        }
    }
}

void mbm_read_effects_object(mbm_scenario *s, const mbm_json *json, mbm_effects *effects)
{
    static const char *const names[] = {MBM_EFFECT_NAMES};
    const mbm_member_names members = {"'effects'", names, MBM_EFFECT_COUNT};
    const mbm_json *found[MBM_EFFECT_COUNT];
    const bool was_reading = s->is_reading;

    if (json != NULL && mbm_find_members(s, json, &members, found)) {
        s->is_reading = false; /* what it refers to may come into being before */
        mbm_read_effects(s, found, effects);
        s->is_reading = was_reading;
    }
}
