#include "base/core.h"

#include <stdlib.h>
#include <string.h>

/* What has the strictest alignment: the units that regions are divided into. (MSVC's C has no max_align_t.) */
typedef union wmip_unit {
    long double real;
    int64_t integer;
    void *pointer;
    void (*function)(void);
} wmip_unit;

typedef struct wmip_block wmip_block;

struct wmip_block {
    wmip_block *next;
    size_t used;     /* units */
    size_t capacity; /* units */
};

/* The head lies in the first block, so that it stays where it is while the region grows. */
struct wmi_memory {
    wmip_block *blocks; /* newest first */
    const void *owner;
    wmi_memory *parts;  /* regions that end with this one at the latest */
    wmi_memory *next;   /* of the parts of the same region */
    wmi_memory **place; /* what points to this part; NULL where it is none */
};

#define UNIT sizeof(wmip_unit)
#define UNITS(size) (((size) + UNIT - 1) / UNIT)
#define HEADER_UNITS UNITS(sizeof(wmip_block))
#define FIRST_BLOCK_SIZE 512
#define FIRST_PART_SIZE 64
#define LARGEST_STEP ((size_t)1 << 20)
#define LARGEST_SIZE (SIZE_MAX / 4)

static void *system_allocate(void *context, size_t size)
{
    (void)context;
    return malloc(size);
}

static void system_release(void *context, void *block)
{
    (void)context;
    free(block);
}

static wmi_allocator current = {system_allocate, system_release, NULL};

void WMI_CALL wmi_allocator_set(const wmi_allocator *allocator)
{
    static const wmi_allocator system = {system_allocate, system_release, NULL};
    current = allocator != NULL ? *allocator : system;
}

void *WMI_CALL wmi_alloc(size_t size)
{
    return current.allocate(current.context, size > 0 ? size : 1);
}

void WMI_CALL wmi_free(void *block)
{
    if (block != NULL) {
        current.release(current.context, block);
    }
}

static wmip_block *new_block(size_t capacity)
{
    wmip_block *block = wmi_alloc((HEADER_UNITS + capacity) * UNIT);
    if (block != NULL) {
        block->next = NULL;
        block->used = 0;
        block->capacity = capacity;
    }
    return block;
}

static void *take(wmip_block *block, size_t units)
{
    wmip_unit *data = (wmip_unit *)(void *)block + HEADER_UNITS + block->used;
    block->used += units;
    memset(data, 0, units * UNIT);
    return data;
}

static wmi_memory *new_region(size_t capacity)
{
    size_t head = UNITS(sizeof(wmi_memory));
    wmip_block *block = new_block(head + capacity);
    wmi_memory *memory = NULL;
    if (block != NULL) {
        memory = take(block, head);
        memory->blocks = block;
    }
    return memory;
}

/* Each block is twice the one before, up to a limit; what is larger than that has a block of its own size. */
static wmip_block *grow(wmi_memory *memory, size_t units)
{
    size_t capacity = memory->blocks->capacity * 2;
    wmip_block *block;
    if (capacity > LARGEST_STEP / UNIT) {
        capacity = LARGEST_STEP / UNIT;
    }
    block = new_block(units > capacity ? units : capacity);
    if (block != NULL) {
        block->next = memory->blocks;
        memory->blocks = block;
    }
    return block;
}

void *WMI_CALL wmi_memory_alloc(wmi_memory **memory, size_t size)
{
    size_t units = size > 0 ? UNITS(size) : 1;
    wmip_block *block;
    if (size > LARGEST_SIZE) {
        return NULL;
    }
    if (*memory == NULL) {
        *memory = new_region(units > UNITS(FIRST_BLOCK_SIZE) ? units : UNITS(FIRST_BLOCK_SIZE));
        if (*memory == NULL) {
            return NULL;
        }
    }
    block = (*memory)->blocks;
    if (block->capacity - block->used < units) {
        block = grow(*memory, units);
    }
    return block != NULL ? take(block, units) : NULL;
}

void *wmip_memory_array(wmi_memory **memory, size_t count, size_t size)
{
    if (size != 0 && count > LARGEST_SIZE / size) {
        return NULL;
    }
    return wmi_memory_alloc(memory, count * size);
}

char *WMI_CALL wmi_memory_text(wmi_memory **memory, const char *text, size_t length)
{
    char *copy = length < LARGEST_SIZE ? wmi_memory_alloc(memory, length + 1) : NULL;
    if (copy != NULL && length > 0) {
        memcpy(copy, text, length);
    }
    return copy;
}

bool wmip_memory_copy(wmi_memory **memory, const char *text, const char **copy)
{
    *copy = text != NULL ? wmi_memory_text(memory, text, strlen(text)) : NULL;
    return text == NULL || *copy != NULL;
}

const char *wmip_memory_keep(wmi_memory **memory, const char *text)
{
    const char *copy = NULL;
    (void)wmip_memory_copy(memory, text, &copy);
    return copy;
}

wmi_memory *wmip_memory_part(wmi_memory *memory, const void *owner)
{
    wmi_memory *part = new_region(UNITS(FIRST_PART_SIZE));
    if (part != NULL) {
        part->owner = owner;
        part->next = memory->parts;
        part->place = &memory->parts;
        if (part->next != NULL) {
            part->next->place = &part->next;
        }
        memory->parts = part;
    }
    return part;
}

wmi_memory *wmip_memory_part_of(const wmi_memory *memory, const void *owner)
{
    wmi_memory *part = memory != NULL ? memory->parts : NULL;
    while (part != NULL && part->owner != owner) {
        part = part->next;
    }
    return part;
}

/* Takes a part out of the region that it belongs to. */
static void detach(wmi_memory *part)
{
    if (part->place != NULL) {
        *part->place = part->next;
        if (part->next != NULL) {
            part->next->place = part->place;
        }
        part->next = NULL;
    }
}

static void release_blocks(wmip_block *block)
{
    while (block != NULL) {
        wmip_block *next = block->next;
        wmi_free(block);
        block = next;
    }
}

void WMI_CALL wmi_memory_clear(wmi_memory **memory)
{
    wmi_memory *pending;
    if (memory == NULL || *memory == NULL) {
        return;
    }
    pending = *memory;
    *memory = NULL;
    detach(pending);
    while (pending != NULL) { /* the parts of parts, however deep they go, without recursion */
        wmi_memory *region = pending;
        wmi_memory *part = region->parts;
        pending = region->next;
        while (part != NULL) {
            wmi_memory *next = part->next;
            part->next = pending;
            pending = part;
            part = next;
        }
        release_blocks(region->blocks);
    }
}

void wmip_memory_set_owner(wmi_memory *memory, const void *owner)
{
    memory->owner = owner;
}

const void *wmip_memory_owner(const wmi_memory *memory)
{
    return memory != NULL ? memory->owner : NULL;
}

char *wmip_copy_slice(const char *text, size_t length)
{
    char *copy = length < LARGEST_SIZE ? wmi_alloc(length + 1) : NULL;
    if (copy != NULL) {
        memcpy(copy, text, length);
        copy[length] = '\0';
    }
    return copy;
}

char *WMI_CALL wmi_copy_text(const char *text)
{
    return text != NULL ? wmip_copy_slice(text, strlen(text)) : NULL;
}
