/*
 * References: each object of the fake is counted, knows its apartment, and stays in memory after its last release, so
 * that who uses it then is told so.
 */
#include "fake_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static fake_unknown *objects;
static SRWLOCK objects_lock = SRWLOCK_INIT;

/* Apartments. */

fake_apartment fake_apartment_here(void)
{
    fake_apartment here = {false, false, 0};
    APTTYPE type = APTTYPE_MTA;
    APTTYPEQUALIFIER qualifier = APTTYPEQUALIFIER_NONE;
    here.thread = GetCurrentThreadId();
    here.is_initialised = SUCCEEDED(CoGetApartmentType(&type, &qualifier));
    here.is_single = here.is_initialised && (type == APTTYPE_STA || type == APTTYPE_MAINSTA);
    return here;
}

/* False, with a violation, on a thread that may not use the object. */
static bool is_at_home(const fake_unknown *self, const char *call)
{
    fake_apartment here;
    if (self->is_agile) {
        return true;
    }
    here = fake_apartment_here();
    if (!here.is_initialised) {
        fake_violate("%s on a thread that is in no apartment (before CoInitializeEx or after CoUninitialize)", call);
        return false;
    }
    if (here.is_single != self->apartment.is_single || (here.is_single && here.thread != self->apartment.thread)) {
        fake_violate("%s in the %s apartment; the object, an %s, was made in %s", call,
                     here.is_single ? "single-threaded" : "multithreaded", self->kind,
                     self->apartment.is_single ? "the single-threaded apartment of another thread or of before"
                                               : "the multithreaded one");
        return false;
    }
    return true;
}

/* Objects. */

void *fake_new(size_t size, size_t unknown_offset, const char *kind, void (*destroy)(fake_unknown *self))
{
    char *object = calloc(1, size);
    fake_unknown *self;
    if (object == NULL) {
        return NULL;
    }
    self = (fake_unknown *)(void *)(object + unknown_offset);
    self->kind = kind;
    self->references = 1;
    self->destroy = destroy;
    self->apartment = fake_apartment_here();
    self->thread = self->apartment.thread;
    self->generation = fake_generation();
    self->offset = unknown_offset;
    AcquireSRWLockExclusive(&objects_lock);
    self->next = objects;
    objects = self;
    ReleaseSRWLockExclusive(&objects_lock);
    return object;
}

HRESULT fake_check_object(fake_unknown *self, const char *call)
{
    if (self->references <= 0) {
        fake_violate("%s on an %s that was released", call, self->kind);
        return RPC_E_DISCONNECTED;
    }
    if (self->generation != fake_generation()) {
        fake_violate("%s on an %s of a test that is over", call, self->kind);
        return RPC_E_DISCONNECTED;
    }
    return is_at_home(self, call) ? S_OK : RPC_E_WRONG_THREAD;
}

bool fake_is_alive(fake_unknown *self, const char *call)
{
    return fake_check_object(self, call) == S_OK;
}

/* Changes the count unless it is 0 already; then that is told. @return the new count, -1 for a released object. */
static LONG change(fake_unknown *self, LONG difference)
{
    LONG count = -1;
    AcquireSRWLockExclusive(&objects_lock);
    if (self->references > 0) {
        self->references += difference;
        count = self->references;
    }
    ReleaseSRWLockExclusive(&objects_lock);
    return count;
}

ULONG fake_add_reference(fake_unknown *self)
{
    LONG count = change(self, 1);
    if (count < 0) {
        fake_violate("AddRef or QueryInterface on an %s that was released", self->kind);
        return 0;
    }
    (void)is_at_home(self, "AddRef or QueryInterface");
    return (ULONG)count;
}

ULONG fake_release(fake_unknown *self)
{
    LONG count = change(self, -1);
    if (count < 0) {
        fake_violate("Release on an %s that was released already", self->kind);
        return 0;
    }
    (void)is_at_home(self, "Release");
    if (count == 0 && self->destroy != NULL) {
        self->destroy(self);
    }
    return (ULONG)count;
}

void fake_forget_objects(void)
{
    fake_unknown **link = &objects;
    AcquireSRWLockExclusive(&objects_lock);
    while (*link != NULL) {
        fake_unknown *self = *link;
        if (self->references <= 0) {
            *link = self->next;
            free((char *)self - self->offset);
        } else {
            link = &self->next; /* somebody has it still: using it is told, and not undefined */
        }
    }
    ReleaseSRWLockExclusive(&objects_lock);
}

/* The audit. */

typedef struct tally {
    const char *kind;
    long objects;
    long references;
} tally;

enum { KIND_LIMIT = 16 };

static void add_to_tally(tally *tallies, size_t *count, const fake_unknown *self)
{
    size_t i = 0;
    while (i < *count && strcmp(tallies[i].kind, self->kind) != 0) {
        i++;
    }
    if (i == *count && *count < KIND_LIMIT) {
        tallies[i].kind = self->kind;
        tallies[i].objects = 0;
        tallies[i].references = 0;
        (*count)++;
    }
    if (i < *count) {
        tallies[i].objects++;
        tallies[i].references += self->references;
    }
}

void fake_count_objects(fake_balance *balance, char *text, size_t size)
{
    tally tallies[KIND_LIMIT];
    uint32_t generation = fake_generation();
    size_t count = 0;
    size_t i;
    const fake_unknown *self;
    AcquireSRWLockShared(&objects_lock);
    for (self = objects; self != NULL; self = self->next) {
        if (self->references > 0 && self->generation == generation) {
            balance->objects++;
            balance->references += self->references;
            add_to_tally(tallies, &count, self);
        }
    }
    ReleaseSRWLockShared(&objects_lock);
    for (i = 0; i < count && text != NULL; i++) {
        size_t length = strlen(text);
        (void)snprintf(text + length, size - length, "%s: %ld held, with %ld references\n", tallies[i].kind,
                       tallies[i].objects, tallies[i].references);
    }
}
