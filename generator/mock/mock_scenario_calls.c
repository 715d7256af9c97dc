/* Calls in a scenario: what methods answer, jobs, delays, faults, and what happens after calls or at times. */
#include <string.h>

#include "diag/report.h"
#include "mock/mock_scenario_parts.h"

enum { LONGEST_TIME = INT32_MAX };

static mbm_turn read_turn(mbm_scenario *s, const mbm_json *skip, const mbm_json *times, uint32_t otherwise)
{
    return (mbm_turn){.skip = mbm_member_number(s, skip, "'skip'", UINT32_MAX, 0),
                      .times = mbm_member_number(s, times, "'times'", UINT32_MAX, otherwise)};
}

/** The parameters that a call is known by; NULL where none are given. */
static const wmi_object *read_parameters(mbm_scenario *s, const mbm_json *json, const wmi_schema_class *cls,
                                         const wmi_method_info *method)
{
    if (json == NULL || cls == NULL || method == NULL) {
        return NULL;
    }
    const mbm_fields fields = mbm_parameters_of(s, cls, method, false);
    wmi_object *object = mbm_new_object(s, "__PARAMETERS");
    if (mbm_is_kind(s, json, "'parameters'", MBM_JSON_OBJECT)) {
        mbm_set_all(s, object, json, &fields);
    }
    return object;
}

static mbm_fault read_fault(mbm_scenario *s, const mbm_json *json, const mbm_json *code, const mbm_json *text)
{
    if (code == NULL) {
        mbm_misses(s, json, "a fault", "code");
    }
    return (mbm_fault){mbm_code_of(s, code), mbm_member_text(s, text, "'text'")};
}

/* Jobs. */

/** The class of a job where none is named: Hyper-V's, or what the parameter is declared for. */
static const wmi_schema_class *job_class(const mbm_scenario *s, const wmi_schema_class *cls, const char *declared)
{
    static const char hyperv[] = "Msvm_ConcreteJob";
    const wmi_schema_class *found = mbm_find_class(&s->schemas, cls->info->ns, hyperv);

    if (found == NULL || (declared != NULL && !mbm_is_derived(found->info, declared))) {
        found = declared != NULL ? mbm_find_class(&s->schemas, cls->info->ns, declared) : NULL;
    }
    return found;
}

static const wmi_field *job_field(const wmi_method_info *method)
{
    for (uint32_t i = 0; i < method->out_count; i++) {
        if ((method->out[i].flags & WMI_FIELD_JOB) != 0) {
            return &method->out[i];
        }
    }
    return NULL;
}

static bool read_step(mbm_scenario *s, const mbm_json *json, const wmi_class_info *info, wmi_loopback_job_step *step)
{
    static const char *const names[] = {"after", "state", "percent", "status"};
    const mbm_member_names members = {"a step", names, 4};
    const mbm_json *found[4];
    const mbm_fields fields = mbm_properties_of(s, info);
    const wmi_field *state = mbm_field_named(&fields, "JobState");

    if (!mbm_find_members(s, json, &members, found)) {
        return false;
    }
    if (found[1] == NULL) {
        mbm_misses(s, json, "a step", "state");
        return false;
    }
    wmi_object *object = mbm_new_object(s, info->name);
    if (state != NULL) {
        mbm_set_one(s, object, found[1], &fields, state);
    }
    step->state = (uint16_t)wmi_object_integer(object, "JobState", 0);
    step->after_ms = mbm_member_number(s, found[0], "'after'", LONGEST_TIME, 0);
    step->percent =
        (uint16_t)mbm_member_number(s, found[2], "'percent'", 100, step->state == WMI_JOB_COMPLETED ? 100 : 0);
    step->status = mbm_member_text(s, found[3], "'status'");
    return true;
}

/** Without steps a job runs, and then ends: well, unless it has an error code. */
static void read_steps(mbm_scenario *s, const mbm_json *json, const wmi_class_info *info, wmi_loopback_job *plan)
{
    static const wmi_loopback_job_step good[] = {{0, WMI_JOB_RUNNING, 0, NULL}, {100, WMI_JOB_COMPLETED, 100, NULL}};
    static const wmi_loopback_job_step bad[] = {{0, WMI_JOB_RUNNING, 0, NULL}, {100, WMI_JOB_EXCEPTION, 0, NULL}};

    if (json == NULL) {
        plan->steps = plan->error_code != 0 ? bad : good;
        plan->step_count = 2;
    } else if (mbm_is_kind(s, json, "'steps'", MBM_JSON_LIST)) {
        wmi_loopback_job_step *steps = mb_arena_array(s->arena, json->count, sizeof *steps);
        for (const mbm_json *item = json->first; item != NULL; item = item->next) {
            plan->step_count += read_step(s, item, info, &steps[plan->step_count]);
        }
        plan->steps = steps;
    }
}

/** What GetErrorEx answers: instances, as text. */
static void read_errors(mbm_scenario *s, const mbm_json *json, const char *ns, wmi_loopback_job *plan)
{
    static const wmi_field field = {"errors", "CIM_Error", 0, WMI_TYPE_EMBEDDED, WMI_FIELD_ARRAY};
    const mbm_fields fields = {.what = "a job", .kind = "member", .ns = ns, .items = &field, .count = 1};

    if (json == NULL) {
        return;
    }
    wmi_object *object = mbm_new_object(s, "__PARAMETERS");
    mbm_set_one(s, object, json, &fields, &field);
    const wmi_value *value = wmi_object_get(object, field.name);
    if (value == NULL || value->is_null) {
        return;
    }
    const char *const *texts = value->u.array.items;
    wmi_embedded *errors = mb_arena_array(s->arena, value->u.array.count + 1, sizeof *errors);
    for (size_t i = 0; i < value->u.array.count; i++) {
        errors[i] = wmi_embedded_of_text(texts[i]);
    }
    plan->errors = errors;
    plan->error_count = value->u.array.count;
}

static void read_affected(mbm_scenario *s, const mbm_json *json, const char *ns, wmi_loopback_job *plan)
{
    if (!mbm_is_kind(s, json, "'affected'", MBM_JSON_LIST)) {
        return;
    }
    const char **paths = mb_arena_array(s->arena, json->count + 1, sizeof *paths);
    for (const mbm_json *item = json->first; item != NULL; item = item->next) {
        paths[plan->affected_count] = mbm_path_of(s, item, ns, "an item of 'affected'");
        plan->affected_count += paths[plan->affected_count] != NULL;
    }
    plan->affected = (const char *const *)paths;
}

void mbm_read_job(mbm_scenario *s, const mbm_json *json, const wmi_schema_class *cls, const wmi_method_info *method,
                  mbm_job **job)
{
    enum {
        CLASS,
        CAPTION,
        STEPS,
        CANCELLABLE,
        CODE,
        DESCRIPTION,
        ERRORS,
        AFFECTED,
        ASSOCIATION,
        REMOVE,
        EFFECTS,
        COUNT
    };
    static const char *const names[] = {"class",       "caption",   "steps",
                                        "cancellable", "errorCode", "errorDescription",
                                        "errors",      "affected",  "affectedAssociation",
                                        "removeAfter", "effects"};
    const mbm_member_names members = {"a job", names, COUNT};
    const mbm_json *found[COUNT];
    const wmi_field *field = job_field(method);

    if (!mbm_find_members(s, json, &members, found)) {
        return;
    }
    if (field == NULL) {
        mb_report(s->diag, MB_MSG_SCENARIO_REFUSED, json->name_span,
                  mbm_words(s, "method '%s.%s' has no out parameter for a job", cls->info->name, method->name));
        return;
    }
    const wmi_schema_class *of =
        found[CLASS] != NULL ? mbm_class_of(s, found[CLASS]) : job_class(s, cls, field->class_name);
    if (of == NULL) {
        if (found[CLASS] == NULL) {
            mbm_misses(s, json, "a job", "class");
        }
        return;
    }
    const mbm_fields fields = mbm_properties_of(s, of->info);
    if ((of->info->flags & WMI_CLASS_ABSTRACT) != 0 || mbm_field_named(&fields, "InstanceID") == NULL ||
        mbm_field_named(&fields, "JobState") == NULL) {
        mb_report(s->diag, MB_MSG_SCENARIO_REFUSED, found[CLASS] != NULL ? found[CLASS]->span : json->name_span,
                  mbm_words(s, "class '%s' is none of jobs", of->info->name));
        return;
    }
    mbm_job *made = mb_arena_zalloc(s->arena, sizeof *made);
    wmi_loopback_job *plan = &made->plan;
    made->ns = of->info->ns;
    made->parameter = field->name;
    plan->class_name = of->info->name;
    plan->caption = mbm_member_text(s, found[CAPTION], "'caption'");
    plan->cancellable = mbm_member_truth(s, found[CANCELLABLE], "'cancellable'");
    plan->error_code = (uint16_t)mbm_member_number(s, found[CODE], "'errorCode'", UINT16_MAX, 0);
    plan->error_description = mbm_member_text(s, found[DESCRIPTION], "'errorDescription'");
    plan->remove_after_ms = mbm_member_number(s, found[REMOVE], "'removeAfter'", LONGEST_TIME, 0);
    const wmi_schema_class *association = mbm_class_of(s, found[ASSOCIATION]);
    plan->affected_association = association != NULL ? association->info->name : NULL;
    read_steps(s, found[STEPS], of->info, plan);
    read_errors(s, found[ERRORS], of->info->ns, plan);
    read_affected(s, found[AFFECTED], of->info->ns, plan);
    mbm_read_effects_object(s, found[EFFECTS], &made->effects);
    *job = made;
}

/* Methods. */

/** What is answered: the out parameters, and the ReturnValue, which is 0 where nothing else is said. */
static const wmi_object *read_out(mbm_scenario *s, const mbm_json *json, const mbm_json *returned,
                                  const wmi_schema_class *cls, const wmi_method_info *method, bool has_job)
{
    const mbm_fields fields = mbm_parameters_of(s, cls, method, true);
    const wmi_field *value = mbm_field_named(&fields, "ReturnValue");
    wmi_object *object = mbm_new_object(s, "__PARAMETERS");

    if (json != NULL && mbm_is_kind(s, json, "'out'", MBM_JSON_OBJECT)) {
        mbm_set_all(s, object, json, &fields);
    }
    if (value == NULL || (value->flags & WMI_FIELD_RETURN) == 0) {
        if (returned != NULL) {
            mb_report(s->diag, MB_MSG_SCENARIO_UNKNOWN, returned->name_span, fields.what, "return value", "");
        }
    } else if (returned != NULL) {
        mbm_set_one(s, object, returned, &fields, value);
    } else if (wmi_object_get(object, value->name) == NULL && (value->flags & WMI_FIELD_ARRAY) == 0 &&
               value->type >= WMI_TYPE_SINT8 && value->type <= WMI_TYPE_UINT64) {
        const mbm_json number = {.kind = MBM_JSON_NUMBER, .text = has_job ? "4096" : "0", .length = has_job ? 4 : 1};
        mbm_set_one(s, object, &number, &fields, value);
    }
    return object;
}

/** Of what a call comes to there can be one thing only. */
static void check_ends(mbm_scenario *s, const mbm_json *const *ends, size_t count)
{
    const mbm_json *first = NULL;

    for (size_t i = 0; i < count; i++) {
        if (ends[i] != NULL && first != NULL) {
            mb_report(s->diag, MB_MSG_SCENARIO_CONFLICT, ends[i]->name_span, mbm_words(s, "'%s'", first->name),
                      mbm_words(s, "'%s'", ends[i]->name));
        }
        first = first != NULL ? first : ends[i];
    }
}

/** The path of an instance whose calls are meant. NULL where that makes no sense, which is reported, and for NULL. */
static const char *read_target(mbm_scenario *s, const mbm_json *json, const wmi_schema_class *cls,
                               const wmi_method_info *method)
{
    const char *path = json != NULL ? mbm_path_of(s, json, cls != NULL ? cls->info->ns : s->ns, "'instance'") : NULL;
    wmi_path parsed;

    if (path == NULL || cls == NULL) {
        return path;
    }
    if (method != NULL && (method->flags & WMI_METHOD_STATIC) != 0) {
        mb_report(s->diag, MB_MSG_SCENARIO_REFUSED, json->span,
                  mbm_words(s, "method '%s.%s' is static: it is called on no instance", cls->info->name, method->name));
        return NULL;
    }
    if (wmi_path_parse(path, &parsed, NULL) != WMI_OK) {
        mbm_exhausted(s); /* else it was refused before */
    }
    const wmi_schema_class *of = mbm_look_up_class(s, parsed.ns != NULL ? parsed.ns : cls->info->ns, parsed.class_name);
    wmi_path_clear(&parsed);
    if (of != NULL && !mbm_is_derived(of->info, cls->info->name)) {
        mb_report(s->diag, MB_MSG_SCENARIO_WANTS, json->span, "'instance'", mbm_words(s, "a %s", cls->info->name),
                  mbm_words(s, "a %s", of->info->name));
        return NULL;
    }
    return path;
}

static mbm_answer *read_answer(mbm_scenario *s, const mbm_json *json, const mbm_method *method)
{
    enum { INSTANCE, PARAMETERS, SKIP, TIMES, DELAY, FAULT, BEHAVIOUR, RETURN, OUT, JOB, EFFECTS, COUNT };
    static const char *const names[] = {"instance",  "parameters", "skip", "times", "delay",  "fault",
                                        "behaviour", "return",     "out",  "job",   "effects"};
    static const char *const fault_names[] = {"code", "text"};
    const mbm_member_names members = {"an answer", names, COUNT};
    const mbm_member_names fault_members = {"a fault", fault_names, 2};
    const mbm_json *found[COUNT];
    const mbm_json *fault[2];

    if (!mbm_find_members(s, json, &members, found)) {
        return NULL;
    }
    mbm_answer *answer = mb_arena_zalloc(s->arena, sizeof *answer);
    const mbm_json *const ends[] = {found[FAULT], found[BEHAVIOUR], found[RETURN]};
    const mbm_json *const more_ends[] = {found[FAULT] != NULL ? found[FAULT] : found[BEHAVIOUR],
                                         found[JOB] != NULL ? found[JOB] : found[OUT]};
    check_ends(s, ends, 3);
    check_ends(s, more_ends, 2);
    answer->span = (mb_span){json->span.begin, json->span.begin + 1};
    answer->path = read_target(s, found[INSTANCE], method->cls, method->info);
    answer->parameters = read_parameters(s, found[PARAMETERS], method->cls, method->info);
    answer->turn = read_turn(s, found[SKIP], found[TIMES], 0);
    answer->delay_ms = mbm_member_number(s, found[DELAY], "'delay'", LONGEST_TIME, 0);
    if (found[FAULT] != NULL && mbm_find_members(s, found[FAULT], &fault_members, fault)) {
        answer->fault = read_fault(s, found[FAULT], fault[0], fault[1]);
    }
    answer->behaviour = mbm_behaviour_of(s, found[BEHAVIOUR], method->cls, method->info);
    if (found[JOB] != NULL) {
        mbm_read_job(s, found[JOB], method->cls, method->info, &answer->job);
    }
    if (found[FAULT] == NULL && found[BEHAVIOUR] == NULL) {
        answer->out = read_out(s, found[OUT], found[RETURN], method->cls, method->info, found[JOB] != NULL);
    }
    mbm_read_effects_object(s, found[EFFECTS], &answer->effects);
    return answer;
}

static bool takes_all(const mbm_answer *answer)
{
    return answer->path == NULL && answer->parameters == NULL && answer->turn.skip == 0 && answer->turn.times == 0;
}

static void read_answers(mbm_scenario *s, const mbm_json *json, mbm_method *method)
{
    mbm_answer **place = &method->first;
    const mbm_answer *last = NULL;

    while (*place != NULL) { /* of an entry before, for the same method */
        last = takes_all(*place) ? *place : last;
        place = &(*place)->next;
    }
    for (const mbm_json *item = mbm_is_kind(s, json, "'answers'", MBM_JSON_LIST) ? json->first : NULL; item != NULL;
         item = item->next) {
        *place = read_answer(s, item, method);
        if (*place != NULL) {
            if (last != NULL) {
                mb_report(s->diag, MB_MSG_SCENARIO_UNREACHED, (*place)->span, "an answer before it");
                mb_report_note(s->diag, MB_MSG_FIRST_HERE, last->span);
            }
            last = last == NULL && takes_all(*place) ? *place : last;
            place = &(*place)->next;
        }
    }
}

/** The entry of a method; a new one where there is none. */
static mbm_method *method_entry(mbm_scenario *s, const wmi_schema_class *cls, const wmi_method_info *info)
{
    mbm_method **place = &s->methods;

    while (*place != NULL && ((*place)->cls != cls || (*place)->info != info)) {
        place = &(*place)->next;
    }
    if (*place == NULL) {
        *place = mb_arena_zalloc(s->arena, sizeof **place);
        (*place)->scenario = s;
        (*place)->cls = cls;
        (*place)->info = info;
    }
    return *place;
}

/** What the host does itself: where it is played, and its behaviour is for the class or one above. */
static const hyperv_behaviour *own_behaviour(const mbm_scenario *s, const wmi_schema_class *cls, const char *method)
{
    const hyperv_behaviour *found = NULL;

    for (size_t i = 0; s->wants_host && mbm_behaviour_at(i) != NULL; i++) {
        const hyperv_behaviour *at = mbm_behaviour_at(i);
        const bool fits = mb_equal_names(at->method->name, method) && mb_equal_names(at->ns, cls->info->ns) &&
                          mbm_is_derived(cls->info, at->class_name);
        found = found == NULL && fits ? at : found;
    }
    return found;
}

static void read_method(mbm_scenario *s, const mbm_json *json)
{
    static const char *const names[] = {"class", "method", "behaviour", "answers"};
    const mbm_member_names members = {"a method", names, 4};
    const mbm_json *found[4];

    if (!mbm_find_members(s, json, &members, found)) {
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        if (found[i] == NULL) {
            mbm_misses(s, json, "a method", names[i]);
        }
    }
    if (found[2] == NULL && found[3] == NULL) {
        mbm_misses(s, json, "a method", names[3]);
    }
    const wmi_schema_class *cls = mbm_class_of(s, found[0]);
    const wmi_method_info *info = mbm_method_of(s, found[1], cls);
    const hyperv_behaviour *behaviour = mbm_behaviour_of(s, found[2], cls, info);
    if (info == NULL) {
        return;
    }
    mbm_method *method = method_entry(s, cls, info);
    method->otherwise = behaviour != NULL           ? behaviour
                        : method->otherwise != NULL ? method->otherwise
                                                    : own_behaviour(s, cls, info->name);
    read_answers(s, found[3], method);
}

void mbm_read_methods(mbm_scenario *s, const mbm_json *json)
{
    for (const mbm_json *item = mbm_is_kind(s, json, "'methods'", MBM_JSON_LIST) ? json->first : NULL; item != NULL;
         item = item->next) {
        read_method(s, item);
    }
}

/* Delays, faults, events. */

static void read_pattern(mbm_scenario *s, const mbm_json *json, mbm_pattern *pattern)
{
    static const char *const names[] = {"operation", "class", "method", "instance", "parameters"};
    const mbm_member_names members = {"a call", names, 5};
    const mbm_json *found[5];

    if (!mbm_find_members(s, json, &members, found)) {
        return;
    }
    const wmi_schema_class *cls = mbm_class_of(s, found[1]);
    if (found[2] != NULL && found[1] == NULL) {
        mbm_misses(s, json, "a call of a method", "class");
    }
    if (found[4] != NULL && found[2] == NULL) {
        mbm_misses(s, json, "a call with parameters", "method");
    }
    const wmi_method_info *method = mbm_method_of(s, found[2], cls);
    pattern->operation = mbm_operation_of(s, found[0], found[2] != NULL ? WMI_LOOPBACK_INVOKE : WMI_LOOPBACK_ANY);
    if (found[2] != NULL && pattern->operation != WMI_LOOPBACK_INVOKE && found[0] != NULL) {
        mb_report(s->diag, MB_MSG_SCENARIO_CONFLICT, found[0]->span, "'method'", mbm_words(s, "'%s'", found[0]->text));
    }
    pattern->ns = cls != NULL ? cls->info->ns : NULL;
    pattern->cls = cls != NULL ? cls->info : NULL;
    pattern->method = method != NULL ? method->name : NULL;
    pattern->path = read_target(s, found[3], cls, method);
    pattern->parameters = read_parameters(s, found[4], cls, method);
}

static mbm_order *add_order(mbm_scenario *s)
{
    mbm_order **place = &s->orders;

    while (*place != NULL) {
        place = &(*place)->next;
    }
    *place = mb_arena_zalloc(s->arena, sizeof **place);
    (*place)->scenario = s;
    return *place;
}

static void read_delay(mbm_scenario *s, const mbm_json *json)
{
    static const char *const names[] = {"call", "delay", "skip", "times"};
    const mbm_member_names members = {"a delay", names, 4};
    const mbm_json *found[4];

    if (!mbm_find_members(s, json, &members, found)) {
        return;
    }
    if (found[1] == NULL) {
        mbm_misses(s, json, "a delay", "delay");
    }
    mbm_order *order = add_order(s);
    if (found[0] != NULL) {
        read_pattern(s, found[0], &order->pattern);
    }
    order->delay_ms = mbm_member_number(s, found[1], "'delay'", LONGEST_TIME, 0);
    order->turn = read_turn(s, found[2], found[3], 0);
}

static void read_fault_order(mbm_scenario *s, const mbm_json *json)
{
    static const char *const names[] = {"call", "code", "text", "delay", "skip", "times"};
    const mbm_member_names members = {"a fault", names, 6};
    const mbm_json *found[6];

    if (!mbm_find_members(s, json, &members, found)) {
        return;
    }
    mbm_order *order = add_order(s);
    if (found[0] != NULL) {
        read_pattern(s, found[0], &order->pattern);
    }
    order->fault = read_fault(s, json, found[1], found[2]);
    order->delay_ms = mbm_member_number(s, found[3], "'delay'", LONGEST_TIME, 0);
    order->turn = read_turn(s, found[4], found[5], 1);
}

static void read_event_order(mbm_scenario *s, const mbm_json *json)
{
    enum { AT = MBM_EFFECT_COUNT, AFTER, DELAY, SKIP, TIMES, COUNT };
    static const char *const names[] = {MBM_EFFECT_NAMES, "at", "after", "delay", "skip", "times"};
    const mbm_member_names members = {"an event", names, COUNT};
    const mbm_json *found[COUNT];
    const bool was_reading = s->is_reading;

    if (!mbm_find_members(s, json, &members, found)) {
        return;
    }
    if (found[AT] == NULL && found[AFTER] == NULL) {
        mbm_misses(s, json, "an event", "at' or 'after");
    }
    if (found[AT] != NULL) {
        const mbm_json *const ends[] = {found[AT], found[AFTER], NULL};
        check_ends(s, ends, 2);
    }
    mbm_order *order = add_order(s);
    order->is_after = found[AT] == NULL;
    order->is_timed = found[AT] != NULL;
    order->delay_ms = mbm_member_number(s, found[AT] != NULL ? found[AT] : found[DELAY],
                                        found[AT] != NULL ? "'at'" : "'delay'", LONGEST_TIME, 0);
    order->turn = read_turn(s, found[SKIP], found[TIMES], 1);
    if (found[AFTER] != NULL) {
        read_pattern(s, found[AFTER], &order->pattern);
    }
    s->is_reading = false;
    mbm_read_effects(s, found, &order->effects);
    s->is_reading = was_reading;
}

void mbm_read_orders(mbm_scenario *s, const mbm_json *delays, const mbm_json *faults, const mbm_json *events)
{
    for (const mbm_json *item = mbm_is_kind(s, delays, "'delays'", MBM_JSON_LIST) ? delays->first : NULL; item != NULL;
         item = item->next) {
        read_delay(s, item);
    }
    for (const mbm_json *item = mbm_is_kind(s, faults, "'faults'", MBM_JSON_LIST) ? faults->first : NULL; item != NULL;
         item = item->next) {
        read_fault_order(s, item);
    }
    for (const mbm_json *item = mbm_is_kind(s, events, "'events'", MBM_JSON_LIST) ? events->first : NULL; item != NULL;
         item = item->next) {
        read_event_order(s, item);
    }
}
