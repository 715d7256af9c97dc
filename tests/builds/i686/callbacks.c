/* What a program hands to the runtime, and calls of it. Compiled with -mrtd, where a function that states no convention takes its arguments off the stack. */
#include <wmi/loopback.h>
#include <wmi/wmi.h>

#if defined(WITHOUT_CONVENTION)
#undef WMI_CALLBACK
#define WMI_CALLBACK
#endif

static bool WMI_CALLBACK visit(void *context, const wmi_object *object)
{
    return context != (const void *)object;
}
static bool WMI_CALLBACK progress(void *context, const wmi_job_progress *now)
{
    return context != (const void *)now;
}
static void *WMI_CALLBACK allocate(void *context, size_t size)
{
    return size == 0 ? NULL : context;
}
static void WMI_CALLBACK release(void *context, void *block)
{
    *(void **)context = block;
}
static void WMI_CALLBACK pass(wmi_connection *connection, uint32_t milliseconds)
{
    *(uint32_t *)(void *)connection = milliseconds;
}

typedef wmi_none plain_in;
typedef wmi_none plain_out;
WMI_LOOPBACK_HANDLER(handle, plain)
{
    return (const void *)in == (const void *)out && (const void *)call == (const void *)error ? WMI_OK : WMI_USAGE;
}

/* One of each kind, with external linkage, so that the compiler keeps them as they are. */
const wmi_visitor visitors[] = {visit};
const wmi_job_options job_options = {.progress = progress};
const wmi_allocator allocator = {allocate, release, NULL};
const wmi_backend backend = {.name = "another", .sleep = pass};
const wmi_loopback_handler handlers[] = {handle};

/* The runtime's functions are C's, whatever the program's are: else these are refused by the compiler. */
wmi_status(__cdecl *const connects)(const wmi_connect_options *, wmi_session **, wmi_error *) = wmi_connect;
void *(__cdecl *const allocates)(size_t) = wmi_alloc;
wmi_status(__cdecl *const fails)(wmi_error *, wmi_status, uint32_t, const char *, ...) = wmi_fail;
