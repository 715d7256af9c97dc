/* A scenario as a whole. */
#include "mock/mock_scenario.h"

#include <string.h>

#include "diag/report.h"
#include "mock/mock_scenario_parts.h"

/** Whether the scenario begins with the Hyper-V host, which needs a schema of Hyper-V's. */
static bool read_host(mbm_scenario *s, const mbm_json *json)
{
    const char *word = mbm_member_text(s, json, "'host'");
    mb_suggestion suggestion;

    if (word == NULL || strcmp(word, "none") == 0) {
        return false;
    }
    if (strcmp(word, "hyperv") != 0) {
        mb_suggest_begin(&suggestion, mb_text_of(word));
        mb_suggest_try(&suggestion, "hyperv", NULL);
        mb_suggest_try(&suggestion, "none", NULL);
        mb_report(s->diag, MB_MSG_SCENARIO_UNKNOWN, json->span, "mofbind-mock", mbm_words(s, "host '%s'", word),
                  mb_did_you_mean(suggestion.best, s->arena));
        return false;
    }
    if (!mbm_is_hyperv(&s->schemas)) {
        mb_report(s->diag, MB_MSG_SCENARIO_REFUSED, json->span,
                  "the host 'hyperv' needs the MOF of root\\virtualization\\v2 or of root\\HyperVCluster\\v2");
        return false;
    }
    return true;
}

static void read_document(mbm_scenario *s, const mbm_json *json)
{
    enum { SCHEMA = MBM_EFFECT_COUNT, DESCRIPTION, NAMESPACE, HOST, WRITES, METHODS, DELAYS, FAULTS, EVENTS, COUNT };
    static const char *const names[] = {MBM_EFFECT_NAMES, "$schema", "description", "namespace", "host",
                                        "allowWrites",    "methods", "delays",      "faults",    "events"};
    const mbm_member_names members = {"a scenario", names, COUNT};
    const mbm_json *found[COUNT];

    if (!mbm_find_members(s, json, &members, found)) {
        return;
    }
    (void)mbm_member_text(s, found[SCHEMA], "'$schema'");
    (void)mbm_member_text(s, found[DESCRIPTION], "'description'");
    const char *text = mbm_member_text(s, found[NAMESPACE], "'namespace'");
    const char *ns = text != NULL ? mbm_namespace_of(s, found[NAMESPACE], text) : NULL;
    s->ns = ns != NULL ? ns : s->ns;
    s->wants_host = read_host(s, found[HOST]);
    s->allows_writes = mbm_member_truth(s, found[WRITES], "'allowWrites'");
    mbm_collect_ids(s, json);
    mbm_read_effects(s, found, &s->beginning);
    mbm_read_methods(s, found[METHODS]);
    mbm_read_orders(s, found[DELAYS], found[FAULTS], found[EVENTS]);
}

void mbm_scenario_read(const mbm_scenario_input *input, mbm_scenario **owner)
{
    mbm_scenario *s = mb_arena_zalloc(input->arena, sizeof *s);

    *owner = s;
    s->input = input;
    s->arena = input->arena;
    s->diag = input->diag;
    s->schemas = *input->schemas;
    s->ns = s->schemas.items[0]->classes[0].info->ns;
    s->base = input->source->base;
    s->is_reading = true;
    const mb_position before = mb_diag_keep_once(s->diag, s->base); /* a key is read for its path, too */
    bool is_whole = false;
    const mbm_json *document = mbm_json_read(input->source, s->arena, s->diag, &is_whole);
    if (is_whole) { /* else what is missed may be what could not be read */
        read_document(s, document);
    }
    (void)mb_diag_keep_once(s->diag, before);
    s->is_reading = false;
}

void mbm_scenario_free(mbm_scenario *scenario)
{
    for (mbm_owned *owned = scenario != NULL ? scenario->owned : NULL; owned != NULL; owned = owned->next) {
        wmi_object_free(owned->object);
        owned->object = NULL;
    }
    for (mbm_effect *effect = scenario != NULL ? scenario->beginning.first : NULL; effect != NULL;
         effect = effect->next) {
        wmi_free(effect->made);
        effect->made = NULL;
    }
    if (scenario != NULL) {
        wmi_error_clear(&scenario->error);
    }
}

bool mbm_scenario_wants_host(const mbm_scenario *scenario)
{
    return scenario->wants_host;
}
