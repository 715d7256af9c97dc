#include "mock/mock_world.h"

#include <string.h>

#include "diag/report.h"
#include "mock/mock_scenario.h"

struct mbm_world {
    mb_heap *heap;
    mb_arena *arena; /**< has the schemas, and the world itself */
    mbm_schemas schemas;
    wmi_loopback *loopback;
    mbm_scenario *scenario; /**< NULL: there is none */
    hyperv_host *host;      /**< kept by the loopback; NULL: nothing is Hyper-V's */
};

/** A world while it is made. */
typedef struct making {
    const mbm_world_input *input;
    mb_run_state run;
    mb_heap *heap;
    mbm_world *world;
    mb_exit status;
    wmi_error error; /**< here, as a message may end the run while it holds something */
} making;

/** The file of the scenario; NULL, reported, where it cannot be read. */
static const mb_source *load_scenario(making *m)
{
    static const mb_span nowhere = {0, 0};
    const char *path = m->input->scenario;
    mb_source *source = NULL;
    bool was_8bit = false;
    const mb_load_status status = mb_sources_load(m->run.sources, path, nowhere, &source, &was_8bit);

    if (status != MB_LOAD_OK) {
        mb_report_load(m->run.diag, m->run.sources, status, nowhere, path);
        m->status = status == MB_LOAD_ENCODING ? MB_EXIT_INPUT : MB_EXIT_SYSTEM;
        return NULL;
    }
    if (was_8bit) {
        uint32_t first = 0;
        while ((unsigned char)source->text[first] < 0x80 && first < source->length) {
            first++;
        }
        const mb_span span = {source->base + first, source->base + first};
        mb_report(m->run.diag, MB_MSG_JSON_ENCODING, span);
        m->status = MB_EXIT_INPUT;
        return NULL;
    }
    return source;
}

/** Reads and plays the scenario. */
static wmi_status play_scenario(making *m)
{
    mbm_world *world = m->world;
    const mb_source *source = load_scenario(m);
    const mbm_scenario_input input = {source, &world->schemas, world->arena, m->run.diag};
    wmi_status status = WMI_OK;

    if (source == NULL) {
        return WMI_OK;
    }
    mbm_scenario_read(&input, &world->scenario);
    if (mb_diag_errors(m->run.diag) != 0) {
        return WMI_OK; /* what is wrong is told once */
    }
    if (mbm_scenario_wants_host(world->scenario)) {
        status = mbm_play_host(&world->schemas, world->loopback, &world->host, &m->error);
    } else if (status == WMI_OK) {
        status = hyperv_host_on(world->loopback, &world->host, &m->error);
    }
    return status == WMI_OK ? mbm_scenario_play(world->scenario, world->loopback, world->host) : status;
}

/** Sets the clock, before anything hangs on it. */
static void set_clock(const making *m)
{
    uint64_t left = m->input->begins_ms;

    while (left > 0) {
        const uint32_t step = left < UINT32_MAX ? (uint32_t)left : UINT32_MAX;
        wmi_loopback_advance(m->world->loopback, step);
        left -= step;
    }
}

/** A loopback of the schemas, on which nothing is. */
static wmi_status begin_loopback(making *m)
{
    const mbm_schemas *schemas = &m->world->schemas;
    const wmi_status status = wmi_loopback_new(schemas->items, schemas->count, &m->world->loopback, &m->error);

    if (status == WMI_OK) {
        set_clock(m);
    }
    return status;
}

/** Plays the Hyper-V host where the schemas are Hyper-V's; of what is but a part of those the namespaces are served empty. */
static wmi_status play_host(making *m)
{
    static const mb_span nowhere = {0, 0};
    mbm_world *world = m->world;

    if (!mbm_is_hyperv(&world->schemas)) {
        return WMI_OK;
    }
    const wmi_status status = mbm_play_host(&world->schemas, world->loopback, &world->host, &m->error);
    if (status == WMI_OK || status == WMI_NO_MEMORY) {
        return status;
    }
    wmi_loopback_free(world->loopback); /* what of the host is there is none */
    world->loopback = NULL;
    world->host = NULL;
    mb_report(m->run.diag, MB_MSG_MOCK_HOST, nowhere,
              m->error.message != NULL ? m->error.message : wmi_status_name(status));
    return begin_loopback(m);
}

static void play(making *m)
{
    static const mb_span nowhere = {0, 0};
    wmi_status status = begin_loopback(m);

    if (status == WMI_OK) {
        status = m->input->scenario != NULL ? play_scenario(m) : play_host(m);
    }
    if (status == WMI_NO_MEMORY) {
        mb_heap_exhausted(m->heap);
    }
    if (status != WMI_OK) {
        mb_report_as(m->run.diag, MB_ERROR, MB_MSG_MOCK_HOST, nowhere,
                     m->error.message != NULL ? m->error.message : wmi_status_name(status));
    }
    if (mb_diag_has_failed(m->run.diag) && m->status == MB_EXIT_GOOD) {
        m->status = MB_EXIT_INPUT;
    }
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
    mb_arena_free(m->run.arena); /* the files, and all that was made of them but schemas and scenario */
}

static void free_parts(mbm_world *world)
{
    if (world != NULL) {
        wmi_loopback_free(world->loopback);
        mbm_scenario_free(world->scenario);
    }
}

mb_exit mbm_world_new(const mbm_world_input *input, mbm_world **world)
{
    making m;

    memset(&m, 0, sizeof m);
    *world = NULL;
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
    wmi_error_clear(&m.error);
    if (m.status == MB_EXIT_GOOD) {
        *world = m.world;
        return MB_EXIT_GOOD;
    }
    free_parts(m.world);
    mb_heap_free(m.heap);
    return m.status;
}

void mbm_world_free(mbm_world *world)
{
    free_parts(world);
    if (world != NULL) {
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
