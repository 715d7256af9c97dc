#include "output/depfile.h"

#include <stdio.h>

#include "diag/report.h"
#include "output/files.h"
#include "output/interrupts.h"

static void append_path(mb_buffer *out, const char *path)
{
    for (; *path != '\0'; path++) {
        switch (*path) {
        case ' ':
        case '#':
            mb_buffer_putc(out, '\\');
            break;
        case '$':
            mb_buffer_putc(out, '$');
            break;
#if defined(_WIN32)
        case '\\':
            mb_buffer_putc(out, '/');
            continue;
#endif
        default:
            break;
        }
        mb_buffer_putc(out, *path);
    }
}

void mb_depfile_begin(const char *target, mb_buffer *out)
{
    append_path(out, target);
    mb_buffer_putc(out, ':');
}

void mb_depfile_input(const char *path, mb_buffer *out)
{
    mb_buffer_puts(out, " \\\n  ");
    append_path(out, path);
}

void mb_depfile_end(mb_buffer *out)
{
    mb_buffer_putc(out, '\n');
}

/** Behind the folder of a path; "C:" on Windows counts as one. */
static const char *base_of(const char *path)
{
    const char *base = path;

    for (const char *at = path; *at != '\0'; at++) {
#if defined(_WIN32)
        bool is_end = *at == '/' || *at == '\\' || *at == ':';
#else
        bool is_end = *at == '/';
#endif
        base = is_end ? at + 1 : base;
    }
    return base;
}

mb_depfile mb_depfile_at(const char *path, mb_arena *arena)
{
    mb_depfile depfile = {path, NULL, base_of(path)};
    const size_t length = (size_t)(depfile.name - path);

    depfile.folder = mb_folder_new(length == 0 ? "." : mb_arena_text(arena, path, length), arena);
    return depfile;
}

typedef struct writing {
    const mb_depfile *depfile;
    const mb_buffer *text;
    bool is_written;
} writing;

static void write_protected(void *argument)
{
    writing *w = argument;

    w->is_written = mb_folder_write(w->depfile->folder, w->depfile->name, w->text->text, w->text->length);
}

static bool report(const mb_depfile *depfile, const char *reason, mb_diag *diag)
{
    static const mb_span nowhere = {0, 0};

    mb_report(diag, MB_MSG_FILE_UNWRITABLE, nowhere, depfile->path, reason);
    return false;
}

bool mb_depfile_write(const mb_depfile *depfile, const mb_buffer *text, mb_diag *diag)
{
    writing w = {depfile, text, false};

    if (mb_file_is_device(depfile->path)) {
        return mb_device_write(depfile->path, text->text, text->length) || report(depfile, mb_file_failure(), diag);
    }
    if (mb_folder_make(depfile->folder)) {
        mb_uninterrupted(write_protected, &w);
    }
    char reason[256];
    const char *failure = mb_folder_failure(depfile->folder);
    snprintf(reason, sizeof reason, "%s", failure);
    mb_folder_close(depfile->folder);
    return w.is_written || report(depfile, reason, diag);
}
