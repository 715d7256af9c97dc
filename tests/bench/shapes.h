/**
 * @file
 * MOFs of shapes that took more than their share of time or memory once. Each function writes one with so many of what it
 * is named after.
 */
#ifndef BENCH_SHAPES_H
#define BENCH_SHAPES_H

#include <stdio.h>

typedef void (*shape_writer)(FILE *out, unsigned count);

/** Classes with names that differ in a digit or two, one a line. */
void shape_regular_names(FILE *out, unsigned count);
/** Of one class, each with codes of its own. */
void shape_methods_with_tables(FILE *out, unsigned count);
/** The same of properties. */
void shape_properties_with_tables(FILE *out, unsigned count);
/** Names that C cannot have, and those that they would get, which are taken. */
void shape_renamed_properties(FILE *out, unsigned count);
void shape_renamed_parameters(FILE *out, unsigned count);
void shape_renamed_classes(FILE *out, unsigned count);
/** With a literal of another kind. */
void shape_instances(FILE *out, unsigned count);
void shape_warnings(FILE *out, unsigned count);
/** Of one class, with a table and a method that they inherit. */
void shape_subclasses(FILE *out, unsigned count);
void shape_namespaces(FILE *out, unsigned count);
/** Each class derives from the one before it, and adds nothing. */
void shape_chain(FILE *out, unsigned count);
/** Each adds a property. */
void shape_growing_chain(FILE *out, unsigned count);

#endif
