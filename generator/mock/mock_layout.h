/**
 * @file
 * Where a C compiler puts the members of a generated struct.
 */
#ifndef MBM_MOCK_LAYOUT_H
#define MBM_MOCK_LAYOUT_H

#include <stddef.h>

#include <wmi/types.h>

/** A struct while its members are added. Zeroed, it has none. */
typedef struct mbm_layout {
    size_t size;
    size_t alignment;
} mbm_layout;

/** Adds a member of a CIM type: the C type that templates/partials/member.mustache gives it. @return its offset */
size_t mbm_layout_member(mbm_layout *layout, wmi_type type, bool is_array);
/** Adds the wmi_meta of an instance. @return its offset */
size_t mbm_layout_meta(mbm_layout *layout);
/** Adds the pointer by which an out struct owns its memory. @return its offset */
size_t mbm_layout_owner(mbm_layout *layout);
/** sizeof the struct. */
size_t mbm_layout_size(const mbm_layout *layout);

#endif
