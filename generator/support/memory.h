/**
 * @file
 * Memory of a run. Everything that the compiler allocates comes from arenas of one heap. Where there is no memory left,
 * the run ends at mb_heap_protect(), and giving the arenas back frees all: no stage handles the case by itself.
 */
#ifndef MB_SUPPORT_MEMORY_H
#define MB_SUPPORT_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/** Replaceable malloc and free; the tests let each allocation fail. */
typedef struct mb_allocator {
    void *(*allocate)(void *context, size_t size);
    void (*release)(void *context, void *block);
    void *context;
} mb_allocator;

typedef struct mb_heap mb_heap;
typedef struct mb_arena mb_arena;

/** Gives out at most 4 GB at a time. @param allocator NULL = malloc and free. @return NULL when there is no memory. */
mb_heap *mb_heap_new(const mb_allocator *allocator);
/** Gives back the heap with all its arenas. */
void mb_heap_free(mb_heap *heap);
/**
 * Runs `body(argument)`. @return false when an allocation failed in it: body was left by longjmp, so it must hold
 * nothing outside the heap (no open file) while it allocates. Protections nest.
 */
bool mb_heap_protect(mb_heap *heap, void (*body)(void *argument), void *argument);
/** Ends the innermost protection as a failed allocation does. For who must close a file before passing that failure on. */
_Noreturn void mb_heap_exhausted(mb_heap *heap);

mb_arena *mb_arena_new(mb_heap *heap);
void mb_arena_free(mb_arena *arena);
/** Memory for any type, not cleared; never NULL. */
void *mb_arena_alloc(mb_arena *arena, size_t size);
/** The same, zeroed. */
void *mb_arena_zalloc(mb_arena *arena, size_t size);
/** `count` items of `size` bytes, zeroed; the multiplication is checked. */
void *mb_arena_array(mb_arena *arena, size_t count, size_t size);
/** A NUL-terminated copy. */
char *mb_arena_text(mb_arena *arena, const char *text, size_t length);
/** printf into the arena. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3), nonnull(2)))
#endif
const char *
mb_arena_format(mb_arena *arena, const char *format, ...);
/** Where the arena is. */
mb_heap *mb_arena_heap(const mb_arena *arena);
/** Bytes that the arena took from the heap. */
size_t mb_arena_size(const mb_arena *arena);

/** A block outside arenas, for the tables of flex and bison and for growing buffers; never NULL. Freed with the heap at the latest. */
void *mb_heap_alloc(mb_heap *heap, size_t size);
void *mb_heap_realloc(mb_heap *heap, void *old, size_t size);
void mb_heap_release(mb_heap *heap, void *pointer);

#endif
