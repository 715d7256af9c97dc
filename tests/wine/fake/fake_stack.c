/*
 * Who asks the COM allocator for memory: the fake (or the rest of WMI) or its client, and for a BSTR, a SAFEARRAY or
 * something else. The stack tells: each function has its unwind data, and the exports of oleaut32 are known by name.
 * Nothing is patched, and no module's lock is taken (a thread that ends frees COM's memory under the loader's lock), so
 * that the walk is done here and not by RtlLookupFunctionEntry.
 *
 * A tail call would hide its caller: fake_internal.h turns them off for the fake's own files.
 */
#include "fake_internal.h"

#include <string.h>

#if !defined(__x86_64__) && !defined(_M_X64)
#error "The fake WMI walks stacks of x64."
#endif

enum { DEEPEST_FRAME = 96, FUNCTION_LIMIT = 96 };

typedef struct image {
    DWORD64 base;
    DWORD size;
    const RUNTIME_FUNCTION *functions;
    DWORD count;
} image;

typedef struct known_function {
    DWORD address; /* from the base of oleaut32 */
    fake_block_kind kind;
} known_function;

/* Written by fake_stack_init, before there is a spy. */
static image own;
static image automation;
static known_function allocators[FUNCTION_LIMIT];
static size_t allocator_count;

static const IMAGE_NT_HEADERS64 *headers_of(DWORD64 base)
{
    const IMAGE_DOS_HEADER *dos = (const IMAGE_DOS_HEADER *)(uintptr_t)base;
    const IMAGE_NT_HEADERS64 *nt;
    if (dos->e_magic != IMAGE_DOS_SIGNATURE) {
        return NULL;
    }
    nt = (const IMAGE_NT_HEADERS64 *)(uintptr_t)(base + (DWORD64)dos->e_lfanew);
    return nt->Signature == IMAGE_NT_SIGNATURE ? nt : NULL;
}

/* The module that holds an address. @return false for what is none. */
static bool find_image(DWORD64 address, image *out)
{
    MEMORY_BASIC_INFORMATION info;
    const IMAGE_NT_HEADERS64 *nt;
    const IMAGE_DATA_DIRECTORY *directory;
    if (VirtualQuery((const void *)(uintptr_t)address, &info, sizeof info) == 0 || info.State != MEM_COMMIT ||
        info.Type != MEM_IMAGE) {
        return false;
    }
    out->base = (DWORD64)(uintptr_t)info.AllocationBase;
    nt = headers_of(out->base);
    if (nt == NULL) {
        return false;
    }
    directory = &nt->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_EXCEPTION];
    out->size = nt->OptionalHeader.SizeOfImage;
    out->functions = (const RUNTIME_FUNCTION *)(uintptr_t)(out->base + directory->VirtualAddress);
    out->count = directory->VirtualAddress != 0 ? directory->Size / (DWORD)sizeof(RUNTIME_FUNCTION) : 0;
    return true;
}

static bool holds(const image *module, DWORD64 address)
{
    return address >= module->base && address - module->base < module->size;
}

/* The function that an address of a module is in; NULL for a leaf, which has no unwind data. */
static const RUNTIME_FUNCTION *find_function(const image *module, DWORD64 address)
{
    DWORD offset = (DWORD)(address - module->base);
    DWORD low = 0;
    DWORD high = module->count;
    while (low < high) {
        DWORD middle = low + (high - low) / 2;
        const RUNTIME_FUNCTION *function = &module->functions[middle];
        if (offset < function->BeginAddress) {
            high = middle;
        } else if (offset >= function->EndAddress) {
            low = middle + 1;
        } else {
            return function;
        }
    }
    return NULL;
}

/* What a module calls itself in its exports. Empty for one that has none. */
static const char *name_of(const image *module)
{
    const IMAGE_NT_HEADERS64 *nt = headers_of(module->base);
    const IMAGE_DATA_DIRECTORY *directory = &nt->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_EXPORT];
    const char *base = (const char *)(uintptr_t)module->base;
    return directory->VirtualAddress != 0
               ? base + ((const IMAGE_EXPORT_DIRECTORY *)(const void *)(base + directory->VirtualAddress))->Name
               : "";
}

/* The system's part of WMI that clients load: IWbemContext is from there, and is no more the client's than a class
 * object is. */
static bool is_system_wmi(const image *module)
{
    const char *name = name_of(module);
    return _stricmp(name, "wbemprox.dll") == 0 || _stricmp(name, "fastprox.dll") == 0;
}

/* The functions of oleaut32 that allocate. */

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static void keep_allocators(const image *module)
{
    const IMAGE_NT_HEADERS64 *nt = headers_of(module->base);
    const IMAGE_DATA_DIRECTORY *directory = &nt->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_EXPORT];
    const char *base = (const char *)(uintptr_t)module->base;
    const IMAGE_EXPORT_DIRECTORY *exports = (const void *)(base + directory->VirtualAddress);
    const DWORD *names = (const void *)(base + exports->AddressOfNames);
    const WORD *ordinals = (const void *)(base + exports->AddressOfNameOrdinals);
    const DWORD *addresses = (const void *)(base + exports->AddressOfFunctions);
    DWORD i;
    for (i = 0; i < exports->NumberOfNames && allocator_count < FUNCTION_LIMIT; i++) {
        const char *name = base + names[i];
        bool is_bstr = starts_with(name, "SysAlloc") || starts_with(name, "SysReAlloc");
        if (is_bstr || starts_with(name, "SafeArray")) {
            allocators[allocator_count].address = addresses[ordinals[i]];
            allocators[allocator_count].kind = is_bstr ? FAKE_BLOCK_BSTR : FAKE_BLOCK_SAFEARRAY;
            allocator_count++;
        }
    }
}

void fake_stack_init(void)
{
    HMODULE oleaut = GetModuleHandleA("oleaut32.dll");
    (void)find_image((DWORD64)(uintptr_t)&own, &own);
    if (oleaut != NULL && find_image((DWORD64)(uintptr_t)oleaut, &automation)) {
        keep_allocators(&automation);
    }
}

/* FAKE_BLOCK_OTHER where it allocates neither. */
static fake_block_kind kind_of(const RUNTIME_FUNCTION *function)
{
    size_t i;
    for (i = 0; i < allocator_count && function != NULL; i++) {
        if (allocators[i].address == function->BeginAddress) {
            return allocators[i].kind;
        }
    }
    return FAKE_BLOCK_OTHER;
}

/* The walk. */

/* Goes to the caller. */
static void step_out(CONTEXT *context, const image *module, const RUNTIME_FUNCTION *function)
{
    if (function != NULL) {
        PRUNTIME_FUNCTION entry = (PRUNTIME_FUNCTION)(uintptr_t)function;
        void *handler_data = NULL;
        DWORD64 frame = 0;
        (void)RtlVirtualUnwind(UNW_FLAG_NHANDLER, module->base, context->Rip, entry, context, &handler_data, &frame,
                               NULL);
    } else {
        context->Rip = *(const DWORD64 *)(uintptr_t)context->Rsp;
        context->Rsp += sizeof(DWORD64);
    }
}

fake_allocation fake_stack_look(void)
{
    fake_allocation found = {false, FAKE_BLOCK_OTHER};
    bool is_in_spy = true; /* the innermost frames are those of the spy itself */
    image module = own;
    CONTEXT context;
    int i;
    RtlCaptureContext(&context);
    for (i = 0; i < DEEPEST_FRAME && !found.is_fakes && context.Rip != 0; i++) {
        const RUNTIME_FUNCTION *function;
        if (!holds(&module, context.Rip) && !find_image(context.Rip, &module)) {
            break;
        }
        function = find_function(&module, context.Rip);
        if (module.base != own.base) {
            is_in_spy = false;
            found.is_fakes = is_system_wmi(&module);
        } else {
            found.is_fakes = !is_in_spy;
        }
        if (module.base == automation.base && found.kind == FAKE_BLOCK_OTHER) {
            found.kind = kind_of(function);
        }
        step_out(&context, &module, function);
    }
    return found;
}
