/* Whether what a description speaks of is there: classes, members of classes, codes. */
#ifndef MB_TESTS_WORDS_REFERENCES_H
#define MB_TESTS_WORDS_REFERENCES_H

#include "schema/schema.h"

/** Where a description may look for what it names. */
typedef struct reference_scope {
    const mb_schema *const *schemas; /**< a class of any of them will do: a text is the same in all */
    size_t schema_count;
    const mb_element *element; /**< that it describes */
} reference_scope;

/**
 * The first fault of a description: a class that no schema declares; a member that the class named with it has not ("X of
 * Msvm_Y", "Msvm_Y.X"); a code that is in no table in sight, or has another name there ("Completed (7)"), unless no table in
 * sight has the name and some property has the code under it; of several codes ("(4, 10)") one that is in no table in sight,
 * while another is; a code that is explained as a result ("0: done") and that the method does not return. In sight are the tables
 * of the element, of its method, and of the members that the text names.
 *
 * @return what is wrong, in words; NULL where nothing is. It lasts until the next call.
 */
const char *reference_fault(const reference_scope *scope, const char *text);

#endif
