/**
 * @file
 * Private to the stage: what its files share. Each theme has a file; a check is a function that takes the element, the class
 * or the instance that it is about, and reports. checks.def has a row for each, and declares them.
 *
 *   checks.c      the table, and the walk over the model
 *   severity.c    what weighs as the dialect has it: severity.def
 *   facts.c       what was noticed on the way to the model, by what it is about
 *
 *   naming.c      names                              derivations.c    classes and their superclasses
 *   missing.c     superclasses that are not there    referents.c      other classes that are not
 *   uses.c        lists of qualifiers                unknown.c        qualifiers that nobody declares
 *   meanings.c    qualifiers against their element   value_maps.c     ValueMap and its like
 *   limits.c      MinValue, MaxLen and so on; values against them
 *   overrides.c   what may override what             signatures.c     parameters, directions, IDs
 *   keys.c        keys                               totals.c         what a class has in all
 *   values.c      values against types               datetimes.c      datetimes
 *   settings.c    instances                          identities.c     instances with the same keys
 *   aliases.c     aliases, and circles of them
 */
#ifndef MB_CHECK_CHECK_H
#define MB_CHECK_CHECK_H

#include "check/stage.h"
#include "diag/report.h"
#include "schema/homes.h"
#include "schema/literal_kinds.h"
#include "schema/similar.h"
#include "schema/written.h"
#include "support/suggest.h"

/** What was noted of something, in a table by its address. */
typedef struct mb_noted {
    const void *about;
    const void *fact;
} mb_noted;

typedef struct mb_noted_table {
    mb_noted *items; /**< by address */
    size_t count;
} mb_noted_table;

/** What was seen of the qualifiers of one name. */
typedef struct mb_rule_seen {
    const mb_qualifier *site; /**< in the list with the number `list` */
    uint32_t list;
    uint32_t kinds_told; /**< bit set of mb_element_kind, of which it was said that it does not apply */
    bool is_told_unknown;
} mb_rule_seen;

/** What a class has in all, with what it inherits. Superclasses come before subclasses. */
typedef struct mb_class_totals {
    uint32_t properties;
    uint32_t keys;
    uint32_t references; /**< of an association */
    bool has_keys;
    bool is_embedded;            /**< some property or parameter holds an instance of it */
    const mb_element *first_key; /**< that the class adds */
    const mb_element **key_list; /**< listed when an instance first asks for them */
    const mb_value **key_values; /**< of the instance that is looked at */
    uint32_t key_count;
    bool keys_are_listed;
} mb_class_totals;

/** One run over one model. What checks remember is of what they have told already, so that they tell it once. */
typedef struct mb_check {
    const mb_schema *schema;
    const mb_written *written;
    mb_heap *heap;
    mb_arena *scratch;
    mb_diag *diag;
    uint32_t hints_left;
    mb_rule_seen *seen;          /**< by the number of a rule */
    mb_class_totals *totals;     /**< by the number of a class */
    uint32_t list_count;         /**< of lists that were looked through */
    uint32_t unknown_count;      /**< of qualifiers */
    mb_noted_table misfits;      /**< of qualifiers; of declarations */
    mb_noted_table conversions;  /**< of values */
    mb_noted_table homonyms;     /**< of elements */
    mb_name_map told_undeclared; /**< of the class in which a class of that name was last told of */
    mb_name_map told_instances;  /**< of the namespace in which it was last told of an instance's class */
    bool *needed;                /**< of each mofbind_undeclared pragma, by its number */
    mb_name_map settings;        /**< of mb_feature, of the instance with the entry's stamp */
    mb_symbols *identities;      /**< namespace, class and keys of instances, as one text; NULL until there is one */
    mb_name_map identified;      /**< of const mb_production, by those */
    const mb_element
        *bare_out; /**< the first parameter that is Out without In, which In(false) elsewhere makes in, too */
    size_t errors_before;
    bool was_resolved;
} mb_check;

typedef void mb_element_check(mb_check *check, const mb_element *element);
typedef void mb_instance_check(mb_check *check, const mb_instance *instance);
typedef void mb_schema_check(mb_check *check);

/* Each check is declared by its row, and nowhere else. */
#define MB_ALWAYS(function, subjects) mb_element_check function;
#define MB_WITH(function, subjects, ...) mb_element_check function;
#define MB_OF_INSTANCE(function) mb_instance_check function;
#define MB_OF_SCHEMA(function) mb_schema_check function;
#include "check/checks.def"
#undef MB_ALWAYS
#undef MB_WITH
#undef MB_OF_INSTANCE
#undef MB_OF_SCHEMA

static inline mb_class_totals *mb_totals_of(const mb_check *check, const mb_class *cls)
{
    return &check->totals[cls->number];
}

/** Whether an element itself has a qualifier, and has it true. */
static inline bool mb_own_flag(const mb_element *element, mb_qualifier_id id)
{
    return mb_element_has_own(element, id) && mb_element_flag(element, id);
}

/** A declaration that repeats another for what an overlay adds to it: what is wrong with it was told of there. */
static inline bool mb_is_repeated(const mb_element *element)
{
    return element->feature != NULL && element->feature->is_repeated;
}

/* severity.c */

/** Whether a message is reported at all, in this dialect. */
bool mb_is_checked(const mb_check *check, mb_message message);
/** mb_report_check(check, MB_MSG_x, span, ...): reports with the severity that severity.def gives the message in this
 * dialect. @return whether it was reported */
#define mb_report_check(check, message, ...) mb_check_notice(check, MB_NOTICE(message, __VA_ARGS__))
bool mb_check_notice(mb_check *check, mb_notice notice);

/* totals.c */

/** Works out what a class has in all, when its superclass's are known. */
void mb_sum_up(mb_check *check, const mb_class *cls);
/** Whether a property is a key that the class adds. */
bool mb_is_new_key(const mb_element *element);

/* facts.c */

void mb_collect_facts(mb_check *check);
/** What was noted of something; NULL: nothing. */
const void *mb_noted_of(const mb_noted_table *table, const void *about);

/* uses.c */

/** Enters a qualifier into the list with that number. @return what was seen of its name; NULL where the list has it already */
mb_rule_seen *mb_enter_use(mb_check *check, const mb_qualifier *qualifier, const mb_qualifier_rule *rule,
                           uint32_t list);

/* unknown.c */

/** Looks at the first use of a qualifier that is neither built in nor declared. */
void mb_check_unknown(mb_check *check, const mb_qualifier *qualifier);

/* referents.c */

/** Whether the file of a span says that it knows the class not to be declared; the pragma then has silenced something. */
bool mb_is_known_undeclared(mb_check *check, const mb_symbol *name, mb_span span);

/* aliases.c */

void mb_check_alias(mb_check *check, const mb_value *value);

/* limits.c */

/** A value, or the items of one, against the limits in force. */
void mb_check_value_limits(mb_check *check, const mb_element *element, const mb_value *value);

/* datetimes.c */

/** Whether a text is a datetime. `*is_day`: whether there is such a day, as far as the text says which. */
bool mb_read_datetime(mb_text text, bool *is_day);

/* values.c */

/** The value of an element, a default or a setting, in an instance of that namespace. */
void mb_check_value(mb_check *check, const mb_namespace *ns, const mb_element *element, const mb_value *value);

/* identities.c */

/**
 * Warns of an instance whose class and keys are those of one before it. `values` has the value of each key, NULL where there
 * is none.
 */
void mb_check_identity(mb_check *check, const mb_class *cls, const mb_production *production,
                       const mb_value *const *values);

#endif
