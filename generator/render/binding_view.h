/**
 * @file
 * What templates see of the binding: the structs of binding/binding.h, field by field under their C names.
 */
#ifndef MB_RENDER_BINDING_VIEW_H
#define MB_RENDER_BINDING_VIEW_H

#include "render/view.h"

extern const mb_view_type mb_bundle_view;
extern const mb_view_type mb_library_view;
extern const mb_view_type mb_class_view;
extern const mb_view_type mb_method_view;

/** All of them, for the test that compares them with binding.h. */
extern const mb_view_type *const mb_binding_views[];
extern const size_t mb_binding_view_count;

#endif
