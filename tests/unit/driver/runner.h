/**
 * @file
 * Whole runs of mofbind in this process, and files for them.
 */
#ifndef TESTS_UNIT_DRIVER_RUNNER_H
#define TESTS_UNIT_DRIVER_RUNNER_H

#include "capture.h"
#include "disk.h"
#include "driver/driver.h"

extern capture printed;  /**< on standard output */
extern capture messages; /**< on standard error */

/** @param arguments without the program's name; they end with NULL */
mb_exit run_with(const mb_allocator *allocator, const char *const *arguments);

#define RUN(...) run_with(NULL, (const char *const[]){__VA_ARGS__, NULL})
#define GENERATE(...) RUN("generate", "-o", DISK "/out", "--templates", DISK "/t", "--no-runtime", __VA_ARGS__)

/** Fails where the messages do not hold a text. */
void expect_message(const char *phrase);
/**
 * Two MOFs of one namespace, one of another, one without any, one with errors; templates that tell what they are given.
 */
int set_up(void **state);
/** A MOF of two namespaces, and a .mfl for each. */
void put_amended(void);

#endif
