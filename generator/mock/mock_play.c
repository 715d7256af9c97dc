/* A scenario on the loopback: what is there at the beginning, and what is done later. */
#include "diag/report.h"
#include "mock/mock_scenario_parts.h"
#include "support/characters.h"

/* Effects. */

static wmi_status change(wmi_loopback *loopback, const mbm_effect *effect, wmi_error *error)
{
    wmi_status status = WMI_OK;

    for (size_t i = 0; i < effect->object->count && status == WMI_OK; i++) {
        const wmi_property *property = &effect->object->properties[i];
        status = wmi_loopback_set(loopback, effect->ns, effect->path, property->name, &property->value, error);
    }
    return status;
}

wmi_status mbm_do_effect(wmi_loopback *loopback, const mbm_effect *effect, char **path, wmi_error *error)
{
    switch (effect->kind) {
    case MBM_REMOVE:
        return wmi_loopback_remove(loopback, effect->ns, effect->path, error);
    case MBM_CREATE:
        return wmi_loopback_add_object(loopback, effect->ns, effect->object, path, error);
    case MBM_CHANGE:
        return change(loopback, effect, error);
    case MBM_RAISE:
        break;
    }
    return wmi_loopback_raise(loopback, effect->ns, effect->object, error);
}

wmi_status mbm_do_effects(wmi_loopback *loopback, const mbm_effects *effects, wmi_error *error)
{
    for (const mbm_effect *effect = effects->first; effect != NULL; effect = effect->next) {
        if (mbm_do_effect(loopback, effect, NULL, error) == WMI_NO_MEMORY) {
            return WMI_NO_MEMORY;
        }
        wmi_error_clear(error);
    }
    return WMI_OK;
}

/* The beginning. */

/** The instances of the scenario by where they are. */
typedef struct place_table {
    const mbm_effect **places;
    size_t mask;
} place_table;

static size_t hash_of(const char *path)
{
    uint32_t hash = UINT32_C(2166136261);

    for (; *path != '\0'; path++) {
        hash = (hash ^ (unsigned char)mb_lower(*path)) * UINT32_C(16777619);
    }
    return hash;
}

/** Two instances that have the same keys: the second has taken the place of the first. */
static void find_double(mbm_scenario *s, const place_table *table, const mbm_effect *effect)
{
    size_t at = hash_of(effect->made) & table->mask;

    while (table->places[at] != NULL && !mb_equal_names(table->places[at]->made, effect->made)) {
        at = (at + 1) & table->mask;
    }
    if (table->places[at] != NULL) {
        mb_report(s->diag, MB_MSG_SCENARIO_TWICE, effect->span, "instance", effect->made);
        mb_report_note(s->diag, MB_MSG_FIRST_HERE, table->places[at]->span);
    } else {
        table->places[at] = effect;
    }
}

/** Puts everything there. What the loopback refuses is reported, and the rest goes on. */
static wmi_status begin(mbm_scenario *s)
{
    place_table table = {NULL, 15};

    while (table.mask / 2 < s->beginning.count) {
        table.mask = table.mask * 2 + 1;
    }
    table.places = mb_arena_array(s->arena, table.mask + 1, sizeof *table.places);
    for (mbm_effect *effect = s->beginning.first; effect != NULL; effect = effect->next) {
        const wmi_status status = mbm_do_effect(s->loopback, effect, &effect->made, &s->error);
        if (status == WMI_NO_MEMORY) {
            return status;
        }
        if (status != WMI_OK) {
            mb_report(s->diag, MB_MSG_SCENARIO_REFUSED, effect->span,
                      s->error.message != NULL ? s->error.message : wmi_status_name(status));
            wmi_error_clear(&s->error);
        } else if (effect->made != NULL) {
            find_double(s, &table, effect);
        }
    }
    return WMI_OK;
}

/** References that lead nowhere when everything is there. */
static wmi_status find_dangling(mbm_scenario *s)
{
    for (const mbm_lead *lead = s->leads; lead != NULL; lead = lead->next) {
        wmi_object *object = NULL;
        const wmi_status status = wmi_loopback_get_object(s->loopback, lead->ns, lead->path, &object, &s->error);
        wmi_object_free(object);
        if (status == WMI_NO_MEMORY) {
            return status;
        }
        wmi_error_clear(&s->error);
        if (status != WMI_OK) {
            mb_report(s->diag, MB_MSG_SCENARIO_DANGLING, lead->span, lead->path);
        }
    }
    return WMI_OK;
}

wmi_status mbm_scenario_play(mbm_scenario *s, wmi_loopback *loopback, hyperv_host *host)
{
    wmi_status status = WMI_OK;

    s->loopback = loopback;
    s->host = host;
    status = begin(s);
    if (status == WMI_OK) {
        const mb_position before = mb_diag_keep_once(s->diag, s->base); /* as when it was read */
        status = find_dangling(s);
        (void)mb_diag_keep_once(s->diag, before);
    }
    if (status == WMI_OK) {
        status = mbm_play_answers(s, &s->error);
    }
    if (status == WMI_OK) {
        status = mbm_play_orders(s, &s->error);
    }
    if (s->allows_writes) { /* else it is as the command line says */
        wmi_loopback_allow_writes(loopback, true);
    }
    return status;
}
