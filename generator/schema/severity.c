/*
 * How much a message weighs, by the dialect.
 */
#include "schema/resolver.h"

/** In ascending order. */
typedef enum weight { UNLISTED, OFF, WARNING, ERROR } weight;

typedef struct check {
    uint8_t dmtf;
    uint8_t wmi;
    uint8_t most_unasked;
} check;

static const check checks[MB_MESSAGE_COUNT] = {
#define MB_CHECK(message, dmtf, wmi, most_unasked) [message] = {dmtf, wmi, most_unasked},
#include "schema/severity.def"
#undef MB_CHECK
};

static weight lesser(uint8_t a, uint8_t b)
{
    return (weight)(a < b ? a : b);
}

static weight weight_of(const mb_resolver *resolver, mb_message message)
{
    const check *listed = &checks[message];
    switch (resolver->unit->dialect) {
    case MB_DIALECT_DMTF:
        return (weight)listed->dmtf;
    case MB_DIALECT_WMI:
        return (weight)listed->wmi;
    default:
        break;
    }
    uint8_t shown = resolver->dialect == MB_DIALECT_DMTF  ? listed->dmtf
                    : resolver->dialect == MB_DIALECT_WMI ? listed->wmi
                                                          : (uint8_t)lesser(listed->dmtf, listed->wmi);
    return lesser(shown, listed->most_unasked);
}

bool mb_is_checked(const mb_resolver *resolver, mb_message message)
{
    return weight_of(resolver, message) != OFF;
}

bool mb_check_notice(mb_resolver *resolver, mb_notice notice)
{
    switch (weight_of(resolver, notice.id)) {
    case OFF:
        return false;
    case WARNING:
        mb_report_notice_as(resolver->diag, MB_WARNING, notice);
        return true;
    case ERROR:
        mb_report_notice_as(resolver->diag, MB_ERROR, notice);
        return true;
    default:
        mb_report_notice(resolver->diag, notice);
        return true;
    }
}
