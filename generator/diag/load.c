/* Files that could not be read, or not as UTF-8. */
#include "diag/report.h"

void mb_report_load(mb_diag *diag, const mb_sources *sources, mb_load_status status, mb_span span, const char *path)
{
    const char *reason = mb_sources_failure(sources);
    const mb_position at = mb_sources_failure_at(sources);
    const mb_span place = {at, at};

    switch (status) {
    case MB_LOAD_NOT_FOUND:
        mb_report(diag, MB_MSG_FILE_NOT_FOUND, span, path);
        break;
    case MB_LOAD_ENCODING:
        mb_report(diag, MB_MSG_FILE_ENCODING, at != 0 ? place : span, path, reason);
        break;
    case MB_LOAD_TOO_LARGE:
        mb_report(diag, MB_MSG_FILE_TOO_LARGE, span, path);
        break;
    default:
        mb_report(diag, MB_MSG_FILE_UNREADABLE, span, path, reason);
        break;
    }
}

void mb_report_8bit(mb_diag *diag, const mb_source *source)
{
    uint32_t first = 0;

    while (first < source->length && (unsigned char)source->text[first] < 0x80) {
        first++;
    }
    const mb_span span = {source->base + first, source->base + first};
    mb_report(diag, MB_MSG_FILE_8BIT, span);
}
