#include <stdio.h>
#include <string.h>

#include "driver/run.h"

static void print_padded(const mb_sink *sink, const char *text, size_t width)
{
    mb_sink_puts(sink, text);
    for (size_t length = strlen(text); length < width; length++) {
        mb_sink_puts(sink, " ");
    }
}

static size_t name_width(const mbb_bundle *bundle)
{
    const mbb_library *libraries = bundle->libraries.items;
    size_t width = strlen("library");

    for (size_t i = 0; i < bundle->libraries.count; i++) {
        size_t length = strlen(libraries[i].name);
        width = length > width ? length : width;
    }
    return width;
}

void mb_print_summary(const mb_run_state *run, const mbb_bundle *bundle, mb_output_counts counts)
{
    const mbb_library *libraries = bundle->libraries.items;
    const size_t width = name_width(bundle);
    char line[160];

    print_padded(run->out, "library", width);
    mb_sink_puts(run->out, "   classes  methods    codes\n");
    for (size_t i = 0; i < bundle->libraries.count; i++) {
        print_padded(run->out, libraries[i].name, width);
        snprintf(line, sizeof line, "  %8lu %8lu %8lu\n", (unsigned long)libraries[i].class_count,
                 (unsigned long)libraries[i].method_count, (unsigned long)libraries[i].code_count);
        mb_sink_puts(run->out, line);
    }
    mb_print_counts(run, counts);
}

void mb_print_counts(const mb_run_state *run, mb_output_counts counts)
{
    char line[160];
    const char *format = run->options.dry_run ? "files: %lu to be written, %lu unchanged, %lu to be removed\n"
                                              : "files: %lu written, %lu unchanged, %lu removed\n";
    snprintf(line, sizeof line, format, (unsigned long)counts.written, (unsigned long)counts.unchanged,
             (unsigned long)counts.removed);
    mb_sink_puts(run->out, line);
    snprintf(line, sizeof line, "time: %.3f s\n", (double)(clock() - run->started) / CLOCKS_PER_SEC);
    mb_sink_puts(run->out, line);
}
