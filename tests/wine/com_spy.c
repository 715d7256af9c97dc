#include "com_spy.h"

#include "com/com_internal.h"

#include <stdlib.h>

com_spy_counters com_spy = {0, COM_SPY_UNLIMITED, COM_SPY_UNLIMITED};

static HRESULT STDMETHODCALLTYPE spy_query(IMallocSpy *self, REFIID id, void **out)
{
    (void)id;
    *out = self;
    return S_OK;
}

static ULONG STDMETHODCALLTYPE spy_reference(IMallocSpy *self)
{
    (void)self;
    return 1;
}

static SIZE_T STDMETHODCALLTYPE spy_pre_alloc(IMallocSpy *self, SIZE_T size)
{
    (void)self;
    return com_spy.left > 0 ? (com_spy.left--, size > 0 ? size : 1) : 0; /* 0 = the allocation fails */
}

static void *STDMETHODCALLTYPE spy_post_alloc(IMallocSpy *self, void *block)
{
    (void)self;
    com_spy.held += block != NULL ? 1 : 0;
    return block;
}

static void *STDMETHODCALLTYPE spy_pre_free(IMallocSpy *self, void *block, BOOL spied)
{
    (void)self;
    com_spy.held -= block != NULL && spied ? 1 : 0;
    return block;
}

static void STDMETHODCALLTYPE spy_post_free(IMallocSpy *self, BOOL spied)
{
    (void)self;
    (void)spied;
}

static SIZE_T STDMETHODCALLTYPE spy_pre_realloc(IMallocSpy *self, void *block, SIZE_T size, void **out, BOOL spied)
{
    (void)self;
    (void)spied;
    *out = block;
    return size;
}

static void *STDMETHODCALLTYPE spy_pass(IMallocSpy *self, void *block, BOOL spied)
{
    (void)self;
    (void)spied;
    return block;
}

static SIZE_T STDMETHODCALLTYPE spy_post_size(IMallocSpy *self, SIZE_T size, BOOL spied)
{
    (void)self;
    (void)spied;
    return size;
}

static int STDMETHODCALLTYPE spy_post_did(IMallocSpy *self, void *block, BOOL spied, int did)
{
    (void)self;
    (void)block;
    (void)spied;
    return did;
}

static void STDMETHODCALLTYPE spy_minimize(IMallocSpy *self)
{
    (void)self;
}

static IMallocSpyVtbl table = {spy_query,     spy_reference, spy_reference,   spy_pre_alloc, spy_post_alloc,
                               spy_pre_free,  spy_post_free, spy_pre_realloc, spy_pass,      spy_pass,
                               spy_post_size, spy_pass,      spy_post_did,    spy_minimize,  spy_minimize};
static IMallocSpy spy = {&table};

/* BSTRs are kept for reuse otherwise, which the spy would take for leaks. */
static void switch_cache_off(void)
{
    union {
        FARPROC address;
        void (*call)(void);
    } function;
    function.address = GetProcAddress(GetModuleHandleA("oleaut32.dll"), "SetOaNoCache");
    if (function.address != NULL) {
        function.call();
    }
}

static void *limited_allocate(void *context, size_t size)
{
    (void)context;
    return com_spy.own_left > 0 ? (com_spy.own_left--, malloc(size)) : NULL;
}

static void limited_release(void *context, void *block)
{
    (void)context;
    free(block);
}

void com_spy_begin(void)
{
    static const wmi_allocator allocator = {limited_allocate, limited_release, NULL};
    wmi_allocator_set(&allocator);
    switch_cache_off();
    (void)CoRegisterMallocSpy(&spy);
}

void com_spy_end(void)
{
    (void)CoRevokeMallocSpy();
    wmi_allocator_set(NULL);
}
