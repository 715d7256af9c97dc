/*
 * The COM allocator, seen through IMallocSpy. Every block is known: by whom it was taken and as what, until the test
 * after the one in which it was given back. Till then the block stays, filled with POISON, so that giving it back
 * twice, or writing to it, is found and harms nobody.
 *
 * COM calls the spy inside a lock of its own. In here, only `blocks_lock` and those of fake_violate are taken, and
 * nothing is allocated from COM.
 */
#include "fake_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKET_COUNT = 4096, POISON = 0xDD, FRESH = 0xCD, DESCRIBED_LIMIT = 20, DESCRIBED_TEXT = 60 };

typedef enum block_state { BLOCK_HELD, BLOCK_GIVEN_BACK, BLOCK_LEAVING } block_state;

typedef struct block {
    char *base;
    SIZE_T size;
    fake_block_kind kind;
    block_state state;
    bool is_fakes;   /* the fake took it, for the client */
    bool is_counted; /* taken since fake_start */
    uint32_t index;  /* of a client's: for fake_fail_allocation */
    struct block *next;
} block;

static struct {
    block *buckets[BUCKET_COUNT];
    block *pending; /* between PreAlloc and PostAlloc, which COM does not interrupt by others */
    uint32_t client_count;
    uint32_t failing;
    bool has_failing;
    bool is_installed;
    size_t bstr_offset; /* of the text of a BSTR in its block */
} spy;

static SRWLOCK blocks_lock = SRWLOCK_INIT;
static DWORD own_depth = TLS_OUT_OF_INDEXES;     /* of the thread: how many fake_begin_own stand */
static DWORD private_depth = TLS_OUT_OF_INDEXES; /* since how many of them it is private; 0 = it is not */

/* The table. */

static block **bucket_of(const void *base)
{
    uintptr_t key = (uintptr_t)base >> 4;
    return &spy.buckets[(key ^ (key >> 12)) % BUCKET_COUNT];
}

static block *find(const void *base)
{
    block *at = *bucket_of(base);
    while (at != NULL && at->base != base) {
        at = at->next;
    }
    return at;
}

static void add(block *self, void *base)
{
    block **bucket = bucket_of(base);
    self->base = base;
    self->next = *bucket;
    *bucket = self;
}

/* @return the block that was there, the caller's now; NULL where there was none. */
static block *take_out(const void *base)
{
    block **link = bucket_of(base);
    block *self;
    while (*link != NULL && (*link)->base != base) {
        link = &(*link)->next;
    }
    self = *link;
    if (self != NULL) {
        *link = self->next;
    }
    return self;
}

/* Who runs. */

static uintptr_t depth_of(DWORD slot)
{
    return (uintptr_t)TlsGetValue(slot);
}

void fake_begin_own(bool is_private)
{
    uintptr_t depth = depth_of(own_depth) + 1;
    (void)TlsSetValue(own_depth, (void *)depth);
    if (is_private && depth_of(private_depth) == 0) {
        (void)TlsSetValue(private_depth, (void *)depth);
    }
}

void fake_end_own(void)
{
    uintptr_t depth = depth_of(own_depth);
    if (depth_of(private_depth) == depth) {
        (void)TlsSetValue(private_depth, NULL);
    }
    (void)TlsSetValue(own_depth, (void *)(depth > 0 ? depth - 1 : 0));
}

static bool is_private(void)
{
    return depth_of(private_depth) != 0;
}

/* IMallocSpy. */

static HRESULT STDMETHODCALLTYPE spy_QueryInterface(IMallocSpy *self, REFIID iid, void **out)
{
    *out = IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IMallocSpy) ? self : NULL;
    return *out != NULL ? S_OK : E_NOINTERFACE;
}

static ULONG STDMETHODCALLTYPE spy_AddRef(IMallocSpy *self)
{
    (void)self;
    return 2;
}

static ULONG STDMETHODCALLTYPE spy_Release(IMallocSpy *self)
{
    (void)self;
    return 1;
}

/* Counts an allocation of the client. @return false where it is the one to fail. */
static bool may_allocate(block *record)
{
    if (record->is_fakes) {
        return true;
    }
    record->index = spy.client_count++;
    return !spy.has_failing || spy.failing != record->index;
}

/* Prepares the record of an allocation. @return false where it is to fail. */
static bool begin_allocation(SIZE_T size)
{
    fake_allocation found = fake_stack_look();
    block *record = calloc(1, sizeof *record);
    bool goes_on = record != NULL;
    if (goes_on) {
        record->size = size;
        record->kind = found.kind;
        record->is_fakes = found.is_fakes || depth_of(own_depth) != 0;
        record->is_counted = true;
        AcquireSRWLockExclusive(&blocks_lock);
        goes_on = may_allocate(record);
        ReleaseSRWLockExclusive(&blocks_lock);
    }
    if (!goes_on) {
        free(record);
        record = NULL;
    }
    spy.pending = record;
    return goes_on;
}

static void end_allocation(void *base)
{
    block *record = spy.pending;
    spy.pending = NULL;
    if (record == NULL || base == NULL) {
        free(record);
        return;
    }
    AcquireSRWLockExclusive(&blocks_lock);
    free(take_out(base)); /* one that was reallocated away, unseen */
    add(record, base);
    ReleaseSRWLockExclusive(&blocks_lock);
}

static SIZE_T STDMETHODCALLTYPE spy_PreAlloc(IMallocSpy *self, SIZE_T size)
{
    (void)self;
    return is_private() || begin_allocation(size) ? size : 0;
}

static void *STDMETHODCALLTYPE spy_PostAlloc(IMallocSpy *self, void *base)
{
    (void)self;
    if (base != NULL && spy.pending != NULL) {
        memset(base, FRESH, spy.pending->size);
    }
    if (!is_private()) {
        end_allocation(base);
    }
    return base;
}

/* What becomes of a block that is given back. @return whether it is given back to the system, too. */
static bool give_back(void *base)
{
    bool was_given_back = false;
    bool leaves = true;
    block *record;
    AcquireSRWLockExclusive(&blocks_lock);
    record = find(base);
    if (record != NULL && (record->state == BLOCK_LEAVING || is_private())) {
        free(take_out(base));
    } else if (record != NULL) {
        was_given_back = record->state == BLOCK_GIVEN_BACK;
        leaves = false;
        record->state = BLOCK_GIVEN_BACK;
        if (!was_given_back) {
            memset(base, POISON, record->size);
        }
    }
    ReleaseSRWLockExclusive(&blocks_lock);
    if (was_given_back) {
        fake_violate("A block of the COM allocator is given back twice");
    }
    return leaves;
}

static bool is_known(const void *base)
{
    bool known;
    AcquireSRWLockShared(&blocks_lock);
    known = find(base) != NULL;
    ReleaseSRWLockShared(&blocks_lock);
    return known;
}

static void *STDMETHODCALLTYPE spy_PreFree(IMallocSpy *self, void *base, WINBOOL is_spied)
{
    (void)self;
    (void)is_spied;
    if (base == NULL) {
        return NULL;
    }
    if (!is_known(base) && HeapSize(GetProcessHeap(), 0, base) == (SIZE_T)-1) {
        fake_violate(
            "Something is given back to the COM allocator that is no block of it (a literal passed to SysFreeString?)");
        return NULL;
    }
    return give_back(base) ? base : NULL;
}

static void STDMETHODCALLTYPE spy_PostFree(IMallocSpy *self, WINBOOL is_spied)
{
    (void)self;
    (void)is_spied;
}

static SIZE_T STDMETHODCALLTYPE spy_PreRealloc(IMallocSpy *self, void *base, SIZE_T size, void **out, WINBOOL is_spied)
{
    block *record = NULL;
    bool was_given_back = false;
    (void)self;
    (void)is_spied;
    *out = base;
    if (is_private() || size == 0) {
        return size;
    }
    if (!begin_allocation(size)) {
        return 0;
    }
    AcquireSRWLockExclusive(&blocks_lock);
    record = base != NULL ? find(base) : NULL;
    was_given_back = record != NULL && record->state == BLOCK_GIVEN_BACK;
    if (record != NULL && spy.pending->kind == FAKE_BLOCK_OTHER) {
        spy.pending->kind = record->kind;
    }
    ReleaseSRWLockExclusive(&blocks_lock);
    if (was_given_back) {
        fake_violate("A block of the COM allocator is reallocated after it was given back");
    }
    if (base != NULL && !was_given_back) {
        AcquireSRWLockExclusive(&blocks_lock);
        free(take_out(base));
        ReleaseSRWLockExclusive(&blocks_lock);
    }
    return size;
}

static void *STDMETHODCALLTYPE spy_PostRealloc(IMallocSpy *self, void *base, WINBOOL is_spied)
{
    (void)self;
    (void)is_spied;
    if (!is_private()) {
        end_allocation(base);
    }
    return base;
}

static void *STDMETHODCALLTYPE spy_PreGetSize(IMallocSpy *self, void *base, WINBOOL is_spied)
{
    (void)self;
    (void)is_spied;
    return base;
}

static SIZE_T STDMETHODCALLTYPE spy_PostGetSize(IMallocSpy *self, SIZE_T size, WINBOOL is_spied)
{
    (void)self;
    (void)is_spied;
    return size;
}

static void *STDMETHODCALLTYPE spy_PreDidAlloc(IMallocSpy *self, void *base, WINBOOL is_spied)
{
    (void)self;
    (void)is_spied;
    return base;
}

static int STDMETHODCALLTYPE spy_PostDidAlloc(IMallocSpy *self, void *base, WINBOOL is_spied, int result)
{
    (void)self;
    (void)base;
    (void)is_spied;
    return result;
}

static void STDMETHODCALLTYPE spy_HeapMinimize(IMallocSpy *self)
{
    (void)self;
}

static IMallocSpyVtbl spy_vtable = {
    spy_QueryInterface, spy_AddRef,      spy_Release,      spy_PreAlloc,     spy_PostAlloc,
    spy_PreFree,        spy_PostFree,    spy_PreRealloc,   spy_PostRealloc,  spy_PreGetSize,
    spy_PostGetSize,    spy_PreDidAlloc, spy_PostDidAlloc, spy_HeapMinimize, spy_HeapMinimize,
};
static IMallocSpy spy_object = {&spy_vtable};

/* Installing. */

/* A BSTR that is given back is to be given back at once, and not kept by oleaut32 for the next one. */
static void turn_cache_off(void)
{
    HMODULE oleaut = GetModuleHandleA("oleaut32.dll");
    FARPROC function = oleaut != NULL ? GetProcAddress(oleaut, "SetOaNoCache") : NULL;
    if (function != NULL) {
        ((void(WINAPI *)(void))(void (*)(void))function)();
    }
}

/* Where the text of a BSTR lies in its block: behind its length and, on some systems, padding. */
static bool measure_bstr(void)
{
    BSTR text = SysAllocString(L"x");
    size_t i;
    if (text == NULL) {
        return false;
    }
    for (i = sizeof(DWORD); i <= 16 && spy.bstr_offset == 0; i += sizeof(DWORD)) {
        const block *record = find((const char *)text - i);
        spy.bstr_offset = record != NULL && record->kind == FAKE_BLOCK_BSTR ? i : 0;
    }
    SysFreeString(text);
    return spy.bstr_offset != 0;
}

bool fake_spy_install(void)
{
    if (spy.is_installed) {
        return true;
    }
    own_depth = TlsAlloc();
    private_depth = TlsAlloc();
    turn_cache_off();
    fake_stack_init();
    if (own_depth == TLS_OUT_OF_INDEXES || private_depth == TLS_OUT_OF_INDEXES ||
        FAILED(CoRegisterMallocSpy(&spy_object))) {
        return false;
    }
    spy.is_installed = measure_bstr();
    return spy.is_installed;
}

/* The test. */

static bool is_untouched(const block *record)
{
    SIZE_T i = 0;
    while (i < record->size && (unsigned char)record->base[i] == POISON) {
        i++;
    }
    return i == record->size;
}

/* The next block that is to go back to the system, marked so; NULL when all have. */
static void *find_leaving(size_t *bucket)
{
    void *base = NULL;
    AcquireSRWLockExclusive(&blocks_lock);
    for (; *bucket < BUCKET_COUNT && base == NULL; *bucket += base == NULL ? 1 : 0) {
        block *record = spy.buckets[*bucket];
        while (record != NULL && record->state != BLOCK_GIVEN_BACK) {
            record->is_counted = false;
            record = record->next;
        }
        if (record != NULL) {
            record->state = BLOCK_LEAVING;
            base = record->base;
        }
    }
    ReleaseSRWLockExclusive(&blocks_lock);
    return base;
}

void fake_spy_start(void)
{
    size_t bucket = 0;
    void *base = find_leaving(&bucket);
    while (base != NULL) {
        CoTaskMemFree(base);
        base = find_leaving(&bucket);
    }
    AcquireSRWLockExclusive(&blocks_lock);
    spy.client_count = 0;
    spy.has_failing = false;
    ReleaseSRWLockExclusive(&blocks_lock);
}

uint32_t fake_allocations(void)
{
    uint32_t count;
    AcquireSRWLockShared(&blocks_lock);
    count = spy.client_count;
    ReleaseSRWLockShared(&blocks_lock);
    return count;
}

void fake_fail_allocation(uint32_t index)
{
    AcquireSRWLockExclusive(&blocks_lock);
    spy.failing = index;
    spy.has_failing = true;
    ReleaseSRWLockExclusive(&blocks_lock);
}

/* The audit. */

void fake_spy_count(fake_balance *balance)
{
    size_t written = 0;
    size_t i;
    AcquireSRWLockExclusive(&blocks_lock);
    for (i = 0; i < BUCKET_COUNT; i++) {
        block *record;
        for (record = spy.buckets[i]; record != NULL; record = record->next) {
            if (record->state == BLOCK_GIVEN_BACK && !is_untouched(record)) {
                memset(record->base, POISON, record->size); /* told once */
                written++;
            }
            if (record->state == BLOCK_HELD && record->is_counted) {
                balance->blocks++;
                balance->bstrs += record->kind == FAKE_BLOCK_BSTR ? 1 : 0;
                balance->safearrays += record->kind == FAKE_BLOCK_SAFEARRAY ? 1 : 0;
            }
        }
    }
    ReleaseSRWLockExclusive(&blocks_lock);
    if (written > 0) {
        fake_violate("%lu blocks of the COM allocator were written to after they were given back",
                     (unsigned long)written);
    }
}

/* The beginning of a text, as ASCII. */
static void describe_text(const OLECHAR *text, char *out)
{
    size_t i;
    for (i = 0; i < DESCRIBED_TEXT && text[i] != 0; i++) {
        out[i] = text[i] >= ' ' && text[i] < 0x7F ? (char)text[i] : '?';
    }
    out[i] = '\0';
}

static void describe(const block *record, char *text, size_t size)
{
    static const char *const kinds[] = {"a block", "a BSTR", "memory of a SAFEARRAY"};
    size_t length = strlen(text);
    (void)snprintf(text + length, size - length, "%s of %lu bytes, taken by the %s", kinds[record->kind],
                   (unsigned long)record->size, record->is_fakes ? "fake" : "client");
    length = strlen(text);
    if (!record->is_fakes) {
        (void)snprintf(text + length, size - length, " (its allocation %lu)", (unsigned long)record->index);
        length = strlen(text);
    }
    if (record->kind == FAKE_BLOCK_BSTR) {
        char start[DESCRIBED_TEXT + 1];
        describe_text((const OLECHAR *)(const void *)(record->base + spy.bstr_offset), start);
        (void)snprintf(text + length, size - length, ": %s", start);
        length = strlen(text);
    }
    (void)snprintf(text + length, size - length, "\n");
}

void fake_spy_describe(char *text, size_t size)
{
    size_t count = 0;
    size_t i;
    AcquireSRWLockShared(&blocks_lock);
    for (i = 0; i < BUCKET_COUNT; i++) {
        const block *record;
        for (record = spy.buckets[i]; record != NULL; record = record->next) {
            if (record->state == BLOCK_HELD && record->is_counted && count++ < DESCRIBED_LIMIT) {
                describe(record, text, size);
            }
        }
    }
    ReleaseSRWLockShared(&blocks_lock);
    if (count > DESCRIBED_LIMIT) {
        size_t length = strlen(text);
        (void)snprintf(text + length, size - length, "and %lu more blocks\n", (unsigned long)(count - DESCRIBED_LIMIT));
    }
}

/* BSTRs. */

/* What is wrong with a text that ought to be a BSTR; NULL = nothing. */
static const char *find_fault(const OLECHAR *text)
{
    const block *record = find((const char *)text - spy.bstr_offset);
    DWORD length;
    if (record == NULL || record->kind != FAKE_BLOCK_BSTR) {
        return "is no BSTR: it was not allocated by SysAllocString";
    }
    if (record->state != BLOCK_HELD) {
        return "is a BSTR that was freed";
    }
    memcpy(&length, (const char *)text - sizeof length, sizeof length);
    if (length > record->size - spy.bstr_offset - sizeof(OLECHAR) || length % sizeof(OLECHAR) != 0) {
        return "is a BSTR whose length is not that of its memory";
    }
    return wcsnlen(text, length / sizeof(OLECHAR) + 1) * sizeof(OLECHAR) == length
               ? NULL
               : "is a BSTR whose length is not that of its text";
}

bool fake_check_bstr(const OLECHAR *text, const char *what)
{
    const char *fault = NULL;
    if (text != NULL) {
        AcquireSRWLockShared(&blocks_lock);
        fault = find_fault(text);
        ReleaseSRWLockShared(&blocks_lock);
    }
    if (fault != NULL) {
        fake_violate("%s %s", what, fault);
    }
    return fault == NULL;
}
