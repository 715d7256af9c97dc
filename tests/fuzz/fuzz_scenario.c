/*
 * Scenarios: what is read without an error is played, for a while. The schema is that of tests/mock/scenarios/printing.mof, the Hyper-V host is not
 * there.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "driver/run.h"
#include "mock/mock_scenario.h"

#include <wmi/session.h>

/* What the host has in mofbind-mock. */

bool mbm_is_hyperv(const mbm_schemas *schemas)
{
    (void)schemas;
    return false;
}

static const wmi_method_info printing = {.name = "Print"};
static const hyperv_behaviour behaviour = {
    .name = "hyperv.DefineSystem", .ns = "root\\printing", .class_name = "Printer", .method = &printing};

const hyperv_behaviour *mbm_behaviour_at(size_t index)
{
    return index == 0 ? &behaviour : NULL;
}

const hyperv_behaviour *mbm_find_behaviour(const char *name)
{
    return strcmp(name, behaviour.name) == 0 ? &behaviour : NULL;
}

wmi_status hyperv_host_answer(hyperv_host *host, const hyperv_behaviour *of, const wmi_loopback_call *call,
                              wmi_object *out, wmi_error *error)
{
    const wmi_value value = wmi_value_uint32(0);

    (void)host;
    (void)of;
    return strcmp(call->method->name, "Print") == 0 && wmi_object_set(out, "ReturnValue", &value) != WMI_OK
               ? wmi_fail(error, WMI_NO_MEMORY, 0, "Out of memory.")
               : WMI_OK;
}

/* The schema, which lives as long as the program. */

static mb_heap *schema_heap;
static mbm_schemas schemas;

static void load_schema(void *argument)
{
    static const char *files[] = {MOFBIND_SOURCE_DIR "/tests/mock/scenarios/printing.mof"};
    mb_run_state *run = argument;

    run->heap = schema_heap;
    run->options.files = files;
    run->options.file_count = 1;
    mb_prepare_run(run);
    fuzz_check(mbm_schemas_load(run, mb_arena_new(schema_heap), &schemas) == MB_EXIT_GOOD, "the schema has errors");
}

static void make_schema(void)
{
    static mb_run_state run;

    if (schema_heap == NULL) {
        schema_heap = mb_heap_new(NULL);
        fuzz_check(schema_heap != NULL && mb_heap_protect(schema_heap, load_schema, &run), "no memory");
    }
}

/* What is allocated for an input is given back. */

static size_t blocks;

static void *allocate(void *context, size_t size)
{
    (void)context;
    blocks++;
    return malloc(size);
}

static void release(void *context, void *block)
{
    (void)context;
    blocks -= block != NULL;
    free(block);
}

static void *WMI_CALLBACK runtime_allocate(void *context, size_t size)
{
    return allocate(context, size);
}

static void WMI_CALLBACK runtime_release(void *context, void *block)
{
    release(context, block);
}

/** An input while it is run. */
typedef struct input {
    const char *bytes;
    size_t length;
    mb_heap *heap;
    mb_buffer messages;
    mbm_scenario *scenario;
    wmi_loopback *loopback;
} input;

static bool WMI_CALLBACK pass_by(void *context, const wmi_object *object)
{
    (void)context;
    (void)object;
    return true;
}

/** Calls that scenarios have answers to; what they come to is not the point. */
static void call_host(wmi_loopback *loopback)
{
    wmi_connect_options options = {
        .backend = wmi_loopback_backend(loopback), .ns = "root\\printing", .timeout_ms = 1000};
    wmi_session *session = NULL;
    const wmi_schema_class *printer = mbm_find_class(&schemas, "root\\printing", "Printer");

    if (wmi_connect(&options, &session, NULL) != WMI_OK) {
        return;
    }
    for (const wmi_method_info *const *method = printer->methods; *method != NULL; method++) {
        const bool is_static = ((*method)->flags & WMI_METHOD_STATIC) != 0;
        void *out = calloc(1, (*method)->out_size + 1);
        void *in = calloc(1, (*method)->in_size + 1);
        fuzz_check(in != NULL && out != NULL, "no memory");
        (void)wmi_invoke(session, "Printer", *method, is_static ? NULL : "Printer.Id=\"laser-1\"", in,
                         (*method)->out_size > 0 ? out : NULL, NULL);
        if ((*method)->out_size > 0) {
            wmi_method_out_clear(*method, out);
        }
        free(in);
        free(out);
    }
    (void)wmi_query(session, "SELECT * FROM Device", pass_by, NULL, NULL);
    (void)wmi_query(session, "SELECT * FROM Tray", pass_by, NULL, NULL);
    wmi_close(session);
    wmi_loopback_advance(loopback, 100000);
}

static void run_input(void *argument)
{
    input *i = argument;
    mb_arena *arena = mb_arena_new(i->heap);
    mb_sources *sources = mb_sources_new(i->heap, arena);
    mb_diag *diag = mb_diag_new(i->heap, arena, sources);
    mb_source *source = NULL;
    bool was_8bit = false;

    mb_buffer_init(&i->messages, i->heap);
    if (mb_sources_add(sources, "scenario.json", i->bytes, i->length, &source, &was_8bit) != MB_LOAD_OK || was_8bit) {
        return; /* the decoder's business */
    }
    const mbm_scenario_input reading = {source, &schemas, arena, diag};
    mbm_scenario_read(&reading, &i->scenario);
    if (mb_diag_errors(diag) == 0) {
        fuzz_check(wmi_loopback_new(schemas.items, schemas.count, &i->loopback, NULL) == WMI_OK, "no memory");
        fuzz_check(mbm_scenario_play(i->scenario, i->loopback, NULL) == WMI_OK, "what was read cannot be played");
        call_host(i->loopback);
    }
    mb_diag_render(diag, &i->messages);
    fuzz_check(mb_diag_errors(diag) == 0 || strstr(i->messages.text, " error: ") != NULL, "an error without a message");
    if (i->messages.length != 0) {
        fuzz_check(fuzz_is_showable(i->messages.text, i->messages.length), "not fit for a terminal:\n%s",
                   i->messages.text);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const mb_allocator allocator = {allocate, release, NULL};
    static const wmi_allocator of_runtime = {runtime_allocate, runtime_release, NULL};
    input i = {.bytes = (const char *)data, .length = size};

    make_schema();
    wmi_allocator_set(&of_runtime);
    i.heap = mb_heap_new(&allocator);
    fuzz_check(i.heap != NULL && mb_heap_protect(i.heap, run_input, &i), "no memory");
    wmi_loopback_free(i.loopback);
    mbm_scenario_free(i.scenario);
    mb_heap_free(i.heap);
    wmi_allocator_set(NULL);
    fuzz_check(blocks == 0, "%zu blocks are lost", blocks);
    return 0;
}
