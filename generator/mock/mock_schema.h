/**
 * @file
 * Schemas at run time: what `mofbind generate` writes as tables in C, as these tables in memory. They are made from the same
 * binding as the C, so that they are equal to it in every descriptor: names, flags, codes, and the layout of structs that no
 * compiler has seen. A backend does not tell one from the other.
 */
#ifndef MBM_MOCK_SCHEMA_H
#define MBM_MOCK_SCHEMA_H

#include "binding/binding.h"
#include "driver/run.h"

#include <wmi/descriptor.h>

/** The schema of a library, everything that it points to included. In the arena. */
const wmi_schema *mbm_schema_of(const mbb_library *library, mb_arena *arena);

/** Several schemas: one for each namespace that a file declares its first class in. */
typedef struct mbm_schemas {
    const wmi_schema *const *items;
    size_t count;
} mbm_schemas;

/**
 * Reads the files that the options of a run name, as `mofbind check` does: with includes, overlays and the same messages, which
 * are in run->diag then. A namespace that C would have no names for is no fault here.
 * @param arena for the schemas: it is not the run's, and may outlive that
 * @return MB_EXIT_GOOD, or what went wrong
 */
mb_exit mbm_schemas_load(mb_run_state *run, mb_arena *arena, mbm_schemas *out);

/** A class of a namespace in schemas; NULL where there is none. Both in any case of letters. */
const wmi_schema_class *mbm_find_class(const mbm_schemas *schemas, const char *ns, const char *name);
/** A method of a class, its own or inherited, in any case of letters; NULL where there is none. */
const wmi_method_info *mbm_find_method(const wmi_schema_class *cls, const char *name);

#endif
