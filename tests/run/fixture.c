#include "fixture.h"

#include <stdatomic.h>
#include <stdlib.h>

/* Threads of a server allocate, too. */
static struct {
    atomic_size_t live;
    atomic_size_t live_here; /* of these, those that the test's own thread has asked for, whoever frees them */
    atomic_size_t left;
    atomic_bool failed;
} heap = {0, 0, SIZE_MAX, false};

/* Stands before each block. */
typedef union head {
    bool is_from_here;
    max_align_t aligned;
} head;

static _Thread_local bool is_here;

/* Whether this allocation is the one that fails: of several threads, one has it. */
static bool is_its_turn(void)
{
    size_t left = heap.left;
    while (left != SIZE_MAX && !atomic_compare_exchange_weak(&heap.left, &left, left == 0 ? SIZE_MAX : left - 1)) {
    }
    if (left == 0) {
        heap.failed = true;
    }
    return left == 0;
}

static void *allocate(void *context, size_t size)
{
    head *block = !is_its_turn() && size <= SIZE_MAX - sizeof *block ? malloc(sizeof *block + size) : NULL;
    (void)context;
    if (block == NULL) {
        return NULL;
    }
    block->is_from_here = is_here;
    heap.live++;
    heap.live_here += is_here;
    return block + 1;
}

static void release(void *context, void *memory)
{
    head *block = (head *)memory - 1;
    (void)context;
    heap.live--;
    heap.live_here -= block->is_from_here;
    free(block);
}

void allocator_fail_after(size_t count)
{
    heap.left = count;
    heap.failed = false;
}

bool allocator_failed(void)
{
    return heap.failed;
}

size_t allocator_live(void)
{
    return heap.live_here;
}

int sample_setup(void **state)
{
    static const wmi_allocator counting = {allocate, release, NULL};
    static const wmi_schema *const schemas[] = {&s_schema};
    static sample s;
    wmi_connect_options options;
    memset(&s, 0, sizeof s);
    memset(&options, 0, sizeof options);
    is_here = true;
    allocator_fail_after(SIZE_MAX);
    if (!way_differs(WAY_UNCOUNTED)) {
        wmi_allocator_set(&counting);
    }
    if (wmi_loopback_new(schemas, 1, &s.loopback, &s.error) != WMI_OK) {
        return 1;
    }
    s.backend = way_to(s.loopback, schemas, 1, &s.error);
    if (s.backend == NULL) {
        print_error("%s\n", s.error.message);
        return 1;
    }
    options.backend = s.backend;
    options.ns = S_NAMESPACE;
    *state = &s;
    return wmi_connect(&options, &s.session, &s.error) == WMI_OK ? 0 : 1;
}

int sample_teardown(void **state)
{
    sample *s = *state;
    allocator_fail_after(SIZE_MAX);
    wmi_error_clear(&s->error);
    wmi_close(s->session);
    way_end(s->loopback);
    wmi_allocator_set(NULL);
    if (heap.live != 0) {
        (void)fprintf(stderr, "%lu blocks have leaked\n", (unsigned long)heap.live);
    }
    return heap.live == 0 ? 0 : 1;
}

void sample_add_service(sample *s)
{
    s_Sample_Service service;
    memset(&service, 0, sizeof service);
    service.Name = "main";
    service.ElementName = "The Service";
    MUST(s, wmi_loopback_add(s->loopback, &s_Sample_Service_info, &service, NULL, &s->error));
}

void sample_add_disk(sample *s, const char *id, uint32_t index)
{
    s_Sample_Disk disk;
    memset(&disk, 0, sizeof disk);
    disk.DeviceID = id;
    disk.Index = WMI_UINT32(index);
    disk.Removable = WMI_BOOLEAN(false);
    MUST(s, wmi_loopback_add(s->loopback, &s_Sample_Disk_info, &disk, NULL, &s->error));
}

const char *sample_disk_path(const char *id, uint32_t index)
{
    static char paths[4][160];
    static unsigned at;
    char *path = paths[at++ % 4];
    (void)snprintf(path, sizeof paths[0], "Sample_Disk.DeviceID=\"%s\",Index=%u,Removable=FALSE", id, (unsigned)index);
    return path;
}

void assert_same_path(const char *seen, const char *expected, const char *file, int line)
{
    bool same =
        seen != NULL && (way_differs(WAY_PATH_SPELLING) ? wmi_path_equal(seen, expected) : strcmp(seen, expected) == 0);
    if (!same) {
        print_error("%s instead of %s\n", seen != NULL ? seen : "NULL", expected);
        _fail(file, line);
    }
}

/* Codes that a backend tells by a common one. */
static const struct {
    way_difference difference;
    uint32_t expected;
    uint32_t seen;
} common_codes[] = {
    {WAY_MISSING_CLASS, WMI_E_INVALID_CLASS, WMI_E_NOT_FOUND},
    {WAY_MISSING_CLASS, WMI_E_INVALID_NAMESPACE, WMI_E_NOT_FOUND},
    {WAY_QUERY_CODES, WMI_E_INVALID_CLASS, WMI_E_INVALID_QUERY},
    {WAY_QUERY_CODES, WMI_E_NOT_FOUND, WMI_E_INVALID_QUERY},
    {WAY_QUERY_CODES, WMI_E_INVALID_OBJECT_PATH, WMI_E_INVALID_QUERY},
    {WAY_QUERY_CODES, WMI_E_NOT_SUPPORTED, WMI_E_INVALID_QUERY},
    {WAY_QUERY_CODES, WMI_E_INVALID_CLASS, WMI_E_NOT_SUPPORTED},
    {WAY_QUERY_CODES, WMI_E_INVALID_QUERY, WMI_E_NOT_SUPPORTED},
    {WAY_QUERY_CODES, TOO_PRECISE, WMI_E_NOT_SUPPORTED},
    {WAY_QUERY_CODES, TOO_BROAD, WMI_E_NOT_SUPPORTED},
    {WAY_QUERY_CODES, NOT_EVENT_CLASS, WMI_E_NOT_SUPPORTED},
    {WAY_SCHEMA_CODES, WMI_E_TYPE_MISMATCH, WMI_E_INVALID_PARAMETER},
    {WAY_SCHEMA_CODES, WMI_E_INVALID_METHOD_PARAMETERS, WMI_E_INVALID_PARAMETER},
};

void assert_same_number(uint32_t seen, uint32_t expected, const char *call, const char *file, int line)
{
    bool same = seen == expected;
    size_t i;
    for (i = 0; i < sizeof common_codes / sizeof common_codes[0] && !same; i++) {
        same = way_differs(common_codes[i].difference) && expected == common_codes[i].expected &&
               seen == common_codes[i].seen;
    }
    if (!same) {
        print_error("%s: 0x%08lX instead of 0x%08lX\n", call, (unsigned long)seen, (unsigned long)expected);
        _fail(file, line);
    }
}
