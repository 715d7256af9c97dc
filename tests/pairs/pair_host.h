/**
 * @file
 * Where the pairs are called: a schema in which any class can have an instance, and a loopback that holds one.
 */
#ifndef PAIR_HOST_H
#define PAIR_HOST_H

#include "pairs.h"

/** A schema in which the class of the pair that is called can have an instance. */
typedef struct pair_twin {
    const wmi_schema *origin;
    wmi_schema schema;
    wmi_schema_class *classes;
    wmi_class_info *infos;
} pair_twin;

/**
 * The twin of a schema: abstract classes have methods too, and here each class's own stub is called; as long as its
 * host is there, the class of a pair is not abstract. A class without keys becomes a singleton, so that it has a path.
 */
pair_twin pair_twin_of(const wmi_schema *schema);
void pair_twin_free(pair_twin *twin);

/** Lets every class of a twin have instances. */
void pair_twin_of_instances(pair_twin *twin);
/** The path of an instance of a pair's class, which is added where it is not there yet: its keys as pair_path() writes them; the caller's. */
char *pair_host_instance(wmi_loopback *loopback, const wmi_schema *schema, const pair *row);

/** A loopback with an instance of a pair's class, and the pair's handler. */
typedef struct pair_host {
    wmi_loopback *loopback;
    char *path;           /* of the instance */
    wmi_class_info *info; /* of its class, in the twin */
    uint32_t flags;       /* which the class has otherwise */
    const char *target;   /* what the pair is called with: the path, or NULL for a static method */
} pair_host;

/** Builds the host of a pair; ends the test when it cannot. The values of pairs.h are then those of its namespace. */
void pair_host_start(pair_host *host, pair_twin *twin, const pair *row);
/** Gives the host back, and the values that the calls have used. */
void pair_host_stop(pair_host *host);
/** How often a handler of a pair has run since the last pair_host_start(). */
unsigned pair_host_handled(void);

#endif
