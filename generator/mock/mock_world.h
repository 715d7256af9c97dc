/**
 * @file
 * What mofbind-mock plays: the schemas of MOF files, a loopback that plays them, and what there is on it at the beginning: a
 * scenario's, the small Hyper-V host of the example programs, or nothing.
 */
#ifndef MBM_MOCK_WORLD_H
#define MBM_MOCK_WORLD_H

#include "driver/driver.h"
#include "driver/options.h"

#include <wmi/loopback.h>

typedef struct mbm_world mbm_world;

typedef struct mbm_world_input {
    /** Files, include_dirs, overlays, default_namespace, dialect, locale, warnings and messages, as those of `mofbind check`. */
    const mb_options *options;
    /** A file, or NULL: Hyper-V's namespaces are the small host of the example programs, others are empty. */
    const char *scenario;
    /** What its clock says at the beginning, since 2024-01-01: 0 in tests, which are the same every day; a program is of today. */
    uint64_t begins_ms;
    bool has_terminal;             /**< `err` shows colours */
    const mb_allocator *allocator; /**< of the compiler's part; NULL = malloc and free */
    const mb_sink *err;            /**< for messages */
} mbm_world_input;

/**
 * Makes a world. Its messages are printed, also where it fails.
 * @param world the caller's: mbm_world_free; NULL after a failure
 * @return MB_EXIT_GOOD, or what the program is to end with
 */
mb_exit mbm_world_new(const mbm_world_input *input, mbm_world **world);
/** Gives a world back, after all sessions on its loopback are closed. NULL is allowed. */
void mbm_world_free(mbm_world *world);

/** The loopback that plays it; lives as long as the world. */
wmi_loopback *mbm_world_loopback(const mbm_world *world);
/** The schemas that it plays, likewise. */
const wmi_schema *const *mbm_world_schemas(const mbm_world *world, size_t *count);

#endif
