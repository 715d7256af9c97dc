#include "fixture.h"

#include <stdlib.h>

static struct {
    size_t live;
    size_t left;
    bool failed;
} heap = {0, SIZE_MAX, false};

static void *allocate(void *context, size_t size)
{
    (void)context;
    if (heap.left == 0) {
        heap.failed = true;
        heap.left = SIZE_MAX;
        return NULL;
    }
    if (heap.left != SIZE_MAX) {
        heap.left--;
    }
    heap.live++;
    return malloc(size);
}

static void release(void *context, void *block)
{
    (void)context;
    heap.live--;
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
    return heap.live;
}

int sample_setup(void **state)
{
    static const wmi_allocator counting = {allocate, release, NULL};
    static const wmi_schema *const schemas[] = {&s_schema};
    static sample s;
    wmi_connect_options options;
    memset(&s, 0, sizeof s);
    memset(&options, 0, sizeof options);
    allocator_fail_after(SIZE_MAX);
    wmi_allocator_set(&counting);
    if (wmi_loopback_new(schemas, 1, &s.loopback, &s.error) != WMI_OK) {
        return 1;
    }
    options.backend = wmi_loopback_backend(s.loopback);
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
    wmi_loopback_free(s->loopback);
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
