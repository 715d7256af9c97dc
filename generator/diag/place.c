/* Positions to lines and columns. */
#include <string.h>

#include "diag/model.h"

static void begin_line(mb_place *place, const char *begin)
{
    place->line_begin = begin;
    place->at = begin;
    place->column = 1;
    place->column16 = 1;
}

static uint32_t characters(char c)
{
    return mb_begins_character(c);
}

static uint32_t units(char c)
{
    bool is_beyond_16_bits = (unsigned char)c >= 0xF0;
    return characters(c) + is_beyond_16_bits;
}

void mb_place_move(mb_place *place, const mb_source *source, mb_position position)
{
    const char *target = source->text + (position - source->base);
    const char *end;

    if (place->source != source || place->line_begin > target) {
        place->source = source;
        place->line = 1;
        begin_line(place, source->text);
    }
    while (target > place->at && (end = memchr(place->at, '\n', (size_t)(target - place->at))) != NULL) {
        place->line++;
        begin_line(place, end + 1);
    }
    for (; place->at < target; place->at++) {
        place->column += characters(*place->at);
        place->column16 += units(*place->at);
    }
    while (place->at > target) {
        place->at--;
        place->column -= characters(*place->at);
        place->column16 -= units(*place->at);
    }
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
