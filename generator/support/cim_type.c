#include "support/cim_type.h"

#include "support/characters.h"

const mb_cim_type mb_cim_types[MB_TYPE_COUNT] = {
#define MB_CIM_TYPE(id, word, kind, width, c_type, c_array, c_name)                                                    \
    [MB_TYPE_##id] = {word, MB_KIND_##kind, width, c_type, c_array, c_name},
#include "support/cim_types.def"
#undef MB_CIM_TYPE
};

bool mb_integer_limits(mb_type_word type, int64_t *low, uint64_t *high)
{
    const mb_cim_type *of = &mb_cim_types[type];
    if (of->width == 0) {
        return false;
    }
    *high = UINT64_MAX >> (64 - of->width);
    *low = 0;
    if (of->kind == MB_KIND_SIGNED) {
        *high >>= 1;
        *low = -(int64_t)*high - 1;
    }
    return true;
}

bool mb_integer_fits(mb_type_word type, uint64_t magnitude, bool is_negative)
{
    int64_t low;
    uint64_t high;
    if (!mb_integer_limits(type, &low, &high)) {
        return false;
    }
    return magnitude <= (!is_negative ? high : low < 0 ? high + 1 : 0);
}

/** Takes the marks of a base off a number that has no sign. @return the base */
static unsigned take_base(mb_text *digits, mb_integer_form form)
{
    const bool begins_with_0 = digits->length > 1 && digits->bytes[0] == '0';
    if (form == MB_INTEGER_DECIMAL) {
        return 10;
    }
    if (begins_with_0 && digits->length > 2 && mb_lower(digits->bytes[1]) == 'x') {
        digits->bytes += 2;
        digits->length -= 2;
        return 16;
    }
    if (form == MB_INTEGER_QUOTED) {
        return 10;
    }
    if (digits->length > 1 && mb_lower(digits->bytes[digits->length - 1]) == 'b') {
        digits->length--;
        return 2;
    }
    return begins_with_0 ? 8 : 10;
}

bool mb_read_integer(mb_text text, mb_integer_form form, mb_integer *out)
{
    *out = (mb_integer){0, text.length > 0 && text.bytes[0] == '-', false};
    if (text.length > 0 && (text.bytes[0] == '-' || text.bytes[0] == '+')) {
        text.bytes++;
        text.length--;
    }
    if (text.length == 0) {
        return false;
    }
    const uint64_t safe = UINT64_C(1) << 59; /* below it no base overflows, and most numbers cost no division */
    const unsigned base = take_base(&text, form);
    for (uint32_t i = 0; i < text.length; i++) {
        const unsigned digit = mb_digit_value(text.bytes[i]);
        if (digit >= base) {
            return false;
        }
        if (out->magnitude >= safe && out->magnitude > (UINT64_MAX - digit) / base) {
            out->is_huge = true;
        } else if (!out->is_huge) {
            out->magnitude = out->magnitude * base + digit;
        }
    }
    return true;
}
