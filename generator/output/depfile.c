#include "output/depfile.h"

#include "output/files.h"

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

void mb_depfile_text(const char *target, const char *const *inputs, size_t count, mb_buffer *out)
{
    append_path(out, target);
    mb_buffer_putc(out, ':');
    for (size_t i = 0; i < count; i++) {
        mb_buffer_puts(out, " \\\n  ");
        append_path(out, inputs[i]);
    }
    mb_buffer_putc(out, '\n');
}

bool mb_depfile_write(const char *path, const char *temporary, const mb_buffer *text, mb_diag *diag)
{
    static const mb_span nowhere = {0, 0};
    bool written = mb_file_is_device(path)
                       ? mb_file_write(path, text->text, text->length)
                       : mb_file_write(temporary, text->text, text->length) && mb_file_replace(temporary, path);

    if (!written) {
        mb_report(diag, MB_MSG_WRITE, nowhere, path, mb_file_failure(), NULL);
        return false;
    }
    return true;
}
