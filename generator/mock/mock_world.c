#include "mock/mock_world.h"

#include <string.h>

#include "mock/mock_host.h"

struct mbm_world {
    mb_heap *heap;
    mb_arena *arena; /**< has the schemas, and the world itself */
    mbm_schemas schemas;
    wmi_loopback *loopback;
    hyperv_host *host; /**< NULL: none is played */
};

/** A world while it is made. */
typedef struct making {
    const mbm_world_input *input;
    mb_run_state run;
    mb_heap *heap;
    mbm_world *world;
    mb_exit status;
} making;

/** What the runtime says of a failure. Of memory the heap tells, as it does of its own. */
static void report_failure(making *m, wmi_status status, const wmi_error *error)
{
    if (status == WMI_NO_MEMORY) {
        m->status = MB_EXIT_SYSTEM;
        mb_heap_exhausted(m->heap);
    }
    (void)mb_report_usage(&m->run, error->message != NULL ? error->message : wmi_status_name(status));
    m->status = MB_EXIT_INPUT;
}

static void play(making *m)
{
    mbm_world *world = m->world;
    wmi_error error = WMI_ERROR_INIT;
    wmi_status status = wmi_loopback_new(world->schemas.items, world->schemas.count, &world->loopback, &error);

    if (status == WMI_OK && mbm_is_hyperv(&world->schemas)) {
        status = mbm_play_host(&world->schemas, world->loopback, &world->host, &error);
    }
    if (status != WMI_OK) {
        report_failure(m, status, &error);
    }
    wmi_error_clear(&error);
}

static void make(void *argument)
{
    making *m = argument;
    mb_arena *arena = mb_arena_new(m->heap);

    m->run.heap = m->heap;
    mb_prepare_run(&m->run);
    mbm_world *world = mb_arena_zalloc(arena, sizeof *world);
    world->heap = m->heap;
    world->arena = arena;
    m->world = world;
    m->status = mbm_schemas_load(&m->run, arena, &world->schemas);
    if (m->status == MB_EXIT_GOOD) {
        play(m);
    }
    mb_render_messages(&m->run);
    if (m->run.messages.length != 0) {
        m->input->err->write(m->input->err->context, m->run.messages.text, m->run.messages.length);
    }
    mb_buffer_release(&m->run.messages);
    mb_buffer_release(&m->run.text);
    mb_arena_free(m->run.arena); /* the files, and all that was made of them but the schemas */
}

mb_exit mbm_world_new(const mbm_world_input *input, mbm_world **out)
{
    making m;

    memset(&m, 0, sizeof m);
    *out = NULL;
    m.input = input;
    m.run.options = *input->options;
    m.run.out = input->err;
    m.run.err = input->err;
    m.run.has_terminal = input->has_terminal;
    m.heap = mb_heap_new(input->allocator);
    if (m.heap == NULL || !mb_heap_protect(m.heap, make, &m)) {
        mb_sink_puts(input->err, mb_diag_out_of_memory(input->options->diagnostics));
        m.status = MB_EXIT_SYSTEM;
    }
    if (m.status == MB_EXIT_GOOD) {
        *out = m.world;
        return MB_EXIT_GOOD;
    }
    if (m.world != NULL) {
        wmi_loopback_free(m.world->loopback);
    }
    mb_heap_free(m.heap);
    return m.status;
}

void mbm_world_free(mbm_world *world)
{
    if (world != NULL) {
        wmi_loopback_free(world->loopback);
        mb_heap_free(world->heap);
    }
}

wmi_loopback *mbm_world_loopback(const mbm_world *world)
{
    return world->loopback;
}

const wmi_schema *const *mbm_world_schemas(const mbm_world *world, size_t *count)
{
    *count = world->schemas.count;
    return world->schemas.items;
}
