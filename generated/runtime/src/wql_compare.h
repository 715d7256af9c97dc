/**
 * @file
 * What comparing values and matching queries share.
 */
#ifndef WMI_WQL_COMPARE_H
#define WMI_WQL_COMPARE_H

#include "wql.h"

/** What a comparison comes to: with NULL it is neither true nor false. */
typedef enum wql_truth { WQL_FALSE, WQL_TRUE, WQL_UNKNOWN } wql_truth;

wql_truth wmi_wql_truth_of(bool value);

/** What a value that is not NULL is as a literal, so that it can stand on the right of a comparison. */
wql_literal wmi_wql_literal_of(const wmi_value *value);

/**
 * A value, not NULL, by a literal that wmi_wql_settle has given the value's kind.
 * @param value NULL: a system property, whose text is `text`.
 */
wql_truth wmi_wql_compare(wql_operation operation, const wmi_value *value, const char *text,
                          const wql_literal *literal);

#endif
