/**
 * @file
 * A MOF text, parsed and resolved, for one test.
 */
#ifndef MB_TESTS_SCHEMA_FIXTURE_H
#define MB_TESTS_SCHEMA_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "check/stage.h"
#include "schema/resolve.h"

typedef struct fixture {
    mb_heap *heap;
    mb_arena *arena;
    mb_symbols *symbols;
    mb_diag *diag;
    mb_schema *schema;
    bool ok;        /**< what mb_resolve() and mb_check_schema() said */
    char *messages; /**< "t.mof:1:7: error: ... [MOF310]" and so on, one a line, without the lines of source */
} fixture;

/** Parses (which must succeed) and resolves. Without a pragma the namespace is root\test. */
fixture fixture_open(const char *mof);
/**
 * The same in a dialect, with the texts of a locale (NULL: MS_409). What DMTF warns of for its style alone is left out, a
 * class without a Schema_ or without a key: most tests are about something else.
 */
fixture fixture_open_in(const char *mof, mb_dialect dialect, const char *locale);
/** The same with up to two overlays, o.mof and p.mof, behind which there is a NULL. */
fixture fixture_open_overlaid(const char *mof, mb_dialect dialect, const char *const *overlays);
/** The same with nothing left out. */
fixture fixture_open_strictly(const char *mof, mb_dialect dialect);
void fixture_close(fixture *f);

/** A class of the first namespace that has one of that name; fails the test where there is none. */
mb_class *fixture_class(const fixture *f, const char *name);
const mb_element *fixture_property(const fixture *f, const char *cls, const char *name);
const mb_element *fixture_method(const fixture *f, const char *cls, const char *name);
const mb_element *fixture_parameter(const fixture *f, const char *cls, const char *method, const char *name);
const mb_symbol *fixture_name(const fixture *f, const char *name);

/** A slice as a string, in the fixture's arena; "(none)" where it is absent. */
const char *fixture_text(const fixture *f, mb_text text);

#endif
