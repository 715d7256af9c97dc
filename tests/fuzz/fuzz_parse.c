/*
 * Text to syntax tree and schema, and messages in all their forms: `mofbind check`, as it is called. It ends with 0 or
 * 1; messages are fit for a terminal, JSON is JSON; memory stays within bounds.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "driver/driver.h"
#include "files.h"
#include "support/text.h"

/** A check may take so much memory: what a run takes anyway, and so much for each byte of each file that is opened. */
enum { MEMORY_OF_RUN = 4 * 1024 * 1024, MEMORY_OF_BYTE = 2048 };

/** An allocator that counts. Blocks have their size before them. */
typedef struct counter {
    size_t used;
    size_t limit;
} counter;

enum { HEADER = 16 };

static void *allocate(void *context, size_t size)
{
    counter *count = context;
    count->used += size;
    fuzz_check(count->used <= count->limit, "%zu bytes of memory are in use; %zu are the limit", count->used,
               count->limit);
    char *block = malloc(HEADER + size);
    if (block == NULL) {
        return NULL;
    }
    *(size_t *)(void *)block = size;
    return block + HEADER;
}

static void release(void *context, void *pointer)
{
    counter *count = context;
    char *block = (char *)pointer - HEADER;
    count->used -= *(size_t *)(void *)block;
    free(block);
}

static void collect(void *context, const char *text, size_t length)
{
    mb_buffer_append(context, text, length);
}

typedef enum form { AS_TEXT, AS_JSON } form;

/** Runs mofbind in a heap for its output, and checks what it printed. */
typedef struct call {
    const char *const *argv;
    int argc;
    form form;
    size_t limit;
    mb_heap *heap;
} call;

static void run(void *argument)
{
    const call *what = argument;
    counter count = {0, what->limit};
    const mb_allocator allocator = {allocate, release, &count};
    mb_buffer out;
    mb_buffer err;
    mb_buffer_init(&out, what->heap);
    mb_buffer_init(&err, what->heap);
    const mb_sink out_sink = {collect, &out, NULL};
    const mb_sink err_sink = {collect, &err, NULL};

    mb_exit status = mb_run(what->argc, what->argv, &allocator, &out_sink, &err_sink);
    fuzz_check(status == MB_EXIT_GOOD || status == MB_EXIT_INPUT, "exit status %d:\n%s", (int)status, err.text);
    fuzz_check(count.used == 0, "%zu bytes of memory are still in use", count.used);
    fuzz_check(out.length == 0, "check prints: %s", out.text);
    if (what->form == AS_JSON) {
        fuzz_check(fuzz_is_json(err.text, err.length), "not JSON:\n%s", err.text);
    } else {
        fuzz_check(fuzz_is_printable(err.text, err.length), "not fit for a terminal:\n%s", err.text);
        fuzz_check(status == MB_EXIT_GOOD || err.length != 0, "an error without a message");
    }
}

static void check(const char *const *argv, int argc, form shape, const uint8_t *data, size_t size)
{
    size_t opened = fuzz_files_set(data, size) == 1 ? 1 : FUZZ_MOST_OPENED;
    call what = {argv, argc, shape, MEMORY_OF_RUN + MEMORY_OF_BYTE * size * opened, mb_heap_new(NULL)};
    fuzz_check(what.heap != NULL && mb_heap_protect(what.heap, run, &what), "no memory");
    mb_heap_free(what.heap);
    fuzz_files_clear();
}

#define CHECK(form, ...)                                                                                               \
    do {                                                                                                               \
        static const char *const argv[] = {"mofbind", "check", __VA_ARGS__, FUZZ_MAIN_FILE, NULL};                     \
        check(argv, (int)(sizeof argv / sizeof argv[0]) - 1, form, data, size);                                        \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CHECK(AS_TEXT, "--syntax-only", "--max-errors=0");
    CHECK(AS_TEXT, "--dialect=auto");
    CHECK(AS_JSON, "--dialect=dmtf", "--diagnostics=json");
    CHECK(AS_JSON, "--dialect=wmi", "--diagnostics=sarif", "--max-errors=0");
    return 0;
}
