/**
 * @file
 * The values that the pairs are called with.
 */
#ifndef VALUES_H
#define VALUES_H

#include "pairs.h"

/** The schema and namespace that the paths of the next values belong to. */
void pair_values_use(const wmi_schema *schema, const char *ns);
/** Gives back what the values so far point to. */
void pair_values_reset(void);
const wmi_class_info *pair_find_class(const wmi_schema *schema, const char *ns, const char *class_name);
/** A path of an instance of a class, all string keys being `value`; the caller's: wmi_free. */
char *pair_path(const wmi_schema *schema, const char *ns, const char *class_name, const char *value);

#endif
