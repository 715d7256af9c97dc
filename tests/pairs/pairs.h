/**
 * @file
 * What the generated pairs_<prefix>.c is made of: filling and checking every type of parameter.
 */
#ifndef PAIRS_H
#define PAIRS_H

#include <wmi/loopback.h>

typedef enum pair_direction { PAIR_IN, PAIR_OUT } pair_direction;

/** What a code or a text is called in C: an enumerator or a macro. */
typedef struct pair_name {
    int64_t value;
    const char *text; /* of a table of texts; else NULL */
    const char *id;
    bool is_convention;
} pair_name;

/** A method of a class, and how to call it. */
typedef struct pair {
    const char *ns;
    const char *class_name;
    const char *method;
    const char *id;
    const wmi_method_info *info;
    const wmi_code_table *codes;
    wmi_loopback_handler handler;
    void (*call)(wmi_session *session, const char *path);
    const pair_name *names; /* of the return codes, up to the first with a NULL id */
} pair;

typedef struct pair_list {
    const pair *items;
    size_t count;
} pair_list;

extern const pair_list hv_pairs;
extern const pair_list hvc_pairs;

/** The handler says that it ran. */
void pair_handled(const wmi_loopback_call *call);
/** Fails the test, with the error's message, unless the call succeeded. */
void pair_succeeded(wmi_status status, wmi_error *error);

/* For each type of a member: give it the value that the parameter `name` has in that direction, and check that it has it. */
#define PAIR_DECLARE(C_TYPE)                                                                                           \
    void pair_fill_##C_TYPE(C_TYPE *member, const char *name, pair_direction direction, wmi_type type,                 \
                            const char *class_name);                                                                   \
    void pair_check_##C_TYPE(const C_TYPE *member, const char *name, pair_direction direction, wmi_type type,          \
                             const char *class_name);
PAIR_DECLARE(wmi_opt_boolean)
PAIR_DECLARE(wmi_opt_sint8)
PAIR_DECLARE(wmi_opt_uint8)
PAIR_DECLARE(wmi_opt_sint16)
PAIR_DECLARE(wmi_opt_uint16)
PAIR_DECLARE(wmi_opt_sint32)
PAIR_DECLARE(wmi_opt_uint32)
PAIR_DECLARE(wmi_opt_sint64)
PAIR_DECLARE(wmi_opt_uint64)
PAIR_DECLARE(wmi_opt_datetime)
PAIR_DECLARE(wmi_embedded)
PAIR_DECLARE(wmi_array_boolean)
PAIR_DECLARE(wmi_array_uint8)
PAIR_DECLARE(wmi_array_uint16)
PAIR_DECLARE(wmi_array_uint32)
PAIR_DECLARE(wmi_array_uint64)
PAIR_DECLARE(wmi_array_string)
PAIR_DECLARE(wmi_array_reference)
PAIR_DECLARE(wmi_array_datetime)
PAIR_DECLARE(wmi_array_embedded)
PAIR_DECLARE(wmi_array_object)
#undef PAIR_DECLARE
void pair_fill_text(const char **member, const char *name, pair_direction direction, wmi_type type,
                    const char *class_name);
void pair_check_text(const char *const *member, const char *name, pair_direction direction, wmi_type type,
                     const char *class_name);
void pair_fill_object(wmi_object **member, const char *name, pair_direction direction, const char *class_name);
void pair_check_object(wmi_object *const *member, const char *name, pair_direction direction, const char *class_name);

#endif
