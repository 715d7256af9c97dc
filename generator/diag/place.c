/* Positions to lines and columns. */
#include <string.h>

#include "diag/model.h"

void mb_place_move(mb_place *place, const mb_source *source, mb_position position)
{
    const char *target = source->text + (position - source->base);

    if (place->source != source || place->line_begin > target) {
        place->source = source;
        place->line = 1;
        place->line_begin = source->text;
    }
    const char *end;
    while (target > place->line_begin &&
           (end = memchr(place->line_begin, '\n', (size_t)(target - place->line_begin))) != NULL) {
        place->line++;
        place->line_begin = end + 1;
    }
    place->at = target;
}

uint32_t mb_place_column(const mb_place *place)
{
    uint32_t column = 1;

    for (const char *each = place->line_begin; each < place->at; each++) {
        column += mb_begins_character(*each);
    }
    return column;
}

uint32_t mb_place_column16(const mb_place *place)
{
    uint32_t column = 1;

    for (const char *each = place->line_begin; each < place->at; each++) {
        bool is_beyond_16_bits = (unsigned char)*each >= 0xF0;
        column += (uint32_t)mb_begins_character(*each) + is_beyond_16_bits;
    }
    return column;
}

const mb_source *mb_diag_source(const mb_diag *diag, mb_span span)
{
    return mb_sources_at(diag->sources, span.begin);
}

mb_position mb_span_end(const mb_source *source, mb_span span)
{
    mb_position end_of_file = source->base + source->length;
    mb_position end = span.end > span.begin ? span.end : span.begin;

    return end < end_of_file ? end : end_of_file;
}
