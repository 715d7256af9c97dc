#include "support/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 16, FIRST_CHUNK = 4 * 1024, LARGEST_CHUNK = 64 * 1024 };

/** So much a run may have at a time. What wants more is made to: it ends here, and not with the whole machine. */
static const uint64_t most_memory = UINT64_C(4) << 30;

/** Stands before each block that the heap gave out; a multiple of ALIGNMENT long. */
typedef struct block block;
struct block {
    block *previous;
    block *next;
    size_t size; /**< of what follows */
    size_t padding;
};

struct mb_heap {
    mb_allocator allocator;
    block *first;
    uint64_t used; /**< bytes in all blocks */
    jmp_buf *exit; /**< of the innermost protection; NULL outside all */
};

typedef struct chunk chunk;
struct chunk {
    chunk *next;
    size_t padding; /**< keeps the bytes that follow aligned on 32-bit and 64-bit machines */
};

struct mb_arena {
    mb_heap *heap;
    chunk *chunks;
    char *free; /**< what is left of the current chunk: [free, end) */
    char *end;
    size_t next_chunk;
    size_t size;
};

static void *system_allocate(void *context, size_t size)
{
    (void)context;
    return malloc(size);
}

static void system_release(void *context, void *pointer)
{
    (void)context;
    free(pointer);
}

mb_heap *mb_heap_new(const mb_allocator *allocator)
{
    static const mb_allocator system_allocator = {system_allocate, system_release, NULL};
    const mb_allocator *used = allocator != NULL ? allocator : &system_allocator;

    mb_heap *heap = used->allocate(used->context, sizeof *heap);
    if (heap != NULL) {
        heap->allocator = *used;
        heap->first = NULL;
        heap->used = 0;
        heap->exit = NULL;
    }
    return heap;
}

void mb_heap_free(mb_heap *heap)
{
    if (heap == NULL) {
        return;
    }
    mb_allocator allocator = heap->allocator;
    block *next = NULL;
    for (block *each = heap->first; each != NULL; each = next) {
        next = each->next;
        allocator.release(allocator.context, each);
    }
    allocator.release(allocator.context, heap);
}

bool mb_heap_protect(mb_heap *heap, void (*body)(void *argument), void *argument)
{
    jmp_buf here;
    jmp_buf *const outer = heap->exit;
    volatile bool completed = false;

    heap->exit = &here;
    if (setjmp(here) == 0) {
        body(argument);
        completed = true;
    }
    heap->exit = outer;
    return completed;
}

void mb_heap_exhausted(mb_heap *heap)
{
    if (heap->exit == NULL) {
        abort(); /* allocating outside mb_heap_protect() is a mistake of the program */
    }
    longjmp(*heap->exit, 1);
}

void *mb_heap_alloc(mb_heap *heap, size_t size)
{
    if (size > SIZE_MAX - sizeof(block) || size > most_memory - heap->used) {
        mb_heap_exhausted(heap);
    }
    block *added = heap->allocator.allocate(heap->allocator.context, sizeof *added + size);
    if (added == NULL) {
        mb_heap_exhausted(heap);
    }
    heap->used += size;
    added->size = size;
    added->previous = NULL;
    added->next = heap->first;
    if (heap->first != NULL) {
        heap->first->previous = added;
    }
    heap->first = added;
    return added + 1;
}

void *mb_heap_realloc(mb_heap *heap, void *old, size_t size)
{
    void *moved = mb_heap_alloc(heap, size);
    if (old != NULL) {
        size_t kept = ((block *)old - 1)->size;
        memcpy(moved, old, kept < size ? kept : size);
        mb_heap_release(heap, old);
    }
    return moved;
}

void mb_heap_release(mb_heap *heap, void *pointer)
{
    if (pointer == NULL) {
        return;
    }
    block *gone = (block *)pointer - 1;
    heap->used -= gone->size;
    if (gone->previous != NULL) {
        gone->previous->next = gone->next;
    } else {
        heap->first = gone->next;
    }
    if (gone->next != NULL) {
        gone->next->previous = gone->previous;
    }
    heap->allocator.release(heap->allocator.context, gone);
}

mb_arena *mb_arena_new(mb_heap *heap)
{
    mb_arena *arena = mb_heap_alloc(heap, sizeof *arena);
    arena->heap = heap;
    arena->chunks = NULL;
    arena->free = NULL;
    arena->end = NULL;
    arena->next_chunk = FIRST_CHUNK;
    arena->size = 0;
    return arena;
}

void mb_arena_free(mb_arena *arena)
{
    if (arena == NULL) {
        return;
    }
    chunk *next = NULL;
    for (chunk *each = arena->chunks; each != NULL; each = next) {
        next = each->next;
        mb_heap_release(arena->heap, each);
    }
    mb_heap_release(arena->heap, arena);
}

static char *add_chunk(mb_arena *arena, size_t size)
{
    chunk *added = mb_heap_alloc(arena->heap, sizeof *added + size);
    added->next = arena->chunks;
    arena->chunks = added;
    arena->size += sizeof *added + size;
    return (char *)(added + 1);
}

/** `size` bytes where the current chunk has no room for them. */
static void *allocate_elsewhere(mb_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2) {
        mb_heap_exhausted(arena->heap);
    }
    if (size > arena->next_chunk / 4) {
        return add_chunk(arena, size); /* of its own: the current chunk goes on being filled */
    }
    char *bytes = add_chunk(arena, arena->next_chunk);
    arena->free = bytes + size;
    arena->end = bytes + arena->next_chunk;
    if (arena->next_chunk < LARGEST_CHUNK) {
        arena->next_chunk *= 2;
    }
    return bytes;
}

static void *allocate_aligned(mb_arena *arena, size_t size, size_t alignment)
{
    size_t gap = (size_t)(0 - (uintptr_t)arena->free) & (alignment - 1);
    size_t left = (size_t)(arena->end - arena->free);
    if (gap > left || size > left - gap || arena->free == NULL) { /* nothing of an arena that is empty is there, too */
        return allocate_elsewhere(arena, size);
    }
    char *bytes = arena->free + gap;
    arena->free = bytes + size;
    return bytes;
}

void *mb_arena_alloc(mb_arena *arena, size_t size)
{
    /* What wants 16 bytes of alignment has a size that 16 divides; all else is content with 8, which keeps nodes dense.
     */
    return allocate_aligned(arena, size, size % ALIGNMENT == 0 ? ALIGNMENT : ALIGNMENT / 2);
}

void *mb_arena_zalloc(mb_arena *arena, size_t size)
{
    return memset(mb_arena_alloc(arena, size), 0, size);
}

void *mb_arena_array(mb_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        mb_heap_exhausted(arena->heap);
    }
    return mb_arena_zalloc(arena, count * size);
}

char *mb_arena_text(mb_arena *arena, const char *text, size_t length)
{
    if (length == SIZE_MAX) {
        mb_heap_exhausted(arena->heap);
    }
    char *copy = allocate_aligned(arena, length + 1, 1);
    if (length != 0) {
        memcpy(copy, text, length);
    }
    copy[length] = '\0';
    return copy;
}

const char *mb_arena_format(mb_arena *arena, const char *format, ...)
{
    char brief[128]; /* holds most, so that they are formatted once */
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(brief, sizeof brief, format, arguments);
    va_end(arguments);
    if (length < (int)sizeof brief) {
        return mb_arena_text(arena, brief, length > 0 ? (size_t)length : 0);
    }
    char *text = allocate_aligned(arena, (size_t)length + 1, 1);
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

mb_heap *mb_arena_heap(const mb_arena *arena)
{
    return arena->heap;
}

size_t mb_arena_size(const mb_arena *arena)
{
    return arena->size;
}
