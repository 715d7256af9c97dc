/* Worlds for tests, and what was said when they were made. */
#ifndef MOCK_PLAYED_H
#define MOCK_PLAYED_H

#include "mock/mock_world.h"

/** What the last call of play() printed. */
extern char told[16384];

/** Makes a world of MOF files, up to NULL. @param scenario NULL = none */
mb_exit play(const mb_allocator *allocator, const char *scenario, const char *const *mofs, mbm_world **world);
/** The same, which must succeed and print nothing. */
mbm_world *play_well(const char *scenario, const char *const *mofs);

/** An allocator that gives out so many blocks and no more. */
typedef struct scarcity {
    size_t left;
    size_t blocks; /* not yet given back */
} scarcity;
void *scarce_allocate(void *context, size_t size);
void scarce_release(void *context, void *block);

#define MOF(name) MOFBIND_SOURCE_DIR "/" name
#define PLAY(...) play_well(NULL, (const char *const[]){__VA_ARGS__, NULL})

#endif
