/**
 * @file
 * What the parts of scenarios share.
 *
 * mock_scenario.c          the document, what is there at the beginning
 * mock_scenario_members.c  members of its objects
 * mock_scenario_names.c    names: of classes, properties, methods, codes; suggestions
 * mock_scenario_values.c   values of CIM's types
 * mock_scenario_paths.c    ids of instances, and paths
 * mock_scenario_effects.c  what is done to the host
 * mock_scenario_calls.c    calls, what becomes of them, jobs
 * mock_play.c              on the loopback: effects
 * mock_play_calls.c        on the loopback: methods, delays, faults, events
 */
#ifndef MBM_MOCK_SCENARIO_PARTS_H
#define MBM_MOCK_SCENARIO_PARTS_H

#include "mock/mock_json.h"
#include "mock/mock_scenario.h"
#include "support/suggest.h"

/* ---- What a scenario says ---- */

/** An object of the runtime that the scenario owns. */
typedef struct mbm_owned mbm_owned;
struct mbm_owned {
    wmi_object *object;
    mbm_owned *next;
};

typedef enum mbm_effect_kind { MBM_REMOVE, MBM_CREATE, MBM_CHANGE, MBM_RAISE } mbm_effect_kind;

/** Something that is done to the host. */
typedef struct mbm_effect mbm_effect;
struct mbm_effect {
    mbm_effect_kind kind;
    const char *ns;
    const wmi_object *object; /**< what is created or raised; of a change the properties */
    const char *path;         /**< of what is changed or removed */
    char *made;               /**< where the instance is that was created at the beginning; the runtime's */
    mb_span span;
    mbm_effect *next;
};

/** Several, in the order in which they are done. */
typedef struct mbm_effects {
    mbm_effect *first;
    mbm_effect *last;
    size_t count;
} mbm_effects;

/** Which calls are meant. A member that is NULL fits all. */
typedef struct mbm_pattern {
    wmi_loopback_operation operation;
    const char *ns;
    const wmi_class_info *cls; /**< or one derived from it */
    const char *method;
    const char *path;
    const wmi_object *parameters; /**< those that are in it are so in the call */
} mbm_pattern;

/** Which of those calls: `skip` are let by, then `times` are taken; 0 = all. */
typedef struct mbm_turn {
    uint32_t skip;
    uint32_t times;
    uint32_t seen; /**< how many have come; changes while it is played */
} mbm_turn;

typedef struct mbm_fault {
    uint32_t code; /**< 0 = none */
    const char *text;
} mbm_fault;

/** A job that a method starts. */
typedef struct mbm_job {
    wmi_loopback_job plan;
    const char *ns;
    const char *parameter; /**< the out parameter that it goes to */
    mbm_effects effects;   /**< once it is completed */
} mbm_job;

/** What a method answers to some of its calls. */
typedef struct mbm_answer mbm_answer;
struct mbm_answer {
    const char *path;             /**< of the instance that is called; NULL = any */
    const wmi_object *parameters; /**< as in mbm_pattern; NULL = any */
    mbm_turn turn;
    uint32_t delay_ms;
    mbm_fault fault;
    const hyperv_behaviour *behaviour; /**< instead of all that is below; NULL = none */
    const wmi_object *out;             /**< NULL = nothing */
    mbm_job *job;                      /**< NULL = none */
    mbm_effects effects;
    mb_span span;
    mbm_answer *next;
};

/** A method that the scenario says something of. */
typedef struct mbm_method mbm_method;
struct mbm_method {
    mbm_scenario *scenario;
    const wmi_schema_class *cls;
    const wmi_method_info *info;
    mbm_answer *first;
    const hyperv_behaviour *otherwise; /**< what it does where no answer fits; NULL = nothing */
    mbm_method *next;
};

/** A delay, a fault, or what happens after a call. */
typedef struct mbm_order mbm_order;
struct mbm_order {
    mbm_scenario *scenario;
    mbm_pattern pattern;
    mbm_turn turn;
    uint32_t delay_ms; /**< of the call, or from its end to the effects */
    mbm_fault fault;
    mbm_effects effects;
    bool is_after; /**< it happens after a call */
    bool is_timed; /**< it happens at a time, `delay_ms` */
    mbm_order *next;
};

/** A reference, which is asked to lead somewhere when the scenario begins. */
typedef struct mbm_lead mbm_lead;
struct mbm_lead {
    const char *ns;
    const char *path;
    mb_span span;
    mbm_lead *next;
};

/** An instance of the scenario by its id. */
typedef struct mbm_named {
    const char *id;
    const mbm_json *json;
    const mbm_json *id_json;
    const char *path; /**< NULL until it is asked for, and where it has none */
    bool is_being_made;
    bool is_made;
} mbm_named;

struct mbm_scenario {
    const mbm_scenario_input *input; /**< while it is read */
    mb_arena *arena;
    mb_diag *diag;
    mbm_schemas schemas;
    mb_position base; /**< where the file begins */
    const char *ns;   /**< where a class is looked for first */
    mbm_owned *owned;
    mbm_named *named;
    size_t named_count;
    bool wants_host;
    bool allows_writes;
    bool is_reading; /**< what is given at the beginning: its references are asked to lead somewhere */
    mbm_effects beginning;
    mbm_method *methods;
    mbm_order *orders; /**< delays, faults, and what happens after calls or at times */
    mbm_lead *leads;
    wmi_loopback *loopback; /**< while it is played */
    hyperv_host *host;
    wmi_error error; /**< of the beginning: a message may end the run while it holds something */
};

/* ---- Members ---- */

/** The members that an object may have, and what was found: places in an array. */
typedef struct mbm_member_names {
    const char *what; /**< "an answer" */
    const char *const *names;
    size_t count;
} mbm_member_names;

/**
 * Finds the members of an object in the order of their names; those that are not there are NULL. Names that are none are reported, but
 * for "comment", which any object may have.
 * @return whether it is an object, which else is reported
 */
bool mbm_find_members(mbm_scenario *s, const mbm_json *json, const mbm_member_names *names, const mbm_json **found);
/** Whether a value is of a kind; else it is reported. NULL is none, and nothing is reported. */
bool mbm_is_kind(mbm_scenario *s, const mbm_json *json, const char *what, mbm_json_kind kind);
/** A text; NULL where it is none, which is reported unless it is not there. */
const char *mbm_member_text(mbm_scenario *s, const mbm_json *json, const char *what);
/** A whole number from 0 to `most`; `otherwise` where it is none. */
uint32_t mbm_member_number(mbm_scenario *s, const mbm_json *json, const char *what, uint32_t most, uint32_t otherwise);
/** Whether it is true; false where it is none. */
bool mbm_member_truth(mbm_scenario *s, const mbm_json *json, const char *what);
/** Reports that a value is of the wrong kind: a member, "'name'", or another thing. */
void mbm_wants(mbm_scenario *s, const mbm_json *json, const char *what, const char *wanted);
/** Reports that a member is missing. */
void mbm_misses(mbm_scenario *s, const mbm_json *json, const char *what, const char *member);
/** A text in the scenario's arena. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
const char *
mbm_words(mbm_scenario *s, const char *format, ...);

/* ---- Names ---- */

/** A namespace as the schemas spell it; NULL, reported, where none has it. */
const char *mbm_namespace_of(mbm_scenario *s, const mbm_json *json, const char *text);
/** A class: `Class` or `namespace:Class`; NULL, reported, where there is none, and NULL for NULL. */
const wmi_schema_class *mbm_class_of(mbm_scenario *s, const mbm_json *json);
/** A class of a namespace, or of any where only one has it; NULL where there is none. */
const wmi_schema_class *mbm_look_up_class(const mbm_scenario *s, const char *ns, const char *name);
/** A class of those that are derived from it, or itself. */
bool mbm_is_derived(const wmi_class_info *info, const char *ancestor);
/** A method of a class; NULL, reported, where there is none. */
const wmi_method_info *mbm_method_of(mbm_scenario *s, const mbm_json *json, const wmi_schema_class *cls);
/** A behaviour of a method; NULL, reported, where there is none, or it is that of another; and NULL for NULL. */
const hyperv_behaviour *mbm_behaviour_of(mbm_scenario *s, const mbm_json *json, const wmi_schema_class *cls,
                                         const wmi_method_info *method);
/** An operation by its word; `otherwise` where it is not there, or is reported. */
wmi_loopback_operation mbm_operation_of(mbm_scenario *s, const mbm_json *json, wmi_loopback_operation otherwise);
/** An HRESULT: its name, or a number; 0, reported, where it is none. */
uint32_t mbm_code_of(mbm_scenario *s, const mbm_json *json);
/** The number that a table gives a name; reported where it has none. @return whether there is one */
bool mbm_named_code(mbm_scenario *s, const mbm_json *json, const char *what, const wmi_code_table *table,
                    int64_t *code);

/* ---- Values ---- */

/** The fields of a class or of a method, in one direction, with their tables of codes. */
typedef struct mbm_fields {
    const char *what; /**< "class 'X'", "method 'X.M'" */
    const char *kind; /**< "property", "in parameter" */
    const char *ns;
    const wmi_field *items;
    uint32_t count;
    const wmi_field_codes *codes;
    const wmi_code_table *returns; /**< of the ReturnValue */
} mbm_fields;

mbm_fields mbm_properties_of(mbm_scenario *s, const wmi_class_info *info);
mbm_fields mbm_parameters_of(mbm_scenario *s, const wmi_schema_class *cls, const wmi_method_info *method, bool is_out);
const wmi_field *mbm_field_named(const mbm_fields *fields, const char *name);
/** The table of a field's codes, of numbers or of texts; NULL where it has none. */
const void *mbm_codes_of(const mbm_fields *fields, const wmi_field *field);

/** A new object, which the scenario owns. */
wmi_object *mbm_new_object(mbm_scenario *s, const char *class_name);
/** Sets a property of an object that is the scenario's. */
void mbm_set_value(mbm_scenario *s, wmi_object *object, const char *name, const wmi_value *value);
/** Sets one property or parameter from a value of JSON; what is wrong is reported, and it is not set. */
void mbm_set_one(mbm_scenario *s, wmi_object *object, const mbm_json *json, const mbm_fields *fields,
                 const wmi_field *field);
/** Sets the properties that an object of JSON has; what is wrong is reported. */
void mbm_set_all(mbm_scenario *s, wmi_object *object, const mbm_json *json, const mbm_fields *fields);
/** The path that a value gives: a text, or `{"pathOf": "id"}`; NULL, reported, where it is none, and NULL for NULL. */
const char *mbm_path_of(mbm_scenario *s, const mbm_json *json, const char *ns, const char *what);
/**
 * A text of the runtime, which `holder`, an object of the scenario that was made before, takes. NULL stands for one that there was no
 * memory for.
 */
const char *mbm_hold(const mbm_scenario *s, wmi_object *holder, char *text);
/** Reports a text, or a number, that is no value of its type: "'256' is no uint8: that is 0 to 255". */
void mbm_no_value(mbm_scenario *s, const mbm_json *json, const char *what, const char *why);
/** Reads a value that is no array, and not null; what is wrong is reported. @return whether it is good */
bool mbm_read_item(mbm_scenario *s, const mbm_json *json, const mbm_fields *fields, const wmi_field *field,
                   wmi_value *value);
/** The CIM-XML of an object. */
const char *mbm_cimxml_of(mbm_scenario *s, const wmi_object *object);
/** Finds the ids of instances in a document: what a path may be of. */
void mbm_collect_ids(mbm_scenario *s, const mbm_json *document);
/** Asks a reference to lead somewhere when the scenario begins. */
void mbm_expect(mbm_scenario *s, const char *ns, const char *path, mb_span span);
/** Where memory of the runtime has run out: as the heap's. */
_Noreturn void mbm_exhausted(const mbm_scenario *s);

/* ---- Effects and calls ---- */

/** The members of effects, as mbm_find_members finds them. */
#define MBM_EFFECT_NAMES "removals", "instances", "associations", "changes", "raise"
enum { MBM_EFFECT_COUNT = 5 };
/** Reads effects. @param found the members, in the order of MBM_EFFECT_NAMES */
void mbm_read_effects(mbm_scenario *s, const mbm_json *const *found, mbm_effects *effects);
/** Reads an object that holds effects and nothing else. */
void mbm_read_effects_object(mbm_scenario *s, const mbm_json *json, mbm_effects *effects);
void mbm_read_methods(mbm_scenario *s, const mbm_json *json);
void mbm_read_job(mbm_scenario *s, const mbm_json *json, const wmi_schema_class *cls, const wmi_method_info *method,
                  mbm_job **job);
void mbm_read_orders(mbm_scenario *s, const mbm_json *delays, const mbm_json *faults, const mbm_json *events);

/* ---- Playing ---- */

/** Does an effect, which creates what was not there, or replaces it. @param path where it is then, for wmi_free; may be NULL */
wmi_status mbm_do_effect(wmi_loopback *loopback, const mbm_effect *effect, char **path, wmi_error *error);
/** Does what effects say. What the host refuses, as it has changed since, is passed over. @return WMI_OK, WMI_NO_MEMORY */
wmi_status mbm_do_effects(wmi_loopback *loopback, const mbm_effects *effects, wmi_error *error);
/** Lets methods answer. */
wmi_status mbm_play_answers(mbm_scenario *s, wmi_error *error);
/** Lets calls be delayed, fail, and have effects; and lets effects come at their times. */
wmi_status mbm_play_orders(mbm_scenario *s, wmi_error *error);
/** Whether a call is the next of those that are meant; counts it. With the loopback locked. */
bool mbm_takes_turn(mbm_turn *turn);
/** Whether the parameters of a call are those that are wanted; NULL wants none. */
bool mbm_has_parameters(const wmi_object *wanted, const wmi_object *given);
/** Fails a call. */
wmi_status mbm_fail_call(const mbm_fault *fault, wmi_error *error);

#endif
