/**
 * @file
 * Queries carried out: what the reader of WQL has read, and classes, instances and events.
 *
 * loopback_bind.c    a query and the class that it selects from
 * loopback_compare.c values by an operator
 * loopback_match.c   whether a query selects an instance, or an event
 */
#ifndef WMIP_LOOPBACK_MATCH_H
#define WMIP_LOOPBACK_MATCH_H

#include "value/value.h"
#include "wql/wql.h"

/** Whether a name is that of a system property, such as __CLASS, which every class has. */
bool wmip_loopback_is_system_property(const char *name);
/**
 * Gives a literal the kind that a value of the type is compared as. @return what is wrong with the comparison; NULL
 * when nothing is.
 */
const char *wmip_loopback_settle(wmi_type type, wql_operation operation, wql_literal *literal);
/** Whether properties of these types can be compared with each other: two numbers, two texts, two booleans, two
 * datetimes. */
bool wmip_loopback_comparable(wmi_type a, wmi_type b);
/** Checks a query's properties and literals against the class that it selects from, and converts the literals. */
wmi_status wmip_loopback_bind(wql_query *query, const wmi_class_info *info, wmi_error *error);

/** What an instance is matched with. */
typedef struct wql_row {
    const wmi_object *object;
    const char *ns;
    bool (*is_a)(const void *context, const char *class_name, const char *ancestor);
    const void *context;
} wql_row;

/** Whether the instance is selected. A comparison with a NULL property is neither true nor false, nor is its negation.
 */
wmi_status wmip_loopback_matches(const wql_query *query, const wql_row *row, bool *matches, wmi_error *error);

/* What the three files share. */

/** What a comparison comes to: with NULL it is neither true nor false. */
typedef enum wql_truth { WQL_FALSE, WQL_TRUE, WQL_UNKNOWN } wql_truth;

wql_truth wmip_loopback_truth_of(bool value);

/** What a value that is not NULL is as a literal, so that it can stand on the right of a comparison. */
wql_literal wmip_loopback_literal_of(const wmi_value *value);

/**
 * A value, not NULL, by a literal that wmip_loopback_settle has given the value's kind.
 * @param value NULL: a system property, whose text is `text`.
 */
wql_truth wmip_loopback_compare(wql_operation operation, const wmi_value *value, const char *text,
                                const wql_literal *literal);

#endif
