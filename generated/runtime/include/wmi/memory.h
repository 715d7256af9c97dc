/**
 * @file
 * Where the runtime's memory comes from.
 */
#ifndef WMI_MEMORY_H
#define WMI_MEMORY_H

#include <wmi/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Memory of at least `size` bytes, aligned for any type; NULL when there is none. Never called with 0. */
typedef void *(WMI_CALLBACK *wmi_allocate)(void *context, size_t size);
/** Gives such memory back. Never called with NULL. */
typedef void(WMI_CALLBACK *wmi_release)(void *context, void *block);

/** The functions through which the runtime allocates everything. Threads: set before any other calls; all that call, call both. */
typedef struct wmi_allocator {
    wmi_allocate allocate; /**< both are needed */
    wmi_release release;   /**< of what `allocate` gave */
    void *context;         /**< handed to both */
} wmi_allocator;

/**
 * Replaces the allocator, for the whole process. Call it before anything else of the runtime; what one allocator gave
 * is never handed to another. NULL brings malloc and free back.
 */
WMI_API void WMI_CALL wmi_allocator_set(const wmi_allocator *allocator);

/** Memory from the runtime's allocator, not cleared; NULL when there is none. */
WMI_API void *WMI_CALL wmi_alloc(size_t size);
/** Gives back what a function of the runtime says is the caller's. NULL is allowed. */
WMI_API void WMI_CALL wmi_free(void *block);
/** A copy of a text, the caller's: wmi_free. @return NULL of NULL, and when there is no memory. */
WMI_API char *WMI_CALL wmi_copy_text(const char *text);

/**
 * A region: blocks that are given back together. `*memory` starts as NULL and is created on first use.
 * Memory is aligned for any type and zeroed. @return NULL when there is none.
 */
WMI_API void *WMI_CALL wmi_memory_alloc(wmi_memory **memory, size_t size);
/** A copy of `length` bytes with a NUL behind it, in the region. */
WMI_API char *WMI_CALL wmi_memory_text(wmi_memory **memory, const char *text, size_t length);
/** Gives the region back and sets `*memory` to NULL. */
WMI_API void WMI_CALL wmi_memory_clear(wmi_memory **memory);

#ifdef __cplusplus
}
#endif
#endif
